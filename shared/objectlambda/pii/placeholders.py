"""What an earlier redaction left in a text: masks, and placeholders such as ``[NAME]``. They are no personal data."""

from __future__ import annotations

import re

from objectlambda.pii.entity_types import is_type

_PLACEHOLDER = re.compile(r"\[([A-Z][A-Z0-9_]{2,63})(?:[:-](?=[0-9]*[a-f])[0-9a-f]{16})?\]")
"""``[NAME]`` of REPLACE_WITH_PII_ENTITY_TYPE, or of HASH, ``[NAME:5f0c…]``, with a hyphen where a colon is markup.
Of its 16 digits one at least is a letter: 16 others may be a card's."""


def placeholders(text: str) -> list[tuple[int, int]]:
    """The places of all placeholders in ``text``."""
    if "[" not in text:
        return []
    return [match.span() for match in _PLACEHOLDER.finditer(text) if is_type(match[1])]


def hide_placeholders(text: str) -> str:
    """``text``, of the same length, without the names in its placeholders: ``[USERNAME]`` announces no user name."""
    return _PLACEHOLDER.sub(_star, text) if "[" in text else text


def is_redacted(text: str, start: int, end: int) -> bool:
    """Whether what stands from ``start`` to ``end`` is a mask, or a placeholder, or a part of one."""
    value = text[start:end]
    if "*" in value:
        return not value.strip("*[]")
    if len(value) > _LONGEST:
        return False
    before = text.rfind("[", max(0, end - _LONGEST), start + 1)
    placeholder = _PLACEHOLDER.match(text, before) if before >= 0 else None
    return placeholder is not None and is_type(placeholder[1]) and end <= placeholder.end()


_LONGEST = 2 + 64 + 17


def _star(placeholder: re.Match[str]) -> str:
    return f"[{'*' * (len(placeholder[0]) - 2)}]" if is_type(placeholder[1]) else placeholder[0]
