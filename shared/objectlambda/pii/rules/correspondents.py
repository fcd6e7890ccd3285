"""Persons in mail, threads and notices: display names, speakers, authors of posts, who answers a telephone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.first_names import ALSO_WORDS, FIRST_NAMES
from objectlambda.pii.rules.gates import CALLED, NUMBERS
from objectlambda.pii.rules.known_things import are_things
from objectlambda.pii.rules.labelled import NO_VALUES
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.persons_in_notes import is_given, is_name
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import byte_words

_WORD = rb"[A-Z\x1a][A-Za-z\x1a]*(?:['.\-][A-Za-z\x1a]+)*\.?"
_DISPLAYED = linear(
    rb"(?:[\"'\x1a]|(?:^|[:;,>\t\n]) ?)"
    rb"(%(word)s(?:,? (?:(?:van|von|de|der|del|la|da|di|al|bin) ){0,2}%(word)s){1,4})[\"']?"
    rb" ?<[^<>@\s]{1,64}@" % {b"word": _WORD}
)
"""The name before an address of mail: ``"Roe, Ann" <ann@…>``."""
_SPEAKER = linear(rb"(?m)^[ \t>]{0,4}([A-Z][A-Za-z\x1a'\-]{1,15})(?: \([^()\n]{1,20}\))?: ?[\"'\x1aA-Za-z(*@:]")
"""A line of a dialogue without times."""
_FEWEST_LINES, _FEWEST_SPEAKERS = 3, 2
_MOST_FIELDS = 60
"""With this many fields, a window is a table. Lines of a dialogue are fields, too."""
_HEAD = linear(
    rb"(?m)^[ \t]*(?:[-*] )?\*\*([A-Z\x1a][A-Za-z\x1a'\-]{1,15}(?:(?: &| and)? [A-Z][a-z'\-]{0,15}\.?)?)\*\*"
    rb"(?::| -| \x1a)"
)
"""A person at the head of a note about each: ``**Noor A.** - reads well``."""
_FEWEST_HEADS = 3
_MONTHS = rb"(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Mm]ay|[Jj]un|[Jj]ul|[Aa]ug|[Ss]ep|[Oo]ct|[Nn]ov|[Dd]ec)"
_POSTED = CALLED.pattern(
    rb"(?:\b[Bb]y|\b[Ff]rom|[a-z)!?.] -|\b[Pp]osted by|[Rr]eviewed by|[Aa]uthor:?|[Rr]eply by) "
    rb"([A-Za-z0-9][A-Za-z0-9._\-]{2,30})"
    rb"(?: on (?:\d{1,2}(?:st|nd|rd|th)? %(month)s|%(month)s[a-z]* \d)"
    rb"| %(month)s \d{1,2} '\d\d\b| [\"\x1a] (?:(?:[A-Z][a-z]{2},? )?\d{1,2} %(month)s"
    rb"|[A-Z][a-z]{2},? %(month)s| ?%(month)s))" % {b"month": _MONTHS},
    needle=rb"(?:[Bb]y|[Ff]rom|[Aa]uthor:?|-) [A-Za-z0-9._\-]+ (?:on (?:\d|%(month)s)|[\"\x1a] |%(month)s \d)"
    % {b"month": _MONTHS},
)
"""Who wrote a post or a review, and when: "By Zed1961 on 9 February"."""
_QUOTED = re.compile(rb"\[quote=\\?\"?([A-Za-z0-9][^\"\]\n;,]{1,30}?)\\?\"?(?:[;,][^\]\n]{0,40})?\]", re.IGNORECASE)
"""Whom a post of a forum quotes, in BBCode."""
_NUMBERED_USER = CALLED.pattern(rb"\buser\d{5,9}\b")
"""The name that a forum gives to those who choose none."""
_ANSWERED = CALLED.pattern(
    rb"\b(?:answered|asked|edited|commented|posted) %s[a-z]* \d{1,2}(?:, \d{4}| '\d\d)? at \d{1,2}:\d\d\r?\n"
    rb"[ \t]*([^\s<>|][^\n<>|]{1,30}?)[ \t]*\r?\n" % _MONTHS,
    needle=rb"\b(?:answered|asked|edited|commented|posted) %s[a-z]* \d{1,2}(?:, \d{4}| '\d\d)? at \d" % _MONTHS,
)
"""Who answers, below the time, on the sites of Stack Exchange."""
_MARKED = re.compile(rb"[0-9_.]|(?<!Mc)(?<!Mac)(?<=[a-z])[A-Z]")
_OPENED = CALLED.pattern(
    rb"\b(?:[Oo]pened|[Cc]losed|[Cc]reated|[Uu]pdated|[Rr]aised|[Ll]ogged|[Rr]esolved|[Aa]ssigned|[Mm]erged|[Pp]osted"
    rb"|[Ss]ubmitted|[Rr]eviewed|[Uu]ploaded|[Cc]ontributed|[Cc]onfiguration) (?:by|to):? (?:/?u/|@)?"
    rb"([A-Za-z]+(?:[._\-]?[A-Za-z]*\d[\w.\-]*\w|\d|_[\w.\-]*\w))(?:[\s,;:)]|\.?$)",
    needle=rb" (?:by|to):? (?:/?u/|@)?[A-Za-z]+(?:[._\-]?[A-Za-z]*\d|_)[\w.\-]*(?:[\s,;:)]|$)",
)
"""Who wrote a post, or opened or closed a ticket, by a login with a digit or an underscore in it."""
_AGO = CALLED.pattern(
    rb"(?m)^@?([A-Za-z0-9_][A-Za-z0-9_.\-]{2,30})[ \t]{1,3}[*|\-][ \t]{1,3}(?:[Hh]ace \d{1,2} [a-z]|ayer\b|hoy\b"
    rb"|\d{1,2} ?(?:min|h|d|hours?|days?|weeks?|months?)[a-z]* ago\b|just now\b|yesterday\b)",
    needle=rb"[*|\-][ \t]{1,3}(?:[Hh]ace \d|ayer\b|hoy\b|\d{1,2} ?[a-z]+ ago|just now|yesterday)",
)
"""Who wrote in a forum, and how long ago: "zed_1961 · hace 3 días"."""
_PHONE = rb"(?:\(?\+?\d[\d ()\-]{8,16}\d)"
_BEFORE_PHONE = NUMBERS.pattern(
    rb"(?:\b(?i:ring|call|phone|text|contact|or|and|msg|whatsapp|tel|see|ask for|with|mobile|mob)|[-,;:.*\n(]) ?"
    rb"([A-Z][a-z]{2,14}(?: [A-Z][a-z'\-]{2,18})?)(?: on| at|:|,| -)? %s\b" % _PHONE,
    needle=rb"[A-Z][a-z]{2,14}(?: on| at|:|,| -)? \(?\+?\d[\d ()\-]{8,16}\d\b",
)
"""A given name right before a telephone number: "or Geoff 07700 900555"."""
_NUMBERED = CALLED.pattern(
    rb"\b(?:PC|WPC|DC|DS|DI|PS|PCSO|Sgt|Officer|Constable|Ofc\.?|Dep\.?|Deputy) #?\d{2,6} "
    rb"([A-Z][A-Za-z'\-]{2,20}(?: [A-Z][a-z'\-]{2,20})?)\b"
)
"""A constable behind the number: "PC 2271 Roe"."""
_ELDERS = CALLED.pattern(
    rb"\b(?i:grandma|grandpa|granny|gran|nan|nana|nanny|grandad|granddad|auntie|aunty|aunt|uncle|step-?mum|step-?dad"
    rb"|foster mum|foster dad|childminder|in-laws?|other half|missus|hubby) \(?([A-Z][a-z]{2,15})\b"
)
"""Elders as families call them: "Grandma (Jean)", "auntie Meena"."""
_INITIALLED = CALLED.pattern(
    rb"(?m)(?:^[ \t]*(?:[-*>] ?)?|[,(:;\"/|] ?| - | \x1a "
    rb"|\b(?:by|and|from|with|to|of|for|per|cc|see|is|was|ask|thank|&) )"
    rb"((?:[A-Z]\. ?){1,3}[A-Z][a-z]+(?:['\-][A-Z][a-z]+)?)"
    rb"(?:[,;:)\"'/|]|\.?[ \t]*\r?$|\. | (?:and|said|to|has|will|was|is"
    rb"|for|of|at|on|in|\(|-|&)\b|'s\b)",
    needle=rb"\b[A-Z]\. ?[A-Z][a-z]+(?:['\-][A-Z][a-z]+)?\b",
)
"""Initials and a surname where a sentence cannot end before them: ", D. Tregenza, Treasurer"."""
_NO_SURNAMES = byte_words(
    """
    coli africa korea america dakota carolina virginia street road avenue lane drive elegans aureus pylori falciparum
    nac nacimiento ing ingreso alta exp venc emision inicio fin
    section figure table appendix article part plan class type vitamin hepatitis group inc ltd llc corp
    """
)
_NOBODY = NO_VALUES | byte_words(
    """
    note notes warning tip date subject from to cc bcc time location venue agenda action actions update status result
    answer question example step summary title name address phone email mobile total item items description details
    """
)
_SCORE = 0.85


class CorrespondentRecognizer(WindowRecognizer):
    """A person as mail, posts, dialogues and notices name them, and the authors of posts."""

    TYPES = (EntityType.NAME, EntityType.USERNAME)
    HOW: ClassVar[Mapping[str, str]] = {
        EntityType.NAME: '"Roe, Ann" <ann@…>; lines "Ann: …"; PC 2271 Roe; "or Geoff 07700 900555"; D. Roe',
        EntityType.USERNAME: 'By zed1961 on 9 February; [quote="zed1961"]',
    }

    def find(self, scan: Scan) -> Iterator[Entity]:
        if scan.code or scan.catalogue:
            return
        shadow = scan.shadow
        if b"@" in shadow and b"<" in shadow:
            for start, end in groups(scan, _DISPLAYED):
                if not is_company(scan.text[start:end]) and not is_common(scan.text[start:end]):
                    yield Entity(EntityType.NAME, start, end, 0.93)
        yield from _posts(scan)
        for pattern in (_BEFORE_PHONE, _ELDERS):
            for start, end in groups(scan, pattern):
                if pattern is _ELDERS and are_things(scan.text[max(0, start - len("Granny ")) : end]):
                    continue  # "Granny Smith", the apple
                given, _, surname = scan.text[start:end].partition(" ")
                if surname and (is_common(surname) or is_company(surname)):
                    continue
                told = is_given(scan, start, start + len(given)) or (surname and given.lower() in ALSO_WORDS)
                if told or (pattern is _ELDERS and is_name(scan, start, end)):
                    yield Entity(EntityType.NAME, start, end, _SCORE)
        for start, end in groups(scan, _NUMBERED):
            if is_name(scan, start, end):
                yield Entity(EntityType.NAME, start, end, _SCORE)
        for start, end in groups(scan, _INITIALLED):
            field = scan.field(start, end)
            if field is not None and field.end - field.start <= end - start + 2:
                continue  # a cell of a table, whose column's name says more
            last = scan.lower[start:end].split(b". ")[-1].split(b".")[-1]
            word = last.decode(errors="replace")
            if last not in _NO_SURNAMES and not is_common(word) and not are_things(word):
                yield Entity(EntityType.NAME, start, end, 0.75)
        if has(shadow, b"** -") or has(shadow, b"**:"):
            yield from _heads(scan)
        if shadow.count(b":") >= _FEWEST_LINES and len(scan.fields) < _MOST_FIELDS:
            yield from _dialogue(scan)


def _posts(scan: Scan) -> Iterator[Entity]:
    """The authors of posts, reviews and quotations: a word with a sign in it, or one that is no name and no word."""
    found = list(groups(scan, _POSTED))
    if b"[" in scan.shadow and has(scan.shadow, b"uote="):
        found.extend(groups(scan, _QUOTED))
    found.extend(groups(scan, _ANSWERED))
    found.extend(groups(scan, _AGO))
    for start, end in scan.matches(_NUMBERED_USER):
        yield Entity(EntityType.USERNAME, start, end, _SCORE)
    for start, end in groups(scan, _OPENED):
        yield Entity(EntityType.USERNAME, start, end, _SCORE)
    for start, end in found:
        login = scan.shadow[start:end]
        if _MARKED.search(login):
            yield Entity(EntityType.USERNAME, start, end, _SCORE)
        elif b" " not in login and login.islower() and not is_common(login.decode()) and not is_given(scan, start, end):
            yield Entity(EntityType.USERNAME, start, end, 0.75)
        elif is_given(scan, start, end):
            yield Entity(EntityType.NAME, start, end, _SCORE)


def _heads(scan: Scan) -> Iterator[Entity]:
    """The persons at the heads of notes, most of whom have given names."""
    heads = [span for span in groups(scan, _HEAD) if not is_common(scan.text[slice(*span)])]
    known = 0
    for start, end in heads:
        given = scan.text[start:end].partition(" ")[0].partition("-")[0]
        known += is_given(scan, start, start + len(given)) and not are_things(given)
    if len(heads) >= _FEWEST_HEADS and known * 2 >= len(heads):
        for start, end in heads:
            yield Entity(EntityType.NAME, start, end, _SCORE)


def _dialogue(scan: Scan) -> Iterator[Entity]:
    """The speakers of a dialogue: most of those who begin lines have given names, and somebody speaks twice."""
    lines = list(groups(scan, _SPEAKER))
    speakers: dict[bytes, bool] = {}
    for start, end in lines:
        word = scan.text[start:end]
        if scan.lower[start:end] not in _NOBODY and not is_common(word) and not are_things(word):
            given = scan.lower[start:end].decode(errors="replace")
            speakers[scan.shadow[start:end]] = is_given(scan, start, end) or given in (FIRST_NAMES & ALSO_WORDS)
    spoken = [span for span in lines if scan.shadow[slice(*span)] in speakers]
    known = sum(speakers.values())
    if (
        len(speakers) < _FEWEST_SPEAKERS
        or known * 2 < len(speakers)
        or len(spoken) < max(_FEWEST_LINES, len(speakers) + 1)
    ):
        return
    for start, end in spoken:
        yield Entity(EntityType.NAME, start, end, _SCORE)
