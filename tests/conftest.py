"""What all tests share: where the reference files lie, and an environment without anybody's credentials."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]

# No test may find the developer's own account, or ask the instance metadata service for one.
os.environ.update(
    AWS_ACCESS_KEY_ID="AKIAEXAMPLE",
    AWS_SECRET_ACCESS_KEY="an-example-key",
    AWS_DEFAULT_REGION="us-east-1",
    AWS_REGION="us-east-1",
    AWS_EC2_METADATA_DISABLED="true",
    AWS_CONFIG_FILE=os.devnull,
    AWS_SHARED_CREDENTIALS_FILE=os.devnull,
)
for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"):
    os.environ.pop(name, None)

# A busy machine draws examples slowly; that says nothing of what is tested.
settings.register_profile(
    "busy",
    settings.get_profile(settings.get_current_profile_name()),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("busy")


@pytest.fixture(scope="session")
def reference_files() -> Path:
    """The folder of reference files that are not part of the project; a test that needs it is skipped without."""
    folder = Path(os.environ.get("OBJECTLAMBDA_SHARED", ROOT.parent / "shared"))
    if not (folder / "corpus" / "manifest.jsonl").is_file():
        pytest.skip(f"no reference files at {folder}; set OBJECTLAMBDA_SHARED")
    return folder


@pytest.fixture
def own_heap() -> Iterator[None]:
    """The collector leaves alone what other tests hold, so that a bound on time measures the code alone."""
    gc.freeze()
    yield
    gc.unfreeze()


def pytest_sessionfinish(session, exitstatus):
    """In CI nothing may be skipped: there every part is installed, so a skip hides a test."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") != "true" or hasattr(session.config, "workerinput") or reporter is None:
        return
    if reporter.stats.get("skipped") and exitstatus == 0:
        reporter.write_line("CI: tests were skipped; install what they lack", red=True)
        session.exitstatus = 1
