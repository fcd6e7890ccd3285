"""The cells of a spreadsheet as a reader sees them: with shared strings, dates and number formats resolved, and with
the names that stand above and to the left of each cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from itertools import chain

from objectlambda.pii.documents.joined import Joined, joined, without_chance
from objectlambda.pii.documents.markup import Kind, Token, attributes, escape_xml, tokens
from objectlambda.pii.named_texts import Replaced, Text, with_replacements

_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_DATE_LETTER = re.compile("[ymdhs]", re.IGNORECASE)
_DIGIT_FORMAT = re.compile(r"[0#() -]*[0#][0#() -]*")
_COLUMN = re.compile("[A-Z]+")
_NAME_CHARACTERS = 64
_EPOCH = datetime(1899, 12, 30)
_LAST_DAY = 2_958_466


_JOINT = re.compile(r'"\s*&\s*"')
"""Where a formula joins two constants."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """The number format of each cell style: DATE, a digit format such as ``000-00-0000``, or empty."""

    formats: tuple[str, ...] = ()

    def display(self, style: str, value: str) -> str:
        """The text that the sheet shows for a number."""
        kind = self.formats[int(style)] if style.isdigit() and int(style) < len(self.formats) else ""
        try:
            number = Decimal(value)
        except InvalidOperation:
            return value
        if kind == DATE and 0 <= number < _LAST_DAY:
            day = _EPOCH + timedelta(days=float(number))
            return day.date().isoformat() if number == int(number) else day.isoformat(" ", "seconds")
        if kind and kind != DATE and number == number.to_integral_value():
            return _in_format(kind, f"{number:f}".split(".")[0])
        return f"{number:f}" if "E" in value.upper() and number.adjusted() < 40 else value


DATE = "date"


def styles_of(part: str) -> Styles:
    """The styles of ``xl/styles.xml``."""
    codes: dict[str, str] = {}
    formats: list[str] = []
    inside = False
    for token in tokens(part):
        if token.name == "cellXfs":
            inside = token.kind is Kind.START
        if token.kind is not Kind.START or token.name not in ("numFmt", "xf"):
            continue
        found = {name: value.text for name, value in attributes(part, token)}
        if token.name == "numFmt":
            codes[found.get("numFmtId", "")] = found.get("formatCode", "")
        elif inside:
            number = found.get("numFmtId", "0")
            formats.append(_kind(number, codes.get(number, "")))
    return Styles(formats=tuple(formats))


def _kind(number: str, code: str) -> str:
    if number.isdigit() and int(number) in _DATE_FORMATS:
        return DATE
    first = code.split(";", maxsplit=1)[0]
    plain = re.sub(r"\\(.)", r"\1", first)
    if _DIGIT_FORMAT.fullmatch(plain) and re.search("[() -]", plain):
        return plain
    return DATE if _DATE_LETTER.search(_QUOTED.sub("", first)) else ""


def _in_format(form: str, digits: str) -> str:
    """``digits`` filled into ``form`` from the right; digits left over come first."""
    shown: list[str] = []
    left = list(digits)
    for character in reversed(form):
        if character in "0#":
            if left:
                shown.append(left.pop())
            elif character == "0":
                shown.append("0")
        elif left or "0" in form:
            shown.append(character)
    return "".join((*left, *reversed(shown)))


@dataclass(slots=True)
class Cell:
    """A cell: its place in the part, its attributes, the tokens of its value and formula, and its shown text."""

    start: int
    end: int = 0
    prefix: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    values: list[Token] = field(default_factory=list)
    phonetic: str = ""
    formula: Token | None = None
    formula_tag: Token | None = None
    shared: int | None = None
    shown: str = ""
    names: tuple[str, ...] = ()
    pieces: list[Replaced] = field(default_factory=list)
    """Replacements of pieces of values that stand in several cells."""

    @property
    def texts(self) -> list[Text]:
        """The shown text under each of the cell's names, and the formula."""
        texts = [(name, self.shown) for name in self.names]
        return [*texts, *self.hidden_texts]

    @property
    def hidden_texts(self) -> list[Text]:
        """How the text is pronounced; the formula, and where it joins constants also with these as one."""
        phonetic = [("", self.phonetic)] if self.phonetic.strip() else []
        if self.formula is None:
            return phonetic
        texts = dict.fromkeys((self.formula.text, _JOINT.sub("", self.formula.text)))
        return [*phonetic, *(("", text) for text in texts)]


