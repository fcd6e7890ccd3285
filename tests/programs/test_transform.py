"""Functions for programs: what they give is what the gateway sends, and importing the package loads none of them."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import subprocess
import sys
import tracemalloc
import zipfile
from urllib.error import HTTPError
from urllib.request import urlopen

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import objectlambda
from objectlambda.errors import AccessDenied, CorruptObject, InvalidSettings, UnexpectedContent
from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.server import running
from objectlambda.pii import contains, detect, labels

TEXT = b"".join(b"%d,user%d@example.com,note %d\n" % (n, n, n) for n in range(900))


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside.csv", TEXT)
    return buffer.getvalue()


def parquet() -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table({"mail": ["ann@example.com", None], "n": [1, 2]}), sink)
    return sink.getvalue()


OBJECTS = {
    "text.csv": TEXT,
    "text.csv.gz": gzip.compress(TEXT, mtime=0),
    "text.csv.bz2": bz2.compress(TEXT),
    "text.zip": zipped(),
    "empty.txt": b"",
    "table.parquet": parquet(),
    "noise.bin": bytes(range(256)) * 40,
    "cut.gz": gzip.compress(TEXT, mtime=0)[:-9],
    "fine.txt": b"the weather is fine\n" * 4_000,
}
POINTS = {
    "unpacked": ("decompress", {"on_uncompressed": "pass"}),
    "clean": ("pii_redaction", {"mask_mode": "REPLACE_WITH_PII_ENTITY_TYPE"}),
    "in-place": ("pii_redaction", {"mask_bytes": True}),
    "guarded": ("pii_access_control", {"warn_entity_types": ["NAME"]}),
    "as-stored": ("raw", {}),
    "both": (["decompress", "pii_redaction"], {"on_uncompressed": "pass", "mask_mode": "REMOVE"}),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("objects")
    for key, content in OBJECTS.items():
        (folder / key).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def url(folder):
    texts = [
        "unpacked=decompress,on_uncompressed=pass",
        "clean=pii_redaction,mask_mode=REPLACE_WITH_PII_ENTITY_TYPE",
        "in-place=pii_redaction,mask_bytes=true",
        'guarded=pii_access_control,warn_entity_types=["NAME"]',
        "as-stored=raw",
        "both=decompress+pii_redaction,decompress.on_uncompressed=pass,pii_redaction.mask_mode=REMOVE",
    ]
    points = [parse_access_point(text, folder) for text in texts]
    with running(GatewayConfig(access_points={point.name: point for point in points}, port=0)) as url:
        yield url


def sent(url, point, key):
    """Status, headers and body of the gateway's response; ``None`` for a body that breaks off."""
    try:
        with urlopen(f"{url}/{point}/{key}", timeout=60) as response:
            return response.status, {name.lower(): text for name, text in response.headers.items()}, response.read()
    except HTTPError as error:
        return error.code, {}, None
    except OSError:
        return 0, {}, None


def made(source, key, point):
    function, settings = POINTS[point]
    try:
        with objectlambda.transform(source, key=key, function=function, **settings) as transformed:
            return 200, dict(transformed.headers), b"".join(transformed.chunks)
    except (CorruptObject, UnexpectedContent, AccessDenied) as error:
        return error.status, {}, None


@pytest.mark.parametrize("point", POINTS)
def test_what_transform_gives_is_what_the_gateway_sends(url, folder, point):
    for key, content in OBJECTS.items():
        status, headers, body = sent(url, point, key)
        sources = {
            "bytes": content,
            "chunks": (content[at : at + 1000] for at in range(0, len(content), 1000)),
            "file": io.BytesIO(content),
            "path": folder / key,
        }
        for kind, source in sources.items():
            got = made(source, key, point)
            assert got[0] == status or not status, (key, kind)
            assert got[2] == body, (key, kind)
            names = {"content-type", "content-encoding"} | ({"last-modified"} if kind == "path" else set())
            for name in names if body is not None else ():
                assert got[1].get(name) == headers.get(name), (key, kind, name)


def test_a_refusal_is_raised_before_the_first_chunk_and_the_source_is_closed():
    for function, error in (("pii_access_control", AccessDenied), ("no such", InvalidSettings)):
        source = io.BytesIO(TEXT)
        with pytest.raises(error):
            objectlambda.transform(source, key="a.csv", function=function)
        assert source.closed


def test_the_source_is_closed_at_the_end_and_when_nobody_reads_on():
    closed = []

    def chunks():
        try:
            yield from (TEXT for _ in range(50))
        finally:
            closed.append(True)

    left = objectlambda.transform(chunks(), key="a.csv", function="raw")
    next(left.chunks)
    left.close()
    assert closed == [True]
    file = io.BytesIO(TEXT)
    assert b"".join(objectlambda.transform(file, function="raw").chunks) == TEXT
    assert file.closed


