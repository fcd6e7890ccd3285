"""A window of text for the recognizers: each scan is made once, when the first recognizer needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from operator import itemgetter, or_
from typing import Any, TypeVar

from objectlambda.pii.entities import Field
from objectlambda.pii.rules.answers import OF_MESSAGES
from objectlambda.pii.rules.ascii_shadow import lower_shadow, without_lines
from objectlambda.pii.rules.catalogues import is_catalogue, sets_fonts
from objectlambda.pii.rules.code import is_code
from objectlambda.pii.rules.concepts import (
    AADHAAR,
    ACCOUNT,
    ADDRESS,
    AGE,
    BIRTH,
    CA_HEALTH,
    CARD,
    DRIVER,
    EMAIL,
    ITIN,
    NAME,
    NHS,
    NINO,
    NONE,
    OTHER,
    PASSPORT,
    PHONE,
    SIN,
    SSN,
)
from objectlambda.pii.rules.context import VAGUE, Context, ContextHits, is_call, spans
from objectlambda.pii.rules.digit_borders import Number
from objectlambda.pii.rules.digit_groups import Numbers, numbered_lines
from objectlambda.pii.rules.field_concepts import field_concepts, numbers_staff
from objectlambda.pii.rules.field_index import FieldIndex
from objectlambda.pii.rules.gates import Gate, Gated, Held
from objectlambda.pii.rules.person_fields import names_person
from objectlambda.pii.rules.scanned_digits import read_digits
from objectlambda.pii.rules.thing_fields import is_vague, name_things, names_goods, thing_columns

Subject = TypeVar("Subject")
Told = TypeVar("Told")

_OF_PEOPLE = EMAIL | PHONE | SSN | BIRTH | ADDRESS | ITIN | PASSPORT | DRIVER | AADHAAR | NHS | NINO | SIN | CA_HEALTH
_OF_PEOPLE |= AGE
_FIRST_FAR_EAST = "\u3040"
_NAME, _TYPE = itemgetter(2), itemgetter(3)
"""Parts of fields, of which tables have many."""
_CAPITALS = bytes(range(65, 91))
_NO_LETTERS = bytes(char for char in range(128) if not chr(char).isalpha())
_UNSURE = CARD | ACCOUNT
_OF_SPEAKERS = NAME | OTHER
"""The concepts that names of speakers may have, where a dialogue is read as fields."""


class Scan:
    """What is known about ``text`` without the network: its shadow, numbers, context phrases and fields.

    ``shadow`` is the text in ASCII, ``lower`` the same in lower case with underscores as spaces; all offsets
    are characters of ``text``, in which the lines of forms are blanks; ``written`` has them. One thread uses a scan.
    """

    __slots__ = (
        "_caseless",
        "_columns",
        "_contexts",
        "_far_east",
        "_held",
        "_hits",
        "_index",
        "_matches",
        "_names",
        "_numbered",
        "_numbers",
        "_once",
        "_people",
        "_spoken",
        "_typed",
        "_wholes",
        "fields",
        "lower",
        "shadow",
        "text",
        "written",
    )

    def __init__(self, text: str, fields: Sequence[Field] = ()) -> None:
        self.written = text
        self.fields = fields
        self.text, self.shadow = read_digits(without_lines(text) if "__" in text else text)
        self.lower = lower_shadow(self.shadow)
        self._numbered: list[tuple[int, int]] | None = None
        self._numbers: Numbers | None = None
        self._hits: ContextHits | None = None
        self._index: FieldIndex | None = None
        self._names: dict[str, int] | None = None
        self._wholes: dict[str, Context] | None = None
        self._spoken: int | None = None
        self._caseless: bool | None = None
        self._far_east: bool | None = None
        self._once: dict[Callable[[Any], Any], Any] = {}
        self._people: bool | None = None
        self._columns: frozenset[str] | None = None
        self._typed: list[Field] | None = None
        self._matches: dict[int, list[tuple[int, int]]] = {}
        self._held: dict[Gate, Held] = {}
        self._contexts: dict[tuple[int, int], Context] = {}

    def once(self, judge: Callable[[Subject], Told], subject: Subject) -> Told:
        """What ``judge`` says of ``subject``, the scan or one of its texts; it is called once for each scan."""
        if judge not in self._once:
            self._once[judge] = judge(subject)
        told: Told = self._once[judge]
        return told

    def numbers(self, shape: str) -> Sequence[Number]:
        """The numbers of one shape; see :mod:`objectlambda.pii.rules.digit_groups`."""
        if self._numbers is None:
            self._numbers = Numbers(self.shadow, self.numbered_lines)
        return self._numbers.of(shape)

    @property
    def hits(self) -> ContextHits:
        """The context phrases of the window, in order."""
        if self._hits is None:
            self._hits = ContextHits.of(self.lower)
        return self._hits

    def matches(self, pattern: Any, *, lower: bool = False, numbered: bool = False) -> list[tuple[int, int]]:
        """The matches of ``pattern``, made by a gate of :mod:`objectlambda.pii.rules.gates` or compiled by
        :func:`objectlambda.pii.rules.context.linear`; they are cached.

        ``numbered`` says that every match holds a digit and no line end: only lines with digits are searched.
        """
        key = id(pattern)
        found = self._matches.get(key)
        if found is None:
            if isinstance(pattern, Gated):
                if not self.holds(pattern):
                    return []
                pattern, lower = pattern.compiled, pattern.gate.lower
            subject = self.lower if lower else self.shadow
            found = self._matches[key] = spans(pattern, subject, self.numbered_lines if numbered else None)
        return found

    def holds(self, pattern: Gated) -> bool:
        """Whether ``pattern`` matches somewhere in the window; one scan tells it for all patterns of its gate."""
        gate = pattern.gate
        held = self._held.get(gate)
        if held is None:
            held = self._held[gate] = gate.search(self.lower if gate.lower else self.shadow)
        return pattern.number in held.numbers if pattern.number < held.limit else held.has(pattern)

    @property
    def numbered_lines(self) -> list[tuple[int, int]]:
        """The lines with digits; the whole window is one such line if there are many."""
        if self._numbered is None:
            self._numbered = numbered_lines(self.shadow)
        return self._numbered

    def field(self, start: int, end: int) -> Field | None:
        """The field whose value holds ``text[start:end]``."""
        if not self.fields:
            return None
        if self._index is None:
            self._index = FieldIndex.of(self.fields)
        return self._index.at(start, end)

    @property
    def typed(self) -> list[Field]:
        """The fields whose types the format's specification gives, in order."""
        if self._typed is None:
            self._typed = list(filter(_TYPE, self.fields))
        return self._typed

    def named(self, concept: int) -> Iterator[Field]:
        """The fields whose names stand for ``concept``."""
        names = {name for name, concepts in self.names.items() if concepts & concept}
        return (field for field in self.fields if field[2] in names) if names else iter(())

    @property
    def names(self) -> dict[str, int]:
        """The different names of the fields, of which tables have few, with the concepts that they stand for."""
        if self._names is None:
            self._names = {name: field_concepts(name) for name in set(map(_NAME, self.fields))}
        return self._names

    @property
    def about_people(self) -> bool:
        """Whether the records of the window have fields that only persons have."""
        if self._people is None:
            self._people = any(
                (concepts & _OF_PEOPLE and not is_vague(name))
                or (names_person(name) if concepts & NAME else numbers_staff(name))
                for name, concepts in self.names.items()
            )
        return self._people

    @property
    def about_things(self) -> bool:
        """Whether the records of the window have fields that only goods have, and no fields of persons."""
        return not self.about_people and any(names_goods(name) for name in self.names)

    @property
    def columns_of_things(self) -> frozenset[str]:
        """The names of the columns of a table, or of a list of records, that has no column of persons or of text."""
        if self._columns is None:
            bare = frozenset(name for name, concepts in self.names.items() if concepts & NAME)
            values = [self.text[field.start : field.end] for field in self.fields if field.name in bare]
            told = self.about_people or (bare and not self.about_things and not name_things(values))
            columns = frozenset() if told else thing_columns([field.name for field in self.fields])
            self._columns = columns and columns | bare
        return self._columns

    @property
    def code(self) -> bool:
        """Whether the window is the source of a program."""
        return self.once(is_code, self.shadow)

    @property
    def catalogue(self) -> bool:
        """Whether the window holds messages in many languages."""
        return self.once(is_catalogue, self.shadow)

    @property
    def caseless(self) -> bool:
        """Whether the window is prose with less than one capital in a hundred letters."""
        if self._caseless is None:
            capitals = len(self.shadow) - len(self.shadow.translate(None, _CAPITALS))
            letters = 0 if capitals * 100 >= len(self.shadow) else len(self.shadow.translate(None, _NO_LETTERS))
            self._caseless = letters > 40 and capitals * 100 < letters
        return self._caseless

    @property
    def far_eastern(self) -> bool:
        """Whether the window holds Chinese, Japanese or Korean letters, or others as high in Unicode."""
        if self._far_east is None:
            self._far_east = not self.text.isascii() and max(self.text) >= _FIRST_FAR_EAST
        return self._far_east

    @property
    def of_fonts(self) -> bool:
        """Whether the window is a configuration of fontconfig, which names families of fonts."""
        return self.once(sets_fonts, self.text)

    def speaks_of(self, concept: int) -> bool:
        """Whether a context phrase or a field's name stands for ``concept``; a cheap test to skip a rule."""
        if self._spoken is None:
            self._spoken = reduce(or_, self.hits.concepts, NONE) | reduce(or_, self.names.values(), NONE)
        return bool(self._spoken & concept)

    def context(self, start: int, end: int) -> Context:
        """The context of ``text[start:end]``: the name of its field, or the words around it in the same field."""
        key = (start, end)
        known = self._contexts.get(key)
        if known is None:
            known = self._contexts[key] = self._context(start, end)
        return known

    def _context(self, start: int, end: int) -> Context:
        field = self.field(start, end)
        if field is None:
            return self.hits.around(start, end, 0, len(self.shadow))
        first, last, name, _ = field
        whole = (self._wholes or self._told()).get(name)
        if whole is not None and last - first <= 2 * (end - start):
            return whole
        concepts = self.names[name]
        vague = not concepts & ~_OF_SPEAKERS or name in OF_MESSAGES
        if vague and (asked := self.hits.question_concepts(start, 0, above=bool(concepts & OTHER))):
            return Context(asked, asked)
        if not concepts & ~_UNSURE and name in self.text[max(0, first - len(name) - 6) : first]:
            # "PIN del cajero: 7788" is prose that was read as a field "cajero", and "PIN for the card: 7788" as a field
            # "card".
            labelled, _ = self.hits.around(start, end, 0, last)
            if labelled & ~VAGUE:
                return Context(labelled, labelled)
        if (concepts and last - first <= 2 * (end - start)) or last - first <= end - start:
            return Context(concepts, concepts)
        # The value is longer than the candidate, so a label inside it comes first and the field's name is only near.
        labelled, near = self.hits.around(start, end, first, last)
        if labelled or concepts == OTHER:
            return Context(labelled, near)
        if first == start or is_call(self.lower, first, start):
            return Context(concepts, near | concepts)
        return Context(NONE, near | concepts)

    def _told(self) -> dict[str, Context]:
        """The context of values that fill their fields, by the names that alone tell it, as in most tables."""
        self._wholes = {
            name: Context(concepts, concepts)
            for name, concepts in self.names.items()
            if concepts & ~_OF_SPEAKERS and concepts & ~_UNSURE and name not in OF_MESSAGES
        }
        return self._wholes
