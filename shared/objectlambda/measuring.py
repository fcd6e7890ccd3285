"""The size of a transformed object for HeadObject, by the cheapest way that there is."""

from __future__ import annotations

from objectlambda.errors import OriginError, SizeUnknown
from objectlambda.function import Transformed
from objectlambda.headers import Headers
from objectlambda.measures import Measure
from objectlambda.object_measures import ObjectMeasures
from objectlambda.opening import open_source, transform
from objectlambda.plan import Plan
from objectlambda.source import Origin, pin_conditions
from objectlambda.streams import read_ahead


def measure_of(transformed: Transformed, size: int) -> Measure:
    """What is remembered of an object whose body has ``size`` bytes."""
    return Measure(size=size, changes=transformed.changes, unchanged=transformed.unchanged)


def measured(plan: Plan, headers: Headers) -> Measure:
    """The measure of the object that has ``headers`` now, which is remembered.

    The stored size where the function changes nothing; else what the format tells; else the host's own count; else a
    count of the body, which is produced for it.

    Raises:
        SizeUnknown: only the object tells its size, and its reader may not read it.
        ObjectLambdaError: what GetObject would raise.
    """
    stored = headers.get("content-length", "")
    if plan.function.as_stored and stored.isascii() and stored.isdigit():
        return Measure(size=int(stored), unchanged=True)
    reading = plan.reading
    reader = reading.reader or reading.origin
    try:
        measure = _read(plan, reader, headers, cheaply=True)
        if measure is None and reading.counter is not None:
            measure = reading.counter(reading, headers)
        measure = measure or _read(plan, reader, headers, cheaply=False)
    except OriginError as error:
        if reader is reading.origin or error.origin_status not in (401, 403):
            raise
        raise SizeUnknown(
            "HeadObject must read the object to tell its transformed size, and the function's role may not"
        ) from error
    assert measure is not None  # noqa: S101 - counting always ends with a number
    ObjectMeasures(plan, headers).put(measure)
    return measure


def _read(plan: Plan, reader: Origin, headers: Headers, *, cheaply: bool) -> Measure | None:
    """The measure by reading the object; ``None`` where it cannot be had cheaply and was asked for so."""
    source = open_source(plan, reader, pin_conditions(headers), part=False)
    try:
        transformed = transform(plan, source)
        size = transformed.size
        if size is None and cheaply and (transformed.measure is not None or plan.reading.counter is not None):
            size = ObjectMeasures(plan, source.headers).told_size(transformed)
            if size is None:
                return None
        if size is None:
            size = ObjectMeasures(plan, source.headers).indexed_size(transformed)
        if size is None:
            size = sum(map(len, read_ahead(transformed.chunks)))
        return measure_of(transformed, size)
    finally:
        source.close()
