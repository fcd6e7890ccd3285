"""Persons told by what stands beside them: a relative, a telephone number, an object of JSON, a line of a chat."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import ClassVar

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common, is_common_surname, is_listed
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.first_names import ALSO_WORDS, FIRST_NAMES, ONLY_NAMES
from objectlambda.pii.rules.functions import is_function
from objectlambda.pii.rules.gates import NUMBERS, WORDS
from objectlambda.pii.rules.labelled import IDS, NO_VALUES
from objectlambda.pii.rules.literals import has, has_any
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_KIN = (
    rb"wife|husband|son|daughter|brother|sister|mother|father|mum|mom|dad|niece|nephew|cousin|aunt|uncle|grandson"
    rb"|granddaughter|grandmother|grandfather|fianc.e?|partner|girlfriend|boyfriend|stepson|stepdaughter|godson"
    rb"|mujer|esposa|esposo|marido|hij[oa]|herman[oa]|madre|padre|sobrin[oa]|prim[oa]|t.[oa]|niet[oa]|abuel[oa]"
    rb"|novi[oa]"
    rb"|pareja|ahijad[oa]|cu.ad[oa]|suegr[oa]|yerno|nuera"
)
_RELATED = WORDS.pattern(
    rb"\b(?:[Mm]y|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Yy]our|[Mm]i|[Ss]u|[Tt]u|[Nn]uestr[oa]) (?:late |eldest |youngest "
    rb"|older "
    rb"|younger |ex-)?(?:%s),? [A-Z][a-z\x1a'\-]{1,18}\b" % _KIN
)
_PARENT_OF = WORDS.pattern(
    rb"\b(?:madre|padre|mam.|pap.|hij[oa]|herman[oa]|espos[oa]|abuel[oa]|suegr[oa]|prim[oa]|ti[oa]|novi[oa]|mother|father|sister|brother|wife|husband"
    rb"|parent) (?:de|of)"
    rb" [A-Za-z\x1a]{2,18}\b"
)
_PARENTS = WORDS.pattern(rb"\b[Hh]ij[oa] de [A-Z][a-z\x1a]+(?: [A-Z][a-z\x1a]+)? y (?:de )?[A-Z][a-z\x1a]+\b")
"""Both parents, as deeds and reports name them: "hijo de Nicasio y de Teódula"."""
_CALLED = linear(rb"\d[\d ().\-]{6,18}\d \([A-Z][a-z\x1a]{2,15}\)")
_ANSWERS = re.compile(rb"\([A-Z][a-z\x1a]{2,15}\)")
"""A telephone number and who answers, and what is searched first, since a text has few brackets."""
_INTRODUCED = WORDS.pattern(
    rb"(?i)\b(?:(?:my|his|her|their|your) (?:maiden |first |last |middle |real |full |birth )?name(?:'s| is| was)"
    rb"|(?:people|friends|everyone|everybody|they|just|please) calls? me|me llamo|mi nombre es|su nombre es"
    rb"|se llama(?:ba)?|mi apellido es) [a-z\x1a][a-z\x1a'\-]+\b"
)
_SPEAKER = WORDS.pattern(rb"(?m)^[A-Za-z\x1a]+: ?[\"\x1a]")
_SURNAME = rb"[A-Z][a-z\x1a]*(?:['\-]?[A-Z]?[a-z\x1a]+)+\b"
_TITLED = WORDS.pattern(rb"\b(?:Dr|Mrs?|Ms|Miss|Mx|Prof|Sra?|Dra|Srta)\.? (?:[A-Z]\. ?){0,2}%s" % _SURNAME)
_RANKED = WORDS.pattern(
    rb"\b(?:(?:Ofc|Off|Sgt|Det|Insp|Cpl|Capt|Lt|Col|Maj|Cmdr|Rev|Hon|Cllr|Pvt|Dep|Supt|Esq|Mag|Sgto|Ten|Cdte|Pbro|Lic"
    rb"|Ing|Arq|Mtro|Mtra|Abg)\.|(?:Officer|Detective|Sergeant|Constable|Inspector|Reverend|Councill?or|Cllr"
    rb"|Licenciad[oa]|Magistrad[oa]|Agente)) (?:[A-Z]\. ?){0,2}%s" % _SURNAME
)
"""A rank, an office or an academic degree, and a surname."""
_INITIAL, _SHORT = re.compile(rb"[A-Z]\."), 3
_LETTERS = linear(
    rb"(?i)\b(?:name|surname|spell(?:ed|ing)?|spelt|that's|that is|apellidos?|nombre|se escribe|deletrea(?:do)?)\b"
    rb"[^\n]{0,60}?[^a-z\x1a\-](?:[a-z\x1a]-){3,24}[a-z\x1a]\b"
)
"""A name that is spelled out."""
_LETTERS_APART = WORDS.pattern(rb"(?i)(?:[a-z\x1a]-){3}[a-z\x1a]")
"""What a text with such a name holds; it is searched first, because the pattern is slow."""
_SPELLED = re.compile(rb"(?:[A-Za-z\x1a]-)+[A-Za-z\x1a]\Z")
_OBJECT = WORDS.pattern(
    rb"(?i)\\?\"(?:reporter|assignee|author|creator|owner|user|updateauthor|actor|committer|sender|requester|reviewer"
    rb"|assigned_to|created_by|updated_by|usuario|autor|tecnico|agente|mentions|participants|players"
    rb"|user_?profile)\\?\" ?: ?"
    rb"(?:\[\s{0,9})?(?:\{[^{}]{0,200}?\\?\"(?:name|login"
    rb"|key|nombre)"
    rb"\\?\" ?: ?)?\\?\"[a-z][a-z0-9._\-]{2,30}\\?\""
)
_LAST = re.compile(rb"([A-Za-z0-9._\-]+)\\?\"\Z")
_CHAT = linear(rb"(?m)^<[@+%~&]?[A-Za-z_\[\]{}^|][A-Za-z0-9_\-\[\]{}^|]{1,24}> \S")
_TIMED = NUMBERS.pattern(rb"(?m)^\[\d{1,2}:\d\d(?: ?[AaPp]\.?[Mm]\.?)?\] @?[A-Za-z_][A-Za-z0-9_.\-]{1,24}: \S")
"""A line of a chat with its minute. Logs tell the seconds."""
_NEWS = linear(rb"(?m)^\*(?:\*\*)? [A-Za-z_][A-Za-z0-9_\-|]{1,24} (?:\([^)\n]{3,80}\) )?has (?:joined|left|quit)\b")
_NICK = re.compile(rb"[A-Za-z_\[{}^|][A-Za-z0-9_.\-\[\]{}^|]*[A-Za-z0-9_\-\[\]{}^|]")
_MARKED = re.compile(rb"[0-9_.]")
_CODE_POINT = re.compile(rb"[US][0-9A-F]{4,8}")
"""A character in the source of a locale: ``<U00E1>``."""
_FEWEST_LINES, _FEWEST_TIMED = 3, 2
_TITLES = (b"MR ", b"MRS ", b"MS ", b"MISS ")
_TITLES_BEHIND = words(
    """
    smt shri sri one two three six ten dr sir mr mrs ms prof rev dame lady lord hon dña don doña dn dra sr sra
    srta lic ing doutor doutora doktor
    """
)
_INITIALS = linear(rb"\b(?:MR|MRS|MS|MISS) (?:[A-Z] ){1,3}(?:[A-Z]{1,3}['\-])?[A-Z]{3,20}\b")
"""A holder's name as banks print it: MR T A WORSNOP."""
_ROLES = (b"claimant", b"plaintiff", b"defendant", b"petitioner", b"respondent", b"appellant")
_PARTY = linear(
    rb"(?m)^[ \t]*(?:\(?\d{1,2}[.)] ?)?([A-Z][A-Za-z'\x1a.\-]*(?: [A-Z][A-Za-z'\x1a.\-]*){1,3})"
    rb"(?:[ \t]{3,}|,[ \t]*\r?\n[ \t]*)(?i:(?:first |second |third )?(?:%s)s?)[,.;]?[ \t]*\r?$" % b"|".join(_ROLES)
)
"""A party in the heading of a court's paper: the name, and its role behind it or on the line below."""


