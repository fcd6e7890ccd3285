"""The laws that every transform keeps, whatever its format (see transforms.py for the list)."""

from __future__ import annotations

import gc
import random
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from transforms import (
    TRANSFORMS,
    Transform,
    each_that_concatenates,
    each_that_streams,
    each_transform,
    unwatched,
)

from objectlambda.decompress.first_bytes import STREAM_IDENTIFIER
from objectlambda.decompress.limits import enforce_limits
from objectlambda.errors import CorruptObject, LimitExceeded, ObjectLambdaError

MAX_CHUNK_BYTES = 256 * 1024
MIB = 1024 * 1024

RANDOM = random.Random(20_07)
WORDS = [bytes(RANDOM.choices(range(97, 123), k=RANDOM.randint(2, 9))) for _ in range(3000)]
TEXT = b" ".join(RANDOM.choices(WORDS, k=14_000))
SHORT_TEXT = b"name,value\nalpha,1\nbeta,22\ngamma,333\n" * 3 + bytes(range(256))
INCOMPRESSIBLE = RANDOM.randbytes(70_000)


class Watch:
    """Counts what a transform takes from its source, and whether it closed it."""

    def __init__(self) -> None:
        self.taken = 0
        self.closed = 0

    def __call__(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        try:
            for chunk in chunks:
                self.taken += len(chunk)
                yield chunk
        finally:
            self.closed += 1


def decoded(transform: Transform, data: bytes, split: int = 64 * 1024) -> bytes:
    return b"".join(transform.run(data, split, unwatched))


@each_transform
@pytest.mark.parametrize("split", [1, 7, 64 * 1024])
@pytest.mark.parametrize("content", [b"", b"x", TEXT, INCOMPRESSIBLE], ids=["empty", "byte", "text", "random"])
def test_gives_the_same_output_for_any_split_of_the_input(transform, split, content):
    assert decoded(transform, transform.make(content), split) == content


@each_transform
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=3000) | st.text(max_size=2000).map(str.encode),
    repeat=st.integers(1, 40),
    split=st.integers(1, 5000),
)
def test_gives_back_whatever_was_compressed(transform, content, repeat, split):
    content *= repeat
    assert decoded(transform, transform.make(content), split) == content


@each_transform
def test_takes_nothing_before_it_is_asked(transform):
    watch = Watch()
    transform.run(transform.make(TEXT), 100, watch)
    assert watch.taken == 0


@each_that_streams
def test_gives_output_before_the_input_ends(transform):
    content = RANDOM.randbytes(2 * MIB)
    data = transform.make(content)
    watch = Watch()
    output = transform.run(data, 1000, watch)
    first = next(output)
    assert content.startswith(first)
    assert watch.taken < len(data) * 0.75
    output.close()


@each_transform
def test_gives_chunks_of_at_most_256_kib(transform):
    content = TEXT * 12 + bytes(8 * MIB)
    sizes = [len(chunk) for chunk in transform.run(transform.make(content), 64 * 1024, unwatched)]
    assert sum(sizes) == len(content)
    assert 0 < min(sizes) <= max(sizes) <= MAX_CHUNK_BYTES


@each_that_concatenates
def test_decodes_what_is_put_together(transform):
    parts = [b"first part\n", b"", TEXT, b"last part\n"]
    data = b"".join(transform.make(part) for part in parts)
    for split in (1, 64 * 1024):
        assert decoded(transform, data, split) == b"".join(parts)


@each_transform
def test_never_takes_a_cut_object_for_a_whole_one(transform):
    data = transform.make(SHORT_TEXT)
    complete = _boundaries(transform, data)
    for length in range(len(data)):
        if length in complete:
            continue
        with pytest.raises(CorruptObject):
            decoded(transform, data[:length], 100)
            pytest.fail(f"{length} of {len(data)} bytes were taken for a whole object")


@each_transform
def test_never_takes_a_changed_byte_for_right(transform):
    data = transform.make(SHORT_TEXT)
    for at in range(len(data)):
        changed = bytearray(data)
        changed[at] ^= 1 << at % 8
        try:
            output = decoded(transform, bytes(changed), 64 * 1024)
        except ObjectLambdaError:
            continue
        if transform.has_checksum:
            # Names and times in headers may change; the content may not.
            assert output == SHORT_TEXT, f"byte {at} of {len(data)}"


@each_transform
def test_closes_its_source_when_it_is_closed_early(transform):
    watch = Watch()
    output = transform.run(transform.make(TEXT * 4), 1000, watch)
    next(output)
    assert watch.closed == 0 or transform.holds_everything
    output.close()
    assert watch.closed == 1


@each_transform
def test_closes_its_source_at_the_end_and_on_an_error(transform):
    data = transform.make(TEXT)
    for broken in (data, data[: len(data) // 2] + b"\xa5" * 40 + data[len(data) // 2 + 40 :]):
        watch = Watch()
        try:
            for _ in transform.run(broken, 1000, watch):
                pass
        except ObjectLambdaError:
            assert broken is not data
        assert watch.closed == 1


@each_transform
def test_passes_an_exception_of_the_source_unchanged(transform):
    data = transform.make(TEXT)
    failure = ConnectionResetError("the origin went away")

    def failing(chunks: Iterator[bytes]) -> Iterator[bytes]:
        yield next(chunks)
        yield next(chunks)
        raise failure

    with pytest.raises(ConnectionResetError) as raised:
        for _ in transform.run(data, len(data) // 4, failing):
            pass
    assert raised.value is failure


@each_transform
def test_stops_at_an_output_limit(transform):
    watch = Watch()
    output = enforce_limits(
        transform.run(transform.make(bytes(4 * MIB)), 500, watch),
        max_output_bytes=MIB,
        max_ratio=None,
        consumed=lambda: watch.taken,
    )
    total = 0
    with pytest.raises(LimitExceeded, match="max_output_bytes"):
        for chunk in output:
            total += len(chunk)
    assert total <= MIB
    assert watch.closed == 1


@each_that_streams
def test_memory_stays_flat(transform):
    data = transform.make(bytes(32 * MIB))
    gc.collect()
    tracemalloc.start()
    try:
        total = sum(len(chunk) for chunk in transform.run(data, 64 * 1024, unwatched))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert total == 32 * MIB
    assert peak < 16 * MIB


def _boundaries(transform: Transform, data: bytes) -> set[int]:
    """The lengths at which the start of ``data`` is complete: between streams, or where there is no end marker."""
    if "frames" in transform.name:
        ends = range(1, len(data))
        return {end for end in ends if data[end : end + 4] == data[:4]}
    if transform.has_end_marker:
        return set()
    if "framed" in transform.name:
        # After the stream identifier, and after each chunk.
        stops, at = {len(STREAM_IDENTIFIER)}, len(STREAM_IDENTIFIER)
        while at < len(data):
            at += 4 + int.from_bytes(data[at + 1 : at + 4], "little")
            stops.add(at)
        return stops
    if "xerial" in transform.name:
        return {16}
    if "in_java" in transform.name:
        return {7}
    return set()


def test_the_laws_cover_every_decoder_of_the_package():
    names = {transform.name.split()[0] for transform in TRANSFORMS}
    assert names >= {"gunzip", "inflate", "bunzip2", "unzstd", "unzip", "unxz", "unlz4", "unbrotli"}
    assert {"unsnappy_framed", "unsnappy_xerial", "unsnappy_hadoop", "unsnappy_raw", "unsnappy_in_java"} <= names
