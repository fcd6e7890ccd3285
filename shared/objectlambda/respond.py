"""The orchestrator: the one place that knows all the steps from a request to a response.

    request ─► settings ─► conditions ─► Source ─► Function.open ─► ranges ─► primed ─► Response

Hosts (Lambda, gateway, command line) call ``get`` and ``head`` and carry the Response out. Whatever is raised here is
raised before the first byte leaves, and becomes an S3 error; the body raises what goes wrong later, which must break
the transfer visibly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial as bound

from objectlambda.block_index import UNDIVIDED
from objectlambda.errors import NotModified, OriginError, SizeUnknown
from objectlambda.function import Transformed
from objectlambda.head import ResponseHead
from objectlambda.headers import Headers
from objectlambda.measures import Measure
from objectlambda.plan import Plan, Reading
from objectlambda.ranges import PartNumber, Selection, Span, count, parts_count
from objectlambda.source import Origin, Source, check_same, pinned
from objectlambda.streams import Closing, close, cut, ending, exactly, primed, read_ahead

__all__ = ["Plan", "Reading", "Response", "get", "head", "partial", "sought"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A head, and a body whose first chunk is already there. Whoever takes it closes the body."""

    head: ResponseHead
    body: Iterator[bytes] = field(repr=False, default_factory=lambda: iter(()))


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


def sought(reading: Reading) -> Response | None:
    """The response to GetObject where it is of a part that can be read by itself; ``None`` for all others.

    For hosts that have a better way to those. What it may cost to know is the object's first bytes and, once, a walk
    over its blocks.

    Raises:
        ObjectLambdaError: as ``get``.
    """
    plan = Plan(reading)
    if not plan.may_seek:
        return None
    try:
        source = plan.open(reading.origin, plan.conditions)
    except NotModified as answer:
        return Response(head=plan.not_modified(answer))
    try:
        response = _sought(plan, source, plan.transformed(source))
    except BaseException:
        source.close()
        raise
    if response is None:
        source.close()
    return response


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


def _respond(plan: Plan, source: Source) -> Response:
    transformed = plan.transformed(source)
    part = _sought(plan, source, transformed)
    if part is not None:
        return part
    known = plan.measure(source.headers)
    size = transformed.size if transformed.size is not None else known.size if known else None
    wanted = plan.wanted(source.headers)
    whole = plan.head(source.headers, transformed.changes, transformed.unchanged and wanted is None)

    def remember(total: int) -> None:
        _remember(plan, source, transformed, total)

    if wanted is None:
        stream = ending(transformed.chunks, remember)
        body = _carried(stream if size is None else exactly(stream, size), source, plan)
        return Response(head=whole.changed({"ContentLength": size}), body=body)
    if size is not None:
        return _cut(plan, transformed, source, whole, wanted, wanted.resolve(size))
    size, retained = count(ending(transformed.chunks, remember), wanted)
    span = wanted.resolve(size)
    source.close()
    if retained is not None:
        return Response(head=partial(whole, wanted, span), body=iter(retained))
    again = plan.open(plan.reading.origin, pinned(source.headers), part=False)
    try:
        check_same(source.headers, again.headers)
        return _cut(plan, plan.transformed(again), again, whole, wanted, span)
    except BaseException:
        again.close()
        raise


def _sought(plan: Plan, source: Source, transformed: Transformed) -> Response | None:
    """The part asked for, read without what is before it; ``None`` where that cannot be, or all is asked for."""
    wanted = plan.wanted(source.headers)
    if wanted is None:
        return None
    seek, size, blocks = transformed.seek, transformed.size, transformed.blocks
    if seek is None and blocks is not None:
        index = plan.index(source.headers, blocks, wanted)
        if index is UNDIVIDED:
            return None
        _remember(plan, source, transformed, index.size)
        if index.is_divided:
            size, seek = index.size, bound(blocks.read, index)
    if seek is None or size is None:
        return None
    span = wanted.resolve(size)
    close(transformed.chunks)
    whole = plan.head(source.headers, transformed.changes, unchanged=False)
    body = _carried(exactly(seek(span.start, span.stop), span.length), source, plan)
    return Response(head=partial(whole, wanted, span), body=body)


def _cut(
    plan: Plan, transformed: Transformed, source: Source, whole: ResponseHead, wanted: Selection, span: Span
) -> Response:
    # Counted to the whole, so that a part at the end of the object only goes out once its end proved good.
    part = cut(exactly(transformed.chunks, span.total), span.start, span.stop)
    return Response(head=partial(whole, wanted, span), body=_carried(exactly(part, span.length), source, plan))


def _remember(plan: Plan, source: Source, transformed: Transformed, size: int) -> None:
    measure = Measure(size=size, changes=transformed.changes, unchanged=transformed.unchanged)
    plan.remember(source.headers, measure)


def _carried(stream: Iterator[bytes], source: Source, plan: Plan) -> Iterator[bytes]:
    """``stream``, its first chunk made, the rest perhaps ahead of the reader; closing it closes all behind it."""
    ahead = read_ahead(stream) if plan.reading.ahead else stream
    return Closing(primed(ahead), ahead, source)


def partial(whole: ResponseHead, wanted: Selection, span: Span) -> ResponseHead:
    """The head of the part ``span`` of an object whose whole has the head ``whole``."""
    parts = parts_count(span.total) if isinstance(wanted, PartNumber) else None
    if span.length == 0:  # part 1 of an empty object: there is no Content-Range that says so
        return whole.changed({"ContentLength": 0, "PartsCount": parts})
    changes = {"ContentLength": span.length, "ContentRange": span.content_range, "PartsCount": parts}
    return whole.changed(changes, status=206)


def _measure(plan: Plan, headers: Headers) -> Measure:
    stored = headers.get("content-length", "")
    if plan.function.as_stored and stored.isascii() and stored.isdigit():
        return Measure(size=int(stored), unchanged=True)
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
    source = plan.open(reader, pinned(headers), part=False)
    try:
        transformed = plan.transformed(source)
        size = transformed.size
        if size is None and cheaply and (transformed.measure is not None or plan.reading.counter is not None):
            size = plan.measured(source.headers, transformed)
            if size is None:
                return None
        if size is None:
            size = sum(map(len, read_ahead(transformed.chunks)))
        return Measure(size=size, changes=transformed.changes, unchanged=transformed.unchanged)
    finally:
        source.close()