def test_it_is_lazy_and_its_memory_does_not_grow_with_the_object():
    taken = 0

    def chunks():
        nonlocal taken
        for _ in range(800):
            taken += 1
            yield b"x" * 65536

    transformed = objectlambda.transform(chunks(), function="raw")
    assert taken < 40
    tracemalloc.start()
    assert sum(map(len, transformed.chunks)) == 800 * 65536
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000


def test_sizes_and_types_are_told_where_they_are_known():
    transformed = objectlambda.transform(zipped(), key="text.zip", function="decompress")
    assert (transformed.size, transformed.content_type) == (len(TEXT), "text/csv")
    assert objectlambda.transform(iter([b"a"]), function="raw").size is None


@pytest.mark.parametrize(
    ("function", "settings", "said"),
    [
        ("shred", {}, "there is no function"),
        ("pii_redaction", {"mode": "HASH"}, "there is no setting 'mode'"),
        ("pii_redaction", {"mask_mode": "SHRED"}, "must be one of"),
        (["decompress", "pii_redaction"], {"mode": "HASH"}, "none of the functions has a setting 'mode'"),
        (["decompress", "raw"], {"raw": "x"}, "must be a mapping"),
        ([], {}, "at least one function"),
    ],
)
def test_what_cannot_be_set_is_said(function, settings, said):
    with pytest.raises(InvalidSettings, match=said):
        objectlambda.transform(b"", function=function, **settings)


@pytest.mark.parametrize("source", [None, 7, io.StringIO("x"), ["text"], [5]])
def test_a_source_that_gives_no_bytes_is_named(source):
    with pytest.raises(TypeError, match="the source is bytes, an iterable of bytes"):
        list(objectlambda.transform(source, "a", "raw").chunks)


def test_a_setting_may_be_for_one_function_of_several():
    through = ["decompress", "pii_redaction"]
    made = objectlambda.transform(
        OBJECTS["text.csv.gz"], key="t.csv.gz", function=through, pii_redaction={"mask_mode": "REMOVE"}
    )
    assert b"".join(made.chunks).startswith(b"0,,note 0\n")


def test_texts_are_redacted_by_the_same_settings():
    text = "Ask for Maria Lopez at 206-555-0100."
    assert objectlambda.redact(text, mask_mode="REPLACE_WITH_PII_ENTITY_TYPE") == "Ask for [NAME] at [PHONE]."
    assert objectlambda.redact(text, pii_entity_types=["PHONE"]) == "Ask for Maria Lopez at ************."
    with pytest.raises(InvalidSettings, match="need a key"):
        objectlambda.redact(text, mask_mode="HASH")


def test_bytes_and_folders_are_no_texts_and_no_objects(tmp_path):
    with pytest.raises(TypeError, match="the text is a str, not bytes"):
        objectlambda.redact(b"x")
    for call, wrong in (
        (detect, None),
        (detect, b"x"),
        (contains, None),
        (contains, b"SSN 536-22-1234"),
        (labels, [5]),
    ):
        with pytest.raises(TypeError, match="the text is a str"):
            call(wrong)
    with pytest.raises(IsADirectoryError):
        objectlambda.transform(tmp_path)


def test_a_text_is_refused_where_the_gateway_refuses_the_object_and_types_may_stand_in_one_text():
    text = base64.a85encode(b"SSN 536-22-1234 of Ann Lee, call 206-555-0100\n", adobe=True).decode()
    for call in (objectlambda.redact, contains):
        with pytest.raises(UnexpectedContent, match="Ascii85"):
            call(text)
    assert contains("SSN 536-22-1234", entity_types="SSN, EMAIL")
    assert not contains("SSN 536-22-1234", entity_types="EMAIL")


def test_chunks_of_a_closed_transformation_are_no_shorter_object():
    with objectlambda.transform(b"a\nb\n", function="raw") as made:
        pass
    with pytest.raises(ValueError, match="closed"):
        next(made.chunks)
    with objectlambda.transform(b"a\nb\n", function="raw") as made:
        assert b"".join(made.chunks) == b"a\nb\n"
    assert next(made.chunks, None) is None


def test_importing_the_package_loads_none_of_it():
    code = "import json, sys, objectlambda; print(json.dumps([n for n in sys.modules if n.startswith('objectlambda')]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert json.loads(done.stdout) == ["objectlambda"]
    assert not {"transform", "redact"} - set(objectlambda.__all__)
