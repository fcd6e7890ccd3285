"""A collector of spans on loopback, as OTLP over HTTP has it: POST /v1/traces with an ExportTraceServiceRequest."""

from __future__ import annotations

import gzip
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

KINDS = Span.SpanKind
ERROR = Status.STATUS_CODE_ERROR
UNSET = Status.STATUS_CODE_UNSET


class Collector:
    """What was sent: the raw bodies, and the spans in them with their resources' attributes."""

    def __init__(self, url):
        self.url = url
        self.bodies = []
        self.headers = []
        self.resources = []
        self.spans = []
        self._changed = threading.Condition()

    def add(self, headers, body):
        request = ExportTraceServiceRequest.FromString(body)
        with self._changed:
            self.headers.append(headers)
            self.bodies.append(body)
            for group in request.resource_spans:
                self.resources.append(attributes(group.resource))
                self.spans += [span for scope in group.scope_spans for span in scope.spans]
            self._changed.notify_all()

    def named(self, name, count=1, seconds=15):
        """The spans called ``name``, as soon as there are ``count`` of them."""
        until = time.monotonic() + seconds
        with self._changed:
            while len(found := [span for span in self.spans if span.name == name]) < count:
                assert self._changed.wait(until - time.monotonic()), [span.name for span in self.spans]
        return found

    def one(self, name):
        [span] = self.named(name)
        return span

    def below(self, span):
        """The spans of which ``span`` is the parent."""
        return [other for other in self.spans if other.parent_span_id == span.span_id]


def attributes(item):
    return {pair.key: _value(pair.value) for pair in item.attributes}


def _value(value):
    kind = value.WhichOneof("value")
    if kind == "array_value":
        return [_value(item) for item in value.array_value.values]
    return getattr(value, kind)


@contextmanager
def collecting():
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            assert (self.path, self.headers["Content-Type"]) == ("/v1/traces", "application/x-protobuf")
            collector.add(dict(self.headers.items()), body)
            answer = ExportTraceServiceResponse().SerializeToString()
            self.send_response(200)
            self.send_header("Content-Type", "application/x-protobuf")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    collector = Collector(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield collector
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
