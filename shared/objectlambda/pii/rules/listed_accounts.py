"""Accounts in configuration: crontabs, lists of users in YAML, pairs in variables, tags of players in fields.

Sources: the manual page crontab(5), the module "users" of cloud-init, the modules "user" of Ansible and Salt, Spring
Security's ``spring.security.user``, and the variables of Docker images (``NEO4J_AUTH``, ``BASIC_AUTH``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, ClassVar

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.account_files import is_system_account
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.field_concepts import field_words
from objectlambda.pii.rules.gates import LOGINS
from objectlambda.pii.rules.labelled import is_value
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import byte_words, words

_LOGIN = rb"([A-Za-z_][A-Za-z0-9_.\-]{0,30}[A-Za-z0-9_$])"
_CRON = LOGINS.pattern(
    rb"(?m)^[ \t]*(?:@(?:reboot|yearly|annually|monthly|weekly|daily|hourly|midnight)[ \t]"
    rb"|[\d*][\d*/,\-]*[ \t]+[\d*][\d*/,\-]*[ \t]+[\d*?L][\w*?/,\-]*[ \t]+[\w*/,\-]+[ \t]+[\w*?/,\-#]+[ \t]+[A-Za-z_])"
)
_CRON_LINE = re.compile(
    rb"^[ \t]*(?:@[a-z]{5,8}|[\d*][\d*/,\-]{0,30}[ \t]+[\d*][\d*/,\-]{0,30}[ \t]+[\d*?L][\w*?/,\-]{0,30}[ \t]+"
    rb"[\w*/,\-]{1,30}[ \t]+[\w*?/,\-#]{1,30})[ \t]+%s[ \t]+(\S[^\n]{0,6})" % _LOGIN,
    re.MULTILINE,
)
_USER_COLUMN = re.compile(rb"^#.*\b(?:dow|week|semana)\b.{0,12}\b(?:user|user-name|username|usuario)\b", re.MULTILINE)
_STARTS = re.compile(rb"/|cd |\(|\[ |test |\. /|~/|\$")
"""How a command begins that stands behind the user of a crontab."""
_COMMANDS = byte_words(
    """
    bash sh zsh ksh python python2 python3 php perl ruby node nice ionice flock sudo env exec timeout cd curl wget rsync
    find test echo cp mv rm ln tar gzip docker chronic nohup time su cat source mysqldump pg_dump git java make true ps
    date touch mkdir chmod chown logrotate certbot run-parts systemctl service cronlock setlock newsyslog ls grep awk
    sed mail sendmail ntpdate npm npx yarn bundle rake artisan composer if for while export
    """
)
_ACCOUNTS = LOGINS.pattern(
    rb"(?i)\b(?:gecos|ssh[\-_]authorized[\-_]keys|authorized_keys|ssh_keys?|ssh_pub_?keys?|pubkeys?|lock[\-_]passwd"
    rb"|generate_ssh_key|primary[\-_]group|shell|sudo|uid|comment|full_?name|real_?name|fullname)[\"']?: "
)
_ITEM = re.compile(rb"^([ \t]*)- (\{ ?)?[\"']?name[\"']?: *[\"']?%s[\"']?[ \t]*(?:\r?$|,)" % _LOGIN, re.MULTILINE)
_SIBLING = re.compile(
    rb"(?:^|[,{ \t])[\"']?(?:gecos|ssh[\-_]authorized[\-_]keys|authorized_keys|ssh_keys?|ssh_pub_?keys?|pubkeys?"
    rb"|lock[\-_]passwd|generate_ssh_key|primary[\-_]group|shell|sudo|uid"
    rb"|(?:comment|full_?name|real_?name)[\"']?: *[\"']?(?-i:[A-Z][\w.'\-]+ [A-Z]))",
    re.IGNORECASE,
)
_BLOCK = 600
"""How many characters of an item of a list are read."""
_USER_ABOVE = LOGINS.pattern(
    rb"(?im)^[ \t]*(?:- )?(?:user|usuario|admin|account|login|auth|credentials|principal):[ \t]*\r?\n[ \t]+name:"
)
_NAMED_USER = (
    rb"(?im)^[ \t]*(?:- )?(?:user|usuario|admin|account|login|auth|credentials|principal):[ \t]*\r?\n[ \t]+name:[ \t]+"
    rb"[\"']?[a-z_][a-z0-9_.\-]{1,30}[\"']?[ \t]*\r?\n[ \t]+(?:password|passwd|pass|roles?|clave|contrase.a):"
)
_NAME_BELOW = re.compile(rb"\bname:[ \t]+[\"']?%s[\"']?[ \t]*\r?\n" % _LOGIN, re.IGNORECASE)
_PAIRED = LOGINS.pattern(rb"(?i)(?:auth|htpasswd|credentials?|creds|userpwd|user_?pass)[\"']?[ \t]*[:=]")
_PAIR = (
    rb"(?i)(?:basic_?auth|htpasswd|http_?auth|_auth|credentials?|creds|userpwd|user_?pass)"
    rb"[\"']?[ \t]*[:=][ \t]*[\"']?[a-z0-9_.@\-]{2,60}(?::|/)[^\s\"',:/]{4,100}"
)
_IN_PAIR = re.compile(rb"[:=][ \t]*[\"']?([A-Za-z0-9_.@\-]{2,60})[:/]([^\s\"',:/]{4,100})\Z")
_TAG = LOGINS.pattern(rb"#\d{4}")
_WHOLE_TAG = re.compile(r"[^\s#@:\"'/\\<>]{2,32}(?: [^\s#@:\"'/\\<>]{1,32}){0,2}#\d{4,5}")
_TAGGED = re.compile(
    rb"(?i)\b(?:discord|bnet|battle\.?net|battle ?tag|blizzard)\b[^\n#]{0,24}?([^\s#@:\"(]{2,32}#\d{4,5})\b"
)
_BARE_TAG = re.compile(
    rb"(?<![\w.#/])(?!(?:issue|pull|pr|build|bug|ticket|case|order|gh)#)[a-z0-9_.]{3,32}#\d{4}(?![\w#])"
)
_OF_PLAYERS = words(
    "author user username name sender from member handle discord tag battletag bnet nick nickname player actor autor"
    " usuario remitente miembro jugador"
)
_SCORE = 0.96


@cache  # of patterns that never change: threads may share them; compiled when such a text comes
def _compiled(pattern: bytes) -> Any:
    return linear(pattern)


class ListedAccountRecognizer(WindowRecognizer):
    """Logins and passwords in crontabs, lists of users in YAML and variables, and tags of players."""

    TYPES = (EntityType.USERNAME, EntityType.PASSWORD)
    HOW: ClassVar[Mapping[str, str]] = {
        EntityType.USERNAME: "users of crontabs, cloud-init, Ansible and Spring, BASIC_AUTH=user:…, tags: zed#0420",
        EntityType.PASSWORD: "BASIC_AUTH=…:password",
    }

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        if scan.holds(_CRON):
            yield from _crontab(shadow)
        if scan.holds(_ACCOUNTS):
            for item in _ITEM.finditer(shadow):
                if _SIBLING.search(_block(shadow, item)) and not is_system_account(item[3]):
                    yield Entity(EntityType.USERNAME, *item.span(3), _SCORE)
        for start, end in scan.matches(_compiled(_NAMED_USER)) if scan.holds(_USER_ABOVE) else ():
            name = _NAME_BELOW.search(shadow, start, end)
            if name is not None and not is_system_account(name[1]):
                yield Entity(EntityType.USERNAME, *name.span(1), _SCORE)
        for start, end in scan.matches(_compiled(_PAIR)) if scan.holds(_PAIRED) else ():
            pair = _IN_PAIR.search(shadow, start, end)
            if pair is not None:
                yield from _pair(pair)
        if scan.holds(_TAG):
            yield from _tags(scan)


def _crontab(shadow: bytes) -> Iterator[Entity]:
    lines = list(_CRON_LINE.finditer(shadow))
    of_system = any(line[1] == b"root" for line in lines) or _USER_COLUMN.search(shadow) is not None
    for line in lines:
        login = line[1]
        if login in _COMMANDS or is_system_account(login) or not (of_system or _STARTS.match(line[2])):
            continue
        yield Entity(EntityType.USERNAME, *line.span(1), _SCORE)


def _block(shadow: bytes, item: re.Match[bytes]) -> bytes:
    """The rest of an item of a list: to its brace, or the lines below that are indented deeper than its dash."""
    stop = min(len(shadow), item.end() + _BLOCK)
    if item[2]:
        end = shadow.find(b"}", item.end(), stop)
        return shadow[item.end() : end if end >= 0 else stop]
    lines = []
    for line in shadow[item.end() : stop].split(b"\n")[1:]:
        if line.strip() and len(line) - len(line.lstrip()) <= len(item[1]):
            break
        lines.append(line)
    return b"\n".join(lines)


def _pair(pair: re.Match[bytes]) -> Iterator[Entity]:
    """The login and the password of a variable."""
    if not is_value(pair[1]) or pair[1].isdigit():
        return
    if not is_system_account(pair[1]):
        kind = EntityType.EMAIL if b"@" in pair[1] else EntityType.USERNAME
        yield Entity(kind, *pair.span(1), _SCORE)
    secret = pair[2].lstrip(b"$")
    if is_value(secret) and pair[2][:1] not in b"${<%":
        yield Entity(EntityType.PASSWORD, *pair.span(2), _SCORE)


def _tags(scan: Scan) -> Iterator[Entity]:
    for field in scan.fields:
        if _WHOLE_TAG.fullmatch(scan.text, field.start, field.end) and not _OF_PLAYERS.isdisjoint(
            field_words(field.name)
        ):
            yield Entity(EntityType.USERNAME, field.start, field.end, _SCORE)
    if has(scan.shadow, b"iscord"):
        for match in _BARE_TAG.finditer(scan.shadow):
            yield Entity(EntityType.USERNAME, *match.span(), 0.9)
    for match in _TAGGED.finditer(scan.shadow):
        if not is_common(match[1].partition(b"#")[0].decode("ascii", "replace")):
            yield Entity(EntityType.USERNAME, *match.span(1), _SCORE)
