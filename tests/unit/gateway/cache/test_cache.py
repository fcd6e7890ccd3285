"""What is kept is made once, cut at will, bounded, and never served half, old or damaged."""

from __future__ import annotations

import gzip
import hashlib
import resource
import struct
import threading
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from objectlambda.deadline import Deadline
from objectlambda.decompress import DECOMPRESS
from objectlambda.errors import AccessDenied, CorruptObject, InvalidRange, OriginError, SourceUnavailable
from objectlambda.function import Function, ObjectRequest, Transformed
from objectlambda.gateway.cache.cache import Cache
from objectlambda.gateway.config.model import CacheConfig
from objectlambda.gateway.observability.metrics import Metrics, merge
from objectlambda.headers import Headers
from objectlambda.measures import Measures
from objectlambda.respond import Reading, head
from objectlambda.settings import setting
from objectlambda.stores.files import FileObject
from waiting import eventually

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """Settings that nothing depends on."""

    unused: bool = setting(False, "nothing")


class Maker:
    """A function that counts how often it runs, waits where it is told to, and fails where it is told to."""

    def __init__(self, folder: Path, content: bytes = b""):
        self.folder = folder
        self.content = content or hashlib.shake_256(b"content").digest(3 * MIB + 17)
        (folder / "object").write_bytes(b"the stored object")
        self.runs = self.closed = 0
        self.fail_at: int | None = None
        self.error: Exception = CorruptObject("broken")
        self.wait_at: int | None = None
        self.tells_size = self.fails_at_end = False
        self.go_on = threading.Event()
        self.measures = Measures()
        self.function = Function(name="maker", version="1", settings=Nothing, open=self._open)

    def _open(self, source, _request, _settings):
        size = len(self.content) if self.tells_size else None
        return Transformed(chunks=self._chunks(source), size=size, changes={"ContentType": "text/made"})

    def _chunks(self, source):
        self.runs += 1
        try:
            list(source.chunks())
            for start in range(0, len(self.content), 100_000):
                if self.wait_at is not None and start >= self.wait_at:
                    self.go_on.wait(20)
                if self.fail_at is not None and start >= self.fail_at:
                    raise self.error
                yield self.content[start : start + 100_000]
            if self.fails_at_end:
                raise self.error
        finally:
            self.closed += 1

    def making(self, headers=None, query=None, key="object"):
        request = ObjectRequest(key=key, headers=Headers(headers or {}), query=query or {})
        origin = FileObject(self.folder, key)

        def make(deadline):
            return Reading(
                function=self.function,
                request=request,
                origin=origin,
                environ={},
                measures=self.measures,
                deadline=deadline,
            )

        return make


@pytest.fixture
def maker(tmp_path):
    (tmp_path / "objects").mkdir()
    return Maker(tmp_path / "objects")


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "kept"


@pytest.fixture
def cache(kept):
    return Cache(CacheConfig(folder=kept, max_bytes=100 * MIB))


def read(cache, maker, headers=None, **options):
    response = cache.get(maker.making(headers, **options), Deadline(), "scope")
    return response.head, b"".join(response.body)


def entries(kept):
    return sorted(kept.glob("*.object"))


def settled(kept, count=1):
    return eventually(lambda: len(entries(kept)) == count and not list(kept.glob("*.partial")))


def test_an_object_is_made_once_for_all_that_follow(cache, maker, kept):
    head_, body = read(cache, maker)
    assert body == maker.content
    assert settled(kept)
    for _ in range(3):
        again, body = read(cache, maker)
        assert body == maker.content
        assert again.values == {**head_.values, "ContentLength": str(len(maker.content))}
    assert maker.runs == 1


def test_parallel_reads_and_ranges_share_one_making(cache, maker):
    maker.wait_at = 1_000_000
    size = len(maker.content)

    def part(number):
        start = number * 150_000
        response_head, body = read(cache, maker, {"Range": f"bytes={start}-{start + 149_999}"})
        assert response_head.values["ContentRange"] == f"bytes {start}-{min(start + 149_999, size - 1)}/{size}"
        return body

    with ThreadPoolExecutor(24) as pool:
        parts = [pool.submit(part, number) for number in range(21)]
        whole = [pool.submit(read, cache, maker) for _ in range(3)]
        time.sleep(0.2)
        maker.go_on.set()
        assert b"".join(future.result() for future in parts) == maker.content[: 21 * 150_000]
        assert all(future.result()[1] == maker.content for future in whole)
    assert maker.runs == 1


