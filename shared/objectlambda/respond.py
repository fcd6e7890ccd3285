"""The orchestrator: the one place that knows all the steps from a request to a response.

    request ─► settings ─► conditions ─► Source ─► Function.open ─► ranges ─► primed ─► Response

Hosts (Lambda, gateway, command line) call ``get`` and ``head`` and carry the Response out. Whatever is raised here is
raised before the first byte leaves, and becomes an S3 error; the body raises what goes wrong later, which must break
the transfer visibly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from objectlambda.conditions import Tagger
from objectlambda.counting import count
from objectlambda.deadline import Deadline
from objectlambda.errors import NotModified, OriginError, SizeUnknown
from objectlambda.function import Function, ObjectRequest, Transformed
from objectlambda.head import ResponseHead, from_origin, not_modified
from objectlambda.headers import Headers
from objectlambda.measured import Measure, MeasureKey, Measures
from objectlambda.ranges import PartNumber, Selection, Span, parts_count, selection
from objectlambda.settings import fingerprint, load
from objectlambda.source import Origin, Source, pinned
from objectlambda.streams import Closing, close, cut, ending, exactly, primed, read_ahead


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A head, and a body whose first chunk is already there. Whoever takes it closes the body."""

    head: ResponseHead
    body: Iterator[bytes] = field(repr=False, default_factory=lambda: iter(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that a read of one object needs: the function, the request, where the object lies, and the limits."""

    function: Function[Any]
    request: ObjectRequest
    origin: Origin
    environ: Mapping[str, str] = field(repr=False)
    measures: Measures
    deadline: Deadline = field(default_factory=Deadline)
    reader: Origin | None = None  # reads the body for HeadObject, where ``origin`` is good for HEAD only
    # Counts a body in place of ``head``, and may keep it.
    counter: Callable[[Reading, Headers], Measure | None] | None = None


def get(reading: Reading) -> Response:
    """The response to GetObject.

    Raises:
        ObjectLambdaError: the answer to the caller in its place.
    """
    plan = Plan(reading)
    try:
        source = plan.open(reading.origin, plan.conditions)
    except NotModified as answer:
        return Response(head=plan.not_modified(answer))
    try:
        return _respond(plan, source)
    except BaseException:
        source.close()
        raise


def head(reading: Reading) -> ResponseHead:
    """The response to HeadObject: the head that GetObject would have.

    Raises:
        ObjectLambdaError: the answer to the caller in its place.
    """
    plan = Plan(reading)
    try:
        headers = reading.origin.head(plan.conditions)
    except NotModified as answer:
        return plan.not_modified(answer)
    measure = plan.measure(headers) or _measure(plan, headers)
    wanted = plan.wanted(headers)
    whole = plan.head(headers, measure.changes, measure.unchanged and wanted is None)
    if wanted is None:
        return whole.changed({"ContentLength": measure.size})
    return partial(whole, wanted, wanted.resolve(measure.size))


class Plan:
    """What is decided of a read before anything is fetched. For hosts that keep bodies: others want get and head."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.function, self.request = reading.function, reading.request
        self.settings = load(self.function.settings, reading.environ, self.request.payload)
        self._selection = selection(self.request.headers, self.request.query)
        self.tagger = Tagger("" if self.function.as_stored else self._fingerprint())
        self.conditions = self.tagger.forwarded(self.request.headers)

    def _fingerprint(self) -> str:
        choice = self.function.choice(self.request, self.settings)
        return fingerprint(self.settings, self.function.name, self.function.version, choice)

    def open(self, origin: Origin, conditions: Mapping[str, str]) -> Source:
        tail_bytes = self.function.tail_bytes(self.request, self.settings)
        return Source.open(origin, self.request.key, conditions, self.reading.deadline, tail_bytes)

    def transformed(self, source: Source) -> Transformed:
        return self.function.open(source, self.request, self.settings)

    def wanted(self, headers: Headers) -> Selection | None:
        if self._selection is None or not self.tagger.range_applies(self.request.headers, headers):
            return None
        return self._selection

    def measure_key(self, headers: Headers) -> MeasureKey | None:
        etag = headers.get("etag")
        if not etag:
            return None
        version = headers.get("x-amz-version-id", "")
        return MeasureKey(self.request.key, etag, version, self.tagger.fingerprint)

    def measure(self, headers: Headers) -> Measure | None:
        return self.reading.measures.get(self.measure_key(headers))

    def remember(self, headers: Headers, measure: Measure) -> None:
        self.reading.measures.put(self.measure_key(headers), measure)

    def head(self, headers: Headers, changes: Mapping[str, str | None], unchanged: bool) -> ResponseHead:
        kept = from_origin(headers, unchanged=unchanged)
        return kept.changed({"ETag": self.tagger.derive(headers.get("etag")), "AcceptRanges": "bytes", **changes})

    def not_modified(self, answer: NotModified) -> ResponseHead:
        headers = Headers(answer.headers)
        return not_modified(headers, self.tagger.derive(headers.get("etag")))


def _respond(plan: Plan, source: Source) -> Response:
    transformed = plan.transformed(source)
    known = plan.measure(source.headers)
    size = transformed.size if transformed.size is not None else known.size if known else None
    wanted = plan.wanted(source.headers)
    whole = plan.head(source.headers, transformed.changes, transformed.unchanged and wanted is None)

    def remember(total: int) -> None:
        plan.remember(
            source.headers,
            Measure(size=total, changes=transformed.changes, unchanged=transformed.unchanged),
        )

    if wanted is None:
        stream = ending(transformed.chunks, remember)
        body = _carried(stream if size is None else exactly(stream, size), source)
        return Response(head=whole.changed({"ContentLength": size}), body=body)
    if size is not None:
        return _part(transformed, source, whole, wanted, wanted.resolve(size))
    size, retained = count(ending(transformed.chunks, remember), wanted)
    span = wanted.resolve(size)
    source.close()
    if retained is not None:
        return Response(head=partial(whole, wanted, span), body=iter(retained))
    again = plan.open(plan.reading.origin, pinned(source.headers))
    try:
        return _part(plan.transformed(again), again, whole, wanted, span)
    except BaseException:
        again.close()
        raise


def _part(transformed: Transformed, source: Source, whole: ResponseHead, wanted: Selection, span: Span) -> Response:
    if transformed.seek is None:
        # Counted to the whole, so that a part at the end of the object only goes out once its end proved good.
        part = cut(exactly(transformed.chunks, span.total), span.start, span.stop)
    else:
        close(transformed.chunks)
        part = transformed.seek(span.start, span.stop)
    return Response(head=partial(whole, wanted, span), body=_carried(exactly(part, span.length), source))


def _carried(stream: Iterator[bytes], source: Source) -> Iterator[bytes]:
    """``stream``, its first chunk made, the rest made ahead of the reader; closing it closes all behind it."""
    ahead = read_ahead(stream)
    return Closing(primed(ahead), ahead, source)


def partial(whole: ResponseHead, wanted: Selection, span: Span) -> ResponseHead:
    """The head of the part ``span`` of an object whose whole has the head ``whole``."""
    parts = parts_count(span.total) if isinstance(wanted, PartNumber) else None
    if span.length == 0:  # part 1 of an empty object: there is no Content-Range that says so
        return whole.changed({"ContentLength": 0, "PartsCount": parts})
    changes = {"ContentLength": span.length, "ContentRange": span.content_range, "PartsCount": parts}
    return whole.changed(changes, status=206)


def _measure(plan: Plan, headers: Headers) -> Measure:
    reader = plan.reading.reader or plan.reading.origin
    try:
        measure = _measured(plan, reader, headers, cheaply=True)
        if measure is None and plan.reading.counter is not None:
            measure = plan.reading.counter(plan.reading, headers)
        measure = measure or _measured(plan, reader, headers, cheaply=False)
    except OriginError as error:
        if reader is plan.reading.origin or error.origin_status not in (401, 403):
            raise
        raise SizeUnknown(
            "HeadObject must read the object to tell its transformed size, and the function's role may not"
        ) from error
    assert measure is not None  # noqa: S101 - counting always ends with a number
    plan.remember(headers, measure)
    return measure


def _measured(plan: Plan, reader: Origin, headers: Headers, *, cheaply: bool) -> Measure | None:
    """The measure of the object; ``None`` where it cannot be had cheaply and was asked for so."""
    source = plan.open(reader, pinned(headers))
    try:
        transformed = plan.transformed(source)
        size = transformed.size
        if size is None and cheaply and (transformed.measure is not None or plan.reading.counter is not None):
            size = transformed.measure() if transformed.measure is not None else None
            if size is None:
                return None
        if size is None:
            size = sum(map(len, read_ahead(transformed.chunks)))
        return Measure(size=size, changes=transformed.changes, unchanged=transformed.unchanged)
    finally:
        source.close()
