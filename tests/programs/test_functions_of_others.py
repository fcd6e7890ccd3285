"""A function that another package brings is found by its name, by every host."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from objectlambda.demo.serving import serving

EXAMPLE = Path(__file__).with_name("example_functions")
BEHIND_LAMBDA = """
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from objectlambda.aws.lambda_handler import lambda_handler
from objectlambda.registry import function_named
from objectlambda.testing import get_object_event, receiver

origin = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory={folder!r}))
threading.Thread(target=origin.serve_forever, daemon=True).start()
with receiver() as received:
    event = get_object_event(f"http://127.0.0.1:{{origin.server_address[1]}}/a.txt")
    lambda_handler(function_named("upper-case"))(event, None)
print(received[0].status, received[0].body)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> dict[str, str]:
    """The environment of a Python in which the example package is installed."""
    target = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*command, "--target", target, EXAMPLE], check=True, timeout=120)
    return {"PYTHONPATH": str(target)}


def python(environ, *arguments, **options):
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, check=False, timeout=60, env={**os.environ, **environ}, **options
    )


def test_run_takes_it_and_its_settings(installed):
    run = ("-m", "objectlambda.cli.main", "run")
    assert python(installed, *run, "upper_case", "-", input=b"quiet").stdout == b"QUIET"
    assert python(installed, *run, "greet", "-", "--set", "name=Ann", input=b"!").stdout == b"Hello Ann\n!"
    refused = python(installed, *run, "greet", "-", "--set", "nobody=Ann", input=b"!")
    assert (refused.returncode, b"unknown setting" in refused.stderr) == (2, True)


def test_an_unknown_name_is_answered_with_all_that_are_installed(installed):
    said = python(installed, "-m", "objectlambda.cli.main", "run", "lower_case", "-", input=b"").stderr.decode()
    assert "decompress" in said
    assert "greet, upper_case" in said


def test_the_gateway_serves_it_alone_and_in_a_chain(installed, tmp_path):
    (tmp_path / "a.txt").write_text("mail ann@example.com")
    points = ["--access-point", "loud=upper_case", "--access-point", "both=pii_redaction+upper_case"]
    with serving([str(tmp_path), *points, "--access-point", "rude=greet"], installed) as served:
        assert urlopen(f"{served.url}/loud/a.txt").read() == b"MAIL ANN@EXAMPLE.COM"
        assert urlopen(f"{served.url}/both/a.txt").read() == b"MAIL ***************"
        with pytest.raises(HTTPError) as refused:
            urlopen(f"{served.url}/rude/a.txt")
    assert refused.value.code == 400
    assert b"needs the setting name" in refused.value.read()


def test_copy_takes_it_and_its_settings(installed, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text("mail ann@example.com")
    run = ("-m", "objectlambda.cli.main", "copy", tmp_path / "in", tmp_path / "out", "--workers", "1", "--quiet")
    assert python(installed, *run, "--function", "greet").returncode == 2  # before any object is read
    both = ("--function", "pii_redaction", "--function", "greet", "--set", "greet.name=Ann")
    done = python(installed, *run, *both)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "out/a.txt").read_bytes() == b"Hello Ann\nmail ***************"


def test_a_lambda_handler_serves_it(installed, tmp_path):
    (tmp_path / "a.txt").write_text("quiet")
    done = python(installed, "-c", BEHIND_LAMBDA.format(folder=str(tmp_path)))
    assert done.stdout.splitlines()[-1:] == [b"200 b'QUIET'"], done.stderr.decode()


def test_transform_takes_it(installed):
    code = "import objectlambda as o; print(b''.join(o.transform([b'a', b'b'], function='upper_case').chunks))"
    assert python(installed, "-c", code).stdout.strip() == b"b'AB'"
