"""The words of dates in English and Spanish, as parts of patterns over lower-case ASCII."""

from __future__ import annotations

LONG_MONTHS = (
    rb"(?:january|february|march|april|may|june|july|august|september|october|november|december|enero|febrero"
    rb"|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)"
)
SPANISH_MONTHS = (
    rb"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)"
)
MONTHS = rb"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|ene|abr|ago|dic|%s)" % LONG_MONTHS[3:-1]
DAYS = (
    rb"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|lunes|martes|miercoles|jueves|viernes|sabado"
    rb"|domingo)"
)
SHORT_DAYS = rb"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun|lun|mie|jue|vie|sab|dom)"
_UNITS = rb"(?:uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)"
OTHER_MONTHS = (
    rb"(?:gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|novembre|dicembre|janvier|fevrier|avril"
    rb"|mai|juin"
    rb"|juillet|aout|septembre|octobre|decembre|januar|februar|marz|juni|juli|oktober|dezember|januari|februari"
    rb"|maart|mei"
    rb"|augustus|janeiro|fevereiro|marco|abril|maio|junho|julho|setembro|outubro|novembro|dezembro|mars|marzo"
    rb"|agosto|april|august|september|november)"
)
"""Months in Italian, French, German, Dutch and Portuguese."""
OTHER_DAYS = (
    rb"(?:lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    rb"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag"
    rb"|zondag|segunda-feira|terca-feira|quarta-feira|quinta-feira|sexta-feira)"
)
SPELT_DAY = (
    rb"(?:primer[oa]?|%s|diez|once|doce|trece|catorce|quince|dieciseis|diecisiete|dieciocho|diecinueve|veinte"
    rb"|veinti(?:un|%s)|treinta(?: y uno)?)" % (_UNITS, _UNITS)
)
SPELT_YEAR = (
    rb"(?:dos mil|mil novecientos)(?: (?:%s|(?:treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)(?: y %s)?))?"
    % (SPELT_DAY, _UNITS)
)
_ONES = rb"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
ORDINAL = (
    rb"(?:%s|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth"
    rb"|twentieth"
    rb"|twenty[ -]%s|thirtieth|thirty[ -]first)" % (_ONES, _ONES)
)
_DIGITS = rb"(?:one|two|three|four|five|six|seven|eight|nine)"
_COUNT = (
    rb"(?:(?:twenty|thirty)(?:[ -]%s)?|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    rb"|nineteen|%s)" % (_DIGITS, _DIGITS)
)
_TENS = rb"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_LAST_PART = rb"(?:hundred|oh[ -]%s|%s(?:[ -]%s)?|%s)" % (_DIGITS, _TENS, _DIGITS, _COUNT)
ENGLISH_YEAR = rb"(?:two thousand(?: and)?(?: %s)?|(?:eighteen|nineteen|twenty)[ -]%s)" % (_COUNT, _LAST_PART)

_ZONE = rb"(?: ?(?:utc|gmt|z|est|edt|cst|cdt|mst|mdt|pst|pdt|cet|cest|bst)\b| ?[+\-]\d{2}:?\d{2}\b(?: \([a-z]{2,5}\))?)"
FRACTION = rb"(?:\.\d{1,9}|,\d{3}\b)?"
_HALF = rb"(?:[ap]\.?m\b\.?|[ap]\. m\b\.?)"
_OFFSET = rb"(?:[+\-]\d{2}(?::\d{2}:\d{2})?\b)?"
"""A zone in hours, as PostgreSQL writes it, or the end of a range."""
_HOURS = rb"(?: ?(?:horas|hours|hrs|hs?)\b)?"
CLOCK = rb"(?:\d{1,2}:\d{2}(?::\d{2}%s%s)?(?: ?%s)?%s?%s|\d{1,2} ?%s)" % (
    FRACTION,
    _OFFSET,
    _HALF,
    _ZONE,
    _HOURS,
    _HALF,
)
TIME = rb"(?:,? (?:at |a las |@ ?)?%s|t%s)?" % (CLOCK, CLOCK)
