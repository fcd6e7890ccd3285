"""Files of certain kinds, in which words that look like names are things: change logs, builds, fonts, weather reports.

Each kind is told by its format's own marks, and a guess of the network is judged by its place in such a file. Persons
stand in these files as well, but beside words that say so ("by", "thanks to"), or with their full names.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import re2

from objectlambda.pii.ner.evidence import speaks_of_person
from objectlambda.pii.ner.surroundings import Surroundings, surroundings
from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.catalogues import holds_messages, is_message
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.field_concepts import field_words
from objectlambda.pii.rules.first_names import FIRST_NAMES
from objectlambda.pii.rules.gates import NUMBERS, SHORTHAND, Gated
from objectlambda.pii.rules.literals import has, has_any
from objectlambda.pii.rules.phrases import NOT_PEOPLE
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.thing_fields import OF_WHOM
from objectlambda.pii.rules.things_of_kinds import is_of_kind, names_method
from objectlambda.pii.rules.words import words

_REACH = 240
_RELEASES = NUMBERS.pattern(
    rb"(?mi)^(?:#{1,4}[ \t]*|=+[ \t]*)?(?:\[|version |release |v)*\d+\.\d+[\w.+\-]*\]?(?:\([^()\n]*\))?"
    rb"(?:[ \t]+\"[^\"\n]{1,30}\")?(?:[ \t]*[:\-]?[ \t]*\(?(?:\d{4}-\d\d-\d\d|unreleased|\d{1,2} [a-z]+ \d{4}"
    rb"|[a-z]+ \d{1,2},? \d{4})\)?)?[ \t]*:?\r?$",
    needle=rb"(?mi)^(?:#{1,4}[ \t]*|=+[ \t]*)?(?:\[|version |release |v)*\d+\.\d",
)
"""The heading of a release in a change log: ``## [1.4.0] - 2024-05-02``, ``4.1.0 "Hazel" (2023-12-02)``."""
_ENTRY = linear(rb"(?m)^[ \t]{0,4}[*\-+] \S")
_FEWEST_RELEASES, _FEWEST_ENTRIES = 2, 3
_CREDITED = re.compile(r"[(@][^()\n]{0,40}\Z")
_REPLACED = re.compile(r"\b(?:replac|supersed|follow|back|power|driv|render|serv|us)ed by \Z|; \w+ by \Z|[Rr]un by \Z")
"""What is said of programs, though it has "by"."""
_BUILD = SHORTHAND.pattern(
    rb"(?m)^(?:\[INFO\] (?:---|Building |BUILD |Reactor |Scanning for projects)|-- (?:Found |Looking for |The CX?X? |"
    rb"Check|Detecting |Performing |Configuring |Generating |Build files )|> Task :|##\[(?:group|section)\]"
    rb"| {2,3}(?:Compiling|Downloaded|Checking|Finished) \S+ v\d"
    rb"|\[\d+/\d+\] (?:Building|Linking|Compiling|Generating) )"
)
"""Lines that only builders write: Maven, CMake, Ninja, Gradle, Cargo, GitHub's runners."""
_FEWEST_LINES = 3
_FONT_BEFORE = re.compile(
    r"(?:font[\w\-]*[\"']?[ \t]*:|\blocal\(|\bfontFamily[\"']?[ \t]*[:=]|\bfont-family=)[^;{}\n]{0,200}\Z",
    re.IGNORECASE,
)
_FONT_BEHIND = re.compile(r"[^;{}\n]{0,200}?\b(?:sans-serif|serif|monospace|cursive|fantasy|system-ui|ui-monospace)\b")
"""What stands around the name of a family of fonts in a declaration of CSS."""
_WEATHER = re.compile(rb"(?m)^(?:METAR|SPECI|TAF)(?: (?:AMD|COR))? [A-Z]{4} \d{6}Z ")
"""A report of an aerodrome's weather (WMO No. 306, FM 15, 16 and 51)."""
_PAIR_BEFORE = re.compile(r"(?:^|[;\t,])([A-Z][A-Z0-9_]{2,30})=\Z")
_PAIR_BEHIND = re.compile(r"(?:;[A-Z][A-Z0-9_]{2,30}=|[\t\n]|;?\r?$)")
"""What stands around a value in the column INFO of VCF, and in records like it: ``GENE=TP53;EFFECT=Missense``."""
_COMMENT = re.compile(r"(?:^|\n)[^\n\"']{0,100}?(?:(?:^|[ \t])#|//)[ \t][^\n]{0,100}\Z")
_CLUE = NUMBERS.pattern(
    rb"(?m)^[ \t]*\d{1,2}\.? [^\n]{3,90}\(\d{1,2}(?:[,\- ]\d{1,2}){0,4}\)[ \t]*\r?$",
    needle=rb"\d\)[ \t]*(?:[\r\n]|\z)",
)
"""A clue of a crossword, with the number of letters behind it."""
_TAXON = re.compile(r"\b[A-Z][a-z]{2,20}(?:aceae|idae|oideae|inae)\b")
"""A family of plants or animals, by the endings that the codes of nomenclature give."""
_NEAR = 60
_SID = re.compile(r"[\"']?: ?[\s\S]{0,120}\b(?:Effect|Action|Principal)\b")
"""What follows the key ``Sid`` of a statement of a policy in AWS IAM."""
_CODENAME = re.compile(r"\d\.\d[\w.\-]*,? ?[\"“'(]\Z")
"""A version before the name of a release: 5.0 "Beatrix"."""
_MACHINE = re.compile(r"[,#|;{ ](?:rack|host|node|shard|cluster|pod|replica|broker|zone|queue):\Z")
"""The key of a tag that holds a machine: ``#row:4,rack:victor``."""
_TAGGED = re.compile(r"[,#|;{ ]([a-z_]{2,20}):\Z")
_ELEMENT = re.compile(r"<([A-Za-z][\w.\-]{0,40})(?:\s[^<>]{0,160})?\s(?:id|name)=[\"']\Z")
_OF_ELEMENTS = NOT_PEOPLE | words(
    "dir folder directory bean property target macro element attribute enum node set const"
)
_STYLED = re.compile(r"=[ ]?[A-Z][A-Za-z]{2,20}-\Z")
"""What stands before the style of a font in a configuration: ``serif.bold=Palatino-Roman``."""


