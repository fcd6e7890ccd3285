"""The list of words that are no names is the one that its program writes: nobody has changed it by hand."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
COMMITTED = ROOT / "shared" / "objectlambda" / "pii" / "rules" / "common_words.txt"
PROGRAM = runpy.run_path(str(ROOT / "layers" / "pii-model" / "common_words.py"))


@pytest.mark.skipif(
    not (PROGRAM["SHARED"] / "pii" / "train").is_dir(), reason="needs the training corpora in ../shared"
)
def test_the_program_writes_the_list_that_is_committed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = tmp_path / "common_words.txt"
    monkeypatch.setitem(PROGRAM["main"].__globals__, "OUT", written)
    PROGRAM["main"]()
    assert written.read_text("utf-8").split() == COMMITTED.read_text("utf-8").split()
