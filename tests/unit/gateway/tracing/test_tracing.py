"""Requests as spans: their shape, what is told of them, and that nothing else is."""

from __future__ import annotations

import gzip
import os
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest
from otlp_collector import ERROR, KINDS, UNSET, attributes, collecting

from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.config.model import CacheConfig, GatewayConfig
from objectlambda.gateway.config.webhooks import parse_webhooks
from objectlambda.gateway.page.app import own_token
from objectlambda.gateway.server import running
from objectlambda.gateway.tracing.stores import MAX_READS
from objectlambda.s3.sigv4 import KeyPair
from objectlambda.stores.bucket import BucketOrigin

TRACE, CALLER = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
PARENT = {"traceparent": f"00-{TRACE}-{CALLER}-01"}
CONTENT = b"the content of the object\n" * 20
NOISE = os.urandom(3_000_000)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("objects")
    (folder / "secret-name.gz").write_bytes(gzip.compress(CONTENT))
    (folder / "large.gz").write_bytes(gzip.compress(NOISE, 1))
    (folder / "bad.gz").write_bytes(gzip.compress(NOISE, 1)[:-100_000])
    (folder / "plain").write_bytes(CONTENT)
    (folder / "empty").mkdir()
    return folder


@pytest.fixture
def collector(monkeypatch):
    """A collector to which whatever traces sends at once."""
    with collecting() as collector:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url)
        monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "50")
        yield collector


def configured(origin, **changes):
    points = [parse_access_point(text, origin) for text in ("files=decompress", "raw-files=raw")]
    settings = {"access_points": {point.name: point for point in points}, "port": 0, "tracing": True}
    return GatewayConfig(**{**settings, **changes})


