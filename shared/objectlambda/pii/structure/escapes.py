"""Decodes the escapes of JSON, markup and CSV, and the escapes that programs write into any text.

JSON writes ``é`` as ``\\u00e9`` and XML as ``&#233;``; a URL writes ``@`` as ``%40``; a log writes a line end as
``\\n`` and colours as terminal codes. Each function lists what is encoded in one text, one layer deep. All patterns are
possessive or bounded, so that one pass over the text suffices.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import quote

from objectlambda.pii.rules.literals import text_has
from objectlambda.pii.structure.latex import of_latex
from objectlambda.pii.structure.mail_escapes import of_header_comments, of_mail, of_pickle
from objectlambda.pii.structure.numerals import numerals
from objectlambda.pii.structure.odd_utf import OVERLONG, of_narrow, of_overlong, of_utf_7, shortest
from objectlambda.pii.structure.rare_escapes import of_rare
from objectlambda.pii.structure.rtf import of_rtf
from objectlambda.pii.structure.sniffing import Format
from objectlambda.pii.structure.views import Substitution

_JSON = re.compile(
    r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([^u]))", re.DOTALL
)
_JSON_SHORT = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_MARKUP = re.compile(r"&(?:#[0-9]{1,40}+;?|#[xX][0-9a-fA-F]{1,40}+;?|[A-Za-z][A-Za-z0-9]{1,30};)")
_REFERENCE = re.compile(
    r"&(?:#(?:[0-9]{1,40}+|[xX][0-9a-fA-F]{1,40}+);?|(?:commat|period|hyphen|dash|minus|lowbar|plus|nbsp|shy|zwn?j|Tab);"
    r"|amp;(?=#[0-9xX]|amp;#))"
)
_DIGIT_SIGN = re.compile("[\u2474-\u247c\u2488-\u2490\u2776-\u277e\u2780-\u2788\u278a-\u2792]")
"""Digits in brackets, with a full stop, in black or light circles."""
_QUOTES = re.compile(r'""')
_CDATA_OR_COMMENT = re.compile(r"<!\[CDATA\[|\]\]>|<!--[a-z \-]{0,64}-->")
INLINE_TAGS = "b|i|em|strong|u|mark|font|sub|sup|small|big|tt|s|span|a|wbr|bdi|bdo|tspan|ruby|rt|q|code"
"""Elements that stand inside words; a part of patterns."""
_TAGS = rf"{INLINE_TAGS}|text:span|text:s|r"
_QUOTED_ATTRIBUTES = r"""(?:[^<>"']|"[^"<]{0,200}"|'[^'<]{0,200}'){0,300}+"""
_NAMED = rf"</?(?:{_TAGS})(?=[\s/>])(?:{_QUOTED_ATTRIBUTES}|[^<>]{{0,300}})>"
_ASIDE = r"<!--[^<>]{0,300}-->|<\?[^<>]{0,300}\?>"
_IN_HTML = re.compile(rf"(?<=[\w.@\-/])(?:{_NAMED}|{_ASIDE})++(?=[\w.@\-/])", re.IGNORECASE)
_IN_XML = re.compile(
    rf"(?<=[\w.@\-/])(?:(?:{_NAMED}|{_ASIDE})++|</?[A-Za-z_][\w:.\-]{{0,63}}(?:\s[^<>]{{0,300}})?>)(?=[\w.@\-/])"
)
"""In XML, one tag inside of a word is mixed content; of two, only those that mark up text."""
_TURNED = re.compile(
    r"<(?:bdo\b(?=[^<>]{0,200}rtl)|[a-z]{1,10}\b(?=[^<>]{0,300}bidi-override)(?=[^<>]{0,300}rtl))[^<>]{0,300}>([^<>&]{2,200})"
)
"""Text that is shown from its end."""
_REPLACEMENT = "\ufffd"
INVISIBLE = (
    "\0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\u180e\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b\u180c\u180d\u180f\u202a\u202b\u202c\u202d\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f\u3164\uffa0"
    "\ufff9\ufffa\ufffb"
)
"""Invisible characters, including NUL; between the digits of a number they hide it."""

_INVISIBLE = re.compile(
    f"[{INVISIBLE}\ufe00-\ufe0f\U000e0001\U000e007f-\U000e01ef]+|(?<=[0-9\\-])[\u0300-\u036f\u20d0-\u20f0]+"
)
_MARKED = re.compile("[A-Za-z][\u0300-\u036f]{1,4}(?![\u0300-\u036f])")
"""A letter and its accents apart, as in names of files that macOS writes (Unicode's NFD)."""
_TAG = re.compile("[\U000e0020-\U000e007e]")
_BACKWARDS = re.compile("[\u202e\u2067]([^\u202c\u202e\u2069\n]{1,200})[\u202c\u2069]?")
_STRUCK_OVER = re.compile(r"(?:[^\n\x08]\x08)++([^\n\x08]?)")
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2})++")
_WIDE_ESCAPE = re.compile(r"%u([0-9a-fA-F]{4})|\\u\{([0-9a-fA-F]{1,6})\}")
_OF_OCTETS = re.compile(rf"{OVERLONG}|.", re.DOTALL)
_PLUS = re.compile(r"(?<=[A-Za-z])\+(?=[A-Za-z])")
_QUERY = re.compile(r"[?&][\w.\-%\[\]]{1,64}=[^\s\"'<>&#]++")
_TERMINAL = re.compile(
    r"(?:\x1b|\\x1[bB]|\\u001[bB]|\\033|\\e|\^\[|#033)"
    r"(?:\[[0-?]{0,32}+[ -/]{0,4}+[@-~]|\][^\x07\x1b\n]{0,200}+(?:\x07|\x1b\\)|[()][AB0-2])"
    r"|\x1b[=>78cDEHMNOZ]|\[\d{1,3}(?:;\d{1,3}){0,4}m(?!\])"
)
_PATH = r"(?<![A-Za-z0-9])[A-Za-z]:\\(?:[^\s\"'<>|*?;,]++)"
_BACKSLASH = re.compile(
    rf"({_PATH})|\\(?:u([dD][89abAB][0-9a-fA-F]{{2}})\\u([dD][c-fC-F][0-9a-fA-F]{{2}})|u([0-9a-fA-F]{{4}})"
    r"|((?:x[0-9a-fA-F]{2})(?:\\x[0-9a-fA-F]{2})*+)|((?:[0-3][0-7]{2})(?:\\[0-3][0-7]{2})*+)|([nrt])|([\"'\\/]))"
)
_PLAIN = re.compile(r"\\(?:[\"'\\]|u[0-9a-fA-F]{4}|r\\n|[nt](?=[^a-z]))")
_URL_SAFE = "[]:*#-._~@/!$'(),;"