def test_ranges_of_what_is_kept_are_those_of_the_object(cache, maker, kept):
    read(cache, maker)
    assert settled(kept)
    size = len(maker.content)
    parts = (("0-0", 0, 1), ("262143-262144", 262_143, 262_145), (f"{size - 1}-", size - 1, size), ("-5", -5, None))
    for asked, start, stop in parts:
        response_head, body = read(cache, maker, {"Range": f"bytes={asked}"})
        assert (response_head.status, body) == (206, maker.content[start:stop])
    with pytest.raises(InvalidRange):
        read(cache, maker, {"Range": f"bytes={size}-"})
    response_head, body = read(cache, maker, query={"partNumber": "1"})
    assert (response_head.status, body) == (206, maker.content)
    assert maker.runs == 1


def test_head_then_get_makes_it_once(cache, maker):
    make = maker.making()

    def counted(_reading, headers):
        return cache.count(make, Deadline(), "scope", headers)

    assert head(replace(make(Deadline()), counter=counted)).content_length == len(maker.content)
    assert read(cache, maker)[1] == maker.content
    assert maker.runs == 1


def test_a_reader_gets_bytes_while_the_object_is_made(cache, maker):
    maker.wait_at = 500_000
    response = cache.get(maker.making(), Deadline(), "scope")
    first = next(response.body)
    assert 0 < len(first) <= 500_000
    assert maker.closed == 0
    maker.go_on.set()
    assert first + b"".join(response.body) == maker.content


@pytest.mark.parametrize("readers", [1, 5])
def test_a_failure_in_the_middle_breaks_every_reader_and_nothing_is_kept(cache, maker, kept, readers):
    maker.fail_at, maker.wait_at = 1_000_000, 900_000
    responses = [cache.get(maker.making(), Deadline(), "scope") for _ in range(readers)]
    maker.go_on.set()
    for response in responses:
        with pytest.raises(CorruptObject):
            list(response.body)
    assert settled(kept, 0)
    assert maker.runs == 1


@pytest.mark.parametrize("asked", [{}, {"Range": "bytes=3000000-"}])
def test_a_promised_length_is_only_completed_once_all_proved_good(cache, maker, asked):
    maker.tells_size = maker.fails_at_end = True
    maker.wait_at = 500_000
    response = cache.get(maker.making(asked), Deadline(), "scope")
    promised = response.head.content_length
    maker.go_on.set()
    handed_out = 0
    with pytest.raises(CorruptObject):
        for chunk in response.body:
            handed_out += len(chunk)
    assert handed_out < promised


def test_a_refusal_is_remembered_and_a_passing_failure_is_not(cache, maker):
    maker.fail_at, maker.error = 0, AccessDenied("Document Contains PII")
    for _ in range(3):
        with pytest.raises(AccessDenied):
            read(cache, maker)
    assert maker.runs == 1
    (maker.folder / "object").write_bytes(b"another object")
    maker.error = SourceUnavailable("the origin is gone")
    with pytest.raises(SourceUnavailable):
        read(cache, maker)
    maker.fail_at = None
    assert read(cache, maker)[1] == maker.content


def test_a_changed_object_is_made_anew(cache, maker):
    assert read(cache, maker)[1] == maker.content
    (maker.folder / "object").write_bytes(b"a changed object")
    maker.content = b"changed" * 100_000
    assert read(cache, maker)[1] == maker.content
    assert maker.runs == 2


def test_the_origin_is_asked_each_time(cache, maker, kept):
    tag = read(cache, maker)[0].values["ETag"]
    assert settled(kept)
    assert cache.get(maker.making({"If-None-Match": tag}), Deadline(), "scope").head.status == 304
    with pytest.raises(OriginError):
        cache.get(maker.making({"If-Match": '"other"'}), Deadline(), "scope")
    (maker.folder / "object").unlink()
    with pytest.raises(OriginError):
        read(cache, maker)


