"""Where a ZIP archive's central directory lies, by its end records (PKWARE APPNOTE.TXT, sections 4.3.14 to 4.3.16)."""

from __future__ import annotations

import struct
from typing import NamedTuple

from objectlambda.decompress.byte_reader import Archive
from objectlambda.errors import CorruptObject, TruncatedObject, UnsupportedMethod

TAIL_BYTES = 66 * 1024
"""Enough for the end record with its longest comment (65,557 bytes) and the zip64 records before it."""

MASKED = 0x2000
_END = struct.Struct("<4s4H2LH")
_END64_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_END64_FORM = struct.Struct("<HQQH")  # of version 2, behind it: method, sizes and cipher of the directory
_RECORD_LEAD = 12  # signature and length, which the length does not count
_DECRYPTION_RECORD = b"PK\x06\x08"
OTHER_FORM = "ZIP archive's directory is compressed or encrypted: make the archive again without PKWARE's encryption"
_U16, _U32 = 0xFFFF, 0xFFFFFFFF
_MAX_BETWEEN = 2 * 1024 * 1024


class DirectoryPlace(NamedTuple):
    """Where a directory lies.

    Attributes:
        start: where it begins, and where the last member ends at the latest.
        size: its bytes.
        entries: how many it has by the end record, which counts them modulo 65,536 in some archives.
        prefix: by how much all offsets in it are short.
        beside: what stands between directory and end records, in them and behind them.
    """

    start: int
    size: int
    entries: int
    prefix: int
    beside: bytes


def locate_directory(archive: Archive, tail: bytes, tail_start: int) -> DirectoryPlace:
    """Where the directory lies, by the end records in ``tail``, which are the archive's bytes from ``tail_start`` on.

    Raises:
        TruncatedObject: there is no end record.
        CorruptObject: the directory does not lie where it says.
        UnsupportedMethod: the archive is split over several files, or its directory is compressed or encrypted.
    """
    at = _end_record(tail)
    _, disk, first_disk, _, entries, size, offset, _ = _END.unpack_from(tail, at)
    end = tail_start + at
    behind, is_plain = tail[at + _END.size :], True
    locator = archive.read_at(end - 20, 20) if end >= 20 else b""
    if locator[:4] == b"PK\x06\x07":
        _, _, declared, _ = _END64_LOCATOR.unpack(locator)
        for end64 in (declared, end - 20 - _END64.size):
            record = archive.read_at(end64, _END64.size) if 0 <= end64 < end else b""
            if len(record) == _END64.size and record[:4] == b"PK\x06\x06":
                _, record_bytes, _, _, disk, first_disk, _, entries, size, offset = _END64.unpack(record)
                is_plain = not _tells_other_form(archive, end64, record_bytes)
                behind = _bytes_between(archive, end64 + _END64.size, end - 20) + behind
                end = end64
                break
        else:
            # A file name or a comment can end in bytes that look like a locator.
            if _U16 in (disk, first_disk, entries) or _U32 in (size, offset):
                raise CorruptObject("ZIP archive points to a zip64 end record that is not there")
    if disk not in (0, _U16) or first_disk not in (0, _U16):
        raise UnsupportedMethod("ZIP archive is split over several files: put it together first (zip -s 0)")
    place = _place_of(archive, size=size, offset=offset, end=end, entries=entries, behind=behind)
    if place is not None:
        return place
    if not is_plain or archive.read_at(offset, 4) == _DECRYPTION_RECORD or _is_masked(archive.read_at(0, 8)):
        raise UnsupportedMethod(OTHER_FORM)
    raise CorruptObject("ZIP archive's central directory is not where its end record says")


def _place_of(
    archive: Archive, *, size: int, offset: int, end: int, entries: int, behind: bytes
) -> DirectoryPlace | None:
    # Where something stands before the archive, such as the program of a self-extracting one, all offsets are
    # short by its length: the directory lies right before the end record. Otherwise it lies where it says.
    for start in (end - size, offset):
        prefix = start - offset
        if start < 0 or prefix < 0 or start + size > end:
            continue
        if size == 0 or archive.read_at(start, 4) == b"PK\x01\x02":
            beside = _bytes_between(archive, start + size, end) + behind
            return DirectoryPlace(start=start, size=size, entries=entries, prefix=prefix, beside=beside)
    return None


def _tells_other_form(archive: Archive, end64: int, record_bytes: int) -> bool:
    """Whether the end record is of version 2 and says that the directory is compressed or encrypted.

    APPNOTE.TXT, sections 7.3.3 and 7.3.4.
    """
    if record_bytes < _END64.size - _RECORD_LEAD + _END64_FORM.size:
        return False
    form = archive.read_at(end64 + _END64.size, _END64_FORM.size)
    if len(form) < _END64_FORM.size:
        return False
    method, _, _, cipher = _END64_FORM.unpack(form)
    return bool(method or cipher)


def _is_masked(first: bytes) -> bool:
    return first[:4] == b"PK\x03\x04" and bool(int.from_bytes(first[6:8], "little") & MASKED)


def _bytes_between(archive: Archive, start: int, stop: int) -> bytes:
    """What stands between two records, as a rule nothing; of more than fits in memory, the first bytes."""
    return archive.read_at(start, min(stop - start, _MAX_BETWEEN)) if start < stop else b""


def _end_record(tail: bytes) -> int:
    """The offset of the end record: the last whose comment reaches to the end, else the last of all."""
    fallback = -1
    at = tail.rfind(b"PK\x05\x06")
    while at >= 0:
        if at + _END.size <= len(tail):
            comment_bytes = int.from_bytes(tail[at + 20 : at + 22], "little")
            if at + _END.size + comment_bytes == len(tail):
                return at
            if fallback < 0:
                fallback = at
        at = tail.rfind(b"PK\x05\x06", 0, at)
    if fallback < 0:
        raise TruncatedObject(
            "no end-of-central-directory record in the last 66 KiB: the object is no ZIP archive or its end is missing"
        )
    return fallback
