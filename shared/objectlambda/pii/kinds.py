"""Tells from an object's first bytes whether it is text, holds text, or neither.

Only objects of the last kind may be handed out without being read as text (`unsupported_file_handling` PASS).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from enum import Enum, auto

from objectlambda.decompress.detect import sniff
from objectlambda.decompress.formats import Format
from objectlambda.decompress.tar import starts_tar
from objectlambda.errors import MissingReader, UnexpectedContent
from objectlambda.extras import is_installed
from objectlambda.pii.embedded import SEAM_BYTES, members
from objectlambda.pii.holders import holds_text
from objectlambda.pii.text_encoding import encoding_of
from objectlambda.streams import Closing, close

UNSUPPORTED = "Unsupported file encountered for determining Pii"
"""The message with which AWS's functions refuse an object that is not text."""

PEEKED = 64 * 1024
"""How many of the first bytes are read to decide."""

_NUL_SHARE = 1000
_CONTROL_SHARE = 50
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_READABLE = re.compile(r"[A-Za-z0-9 \t\r\n.,:;/@_'\"(){}\[\]<>=+*-]")
_READABLE_SHARE = 0.9
_FOREIGN_CODECS = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp037")
_RECORDS_SHARE, _BLANKS_SHARE = 0.6, 0.03
"""In records of EBCDIC, packed decimals stand between the characters, many of which are blanks."""
_NO_TEXT = (b"%PDF-", b"%!PS", b"PAR1", b"{\\rtf", b"From: <Saved by Blink>")
_DOCUMENT = re.compile(rb"(?:^|\n)%PDF-[0-9]\.[0-9]|(?:^|[\n\x04])%!PS-Adobe|\A(?:\xef\xbb\xbf)?\s*\{\\rtf[0-9]")
"""Readers find it in the first KiB."""


_HOLDS = (
    "may hold text in a form that cannot be looked at: upload it as text, or in a format from the README; "
    "for UTF-16 without a byte order mark set encoding to utf-16-le or utf-16-be"
)


class Kind(Enum):
    """How an object can be read; see `kind_of`."""

    TEXT = auto()
    PARQUET = auto()
    ZIP = auto()
    TAR = auto()
    COMPRESSED = auto()
    HOLDER = auto()
    BINARY = auto()


def kind_of(head: bytes, encoding: str = "auto", *, ended: bool = False, lenient: bool = False) -> Kind:
    """The kind of the object that begins with ``head`` (all of it if ``ended``).

    With ``lenient``, what looks like text in an 8-bit encoding is TEXT, too; it is read around the bytes that cannot be
    decoded. HOLDER means that it holds text which cannot be read here. BINARY means that it is not text and is not
    known to hold any.
    """
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    if starts_tar(head) or head[257:262] == b"ustar":
        return Kind.TAR
    if head.startswith(_NO_TEXT) or _DOCUMENT.search(head, 0, 1024):
        return Kind.HOLDER
    if is_text(head, encoding, ended=ended):
        return Kind.TEXT
    found = sniff(head)
    if found is not None:
        return Kind.ZIP if found is Format.ZIP else Kind.COMPRESSED
    if holds_text(head) or _is_foreign_text(head):
        return Kind.HOLDER
    if len(_CONTROLS.findall(head)) * _CONTROL_SHARE <= len(head):
        can_be_read = lenient and head.count(0) * _NUL_SHARE <= len(head)
        return Kind.TEXT if can_be_read else Kind.HOLDER
    return Kind.BINARY


def is_text(head: bytes, encoding: str = "auto", *, ended: bool = False) -> bool:
    """Whether bytes that begin with ``head`` (all of them if ``ended``) can be text in ``encoding``.

    More than a stray NUL means that it is not: archives and UTF-16 without a byte order mark are full of them, and
    nothing would be found there.
    """
    if head.startswith(_NO_TEXT) or starts_tar(head) or _DOCUMENT.search(head, 0, 1024):
        return False
    kind = encoding_of(head, encoding)
    decoder = codecs.getincrementaldecoder(kind.codec)("strict")
    try:
        text = decoder.decode(head[len(kind.mark) :], ended)
    except UnicodeDecodeError:
        return False
    return text.count("\0") * _NUL_SHARE <= len(text)


def _is_foreign_text(head: bytes) -> bool:
    """Whether ``head`` is text in an unsupported encoding: UTF-16 or UTF-32 without a byte order mark, EBCDIC."""
    sample = head[:4096]
    for codec in _FOREIGN_CODECS:
        text = sample[: len(sample) // 4 * 4].decode(codec, "replace")
        is_records = codec == "cp037" and text.count(" ") >= _BLANKS_SHARE * len(text)
        share = _RECORDS_SHARE if is_records else _READABLE_SHARE
        if text and len(_READABLE.findall(text)) >= share * len(text):
            return True
    return False


def unreadable(kind: Kind, what: str = "") -> UnexpectedContent:
    """The error for ``what``, which cannot be inspected; for a whole object that is not text, with AWS's message."""
    if kind is Kind.BINARY:
        return UnexpectedContent(f"{UNSUPPORTED}: {what} is no text" if what else UNSUPPORTED)
    subject = f"{UNSUPPORTED}: {what or 'the object'}"
    if kind is Kind.PARQUET and not is_installed("pyarrow"):
        return MissingReader(f"{subject} is Parquet, which needs pyarrow: pip install 'objectlambda[parquet]'")
    return UnexpectedContent(f"{subject} {_HOLDS}")


def peek(chunks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes], bool]:
    """The first 64 KiB, all chunks from the start, and whether there is nothing after these first bytes."""
    first: list[bytes] = []
    length = 0
    for chunk in chunks:
        first.append(chunk)
        length += len(chunk)
        if length >= PEEKED:
            return b"".join(first), Closing(_rejoin(first, chunks), chunks), False
    return b"".join(first), iter([chunk for chunk in first if chunk]), True


def _rejoin(first: list[bytes], rest: Iterator[bytes]) -> Iterator[bytes]:
    yield from first
    yield from rest


def without_archives(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yields ``chunks`` unchanged; bytes that are not text are tolerated.

    Raises:
        UnexpectedContent: compressed data begins somewhere in them, such as a member of an archive.
    """
    seam = b""
    try:
        for chunk in chunks:
            data = seam + chunk
            if any(True for _ in members(data)):
                raise unreadable(Kind.HOLDER)
            yield chunk
            seam = data[-SEAM_BYTES:]
    finally:
        close(chunks)
