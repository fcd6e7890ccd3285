"""The order in which overlapping findings are resolved."""

from __future__ import annotations

import pytest

from objectlambda.pii.detection.overlaps import resolve
from objectlambda.pii.entities import Entity

CASES = {
    "a URL comprises what is in it": (
        [("URL", 0, 30, 0.6), ("EMAIL", 10, 25, 0.98), ("IP_ADDRESS", 12, 20, 0.99)],
        [("URL", 0, 30)],
    ),
    "an ADDRESS comprises names and dates": (
        [("ADDRESS", 0, 40, 0.7), ("NAME", 3, 9, 0.99), ("DATE_TIME", 20, 24, 0.9)],
        [("ADDRESS", 0, 40)],
    ),
    "a user name that looks like a name is a user name": (
        [("NAME", 0, 6, 0.99), ("USERNAME", 0, 6, 0.7)],
        [("USERNAME", 0, 6)],
    ),
    "then the higher score": (
        [("PHONE", 0, 10, 0.8), ("BANK_ACCOUNT_NUMBER", 0, 10, 0.9)],
        [("BANK_ACCOUNT_NUMBER", 0, 10)],
    ),
    "then the longer span": ([("PHONE", 0, 10, 0.8), ("SSN", 0, 12, 0.8)], [("SSN", 0, 12)]),
    "then the type with a check digit": (
        [("PHONE", 0, 10, 0.8), ("CREDIT_DEBIT_NUMBER", 0, 10, 0.8)],
        [("CREDIT_DEBIT_NUMBER", 0, 10)],
    ),
    "findings of one type are joined": ([("ADDRESS", 0, 10, 0.7), ("ADDRESS", 5, 20, 0.9)], [("ADDRESS", 0, 20)]),
    "an address is cut where a number goes on": (
        [("ADDRESS", 0, 20, 0.99), ("PHONE", 17, 27, 0.8)],
        [("ADDRESS", 0, 17), ("PHONE", 17, 27)],
    ),
    "neighbours stay": ([("NAME", 0, 5, 0.9), ("SSN", 5, 9, 0.9)], [("NAME", 0, 5), ("SSN", 5, 9)]),
    "nothing of nothing": ([], []),
}


@pytest.mark.parametrize("name", CASES)
def test_resolves_overlaps_in_the_stated_order(name: str) -> None:
    findings, expected = CASES[name]
    entities = [Entity(*finding) for finding in findings]
    assert [(e.type, e.start, e.end) for e in resolve(entities)] == expected
    assert resolve(reversed(entities)) == resolve(entities)
