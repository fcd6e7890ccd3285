"""Follows the containers of JSON, and finds out which labels and columns hold for the values in them.

A label is a value that says what the value beside it is: ``{"name": "ssn", "value": …}``. It may stand in an object of
its own, behind the value, or elsewhere under the same id::

    {"question": {"title": "SSN"}, "answer": {"text": …}}
    {"fields": [{"id": "f1", "title": "SSN"}], "answers": [{"field": {"id": "f1"}, "text": …}]}

Columns are an array of names or of objects with a name: ``{"schema": {"fields": [{"name": "ssn"}]}, "rows": [[…]]}``.
Values that a window holds before their label get their names later; in another window they keep those that they have.
What a label says is looked up only where a value needs it: most objects have a name and no such value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from objectlambda.pii.entities import Field
from objectlambda.pii.rules.words import words
from objectlambda.pii.structure.json_headers import KEYLESS, are_rows, by_column, shape_of
from objectlambda.pii.structure.json_levels import Label, Level, Open, new_label
from objectlambda.pii.structure.json_names import (
    Key,
    holds_texts,
    label_of,
    label_of_path,
    label_of_type,
    name_beside,
    tells,
    tells_number,
)

_HOLDERS = words(
    "head header headers schema resultsetmetadata metadata manifest table resultset definition query result"
)
"""Objects around such an array, beside the rows."""
_MOST_IDS, _MOST_CELLS, _MOST_COLUMNS, _MOST_OPEN, _MOST_LABELS = 4096, 65_536, 256, 8, 8
_LONGEST = 64
_NOTHING, _TEXT, _NUMBER, _WRAPPER, _PLAIN = Key.NOTHING, Key.TEXT, Key.NUMBER, Key.WRAPPER, Key.PLAIN
_LABELS = (Key.LABEL, Key.TYPE, Key.PATH)
_FIRST = re.compile(r"\s*+[\[{]")
_NO_LABEL = ("", False, False)


class Labels:
    """The labels and columns of one document; one thread uses it."""

    def __init__(self) -> None:
        self._epoch = 0
        self._known: dict[str, str] = {}
        self._waiting: dict[str, tuple[Open, ...]] = {}
        self._cells: list[tuple[int, int]] = []
        self._fields: list[Field] = []

    def begin(self, fields: list[Field]) -> Mapping[str, str]:
        """Begins a window, whose fields will be appended to ``fields``; the mapping says which keys have labels."""
        self._epoch += 1
        self._waiting.clear()
        self._cells.clear()
        self._fields = fields
        return self._known

    def name_of(self, key: str, kind: Key, level: Level) -> str:
        """The name of the value of ``key`` in the container ``level``."""
        if kind is _PLAIN or kind is Key.ID:
            return self._known.get(key, key) if self._known else key
        if kind is Key.LABEL:
            if key == "key" and level.is_value and level.name and level.kind is Key.BUCKETS:
                return level.name
            return name_beside(key, kind, "", level.name) if level.name else key
        if kind is Key.TYPE or kind is Key.PATH:
            return key
        label, does_tell, is_sure = self._best(level) if level.labels else _NO_LABEL
        label = level.label or label
        if kind is _NOTHING:
            if self._known and key in self._known:
                return self._known[key]
            if key.isdecimal() and not (does_tell or tells(level.name)):
                return key
            if not does_tell and not level.label:
                if level.text and tells(level.text):
                    return level.text
                if label and level.labels[-1].kind is Key.TYPE and tells(level.name):
                    return level.name
        elif kind is _TEXT:
            if does_tell and is_sure:
                return label
            if level.name and not does_tell and (level.is_value or (key == "text" and holds_texts(level.name))):
                return level.name
        return name_beside(key, kind, label, level.name)

    def wait(self, kind: Key, level: Level, key: str | None) -> None:
        """Notes that the last field has a name that says little, until a label follows."""
        if kind is _NOTHING or kind is _NUMBER:
            level.holds_value = True
        elif kind is not _TEXT and not (level.is_value and (kind is _WRAPPER or (kind is _PLAIN and key is None))):
            return
        if level.labels:
            _, does_tell, is_sure = self._best(level)
            if does_tell:
                level.holds_value = level.holds_value or is_sure
                return
        if level.epoch != self._epoch:
            level.epoch, level.open = self._epoch, ()
        if len(level.open) < _MOST_OPEN:
            suffix = f" {key}" if kind is _NUMBER else ""
            level.is_noted = True
            level.open += (Open(len(self._fields) - 1, suffix, kind is _TEXT and not level.is_value),)

    def wait_for_number(self, kind: Key, level: Level, key: str | None, value: str) -> None:
        """The same for a number, which may also be the id of a label."""
        self.wait(kind, level, key)
        if kind is Key.ID and key is not None:
            self.learn(kind, key, value, level)

    def learn(self, kind: Key, key: str, value: str, level: Level) -> None:
        """Remembers the name that ``value`` gives to what stands beside it."""
        if kind is Key.LABEL or kind is Key.TYPE or kind is Key.PATH:
            level.labels = (*level.labels[-_MOST_LABELS:], new_label((value, kind, False)))
            level.best = None
            if level.open:
                self._label(level, ())
        elif kind is Key.ID:
            level.ident = value[:_LONGEST]
            if level.key is not None and "uestion" in level.key:
                level.is_noted = True
            if self._known:
                self._look_up(level)
        elif kind is _TEXT or kind is _NOTHING or kind is _WRAPPER or level.kind in _LABELS:
            if len(value) <= _LONGEST:
                level.text = value
        elif level.kind is Key.NAMES and tells(label_of(value)):
            self._keep(key, value)

    def _label(self, level: Level, labels: Iterable[Label]) -> None:
        """Adds ``labels`` to those of ``level``, and names what waits for one."""
        level.labels = (*level.labels, *labels)[-_MOST_LABELS:]
        level.best = None
        if level.open and level.epoch == self._epoch:
            label, does_tell, is_sure = self._best(level)
            if does_tell:
                takes_texts = is_sure or tells_number(label)
                self._rename([one for one in level.open if takes_texts or not one.is_text], label)
                level.holds_value = level.holds_value or is_sure
                level.open = ()

    def _best(self, level: Level) -> tuple[str, bool, bool]:
        """The label of ``level`` that holds, whether it says what a value is, and whether it is sure."""
        if level.best is None:
            best, kind = _NO_LABEL, Key.TYPE
            for one in level.labels:
                known = self._known.get(one.value) if self._known else None
                value = known or _read(one)
                does_tell = bool(value) and tells(value)
                if does_tell > best[1] or (does_tell == best[1] and (one.kind is not Key.TYPE or kind is Key.TYPE)):
                    best, kind = (value, does_tell, known is not None or (one.is_sure and does_tell)), one.kind
            level.best = best
        return level.best

    def _look_up(self, level: Level) -> None:
        if level.ident in self._known:
            self._label(level, (Label(self._known[level.ident], Key.LABEL, is_sure=True),))

    def push(self, level: Level, inner: Level) -> None:
        """Notes that ``inner`` begins in ``level``."""
        rows = level.header
        if inner.key is None:
            if level.is_value:
                inner.is_value = inner.is_special = inner.is_noted = inner.is_passed_on = True
            if level.is_definition:
                inner.is_definition = inner.is_noted = True
            if level.key == "buckets":
                inner.kind = Key.BUCKETS
            if level.is_columnar and rows is not None:
                inner.name = rows[level.place] if level.place < len(rows) else inner.name
                level.place += 1
        if rows is not None and inner.columns is None:
            inner.header, inner.is_passed_on = rows, True

    def push_list(self, level: Level, inner: Level, header: Sequence[str] | None, text: str, position: int) -> None:
        """Notes that the array ``inner`` begins in ``level``, with its first element at ``text[position:]``.

        ``header`` are the names that it holds.
        """
        shape = shape_of(inner.key) if inner.key is not None else KEYLESS
        if shape is not None:
            first = text[start.end() - 1] if (start := _FIRST.match(text, position)) else ""
            rows = level.header
            inner.is_columnar = shape.is_columns and level.key == "data"
            is_row = header is None and first != "[" and (shape.holds_cells or not first)
            if rows is None:
                if is_row and (shape.is_row or (inner.key is None and are_rows(level.key))):
                    inner.columns, inner.is_noted = (), True
            elif not level.is_columnar and (is_row or inner.key is None) and (shape.may_be_row or shape.is_row):
                inner.columns = rows
            if shape.is_schema:
                inner.names = []
            inner.is_definition = shape.is_definition
            inner.is_noted = inner.is_noted or shape.is_schema
            inner.is_passed_on = (
                inner.is_passed_on or shape.is_definition or inner.is_columnar or inner.key == "buckets"
            )
        if level.is_passed_on:
            self.push(level, inner)
        if header is not None:
            level.set_header(header)  # for what follows in the container around it

    def cell(self, level: Level, name: str) -> str:
        """The name of the next value of a row; ``name``, if its columns may follow."""
        if level.columns:
            name = by_column(level.columns, level.place)
        elif len(self._cells) < _MOST_CELLS:
            self._cells.append((len(self._fields), level.place))
        level.place += 1
        return name

    def pop(self, inner: Level, level: Level) -> None:
        """Notes that ``inner`` ends, which stands in ``level``."""
        if inner.columns is not None and not inner.columns:
            self._cells.append((len(self._fields), -1))
        if inner.names:
            level.set_header(inner.names)
            self._name_cells(inner.names)
        elif inner.header is not None and level.header is None and (inner.key or "").lower() in _HOLDERS:
            level.set_header(inner.header)
        if inner.kind in _LABELS or (inner.kind is Key.CODE and inner.text):
            self._pop_label(inner, level)
        elif inner.ident and not inner.labels and level.labels and "uestion" in (inner.key or ""):
            level.ident, level.is_definition, level.is_noted = level.ident or inner.ident, True, True
        if level.names is not None and inner.key is None and not inner.holds_value and len(level.names) < _MOST_COLUMNS:
            level.names.append(self._best(inner)[0] or inner.text or inner.ident)
        if inner.is_definition and not inner.ident and len(inner.labels) > 1:
            best = self._best(inner)[0]
            inner.ident = next((one.value for one in inner.labels if one.value != best and one.kind is Key.LABEL), "")
        waiting = inner.open if inner.epoch == self._epoch else ()
        if inner.ident:
            if inner.is_definition and inner.labels and not inner.holds_value and self._best(inner)[1]:
                self._keep(inner.ident, self._best(inner)[0])
            elif waiting and not self._best(inner)[1]:
                self._waiting[inner.ident] = waiting
        if waiting and inner.is_value and not self._best(inner)[0]:
            self._pass_on(waiting, inner, level)

    def _pop_label(self, inner: Level, level: Level) -> None:
        """Lets what ``inner`` says hold for the values beside it: ``"question": {"title": …}``."""
        found = [one._replace(is_sure=True) for one in inner.labels]
        if inner.text:
            found.append(Label(inner.text, inner.kind, is_sure=True))
        if inner.ident and not level.ident:
            level.ident, level.is_noted = inner.ident, True
            self._look_up(level)
        if found:
            self._label(level, found)

    def _pass_on(self, waiting: tuple[Open, ...], inner: Level, level: Level) -> None:
        label, does_tell, _ = self._best(level) if level.labels else _NO_LABEL
        if does_tell:
            self._rename(waiting, label)
            return
        level.open = (*(level.open if level.epoch == self._epoch else ()), *waiting)[:_MOST_OPEN]
        level.epoch, level.is_noted = self._epoch, True
        level.holds_value = level.holds_value or inner.holds_value

    def _keep(self, ident: str, label: str) -> None:
        if len(self._known) < _MOST_IDS:
            self._known[ident] = label
        if ident in self._waiting:
            self._rename(self._waiting.pop(ident), label)

    def _rename(self, places: Iterable[Open], label: str) -> None:
        for one in places:
            self._fields[one.place] = self._fields[one.place]._replace(name=label + one.suffix)

    def _name_cells(self, names: Sequence[str]) -> None:
        """Names the cells that the window holds before their columns."""
        for (first, place), (last, _) in zip(self._cells, self._cells[1:], strict=False):
            if 0 <= place < len(names):
                for index in range(first, min(last, len(self._fields))):
                    self._fields[index] = self._fields[index]._replace(name=names[place])
        self._cells.clear()


def _read(label: Label) -> str:
    if label.kind is Key.TYPE and not label.is_sure:
        return label_of_type(label.value)
    return label_of_path(label.value) if label.kind is Key.PATH else label_of(label.value)
