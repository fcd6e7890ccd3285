"""xz, lz4 and brotli: found by their bytes or their names, within limits, under names of their own."""

from __future__ import annotations

import lzma

import brotli
import lz4.block
import lz4.frame
import pytest

from objectlambda.decompress.detect import choose
from objectlambda.decompress.format_names import inner_name
from objectlambda.decompress.formats import Format
from objectlambda.decompress.unbrotli import unbrotli
from objectlambda.decompress.unlz4 import unlz4
from objectlambda.decompress.unxz import unxz
from objectlambda.errors import CorruptObject, TruncatedObject, UnsupportedMethod

TEXT = b"id,tree\n1,oak\n2,elm\n" * 50


def test_a_dictionary_over_the_limit_is_named_and_not_called_damage():
    data = lzma.compress(bytes(3_000_000), preset=6)  # a dictionary of 8 MiB
    assert sum(map(len, unxz([data]))) == 3_000_000
    with pytest.raises(UnsupportedMethod, match="raise max_window_bytes"):
        list(unxz([data], max_window_bytes=1 << 20))


@pytest.mark.parametrize("stream", [b"\x11\xda", b"\x91\x5a\xfe"], ids=["empty", "text"])
def test_a_brotli_window_over_the_standards_is_named_and_not_called_damage(stream):
    with pytest.raises(UnsupportedMethod, match="large_window"):
        list(unbrotli([stream]))


LEGACY = b"\x02\x21\x4c\x18"


def legacy_frame(*blocks: bytes) -> bytes:
    return LEGACY + b"".join(len(block).to_bytes(4, "little") + block for block in blocks)


def test_legacy_frames_of_lz4_are_read_beside_others():
    large = TEXT * 9000  # more than the 8 MiB of a block
    packed = [lz4.block.compress(large[at : at + (8 << 20)], store_size=False) for at in (0, 8 << 20)]
    legacy = legacy_frame(*packed)
    plain = lz4.frame.compress(TEXT)
    whole = legacy + plain + legacy_frame(packed[1]) + plain
    pieces = [whole[at : at + 1000] for at in range(0, len(whole), 1000)]
    made = list(unlz4(pieces))
    assert b"".join(made) == large + TEXT + large[8 << 20 :] + TEXT
    assert max(map(len, made)) <= 256 * 1024
    assert b"".join(unlz4([legacy, b"behind"], trailing="ignore")) == large


@pytest.mark.parametrize("cut", [-1, -30, 6, 4], ids=["end", "block", "length", "all"])
def test_a_legacy_frame_that_is_cut_in_a_block_is_truncated(cut):
    with pytest.raises(TruncatedObject):
        list(unlz4([legacy_frame(lz4.block.compress(TEXT * 9, store_size=False))[:cut]]))


@pytest.mark.parametrize("block", [b"", b"\xf0", bytes(40), b"\x1fa\x01\0" + b"\xff" * 40_000 + b"\0"])
def test_a_legacy_block_that_cannot_be_decoded_or_is_too_large_is_corrupt(block):
    with pytest.raises(CorruptObject, match="before byte"):
        list(unlz4([legacy_frame(block)]))
    with pytest.raises(CorruptObject, match="followed by other data"):
        list(unlz4([legacy_frame(lz4.block.compress(TEXT, store_size=False)), b"text behind it"]))


def test_what_stands_in_skippable_frames_is_told():
    told: list[bytes] = []
    aside = b"\x5f\x2a\x4d\x18" + (13).to_bytes(4, "little") + b"aside of text"
    assert b"".join(unlz4([lz4.frame.compress(TEXT) + aside], beside=told.append)) == TEXT
    assert b"".join(told) == b"aside of text"


def test_a_frame_that_needs_a_dictionary_says_so():
    frame = bytearray(lz4.frame.compress(TEXT))
    frame[4] |= 1
    with pytest.raises(UnsupportedMethod, match="dictionary"):
        list(unlz4([bytes(frame)]))


@pytest.mark.parametrize(
    ("data", "key", "encoding", "found"),
    [
        (lzma.compress(TEXT), "a", None, Format.XZ),
        (lz4.frame.compress(TEXT), "a", None, Format.LZ4),
        (brotli.compress(TEXT), "a.csv.br", None, Format.BROTLI),
        (brotli.compress(TEXT), "a.csv", "br", Format.BROTLI),
        (brotli.compress(TEXT), "a.csv", None, None),
    ],
)
def test_the_bytes_tell_xz_and_lz4_the_name_or_the_coding_brotli(data, key, encoding, found):
    assert choose(data, key, encoding, None, None).format is found


@pytest.mark.parametrize(("key", "name"), [("a.txz", "a.tar"), ("a.csv.xz", "a.csv"), ("b.csv.gz", "b.csv.gz")])
def test_a_key_loses_the_suffix_of_its_format(key, name):
    assert inner_name(key, Format.XZ) == name
