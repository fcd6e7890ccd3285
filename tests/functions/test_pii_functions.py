"""PII redaction and PII access control: AWS's published cases, then what goes beyond them, over an origin in memory."""

from __future__ import annotations

import gzip
import importlib
import io
import json
import logging
import tarfile
import zipfile
from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from objectlambda import log, respond
from objectlambda.deadline import Deadline
from objectlambda.errors import AccessDenied, s3_error
from objectlambda.function import ObjectRequest, UserIdentity
from objectlambda.headers import Headers
from objectlambda.measures import Measures
from objectlambda.pii.access_control import Policy
from objectlambda.pii.audit import report_settings_without_effect
from objectlambda.pii.containers import Inspector
from objectlambda.pii.detection.analyzer import Analyzer
from objectlambda.pii.functions import PII_ACCESS_CONTROL, PII_REDACTION
from objectlambda.testing import MemoryOrigin

BOTH = pytest.mark.parametrize("function", [PII_REDACTION, PII_ACCESS_CONTROL], ids=lambda function: function.name)
DENIED = (403, "AccessDenied", "Document Contains PII")
READER = "arn:aws:sts::111122223333:assumed-role/Reader/reader"
TEXT = b"Dear bob@example.com, your number is 536-22-1234.\n"


@pytest.fixture(scope="session")
def cases(reference_files):
    return {path.name: path.read_bytes() for path in (reference_files / "pii" / "aws-cases").iterdir()}


def reading(function, data, *, key="doc.txt", headers=None, query=None, payload="", deadline=None, **environ):
    request = ObjectRequest(
        key=key,
        headers=Headers(headers or {}),
        query=query or {},
        payload=payload if isinstance(payload, str) else json.dumps(payload),
        request_id="r-1",
        identity=UserIdentity(type="AssumedRole", arn=READER),
        access_point="arn:aws:s3-object-lambda:us-east-1:111122223333:accesspoint/safe",
    )
    return respond.Reading(
        function=function,
        request=request,
        origin=data if isinstance(data, MemoryOrigin) else MemoryOrigin(data),
        environ=environ,
        measures=Measures(),
        deadline=deadline or Deadline(),
    )


def get(function, data, **more):
    """The body, or the error's status, code and message."""
    try:
        return b"".join(respond.get(reading(function, data, **more)).body)
    except Exception as error:
        return s3_error(error)


