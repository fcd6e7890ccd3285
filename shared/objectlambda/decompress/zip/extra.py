"""Extra fields of a ZIP member (PKWARE APPNOTE.TXT, section 4.5), and which of them may hold what a reader reads."""

from __future__ import annotations

import struct

UNICODE_PATH, UNICODE_COMMENT = 0x7075, 0x6375
_NUMBERS = {
    0x0001: 32,  # zip64: sizes and offsets
    0x000A: 32,  # NTFS: times
    0x000D: 12,  # PKWARE Unix: times and owner
    0x5455: 13,  # Info-ZIP: times
    0x5855: 12,  # Info-ZIP Unix, first form: times and owner
    0x7855: 4,  # second form: owner
    0x7875: 24,  # third form: owner
    0x9901: 7,  # WinZip AES
    0xCAFE: 0,  # Java: an archive that may be run
}
"""Fields that hold numbers alone, and how long they are at most."""


def extra_fields(extra: bytes) -> dict[int, bytes]:
    """The fields by their numbers; of a number that occurs twice, the first.

    A field that is longer than the room it has is none, and no other follows it: so unzip and 7-Zip read them.
    """
    fields: dict[int, bytes] = {}
    for kind, content, _ in _walk(extra):
        fields.setdefault(kind, content)
    return fields


def telling(extra: bytes) -> bytes:
    """What of the fields may hold more than numbers: all but those that are known, no longer than they can be, and not
    written in printable characters. What is no field at all is among it.
    """
    parts = []
    for kind, content, raw in _walk(extra):
        if kind in (UNICODE_PATH, UNICODE_COMMENT):
            parts.append(content[5:])
        elif len(content) > _NUMBERS.get(kind, -1) or (len(content) > 8 and _is_printable(content)):
            parts.append(content if kind >= 0 else raw)
    return b"\n".join(part for part in parts if part.strip(b"\0")) + (b"\n" if parts else b"")


def _is_printable(content: bytes) -> bool:
    return all(0x20 <= byte < 0x7F for byte in content)


def _walk(extra: bytes) -> list[tuple[int, bytes, bytes]]:
    """Number, content and all bytes of each field; -1 for a rest that is none."""
    fields, at = [], 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        end = at + 4 + size
        if end > len(extra):
            break
        fields.append((kind, extra[at + 4 : end], extra[at:end]))
        at = end
    rest = extra[at:]
    return [*fields, (-1, rest, rest)] if rest else fields
