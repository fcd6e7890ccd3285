"""Streams close what they read from, start early, and never hold more than a few chunks."""

import threading
import time

import pytest

from objectlambda.errors import CorruptObject
from objectlambda.streams import Closing, cut, ending, exactly, prime, read_ahead
from waiting import eventually


class Numbers:
    """A source of one-byte chunks that remembers how far it was read and whether it was closed."""

    def __init__(self, count, fail_at=None):
        self.count, self.fail_at, self.read, self.closed = count, fail_at, 0, 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.read == self.fail_at:
            raise CorruptObject("broken")
        if self.read >= self.count:
            raise StopIteration
        self.read += 1
        return bytes([self.read % 256])

    def close(self):
        self.closed += 1


def test_primed_makes_the_first_chunk_at_once_and_raises_at_once():
    source = Numbers(3)
    stream = prime(source)
    assert source.read == 1
    assert b"".join(stream) == b"\1\2\3"
    with pytest.raises(CorruptObject):
        prime(Numbers(3, fail_at=0))


def test_cut_stops_reading_when_the_part_is_delivered():
    source = Numbers(1000)
    assert b"".join(cut(source, 2, 5)) == b"\3\4\5"
    assert (source.read, source.closed) == (5, 1)


@pytest.mark.parametrize(("size", "message"), [(2, "more than the 2 bytes"), (4, "ends after 3 of the 4 bytes")])
def test_exactly_refuses_a_stream_of_another_length(size, message):
    delivered = []
    with pytest.raises(CorruptObject, match=message):
        delivered.extend(exactly(Numbers(3), size))
    assert len(delivered) <= size


def test_ending_tells_the_length_only_of_a_stream_that_ended_by_itself():
    told = []
    assert b"".join(ending(Numbers(3), told.append)) == b"\1\2\3"
    stream = ending(Numbers(3), told.append)
    next(stream)
    stream.close()
    with pytest.raises(CorruptObject):
        list(ending(Numbers(3, fail_at=2), told.append))
    assert told == [3]


def test_read_ahead_gives_the_same_chunks_and_stays_within_its_depth():
    source = Numbers(200)
    stream = read_ahead(source, depth=4, alone_bytes=0)
    assert next(stream) == b"\1"
    assert next(stream) == b"\2"
    assert eventually(lambda: source.read >= 7)
    time.sleep(0.05)  # it would read on now, if nothing held it back
    assert source.read <= 2 + 4 + 1
    assert len(b"".join(stream)) == 198
    assert source.closed == 1


def test_read_ahead_raises_the_sources_exception_where_the_chunk_was_due():
    stream = read_ahead(Numbers(10, fail_at=5), alone_bytes=0)
    received = []
    with pytest.raises(CorruptObject, match="broken"):
        received.extend(stream)
    assert len(received) == 5


@pytest.mark.parametrize("taken", [1, 2, 5])
def test_read_ahead_closed_early_ends_its_thread_and_closes_the_source(taken):
    before = threading.active_count()
    source = Numbers(10_000)
    stream = read_ahead(source, depth=2, alone_bytes=0)
    for _ in range(taken):
        next(stream)
    stream.close()
    assert source.closed == 1
    assert threading.active_count() == before
    assert source.read < 10


def test_read_ahead_starts_no_thread_for_nothing():
    before = threading.active_count()
    assert list(read_ahead(Numbers(0))) == []
    assert threading.active_count() == before


@pytest.mark.parametrize("taken", [0, 1, 3])
def test_closing_closes_its_resources_once_even_if_it_was_never_started(taken):
    source, resource = Numbers(3), Numbers(0)
    stream = Closing((chunk for chunk in source), resource)
    for _ in range(taken):
        next(stream)
    stream.close()
    stream.close()
    assert resource.closed == 1


def test_exactly_holds_the_last_chunk_back_until_the_stream_ended():
    def checked():
        yield b"abc"
        yield b"def"
        raise CorruptObject("the checksum is wrong")

    stream = exactly(checked(), 6)
    assert next(stream) == b"abc"
    with pytest.raises(CorruptObject, match="checksum"):
        next(stream)


def test_read_ahead_starts_no_thread_for_a_stream_of_one_chunk_or_of_few_bytes(monkeypatch):
    started = []
    monkeypatch.setattr(threading.Thread, "start", started.append)
    assert list(read_ahead(iter([b"one"]))) == [b"one"]
    assert list(read_ahead(iter([b"x" * 1_000_000]))) == [b"x" * 1_000_000]
    assert b"".join(read_ahead(Numbers(1000))) == b"".join(Numbers(1000))
    assert list(read_ahead(iter([]))) == []
    assert started == []
