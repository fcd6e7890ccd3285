"""Reads names whose words carry marks of their own as a reader sees them: ``\\textbf{Ann} \\textit{Roe}``.

Marks are those of TeX, HTML, SVG, Markdown, AsciiDoc, Org, wikis, bulletin boards, troff, Texinfo, POD, JSX, chats and
games. The lines with such words are read once more without the marks, and only what goes over marks counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from objectlambda.pii.entities import Field
from objectlambda.pii.rules.context import linear, spans
from objectlambda.pii.structure.escapes import INLINE_TAGS
from objectlambda.pii.structure.plain_readings import Place, fields_inside, lines_around
from objectlambda.pii.structure.views import Substitution, View

_TAG_NAMES = rb"(?:%b|tspan|rt|rp|cite|abbr|ins|del|kbd|emphasis|hi|label)" % INLINE_TAGS.encode()
_EMPHASIS = rb"\*{1,3}|_{1,3}|~{1,2}|={1,2}|/{1,2}|`{1,3}|'{2,5}|\+{1,3}|#{1,2}"
_EITHER = (
    rb"[\x02\x0f\x16\x1d\x1f]|\x03[0-9]{0,2}|\x1a[0-9a-fk-or]|\\f(?:[BIRPC1-4]|\[[A-Z]*\])|\\[biu]l?(?:none)?0? "
    rb"|\[/?[a-z]+(?:[ =][^\[\]\n]*)?\]|\{color(?::[^{}\n]*)?\}|<!--[^<>]*-->|</?" + _TAG_NAMES
) + rb"(?:[ \n/][^<>]*)?>"
"""Marks that stand before a word and behind one alike."""
_ONLY_OPEN = rb"\\[A-Za-z]+\{|\{\\[a-z]+ |\[\[(?:[^\[\]|\n]*\|)?|\[|@[a-z]+\{|[BCFILSEX]<|:[a-z]+:`|\[\.[a-z]+\]#{1,2}"
_ONLY_CLOSE = rb"\}|\]\]|\]\([^()\n]*\)|\]\[[^\[\]\n]*\]|\]|>|<rt>[^<>]*</rt>|\{[\"'] [\"']\}"
_OPEN = rb"(?:%b|%b|%b)" % (_EMPHASIS, _EITHER, _ONLY_OPEN)
_CLOSE = rb"(?:%b|%b|%b)" % (_EMPHASIS, _EITHER, _ONLY_CLOSE)
_BLANK = rb"(?:[ \t\n]|\r\n|~|\{[\"'] [\"']\}){1,3}"
_LINE = rb"</tspan>[ \t\n]*<tspan[^<>]*>"
"""The next line of a text of SVG."""
_JOINT = linear(rb"[a-z.](?:%b{1,4}%b%b{0,4}|%b%b{1,4}|%b)[A-Z][a-z]" % (_CLOSE, _BLANK, _OPEN, _BLANK, _OPEN, _LINE))
"""Marks between two words, from the last letter of one to the first two letters of the next."""
_BEFORE, _BEHIND = linear(_OPEN + rb"{1,4}\z"), linear(rb"\A" + _CLOSE + rb"{1,4}")
_WORD = re.compile(rb"[A-Za-z]+(?:['\-][A-Za-z]+)*+")
_GLUED = re.compile(rb"\\f[BIRPC]|\x1a[0-9a-fk-or]")
"""Marks whose letters touch the word behind them."""
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'-"
_LONGEST_WORD = 40
_LONGEST_MARK = 60


class _JointView(View):
    """Lines without the marks between words; only what goes over a joint counts."""

    __slots__ = ("_joints",)

    def __init__(self, text: str, parts: Sequence[Substitution], joints: frozenset[int], below: View | None) -> None:
        super().__init__(text, parts, below=below)
        self._joints = joints

    def places(self, start: int, end: int) -> Iterator[Place]:
        """The places of the words in ``text[start:end]``, none if no joint is between them."""
        found: list[Place] = []
        has_joint = False
        for first, last in self.stretches(start, end):
            if first in self._joints:
                has_joint = True
            elif any(map(str.isalnum, self._original[first:last])):
                found.append((first, last))
        if not has_joint:
            return
        for first, last in found:
            yield (first, last) if self._below is None else (self._below.source(first), self._below.source_end(last))


def marked_names(text: str, shadow: bytes, fields: Sequence[Field], below: View | None = None) -> list[View]:
    """The lines of ``text`` in which marks part capitalised words, as a reader sees them; ``shadow`` is its own."""
    joints = [(start + 1, end - 2) for start, end in spans(_JOINT, shadow) if _begins_with_capital(shadow, start + 1)]
    if not joints:
        return []
    lines = list(lines_around(text, joints))
    marks: dict[int, Substitution] = {start: Substitution(start, end, " ") for start, end in joints}
    for start, end in joints:
        last = _word_before(shadow, start)
        first = max(0, last - _LONGEST_MARK)
        for begin, _ in spans(_BEFORE, shadow[first:last]):
            marks.setdefault(first + begin, Substitution(first + begin, last, ""))
        word = _WORD.match(shadow, end, end + _LONGEST_WORD)
        first = word.end() if word is not None else end
        for _, behind in spans(_BEHIND, shadow[first : first + _LONGEST_MARK])[:1]:
            marks.setdefault(first, Substitution(first, first + behind, ""))
    parts: list[Substitution] = []
    at = 0
    inner = iter(sorted(marks.values()))
    mark = next(inner, None)
    for begin, end in lines:
        if begin > at:
            parts.append(Substitution(at, begin, "\n" if at else ""))
        at = begin
        while mark is not None and mark.start < end:
            if at <= mark.start and mark.end <= end:
                parts.append(mark)
                at = mark.end
            mark = next(inner, None)
        at = end
    view = _JointView(text, [*parts, Substitution(at, len(text), "")], frozenset(start for start, _ in joints), below)
    view.fields = view.map_fields(list(fields_inside(fields, lines)))
    return [view]


def _word_before(shadow: bytes, end: int) -> int:
    """Where the word begins that ends at ``end``."""
    first = max(0, end - _LONGEST_WORD)
    end -= shadow[end - 1] == ord(".")
    first += len(shadow[first:end].rstrip(_LETTERS))
    if glued := _GLUED.match(shadow, max(0, first - 1), end):
        return glued.end()
    return end - len(shadow[first:end].lstrip(b"'-"))


def _begins_with_capital(shadow: bytes, end: int) -> bool:
    return shadow[_word_before(shadow, end) : end][:1].isupper()
