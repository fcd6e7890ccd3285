"""Persons in exported chats: who speaks ("12/01/2022, 18:04 - Ann: …"), and given names in any case."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.comment_heads import DATED, POSTED
from objectlambda.pii.rules.common_words import is_common, is_common_surname
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.first_names import is_first_name
from objectlambda.pii.rules.gates import CALLED
from objectlambda.pii.rules.labelled import NO_VALUES
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.persons_in_notes import is_given
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import byte_words

_CLOCK = rb"\d{1,2}:\d\d(?::\d\d)?(?:[ \x1a]?[apAP]\.?[ \x1a]?[mM]\.?)?"
_DAY = rb"(?:\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)|\d{4}-\d\d-\d\d)"
_SPEAKER = rb"\x1a?~? ?([A-Za-z\x1a][^\n:\[\]<>{}=\"|\\/]{1,40})"
_DATED = CALLED.pattern(
    rb"(?m)^\x1a?(?:\[%(day)s,? %(clock)s\] ?|%(day)s,? %(clock)s - )%(speaker)s: ?"
    rb"|^([A-Z][^\n:\[\]<>{}=\"|\\/]{1,40}?),? \[%(day)s,? %(clock)s\](?::|\r?$)"
    rb"|^\[%(day)s,? %(clock)s\] ([A-Z\x1a][A-Za-z\x1a.'\-]*(?:,? [A-Z(\x1a][A-Za-z\x1a.'\-)]*){0,3})\r?$"
    % {b"day": _DAY, b"clock": _CLOCK, b"speaker": _SPEAKER},
    needle=rb"(?m)^\x1a?\[?%(day)s,? %(clock)s(?:\]| - )|[A-Za-z,] \[%(day)s,? %(clock)s\]"
    % {b"day": _DAY, b"clock": _CLOCK},
)
"""A line of WhatsApp, Telegram or Skype, which give the day and the minute."""
_TIMED = CALLED.pattern(
    rb"(?m)^\[%(clock)s\] ([A-Z][A-Za-z\x1a.'\-]*(?:,? [A-Z(][A-Za-z\x1a.'\-)]*){0,3}): ?\S"
    rb"|^(?:%(clock)s)[ \t]+From[ \t]+([^\n:]{2,40}?)(?: to [^\n:]{2,40})?[ \t]*:"
    rb"|^([A-Z][A-Za-z\x1a.'\-]*(?: [A-Z][A-Za-z\x1a.'\-]*){0,3})(?:  ?|, | \x1a )"
    rb"(?:\[%(clock)s\]|(?:(?:%(day)s|[Tt]oday|[Yy]esterday),? (?:at )?)?%(clock)s)\r?$"
    % {b"day": _DAY, b"clock": _CLOCK},
    needle=rb"(?m)^\[%(clock)s\] [A-Z]|^%(clock)s[ \t]+From[ \t]|[A-Za-z.'\])] ?(?: |, |\x1a )\[?%(clock)s\]?\r?$"
    rb"|(?:[tT]oday|[yY]esterday),? (?:at )?%(clock)s\r?$|\x1a %(day)s,? (?:at )?%(clock)s\r?$"
    % {b"day": _DAY, b"clock": _CLOCK},
)
"""A line of Teams, Zoom, Slack or Discord, which may give the minute alone. Lines of logs look alike."""
_EVENT = CALLED.pattern(
    rb"(?m)^\x1a?(?:\[%(day)s,? %(clock)s\] ?|%(day)s,? %(clock)s - )\x1a?~? ?([A-Za-z\x1a][^\n:\[\]<>{}=\""
    rb"|\\/]{1,40}?)"
    rb" (?:cre. (?:el|este) grupo|a.adi. a|se uni.|sali.(?:\r?$| del grupo)|elimin.|cambi. |ha (?:creado|a.adido"
    rb"|salido|cambiado)"
    rb"|fij. un|created (?:the )?group|added |left\r?$|joined |removed |changed |pinned )"
    % {b"day": _DAY, b"clock": _CLOCK},
    needle=rb"(?m)^\x1a?\[?%(day)s,? %(clock)s(?:\]| - )" % {b"day": _DAY, b"clock": _CLOCK},
)
"""What a messenger tells of somebody: "Ann creó el grupo", "Ann added Luis"."""
_FEWEST = 2
_WORDS_OF_POST = 600
"""With fewer posts than one in so many characters, a text is no thread."""
_WORD = re.compile(rb"(?<![\w@./\-])[a-z]{3,14}(?![\w@/\-])")
_CUT_SHORT = re.compile(rb"['\x1a](?:t|ll|re|ve|d|m)\b")
"""What stands behind a verb that is no name: "don't"."""
_WEEKDAYS = frozenset((b"ella", b"domingo", b"abril", b"julio", b"marzo", b"april", b"june", b"august"))
_LEVELS = frozenset((b"info", b"warn", b"debug", b"error", b"trace", b"fatal", b"notice"))
_SHORTEST = 2
_CAPITALISED = re.compile(r"(?<![\w@./\-])[^\W\d_a-z][^\W\d_]{2,20}(?![\w@/\-])")
_FIRST_WORD = re.compile(rb"[A-Za-z]{3,20}(?![A-Za-z])")
_DOTTED = re.compile(rb"\w[._]\w|\w\(")


class ChatRecognizer(WindowRecognizer):
    """Who speaks in an exported chat, and the given names in it in any case."""

    TYPES = (EntityType.NAME,)
    HOW = '"12/01/2022, 18:04 - Ann: …", "[18:04] Ann Roe: …", "Ann Roe  3:52 PM"; given names in chats in any case'

    def find(self, scan: Scan) -> Iterator[Entity]:
        if scan.code:
            return
        lines = 0
        spoken: set[str] = set()
        own: set[bytes] = set()
        for pattern, sure in ((_DATED, True), (_TIMED, False)):
            speakers = [span for span in groups(scan, pattern) if _may_speak(scan, *span)]
            known = any(_known(scan, *span) for span in speakers)
            if not known and not (sure and len(speakers) >= _FEWEST and _are_slashed(scan, speakers[0][0])):
                continue
            lines += len(speakers)
            for start, end in speakers:
                own.update(part for part in scan.lower[start:end].split() if _is_own(part))
                if not is_common(scan.text[start:end]) or _begins_with_given(scan, start):
                    yield Entity(EntityType.NAME, start, end, 0.93)
                    spoken.add(scan.text[start:end].strip().split(" ")[0])
        posts = [*groups(scan, POSTED), *groups(scan, DATED)]
        if lines + len(posts) < _FEWEST or (posts and not lines and len(posts) * _WORDS_OF_POST < len(scan.text)):
            return
        for start, end in groups(scan, _EVENT):
            if _may_speak(scan, start, end) and not is_common(scan.text[start:end]):
                yield Entity(EntityType.NAME, start, end, 0.85)
        for word in _WORD.finditer(scan.shadow):
            if _CUT_SHORT.match(scan.shadow, word.end()):
                continue
            known = word[0] in own or is_given(scan, *word.span())
            if known and not is_common(word[0].decode()) and word[0] not in _WEEKDAYS:
                yield Entity(EntityType.NAME, *word.span(), 0.85)
        yield from _addressed(scan, spoken)


def _addressed(scan: Scan, spoken: Collection[str]) -> Iterator[Entity]:
    """The first names of those who speak, where others name them."""
    names = {name for name in spoken if len(name) > _SHORTEST and name.isalpha() and not is_common(name)}
    for word in _CAPITALISED.finditer(scan.text):
        if word[0] in names or is_given(scan, *word.span()):
            yield Entity(EntityType.NAME, *word.span(), 0.8)


def _is_own(part: bytes) -> bool:
    """Whether a word of a speaker's name is sought in lower case, too: "gaz", but not "work" and "mum"."""
    word = part.decode(errors="replace")
    if part in _KIN or len(part) < _SHORTEST_OWN or not part.isalpha():
        return False
    return not is_common(word) and not is_common_surname(word)


