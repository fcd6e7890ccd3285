"""State that two requests can reach: what is remembered says why threads may share it, and nothing else changes."""

from __future__ import annotations

import ast
import re
import sys
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

import pytest

import objectlambda
from objectlambda import respond
from objectlambda.errors import ObjectLambdaError
from objectlambda.function import ObjectRequest
from objectlambda.measures import Measures
from objectlambda.registry import function_named
from objectlambda.testing import MemoryOrigin

sys.path.insert(0, str(Path(__file__).resolve().parent))

from documents import documents

PACKAGE = Path(objectlambda.__file__).parent
REMEMBERING = {"cache", "lru_cache", "cached_property"}
SAID = re.compile(r"thread|LOADING", re.IGNORECASE)


def _modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "samples" not in path.parts)


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_whatever_remembers_says_why_threads_may_share_it(path: Path) -> None:
    source = path.read_text("utf-8")
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        assert not isinstance(node, ast.Global), f"{path.name}:{node.lineno}: a global is changed"
        for decorator in getattr(node, "decorator_list", ()):
            called = decorator.func if isinstance(decorator, ast.Call) else decorator
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in REMEMBERING:
                said = " ".join(lines[max(0, decorator.lineno - 3) : decorator.lineno])
                assert SAID.search(said), f"{path.name}:{decorator.lineno}: {name} without a word about threads"


def _contents() -> dict[tuple[str, str], str]:
    """Every list, dict and set at the top of a loaded module of ours, as text."""
    loaded = [(name, module) for name, module in list(sys.modules.items()) if name.startswith("objectlambda")]
    return {
        (name, key): repr(sorted(map(repr, value.items() if isinstance(value, dict) else value)))
        for name, module in loaded
        if isinstance(module, ModuleType)
        for key, value in list(vars(module).items())
        if isinstance(value, dict | list | set | OrderedDict) and not key.startswith("__")
    }


def test_no_request_changes_what_modules_hold() -> None:
    texts = documents(24, seed=77)
    steps = [("pii_redaction", ""), ("pii_redaction", '{"mask_mode": "REMOVE"}'), ("pii_access_control", "")]

    def read(number: int) -> None:
        name, payload = steps[number % len(steps)]
        data = texts[number].encode()
        request = ObjectRequest(key=f"{number}.csv", payload=payload)
        for headers in ({}, {"x-amz-meta-patient": "John Smith"}):
            reading = respond.Reading(
                function=function_named(name), request=request, origin=MemoryOrigin(data, headers), environ={},
                measures=Measures(),
            )  # fmt: skip
            try:
                b"".join(respond.get(reading).body)
            except ObjectLambdaError:
                continue

    for number in range(3):
        read(number)  # loads what is loaded once
    before = _contents()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(read, range(3, len(texts))))
    assert {key: value for key, value in _contents().items() if key in before} == before
