"""The page's answers over HTTP: what it shows of an object, to whom, and under which policy."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
from contextlib import contextmanager

import pytest
import urllib3

from objectlambda.demo.serving import serving as serving_command
from objectlambda.errors import InvalidSettings
from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.config.exposure import check_exposure
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.page.app import own_token, page_token
from objectlambda.gateway.page.segments import Span, hexadecimal, mark_replacements, marked, readable
from objectlambda.gateway.page.viewing import SHOWN_BYTES
from objectlambda.gateway.server import running
from objectlambda.pii import detect
from objectlambda.pii.redaction.modes import Mode, Redaction
from objectlambda.pii.redaction.redact import redact
from waiting import eventually

http = urllib3.PoolManager(retries=False)

TEXT = "Dear John Whitfield,\nwrite to jw@example.com or call 206-555-0142.\nSSN 536-22-8145, 536-22-8145\n"
POINTS = (
    "files=decompress,on_uncompressed=pass",
    "redacted=pii_redaction,mask_mode=REPLACE_WITH_PII_ENTITY_TYPE",
    "emails=pii_redaction,pii_entity_types=EMAIL",
    "guarded=pii_access_control",
)


OWN = {"Sec-Fetch-Site": "same-origin", "X-ObjectLambda-Token": own_token()}
"""What the page's own script sends, and its browser with it."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("objects")
    (folder / "letters").mkdir()
    (folder / "letters/john.txt").write_text(TEXT)
    (folder / "letters/john.txt.gz").write_bytes(gzip.compress(TEXT.encode(), mtime=0))
    (folder / "long.txt.gz").write_bytes(gzip.compress("ä line of text\n".encode() * 100_000, mtime=0))
    (folder / "noise.bin").write_bytes(bytes(range(256)))
    (folder / "broken.gz").write_bytes(gzip.compress(TEXT.encode())[:-9])
    return folder


@contextmanager
def serving(folder, **more):
    points = [parse_access_point(text, folder) for text in POINTS]
    config = GatewayConfig(access_points={point.name: point for point in points}, port=0, **{"page": True, **more})
    with running(config) as url:
        yield url


@pytest.fixture(scope="module")
def url(folder):
    with serving(folder) as url:
        yield url


def ask(url, path, *, sent=None, **parameters):
    answer = http.request("GET", f"{url}/_/api/{path}", fields=parameters, headers=sent or OWN)
    return answer.status, json.loads(answer.data)


def text(side):
    return "".join(segment["text"] for segment in side["segments"])


def types(side):
    return [segment["type"] for segment in side["segments"] if segment["type"]]


@pytest.mark.parametrize("path", ["", "page.css", "page.js", "icon.svg", "api/access-points"])
def test_every_answer_carries_the_strict_policy(url, path):
    answer = http.request("GET", f"{url}/_/{path}?token={own_token()}", headers=OWN)
    assert answer.status == 200
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


def test_the_files_hold_no_inline_code_and_load_nothing_from_elsewhere(url):
    fields = {"token": own_token()}
    html, css, js = (
        http.request("GET", f"{url}/_/{name}", fields=fields).data.decode() for name in ("", "page.css", "page.js")
    )
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html)
    assert not re.search(r"https?://|//cdn|@import|url\(", html + css)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|https?://", js)


def test_lists_access_points_and_objects_by_folder(url):
    _, told = ask(url, "access-points")
    assert [(point["name"], point["functions"], point["detects"]) for point in told["accessPoints"]][:2] == [
        ("files", ["decompress"], False),
        ("redacted", ["pii_redaction"], True),
    ]
    _, listed = ask(url, "objects", access_point="files")
    assert listed["folders"] == ["letters/"]
    assert [entry["key"] for entry in listed["objects"]] == ["broken.gz", "long.txt.gz", "noise.bin"]
    _, below = ask(url, "objects", access_point="files", prefix="letters/")
    assert [entry["key"] for entry in below["objects"]] == ["letters/john.txt", "letters/john.txt.gz"]


def test_lists_long_folders_page_by_page(folder, tmp_path):
    for number in range(205):
        (tmp_path / f"{number:03}.txt").touch()
    with serving(tmp_path) as url:
        _, first = ask(url, "objects", access_point="files")
        _, second = ask(url, "objects", access_point="files", token=first["next"])
    keys = [entry["key"] for page in (first, second) for entry in page["objects"]]
    assert keys == [f"{number:03}.txt" for number in range(205)]
    assert second["next"] == ""


