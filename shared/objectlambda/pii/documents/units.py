"""The texts that a reader sees in an XML part: paragraphs, in which runs split values, attributes, comments, others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from objectlambda.errors import UnexpectedContent
from objectlambda.pii.documents.joined import joined, without_chance
from objectlambda.pii.documents.markup import Kind, Token, attributes, tokens
from objectlambda.pii.named_texts import Replaced, Text
from objectlambda.pii.structure.fitting import held_value
from objectlambda.pii.structure.json_names import tells
from objectlambda.pii.structure.tables import Table

_PARAGRAPHS = frozenset(("p", "h", "si", "is", "text", "note"))
_RUNS = frozenset(("t", "delText", "p", "h", "span", "a", "r"))
_INSTRUCTIONS = frozenset(("instrText", "delInstrText"))
_PHONETIC = frozenset(("rPh",))
"""How East Asian text is pronounced: no part of the text that it stands in."""
_CHOICE, _FALLBACK = frozenset(("Choice",)), frozenset(("Fallback",))
"""Of two forms of a content, a program shows the first one that it knows."""
_DELETED, _INSERTED = frozenset(("del", "moveFrom")), frozenset(("ins", "moveTo"))
_SPACES = {"tab": "\t", "br": "\n", "cr": "\n", "line-break": "\n", "s": " ", "noBreakHyphen": "-"}
_FONTS = frozenset(("font", "latin", "ea", "cs", "sym", "rFonts", "buFont", "font-face", "rFont"))
_LEFT_ALONE = re.compile(
    r"(?:|true|false|on|off|[a-z]|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8}|-?\d{1,6}|"
    r"\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?|"
    r"[A-Z]{1,3}\d{1,7}(?::[A-Z]{1,3}\d{1,7})?|\d{1,5}:\d{1,5}|"
    r"https?://(?:schemas\.(?:openxmlformats\.org|microsoft\.com)|purl\.org|www\.w3\.org)/[A-Za-z0-9/._#-]*)"
)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?")
_TIMES = frozenset(("created", "modified", "lastPrinted", "date", "dT", "dateTime", "creation-date"))
_DIGIT_SYMBOL = re.compile(r"""char\s*=\s*["'](?:[Ff]0|00)3[0-9]["']""")
_VALUES = frozenset(("v", "val", "value"))
_TABLES = {"tbl": "table", "table": "table", "tr": "tr", "table-row": "tr", "tc": "td", "table-cell": "td"}
"""Tables of Word, PowerPoint and OpenDocument, as HTML calls them."""
_MOST_STYLES = 8
"""How many styles of runs in one paragraph are told apart."""
_TOUCHES = re.compile(r"[\w@.+\-/]")
_SIGNS = re.compile(r"[0-9@]")


class Piece(NamedTuple):
    """A stretch of a unit's text and its token; None for a break or tab, which has no text token."""

    token: Token | None
    text: str


@dataclass(slots=True)
class Unit:
    """A text that is inspected as a whole, under its name; in ``sure`` ones (names of fonts) only sure types count."""

    name: str
    pieces: list[Piece] = field(default_factory=list)
    sure: bool = False
    is_paragraph: bool = False

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def named(self) -> Text:
        """The name and the text."""
        return self.name, self.text

    def spread(self, made: Sequence[Replaced], changes: dict[Token, list[Replaced]]) -> None:
        """Writes each replacement into the first token of its value, and deletes the value from the others."""
        for begin, end, after in made:
            at, text = 0, after
            for token, piece in self.pieces:
                start, stop = max(begin, at), min(end, at + len(piece))
                if token is not None and start < stop:
                    changes.setdefault(token, []).append(Replaced(start - at, stop - at, text))
                    text = ""
                at += len(piece)


def units(part: str, *, relations: bool = False, sheet: bool = False) -> list[Unit]:
    """The units of a part, in the order in which they end; of ``relations``, only links to the outside.

    The texts of a ``sheet``'s cells are not among them; `objectlambda.pii.documents.sheets` reads those.
    """
    return _Reader(part, relations, sheet).read()


class _Reader:
    """Reads one part. Memory grows with the part, whose size the caller bounds."""

    def __init__(self, part: str, relations: bool, sheet: bool) -> None:
        self._part = part
        self._sheet = sheet
        self._relations = relations
        self._path: list[str] = []
        self._names: list[str] = []
        self._paragraphs: list[_Paragraph] = []
        self._units: list[Unit] = []
        self._in_cells = False
        self._table = Table()
        self._cells = 0
        self._style = ""
        self._style_from = 0

    def read(self) -> list[Unit]:
        for token in tokens(self._part):
            if token.kind is Kind.START:
                self._start(token)
            elif token.kind is Kind.END:
                self._end(token)
            elif token.kind is Kind.REST:
                self._add("comment", token)
            elif token.text.strip() and not self._in_cells:
                self._text(token)
        return [*self._units, *self._over_paragraphs()]

    def _over_paragraphs(self) -> Iterator[Unit]:
        """The values that stand in several paragraphs or cells of a table."""
        found = list(joined((unit, unit.text) for unit in self._units if unit.is_paragraph))
        for value in without_chance(found):
            pieces = []
            for index, (unit, _) in enumerate(value.parts):
                if index and value.between:
                    pieces.append(Piece(None, value.between))
                pieces += unit.pieces
            yield Unit(value.label, pieces)

    def _start(self, token: Token) -> None:
        if token.name == "sym" and _DIGIT_SYMBOL.search(self._part, token.start, token.end):
            raise UnexpectedContent("digits stand in the document as symbols of a font: write them as text")
        if self._paragraphs and token.name in _SPACES:
            self._paragraphs[-1].pieces.append((Piece(None, _SPACES[token.name]), frozenset(), ""))
        if token.name in _TABLES:
            self._table.open_tag(_TABLES[token.name])
            self._cells += _TABLES[token.name] == "td"
        if token.name in _PARAGRAPHS:
            self._paragraphs.append(_Paragraph(len(self._path)))
        if token.name == "r":
            self._style = ""
        elif token.name == "rPr":
            self._style_from = token.start
        found = list(attributes(self._part, token))
        named = next((value.text for name, value in found if name == "name"), self._names[-1] if self._names else "")
        outside = any(name == "TargetMode" and value.text == "External" for name, value in found)
        self._in_cells = self._in_cells or (self._sheet and token.name == "sheetData")
        self._path.append(token.name)
        self._names.append(named)
        if token.name == "gridSpan":
            self._table.widen(next((value.text for name, value in found if name == "val"), ""))
        for name, value in found:
            if self._relations and not (name == "Target" and outside):
                continue
            if not _LEFT_ALONE.fullmatch(value.text) and not (name != "v" and _TIME.fullmatch(value.text)):
                sure = bool(_FONTS.intersection(self._path[-2:]))
                self._add(named if name in _VALUES else name, value, sure=sure)
                self._add_held(value)

    def _end(self, token: Token) -> None:
        if token.name in _PARAGRAPHS and self._paragraphs and self._paragraphs[-1].depth == len(self._path) - 1:
            self._units += self._in_column(self._paragraphs.pop().units())
        if token.name == "rPr":
            self._style = self._part[self._style_from : token.end]
        self._in_cells = self._in_cells and token.name != "sheetData"
        self._cells -= _TABLES.get(token.name) == "td"
        self._path.pop()
        self._names.pop()

    def _in_column(self, found: list[Unit]) -> list[Unit]:
        """The units of a paragraph, ``found``, with the name of the column in which they stand, if that tells."""
        if not self._cells or not found or not found[0].is_paragraph:
            return found
        name = self._table.name("td", found[0].text.strip(), "", [])
        if tells(name):
            for unit in found:
                unit.name = name
        return found

    def _text(self, token: Token) -> None:
        parent = self._path[-1] if self._path else ""
        if self._paragraphs and (parent in _RUNS or parent in _INSTRUCTIONS):
            paragraph = self._paragraphs[-1]
            inside = frozenset(self._path[paragraph.depth :])
            paragraph.pieces.append((Piece(token, token.text), inside, self._style))
        elif not (parent in _TIMES and _TIME.fullmatch(token.text)):
            self._add(self._names[-1] if self._names and self._names[-1] else parent, token)

    def _add_held(self, value: Token) -> None:
        """Adds what an identifier such as ``ssn_536221234``, the name of a bookmark, holds under its label."""
        held = held_value(value.text)
        if held is not None and value.end - value.start == len(value.text):
            begin, label = held
            self._add(label, value._replace(start=value.start + begin, text=value.text[begin:]))

    def _add(self, name: str, token: Token, *, sure: bool = False) -> None:
        if token.text.strip():
            self._units.append(Unit(name, [Piece(token, token.text)], sure))


_Marked = tuple[Piece, frozenset[str], str]
"""A piece, the elements around it in its paragraph, and the style of its run."""


class _Paragraph:
    """The pieces of a paragraph, with the elements around each, which mark deleted and inserted text, and its style."""

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.pieces: list[_Marked] = []

    def units(self) -> list[Unit]:
        """The current text, its other readings, the instructions of fields, and phonetic texts."""
        shown = [marked for marked in self.pieces if not marked[1] & (_INSTRUCTIONS | _PHONETIC)]
        instructions = [piece for piece, inside, _ in self.pieces if inside & _INSTRUCTIONS]
        phonetic = [piece for piece, inside, _ in self.pieces if inside & _PHONETIC]
        now = _without(_DELETED, shown)
        others = [pieces for pieces in _other_readings(shown) if pieces != now]
        units = [Unit("", pieces) for pieces in (now, *others, instructions, phonetic) if _has_text(pieces)]
        if _has_text(now):
            units[0].is_paragraph = True
        return units


def _other_readings(marked: Sequence[_Marked]) -> Iterator[list[Piece]]:
    """Text before tracked changes; either form of a content that has two; the text without runs of one style, which
    may be hidden, white or tiny, and these runs alone.
    """
    around = frozenset().union(*(inside for _, inside, _ in marked))
    if around & (_DELETED | _INSERTED):
        yield _without(_INSERTED, marked)
    if around & _DELETED and around & _INSERTED:
        yield _without(frozenset(), marked)
    if around & (_CHOICE | _FALLBACK):
        yield _without(_DELETED | _FALLBACK, marked)
        yield _without(_DELETED | _CHOICE, marked)
    styles = dict.fromkeys(style for piece, _, style in marked if piece.token is not None)
    if not 1 < len(styles) <= _MOST_STYLES or not any(_SIGNS.search(piece.text) for piece, _, _ in marked):
        return
    for left_out in styles:
        others = [one for one in marked if one[2] != left_out and not one[1] & (_DELETED | _FALLBACK)]
        if len(styles) > 1 and _is_joint(marked, others):
            yield [piece for piece, _, _ in others]
        alone = [one for one in marked if one[2] == left_out and not one[1] & (_DELETED | _FALLBACK)]
        if len(styles) > 2 and _is_joint(marked, alone):
            yield [piece for piece, _, _ in alone]


def _is_joint(marked: Sequence[_Marked], chosen: Sequence[_Marked]) -> bool:
    """Whether characters of one value may meet where pieces between the ``chosen`` ones are left out."""
    places = {id(one): index for index, one in enumerate(marked)}
    for before, after in pairwise(chosen):
        is_apart = places[id(after)] > places[id(before)] + 1
        if is_apart and _TOUCHES.match(before[0].text[-1:]) and _TOUCHES.match(after[0].text[:1]):
            return True
    return False


def _without(elements: frozenset[str], marked: Sequence[_Marked]) -> list[Piece]:
    return [piece for piece, inside, _ in marked if not inside & elements]


def _has_text(pieces: Sequence[Piece]) -> bool:
    return any(piece.text.strip() for piece in pieces)