def zipped(members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


# AWS's cases


def test_redacts_as_aws_with_default_types(cases):
    assert get(PII_REDACTION, cases["pii_input.txt"]) == cases["pii_output.txt"]


def test_redacts_as_aws_with_chosen_types(cases):
    types = "CREDIT_DEBIT_NUMBER,BANK_ROUTING,BANK_ACCOUNT_NUMBER,EMAIL,PASSWORD"
    after = get(PII_REDACTION, cases["pii_input.txt"], PII_ENTITY_TYPES=types)
    assert after == cases["pii_bank_routing_redacted.txt"]


@BOTH
def test_leaves_a_clean_document_as_it_is(cases, function):
    assert get(function, cases["clean.txt"]) == cases["clean.txt"]


def test_denies_a_document_with_pii(cases):
    assert get(PII_ACCESS_CONTROL, cases["pii_input.txt"]) == DENIED


def test_allows_a_document_without_the_types_that_deny(cases):
    after = get(PII_ACCESS_CONTROL, cases["pii_input.txt"], PII_ENTITY_TYPES="USERNAME,PASSWORD,AWS_ACCESS_KEY")
    assert after == cases["pii_input.txt"]


@BOTH
def test_refuses_a_document_over_the_size(cases, function):
    expected = (400, "EntityTooLarge", "Size of the requested object exceeds maximum file size supported")
    assert get(function, cases["pii_input.txt"], DOCUMENT_MAX_SIZE="500") == expected
    assert get(function, gzip.compress(b"a" * 600), key="a.gz", DOCUMENT_MAX_SIZE="500") == expected


def test_handles_a_megabyte_of_pii_text(cases):
    data = (cases["pii_input.txt"] + b"\n\n") * 1_500
    after = get(PII_REDACTION, data, DOCUMENT_MAX_SIZE="1500000")
    assert len(after) == len(data)
    assert b"support@anycompany.com" not in after
    assert b"1111-0000-1111-0000" not in after
    assert get(PII_ACCESS_CONTROL, data, DOCUMENT_MAX_SIZE="1500000") == DENIED


@BOTH
def test_refuses_or_passes_what_is_no_text(cases, function):
    image = cases["RandomImage.png"]
    expected = (400, "UnexpectedContent", "Unsupported file encountered for determining Pii")
    assert get(function, image, key="image.png") == expected
    assert get(function, image, key="image.png", UNSUPPORTED_FILE_HANDLING="PASS") == image


@BOTH
def test_refuses_ranges_in_compatibility_mode(cases, function):
    for asked in ({"headers": {"RANGE": "bytes=0-100"}}, {"query": {"Range": "bytes=0-100"}}):
        refused = get(function, cases["clean.txt"], IS_PARTIAL_OBJECT_SUPPORTED="FALSE", **asked)
        assert refused == (400, "InvalidRequest", "HTTP Header Range is not supported")
    refused = get(function, cases["clean.txt"], IS_PARTIAL_OBJECT_SUPPORTED="FALSE", query={"partNumber": "1"})
    assert refused == (400, "InvalidRequest", "HTTP Header PartNumber is not supported")


def test_answers_ranges_from_the_redacted_bytes(cases):
    origin = MemoryOrigin(cases["pii_input.txt"], {"x-amz-version-id": "v1", "Content-Type": "text/plain"})
    response = respond.get(reading(PII_REDACTION, origin, headers={"Range": "bytes=0-100"}))
    assert b"".join(response.body) == cases["pii_output.txt"][:101]
    head = dict(response.head.http())
    assert response.head.status == 206
    assert head["Content-Range"] == "bytes 0-100/611"
    assert (head["x-amz-version-id"], head["Content-Type"]) == ("v1", "text/plain")


@BOTH
def test_says_that_the_time_is_over(function):
    refused = get(function, TEXT * 100_000, deadline=Deadline.after(0))
    assert refused == (400, "RequestTimeout", "Failed to complete document processing within time limit")


def test_takes_aws_payload(cases):
    payload = {
        "pii_entity_types": ["CREDIT_DEBIT_NUMBER"],
        "mask_mode": "REPLACE_WITH_PII_ENTITY_TYPE",
        "mask_character": "*",
        "confidence_threshold": 0.6,
        "language_code": "en",
    }
    expected = cases["pii_input.txt"].replace(b"1111-0000-1111-0000", b"[CREDIT_DEBIT_NUMBER]")
    assert get(PII_REDACTION, cases["pii_input.txt"], payload=payload) == expected


# beyond AWS


@BOTH
def test_head_is_answered_as_get_is(function):
    clean = b"nothing personal here\n" * 50
    assert respond.head(reading(function, clean)).content_length == len(clean)
    if function is PII_REDACTION:
        more = {"MASK_MODE": "REPLACE_WITH_PII_ENTITY_TYPE"}
        assert respond.head(reading(function, TEXT, **more)).content_length == len(get(function, TEXT, **more))
        return
    with pytest.raises(Exception, match="Document Contains PII"):
        respond.head(reading(function, TEXT))


def test_an_allowed_object_has_its_length_and_its_ranges_come_from_the_origin():
    clean = b"nothing personal here\n" * 5_000
    origin = MemoryOrigin(clean)
    assert respond.get(reading(PII_ACCESS_CONTROL, origin)).head.content_length == len(clean)
    origin.requests.clear()
    part = respond.get(reading(PII_ACCESS_CONTROL, origin, headers={"Range": "bytes=50000-50009"}))
    assert b"".join(part.body) == clean[50_000:50_010]
    assert part.head.values["ContentRange"] == f"bytes 50000-50009/{len(clean)}"
    assert origin.requests == [None, "bytes=50000-50009"]


@BOTH
def test_checksums_and_etag_speak_of_what_is_sent(function):
    clean = b"nothing personal here\n"
    origin = MemoryOrigin(clean, {"x-amz-checksum-crc32": "AAAAAA=="})
    head = dict(respond.get(reading(function, origin)).head.http())
    assert "x-amz-checksum-crc32" not in head  # a digest of what is stored, whether it is shown or not
    assert head["ETag"].endswith('-ol"')
    assert origin.etag.strip('"') not in head["ETag"]


def test_compressed_text_is_redacted_and_comes_out_plain():
    assert get(PII_REDACTION, gzip.compress(TEXT), key="a.txt.gz") == get(PII_REDACTION, TEXT)


def test_compressed_text_is_looked_into_and_handed_out_as_stored():
    assert get(PII_ACCESS_CONTROL, gzip.compress(TEXT), key="a.txt.gz") == DENIED
    clean = gzip.compress(b"nothing personal here\n")
    assert get(PII_ACCESS_CONTROL, clean, key="a.txt.gz") == clean


def test_every_member_of_an_archive_is_looked_into():
    clean = {"a.txt": b"nothing personal", "b.txt": b"nothing here either"}
    assert get(PII_ACCESS_CONTROL, zipped(clean), key="a.zip") == zipped(clean)
    for name in ("c.txt", "__MACOSX/c.txt"):
        hidden = zipped({**clean, name: TEXT})
        assert get(PII_ACCESS_CONTROL, hidden, key="a.zip", query={"file_name": "a.txt"}) == DENIED
    assert get(PII_REDACTION, zipped({**clean, "c.txt": TEXT}), key="a.zip", query={"file_name": "c.txt"}) == get(
        PII_REDACTION, TEXT
    )


@BOTH
def test_compressed_objects_are_no_text_when_decompression_is_off(function):
    assert get(function, gzip.compress(TEXT), key="a.gz", DECOMPRESS="false")[1] == "UnexpectedContent"


def test_types_that_only_warn_do_not_deny(caplog):
    log.LOGGER.propagate = True
    caplog.set_level(logging.INFO, logger="objectlambda")
    settings = {"WARN_ENTITY_TYPES": "EMAIL,SSN", "AUDIT": "true"}
    assert get(PII_ACCESS_CONTROL, TEXT, **settings) == TEXT
    audit = [record.fields for record in caplog.records if record.message == "audit"]
    assert audit[0]["types"] == {"EMAIL": 1, "SSN": 1}
    assert audit[0]["decision"] == "allowed"
    assert get(PII_ACCESS_CONTROL, TEXT, WARN_ENTITY_TYPES="EMAIL") == DENIED


def test_minimum_counts_are_of_distinct_values():
    mails = [b"a@example.com", b"b@example.com", b"A@example.com", b"c@example.com"]
    payload = {"pii_entity_types": ["EMAIL"], "minimum_counts": {"EMAIL": 3}}
    assert get(PII_ACCESS_CONTROL, b"\n".join(mails[:3]), payload=payload) == b"\n".join(mails[:3])
    assert get(PII_ACCESS_CONTROL, b"\n".join(mails), payload=payload) == DENIED


@BOTH
def test_exempt_callers_get_the_object_as_it_is_and_are_audited(function, caplog):
    log.LOGGER.propagate = True
    caplog.set_level(logging.INFO, logger="objectlambda")
    assert get(function, TEXT, EXEMPT_CALLERS="arn:aws:sts::*:assumed-role/Reader/*", AUDIT="true") == TEXT
    audit = next(record.fields for record in caplog.records if record.message == "audit")
    assert audit == {
        "function": function.name,
        "request": "r-1",
        "access_point": "arn:aws:s3-object-lambda:us-east-1:111122223333:accesspoint/safe",
        "object": "doc.txt",
        "caller": READER,
        "decision": "exempt",
        "types": {},
    }
    assert get(function, TEXT, EXEMPT_CALLERS="arn:aws:sts::*:assumed-role/Other/*") != TEXT
    assert get(function, TEXT, payload={"exempt_callers": ["*"]})[1] == "InvalidRequest"


def test_exempt_and_other_callers_see_different_etags():
    plain = respond.get(reading(PII_REDACTION, TEXT)).head.values["ETag"]
    exempt = respond.get(reading(PII_REDACTION, TEXT, EXEMPT_CALLERS="*")).head.values["ETag"]
    assert plain != exempt


def test_keyed_modes_take_the_key_from_the_variable_named(monkeypatch):
    settings = {"MASK_MODE": "HASH", "KEY_ENV": "PII_KEY"}
    assert get(PII_REDACTION, TEXT, **settings)[1] == "InvalidRequest"
    etags, bodies = set(), set()
    for variable, key in (("PII_KEY", "k" * 15), ("PATH", "p" * 99), ("AWS_REGION", "r" * 99)):
        monkeypatch.setenv(variable, key)
        assert get(PII_REDACTION, TEXT, **{**settings, "KEY_ENV": variable})[:2] == (400, "InvalidRequest")
    for key in ("1" * 16, "2" * 16):
        monkeypatch.setenv("PII_KEY", key)
        response = respond.get(reading(PII_REDACTION, TEXT, **settings))
        etags.add(response.head.values["ETag"])
        bodies.add(b"".join(response.body))
    assert len(etags) == len(bodies) == 2


def test_modes_by_type_come_from_the_payload():
    payload = {"mask_modes": {"EMAIL": "REMOVE", "SSN": "KEEP_LAST_4"}}
    assert get(PII_REDACTION, TEXT, payload=payload) == b"Dear , your number is ***-**-1234.\n"


@pytest.mark.parametrize(
    "payload",
    [
        {"mask_modes": {"SSN": "SHRED"}},
        {"mask_modes": {"NO_TYPE": "MASK"}},
        {"pii_entity_types": ["NO_TYPE"]},
        {"pii_entity_types": []},
        {"mask_character": "**"},
        {"language_code": "de"},
        {"confidence_threshold": 2},
        {"unknown": 1},
        "no json",
    ],
)
def test_wrong_settings_are_answered_with_invalid_request(payload):
    status, code, _ = get(PII_REDACTION, TEXT, payload=payload)
    assert (status, code) == (400, "InvalidRequest")


@pytest.mark.parametrize("size", [0, 1, 100_000])
def test_objects_wait_in_memory_then_in_a_file(size):
    clean = b"nothing personal here\n" * 5_000
    assert get(PII_ACCESS_CONTROL, clean, SPOOL_MEMORY_BYTES=str(size)) == clean


@BOTH
def test_an_undecodable_byte_far_inside_is_an_error_and_never_a_short_object(function):
    data = b"nothing personal here\n" * 20_000 + b"\xff"
    assert get(function, data)[:2] == (400, "UnexpectedContent")
    assert get(function, data, UNSUPPORTED_FILE_HANDLING="PASS") == data


@pytest.mark.parametrize("data", [b"%PDF-1.7 text", b"a\0b", "x".encode("utf-16-le")])
@BOTH
def test_what_looks_like_text_but_is_not_is_refused(function, data):
    assert get(function, data)[1] == "UnexpectedContent"


def test_a_stray_nul_does_not_let_text_pass_unredacted():
    data = b"a\0 " + TEXT * 100
    assert b"example.com" not in get(PII_REDACTION, data, UNSUPPORTED_FILE_HANDLING="PASS")
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        member = tarfile.TarInfo("a.txt")
        member.size = len(data)
        tar.addfile(member, io.BytesIO(data))
    assert get(PII_REDACTION, archive.getvalue())[1] == "UnexpectedContent"


def test_names_of_empty_tar_members_are_inspected_many_at_once():
    """One by one, 100,000 of them took 67 s."""
    texts: list[str] = []

    class Counting(Analyzer):
        def analyze_many(self, given, **options):
            texts.extend(given)
            return super().analyze_many(given, **options)

    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        for number in range(2_000):
            tar.addfile(tarfile.TarInfo(f"d/{number:06}"))
        tar.addfile(tarfile.TarInfo("536-22-1234.txt"))
    policy = Policy(deny=frozenset({"SSN"}))
    inspector = Inspector(policy=policy, analyzer=Counting(), handling="FAIL", seen=lambda *_: None)
    with pytest.raises(AccessDenied):
        inspector.content(iter((archive.getvalue(),)), "a.tar")
    assert len(texts) < 20


@pytest.mark.parametrize("place", ["first", "last", "among others"])
def test_short_members_of_archives_are_inspected_many_at_once(place):
    """One by one, 100,000 members of a byte took 75 s."""
    asked = []

    class Counting(Analyzer):
        def analyze_many(self, given, **options):
            asked.extend(given)
            return super().analyze_many(given, **options)

    def opened(line):
        file = io.BytesIO()
        with tarfile.open(fileobj=file, mode="w") as tar:
            for number in range(300):
                data = f"note {number} is fine\n".encode() if number % 2 else b"x"
                if number == {"first": 0, "last": 299}.get(place, 150):
                    data = line
                info = tarfile.TarInfo(f"{number:06}")
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))
        data = gzip.compress(file.getvalue())
        return get(PII_ACCESS_CONTROL, data, key="a.tgz", PII_ENTITY_TYPES="SSN") == data

    assert opened(b"it is SSN 12")
    assert not opened(b"it is SSN 536-22-1234")
    inspector = Inspector(policy=Policy(), analyzer=Counting(), handling="FAIL", seen=lambda *_: None)
    for number in range(900):
        inspector.content(iter((f"note {number} is fine".encode(),)), "a", depth=1)
    inspector.finish()
    assert 0 < len(asked) < 30


