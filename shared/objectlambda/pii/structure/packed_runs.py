"""Compressed data in texts in rarer codes than base64 and hex: what Python, C and URLs escape, rows of numbers, the
characters of a binary string, base32, base85 and uuencode.
"""

from __future__ import annotations

import base64
import binascii
import re
import struct
from collections.abc import Callable, Iterator
from typing import NamedTuple

from objectlambda.pii.rules.context import linear, spans
from objectlambda.pii.structure.searches import RUNS, Runs

_FEWEST = 18
"""Shorter data hold no text."""
_MOST = 64 * 1024
_ANY = RUNS.pattern(
    rb"(?i)\\x1f\\x8b\\x08|\\u001f\\u008b|%1f%8b%08|\b31,\s{0,8}(?:139|-117),\s{0,8}8,|\bD6FQQ|\bP(?:AA|BP|CO|DN)[A-Z2-7]{16}|\\037\\213|x\\x9c|x%9c|BZh[1-9]1AY&SY"
    rb"|PK\\x03\\x04|PK%03%04|\\xfd7zXZ|begin [0-7]{3,4} |\\x28\\xb5|\(\\xb5/\\xfd"
)
_ESCAPED = re.compile(
    r"(?:\\x1[fF]\\x8[bB]|\\u001[fF]\\u008[bB]|\\037\\213|x\\x9[cC]|PK\\x03\\x04|BZh[1-9]1AY&SY|\\xfd7zXZ|(?:\(|\\x28)\\xb5(?:/|\\x2[fF])\\xfd)"
    r"(?:\\[^\n]|[^\\\"'\n]){8,}"
)
_ESCAPE = re.compile(r"\\(?:(?:x|u00)([0-9a-fA-F]{2})|([0-7]{1,3})|(.))", re.DOTALL)
_SHORT = {"n": "\n", "r": "\r", "t": "\t", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_PERCENT = re.compile(r"(?:%1[fF]%8[bB]%08|x%9[cC]|PK%03%04)(?:%[0-9a-fA-F]{2}|[\w.~+*!'()\-]){8,}")
_OCTET = re.compile(r"%([0-9a-fA-F]{2})")
_NUMBERS = re.compile(r"\b31,\s{0,8}(?:139|-117),\s{0,8}8,(?:\s{0,16}-?[0-9]{1,3},?){8,}")
_NUMBER = re.compile(r"-?[0-9]{1,3}")
_CHARACTERS = re.compile("\x1f\x8b\x08[\0-\xff]{8,}")
_BASE32 = re.compile(r"\b(?:D6FQQ|PAA|PBP|PCO|PDN)[A-Z2-7]{16,}")
_DIGITS_OF_85 = r"[0-9A-Za-z!#$%&()*+\-;<=>?@^_`{|}~]"
_IN_85 = re.compile(rf"(?:ABzY[89A-G]|c(?:m[V-Za-e]|w[P-Y]|\$[@^_`{{|}}~]|%[01]|-[j-s])){_DIGITS_OF_85}{{18,}}")
_IN_ASCII85 = re.compile('(?:\\+,\\^C|G(?:Q[@-I]|\\[[:-C]|a[n-u]|b[!"]|h[N-W]))[!-uz]{18,}')
_PLACES = {pattern: linear(pattern.pattern.encode()) for pattern in (_IN_85, _IN_ASCII85)}
_ANY_85 = RUNS.pattern(
    rb"(?:^|[\s\"'=:>,(])(?:ABzY[89A-G]|c(?:m[V-Za-e]|w[P-Y]|\$[@^_`{|}~]|%[01]|-[j-s])|\+,\^C"
    rb"|G(?:Q[@-I]|\[[:-C]|a[n-u]|b[!\"]|h[N-W]))[!-~]{18}"
)
"""How gzip and zlib begin in base85 and in Ascii85."""
_UUENCODED = re.compile(r"(?:\A|\n)begin [0-7]{3,4} [^\r\n]{0,255}\r?\n((?:[!-_][ -`]{1,85}\r?\n)+)")
_UU_MAGIC = ("'XL(", "4$L#", ")5!$", "0EIH", "_3=Z", "T,\\1", "*+4O")
"""What the first lines of gzip, ZIP, PDF, bzip2, xz, OLE and zstd have behind their length."""


class Run(NamedTuple):
    """A stretch of a text and the bytes that it stands for."""

    start: int
    end: int
    data: bytes


def other_runs(runs: Runs) -> Iterator[Run]:
    """The runs in a text that may be compressed data."""
    text = runs.text
    if not text.isascii() and "\x1f\x8b\x08" in text:
        for match in _CHARACTERS.finditer(text):
            yield Run(*match.span(), match[0].encode("latin-1"))
    if runs.held.has(_ANY_85):
        for match in _matches(_IN_85, runs):
            yield from _of_85(match, base64.b85decode)
        for match in _matches(_IN_ASCII85, runs):
            yield from _of_85(match, base64.a85decode)
    if not runs.held.has(_ANY):
        return
    for match in _ESCAPED.finditer(text):
        yield from _run(match, _ESCAPE.sub(_escaped, match[0][:_MOST]))
    for match in _PERCENT.finditer(text):
        yield from _run(match, _OCTET.sub(lambda octet: chr(int(octet[1], 16)), match[0][:_MOST]))
    for match in _NUMBERS.finditer(text):
        numbers = [int(number) for number in _NUMBER.findall(match[0][:_MOST])]
        yield Run(*match.span(), bytes(number & 255 for number in numbers))
    for match in _BASE32.finditer(text):
        run = match[0][: len(match[0]) // 8 * 8]
        yield Run(*match.span(), base64.b32decode(run))
    for match in _UUENCODED.finditer(text):
        if match[1].startswith(_UU_MAGIC, 1):
            yield from _uuencoded(match)


def _matches(pattern: re.Pattern[str], runs: Runs) -> Iterator[re.Match[str]]:
    """The matches of ``pattern``; in a text of ASCII, RE2 finds their places in a tenth of the time."""
    if not runs.text.isascii():
        return pattern.finditer(runs.text)
    return filter(None, (pattern.match(runs.text, start) for start, _ in spans(_PLACES[pattern], runs.shadow)))


def _run(match: re.Match[str], shown: str) -> Iterator[Run]:
    try:
        data = shown.encode("latin-1")
    except UnicodeEncodeError:
        return
    if len(data) >= _FEWEST:
        yield Run(*match.span(), data)


def _escaped(escape: re.Match[str]) -> str:
    octet, octal, sign = escape.groups()
    if octet or octal:
        return chr(int(octet, 16) if octet else int(octal, 8) & 255)
    return _SHORT.get(sign, sign)


def _of_85(match: re.Match[str], decode: Callable[[str], bytes]) -> Iterator[Run]:
    """The data in base85 at ``match``, whose end may be a sign that is none of it."""
    digits = match[0][:_MOST]
    for cut in range(5):
        try:
            yield Run(*match.span(), decode(digits[: len(digits) - cut]))
            return
        except (ValueError, struct.error):
            continue


def _uuencoded(match: re.Match[str]) -> Iterator[Run]:
    try:
        data = b"".join(binascii.a2b_uu(line) for line in match[1][:_MOST].splitlines())
    except binascii.Error:
        return
    yield Run(*match.span(1), data)