def get(url, path, headers=None, method="GET"):
    request = urllib.request.Request(url + path, headers=headers or {}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read(), dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read(), dict(error.headers)


def test_a_request_is_a_span_below_the_callers_with_the_transform_and_the_origin_below_it(folder, collector):
    with running(configured(folder)) as url:
        status, body, headers = get(url, "/files/secret-name.gz", PARENT)
    assert (status, body) == (200, CONTENT)
    served, transform, origin = (collector.one(name) for name in ("S3 GetObject", "transform", "origin GetObject"))
    assert served.kind == KINDS.SPAN_KIND_SERVER
    assert served.trace_id.hex() == TRACE
    assert served.parent_span_id.hex() == CALLER
    assert [transform] == collector.below(served)
    assert [origin] == collector.below(transform)
    assert origin.kind == KINDS.SPAN_KIND_INTERNAL  # a folder is asked within the process
    assert served.start_time_unix_nano <= transform.start_time_unix_nano <= origin.start_time_unix_nano
    assert origin.end_time_unix_nano <= served.end_time_unix_nano
    assert {span.status.code for span in collector.spans} == {UNSET}
    told = attributes(served)
    assert told == {
        "http.request.method": "GET",
        "http.response.status_code": 200,
        "http.response.body.size": len(CONTENT),
        "network.protocol.version": "1.1",
        "url.scheme": "http",
        "aws.s3.bucket": "files",
        "objectlambda.request_id": headers["x-amz-request-id"],
        "objectlambda.ranged": False,
        "objectlambda.whole": True,
        "objectlambda.broken": False,
    }
    assert attributes(transform)["objectlambda.functions"] == ["decompress"]
    assert attributes(transform)["objectlambda.bytes"] == len(CONTENT)
    assert [event.name for event in transform.events] == ["first bytes"]
    assert attributes(origin)["http.response.status_code"] == 200
    assert attributes(origin)["http.response.body.size"] == (folder / "secret-name.gz").stat().st_size
    assert attributes(origin)["objectlambda.head_seconds"] >= 0


def test_a_body_made_in_many_threads_has_its_spans_to_the_last_byte(folder, collector):
    with running(configured(folder)) as url:
        assert get(url, "/files/large.gz", PARENT)[1] == NOISE
    served, transform, origin = (collector.one(name) for name in ("S3 GetObject", "transform", "origin GetObject"))
    assert {span.trace_id.hex() for span in collector.spans} == {TRACE}
    assert attributes(served)["http.response.body.size"] == attributes(transform)["objectlambda.bytes"] == len(NOISE)
    assert attributes(transform)["objectlambda.whole"] is True
    assert attributes(origin)["http.response.body.size"] == (folder / "large.gz").stat().st_size
    length = (transform.end_time_unix_nano - transform.start_time_unix_nano) / 1e9
    assert 0 < attributes(transform)["objectlambda.making_seconds"] <= length
    assert attributes(origin)["objectlambda.reading_seconds"] > 0
    assert transform.end_time_unix_nano <= served.end_time_unix_nano


def test_no_key_query_header_or_content_is_told(folder, collector):
    hidden = {
        **PARENT,
        "x-hidden": "hidden-header",
        "user-agent": "hidden-agent",
        "tracestate": "vendor=hidden-state",
        "baggage": "who=hidden-baggage",
        "range": "bytes=0-9",
    }
    with running(configured(folder)) as url:
        assert get(url, "/files/secret-name.gz?x-id=hidden-query", hidden)[0] == 206
        assert get(url, "/files/no-such-secret-name", hidden)[0] == 404
        assert get(url, "/hidden-access-point/key", hidden)[0] == 404
        assert get(url, "/files?list-type=2&prefix=secret", hidden)[0] == 200
        assert get(url, "/files/secret-name.gz", hidden, method="PROPFIND")[0] == 405
        with pytest.raises(Exception, match=r"IncompleteRead|reset|closed"):
            get(url, "/files/bad.gz", PARENT)
    collector.named("S3 GetObject", 4)
    sent = b"".join(collector.bodies)
    for word in (b"secret", b"hidden", b"PROPFIND", b"bad.gz", b"the content", b"127.0.0.1", os.fsencode(folder)):
        assert word not in sent
    assert {attributes(span)["http.request.method"] for span in collector.named("S3")} == {"_OTHER"}


def test_a_range_of_a_bucket_is_a_clients_span_of_the_origin(folder, collector):
    with running(configured(folder, tracing=False)) as origin_url:
        origin = BucketOrigin(bucket="raw-files", endpoint_url=origin_url, addressing_style="path")
        with running(configured(origin)) as url:
            status, body, _ = get(url, "/raw-files/plain", {**PARENT, "range": "bytes=4-10"})
            assert (status, body) == (206, CONTENT[4:11])
            assert get(url, "/files/missing", PARENT)[0] == 404
    served, missing = collector.named("S3 GetObject", 2)
    assert attributes(served)["objectlambda.ranged"] is True
    assert attributes(served)["http.response.status_code"] == 206
    reads = collector.named("origin GetObject", 2)
    assert {span.kind for span in reads} == {KINDS.SPAN_KIND_CLIENT}
    assert attributes(reads[-1])["http.response.status_code"] == 404
    assert attributes(reads[-1])["error.type"] == attributes(missing)["objectlambda.error_code"] == "NoSuchKey"
    assert {span.status.code for span in collector.spans} == {UNSET}  # what the caller asks wrongly is no error of ours
    assert b"X-Amz-" not in b"".join(collector.bodies)


def test_an_origin_that_does_not_answer_is_an_error_in_all_three(folder, collector):
    origin = BucketOrigin(bucket="nowhere", endpoint_url="http://127.0.0.1:1", addressing_style="path")
    with running(configured(origin)) as url:
        status, _, _ = get(url, "/files/secret-name.gz", PARENT)
    assert status >= 500
    spans = [collector.one(name) for name in ("S3 GetObject", "transform", "origin GetObject")]
    assert [span.status.code for span in spans] == [ERROR] * 3
    assert not any(span.status.message or span.events for span in spans)
    assert len({attributes(span)["error.type"] for span in spans}) == 1


def test_a_broken_transfer_is_an_error_though_its_head_was_a_success(folder, collector):
    with running(configured(folder)) as url:
        with pytest.raises(Exception, match=r"IncompleteRead|reset|closed"):
            get(url, "/files/bad.gz", PARENT)
        served = collector.one("S3 GetObject")
    transform = collector.one("transform")
    told = attributes(served)
    assert served.status.code == transform.status.code == ERROR
    assert (told["http.response.status_code"], told["error.type"]) == (200, "BrokenTransfer")
    assert (told["objectlambda.broken"], told["objectlambda.whole"]) == (True, False)
    assert 0 < told["http.response.body.size"] < len(NOISE)
    assert attributes(transform)["error.type"] == "TruncatedObject"
    assert not any(span.status.message for span in collector.spans)
    assert collector.one("origin GetObject").status.code == UNSET


def test_too_many_requests_are_errors(folder, collector):
    with running(configured(folder, max_requests=0)) as url:
        assert get(url, "/files/secret-name.gz")[0] == 503
    served = collector.one("S3 GetObject")
    assert served.status.code == ERROR
    assert attributes(served)["error.type"] == "SlowDown"


def test_a_head_and_a_listing_are_spans_with_the_reads_that_they_cost(folder, collector):
    with running(configured(folder)) as url:
        assert get(url, "/files/secret-name.gz", PARENT, method="HEAD")[0] == 200
        assert get(url, "/raw-files?list-type=2", PARENT)[0] == 200
    measure, listing = collector.one("measure"), collector.one("list")
    assert collector.below(collector.one("S3 HeadObject")) == [measure]
    assert "origin HeadObject" in {span.name for span in collector.below(measure)}
    assert collector.below(collector.one("S3 ListObjectsV2")) == [listing]
    assert "origin ListObjectsV2" in {span.name for span in collector.below(listing)}
    assert all(attributes(span)["http.response.status_code"] == 200 for span in collector.below(listing))


def test_a_listing_that_measures_many_objects_tells_of_a_bounded_number_of_reads(tmp_path, collector):
    for number in range(MAX_READS + 20):
        (tmp_path / f"{number}.gz").write_bytes(gzip.compress(CONTENT))
    with running(configured(tmp_path)) as url:
        assert get(url, "/files?list-type=2")[0] == 200
    assert len(collector.below(collector.one("list"))) == MAX_READS


def test_what_is_kept_in_the_cache_asks_the_origin_for_the_head_only(folder, collector, tmp_path):
    with running(configured(folder, cache=CacheConfig(folder=tmp_path / "kept"))) as url:
        assert get(url, "/files/secret-name.gz", PARENT)[1] == CONTENT
        collector.one("S3 GetObject")
        collector.one("origin GetObject")
        assert get(url, "/files/secret-name.gz", PARENT)[1] == CONTENT
    made, kept = collector.named("transform", 2)
    assert sorted(span.name for span in collector.below(made)) == ["origin GetObject", "origin HeadObject"]
    assert [span.name for span in collector.below(kept)] == ["origin HeadObject"]


@pytest.mark.parametrize(
    "parent", ["", "00-0-0-01", f"00-{TRACE}-{'0' * 16}-01", f"00-{'0' * 32}-{CALLER}-01", "\xff" * 55, "0" * 10_000]
)
def test_a_traceparent_that_is_none_begins_a_new_trace(folder, collector, parent):
    with running(configured(folder)) as url:
        assert get(url, "/files/secret-name.gz", {"traceparent": parent})[0] == 200
    served = collector.one("S3 GetObject")
    assert served.parent_span_id == b""
    assert served.trace_id.hex() != TRACE


def test_the_next_request_of_a_connection_is_no_child_of_the_one_before(folder, collector):
    import http.client

    with running(configured(folder)) as url:
        connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=20)
        for _ in range(3):
            connection.request("GET", "/files/secret-name.gz")
            assert connection.getresponse().read() == CONTENT
        connection.close()
    served = collector.named("S3 GetObject", 3)
    assert len({span.trace_id for span in served}) == 3
    assert {span.parent_span_id for span in served} == {b""}


