"""Bytes that were encoded in a text: wide characters, and strings in what is no text, such as Protocol Buffers,
MessagePack, CBOR and certificates.

Only strings that look like an address of mail, a number or a key count: names of firms and hosts stand in many of them.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SURE = re.compile(
    rb"(?:[A-Za-z_]{3,40}[^\x20-\x7e]{1,3})?"
    rb"(?:[A-Za-z0-9._+\-]{2,64}@[A-Za-z0-9\-]{2,64}\.[A-Za-z]{2}|(?:[0-9][ .\-]?){9}|A[KS]IA[A-Z0-9]{16})[\x20-\x7e]*"
)
"""Strings that count among bytes that are no text, such as Protocol Buffers, each with the name before it."""
_AS_STRINGS = bytes(code if 32 <= code < 127 else 10 for code in range(256))


def sure_strings(data: bytes) -> str:
    """``data`` with a line's end in place of each byte but those of such strings; nothing if it has none."""
    shown, at = [], 0
    for found in _SURE.finditer(data):
        shown += ["\n" * (found.start() - at), found[0].translate(_AS_STRINGS).decode("ascii")]
        at = found.end()
    return "".join([*shown, "\n" * (len(data) - at)]) if shown else ""


def wide_codec(data: bytes) -> tuple[str, int]:
    """The codec of text of two or four bytes a character that ``data`` may be, and the size of its byte order mark."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return codec, len(mark)
    if data[1:4] == b"\0\0\0" or data[:3] == b"\0\0\0":
        return ("utf-32-le" if data[0] else "utf-32-be"), 0
    return ("utf-16-le" if data[1:2] == b"\0" else "utf-16-be" if data[:1] == b"\0" else ""), 0
