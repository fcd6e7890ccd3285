"""What belongs to a name that was found: initials, a surname in capitals, a nickname; a spouse, an alias beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.first_names import FIRST_NAMES, ONLY_NAMES, is_only_first_name
from objectlambda.pii.rules.persons_in_notes import is_given
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import TITLES

_REACH = 48
_MOST_FIELDS = 60
"""With this many fields, a window is a table, whose cells are read one by one."""
_INITIALS = re.compile(rb"(?<![\w.'&/\-])(?:(?:[A-Z]|Ff|Th|Ch|Ph|Yu|Ye|Ju|Ya)\.(?:-[A-Z]\.)? ?|[A-Z] ){1,3}\Z")
_INITIAL_BEFORE = re.compile(rb"(?:[\n,;(:\"]|\band|\bby|\bof|\by) ?((?:[A-Z]\. ){1,2})\Z")
"""Initials before a full name, where no sentence can end."""
_ARTICLE = re.compile(
    rb"(?:^|\n|[.!?:>] ?)(?:A|I) \Z|\b(?:Plan|Type|Class|Grade|Vitamin|Hepatitis|Group|Option|Appendix|Exhibit|Room"
    rb"|Schedule|Section|Team|Unit|Block|Level|Figure|Table|Part|Phase|Zone|Gate|Wing|Ward"
    rb"|Series) [A-Z] \Z"
)
_CAPITALS = re.compile(rb"(?:^|[:\n\t\"'(|,>*#] ?|[ \t]{2})((?:[A-Z][A-Z'\-]{2,20} ){1,2})\Z")
_SURNAME = re.compile(
    rb"(?:^|[:\n\t\"'(|>*#.] ?|[ \t]{2}|\b(?:and|y|of|by|to) )([A-Z][A-Z'\-]{2,20}(?: [A-Z][A-Z'\-]{2,20})?, ?)\Z"
)
_GIVEN = re.compile(rb", ?([A-Z][A-Za-z'\-]{1,20}(?: [A-Z][A-Za-z'\-]{0,20}\.?)?)(?=[\s,;:)(<|\"]|$)")
_LISTED_GIVEN = re.compile(
    rb", ([A-Z][A-Za-z'\-]{2,20}(?: (?:(?:de|del|la) )*[A-Z][A-Za-z'\-.]{0,20}){0,2})(?=[ \t]*(?:[(\r\n;|\"<]|$"
    rb"|[ \t]{2}| - ))"
)
"""The given names of a list that has surnames first: "Roa Paz, Luis"."""
_OPENS_LINE = re.compile(rb"(?:^|\n)[ \t>*\-\d.)]{0,10}\Z")
_COMMA_INITIAL = re.compile(rb"(, [B-HJ-Z]\.?(?: ?[A-Z]\.)?)(?= \d|[;:)(\n]|$)")
_NICKNAME_BEFORE = re.compile(
    rb"(?<![\w'\-])([A-Z][\w'\-]{1,20} (?:\([A-Z][\w'\- ]{1,20}\) |[\"'][A-Z][\w'\- ]{1,20}[\"'] ))\Z"
)
_NICKNAME = re.compile(rb" (?:\([A-Z][\w'\-]{1,20}\)|[\"'][A-Z][\w'\- ]{1,20}[\"']) ([A-Z][\w'\-]{1,24})(?![\w'\-])")
_ALIAS = re.compile(
    rb"(?:[,;(]|\")? ?\(?(?i:aka|a/k/a|a\.k\.a\.?|alias|nicknamed|also known as|known as|goes by|nee"
    rb"|formerly)[:,]? \"?'?"
    rb"([A-Z][A-Za-z'\-]{1,20}(?: [A-Z][A-Za-z'\-]{1,20}){0,2})(?=[\"'\s),.;:]|$)"
)
_COUPLE = re.compile(
    rb"(?<![\w'\-])([A-Z][a-z'\-]{1,15})(?: ?& ?| and | y | und | et | e | en )(?:(?:his|her) wife )?\Z"
)
_PARTNER = re.compile(rb"(?: ?& ?)([A-Z][a-z'\-]{1,15})(?=[\s,.;:)]|$)")
_BEHIND_SLASH = re.compile(rb"/([A-Z][A-Za-z'\-]{1,20})(?=[\s,.;:)]|$)")
_BEFORE_SLASH = re.compile(rb"(?<![\w/.'\-])([A-Z][A-Za-z'\-]{1,20})/\Z")
_GOES_ON = re.compile(
    rb"((?:[ \-][A-Z][A-Za-z'\-]{1,20}[a-z]){1,2})(?<!Apt)(?<!Unit)(?<!Suite)"
    rb"(?= (?:of|and|who|is|was|has|lives|residing|born|stated|said|from|at)\b|[,.;:)\n\r]|$)"
)
_WIDE = re.compile(rb"[ ]{2,4}((?:[A-Z]\. {1,4})?[A-Z][A-Za-z'\-]{2,20})(?=[ ]{0,4}[,.;)\r\n_]|[ ]{2,}|$)")
"""A surname behind several blanks, as character recognition writes them."""
_TITLE = re.compile(
    rb"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Messrs|Sir|Dame|Lady|Lord|Rev|Capt|Sgt|Herr|Frau|Mme|M|Sra?|Srta)\.? \Z"
)
_SCORE = 0.85
_COMMAS = (b",", b", ")
_CLOSED = (b") ", b'" ', b"' ")
_JOINED = (b"& ", b"&", b" and ", b" y ", b" und ", b" et ", b" e ", b" en ", b" wife ")
"""What the patterns of words before a name end with; it is tested first, because most names have none of it."""


def longer_names(scan: Scan, found: Sequence[Entity]) -> Iterator[Entity]:
    """Yields names among ``found`` again with what belongs to them, and the persons beside them."""
    if len(scan.fields) > _MOST_FIELDS or scan.code:
        return
    for entity in found:
        if entity.type != EntityType.NAME or entity.end - entity.start < 2:
            continue
        start, end = _start(scan, entity), _end(scan, entity)
        if start < entity.start or end > entity.end:
            yield Entity(EntityType.NAME, start, end, max(entity.score, _SCORE))
        yield from _others(scan, start, end)


def _is_part(scan: Scan, start: int, end: int) -> bool:
    value = scan.text[start:end].strip(" ,()\"'“”")
    if value.rstrip(".").lower() in TITLES:
        return False
    return bool(value) and not is_common(value) and not is_company(value)


def _start(scan: Scan, entity: Entity) -> int:
    """The start of the name with the initials, the surname in capitals or the nickname before it."""
    shadow, start = scan.shadow, entity.start
    if start < 2 or shadow[start - 1 : start] not in (b" ", b".", b","):
        return start
    first = max(0, start - _REACH)
    word, *further = shadow[start : entity.end].split(b" ")
    single = not further
    before = shadow[start - 2 : start - 1]
    if (
        (before == b"." or before.isupper() or shadow[start - 1 : start] == b".")
        and (single or len(word.rstrip(b".")) == 1)
        and (initials := _INITIALS.search(shadow, first, start))
        and not _ARTICLE.search(shadow, first, start)
    ):
        return initials.start()
    if not single and before == b"." and (initial := _INITIAL_BEFORE.search(shadow, first, start)):
        return initial.start(1)
    upper = shadow[start : entity.end].isupper()
    if upper and single and (words := _CAPITALS.search(shadow, first, start)) and _is_part(scan, *words.span(1)):
        return words.start(1)
    if (
        shadow.endswith(_COMMAS, first, start)
        and (surname := _SURNAME.search(shadow, first, start))
        and entity.score >= _SURE
        and _is_part(scan, *surname.span(1))
    ):
        return surname.start(1)
    if (
        shadow.endswith(_CLOSED, first, start)
        and (nickname := _NICKNAME_BEFORE.search(shadow, first, start))
        and _is_part(scan, *nickname.span(1))
    ):
        return nickname.start()
    return start


_SURE = 0.8


def _end(scan: Scan, entity: Entity) -> int:
    """The end of the name with a given name behind its comma, or further surnames behind a title's first."""
    shadow, start, end = scan.shadow, entity.start, entity.end
    if (nickname := _NICKNAME.match(shadow, end)) and _is_part(scan, *nickname.span(1)):
        return nickname.end()
    if (
        shadow[end : end + 2] == b", "
        and (listed := _LISTED_GIVEN.match(shadow, end))
        and _OPENS_LINE.search(shadow, max(0, start - 12), start)
        and is_given(scan, listed.start(1), listed.start(1) + len(listed[1].split(b" ")[0]))
    ):
        return listed.end(1)
    if b" " not in shadow[start:end] and (initial := _COMMA_INITIAL.match(shadow, end)):
        return initial.end(1)
    if (
        shadow[start:end].isupper()
        and b" " not in shadow[start:end]
        and (given := _GIVEN.match(shadow, end))
        and _is_part(scan, *given.span(1))
    ):
        return given.end()
    if not scan.fields and (wide := _WIDE.match(shadow, end)) and _widens(scan, start, end, wide):
        return wide.end(1)
    if b" " not in shadow[start:end] and (more := _GOES_ON.match(shadow, end)):
        line_ends = shadow[more.end() : more.end() + 1] in (b"", b"\n", b"\r")
        first = scan.lower[start:end].decode(errors="replace")
        known = not line_ends and is_only_first_name(first)
        if (known or _TITLE.search(shadow, max(0, start - 8), start)) and not any(
            is_common(word) for word in scan.text[end : more.end()].replace("-", " ").split()
        ):
            return more.end()
    return end


