"""What is kept for one access point is for no other: whole digests and all steps in its key, in a private folder."""

from __future__ import annotations

import gzip
import http.client
import zipfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from objectlambda import plan, settings
from objectlambda.errors import InvalidSettings
from objectlambda.function import ObjectRequest
from objectlambda.gateway.cache.cache import CacheConfig
from objectlambda.gateway.cache.directory import CacheFolder
from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.server import check_exposure, running
from objectlambda.pii.identity import detector_identity
from objectlambda.registry import function_named

PEOPLE = b'name,ssn\n"Smith, John",536-22-1234\n'
POINTS = ("open=decompress", "also=decompress", "safe=pii_redaction", "chain=decompress+pii_redaction")


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "people.csv.gz").write_bytes(gzip.compress(PEOPLE))
    return folder


def config(data: Path, kept: Path, *points: str) -> GatewayConfig:
    parsed = [parse_access_point(text, data) for text in points or POINTS]
    return GatewayConfig(access_points={point.name: point for point in parsed}, port=0, cache=CacheConfig(folder=kept))


def get(url: str, path: str) -> bytes:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    connection.request("GET", path)
    body = connection.getresponse().read()
    connection.close()
    return body


def test_colliding_short_digests_hand_nobody_what_another_access_point_made(data, tmp_path, monkeypatch):
    full = settings._digest
    # As if a caller had found, by its file_name, the first 32 bits of another access point's fingerprint.
    monkeypatch.setattr(settings, "_digest", lambda *texts: "0" * 8 + full(*texts)[8:])
    with running(config(data, tmp_path / "kept")) as url:
        assert get(url, "/open/people.csv.gz") == PEOPLE
        for point in ("safe", "chain"):
            for query in ("", "?file_name=x", "?file_name=a%2Fb"):
                assert b"536-22-1234" not in get(url, f"/{point}/people.csv.gz{query}")


def test_nor_do_wholly_equal_fingerprints(data, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "_digest", lambda *_: "0" * 64)
    with running(config(data, tmp_path / "kept")) as url:
        assert get(url, "/open/people.csv.gz") == PEOPLE
        assert all(b"536-22-1234" not in get(url, f"/{point}/people.csv.gz") for point in ("safe", "chain"))


@pytest.mark.parametrize("kept", [True, False], ids=["cached", "made each time"])
def test_a_chain_that_hides_names_no_member_though_the_gateway_named_them_before(data, tmp_path, kept):
    with zipfile.ZipFile(data / "people.zip", "w") as archive:
        for name in ("Eva Moreno 219-09-9999.csv", "b.csv"):
            archive.writestr(name, PEOPLE)
    served = config(data, tmp_path / "kept", "point=decompress")
    served = served if kept else replace(served, cache=None)
    with running(served) as url:
        assert b"219-09-9999" in get(url, "/point/people.zip")
    hiding = parse_access_point("point=decompress+pii_redaction", data)
    with running(replace(served, access_points={"point": hiding})) as url:
        for query in ("", "?file_name=other"):
            assert b"219-09-9999" not in get(url, f"/point/people.zip{query}")


def test_access_points_with_the_same_steps_share_nothing(data, tmp_path):
    with running(config(data, tmp_path / "kept")) as url:
        for point in ("open", "also"):
            assert get(url, f"/{point}/people.csv.gz") == PEOPLE
    assert len(list((tmp_path / "kept").glob("*.object"))) == 2


@pytest.mark.parametrize("name", ["decompress", "pii_redaction", "pii_access_control"])
def test_every_fingerprint_is_a_whole_digest(name):
    assert len(plan.tagger(function_named(name), ObjectRequest(key="k"), {}).fingerprint) == 64


def test_detectors_are_told_apart_by_what_their_files_hold(tmp_path):
    file, model = tmp_path / "more.yaml", tmp_path / "model"
    model.mkdir()
    seen = {detector_identity("", ""), detector_identity(str(file), ""), detector_identity("", str(model))}
    for content in ("one", "two"):
        detector_identity.cache_clear()
        file.write_text(content)
        (model / "weights").write_text(content)
        seen |= {detector_identity(str(file), ""), detector_identity("", str(model))}
    assert {len(digest) for digest in seen} == {64}
    assert len(seen) == 7


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o1777])
def test_a_folder_that_others_may_write_to_is_refused(data, tmp_path, mode):
    kept = tmp_path / "kept"
    kept.mkdir()
    kept.chmod(mode)
    with pytest.raises(InvalidSettings, match="others"):
        check_exposure(config(data, kept))
    with pytest.raises(InvalidSettings, match="others"):
        CacheFolder(kept, 1000)


@pytest.mark.parametrize("place", ["data", "data/kept", "link", "data/../data/kept"])
def test_a_folder_inside_an_origin_is_refused(data, tmp_path, place):
    (tmp_path / "link").symlink_to(data)
    with pytest.raises(InvalidSettings, match="inside the origin"):
        check_exposure(config(data, tmp_path / place))
