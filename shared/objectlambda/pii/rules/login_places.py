"""Logins at their places in the messages of servers: ``imap(jdoe)``, ``jdoe@claims FATAL:``, ``Account Name: jdoe``.

Sources: the messages of OpenSSH, PAM, shadow-utils, cron, auditd, vsftpd, Pure-FTPd, Samba, Dovecot, Postfix, Exim,
Cyrus, PostgreSQL, MySQL, Oracle, MongoDB, MIT Kerberos, OpenLDAP, Windows, OpenVPN, strongSwan, FreeRADIUS, Apache and
Squid, and sentences of applications in English and Spanish.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.functions import is_function, is_role
from objectlambda.pii.rules.gates import LOGINS
from objectlambda.pii.rules.labelled import NO_VALUES
from objectlambda.pii.rules.literals import has_any
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import byte_words

_LOGIN = rb"([A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_])?)"
_LONGEST = 42
_DOMAIN = rb"(?:[A-Za-z0-9_.\-]+\\+)?"
_MARK = rb"[\"'`\x1a\[<]?"

_SERVERS = (
    # OpenSSH, PAM, su, login, systemd, shadow-utils, cron, auditd
    rb"attempts exceeded for (?:invalid user )?LOGIN from ",
    rb"starting session: [a-z0-9 /'\-]+ for LOGIN from ",
    rb"\buser LOGIN (?:from \S+ )?not allowed because",
    rb"\bpam_[a-z0-9_]+\([a-z0-9_:.\-]+\): (?:account|user|password for user) LOGIN\b",
    rb"session opened for user \S+ by LOGIN\(uid=",
    rb"\b(?:failed|bad) su (?:\(to \S+\) )?LOGIN (?:on|to) ",
    rb"\b(?:principal|actor|initiator|impersonator|performed_by|acting_user|on_behalf_of)=[\"']?LOGIN"
    rb"(?:[\"',;\s)\]]|$)",
    rb"\bsu(?:\[\d+\])?: [+\-] \S+ LOGIN:|\bsu(?:\[\d+\])?: LOGIN (?:a|to|as) \S+ (?:on|en) ",
    rb"/home/LOGIN (?:; user=|; command=)",
    rb"failed login \(?\d+\)? (?:from|on) \S+ for LOGIN,",
    rb"login on \S+ (?:from \S+ )?by LOGIN\b",
    rb"login on \S+ from \S+ by LOGIN\b",
    rb"(?:removed session|user slice) of (?:user )?LOGIN\b",
    rb"\b(?:useradd|usermod|userdel|groupmod|gpasswd|groupadd|chage|chfn|chsh|passwd|adduser|newusers)(?:\[\d+\])?:"
    rb" (?:(?:gpasswd|add|delete|changed?|remove|lock|unlock|user|password|expiry|of|for|shell|new|on) ){0,5}"
    rb"[\"'`]?LOGIN[\"'`]?(?:[\s,]|$)",
    rb"\b(?:cron|crond|crontab|anacron)(?:\[\d+\])?: \(LOGIN\) [A-Z]{3}",
    rb"\((?:crontabs/|/var/spool/cron/)LOGIN\)"
    rb"|\b[ae]?uid=\"LOGIN\"",
    rb"\bmsg='op=[^'\n]* id=\"LOGIN\"",
    # Git's hosts
    rb"\bmerged? (?:pull|merge) request #?\d+ from LOGIN/",
    # files, mail
    rb"ftpd?(?:\[\d+\])?: (?:\[pid \d+\] )?\[LOGIN\] ",
    rb"\] LOGIN is now logged in",
    rb"for user \[LOGIN\]",
    rb" ?-> ?\[LOGIN\] (?:failed|succeeded)",
    rb"\bsmbd_audit(?:\[\d+\])?: LOGIN\|",
    rb"\b(?:imap|pop3|lda|lmtp|managesieve|submission|sieve)\((?:\d+, ?)?LOGIN(?:,[^)\n]{1,60})?\)(?:<\d|:)",
    rb"\b(?:auth|auth-worker\(\d+\)):(?: (?:debug|info|error):)? (?:conn \S+ )?[a-z\-]{2,14}"
    rb"\(LOGIN,[0-9a-f.:]+",
    rb"\bset_id=LOGIN\b",
    rb"\b(?:bad)?login: \S+ ?\[[0-9a-f.:]+\] (?:plaintext |login |plain )?"
    rb"LOGIN (?:plaintext|login|plain|sasl)",
    rb"\bto=<LOGIN>, |\borig_to=<LOGIN>",
    rb"pam_authenticate failed: user LOGIN\b",
    # databases
    rb"\] LOGIN@[a-z0-9_\-]+ (?:error|log|fatal|panic|warning|notice|statement|detail|hint|context|debug\d?):",
    rb"\b(?:role|rol) [\"'`\x1a]LOGIN[\"'`\x1a] (?:does not|already|is not|cannot|no|ya) ",
    rb"\buser \"LOGIN\", database ",
    rb"\b(?:create|alter|drop) (?:user mapping(?: if (?:not )?exists)? for|role|user|login)"
    rb" (?:if (?:not )?exists )?[\"'`\[]?LOGIN\b",
    rb"\b(?:grant|revoke) [a-z ,_.*()\"`]+ (?:to|from) [\"'`\[]?LOGIN[\"'`\]]?[ \t]*(?:;|$| with )",
    rb"\buser@host: LOGIN\[",
    rb"\bconnect[ \t]+LOGIN@\S+ (?:on|as) ",
    rb"\bdefiner ?= ?`LOGIN`@",
    rb"\buser:\[\d{1,3}\] ?[\"']LOGIN[\"']",
    rb"\bas principal LOGIN on |\bprincipalname\\{0,2}[\"']?: ?\\{0,2}[\"']LOGIN\\{0,2}[\"']",
    rb"\buser(?:name)? [\"']LOGIN[\"'] (?:reason|is not authorized|is not allowed|has no|cannot|not )",
    # directories, networks, Windows
    rb"\bbind dn=\\?\"(?:uid|cn)=LOGIN,",
    rb"\((?:samaccountname|uid|useruid|userprincipalname|login)=LOGIN\)",
    rb"\b(?:security id|(?:subject|target|caller|client|account|old|new)? ?(?:account|user) ?name"
    rb"|(?:subject|target|caller|client)user(?:name)?|logon account|caller user|run as user)[ \t]*[:=][ \t]*"
    rb"[\"']?(?:[a-z0-9_.\-]+\\+)?LOGIN(?:[\"'\s,;\x00-\x1f]|$)",
    rb"\b(?:user|account|member|by|for|login|usuario)[:=]?[ \t]{1,3}[\"'\[]?[a-z][a-z0-9_\-]+\\+LOGIN\b",
    rb"\bopenvpn(?:\[\d+\])?: LOGIN/[0-9a-f.:]+|\[LOGIN\] peer connection initiated|\bverify ok: depth=0, .*"
    rb"\bcn=LOGIN(?:[,/\s]|$)",
    rb"\bestablished for [\"']LOGIN[\"']|\bauthentication of [\"']LOGIN[\"'] with ",
    rb"\blogin (?:ok|incorrect)[^:\n]*(?:: [^:\n\[]*)?\)?: \[LOGIN[/\]]",
    # web servers
    rb"\bah0\d{4}: user LOGIN: ",
    rb"[0-9a-f]{1,4}[.:][0-9a-f]{1,4} \S+ LOGIN \[\d\d/[a-z]{3}/\d{4}:",
    rb" (?:get|post|put|head|connect|delete|options) \S+ LOGIN (?:hier_)?(?:direct|none|default_parent)/",
    rb"\blogin failed: [\"']LOGIN[\"']",
    rb"\bauth/(?:userpass|ldap|okta|radius)/login/LOGIN\b",
)
"""Messages whose words leave no doubt: LOGIN stands for the login."""

_SENTENCES = (
    rb"\b(?:invalid|bad|wrong|incorrect|expired) (?:credentials?|password|token|login)(?: \w{2,12})? (?:for|from|by)"
    rb" USER?",
    rb"\bsession \S* ?(?:created|started|opened|closed|expired|terminated|established|ended) (?:for|by) USER?",
    rb"\b(?:password|token|credentials?|account|mfa|otp|2fa) (?:\w{2,10} )?(?:requested|reset|changed|updated|created"
    rb"|verified|issued|revoked|sent|locked|unlocked|deleted|disabled|expiry) (?:for|by|to|of) USER?",
    rb"\b(?:password|account|token) (?:reset|change|recovery|update|lockout)(?: requested| completed| failed)?"
    rb" (?:for|by) USER?",
    rb"\b(?:logged|signed) (?:in|on) as USER?",
    rb"\b(?:login|log-in|sign-in|logon|auth|authentication|access)(?: \w{2,12})? (?:attempts?|requests?|failures?"
    rb"|errors?|ok|accepted|blocked|throttled|timeout|denied|granted|rejected|succeeded|success|successful|failed"
    rb"|refused) (?:for|by|from|of|to) USER?",
    rb"\b(?:successful|failed|new|first|last) (?:login|log-in|sign-in|logon|authentication) (?:for|by|from|of) USER?",
    rb"\b(?:submitted|requested|approved|rejected|cancelled|canceled|uploaded|downloaded|invoked|triggered|initiated"
    rb"|impersonated|acknowledged|killed|aborted|launched|checked (?:in|out)|started|stopped|restarted|deployed"
    rb"|created"
    rb"|updated|modified|deleted|removed|changed|executed|run|performed|opened|closed|resolved|reopened|reviewed"
    rb"|released|merged|pushed|edited|locked|unlocked|exported|imported|viewed|printed|accessed|granted|revoked"
    rb"|scheduled|paused|resumed|muted|silenced|claimed|assigned) by USER?",
    rb"\b(?:(?:acting|acts|cloning|connecting|connected|deploying|pushing|executing|running) as"
    rb"|(?:authenticating|switched|switch|su|impersonate|impersonating) (?:as|to)) USER?",
    rb"\b(?:impersonating|impersonated|authenticat(?:ed|ing)|authori[sz](?:ed|ing)|provision(?:ed|ing)|kick(?:ed|ing)"
    rb"|ban(?:ned|ning)|de?authorized) USER?",
    rb"\bcredenciales (?:inv.lidas|incorrectas|err.neas|caducadas)(?: \w{2,12})? (?:para|de|del) USER?",
    rb"\bsesi.n (?:creada|iniciada|abierta|cerrada|caducada|terminada|expirada) (?:para|por|de|del) USER?",
    rb"\b(?:contrase.a|clave|cuenta|token) (?:restablecida|cambiada|solicitada|actualizada|creada|bloqueada|caducada"
    rb"|desbloqueada|eliminada|verificad[oa]|emitid[oa]|revocad[oa]) (?:para|por|de|del|a) USER?",
    rb"\b(?:intentos?|solicitud|peticiones|petici.n) (?:fallidos? )?(?:de )?(?:acceso|inicio de sesi.n|login"
    rb"|entrada)?"
    rb" ?(?:fallidos? )?(?:para|por|de|del) USER?",
    rb"\b(?:autenticad|autentificad|conectad|identificad|registrad)[oa] como USER?",
    rb"\b(?:enviad|solicitad|aprobad|rechazad|cancelad|subid|descargad|iniciad|lanzad|ejecutad|abiert|eliminad|cerrad|cread|asignad"
    rb"|bloquead|actualizad|reabiert|registrad"
    rb"|modificad)"
    rb"[oa]s? por (?:el |la )?USER?",
    rb"\b(?:acceso|permiso) (?:concedido|denegado|revocado|permitido) (?:a|al|para|para el|para la) USER?",
)
_REALM = linear(
    rb"(?:^|[\s:,'\"(\[])([A-Za-z0-9_][A-Za-z0-9_.\-]{1,40})(?:/[a-z]{3,12})?@"
    rb"(?:[A-Z0-9][A-Z0-9\-]{0,62}\.){0,5}[A-Z][A-Z0-9\-]{1,62}\b"
)
"""A principal of Kerberos: its realm is in capitals."""
_KERBEROS = (
    b"krb5",
    b"krbtgt/",
    b"kadm5_",
    b"kinit",
    b"klist",
    b"rincipal",
    b"keytab",
    b"pam_sss",
    b"Decrypt integrity",
)
_OPTIONAL = rb"(?:(?:user|usuari[oa]|account|principal|member|admin|operador)[: ] ?)?" + _MARK + _DOMAIN + _LOGIN
_OF_USER = (
    rb"\b(?:user|usuari[oa]) %s%s%s[\"'`\x1a>\]]?(?: (?:from|desde|queda|en el|en la|has|ha|is|was|will|with|con|via"
    rb"|a trav.s|on|at|by|for|[a-z]{2,12}ed|does|did|not|no|sin|fue|est.|se|sub(?:i.|e)|descarg.|borr.|cre.|modific."
    rb"|elimin.|cambi.|solicit."
    rb"|because|debido|tras|after|successfully|correctamente|as)\b| ?[(,;.]|[ \t]*$)" % (_MARK, _DOMAIN, _LOGIN)
)
_DID = (
    rb"(?:^|[\s:\]])(?-i:%s) (?:(?:has |just )?(?:logged|signed) (?:in|out|off|on)\b|authenticated\b|connected from"
    rb"|disconnected\b|(?:ha |se ha )(?:iniciado|cerrado) (?:la )?sesi.n|inici. (?:la )?sesi.n|cerr. (?:la )?sesi.n"
    rb"|se ha (?:conectado|desconectado|identificado|autenticado))" % _LOGIN.replace(b"A-Z", b"")
)
_SURE = rb"(?im)(?:%s)" % b"|".join(one.replace(b"LOGIN", _LOGIN) for one in _SERVERS)
_LOOSE = rb"(?im)(?:%s)" % b"|".join((*(one.replace(b"USER?", _OPTIONAL) for one in _SENTENCES), _OF_USER, _DID))
_SPEAKS = LOGINS.pattern(
    rb"(?i)user|usuari|uid|auth|account|established for|bind dn|=[a-z0-9.\-]+\)\"|\d - [a-z]|\] @ |log(?:in|ged|on)"
    rb"|sign(?:ed|-)|cron|ftp|imap|pop3|lmtp|lda\(|\b(?:failed|bad|su\[|su:)|role|\brol\b|grant|revoke|password"
    rb"|contrase|clave|cuenta|sesi.n|session|credenc|credent|principal|security id|@[a-z0-9_\-]+ (?:error|log|fatal)"
    rb"|openvpn|depth=0|set_id|smbd|hier_|direct/|connect| by | por |ing as |ted as |orig_to|to=<|definer"
    rb"|intento|acceso|como"
    rb"|merged? (?:pull|merge) request"
)
"""What any of the messages holds."""
_SAYS_SURELY = LOGINS.pattern(
    rb"(?i)account name|security id|logon account|user ?name[ \t]*[:=][ \t]*[a-z0-9_.\-]*\\|(?:create|alter"
    rb"|drop) (?:role|user|login)"
    rb"|(?:grant|revoke) [a-z]|sshd|sudo|\bsu\[|\bsu:|pam_|crond?\[|crontab|imap\(|pop3\(|ftpd|\[pid |krb5|krbtgt"
    rb"|kadm5_|principal"
    rb"|bind dn|samaccountname|user@host|definer|openvpn|set_id=|smbd|orig_to=|hier_|ah0\d{4}|\d - [a-z]|[ae]uid="
    rb"|role \""
    rb"|@[a-z0-9_\-]+ (?:error|log|fatal|statement)|(?:user|account|member|by"
    rb"|for)[:=]?[ \t][\"'\[]?[a-z][a-z0-9_\-]+\\"
    rb"|systemd|useradd|usermod|login failed|auth/|merged? (?:pull|merge) request"
)
"""What messages hold that need no time at the start of their line."""
_HAS_STAMPS = LOGINS.pattern(
    rb"(?m)^[ \t]*[\[<(]*(?:\d{4}[/\-]\d\d[/\-]\d\d[ T]|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4} \d|\d\d:\d\d:|\d{9,}|<\d+>"
    rb"|(?:[A-Z][a-z][a-z],? )+[ \d]?\d |[a-z][a-z][a-z] [ \d]\d \d\d:|(?:ts|time|level|timestamp|date|at)="
    rb"|\{\"|(?:TRACE|DEBUG|INFO|NOTICE|WARN|ERROR|FATAL|CRIT|AVISO)\b)"
)
NOBODY = NO_VALUES | byte_words(
    """
    uid euid gid tty rhost unknown nologin system local network null dwm-1 dwm-2 umfd-0 umfd-1 s-1-5-18 s-1-0-0 nt
    authority builtin anonymous-logon localsystem networkservice localservice client server host remote localhost
    scheduler systemd cron crontabs tabs sshd sudo krbtgt kadmin dovecot postfix exim mail mailer-daemon postmaster www
    ldap samba smbd pam ssh ftp set add peer red inactividad inactivity
    authenticating preauth terraform ansible kubernetes kubelet kubectl argocd flux helm puppet chef jenkins
    github gitlab dependabot renovate
    cronjob celery airflow docker podman containerd nagios zabbix prometheus grafana automation watchdog monitor
    backup jobs job task tasks process thread worker request response api app application web console terminal token
    tokens key keys group groups role roles record records object model table column page form name names type types
    agent agents story stories interface experience space mode input output id ids data info count list lists url
    invalid valid new existing current another other each any some no every all multiple different same specific more
    he she it they we you i who which that this these those and or but if when while as then because via using from
    with without within on in at to for by of an the is are was were be been being has had have does did do not can
    could would should may might must will shall never always just only also still again already now here there out
    up off over el la los las un una de del al que se no sin con por para como ya es son fue ha han este esta ese esa
    timeout error errors failure success failed failures server's client's
    """
)
_ID = re.compile(
    rb"[0-9a-f]{12,}|[0-9a-f\-]{20,}|0x[0-9a-f]+|pg_.*|s-1-\d.*|v?\d[\d.\-]*|.*\.(?:py|js|log|conf|txt|html?|php|c"
    rb"|go|rs)"
)
_ORDINARY = re.compile(rb"[a-z][a-z0-9._\-]*")
_STAMPED = re.compile(
    rb"[ \t]*[\[<(]{0,2}(?:\d{4}[/\-]\d\d[/\-]\d\d|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d\d:\d\d|\d{9,}|<\d+>"
    rb"|(?:[A-Z][a-z]{2},? ){1,2}[ \d]?\d |[a-z]{3} [ \d]\d \d\d:|(?:ts|time|level|timestamp|date|at)=|\{)"
    rb"|[ \t]*[\[<(]?(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|CRIT(?:ICAL)?|AVISO)\b"
)
"""The start of a line of a log: a time or a level."""
_SCORE = 0.98
_REACH = 240
"""How far behind a login the same login is looked for, in characters."""
_ENDS = re.compile(rb"[^\w.\-@]|\.?\Z")
_GOES_ON = (b"=", b"/", b"@", b"(")


class LoginPlaceRecognizer(WindowRecognizer):
    """A login at its place in a message of a server, or in a sentence of a log in English or Spanish."""

    TYPES = (EntityType.USERNAME,)
    HOW = "messages of servers: imap(…), Account Name: …, role … does not exist; usuario … desde, submitted by …"

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        stamped = scan.holds(_HAS_STAMPS)
        if not scan.holds(_SPEAKS if stamped else _SAYS_SURELY):
            return
        for start, end in _logins(scan, _SURE):
            if _is_login(shadow[start:end].lower()) and not is_role(shadow, start, end):
                yield Entity(EntityType.USERNAME, start, end, _SCORE)
                yield from _again(shadow, start, end)
        if b"@" in shadow and has_any(shadow, _KERBEROS):
            for start, end in groups(scan, _REALM):
                if _is_login(shadow[start:end].lower()):
                    yield Entity(EntityType.USERNAME, start, end, _SCORE)
        if not stamped:
            return
        for start, end in _logins(scan, _LOOSE):
            name = shadow[start:end]
            if not _is_login(name) or not _ORDINARY.fullmatch(name) or shadow[end : end + 1] in _GOES_ON:
                continue
            line = shadow.rfind(b"\n", 0, start) + 1
            if _STAMPED.match(shadow, line) and not is_common(name.decode()):
                yield Entity(EntityType.USERNAME, start, end, _SCORE)


@cache  # of patterns that never change: threads may share it; compiled when the first log comes, for a quick start
def _compiled(pattern: bytes) -> tuple[Any, re.Pattern[bytes]]:
    """The pattern for RE2, which finds the messages in linear time, and for re, which reads one of bounded length."""
    return linear(pattern), re.compile(pattern)


def _logins(scan: Scan, pattern: bytes) -> Iterator[tuple[int, int]]:
    """The places of the logins in the messages that the pattern finds."""
    whole, parts = _compiled(pattern)
    for start, end in scan.matches(whole):
        message = parts.match(scan.shadow, start, end)
        if message is not None and message.lastindex is not None:
            yield message.span(message.lastindex)


def _again(shadow: bytes, start: int, end: int) -> Iterator[Entity]:
    """Further places of a login on its line: "User@Host: jdoe[jdoe]"."""
    name, stop = shadow[start:end], shadow.find(b"\n", end)
    stop = min(end + _REACH, stop if stop >= 0 else len(shadow))
    at = shadow.find(name, end, stop) if len(name) > 2 else -1
    while at >= 0:
        after = at + len(name)
        if not shadow[at - 1 : at].isalnum() and _ENDS.match(shadow, after):
            yield Entity(EntityType.USERNAME, at, after, _SCORE)
        at = shadow.find(name, after, stop)


def _is_login(name: bytes) -> bool:
    return (
        len(name) <= _LONGEST
        and name.lower() not in NOBODY
        and not name.endswith(b"$")
        and _ID.fullmatch(name) is None
        and not is_function(name.decode("ascii", "replace"))
    )
