"""Checks the network's findings against what is known without it.

The network judges words. It does not know that a column is called ``product``, or that ``3e 36`` belongs to a hex dump.
Findings whose place or form rules them out are dropped here, and a user name that looks like a name gets the right
type.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from objectlambda.pii.entities import Entity, EntityType, Field
from objectlambda.pii.ner.borders import bordered, join_neighbours
from objectlambda.pii.ner.evidence import is_sender, lacks_evidence, speaks_of_person, things_in_columns
from objectlambda.pii.ner.familiarity import KNOWN, is_given, is_scrap
from objectlambda.pii.ner.fields_of_things import holds_thing, in_table_of_things
from objectlambda.pii.ner.foreign_names import has_form_of_name
from objectlambda.pii.ner.leads import is_introduced
from objectlambda.pii.ner.networks import Tagged
from objectlambda.pii.ner.places_in_code import holds_no_name, inside_token, is_login, runs_on
from objectlambda.pii.ner.spanish_things import holds_full_name, names_pet
from objectlambda.pii.ner.stops_and_teams import names_stop_or_team
from objectlambda.pii.ner.surroundings import PRONOUNS, RELATIVES, SMALL_WORDS, Surroundings, surroundings
from objectlambda.pii.ner.things_beside import names_thing
from objectlambda.pii.ner.things_in_files import Files
from objectlambda.pii.ner.titles import COMPANY, NOTED, PARTIES, SAINT, TITLES, lead, trail
from objectlambda.pii.ner.verified_addresses import fills, verified_addresses
from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.code import KEYWORDS
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.companies import begins_company, ends_company, is_company, names_company
from objectlambda.pii.rules.concepts import NAME
from objectlambda.pii.rules.field_concepts import field_concepts
from objectlambda.pii.rules.first_names import ALSO_WORDS, FIRST_NAMES, ONLY_NAMES, PARTICLES, is_first_name
from objectlambda.pii.rules.named_companies import companies_of
from objectlambda.pii.rules.scan import Scan

_USERNAME, _SHORT = re.compile(r"@?[a-z][a-z0-9]*(?:[._][a-z0-9]+)+|@\w+"), 48
_LOWER = 0.91
"""The least score of a name in lower case, since most lower-case words are not names."""
_LOWER_GIVEN = 0.65
"""The same of a given name that is no word."""
_LOWER_IN_LOWER = 0.7
"""The same in a text that has hardly any capitals."""
_FIRST_WORD = 0.65
"""The least score of a single word at the start of a sentence, where every word has a capital."""
_FULL = re.compile(r"[^\W\d_a-z][\w'’.\-]*(?: (?:[^\W\d_a-z][\w'’.\-]*|de|del|la|van|von|da|dos|y))+")
_IN_FOREIGN = 0.98
_FULL_IN_FOREIGN = 0.95
"""The least score of a name in another language, and that of two capitalised words."""
_IN_BARE = 0.9
"""The least score of a single word in lists and code."""
_NEVER = 2.0
_NOT_IN_NAMES, _NOT_LAST = SMALL_WORDS - PARTICLES, PARTICLES | {"Las", "Los", "Del"}
_SINGLE_IN_SPANISH = 0.8
"""The least score of a single word in Spanish sentences."""
_OPENS_ANY = re.compile(r"(?:^|\n|[.!?¡¿] )[ \t>*#\-\"'“«¿¡_\[(]*\Z|[:=>] ?[\"'“«¿¡_\[(]*\Z")
"""What stands before the first word of a sentence, a list entry or a value."""
_GOES_ON, _OPENS = re.compile(r" [a-záéíóúñü]"), re.compile(r"(?:^|\n|[.!?] )\Z")
_INITIAL, _LONGEST_NAME = 2, 30
"""The most letters of a word in a name is 30; gene sequences have more."""
_CAPITALS, _CAPITALS_UNKNOWN = 0.96, 0.99
"""The least score of a short word in capitals, a first name or another, since most are abbreviations."""
_ALONE = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]{2,20}\r?")
_SAME_ADDRESS = re.compile(r",?[ \t]?\r?\n?[ \t]{0,4}")

_CAMEL = re.compile(
    r"(?!(?:Mc|Mac|De|Di|Du|Da|La|Le|Van|Von|Fitz|O|D)[A-Z'’])[A-Z]?[a-zà-ÿ]+[A-Z]\w*|[A-Z]{2,}[a-z]+[A-Z]?\w*"
)
"""A word with a capital inside; outside of sentences it names a program or a variable."""
_HUMP = re.compile(r"[A-Z]?[a-zà-ÿ]+")
_MARKS = re.compile(r"[#{}\[\]<>|=;]")
_COUNTRIES = frozenset(("U.K.", "U.S.", "U.S.A.", "E.U.", "U.N.", "D.C.", "U.A.E."))
_ASIDE = re.compile(r" ?[(`<\[{]|[`'\"]? @")
"""The end of a name that is followed by a handle or an address: "Ann Roe (`@annroe`"."""


def verify(scan: Scan, tagged: Iterable[Tagged]) -> Iterator[Entity]:
    """The entities among the network's guesses ``tagged`` in the window."""
    joined = list(bordered(scan, _join(scan.text, tagged)))
    files = Files(scan)
    things = things_in_columns(scan, joined)
    companies = companies_of(scan)
    full = holds_full_name(scan.text, joined)
    for found in joined:
        if found.label == "NAME" and scan.text[found.start : found.end] in companies:
            continue
        if found.label == "NAME" and found.start not in things:
            yield from (
                e
                for e in _name(scan, files, found)
                if e.type != EntityType.NAME or not lacks_evidence(scan, found, joined, full=full)
            )
        elif found.label == "ADDRESS":
            yield from verified_addresses(scan, found)


