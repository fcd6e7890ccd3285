"""Pages of other origins: off unless configured, and then for the origins, methods and headers that are named."""

from __future__ import annotations

import http.client
from contextlib import closing

import pytest

from objectlambda.errors import InvalidSettings
from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.config.effective import CommandLine
from objectlambda.gateway.config.exposure import check_exposure
from objectlambda.gateway.config.model import Cors, GatewayConfig
from objectlambda.gateway.config.printing import as_toml
from objectlambda.gateway.config.toml_file import parse_config
from objectlambda.gateway.server import running
from objectlambda.s3.sigv4 import KeyPair

APP = "https://app.example.org"
CORS = Cors(origins=(APP, "http://*.example.com:8080"), headers=("authorization", "x-amz-*", "range"), max_age=60)


@pytest.fixture(scope="module", params=[False, True], ids=["open", "signed"])
def url(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("objects")
    (folder / "a.txt").write_text("text")
    callers = {"one": KeyPair(access_key="AKIAONE", secret_key="a-secret")} if request.param else {}
    point = parse_access_point("files=raw", folder)
    with running(GatewayConfig(access_points={"files": point}, port=0, cors=CORS, callers=callers)) as address:
        yield address


def ask(url, method, path="/files/a.txt", **headers):
    with closing(http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)) as connection:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        answer.read()
        return answer


def preflight(url, origin, method="GET", headers="", **more):
    asked = {"Origin": origin, "Access_Control_Request_Method": method, **more}
    return ask(url, "OPTIONS", **asked, **({"Access_Control_Request_Headers": headers} if headers else {}))


@pytest.mark.parametrize("origin", [APP, "http://a.b.example.com:8080"])
def test_a_preflight_is_answered_without_credentials_for_what_is_allowed(url, origin):
    answer = preflight(
        url, origin, headers="Authorization, x-amz-date,range", Access_Control_Request_Private_Network="true"
    )
    told = {name.lower(): value for name, value in answer.getheaders()}
    assert answer.status == 200
    assert told["access-control-allow-origin"] == origin
    assert told["access-control-allow-methods"] == "GET, HEAD"
    assert told["access-control-allow-headers"] == "authorization, x-amz-date, range"
    assert (told["access-control-max-age"], told["access-control-allow-private-network"]) == ("60", "true")
    assert (told["vary"], told["cross-origin-resource-policy"]) == ("Origin", "cross-origin")
    assert "access-control-allow-credentials" not in told


@pytest.mark.parametrize(
    ("origin", "method", "headers"),
    [
        ("https://evil.example", "GET", ""),
        (f"{APP}.evil.example", "GET", ""),
        ("http://app.example.org", "GET", ""),
        ("null", "GET", ""),
        (APP, "PUT", ""),
        (APP, "GET", "x-amz-date, cookie"),
    ],
)
def test_a_preflight_for_anything_else_is_refused(url, origin, method, headers):
    answer = preflight(url, origin, method, headers)
    assert answer.status == 403
    assert "access-control-allow-methods" not in answer.headers


def test_responses_and_errors_are_shared_with_allowed_origins_only(url):
    for path in ("/files/a.txt", "/files/missing", "/nothing"):
        shared, other, none = (ask(url, "GET", path, **more) for more in ({"Origin": APP}, {"Origin": "https://x"}, {}))
        assert shared.headers["access-control-allow-origin"] == APP
        assert "ETag" in shared.headers["access-control-expose-headers"]
        assert shared.headers["cross-origin-resource-policy"] == "cross-origin"
        for answer in (other, none):
            assert answer.headers["cross-origin-resource-policy"] == "same-origin"
            assert "access-control-allow-origin" not in answer.headers
        assert {answer.headers["vary"] for answer in (shared, other, none)} == {"Origin"}


def test_without_the_table_nothing_is_shared(tmp_path):
    point = parse_access_point("files=raw", tmp_path)
    with running(GatewayConfig(access_points={"files": point}, port=0)) as url:
        assert preflight(url, APP).status == 405
        assert "vary" not in ask(url, "GET", Origin=APP).headers


def read(tmp_path, raw=None, environ=None, **options):
    points = {"files": parse_access_point("files=raw", tmp_path)}
    return parse_config(raw or {}, tmp_path, environ or {}, CommandLine(options=options, access_points=points))


def test_file_environment_and_command_line_say_the_same(tmp_path):
    wanted = Cors(origins=(APP,), max_age=5)
    assert read(tmp_path, {"cors": {"origins": [APP], "max_age": 5}}).cors == wanted
    environ = {"OBJECTLAMBDA_SERVE_CORS_ORIGINS": APP, "OBJECTLAMBDA_SERVE_CORS_MAX_AGE": "5"}
    assert read(tmp_path, environ=environ).cors == wanted
    assert read(tmp_path, {"cors": {"origins": ["https://x"]}}, cors_origins=[APP], cors_max_age="5").cors == wanted
    assert f'[cors]\norigins = ["{APP}"]' in as_toml(read(tmp_path, cors_origins=[APP]))
    assert read(tmp_path).cors is None


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"max_age": 5}, "origins"),
        ({"origins": ["app.example.org"]}, "no origin"),
        ({"origins": ["https://app.example.org/"]}, "no origin"),
        ({"origins": [APP], "methods": ["PUT"]}, "GET, HEAD"),
        ({"origins": [APP], "headers": ["a b"]}, "no name"),
        ({"origins": [APP], "orgins": []}, "orgins"),
    ],
)
def test_mistakes_are_named(tmp_path, raw, said):
    with pytest.raises(InvalidSettings, match=said):
        read(tmp_path, {"cors": raw})


def test_not_every_page_may_read_what_asks_for_no_credentials(tmp_path):
    with pytest.raises(InvalidSettings, match="every web page"):
        check_exposure(read(tmp_path, {"cors": {"origins": ["*"]}}))
    check_exposure(read(tmp_path, {"cors": {"origins": ["*"]}}, allow_anonymous=True))
