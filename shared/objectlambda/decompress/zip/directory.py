"""A ZIP archive's central directory, by two reads at most where it is small (PKWARE APPNOTE.TXT, section 4.3).

The directory is the truth about names, sizes and places; `unzip` checks each local header against it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from objectlambda.decompress.byte_reader import Archive, ByteReader
from objectlambda.decompress.zip.end_record import MASKED, OTHER_FORM, TAIL_BYTES, DirectoryPlace, locate_directory
from objectlambda.decompress.zip.extra import UNICODE_PATH, extra_fields, telling
from objectlambda.decompress.zip.member import AesEncryption, Member
from objectlambda.decompress.zip.names import guessed_code_page, guessed_name, told_name
from objectlambda.errors import (
    CorruptObject,
    LimitExceeded,
    UnsupportedMethod,
)
from objectlambda.memory_budget import BUDGET

MOST_BYTES_EACH = 1024
LEAST_DIRECTORY_BYTES = 16 * 1024 * 1024
"""A directory may have so many bytes for each member that it may have, and these in any case."""

_MEMORY_EACH, _MEMORY_OF_BYTES = 600, 3
"""What a member takes beside its texts, and how many times those are held: stored, as a name, in what is compared."""

_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL_HEADER_BYTES = 30
_ZIP64, _AES = 0x0001, 0x9901
AES_METHOD = 99
_FAT_HOST = 0
_U16, _U32 = 0xFFFF, 0xFFFFFFFF


class Directory(NamedTuple):
    """An archive's members, and where the rest of it lies.

    Attributes:
        members: all entries of the central directory, in its order, folders too.
        prefix: how many bytes stand before the first member.
        beside: what stands behind the members but in no record: between directory and end records, in them, behind
            them, with the archive's comment.
    """

    members: tuple[Member, ...]
    prefix: int
    beside: bytes = b""


def members(archive: Archive, *, max_members: int) -> tuple[Member, ...]:
    """All entries of the central directory, in its order, folders too; raises as ``read_directory``."""
    return read_directory(archive, max_members=max_members).members


def read_directory(archive: Archive, *, max_members: int) -> Directory:
    """The central directory, and what else stands around it.

    Reads the archive's last 66 KiB, and the directory where it begins before them. Memory grows with the number of
    entries, which ``max_members`` bounds, and with the directory's bytes, 1 KiB each at most (`LimitExceeded`). What it
    takes to read them counts in the memory budget. Raises `TruncatedObject` without an end record (it is
    the archive's last part), `CorruptObject` where the directory breaks the format or entries overlap, as they do in
    zip bombs, `UnsupportedMethod` for archives split over several files or with a masked directory.
    """
    tail_start = max(0, archive.size - TAIL_BYTES)
    tail = archive.read_at(tail_start, archive.size - tail_start)
    place = locate_directory(archive, tail, tail_start)
    if place.size > max(max_members * MOST_BYTES_EACH, LEAST_DIRECTORY_BYTES):
        raise LimitExceeded(
            f"the archive's directory has {place.size} bytes, more than max_members = {max_members} allows"
        )
    entries = min(place.size // _ENTRY.size, max_members)
    with BUDGET.reservation(place.size * _MEMORY_OF_BYTES + entries * _MEMORY_EACH):
        return _read(archive, place, tail, max_members)


def _read(archive: Archive, place: DirectoryPlace, tail: bytes, max_members: int) -> Directory:
    tail_start = archive.size - len(tail)
    if place.start >= tail_start:
        offset = place.start - tail_start
        chunks: Iterator[bytes] = iter((tail[offset : offset + place.size],))
    else:
        chunks = archive.stream(place.start, place.start + place.size)
    with ByteReader(chunks) as reader:
        entries = list(_entries(reader, place, max_members))
        signature = reader.take(place.size)  # where there is one, it ends the directory
    found = list(_named([member for member, _ in entries], [host for _, host in entries]))
    if len(found) & _U16 != place.entries & _U16:
        raise CorruptObject(f"ZIP directory has {len(found)} entries where the end record says {place.entries}")
    first = min((member.header_offset for member in found), default=place.start)
    return Directory(members=_with_limits(found, place), prefix=first, beside=signature + place.beside)


def _entries(reader: ByteReader, directory: DirectoryPlace, max_members: int) -> Iterator[tuple[Member, int]]:
    """Each entry as a member, and the host system of its writer."""
    count = 0
    while reader.position < directory.size:
        head = reader.take(_ENTRY.size)
        if head[:4] == b"PK\x05\x05":
            return  # a digital signature ends the directory
        if len(head) < _ENTRY.size or head[:4] != b"PK\x01\x02":
            raise CorruptObject(f"ZIP directory has no entry where entry {count + 1} must begin")
        count += 1
        if count > max_members:
            raise LimitExceeded(f"the archive has more members than max_members = {max_members}")
        fields = _ENTRY.unpack(head)
        name_bytes, extra_bytes, comment_bytes = fields[10:13]
        texts = reader.take(name_bytes + extra_bytes + comment_bytes)
        if len(texts) < name_bytes + extra_bytes + comment_bytes:
            raise CorruptObject(f"ZIP directory ends inside entry {count}")
        raw_name, extra = texts[:name_bytes], texts[name_bytes : name_bytes + extra_bytes]
        comment = texts[name_bytes + extra_bytes :]
        yield _member(fields, raw_name, extra, directory, number=count, comment=comment), fields[1] >> 8


def _member(
    fields: tuple[int, ...], raw_name: bytes, extra: bytes, directory: DirectoryPlace, *, number: int, comment: bytes
) -> Member:
    flags, method, dos_time = fields[3:6]
    crc32, compressed_size, size = fields[7:10]
    header_offset = fields[16]
    if flags & MASKED:
        raise UnsupportedMethod(OTHER_FORM)
    extras = extra_fields(extra)
    wide = extras.get(_ZIP64)
    size, wide = _widen(size, wide)
    compressed_size, wide = _widen(compressed_size, wide)
    header_offset, _ = _widen(header_offset, wide)
    aes = None
    if method == AES_METHOD:
        method, aes = _aes(extras.get(_AES, b""))
    return Member(
        name=told_name(raw_name, flags, extras.get(UNICODE_PATH, b"")) or "",
        raw_name=raw_name,
        method=method,
        flags=flags,
        crc32=crc32,
        compressed_size=compressed_size,
        size=size,
        header_offset=header_offset + directory.prefix,
        limit=directory.start,
        dos_time=dos_time,
        aes=aes,
        number=number,
        beside=telling(extra) + comment,
    )


def _widen(value: int, wide: bytes | None) -> tuple[int, bytes | None]:
    # Without the field the value stands for itself: a file of 4 GiB less one byte.
    if value != _U32 or wide is None:
        return value, wide
    if len(wide) < 8:
        raise CorruptObject("ZIP entry's zip64 extra field lacks a size or offset that the entry refers to")
    return int.from_bytes(wide[:8], "little"), wide[8:]


def _aes(extra: bytes) -> tuple[int, AesEncryption | None]:
    if len(extra) < 7 or extra[2:4] != b"AE" or extra[4] not in (1, 2, 3):
        return AES_METHOD, None  # one such member does not keep the others from being read
    version, _, strength, method = struct.unpack("<H2sBH", extra[:7])
    return method, AesEncryption(version=version, strength=strength)


def _named(found: list[Member], hosts: list[int]) -> Iterator[Member]:
    """``found``, all with their names: those that the archive does not tell are guessed from all of them together."""
    unknown = [(member.raw_name, host) for member, host in zip(found, hosts, strict=True) if _is_unnamed(member)]
    code_page = guessed_code_page(unknown) if unknown else ""
    for member, host in zip(found, hosts, strict=True):
        name = guessed_name(member.raw_name, code_page) if _is_unnamed(member) else member.name
        # Writers on Windows may separate folders with a backslash.
        name = name.replace("\\", "/") if host == _FAT_HOST else name
        yield member if name == member.name else member._replace(name=name)


def _is_unnamed(member: Member) -> bool:
    return not member.name and bool(member.raw_name)


def _with_limits(found: list[Member], directory: DirectoryPlace) -> tuple[Member, ...]:
    """``found``, each with the offset of what follows it as its limit; `CorruptObject` where two overlap."""
    limits: dict[int, int] = {}
    limit = directory.start
    for member in sorted(found, key=lambda member: member.header_offset, reverse=True):
        # The name in the local header counts when the member is read: it may be another one, or none.
        least = _LOCAL_HEADER_BYTES + member.compressed_size
        if member.header_offset + least > limit:
            raise CorruptObject(
                f"ZIP entry {member.number} overlaps what follows it: "
                "the directory is corrupt, or the archive is a zip bomb"
            )
        limits[member.header_offset] = limit
        limit = member.header_offset
    return tuple(member._replace(limit=limits[member.header_offset]) for member in found)
