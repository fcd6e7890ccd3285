"""What stands in an object beside its content: names, comments, extra fields, gaps, and texts among binary data.

A reader of the object finds it, so the detector looks at it, in each form in which it could be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from objectlambda.errors import LimitExceeded, UnexpectedContent
from objectlambda.streams import close

MAX_BESIDE_BYTES = 1024 * 1024
"""How much may stand beside an object's content: it is held in memory."""

LookAt = Callable[[str], None]
"""Looks at a text; raises what keeps the object from its caller."""

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd]+")
_EXTENSION = re.compile(r"(?<=[^/])\.(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{1,8}$")
_SEPARATORS = re.compile(r"[_.+]+")
_RUN = re.compile(rb"(?:[\x09\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}){8,}")
_ASCII_RUN = re.compile(rb"[\x09\x20-\x7e]{8,}")  # by itself, where stray bytes beside it look like UTF-8
_WIDE_RUN = re.compile(rb"(?:[\x09\x20-\x7e]\x00){8,}")
_READABLE = re.compile(rb"[A-Za-z0-9 ]")
_READABLE_SHARE = 0.7
_LONG_RUN = 24
_VALUE = re.compile(
    rb"[A-Za-z0-9._+-]{3}@[A-Za-z0-9-]{2,}\.[A-Za-z]{2}|(?:[0-9][ ./()-]?){7}|AKIA|ASIA|"
    rb"[A-Z][a-z]{2,}[ ,]+(?:[A-Z]\.? )?[A-Z][a-z]{2,}"
)
"""What a short run must hold to be looked at: in random bytes, runs of some ten characters are found everywhere."""
_NAMESPACE = re.compile(rb"""xmlns(?::[A-Za-z]+)?=(?:"[^"]*"|'[^']*')""")
_SEAM_BYTES = 4096
_NAME_CHARACTERS = 255
_MACOS_FOLDER = "__MACOSX/"
_MEMBER_MARKS = (b"PK\x03\x04", b"PK\x01\x02", b"\x1f\x8b\x08", b"BZh", b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf", b"%PDF-")


class Beside:
    """Collects what stands beside the content, at most `MAX_BESIDE_BYTES` of it."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0

    def add(self, data: bytes) -> None:
        """Take ``data``; zeros are padding.

        Raises:
            LimitExceeded: more has come than is looked at.
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
        """Have all of it looked at: piece by piece, and as one where a value is spread over several.

        Raises:
            UnexpectedContent: some of it is no text; with ``passes_binary`` only what could hold a file.
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
                look_at(text)
        self._parts.clear()


def name_readings(name: str) -> tuple[str, ...]:
    """A file's name or path as a reader sees it: without its extension, and with spaces where writers avoid them."""
    if len(name) > _NAME_CHARACTERS:
        return (name, _SEPARATORS.sub(" ", name))
    path = name.removeprefix(_MACOS_FOLDER)
    stem = _EXTENSION.sub("", path)
    whole = (path,) if "@" in path else ()  # what looks like an extension may be a domain's
    return tuple(dict.fromkeys((*whole, stem, _SEPARATORS.sub(" ", stem))))


def look_at_runs(chunks: Iterable[bytes], look_at: LookAt) -> Iterator[bytes]:
    """``chunks`` of binary data as they are, each once the readable texts in it have been looked at.

    A text that reaches over a chunk's end is looked at with the next one, with up to 4 KiB of what came before it.
    """
    seam = b""
    try:
        for chunk in chunks:
            text = readable_runs(seam + chunk)
            if text:
                look_at(text)
            yield chunk
            seam = (seam + chunk)[-_SEAM_BYTES:]
    finally:
        close(chunks)


def readable_runs(data: bytes) -> str:
    """The readable texts in binary ``data``, a line each: ASCII, UTF-8 and UTF-16 of eight characters and more.

    Of runs under 24 characters only those that hold a mail address, a number of seven digits or a name's words.
    """
    runs = [match[0] for pattern in (_RUN, _ASCII_RUN) for match in pattern.finditer(data)]
    runs += [match[0].replace(b"\0", b"") for match in _WIDE_RUN.finditer(data)]
    kept = [
        _NAMESPACE.sub(b"", run)
        for run in dict.fromkeys(runs)
        if len(_READABLE.findall(run)) >= _READABLE_SHARE * len(run) and (len(run) >= _LONG_RUN or _VALUE.search(run))
    ]
    lines = (run.decode("utf-8", "replace") for run in kept)
    return "\n".join(dict.fromkeys(reading for line in lines for reading in name_readings(line)))


def _is_text(data: bytes) -> bool:
    stripped = data.strip(b"\0")
    try:
        text = stripped.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not _CONTROLS.search(text.replace("\0", "").replace("\r", ""))


def _readable(data: bytes) -> str:
    """Text where there is some, each run of other characters being the end of a line."""
    wide = "\n".join(match[0].replace(b"\0", b"").decode() for match in _WIDE_RUN.finditer(data))
    return "\n".join((_CONTROLS.sub("\n", data.decode("utf-8", "replace")), wide))
