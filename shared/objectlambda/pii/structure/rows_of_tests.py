"""Rows of data for tests, whose values the parameters of the test name.

``[InlineData("Ann", "Roe")]`` of xUnit, ``[TestCase(…)]`` of NUnit and ``[DataRow(…)]`` of MSTest above a method,
``@CsvSource({"Ann, Roe"})`` of JUnit, ``parametrize("first, last", [("Ann", "Roe")])`` of pytest, and
``test.each([["Ann", "Roe"]])("…", (first, last) => …)`` of Jest and Vitest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from objectlambda.pii.entities import Field
from objectlambda.pii.rules.literals import text_has_any

_SIGNS = ("InlineData(", "TestCase(", "DataRow(", "CsvSource(", "parametrize(", ".each([")
_ROW = re.compile(r"\[(?:InlineData|TestCase|DataRow)\(([^\n]{1,600}?)\)(?:, ?[A-Z]\w*[^\]\n]{0,80})?\]")
_CSV = re.compile(r"@CsvSource\((?:value ?= ?)?\{?((?:\s*+\"(?:[^\"\\\n]|\\.){0,300}+\"\s*+,?+){1,60})")
_LINE = re.compile(r"\"((?:[^\"\\\n]|\\.)*+)\"")
_CELL = re.compile(r"[^,]++")
_METHOD = re.compile(r"\b\w{1,80}+ \w{1,80}+\(((?:[\w<>\[\]?.]{1,60} \w{1,60}(?: = [^,()\n]{1,20})?(?:, ?)?){1,12})\)")
_PARAMETER = re.compile(r"[\w<>\[\]?.]+ (\w+)(?: = [^,]*)?(?:, ?|\Z)")
_PYTEST = re.compile(
    r"\bparametrize\(\s{0,40}(?:\"([\w, ]{1,200})\"|'([\w, ]{1,200})'|[\[(]((?:[\"']\w{1,60}[\"'](?:, ?)?){1,12})[\])])"
    r",\s{0,40}\["
)
_TUPLE = re.compile(r"\s{0,80}\(([^()\n]{1,600})\)\s{0,10},?")
_ARGUMENT = re.compile(r"[ ]*+(?:\"((?:[^\"\\\n]|\\.)*+)\"|'((?:[^'\\\n]|\\.)*+)'|([^,\"'\n]++))[ ]*+(?:,|\Z)")
_TABLE = re.compile(r"\b(?:test|it|describe)(?:\.\w{1,20})?\.each\(\[")
_LIST = re.compile(r"\s{0,80}\[([^\[\]\n]{1,600})\]\s{0,10},?")
_CALLBACK = re.compile(
    r"\s{0,80}\](?: as const)?,?\s{0,10}\)\(\s{0,80}(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|`[^`\n]{0,300}`),\s{0,80}"
    r"(?:async )?(?:function )?\(([^()\n]{1,300})\)"
)
_CALLBACK_NAME = re.compile(r"(\w{1,60})(?:: ?[^,]*)?(?:,|\Z)")
_REACH = 2000
"""How far below its rows the method of a test stands."""


def rows_of_tests(text: str, left: int, right: int, shown: str) -> Iterator[Field]:
    """The strings in rows of tests in ``text[left:right]``, or ``shown``, with their parameters' names."""
    if not text_has_any(shown, _SIGNS):
        return
    names: list[str] = []
    known = left  # up to where ``names`` are those of the next method
    for row in _ROW.finditer(text, left, right):
        if row.end() > known:
            names, known = _parameters(text, row.end(), right)
        if names:
            yield from _arguments(text, *row.span(1), names)
    for rows in _CSV.finditer(text, left, right):
        names, _ = _parameters(text, rows.end(), right)
        for line in _LINE.finditer(text, *rows.span(1)) if names else ():
            for name, cell in zip(names, _CELL.finditer(text, *line.span(1)), strict=False):
                value = cell[0].strip(" '")
                start = cell.start() + cell[0].find(value)
                if value:
                    yield Field(start, start + len(value), name)
    for head in _PYTEST.finditer(text, left, right):
        names = re.findall(r"\w+", head[1] or head[2] or head[3])
        at = head.end()
        while (one := _TUPLE.match(text, at, right)) is not None:
            yield from _arguments(text, *one.span(1), names)
            at = one.end()
    for table in _TABLE.finditer(text, left, right):
        lists: list[tuple[int, int]] = []
        at = table.end()
        while (one := _LIST.match(text, at, right)) is not None:
            lists.append(one.span(1))
            at = one.end()
        callback = _CALLBACK.match(text, at, right) if lists else None
        names = _CALLBACK_NAME.findall(callback[1]) if callback else []
        for start, end in lists if names else ():
            yield from _arguments(text, start, end, names)


def _parameters(text: str, at: int, right: int) -> tuple[list[str], int]:
    """The names of the parameters of the first method behind ``at``, and where it begins or the search ended."""
    stop = min(right, at + _REACH)
    method = _METHOD.search(text, at, stop)
    return (_PARAMETER.findall(method[1]), method.start()) if method else ([], stop)


def _arguments(text: str, start: int, end: int, names: Sequence[str]) -> Iterator[Field]:
    for name in names:
        argument = _ARGUMENT.match(text, start, end)
        if argument is None:
            return
        quoted = argument.lastindex
        if quoted in (1, 2) and argument[quoted]:
            yield Field(*argument.span(quoted), name)
        start = argument.end()
