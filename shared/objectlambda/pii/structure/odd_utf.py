"""Overlong UTF-8, in more bytes than a character needs, short runs of UTF-7, which many readers still read, and letters
with accents in encodings of one byte a character.

Bytes that are not UTF-8 come as lone surrogates (PEP 383).
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

from objectlambda.pii.structure.views import Substitution

OVERLONG = "[\udcc0\udcc1][\udc80-\udcbf]|\udce0[\udc80-\udc9f][\udc80-\udcbf]|\udcf0[\udc80-\udc8f][\udc80-\udcbf]{2}"
_OVERLONG = re.compile(OVERLONG)
_STRAY = re.compile("(?<![\udc80-\udcff])[\udc80-\udcff]{1,2}(?![\udc80-\udcff])")
"""One or two bytes that are not UTF-8 between characters; more of them stand in no word of Latin letters."""
_NARROW_CODECS = ("cp1252", "mac_roman", "cp850")
_ACCENTED = frozenset("áéíóúüñÁÉÍÓÚÜÑàèìòùçâêîôûäëïöãõåøæÀÈÌÒÙÇÂÊÎÔÛÄËÏÖÃÕÅØÆß")
_SIGNS = frozenset("ºª¿¡“”‘’€")
_UTF_7 = re.compile(r"\+(A[A-H][A-Za-z0-9+/]{1,60})-")


def of_overlong(text: str) -> Iterator[Substitution]:
    """The characters of ``text`` in overlong UTF-8."""
    for match in _OVERLONG.finditer(text):
        yield Substitution(*match.span(), shortest(match[0]))


def of_narrow(text: str) -> Iterator[Substitution]:
    """The letters of ``text`` in an encoding of one byte: the one in which most of such bytes are letters of names."""
    found = list(_STRAY.finditer(text))
    octets = "".join(match[0] for match in found).encode("ascii", "surrogateescape")
    readings = [octets.decode(codec, "replace") for codec in _NARROW_CODECS]
    shown = max(readings, key=lambda reading: sum(character in _ACCENTED for character in reading))
    if 2 * sum(character in _ACCENTED or character in _SIGNS for character in shown) < len(shown):
        return
    at = 0
    for match in found:
        for place in range(*match.span()):
            if shown[at].isprintable():
                yield Substitution(place, place + 1, shown[at])
            at += 1


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
