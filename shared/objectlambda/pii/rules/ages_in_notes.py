"""Ages as notes and reports give them: "(82F)", "57/M", "W/F, 67", "baby (7 months)", "children (6 and 3)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.first_names import ALSO_WORDS, FIRST_NAMES
from objectlambda.pii.rules.gates import AGES
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_KIN = (
    rb"(?:child(?:ren)?|kids?|sons?|daughters?|boys?|girls?|twins|baby|babies|toddler|infant|newborn|grandson"
    rb"|granddaughter|nephew"
    rb"|niece|brother|sister|mother|father|mum|mom|dad|wife|husband|grandmother|grandfather|nan|gran|patient"
    rb"|passenger|driver)"
)
_SEXED = AGES.pattern(
    rb"\(\d{1,3} ?(?:yo ?|y/o ?|y ?)?[MFmf]\)"
    rb"|\b[WBHAIUO]/[MFU],? (?:age )?\d{1,3}\b"
    rb"|(?i:\bage ?/ ?(?:sex|gender)[: ]+)\d{1,3}\b"
    rb"|(?i:\b(?:sex|gender) ?/ ?age[: ]+)[MFmf] ?/ ?\d{1,3}\b"
    rb"|(?:[(|]|\bpt:? |\bpatient:? |,? is an? )\d{1,3} ?/ ?[MF]\b|\b\d{2}/[MF] (?:with|w/|presents?|c/o|s/p|adm"
    rb"|here|pmh|h/o)"
    rb"|\([MF]/\d{2}\)|\b[MF],? {1,3}\d{1,3} ?(?:y|yo|yrs?)\b"
    rb"|\b\d{1,3} ?(?:yo|y/o|y\.o\.|yr old|yrs old) (?:[A-Za-z]+ ){0,2}(?:[MF]\b|male|female|man|woman|lady"
    rb"|gentleman|boy|girl)"
    rb"|\b\d{2}[MF] (?:with|w/|presents?|presenting|c/o|s/p|admitted|who|here|pmh|hx|h/o|complain)"
)
"""An age beside the sex."""
_CHILDREN = AGES.pattern(
    rb"(?i)\b%s[,:]? ?\((?:aged? |ages )?\d{1,2}(?:(?:, and |, | and | & |/)\d{1,2}){0,5}(?: ?(?:months?|mths"
    rb"|mos?|weeks?|wks?|yrs?|years?|days?))?"
    rb"(?:\)|[,;] ?[a-z])|\b%s,? (?:aged|ages|who are|now) \d{1,2}(?:(?:, and |, | and "
    rb"| & )\d{1,2}){1,5}|\((?:aged?|ages):? \d{1,2}(?:(?:, and |, | and | & )\d{1,2}){1,6}\)" % (_KIN, _KIN)
)
_UNIT = AGES.pattern(
    rb"\b[A-Z][a-z'\-]+(?: [A-Z]\.)?,? \((?:aged? )?\d{1,3} ?"
    rb"(?:months?|mths|mos?|weeks?|wks?|yrs?|years?|yo|y/o|y|days?)(?:\)|,)"
    rb"|\b[A-Z][a-z\x1a'\-]+, de \d{1,2} (?:meses|semanas|d.as)\b"
)
"""A name and an age with its unit in brackets."""
_CONTRACTED = AGES.pattern(
    rb"(?i)\b(?:shes|hes|im|she's|he's|i'm|she is|he is|i am|she turns|he turns|turning|she was|he was) (?:only "
    rb"|just |about |nearly |now )?\d{1,2}"
    rb"(?:[ \t]*(?:\r?\n|$|[.!?](?:\s|$)|,? (?:and|but|so|now|next|this|in (?:jan|feb|mar|apr|may|jun|jul|aug"
    rb"|sep|oct|nov|dec))\b))"
)
_LISTED = AGES.pattern(
    rb"(?i:\bchildren|\bkids|\bsiblings|\bdependents|\bsons|\bdaughters)(?: are| named|:)? ?"
    rb"(?:[A-Z][a-z'\-]+ \(\d{1,2}(?: ?(?:months?|mths|mos?|wks?|yrs?|years?|y))?\)(?:, and |, | and | & )?){1,8}"
    rb"|\b[A-Z][a-z'\-]+, \d{1,3} ?(?:yrs?|yo|y/o)\b"
    rb"|\b[A-Z][a-z'\-]+(?: [A-Z]\.?|, [A-Z]\.?)? \d{1,3}(?:y| ?(?:[MF]|yo|yrs?))[ \t]{1,3}[A-Z]"
    rb"|(?m:^[ \t]*(?i:missing|missing person|wanted|victim|suspect|child|pupil):? [A-Z][^\n,:]{3,40}, \d{1,2}["
    rb" \t]*$)"
    rb"|\b(?i:witness|victim|suspect|complainant|driver|passenger|patient|student|pupil|accused):? "
    rb"(?:[A-Z][A-Za-z'\-]+ ){1,3}\(\d{1,3}\)"
)
"""The ages of children, and those behind a name in reports and on wards."""
_RELATIVE = AGES.pattern(
    rb"\b(?i:%s), \d{1,3},|\((?:[a-z]{2,9} )?%s, \d{1,3}\)"
    rb"|\b%s (?:is |called |named )?[A-Z][A-Za-z'\-]+ \(\d{1,3}(?:\)|, )|\b(?:Mr|Mrs|Ms|Miss"
    rb"|Dr|Sra?|Srta|Don|Do.a)\.? [A-Z][\w.'\- ]{1,30}\*{0,2} \(\d{1,3}\)" % (_KIN, _KIN, _KIN)
)
_SEEN = AGES.pattern(
    rb"\b(?i:approx(?:\.|imately)?|about|around|roughly|circa|c\.|looked|appeared) "
    rb"\d{2} ?(?:-|to|and|\x1a) ?\d{2} ?(?i:yrs?|years?|yo)\b"
    rb"|\b(?i:male|female|man|woman|lady|male,|female,|white|black|asian|ic\d|in (?:his|her|their)|aged?|approx\.?"
    rb"|about)[, ]{1,2}"
    rb"(?i:early|mid|late)[ \-](?:[2-9]0'?s|(?i:teens|twenties|thirties|forties|fifties|sixties|seventies|eighties"
    rb"|nineties))\b"
    rb"|\b(?i:my|his|her|their|our) (?:late |elderly |old )?%(kin)s(?:'s| is|s)? (?:only |nearly |now |just )?\d{1,3}"
    rb"(?:[.,;)]|\s(?:and|now|but|with|so|next|this)\b|[ \t]*(?:\n|$))"
    rb"|\b%(kin)s,? who(?:'s| is| was) (?:only |nearly |now |just )?\d{1,3}\b"
    rb"|\b(?i:dx(?:'d)?|diagnosed|died|passed away|deceased|onset|MI|CVA|menopause|menarche|retired|widowed|d\.) "
    rb"(?:at|aged?|@) \d{1,3}(?:[.,;)\n]|\s(?:of|from|and|with|after|wife|mother|father|[A-Z])|$)"
    rb"|\b(?i:mother|father|mum|mom|dad|brother|sister|uncle|aunt|[mp]g[mf]|parents|alive),? (?:d\.|dec\.|alive|a&w"
    rb"|died|alive (?:and|&) well)(?: (?:at|aged?))? [1-9]\d(?:[,.;)\n]| (?:of|from|w/|with|and)\b|$)"
    rb"|\b(?i:%(kin)s|child|father|mother|partner|sibling):? (?:[A-Z][A-Za-z'\-]+ ){1,3}\(\d{1,3}\)"
    rb"|\bwho(?:'s| is| was) (?:only |nearly |now )?[1-9]\d(?:[,.;)]| and\b)|\b(?:ca|cancer|stroke|dementia"
    rb"|mi) at [1-9]\d(?:[.,;)\n]|$)"
    rb"|\b(?:is|'s) (?:now |only )?[1-9]\d and (?:can't|cant|cannot|lives|frail|disabled|deaf|blind|retired|still|very"
    rb"|doesn't|doesnt|not)\b"
    rb"|\b(?:male|female|man|woman|passenger|lady|gentleman|pedestrian|cyclist),? (?:approx\.?|about|around"
    rb"|aged about|circa) "
    rb"[1-9]\d(?:[,.;)]| (?:and|with|in|who|wearing)\b)"
    rb"|\b(?:CHD|CHLD|INF|CNN|[Cc]hild|[Ii]nfant) \(\d{1,2}\)" % {b"kin": _KIN}
)
"""Ages as somebody saw or remembers them: "approx 25-30 yrs", "white, early 40s", "my dad's 79", "dx at 50"."""
_ON_WARD = AGES.pattern(
    rb"(?m)^[ \t]*(?:[-*\x1a] ?|\d{1,2}[.)] |(?i:bed|bay|room|rm|side ?room|sr|cubicle|slot) ?\w{1,4}[.:) \-]{1,3})"
    rb"(?:(?i:mr|mrs|ms|miss)\.? )?[A-Z][A-Za-z'.\-]*(?: [A-Z][A-Za-z'.\-]*){0,2},? \d{1,3} ?[MFmf]?[,;.:)]"
)
"""A line of a ward's list: "Bed 1 - Mrs Roe, 81, day 2 post op"."""
_IN_BED = AGES.pattern(
    rb"(?m)^[ \t]*(?i:bed|bay|room|rm|side ?room|sr|cubicle|slot|cama|hab|hab\.|habitaci.n|box)[ .]{0,2}"
    rb"\w{1,4}[.:) \t\-]{1,3}"
    rb"(?:(?i:mr|mrs|ms|miss|sra?|d|do.a)\.? [A-Z][A-Za-z'.\-]*(?: [A-Z][A-Za-z'.\-]*){0,2},? \d{1,3} ?[MFmf]?"
    rb"|[A-Z][A-Za-z'.\-]*(?: [A-Z][A-Za-z'.\-]*){0,2},? \d{1,3} ?[MF])(?: #| [A-Za-z]{2}|[ \t]*$)"
)
"""The same without a mark behind the age: "Bed 1  Mrs Roe 79 #NOF", "Bed 2  T. Roe 54M cellulitis"."""
_WHOSE = rb"(?:[Hh]e|[Ss]he|[Mm]ale|[Ff]emale|[Ss]uspect|[Dd]river|[Mm]an|[Ww]oman)[^.;\n]{0,40}"
_AGE_TOLD = (
    rb"\b(?:about|around|approx\.?|roughly) [1-9]\d[.,;]"
    rb"|\bwho(?: is|'s) (?:now |only |just )?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
    rb" (?:days|weeks|months|years)(?: old)?\b"
    rb"|\b(?i:tengo|tiene|tenia|cumplo|cumple|cumplio|cumplia) (?:ya |como |unos )?(?:veinti[a-z]{3,6}|(?:veinte"
    rb"|treinta"
    rb"|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)(?: y [a-z]{2,6})?)(?:[.,;!?]| pues| ya| a.os| recien)"
    rb"|\b\d{1,2} \([a-z]{4,16}(?: y [a-z]{2,6})?\) a.os\b|\b(?:aproximadamente|aprox\.?|entre|unos|de) \d{2}"
    rb" ?(?:a|y|-) ?\d{2} a.os\b|\b(?:espos[oa]|marido|mujer|hij[oa]|herman[oa]|madre|padre|pareja|abuel[oa]"
    rb"|niet[oa]|titular), \d{1,3}[,.;]|\b[A-Z][a-z]{2,14} \(\d{1,2} (?:meses|semanas|d.as|a.os|mois|ans|mesi|anni"
    rb"|Monate|Wochen|Jahre|maanden|jaar)\)|\bya (?:tiene|cumple|cumplio) (?:dos|tres|cuatro|cinco|seis|siete|ocho"
    rb"|nueve|diez|once|doce|trece|catorce|quince)[,.;!?]|\b(?:tenia|tiene|cumplio) (?:dieci[a-z]{4,6})[,.;!?]"
    rb"|\b[Ee]dad[: ]{1,3}\d{1,3} ?a\b|\b(?:argentin[oa]|espanola?|mexican[oa]|chilen[oa]|colombian[oa]|peruan[oa]"
    rb"|uruguay[oa]|bolivian[oa]|venezolan[oa]|solter[oa]|casad[oa]|viud[oa]|divorciad[oa]), [1-9]\d,"
    rb"|\b[A-Z][a-z]+ [A-Z][a-z\x27\-]+, [1-9]\d, (?:insd|ins|of"
    rb"|was|who|has|had|is|from|an?|with|w/|driver|passenger)\b|--[A-Z][a-z]+(?: [A-Z]\.)?, \d{1,3}, of [A-Z]"
)
_TOLD = AGES.pattern(
    rb"\b\d{2}(?:-\d{2})? ?yoa\b|\b%s%s" % (_WHOSE, _AGE_TOLD),
    needle=rb"\b\d{2}(?:-\d{2})? ?yoa\b|%s" % _AGE_TOLD,
)
"""Ages as reports and people tell them: "25-30 yoa", "he was about 19.", "tengo setenta y cuatro pues"."""
_TOLD_AGE = re.compile(
    rb"\d{1,2} \([a-z]{4,16}(?: y [a-z]{2,6})?\) anos|\d{2} ?(?:a|y|-) ?\d{2} anos|\d{1,2} (?:meses|semanas|dias"
    rb"|anos|mois|ans|mesi|anni|monate|wochen|jahre|maanden|jaar)|(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
    rb"|diez|once|doce|trece|catorce|quince|dieci[a-z]{4,6})(?=[,.;!?])|\d{1,3} ?a\b|\d{2}-\d{2} ?yoa|\d{1,3} ?yoa"
    rb"|(?:(?:veinte|treinta"
    rb"|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)(?: y"
    rb" [a-z]{2,6})?"
    rb"|veinti[a-z]{3,6})(?: a.os)?"
    rb"|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}) (?:days|weeks|months|years)(?: old)?"
    rb"|(?<!\d)\d{1,3}(?!\d)"
)
_BIRTHDAY = AGES.pattern(
    rb"(?i)\b(?:birthday|b-?day|cumplea.os|cumple)(?: is|:|,)? \(?\d{1,3}(?:\)|!| (?:today|tomorrow|yesterday"
    rb"|hoy|ma.ana|ayer|already|ya)\b)|\b(?i:turn(?:s|ed)|is|cumple|hace) (?:the )?big (?i:\d0)\b"
)
"""Whose birthday it is: "Zoe's birthday, 40 today"."""
_NUMBER = re.compile(
    rb"(?<![\d.])\d{1,3}(?: ?(?:months?|mths|mos?|weeks?|wks?|yrs?|years?|yo|y/o|days?|meses|semanas|d.as)\b)?"
)
_MOST = 115
_AS_SEEN = re.compile(
    rb"(?i:early|mid|late)[ \-](?:[2-9]0'?s|[a-zA-Z]+)|\d{2} ?(?:-|to|and|\x1a) ?\d{2} ?(?i:yrs?|years?|yo)\b"
    rb"|(?<!\d)(\d{1,3})(?=\D|\Z)"
)
_ROW = re.compile(
    rb"(?:\b((?i:mr|mrs|ms|miss|sra?|d|do.a)\.? ))?\b([A-Z][A-Za-z'.\-]*(?: [A-Z][A-Za-z'.\-]*){0,2}),?"
    rb" (\d{1,3}(?: ?[MF]\b)?) ?[mf]?(?:[,;.:)]| #| [A-Za-z]{2}|[ \t]*)\Z"
)
_UNITS_OF_LISTS = words(
    "day week month year night step part stage leg round stop lap dia semana mes noche etapa paso parte jornada vuelta"
)
"""What begins an item of a journal or a list: "*Day 1, Fri 2 June*"."""
_PERSON = re.compile(
    rb"\b(?:dob|pt|patient|mr|mrs|ms|yo|witness|victim|suspect|driver|passenger|son|daughter|dtr|wife|husband"
    rb"|born|mrn|nhs"
    rb"|complainant|neighbou?r|brother|sister|owner|client|name)\b"
)


