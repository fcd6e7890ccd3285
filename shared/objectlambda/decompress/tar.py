"""tar archives, read as they arrive: ustar, GNU's long names, pax headers, old V7.

Nothing is written anywhere and no member is opened by name: names are data. Sources: POSIX.1-2001 (pax, ustar
interchange format), GNU tar manual, "Basic Tar Format".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from objectlambda.decompress.byte_reader import ByteReader
from objectlambda.decompress.decoding import OUTPUT_BYTES, Beside, ended_early
from objectlambda.errors import CorruptObject, LimitExceeded

BLOCK_BYTES = 512
MAX_HEADER_BYTES = 1024 * 1024
"""How long the names and attributes of one member may be: they are held in memory."""

_LONG_NAME, _LONG_LINK, _PAX, _PAX_GLOBAL, _SOLARIS_PAX = b"L", b"K", b"x", b"g", b"X"
_WITHOUT_CONTENT = frozenset((b"1", b"2", b"3", b"4", b"5", b"6"))
_NO_FILES = _WITHOUT_CONTENT | {b"V", b"D", b"N", b"A"}
_SEVEN_BITS = bytes(range(128))
_GNU_SPARSE, _CONTINUED = b"S", b"M"
_SPARSE_NAME = "GNU.sparse.name"
_TEXTS = (slice(0, 100), slice(157, 257), slice(265, 297), slice(297, 329))
_NUMBERS = (slice(100, 108), slice(108, 116), slice(116, 124), slice(136, 148), slice(329, 337), slice(337, 345))


@dataclass(frozen=True, slots=True, kw_only=True)
class TarMember:
    """One member; ``chunks`` are its content, to be read before the next member is asked for. What is not read is
    passed over.

    Attributes:
        name: its path as it is written, folders end with a slash.
        link: where a link leads; else empty.
        size: of the content in bytes.
        is_file: whether it is a regular file; others have no content.
        unreadable: what it is instead of its plain content, such as a sparse file; else empty. Who must read all of
            an archive refuses it.
        texts: owner's name, group's name and pax attributes: what else is written of the member.
    """

    name: str
    link: str
    size: int
    is_file: bool
    unreadable: str = ""
    texts: tuple[str, ...] = field(default=(), repr=False)
    chunks: Iterator[bytes] = field(repr=False)


def starts_tar(head: bytes) -> bool:
    """Whether ``head``, 512 bytes or more, begins a tar archive: its first header's checksum is right."""
    return len(head) >= BLOCK_BYTES and head[0] != 0 and _checksum_fits(head[:BLOCK_BYTES])


def untar(chunks: Iterable[bytes], *, max_members: int = 100_000, beside: Beside | None = None) -> Iterator[TarMember]:
    """The members of the archive that ``chunks`` are, in order, lazily. Closes its source.

    Memory is one member's header, at most `MAX_HEADER_BYTES`. ``beside`` is told of what stands behind a member's
    content up to the next block, and behind the archive's end.

    Raises:
        CorruptObject: a header's checksum or a field is wrong.
        TruncatedObject: the archive ends inside a member, or without a block of zeros.
        LimitExceeded: there are more than ``max_members``, or a header is too long.
    """
    with ByteReader(chunks) as reader:
        shared: dict[str, str] = {}
        for number in range(max_members + 1):
            extended: dict[str, str] = {}
            header = _next_header(reader, extended, shared, beside)
            if header is None:
                _read_end(reader, beside)
                return
            if number == max_members:
                raise LimitExceeded(f"the archive has more members than max_members = {max_members}")
            member = _member(reader, header, {**shared, **extended}, beside)
            yield member
            for _ in member.chunks:
                pass


def _next_header(
    reader: ByteReader, extended: dict[str, str], shared: dict[str, str], beside: Beside | None
) -> bytes | None:
    """The header of the next member, with what extends it put into ``extended``; None at the archive's end."""
    while True:
        header = reader.take(BLOCK_BYTES)
        if not header.strip(b"\0") and (len(header) == BLOCK_BYTES or (not header and reader.position)):
            if extended:
                raise CorruptObject("tar archive ends behind a header that belongs to a member")
            if not header:
                raise ended_early("tar", reader.position, "the blocks of zeros at its end")
            return None
        if len(header) < BLOCK_BYTES:
            raise ended_early("tar", reader.position, "the rest of a header")
        if not _checksum_fits(header):
            raise CorruptObject(f"tar header before byte {reader.position} of the object fails its checksum")
        if beside is not None and (hidden := _hidden_bytes(header)):
            beside(hidden)
        kind = header[156:157]
        if kind in (_LONG_NAME, _LONG_LINK):
            text = _extension(reader, header, beside).rstrip(b"\0")
            extended["path" if kind == _LONG_NAME else "linkpath"] = text.decode("utf-8", "surrogateescape")
        elif kind in (_PAX, _SOLARIS_PAX):
            extended.update(_attributes(_extension(reader, header, beside), reader.position))
        elif kind == _PAX_GLOBAL:
            shared.update(_attributes(_extension(reader, header, beside), reader.position))
        else:
            return header


def _extension(reader: ByteReader, header: bytes, beside: Beside | None) -> bytes:
    size = _number(header[124:136], reader.position)
    if size > MAX_HEADER_BYTES:
        raise LimitExceeded(f"a tar header has {size} bytes of names and attributes, over {MAX_HEADER_BYTES}")
    content = reader.take(size)
    if len(content) < size:
        raise ended_early("tar", reader.position, "the rest of a header")
    _pass_padding(reader, size, beside)
    return content


