"""Finds values that markup for people splits: commands of TeX, attributes of AsciiDoc, links and notes of Markdown,
elements of HTML and OpenDocument that are hidden or stand beside the text, sizes of chunks in a recorded HTTP body.

What is joined counts only if it holds something like a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from objectlambda.pii.rules.context import linear, spans
from objectlambda.pii.rules.literals import has
from objectlambda.pii.structure.escapes import INLINE_TAGS
from objectlambda.pii.structure.joined_strings import glued_values
from objectlambda.pii.structure.pieces import Pieces
from objectlambda.pii.structure.views import Substitution

_CHARACTER = rb"[0-9A-Za-z@.+_\-]"
_COMMAND = rb"\\[A-Za-z]{2,}\*?(?:\[[^\[\]\n]*\])?"
_ALONE = (
    rb"\\(?:allowbreak|char64|string|(?:no)?(?:line|page)?break|text(?:en|em)dash|textminus|hyp(?:hen)?|slash|relax|null|unskip|protect"
    rb"|ignorespaces|q?quad|(?:thin|nobreak|en)?space|penalty-?[0-9]+|kern-?[0-9.]+[a-z]{2}|normalfont"
    rb"|bf|it|tt|rm|sf|em|sl|sc|(?:bf|it|tt|rm|sf)(?:series|shape|family)|tiny|scriptsize|footnotesize|small|large)"
    rb"(?:[ \t]|\{\})?"
)
"""Commands that take nothing. Others are known by their braces: ``\\n`` before a word is a line's end to programs."""
_LINK = rb"\]\([^()\n]*\)|\]\[[^\[\]\n]*\]|\[\^[^\[\]\n]+\]|\[|\]"
_SIGNS = rb"[{}$]|\\[^0-9A-Za-z\n]"
_NAMED = rb"\{[a-z][a-z\-]*\}"
_FORUM = rb"\[/?(?:[biusa*]|sup|sub|color|size|font|url|email|code|center|quote)(?:=[^\[\]\n]*)?\]"
"""Tags of bulletin boards."""
_EMPHASIS = rb"\*\*|__|~~|==|##|'{2,3}|`"
"""Marks of Markdown, AsciiDoc and wikis before and behind a part of a value; one alone may part two fields."""
_WIKI = rb"\[\[[^\[\]|\n]*\||\]\]|\{\{[a-z]+\||\{\*\}|\{color(?::[^{}\n]*)?\}"
_FONT = rb"\\f(?:[BIRPC1-4]|\([A-Z]{2}|\[[A-Z]*\])|@(?:b|i|r|t|strong|emph|code)\{"
"""Fonts of troff and Texinfo."""
_CHAT = rb"\x03(?:[0-9]{1,2}(?:,[0-9]{1,2})?)?|[\x02\x0f\x16]"
"""Colours and fonts of IRC."""
_ROLES = rb":[a-z\-]{1,20}:`|\[\.[a-z\-]{1,20}\]##|\+{2,3}|pass:[a-z]?\["
"""Roles of reStructuredText and AsciiDoc."""
_TAGS = rb"</?(?:b|i|em|strong|u|mark|sub|sup|small|code|kbd|del|ins)>"
_MORE = (_EMPHASIS, _WIKI, _FONT, _CHAT, _ROLES, _TAGS)
_OTHERS = rb"|" + rb"|".join(_MORE) + rb"|" + _ALONE + rb"|" + _FORUM + rb"|" + _NAMED + rb"|" + _LINK + rb"|" + _SIGNS
_KEEPING = rb"(?:" + _COMMAND + rb"\{" + _OTHERS + rb")+"
_DROPPING = rb"(?:" + _COMMAND + rb"(?:\{[^{}\n]*\})+" + _OTHERS + rb")+"
_KEPT, _DROPPED = linear(_CHARACTER + _KEEPING), linear(_CHARACTER + _DROPPING)
"""Marks around a part of a value; and the same, where what a command takes is no part of it: a note, a distance."""
_INLINE = (
    rb"</?(?:%s|r[pb]|text:[a-z\-]+)(?:[\s/](?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)?>|<!--[^<>]*-->" % INLINE_TAGS.encode()
)
_ELEMENT = rb"<[A-Za-z](?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>[^<>]*(?:<[^<>]*>[^<>]*){0,4}?</[A-Za-z:\-]+>"
_BESIDE = rb"(?:" + _ELEMENT + rb"|" + _INLINE + rb")+"
_ASIDE = linear(_CHARACTER + _BESIDE)


_AT = re.compile(rb"\\(?:text)?at(?:\{\}|[ \t]|\b)|\\@|\\(?:symbol\{64\}|char64|MVAt)|[{$]@[}$]")
"""The sign of an address of mail, as commands of TeX write it."""


def _between(marks: bytes) -> object:
    """Finds ``marks`` inside a number or beside the sign of an address of mail, near which alone values are sought."""
    return linear(rb"[0-9]%b[0-9\-]|[.\-]%b[0-9]|[0-9A-Za-z]%b@|@%b[0-9A-Za-z]|%b" % (*((marks,) * 4), _AT.pattern))


