"""Where spans go: to whom the environment says, from every worker, to the last one; and what a lost collector costs."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import contextmanager

import pytest
from otlp_collector import attributes, collecting

from waiting import eventually

CONTENT = b"the content\n" * 10
NEVER = "600000"  # milliseconds: nothing is sent before the process ends


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("objects")
    (folder / "a.gz").write_bytes(gzip.compress(CONTENT))
    return folder


@pytest.fixture
def collector():
    with collecting() as collector:
        yield collector


def environment(endpoint="", **variables):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OTEL_")}
    return {**kept, **({"OTEL_EXPORTER_OTLP_ENDPOINT": endpoint} if endpoint else {}), **variables}


class Served:
    """A gateway of its own process, and what it writes to stderr."""

    def __init__(self, process):
        self.process = process
        self.lines = []
        started = threading.Event()

        def follow():
            for line in iter(process.stderr.readline, b""):
                self.lines.append(line.decode())
                if match := re.search(rb"serving at (http\S+);", line):
                    self.url = match[1].decode()
                    started.set()
            started.set()

        self._reading = threading.Thread(target=follow, daemon=True)
        self._reading.start()
        assert started.wait(30)
        assert hasattr(self, "url"), self.lines

    def get(self, path="/files/a.gz"):
        with urllib.request.urlopen(self.url + path, timeout=20) as answer:
            return answer.read()

    def stopped(self):
        """Its exit code, and the seconds that it took to stop."""
        before = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(30)
        self._reading.join(5)
        return code, time.monotonic() - before

    def logged(self, event):
        records = [json.loads(line) for line in self.lines if line.startswith("{")]
        return [record for record in records if record["event"] == event]


@contextmanager
def served(folder, environ, *options, program=("-m", "objectlambda.cli.main")):
    command = [sys.executable, *program, "serve", *options, "--port", "0"]
    if "--config" not in options:
        command += [str(folder), "--access-point", "files=decompress", "--tracing"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environ) as process:
        try:
            yield Served(process)
        finally:
            process.terminate()
            process.wait(30)


def refusal(folder, environ, program=("-m", "objectlambda.cli.main")):
    command = [sys.executable, *program, "serve", str(folder), "--port", "0", "--tracing"]
    finished = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    return finished.returncode, finished.stderr


def test_sigterm_sends_the_last_spans_and_the_log_names_their_traces(folder, collector):
    with served(folder, environment(collector.url, OTEL_BSP_SCHEDULE_DELAY=NEVER)) as gateway:
        for _ in range(3):
            assert gateway.get() == CONTENT
        assert collector.spans == []
        assert gateway.stopped()[0] == 0
    sent = {span.trace_id.hex() for span in collector.named("S3 GetObject", 3, seconds=0)}
    assert {line["trace"] for line in gateway.logged("request")} == sent
    assert len(sent) == 3
    [resource] = collector.resources
    assert resource["service.name"] == "objectlambda"
    assert resource["process.pid"] == gateway.process.pid


def test_every_worker_sends_its_spans(folder, collector):
    environ = environment(collector.url, OTEL_BSP_SCHEDULE_DELAY="100")
    with served(folder, environ, "--workers", "2") as gateway:
        asked = 0

        def both_were_seen():
            nonlocal asked
            gateway.get()
            asked += 1
            return len({resource["process.pid"] for resource in collector.resources}) == 2

        assert eventually(both_were_seen, 30, every=0)
        assert gateway.stopped()[0] == 0
    workers = {resource["process.pid"] for resource in collector.resources}
    assert len(workers) == 2
    assert gateway.process.pid not in workers
    assert len(collector.named("S3 GetObject", asked, seconds=0)) == asked


def test_the_environment_names_the_service_and_the_headers(folder, collector):
    named = environment(
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=f"{collector.url}/v1/traces",
        OTEL_EXPORTER_OTLP_HEADERS="api-key=word",
        OTEL_EXPORTER_OTLP_COMPRESSION="gzip",
        OTEL_SERVICE_NAME="reports",
        OTEL_RESOURCE_ATTRIBUTES="deployment.environment.name=test",
    )
    with served(folder, named) as gateway:
        gateway.get()
        gateway.stopped()
    [resource] = collector.resources
    assert (resource["service.name"], resource["deployment.environment.name"]) == ("reports", "test")
    assert collector.headers[0]["api-key"] == "word"


def test_without_tracing_nothing_is_sent_and_the_log_names_no_trace(folder, collector, tmp_path):
    file = written(tmp_path, folder, tracing="false")
    with served(folder, environment(collector.url), "--config", str(file)) as gateway:
        gateway.get()
        gateway.stopped()
    assert collector.bodies == []
    assert all("trace" not in line for line in gateway.logged("request"))


def written(tmp_path, folder, tracing):
    file = tmp_path / "gateway.toml"
    text = f'[gateway]\ntracing = {tracing}\n[origins.here]\nfolder = "{folder}"\n'
    file.write_text(f'{text}[access_points.files]\nfunction = "decompress"\n')
    return file


def test_the_file_turns_it_on_and_it_stays_so_when_the_file_is_read_again(folder, collector, tmp_path):
    file = written(tmp_path, folder, tracing="true")
    environ = environment(collector.url, OTEL_BSP_SCHEDULE_DELAY="100")
    with served(folder, environ, "--config", str(file)) as gateway:
        gateway.get()
        collector.named("S3 GetObject", 1)
        file.write_text(file.read_text() + '[access_points.more]\nfunction = "raw"\n')
        gateway.process.send_signal(signal.SIGHUP)
        assert eventually(lambda: gateway.logged("configuration reloaded"))
        assert gzip.decompress(gateway.get("/more/a.gz")) == CONTENT
        assert attributes(collector.named("S3 GetObject", 2)[1])["aws.s3.bucket"] == "more"
        assert gateway.stopped()[0] == 0


def test_a_provider_that_the_process_has_is_used(folder, collector):
    script = f"""
