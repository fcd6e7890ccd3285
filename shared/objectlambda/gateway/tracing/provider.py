"""Where spans go: to the provider that the process has already, or by OTLP over HTTP as ``OTEL_*`` says.

``opentelemetry-instrument`` sets a provider; then its exporter, sampler and resource are used. Otherwise there is one
of our own, which is not made the process's: no other library begins to send because the gateway does.
Source: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
"""

from __future__ import annotations

import logging
import os
import threading

from opentelemetry import trace
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

from objectlambda import __version__, log
from objectlambda.errors import InvalidSettings
from objectlambda.gateway.runners.runner import Runner
from objectlambda.gateway.tracing.app import TracedApp
from objectlambda.gateway.tracing.runner import TracedRunner
from objectlambda.gateway.transport.asgi import App

FLUSH_SECONDS = 5.0
"""How long a stopping process waits for a collector to take its last spans."""

_PROTOCOLS = ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")
_LIBRARY = "opentelemetry"


class Tracing:
    """The tracer of this process, and what is traced with it."""

    def __init__(self) -> None:
        found = trace.get_tracer_provider()
        self._ours = not isinstance(found, TracerProvider)
        self._provider = found if isinstance(found, TracerProvider) else _provider()
        self._tracer = self._provider.get_tracer("objectlambda.gateway", __version__)

    def app(self, app: App) -> App:
        """``app``, each of its requests a span."""
        return TracedApp(app, self._tracer)

    def runner(self, runner: Runner, *, origins: bool) -> Runner:
        """``runner``, its work a span below the request's, and with ``origins`` each read of a store, too."""
        return TracedRunner(runner, self._tracer, origins=origins)

    def close(self) -> None:
        """Send what was not sent yet, for as long as FLUSH_SECONDS last."""
        # Neither of the two keeps to a time limit of its own where the collector does not answer.
        ending = self._provider.shutdown if self._ours else self._provider.force_flush
        thread = threading.Thread(target=ending, name="last-spans", daemon=True)
        thread.start()
        thread.join(FLUSH_SECONDS)
        if thread.is_alive():
            log.write(logging.WARNING, "spans lost", reason="the collector did not take them in time")


def check_environment() -> None:
    """Do nothing if the environment can be followed.

    Raises:
        InvalidSettings: naming the variable.
    """
    if isinstance(trace.get_tracer_provider(), TracerProvider):
        return
    for name in _PROTOCOLS:
        if os.environ.get(name, "http/protobuf") not in ("", "http/protobuf"):
            raise InvalidSettings(f"{name} must be http/protobuf: spans are sent in no other way")
    if os.environ.get("OTEL_TRACES_EXPORTER", "otlp") not in ("", "otlp", "otlp_proto_http"):
        raise InvalidSettings("OTEL_TRACES_EXPORTER must be otlp: spans are sent in no other way; or turn tracing off")
    _provider().shutdown()


def share_trouble() -> None:
    """Tell in our log what the library cannot do, such as sending; it would write to stderr in a form of its own."""
    library = logging.getLogger(_LIBRARY)
    if not any(isinstance(handler, _Trouble) for handler in library.handlers):
        library.addHandler(_Trouble(logging.WARNING))
        library.propagate = False


class _Trouble(logging.Handler):
    """Writes the library's warnings without the texts in them: an endpoint's URL may hold a token."""

    def emit(self, record: logging.LogRecord) -> None:
        values = record.args if isinstance(record.args, tuple) else ()
        numbers = [value for value in values if isinstance(value, (int, float))]
        said = record.msg if values else ""  # with values it is a template, and without them it may be anything
        log.write(record.levelno, "tracing in trouble", logger=record.name, said=said, numbers=numbers)


def _provider() -> TracerProvider:
    # Only here: a process that has a provider may have another exporter and not this one.
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    ours: dict[str, str | int] = {
        "service.name": "objectlambda",
        "service.version": __version__,
        "process.pid": os.getpid(),
    }
    # Merged last: what OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say goes before what we say.
    resource = Resource.create(ours).merge(OTELResourceDetector().detect())
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    try:
        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    except (ValueError, OSError) as error:
        raise InvalidSettings(
            "one of the variables OTEL_BSP_* and OTEL_EXPORTER_OTLP_* holds what the tracing library does not take"
        ) from error
    return provider
