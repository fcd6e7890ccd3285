"""Mail addresses in all written forms, also in forms that no mail server accepts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from objectlambda.pii.entities import Entity, EntityType, new_entity
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.gates import LOWER, WORDS
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import byte_words

_EMAIL = linear(
    rb"[A-Za-z0-9!#$%&'*+/=?^_`{|}~][A-Za-z0-9.!#$%&'*+/=?^_`{"
    rb"|}~\-]{0,63}@(?:[A-Za-z0-9](?:[A-Za-z0-9_\-]{0,61}[A-Za-z0-9])?\.)+"
    rb"[A-Za-z][A-Za-z0-9\-]{0,22}[A-Za-z]"
)
_LOCAL = rb"[A-Za-z0-9][A-Za-z0-9._+\-]{0,63}"
_WORD = rb"[A-Za-z0-9][A-Za-z0-9\-]{0,40}"
_HEADERS = rb"from|to|cc|bcc|reply-to|sender|return-path|delivered-to|errors-to|x-[a-z\-]{2,24}|de|para"
_TOP = rb"(?:com|org|net|edu|gov|info|es|mx|uk|de|fr|io|co|ar|cl|pe|us|ca|au|in|it|pt|br|nl|eu|me|dev|example)"
_LOCAL_HOST = WORDS.pattern(
    rb"(?:(?im:^[ \t>*]{0,8}(?:%s)\*{0,2}:[^\n@]{0,120}?)|<)%s@[A-Za-z][A-Za-z0-9\-]{0,40}(?:[>;,\s]|$)"
    % (_HEADERS, _LOCAL)
)
_ADDRESS_LITERAL = linear(
    rb"[A-Za-z0-9][A-Za-z0-9._+\-]{0,63}@\[(?:IPv6:[0-9A-Fa-f:.]{2,45}|\d{1,3}(?:\.\d{1,3}){3})\]"
)
"""A host's address in place of its name (RFC 5321)."""
_CLIENTS = re.compile(rb"(?:ssh|scp|sftp|rsync|mosh|psql|mysql|autossh|sshfs|git)\b[^\n]{0,60}\Z")
_TO_HOST = linear(
    rb"(?:^|[\s(\[,;:=\"'])(?:%s@localhost(?:\.localdomain)?\b|(?i:(?:e-?mail|mailto|mail|correo|contact|write to"
    rb"|escriba a|recipient|to|from|sent to|addressed to)(?::|=| )[ \t]?<?)%s@[A-Za-z][A-Za-z0-9\-]{1,40}(?:[>;,\s)]"
    rb"|\.?$|\.\s))" % (_LOCAL, _LOCAL)
)
"""An address at localhost anywhere, or at a host without a domain after words of mail."""
_HOST_ALONE = re.compile(rb"@(?:localhost\b|[A-Za-z][A-Za-z0-9\-]{1,40}(?:[>;,\s)]|\.?\Z|\.\s))")
"""What a text with such an address holds: a sign that is found fast, and such a host."""
_LOCAL_PART = re.compile(rb"%s@[A-Za-z][A-Za-z0-9\-]{0,40}" % _LOCAL)
_MESSAGE_ID = re.compile(
    rb"(?im)^(?:message-id|references|in-reply-to|content-id|resent-message-id)[^\n]*(?:\n[ \t][^\n]*)*$"
)
_SPELT_LOCAL = rb"(?:%s(?: ?[\[({<] ?(?:dot|punto) ?[\])}>] ?| (?:dot|punto) )){0,3}%s" % (_WORD, _LOCAL)
_SPELT = linear(
    rb"(?i)\b%(spelt)s ?[\[({<] ?(?:at|arroba|@|a) ?[\])}>] ?"
    rb"%(word)s(?: ?(?:[\[({<] ?(?:dot|punto|\.|d) ?[\])}>]|\.| dot | punto ) ?[A-Za-z][A-Za-z0-9\-]{0,30}){1,3}\b"
    rb"|\b%(spelt)s (?:at|arroba) %(word)s(?: (?:dot|punto) %(word)s){1,3} (?:dot|punto) [a-z]{2}\b"
    rb"|\b%(spelt)s (?:at|arroba) %(word)s(?: (?:dot|punto) %(word)s){0,2} (?:dot|punto) %(top)s\b"
    rb"|\b%(local)s ?@ %(word)s ?\. ?%(top)s\b"
    % {b"local": _LOCAL, b"spelt": _SPELT_LOCAL, b"word": _WORD, b"top": _TOP}
)
_ARCHIVED = LOWER.pattern(
    rb"(?m)(?:^[> |]{0,8}(?:from|to|cc|reply-to|sender):? [^\n<]{0,60}?<?|<|mailto:"
    rb"|\()([a-z0-9][a-z0-9._+\-]{0,40} at "
    rb"[a-z0-9][a-z0-9\-]{0,40}(?:\.[a-z0-9\-]{1,40}){0,4}\.[a-z]{2,12})(?:[>),;]|\r?$| {1,2}\(| {2}[a-z]{3} )"
)
"""An address in an archive of mail: "From: jdoe at host.example (Jane Doe)"."""
_SPELT_SIGN = LOWER.pattern(rb" dot |arroba|[(\[{<]at|[(\[] at|[(\[]@|\(a\)|@ ")
"""What a text with such an address holds; it is searched first, because the pattern is slow."""
_QUOTED_AT = linear(rb"%s%%40(?:[A-Za-z0-9](?:[A-Za-z0-9_\-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}" % _LOCAL)
_FILE_ENDINGS = byte_words(
    """
    png jpg jpeg gif svg css js ts html htm json yml yaml xml txt webp
    """
)
"""Suffixes of files that are not top-level domains; ``.md``, ``.py``, ``.sh`` and others are those of countries."""
_OF_MAIL = re.compile(rb"\.%s\Z" % _TOP)
_QUOTED_LOCAL = re.compile(
    rb"\"[A-Za-z0-9][A-Za-z0-9 ._+\-]{0,62}\"@(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.){1,4}[A-Za-z]{2,24}\b"
)
_SCALED = re.compile(rb"@\d+(?:\.\d+)?x?\.")
"""``icon@2x.py`` is a file."""
_SCHEME = re.compile(rb"://[^\s/@]*:$")
_COPY_TARGET = re.compile(rb":(?:[/~]|[A-Za-z0-9_.\-]{1,60}/)")
_BY_OTHERS = re.compile(rb"[;|]([^\s;|\"'<>,]{6,63})(?=[\r\n]|$)")
"""What stands behind an address in a list of credentials with another mark; a name may stand there, too."""
_SECRET = re.compile(rb":([^\s:/\"'<>,;][^\s\"'<>,;]{3,63})(?=[\r\n]|$)")
_CUTS = (b"=", b"/", b"'", b"`", b"|", b"{", b"}", b"?", b"&", b"*")
"""Characters that a local part may hold, but that are markup before an address: "email=x@y.z", "'x@y.z'"."""
_LEFT_OUT = b"'`*{}|/=?!#$%&+~^."
"""Characters with which no local part begins."""
_PLAIN_LOCAL = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"
"""Characters of a local part that are no markup."""
_KERBEROS = linear(rb"krb5|krbtgt/|kadm5_|kinit|klist|[Pp]rincipal|keytab|pam_sss|Decrypt integrity")
_RETURN_PATH = re.compile(rb"[^=]*[+.][^=]*=[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+@")
"""The address of a bounce contains the recipient's: ``bounce+8c8b98.c-user=example.org@mailer.example``."""


