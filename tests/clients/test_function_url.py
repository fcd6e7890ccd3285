"""The handler behind a function URL or an HTTP API, with their events, reading from a real S3 origin."""

from __future__ import annotations

import base64
import gzip
import json
import os
import subprocess
import sys

import pytest
from real_origins import Objects, rclone_origin

from objectlambda.aws.function_url import MAX_BODY_BYTES, RESPONSE_BYTES, handler_for
from objectlambda.errors import InvalidSettings

ODD_KEY = "a b+c=d&é~(1)%41.csv.gz"


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stored")
    contents = {
        "logs/small.csv.gz": b"n,square\n1,1\n2,4\n" * 500,
        f"logs/{ODD_KEY}": b"odd\n",
        "logs/fits.bin.gz": os.urandom(1024) * (MAX_BODY_BYTES // 1024),
        "logs/over.bin.gz": os.urandom(1024) * (MAX_BODY_BYTES // 1024 + 1),
        "outside.gz": b"must not be read",
    }
    (folder / "logs").mkdir()
    for key, content in contents.items():
        (folder / key).write_bytes(gzip.compress(content, 1, mtime=0))
    (folder / "logs/truncated.gz").write_bytes(gzip.compress(os.urandom(100_000))[:-5000])
    return Objects(folder=folder, content=contents, table=b"")


@pytest.fixture(scope="module")
def handler(stored, tmp_path_factory):
    with rclone_origin(stored, tmp_path_factory.mktemp("rclone")) as arguments:
        yield handler_for("decompress", {"logs": "s3://origin/logs"}, endpoint_url=arguments[2])


IAM = {
    "iam": {
        "accessKey": "AKIAEXAMPLE",
        "accountId": "111122223333",
        "callerId": "AROAEXAMPLE:reader",
        "cognitoIdentity": None,
        "principalOrgId": None,
        "userArn": "arn:aws:sts::111122223333:assumed-role/Reader/reader",
        "userId": "AROAEXAMPLE:reader",
    }
}


def function_url_event(path, *, method="GET", query="", headers=None, authorizer=IAM):
    """As the Lambda Developer Guide shows it."""
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": query,
        "cookies": ["cookie1", "cookie2"],
        "headers": {"host": "abc123.lambda-url.us-west-2.on.aws", "x-forwarded-proto": "https", **(headers or {})},
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "abc123",
            "authentication": None,
            **({"authorizer": authorizer} if authorizer else {}),
            "domainName": "abc123.lambda-url.us-west-2.on.aws",
            "domainPrefix": "abc123",
            "http": {
                "method": method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": "123.123.123.123",
                "userAgent": "agent",
            },
            "requestId": "e1506fd5-9e7b-434f-bd42-4f8fa224b599",
            "routeKey": "$default",
            "stage": "$default",
            "time": "12/Mar/2026:19:03:58 +0000",
            "timeEpoch": 1583348638390,
        },
        "isBase64Encoded": False,
    }


def http_api_event(path, *, stage="$default", **more):
    """As API Gateway's documentation of HTTP APIs shows it: the path is decoded, and the stage stands before it."""
    event = function_url_event(path if stage == "$default" else f"/{stage}{path}", **more)
    context = event["requestContext"]
    context |= {"domainName": "id.execute-api.us-east-1.amazonaws.com", "stage": stage, "routeKey": "GET /{proxy+}"}
    event |= {"pathParameters": {"proxy": path.lstrip("/")}, "routeKey": "GET /{proxy+}", "stageVariables": {}}
    return event


def body(answer):
    json.dumps(answer)
    assert answer["isBase64Encoded"] is True
    return base64.b64decode(answer["body"])


def test_gives_the_transformed_object(handler, stored):
    answer = handler(function_url_event("/logs/small.csv.gz"), None)
    content = stored.content["logs/small.csv.gz"]
    assert answer["statusCode"] == 200
    assert body(answer) == content
    assert answer["headers"]["content-type"] == "text/csv"
    assert answer["headers"]["content-length"] == str(len(content))
    assert answer["headers"]["x-amz-request-id"] == "e1506fd5-9e7b-434f-bd42-4f8fa224b599"


def test_a_function_urls_path_is_decoded_and_an_http_apis_is_not(handler):
    sent = "/logs/a%20b%2Bc%3Dd%26%C3%A9~(1)%2541.csv.gz"
    assert body(handler(function_url_event(sent), None)) == b"odd\n"
    assert body(handler(http_api_event(f"/logs/{ODD_KEY}"), None)) == b"odd\n"
    assert body(handler(http_api_event(f"/logs/{ODD_KEY}", stage="prod"), None)) == b"odd\n"


