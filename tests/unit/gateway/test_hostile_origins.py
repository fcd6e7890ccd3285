"""Origins that drip, never finish a head, list without end or name their errors as they like, beside good ones."""

from __future__ import annotations

import asyncio
import socket
import socketserver
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

import pytest
import urllib3

from objectlambda.errors import OriginError
from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.runners.threads import Threads
from objectlambda.gateway.server import running
from objectlambda.origin_sockets import OriginLimits
from objectlambda.s3.listing import ListQuery, relocate
from objectlambda.s3.origin_listing import read_page
from objectlambda.stores.bucket import BucketOrigin
from objectlambda.stores.folder import FolderStore

OK = b"HTTP/1.1 200 OK\r\n"
ENTRY = b"<Contents><Key>%b</Key><Size>%b</Size><LastModified>2026-01-01T00:00:00Z</LastModified></Contents>"
BOMB = b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def listing(inside: bytes, before: bytes = b"") -> bytes:
    return b'<?xml version="1.0"?>' + before + b"<ListBucketResult>" + inside + b"</ListBucketResult>"


LISTINGS = {
    "entities": listing(b"<Contents><Key>&b;</Key></Contents>", BOMB),
    "a document type": listing(b"", b"<!DOCTYPE l>"),
    "a size that is none": listing(ENTRY % (b"a", b"-1")),
    "a size of 5,000 digits": listing(ENTRY % (b"a", b"9" * 5000)),
    "a key without size": listing(b"<Contents><Key>a</Key></Contents>"),
    "a key that is too long": listing(ENTRY % (b"k" * 5000, b"5")),
    "elements inside one another": listing(b"<a>" * 200_000 + b"</a>" * 200_000),
    "more keys than asked for": listing(ENTRY % (b"k", b"5") * 1001),
    "no XML": listing(b"<Contents>"),
    "another document": b"<html><p>hello</p></html>",
}


