"""Reads dumps of bytes over the ends of their lines: those of xxd, ``hexdump``, ``hexdump -C``, ``od`` in its forms.

A line is an address, the bytes in hex, in words or as characters, and with some programs the same as text. Both are
read: a reader of either sees the value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from objectlambda.pii.rules.gates import Held
from objectlambda.pii.structure.pieces import Pieces
from objectlambda.pii.structure.searches import IN_PIECES, spans_of
from objectlambda.pii.structure.views import Substitution

_DUMP = IN_PIECES.pattern(
    rb"(?m)^[ \t>]*(?:0x)?[0-9a-fA-F]{4,16}:?(?:[ \t][^\n]*)?(?:\n[ \t>]*(?:0x)?[0-9a-fA-F]{4,16}:?[ \t][^\n]*)+"
)
_LINE = re.compile(r"[ \t>]*(?:0x)?([0-9a-fA-F]{4,16}):?[ \t]+(?=\S)")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){1,8}(?:[ -]{1,2}(?:[0-9a-fA-F]{2}){1,8})*")
_PAIR = re.compile("[0-9a-fA-F]{2}")
_WORD = re.compile("[0-9a-fA-F]{4}")
_OCTAL = re.compile("[0-7]{6}")
_CHARACTER = re.compile(r"\\.|[0-7]{3}|\S+| {3} ")
_ESCAPES = {r"\n": "\n", r"\t": "\t", r"\r": "\r", r"\0": " ", r"\a": " ", r"\b": " ", r"\f": " ", r"\v": " "}
_OF_CHARACTERS = re.compile(r"(?: {1,3}(?:\\[0abfnrtv]|[0-7]{3}|[\x20-\x7e])){1,32}")
_GAP = re.compile(r"[ \t]{1,}?\|?(?=\S| )")
_GUTTER = re.compile(r"[ \t]{1,}\|?([\x20-\x7e]{1,64}?)\|?\r?\Z")
_WIDEST = 64
_OTHER = "\x7f"
"""Stands for a byte that is no character of a text."""
_SCRAP = re.compile(r"(?<=\x7f)[^\x7f]{1,3}(?=\x7f)")
_BINARY = 0.5
"""A dump in which more of the bytes than these are no characters shows binary data."""


def dumped_values(text: str, held: Held) -> Iterator[Pieces]:
    """What the dumps in ``text`` show, in each way in which they may be read."""
    for start, end in spans_of(held, _DUMP):
        addresses: list[str] = []
        lines: list[Sequence[Sequence[Substitution]]] = []
        at = start
        for line in text[start:end].split("\n"):
            address = _LINE.match(line)
            if address is not None:
                addresses.append(address[1])
                lines.append(_line(line, address.end(), at))
            at += len(line) + 1
        for way in zip(*lines, strict=True):
            if _is_dump(addresses, [sum(len(part.text) for part in parts) for parts in way]):
                yield Pieces(_readable([part for parts in way for part in parts]))


def _readable(parts: Sequence[Substitution]) -> Sequence[Substitution]:
    """``parts`` as a reader sees them: in a dump of binary data, up to three characters between other bytes are none.

    That is what ``strings`` takes for text, too. A NUL does not end a text, so that UTF-16 is read.
    """
    value = "".join([part.text for part in parts])
    hidden = value.count(_OTHER)
    if not hidden:
        return parts
    if hidden > _BINARY * len(value):
        value = _SCRAP.sub(lambda scrap: " " * len(scrap[0]), value)
    value = value.replace(_OTHER, " ")
    at = 0
    shown: list[Substitution] = []
    for part in parts:
        shown.append(Substitution(part.start, part.end, value[at : at + len(part.text)]))
        at += len(part.text)
    return shown


def _is_dump(addresses: Sequence[str], lengths: Sequence[int]) -> bool:
    """Whether each address is by so many bytes higher than the one before as the line between them has."""
    if len(lengths) < 2 or not 4 <= lengths[0] <= _WIDEST:
        return False
    for base in (16, 8, 10):
        try:
            numbers = [int(address, base) for address in addresses]
        except ValueError:
            continue
        if all(b - a == length for (a, b), length in zip(pairwise(numbers), lengths, strict=False)):
            return True
    return False


def _line(line: str, first: int, at: int) -> Sequence[Sequence[Substitution]]:
    """The characters of one line as bytes, as words, as octal words, as characters, and as the text beside them."""
    shown = _HEX.match(line, first)
    last, *beside = _text_beside(line, first, shown.end() if shown else first)
    return (
        [Substitution(at + m.start(), at + m.end(), _shown(int(m[0], 16))) for m in _PAIR.finditer(line, first, last)],
        [_word(at + m.start(), m[0], 16) for m in _WORD.finditer(line, first, last)],
        [_word(at + m.start(), m[0], 8) for m in _OCTAL.finditer(line, first)],
        list(_as_characters(line, first, at)),
        [Substitution(at + index, at + index + 1, line[index]) for index in range(*beside)],
    )


def _text_beside(line: str, first: int, last: int) -> tuple[int, int, int]:
    """Where the bytes end in a line whose hex digits begin at ``first``, and where the text beside them stands.

    The text may look like hex digits itself; it has as many characters as there are bytes.
    """
    end = len(line.removesuffix("\r").removesuffix("|"))
    for gap in _GAP.finditer(line, first):
        if len(_PAIR.findall(line, first, gap.start())) == end - gap.end():
            return gap.start(), gap.end(), end
    gutter = _GUTTER.search(line, last)
    return (last, *gutter.span(1)) if gutter else (last, 0, 0)


def _word(start: int, word: str, base: int) -> Substitution:
    """The two bytes of a word, of which the first one comes last: what holds one of them holds the word."""
    value = int(word, base)
    return Substitution(start, start + len(word), _shown(value & 255) + _shown(value >> 8 & 255))


def _as_characters(line: str, first: int, at: int) -> Iterator[Substitution]:
    """The characters of a line of ``od -c``: each takes four columns."""
    begin = len(line[:first].rstrip())
    if not _OF_CHARACTERS.fullmatch(line, begin):
        return
    for index in range(begin, len(line), 4):
        cell = line[index : index + 4].strip()
        shown = _ESCAPES.get(cell, cell if len(cell) == 1 else " ")
        yield Substitution(at + index, at + min(index + 4, len(line)), shown)


def _shown(code: int) -> str:
    return chr(code) if 32 <= code < 127 or code in (9, 10, 13) else _OTHER if code else " "
