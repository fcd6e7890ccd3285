"""User names: after a label, as a handle, and at their places in log lines and commands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.code import is_unit, keys_of, scopes_of
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.concepts import USERNAME
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.functions import is_function
from objectlambda.pii.rules.gates import LOGINS
from objectlambda.pii.rules.labelled import IDS, NO_VALUES, PLACEHOLDER, LabelledRecognizer, is_value
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.no_logins import is_no_login, is_tag, is_variable
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import byte_words

_IDENTIFIER = re.compile(
    rb"[0-9a-f]{12,}|[0-9a-f]{8}-[0-9a-f\-]{27}|0x[0-9a-f]+|(?:[a-z]{1,6}[_\-])?\d{5,}|s-1(?:-\d+)+"
    rb"|[a-z][a-z0-9_\-]*[_\-]\d{4}-\d\d-\d\d"
)
_PROGRAMS = re.compile(rb"[A-Za-z]+[a-z][A-Z]\w*\.[A-Za-z]\w*|[A-Z]?[a-z0-9]+(?:[A-Z][a-z0-9]+){3,}")
"""A name in a program: ``browsingContext.userPromptClosed``, ``DescribeAppInstanceUser``."""
_WORDS_JOINED = re.compile(rb"[a-z]-[a-z]+$")


def _has_marks(value: bytes) -> bool:
    """Whether digits, dots or underscores show that ``value`` is not a word."""
    return any(48 <= char <= 57 or char in b"_." for char in value)


def _is_name(value: bytes) -> bool:
    plain = value.lower()
    if (
        _PROGRAMS.fullmatch(value)
        or IDS.fullmatch(value)
        or plain.startswith(b"pg_")
        or is_unit(value.decode("ascii", "replace"))
    ):
        return False
    return len(plain) > 2 and plain not in NO_VALUES and not plain.isdigit() and _IDENTIFIER.fullmatch(plain) is None


class UsernameRecognizer(LabelledRecognizer):
    """A user name after its key or in its field."""

    TYPES = (EntityType.USERNAME,)
    HOW = "user=…, username: …, login …, uid …, fields"
    CONCEPTS = USERNAME
    COMMAS = False
    QUOTED_IN_CODE = True
    VALUE = re.compile(
        rb"(?:[A-Za-z0-9][A-Za-z0-9_.\-]{1,30}\\{1,2})?@?[A-Za-z0-9_][A-Za-z0-9_.\-]{1,62}[A-Za-z0-9_](?:(?![A-Za-z0-9_@/\\(:]|\.[A-Za-z])|(?=:\s|:$))"
    )

    def find(self, scan: Scan) -> Iterator[Entity]:
        roles = frozenset(_ROLE.findall(scan.shadow)) if has(scan.shadow, b":role/") else frozenset()
        for labelled in super().find(scan):
            domain = scan.shadow.rfind(b"\\", labelled.start, labelled.end) + 1
            found = labelled._replace(start=max(labelled.start, domain))
            if scan.shadow[found.start : found.end] in roles or is_no_login(scan, found.start, found.end):
                continue
            if _ISSUER.search(scan.shadow, max(0, found.start - _ISSUER_REACH), found.start) is None:
                yield found
        if has(scan.shadow, b": "):
            for start, end in scan.matches(_SAID):
                first = scan.shadow.rfind(b" ", start, end) + 1
                value = scan.shadow[first:end].strip()
                if _is_name(value):
                    yield Entity(EntityType.USERNAME, first, first + len(value), 0.8)
        if b"?" not in scan.shadow:
            return
        for end, concepts in zip(scan.hits.ends, scan.hits.concepts, strict=True):
            if concepts & USERNAME and (answer := _ANSWERED.match(scan.lower, end)) is not None:
                start, stop = answer.span(1)
                if _is_name(answer[1]) and _has_marks(scan.shadow[start:stop]):
                    yield Entity(EntityType.USERNAME, start, stop, 0.75)

    def accepts(self, value: bytes, *, separated: bool) -> float:
        plain = value.rpartition(b"\\")[2].lstrip(b"@")
        if not _is_name(plain) or not any(chr(char).isalpha() for char in plain):
            return 0.0
        if separated:
            return 0.92
        words = _WORDS_JOINED.search(plain) or is_function(plain.decode("ascii", "replace"))
        return 0.8 if (_has_marks(plain) or value[:1] == b"@") and not words else 0.0


_ISSUER = re.compile(rb"\\?\"type\\?\" ?: ?\\?\"Role\\?\"[^{}]*\Z")
_ISSUER_REACH = 400
"""In a record of CloudTrail, the "userName" beside the type Role is the role's."""
_SAID = linear(
    rb"(?im)^[ \t\[*>-]{0,4}(?:\[?[0-9:. /\-apm]{4,20}\]? ?-? ?)?(?:customer|client|caller|user|visitor|guest|member"
    rb"|cliente|usuari[oa]"
    rb"|visitante)(?: \d{1,3})?: (?:[a-z][a-z\-]{2,20}\d{1,6}|[a-z]{2,20}[._][a-z][a-z0-9._]{1,20})[ \t]*$"
)
"""A line of a dialogue that consists of a user name: "customer: okafor77"."""
_ROLE = re.compile(rb":role/(?:[\w+=,.@\-]{1,64}/){0,8}([\w+=,.@\-]{1,64})")
"""The name of an AWS role, which CloudTrail repeats as "userName" of the issuer of a session."""
_ANSWERED = re.compile(
    rb"[^\n?]{0,60}\?[ \t]*\r?\n[^\n:]{0,30}: ?(?:(?:it's|it is|sure|yes|es|si|my username is)[, ]{1,2}){0,2}"
    rb"([A-Za-z0-9_][A-Za-z0-9_.\-]{2,38}[A-Za-z0-9_])\.?[ \t]*(?:\r?\n|$)"
)
"""The rest of a question, and the line of a dialogue that answers it with one word."""
_HANDLE = LOGINS.pattern(rb"(?:^|[\s(\[\"'`>:,;|=*])@[A-Za-z_][A-Za-z0-9_.\-]{2,38}\b")
_ANNOTATIONS = byte_words(
    """property staticmethod classmethod override param return returns throws deprecated see since author
    version test before after beforeeach aftereach autowired component service entity table column id
    data getter setter builder media import charset keyframes dataclass pytest app click api router here
    channel everyone todo abstractmethod cached functools suppresswarnings functionalinterface
    restcontroller requestmapping getmapping postmapping bean configuration type typedef example link
    code inheritdoc nullable nonnull notnull transactional value inject mock given when then wraps
    lru_cache contextmanager overload final types babel angular emit input output echo supports font
    page layer apply include extend mixin if else end section yield attribute private public protected
    internal module namespace home timestamp message logstream log ptr ingestiontime requestid type duration
    billedduration memorysize maxmemoryused
    initduration xraytraceid fixture observable dynamic objc available main discardableresult ibaction iboutlet
    isa inc argv export_ok func args reboot yearly annually monthly weekly daily hourly midnight"""
)
_DECLARES = re.compile(
    rb"\s*(?:@|def |class |async |public |private |protected |static |final |fun |func |fn |function |export |val )"
)
_PERL = LOGINS.pattern(
    rb"\b(?:my|our|local|foreach|push|scalar)\b ?\(?[@$%][A-Za-z_]|(?m:^=(?:head\d|item|over|cut|pod|back)\b)|@(?:ISA"
    rb"|EXPORT|ARGV|_|INC)\b"
)
"""What the windows of a program in Perl hold, whose arrays look like handles."""
_MACROS = LOGINS.pattern(
    rb"(?m)^[ \t]*@[a-z]\w*(?: \[ |\.[A-Z]{2,}| [a-z]+$)|contains=[^\s@]*@\w|^[ \t]*@[a-z]\w{1,20}[ \t]*[{]"
    rb"|^[ \t]*syn(?:tax)? |^\t@[a-z]\w* [\-\"'$]|^\.PHONY|^SystemCallFilter=|^[ \t]*\*[ \t]+@[a-z]\w*:"
)
"""What configuration, editors' files and Makefiles hold, in which ``@name`` calls a macro, a group or a command."""
_OF_PERSON = re.compile(rb"\b(?:by|cc|thanks|thx|via|author|to|por|gracias|hey|hi):? [\[(`]?$")
_MINE = re.compile(
    rb"(?:my|your|some|any|an|the)[\-_]?(?:org|user|name|username|account|login|scope|team|company|handle)"
)
_JOINED = re.compile(rb"[(/@]|:[A-Za-z]|\s?=\s?(?:N?'|NULL|@|\d)")
_SCOPE = re.compile(rb"(?:\bscope[= ]|/\*\*? ?|``)\Z")
_QUALITY = re.compile(rb"(?=[!-K]{0,400}[;<>?])[!-K]{12,}\r?(?:\n|$)")
"""A line of FASTQ that gives the quality of each base as a character."""
_VERSIONED = re.compile(rb"\.\d+(?:\.|$)")
"""A number with parts: "@PID.3.1", "@SRR2040271.1"."""
_USER = rb"[A-Za-z0-9_][A-Za-z0-9_.\-]{1,40}"
_USERINFO = linear(rb"\b[A-Za-z][A-Za-z0-9+.\-]{1,20}://[^\s/@:\"'<>]{0,64}:[^\s/@\"'<>]{1,128}@[A-Za-z0-9\[]")
_CURL = linear(rb"(?:\s-u|--user|--proxy-user)[ =]['\"]?[A-Za-z0-9_.@\-]{2,64}:[^\s'\"]{3,128}")
_AT_NUMBERS = LOGINS.pattern(rb"\b%s@\d{1,3}(?:\.\d{1,3}){3}\b" % _USER, needle=rb"@\d{1,3}\.\d")
_PLACES = (
    # sshd, su, sudo: "Accepted publickey for jdoe from", "session opened for user jdoe", "Invalid user jdoe"
    (
        b"for ",
        re.compile(rb"for (?:(?:invalid )?user )?['\"]?(%s)" % _USER),
        LOGINS.pattern(rb"\b(?:Accepted" rb"|Failed) [a-z\-/]+ for (?:invalid user )?%s from\b" % _USER),
        0.9,
    ),
    (
        b"user",
        re.compile(rb"user[ =:]['\"]?(%s)" % _USER),
        LOGINS.pattern(rb"(?i)\b(?:for|invalid|authenticated" rb"|from|by|as) user[ =:]['\"]?%s\b" % _USER),
        0.85,
    ),
    (
        b"account",
        re.compile(rb"account ['\"]?(%s)" % _USER),
        LOGINS.pattern(rb"(?i)\b(?:the|user|ad|domain|compromised" rb"|service|login) account ['\"]?%s\b" % _USER),
        0.7,
    ),
    # access logs: "10.0.0.1 - jdoe [10/Oct/2000:13:55:36"
    (
        b"[",
        re.compile(rb"\S+ \S+ (\S+)"),
        LOGINS.pattern(
            rb"(?m)^[0-9A-Fa-f.:]{7,39} \S{1,40} [A-Za-z0-9_][A-Za-z0-9_.@\-]{1,60} \[\d\d/[A-Z][a-z][a-z]/"
        ),
        0.9,
    ),
    # a list of contributors: "- jdoe <jane@doe.example>"
    (
        b" <",
        re.compile(rb"(%s) ?<" % _USER),
        LOGINS.pattern(rb"(?m)^[ \t>*\-+]{0,8}[a-z0-9_][a-z0-9_.\-]{2,30} <[^\s<>@]{1,64}@[^\s<>]{3,64}>$"),
        0.9,
    ),
    # "GRANT … TO 'jdoe'@'%'"
    (b"'@", re.compile(rb"'(%s)'@" % _USER), LOGINS.pattern(rb"'%s'@'" % _USER), 0.9),
    # "ssh jdoe@10.0.0.1", "mysql -u jdoe"
    (b"@", re.compile(rb"(%s)@" % _USER), _AT_NUMBERS, 0.85),
    (
        b" -",
        re.compile(rb".* -[uU] ?(%s)$" % _USER),
        LOGINS.pattern(
            rb"\b(?:mysql|mysqldump|mysqladmin|psql|pg_dump|mongo|mongosh"
            rb"|smbclient|ldapsearch) (?:-[A-Za-z] ?\S+ )?-[uU] ?%s\b" % _USER
        ),
        0.8,
    ),
)
"""A text that every match has, the group of the name, the pattern, and the score."""
_SET_BY = (b"by ", b"as ", b"fro")
_ACCOUNT = rb"[A-Za-z0-9_][A-Za-z0-9_.\-]{1,40}"
_HOME = LOGINS.pattern(
    rb"(?:^|[^A-Za-z0-9.])/home/%s|(?:(?:^|[^A-Za-z0-9.])/Users/|[A-Za-z]:\\{1,2}[Uu]sers\\{1,2})%s"
    rb"(?:(?: [A-Z][A-Za-z0-9_.\-]{0,30}){1,3}[\\/])?" % (_ACCOUNT, _ACCOUNT)
)
_MACHINES = byte_words(
    """app apps appuser user users username node circleci vagrant pi hadoop spark airflow builder build dev ec2-user www
    web shared default runner jovyan git jenkins ubuntu debian centos admin docker container worker service backup data
    src code project projects workspace work public home lib linuxbrew nonroot ftp"""
)


