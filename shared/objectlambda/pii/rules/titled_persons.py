"""Persons behind a title or a rank, spelt letter by letter, in the keys of programs, and in greetings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.first_names import ALSO_WORDS, FIRST_NAMES
from objectlambda.pii.rules.gates import CALLED
from objectlambda.pii.rules.known_things import are_things
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.person_fields import is_label
from objectlambda.pii.rules.persons_in_notes import is_given
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words
from objectlambda.pii.rules.words_behind_names import OF_LAND, THINGS_CALLED
from objectlambda.pii.rules.words_behind_names import PLACES as PLACES_CALLED

_WORD = rb"[A-Z\x1a][A-Za-z\x1a]*(?:['\-][A-Z]?[A-Za-z\x1a]+)?[A-Za-z\x1a]"
_NAME = rb"%(word)s(?: (?:(?:de la|de|del|van|von|der|y) )?%(word)s){0,2}" % {b"word": _WORD}
_TITLE = (
    rb"\b(?:Mr|Mrs|Ms|Mx|Cpt|Capt|Sgt|Cpl|Supt|Srta|Sra|D\x1aa|Do\x1aa|S/N|HCA|[Ss]taff [Nn]urse|[Ss]argento"
    rb"|[Ss]ubteniente|[Bb]rigada|[Gg]uardia [Cc]ivil,? (?:el |la )?(?:cabo|agente|sargento)|[Tt]he Misses"
    rb"|[Ll]as? [Ss]rtas?)\.? "
)
_TITLED = CALLED.pattern(_TITLE + rb"(%s)" % _WORD, needle=_TITLE + rb"[A-Z\x1a]")
"""Somebody behind a title or a rank, also where nothing else says so: "wheelchair, Mr. Holloway and carer"."""
_LETTER = CALLED.pattern(
    rb"\b(?:Mr|Mrs|Ms|Miss|Sr|Sra|Srta|Mme|Herr|Frau)\.? ([A-W])(?:\.|'s\b)?(?:[ ,;:!?)\r\n]|$)",
)
"""A surname of one letter behind a title: "Mrs B in the office"."""
_SPELT = CALLED.pattern(
    rb"\b(?i:that's|thats|that is|spelt|spelled|spelling(?: is)?|se escribe|se deletrea|deletreo|le deletreo"
    rb"|con las letras)[,:]? ([A-Z](?:[ .,\-]{1,2}[A-Z]){3,15})(?:[\s,.;\"]|$)"
)
"""A surname that somebody spells: "that's R O E S"."""
_KEYED = CALLED.pattern(
    rb"(?:^|[\s{,(.])[\"']?(?i:card_?holder|holder|name_?on_?card|full_?name|patient_?name|customer_?name|contact_?name"
    rb"|owner_?name|account_?holder|titular|nombre_?completo|employee_?name|client_?name)[\"']? ?[:=]>? ?[\"'`]"
    rb"([A-Z\x1a][A-Za-z\x1a'.\-]*(?: [A-Z\x1a][A-Za-z\x1a'.\-]*){1,3})[\"'`]"
)
"""The value of a key that means a person, in a program: ``holder: "ANN M ROE"``."""
_INLINE = CALLED.pattern(
    rb"(?i)\b(?:next_?of_?kin|nok|emergency_?contact|contact|spouse|partner|guardian|carer|owner|keyholder|contacto"
    rb"|contacto_?emergencia|conyuge|tutora?|familiar|responsable)[\"']? ?: ?\{ ?[\"']?(?:name|nombre)[\"']? ?: ?[\"']?"
    rb"((?-i:[A-Z\x1a])[A-Za-z\x1a'\-]+(?: (?-i:[A-Z\x1a])[A-Za-z\x1a'.\-]*){0,3})[\"']? ?[,}]"
)
"""A person in a short map: ``next_of_kin: {name: Isla, tel: …}``."""
_NOTED = CALLED.pattern(rb"\b(?:TODO|FIXME|HACK|XXX|NOTE|BUG)[ :]{0,2}\((%s),? (?:\d{4}-\d\d|\d{1,2}[/.]\d)" % _NAME)
"""Who wrote a remark in a program, with the day: ``HACK (Marguerite, 2020-06-30)``."""
_PREFERS = CALLED.pattern(
    rb"(?i)\b(?:prefers(?: to be called)?|goes by|likes to be called|answers to|prefiere(?: que le? llamen)?"
    rb"|se hace llamar|le llaman|known as) [\"'\x1a]((?-i:[A-Z\x1a])[A-Za-z\x1a\-]{1,15})[\"'\x1a]"
)
_GREETED = CALLED.pattern(
    rb"(?i)\b(?:hola|buenas(?: tardes| noches)?|buenos d.as|hi|hiya|hello|hey)[,.!]? (?:soy|it's|its|it is|this is|i'm"
    rb"|im|i am|aqu.|le habla|te habla) (?:la |el )?((?-i:[a-z])[a-z\x1a]{2,12}(?: (?-i:[a-z])[a-z\x1a\-]{2,15})?)\b"
)
"""Who says hello in lower case: "hola soy loli la de correos", "hiya it's bob trescothick"."""
_TWO = rb"%s (?:(?:de la|de|del|van|von) )?%s(?: %s)?" % (_WORD, _WORD, _WORD)
_MINOR = CALLED.pattern(
    rb"\b(?:(?i:(?:the|her|his|their|our|my|a) (?:two )?minor (?:child|son|daughter|children)|the minor|minor child"
    rb"|(?:el|la|su|del|al) menor(?: de edad)?|(?:el|la|su) (?:hij[oa]|ni..?[oa]) menor|l'enfant mineure?"
    rb"|das minderj.hrige kind))(?:,? (?i:named|called|llamad[oa]|de nombre))?,? (%s)" % _TWO
)
"""A child in deeds and leases: "the minor child Juniper Roe, age 4"."""
_PAIRED = CALLED.pattern(
    rb"(?m)(?:[>\n]|[a-z]: )(%s) (?:and|&|y|e|i|et|und) (%s)[ \t]*(?:<|\r?$)" % (_TWO, _TWO),
    needle=rb" (?:and|&|y|e|i|et|und) %s" % _TWO,
)
"""Two persons in a heading: "Reception: Ann Roe and Bo Lim"."""
_TRADING = CALLED.pattern(
    rb"((?:[A-Z]\.? ?){1,3} ?%(word)s|%(word)s (?:[A-Z]\.? )?%(word)s)"
    rb",? (?:t/a|T/A|t/as|trading as|d/b/a|D/B/A|dba|DBA|doing business as|que opera como|con nombre comercial)[ :]"
    % {b"word": _WORD},
    needle=rb"[a-z],? (?:[tT]/[aA]|d/b/a|D/B/A|dba|DBA|trading as|doing business as|que opera"
    rb" como|con nombre comercial)",
)
"""Who trades under a firm's name: "G Roe t/a Bryn Roofing"."""
_DESK = (
    rb"(?i:soporte(?: t.cnico)?|support|customer (?:support|service|care)|help ?desk|atenci.n al cliente|ventas|sales"
    rb"|agente?|admin(?:istraci.n)?|moderadora?|moderator|staff|equipo|team|reception|recepci.n|facturaci.n|billing"
    rb"|servicio t.cnico|kundendienst|assistance|suporte)"
)
_ANSWERING = CALLED.pattern(
    rb"(?m)(?:<(?:b|strong|em|i|dt|h[1-6]|span)(?: [^<>\n]{0,60})?>|\*\*|^[ \t]*)(%s)(?:</[a-z0-9]{1,6}>|\*\*)? ?"
    rb"\(%s\)(?:</[a-z0-9]{1,6}>|\*\*)?:" % (_WORD, _DESK),
    needle=rb"\(%s\)(?:</[a-z0-9]{1,6}>|\*\*)?:" % _DESK,
)
"""Who answers at a desk: "<b>Ana (support)</b>: …"."""
_NO_PAIRS = PLACES_CALLED | THINGS_CALLED | OF_LAND
_SURE, _TITLED_SCORE = 0.85, 0.8
_SMALL = words("from de del la el en at in of and y with con the a un una calling here again que that for para about")
_OF_LABELS = words(
    "card account holder full name first last your owner customer patient client titular nombre completo"
)