def _join(text: str, tagged: Iterable[Tagged]) -> Iterator[Tagged]:
    """``tagged`` with neighbours joined: "Maria" and "Sanchez", a street and the town in the next line."""
    return join_neighbours(tagged, lambda last, found: _belong(text, last, found))


def _belong(text: str, last: Tagged, found: Tagged) -> bool:
    gap = text[last.end : found.start]
    if found.label == "NAME":
        return gap == " " and text[last.end - 1].isalpha()
    return found.label == "ADDRESS" and _SAME_ADDRESS.fullmatch(gap) is not None and not text[found.start].isdigit()


def _name(scan: Scan, files: Files, found: Tagged) -> Iterator[Entity]:
    text, start, end = scan.text, found.start, found.end
    value = text[start:end]
    if text[start - 1 : start] == "@":
        start, value = start - 1, "@" + value
    if "\n" in value and text[end : end + 1] == ":":  # the label in the line below
        end = start + len(value.partition("\n")[0].rstrip())
        value = text[start:end]
    before = lead(value)
    start, value = start + before, value[before:]
    if (behind := trail(value)) > 0:
        end, value = end - behind, value[:-behind]
    if not value.replace(" ", "").isalpha():  # all that these tests look for is neither a letter nor a blank
        if (aside := _ASIDE.search(value)) is not None and aside.start() > 1:
            end, value = start + aside.start(), value[: aside.start()]
        if _USERNAME.fullmatch(value):
            if not inside_token(text, start, end) and is_login(scan, value, start, end):
                yield Entity(EntityType.USERNAME, start, end, 0.7)
            return
        if any(map(str.isdigit, value)) or _MARKS.search(value):
            return
    if _is_nobody(value) or inside_token(text, start, end):
        return
    if scan.hits.covers(start, end) or COMPANY.match(text, end) or SAINT.search(text, max(0, start - 12), start):
        return
    if ends_company(text, value, start) or begins_company(text, value, end):
        return
    introduced = is_introduced(scan.lower, start) and not names_pet(text, start)
    if is_common(value) and (value.islower() or not introduced):
        return
    field = scan.field(start, end)
    if field is not None and holds_thing(scan, field, start, end):
        return
    if field is not None and in_table_of_things(scan, field, value):
        return
    if value.islower() and field is not None and fills(field, start, end) and not is_sender(field, value):
        return
    if text.startswith(("(", "[", "{"), end) and " " not in value:
        return  # a function call, an element or a parameter of a type
    if names_company(text, start) or (" " not in value and _in_mappings(scan, field, start, end)):
        return
    if found.score < _least_score(scan, value, start, introduced=introduced):
        return
    if found.score < _least_score_here(scan, value, start, end, found, introduced=introduced):
        return
    if not introduced and (names_stop_or_team(scan, value, start, end) or files.name_thing(value, start, end)):
        return
    thing = not introduced and names_thing(scan, value, start, end)
    if not thing and not holds_no_name(scan, value, start, end):
        yield Entity(EntityType.NAME, _with_line_above(text, start, end), end, found.score)


