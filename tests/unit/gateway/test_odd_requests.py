"""Requests that no library would send: what comes back is an answer, and the right one."""

from __future__ import annotations

import gzip

import pytest
from raw_http import HOST, answers, exchange

from objectlambda.gateway.access_points import parse_access_point
from objectlambda.gateway.config import CacheConfig, GatewayConfig
from objectlambda.gateway.server import running

LONGER = bytes(range(256)) * 2000


def configured(folder, *, points=("files=decompress", "raw-files=raw"), **changes):
    parsed = [parse_access_point(text, folder) for text in points]
    return GatewayConfig(access_points={point.name: point for point in parsed}, port=0, **changes)


@pytest.fixture(scope="module")
def gateway(tmp_path_factory):
    folder = tmp_path_factory.mktemp("objects")
    (folder / "a.txt.gz").write_bytes(gzip.compress(b"hello"))
    (folder / "plain.txt").write_bytes(b"0123456789")
    (folder / "longer.txt.gz").write_bytes(gzip.compress(LONGER))
    with running(configured(folder)) as url:
        yield url


@pytest.mark.parametrize("header", ["If-Modified-Since", "If-Unmodified-Since", "If-Range"])
@pytest.mark.parametrize("rest", ["00:00:00 +99999999999999", "99999999999999999999:00:00 GMT", "00:00:00 x", "::"])
def test_a_condition_that_is_no_date_is_ignored(gateway, header, rest):
    date = f"{header}: Mon, 01 Jan 2020 {rest}\r\nRange: bytes=1-2\r\nConnection: close\r\n\r\n"
    for method in (b"GET", b"HEAD"):
        sent = method + b" /raw-files/plain.txt HTTP/1.1\r\n" + HOST + date.encode()
        (answer,) = answers(exchange(gateway, sent), heads_only=method == b"HEAD")
        assert answer.status == (200 if header == "If-Range" else 206)


@pytest.mark.parametrize("cached", [False, True])
def test_a_client_of_http_1_0_gets_no_framing_among_the_bytes(tmp_path, cached):
    (tmp_path / "objects").mkdir()
    (tmp_path / "objects/longer.gz").write_bytes(gzip.compress(LONGER))
    (tmp_path / "objects/framed").write_bytes(b"5\r\nhello\r\n0\r\n\r\n" * 10_000)
    cache = CacheConfig(folder=tmp_path / "kept", max_bytes=10_000_000) if cached else None
    with running(configured(tmp_path / "objects", cache=cache)) as url:
        (answer,) = answers(exchange(url, b"GET /files/longer.gz HTTP/1.0\r\n" + HOST + b"\r\n"))
        assert (answer.status, answer.header("transfer-encoding"), answer.body) == (200, None, LONGER)
        (answer,) = answers(exchange(url, b"GET /raw-files/framed HTTP/1.0\r\n" + HOST + b"\r\n"))
        assert answer.body == b"5\r\nhello\r\n0\r\n\r\n" * 10_000
        (answer,) = answers(exchange(url, b"GET /files/missing HTTP/1.0\r\n" + HOST + b"\r\n"))
        assert answer.status == 404
        (answer,) = answers(exchange(url, b"HEAD /files/longer.gz HTTP/1.0\r\n" + HOST + b"\r\n"), heads_only=True)
        assert answer.header("content-length") == str(len(LONGER))