@pytest.mark.parametrize("place", [0, 300_000, 3 * MIB, -30, -1])
def test_a_damaged_entry_is_noticed_removed_and_made_again(cache, maker, kept, place):
    read(cache, maker)
    assert settled(kept)
    path = entries(kept)[0]
    damaged = bytearray(path.read_bytes())
    damaged[place] ^= 1
    path.write_bytes(damaged)
    assert read(cache, maker)[1] == maker.content
    assert maker.runs == 2
    assert read(cache, maker, {"Range": "bytes=299000-301000"})[1] == maker.content[299_000:301_001]


@pytest.mark.parametrize("length", [0, 1, 100, 1_000_000, 3 * MIB + 17])
def test_a_cut_entry_is_never_served(cache, maker, kept, length):
    read(cache, maker)
    assert settled(kept)
    path = entries(kept)[0]
    path.write_bytes(path.read_bytes()[:length])
    assert read(cache, maker)[1] == maker.content


def test_what_a_killed_process_left_is_not_served(maker, kept):
    cache = Cache(CacheConfig(folder=kept, max_bytes=100 * MIB))
    read(cache, maker)
    assert settled(kept)
    whole = entries(kept)[0]
    whole.rename(kept / "tmpabc.partial")
    assert read(Cache(CacheConfig(folder=kept, max_bytes=100 * MIB)), maker)[1] == maker.content
    assert maker.runs == 2


def test_another_process_finds_what_is_kept(cache, maker, kept):
    read(cache, maker)
    assert settled(kept)
    assert read(Cache(CacheConfig(folder=kept, max_bytes=100 * MIB)), maker)[1] == maker.content
    assert maker.runs == 1


def test_the_folder_stays_within_its_bound_and_forgets_the_least_read(maker, kept):
    cache = Cache(CacheConfig(folder=kept, max_bytes=10 * MIB))
    for number in range(6):
        (maker.folder / f"object-{number}").write_bytes(b"x")
        assert read(cache, maker, key=f"object-{number}")[1] == maker.content
        assert eventually(lambda: not list(kept.glob("*.partial")))
        read(cache, maker, key="object-0")  # is read all the time, and so stays
        assert sum(path.stat().st_size for path in entries(kept)) <= 10 * MIB
    runs = maker.runs
    read(cache, maker, key="object-0")
    assert maker.runs == runs


def test_an_object_that_is_too_large_is_served_and_not_kept(maker, kept):
    cache = Cache(CacheConfig(folder=kept, max_bytes=4 * MIB))
    assert read(cache, maker)[1] == maker.content
    assert read(cache, maker, {"Range": "bytes=2900000-"})[1] == maker.content[2_900_000:]
    assert settled(kept, 0)


def test_a_full_disk_is_not_seen_by_readers(cache, maker, kept):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, before[1]))
    try:
        assert read(cache, maker)[1] == maker.content
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert settled(kept, 0)
    assert read(cache, maker)[1] == maker.content
    assert settled(kept)


def test_what_nobody_waits_for_any_more_is_given_up(maker, kept):
    cache = Cache(CacheConfig(folder=kept, linger_seconds=0.0))
    maker.wait_at = 500_000
    response = cache.get(maker.making(), Deadline(), "scope")
    next(response.body)
    response.body.close()
    time.sleep(0.05)
    maker.go_on.set()
    assert settled(kept, 0)
    assert maker.closed == 1


def test_readers_that_leave_one_object_after_the_other_start_no_end_of_threads(maker, kept):
    cache = Cache(CacheConfig(folder=kept, max_makers=8))
    maker.wait_at = 200_000
    for number in range(20):
        (maker.folder / f"object{number}").write_bytes(b"stored")
        cache.get(maker.making(key=f"object{number}"), Deadline(), "scope").body.close()
    assert sum(thread.name == "cache-maker" for thread in threading.enumerate()) == 8
    stored = FileObject(maker.folder, "object").head({})
    assert cache.count(maker.making(), Deadline(), "scope", stored) is None
    late = cache.get(maker.making(key="object19"), Deadline(), "scope")
    maker.go_on.set()
    assert b"".join(late.body) == maker.content


