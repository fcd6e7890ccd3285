"""Logins that people jot down: in chats, below letters, in notes of tickets, in comments and in lists of accesses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import ClassVar

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common, is_listed
from objectlambda.pii.rules.first_names import FIRST_NAMES
from objectlambda.pii.rules.functions import is_function
from objectlambda.pii.rules.gates import LOGINS
from objectlambda.pii.rules.labelled import NO_VALUES, PLACEHOLDER
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.login_places import NOBODY
from objectlambda.pii.rules.scan import Scan

_LOGIN = rb"[A-Za-z][A-Za-z0-9_.\-]{1,30}[A-Za-z0-9_]"
_CLOCK = rb"\d{1,2}[:.]\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\.?)?"
_TALK = LOGINS.pattern(
    rb"(?m)^[ \t]{0,4}(%s)[ \t]{1,3}(?:at |a las |@ ?|[\[(])?%s[\])]?(?::| -| >)[ \t]{1,3}[^\s]" % (_LOGIN, _CLOCK)
)
"""A line of a chat: "jdoe 2:14 AM: …", "jdoe [14:02]: …", "jdoe @ 14:02 - …"."""
_TYPED = LOGINS.pattern(
    rb"(?i)\b(?:typist|mecan.grafa?)[ \t]*:[ \t]*((?-i:[a-z])[a-z0-9_.]{1,19})[ \t]*(?:\r?\n|$)"
    rb"|\b(?:typed|transcribed|keyed|keyed in|entered|inputted|scanned|indexed|mecanografiad[oa]|transcrit[oa]"
    rb"|tecle?ad[oa]|digitad[oa]|grabad[oa]|escanead[oa]|capturad[oa])[ \t]+(?:by|por)(?:[ \t]*:)?[ \t]+"
    rb"((?-i:[a-z])[a-z0-9_.]{0,18}[a-z0-9_])"
    rb"(?:[ \t]*[.,;)/|][ \t\r\n]|[ \t]*[.)]?[ \t]*(?:\r?\n|$)|[ \t]+(?:on|el|at|a)[ \t]+\d)"
)
"""Who typed a letter or a form, by the login or by initials: "typed by jrl"."""
_SPOOL = LOGINS.pattern(
    rb"/var/(?:spool/)?(?:mail|cron(?:/(?:crontabs|tabs))?)/([a-z_][a-z0-9_.\-]{1,31})(?:[\s:;,'\")]|$)"
)
_ACTED = (
    rb"abiert[oa]|cerrad[oa]|cread[oa]|asignad[oa]|reportad[oa]|solicitad[oa]|registrad[oa]|modificad[oa]|resuelt[oa]"
    rb"|escalad[oa]|atendid[oa]|opened|created|reported|raised|logged|closed|assigned|resolved|requested|escalated|handled"
)
_TICKET = LOGINS.pattern(
    rb"(?i)\b(?:%s)[ \t]+(?:por|by|a|to)[ \t]*:[ \t]*(%s)[ \t]*[\[(]"
    rb"|\b(?:(?:nota|comentario|respuesta|actuaci.n) (?:interna|p.blica|privada|t.cnica)|nota|comentario"
    rb"|(?:internal|private|public|work|staff) (?:note|comment|reply)|note|comment|worklog|reply)[ \t]*[\[(](%s)[\])]"
    % (_ACTED, _LOGIN, _LOGIN)
)
"""Who opened a ticket, before the name in brackets, and who wrote a note: "Internal note (tec04)"."""
_ASKED = LOGINS.pattern(
    rb"(?i)\b(?:ask|ping|poke|tell|contact|blame|owner|check with|talk to|speak to"
    rb"|pregunta(?:r|d|dle|le)? a|avisa(?:r|d)? a"
    rb"|habla(?:r|d)? con|consulta(?:r|d)? (?:a|con)|mira(?:r|d)? con|lo lleva|d.[mn]?el[oa]s? a):?[ \t]+"
    rb"(@[a-z][a-z0-9_.\-]{1,30}[a-z0-9_])\b"
)
"""Whom a comment tells to ask: "ask @jdoe before deleting"."""
_LIST = LOGINS.pattern(
    rb"(?im)^[ \t]{0,12}[\"']?(?:[a-z0-9]{1,20}[_\- ])?(?:logins?|accounts|credentials?|creds|accesos"
    rb"|credenciales|claves|cuentas|contrase.as|passwords)(?:[_\- ][a-z0-9]{1,20})?[\"']?:[ \t]*\r?\n"
    rb"(?:[ \t]*[#;-][^\n]{0,80}\n)?[ \t]+[\"'\w]"
)
"""A key of lists of accesses, above its first entry."""
_ENTRY = re.compile(
    rb"[ \t]+(?:- )?[\"']?[\w.\- ]{1,40}+[\"']?:[ \t]+[\"']?([A-Za-z0-9][A-Za-z0-9_.@\-]{1,40})(?: ?[/|:,;] ?|[ \t]+)"
    rb"([^\s\"']{4,64})[\"']?[ \t]*(?:#[^\n]*)?\r?(?:\n|\Z)"
)
_LINE = re.compile(rb"[ \t]+[^\n]*\n|[ \t]*\r?\n")
_MOST_ENTRIES = 40
_ALIAS = re.compile(rb"[a-z][a-z0-9]*[_.\-\d][a-z0-9_.\-]*|[a-z]{2,}[A-Z]\w*|\w*[a-z]\w*\d\w*", re.ASCII)
_SECRET = re.compile(rb"(?=.*[A-Za-z])(?=.*[\d\W_]).*")
_PRONOUNS = frozenset(b"me us him her you them it hand mano mi ti el ella ellos nosotros usted all both".split())
_FOLDERS = frozenset((b"crontabs", b"tabs"))
_DAY = rb"(?:\d{4}[\-/.]\d\d[\-/.]\d\d|\d{1,2}[\-/.]\d{1,2}[\-/.]\d{2,4})"
_HEAD = LOGINS.pattern(
    rb"(?m)^[ \t]*(?:[\-=*#~_]{2,12}|\*|#|>)[ \t]*[\[(]?%s[ T,]{1,2}%s[\])]?[ \t,|:\-]{1,4}"
    rb"([a-z][a-z0-9._\-]{1,30}[a-z0-9])"
    rb"[ \t]*:?[ \t]*[\-=*#~_]{0,40}[ \t]*\r?$" % (_DAY, _CLOCK)
)
"""The head of an update in a ticket: "--- 2024-02-29 08:47 jdoe"."""
_ANSWER = LOGINS.pattern(
    rb"(?im)\b(?:user ?names?|user ?ids?|log-?in|usuario|nombre de usuario|nick|benutzername|identifiant)"
    rb"[^\n?:]{0,30}\?[ \t]*\r?\n"
    rb"(?:[ \t]*\r?\n)?(?:[^\n]{2,50}[ \t\[(]\d{1,2}[:.]\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?[\])]?[ \t]*:?[ \t]*\r?\n)"
    rb"[ \t]*((?-i:[a-z])[a-z0-9._\-]{2,30}[a-z0-9])[ \t]*\r?$"
)
"""A login alone below who answers the question for it in a chat."""
_BEHIND = LOGINS.pattern(
    rb"[A-Za-z\x1a'\-]{2,20},? [\[(](?:`{1,2}@?([a-z][a-z0-9._\-]{1,30})`{1,2}|@?([a-z][a-z0-9._\-]{2,30}))[\])]"
)
"""A login in backticks or in brackets behind a person's name: "Ann Roe (``aroe``)"."""
_PERSON_BEFORE = re.compile(rb"([A-Z\x1a][A-Za-z\x1a'\-]*)((?: [A-Z\x1a][A-Za-z\x1a'.\-]*){1,3}),? [\[(]`{0,2}@?\Z")
_NAME_REACH = 80
_NO_LOGIN = re.compile(rb"v?\d+(?:[.\-]\w+)*|v\d.*|rev\.?\d+|utc|gmt|cet|cest|est|edt|cst|pst|pdt|bst|msk|ist|jst|zulu")
"""A version and a zone of time."""
_ENDS_OF_WORDS = (b"ed", b"ing", b"ly", b"ado", b"ada", b"ido", b"ida", b"mente")
"""The ends of words for what happened then: "restarted", "nightly"."""
_MARKED_TIME = re.compile(rb"[ \t]+[\[(@]|[^\n:]*:[^\n:]{2,6}[AaPp]\.?[Mm]")
"""A time in brackets or with AM or PM, as chats write it and logs do not."""
_FEWEST, _FEWEST_PLAIN = 2, 3
_SURE = 0.95


