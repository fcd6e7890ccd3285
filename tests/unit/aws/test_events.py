"""Events are parsed at the edge: what is missing or malformed is named, what is unknown is ignored."""

import pytest

from objectlambda.aws.events import (
    GetObjectEvent,
    HeadObjectEvent,
    ListObjectsEvent,
    ListObjectsV2Event,
    parse_event,
    route_and_token,
)
from objectlambda.errors import InvalidEvent
from objectlambda.testing import ROUTE, TOKEN, get_object_event, head_object_event, list_objects_event

URL = "https://supporting-111122223333.s3-accesspoint.us-east-1.amazonaws.com/folder/a%20b%3F.csv.gz?X-Amz-Signature=0"


def test_reads_every_field_of_a_get_object_event():
    event = parse_event(get_object_event(URL, headers={"Range": "bytes=0-9"}, query="file_name=a.csv", payload="{}"))
    assert isinstance(event, GetObjectEvent)
    assert (event.output_route, event.output_token) == (ROUTE, TOKEN)
    assert event.user_request.query == {"file_name": "a.csv"}
    assert event.user_request.headers["RANGE"] == "bytes=0-9"
    assert event.user_identity.arn.endswith("assumed-role/Reader/reader")
    assert event.payload == "{}"


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (head_object_event(URL), HeadObjectEvent),
        (list_objects_event(URL, version=1), ListObjectsEvent),
        (list_objects_event(URL, version=2), ListObjectsV2Event),
    ],
)
def test_tells_the_other_three_events_apart(raw, kind):
    assert type(parse_event(raw)) is kind


@pytest.mark.parametrize(
    ("url", "key"),
    [
        (URL, "folder/a b?.csv.gz"),
        ("https://bucket.s3.eu-west-1.amazonaws.com/x.zip?a=1", "x.zip"),
        ("https://s3.eu-west-1.amazonaws.com/bucket/x.zip", "x.zip"),
        ("http://127.0.0.1:9000/bucket/folder/x%23y.gz", "folder/x#y.gz"),
    ],
)
def test_takes_the_key_from_the_percent_encoded_presigned_url(url, key):
    assert parse_event(get_object_event(url)).key == key


def test_accepts_minio_which_sends_no_configuration_no_request_id_and_headers_as_arrays():
    raw = get_object_event("http://127.0.0.1:9000/bucket/a.gz")
    del raw["configuration"], raw["xAmzRequestId"]
    raw["protocolVersion"] = ""
    raw["userRequest"]["headers"] = {"Range": ["bytes=0-9"], "Accept": ["a", "b"]}
    event = parse_event(raw)
    assert event.user_request.headers["range"] == "bytes=0-9"
    assert event.user_request.headers["accept"] == "a, b"
    assert (event.payload, event.request_id, event.access_point_arn) == ("", "", "")


def test_accepts_unknown_keys_and_a_higher_minor_version():
    assert parse_event({**get_object_event(URL), "protocolVersion": "1.99", "somethingNew": {"a": 1}})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda e: e.update(protocolVersion="2.00"), "protocolVersion '2.00' is not 1.x"),
        (lambda e: e["getObjectContext"].pop("outputRoute"), "getObjectContext.outputRoute is missing"),
        (lambda e: e["getObjectContext"].pop("outputToken"), "getObjectContext.outputToken is missing"),
        (lambda e: e["getObjectContext"].pop("inputS3Url"), "getObjectContext.inputS3Url is missing"),
        (lambda e: e["getObjectContext"].update(inputS3Url=7), "getObjectContext.inputS3Url is not a string"),
        (lambda e: e["getObjectContext"].update(inputS3Url="file:///etc/passwd"), "not an http or https URL"),
        (lambda e: e.update(getObjectContext=[]), "getObjectContext is not an object"),
        (lambda e: e["getObjectContext"].update(inputS3Url="http://[::1/b/k"), "inputS3Url is no URL"),
        (lambda e: e["getObjectContext"].update(inputS3Url="http://a:99999/b/k"), "inputS3Url is no URL"),
        (lambda e: e["userRequest"].update(url="http://[::1/b"), "userRequest.url is no URL"),
        (lambda e: e.update(userRequest="x"), "userRequest is not an object"),
        (lambda e: e["userRequest"].update(url=1), "userRequest.url is not a string"),
        (lambda e: e["configuration"].update(payload={}), "configuration.payload is not a string"),
        (lambda e: e.pop("getObjectContext"), "not from S3 Object Lambda"),
    ],
)
def test_refuses_a_malformed_event_naming_the_field(change, message):
    raw = get_object_event(URL)
    change(raw)
    with pytest.raises(InvalidEvent, match=message):
        parse_event(raw)


@pytest.mark.parametrize("raw", [None, [], "event", 1])
def test_refuses_what_is_no_json_object(raw):
    with pytest.raises(InvalidEvent, match="not a JSON object"):
        parse_event(raw)
    assert route_and_token(raw) is None


def test_finds_route_and_token_of_an_event_that_is_malformed_elsewhere():
    raw = get_object_event(URL)
    raw["userRequest"] = "x"
    assert route_and_token(raw) == (ROUTE, TOKEN)


def test_prints_neither_token_nor_url_nor_header_values():
    event = parse_event(get_object_event(URL, headers={"X-Secret": "a-secret"}, payload='{"a": "payload-secret"}'))
    for secret in (TOKEN, "Signature", "a-secret", "payload-secret"):
        assert secret not in repr(event)
