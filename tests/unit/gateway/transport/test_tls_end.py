"""The gateway stops though a client over TLS has not closed its side of a connection that is over."""

from __future__ import annotations

import socket
import ssl
from urllib.parse import urlsplit

from certificates import certified
from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.server import running
from objectlambda.gateway.transport.server import Tls


def test_stops_beside_a_client_of_http_1_0_that_never_closes(tmp_path):
    files = certified(tmp_path)
    (tmp_path / "a.txt").write_bytes(b"hello")
    point = parse_access_point("files=raw", tmp_path)
    tls = Tls(certificate=files.certificate, key=files.key)
    config = GatewayConfig(access_points={"files": point}, port=0, tls=tls, drain_seconds=1)
    trusting = ssl.create_default_context(cafile=str(files.authority))
    with running(config) as url:
        plain = socket.create_connection(("127.0.0.1", urlsplit(url).port), timeout=20)
        secure = trusting.wrap_socket(plain, server_hostname="localhost", suppress_ragged_eofs=True)
        secure.sendall(b"GET /files/a.txt HTTP/1.0\r\nHost: localhost\r\n\r\n")
        read = b""
        while more := secure.recv(1000):
            read += more
        assert read.endswith(b"hello")
    secure.close()
