"""Passwords that source code and build files assign, where more than a sign stands before the value.

``var password string = "…"``, ``param adminPassword string = '…'``, ``password: str | None = "…"``,
``String::from("…")``, ``env('DB_PASSWORD', '…')``, ``getenv("DB_PASSWORD") ?: '…'``, ``{password, "…"}``,
``password = {…}``, ``PASSWORD ?= …``, ``ConvertTo-SecureString "…"``, and strings between three quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.concepts import PASSWORD
from objectlambda.pii.rules.credentials import is_strong
from objectlambda.pii.rules.field_concepts import field_concepts
from objectlambda.pii.rules.gates import LOGINS, Gated
from objectlambda.pii.rules.labelled import is_value
from objectlambda.pii.rules.scan import Scan

_WORD = rb"(?:pass(?:wo?r?d|phrase|code)?|pwd|psw|pw|psk|clave|contrase.a)s?\d?"
"""The end of a name for a password."""
_CLOSED = rb"[\"'\])]{0,4}"
_IS = rb"[ \t]{0,16}[:=]>?[ \t]{0,4}"
_PREFIX = rb"(?:[@$]{1,2}|[rbufnls]{1,2})"
"""The signs and letters that languages put before a string."""
_TYPE = (
    rb"(?:(?:secure)?string|secretstr(?:ing)?|n?str|text|bytes|char|charsequence|anystr|any|object"
    rb"|n?varchar2?[ ]?\(\d{1,4}\))"
)
_HINT = rb"[&*?]?(?:'static )?(?:[a-z]{1,16}[.\[<(]){0,3}%b[\])>!?]{0,4}(?:[ ]?\|[ ]?[a-z]{1,16}){0,3}" % _TYPE
_MAKER = (
    rb"(?:new )?(?:[a-z0-9_]{1,24}(?:\.|::)){0,3}(?:from|string|str|bytes|bytearray|\[\]byte|secretstr(?:ing)?"
    rb"|securestring|secretvalue|unsafe_?plain_?text|plain_?text|some|just|ptr|qstring(?:literal)?|sensitive|value_?of"
    rb"|of|lit|quote|text|encode|l|t)\([ ]?"
)
_GETTER = rb"(?:get|getenv|env|fetch|property|or_?(?:default|else)|config|prop|lookup|string(?:var)?p?|default)"
_DEFAULT = rb"default(?:_?value)?[ ]?[=:][ ]?"


class _Form(NamedTuple):
    """What stands from the name to the quote before the value; ``sure`` if what it quotes may be any word."""

    pattern: Gated
    sure: bool


def _form(pattern: bytes, *, sure: bool = True, needle: bytes = b"") -> _Form:
    return _Form(LOGINS.pattern(b"(?i)" + pattern + b"[\"']", needle=needle and b"(?i)" + needle), sure)


_FORMS = (
    # a type: Go, Bicep, Python, TypeScript, Kotlin, Rust, C, SQL
    _form(
        rb"%b(?:\[\d{0,4}\]|[ \t]{1,4}\*?%b|[ \t]?:[ \t]{0,4}%b)[ \t]{0,16}:?=[ \t]{0,4}(?:%b)?%b?"
        % (_WORD, _TYPE, _HINT, _MAKER, _PREFIX),
        needle=rb"%b(?:\[\d{0,4}\]|[ \t]{1,4}\*?%b|[ \t]?:[ \t]{0,4}[&*?]?['a-z])" % (_WORD, _TYPE),
    ),
    # a call that makes the value, signs before the string
    _form(
        _WORD + _CLOSED + _IS + _MAKER + _PREFIX + b"?", needle=_WORD + _CLOSED + rb"[ \t]{0,16}[:=]>?[ \t]{0,4}[a-z\[]"
    ),
    _form(_WORD + _CLOSED + _IS + _PREFIX),
    # a tuple of Erlang; a variable of C++ between braces
    _form(
        rb"\{[ \t]?[\w.]{0,30}%b[ \t]?,[ \t]{0,4}(?:<<)?" % _WORD, needle=rb"%b[ \t]?,[ \t]{0,4}(?:<<)?[\"']" % _WORD
    ),
    _form(rb"\{[ \t]?[\"'][\w.\-]{0,30}%b[\"'],[ \t]{0,4}" % _WORD, sure=False, needle=rb"%b[\"'],[ \t]" % _WORD),
    _form(rb"(?:[a-z>] \w{0,24}%b\{|\bw?string \w{0,24}%b\()" % (_WORD, _WORD), needle=_WORD + rb"[({][\"']"),
    # what counts if a variable or an option is not set
    _form(_WORD + _CLOSED + rb"[ \t]{0,4}(?:\|\||\?\?=?|\?:|\bor\b)[ \t]{0,4}", sure=False),
    _form(
        rb"%b\((?:[&\w.]{1,40}, )?[\"'][\w.:\-]{0,40}%b[\"'],[ \t]{0,4}(?:%b)?" % (_GETTER, _WORD, _DEFAULT),
        needle=rb"%b[\"'],[ \t]{0,4}[\"'d]" % _WORD,
    ),
    _form(
        rb"[\"']-{0,2}[\w\-]{0,20}%b[\"'],[^()\n]{0,80}\b%b" % (_WORD, _DEFAULT), needle=rb"default(?:_?value)?[ ]?[=:]"
    ),
    # an option of a command
    _form(rb"[ \t]--?[a-z\-]{0,20}%b(?:[ \t]|=)" % _WORD),
    _form(rb"[\"']--?[a-z\-]{0,20}%b[\"'],\s{1,16}" % _WORD, sure=False),
)
_BLOCK = LOGINS.pattern(rb"(?i)%b[ \t]{0,16}=[ \t]{0,4}(?:\"\"\"|''')" % _WORD)
_IN_BRACES = LOGINS.pattern(rb"(?im)%b[ \t]+=[ \t]*\{[^{}\s,:;]{3,100}\},?[ \t]*\r?$" % _WORD)
"""A field of BibTeX."""
_MAKE = LOGINS.pattern(rb"(?i)%b[ \t]*(?:\?|::?:?)=[ \t]*[^\s#$(]" % _WORD)
_SECURE = LOGINS.pattern(rb"(?i)\bConvertTo-SecureString\b")
"""What PowerShell makes a password of."""
_BEFORE = re.compile(rb"[\w.\-]{0,48}\Z")
_NAME = re.compile(rb"[\w.\-]{0,48}?%b(?![a-z])" % _WORD, re.IGNORECASE)
_LINE_BEFORE = re.compile(rb"[ \t]*(?:(?:export|override)[ \t]+)?\Z")
_STRING = re.compile(rb"\"((?:[^\"\\\r\n]|\\.){3,128})\"|'((?:[^'\\\r\n]|\\.){3,128})'")
_BLOCK_STRING = re.compile(rb"\\?\s{0,8}([^\s\"']{3,128})\s{0,8}(?:\"\"\"|''')")
_BRACED = re.compile(rb"[^{}\s]+")
_BARE = re.compile(rb"[\"']?([^\s\"']{3,128})")
_SECURED = re.compile(
    rb"(?:[ \t]+-(?:AsPlainText|Force|String))*[ \t]+(?:\"([^\"\n]{3,128})\"|'([^'\n]{3,128})'"
    rb"|([^\s\"'$(\-|;)][^\s\"'|;)]{2,127})(?=[ \t]+-AsPlainText))",
    re.IGNORECASE,
)
_PIPED = re.compile(rb"(?:\"([^\"\n]{3,128})\"|'([^'\n]{3,128})')[ \t]?\|[ \t]?\Z")
_LONGEST_PIPED = 134
_PAIR_ENDS = re.compile(rb"(?:>>)?[ \t]?\}")
_TEXT = re.compile(
    rb"[A-Za-z'?!.,:]+(?: [A-Za-z'?!.,:]+)+|[a-z_.\-]*(?:passw|pwd|passphrase|clave|contrase.a)[a-z_.\-]*|-.*|.*\("
    rb"|https?://.*",
    re.IGNORECASE,
)
"""A sentence, the name of a key, an option, a call."""


class AssignedPasswordRecognizer(WindowRecognizer):
    """A password that a program or a build file assigns with its type, by a call or as a default."""

    TYPES = (EntityType.PASSWORD,)
    HOW = 'code: password string = "…", env("DB_PASSWORD", "…"), {password, "…"}, PASSWORD ?= …, ConvertTo-SecureString'

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        for form in _FORMS:
            for start, end in scan.matches(form.pattern):
                string = _STRING.match(shadow, end - 1)
                name = _name(shadow, start, end)
                if string is None or (shadow[start] == _BRACE and not _PAIR_ENDS.match(shadow, string.end())):
                    continue
                group = string.lastindex or 1
                if _is_secret(string[group], sure=form.sure or name.rpartition(b".")[2].isupper()) and _is_password(
                    name
                ):
                    yield Entity(EntityType.PASSWORD, *string.span(group), _SCORE)
        for start, end in scan.matches(_BLOCK):
            block = _BLOCK_STRING.match(shadow, end)
            if block is not None and _is_secret(block[1]) and _is_password(_name(shadow, start, end)):
                yield Entity(EntityType.PASSWORD, *block.span(1), _SCORE)
        for start, end in scan.matches(_IN_BRACES):
            value = _BRACED.search(shadow, shadow.index(b"{", start, end) + 1, end)
            if value is not None and _begins_line(shadow, start) and _is_secret(value[0]):
                yield Entity(EntityType.PASSWORD, *value.span(), _SCORE)
        for start, end in scan.matches(_MAKE):
            value, name = _BARE.match(shadow, end - 1), _name(shadow, start, end)
            sure = name.isupper() or b"?=" in shadow[start:end]
            if (
                value is not None
                and sure
                and _begins_line(shadow, start)
                and _is_secret(value[1])
                and _is_password(name)
            ):
                yield Entity(EntityType.PASSWORD, *value.span(1), _SCORE)
        for start, end in scan.matches(_SECURE):
            value = _SECURED.match(shadow, end) or _PIPED.search(shadow, max(0, start - _LONGEST_PIPED), start)
            if value is not None and _is_secret(value[value.lastindex or 1]):
                yield Entity(EntityType.PASSWORD, *value.span(value.lastindex or 1), _SCORE)


_BRACE = ord("{")
_SCORE = 0.9


def _name(shadow: bytes, start: int, end: int) -> bytes:
    """The first name for a password in ``shadow[start:end]``, which it may begin before."""
    before = _BEFORE.search(shadow, max(0, start - 48), start)
    name = _NAME.search(shadow, start if before is None else before.start(), end)
    return b"" if name is None else name[0]


def _begins_line(shadow: bytes, start: int) -> bool:
    """Whether the name that ends at ``start`` or goes on there is the first on its line."""
    line = shadow.rfind(b"\n", 0, start) + 1
    before = _BEFORE.search(shadow, max(line, start - 48), start)
    return before is not None and _LINE_BEFORE.match(shadow, line, before.start()) is not None


def _is_password(name: bytes) -> bool:
    return bool(field_concepts(name.decode("ascii", "replace")) & PASSWORD)


def _is_secret(value: bytes, *, sure: bool = True) -> bool:
    """Whether ``value`` is no placeholder and no text; it must look like a password unless the place is ``sure``."""
    return is_value(value) and _TEXT.fullmatch(value) is None and (sure or (is_strong(value) and b" " not in value))
