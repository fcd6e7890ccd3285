"""The handed-over inputs whose values came out in clear, where they lie: those that are texts, of this suite's kinds.

Parquet files and containers are described there in words; `test_pii_parquet.py` and the canaries make them.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from objectlambda.pii.redaction import Mode, Redaction, redact

ROOT = Path(__file__).resolve().parents[2]
LEAKS = Path(os.environ.get("OBJECTLAMBDA_SHARED", ROOT.parent / "shared")) / "cases" / "leaks.jsonl"
KINDS = ("1 ", "4 ")
NAMES = ("base64",)


def cases() -> list[dict[str, object]]:
    if not LEAKS.is_file():
        return []
    found = map(json.loads, LEAKS.read_text().splitlines())
    return [case for case in found if case["kind"].startswith(KINDS) or case["name"] in NAMES]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_a_value_that_came_out_stays_inside(case: dict) -> None:
    settings = case["settings"]
    redaction = Redaction(mode=Mode(settings["mask_mode"]), language_code=settings["language_code"])
    out = b"".join(redact([case["input"].encode()], redaction, key=settings["file"])).decode()
    gone = [value.strip().strip('"') for value in case["expected"].removeprefix("gone: ").split(", ")]
    assert [value for value in gone if value in out] == []
