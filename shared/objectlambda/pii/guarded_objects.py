"""The body that access control hands out: the stored object, after all of it was inspected."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from objectlambda.decompress import transform as decompression
from objectlambda.errors import ObjectLambdaError
from objectlambda.function import ObjectRequest, Transformed
from objectlambda.pii import text_objects as objects
from objectlambda.pii.access_control import Policy, guard
from objectlambda.pii.audit import UNINSPECTED, Record
from objectlambda.pii.containers import Inspector
from objectlambda.pii.detection.protocols import TextAnalyzer
from objectlambda.pii.foreign_texts import with_foreign_texts
from objectlambda.pii.kinds import Kind, kind_of, peek, unreadable
from objectlambda.pii.mail import look_at_attachments
from objectlambda.pii.redacted_objects import as_it_is, is_archive
from objectlambda.pii.settings import AccessControlSettings
from objectlambda.source import Source
from objectlambda.streams import Closing, close, prime

_NOT_WITHOUT_DECOMPRESS = frozenset((Kind.ZIP, Kind.TAR, Kind.COMPRESSED))


def guard_object(
    source: Source,
    request: ObjectRequest,
    settings: AccessControlSettings,
    policy: Policy,
    analyzer: TextAnalyzer,
    record: Record,
) -> Transformed:
    """The stored object, if it holds nothing that ``policy`` refuses. Errors are raised before the first byte is sent.

    Raises:
        AccessDenied: it holds what the policy refuses.
        ObjectLambdaError: it cannot be inspected.
    """
    source.proven = True
    inspector = Inspector(
        policy=policy,
        analyzer=analyzer,
        handling=settings.unsupported_file_handling,
        seen=record.count,
        most=settings.document_max_size,
    )
    decision = "allowed"
    try:
        chunks = _inspect(source, request, settings, inspector)
        # The first chunk comes with the decision, so that HeadObject, which reads no further, is refused, too.
        decided = Closing(prime(chunks), chunks)
    except ObjectLambdaError as error:
        if settings.unsupported_file_handling != "PASS_UNINSPECTED" or not inspector.is_unreadable(error):
            raise
        decided, decision = Closing(source.chunks()), UNINSPECTED
    return as_it_is(decided, source, record, decision)


def _inspect(
    source: Source, request: ObjectRequest, settings: AccessControlSettings, inspector: Inspector
) -> Iterator[bytes]:
    if not settings.decompress:
        head, chunks, ended = peek(source.chunks())
    else:
        opened = decompression.open_stream(source, request, objects.DECOMPRESS)
        if opened is None:
            return _stored_after(source, inspector, lambda: inspector.archive(source))
        found = opened.format
        if found is not None:
            return _stored_after(source, inspector, lambda: inspector.stream(found, opened.chunks, request.key))
        head, chunks, ended = peek(opened.chunks)
    kind = kind_of(head, settings.encoding, ended=ended, lenient=inspector.policy.lenient)
    if kind is Kind.TEXT:
        return _guard_text(chunks, head, request, settings, inspector)
    if kind in _NOT_WITHOUT_DECOMPRESS and not settings.decompress:
        close(chunks)
        raise unreadable(kind)
    if kind is Kind.BINARY and settings.unsupported_file_handling == "PASS" and is_archive(source):
        close(chunks)
        return _stored_after(source, inspector, lambda: inspector.archive(source))
    return _stored_after(source, inspector, lambda: inspector.content(chunks, request.key))


def _guard_text(
    chunks: Iterator[bytes], head: bytes, request: ObjectRequest, settings: AccessControlSettings, inspector: Inspector
) -> Iterator[bytes]:
    handling = settings.unsupported_file_handling
    chunks = look_at_attachments(chunks, head, inspector.attachment)
    if settings.document_max_size:
        chunks = objects.limit_bytes(chunks, settings.document_max_size)
    if handling != "PASS_UNINSPECTED":
        is_lenient = handling == "PASS"
        chunks = with_foreign_texts(chunks, head, settings.encoding, inspector.look_at, is_lenient=is_lenient)
    return guard(
        chunks,
        inspector.policy,
        key=request.key,
        memory_bytes=settings.spool_memory_bytes,
        analyzer=inspector.analyzer,
        seen=inspector.seen,
    )


def _stored_after(source: Source, inspector: Inspector, check: Callable[[], object]) -> Iterator[bytes]:
    """The stored object, after ``check`` has returned without an error."""
    check()
    inspector.finish()
    yield from source.chunks()
