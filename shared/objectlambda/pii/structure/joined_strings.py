"""Finds values that programs and people put together from strings: ``"536-22-" + "1234"``, a backslash at a line's end,
``.append("536-22-").append("1234")``; `called_strings` finds those in calls. So are values that two records of a log of
containers (of Docker and of Kubernetes) or two cues of subtitles hold.

What is joined counts only if it holds something like a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from objectlambda.pii.rules.gates import Held
from objectlambda.pii.structure.pieces import Pieces
from objectlambda.pii.structure.searches import IN_PIECES, spans_of
from objectlambda.pii.structure.spelled import label_before
from objectlambda.pii.structure.views import Substitution

_JOINT = IN_PIECES.pattern(
    rb"[0-9A-Za-z@.\-](?:['\"`][\s\\]{0,40}(?:(?:\+|\|\||\.{1,2}|&|<>|<<|~)[\s\\_]{0,40})?[rRbBuUfFlLnN@]{0,2}['\"`]"
    rb"|[ \t]?\\\r?\n[ \t]{0,40})|@[ \t]?\r?\n[ \t>#*/;|]{0,12}"
)
"""A joint between two strings of a program, a line that goes on, an address of mail that a line's end splits.

It begins with the last character before it.
"""
_APPENDED = IN_PIECES.pattern(
    rb"[0-9A-Za-z@.\-]['\"`]\)?\s{0,40}(?:;\s{0,40}[A-Za-z_$][\w$]{0,30})?\.(?:append|Append|concat|Concat|push_str|add|push"
    rb"|put|write|Write|print)(?:Line|ln)?\([ ]?[rRbBuUfFlLnN@]{0,2}['\"`]",
    needle=rb"(?:ppend|oncat|push_str|add|push|put|rite|print)(?:Line|ln)?\([ ]?[rRbBuUfFlLnN@]{0,2}['\"`]",
)
_ADDED = IN_PIECES.pattern(
    rb"[0-9A-Za-z@.\-]['\"`];\s{0,40}[A-Za-z_$][\w$.]{0,30} ?[+.]= ?[rRbBuUfFlLnN@]{0,2}['\"`]",
    needle=rb"[+.]= ?[rRbBuUfFlLnN@]{0,2}['\"`]",
)
_WITH_CODE = IN_PIECES.pattern(
    rb"[0-9A-Za-z@.\-]['\"`]\s{0,9}[|+&.]{1,2}\s{0,9}(?:CHR|CHAR|NCHAR|chr|char|Chr|ChrW)\(\d{2,3}\)\s{0,9}[|+&.]{1,2}\s{0,9}"
    rb"[nN]?['\"`]",
    needle=rb"(?:HR|HAR|hr|har|hrW)\([0-9]{2,3}\)\s{0,9}[|+&.]",
)
"""A sign by its code between two strings: ``'536' || CHR(45) || '22'``."""
_RECORDS = IN_PIECES.pattern(
    rb"[0-9A-Za-z@.\-]\",\s?\"stream\":\s?\"std(?:out|err)\"[^\n]{0,200}\}\s{0,4}\{\s?\"log\":\s?\"",
    needle=rb"\}\s{0,4}\{\s?\"log\":\s?\"",
)
"""A record of Docker's log without a line end, which goes on in the next record."""
_LINES = IN_PIECES.pattern(
    rb"[0-9A-Za-z@.\-]\r?\n\d{4}-\d\d-\d\dT[\d:.]{8,20}(?:Z|[+\-]\d\d:\d\d) std(?:out|err) [FP] ",
    needle=rb"std(?:out|err) P ",
)
"""The end of a line of a log of Kubernetes' containers, and the start of the next one."""
_IS_PARTIAL = re.compile(rb"\S{1,40} std(?:out|err) P ")
_CUES = IN_PIECES.pattern(
    rb"[0-9@.\-]\r?\n\r?\n(?:\d{1,6}\r?\n)?(?:\d\d:)?\d\d:\d\d[.,]\d{3} --> "
    rb"(?:\d\d:)?\d\d:\d\d[.,]\d{3}[^\n]{0,60}\n(?:<v[^>\n]{0,40}>|- ?)?[0-9@.\-]",
    needle=rb"[.,]\d{3} --> ",
)
"""The end of a cue of SubRip or WebVTT in a number or an address, and the start of the next one."""
_CODE = re.compile(rb"\((\d{2,3})\)")
_SIGNS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@.+_-"
_AFTER = re.compile(rb"[A-Za-z0-9@.+_\-]+")
_AFTER_BLANKS = re.compile(rb"[A-Za-z0-9@.+_\- ]+")
_IS_KEY = re.compile(rb"['\"`]\s{0,8}[:=]")
"""The last string is no piece, but the key of what comes next."""
_JOINTS = (_JOINT, _APPENDED, _ADDED)
_ASCII = 128
_LONGEST = 64
_BACKSLASH = ord("\\")
_SIGN = re.compile(rb"[0-9@]")
"""What every value that counts has one of."""
VALUE = re.compile(
    r"(?:[0-9][ .\-]?){9,}|[A-Za-z0-9._+\-]{2,64}@[\w\-]{1,63}\.[\w\-.]{2,63}|(?=[A-Z]{0,33}[0-9])[A-Z0-9]{16,34}"
)


