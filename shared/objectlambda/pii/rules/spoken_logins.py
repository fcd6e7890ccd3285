"""Logins as people write them in tickets, chats and notes: "log in as jdoe", "Assignee: j.doe", ``jdoe@laptop:~$``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.first_names import ALSO_WORDS, FIRST_NAMES
from objectlambda.pii.rules.functions import is_function
from objectlambda.pii.rules.gates import LOGINS, Gated
from objectlambda.pii.rules.labelled import NO_VALUES
from objectlambda.pii.rules.literals import has, has_any
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import byte_words

_LOGIN = rb"@?[A-Za-z0-9_](?:[A-Za-z0-9_.\-]{0,38}[A-Za-z0-9_])"
_OPEN = rb"[\"'`\x1a<(\[]?"
_ROLES = (
    rb"reporter|assignee|assigned to|assigned|cc|qa contact|watchers?|requester|requestor|reviewers?|(?:created"
    rb"|updated|opened|closed"
    rb"|resolved"
    rb"|approved|modified|edited|reviewed|submitted|raised|logged|handled|escalated|verified|tested|changed|deployed"
    rb"|released|merged|locked|checked|last (?:edited|modified|updated|touched)) by|submitter|committer|maintainers?"
    rb"|developer|code ?owners?|on[ \-]?call|participants|approvers?|informad[oa] por|asignad[oa] a|creado por"
    rb"|responsable|modificado por|cerrado por|revisores?|owner|author"
)
_ROLE = linear(
    rb"(?im)(?:^|[ \t]{2}|[;|,(\[\t] ?)[\"'*_\-# ]{0,4}(?:%s)[\"'*_]{0,3}[ \t]*[:=][\"'*_]{0,3}[ \t]*"
    rb"(\[?%s(?:,? ?@?%s){0,8}\]?)(?:[ \t]{2}|[ \t]*[;|,)\]\"']|[ \t]*\r?$)" % (_ROLES, _LOGIN, _LOGIN)
)
"""Who has a part in a ticket, a page or a change: "Reporter: jdoe", "watchers: jdoe, roe7"."""
_COMPILER = re.compile(rb"(?:^|[\s;(\[\"'])CC[\"']?[ \t]*[:?+]?=[ \t]*[\"'\[]*\Z")
"""The variable of make that names the compiler, which is nobody's copy of a mail."""
_AGENT = LOGINS.pattern(
    rb"(?im)(?:^[ \t]*-{1,3} ?(?:agent|rep|csr|tech|operator|advisor|handled by|by|sent by|from) |"
    rb"\b(?:agent|rep|csr|technician|operator|cashier|teller|dispatcher|support user|advisor|engineer|analyst)"
    rb"(?: id)?[:#]? (?:id )?)[\"']?(%s)[\"']?(?:[ \t]*[\r\n.,;)\]]|[ \t]+(?:-|on|at|to|for|has|is|was|will|w/"
    rb"|opened|closed"
    rb"|viewed|updated|changed|called|joined|left|logged|took|sent|created|assigned|transferred|escalated"
    rb"|resolved)|$)" % _LOGIN
)
_SPOKEN = linear(
    rb"(?i)\b(?:(?:log(?:s|ged|ging)?|sign(?:s|ed|ing)?|get(?:s|ting)?|got|let|connect(?:s|ed|ing)?|auth"
    rb"(?:enticate)?)"
    rb"(?: (?:him|her|me|them|back))?[ \-](?:in|on)(?:to [a-z0-9 ]{2,24}?)? (?:as|with|using|under) (?:the )?"
    rb"(?:user(?:name)? |account |login )?"
    rb"|(?:my|his|her|their|your|our|the|whose|a|new|old) (?:new |old |chart |admin |test |windows |ad |domain "
    rb"|vpn |shared )?"
    rb"(?:user ?name|login|log-?in|user ?id|logon|handle|nick(?:name)?|account(?: name)?|screen ?name|gamer ?tag)"
    rb"(?: name| id)?(?: (?:there|here|for (?:that|this|it)|on [a-z]{2,12}(?: [a-z]{2,12}){0,2}))?"
    rb" (?:is|was|became|used to be|should be|will be|changed to|is now|is just|is still) (?:just |still |now )?"
    rb"|(?:my|his|her|their|your|our) (?:github|gitlab|insta(?:gram)?|twitter|discord|skype|telegram|snap(?:chat)?"
    rb"|steam"
    rb"|reddit|mastodon|slack|venmo|cash ?app|xbox|psn|wechat|signal|strava|twitch|tiktok)(?: (?:name|handle|user"
    rb"(?:name)?"
    rb"|id|account|tag|nick))?(?: is| was|:| =)? "
    rb"|\b(?:it )?used to be (?:just )?"
    rb"|(?:my|his|her|their|your) (?:[a-z]+ )?(?:login|log-in|user ?name|user ?id|account|handle|nick(?:name)?) \("
    rb"|(?:username|user id|userid|login id|logon id)[:,]? "
    rb"|(?:session|mailbox|desktop|home ?dir|laptop|profile|login) of (?:user )?"
    rb"|user(?:name)? (?:is |was )?|\(usuario:? )%s(%s)" % (_OPEN, _LOGIN)
)
"""A login in a sentence."""
_OWNED = linear(
    rb"\b([a-z][a-z0-9_.\-]{2,30})['\x1a]s (?:account|login|log-in|access|password|pw|mailbox|permissions|session|vpn"
    rb"|laptop|profile|home dir(?:ectory)?|ssh key|key|token|desktop|branch|fork|commit|machine|workstation)\b"
)
"""Whose account it is: "jdoe's account"."""
_MENTIONED = linear(rb"\[~(%s)\]|\b(?:TODO|FIXME|XXX|HACK)\(@?(%s)\)" % (_LOGIN, _LOGIN))
"""The marks of Jira and of comments in programs."""
_PROMPT = linear(
    rb"(?m)^(?:[ \t>]{0,4})(?:\([\w.\-]{1,30}\) ?)?\[?([a-z_][a-z0-9_.\-]{1,31})@[A-Za-z0-9][A-Za-z0-9.\-]{0,50}"
    rb"(?:[: ][~/][^\s$#%>]{0,80}|[: ][\w.~\-]{1,40}|:)?\]? ?[$#%] ?"
)
"""The prompt of a shell: ``jdoe@laptop:~/src$``."""
_OPTION = linear(rb"(?m)--(?:user|username|login|account|db-?user|as)[ =][\"']?(%s)[\"']?(?:[ \t]|\r?$)" % _LOGIN)
_ITS_COMMAND = re.compile(
    rb"--(?:pass|pw|password|host|server|token|db|url|port|key)\b|://| -[pPhH][ \w]|\b(?:mysql|psql|curl|mongo|ftp"
    rb"|ldap)"
)
"""What else a command has that logs in somewhere: ``pip install --user name`` has none of it."""
_NOTE = LOGINS.pattern(
    rb"(?m)^\[?(?:\d{4}-\d\d-\d\d|\d{1,2}[/.\-]\d{1,2}(?:[/.\-]\d{2,4})?|[A-Z][a-z]{2} \d{1,2})[ ,]{1,2}\d{1,2}:\d\d"
    rb"(?: ?[AaPp]\.?[Mm]\.?)?\]?[ \t]+([a-z][a-z0-9_.]{2,24}|[A-Z]{4,12}\d{0,3})(?:[ \t]*[-\x1a|>:][ \t]+|"
    rb" \([a-z ]{3,16}\))"
)
"""A line of notes on a customer: the minute and who wrote it. Logs tell the seconds."""
_DISTINGUISHED = linear(rb"(?i)\b(?:uid|cn)=([a-z0-9_][a-z0-9_.\-]{1,40}),(?:ou|dc|cn|o)=")
_IRC = linear(
    rb"(?m)^[\[(]?\d\d:\d\d(?::\d\d)?[\])]?[ \t]+(?:-!-[ \t]+|\*{1,3}[ \t]+|<--[ \t]+|-->[ \t]+)([A-Za-z_\[\]\\`^{"
    rb"|}][\w\[\]\\`^{|}\-]{1,30})"
    rb"(?: |$)"
)
_IRC_USER = linear(rb"-!- \S+ \[(~?[\w.\-]{1,20})@|\bis now known as (\S{2,31})")
_PAGES = linear(rb"\[\[(?:User|Usuari[oa]|Benutzer|Utilisateur|Gebruiker)(?:[ _]talk)?:([\w .\-]{2,40})[|\]/]")
"""The page of a user of a wiki."""
_SITE = linear(
    rb"(?im)^[ \t]*[|*\-\x1a]?[ \t*_]{0,4}(?:github|gitlab|instagram|twitter|discord|skype|telegram|snapchat|steam"
    rb"|reddit|mastodon"
    rb"|slack|linkedin|twitch|tiktok|x/twitter|bluesky|threads|keybase|stack ?overflow|matrix|xbox|psn"
    rb"|venmo)[ \t*_]*[|\t][ \t]*"
    rb"[`\[]?(%s)[`\]]?[ \t]*\|?[ \t]*\r?$" % _LOGIN
)
"""A row of a table of contacts: "| GitHub | jdoe |"."""
_TEXT_OF_LIST = re.compile(rb"[^,\s\[\]]+")
_ALIAS = re.compile(rb"[a-z][a-z0-9]*[_.\-\d][a-z0-9_.\-]*|[a-z]{2,}[A-Z]\w*|\w*[a-z]\w*\d\w*", re.ASCII)
_VERSION = re.compile(
    rb"v?\d[\d.]*|[a-z]{1,2}\d{1,2}|.*\.(?:py|js|ts|md|txt|sh|go|rs|com|org|net|io|dev|exe|json|ya?ml|log)"
)
_WORDLIKE = re.compile(rb".*(?:ing|ed|ly|tion|ment|ness|able|ible|less|ful|ous|ity)")
_PROGRAMS = byte_words(
    """
    terraform ansible kubernetes kubectl kubelet argocd flux helm puppet chef jenkins github gitlab dependabot
    renovate
    travis circleci docker podman systemd cron crond sshd nginx apache httpd postgres mysql mariadb redis mongo
    mongodb
    kafka hadoop spark airflow vagrant ubuntu debian fedora centos alpine windows linux macos android chrome firefox
    safari oauth oauth2 oidc saml ldap kerberos sso mfa totp okta auth0 keycloak cognito google facebook twitter apple
    microsoft amazon aws azure gcp linkedin slack teams zoom outlook gmail exchange sharepoint onedrive dropbox jira
    confluence putty openssh vpn vnc rdp ssh ftp sftp scp git svn tbd n/a unassigned automation codecov sonar sonarqube
    sonarcloud snyk netlify vercel cloudflare heroku node npm yarn webpack vite babel maven gradle sudo root admin
    user
    username guest anonymous nobody everyone somebody anyone someone password your yours http https localhost example
    pcmcia dhcp smtp imap foo bar baz foobar qux accountid
    """
)
_ACTED = re.compile(
    rb" (?:opened|closed|viewed|updated|changed|joined|logged|took|created|transferred|escalated|resolved)\b"
)
_ON_HOST = LOGINS.pattern(
    rb"(?m)^[ \t>]*\*{0,2}@?([a-z0-9][A-Za-z0-9\-]{2,38})\*{0,2} (?:opened this|commented|closed this|reopened"
    rb" this|merged commit|requested (?:a )?review"
    rb"|approved these|pushed \d|added \d|self-assigned|was assigned|mentioned this|referenced this|changed the"
    rb" title|left a comment)\b"
)
"""Who did what, on a host of Git."""
_MATRIX = linear(rb"(?:^|[\s(:])(@[a-z0-9._=\-]{1,40}:[a-z0-9\-]{1,40}\.[a-z0-9.\-]{2,40}[a-z])\b")
_OF_SERVER = re.compile(rb"@[a-z0-9._=\-]{1,40}:[a-z0-9\-]")
_ON_SITE = LOGINS.pattern(
    rb"(?i)\b(?:insta(?:gram)?|soundcloud|snap(?:chat)?|tiktok|twitter|discord|telegram|skype|github|gitlab"
    rb"|twitch|steam|psn|venmo|cash ?app|bluesky)"
    rb"(?: is|:)? (@?[a-z0-9_][a-z0-9_.\-]{2,30})"
)
_TAG = linear(rb"(?:^|[\s:(,])([A-Za-z][A-Za-z0-9_.]{2,30}#\d{4,5})(?:[\s,.;)]|$)")
_GAMERS = re.compile(rb"bnet|battle|discord|riot|add me|tag\b|steam|xbox|gamer|username|friend")
_LEVELS = frozenset(
    (b"INFO", b"WARN", b"WARNING", b"ERROR", b"DEBUG", b"TRACE", b"FATAL", b"NOTICE", b"CRIT", b"ALERT", b"AUDIT")
)
_HEADER = re.compile(rb"-agent[\"']?:? ?[\"']?\Z", re.IGNORECASE)
_ANY_USER = re.compile(rb"(?i)user(?:.?| <)\Z|\b(?:the|an?|any|each|every|this|that) user (?:is|was) .?\Z")
"""What stands before a word that says what users do or what state they are in."""
_FEWEST_NOTES, _SURE, _NO_END = 2, 0.93, (b"@", b"/", b"(", b"\\")