@lru_cache(maxsize=4096)  # of immutable values, by their arguments alone: threads may share it
def _is_nobody(value: str) -> bool:
    """Whether the words alone say that they name no person: a title, a company, a pronoun, a country, a variable."""
    if len(value) > _LONGEST_NAME and max(map(len, value.split()), default=0) > _LONGEST_NAME:
        return True
    lower = value.lower()
    if value.rstrip(".").lower() in TITLES or value in PRONOUNS or value in _COUNTRIES or lower in PARTIES:
        return True
    if value.islower() and (value in RELATIVES or value in SMALL_WORDS or is_scrap(value)):
        return True
    if value.startswith("The ") or SAINT.match(value.partition(" ")[0] + " "):
        return True
    return is_company(value) or (value.isupper() and lower in SMALL_WORDS) or _is_variable(value)


def _in_mappings(scan: Scan, field: Field | None, start: int, end: int) -> bool:
    """Whether the word is a piece of a long value between commas or semicolons, as in the mappings of a source map."""
    joined = scan.text[start - 1 : start] in (",", ";") and scan.text[end : end + 1] in (",", ";")
    if joined and not scan.text[start:end].isupper() and " " in scan.text[max(0, start - _SHORT) : end + _SHORT]:
        return False
    return joined and start > 0 and field is not None and not fills(field, start, end)


def _is_variable(value: str) -> bool:
    """Whether ``value`` is one word with a capital inside and a common word in it: "MaxSkew"."""
    return " " not in value and _CAMEL.fullmatch(value) is not None and any(map(is_common, _HUMP.findall(value)))


def _with_line_above(text: str, start: int, end: int) -> int:
    """The start of a name, extended to a given name that stands alone in the line above, as in a signature."""
    if text[start - 1 : start] != "\n" or text[end : end + 1] not in ("", "\n", "\r") or " " in text[start:end]:
        return start
    above = text.rfind("\n", 0, start - 1) + 1
    if above > 1 and text[above - 2 : above - 1] not in ("\n", "\r", ">", ","):
        return start
    return above if _ALONE.fullmatch(text, above, start - 1) and not is_common(text[above : start - 1]) else start


def _least_score(scan: Scan, value: str, start: int, *, introduced: bool) -> float:
    """The least score of a name with this case at this place."""
    if value.islower() and not introduced:
        least = _LOWER_IN_LOWER if scan.caseless else _LOWER
        if is_given(value.partition(" ")[0]) and surroundings(scan.text, start) is Surroundings.ENGLISH:
            return min(least, _LOWER_GIVEN)
        return least
    if value.isupper() and value.isalpha() and len(value) < 6 and not introduced:
        return _CAPITALS if value.lower() in FIRST_NAMES else _CAPITALS_UNKNOWN
    if value.isalpha() and _OPENS.search(scan.text, max(0, start - 2), start):
        return _FIRST_WORD
    return 0.0


