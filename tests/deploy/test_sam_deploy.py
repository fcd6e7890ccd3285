"""The templates in use: built and deployed by the SAM CLI into an emulator, read through, updated, deleted."""

from __future__ import annotations

import gzip
import json

import pytest
from botocore.exceptions import ClientError
from emulator import allowed, outputs_of, sam

from conftest import ARCH
from waiting import eventually

pytestmark = pytest.mark.deploy

BUCKET = "letters"
LETTER = b"Dear Anna Miller, your number 206-555-0100 and anna.miller@example.com are on file.\n"
COMPRESSED = gzip.compress(LETTER, mtime=0)
MASKED = b"Dear ***********, your number ************ and *********************** are on file.\n"
TYPED = b"Dear [NAME], your number [PHONE] and [EMAIL] are on file.\n"


@pytest.fixture(scope="module")
def s3(client):
    made = client("s3")
    made.create_bucket(Bucket=BUCKET)
    made.put_object(Bucket=BUCKET, Key="letter.txt", Body=LETTER)
    made.put_object(Bucket=BUCKET, Key="letter.txt.gz", Body=COMPRESSED)
    return made


@pytest.fixture(scope="module")
def decompress(deploy):
    return deploy("decompress", "decompress", Architecture=ARCH, SizesReadThrough=supporting("plain"))


@pytest.fixture(scope="module")
def redaction(deploy):
    return deploy("pii-redaction", "redaction", Architecture=ARCH, SizesReadThrough=supporting("safe"))


@pytest.fixture(scope="module")
def guard(deploy):
    return deploy("pii-access-control", "guard", Architecture=ARCH)


@pytest.fixture(scope="module")
def access_points(deploy, s3, decompress, redaction):
    """The aliases of two access points over one bucket, each with a function of its own."""
    plain = deploy("access-point", "plain", Name="plain", BucketName=BUCKET, GetFunctionArn=decompress["FunctionArn"])
    safe = deploy("access-point", "safe", Name="safe", BucketName=BUCKET, GetFunctionArn=redaction["FunctionArn"])
    return {"plain": plain["AccessPointAlias"], "safe": safe["AccessPointAlias"]}


def test_outputs_name_alias_and_version(decompress):
    assert decompress["FunctionArn"].endswith(":live")
    assert decompress["FunctionVersionArn"] == decompress["FunctionArn"].removesuffix("live") + "1"


def test_role_may_answer_and_log_and_read_only_where_it_was_allowed(client, decompress, guard):
    answering = {"s3-object-lambda:WriteGetObjectResponse", "logs:CreateLogStream", "logs:PutLogEvents"}
    assert set(allowed(client, guard)) == answering | {"secretsmanager:GetSecretValue"}
    [secret] = allowed(client, guard)["secretsmanager:GetSecretValue"]
    assert ":secret:guard-TagKey" in secret  # and no other
    assert set(allowed(client, decompress)) == answering | {"s3:GetObject", "s3:GetObjectVersion"}
    assert allowed(client, decompress)["s3:GetObject"] == [supporting("plain") + "/object/*"]
    [resource] = allowed(client, guard)["s3-object-lambda:WriteGetObjectResponse"]
    assert resource == "arn:aws:s3-object-lambda:us-east-1:000000000000:accesspoint/*"


@pytest.mark.parametrize(("access_point", "body"), [("plain", LETTER), ("safe", MASKED)])
def test_one_bucket_reads_differently_through_each_access_point(s3, access_points, access_point, body):
    answer = s3.get_object(Bucket=access_points[access_point], Key="letter.txt.gz")
    assert answer["Body"].read() == body
    assert s3.get_object(Bucket=BUCKET, Key="letter.txt.gz")["Body"].read() == COMPRESSED


@pytest.mark.parametrize(("access_point", "body"), [("plain", LETTER), ("safe", MASKED)])
def test_head_object_tells_the_size_of_what_is_read(s3, access_points, access_point, body):
    assert s3.head_object(Bucket=access_points[access_point], Key="letter.txt.gz")["ContentLength"] == len(body)


