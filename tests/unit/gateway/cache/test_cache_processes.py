"""Processes that share a cache folder make each object once between them; what befalls one harms no other."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from cache_processes import Making, Options, Worker

from objectlambda.deadline import Deadline
from objectlambda.gateway.cache.cache import Cache
from objectlambda.gateway.cache.directory import CacheFolder, claim
from objectlambda.gateway.cache.entry import Checksums
from objectlambda.gateway.cache.partial import Partial, Progress, State
from objectlambda.gateway.config.model import CacheConfig
from objectlambda.head import ResponseHead
from objectlambda.measures import Measure, Measures
from objectlambda.respond import Reading
from waiting import eventually

MIB = 1024 * 1024


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "kept"


@pytest.fixture
def making(tmp_path):
    folder = tmp_path / "objects"
    folder.mkdir()
    (folder / "object").write_bytes(b"the stored object")
    return Making(folder=folder)


@pytest.fixture
def start(kept):
    workers = []

    def started(making, **options):
        workers.append(Worker(making, Options(kept=kept, **options)))
        return workers[-1]

    yield started
    for worker in workers:
        worker.kill()


def is_whole(got, making, start=0, stop=None):
    wanted = making.content()[start:stop]
    return (got.failed, got.length, got.digest) == ("", len(wanted), hashlib.sha256(wanted).hexdigest())


def settled(kept, count=1):
    return eventually(lambda: len(list(kept.glob("*.object"))) == count and not list(kept.glob("*.partial")))


@pytest.mark.parametrize("tells_size", [False, True])
def test_readers_of_all_processes_share_one_making(making, start, kept, tells_size):
    making = replace(making, wait_at=1_000_000, tells_size=tells_size)
    workers = [start(making) for _ in range(3)]
    whole = [worker.read() for worker in workers for _ in range(3)]
    assert all(0 < read.first() <= 1_000_000 for read in whole)
    parts = {}
    for number in range(21):
        first = number * 150_000
        parts[first] = workers[number % 3].read(f"bytes={first}-{first + 149_999}")
    making.go_on()
    heads = [read.got().head for read in whole]
    assert all(head == heads[0] for head in heads)
    assert heads[0]["ContentType"] == "text/made"
    assert all(is_whole(read.got(), making) for read in whole)
    for first, read in parts.items():
        assert is_whole(read.got(), making, first, first + 150_000)
        assert read.got().head["ContentRange"] == f"bytes {first}-{min(first + 149_999, making.size - 1)}/{making.size}"
    assert making.runs() == 1
    assert settled(kept)
    assert all(is_whole(worker.read().got(), making) for worker in workers)
    assert making.runs() == 1


def test_a_reader_in_another_process_gets_bytes_while_the_object_is_made(making, start):
    making = replace(making, wait_at=500_000)
    maker, other = start(making), start(making)
    maker.read().first()
    follower, part = other.read(), other.read("bytes=200000-299999")
    assert 0 < follower.first() <= 500_000
    assert not follower.has_ended()
    making.go_on()
    assert is_whole(follower.got(), making)
    assert is_whole(part.got(), making, 200_000, 300_000)
    assert making.runs() == 1


def test_a_known_size_lets_parts_out_before_the_object_is_whole(making, start):
    making = replace(making, wait_at=500_000, tells_size=True)
    maker, other = start(making), start(making)
    maker.read().first()
    assert is_whole(other.read("bytes=200000-299999").got(), making, 200_000, 300_000)
    making.go_on()


def test_what_is_left_unchanged_is_shared_while_it_is_read_and_not_kept(making, start, kept):
    making = replace(making, wait_at=500_000, unchanged=True)
    maker, other = start(making), start(making)
    reads = [maker.read(), other.read()]
    assert all(read.first() for read in reads)
    making.go_on()
    assert all(is_whole(read.got(), making) for read in reads)
    assert making.runs() == 1
    assert settled(kept, 0)


def test_readers_go_on_where_they_are_when_the_making_process_is_killed(making, start, kept):
    making = replace(making, wait_at=1_000_000)
    maker = start(making)
    maker.read().first()
    others = [start(making) for _ in range(2)]
    reads = [worker.read() for worker in others for _ in range(3)]
    parts = [worker.read("bytes=900000-1999999") for worker in others]
    assert all(read.first() for read in reads)
    maker.kill()
    making.go_on()
    assert all(is_whole(read.got(), making) for read in reads)
    assert all(is_whole(read.got(), making, 900_000, 2_000_000) for read in parts)
    assert making.runs() == 2  # one of them made it again for all
    assert settled(kept)
    assert is_whole(others[0].read().got(), making)
    assert making.runs() == 2


def test_what_a_killed_process_began_is_made_anew(making, start, kept):
    making = replace(making, wait_at=1_000_000)
    maker = start(making)
    maker.read().first()
    maker.kill()
    assert len(list(kept.glob("*.partial"))) == 1
    making.go_on()
    assert is_whole(start(making).read().got(), making)
    assert settled(kept)
    assert making.runs() == 2


@pytest.mark.parametrize("damaged_at", [None, 1_500_000])
def test_an_entry_that_appears_while_a_process_waits_is_read_if_it_is_good(making, start, kept, damaged_at):
    assert is_whole(start(making).read().got(), making)
    assert settled(kept)
    entry = next(kept.glob("*.object"))
    content = bytearray(entry.read_bytes())
    entry.unlink()
    folder = CacheFolder(kept, 100 * MIB)
    held = folder.partial(entry)
    read = start(making).read()
    assert eventually(held.wanted_elsewhere)
    assert not read.has_ended()
    if damaged_at is not None:
        content[damaged_at] ^= 1
    entry.write_bytes(content)
    folder.end(held, State.MAKING)
    held.close()
    assert is_whole(read.got(), making)
    assert making.runs() == 1 + (damaged_at is not None)
    assert settled(kept)


@pytest.mark.parametrize("size", [0, 1, 3 * MIB])
def test_a_size_is_counted_once_for_all(making, kept, size):
    making = replace(making, size=size, wait_at=0)
    caches = [Cache(CacheConfig(folder=kept, max_bytes=100 * MIB)) for _ in range(2)]
    reads = [reading_of(making, Measures()) for _ in caches]
    with ThreadPoolExecutor() as pool:
        counting = [
            pool.submit(cache.count, read, Deadline(), "scope", read(Deadline()).origin.head({}))
            for cache, read in zip(caches, reads, strict=True)
        ]
        time.sleep(0.2)
        making.go_on()
        assert [done.result().size for done in counting] == [size, size]
    assert making.runs() == 1
    assert settled(kept)


@pytest.mark.parametrize("tells_size", [False, True])
@pytest.mark.parametrize("failure", [{"fail_at": 0}, {"fail_at": 1_500_000}, {"fails_at_end": True}])
def test_no_process_takes_a_failed_object_for_a_whole_one(making, start, kept, failure, tells_size):
    making = replace(making, wait_at=1_000_000, tells_size=tells_size, **failure)
    workers = [start(making) for _ in range(3)]
    reads = [worker.read() for worker in workers for _ in range(2)]
    parts = [worker.read("bytes=2000000-") for worker in workers]
    if making.fail_at != 0:
        assert all(read.first() for read in reads)
    making.go_on()
    for read in reads:
        assert read.got().failed == "CorruptObject"
        assert read.got().length < making.size + (not tells_size)
    for read in parts:
        assert read.got().failed == "CorruptObject"
        assert read.got().length < making.size - 2_000_000
    assert making.runs() == 3  # each has seen the failure itself
    assert settled(kept, 0)
    assert workers[0].read().got().failed == "CorruptObject"
    assert making.runs() == 3  # a refusal is remembered


@pytest.mark.parametrize("limits", [(1_500_000, None), (1_500_000, 1_500_000)])
def test_a_full_disk_is_not_seen_by_readers_of_any_process(making, start, kept, limits):
    making = replace(making, wait_at=1_000_000)
    maker, other = (start(making, max_file_bytes=limit) for limit in limits)
    reads = [maker.read()]
    assert reads[0].first()
    reads += [other.read(), other.read(), other.read("bytes=1000000-")]
    assert all(read.first() for read in reads[1:3])
    making.go_on()
    assert all(is_whole(read.got(), making) for read in reads[:3])
    assert is_whole(reads[3].got(), making, 1_000_000)
    assert settled(kept, 0)


def test_readers_in_another_process_keep_the_making_alive(making, start, kept):
    making = replace(making, wait_at=500_000, pace_seconds=0.08)
    options = {"linger_seconds": 0.6, "beat_seconds": 0.1}
    maker, other = start(making, **options), start(making, **options)
    begun = maker.read(holding=True)
    assert begun.first()
    follower = other.read()
    assert follower.first()
    begun.leave()
    making.go_on()
    assert is_whole(follower.got(), making)
    assert making.runs() == 1
    assert settled(kept)


def test_what_nobody_reads_in_any_process_is_given_up(making, start, kept):
    making = replace(making, wait_at=500_000, pace_seconds=0.1)
    options = {"linger_seconds": 0.3, "beat_seconds": 0.1}
    reads = [start(making, **options).read(holding=True)]
    assert reads[0].first()
    reads.append(start(making, **options).read(holding=True))
    assert reads[1].first()
    for read in reads:
        read.leave()
    assert all(read.got() for read in reads)
    making.go_on()
    assert settled(kept, 0)
    assert making.runs() == 1


def test_a_process_that_stands_still_is_not_waited_for(making, start, kept):
    making = replace(making, wait_at=1_000_000)
    maker, other = start(making), start(making, stall_seconds=2.0)
    maker.read().first()
    follower = other.read()
    assert follower.first()
    maker.signal(signal.SIGSTOP)
    making.go_on()
    assert is_whole(follower.got(), making)
    assert len(list(kept.glob("*.object"))) == 1
    maker.signal(signal.SIGCONT)
    assert settled(kept)
    assert is_whole(other.read().got(), making)
    assert making.runs() == 2


def test_a_process_that_writes_nothing_for_long_is_waited_for_while_it_runs(making, start):
    making = replace(making, wait_at=0)
    quick = {"beat_seconds": 0.05, "stall_seconds": 0.6}
    maker, other = start(making, **quick), start(making, **quick)
    reads = [maker.read()]
    assert eventually(lambda: making.runs() == 1)
    reads.append(other.read())
    time.sleep(1.5)  # longer than a process that shows no sign of life is waited for
    assert not reads[1].has_ended()
    making.go_on()
    assert all(is_whole(read.got(), making) for read in reads)
    assert making.runs() == 1


def test_leftovers_of_the_dead_are_removed_and_what_the_living_make_is_not(making, start, kept):
    making = replace(making, wait_at=1_000_000)
    (making.folder / "other").write_bytes(b"another stored object")
    dead, living = start(making), start(making)
    dead.read().first()
    read = living.read(key="other")
    read.first()
    dead.kill()
    for path in kept.glob("*.partial"):
        os.utime(path, (1, time.time() - 60))
    assert len(list(kept.glob("*.partial"))) == 2
    Cache(CacheConfig(folder=kept, max_bytes=100 * MIB))
    assert len(list(kept.glob("*.partial"))) == 1
    making.go_on()
    assert is_whole(read.got(), making)
    assert settled(kept)


def test_the_bound_holds_over_all_processes(making, start, kept):
    workers = [start(making, max_bytes=16 * MIB) for _ in range(2)]
    for number in range(10):
        (making.folder / f"object-{number}").write_bytes(b"x")
        assert is_whole(workers[number % 2].read(key=f"object-{number}").got(), making)
        assert eventually(lambda: not list(kept.glob("*.partial")))
        assert sum(path.stat().st_size for path in kept.iterdir()) <= 16 * MIB
    assert len(list(kept.glob("*.object"))) >= 3


def test_where_files_cannot_be_locked_each_process_makes_for_itself(making, kept, monkeypatch):
    def refused(_descriptor, _operation):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    # Every file system of a test machine locks files.
    monkeypatch.setattr(fcntl, "flock", refused)
    making = replace(making, wait_at=1_000_000)
    responses = []
    for _ in range(2):
        cache, measures = Cache(CacheConfig(folder=kept, max_bytes=100 * MIB)), Measures()
        responses.append(cache.get(reading_of(making, measures), Deadline(), "scope"))
    making.go_on()
    assert all(b"".join(response.body) == making.content() for response in responses)
    assert making.runs() == 2
    assert settled(kept)


def reading_of(making, measures):
    from objectlambda.function import ObjectRequest
    from objectlambda.stores.files import FileObject

    def make(deadline):
        return Reading(
            function=making.function(),
            request=ObjectRequest(key="object"),
            origin=FileObject(making.folder, "object"),
            environ={},
            measures=measures,
            deadline=deadline,
        )

    return make


HEAD = ResponseHead(values={"ContentType": "text/plain", "ETag": '"é"'}, metadata={"name": "value"})


@pytest.fixture
def partial(tmp_path):
    made = claim(tmp_path / "file.partial")
    made.tell(HEAD)
    made.append(b"first")
    made.append(b"second")
    yield made
    made.close()


def test_a_file_tells_its_head_and_how_far_it_is(partial):
    other = claim(partial.path)
    assert (partial.ours, other.ours, other.is_held()) == (True, False, True)
    assert other.head() == HEAD
    assert other.progress() == Progress(11, State.MAKING)
    assert other.read(100, 0) == b"firstsecond"
    other.close()


def test_a_description_is_never_taken_for_bytes_of_the_object(partial):
    checksums = Checksums()
    checksums.add(b"firstsecond")
    partial.finish(checksums, Measure(size=11, changes={"ContentType": None}))
    other = claim(partial.path)
    assert other.progress() == Progress(11, State.MAKING)
    assert other.measure() == Measure(size=11, changes={"ContentType": None})
    partial.release(State.WHOLE)
    assert other.progress() == Progress(11, State.WHOLE)
    other.close()


def test_a_damaged_head_or_progress_is_not_believed(partial, tmp_path):
    written = partial.path.read_bytes()
    for place in range(8 + 9 + 4):
        damaged = bytearray(written)
        damaged[place] ^= 0x10
        assert opened(tmp_path / "damaged", damaged).progress() is None
    for place in range(37, 37 + 8 + 100):
        damaged = bytearray(written)
        damaged[place] ^= 0x10
        assert opened(tmp_path / "damaged", damaged).head() is None
    for length in range(200):
        cut = opened(tmp_path / "damaged", written[:length])
        assert cut.progress() in (None, Progress(11, State.MAKING))
        assert cut.head() in (None, HEAD)


def opened(path, content):
    path.write_bytes(content)
    descriptor = os.open(path, os.O_RDWR)
    try:
        return Partial(path, os.dup(descriptor), ours=False)
    finally:
        os.close(descriptor)


def test_a_head_that_is_too_large_is_not_told(tmp_path):
    made = claim(tmp_path / "file.partial")
    made.tell(ResponseHead(metadata={"name": "x" * 10_000}))
    made.append(b"bytes")
    assert made.head() is None
    assert made.progress() == Progress(5, State.MAKING)
    assert made.read(10, 0) == b"bytes"
    made.close()


def test_what_a_dead_process_left_is_replaced_and_can_still_be_read(partial):
    follower = claim(partial.path)
    partial.close()
    assert not follower.is_held()
    heir = claim(partial.path)
    assert heir.ours
    heir.tell(HEAD)
    heir.append(b"other")
    assert follower.read(100, 0) == b"firstsecond"
    assert not follower.is_held()
    follower.remove()  # what lies at its path now is another file
    assert heir.publish(heir.path.with_name("published")) > len(b"other")
    heir.close()
    follower.close()
