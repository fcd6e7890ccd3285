"""The handler as Lambda calls it: a presigned URL in front, boto3's WriteGetObjectResponse behind, both over HTTP."""

from __future__ import annotations

import bz2
import gzip
import importlib
import json
import logging
import random
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import zstandard

from objectlambda.aws.lambda_handler import lambda_handler
from objectlambda.decompress import DECOMPRESS
from objectlambda.pii.functions import PII_ACCESS_CONTROL, PII_REDACTION
from objectlambda.ranges import parse_range
from objectlambda.testing import TOKEN, get_object_event, head_object_event, list_objects_event, receiver

TEXT = b"".join(b"line %d of a text that compresses\n" % i for i in range(60_000))


class Context:
    """Lambda's context, with the time that is left."""

    def __init__(self, milliseconds=60_000):
        self._milliseconds = milliseconds

    def get_remaining_time_in_millis(self):
        return self._milliseconds


@contextmanager
def origin(objects, *, break_after=None, statuses=(), ranges=False, connections=None):
    """A plain HTTP store on loopback; yields (url, list of (method, path, headers)).

    ``connections`` collects the addresses of those who asked.
    """
    seen = []
    connections = set() if connections is None else connections
    pending = list(statuses)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self):
            self._answer(send_body=False)

        def do_GET(self):
            self._answer(send_body=True)

        def _answer(self, *, send_body):
            path = self.path.partition("?")[0]
            seen.append((self.command, path, {k.lower(): v for k, v in self.headers.items()}))
            connections.add(self.client_address)
            if pending and (status := pending.pop(0)):
                return self._error(status, b"")
            data = objects.get(path)
            if data is None:
                return self._error(404, b"<Error><Code>NoSuchKey</Code><Message>No &amp; key</Message></Error>")
            if self.headers.get("If-None-Match") == '"tag"':
                return self._error(304, b"")
            asked = parse_range(self.headers.get("Range", "")) if ranges else None
            span = asked.resolve(len(data)) if asked is not None else None
            self.send_response(200 if span is None else 206)
            if span is not None:
                self.send_header("Content-Range", span.content_range)
                data = data[span.start : span.stop]
            self.send_header("Content-Length", str(len(data)))
            self.send_header("ETag", '"tag"')
            self.send_header("Content-Encoding", "gzip")
            self.send_header("x-amz-checksum-crc32", "AAAAAA==")
            self.send_header("x-amz-meta-owner", "me")
            self.end_headers()
            if send_body:
                self.wfile.write(data[:break_after])
                self.close_connection = break_after is not None
            return None

        def _error(self, status, xml):
            self.send_response(status)
            self.send_header("Content-Length", str(len(xml)))
            self.send_header("ETag", '"tag"')
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(xml)

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", seen
    finally:
        server.shutdown()
        server.server_close()


def handler():
    return lambda_handler(DECOMPRESS)


def test_the_deployed_module_holds_the_handler():
    assert callable(importlib.import_module("objectlambda.functions.decompress.handler").handler)


def test_answers_get_with_the_decompressed_body_and_a_head_that_is_true():
    with origin({"/b/a.csv.gz": gzip.compress(TEXT)}) as (url, _), receiver() as arrived:
        handler()(get_object_event(f"{url}/b/a.csv.gz"), Context())
    [answer] = arrived
    assert answer.complete
    assert answer.body == TEXT
    assert answer.status == 200
    assert answer.headers["x-amz-request-token"] == TOKEN
    assert answer.headers["transfer-encoding"] == "chunked"
    assert answer.headers["x-amz-content-sha256"] == "UNSIGNED-PAYLOAD"
    assert answer.headers["x-amz-meta-owner"] == "me"
    assert answer.header("ETag").startswith('"tag-ol')
    assert answer.header("Content-Encoding") is None
    assert not [name for name in answer.headers if "checksum" in name and "fwd" in name]


def test_seeks_in_objects_of_blocks_and_never_in_another_of_the_same_key_and_etag():
    one, other = (b"".join(b"%s %d\n" % (name, i) for i in range(300_000)) for name in (b"one", b"other"))
    frame = zstandard.ZstdCompressor().compress
    objects = {
        "/one/a.zst": b"".join(frame(one[at : at + 600_000]) for at in range(0, len(one), 600_000)),
        "/other/a.zst": b"".join(frame(other[at : at + 500_000]) for at in range(0, len(other), 500_000)),
    }
    run, connections = handler(), set()
    with origin(objects, ranges=True, connections=connections) as (url, seen), receiver() as arrived:
        for start in (2_000_000, 1_500_000):
            headers = {"Range": f"bytes={start}-{start + 99}"}
            for path, content in (("/one/a.zst", one), ("/other/a.zst", other)):
                run(head_object_event(f"{url}{path}?X-Amz-SignedHeaders=host"), Context())
                run(get_object_event(url + path, headers=headers), Context())
                answer = arrived.pop()
                assert (answer.status, answer.complete) == (206, True)
                assert answer.body == content[start : start + 100]
                assert answer.header("Content-Range") == f"bytes {start}-{start + 99}/{len(content)}"
    asked = [(path, headers.get("range")) for method, path, headers in seen if method == "GET"]
    assert [path for path, byte_range in asked if byte_range is None] == list(objects)  # for HEAD, once
    assert len(asked) <= 2 * (1 + 2) + 2 * 2 * 2
    assert len(connections) <= 2  # every body was read to its end, so that its connection could be used again


