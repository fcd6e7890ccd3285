"""Social security numbers that a sentence gives part by part, in digits or in words."""

from __future__ import annotations

import json

import pytest

from objectlambda.pii.detection.analyzer import Analyzer
from objectlambda.pii.redaction.modes import Mode, Redaction
from objectlambda.pii.redaction.redact import redact

TOLD = (
    ("area 078 / group 05 / serial 1120", "1120"),
    ("Area: 536\nGroup: 22\nSerial: 1234", "1234"),
    ("The area number is 536, the group number is 22 and the serial number is 1234.", "1234"),
    ("536 is the area, 22 the group, 1234 the serial", "1234"),
    ("the first three digits are 078, the middle two 05, the last four 1120", "1120"),
    ("the last four of my SSN are 1234, the middle two are 22 and the first three 536", "536"),
    ("last 4: 1234, middle 2: 22, first 3: 536", "536"),
    ("first three oh seven eight, middle two oh five, last four one one two oh", "one one two oh"),
    ("ssn 078 then 05 then 1120", "1120"),
    ("SSN is 078 dash 05 dash 1120", "1120"),
    ("SSN (area) 536 (group) 22 (serial) 1234", "1234"),
    ("SSN part 1: 536, part 2: 22, part 3: 1234", "1234"),
    ("SSN part one 536 part two 22 part three 1234", "1234"),
    ("SSN 536 twenty two 1234", "twenty two"),
    ("oh seven eight, oh five, eleven twenty is my social", "eleven twenty"),
    ("her social is seven eight oh five one one two oh", "one one two oh"),
    ("área 078 / grupo 05 / serie 1120", "1120"),
    ("los tres primeros dígitos son 078, los dos del medio 05, los cuatro últimos 1120", "1120"),
    ("Tres primeros: 078. Dos del medio: 05. Cuatro últimos: 1120.", "1120"),
    ("primeros tres: 536; siguientes dos: 22; últimos cuatro: 1234", "1234"),
    ("su NSS es cero siete ocho, cero cinco, once veinte", "once veinte"),
    ("número de la seguridad social: comienza por 078, sigue 05 y termina en 1120", "1120"),
)
CLEAN = (
    "The area has 120 hectares, the group 22 and the series 1990; the first three got 120, the last four 1120.",
    "In the first 100 pages, then 20, at last 1000 and the middle 12.",
    "Area 120: group 22 met on 1 May, and serial production of 1990 went on.",
    "Los tres primeros son 120, en total 22 puntos para 1990 jugadores del grupo.",
    "Social media: 120 posts, 22 shares and 1990 likes.",
)


@pytest.fixture(scope="module")
def rules() -> Analyzer:
    return Analyzer(network=lambda texts: [[] for _ in texts])


def redacted(rules: Analyzer, text: str, key: str, mode: Mode = Mode.MASK) -> str:
    return b"".join(redact([text.encode()], Redaction(mode=mode), key=key, analyzer=rules)).decode()


@pytest.mark.parametrize(("text", "part"), TOLD)
def test_a_number_told_part_by_part_goes(rules: Analyzer, text: str, part: str) -> None:
    for mode in (Mode.MASK, Mode.KEEP_LAST_4, Mode.REMOVE):
        assert part not in redacted(rules, text + "\n", "a.txt", mode)
    assert part not in redacted(rules, json.dumps({"note": text}, ensure_ascii=False), "a.json")


@pytest.mark.parametrize("text", CLEAN)
def test_other_numbers_in_order_stay(rules: Analyzer, text: str) -> None:
    after = redacted(rules, text + "\n", "a.txt", Mode.REPLACE_WITH_PII_ENTITY_TYPE)
    assert "[SSN]" not in after


def test_a_long_row_of_such_words_is_read_in_linear_time(rules: Analyzer) -> None:
    text = "social first three middle two " * 2000
    assert redacted(rules, text, "a.txt") == text