@pytest.mark.parametrize(("access_point", "body"), [("plain", LETTER), ("safe", MASKED)])
def test_range_is_taken_from_what_is_read(s3, access_points, access_point, body):
    answer = s3.get_object(Bucket=access_points[access_point], Key="letter.txt.gz", Range="bytes=5-20")
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 206
    assert answer["ContentRange"] == f"bytes 5-20/{len(body)}"
    assert answer["Body"].read() == body[5:21]


def test_another_function_and_payload_are_an_update_of_the_access_point(deploy, s3, access_points, redaction):
    payload = json.dumps({"mask_mode": "REPLACE_WITH_PII_ENTITY_TYPE"})
    deploy(
        "access-point", "plain", Name="plain", BucketName=BUCKET, GetFunctionArn=redaction["FunctionArn"],
        Payload="'" + payload.replace(" ", "") + "'",
    )  # fmt: skip
    assert s3.get_object(Bucket=access_points["plain"], Key="letter.txt")["Body"].read() == TYPED
    assert s3.get_object(Bucket=access_points["safe"], Key="letter.txt")["Body"].read() == MASKED


def test_another_setting_is_another_version_behind_the_same_alias(deploy, s3, access_points, redaction):
    updated = deploy(
        "pii-redaction", "redaction", Architecture=ARCH, SizesReadThrough=supporting("safe"), MaskCharacter="x"
    )
    assert updated["FunctionArn"] == redaction["FunctionArn"]
    assert updated["FunctionVersionArn"] != redaction["FunctionVersionArn"]
    read = s3.get_object(Bucket=access_points["safe"], Key="letter.txt")["Body"].read()
    assert read == MASKED.replace(b"*", b"x")


def test_a_rotated_key_is_read_anew_and_another_key_is_another_version(
    deploy, aws, client, s3, access_points, redaction
):
    secrets = client("secretsmanager")
    mine, other = (secrets.create_secret(Name=name, SecretString=name * 8)["ARN"] for name in ("mine", "other"))
    settings = {"Architecture": ARCH, "MaskMode": "HASH", "SecretLifetimeSeconds": 2, "RedactionKeyArn": mine}

    def pseudonyms():
        return s3.get_object(Bucket=access_points["safe"], Key="letter.txt")["Body"].read()

    keyed = deploy("pii-redaction", "redaction", **settings)
    first = pseudonyms()
    assert (b"[NAME:" in first, pseudonyms()) == (True, first)
    secrets.put_secret_value(SecretId=mine, SecretString="rotated " * 8)
    assert eventually(lambda: pseudonyms() != first, seconds=10)  # after its lifetime; no version is published for it
    assert outputs_of("redaction", aws) == keyed
    second = pseudonyms()
    settled = deploy("pii-redaction", "redaction", **settings | {"RedactionKeyArn": other})
    assert settled["FunctionArn"] == redaction["FunctionArn"]
    assert settled["FunctionVersionArn"] != keyed["FunctionVersionArn"]  # and the alias names it:
    assert pseudonyms() not in (first, second)


def test_access_control_refuses_through_an_existing_supporting_access_point(deploy, s3, access_points, guard):
    made = deploy(
        "access-point", "guarded", Name="guarded", SupportingAccessPointArn=supporting("safe"),
        GetFunctionArn=guard["FunctionArn"], HeadFunctionArn="NONE",
    )  # fmt: skip
    assert made["SupportingAccessPointArn"] == supporting("safe")
    with pytest.raises(ClientError) as refused:
        s3.get_object(Bucket=made["AccessPointAlias"], Key="letter.txt")
    assert refused.value.response["Error"]["Code"] == "AccessDenied"
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403


def test_deleted_stacks_leave_nothing_but_the_bucket(aws, s3, client, access_points, decompress, redaction, guard):
    for stack in ("guarded", "safe", "plain", "decompress", "redaction", "guard"):
        sam("delete", "--stack-name", stack, "--no-prompts", "--region", "us-east-1", env=aws)
    with pytest.raises(ClientError):
        s3.get_object(Bucket=access_points["safe"], Key="letter.txt")
    assert client("lambda").list_functions()["Functions"] == []
    assert client("lambda").list_layers()["Layers"] == []
    assert s3.get_object(Bucket=BUCKET, Key="letter.txt")["Body"].read() == LETTER


def supporting(name: str) -> str:
    return f"arn:aws:s3:us-east-1:000000000000:accesspoint/{name}-source"
