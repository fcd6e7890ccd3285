"""The meanings of the columns of a log, and the fields of a column's values.

Each column of a documented log has one meaning: a time, the address of a host, a person's login, free text that
somebody wrote (a path, a header, a statement), or data that is never personal (a status, a count, an id).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from objectlambda.pii.entities import NOTHING, EntityType, Field, new_field
from objectlambda.pii.rules.functions import is_function
from objectlambda.pii.rules.words import words


class Column(StrEnum):
    """The meaning of a column."""

    SKIP = "skip"
    """Never personal data: a status, a count, a duration, an id, the name of a thing."""
    TIME = "time"
    HOST = "host"
    """The address or name of a host, or several of them, separated by commas or blanks."""
    ENDPOINT = "endpoint"
    """The same, each followed by a colon and a port, even if it is an IPv6 address without brackets."""
    LOGIN = "login"
    """A login; ``-`` if nobody is logged in."""
    IDENTITY = "identity"
    """An ARN, or an id and the name of a session; only the name of the user or session in it is personal."""
    FREE = "free"
    """Free text, which is read like any text."""


_IPV4 = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}"
_IPV6 = r"[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?::" + _IPV4 + r")?"
_ADDRESS = re.compile(rf"(?<![\w.:])\[?({_IPV4}|{_IPV6})\]?(?::\d{{1,5}})?(?![\w.])")
_ENDPOINT = re.compile(rf"(?<![\w.:])\[?({_IPV4}|{_IPV6})\]?:\d{{1,5}}(?![\w.:])")
_OWN = re.compile(r"127\.|0\.0\.0\.0\Z|(?:0{1,4}:){7}0{0,3}[01]\Z|::1?\Z")
_USER = re.compile(
    r"(?:\barn:aws[\w-]{0,12}:(?:iam::\d*:user|sts::\d*:(?:assumed-role|federated-user))/(?:[^\s/\"']+/)*+"
    r"|\A[A-Z0-9]{4,32}:)([^\s/\"',:]+)\Z"
)
_MACHINES = words(
    """
    - root admin administrator system anonymous nobody daemon none null unknown guest rdsadmin rdsrepladmin
    awsservice aws-service hidden_due_to_security_reasons
    """
)
_SESSION = re.compile(
    r"i-[0-9a-f]{8,17}|[0-9a-f-]{16,}|[0-9]+|.*(?:session|@?sdk|lambda|service|\brole)[\w-]*|(?:AWS|aws)\w*-.*"
    r"|ecs-.*|eks-.*|[\w-]*-\d{5,}|[\w-]*-[0-9a-f]{8,}",
    re.IGNORECASE,
)


def fields_of(column: Column, text: str, start: int, end: int, name: str) -> list[Field]:
    """The fields of ``text[start:end]``, a value of the column called ``name``; they cover all of it."""
    if start >= end:
        return []
    if column is Column.FREE:
        return [new_field((start, end, name, ""))]
    found: list[Field] = []
    at = start
    for first, last, kind in _personal(column, text, start, end):
        if first > at:
            found.append(new_field((at, first, name, NOTHING)))
        found.append(new_field((first, last, name, kind)))
        at = last
    if at < end:
        found.append(new_field((at, end, name, NOTHING)))
    return found


def _personal(column: Column, text: str, start: int, end: int) -> Iterator[tuple[int, int, EntityType]]:
    """The parts of the value that are personal data."""
    value = text[start:end]
    if column is Column.TIME:
        if value[:1].isalnum():
            yield start, end, EntityType.DATE_TIME
    elif column is Column.HOST or column is Column.ENDPOINT:
        for match in (_ADDRESS if column is Column.HOST else _ENDPOINT).finditer(value):
            if not _OWN.match(match[1]):
                yield start + match.start(1), start + match.end(1), EntityType.IP_ADDRESS
    elif column is Column.LOGIN:
        if value.startswith("arn:"):
            yield from _personal(Column.IDENTITY, text, start, end)
        elif is_person(value):
            yield start, end, EntityType.EMAIL if "@" in value[1:-1] else EntityType.USERNAME
    elif column is Column.IDENTITY and (user := _USER.search(value)) and is_person(user[1]):
        kind = EntityType.EMAIL if "@" in user[1][1:-1] else EntityType.USERNAME
        yield start + user.start(1), start + user.end(1), kind


def is_person(login: str) -> bool:
    """Whether a login may be a person's, and not a system account, a service's session or an id."""
    plain = login.lower()
    return (
        plain not in _MACHINES
        and not is_function(plain)
        and not plain.startswith(("system:", "aws:"))
        and not _SESSION.fullmatch(login)
    )
