"""Texts in base85, in base32 of other alphabets, and in base64, base32 or hex that is cut into pieces.

A text is read as it was before; a value in it stands for the whole run, or for those pieces that hold it. Other runs
decode to text by chance once in 100,000 times.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator, Sequence

from objectlambda.pii.structure.blobs import LEAST as LEAST_OF_BLOBS
from objectlambda.pii.structure.pieces import Pieces
from objectlambda.pii.structure.searches import OTHER_BASES, spans_of
from objectlambda.pii.structure.spelled import label_before
from objectlambda.pii.structure.views import Substitution

_BEFORE = rb"(?:^|[\s\"'=:>,(\[{|])"
_OF_85 = rb"[0-9A-Za-z!#$%&()*+\-;<=>?@^_`{|}~]"
_ODD = rb"[!#$%'*;<>?\[\\\]^`]"
_ODD_GROUP = b"|".join(rb"[!-u]{%d}%b[!-u]{%d}" % (before, _ODD, 3 - before) for before in range(4))
"""Digits of Ascii85 with a sign that stands in few numbers and addresses: rows of tables are none."""
_DIGITS_OF_85 = {  # the first of five digits says that the first of four bytes is an ASCII character
    OTHER_BASES.pattern(
        rb"(?:^|[\s=>,:\[{(][\"'])(?:[+-I][!-u]{4}){3,}[+-I][!-u]{0,3}"
        rb"|(?:^|\s)(?:[+-I][!-u]{4}){0,8}[+-I](?:" + _ODD_GROUP + rb")(?:[+-I][!-u]{4}){2,}[+-I][!-u]{0,3}"
    ): bytes(range(33, 118)),
    OTHER_BASES.pattern(_BEFORE + rb"(?:[A-Za-e]" + _OF_85 + rb"{4}){3,}[A-Za-e]" + _OF_85 + rb"{0,3}"): (
        b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
    ),
}
"""Forms of runs of Ascii85 and of base85 as in RFC 1924, and their digits."""
_VALUES_OF_85 = {pattern: bytes.maketrans(digits, bytes(range(85))) for pattern, digits in _DIGITS_OF_85.items()}
_ANY_OF_85 = {pattern: re.compile(b"[%b]*" % re.escape(digits)) for pattern, digits in _DIGITS_OF_85.items()}
_NAMES_BEFORE = 24
"""How many characters of a name may stand before its value, with an equals sign between them."""
_OF_32HEX = b"0123456789ABCDEFGHIJKLMNOPQRSTUV"
_OF_32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_FROM_32 = bytes.maketrans(_OF_32, _OF_32HEX)
_GROUP_OF_SMALL_32HEX = rb"[4-9a-f][014589cdghklopst][0-9a-v][2-7i-n][02468acegikmoqsu][8-9a-v][1239abhijpqr][0-9a-v]"
"""Eight digits of base32hex that are five characters of ASCII; one of 400 groups in hexadecimal numbers looks so."""
_BASE32 = {  # in the same way, the first of eight digits says that the first of five bytes is an ASCII character
    OTHER_BASES.pattern(rb"(?:[E-P][A-Z2-7]{7}){2,}[A-Z2-7]*|\b[GH][A-Z2-7]{10,14}\b"): _FROM_32,
    OTHER_BASES.pattern(rb"\b(?:[e-p][a-z2-7]{7}){2,}[a-z2-7]*"): bytes.maketrans(_OF_32.lower(), _OF_32HEX),
    OTHER_BASES.pattern(rb"\b(?:" + _GROUP_OF_SMALL_32HEX + rb"){2,}[0-9a-v]*"): bytes.maketrans(
        _OF_32HEX.lower(), _OF_32HEX
    ),
    OTHER_BASES.pattern(rb"\b[4-9A-F][0-9A-V]{7}[4-9A-F][0-9A-V]{2,}"): bytes.maketrans(_OF_32HEX, _OF_32HEX),
}
"""Forms of runs of base32, and what turns their digits into those of base32hex, which Python reads as numbers."""
_BESIDE = re.compile(rb"[A-Za-z0-9+/_\-]")
_LONG = 16
_GAP = (
    rb"(?:[\"'],?\s{0,4}[\"']?[A-Za-z_][A-Za-z0-9_.\-]{0,24}[\"']?\s?[:=]\s?[\"']"
    rb"|(?:<[^<>]*>|[^0-9A-Za-z+/=<\-_]){1,12})"
)
"""What may stand between two pieces: signs and tags, or a name between two strings."""
_OF_64 = rb"[A-Za-z0-9+/]"
_PIECE_OF_64 = _OF_64 + rb"*(?:[a-z0-9][A-Z]|[A-Z][A-Z][a-z]|[A-Za-z][0-9][A-Za-z])" + _OF_64 + rb"*={0,2}"
"""A piece of base64 that no word looks like."""
_PIECE_OF_32 = rb"[A-Z2-7]*[2-7][A-Z][A-Z2-7]*"
_PIECE_OF_16 = rb"(?:[2-7][0-9A-Fa-f]){3,}"
_CUT = {
    6: OTHER_BASES.pattern(_PIECE_OF_64 + _GAP + _PIECE_OF_64),
    5: OTHER_BASES.pattern(_PIECE_OF_32 + _GAP + _PIECE_OF_32),
    4: OTHER_BASES.pattern(_PIECE_OF_16 + _GAP + rb"(?:[2-7][0-9A-Fa-f]){2,}"),
}
"""How a text in pieces begins, and how many bits a digit has."""
_DIGITS = {6: rb"[A-Za-z0-9+/]{2,}={0,2}", 5: rb"[A-Z2-7]{2,}={0,6}", 4: rb"(?:[2-7][0-9A-Fa-f])+"}
_RUN = {bits: re.compile(digits) for bits, digits in _DIGITS.items()}
_NEXT = {bits: re.compile(_GAP + rb"(" + digits + rb")") for bits, digits in _DIGITS.items()}
_LEAST = 9
_DIGITS_OF_TEXT = 16
_CHECKED = 256
"""After so many digits it is seen whether they are still text."""
_TEXT = re.compile(
    rb"(?:[\t\r\n\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf])*"
)
_TEXT_BEGINS = re.compile(rb"(?:[\t\r\n\x20-\x7e]|[\xc2-\xef][\x80-\xbf]){4}")
_FEWEST_BEGUN = 5
"""So many of the first eight bytes of a text are whole characters."""
_PLAIN = frozenset(" .,:@_-\n")
_PLAIN_SHARE = 0.8
_SHORT_VALUE = re.compile(rb"(?:[0-9][ \-]?){7,19}|[^@\s]+@[^@\s]+")
_SIGNS_BEFORE = b"\"' \t\r\n=>,([{|"
_QUOTES = (b'"', b"'")
_LINE_END = re.compile(rb"\r?\n[> \t]{0,8}")
_MOST_QUOTES = 4
_HIGHEST = bytes([84])
_MOST = 8192
"""How many characters of a run are decoded: a window has few more."""
_MOST_TRIED = 8 * _MOST
"""After so many digits in pieces, fewer are read from each place on, or a hostile text takes long."""


def other_bases(shadow: bytes) -> Iterator[Pieces]:
    """The texts in an ASCII shadow that are encoded so."""
    held = OTHER_BASES.search(shadow)
    if not held.numbers and held.limit:
        return
    for pattern, values in _VALUES_OF_85.items():
        for start, end in spans_of(held, pattern):
            yield from _of_85(shadow, start, end, values, _ANY_OF_85[pattern])
    for pattern, table in _BASE32.items():
        for start, end in spans_of(held, pattern):
            yield from _of_32(shadow, start, end, table)
    for bits, pattern in _CUT.items():
        reached, tried = 0, 0
        for start, _ in spans_of(held, pattern):
            if start < reached:
                continue
            value, read = _cut(shadow, start, bits, _MOST if tried < _MOST_TRIED else _CHECKED)
            tried += read
            if value is not None:
                reached = value.parts[-1].end
                yield value


def _of_85(shadow: bytes, start: int, end: int, values: bytes, digits_of_it: re.Pattern[bytes]) -> Iterator[Pieces]:
    while start < end and shadow[start] in _SIGNS_BEFORE:
        start += 1
    named = shadow.find(b"=", start, start + _NAMES_BEFORE) + 1
    firsts = [first for first in ((start, named) if named else (start,)) if _begins_text(shadow, first, values)]
    if firsts and (goes_on := digits_of_it.match(shadow, end)):
        end = goes_on.end()  # lines, and letters that are not ASCII
    for first in firsts:
        for last in _ends(shadow, first, end):
            digits = shadow[first : min(last, first + _MOST)].translate(values)
            data = b"".join(_of_five(digits[at : at + 5]) for at in range(0, len(digits), 5))
            if _is_text(data[: len(data) - -len(digits) % 5]):
                yield _whole(shadow, first, last, data[: len(data) - -len(digits) % 5])
                return


def _begins_text(shadow: bytes, first: int, values: bytes) -> bool:
    """Whether the first ten digits in base85 are text, but for a character that they may cut."""
    begun = shadow[first : first + 10].translate(values)
    if not _is_plain(data := _of_five(begun[:5])):
        return False
    return _text_end(data + _of_five(begun[5:])) >= _FEWEST_BEGUN


def _text_end(data: bytes) -> int:
    text = _TEXT.match(data)
    return text.end() if text else 0


def _ends(shadow: bytes, start: int, end: int) -> Iterator[int]:
    """Where a run may end: at a quote that may be one of its digits, or behind it."""
    quote = shadow[start - 1 : start]
    yield end
    for _ in range(_MOST_QUOTES if quote in _QUOTES else 0):
        end = shadow.rfind(quote, start, end)
        if end < 0:
            return
        yield end


def _of_five(digits: bytes) -> bytes:
    """The four bytes of five digits in base85; the last ones may be missing."""
    first, second, third, fourth, fifth = digits.ljust(5, _HIGHEST)
    number = (((first * 85 + second) * 85 + third) * 85 + fourth) * 85 + fifth
    return (number & 0xFFFFFFFF).to_bytes(4, "big")


def _of_32(shadow: bytes, start: int, end: int, table: bytes) -> Iterator[Pieces]:
    run = shadow[start : min(end, start + _MOST)]
    if run.isdigit():
        return
    is_alone = not (_BESIDE.match(shadow, start - 1) if start else None) and not _BESIDE.match(shadow, end)
    if table is _FROM_32 and is_alone and len(run) >= LEAST_OF_BLOBS:
        return
    data = _number_bytes(run.translate(table) if table else run, 5)
    is_value = _SHORT_VALUE.fullmatch(data) and _TEXT.fullmatch(data)
    if is_value if len(run) < _LONG else _is_text(data):
        yield _whole(shadow, start, end, data)


def _number_bytes(digits: bytes, bits: int) -> bytes:
    """The bytes of ``digits``, which have so many bits each; nothing if the first five are no text."""
    size = len(digits) * bits // 8
    first = digits[: 40 // bits]
    if len(first) * bits < 40 or not _is_plain(int(first, 1 << bits).to_bytes(5, "big")):
        return b""
    return (int(digits, 1 << bits) >> (len(digits) * bits - size * 8)).to_bytes(size, "big")


def _is_plain(data: bytes | bytearray) -> bool:
    """Whether ``data``, in which a character may be cut, begins as text does."""
    return _TEXT_BEGINS.match(data) is not None


def _cut(shadow: bytes, start: int, bits: int, most: int) -> tuple[Pieces | None, int]:
    """The text of the pieces from ``start`` on, if they hold one, and how many digits were read for that, at most
    ``most``. What behind the text is none of it is left out.
    """
    first = _RUN[bits].match(shadow, start)
    if first is None:
        return None, 0
    runs, digits = [first.span()], [first[0].rstrip(b"=")]
    size, checked = len(digits[0]), 0
    while size < most and (more := _NEXT[bits].match(shadow, runs[-1][1])):
        if size == len(digits[0]) and bits == 6 and _goes_on(shadow, start, more):
            return None, size
        runs.append(more.span(1))
        digits.append(more[1].rstrip(b"="))
        size += len(digits[-1])
        if size > checked + _CHECKED or not checked:
            begun = _joined(b"".join(digits)[: size & ~7], bits)[:-2]
            if not _TEXT.fullmatch(begun) or (not begun and size >= _DIGITS_OF_TEXT):
                break
            checked = size
    if bits == 4 and b"".join(digits).isdigit():
        return None, size
    data = _joined(b"".join(digits), bits)
    length = _text_end(data)
    if _is_text(data[:length]) and length * 8 > len(digits[0]) * bits:
        shown = _shares(data[:length].decode(), digits, bits)
        parts = [Substitution(*run, text) for run, text in zip(runs, shown, strict=True) if text]
        return Pieces(parts, label_before(shadow, parts[0].start)), size
    return None, size


def _goes_on(shadow: bytes, start: int, more: re.Match[bytes]) -> bool:
    """Whether a run goes on in the next line, as :mod:`objectlambda.pii.structure.blobs` reads it."""
    if start and shadow[start - 1 : start] != b"\n" and more.start() - start < LEAST_OF_BLOBS:
        return False
    return _LINE_END.fullmatch(shadow, more.start(), more.start(1)) is not None


def _joined(digits: bytes, bits: int) -> bytes:
    if bits == 6:
        digits = digits[: len(digits) - (len(digits) % 4 == 1)]
        return binascii.a2b_base64(digits + b"=" * (-len(digits) % 4))
    if bits == 5:
        return _number_bytes(digits.translate(_FROM_32), 5)
    return bytes.fromhex(digits[: len(digits) & ~1].decode())


def _shares(text: str, digits: Sequence[bytes], bits: int) -> list[str]:
    """What of ``text`` begins in each piece."""
    shares = [""] * len(digits)
    piece, reached, at = 0, len(digits[0]), 0
    for character in text:
        while at * 8 // bits >= reached and piece + 1 < len(digits):
            piece += 1
            reached += len(digits[piece])
        shares[piece] += character
        at += len(character.encode())
    return shares


def _is_text(data: bytes) -> bool:
    if len(data) < (_LEAST if data.isascii() else 2 * _LEAST) or _TEXT.fullmatch(data) is None:
        return False
    shown = data.decode()
    return sum(character.isalnum() or character in _PLAIN for character in shown) >= _PLAIN_SHARE * len(shown)


def _whole(shadow: bytes, start: int, end: int, data: bytes) -> Pieces:
    return Pieces([Substitution(start, end, data.decode())], label_before(shadow, start))
