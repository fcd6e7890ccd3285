"""The two functions: redaction of an object's body, and access control, which decides whether it may be read."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from objectlambda import log
from objectlambda.errors import InvalidSettings, ObjectLambdaError
from objectlambda.function import Function, ObjectRequest, Transformed
from objectlambda.head import ResponseHead
from objectlambda.pii import text_objects as objects
from objectlambda.pii.access_control import Policy
from objectlambda.pii.audit import EXEMPT, Record, report_settings_without_effect
from objectlambda.pii.detection.loading import default_analyzer
from objectlambda.pii.detection.protocols import TextAnalyzer
from objectlambda.pii.detection.stream import known_types
from objectlambda.pii.entities import ENTITY_TYPES
from objectlambda.pii.entity_types import expand_types, is_type
from objectlambda.pii.guarded_objects import guard_object
from objectlambda.pii.head_text import check_head, redact_head
from objectlambda.pii.identity import detector_identity
from objectlambda.pii.redacted_objects import as_it_is, redact_object
from objectlambda.pii.redaction import KEYED, Mode, Redaction
from objectlambda.pii.settings import AccessControlSettings, PiiSettings, RedactionSettings
from objectlambda.secret_references import secret_in
from objectlambda.settings import load
from objectlambda.source import Source

_NO_SECRETS = frozenset(
    {"HOME", "HOSTNAME", "LANG", "LD_LIBRARY_PATH", "LOGNAME", "OLDPWD", "PATH", "PWD", "PYTHONPATH", "SHELL", "TERM"}
    | {"TMPDIR", "TZ", "USER", "LS_COLORS", "MAIL", "EDITOR", "LESSOPEN", "XDG_DATA_DIRS", "_", "_HANDLER"}
)
"""Variables whose values others know or can guess; an access point's payload may name any variable."""


def redact_body(source: Source, request: ObjectRequest, settings: RedactionSettings) -> Transformed:
    """The body of ``source`` without personal data.

    Raises:
        UnexpectedContent: the object is not text, and the settings do not let such objects through.
        EntityTooLarge: it is larger than the settings allow.
        InvalidSettings: a type, mode or key is wrong or missing.
    """
    _report_once()
    record = Record("pii_redaction", request, settings, "DetectPiiEntities")
    with record.failing():
        redaction = redaction_of(settings)
        objects.check_size(settings, source.known_size)
        if objects.is_exempt(request, settings):
            return as_it_is(source.chunks(), source, record, EXEMPT)
        return redact_object(source, request, settings, redaction, analyzer_of(settings), record)


def guard_body(source: Source, request: ObjectRequest, settings: AccessControlSettings) -> Transformed:
    """The body of ``source`` unchanged, if it holds no personal data that the settings refuse.

    Compressed objects and archives are inspected member by member, and handed out as they are stored.

    Raises:
        AccessDenied: it holds data that the settings refuse.
        ObjectLambdaError: for the reasons of ``redact_body``.
    """
    _report_once()
    record = Record("pii_access_control", request, settings, "ContainsPiiEntities")
    with record.failing():
        policy = _policy(settings)
        objects.check_size(settings, source.known_size)
        if objects.is_exempt(request, settings):
            return as_it_is(source.chunks(), source, record, EXEMPT)
        return guard_object(source, replace(request, query={}), settings, policy, analyzer_of(settings), record)


def _redact_head(head: ResponseHead, request: ObjectRequest, settings: RedactionSettings) -> ResponseHead:
    if objects.is_exempt(request, settings):
        return head
    return redact_head(head, lambda: redaction_of(settings), lambda: analyzer_of(settings))


def _check_head(head: ResponseHead, request: ObjectRequest, settings: AccessControlSettings) -> ResponseHead:
    if objects.is_exempt(request, settings):
        return head
    return check_head(head, lambda: _policy(settings), lambda: analyzer_of(settings))


