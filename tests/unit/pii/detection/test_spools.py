"""What access control holds of an object until it is decided is taken of the budget of all requests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from objectlambda.errors import OriginError
from objectlambda.memory_budget import MIB, MemoryBudget
from objectlambda.pii import access_control
from objectlambda.pii.access_control import guard

LINE = b"the weather is fine and nobody is named in this line at all\n"


def plain(size: int) -> Iterator[bytes]:
    for _ in range(size // (64 * len(LINE))):
        yield LINE * 64


def test_a_waiting_object_is_counted_and_one_beyond_the_budget_is_told_to_come_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    budget = MemoryBudget(3 * MIB, wait_seconds=0.05)
    monkeypatch.setattr(access_control, "BUDGET", budget)
    first = guard(plain(3 * MIB), memory_bytes=2 * MIB)
    assert next(first)
    assert budget.reserved == 2 * MIB  # what lies in memory; the rest is in a file
    second = guard(plain(3 * MIB), memory_bytes=2 * MIB)
    with pytest.raises(OriginError) as caught:
        next(second)
    assert (caught.value.origin_status, caught.value.origin_code) == (503, "SlowDown")
    assert len(b"".join(first)) > 2 * MIB
    assert budget.reserved == 0
