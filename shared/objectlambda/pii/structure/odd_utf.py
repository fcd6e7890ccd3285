"""Overlong UTF-8, in more bytes than a character needs, and short runs of UTF-7, which many readers still read.

Bytes that are not UTF-8 come as lone surrogates (PEP 383).
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

from objectlambda.pii.structure.views import Substitution

OVERLONG = "[\udcc0\udcc1][\udc80-\udcbf]|\udce0[\udc80-\udc9f][\udc80-\udcbf]|\udcf0[\udc80-\udc8f][\udc80-\udcbf]{2}"
_OVERLONG = re.compile(OVERLONG)
_UTF_7 = re.compile(r"\+(A[A-H][A-Za-z0-9+/]{1,60})-")


def of_overlong(text: str) -> Iterator[Substitution]:
    """The characters of ``text`` in overlong UTF-8."""
    for match in _OVERLONG.finditer(text):
        yield Substitution(*match.span(), shortest(match[0]))


def shortest(octets: str) -> str:
    """The character that overlong UTF-8 stands for."""
    code = ord(octets[0]) & (1 if len(octets) == 2 else 15 if len(octets) == 3 else 7)
    for octet in octets[1:]:
        code = code << 6 | (ord(octet) & 63)
    return chr(code)


def of_utf_7(text: str) -> Iterator[Substitution]:
    """The short runs of UTF-7 in ``text``, which begin with an ASCII character: ``+AEA-``."""
    for match in _UTF_7.finditer(text):
        run = match[1]
        try:
            data = binascii.a2b_base64(run + "A" * (-len(run) % 4))
        except binascii.Error:
            continue
        shown = data[: len(run) * 6 // 16 * 2].decode("utf-16-be", "replace")
        if shown.isprintable() and "\ufffd" not in shown:
            yield Substitution(*match.span(), shown)
