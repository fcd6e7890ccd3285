"""Persons as notes, chats and minutes name them: "son Kieran", "apprentice (Tyler)", "JT to chase", "love tess xx"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.first_names import FIRST_NAMES, LOWER_WORDS, is_only_first_name
from objectlambda.pii.rules.gates import LOWER, NOTES
from objectlambda.pii.rules.initials import NO_INITIALS
from objectlambda.pii.rules.labelled import NO_VALUES
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.particled_names import names_with_particles
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import OPENERS, TITLES, words

_KIN = (
    rb"wife|husband|son|daughter|dtr|dau|brother|bro|sister|sis|mother|father|mum|mom|mam|dad|niece|nephew|cousin"
    rb"|aunt(?:ie|y)?"
    rb"|uncle|grandson|granddaughter|grandmother|grandfather|gran|nan|grandad|granddad|nana|fianc.e?|girlfriend"
    rb"|boyfriend"
    rb"|stepson|stepdaughter|stepmother|stepfather|partner|ex|ex-wife|ex-husband|twin|spouse|hubby"
)
_ROLES = (
    rb"owner|apprentice|labou?r(?:er)?|neighbou?r|carer|caregiver|nurse|teacher|manager|driver|passenger|contact"
    rb"|boss|assistant|girl|kid|baby"
    rb"|clerk|foreman|super(?:visor)?|landlord|landlady|tenant|flatmate|roommate|housemate|babysitter|nanny"
    rb"|colleague|coworker|co-worker|friend|witness|caller|plumber|electrician|technician|tech|vet|gp|doctor"
    rb"|dentist|social worker"
    rb"|guest|guide|host|intern|trainee|coach|trainer|tutor|builder|gardener|agent|rep|dog walker|childminder|boy"
    rb"|toddler|student|pupil|patient|victim|suspect|complainant|officer|medic|paramedic|sitter|keyholder|bookkeeper"
    rb"|accountant|cleaner|receptionist"
)
CAPITALISED = rb"[A-Z][a-z]*(?:[\-'][A-Z]?[a-z]+)*[a-z]"
_RELATED = NOTES.pattern(
    rb"\b(?i:%s)(?:-in-law)?(?: is| called| named| -)?,? (%s)(?:[ ,.;:)'(\n\r]|$)" % (_KIN, CAPITALISED)
)
"""A relative without "my": "son Kieran has LPA"."""
_IN_BRACKETS = NOTES.pattern(
    rb"\b(?i:%s|%s)s? \(((?:[Mm]r?s?\.? )?%s|[a-z]{3,12})(?:\)|,|;| - | on \d)" % (_KIN, _ROLES, CAPITALISED)
)
_APPOSED = NOTES.pattern(
    rb"\b(?:%s),? (?:called |named )(%s(?: %s)?)\b|\b(?:%s|%s), (%s),"
    rb" " % (_ROLES, CAPITALISED, CAPITALISED, _KIN, _ROLES, CAPITALISED)
)
_REACHED = NOTES.pattern(rb"\(([A-Za-z][a-z]{2,15}),? (?:on )?\(?\+?\d[\d ().\-]{6,18}\d\)")
"""Who answers a telephone number: "(pauline, 07700 900461)"."""
_IS_ME = linear(
    rb"(?im)(?:\b(?:hi|hey|hello|hiya|morning|evening|afternoon)[,!.]? )?\b(?:it's|its|this is|im|i'm|it is"
    rb"|i am called|here is|"
    rb"hier is|c'est|ask for|speak to|spoke (?:to|with)|speaking (?:to|with)|spk w/|spoke w/|talked to|met with"
    rb"|cc'?d?|thx|thanks|thank"
    rb" you|cheers|ty|ta|hi|hey|hello|hiya|dear|morning|love|sorry|yes|yh|no|ok|okay|told|asked|ask|from|w/|per|attn:?"
    rb"|fao:?|via|with|and|tell|ping|text|friend|mate|boss|colleague|nurse|uncle|aunt(?:ie|y)?|cousin|named|called)"
    rb",? ([a-z]{2,14}(?: [a-z][a-z'\-]{2,18})?)(?:[ \t]*(?:[,.!?:;)\-\n\r(]|$|'s\b| here\b| from\b| at\b| (?:said|says"
    rb"|is|was|will|can|has|had|got|went|came|wants|needs|lives|live|left|told|asked|works|on"
    rb"|about|re|who|and|again|xx?|x+|tomorrow|today|tonight|please|pls)\b))"
)
"""A name in lower case where people greet, thank and introduce themselves; a known first name decides."""
_ASKED = linear(
    rb"(?i)(?:your|full|ur|the|patient'?s?|customer'?s?|account|first|last|maiden)? ?(?:names?|speaking (?:to"
    rb"|with)|who is this"
    rb"|who's (?:this|calling|speaking)|who am i)[^\n?]{0,30}\?[ \t]*\r?\n+[^\n:]{0,30}: ?(?:(?:it's|its|it is"
    rb"|this is|i'm|im|i am"
    rb"|my name is|my name's|hi|hello|hey|yes|yeah|sure|sure thing|of course|ok),? ?){0,3}"
    rb"([a-z][a-z'\-]+(?: [a-z][a-z'\-]*\.?){0,3})[ \t]*[.,!]?[ \t]*(?:\r?\n|$)"
)
_PASSENGER = NOTES.pattern(
    rb"\b([A-Z][A-Z' \-]{1,24}/[A-Z]{2,20}(?: [A-Z]{2,20})?) ?(?:MR|MRS|MS|MISS|MSTR|CHD|INF|DR)\b"
)
"""A passenger of an airline: SODERLUND/NILS MSTR."""
_INITIALS_ACT = NOTES.pattern(
    rb"(?m)(?:^[ \t]*(?:[-*\d.)]{1,4}[ \t]+)?|[.:;] |\b(?i:action|owner|ai|todo|assigned|resp|lead|notes|minutes"
    rb"|chair|scribe|by|with|ask"
    rb"|tell|cc):? |/ ?|\band )([A-Z]{2,3})(?: (?:to [a-z]{3,}|will [a-z]{3,}|declared|reported|agreed|noted|said"
    rb"|advised|explained|proposed"
    rb"|seconded|asked|confirmed|suggested|thanked|updated|raised|volunteered|mentioned|presented|is (?:on|off"
    rb"|away|out)|has (?:sent|asked"
    rb"|agreed|been))\b)"
)
"""Initials that act: "JT to chase", "PD will write", "JP declared an interest"."""
_INITIALS_WROTE = NOTES.pattern(
    rb"(?m)^\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}(?: \d{1,2}:\d\d)? ([A-Z]{2,3}(?:/[A-Z]{2,3})?):? [a-zA-Z]"
    rb"|^(?i:notes|minutes"
    rb"|scribe|by|init(?:ials)?|"
    rb"taken by|typed by|initialled|checked by|signed)[:.]{1,2} ?([A-Z]{2,3})\r?$"
)
_PAYEE = NOTES.pattern(
    rb"(?:(?i:pls|please|payable to|transfer to|pay|payee|name|cheques? to|account of|bacs|order to|remit to"
    rb"|a/c name):? |: )"
    rb"((?:Mr |Mrs |Ms |Dr )?(?:[A-Z]\.? ){1,3}[A-Z][a-z'A-Z\-]{2,20}),? (?:(?i:sort|acc|a/c|iban|bic)\b"
    rb"|\d\d-\d\d-\d\d)"
)
_SIGNED_ALONE = NOTES.pattern(
    rb"(?im)(?:^|[.!?] )[ \t>]*(?:love(?: from)?|cheers|thanks?(?: (?:again|so much|a lot|a million|in advance"
    rb"|a mill))?|thx|ta|rgds|regards|best"
    rb"|hugs|take care|talk soon|speak soon|bye(?: for now)?|kr|br|all the best|many thanks|xx+|xoxo|warmly|yours"
    rb"|ciao|later|see you"
    rb"|best wishes|warm regards|kind regards|best regards),? ?[!.]?(?:\r?\n[ \t>]*){0,2}[\-\x1a]{0,2} ?"
    rb"([a-z][a-z\-']{1,14})(?: ?x{1,5}| xoxo)?[ \t.!]*\r?$"
)
"""The name behind a sign-off on its line or below, in any case."""
_TITLED = NOTES.pattern(
    rb"\b(?i:mme|mlle|madame|monsieur|herr|frau|mevrouw|meneer|sig\.?|sig\.ra|fru|shri|smt\.?|bro\.|sr\.|fr\."
    rb"|messrs\.?) ([A-Z][a-z'\-]{2,20}(?:-[A-Z][a-z]+)?)\b"
)
_RANKED = NOTES.pattern(
    rb"\b(?:(?:DC|DS|DI|PC|WPC|PCSO) \d{2,6}|DEP|OFC|SGT|DET|LT|CPL|CAPT|TPR|INSP|SUPT|DETECTIVE|OFFICER|DEPUTY"
    rb"|HHJ|DDJ|DJ"
    rb"|TROOPER"
    rb"|SERGEANT|Tpr|Ofc|Pte|Trooper"
    rb"|Deputy|Col\. \(ret\.\)|Maj\. \(ret\.\))\.?(?: #?\d{2,6})? ((?:[A-Z]\. ?){0,2}[A-Z](?:[a-z'\-]+[A-Z]?[a-z]+"
    rb"|[A-Z'\-]{2,20}))\b"
)
_HEADING = re.compile(
    rb"\A\s*#{0,2} ?([A-Z][a-z]+(?:-[A-Z][a-z]+)?(?: [A-Z]\.)?(?: [A-Z][a-z]+(?:-[A-Z][a-z]+)?){1,2})[ \t]*\r?\n"
)
"""The first line of a curriculum vitae."""
_CURRICULUM = LOWER.pattern(
    rb"\b(?:experience|education|references|skills|employment|linkedin|curriculum|developer|languages)\b"
)
_DONE_BY = NOTES.pattern(
    rb"(?i)(?:\b(?:reported|written|rewritten|fixed|suggested|spotted|found|raised|prepared|submitted|sent|added"
    rb"|requested|contributed"
    rb"|maintained|drafted|authored|patched|noticed|created|made|done|designed|reviewed|tested|taken|ported) by"
    rb"|(?:#|//|\*|--|;) ?(?:ask|by|thanks to|see|cc|talk to|ping|call)) ([a-z]{3,14})\b(?:[^'\w(\-.]|\.\s|$)"
)
"""Who did it, by a given name in any case; also in comments of programs: "# rewritten by jeanne"."""
_ADVERBS = words(
    "downstairs upstairs outside inside tomorrow tonight yesterday anymore already maybe asap aswell btw thanks pls"
)
_ATTEND = NOTES.pattern(
    rb"(?im)^[ \t]*(?:[-*] )?[*_]{0,2}(?:attendees|participants|there|here|sorry|present|attending|people|in"
    rb" attendance|absent"
    rb"|apologies|regrets|who|team"
    rb"|on the call|asistentes|presentes|teilnehmer|aanwezig)[*_]{0,2}[ \t]*:[*_]{0,2}[ \t]*([^\n\[{|<>]{2,400})$"
)
"""Who was in a meeting, by given names or initials: "attendees: alex, Priyanka, JT, mo (remote)"."""
_ATTENDEE = re.compile(
    rb"(?:^|, ?|; ?| and | & |/)(?:(?:Old|Young|Big|Little|Auntie|Uncle|Aunt|Nan) )?([A-Za-z][A-Za-z'\-]{1,15}"
    rb"(?: [A-Z]\.?)?)(?= \(|\.? ?$|\. (?=[A-Z][a-z]+:)|[ \t\r]*$|, ?|;| and | & |/)"
)
_FEWEST, _MOST = 2, 40
_SURE = 0.93


class PersonInNotesRecognizer(WindowRecognizer):
    """A person in a note, a chat or minutes, told by kin, role, greeting, question, initials that act, or rank."""

    TYPES = (EntityType.NAME,)
    HOW = 'son Kieran, apprentice (Tyler), "JT to chase", "love tess xx", ROE/ANN MRS, T. ten Brinke'

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        if has(scan.lower, b" by ") or has(scan.lower, b"ask "):
            for start, end in groups(scan, _DONE_BY):
                if is_given(scan, start, end) and not scan.shadow[end + 1 : end + 2].isupper():
                    yield Entity(EntityType.NAME, start, end, 0.85)
        if scan.code:
            return
        for pattern in (_RELATED, _APPOSED, _TITLED, _RANKED):
            for start, end in groups(scan, pattern):
                if shadow[max(0, start - 5) : start].lower() == b"\\fr. ":
                    continue  # the font of a man page: "\\fR. See"
                if is_name(scan, start, end) or (pattern is _RANKED and shadow[start + 1 : start + 2] == b"."):
                    yield Entity(EntityType.NAME, start, end, 0.85)
        if b"(" in shadow:
            for pattern in (_IN_BRACKETS, _REACHED):
                for start, end in groups(scan, pattern):
                    if is_given(scan, start, end) or (
                        shadow[start : start + 1].isupper() and is_name(scan, start, end)
                    ):
                        yield Entity(EntityType.NAME, start, end, 0.85)
        for start, end in groups(scan, _IS_ME):
            yield from _in_lower_case(scan, start, end)
        if b"?" in shadow and b":" in shadow:
            for start, end in groups(scan, _ASKED):
                words = scan.lower[start:end].split()
                first = words[0].decode(errors="replace")
                if (
                    (len(words) > 1 or first in FIRST_NAMES)
                    and not is_common(scan.text[start:end])
                    and first.encode() not in NO_VALUES
                ):
                    yield Entity(EntityType.NAME, start, end, _SURE)
        if b"/" in shadow:
            for start, end in groups(scan, _PASSENGER):
                yield Entity(EntityType.NAME, start, end, _SURE)
        for pattern in (_INITIALS_ACT, _INITIALS_WROTE):
            for start, end in groups(scan, pattern):
                if scan.lower[start:end] not in NO_INITIALS and not _is_unit(shadow, start, end):
                    yield Entity(EntityType.NAME, start, end, 0.7)
        yield from _attending(scan)
        for start, end in names_with_particles(scan):
            yield Entity(EntityType.NAME, start, end, 0.85)
        for start, end in groups(scan, _PAYEE):
            yield Entity(EntityType.NAME, start, end, _SURE)
        for start, end in groups(scan, _SIGNED_ALONE):
            if is_given(scan, start, end):
                yield Entity(EntityType.NAME, start, end, _SURE)
        heading = _HEADING.match(shadow) if scan.holds(_CURRICULUM) else None
        if heading and is_given(scan, heading.start(1), heading.start(1) + len(re.split(rb"[ \-]", heading[1])[0])):
            yield Entity(EntityType.NAME, *heading.span(1), 0.85)


def is_given(scan: Scan, start: int, end: int) -> bool:
    """Whether a given name stands there that is no word as well."""
    return is_only_first_name(scan.lower[start:end].decode(errors="replace"))


def _is_unit(shadow: bytes, start: int, end: int) -> bool:
    """Whether the letters are a unit of data that stands behind a number elsewhere: "MB" beside "120 MB"."""
    return shadow[end - 1 : end] == b"B" and _MEASURED.search(shadow) is not None and end - start == len("MB")


_MEASURED = re.compile(rb"\d ?[KMGTP]i?B\b")


def is_name(scan: Scan, start: int, end: int) -> bool:
    """Whether what stands there is no word, no title, no group of persons and no company."""
    value = scan.text[start:end]
    if value.lower() in TITLES or value in OPENERS or scan.lower[start:end] in NO_VALUES or is_company(value):
        return False
    plural = " " not in value and value.endswith(("ors", "ers", "ees", "ants")) and value.lower() not in FIRST_NAMES
    return not plural and not is_common(value) and not is_common(value.removesuffix("s"))


_SPANISH = frozenset((b"sean", b"ella", b"alma", b"toma"))
"""Words of Spanish in lower case that are given names elsewhere."""


def _in_lower_case(scan: Scan, start: int, end: int) -> Iterator[Entity]:
    """The given name at ``start``, and the surname behind it that is no word."""
    shadow = scan.shadow
    if not shadow[start:end].islower():
        return
    given = shadow[start:end].split(b" ", 1)[0]
    stop = start + len(given)
    if (
        not is_given(scan, start, stop)
        or len(given) < 3
        or given in _SPANISH
        or given.decode(errors="replace") in LOWER_WORDS
    ):
        return
    surname = scan.text[stop + 1 : end]
    if shadow[end : end + 1] == b"-" and shadow[end + 1 : end + 2].isalnum():
        return  # "renamed to hugo-search"
    if surname in _ADVERBS:
        surname = ""
    if surname and not is_common(surname) and len(surname) > 3 and surname.encode(errors="replace") not in NO_VALUES:
        stop = end
    yield Entity(EntityType.NAME, start, stop, _SURE)


def _attending(scan: Scan) -> Iterator[Entity]:
    """The persons of a list of who was there by given names, and where the same names stand again."""
    shadow = scan.shadow
    for begin, stop in groups(scan, _ATTEND):
        items = _ATTENDEE.finditer(shadow[begin:stop])
        listed = [(begin + match.start(1), begin + match.end(1)) for match in items]
        people = [(a, b) for a, b in listed if not is_common(scan.text[a:b]) and scan.lower[a:b] not in NO_VALUES]
        if (
            not _FEWEST <= len(people) <= _MOST
            or len(people) < len(listed)
            or not any(is_given(scan, *one) for one in people)
        ):
            continue
        for start, end in people:
            yield Entity(EntityType.NAME, start, end, 0.85)
        names = {scan.lower[a:b] for a, b in people}
        for match in _SPEAKER.finditer(shadow, stop):
            if match[1].lower() in names:
                yield Entity(EntityType.NAME, *match.span(1), 0.85)
        for match in _CAPITALISED.finditer(shadow, stop):
            name = match[0].removesuffix(b"'s")
            if name.lower() in names:
                yield Entity(EntityType.NAME, match.start(), match.start() + len(name), 0.85)


_SPEAKER = re.compile(rb"^[ \t]*(?:[-*] |\d\. )?[*_]{0,2}([A-Za-z][a-z'\-]{1,15})[*_]{0,2}(?:[:,]| -)", re.MULTILINE)
_CAPITALISED = re.compile(rb"(?<![\w@./\-])[A-Z][A-Za-z'\-]{1,15}(?![\w@/\-])")
