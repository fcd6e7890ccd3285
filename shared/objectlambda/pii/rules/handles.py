"""User names told by their place: before "wrote:", as the text of a link, in lists of people and authors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.first_names import ALSO_WORDS, FIRST_NAMES
from objectlambda.pii.rules.gates import LOWER
from objectlambda.pii.rules.labelled import NO_VALUES
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.scan import Scan

_LOGIN = rb"[A-Za-z0-9_][A-Za-z0-9_.\-]{1,38}[A-Za-z0-9_]"
_WROTE = linear(
    rb"(?m)(?:[,>:] |^[> ]{0,6})(%s)(?: <[^<>\n]{3,80}>)?"
    rb" (?:wrote|escribio|schrieb|scrisse|escreveu|ha scritto|a ecrit|skrev)"
    rb" ?:" % _LOGIN
)
_LINKED = linear(
    rb"(@?[A-Za-z0-9_][A-Za-z0-9_.\\\-]{1,39})[\]`*_]{0,3}\s{0,2}[(<]https?://([a-z0-9.\-]{3,60}/[^\s()<>\[\]{}\"\x27]{1,120})"
)
_LATEX = linear(
    rb"\\href\{https?://([a-z0-9.\-]{3,60}/[^\s{}]{1,120})\}"
    rb"\{(?:\\[A-Za-z]{1,10} )?(@?[A-Za-z0-9_][A-Za-z0-9_.\\\-]{1,39})\}"
)
_SENT = linear(
    rb"(?m)^(?:[^<>\n]{1,80}<[^<>\n]{3,80}>|[ \t]{0,8}(?:From|To|Cc|Author|Commit|Committer|Tagger"
    rb"|(?:Signed-off|Reviewed|Acked|Tested|Reported"
    rb"|Suggested|Co-authored|Co-developed|Approved)-by):[ \t]{0,7})[ \t](%s) <[^\s<>@]{1,64}@[^\s<>]{3,80}>" % _LOGIN
)
"""One word before a mail address in a header of mail or of a commit."""
_PROFILE = re.compile(
    rb"[^/]+/(?:users?|u|people|profile|profiles|members?|in|user|id)/[^/]+/?"
    rb"|(?:www\.)?(?:github|gitlab|bitbucket|twitter|x|instagram|facebook|tiktok|twitch|keybase|quora|dev|codepen|dribbble"
    rb"|linkedin|t|mastodon|medium|facebook)(?:\.(?:com|org|io|tv|to|me|social))?/[^/]+/?|[^/]+/[@~][^/]+/?",
    re.IGNORECASE,
)
"""The address of a person's page."""
_OWNED = LOWER.pattern(
    rb"\b(?:my|your|his|her|their|mi|tu|su) (?:login|log-in|user ?name|user ?id|account name|screen name|nick(?:name)?"
    rb"|usuario|nombre de usuario|apodo)(?: (?:name|is|was|es|era))? ?:? [\x27\"`]?(%s)" % _LOGIN
)
_WORDLIKE = re.compile(
    r"(?:page|bar|bell|(?:in)?correct[oa]|fall[ao]|.*(?:ed|ing|ly|ble|ous|ado|ido|ando|iendo|mente)|\w{1,3})"
)
"""Words, and ends of words, that say something of a login: "my login page", "my login expired"."""
_LIST = re.compile(
    r"^[ \t]*+(?!(?:- )?hosts: [^\s,]+[ \t]*\r?$)(?:[-*] )?[*_]{0,2}[\"']?"
    r"(?:attendees|participants|present|absent|speakers?|assignees?|watchers|followers|approvers|voters"
    r"|reviewers?|maintainers?|authors?"
    r"|people|members|contributors|organi[sz]ers|facilitators?|hosts?|guests|owners|asistentes?|participantes|presentes"
    r"|ausentes|ponentes|oradores|autores|autor|revisores|responsables|miembros|invitados"
    r"|apologies|regrets|in attendance|excused|asisten|excusan|disculpas|teilnehmer|anwesend|autoren)"
    r"[\"']?[*_]{0,2}[ \t]*+[:=][*_]{0,2}[ \t]*+(?:\[([^\[\]\n]{2,600})\]|([^\n\[{|>]{3,600})"
    r"|((?:\r?\n[ \t]*+[-*] [^\n:]{2,80}){1,60}))",
    re.MULTILINE | re.IGNORECASE,
)
"""A list of people: in brackets, in the rest of the line, or one on each line below."""
_LISTS = LOWER.pattern(
    rb"(?m)^[ \t]*(?:[-*] )?[*\"\x27 ]{0,3}(?:attend|watchers|followers|approvers|voters|partic|present|absent"
    rb"|speaker|assign|review|maintain|author|people"
    rb"|member|contrib|organi|facilit|host|guest|owner|asist|ausent|ponent|orador|autor|revis|respons|miembr|invit"
    rb"|apolog|regret|in attend|excus|disculp"
    rb"|teiln|anwes)"
)
"""What a text has that holds such a list: looked for first, because the pattern itself is slow."""
_WRITING = LOWER.pattern(rb"wrote|escribio|schrieb|scrisse|escreveu|scritto|a ecrit|skrev")
_ITEM = re.compile(r"[^,;\[\]\n\"']++")
_NAME = re.compile(
    r"[^\W\d_a-z][\w'’\-]*+\.?(?: (?:(?:de|del|la|van|von|der|da|dos|di) )?[^\W\d_a-z][\w'’\-]*+\.?){1,3}"
)
_ALIAS = re.compile(
    r"@?(?:[a-z][a-z0-9]*[_.\-\d][a-z0-9_.\-]*|[a-z]{2,}[A-Z]\w*|[A-Z][a-z]+[A-Z]\w+|\w*[a-z]\w*\d\w*|[A-Za-z]+_\w*[a-z]\w*)"
)
_LOWER = re.compile(r"@?[a-z][a-z0-9]{3,30}")
_PERSON_LINE = re.compile(
    r"[ \t]*+(?:[-*•] )?[^\W\d_a-z][\w'’.\-]*+(?: (?:(?:de|del|la|van|von|der) )?[^\W\d_a-z][\w'’.\-]*+){1,3}"
    r"(?: ?[<(][^\n]{1,120})?[ \t]*+\r?\Z"
)
_SINGLE_LINE = re.compile(
    r"^[ \t]*+(?:[-*•] )?([A-Za-z][A-Za-z0-9_\-]{2,30})(?: <[^<>\n]{3,80}>)?[ \t]*+\r?$", re.MULTILINE
)
_BEHIND = re.compile(r" \(@?([a-z][a-z0-9_\-]{2,30})\)[ \t]*+\r?$", re.MULTILINE)
_MOST_FIELDS = 400
"""With this many fields, a window is a table."""
_FEWEST_LINES = 8
"""This many lines with one person each make a list of authors."""
_SURE = 0.93
"""Higher than the network's score for a word in a list of names."""