def _is_secret(value: bytes) -> bool:
    """Whether letters stand beside digits or punctuation, as in no name, number, date or hash."""
    plain = value.decode("ascii", "replace")
    marks = any(not char.isalnum() and char not in "-._/:@" for char in plain)
    mixed = any(map(str.isalpha, plain)) and any(map(str.isdigit, plain))
    return (mixed or marks) and not _NO_SECRET.fullmatch(plain)


_NO_SECRET = re.compile(r"[0-9a-fA-F\-]{16,}|\d[\d./:T+Z\- ]*|[A-Za-z]{1,4}[-_]?\d{3,}|\+?[\d() .\-]+")


class EmailAddressRecognizer(WindowRecognizer):
    """A mail address, and the password after it in a list of both."""

    TYPES = (EntityType.EMAIL, EntityType.PASSWORD)
    HOW: ClassVar[dict[str, str]] = {
        EntityType.EMAIL: "format (RFC 5321 local part and domain); hosts without domain in headers; [at], (dot), %40",
        EntityType.PASSWORD: "mail address:password, one a line",
    }

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        if b"@" in shadow:
            yield from _addresses(scan)
            yield from _without_domain(scan)
            if has(shadow, b"@["):
                yield from (Entity(EntityType.EMAIL, start, end, 0.97) for start, end in scan.matches(_ADDRESS_LITERAL))
            if has(shadow, b'"@'):
                yield from (Entity(EntityType.EMAIL, *m.span(), 0.97) for m in _QUOTED_LOCAL.finditer(shadow))
        if has(shadow, b"%40"):
            for start, end in scan.matches(_QUOTED_AT):
                yield Entity(EntityType.EMAIL, start, end, 0.95)
        for match in _ARCHIVED.compiled.finditer(scan.lower) if scan.holds(_ARCHIVED) else ():
            yield Entity(EntityType.EMAIL, match.start(1), match.end(1), 0.9)
        if scan.holds(_SPELT_SIGN):
            for start, end in scan.matches(_SPELT):
                yield Entity(EntityType.EMAIL, start, end, 0.85)


