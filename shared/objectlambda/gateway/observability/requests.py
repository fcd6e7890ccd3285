"""Logs and counts each request. Neither has keys, headers or content."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

from objectlambda import log
from objectlambda.gateway.observability.error_codes import code_label
from objectlambda.gateway.observability.metrics import Metrics, Series, series
from objectlambda.gateway.transport.sending import Transfer
from objectlambda.s3.requests import S3Request
from objectlambda.s3.responses import S3Response


class RequestSpan(Protocol):
    """The span of a request, where requests are traced."""

    @property
    def trace_id(self) -> str:
        """The trace that it belongs to, in hex digits; empty where it is not recorded."""

    def tell(self, observed: Observed, request: S3Request, response: S3Response | None, transfer: Transfer) -> None:
        """Record a request with its response, or with ``None`` where the client disconnected before it."""


_IN_FLIGHT = series("objectlambda_in_flight")


@lru_cache(maxsize=64)  # of immutable values, by their arguments alone: threads may share it
def _first_byte(operation: str) -> Series:
    return series("objectlambda_first_byte_seconds", operation=operation)


@lru_cache(maxsize=1024)  # likewise, for all threads
def _counted(access_point: str, operation: str, status: int) -> tuple[Series, Series, Series]:
    return (
        series("objectlambda_requests_total", access_point=access_point, operation=operation, status=str(status)),
        series("objectlambda_response_bytes_total", access_point=access_point),
        series("objectlambda_request_seconds", operation=operation),
    )


@dataclass(slots=True)
class Observed:
    """A request from its head to its response's last byte."""

    metrics: Metrics
    log_it: bool = True
    started: float = field(default_factory=time.monotonic)
    service: str = "S3"  # whose operation it is
    operation: str = ""
    caller: str = ""
    access_point: str = ""  # only once it is known to be one: it becomes a label
    span: RequestSpan | None = None  # where requests are traced

    def __post_init__(self) -> None:
        self.metrics.count_all((_IN_FLIGHT, 1))

    def start_response(self, response: S3Response) -> None:
        """Count the time to the response's head."""
        seconds = time.monotonic() - self.started
        self.metrics.count_all(seconds=(_first_byte(self.operation), seconds))
        if response.code:
            self.metrics.add("objectlambda_errors_total", code=code_label(response.code))

    def end(self, request: S3Request, response: S3Response | None, transfer: Transfer) -> None:
        """Count the request and log it; ``response`` is ``None`` where the client did not wait for it."""
        seconds = time.monotonic() - self.started
        metrics, point, status = self.metrics, self.access_point, response.status if response is not None else 0
        requests, sent, took = _counted(point, self.operation, status)
        metrics.count_all((_IN_FLIGHT, -1), (requests, 1), (sent, transfer.sent), seconds=(took, seconds))
        if transfer.broken:
            metrics.add("objectlambda_broken_transfers_total", access_point=point)
        elif not transfer.whole:
            metrics.add("objectlambda_abandoned_total", operation=self.operation)
        traced: dict[str, Any] = {}
        if self.span is not None:
            self.span.tell(self, request, response, transfer)
            traced = {"trace": self.span.trace_id}
        if not self.log_it:
            return
        log.write(
            logging.INFO,
            "request",
            request=request.request_id,
            client=request.client,
            caller=self.caller,
            method=request.method,
            operation=self.operation,
            access_point=point,
            ranged="range" in request.headers,
            status=status,
            code=response.code if response is not None else "",
            bytes_out=transfer.sent,
            whole=transfer.whole,
            seconds=round(seconds, 4),
            **traced,
        )


class EntityCounter(logging.Handler):
    """Counts what the functions' audit lines tell: entities by type."""

    def __init__(self, metrics: Metrics) -> None:
        super().__init__()
        self._metrics = metrics

    def emit(self, record: logging.LogRecord) -> None:
        types = getattr(record, "fields", {}).get("types") if record.msg == "audit" else None
        for name, count in (types or {}).items():
            self._metrics.add("objectlambda_entities_total", count, type=str(name))
