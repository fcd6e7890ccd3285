"""Reads the objects of access points through their functions, in whatever thread it is called from."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import TypeVar

from objectlambda import respond
from objectlambda.conditions import Tagger
from objectlambda.deadline import Deadline
from objectlambda.errors import OriginError, SourceUnavailable
from objectlambda.function import ObjectRequest
from objectlambda.gateway.cache.cache import Cache
from objectlambda.gateway.cache.measure_folder import MeasureFolder
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.observability.metrics import Metrics
from objectlambda.gateway.runners.measurements import Check, Measurements
from objectlambda.gateway.runners.runner import Call, identity, steps
from objectlambda.gateway.runners.threads import Cancellable
from objectlambda.head import ResponseHead
from objectlambda.headers import Headers
from objectlambda.measures import Indexes, Measure, Measures
from objectlambda.measuring import measured
from objectlambda.object_measures import ObjectMeasures
from objectlambda.plan import Plan, Reading, make_plan, tagger
from objectlambda.registry import function_named
from objectlambda.s3.requests import S3Request
from objectlambda.settings import load
from objectlambda.source import Origin
from objectlambda.steps import RAW, Chained, Step, tells_names

T = TypeVar("T")

MAX_STATES_BYTES = 96 * 1024 * 1024
"""All indexes of a worker together, where they may hold states of decoders: 12 MiB for a large gzip object."""


class Readings:
    """Responses, heads and measures of objects.

    What threads share: the environment and the configuration never change, but are replaced; the table of measures
    by access point only grows, one atomic ``setdefault`` at a time; measures, indexes and cache have locks.

    Args:
        config: the gateway.
        metrics: where reads from the cache are counted.
        shared: a folder of this gateway's processes, where there are several.
    """

    def __init__(self, config: GatewayConfig, metrics: Metrics, shared: Path | None = None) -> None:
        self.environ = config.environment(os.environ)
        cache = config.cache
        self._cache = Cache(cache, metrics) if cache is not None else None
        folder = cache.folder if cache is not None else shared
        measures = MeasureFolder(folder / "measures") if folder is not None else None
        self.measurements = Measurements(config.object_seconds, measures)
        self._measures: dict[str, Measures] = {}
        # A body that is kept needs no other way to its parts.
        self._indexes = Indexes() if cache is not None else Indexes(MAX_STATES_BYTES, keeps_states=True)

    def try_stored_keys(self, call: Call, read: Callable[[Call], T]) -> T:
        """The result of ``read``; where no object has the key, for the stored keys that a listing shows under it."""
        try:
            return read(call)
        except OriginError as error:
            if error.origin_status != HTTPStatus.NOT_FOUND:
                raise
            for key in stored_as(call, self.environ):
                try:
                    return read(replace(call, request=replace(call.request, key=key)))
                except OriginError as missing:
                    if missing.origin_status != HTTPStatus.NOT_FOUND:
                        raise
            raise

    def respond(self, call: Call, stop: Deadline, count: int | None = None) -> respond.Response:
        """The response to GetObject after the first ``count`` steps, all where it is ``None``."""
        if steps(call)[:count][-1] == RAW[0]:
            return respond.get(self.reading(call, stop, count))
        part = _part_of(call, count)
        if part is not None:
            self.measurements.await_end(part, stop.check)
        try:
            if self._cache is None:
                return respond.get(self.reading(call, stop, count))
            return self._cache.get(lambda deadline: self.reading(call, deadline, count), stop, _scope(call, count))
        except SourceUnavailable:
            if part is not None and isinstance(stop, Cancellable) and stop.is_cancelled:
                self._measure_on(part, call, count)
            raise

    def _measure_on(self, part: Hashable, call: Call, count: int | None) -> None:
        """Measure the object with nobody waiting: a part of it needs its size, and the next try finds that."""
        kept = {name: value for name, value in call.request.headers.items() if not name.startswith(("if-", "range"))}
        whole = replace(call, request=_of_whole(call.request, Headers(kept)))

        def work(deadline: Cancellable) -> None:
            self.respond_head(whole, deadline, count, check=deadline.check)

        self.measurements.go_on(part, work)

    def respond_head(
        self, call: Call, stop: Deadline, count: int | None = None, *, check: Check | None = None, goes_on: bool = True
    ) -> ResponseHead:
        """The response to HeadObject, likewise; ``check`` and ``goes_on`` as for `Measurements.measure`."""
        reading = self.reading(call, stop, count)
        if steps(call)[:count][-1] == RAW[0]:
            return respond.head(reading)

        def measure(plan: Plan, headers: Headers) -> Measure:
            return self.measure(call, plan, headers, count, check or stop.check, goes_on=goes_on)

        return respond.head(replace(reading, measurer=measure))

    def measure(
        self,
        call: Call,
        plan: Plan,
        headers: Headers,
        count: int | None,
        check: Check,
        *,
        goes_on: bool = True,
        keep: bool = True,
    ) -> Measure:
        """The measure of the object that has ``headers``, by a thread that goes on where ``check`` raises.

        Args:
            call, count: the request, and how many of its steps are meant.
            plan: of it.
            headers: the object's, as its origin has them now.
            check, goes_on: see `Measurements.measure`.
            keep: what is made of the object to measure it is kept in the cache, if there is one.

        Raises:
            ObjectLambdaError: what GetObject would raise, or what ``check`` raises.
        """
        measures = ObjectMeasures(plan, headers)

        def work(deadline: Deadline) -> Measure:
            reading = self.reading(call, deadline, count)
            if keep and (cache := self._cache) is not None:
                scope = _scope(call, count)

                def counted(_reading: Reading, found: Headers) -> Measure | None:
                    return cache.count(lambda until: self.reading(call, until, count), deadline, scope, found)

                reading = replace(reading, counter=counted)
            return measured(make_plan(reading), headers)

        measure = self.measurements.measure(measures.key, work, check, goes_on=goes_on)
        measures.put(measure)
        return measure

    def reading(self, call: Call, stop: Deadline, count: int | None = None) -> Reading:
        """The read of the first ``count`` steps of ``call``, which ends with ``stop``."""
        point, through = call.access_point, steps(call)[:count]
        return Reading(
            function=function_named(through[-1].function),
            request=_asked(call, through[-1]),
            origin=self._origin_before(call, stop, len(through) - 1),
            environ=self.environ,
            measures=self._measures_of(point.name),
            scope=_scope(call, count),
            before=self._fingerprints(call, len(through) - 1),
            deadline=stop,
            ahead=False,  # ThreadedBody does it, and so does the cache
        )

    def tagger(self, call: Call, step: Step) -> Tagger:
        """What makes the ETags of ``step``."""
        return tagger(function_named(step.function), _asked(call, step), self.environ)

    def _fingerprints(self, call: Call, count: int) -> str:
        """What the first ``count`` steps make of the object, in full: their ETags show a part of it only."""
        whole = replace(call, request=_of_whole(call.request, Headers()))
        return "".join(self.tagger(whole, step).fingerprint for step in steps(call)[:count])

    def _measures_of(self, access_point: str) -> Measures:
        found = self._measures.get(access_point)
        return self._measures.setdefault(access_point, Measures(indexes=self._indexes)) if found is None else found

    def _origin_before(self, call: Call, stop: Deadline, count: int) -> Origin:
        """The origin of the last step: the store's object, or what the first ``count`` steps make of it."""
        request = call.request
        if count == 0:
            return call.store.object(request.key, request.headers, request.parameters, stop)

        def asking(headers: Headers) -> Call:
            return replace(call, request=_of_whole(request, headers))

        return Chained(
            lambda headers: self.respond_head(asking(headers), stop, count),
            lambda headers: self.respond(asking(headers), stop, count),
        )