class JottedLoginRecognizer(WindowRecognizer):
    """A login before the time of a message, behind "typed by", in a note of a ticket or in a list of accesses."""

    TYPES = (EntityType.USERNAME, EntityType.PASSWORD)
    HOW: ClassVar[Mapping[str, str]] = {
        EntityType.USERNAME: '"jdoe 2:14 AM: …", typed by jd, internal note (jdoe7), ask @jdoe, /var/mail/jdoe,'
        " --- 2024-02-29 08:47 jdoe, Ann Roe (``aroe``)",
        EntityType.PASSWORD: 'entries below a key such as "logins:": router: jdoe / password',
    }

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        yield from _speakers(scan)
        for start, end in groups(scan, _TYPED):
            if shadow[start:end] not in _PRONOUNS and _is_login(shadow[start:end], least=2):
                yield Entity(EntityType.USERNAME, start, end, _SURE)
        for start, end in groups(scan, _SPOOL) if has(shadow, b"/var/") else ():
            if shadow[start:end] not in NOBODY | _FOLDERS:
                yield Entity(EntityType.USERNAME, start, end, _SURE)
        for start, end in groups(scan, _HEAD):
            value = shadow[start:end]
            if (
                _is_login(value)
                and value not in NO_VALUES
                and not value.endswith(_ENDS_OF_WORDS)
                and not _NO_LOGIN.fullmatch(value)
            ):
                yield Entity(EntityType.USERNAME, start, end, _SURE)
        for start, end in groups(scan, _ANSWER) if b"?" in shadow else ():
            if _is_login(shadow[start:end]) and shadow[start:end] not in NO_VALUES:
                yield Entity(EntityType.USERNAME, start, end, _SURE)
        for start, end in groups(scan, _BEHIND):
            if _is_of_person(shadow, start, end):
                yield Entity(EntityType.USERNAME, start, end, _SURE)
        for start, end in groups(scan, _TICKET):
            if _ALIAS.fullmatch(shadow, start, end) and _is_login(shadow[start:end]):
                yield Entity(EntityType.USERNAME, start, end, _SURE)
        for start, end in groups(scan, _ASKED) if b"@" in shadow else ():
            if _is_login(shadow[start + 1 : end]):
                yield Entity(EntityType.USERNAME, start, end, _SURE)
        for start, end in scan.matches(_LIST):
            yield from _entries(shadow, shadow.index(b"\n", start, end) + 1)


