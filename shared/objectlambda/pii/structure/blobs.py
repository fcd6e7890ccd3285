"""Texts that stand in base64 or hex in other texts: mail bodies and headers, LDIF, secrets, tokens, payloads in logs.

A run of such characters counts where it decodes to text; of random characters one in 100,000 does. What replaces a
value in it has as many bytes as the value, so that everything around it stays as it was.
"""

from __future__ import annotations

import binascii
import codecs
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.context import spans as linear_spans
from objectlambda.pii.structure.views import Substitution

LEAST = 16
"""Characters from which on a run of unknown meaning is tried."""
_CANDIDATE = linear(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
_LINE = re.compile(r"\r?\n[ \t]{0,8}([A-Za-z0-9+/]{1,998}+={0,2})(?![^\s\"'<])")
_SAID = re.compile(
    r"(?:::[ ]|\b[Bb]asic[ ]|;base64,|=\?[\w\-]{1,40}\?[bB]\?)([A-Za-z0-9+/_\-]{2,2000}+={0,2})(?![^\s\"'<?,;)])"
)
_PARTS = re.compile(rf"[A-Za-z0-9+]{{{LEAST},}}+={{0,2}}")
_BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_TO_UU = str.maketrans(_BASE64, "`" + "".join(map(chr, range(33, 96))))
_URL_SAFE = str.maketrans("-_", "+/")
_LONGEST_NUMBER = 19
_TRIED = 32
_CONTROLS = bytes(code for code in (*range(32), 127) if chr(code) not in "\t\r\n\f")


class Blob(NamedTuple):
    """A run in a text: where its characters stand, the bytes that they are, and where each character of those begins.

    ``bits`` are those of one character: 6 of base64 and uuencode, 4 of hex; ``uu`` says which of the two.
    """

    places: Sequence[int]
    data: bytes
    text: str
    starts: Sequence[int]
    codec: str
    bits: int
    uu: bool = False

    def substitutions(self) -> Iterator[Substitution]:
        """One for each character; neighbours share a character of the run."""
        ends = [*self.starts[1:], self.starts[0] + len(self.text.encode(self.codec))]
        first = reached = self.places[0]
        if self.uu:  # the first line's number of bytes
            yield Substitution(first - 1, first, "")
        for index, (begin, end) in enumerate(zip(self.starts, ends, strict=True)):
            start = first if not index else self.places[begin * 8 // self.bits]
            if start > reached:  # the end of a line
                yield Substitution(reached, start, "")
            reached = self.places[-(-end * 8 // self.bits) - 1] + 1
            yield Substitution(start, reached, self.text[index])

    def written(self, source: str, offset: int, first: int, last: int, replacement: str) -> str:
        """``source``, which stands at ``offset``, with the characters ``first`` to ``last`` of the text replaced."""
        begin = self.starts[first]
        end = self.starts[last] if last < len(self.starts) else len(self.data)
        made = replacement.encode(self.codec, "replace")
        if len(made) > end - begin:
            made = ("*" * (last - first)).encode(self.codec)
        made = made + " ".encode(self.codec) * (end - begin)
        data = self.data[:begin] + made[: end - begin] + self.data[end:]
        encoded = data.hex() if self.bits == 4 else binascii.b2a_base64(data, newline=False).decode()
        if self.bits == 4 and source.isupper():
            encoded = encoded.upper()
        elif self.uu:
            encoded = encoded.translate(_TO_UU)
        elif "-" in source or "_" in source:
            encoded = encoded.replace("+", "-").replace("/", "_")
        characters = list(source)
        for place, character in zip(self.places, encoded, strict=False):
            if 0 <= place - offset < len(characters):
                characters[place - offset] = character
        return "".join(characters)


def blobs_of(text: str) -> list[Blob]:
    """The runs in ``text`` that decode to text, in order."""
    found: list[Blob] = []
    reached = 0
    failed: set[str] = set()
    spans = linear_spans(_CANDIDATE, text.encode("latin-1", "replace"))
    if "::" in text or "asic " in text or "base64" in text or "=?" in text:
        spans = sorted({*spans, *(said.span(1) for said in _SAID.finditer(text))}, key=lambda span: (span[0], -span[1]))
    for start, end in spans:
        if start < reached or (run := text[start:end]) in failed:
            continue
        for blob in _decoded(text, start, end):
            found.append(blob)
            reached = blob.places[-1] + 1
        if reached <= start:
            failed.add(run)
    return found


def _decoded(text: str, start: int, end: int) -> Iterator[Blob]:
    run = text[start:end]
    if (data := _unhexed(run)) and (blob := blob_of(list(range(end - 2 * len(data), end)), data, 4)):
        yield blob
        return
    at_edge = start == 0
    if (at_edge or _begins_text(run)) and (blob := _base64(text, _lines(text, start, end), at_edge=at_edge)):
        yield blob
        return
    if "/" in run or "-" in run or "_" in run:
        for part in _PARTS.finditer(text, start, end):
            if _begins_text(part[0]) and (blob := _base64(text, list(range(*part.span())), at_edge=False)):
                yield blob


def _unhexed(run: str) -> bytes:
    """The bytes that ``run`` is in hex, if they may be text; digits alone are a number first."""
    try:
        data = bytes.fromhex(run[2:] if run[:2] in ("0x", "0X") else run)
    except ValueError:
        return b""
    return data if _may_be_text(data) and not (run.isdigit() and len(run) <= _LONGEST_NUMBER) else b""


def _begins_text(run: str) -> bool:
    """Whether the first characters of ``run`` can be text in base64: a cheap test that most other runs fail."""
    first = run[:_TRIED].rstrip("=")
    if "-" in first or "_" in first:
        first = first.translate(_URL_SAFE)
    try:
        return _may_be_text(binascii.a2b_base64(first[: len(first) & ~3]))
    except binascii.Error:
        return False


def _may_be_text(data: bytes) -> bool:
    return len(data.translate(None, _CONTROLS)) == len(data) or (data[1:2] == b"\0" and data[3:4] == b"\0")


def _lines(text: str, start: int, end: int) -> list[int]:
    """The places of the characters of a run, and of the lines below that go on with it."""
    places = list(range(start, end))
    width = end - start
    while width % 4 == 0 and text[end - 1] != "=" and (line := _LINE.match(text, end)):
        begin, end = line.span(1)
        if end - begin > width:
            break
        places += range(begin, end)
        if end - begin < width:
            break
    return places


def _base64(text: str, places: list[int], *, at_edge: bool) -> Blob | None:
    before = text[max(0, places[0] - 24) : places[0]].lower()
    narrow = "iso-8859" in before or "windows-125" in before
    run = "".join(text[place] for place in places).rstrip("=").translate(_URL_SAFE)
    for skipped in range(4 if at_edge else 1):  # a window may begin within four characters
        part = run[skipped:]
        part = part[: len(part) - (len(part) % 4 == 1)]
        try:
            data = binascii.a2b_base64(part + "=" * (-len(part) % 4))
        except binascii.Error:
            return None
        if blob := blob_of(places[skipped : skipped + len(part)], data, 6, narrow=narrow):
            return blob
    return None


def blob_of(places: list[int], data: bytes, bits: int, *, narrow: bool = False, uu: bool = False) -> Blob | None:
    """The blob of ``data``, if that is text in UTF-8, UTF-16 or Latin letters, without characters that are cut."""
    if not data:
        return None
    wide = ("utf-16-le",) if data[1:2] == b"\0" else ()
    narrow = narrow or (len(data) >= _TRIED and sum(byte < 128 for byte in data) >= 0.8 * len(data))
    for codec in (*wide, "utf-8", *(("cp1252",) if narrow else ())):
        cut = codec == "utf-8" and next((index for index in range(min(3, len(data))) if data[index] & 0xC0 != 0x80), 0)
        try:
            text = codecs.getincrementaldecoder(codec)("strict").decode(data[cut:])
        except UnicodeDecodeError:
            continue
        if text and all(character.isprintable() or character in "\t\r\n\f" for character in text):
            starts, at = [], cut
            for character in text:
                starts.append(at)
                at += 1 if character < "\x80" and codec == "utf-8" else len(character.encode(codec))
            return Blob(places, data, text, starts, codec, bits, uu)
    return None
