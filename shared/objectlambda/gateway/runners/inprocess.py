"""Calls the functions directly in threads, and sends their output straight to the client's socket."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import TypeVar

from objectlambda import respond
from objectlambda.conditions import Tagger
from objectlambda.deadline import Deadline
from objectlambda.errors import ObjectLambdaError, OriginError
from objectlambda.function import ObjectRequest
from objectlambda.gateway.cache.cache import Cache
from objectlambda.gateway.config.model import ACCOUNT_ID, GatewayConfig
from objectlambda.gateway.observability.metrics import Metrics
from objectlambda.gateway.runners.bodies import Started, ThreadedBody, begun
from objectlambda.gateway.runners.runner import Call, identity, steps
from objectlambda.gateway.runners.threads import Cancellable, Lane, Threads
from objectlambda.head import ResponseHead
from objectlambda.headers import Headers
from objectlambda.measures import Indexes, Measure, Measures
from objectlambda.plan import tagger
from objectlambda.registry import function_named
from objectlambda.s3.documents import listing_document
from objectlambda.s3.listing import Entry, ListQuery
from objectlambda.s3.requests import S3Request
from objectlambda.s3.response_overrides import overridden
from objectlambda.s3.responses import S3Response
from objectlambda.settings import load
from objectlambda.source import Origin, OriginResponse
from objectlambda.steps import RAW, Chained, Step
from objectlambda.stores.store import Store

T = TypeVar("T")


class InProcess:
    """Runs ``respond.get`` and ``respond.head`` in threads.

    What its threads share: the environment and the configuration never change, but are replaced; the table of measures
    by access point only grows, one atomic ``setdefault`` at a time; measures, indexes and cache have locks.

    With exact ``list_sizes`` listings show the sizes and ETags of the transformed objects, and those that are not yet
    known are measured; otherwise they show the origin's. A listing that takes over ``measuring_seconds`` to
    measure gets 503 SlowDown; SDKs ask again and find more sizes known.
    """

    def __init__(self, config: GatewayConfig, metrics: Metrics) -> None:
        self._threads = Threads(config.max_concurrency, _lanes(config))
        self._exact_lists = config.list_sizes == "exact"
        self._measuring_seconds = config.measuring_seconds
        self._cache = Cache(config.cache, metrics) if config.cache is not None else None
        self._measures: dict[str, Measures] = {}
        self._environ = config.environment(os.environ)
        self._indexes = Indexes()

    async def start(self) -> None:
        """There is nothing to start."""

    async def reconfigure(self, config: GatewayConfig, stores: Mapping[str, Store]) -> None:
        del stores
        self._threads.divide(_lanes(config))
        self._exact_lists = config.list_sizes == "exact"

    async def get(self, call: Call) -> S3Response:
        overridden((), call.request.parameters)  # refuses headers that cannot be sent, before any work begins
        stop = Cancellable()

        def work() -> Started:
            return self._try_stored_keys(call, lambda found: self._start_body(found, stop))

        threads = self._lane(call)
        made = await threads.run(work, stop.cancel, Started.close)
        head, headers = made.head, overridden(made.head.http(), call.request.parameters)
        if made.rest is not None:
            body = ThreadedBody(made.first, made.rest, threads, stop.cancel)
            return S3Response(status=head.status, headers=headers, body=body)
        if head.content_length is None and head.status != HTTPStatus.NOT_MODIFIED:
            headers = (*headers, ("content-length", str(len(made.first))))
        return S3Response(status=head.status, headers=headers, body=made.first)

    async def head(self, call: Call) -> S3Response:
        stop = Cancellable()

        def work() -> ResponseHead:
            return self._try_stored_keys(call, lambda found: self._respond_head(found, stop))

        head = await self._lane(call).run(work, stop.cancel)
        return S3Response(status=head.status, headers=overridden(head.http(), call.request.parameters))

    async def list(self, call: Call, query: ListQuery) -> bytes:
        stop = Cancellable()
        return await self._lane(call).run(lambda: self._list(call, query, stop), stop.cancel)

    async def close(self) -> None:
        await self._threads.close()

    def _lane(self, call: Call) -> Lane:
        return self._threads.lane((call.access_point.origin, bool(call.request.caller)))

    def _try_stored_keys(self, call: Call, read: Callable[[Call], T]) -> T:
        """The result of ``read``; where no object has the key, for the stored keys that a listing shows under it."""
        try:
            return read(call)
        except OriginError as error:
            if error.origin_status != HTTPStatus.NOT_FOUND:
                raise
            for key in self._stored_as(call):
                try:
                    return read(replace(call, request=replace(call.request, key=key)))
                except OriginError as missing:
                    if missing.origin_status != HTTPStatus.NOT_FOUND:
                        raise
            raise

    def _stored_as(self, call: Call) -> tuple[str, ...]:
        first = call.access_point.steps[0]
        function = function_named(first.function)
        return function.stored_as(call.request.key, load(function.settings, self._environ, first.payload))

    def _start_body(self, call: Call, stop: Deadline) -> Started:
        made = begun(self._respond(call, stop))
        if made.rest is None or made.head.content_length is not None or not needs_length(call.request.headers):
            return made
        made.close()
        self._respond_head(call, stop)  # measures it, and the measure is remembered
        return begun(self._respond(call, stop))

    def _respond(self, call: Call, stop: Deadline, count: int | None = None) -> respond.Response:
        """The response to GetObject after the first ``count`` steps, all where it is ``None``."""
        if self._cache is None or steps(call)[:count][-1] == RAW[0]:
            return respond.get(self._reading(call, stop, count))
        return self._cache.get(lambda deadline: self._reading(call, deadline, count), stop, _scope(call, count))

    def _respond_head(self, call: Call, stop: Deadline, count: int | None = None) -> ResponseHead:
        """The response to HeadObject, likewise."""
        reading, cache = self._reading(call, stop, count), self._cache
        if cache is None or steps(call)[:count][-1] == RAW[0]:
            return respond.head(reading)

        def counted(_reading: respond.Reading, headers: Headers) -> Measure | None:
            scope = _scope(call, count)
            return cache.count(lambda deadline: self._reading(call, deadline, count), stop, scope, headers)

        return respond.head(replace(reading, counter=counted))

    def _reading(self, call: Call, stop: Deadline, count: int | None = None) -> respond.Reading:
        point, through = call.access_point, steps(call)[:count]
        return respond.Reading(
            function=function_named(through[-1].function),
            request=_asked(call, through[-1]),
            origin=self._origin_before(call, stop, len(through) - 1),
            environ=self._environ,
            measures=self._measures_of(point.name),
            scope=_scope(call, count),
            before=self._fingerprints(call, len(through) - 1),
            deadline=stop,
            ahead=False,  # ThreadedBody does it, and so does the cache
        )

    def _fingerprints(self, call: Call, count: int) -> str:
        """What the first ``count`` steps make of the object, in full: their ETags show a part of it only."""
        whole = replace(call, request=_of_whole(call.request, Headers()))
        return "".join(self._tagger(whole, step).fingerprint for step in steps(call)[:count])

    def _tagger(self, call: Call, step: Step) -> Tagger:
        return tagger(function_named(step.function), _asked(call, step), self._environ)

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
            lambda headers: self._respond_head(asking(headers), stop, count),
            lambda headers: self._respond(asking(headers), stop, count),
        )

    def _list(self, call: Call, query: ListQuery, stop: Cancellable) -> bytes:
        page, point = call.store.list(query), call.access_point
        listed = page.entries
        if f"ListObjects{'V2' if query.version == 2 else ''}" not in point.actions:
            return listing_document(point.name, query, page, ACCOUNT_ID)
        if self._exact_lists:
            until = time.monotonic() + self._measuring_seconds
            page = replace(page, entries=tuple(self._exact(call, entry, stop, until) for entry in page.entries))
        shown = zip(listed, page.entries, strict=True)
        page = replace(page, entries=tuple(self._sealed(call, *pair) for pair in shown))
        document = listing_document(point.name, query, page, ACCOUNT_ID)
        for step in point.steps:
            function = function_named(step.function)
            document = function.listing(document, load(function.settings, self._environ, step.payload))
        return document

    def _exact(self, call: Call, entry: Entry, stop: Cancellable, until: float) -> Entry:
        stop.check()
        if time.monotonic() > until:
            raise OriginError(503, "SlowDown", "The sizes of the transformed objects are being measured: try again")
        plain = replace(call.request, method="HEAD", key=entry.key, query=(), headers=Headers())
        asked = replace(call, request=plain)
        reading = self._reading(asked, stop)  # listings fill no cache
        try:
            etag: str | None = entry.etag
            for count in range(1, len(steps(asked))):
                etag = respond.make_plan(self._reading(asked, stop, count)).tagger.derive(etag)
            head = respond.head(replace(reading, origin=_Listed(replace(entry, etag=etag or ""), reading.origin)))
        except ObjectLambdaError:
            stop.check()
            return entry  # what cannot be read through the access point is listed as it is stored
        size = head.content_length
        return replace(entry, size=entry.size if size is None else size, etag=head.values.get("ETag", entry.etag))

    def _sealed(self, call: Call, listed: Entry, shown: Entry) -> Entry:
        """``shown`` with the ETag of its reads where a function hides something: the origin's is a digest of it all.

        It needs no read, so also what cannot be read through the access point, or is not measured, is listed so.
        """
        through = call.access_point.steps_for(listed.key) if "GetObject" in call.access_point.actions else RAW
        if not any(function_named(step.function).hides for step in through):
            return shown
        asked = replace(call, request=replace(call.request, key=listed.key, query=(), headers=Headers()))
        etag: str | None = listed.etag
        for step in through:
            etag = self._tagger(asked, step).derive(etag)
        return replace(shown, etag=etag or "")


def _scope(call: Call, count: int | None) -> str:
    """Tells apart what is remembered and kept: by access point, origin and steps, with their payloads."""
    point = call.access_point
    through = [(step.function, step.payload) for step in steps(call)[:count]]
    return json.dumps([point.name, repr(point.origin), through])


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
    )


def _of_whole(request: S3Request, headers: Headers) -> S3Request:
    whole = tuple(pair for pair in request.query if pair[0].lower() not in ("range", "partnumber"))
    return replace(request, headers=headers, query=whole)


class _Listed:
    """Answers HEAD from the size that a listing measured."""

    def __init__(self, entry: Entry, origin: Origin) -> None:
        self._entry = entry
        self._origin = origin

    def head(self, conditions: Mapping[str, str]) -> Headers:
        del conditions  # a listing has none
        return Headers({"etag": self._entry.etag, "content-length": str(self._entry.size)})

    def get(self, conditions: Mapping[str, str], byte_range: str | None = None) -> OriginResponse:
        return self._origin.get(conditions, byte_range)


def _lanes(config: GatewayConfig) -> int:
    """How many lanes there are: of each origin, one for requests that are signed and one for others."""
    signed = {False, True} if config.callers else {False}
    return len({(point.origin, kind) for point in config.access_points.values() for kind in signed})


_AGENTS = ("object_store/",)
"""Rust's object_store, below obstore, delta-rs and DataFusion: "Content-Length Header missing from response"."""


def needs_length(headers: Headers) -> bool:
    """Whether the client that sent ``headers`` cannot read a response without Content-Length."""
    return headers.get("user-agent", "").startswith(_AGENTS)
