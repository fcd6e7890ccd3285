"""An object to look at: checked against the limits, decompressed, its kind known before a byte is out.

``tail_bytes``, ``member_choice`` and the decoding itself are the decompress function's own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from objectlambda.decompress import DecompressSettings
from objectlambda.decompress import transform as assembly
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
    """The bytes to look at, what they are, whether they were compressed, and what that changes of the head.

    ``is_member`` says that they are one member of an archive: the stored object holds more than was looked at.
    """

    chunks: Iterator[bytes] = field(repr=False)
    kind: Kind
    head: bytes = field(default=b"", repr=False)
    compressed: bool
    is_member: bool = False
    changes: Mapping[str, str | None]


def tail_bytes(request: ObjectRequest, settings: PiiSettings) -> int:
    """What of the object's end to ask for first: a ZIP archive's directory."""
    return assembly.tail_bytes(request, DECOMPRESS) if settings.decompress else 0


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
    member = assembly.member_choice(request, DECOMPRESS) if settings.decompress else ""
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


def open_object(
    source: Source, request: ObjectRequest, settings: PiiSettings, *, beside: Beside | None = None
) -> Opened:
    """The object, decompressed where it has to be; its first 64 KiB are read to see what it is.

    Args:
        source: the object.
        request: may name a member of a ZIP archive.
        settings: the function's.
        beside: told of what stands beside a compressed stream's content.

    Raises:
        ObjectLambdaError: it is compressed and damaged, or a ZIP archive without a member chosen.
    """
    changes: Mapping[str, str | None] = {}
    compressed = is_member = False
    if settings.decompress:
        transformed = assembly.decompressed(source, request, DECOMPRESS, beside=beside, tell_names=False)
        chunks, changes, compressed = transformed.chunks, transformed.changes, not transformed.unchanged
        is_member = transformed.is_member
    else:
        chunks = source.chunks()
    try:
        if settings.document_max_size:
            chunks = limited(chunks, settings.document_max_size)
        head, chunks, ended = peek(chunks)
        lenient = settings.unsupported_file_handling != "FAIL"
        kind = kind_of(head, settings.encoding, ended=ended, lenient=lenient)
    except BaseException:
        close(chunks)
        raise
    return Opened(chunks=chunks, kind=kind, head=head, compressed=compressed, is_member=is_member, changes=changes)


def limited(chunks: Iterator[bytes], most: int) -> Iterator[bytes]:
    total = 0
    try:
        for chunk in chunks:
            total += len(chunk)
            if total > most:
                raise EntityTooLarge(TOO_LARGE)
            yield chunk
    finally:
        close(chunks)