@contextmanager
def origin(answer):
    """An S3 that sends what ``answer`` does with the connection of each request."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            target = self.rfile.readline().decode()
            while self.rfile.readline().strip():
                pass
            try:
                answer(target, self.wfile)
            except OSError:
                return

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            url = f"http://127.0.0.1:{server.server_address[1]}"
            yield BucketOrigin(bucket="b", endpoint_url=url, addressing_style="path", region="us-east-1")
        finally:
            server.shutdown()


@contextmanager
def gateway(bad, folder, **more):
    (folder / "k.txt").write_bytes(b"KEY")
    points = [
        replace(parse_access_point("bad=raw", folder), origin=bad),
        parse_access_point("good=raw", folder.resolve()),
    ]
    with running(GatewayConfig(access_points={point.name: point for point in points}, port=0, **more)) as url:
        yield url


def status(url, path, seconds=20):
    return urllib3.request("GET", url + path, retries=False, timeout=seconds).status


def endless_continue(_target, wfile):
    while True:
        wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


def dripping_head(_target, wfile):
    wfile.write(OK)
    while True:
        wfile.write(b"x-amz-meta-a: b\r\n")
        time.sleep(0.05)


def dripping_body(_target, wfile):
    wfile.write(OK + b'ETag: "a"\r\nContent-Length: 1000000\r\n\r\n')
    while True:
        wfile.write(b"x")
        wfile.flush()
        time.sleep(0.05)


def silent_head(_target, _wfile):
    time.sleep(5)


def silent_body(_target, wfile):
    wfile.write(OK + b'ETag: "a"\r\nContent-Length: 1000000\r\n\r\n')
    wfile.flush()
    time.sleep(5)


@pytest.mark.parametrize(
    "answer",
    [endless_continue, dripping_head, dripping_body, silent_head, silent_body],
    ids=lambda answer: answer.__name__,
)
def test_an_origin_from_which_nothing_comes_is_given_up(tmp_path, answer):
    limits = OriginLimits(read_seconds=1, head_seconds=0.5, window_seconds=0.5)
    with origin(answer) as bad, gateway(replace(bad, limits=limits), tmp_path, max_concurrency=2) as url:
        begun = time.monotonic()
        assert status(url, "/bad/k") == 503
        assert time.monotonic() - begun < 10


NO_HEADERS = {
    "a name with a blank": b"x-amz-meta-sp ace: c",
    "a name that is not ASCII": b"x-amz-meta-\xe9: c",
    "no name": b": c",
    "no colon": b"hello",
    "a name with a blank, folded": b"x-amz-meta-sp ace: c\r\n d: e",
    "an empty fold": b"x-amz-meta-\xff\xfe:\r\n \r\n\tx",
}


@pytest.mark.parametrize("line", NO_HEADERS.values(), ids=NO_HEADERS)
def test_a_line_that_is_no_header_is_left_out_and_the_object_is_answered(tmp_path, line):
    over = threading.Event()

    def answer(_target, wfile):
        head = b'ETag: "a"\r\nConnection: close\r\n' + line + b"\r\nx-amz-meta-ok: c\r\nContent-Length: 5\r\n\r\n"
        wfile.write(OK + head + b"Hello")
        wfile.flush()
        over.wait(20)  # only the length tells that the body is whole

    with origin(answer) as odd, gateway(odd, tmp_path) as url:
        got = urllib3.request("GET", f"{url}/bad/k", retries=False, timeout=10)
        over.set()
    assert (got.status, got.data, got.headers["x-amz-meta-ok"]) == (200, b"Hello", "c")


@pytest.mark.parametrize("told", [b"302 Found", b"299 Odd", b"999 Odd", b"303 See"])
def test_an_answer_that_s3_never_gives_is_the_gateways_own_fault_and_not_worth_another_try(tmp_path, told):
    def answer(_target, wfile):
        wfile.write(b"HTTP/1.1 " + told + b"\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")

    with origin(answer) as odd, gateway(odd, tmp_path) as url:
        assert status(url, "/bad/k") == 424


CHUNKED = OK + b'ETag: "a"\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n'


def endless_trailers(_target, wfile):
    wfile.write(CHUNKED + b"0\r\n")
    while True:
        wfile.write(b"x-amz-meta-a: b\r\n" * 100)


def endless_extension(_target, wfile):
    wfile.write(CHUNKED + b"5;")
    while True:
        wfile.write(b"a" * 1000)


def negative_chunk(_target, wfile):
    wfile.write(CHUNKED + b"-5\r\nHello\r\n0\r\n\r\n")


BROKEN_CHUNKS = [endless_trailers, endless_extension, negative_chunk]


@pytest.mark.parametrize("answer", BROKEN_CHUNKS, ids=lambda answer: answer.__name__)
def test_a_body_in_chunks_that_are_none_is_given_up(tmp_path, answer):
    with origin(answer) as bad, gateway(bad, tmp_path) as url:
        assert status(url, "/bad/k") == 503


@pytest.mark.parametrize("most", [2, 8])
def test_readers_of_a_stalled_origin_never_hold_what_another_origin_needs(tmp_path, most):
    with origin(dripping_body) as bad, gateway(bad, tmp_path, max_concurrency=most) as url:
        stalled = [socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2]))) for _ in range(3 * most)]
        for connection in stalled:
            connection.sendall(b"GET /bad/k HTTP/1.1\r\nHost: localhost\r\n\r\n")
        with ThreadPoolExecutor(4) as pool:
            assert set(pool.map(lambda _: status(url, "/good/k.txt", 5), range(20))) == {200}
        for connection in stalled:
            connection.close()


def test_one_lane_alone_has_all_threads_and_waiting_work_is_done_in_order():
    async def measured() -> tuple[int, list[int]]:
        threads, barrier, done = Threads(4, lanes=1), threading.Barrier(4), []
        await asyncio.wait_for(asyncio.gather(*(threads.submit(barrier.wait) for _ in range(4))), 5)
        wide, going, most = Threads(8, lanes=2), threading.Event(), []
        held = [wide.submit(going.wait, "slow") for _ in range(20)]
        started = wide._busy["slow"]
        await asyncio.wait_for(wide.run(lambda: most.append(1), lambda: None, lane="fast"), 5)
        going.set()
        await asyncio.gather(*held)
        one = Threads(1)
        await asyncio.gather(*(one.submit(lambda number=number: done.append(number)) for number in range(50)))
        for pool in (threads, wide, one):
            await pool.close()
        return started, done

    started, done = asyncio.run(measured())
    assert started == 6  # of 8, two are kept for the other lane
    assert done == list(range(50))


@pytest.mark.parametrize("name", LISTINGS)
def test_a_listing_that_cannot_be_one_is_a_400_for_it_alone(name):
    with pytest.raises(OriginError) as refused:
        read_page(LISTINGS[name], "", 1000, 2)
    assert (refused.value.origin_status, refused.value.origin_code) == (400, "MalformedListing")


def test_listings_are_bounded_in_bytes_and_their_errors_share_a_label(tmp_path):
    def answer(target, wfile):
        if "list-type" not in target:
            key = target.split("?")[0].rpartition("/")[2]
            code = b"<Error><Code>Evil%b</Code><Message>no</Message></Error>" % key.encode()
            wfile.write(b"HTTP/1.1 400 Bad\r\nContent-Length: %d\r\n\r\n%b" % (len(code), code))
        elif "prefix=endless" in target:
            wfile.write(OK + b"Content-Length: 300000000\r\n\r\n<ListBucketResult>")
            while True:
                wfile.write(ENTRY % (b"k", b"1") * 1000)
        else:
            body = LISTINGS["entities"]
            wfile.write(OK + b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    with origin(answer) as bad, gateway(bad, tmp_path) as url:
        assert status(url, "/bad?list-type=2&prefix=endless") == 400
        assert status(url, "/bad?list-type=2") == 400
        for letter in "abcdefgh":
            assert status(url, f"/bad/{letter}") == 400
        counted = urllib3.request("GET", f"{url}/-/metrics").data.decode()
    assert "Evil" not in counted
    assert 'objectlambda_errors_total{code="Other"} 8' in counted


def test_reads_what_stores_list():
    inside = (
        b"<Name>b</Name><IsTruncated>true</IsTruncated><EncodingType>url</EncodingType>"
        b"<NextContinuationToken>t&amp;1</NextContinuationToken>"
        b"<Contents><Key>in/a+b%0Ac</Key><Size>5</Size><LastModified>2026-01-01T01:00:00.123+01:00</LastModified>"
        b"<ETag>&quot;x&quot;</ETag><Owner><ID>1</ID></Owner><StorageClass>GLACIER</StorageClass></Contents>"
        + ENTRY % (b"in/b", b"6")
        + b"".join(b"<CommonPrefixes><Prefix>in/%b/</Prefix></CommonPrefixes>" % name for name in (b"c", b"d"))
    )
    page = read_page(listing(inside), "in/", 1000, 2)
    assert [(entry.key, entry.size, entry.etag, entry.storage_class) for entry in page.entries] == [
        ("a b\nc", 5, '"x"', "GLACIER"),
        ("b", 6, "", "STANDARD"),
    ]
    assert page.entries[0].last_modified == "2026-01-01T00:00:00.000Z"
    assert (page.common_prefixes, page.truncated, page.next) == (("c/", "d/"), True, "t&1")
    assert read_page(listing(inside), "in/", 1000, 1).next == "d/"


def test_relocation_reads_cdata_and_leaves_other_bytes_alone():
    xml = listing(
        b"<Name>b</Name>\n <Contents ><Key><![CDATA[in/a&b<c>]]></Key><ETag>in/x</ETag></Contents><Prefix>in/</Prefix>"
    )
    assert relocate(xml, "logs", "in/") == listing(
        b"<Name>logs</Name>\n <Contents ><Key>a&amp;b&lt;c&gt;</Key><ETag>in/x</ETag></Contents><Prefix></Prefix>"
    )
    with pytest.raises(OriginError):
        relocate(LISTINGS["entities"], "logs", "in/")


def test_links_that_point_at_themselves_are_left_out_of_listings(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/f.txt").write_bytes(b"x")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "sub/a").symlink_to("b")
    (tmp_path / "sub/b").symlink_to("a")
    (tmp_path / "up").symlink_to(".")
    store = FolderStore(tmp_path)
    assert [entry.key for entry in store.list(ListQuery(version=2)).entries] == ["sub/f.txt"]
    assert store.list(ListQuery(version=2, delimiter="/")).common_prefixes == ("sub/",)
