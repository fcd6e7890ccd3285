"""The functions called directly: the request goes in, the transformed body goes straight to the client's socket."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import TypeVar

from objectlambda import respond
from objectlambda.errors import ObjectLambdaError, OriginError
from objectlambda.function import ObjectRequest
from objectlambda.gateway.adapters.adapter import Call
from objectlambda.gateway.adapters.starting import Started, started
from objectlambda.gateway.adapters.threads import Cancellable, ThreadedBody, Threads
from objectlambda.gateway.answer import Answer
from objectlambda.gateway.config import ACCOUNT_ID, GatewayConfig
from objectlambda.gateway.dialect.documents import listing_document
from objectlambda.gateway.dialect.listing import Entry, ListQuery
from objectlambda.gateway.dialect.overrides import overridden
from objectlambda.gateway.registry import function_named
from objectlambda.headers import Headers
from objectlambda.measured import Measures
from objectlambda.settings import load
from objectlambda.source import Origin, OriginAnswer

T = TypeVar("T")

MEASURING_SECONDS = 20.0
"""A listing that takes longer to measure is answered 503 SlowDown; SDKs ask again and find more sizes known."""


class InProcess:
    """Runs ``respond.get`` and ``respond.head`` in threads.

    With ``exact_lists`` listings show the sizes and ETags of the transformed objects, and those that are not yet
    known are measured; otherwise they show the origin's.
    """

    def __init__(self, config: GatewayConfig) -> None:
        self._threads = Threads(config.max_concurrency)
        self._exact_lists = config.exact_lists
        self._measures: dict[str, Measures] = {}

    async def start(self) -> None:
        """There is nothing to start."""

    async def get(self, call: Call) -> Answer:
        stop = Cancellable()
        made = await self._threads.run(lambda: self._found(call, stop, started), stop.cancel, Started.close)
        head, headers = made.head, overridden(made.head.http(), call.request.parameters)
        if made.rest is not None:
            body = ThreadedBody(made.first, made.rest, self._threads, stop.cancel)
            return Answer(status=head.status, headers=headers, body=body)
        if head.content_length is None and head.status != HTTPStatus.NOT_MODIFIED:
            headers = (*headers, ("content-length", str(len(made.first))))
        return Answer(status=head.status, headers=headers, body=made.first)

    async def head(self, call: Call) -> Answer:
        stop = Cancellable()
        head = await self._threads.run(lambda: self._found(call, stop, respond.head), stop.cancel)
        return Answer(status=head.status, headers=overridden(head.http(), call.request.parameters))

    async def list(self, call: Call, query: ListQuery) -> bytes:
        stop = Cancellable()
        return await self._threads.run(lambda: self._listing(call, query, stop), stop.cancel)

    async def close(self) -> None:
        await self._threads.close()

    def _found(self, call: Call, stop: Cancellable, read: Callable[[respond.Reading], T]) -> T:
        """What ``read`` makes of the object; where there is none under its key, of one that is listed under it."""
        reading = self._reading(call, stop)
        try:
            return read(reading)
        except OriginError as error:
            if error.origin_status != HTTPStatus.NOT_FOUND:
                raise
            settings = load(reading.function.settings, os.environ, call.access_point.payload)
            for key in reading.function.stored_as(call.request.key, settings):
                other = replace(call, request=replace(call.request, key=key))
                try:
                    return read(self._reading(other, stop))
                except OriginError as missing:
                    if missing.origin_status != HTTPStatus.NOT_FOUND:
                        raise
            raise

    def _reading(self, call: Call, stop: Cancellable) -> respond.Reading:
        request, point = call.request, call.access_point
        asked = ObjectRequest(
            key=request.key,
            headers=request.headers,
            query=request.parameters,
            payload=point.payload,
            request_id=request.request_id,
        )
        return respond.Reading(
            function=function_named(point.function),
            request=asked,
            origin=call.store.object(request.key, request.headers, request.parameters, stop),
            environ=os.environ,
            measures=self._measures.setdefault(point.name, Measures()),
            deadline=stop,
        )

    def _listing(self, call: Call, query: ListQuery, stop: Cancellable) -> bytes:
        page = call.store.list(query)
        if self._exact_lists:
            until = time.monotonic() + MEASURING_SECONDS
            page = replace(page, entries=tuple(self._exact(call, entry, stop, until) for entry in page.entries))
        point = call.access_point
        function = function_named(point.function)
        document = listing_document(point.name, query, page, ACCOUNT_ID)
        return function.listing(document, load(function.settings, os.environ, point.payload))

    def _exact(self, call: Call, entry: Entry, stop: Cancellable, until: float) -> Entry:
        stop.check()
        if time.monotonic() > until:
            raise OriginError(503, "SlowDown", "The sizes of the transformed objects are being measured: try again")
        plain = replace(call.request, method="HEAD", key=entry.key, query=(), headers=Headers())
        reading = self._reading(replace(call, request=plain), stop)
        try:
            head = respond.head(replace(reading, origin=_Listed(entry, reading.origin)))
        except ObjectLambdaError:
            return entry  # what cannot be read through the access point is listed as it is stored
        size = head.content_length
        return replace(entry, size=entry.size if size is None else size, etag=head.values.get("ETag", entry.etag))


class _Listed:
    """An object of which a listing has already told the headers that its measure is remembered by."""

    def __init__(self, entry: Entry, origin: Origin) -> None:
        self._entry = entry
        self._origin = origin

    def head(self, conditions: Mapping[str, str]) -> Headers:
        del conditions  # a listing has none
        return Headers({"etag": self._entry.etag, "content-length": str(self._entry.size)})

    def get(self, conditions: Mapping[str, str], byte_range: str | None = None) -> OriginAnswer:
        return self._origin.get(conditions, byte_range)
