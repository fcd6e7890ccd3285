"""Given names and surnames that stand alone where the full name is found, and user names that stand there again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.first_names import ALSO_WORDS, FIRST_NAMES, is_only_first_name
from objectlambda.pii.rules.initials import initials_of
from objectlambda.pii.rules.known_things import are_things
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_MOST_FIELDS = 60
"""With this many fields, a window is a table, whose cells are read one by one."""
_MOST = 80
"""How many words are searched in a window."""
_SHORTEST = 3
_SHORTEST_CAPITALS = 5
"""Shorter words in capitals are as often labels and codes."""
_SURE = 0.9
_GIVEN = 0.8
"""The least score of a given name alone."""
_OF_FORMAT = 1.0
"""The score of a name that the specification of a format tells."""
_PLACED = 0.75
"""The least score of a single name that is sought again."""
_SURE_LOGIN = 0.93
_MARKED = re.compile(r"(?=[^\W\d]*[\d_.\-])[^\W\d][\w.\-]{2,29}\w")
"""A user name that is no word: one with a digit, a full stop or an underscore in it."""
_PLAIN = re.compile(r"[a-z]{6,24}")
"""A user name of letters alone, which counts again if it is no word and no name."""
_SURNAME = re.compile(r"[^\W\d_a-z](?:['’\-]?[^\W\d_])*")
"""A word that begins with a capital: ``Roe``, ``ROE``, ``O'Hara``, ``McRoe``, ``Roe-Hara``."""
_FIRST_LETTERS = re.compile(r"[^\W\d_]+")
_CAPITALISED = re.compile(r"[^\W\d_a-z](?<![^\W_].)[^\W\d_]*", re.DOTALL)
_CAPITALISED_ASCII = re.compile(r"[A-Z](?<![A-Za-z\d].)[A-Za-z]*", re.DOTALL)
"""The letters at the start of a word with a capital."""
_JOINTS = str.maketrans("/,", "  ")
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Herr|Frau|Sra?|Srta|Mme|Rev|Cllr|Councill?or|Judge|Justice|Sgt|Sergeant|Ofc"
    r"|Officer"
    r"|Det|Detective|Insp|Inspector|Capt|Lt|Cpl|Deputy|Trooper|Constable|PCSO|(?:PC|DC|DS)(?: \d{2,6})?|Nurse|Sister"
    r"|Coach|Senator|Pastor|Fr|Father)\.? \Z"
)
_IN_CAPITALS = re.compile(r"\b(?:MR|MRS|MS|MISS|DR|PT|SR|SRA|SISTER)\.? \Z")
_CAPITALS = re.compile(r"[A-Z]{2,20}(?![A-Za-z])")
_ROADS = words("STREET ROAD LANE AVENUE DRIVE COURT CLOSE PLACE SQUARE TERRACE WAY HILL HOUSE HALL PARK WARD WING UNIT")
_TOUCHING = "_@/\\-.&#$%~=+"


def repeated_names(scan: Scan, found: Sequence[Entity], placed: Sequence[Entity] = ()) -> Iterator[Entity]:
    """Yields further occurrences of the parts of full names, and of user names, among ``found``.

    So are single names among ``placed``, which are those that rules told by their place: "our host Ottoline".
    """
    if len(scan.fields) > _MOST_FIELDS or scan.code:
        return
    text = scan.text
    whole = [e for e in found if e.type == EntityType.NAME and (_is_whole(text, e) or _is_given(text, e))]
    parts = {
        part
        for entity in whole
        for part in text[entity.start : entity.end].translate(_JOINTS).split()
        if _is_part(part)
    }
    parts |= {
        single
        for entity in found
        if entity.type == EntityType.NAME
        and entity.score == _OF_FORMAT
        and _is_part(single := text[entity.start : entity.end])
    }
    parts |= set(_surnames_before(text, found))
    parts |= {
        single
        for entity in placed
        if entity.type == EntityType.NAME
        and entity.score >= _PLACED
        and _is_part(single := text[entity.start : entity.end])
        and _is_single(single)
    }
    written = parts | {part.upper() for part in parts}
    if len(written) > _MOST:
        return
    logins = {text[e.start : e.end].lstrip("@") for e in found if e.type == EntityType.USERNAME}
    plain = {text[e.start : e.end] for e in found if e.type == EntityType.USERNAME and e.score >= _SURE_LOGIN}
    plural = {f"{part}s" for part in parts if len(part) > _SHORTEST and part[-1] != "s" and not is_common(f"{part}s")}
    written |= plural | {part.title() for part in parts if part.isupper()}
    sought = [
        login
        for login in sorted(logins)
        if (_MARKED.fullmatch(login) or (login in plain and _PLAIN.fullmatch(login) and login not in FIRST_NAMES))
        and not is_common(login)
    ]
    if len(sought) + len(written) > _MOST:
        return
    known = bytearray(len(text))
    for entity in found:
        known[entity.start : entity.end] = b"\1" * (entity.end - entity.start)
    places = [(EntityType.USERNAME, *place) for login in sought for place in _places(text, login)]
    places += [(EntityType.NAME, *place) for place in _of_names(text, written)]
    full = {text[entity.start : entity.end] for entity in whole}
    places += [(EntityType.NAME, *place) for place in initials_of(scan, full)]
    for kind, start, end in places:
        if known.find(1, start, end) < 0 and _stands_alone(text, start, end):
            yield Entity(kind, start, end, 0.75)


