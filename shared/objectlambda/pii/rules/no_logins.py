"""Values behind labels of logins that are no logins: attributes of programs, aliases of commands, paths of menus."""

from __future__ import annotations

import re

from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.field_concepts import field_words
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import byte_words, words

_CONSTANT = re.compile(rb"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
"""The name of a constant or a macro: ``SDL_LIBRARY``."""
_ALIAS = re.compile(rb"(?:([a-z0-9]{2,20})[_\-])?alias(?:es)?[\"']? ?[:=] ?[\"'`]?\Z", re.IGNORECASE)
_STATEMENTS = byte_words("CREATE ALTER DROP SELECT INSERT UPDATE DELETE GRANT REVOKE COMMENT BEGIN COMMIT SET WITH")
_ATTRIBUTE = re.compile(rb";Alias=\Z")
"""The key of an attribute in a table of genes in GFF."""
_OF_PACKAGE = re.compile(rb"[\"'\s](?:version|file|dir|path|integrity|package|module|target)[\"']? ?: ")
"""A key beside the alias of a package or a file."""
_OF_PEOPLE = (b"user", b"login", b"account", b"member", b"mail", b"player")
_GLUED = re.compile(rb"[a-z]-\Z")
"""A label that is the first part of a word: "user-dirs.conf", "gitlab-runner"."""
_OF_USER = re.compile(rb"user-([a-z]{4,20})")
_UID = re.compile(rb"\"uid\" ?: ?\"\Z")
_BREADCRUMB = re.compile(rb"> \w{1,20} > \Z")
"""The path of a menu or of settings: "project > user > global"."""
_KEY = re.compile(rb"\b(\w{2,40})=\Z")
_OF_SERVICE = re.compile(
    rb", ?ou=(?:services?|service[ _\-]?accounts?|systems?|applications?|apps?|groups?|servicios)\b"
)
"""The branch of a directory that holds no persons."""
_DURATION = re.compile(rb"\d+(?:\.\d+)?(?:[munp]?s|sec|min|h|%)")
"""The time that a program took as its user: "User=0.03s"."""


def is_no_login(scan: Scan, start: int, end: int) -> bool:
    """Whether what stands around the value shows that it is no login, though a label stands before it."""
    if _GLUED.search(scan.shadow, max(0, start - 2), start):
        return True
    if scan.shadow.startswith(b"'t ", end) or scan.shadow[start:end] in _STATEMENTS:
        return True  # "<alias> doesn't", the next statement of SQL
    value = _OF_USER.fullmatch(scan.shadow, start, end)
    if value is not None and is_common(value[1].decode()):
        return True  # "user-data"
    if _BREADCRUMB.search(scan.shadow, max(0, start - 40), start) is not None:
        return True
    if has(scan.shadow, b"<busconfig>") or scan.shadow.startswith(b"systemd-", start, end):
        return True  # policies of D-Bus are about daemons
    if _UID.search(scan.shadow, max(0, start - 8), start) and not scan.about_people and has(scan.shadow, b'"type"'):
        return True  # what has a type and an id of its own is a thing
    if _OF_SERVICE.match(scan.lower, end) or scan.lower.startswith(b" id:", end):
        return True
    if _DURATION.fullmatch(scan.shadow, start, end) or _is_number_of_user(scan, start, end):
        return True
    if has(scan.shadow, b"[Service]") and _is_daemon(scan.shadow, scan.shadow[start:end]):
        return True
    if names_key(scan, start, end) or _is_of_program(scan, start, end):
        return True
    return _is_attribute(scan.shadow, start, end) or _is_alias(scan, start, end)


def _is_number_of_user(scan: Scan, start: int, end: int) -> bool:
    """Whether the value numbers a user in a field for that: ``"user_id": "gam-user-12345"``."""
    if _NUMBERED.fullmatch(scan.lower, start, end) is None:
        return False
    field = scan.field(start, end)
    return field is not None and field.name.lower().endswith(("id", "uid"))


_NUMBERED = re.compile(
    rb"(?:[a-z]{1,12}[ \-:.]){0,3}(?:user|usr|uid|id|cust|customer|acct|account|client|member|emp|employee|u|usuario"
    rb"|cliente)[ \-:.]?\d+"
)


def is_variable(scan: Scan, start: int, end: int) -> bool:
    """Whether it is a macro of TeX behind letters, or the keys of the file begin with an at sign, as Less has them."""
    if scan.text[start - 1 : start].isalnum():
        return True
    field = scan.field(start, end) if scan.fields else None
    return field is not None and field.name.rpartition(".")[2].startswith("@")


def _is_of_program(scan: Scan, start: int, end: int) -> bool:
    """Whether the value is a statement, an expression, a setting or a constant of a program, or the next key."""
    value = scan.shadow[start:end]
    if value in _STATEMENT or any(form.fullmatch(value) for form in (_EXPRESSION, _SETTING, _PLACEHOLDER)):
        return True
    if scan.shadow.startswith((b"['", b'["', b"=True", b"=False"), end):
        return True
    before = scan.shadow[max(0, start - 24) : start]
    return _PATH.search(before) is not None or (value.isupper() and _CHOICE.search(before) is not None)


_STATEMENT = byte_words(
    "return if else elif for while def class function var let const import from try catch new await"
)
_EXPRESSION = re.compile(
    rb"(?:req|res|request|response|this|self|ctx|context|event|props|state|data|opts|options|params|session|window"
    rb"|document|ajaxify|app|config|cfg|row|item|obj)\.[a-zA-Z_][\w.]*"
)
_SETTING = re.compile(rb"(?:disable|enable|allow|require|show|hide|is|has|can|min|max)[A-Z]\w*")
_PLACEHOLDER = re.compile(rb"[A-Z]+(?:_[A-Z]+){3,}")
"""A word for what to fill in: ``WHATEVER_IT_SHOULD_BE``."""
_PATH = re.compile(rb"/[\w\-]{2,12}[\"']?>\s+\Z")
"""A path that ends with a label, in a directive: ``<Location "/login">``."""
_CHOICE = re.compile(rb"[A-Z]\|[A-Z]+\|\Z")
"""A list of constants: ``GLOBAL|USER|``."""


def names_key(scan: Scan, start: int, end: int) -> bool:
    """Whether the value is the name of a key in a secret: ``passwordKey: admin-password``."""
    if _NAME_OF_KEY.fullmatch(scan.shadow, start, end) is None:
        return False
    field = scan.field(start, end)
    return field is not None and not _OF_KEYS.isdisjoint(field_words(field.name))


_NAME_OF_KEY = re.compile(rb"(?i:[a-z]+[-_.]){0,4}(?i:password|passwd|secret|token|user|username|login)")
_OF_KEYS = words("key keys field ref property column attribute param parameter")


def _is_daemon(shadow: bytes, value: bytes) -> bool:
    """Whether a unit of systemd calls its group and its folders like the user: ``User=celery``, ``/etc/celery``."""
    return b"\nGroup=" + value + b"\n" in shadow and shadow.count(value) > _MENTIONS


_MENTIONS = 2


def _is_attribute(shadow: bytes, start: int, end: int) -> bool:
    """Whether the value goes on a word, or is its own key: ``ctx.user.hooks``, ``alias=alias``."""
    value = shadow[start:end]
    key = _KEY.search(shadow, max(0, start - 44), start)
    if (key is not None and key[1] == value) or (_CONSTANT.fullmatch(value) and b"${" + value + b"}" in shadow):
        return True
    if start < 2 or not shadow[start - 2 : start - 1].isalnum():
        return False
    return shadow[start - 1 : start] == b"."


def _is_alias(scan: Scan, start: int, end: int) -> bool:
    """Whether the value is the other name of a command or a machine: "alias: dist-tags", "host_alias=x86_64-linux"."""
    if has(scan.shadow, b"gene=") and _ATTRIBUTE.search(scan.shadow, max(0, start - 8), start):
        return True
    label = _ALIAS.search(scan.shadow, max(0, start - 24), start)
    if label is None:
        return False
    if scan.lower.startswith(b"example ", start):
        return True  # "Alias": "example_escalation"
    if label[1]:
        return label[1].lower() not in _OF_PEOPLE
    if not scan.about_people and _OF_PACKAGE.search(scan.shadow, max(0, start - 160), end + 160):
        return True
    last = scan.lower[start:end].decode("ascii", "replace").rpartition("-")[2]
    return not scan.about_people and is_common(last)


_COMMENT, _TAG_BEHIND = re.compile(rb"[ \t]*(?:#|//|\*|--|;)+[ \t]*"), re.compile(rb":?[ \t]+(?:https?://|\{|v?\d+\.)")


def is_tag(shadow: bytes, line: int, at: int, end: int) -> bool:
    """Whether ``shadow[at:end]`` is a tag at the head of a comment, before its value: ``# @source https://…``."""
    return _TAG_BEHIND.match(shadow, end) is not None and _COMMENT.fullmatch(shadow, line, at) is not None