def test_a_range_is_one_of_the_transformed_object(handler, stored):
    content = stored.content["logs/over.bin.gz"]
    answer = handler(function_url_event("/logs/over.bin.gz", headers={"range": "bytes=-100"}), None)
    assert answer["statusCode"] == 206
    assert body(answer) == content[-100:]
    assert answer["headers"]["content-range"] == f"bytes {len(content) - 100}-{len(content) - 1}/{len(content)}"
    behind = handler(function_url_event("/logs/small.csv.gz", headers={"range": "bytes=99999-"}), None)
    assert (behind["statusCode"], b"<Code>InvalidRange</Code>" in body(behind)) == (416, True)


def test_head_tells_the_transformed_size(handler, stored):
    answer = handler(function_url_event("/logs/over.bin.gz", method="HEAD"), None)
    assert answer["statusCode"] == 200
    assert answer["headers"]["content-length"] == str(len(stored.content["logs/over.bin.gz"]))
    assert body(answer) == b""


def test_a_copy_that_is_still_good_is_answered_304(handler):
    tag = handler(function_url_event("/logs/small.csv.gz"), None)["headers"]["etag"]
    answer = handler(function_url_event("/logs/small.csv.gz", headers={"if-none-match": tag}), None)
    assert (answer["statusCode"], body(answer)) == (304, b"")


def test_the_largest_body_fits_into_lambdas_response_and_a_larger_one_is_refused(handler, stored):
    fits = handler(function_url_event("/logs/fits.bin.gz"), None)
    assert body(fits) == stored.content["logs/fits.bin.gz"]
    assert len(json.dumps(fits)) < RESPONSE_BYTES
    over = handler(function_url_event("/logs/over.bin.gz"), None)
    assert over["statusCode"] == 400
    for word in (b"<Code>EntityTooLarge</Code>", str(MAX_BODY_BYTES).encode(), b"Range", b"objectlambda serve"):
        assert word in body(over)


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/logs/no-such.gz", 404, "NoSuchKey"),
        ("/logs/truncated.gz", 400, "TruncatedObject"),
        ("/other/small.csv.gz", 404, "NoSuchBucket"),
        ("/origin/logs/small.csv.gz", 404, "NoSuchBucket"),
        ("/logs/../outside.gz", 400, "InvalidRequest"),
        ("/logs/%2e%2e/outside.gz", 400, "InvalidRequest"),
        ("/logs/%FF.gz", 400, "InvalidURI"),
        ("/logs/", 405, "MethodNotAllowed"),
        ("/", 405, "MethodNotAllowed"),
        ("/logs/" + "a" * 1025, 400, "KeyTooLongError"),
    ],
)
def test_answers_what_cannot_be_read_as_s3_does(handler, path, status, code):
    answer = handler(function_url_event(path), None)
    assert answer["statusCode"] == status
    assert f"<Code>{code}</Code>".encode() in body(answer)


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_refuses_whatever_writes(handler, method):
    assert handler(function_url_event("/logs/small.csv.gz", method=method), None)["statusCode"] == 405


def test_refuses_callers_whom_no_authorizer_let_in_unless_told_otherwise(handler):
    answer = handler(function_url_event("/logs/small.csv.gz", authorizer=None), None)
    assert answer["statusCode"] == 403
    assert b"AuthType AWS_IAM" in body(answer)
    open_to_all = handler_for(
        "decompress", {"logs": "s3://origin"}, endpoint_url="http://127.0.0.1:1", allow_anonymous=True
    )
    assert open_to_all(function_url_event("/logs/k", authorizer=None), None)["statusCode"] == 503


@pytest.mark.parametrize("event", [{}, [], None, {"version": "1.0"}, {"version": "2.0", "requestContext": {}}])
def test_refuses_events_of_another_shape(handler, event):
    answer = handler(event, None)
    assert answer["statusCode"] == 400
    assert b"<Code>InvalidRequest</Code>" in body(answer)


def test_refuses_settings_and_buckets_that_cannot_be():
    with pytest.raises(InvalidSettings, match="unknown setting"):
        handler_for("decompress", {"logs": "s3://bucket"}, payload='{"no_such": 1}')
    with pytest.raises(InvalidSettings, match="names no bucket"):
        handler_for("decompress", {"logs": "/tmp"})


def test_runs_without_the_gateways_server():
    code = "import objectlambda.aws.function_url, sys; print('uvicorn' in sys.modules, 'httptools' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
