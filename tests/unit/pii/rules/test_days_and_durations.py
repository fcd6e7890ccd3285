"""Days and times in columns of bookings and calls, and durations, which are none."""

from __future__ import annotations

import pytest

from objectlambda.pii.detection.analyzer import Analyzer


@pytest.fixture(scope="module")
def rules() -> Analyzer:
    return Analyzer(network=lambda texts: [[] for _ in texts])


def _dates(rules: Analyzer, text: str) -> list[str]:
    return [text[one.start : one.end] for one in rules.analyze(text) if one.type == "DATE_TIME"]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Anouk   2   0  12Nov  15Nov   189.00\n", ["12Nov", "15Nov"]),
        ("CHD/03MAR17 and (21dic) end\n", ["03MAR17", "21dic"]),
        ("88|5215512340987|20240911 221504|184\n", ["20240911 221504"]),
    ],
)
def test_finds_days_and_times_of_columns(rules: Analyzer, text: str, dates: list[str]) -> None:
    assert _dates(rules, text) == dates


@pytest.mark.parametrize(
    "text", ["to=x, delay=00:00:01, xdelay=00:00:00, mailer=y\n", "v1.2dec build-10Dec a12nov 5dec_x\n"]
)
def test_durations_and_parts_of_names_are_no_dates(rules: Analyzer, text: str) -> None:
    assert _dates(rules, text) == []
