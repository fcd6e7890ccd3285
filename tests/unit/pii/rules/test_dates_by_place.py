"""Dates in fields, in the lines of a curriculum, in ranges, and in the languages around English and Spanish."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("start_date: 2017-03\nend_date: 2021-11\n", ["2017-03", "2021-11"]),
        ('{"date": "20120517", "time": "070909", "pid": 203615}', ["20120517", "070909"]),
        ("## Education\n\n`1998-2003`\n__Somewhere College__\n\n`1997`\n", ["1998-2003", "1997"]),
        ("Engineer (May 2011 -- Present)", ["May 2011 -- Present"]),
        ("Ingeniera, marzo de 2015 a junio de 2019", ["marzo de 2015 a junio de 2019"]),
        ("Results of 2021 October-2022 March's survey", ["2021 October-2022 March"]),
        ("She was admitted in 11/2014 for a fever.", ["11/2014"]),
        ("Trabajamos con bancos desde el 2009, sin pausa.", ["2009"]),
        ("Il martedì 14 marzo 2017, Ugo Neri ha scritto:", ["martedì 14 marzo 2017"]),
        ("Le 3 février 2019 à Lyon", ["3 février 2019"]),
        ("Berlin, den 21. Dezember 2018", ["21. Dezember 2018"]),
        ("Let's meet tonight at 8 pm or Fri at 10am.", ["tonight at 8 pm", "Fri at 10am"]),
        ("from 2-Jun 2010 to 30-Sep\n        2011", ["2-Jun 2010", "30-Sep\n        2011"]),
    ],
)
def test_dates_are_found_whole(text: str, expected: list[str]) -> None:
    dates = [text[e.start : e.end] for e in detect(text) if e.type == "DATE_TIME"]
    assert dates == expected


@pytest.mark.parametrize(
    "text",
    [
        "2010\n2011\n2012\n1999-2003 4 5 6\n",
        '{"time": "070909", "pid": 12}',
        "room 1801-2003b, part 1998-2003-77",
        "ratio 11/2014 of 12/2015",
    ],
)
def test_numbers_like_years_are_none(text: str) -> None:
    assert [text[e.start : e.end] for e in detect(text) if e.type == "DATE_TIME"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a 3-1/2-year-old sister", "3-1/2-year"), ("a 2.5 year old horse", "2.5 year"), ("her 9-year-old son", "9-year")],
)
def test_ages_with_fractions(text: str, expected: str) -> None:
    assert [text[e.start : e.end] for e in detect(text) if e.type == "AGE"] == [expected]
