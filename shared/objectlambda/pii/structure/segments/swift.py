"""SWIFT MT messages and MT940 statements: fields ``:tag:value`` over lines (SWIFT User Handbook, categories 1 and 9).

A party (50 to 59) is an account, a name and an address, on lines of their own. Field 86 holds German ``?32name`` or
``/NAME/…`` code words. Amounts, references and balances are not personal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import NOTHING, EntityType, Field
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.words import words
from objectlambda.pii.structure.segments.records import Escape

_FIELD = re.compile(r"\s*+:(\d{2}[A-Z]?|NS):")
_NO_VALUES = words(
    """
    13C 13D 19A 20 20C 21 21R 23 23B 23E 28 28C 28D 30 32A 32B 33B 34F 36 60F 60M 61 62F 62M 64 65 71A 71F 71G 90C 90D
    98A
    """
)
_DATED_TAGS = words("30 32A 60F 60M 62F 62M 64 65 13D 61")
_DATED = re.compile(r"[CD]?((?:\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])))(?=[A-Z\d\s]|\Z)")
"""The date of a value or of a balance: YYMMDD, perhaps behind C or D for credit or debit."""
_PARTY = re.compile(r"5\d[A-Z]?")
_BIC = re.compile(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3,4})?")
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9 ]{11,40}")
_ACCOUNT = re.compile(r"/{1,2}(?:[CD]/)?([A-Z0-9][A-Z0-9 \-./]{4,40})")
_NUMBERED = re.compile(r"([1-8])/(.*)")
_NUMBERED_TYPES = {"1": EntityType.NAME, "2": EntityType.ADDRESS, "3": EntityType.ADDRESS, "4": EntityType.DATE_TIME,
                   "5": EntityType.ADDRESS}  # fmt: skip
_PERSON = re.compile(
    r"(?:[A-Z]{1,3}\.? )+(?:(?:VAN|VON|DE|DER|DEN|TEN|TER|DI|DA) )*[A-Z][A-Z'\-]{2,20}(?: [A-Z'\-]{3,20})?"
)
"""A surname behind initials, as banks print their customers."""
_SUBFIELD = re.compile(r"\?(\d\d)((?:[^?]|\?(?!\d\d))*)")
_CODE_WORD = re.compile(r"/([A-Z]{3,5})/((?:[^/]|/(?![A-Z]{3,5}/))*)")
_CODED: dict[str, tuple[str, str]] = {
    "IBAN": ("account", ""), "BIC": ("bic", EntityType.SWIFT_CODE),
    "NAME": ("name", ""), "ADDR": ("address", EntityType.ADDRESS), "REMI": ("", ""), "ACC": ("", ""),
    "TRTP": ("", NOTHING), "EREF": ("", NOTHING), "ORDP": ("", ""), "BENM": ("", ""), "MARF": ("", NOTHING),
    "30": ("bic", ""), "31": ("account", ""), "32": ("name", ""), "33": ("name", ""), "00": ("", NOTHING),
}  # fmt: skip
EMBEDDED = re.compile(r"(?:^|(?<=[\"'`])|(?<=\\n)|(?<=\\r))[ \t]*+(?=:(?:\d{2}[A-Z]?|NS):)", re.MULTILINE)
"""The start of a field inside a program, on a line of its own or in a string."""
_STOPS = re.compile(
    r"\\[rn]|[\"`]|(?<!\w)'|'(?!\w)|\n[ \t]*(?=\n|-\}|-[ \t\r]*(?:\n|\Z))"
    r"|\n(?=[ \t]*[\"'`]|[A-Z_]{3,12}[ \t\r]*(?:\n|\Z))"
)
"""What ends a field inside a program: the end of its line or its string, an empty line, the end of a block."""
MARKS = (":60F:", ":62F:", ":61:", ":32A:", ":50K:", ":59:", ":86:")
"""What a text must hold to have statements or messages in it."""


class SwiftReader:
    """Reads fields; a field ends before a line that begins with the next tag or the end of the block."""

    separators = ":{}-/?"
    escape: Escape | None = None
    _ENDS = re.compile(r"\n(?=:(?:\d{2}[A-Z]?|NS):|-\}|-\r?\n|\{)")

    def record_end(self, text: str, start: int, stop: int) -> int:
        """See :class:`Reader`."""
        found = self._ENDS.search(text, start, stop)
        return found.end() if found else -1

    def values(self, text: str, start: int, end: int) -> list[Field]:
        """See :class:`Reader`."""
        field = _FIELD.match(text, start, end)
        if field is None:
            return [Field(b, e, "", _outside(text[b:e])) for b, e in _lines(text, start, end)]
        tag, begin = field[1], field.end()
        if dated := _DATED.match(text, begin, end) if tag in _DATED_TAGS else None:
            day = Field(*dated.span(1), "date", EntityType.DATE_TIME)
            return [day, *(Field(b, e, "", NOTHING) for b, e in _lines(text, dated.end(1), end))]
        if tag in _NO_VALUES:
            return [Field(b, e, "", NOTHING) for b, e in _lines(text, begin, end)]
        if _PARTY.fullmatch(tag):
            return list(_party(tag, text, begin, end))
        if tag in ("25", "25P"):
            return [Field(b, e, "account number", _account_type(text[b:e])) for b, e in _lines(text, begin, end)]
        value = text[begin:end]
        pattern = _SUBFIELD if _SUBFIELD.search(value) else _CODE_WORD if _CODE_WORD.search(value) else None
        if pattern is None:
            return [Field(begin, begin + len(value.rstrip()), "")] if value.strip() else []
        return list(_code_words(pattern, text, begin, end))


def _lines(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    at = begin
    for line in text[begin:end].splitlines(keepends=True):
        stripped = line.strip()
        if stripped and any(map(str.isalnum, stripped)):
            first = at + len(line) - len(line.lstrip())
            yield first, first + len(stripped)
        at += len(line)


def _outside(line: str) -> str:
    """The type of a line before the first field: a block header, or the banks and the kind of an older file."""
    if _BIC.fullmatch(line):
        return EntityType.SWIFT_CODE
    return NOTHING if line[0] == "{" or len(line) <= 3 else ""


def _account_type(value: str) -> str:
    if _IBAN.fullmatch(value):
        return EntityType.INTERNATIONAL_BANK_ACCOUNT_NUMBER
    return EntityType.BANK_ACCOUNT_NUMBER if sum(map(str.isdigit, value)) >= 6 else ""


def _party(tag: str, text: str, begin: int, end: int) -> Iterator[Field]:
    """The lines of a party: an account after a slash, a BIC, or a name with the address below it."""
    customer = tag[:2] in ("50", "59")
    named = False
    for first, last in _lines(text, begin, end):
        line = text[first:last]
        if account := _ACCOUNT.fullmatch(line):
            yield Field(first + account.start(1), last, "account number", _account_type(account[1]))
        elif customer and (numbered := _NUMBERED.fullmatch(line)):
            yield Field(first + numbered.start(2), last, "", _NUMBERED_TYPES.get(numbered[1], ""))
            named = True
        elif _BIC.fullmatch(line) and (any(map(str.isdigit, line)) or tag[2:] in ("A", "H", "C", "G")):
            yield Field(first, last, "bic", EntityType.SWIFT_CODE)
            named = True
        elif not named:
            named = True
            yield Field(first, last, "name" if customer else "")
        else:
            yield Field(first, last, "address", EntityType.ADDRESS)


def _code_words(pattern: re.Pattern[str], text: str, begin: int, end: int) -> Iterator[Field]:
    at = begin
    for part in pattern.finditer(text, begin, end):
        yield from _rest(text, at, part.start())
        first, last = part.span(2)
        at = last
        value = part[2]
        last = first + len(value.rstrip())
        first += len(value) - len(value.lstrip())
        if first < last and any(map(str.isalnum, value)):
            name, kind = _CODED.get(part[1], ("", ""))
            if name == "account":
                kind = _account_type(re.sub(r"[\r\n]", "", value).strip())
            elif name == "bic" and _BIC.fullmatch(value.strip()):
                kind = EntityType.SWIFT_CODE
            elif kind == EntityType.SWIFT_CODE:
                kind = ""
            elif part[1] == "NAME" and _PERSON.fullmatch(value.strip()) and not is_company(value):
                kind = EntityType.NAME
            yield Field(first, last, name, kind)
    yield from _rest(text, at, end)


def _rest(text: str, begin: int, end: int) -> Iterator[Field]:
    value = text[begin:end]
    if any(map(str.isalnum, value)):
        first = begin + len(value) - len(value.lstrip())
        yield Field(first, begin + len(value.rstrip()), "")


def embedded_values(text: str, start: int, end: int) -> list[Field]:
    """The values of fields inside other text that have a type or a name."""
    reader, fields = SwiftReader(), []
    starts = [match.end() for match in EMBEDDED.finditer(text, start, end)]
    if not starts:
        return []
    for at, following in zip(starts, [*starts[1:], end], strict=True):
        stop = _STOPS.search(text, at, following)
        last = stop.start() if stop else following if following < end else text.find("\n", at, end)
        fields += [field for field in reader.values(text, at, last if last >= 0 else end) if field.type or field.name]
    return fields


def begins(head: str) -> bool:
    """Whether a text that begins with ``head`` consists of messages or statements."""
    return (
        re.match(
            r"\s*(?:\{1:F\d\d[A-Z0-9]{12}"
            r"|(?:[A-Z]{4}[A-Z0-9]{4,8}\r?\n(?:MT)?\d{3}\r?\n[^\n]{0,20}\n?)?(?::9\d{2}:[ \t]*\r?\n)?:20:"
            r"|:\d\d[A-Z]?:[^\n]*\n:\d\d[A-Z]?:)",
            head,
        )
        is not None
    )
