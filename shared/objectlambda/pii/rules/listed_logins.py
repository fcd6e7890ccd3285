"""Logins in lists under a key that names users: ``approvers: [jdoe, mkemp]``, one below the other, or in JSON.

Sources: the files OWNERS of Kubernetes, the modules "user" and "group" of Ansible and Salt, Gerrit's and GitLab's lists
of reviewers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.account_files import is_system_account
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.gates import LOGINS
from objectlambda.pii.rules.labelled import NO_VALUES
from objectlambda.pii.rules.scan import Scan

_USERS = (
    rb"(?:users|user_?names|logins|admins|administrators|sudoers|approvers|reviewers|assignees|maintainers|owners"
    rb"|operators|usuarios|administradores|revisores|aprobadores)"
)
_KEY = LOGINS.pattern(
    rb"(?m)(?:^|[\s,{;_.\-\"'])(?i:%s)[\"']?[ \t]{0,20}(?:[:=]|=>)[ \t]{0,20}(?:[\[\r\n]|[\"']?[a-z])" % _USERS
)
_VALUE = rb"[\"']?[A-Za-z][A-Za-z0-9._\-]{2,31}+[\"']?"
_LIST = re.compile(
    rb"(?:[:=]|=>)[ \t]*+(?:\[\s*+%(value)s(?:,\s*+%(value)s)*+,?\s*+\]"
    rb"|%(value)s(?:[,;] ?%(value)s)++;?[ \t]*+\r?$"
    rb"|\r?\n[ \t]*+- %(value)s(?:[ \t]*+\r?\n[ \t]*+- %(value)s)*+[ \t]*+\r?$)" % {b"value": _VALUE},
    re.MULTILINE,
)
_SEPARATOR = re.compile(rb"[:=]")
_ITEM = re.compile(rb"(?:^|[\s\[,;\-\"'=])([A-Za-z][A-Za-z0-9._\-]{2,31})(?=[\s\],;\"']|$)")
_LOGIN = re.compile(r"[a-z][a-z0-9]{0,19}(?:[._\-][a-z0-9]{1,20}){0,2}")
_OF_GROUPS = re.compile(
    r"(?:^|[._\-])(?:teams?|groups?|admins?|users?|owners?|maintainers?|approvers?|reviewers?|leads?|oncall|eng|devs?|ops"
    r"|all|bots?|svc|service|system|role|guild|squad|platform|infra|security|api|app|core|staff|sig|wg)(?:$|[._\-])"
)


class ListedLoginRecognizer(WindowRecognizer):
    """The logins in a list under a key that names users; a list with another kind of word has none."""

    TYPES = (EntityType.USERNAME,)
    HOW = "lists under users, admins, approvers, reviewers, owners … in configuration"

    def find(self, scan: Scan) -> Iterator[Entity]:
        for start, end in scan.matches(_KEY):
            separator = _SEPARATOR.search(scan.shadow, start, end)
            found = _LIST.match(scan.shadow, separator.start()) if separator else None
            items = list(_ITEM.finditer(scan.shadow, found.start(), found.end())) if found else []
            if all(_is_login(item[1]) for item in items):
                for item in items:
                    yield Entity(EntityType.USERNAME, *item.span(1), 0.97)


def _is_login(value: bytes) -> bool:
    name = value.decode("ascii", "replace")
    return (
        _LOGIN.fullmatch(name) is not None
        and value not in NO_VALUES
        and not is_system_account(value)
        and not is_common(name)
        and _OF_GROUPS.search(name) is None
    )
