"""Laws of the answers, against a model of ten lines: whatever is asked, in whatever order, by whatever runner."""

from __future__ import annotations

import gzip
import http.client
import os
import random
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from email.utils import formatdate, parsedate_to_datetime

import pytest

from objectlambda.demo.serving import serving
from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.config.model import CacheConfig, GatewayConfig
from objectlambda.gateway.server import running
from objectlambda.pii.redaction import redact
from objectlambda.ranges import PART_SIZE_BYTES

TEXT = b"".join(b"%d,user%d@example.com,note %d\n" % (n, n, n) for n in range(12_000))
ROWS = b"".join(TEXT.splitlines(keepends=True)[:2_300])  # a little more than the first bytes of an object
SMALL = b"Mail jane@example.com today.\n"
LARGE = random.Random(7).randbytes(1000) * 6_000  # a little more than one part
FINE = b"the weather is fine\n" * 9_000
CHANGED = 1_790_000_000
POINTS = (
    "raw-files=raw",
    "files=decompress,on_uncompressed=pass",
    "clean=pii_redaction",
    "guarded=pii_access_control",
    "chained=decompress+raw",
)
OBJECTS: Mapping[tuple[str, str], bytes] = {
    ("raw-files", "text.csv"): TEXT,
    ("raw-files", "empty"): b"",
    ("files", "text.csv"): TEXT,
    ("files", "text.csv.gz"): TEXT,
    ("files", "large.gz"): LARGE,
    ("files", "empty.gz"): b"",
    ("files", "stored.zip"): TEXT,
    ("files", "deflated.zip"): SMALL,
    ("clean", "rows.csv.gz"): b"".join(redact([ROWS], key="rows.csv")),
    ("clean", "small.txt"): b"".join(redact([SMALL], key="small.txt")),
    ("guarded", "fine.txt"): FINE,
    ("guarded", "fine.txt.gz"): gzip.compress(FINE, mtime=0),
    ("chained", "text.csv.gz"): TEXT,
}  # fmt: skip
REFUSED = {
    ("guarded", "small.txt"): 403,
    ("guarded", "text.csv.gz"): 403,
    ("chained", "text.csv"): 400,
    ("clean", "large.gz"): 400,
}
OF_EACH_ANSWER = ("date", "x-amz-request-id", "x-amz-id-2", "connection", "transfer-encoding")