@BOTH
def test_an_empty_object_is_an_empty_answer(function):
    assert get(function, b"") == b""


def test_metrics_are_those_of_aws_in_embedded_metric_format(monkeypatch, caplog):
    log.LOGGER.propagate = True
    caplog.set_level(logging.INFO, logger="objectlambda")
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "safe")
    get(PII_REDACTION, TEXT)
    lines = [record.fields for record in caplog.records if record.message == "metrics"]
    names = {}
    for line in lines:
        for directive in line["_aws"]["CloudWatchMetrics"]:
            assert directive["Namespace"] == "ComprehendS3ObjectLambda"
            for metric in directive["Metrics"]:
                place = tuple(line[name] for name in directive["Dimensions"][0])
                names.setdefault(metric["Name"], []).append((tuple(directive["Dimensions"][0]), place[1:]))
                assert isinstance(line[metric["Name"]], int | float)
    point = ("S3ObjectLambdaAccessPoint", "Language")
    assert names["DocumentsProcessed"] == names["PiiDocumentsProcessed"] == [(point, ("en",))]
    types = [("en", "EMAIL"), ("en", "SSN")]
    assert names["PiiDocumentTypesProcessed"] == [((*point, "PiiEntityType"), pair) for pair in types]
    assert names["Latency"] == [(("Service", "API"), ("DetectPiiEntities",))]
    caplog.clear()
    get(PII_REDACTION, TEXT, PUBLISH_CLOUD_WATCH_METRICS="false")
    assert not [record for record in caplog.records if record.message == "metrics"]