def test_a_reader_that_leaves_does_not_disturb_the_others(cache, maker):
    maker.wait_at = 500_000
    first = cache.get(maker.making(), Deadline(), "scope")
    second = cache.get(maker.making(), Deadline(), "scope")
    next(first.body)
    first.body.close()
    maker.go_on.set()
    assert b"".join(second.body) == maker.content
    assert maker.runs == 1


def bgzip(content):
    """Blocks as the SAM/BAM specification has them (section 4.1)."""
    made = b""
    for start in range(0, len(content), 65_280):
        block = content[start : start + 65_280]
        body = zlib.compress(block, 1, -15)
        made += bytes.fromhex("1f8b08040000000000ff060042430200") + struct.pack("<H", len(body) + 25) + body
        made += struct.pack("<LL", zlib.crc32(block), len(block))
    return made


class Gate:
    """A file whose whole content is held back until it is let go; parts of it are not."""

    def __init__(self, folder, key):
        self.file, self.go_on = FileObject(folder, key), threading.Event()
        self.go_on.set()

    def head(self, conditions):
        return self.file.head(conditions)

    def get(self, conditions, byte_range=None):
        answer = self.file.get(conditions, byte_range)
        return answer if byte_range else answer._replace(body=self._held(answer.body))

    def _held(self, body):
        for chunk in body:
            self.go_on.wait(20)
            yield chunk


class Decompressing:
    """Reads of one compressed file through a cache, and what became of them."""

    def __init__(self, folder, kept, stored):
        (folder / "object").write_bytes(stored)
        self.metrics, self.measures = Metrics(), Measures()
        self.cache = Cache(CacheConfig(folder=kept, max_bytes=100 * MIB), self.metrics)
        self.origin = Gate(folder, "object")

    def get(self, header=None):
        request = ObjectRequest(key="object", headers=Headers({"Range": header} if header else {}))

        def make(deadline):
            return Reading(
                function=DECOMPRESS,
                request=request,
                origin=self.origin,
                environ={},
                measures=self.measures,
                deadline=deadline,
            )

        return self.cache.get(make, Deadline(), "scope")

    def read(self, header=None):
        return b"".join(self.get(header).body)

    def outcomes(self):
        counts = merge([self.metrics.snapshot()])
        reads = {key: count for key, count in counts.items() if key[0] == "objectlambda_cache_reads_total"}
        return {dict(labels)["outcome"]: count for (_, labels), count in reads.items()}


def test_a_part_of_an_object_of_blocks_is_sought_and_nothing_is_made(tmp_path, maker, kept):
    content = hashlib.shake_256(b"blocks").digest(4 * MIB)
    reads = Decompressing(maker.folder, kept, bgzip(content))
    for start in (3_000_000, 5, 4 * MIB - 100):
        assert reads.read(f"bytes={start}-{start + 99}") == content[start : start + 100]
    assert reads.outcomes() == {"range": 3}
    assert not entries(kept)
    assert reads.read() == content
    assert settled(kept)
    assert reads.read("bytes=3000000-3000099") == content[3_000_000:3_000_100]
    assert reads.outcomes() == {"range": 3, "miss": 1, "hit": 1}


def test_a_part_of_an_object_that_is_being_made_waits_for_it(maker, kept):
    content = hashlib.shake_256(b"blocks").digest(4 * MIB)
    reads = Decompressing(maker.folder, kept, bgzip(content))
    reads.origin.go_on.clear()
    with ThreadPoolExecutor(2) as pool:
        whole = pool.submit(reads.read)
        assert eventually(reads.outcomes)
        part = pool.submit(reads.read, "bytes=5-14")
        time.sleep(0.2)
        assert not part.done()
        reads.origin.go_on.set()
        assert (part.result(), whole.result()) == (content[5:15], content)
    assert reads.outcomes() == {"miss": 2}


def test_a_part_of_an_object_that_cannot_be_sought_is_made_once_and_kept(maker, kept):
    content = hashlib.shake_256(b"no blocks").digest(4 * MIB)
    reads = Decompressing(maker.folder, kept, gzip.compress(content, 1))
    for start in (3_000_000, 5):
        assert reads.read(f"bytes={start}-{start + 99}") == content[start : start + 100]
        assert settled(kept)
    assert reads.outcomes() == {"miss": 1, "hit": 1}
