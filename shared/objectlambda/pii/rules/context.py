"""The context of a value: the concepts that label it or stand near it.

One linear scan finds every context phrase of a window. A rule then asks for the phrases right before a candidate
("labelled": only punctuation and words like "is" or "number" stand between), for those near it, or for the name of its
field. No text is scanned twice, so the cost does not grow with the number of candidates.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import re2

from objectlambda.pii.rules.answers import question_before
from objectlambda.pii.rules.concepts import ACCOUNT, CARD, CARD_CODE, LAST_FOUR, NONE, OTHER
from objectlambda.pii.rules.phrases import PHRASES

LABEL_REACH = 40
NEAR_BEFORE = 80
NEAR_AFTER = 28
_UNANCHORED = re2._Anchor.UNANCHORED


def linear(pattern: bytes, *, longest: bool = False) -> re2._Regexp:
    """Compiles ``pattern`` by RE2 for ASCII shadows; matching is linear in the text, whatever the text is."""
    return re2.compile(pattern, options(64 << 20, longest=longest))


def options(memory: int, *, longest: bool = False) -> re2.Options:
    """RE2's options for ASCII shadows, with at most ``memory`` bytes for each of a pattern's caches of states."""
    chosen = re2.Options()
    chosen.encoding = re2.Options.Encoding.LATIN1
    chosen.longest_match = longest
    chosen.max_mem = memory
    chosen.log_errors = False
    return chosen


def spans(
    pattern: re2._Regexp, subject: bytes, stretches: Iterable[tuple[int, int]] | None = None
) -> list[tuple[int, int]]:
    """The matches of ``pattern`` (of :func:`linear`) in ``subject``, in half the time that ``finditer`` takes.

    ``stretches`` are the parts of ``subject`` to search; the characters around a part still count as its context.
    """
    find = pattern._regexp.Match
    found: list[tuple[int, int]] = []
    for start, stop in ((0, len(subject)),) if stretches is None else stretches:
        position = start
        while True:
            span = find(_UNANCHORED, subject, position, stop)[0]
            if span[0] < 0:
                break
            found.append(span)
            end = span[1]
            if end == stop:
                break
            position = end + (end == position)
    return found


def _squeeze(phrase: bytes) -> bytes:
    return phrase.translate(None, b" .-\t\r\n")


def concept_table(phrases: dict[int, str]) -> dict[bytes, int]:
    """The concepts of each of ``phrases``, by its letters in lower case without blanks, hyphens and full stops."""
    table: dict[bytes, int] = {}
    for concept, lines in phrases.items():
        for phrase in re.split(r"[|\n]", lines):
            if key := _squeeze(phrase.strip().encode()):
                table[key] = table.get(key, NONE) | concept
    return table


def phrase_pattern(phrases: dict[int, str]) -> bytes:
    """The pattern of all ``phrases``, for text in lower case with underscores as spaces."""
    spelt = {p.strip() for lines in phrases.values() for p in re.split(r"[|\n]", lines)} - {""}
    words = sorted(p for p in spelt if p[-1].isalnum())
    signs = sorted(p for p in spelt if not p[-1].isalnum())

    def branch(phrase: str) -> bytes:
        return rb"[ \t.\-]?".join(re.escape(word.encode()) for word in phrase.split())

    pattern = rb"(?:%s)\b" % b"|".join(map(branch, words))
    return rb"\b(?:%s)" % b"|".join((pattern, *map(branch, signs)))


_CONCEPTS = concept_table(PHRASES)
_GLUED = (
    rb"itin|tin|sin|cc|card|tarjeta|pan|tel|telefono|tlf|phone|fax|mobile|movil|cell|celular|account|cuenta|nhs|aadhaar"
)
_PHRASE = linear(
    rb"%s|(?:\b(?:%s)|ssn|nss)(?:\d{7}|\(?\d{3}\)?[ \-]\d{2}|\d{1,2}\b)" % (phrase_pattern(PHRASES), _GLUED),
    longest=True,
)
"""The phrases, and labels that touch a number: the one that they announce, or their own (``ssn2 =``)."""
_TOUCHED = re.compile(rb"[a-z]+(?=\(?\d)")

_FILLERS = (
    rb"is|was|are|no|num|number|numbers|nr|nbr|id|code|value|of|the|my|our|your|his|her|its|it's|as|to|at|for|on|with|"
    rb"us|me|him|here|please|currently|now|also|this|new|full|following|using|set|in|or|"
    rb"es|son|la|el|los|las|de|del|mi|su|tu|numero|num|n|no|n\.o|nro|n\x1a|n\.\x1a|nro\x1a|al|en|con|por|favor|este|esta|actual|nuevo|nueva|"
    rb"account|card|type|only|provided|given|listed|shown|was|reads|equals|home|work|office|personal|primary|"
    rb"secondary|usa|us|uk|ca|india|canada|visa|mastercard|amex|ending|"
    rb"holder|holder's|owner|titular|spouse|patient|paciente|client|cliente|member|employee|empleado|empleada|applicant|"
    rb"insured|asegurado|asegurada|dependent|beneficiary|beneficiario|beneficiaria|customer|taxpayer"
)
_CALLS = rb"number(?:long|int|decimal)|long|int(?:64)?|big(?:int|integer|decimal)|decimal|str|string|valueof|parselong"
"""Calls of programs around a number: ``NumberLong(536221234)``."""
_LABELS = re.compile(
    rb"(?:\d{1,2}(?=[\s\"'`\])]*[:=#])|\\?[\"'];[ids]:(?:\d+:)?)?[\s\"'`:=#<>(\[{}|,~*./\\)\]-]*(?:(?:(?:%s)[\s\"'`:=#<>(\[{}.,\\)\]-]+|(?:%s)[.(]+[\"']?)){0,4}(?:us)?"
    % (_FILLERS, _CALLS)
)
_CALL = re.compile(rb"(?:new )?(?:%s)[.(]+[\"']?" % _CALLS)
_DIGITS = frozenset(b"0123456789")
_FOLLOWS = re.compile(
    rb"[\s\"'(\[,-]*(?:(?:is|was|as|the|my|his|her|our|your|their|es|mi|su|el|la|de|on|for|a|an|that|valid|del)\s+){0,3}"
)
_STARTS_VALUE = re.compile(rb"(?:\s?(?:number|no|num|numero|code|is|es))?\s?[\"']?\s?(?:[:=#]|\d|is\b|es\b)")


_ANSWERS = re.compile(
    rb"\s*(?:\d{1,4}\s+)?(?:[aqr]\.?\s+)?(?:\[[^\]\n]{1,24}\] ?|\(?\d{1,2}:\d{2}(?::\d\d)? ?(?:[ap]m)?\)? ?-? ?)?"
    rb"(?:[a-z][a-z .'\-]{0,28}(?:\([a-z ]{1,12}\))? ?[:>] ?)?"
    rb"(?:(?:it's|it is|its|sure|yes|yeah|yep|ok|okay|um|uh|that's"
    rb"|that is|the|number|numbers|is|my|so|well|hi|digits|last|four"
    rb"|es|si|claro|el|la|son|bueno|are|they|would|be|ending|ends|in|of|course|let me see)[,.!: ]*){0,6}"
)


_LINE_NUMBER = re.compile(rb"\s*\d{1,4}\s+[aqr]\.\s")


def is_call(lower: bytes, start: int, end: int) -> bool:
    """Whether ``lower[start:end]`` is what a program writes before a number that it makes: ``NumberLong(``."""
    return _CALL.fullmatch(lower, start, end) is not None


@lru_cache(maxsize=8192)  # of immutable values, by their arguments alone: threads may share it
def _labels(gap: bytes) -> bool:
    if _LABELS.fullmatch(gap) is None:
        return False
    return gap.count(b"\n") < 2 or (gap.count(b"\n") < 4 and gap.strip() in (b":", b"", b"="))


_LISTED = re.compile(rb"(?:\d[\d \-./]{2,24}(?:[,;]| and| y| or| o)[ \t]{1,2}(?:and |y |or |o )?){1,12}\Z")
"""The numbers before a number in a list; the label before the list belongs to all of them."""
_LONGEST_LIST = 160


class Context(NamedTuple):
    """Two sets of concepts: those that label a value, and those that stand near it."""

    labelled: int
    near: int


VAGUE = LAST_FOUR | CARD | ACCOUNT | CARD_CODE
"""Labels that do not say which number of a thing follows: "CVC on the back of the card is 882"."""


@lru_cache(maxsize=4096)  # of immutable values, by their arguments alone: threads may share it
def _concepts(phrase: bytes) -> int:
    return _CONCEPTS[_squeeze(phrase)]


def _label_end(lower: bytes, start: int, end: int) -> int:
    """The end of the phrase ``lower[start:end]`` without the number that it touches."""
    if _squeeze(lower[start:end]) in _CONCEPTS:
        return end
    label = _TOUCHED.match(lower, start, end)
    return end if label is None else label.end()


@dataclass(slots=True)
class ContextHits:
    """The context phrases of a window in order, each with its start, its end and its concepts."""

    lower: bytes
    starts: list[int]
    ends: list[int]
    concepts: list[int]
    questions: bool = True
    """Whether the window may have a question mark."""

    @classmethod
    def of(cls, lower: bytes) -> ContextHits:
        found = [
            (start, end if lower[end - 1] not in _DIGITS else _label_end(lower, start, end))
            for start, end in spans(_PHRASE, lower)
        ]
        concepts = [_concepts(lower[start:end]) for start, end in found]
        return cls(lower, [start for start, _ in found], [end for _, end in found], concepts, b"?" in lower)

    def covers(self, start: int, end: int) -> bool:
        """Whether ``lower[start:end]`` is a label, such as "VIN" or "NREGA no", and nothing else."""
        index = bisect_right(self.starts, start) - 1
        if index < 0 or self.ends[index] < end - 1:
            return False
        return bool(self.concepts[index] & ~OTHER) and self.ends[index] - self.starts[index] <= end - start + 8

    def is_label(self, start: int, end: int) -> bool:
        """Whether ``lower[start:end]`` is a context phrase of two words or more, such as "user_id", and not a value."""
        index = bisect_right(self.starts, start) - 1
        return index >= 0 and self.starts[index] == start and self.ends[index] == end and b" " in self.lower[start:end]

    def question_concepts(self, start: int, floor: int, *, above: bool = False) -> int:
        """The concepts of the question before an answer: "And the PIN?" before "1234", or in the line ``above`` it."""
        if not self.questions:
            return NONE
        return self._above(start, floor) or (NONE if above else self._asked(start, floor))

    def _asked(self, start: int, floor: int) -> int:
        """The concepts of the question that stands before its answer on one line, or a field or a message before."""
        place = question_before(self.lower, start, floor)
        if place is None:
            return NONE
        asked = NONE
        index = bisect_right(self.ends, place[1]) - 1
        while index >= 0 and self.starts[index] >= place[0]:
            asked |= self.concepts[index]
            index -= 1
        return asked & ~OTHER

    def _above(self, start: int, floor: int) -> int:
        """The concepts of the question in the line above an answer in a dialogue."""
        line = self.lower.rfind(b"\n", 0, start) + 1
        if line - 2 <= floor or start - line > 90:
            return NONE
        question = self.lower[max(0, line - 160) : line].rstrip()
        if not question.endswith(b"?") or not _ANSWERS.fullmatch(self.lower, line, start):
            return NONE
        if _LINE_NUMBER.match(self.lower, line) and start - line < 8 and not self.lower[line:start].strip():
            return NONE  # the number of a line of the transcript
        above = max(floor, self.lower.rfind(b"\n", 0, line - 1))
        question_concepts = NONE
        index = bisect_right(self.ends, line) - 1
        while index >= 0 and self.starts[index] >= above:
            question_concepts |= self.concepts[index]
            index -= 1
        return question_concepts & ~OTHER

    def _list_start(self, start: int, floor: int) -> int:
        """The start of the list of numbers in which the number at ``start`` is a later one; else ``start``."""
        lower = self.lower
        if start - floor < 6 or lower[start - 1 : start] != b" " or not lower[start : start + 1].isdigit():
            return start
        if lower[start - 2 : start - 1] not in (b",", b";", b"d", b"y", b"r", b"o"):
            return start
        found = _LISTED.search(lower, max(floor, start - _LONGEST_LIST), start)
        return found.start() if found else start

    def around(self, start: int, end: int, floor: int, ceiling: int) -> Context:
        """The context of ``lower[start:end]`` in ``lower[floor:ceiling]``."""
        lower, ends, concepts = self.lower, self.ends, self.concepts
        labelled = near = NONE
        at = start
        index = bisect_right(ends, start) - 1
        while index >= 0 and self.starts[index] >= floor:
            last = ends[index]
            if at - last <= LABEL_REACH and _labels(lower[last:at]):
                if not labelled or labelled == LAST_FOUR:
                    labelled |= concepts[index]
                    near |= concepts[index]
                else:
                    near |= concepts[index]
                at = self.starts[index]
                index -= 1
                continue
            break
        if not labelled and (first := self._list_start(start, floor)) < start:
            listed = self.around(first, end, floor, ceiling)
            if listed.labelled:
                return listed
        if labelled & ~VAGUE:
            return Context(labelled, near)
        if not labelled and (question_concepts := self.question_concepts(start, floor)):
            return Context(question_concepts, question_concepts)
        while index >= 0 and ends[index] >= start - NEAR_BEFORE and self.starts[index] >= floor:
            if b"\n\n" in lower[ends[index] : start]:
                break
            near |= concepts[index]
            index -= 1
        index = bisect_left(self.starts, end)
        while index < len(ends) and self.starts[index] <= end + NEAR_AFTER and ends[index] <= ceiling:
            gap = lower[end : self.starts[index]]
            if b"\n" in gap or not _FOLLOWS.fullmatch(gap):
                break
            if _STARTS_VALUE.match(lower, ends[index]) is None:
                near |= concepts[index]
            end = ends[index]
            index += 1
        return Context(labelled, near)
