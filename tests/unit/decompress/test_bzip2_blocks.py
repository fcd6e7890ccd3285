"""bzip2 decoded block by block on several threads."""

from __future__ import annotations

import bz2
import random
import threading

import pytest

from objectlambda.decompress.byte_reader import ByteReader
from objectlambda.decompress.bzip2 import bunzip2 as module
from objectlambda.decompress.bzip2.blocks import BLOCK_MAGIC, Block, StreamEnd, blocks
from objectlambda.decompress.bzip2.bunzip2 import bunzip2
from objectlambda.errors import CorruptObject, TruncatedObject

CHANCE = random.Random(9)
TEXT = b" ".join(CHANCE.choices([b"red", b"green", b"blue", b"a longer colour", b"\n"], k=160_000))
STREAM = bz2.compress(TEXT, 1)


def test_cuts_a_stream_into_blocks_that_decode_alone():
    pieces = list(blocks(ByteReader([STREAM])))
    found = [piece for piece in pieces if isinstance(piece, Block)]
    assert len(found) == -(-len(TEXT) // 100_000) or len(found) > 5
    assert b"".join(bz2.decompress(block.stream()) for block in found) == TEXT
    assert pieces[-1] == StreamEnd(crc=_combined(found), position=len(STREAM))


def test_leaves_the_feed_right_behind_the_stream():
    reader = ByteReader([STREAM + b"next"])
    list(blocks(reader))
    assert reader.take(10) == b"next"
    assert reader.position == len(STREAM) + 4


@pytest.mark.parametrize("threads", [2, 3, 8])
def test_gives_the_same_bytes_on_any_number_of_threads(threads):
    assert b"".join(bunzip2([STREAM, STREAM], threads=threads)) == TEXT + TEXT


def test_decodes_on_other_threads(monkeypatch):
    seen = set()
    begun = module._start_block

    def watched(block):
        seen.add(threading.current_thread().name)
        return begun(block)

    monkeypatch.setattr(module, "_start_block", watched)
    list(bunzip2([STREAM], threads=2))
    assert seen
    assert threading.current_thread().name not in seen


def test_leaves_no_thread_behind_when_closed_early():
    before = threading.active_count()
    output = bunzip2([STREAM * 4], threads=2)
    next(output)
    output.close()
    assert threading.active_count() == before


def test_joins_two_pieces_where_a_magic_was_content(monkeypatch):
    # A block magic inside compressed data happens once in 2^48 bits, so it is staged: one block cut in two.
    def cut(reader):
        for piece in blocks(reader):
            if isinstance(piece, Block) and piece.length > 1000:
                low = piece.length // 2
                yield Block(bits=piece.bits >> low, length=piece.length - low, level=1, position=piece.position)
                yield Block(bits=piece.bits & ((1 << low) - 1), length=low, level=1, position=piece.position)
            else:
                yield piece

    monkeypatch.setattr(module, "blocks", cut)
    assert b"".join(bunzip2([STREAM], threads=2)) == TEXT


def test_gives_what_came_before_an_error_first():
    cut = STREAM[: len(STREAM) * 2 // 3]
    given = b""
    with pytest.raises(TruncatedObject):
        for chunk in bunzip2([cut], threads=2):
            given += chunk
    assert len(given) >= 100_000
    assert TEXT.startswith(given)


def test_verifies_the_crc_of_the_whole_stream():
    # Two blocks exchanged: each is right by itself.
    first, second, *_ = (block for block in blocks(ByteReader([STREAM])) if isinstance(block, Block))
    swapped = second.join(first)
    bits = (swapped.bits << 80) | 0x177245385090 << 32 | _combined([first, second])
    length = swapped.length + 80
    data = b"BZh1" + (bits << -length % 8).to_bytes((length + -length % 8) // 8, "big")
    with pytest.raises(CorruptObject, match="fails its CRC"):
        list(bunzip2([data], threads=2))
    with pytest.raises(CorruptObject):
        list(bunzip2([data], threads=1))


def test_a_block_without_an_end_is_refused_before_memory_grows():
    endless = b"BZh9" + BLOCK_MAGIC.to_bytes(6, "big") + CHANCE.randbytes(8_000_000)
    with pytest.raises(CorruptObject, match="no end"):
        list(bunzip2([endless], threads=2))


def test_blocks_of_repetitions_are_given_out_in_bounded_chunks():
    sizes = [len(chunk) for chunk in bunzip2([bz2.compress(bytes(60_000_000))], threads=2)]
    assert sum(sizes) == 60_000_000
    assert max(sizes) <= 256 * 1024


@pytest.mark.parametrize("threads", [1, 2])
def test_needs_a_block_or_an_end_behind_the_header(threads):
    with pytest.raises(CorruptObject):
        list(bunzip2([b"BZh9" + b"no block here"], threads=threads))


def _combined(found: list[Block]) -> int:
    crc = 0
    for block in found:
        crc = (crc << 1 & 0xFFFFFFFF | crc >> 31) ^ block.crc
    return crc