import sys, urllib.request
from pathlib import Path
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.server import running

kept = InMemorySpanExporter()
provider = TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(kept))
trace.set_tracer_provider(provider)
point = parse_access_point("files=decompress", Path({str(folder)!r}))
with running(GatewayConfig(access_points={{"files": point}}, port=0, tracing=True)) as url:
    urllib.request.urlopen(url + "/files/a.gz").read()
provider.get_tracer("mine").start_span("still works").end()
print(*sorted(span.name for span in kept.get_finished_spans()), sep=", ")
"""
    command = [sys.executable, "-c", script]
    finished = subprocess.run(
        command, env=environment(collector.url), capture_output=True, text=True, timeout=60, check=False
    )
    assert finished.stdout.strip() == "S3 GetObject, origin GetObject, still works, transform", finished.stderr
    assert collector.bodies == []


INSTRUMENTED = """
import sys
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from objectlambda.cli.main import main

provider = TracerProvider(resource=Resource.create({"service.name": "instrumented"}))
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(), schedule_delay_millis=600_000))
trace.set_tracer_provider(provider)
sys.exit(main(sys.argv[1:]))
"""


def test_workers_flush_the_provider_that_was_there_before_they_were_forked(folder, collector):
    with served(folder, environment(collector.url), "--workers", "2", program=("-c", INSTRUMENTED)) as gateway:
        for _ in range(10):
            assert gateway.get() == CONTENT
        assert collector.spans == []
        assert gateway.stopped()[0] == 0
    assert len(collector.named("S3 GetObject", 10, seconds=0)) == 10
    assert {resource["service.name"] for resource in collector.resources} == {"instrumented"}


@contextmanager
def silent():
    """A collector that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


@contextmanager
def absent():
    """A collector that is not there."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    yield f"http://127.0.0.1:{port}/?token=hidden-token"


@pytest.mark.parametrize("lost", [silent, absent])
def test_a_lost_collector_neither_slows_requests_nor_fails_them_and_stopping_is_bounded(folder, lost):
    with lost() as url, served(folder, environment(url, OTEL_BSP_SCHEDULE_DELAY="50")) as gateway:
        slowest = 0.0
        for _ in range(200):
            before = time.monotonic()
            assert gateway.get() == CONTENT
            slowest = max(slowest, time.monotonic() - before)
        code, seconds = gateway.stopped()
    assert code == 0
    assert slowest < 5  # the exporter's own patience is 10 s
    assert seconds < 12  # five of them for the spans
    if lost is absent:
        assert gateway.logged("tracing in trouble")
    assert "hidden-token" not in "".join(gateway.lines)
    assert all(line.startswith(("{", "objectlambda serve:")) for line in gateway.lines), gateway.lines


def test_spans_that_the_queue_has_no_room_for_are_dropped_and_the_log_says_so(folder):
    environ = environment(OTEL_EXPORTER_OTLP_ENDPOINT="http://127.0.0.1:1", OTEL_BSP_MAX_QUEUE_SIZE="64")
    environ |= {"OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "64", "OTEL_EXPORTER_OTLP_TIMEOUT": "1"}
    with served(folder, environ) as gateway:
        for _ in range(300):
            assert gateway.get() == CONTENT
        gateway.stopped()
    assert any("Queue full" in line["said"] for line in gateway.logged("tracing in trouble"))


BLOCKED = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "opentelemetry":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Blocked())
from objectlambda.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def test_without_the_libraries_tracing_is_refused_and_the_extra_is_named(folder):
    code, said = refusal(folder, environment(), program=("-c", BLOCKED))
    assert code == 2
    assert "pip install 'objectlambda[otel]'" in said
    assert "Traceback" not in said


def test_without_the_libraries_all_else_works(folder, tmp_path):
    file = written(tmp_path, folder, tracing="false")
    with served(folder, environment(), "--config", str(file), program=("-c", BLOCKED)) as gateway:
        assert gateway.get() == CONTENT


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
        ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/json"),
        ("OTEL_TRACES_EXPORTER", "none"),
        ("OTEL_BSP_MAX_QUEUE_SIZE", "0"),
    ],
)
def test_an_environment_that_cannot_be_followed_is_refused(folder, variable, value):
    code, said = refusal(folder, environment(**{variable: value}))
    assert code == 2
    assert variable in said or (variable.startswith("OTEL_BSP") and "OTEL_BSP_*" in said)
    assert "Traceback" not in said