def _attributes(content: bytes, position: int) -> dict[str, str]:
    """The records ``<length> <key>=<value>\\n`` of a pax header."""
    attributes: dict[str, str] = {}
    at = 0
    while at < len(content):
        space = content.find(b" ", at, at + 20)
        digits = content[at:space] if space > 0 else b""
        if not digits.isdigit():
            break
        stop = at + int(digits)
        key, equals, value = content[space + 1 : stop - 1].partition(b"=")
        if not (space < stop <= len(content) and equals and content[stop - 1 : stop] == b"\n"):
            break
        attributes[key.decode("utf-8", "surrogateescape")] = value.decode("utf-8", "surrogateescape")
        at = stop
    if content[at:].strip(b"\0"):
        raise CorruptObject(f"tar header before byte {position} of the object has a broken pax attribute")
    return attributes


def _member(reader: ByteReader, header: bytes, attributes: Mapping[str, str], beside: Beside | None) -> TarMember:
    kind = header[156:157]
    if kind == _GNU_SPARSE:
        _pass_sparse_map(reader, header, beside)
    is_posix = header[257:263] == b"ustar\0"
    name = _text(header[:100])
    if is_posix and (prefix := _text(header[345:500])):
        name = f"{prefix}/{name}"
    told = attributes.get("size", "")
    if told and not (told.isascii() and told.isdigit()):
        raise CorruptObject(f"tar header before byte {reader.position} of the object has a size that is no number")
    size = int(told) if told else _number(header[124:136], reader.position)
    if kind in _WITHOUT_CONTENT:
        size = 0  # readers ignore what stands there
    texts = [_text(header[265:297]), _text(header[297:329])]
    texts += [f"{key}={value}" for key, value in attributes.items() if key not in ("path", "linkpath", "size")]
    name = attributes.get(_SPARSE_NAME, attributes.get("path", name))
    return TarMember(
        name=name,
        link=attributes.get("linkpath", _text(header[157:257])),
        size=size,
        is_file=kind not in _NO_FILES and not name.endswith("/"),
        unreadable=_unreadable(kind, attributes),
        texts=tuple(text for text in texts if text),
        chunks=_content(reader, size, beside),
    )


def _unreadable(kind: bytes, attributes: Mapping[str, str]) -> str:
    if kind == _GNU_SPARSE or any(name.startswith("GNU.sparse") for name in attributes):
        return "a sparse file"
    return "a part of a file that goes on in another archive" if kind == _CONTINUED else ""


def _pass_sparse_map(reader: ByteReader, header: bytes, beside: Beside | None) -> None:
    """Pass over the blocks in which GNU tar's map of a sparse file goes on behind the header."""
    goes_on = header[482]
    while goes_on:
        block = reader.take(BLOCK_BYTES)
        if len(block) < BLOCK_BYTES:
            raise ended_early("tar", reader.position, "the rest of a sparse file's map")
        if beside is not None:
            beside(block)
        goes_on = block[504]


def _content(reader: ByteReader, size: int, beside: Beside | None) -> Iterator[bytes]:
    left = size
    while left:
        piece = bytes(reader.more(min(left, OUTPUT_BYTES)))
        if not piece:
            raise ended_early("tar", reader.position, f"{left} bytes of a member")
        left -= len(piece)
        yield piece
    _pass_padding(reader, size, beside)


def _pass_padding(reader: ByteReader, size: int, beside: Beside | None) -> None:
    padding = -size % BLOCK_BYTES
    if reader.skip(padding, beside) < padding:
        raise ended_early("tar", reader.position, "the rest of a member's last block")


def _read_end(reader: ByteReader, beside: Beside | None) -> None:
    """Read what follows the first block of zeros: more of them, as many as the writer's record has."""
    while piece := bytes(reader.more()):
        if beside is not None and piece.strip(b"\0"):
            beside(piece)


def _checksum_fits(header: bytes) -> bool:
    """Whether the sum of the header's bytes, its own field as spaces, is the one told; old writers sum signed bytes."""
    told = header[148:156].strip(b"\0 ")
    if not told or not all(0x30 <= byte <= 0x37 for byte in told):
        return False
    others = header[:148] + b" " * 8 + header[156:]
    unsigned = sum(others)
    return int(told, 8) in (unsigned, unsigned - 256 * len(others.translate(None, _SEVEN_BITS)))


def _number(digits: bytes, position: int) -> int:
    """A number in octal, or, as GNU tar writes large ones, in base 256."""
    if digits[0] == 0x80:
        return int.from_bytes(digits[1:], "big")
    told = digits.strip(b"\0 ")
    if not all(0x30 <= byte <= 0x37 for byte in told):
        raise CorruptObject(f"tar header before byte {position} of the object has a size that is no number")
    return int(told or b"0", 8)


def _text(raw: bytes) -> str:
    return raw.split(b"\0", 1)[0].decode("utf-8", "surrogateescape")


def _hidden_bytes(header: bytes) -> bytes:
    """What a header holds and no reader shows: behind the end of its texts, in the place of numbers, in its rest."""
    parts = [header[place].partition(b"\0")[2] for place in _TEXTS]
    parts += [header[place] for place in _NUMBERS if not _is_number(header[place])]
    if header[257:263] == b"ustar\0":
        parts += [header[345:500].partition(b"\0")[2], header[500:]]
    else:  # GNU tar has times and sizes there
        parts += [rest for start in range(345, 512, 12) if not _is_number(rest := header[start : start + 12])]
    return b"\n".join(part for part in parts if part.strip(b"\0 "))


def _is_number(raw: bytes) -> bool:
    return raw[0] in (0x80, 0xFF) or not raw.strip(b"01234567\0 ")