def _speakers(scan: Scan) -> Iterator[Entity]:
    """Who speaks in lines of a chat, if some of the names are surely logins, or if one that is no word comes again."""
    spans = list(groups(scan, _TALK)) if not scan.code else []
    if len(spans) < _FEWEST:
        return
    said = Counter(scan.shadow[start:end] for start, end in spans)
    logins = {name for name in said if name == name.lower() and _is_login(name)} | {
        name for name in said if _ALIAS.fullmatch(name) and _is_login(name)
    }
    marked = any(_ALIAS.fullmatch(name) for name in logins)
    again = (
        len(spans) >= _FEWEST_PLAIN
        and any(said[name] > 1 for name in logins)
        and _MARKED_TIME.match(scan.shadow, spans[0][1]) is not None
    )
    for start, end in spans if marked or again else ():
        if scan.shadow[start:end] in logins:
            yield Entity(EntityType.USERNAME, start, end, _SURE)


def _entries(shadow: bytes, at: int) -> Iterator[Entity]:
    """The logins and passwords of the entries below a key: ``router: jdoe / Secret-7``."""
    for _ in range(_MOST_ENTRIES):
        entry = _ENTRY.match(shadow, at)
        if entry is not None:
            user, secret = entry[1], entry[2]
            if (
                user.lower() not in NOBODY | {secret.lower()}
                and _SECRET.fullmatch(secret)
                and not PLACEHOLDER.fullmatch(secret)
            ):
                yield Entity(EntityType.USERNAME, *entry.span(1), _SURE)
                yield Entity(EntityType.PASSWORD, *entry.span(2), _SURE)
        line = entry or _LINE.match(shadow, at)
        if line is None:
            return
        at = line.end()


def _is_of_person(shadow: bytes, start: int, end: int) -> bool:
    """Whether the login at ``start`` is made of the person's name before it, as of its initial and surname."""
    person = _PERSON_BEFORE.search(shadow, max(0, start - _NAME_REACH), start)
    if person is None:
        return False
    login = re.sub(rb"[^a-z]", b"", shadow[start:end])
    first, *others = (re.sub(rb"[^a-z]", b"", part) for part in (person[1] + person[2]).lower().split(b" "))
    last = others[-1]
    if first.decode() not in FIRST_NAMES and is_common(last.decode()):
        return False  # "Jenkins Pipeline (jpipeline)"
    if len(first) < _SHORTEST_PART or len(last) < _SHORTEST_PART:
        return False
    return any(
        login in (first[:given] + last, last + first[:given], first[:given] + last[:8])
        for given in range(1, len(first) + 1)
    ) or login in (first + last[:1], first[:1] + b"".join(others))


_SHORTEST_PART = 2


def _is_login(name: bytes, *, least: int = 3) -> bool:
    plain = name.lower().decode(errors="replace")
    if len(plain) < least or name.lower() in NOBODY or plain in FIRST_NAMES or is_function(plain):
        return False
    return not is_common(plain) and not (plain.isalpha() and is_listed(plain))
