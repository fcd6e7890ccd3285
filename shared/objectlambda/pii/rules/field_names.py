"""Names, addresses and user names, told by the name of their field: ``last_name``, ``street``, ``owner``."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import ClassVar

from objectlambda.pii.entities import Entity, EntityType, Field, new_entity
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.catalogues import is_message
from objectlambda.pii.rules.code import is_unit
from objectlambda.pii.rules.common_words import is_common, is_listed
from objectlambda.pii.rules.companies import is_company, names_company
from objectlambda.pii.rules.concepts import ADDRESS, NAME, PHONE, PLACE
from objectlambda.pii.rules.field_concepts import field_words
from objectlambda.pii.rules.first_names import ALSO_WORDS, FIRST_NAMES, PARTICLES
from objectlambda.pii.rules.functions import is_function
from objectlambda.pii.rules.gates import WORDS
from objectlambda.pii.rules.labelled import NO_VALUES
from objectlambda.pii.rules.messages import tells_messages
from objectlambda.pii.rules.name_borders import without_title_and_remark
from objectlambda.pii.rules.person_fields import is_label, name_pairs, names_person
from objectlambda.pii.rules.phrases import THINGS
from objectlambda.pii.rules.place_fields import ZIP_FIELDS, labels_address, place_score
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.single_names import NUMBERED, names_sender, reader_by_place, sender
from objectlambda.pii.rules.subjects import about_places
from objectlambda.pii.rules.words import words

_WORD = re.compile(r"[^\W\d_][^\W\d_'’.\-]*")
_NOT_NAME = re.compile(
    r"[\d@/\\<>{}\[\]=:;#*_|$]|\b(?:inc|llc|ltd|corp|gmbh|company|bank|university|hospital|null|none|unknown|test"
    r"|true|false|default|admin|system|server|n/a|na|the|and|service|department|team|group|s\.a|anonymous|redacted"
    r"|dpto|depto|departamento|administraci[oó]n|comisi[oó]n|gerencia|consejo|ayuntamiento|oficina"
    r"|widget|pro|set|standard|premium|basic|plan|string|format|type|not)\b",
    re.IGNORECASE,
)
_SPECIAL = words(
    """
    mr mrs ms miss mx dr prof sir madam sr sra srta dra don d rev hon capt sgt lt col inc llc ltd corp gmbh company bank
    university hospital null none unknown test true false default admin system server na the and service department team
    dpto depto departamento administracion comision gerencia consejo ayuntamiento oficina
    group anonymous redacted widget pro set standard premium basic plan string format type not ssn dob id mrn
    nif dni tel
    """
)
"""The words of ASCII letters in both patterns."""
_REACHED = re.compile(r"(?: \([^()\d]{2,20}\))?,? +\(?\+?\d[\d ()./\-]{5,}")
"""A telephone number behind who answers it."""
_NAME_IN_CAPITALS = re.compile(rb"[A-Z][A-Z'\-]+(?: [A-Z][A-Z'.\-]*){1,3}")
_TWO_IN_CAPITALS = WORDS.pattern(rb"[A-Z][A-Z'\-]+ [A-Z]")  # what a window with such a name holds
_OF_COMPANIES = words("company organization organisation empresa vendor merchant brand product city state country bank")
_OF_COMPANIES |= words("vessel boat yacht horse")
_CONTACTS = words("contact contacto")
"""Words of a field's name that mean a person, a telephone number, or both."""
_OWNERS = words(
    "owner assignee author reporter requester approver reviewer creator editor actor uploader operator assigned by"
)
_TAKING_PART = words("assignee reporter requester approver reviewer")
"""Fields that hold a person or a login, and nothing else."""
_ASIAN = re.compile(r"[\u3400-\u9fff々]{1,3}[ 　][\u3040-\u30ff\u3400-\u9fff々]{1,4}")
_SMALL = words("of for the to and your my from in on with que por para con en al")
"""Words that occur in titles and sentences, and not in names."""
_ALIAS = re.compile(r"[a-z]+(?:[._][a-z0-9]+)+|[a-z]{2,}\d+|[a-z][a-z0-9]*_[a-z0-9_]+")
_PERSON = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]{2,20}(?: [A-Z]\.)? [A-ZÀ-Þ][a-zß-ÿ'’\-]{2,20}")
_PLAIN_LOGIN = re.compile(r"[a-z]{5,20}")
_LOGIN = re.compile(r"[a-z]{2,20}[._][a-z]{2,20}\d{0,4}")
_PERSON_LINE = re.compile(r"[^\W\d_][\w'’\-]*\.?(?: [^\W\d_][\w'’\-]*\.?){1,3}")
_STREET_BELOW = re.compile(r"[ \t]*\r?\n[ \t]*\d{1,6}[A-Za-z]? [^\W\d]")
"""The line below a name, with the number and the name of a street: "Billing address: Ann Roe"."""
_NO_ADDRESS = re.compile(
    r"\$[({].*|(?i:none|null|nil|true|false|undefined)|(?:0x)?[0-9a-fA-F]{6,}|\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?"
    r"|[\w.\-]+:\d{2,5}(?:/\S*)?|[a-z][a-z0-9]*_[a-z0-9_]+(?:\.[\w\[\]\"\-]+)+|module\.[\w.\[\]\"\-]+"
    r"|[a-z]+(?:_[a-z]+)+"
    r"|(?i:aws internal|[\w.\-]+\.amazonaws\.com|not provided|same as above|unknown|address|addr|street|city"
    r"|direccion|dirección|calle|ciudad|enviado|recibido|entrante|saliente|entrada|salida|inbound|outbound|incoming"
    r"|outgoing)"
)
"""A hash, a host with its port, or a form's word for an address."""
_LETTERS = re.compile(r"[^\W\d_]{2}")
_NEXT_LABEL = re.compile(
    r"\s{2,}(?=[A-Z][A-Za-z]{0,8}[.:]{0,2} ?[\d+(])|[ \t]{2,}(?=[A-Z][A-Za-z]{1,12}: ?[A-Za-z])"
)  # "8 Mill Lane   Tel: 01684 560123"
_CULTIVAR = re.compile(r"[A-Z][a-z]+ [x×a-z. ]*['‘][A-Z][^'’]{1,40}['’]?")
"""The name of a cultivated plant, as its code of nomenclature writes it: "Rosa 'Peace'"."""
_CAMEL = re.compile(r"(?!(?:Mc|Mac|De|Di|Du|Da|La|Le|Van|Von|Fitz|O|D)[A-Z'’])[A-Z]?[a-zà-ÿ]+[A-Z]\w*")
_WHOLE_NAMES = words("full name display nombre completo complete real")
"""Words in the names of fields that hold a whole name; in these, a single common word is not a name."""
Reader = Callable[[Scan, Field], Entity | None]


class FieldNameRecognizer(WindowRecognizer):
    """The values of fields that hold a person's name, a user's name or parts of an address."""

    TYPES = (EntityType.NAME, EntityType.ADDRESS, EntityType.USERNAME)
    HOW: ClassVar[Mapping[str, str]] = {
        EntityType.NAME: "fields named first_name, surname, cardholder …",
        EntityType.ADDRESS: "fields named street, city, zip …",
        EntityType.USERNAME: "fields named owner, assignee …",
    }

    def find(self, scan: Scan) -> Iterator[Entity]:
        paired = name_pairs(scan.names)
        readers = {name: _readers(scan, name, concepts, paired) for name, concepts in scan.names.items()}
        in_capitals = scan.holds(_TWO_IN_CAPITALS)
        shadow, is_name = scan.shadow, _NAME_IN_CAPITALS.fullmatch
        plain = {name for name, of_it in readers.items() if of_it == [_in_capitals]}
        told = readers if in_capitals else {name: of_it for name, of_it in readers.items() if name not in plain}
        messages: bool | None = None
        for field in scan.fields:
            start, end, name, kind = field
            if kind or name not in told or (name in plain and not is_name(shadow, start, end)):
                continue
            for reader in told[name]:
                found = reader(scan, field)
                if found is None:
                    continue
                if messages is None:
                    messages = tells_messages(scan)
                if not (messages and is_message(scan.text[start:end])):
                    yield found


def _readers(scan: Scan, name: str, concepts: int, paired: Collection[str]) -> list[Reader]:
    """What reads the values of the fields called ``name``."""
    if paired and name.rpartition(".")[2].lower() in paired:
        return [_certain_name]
    if (alone := reader_by_place(name)) is not None:
        return [alone]
    owner = [_owner] if _names_owner(name[:200]) else []
    if names_sender(name, scan.names):
        owner.append(sender)
    if (
        concepts & NAME
        and "common" in field_words(name)
        and any(not _SPECIES.isdisjoint(field_words(n)) for n in scan.names)
    ):
        return [_in_capitals]  # "common_name" beside "species"
    if concepts & NAME or (concepts & PHONE and not _CONTACTS.isdisjoint(field_words(name))):
        return [_name, *owner]
    if concepts & ADDRESS:
        return [_address, *owner]
    if (
        concepts & PLACE or (name.lower() == "st" and ZIP_FIELDS & set(map(str.lower, scan.names)))
    ) and scan.about_people:
        return [_place, *owner]
    return [_in_capitals, *owner]


@lru_cache(maxsize=4096)  # of immutable values, by their arguments alone: threads may share it
def _names_owner(name: str) -> bool:
    return not _OWNERS.isdisjoint(field_words(name))


_SPECIES = words("species genus scientific latin especie cientifico taxon")
_OF_PLACES = words(
    "station airport stop landmark peak district parish county municipality village town city venue stadium park"
    " mountain river lake island route road street"
)


def _in_capitals(scan: Scan, field: Field) -> Entity | None:
    """A value that is a first name and another word in capitals, whatever the name of its field."""
    if not _NAME_IN_CAPITALS.fullmatch(scan.shadow, field.start, field.end):
        return None
    parts = scan.lower[field.start : field.end].decode().split()
    given = [part for part in (parts[0], parts[-1]) if part in FIRST_NAMES and part not in ALSO_WORDS]
    kinds = field_words(field.name)
    if "name" in kinds and not _OF_PLACES.isdisjoint(kinds):
        return None  # "station_name"
    if given and THINGS.isdisjoint(parts) and kinds.isdisjoint(_OF_COMPANIES):
        return Entity(EntityType.NAME, field.start, field.end, 0.75)
    return None


def _value(scan: Scan, field: Field) -> tuple[int, int, str]:
    """The value of a field without blanks and quotes around it, with its place."""
    begin, stop, _, _ = field
    value = scan.text[begin:stop]
    if value[:1].isalnum() and value[-1:].isalnum():
        return begin, stop, value
    start, end = begin + len(value) - len(value.lstrip(" \t\r\n\"'")), begin + len(value.rstrip(" \t\r\n\"',;"))
    return start, end, scan.text[start:end]


def _name(scan: Scan, field: Field, *, certain: bool = False) -> Entity | None:
    start, end, value = _value(scan, field)
    parts = _plain_words(value)
    if not parts:
        start, end = without_title_and_remark(scan.text, start, end)
        value = scan.text[start:end]
    if not parts and NUMBERED.fullmatch(value) and (certain or names_person(field.name)):
        return Entity(EntityType.NAME, start, end, 0.85)
    if not 1 < len(value) < 70 or (not parts and _NOT_NAME.search(value)):
        return None
    titled = bool(parts) and value.istitle()  # each word is a capital and small letters
    parts = parts or _WORD.findall(value)
    if not 1 <= len(parts) <= 6 or names_company(scan.text, start) or value.endswith(("aceae", "idae")):
        return None  # families of plants and animals end so
    capitals = (
        titled or all(part[:1].isupper() or part in PARTICLES for part in parts) or _ASIAN.fullmatch(value) is not None
    )
    if (certain or names_person(field.name)) and not _names_itself(field.name, value, parts, titled=titled):
        return new_entity((EntityType.NAME, start, end, 0.95 if capitals else 0.85, False, False))
    if len(parts) == 1 and value.istitle() and _REACHED.match(scan.text, end, field.end) and not is_common(value):
        return Entity(EntityType.NAME, start, end, 0.85)
    known = (
        1 < len(parts) < 5
        and (" " in value or not value.islower())
        and parts[0].lower() in FIRST_NAMES
        and parts[0].lower() not in ALSO_WORDS
        and (capitals or value.islower())
        and not (capitals and is_common(parts[-1]))
    )
    lower = len(parts) in (2, 3) and " " in value and value.islower() and not _SMALL.intersection(parts)
    if is_company(value) or is_common(value) or _CULTIVAR.fullmatch(value):
        return None
    if _LOGIN.fullmatch(value) and parts[0] in FIRST_NAMES:
        return Entity(EntityType.USERNAME, start, end, 0.75)
    # A single word under "name" is as often a place, a product or a company, so the network decides.
    if (known and not about_places(scan)) or (scan.about_people and ((capitals and len(parts) > 1) or lower)):
        return Entity(EntityType.NAME, start, end, 0.95 if capitals else 0.85)
    return None


_certain_name = partial(_name, certain=True)


def _plain_words(value: str) -> list[str]:
    """The words of a value of ASCII letters and blanks, none of which is a title or says that it is no name.

    It is empty for all other values, which the patterns have to read.
    """
    parts = value.split(" ")
    if not value.isascii() or not all(map(str.isalpha, parts)) or not _SPECIAL.isdisjoint(value.lower().split(" ")):
        return []
    return parts


def _names_itself(name: str, value: str, parts: Sequence[str], *, titled: bool) -> bool:
    """Whether ``value`` describes the field ("First Name"), or is a title ("Column To Fill")."""
    if value.islower() and (len(value) < 3 or " of " in value):
        return True  # "displayName": "wk of mo"
    if (not titled and any(_CAMEL.fullmatch(part) for part in parts)) or is_label(value):
        return True
    if {part.lower() for part in parts} <= field_words(name):
        return True
    if len(parts) == 1 and field_words(name) <= _WHOLE_NAMES:
        return is_common(value) or is_listed(value.lower())
    return is_common(value) and len(parts) > 1


def _owner(scan: Scan, field: Field) -> Entity | None:
    start, end, value = _value(scan, field)
    if value.encode(errors="replace") in NO_VALUES or is_unit(value) or is_function(value):
        return None
    alone = scan.about_people or not _TAKING_PART.isdisjoint(field_words(field.name))
    if _ALIAS.fullmatch(value) or (alone and _PLAIN_LOGIN.fullmatch(value) and not is_common(value)):
        return Entity(EntityType.USERNAME, start, end, 0.75)
    if _PERSON.fullmatch(value) and not is_company(value) and not any(map(is_common, value.split())):
        return Entity(EntityType.NAME, start, end, 0.8)
    return None


def _address(scan: Scan, field: Field) -> Entity | None:
    start, end, value = _value(scan, field)
    if not 3 < len(value) < 200 or "@" in value or "://" in value:
        return None
    if ":" in value:
        end = start + len(value := _NEXT_LABEL.split(value)[0])
    if value[:1].isdigit() and " " in value:  # a number and a street
        return new_entity((EntityType.ADDRESS, start, end, 0.93, False, False)) if _LETTERS.search(value) else None
    if (
        _PERSON_LINE.fullmatch(value)
        and _STREET_BELOW.match(scan.text, end)
        and not (is_company(value) or is_common(value))
    ):
        return Entity(EntityType.NAME, start, end, 0.93)
    if value[:1] in ("{", "[") or (value[:1] == "(" and "=" in value):
        return None  # parts with names of their own: "(ADDRESS=(PROTOCOL=tcp)"
    if "addr" in field_words(field.name) and value.isalpha() and value.islower():
        return None  # the host of a service
    if not _NO_ADDRESS.fullmatch(value) and not labels_address(value) and _LETTERS.search(value):
        certain = " " in value or any(char.isdigit() for char in value)
        return Entity(EntityType.ADDRESS, start, end, 0.93 if certain else 0.7)
    return None


def _place(scan: Scan, field: Field) -> Entity | None:
    start, end, value = _value(scan, field)
    if 1 < end - start < 60 and (score := place_score(field.name[:200], value)):
        return new_entity((EntityType.ADDRESS, start, end, score, False, False))
    return None
