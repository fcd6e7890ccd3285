"""Keys that are hard to name, list or tell of, in front of a folder and of a bucket, in process and with ``--wire``."""

from __future__ import annotations

import gzip
import re
import urllib.request
from contextlib import contextmanager
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from bucket_gateways import moto_bucket

from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.server import running
from objectlambda.stores.bucket import BucketOrigin

BODY = b"some text\n" * 50
ODD = ("a b.gz", "a%20b.gz", "a+b.gz", "e\N{COMBINING ACUTE ACCENT}.gz")
WITH_DOTS = ("x/../b.gz", "./c.gz")
POINTS = ("files=decompress", "bare=decompress,strip_suffix_in_lists=true")
WIRE = pytest.mark.parametrize("wire", [False, True], ids=["in process", "wire"])


@pytest.fixture(scope="module")
def bucket():
    with moto_bucket("in put/") as (origin, store):
        for key in (*ODD, *WITH_DOTS):
            store.put_object(Bucket="store", Key=f"in put/{key}", Body=gzip.compress(BODY, mtime=0))
        store.put_object(Bucket="store", Key="in put/refused-1.txt", Body=b"no gzip")
        yield origin


@pytest.fixture(params=["folder", "bucket"])
def origin(request, tmp_path):
    if request.param == "bucket":
        return request.getfixturevalue("bucket")
    for key in (*ODD, "control\x01.gz", "sub/d.gz"):
        (tmp_path / key).parent.mkdir(exist_ok=True)
        (tmp_path / key).write_bytes(gzip.compress(BODY, mtime=0))
    (tmp_path / "refused-1.txt").write_bytes(b"no gzip")
    return tmp_path


@contextmanager
def gateway(origin, *, wire):
    points = [
        parse_access_point(text, Path("/nowhere") if isinstance(origin, BucketOrigin) else origin) for text in POINTS
    ]
    if isinstance(origin, BucketOrigin):
        points = [replace(point, origin=origin) for point in points]
    named = {point.name: point for point in points}
    with running(GatewayConfig(access_points=named, port=0, allow_anonymous=True, wire=wire)) as url:
        yield url


def ask(url, path, method="GET"):
    try:
        with urllib.request.urlopen(urllib.request.Request(url + path, method=method), timeout=20) as response:
            return response.status, response.read(), response.headers
    except HTTPError as error:
        return error.code, error.read(), error.headers


def listed(url, point, query=""):
    """The keys of a listing as they stand in it, references resolved, and its sizes."""
    status, body, _ = ask(url, f"/{point}?list-type=2{query}")
    assert status == 200, body
    text = body.decode()
    sizes = re.findall("<Size>(.*?)</Size>", text)
    return dict(zip(map(unescape, re.findall("<Key>(.*?)</Key>", text)), sizes, strict=True)), text


@WIRE
def test_keys_are_url_encoded_only_where_the_listing_was_asked_for_so(origin, wire):
    with gateway(origin, wire=wire) as url:
        plain, text = listed(url, "files")
        assert set(ODD) <= set(plain)
        assert "<EncodingType>" not in text
        encoded, text = listed(url, "files", "&encoding-type=url")
        assert {quote(key) for key in ODD} <= set(encoded)
        assert "<EncodingType>url</EncodingType>" in text
        assert {encoded[quote(key)] for key in ODD} == {plain[key] for key in ODD} == {str(len(BODY))}
        for key in ODD:
            assert ask(url, f"/files/{quote(key)}")[1] == BODY
        prefix, _ = listed(url, "files", "&prefix=a%20&delimiter=b")
        assert not prefix
        assert "<Prefix>a b</Prefix>" in ask(url, "/files?list-type=2&prefix=a%20&delimiter=b")[1].decode()


@WIRE
def test_a_key_that_cannot_be_read_leaves_the_others_in_the_listing(bucket, wire):
    with gateway(bucket, wire=wire) as url:
        keys, _ = listed(url, "files")
        assert {*ODD, *WITH_DOTS} <= set(keys)
        assert keys["a b.gz"] == str(len(BODY))


@WIRE
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_folder_has_no_key_with_dots_for_a_part(tmp_path, wire, method):
    with gateway(tmp_path, wire=wire) as url:
        status, body, _ = ask(url, "/files/x/%2E%2E/b.gz", method)
        assert status == 404
        assert method == "HEAD" or b"<Code>NoSuchKey</Code>" in body


@WIRE
def test_what_a_listing_shows_without_its_suffix_is_found(origin, wire):
    with gateway(origin, wire=wire) as url:
        keys, _ = listed(url, "bare", "&prefix=a")
        assert set(keys) == {"a b", "a%20b", "a+b"}
        for key, size in keys.items():
            status, body, headers = ask(url, f"/bare/{quote(key)}")
            assert (status, body, size) == (200, BODY, str(len(BODY)))
            assert ask(url, f"/bare/{quote(key)}", "HEAD")[2]["ETag"] == headers["ETag"]
        assert ask(url, "/bare/nothing")[0] == 404


@WIRE
def test_what_is_refused_has_the_stores_tag_in_each_listing(origin, wire):
    with gateway(origin, wire=wire) as url:
        assert ask(url, "/files/refused-1.txt")[0] == 400
        queries = ("list-type=2&", "", "versions&")
        listings = [ask(url, f"/files?{query}prefix=refused")[1].decode() for query in queries]
        tags = [re.findall("<ETag>(.*?)</ETag>", text) for text in listings]
        assert tags[0] == tags[1] == tags[2]
        assert len(tags[0]) == 1 and tags[0][0] != ""


def test_an_error_about_a_key_with_a_control_character_can_be_parsed(tmp_path):
    (tmp_path / "control\x01.gz").write_bytes(b"no gzip at all")
    with gateway(tmp_path, wire=False) as url:
        status, body, _ = ask(url, "/files/control%01.gz")
        parsed = ElementTree.fromstring(body)  # noqa: S314 - our own
        assert (status, parsed.findtext("Code")) == (400, "UnsupportedFormat")
        assert parsed.findtext("Resource") == "/files/control%01.gz"
