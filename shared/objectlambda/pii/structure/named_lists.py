"""Lists of single values under one key: YAML's and TOML's lists, arrays and tuples of programs, values between commas.

``passwords:`` above lines with ``- …``, ``passwords = ["…", "…"]``, ``PHONES = ('…', '…')``, ``logins=…,…``. The key
names every value, if it says of single values what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Field
from objectlambda.pii.rules.common_words import is_common, is_common_surname
from objectlambda.pii.rules.concepts import (
    ADDRESS,
    AGE,
    BIRTH,
    CARD_CODE,
    DATE,
    EMAIL,
    EXPIRY,
    IP,
    LAST_FOUR,
    NAME,
    OTHER,
    PIN,
    PLACE,
    USERNAME,
    VERSION,
    WEB,
)
from objectlambda.pii.rules.field_concepts import field_concepts, field_phrase

_NOT_LISTED = ADDRESS | AGE | BIRTH | CARD_CODE | DATE | EMAIL | EXPIRY | IP | LAST_FOUR | NAME | OTHER | PIN | PLACE
_NOT_LISTED |= VERSION | WEB
"""What is found without a key, and words that head lists of things."""
_BLOCK = re.compile(r":[ \t]*+\r?\n(?=[ \t]*+- )")
_ITEM = re.compile(
    r"[ \t]*+- (?:\"([^\"\n]*+)\"|'([^'\n]*+)'|([^\s\"'\[{&*!|>#][^\n\r]*+))[ \t]*+(?:#[^\n]*+)?\r?(?:\n|\Z)"
)
_IS_KEY = re.compile(r"[\"']?[\w.\-]{1,48}[\"']?:(?:\s|\Z)|[^\n]*:[ \t]*\Z")
"""An item that is a key: ``- a: b``, or ``- my passwords:``, which may head a list of its own."""
_COMMENT = re.compile(r"\s#.*")
_ARRAY = re.compile(r"[=:][ \t]{0,4}+[\[(]\s{0,40}+(?=[\"'\w])")
_ELEMENT = re.compile(
    r"\s*+(?:[rbuRBU]?\"([^\"\n]*+)\"|[rbuRBU]?'([^'\n]*+)'|([^\s,\"'()\[\]{}][^,\n()\[\]{}]*+))\s*+([,\])])"
)
_KEY = re.compile(
    r"(?:(?<![\w.\- ])[\"']([A-Za-z_][\w.\-]{0,48})[\"']"
    r"|(?<![\w.\-])([A-Za-z_][\w.\-]{0,48})(?:\[\])?(?:[ \t]*:[ \t]*[\w\[\], ]{1,24})?)[ \t]*\Z"
)
_YAML = re.compile(r"[ \t]*+(?:- )?+[\"']?+[\w.\-]++[\"']?+")
"""What stands before the colon of a list of YAML."""
_LISTED = re.compile(
    r"[ \t]*+(?:export )?+([A-Za-z_][\w.\-]{2,48}+)(?<=[sS])[ \t]*+[=:][ \t]*+[\"']?+"
    r"([^\s,;\"'()\[\]{}=]{3,64}+(?:,[ ]?[^\s,;\"'()\[\]{}=]{3,64}+)++)[\"']?+[ \t\r]*+$",
    re.MULTILINE,
)
_BEFORE_SIGN = ("s", "S", " ", "\t")
"""The end of a name in the plural, and what may stand between it and the sign behind it."""
_ALIASES = ("alias", "aliases")
_COUNTED = ("numbers", "number", "nums", "list", "values")
_FEWEST = 3
"""The fewest characters of a value."""
_BARE = 3
"""The group of a value without quotes."""


class NamedLists:
    """Finds the values of lists, window by window; a list may go on over a window's end. One thread uses it."""

    def __init__(self) -> None:
        self._end = 0  # of the last array
        self._open: tuple[str, bool | None] | None = None  # the name of a list that goes on; of an array, if `bare`

    def fields(self, text: str, left: int, start: int, right: int) -> Iterator[Field]:
        """The values in ``text[left:right]``, a window that begins at ``start``, with offsets in ``text``."""
        going_on, self._open = self._open, None
        self._end = left
        if going_on is not None:
            name, bare = going_on
            yield from (
                self._block(text, start, right, name) if bare is None else self._array(text, start, right, name, bare)
            )
        for colon in _BLOCK.finditer(text, left, right):
            if name := _name_before(text, left, colon.start()):
                yield from self._block(text, colon.end(), right, name)
        for bracket in _ARRAY.finditer(text, left, right):
            if bracket.start() >= self._end and (name := _name_before(text, left, bracket.start())):
                line = text.rfind("\n", left, bracket.start()) + 1 or left
                is_flow = bracket[0].startswith(":") and "[" in bracket[0]
                bare = is_flow and _YAML.fullmatch(text, line, bracket.start()) is not None
                yield from self._array(text, bracket.end(), right, name, bare)
        for listed in _listed(text, left, right):
            if name := _named(listed[1]):
                at = listed.start(2)
                for value in listed[2].split(","):
                    if _counts(value.strip(), name):
                        yield Field(at + len(value) - len(value.lstrip()), at + len(value), name)
                    at += len(value) + 1

    def _block(self, text: str, at: int, right: int, name: str) -> Iterator[Field]:
        """The values of the lines with hyphens at ``at``."""
        while item := _ITEM.match(text, at, right):
            at = item.end()
            number = item.lastindex or 3
            start, end = item.span(number)
            if number == _BARE:
                if _IS_KEY.match(text, start, end):
                    return
                comment = _COMMENT.search(text, start, end)
                end = comment.start() if comment else start + len(item[3].rstrip())
            if "|" not in item[number] and _counts(text[start:end], name):
                yield Field(start, end, name)
        if "\n" not in text[at:right].strip():
            self._open = name, None

    def _array(self, text: str, at: int, right: int, name: str, bare: bool) -> Iterator[Field]:
        """The elements at ``at`` up to the bracket that closes; ``bare`` says that words need no quotes."""
        while element := _ELEMENT.match(text, at, right):
            at = self._end = element.end()
            number = next(group for group in (1, 2, 3) if element[group] is not None)
            start, end = element.span(number)
            if number == _BARE:
                end = start + len(element[3].rstrip())
                if not bare and not element[3].strip().isdigit():
                    return  # a variable
            if _counts(text[start:end], name):
                yield Field(start, end, name)
            if element[4] != ",":
                return
        if "\n" not in text[at:right].strip():
            self._open = name, bare