def _addresses(scan: Scan) -> Iterator[Entity]:
    shadow = scan.shadow
    for first, last in scan.matches(_EMAIL):
        end = last
        at = shadow.find(b"@", first)
        start = _local_start(shadow, first, at)
        if start >= at:
            continue
        if shadow[start - 1 : start] == b":" and _SCHEME.search(shadow, max(0, start - 80), start):
            continue  # the password of scheme://user:password@host
        dot = shadow.rfind(b".", start, end)
        ending = shadow[dot + 1 : end].lower()
        if ending in _FILE_ENDINGS and _OF_MAIL.search(shadow, at, dot):
            ending, end = b"", dot  # "keith.lund@example.com.txt"
        if ending in _FILE_ENDINGS or _SCALED.match(shadow, at):
            continue
        if shadow[end : end + 1] == b":":
            if _COPY_TARGET.match(shadow, end):
                continue  # scp and git: "git@host.example:project"
            line = shadow.rfind(b"\n", 0, start) + 1
            secret = _SECRET.match(shadow, end)
            if secret is not None and not shadow[line:start].strip(b" \t\"'-*"):
                yield Entity(EntityType.PASSWORD, secret.start(1), secret.end(1), 0.8)
        elif shadow[end : end + 1] in (b"|", b";") and shadow[start - 1 : start] in (b"", b"\n"):
            secret = _BY_OTHERS.match(shadow, end)
            if secret is not None and _is_secret(secret[1]):
                yield Entity(EntityType.PASSWORD, secret.start(1), secret.end(1), 0.8)
        if _in_dump(shadow, start, at, end):
            continue
        if shadow[at + 1 : end].isupper() and _is_principal(shadow, start, at, end):
            continue
        yield new_entity((EntityType.EMAIL, start, end, 0.98, False, False))


_DUMPED = re.compile(
    rb"[0-9a-f]{4,16}:?[ \t]+((?:(?:[0-9a-f]{2}|[0-9a-f]{4}|[0-9a-f]{8})[ \t]{1,3}){2,17})[ \t]*[|>]?(?=[!-~])"
)
"""The start of a line of a hex dump, up to its column of characters."""
_MARGIN = 4
"""How many more characters than bytes the column may have: its frame, and what stands behind it."""
_MOST_DOTS = 0.2
_TOP_OF_DUMP = re.compile(rb"\.(?:com|org|net|edu|gov|info|biz|io|co|[a-z]{2}\.[a-z]{2})\Z|\.[a-z]{2}\Z")