Substitutions = Iterator[Substitution]


def of_format(text: str, kind: Format) -> Substitutions:
    """The escapes of a text of that format."""
    if kind is Format.JSON:
        return _single(text, _JSON, _json_character) if "\\" in text else iter(())
    if kind in (Format.XML, Format.HTML):
        return _of_markup(text, html=kind is Format.HTML)
    if kind is Format.DELIMITED:
        return _single(text, _QUOTES, lambda _: '"') if text_has(text, '""') else iter(())
    return iter(())


def of_programs(text: str, *, quoted: bool = False) -> list[Substitution]:
    """The escapes that programs write into any text: URL escapes, string escapes, terminal codes, invisible characters,
    numeric references. ``quoted`` says that the text declares quoted-printable.
    """
    found: list[Substitution] = []
    if "\\" in text:
        found += list(of_rtf(text)) or list(of_latex(text)) or _backslashes(text)
    if "%" in text:
        found += _percents(text)
    if text_has(text, "%u") or text_has(text, "\\u{"):
        found += _single(text, _WIDE_ESCAPE, lambda escape: _character(int(escape[1] or escape[2], 16)))
    if "+" in text and ("?" in text or "&" in text):
        found += _pluses(text)
    if "\x1b" in text or text_has(text, "[0m"):
        found += [Substitution(*code.span(), _border(text, *code.span())) for code in _TERMINAL.finditer(text)]
    if not text.isascii() or "\0" in text:
        found += [Substitution(*unseen.span(), "") for unseen in _INVISIBLE.finditer(text)]
        found += _single(text, _MARKED, lambda marked: unicodedata.normalize("NFC", marked[0]))
        found += [Substitution(*back.span(), back[1][::-1]) for back in _BACKWARDS.finditer(text)]
        found += [Substitution(*sign.span(), str(unicodedata.digit(sign[0]))) for sign in _DIGIT_SIGN.finditer(text)]
        found += numerals(text)
        found += of_overlong(text)
        found += of_narrow(text)
        found += [Substitution(*tag.span(), chr(ord(tag[0]) - 0xE0000)) for tag in _TAG.finditer(text)]
    if text_has(text, "+A"):
        found += of_utf_7(text)
    found += of_rare(text)
    if "\x08" in text:
        found += [Substitution(*struck.span(), struck[1]) for struck in _STRUCK_OVER.finditer(text)]
    if "=" in text:
        found += of_mail(text, quoted=quoted)
    if "@" in text and "(" in text:
        found += of_header_comments(text)
    if text_has(text, "\np"):
        found += of_pickle(text)
    if "&" in text and (text_has(text, "&#") or ";" in text):
        found += _single(text, _REFERENCE, _markup_character)
    return _without_overlaps(found)


