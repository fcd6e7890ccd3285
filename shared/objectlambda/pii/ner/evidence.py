"""Evidence that a word which no list of names holds is a person's name: its field, neighbours and use elsewhere.

Without any, the network's guess is dropped: the rules find those whom a title, a relative or a signature names, and
what is left are stars, programs, dishes and abbreviations.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from objectlambda.pii.entities import Field
from objectlambda.pii.ner.familiarity import KNOWN, UNKNOWN
from objectlambda.pii.ner.foreign_names import has_form_of_name, is_foreign, is_sure_in_script
from objectlambda.pii.ner.networks import Tagged
from objectlambda.pii.ner.spanish_things import lacks_given_name
from objectlambda.pii.ner.surroundings import Surroundings, surroundings
from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.concepts import NAME
from objectlambda.pii.rules.field_concepts import field_concepts, field_words
from objectlambda.pii.rules.first_names import FIRST_NAMES, is_first_name
from objectlambda.pii.rules.known_things import are_things
from objectlambda.pii.rules.person_fields import names_person
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.thing_fields import OF_WHOM
from objectlambda.pii.rules.words import words

_SURE_IN_ENGLISH = 0.95
"""The least score without evidence in English sentences, which the network knows best."""
_BESIDE = 32
"""How many characters before and behind a word may hold a known first name."""
_PERSONS = (
    r"mr|mrs|ms|miss|mx|dr|doctor|doctora|prof|professor|sir|madam|sra?|srta|dra|don|doña|señora?|herr|frau|mme"
    r"|mister|madame|monsieur|rev|hon|capt|captain|judge|officer|nurse|colleague|kollege|kollegin|patient|paciente"
    r"|aider|solicitor|lawyer|mechanic|plumber|electrician|carer|teacher|tutor|landlord|landlady|neighbou?r|receptionist"
    r"|cleaner|caretaker|midwife|physio|dentist|supervisor|foreman|flatmate|roommate|housemate|clerk|treasurer|secretary|porter|rep|inv|chief|guide|host"
    r"|dear|hi|hey|hello|hola|estimad[oa]|querid[oa]|lieber?|cher|chère|olá|ciao|hallo|thanks|thank you|gracias"
    r"|wife|husband|son|daughter|sister|father|brother|mum|mom|dad|kid|child|baby|née|alias"
)
_BEFORE = re.compile(
    rf"(?:\b(?:{_PERSONS}|agent|cheers|regards|named|called"
    r"|calls? me|name is|llam[oa]|nombre es|heiße|heißt|m'appelle|soy|i am|i'm|this is|wrote|says|said|told|asked|ask"
    r"|call|met|meet|by|cc|attn|fao|owner|assignee|author|contact)[.,:]?"
    r"|\b(?:from|to|with):|[\w.\-]+@[\w.\-]+>?|\bC[/.]O)[ \t\n]{0,3}[\"'(*_<]?\Z",
    re.IGNORECASE,
)
"""What stands before persons."""
_BEFORE_PERSON = re.compile(rf"\b(?:{_PERSONS})[.,:]?[ \t\n]{{1,3}}\Z", re.IGNORECASE)
_BEHIND_PERSON = re.compile(
    r"(?:, [A-Z]\w+)?, \d{1,3}(?:,|[mf]\b| (?:years|años|ans|jahre))"
    r"|['’]s (?:mum|mom|dad|wife|husband|son|daughter|mother|father|birthday)",
    re.IGNORECASE,
)
"""What stands before and behind persons only, and not companies and places."""
_BEHIND = re.compile(
    r"[\"')*_]{0,2}(?: ?[<(]?@?[\w.+\-]+@[\w\-]+\.| ?[<(]@\w| \(\d{1,3}\)"
    r"|(?:, [A-Z]\w+)?, \d{1,3}(?:,|[mf]\b| (?:years|años|ans|jahre))"
    r"|\^[A-Z][^|\n]{0,30}(?:\n[^|\n]{0,12})?\^(?:mr|mrs|miss|ms|dr)\b"
    r"|['’]s (?:mum|mom|dad|wife|husband|son|daughter|mother|father|birthday|account|phone|email|house|car|desk|laptop)"
    r"|,? (?:says?|said|asks?|asked|told|tells|wrote|writes|replied|thinks|thought|knows|knew|wants|wanted|went|came"
    r"|called|emailed|messaged|texted|joined|left|introduced|shouted|lives|lived|works|worked|agreed|suggested|explained"
    r"|reported|noted|mentioned|confirmed|proposed|presented|volunteered|promised|apologi[sz]ed|smiled|laughed|arrived"
    r"|attended|described|denied|refused|phoned|had|is (?:from|very|married)"
    r"|dice|dijo|comenta|comentó|pregunta|preguntó|explica|explicó|propone"
    r"|propuso|llamó|vive|trabaja|cree|quiere|sagt|sagte|schrieb|schreibt|meint|fragt|fragte|antwortet|dit|écrit"
    r"|a (?:dit|écrit|répondu|demandé)|ha (?:scritto|risposto|detto|chiesto)|scrive|chiede|disse|escreveu|perguntou"
    r"|respondeu|zei|zegt|schreef|vroeg|sade|säger|skrev|frågade|powiedziała?|napisała?|zapytała?|řekla?|napsala?"
    r"|mondta|írta|esan zuen|va dir)\b)",
    re.IGNORECASE,
)
"""What stands behind persons."""
_QUOTES = 2
_EACH_NAME = 3
"""When fewer than one cell in three of a column is a name, the column holds things."""
_FAR = 120
_SHORT_NAME = 2
_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"[ \t]*(?:[,;/|^&\t]|[\"'],[ ]?[\"']|,? (?:and|or|y|e|und|et) )[ \t]*")
"""What stands between the names of a list or of a row."""
_OF_KIND = re.compile(r"['’]s [A-Z][a-z]+")
"""What follows the name of a species or a stone: "Cetti's Warbler", "Fuller's Earth"."""
_CAPITALISED = re.compile(r"(?<=[a-z,] )[^\W\d_a-z][\w'’.\-]{2,24} \Z")
"""A capitalised word amid a sentence, right before another."""
_LINE = re.compile(r"(?:[ \t]*[<(][^\s<>()]*[>)])?[ \t]*\r?\n[ \t]*(?:[-*\u2022]|\d{1,3}[.)])?[ \t]*")
_AT_BEHIND = re.compile(rb"[\w.\-]{0,20}@")
_AT_BEFORE = re.compile(rb"@[\w.\-]{0,20}\Z")
_MOST_PLACES = 12
_BULLET = re.compile(r"(?:^|\n)[ \t]*(?:[-*\u2022]|\d{1,3}[.)])?[ \t]*\Z")
"""What stands between the entries of a list of persons, and before the first."""


def things_in_columns(scan: Scan, tagged: Sequence[Tagged]) -> Collection[int]:
    """Where the names start that stand in columns of which hardly any cell is a name: openings, wines, streets.

    A column that a field's name gives to persons, and one of a table about persons, is left alone.
    """
    if not scan.fields or not tagged or not (columns := scan.columns_of_things):
        return ()
    places = [
        (found, field)
        for found in tagged
        if found.label == "NAME" and (field := scan.field(found.start, found.end)) is not None and field.name in columns
    ]
    if not places:
        return ()
    named = Counter(field.name for found, field in places if _is_person(scan.text, found, field))
    told = {field.name for _, field in places}
    cells = Counter(field.name for field in scan.fields if field.name in told and field.end > field.start)
    return {found.start for found, field in places if named[field.name] * _EACH_NAME < cells[field.name]}


def _is_person(text: str, found: Tagged, field: Field) -> bool:
    """Whether a name fills its cell, and has two words or is a first name."""
    value = text[found.start : found.end]
    if found.start > field.start + _QUOTES or found.end < field.end - _QUOTES:
        return False
    return " " in value or fold(value.lower()).decode() in FIRST_NAMES


def lacks_evidence(scan: Scan, found: Tagged, tagged: Collection[Tagged], *, full: bool) -> bool:
    """Whether nothing but its score shows that ``found``, which is not well known, is a person.

    ``tagged`` are all findings of the network in the window, of which one is a ``full`` name or none.
    """
    text, start, end = scan.text, found.start, found.end
    value = text[start:end]
    if are_things(value):
        return not _is_person_here(scan, found, tagged)
    if not full and lacks_given_name(text, value, start):
        return not _is_supported(scan, found, (), surroundings(text, start))
    if not is_sure_in_script(value):
        return not _is_person_here(scan, found, tagged) and not _is_supported(scan, found, (), Surroundings.FOREIGN)
    if not has_form_of_name(value, found.familiarity) and is_foreign(text, start):
        field = scan.field(start, end)
        named = field is not None and bool(field_concepts(field.name) & NAME)
        others = [other for other in tagged if has_form_of_name(text[other.start : other.end], other.familiarity)]
        return not named and not _is_supported(scan, found, others, Surroundings.FOREIGN)
    if found.familiarity >= KNOWN and len(value) > _SHORT_NAME:
        return False
    if " " in value and not (found.familiarity == UNKNOWN and _is_phrase(value, found.score)):
        return False
    if " " not in value and _OF_KIND.match(text, end):
        return True
    where = surroundings(text, start)
    if found.familiarity != UNKNOWN and where is not Surroundings.BARE:
        return False
    if where is Surroundings.ENGLISH and not value.islower():
        before = _CAPITALISED.search(text, max(0, start - 26), start)
        if found.score >= _SURE_IN_ENGLISH or (before is not None and not is_common(before[0])):
            return False
    return not _is_supported(scan, found, tagged, where)


def _is_person_here(scan: Scan, found: Tagged, tagged: Collection[Tagged]) -> bool:
    """Whether what is a thing elsewhere is a person here: by its field, a title, an age or a full name."""
    text, start, end = scan.text, found.start, found.end
    field = scan.field(start, end)
    if field is not None and names_person(field.name.rstrip("0123456789_ ")):
        return True
    if _BEFORE_PERSON.search(text, max(0, start - 40), start) or _BEHIND_PERSON.match(text, end):
        return True
    return _in_full_name(text, text[start:end], start, tagged)


def speaks_of_person(text: str, start: int, end: int) -> bool:
    """Whether the words before or behind ``text[start:end]`` say that it is a person: "thanks to", "wrote"."""
    return _BEFORE.search(text, max(0, start - 40), start) is not None or _BEHIND.match(text, end) is not None


def _is_phrase(value: str, score: float) -> bool:
    """Whether unknown words have the form of a phrase: one in lower case or in capitals, or a common one."""
    words = value.split()
    capitals = sum(len(word.rstrip(".")) > 1 and word.isupper() for word in words)
    if capitals == len(words):
        return score < _SURE_IN_ENGLISH
    return capitals > 0 or words[-1].islower() or any(map(is_common, words))


def _is_supported(scan: Scan, found: Tagged, tagged: Collection[Tagged], where: Surroundings) -> bool:
    text, start, end = scan.text, found.start, found.end
    value = text[start:end]
    field = scan.field(start, end)
    if field is not None:
        if names_person(field.name.rstrip("0123456789_ ")) or not OF_WHOM.isdisjoint(field_words(field.name)):
            return True
        concepts = field_concepts(field.name)
        if scan.about_people and (
            concepts & NAME or (not concepts and field.end - field.start <= len(value) + _QUOTES)
        ):
            return True
    if speaks_of_person(text, start, end):
        return True
    if where is Surroundings.SPANISH and text.startswith(" a ", start - 3):
        return True  # "Llevamos a Ngaire": Spanish has its preposition before persons
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    beside = (
        text[max(line, start - _BESIDE) : start] + " " + text[end : min(end + _BESIDE, len(text) if stop < 0 else stop)]
    )
    if any(word[0].isupper() and fold(word.lower()).decode() in FIRST_NAMES for word in _WORD.findall(beside)):
        return True
    near = (other for other in tagged if -_FAR < other.start - start < _FAR and other.label == "NAME")
    return any(_is_beside(text, other, found) for other in near) or _stands_elsewhere(scan, value, start, tagged)


def _is_beside(text: str, other: Tagged, found: Tagged) -> bool:
    """Whether a known name stands next to the word, in the same list or row, or alone in the line above or below."""
    if other.start == found.start or other.familiarity < KNOWN:
        return False
    first, last = (other, found) if other.start < found.start else (found, other)
    gap = text[first.end : last.start]
    if _GAP.fullmatch(gap):
        return True
    return (
        " " in text[other.start : other.end]
        and _LINE.fullmatch(gap) is not None
        and _BULLET.search(text, max(0, first.start - 40), first.start) is not None
    )


def _in_full_name(text: str, value: str, start: int, tagged: Collection[Tagged]) -> bool:
    """Whether the word is part of a full name elsewhere."""
    for other in tagged:
        if other.label == "NAME" and other.start != start and other.familiarity >= KNOWN:
            whole = text[other.start : other.end]
            if " " in whole and value in whole.split():
                return True
    return False


def _stands_elsewhere(scan: Scan, value: str, start: int, tagged: Collection[Tagged]) -> bool:
    """Whether the word is part of a full name, of an address of mail or of a handle elsewhere."""
    if _in_full_name(scan.text, value, start, tagged):
        return True
    shadow, word = scan.lower, fold(value.lower())
    at = shadow.find(word) if b"@" in shadow and len(word) > 2 else -1
    for _ in range(_MOST_PLACES):
        if at < 0:
            return False
        stop = at + len(word)
        if _AT_BEHIND.match(shadow, stop) or _AT_BEFORE.search(shadow, max(0, at - 24), at):
            return True
        at = shadow.find(word, stop)
    return False


def is_sender(field: Field, value: str) -> bool:
    """Whether the field is one for persons, and ``value`` begins with a given name: "Para: paco morales"."""
    first, _, rest = value.partition(" ")
    known = is_first_name(first)
    return known and rest != "" and field.name.lower() in _OF_MAIL and not is_common(rest)


_OF_MAIL = words("from to cc bcc de para a copia von an kopie")
