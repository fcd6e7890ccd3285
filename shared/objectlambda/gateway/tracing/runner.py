"""Spans below the request's: what the function took, and each read of the origin that it caused.

The request's span is handed on with the call and not with the thread, so that it reaches every thread that reads ahead
or fills the cache. A fill that many wait for belongs to the request that began it, and may outlast it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from opentelemetry.trace import Span, Tracer

from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.runners.runner import Call, Runner, steps
from objectlambda.gateway.tracing.failures import record_failure
from objectlambda.gateway.tracing.stores import TracedStore
from objectlambda.s3.listing import ListQuery
from objectlambda.s3.responses import Body, S3Response
from objectlambda.s3.version_listing import VersionQuery
from objectlambda.stores.store import Store


class TracedRunner:
    """``runner``, each of its calls a span.

    With ``origins`` the call's store is traced, too; without, for a runner whose functions read by themselves, not.
    """

    def __init__(self, runner: Runner, tracer: Tracer, *, origins: bool) -> None:
        self._runner = runner
        self._tracer = tracer
        self._origins = origins

    async def start(self) -> None:
        await self._runner.start()

    async def reconfigure(self, config: GatewayConfig, stores: Mapping[str, Store]) -> None:
        await self._runner.reconfigure(config, stores)

    async def get(self, call: Call) -> S3Response:
        span = self._span("transform", call)
        if not span.is_recording():
            return await self._runner.get(call)
        with _ending_where_it_fails(span):
            response = await self._runner.get(self._below(call, span))
        span.add_event("first bytes")
        if isinstance(response.body, bytes):
            span.set_attribute("objectlambda.bytes", len(response.body))
            span.end()
            return response
        return replace(response, body=TracedBody(response.body, span))

    async def head(self, call: Call) -> S3Response:
        span = self._span("measure", call)
        with _ending_where_it_fails(span):
            response = await self._runner.head(self._below(call, span))
        span.end()
        return response

    async def list(self, call: Call, query: ListQuery) -> bytes:
        span = self._span("list", call)
        with _ending_where_it_fails(span):
            document = await self._runner.list(self._below(call, span), query)
        span.end()
        return document

    async def versions(self, call: Call, query: VersionQuery) -> bytes:
        span = self._span("list", call)
        with _ending_where_it_fails(span):
            document = await self._runner.versions(self._below(call, span), query)
        span.end()
        return document

    async def close(self) -> None:
        await self._runner.close()

    def _span(self, name: str, call: Call) -> Span:
        through = call.access_point.steps if name == "list" else steps(call)
        return self._tracer.start_span(name, attributes={"objectlambda.functions": [step.function for step in through]})

    def _below(self, call: Call, span: Span) -> Call:
        if not self._origins or not span.is_recording():
            return call
        return replace(call, store=TracedStore(call.store, self._tracer, span))


class TracedBody:
    """``body``; its end also ends the span."""

    def __init__(self, body: Body, span: Span) -> None:
        self._body = body
        self._span = span
        self._bytes = 0
        self._seconds = 0.0
        self._whole = False

    async def next(self) -> bytes:
        before = time.perf_counter()
        try:
            chunk = await self._body.next()
        except Exception as error:
            record_failure(self._span, error, broken=True)
            raise
        finally:
            self._seconds += time.perf_counter() - before
        self._bytes += len(chunk)
        self._whole = not chunk
        return chunk

    async def close(self) -> None:
        try:
            await self._body.close()
        finally:
            self._span.set_attributes(
                {
                    "objectlambda.bytes": self._bytes,
                    "objectlambda.whole": self._whole,
                    # Without what the client took to read: the span's own length has both.
                    "objectlambda.making_seconds": round(self._seconds, 6),
                }
            )
            self._span.end()


@contextmanager
def _ending_where_it_fails(span: Span) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        record_failure(span, error)
        span.end()
        raise
