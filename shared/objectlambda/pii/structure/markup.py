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
from objectlambda.pii.structure.attributes import VALUES, attributes_of, declaration_fields, says_who
from objectlambda.pii.structure.fitting import may_be_value
from objectlambda.pii.structure.input_labels import InputLabels
from objectlambda.pii.structure.json_names import is_of_things, tells
from objectlambda.pii.structure.label_pairs import LabelPairs, is_number, is_part, names_person, says_only_value
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
from objectlambda.pii.structure.tables import TABLE_TAGS, Table, cell_around
from objectlambda.pii.structure.tag_labels import Pairs, TagLabels
from objectlambda.pii.structure.value_elements import ValueElements, lone_value

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
    h1 h2 h3 h4 h5 h6 header html i input item label li meta node ol optgroup option output p param parameter pre
    property record row section select set setting small span string strong table table-cell tbody td text textarea th
    thead tr u ul value var
"""
_MEANINGLESS = frozenset(_MEANINGLESS_WORDS.split())
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
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
        self._inputs = InputLabels()
        self._labels = TagLabels(html=html)
        self._attributes_read: Pairs = ()
        self._values: ValueElements | None = None
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
        self._inputs.begin(fields)
        if self._values is not None:
            self._values.begin(fields)
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
        self._inputs.look_ahead(text, position, stop)
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
        local = tag.rpartition(":")[2]
        named = name
        if local in _MEANINGLESS:
            named = self._table.name(local, words, name, self._open)
        elif not tells(name) and cell_around(self._open):
            named = self._table.name(local, words, "", self._open) or name
        level = len(self._open)
        if level > 1 and not self._html and is_part(tag, self._open[-2][0]):
            tag, level = self._open[-2][0], level - 1  # <question><title>SSN</title></question>
        name = self._pairs.name(tag, level, words, named)
        if (colon := words.find(": ", 0, _LONGEST_LABEL)) > 0 and names_person(words[:colon], words[colon + 2 :]):
            name, begin = words[:colon], begin + text[begin:end].index(": ") + 2  # <p>Last name: Roe</p>
        name = self._labels.text(words, self._pairs.number(words, name, self._open))
        fields.append(Field(begin - left, end - left, name))
        if self._html:
            self._inputs.add_text(tag, words, self._open)
            if not tells(name) and (is_number(words) or may_be_value(words)):
                self._inputs.wait_for_label("" if is_number(words) else words)

    def _tag(self, tag: re.Match[str], left: int, fields: list[Field]) -> None:
        name, attributes = tag[_NAME], tag[_ATTRIBUTES]
        written = name.lower() if self._html else name
        if tag[_SLASH]:
            self._close(written)
            return
        local = name.rpartition(":")[2]
        is_empty = attributes.endswith("/") or (self._html and written in _VOID) or len(self._open) >= DEPTH
        value = None if self._html else lone_value(attributes)
        if self._values is None and (value or local == "extension"):
            self._values = ValueElements(fields, self._open)
        self._attributes_read = ()
        if value and self._values is not None:
            start = tag.start(_ATTRIBUTES) - left
            self._values.add(local, Field(start + value.start(1), start + value.end(1), local), value[1], fields)
        else:
            local = self._attributes(tag, local, written, left, fields)
        self._labels.open(name.rpartition(":")[2].lower(), self._attributes_read, is_empty=is_empty)
        if not is_empty:
            self._open.append((written, local))
            if self._values is not None:
                self._values.open(name.rpartition(":")[2], attributes)

    def _attributes(self, tag: re.Match[str], label: str, written: str, left: int, fields: list[Field]) -> str:
        """Appends the values in the start of an element; returns what it says of its text."""
        attributes = tag[_ATTRIBUTES]
        folded = label.lower()
        meaningless = folded in _MEANINGLESS
        is_choice = self._html and written == "option" and _SELECTED.search(attributes) is not None
        if (written in _INLINE or is_choice) if self._html else says_only_value(label):
            label = self._name()  # <ssn><value>, <field name="ssn"><v>
        elif meaningless:
            label = ""
        beside = self._inputs.before(written) if self._html else ""
        group = self._inputs.around(written, attributes, self._open, self._table) if self._html else ""
        label = beside or group or label
        if folded in ("name", "nombre") and self._open and is_of_things(outer := self._open[-1][0].rpartition(":")[2]):
            label = f"{outer} {label}"
        if self._html and meaningless and "class" in attributes and says_who(attributes):
            label = "username"
        if label == "id" and self._open and self._open[-1][0] in _PEOPLE:
            label = "username"
        found = None
        self._attributes_read = ()
        if "=" in attributes:
            found = attributes_of(
                tag.string,
                *tag.span(_ATTRIBUTES),
                html=self._html,
                meaningless=meaningless,
                labels=self._inputs.texts,
                beside=beside,
                group=group,
            )
            says = label if not self._html or is_choice else ""  # <city value="Lyon"/>
            for start, end, named, _ in found.fields:
                fields.append(Field(start - left, end - left, says if says and named.lower() in VALUES else named))
            label = found.naming or label
            self._attributes_read = found.pairs
            if len(found.pairs) > 1 or self._labels.knows_ids:
                values = [tag.string[start:end] for start, end, _, _ in found.fields]
                self._labels.name_attributes(fields, len(values), values, found.pairs)
        if self._html:
            self._inputs.open_tag(written, found, self._open)
        if folded in TABLE_TAGS:
            self._table.open_tag(folded, attributes)
        return label

    def _close(self, written: str) -> None:
        for index in range(len(self._open) - 1, max(-1, len(self._open) - 33), -1):
            if self._open[index][0] == written:
                self._labels.close(len(self._open) - index)
                if self._values is not None:
                    self._values.close(len(self._open) - index)
                del self._open[index:]
                return
