"""Texts without anybody's data: nothing may be found in them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))  # tests/, the root of `evaluation`

from evaluation.kinds import nobody
from objectlambda.pii import detect


@pytest.mark.parametrize("name", nobody.TEXTS)
def test_finds_nobody_where_nobody_is(name: str) -> None:
    text = nobody.TEXTS[name]
    dates = {"DATE_TIME"} if "hdfs" in name else set()
    assert [(text[e.start : e.end], str(e.type)) for e in detect(text) if e.type not in dates] == []
