"""Ages that stand beside a name and have no unit: "Maria, 34, lives in", "Hugo, de 8, y", "Temi (child), 11"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.first_names import ALL_NAMES, ALSO_WORDS, FIRST_NAMES, ONLY_NAMES
from objectlambda.pii.rules.gates import AGES, LOWER, WORDS
from objectlambda.pii.rules.literals import has_any
from objectlambda.pii.rules.scan import Scan

_AGE = (
    rb"(?:, (?:de )?\d{1,3}|,? \((?:de )?\d{1,3}\)| \([a-z]{3,12}\), \d{1,3})(?: (?:years|anos))?"
    rb"(?:[,;.)]| (?:and|y)\b|[ \t]*$)"
)
_NAMED = AGES.pattern(
    rb"(?m)\b[A-Z][A-Za-z'\-\x1a]{1,30}(?: (?:[A-Z]\. )?(?:(?:de|del|la|van"
    rb"|von) ){0,2}[A-Z][A-Za-z'\-\x1a]{1,30}){0,3}" + _AGE,
    needle=rb"(?m)[A-Za-z'\-\x1a]" + _AGE,
)
_PARTS = re.compile(
    rb"(.+?)(?:, (?:de )?(\d{1,3})|,? \((?:de )?(\d{1,3})\)| \(([a-z]{3,12})\), (\d{1,3}))"
    rb"(?: (?:years|anos))?\W?[ \t]*(?:and|y)?\Z"
)
_ACTS = re.compile(
    rb"[,;)]? (?:I|his|her|their|my|and I|lives|lived|said|says|told|was|is|has|had|of|from|who|whose|a|an|and (?:his"
    rb"|her|their)|works?|worked"
    rb"|teaches|died|passed|retired|arrested|charged|cited|booked|pleaded|runs|owns|moved|came|grew|wants|remembers"
    rb"|recalls|explains?|added|married|the"
    rb"|vive|viv.a|dice|dijo|es|era|fue|fueron|trabaja|que|quien|cuy[oa]|tiene|ten.a|muri.|falleci.|naci.|cuenta"
    rb"|recuerda"
    rb"|explica|ser.|est.|lleva|llev.|perdi.|le|una?|veci?n[oa]|natural|residente|casad[oa]|jubilad[oa]|madre"
    rb"|padre)\b"
)
"""What is said of a person behind the age."""
_KIN = re.compile(
    rb"(?:sons?|daughters?|child(?:ren)?|kids?|brothers?|sisters?|wife|husband|mother|father|grand\w+|nieces?"
    rb"|nephews?"
    rb"|neighbou?rs?|friends?|patients?|twins?|hij[oa]s?|herman[oa]s?|espos[oa]|marido|mujer|madre|padre|niet[oa]s?"
    rb"|vecin[oa]s?|amig[oa]s?|sobrin[oa]s?|primos?|prima|pareja|novi[oa]|abuel[oa])"
    rb"(?:,? [A-Z]\w+(?:, (?:de )?\d{1,3}(?: anos)?),? (?:and|y))?,? \Z"
)
"""What stands before the name of a relative."""
_WHO = (
    b"child",
    b"spouse",
    b"son",
    b"daughter",
    b"wife",
    b"husband",
    b"mother",
    b"father",
    b"hijo",
    b"hija",
    b"esposa",
)
_WAS = WORDS.pattern(
    rb"\b(?:I|[Hh]e|[Ss]he|[A-Z][a-z]{2,14}) (?:was|turned|am|is) (?:only |just |almost |about |already )?\d{1,2}"
    rb"(?:[.;!?](?:\s|$)|,? (?:when|and|at the time|then|years|now|but|but he|as|in (?:January|February|March|April"
    rb"|May"
    rb"|June|July|August|September|October|November|December|\d{4}))\b)"
)
_SPANISH_WORDS = LOWER.pattern(
    rb"\b(?:de|tiene|tengo|ten.a|con|cumpli.|cumple) (?:unos |los )?(?:dieci\w{3,6}|veinti\w{2,7}|once|doce|trece"
    rb"|catorce"
    rb"|quince|(?:veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)(?: y (?:un[oa]?|dos|tres|cuatro"
    rb"|cinco|seis|siete|ocho|nueve))?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez) anos\b"
    rb"|\b(?:nin[oa]|bebe|lactante|hij[oa]|varon|mujer|neonato|recien nacid[oa]) de %(small)s (?:anos|mes(?:es)?"
    rb"|semanas|dias)(?: y medio)?\b|\b(?:de|los|con) %(small)s (?:mes(?:es)?|semanas|dias)(?: y medio)? de"
    rb" (?:edad|vida)\b" % {b"small": rb"(?:un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once)"}
)
_ASKED = WORDS.pattern(
    rb"(?i)\b(?:how old|what age|her age|his age|your age|cu.ntos a.os|qu. edad)\b[^\n?]{0,60}\?[ \t]*\r?\n{1,2}"
    rb"(?:[^\n:]{0,30}:|[ \t]{0,16}[a-z]\.)[ \t]*"
    rb"(?:(?:i'm|i am|she's|he's|she is|he is|um|uh|oh|well|about|tengo|tiene|unos),? ){0,2}"
    rb"(?:\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ \-][a-z]{3,5})?|[a-z]{3,6}teen|ten"
    rb"|eleven"
    rb"|twelve|eight|nine|seven|six|five|four|three|two)\b"
)
_YEARS = linear(rb"(?:, |\()\d{1,3} a\.?(?:[,;)]|\.\s|\.$)")
"""Years in notes of Spanish physicians: "Herminia Puig, 78 a."."""
_COMMA = ord(",")
_LAST_WORDS = re.compile(rb"(?:\d{1,3}|[A-Za-z]+[ \-](?:one|two|three|four|five|six|seven|eight|nine)|[A-Za-z]+)\Z")
_OF_EVENT = re.compile(
    rb" (?:de (?!edad|vida|la |el |los |las )[a-z]|despues|antes|atras|mas tarde|seguid|consecutiv|anterior"
    rb"|en (?:el|la) )"
)
"""What follows years that are no age: "siete años de experiencia"."""
_CONDITION = re.compile(
    rb"(?:mayor(?:es)?|menor(?:es)?|mas|menos|partir|contrato|pena|condena|plazo|periodo|garantia|mandato|beca|permiso|hipoteca"
    rb"|prestamo|carencia|duracion|prorroga|curso|carrera|programa|proyecto|plan|vigencia|media) $"
    rb"|(?:durante|hace|unos|ultimos|cada) $"
)


class AppositionRecognizer(WindowRecognizer):
    """A name with an age beside it, and ages without a unit."""

    TYPES = (EntityType.AGE, EntityType.NAME)
    HOW: ClassVar[Mapping[str, str]] = {
        EntityType.AGE: '"Ann, 34, lives", "Hugo, de 8, y", "I was 19.", "treinta y dos años", an answer to "how old"',
        EntityType.NAME: '"Ann, 34, lives", "Hugo, de 8, y"',
    }

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        for start, end in scan.matches(_NAMED):
            parts = _PARTS.match(shadow, start, end)
            if parts is not None:
                yield from _named(scan, parts, end)
        if scan.code:
            return
        for start, end in scan.matches(_WAS):
            number = re.search(rb"\d+", shadow[start:end])
            first = shadow[start:end].split(b" ", 1)[0].decode()
            if number and int(number[0]) > 2 and (first.lower() in _PRONOUNS or first.lower() in ONLY_NAMES):
                yield Entity(EntityType.AGE, start + number.start(), start + number.end(), 0.75)
        if has_any(scan.lower, (b"anos", b" mes", b"semanas", b"dias")):
            for start, end in scan.matches(_SPANISH_WORDS):
                if _CONDITION.search(scan.lower, max(0, start - 14), start) or _OF_EVENT.match(scan.lower, end):
                    continue
                begin = scan.lower.find(b" ", start) + 1
                while scan.lower.startswith((b"unos ", b"los ", b"de ", b"nacid"), begin):
                    begin = scan.lower.find(b" ", begin) + 1
                lived = 8 * scan.lower.endswith((b" de edad", b" de vida"), begin, end)
                yield Entity(EntityType.AGE, begin, end - lived, 0.85)
        if has_any(shadow, (b" a.", b" a)", b" a,")):
            for start, end in scan.matches(_YEARS):
                begin = start + (2 if shadow[start] == _COMMA else 1)
                yield Entity(EntityType.AGE, begin, begin + len(shadow[begin:end].rstrip(b",;) \n")), 0.75)
        if b"?" in shadow:
            for start, end in scan.matches(_ASKED):
                said = _LAST_WORDS.search(shadow, start, end)
                if said is not None:
                    yield Entity(EntityType.AGE, said.start(), end, 0.85)


_PRONOUNS = ("i", "he", "she")


def _named(scan: Scan, parts: re.Match[bytes], end: int) -> Iterator[Entity]:
    shadow, start = scan.shadow, parts.start(1)
    group = next(group for group in (2, 3, 5) if parts.start(group) >= 0)
    age = parts.span(group)
    if not 0 < int(parts[group]) < 106 or (shadow[end - 1 : end] == b"." and shadow[end : end + 1].isdigit()):
        return
    value = scan.text[start : parts.end(1)]
    first = shadow[start : start + len(value.partition(" ")[0])].lower().decode()
    known = first in FIRST_NAMES and (first not in ALSO_WORDS or " " in value)
    kin = _KIN.search(shadow, max(0, start - 48), start) is not None or parts[4] in _WHO
    acts = shadow[end - 1 : end] in (b",", b")") and _ACTS.match(
        shadow, end - 1 if shadow[end - 1 : end] == b")" else end
    )
    line = shadow.rfind(b"\n", 0, start) + 1
    if not kin and not acts and not (known and _in_sentence(shadow, line, start, end)):
        return
    if (is_common(value) and not (first in ALL_NAMES and (kin or acts))) or is_company(value):
        return
    if not known and not kin and " " not in value and not _said(shadow, end):
        return
    yield Entity(EntityType.AGE, *age, 0.8)
    yield Entity(EntityType.NAME, start, parts.end(1), 0.75)


def _in_sentence(shadow: bytes, line: int, start: int, end: int) -> bool:
    """Whether words stand before the name and behind the age on their line, as in prose and not in a table."""
    stop = shadow.find(b"\n", end)
    behind = shadow[end : stop if stop >= 0 else len(shadow)]
    ends = shadow[end - 1 : end] in (b".", b")", b";")
    return shadow[line:start].count(b" ") > 1 and (ends or behind[:1] == b" ") and b", " not in behind[1:6]


_SAYS = re.compile(
    rb" (?:lives|lived|said|says|told|who|vive|viv.a|dice|dijo|works?|worked|trabaja|recalls|remembers)\b"
)


def _said(shadow: bytes, end: int) -> bool:
    return _SAYS.match(shadow, end) is not None
