"""User metadata, Content-Disposition and their like pass the detector as text does, in whatever spelling."""

from __future__ import annotations

import base64
import hashlib
import json
from email.header import decode_header, make_header
from urllib.parse import quote, unquote

import pytest

from objectlambda import respond
from objectlambda.decompress import DECOMPRESS
from objectlambda.errors import s3_error
from objectlambda.function import ObjectRequest, UserIdentity
from objectlambda.head import FIELDS, Policy
from objectlambda.headers import Headers
from objectlambda.measures import Measures
from objectlambda.pii.functions import PII_ACCESS_CONTROL, PII_REDACTION
from objectlambda.testing import MemoryOrigin
from objectlambda.unchanged import RAW

CLEAN = b"the weather is fine\n"
WHO, SSN = "John Smith", "536-22-1234"
MD5 = hashlib.md5(CLEAN, usedforsecurity=False)
ARN = "arn:aws:iam::111122223333:user/auditor"

_TEXTS = ("CacheControl", "ContentDisposition", "ContentEncoding", "ContentLanguage", "ContentType")

PERSONAL = {
    "a named value": {"x-amz-meta-ssn": SSN},
    "a name": {"x-amz-meta-patient": WHO},
    "a mail address": {"x-amz-meta-contact": "john.smith@example.com"},
    "URL escapes": {"x-amz-meta-note": quote(f"SSN {SSN} of {WHO}", safe="").replace("-", "%2D")},
    "RFC 2047, base64": {"x-amz-meta-note": f"=?UTF-8?B?{base64.b64encode(f'SSN {SSN}'.encode()).decode()}?="},
    "RFC 2047, quoted": {"x-amz-meta-note": f"=?utf-8?Q?SSN_{SSN.replace('-', '=2D')}?="},
    "base64": {"x-amz-meta-note": base64.b64encode(f"SSN {SSN}".encode()).decode()},
    "base64 of lines": {"x-amz-meta-note": base64.b64encode(f"a\nSSN {SSN}\n".encode()).decode()},
    "hex": {"x-amz-meta-note": f"SSN {SSN}".encode().hex()},
    "digits that look like hex": {"x-amz-meta-card": "4242424242424242"},
    "UTF-8 in latin-1": {"x-amz-meta-note": f"número de seguro social, SSN {SSN}".encode().decode("latin-1")},
    "JSON": {"x-amz-meta-data": json.dumps({"ssn": SSN})},
    "a metadata name": {f"x-amz-meta-ssn-{SSN}": "yes"},
    "a file name": {"Content-Disposition": f'attachment; filename="{WHO} {SSN}.txt"'},
    "a file name with underscores": {"Content-Disposition": f"inline; filename={SSN}_scan.pdf"},
    "an extended file name": {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'{WHO} {SSN}.txt')}"},
    "a parameter": {"Content-Disposition": f'attachment; filename="a.txt"; x="SSN {SSN}"'},
    "Content-Language": {"Content-Language": f"SSN {SSN}"},
    "Cache-Control": {"Cache-Control": f'max-age=3, ssn="{SSN}"'},
    "Content-Type": {"Content-Type": "text/plain; author=john.smith@example.com"},
    "Content-Encoding": {"Content-Encoding": "john.smith@example.com"},
    "Expires": {"Expires": f"SSN {SSN}"},
}
HARMLESS = {
    "Cache-Control": "max-age=3600, public",
    "Content-Disposition": 'attachment; filename="Jahresübersicht.csv"'.encode().decode("latin-1"),
    "Content-Language": "en-GB, de",
    "Content-Type": "text/csv; charset=utf-8",
    "Expires": "Wed, 21 Oct 2026 07:28:00 GMT",
    "x-amz-restore": 'ongoing-request="false", expiry-date="Fri, 21 Dec 2029 00:00:00 GMT"',
    "x-amz-server-side-encryption": "aws:kms",
    "x-amz-server-side-encryption-aws-kms-key-id": (
        "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    ),
    "x-amz-storage-class": "STANDARD_IA",
    "x-amz-version-id": "3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrH",
    "x-amz-meta-mtime": "1700000000.123456789",
    "x-amz-meta-owner-team": "data platform",
    "x-amz-meta-mode": "33188",
    "x-amz-meta-empty": "",
}
KEPT = {**HARMLESS, "Content-Disposition": HARMLESS["Content-Disposition"]}


def reading(function, headers, *, caller="", asked=None, body=CLEAN, **environ):
    request = ObjectRequest(
        key="doc.txt", headers=Headers(asked or {}), identity=UserIdentity(arn=caller), access_point="point"
    )
    return respond.Reading(
        function=function, request=request, origin=MemoryOrigin(body, headers), environ=environ, measures=Measures()
    )


def told(function, headers, **more):
    """The heads of GET, of a range and of HEAD, which are the same but for length and range, as text."""
    heads = [
        dict(respond.get(reading(function, headers, **more)).head.http()),
        dict(respond.get(reading(function, headers, asked={"Range": "bytes=0-3"}, **more)).head.http()),
        dict(respond.head(reading(function, headers, **more)).http()),
    ]
    first, *others = [{k: v for k, v in head.items() if k not in ("Content-Length", "Content-Range")} for head in heads]
    assert all(first == other for other in others)
    return first


def read_out(text):
    """``text`` with what a reader's programs would make of it."""
    seen = [text, unquote(text), text.encode("latin-1").decode("utf-8", "replace")]
    seen.append(str(make_header(decode_header(text))) if "=?" in text else "")
    for decode in (bytes.fromhex, base64.b64decode):
        try:
            seen.append(decode(text).decode())
        except ValueError:
            continue
    return " ".join(seen)


@pytest.mark.parametrize("place", PERSONAL)
@pytest.mark.parametrize("mode", ["MASK", "REPLACE_WITH_PII_ENTITY_TYPE", "REMOVE"])
def test_redaction_takes_it_out(place, mode):
    head = told(PII_REDACTION, PERSONAL[place], MASK_MODE=mode)
    said = " ".join(f"{name} {read_out(value)}" for name, value in head.items())
    for value in (SSN, WHO, "john.smith", "4242424242424242"):
        assert value not in said, (place, head)


@pytest.mark.parametrize("place", PERSONAL)
def test_access_control_refuses_it(place):
    if place == "Expires":  # it is no date, and so is left out
        assert "Expires" not in told(PII_ACCESS_CONTROL, PERSONAL[place])
        return
    for read in (respond.get, respond.head):
        with pytest.raises(Exception) as caught:
            read(reading(PII_ACCESS_CONTROL, PERSONAL[place]))
        assert s3_error(caught.value) == (403, "AccessDenied", "Document Contains PII")


@pytest.mark.parametrize("function", [PII_REDACTION, PII_ACCESS_CONTROL], ids=lambda function: function.name)
def test_no_field_of_the_store_carries_a_text(function):
    for name, known in FIELDS.items():
        if known.policy is Policy.KEEP and name not in (*_TEXTS, "Expires"):
            head = told(function, {known.header: f"{WHO}, {SSN}"})
            assert WHO not in str(head), name


@pytest.mark.parametrize("function", [PII_REDACTION, PII_ACCESS_CONTROL], ids=lambda function: function.name)
def test_what_is_harmless_stays_as_it_was(function):
    head = {name.lower(): value for name, value in told(function, HARMLESS).items()}
    assert {name: head.get(name.lower()) for name in HARMLESS} == HARMLESS


def test_exempt_callers_get_the_head_as_it_is_and_others_a_head_of_their_own():
    head = told(PII_REDACTION, PERSONAL["a named value"], caller=ARN, EXEMPT_CALLERS=ARN)
    assert head["x-amz-meta-ssn"] == SSN
    assert told(PII_REDACTION, PERSONAL["a named value"], caller="another", EXEMPT_CALLERS=ARN)["ETag"] != head["ETag"]


def test_redacted_values_are_written_as_they_were():
    head = told(PII_REDACTION, {**PERSONAL["RFC 2047, base64"], **PERSONAL["an extended file name"]})
    assert str(make_header(decode_header(head["x-amz-meta-note"]))) == f"SSN {'*' * 11}"
    assert head["Content-Disposition"].startswith('attachment; filename="*')
    assert head["Content-Disposition"].endswith('.txt"')


OF_STORED_BYTES = {
    "x-amz-meta-md5chksum": base64.b64encode(MD5.digest()).decode(),
    "x-amz-meta-s3cmd-attrs": f"atime:1/ctime:1/md5:{MD5.hexdigest()}/mode:33188",
    "x-amz-meta-content-md5": MD5.hexdigest(),
    "x-amz-meta-sha256": "0" * 64,
    "x-amz-meta-sha-256": "0" * 64,
    "x-amz-meta-large_file_sha1": "0" * 40,
    "x-amz-meta-checksum": "abc",
    "x-amz-meta-file-crc32c": "abc",
    "x-amz-meta-etag": "abc",
    "x-amz-meta-x-amz-unencrypted-content-length": "20",
}


@pytest.mark.parametrize(
    "function", [PII_REDACTION, PII_ACCESS_CONTROL, DECOMPRESS], ids=lambda function: function.name
)
def test_metadata_of_the_stored_bytes_goes_with_the_stored_bytes_only(function):
    stored = {**OF_STORED_BYTES, "x-amz-meta-mtime": "1700000000.5", "x-amz-meta-hashtag-team": "a"}
    more = {} if function is not DECOMPRESS else {"ON_UNCOMPRESSED": "pass"}
    names = {name for name in told(function, stored, **more) if name.startswith("x-amz-meta-")}
    assert names == {"x-amz-meta-mtime", "x-amz-meta-hashtag-team"}
    assert set(stored) <= set(told(RAW, stored))


@pytest.mark.parametrize("value", [MD5.hexdigest(), base64.b64encode(MD5.digest()).decode(), "ab" * 32])
def test_a_digest_under_any_name_does_not_leave_what_hides(value):
    assert value not in str(told(PII_REDACTION, {"x-amz-meta-source": value}))
    assert value not in str(told(PII_ACCESS_CONTROL, {"x-amz-meta-source": value}))


@pytest.mark.parametrize("function", [PII_REDACTION, DECOMPRESS, RAW], ids=lambda function: function.name)
def test_what_no_header_may_hold_is_left_out_and_the_rest_is_sent(function):
    odd = {
        "x-amz-meta-a b": "1",
        "x-amz-meta-c:d": "1",
        "x-amz-meta-é": "1",
        "x-amz-meta-e": "a\r\nb",
        "x-amz-meta-": "1",
    }
    head = told(
        function, {**odd, "x-amz-meta-good": "fine"}, **({"ON_UNCOMPRESSED": "pass"} if function is DECOMPRESS else {})
    )
    assert [name for name in head if name.startswith("x-amz-meta-")] == ["x-amz-meta-good"]


def test_not_modified_tells_no_more():
    headers = {"Cache-Control": f'max-age=3, ssn="{SSN}"'}
    tag = told(PII_REDACTION, headers)["ETag"]
    head = respond.get(reading(PII_REDACTION, headers, asked={"If-None-Match": tag})).head
    assert head.status == 304
    assert SSN not in str(head.http())
