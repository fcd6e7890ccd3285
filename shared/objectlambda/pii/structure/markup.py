"""XML and HTML: tags are markup and never change; everything else is a value: text, attributes, comments, CDATA,
processing instructions, the content of document types.

A text is named by its element, an attribute's value by the attribute. If the tag says nothing about the meaning
(``<field name="ssn">``, ``<input name="phone" value=…>``, ``<td>``), the name comes from an attribute, or from the
label or header before it (``<dt>``, ``<label>``, ``<th>``, ``<td>Phone:</td>``). The lexer is lenient: everything that
is not markup is text, and an end tag without its start is ignored.
"""

from __future__ import annotations

import re

from objectlambda.pii.entities import Field
from objectlambda.pii.structure.attributes import VALUES, attributes_of, declaration_fields
from objectlambda.pii.structure.json_names import label_of_system
from objectlambda.pii.structure.label_pairs import LabelPairs, is_part, names_person, says_only_value
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
from objectlambda.pii.structure.tables import Table

# An entity or a closing mark that the end of the window cuts off is left for the next window.
_TEXT = re.compile(r"(?:[^<&]++|<(?![A-Za-z/!?]|\Z)|&(?!#?\w{0,31}\Z))*+")
_COMMENT = re.compile(r"(?:[^-]++|-(?!->|-?\Z))*+")
_CDATA = re.compile(r"(?:[^\]]++|\](?!\]>|\]?\Z))*+")
_RAW = re.compile(r"(?:[^<]++|<(?!/(?:script|style)\b|/?\w{0,6}\Z))*+", re.IGNORECASE)
_LOOKAHEAD = 40
_LONGEST_LABEL = 40
_CLOSING = {_TEXT: 0, _COMMENT: 3, _CDATA: 3, _RAW: 0}

_TAG = re.compile(
    r"<(?:(/?)([A-Za-z_][\w.\-:]*+)((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>"
    r"|(!--)|(!\[CDATA\[)|(\?(?:[^?]++|\?(?!>)){0,2000}+\?>|\?[^>]{0,2000}+>|!DOCTYPE(?:[^>\[]++|\[[^\]]*+\])*+>))",
    re.IGNORECASE,
)
_SLASH, _NAME, _ATTRIBUTES, _IS_COMMENT, _IS_CDATA, _OTHER = 1, 2, 3, 4, 5, 6
_MEANINGLESS_WORDS = """
    a arg argument attr attribute b body br button cell code col column content data dd div dl dt em entry field font
    h1 h2 h3 h4 h5 h6 header html i input item label li meta node ol option p param parameter pre property record row
    section select set setting small span string strong table tbody td text textarea th thead tr u ul value var
"""
_MEANINGLESS = frozenset(_MEANINGLESS_WORDS.split())
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
_INPUTS = frozenset({"input", "textarea", "select"})
_PEOPLE = frozenset({"developer", "contributor"})
"""Elements of Maven whose ``id`` is the login of a person."""
_SELECTED = re.compile(r"\bselected\b", re.IGNORECASE)
_INLINE = frozenset(
    {"b", "i", "em", "strong", "u", "mark", "font", "sub", "sup", "small", "big", "tt", "s", "span", "a"}
)


