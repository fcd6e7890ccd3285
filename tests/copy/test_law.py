"""The law of copies: for every object, function and setting a copy is what GET through the gateway gives."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import zipfile
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pytest
import zstandard
from copying import OWN, moto, one, s3, tree
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from objectlambda.copy.job import Job, Status
from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.server import running
from objectlambda.stores.bucket import BucketOrigin

POINTS = (
    "as-stored=raw",
    "unpacked=decompress,on_uncompressed=pass",
    "strictly=decompress",
    "clean=pii_redaction",
    "in-place=pii_redaction,mask_bytes=true,pii_entity_types=EMAIL",
    "passing=pii_redaction,unsupported_file_handling=PASS,mask_mode=REMOVE",
    "guarded=pii_access_control",
    "chained=decompress+pii_redaction,decompress.on_uncompressed=pass,pii_redaction.mask_mode=REMOVE",
)


def zipped(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside.csv", content)
    return buffer.getvalue()


PACKERS = {
    "": lambda content: content,
    ".gz": lambda content: gzip.compress(content, mtime=0),
    ".bz2": bz2.compress,
    ".zst": zstandard.compress,
    ".zip": zipped,
    ".cut.gz": lambda content: gzip.compress(content, mtime=0)[:-9],
}
WORDS = ["ann@example.com", "206-555-0100", "the weather is fine", "536-22-1234", "\n", ",", "name,ssn\n", "é", "{}"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=30).map(lambda words: " ".join(words).encode())
CONTENTS = st.one_of(TEXTS, TEXTS.map(lambda text: text * 4000), st.binary(max_size=300))


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    folder = tmp_path_factory.mktemp("source")
    points = {point.name: point for point in (parse_access_point(text, folder) for text in POINTS)}
    with running(GatewayConfig(access_points=points, port=0)) as url:
        yield folder, points, url, tmp_path_factory.mktemp("copies")


def got(url: str) -> tuple[int, dict[str, str], bytes | None]:
    """``None`` for the body of a response that breaks off, and of a refusal."""
    try:
        with urlopen(url, timeout=60) as response:
            return response.status, {name.lower(): text for name, text in response.headers.items()}, response.read()
    except HTTPError as error:
        error.read()
        return error.code, {}, None
    except OSError:
        return 0, {}, None


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=CONTENTS, packer=st.sampled_from(sorted(PACKERS)), point=st.sampled_from(POINTS))
def test_a_copy_is_what_a_read_through_the_gateway_gives(places, content, packer, point):
    folder, points, url, copies = places
    name = point.partition("=")[0]
    key = f"some text.csv{packer}"
    (folder / key).write_bytes(PACKERS[packer](content))
    _, headers, body = got(f"{url}/{name}/{quote(key)}")
    made = one(Job(source=folder, destination=copies, steps=points[name].steps, always=True, retries=0), key)
    if body is None:
        assert made.status in (Status.REFUSED, Status.FAILED)
        assert key not in tree(copies)
        return
    assert (made.status, tree(copies).pop(key)) == (Status.COPIED, body)
    (mark,) = [said for path in copies.rglob("*.json") if (said := json.loads(path.read_text()))["key"] == key]
    for header in ("content-type", "content-encoding", "last-modified"):
        assert {n.lower(): v for n, v in mark["headers"].items()}.get(header) == headers.get(header), header
    (copies / key).unlink()


def test_headers_and_metadata_of_a_bucket_are_the_gateways(tmp_path):
    with moto() as store:
        client = s3(store)
        for bucket in ("raw", "clean"):
            client.create_bucket(Bucket=bucket)
        client.put_object(
            Bucket="raw",
            Key="2026/a b&c.csv.gz",
            Body=gzip.compress(b"mail ann@example.com\n" * 500),
            ContentType="text/csv",
            ContentEncoding="gzip",
            CacheControl="max-age=60",
            ContentDisposition='attachment; filename="a.csv"',
            ContentLanguage="en",
            Metadata={"owner": "team", "city": "Z rich"},
        )
        place = BucketOrigin(bucket="raw", prefix="2026/", endpoint_url=store)
        point = parse_access_point("clean=pii_redaction", place)
        with running(GatewayConfig(access_points={"clean": point}, port=0)) as url:
            status, headers, body = got(f"{url}/clean/{quote('a b&c.csv.gz')}")
        assert status == 200
        to = BucketOrigin(bucket="clean", prefix="out/", endpoint_url=store)
        made = one(Job(source=place, destination=to, steps=point.steps), "a b&c.csv.gz")
        copy = client.get_object(Bucket="clean", Key="out/a b&c.csv.gz")
    assert made.entities == {"EMAIL": 500}
    assert copy["Body"].read() == body
    sent = {name.lower(): text for name, text in copy["ResponseMetadata"]["HTTPHeaders"].items()}
    same = ("content-type", "content-encoding", "cache-control", "content-disposition", "content-language")
    for name in (*same, "x-amz-meta-owner", "x-amz-meta-city"):
        assert sent.get(name) == headers.get(name), name
    assert OWN.lstrip(".") + "-copy" in copy["Metadata"]
