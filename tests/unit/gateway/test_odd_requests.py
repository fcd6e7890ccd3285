"""Requests that no library would send: what comes back is an answer, and the right one."""

from __future__ import annotations

import gzip

import pytest
from raw_http import HOST, answers, exchange

from objectlambda.gateway.access_points import parse_access_point
from objectlambda.gateway.config import GatewayConfig
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
