"""Feasts that are called like persons, in calendars of holidays: "Inmaculada Concepción", "Asunción", "Epifanía"."""

from __future__ import annotations

from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_FEASTS = words(
    "inmaculada immaculada concepcion asuncion ascension epifania encarnacion candelaria natividad pilar navidad virgen"
    " reyes himmelfahrt empfangnis stefanitag stephanstag stefanstag allerheiligen fronleichnam assomption toussaint"
    " pentecote assuncao finados aparecida ferragosto immacolata befana pasquetta wniebowziecie hemelvaart pinksteren"
)
_AROUND = words(
    "de del la el senor dia maria y l d le di da do dos a tag der die das heilige drei konige mariae marien notre dame"
    " nossa senhora nuestra senora"
)
"""Other words of the names of feasts."""
_CALENDARS = (
    b"navidad", b"viernes santo", b"ano nuevo", b"todos los santos", b"corpus christi",
    b"semana santa", b"jueves santo",
    b"san jose", b"reyes magos", b"dia de reyes", b"holiday", b"feriado", b"festivo", b"begin:vcalendar",
    b"dia del trabajo", b"fiesta nacional", b"constitucion", b"independencia", b"batalla de",
    b"feiertag", b"neujahr", b"karfreitag", b"weihnacht", b"ostermontag", b"assomption", b"toussaint", b"lundi de p",
    b"sexta-feira santa", b"confraterniza", b"pasqua", b"ferragosto", b"pinkster", b"paasdag", b"kerstdag",
)  # fmt: skip
"""What calendars of holidays hold beside them, in lower case and without accents."""
_FEWEST = 2


def names_feast(scan: Scan, value: str) -> bool:
    """Whether ``value`` is the name of a feast, in a window that has other holidays."""
    parts = fold(value.lower()).decode().split()
    if not parts or _FEASTS.isdisjoint(parts) or not (_FEASTS | _AROUND).issuperset(parts):
        return False
    return scan.once(_is_calendar, scan.lower)


def _is_calendar(lower: bytes) -> bool:
    return sum(has(lower, told) for told in _CALENDARS) >= _FEWEST
