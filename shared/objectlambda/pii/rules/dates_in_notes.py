"""Dates and times as people jot them down: "on 8/31", "Nov. 8/23", "quarter past six", "Aug '14 to May '18"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.date_fields import YEAR
from objectlambda.pii.rules.date_words import DAYS, MONTHS, OTHER_MONTHS, SHORT_DAYS
from objectlambda.pii.rules.gates import LOWER
from objectlambda.pii.rules.scan import Scan

_DAY = rb"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = rb"(?:0?[1-9]|1[0-2])"
_HALF = rb"[ap]\.?m\b\.?"
_HOUR = rb"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight|\d{1,2})"
_OTHER_SHORT = rb"(?:lun|mar|mer|jeu|ven|sam|dim|mo|di|mi|do|fr|sa|so|ma|wo|vr|za|zo|gio|sab|dom|seg|ter|qua|qui|sex)"
_PARTS = {
    b"sother": _OTHER_SHORT,
    b"day": _DAY,
    b"month": _MONTH,
    b"name": MONTHS,
    b"other": OTHER_MONTHS,
    b"days": DAYS,
    b"sdays": SHORT_DAYS,
    b"year": YEAR,
    b"half": _HALF,
    b"hour": _HOUR,
}
_FORMS = LOWER.pattern(
    rb"\b(?:"
    # Nov. 8/23; 4 april 61, at the end of a clause; 14.Mar.2023
    rb"%(name)s\.? %(day)s/\d{2}\b"
    # 04-Feb; 1:20p; 12 noon; the 3rd to the 9th; 11th, 12th and 18th; night of the 6th; January and February 2025
    rb"|%(day)s-%(name)s\b|(?:0?\d|1[0-2]):[0-5]\d ?[ap]\b|12 ?(?:noon|midnight|midday)\b"
    rb"|the %(day)s(?:st|nd|rd|th) (?:to|until|till|and|or) (?:the )?%(day)s(?:st|nd|rd|th)(?: of %(name)s)?\b"
    rb"|(?:[4-9]|[12]\d|3[01])(?:st|nd|rd|th)(?:, (?:the )?%(day)s(?:st|nd|rd|th))*,? (?:and|&"
    rb"|or) (?:the )?%(day)s(?:st|nd|rd|th)\b"
    rb"|%(name)s (?:and|to|&|or) %(name)s %(year)s\b"
    rb"|%(day)s[. ](?:%(name)s|%(other)s)[. ](?:%(year)s|'?\d{2})\b"
    # Aug '14 to May '18; Aug '14 - present
    rb"|%(name)s\.? '\d{2}(?: ?(?:-{1,2}|to|until|till|through) ?(?:%(name)s\.? '\d{2}\b|present\b|now\b|current\b"
    rb"|date\b))?"
    # 06/2018 - present; 06/2018 to 05.2020
    rb"|%(month)s[/.]%(year)s ?(?:-{1,2}|to|until|till|through|bis|a) ?(?:%(month)s[/.]%(year)s|present|now"
    rb"|current|today|date"
    rb"|heute|presente|actualidad|hoy)\b"
    # between 2 and 4pm; 1-5 pm; 9.30-11.30am
    rb"|\d{1,2}(?:[:.]\d\d)?(?: ?%(half)s)?(?: ?-{1,2} ?| to | and | or | till | until )\d{1,2}(?:[:.]\d\d)? ?%"
    rb"(half)s"
    # 01 Mar 2024 - 31 Mar 2024
    rb"|%(day)s %(name)s %(year)s ?(?:-{1,2}|to|until|through) ?%(day)s %(name)s %(year)s\b"
    # 03/11 14:22; 3/11 at 2pm; 21/05 9:40 h
    rb"|%(day)s/%(month)s(?:,| -| a las)? (?:[01]?\d|2[0-3]):[0-5]\d(?: ?h(?:rs?|s)?\b)?"
    rb"|%(month)s/%(day)s,? (?:at |@ ?)?(?:(?:[01]?\d|2[0-3]):[0-5]\d(?: ?%(half)s)?|\d{1,2}(?:-\d{1,2})? ?%(half)s)"
    rb"|(?:%(month)s/%(day)s|%(day)s/%(month)s),? (?:at |@ ?)?(?:[01]\d|2[0-3])[0-5]\d ?(?:h|hrs?|hours)\b"
    # 09/03/2024 at 0714; 12-Mar-2024 2315 hrs
    rb"|\d{1,2}[/.\-](?:\d{1,2}|%(name)s)[/.\-](?:%(year)s|\d\d),? (?:at |@ ?)?(?:[01]\d|2[0-3])[0-5]\d(?: ?(?:h"
    rb"|hrs|hours))?\b"
    # Sunday 11th; Friday the 13th; Thurs or Fri; Wed-Sun
    rb"|(?:%(days)s|%(sdays)s\.?),? (?:the )?%(day)s(?:st|nd|rd|th)\b"
    rb"|(?:weds|thurs|tues)\b"
    rb"|(?:%(days)s|%(sdays)s|weds)(?:s?/| or | and | to | through |-)(?:%(days)s|%(sdays)s|weds)\b"
    # [12.03.24, 19:44:02]; 14h30; 22.40hrs; 04:00-12:00; Wednesday evening; Wed 1/31 at 3:15; 0600 tmrw
    rb"|%(day)s\.%(month)s\.(?:%(year)s|\d\d),? \d{1,2}:[0-5]\d(?::[0-5]\d)?(?: ?%(half)s)?"
    rb"|(?:[01]?\d|2[0-3])h[0-5]\d\b|(?:[01]?\d|2[0-3])[.:][0-5]\d ?(?:hrs|hours)\b"
    rb"|(?:[01]?\d|2[0-3]):[0-5]\d ?-{1,2} ?(?:[01]?\d|2[0-4]):[0-5]\d\b"
    rb"|(?:[01]?\d|2[0-3]):[0-5]\d (?:and|to|until) (?:[01]?\d|2[0-3]):[0-5]\d\b"
    rb"|%(days)s (?:morning|afternoon|evening|night|lunchtime)\b"
    rb"|%(sdays)s,? (?:%(month)s/%(day)s|%(day)s/%(month)s)(?:,? (?:at |@ ?)\d{1,2}(?::[0-5]\d)?(?: ?%(half)s)?)?\b"
    rb"|(?:[01]\d|2[0-3])[0-5]\d (?:tmrw|tomorrow|today|tonight|yesterday)\b"
    # jeu. 11 avr. 2024 a 16:42; ven. 05/07/24 09h30; 1735h
    rb"|(?:%(sother)s\.?,? )?%(day)s\.? (?:janv|fevr|avr|juil|aout|okt|dez|mrz|mrt|gen|mag|giu|lug|ott|fev|out|%"
    rb"(other)s)\.?,? %(year)s"
    rb"(?:,? (?:a |um |om |as |alle )?\d{1,2}[:h][0-5]\d(?::[0-5]\d)?)?\b"
    rb"|%(sother)s\.? \d{1,2}[/.]\d{1,2}[/.](?:%(year)s|\d\d)(?:,? (?:a )?\d{1,2}[:h][0-5]\d)?\b"
    rb"|(?:[01]\d|2[0-3])[0-5]\d ?h\b"
    # quarter past six; ten to eleven; half seven; six o'clock
    rb"|(?:(?:a )?quarter|half|five|ten|twenty(?:[ -]five)?) (?:past|to|before|after) %(hour)s(?: (?:am|pm|in the "
    rb"(?:morning|afternoon"
    rb"|evening)|at night|tonight))?\b"
    rb"|half (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
    rb"|%(hour)s o'clock(?: (?:in the (?:morning|afternoon|evening)|at night|tonight))?"
    rb")" % _PARTS,
    longest=True,
)
_LED = LOWER.pattern(
    rb"(?:@ ?(?:[01]\d|2[0-3])[0-5]\d\b|\b(?:(?:handover|shift|ward|rota"
    rb"|intake|report|on|dated|due|since|until|till|effective|eff\.?|w/c|week of"
    rb"|admitted|booked|seen|recheck|starting"
    rb"|starts|ends"
    rb"|ending|scheduled|opened|closed|rec'?d|arr(?:ived|iving)|appt|appointment|surgery|d/?c'?d?|f/?u|visit"
    rb"|sync|escrow|night|next|trip|fair|party|concert|agm|missed|cttee|committee|mtg|lesson|cancelled"
    rb"|meeting|notes"
    rb"|standup|posted|mailed|shipped|paid|delivered|lmp|last seen|exp(?:ected)?)(?: on| for| by)?:? %(month)s/%"
    rb"(day)s"
    rb"|(?:saldo a|corte a|a fecha"
    rb"|fur|fum|fpp|evolucion|evol\.?|curso|control|ingreso|ingresa|alta|iq|cx|sesion|visita|nota|citad[oa]|reingreso"
    rb"|desde|hasta|proxima|revision|vence|caduca)(?: del?| el| a)?:? %(day)s[/\-]%(month)s\b"
    rb"|(?:by|from|before|after|to|and|-) %(month)s/%(day)s"
    rb"|(?:handover|ward|rota|shift|remove|removed|clips|sutures|op|post|theatre|review|clinic|until|on|seen"
    rb"|since|due) %(day)s/%(month)s"
    rb"|(?:til|till|until|adjourned|ended|ends|arrived?|arrives|left|leaves?|back|starts?|started|opens?|closes?"
    rb"|before|after|around"
    rb"|approx\.?|about|@|from|to|at|by) \d{1,2}:[0-5]\d\b"
    rb"|(?:about|around|at|for|@|by) half \d{1,2}\b"
    rb"|(?:on|am|vom|dated|delivered|due|seit|bis zum|bis|zum|born|dob:?|geb\.?) %(day)s\.%(month)s\.(?:\d{2}\b)?"
    rb"|(?:on|until|till|by|next|this|last|since|from|starts?|starting|recheck|every|ending|due|w/e|paged|called"
    rb"|back|also|off|out|call|ring|phone|see|visit|review|w/c)"
    rb" (?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b"
    rb"|(?:by|before|after|until|till|from) (?:noon|midnight|midday)\b"
    rb"|(?:approx\.?|approximately|about|at|around|circa|@|since|until|from|by|admitted|arrived|found|seen"
    rb"|called) 0[0-9][0-5]\d\b"
    rb"|(?:at|till|pick up|start(?:s|ing)? at|leave|leaving|meet(?:ing)?|arrive|arriving|kick ?off"
    rb"|doors)"
    rb" (?:[01]?\d|2[0-3])\.[0-5]\d\b))" % _PARTS,
    longest=True,
)
"""A short date or time behind a word that makes it one."""
_ENTRIES = LOWER.pattern(rb"(?m)^(?:%(month)s/%(day)s|%(day)s/%(month)s)[ \t]+(?:[A-Za-z]|- )" % _PARTS)
"""A line of notes or of an account that begins with a day."""
_DOTTED = LOWER.pattern(rb"(?m)^%(day)s\.%(month)s\.\d\d[ \t]+[A-Za-z(*\-]" % _PARTS)
"""The same with full stops: "12.03.25 Letter received"."""
_FEWEST_ENTRIES = 2
_CHARTED = LOWER.pattern(rb"(?m)^(?:[01]\d|2[0-3])(?:[0-5]\d|\.[0-5][05])(?::| -)? (?:[a-z]\. )?[a-z][a-z\d]")
"""A line of a chart that begins with a time: "0231 K. Yazzie RN: IV placed"."""
_MONTH_OF_YEAR = LOWER.pattern(
    rb"(?:\(|, |\b(?:nac\.?|nacimiento|nacid[oa]|dob|d\.o\.b\.|born"
    rb"|comparison|since|until|dated):? )%(month)s/%(year)s(?:[)\s,.;]|$)" % _PARTS
)
_NUMBERED = re.compile(rb"(?:\bno\.?|\bnr\.?|#|\bnum\.?|\bart\.?|\bissue|\breg\.?|\bdirective|\blaw|\bn\.o) ?\Z")
_HEADING = LOWER.pattern(
    rb"(?m)^#{1,4} [^\n]{0,60}? %(month)s/%(day)s[ \t]*\r?$|^\[?%(month)s/%(day)s\]?(?::| -{1,2}|,) " % _PARTS
)
_SLASHED = re.compile(rb"(\d{1,2})[/\-](\d{1,2})\Z")
_VALUE = re.compile(rb" ?(half \d+|\d[\d/.:\-]*|[a-z]+)\Z")
_FRACTION = re.compile(
    rb" ?(?:of\b|inch|cups?\b|tsp|tbsp|\"|'|%|price|miles?\b|hours?\b|x\b|finished|full|scale|/|\d|off\b|point"
    rb"|\x1a|lbs?\b|oz\b|in\b)"
)
_QUANTITY = re.compile(
    rb"\.?\d|[%$/:]| ?(?:%|percent|cm|mm|km|kg|m\b|mb|gb|s\b|ms\b|million|billion|usd|eur|gbp|points?|per\b"
    rb"|dollars|euros|am\b|pm\b)"
)
_YEAR_TWO = re.compile(rb"[ .]\d{2}\Z")
_MILITARY = re.compile(rb"[/.\-]\w+,? \d{4}\Z")
_OF_ORDER = re.compile(rb" (?:grade|place|floor|edition|centur|street|avenue|percentile|position|row|grader|congress)")
_MORE_DIGITS = re.compile(rb"[ .\-]\d")
_CLAUSE = re.compile(rb"[ \t]*(?:[,.;)\n\r|]|\Z)")
_VERSIONED = re.compile(rb"\b(?:runs?|running|based|built|tested|version|depends?|python|java|node) on \Z")
_LOOSE = re.compile(rb"(?:by|from|before|after|to|and|-) \Z")
_MAYBE_RANGE = re.compile(rb"(five|ten) to (one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)")
_HOURS = tuple(b"one two three four five six seven eight nine ten eleven twelve".split())
_LONGER = (b"weds", b"thurs", b"tues")
_RELATIVE = (b"tmrw", b"tomorrow", b"today", b"tonight", b"yesterday")
_SHORT = (b"mon", b"tue", b"wed", b"thu", b"fri", b"sat", b"sun", b"lun", b"mie", b"jue", b"vie", b"sab", b"dom")


class NoteDateRecognizer(WindowRecognizer):
    """A date or a time of day without its year, behind a word, or in words."""

    TYPES = (EntityType.DATE_TIME,)
    HOW = '"on 8/31", "Nov. 8/23", "03/11 14:22", "Aug \'14 to May \'18", "between 2 and 4pm", "quarter past six"'
    CHECK = ""

    def find(self, scan: Scan) -> Iterator[Entity]:
        lower = scan.lower
        for start, stop in scan.matches(_FORMS):
            value = lower[start:stop].rstrip(b".")
            if value.endswith(_RELATIVE):
                value = value[: value.rfind(b" ")]
            end = start + len(value)
            if lower[start - 1 : start] in (b"/", b".", b"-", b":", b"$", b"_") or lower[end : end + 1] in (b"/", b"_"):
                continue
            if _MILITARY.search(value) and _MORE_DIGITS.match(lower, end):
                continue  # a date and a telephone number in a table
            if value.endswith(b"night") and scan.shadow[end + 1 : end + 2].isupper():
                continue  # the title of a show
            if lower[end : end + 1] == b"-" or _OF_ORDER.match(lower, end):
                continue  # "04-Feb-notes", "11th and 12th grade"
            if _YEAR_TWO.search(value) and not _CLAUSE.match(lower, end):
                continue
            if not any(48 <= char <= 57 for char in value) and not self._is_day_or_time(scan, start, value):
                continue
            yield Entity(EntityType.DATE_TIME, start, end, 0.8)
        yield from _entries(scan)
        yield from _listed(scan)
        for pattern in (_LED, _HEADING):
            for start, stop in scan.matches(pattern):
                end = stop - (len(lower[start:stop]) - len(lower[start:stop].rstrip(b" -:,]\r\t")))
                found = _VALUE.search(lower, start, end)
                if found is not None and _is_short_date(scan, found.start(1), end):
                    yield Entity(EntityType.DATE_TIME, found.start(1), end, 0.85)

    @staticmethod
    def _is_day_or_time(scan: Scan, start: int, value: bytes) -> bool:
        """Whether words are a day or a time: short days have capitals; "five to ten" may be a range of numbers."""
        if (range_ := _MAYBE_RANGE.fullmatch(value)) is not None:
            return _HOURS.index(range_[2]) < _HOURS.index(range_[1])
        if not value.startswith(_SHORT):
            return True
        return scan.shadow[start : start + 1].isupper() or b"day" in value or value in _LONGER


def _entries(scan: Scan) -> Iterator[Entity]:
    """The days that begin the lines of an account, and months with their years."""
    lower = scan.lower
    entries = scan.matches(_ENTRIES)
    if len(entries) >= _FEWEST_ENTRIES and not _number_items(lower, entries):
        for start, end in entries:
            stop = start + len(lower[start:end].split(None, 1)[0])
            if _is_short_date(scan, start, stop):
                yield Entity(EntityType.DATE_TIME, start, stop, 0.7)
    for start, end in scan.matches(_DOTTED):
        yield Entity(EntityType.DATE_TIME, start, start + len(lower[start:end].split(None, 1)[0]), 0.75)
    charted = scan.matches(_CHARTED)
    if len(charted) >= _FEWEST_ENTRIES and _rise(lower, charted):
        for start, end in charted:
            yield Entity(EntityType.DATE_TIME, start, start + len(_time(lower, start, end)), 0.7)
    for begin, stop in scan.matches(_MONTH_OF_YEAR):
        value = re.search(rb"\d{1,2}/\d{4}", lower[begin:stop])
        if value is not None and _NUMBERED.search(lower, max(0, begin - 12), begin + 1) is None:
            yield Entity(EntityType.DATE_TIME, begin + value.start(), begin + value.end(), 0.6)


def _number_items(lower: bytes, lines: Sequence[tuple[int, int]]) -> bool:
    """Whether the numbers at the starts of ``lines`` are those of items in minutes: "25/01 Apologies", "25/02 …"."""
    firsts = {lower[start:end].partition(b"/")[0] for start, end in lines}
    return len(firsts) == 1 and int(re.match(rb"\d*", min(firsts))[0] or 0) > _MONTHS  # type: ignore[index]


def _rise(lower: bytes, lines: Sequence[tuple[int, int]]) -> bool:
    """Whether the times at the starts of ``lines`` rise, and one is no year."""
    times = [_time(lower, start, end) for start, end in lines]
    return times == sorted(times) and any(not time.startswith((b"19", b"20")) for time in times)


def _time(lower: bytes, start: int, end: int) -> bytes:
    return lower[start:end].split(None, 1)[0].rstrip(b":")


def _listed(scan: Scan) -> Iterator[Entity]:
    """The days of a list: "5/3, 12/3, 19/3"; and, beside one, days that stand alone and can be no fractions."""
    lower = scan.lower
    lists = [span for span in scan.matches(_LIST) if b"/" in lower[slice(*span)]]
    for start, end in lists:
        days = [match.span() for match in _SHORT_DAY.finditer(lower, start, end)]
        if len(days) > _FEWEST_ENTRIES and any(max(map(int, lower[a:b].split(b"/"))) > _MONTHS for a, b in days):
            for day in days:
                yield Entity(EntityType.DATE_TIME, *day, 0.75)
    dated = bool(lists) or (scan.holds(_DAY_FIRST) and scan.holds(_DATED) and not scan.code)
    entries = scan.matches(_ENTRIES) if dated else ()
    items = len(entries) >= _FEWEST_ENTRIES and _number_items(lower, entries)
    for match in _ALONE.finditer(lower) if dated and not items else ():
        first, second = map(int, match[1].split(b"/"))
        low, high = sorted((first, second))
        if (
            0 < low <= _MONTHS < high <= _DAYS
            and (lists or (first > second and match[1] not in _RATIOS and scan.field(*match.span(1)) is None))
            and _PLACED.search(lower, max(0, match.start(1) - 8), match.start(1)) is None
        ):
            yield Entity(EntityType.DATE_TIME, *match.span(1), 0.6)


_LIST = LOWER.pattern(rb"\b\d{1,2}/\d{1,2}(?:(?:, | & | and |, and )\d{1,2}/\d{1,2}){2,12}\b")
_SHORT_DAY = re.compile(rb"\d{1,2}/\d{1,2}")
_ALONE = re.compile(rb"(?<![\w/.\-])(\d{1,2}/\d{1,2})(?=[,.:;)]?(?:\s|$))")
_PLACED = re.compile(rb"(?:plot|flat|room|unit|no\.?|page|apt|#|vol|rev|bp|score|ratio) ?\Z")
_MONTHS, _DAYS = 12, 31
_RATIOS = (b"16/9", b"24/7", b"16/10", b"21/9")
_DAY_FIRST = LOWER.pattern(rb"(?:^|[\s(,;:])(?:1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2])(?:[,.:;)\s]|$)")
_DATED = LOWER.pattern(
    rb"\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    rb"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
)
"""What shows that a text tells days: then "27/1" is one, too."""


def _is_short_date(scan: Scan, start: int, end: int) -> bool:
    lower = scan.lower
    value = lower[start:end]
    if value in (b"noon", b"midnight", b"midday"):
        return True
    if value.isalpha():  # "on Sat", but not "on Sun Microsystems" and "Sat-Nav"
        goes_on = lower[end : end + 1] in (b"-", b"/", b"'") or scan.shadow[end + 1 : end + 2].isupper()
        return (scan.shadow[start : start + 1].isupper() or value == b"fri") and not goes_on
    slashed = _SLASHED.search(value)
    if b":" in value:
        return lower[end : end + 1] not in (b":", b"-") and int(value.split(b":")[0]) < 24
    if slashed is None:
        return _QUANTITY.match(lower, end) is None and _VERSIONED.search(lower, max(0, start - 20), start) is None
    first, second = sorted((int(slashed[1]), int(slashed[2])))
    if value == b"24/7" or first > 12 or (_LOOSE.search(lower, max(0, start - 7), start) and second < 13):
        return False
    part = int(slashed[1]) == 1 and int(slashed[2]) in (2, 3, 4)
    return not part and lower[end : end + 1] != b"-" and _FRACTION.match(lower, end) is None
