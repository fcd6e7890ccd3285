"""Serves reads from the cache. An object is made once for all concurrent readers; ranges are cut from the entry.

Each read asks the origin for the object's head first, with the caller's rights and conditions: what is kept is only
handed to those who may read the object as it now is.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from objectlambda import respond
from objectlambda.deadline import Deadline
from objectlambda.errors import (
    NotModified,
    ObjectLambdaError,
    OriginError,
    RequestTimeout,
    SourceUnavailable,
)
from objectlambda.gateway.cache.directory import CacheFolder, NoRoom
from objectlambda.gateway.cache.entry import DamagedEntry, Entry
from objectlambda.gateway.cache.maker import Maker, Recipe
from objectlambda.gateway.cache.single_flight import Flight
from objectlambda.gateway.config.model import CacheConfig
from objectlambda.gateway.observability.metrics import Metrics
from objectlambda.head import ResponseHead
from objectlambda.headers import Headers
from objectlambda.measures import Measure
from objectlambda.object_measures import ObjectMeasures
from objectlambda.plan import Plan, Reading, make_plan
from objectlambda.ranges import Span
from objectlambda.respond import Response
from objectlambda.streams import Closing, close, cut, exactly

MakeReading = Callable[[Deadline], Reading]
"""Makes the reading of a request again. The leader's work must not end when the first reader disconnects."""

MAX_REFUSALS = 10_000
_NOT_FOR_GOOD = (OriginError, SourceUnavailable, RequestTimeout)


