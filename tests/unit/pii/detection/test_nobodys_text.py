"""Texts without anybody's data: nothing may be found in them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))  # tests/, the root of `evaluation`

from evaluation import written
from evaluation.kinds import nobody
from objectlambda.pii import detect


@pytest.mark.parametrize("name", nobody.TEXTS)
def test_finds_nobody_where_nobody_is(name: str) -> None:
    text = nobody.TEXTS[name]
    dates = {"DATE_TIME"} if "hdfs" in name else set()
    assert [(text[e.start : e.end], str(e.type)) for e in detect(text) if e.type not in dates] == []


TRUE = {"DATE_TIME", "URL", "IP_ADDRESS"}
STILL_HIT = {
    "model_card.md", "recipe.md", "release_notes.md", "lake.txt", "menu.txt", "faq.md", "press.txt", "poem.txt",
    "nutrition.json", "bibliography_free.md", "es_faq.txt", "es_manual.txt", "de_bericht.txt", "eslint.config.json",
    "elements_survey.txt", "race_results.csv", "poem_en.txt", "lyrics_free_it.txt", "PKG-INFO", "compounds.csv",
    "metar_taf.txt", "monsters.yaml", "price_list.csv", "timetable.txt", "trails.geojson", "avalanche.txt",
    "glyphs.svg", "warehouse.sql", "harbours.geojson", "javadoc.txt", "ley.txt", "rowing.csv", "soil.ipynb",
    "statsd.txt",
}  # fmt: skip
"""Files with words that are taken for names: models, dishes, releases, towns, firms, horses, methods and mountains."""


@pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.long)])
def test_finds_nobody_in_files_without_persons_as_they_lie_in_buckets(step: int) -> None:
    files = list(written.nobodys_files())[::step]
    hit = {name for name, text in files if {e.type for e in detect(text, key=name)} - TRUE}
    assert hit - STILL_HIT == set()