def test_states_the_length_once_it_is_known():
    run = handler()
    with origin({"/b/a.gz": gzip.compress(TEXT)}) as (url, _), receiver() as arrived:
        for _ in range(2):
            run(get_object_event(f"{url}/b/a.gz"), Context())
    assert "content-length" not in arrived[0].headers
    assert arrived[1].headers["content-length"] == str(len(TEXT))
    assert arrived[1].body == TEXT


def test_replays_exactly_the_signed_headers_and_the_conditions():
    headers = {
        "x-amz-checksum-mode": "ENABLED",
        "x-amz-unsigned": "no",
        "If-None-Match": '"other-ol00000000"',
        "If-Modified-Since": "Wed, 21 Oct 2026 07:28:00 GMT",
        "If-Match": '"tag"',
        "Range": "bytes=0-9",
        "Accept-Encoding": "gzip",
    }
    with origin({"/b/a.gz": gzip.compress(TEXT)}) as (url, seen), receiver() as arrived:
        signed = f"{url}/b/a.gz?X-Amz-SignedHeaders=host%3Bx-amz-checksum-mode&X-Amz-Signature=0"
        handler()(get_object_event(signed, headers=headers), Context())
    [(_, _, sent)] = seen
    assert sent["x-amz-checksum-mode"] == "ENABLED"
    assert sent["if-match"] == '"tag"'
    assert sent["accept-encoding"] == "identity"
    assert sent["range"] == "bytes=0-65535"  # what tells the format, not the caller's
    assert not {"x-amz-unsigned", "if-none-match", "if-modified-since"} & set(sent)
    assert (arrived[0].status, arrived[0].body) == (206, TEXT[:10])
    assert arrived[0].header("Content-Range") == f"bytes 0-9/{len(TEXT)}"


def test_refuses_an_event_that_lacks_a_signed_header():
    with origin({}) as (url, seen), receiver() as arrived:
        handler()(get_object_event(f"{url}/b/a.gz?X-Amz-SignedHeaders=host%3Bx-amz-request-payer"), Context())
    assert seen == []
    assert (arrived[0].status, arrived[0].error_code) == (400, "InvalidRequest")
    assert "x-amz-request-payer" in arrived[0].error_message


def test_forwards_the_origins_error_with_its_code_and_message():
    with origin({}) as (url, _), receiver() as arrived:
        handler()(get_object_event(f"{url}/b/none.gz"), Context())
    assert (arrived[0].status, arrived[0].error_code, arrived[0].error_message) == (404, "NoSuchKey", "No & key")


def test_forwards_not_modified_without_error_code_or_body():
    run = handler()
    with origin({"/b/a.gz": gzip.compress(TEXT)}) as (url, _), receiver() as arrived:
        run(get_object_event(f"{url}/b/a.gz"), Context())
        etag = arrived[0].header("ETag")
        run(get_object_event(f"{url}/b/a.gz", headers={"If-None-Match": etag}), Context())
    assert (arrived[1].status, arrived[1].error_code, arrived[1].body) == (304, None, b"")
    assert arrived[1].header("ETag") == etag


def test_tries_again_where_the_origin_fails_before_the_first_byte():
    with origin({"/b/a.gz": gzip.compress(TEXT)}, statuses=(503, 500)) as (url, seen), receiver() as arrived:
        handler()(get_object_event(f"{url}/b/a.gz"), Context())
    assert len(seen) == 3
    assert arrived[0].body == TEXT


def test_breaks_the_transfer_visibly_when_the_origin_breaks_off():
    noise = random.Random(1).randbytes(5_000_000)
    compressed = gzip.compress(noise, 1)
    with origin({"/b/a.gz": compressed}, break_after=3_000_000) as (url, _), receiver() as arrived:
        with pytest.raises(Exception, match="broke off after") as raised:
            handler()(get_object_event(f"{url}/b/a.gz"), Context())
    assert raised.value.status == 503
    assert not arrived[0].complete


def test_breaks_the_transfer_visibly_when_the_object_is_corrupt_after_the_first_byte():
    compressed = bytearray(gzip.compress(random.Random(1).randbytes(5_000_000), 1))
    compressed[-6] ^= 0xFF
    with origin({"/b/a.gz": bytes(compressed)}) as (url, _), receiver() as arrived:
        with pytest.raises(Exception, match="gzip"):
            handler()(get_object_event(f"{url}/b/a.gz"), Context())
    assert len(arrived) == 1
    assert not arrived[0].complete


def test_answers_a_malformed_event_with_400_where_it_says_where():
    broken = get_object_event("http://127.0.0.1:1/b/a.gz")
    del broken["getObjectContext"]["inputS3Url"]
    with receiver() as arrived:
        result = handler()(broken, Context())
        assert handler()({"nonsense": 1}, Context())["statusCode"] == 400
    assert result["statusCode"] == 400
    assert [(a.status, a.error_message) for a in arrived] == [(400, "getObjectContext.inputS3Url is missing")]


