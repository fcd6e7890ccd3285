"""An object as text to look at: checked against the limits, decompressed, seen to be text before a byte is out.

``tail_bytes``, ``member_choice`` and the decoding itself are the decompress function's own.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import chain

from objectlambda.decompress import DecompressSettings
from objectlambda.decompress import transform as assembly
from objectlambda.errors import (
    EntityTooLarge,
    InvalidRequest,
    MemberRequired,
    PasswordRequired,
    UnexpectedContent,
    UnsupportedMethod,
)
from objectlambda.function import ObjectRequest
from objectlambda.pii import parquet
from objectlambda.pii.identity import detector_identity
from objectlambda.pii.settings import PiiSettings
from objectlambda.pii.text_encoding import encoding_of
from objectlambda.source import Source
from objectlambda.streams import close

UNSUPPORTED = "Unsupported file encountered for determining Pii"
TOO_LARGE = "Size of the requested object exceeds maximum file size supported"

_PEEKED = 64 * 1024
_DECOMPRESS = DecompressSettings(on_uncompressed="pass")
_NUL_SHARE = 1000
_TAR = b"ustar"
_NO_TEXT = (b"%PDF-", b"PAR1", b"{\\rtf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The bytes to look at, whether they are text, whether they were compressed, and what that changes of the head."""

    chunks: Iterator[bytes] = field(repr=False)
    is_text: bool
    is_parquet: bool = False
    head: bytes = field(default=b"", repr=False)
    compressed: bool
    changes: Mapping[str, str | None]


def tail_bytes(request: ObjectRequest, settings: PiiSettings) -> int:
    """What of the object's end to ask for first: a ZIP archive's directory."""
    return assembly.tail_bytes(request, _DECOMPRESS) if settings.decompress else 0


def is_exempt(request: ObjectRequest, settings: PiiSettings) -> bool:
    """Whether the caller is one of those that get objects as they are."""
    arn = request.identity.arn
    return bool(arn) and any(fnmatchcase(arn, pattern) for pattern in settings.exempt_callers)


def choice(request: ObjectRequest, settings: PiiSettings) -> str:
    """What beside the settings decides which bytes come out: the caller's exemption, the ZIP member asked for, and the
    detector, with the files that the settings name.

    It is asked for every request, also for what is answered from a cache, so a part that may not be asked for is
    refused here.

    Raises:
        InvalidRequest: a range or part of the object is asked for and is_partial_object_supported is off.
    """
    check_parts(request, settings)
    member = assembly.member_choice(request, _DECOMPRESS) if settings.decompress else ""
    detector = detector_identity(settings.recognizers_file, settings.model)
    return json.dumps([is_exempt(request, settings), member, detector])


def check_parts(request: ObjectRequest, settings: PiiSettings) -> None:
    """Refuse a range or part of the object where the settings allow none.

    Raises:
        InvalidRequest: one is asked for.
    """
    if settings.is_partial_object_supported:
        return
    parameters = {name.lower() for name in request.query}
    if "range" in request.headers or "range" in parameters:
        raise InvalidRequest("HTTP Header Range is not supported")
    if "partnumber" in parameters:
        raise InvalidRequest("HTTP Header PartNumber is not supported")


def check_size(settings: PiiSettings, size: int | None) -> None:
    """Refuse an object that is larger than the settings allow, before it is read.

    Raises:
        EntityTooLarge: it is.
    """
    if settings.document_max_size and size is not None and size > settings.document_max_size:
        raise EntityTooLarge(TOO_LARGE)


def open_text(source: Source, request: ObjectRequest, settings: PiiSettings) -> Opened:
    """The object's text, decompressed where it has to be; its first 64 KiB are read to see whether it is text.

    Raises:
        UnexpectedContent: it is no text, and unsupported_file_handling is FAIL.
        ObjectLambdaError: it is compressed and damaged, or a ZIP archive without a member chosen.
    """
    changes: Mapping[str, str | None] = {}
    compressed = False
    try:
        if settings.decompress:
            transformed = assembly.decompressed(source, request, _DECOMPRESS)
            chunks, changes, compressed = transformed.chunks, transformed.changes, not transformed.unchanged
        else:
            chunks = source.chunks()
    except (MemberRequired, PasswordRequired, UnsupportedMethod):
        if settings.unsupported_file_handling == "FAIL":
            raise
        return Opened(chunks=source.chunks(), is_text=False, compressed=False, changes={})
    try:
        if settings.document_max_size:
            chunks = _limited(chunks, settings.document_max_size)
        head, chunks, ended = peeked(chunks)
        if is_text(head, settings.encoding, ended=ended):
            return Opened(chunks=chunks, is_text=True, head=head, compressed=compressed, changes=changes)
        if head.startswith(parquet.MAGIC) and parquet.is_available():
            return Opened(chunks=chunks, is_text=False, is_parquet=True, compressed=compressed, changes=changes)
        if settings.unsupported_file_handling == "FAIL":
            raise UnexpectedContent(UNSUPPORTED)
    except BaseException:
        close(chunks)
        raise
    if compressed:  # what is handed out is the object as it is stored
        close(chunks)
        chunks = source.chunks()
    return Opened(chunks=chunks, is_text=False, compressed=False, changes={})


def is_text(head: bytes, encoding: str = "auto", *, ended: bool = False) -> bool:
    """Whether bytes that begin with ``head`` (all of them if ``ended``) can be text in ``encoding``.

    Text with more than a stray NUL is none: they fill archives, and UTF-16 without a mark, where nothing would be
    found.
    """
    if head.startswith(_NO_TEXT) or head[257:262] == _TAR:
        return False
    kind = encoding_of(head, encoding)
    decoder = codecs.getincrementaldecoder(kind.codec)("strict")
    try:
        text = decoder.decode(head[len(kind.mark) :], ended)
    except UnicodeDecodeError:
        return False
    return text.count("\0") * _NUL_SHARE <= len(text)


def peeked(chunks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes], bool]:
    """The first 64 KiB, all chunks from the start, and whether the first bytes are all there are."""
    first: list[bytes] = []
    length = 0
    for chunk in chunks:
        first.append(chunk)
        length += len(chunk)
        if length >= _PEEKED:
            return b"".join(first), _rejoined(first, chunks), False
    return b"".join(first), iter([chunk for chunk in first if chunk]), True


def _rejoined(first: list[bytes], rest: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from chain(first, rest)
    finally:
        close(rest)


def _limited(chunks: Iterator[bytes], most: int) -> Iterator[bytes]:
    total = 0
    try:
        for chunk in chunks:
            total += len(chunk)
            if total > most:
                raise EntityTooLarge(TOO_LARGE)
            yield chunk
    finally:
        close(chunks)
