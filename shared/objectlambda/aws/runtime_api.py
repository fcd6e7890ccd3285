"""Lambda's Runtime API, spoken in its streaming response mode, which Python's managed runtime does not offer.

Source: Lambda Developer Guide, "Building a custom runtime for AWS Lambda" (next invocation, invocation error,
initialization error, response streaming). A stream is a chunked body; an error in its middle is told by the trailers
``Lambda-Runtime-Function-Error-Type`` and ``-Body``.
"""

from __future__ import annotations

import asyncio
import base64
import json
from dataclasses import dataclass, field
from typing import Any

from objectlambda.headers import Headers

VERSION = "2018-06-01"
ERROR_TYPE = "Lambda-Runtime-Function-Error-Type"
ERROR_BODY = "Lambda-Runtime-Function-Error-Body"

MAX_HEAD_BYTES = 64 * 1024
MAX_EVENT_BYTES = 8 * 1024 * 1024
"""An event has 6 MB at most (Lambda quotas)."""


class RuntimeApiError(Exception):
    """The Runtime API gave something that is not in its protocol: the environment is of no use any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation:
    """One event to answer.

    Attributes:
        request_id: names the invocation in every later call.
        event: the parsed JSON.
        deadline: when Lambda ends the invocation, in seconds since the epoch.
        trace_id: X-Ray's header.
    """

    request_id: str
    event: Any = field(repr=False)
    deadline: float
    trace_id: str = ""


class RuntimeApi:
    """The Runtime API at ``address`` (``AWS_LAMBDA_RUNTIME_API``: host and port). For one task at a time."""

    def __init__(self, address: str) -> None:
        host, _, port = address.partition(":")
        self._host, self._port = host, int(port or 80)

    async def next(self) -> Invocation:
        """The next invocation; waits for it as long as it takes, since Lambda freezes the environment meanwhile.

        Raises:
            RuntimeApiError: the response is none.
        """
        status, headers, body = await self._call("GET", "runtime/invocation/next")
        request_id = headers.get("lambda-runtime-aws-request-id", "")
        if status != 200 or not request_id:
            raise RuntimeApiError(f"no invocation: status {status}")
        return Invocation(
            request_id=request_id,
            event=json.loads(body),
            deadline=int(headers.get("lambda-runtime-deadline-ms", "0")) / 1000,
            trace_id=headers.get("lambda-runtime-trace-id", ""),
        )

    async def fail(self, request_id: str, kind: str, message: str) -> None:
        """Report that the invocation failed before any of its response was sent."""
        await self._report(f"runtime/invocation/{request_id}/error", kind, message)

    async def fail_to_start(self, kind: str, message: str) -> None:
        """Report that the environment cannot be initialised."""
        await self._report("runtime/init/error", kind, message)

    async def respond(self, request_id: str, content_type: str) -> ResponseStream:
        """Begin the streaming response of the invocation."""
        reader, writer = await asyncio.open_connection(self._host, self._port)
        lines = [
            f"POST /{VERSION}/runtime/invocation/{request_id}/response HTTP/1.1",
            f"Host: {self._host}:{self._port}",
            f"Content-Type: {content_type}",
            "Lambda-Runtime-Function-Response-Mode: streaming",
            "Transfer-Encoding: chunked",
            f"Trailer: {ERROR_TYPE}, {ERROR_BODY}",
            "Connection: close",
        ]
        writer.write("\r\n".join([*lines, "", ""]).encode("latin-1"))
        return ResponseStream(reader, writer)

    async def _report(self, path: str, kind: str, message: str) -> None:
        status, _, _ = await self._call("POST", path, _error_document(kind, message), {ERROR_TYPE: kind})
        if status != 202:
            raise RuntimeApiError(f"the report of {kind} was answered with {status}")

    async def _call(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[int, Headers, bytes]:
        reader, writer = await asyncio.open_connection(self._host, self._port, limit=MAX_HEAD_BYTES)
        sent = {"Host": f"{self._host}:{self._port}", "Connection": "close", **(headers or {})}
        if method == "POST":
            sent |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
        head = [f"{method} /{VERSION}/{path} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items()), "", ""]
        try:
            writer.write("\r\n".join(head).encode("latin-1") + body)
            await writer.drain()
            return await _read_response(reader)
        finally:
            writer.close()


class ResponseStream:
    """A response under way. ``write`` waits while the reader is slower than we are; at most one buffer is held."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self.sent = 0

    async def write(self, data: bytes) -> None:
        """Send ``data``.

        Raises:
            OSError: the Runtime API closed the connection, as it does when the reader is gone.
        """
        if not data:
            return  # an empty chunk would end the body
        self._writer.writelines((b"%x\r\n" % len(data), data, b"\r\n"))
        self.sent += len(data)
        await self._writer.drain()

    async def end(self) -> None:
        """Say that the response is whole, and wait for the word that it was taken.

        Raises:
            RuntimeApiError: it was not.
        """
        await self._close(b"0\r\n\r\n")

    async def fail(self, kind: str, message: str) -> None:
        """Say that the response broke off: what was sent is not the whole of it.

        Raises:
            RuntimeApiError: this was not taken.
        """
        document = base64.b64encode(_error_document(kind, message)).decode()
        await self._close(f"0\r\n{ERROR_TYPE}: {kind}\r\n{ERROR_BODY}: {document}\r\n\r\n".encode("latin-1"))

    def abandon(self) -> None:
        """Close the connection without an end, for a reader that is gone."""
        self._writer.transport.abort()

    async def _close(self, ending: bytes) -> None:
        try:
            self._writer.write(ending)
            await self._writer.drain()
            status, _, _ = await _read_response(self._reader)
        finally:
            self._writer.close()
        if status != 202:
            raise RuntimeApiError(f"the response was answered with {status}")


async def _read_response(reader: asyncio.StreamReader) -> tuple[int, Headers, bytes]:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        lines = head.split("\r\n")
        status = int(lines[0].split(" ", 2)[1])
        headers = Headers(
            {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        )
        length = int(headers.get("content-length", "-1"))
        if length > MAX_EVENT_BYTES:
            raise RuntimeApiError(f"a response of {length} bytes")
        if "chunked" in headers.get("transfer-encoding", "").lower():
            return status, headers, await _read_chunks(reader)
        return status, headers, await (reader.readexactly(length) if length >= 0 else reader.read(MAX_EVENT_BYTES))
    except (ValueError, IndexError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
        raise RuntimeApiError("the Runtime API's answer is not HTTP") from error


async def _read_chunks(reader: asyncio.StreamReader) -> bytes:
    body = bytearray()
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        if len(body) + size > MAX_EVENT_BYTES:
            raise RuntimeApiError("a response that is longer than an event may be")
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    return bytes(body)


def _error_document(kind: str, message: str) -> bytes:
    return json.dumps({"errorMessage": message, "errorType": kind, "stackTrace": []}).encode()
