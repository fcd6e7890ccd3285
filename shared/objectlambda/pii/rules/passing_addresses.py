"""Addresses as people write them in passing: "41 priory rd", "on Pass Rd,", "Austin, TX 78704", "M14 5RT"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.gates import PLACES, Gated
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import byte_words

_STATE = (
    rb"(?:A[LKZR]|C[AOT]|D[EC]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]"
    rb"|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY])"
)
_CAP = rb"[A-Z][A-Za-z'\-]*[a-z]\.?"
_WAYS = (
    rb"(?:Street|St|Road|Rd|Way|Lane|Ln|Avenue|Ave|Drive|Crescent|Cres|Close|Terrace|Parade|Boulevard|Blvd|Gardens|Grove|Highway"
    rb"|Hwy|Esplanade|Quay|Turnpike|Parkway|Pkwy)"
)
_LOWER_STREET = PLACES.pattern(
    rb"\b\d{1,4}[a-d]? (?:[a-z'.]{2,14} ){1,3}"
    rb"(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|terrace|crescent|cres|court|ct|gardens|grove|way|walk|approach"
    rb"|parade|mews|blvd|boulevard)\b\.?(?:,? (?:flat|apt|unit|#) ?\w{1,4}\b)?"
    rb"(?:,? (?:[a-z]{3,14},? )?(?:[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|\d{5})\b)?"
)
"""A number and a street in lower case, as in chats: "41 priory rd"."""
_LOWER_HOME = (
    rb"\b(?:lives? (?:on|at|in|off|down)|living (?:on|at|in)|lived (?:on|at|in)|moved? to|moving to|stay(?:s|ing)?"
    rb" (?:on|at)|house (?:on|in)|flat (?:on|in)|place on|parked (?:on|in|up on)|(?:i'?m|we'?re|shes|hes) on"
    rb"|round on|number \d{1,3}) "
)
_LOWER_NAMED = PLACES.pattern(
    _LOWER_HOME
    + rb"(?:[a-z']{3,14} ){1,2}(?:road|rd|street|avenue|ave|lane|crescent|cres|terrace|close|grove|gardens)\b",
    needle=_LOWER_HOME + rb"[a-z]",
)
"""A street in lower case that somebody lives on: "she lives on carlton road"."""
_HOME = re.compile(_LOWER_HOME)
_NO_STREETS = byte_words(
    """
    the a an of in on to from and or for at by with this that my our your his her their its it is are was no not
    more most way ways lane lanes people cars car min mins minute minutes hour hours day days week weeks month
    months year years mile miles km kms metre metres meters m ft feet yards blocks block houses house doors new
    other different per percent big small long wide whole single double first second third next last up down off
    out into through x times star pm am kg lb lbs points items bed beds bedroom people's degree degrees lengths
    laps men women kids guys steps stops
    """
)
_ALONG = PLACES.pattern(
    rb"\b(?:along|seen|on|in|at|from|near|off|into|onto|toward|towards|down|up|outside|opposite|behind|past|via"
    rb"|lives? at|moved to)"
    rb" (?:the )?(?:top of |bottom of |end of |corner of )?((?:(?:N|S|E|W)\.? |(?:North|South|East|West|Old|Upper"
    rb"|Lower) )?"
    rb"%s(?: %s)? %s\b\.?)(?:[ .,;:)'\n\r]|$)" % (_CAP, _CAP, _WAYS)
)
"""A street without a number behind a preposition: "fled towards Gordon Street"."""
_FAMOUS = byte_words(
    """
    wall downing sesame fleet coronation silk abbey bond oxford main high rodeo memory critical penny milky long
    other right wrong same best only hard easy
    """
)
"""Streets that stand for something else."""
_STATION = re.compile(rb"\b(?:[Cc]hange|[Cc]alling|[Cc]alls|[Ss]tops?) at \Z")
_TOWN = PLACES.pattern(rb"\b%s(?:[ \-]%s){0,2},? %s,? \d{5}(?:-\d{4})?\b" % (_CAP, _CAP, _STATE), longest=True)
"""A town of the US with its state and code."""
_POSTCODE = PLACES.pattern(
    rb"\b(?:A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]"
    rb"|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE)"
    rb"\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}\b"
)
"""A British postcode in two parts."""
_UNIT = PLACES.pattern(
    rb"\b(?:[Ff]lat|FLAT|[Hh]ouse|[Aa]pt|[Aa]partment|[Uu]nit|[Qq]uarter|[Qq]tr|[Pp]lot|[Dd]oor|[Ss]hop)\.?"
    rb"(?: ?(?:[Nn]o|[Nn]umber|NO|#)\.? ?:? ?[A-Z]{0,2}[\-/]?\d{1,5}(?:[\-/][A-Z\d]{1,4})?| [A-Z]-\d{1,4})\b"
)
"""A flat by its number: "Flat no. B-1204"."""
_NUMBER = (
    rb"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty"
    rb"|forty|fifty|sixty|seventy|eighty|ninety|hundred|oh|zero)"
)
_SPOKEN = PLACES.pattern(
    rb"\b(?i:%s)(?:[ \-](?i:and |a )?%s){0,4} %s(?: %s)? %s\b"
    rb"(?:,? (?i:unit|apartment|apt|suite|flat|number|lot) (?:(?i:%s)(?:[ \-](?i:%s)){0,3}|[A-Z0-9]{1,5})\b)?(?:, %s)?"
    % (_NUMBER, _NUMBER, _CAP, _CAP, _WAYS, _NUMBER, _NUMBER, _CAP)
)
"""A house number in words: "four oh six Poplar Street"."""


class PassingAddressRecognizer(WindowRecognizer):
    """A street in lower case or without a number, a town or a postcode alone, a flat by its number."""

    TYPES = (EntityType.ADDRESS,)
    HOW = '"41 priory rd", "on Pass Rd,", "Austin, TX 78704", "M14 5RT", "Flat no. B-12", "four oh six Poplar Street"'

    def find(self, scan: Scan) -> Iterator[Entity]:
        if scan.code or scan.catalogue:
            return
        shadow = scan.shadow
        for start, end in scan.matches(_LOWER_STREET, numbered=True):
            words = shadow[start:end].replace(b",", b" ").split()
            if shadow[start - 1 : start] not in (b"$", b"-", b".", b"/", b"#") and _NO_STREETS.isdisjoint(words[1:]):
                yield Entity(EntityType.ADDRESS, start, end, 0.75)
        for begin, end in scan.matches(_LOWER_NAMED):
            home = _HOME.match(shadow, begin, end)
            start = home.end() if home else begin
            if _NO_STREETS.isdisjoint(shadow[start:end].split()[:-1]):
                yield Entity(EntityType.ADDRESS, start, end, 0.75)
        for start, end in _groups(scan, _ALONG):
            first = shadow[start:end].split(b" ", 1)[0].lower()
            if first not in _FAMOUS and not _STATION.search(shadow, max(0, start - 12), start):
                yield Entity(EntityType.ADDRESS, start, end - shadow.endswith(b".", start, end), 0.7)
        for pattern, score in ((_TOWN, 0.86), (_POSTCODE, 0.6), (_UNIT, 0.75)):
            for start, end in scan.matches(pattern, numbered=True):
                if pattern is not _TOWN or not is_common(scan.text[start:end].split(",")[0]):
                    yield Entity(EntityType.ADDRESS, start, end, score)
        for start, end in scan.matches(_SPOKEN):
            yield Entity(EntityType.ADDRESS, start, end, 0.75)


def _groups(scan: Scan, pattern: Gated) -> Iterator[tuple[int, int]]:
    for begin, stop in scan.matches(pattern):
        match = re.search(rb"[A-Z]", shadow := scan.shadow[begin:stop])
        if match is not None:
            yield begin + match.start(), begin + len(shadow.rstrip(b" ,;:)'\n\r"))
