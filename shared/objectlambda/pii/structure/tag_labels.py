"""Labels that tags give to values, in any vocabulary.

An attribute whose value says what a value is names the other attributes of its tag, its text and what is in it:
``<p n="ssn" v="…"/>``, ``<f k="phone"><v>…``. Elements of one name in a row that hold such labels are the columns of
the rows that follow: ``<column name="ssn"/>``. An element with an id and a label names what refers to that id:
``<q id="q1" text="SSN"/>`` and ``<answer q="q1">``. A value must have the form of what its label says.
"""

from __future__ import annotations

from collections.abc import Sequence

from objectlambda.pii.entities import Field
from objectlambda.pii.rules.words import words
from objectlambda.pii.structure.fitting import fits, is_label, may_be_value
from objectlambda.pii.structure.headers import is_header
from objectlambda.pii.structure.json_names import tells

Pairs = Sequence[tuple[str, str]]
"""The attributes of a tag: the local name in lower case, and the value."""

_MOST_COLUMNS = 256
_MOST_IDS = 1024
_MOST_TRIED = 4096
"""How many tags are read for an id and its label; schemas stand before their data."""
_LONGEST_ID = 40
_REACH = 3
"""How far out of a text the tag with its label may be."""
_NAMES = words(
    "name n k key tag title heading header label column columnname attrname colname field fieldname caption text prompt"
    " id"
)
"""Attributes that hold the name of a column, before others."""
_IDS = words("id oid name code key ref number")
_NO_LABELS = words("style href src xmlns lang rel target action method onclick")
_NO_VALUES = words(
    """
    style href src class width height size length maxlength minlength max min rows cols colspan rowspan order index
    position seq sequence tabindex version x y x1 x2 y1 y2 cx cy r d dx dy offset count precision scale style color
    colour transform points viewbox datatype xmlns type id
    """
)
"""Attributes that hold no value of a person, whatever stands beside them."""
_IN_GRID = ("role", "columnheader")
"""What a cell of HTML's other tables says."""


class _Frame:
    """An element that is open: its name, its attributes, and its children so far."""

    __slots__ = ("child", "count", "labels", "pairs", "said", "tag", "total")

    def __init__(self, tag: str, pairs: Pairs) -> None:
        self.tag = tag
        self.pairs = pairs
        self.said: str | None = None
        self.child = ""
        self.count = 0  # the place of the last child among those of its name
        self.total = 0
        self.labels: list[str] = []  # of the children in that row