def joined_values(held: Held) -> Iterator[Pieces]:
    """The values in an ASCII shadow that stand in several strings."""
    joints = [Substitution(before + 1, end, "") for one in _JOINTS for before, end in spans_of(held, one)]
    for before, end in spans_of(held, _WITH_CODE):
        code = _CODE.search(held.subject, before, end)
        joints.append(Substitution(before + 1, end, chr(int(code[1])) if code and int(code[1]) < _ASCII else ""))
    joints += [Substitution(before + 1, end, "") for before, end in spans_of(held, _RECORDS)]
    joints += [Substitution(before + 1, end - 1, "") for before, end in spans_of(held, _CUES)]
    for before, end in spans_of(held, _LINES):
        if _IS_PARTIAL.match(held.subject, held.subject.rfind(b"\n", 0, before) + 1):
            joints.append(Substitution(before + 1, end, ""))
    return glued_values(held.subject, sorted(joints))


def glued_values(shadow: bytes, joints: Iterable[Substitution], *, blanks: bool = False) -> Iterator[Pieces]:
    """The values that the words around ``joints`` make, which are in order; a joint may stand for a sign.

    With ``blanks``, they may have blanks.
    """
    goes_on = _AFTER_BLANKS if blanks else _AFTER
    run: list[Substitution] = []
    for joint in joints:
        if run and goes_on.fullmatch(shadow, run[-1].end, joint.start) is None:
            yield from _value(shadow, run, blanks=blanks)
            run = []
        run.append(joint)
    if run:
        yield from _value(shadow, run, blanks=blanks)


def _value(shadow: bytes, joints: Sequence[Substitution], *, blanks: bool) -> Iterator[Pieces]:
    """The value that the words before, between and after ``joints`` make."""
    signs, ahead = (_SIGNS + b" ", _AFTER_BLANKS) if blanks else (_SIGNS, _AFTER)
    before = _start(shadow, max(0, joints[0].start - _LONGEST), joints[0].start, signs)
    if before and shadow[before - 1] == _BACKSLASH:
        before = None  # a command of TeX
    after = ahead.match(shadow, joints[-1].end, joints[-1].end + _LONGEST)
    if before is None and len(joints) > 1:  # the first joint stands before the value
        before = _start(shadow, joints[0].end, joints[1].start, signs)
        joints = joints[1:]
    if after is None and len(joints) > 1:  # the last joint stands behind it
        after = ahead.match(shadow, joints[-2].end, joints[-1].start)
        joints = joints[:-1]
    if before is None or after is None or _IS_KEY.match(shadow, after.end()):
        return
    if _SIGN.search(shadow, before, after.end()) is None and not any(joint.text for joint in joints):
        return  # words
    parts: list[Substitution] = []
    at = before
    for start, end, shown in joints:
        parts.append(Substitution(at, start, shadow[at:start].decode()))
        if shown:
            parts.append(Substitution(start, start + 1, shown))
        at = end
    parts.append(Substitution(at, after.end(), shadow[at : after.end()].decode()))
    if VALUE.search(Pieces(parts).value):
        yield Pieces(parts, label_before(shadow, parts[0].start))


def _start(shadow: bytes, first: int, last: int, signs: bytes) -> int | None:
    """Where the ``signs`` begin that end ``shadow[first:last]``; None if there are none."""
    start = first + len(shadow[first:last].rstrip(signs))
    return start if start < last else None
