"""Snappy's containers: limits of memory, headers, checksums."""

from __future__ import annotations

import struct

import cramjam
import pytest

from objectlambda.block_index import Marks
from objectlambda.decompress.byte_reader import ByteReader
from objectlambda.decompress.detect import Format, sniff
from objectlambda.decompress.first_bytes import IN_JAVA_MAGIC as MAGIC
from objectlambda.decompress.first_bytes import STREAM_IDENTIFIER
from objectlambda.decompress.snappy.in_java import unsnappy_in_java, walk_in_java
from objectlambda.decompress.snappy.unsnappy import (
    unsnappy_framed,
    unsnappy_hadoop,
    unsnappy_raw,
    unsnappy_xerial,
)
from objectlambda.errors import CorruptObject, LimitExceeded, TruncatedObject, UnsupportedMethod

TEXT = b"a line of text that repeats, 0123456789\n" * 5000
BLOCK = bytes(cramjam.snappy.compress_raw(TEXT))
FRAMED = bytes(cramjam.snappy.compress(TEXT))
XERIAL_HEADER = b"\x82SNAPPY\0" + struct.pack(">ii", 1, 1)


def test_raw_blocks_are_bounded_before_they_are_read():
    taken = []

    def chunks():
        for at in range(0, len(BLOCK), 100):
            taken.append(at)
            yield BLOCK[at : at + 100]

    with pytest.raises(LimitExceeded, match=f"{len(TEXT)} bytes is over the limit of 1000.*max_raw_snappy_bytes"):
        list(unsnappy_raw(chunks(), max_bytes=1000))
    assert len(taken) == 1


def test_raw_blocks_may_not_go_on():
    with pytest.raises(CorruptObject):
        list(unsnappy_raw([BLOCK + bytes(len(TEXT) * 2)]))
    with pytest.raises(CorruptObject):
        list(unsnappy_raw([BLOCK + b"x"]))


@pytest.mark.parametrize("length", [b"\xff\xff\xff\xff\xff", b"\xff\xff\xff\xff\x7f", b"\x80"])
def test_raw_blocks_need_a_length(length):
    with pytest.raises(CorruptObject):
        list(unsnappy_raw([length]))


def test_snappy_in_java_is_known_by_its_bytes_and_measured_without_decoding():
    block = bytes(cramjam.snappy.compress_raw(TEXT[:30_000]))
    data = MAGIC + struct.pack(">BHL", 1, len(block), 0) + block + struct.pack(">BHL", 0, 9, 0) + b"not zipped"[:9]
    assert sniff(data) is Format.SNAPPY_IN_JAVA
    assert b"".join(unsnappy_in_java([data])) == TEXT[:30_000] + b"not zippe"
    assert walk_in_java(ByteReader([data]), Marks()) == 30_009
    for wrong in (b"\x02\x00\x01\0\0\0\0x", b"\x00\x00\x00\0\0\0\0", b"\x00\x00\x01\0\0\0\x01x"):
        with pytest.raises(CorruptObject):
            list(unsnappy_in_java([MAGIC + wrong]))


@pytest.mark.parametrize("transform", [unsnappy_xerial, unsnappy_hadoop])
def test_other_blocks_are_bounded_too(transform):
    head = XERIAL_HEADER if transform is unsnappy_xerial else struct.pack(">I", len(TEXT))
    data = head + struct.pack(">I", len(BLOCK)) + BLOCK
    assert b"".join(transform([data])) == TEXT
    with pytest.raises(LimitExceeded):
        list(transform([data], max_block_bytes=1000))
    with pytest.raises(LimitExceeded):
        list(transform([head + b"\x7f\xff\xff\xff" + BLOCK]))


def test_xerial_headers_of_a_later_version_are_refused():
    with pytest.raises(CorruptObject, match="version 2"):
        list(unsnappy_xerial([b"\x82SNAPPY\0" + struct.pack(">ii", 2, 2)]))


def test_hadoop_blocks_must_fit_into_what_their_header_says():
    data = struct.pack(">I", len(TEXT) - 1) + struct.pack(">I", len(BLOCK)) + BLOCK
    with pytest.raises(CorruptObject, match="does not fit"):
        list(unsnappy_hadoop([data]))
    with pytest.raises(TruncatedObject):
        list(unsnappy_hadoop([struct.pack(">I", len(TEXT) + 1) + struct.pack(">I", len(BLOCK)) + BLOCK]))


@pytest.mark.parametrize("threads", [1, 2])
def test_verifies_every_checksum(threads):
    at = FRAMED.index(b"\0", len(STREAM_IDENTIFIER) + 1)
    for position in (len(STREAM_IDENTIFIER) + 4, at + 4):
        changed = bytearray(FRAMED)
        changed[position] ^= 0x10
        with pytest.raises(CorruptObject):
            list(unsnappy_framed([bytes(changed)], threads=threads))


@pytest.mark.parametrize(
    "chunk",
    [
        b"\x02\x01\0\0x",
        b"\x7f\0\0\0",
        b"\x00\x03\0\0abc",
        b"\x01\xff\xff\x02" + bytes(200_000),
        b"\xff\x06\0\0sNaPpy",
        b"\xff\x05\0\0sNaPp",
    ],
    ids=lambda value: repr(value)[:20],
)
def test_refuses_chunks_that_the_format_does_not_allow(chunk):
    for threads in (1, 2):
        given = b""
        with pytest.raises(CorruptObject):
            for piece in unsnappy_framed([FRAMED + chunk + FRAMED], threads=threads):
                given += piece
        assert given == TEXT


def test_passes_over_padding_of_any_size():
    padding = b"\xfe" + (1_000_000).to_bytes(3, "little") + bytes(1_000_000)
    data = STREAM_IDENTIFIER + padding + FRAMED[10:] + b"\x80\0\0\0"
    for split in (1000, len(data)):
        assert b"".join(unsnappy_framed(data[at : at + split] for at in range(0, len(data), split))) == TEXT
    with pytest.raises(TruncatedObject, match="skippable"):
        list(unsnappy_framed([FRAMED + padding[:-1]]))


def test_names_the_drafts_of_the_framing_format():
    with pytest.raises(UnsupportedMethod, match="2011"):
        list(unsnappy_framed([b"\xff\x06\x00snappy\x00"]))
