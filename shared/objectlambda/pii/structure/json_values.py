"""JSON, JSON Lines and concatenated documents: scalars are values, named by the nearest key above them.

The elements of an array have the array's name. Text that is not JSON is a value without a name, so that nothing is
overlooked in a broken document. Keys are names, never values (RFC 8259).
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from objectlambda.pii.entities import Field, new_field
from objectlambda.pii.structure.json_names import (
    Key,
    by_column,
    header_at,
    kind_of,
    label_of,
    label_of_code,
    label_of_extension,
    label_of_reference,
    label_of_system,
    name_beside,
)
from objectlambda.pii.structure.lexing import (
    CONTEXT,
    DEPTH,
    HARD,
    TARGET,
    Lexed,
    LongValue,
    context_before,
    cut_value,
    span_end,
)

# A \u without four digits is read as it stands; one that the end of the window cuts off is not read.
_ESCAPE = r"\\(?:u[0-9a-fA-F]{4}|[^u]|u(?=[0-9a-fA-F]{0,3}[^0-9a-fA-F]))"
_CHARACTERS = rf'(?:[^"\\]++|{_ESCAPE})*+'
_STRING = re.compile(_CHARACTERS, re.DOTALL)
_WORD = r"[^\s,:\"\[\]{}]++"
_TOKEN = re.compile(
    r"[\s,:]*+"
    rf'(?:"({_CHARACTERS})"\s*+:\s*+)?+'
    rf'(?:"({_CHARACTERS})("?)|([\[{{])|([\]}}])|({_WORD}(?:[ \t]++{_WORD})*+))',
    re.DOTALL,
)
_KEY, _STR, _CLOSED, _OPEN, _END, _SCALAR = 1, 2, 3, 4, 5, 6
_NO_TOKEN = re.compile(rf'([\s,:]++|"{_CHARACTERS}"\s*+:)|.', re.DOTALL)  # separators, a key without value
_TYPE = 3
"""How far outside a code of FHIR the identifier is: ``{"type": {"coding": [{"code": …``."""
_LITERALS = ("true", "false", "null")


class JsonLexer:
    """Lexes scalars and keeps the names of the containers around them."""

    strict = True
    shaped = True
    """Whether keys that say little get their names from what is around them; false where a schema knows every key."""

    def __init__(self) -> None:
        self._name = ""
        self._label = ""
        self._header: list[str] | None = None  # the columns of the rows in this container
        self._columns: list[str] | None = None  # those of the values in it, which is a row
        self._place = 0
        self._outside: list[_Container] = []
        self._deeper = 0
        self._long: LongValue | None = None

    def lex(self, text: str, start: int) -> Lexed:
        """The window that starts at ``start``; see :class:`Lexer`."""
        if self._long is None:
            return self._tokens(text, start, start, start, [])
        _, name, length = self._long
        stop = min(len(text), start + HARD)
        left = context_before(text, start, start - length)
        end = span_end(_STRING, text, start, stop)
        if not text.startswith('"', end, stop) and len(text) > stop:
            return self._cut_string(text, start, left, start, name, [])
        self._long = None
        fields = [Field(0, end - left, name)] if end > left else []
        return self._tokens(text, start, min(end + 1, stop), left, fields)

    def _tokens(self, text: str, start: int, position: int, left: int, fields: list[Field]) -> Lexed:
        stop = min(len(text), start + HARD)
        aim, low = min(start + TARGET, stop), start + TARGET // 2
        match_token = _TOKEN.match
        while position < aim:
            token = match_token(text, position, stop)
            if token is None:
                other = _NO_TOKEN.match(text, position, stop)
                end = other.end() if other else stop
                if other and not other[1]:
                    fields.append(Field(position - left, end - left, ""))
                position = end
                continue
            kind = token.lastindex
            if token.end() > aim and position >= low:
                break
            key = token[_KEY]
            if key is not None and "\\" in key:
                key = _read_key(key)
            kind_of_key = kind_of(key) if key is not None and self.shaped else Key.PLAIN
            name = (
                self._name if key is None else key if kind_of_key is Key.PLAIN else self._name_beside(key, kind_of_key)
            )
            if self._columns is not None and kind != _END:
                name = by_column(self._columns, self._place)
                self._place += 1
            if kind == _CLOSED:
                begin, end = token.span(_STR)
                if not token[_CLOSED] and len(text) > stop:
                    return self._cut_string(text, start, left, begin, name, fields)
                if begin < end:
                    self._value(fields, text, begin, end, left, name)
                if kind_of_key is not Key.PLAIN:
                    self._learn(kind_of_key, token[_STR])
            elif kind == _SCALAR:
                if token[_SCALAR] not in _LITERALS:
                    begin, end = token.span(_SCALAR)
                    self._value(fields, text, begin, end, left, name)
            elif kind == _OPEN:
                searched = self.shaped and self._header is None and token[_OPEN] == "["
                self._push(name, header_at(text, token.start(_OPEN), stop, key) if searched else None, key)
            else:
                self._pop()
            position = token.end()
        return Lexed(left, position, position, fields)

    def _cut_string(self, text: str, start: int, left: int, begin: int, name: str, fields: list[Field]) -> Lexed:
        """Ends the window inside a string that is longer than a window; the next window continues in it."""
        end, right = cut_value(text, start, begin, _STRING)
        first = left if self._long else begin
        if right > first:
            fields.append(Field(first - left, right - left, name))
        self._long = LongValue(_STRING, name, min(CONTEXT, end - first))
        return Lexed(left, end, right, fields)

    def _value(self, fields: list[Field], _text: str, begin: int, end: int, left: int, name: str) -> None:
        """Appends the field of the value ``_text[begin:end]``; log formats override this to give it a type."""
        fields.append(new_field((begin - left, end - left, name, "")))

    def _name_beside(self, key: str, kind: Key) -> str:
        """The name of a value whose key says little, taken from the key above or a value beside it."""
        return name_beside(key, kind, self._label, self._name)

    def _learn(self, kind: Key, value: str) -> None:
        """Remembers the name that ``value`` gives to what stands beside it, or beside the type that it codes."""
        if kind is Key.LABEL:
            self._label = label_of(value)
        elif kind is Key.REFERENCE:
            self._label = label_of_reference(value)
        elif kind is Key.EXTENSION:
            self._label = label_of_extension(value) or self._label
        elif kind is Key.SYSTEM:
            self._label = label_of_system(value) or self._label
        elif kind is Key.CODE and len(self._outside) > _TYPE and (label := label_of_code(value, self._name)):
            self._outside[-_TYPE] = self._outside[-_TYPE]._replace(label=label)

    def _push(self, name: str, header: list[str] | None, key: str | None) -> None:
        if len(self._outside) >= DEPTH:
            self._deeper += 1
            return
        rows = self._header
        if header is not None:
            self._header = header  # for what follows in the container around it
        self._outside.append(_Container(self._name, self._label, self._header, self._columns, self._place))
        is_row = key is None and header is None and rows is not None
        self._name, self._label, self._place = name, "", 0
        self._columns = rows if is_row else None
        self._header = None if is_row else rows

    def _pop(self) -> None:
        if self._deeper:
            self._deeper -= 1
        elif self._outside:
            self._name, self._label, self._header, self._columns, self._place = self._outside.pop()


def _read_key(key: str) -> str:
    """A key without its escapes."""
    try:
        return str(json.loads(f'"{key}"', strict=False))
    except ValueError:
        return key


class _Container(NamedTuple):
    """What is known about a container while a container inside it is read."""

    name: str
    label: str
    header: list[str] | None
    columns: list[str] | None
    place: int