class TagLabels:
    """Tracks what tags say of values; one thread uses it."""

    def __init__(self, *, html: bool) -> None:
        self._has_columns = not html
        self._learns = not html
        self._frames = [_Frame("", ())]
        self._columns: list[str] = []
        self._cell = ""  # the element of a cell below these columns
        self._ids: dict[str, str] = {}
        self._tried = 0

    @property
    def knows_ids(self) -> bool:
        """Whether an id with a label is known, by which an attribute may be called."""
        return bool(self._ids)

    def open(self, tag: str, pairs: Pairs, *, is_empty: bool) -> None:
        """Notes the start of the element ``tag``, a local name in lower case."""
        if not self._has_columns and _IN_GRID in pairs:
            self._has_columns = True
        if self._has_columns:
            self._count(tag, pairs)
        if self._learns and len(pairs) > 1 and self._tried < _MOST_TRIED:
            self._learn(pairs)
        if not is_empty:
            self._frames.append(_Frame(tag, pairs))

    def close(self, count: int) -> None:
        """Notes the end of so many elements."""
        for _ in range(min(count, len(self._frames) - 1)):
            frame = self._frames.pop()
            if frame.labels:
                self._end_row(frame)

    def text(self, words_: str, name: str) -> str:
        """The name of the text ``words_``, which is called ``name`` so far."""
        if self._has_columns and len(self._frames) > 2:
            self._add_label(words_)
        if not may_be_value(words_) or tells(name):
            return name
        if self._columns and (column := self._column()) and fits(column, words_):
            return column
        for frame in self._frames[: -_REACH - 1 : -1]:
            if frame.pairs:
                if frame.said is None:
                    frame.said = self._said(frame.pairs)
                if frame.said:
                    return frame.said if fits(frame.said, words_) else name
            if tells(frame.tag):
                break
        return name

    def name_attributes(self, fields: list[Field], count: int, values: Sequence[str], pairs: Pairs) -> None:
        """Names the last ``count`` of ``fields``, which have these ``values``, by the labels in their tag."""
        said: str | None = None
        for index, value in enumerate(values, len(fields) - count):
            name = fields[index].name
            folded = name.lower()
            if folded in _NO_VALUES or tells(name) or not may_be_value(value):
                continue
            if said is None:
                said = self._said(pairs)
            label = self._ids.get(name) or said
            if label and label != value and fits(label, value):
                fields[index] = fields[index]._replace(name=label)

    def _said(self, pairs: Pairs) -> str:
        """What the attributes of a tag say of a value in it; empty if they say nothing."""
        for name, value in pairs:
            if self._ids and value in self._ids:
                return self._ids[value]
            if name in _NO_LABELS or not is_label(value):
                continue
            if name == "class":
                if label := next((part for part in value.split()[:8] if tells(part)), ""):
                    return label
            elif tells(value) and not (tells(name) and name not in _NAMES):
                return value
        return ""

    def _learn(self, pairs: Pairs) -> None:
        """Learns the label of an id, if ``pairs`` hold both."""
        ident = next((value for name, value in pairs if name in _IDS and 0 < len(value) <= _LONGEST_ID), "")
        if not ident or ident.isdecimal() or " " in ident:
            return
        self._tried += 1
        for name, value in pairs:
            if value != ident and name not in _NO_LABELS and name != "class" and is_label(value) and tells(value):
                if len(self._ids) < _MOST_IDS and not tells(ident):
                    self._ids[ident] = value
                return

    def _count(self, tag: str, pairs: Pairs) -> None:
        """Counts a child of the element that is open, which may hold the label of a column."""
        parent = self._frames[-1]
        parent.total += 1
        if tag != parent.child:
            if parent.labels:
                self._end_row(parent)
            parent.child, parent.count = tag, 0
        else:
            parent.count += 1
            if parent.count == 1 and self._columns and not self._cell and not parent.labels:
                self._cell = tag
        if (
            pairs
            and _IN_GRID not in pairs
            and parent.count == len(parent.labels) < _MOST_COLUMNS
            and (label := _heading(pairs))
        ):
            parent.labels.append(label)

    def _add_label(self, text: str) -> None:
        """Takes ``text`` for the label of a column, if all elements of its name before it hold labels."""
        parent = self._frames[-2]
        if parent.count == len(parent.labels) < _MOST_COLUMNS and not self._frames[-1].total and is_label(text):
            parent.labels.append(text.rstrip(" :*"))

    def _end_row(self, parent: _Frame) -> None:
        """Ends the children of one name in ``parent``: they are columns if all of them have labels."""
        labels, parent.labels = parent.labels, []
        is_whole = len(labels) > 1 and len(labels) == parent.count + 1
        if is_whole and any(map(tells, labels)) and is_header(labels, [], in_table=True):
            self._columns, self._cell = labels, ""

    def _column(self) -> str:
        """The label of the column in which the next text stands; empty outside of a row."""
        frames = self._frames
        for depth in range(len(frames) - 1, max(0, len(frames) - 1 - _REACH), -1):
            parent = frames[depth - 1]
            if self._cell in ("", frames[depth].tag) and parent.count + 1 == parent.total:
                return self._columns[parent.count] if parent.count < len(self._columns) else ""
        return ""


def _heading(pairs: Pairs) -> str:
    """The name of a column in the attributes of a tag; empty without one."""
    named = next((value for name, value in pairs if name in _NAMES), "") or pairs[0][1]
    return named if is_label(named) else ""
