"""zstd's frames: windows, dictionaries, several of them, and sizes."""

from __future__ import annotations

import random

import pytest
import zstandard

from objectlambda.decompress.byte_reader import ByteReader
from objectlambda.decompress.zstd import codec as zstd_codec
from objectlambda.decompress.zstd import frames as zstd_frames
from objectlambda.decompress.zstd.codec import zstd_module
from objectlambda.decompress.zstd.unzstd import unzstd
from objectlambda.errors import CorruptObject, TruncatedObject, UnsupportedMethod

CHANCE = random.Random(3)
TEXT = b"".join(b"%d,%d\n" % (CHANCE.randrange(10**9), number) for number in range(40_000))
ZSTD = zstd_module()


def compressed(content: bytes, **parameters: int) -> bytes:
    options = {getattr(ZSTD.CompressionParameter, name): value for name, value in parameters.items()}
    compressor = ZSTD.ZstdCompressor(options=options)
    # In two calls, so that the frame does not know its size and keeps its window.
    return compressor.compress(content) + compressor.flush()


@pytest.mark.parametrize("threads", [1, 2])
def test_names_the_window_that_a_frame_needs(threads):
    data = compressed(TEXT, window_log=23)
    assert b"".join(unzstd([data], max_window_bytes=1 << 23, threads=threads)) == TEXT
    with pytest.raises(UnsupportedMethod, match=r"window of 8388608 bytes, over.*raise max_window_bytes"):
        list(unzstd([data], max_window_bytes=(1 << 23) - 1, threads=threads))


def test_every_frame_is_held_to_the_window():
    data = compressed(TEXT, window_log=17) + compressed(TEXT, window_log=24)
    for threads in (1, 2):
        given = b""
        with pytest.raises(UnsupportedMethod):
            for chunk in unzstd([data], max_window_bytes=1 << 20, threads=threads):
                given += chunk
        assert given == TEXT


def test_finds_a_dictionary_by_its_id():
    samples = [TEXT[at : at + 400] for at in range(0, 200_000, 400)]
    first = zstandard.train_dictionary(4096, samples, dict_id=11)
    second = zstandard.train_dictionary(2048, samples, dict_id=12)
    data = zstandard.ZstdCompressor(dict_data=second).compress(TEXT)
    dictionaries = [first.as_bytes(), second.as_bytes()]
    assert zstd_frames.dictionary_id(dictionaries[1]) == 12
    assert b"".join(unzstd([data], dictionaries=dictionaries)) == TEXT
    with pytest.raises(UnsupportedMethod, match="dictionary of id 12; at hand: 11"):
        list(unzstd([data], dictionaries=dictionaries[:1]))
    with pytest.raises(UnsupportedMethod, match="at hand: none"):
        list(unzstd([data]))


def test_a_dictionary_does_not_disturb_frames_without_one():
    samples = [TEXT[at : at + 400] for at in range(0, 200_000, 400)]
    dictionary = zstandard.train_dictionary(4096, samples, dict_id=11).as_bytes()
    assert b"".join(unzstd([compressed(TEXT)], dictionaries=[dictionary])) == TEXT


