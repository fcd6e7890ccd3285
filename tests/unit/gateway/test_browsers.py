"""What others wrote into objects runs in no browser, and no other site embeds, names or reads what the gateway has."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

import boto3
import pytest
import urllib3
from botocore.config import Config

from objectlambda.gateway.config.access_points import AccessPoint, Step
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.server import running
from objectlambda.s3.browser_headers import is_inert
from objectlambda.s3.response_overrides import OVERRIDES
from objectlambda.s3.sigv4 import KeyPair

SCRIPT = b"<script>alert(1)</script>\n"
KEYS = ("log.txt", "x.html", "x.svg", "x.xml", "x.csv", "x.png", "unknown.strange")
CALLER = KeyPair(access_key="AKIAANN", secret_key="a-secret-of-ann")
GUARDS = {"x-content-type-options": "nosniff", "cross-origin-resource-policy": "same-origin"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("objects")
    for key in KEYS:
        (folder / key).write_bytes(SCRIPT)
    return folder


def config(folder, **more):
    points = (
        AccessPoint(name="stored", steps=(Step(function="raw"),), origin=folder, anonymous=True),
        AccessPoint(name="safe", steps=(Step(function="pii_redaction"),), origin=folder),
    )
    return GatewayConfig(access_points={point.name: point for point in points}, port=0, **more)


@pytest.fixture(scope="module", params=[False, True], ids=["direct", "wire"])
def anonymous(request, folder):
    with running(config(folder, wire=request.param)) as url:
        yield url


@pytest.fixture(scope="module")
def signed(folder):
    with running(config(folder, callers={"ann": CALLER})) as url:
        yield url


def ask(url, path, method="GET", **headers):
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "OPTIONS"])
@pytest.mark.parametrize(
    "path",
    [
        "/stored/log.txt", "/stored/x.html", "/stored/none", "/", "/stored?list-type=2", "/-/health", "/-/metrics",
        "/-/no", "/safe/log.txt", "/_/", "/functions/x", "/%ff", "/stored/log.txt?partNumber=0",
    ],
)  # fmt: skip
def test_every_answer_is_guarded(anonymous, method, path):
    _, headers, _ = ask(anonymous, path, method)
    assert {name: headers.get(name) for name in GUARDS} == GUARDS
    assert is_inert(headers.get("content-type", "")) or headers["content-security-policy"] == "sandbox"


def test_an_answer_to_what_is_no_request_is_guarded_too(anonymous):
    with http.client.socket.create_connection(urlsplit(anonymous).netloc.split(":")) as raw:
        raw.sendall(b"GET /stored/log.txt HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 40_000 + b"\r\n\r\n")
        head = raw.recv(4096).decode().lower()
    assert " 431 " in head
    assert all(f"{name}: {value}\r\n" in head for name, value in GUARDS.items())


def test_what_a_browser_could_run_is_sandboxed(anonymous):
    policies = {key: ask(anonymous, f"/stored/{key}")[1].get("content-security-policy") for key in KEYS}
    assert {key for key, policy in policies.items() if policy is None} <= {
        "log.txt",
        "x.csv",
        "x.png",
        "unknown.strange",
    }
    assert all(policies[key] == "sandbox" for key in ("x.html", "x.svg", "x.xml"))


@pytest.mark.parametrize(
    ("kind", "inert"),
    [
        ("text/plain; charset=utf-8", True), ("image/png", True), ("TEXT/CSV", True), ("image/svg+xml", False),
        ("text/html", False), ("", False), ("text/plain, text/html", False), ("application/xhtml+xml", False),
        ("multipart/x-mixed-replace", False), ("application/pdf", False), ("text/x-unheard-of", False),
    ],
)  # fmt: skip
def test_only_types_that_no_browser_runs_are_left_alone(kind, inert):
    assert is_inert(kind) == inert


@pytest.mark.parametrize("override", OVERRIDES)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_overrides_want_a_verified_signature(anonymous, signed, override, method):
    for url in (anonymous, signed):
        for more in ("", "&X-Amz-Signature=0&X-Amz-Credential=AKIAANN", "&X-Amz-Algorithm=AWS4-HMAC-SHA256"):
            status, _, body = ask(url, f"/stored/log.txt?{override}=text/html{more}", method)
            assert status in (400, 403)
            assert SCRIPT not in body
        status, _, body = ask(url, f"/stored/log.txt?{override}=text/html", method)
        assert status == 400
        assert method == "HEAD" or b"<Code>InvalidRequest</Code>" in body


def test_a_signature_chooses_them_and_what_it_chooses_is_sandboxed(signed):
    s3 = boto3.client(
        "s3",
        endpoint_url=signed,
        region_name="us-east-1",
        aws_access_key_id=CALLER.access_key,
        aws_secret_access_key=CALLER.secret_key,
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
    )
    asked = {"Bucket": "stored", "Key": "log.txt", "ResponseContentType": "text/html"}
    url = s3.generate_presigned_url("get_object", asked, ExpiresIn=60)
    answer = urllib3.request("GET", url)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html")
    assert answer.headers["content-security-policy"] == "sandbox"
    assert urllib3.request("GET", url.replace("text%2Fhtml", "text%2Fxml")).status == 403


HOSTS = {
    **dict.fromkeys(("evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "", "0.0.0.0"), False),
    **dict.fromkeys(("evil.elb.amazonaws.com", "ec2-1.compute-1.amazonaws.com", "evil-s3.amazonaws.com"), False),
    "evil.us-east-1.elb.amazonaws.com": False,
    **dict.fromkeys(("localhost", "127.0.0.1", "[::1]", "stored.localhost", "s3.example.org"), True),
    **dict.fromkeys(("s3.amazonaws.com", "a-123456789012.s3-object-lambda.us-east-1.amazonaws.com"), True),
}


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("callers", [{}, {"ann": CALLER}], ids=["nobody", "callers"])
def test_anonymous_objects_and_metrics_are_read_under_our_names_only(folder, host, callers):
    ours = 200 if HOSTS[host] else 403
    key = "log.txt" if host == "stored.localhost" else "stored/log.txt"
    with running(config(folder, callers=callers, domains=("localhost", "s3.example.org"))) as url:
        assert ask(url, f"/{key}", Host=f"{host}:9000")[0] == ours
        status, _, body = ask(url, "/-/metrics", Host=f"{host}:9000")
        assert status == (200 if HOSTS[host] else 404)
        assert (b"objectlambda_" in body) == HOSTS[host]
        assert ask(url, "/-/health", Host=f"{host}:9000")[0] == 200


def test_signed_requests_need_no_name_and_open_metrics_are_scraped_under_any(folder):
    with running(config(folder, callers={"ann": CALLER}, open_metrics=True)) as url:
        assert ask(url, "/-/metrics", Host="10.1.2.3:9000")[0] == 200
        s3 = boto3.client(
            "s3", endpoint_url=url, region_name="us-east-1", aws_access_key_id=CALLER.access_key,
            aws_secret_access_key=CALLER.secret_key,
            config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
        )  # fmt: skip
        s3.meta.events.register(
            "before-sign.s3", lambda request, **_: request.headers.add_header("Host", "s3.elsewhere")
        )
        assert s3.get_object(Bucket="safe", Key="log.txt")["ResponseMetadata"]["HTTPStatusCode"] == 200
