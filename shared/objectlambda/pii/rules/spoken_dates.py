"""Days and times as people say them: "las cinco de la tarde", "sábado 14", "half 6", "the 21st", "march fourth"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.date_words import DAYS, LONG_MONTHS, OTHER_DAYS, SHORT_DAYS
from objectlambda.pii.rules.gates import AGES
from objectlambda.pii.rules.scan import Scan

_HOURS = rb"(?:una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)"
_HOUR = rb"(?:%s|[012]?\d(?::\d\d)?)" % _HOURS
_PART = rb"(?: (?:de|por|en) la (?:tarde|ma.ana|noche|madrugada)| del mediod.a| am\b| pm\b| a\.? ?m\.?| p\.? ?m\.?)"
_MINUTES = rb"(?: (?:y|menos) (?:media|cuarto|pico|diez|veinte|cinco|veinticinco|\d\d?)| en punto)"
_ENDS = rb"(?:[,;:)!?\n\r]|\.(?:\s|$)|$|[ ](?:at|from|and|y|o|to|en|para|desde|entre|in|if|works|we|me|hay|si)\b)"
_DAY = rb"(?:0?[1-9]|[12]\d|3[01])"
_DAYS_SAID = (
    rb"(?:uno|primero|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci[a-z]{4,6}"
    rb"|veint(?:e|i[a-z]{2,7})|treinta(?: y uno)?)"
)
_SHORT_ENDS = (
    rb"(?:[,;:)!?\"\n\r]|\.(?:\s|$)|$| (?:a|al|y|e|o|se|me|te|le|lo|la|nos|en|por|para|que|con|no|hay|ha|es|sin"
    rb"|sobre|entre"
    rb"|desde|hasta|h)\b)"
)
"""What stands behind a day without its month or its year, which might be a fraction or a number of something."""
_OF_DAY = re.compile(
    rb"(?:[,;)]|\.)(?:\s|\Z)| (?:por la (?:ma.ana|tarde|noche)|a las? (?:\d|una|[cdnost]\w+ )|a primera hora"
    rb"|al? mediod.a)\b"
)
"""What stands behind the bare number of a day: "el 12 por la tarde", "vino el 16, pero"."""
_NO_DAY = re.compile(
    rb"(?:\b(?:en|numero|piso|bus|linea|capitulo|articulo|grupo|dorsal|canal|tipo|nivel|punto|apartado|tren|equipo"
    rb"|por ciento"
    rb"|pagina|con|sobre|entre|desde|hasta) (?:el|del|al)|\d (?:el|del|al)) \Z"
)
_AFTER = re.compile(
    rb" (?:tras|despues|antes|posterior|siguiente|desde|de (?:la|haber|su|un|evoluc|inic)"
    rb"|del (?!dia|lun|mar|mie|jue|vie|sab|dom))"
)
"""What stands behind hours that have passed since something: "a las 12 horas tras la retirada"."""
_FRACTION = re.compile(rb"(?:[12]/[234]|3/[45])\Z")
_SPOKEN = (
    # las cinco de la tarde, las 8 y cuarto, a las 8, las 21 h
    rb"(?i)\b(?:(?:las|aproximadamente|siendo) ([012]?\d[:.][0-5]\d (?:horas )?\(?(?:%(hours)s|[a-z]{4,15}) horas?"
    rb"(?: (?:con|y) [a-z ]{3,24}? minutos)?\)?)"
    rb"|(?:[Aa] |sobre |hacia |desde |hasta |[Dd]e )?las? (%(hour)s(?:%(minutes)s%(part)s?|%(part)s"
    rb"|:\d\d))|las ((?:0?\d|1\d|2[0123])[.:,][0-5]\d ?(?:h(?:rs?|s)?|horas))\b"
    rb"|(?:a|sobre|hacia|desde|hasta|siendo|pasadas|entre|y|antes de|despues de) las"
    rb" ((?:0?\d|1\d|2[0123]) ?(?:h(?:rs?|s)?|horas))\b"
    rb"|(?:a|sobre|hacia|desde|hasta|para|alrededor de|cerca de|a eso de|a partir de|antes de|despues de|pasadas|como a"
    rb"|tipo|entre|y) las (\d{1,2}(?:\.[0-5]\d ?h?)?)%(ends)s"
    rb"|(?:sobre|hacia|desde|hasta|antes de|siendo) las? (%(hours)s)%(ends)s"
    rb"|(?:siendo|a|sobre|hacia) las ((?:trece|catorce|quince|dieciseis|diecisiete|dieciocho|diecinueve|veinte"
    rb"|veintiuna?|veintidos|veintitres)(?: horas?)?(?: y (?:[a-z ]{3,24}? minutos|media|cuarto|quince|treinta))?)\b"
    rb"|las (\d{1,2}\.[0-5]\d)\b"
    rb"|(?:entre|de|desde) (?:las )?(%(hour)s (?:y|a|hasta) (?:las )?%(hour)s%(part)s)"
    rb"|siendo las (%(hours)s horas?(?: y [a-z ]{3,24}? minutos)?)\b"
    rb"|las (\d{1,2}[.:][0-5]\d ?h)\b"
    # jueves a las 17, el dia 12 a las 20:00
    rb"|\b((?:(?:%(days)s|%(odays)s)(?: (?:d.a )?%(day)s)?|d.a %(day)s),?"
    rb" a las? (?:\d{1,2}(?:[:.][0-5]\d)?|%(hours)s)"
    rb"(?:%(minutes)s)?(?:%(part)s| ?h(?:rs?|s)?\b)?)"
    # sábado 14; Sunday 11, we meet
    rb"|((?:%(days)s|%(odays)s),? (?:d.a )?%(day)s)%(ends)s"
    # until the 21st; for the 3rd of
    rb"|\b(?:until|till?|on|by|from|before|after|since|for|is|to|was|and|due|starting|to start|moved to|night of"
    rb"|evening of"
    rb"|morning of|w/c|w/e|of) "
    rb"((?:the )?(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th))(?:[,.;:)!?\n\r]|$| - | (?:at|and|to|or|in the|if|but"
    rb"|of (?:this|next)"
    rb"|for|"
    rb"because|around|please|when|works|instead|then)\b)"
    rb"|\b(?:night|evening|morning|afternoon) of (the (?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th))\b"
    rb"|\b((?:el|del?|al|d.a|para el|hasta el|desde el|antes del) (?:d.a )?(?:%(day)s|%(said)s) (?:de (?:este"
    rb"|pr.ximo|presente|corriente)(?: mes)?|del (?:mes (?:que viene|pasado|siguiente|pr.ximo|entrante|actual)"
    rb"|pr.ximo mes|presente mes|corriente mes)))\b"
    # el 23/01, hasta el viernes 9/5; el dia 20; el 12 por la tarde
    rb"|\b(?:el|del|al|d.a|fecha:?|hasta|desde) (?:(?:%(days)s|%(sdays)s\.?),? )?(%(day)s/(?:0?[1-9]|1[0-2]))%(short)s"
    rb"|\b(?:el|del|al|este|mismo|pr.ximo|pasado) (d.a (?:[1-9]|[12]\d|3[01])"
    rb"(?: a las? \d{1,2}(?:[:.][0-5]\d)?)?)%(short)s"
    rb"|\b(?:el|del|al) ([1-9]|[12]\d|3[01])(?:[ ,.;)])"
    # half 6; by 6ish; at 2, at seven
    rb"|\b(half \d{1,2})(?:[,.;:)!?\n\r]|$)"
    rb"|\b(?:at|by|until|till|til|before|after|around|about|from) "
    rb"(\d{1,2}(?:[:.][0-5]\d)?ish|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    rb"|twelve)(?:[ -]?(?:thirty"
    rb"|fifteen|forty-?five|ish))(?: ?[ap]\.?m\.?)?)\b"
    # at nine; Thursday the twelfth; Friday noon; oct-15
    rb"|(?:at|by|until|till|around|about) (two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?:[,;!?)\"\n\r]"
    rb"|\.(?:\s|$)|$| (?:and|sharp|tonight|tomorrow|today|in the|at night|on (?:mon|tue|wed|thu|fri|sat|sun)))"
    rb"|(%(days)s,? the (?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    rb"|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|twenty[ -]?(?:first|second|third|fourth|fifth|sixth"
    rb"|seventh|eighth|ninth)|thirtieth|thirty[ -]first))\b"
    rb"|(%(days)s (?:noon|midnight|midday|lunchtime|mediodia))\b"
    rb"|((?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|ene|abr|ago|dic)-\d\d)(?:[\s,;\"')|]|$)"
    # Friday at ten; in march
    rb"|((?:%(days)s|tomorrow|today) (?:at|by|around|before|after) (?:one|two|three|four|five|six|seven|eight|nine"
    rb"|ten"
    rb"|eleven|twelve|noon)(?:[ -](?:thirty|fifteen|forty-?five))?)\b"
    rb"|\b(?:in|since|until|last|next|this) (january|february|march|april|june|july|august|september|october|november"
    rb"|december)\b"
    # hora: 17,40; 3/19 am; 12SEP, 03MAR26
    rb"|\b(?:hora|time|heure|uhrzeit)(?: aprox\.?)?: {0,3}([012]?\d[,.][0-5]\d)\b"
    rb"|\b((?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01]) ?[ap]m)\b"
    rb"|\b((?:0[1-9]|[12]\d|3[01])(?-i:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)(?:\d{4}|\d\d)?)\b"
    # dep 2235 arr 0605
    rb"|\b(?:dep|arr|etd|eta|std|sta)[.:]? ((?:[01]\d|2[0-3])[0-5]\d)\b"
    # from 16 a 20h
    rb"|\b(?:de |entre |from |between )(\d{1,2}(?:[:.]\d\d)?(?: a | y |-)\d{1,2}(?:[:.]\d\d)? ?h(?:oras|rs)?)\b"
    # b. 1785; bap. 1611
    rb"|(?:b|d|m|bap|bur|ca|c)\. (?:ca?\. ?|abt\.? |about )?(1[5-9]\d\d)(?:[,;.)\s]|$)"
    # 2174-03-21 10:30, of patients whose dates were moved; summer 2012, verano de 2012
    rb"|(2[12]\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?: {1,2}\d\d:\d\d(?::\d\d)?)?)\b"
    rb"|\b((?:spring|summer|autumn|winter|verano|oto.o|invierno|primavera)(?: of| de| del)? (?:19|20)\d\d)\b"
    # march fourth seventy nine
    rb"|\b(%(months)s (?:the )?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    rb"|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|twenty[ -](?:first|second|third|fourth|fifth|sixth"
    rb"|seventh"
    rb"|eighth|ninth)|thirtieth|thirty[ -]first),? (?:(?:nineteen|twenty) )?"
    rb"(?:oh|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    rb"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)\b)"
    % {
        b"hours": _HOURS,
        b"hour": _HOUR,
        b"minutes": _MINUTES,
        b"part": _PART,
        b"ends": _ENDS,
        b"days": DAYS,
        b"sdays": SHORT_DAYS,
        b"short": _SHORT_ENDS,
        b"odays": OTHER_DAYS,
        b"day": _DAY,
        b"said": _DAYS_SAID,
        b"months": LONG_MONTHS,
    }
)
_PATTERN = AGES.pattern(_SPOKEN)
_OF_HOURS = 5
"""The groups that hold an hour in Spanish."""
_MOST_HOURS = 24


class SpokenDateRecognizer(WindowRecognizer):
    """A day or a time of day as people say it, in English and Spanish."""

    TYPES = (EntityType.DATE_TIME,)
    HOW = '"las cinco de la tarde", "sábado 14", "half 6", "until the 21st", "at seven thirty"'

    def find(self, scan: Scan) -> Iterator[Entity]:
        if scan.code or not scan.holds(_PATTERN):
            return
        for match in _PATTERN.compiled.finditer(scan.shadow):
            group = match.lastindex
            start, end = match.span(group)
            if scan.shadow[start - 1 : start] in (b"-", b"/", b".", b"_", b"#") or _FRACTION.match(match[group]):
                continue
            if (
                scan.lower[start - 2 : start] == b"l "
                and match[group].isdigit()
                and (not _OF_DAY.match(scan.lower, end) or _NO_DAY.search(scan.lower, max(0, start - 20), start))
            ):
                continue
            if b"24 y " in match[group] or b"48 y " in match[group]:
                continue  # "entre 24 y 72 horas"
            if match[group].endswith((b"horas", b"h", b"hs")) and _AFTER.match(scan.lower, end):
                continue
            if group > _OF_HOURS or all(int(number) <= _MOST_HOURS for number in re.findall(rb"\d+", match[group])[:1]):
                yield Entity(EntityType.DATE_TIME, start, end, 0.75)
