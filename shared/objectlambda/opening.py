"""Opening what a plan reads: the source, by the request that suits function and part, and the function on it."""

from __future__ import annotations

from collections.abc import Mapping

from objectlambda.function import Transformed
from objectlambda.plan import Plan
from objectlambda.source import Origin, Source


def open_source(plan: Plan, origin: Origin, conditions: Mapping[str, str], *, part: bool = True) -> Source:
    """The source, opened by one request to ``origin``.

    Its first bytes are chosen for the part that the plan has, unless ``part`` says that the whole is read.

    Raises:
        NotModified: the caller's copy is still good.
        OriginError, SourceUnavailable: the origin refuses, or does not answer.
    """
    selection = plan.selection if part else None
    function, key, deadline = plan.function, plan.request.key, plan.reading.deadline
    tail_bytes = function.tail_bytes(plan.request, plan.settings)
    first = f"bytes=-{tail_bytes}" if tail_bytes else None
    if first is None and selection is not None and function.as_stored:
        return Source.open(origin, key, conditions, deadline, selection.header, hold=False)
    if first is None and selection is not None and function.first_bytes:
        first = f"bytes=0-{function.first_bytes - 1}"
    return Source.open(origin, key, conditions, deadline, first)


def transform(plan: Plan, source: Source) -> Transformed:
    """What the plan's function makes of ``source``.

    Raises:
        ObjectLambdaError: what the function finds in the object's first bytes.
    """
    return plan.function.open(source, plan.request, plan.settings)
