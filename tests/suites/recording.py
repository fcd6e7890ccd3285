"""A pytest plugin for the suite's own process: tells the splitter where a test begins, and writes down how it ended.

It runs in the suite's environment, so it imports nothing of ours.
"""

from __future__ import annotations

import json
import os
import urllib.request
from pathlib import Path

import pytest

CONTROL = os.environ["SUITES_CONTROL"]
TESTS = os.environ.get("SUITES_TESTS", "")
RESULTS = Path(os.environ["SUITES_RESULTS"])


def pytest_collection_modifyitems(items):
    if TESTS:
        chosen = set(Path(TESTS).read_text(encoding="utf-8").splitlines())
        items[:] = [item for item in items if _name(item) in chosen]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    _tell("begin")
    return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call" or (report.when == "setup" and not report.passed):
        line = {"test": _name(item), "outcome": report.outcome, "reads": int(_tell("end")), "why": _why(report)}
        with RESULTS.open("a", encoding="utf-8") as out:
            out.write(json.dumps(line) + "\n")
    return report


def _why(report) -> str:
    if not report.failed:
        return ""
    crash = getattr(report.longrepr, "reprcrash", None)
    return (crash.message if crash else str(report.longrepr).strip().splitlines()[-1])[:2000]


def _name(item) -> str:
    return f"{item.path.stem}::{item.nodeid.partition('::')[2]}"


def _tell(what: str) -> str:
    with urllib.request.urlopen(f"{CONTROL}/{what}", timeout=30) as answer:
        return answer.read().decode()
