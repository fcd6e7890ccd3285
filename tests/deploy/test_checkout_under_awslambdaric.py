"""The decompress function of this checkout under AWS's own runtime client, as Lambda runs it."""

from __future__ import annotations

import gzip
import os
import sys
from pathlib import Path

import pytest
from lambda_host import Failed, hosted

from objectlambda.testing import get_object_event, head_object_event, receiver

ROOT = Path(__file__).resolve().parents[2]
TEXT = b"".join(b"%d: a line that compresses\n" % number for number in range(100_000))


@pytest.fixture(scope="module")
def answers():
    with receiver() as arrived:
        yield arrived


@pytest.fixture(scope="module")
def host(answers, tmp_path_factory):
    log = tmp_path_factory.mktemp("log") / "function.log"
    with hosted(
        [sys.executable], task=ROOT / "functions" / "decompress", path=(), environment=os.environ, log=log
    ) as running:
        yield running


def test_get_object_is_answered_by_write_get_object_response(host, answers, store):
    store.put("a.txt.gz", gzip.compress(TEXT))
    assert host.invoke(get_object_event(store.presigned("a.txt.gz"))) == {"statusCode": 200}
    assert answers[-1].complete
    assert answers[-1].body == TEXT


def test_head_object_returns_the_size_of_what_get_object_sends(host, store):
    store.put("b.txt.gz", gzip.compress(TEXT))
    answer = host.invoke(head_object_event(store.presigned("b.txt.gz", "head_object")))
    assert answer["statusCode"] == 200
    assert int(answer["headers"]["Content-Length"]) == len(TEXT)


def test_event_without_route_and_token_is_answered_to_lambda_alone(host):
    assert host.invoke({"getObjectContext": {}})["statusCode"] == 400


def test_missing_handler_fails_the_initialisation(tmp_path):
    with pytest.raises(Failed, match="ImportModuleError"):
        with hosted([sys.executable], task=tmp_path, path=(), environment=os.environ, log=tmp_path / "log"):
            raise AssertionError("a function without a handler started")
