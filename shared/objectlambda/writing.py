"""Tells what people write from characters in a row that random bytes make, where bytes are read on suspicion."""

from __future__ import annotations

import re

_LEAST = 8
_PLAIN = re.compile(rb"[\t\n\r\x20-\x7e]")
_ACCENTED = re.compile(rb"\xc3[\x80-\xbf]")
_PLAIN_SHARE = 0.8
_LETTER = re.compile(rb"[A-Za-z]")
_VOWEL = re.compile(rb"[AEIOUYaeiouy]")
_ODD = re.compile(
    rb"[a-z][A-Z]|[A-Za-z][0-9]|[!#$%&*+;=?\\^`|~][^\s]|[\x00-\x08\x0e-\x1f\x7f]|(.{1,8}?)\1{2,}", re.DOTALL
)
_FEWEST_LETTERS = 6
_VOWELS = 7
"""At least one letter in so many is a vowel."""
_ODD_SHARE = 0.25
"""How many of the characters may stand in pairs that words do not have, or in repetitions."""
_SURE = re.compile(rb"[0-9]{3}-[0-9]{2}-[0-9]{4}|(?:[0-9]{4}[ -]){3}[0-9]{4}")
_LIKELY = re.compile(
    rb"[a-z0-9]{2}@[a-z0-9-]{3,64}\.[a-z]{2}|[A-Z]{2}[0-9]{2}(?: [0-9A-Z]{4}){3}"
    rb"|[A-Za-z]{2}[ :=#.]{1,3}\+?(?!([0-9])\1{3})[0-9](?:[ -]?[0-9]){6}"
)
_MOST_ODD = 0.5


def is_writing(sample: bytes) -> bool:
    """Whether ``sample`` is a text of words, or has a number or an address of a form that does not come by chance."""
    plain = len(_PLAIN.findall(sample)) + 2 * len(_ACCENTED.findall(sample))
    if len(sample) < _LEAST or plain < _PLAIN_SHARE * len(sample):
        return False
    letters = len(_LETTER.findall(sample))
    has_words = letters >= _FEWEST_LETTERS and len(_VOWEL.findall(sample)) * _VOWELS >= letters
    odd = _odd_characters(sample)
    if (has_words and odd <= _ODD_SHARE * len(sample)) or _SURE.search(sample):
        return True
    return odd <= _MOST_ODD * len(sample) and _LIKELY.search(sample) is not None


def _odd_characters(sample: bytes) -> int:
    return sum(match.end() - match.start() for match in _ODD.finditer(sample))