def _places(text: str, value: str) -> Iterator[tuple[int, int]]:
    at = text.find(value)
    while at >= 0:
        end = at + len(value)
        yield at, end
        at = text.find(value, end)


def _of_names(text: str, written: Collection[str]) -> Iterator[tuple[int, int]]:
    """The places of the words and names that are ``written``, of those that begin a word."""
    by_first: dict[str, list[str]] = {}
    for name in written:
        by_first.setdefault(_FIRST_LETTERS.findall(name)[0], []).append(name)
    for word in (_CAPITALISED_ASCII if text.isascii() else _CAPITALISED).finditer(text):
        if (names := by_first.get(word[0])) is not None:
            at = word.start()
            yield from ((at, at + len(name)) for name in names if text.startswith(name, at))


def _is_whole(text: str, name: Entity) -> bool:
    """Whether a name is sure: it has two words, or a title stands before it."""
    if " " in text[name.start : name.end]:
        return name.score >= _SURE
    return _TITLED.search(text, max(0, name.start - 14), name.start) is not None


def _surnames_before(text: str, found: Sequence[Entity]) -> Iterator[str]:
    """The surnames before commas and given names: "Hutchens, Opal"."""
    names = sorted({(entity.start, entity.end) for entity in found if entity.type == EntityType.NAME})
    for (start, end), (given, stop) in pairwise(names):
        if text[end:given] in _COMMAS and _is_part(surname := text[start:end]) and _is_single(surname):
            first = text[given:stop].split(maxsplit=1)[0].lower()
            if is_only_first_name(first):
                yield surname


_COMMAS = (",", ", ")


def _is_single(word: str) -> bool:
    """Whether a single word is a name and no thing, in capitals neither."""
    return not word.isupper() and len(word) > _SHORTEST and not is_company(word) and not are_things(word)


def _is_given(text: str, name: Entity) -> bool:
    """Whether a name is one given name that is no word: who it is was said where it was found."""
    given = fold(text[name.start : name.end].lower()).decode()
    if name.score < _GIVEN or not text[name.start].isupper():
        return False
    return is_only_first_name(given)


def _is_part(part: str) -> bool:
    return (
        len(part) >= (_SHORTEST_CAPITALS if part.isupper() else _SHORTEST)
        and _SURNAME.fullmatch(part) is not None
        and part.lower() not in ALSO_WORDS
        and not is_common(part)
    )


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the word is not part of another, and no capitalised word follows that makes it a company or a place."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() or after.isalnum() or (before and before in _TOUCHING) or (after and after in "_@\\&$%~="):
        return False
    if after == "/" and not (before in ("(", " ", "\n") and text[end + 1 : end + 2].isupper()):
        return False
    if after == "." and text[end + 1 : end + 2].isalnum():
        return False
    if text.startswith((" & ", " y Hijos", " e Hijos", " and Sons"), end) and text[end + 3 : end + 4].isupper():
        return False  # "Roe & Sons"
    if after != " " or not text[end + 1 : end + 2].isupper():
        return True
    behind = _CAPITALS.match(text, end + 1)
    if behind is None or not text[start:end].isupper():
        return False
    return _IN_CAPITALS.search(text, max(0, start - 8), start) is not None or _is_verb(behind[0])


def _is_verb(word: str) -> bool:
    """Whether ``word`` in capitals is a common one that makes no company and no street of what stands before it."""
    return is_common(word.lower()) and word not in _ROADS and not is_company(f"x {word}")
