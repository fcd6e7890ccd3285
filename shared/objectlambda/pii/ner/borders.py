"""Where a name that the network found begins and ends: not across a sentence's end, a role or a word of a program.

The network now and then takes in a word too many, or leaves out a surname or a given name that is a word as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from objectlambda.pii.ner.evidence import speaks_of_person
from objectlambda.pii.ner.foreign_names import is_foreign, words_behind
from objectlambda.pii.ner.networks import Tagged
from objectlambda.pii.ner.titles import TITLES
from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.first_names import FIRST_NAMES, ONLY_NAMES
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_STOP = re.compile(r"[^\W\d_]{2}\.[ \t\r\n]+(?=[^\W\d_a-z])")
_LONGEST_SHORTENED = 4
"""The most letters of a shortened name that is not repeated behind its full stop: "Fdez. Roa", "Alex. Roa"."""
_CITIZEN = re.compile(r"(?:CC?\.|CC) +(?=[^\W\d_a-z][^\W\d_])")
_ARTICLE = re.compile(r"(?<![^\W\d_])(?:[Ee]l|[Ll]a|[Aa]l|[Dd]el|[Ll][oa]s|EL|LA|AL|DEL|L[OA]S) \Z")
"""A citizen of Mexico in papers, who is called so behind an article: "la C. María Roa", "los CC. Ana y Luis Roa"."""
_OF_PROGRAM = re.compile(r" [A-Z][A-Z\d]+\Z")
_ENDS_WORD_OF_PROGRAM = ("(", "[", "{", "=", "_", "/")
_PROTOCOLS = words("sasl plain login tls ssl starttls imap imaps pop smtp ssh ftp ldap krb gssapi cram md pam nis")
_SURNAME = re.compile(r" ([A-ZÀ-Þ][a-zß-ÿ]{2,20})(?=[,.;)]|\s|['’]s\b|\Z)(?! [^\W\d_a-z])")
_AMID = re.compile(r"[a-z,;] \Z")
_SEASON = re.compile(
    r"(?:(?:^|[\n.!?¡¿:;,\"“«] ?)[ \t]*|[a-zß-ÿ] )\b"
    r"(Verano|Otoño|Invierno|Primavera|Summer|Autumn|Winter|Été|Hiver|Inverno|Verão|Sommer) \Z"
)
"""A season that is a given name, right before a surname: "Summer Roa", "Verano Okafor"."""
_REACH = 16
_QUOTE = 1


def bordered(scan: Scan, tagged: Iterable[Tagged]) -> Iterator[Tagged]:
    """``tagged`` with the names among them cut, split, completed, and joined where both parts fill a cell."""
    text = scan.text
    for found in _joined_in_cells(scan, tagged) if scan.fields else tagged:
        if found.label != "NAME":
            yield found
        elif " " not in (value := text[found.start : found.end]):
            yield _completed(text, found, value)
        elif "." in value:
            yield from _split(text, _without_role(text, found))
        else:
            yield _without_word_of_program(text, _without_words_behind(text, found, value), value)


def _joined_in_cells(scan: Scan, tagged: Iterable[Tagged]) -> Iterator[Tagged]:
    """``tagged`` with the surnames and the given names of a cell joined: "Ibarra León, Carmen"."""
    return join_neighbours(tagged, lambda last, found: found.label == "NAME" and _fill_cell(scan, last, found))


def join_neighbours(tagged: Iterable[Tagged], belong: Callable[[Tagged, Tagged], bool]) -> Iterator[Tagged]:
    """``tagged`` with neighbours of one label made one where they ``belong`` together."""
    last: Tagged | None = None
    for found in tagged:
        if last is not None and last.label == found.label and belong(last, found):
            familiarity = max(last.familiarity, found.familiarity)
            last = Tagged(last.start, found.end, last.label, max(last.score, found.score), familiarity)
            continue
        if last is not None:
            yield last
        last = found
    if last is not None:
        yield last


def _fill_cell(scan: Scan, last: Tagged, found: Tagged) -> bool:
    text = scan.text
    if text[last.end : found.start] != ", " or text[last.end - 1] == ".":  # "Mia S., Theo B." are two
        return False
    field = scan.field(last.start, found.end)
    if field is None or last.start > field.start + _QUOTE or found.end < field.end - _QUOTE:
        return False
    surname, given = (fold(text[part.start : part.end].split()[0].lower()).decode() for part in (last, found))
    return surname not in FIRST_NAMES and given in FIRST_NAMES


def _split(text: str, found: Tagged) -> Iterator[Tagged]:
    """The names before and behind the end of a sentence: "Deirdre O'Connell. O'Connell signed"."""
    start = found.start
    for stop in _STOP.finditer(text, start, found.end):
        first, rest = text[start : stop.start() + 2], text[stop.end() : found.end]
        last = first.split()[-1]
        again = rest.split()[0].rstrip(".,") in first.split()
        whole = " " in first and len(last) > _LONGEST_SHORTENED
        if last.lower() not in TITLES and (again or whole):
            yield found._replace(start=start, end=stop.start() + 2)
            start = stop.end()
    yield found._replace(start=start)


def _without_role(text: str, found: Tagged) -> Tagged:
    """``found`` without the "C." for a citizen behind an article."""
    role = _CITIZEN.match(text, found.start, found.end)
    if role is None or _ARTICLE.search(text, max(0, found.start - _REACH), found.start) is None:
        return found
    return found._replace(start=role.end())


def _without_words_behind(text: str, found: Tagged, value: str) -> Tagged:
    """``found`` without the words of a sentence in another language behind a full name: "Ann Roe powiedział"."""
    if not value[-1:].islower() or value[:1].islower() or not (behind := words_behind(value)):
        return found
    return found._replace(end=found.end - behind) if is_foreign(text, found.start) else found


def _without_word_of_program(text: str, found: Tagged, value: str) -> Tagged:
    """``found`` without a word in capitals behind a login: a mechanism or a protocol, as in "anna SASL(-13)"."""
    word = _OF_PROGRAM.search(value) if value[0].islower() else None
    if word is None or not value[: word.start()].islower():
        return found
    plain = word[0].strip().rstrip("0123456789").lower()
    if plain in FIRST_NAMES or not (plain in _PROTOCOLS or text.startswith(_ENDS_WORD_OF_PROGRAM, found.end)):
        return found
    return found._replace(end=found.start + word.start())


def _completed(text: str, found: Tagged, value: str) -> Tagged:
    """``found`` with a surname that is a common word, or with a given name that is a season."""
    if not value.istitle():
        return found
    plain = fold(value.lower()).decode()
    if plain in ONLY_NAMES:
        end = _end_of_surname(text, found)
        return found if end == found.end else found._replace(end=end)
    if plain in FIRST_NAMES or is_common(value):
        return found
    season = _SEASON.search(text, max(0, found.start - _REACH), found.start)
    return found if season is None else found._replace(start=season.start(1))


def _end_of_surname(text: str, found: Tagged) -> int:
    """The end of a name whose surname is a common word, amid a sentence that speaks of a person: "met Ann Dollar"."""
    surname = _SURNAME.match(text, found.end)
    if surname is None or not _AMID.search(text, max(0, found.start - 2), found.start):
        return found.end
    word = surname[1].lower()
    if word in _NO_SURNAMES or not is_common(word) or not speaks_of_person(text, found.start, surname.end()):
        return found.end
    return surname.end()


_NO_SURNAMES = words(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december christmas easter spring summer autumn winter
    street road avenue lane drive place square court school college university hospital clinic church library museum
    station airport island lake river creek trail beach valley theatre theater award prize foundation trust fund
    company group project team department office manager director doctor nurse hotel
    centre center house from about that this today tomorrow yesterday please thanks
    """
)