def test_settings_without_effect_are_reported():
    assert report_settings_without_effect({"MAX_CHARS_OVERLAP": "200", "MASK_MODE": "MASK"}) == ["MAX_CHARS_OVERLAP"]


@pytest.mark.parametrize("name", ["pii_redaction", "pii_access_control"])
def test_handler_is_importable_where_it_is_deployed(name):
    assert callable(importlib.import_module(f"objectlambda.functions.{name}.handler").handler)


# Parquet


def parquet(table):
    sink = io.BytesIO()
    pq.write_table(table, sink, row_group_size=64, compression="zstd")
    return sink.getvalue()


PARQUET = pa.table(
    {
        "name": ["John Smith", None] * 100,
        "ssn": ["536-22-1234", ""] * 100,
        "n": list(range(200)),
        "nested": [{"email": "a@example.com", "counts": [1, 2]}] * 200,
        "tags": [["b@example.com"], []] * 100,
        "repeated": pa.array(["c@example.com", "fine"] * 100).dictionary_encode(),
        "long": ["call 206-555-0100 now. " * 2_000] + ["fine"] * 199,
    }
)


def test_parquet_keeps_its_schema_and_loses_the_personal_strings():
    after = pq.read_table(io.BytesIO(get(PII_REDACTION, parquet(PARQUET), key="a.parquet")))
    assert after.schema.equals(PARQUET.schema)
    assert after["name"].to_pylist() == ["*" * 10, None] * 100
    assert after["ssn"].to_pylist() == ["*" * 11, ""] * 100
    assert after["n"].to_pylist() == list(range(200))
    assert after["nested"].to_pylist() == [{"email": "*" * 13, "counts": [1, 2]}] * 200
    assert after["tags"].to_pylist() == [["*" * 13], []] * 100
    assert after["repeated"].to_pylist() == ["*" * 13, "fine"] * 100
    assert after["long"].to_pylist() == ["call ************ now. " * 2_000] + ["fine"] * 199


