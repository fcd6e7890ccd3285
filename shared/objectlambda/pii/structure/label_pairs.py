"""Names for values whose name stands in an element before them: ``<key>SSN</key><string>…</string>``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from objectlambda.pii.rules.concepts import NAME, OTHER
from objectlambda.pii.rules.field_concepts import field_concepts
from objectlambda.pii.structure.fitting import fits, may_be_value
from objectlambda.pii.structure.json_names import tells, tells_number

_LONGEST_LABEL = 64
_MOST_AROUND = 3
_ENTRIES = frozenset(["entry", "pair"])
"""Elements that hold a key and its value, as elements of one name: the maps of Java's serializers."""
_LABEL_WORDS = """
    key name param-name paramname field fieldname field-name attribute attributename attributetype property
    propertyname label question header column columnname variable tag k
"""
_LABELS = frozenset(_LABEL_WORDS.split())
_VALUE_WORDS = """
    string value val param-value paramvalue integer int i4 i8 real double float number data date text content
    fieldvalue field-value attributevalue propertyvalue stringvalue answer datetime.iso8601 boolean base64 nil v
"""
_TITLES = frozenset(["title", "caption", "prompt", "displayname", "heading", "description"])
"""Elements whose text names the value beside them, but no text."""
_ONLY_VALUES = frozenset(["value", "val", "v", "answer", "fieldvalue", "field-value"])
_LABEL_TEXTS = frozenset(["title", "text", "label", "heading", "prompt"])
_QUESTIONS = frozenset(["question", "column", "header", "prompt"])
_ANSWERS = frozenset(["answer", "answers", "response", "value", "element", "data"])
_VALUES = frozenset(_VALUE_WORDS.split())
_PARTS = (_VALUES - {"date", "datetime.iso8601", "boolean"}) | {"v", "item", "li", "element", "entry"}


def says_only_value(element: str) -> bool:
    """Whether the name of ``element`` says that it holds a value, and of which kind it is the element around it."""
    return element.lower() in _PARTS


def is_part(element: str, outer: str) -> bool:
    """Whether the text of ``element`` is what the element ``outer`` around it says: a label, or a value beside one."""
    element, outer = element.lower().rpartition(":")[2], outer.lower().rpartition(":")[2]
    return (outer in _QUESTIONS and element in _LABEL_TEXTS) or (outer in _ANSWERS and element in _VALUES)


_NAME = re.compile(r"[^\W\d_][\w'\u2019.\-]{0,40}+(?: [^\W\d_][\w'\u2019.\-]{0,40}+){0,3}")
_NUMBER = re.compile(r"(?=(?:[^0-9]*[0-9]){4})[0-9A-Z(+][0-9A-Z ().+/\-]{3,39}")


def is_number(words: str) -> bool:
    """Whether ``words`` may be a number of a person, but for what it is called."""
    return _NUMBER.fullmatch(words) is not None


def names_person(label: str, value: str) -> bool:
    """Whether a text of the form ``label: value`` gives a person's name."""
    return _NAME.fullmatch(value) is not None and field_concepts(label) & ~OTHER == NAME


class LabelPairs:
    """Tracks elements that name the elements beside them."""

    def __init__(self) -> None:
        self._level = -1
        self._label = ""
        self._is_title = False
        self._before = ""

    def number(self, words: str, name: str, around: Sequence[tuple[str, str]]) -> str:
        """The name of the text ``words``, called ``name`` so far in the elements ``around`` it.

        Of a number, the text before it may be the label, or an element further out: ``<ssn><part><c>…``.
        """
        before, self._before = self._before, words if len(words) <= _LONGEST_LABEL else ""
        if is_number(words) and not tells(name):
            if before and tells_number(before):
                return before
            return next((outer for _, outer in around[-2 : -_MOST_AROUND - 2 : -1] if tells_number(outer)), name)
        if before and may_be_value(words) and not tells(name) and fits(before.rstrip(" :*"), words):
            return before.rstrip(" :*")
        if before and len(around) > 1 and around[-2][0] in _ENTRIES and tells(before) and not tells(name):
            return before
        return name

    def name(self, tag: str, level: int, words: str, name: str) -> str:
        """The name of the text ``words`` in the element ``tag`` at that ``level``, which is called ``name`` so far."""
        tag = tag.lower().rpartition(":")[2]
        if level < self._level:
            self._label = ""
        if tag in _LABELS or tag in _TITLES:
            label = words.rstrip(" :") if len(words) <= _LONGEST_LABEL else ""
            self._is_title = tag in _TITLES
            if not (self._is_title and not tells(label)):
                self._label, self._level = label, level
            return name
        return self._label if self._label and tag in (_ONLY_VALUES if self._is_title else _VALUES) else name