_AGAINST = linear(rb"(?i)\b(?:plaintiffs?|petitioners?|claimants?|appellants?)\b[^\n]{0,12}[, ]vs?\.? [^\n]")
_LONGEST_SIDE = 300
_PARTY_NAME = re.compile(
    rb"\b(?!AND |THE )[A-Z][A-Z'\x1a\-]+(?: (?!AND |OR |ET |OF )[A-Z][A-Z'\x1a\-]*\.?){1,3}(?![A-Za-z])"
)
"""A name in capitals."""


_OF_PERSONS = (b"Mr ", b"Mr. ", b"Mrs ", b"Mrs. ", b"Ms ", b"Ms. ", b"Miss ")
"""Titles that no words of trades follow."""
_CALLED_MISS = words(
    "universe world america chairman president speaker secretary justice minister mayor ambassador judge big right"
    " clean men little perfect wonderful bean happy you him her them it the this that these out any your our"
)


class PersonBesideRecognizer(WindowRecognizer):
    """A relative's name, who answers a telephone number, and logins in objects of JSON and chats without times."""

    TYPES = (EntityType.NAME, EntityType.USERNAME)
    HOW: ClassVar[Mapping[str, str]] = {
        EntityType.NAME: (
            "my sister Ann, mi sobrina Uxía; 087 555 0192 (Fergal); MR T A WORSNOP; parties of a court; Sgt. J. Roe; "
            "surname R-O-E-S"
        ),
        EntityType.USERNAME: 'objects such as "assignee": {"name": …}; <nick> and [14:02] nick: lines of chats',
    }

    def find(self, scan: Scan) -> Iterator[Entity]:
        if scan.code:
            return
        shadow = scan.shadow
        answered = _ANSWERS.search(shadow) is not None
        for pattern in (_RELATED, _CALLED) if answered else (_RELATED,):
            for start, end in scan.matches(pattern):
                last = end - (pattern is _CALLED)
                if pattern is _CALLED and shadow.count(b".", start, last) > 1:
                    continue  # an address of the network
                first = max(shadow.rfind(b" ", start, last), shadow.rfind(b"(", start, last)) + 1
                if not is_common(scan.text[first:last]) and scan.text[first:last].lower() not in _TITLES_BEHIND:
                    yield Entity(EntityType.NAME, first, last, 0.8)
        for start, end in scan.matches(_PARENT_OF):
            first = shadow.rfind(b" ", start, end) + 1
            given = scan.lower[first:end].decode(errors="replace")
            if given in FIRST_NAMES and given not in ALSO_WORDS:
                yield Entity(EntityType.NAME, first, end, 0.93)
        for start, end in scan.matches(_PARENTS):
            first = shadow.find(b" de ", start, end) + len(b" de ")
            middle = shadow.find(b" y ", first, end)
            last = shadow.rfind(b" ", first, end) + 1
            for begin, stop in ((first, middle), (last, end)):
                if not is_common(scan.text[begin:stop]):
                    yield Entity(EntityType.NAME, begin, stop, 0.85)
        for start, end in scan.matches(_INTRODUCED):
            yield from _introduced(scan, start, end)
        yield from _titled(scan)
        for start, end in scan.matches(_RANKED):
            first = shadow.find(b" ", start, end) + 1
            surname = scan.text[first:end].rpartition(" ")[2].rpartition(".")[2]
            if surname.lower() in _TITLES_BEHIND or _names_thing(scan, start, end):
                continue
            if is_listed(surname.lower()) and len(surname) <= _SHORT:
                continue  # the end of a sentence: "switch it Off. The"
            if _INITIAL.match(shadow, first) or not is_common(surname):
                yield Entity(EntityType.NAME, first, end, 0.75)
        if scan.holds(_LETTERS_APART):
            for start, end in scan.matches(_LETTERS):
                letters = _SPELLED.search(shadow, start, end)
                if letters is not None:
                    yield Entity(EntityType.NAME, letters.start(), end, 0.85)
        for start, end in scan.matches(_SPEAKER):
            last = shadow.find(b":", start, end)
            if scan.lower[start:last].decode(errors="replace") in ONLY_NAMES:
                yield Entity(EntityType.NAME, start, last, 0.93)
        if b'"' in shadow:
            for start, end in scan.matches(_OBJECT):
                value = _LAST.search(shadow, start, end)
                if value is not None and _is_login(value[1]):
                    yield Entity(EntityType.USERNAME, value.start(1), value.end(1), 0.93)
        if has(shadow, b"> ") or has(shadow, b" has "):
            yield from _chatting(scan)
        if has(shadow, b"] "):
            yield from _chatting_with_times(scan)
        if has_any(shadow, _TITLES):
            for start, end in scan.matches(_INITIALS):
                if not is_common(scan.text[shadow.rfind(b" ", start, end) + 1 : end]):
                    yield Entity(EntityType.NAME, start, end, 0.93)
        if has_any(scan.lower, _ROLES):
            yield from _parties(scan)
            yield from _sides(scan)