def test_what_is_not_sampled_is_served_and_not_sent(folder, collector, monkeypatch):
    monkeypatch.setenv("OTEL_TRACES_SAMPLER", "parentbased_always_off")
    with running(configured(folder)) as url:
        assert get(url, "/files/large.gz")[1] == NOISE
        assert get(url, "/files/secret-name.gz", method="HEAD")[0] == 200
        assert get(url, "/files/secret-name.gz", PARENT)[0] == 200  # the caller samples
    assert {span.trace_id.hex() for span in collector.spans} == {TRACE}
    assert len(collector.spans) == 3


def test_nothing_is_sent_while_tracing_is_off(folder, collector):
    with running(configured(folder, tracing=False)) as url:
        assert get(url, "/files/secret-name.gz", PARENT)[1] == CONTENT
    assert collector.bodies == []


def test_the_caller_is_told_by_name(folder, collector):
    import boto3
    from botocore.config import Config

    callers = {"reporting": KeyPair(access_key="AKIAREPORTING", secret_key="s" * 20)}
    with running(configured(folder, callers=callers)) as url:
        signing = {"aws_access_key_id": "AKIAREPORTING", "aws_secret_access_key": "s" * 20}
        s3 = boto3.client("s3", endpoint_url=url, config=Config(s3={"addressing_style": "path"}), **signing)
        assert s3.get_object(Bucket="files", Key="secret-name.gz")["Body"].read() == CONTENT
        assert get(url, "/files/secret-name.gz")[0] == 403
    known, unknown = collector.named("S3 GetObject", 2)
    assert attributes(known)["objectlambda.caller"] == "reporting"
    assert attributes(unknown)["objectlambda.error_code"] == "AccessDenied"
    assert "objectlambda.caller" not in attributes(unknown)
    assert b"AKIAREPORTING" not in b"".join(collector.bodies)