def as_programs_write(replacement: str, source: str) -> str:
    """``replacement`` with the encoding that ``source`` has."""
    if _PERCENT.search(source):
        return quote(replacement, safe=_URL_SAFE)
    if " " not in source:
        replacement = replacement.replace(" ", "+" if "+" in source else "_" if "_" in source else " ")
    if '"' in replacement or "\\" in replacement:
        return json.dumps(replacement, ensure_ascii=False)[1:-1]
    return replacement


def _single(text: str, pattern: re.Pattern[str], character: Callable[[re.Match[str]], str]) -> Substitutions:
    for match in pattern.finditer(text):
        decoded = character(match)
        if decoded in INVISIBLE:
            decoded = ""  # of JSON's \u0000, too
        if len(decoded) < 2:  # two characters would share one place in the source
            yield Substitution(match.start(), match.end(), decoded)


def _of_markup(text: str, *, html: bool) -> Substitutions:
    """Character references, and markup inside a value that no reader sees.

    Such markup is CDATA marks, comments, instructions, and tags like ``<b>``.
    """
    found = list(_single(text, _MARKUP, _markup_character)) if "&" in text else []
    if text_has(text, "<!") or text_has(text, "]]>"):
        found += [Substitution(*mark.span(), "") for mark in _CDATA_OR_COMMENT.finditer(text)]
    if text_has(text, "rtl"):
        found += [Substitution(*turned.span(1), turned[1][::-1]) for turned in _TURNED.finditer(text)]
    if text_has(text, "</") or text_has(text, "<!--") or text_has(text, "<?"):
        found += [
            Substitution(*tags.span(), "")
            for tags in (_IN_HTML if html else _IN_XML).finditer(text)
            if _is_one_value(text[tags.start() - 1], text[tags.end()], loose="span" in tags[0] or "<a" in tags[0])
        ]
    return iter(_without_overlaps(found))


def _is_one_value(before: str, after: str, *, loose: bool) -> bool:
    """Whether the text before and after tags reads as one word or number."""
    if before in "-.@_/" or after in "-.@_/":
        return True
    return not loose and ((before.isdigit() and after.isdigit()) or (before.isalpha() and after.islower()))


