"""Credentials: passwords and AWS keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar

from objectlambda.pii.entities import Entity, EntityType, Field
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.concepts import AWS_ACCESS, AWS_SECRET, EMAIL, IP, OTHER, PASSWORD, USERNAME
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.field_concepts import field_concepts, field_words
from objectlambda.pii.rules.gates import CODES, WORDS
from objectlambda.pii.rules.labelled import NO_VALUES, LabelledRecognizer, is_value, strip_span
from objectlambda.pii.rules.literals import has_any
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.no_logins import names_key
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import byte_words, words

_HASHED = WORDS.pattern(
    rb"\b(?:Hash::make|bcrypt|password_hash|make_password|generate_password_hash|check_password_hash|hash_password"
    rb"|hashPassword|hashSync|hashpw|set_password|setPassword|setRawPassword|check_password|[Ee]ncoder(?:\(\))?\.encode)\("
    rb"[ \t]{0,3}b?[\"']([^\"'\n]{4,60})[\"']",
    needle=rb"\([ \t]{0,3}b?[\"']",
)
"""A password that a program hashes or sets: ``Hash::make('…')``."""


_NAMED_SECRET = WORDS.pattern(
    rb"(?m)^[ \t]*(?:[A-Za-z][\w\-]{0,30}\.){1,8}(?:[a-z]{1,16}[\-_])?[Ss]ecret[ \t]*=[ \t]*"
    rb"([^\s=<>${}][^\s<>]{4,79})[ \t]*\r?$",
    needle=rb"[.\-_][Ss]ecret[ \t]*=[ \t]*[^\s=<>${}]",
)
"""A secret in a file of properties: ``target.ldap.secret=…``."""
_NO_SECRET = re.compile(
    rb"[a-z]+\d*(?:[\-_.:/][a-z0-9]+)+|/.*|[A-Za-z]:\\.*|[a-z]+:(?:/|[a-z]).*|ENC\(.*|[A-Za-z0-9/+]{40}|arn:.*|.*\.(?:key|pem|txt|json)"
)
"""The name, the path or the place of a secret, and a secret key of AWS, which has a type of its own."""


class PasswordRecognizer(LabelledRecognizer):
    """A password after its key or in its field."""

    TYPES = (EntityType.PASSWORD,)
    HOW = 'password=…, pwd: …, "the password is …", fields, user:password@ in connection strings'
    CONCEPTS = PASSWORD
    FIRST = True
    QUOTED_IN_CODE = True
    VALUE = re.compile(rb"(?<=[\"'`])[^\"'`\r\n]{3,80}(?=[\"'`])|[^\s\"'`<>,;&|]{2,100}[^\s\"'`<>,;&|.)]")

    def accepts(self, value: bytes, *, separated: bool) -> float:
        if len(value) < 3 or not is_value(value) or _NO_PASSWORD.fullmatch(value) or b" = " in value:
            return 0.0  # "password: str = …" is for AssignedPasswordRecognizer
        mixed = any(48 <= char <= 57 for char in value) or any(not chr(char).isalnum() for char in value[:-1])
        if separated:
            if value.count(b" ") > 3 or value.startswith(
                (b"os.", b"process.env", b"getenv", b"config.", b"request.", b"self.", b"args.", b"settings.")
            ):
                return 0.0
            if (
                value.endswith((b"()", b"("))
                or _CALL.match(value)
                or (value.isalpha() and value[:1].isupper() and value[1:].islower() and len(value) < 5)
            ):
                return 0.0
            return 0.95 if mixed else 0.85
        if b"=" in value[:-2] or b"(" in value or value[:1] in b"*#})]":
            return 0.0
        if _OPTION.match(value) or value.startswith(b";s:"):
            return 0.0
        return (
            0.8
            if mixed and len(value) >= 5 and value.strip(b".,!?").lower() not in NO_VALUES and is_strong(value)
            else 0.0
        )

    def find(self, scan: Scan) -> Iterator[Entity]:
        for start, end in groups(scan, _HASHED):
            if is_value(scan.shadow[start:end]):
                yield Entity(EntityType.PASSWORD, start, end, 0.9)
        for start, end in groups(scan, _NAMED_SECRET) if b"=" in scan.shadow and not scan.code else ():
            value = scan.shadow[start:end]
            if is_value(value) and is_strong(value) and not _NO_SECRET.fullmatch(value):
                yield Entity(EntityType.PASSWORD, start, end, 0.9)
        for found in super().find(scan):
            if _FOLDER.search(scan.shadow, max(0, found.start - 6), found.start + 1):
                continue
            if _COMMAND.search(scan.shadow, max(0, found.start - 16), found.start):
                continue  # "$(shell pwd)/code"
            if _OF_FIELD.search(scan.shadow, max(0, found.start - 48), found.start) or _NEW.fullmatch(
                scan.shadow, found.start, found.end
            ):
                continue
            if _PROTOCOL.match(scan.shadow, found.start):
                continue  # "GET /login?password= HTTP/1.1"
            field = scan.field(found.start, found.end)
            if field is not None and _is_code(scan, field):
                continue
            if (
                field is not None
                and _PATHS & field_words(field.name)
                and scan.shadow[found.start : found.start + 1] == b"/"
            ):
                continue  # POSTGRES_PASSWORD_FILE: /run/secrets/db
            if names_key(scan, found.start, found.end) or _is_label(scan.text[found.start : found.end]):
                continue
            if scan.catalogue and not any(map(str.isdigit, scan.text[found.start : found.end])):
                continue  # "login.password" = "Mot de passe"
            yield found
        for field in scan.named(PASSWORD):
            start, end = strip_span(scan.shadow, field.start, field.end)
            if scan.shadow[start:end] in USUAL_PASSWORDS and _is_setting(scan, field):
                yield Entity(EntityType.PASSWORD, start, end, 0.8)

    def whole(self, value: bytes) -> bool:
        return len(value) <= 128


_LABEL = re.compile(
    r"(?:Mot de passe|Contraseña|Contrasenya|Passwort|Kennwort|Wachtwoord|Senha|Palavra-passe|Heslo|Hasło|Lösenord"
    r"|Adgangskode|Passord|Salasana|Jelszó|Şifre|Parola|Пароль|密码|密碼|パスワード|비밀번호)\b.{0,40}"
)


def _is_label(value: str) -> bool:
    """Whether ``value`` is the word for a password in a catalogue of messages: ``login.password=Mot de passe``."""
    return _LABEL.fullmatch(value) is not None and not any(map(str.isdigit, value))


_NO_PASSWORD = re.compile(
    rb"\d{1,3}\.\d{1,4}|\\+f[A-Z]"
    rb"|(?i:(?:option<|&)?(?:string|str|text|char|secretstr(?:ing)?|any|unknown|number|boolean|bool))"
    rb"[;,):?!\[\]|> ]{1,4}(?:(?i:null|undefined|none)[;,) ]{0,3})?"
)
"""A price, the font of a man page, and a type of a program."""
_OF_GOODS = words("descripcion descripción precio importe cantidad unidad description price")
_OF_LOGINS = words("usuario user username login email correo mail password contraseña contrasena")


def _is_code(scan: Scan, field: Field) -> bool:
    """Whether "clave" names the code of a thing, as in Mexico: ``{"clave": "PRO", "precio": 499}``."""
    if field.name.lower() not in ("clave", "cve"):
        return False
    beside = {name.lower() for name in scan.names}
    if not beside.isdisjoint(_OF_LOGINS):
        return False
    value = scan.text[field.start : field.end]
    return (value.isupper() and len(value) < _LONGEST_CODE) or not beside.isdisjoint(_OF_GOODS)


_LONGEST_CODE = 7
USUAL_PASSWORDS = byte_words(
    """
    password passwd secret admin administrator root postgres mysql oracle guest test changeme changeit default user
    letmein welcome master public system manager service support demo temporal contrasena clave secreto sa
    """
)
"""Words that are as often passwords as names of fields; a user name or host beside the field decides."""
_HOSTS = words("host hostname server port url uri endpoint database db dsn driver userdn base jdbc")
_NAMES_OF_KEYS = words("key keys field ref property column attribute param parameter")
_SCHEMAS = words("type label placeholder title description format widget hint error message example kind schema")
"""Names of fields beside which "password" names a type."""


def _is_setting(scan: Scan, field: Field) -> bool:
    """Whether the field belongs to a login: its name has a prefix, or a user name or host stands beside it."""
    value = scan.text[field.start : field.end].strip(" \"'").lower()
    if field_words(field.name) & _NAMES_OF_KEYS:
        return False  # "passwordKey": "password", the key of a secret
    near = [
        other
        for other in scan.fields
        if other is not field and abs(other.start - field.start) <= _LOGIN_REACH and other.start != field.start
    ]
    if any(not _SCHEMAS.isdisjoint(field_words(o.name)) and o.name.lower() != "type" for o in near):
        return False
    if any(scan.text[o.start : o.end].strip(" \"'").lower() == o.name.lower() for o in near):
        return False  # a catalogue of labels: "username": "Username"
    if len(field_words(field.name)) > 1 and value != field.name.lower():
        return True
    return any(
        field_concepts(o.name) & (USERNAME | EMAIL | IP) or not _HOSTS.isdisjoint(field_words(o.name)) for o in near
    )


_LOGIN_REACH = 160
"""The most characters between a password and its login."""


def is_strong(value: bytes) -> bool:
    """Whether ``value`` has letters, and digits or punctuation."""
    body = value.rstrip(b".,!?;:)")
    digits = any(48 <= char <= 57 for char in body)
    letters = any(chr(char).isalpha() for char in body)
    marks = any(chr(char) in "!@#$%^&*+=?~" for char in body)
    return (digits and letters) or (marks and letters)


_PROTOCOL = re.compile(rb"HTTP/\d|;(?:[sidbaO]:\d{1,6}[:;]|N;[s}])")
"""What stands behind an empty password in a request, or behind the key ``password`` in what PHP serializes."""
_OF_FIELD = re.compile(rb"pass[a-z]*_(?:field|field_name|label|attr|attribute|param|column)[\"']?\]? ?[:=] ?[\"']?\Z")
"""The name of an argument that takes the name of a field: ``password_field_name="password2"``."""
_NEW = re.compile(rb"(?i)(?:new|old|current|confirm)_?passw(?:or)?d_?\d?|re-?(?:type|enter)|repeat|disable[A-Z]\w*")
"""The name of a field of a form, and what a program asks for."""
_OPTION = re.compile(rb"[a-z_\-]{3,}=")
"""The rest of a longer key, and its value: "password-flags=2"."""
_FOLDER = re.compile(rb"(?:^|[^\w;])PWD=[\"']?/\Z")
"""The start of a working directory in the environment of a process, and in what sudo logs."""
_PATHS = words("file path dir directory location")
_COMMAND = re.compile(rb"(?:\$\(|shell |`|[;&] ?)pwd ?[)`][\"']{0,2}\Z")
_CALL = re.compile(rb"[A-Za-z_][A-Za-z0-9_.:]*(?:\(|->|::)")
"""A call of a program that returns a password and is not one."""
_ACCESS_KEY = linear(rb"\b(?:AKIA|ASIA)[A-Z2-7]{16}\b")
_ANY_KEY = linear(rb"\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,20}\b")
_SECRET = CODES.pattern(rb"[A-Za-z0-9/+=]{40,}")


class AwsKeyRecognizer(WindowRecognizer):
    """AWS access keys, by their prefix, and secret keys, by their form beside a label or an access key."""

    TYPES = (EntityType.AWS_ACCESS_KEY, EntityType.AWS_SECRET_KEY)
    HOW: ClassVar[Mapping[str, str]] = {
        EntityType.AWS_ACCESS_KEY: "AKIA or ASIA and 16 characters",
        EntityType.AWS_SECRET_KEY: "40 characters of base64 with context or after an access key",
    }

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        keys = []
        if has_any(shadow, (b"AKIA", b"ASIA", b"AROA", b"AIDA")):
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
            if len(value) != 40 or not _is_mixed(value):
                continue
            labelled, near = scan.context(start, end)
            if labelled & AWS_SECRET:
                yield Entity(EntityType.AWS_SECRET_KEY, start, end, 0.97)
            elif not labelled & OTHER and (near & AWS_SECRET or any(0 <= start - key <= 200 for key in keys)):
                yield Entity(EntityType.AWS_SECRET_KEY, start, end, 0.85)


def _is_mixed(value: bytes) -> bool:
    return (
        any(65 <= char <= 90 for char in value)
        and any(97 <= char <= 122 for char in value)
        and any(48 <= char <= 57 for char in value)
    )
