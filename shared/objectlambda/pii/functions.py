"""From a source to its redacted body, or to the decision whether it may be read: the two functions."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from objectlambda import log
from objectlambda.decompress.zip.directory import members
from objectlambda.decompress.zip.unzip import unzip
from objectlambda.errors import InvalidSettings, MemberRequired, ObjectLambdaError, UnexpectedContent
from objectlambda.function import Function, ObjectRequest, Transformed
from objectlambda.pii import text_objects as objects
from objectlambda.pii.access_control import Policy, guard, inspect
from objectlambda.pii.audit import Record, report_settings_without_effect
from objectlambda.pii.detection.loading import default_analyzer
from objectlambda.pii.detection.stream import TextAnalyzer, known_types
from objectlambda.pii.entities import ENTITY_TYPES, checked_types
from objectlambda.pii.parquet import inspect_parquet, redact_parquet
from objectlambda.pii.redaction import KEYED, Mode, Redaction, redact
from objectlambda.pii.redaction.blocks import block_before, redact_blocks, seekable_structure
from objectlambda.pii.settings import AccessControlSettings, PiiSettings, RedactionSettings
from objectlambda.pii.structure import Structure
from objectlambda.pii.text_objects import UNSUPPORTED, is_text, peeked
from objectlambda.settings import load
from objectlambda.source import Source
from objectlambda.streams import Closing, close, cut, primed

_ZIP = b"PK"
_MAX_MEMBERS = 100_000
_NO_SECRETS = frozenset(
    {"HOME", "HOSTNAME", "LANG", "LD_LIBRARY_PATH", "LOGNAME", "OLDPWD", "PATH", "PWD", "PYTHONPATH", "SHELL", "TERM"}
    | {"TMPDIR", "TZ", "USER"}
)
"""Variables whose values others know or guess; an access point's payload may name any variable."""


def redacted(source: Source, request: ObjectRequest, settings: RedactionSettings) -> Transformed:
    """The body of ``source`` without personal data.

    Raises:
        UnexpectedContent: the object is no text, and such objects are not let through.
        EntityTooLarge: it is larger than the settings allow.
        InvalidSettings: a type, mode or key is wrong or missing.
    """
    _report_once()
    record = Record("pii_redaction", request, settings, "DetectPiiEntities")
    with record.failing():
        redaction = redaction_of(settings)
        objects.check_size(settings, source.known_size)
        if objects.is_exempt(request, settings):
            return _as_it_is(source.chunks(), source, record, "exempt")
        opened = objects.open_text(source, request, settings)
    if opened.is_parquet:
        chunks = redact_parquet(opened.chunks, redaction, analyzer_of(settings), seen=record.seen)
        return Transformed(chunks=_recorded(chunks, record, "redacted"), changes=opened.changes)
    if not opened.is_text:
        return _as_it_is(opened.chunks, source, record, "passed, no text")
    structure = None if opened.compressed else seekable_structure(opened.head, redaction, request.key)
    if structure is not None and source.known_size is not None:
        return _redacted_in_place(source, opened.chunks, redaction, structure, settings, record)
    chunks = redact(opened.chunks, redaction, key=request.key, analyzer=analyzer_of(settings), seen=record.seen)
    return Transformed(chunks=_recorded(chunks, record, "redacted"), changes=opened.changes)


def _redacted_in_place(
    source: Source,
    chunks: Iterator[bytes],
    redaction: Redaction,
    structure: Structure,
    settings: RedactionSettings,
    record: Record,
) -> Transformed:
    """The body whose bytes stand where they stood: its size is known, and a range costs the blocks that it touches."""

    def from_block(body: Iterator[bytes], begin: int) -> Iterator[bytes]:
        made = redact_blocks(body, redaction, structure, begin=begin, analyzer=analyzer_of(settings), seen=record.seen)
        return _recorded(made, record, "redacted")

    def seek(start: int, stop: int) -> Iterator[bytes]:
        begin = block_before(start, source.read_at)
        return cut(from_block(source.stream(begin, source.size), begin), start - begin, stop - begin)

    return Transformed(chunks=from_block(chunks, 0), size=source.known_size, seek=seek)