class NoteAgeRecognizer(WindowRecognizer):
    """An age without the word, beside a sex, a relative, children or a title."""

    TYPES = (EntityType.AGE, EntityType.NAME)
    HOW: ClassVar[Mapping[str, str]] = {
        EntityType.AGE: "(82F), 57/M, W/F 67, children (6 and 3), shes 34, Ms Roe (29), white, early 40s; died at 63",
        EntityType.NAME: '"Bed 1 - A. Roe, 81, day 2"',
    }

    def find(self, scan: Scan) -> Iterator[Entity]:
        if scan.code:
            return
        for start, end in scan.matches(_SEEN):
            age = _AS_SEEN.search(scan.shadow, start, end)
            if age is not None and (age[1] is None or 0 < int(age[1]) <= _MOST):
                yield Entity(EntityType.AGE, *age.span(), 0.85)
        for start, end in scan.matches(_TOLD):
            if told := [*_TOLD_AGE.finditer(scan.lower, start, end)]:
                yield Entity(EntityType.AGE, *told[-1].span(), 0.75)
        if not scan.numbered_lines:
            return
        for pattern in (_SEXED, _CHILDREN, _UNIT, _CONTRACTED, _RELATIVE, _LISTED):
            for start, end in scan.matches(pattern, numbered=pattern is not _CONTRACTED):
                if scan.lower[end - 2 : end] == b"m)" and not _of_person(scan, start):
                    continue  # "(20M)", as of memory
                for number in _NUMBER.finditer(scan.shadow, start, end):
                    if 0 < int(re.match(rb"\d+", number[0])[0]) <= _MOST:  # type: ignore[index]
                        yield Entity(EntityType.AGE, number.start(), number.end(), 0.85)
        for start, end in _in_brackets(scan):
            yield Entity(EntityType.AGE, start, end, 0.8)
        for start, end in scan.matches(_BIRTHDAY, numbered=True):
            if (turned := _NUMBER.search(scan.shadow, start, end)) is not None:
                yield Entity(EntityType.AGE, *turned.span(), 0.85)
        for start, end in (*scan.matches(_ON_WARD, numbered=True), *scan.matches(_IN_BED, numbered=True)):
            row = _ROW.search(scan.shadow, start, end)
            if (
                row is None
                or not 0 < int(row[3].rstrip(b" MF")) <= _MOST
                or is_common(name := scan.text[slice(*row.span(2))])
            ):
                continue
            if name.lower() in _UNITS_OF_LISTS:
                continue
            yield Entity(EntityType.AGE, *row.span(3), 0.8)
            if row[1] or name[1:2] == ".":
                yield Entity(EntityType.NAME, *row.span(2), 0.8)