class Files:
    """What kind of file a window is part of; each question is asked once for a window."""

    __slots__ = ("_known", "_scan")

    def __init__(self, scan: Scan) -> None:
        self._scan = scan
        self._known: dict[str, bool] = {}

    def _is(self, kind: str, test: Callable[[Scan], bool]) -> bool:
        known = self._known.get(kind)
        if known is None:
            known = self._known[kind] = test(self._scan)
        return known

    def _holds_messages(self) -> bool:
        known = self._known.get("messages")
        if known is None:
            known = self._known["messages"] = holds_messages(self._scan.shadow, self._scan.names)
        return known

    def name_thing(self, value: str, start: int, end: int) -> bool:
        """Whether ``value``, a guess at ``text[start:end]``, is a thing because of the file in which it stands."""
        scan = self._scan
        if self._holds_messages() and is_message(value):
            return True
        single = " " not in value
        known = fold(value.partition(" ")[0].lower()).decode() in FIRST_NAMES
        if single and self._is("change log", _is_change_log) and not _is_credited(scan.text, start, end):
            return True
        if self._is("build", _is_build) and not known and not speaks_of_person(scan.text, start, end):
            return True
        if self._is("bus", _is_of_bus) or _is_styled(scan.text, start):
            return True
        if self._is("fonts", _speaks_of_fonts) and _is_font(scan.text, start, end):
            return True
        if not known and _is_of_element(scan.text, start):
            return True
        if value.isupper() and self._is("weather", _reports_weather):
            return True
        if _CODENAME.search(scan.text, max(0, start - 16), start):
            return True
        if single and value.islower() and _MACHINE.search(scan.text, max(0, start - 16), start):
            return True
        if single and not known and _is_in_pairs(scan.text, start, end):
            return True
        if single and is_of_kind(scan.text, value, start, end):
            return True
        if single and self._is("taxa", _names_taxa) and _is_taxon(scan.text, start, end):
            return True
        if names_method(scan.text, start, end):
            return True
        if (single or value.rpartition(" ")[2].islower()) and self._is("crossword", _is_crossword):
            return True
        if value == "Sid" and _SID.match(scan.text, end, end + 160):
            return True
        return single and value.islower() and _is_in_comment(scan, start)


