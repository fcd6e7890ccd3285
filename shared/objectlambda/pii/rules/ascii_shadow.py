"""The ASCII shadow of a text, which has the same length, so that offsets are the same.

Rules match bytes, and RE2 counts bytes. In the shadow, every character is one byte: letters lose their accents (so that
"contraseña" and "contrasena" are one word), digits of other scripts become 0-9, typographic dashes, quotes and spaces
become plain ones, and every other letter becomes ``x`` or ``X``. A position in the shadow is
the position in the text.
"""

from __future__ import annotations

import re
import unicodedata

_OTHER = "\x1a"
_KEPT = 16_384
"""How many code points are cached: more than a document has, and few enough to bound memory."""

_PLAIN = {
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "“": '"', "”": '"', "„": '"', "″": '"', "«": '"', "»": '"',
    "•": "*", "●": "*", "∙": "*", "·": "*", "⋅": "*", "▪": "*", "×": "x", "−": "-", "⁄": "/", "∕": "/",
    "º": "o", "ª": "a", "ß": "s", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "æ": "a", "Æ": "A",
    "œ": "o", "Œ": "O", "þ": "t", "Þ": "T", "ð": "d", "ı": "i", "€": "$", "£": "$", "¥": "$", "₹": "$",
    "¿": " ", "¡": " ", "\u200b": " ", "\ufeff": " ", "\u2028": "\n", "\u2029": "\n", "\x85": "\n", "\u200d": "x",
}  # fmt: skip


def _plain(char: str) -> str:
    if char in _PLAIN:
        return _PLAIN[char]
    first = unicodedata.normalize("NFKD", char)[0]
    if " " <= first < "\x7f":
        return first
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.digit(char))
    if category == "Lu":
        return "X"
    if category[0] in "LM":
        return "x"
    if category == "Pd":
        return "-"
    return " " if category == "Zs" else _OTHER


class _Shadows(dict[int, str]):
    def __missing__(self, code: int) -> str:
        shadow = _plain(chr(code)) if code > 0x7F else chr(code)
        if len(self) < _KEPT:
            self[code] = shadow
        return shadow


_SHADOWS = _Shadows()
_CONTEXT = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ_", b"abcdefghijklmnopqrstuvwxyz ")


def fold(text: str) -> bytes:
    """The ASCII shadow of ``text``: one byte a character."""
    if text.isascii():
        return text.encode("ascii")
    return text.translate(_SHADOWS).encode("ascii")


def lower_shadow(shadow: bytes) -> bytes:
    """``shadow`` in lower case with underscores as spaces; context phrases are searched in this form."""
    return shadow.translate(_CONTEXT)


_LINE = re.compile(r"_{3,}")
_ON_LINE = re.compile(r"(?<!\w)__([A-Z0-9(+$][^_\n]{0,60}[a-z ][^_\n]{0,60})__(?!\w)")


def without_lines(text: str) -> str:
    """``text`` with blanks in place of the lines of forms on which values stand: "__Ann Roe__ (Landlord)"."""
    return _ON_LINE.sub(r"  \1  ", _LINE.sub(lambda line: " " * len(line[0]), text))
