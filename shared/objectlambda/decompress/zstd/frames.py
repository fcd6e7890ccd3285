"""What zstd frame headers say: window, content size, dictionary (RFC 8878 section 3.1)."""

from __future__ import annotations

from typing import NamedTuple

from objectlambda.decompress.byte_reader import ByteReader
from objectlambda.decompress.first_bytes import SKIPPABLE_TAIL, ZSTD_MAGIC, legacy_version
from objectlambda.errors import CorruptObject, UnsupportedMethod

DICTIONARY_MAGIC = b"\x37\xa4\x30\xec"
MAX_HEADER_BYTES = 18
MAX_BLOCK_BYTES = 128 * 1024
MAX_TAKEN_BYTES = 4 * 1024 * 1024
MAX_TAKEN_CONTENT_BYTES = 8 * 1024 * 1024

_RLE_BLOCK, _COMPRESSED_BLOCK, _RESERVED_BLOCK = 1, 2, 3
_DICTIONARY_ID_BYTES = (0, 1, 2, 4)


class FrameHeader(NamedTuple):
    """One frame's header; sizes in bytes. ``content_bytes`` is None where the frame does not tell."""

    header_bytes: int
    window_bytes: int
    content_bytes: int | None
    dictionary_id: int
    has_checksum: bool


def is_skippable(head: bytes) -> bool:
    """True when ``head`` begins a skippable frame (RFC 8878 section 3.1.2)."""
    return len(head) >= 4 and head[0] & 0xF0 == 0x50 and head[1:4] == SKIPPABLE_TAIL


def frame_header(head: bytes) -> FrameHeader | None:
    """The header at the start of ``head`` (up to 18 bytes), None when ``head`` is too short for it.

    Raises `CorruptObject` when it is no frame, `UnsupportedMethod` for frames of zstd 0.1 to 0.7.
    """
    if (version := legacy_version(head)) is not None:
        raise UnsupportedMethod(
            f"zstd frame was written by zstd {version}: compress the object again with zstd 1.0 or later"
        )
    if not ZSTD_MAGIC.startswith(head[:4]):
        raise CorruptObject("no zstd frame where one must begin: its magic number is missing")
    if len(head) < 5:
        return None
    descriptor = head[4]
    if descriptor & 0x08:
        raise CorruptObject("zstd frame header sets a reserved bit")
    single_segment = bool(descriptor & 0x20)
    id_bytes = _DICTIONARY_ID_BYTES[descriptor & 3]
    size_flag = descriptor >> 6
    size_bytes = int(single_segment) if size_flag == 0 else 1 << size_flag
    id_start = 5 if single_segment else 6
    size_start = id_start + id_bytes
    if len(head) < size_start + size_bytes:
        return None
    content = int.from_bytes(head[size_start : size_start + size_bytes], "little") if size_bytes else None
    if content is not None and size_flag == 1:
        content += 256
    window = content or 0
    if not single_segment:
        base = 1 << (10 + (head[5] >> 3))
        window = base + base // 8 * (head[5] & 7)
    return FrameHeader(
        header_bytes=size_start + size_bytes,
        window_bytes=window,
        content_bytes=content,
        dictionary_id=int.from_bytes(head[id_start:size_start], "little"),
        has_checksum=bool(descriptor & 0x04),
    )


def take_frame(reader: ByteReader) -> tuple[FrameHeader, memoryview] | None:
    """The whole frame that starts here, if its content has at most 8 MiB; else None, and ``reader`` stays where it is.

    Block headers are walked, of which each stands for at most 128 KiB. None for skippable frames, for frames that the
    source cuts short and for blocks of the reserved type: decoding says what is wrong with them.
    """
    head = reader.peek(MAX_HEADER_BYTES)
    header = None if is_skippable(head) else frame_header(head)
    if header is None or (header.content_bytes or 0) > MAX_TAKEN_CONTENT_BYTES:
        return None
    frame = bytearray()
    stop = header.header_bytes
    content = 0
    while content < MAX_TAKEN_CONTENT_BYTES and stop < MAX_TAKEN_BYTES and _reaches(frame, stop + 3, reader):
        fields = int.from_bytes(frame[stop : stop + 3], "little")
        last, kind, size = bool(fields & 1), fields >> 1 & 3, fields >> 3
        if kind == _RESERVED_BLOCK or size > MAX_BLOCK_BYTES:
            break
        content += MAX_BLOCK_BYTES if kind == _COMPRESSED_BLOCK else size
        stop += 3 + (1 if kind == _RLE_BLOCK else size)
        if last:
            stop += 4 if header.has_checksum else 0
            if not _reaches(frame, stop, reader):
                break
            return header, memoryview(frame)
    reader.unread(frame)
    return None


def _reaches(frame: bytearray, stop: int, reader: ByteReader) -> bool:
    """True once ``frame`` has ``stop`` bytes, for which more are read; none beyond, as the next frame may be short."""
    while len(frame) < stop:
        piece = reader.more(stop - len(frame))
        if not piece:
            return False
        frame += piece
    return True


def dictionary_id(dictionary: bytes) -> int:
    """The id of a dictionary that ``zstd --train`` made; 0 for a raw-content dictionary, which has none."""
    if not dictionary.startswith(DICTIONARY_MAGIC):
        return 0
    return int.from_bytes(dictionary[4:8], "little")
