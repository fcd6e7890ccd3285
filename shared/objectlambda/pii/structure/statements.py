"""Statements of SQL inside programs: inserts in strings, and the parameters that a call binds to a statement.

``execute("INSERT INTO people (surname) VALUES ('Roe')")``, ``execute("… VALUES (?, ?)", ("Roe", "Ann"))``,
``execute("… WHERE login = %s", ["roe7"])``, and ``setString(1, "Roe")`` below a prepared statement. Each value is named
by its column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from objectlambda.pii.entities import Field
from objectlambda.pii.rules.literals import text_has_any
from objectlambda.pii.structure.given_names import with_given_names

_SIGNS = ("INTO ", "into ", "Into ", "WHERE ", "where ", " SET ", " set ")
_QUOTES = r"(?:[\s\"'`+.&]|\\[nrt]?){0,80}+"
"""What parts two pieces of a statement: blanks, and the ends of the strings that are put together."""
_INSERT = re.compile(
    rf"\b(?:INSERT|REPLACE|UPSERT)\s++(?:\w{{1,16}}+\s++){{0,3}}?INTO{_QUOTES}[\w.$`\"\[\]@#{{}}\\]{{1,120}}?{_QUOTES}"
    rf"\(([^()';]{{1,4000}}+)\){_QUOTES}VALUES?{_QUOTES}(?=\()",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"[\w.]+")
_TOKEN = re.compile(
    r"\s*+(?:(\()|(\))|(,)|[NE]?'((?:[^'\\\n]|''|\\.)*+)'|\\'((?:[^'\\\n]|\\[^'])*+)\\'|\\?\"([^\"\\\n]*+)\\?\""
    r"|([^\s,()'\"`;\\]++))"
)
_OPEN, _CLOSE, _COMMA, _WORD = 1, 2, 3, 7
_PLACEHOLDER = re.compile(r"\?\d{0,3}|%s|\$\d{1,3}|:\w{1,40}|@\w{1,40}|\{\}")
_COMPARED = re.compile(
    r"(?<![\w.])[`\"\[]?(\w{1,60}+)[`\"\]]?\s{0,4}(?:=|<>|!=|\bI?LIKE\b)\s{0,4}(?:(?:lower|upper|md5|crypt)\()?"
    r"(\?\d{0,3}|%s|\$\d{1,3}|:\w{1,40}|@\w{1,40})(?![\w%])",
    re.IGNORECASE,
)
_STATEMENT_ENDS = re.compile(r"(\"\"\"|'''|[\"'`])[ \t]*+([,)])\s*+")
_ARGUMENTS = re.compile(r"(?:new [A-Z]\w{2,12}\[\]\s?\{|\w{1,20}!?\(\s*+|[\[({]\s*+|&\[\s*+)?+")
_NEXT_CALL = re.compile(r"(?:->|\.)(?:execute|exec|run|all|get|query|values|bind)\w{0,12}\((?:\[|array\(|\()?\s*+")
_BOUND = re.compile(
    r"(?:\bset[A-Z]\w{1,20}|\bbind(?:Value|Param|_value|_param|_text)?)\(\s*+(?:\w{1,20},\s*+)?(\d{1,2}),\s*+"
    r"(?:\"([^\"\\\n]{1,200}+)\"|'([^'\\\n]{1,200}+)')"
)
_BOUND_IN_ORDER = re.compile(r"\.bind\(\s*+&?(?:\"([^\"\\\n]{1,200}+)\"|([^()\n\"]{1,60}))\)")
_ARGUMENT = re.compile(
    r"\s*+(?:[bu]?\"([^\"\\\n]*+)\"|[bu]?'([^'\\\n]*+)'|([^\s,\"'()\[\]{}]++(?:\([^()\n]{0,60}\))?+))(?:\.\w{1,20}\(\))?\s*+"
)
_NEXT_ROW = re.compile(r"\s*+[\])},]*+\s*+[\[({]\s*+(?=[\"'\w])")
_BARE = 3
_REACH = 2000
"""How far below a statement its parameters are bound, in characters."""
_MOST, _MOST_TOKENS, _MOST_ROWS = 200, 4000, 200


def statements(text: str, left: int, right: int, shown: str) -> Iterator[Field]:
    """The values of statements in ``text[left:right]``, or ``shown``, with their columns' names."""
    if not text_has_any(shown, _SIGNS):
        return
    after = left
    for head in islice(_INSERT.finditer(text, left, right), _MOST):
        if head.start() < after:
            continue
        columns = with_given_names(
            [column.rpartition(".")[2] for column in _COLUMN.findall(head[1].replace("\\n", " "))]
        )
        found, open_ones, after = _rows(text, head.end(), right, columns)
        yield from found
        if open_ones:
            yield from _parameters(text, after, right, open_ones)
    yield from _compared(text, left, right)


