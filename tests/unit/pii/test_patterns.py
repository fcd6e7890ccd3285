"""No pattern of the detector takes exponential time: each is tried on runs of characters that fail at the end."""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
import time
from collections.abc import Iterator

import objectlambda.pii

_RUNS = [char * 22 for char in "0aA -.\"'\\\n/_,:=<&([{%#\t@é"]
_RUNS += [(one + other) * 11 for one, other in itertools.permutations('0aA -."/_,', 2)]
_SECONDS = 0.01
"""Two hundred times what such a run takes in linear time, and a tenth of what 2 ** 20 steps take."""


def _patterns() -> dict[re.Pattern[str] | re.Pattern[bytes], str]:
    found: dict[re.Pattern[str] | re.Pattern[bytes], str] = {}

    def held(value: object) -> Iterator[re.Pattern[str] | re.Pattern[bytes]]:
        if isinstance(value, re.Pattern):
            yield value
        elif isinstance(value, (list, tuple, set, frozenset)) and len(value) < 400:
            for item in value:
                yield from held(item)
        elif isinstance(value, dict) and len(value) < 400:
            yield from held([*value.keys(), *value.values()])

    for module in pkgutil.walk_packages(objectlambda.pii.__path__, "objectlambda.pii."):
        for name, value in vars(importlib.import_module(module.name)).items():
            for pattern in held(value):
                found.setdefault(pattern, f"{module.name}.{name}")
    return found


def test_no_pattern_takes_exponential_time() -> None:
    patterns = _patterns()
    assert len(patterns) > 300
    slow = []
    for pattern, name in patterns.items():
        for run in _RUNS:
            text: str | bytes = run + "\x01!"
            if isinstance(pattern.pattern, bytes):
                text = text.encode()
            if min(_seconds(pattern, text) for _ in range(2)) > _SECONDS:
                slow.append((name, run[:2]))
                break
    assert slow == []


def _seconds(pattern: re.Pattern, text: str | bytes) -> float:
    before = time.process_time()
    pattern.fullmatch(text)
    pattern.search(text)
    return time.process_time() - before
