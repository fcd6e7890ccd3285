"""Names of teams, services and roles, which own things and log in like persons: "data-eng", "reporting_ro"."""

from __future__ import annotations

import re

from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.words import words

_PARTS = re.compile(r"[a-z]+(?:[_\-][a-z]+)+")
_REFERENCE = re.compile(r"(?:var|module|each)\.[a-z_][\w.]*|(?:local|data)\.[a-z]\w*_[\w.]*")
_FUNCTIONS = words(
    """
    eng engineering ops devops infra platform team squad sre dev data ml ai svc service api app apps web core bot ci cd
    etl ro rw rds db dba owner writer reader loader admin sysadmin user users group role prod staging qa test batch
    job jobs worker workers cron sync backup monitor monitoring agent gateway proxy system network security billing
    support
    """
)
"""Parts of such names."""


def is_function(value: str) -> bool:
    """Whether all parts of ``value`` are common words or parts of such names, at least one of the latter.

    A reference to a value elsewhere, as Terraform has it, is none of a person either: ``var.admin_username``.
    """
    plain = value.lower()
    if _REFERENCE.fullmatch(plain):
        return True
    if _PARTS.fullmatch(plain) is None:
        return False
    parts = re.split(r"[_\-]", plain)
    return not _FUNCTIONS.isdisjoint(parts) and all(part in _FUNCTIONS or is_common(part) for part in parts)


_OF_ROLES = re.compile(rb"[ \t]*(?:grant|revoke|(?:create|alter|drop) role) ", re.IGNORECASE)


def is_role(shadow: bytes, start: int, end: int) -> bool:
    """Whether a statement gives rights to what is called by a common word: "GRANT SELECT ON … TO reporting"."""
    line = shadow.rfind(b"\n", 0, start) + 1
    return _OF_ROLES.match(shadow, line) is not None and is_common(shadow[start:end].decode("ascii", "replace"))