_SHORTEST_OWN = 3
_KIN = byte_words(
    """
    tia tio mama papa mami papi ma pa abuela abuelo abu yaya yayo prima primo hermana hermano nena nene profe seno
    vecina vecino jefe jefa amor mum mom dad gran nan auntie uncle
    """
)
"""What speakers are called that is no name."""


def _may_speak(scan: Scan, start: int, end: int) -> bool:
    """Whether the words may be somebody's name, as a telephone's list of contacts has it."""
    value = scan.lower[start:end].strip()
    if value in NO_VALUES or value in _LEVELS or _DOTTED.search(scan.shadow, start, end):
        return False
    if _begins_with_given(scan, start):
        return True  # "Vero Gym": contacts are called after where one met them
    return any(97 <= char <= 122 for char in value) and not is_company(scan.text[start:end])


def _begins_with_given(scan: Scan, start: int) -> bool:
    given = _FIRST_WORD.match(scan.shadow, start)
    return given is not None and is_given(scan, *given.span())


def _known(scan: Scan, start: int, end: int) -> bool:
    words = [word.decode(errors="replace") for word in scan.lower[start:end].split()]
    return any(is_first_name(word) for word in words)


def _are_slashed(scan: Scan, start: int) -> bool:
    """Whether the line's date is one of chats: logs write the year first."""
    line = scan.shadow.rfind(b"\n", 0, start) + 1
    return re.search(rb"\d[/.]\d", scan.shadow[line:start]) is not None