class HandleRecognizer(WindowRecognizer):
    """A user name before "wrote:", after "my login", as the text of a link, or in a list of people."""

    TYPES = (EntityType.USERNAME, EntityType.NAME)
    HOW = "… wrote:, my login …, [name](https://host/users/name), attendees: […], lists of authors"

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        for match in _WROTE.finditer(shadow) if scan.holds(_WRITING) else ():
            if _is_login(shadow[match.start(1) : match.end(1)].decode()):
                yield Entity(EntityType.USERNAME, match.start(1), match.end(1), 0.8)
        for match in _OWNED.compiled.finditer(scan.lower) if scan.holds(_OWNED) else ():
            value = shadow[match.start(1) : match.end(1)].decode()
            if _is_login(value) and _WORDLIKE.fullmatch(value) is None:
                yield Entity(EntityType.USERNAME, match.start(1), match.end(1), _SURE)
        for match in _SENT.finditer(shadow) if has(shadow, b" <") and b"@" in shadow else ():
            if _ALIAS.fullmatch(value := match[1].decode()) and _is_login(value):
                yield Entity(EntityType.USERNAME, match.start(1), match.end(1), _SURE)
        if has(shadow, b"://"):
            yield from _link_texts(shadow)
        if len(scan.fields) < _MOST_FIELDS and scan.holds(_LISTS):
            for listed in _LIST.finditer(scan.text):
                yield from _people(scan.text, *listed.span(listed.lastindex or 0))
        if scan.text.count("\n") > _FEWEST_LINES:
            yield from _authors(scan.text)


def _is_login(value: str) -> bool:
    """Whether ``value`` is neither a common word nor a first name."""
    plain = value.lstrip("@").lower()
    if plain.encode(errors="replace") in NO_VALUES or plain in FIRST_NAMES or plain.isdigit() or len(plain) < 3:
        return False
    return (_ALIAS.fullmatch(value) or _LOWER.fullmatch(value)) is not None and not is_common(value)


def _link_texts(shadow: bytes) -> Iterator[Entity]:
    """Texts of links to a person's page that are the last part of the link."""
    for pattern, said, led in ((_LINKED, 1, 2), (_LATEX, 2, 1)):
        if pattern is _LATEX and not has(shadow, b"\\href"):
            continue
        for match in pattern.finditer(shadow):
            target = match[led].rstrip(b"/")
            name = match[said].replace(b"\\", b"").lstrip(b"@").lower()
            last = target.rpartition(b"/")[2].lstrip(b"@~").lower()
            if name == last and len(name) > 1 and _PROFILE.fullmatch(target):
                yield Entity(EntityType.USERNAME, match.start(said), match.end(said), _SURE)


def _people(text: str, start: int, end: int) -> Iterator[Entity]:
    """The persons and user names of a list."""
    for item in _ITEM.finditer(text, start, end):
        raw = item[0].lstrip("\r\n\t -*").rstrip()
        begin = item.start() + item[0].find(raw) if raw else item.start()
        if (name := _NAME.match(raw)) and name.end() in (len(raw), raw.find(" ("), raw.find(" <"), raw.find(" @")):
            first = name[0].partition(" ")[0].lower()
            known = first in FIRST_NAMES or first in ALSO_WORDS
            if (known or not is_common(name[0])) and not is_company(name[0]):
                yield Entity(EntityType.NAME, begin, begin + name.end(), 0.8)
        elif _is_login(raw) and "." not in raw:
            yield Entity(EntityType.USERNAME, begin, begin + len(raw), _SURE)


def _authors(text: str) -> Iterator[Entity]:
    """The user names among lines with one person each."""
    lines = text.split("\n")
    persons = sum(map(bool, map(_PERSON_LINE.match, lines)))
    if persons < _FEWEST_LINES or persons * 2 < len(lines) - 1:
        return
    for pattern in (_SINGLE_LINE, _BEHIND):
        for match in pattern.finditer(text):
            if _is_login(match[1]):
                yield Entity(EntityType.USERNAME, match.start(1), match.end(1), _SURE)