def _least_score_here(scan: Scan, value: str, start: int, end: int, found: Tagged, *, introduced: bool) -> float:
    """The least score of a name in this kind of text; it is highest outside of English and Spanish."""
    if scan.code and not _plain_name(scan, value, start, end, introduced=introduced):
        return _NEVER
    before = max(0, start - 80)
    if scan.text.find("GC", before, start) >= 0 and _COLLECTION.search(scan.text, before, start) is not None:
        return _NEVER
    parts = value.split()
    if value.lower() in KEYWORDS or value[:1] in "$%" or max(map(len, parts), default=0) < _INITIAL:
        return _NEVER
    if value.startswith("Max ") and is_common(value[4:]):
        return _NEVER  # "Max Memory Used"
    if (
        value.isupper()
        and runs_on(scan.text, start, end)
        and FIRST_NAMES.isdisjoint(value.lower().split())
        and not NOTED.search(scan.text, max(0, start - 24), start)
    ):
        return _NEVER
    if scan.catalogue and not (_FULL.fullmatch(value) and value.partition(" ")[0].lower() in ONLY_NAMES):
        return _NEVER  # a catalogue of messages
    mixed = not value.istitle() and not value.islower()
    if mixed and any(part.islower() and part not in PARTICLES and is_common(part) for part in parts):
        return _NEVER
    if len(parts) > 1 and (parts[-1] in _NOT_LAST or not _NOT_IN_NAMES.isdisjoint(parts)):
        return _NEVER
    of_sentence = value[:1].islower() or parts[0].lower() in _NOT_IN_NAMES
    if of_sentence and surroundings(scan.text, start) is Surroundings.FOREIGN:
        return _NEVER
    if value.islower() and len(parts) > _INITIAL and not scan.caseless and FIRST_NAMES.isdisjoint(parts):
        return _NEVER
    camel = mixed and " " not in value and _CAMEL.fullmatch(value) is not None
    if (found.score >= _IN_FOREIGN and not camel) or introduced:
        return 0.0
    if value.lower() in SMALL_WORDS:
        return _IN_FOREIGN
    first = fold(value.partition(" ")[0].lower()).decode()
    if is_first_name(first) and not (camel and " " not in value):
        opens = " " not in value and _OPENS.search(scan.text, max(0, start - 3), start) is not None
        return _FULL_IN_FOREIGN if opens and surroundings(scan.text, start) is Surroundings.FOREIGN else 0.0
    full = _FULL.fullmatch(value) is not None
    where = surroundings(scan.text, start)
    if camel and where is Surroundings.BARE:
        return _NEVER
    field = scan.field(start, end)
    of_person = field is not None and bool(field_concepts(field.name) & NAME)
    if where is Surroundings.FOREIGN and not of_person:
        told = (full or found.familiarity >= KNOWN) and speaks_of_person(scan.text, start, end)
        if told or (full and has_form_of_name(value, found.familiarity)):
            return 0.0
        return _FULL_IN_FOREIGN if full else _IN_FOREIGN
    if where is Surroundings.SPANISH and " " not in value:
        opens = _OPENS_ANY.search(scan.text, max(0, start - 8), start) is not None
        return _IN_FOREIGN if opens and _GOES_ON.match(scan.text, end) else _SINGLE_IN_SPANISH
    if where is Surroundings.ENGLISH or full or of_person:
        return 0.0
    return _IN_BARE


def _plain_name(scan: Scan, value: str, start: int, end: int, *, introduced: bool) -> bool:
    """Whether ``value`` may be a name in code: a full name, as in a comment, or a capitalised word in quotes."""
    first, _, rest = value.lower().partition(" ")
    if _FULL.fullmatch(value) and (
        not any(len(part) > 1 and part.isupper() for part in value.split())
        or (value.isupper() and first in FIRST_NAMES and first not in ALSO_WORDS and rest != "")
    ):
        return True
    if not value[:1].isupper() or not value[1:].islower() or " " in value:
        return introduced
    known = fold(value.lower()).decode() in FIRST_NAMES
    before, after = scan.text[start - 1 : start], scan.text[end : end + 1]
    if known:
        return value.lower() not in ALSO_WORDS or not _COMPOUND.search(scan.text, max(0, start - 24), start)
    listed = _LISTED.search(scan.text, max(0, start - 6), start) is not None or _LISTS.match(scan.text, end) is not None
    return not listed and before in "\"'" and after in "\"'" and before != "" and after != ""


_COMPOUND = re.compile(r"[a-z\d] \Z|[A-Z]{2} \Z")
"""What stands before the last word of a compound: "Headphone Jack", "HDMI Jack"."""
_COLLECTION = re.compile(r"\bGC(?:\(\d+\) |[ (]pause)[^\n]{0,60}\Z")
"""The start of a line in which a virtual machine logs a garbage collection."""
_LISTED = re.compile(r"[\"'],[ \t\n]{0,4}[\"']\Z")
_LISTS = re.compile(r"[\"'],[ \t\n]{0,40}[\"']")
"""What stands around a word in a list of quoted words."""
