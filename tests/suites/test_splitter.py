"""The splitter: who answers what, every byte as it came, and a broken transfer that stays broken."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest
from tests.suites.splitter import Splitter


@dataclass
class Noted:
    """Notes what it hears of buckets."""

    heard: list[tuple[str, ...]] = field(default_factory=list)

    async def made(self, bucket: str, access_key: str) -> None:
        self.heard.append(("made", bucket, access_key))

    async def deleted(self, bucket: str) -> None:
        self.heard.append(("deleted", bucket))


async def server(name: bytes, asked: list[bytes]) -> int:
    """A port that answers each request with ``name``, or as its path says, and keeps what it was asked."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        if b"expect: 100-continue" in head:
            writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        body = await reader.readexactly(4) if b"content-length: 4" in head else b""
        if b"transfer-encoding: chunked" in head:
            body = await reader.readuntil(b"0\r\n\r\n")
        asked.append(head + body)
        if b"/cut" in head:
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort")
        elif b"/chunked" in head:
            writer.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
        else:
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%b" % (len(name), name))
        await writer.drain()
        writer.close()

    started = await asyncio.start_server(answer, "127.0.0.1", 0)
    return started.sockets[0].getsockname()[1]


@dataclass
class Split:
    """A splitter on a port, with what both sides were asked."""

    splitter: Splitter
    buckets: Noted
    asked: dict[str, list[bytes]]
    port: int

    async def exchange(self, *requests: bytes, ends: tuple[bytes, ...]) -> bytes:
        """What comes back for requests on one connection, each sent when the answer before it has ended."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        answers = b""
        for request, end in zip(requests, ends, strict=True):
            writer.write(request)
            answers += await asyncio.wait_for(reader.readuntil(end), 5)
        writer.close()
        return answers


async def split() -> Split:
    asked: dict[str, list[bytes]] = {"gateway": [], "store": []}
    buckets = Noted()
    gateway, store = await server(b"gateway", asked["gateway"]), await server(b"store", asked["store"])
    splitter = Splitter(gateway=gateway, store=store, buckets=buckets)
    front = await asyncio.start_server(splitter.serve, "127.0.0.1", 0)
    return Split(splitter, buckets, asked, front.sockets[0].getsockname()[1])


@pytest.mark.parametrize(
    ("line", "answered_by"),
    [
        ("GET /", "gateway"),
        ("GET /bucket?list-type=2&prefix=acl", "gateway"),
        ("GET /bucket?location", "gateway"),
        ("GET /bucket/a%20key?versionId=1&response-expires=x", "gateway"),
        ("GET /bucket?versions", "store"),
        ("GET /bucket/key?acl", "store"),
        ("GET /bucket?versioning", "store"),
        ("PUT /bucket/key", "store"),
        ("DELETE /bucket", "store"),
        ("POST /bucket?delete", "store"),
    ],
)
def test_reads_go_to_the_gateway_and_all_else_to_the_store(line, answered_by):
    async def run() -> None:
        ours = await split()
        request = f"{line} HTTP/1.1\r\nHost: some:1\r\nX-Odd:   spaces \r\n\r\n".encode()
        answer = await ours.exchange(request, ends=(answered_by.encode(),))
        assert answer.endswith(answered_by.encode())
        assert ours.asked[answered_by] == [request]
        assert ours.splitter.reads == (answered_by == "gateway")

    asyncio.run(run())


def test_a_connection_carries_bodies_of_every_kind_one_after_the_other():
    async def run() -> None:
        ours = await split()
        counted = b"PUT /bucket/key HTTP/1.1\r\ncontent-length: 4\r\nexpect: 100-continue\r\n\r\nbody"
        chunked = b"PUT /bucket/key HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n3;ext=1\r\nabc\r\n0\r\n\r\n"
        got = await ours.exchange(
            counted, chunked, b"GET /bucket/chunked HTTP/1.1\r\n\r\n", ends=(b"store", b"store", b"0\r\n\r\n")
        )
        assert got.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK")
        assert got.endswith(b"3\r\nabc\r\n0\r\n\r\n")
        assert ours.asked["store"] == [counted, chunked]

    asyncio.run(run())


def test_buckets_are_told_of_before_their_maker_is_answered():
    async def run() -> None:
        ours = await split()
        signed = b"authorization: AWS4-HMAC-SHA256 Credential=AKIAMAIN/20260101/us-east-1/s3/aws4_request\r\n"
        put, delete = (b"%b /bucket HTTP/1.1\r\n%b\r\n" % (method, signed) for method in (b"PUT", b"DELETE"))
        await ours.exchange(put, b"PUT /bucket?policy HTTP/1.1\r\n\r\n", delete, ends=(b"store",) * 3)
        assert ours.buckets.heard == [("made", "bucket", "AKIAMAIN"), ("deleted", "bucket")]

    asyncio.run(run())


def test_an_answer_that_breaks_off_breaks_for_the_client():
    async def run() -> None:
        ours = await split()
        reader, writer = await asyncio.open_connection("127.0.0.1", ours.port)
        writer.write(b"GET /bucket/cut HTTP/1.1\r\n\r\n")
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await asyncio.wait_for(reader.readexactly(200), 5)

    asyncio.run(run())
