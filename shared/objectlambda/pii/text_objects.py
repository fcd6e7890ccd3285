"""Opens an object for inspection: checks limits, decompresses, and tells its kind before a byte is sent.

``tail_bytes``, ``member_choice`` and decoding are those of the decompress function.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from objectlambda.decompress import DecompressSettings
from objectlambda.decompress import transform as decompression
from objectlambda.decompress.decoding import Beside
from objectlambda.errors import EntityTooLarge, InvalidRequest
from objectlambda.function import ObjectRequest
from objectlambda.pii.identity import detector_identity
from objectlambda.pii.kinds import Kind, kind_of, peek
from objectlambda.pii.settings import PiiSettings
from objectlambda.source import Source
from objectlambda.streams import close

TOO_LARGE = "Size of the requested object exceeds maximum file size supported"

DECOMPRESS = DecompressSettings(on_uncompressed="pass")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The bytes to inspect, their kind, whether they were compressed, and the changes of the response's head.

    ``is_member`` says that they are one member of an archive, so that the stored object holds more than was inspected.
    """

    chunks: Iterator[bytes] = field(repr=False)
    kind: Kind
    head: bytes = field(default=b"", repr=False)
    compressed: bool
    is_member: bool = False
    changes: Mapping[str, str | None]


def tail_bytes(request: ObjectRequest, settings: PiiSettings) -> int:
    """How many bytes of the object's end to read first: a ZIP archive's directory stands there."""
    return decompression.tail_bytes(request, DECOMPRESS) if settings.decompress else 0


def is_exempt(request: ObjectRequest, settings: PiiSettings) -> bool:
    """Whether the caller is exempt and gets objects as they are stored."""
    arn = request.identity.arn
    return bool(arn) and any(fnmatchcase(arn, pattern) for pattern in settings.exempt_callers)


def choice(request: ObjectRequest, settings: PiiSettings) -> str:
    """What decides the bytes beside the settings: the caller's exemption, the requested ZIP member, and the detector
    with the files that the settings name.

    It is called for every request, also for a cache hit, so that ranges which are not supported are refused here.

    Raises:
        InvalidRequest: a range or part is requested and is_partial_object_supported is off.
    """
    check_parts(request, settings)
    member = decompression.member_choice(request, DECOMPRESS) if settings.decompress else ""
    detector = detector_identity(settings.recognizers_file, settings.model)
    return json.dumps([is_exempt(request, settings), member, detector])


def check_parts(request: ObjectRequest, settings: PiiSettings) -> None:
    """Refuses a range or part of the object where the settings allow none.

    Raises:
        InvalidRequest: a range or part is requested.
    """
    if settings.is_partial_object_supported:
        return
    parameters = {name.lower() for name in request.query}
    if "range" in request.headers or "range" in parameters:
        raise InvalidRequest("HTTP Header Range is not supported")
    if "partnumber" in parameters:
        raise InvalidRequest("HTTP Header PartNumber is not supported")


def check_size(settings: PiiSettings, size: int | None) -> None:
    """Refuses an object that is larger than the settings allow, before it is read.

    Raises:
        EntityTooLarge: the object is larger.
    """
    if settings.document_max_size and size is not None and size > settings.document_max_size:
        raise EntityTooLarge(TOO_LARGE)


def open_object(
    source: Source, request: ObjectRequest, settings: PiiSettings, *, beside: Beside | None = None
) -> Opened:
    """The object, decompressed if necessary; its first 64 KiB are read to tell its kind.

    Args:
        source: the object.
        request: may name a member of a ZIP archive.
        settings: the function's.
        beside: called with the bytes that stand beside a compressed stream's content.

    Raises:
        ObjectLambdaError: it is compressed and damaged, or a ZIP archive of which no member is requested.
    """
    changes: Mapping[str, str | None] = {}
    compressed = is_member = False
    if settings.decompress:
        transformed = decompression.decompressed(source, request, DECOMPRESS, beside=beside, tell_names=False)
        chunks, changes, compressed = transformed.chunks, transformed.changes, not transformed.unchanged
        is_member = transformed.is_member
    else:
        chunks = source.chunks()
    try:
        if settings.document_max_size:
            chunks = limit_bytes(chunks, settings.document_max_size)
        head, chunks, ended = peek(chunks)
        lenient = settings.unsupported_file_handling != "FAIL"
        kind = kind_of(head, settings.encoding, ended=ended, lenient=lenient)
    except BaseException:
        close(chunks)
        raise
    return Opened(chunks=chunks, kind=kind, head=head, compressed=compressed, is_member=is_member, changes=changes)


def limit_bytes(chunks: Iterator[bytes], most: int) -> Iterator[bytes]:
    total = 0
    try:
        for chunk in chunks:
            total += len(chunk)
            if total > most:
                raise EntityTooLarge(TOO_LARGE)
            yield chunk
    finally:
        close(chunks)
