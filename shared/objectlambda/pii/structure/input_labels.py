"""The labels of HTML's inputs and texts, before them, around them and behind them, by id and by place.

``<label for=…>``, ``<label>`` around an input, ``aria-labelledby`` and ``headers`` name one for sure, as a ``<legend>``
names what is in its ``<fieldset>``. A text right behind an input or a number names it if it says which number it is.
What a window holds before its label gets its name later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from objectlambda.pii.entities import Field
from objectlambda.pii.structure.attributes import Attributes
from objectlambda.pii.structure.fitting import fits
from objectlambda.pii.structure.json_names import tells, tells_number
from objectlambda.pii.structure.tables import Table, cell_around

_LONGEST_LABEL = 64
_MOST = 256
_INPUTS = frozenset({"input", "textarea", "select", "output"})
_NO_TEXTS = re.compile(
    r"\btype\s*+=\s*+[\"']?(?:hidden|submit|button|checkbox|radio|image|reset|file)\b", re.IGNORECASE
)
"""Inputs into which nobody writes a value: what a legend says does not hold for them."""
_LABELS_BEHIND = frozenset({"figcaption", "th", "caption", "small", "span", "label", "option"})
"""Elements whose text may say what the number right before them is."""
_AHEAD = re.compile(
    r"<[A-Za-z][\w\-]{0,40}\s(?:[^<>]{0,200}?\s)?(for|id)\s?=\s?[\"']?([^\"'\s<>]{1,64})[\"']?(?:\s[^<>]{0,200})?>"
    r"\s{0,40}(?:<[a-z][^<>]{0,100}>\s{0,20}){0,3}([^<>\s][^<>]{0,63})"
)
"""An element with its id, or the id that it is for, and the text in it."""
_MOST_AROUND = 8
_LABEL_AROUND = 3


class InputLabels:
    """Tracks labels and what waits for them; one thread uses it."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        """The labels that are known, by the id of an input, or by ``#`` and the id of the element with the label."""
        self._waiting: dict[str, list[int]] = {}
        self._fields: list[Field] = []
        self._own = ""  # the id of the element whose text comes next
        self._ids: tuple[str, ...] = ()  # where the label of that element may follow
        self._target = ""  # the id that the open label is for
        self._number = 0  # of the last label
        self._before = ""
        self._text = ""  # a short text right before the next input
        self._value = ""  # the text that waits for a label behind it
        self._last: tuple[int, int] | None = None  # an input or a number without a label, and the label around it

    def begin(self, fields: list[Field]) -> None:
        """Begins a window, whose fields are appended to ``fields``."""
        self._fields = fields
        self._waiting.clear()
        self._last = None

    def before(self, element: str) -> str:
        """The label before the first input behind it, unless it is for another one."""
        if element not in _INPUTS:
            return ""
        label, self._before = self._before, ""
        return label

    def around(self, element: str, attributes: str, around: list[tuple[str, str]], table: Table) -> str:
        """What a text before the input ``element``, its cell or the legend of its fieldset says of it."""
        if element not in _INPUTS:
            return ""
        text, self._text = self._text, ""
        if _NO_TEXTS.search(attributes):
            return ""
        label = table.label(is_cell=bool(cell_around(around)))
        if tells(text) or tells(label):
            return text if tells(text) else label
        return next((name for tag, name in around[: -_MOST_AROUND - 1 : -1] if tag == "fieldset" and tells(name)), "")

    def open_tag(self, element: str, found: Attributes | None, around: list[tuple[str, str]]) -> None:
        """Notes the tag of ``element``, whose fields are the last ones, with what its attributes hold."""
        self._own, self._ids = (found.own, found.ids) if found else ("", ())
        if element == "label":
            self._target = found.target if found else ""
            self._number += 1
        if found is not None and element == "option" and found.value >= 0:
            self._last, self._value = (len(self._fields) - len(found.fields) + found.value, -1), ""
        if found is None or element not in _INPUTS:
            return
        if found.own and found.own not in self.texts:
            self._ids = (*self._ids, found.own)
        if found.value >= 0:
            index = len(self._fields) - len(found.fields) + found.value
            self._last, self._value = (index, self._number if _in_label(around) else 0), ""
            self._wait(index)

    def add_text(self, tag: str, words: str, around: list[tuple[str, str]]) -> None:
        """Takes the text ``words``, whose field is the last one, for a label, or lets it wait for one."""
        if self._ids:
            self._wait(len(self._fields) - 1)
        own, self._own = self._own, ""
        last, self._last = self._last, None
        self._text = ""
        if len(words) > _LONGEST_LABEL:
            return
        label = self._text = words.rstrip(" :*")
        in_label = _in_label(around)
        is_around = in_label and last is not None and last[1] == self._number
        if in_label and not is_around:
            self._before = "" if self._target else label
        if own or (in_label and self._target):
            does_tell = tells(label)
            for ident in (f"#{own}" if own else "", self._target if in_label else ""):
                self._learn(ident, label, does_tell=does_tell)
        if tells(label) and any(outer == "legend" for outer, _ in around[: -_LABEL_AROUND - 1 : -1]):
            _name_group(around, label)
        value, self._value = self._value, ""
        if last is not None and (
            (is_around and tells(label))
            or (tag in _LABELS_BEHIND and (fits(label, value) if value else tells_number(label)))
        ):
            self._rename((last[0],), label)

    def wait_for_label(self, value: str) -> None:
        """Notes that the last field, the text ``value``, has no name."""
        self._last = (len(self._fields) - 1, -1)
        self._value = value

    def look_ahead(self, text: str, begin: int, end: int) -> None:
        """Finds the labels that inputs wait for in ``text[begin:end]``, behind the end of the window."""
        if not self._waiting:
            return
        for found in _AHEAD.finditer(text, begin, end):
            ident = found[2] if found[1] == "for" else f"#{found[2]}"
            if ident in self._waiting:
                label = found[3].strip().rstrip(" :*")
                self._learn(ident, label, does_tell=tells(label))

    def _wait(self, index: int) -> None:
        ids, self._ids = self._ids, ()
        for ident in ids:
            if len(self._waiting) < _MOST:
                self._waiting.setdefault(ident, []).append(index)

    def _learn(self, ident: str, label: str, *, does_tell: bool) -> None:
        if not ident:
            return
        if does_tell and (len(self.texts) < _MOST or ident in self.texts):
            self.texts[ident] = label
        places = self._waiting.pop(ident, ())
        if does_tell:
            self._rename(places, label)

    def _rename(self, places: Iterable[int], label: str) -> None:
        for index in places:
            self._fields[index] = self._fields[index]._replace(name=label)


def _name_group(around: list[tuple[str, str]], label: str) -> None:
    for index in range(len(around) - 1, max(-1, len(around) - _MOST_AROUND - 1), -1):
        if around[index][0] == "fieldset":
            around[index] = ("fieldset", label)


def _in_label(around: list[tuple[str, str]]) -> bool:
    return any(tag == "label" for tag, _ in around[: -_LABEL_AROUND - 1 : -1])
