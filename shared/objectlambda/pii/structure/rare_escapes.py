"""Escapes that few programs write: names of characters, HL7's hexadecimal data, Japanese hyphens between digits,
strings of SQL by code points, addresses of mail that Cloudflare hides, signs of troff.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from objectlambda.pii.rules.literals import text_has
from objectlambda.pii.structure.views import Substitution

_BY_NAME = re.compile(r"\\N\{([A-Za-z0-9 \-]{2,60})\}")
_HL7 = re.compile(r"\\X((?:[0-9A-Fa-f]{2}){1,200})\\")
_HYPHEN = re.compile("(?<=[0-9])[ー\uff70\u301c\uff5e](?=[0-9])")
_STOP = re.compile("[@＠][\\w\\-]{1,63}([。｡])(?=[A-Za-z]{2})")
_SQL = re.compile(r"[uU]&'((?:[^']|''){0,4000}+)'(?:\s{1,8}UESCAPE\s{1,8}'([^'])')?", re.IGNORECASE)
_SQL_BACKSLASH = r"\\(?:([0-9a-fA-F]{4})|\+([0-9a-fA-F]{6})|\\)"
_HIDDEN_MAIL = re.compile(r"(?:data-cfemail=[\"']?|email-protection#)([0-9a-fA-F]{10,400})")
_MAIL = re.compile(r"(?<![\w.+\-\\])(?:[\w.+\-]|\\[_.+\-]){1,64}+@(?:[\w.\-]|\\[_.\-]){3,80}+")
_SIGN_OF_MAIL = re.compile(r"\\([_.+\-])")
"""A sign that Markdown and TeX escape in an address of mail: ``ann\\_roe@…``."""
_RSYSLOG = re.compile(r"#01([125])")
_CONTROLS = {"1": "\t", "2": "\n", "5": "\r"}
"""Control characters as rsyslog writes them in octal: "#012" is a line end."""
_TROFF = re.compile(r"\\(?:\((at|hy|en|mi)|\[(at|hy|en|mi)\])")


def of_rare(text: str) -> Iterator[Substitution]:
    """These escapes in ``text``."""
    if "\\" in text:
        yield from _of_backslash(text)
    if text_has(text, "#01") and text.count("#01") > 1:
        yield from (Substitution(*mark.span(), _CONTROLS[mark[1]]) for mark in _RSYSLOG.finditer(text))
    if text_has(text, "&'"):
        yield from _of_sql(text)
    if text_has(text, "cfemail") or text_has(text, "email-protection#"):
        for match in _HIDDEN_MAIL.finditer(text):
            key, *data = bytes.fromhex(match[1][: len(match[1]) & ~1])
            yield Substitution(*match.span(1), bytes(octet ^ key for octet in data).decode("utf-8", "replace"))
    if not text.isascii():
        for match in _HYPHEN.finditer(text):
            yield Substitution(*match.span(), "-")
        if "。" in text or "｡" in text:
            yield from (Substitution(*stop.span(1), ".") for stop in _STOP.finditer(text))


def _of_backslash(text: str) -> Iterator[Substitution]:
    if text_has(text, "\\N{"):
        for match in _BY_NAME.finditer(text):
            try:
                yield Substitution(*match.span(), unicodedata.lookup(match[1]))
            except KeyError:
                continue
    if text_has(text, "\\X"):
        for match in _HL7.finditer(text):
            shown = bytes.fromhex(match[1]).decode("latin-1")
            if shown.isprintable():
                yield Substitution(*match.span(), shown)
    if "@" in text and _SIGN_OF_MAIL.search(text):
        for mail in _MAIL.finditer(text):
            for sign in _SIGN_OF_MAIL.finditer(text, *mail.span()):
                yield Substitution(*sign.span(), sign[1])
    if text_has(text, "\\(") or text_has(text, "\\["):
        for match in _TROFF.finditer(text):
            yield Substitution(*match.span(), "@" if "at" in match.groups() else "-")


def _of_sql(text: str) -> Iterator[Substitution]:
    """The code points in SQL's ``U&'…'``; another sign than the backslash may be declared behind it."""
    for string in _SQL.finditer(text):
        pattern = _SQL_BACKSLASH.replace(r"\\", re.escape(string[2])) if string[2] else _SQL_BACKSLASH
        for escape in re.finditer(pattern, string[1]):
            code = int(escape[1] or escape[2] or "5c", 16)
            shown = "\ufffd" if 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)
            yield Substitution(string.start(1) + escape.start(), string.start(1) + escape.end(), shown)
