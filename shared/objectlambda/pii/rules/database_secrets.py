"""Logins and passwords in statements about the users of databases, and in commands and addresses of their clients.

Sources: the reference manuals of MySQL, MariaDB, PostgreSQL, Oracle Database and SQL Server, of SQL*Plus and PHP, and
htpasswd(1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.secret_forms import LOGIN, SECRET, SecretForm, marks_of, secrets_of

USERNAME, PASSWORD = EntityType.USERNAME, EntityType.PASSWORD
_STRING = rb"[NEne]?(?:'([^'\n]{3,200})'|\"([^\"\n]{3,200})\")"
_BARE = rb"([^\s\"';,()]{3,100})"
_SUBJECT = rb"(?:role|user|login|group|application role|server role)"
_ARGUMENTS = rb"[^'\n;]{0,20}N?'([^'\n]{2,128})',[ ]?(?:@\w{1,20}[ ]?=[ ]?)?N?'([^'\n]{3,128})'"
_BOTH = (PASSWORD, PASSWORD)
_FORMS = (
    # statements about users
    SecretForm(
        (b"identified ",),
        rb"(?i)\bidentified(?: (?:with|via) [\w\-\"'`]{1,60})? (?:by|as|using)(?: password| values)?[ \t]{0,4}"
        rb"(?:password\()?" + _STRING,
        _BOTH,
        usual=True,
    ),
    SecretForm(
        (b"identified by",),
        rb"(?im)\b(?:create|alter|grant)\b[^\n;]{1,200}? identified by " + _BARE + rb"(?:[ \t;]|\r?$)",
    ),
    SecretForm(
        (b"set password",),
        rb"(?i)\bset password(?: for [^\s=]{1,80})?[ \t]*(?:=|to)[ \t]*(?:(?:old_)?password\()?" + _STRING,
        _BOTH,
    ),
    SecretForm(
        (b"create ", b"alter "),
        rb"(?i)\b(?:create|alter) " + _SUBJECT + rb" [^\n;]{1,200}?\bpassword[ \t]*=?[ \t]*" + _STRING,
        _BOTH,
    ),
    SecretForm((b"sp addlogin",), rb"(?i)\bsp_addlogin\b" + _ARGUMENTS, (USERNAME, PASSWORD)),
    SecretForm((b"sp password",), rb"(?i)\bsp_password\b" + _ARGUMENTS, _BOTH),
    SecretForm((b"options",), rb"(?i)\boptions ?\([^)\n]{0,120}?\bpassword " + _STRING, _BOTH),
    # clients
    SecretForm(
        (b"sqlplus ", b"sqlldr ", b"expdp ", b"impdp ", b"rman ", b"sqlcl ", b"userid=", b"conn"),
        rb"(?im)(?:\b(?:sqlplus|sqlldr|expdp|impdp|rman target|sqlcl)(?: -\w{1,12})* |\buserid=[\"']?"
        rb"|^(?:sql> ?)?conn(?:ect)? )[\"']?([a-z][\w$#]{1,30})/\"?([^\s\"'@/;]{3,100})\"?(?:@|[ \t;\"']|\r?$)",
        (USERNAME, PASSWORD),
    ),
    SecretForm(
        (b"jdbc:oracle:",),
        rb"\bjdbc:oracle:\w{3,6}:([A-Za-z][\w$#]{1,30})/([^\s\"'@/]{3,100})@",
        (USERNAME, PASSWORD),
    ),
    SecretForm(
        (b"htpasswd ",),
        rb"(?m)\bhtpasswd(?: -[A-Za-z]{1,6})*? -\w{0,5}b\w{0,5}(?: -[A-Za-z]{1,6}(?: \d{1,2})?)*"
        rb"(?: [^\s\"'\-]\S{0,100})? " + LOGIN + rb" " + SECRET + rb"[ \t]*(?:[;&|>\\]|\r?$)",
        (USERNAME, PASSWORD),
    ),
    SecretForm(
        (b"connect(", b"new pdo(", b"new mysqli(", b"getconnection(", b"ftp login(", b"ldap bind("),
        rb"(?i)\b(?:mysqli?_(?:p|real_)?connect|new PDO|new mysqli|getConnection|ftp_login|ldap_bind"
        rb"|(?:pymysql|MySQLdb)\.connect)\([ \t]*(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|[\w$.\->]{1,60}),[ \t]*"
        rb"[\"']([^\"'\n]{2,64})[\"'],[ \t]*[\"']([^\"'\n]{3,128})[\"'][ \t]*[,)]",
        (USERNAME, PASSWORD),
    ),
)  # fmt: skip
_MARKS = marks_of(_FORMS)


class DatabaseSecretRecognizer(WindowRecognizer):
    """Logins and passwords in statements about users of databases, and in what their clients are told."""

    TYPES = (EntityType.PASSWORD, EntityType.USERNAME)
    HOW: ClassVar[Mapping[str, str]] = {
        EntityType.PASSWORD: "IDENTIFIED BY …, SET PASSWORD = …, CREATE ROLE … PASSWORD …, sqlplus u/…, htpasswd -b",
        EntityType.USERNAME: "sqlplus …/p, jdbc:oracle:thin:…/p@, mysqli_connect, htpasswd -b",
    }

    def find(self, scan: Scan) -> Iterator[Entity]:
        yield from secrets_of(scan, _FORMS, _MARKS)
