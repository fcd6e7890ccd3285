"""What MinIO does with ``GET /bucket/key?lambdaArn=…``, step by step, in front of a real S3 origin.

Source: minio/minio, cmd/object-lambda-handlers.go (getLambdaEventData, GetObjectLambdaHandler, fwdStatusToAPIError)
and internal/config/lambda/target/webhook.go (Send). Go's HTTP server breaks a connection whose handler wrote less
than the Content-Length it told, and ends it properly in every other case: the copy's error is not looked at.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

FORWARDED = "x-amz-fwd-header-"


@dataclass
class MinIO:
    """The caller's configuration: the S3 client that presigns, the webhook's endpoint and token."""

    s3: Any
    endpoint: str
    token: str = ""
    signs_range: bool = False  # as earlier releases did
    events: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""


@contextmanager
def minio(caller: MinIO) -> Iterator[MinIO]:
    """Serves ``caller`` on loopback; its ``url`` is set."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            event = _event(caller, parts, self)
            caller.events.append(event)
            answer = _posted(caller, event)
            context = event["getObjectContext"]
            if answer.headers.get("X-Amz-Request-Route", "") != context["outputRoute"]:
                return self._error(400, "InvalidRequest", "The request route included in the request is invalid")
            if not secrets.compare_digest(answer.headers.get("X-Amz-Request-Token", ""), context["outputToken"]):
                return self._error(400, "InvalidToken", "The request token included in the request is invalid")
            status, text = answer.status, answer.headers.get("X-Amz-Fwd-Status", "")
            if text:
                if not text.isdigit():
                    return self._error(400, "LambdaFunctionStatusError", "not a number")
                status = int(text)
            if status >= 400:
                message = answer.headers.get("X-Amz-Fwd-Error-Message", "")
                code = answer.headers.get("X-Amz-Fwd-Error-Code", "")
                if not (message.strip() and code.strip()):
                    return self._error(400, "InvalidRequest", message or "Invalid Request")
                return self._error(status, code, message)
            return self._copied(status, answer)

        def _copied(self, status: int, answer: http.client.HTTPResponse) -> None:
            self.send_response(status)
            told = None
            for name, value in answer.headers.items():
                if name.lower().startswith(FORWARDED):
                    self.send_header(name[len(FORWARDED) :], value)
                    told = int(value) if name[len(FORWARDED) :].lower() == "content-length" else told
            chunked = told is None and status != 304
            if chunked:
                self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            written = 0
            try:
                while chunk := answer.read1(65536):
                    self.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk) if chunked else chunk)
                    written += len(chunk)
            except (http.client.HTTPException, OSError):
                pass  # io.Copy(w, resp.Body): nobody looks at its error
            if chunked:
                self.wfile.write(b"0\r\n\r\n")
            elif told is not None and written < told:
                self.close_connection = True

        def _error(self, status: int, code: str, message: str) -> None:
            body = f"<Error><Code>{escape(code)}</Code><Message>{escape(message)}</Message></Error>".encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    caller.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield caller
    finally:
        server.shutdown()
        server.server_close()


def _event(caller: MinIO, parts: Any, handler: BaseHTTPRequestHandler) -> dict[str, Any]:
    bucket, _, key = unquote(parts.path).lstrip("/").partition("/")
    form = parse_qs(parts.query)
    asked: dict[str, Any] = {"Bucket": bucket, "Key": key}
    if "partNumber" in form:
        asked["PartNumber"] = int(form["partNumber"][0])
    if caller.signs_range and "Range" in handler.headers:
        asked["Range"] = handler.headers["Range"]
    url = caller.s3.generate_presigned_url("get_object", Params=asked, ExpiresIn=3600)
    headers: dict[str, list[str]] = {}
    for name, value in handler.headers.items():
        headers.setdefault("-".join(word.capitalize() for word in name.split("-")), []).append(value)
    return {
        "protocolVersion": "",
        "getObjectContext": {
            "outputRoute": secrets.token_urlsafe(16),
            "outputToken": hashlib.sha256(b"minioadmin" + urlsplit(url).query.encode()).hexdigest(),
            "inputS3Url": url,
        },
        "userIdentity": {"type": "IAMUser", "principalId": "", "accessKeyId": "minioadmin"},
        "userRequest": {"url": handler.path, "headers": headers},
    }


def _posted(caller: MinIO, event: dict[str, Any]) -> http.client.HTTPResponse:
    endpoint = urlsplit(caller.endpoint)
    connection = http.client.HTTPConnection(endpoint.hostname or "", endpoint.port, timeout=30)
    headers = {"Content-Type": "application/json"}
    words = caller.token.split()
    if len(words) == 2:
        headers["Authorization"] = caller.token
    elif len(words) == 1:
        headers["Authorization"] = f"Bearer {caller.token}"
    target = endpoint.path + (f"?{endpoint.query}" if endpoint.query else "")
    connection.request("POST", target, json.dumps(event).encode(), headers)
    return connection.getresponse()