class TitledPersonRecognizer(WindowRecognizer):
    """Somebody behind a title or a rank, whose name is spelt out, or who is named by a key or a greeting."""

    TYPES = (EntityType.NAME,)
    HOW = (
        'Mr. Roe, Sgt Roe, "that\'s R O E S", holder: "ANN M ROE", next_of_kin: {name: …}, "hola soy loli",'
        " G Roe t/a …, the minor child …"
    )

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        for pattern in (_KEYED, _INLINE, _NOTED):
            for start, end in groups(scan, pattern):
                if _is_person(scan.text[start:end]):
                    yield Entity(EntityType.NAME, start, end, _SURE)
        if scan.code:
            return
        for start, end in groups(scan, _TITLED):
            if _is_person(scan.text[start:end]):
                yield Entity(EntityType.NAME, start, end, _TITLED_SCORE)
        for start, end in groups(scan, _LETTER):
            if not scan.shadow[end : end + 2].isupper() and _FULL_BEHIND.match(scan.shadow, end) is None:
                yield Entity(EntityType.NAME, start, end, _TITLED_SCORE)
        for start, end in (*groups(scan, _MINOR), *groups(scan, _ANSWERING)):
            if _is_person(scan.text[start:end]):
                yield Entity(EntityType.NAME, start, end, _SURE)
        for pair in _PAIRED.compiled.finditer(shadow) if scan.holds(_PAIRED) else ():
            yield from _paired(scan, (pair.span(1), pair.span(2)))
        for start, end in groups(scan, _TRADING):
            first = scan.text[start:end].split(" ")[0].rstrip(".")
            if _is_person(scan.text[start:end]) and (len(first) == 1 or first.lower() in FIRST_NAMES):
                yield Entity(EntityType.NAME, start, end, 0.99)
        for start, end in groups(scan, _SPELT):
            letters = re.sub(rb"[^A-Z]", b"", shadow[start:end])
            if letters not in _ALPHABET:
                yield Entity(EntityType.NAME, start, end, _SURE)
        for start, end in groups(scan, _PREFERS):
            if not is_common(scan.text[start:end]):
                yield Entity(EntityType.NAME, start, end, _SURE)
        for start, end in groups(scan, _GREETED):
            yield from _greeted(scan, start, end)


