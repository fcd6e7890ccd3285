"""Law: what detection gives depends on its arguments alone, however many threads detect at once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from documents import documents

PROGRAM = Path(__file__).with_name("detecting.py")
Spans = list[list[list[object]]]


def detected(texts: list[str], threads: int, first: str = "") -> Spans:
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(threads), first],
        input=json.dumps(texts), capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    spans: Spans = json.loads(done.stdout)
    return spans


@pytest.fixture(scope="module")
def alone() -> Spans:
    return detected(documents(), 1)


@pytest.mark.parametrize(
    ("threads", "first"),
    [
        (2, "errors"),
        (4, ""),
        (32, ""),
        *(pytest.param(*case, marks=pytest.mark.long) for case in ((2, ""), (4, "errors"), (32, "errors"))),
    ],
)
def test_threads_of_a_cold_process_find_what_one_finds_alone(alone: Spans, threads: int, first: str) -> None:
    together = detected(documents(), threads, first)
    differing = [index for index, spans in enumerate(together) if spans != alone[index]]
    assert not differing, f"{len(differing)} of {len(alone)} documents differ with {threads} threads"
    assert sum(map(len, alone)) > 3000  # the documents hold what can be lost
