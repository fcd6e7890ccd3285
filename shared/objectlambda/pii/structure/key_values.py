"""Free text, logs, YAML, .env and other files in which values follow names: ``name=value``, ``name: value``.

Such text is not strict: names are hints, and an entity may stand anywhere. The text may hold tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from objectlambda.pii.entities import Field
from objectlambda.pii.rules.concepts import ADDRESS
from objectlambda.pii.rules.field_concepts import field_concepts
from objectlambda.pii.structure.calls import calls
from objectlambda.pii.structure.compared import compared
from objectlambda.pii.structure.drawn_tables import DrawnTables
from objectlambda.pii.structure.elements import elements
from objectlambda.pii.structure.examples_in_code import examples_in_code
from objectlambda.pii.structure.filled_forms import filled_forms
from objectlambda.pii.structure.form_data import bound_values, form_values, parts
from objectlambda.pii.structure.json_names import Key, kind_of, label_of, tells
from objectlambda.pii.structure.lexing import (
    HARD,
    TARGET,
    Cut,
    Lexed,
    context_after,
    context_before,
    cut_text,
)
from objectlambda.pii.structure.named_lists import NamedLists
from objectlambda.pii.structure.printed import printed
from objectlambda.pii.structure.rows_of_tests import rows_of_tests
from objectlambda.pii.structure.segments import EmbeddedSegments
from objectlambda.pii.structure.statements import statements
from objectlambda.pii.structure.tables_in_code import tables_in_code
from objectlambda.pii.structure.tagged_values import tagged_values
from objectlambda.pii.structure.wiki_tables import MarkedTables

# A value is quoted, or ends with the line or the pair. Every repetition is possessive or bounded, so that one pass over
# the text suffices and nothing backtracks into long words.
_TO_LINE_END = r"(?:\"([^\"\n]*+)\"|'([^'\n]*+)'|([^\n\r]++))"
_TO_SEPARATOR = r"(?:\"([^\"\n]*+)\"|'([^'\n]*+)'|([^\s\"'&;,|)\]}]++))"
_ASSIGNED = r"(?:=(?:>?[ \t]{0,4}+(?=[\"']))?+|:[ ]?+(?=[\"'\d])|[ \t]{1,16}+=>?[ \t]{0,4}+(?=[\"']))"
_PAIR = rf"(?<![\w.\-])([A-Za-z_][\w.\-]{{0,48}}+)[\"']?+{_ASSIGNED}{_TO_SEPARATOR}"
_BOLD = r"(?:\*\*|__)?+"
_LETTERS = r"\u00c0-\u024f\u0370-\u052f"
_LABEL = rf"^[ \t]*+(?:[-*][ ]|export[ ])?+{_BOLD}[\"']?+([A-Za-z_{_LETTERS}][\w.\-/ ]{{0,48}}?)[\"']?[ \t]*+"
"""A label at the start of a line, in Latin, Greek or Cyrillic letters."""

LINES = re.compile(rf"{_LABEL}(?::{_BOLD}[ \t]|=)[ \t]*+{_TO_LINE_END}", re.MULTILINE)
"""``name: value`` and ``name=value``, one on a line: YAML, .env, properties, ini."""
PAIRS = re.compile(_PAIR)
"""``name=value`` and ``"name": "value"`` anywhere in a line: logs."""
_INNER = re.compile(
    r"(?<![\w.\-])([A-Za-z_][\w.\-]{0,48}+)[\"']?+[ \t]{0,4}+[:=]>?+[ \t]{0,4}+"
    r"(?:\"([^\"\n]*+)\"|'([^'\n]*+)'|([^\s,{}\[\]\"'][^,{}\[\]\n]*+))"
)
_ITEM = re.compile(r"^[ \t]*+-[ ]{1,4}+(\{[^\n]*+)", re.MULTILINE)
"""An entry of a list in YAML that is a mapping on its line: ``- {name: Ely, zone: 2}``."""
_SAMPLES = frozenset(("example", "default", "Default", "value", "const"))
"""Keys of a value that the key above them names: ``city: {type: string, example: Ely}`` of OpenAPI."""
_MARK = re.compile("[:=]")
_FEW_MARKS = 24
_VALUE_WORDS = ("alue", "nswer", "efault")
_ITEM_ENDS = re.compile(r"\n[ \t]*+(?:-[ \n]|\n|\[)")
"""Where the next item of a list or the next table begins."""
LABELS = re.compile(rf"(?:{_LABEL}:{_BOLD}[ \t]++{_TO_LINE_END})|(?:{_PAIR})", re.MULTILINE)
"""Lines of a form (``Name: value``), and pairs in running text."""


class KeyValueLexer:
    """Cuts free text at paragraphs, lines or words, and finds the values that ``hints`` matches."""

    strict = False

    def __init__(self, hints: re.Pattern[str], *, clean_lines: bool) -> None:
        self._hints = hints
        self._clean_lines = clean_lines
        self._clean = True
        self._tables = DrawnTables()
        self._segments = EmbeddedSegments()
        self._lists = NamedLists()
        self._marked = MarkedTables()

    def lex(self, text: str, start: int) -> Lexed:
        """The window that starts at ``start``; see :class:`Lexer`."""
        left = start if self._clean else context_before(text, start)
        stop = min(len(text), start + HARD)
        cut = Cut(len(text), True)
        if len(text) - start > TARGET:
            cut = cut_text(text, start, stop, clean_lines=self._clean_lines)
        self._clean = cut.clean
        right = cut.end if cut.clean else context_after(text, cut.end, len(text))
        fields = self._fields(text, left, right)
        shown = text[left:right]  # one object for all finders, since the triples of each are noted; see rules.literals
        if segments := [
            *self._segments.fields(text, left, right, shown),
            *parts(text, left, right),
            *bound_values(text, left, right),
            *form_values(text, left, right),
            *printed(text, left, right, shown),
            *rows_of_tests(text, left, right, shown),
            *calls(text, left, right, shown),
            *statements(text, left, right, shown),
            *compared(text, left, right, shown),
            *elements(text, left, right, shown),
            *examples_in_code(text, left, right, shown),
            *filled_forms(text, left, right, shown),
            *tables_in_code(text, left, right, shown),
            *tagged_values(left, shown),
            *self._marked.fields(text, left, start, right, shown),
            *self._lists.fields(text, left, start, right),
        ]:
            fields = _beside(fields, segments, left)
        return Lexed(left, cut.end, right, self._tables.beside(fields, text, left, start, cut.end))

    def _fields(self, text: str, left: int, right: int) -> list[Field]:
        fields: list[Field] = []
        for match in chain.from_iterable(
            self._hints.finditer(text, *part) for part in _marked_lines(text, left, right)
        ):
            groups = match.groups()
            value = next(i for i in range(len(groups), 0, -1) if groups[i - 1] is not None)
            name = groups[0] if groups[0] is not None else groups[4]
            begin, end = match.span(value)
            if begin < end and text[begin] in "{[" and "{" in text[begin : begin + 3]:
                fields.extend(_flow(text, begin, end, left, name))
            elif begin < end:
                if name in _SAMPLES and tells(above := _above(text, match.start(), left)):
                    name = above
                fields.append(Field(begin - left, end - left, name))
        if self._hints is LINES and text.find("- {", left, right) >= 0:
            items = [
                field for item in _ITEM.finditer(text, left, right) for field in _flow(text, *item.span(1), left, "")
            ]
            fields = sorted([*fields, *items], key=lambda field: field.start) if items else fields
        if self._hints is LINES and any(text.find(word, left, right) >= 0 for word in _VALUE_WORDS):
            _name_by_labels(fields, text, left)
        return fields


def _name_by_labels(fields: list[Field], text: str, left: int) -> None:
    """Names what ``value: …`` holds by the ``name: …`` above it, as for variables in Kubernetes and tables in TOML."""
    label, label_end = "", 0
    for index, field in enumerate(fields):
        if label and _ITEM_ENDS.search(text, left + label_end, left + field.start):
            label = ""
        kind = kind_of(field.name)
        if (
            kind is Key.LABEL
            and (value := label_of(text[left + field.start : left + field.end].strip()))
            and tells(value)
        ):
            label, label_end = value, field.end
        elif kind is Key.NOTHING and label:
            fields[index] = field._replace(name=label)


def _flow(text: str, begin: int, end: int, left: int, name: str) -> Iterator[Field]:
    """The values of ``{street: …, code: …}``, which stand in the value of ``name``."""
    for match in _INNER.finditer(text, begin, end):
        key, group = match[1], match.lastindex or 0
        if key.lower() == "code" and field_concepts(name) & ADDRESS:
            key = "postal code"
        elif key.lower() in _SAMPLES:
            key = name
        first, last = match.span(group)
        if group > 1 and first < last:
            yield Field(first - left, last - left, key)


def _above(text: str, start: int, left: int) -> str:
    """The key above the lines of YAML to which the one at ``start`` belongs, which is indented deeper."""
    start += 1 if text.startswith("\n", start) else 0
    start = text.rfind("\n", left, start) + 1 or start
    indent = _INDENT.match(text, start)
    deep = indent.end() - start if indent else 0
    for _ in range(_MOST_ABOVE):
        end = start - 1
        if end <= left or not deep:
            return ""
        start = text.rfind("\n", left, end) + 1 or left
        key = _KEY_ABOVE.fullmatch(text, start, end)
        if key is not None and len(key[1]) < deep:
            return str(key[2] or key[3])
    return ""


_INDENT = re.compile(r"[ \t]*+")
_KEY_ABOVE = re.compile(r"([ ]*+)(?:[\"']?([\w.\-]{1,48}+)[\"']?:|variable \"(\w{1,48}+)\" \{)[ \t\r]*+")
_MOST_ABOVE = 8
"""How many lines above a sample are read for the key that holds it."""


def _marked_lines(text: str, left: int, right: int) -> list[tuple[int, int]]:
    """The lines of ``text[left:right]`` that hold a colon or an equals sign, without which there is no value.

    All of it is one line if there are many of these signs.
    """
    marks = text.count(":", left, right) + text.count("=", left, right)
    if marks > _FEW_MARKS or not marks:
        return [(left, right)] if marks else []
    lines: list[tuple[int, int]] = []
    end = left
    while (mark := _MARK.search(text, end, right)) is not None:
        start = max(end, text.rfind("\n", end, mark.start()) + 1)
        end = text.find("\n", mark.end(), right)
        end = right if end < 0 else end
        lines.append((start, end))
    return lines


def _beside(fields: list[Field], segments: list[Field], left: int) -> list[Field]:
    """``fields`` and the values of segments in order; a value with a type replaces the fields that it overlaps."""
    typed = [Field(start - left, end - left, name, kind) for start, end, name, kind in segments]
    taken = {(field.start, field.end) for field in typed}
    both = [*typed, *(field for field in fields if (field.start, field.end) not in taken)]
    return sorted(both, key=lambda field: (field.start, -field.end))
