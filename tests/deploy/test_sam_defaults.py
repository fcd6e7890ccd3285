"""The templates deployed with names alone, guided or at once, and what is read through each of them."""

from __future__ import annotations

import base64
import gzip
import json
import re
import subprocess
import sys
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

import pytest
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from emulator import REGION, ROOT, allowed, outputs_of, sam
from recording import recording

from conftest import ARCH
from waiting import eventually

sys.path.append(str(ROOT / "tests" / "clients"))

from runtime_api_server import RuntimeApiServer

pytestmark = pytest.mark.deploy

LETTER = b"Dear Anna Miller, your number 206-555-0100 and anna.miller@example.com are on file.\n"
MASKED = b"Dear ***********, your number ************ and *********************** are on file.\n"
HERE = {"Architecture": ARCH}  # the emulator runs functions on this machine's processor
LOGS = {"logs:CreateLogStream", "logs:PutLogEvents"}
QUEUE = {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}
"""What Lambda itself does with the role; no call of the function shows it."""


@pytest.fixture(scope="module")
def s3(client):
    made = client("s3")
    for bucket in ("letters", "copies"):
        made.create_bucket(Bucket=bucket)
    made.put_object(Bucket="letters", Key="letter.txt.gz", Body=gzip.compress(LETTER, mtime=0))
    return made


def test_the_guided_deployment_asks_seven_questions_and_makes_the_key_that_they_need(aws, s3, zips):
    answers = ["", "", "letters", "first", "pii_redaction", "", "HASH", "", ARCH]  # stack and Region, then parameters
    said = sam("deploy", "--config-env", "object-lambda", "--guided", env=aws,
               answers="\n".join([*answers, "n", "y", "n", "n", ""]))  # fmt: skip
    assert re.findall(r"Parameter (\w+) \[", said) == [
        "BucketName", "Name", "FunctionName", "PiiEntityTypes", "MaskMode", "AnswersSizes", "Architecture",
    ]  # fmt: skip
    alias = outputs_of("objectlambda-object-lambda", aws)["AccessPointAlias"]
    read = s3.get_object(Bucket=alias, Key="letter.txt.gz")["Body"].read()
    assert re.fullmatch(
        rb"Dear \[NAME:\w{16}\], your number \[PHONE:\w{16}\] and \[EMAIL:\w{16}\] are on file.\n", read
    )
    assert s3.head_object(Bucket=alias, Key="letter.txt.gz")["ContentLength"] == len(read)


@pytest.fixture
def copier(aws, client, deploy, s3):
    """The copy stack, whose calls are recorded."""
    outputs = deploy("copy", "copy", SourceBucket="letters", DestinationBucket="copies", **HERE)
    # The emulator keeps numbers of a template as texts, and fails to compare this one.
    [mapping] = client("lambda").list_event_source_mappings(FunctionName=outputs["FunctionArn"])["EventSourceMappings"]
    client("lambda").update_event_source_mapping(UUID=mapping["UUID"], ScalingConfig={"MaximumConcurrency": 2})
    with recording(aws["AWS_ENDPOINT_URL"]) as recorded:
        elsewhere = {"S3_ENDPOINT_URL": recorded.url, "AWS_ENDPOINT_URL_SECRETS_MANAGER": recorded.url}
        add_variables(client, outputs["FunctionArn"], elsewhere)
        yield outputs, recorded


def test_copies_are_made_on_events_and_for_batch_operations_with_the_rights_of_the_role(client, s3, copier):
    outputs, recorded = copier
    s3.put_bucket_notification_configuration(
        Bucket="letters", NotificationConfiguration={"EventBridgeConfiguration": {}}
    )
    s3.put_object(Bucket="letters", Key="new/letter.txt", Body=LETTER)
    copied = eventually(lambda: s3.list_objects_v2(Bucket="copies").get("Contents"), seconds=60, every=0.5)
    assert [entry["Key"] for entry in copied] == ["new/letter.txt"]
    assert s3.get_object(Bucket="copies", Key="new/letter.txt")["Body"].read() == MASKED

    task = {"taskId": "1", "s3Key": "letter.txt.gz", "s3VersionId": None, "s3BucketArn": "arn:aws:s3:::letters"}
    job = {"invocationSchemaVersion": "1.0", "invocationId": "batch", "job": {"id": "job"}, "tasks": [task]}
    invoked = client("lambda").invoke(FunctionName=outputs["FunctionArn"], Payload=json.dumps(job))
    [result] = json.loads(invoked["Payload"].read())["results"]
    assert (result["taskId"], result["resultCode"]) == ("1", "Succeeded")
    assert s3.get_object(Bucket="copies", Key="letter.txt.gz")["Body"].read() in (
        MASKED,
        gzip.compress(MASKED, mtime=0),
    )

    rights = allowed(client, outputs)
    for action, resource in recorded.calls:
        assert action in rights, action
        assert action.startswith("secretsmanager:") or any(
            fnmatchcase(f"arn:aws:s3:::{resource}", pattern) for pattern in rights[action]
        ), (action, resource)
    used = {action for action, _ in recorded.calls}
    assert set(rights) - used <= LOGS | QUEUE | {"s3:GetObjectVersion", "s3:AbortMultipartUpload"}


