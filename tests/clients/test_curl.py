"""curl signs for itself, or follows a presigned URL; it takes Content-Encoding at its word."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import pytest
from real_clients import boto3_client, curl, needs_curl
from real_origins import ODD_KEY

pytestmark = [
    pytest.mark.system,
    needs_curl,
    pytest.mark.parametrize("gateway", ["inprocess-folder", "wire-folder", "cached-moto", "tls-folder"]),
]


@pytest.fixture
def endpoint(gateways, gateway):
    return gateways[gateway]


def head_of(answer: bytes) -> dict[str, str]:
    lines = answer.decode().split("\r\n")[1:]
    return {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines) if name}


def test_get_writes_the_true_bytes(endpoint, objects, tmp_path):
    for key, content in objects.content.items():
        curl(endpoint, f"/files/{quote(key)}", "--output", str(tmp_path / "out"))
        assert (tmp_path / "out").read_bytes() == content


def test_head_tells_the_transformed_size(endpoint, objects):
    head = head_of(curl(endpoint, f"/files/{quote(ODD_KEY)}", "--head"))
    assert int(head["content-length"]) == len(objects.content[ODD_KEY])
    assert head["content-type"] == "text/csv"
    assert "content-encoding" not in head


@pytest.mark.parametrize(("asked", "part"), [("0-99", slice(100)), ("5000000-5000999", slice(5_000_000, 5_001_000))])
def test_a_range_is_one_of_the_transformed_object(endpoint, objects, asked, part):
    assert curl(endpoint, "/files/table.csv.gz", "--range", asked) == objects.table[part]
    assert curl(endpoint, "/files/table.csv.zst", "--range", "-7") == objects.table[-7:]
    with pytest.raises(AssertionError, match="416"):
        curl(endpoint, "/files/table.csv.gz", "--range", f"{len(objects.table)}-")


def test_a_broken_off_download_is_continued(endpoint, objects, tmp_path):
    (tmp_path / "out").write_bytes(objects.table[:4_000_000])
    curl(endpoint, "/files/table.csv.gz", "--continue-at", "-", "--output", str(tmp_path / "out"))
    assert (tmp_path / "out").read_bytes() == objects.table


def test_compressed_finds_no_stale_content_encoding(endpoint, objects):
    assert curl(endpoint, "/files/small.csv.gz", "--compressed") == objects.content["small.csv.gz"]


def test_a_listing_is_signed_with_its_query(endpoint):
    listed = curl(endpoint, "/files?list-type=2&prefix=deep%2Fer%2F").decode()
    assert listed.count("<Key>") == 1
    assert "<KeyCount>1</KeyCount>" in listed


def test_a_presigned_url_needs_no_keys(endpoint, objects, gateway):
    s3 = boto3_client(endpoint, signature_version="s3v4")
    url = s3.generate_presigned_url("get_object", Params={"Bucket": "files", "Key": ODD_KEY}, ExpiresIn=60)
    path = url.removeprefix(endpoint.url)
    assert curl(endpoint, path, signed=False) == objects.content[ODD_KEY]
    assert curl(endpoint, path, "--range", "10-19", signed=False) == objects.content[ODD_KEY][10:20]
    if gateway.startswith("tls"):
        for altered in (path.replace(quote(ODD_KEY), "small.csv.gz"), path.replace("Expires=60", "Expires=61")):
            assert altered != path
            with pytest.raises(AssertionError, match="403"):
                curl(endpoint, altered, signed=False)
        with pytest.raises(AssertionError, match="403"):
            curl(endpoint, urlsplit(path).path, signed=False)
