"""What a format is to the rest of the package: the columns of the table in ``formats``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from objectlambda.block_index import BlockIndex, Marks
from objectlambda.decompress.byte_reader import Archive, ByteReader
from objectlambda.decompress.decoding import Beside, Trailing


class DecodeOptions(NamedTuple):
    """What decoders are told beside the bytes; each takes of it what concerns its format.

    Attributes:
        trailing: what to do about other bytes behind the end.
        position: the byte of the object at which the chunks begin.
        beside: is told of what stands beside the content, by the formats that have such places.
        threads: how many threads to decode on; None for as many as there are CPUs, at most 8.
        max_window_bytes: the largest window that a frame may need.
        dictionaries: the contents of dictionary files.
        max_block_bytes: the largest block that is decoded in memory as a whole.
    """

    trailing: Trailing = "error"
    position: int = 0
    beside: Beside | None = None
    threads: int | None = None
    max_window_bytes: int = 128 * 1024 * 1024
    dictionaries: tuple[bytes, ...] = ()
    max_block_bytes: int = 64 * 1024 * 1024


Decode = Callable[[Iterable[bytes], DecodeOptions], Iterator[bytes]]
Walk = Callable[[ByteReader, Marks], int]
"""Passes over the object by its headers, adds a mark for each block, and gives the decompressed size."""


def _never(_first: bytes) -> bool:
    return False


def _always_worth(_first: bytes, _size: int) -> bool:
    return True


class Resumed(NamedTuple):
    """How a format is decoded on in its middle.

    Attributes:
        find: the body of the chunks, and at its very end the index of places.
        decode: the body from byte ``within`` on, where a place of the index is; the chunks begin at ``position`` of the
            object.
        worth_bytes: a smaller object is decoded from its start for each range, which is soon done.
        with_size: to find the places takes no longer than to decode the object.
    """

    find: Callable[[Iterator[bytes], DecodeOptions], Iterator[bytes | BlockIndex]]
    decode: Callable[[Iterator[bytes], int, BlockIndex, int, DecodeOptions], Iterator[bytes]]
    worth_bytes: int
    with_size: bool = False


class FormatRow(NamedTuple):
    """One format.

    Attributes:
        label: its name in messages.
        understood: which variants are read, for the README.
        decode: the decoder; None for an archive, whose members are read by ranges.
        suffixes: key suffixes, in lower case. ``renames`` says what some leave behind (``.tgz``: ``.tar``).
        codings: Content-Encoding's names for it (RFC 9110, section 8.4.1), and those that people use.
        media_types: Content-Type's names for it.
        proves: whether an object's first bytes (4 KiB or more, where it has them) prove the format.
        may_start: whether an object in the format may begin with these bytes although they prove nothing.
        has_magic: whether ``proves`` looks at a magic number; formats without are tried after those with.
        family: the value of the format that key and headers announce for it, where that is another.
        trusts_pin: where the format is pinned, the bytes are not asked.
        refutes: whether the first bytes, more of them than were needed to prove the format, show that an object of
            this size is something else after all. Asked where neither key nor headers announce the format.
        foreign_trailers: how other files end that begin like this format: so many bytes before their end stands that.
        tells_size: whether an object with these first bytes may tell its decompressed size without being decoded.
        table: finds size and blocks by small reads; None where the object has no table.
        walk: finds size and blocks by a walk over the headers.
        worth_walking: whether a walk over an object with these first bytes and this size is likely to find blocks.
        divided: its blocks stand by themselves: a range is read from those around it.
        resumed: how it is decoded on from places that a pass over the whole object finds, where it is not divided.
        tells_all: each byte is content, the format's own numbers, or told to ``DecodeOptions.beside``.
        block_lead: what stands before the object's first block only, and decoders of other blocks need, too.
    """

    label: str
    understood: str
    decode: Decode | None
    may_start: Callable[[bytes], bool]
    suffixes: tuple[str, ...] = ()
    renames: tuple[tuple[str, str], ...] = ()
    codings: tuple[str, ...] = ()
    media_types: tuple[str, ...] = ()
    proves: Callable[[bytes], bool] = _never
    has_magic: bool = True
    family: str = ""
    trusts_pin: bool = False
    refutes: Callable[[bytes, int], bool] | None = None
    foreign_trailers: tuple[tuple[int, bytes], ...] = ()
    tells_size: Callable[[bytes], bool] = _never
    table: Callable[[Archive], BlockIndex | None] | None = None
    walk: Walk | None = None
    worth_walking: Callable[[bytes, int], bool] = _always_worth
    divided: bool = False
    resumed: Resumed | None = None
    tells_all: bool = True
    block_lead: bytes = b""
