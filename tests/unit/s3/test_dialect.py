"""The S3 dialect, pure: where a request leads, what it asks for, and pages that together hold every key once."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objectlambda.errors import InvalidRequest, OriginError
from objectlambda.headers import Headers
from objectlambda.s3.documents import error_document, listing_document
from objectlambda.s3.listing import Entry, ListPage, ListQuery, page, parse_list_query, position, relocate
from objectlambda.s3.operations import Operation, operation
from objectlambda.s3.requests import S3Request, locate, parse_headers, parse_query
from objectlambda.s3.response_overrides import apply_overrides

POINTS = ("logs", "reports-eu")


def parsed(document):
    return ET.fromstring(document)  # noqa: S314 - it is what the code under test wrote


def request(method="GET", access_point="logs", key="", query="", headers=None):
    return S3Request(
        request_id="R",
        method=method,
        access_point=access_point,
        key=key,
        query=parse_query(query),
        headers=Headers(headers or {}),
        raw_path=f"/{access_point}/{key}",
        raw_query=query,
    )


@pytest.mark.parametrize(
    ("host", "path", "expected"),
    [
        ("127.0.0.1:9000", "/logs/a/b.gz", ("logs", "a/b.gz")),
        ("127.0.0.1:9000", "/logs", ("logs", "")),
        ("127.0.0.1:9000", "/logs//a", ("logs", "/a")),
        ("127.0.0.1:9000", "/", ("", "")),
        ("logs.localhost:9000", "/a/b.gz", ("logs", "a/b.gz")),
        ("LOGS.localhost", "/a%2Fb%20c%2B", ("logs", "a/b c+")),
        ("reports-eu-123456789012.s3-object-lambda.eu-west-1.amazonaws.com", "/k", ("reports-eu", "k")),
        ("other.localhost", "/logs/k", ("logs", "k")),
        ("logs", "/logs/k", ("logs", "k")),
        ("logs.example.org", "/reports-eu/k", ("reports-eu", "k")),
        ("[::1]:9000", "/logs/%C3%BC", ("logs", "ü")),
    ],
)
def test_locates_access_point_and_key_by_path_or_host(host, path, expected):
    assert locate(host, path, POINTS, ("localhost",)) == expected


@pytest.mark.parametrize(("path", "code"), [("/logs/%ff", "InvalidURI"), ("/logs/" + "a" * 1025, "KeyTooLongError")])
def test_refuses_keys_that_s3_cannot_have(path, code):
    with pytest.raises(OriginError) as caught:
        locate("h", path, POINTS, ())
    assert caught.value.origin_code == code


@pytest.mark.parametrize("value", [b"a\r\nx: y", b"a\nb", b"\0", b"\x7f"])
def test_refuses_control_characters_in_headers(value):
    with pytest.raises(InvalidRequest):
        parse_headers([(b"x-amz-meta-a", value)])


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (request(access_point=""), Operation.LIST_BUCKETS),
        (request(), Operation.LIST_OBJECTS),
        (request(query="list-type=2&prefix=a"), Operation.LIST_OBJECTS_V2),
        (request(query="location"), Operation.GET_BUCKET_LOCATION),
        (request(query="versioning"), Operation.GET_BUCKET_VERSIONING),
        (request("HEAD"), Operation.HEAD_BUCKET),
        (request(key="k"), Operation.GET_OBJECT),
        (request(key="k", query="partNumber=2&versionId=null"), Operation.GET_OBJECT),
        (request("HEAD", key="k"), Operation.HEAD_OBJECT),
        (request(key="k", query="attributes&versionId=1"), Operation.GET_OBJECT_ATTRIBUTES),
        (request(key="k", query="tagging"), Operation.GET_OBJECT_TAGGING),
        (request(key="k", query="acl"), Operation.GET_OBJECT_ACL),
    ],
)
def test_knows_the_operations_that_read(asked, expected):
    assert operation(asked) is expected


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (request("PUT", key="k"), 405),
        (request("POST", key="k", query="select&select-type=2"), 405),
        (request("DELETE", key="k"), 405),
        (request("DELETE"), 405),
        (request("HEAD", access_point=""), 405),
        (request(query="website"), 501),
        (request(query="uploads"), 501),
        (request(query="policy"), 501),
        (request(key="k", query="legal-hold"), 501),
        (request("HEAD", key="k", query="tagging"), 501),
        (request(query="tagging"), 501),
        (request("PUT", key="k", query="tagging"), 405),
        (request(key="k", query="uploadId=1"), 501),
        (request(query="list-type=3"), 400),
        (request(key="k", headers={"x-amz-server-side-encryption-customer-algorithm": "AES256"}), 400),
    ],
)
def test_refuses_what_writes_and_what_is_not_implemented(asked, status):
    with pytest.raises(OriginError) as caught:
        operation(asked)
    assert caught.value.origin_status == status


@pytest.mark.parametrize(
    "parameters",
    [{"max-keys": "x"}, {"max-keys": "-1"}, {"encoding-type": "base64"}, {"continuation-token": ""}],
)
def test_refuses_listing_parameters_that_are_none(parameters):
    with pytest.raises(OriginError) as caught:
        parse_list_query(parameters, 2)
    assert caught.value.origin_code == "InvalidArgument"


def test_refuses_a_continuation_token_that_is_not_ours():
    with pytest.raises(OriginError):
        position(ListQuery(version=2, token="%%%"))


KEYS = st.lists(st.text(alphabet="ab/é", min_size=1, max_size=6), max_size=25, unique=True).map(sorted)


@given(
    keys=KEYS,
    prefix=st.text(alphabet="ab/", max_size=2),
    delimiter=st.sampled_from(["", "/", "b", "a/"]),
    max_keys=st.integers(1, 5),
    version=st.sampled_from([1, 2]),
)
def test_pages_hold_every_key_and_group_once_and_in_order(keys, prefix, delimiter, max_keys, version):
    expected_keys = [key for key in keys if key.startswith(prefix) and delimiter not in (key[len(prefix) :] or "\0")]
    if not delimiter:
        expected_keys = [key for key in keys if key.startswith(prefix)]
    groups = {
        prefix + key[len(prefix) :].partition(delimiter)[0] + delimiter
        for key in keys
        if delimiter and key.startswith(prefix) and delimiter in key[len(prefix) :]
    }
    seen_keys: list[str] = []
    seen_groups: list[str] = []
    query = ListQuery(version=version, prefix=prefix, delimiter=delimiter, max_keys=max_keys)
    for _ in range(100):
        after = position(query)[0]
        behind = [Entry(key=k, size=1, last_modified="") for k in keys if k.startswith(prefix) and k > after]
        found = page(behind, query)
        assert len(found.entries) + len(found.common_prefixes) <= max_keys
        seen_keys += [entry.key for entry in found.entries]
        seen_groups += found.common_prefixes
        if not found.truncated:
            break
        following = {"token": found.next} if version == 2 else {"marker": found.next}
        query = ListQuery(version=version, prefix=prefix, delimiter=delimiter, max_keys=max_keys, **following)
    assert seen_keys == expected_keys
    assert seen_groups == sorted(groups)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
def test_listings_are_xml_whatever_the_keys(key):
    entries = (Entry(key=key, size=1, last_modified="2026-11-23T00:00:00.000Z", etag='"e"'),)
    encoded = listing_document("b", ListQuery(version=2, url_encoded=True), ListPage(entries=entries), "o")
    assert parsed(encoded) is not None
    if all(char >= " " and char != "\x7f" and char not in "\ufffe\uffff" for char in key):
        plain = listing_document("b", ListQuery(version=2), ListPage(entries=entries), "o")
        namespace = {"s3": "http://s3.amazonaws.com/doc/2006-03-01/"}
        assert parsed(plain).findtext("s3:Contents/s3:Key", namespaces=namespace) == key


def test_errors_are_xml_whatever_was_asked_for():
    document = parsed(error_document("NoSuchKey", "<&>", "/b/<script>&\"'", "R1"))
    assert document.findtext("Resource") == "/b/<script>&\"'"
    assert document.findtext("RequestId") == "R1"


def test_overrides_replace_headers_and_refuse_line_breaks():
    headers = [("Content-Type", "text/csv"), ("ETag", '"e"')]
    replaced = apply_overrides(headers, {"response-content-type": "text/plain", "response-cache-control": "no-store"})
    assert replaced == (("ETag", '"e"'), ("cache-control", "no-store"), ("content-type", "text/plain"))
    with pytest.raises(OriginError):
        apply_overrides(headers, {"response-content-disposition": "a\r\nset-cookie: b"})


def test_listings_of_another_bucket_read_as_the_access_points_own():
    xml = b"<L><Name>origin</Name><Prefix>below/</Prefix><Contents><Key>below/a</Key></Contents></L>"
    assert (
        relocate(xml, "logs", "below/") == b"<L><Name>logs</Name><Prefix></Prefix><Contents><Key>a</Key></Contents></L>"
    )
