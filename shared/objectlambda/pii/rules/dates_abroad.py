"""Dates, times and ages in German, French, Italian, Portuguese and Dutch: "Freitag, den 12.", "half januari"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.date_words import OTHER_DAYS, OTHER_MONTHS
from objectlambda.pii.rules.gates import LOWER
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.scan import Scan

_DAY = rb"(?:0?[1-9]|[12]\d|3[01])(?:\.|er|o|\x1a)?"
_YEAR = rb"(?:19|20)\d\d"
_CLOCK = rb"(?:[01]?\d|2[0-3])(?:[:.h,][0-5]\d)?"
_AT = rb"(?:um|gegen|ab|bis|a|alle|verso le|vers|des|om|rond|vanaf|as|pelas|das)"
_UNIT = rb"(?: ?(?:uhr|uur|h\b|heures?|ore|horas))"
_TIME = rb"(?:,? (?:%s (?:ore )?%s%s?|%s%s))" % (_AT, _CLOCK, _UNIT, _CLOCK, _UNIT)
_THIS = (
    rb"(?: (?:d\. ?j|ds|dieses jahres|dieses monats|d\. ?m|jl|a\. ?s|aanstaande|p\. ?v|u\. ?s|c\. ?a|c\. ?m"
    rb"|prossimo|scorso|prochain|dernier|proximo|passado)\.?)"
)
"""What says in letters which year's or month's day is meant: "31. Dezember d. J.", "10 luglio p.v."."""
_PART = (
    rb"(?: (?:au matin|matin|au soir|soir|apres-midi|dans la matinee|mattina|pomeriggio|sera|de manha|a tarde|a"
    rb" noite|de tarde|vormittag|nachmittag|abend|morgen|fruh|mittag|ochtend|middag|avond))"
)
_PARTS = {
    b"day": _DAY,
    b"year": _YEAR,
    b"clock": _CLOCK,
    b"time": _TIME,
    b"this": _THIS,
    b"part": _PART,
    b"months": OTHER_MONTHS,
    b"days": OTHER_DAYS,
    b"at": _AT,
}
_DATES = LOWER.pattern(
    rb"\b(?:"
    # mardi 12 mars, 31. Dezember d. J., dinsdag 12 maart jl. om 20.00 uur
    rb"(?:%(days)s,? (?:den |dem |the |le |il |de |dia )?)?%(day)s (?:de |del mese di )?%(months)s\b(?:,? (?:de "
    rb"|del )?%(year)s\b|%(this)s)?%(time)s?"
    # Freitag, den 12. ds.; mardi 5 au matin; donderdag a.s. om 8:30
    rb"|%(days)s,? (?:den |dem |le |il |de |dia )?%(day)s(?:%(this)s|%(part)s)?%(time)s?|%(days)s%(this)s%(time)s?"
    rb"|%(days)s%(time)s|%(days)s%(part)s"
    # Anfang Mai; half januari; fin mars 2020; meados de abril
    rb"|(?:anfang|mitte|ende|half|begin|eind|eind van|medio|debut|mi|fin|courant|inizio|fine|meta|inicio de"
    rb"|inicios de|meados de|fim de|finais de|comeco de)[ \-](?:di )?%(months)s\b(?:,? (?:de )?%(year)s\b)?"
    # le huit avril; addi 8 del mese di aprile
    rb"|addi'? %(day)s(?: del mese di)? %(months)s(?:,? %(year)s\b)?|le (?:premier|deux|trois|quatre|cinq|six|sept"
    rb"|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix-(?:sept|huit|neuf)|vingt|vingt[ \-](?:et[ \-]un"
    rb"|deux|trois|quatre|cinq|six|sept|huit|neuf)|trente"
    rb"|trente[ \-]et[ \-]un) %(months)s(?: deux mille(?:[ \-][a-z]+){0,2}| %(year)s)?|(?:l'anno |nell'anno"
    rb" )?duemila(?:dieci|undici|dodici|tredici|quattordici|quindici|sedici|diciassette|diciotto|diciannove"
    rb"|venti[a-z]{0,7})|(?:aos )?(?:\d{1,2} \()?[a-z]{3,9}(?: e [a-z]{2,6})?\)? dias do mes de %(months)s(?:,?"
    rb" (?:de|do ano de) (?:%(year)s|dois mil(?: e [a-z]{3,9}){1,2}))?"
    # 1o/06/1957
    rb"|\d{1,2}[o\x1a][/.]\d{1,2}[/.]%(year)s)" % _PARTS,
    longest=True,
)
_MONTHS_OF_YEARS = LOWER.pattern(
    rb"\b(?:(?:seit|im|ab|bis|von|depuis|en|jusqu'en|da|dal|nel|a|sinds|in|vanaf|desde|em|ate) )?(?:janvier"
    rb"|fevrier|avril|juin|juillet|aout|septembre|octobre|decembre|januar|februar|marz|oktober|dezember|gennaio"
    rb"|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|januari|februari|maart|augustus|janeiro"
    rb"|fevereiro|maio|junho|julho|setembro|outubro|novembro|dezembro)(?: de)? (?:19|20)\d\d\b"
)
_NUMBER = (
    rb"(?:eins|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|elf|zwolf|une|deux|trois|quatre|cinq|six|sept|huit"
    rb"|neuf|dix|onze|douze|una|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|uma|duas|quatro"
    rb"|cinco|seis|sete|oito|dez|doze|een|twee|drie|vijf|zes|zeven|negen|tien|twaalf)"
)
_TIMES = LOWER.pattern(
    rb"\b(?:(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)? ?(?:uhr|uur)\b(?: (?:morgens|abends|nachts|mittags|'s (?:ochtends"
    rb"|avonds)))?|(?:zwischen|von) %(c)s und %(c)s uhr|von %(c)s bis %(c)s uhr|tussen %(c)s en %(c)s uur|van"
    rb" %(c)s tot %(c)s uur|entre %(c)s ?h et %(c)s ?h\b|(?:tra|fra) le %(c)s e le %(c)s\b|dalle %(c)s alle"
    rb" %(c)s\b|(?:segunda|terca|quarta|quinta|sexta|sabado|domingo)(?:-feira)?,? (?:dia )?(?:0?[1-9]|[12]\d"
    rb"|3[01]),? (?:as |pelas )?(?:[01]?\d|2[0-3])(?:h(?:[0-5]\d)?|:[0-5]\d)|(?:alle ore|ore|alle) (?:[01]?\d"
    rb"|2[0-3])[,.:][0-5]\d\b|(?:um|gegen|kurz (?:nach|vor)) (?:halb |viertel (?:vor|nach) )?%(n)s(?: uhr)?(?:"
    rb" (?:morgens|abends|nachts|mittags|in der fruh))?\b|(?:a|vers|des|avant|apres) %(n)s heures?(?: et (?:demie"
    rb"|quart)| moins (?:le quart|[a-z]+))?(?: du matin| du soir| de l'apres-midi)?\b|(?:alle|verso le|dalle|le)"
    rb" %(n)s(?: e (?:mezza|un quarto|trenta|venti|dieci))? (?:del pomeriggio|di sera|della sera|di notte|del"
    rb" mattino|di mattina)\b|(?:as|pelas|das|ate as) %(n)s(?: e (?:meia|quinze|vinte|trinta|dez))?(?: horas?)?"
    rb" (?:da (?:manha|tarde|noite|madrugada))\b|(?:om|rond|tegen|vanaf) (?:half |kwart (?:voor|over) |(?:tien"
    rb"|vijf) (?:voor|over) (?:half )?)%(n)s\b|(?:om|rond|tegen|vanaf) %(n)s uur\b|(?:kwart|tien|vijf) (?:over"
    rb"|voor) (?:half )?(?:%(n)s|\d{1,2})\b|(?:amanha|hoje|as|pelas|ate as"
    rb"|a partir das|depois das|antes das|a|vers|des|avant|apres|demain|jusqu'a) (?:[01]?\d"
    rb"|2[0-3])h(?:[0-5]\d)?\b)" % {b"n": _NUMBER, b"c": rb"(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?"},
    longest=True,
)
_DAYS_ALONE = LOWER.pattern(
    rb"\b(?:anniv(?:ersaire)?|rdv|fete|concert|match|examen|mariage)[^\n.]{0,16} le ((?:0?[1-9]|[12]\d"
    rb"|3[01]))(?:[,.!;)\r\n]|$)|\b(?:ir|vir|vem|vou|foi|no|para o|ate ao|ate o|consulta|marcad[oa]) (?:o )?dia"
    rb" ((?:0?[1-9]|[12]\d|3[01]))(?:[,.!;)\r\n]|$| (?:porque|as|de manha|de tarde|pelas|que|e|a)\b)"
)
"""A bare day of the month: "anniv de Lola le 3", "não pode ir dia 12"."""
_LEAD = re.compile(
    rb"(?:(?:um|gegen|ab|bis|kurz nach|kurz vor|alle ore|alle|ore|verso le|dalle|le|amanha|hoje|pelas|das|ate as"
    rb"|as|a partir das|depois das|antes das|a|vers|des|avant|apres|demain|jusqu'a|om|rond|tegen|vanaf|seit|im|von"
    rb"|depuis|en|jusqu'en|da|dal|nel|sinds|in|desde|em|ate|aos|addi'?|l'anno|nell'anno) )"
)
"""The words before a time that are no part of it."""
_AGES = LOWER.pattern(
    rb"\b(?:\d{1,3} jahre alt|\d{1,3}[ \-]?jahrige[rnms]?|im alter von \d{1,3} jahren|\d{1,3} jaar oud"
    rb"|\d{1,3}-jarige|agee? de \d{1,3} ans|di anni \d{1,3}|di \d{1,3} anni|\d{1,3} anni di eta|(?:com )?\d{1,3}"
    rb" anos de idade|ho \d{1,3} anni|ha \d{1,3} anni|j'ai \d{1,3} ans|(?:il|elle) a \d{1,3} ans)\b|[,(] ?\d{1,3}"
    rb" (?:jahre|jaar|ans|anni)(?:[,)]|\.)"
)
_AGE = re.compile(
    rb"(?:anni )?\d{1,3}(?:[ \-]?jahrige[rnms]?|-jarige| jahren?(?: alt)?| jaar(?: oud)?| ans| anni| anos)?"
)
_OLDEST = 120


class DateAbroadRecognizer(WindowRecognizer):
    """A date, a time of day or an age in the words of a language that is neither English nor Spanish."""

    TYPES = (EntityType.DATE_TIME, EntityType.AGE)
    HOW = '"Freitag, den 12. ds.", "10 luglio p.v.", "mardi 5 au matin", "half januari", "18 Uhr"; "16 Jahre alt"'

    def find(self, scan: Scan) -> Iterator[Entity]:
        if scan.code or scan.catalogue:
            return
        lower = scan.lower
        for pattern in (_DATES, _MONTHS_OF_YEARS, _TIMES):
            for start, end in scan.matches(pattern):
                lead = _LEAD.match(lower, start, end)
                first = start if lead is None else lead.end()
                if lower[first - 1 : first] not in (b".", b":", b"-", b"/", b"_"):
                    yield Entity(EntityType.DATE_TIME, first, first + len(lower[first:end].rstrip(b" ,")), 0.8)
        for start, end in groups(scan, _DAYS_ALONE):
            yield Entity(EntityType.DATE_TIME, start, end, 0.75)
        for start, end in scan.matches(_AGES):
            age = _AGE.search(lower, start, end)
            if age is not None and 0 < int(re.sub(rb"\D", b"", age[0])) < _OLDEST:
                yield Entity(EntityType.AGE, *age.span(), 0.85)
