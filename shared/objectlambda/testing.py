"""Parts for tests of functions: events as S3 Object Lambda sends them, an origin in memory, a receiver of answers.

The receiver is a real HTTP server on loopback that speaks WriteGetObjectResponse, so boto3 is exercised as it is.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from objectlambda.errors import OriginError
from objectlambda.headers import Headers
from objectlambda.ranges import parse_range
from objectlambda.source import OriginResponse, refuse

ROUTE, TOKEN = "io-use1-001", "a-token-of-one-use"


def get_object_event(
    url: str,
    *,
    headers: Mapping[str, Any] | None = None,
    query: str = "",
    payload: str = "",
    route: str = ROUTE,
    token: str = TOKEN,
) -> dict[str, Any]:
    """A GetObject event for the presigned ``url``, shaped as in the S3 User Guide (olap-event-context).

    Args:
        url: the presigned URL of the object.
        headers: the caller's headers.
        query: the caller's query string, without the question mark.
        payload: the access point's payload.
        route, token: where the response goes.
    """
    event = _event(headers or {}, query, payload)
    event["getObjectContext"] = {"inputS3Url": url, "outputRoute": route, "outputToken": token}
    return event


def head_object_event(
    url: str, *, headers: Mapping[str, Any] | None = None, query: str = "", payload: str = ""
) -> dict[str, Any]:
    """A HeadObject event for the ``url``, presigned for HEAD."""
    return {**_event(headers or {}, query, payload), "headObjectContext": {"inputS3Url": url}}


def list_objects_event(url: str, *, version: int = 2, payload: str = "") -> dict[str, Any]:
    """A ListObjects event of ``version`` 1 or 2 for the presigned ``url``."""
    context = "listObjectsV2Context" if version == 2 else "listObjectsContext"
    return {**_event({}, "", payload), context: {"inputS3Url": url}}


def _event(headers: Mapping[str, Any], query: str, payload: str) -> dict[str, Any]:
    account = "111122223333"
    host = f"an-access-point-{account}.s3-object-lambda.us-east-1.amazonaws.com"
    return {
        "xAmzRequestId": "1a5ed718-5f53-471d-b6fe-5cf62d88d02a",
        "configuration": {
            "accessPointArn": f"arn:aws:s3-object-lambda:us-east-1:{account}:accesspoint/an-access-point",
            "supportingAccessPointArn": f"arn:aws:s3:us-east-1:{account}:accesspoint/supporting",
            "payload": payload,
        },
        "userRequest": {
            "url": f"https://{host}/an-object" + (f"?{query}" if query else ""),
            "headers": {"Host": host, "Accept-Encoding": "identity", **headers},
        },
        "userIdentity": {
            "type": "AssumedRole",
            "principalId": "AROAEXAMPLE:reader",
            "arn": f"arn:aws:sts::{account}:assumed-role/Reader/reader",
            "accountId": account,
            "accessKeyId": "ASIAEXAMPLE",
        },
        "protocolVersion": "1.00",
    }


class MemoryOrigin:
    """An object in memory that answers as S3 does: ranges, 416, If-Match and If-None-Match.

    Attributes:
        requests: the byte ranges asked for so far; ``None`` for the whole object.
        handed_out: the number of bytes read from its bodies.
        closed: how many of its bodies were closed.
    """

    def __init__(self, data: bytes, headers: Mapping[str, str] | None = None, *, chunk_bytes: int = 65536) -> None:
        self.data = data
        self.etag = f'"{hashlib.md5(data, usedforsecurity=False).hexdigest()}"'
        self._headers = {
            "ETag": self.etag,
            "Last-Modified": "Wed, 21 Oct 2026 07:28:00 GMT",
            "Content-Type": "binary/octet-stream",
            **(headers or {}),
        }
        self._chunk_bytes = chunk_bytes
        self.requests: list[str | None] = []
        self.handed_out = 0
        self.closed = 0

    def head(self, conditions: Mapping[str, str]) -> Headers:
        self._check(conditions)
        return Headers({**self._headers, "Content-Length": str(len(self.data))})

    def get(self, conditions: Mapping[str, str], byte_range: str | None = None) -> OriginResponse:
        self.requests.append(byte_range)
        self._check(conditions)
        asked = parse_range(byte_range) if byte_range else None
        if asked is None:
            headers = {**self._headers, "Content-Length": str(len(self.data))}
            return OriginResponse(status=200, headers=Headers(headers), body=_MemoryBody(self, 0, len(self.data)))
        try:
            span = asked.resolve(len(self.data))
        except Exception as error:
            raise OriginError(416, "InvalidRange", "The requested range is not satisfiable") from error
        headers = {**self._headers, "Content-Length": str(span.length), "Content-Range": span.content_range}
        return OriginResponse(status=206, headers=Headers(headers), body=_MemoryBody(self, span.start, span.stop))

    @property
    def chunk_bytes(self) -> int:
        return self._chunk_bytes

    def _check(self, conditions: Mapping[str, str]) -> None:
        sent = Headers(conditions)
        if "If-Match" in sent and sent["If-Match"] != "*" and self.etag not in sent["If-Match"].split(", "):
            raise OriginError(412, "PreconditionFailed", "At least one of the pre-conditions did not hold")
        if self.etag in sent.get("If-None-Match", "").split(", ") or sent.get("If-None-Match") == "*":
            refuse(304, Headers(self._headers))


class _MemoryBody:
    def __init__(self, origin: MemoryOrigin, start: int, stop: int) -> None:
        self._origin, self._position, self._stop = origin, start, stop
        self._closed = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        end = min(self._position + self._origin.chunk_bytes, self._stop)
        chunk = self._origin.data[self._position : end]
        if not chunk:
            raise StopIteration
        self._position = end
        self._origin.handed_out += len(chunk)
        return chunk

    def close(self) -> None:
        self._origin.closed += not self._closed
        self._closed = True


@dataclass(slots=True)
class Received:
    """A WriteGetObjectResponse as it arrived: headers, body, and whether the body came to its end."""

    headers: Headers
    body: bytes = field(default=b"", repr=False)
    complete: bool = False

    @property
    def status(self) -> int:
        """The status for the caller."""
        return int(self.headers.get("x-amz-fwd-status", "200"))

    @property
    def error_code(self) -> str | None:
        """The error code for the caller, if the response is an error."""
        return self.headers.get("x-amz-fwd-error-code")

    @property
    def error_message(self) -> str | None:
        """The message for the caller, if the response is an error."""
        return self.headers.get("x-amz-fwd-error-message")

    def header(self, name: str) -> str | None:
        """A header for the caller, such as ``ETag``."""
        return self.headers.get(f"x-amz-fwd-header-{name}")


@contextmanager
def receiver() -> Iterator[list[Received]]:
    """A loopback server that takes WriteGetObjectResponse calls; yields the list in which they arrive.

    While it runs, boto3's S3 clients are pointed at it by the environment, as the gateway does it. A client made
    before keeps its endpoint: the functions' own client is forgotten on entry and on exit.
    """
    from objectlambda.aws import writer

    arrived: list[Received] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            received = Received(headers=Headers(self.headers.items()))
            arrived.append(received)
            self._read_into(received)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _read_into(self, received: Received) -> None:
            parts: list[bytes] = []
            if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
                while line := self.rfile.readline():
                    size = int(line.split(b";")[0], 16)
                    parts.append(self.rfile.read(size))
                    self.rfile.readline()
                    if size == 0:
                        received.complete = True
                        break
            else:
                expected = int(self.headers.get("Content-Length") or 0)
                parts.append(self.rfile.read(expected))
                received.complete = len(parts[0]) == expected
            received.body = b"".join(parts)
            self.close_connection = not received.complete

        def log_message(self, *_arguments: Any) -> None:
            """Say nothing: a test's output is its own."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    changed = {
        "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{server.server_address[1]}",
        "AWS_DISABLE_HOST_PREFIX_INJECTION": "true",
        "AWS_ACCESS_KEY_ID": "AKIAEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "an-example-key",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    before = {name: os.environ.get(name) for name in changed}
    os.environ.update(changed)
    writer.forget_client()
    try:
        yield arrived
    finally:
        server.shutdown()
        server.server_close()
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.__setitem__(name, value)
        writer.forget_client()