def test_parquet_is_looked_into_and_handed_out_as_stored():
    assert get(PII_ACCESS_CONTROL, parquet(PARQUET), key="a.parquet") == DENIED
    numbers = parquet(pa.table({"ssn": [536221234]}))
    assert get(PII_ACCESS_CONTROL, numbers, key="a.parquet") == DENIED
    clean = parquet(pa.table({"weather": ["fine", "dry"], "degrees": [20, 21]}))
    assert get(PII_ACCESS_CONTROL, clean, key="a.parquet") == clean


@BOTH
def test_damaged_parquet_is_an_error(function):
    data = parquet(PARQUET)
    assert get(function, data[:-100])[:2] == (400, "CorruptObject")
    assert get(function, data[:1000] + bytes(200) + data[1200:])[:2] == (400, "CorruptObject")


# What cannot be looked at


@BOTH
@pytest.mark.parametrize("handling", ["FAIL", "PASS"])
def test_pass_hands_out_no_container_of_text(cases, function, handling):
    """AWS's PASS did; that is PASS_UNINSPECTED now."""
    foreign = "Jane Doe, SSN 536-22-1234".encode("utf-16-le") * 9
    for key, data in {
        "a.pdf": b"%PDF-1.7\n" + cases["RandomImage.png"],
        "a.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + cases["RandomImage.png"],
        "a.7z": b"7z\xbc\xaf\x27\x1c" + cases["RandomImage.png"],
        "a.db": b"SQLite format 3\0" + cases["RandomImage.png"],
        "a.txt": foreign,
        "picture-and-archive.png": cases["RandomImage.png"] + zipped({"a.txt": TEXT}),
    }.items():
        refused = get(function, data, key=key, UNSUPPORTED_FILE_HANDLING=handling)
        assert refused[0] in (400, 403), key
        assert key != "a.txt" or "set encoding to utf-16-le or utf-16-be" in str(refused), refused
        if key != "picture-and-archive.png":
            assert get(function, data, key=key, UNSUPPORTED_FILE_HANDLING="PASS_UNINSPECTED") == data


