"""Texts without anybody's data: nothing may be found in them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))  # tests/, the root of `evaluation`

from evaluation import written
from evaluation.kinds import nobody, nobodys_tables
from objectlambda.pii import detect

TEXTS = {**nobody.TEXTS, **nobodys_tables.TEXTS}


@pytest.mark.parametrize("name", TEXTS)
def test_finds_nobody_where_nobody_is(name: str) -> None:
    text = TEXTS[name]
    dates = {"DATE_TIME", "IP_ADDRESS", "URL"} if "hdfs" in name or name in nobodys_tables.TEXTS else set()
    assert [(text[e.start : e.end], str(e.type)) for e in detect(text) if e.type not in dates] == []


TRUE = {"DATE_TIME", "URL", "IP_ADDRESS"}
STILL_HIT = {
    "press.txt", "poem.txt", "es_faq.txt", "es_manual.txt", "poem_en.txt", "PKG-INFO", "timetable.txt", "glyphs.svg",
    "harbours.geojson", "ley.txt", "rowing.csv", "warehouse.sql",
}  # fmt: skip
"""Files with words that are taken for names: firms, owners, cultivated plants, streets, towns, hopes and mercies."""


@pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.long)])
def test_finds_nobody_in_files_without_persons_as_they_lie_in_buckets(step: int) -> None:
    files = list(written.nobodys_files())[::step]
    hit = {name for name, text in files if {e.type for e in detect(text, key=name)} - TRUE}
    assert hit - STILL_HIT == set()