def _titled(scan: Scan) -> Iterator[Entity]:
    """Surnames behind titles, which may be words behind those that are of persons alone: "Miss Chard"."""
    for start, end in scan.matches(_TITLED):
        if scan.text[start:end].rpartition(" ")[2].lower() in _TITLES_BEHIND:
            continue  # "Prof. Dr."
        surname = scan.text[start:end].rpartition(" ")[2]
        if _names_thing(scan, start, end):
            continue
        if scan.shadow.startswith(_OF_PERSONS, start):
            if surname.lower() in _CALLED_MISS:
                continue
        elif is_common(surname) and not is_common_surname(surname.lower()):
            continue  # "Sr. Account Manager", "Sr. Alcalde"
        yield Entity(EntityType.NAME, scan.shadow.find(b" ", start, end) + 1, end, 0.75)


def _names_thing(scan: Scan, start: int, end: int) -> bool:
    """Whether a title and a surname are the whole value of a column of things: a wine or an airport."""
    field = scan.field(start, end) if scan.fields else None
    return field is not None and field.end - field.start <= end - start + 2 and field.name in scan.columns_of_things


def _parties(scan: Scan) -> Iterator[Entity]:
    for start, end in groups(scan, _PARTY):
        value = scan.text[start:end]
        if not is_company(value) and not is_common(value):
            yield Entity(EntityType.NAME, start, end, 0.93)


