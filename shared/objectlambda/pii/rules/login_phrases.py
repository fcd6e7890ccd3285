"""Logins in log messages: "Failed password for jdoe from", "sesión abierta para el usuario jdoe".

Sources: the messages of OpenSSH, PAM, su, sudo, cron, systemd, vsftpd, ProFTPD, Dovecot, nginx, Apache, PostgreSQL,
MySQL, SQL Server, Kubernetes, FreeRADIUS, OpenVPN and IRC clients, and their Spanish translations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import re2

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.gates import LOGINS, Gated
from objectlambda.pii.rules.labelled import NO_VALUES
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import byte_words

_LOGIN = rb"([A-Za-z0-9_][A-Za-z0-9_.\-]{0,40}[A-Za-z0-9_$]|[a-z])"
_DOMAIN = rb"(?:[A-Za-z0-9_.\-]{1,30}\\{1,4})?"
_OPEN = rb"[\"'<\[(`\x1a]{0,2}"
_USER = rb"(?:user(?: ?name)?|usuario)"

_PHRASES = (
    # OpenSSH, PAM, su, login, databases
    rb"(?:accepted|failed|postponed) [a-z\-/0-9]{3,24} for (?:invalid user |illegal user )?",
    rb"(?:session (?:opened|closed)|sesi.n (?:abierta|cerrada|iniciada)) (?:for|para(?: el)?|por(?: el)?) USER ",
    rb"(?:invalid|illegal|authenticating|unknown|nonexistent) user:? ",
    rb"(?:input_userauth_request: invalid|check pass; user unknown|no such) user:? ",
    rb"(?:new|started|removed) session \S{1,12} of user ",
    rb"password (?:changed|check failed) for (?:user )?",
    rb"(?:authentication (?:failure|failed|error)|login (?:failed|failure|incorrect)) (?:for|of|by) (?:USER )?",
    rb"password authentication failed for (?:USER )",
    rb"access denied for (?:USER )",
    rb"(?:new user|add user|delete user): (?:name=)?",
    rb"account (?:locked|unlocked|created|disabled|enabled|deleted|suspended)(?: out)?: ",
    rb"ftp login from \S{1,60},? (?:as )?",
    rb"login ok: ",
    rb"(?:successful|failed) su for ",
    rb"username/password authentication succeeded for username ",
    # the same in Spanish
    rb"(?:contrase.a|clave)(?: p.blica)? (?:aceptada|fallida|incorrecta|err.nea|rechazada|cambiada|expirada"
    rb"|vencida|caducada|restablecida|actualizada|bloqueada)"
    rb" (?:para|de)(?: el| la)? (?:usuari[oa] )?(?:inv.lid[oa] )?",
    rb"(?:acceso denegado|inicio de sesi.n (?:fallido|correcto|exitoso|err.neo)|fall. la autenticaci.n"
    rb"|fallo de autenticaci.n|autenti(?:fi)?caci.n (?:fallida|err.nea|correcta|fallada))"
    rb" (?:para|de|del)(?: el| la)? (?:usuari[oa] )?",
    rb"(?:error|fallo) (?:de|en el|al) inici(?:o|ar) (?:de )?sesi.n (?:del?|para|por)(?: el| la)? (?:usuari[oa] )?",
    rb"(?:password|contrase.a) fall. para el usuario ",
    rb"usuari[oa] (?:inv.lid[oa]|desconocid[oa]|inexistente):? ",
)
_SURE = LOGINS.pattern(rb"(?i)\b(?:%s)%s%s%s" % (b"|".join(_PHRASES).replace(b"USER", _USER), _OPEN, _DOMAIN, _LOGIN))
"""Phrases that are always followed by a login."""

_AFTER = (
    rb"(?:(?:was |is |has been |fue |no fue |ha sido |est. )?(?:not found|unknown|logged (?:in|out|on|off)"
    rb"|authenticated|locked|disabled|denied|connected|disconnected|password mismatch|no encontrad[oa]"
    rb"|desconocid[oa]|bloquead[oa]|autenticad[oa]|conectad[oa]|desconectad[oa]|inexistente)\b"
    rb"|does not exist|failed (?:to )?(?:login|log in|authenticate|authentication)"
    rb"|cannot (?:get|list|watch|create|delete|patch|update)\b|(?:login|logged|auth|authentication|log in|sign in)\b"
    rb"|no existe|ha (?:iniciado|cerrado) sesi.n|inici. sesi.n|cerr. sesi.n|from \d"
    rb"|(?:ingres|consult|modific|acced|entr|sali|cre|elimin|borr|descarg|export|import|actualiz|registr|abri|imprim|edit"
    rb"|guard|aprob|anul|firm|envi|intent|solicit|realiz|ejecut|cambi|se (?:conect|desconect|autentic|registr))[oi]\b)"
)
_BEFORE = LOGINS.pattern(rb"(?i)\b%s:? %s%s%s[\"'>\])`\x1a]{0,2}:? %s" % (_USER, _OPEN, _DOMAIN, _LOGIN, _AFTER))
"""A login between a word for user and what happened to the login."""

_QUOTED = LOGINS.pattern(
    rb"(?i)\b(?:for|by|as|of|para(?: el)?|del?|por(?: el)?|the|el|al?) %s:? [\"'`<\x1a]%s%s[\"'`>\x1a]"
    % (_USER, _DOMAIN, _LOGIN)
)
"""A login in quotes after "for user"."""

_PLACED = LOGINS.pattern(
    rb"(?m)(?:\bsu(?:\[\d+\])?: \(to \S{1,32}\) %(login)s on "
    rb"|\bsu(?:\[\d+\])?: (?:[+\-] \S{1,12} )?%(login)s[ :]to[ :]\S"
    rb"|(?i:successful|failed) su for \S{1,40} by %(login)s"
    rb"|^%(login)s,\d{1,3}(?:\.\d{1,3}){3}:\d{1,5},\d+,\d+,|^[\da-f.:]{7,39},%(login)s,\d{1,3}(?:\.\d{1,3}){3}:\d{1,5},"
    rb"|\bsudo(?:\[\d+\])?: +%(login)s : "
    rb"|\b(?:CRON|cron|crond|anacron)\[\d+\]: \(%(login)s\) [A-Z]"
    rb"|\[pid \d+\] \[%(login)s\] (?:OK|FAIL) [A-Z]"
    rb"|\([A-Z][A-Z0-9\-]{1,15}\\{1,2}%(login)s\)"
    rb"|\bUSER %(login)s(?:: Login| \(Login|: no such)"
    rb"|\b(?:user|login|username|usuario)=<%(login)s>"
    rb"|\b(?:ruser|acct|auid|authid|authcid|sasl_username|user_name|loginuser|luser)=[\"'<]?%(login)s"
    rb"|\bLogin (?:OK|incorrect)[^:\n]{0,60}: \[%(login)s[/\]]"
    rb"|^[^<\n]{0,40}\d\d:\d\d(?::\d\d)?\]?[ \t]+<[@+%%&~ ]?%(login)s>[ \t]+\S"
    rb"|^[^<\n]{0,40}\d\d:\d\d(?::\d\d)?\]?[ \t]+%(login)s [(\[]~?[^\s()\[\]@]{1,40}@[^\s()\[\]]{2,90}[)\]]"
    rb" (?:has )?(?:joined|left|quit|parted)\b"
    rb"|(?:^|[\s:])%(login)s/\d{1,3}(?:\.\d{1,3}){3}:\d{1,5} [A-Z]|\bSENT CONTROL \[%(login)s\]: '"
    rb"|\bestablished between [^\n\[\]]{3,60}\[[^\n\[\]]{1,80}\]\.\.\.[^\n\[\]]{3,60}\[%(login)s\]"
    rb"|\b(?i:user) %(login)s, (?i:addr|ip|address|from)\b[ :=]"
    rb"|\b(?:Benutzer|Anwender|[Uu]tilisateur|[Uu]tente|[Gg]ebruiker|[Uu].{1,2}ytkownik|[Uu]suario) %(login)s "
    rb"(?:\([^()\n]{3,60}\) )?"
    rb"(?:(?:von|de|depuis|da|van|z) (?:IP )?\d{1,3}\.|angemeldet|abgemeldet|gesperrt|entsperrt|angelegt|hat sich|wurde"
    rb"|connect|d.connect|verrouill|autenticat|connesso|disconnesso|aangemeld|afgemeld|zalogowa|wylogowa)"
    rb"|\b(?:to|for|of|with|from) peer '%(login)s'|\bworker\[%(login)s\]: "
    rb"|: to=\\%(login)s|, \\%(login)s, (?:delay|ctladdr)=|<= \S{1,80} (?:H=\S{1,80} )?U=%(login)s P="
    rb"|\d{1,2}/[A-Z][a-z]{2}/\d\d \d{1,2}:\d\d(?: [AP]M)?;%(login)s;)" % {b"login": _LOGIN},
    needle=rb"\bsu(?:\[\d+\])?: |[LDld] su for |\d:\d{1,5},"
    rb"|\bsudo(?:\[\d+\])?: |cron[d]?\[\d|CRON\[\d|\[pid \d|\([A-Z][A-Z0-9\-]{1,15}\\|\bUSER |=<[A-Za-z0-9_]"
    rb"|\b(?:ruser|acct|auid|authid|authcid|sasl_username|user_name|loginuser|luser)=|\bLogin (?:OK|inc)"
    rb"|:\d\d\]?[ \t]+<|[)\]] (?:has )?(?:joined|left|quit|parted)\b|\d\.\d{1,3}:\d{1,5} [A-Z]|SENT CONTROL \["
    rb"|\bestablished between |\b(?i:user) [A-Za-z0-9_.\-]{1,42}\$?, |enutzer |nwender |tilisateur "
    rb"|tente |ebruiker |ytkownik |suario | peer '|\bworker\[|: to=\\|, \\[A-Za-z0-9_]| U="
    rb"|/\d\d \d{1,2}:\d\d(?: [AP]M)?;",
)
"""A login at its place in a program's message."""

