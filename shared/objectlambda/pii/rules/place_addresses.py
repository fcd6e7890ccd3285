"""Addresses without a house number before the street: houses with names, Irish counties, Japan, China, Korea, C.P."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.context import linear, spans
from objectlambda.pii.rules.field_concepts import field_phrase
from objectlambda.pii.rules.first_names import is_only_first_name
from objectlambda.pii.rules.gates import PLACES
from objectlambda.pii.rules.scan import Scan

_HOUSES = (
    "cottage", "farm", "house", "lodge", "barn", "villa", "manor", "hall", "grange", "rectory", "vicarage", "forge",
    "croft", "farmhouse", "bungalow", "oast", "mill", "granary", "priory", "parsonage", "gatehouse", "homestead",
)  # fmt: skip
_WORD = rb"[A-Z][A-Za-z'\x1a.\-]*"
_GAP = rb"(?:,[ \t]?\r?\n?[ \t]{0,8}|[ \t]?\r?\n[ \t]{0,8})"
_POSTCODE = rb"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
_HOUSE_ENDS = PLACES.pattern(
    rb"(?:%s)(?:,|[ \t]?\r?\n)" % "|".join(form(house) for house in _HOUSES for form in (str.title, str.upper)).encode()
)
"""What a text with such an address holds; only where it stands are addresses looked for."""
_BEFORE, _BEHIND = 80, 200
_CAPITAL_STREETS = PLACES.pattern(rb"[A-Z](?:STRASSE|STRASE|STR\.|WEG|PLATZ|ALLEE|GASSE|RING|DAMM|UFER|STIEG) \d")
_COUNTY_SIGN = linear(rb", ?(?:Co\.?|County) [A-Z]")


@cache  # of patterns that never change: threads may share them; compiled when such a text comes, for a quick start
def _named_house() -> Any:
    """Rose Cottage, Mill Lane, Llandeilo SA19 6BG."""
    return linear(
        rb"\b(?:%(word)s ){1,3}(?i:%(houses)s)%(gap)s(?:\d{1,4}[A-Za-z]? )?(?:%(word)s ){1,3}"
        rb"(?i:lane|road|rd|street|st|avenue|ave|way|hill|drive|close|row|green|terrace|drove|walk|mews|end|common|bank)"
        rb"\b\.?(?:%(gap)s(?:%(word)s)(?:[ \-](?:%(word)s|on|upon|under|le|in|the|of)){0,3}){0,3}"
        rb"(?:(?:%(gap)s| {1,2})%(code)s)?"
        % {b"word": _WORD, b"houses": "|".join(_HOUSES).encode(), b"gap": _GAP, b"code": _POSTCODE},
        longest=True,
    )


@cache  # as above: threads may share it
def _county() -> Any:
    """Lough View, Ballyduff, Co. Kerry."""
    return linear(
        rb"(?:\b%(word)s(?: %(word)s){0,2}, ?){1,3}(?:Co\.?|County) %(word)s(?:,? [ACDEFHKNPRTVWXY]\d[\dW] ?"
        rb"[0-9ACDEFHKNPRTVWXY]{4}\b)?" % {b"word": _WORD}
    )


@cache  # as above: threads may share it
def _in_capitals() -> Any:
    """BAHNHOFSTR. 12, 04109 LEIPZIG: a German street in capitals; other words than street need the town behind."""
    before = rb"\b(?:[A-Z]{2,20}[ \-]){0,2}[A-Z]{2,24}"
    number = rb" \d{1,4}(?: ?[A-H]\b)?"
    town = rb",?[ \t]?\s{1,3}[ \t]{0,8}(?:[DACH]{1,2}-)?\d{4,5} [A-Z\x1a]{2,24}(?:[ \-][A-Z\x1a]{2,16}(?:\b|$)){0,3}"
    return linear(
        rb"%(before)s(?:STRASSE|STRASE|STR\.|ALLEE|GASSE)%(number)s(?:%(town)s)?"
        rb"|%(before)s(?:WEG|PLATZ|RING|DAMM|UFER|STIEG)%(number)s%(town)s"
        % {b"before": before, b"number": number, b"town": town}
    )


@cache  # as above: threads may share it
def _barrio() -> Any:
    """Bº El Carmen 4, bajo. Sama de Langreo."""
    small = rb"de|del|la|el|los|las"
    return linear(
        rb"\bBo\.? (?:%(word)s|%(small)s)(?: (?:%(word)s|%(small)s)){0,4},? ?(?:n[o.]{0,2} ?)?\d{1,4}[A-Za-z]?\b"
        rb"(?:,? (?:(?i:bajo|atico|izda|dcha)\b\.?|\d{1,2}[oa]?\.? ?[A-Z]?\b))?"
        rb"(?:[.,] ?[A-Z][a-z\x1a]+(?: (?:de|la|del|[A-Z][a-z\x1a]+)){0,3})?" % {b"word": _WORD, b"small": small}
    )


_CODE = PLACES.pattern(
    rb"(?i)\b(?:c\.p\.|cp|codigo postal|c.digo postal|plz|postleitzahl|zip code|postcode|eircode)(?: ?[:=.] ?| )[\"']?"
    rb"(?:\d{5}(?:-\d{4})?\b|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|[ACDEFHKNPRTVWXY]\d[\dW] ?[0-9ACDEFHKNPRTVWXY]{4}\b)"
)
_CODE_VALUE = re.compile(rb"[A-Z0-9][A-Z0-9 \-]{3,9}\Z", re.IGNORECASE)
_SEPARATED = re.compile(rb".*(?:[:=.]|postal|plz|zahl|code|cp) ?[\"']?", re.IGNORECASE | re.DOTALL)
_CODE_FIELDS = (b"lugar expedicion", b"domicilio fiscal receptor")
"""Fields of Mexican invoices (CFDI) that hold nothing but a postal code."""
_FIVE_DIGITS = re.compile(rb"\d{5}")
_DIGITS = "0-9０-９一二三四五六七八九十〇"
_HAN = "\u3400-\u9fff々〆ヶ"
_KANA = "\u3040-\u30ff"
_PREFECTURES = (
    "北海道|(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜|静岡|愛知|三重"
    "|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄)県"
    "|東京都|京都府|大阪府"
)


@cache  # of patterns that never change: threads may share them; compiled when such a text comes, for a quick start
def _asian() -> tuple[re.Pattern[str], ...]:
    """Addresses of Japan; the end of one of China and what stands before it; both for Korea."""
    joined = rf"[{_DIGITS}]{{1,5}}(?:(?:丁目|番地?|号|[\-－−‐ーの])[{_DIGITS}]{{0,5}}){{0,4}}"
    japan = (
        rf"(?:〒 ?[0-9０-９]{{3}}[\-－−‐]?[0-9０-９]{{4}}(?:[ 　\n]{{0,3}}(?={_PREFECTURES}))?)?"
        rf"(?:{_PREFECTURES})[{_HAN}{_KANA}]{{1,12}}[市区町村郡]"
        rf"(?:[{_HAN}{_KANA}]{{0,16}}{joined})?(?:[ 　]?[{_HAN}{_KANA}A-Za-z]{{1,16}}[{_DIGITS}]{{1,5}}(?:号室|階|F)?)?"
        r"|〒 ?[0-9０-９]{3}[\-－−‐]?[0-9０-９]{4}"
    )
    china = rf"[路街道巷弄村][{_HAN}]{{0,4}}[0-9０-９]{{1,5}}[号弄](?:[{_HAN}0-9A-Za-z\-]{{1,20}}?[室楼层])?"
    korea = r"[로길동] ?\d{1,5}(?:-\d{1,5})?(?:(?:번지|,)? ?\d{1,4}(?:동|호|층)){0,3}"
    china_before = rf"(?:[{_HAN}]{{2,8}}(?:省|自治区))?[{_HAN}]{{2,6}}[市县][{_HAN}0-9]{{0,24}}\Z"
    korea_before = (
        r"(?:[가-힣]{2,7}(?:특별시|광역시|시|도) )?(?:[가-힣]{1,6}[시군구] ){1,2}(?:[가-힣]{1,6}[읍면동] )?"
        r"[가-힣0-9]{1,12}\Z"
    )
    return tuple(map(re.compile, (japan, china, china_before, korea, korea_before)))


_PREFECTURE_ENDS = re.compile("[都道府県〒]")
_BACK = 48


def _far_eastern(text: str) -> Iterator[tuple[int, int]]:
    japan, china, china_before, korea, korea_before = _asian()
    reached = 0
    for sign in _PREFECTURE_ENDS.finditer(text):
        for start in (sign.start() - back for back in (3, 2, 0)):
            found = japan.match(text, start) if start >= reached else None
            if found is not None:
                reached = found.end()
                yield found.span()
                break
    for ends, before in ((china, china_before), (korea, korea_before)):
        for found in ends.finditer(text):
            lead = before.search(text, max(0, found.start() - _BACK), found.start())
            if lead is not None:
                yield lead.start(), found.end()


_POSTCODE_LINE = PLACES.pattern(rb"(?m)^[ \t]*(?:[A-Z][A-Za-z .'\-]{2,30},? {1,3})?%s[ \t]*\r?$" % _POSTCODE)
"""A line with a British postcode alone, or a town before it."""
_PLACE_LINE = re.compile(rb"[ \t]*([A-Z0-9][A-Za-z0-9 .,'/&()\-]{2,44}?),?[ \t]*\r?\Z")
_NO_PLACE = re.compile(
    rb"(?i)(?:dear|mr|mrs|ms|miss|dr|prof|rev|revd|sir|lady|re|ref|our|your|date|to|from|attn)\b|[^\n]*[:@]"
)
_MOST_LINES = 5


def _letterheads(scan: Scan) -> Iterator[tuple[int, int]]:
    """Addresses of several lines that a British postcode ends: "The Old Bakery / Lower Wick / WR2 4BU"."""
    shadow = scan.shadow
    for begin, end in scan.matches(_POSTCODE_LINE):
        start, lines = begin, 0
        while start > 0 and lines < _MOST_LINES:
            above = shadow.rfind(b"\n", 0, start - 1) + 1
            line = _PLACE_LINE.match(shadow[above : start - 1])
            if line is None or _NO_PLACE.match(line[1]) or _is_person(line[1]):
                break
            start, lines = above, lines + 1
        if lines:
            value = shadow[start:end]
            yield start + len(value) - len(value.lstrip()), start + len(value.rstrip())


def _is_person(line: bytes) -> bool:
    """Whether a line begins with a given name or an initial, as the first one of an address does."""
    first = line.split(None, 1)[0].lower().decode(errors="replace")
    return len(first.rstrip(".")) == 1 or is_only_first_name(first)


class PlaceAddressRecognizer(WindowRecognizer):
    """Addresses by the name of a house, by an Irish county, in Japanese, Chinese and Korean, and labelled codes."""

    TYPES = (EntityType.ADDRESS,)
    HOW = "Rose Cottage, Mill Lane; …, Co. Kerry; C.P. 28033; 大阪市北区梅田3丁目1番3号"

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        for house, behind in scan.matches(_HOUSE_ENDS):
            first = max(0, house - _BEFORE)
            for start, end in spans(_named_house(), shadow[first : behind + _BEHIND]):
                yield Entity(EntityType.ADDRESS, first + start, first + end, 0.88)
        for start, end in _letterheads(scan):
            yield Entity(EntityType.ADDRESS, start, end, 0.86)
        for start, end in scan.matches(_county()) if scan.matches(_COUNTY_SIGN) else ():
            yield Entity(EntityType.ADDRESS, start, end, 0.86)
        for start, end in scan.matches(_in_capitals()) if scan.matches(_CAPITAL_STREETS) else ():
            yield Entity(EntityType.ADDRESS, start, end, 0.93)
        if "Bº" in scan.text:
            for start, end in scan.matches(_barrio()):
                yield Entity(EntityType.ADDRESS, start, end, 0.9)
        for start, end in scan.matches(_CODE, numbered=True):
            label = _SEPARATED.match(shadow, start, end)
            first = label.end() if label else start
            if _CODE_VALUE.match(shadow[first:end]):
                yield Entity(EntityType.ADDRESS, first, end, 0.8)
        codes = {name for name in scan.names if field_phrase(name) in _CODE_FIELDS}
        for field in scan.fields if codes else ():
            if field.name in codes and _FIVE_DIGITS.fullmatch(shadow, field.start, field.end):
                yield Entity(EntityType.ADDRESS, field.start, field.end, 0.85)
        if scan.far_eastern:
            for start, end in _far_eastern(scan.text):
                yield Entity(EntityType.ADDRESS, start, end, 0.9)