def redaction_of(settings: RedactionSettings) -> Redaction:
    """What to look for and how to replace it, according to ``settings``.

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
        entity_types=_types_to_find(settings),
        threshold=settings.confidence_threshold,
        mode=Mode(settings.mask_mode),
        modes=modes,
        mask_character=settings.mask_character,
        mask_bytes=settings.mask_bytes,
        keys=settings.redact_keys,
        secret=_secret(settings),
        encoding=settings.encoding,
        lenient=settings.unsupported_file_handling != "FAIL",
    )


def analyzer_of(settings: PiiSettings) -> TextAnalyzer:
    """The analyzer that ``settings`` ask for; loaded once."""
    return default_analyzer(settings.recognizers_file, settings.model, settings.processes)


def _types_to_find(settings: PiiSettings) -> frozenset[str] | None:
    """The types to look for; raises InvalidSettings for an empty list, which would let everything pass."""
    if not settings.pii_entity_types:
        raise InvalidSettings("pii_entity_types is empty: name the types to look for, or ALL")
    return _types(settings.pii_entity_types, settings)


def _types(names: Iterable[str], settings: PiiSettings) -> frozenset[str] | None:
    """The types of that name, ``None`` for ALL; raises InvalidSettings for a name that no recognizer has."""
    wanted = frozenset(names)
    if wanted == {"ALL"}:
        return None
    extra = frozenset() if all(map(is_type, wanted)) else _types_of_all(settings)
    return expand_types(wanted, extra=extra)


def _types_of_all(settings: PiiSettings) -> frozenset[str]:
    """What ALL stands for; only the recognizers or the model of somebody else need to be loaded for it."""
    is_ours = not settings.recognizers_file and not settings.model
    return ENTITY_TYPES if is_ours else known_types(analyzer_of(settings))


def _check(settings: PiiSettings, use: Callable[[], object]) -> None:
    """Raises InvalidSettings where every read would; what only a loaded model knows is left to the reads."""
    if settings.recognizers_file:
        from objectlambda.pii.detection.presidio import load_recognizers  # loads Presidio

        load_recognizers(settings.recognizers_file)
    elif not settings.model:
        use()


def _secret(settings: RedactionSettings) -> bytes:
    if not settings.key_env:
        return b""
    name = settings.key_env
    if name in _NO_SECRETS or name.startswith("AWS_"):
        raise InvalidSettings(f"key_env names the environment variable {name}, which is not made to hold this key")
    key = secret_in(os.environ.get(name, ""))
    if not key:
        raise InvalidSettings(f"key_env names the environment variable {name}, which is not set or empty")
    return key


def _policy(settings: AccessControlSettings) -> Policy:
    counts = settings.minimum_counts or {}
    _types(counts, settings)
    if not all(isinstance(count, int) and count > 0 for count in counts.values()):
        raise InvalidSettings("minimum_counts must give a whole number over 0 for each type")
    warn = _types(settings.warn_entity_types, settings) or frozenset()
    deny = _types_to_find(settings)
    if deny is None and not warn <= (known := _types_of_all(settings)):
        deny = known  # ALL leaves the identifiers out that are warned of
    return Policy(
        language_code=settings.language_code,
        deny=None if deny is None else deny - warn,
        warn=warn,
        minimum=counts,
        threshold=settings.confidence_threshold,
        encoding=settings.encoding,
        lenient=settings.unsupported_file_handling != "FAIL",
    )


def _redaction_choice(request: ObjectRequest, settings: RedactionSettings) -> str:
    """What decides the bytes beside the settings, with a digest of the key: another key gives another ETag."""
    modes = {settings.mask_mode, *(settings.mask_modes or {}).values()}
    keyed = bool(KEYED & modes)
    secret = hashlib.sha256(b"etag" + _secret(settings)).hexdigest() if keyed else ""
    return f"{objects.choice(request, settings)}/{secret}"


def _no_member(request: ObjectRequest, settings: AccessControlSettings) -> str:
    objects.check_parts(request, settings)
    return objects.choice(replace(request, query={}), settings)


def warm_up(kind: type[PiiSettings], environ: Mapping[str, str]) -> None:
    """Loads the analyzer that the environment asks for, and analyzes a first text.

    For hosts that initialize before the first request: Lambda gives initialization the whole CPU, and SnapStart keeps
    what is loaded. Errors in settings are only logged here; each request reports them.
    """
    try:
        settings = load(kind, environ)
        detector_identity(settings.recognizers_file, settings.model)
        analyzer = analyzer_of(settings)
        analyzer.analyze_many(["Call Jane Doe on 206-555-0100."])
    except ObjectLambdaError as error:
        log.write(logging.ERROR, "not ready", reason=str(error))


@lru_cache(maxsize=1)  # threads that call it at the same time may report twice
def _report_once() -> None:
    report_settings_without_effect(os.environ)


PII_REDACTION = Function(
    name="pii_redaction",
    version="4",
    settings=RedactionSettings,
    open=redact_body,
    hides=True,
    head=_redact_head,
    choice=_redaction_choice,
    check=lambda settings: _check(settings, lambda: redaction_of(settings)),
    tail_bytes=objects.tail_bytes,
)

PII_ACCESS_CONTROL = Function(
    name="pii_access_control",
    version="3",
    settings=AccessControlSettings,
    open=guard_body,
    hides=True,
    head=_check_head,
    choice=_no_member,
    check=lambda settings: _check(settings, lambda: _policy(settings)),
)