def _json_character(match: re.Match[str]) -> str:
    high, low, single, short = match.groups()
    if high:
        return _astral(high, low)
    if single:
        return _unicode(single)
    return _JSON_SHORT.get(short, short)


def _astral(high: str, low: str) -> str:
    return chr(0x10000 + ((int(high, 16) & 0x3FF) << 10) + (int(low, 16) & 0x3FF))


def _unicode(code: str) -> str:
    return _character(int(code, 16))


def _character(number: int) -> str:
    return _REPLACEMENT if 0xD800 <= number < 0xE000 or number > sys.maxunicode else chr(number)


def _markup_character(match: re.Match[str]) -> str:
    decoded = unescape(match[0])
    return _REPLACEMENT if "\ud800" <= decoded < "\ue000" else decoded


def _backslashes(text: str) -> Substitutions:
    """String escapes. ``\\n`` between lower-case letters may belong to a path or an account (``ACME\\nancy``); it
    counts only if other escapes show that a program wrote the text.
    """
    escaped = _PLAIN.search(text) is not None
    for match in _BACKSLASH.finditer(text):
        path, high, low, single, octets, octal, space, sign = match.groups()
        start, end = match.span()
        if path:
            continue
        if octets:
            yield from _octets(start, bytes.fromhex(octets.replace("\\x", "")[1:]), 4)
        elif octal:
            yield from _octets(start, bytes(int(code, 8) for code in octal.split("\\")), 4)
        elif space:
            glued = text[start - 1 : start].isalnum() and text[end : end + 1].islower()
            if escaped or not glued:
                yield Substitution(start, end, _JSON_SHORT[space])
        else:
            yield Substitution(start, end, _astral(high, low) if high else _unicode(single) if single else sign)


def _percents(text: str) -> Substitutions:
    for match in _PERCENT.finditer(text):
        yield from _octets(match.start(), bytes.fromhex(match[0].replace("%", "")), 3)


def _octets(start: int, octets: bytes, width: int) -> Substitutions:
    """The characters of ``octets``, each written in ``width`` characters from ``start``; none if they are not text."""
    shown = octets.decode(errors="surrogateescape")
    characters = [match[0] for match in _OF_OCTETS.finditer(shown)] if "\udcc0" in shown or "\udcc1" in shown else shown
    if (
        all(octet > 127 for octet in octets)
        and "\ufffd" in octets.decode(errors="replace")
        and len(characters) == len(shown)
    ):
        return
    for character in characters:
        end = start + width * len(character.encode(errors="surrogateescape"))
        if len(character) > 1:
            yield Substitution(start, end, shortest(character))
        elif "\udc80" <= character <= "\udcff":  # a byte that is not UTF-8
            yield Substitution(start, end, _REPLACEMENT)
        elif character.isprintable() or character in "\t\r\n\x1b":
            yield Substitution(start, end, "" if character in INVISIBLE else character)
        start = end


def _pluses(text: str) -> Substitutions:
    if _PLUS.search(text) is None:
        return
    for query in _QUERY.finditer(text):
        for plus in _PLUS.finditer(text, *query.span()):
            yield Substitution(plus.start(), plus.end(), " ")


def _border(text: str, start: int, end: int) -> str:
    """The text in place of a terminal code: a blank if a number would join a word, else nothing."""
    before, after = text[start - 1 : start], text[end : end + 1]
    glued = before.isalnum() and after.isalnum() and before.isdigit() != after.isdigit()
    return " " if glued else ""


def _without_overlaps(found: list[Substitution]) -> list[Substitution]:
    found.sort(key=lambda substitution: (substitution.start, -substitution.end))
    kept: list[Substitution] = []
    for substitution in found:
        if not kept or substitution.start >= kept[-1].end:
            kept.append(substitution)
    return kept