def test_the_gateway_streams_with_the_configuration_and_the_secret_that_its_stack_makes(
    aws, client, deploy, s3, deployed, runtime_packages, python_3_13
):
    outputs = deploy("gateway-lambda", "gateway", BucketName="letters", FunctionName="pii_redaction", **HERE)
    secret = client("secretsmanager").get_secret_value(SecretId=outputs["CallerSecretArn"])["SecretString"]
    keys = Credentials(outputs["AccessKeyId"], secret)
    places = deployed("gateway")
    # The emulator runs Python's own runtime alone, so the zip runs here, in the environment that was deployed.
    variables = function_of(client, "gateway")["Environment"]["Variables"] | aws
    variables["OBJECTLAMBDA_GATEWAY"] = variables["OBJECTLAMBDA_GATEWAY"].replace(
        'bucket = "letters"', f'bucket = "letters"\nendpoint_url = "{aws["AWS_ENDPOINT_URL"]}"'
    )
    own = {"LAMBDA_TASK_ROOT": str(places.task), "AWS_LAMBDA_FUNCTION_NAME": "gateway", "PYTHONDONTWRITEBYTECODE": "1",
           "PYTHONPATH": f"{places.opt}/python:{runtime_packages}", "PATH": "/usr/bin:/bin"}  # fmt: skip
    with RuntimeApiServer() as api:
        environment = variables | own | {"AWS_LAMBDA_RUNTIME_API": api.address}
        process = subprocess.Popen(["sh", places.task / "streaming", python_3_13], env=environment)
        try:
            response = api.invoke(url_event("/objects/letter.txt.gz", outputs["EndpointUrl"], keys))
            assert (response.status, response.body) == (200, MASKED), response
            assert response.headers["etag"] != s3.head_object(Bucket="letters", Key="letter.txt.gz")["ETag"]
            listing = api.invoke(url_event("/objects", outputs["EndpointUrl"], keys))
            assert b"<Key>letter.txt.gz</Key>" in listing.body
            stranger = Credentials(outputs["AccessKeyId"], "guessed")
            assert api.invoke(url_event("/objects/letter.txt.gz", outputs["EndpointUrl"], stranger)).status == 403
        finally:
            process.terminate()
            process.wait(20)
    secrets = {"secretsmanager:GetSecretValue"}
    assert set(allowed(client, outputs)) == LOGS | secrets | {"s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"}


def test_the_http_api_answers_with_names_alone(aws, client, deploy, s3):
    outputs = deploy("gateway-http-api", "http-api", BucketName="letters", FunctionName="pii_redaction", **HERE)
    name = function_of(client, "http-api")["FunctionName"]
    add_variables(client, name, {"AWS_ENDPOINT_URL_S3": aws["AWS_ENDPOINT_URL"]})
    event = {
        "version": "2.0", "routeKey": "GET /{proxy+}", "rawPath": "/objects/letter.txt.gz", "rawQueryString": "",
        "headers": {"host": urlsplit(outputs["EndpointUrl"]).hostname},
        "requestContext": {
            "http": {"method": "GET", "path": "/objects/letter.txt.gz", "protocol": "HTTP/1.1", "sourceIp": "::1"},
            "authorizer": {"iam": {"userArn": "arn:aws:iam::111122223333:user/reader", "accountId": "111122223333"}},
            "requestId": "1", "stage": "$default", "timeEpoch": 0,
        },
        "isBase64Encoded": False,
    }  # fmt: skip
    answer = json.loads(client("lambda").invoke(FunctionName=name, Payload=json.dumps(event))["Payload"].read())
    assert answer["statusCode"] == 200, answer
    assert base64.b64decode(answer["body"]) == MASKED
    assert set(allowed(client, outputs)) == LOGS | {
        "s3:GetObject",
        "s3:GetObjectVersion",
        "secretsmanager:GetSecretValue",
    }


def function_of(client, stack):
    """The configuration of a stack's only function."""
    [name] = [
        resource["PhysicalResourceId"]
        for resource in client("cloudformation").describe_stack_resources(StackName=stack)["StackResources"]
        if resource["ResourceType"] == "AWS::Lambda::Function"
    ]
    return client("lambda").get_function_configuration(FunctionName=name)


def add_variables(client, function, more):
    """Tell a deployed function where the emulator is."""
    variables = client("lambda").get_function_configuration(FunctionName=function)["Environment"]["Variables"]
    client("lambda").update_function_configuration(FunctionName=function, Environment={"Variables": variables | more})


def url_event(path, url, keys):
    """The event of a function URL for a GET that a client of S3 signed for it."""
    host = urlsplit(url).hostname
    request = AWSRequest(method="GET", url=f"https://{host}{path}", headers={"host": host})
    S3SigV4Auth(keys, "s3", REGION).add_auth(request)
    http = {"method": "GET", "path": path, "protocol": "HTTP/1.1", "sourceIp": "203.0.113.7"}
    return {
        "version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": "",
        "headers": {name.lower(): value for name, value in request.headers.items()},
        "requestContext": {"accountId": "anonymous", "domainName": host, "http": http, "requestId": "1"},
        "isBase64Encoded": False,
    }  # fmt: skip