def _counts(value: str, name: str) -> bool:
    """Whether ``value`` may be what ``name`` says; in lists of rights, words stand in place of logins."""
    is_word = is_common(value) or is_common_surname(value.lower())
    return len(value) >= _FEWEST and not (is_word and field_concepts(name) & USERNAME)


def _listed(text: str, left: int, right: int) -> Iterator[re.Match[str]]:
    """The lines with a name in the plural and values with commas: ``tokens=a,b``."""
    seen: set[int] = set()
    for sign in "=:":
        at = text.find(sign, left, right)
        while at >= 0:
            if text[at - 1 : at] in _BEFORE_SIGN:
                line = text.rfind("\n", left, at) + 1 or left
                whole = not line or text[line - 1] == "\n"
                if whole and line not in seen and (listed := _LISTED.match(text, line, right)) is not None:
                    yield listed
                seen.add(line)
                at = text.find("\n", at, right)
                if at < 0:
                    break
            at = text.find(sign, at + 1, right)


def _name_before(text: str, left: int, end: int) -> str:
    key = _KEY.search(text[max(left, end - 80) : end])
    return _named(key[1] or key[2]) if key else ""


def _named(key: str) -> str:
    """The name of a value in a list called ``key``, if it says what such a value is."""
    last = field_phrase(key).decode().rpartition(" ")[2]
    if last in _ALIASES or not (last in _COUNTED or field_concepts(last) or field_concepts(last.removesuffix("s"))):
        return ""  # of commands and hosts; PASSWORD_HASHERS
    for name in (key, key[:-1] if key[-1:] in "sS" else key):
        concepts = field_concepts(name)
        if concepts:
            return name if not concepts & _NOT_LISTED else ""
    return ""
