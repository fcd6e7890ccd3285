"""The XML that origins answer with, read by a parser with limits: it is as trustworthy as they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from objectlambda.errors import OriginError

MAX_DEPTH = 16
MAX_ELEMENTS = 100_000
"""A page of 1,000 keys has some 10,000 elements."""

MAX_TEXT_CHARACTERS = 16 * 1024

# Characters that XML 1.0 cannot hold stand as references, as S3 itself writes them; encoding-type=url avoids them.
_SPECIAL = re.compile(r"[&<>\"\x00-\x08\x0b-\x1f\x7f]")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """An element without children: its path of local names, its text, and where its content stands in the bytes."""

    path: tuple[str, ...]
    text: str
    start: int
    stop: int
    parent: int  # the number of the element in which it stands

    @property
    def name(self) -> str:
        return self.path[-1]


def leaves(xml: bytes) -> list[Leaf]:
    """The leaves of a document in UTF-8, in order; the caller bounds its bytes.

    Raises:
        OriginError: 400, it is no XML, declares a document type or entities, or is over a limit.
    """
    try:
        return _Reader(xml).leaves
    except (expat.ExpatError, UnicodeError) as error:
        raise malformed_listing("it is no XML") from error


def splice(xml: bytes, change: Callable[[Leaf], str | None]) -> bytes:
    """``xml`` with other text in the leaves for which ``change`` gives one; all other bytes stay.

    Raises:
        OriginError: as `leaves`.
    """
    pieces, done = [], 0
    for leaf in leaves(xml):
        text = change(leaf)
        if text is None or leaf.start == leaf.stop:
            continue
        pieces += [xml[done : leaf.start], escape_xml(text).encode()]
        done = leaf.stop
    return b"".join((*pieces, xml[done:]))


def escape_xml(text: str) -> str:
    """``text`` as it stands in an element."""
    return _SPECIAL.sub(lambda match: _NAMED.get(match[0]) or f"&#x{ord(match[0]):x};", text)


def malformed_listing(why: str) -> OriginError:
    """The error for a listing that cannot be one."""
    return OriginError(400, "MalformedListing", f"the origin's listing cannot be read: {why}")


class _Reader:
    def __init__(self, xml: bytes) -> None:
        self.leaves: list[Leaf] = []
        self._path: list[str] = []
        self._numbers: list[int] = [0]
        self._has_children: list[bool] = []
        self._text: list[str] = []
        self._length = self._count = 0
        self._start = -1
        parser: Any = expat.ParserCreate("utf-8")
        parser.buffer_text = False  # the place of the first text must be told
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._read
        parser.StartCdataSectionHandler = self._mark
        self._parser = parser
        parser.Parse(xml, True)

    def _refuse_doctype(self, *_declared: object) -> None:
        raise malformed_listing("it declares a document type")

    def _begin(self, name: str, _attributes: object) -> None:
        self._count += 1
        if len(self._path) >= MAX_DEPTH or self._count > MAX_ELEMENTS:
            raise malformed_listing("it has too many elements")
        if self._has_children:
            self._has_children[-1] = True
        self._path.append(name.rpartition(":")[2])
        self._numbers.append(self._count)
        self._has_children.append(False)
        self._text, self._length, self._start = [], 0, -1

    def _mark(self) -> None:
        if self._start < 0:
            self._start = self._parser.CurrentByteIndex

    def _read(self, text: str) -> None:
        self._mark()
        self._length += len(text)
        if self._length > MAX_TEXT_CHARACTERS:
            raise malformed_listing("one of its texts is too long")
        self._text.append(text)

    def _end(self, _name: str) -> None:
        self._numbers.pop()
        if not self._has_children.pop():
            stop = self._parser.CurrentByteIndex
            start = stop if self._start < 0 else self._start
            text, path = "".join(self._text), tuple(self._path)
            self.leaves.append(Leaf(path=path, text=text, start=start, stop=stop, parent=self._numbers[-1]))
        self._path.pop()
        self._text, self._length, self._start = [], 0, -1
