"""Dates of speech, statements and notes: "del cuarenta y nueve", "in twenty nineteen", "mié 15 a las 5", "8 sharp"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.date_words import DAYS, MONTHS, ORDINAL, SHORT_DAYS, SPANISH_MONTHS, SPELT_DAY, SPELT_YEAR
from objectlambda.pii.rules.gates import LOWER
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.scan import Scan

_DAY = rb"(?:0?[1-9]|[12]\d|3[01])"
_HOUR = rb"(?:[01]?\d|2[0-3])"
_DIGIT = rb"(?:one|two|three|four|five|six|seven|eight|nine)"
_SPANISH_DIGIT = rb"(?:un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)"
_DECADE = rb"(?:(?:veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)(?: y %s)?|veinti[a-z]{3,6})" % (
    _SPANISH_DIGIT
)
_HOURS = rb"(?:una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)"
_ENGLISH_YEAR = (
    rb"(?:(?:nineteen|twenty)[ -](?:oh[ -]%(d)s|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    rb"|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -]%(d)s)?)|two thousand"
    rb" and (?:%(d)s|ten|eleven|twelve))" % {b"d": _DIGIT}
)
_ENDS = rb"(?:[,;:.!?)\"\r\n]|$| (?:and|when|with|we|i|he|she|they|but|so|for|to|at|because|y|con|cuando|que|me|nos)\b)"
_PARTS = {
    b"day": _DAY,
    b"hour": _HOUR,
    b"hours": _HOURS,
    b"days": DAYS,
    b"sdays": SHORT_DAYS,
    b"months": MONTHS,
    b"smonths": SPANISH_MONTHS,
    b"spelt": SPELT_DAY,
    b"spelty": SPELT_YEAR,
    b"decade": _DECADE,
    b"ordinal": ORDINAL,
    b"year": _ENGLISH_YEAR,
    b"ends": _ENDS,
}
_FORMS = LOWER.pattern(
    rb"\b(?:"
    # quince de agosto del cuarenta y nueve; 3 de mayo del noventa y uno
    rb"(?:%(spelt)s|%(day)s) de %(smonths)s (?:de|del)(?: ano)? %(decade)s"
    rb"|%(smonths)s (?:de|del)(?: ano)? %(decade)s|\d{1,2} del \d{1,2} del (?:(?:19|20)\d\d|\d\d)|%(days)s al? mediodia"
    # fin de mayo; mediados del mes de abril de 2021
    rb"|(?:fin|fines|finales|principios|mediados|comienzos|inicios|primeros(?: dias)?|ultimos dias) (?:de|del mes"
    rb" de) %(smonths)s(?:,? (?:de|del)(?: ano)? (?:(?:19|20)\d\d|%(spelty)s))?"
    # 1o. de abril de 2024; 1ro de mayo
    rb"|\d{1,2}(?:o\.|\x1a|ro\.?|ero\.?|er|do\.?)(?: dia)? (?:de|del mes de) %(smonths)s(?:,? (?:de|del)(?: ano)?"
    rb" (?:(?:19|20)\d\d|%(spelty)s))?"
    # 28 de abr/23; 12 ene/2024
    rb"|%(day)s (?:de )?(?:%(months)s)\.?[/\-](?:20)?\d\d"
    # mie 15 a las 5; miercoles 25 a la manana
    rb"|(?:%(days)s|%(sdays)s\.?),? (?:dia )?%(day)s,? (?:a las? (?:%(hour)s(?:[:.,][0-5]\d)?|%(hours)s)(?: (?:y"
    rb"|menos) (?:media|cuarto))?(?: ?h(?:s|rs?|oras)?\b| de la (?:manana|tarde|noche))?|(?:a|por|de|en) la"
    rb" (?:manana|tarde|noche|madrugada)|a primera hora|a ultima hora)"
    # marzo de 2019 - a la fecha
    rb"|%(months)s\.?,? (?:de |del )?(?:19|20)\d\d ?(?:-|a|hasta)? ?(?:a la fecha|la fecha|hasta la fecha|hasta"
    rb" hoy|hoy|date)"
    # the twenty-first of last month; the 3rd of next month
    rb"|the (?:%(ordinal)s|\d{1,2}(?:st|nd|rd|th)) of (?:this|next|last|the current|the following) (?:month|year"
    rb"|january|february|march|april|june|july|august|september|october|november|december)"
    # this __13th__ day of November 2023; 2nd day of Feb, 2024
    rb"|(?:%(ordinal)s|\d{1,2}(?:st|nd|rd|th)?)[_ ]{1,6}day of[_ ]{1,6}(?:%(months)s)\b\.?(?:,?[_ ]{1,4}(?:of"
    rb" )?(?:19|20)\d\d)?"
    # viernes entre diez y doce; 6:00 o'clock p.m.
    rb"|(?:%(days)s|%(sdays)s\.?),? (?:entre|de|desde) (?:las )?(?:%(hours)s|%(hour)s(?:[:.]\d\d)?) (?:y|a|hasta)"
    rb" (?:las )?(?:%(hours)s|%(hour)s(?:[:.]\d\d)?)(?: de la (?:manana|tarde|noche)| ?h(?:s|oras)?)?"
    rb"|\d{1,2}(?::\d\d)? o'?clock(?: [ap]\.? ?m\b)?"
    # thurs after 7; Weds pm
    rb"|(?:%(days)s|%(sdays)s|thurs|weds|tues) (?:after|before|around|by|at) \d{1,2}(?::\d\d)?(?: ?[ap]\.?m\b)?"
    rb"|(?:%(days)s|%(sdays)s|thurs|weds|tues)(?: \d{1,2}/\d{1,2})? (?:am|pm)"
    # noon on June 1, 2024
    rb"|(?:noon|midnight|midday) (?:on|of) (?:%(days)s,? )?%(months)s %(day)s(?:st|nd|rd|th)?(?:,? (?:19|20)\d\d)?"
    rb"|(?:early|late|mid)[ \-](?:january|february|march|april|june|july|august|september|october|november"
    rb"|december)\b(?: (?:19|20)\d\d\b)?)\b" % _PARTS,
    longest=True,
)
_LED = LOWER.pattern(
    # en el sesenta y ocho; desde dos mil diez
    rb"\b(?:(?:en|desde|hasta|alla por|hacia|por) (?:el )?(?:ano )?(%(decade)s)(?:[,;.)\r\n]|$| (?:con|cuando|y|me"
    rb"|nos|que|se|mi|yo)\b)|(?:en|desde|hasta|alla por|hacia|ano|del?) (?:el )?(?:ano )?(%(spelty)s)(?:[,;.)\r\n]"
    rb"|$| (?:con|cuando|y|me|nos|que|se|mi|yo)\b)"
    # in twenty nineteen
    rb"|(?:in|since|until|till|from|by|around|about|of|back in|early|late|before|after|summer|spring|fall|winter)"
    rb" (%(year)s)%(ends)s|(?:a|sobre|hacia|desde|hasta|de|y|entre|siendo) las (%(hour)s,[0-5]\d(?: ?h(?:s|rs?"
    rb"|oras)?)?)\b"
    # de 9 a 14 h; entre las 9 y las 14 h
    rb"|(?:entre|de|desde|from) (?:las )?(%(hour)s(?:[:.][0-5]\d)? (?:y|a|hasta|to) (?:las"
    rb" )?%(hour)s(?:[:.][0-5]\d)? ?h(?:s|rs?|oras)?)\b"
    # from 05.02.24 (FN) to 07.02.24
    rb"|(?:from|to|till|until|since|dated|dt|w\.e\.f|desde|hasta) \.?((?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]"
    rb"|1[0-2])\.\d\d)(?:[ ,;)\r\n]|\.(?:\s|$)|$)"
    # her bday is the 9th; 8 sharp
    rb"|(?:bday|b-day|birthday|due date|appointment|appt|anniversary|deadline|exam|surgery|wedding|funeral|flight"
    rb"|visit|interview|hearing|closing|party|rent) (?:is|was|falls|will be) (?:on )?(the %(day)s(?:st|nd|rd"
    rb"|th))\b|\b(%(hour)s(?:[:.][0-5]\d)?(?: ?[ap]\.?m\.?)? (?:sharp|on the dot))\b"
    # At 2350 I cleared
    rb"|at (?:approximately |approx\.? |about |around )?((?:[01]\d|2[0-3])[0-5]\d)(?:,| (?:i|we|he|she|they"
    rb"|officers?|units?|deputy|deputies|hrs|hours|the|dispatch|on)\b)"
    # (stopped 1998)
    rb"|(?:stopped|quit|retired|diagnosed|married|divorced|widowed|emigrated|graduated|died|deceased|cabg|tkr|thr"
    rb"|cva|stroke|mastectomy|hysterectomy|appendi[cs]ectomy|fracture|transplant) (?:in )?((?:19"
    rb"|20)\d\d)(?:[),.;\r\n]|$)"
    # el domingo 18 almuerzo; el pasado martes 10
    rb"|(?:el|este|del|al|proximo|pasado) ((?:%(days)s|%(sdays)s\.?),? (?:dia )?%(day)s)(?:[,.;:)\r\n]|$| [a-z])"
    # call me after six
    rb"|(?:call|ring|phone|text|come|meet|free|home|back|in|open|leave|left|arrive|arrived|available)(?: me| us|"
    rb" him| her| you| over| round| home| here)? (?:after|before|around|by|at|till|until) ((?:one|two|three|four"
    rb"|five|six|seven|eight|nine|ten|eleven|twelve)(?: thirty| fifteen| forty-?five)?)(?:[,.;!?)\r\n]|$| (?:on|or"
    rb"|if|and|tonight|tomorrow|today|please|pls|works)\b)"
    # adjourned 8:47; rental ext to 3/1
    rb"|(?:adjourn(?:ed|ment)?|convened|recess(?:ed)?|called to order)(?: at)? (\d{1,2}:\d\d)\b"
    rb"|(?:ext(?:ended|'d)?|extend|extension|rental|thru|through) (?:to |till |until |on )?((?:0?[1-9]"
    rb"|1[0-2])/%(day)s)(?:[ ,.;)\r\n]|$)"
    rb"|(?:adm(?:itted)?|ot|d/c|dc'?d|disch(?:arged)?|transferred)(?: to [a-z ]{3,24}?)? (%(day)s/(?:0?[1-9]"
    rb"|1[0-2]))(?:[ ,.;)\r\n]|$)"
    # esta de baja hasta el 22
    rb"|(?:baja|vacaciones|permiso|fuera|ausente|abierto|cerrado|plazo|valid[oa]|vuelve|vuelvo|viene|vengo|llega"
    rb"|llego|cita|cumple(?: \d{1,2})?|cumple de [a-z]{3,12}|vence|nos vemos|quedamos|reunion|entrega|boda|examen"
    rb"|parto) (?:es |sera |para |hasta |desde )?el (?:dia )?(%(day)s)(?:[.,;!?)\r\n]|$))" % _PARTS,
)
_APART = LOWER.pattern(
    # (26/2, Corey)
    rb"\((%(day)s/(?:0?[1-9]|1[0-2]))(?:\)|,|;)"
    # '16-'20; 28/08/'23
    rb"|(?:^|[\s(,;])('\d\d ?- ?(?:'\d\d|present|now))(?:[\s,.;)]|$)"
    rb"|\b(\d{1,2}[/.\-]\d{1,2}[/.\-]'\d\d)\b"
    # Albaran 24/00713     05.04.24
    rb"|[ \t]{2}((?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.\d\d)[ \t]*(?:\r?\n|$)" % _PARTS,
)
"""A day in brackets, and one alone at the end of a heading."""
_MONTHS = 12
_NO_MOMENT = re.compile(rb" ?(?:por ciento|per ?cent|%|euros|pesos|dollars|minutos|minutes|millones|thousand)")


class DateInSpeechRecognizer(WindowRecognizer):
    """A date or a time in the words of speech, statements and notes in English and Spanish."""

    TYPES = (EntityType.DATE_TIME,)
    HOW = '"quince de agosto del cuarenta y nueve", "in twenty nineteen", "mié 15 a las 5", "fin de mayo", "8 sharp"'

    def find(self, scan: Scan) -> Iterator[Entity]:
        if scan.code:
            return
        lower = scan.lower
        for start, end in scan.matches(_FORMS):
            yield Entity(EntityType.DATE_TIME, start, end, 0.85)
        for start, end in (*groups(scan, _LED), *groups(scan, _APART)):
            if _NO_MOMENT.match(lower, end):
                continue
            if lower[start - 1 : start] == b"(" and int(lower[start:end].split(b"/")[0]) <= _MONTHS:
                continue  # "(1/2)", a fraction
            yield Entity(EntityType.DATE_TIME, start, end, 0.75)