def guarded(source: Source, request: ObjectRequest, settings: AccessControlSettings) -> Transformed:
    """The body of ``source`` as it is, if it holds no personal data that the settings refuse.

    Compressed objects are looked into and handed out as they are stored; of a ZIP archive every member is read.

    Raises:
        AccessDenied: it holds such data.
        ObjectLambdaError: as ``redacted``.
    """
    _report_once()
    record = Record("pii_access_control", request, settings, "ContainsPiiEntities")
    with record.failing():
        policy = _policy(settings)
        objects.check_size(settings, source.known_size)
        if objects.is_exempt(request, settings):
            return _as_it_is(source.chunks(), source, record, "exempt")
        chunks = _inspected(source, replace(request, query={}), settings, policy, record)
        # The first chunk comes with the decision: HeadObject, which reads no further, is refused as GetObject is.
        decided = Closing(primed(chunks), chunks)
    return _as_it_is(decided, source, record, "allowed")


def _inspected(
    source: Source, request: ObjectRequest, settings: AccessControlSettings, policy: Policy, record: Record
) -> Iterator[bytes]:
    try:
        opened = objects.open_text(source, request, settings)
    except MemberRequired:
        return _inspected_archive(source, settings, policy, record)
    if opened.is_parquet:
        return _then_as_stored(
            source, lambda: inspect_parquet(opened.chunks, policy, analyzer_of(settings), seen=record.seen)
        )
    if not opened.is_text:
        return opened.chunks
    if not opened.compressed:
        return guard(opened.chunks, policy, key=request.key, memory_bytes=settings.spool_memory_bytes, seen=record.seen)
    if source.known_size is not None and source.read_at(0, len(_ZIP)) == _ZIP:
        close(opened.chunks)
        return _inspected_archive(source, settings, policy, record)

    def inspect_decoded() -> None:
        inspect(opened.chunks, policy, key=request.key, analyzer=analyzer_of(settings), seen=record.seen)

    return _then_as_stored(source, inspect_decoded)


def _inspected_archive(
    source: Source, settings: AccessControlSettings, policy: Policy, record: Record
) -> Iterator[bytes]:
    def inspect_members() -> None:
        for member in members(source, max_members=_MAX_MEMBERS):
            head, chunks, ended = peeked(unzip(source, member))
            if is_text(head, settings.encoding, ended=ended):
                inspect(chunks, policy, key=member.name, analyzer=analyzer_of(settings), seen=record.seen)
            elif settings.unsupported_file_handling == "FAIL":
                close(chunks)
                raise UnexpectedContent(UNSUPPORTED)
            else:
                close(chunks)

    return _then_as_stored(source, inspect_members)


def _then_as_stored(source: Source, check: Callable[[], object]) -> Iterator[bytes]:
    """The object as it is stored, once ``check`` has raised nothing."""
    check()
    yield from source.chunks()


def _as_it_is(chunks: Iterator[bytes], source: Source, record: Record, decision: str) -> Transformed:
    record.write(decision)
    size = source.known_size
    return Transformed(chunks=chunks, size=size, unchanged=True, seek=None if size is None else source.stream)


def _recorded(chunks: Iterator[bytes], record: Record, decision: str) -> Iterator[bytes]:
    """``chunks``; at their end, or at what ends them, the record is written."""
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


def redaction_of(settings: RedactionSettings) -> Redaction:
    """What to look for and what to put in its place, as ``settings`` say.

    Raises:
        InvalidSettings: a type, mode or key is wrong or missing.
    """
    modes = {}
    for name, mode in (settings.mask_modes or {}).items():
        _types([name], settings)
        if mode not in set(Mode):
            raise InvalidSettings(f"mask_modes: the mode of {name} must be one of {', '.join(Mode)}")
        modes[name] = Mode(mode)
    return Redaction(
        language_code=settings.language_code,
        entity_types=_looked_for(settings),
        threshold=settings.confidence_threshold,
        mode=Mode(settings.mask_mode),
        modes=modes,
        mask_character=settings.mask_character,
        mask_bytes=settings.mask_bytes,
        keys=settings.redact_keys,
        secret=_secret(settings),
        encoding=settings.encoding,
        lenient=settings.unsupported_file_handling == "PASS",
    )


