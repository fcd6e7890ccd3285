"""Every field of WriteGetObjectResponse is decided: kept, dropped, or computed."""

import botocore.session
import pytest

from objectlambda.head import FIELDS, NOT_IN_HEAD, Policy, ResponseHead, from_origin
from objectlambda.headers import Headers

MODEL = botocore.session.get_session().get_service_model("s3")
MEMBERS = MODEL.operation_model("WriteGetObjectResponse").input_shape.members

KEPT = {
    "Cache-Control": "max-age=60",
    "Content-Disposition": 'attachment; filename="a.csv"',
    "Content-Encoding": "br",
    "Content-Language": "en",
    "Content-Type": "text/csv",
    "x-amz-delete-marker": "false",
    "Expires": "Wed, 21 Oct 2026 07:28:00 GMT",
    "x-amz-expiration": 'expiry-date="Fri, 21 Dec 2026 00:00:00 GMT", rule-id="r"',
    "Last-Modified": "Wed, 21 Oct 2026 07:28:00 GMT",
    "x-amz-missing-meta": "2",
    "x-amz-object-lock-mode": "GOVERNANCE",
    "x-amz-object-lock-legal-hold": "ON",
    "x-amz-object-lock-retain-until-date": "2027-01-01T00:00:00Z",
    "x-amz-replication-status": "COMPLETED",
    "x-amz-request-charged": "requester",
    "x-amz-restore": 'ongoing-request="false"',
    "x-amz-server-side-encryption": "aws:kms",
    "x-amz-server-side-encryption-customer-algorithm": "AES256",
    "x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:key",
    "x-amz-server-side-encryption-customer-key-MD5": "md5",
    "x-amz-server-side-encryption-bucket-key-enabled": "true",
    "x-amz-storage-class": "STANDARD_IA",
    "x-amz-tagging-count": "3",
    "x-amz-version-id": "v1",
}
NOT_KEPT = {
    "Accept-Ranges": "none",
    "Content-Length": "1234",
    "Content-Range": "bytes 0-1/2",
    "ETag": '"abc"',
    "x-amz-mp-parts-count": "7",
    "x-amz-checksum-crc32": "AAAAAA==",
    "x-amz-checksum-type": "FULL_OBJECT",
    "x-amz-meta-owner": "me",
}


def test_decides_every_field_of_the_botocore_model():
    assert set(MEMBERS) - set(NOT_IN_HEAD) == set(FIELDS)


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_names_the_header_and_type_of_the_botocore_model(name):
    shape, spec = MEMBERS[name], FIELDS[name]
    assert shape.serialization["name"].lower().removeprefix("x-amz-fwd-header-") == spec.header.lower()
    assert (spec.kind is int) == (shape.type_name in ("integer", "long"))
    assert (spec.kind is bool) == (shape.type_name == "boolean")


def test_keeps_what_stays_true_and_nothing_else():
    head = from_origin(Headers({**KEPT, **NOT_KEPT}))
    assert dict(head.http()) == {**KEPT, "x-amz-meta-owner": "me"}
    assert {FIELDS[name].header for name in FIELDS if FIELDS[name].policy is Policy.KEEP} == set(KEPT)


def test_forwards_user_metadata_whole():
    sent = {f"x-amz-meta-key{i}": f"value {i}" for i in range(20)}
    assert len(from_origin(Headers(sent)).parameters()["Metadata"]) == 20


def test_keeps_a_checksum_only_for_the_unchanged_body_and_only_if_it_is_the_only_one():
    one = Headers({"x-amz-checksum-sha256": "abc="})
    assert from_origin(one, unchanged=True).parameters()["ChecksumSHA256"] == "abc="
    assert "ChecksumSHA256" not in from_origin(one).parameters()
    two = Headers({"x-amz-checksum-sha256": "abc=", "x-amz-checksum-crc32": "AAAA"})
    assert from_origin(two, unchanged=True).parameters() == {"StatusCode": 200}


def test_renders_parameters_that_boto3_accepts():
    client = botocore.session.get_session().create_client("s3", region_name="us-east-1")
    parameters = (
        from_origin(Headers(KEPT)).with_changes({"ContentLength": 5, "ETag": '"x"', "PartsCount": 1}).parameters()
    )
    operation = client.meta.service_model.operation_model("WriteGetObjectResponse")
    request = client._serializer.serialize_to_request(
        {"RequestRoute": "r", "RequestToken": "t", **parameters}, operation
    )
    assert request["headers"]["x-amz-fwd-header-Last-Modified"] == KEPT["Last-Modified"]
    assert request["headers"]["x-amz-fwd-status"] == "200"


def test_drops_dates_and_values_that_cannot_be_sent():
    head = from_origin(Headers({"Expires": "never", "Cache-Control": "a\r\nb", "x-amz-meta-x": "€"}))
    assert head.parameters() == {"StatusCode": 200}


@pytest.mark.parametrize("char", [chr(code) for code in (*range(32), 127) if chr(code) != "\t"])
def test_drops_what_holds_a_control_character(char):
    head = from_origin(Headers({"Cache-Control": f"a{char}b", "x-amz-meta-x": char, "x-amz-meta-y": "a\tb"}))
    assert head.http() == [("x-amz-meta-y", "a\tb")]


def test_renders_the_head_json_with_numbers_and_booleans_as_such():
    rendered = from_origin(Headers(KEPT)).with_changes({"ContentLength": 5}).head_json()
    assert rendered["statusCode"] == 200
    assert rendered["headers"]["Content-Length"] == 5
    assert rendered["headers"]["x-amz-tagging-count"] == 3
    assert rendered["headers"]["x-amz-server-side-encryption-bucket-key-enabled"] is True
    assert "x-amz-server-side-encryption-aws-kms-key-id" not in rendered["headers"]


def test_refuses_a_field_that_the_protocol_does_not_have():
    with pytest.raises(KeyError):
        ResponseHead().with_changes({"Server": "x"})
