"""Forms of lines and statements that hold logins and passwords at their places, and the reader of such forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.account_files import is_system_account
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.credentials import USUAL_PASSWORDS
from objectlambda.pii.rules.gates import LOWER, Gated
from objectlambda.pii.rules.labelled import is_value
from objectlambda.pii.rules.literals import has_any
from objectlambda.pii.rules.scan import Scan

LOGIN = rb"[\"'`\[]?([A-Za-z_][A-Za-z0-9_.@\-]{0,60}[A-Za-z0-9_$])[\"'`\]]?"
SECRET = rb"[\"']?([^\s\"';]{3,200})[\"']?"
_HASH = re.compile(rb"\$[0-9A-Za-z\-]{1,12}\$.+")
_VARIABLE = re.compile(rb"[:&?@][A-Za-z_]+")
_SCORE = 0.97


class SecretForm(NamedTuple):
    """A pattern for shadows, with the type of each of its groups; ``held`` is one of what such a window holds.

    ``held`` is in lower case with blanks for underscores. If there are ``beside``, a password of small letters alone
    counts only in a window that holds one of them. ``usual`` says that words that are often names count, too.
    """

    held: tuple[bytes, ...]
    pattern: bytes
    types: tuple[str, ...] = (EntityType.PASSWORD,)
    beside: tuple[bytes, ...] = ()
    usual: bool = False


def marks_of(forms: Sequence[SecretForm]) -> Gated:
    """What a window with any of the ``forms`` holds."""
    return LOWER.pattern(b"|".join(re.escape(held) for form in forms for held in form.held))


@cache  # of one pattern for each form, which never change: threads may share it; compiled when such a text comes
def _compiled(pattern: bytes) -> Any:
    return linear(pattern)


def secrets_of(scan: Scan, forms: Sequence[SecretForm], marks: Gated) -> Iterator[Entity]:
    """The logins and passwords at the places of ``forms`` in the window; ``marks`` are those of the forms."""
    for form in forms if scan.holds(marks) else ():
        if has_any(scan.lower, form.held):
            for match in _compiled(form.pattern).finditer(scan.shadow):
                for number, entity_type in enumerate(form.types, 1):
                    value = match[number]
                    if value and _counts(value, entity_type, form, scan):
                        yield Entity(entity_type, match.start(number), match.end(number), _SCORE)


def _counts(value: bytes, entity_type: str, form: SecretForm, scan: Scan) -> bool:
    if entity_type != EntityType.PASSWORD:
        return not is_system_account(value)
    if form.usual and value in USUAL_PASSWORDS:
        return True
    if (not is_value(value) and not _HASH.fullmatch(value)) or _VARIABLE.fullmatch(value):
        return False
    return not form.beside or not (value.isalpha() and value.islower()) or has_any(scan.lower, form.beside)