class AccountNameRecognizer(WindowRecognizer):
    """Handles such as ``@jdoe``, user names in log lines and commands, users and passwords in connection strings."""

    TYPES = (EntityType.USERNAME, EntityType.PASSWORD)
    HOW: ClassVar[Mapping[str, str]] = {
        EntityType.USERNAME: "@handles, access and authentication logs, ssh and database commands, scheme://user:…@host",
        EntityType.PASSWORD: "scheme://user:password@host, curl -u user:password",
    }

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        if b"@" in shadow:
            yield from _handles(scan)
            for start, end in scan.matches(_USERINFO) if has(shadow, b"://") else ():
                user = shadow.find(b"://", start) + 3
                yield from _pair(shadow, user, shadow.find(b":", user), shadow.rfind(b"@", user, end))
        if has(shadow, b" -u") or has(shadow, b"--"):
            for start, end in scan.matches(_CURL):
                user = max(shadow.rfind(b" ", start + 1, end), shadow.find(b"=", start, end)) + 1
                user += shadow[user : user + 1] in (b"'", b'"')
                yield from _pair(shadow, user, shadow.find(b":", user), end)
        if has(shadow, b"sers") or has(shadow, b"/home/"):
            for start, stop in scan.matches(_HOME):
                end = stop - (shadow[stop - 1 : stop] in (b"\\", b"/"))  # it ends a name of several words
                first = max(shadow.rfind(b"/", start, end), shadow.rfind(b"\\", start, end)) + 1
                name = shadow[first:end].partition(b" ")[0]
                if _is_name(name) and name.lower() not in _MACHINES and not is_common(name.decode()):
                    yield Entity(EntityType.USERNAME, first, end, 0.65)
        for needle, where, pattern, score in _PLACES:
            for start, end in scan.matches(pattern):
                match = where.search(shadow, start, end)
                if match is None or not _is_name(match.group(1)):
                    continue
                name = match.group(1)
                plain = not _has_marks(name) and (needle == b"account" or not name.islower())
                if score < 0.9 and (plain or (needle == b"user" and is_function(name.decode()))):
                    continue
                if shadow[start : start + 3] in _SET_BY and not _has_marks(name) and is_common(name.decode()):
                    continue  # "set by user code"
                sure = score if _has_marks(name) else min(score, 0.75)
                yield Entity(EntityType.USERNAME, match.start(1), match.end(1), sure)