class MarkupLexer:
    """Lexes text and attributes and keeps the names of the elements around them."""

    strict = True

    def __init__(self, *, html: bool) -> None:
        self._html = html
        self._open: list[tuple[str, str]] = []  # the tag as written, and the name that it gives to its text
        self._table = Table()
        self._pairs = LabelPairs()
        self._system = ""
        self._long: LongValue | None = None

    def lex(self, text: str, start: int) -> Lexed:
        """The window that starts at ``start``; see :class:`Lexer`."""
        if self._long is None:
            return self._tokens(text, start, start, start, [])
        pattern, name, length = self._long
        stop = min(len(text), start + HARD)
        left = context_before(text, start, start - length)
        end = span_end(pattern, text, start, stop)
        if end > stop - _LOOKAHEAD and len(text) > stop:
            return self._cut_value(text, start, left, start, pattern, name, [])
        self._long = None
        fields = [Field(0, end - left, name)] if end > left else []
        return self._tokens(text, start, min(end + _CLOSING[pattern], stop), left, fields)

    def _tokens(self, text: str, start: int, position: int, left: int, fields: list[Field]) -> Lexed:
        stop = min(len(text), start + HARD)
        aim, low = min(start + TARGET, stop), start + TARGET // 2
        more = len(text) > stop
        while position < aim:
            tag = _TAG.match(text, position, stop) if text[position] == "<" else None
            if tag is None:
                pattern, begin, name = _TEXT, position, self._name()
                if self._html and self._open and self._open[-1][0] in ("script", "style"):
                    pattern, name = _RAW, ""
                end = span_end(pattern, text, begin, stop)
                if end == begin:  # a tag without an end
                    end = span_end(pattern, text, begin + 1, stop)
            elif tag[_IS_COMMENT] or tag[_IS_CDATA]:
                pattern, begin = (_COMMENT, tag.end()) if tag[_IS_COMMENT] else (_CDATA, tag.end())
                name = "" if tag[_IS_COMMENT] else self._name()
                end = span_end(pattern, text, begin, stop)
            else:
                if tag.end() > aim and position >= low:
                    break
                if tag[_NAME]:
                    self._tag(tag, left, fields)
                else:
                    found = declaration_fields(text, *tag.span())
                    fields += (Field(start - left, stop - left, name) for start, stop, name in (f[:3] for f in found))
                position = tag.end()
                continue
            is_open = more and end > stop - _LOOKAHEAD
            if position >= low and (is_open or end > aim):
                break
            if is_open:
                return self._cut_value(text, start, left, begin, pattern, name, fields)
            if begin < end:
                self._text(text, begin, end, left, name, fields)
            position = min(end + _CLOSING[pattern], stop)
        return Lexed(left, position, position, fields)

    def _cut_value(
        self, text: str, start: int, left: int, begin: int, pattern: re.Pattern[str], name: str,
        fields: list[Field],
    ) -> Lexed:  # fmt: skip
        """Ends the window inside a text that is longer than a window; the next window continues in it."""
        end, right = cut_value(text, start, begin, pattern)
        end = max(end, start + 1)
        right = max(right, end)
        first = left if self._long else begin
        fields.append(Field(first - left, right - left, name))
        self._long = LongValue(pattern, name, min(CONTEXT, end - first))
        return Lexed(left, end, right, fields)

    def _name(self) -> str:
        return self._open[-1][1] if self._open else ""

    def _text(self, text: str, begin: int, end: int, left: int, name: str, fields: list[Field]) -> None:
        words = text[begin:end].strip()
        if not words:
            return
        tag = self._open[-1][0].lower() if self._open else ""
        named = self._table.name(tag, words, name) if tag in _MEANINGLESS else name
        level = len(self._open)
        if level > 1 and not self._html and is_part(tag, self._open[-2][0]):
            tag, level = self._open[-2][0], level - 1  # <question><title>SSN</title></question>
        name = self._pairs.name(tag, level, words, named)
        if (colon := words.find(": ", 0, _LONGEST_LABEL)) > 0 and names_person(words[:colon], words[colon + 2 :]):
            name, begin = words[:colon], begin + text[begin:end].index(": ") + 2  # <p>Last name: Roe</p>
        fields.append(Field(begin - left, end - left, self._pairs.number(words, name, self._open)))

    def _tag(self, tag: re.Match[str], left: int, fields: list[Field]) -> None:
        name, attributes = tag[_NAME], tag[_ATTRIBUTES]
        written = name.lower() if self._html else name
        if tag[_SLASH]:
            self._close(written)
            return
        label = name.rpartition(":")[2]
        meaningless = label.lower() in _MEANINGLESS
        is_choice = self._html and written == "option" and _SELECTED.search(attributes) is not None
        if (written in _INLINE or is_choice) if self._html else says_only_value(label):
            label = self._name()  # <ssn><value>, <field name="ssn"><v>
        elif meaningless:
            label = ""
        beside = self._pairs.beside() if self._html and written in _INPUTS else ""
        label = beside or label
        if written == "value" and self._system and not self._html:
            label, self._system = self._system, ""
        if label == "id" and self._open and self._open[-1][0] in _PEOPLE:
            label = "username"
        if "=" in attributes:
            found = attributes_of(
                tag.string,
                *tag.span(_ATTRIBUTES),
                html=self._html,
                meaningless=meaningless,
                labels=self._pairs.inputs,
                beside=beside,
            )
            says = label if not self._html or is_choice else ""  # <city value="Lyon"/>
            if says == "system" and found.fields:  # of FHIR: <system value="phone"/><value value="…"/>
                self._system = label_of_system(tag.string[found.fields[0].start : found.fields[0].end])
            for start, end, named, _ in found.fields:
                fields.append(Field(start - left, end - left, says if says and named.lower() in VALUES else named))
            label = found.naming or label
            if written == "label" and self._html:
                self._pairs.open_label(found.naming)
        if meaningless:
            self._table.open_tag(written.lower(), attributes)
        if attributes.endswith("/") or (self._html and written in _VOID) or len(self._open) >= DEPTH:
            return
        self._open.append((written, label))

    def _close(self, written: str) -> None:
        for index in range(len(self._open) - 1, max(-1, len(self._open) - 33), -1):
            if self._open[index][0] == written:
                del self._open[index:]
                return
