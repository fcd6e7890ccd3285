"""Where the answer to a question begins: behind it on its line, in the next field, cell, message or cue.

``Q: What is your SSN? A: …``, ``Agent: Your PIN? / Customer: …``, ``{"q": "Your account?", "a": "…"}``,
``{"role": "assistant", "content": "Your SSN?"}, {"role": "user", "content": "…"}``.
"""

from __future__ import annotations

import re

from objectlambda.pii.rules.words import byte_words

_SIGNS = rb"[\s\"'`{}\[\]|,;<>*_=/\\()#.:\-]"
_SAID = (
    rb"(?:it'?s|it is|sure|yes|yeah|yep|ok(?:ay)?|um|uh|that'?s|that is|the|number|numbers|is|my|so|well|hi|digits|they"
    rb"|are|would|be|of course|let me see|es|si|claro|el|la|son|bueno|mi)"
)
_WORD = rb"(?:[a-z][\w.'\-]{0,24}+(?: [a-z][\w.'\-]{0,24}+){0,2}+)"
_TIME = rb"\d{1,4}(?:[:.,t\-]\d{1,3}){0,6}+(?:z|[ ]?[ap]m)?(?![\w/])"
_BETWEEN = re.compile(
    rb"%b*+(?:(?:%b(?=[\s,.!:])|[aqrp]\.(?=\s)|%b(?=\s?[:>|\"'\])}=,])|%b)%b++){0,14}+"
    % (_SIGNS, _SAID, _WORD, _TIME, _SIGNS)
)
"""What may stand between a question mark and the answer: signs, names of speakers and fields, times, "it's"."""
REACH = 200
"""The most characters between a question and its answer."""
_LONGEST_QUESTION = 160
_PAIR = re.compile(rb"([a-z]\w{0,24})[\"']\s{0,4}:\s{0,4}\"[^\"]{1,80}\"")
_OF_SPEAKERS = byte_words(
    "role from speaker sender author user name by who type kind channel side participant party to id uid lang ts at"
    " time timestamp date created sent autor usuario rol nombre de fecha hora emisor remitente"
)
"""The last words of keys that may stand between a question and its answer in JSON."""
OF_MESSAGES = frozenset(("text", "Text"))
"""Names of fields that hold messages, though "text" may also stand before a telephone: "call or text 206-555-0147"."""
OPENING = re.compile(rb"(?:%b[,.!: ]+){1,6}" % _SAID)
"""What may stand before the answer in its field: "sure, it's A1234567"."""
_ENDS = re.compile(rb"[\w)\"'*\]](?:\s?[*_]{1,2})?\Z")
_GOES_ON = re.compile(rb"[\s\"'*_|,;</\\\])]|\Z")
_STARTS = re.compile(rb"[\n\"|>?!;]|\. |, ")


def question_before(lower: bytes, start: int, floor: int) -> tuple[int, int] | None:
    """The place of the question in ``lower[floor:start]`` that what begins at ``start`` answers; None without one."""
    mark = lower.rfind(b"?", max(floor, start - REACH), start)
    if mark < 0 or not _is_question(lower, mark) or _BETWEEN.fullmatch(lower, mark + 1, start) is None:
        return None
    if any(pair[1] not in _OF_SPEAKERS for pair in _PAIR.finditer(lower, mark + 1, start)):
        return None  # it has its answer: {"q": "…?", "a": "blue", "size": 12345678}
    first = max(floor, mark - _LONGEST_QUESTION)
    begins = [match.end() for match in _STARTS.finditer(lower, first, mark)]
    return (begins[-1] if begins else first), mark


def answer_behind(lower: bytes, label_end: int) -> int:
    """Where the answer begins to the question that goes on at ``label_end``; -1 if no question does."""
    mark = question_mark(lower, label_end)
    between = _BETWEEN.match(lower, mark + 1, mark + 1 + REACH) if mark >= 0 else None
    return -1 if between is None else between.end()


def question_mark(lower: bytes, label_end: int) -> int:
    """The place of the question mark of the question that goes on at ``label_end``; -1 if no question does."""
    rest = _REST.match(lower, label_end)
    return -1 if rest is None or not _is_question(lower, rest.end() - 1) else rest.end() - 1


_REST = re.compile(
    rb"(?:[ ,'/()\-]{1,3}+(?:number|numbers|no|code|id|please|pls|sir|madam|again|for|to|on|of|the|this|that|your|my"
    rb"|our|account|file|record|card|is|was|be|login|log|in|site|app|portal|system|with|us|here|now|me|do|you|have|use|used|tell|then|s"
    rb"|es|del?|la|el|su|tu|mi|por|favor|usa|para|sistema|cuenta|acceso|actual)\b){0,8}+[ )]{0,2}+\?"
)
"""The rest of a question behind its label: "your password for the portal, please?"; in others, a verb asks for more."""


def _is_question(lower: bytes, mark: int) -> bool:
    """Whether the question mark is one of a sentence, and not of a URL, a pattern or a condition in a program."""
    return _GOES_ON.match(lower, mark + 1) is not None and _ENDS.search(lower, max(0, mark - 4), mark) is not None
