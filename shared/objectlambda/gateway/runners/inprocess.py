"""Calls the functions directly in threads, and sends their output straight to the client's socket."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.observability.metrics import Metrics
from objectlambda.gateway.runners.bodies import Started, ThreadedBody, start_body
from objectlambda.gateway.runners.lengths import LengthUnknown, is_s3_library, length_seconds, within
from objectlambda.gateway.runners.listings import Listings
from objectlambda.gateway.runners.readings import Readings
from objectlambda.gateway.runners.runner import Call
from objectlambda.gateway.runners.threads import Cancellable, Lane, Threads
from objectlambda.head import ResponseHead
from objectlambda.s3.listing import ListQuery
from objectlambda.s3.response_overrides import apply_overrides
from objectlambda.s3.responses import S3Response
from objectlambda.s3.version_listing import VersionQuery
from objectlambda.stores.store import Store


class InProcess:
    """Runs ``respond.get`` and ``respond.head`` in threads. Its own state is used in the event loop only."""

    def __init__(self, config: GatewayConfig, metrics: Metrics) -> None:
        self._threads = Threads(config.max_concurrency, _lanes(config))
        self._readings = Readings(config, metrics)
        self._measuring_seconds = config.measuring_seconds
        self._listings = self._listings_of(config)

    async def start(self) -> None:
        """There is nothing to start."""

    async def reconfigure(self, config: GatewayConfig, stores: Mapping[str, Store]) -> None:
        del stores
        self._threads.divide(_lanes(config))
        self._listings = self._listings_of(config)

    async def get(self, call: Call) -> S3Response:
        apply_overrides((), call.request.parameters)  # refuses headers that cannot be sent, before any work begins
        stop, readings = Cancellable(), self._readings

        def work() -> Started:
            return readings.try_stored_keys(call, lambda found: self._start_body(found, stop))

        threads = self._lane(call)
        made = await threads.run(work, stop.cancel, Started.close)
        head, headers = made.head, apply_overrides(made.head.http(), call.request.parameters)
        if made.rest is not None:
            body = ThreadedBody(made.first, made.rest, threads, stop.cancel)
            return S3Response(status=head.status, headers=headers, body=body)
        if head.content_length is None and head.status != HTTPStatus.NOT_MODIFIED:
            headers = (*headers, ("content-length", str(len(made.first))))
        return S3Response(status=head.status, headers=headers, body=made.first)

    async def head(self, call: Call) -> S3Response:
        stop, readings = Cancellable(), self._readings

        def work() -> ResponseHead:
            return readings.try_stored_keys(call, lambda found: readings.respond_head(found, stop))

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


def _lanes(config: GatewayConfig) -> int:
    """How many lanes there are: of each origin, one for requests that are signed and one for others."""
    signed = {False, True} if config.callers else {False}
    return len({(point.origin, kind) for point in config.access_points.values() for kind in signed})