class SpokenLoginRecognizer(WindowRecognizer):
    """A login in a sentence, a ticket, a note on a customer, a prompt, a comment or a chat of IRC."""

    TYPES = (EntityType.USERNAME,)
    HOW = 'log in as …, Assignee: …, [~…], TODO(…), jdoe@laptop:~$, "03/11 14:22 jdoe - …", jdoe\'s account'

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow, lower = scan.shadow, scan.lower
        if has_any(shadow, (b"[~", b"TODO(", b"FIXME(", b"XXX(", b"HACK(")):
            yield from _marked(scan, _MENTIONED)
        if b"@" in shadow and has_any(shadow, (b"$ ", b"# ", b"% ", b"$\n")):
            yield from _marked(scan, _PROMPT)
        if has(shadow, b" --"):
            for start, end in _parts(scan, _OPTION):
                line = shadow.rfind(b"\n", 0, start) + 1
                stop = shadow.find(b"\n", end)
                rest = shadow[line:start] + shadow[end : stop if stop >= 0 else len(shadow)]
                if _is_login(shadow[start:end], weak=True) and _ITS_COMMAND.search(rest):
                    yield Entity(EntityType.USERNAME, start, end, 0.85)
        if has(lower, b",ou=") or has(lower, b",dc="):
            for start, end in _parts(scan, _DISTINGUISHED):
                uid = lower[start - 4 : start - 1] == b"uid"
                if _is_login(shadow[start:end], weak=uid) and (uid or _ALIAS.fullmatch(shadow, start, end)):
                    yield Entity(EntityType.USERNAME, start, end, 0.85)
        if has(shadow, b"[["):
            for start, end in _parts(scan, _PAGES):
                yield Entity(EntityType.USERNAME, start, end, 0.85)
        if has(shadow, b"-!-"):
            for pattern in (_IRC, _IRC_USER):
                for start, end in _parts(scan, pattern):
                    yield Entity(EntityType.USERNAME, start, end, _SURE)
        if not scan.code:
            yield from _of_prose(scan)