def test_answers_400_when_the_time_is_over_before_the_first_byte():
    with origin({"/b/a.gz": gzip.compress(TEXT)}) as (url, _), receiver() as arrived:
        handler()(get_object_event(f"{url}/b/a.gz"), Context(milliseconds=0))
    assert (arrived[0].status, arrived[0].error_code) == (400, "RequestTimeout")


NARROWED = [
    ("X-Amz-SignedHeaders=host%3Brange", {"Range": "bytes=11-16"}),
    ("X-Amz-SignedHeaders=host%3Brange", {"range": "bytes=0-5"}),
]
"""How a caller's range comes into a presigned URL."""


@pytest.mark.parametrize(("signed", "headers"), NARROWED)
@pytest.mark.parametrize("function", [PII_ACCESS_CONTROL, PII_REDACTION], ids=lambda function: function.name)
def test_a_part_that_is_signed_into_the_url_is_not_taken_for_the_object(monkeypatch, function, signed, headers):
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "")
    with origin({"/b/a.txt": b"The SSN is 536-22-1234.\n"}, ranges=True) as (url, _), receiver() as arrived:
        run = lambda_handler(function)
        run(get_object_event(f"{url}/b/a.txt?{signed}", headers=headers), Context())
        answered = run(head_object_event(f"{url}/b/a.txt?{signed}", headers=headers), Context())
    assert (arrived[0].status, arrived[0].error_code) == (400, "InvalidRequest")
    assert (answered["statusCode"], answered["errorCode"]) == (400, "InvalidRequest")
    assert "whole object" in arrived[0].error_message


def test_head_returns_the_decompressed_size_reading_the_body_with_the_functions_own_role():
    with origin({"/b/a.csv.bz2": bz2.compress(TEXT)}) as (url, seen), receiver():
        signed = f"{url}/b/a.csv.bz2?X-Amz-SignedHeaders=host&X-Amz-Signature=caller&versionId=v"
        result = handler()(head_object_event(signed), Context())
    assert result["statusCode"] == 200
    assert result["headers"]["Content-Length"] == len(TEXT)
    assert result["headers"]["ETag"].startswith('"tag-ol')
    assert result["headers"]["x-amz-meta-owner"] == "me"
    assert [method for method, _, _ in seen] == ["HEAD", "GET"]
    assert seen[1][2]["authorization"].startswith("AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE")
    assert seen[1][2]["if-match"] == '"tag"'


def test_head_says_why_where_the_role_may_not_read():
    with origin({"/b/a.gz": gzip.compress(TEXT)}, statuses=(None, 403)) as (url, _), receiver():
        result = handler()(head_object_event(f"{url}/b/a.gz"), Context())
    assert (result["statusCode"], result["errorCode"]) == (405, "MethodNotAllowed")
    assert "role may not" in result["errorMessage"]


def test_head_forwards_the_origins_refusal():
    with origin({}) as (url, _), receiver():
        result = handler()(head_object_event(f"{url}/b/none.gz"), Context())
    assert (result["statusCode"], result["errorCode"]) == (404, "NoSuchKey")


@pytest.mark.parametrize("version", [1, 2])
def test_lists_pass_through_and_lose_suffixes_only_by_setting(version):
    xml = (
        b"<ListBucketResult><Name>b.gz</Name><Contents><Key>a&amp;b.csv.gz</Key><Size>1</Size></Contents>"
        b"<Contents><Key>plain.csv</Key></Contents><CommonPrefixes><Prefix>x.gz/</Prefix></CommonPrefixes>"
        b"</ListBucketResult>"
    )
    with origin({"/b": xml}) as (url, _), receiver():
        plain = handler()(list_objects_event(f"{url}/b?list-type=2", version=version), Context())
        stripped = handler()(
            list_objects_event(f"{url}/b", version=version, payload='{"strip_suffix_in_lists": true}'), Context()
        )
    assert plain == {"statusCode": 200, "listResultXml": xml.decode()}
    assert stripped["listResultXml"] == xml.decode().replace("a&amp;b.csv.gz", "a&amp;b.csv")


def test_logs_one_line_a_request_without_url_token_or_content(capsys):
    logger = logging.getLogger("objectlambda")
    before, logger.handlers = logger.handlers, []
    try:
        with origin({"/b/secret-key.gz": gzip.compress(b"secret content")}) as (url, _), receiver():
            run = handler()
            run(get_object_event(f"{url}/b/secret-key.gz?X-Amz-Signature=secret"), Context())
            run(get_object_event(f"{url}/b/none.gz?X-Amz-Signature=secret"), Context())
    finally:
        logger.handlers = before
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(line["event"], line["status"]) for line in lines] == [("answered", 200), ("refused", 404)]
    assert lines[0]["bytes_out"] == len(b"secret content")
    assert "secret" not in json.dumps(lines)
    assert TOKEN not in json.dumps(lines)
