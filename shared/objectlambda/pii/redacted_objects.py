"""The redacted body of an object, chosen by the object's kind, or the reason for refusing it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from objectlambda.decompress import transform as decompression
from objectlambda.decompress.zip.directory import members, read_directory
from objectlambda.errors import (
    MemberRequired,
    ObjectLambdaError,
    PasswordRequired,
    TruncatedObject,
    UnexpectedContent,
    UnsupportedMethod,
)
from objectlambda.function import ObjectRequest, Transformed
from objectlambda.pii import text_objects as objects
from objectlambda.pii.audit import UNINSPECTED, Record
from objectlambda.pii.beside import Beside, LookAt, look_at_runs
from objectlambda.pii.detection.protocols import TextAnalyzer
from objectlambda.pii.documents import MAX_PARTS, is_document
from objectlambda.pii.foreign_texts import with_foreign_texts
from objectlambda.pii.kinds import Kind, is_text, kind_of, peek, unreadable, without_archives
from objectlambda.pii.mail import is_mail, look_at_attachments
from objectlambda.pii.named_texts import Text, entities_in
from objectlambda.pii.parquet import is_available, redact_parquet
from objectlambda.pii.redaction import Redaction, redact
from objectlambda.pii.redaction.blocks import BlockRedaction, seekable_structure
from objectlambda.pii.settings import PiiSettings, RedactionSettings
from objectlambda.pii.structure import Structure
from objectlambda.source import Source
from objectlambda.streams import Closing, close, cut, prime


def redact_object(
    source: Source,
    request: ObjectRequest,
    settings: RedactionSettings,
    redaction: Redaction,
    analyzer: TextAnalyzer,
    record: Record,
) -> Transformed:
    """The body of ``source`` without personal data.

    Raises:
        UnexpectedContent: nothing can be replaced in it, and the settings do not let it through.
        ObjectLambdaError: for the reasons of ``text_objects.open_object``.
    """
    beside = Beside()
    try:
        opened = objects.open_object(source, request, settings, beside=beside.add)
    except (MemberRequired, PasswordRequired, UnsupportedMethod) as error:
        if isinstance(error, MemberRequired) and _is_document(source):
            return _redact_document(source, settings, redaction, analyzer, record)
        if settings.unsupported_file_handling != "PASS_UNINSPECTED":
            raise
        return as_it_is(source.chunks(), source, record, UNINSPECTED)
    part = decompression.member_choice(request, objects.DECOMPRESS)
    if opened.compressed and part and _is_document(source):
        close(opened.chunks)
        return _redact_document(source, settings, redaction, analyzer, record, part, opened.changes)
    if opened.kind is Kind.PARQUET and is_available():
        chunks = redact_parquet(opened.chunks, redaction, analyzer, seen=record.count)
        return Transformed(chunks=_record_at_end(chunks, record, "redacted"), changes=opened.changes)
    if opened.kind is not Kind.TEXT:
        return _no_text(source, opened, settings, _finder(redaction, analyzer, record), beside, record)
    handling, chunks = settings.unsupported_file_handling, opened.chunks
    # Attachments, and what is in another encoding, have to be inspected from their first byte on.
    is_whole = opened.compressed or is_mail(opened.head) or not is_text(opened.head, settings.encoding)
    structure = None if is_whole else seekable_structure(opened.head, redaction, request.key)
    if structure is not None and source.known_size is not None:
        strict = replace(redaction, lenient=handling == "PASS_UNINSPECTED")
        return _redact_in_place(source, chunks, strict, structure, analyzer, record)
    if handling != "PASS_UNINSPECTED":
        look_at = _finder(redaction, analyzer, record)
        chunks = with_foreign_texts(chunks, opened.head, settings.encoding, look_at, is_lenient=handling == "PASS")
        chunks = look_at_attachments(chunks, opened.head, lambda part: _look_at_part(part, settings, look_at))
    chunks = redact(chunks, redaction, key=request.key, analyzer=analyzer, seen=record.count)
    return Transformed(chunks=_record_at_end(chunks, record, "redacted"), changes=opened.changes)


def as_it_is(chunks: Iterator[bytes], source: Source, record: Record, decision: str) -> Transformed:
    """The stored object, after writing the record."""
    record.write(decision)
    size = source.known_size
    seek = None if size is None or source.etag is None else source.stream  # without an ETag from what was inspected
    return Transformed(chunks=chunks, size=size, unchanged=True, seek=seek)


def pass_binary(
    source: Source, opened: objects.Opened, settings: PiiSettings, look_at: LookAt, beside: Beside
) -> Iterator[bytes]:
    """The stored bytes of an object that is not text and holds none; readable texts in them are inspected.

    Raises:
        UnexpectedContent: it is not such an object, or ``unsupported_file_handling`` does not let it through.
    """
    close_and_raise = opened.kind is not Kind.BINARY or settings.unsupported_file_handling == "FAIL"
    if close_and_raise or opened.is_member or is_archive(source):
        close(opened.chunks)
        raise unreadable(opened.kind if close_and_raise else Kind.ZIP)
    source.proven = True
    if not opened.compressed:
        return look_at_runs(without_archives(opened.chunks), look_at)
    for _ in look_at_runs(without_archives(opened.chunks), look_at):
        pass
    beside.check(look_at, passes_binary=True)
    return source.chunks()


def is_archive(source: Source) -> bool:
    """Whether the object can also be read as a ZIP archive, whatever comes before the archive."""
    if source.known_size is None:
        return False
    try:
        read_directory(source, max_members=1)
    except ObjectLambdaError as error:
        return not isinstance(error, TruncatedObject)
    return True


def _no_text(
    source: Source,
    opened: objects.Opened,
    settings: RedactionSettings,
    look_at: LookAt,
    beside: Beside,
    record: Record,
) -> Transformed:
    if settings.unsupported_file_handling == "PASS_UNINSPECTED":
        close(opened.chunks)
        return as_it_is(source.chunks(), source, record, UNINSPECTED)
    chunks = pass_binary(source, opened, settings, look_at, beside)
    return Transformed(chunks=_record_at_end(chunks, record, "passed, no text"), size=source.known_size, unchanged=True)


def _is_document(source: Source) -> bool:
    try:
        return is_document(members(source, max_members=MAX_PARTS))
    except ObjectLambdaError:
        return False


def _redact_document(
    source: Source,
    settings: RedactionSettings,
    redaction: Redaction,
    analyzer: TextAnalyzer,
    record: Record,
    part: str = "",
    changes: Mapping[str, str | None] | None = None,
) -> Transformed:
    """Redacts an Office file, or one part; a file that cannot be redacted is handed out if the settings allow it."""
    from objectlambda.pii.documents.office import redact_document

    handling = settings.unsupported_file_handling
    chunks = redact_document(
        source,
        redaction,
        analyzer,
        passes_binary=handling != "FAIL",
        look_at=_finder(redaction, analyzer, record),
        seen=record.count,
        only=part,
    )
    try:
        chunks = Closing(prime(chunks), chunks)
    except UnexpectedContent:
        if handling != "PASS_UNINSPECTED":
            raise
        return as_it_is(source.chunks(), source, record, UNINSPECTED)
    return Transformed(chunks=_record_at_end(chunks, record, "redacted"), changes=changes or {})


def _look_at_part(chunks: Iterator[bytes], settings: RedactionSettings, look_at: LookAt) -> None:
    """Refuses a mail with an attachment that is not text and cannot be redacted; with PASS, only if it holds text."""
    head, chunks, ended = peek(chunks)
    kind = kind_of(head, ended=ended, lenient=settings.unsupported_file_handling != "FAIL")
    if kind is Kind.TEXT:
        return
    if kind is not Kind.BINARY or settings.unsupported_file_handling == "FAIL":
        raise unreadable(kind, "an attachment")
    for _ in look_at_runs(without_archives(chunks), look_at):
        pass


def _finder(redaction: Redaction, analyzer: TextAnalyzer, record: Record) -> LookAt:
    """A function that refuses a text with personal data, for places where nothing can be replaced."""

    def look_at(texts: Sequence[Text]) -> None:
        for _, entity, _ in entities_in(texts, redaction, analyzer):
            record.count(entity)
            raise UnexpectedContent(
                "the object is no text, but personal data stands in it, where nothing can be replaced: "
                "upload it without"
            )

    return look_at


def _redact_in_place(
    source: Source,
    chunks: Iterator[bytes],
    redaction: Redaction,
    structure: Structure,
    analyzer: TextAnalyzer,
    record: Record,
) -> Transformed:
    """A body of the stored size, in which a mask has as many bytes as its value: a range costs only its blocks."""
    blocks = BlockRedaction(redaction=redaction, structure=structure, analyzer=analyzer, seen=record.count)

    def from_block(body: Iterator[bytes], begin: int) -> Iterator[bytes]:
        return _record_at_end(blocks.redact(body, begin), record, "redacted")

    def seek(start: int, stop: int) -> Iterator[bytes]:
        begin = blocks.block_before(start, source.read_at)
        return cut(from_block(source.stream(begin, source.size), begin), start - begin, stop - begin)

    return Transformed(chunks=from_block(chunks, 0), size=source.known_size, seek=seek)


def _record_at_end(chunks: Iterator[bytes], record: Record, decision: str) -> Iterator[bytes]:
    """Yields ``chunks``, and writes the record at their end or when they break off."""
    try:
        yield from chunks
    except GeneratorExit:
        record.write("not read to the end")
        raise
    except BaseException:
        record.write("failed", failed=True)
        raise
    finally:
        close(chunks)
    record.write(decision)
