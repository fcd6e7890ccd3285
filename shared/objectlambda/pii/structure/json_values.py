"""JSON, JSON Lines and concatenated documents: scalars are values, named by the nearest key above them.

The elements of an array have the array's name. Text that is not JSON is a value without a name, so that nothing is
overlooked in a broken document. Keys are names, never values (RFC 8259).
"""

from __future__ import annotations

import json
import re

from objectlambda.pii.entities import Field, new_field
from objectlambda.pii.structure.json_containers import Containers
from objectlambda.pii.structure.json_headers import header_at
from objectlambda.pii.structure.json_levels import Level
from objectlambda.pii.structure.json_names import Key, kind_of
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
_LITERALS = ("true", "false", "null")


class JsonLexer(Containers):
    """Lexes scalars and keeps the names of the containers around them."""

    strict = True

    def __init__(self) -> None:
        super().__init__()
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
        labels, shaped, plain = self._labels, self.shaped, Key.PLAIN
        known = labels.begin(fields)
        while position < aim:
            token = match_token(text, position, stop)
            if token is None:
                position = _skip(fields, text, position, stop, left)
                continue
            kind = token.lastindex
            if token.end() > aim and position >= low:
                break
            key, level, kind_of_key = token[_KEY], self._level, plain
            if key is None:
                name = level.name
            else:
                name = key = _read_key(key) if "\\" in key else key
                if shaped and ((kind_of_key := kind_of(key)) is not plain or known):
                    name = labels.name_of(key, kind_of_key, level)
            if level.columns is not None and kind != _END:
                name = labels.cell(level, name)
            if kind == _CLOSED:
                begin, end = token.span(_STR)
                if not token[_CLOSED] and len(text) > stop:
                    return self._cut_string(text, start, left, begin, name, fields)
                if begin < end:
                    self._value(fields, text, begin, end, left, name)
                if kind_of_key is not plain or level.is_special:
                    self._learn(kind_of_key, key, token[_STR], is_empty=begin == end)
            elif kind == _SCALAR:
                if token[_SCALAR] not in _LITERALS:
                    begin, end = token.span(_SCALAR)
                    self._value(fields, text, begin, end, left, name)
                    if kind_of_key is not plain or level.is_special:
                        labels.wait_for_number(kind_of_key, level, key, token[_SCALAR])
            elif kind == _OPEN:
                inner = Level(name, kind_of_key, key, is_list=token[_OPEN] == "[")
                if inner.is_list and shaped and len(self._outside) < DEPTH:
                    self._push_list(inner, text, token.start(_OPEN), stop)
                else:
                    self._push(inner)
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

    def _push_list(self, inner: Level, text: str, position: int, stop: int) -> None:
        level, key, header = self._level, inner.key, None
        if level.header is None:
            of = level.key if key is None and level.key in ("head", "header", "headers") else key
            header = header_at(text, position, stop, of)
        self._labels.push_list(level, inner, header, text, position + 1)
        if header is not None and key == "Data" and self._outside:
            self._outside[-1].set_header(header)  # each row is in an object of its own
        self._outside.append(level)
        self._level = inner


def _skip(fields: list[Field], text: str, position: int, stop: int, left: int) -> int:
    """The end of what is no token; it is a value without a name, unless it is a separator."""
    other = _NO_TOKEN.match(text, position, stop)
    end = other.end() if other else stop
    if other and not other[1]:
        fields.append(Field(position - left, end - left, ""))
    return end


def _read_key(key: str) -> str:
    """A key without its escapes."""
    try:
        return str(json.loads(f'"{key}"', strict=False))
    except ValueError:
        return key