def test_pass_reads_text_in_an_encoding_of_eight_bits_around_what_it_cannot_read():
    data = "José, SSN 536-22-1234\n".encode("latin-1") * 5
    assert b"536-22-1234" not in get(PII_REDACTION, data, UNSUPPORTED_FILE_HANDLING="PASS")
    assert get(PII_ACCESS_CONTROL, data, UNSUPPORTED_FILE_HANDLING="PASS") == DENIED


def test_what_passes_uninspected_is_counted(cases, caplog, monkeypatch):
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "f")
    caplog.set_level(logging.INFO, log.LOGGER.name)
    image = cases["RandomImage.png"]
    assert get(PII_REDACTION, image, UNSUPPORTED_FILE_HANDLING="PASS_UNINSPECTED") == image
    assert "passed uninspected" in [record.getMessage() for record in caplog.records]
    assert any("UninspectedDocuments" in getattr(record, "fields", {}) for record in caplog.records)


class Swapped(MemoryOrigin):
    """An origin without ETags whose object is another one from the second request on."""

    def __init__(self, first, second):
        super().__init__(first)
        self.later = MemoryOrigin(second)

    def get(self, conditions, byte_range=None):
        answered = (self.later if self.requests else super()).get({}, byte_range)
        headers = {name: value for name, value in answered.headers.items() if name != "etag"}
        return answered._replace(headers=Headers(headers))


