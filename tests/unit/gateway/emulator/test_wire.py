"""The wire runner as S3 Object Lambda: what a handler that misbehaves leads to, and what it is told."""

from __future__ import annotations

import gzip
import io
import threading
import urllib.request
from functools import partial
from urllib.error import HTTPError

import boto3
import pytest
from botocore.config import Config

from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.emulator.wire import Wire
from objectlambda.gateway.server import running


@pytest.fixture
def serve(tmp_path):
    """Serves ``a.gz`` through a handler that the test gives, and keeps the events that it gets."""
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"hello"))
    events = []

    def start(handler, **changes):
        def handled(event, context):
            events.append(event)
            return handler(event, context)

        wire = partial(Wire, load=lambda _function: handled)
        point = parse_access_point("files=decompress,member=x", tmp_path)
        config = GatewayConfig(access_points={"files": point}, port=0, wire=True, **changes)
        return running(config, wire), events

    return start


def ask(url, path="/files/a.gz", method="GET", headers=None):
    request = urllib.request.Request(url + path, method=method, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except HTTPError as error:
        return error.code, dict(error.headers), error.read()


def client():
    # As a function's own: pointed at the gateway by the environment.
    return boto3.client("s3", config=Config(retries={"total_max_attempts": 1}, s3={"payload_signing_enabled": False}))


def answer(event, **parameters):
    context = event["getObjectContext"]
    client().write_get_object_response(
        RequestRoute=context["outputRoute"], RequestToken=context["outputToken"], **parameters
    )


def code(body):
    return body.decode().partition("<Code>")[2].partition("</Code>")[0]


def test_a_handler_gets_the_event_of_s3_object_lambda(serve):
    served, events = serve(lambda event, _context: answer(event, Body=b"x"))
    with served as url:
        headers = {"x-amz-checksum-mode": "ENABLED", "Range": "bytes=0-1", "Authorization": "AWS4-HMAC-SHA256 x"}
        ask(url, "/files/a.gz?partNumber=3&X-Amz-Signature=s", headers=headers)
    event = events[0]
    assert set(event) == {
        "xAmzRequestId", "getObjectContext", "configuration", "userRequest", "userIdentity", "protocolVersion",
    }  # fmt: skip
    signed = event["getObjectContext"]["inputS3Url"]
    assert "X-Amz-SignedHeaders=host%3Bx-amz-checksum-mode" in signed
    assert "partNumber" not in signed
    assert event["configuration"]["payload"] == '{"member": "x"}'
    assert event["userRequest"]["url"].endswith("/a.gz?partNumber=3")
    sent = event["userRequest"]["headers"]
    assert (sent["X-Amz-Checksum-Mode"], sent["Range"]) == ("ENABLED", "bytes=0-1")
    assert "Authorization" not in sent


def test_everything_written_reaches_the_client(serve):
    def handler(event, _context):
        answer(
            event,
            StatusCode=206,
            Body=b"some bytes",
            ContentType="text/x",
            ContentRange="bytes 0-9/20",
            ETag='"e"',
            CacheControl="no-store",
            Metadata={"colour": "blue"},
            VersionId="v1",
        )

    served, _ = serve(handler)
    with served as url:
        status, headers, body = ask(url)
    assert (status, body) == (206, b"some bytes")
    lower = {name.lower(): value for name, value in headers.items()}
    for name, value in {
        "content-type": "text/x", "content-range": "bytes 0-9/20", "etag": '"e"', "cache-control": "no-store",
        "x-amz-meta-colour": "blue", "x-amz-version-id": "v1", "content-length": "10",
    }.items():  # fmt: skip
        assert lower[name] == value


def test_the_client_reads_while_the_function_still_writes(serve):
    go_on = threading.Event()

    class Slow:
        parts = iter([b"first", b"second"])

        def read(self, _size=-1):
            part = next(self.parts, b"")
            if part == b"second":
                go_on.wait(10)
            return part

        def seek(self, *_where):  # botocore signs only bodies that have it, where awscrt is installed
            raise io.UnsupportedOperation

    served, _ = serve(lambda event, _context: answer(event, Body=Slow()))
    with served as url, urllib.request.urlopen(url + "/files/a.gz", timeout=10) as response:
        assert response.read1(5) == b"first"
        go_on.set()
        assert response.read() == b"second"


def test_an_error_code_becomes_an_s3_error(serve):
    served, _ = serve(
        lambda event, _context: answer(event, StatusCode=404, ErrorCode="NoSuchMember", ErrorMessage="not <there>")
    )
    with served as url:
        status, _, body = ask(url)
    assert (status, code(body)) == (404, "NoSuchMember")
    assert b"not &lt;there&gt;" in body


def raising(_event, _context):
    raise RuntimeError("secret content")


@pytest.mark.parametrize(
    ("handler", "expected"),
    [
        (lambda _event, _context: None, (500, "LambdaResponseNotReceived")),
        (raising, (500, "LambdaRuntimeError")),
    ],
)
def test_a_handler_that_does_not_answer_is_an_error_of_the_service(serve, handler, expected):
    served, _ = serve(handler)
    with served as url:
        status, _, body = ask(url)
    assert (status, code(body)) == expected
    assert b"secret" not in body


def test_a_handler_that_takes_too_long_is_timed_out(serve):
    go_on = threading.Event()
    served, _ = serve(lambda _event, _context: go_on.wait(10), wire_seconds=0.3)
    with served as url:
        status, _, body = ask(url)
        go_on.set()
    assert (status, code(body)) == (500, "LambdaTimeout")


@pytest.mark.parametrize("wrong", [{"token": "x"}, {"route": "io-other"}])
def test_another_route_or_token_is_refused(serve, wrong):
    refused = []

    def handler(event, _context):
        context = event["getObjectContext"]
        try:
            client().write_get_object_response(
                RequestRoute=wrong.get("route", context["outputRoute"]),
                RequestToken=wrong.get("token", context["outputToken"]),
                Body=b"x",
            )
        except Exception as error:
            refused.append(error)

    served, _ = serve(handler)
    with served as url:
        assert ask(url)[0] == 500
    assert "ValidationError" in str(refused[0])


def test_a_token_is_good_for_one_answer(serve):
    second = []

    def handler(event, _context):
        answer(event, Body=b"first")
        try:
            answer(event, Body=b"second")
        except Exception as error:
            second.append(error)

    served, _ = serve(handler)
    with served as url:
        assert ask(url)[2] == b"first"
    assert "ValidationError" in str(second[0])


def test_a_success_with_an_error_code_is_an_invalid_response(serve):
    served, _ = serve(lambda event, _context: answer(event, StatusCode=200, ErrorCode="Strange"))
    with served as url:
        status, _, body = ask(url)
    assert (status, code(body)) == (400, "LambdaInvalidResponse")


def test_the_origin_takes_only_what_was_presigned(serve):
    urls = []

    def handler(event, _context):
        urls.append(event["getObjectContext"]["inputS3Url"])
        answer(event, Body=b"x")

    served, _ = serve(handler)
    with served as url:
        ask(url)
        good = urls[0]
        assert ask(good, path="")[0] == 200
        assert ask(good.replace("a.gz", "b.gz"), path="")[0] == 403
        assert ask(good.partition("?")[0], path="")[0] in (400, 403)
        assert ask(good, path="", method="HEAD")[0] == 403
        assert ask(good, path="", headers={"x-amz-request-payer": "requester"})[0] == 403
        assert ask(good, path="", headers={"Range": "bytes=0-1"})[0] == 206


def test_head_and_list_answer_with_the_returned_json(serve):
    def handler(event, _context):
        if "headObjectContext" in event:
            headers = {"Content-Length": 7, "ETag": '"e"', "x-amz-delete-marker": False, "x-amz-meta-a": "b"}
            return {"statusCode": 200, "headers": headers}
        return {"statusCode": 200, "listResultXml": "<ListBucketResult><Name>origin</Name></ListBucketResult>"}

    served, _ = serve(handler)
    with served as url:
        status, headers, _ = ask(url, method="HEAD")
        lower = {name.lower(): value for name, value in headers.items()}
        assert (status, lower["content-length"], lower["x-amz-delete-marker"]) == (200, "7", "false")
        assert b"<Name>files</Name>" in ask(url, "/files?list-type=2")[2]


def test_errors_returned_for_head_and_list_keep_their_status(serve):
    served, _ = serve(lambda _event, _context: {"statusCode": 403, "errorCode": "AccessDenied", "errorMessage": "no"})
    with served as url:
        assert ask(url, method="HEAD")[0] == 403
        status, _, body = ask(url, "/files")
        assert (status, code(body)) == (403, "AccessDenied")


def test_a_gateway_after_another_has_its_own_endpoint(tmp_path):
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"hello"))
    point = parse_access_point("files=decompress", tmp_path)
    for _ in range(2):
        with running(GatewayConfig(access_points={"files": point}, port=0, wire=True)) as url:
            status, _, body = ask(url)
            assert (status, body) == (200, b"hello")