def _of_person(scan: Scan, start: int) -> bool:
    """Whether the line speaks of a person before ``start``."""
    return _PERSON.search(scan.lower, scan.lower.rfind(b"\n", 0, start) + 1, start) is not None


_BRACKETED = AGES.pattern(
    rb"\b[A-Z\x1a][A-Za-z\x1a'\-]+(?: [A-Z][A-Za-z\x1a'\-]+){0,4} \(\d{1,2}\)(?:[,;.:]| [a-z]| LA | EL | QUIEN)"
)
_FEWEST, _NEAR = 2, 120


def _in_brackets(scan: Scan) -> Iterator[tuple[int, int]]:
    """The ages of several persons in a row: "Nerea Roa (26), Pablo (31) y"; one of them has a known given name."""
    spans = scan.matches(_BRACKETED, numbered=True)
    if len(spans) < _FEWEST or not any(_holds_given(scan, start, end) for start, end in spans):
        return
    for index, (start, end) in enumerate(spans):
        beside = [other for other in spans[max(0, index - 1) : index + 2] if other != (start, end)]
        number = re.compile(rb"\((\d{1,2})\)").search(scan.shadow, start, end)
        if number is not None and any(abs(other - start) < _NEAR for other, _ in beside):
            yield number.span(1)


def _holds_given(scan: Scan, start: int, end: int) -> bool:
    words = scan.lower[start:end].decode(errors="replace").split()
    return any(word in FIRST_NAMES and word not in ALSO_WORDS for word in words)