def _widens(scan: Scan, start: int, end: int, wide: re.Match[bytes]) -> bool:
    """Whether what stands behind several blanks is the surname, and not the next column of a table."""
    line = scan.shadow[scan.shadow.rfind(b"\n", 0, start) + 1 : wide.end()]
    return b" " not in scan.shadow[start:end] and line.count(b"   ") < _COLUMNS and _is_part(scan, *wide.span(1))


_COLUMNS = 3


def _others(scan: Scan, start: int, end: int) -> Iterator[Entity]:
    """The persons beside a name: the alias behind it, a spouse before it, a colleague behind a slash."""
    shadow = scan.shadow
    if (alias := _ALIAS.match(shadow, end)) and not is_company(scan.text[alias.start(1) : alias.end(1)]):
        yield Entity(EntityType.NAME, *alias.span(1), _SCORE)
    several = b" " in shadow[start:end]
    before = max(0, start - _REACH)
    if several and shadow.endswith(_JOINED, before, start) and (spouse := _COUPLE.search(shadow, before, start)):
        given = scan.lower[slice(*spouse.span(1))].decode(errors="replace")
        if given in FIRST_NAMES or (b"&" in spouse[0] and _is_part(scan, *spouse.span(1))):
            yield Entity(EntityType.NAME, *spouse.span(1), 0.93)
    if (partner := _PARTNER.match(shadow, end)) and not several:
        given = partner[1].lower().decode(errors="replace")
        if given in ONLY_NAMES:
            yield Entity(EntityType.NAME, *partner.span(1), _SCORE)
    if several or b"/" not in (shadow[end : end + 1], shadow[start - 1 : start]):
        return
    for other in (_BEHIND_SLASH.match(shadow, end), _BEFORE_SLASH.search(shadow, before, start)):
        if other and _is_part(scan, *other.span(1)):
            yield Entity(EntityType.NAME, *other.span(1), 0.75)