_IN_VALUES, _ASIDE_IN_VALUES = _between(rb"(?:" + _KEEPING + rb"|" + _DROPPING + rb")"), _between(_BESIDE)
_MARKED = linear(rb"[0-9.\-](?:%(a)b)[0-9]|[0-9](?:%(a)b)-" % {b"a": rb"|".join((_EMPHASIS, _CHAT, _ROLES, _TAGS))})
_ONLY_EMPHASIS = re.compile(_EMPHASIS)
_LONGEST_INSIDE = 16
_SIGNS_INSIDE = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@.+-"
_INSIDE = re.compile(rb"[0-9A-Za-z@.+\-]{1,16}")
_AROUND = 96
_HAS_CONTENT = re.compile(rb"<[A-Za-z][^<>]*>[^<>]+</")
_BLOCK = re.compile(rb"</?(?:t[dhr]|li|p|div|d[dt]|option|h[1-6]|table|[uo]l|record|row|item)[\s>/]", re.IGNORECASE)
_CHUNK = re.compile(rb"\r?\n(?=([0-9A-Fa-f]{1,8})[ \t]*+(?:;[^\r\n]*+)?(\r?\n))")
_WITH_SIZE = linear(rb"\n[0-9A-Fa-f]{1,8}[ \t]*(?:;[^\r\n]*)?\r\n")
_MOST_CHUNKS = 20_000
_HYPHEN = re.compile(rb"hyphen|dash|minus")
_BLANK = re.compile(rb"\{(?:nbsp|sp)\}|~|\\[ ,;:]|\\(?:quad|qquad|space|nobreakspace|thinspace)(?![a-zA-Z])")
_SIGN = re.compile(rb"\\([_@.\-])|[{$]([_@.\-])[}$]")


def marked_up_values(shadow: bytes) -> Iterator[Pieces]:
    """The values in an ASCII shadow that markup splits."""
    if b"\\" in shadow or b"}" in shadow or b"]" in shadow or _MARKED.search(shadow):
        stretches = _stretches(shadow, _IN_VALUES)
        yield from glued_values(shadow, _joints(shadow, _KEPT, stretches))
        if stretches and b"\\" in shadow:
            yield from glued_values(shadow, _joints(shadow, _DROPPED, stretches))
    if has(shadow, b"</") and (stretches := _stretches(shadow, _ASIDE_IN_VALUES)):
        beside = [one for one in _joints(shadow, _ASIDE, stretches) if not _BLOCK.search(shadow, one.start, one.end)]
        if any(_HAS_CONTENT.search(shadow, one.start, one.end) for one in beside):
            yield from glued_values(shadow, beside)
    is_told = has(shadow, b"hunked") or has(shadow, b"HUNKED")
    if is_told or (has(shadow, b"\r\n") and _WITH_SIZE.search(shadow)):
        yield from glued_values(shadow, _sizes(shadow, is_told=is_told), blanks=True)


def _sizes(shadow: bytes, *, is_told: bool) -> list[Substitution]:
    """The lines with the sizes of chunks. A size is proved by the next one behind as many characters; where the text
    says that it is chunked, a line that may be a size counts also without, since sizes count bytes.
    """
    found: list[Substitution] = []
    expected = -1
    for match in islice(_CHUNK.finditer(shadow), _MOST_CHUNKS):
        start, end = match.start(), match.end(2)
        if found and start < found[-1].end:
            continue
        behind = end + int(match[1], 16)
        follows = start == expected
        if start < expected and not (is_told and expected > len(shadow)):
            continue  # a line of a chunk
        if follows or is_told or _CHUNK.match(shadow, behind):
            found.append(Substitution(start, end, ""))
            expected = behind
    return found


def _stretches(shadow: bytes, pattern: object) -> list[tuple[int, int]]:
    """The surroundings of what ``pattern`` finds; those that touch are joined."""
    found: list[tuple[int, int]] = []
    for start, end in spans(pattern, shadow):
        first, last = max(0, start - _AROUND), min(len(shadow), end + _AROUND)
        if found and first <= found[-1][1]:
            first = found.pop()[0]
        found.append((first, last))
    return found


def _joints(shadow: bytes, pattern: object, stretches: list[tuple[int, int]]) -> Iterator[Substitution]:
    """The joints in ``stretches``, each with what it shows."""
    for before, end in spans(pattern, shadow, stretches):
        mark = shadow[before + 1 : end]
        if not _ONLY_EMPHASIS.fullmatch(mark) or _is_paired(shadow, mark, before + 1, end):
            yield Substitution(before + 1, end, _shown(mark))


def _is_paired(shadow: bytes, mark: bytes, start: int, end: int) -> bool:
    """Whether the same mark stands before or behind a few characters of a value: ``**55**``."""
    behind = _INSIDE.match(shadow, end)
    if behind is not None and shadow.startswith(mark, behind.end()):
        return True
    inside = len(shadow[max(0, start - _LONGEST_INSIDE) : start].rstrip(_SIGNS_INSIDE))
    first = max(0, start - _LONGEST_INSIDE) + inside
    return first < start and (shadow.endswith(mark, 0, first) or shadow.endswith(b"]" + mark, 0, first))


def _shown(mark: bytes) -> str:
    """What a reader sees in place of a mark: a hyphen, a blank, a sign, or nothing."""
    if mark[:1] in b"<\r\n":
        return ""
    if _AT.search(mark):
        return "@"
    if sign := _SIGN.search(mark):
        return (sign[1] or sign[2]).decode()
    return "-" if _HYPHEN.search(mark) else " " if _BLANK.search(mark) else ""