_FULL_BEHIND = re.compile(rb"\.? ?[A-Z]")
"""What stands behind the initial of a given name: the surname, which other rules find."""
_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _is_person(value: str) -> bool:
    if _OF_LABELS.issuperset(value.lower().split()):
        return False
    return not (is_common(value) or is_company(value) or are_things(value) or is_label(value))


def _paired(scan: Scan, places: tuple[tuple[int, int], ...]) -> Iterator[Entity]:
    """The two persons at ``places``, if one has a given name and neither name has a word of places and things."""
    names = [scan.text[start:end] for start, end in places]
    parts = [name.lower().split(" ") for name in names]
    if not any(is_given(scan, start, start + len(part[0])) for (start, _), part in zip(places, parts, strict=True)):
        return
    if all(map(_is_person, names)) and all(_NO_PAIRS.isdisjoint(part) and not is_common(part[-1]) for part in parts):
        for start, end in places:
            yield Entity(EntityType.NAME, start, end, _SURE)


def _greeted(scan: Scan, start: int, end: int) -> Iterator[Entity]:
    """The given name of who says hello, and the surname behind it, if that is no word."""
    first, _, last = scan.lower[start:end].decode(errors="replace").partition(" ")
    known = first in FIRST_NAMES and first not in ALSO_WORDS
    if not (known or is_given(scan, start, start + len(first))):
        return
    whole = last and last not in _SMALL and not is_common(last)
    yield Entity(EntityType.NAME, start, end if whole else start + len(first), _SURE)
