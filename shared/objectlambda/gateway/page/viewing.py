"""The beginning of an object, as it is stored and as it comes out of an access point, with the time that both took."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, field
from typing import Any

from objectlambda import respond
from objectlambda.decompress.transform import TAIL_BYTES
from objectlambda.decompress.zip.directory import members
from objectlambda.errors import ObjectLambdaError, OriginError, s3_error
from objectlambda.function import ObjectRequest
from objectlambda.gateway.config.access_points import AccessPoint
from objectlambda.gateway.page.segments import Segment, Span, hexadecimal, mark_replacements, marked, readable
from objectlambda.gateway.runners.runner import Call, Runner
from objectlambda.gateway.runners.threads import Cancellable, Threads
from objectlambda.headers import Headers
from objectlambda.measures import Measures
from objectlambda.registry import function_named
from objectlambda.settings import load
from objectlambda.source import Source
from objectlambda.steps import Step, through
from objectlambda.stores.single_file import BytesObject
from objectlambda.streams import close

SHOWN_BYTES = 48 * 1024

LISTED_MEMBERS = 500
MAX_MEMBERS = 10_000
PASTED = "pasted.txt"

_STORED = ("size", "contentType", "firstByteMs", "totalMs")
"""What is told of the stored object also where its decompressed text is shown."""
_PLAIN = json.dumps({"on_uncompressed": "pass"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """The first bytes of a body, and what was told of it."""

    data: bytes = field(repr=False)
    cut: bool = False
    size: int | None = None
    content_type: str = ""
    first_byte_ms: float = 0.0
    total_ms: float = 0.0


async def view(call: Call, runner: Runner, threads: Threads) -> dict[str, Any]:
    """What the page shows of one object, as JSON: ``before`` and ``after``, the ``types`` found, and times in ms.

    ``before`` and ``after`` hold ``segments``; ``after`` may hold an ``error`` in their place. ``members`` are the
    files of a ZIP archive. ``loadingMs`` is what the detector took to load; no other time holds it. Raises
    ObjectLambdaError where the stored object cannot be read.
    """
    stop = Cancellable()
    looking = _looking(call.access_point, call.request.key)
    loading = await threads.run(lambda: _loading(looking), stop.cancel)
    stored = await threads.run(lambda: _read_stored(call, stop), stop.cancel)
    names = await threads.run(lambda: _members(call, stop, stored), stop.cancel)
    error: tuple[int, str, str] | None = None
    after = Beginning(data=b"")
    try:
        after = await _through(call, runner)
    except ObjectLambdaError as refused:
        error = s3_error(refused)
    read = stored
    if looking is not None:
        read = await threads.run(lambda: _read_decompressed(call, stop, stored), stop.cancel)
    compared = await threads.run(lambda: _compare(read, after, error, looking, call.request.key), stop.cancel)
    if read is not stored:
        compared["before"] |= {name: value for name, value in _side(stored).items() if name in _STORED}
        compared["before"]["decompressed"] = True
    return {**compared, "members": names, "loadingMs": loading}


def view_text(point: AccessPoint, text: bytes) -> dict[str, Any]:
    """What the page shows of a pasted ``text``, as ``view`` does of an object. Blocks.

    It goes through the steps of the access point that look for personal data. Raises OriginError where none does.
    """
    steps = [step for step in point.steps_for(PASTED) if finds_personal_data(step.function)]
    if not steps:
        raise OriginError(400, "InvalidRequest", "This access point does not look for personal data")
    loading = _loading(steps[-1])
    started = time.monotonic()
    before = _beginning(text, Headers({"content-type": "text/plain", "content-length": len(text)}), 0.0, started)
    reading = respond.Reading(
        function=function_named(steps[0].function),
        request=ObjectRequest(key=PASTED),
        origin=BytesObject(text, PASTED),
        environ=os.environ,
        measures=Measures(),
    )
    error: tuple[int, str, str] | None = None
    after = Beginning(data=b"")
    started = time.monotonic()
    try:
        response = respond.get(through(steps, reading))
        after = _read(response.body, Headers(response.head.http()), started)
    except ObjectLambdaError as refused:
        error = s3_error(refused)
    return {**_compare(before, after, error, steps[-1], PASTED), "members": [], "loadingMs": loading}


def finds_personal_data(function: str) -> bool:
    """Whether ``function`` looks for personal data."""
    return function.startswith("pii_")


def _looking(point: AccessPoint, key: str) -> Step | None:
    """The step that looks for personal data in the object, if one does."""
    return next((step for step in reversed(point.steps_for(key)) if finds_personal_data(step.function)), None)


def _loading(looking: Step | None) -> float:
    """Milliseconds that the detector took to load: none where it is there, or is not needed."""
    started = time.monotonic()
    if looking is None:
        return 0.0
    _entities("", "", looking)
    return _ms(started)


def _compare(
    before: Beginning, after: Beginning, error: tuple[int, str, str] | None, looking: Step | None, key: str
) -> dict[str, Any]:
    """Both sides, with the entities marked in them where something looks for them and there is text."""
    shown = _sides(before, after, error)
    text = readable(before.data, cut=before.cut)
    if looking is None or text is None:
        return {**shown, "types": [], "detectionMs": None}
    started = time.monotonic()
    spans = _entities(text, key, looking)
    detection = _ms(started)
    shown["before"]["segments"] = [asdict(segment) for segment in marked(text, spans)]
    came_out = readable(after.data, cut=after.cut)
    if error is None and came_out is not None:
        shown["after"]["segments"] = [asdict(segment) for segment in mark_replacements(text, came_out, spans)]
    counts = Counter(span.type for span in spans)
    types = [{"type": name, "count": counts[name]} for name in sorted(counts)]
    return {**shown, "types": types, "detectionMs": detection}


def _members(call: Call, stop: Cancellable, stored: Beginning) -> list[str]:
    """The names of the files in a ZIP archive, at most ``LISTED_MEMBERS``; none of another object."""
    if not stored.data.startswith(b"PK"):
        return []
    key = call.request.key
    try:
        source = Source.open(call.store.object(key, Headers(), {}, stop), key, {}, stop, f"bytes=-{TAIL_BYTES}")
        with closing(source):
            found = members(source, max_members=MAX_MEMBERS)
    except ObjectLambdaError:
        return []  # the access point says what is wrong with it
    return [member.name for member in found if not member.name.endswith("/")][:LISTED_MEMBERS]


def _sides(stored: Beginning, after: Beginning, error: tuple[int, str, str] | None) -> dict[str, Any]:
    told = _side(after)
    if error is not None:
        told = {"error": dict(zip(("status", "code", "message"), error, strict=True))}
    return {"before": _side(stored), "after": told, "shownBytes": SHOWN_BYTES}


def _side(beginning: Beginning) -> dict[str, Any]:
    text = readable(beginning.data, cut=beginning.cut)
    shown = Segment(text=hexadecimal(beginning.data) if text is None else text)
    return {
        "segments": [asdict(shown)],
        "binary": text is None,
        "decompressed": False,
        "cut": beginning.cut,
        "size": beginning.size,
        "contentType": beginning.content_type,
        "firstByteMs": beginning.first_byte_ms,
        "totalMs": beginning.total_ms,
    }


def _read_stored(call: Call, stop: Cancellable) -> Beginning:
    started = time.monotonic()
    found = call.store.object(call.request.key, Headers(), {}, stop).get({})
    return _read(found.body, found.headers, started)


def _read_decompressed(call: Call, stop: Cancellable, stored: Beginning) -> Beginning:
    """The object as a function that looks for personal data reads it; where it is compressed, decompressed."""
    if readable(stored.data, cut=stored.cut) is not None:
        return stored
    started = time.monotonic()
    reading = respond.Reading(
        function=function_named("decompress"),
        request=ObjectRequest(key=call.request.key, payload=_PLAIN, query=dict(call.request.query)),
        origin=call.store.object(call.request.key, Headers(), {}, stop),
        environ={},
        measures=Measures(),
        deadline=stop,
    )
    try:
        response = respond.get(reading)
    except ObjectLambdaError:
        return stored
    return _read(response.body, Headers(response.head.http()), started)


def _read(body: Iterable[bytes], headers: Headers, started: float) -> Beginning:
    data = bytearray()
    first = 0.0
    try:
        for chunk in body:
            first = first or _ms(started)
            data += chunk
            if len(data) > SHOWN_BYTES:
                break
    finally:
        close(body)
    return _beginning(data, headers, first, started)


async def _through(call: Call, runner: Runner) -> Beginning:
    started = time.monotonic()
    found = await runner.get(call)
    headers, first = Headers(found.headers), _ms(started)
    if isinstance(found.body, bytes):
        return _beginning(found.body, headers, first, started)
    data = bytearray()
    try:
        while len(data) <= SHOWN_BYTES and (chunk := await found.body.next()):
            data += chunk
    finally:
        await found.body.close()
    return _beginning(data, headers, first, started)


def _beginning(data: bytes | bytearray, headers: Mapping[str, str], first: float, started: float) -> Beginning:
    length = headers.get("content-length", "")
    return Beginning(
        data=bytes(data[:SHOWN_BYTES]),
        cut=len(data) > SHOWN_BYTES,
        size=int(length) if length.isdigit() else None,
        content_type=headers.get("content-type", ""),
        first_byte_ms=first or _ms(started),
        total_ms=_ms(started),
    )


def _entities(text: str, key: str, looking: Step) -> list[Span]:
    from objectlambda.pii import detect

    settings = load(function_named(looking.function).settings, os.environ, looking.payload)
    found = detect(
        text,
        settings.language_code,
        entity_types=settings.pii_entity_types,
        threshold=settings.confidence_threshold,
        key=key,
    )
    return [Span(type=str(e.type), start=e.start, end=e.end, score=round(e.score, 3)) for e in found]


def _ms(started: float) -> float:
    return round((time.monotonic() - started) * 1000, 2)
