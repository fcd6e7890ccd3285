"""Objects made of many thousands of small streams: the bytes of each, and what they cost."""

from __future__ import annotations

import bz2
import gzip
import random
import resource
import struct
import subprocess
import time
import zlib

import pytest

from objectlambda.decompress.bzip2.bunzip2 import bunzip2
from objectlambda.decompress.gunzip import gunzip
from objectlambda.decompress.inflate import inflate
from objectlambda.decompress.snappy.framing import unsnappy_framed
from objectlambda.decompress.zstd.codec import zstd_module
from objectlambda.decompress.zstd.unzstd import unzstd
from objectlambda.errors import CorruptObject, TruncatedObject, UnsupportedMethod

ZSTD = zstd_module()
SKIPPABLE = struct.pack("<LL", 0x184D2A50, 0)
NOISE = random.Random(4).randbytes(20_000)
FORMATS = {
    "bzip2": (bz2.compress, bunzip2, {"threads": 1}),
    "bzip2 on 3 threads": (bz2.compress, bunzip2, {"threads": 3}),
    "gzip": (lambda content: gzip.compress(content, mtime=0), gunzip, {}),
    "zlib": (zlib.compress, inflate, {}),
    "zstd": (ZSTD.compress, unzstd, {"threads": 1}),
    "zstd on 3 threads": (ZSTD.compress, unzstd, {"threads": 3}),
}
CONTENTS = {
    "a byte each": [b"%c" % (65 + number % 26) for number in range(5000)],
    "nothing": [b""] * 5000 + [b"end"],
    "small ones between large ones": [b"a", b"b", NOISE, b"c", b"", b"d", NOISE, NOISE, b"e"] * 3,
    "small ones that become large": [b"a", b"b", bytes(3_000_000), b"c", bytes(300_000), bytes(300_000), b"d"],
}


@pytest.mark.parametrize("contents", CONTENTS)
@pytest.mark.parametrize("name", FORMATS)
def test_gives_the_content_of_every_stream_in_order(name, contents):
    compress, decompress, options = FORMATS[name]
    stored = b"".join(map(compress, CONTENTS[contents]))
    for size in (263, 100_000):
        chunks = [stored[at : at + size] for at in range(0, len(stored), size)]
        assert b"".join(decompress(chunks, **options)) == b"".join(CONTENTS[contents])


@pytest.mark.parametrize("name", FORMATS)
def test_a_run_of_small_streams_comes_out_in_few_chunks(name):
    compress, decompress, options = FORMATS[name]
    given = list(decompress([compress(b"x") * 20_000], **options))
    assert len(given) < 300
    assert b"".join(given) == b"x" * 20_000


@pytest.mark.parametrize("name", FORMATS)
def test_says_what_is_wrong_with_a_small_stream_behind_others(name):
    compress, decompress, options = FORMATS[name]
    one = compress(b"some text")
    for last, expected in ((one[:-3], TruncatedObject), (one + b"other data", CorruptObject)):
        given = []
        with pytest.raises(expected) as failure:
            given.extend(decompress([one * 50 + last], **options))
        assert str(len(one) * 50 + len(last) - (10 if last != one[:-3] else 0)) in str(failure.value)
    damaged = bytearray(one)
    damaged[-6] ^= 0xFF  # in the checksum, or in the content where there is none
    if not name.startswith("zstd"):
        with pytest.raises(CorruptObject):
            list(decompress([one * 50 + bytes(damaged) + one * 50], **options))


@pytest.mark.parametrize("name", ["bzip2", "bzip2 on 3 threads", "gzip", "zlib"])
def test_passes_over_zeros_between_small_streams(name):
    compress, decompress, options = FORMATS[name]
    assert b"".join(decompress([(compress(b"x") + bytes(3)) * 3000], **options)) == b"x" * 3000