def _sides(scan: Scan) -> Iterator[Entity]:
    """The parties of a court that stand in one line: "JOHN A. PIKE and MARY PIKE, Plaintiffs, vs. ROBERT L. DUNN"."""
    for role, against in scan.matches(_AGAINST):
        start = max(scan.shadow.rfind(b"\n", 0, role) + 1, role - _LONGEST_SIDE)
        stop = scan.shadow.find(b"\n", against)
        end = min(stop if stop >= 0 else len(scan.shadow), against + _LONGEST_SIDE)
        for found in _PARTY_NAME.finditer(scan.shadow, start, end):
            first, last = found.span()
            value = scan.text[first:last]
            parts = value.replace(".", " ").lower().split()
            known = not FIRST_NAMES.isdisjoint((parts[0], parts[-1])) or any(len(part) == 1 for part in parts)
            if known and not is_company(value.title()) and not is_common(value):
                yield Entity(EntityType.NAME, first, last, 0.94)


def _introduced(scan: Scan, start: int, end: int) -> Iterator[Entity]:
    """The name in "my name is vitoria", in any case, if it is no common word."""
    first = scan.shadow.rfind(b" ", start, end) + 1
    value = scan.text[first:end]
    if scan.lower.startswith(b"se llama", start) and value.islower():
        if value in FIRST_NAMES:  # dishes and towns have names, too
            yield Entity(EntityType.NAME, first, end, 0.93)
        return
    if value[:1].isupper() or (
        len(value) > 3 and value.encode(errors="replace") not in NO_VALUES and not is_common(value)
    ):
        yield Entity(EntityType.NAME, first, end, 0.93)


def _chatting(scan: Scan) -> Iterator[Entity]:
    lines = [*scan.matches(_CHAT), *scan.matches(_NEWS)]
    if len(lines) < _FEWEST_LINES:
        return
    for start, end in lines:
        nick = None if scan.shadow[end - 1 : end] in b'<"/' else _NICK.search(scan.shadow, start + 1, end)
        if nick is not None and not _CODE_POINT.fullmatch(nick[0]):
            yield Entity(EntityType.USERNAME, nick.start(), nick.end(), 0.93)


def _chatting_with_times(scan: Scan) -> Iterator[Entity]:
    lines = scan.matches(_TIMED)
    if len(lines) < _FEWEST_TIMED:
        return
    found = [_NICK.search(scan.shadow, scan.shadow.find(b"] ", start), end) for start, end in lines]
    nicks = [nick for nick in found if nick is not None]
    spoken = Counter(nick[0] for nick in nicks)
    marked = any(map(_MARKED.search, spoken))
    for nick in nicks:
        if _MARKED.search(nick[0]) or (marked and spoken[nick[0]] > 1 and _is_login(nick[0])):
            yield Entity(EntityType.USERNAME, nick.start(), nick.end(), 0.93)


def _is_login(value: bytes) -> bool:
    plain = value.decode()
    if value.lower() in NO_VALUES or IDS.fullmatch(value):
        return False
    return not (plain.isdigit() or is_common(plain) or is_function(plain))
