"""Thousands of requests that are wrong in some way, over real sockets, at a real process.

Whatever comes: the process lives, each answer is HTTP and names its request, none is a 500, none holds a byte from
outside the folder, the log tells nothing of what was asked, and the next good request is answered as ever. The seed is
printed; ``SEED`` in the environment repeats it, and ``REQUESTS`` sends more.
"""

from __future__ import annotations

import gzip
import os
import random
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from raw_http import RawAnswer, answers, connect

SECONDS_OF_SILENCE = 0.15
REQUESTS = 1_000

OUTSIDE = b"MARKER-outside-the-folder"
PLANTED = b"MARKER-planted"

METHODS = [*["GET"] * 6, "HEAD", "HEAD", "POST", "PUT", "OPTIONS", "TRACE", "CONNECT", "PATCH", "get", "G\xcb", "PRI"]
KEYS = [
    *("a.txt.gz", "plain.txt", "archive.zip", "inside", "outside", "missing", "", "down/", "down/b.gz", "fifo"),
    *("../outside.txt", "%2e%2e/outside.txt", "..%2foutside.txt", "..%5coutside.txt", "down/../../outside.txt"),
    *(
        "%c0%ae%c0%ae/outside.txt",
        "%ff",
        "%",
        "%zz",
        "%00",
        "plain.txt%00.gz",
        "plain.txt/",
        "./plain.txt",
        "//plain.txt",
    ),
    *(
        "plain.txt;x",
        "plain.txt?",
        "plain.txt#x",
        "%f0%9f%98%80",
        "%ed%a0%80",
        "%ef%bf%bf",
        "a" * 1025,
        "a" * 9000,
        "é",
    ),
]
POINTS = [
    "files",
    "raw-files",
    "chained",
    "clean",
    "guarded",
    "",
    "nowhere",
    "-",
    "_",
    "functions",
    "%66iles",
    "files%2fx",
]
VALUES = [
    *(
        "",
        "0",
        "-1",
        "1",
        "2",
        "99999999999999999999",
        "x",
        "%00",
        "%0d%0ax:y",
        "%ff",
        "%f0%9f%98%80",
        "null",
        "a=b",
        "+",
    ),
    *(
        "true",
        "url",
        "bytes=0-1",
        "a" * 3000,
        "%ED%A0%80",
        "..",
        "/",
        "20261125T000000Z",
        "AKIA/20261125/r/s3/aws4_request",
    ),
]
NAMES = [
    *("list-type", "prefix", "delimiter", "max-keys", "marker", "start-after", "continuation-token", "encoding-type"),
    *(
        "partNumber",
        "partnumber",
        "Range",
        "versionId",
        "response-content-type",
        "response-expires",
        "response-expires",
    ),
    *("file_name", "acl", "tagging", "uploads", "location", "versioning", "versions", "fetch-owner", "X-Amz-Algorithm"),
    *("X-Amz-Signature", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "AWSAccessKeyId"),
    *("%00", "%ff", "", "&", "=", "x-id", "session", "attributes"),
]
DATES = [
    "Wed, 25 Nov 2026 18:00:00 GMT",
    "Mon, 01 Jan 9999 00:00:00 GMT",
    "Mon, 01 Jan 2020 00:00:00 +" + "9" * 20,
    "x",
    "0",
]
TAGS = ["*", '"x"', 'W/"x"', '"', '""', ",", '"x', "x" * 5000, '"-ol00000000"', "\xe9"]
RANGES = [
    *(
        "bytes=0-0",
        "bytes=1-",
        "bytes=-3",
        "bytes=-0",
        "bytes=5-2",
        "bytes=0-0,2-3",
        "bytes=",
        "items=0-1",
        "bytes=99999999-",
    ),
    *(
        "bytes=0-99999999999999999999",
        "bytes=" + "9" * 400 + "-",
        "bytes=\xb2-3",
        "bytes= 0 - 1 ",
        "",
        "bytes=-99999999999",
    ),
]
HOSTS = ["files.localhost", "localhost:9", "evil.example", "", "[::1", "[::1]:9", "localhost@evil", "\xfc", "a" * 999]
CLAIM = "Credential=a/b/c/d/aws4_request, SignedHeaders=host, Signature=" + "0" * 64
HEADERS = {
    "Host": HOSTS,
    "Range": RANGES,
    "If-Match": TAGS,
    "If-None-Match": TAGS,
    "If-Range": TAGS + DATES,
    "If-Modified-Since": DATES,
    "If-Unmodified-Since": DATES,
    "Content-Length": ["0", "00", "3", "-1", "x", "18446744073709551616", "3, 3", "+3", ""],
    "Transfer-Encoding": ["chunked", "gzip", "chunked, chunked", "identity", "x"],
    "Expect": ["100-continue", "x", ""],
    "Connection": ["close", "keep-alive", "upgrade", "x, close", "Range"],
    "Upgrade": ["websocket", "h2c", ""],
    "Authorization": ["", "AWS4-HMAC-SHA256", "AWS a:b", "Bearer x", f"AWS4-HMAC-SHA256 {CLAIM}"],
    "User-Agent": ["object_store/0.1", "", "x" * 9000],
    "x-amz-date": ["20261125T000000Z", "x", ""],
    "x-amz-content-sha256": ["UNSIGNED-PAYLOAD", "x"],
    "x-amz-server-side-encryption-customer-algorithm": ["AES256"],
    "traceparent": ["00-" + "0" * 32 + "-" + "0" * 16 + "-01", "x", "00-" + "1" * 32 + "-" + "1" * 16 + "-01"],
    "Accept-Encoding": ["gzip", "*;q=0"],
}  # fmt: skip
ODD_LINES = [
    "X",
    ": x",
    "X : y",
    " folded",
    "X:\x00",
    "X: a\rb",
    "X: \x7f",
    "\tX: y",
    "X: " + "y" * 40_000,
    "X\xe9: y",
    "Ho st: x",
]
VERSIONS = ["HTTP/1.1"] * 8 + ["HTTP/1.0", "HTTP/1.0", "HTTP/2.0", "HTTP/0.9", "HTTP/1.2", "http/1.1", "", "HTTP/1.1 x"]
BODIES = [b"", b"abc", b"3\r\nabc\r\n0\r\n\r\n", b"x\r\n", b"0\r\n\r\n", b"\r\n\r\n", b"\x16\x03\x01\x02", b"\0" * 100]