@pytest.mark.parametrize("key", ["letters/john.txt", "letters/john.txt.gz"])
def test_shows_what_is_found_and_what_takes_its_place(url, key):
    _, seen = ask(url, "object", access_point="redacted", key=key)
    assert text(seen["before"]) == TEXT
    assert types(seen["before"]) == ["NAME", "EMAIL", "PHONE", "SSN", "SSN"] == types(seen["after"])
    assert text(seen["after"]).encode() == http.request("GET", f"{url}/redacted/{key}").data
    assert seen["types"] == [
        {"type": "EMAIL", "count": 1},
        {"type": "NAME", "count": 1},
        {"type": "PHONE", "count": 1},
        {"type": "SSN", "count": 2},
    ]
    assert seen["before"]["decompressed"] is key.endswith(".gz")
    assert 0 < seen["after"]["firstByteMs"] <= seen["after"]["totalMs"] + 0.01


def test_looks_for_the_types_that_the_access_point_redacts(url):
    _, seen = ask(url, "object", access_point="emails", key="letters/john.txt")
    assert types(seen["before"]) == ["EMAIL"] == types(seen["after"])


def test_shows_the_refusal_of_an_object_that_may_not_be_read(url):
    _, seen = ask(url, "object", access_point="guarded", key="letters/john.txt")
    assert seen["after"] == {"error": {"status": 403, "code": "AccessDenied", "message": "Document Contains PII"}}
    assert "SSN" in types(seen["before"])
    _, broken = ask(url, "object", access_point="files", key="broken.gz")
    assert broken["after"]["error"]["code"] == "TruncatedObject"


def test_shows_the_beginning_only_and_cuts_no_character(url):
    _, seen = ask(url, "object", access_point="files", key="long.txt.gz")
    assert seen["after"]["cut"]
    assert len(text(seen["after"]).encode()) in (SHOWN_BYTES, SHOWN_BYTES - 1)
    assert "\ufffd" not in text(seen["after"])


def test_shows_binary_objects_as_hexadecimal_digits(url):
    _, seen = ask(url, "object", access_point="files", key="noise.bin")
    assert seen["before"]["binary"]
    assert text(seen["before"]).splitlines()[4].endswith("@ABCDEFGHIJKLMNO")


@pytest.mark.parametrize(
    ("path", "parameters", "status"),
    [
        ("object", {"access_point": "files", "key": "no-such"}, 404),
        ("object", {"access_point": "no-such", "key": "noise.bin"}, 404),
        ("object", {"access_point": "files", "key": "../outside"}, None),
        ("objects", {"access_point": "files", "token": "§"}, 400),
        ("nothing", {}, 404),
    ],
)
def test_answers_what_is_not_there_with_an_error(url, path, parameters, status):
    answered, told = ask(url, path, **parameters)
    assert answered == (status or told["error"]["status"])
    assert answered >= 400


def test_is_only_read(url):
    for method in ("POST", "PUT", "DELETE"):
        assert http.request(method, f"{url}/_/api/access-points", headers=OWN).status == 405


def test_answers_under_the_names_of_this_machine_only(folder):
    port_and = "{}:9000".format
    with serving(folder, page_hosts=("Objects.Example",)) as url:
        for host in ("localhost", "127.0.0.1", "[::1]", "objects.example"):
            opened = http.request("GET", f"{url}/_/?token={own_token()}", headers={"Host": port_and(host)})
            assert opened.status == 200
        for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example", ""):
            answer = http.request("GET", f"{url}/_/api/access-points", headers={**OWN, "Host": port_and(host)})
            assert answer.status in (403, 404)
            assert b"<Error>" in answer.data
            assert b"accessPoints" not in answer.data


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_other_sites_cannot_ask_it(url, site):
    for path in ("api/access-points", f"?token={own_token()}", "page.js"):
        answer = http.request("GET", f"{url}/_/{path}", headers={**OWN, "Sec-Fetch-Site": site})
        assert answer.status == 403


@pytest.mark.parametrize("token", ["", "wrong", None])
def test_nothing_of_it_is_shown_without_its_token(url, token):
    """A script in the gateway's own origin can send every header but has no token: it stands in no answer."""
    headers = {name: value for name, value in OWN.items() if name != "X-ObjectLambda-Token"}
    if token is not None:
        headers["X-ObjectLambda-Token"] = token
    for path in ("", f"?token={token or ''}", "api/access-points", "api/objects?access_point=files",
                 f"api/object?access_point=redacted&key=letters/john.txt&token={own_token()}"):  # fmt: skip
        answer = http.request("GET", f"{url}/_/{path}", headers=headers)
        assert answer.status == 403
        assert own_token() not in answer.data.decode()
    for name in ("page.css", "page.js", "icon.svg"):
        assert own_token() not in http.request("GET", f"{url}/_/{name}").data.decode()


