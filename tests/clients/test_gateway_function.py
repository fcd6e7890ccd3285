"""The gateway as a Lambda function that streams: its own runtime against a Runtime API that checks the protocol."""

from __future__ import annotations

import gzip
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import boto3
import pytest
from botocore.auth import S3SigV4Auth, S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from moto.server import ThreadedMotoServer
from runtime_api_server import RuntimeApiServer

from objectlambda.aws.gateway_function import AUTH_TYPE, PUBLIC_HOST, TEXT, read
from objectlambda.errors import InvalidSettings
from waiting import eventually

HOST = "abcdefghijklmnop.lambda-url.eu-west-1.on.aws"
KEYS = Credentials("AKIAGATEWAY", "a secret for the tests of the gateway")
CONFIG = """
[origins.data]
folder = "{folder}"

[callers.reader]
access_key = "AKIAGATEWAY"
secret_key_env = "READER_SECRET"

[access_points.logs]
origin = "data"
function = "decompress"

[access_points.clean]
origin = "data"
function = "pii_redaction"

[gateway]
region = "eu-west-1"
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("data")
    noise = random.Random(1).randbytes(1 << 12) * 256
    (place / "small.csv.gz").write_bytes(gzip.compress(b"n,square\n1,1\n2,4\n" * 500, mtime=0))
    (place / "a b+c=d&é.txt.gz").write_bytes(gzip.compress(b"odd\n", mtime=0))
    with gzip.open(place / "large.bin.gz", "wb", 1) as file:
        for _ in range(180):
            file.write(noise)
    with gzip.open(place / "over.bin.gz", "wb", 1) as file:
        for _ in range(193):
            file.write(noise)
    (place / "broken.bin.gz").write_bytes(gzip.compress(random.Random(2).randbytes(2_000_000), 1)[:-5000])
    (place / "letter.txt").write_text("Please call Katherine Johnson on 206-555-0100.\n")
    return place


WRAPPER = Path(__file__).resolve().parents[2] / "functions" / "gateway" / "streaming"


def start(api, config, command=(sys.executable, "-m", "objectlambda.aws.gateway_function"), **environ):
    environment = {
        **os.environ,
        "AWS_LAMBDA_RUNTIME_API": api.address,
        "OBJECTLAMBDA_GATEWAY": config,
        "READER_SECRET": KEYS.secret_key,
        "LOG_LEVEL": "ERROR",
        **environ,
    }
    return subprocess.Popen(list(command), env=environment)


@pytest.fixture(scope="module")
def api(folder):
    with RuntimeApiServer() as server:
        process = start(server, CONFIG.format(folder=folder))
        assert server.started.wait(30)
        yield server
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def event(path, *, method="GET", query=None, headers=None, presigned=False, sign=True, host=HOST):
    """The event of a function URL for a request that a client of S3 signed for it."""
    url = f"https://{host}{quote(path, safe='/~')}" + (f"?{urlencode(query)}" if query else "")
    request = AWSRequest(method=method, url=url, headers={"host": host, **(headers or {})})
    if sign:
        signer = S3SigV4QueryAuth if presigned else S3SigV4Auth
        signer(KEYS, "s3", "eu-west-1").add_auth(request)
    parts = urlsplit(request.prepare().url if presigned else request.url)
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": parts.path,
        "rawQueryString": parts.query,
        "headers": {
            **{name.lower(): value for name, value in request.headers.items()},
            "x-amzn-trace-id": "Root=1-5759e988-bd862e3fe1be46a994272793",
            "x-amz-cf-id": "added-by-cloudfront",
            "x-forwarded-proto": "https",
        },
        "requestContext": {
            "accountId": "anonymous",
            "domainName": HOST,
            "http": {"method": method, "path": parts.path, "protocol": "HTTP/1.1", "sourceIp": "203.0.113.7"},
            "requestId": "3ae3a2cc",
            "stage": "$default",
            "time": datetime.now(UTC).isoformat(),
        },
        "isBase64Encoded": False,
    }


def test_a_signed_get_gives_the_transformed_object_whole(api):
    response = api.invoke(event("/logs/small.csv.gz"))
    assert (response.status, response.error_type, response.whole) == (200, "", True)
    assert response.body == b"n,square\n1,1\n2,4\n" * 500
    assert response.headers["content-type"] == "text/csv"
    assert "connection" not in response.headers


@pytest.mark.parametrize("presigned", [False, True])
def test_a_key_of_odd_characters_is_found_under_both_kinds_of_signature(api, presigned):
    assert api.invoke(event("/logs/a b+c=d&é.txt.gz", presigned=presigned)).body == b"odd\n"


def test_redaction_runs_behind_the_url(api):
    response = api.invoke(event("/clean/letter.txt"))
    assert response.status == 200
    assert b"Katherine" not in response.body
    assert b"555" not in response.body


def test_head_gives_the_length_and_no_body(api):
    response = api.invoke(event("/logs/small.csv.gz", method="HEAD"))
    assert (response.status, response.body) == (200, b"")
    assert response.headers["content-length"] == "8500"


def test_a_range_gives_its_part(api):
    response = api.invoke(event("/logs/small.csv.gz", headers={"range": "bytes=9-12"}))
    assert (response.status, response.body) == (206, b"1,1\n")


def test_a_listing_names_the_objects(api):
    response = api.invoke(event("/logs", query={"list-type": "2", "prefix": "small"}))
    assert response.status == 200
    assert b"<Key>small.csv.gz</Key>" in response.body


def test_errors_are_s3_errors(api):
    missing = api.invoke(event("/logs/missing"))
    assert (missing.status, b"<Code>NoSuchKey</Code>" in missing.body) == (404, True)
    unsigned = api.invoke(event("/logs/small.csv.gz", sign=False))
    assert (unsigned.status, b"<Code>AccessDenied</Code>" in unsigned.body) == (403, True)


def test_a_failure_in_the_middle_is_told_by_a_trailer(api):
    response = api.invoke(event("/logs/broken.bin.gz", headers={"accept-encoding": "identity"}))  # it takes chunks
    assert response.status == 200
    assert response.error_type == "TransferBroken"
    assert 0 < len(response.body) < 2_000_000
    assert api.invoke(event("/logs/small.csv.gz")).status == 200  # the environment goes on


def test_190_megabytes_stream_in_bounded_memory_and_wait_for_a_slow_reader(api):
    go_on = api.pause_at(8 << 20)
    request_id = api.begin(event("/logs/large.bin.gz"))
    before = -1
    while api.received < 8 << 20 or api.received != before:
        before = api.received
        time.sleep(0.2)
    assert api.received < 16 << 20  # nothing more is taken while the reader waits
    go_on.set()
    response = api.finish(request_id)
    assert len(response.body) == 180 << 20
    assert response.whole
    assert response.chunks > 180


def test_what_lambda_cannot_stream_is_refused_with_advice(api):
    head = api.invoke(event("/logs/over.bin.gz", method="HEAD"))
    assert int(head.headers["content-length"]) == 193 << 20
    response = api.invoke(event("/logs/over.bin.gz"))
    assert (response.status, b"<Code>EntityTooLarge</Code>" in response.body) == (400, True)
    part = api.invoke(event("/logs/over.bin.gz", headers={"range": f"bytes={192 << 20}-"}))
    assert (part.status, len(part.body)) == (206, 1 << 20)


def test_the_time_that_ends_breaks_the_response_visibly(api):
    go_on = api.pause_at(1 << 20)
    request_id = api.begin(event("/logs/large.bin.gz"), seconds=3)  # of which 2 are kept back
    time.sleep(1.5)
    go_on.set()
    assert api.finish(request_id).error_type == "TimedOut"


def test_an_event_that_is_no_request_is_an_invocation_error(api):
    response = api.invoke({"Records": []})
    assert response.error_type == "InvalidEvent"
    assert "payload format 2.0" in response.error["errorMessage"]


OPEN = '[origins.d]\nfolder = "/tmp"\n[access_points.all]\norigin = "d"\nfunction = "raw"\n'


def test_iam_asks_who_reads_unless_cloudfront_signs_for_everybody():
    behind_iam = {TEXT: OPEN, AUTH_TYPE: "AWS_IAM"}
    assert read(behind_iam).access_points
    with pytest.raises(InvalidSettings, match="no credentials"):
        read(behind_iam | {PUBLIC_HOST: "objects.example.com"})


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("", "must give the gateway's configuration"),
        ("[origins.data\n", "OBJECTLAMBDA_GATEWAY"),
        (OPEN, "no credentials"),
        (CONFIG.format(folder="/tmp") + '[gateway.cache]\nfolder = "/proc/nowhere"\n', "cannot be written"),
    ],
)
def test_a_wrong_or_open_configuration_is_reported_as_an_error_of_initialisation(config, said):
    with RuntimeApiServer() as server:
        process = start(server, config)
        assert process.wait(30) == 1
        assert said in server.init_error["errorMessage"]


def test_no_server_library_is_loaded():
    code = "import objectlambda.aws.gateway_function, sys; print({'uvicorn', 'httptools'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_what_is_under_way_is_finished_when_the_environment_ends(folder):
    with RuntimeApiServer() as server:
        process = start(server, CONFIG.format(folder=folder))
        assert server.started.wait(30)
        go_on = server.pause_at(1 << 20)
        request_id = server.begin(event("/logs/large.bin.gz", headers={"range": "bytes=0-20971519"}))
        eventually(lambda: server.received >= 1 << 20)
        process.terminate()
        go_on.set()
        response = server.finish(request_id)
        assert (response.whole, len(response.body)) == (True, 20 << 20)
        assert process.wait(10) == 0


def test_a_reader_that_leaves_ends_the_work_and_the_environment_goes_on(api):
    api.hang_up_at(2 << 20)
    api.begin(event("/logs/large.bin.gz"))
    assert api.invoke(event("/logs/small.csv.gz")).status == 200


def test_the_wrapper_script_starts_it_and_cloudfronts_own_signature_is_not_taken_for_the_clients(folder):
    config = CONFIG.format(folder=folder)
    environ = {"OBJECTLAMBDA_PUBLIC_HOST": "objects.example.com", "OBJECTLAMBDA_URL_AUTH_TYPE": "AWS_IAM"}
    with RuntimeApiServer() as server:
        process = start(server, config, command=[str(WRAPPER), sys.executable], **environ)
        assert server.started.wait(30)
        asked = event("/logs/small.csv.gz", presigned=True, host="objects.example.com")
        asked["headers"] |= {"host": HOST, "authorization": "AWS4-HMAC-SHA256 Credential=CF/20260101/eu-west-1/lambda"}
        assert server.invoke(asked).body == b"n,square\n1,1\n2,4\n" * 500
        asked = event("/logs/small.csv.gz", presigned=True, host="other.example.com")
        assert b"SignatureDoesNotMatch" in server.invoke(asked).body
        process.terminate()
        assert process.wait(10) == 0


def test_the_callers_key_is_read_from_secrets_manager_and_may_be_rotated(folder):
    with mock_server() as endpoint:
        aws = {"AWS_ACCESS_KEY_ID": "AKIATEST", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "eu-west-1"}
        client = boto3.client(
            "secretsmanager", endpoint_url=endpoint, region_name="eu-west-1", aws_access_key_id="AKIATEST",
            aws_secret_access_key="test",
        )  # fmt: skip
        arn = client.create_secret(Name="reader", SecretString="another, to be rotated")["ARN"]
        environ = {
            **aws,
            "AWS_ENDPOINT_URL_SECRETS_MANAGER": endpoint,
            "READER_SECRET": arn,
            "SECRET_LIFETIME_SECONDS": "1",
        }
        with RuntimeApiServer() as server:
            process = start(server, CONFIG.format(folder=folder), **environ)
            assert server.started.wait(30)
            assert server.invoke(event("/logs/small.csv.gz")).status == 403
            client.put_secret_value(SecretId=arn, SecretString=KEYS.secret_key)
            assert eventually(lambda: server.invoke(event("/logs/small.csv.gz")).status == 200, every=0.2)
            process.terminate()
            assert process.wait(10) == 0
        with RuntimeApiServer() as server:
            process = start(server, CONFIG.format(folder=folder), **(environ | {"READER_SECRET": arn + "x"}))
            assert process.wait(30) == 1
            assert "refuses the secret" in server.init_error["errorMessage"]


@contextmanager
def mock_server():
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()
