"""Shared objects without what only linkers and debuggers read.

A loader needs a file's program headers and the segments they name; symbol tables, debug information and the section
headers stand behind those and can go. This is what ``sstrip`` does. Unlike ``strip`` it moves nothing, so that
libraries which auditwheel has patched still load; it needs no toolchain for either architecture; and the same file
gives the same bytes on every machine.
"""

from __future__ import annotations

import struct

_HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
_SEGMENT = struct.Struct("<IIQQQQQQ")


def strip(data: bytes) -> bytes:
    """The 64-bit little-endian ELF file ``data`` cut behind its last segment; other files as they are."""
    if data[:6] != b"\x7fELF\x02\x01" or len(data) < _HEADER.size:
        return data
    header = list(_HEADER.unpack_from(data))
    program_offset, program_size, program_count = header[5], header[9], header[10]
    if program_size != _SEGMENT.size or program_count == 0:
        return data
    end = program_offset + program_size * program_count
    for index in range(program_count):
        segment = _SEGMENT.unpack_from(data, program_offset + index * program_size)
        end = max(end, segment[2] + segment[5])
    if end > len(data):
        raise ValueError(f"an ELF segment ends at {end}, behind the file's end at {len(data)}: the file is truncated")
    header[6] = header[11] = header[12] = header[13] = 0  # offset, size, count and name index of section headers
    return _HEADER.pack(*header) + data[_HEADER.size : end]
