"""Inspects what an object holds beside its content: names, comments, extra fields, gaps, and texts in binary data.

A reader of the object can find these, so the detector reads them in each form in which they could be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from objectlambda.deflated_bytes import DeflatedBytes
from objectlambda.errors import LimitExceeded, UnexpectedContent
from objectlambda.pii.text_chunks import TextChunks
from objectlambda.readable_bytes import Text, texts_in
from objectlambda.streams import close

MAX_BESIDE_BYTES = 1024 * 1024
"""How many bytes an object may hold beside its content; they are kept in memory."""

LookAt = Callable[[Sequence[Text]], None]
"""Inspects texts, each with its name or none; raises the error that refuses the object."""

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd]+")
_EXTENSION = re.compile(r"(?<=[^/])\.(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{1,8}$")
_SEPARATORS = re.compile(r"[_.+]+")
_WIDE_RUN = re.compile(rb"(?:[\x09\x20-\x7e]\x00){8,}")
SEAM_BYTES = 4096
_NAME_CHARACTERS = 255
NAMES_CHARACTERS = 32 * 1024
"""How many characters of names of an archive's members are inspected at once."""
_MACOS_FOLDER = "__MACOSX/"
_MEMBER_MARKS = (b"PK\x03\x04", b"PK\x01\x02", b"\x1f\x8b\x08", b"BZh", b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf", b"%PDF-")


class Beside:
    """Collects the bytes beside the content, at most `MAX_BESIDE_BYTES`."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0

    def add(self, data: bytes) -> None:
        """Adds ``data``; zeros count as padding and are dropped.

        Raises:
            LimitExceeded: there are more bytes than are inspected.
        """
        if not data.strip(b"\0"):
            return
        self._size += len(data)
        if self._size > MAX_BESIDE_BYTES:
            raise LimitExceeded(
                f"more than {MAX_BESIDE_BYTES} bytes stand in the object beside its content, where nothing is looked "
                "for: upload it again without comments, extra fields, gaps and bytes around it"
            )
        self._parts.append(data)

    def check(self, look_at: LookAt, *, passes_binary: bool) -> None:
        """Inspects all of it: piece by piece, and joined, in case a value is spread over several pieces.

        Raises:
            UnexpectedContent: some of it is not text; with ``passes_binary``, some of it could hold a file.
        """
        for part in self._parts:
            if not _is_text(part) and not (passes_binary and not any(mark in part for mark in _MEMBER_MARKS)):
                raise UnexpectedContent(
                    "bytes beside the object's content are no text, so no personal data can be looked for in them: "
                    "upload it again without comments, extra fields, gaps and bytes around it"
                )
        for data in (b"\n".join(self._parts), b"".join(self._parts)):
            lines = _readable(data).split("\n")
            text = "\n".join(dict.fromkeys(reading for line in lines for reading in name_readings(line)))
            if text.strip():
                look_at(lines_of(text))
        self._parts.clear()


def name_readings(name: str) -> tuple[str, ...]:
    """A file's name or path as a reader sees it: without its extension, and with spaces where writers avoid them."""
    if len(name) > _NAME_CHARACTERS:
        return (name, _SEPARATORS.sub(" ", name))
    path = name.removeprefix(_MACOS_FOLDER)
    stem = _EXTENSION.sub("", path)
    whole = (path,) if "@" in path else ()  # what looks like an extension may end a domain
    return tuple(dict.fromkeys((*whole, stem, _SEPARATORS.sub(" ", stem))))


def look_at_runs(chunks: Iterable[bytes], look_at: LookAt) -> Iterator[bytes]:
    """Yields ``chunks`` of binary data unchanged, each after the readable texts in it were inspected.

    A text that crosses the end of a chunk is inspected with the next chunk, with up to 4 KiB of what came before. Texts
    that are compressed with zlib are read, too.

    Raises:
        UnexpectedContent: compressed data stand in them that cannot be looked at.
        LimitExceeded: compressed texts in them are too large.
    """
    seam = b""
    deflated, notes = DeflatedBytes(), TextChunks()
    try:
        for chunk in chunks:
            look_at_bytes((seam + chunk, *deflated.read(chunk)), look_at)
            if text := notes.read(chunk):
                look_at(lines_of(text))
            yield chunk
            seam = (seam + chunk)[-SEAM_BYTES:]
        look_at_bytes(deflated.end(), look_at)
    finally:
        close(chunks)


def look_at_bytes(parts: Iterable[bytes], look_at: LookAt) -> None:
    """Inspects the readable texts in ``parts``."""
    found: dict[Text, None] = {}
    for part in parts:
        for name, text in texts_in(part):
            found.update({(name, reading): None for reading in ((text,) if name else name_readings(text))})
    if found:
        look_at(list(found))


def lines_of_names(names: Iterable[str]) -> Iterator[list[Text]]:
    """The lines in which ``names`` are inspected, some at a time.

    An archive may have a hundred megabytes of names, each in many readings.
    """
    lines: list[Text] = []
    length = 0
    for name in filter(None, names):
        for reading in name_readings(name):
            lines += lines_of(reading)
            length += len(reading)
        if length > NAMES_CHARACTERS:
            yield lines
            lines, length = [], 0
    if lines:
        yield lines


def lines_of(text: str) -> list[Text]:
    """The lines of ``text``, without names."""
    return [("", line) for line in text.split("\n")]


def _is_text(data: bytes) -> bool:
    stripped = data.strip(b"\0")
    try:
        text = stripped.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not _CONTROLS.search(text.replace("\0", "").replace("\r", ""))


def _readable(data: bytes) -> str:
    """The text in ``data``; each run of other characters becomes a line end."""
    wide = "\n".join(match[0].replace(b"\0", b"").decode() for match in _WIDE_RUN.finditer(data))
    return "\n".join((_CONTROLS.sub("\n", data.decode("utf-8", "replace")), wide))
