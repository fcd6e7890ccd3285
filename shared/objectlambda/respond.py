"""The orchestrator: the one place that knows all the steps from a request to a response.

    Reading ─► Plan ─► Source ─► Function.open ─► the part or the whole ─► primed ─► Response

Hosts (Lambda, gateway, command line) call ``get`` and ``head`` and carry the Response out. Whatever is raised here is
raised before the first byte leaves, and becomes an S3 error; the body raises what goes wrong later, which must break
the transfer visibly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial as bound

from objectlambda.block_index import UNDIVIDED
from objectlambda.errors import NotModified
from objectlambda.function import Transformed
from objectlambda.head import ResponseHead, is_archived
from objectlambda.measuring import measure_of, measured
from objectlambda.memory_budget import BUDGET
from objectlambda.object_measures import ObjectMeasures
from objectlambda.opening import open_source, transform
from objectlambda.plan import Plan, Reading, make_plan
from objectlambda.ranges import PartNumber, Selection, Span, count, parts_count
from objectlambda.source import Source, check_same, pin_conditions
from objectlambda.streams import Closing, close, cut, ending, exactly, prime, read_ahead

__all__ = ["Plan", "Reading", "Response", "get", "get_range", "head", "make_plan", "partial"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A head, and a body whose first chunk is already made. The caller closes the body."""

    head: ResponseHead
    body: Iterator[bytes] = field(repr=False, default_factory=lambda: iter(()))


def get(reading: Reading) -> Response:
    """The response to GetObject.

    Raises:
        ObjectLambdaError: the response to the caller in its place.
    """
    plan = make_plan(reading)
    try:
        source = open_source(plan, reading.origin, plan.conditions)
    except NotModified as answer:
        return Response(head=plan.not_modified(answer))
    try:
        transformed = transform(plan, source)
        return _read_part(plan, source, transformed) or _produce(plan, source, transformed)
    except BaseException:
        source.close()
        raise


def get_range(reading: Reading) -> Response | None:
    """The response to GetObject where it is of a part that can be read by itself; ``None`` for all others.

    For hosts that have a better way to those. What it may cost to know is the object's first bytes and, once, a walk
    over its blocks.

    Raises:
        ObjectLambdaError: as ``get``.
    """
    plan = make_plan(reading)
    if not plan.may_seek:
        return None
    try:
        source = open_source(plan, reading.origin, plan.conditions)
    except NotModified as answer:
        return Response(head=plan.not_modified(answer))
    try:
        response = _read_part(plan, source, transform(plan, source))
    except BaseException:
        source.close()
        raise
    if response is None:
        source.close()
    return response


def _read_part(plan: Plan, source: Source, transformed: Transformed) -> Response | None:
    """The part asked for, read without what is before it; ``None`` where that cannot be, or all is asked for."""
    wanted = plan.selection_for(source.headers)
    if wanted is None:
        return None
    seek, size, blocks = transformed.seek, transformed.size, transformed.blocks
    if seek is None and blocks is not None:
        measures = ObjectMeasures(plan, source.headers)
        index = measures.index(blocks, wanted)
        if index is UNDIVIDED:
            return None
        measures.put(measure_of(transformed, index.size))
        if index.is_divided:
            size, seek = index.size, bound(blocks.read, index)
    if seek is None or size is None:
        return None
    span = wanted.resolve(size)
    close(transformed.chunks)
    whole = plan.head(source.headers, transformed.changes, unchanged=False)
    body = exactly(seek(span.start, span.stop), span.length)
    return Response(head=partial(whole, wanted, span), body=_prime(body, source, plan))


def _produce(plan: Plan, source: Source, transformed: Transformed) -> Response:
    """All of the body, or a part that is cut from it while it is produced."""
    measures = ObjectMeasures(plan, source.headers)
    known = measures.get()
    size = transformed.size if transformed.size is not None else known.size if known else None
    wanted = plan.selection_for(source.headers)
    whole = plan.head(source.headers, transformed.changes, transformed.unchanged and wanted is None)
    if wanted is not None and size is not None:
        return _cut(plan, transformed, source, whole, wanted, wanted.resolve(size))
    chunks = ending(transformed.chunks, lambda total: measures.put(measure_of(transformed, total)))
    if wanted is not None:
        return _count_and_cut(plan, chunks, source, whole, wanted)
    body = chunks if size is None else exactly(chunks, size)
    return Response(head=whole.with_changes({"ContentLength": size}), body=_prime(body, source, plan))


def _count_and_cut(
    plan: Plan, chunks: Iterator[bytes], source: Source, whole: ResponseHead, wanted: Selection
) -> Response:
    """The part of a body whose size is not known: it is counted first, and produced again where the part is large."""
    memory = BUDGET.reservation()
    try:
        size, retained = count(chunks, wanted, memory)
        span = wanted.resolve(size)
    except BaseException:
        memory.close()
        raise
    source.close()
    if retained is not None:
        return Response(head=partial(whole, wanted, span), body=Closing(iter(retained), memory))
    again = open_source(plan, plan.reading.origin, pin_conditions(source.headers), part=False)
    try:
        check_same(source.headers, again.headers)
        return _cut(plan, transform(plan, again), again, whole, wanted, span)
    except BaseException:
        again.close()
        raise


def _cut(
    plan: Plan, transformed: Transformed, source: Source, whole: ResponseHead, wanted: Selection, span: Span
) -> Response:
    # Counted to the whole, so that a part at the end of the object only goes out once its end proved good.
    part = cut(exactly(transformed.chunks, span.total), span.start, span.stop)
    return Response(head=partial(whole, wanted, span), body=_prime(exactly(part, span.length), source, plan))


def _prime(stream: Iterator[bytes], source: Source, plan: Plan) -> Iterator[bytes]:
    """``stream``, its first chunk made, the rest perhaps ahead of the reader; closing it closes all behind it."""
    ahead = read_ahead(stream) if plan.reading.ahead else stream
    return Closing(prime(ahead), ahead, source)


def head(reading: Reading) -> ResponseHead:
    """The response to HeadObject: the head that GetObject would have.

    Raises:
        ObjectLambdaError: the response to the caller in its place.
    """
    plan = make_plan(reading)
    try:
        headers = reading.origin.head(plan.conditions)
    except NotModified as answer:
        return plan.not_modified(answer)
    known = ObjectMeasures(plan, headers).get()
    if known is None and not plan.function.as_stored and is_archived(headers):
        return plan.archived(headers)
    measure = known or (reading.measurer or measured)(plan, headers)
    wanted = plan.selection_for(headers)
    whole = plan.head(headers, measure.changes, measure.unchanged and wanted is None)
    if wanted is None:
        return whole.with_changes({"ContentLength": measure.size})
    return partial(whole, wanted, wanted.resolve(measure.size))


def partial(whole: ResponseHead, wanted: Selection, span: Span) -> ResponseHead:
    """The head of the part ``span`` of an object whose whole has the head ``whole``."""
    parts = parts_count(span.total) if isinstance(wanted, PartNumber) else None
    if span.length == 0:  # part 1 of an empty object: there is no Content-Range that says so
        return whole.with_changes({"ContentLength": 0, "PartsCount": parts})
    changes = {"ContentLength": span.length, "ContentRange": span.content_range, "PartsCount": parts}
    return whole.with_changes(changes, status=206)
