"""Quoted-printable bodies (RFC 2045), encoded words in headers (RFC 2047), and the strings of pickles in protocol 0."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.header import decode_header

from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.literals import text_has
from objectlambda.pii.structure.views import Substitution

_QUOTED = re.compile(r"(?:=[0-9A-F]{2})++|=[ \t]{0,8}\r?\n")
_ANY_QUOTED = re.compile(r"(?:=[0-9A-Fa-f]{2})++|=[ \t]{0,8}\r?\n")
_DECLARED = re.compile(r"quoted-printable", re.IGNORECASE)
_BASE64_LINE = re.compile(r"[A-Za-z0-9+/]+={1,2}")
_MARKS = ("uoted-printable", "uoted-Printable")
_ESCAPES = re.compile(r"=(?:3D|C[23]=|E2=80=|20\r?\n|[0-9A-F]{2}(?:=[0-9A-F]{2}){2})")
_SOFT_BREAK = re.compile(r"=\r?\n")
_LEAST_BROKEN = 60
_ENCODED_WORD = re.compile(r"=\?([\w\-]{1,40})(?:\*[\w\-]{1,20})?\?[qQ]\?([^?\s]{0,400}+)\?=(?:[ \t\r\n]{1,8}(?==\?))?")
_WORDS_IN_A_ROW = re.compile(
    r"=\?[\w\-]{1,40}(?:\*[\w\-]{1,20})?\?[bB]\?[A-Za-z0-9+/=]{0,400}+\?="
    r"(?:[ \t\r\n]{1,8}=\?[\w\-]{1,40}(?:\*[\w\-]{1,20})?\?[bBqQ]\?[^?\s]{0,400}+\?=)++"
)
_PARAMETER_SEAM = re.compile(r"\"?;[ \t\r\n]{0,8}[\w\-]{1,40}\*[1-9][0-9]?\*?=\"?")
_IN_WORD = re.compile(r"(?:=[0-9A-Fa-f]{2})++|_")
_COMMENT = re.compile(
    r"(?<=[\w.\-@])[ \t]?\([^()\n]{0,80}\)[ \t]?(?=[@.])|(?<=[@.])[ \t]?\([^()\n]{0,80}\)[ \t]?(?=\w)"
)
_HEADERS = (
    r"(?:from|to|cc|bcc|sender|reply-to|return-path|delivered-to|errors-to|[a-z\-]{1,20}-(?:from|to|cc|bcc|sender))"
    r"[ \t]?:"
)
_ADDRESSES = re.compile(_HEADERS, re.IGNORECASE)
"""The beginning of a header that holds addresses of mail."""
_HAS_ADDRESSES = linear(rb"(?im)^%b" % _HEADERS.encode())
"""One scan that texts without such headers fail."""
_LONGEST_HEADER, _MOST_FOLDS = 2000, 16
_MEMO = re.compile(r"'?\n[gp]\d{1,6}(?=\n)")
_STRING = re.compile(r"(?:(?<=\n)|\A)[a-z(.\]})]{0,8}[VSILF]'?(?=[^\n]{0,4000}\n[gpsau.])")


def declares_quoted_printable(text: str) -> bool:
    """Whether ``text`` declares that parts of it are in quoted-printable."""
    return (text_has(text, "rintable") or text_has(text, "RINTABLE")) and _DECLARED.search(text) is not None


def is_quoted_printable(text: str) -> bool:
    """Whether a window of text is in quoted-printable: it has typical escapes, or long lines with soft line ends."""
    if _ESCAPES.search(text) or any(mark in text for mark in _MARKS):
        return True
    return (text_has(text, "=\n") or text_has(text, "=\r\n")) and any(
        soft.start() - text.rfind("\n", 0, soft.start()) > _LEAST_BROKEN for soft in _SOFT_BREAK.finditer(text)
    )


def of_mail(text: str, *, quoted: bool = False) -> Iterator[Substitution]:
    """The escapes of encoded words, and those of quoted-printable if ``text`` is in it or ``quoted`` is set."""
    if text_has(text, "*1"):
        yield from (Substitution(*seam.span(), "") for seam in _PARAMETER_SEAM.finditer(text))
    if text_has(text, "=?"):
        for words in _WORDS_IN_A_ROW.finditer(text):
            if shown := _shown(words[0]):
                yield Substitution(*words.span(), shown)
        for word in _ENCODED_WORD.finditer(text):
            yield Substitution(word.start(), word.start(2), "")
            for escape in _IN_WORD.finditer(text, *word.span(2)):
                yield from _octets(escape) if escape[0] != "_" else [Substitution(*escape.span(), " ")]
            yield Substitution(word.end(2), word.end(), "")
    if quoted or is_quoted_printable(text):
        for escape in (_ANY_QUOTED if quoted else _QUOTED).finditer(text):
            if "\n" not in escape[0]:
                yield from _octets(escape)
            elif not _ends_base64(text, escape.start()):
                yield Substitution(*escape.span(), "")


def _ends_base64(text: str, sign: int) -> bool:
    """Whether the ``=`` at ``sign`` is the padding of a line of base64, and not a soft line end."""
    begin = text.rfind("\n", 0, sign) + 1
    end = text.find("\n", sign)
    line = text[begin:end].rstrip()
    return len(line) % 4 == 0 and _BASE64_LINE.fullmatch(line) is not None


def _shown(words: str) -> str:
    """Encoded words as a reader of mail shows them; nothing if they cannot be decoded."""
    try:
        parts = decode_header(re.sub(r"\?=\s+=\?", "?= =?", words))
        return "".join(part if isinstance(part, str) else part.decode(codec or "ascii") for part, codec in parts)
    except (ValueError, LookupError):
        return ""


def of_header_comments(text: str) -> Iterator[Substitution]:
    """The comments inside of addresses in headers of mail (RFC 5322): ``From: ann(a note)@acme.com``."""
    if _HAS_ADDRESSES.search(text.encode("latin-1", "replace")) is None:
        return
    for comment in _COMMENT.finditer(text):
        first = max(0, comment.start() - _LONGEST_HEADER)
        begin = text.rfind("\n", first, comment.start()) + 1
        for _ in range(_MOST_FOLDS):
            if begin <= first or text[begin] not in " \t":
                break
            begin = text.rfind("\n", first, begin - 1) + 1
        if _ADDRESSES.match(text, begin):
            yield Substitution(*comment.span(), "")


def of_pickle(text: str) -> Iterator[Substitution]:
    """The opcodes of a pickle that touch its strings, and the memo instructions after them; both are removed."""
    memos = list(_MEMO.finditer(text))
    if len(memos) > 1:
        yield from (Substitution(*memo.span(), "") for memo in memos)
        yield from (Substitution(*string.span(), "") for string in _STRING.finditer(text))


def _octets(escape: re.Match[str]) -> Iterator[Substitution]:
    data = bytes.fromhex(escape[0].replace("=", ""))
    try:
        text, codec = data.decode(), "utf-8"
    except UnicodeDecodeError:
        text, codec = data.decode("cp1252", "replace"), "cp1252"
    start = escape.start()
    for character in text:
        end = start + 3 * len(character.encode(codec, "replace"))
        yield Substitution(start, end, character)
        start = end
