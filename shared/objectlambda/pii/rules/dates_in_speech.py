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
    rb"(?:(?:nineteen|twenty)[ -](?:oh[ -]%(d)s|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    rb"|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -]%(d)s)?)|two thousand and"
    rb" (?:%(d)s|ten"
    rb"|eleven|twelve))" % {b"d": _DIGIT}
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
    # fin de mayo; mediados del mes de abril de 2021
    rb"|(?:fin|fines|finales|principios|mediados|comienzos|inicios|primeros(?: dias)?|ultimos dias)"
    rb" (?:de|del mes de) %(smonths)s"
    rb"(?:,? (?:de|del)(?: ano)? (?:(?:19|20)\d\d|%(spelty)s))?"
    # 1o. de abril de 2024; 1ro de mayo
    rb"|\d{1,2}(?:o\.|\x1a|ro\.?|ero\.?|er|do\.?)(?: dia)? (?:de|del mes de) %(smonths)s(?:,? (?:de|del)(?: ano)?"
    rb" (?:(?:19|20)\d\d|%(spelty)s))?"
    # 28 de abr/23; 12 ene/2024
    rb"|%(day)s (?:de )?(?:%(months)s)\.?[/\-](?:20)?\d\d"
    # mie 15 a las 5; miercoles 25 a la manana
    rb"|(?:%(days)s|%(sdays)s\.?),? (?:dia )?%(day)s,? (?:a las? (?:%(hour)s(?:[:.,][0-5]\d)?|%(hours)s)"
    rb"(?: (?:y|menos) (?:media|cuarto))?(?: ?h(?:s|rs?|oras)?\b| de la (?:manana|tarde|noche))?"
    rb"|(?:a|por|de|en) la (?:manana|tarde|noche|madrugada)|al? mediodia|a primera hora|a ultima hora)"
    # marzo de 2019 - a la fecha
    rb"|%(months)s\.?,? (?:de |del )?(?:19|20)\d\d ?(?:-|a|hasta)? ?(?:a la fecha|la fecha|hasta la fecha|hasta hoy|hoy"
    rb"|date)"
    # the twenty-first of last month; the 3rd of next month
    rb"|the (?:%(ordinal)s|\d{1,2}(?:st|nd|rd|th)) of (?:this|next|last|the current|the following) (?:month|year"
    rb"|january"
    rb"|february|march|april|june|july|august|september|october|november|december)"
    # noon on June 1, 2024
    rb"|(?:noon|midnight|midday) (?:on|of) (?:%(days)s,? )?%(months)s %(day)s(?:st|nd|rd|th)?(?:,? (?:19|20)\d\d)?"
    rb"|(?:early|late|mid)[ \-](?:january|february|march|april|june|july|august|september|october|november|december)\b"
    rb"(?: (?:19|20)\d\d\b)?"
    rb")\b" % _PARTS,
    longest=True,
)
_LED = LOWER.pattern(
    # en el sesenta y ocho; desde dos mil diez
    rb"\b(?:(?:en|desde|hasta|alla por|hacia|por) (?:el )?(?:ano )?(%(decade)s)(?:[,;.)\r\n]|$| (?:con|cuando|y|me"
    rb"|nos|que"
    rb"|se|mi|yo)\b)"
    rb"|(?:en|desde|hasta|alla por|hacia|ano|del?) (?:el )?(?:ano )?(%(spelty)s)(?:[,;.)\r\n]|$| (?:con|cuando|y|me|nos"
    rb"|que|se|mi|yo)\b)"
    # in twenty nineteen
    rb"|(?:in|since|until|till|from|by|around|about|of|back in|early|late|before|after|summer|spring|fall|winter) "
    rb"(%(year)s)%(ends)s|(?:a|sobre|hacia|desde|hasta|de|y|entre|siendo) las (%(hour)s,[0-5]\d(?: ?h(?:s|rs?"
    rb"|oras)?)?)\b"
    # de 9 a 14 h; entre las 9 y las 14 h
    rb"|(?:entre|de|desde|from) (?:las )?(%(hour)s(?:[:.][0-5]\d)? (?:y|a|hasta|to) (?:las )?%(hour)s(?:[:.][0-5]\d)?"
    rb" ?h(?:s|rs?|oras)?)\b"
    # her bday is the 9th; 8 sharp
    rb"|(?:bday|b-day|birthday|due date|appointment|appt|anniversary|deadline|exam|surgery|wedding|funeral|flight|visit"
    rb"|interview|hearing|closing|party|rent) (?:is|was|falls|will be) (?:on )?(the %(day)s(?:st|nd|rd|th))\b"
    rb"|\b(%(hour)s(?:[:.][0-5]\d)?(?: ?[ap]\.?m\.?)? (?:sharp|on the dot))\b"
    # At 2350 I cleared
    rb"|at (?:approximately |approx\.? |about |around )?((?:[01]\d|2[0-3])[0-5]\d)(?:,| (?:i|we|he|she|they"
    rb"|officers?|units?|deputy"
    rb"|deputies|hrs|hours|the|dispatch|on)\b)"
    # (stopped 1998)
    rb"|(?:stopped|quit|retired|diagnosed|married|divorced|widowed|emigrated|graduated|died|deceased|cabg|tkr|thr|cva"
    rb"|stroke|mastectomy|hysterectomy|appendi[cs]ectomy|fracture|transplant) (?:in )?((?:19|20)\d\d)(?:[),.;\r\n]|$)"
    # esta de baja hasta el 22
    rb"|(?:baja|vacaciones|permiso|fuera|ausente|abierto|cerrado|plazo|valid[oa]|vuelve|vuelvo|viene|vengo|llega|llego"
    rb"|cita|cumple(?: \d{1,2})?|cumple de [a-z]{3,12}|vence|nos vemos|quedamos|reunion|entrega|boda|examen|parto)"
    rb" (?:es |sera |para |hasta |desde )?el (?:dia )?(%(day)s)(?:[.,;!?)\r\n]|$)"
    rb")" % _PARTS,
)
_APART = LOWER.pattern(
    # (26/2, Corey)
    rb"\((%(day)s/(?:0?[1-9]|1[0-2]))(?:\)|,|;)"
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
