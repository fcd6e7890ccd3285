"""Passwords in sentences and commands: "hunter2! is the password", ``deploy / gr4pefru1t``, ``sshpass -p hunter2``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.concepts import PASSWORD, USERNAME
from objectlambda.pii.rules.context import linear, spans
from objectlambda.pii.rules.credentials import USUAL_PASSWORDS, is_strong
from objectlambda.pii.rules.gates import LOGINS, Gated
from objectlambda.pii.rules.labelled import NO_VALUES, is_value
from objectlambda.pii.rules.literals import has, has_any
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import byte_words

_BEFORE = linear(
    rb"[^\s\"'`<>,;]{6,40}[\"'`]? (?:is|as|was) (?:the|my|your|our"
    rb"|her|his|a|their) (?:[a-z]+ ){0,2}(?:password|passcode|pwd)\b"
)
_SSHPASS = linear(rb"\bsshpass -p ?(?:'[^'\n]{3,80}'|\"[^\"\n]{3,80}\"|[^\s'\"]{3,80})")
_MYSQL = linear(rb"\bmysql[a-z]* [^\n|;]{0,80} -p[^\s'\"$-][^\s'\"]{3,60}")
_SQLCMD = linear(rb"\b(?:sqlcmd|bcp|isql|osql)\b[^\n|;]{0,120} -P ?[\"\x27]?[^\s\"\x27$]{3,60}")
_SLASHED = LOGINS.pattern(rb"(?i)\b(?:admin|root|user|login|guest|administrator) / [^\s\"'<>,;]{6,40}")
_CREDS = linear(
    rb"(?i)\b(?:creds|credentials|password|passwords|pwd|pw|pass|passcode|wifi|wi-fi|log-?in"
    rb"|contrasena|contrase.a|clave)\b[^\n]{0,60}?\b(?:was|is|era|es|to|still|now|en|por|dejo|puse|pongo):? "
    rb"[\"'`]?[^\s\"'`<>,;]{7,40}"
)
_PAIR = linear(
    rb"[\"'`]?[A-Za-z0-9_][A-Za-z0-9_.@\-]{1,40}[\"'`]?(?: / | \| | \x1a | - |/|:)(?:`[^`\s]{4,40}`"
    rb"|\"[^\"\s]{4,40}\"|'[^'\s]{4,40}'"
    rb"|[^\s\"'`<>,;|]{6,40})"
)
"""A login and its password: "deploy / gr4pefru1t-salad", `admin` / `vantage`."""
_SPEAKS_OF_LOGIN = (
    rb"(?i)\b(?:log-?ins?|creds?|credentials|password|pw|pwd|access|account|sign-?in|log(?:ged)? in|admin|user"
    rb"|username|default"
    rb"|old|new|temp|usuario|clave|contrasena|acceso)\b"
)
_OF_LOGIN = linear(_SPEAKS_OF_LOGIN + rb"[^\n]{0,40}\z")
"""What stands before a pair on its line."""
_ANY_OF_LOGIN = LOGINS.pattern(_SPEAKS_OF_LOGIN)
"""What a window with such a pair holds."""
_SET_TO = linear(
    rb"(?i)\b(?:(?:re-?)?set(?:ting)?|chang(?:e|ed|ing)|switch(?:ed|ing)?|updat(?:ed|ing))(?: (?:it|that|hers|his"
    rb"|mine|yours|everything"
    rb"|them))?(?: [a-z]{2,10}){0,3} to [\"'`]?[^\s\"'`<>,;]{7,40}"
)
_WITH_AND = linear(rb"(?i)\b(?:pw|pwd|pass|password|passcode|passwd):? [^\s\"'`<>,;&=]{2,30}&[^\s\"'`<>,;&=]{2,30}")
"""A password with an ampersand, which elsewhere ends a parameter."""
_ARROW = linear(rb"(?i)\b(?:pw|pwd|pass|password|passwd)\b[^\n]{0,20}?(?:->|=>|\x1a) ?[\"'`]?[^\s\"'`<>,;]{6,40}")
_TO_ENTER = linear(
    rb"(?i)\b(?:use|try|with|using|enter|type|typed|type in|put in|tried) [\"'`]?[^\s\"'`<>,;]{7,40}[\"'`]?"
    rb" (?:to (?:log|sign|get|unlock|connect|open|access|join)|as (?:the|your|my|a) (?:password|pw|pass)"
    rb"|for (?:the )?(?:password|wi-?fi|login|first login)|works|should work|is the one|and it|but it)\b"
)
"""What is typed in: "use Hunter2! to log in"."""
_PUT = linear(
    rb"(?i)\b(?:he puesto|puse|pongo|meto|met.|he metido|prob. con|pruebo con|usa|usad|use"
    rb"|i (?:put|used|tried|typed|entered|set)"
    rb"|it(?:'s| is) now|ahora es|sigue siendo) (?:la |el |el de )?[\"'`]?[^\s\"'`<>,;]{7,40}"
)
"""What somebody typed, behind a sentence about a password: "he puesto Verano2031* y nada"."""
_SPOKE_OF = re.compile(rb"password|passcode|contrasena|\bclave|\bpw\b|\bpwd\b")
_REACH = 160
_QUOTED = linear(
    rb"(?i)\b(?:password|pass ?phrase|passcode|pw|pwd|pass|contrasena|clave)(?: (?:there|here|again|now|still|for "
    rb"(?:it|that|this)"
    rb"|(?:on|for|to|of) (?:the |my |our |your )?[a-z0-9\-]{2,16}(?: [a-z0-9\-]{2,16})?))? (?:is|was|are|=|set to"
    rb"|es|era)"
    rb" (?:still |now |just |always |simply )?(?:\"[^\"\n]{4,40}\"|'[^'\n]{4,40}'|`[^`\n]{4,40}`"
    rb"|\x1a[^\x1a\n]{4,40}\x1a)"
)
"""A password in quotes: words may be one, too."""


_PLAIN = linear(
    rb"(?i)\b(?:password|passwd|pass ?word|pass ?phrase|pw|contrase.a|clave)(?: (?:for|to|on|de"
    rb"|del) [a-z0-9 ]{2,24}?)? "
    rb"(?:is|was|has been|will be|es|era|sigue siendo) (?:always|still|just|simply|now|siempre|todav.a"
    rb"|a.n) [a-z0-9]{5,24}"
    rb"(?:[.,;!)\n]|$)"
)
"""A password that may be a word: "the password was always snowflake"."""
_NO_SECRET = re.compile(
    rb"(?i)(?:.*(?:ed|ing|able|ible|less|ted|ado|ido|able|ente)|required|valid|empty|blank|wrong|right|there|working"
    rb"|correct|incorrect|invalid|hidden|needed|stored|shown|secret|known|visible|unknown|broken|weak|strong)"
)


class SpokenPasswordRecognizer(WindowRecognizer):
    """A password in a sentence or a command: "hunter2! is the password", ``sshpass -p hunter2``."""

    TYPES = (EntityType.PASSWORD, EntityType.USERNAME)
    HOW: ClassVar[Mapping[str, str]] = {
        EntityType.PASSWORD: '"… is the password", "login is jdoe / …", "use … to log in", sshpass -p …',
        EntityType.USERNAME: '"login is jdoe / …"',
    }

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        if has(shadow, b"sshpass"):
            for start, end in scan.matches(_SSHPASS):
                first = shadow.find(b"-p", start) + 2
                while shadow[first : first + 1] in (b" ", b"'", b'"'):
                    first += 1
                yield Entity(EntityType.PASSWORD, first, end - (shadow[end - 1 : end] in (b"'", b'"')), 0.9)
        for start, end in scan.matches(_SLASHED):
            first = shadow.rfind(b" ", start, end) + 1
            if _complex(shadow[first:end]):
                yield Entity(EntityType.PASSWORD, first, end, 0.7)
        if has(shadow, b" -P"):
            for start, end in scan.matches(_SQLCMD):
                first = shadow.rfind(b" -P", start, end) + 3
                first += len(shadow[first:end]) - len(shadow[first:end].lstrip(b" \"'"))
                yield Entity(EntityType.PASSWORD, first, end, 0.9)
        if has(shadow, b"mysql"):
            for start, end in scan.matches(_MYSQL):
                first = shadow.rfind(b" -p", start, end) + 3
                yield Entity(EntityType.PASSWORD, first, end, 0.85)
        if not scan.speaks_of(PASSWORD | USERNAME) and not has_any(scan.lower, (b"log in", b"sign in")):
            return
        yield from _pairs(scan)
        for pattern in () if scan.code else (_SET_TO, _TO_ENTER):
            for start, end in scan.matches(pattern):
                value = _TYPED.search(shadow, start, end)
                if value is not None and _complex(value[1].rstrip(b".,!?;:)")):
                    secret = value[1].rstrip(b".,?;:)")
                    yield Entity(EntityType.PASSWORD, value.start(1), value.start(1) + len(secret), 0.75)
        if not scan.speaks_of(PASSWORD):
            return
        for start, end in (*scan.matches(_ARROW), *scan.matches(_WITH_AND)):
            value = _LAST.search(shadow, start, end)
            if value is not None and _complex(value[0].rstrip(b".,?;:)")):
                yield Entity(EntityType.PASSWORD, value.start(), value.start() + len(value[0].rstrip(b".,?;:)")), 0.85)
        for start, end in () if scan.code else scan.matches(_PUT):
            value = _LAST.search(shadow, start, end)
            spoken = _SPOKE_OF.search(scan.lower, max(0, start - _REACH), start)
            if value is not None and spoken is not None and _complex(secret := value[0].rstrip(b".,?;:)")):
                yield Entity(EntityType.PASSWORD, value.start(), value.start() + len(secret), 0.75)
        for start, end in scan.matches(_QUOTED):
            first = shadow.rfind(shadow[end - 1 : end], start, end - 1) + 1
            if is_value(shadow[first : end - 1]) and not scan.code:
                yield Entity(EntityType.PASSWORD, first, end - 1, 0.85)
        for start, end in () if scan.code else scan.matches(_PLAIN):
            first = shadow.rfind(b" ", start, end) + 1
            secret = shadow[first:end].rstrip(b".,;!)\n")
            if _NO_SECRET.fullmatch(secret) is None and is_value(secret):
                yield Entity(EntityType.PASSWORD, first, first + len(secret), 0.7)
        for start, end in scan.matches(_BEFORE):
            value = _UNQUOTED.match(shadow, start, end)
            if value is not None and _complex(value.group()):
                yield Entity(EntityType.PASSWORD, start, value.end(), 0.75)
        for start, end in scan.matches(_CREDS):
            first = (
                max(
                    shadow.rfind(b" ", start, end),
                    shadow.rfind(b'"', start, end - 1),
                    shadow.rfind(b"`", start, end - 1),
                )
                + 1
            )
            secret = shadow[first:end].rstrip(b".,?;:)")
            if _complex(secret.rstrip(b"!")):
                yield Entity(EntityType.PASSWORD, first, first + len(secret), 0.65)


_LAST = re.compile(rb"[^\s\"'`>]+\Z")
_UNQUOTED = re.compile(rb"[^\s\"'`]+")
_TYPED = re.compile(
    rb"(?:\bto|\buse|\btry|\bwith|\busing|\benter|\btype|\btyped|\bin|\btried) [\"'`]?([^\s\"'`<>,;]{7,40})",
    re.IGNORECASE,
)


def _pairs(scan: Scan) -> Iterator[Entity]:
    """The logins and passwords of pairs on lines that speak of a login."""
    shadow = scan.shadow
    if (
        not scan.holds(_ANY_OF_LOGIN)
        or scan.code
        or not any(mark in shadow for mark in (b" / ", b" | ", b"/", b" - ", b":"))
    ):
        return
    for start, end in spans(_PAIR, shadow, _lines_with(scan, _ANY_OF_LOGIN)):
        line = shadow.rfind(b"\n", 0, start) + 1
        if _OF_LOGIN.search(shadow[max(line, start - 80) : start].rstrip(b" \t")) is None:
            continue
        pair = _PARTS.match(shadow, start, end)
        if pair is None or (pair["by"] == b"/" and _AGENT.search(shadow, line, start)):
            continue
        login, secret = pair["login"], pair["secret"].rstrip(b".,?;:)")
        spaced, quoted = pair["by"].startswith(b" "), shadow[end - 1 : end] in b"`\"'"
        if quoted and spaced and pair["open"]:
            sure = is_value(secret) or secret in USUAL_PASSWORDS
        else:
            sure = _complex(secret) and (spaced or (is_strong(secret) and not _ADDRESS.search(secret)))
        if sure and not login.isdigit() and not secret.startswith((b"aws:", b"#")):
            yield Entity(EntityType.PASSWORD, pair.start("secret"), pair.start("secret") + len(secret), 0.85)
            if login.lower() not in _COLUMNS and login.lower() not in NO_VALUES:
                yield Entity(EntityType.USERNAME, *pair.span("login"), 0.85)


def _lines_with(scan: Scan, pattern: Gated) -> Iterator[tuple[int, int]]:
    """The lines in which ``pattern`` matches, in order."""
    end = -1
    for start, _ in scan.matches(pattern):
        if start > end:
            end = scan.shadow.find(b"\n", start)
            end = len(scan.shadow) if end < 0 else end
            yield scan.shadow.rfind(b"\n", 0, start) + 1, end


_PARTS = re.compile(
    rb"(?P<open>[\"'`]?)(?P<login>[\w.@\-]+)[\"'`]?(?P<by> / | \| | \x1a | - |/|:)[\"'`]?(?P<secret>[^\s\"'`]+)"
)
_AGENT = re.compile(rb"HTTP/\d|[A-Za-z]/\d+\.\d|[Ss]uccessfully assigned ")
"""What stands before the programs that a browser names ("curl/8.1 md/Botocore#1.31"), and pods of Kubernetes."""
_COLUMNS = byte_words("password passwd pass pw pwd login user username creds credentials is old new temp default clave")
_ADDRESS = re.compile(rb"^//|^\d+(?:[./:]|$)|\.(?:com|org|net|io|html?|php)\b")


def _complex(value: bytes) -> bool:
    """Whether ``value`` mixes letters, digits and punctuation like a password, unlike dates, addresses and numbers."""
    letters = any(chr(char).isalpha() for char in value)
    digits = any(48 <= char <= 57 for char in value)
    marks = any(chr(char) in "!@#$%^&*+=?~-_" for char in value)
    cases = any(65 <= char <= 90 for char in value) and any(97 <= char <= 122 for char in value)
    odd = b"://" in value or b"/" in value or re.search(rb"@[^@]+\.[a-z]{2,}$", value) is not None
    return (
        letters
        and not odd
        and ((digits and marks) or (marks and cases and b"-" not in value) or (digits and cases))
        and len(value) > 6
    )