_ARN = linear(
    rb"\barn:aws[a-z\-]{0,12}:(?:iam::\d*:(?:user|mfa|u2f/user)/(?:[A-Za-z0-9_+=,.@\-]{1,64}/){0,6}"
    rb"|sts::\d*:(?:assumed-role/[A-Za-z0-9_+=,.@\-]{1,64}/|federated-user/))([A-Za-z0-9_+=,.@\-]{1,64})"
)
_PRINCIPAL = linear(
    rb"(?i)\bprincipal_?id\\{0,3}[\"']?\s?[:=]\s?\\{0,3}[\"'][A-Z0-9]{4,32}:([A-Za-z0-9_+=,.@\-]{1,64})"
)
_SESSION = re.compile(
    rb"i-[0-9a-f]{8,17}|[0-9a-f\-]{16,}|\d+|.*(?:session|sdk|lambda|service|role)[\w\-]*|aws\w*-.*|ec[2s]-.*|eks-.*"
    rb"|[\w\-]*-\d{5,}|[\w\-]*-[0-9a-f]{8,}|\*",
    re.IGNORECASE,
)
"""The session of a program."""
_NOBODY = NO_VALUES | byte_words(
    """
    uid euid ruid tty rhost gid gone unknown input_userauth_request preauth object record entry info agent interface
    defined provided supplied given found existing another other first last new current logged invalid illegal
    desconocido inexistente actual anterior nuevo otro registrado conectado admin1 uid=0 if when while as then
    because via using who which where after before until only also still never always just could would should
    may might did do does
    """
)
_TAGS = byte_words("strong em b i u a p br span code tt kbd samp var div font small big mark q cite")
"""Elements of HTML: "for the user <strong>"."""
_SCORE = 0.99
"""Higher than the network's score for a word beside the phrase as part of a name."""
_STAMPED = re.compile(rb"[\[<(]?\d|[A-Z][a-z]{2} [ \d]\d |[a-z]{3} [ \d]\d \d\d:|(?:ts|time|level|timestamp)=|\[|\{")