class Cache:
    """Keeps what functions make, under the derived ETag of their objects."""

    def __init__(self, config: CacheConfig, metrics: Metrics | None = None) -> None:
        self._metrics = metrics or Metrics()
        self._config = config
        self._folder = CacheFolder(config.folder, config.max_bytes, config.heartbeat_seconds)
        self._lock = threading.Lock()
        self._flights: dict[Path, Flight] = {}
        self._refusals: OrderedDict[Path, ObjectLambdaError] = OrderedDict()

    def get(self, make: MakeReading, deadline: Deadline, scope: str) -> Response:
        """The response to GetObject.

        Args:
            make: makes the reading.
            deadline: of this request.
            scope: tells apart what may have the same key: access points, their origins and their steps.

        Raises:
            ObjectLambdaError: the response to the caller in its place.
        """
        reading = make(deadline)
        plan = make_plan(reading)
        try:
            headers = reading.origin.head(plan.conditions)
        except NotModified as response:
            return Response(head=plan.not_modified(response))
        path = self._path(plan, headers, scope)
        if path is None:
            self._count("bypass")
            return respond.get(reading)
        entry = self._folder.find(path)
        if entry is not None:
            ObjectMeasures(plan, headers).put(entry.measure)
            self._count("hit")
            return self._respond_hit(plan, headers, entry, path)
        sought = self._read_range(reading, path)
        if sought is not None:
            self._count("range")
            return sought
        self._count("miss")
        try:
            return self._follow(plan, headers, self._join_or_make(path, plan, headers, make))
        except NoRoom:
            return respond.get(reading)

    def count(self, make: MakeReading, deadline: Deadline, scope: str, headers: Headers) -> Measure | None:
        """The measure of an object, by making and keeping it; ``None`` where it cannot be kept.

        Raises:
            ObjectLambdaError: what kept it from being made.
        """
        plan = make_plan(make(deadline))
        path = self._path(plan, headers, scope)
        if path is None:
            return None
        entry = self._folder.find(path)
        if entry is not None:
            entry.close()
            return entry.measure
        try:
            flight = self._join_or_make(path, plan, headers, make)
        except NoRoom:
            return None
        try:
            flight.size(deadline.check)
        except NoRoom:
            return None
        finally:
            flight.close()
        return ObjectMeasures(plan, headers).get()

    def _read_range(self, reading: Reading, path: Path) -> Response | None:
        """A part of an object that is neither kept nor being made, where it can be read by itself."""
        with self._lock:
            if path in self._flights or path in self._refusals:
                return None
        return respond.get_range(reading)

    def _count(self, outcome: str) -> None:
        self._metrics.add("objectlambda_cache_reads_total", outcome=outcome)
        self._metrics.set("objectlambda_cache_bytes", self._folder.kept_bytes)

    def _path(self, plan: Plan, headers: Headers, scope: str) -> Path | None:
        measures = ObjectMeasures(plan, headers)
        key, known = measures.key, measures.get()
        if key is None or (known is not None and known.unchanged):
            return None  # without an ETag it is not recognised; an unchanged one is read from its origin
        return self._folder.path(scope, key.key, key.etag, key.version_id, key.fingerprint)

    def _respond_hit(self, plan: Plan, headers: Headers, entry: Entry, path: Path) -> Response:
        size, wanted = entry.measure.size, plan.selection_for(headers)
        try:
            whole = _head(plan, headers, entry.measure)
            span = wanted.resolve(size) if wanted is not None else Span(start=0, stop=size, total=size)
        except BaseException:
            entry.close()
            raise
        chunks = entry.read(span.start, span.stop)
        body = Closing(self._continue(chunks, span.start, span.stop, plan, headers, path), chunks, entry)
        return Response(head=whole if wanted is None else respond.partial(whole, wanted, span), body=body)

    def _follow(self, plan: Plan, headers: Headers, flight: Flight) -> Response:
        check = plan.reading.deadline.check
        try:
            whole = flight.wait_for_head(check)
            wanted = plan.selection_for(headers)
            size, known = whole.content_length, ObjectMeasures(plan, headers).get()
            if size is None and known is not None:  # it was measured since the fill began
                size = known.size
                whole = whole.with_changes({"ContentLength": size})
            if wanted is None:
                chunks = self._continue(flight.follow(0, size, check, to_end=True), 0, size, plan, headers, None)
                body = chunks if size is None else exactly(chunks, size)
                return Response(head=whole, body=Closing(body, chunks, flight))
            span = wanted.resolve(flight.size(check) if size is None else size)
            to_end = span.stop == span.total
            chunks = flight.follow(span.start, span.stop, check, to_end=to_end)
            carried = self._continue(chunks, span.start, span.stop, plan, headers, None)
            return Response(head=respond.partial(whole, wanted, span), body=Closing(carried, chunks, flight))
        except BaseException:
            flight.close()
            raise

    def _continue(
        self, chunks: Iterator[bytes], start: int, stop: int | None, plan: Plan, headers: Headers, path: Path | None
    ) -> Iterator[bytes]:
        """``chunks``. Where the disk is full or the entry is damaged, the rest is made again for this reader alone."""
        position = start
        try:
            for chunk in chunks:
                position += len(chunk)
                yield chunk
            return
        except DamagedEntry:
            if path is not None:
                self._folder.discard(path)
        except NoRoom:
            pass
        finally:
            close(chunks)
        again = respond.get(_whole(plan.reading, plan, headers))
        yield from cut(again.body, position, 1 << 62 if stop is None else stop)

    def _join_or_make(self, path: Path, plan: Plan, headers: Headers, make: MakeReading) -> Flight:
        """The fill of ``path``, joined: the one under way, or a new one.

        Raises:
            ObjectLambdaError: it was refused before, and would be again.
            NoRoom: so many others are being made already.
        """
        with self._lock:
            if path in self._refusals:
                self._refusals.move_to_end(path)
                raise self._refusals[path].with_traceback(None)
            flight = self._flights.get(path)
            if flight is not None and flight.join():
                return flight
            # Each is made by a thread of its own. Their readers are bounded, but readers leave, and others come.
            if len(self._flights) >= self._config.max_makers:
                raise NoRoom
            flight = Flight(linger_seconds=self._config.linger_seconds)
            flight.join()
            self._flights[path] = flight
        recipe = Recipe(
            make=lambda: respond.get(_whole(make(Deadline()), plan, headers)),
            measure=lambda: ObjectMeasures(plan, headers).get(),
            learn=lambda measure: ObjectMeasures(plan, headers).put(measure),
            head=lambda measure: _head(plan, headers, measure),
        )
        maker = Maker(flight, self._folder, path, recipe, self._config)
        threading.Thread(target=self._run, args=(path, flight, maker), name="cache-maker", daemon=True).start()
        return flight

    def _run(self, path: Path, flight: Flight, maker: Maker) -> None:
        error = maker.run()
        self._metrics.add("objectlambda_cache_fills_total", outcome=maker.outcome)
        with self._lock:
            if self._flights.get(path) is flight:
                del self._flights[path]
            if isinstance(error, ObjectLambdaError) and not isinstance(error, _NOT_FOR_GOOD):
                self._refusals[path] = error
                while len(self._refusals) > MAX_REFUSALS:
                    self._refusals.popitem(last=False)


def _whole(reading: Reading, plan: Plan, headers: Headers) -> Reading:
    """``reading``, but of the whole object, and only as it was when ``headers`` told its ETag."""
    query = {
        name: value for name, value in reading.request.query.items() if name.lower() not in ("range", "partnumber")
    }
    tag = plan.tagger.derive(headers.get("etag"))
    pinned = {name: value for name, value in reading.request.headers.items() if not _is_conditional(name)}
    if tag is not None:
        pinned["if-match"] = tag
    return replace(reading, request=replace(reading.request, headers=Headers(pinned), query=query))


def _head(plan: Plan, headers: Headers, measure: Measure) -> ResponseHead:
    """The head of the whole object, which is kept."""
    return plan.head(headers, measure.changes, unchanged=False).with_changes({"ContentLength": measure.size})


def _is_conditional(name: str) -> bool:
    return name.startswith("if-") or name == "range"