def _of_prose(scan: Scan) -> Iterator[Entity]:
    shadow = scan.shadow
    if b":" in shadow or b"=" in shadow:
        for start, end in _parts(scan, _ROLE):
            if _COMPILER.search(shadow, max(0, start - 16), start):
                continue
            items = [(m.start(), m.end()) for m in _TEXT_OF_LIST.finditer(shadow, start, end)]
            if all(_is_login(shadow[a:b]) or _is_given(shadow[a:b]) for a, b in items):
                for a, b in items:
                    if not _is_given(shadow[a:b]):
                        yield Entity(EntityType.USERNAME, a, b, _SURE)
    for start, end in _parts(scan, _AGENT):
        value = shadow[start:end]
        signed = shadow[shadow.rfind(b"\n", 0, start) + 1 : start].lstrip().startswith(b"-")
        if _HEADER.search(shadow, max(0, start - 16), start):
            continue  # the header User-Agent
        acted = shadow[end + 1 : end + 2].islower() and _ACTED.match(shadow, end) is not None
        if _is_login(value) and (signed or acted or _ALIAS.fullmatch(value)):
            yield Entity(EntityType.USERNAME, start, end, _SURE)
    for start, end in _parts(scan, _SPOKEN):
        value = shadow[start:end]
        quoted = shadow[start - 1 : start] in (b'"', b"'", b"`") and shadow[end : end + 1] == shadow[start - 1 : start]
        paired = shadow[end : end + 3] == b" / "
        if not _ALIAS.fullmatch(value) and _ANY_USER.search(shadow, max(0, start - 16), start):
            continue  # "user interfaces", "while the user is idle"
        if shadow[end : end + 1] in _NO_END or (value.islower() and value.isalpha() and len(value) < 4):
            continue
        if _is_login(value, weak=quoted or paired) and (
            quoted or paired or (_ALIAS.fullmatch(value) and b"-" not in value[-3:]) or not _WORDLIKE.fullmatch(value)
        ):
            yield Entity(EntityType.USERNAME, start, end, 0.85)
    if b"|" in shadow or b"\t" in shadow:
        for start, end in _parts(scan, _SITE):
            if _is_login(shadow[start:end], weak=True):
                yield Entity(EntityType.USERNAME, start, end, 0.85)
    if has(shadow, b"'s ") or has(shadow, b"\x1as "):
        for start, end in _parts(scan, _OWNED):
            value = shadow[start:end]
            if _is_login(value):
                yield Entity(EntityType.USERNAME, start, end, 0.85)
            elif _is_given(value):
                yield Entity(EntityType.NAME, start, end, 0.85)
    if b"#" in shadow:
        for start, end in _parts(scan, _TAG):
            name = shadow[start : shadow.find(b"#", start, end)]
            if (
                _GAMERS.search(scan.lower, max(0, start - 40), start)
                and not name.isupper()
                and not is_common(name.decode(errors="replace"))
                and _is_login(name.lower(), weak=True)
            ):
                yield Entity(EntityType.USERNAME, start, end, _SURE)
    for start, end in _parts(scan, _ON_HOST):
        if not is_common(shadow[start:end].decode(errors="replace")):
            yield Entity(EntityType.USERNAME, start, end, _SURE)
    if _OF_SERVER.search(shadow) is not None:
        for start, end in _parts(scan, _MATRIX):
            yield Entity(EntityType.USERNAME, start, end, _SURE)
    for start, end in _parts(scan, _ON_SITE):
        if _ALIAS.fullmatch(shadow, start + shadow.startswith(b"@", start), end) and _is_login(shadow[start:end]):
            yield Entity(EntityType.USERNAME, start, end, _SURE)
    notes = list(_parts(scan, _NOTE)) if scan.numbered_lines else []
    telling = [note for note in notes if _ALIAS.fullmatch(shadow, *note) or shadow[slice(*note)].isupper()]
    if len(notes) >= _FEWEST_NOTES and telling:
        for start, end in notes:
            if _is_login(shadow[start:end].lower()) and shadow[start:end] not in _LEVELS:
                yield Entity(EntityType.USERNAME, start, end, _SURE)


