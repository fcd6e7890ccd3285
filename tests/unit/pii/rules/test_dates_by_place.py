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
    [
        ("a 3-1/2-year-old sister", "3-1/2-year-old"),
        ("a 2.5 year old horse", "2.5 year old"),
        ("her 9-year-old son", "9-year-old"),
    ],
)
def test_ages_with_fractions(text: str, expected: str) -> None:
    assert [text[e.start : e.end] for e in detect(text) if e.type == "AGE"] == [expected]


JOTTED = (
    "Nov. 8/23", "Sept. 14/31", "Aug '14 to May '18", "Mar '09 - present", "06/2018 - present", "02/2011 - 07.2015",
    "2 and 4pm", "9.30-11.30am", "8 a.m. to 5 p.m", "03/11 14:22", "3/9 at 2pm", "09/03/2031 at 0714", "Sunday 11th",
    "Friday the 13th", "Thurs or Fri", "Wed-Sun", "quarter past six", "twenty to nine", "half seven", "six o'clock",
    "jeu. 11 avr. 2024 à 16:42", "ven. 05/07/24 09h30", "1735h", "12.03.24, 19:44:02",
    "14h30", "22.40hrs", "04:00-12:00", "Wednesday evening", "Wed 1/31 at 3:15",
    "Mon Apr 8 17:31:09 2024 -0700", "01 Mar 2024 - 31 Mar 2024", "4 April 61",
)  # fmt: skip
LED = (
    ("CABG x3 on {}.", ("8/31", "12/1", "Sat", "5.2.24", "30.11.")),
    ("Recheck {}", ("3/14", "Mon")),
    ("Needs it by {} please", ("8/31", "noon", "Fri")),
    ("remove clips {}.", ("26/1",)),
    ("found on the floor at {}.", ("0730", "0915")),
    ("## Eng sync {}", ("4/22",)),
    ("She stays til {}, then leaves.", ("5:30", "9:05")),
    ("Off to rehab @ {}, with notes", ("1000", "1430")),
    ("It was about {} in the dark", ("half 8",)),
    ("He died (accident, {}).", ("11/2019", "03/1998")),
    ("Meet at {}.", ("9.15", "18.30")),
)


def dates(text: str) -> list[str]:
    return [text[e.start : e.end] for e in detect(text) if e.type == "DATE_TIME"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((f"They told us {value}, then left.", value) for value in JOTTED),
        *((template.format(value), value) for template, values in LED for value in values),
    ],
)
def test_dates_as_people_jot_them_down(text: str, expected: str) -> None:
    assert dates(text) == [expected]


def test_days_of_a_list_and_those_beside_it() -> None:
    assert dates("5/3, 12/3, 19/3: 4 x R380\nLess: none on plot 14/2, ill 26/3.") == ["5/3", "12/3", "19/3", "26/3"]


def test_times_that_begin_the_lines_of_a_chart() -> None:
    assert dates("0214 seen by RN\n0231 K. Yazzie RN: IV placed\n0310 XR done\n") == ["0214", "0231", "0310"]
    assert dates("2021 report\n1999 review\n") == []


def test_fractions_versions_and_names_of_companies_are_no_dates() -> None:
    text = (
        "Support is there on 24/7. Cut it on 1/2 of the board, by 3/4 inch, from 5/8 to 7/8. Since Sun's lib grew.\n"
        "It runs on 3.11. and 5.2.1, is at 9.15 % and at 0.25 mm. Use 1/4 cup, five to ten people, half the price.\n"
        "A ratio of 10/12 and a score of 4/5 on 5/5 scale. Ask on Sat-Nav. Rev. 3/21-B"
    )
    assert dates(text) == []