def cells_of(part: str, shared: Sequence[str], styles: Styles) -> Iterator[Cell]:
    """The cells of a sheet that show a text, in order, with their names."""
    columns = _Columns()
    for cell in _cells(part):
        value = "".join(token.text for token in cell.values)
        kind = cell.attributes.get("t", "n")
        if kind == "s" and value.strip().isdigit() and int(value) < len(shared):
            cell.shared = int(value)
            cell.shown = shared[cell.shared]
        else:
            cell.shown = styles.display(cell.attributes.get("s", ""), value) if kind == "n" else value
        cell.names = columns.names(cell.attributes.get("r", ""), cell.shown)
        if cell.shown.strip() or cell.hidden_texts:
            yield cell


def values_over_cells(cells: Sequence[Cell]) -> Iterator[Joined[Cell]]:
    """The values that neighbouring cells of a row or of a column make."""
    by_row: dict[str, list[Cell]] = {}
    by_column: dict[str, list[Cell]] = {}
    for cell in cells:
        reference = cell.attributes.get("r", "")
        match = _COLUMN.match(reference)
        if match and cell.shown.strip():
            by_row.setdefault(reference[match.end() :], []).append(cell)
            by_column.setdefault(match[0], []).append(cell)
    for lines in (by_row, by_column):
        found = [joined((cell, cell.shown.strip()) for cell in line) for line in lines.values() if len(line) > 1]
        yield from without_chance(list(chain.from_iterable(found)))


def _cells(part: str) -> Iterator[Cell]:
    cell: Cell | None = None
    path: list[str] = []
    for token in tokens(part):
        if token.kind is Kind.START:
            if token.name == "c" and "sheetData" in path:
                found = {name: value.text for name, value in attributes(part, token)}
                prefix = part[token.start + 1 : token.end].split("c", 1)[0]
                cell = Cell(token.start, prefix=prefix, attributes=found)
            elif token.name == "f" and cell is not None:
                cell.formula_tag = token
            path.append(token.name)
        elif token.kind is Kind.END:
            path.pop()
            if token.name == "c" and cell is not None:
                cell.end = token.end
                yield cell
                cell = None
        elif cell is not None and token.kind is Kind.TEXT:
            if path[-1] == "f":
                cell.formula = token
            elif "rPh" in path:
                cell.phonetic += token.text
            elif path[-1] in ("v", "t"):
                cell.values.append(token)


class _Columns:
    """Remembers the texts above and to the left of a cell."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._label: dict[str, str] = {}
        self._before = ""

    def names(self, reference: str, shown: str) -> tuple[str, ...]:
        """The names of the cell at ``reference``: the first text of its column, or the last one for a number, and
        the text to its left in the row."""
        match = _COLUMN.match(reference)
        column = match[0] if match else ""
        text = shown.strip()
        is_label = bool(text) and len(text) <= _NAME_CHARACTERS and not any(map(str.isdigit, text))
        before = "" if column == "A" else self._before
        first = self._first.get(column, "")
        label = self._label.get(column, "") if not is_label else ""
        if text:
            self._first.setdefault(column, text if is_label else "")
        if is_label:
            self._label[column] = text
        self._before = text if is_label else ""
        return tuple(dict.fromkeys((first, label, before)))


def rewrite_cell(cell: Cell, made: Mapping[Text, Sequence[Replaced]]) -> str | None:
    """The cell with its shown text replaced, as an inline text; None where nothing changes.

    Its phonetic text is left out. A formula that shows or holds a replaced value becomes a constant, since computing it
    would show the value again.
    """
    shown = [change for name in cell.names for change in made.get((name, cell.shown), ())]
    if cell.pieces:
        offset = len(cell.shown) - len(cell.shown.lstrip())
        shown += [Replaced(offset + begin, offset + end, after) for begin, end, after in cell.pieces]
    in_hidden = any(made.get(text) for text in cell.hidden_texts)
    is_shared = cell.shared is not None and cell.formula_tag is None and not cell.pieces
    if not in_hidden and (not shown or is_shared):
        return None  # a shared string is replaced in the table of shared strings
    text = escape_xml(with_replacements(cell.shown, shown))
    kept = "".join(f' {name}="{escape_xml(value)}"' for name, value in cell.attributes.items() if name in ("r", "s"))
    prefix = cell.prefix
    if cell.formula_tag is None:
        inside = f'<{prefix}is><{prefix}t xml:space="preserve">{text}</{prefix}t></{prefix}is>'
        return f'<{prefix}c{kept} t="inlineStr">{inside}</{prefix}c>'
    constant = escape_xml('"' + with_replacements(cell.shown, shown).replace('"', '""') + '"')
    return f'<{prefix}c{kept} t="str"><{prefix}f>{constant}</{prefix}f><{prefix}v>{text}</{prefix}v></{prefix}c>'
