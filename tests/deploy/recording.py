"""A proxy that notes which actions of AWS are asked of the emulator behind it, to compare with a role's policies."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

import urllib3


@dataclass(frozen=True, slots=True)
class Recorded:
    """The proxy's URL, and the (action, resource) pairs that were asked for."""

    url: str
    calls: set[tuple[str, str]] = field(default_factory=set)


@contextmanager
def recording(target: str) -> Iterator[Recorded]:
    """Passes every request on to ``target``."""
    pool = urllib3.PoolManager(retries=False)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            recorded.calls.add(_action(self.command, self.path, self.headers.get("X-Amz-Target", "")))
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
            reply = pool.request(
                self.command, target + self.path, body=body or None, headers=headers, decode_content=False
            )
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                if name.lower() not in ("transfer-encoding", "content-length", "connection"):
                    self.send_header(name, value)
            length = reply.headers.get("Content-Length", "0") if self.command == "HEAD" else str(len(reply.data))
            self.send_header("Content-Length", length)
            self.end_headers()
            self.wfile.write(reply.data)

        do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = answer  # noqa: N815 - names of the base class

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    recorded = Recorded(f"http://127.0.0.1:{server.server_address[1]}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield recorded
    finally:
        server.shutdown()
        server.server_close()


def _action(method: str, path: str, target: str) -> tuple[str, str]:
    """The action that a request needs, by IAM's name, and what it is asked of."""
    if target.startswith("secretsmanager."):
        return f"secretsmanager:{target.partition('.')[2]}", ""
    parts = urlsplit(path)
    query, (bucket, _, key) = parse_qs(parts.query, keep_blank_values=True), unquote(parts.path[1:]).partition("/")
    if not key:
        return ("s3:ListBucket" if method == "GET" else f"s3:{method} of a bucket"), bucket
    if "tagging" in query:
        return f"s3:{'Get' if method == 'GET' else 'Put'}ObjectTagging", f"{bucket}/{key}"
    if method == "DELETE":
        return ("s3:AbortMultipartUpload" if "uploadId" in query else "s3:DeleteObject"), f"{bucket}/{key}"
    if method in ("GET", "HEAD"):
        return ("s3:GetObjectVersion" if "versionId" in query else "s3:GetObject"), f"{bucket}/{key}"
    return "s3:PutObject", f"{bucket}/{key}"  # multipart uploads and conditional writes are asked for by the same name