@pytest.mark.parametrize(
    ("content", "parameters"),
    [
        (b"", {}),
        (b"x", {}),
        (b"x" * 255, {}),
        (b"x" * 256, {}),
        (b"x" * 70_000, {}),
        (TEXT, {"checksum_flag": 1}),
        (TEXT, {"content_size_flag": 0}),
        (TEXT, {"window_log": 10, "checksum_flag": 1}),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_reads_headers_as_libzstd_does(content, parameters):
    options = {getattr(ZSTD.CompressionParameter, name): value for name, value in parameters.items()}
    data = ZSTD.compress(content, options=options)
    theirs = zstandard.get_frame_parameters(data)
    header = zstd_frames.frame_header(data[:18])
    assert header is not None
    told = None if theirs.content_size == zstandard.CONTENTSIZE_UNKNOWN else theirs.content_size
    assert header.content_bytes == told
    assert max(header.window_bytes, 1024) == max(theirs.window_size, 1024)
    assert header.has_checksum == theirs.has_checksum
    assert header.dictionary_id == theirs.dict_id


def test_a_header_that_is_cut_is_no_header():
    data = ZSTD.compress(TEXT)
    assert all(zstd_frames.frame_header(data[:length]) is None for length in range(6))


def test_takes_whole_frames_and_leaves_the_rest():
    first, second = ZSTD.compress(TEXT), ZSTD.compress(TEXT, options={ZSTD.CompressionParameter.checksum_flag: 1})
    data = first + second + b"\x50\x2a\x4d\x18\x01\0\0\0x"
    reader = ByteReader(data[at : at + 1000] for at in range(0, len(data), 1000))
    for frame in (first, second):
        taken = zstd_frames.take_frame(reader)
        assert taken is not None
        assert bytes(taken[1]) == frame
    assert zstd_frames.take_frame(reader) is None
    assert reader.position == len(first) + len(second)


def test_takes_no_frame_that_is_too_large_or_cut():
    large = ZSTD.compress(bytes(9_000_000))
    unsized = compressed(CHANCE.randbytes(9_000_000))
    for data in (large, unsized, ZSTD.compress(TEXT)[:-1]):
        reader = ByteReader([data])
        assert zstd_frames.take_frame(reader) is None
        assert reader.position == 0
        assert reader.take(len(data)) == data


@pytest.mark.parametrize("threads", [1, 2])
def test_mixes_small_large_and_skippable_frames(threads):
    skippable = b"\x5f\x2a\x4d\x18\x03\0\0\0abc"
    large = bytes(12_000_000)
    parts = [TEXT, b"", large, TEXT, TEXT]
    data = skippable + skippable.join(ZSTD.compress(part) for part in parts)
    assert b"".join(unzstd([data], threads=threads)) == b"".join(parts)


@pytest.mark.parametrize("threads", [1, 2])
def test_gives_what_came_before_an_error_first(threads):
    good = ZSTD.compress(TEXT)
    bad = bytearray(ZSTD.compress(TEXT, options={ZSTD.CompressionParameter.checksum_flag: 1}))
    bad[-1] ^= 1
    given = b""
    with pytest.raises(CorruptObject):
        for chunk in unzstd([good * 3 + bytes(bad) + good], threads=threads):
            given += chunk
    assert given.startswith(TEXT * 3)
    with pytest.raises(TruncatedObject):
        list(unzstd([good * 3 + good[:-1]], threads=threads))


def test_refuses_frames_of_early_versions_by_name():
    with pytest.raises(UnsupportedMethod, match=r"zstd 0\.7"):
        list(unzstd([b"\x27\xb5\x2f\xfd\0\0\0\0"]))


@pytest.fixture
def without_pep784(monkeypatch):
    monkeypatch.setattr(zstd_codec, "zstd_module", lambda: None)


@pytest.mark.parametrize("split", [1, 7, 100_000])
def test_works_with_python_zstandard_alone(without_pep784, split):
    data = ZSTD.compress(TEXT, options={ZSTD.CompressionParameter.checksum_flag: 1}) * 2 + ZSTD.compress(b"")
    chunks = (data[at : at + split] for at in range(0, len(data), split))
    assert b"".join(unzstd(chunks)) == TEXT + TEXT


def test_bounds_and_proves_the_end_with_python_zstandard_alone(without_pep784):
    data = ZSTD.compress(bytes(50_000_000), options={ZSTD.CompressionParameter.checksum_flag: 1})
    sizes = [len(chunk) for chunk in unzstd([data])]
    assert sum(sizes) == 50_000_000
    assert max(sizes) <= 256 * 1024
    short = ZSTD.compress(TEXT[:500], options={ZSTD.CompressionParameter.checksum_flag: 1})
    for length in range(len(short)):
        with pytest.raises(CorruptObject):
            list(unzstd([short[:length]]))
    with pytest.raises(CorruptObject):
        list(unzstd([short[:-1] + bytes([short[-1] ^ 1])]))


def test_uses_dictionaries_and_limits_with_python_zstandard_alone(without_pep784):
    samples = [TEXT[at : at + 400] for at in range(0, 200_000, 400)]
    dictionary = zstandard.train_dictionary(2048, samples, dict_id=12)
    data = zstandard.ZstdCompressor(dict_data=dictionary).compress(TEXT)
    assert b"".join(unzstd([data], dictionaries=[dictionary.as_bytes()])) == TEXT
    with pytest.raises(UnsupportedMethod, match="window"):
        list(unzstd([compressed(TEXT, window_log=23)], max_window_bytes=1 << 22))
