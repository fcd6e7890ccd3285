"""What opens an account: user names, passwords and AWS keys."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.concepts import AWS_ACCESS, AWS_SECRET, OTHER, PASSWORD, USERNAME
from objectlambda.pii.context import linear
from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.recognizers.labelled import LabelledRecognizer
from objectlambda.pii.recognizers.recognizer import WindowRecognizer
from objectlambda.pii.scan import Scan
from objectlambda.pii.words import byte_words

_NO_VALUES = byte_words(
    """
    null none nil nan true false undefined unknown n/a na string str text varchar char int integer
    number boolean bool required optional yes no on off empty hidden redacted masked removed encrypted
    password passwd secret changeme? value input type field label enabled disabled default example
    placeholder todo tbd prompt env os self this user username name login email mail id not reset change
    changed expired expires invalid incorrect wrong missing failed failure success ok error must should
    can will has have had was were is are be been and or but for to the a an of in at by with from your
    my our his her policy manager protected protection field recovery forgot confirm confirmation update
    updated strength length de la el los las un una su para por con y o no es ser fue esta caducada
    incorrecta requerida nula ninguna root admin administrator system postgres nobody daemon guest
    anonymous service www-data nginx apache mysql ubuntu ec2-user oracle sa sys bot everyone all public
    support info test deploy runner git jenkins agent agents logged logins logs accounts account session
    sessions profile profiles group groups data table list lists interface experience story stories
    guide manual input inputs space defined facing friendly specific details input-output count counts
    role roles permission permissions created deleted added removed locked unlocked authentication
    authorization authenticated clicked requested reported can't cannot doesn't did does who whose that
    which with
    """
)
_PLACEHOLDER = re.compile(rb"[*xX.\-_#\x1a]+|[<\[({$%].*|.*\$\{.*|.*\{\{.*|\(.*")


def _real(value: bytes) -> bool:
    return value.lower() not in _NO_VALUES and _PLACEHOLDER.fullmatch(value) is None


class PasswordRecognizer(LabelledRecognizer):
    """A password after its key or in its field."""

    TYPES = (EntityType.PASSWORD,)
    HOW = 'password=…, pwd: …, "the password is …", fields, user:password@ in connection strings'
    CONCEPTS = PASSWORD
    VALUE = re.compile(rb"(?<=[\"'`])[^\"'`\r\n]{3,80}(?=[\"'`])|[^\s\"'`<>,;&|]{3,100}")

    def accepts(self, value: bytes, *, separated: bool) -> float:
        if len(value) < 3 or not _real(value):
            return 0.0
        mixed = any(48 <= char <= 57 for char in value) or any(not chr(char).isalnum() for char in value[:-1])
        if separated:
            if value.count(b" ") > 3 or value.startswith(
                (b"os.", b"process.env", b"getenv", b"config.", b"request.", b"self.", b"args.", b"settings.")
            ):
                return 0.0
            if value.endswith((b"()", b"(")) or (
                value.isalpha() and value[:1].isupper() and value[1:].islower() and len(value) < 5
            ):
                return 0.0
            return 0.95 if mixed else 0.85
        if b"=" in value[:-2]:
            return 0.0
        return (
            0.8
            if mixed and len(value) >= 5 and value.strip(b".,!?").lower() not in _NO_VALUES and _strong(value)
            else 0.0
        )

    def whole(self, value: bytes) -> bool:
        return len(value) <= 128


def _strong(value: bytes) -> bool:
    body = value.rstrip(b".,!?;:)")
    digits = any(48 <= char <= 57 for char in body)
    letters = any(chr(char).isalpha() for char in body)
    marks = any(chr(char) in "!@#$%^&*+=?~" for char in body)
    return (digits and letters) or (marks and letters)


class UsernameRecognizer(LabelledRecognizer):
    """A user name after its key or in its field."""

    TYPES = (EntityType.USERNAME,)
    HOW = "user=…, username: …, login …, fields, @handles, user:password@ in connection strings"
    CONCEPTS = USERNAME
    VALUE = re.compile(
        rb"@?[A-Za-z0-9_][A-Za-z0-9_.\-]{1,62}[A-Za-z0-9_](?![A-Za-z0-9_@/\\(:]|\.[A-Za-z])|@?[A-Za-z0-9_][A-Za-z0-9_.\-]{1,62}[A-Za-z0-9_](?=:\s|:$)"
    )

    def accepts(self, value: bytes, *, separated: bool) -> float:
        plain = value.lstrip(b"@").lower()
        if (
            plain in _NO_VALUES
            or plain.startswith(b"0x")
            or not any(97 <= char <= 122 for char in plain)
            or len(plain) < 3
        ):
            return 0.0
        if re.fullmatch(
            rb"[0-9a-f]{12,}|[0-9a-f]{8}-[0-9a-f\-]{27}|(?:[a-z]{1,6}[_\-])?\d{4,}", plain
        ) and not re.fullmatch(rb"[a-z]+_?\d{1,4}", plain):
            return 0.0
        if separated:
            return 0.92
        marked = any(48 <= char <= 57 or char in b"_.-" for char in value) or value[:1] == b"@"
        return 0.8 if marked and not re.search(rb"[a-z]-[a-z]+$", plain) else 0.0


_HANDLE = linear(rb"(?:^|[\s(\[\"'>:,;|=])@[A-Za-z_][A-Za-z0-9_]{2,29}\b")
_ANNOTATIONS = byte_words(
    """
    property staticmethod classmethod override param return returns throws deprecated see since author
    version test before after beforeeach aftereach autowired component service entity table column id
    data getter setter builder media import charset keyframes dataclass pytest app click api router here
    channel everyone todo abstractmethod cached functools suppresswarnings functionalinterface
    restcontroller requestmapping getmapping postmapping bean configuration type typedef example link
    code inheritdoc nullable nonnull notnull transactional value inject mock given when then wraps
    lru_cache contextmanager overload final types babel angular emit input output echo supports font
    page layer apply include extend mixin if else end section yield attribute private public protected
    internal module namespace home
    """
)
_USERINFO = linear(rb"\b[A-Za-z][A-Za-z0-9+.\-]{1,20}://[^\s/@:\"'<>]{0,64}:[^\s/@\"'<>]{1,128}@[A-Za-z0-9\[]")
_CURL = linear(rb"(?:\s-u|--user|--proxy-user)[ =]['\"]?[A-Za-z0-9_.@\-]{2,64}:[^\s'\"]{3,128}")
_LOGGED = linear(rb"\b(?:for|invalid|authenticated|from|by) user[ =:]['\"]?[A-Za-z0-9_][A-Za-z0-9_.\-]{2,40}\b")


class HandleRecognizer(WindowRecognizer):
    """Handles such as ``@jdoe``, and the user and password inside a connection string or a command."""

    TYPES = (EntityType.USERNAME, EntityType.PASSWORD)
    HOW = "@handles, scheme://user:password@host, curl -u user:password"

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        if b"@" in shadow:
            yield from self._handles(scan)
        if b"://" in shadow and b"@" in shadow:
            for start, end in scan.matches(_USERINFO):
                user = shadow.find(b"://", start) + 3
                at = shadow.rfind(b"@", user, end)
                yield from self._pair(shadow, user, shadow.find(b":", user), at)
        if b"-u" in shadow or b"--" in shadow:
            for start, end in scan.matches(_CURL):
                opening = re.compile(rb".*?[ =]['\"]?(?=[A-Za-z0-9_])").match(shadow, start + 1, end)
                if opening is not None:
                    yield from self._pair(shadow, opening.end(), shadow.find(b":", opening.end()), end)
        if b"user" in shadow:
            for start, end in scan.matches(_LOGGED):
                first = shadow.find(b"user", start) + 5
                first += shadow[first : first + 1] in (b"'", b'"')
                value = shadow[first:end]
                if (
                    value.lower() not in _NO_VALUES
                    and not value.isdigit()
                    and (value.islower() or any(48 <= c <= 57 for c in value))
                ):
                    marked = any(48 <= char <= 57 or char in b"_." for char in value)
                    lead = shadow[start : first - 5]
                    if marked or lead.startswith((b"for", b"invalid")):
                        yield Entity(EntityType.USERNAME, first, end, 0.85 if marked else 0.6)

    def _handles(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        for start, end in scan.matches(_HANDLE):
            at = shadow.find(b"@", start)
            after = shadow[end : end + 1]
            name = shadow[at + 1 : end].lower()
            if (
                after in (b"(", b"/", b"@")
                or (after in (b".", b":", b"-") and shadow[end + 1 : end + 2].isalnum())
                or name in _ANNOTATIONS
            ):
                continue
            line = shadow.rfind(b"\n", 0, at) + 1
            if not shadow[line:at].strip() and after in (b"\n", b"\r", b"") and shadow[at + 1 : at + 2].isupper():
                continue
            yield Entity(EntityType.USERNAME, at, end, 0.7)

    def _pair(self, shadow: bytes, user: int, colon: int, end: int) -> Iterator[Entity]:
        if colon - user >= 1 and _PLACEHOLDER.fullmatch(shadow[user:colon]) is None:
            yield Entity(EntityType.USERNAME, user, colon, 0.9)
        if end - colon > 2 and _PLACEHOLDER.fullmatch(shadow[colon + 1 : end]) is None:
            yield Entity(EntityType.PASSWORD, colon + 1, end, 0.95)


_ACCESS_KEY = linear(rb"\b(?:AKIA|ASIA)[A-Z2-7]{16}\b")
_ANY_KEY = linear(rb"\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,20}\b")
_SECRET = linear(rb"[A-Za-z0-9/+=]{40,}")


class AwsKeyRecognizer(WindowRecognizer):
    """AWS access keys by their prefix, and secret keys by their form beside words or an access key."""

    TYPES = (EntityType.AWS_ACCESS_KEY, EntityType.AWS_SECRET_KEY)
    HOW = "AKIA/ASIA and 16 characters; 40 characters of base64 with context"

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        keys = []
        if b"AKIA" in shadow or b"ASIA" in shadow or b"AROA" in shadow or b"AIDA" in shadow:
            exact = set(scan.matches(_ACCESS_KEY))
            for start, end in scan.matches(_ANY_KEY):
                context = scan.context(start, end)
                if (start, end) in exact or (end - start == 20 and not context.labelled & OTHER):
                    keys.append(end)
                    yield Entity(EntityType.AWS_ACCESS_KEY, start, end, 0.98 if (start, end) in exact else 0.8)
                elif context.labelled & AWS_ACCESS:
                    yield Entity(EntityType.AWS_ACCESS_KEY, start, end, 0.75)
        for run, end in scan.matches(_SECRET):
            # "=" pads base64 at its end; before that it ends a key.
            start = max(run, shadow.rfind(b"=", run, max(run, end - 2)) + 1)
            value = shadow[start:end]
            if len(value) != 40 or not _mixed(value):
                continue
            labelled, near = scan.context(start, end)
            if labelled & AWS_SECRET:
                yield Entity(EntityType.AWS_SECRET_KEY, start, end, 0.97)
            elif not labelled & OTHER and (near & AWS_SECRET or any(0 <= start - key <= 200 for key in keys)):
                yield Entity(EntityType.AWS_SECRET_KEY, start, end, 0.85)


def _mixed(value: bytes) -> bool:
    return (
        any(65 <= char <= 90 for char in value)
        and any(97 <= char <= 122 for char in value)
        and any(48 <= char <= 57 for char in value)
    )