def test_handlers_run_over_the_wire_have_a_span_and_read_by_themselves(folder, collector):
    with running(configured(folder, wire=True)) as url:
        assert get(url, "/files/large.gz", PARENT)[1] == NOISE
    assert sorted(span.name for span in collector.spans) == ["S3 GetObject", "transform"]


def test_webhooks_are_spans_of_their_own_and_probes_and_the_page_are_none(folder, collector):
    hooks = parse_webhooks(["unpack=decompress"], ["http://127.0.0.1:1"], {"T": "t" * 32}, "T")
    with running(configured(folder, webhooks=hooks, page=True)) as url:
        assert get(url, "/-/health")[0] == 200
        assert get(url, f"/_/?token={own_token()}")[0] == 200
        assert get(url, "/functions/unpack", method="POST")[0] == 401
    [served] = collector.spans
    assert served.name == "Object Lambda Webhook"
    assert attributes(served)["objectlambda.error_code"] == "AccessDenied"


@contextmanager
def abandoned(url, path):
    import socket

    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), 20) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert connection.recv(1000).startswith(b"HTTP/1.1 200")
        yield


def test_a_client_that_leaves_is_no_error(tmp_path, collector):
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(1 << 30)
    with running(configured(tmp_path)) as url:
        with abandoned(url, "/raw-files/huge"):
            pass
        served = collector.one("S3 GetObject")
    told = attributes(served)
    assert (told["objectlambda.whole"], told["objectlambda.broken"]) == (False, False)
    assert served.status.code == UNSET
    assert attributes(collector.one("transform"))["objectlambda.whole"] is False
    assert collector.one("origin GetObject").status.code == UNSET
