"""The texts that a reader sees in an XML part: paragraphs, in which runs split values, attributes, comments, others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from objectlambda.errors import UnexpectedContent
from objectlambda.pii.documents.markup import Kind, Token, attributes, tokens
from objectlambda.pii.named_texts import Replaced, Text

_PARAGRAPHS = frozenset(("p", "h", "si", "is", "text", "note"))
_RUNS = frozenset(("t", "delText", "p", "h", "span", "a", "r"))
_INSTRUCTIONS = frozenset(("instrText", "delInstrText"))
_PHONETIC = frozenset(("rPh",))
"""How East Asian text is pronounced: no part of the text that it stands in."""
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
        return self._units

    def _start(self, token: Token) -> None:
        if token.name == "sym" and _DIGIT_SYMBOL.search(self._part, token.start, token.end):
            raise UnexpectedContent("digits stand in the document as symbols of a font: write them as text")
        if self._paragraphs and token.name in _SPACES:
            self._paragraphs[-1].pieces.append((Piece(None, _SPACES[token.name]), frozenset()))
        if token.name in _PARAGRAPHS:
            self._paragraphs.append(_Paragraph(len(self._path)))
        found = list(attributes(self._part, token))
        named = next((value.text for name, value in found if name == "name"), self._names[-1] if self._names else "")
        outside = any(name == "TargetMode" and value.text == "External" for name, value in found)
        self._in_cells = self._in_cells or (self._sheet and token.name == "sheetData")
        self._path.append(token.name)
        self._names.append(named)
        for name, value in found:
            if self._relations and not (name == "Target" and outside):
                continue
            if not _LEFT_ALONE.fullmatch(value.text) and not (name != "v" and _TIME.fullmatch(value.text)):
                sure = bool(_FONTS.intersection(self._path[-2:]))
                self._add(named if name in _VALUES else name, value, sure=sure)

    def _end(self, token: Token) -> None:
        if token.name in _PARAGRAPHS and self._paragraphs and self._paragraphs[-1].depth == len(self._path) - 1:
            self._units += self._paragraphs.pop().units()
        self._in_cells = self._in_cells and token.name != "sheetData"
        self._path.pop()
        self._names.pop()

    def _text(self, token: Token) -> None:
        parent = self._path[-1] if self._path else ""
        if self._paragraphs and (parent in _RUNS or parent in _INSTRUCTIONS):
            paragraph = self._paragraphs[-1]
            inside = frozenset(self._path[paragraph.depth :])
            paragraph.pieces.append((Piece(token, token.text), inside))
        elif not (parent in _TIMES and _TIME.fullmatch(token.text)):
            self._add(self._names[-1] if self._names and self._names[-1] else parent, token)

    def _add(self, name: str, token: Token, *, sure: bool = False) -> None:
        if token.text.strip():
            self._units.append(Unit(name, [Piece(token, token.text)], sure))


class _Paragraph:
    """The pieces of a paragraph, each with the elements around it, which mark deleted and inserted text."""

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.pieces: list[tuple[Piece, frozenset[str]]] = []

    def units(self) -> list[Unit]:
        """The current text, the text before tracked changes, the instructions of fields, and phonetic texts."""
        now = [p for p, inside in self.pieces if not inside & (_DELETED | _INSTRUCTIONS | _PHONETIC)]
        before = [p for p, inside in self.pieces if not inside & (_INSERTED | _INSTRUCTIONS | _PHONETIC)]
        instructions = [p for p, inside in self.pieces if inside & _INSTRUCTIONS]
        phonetic = [p for p, inside in self.pieces if inside & _PHONETIC]
        readings = [now] if before == now else [now, before]
        return [
            Unit("", pieces) for pieces in (*readings, instructions, phonetic) if any(p.text.strip() for p in pieces)
        ]
