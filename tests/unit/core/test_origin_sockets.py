"""What connections to origins do beside the bounds that ``tests/unit/gateway/test_hostile_origins.py`` tests."""

from __future__ import annotations

import socketserver
import statistics
import threading
import time

from objectlambda.deadline import Deadline
from objectlambda.headers import Headers
from objectlambda.presigned import PresignedOrigin


def test_an_origin_that_writes_head_and_body_apart_is_not_waited_for():
    class Handler(socketserver.StreamRequestHandler):  # leaves Nagle's algorithm on
        def handle(self):
            while self.rfile.readline():
                while self.rfile.readline().strip():
                    pass
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
                self.wfile.write(bytes(1000))

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}/bucket/key?X-Amz-Signature=a"
        origin = PresignedOrigin(url, Headers(), Deadline())
        seconds = []
        for _ in range(15):
            begun = time.monotonic()
            assert b"".join(origin.get({}).body) == bytes(1000)
            seconds.append(time.monotonic() - begun)
        server.shutdown()
    assert statistics.median(seconds) < 0.03  # Linux takes 40 ms to acknowledge what it need not
