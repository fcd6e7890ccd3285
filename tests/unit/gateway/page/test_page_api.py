"""What the page's API tells of objects and of pasted texts."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.page.app import own_token
from objectlambda.gateway.server import running

COLD = """
import json
from pathlib import Path
from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.page.viewing import view_text
point = parse_access_point("safe=pii_redaction", Path("."))
print(json.dumps([view_text(point, b"Ask for Maria Lopez at 206-555-0100.") for _ in range(2)]))
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    folder = tmp_path_factory.mktemp("objects")
    points = [
        parse_access_point(text, folder)
        for text in ("files=decompress", "safe=pii_redaction,mask_mode=REMOVE", "shut=pii_access_control")
    ]
    with running(GatewayConfig(access_points={point.name: point for point in points}, port=0, page=True)) as url:
        yield url


def posted(url, text, *, point="safe", token=None, site="same-origin", path="text"):
    place = urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=30)
    headers = {"X-Objectlambda-Token": own_token() if token is None else token, "Sec-Fetch-Site": site}
    connection.request("POST", f"/_/api/{path}?access_point={point}", text, headers)
    response = connection.getresponse()
    value = json.loads(response.read())
    connection.close()
    return response.status, value


def test_a_pasted_text_comes_back_redacted(url):
    status, seen = posted(url, "Ask for Maria Lopez.")
    assert status == 200
    assert "".join(segment["text"] for segment in seen["after"]["segments"]) == "Ask for ."
    assert seen["types"] == [{"type": "NAME", "count": 1}]


def test_a_pasted_text_is_refused_as_an_object_would_be(url):
    status, seen = posted(url, "Ask for Maria Lopez.", point="shut")
    assert (status, seen["after"]["error"]["status"]) == (200, 403)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"token": "x" * 32}, 403),
        ({"token": ""}, 403),
        ({"site": "cross-site"}, 403),
        ({"site": "none"}, 403),
        ({"point": "files"}, 400),
        ({"point": "other"}, 404),
        ({"path": "object"}, 405),
        ({"text": "a" * (48 * 1024 + 1)}, 400),
    ],
)
def test_other_posts_are_refused(url, given, status):
    assert posted(url, **{"text": "Ask for Maria Lopez.", **given})[0] == status


def test_no_time_holds_the_loading_of_the_detector():
    done = subprocess.run([sys.executable, "-c", COLD], capture_output=True, text=True, timeout=120, check=True)
    first, second = json.loads(done.stdout)
    assert second["loadingMs"] < first["loadingMs"]
    assert first["detectionMs"] + first["after"]["totalMs"] < first["loadingMs"]