def _says_person(scan: Scan, at: int) -> bool:
    return _OF_PERSON.search(scan.lower, max(0, at - 16), at) is not None


def _handles(scan: Scan) -> Iterator[Entity]:
    shadow = scan.shadow
    perl = scan.holds(_PERL)
    program = scan.code or perl or scan.holds(_MACROS)
    for start, end in scan.matches(_HANDLE):
        at = shadow.find(b"@", start)
        if (perl and (b"_" in shadow[start:end] or shadow[at:end].isupper())) or (
            program and not _says_person(scan, at)
        ):
            continue  # a decorator, a tag in a comment, or an array of Perl
        name = shadow[at + 1 : end].lower()
        line = shadow.rfind(b"\n", 0, at) + 1
        if _SCOPE.search(shadow, max(0, at - 16), at) or shadow.startswith(b":registry", end):
            continue  # a scope of npm, a tag or a literal of reStructuredText
        if _QUALITY.match(shadow, line) or shadow[at:end] in scan.once(scopes_of, shadow):
            continue  # a line of FASTQ, a scope of packages
        if shadow[at - 1 : at] == b"(" and shadow[at - 2 : at - 1].isalnum() and shadow[end : end + 1] == b")":
            continue  # "call(@list)"
        if name in scan.once(keys_of, shadow) or is_tag(shadow, line, at, end) or is_variable(scan, at, end):
            continue  # a reference to another entry of the file, a tag of a comment, a variable of Less
        if _JOINED.match(shadow, end) or name.replace(b"-", b".").split(b".")[0] in _ANNOTATIONS:
            continue
        if _MINE.fullmatch(name) or (name.isalpha() and is_common(name.decode()) and not _says_person(scan, at)):
            continue  # "@myorg", "apply only to @another"
        # "@Override" alone on its line is an annotation, as is "@cached" above "def".
        alone = not shadow[line:at].strip() and shadow[end : end + 1] in (b"\n", b"\r", b"")
        if not (
            alone and (shadow[at + 1 : at + 2].isupper() or _DECLARES.match(shadow, end))
        ) and not _VERSIONED.search(name):
            yield Entity(EntityType.USERNAME, at, end, 0.7)


def _pair(shadow: bytes, user: int, colon: int, end: int) -> Iterator[Entity]:
    """The user and the password of ``shadow[user:end]``, separated by a colon."""
    if colon > user and PLACEHOLDER.fullmatch(shadow[user:colon]) is None:
        yield Entity(EntityType.USERNAME, user, colon, 0.9)
    if end - colon > 2 and is_value(shadow[colon + 1 : end]):
        yield Entity(EntityType.PASSWORD, colon + 1, end, 0.95)