def _in_dump(shadow: bytes, start: int, at: int, end: int) -> bool:
    """Whether the address is a coincidence of letters in a hex dump of binary data."""
    line = shadow.rfind(b"\n", 0, start) + 1
    column = _DUMPED.match(shadow, line)
    if column is None or column.end() > start:
        return False
    stop = shadow.find(b"\n", end)
    characters = shadow[column.end() : stop if stop >= 0 else len(shadow)].rstrip(b"| \r")
    if 2 * (len(characters) - _MARGIN) > len(column[1].translate(None, b" \t")):
        return False  # "0131 4960 7551   ann@roe.example" is a telephone and an address
    dots = characters.count(b".") - shadow[start:end].count(b".")
    host = shadow[at + 1 : end]
    short = len(host.split(b".")[0]) < 3 or _TOP_OF_DUMP.search(host) is None or at - start < 2
    return short or dots > _MOST_DOTS * len(characters)


def _is_principal(shadow: bytes, start: int, at: int, end: int) -> bool:
    """Whether ``shadow[start:end]`` is a Kerberos principal, which has a realm in capitals and no mailbox."""
    if shadow[start:at].isupper() and shadow[start - 1 : start] != b"/":
        return False
    return _KERBEROS.search(shadow, shadow.rfind(b"\n", 0, start) + 1, min(len(shadow), end + 120)) is not None


def _local_start(shadow: bytes, start: int, at: int) -> int:
    """Where the local part begins in ``shadow[start:at]``."""
    if shadow[start] not in _LEFT_OUT and not shadow[start:at].translate(None, _PLAIN_LOCAL):
        return start
    if _RETURN_PATH.match(shadow, start, at + 1):
        return start
    for char in _CUTS:
        cut = shadow.rfind(char, start, at)
        if cut >= 0 and not (char == b"'" and cut > start and shadow[cut - 1 : cut].isalnum()):
            start = cut + 1
    while start < at and shadow[start] in _LEFT_OUT:
        start += 1
    return start


def _without_domain(scan: Scan) -> Iterator[Entity]:
    """Addresses at hosts without a domain, in the headers of mail and in angle brackets."""
    shadow = scan.shadow
    ids = None
    if _HOST_ALONE.search(shadow) is not None:
        for start, end in scan.matches(_TO_HOST):
            named = _LOCAL_PART.search(shadow, max(start, shadow.rfind(b"@", start, end) - 64), end)
            line = shadow.rfind(b"\n", 0, start) + 1
            if named is not None and _is_sample(named[0]):
                continue
            if named is not None and _CLIENTS.search(shadow, max(line, named.start() - 80), named.start()) is None:
                yield Entity(EntityType.EMAIL, named.start(), named.end(), 0.8)
    for start, end in scan.matches(_LOCAL_HOST):
        ids = list(map(re.Match.span, _MESSAGE_ID.finditer(shadow))) if ids is None else ids
        found = _LOCAL_PART.search(shadow, max(start, shadow.rfind(b"@", start, end) - 64), end)
        if found is None or found.end() < end - 1 or shadow[found.start() - 1 : found.start()] == b"/":
            continue  # the last is a name of Lotus Notes: "Ann Roe/HOU/ACME@ACME"
        if not _is_sample(found[0]) and not any(first <= start < last for first, last in ids):
            yield Entity(EntityType.EMAIL, found.start(), found.end(), 0.85)


def _is_sample(address: bytes) -> bool:
    """Whether both parts of an address without a domain only say what belongs there: "EMAIL@ADDRESS"."""
    local, _, host = address.lower().partition(b"@")
    return local in _ANYBODY and host in _ANYWHERE


_ANYBODY = byte_words(
    "email e-mail mail user username name you your yourname youremail me someone somebody recipient sender address"
    " login account correo usuario nombre tu tunombre tucorreo alguien destinatario benutzer courriel utilisateur"
)
_ANYWHERE = byte_words(
    "address adresse adres direccion domain dominio domaine host hostname server servidor servidor company empresa"
    " provider example ejemplo exemple exemplo beispiel esempio voorbeeld mail email correo yourdomain yourcompany"
    " tudominio site somewhere"
)