@pytest.fixture(scope="module", params=["inprocess", "cached", "wire"])
def url(request, tmp_path_factory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("objects")
    for name, content in {
        "text.csv": TEXT,
        "text.csv.gz": gzip.compress(TEXT),
        "rows.csv.gz": gzip.compress(ROWS),
        "large.gz": gzip.compress(LARGE, 1),
        "empty": b"",
        "empty.gz": gzip.compress(b""),
        "small.txt": SMALL,
        "fine.txt": FINE,
        "fine.txt.gz": gzip.compress(FINE, mtime=0),
    }.items():
        (folder / name).write_bytes(content)
    for name, method, content in (("stored", zipfile.ZIP_STORED, TEXT), ("deflated", zipfile.ZIP_DEFLATED, SMALL)):
        with zipfile.ZipFile(folder / f"{name}.zip", "w", method) as archive:
            archive.writestr("inside.txt", content)
    for path in folder.iterdir():
        os.utime(path, (CHANGED, CHANGED))
    cache = CacheConfig(folder=folder.parent / f"{folder.name}-kept", max_bytes=200_000_000)
    points = [parse_access_point(text, folder) for text in POINTS if request.param != "wire" or "+" not in text]
    config = GatewayConfig(
        access_points={point.name: point for point in points},
        port=0,
        cache=cache if request.param == "cached" else None,
        wire=request.param == "wire",
    )
    with running(config) as url:
        yield url


def objects(url_of: str) -> list[tuple[str, str]]:
    return [named for named in OBJECTS if ask(url_of, "HEAD", f"/{named[0]}")[0] == 200]


def ask(url: str, method: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    with closing(http.client.HTTPConnection(url.removeprefix("http://"), timeout=60)) as connection:
        connection.request(method, path, headers={name.replace("_", "-"): text for name, text in headers.items()})
        answer = connection.getresponse()
        return answer.status, {name.lower(): text for name, text in answer.getheaders()}, answer.read()


def lasting(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in headers.items() if name not in OF_EACH_ANSWER}


def test_head_and_get_tell_the_same_of_each_object(url):
    for point, key in objects(url):
        content = OBJECTS[point, key]
        for _ in range(2):  # what was learnt at first must not change the answer
            status, got, body = ask(url, "GET", f"/{point}/{key}")
            assert (status, body) == (200, content), (point, key)
            status, told, _ = ask(url, "HEAD", f"/{point}/{key}")
            assert status == 200
            assert told["content-length"] == str(len(content))
            got.setdefault("content-length", str(len(content)))
            assert lasting(got) == lasting(told), (point, key)


def test_head_and_get_refuse_the_same(url):
    for (point, key), status in REFUSED.items():
        if ask(url, "HEAD", f"/{point}")[0] == 200:
            assert [ask(url, method, f"/{point}/{key}")[0] for method in ("GET", "HEAD", "GET", "HEAD")] == [status] * 4


def expected(content: bytes, etag: str, method: str, asked: Mapping[str, str], part: int) -> tuple[int, str, bytes]:
    """Status, Content-Range and body by RFC 9110, sections 13.2.2 and 14, and S3's way with parts and odd ranges."""
    if "If_Match" in asked:
        if asked["If_Match"] != "*" and etag not in asked["If_Match"].split(", "):
            return 412, "", b""
    elif (limit := _date(asked.get("If_Unmodified_Since"))) is not None and limit < CHANGED:
        return 412, "", b""
    if "If_None_Match" in asked:
        tags = [tag.removeprefix("W/") for tag in asked["If_None_Match"].split(", ")]
        if "*" in tags or etag in tags:
            return 304, "", b""
    elif (limit := _date(asked.get("If_Modified_Since"))) is not None and limit >= CHANGED:
        return 304, "", b""
    start, stop = 0, len(content)
    applies = asked.get("If_Range") in (None, etag, formatdate(CHANGED, usegmt=True))
    if part and applies:
        start, stop = (part - 1) * PART_SIZE_BYTES, min(part * PART_SIZE_BYTES, len(content))
        if start >= max(1, len(content)):
            return 416, "", b""
    elif "Range" in asked and applies:
        first, _, last = asked["Range"].removeprefix("bytes=").partition("-")
        if first == "":
            start = max(0, len(content) - int(last))
        elif last == "" or int(first) <= int(last):
            start, stop = int(first), min(stop, int(last) + 1) if last else stop
        else:
            return 200, "", content  # no range at all
        if start >= stop:
            return 416, "", b""
    else:
        return 200, "", content if method == "GET" else b""
    if start == stop:
        return 200, "", b""
    return 206, f"bytes {start}-{stop - 1}/{len(content)}", content[start:stop] if method == "GET" else b""


def _date(text: str | None) -> float | None:
    try:
        return parsedate_to_datetime(text or "").timestamp()
    except ValueError:
        return None


@pytest.mark.parametrize("seed", [20261125, pytest.param(None, marks=pytest.mark.long)])
def test_ranges_and_conditions_are_answered_as_the_model_says(url, seed, caplog):
    seed = int(os.environ.get("SEED", "0")) or seed or random.randrange(10**9)
    print("seed", seed)
    chance = random.Random(seed)
    etags = {named: ask(url, "HEAD", "/{}/{}".format(*named))[1]["etag"] for named in objects(url)}
    by_wire = all(point != "chained" for point, _ in etags)
    for _ in range(int(os.environ.get("REQUESTS", "250"))):
        point, key = chance.choice(sorted(etags))
        content, etag = OBJECTS[point, key], etags[point, key]
        asked, part = _conditions(chance, etag, len(content))
        method = chance.choice(["GET", "GET", "HEAD"])
        status, headers, body = ask(url, method, f"/{point}/{key}{f'?partNumber={part}' if part else ''}", **asked)
        wanted = expected(content, etag, method, asked, part)
        if method == "HEAD" or wanted[0] >= 300:
            body, wanted = b"", (*wanted[:2], b"")
        if method == "HEAD" and "content-range" not in headers and by_wire:
            wanted = (
                wanted[0],
                "",
                b"",
            )  # what a function returns to S3 Object Lambda for HeadObject has no place for it
        assert (status, headers.get("content-range", ""), body) == wanted, (point, key, method, asked, part, wanted[:2])
        if status < 300:
            assert headers["etag"] == etag
            assert headers.get("content-length", str(len(content))) == str(len(wanted[2])) or method == "HEAD"
        if status == 304:
            assert headers["etag"] == etag
    assert "Exception" not in caplog.text


def _conditions(chance: random.Random, etag: str, size: int) -> tuple[dict[str, str], int]:
    asked: dict[str, str] = {}
    tags = [etag, etag, "*", '"other"', f'"other", {etag}', f"W/{etag}"]
    dates = [formatdate(CHANGED + seconds, usegmt=True) for seconds in (-10, 0, 0, 10)] + ["no date"]
    for name, values in (
        ("If_Match", tags),
        ("If_None_Match", tags),
        ("If_Unmodified_Since", dates),
        ("If_Modified_Since", dates),
        ("If_Range", [etag, etag, '"other"', f"W/{etag}", *dates[:4]]),
    ):
        if chance.random() < 0.25:
            asked[name] = chance.choice(values)
    part = chance.choice([1, 1, 2, 3]) if chance.random() < 0.15 else 0
    if not part and chance.random() < 0.7:
        places = [0, 1, size // 3, size - 1, size, size + 1, 65_535, 65_536, 262_144, chance.randrange(size + 2)]
        first, last = (max(0, place) for place in chance.choices(places, k=2))
        asked["Range"] = chance.choice([f"bytes={first}-{last}", f"bytes={first}-", f"bytes=-{last}"])
    return asked, part


@pytest.mark.parametrize("asked", [{"Range": "bytes=0-3"}, {"query": "?range=bytes=0-3"}, {"query": "?partNumber=1"}])
def test_parts_that_the_settings_rule_out_are_refused_whatever_is_known(tmp_path, asked):
    (tmp_path / "objects").mkdir()
    (tmp_path / "objects/small.txt").write_bytes(SMALL)
    cache = CacheConfig(folder=tmp_path / "kept", max_bytes=10_000_000)
    query = asked.get("query", "")
    headers = {name: text for name, text in asked.items() if name != "query"}
    for kept in (None, cache):
        for function in ("pii_redaction", "pii_access_control"):
            settings = "is_partial_object_supported=false,pii_entity_types=SSN"
            point = parse_access_point(f"whole={function},{settings}", tmp_path / "objects")
            with running(GatewayConfig(access_points={"whole": point}, port=0, cache=kept)) as url:
                for path, status, sent in 2 * [
                    (f"/whole/small.txt{query}", 400, headers),
                    ("/whole/small.txt", 200, {}),
                ]:
                    for method in ("GET", "HEAD"):
                        assert ask(url, method, path, **sent)[0] == status, (kept, function, method)


RECOGNIZERS = """
recognizers:
  - name: badges
    type: custom
    supported_language: en
    supported_entity: BADGE
    deny_list: [{word}]
"""


def test_what_other_recognizers_left_in_the_cache_is_not_served(tmp_path):
    (tmp_path / "objects").mkdir()
    (tmp_path / "objects/badges.txt").write_text("the badges Falcon and Osprey are taken\n" * 500)
    served = []
    for word in ("Falcon", "Osprey"):  # a gateway each: it reads the file once
        (tmp_path / "recognizers.yaml").write_text(RECOGNIZERS.format(word=word))
        options = ["--cache", str(tmp_path / "kept"), "--access-point", "clean=pii_redaction"]
        environ = {**os.environ, "RECOGNIZERS_FILE": str(tmp_path / "recognizers.yaml")}
        with serving([str(tmp_path / "objects"), *options], environ=environ) as gateway:
            served.append(ask(gateway.url, "GET", "/clean/badges.txt"))
    (_, first, before), (_, second, after) = served
    assert first["etag"] != second["etag"]
    assert (b"Falcon" in before, b"Osprey" in before) == (False, True)
    assert (b"Falcon" in after, b"Osprey" in after) == (True, False)