def analyzer_of(settings: PiiSettings) -> TextAnalyzer:
    """What finds the entities, as ``settings`` say; loaded once."""
    return default_analyzer(settings.recognizers_file, settings.model, settings.processes)


def _looked_for(settings: PiiSettings) -> frozenset[str] | None:
    """The types to look for; none at all would let everything pass."""
    if not settings.pii_entity_types:
        raise InvalidSettings("pii_entity_types is empty: name the types to look for, or ALL")
    return _types(settings.pii_entity_types, settings)


def _types(names: Iterable[str], settings: PiiSettings) -> frozenset[str] | None:
    """The types of that name, ``None`` for all; raises InvalidSettings for a name that no recognizer has."""
    wanted = frozenset(names)
    if "ALL" in wanted:
        return None
    extra = frozenset() if wanted <= ENTITY_TYPES else known_types(analyzer_of(settings))
    return checked_types(wanted, extra=extra)


def _secret(settings: RedactionSettings) -> bytes:
    if not settings.key_env:
        return b""
    name = settings.key_env
    if name in _NO_SECRETS or name.startswith("AWS_"):
        raise InvalidSettings(f"key_env names the environment variable {name}, which is not made to hold this key")
    key = os.environ.get(name, "").encode()
    if not key:
        raise InvalidSettings(f"key_env names the environment variable {name}, which is not set or empty")
    return key


def _policy(settings: AccessControlSettings) -> Policy:
    counts = settings.minimum_counts or {}
    _types(counts, settings)
    if not all(isinstance(count, int) and count > 0 for count in counts.values()):
        raise InvalidSettings("minimum_counts must give a whole number over 0 for each type")
    warn = _types(settings.warn_entity_types, settings) or frozenset()
    deny = _looked_for(settings)
    return Policy(
        language_code=settings.language_code,
        deny=None if deny is None else deny - warn,
        warn=warn,
        minimum=counts,
        threshold=settings.confidence_threshold,
        encoding=settings.encoding,
        lenient=settings.unsupported_file_handling == "PASS",
    )


def _redaction_choice(request: ObjectRequest, settings: RedactionSettings) -> str:
    """What beside the settings decides the bytes; a digest of the key, so that another key is another ETag."""
    modes = {settings.mask_mode, *(settings.mask_modes or {}).values()}
    keyed = bool(KEYED & modes)
    secret = hashlib.sha256(b"etag" + _secret(settings)).hexdigest() if keyed else ""
    return f"{objects.choice(request, settings)}/{secret}"


def _no_member(request: ObjectRequest, settings: AccessControlSettings) -> str:
    objects.check_parts(request, settings)
    return objects.choice(replace(request, query={}), settings)


def warm_up(kind: type[PiiSettings], environ: Mapping[str, str]) -> None:
    """Load the analyzer that the environment asks for, and let it see a first text.

    For a host that is initialized before requests come: Lambda gives the whole CPU to that, and SnapStart keeps what
    is loaded. Wrong settings are left to the requests, each of which is answered with what is wrong.
    """
    try:
        analyzer = analyzer_of(load(kind, environ))
        analyzer.analyze_many(["Call Jane Doe on 206-555-0100."])
    except ObjectLambdaError as error:
        log.write(logging.ERROR, "not ready", reason=str(error))


@lru_cache(maxsize=1)
def _report_once() -> None:
    report_settings_without_effect(os.environ)


PII_REDACTION = Function(
    name="pii_redaction",
    version="2",
    settings=RedactionSettings,
    open=redacted,
    hides=True,
    choice=_redaction_choice,
    tail_bytes=objects.tail_bytes,
)

PII_ACCESS_CONTROL = Function(
    name="pii_access_control",
    version="2",
    settings=AccessControlSettings,
    open=guarded,
    hides=True,
    choice=_no_member,
)
