"""The row of an identifier: all that a type of personal data needs, in one object.

Detection, labelled fields, redaction, settings, messages and the README's table read what they need from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from objectlambda.pii.entities import ENTITY_TYPES

Below = Callable[[int], int]
"""Gives a number from 0 to its argument - 1."""

_TYPE = re.compile(r"[A-Z][A-Z0-9_]{2,63}")
_ATTEMPTS = 32
_TAILS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way in which an identifier is written.

    Attributes:
        pattern: what RE2 looks for in the text's ASCII letters and digits, all of them in lower case and underscores
            as spaces. It begins and ends with ``\\b``.
        alone: the score without a label. From 0.8 on, the form proves itself: a foreign label does not change it.
        labelled: the score behind a label, or in a field with a label's name.
        capitals: the form counts with letters counts without a label only in capitals.
    """

    pattern: bytes
    alone: float = 0.0
    labelled: float = 0.97
    capitals: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """A type of personal data whose values prove themselves by their check digits.

    Attributes:
        type: the name in settings and results, such as ``BR_CPF``: a country and what it is called there.
        what: what it is, for the table of types.
        labels: the words beside values and in names of fields, in lower case without accents, separated by ``|`` or
            line ends. A space stands for a blank, a hyphen, a full stop, an underscore or nothing.
        forms: how values are written.
        check: whether a value is right, given as upper-case letters and digits without separators.
        how: how it is found, for the table of types.
        check_name: the check, for the table of types.
        source: who defines it, and where.
        invent: draws another value in the form of one, without separators; by default digits are drawn for digits,
            and letters for letters, until ``check`` passes.
    """

    type: str
    what: str
    labels: str
    forms: tuple[Form, ...]
    check: Callable[[bytes], bool]
    how: str
    check_name: str
    source: str
    invent: Callable[[Below, str], str] | None = None

    def __post_init__(self) -> None:
        if not _TYPE.fullmatch(self.type) or self.type in ENTITY_TYPES or self.type == "ALL":
            raise ValueError(f"{self.type!r} cannot be a type's name: 3 to 64 capitals, digits and _, not Comprehend's")
        if not self.labels.isascii() or self.labels != self.labels.lower():
            raise ValueError(f"the labels of {self.type} have to be in lower case and without accents")

    def invented(self, below: Below, value: str) -> str | None:
        """Another right value in the form of ``value``, which has no separators; None where ``value`` has no form."""
        if not self.check(value.encode("ascii", "replace")):
            return None
        return invent_right(below, value, self.check) if self.invent is None else self.invent(below, value)


def invent_right(below: Below, value: str, check: Callable[[bytes], bool]) -> str | None:
    """A value in the form of ``value`` that passes ``check``; None where none is found soon.

    ``value`` is letters and digits, the last two of them digits.
    """
    for _ in range(_ATTEMPTS):
        body, first = draw_like(below, value)[:-2], below(_TAILS)
        for tail in range(_TAILS):
            made = f"{body}{(first + tail) % _TAILS:02d}"
            if check(made.encode()):
                return made
    return None


def draw_like(below: Below, value: str) -> str:
    """Digits for digits and capitals for letters; the first is 0 only where that of ``value`` is."""
    made = [str(below(10)) if character.isdigit() else chr(ord("A") + below(26)) for character in value]
    if value[:1].isdigit():
        made[0] = "0" if value[0] == "0" else str(1 + below(9))
    return "".join(made)