def _marked(scan: Scan, pattern: re.Pattern[bytes]) -> Iterator[Entity]:
    for start, end in _parts(scan, pattern):
        if _is_login(scan.shadow[start:end]) or (pattern is _PROMPT and _is_given(scan.shadow[start:end])):
            yield Entity(EntityType.USERNAME, start, end, _SURE)


def _parts(scan: Scan, pattern: Gated | re.Pattern[bytes]) -> Iterator[tuple[int, int]]:
    """The place of the group that took part in each match; the pattern is searched without groups first."""
    shadow = scan.shadow
    for begin, stop in scan.matches(pattern):
        match = (pattern.compiled if isinstance(pattern, Gated) else pattern).search(shadow, begin, stop)
        if match is not None and match.lastindex is not None:
            yield match.span(match.lastindex)


def _is_given(value: bytes) -> bool:
    plain = value.lower().decode(errors="replace")
    return plain in FIRST_NAMES and plain not in ALSO_WORDS


def _is_login(value: bytes, *, weak: bool = False) -> bool:
    """Whether ``value`` may be a login: no word, no given name, no program; ``weak`` lets words and names pass."""
    plain = value.lstrip(b"@").lower()
    if (
        b"@" in plain
        or plain in _PROGRAMS
        or plain in NO_VALUES
        or plain.isdigit()
        or _VERSION.fullmatch(plain)
        or len(plain) < 2
    ):
        return False
    if weak:
        return True
    text = plain.decode(errors="replace")
    if text in FIRST_NAMES or is_common(text) or is_function(text):
        return False
    return len(plain) > 2 and (value.islower() or value[:1] == b"@" or _ALIAS.fullmatch(value) is not None)