class LoginPhraseRecognizer(WindowRecognizer):
    """A login in a log message in English or Spanish, or in an AWS resource name."""

    TYPES = (EntityType.USERNAME,)
    HOW = "sentences of logs: Failed password for …, user … not found, usuario … no existe; ARNs of users and sessions"

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        patterns: tuple[Any, ...] = (_SURE, _BEFORE, _QUOTED, _PLACED)
        for pattern in patterns:
            for start, end in groups(scan, pattern):
                if self._is_login(shadow, start, end, sure=pattern is not _BEFORE):
                    yield Entity(EntityType.USERNAME, start, end, _SCORE)
        if has(shadow, b"arn:aws") or has(shadow, b"rincipal"):
            for pattern in (_ARN, _PRINCIPAL):
                for start, end in groups(scan, pattern):
                    name = shadow[start:end]
                    if b"@" not in name and _SESSION.fullmatch(name) is None and name.lower() not in NO_VALUES:
                        yield Entity(EntityType.USERNAME, start, end, 0.8)

    @staticmethod
    def _is_login(shadow: bytes, start: int, end: int, *, sure: bool) -> bool:
        name = shadow[start:end]
        if name.lower() in _NOBODY or name.isdigit() or shadow[end : end + 1] == b"=":
            return False
        if name in _TAGS and shadow[start - 1 : start] == b"<":
            return False
        if sure or shadow[start - 1 : start] in (b'"', b"'", b"<", b"`", b"[", b"\x1a"):
            return True
        # "user jdoe not found" is a log message; "a user record not found" is prose.
        marked = any(48 <= char <= 57 or char in b"_." for char in name)
        line = shadow.rfind(b"\n", 0, start) + 1
        return marked or _STAMPED.match(shadow, line) is not None


def groups(scan: Scan, pattern: Gated | re.Pattern[bytes] | re2._Regexp) -> Iterator[tuple[int, int]]:
    """The place of the group that took part in each match of ``pattern``."""
    if isinstance(pattern, Gated):
        if not scan.holds(pattern):
            return iter(())
        return group_spans(pattern.compiled, scan.lower if pattern.gate.lower else scan.shadow)
    if not isinstance(pattern, re.Pattern):
        return group_spans(pattern, scan.shadow)
    places = (map(match.span, range(1, pattern.groups + 1)) for match in pattern.finditer(scan.shadow))
    return (next(place for place in of_match if place[0] >= 0) for of_match in places)


def group_spans(pattern: re2._Regexp, subject: bytes) -> Iterator[tuple[int, int]]:
    """The first group that took part in each match in ``subject`` of ``pattern``, which matches no empty text."""
    find = pattern._regexp.Match
    position, stop = 0, len(subject)
    while position < stop:
        (start, end), *groups = find(re2._Anchor.UNANCHORED, subject, position, stop)
        if end < 0:
            return
        position = end + (start == end)
        for group in groups:
            if group[0] >= 0:
                yield group
                break
