"""A span for each request, from its head to its response's last byte.

Attributes follow OpenTelemetry's semantic conventions for HTTP servers; those for AWS's SDK (``rpc.system``) are for
clients. What they say of URLs, keys, queries, addresses and headers is left out: nothing of it is ever told.
Source: https://opentelemetry.io/docs/specs/semconv/http/http-spans/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from opentelemetry.context import Context
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, Tracer, format_trace_id, use_span
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from objectlambda.gateway.transport.asgi import SPAN, App, Receive, Scope, Send

if TYPE_CHECKING:
    from objectlambda.gateway.observability.requests import Observed
    from objectlambda.gateway.transport.sending import Transfer
    from objectlambda.s3.requests import S3Request
    from objectlambda.s3.responses import S3Response

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"})
_PARENT = b"traceparent"


class TracedApp:
    """``app`` with a span for each request that it records. Requests of the page are not recorded."""

    def __init__(self, app: App, tracer: Tracer) -> None:
        self._app = app
        self._tracer = tracer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        method = scope["method"] if scope["method"] in _METHODS else "_OTHER"
        span = self._tracer.start_span(
            "S3",
            _parent(scope),
            SpanKind.SERVER,
            {
                "http.request.method": method,
                "network.protocol.version": scope["http_version"],
                "url.scheme": scope["scheme"],
            },
        )
        request = scope[SPAN] = RequestSpan(span)
        try:
            # An exception's message may quote content, so it is not recorded.
            with use_span(span, record_exception=False, set_status_on_exception=False):
                await self._app(scope, receive, send)
        finally:
            if request.told:
                span.end()


class RequestSpan:
    """The span of a request, for whoever knows what became of it."""

    def __init__(self, span: Span) -> None:
        self._span = span
        self.told = False
        context = span.get_span_context()
        self.trace_id = format_trace_id(context.trace_id) if context.is_valid else ""

    def tell(self, observed: Observed, request: S3Request, response: S3Response | None, transfer: Transfer) -> None:
        """Record a request with its response, or with ``None`` where the client disconnected before it."""
        self.told = True
        span = self._span
        span.update_name(f"{observed.service} {observed.operation}".rstrip())
        span.set_attributes(
            {
                "objectlambda.request_id": request.request_id,
                "objectlambda.ranged": "range" in request.headers,
                "objectlambda.whole": transfer.whole,
                "objectlambda.broken": transfer.broken,
                "http.response.body.size": transfer.sent,
            }
        )
        # Only once it is known to be an access point: before, it is what the client wrote.
        if observed.access_point:
            span.set_attribute("aws.s3.bucket", observed.access_point)
        if observed.caller:
            span.set_attribute("objectlambda.caller", observed.caller)
        if response is None:
            return
        span.set_attribute("http.response.status_code", response.status)
        if response.code:
            span.set_attribute("objectlambda.error_code", response.code)
        if response.status >= 500 or transfer.broken:
            span.set_attribute("error.type", response.code or "BrokenTransfer")
            span.set_status(Status(StatusCode.ERROR))


def _parent(scope: Scope) -> Context:
    """The parent span that ``traceparent`` names, if any. No other header is read."""
    named = [value.decode("latin-1") for name, value in scope["headers"] if name == _PARENT]
    if len(named) != 1:
        return Context()
    return TraceContextTextMapPropagator().extract({_PARENT.decode(): named[0]}, Context())
