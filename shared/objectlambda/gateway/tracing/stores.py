"""A store whose reads become spans: the time to the head, the time in the body, bytes and status; never a key."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from http import HTTPStatus
from itertools import count

from opentelemetry.trace import INVALID_SPAN, Span, SpanKind, Tracer, set_span_in_context, use_span

from objectlambda.deadline import Deadline
from objectlambda.errors import NotModified, OriginError
from objectlambda.gateway.tracing.failures import record_failure
from objectlambda.headers import Headers
from objectlambda.s3.listing import ListPage, ListQuery
from objectlambda.s3.version_listing import VersionPage, VersionQuery
from objectlambda.source import Origin, OriginResponse
from objectlambda.stores.bucket import BucketStore
from objectlambda.stores.store import Store
from objectlambda.streams import close

MAX_READS = 64
"""The most spans of one request: a listing that measures a thousand objects would push out other requests' spans."""


class TracedStore:
    """``store``, read for the request of which ``span`` is a part."""

    def __init__(self, store: Store, tracer: Tracer, span: Span) -> None:
        self._store = store
        self._tracer = tracer
        self._above = set_span_in_context(span)
        self._kind = SpanKind.CLIENT if isinstance(store, BucketStore) else SpanKind.INTERNAL
        self._reads = count(1)

    def object(self, key: str, headers: Headers, parameters: Mapping[str, str], deadline: Deadline) -> Origin:
        return _TracedObject(self._store.object(key, headers, parameters, deadline), self)

    def list(self, query: ListQuery) -> ListPage:
        read = self.start_read("ListObjectsV2" if query.version == 2 else "ListObjects")
        with read:
            page = self._store.list(query)
            read.record_head(HTTPStatus.OK)
        read.end()
        return page

    def versions(self, query: VersionQuery) -> VersionPage:
        read = self.start_read("ListObjectVersions")
        with read:
            page = self._store.versions(query)
            read.record_head(HTTPStatus.OK)
        read.end()
        return page

    def check(self) -> None:
        self._store.check()

    def start_read(self, operation: str, *, ranged: bool = False) -> _Read:
        """A read of the store that begins now."""
        if next(self._reads) > MAX_READS:
            return _Read(INVALID_SPAN)
        attributes = {"objectlambda.ranged": ranged}
        return _Read(self._tracer.start_span(f"origin {operation}", self._above, self._kind, attributes))


class _Read:
    """One read of a store. As a context it is the current span, and ends where the read fails."""

    def __init__(self, span: Span) -> None:
        self._span = span
        self._began = time.perf_counter()
        self._current: AbstractContextManager[object] = nullcontext()
        self._bytes = 0
        self._seconds = 0.0
        self._ended = False

    def __enter__(self) -> None:
        # The span is made current, so that spans of instrumented libraries become its children.
        self._current = use_span(self._span, record_exception=False, set_status_on_exception=False)
        self._current.__enter__()

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        self._current.__exit__(None, None, None)
        if error is None:
            return
        if isinstance(error, OriginError):
            self.record_head(error.origin_status)
        elif isinstance(error, NotModified):
            self.record_head(HTTPStatus.NOT_MODIFIED)
        record_failure(self._span, error)
        self.end()

    def record_head(self, status: int) -> None:
        """The head is there."""
        self._span.set_attribute("http.response.status_code", int(status))
        self._span.set_attribute("objectlambda.head_seconds", round(time.perf_counter() - self._began, 6))

    def took(self, length: int, seconds: float) -> None:
        """So much of the body came in so much time."""
        self._bytes += length
        self._seconds += seconds

    def broke(self, error: BaseException) -> None:
        """The body broke off."""
        record_failure(self._span, error, broken=True)

    def end(self) -> None:
        """The read is over; told only once."""
        if self._ended:
            return
        self._ended = True
        self._span.set_attribute("http.response.body.size", self._bytes)
        self._span.set_attribute("objectlambda.reading_seconds", round(self._seconds, 6))
        self._span.end()


class _TracedObject:
    def __init__(self, origin: Origin, store: TracedStore) -> None:
        self._origin = origin
        self._store = store

    def head(self, conditions: Mapping[str, str]) -> Headers:
        read = self._store.start_read("HeadObject")
        with read:
            headers = self._origin.head(conditions)
            read.record_head(HTTPStatus.OK)
        read.end()
        return headers

    def get(self, conditions: Mapping[str, str], byte_range: str | None = None) -> OriginResponse:
        read = self._store.start_read("GetObject", ranged=byte_range is not None)
        with read:
            response = self._origin.get(conditions, byte_range)
            read.record_head(response.status)
        return response._replace(body=_TracedBody(response.body, read))


class _TracedBody:
    """``body``, whose end, failure or closing is that of ``read``."""

    def __init__(self, body: Iterator[bytes], read: _Read) -> None:
        self._body = body
        self._read = read

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        before = time.perf_counter()
        try:
            chunk = next(self._body)
        except StopIteration:
            self._read.end()
            raise
        except BaseException as error:
            self._read.broke(error)
            self._read.end()
            raise
        self._read.took(len(chunk), time.perf_counter() - before)
        return chunk

    def close(self) -> None:
        close(self._body)
        self._read.end()