def _is_change_log(scan: Scan) -> bool:
    return _several(_RELEASES, scan, _FEWEST_RELEASES) and _several(_ENTRY, scan, _FEWEST_ENTRIES)


def _is_build(scan: Scan) -> bool:
    return _several(_BUILD, scan, _FEWEST_LINES)


def _reports_weather(scan: Scan) -> bool:
    return has_any(scan.shadow, (b"METAR ", b"TAF ", b"SPECI ")) and _WEATHER.search(scan.shadow) is not None


def _several(pattern: Gated | re2._Regexp, scan: Scan, fewest: int) -> bool:
    if isinstance(pattern, Gated):
        if not scan.holds(pattern):
            return False
        pattern = pattern.compiled
    found = pattern.finditer(scan.shadow)
    return sum(1 for _, _ in zip(found, range(fewest), strict=False)) == fewest


def _is_credited(text: str, start: int, end: int) -> bool:
    """Whether an entry of a change log gives credit to the word: "(Ann)", "by Ann", "Ann's father"."""
    before = text[max(0, start - 42) : start]
    if _REPLACED.search(before) is not None:
        return False
    return _CREDITED.search(before) is not None or speaks_of_person(text, start, end)


def _is_styled(text: str, start: int) -> bool:
    """Whether the words are the style of a font in a configuration."""
    return text[start - 1 : start] == "-" and _STYLED.search(text, max(0, start - 24), start) is not None


def _speaks_of_fonts(scan: Scan) -> bool:
    return has_any(scan.lower, (b"font", b"serif", b"monospace"))


def _is_font(text: str, start: int, end: int) -> bool:
    """Whether the words stand in a declaration of CSS that names families of fonts."""
    if _FONT_BEFORE.search(text, max(0, start - _REACH), start) is not None:
        return True
    listed = text[start - 1 : start] in ("'", '"', ",", ":") or text[start - 2 : start] == ", "
    return listed and _FONT_BEHIND.match(text, end, end + _REACH) is not None


def _is_of_bus(scan: Scan) -> bool:
    """Whether the window is a policy of D-Bus, which names interfaces and their members."""
    return has(scan.shadow, b"<busconfig>")


def _is_of_element(text: str, start: int) -> bool:
    """Whether an attribute gives the name of an element that is no person: ``<dir name="XIM">``."""
    if text[start - 1 : start] not in ('"', "'"):
        return False
    element = _ELEMENT.search(text, max(0, start - _REACH), start)
    return element is not None and not _OF_ELEMENTS.isdisjoint(field_words(element[1]))


def _is_in_pairs(text: str, start: int, end: int) -> bool:
    """Whether the word is a value of a record of upper-case keys that name no person."""
    if text[start:end].islower() and (key := _TAGGED.search(text, max(0, start - 24), start)):
        return OF_WHOM.isdisjoint(field_words(key[1])) and "name" not in key[1]
    before = _PAIR_BEFORE.search(text, max(0, start - 40), start) if text[start - 1 : start] == "=" else None
    if before is None or _PAIR_BEHIND.match(text, end) is None:
        return False
    return OF_WHOM.isdisjoint(field_words(before[1])) and "NAME" not in before[1]


def _names_taxa(scan: Scan) -> bool:
    return has_any(scan.shadow, (b"aceae", b"idae", b"oideae", b"inae"))


def _is_taxon(text: str, start: int, end: int) -> bool:
    """Whether the word stands beside a family of plants or animals, or is one: ``'Basil','Lamiaceae'``."""
    line, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    return _TAXON.search(text, max(line, start - _NEAR), min(stop, end + _NEAR)) is not None


def _is_crossword(scan: Scan) -> bool:
    return _several(_CLUE, scan, 4)


def _is_in_comment(scan: Scan, start: int) -> bool:
    """Whether a word in lower case stands in a comment of a configuration or a program, outside of sentences."""
    if _COMMENT.search(scan.text, max(0, start - _REACH), start) is None:
        return False
    return surroundings(scan.text, start) is Surroundings.BARE and not speaks_of_person(scan.text, start, start)