def test_the_browser_must_say_that_the_page_itself_asks(folder):
    """Browsers say it to this machine and over TLS; over plain HTTP to another name they say nothing."""
    silent = {name: value for name, value in OWN.items() if name != "Sec-Fetch-Site"}
    with serving(folder, page_hosts=("objects.example",)) as url:
        asked = f"{url}/_/api/access-points"
        assert http.request("GET", asked, headers=OWN).status == 200
        assert http.request("GET", asked, headers={**OWN, "Sec-Fetch-Site": "none"}).status == 403
        assert http.request("GET", asked, headers=silent).status == 403
        assert http.request("GET", asked, headers={**silent, "Host": "objects.example"}).status == 200


def test_a_token_of_the_operators_own_opens_it(folder, monkeypatch):
    monkeypatch.setenv("A_TOKEN", "t" * 16)
    with serving(folder, page_token="env:A_TOKEN") as url:
        asked = f"{url}/_/api/access-points"
        assert http.request("GET", asked, headers={**OWN, "X-ObjectLambda-Token": "t" * 16}).status == 200
        assert http.request("GET", asked, headers=OWN).status == 403
    monkeypatch.setenv("A_TOKEN", "t" * 15)
    with pytest.raises(InvalidSettings, match="16 characters"):
        page_token(GatewayConfig(access_points={}, page_token="env:A_TOKEN"))


def test_is_not_there_unless_it_is_wanted(folder):
    with serving(folder, page=False) as url:
        assert b"NoSuchBucket" in http.request("GET", f"{url}/_/").data


def test_is_not_shown_to_other_machines_unless_somebody_says_so():
    points = {"access_points": {}, "host": "0.0.0.0", "allow_anonymous": True, "page": True}
    with pytest.raises(InvalidSettings, match="--page-host"):
        check_exposure(GatewayConfig(**points))
    check_exposure(GatewayConfig(**points, page_hosts=("objects.example",)))


@pytest.mark.parametrize("mode", Mode)
def test_finds_the_replacements_of_every_mode(mode):
    before = f"id,name,mail\n1,John Whitfield,jw@example.com\n2,Maria Sanchez,ms@example.org\n{TEXT}"
    spans = [Span(type=str(e.type), start=e.start, end=e.end, score=e.score) for e in detect(before)]
    wanted = Redaction(mode=mode, secret=b"a-key-of-16-bytes")
    after = b"".join(redact([before.encode()], wanted)).decode()
    pieces = list(mark_replacements(before, after, spans))
    assert "".join(piece.text for piece in pieces) == after
    shown = [piece.type for piece in pieces if piece.type]
    assert shown == ([] if mode is Mode.REMOVE else [span.type for span in spans])
    between = "".join(piece.text for piece in pieces if not piece.type)
    assert between == "".join(piece.text for piece in marked(before, spans) if not piece.type)


def test_gives_the_rest_as_it_is_where_the_texts_differ_otherwise():
    spans = [Span(type="NAME", start=0, end=4, score=1.0), Span(type="NAME", start=9, end=13, score=1.0)]
    pieces = list(mark_replacements("John and Mary", "**** or ****", spans))
    assert "".join(piece.text for piece in pieces) == "**** or ****"
    assert [piece.type for piece in pieces] == [""]


def test_reads_text_in_the_encodings_that_announce_themselves():
    assert readable("ä".encode("utf-16"), cut=False) == "ä"
    assert readable("ä".encode("utf-8-sig"), cut=False) == "ä"
    assert readable("ä".encode()[:1], cut=True) == ""
    assert readable("ä".encode()[:1], cut=False) is None
    assert readable(b"a\0b", cut=False) is None
    assert hexadecimal(b"AB\0") == "000000  41 42 00" + " " * 39 + "  AB."


def test_shows_the_access_points_of_a_reloaded_configuration(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("A_TOKEN", "t" * 16)
    sent = {**OWN, "X-ObjectLambda-Token": "t" * 16}
    config = tmp_path / "gateway.toml"
    written = '[origins.here]\nfolder = "{}"\n\n[access_points.{}]\norigin = "here"\nfunctions = ["decompress"]\n'
    config.write_text('[gateway]\npage = true\npage_token = "env:A_TOKEN"\n' + written.format(folder, "first"))

    def names(url):
        return [point["name"] for point in ask(url, "access-points", sent=sent)[1]["accessPoints"]]

    with serving_command(["--config", str(config)]) as served:
        assert names(served.url) == ["first"]
        config.write_text(written.format(folder, "second"))
        os.kill(served.pid, signal.SIGHUP)
        assert eventually(lambda: names(served.url) == ["second"])
        assert ask(served.url, "object", sent=sent, access_point="second", key="letters/john.txt.gz")[0] == 200