def a_request(chance: random.Random) -> bytes:
    """Some request; most are wrong in one place or two, so that they come far."""
    method, version = chance.choice(METHODS), chance.choice(VERSIONS)
    target = "/" + chance.choice(POINTS[:5] if chance.random() < 0.8 else POINTS) + "/" + chance.choice(KEYS)
    if chance.random() < 0.1:
        target = (
            chance.choice(
                ["http://localhost", "http://evil.example", "HTTP://[", "//localhost", "*", "", "localhost:80"]
            )
            + target
        )
    if chance.random() < 0.4:
        pairs = (
            f"{chance.choice(NAMES)}{chance.choice(['=', '=', ''])}{chance.choice(VALUES)}"
            for _ in range(chance.randint(1, 3))
        )
        target += "?" + "&".join(pairs)
    if chance.random() < 0.3:
        target += ("&" if "?" in target else "?") + f"marker={PLANTED.decode()}"
    lines = ["Host: localhost"] if chance.random() < 0.9 else []
    for _ in range(chance.choice([0, 0, 1, 1, 2, 3])):
        name = chance.choice(list(HEADERS))
        lines.append(f"{name}: {chance.choice(HEADERS[name])}")
    lines.append(f"x-marker: {PLANTED.decode()}")
    if chance.random() < 0.1:
        lines.insert(chance.randint(0, len(lines)), chance.choice(ODD_LINES))
    if chance.random() < 0.5:
        lines.append("Connection: close")
    end = "\r\n" if chance.random() < 0.95 else "\n"
    head = end.join([f"{method} {target} {version}", *lines, "", ""])
    return (
        head.encode("latin-1", "replace")
        + chance.choice([b"", b"", chance.choice(BODIES)])
        + PLANTED * (chance.random() < 0.05)
    )


