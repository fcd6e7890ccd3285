"""The decompress function end to end: HTTP origin → handler → WriteGetObjectResponse, all over loopback.

Origin and receiver are processes of their own. The library level is the same decoder fed from the same file in this
process, in the same run; what is printed is the ratio of the two, and the time to the first byte of a warm function.
"""

from __future__ import annotations

import argparse
import os
import socket
import statistics
import sys
import time
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tests.benchmarks import material

FORMATS = {"gzip": 0.8, "zlib": 0.8, "bzip2": 0.8, "zip": 0.8, "zstd": 0.6, "snappy": 0.6}
"""The formats, and the share of the library's speed that end to end is to reach."""

CHUNK = 256 * 1024


def serve_files(folder: str, ready: Any) -> None:
    """An HTTP origin that sends files with sendfile, ranges included."""
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = Path(folder, self.path.partition("?")[0].rpartition("/")[2])
            size = path.stat().st_size
            start, stop = 0, size
            asked = self.headers.get("Range", "")
            if asked.startswith("bytes=-"):
                start = max(0, size - int(asked[7:]))
            elif asked:
                first, _, last = asked[6:].partition("-")
                start, stop = int(first), min(size, int(last) + 1)
            self.send_response(206 if asked else 200)
            self.send_header("Content-Length", str(stop - start))
            if asked:
                self.send_header("Content-Range", f"bytes {start}-{stop - 1}/{size}")
            self.end_headers()
            self.wfile.flush()
            with path.open("rb") as file:
                self.connection.settimeout(None)
                while start < stop:
                    start += os.sendfile(self.connection.fileno(), file.fileno(), start, stop - start)

        def log_message(self, *_arguments: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    ready.send(server.server_address[1])
    server.serve_forever()


def receive(ready: Any) -> None:
    """A receiver of WriteGetObjectResponse: reports the time of the first byte, and the length, of each body."""
    listener = socket.create_server(("127.0.0.1", 0))
    ready.send(listener.getsockname()[1])
    while True:
        connection, _ = listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        stream = connection.makefile("rb", buffering=CHUNK)
        sink = memoryview(bytearray(CHUNK))
        while stream.readline():
            first_byte, length, stated = 0.0, 0, None
            while (header := stream.readline()) not in (b"\r\n", b""):
                if header.lower().startswith(b"expect:"):
                    connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
                if header.lower().startswith(b"content-length:"):
                    stated = int(header.partition(b":")[2])
            while stated is not None and length < stated:
                length += stream.readinto(sink[: min(stated - length, CHUNK)])
                first_byte = first_byte or time.monotonic()
            while stated is None and (size := int(stream.readline() or b"0", 16)):
                first_byte = first_byte or time.monotonic()
                left = size
                while left:
                    left -= stream.readinto(sink[: min(left, CHUNK)])
                stream.readline()
                length += size
            if stated is None:
                stream.readline()
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            ready.send((first_byte, length))


def library_seconds(path: Path) -> tuple[float, int]:
    """The seconds that the decoder alone takes for the file at ``path``, and the bytes that came out."""
    from objectlambda import respond
    from objectlambda.decompress import DECOMPRESS
    from objectlambda.function import ObjectRequest
    from objectlambda.headers import Headers
    from objectlambda.measures import Measures
    from objectlambda.source import OriginResponse

    class FileOrigin:
        def head(self, _conditions: Any) -> Headers:
            return Headers({"Content-Length": path.stat().st_size})

        def get(self, _conditions: Any, byte_range: str | None = None) -> OriginResponse:
            size = path.stat().st_size
            headers = {"Content-Length": str(size)}
            start, stop = 0, size
            if byte_range:
                first, _, last = byte_range[6:].partition("-")
                start, stop = (int(first), int(last) + 1) if first else (max(0, size - int(last)), size)
                headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
            return OriginResponse(status=200, headers=Headers(headers), body=self._body(start, stop))

        @staticmethod
        def _body(start: int, stop: int) -> Any:
            with path.open("rb") as file:
                file.seek(start)
                while start < stop:
                    chunk = file.read(min(CHUNK, stop - start))
                    start += len(chunk)
                    yield chunk

    origin = FileOrigin()
    reading = respond.Reading(
        function=DECOMPRESS,
        request=ObjectRequest(key=path.name),
        origin=origin,
        environ={},
        measures=Measures(),
    )
    started = time.perf_counter()
    response = respond.get(reading)
    length = sum(map(len, response.body))
    return time.perf_counter() - started, length


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 1 if a ratio is under its target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mib", type=int, default=256, help="MiB of output for each format (bzip2: a quarter)")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(arguments)
    context = get_context("spawn")
    origin_pipe, receiver_pipe = context.Pipe(), context.Pipe()
    helpers = [
        context.Process(target=serve_files, args=(str(material.FOLDER), origin_pipe[1]), daemon=True),
        context.Process(target=receive, args=(receiver_pipe[1],), daemon=True),
    ]
    for helper in helpers:
        helper.start()
    origin_port, receiver_port = origin_pipe[0].recv(), receiver_pipe[0].recv()
    os.environ.update(
        AWS_ENDPOINT_URL_S3=f"http://127.0.0.1:{receiver_port}",
        AWS_DISABLE_HOST_PREFIX_INJECTION="true",
        AWS_ACCESS_KEY_ID="AKIAEXAMPLE",
        AWS_SECRET_ACCESS_KEY="an-example-key",
        AWS_REGION="us-east-1",
        AWS_DEFAULT_REGION="us-east-1",
        LOG_LEVEL="WARNING",
    )
    from objectlambda.functions.decompress.handler import handler

    from objectlambda.testing import get_object_event

    print(f"End to end over loopback, {options.mib} MiB out, medians of {options.runs} alternating runs\n")
    print("| format | library MB/s | end to end MB/s | ratio | target | first byte, warm |")
    print("| --- | --- | --- | --- | --- | --- |")
    missed = 0
    for name, target in FORMATS.items():
        size = (options.mib // (4 if name == "bzip2" else 1)) << 20
        path = material.compressed(name, size)
        print(f"measuring {name}", file=sys.stderr)
        library, whole, first = [], [], []
        event = get_object_event(f"http://127.0.0.1:{origin_port}/bucket/{path.name}")
        for run in range(options.runs + 1):
            seconds, length = library_seconds(path)
            started = time.monotonic()
            handler(event, None)
            ended = time.monotonic()
            first_byte, received = receiver_pipe[0].recv()
            if received != size or length != size:
                raise SystemExit(f"{name}: {received} of {size} bytes arrived")
            if run:  # the first run warms up
                library.append(seconds)
                whole.append(ended - started)
                first.append(first_byte - started)
        ratio = statistics.median(library) / statistics.median(whole)
        missed += ratio < target or statistics.median(first) >= 0.02
        speeds = [size / statistics.median(times) / 1e6 for times in (library, whole)]
        print(
            f"| {name} | {speeds[0]:.0f} | {speeds[1]:.0f} | {ratio:.2f} | ≥ {target} "
            f"| {statistics.median(first) * 1000:.1f} ms |",
            flush=True,
        )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