def _rows(text: str, at: int, right: int, columns: Sequence[str]) -> tuple[list[Field], list[str], int]:
    """The values of the rows at ``at``, the columns of placeholders in the first one, and where the rows end."""
    fields: list[Field] = []
    open_ones: list[str] = []
    depth = index = rows = 0
    filled = False
    end = at
    for _ in range(_MOST_TOKENS):
        token = _TOKEN.match(text, at, right)
        if token is None:
            break
        at, kind = token.end(), token.lastindex or _WORD
        if kind == _OPEN:
            depth += 1
            index, filled = (0, False) if depth == 1 else (index, filled)
        elif kind == _CLOSE:
            depth -= 1
            if depth < 1:
                rows, end = rows + 1, at
        elif kind == _COMMA:
            index, filled = (index + 1, False) if depth == 1 else (index, filled)
        elif depth < 1:
            break
        elif index < len(columns):
            if kind == _WORD and _PLACEHOLDER.fullmatch(token[kind]):
                if not rows and depth == 1:
                    open_ones.append(columns[index])
            elif token.start(kind) < token.end(kind) and not (filled and kind == _WORD):
                fields.append(Field(*token.span(kind), columns[index]))
            filled = True
        if depth < 0:
            break
    return fields, open_ones, max(end, at if depth > 0 else end)


def _compared(text: str, left: int, right: int) -> Iterator[Field]:
    """The parameters of statements that compare or set columns: ``WHERE login = ?``, ``SET surname = %s``."""
    names: list[str] = []
    end = left
    for pair in islice(_COMPARED.finditer(text, left, right), _MOST):
        if names and (_STATEMENT_ENDS.search(text, end, pair.start()) or pair.start() - end > _REACH):
            yield from _parameters(text, end, pair.start(), names)
            names = []
        names.append(pair[1])
        end = pair.end()
    if names:
        yield from _parameters(text, end, right, names)


def _parameters(text: str, at: int, right: int, names: Sequence[str]) -> Iterator[Field]:
    """The strings that are bound to the placeholders of ``names``, behind the statement that ends at ``at``."""
    right = min(right, at + _REACH)
    ends = _STATEMENT_ENDS.search(text, at, min(right, at + 200))
    if ends is None:
        return
    if ends[2] == ",":
        first = _ARGUMENTS.match(text, ends.end(), right)
        yield from _listed(text, first.end() if first else ends.end(), right, names)
        return
    for bound in _BOUND.finditer(text, ends.end(), right):
        if _INSERT.search(text, ends.end(), bound.start()):
            return
        number, group = int(bound[1]) - 1, bound.lastindex or 2
        if 0 <= number < len(names):
            yield Field(*bound.span(group), names[number])
    at, chained = ends.end(), False
    for name in names:
        one = _BOUND_IN_ORDER.match(text, at, right) or (None if chained else _chained(text, at, right))
        if one is None:
            break
        chained = True
        if one[1] is not None:
            yield Field(*one.span(1), name)
        at = one.end() + len(text[one.end() : right]) - len(text[one.end() : right].lstrip())
    call = None if chained else _NEXT_CALL.search(text, ends.end(), min(right, ends.end() + 200))
    if call is not None:
        yield from _listed(text, call.end(), right, names)


def _chained(text: str, at: int, right: int) -> re.Match[str] | None:
    while at < right and text[at].isspace():
        at += 1
    return _BOUND_IN_ORDER.match(text, at, right)


def _listed(text: str, at: int, right: int, names: Sequence[str]) -> Iterator[Field]:
    """The arguments in a row at ``at``, and in the rows that follow it."""
    for _ in range(_MOST_ROWS):
        if (inner := _NEXT_ROW.match(text, at, right)) is not None:
            at = inner.end()
        for index, name in enumerate(names):
            argument = _ARGUMENT.match(text, at, right)
            if argument is None:
                return
            group = argument.lastindex or 3
            if argument.start(group) < argument.end(group) and (group < _BARE or argument[group].isdigit()):
                yield Field(*argument.span(group), name)
            at = argument.end()
            if index + 1 < len(names):
                if not text.startswith(",", at):
                    return
                at += 1
        if not _NEXT_ROW.match(text, at, right):
            return