@pytest.mark.parametrize("threads", [1, 3])
def test_holds_every_small_zstd_frame_to_the_window_the_dictionary_and_its_end(threads):
    one = ZSTD.compress(b"x")
    wide = b"\x28\xb5\x2f\xfd\x00" + bytes([(31 - 10) << 3]) + b"\x01\0\0"  # empty, with a window of 2 GiB
    named = b"\x28\xb5\x2f\xfd\x21\x07\x01\x09\0\0x"  # needs the dictionary of id 7
    for frame, said in ((wide, "needs a window of 2147483648"), (named, "the dictionary of id 7")):
        with pytest.raises(UnsupportedMethod, match=said):
            list(unzstd([one * 40 + frame + one * 40], threads=threads))
    lying = b"\x28\xb5\x2f\xfd\x20\0\x09\0\0x"  # says that it is empty, and is not
    with pytest.raises(CorruptObject):
        list(unzstd([one * 40 + lying + one * 40], threads=threads))
    assert b"".join(unzstd([(one + SKIPPABLE) * 3000], threads=threads)) == b"x" * 3000


@pytest.mark.parametrize("threads", [1, 3])
def test_tells_of_what_stands_beside_small_streams(threads):
    told: list[bytes] = []
    member, frame = gzip.compress(b"x", mtime=0), ZSTD.compress(b"x")
    named = member[:3] + b"\x08" + member[4:10] + b"a name\0" + member[10:]
    assert b"".join(gunzip([member * 40 + named + member * 40], beside=told.append)) == b"x" * 81
    skippable = struct.pack("<LL", 0x184D2A50, 9) + b"some text"
    stored = (frame + SKIPPABLE) * 40 + skippable + frame
    assert b"".join(unzstd([stored], threads=threads, beside=told.append)) == b"x" * 41
    assert b"".join(told).replace(b"\0", b"") == b"a namesome text"


def test_a_raw_dictionary_is_used_for_small_frames_too():
    words = NOISE[:4000]
    dictionary = ZSTD.ZstdDict(words, is_raw=True)
    frames = b"".join(ZSTD.compress(words[at : at + 700], zstd_dict=dictionary) for at in range(0, 3500, 700))
    assert b"".join(unzstd([frames], dictionaries=[words])) == words[:3500]


@pytest.mark.parametrize(
    ("command", "name", "stored"),
    [
        ("bzip2", "bzip2 on 3 threads", bz2.compress(b"a") * 30_000),
        ("zstd", "zstd on 3 threads", ZSTD.compress(b"a") * 100_000),
        ("zstd", "zstd on 3 threads", ZSTD.compress(b"") * 100_000),
        ("zstd", "zstd on 3 threads", SKIPPABLE * 100_000 + ZSTD.compress(b"a")),
        ("gzip", "gzip", gzip.compress(b"a", mtime=0) * 50_000),
    ],
    ids=["one-byte bzip2 streams", "one-byte zstd frames", "empty zstd frames", "skippable frames", "gzip members"],
)
def test_costs_at_most_twice_what_the_format_s_own_tool_does(command, name, stored):
    _, decompress, options = FORMATS[name]

    def ours() -> float:
        begun = time.process_time()
        for _ in decompress([stored], **options):
            pass
        return time.process_time() - begun

    def theirs() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([command, "-dcq"], input=stored, stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(ours() for _ in range(2)) <= 2 * max(theirs() for _ in range(2))


def test_chunks_of_snappy_without_content_cost_next_to_nothing():
    import cramjam

    stream = bytes(cramjam.snappy.compress(b"x"))
    identifier, data = stream[:10], stream[10:]
    stored = identifier * 300_000 + b"\xfe\0\0\0" * 300_000 + data + identifier + b"\xfe\0\0\0" + data * 2
    start = time.process_time()
    given = b"".join(unsnappy_framed([stored[at : at + 9999] for at in range(0, len(stored), 9999)], threads=1))
    assert time.process_time() - start < 0.5
    assert given == b"xxx"