def refused_tag(call: Call, etag: str | None, environ: Mapping[str, str], place: str = "") -> str:
    """What a listing tells for the store's ``etag`` of an object that GetObject, ``call``, refuses.

    ``place`` is what functions know their access point by, where that is not its name.

    Where a function hides something it is the tag of reads: the store's is a digest of it all. It has dots for hyphens:
    s3cmd asks for the head of each object that has one, and where that is refused it ends, though it could read all
    others.
    """
    through = steps(call)
    if any(function_named(step.function).hides for step in through):
        for step in through:
            asked = replace(_asked(call, step), access_point=place or call.access_point.name)
            etag = tagger(function_named(step.function), asked, environ).derive(etag)
    return (etag or "").replace("-", ".")


def stored_as(call: Call, environ: Mapping[str, str]) -> tuple[str, ...]:
    """The keys under which an object that a listing shows under the key of ``call`` may be stored."""
    first = call.access_point.steps[0]
    function = function_named(first.function)
    return function.stored_as(call.request.key, load(function.settings, environ, first.payload))


def _scope(call: Call, count: int | None) -> str:
    """Tells apart what is remembered and kept: by access point, origin and steps, with their payloads."""
    point = call.access_point
    through = [(step.function, step.payload) for step in steps(call)[:count]]
    # A refusal is remembered with what it says.
    quiet = [] if tells_names(steps(call), steps(call)[:count][-1]) else ["tells no names"]
    return json.dumps([point.name, repr(point.origin), through, *quiet])


def _asked(call: Call, step: Step) -> ObjectRequest:
    request = call.request
    return ObjectRequest(
        key=request.key,
        headers=request.headers,
        query=request.parameters,
        payload=step.payload,
        request_id=request.request_id,
        identity=identity(request),
        access_point=call.access_point.name,
        tells_names=tells_names(steps(call), step),
    )


_OF_PARTS = ("range", "partnumber")


def _part_of(call: Call, count: int | None) -> Hashable | None:
    """The object, where a part of it is asked for; ``None`` for all other requests."""
    request = call.request
    if "range" not in request.headers and not any(name.lower() in _OF_PARTS for name, _ in request.query):
        return None
    return _scope(call, count), request.key, request.parameters.get("versionId", "")


def _of_whole(request: S3Request, headers: Headers) -> S3Request:
    whole = tuple(pair for pair in request.query if pair[0].lower() not in _OF_PARTS)
    return replace(request, headers=headers, query=whole)
