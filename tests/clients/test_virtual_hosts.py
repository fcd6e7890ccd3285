"""Access points found by host, over TLS: ``https://files.s3.gateway.test``, verified by a wildcard certificate.

No resolver knows the name: clients reach it as people behind a company's proxy do, by CONNECT.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from socketserver import StreamRequestHandler, ThreadingTCPServer
from urllib.parse import urlsplit

import obstore
import pytest
from obstore.store import S3Store
from real_clients import arrow, aws, boto3_client, curl, needs_curl, rclone
from real_origins import DOMAIN, ODD_KEY


class Proxy(ThreadingTCPServer):
    """Tunnels to the gateway, whatever the host that is asked for; remembers which were."""

    daemon_threads = True

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", 0), Tunnel)
        self.port = port
        self.asked: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}"


class Tunnel(StreamRequestHandler):
    rbufsize = 0  # what follows the head belongs to the tunnel

    def handle(self) -> None:
        method, target, _ = self.rfile.readline().split()
        assert method == b"CONNECT"
        self.server.asked.append(target.decode())
        while self.rfile.readline().strip():
            pass
        with socket.create_connection(("127.0.0.1", self.server.port)) as gateway:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
            threading.Thread(target=pump, args=(self.connection, gateway), daemon=True).start()
            pump(gateway, self.connection)


def pump(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # one of them left


@contextmanager
def proxy_to(port: int) -> Iterator[Proxy]:
    with Proxy(port) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, daemon=True)
        thread.start()
        yield proxy
        proxy.shutdown()
        thread.join()


@pytest.fixture
def port(gateways):
    return urlsplit(gateways["tls-folder"].url).port


@pytest.fixture
def proxy(port):
    with proxy_to(port) as proxy:
        yield proxy
        assert f"files.{DOMAIN}:443" in proxy.asked


@pytest.fixture
def gateway(gateways):
    return replace(gateways["tls-folder"], url=f"https://{DOMAIN}")


def test_boto3_puts_the_access_point_before_the_domain(gateway, proxy, objects):
    s3 = boto3_client(gateway, s3={"addressing_style": "virtual"}, proxies={"https": proxy.url})
    assert s3.get_object(Bucket="files", Key=ODD_KEY)["Body"].read() == objects.content[ODD_KEY]
    assert s3.list_objects_v2(Bucket="files", Prefix="deep/")["Contents"][0]["Key"] == ODD_KEY
    assert {target.partition(".")[2] for target in proxy.asked} == {f"{DOMAIN}:443"}


def test_aws_puts_the_access_point_before_the_domain(gateway, proxy, objects, tmp_path):
    (tmp_path / "config").write_text("[default]\ns3 =\n  addressing_style = virtual\n")
    environ = {"AWS_CONFIG_FILE": str(tmp_path / "config"), "HTTPS_PROXY": proxy.url}
    assert aws(gateway, "s3", "cp", f"s3://files/{ODD_KEY}", "-", **environ) == objects.content[ODD_KEY]


def test_rclone_puts_the_access_point_before_the_domain(gateway, proxy, objects):
    read = rclone(gateway, "cat", f"gateway:files/{ODD_KEY}", path_style=False, HTTPS_PROXY=proxy.url)
    assert read == objects.content[ODD_KEY]


def test_pyarrow_puts_the_access_point_before_the_domain(gateway, proxy, objects):
    filesystem = arrow(gateway, force_virtual_addressing=True, proxy_options=proxy.url)
    with filesystem.open_input_stream(f"files/{ODD_KEY}", compression=None) as stream:
        assert stream.read() == objects.content[ODD_KEY]


def test_obstore_puts_the_access_point_before_the_domain(gateway, proxy, objects):
    with open(gateway.authority, "rb") as stream:
        options = {"root_certificate": stream.read(), "proxy_url": proxy.url}
    store = S3Store(
        "files",
        endpoint=f"https://files.{DOMAIN}",
        virtual_hosted_style_request=True,
        access_key_id=gateway.key_id,
        secret_access_key=gateway.secret,
        region="us-east-1",
        client_options=options,
        retry_config={"max_retries": 0},
    )
    assert bytes(obstore.get(store, ODD_KEY).bytes()) == objects.content[ODD_KEY]


@pytest.mark.system
@needs_curl
def test_curl_finds_the_access_point_by_its_host(gateway, port, objects):
    there = replace(gateway, url=f"https://files.{DOMAIN}")
    assert curl(there, "/small.csv.gz", "--connect-to", f"::127.0.0.1:{port}") == objects.content["small.csv.gz"]
    with pytest.raises(AssertionError, match=r"certificate|SSL"):
        other = replace(gateway, url="https://files.other.test")
        curl(other, "/small.csv.gz", "--connect-to", f"::127.0.0.1:{port}")
