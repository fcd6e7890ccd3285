"""Lambda's Runtime API for one environment, which takes nothing that its protocol does not allow.

Source: Lambda Developer Guide, "Building a custom runtime for AWS Lambda". Requests are parsed by hand, so that
framing, trailers and the order of calls are checked byte by byte.
"""

from __future__ import annotations

import base64
import json
import queue
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import Any

NEXT = "GET /2018-06-01/runtime/invocation/next HTTP/1.1"


@dataclass
class Response:
    """What the runtime posted for one invocation."""

    prelude: dict[str, Any] = field(default_factory=dict)
    body: bytes = b""
    error_type: str = ""  # of a trailer, or of an error that was posted instead of a response
    error: dict[str, Any] = field(default_factory=dict)
    whole: bool = False  # the last chunk came
    chunks: int = 0

    @property
    def status(self) -> int:
        return int(self.prelude["statusCode"])

    @property
    def headers(self) -> dict[str, str]:
        return dict(self.prelude["headers"])


class RuntimeApiServer:
    """``invoke`` hands an event to the runtime and gives what it posts. Use as a context manager."""

    def __init__(self) -> None:
        self._events: queue.Queue[tuple[str, Any, float] | None] = queue.Queue()
        self.responses: dict[str, Response] = {}
        self._done: dict[str, threading.Event] = {}
        self.violations: list[str] = []
        self.init_error: dict[str, Any] = {}
        self.started = threading.Event()
        self._read_pause: threading.Event | None = None
        self.received = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self._number = 0
        self._pausing: tuple[int, threading.Event] | None = None
        self._hang_up_at: int | None = None

    def __enter__(self) -> RuntimeApiServer:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._events.put(None)
        self._listener.close()

    def invoke(self, event: Any, *, seconds: float = 60, wait: float = 120) -> Response:
        request_id = self.begin(event, seconds=seconds)
        return self.finish(request_id, wait=wait)

    def begin(self, event: Any, *, seconds: float = 60) -> str:
        self._number += 1
        request_id = f"00000000-0000-4000-8000-{self._number:012d}"
        self._done[request_id] = threading.Event()
        self.responses[request_id] = Response()
        self._events.put((request_id, event, seconds))
        return request_id

    def finish(self, request_id: str, *, wait: float = 120) -> Response:
        assert self._done[request_id].wait(wait), "the runtime posted nothing"
        assert not self.violations, self.violations
        return self.responses[request_id]

    def pause_at(self, received: int) -> threading.Event:
        """Read no more than about ``received`` bytes of the next response until the event that is given is set."""
        go_on = threading.Event()
        self._pausing = (received, go_on)
        return go_on

    def hang_up_at(self, received: int) -> None:
        """Close the connection of the next response after ``received`` bytes, as when the reader leaves."""
        self._hang_up_at = received

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as file:
            try:
                line, headers = self._head(file)
            except (IndexError, OSError):
                return  # the environment ended while it waited
            try:
                if line == NEXT:
                    self._next(connection)
                elif line == "POST /2018-06-01/runtime/init/error HTTP/1.1":
                    self.init_error = json.loads(file.read(int(headers["content-length"])))
                    self._accepted(connection)
                    self.started.set()
                else:
                    self._post(line, headers, file, connection)
            except (AssertionError, KeyError, ValueError) as error:
                self.violations.append(f"{line}: {error!r}")
                for done in self._done.values():
                    done.set()

    def _head(self, file: Any) -> tuple[str, dict[str, str]]:
        lines = []
        while (line := file.readline()) not in (b"\r\n", b""):
            assert line.endswith(b"\r\n")
            lines.append(line[:-2].decode("latin-1"))
        headers = {name.lower(): value.strip() for name, _, value in (one.partition(":") for one in lines[1:])}
        return lines[0], headers

    def _next(self, connection: socket.socket) -> None:
        self.started.set()
        entry = self._events.get()
        if entry is None:
            return
        request_id, event, seconds = entry
        body = json.dumps(event).encode()
        deadline = int((time.time() + seconds) * 1000)
        head = (
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
            f"Lambda-Runtime-Aws-Request-Id: {request_id}\r\nLambda-Runtime-Deadline-Ms: {deadline}\r\n"
            "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-west-1:111122223333:function:gateway\r\n"
            f"Lambda-Runtime-Trace-Id: Root=1-5759e988-bd862e3fe1be46a994272793\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        connection.sendall(head.encode() + body)

    def _post(self, line: str, headers: dict[str, str], file: Any, connection: socket.socket) -> None:
        method, path, version = line.split(" ")
        parts = path.split("/")
        assert (method, version, parts[:4]) == ("POST", "HTTP/1.1", ["", "2018-06-01", "runtime", "invocation"])
        request_id, kind = parts[4], parts[5]
        response = self.responses[request_id]
        if kind == "error":
            response.error_type = headers["lambda-runtime-function-error-type"]
            response.error = json.loads(file.read(int(headers["content-length"])))
            assert set(response.error) == {"errorMessage", "errorType", "stackTrace"}
        else:
            assert kind == "response"
            assert headers["lambda-runtime-function-response-mode"] == "streaming"
            assert headers["transfer-encoding"] == "chunked"
            assert headers["content-type"] == "application/vnd.awslambda.http-integration-response"
            assert "content-length" not in headers
            assert not self._stream(response, headers, file)
        self._accepted(connection)
        self._done[request_id].set()

    def _stream(self, response: Response, headers: dict[str, str], file: Any) -> bool:
        data, self.received = bytearray(), 0
        try:
            while size := int(file.readline().strip(), 16):
                data += file.read(size)
                assert file.read(2) == b"\r\n"
                response.chunks += 1
                self.received = len(data)
                if self._pausing and len(data) >= self._pausing[0]:
                    self._pausing[1].wait(60)
                    self._pausing = None
                if self._hang_up_at is not None and len(data) >= self._hang_up_at:
                    self._hang_up_at = None
                    file.close()
                    raise ConnectionError
        except ConnectionError:
            return False
        _, trailers = ("", {})
        announced = {name.strip().lower() for name in headers["trailer"].split(",")}
        while (trailer := file.readline()) != b"\r\n":
            name, _, value = trailer.decode("latin-1").partition(":")
            assert name.lower() in announced
            trailers[name.lower()] = value.strip()
        prelude, separator, body = bytes(data).partition(bytes(8))
        assert separator
        response.prelude, response.body, response.whole = json.loads(prelude), body, True
        assert set(response.prelude) <= {"statusCode", "headers", "cookies"}
        response.error_type = trailers.get("lambda-runtime-function-error-type", "")
        if response.error_type:
            response.error = json.loads(base64.b64decode(trailers["lambda-runtime-function-error-body"]))
        return False

    def _accepted(self, connection: socket.socket) -> None:
        try:
            connection.sendall(b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")
        except OSError:
            pass