def garbled(sent: bytes, chance: random.Random) -> bytes:
    """``sent`` with a byte or two changed, or cut."""
    changed = bytearray(sent)
    for _ in range(chance.randint(1, 2)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[: chance.randrange(1, len(changed))] if chance.random() < 0.3 else changed)


@pytest.fixture
def gateway(tmp_path, request) -> Iterator[tuple[str, list[bytes], subprocess.Popen[bytes]]]:
    folder = tmp_path / "objects"
    (folder / "down").mkdir(parents=True)
    (tmp_path / "outside.txt").write_bytes(OUTSIDE)
    (folder / "outside").symlink_to(tmp_path / "outside.txt")
    (folder / "inside").symlink_to("plain.txt")
    os.mkfifo(folder / "fifo")
    (folder / "a.txt.gz").write_bytes(gzip.compress(b"hello"))
    (folder / "plain.txt").write_bytes(b"0123456789 jane@example.com " + PLANTED)
    (folder / "down/b.gz").write_bytes(gzip.compress(bytes(range(256)) * 2000))
    (folder / "archive.zip").write_bytes(b"PK\x05\x06" + b"\0" * 18)
    points = (
        "files=decompress",
        "raw-files=raw",
        "chained=decompress+raw",
        "clean=pii_redaction",
        "guarded=pii_access_control",
    )
    command = [
        sys.executable,
        "-m",
        "objectlambda.cli.main",
        "serve",
        str(folder),
        "--port",
        "0",
        "--log-level",
        "DEBUG",
    ]
    for point in points:
        command += ["--access-point", point]
    if request.param == "cached":
        command += ["--cache", str(tmp_path / "kept")]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        first = process.stderr.readline()
        url = re.search(rb"http://[^;\s]+", first)
        assert url is not None, first
        log: list[bytes] = []
        reader = threading.Thread(target=lambda: log.extend(process.stderr or ()))
        reader.start()
        try:
            yield url[0].decode(), log, process
        finally:
            process.terminate()
            reader.join(30)


@pytest.mark.parametrize(("gateway", "seed"), [("uncached", 20261125), ("cached", None)], indirect=["gateway"])
def test_no_request_is_too_odd(gateway, seed):
    seed = int(os.environ.get("SEED", "0")) or seed or random.randrange(10**9)
    print("seed", seed)
    chance = random.Random(seed)
    url, log, process = gateway
    requests = [a_request(chance) for _ in range(int(os.environ.get("REQUESTS", REQUESTS)))]
    requests = [garbled(sent, chance) if chance.random() < 0.2 else sent for sent in requests]
    with ThreadPoolExecutor(16) as pool:
        for sent, found in zip(requests, pool.map(lambda sent: _asked(url, sent), requests), strict=True):
            for answer in found:
                assert answer.status < 500 or answer.status in (501, 503, 505), (sent, answer)
                assert answer.header("x-amz-request-id") or b"/-/" in sent, (sent, answer)
                assert OUTSIDE not in answer.body, sent
    _good(url)
    assert process.poll() is None
    process.terminate()
    assert process.wait(30) == 0
    lines = b"".join(log)
    assert b"MARKER" not in lines
    assert b"internal error" not in lines
    assert b"Traceback" not in lines


def _good(url: str) -> None:
    (answer,) = _asked(url, b"GET /files/a.txt.gz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert (answer.status, answer.body) == (200, b"hello")


def _asked(url: str, sent: bytes) -> list[RawAnswer]:
    stream = b""
    with closing(connect(url)) as connection:
        connection.sendall(sent)
        closes = b"\r\nConnection: close\r\n\r\n" in sent
        connection.settimeout(5 if closes else SECONDS_OF_SILENCE)
        try:
            while chunk := connection.recv(65536):
                stream += chunk
                connection.settimeout(SECONDS_OF_SILENCE)
        except TimeoutError:
            pass  # it waits for more, or for another request
        except ConnectionResetError:
            return []  # we were still sending when it closed
    return answers(stream, head_only=sent.startswith(b"HEAD "))