@BOTH
@pytest.mark.parametrize("handling", ["FAIL", "PASS"])
@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=5-90"}], ids=["whole", "part"])
@pytest.mark.parametrize(
    ("key", "stored"),
    [
        ("a.txt", lambda text: text),
        ("a.txt.gz", lambda text: gzip.compress(text, 0, mtime=0)),
        ("a.zip", lambda text: zipped({"a.txt": text})),
        ("a.bin", lambda text: b"\x89\xff\0\xfe" * 30 + text),
        ("a.bin.gz", lambda text: gzip.compress(b"\x89\xff\0\xfe" * 30 + text, 0, mtime=0)),
    ],
)
def test_what_was_inspected_is_what_is_handed_out_though_no_etag_tells(function, key, stored, headers, handling):
    second = b"call Eva Moreno on 206-555-0164, SSN 219-09-9999\n" * 20
    first = (b"the weather is fine and the train is late\n" * 40)[: len(second)]
    asked = reading(function, stored(first), key=key, headers=headers, UNSUPPORTED_FILE_HANDLING=handling)
    try:
        response = respond.get(replace(asked, origin=Swapped(stored(first), stored(second))))
        body = b"".join(response.body)
    except Exception as error:
        assert s3_error(error)[0] == 400
    else:
        assert b"219-09" not in body
        assert b"Eva" not in body


def test_values_are_counted_over_all_members_of_an_archive():
    members = {f"{name}.txt": f"write to {name}@example.com\n".encode() for name in ("ann", "bob", "eve")}
    counts = {"MINIMUM_COUNTS": '{"EMAIL": 3}', "PII_ENTITY_TYPES": "EMAIL"}
    assert get(PII_ACCESS_CONTROL, zipped(members), key="a.zip", **counts) == DENIED
    members.pop("eve.txt")
    assert get(PII_ACCESS_CONTROL, zipped(members), key="a.zip", **counts) == zipped(members)


@BOTH
def test_errors_name_no_member_of_an_archive(function):
    members = {"jane.doe@example.com.txt": b"fine\n", "536-22-1234.pdf": b"%PDF-1.7 \xff\xff\xff"}
    for query in ({}, {"file_name": "other.txt"}):
        status, _, message = get(function, zipped(members), key="a.zip", query=query)
        assert status >= 400
        assert "jane" not in message
        assert "536" not in message


@BOTH
def test_archives_in_archives_are_limited(function):
    data = TEXT
    for depth in range(8):
        data = gzip.compress(data, mtime=0)
        answered = get(function, data, key="a.txt.gz")
        assert isinstance(answered, bytes) if function is PII_REDACTION and depth == 0 else answered[0] in (400, 403)


def test_the_last_of_many_names_in_an_archive_is_inspected():
    members = {f"reports of the year/number {number:04}.txt": b"" for number in range(1500)}
    archive = zipped(members)
    assert get(PII_ACCESS_CONTROL, archive, key="a.zip") == archive
    assert get(PII_ACCESS_CONTROL, zipped(members | {"SSN 536-22-1234.txt": b""}), key="a.zip")[0] == 403


def test_an_office_file_is_redacted_part_by_part_when_one_is_asked_for():
    body = "<w:p><w:r><w:t>SSN 536-22-</w:t></w:r><w:r><w:t>1234</w:t></w:r></w:p>"
    document = f'<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>'
    data = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()})
    after = get(PII_REDACTION, data, key="a.docx", query={"file_name": "word/document.xml"})
    assert b"536-22" not in after
    assert b"1234" not in after
    whole = get(PII_REDACTION, data, key="a.docx")
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.read("word/document.xml") == after
        assert archive.read("[Content_Types].xml") == b"<Types/>"
