"""Calls the functions directly in threads, and sends their output straight to the client's socket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

from objectlambda import respond
from objectlambda.deadline import Deadline
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.observability.metrics import Metrics
from objectlambda.gateway.runners.bodies import Started, ThreadedBody, start_body
from objectlambda.gateway.runners.lengths import LengthUnknown, is_s3_library, length_seconds, within
from objectlambda.gateway.runners.listings import Listings
from objectlambda.gateway.runners.readings import Readings
from objectlambda.gateway.runners.runner import Call, steps
from objectlambda.gateway.runners.threads import Cancellable, Lane, Threads
from objectlambda.head import ResponseHead
from objectlambda.headers import Headers
from objectlambda.s3.listing import ListQuery
from objectlambda.s3.response_overrides import apply_overrides
from objectlambda.s3.responses import S3Response
from objectlambda.s3.version_listing import VersionQuery
from objectlambda.steps import RAW
from objectlambda.stores.folder import FolderStore
from objectlambda.stores.held import HeldFile
from objectlambda.stores.store import Store

MOST_HEADS = 4096
"""Small files whose response headers are remembered; keys have 1,024 bytes at most."""

_SELECTIVE = frozenset(("range", "if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "if-range"))
"""The headers of a request, beside its query, by which the response to a read of a stored object may differ."""


class InProcess:
    """Runs ``respond.get`` and ``respond.head`` in threads. Its own state is used in the event loop only."""

    def __init__(self, config: GatewayConfig, metrics: Metrics, shared: Path | None = None) -> None:
        self._threads = Threads(config.max_concurrency, _lanes(config))
        self._readings = Readings(config, metrics, shared)
        self._measuring_seconds = config.measuring_seconds
        self._listings = self._listings_of(config)
        # By key: a file's headers, which are one object as long as it stays the same, and those of the response.
        self._heads: dict[str, tuple[Headers, tuple[tuple[str, str], ...]]] = {}

    async def start(self) -> None:
        """There is nothing to start."""

    async def reconfigure(self, config: GatewayConfig, stores: Mapping[str, Store]) -> None:
        del stores
        self._threads.divide(_lanes(config))
        self._listings = self._listings_of(config)

    async def get(self, call: Call) -> S3Response:
        apply_overrides((), call.request.parameters)  # refuses headers that cannot be sent, before any work begins
        held = self._held(call)
        if held is not None:
            return self._respond_held(call, held)
        stop, readings = Cancellable(), self._readings

        def work() -> Started:
            return readings.try_stored_keys(call, lambda found: self._start_body(found, stop))

        threads = self._lane(call)
        made = await threads.run(work, stop.cancel, Started.close)
        response = _response(made, call)
        if made.rest is None:
            return response
        return replace(response, body=ThreadedBody(made.first, made.rest, threads, stop.cancel))

    async def head(self, call: Call) -> S3Response:
        stop, readings = Cancellable(), self._readings

        def work() -> ResponseHead:
            return readings.try_stored_keys(call, lambda found: readings.respond_head(found, stop))

        held = self._held(call)
        if held is not None:
            head = respond.head(self._reading(call, held))
        else:
            head = await self._lane(call).run(work, stop.cancel)
        return S3Response(status=head.status, headers=apply_overrides(head.http(), call.request.parameters))

    async def list(self, call: Call, query: ListQuery) -> bytes:
        stop, listings = Cancellable(), self._listings
        return await self._lane(call).run(lambda: listings.document(call, query, stop), stop.cancel)

    async def versions(self, call: Call, query: VersionQuery) -> bytes:
        stop, listings = Cancellable(), self._listings
        return await self._lane(call).run(lambda: listings.versions_document(call, query, stop), stop.cancel)

    async def close(self) -> None:
        self._readings.measurements.close()
        await self._threads.close()

    def _held(self, call: Call) -> HeldFile | None:
        """The object of ``call`` where it takes no thread: a small file that is in memory and goes out as it is."""
        if not isinstance(call.store, FolderStore) or steps(call) != RAW:
            return None
        return call.store.held(call.request.key, call.request.parameters)

    def _respond_held(self, call: Call, held: HeldFile) -> S3Response:
        request, known = call.request, self._heads.get(call.request.key)
        is_plain = not request.query and _SELECTIVE.isdisjoint(request.headers)
        if is_plain and known is not None and known[0] is held.headers:
            return S3Response(status=HTTPStatus.OK, headers=known[1], body=held.data)
        response = _response(start_body(respond.get(self._reading(call, held))), call)
        if is_plain and response.status == HTTPStatus.OK:
            if len(self._heads) >= MOST_HEADS:
                self._heads.clear()
            self._heads[request.key] = held.headers, response.headers
        return response

    def _reading(self, call: Call, held: HeldFile) -> respond.Reading:
        return replace(self._readings.reading(call, Deadline()), origin=held)

    def _listings_of(self, config: GatewayConfig) -> Listings:
        measures = config.list_sizes == "exact"
        return Listings(readings=self._readings, measures=measures, seconds=self._measuring_seconds)

    def _lane(self, call: Call) -> Lane:
        return self._threads.lane((call.access_point.origin, bool(call.request.caller)))

    def _start_body(self, call: Call, stop: Cancellable) -> Started:
        made, headers = start_body(self._readings.respond(call, stop)), call.request.headers
        seconds = length_seconds(headers, self._measuring_seconds)
        if made.rest is None or made.head.content_length is not None or not seconds:
            return made
        made.close()
        try:  # the measure is remembered
            check = within(seconds, stop.check)
            self._readings.respond_head(call, stop, check=check, goes_on=is_s3_library(headers))
        except LengthUnknown:
            pass  # it is sent in chunks
        return start_body(self._readings.respond(call, stop))


def _response(made: Started, call: Call) -> S3Response:
    """The response to ``call``, with as much of its body as is made."""
    head, headers = made.head, apply_overrides(made.head.http(), call.request.parameters)
    if made.rest is None and head.content_length is None and head.status != HTTPStatus.NOT_MODIFIED:
        headers = (*headers, ("content-length", str(len(made.first))))
    return S3Response(status=head.status, headers=headers, body=made.first)


def _lanes(config: GatewayConfig) -> int:
    """How many lanes there are: of each origin, one for requests that are signed and one for others."""
    signed = {False, True} if config.callers else {False}
    return len({(point.origin, kind) for point in config.access_points.values() for kind in signed})
