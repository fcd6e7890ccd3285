"""The columns of Asterisk's call detail records, which its programs write without a header or under their own names.

docs.asterisk.org, "CDR Fields"; ``Master.csv`` has the columns in the order of ``cdr_csv``.
"""

from __future__ import annotations

from collections.abc import Sequence

from objectlambda.pii.rules.words import words

_ORDER = ("accountcode", "src", "dst", "dcontext", "clid", "channel", "dstchannel", "lastapp", "lastdata")
_DISPOSITION = 14
_DISPOSITIONS = frozenset(("ANSWERED", "NO ANSWER", "BUSY", "FAILED", "CONGESTION"))
_SHOWN = {"src": "phone number", "dst": "phone number", "clid": "caller name", "lastdata": "dialled number"}
_OWN = words("clid dcontext")


def call_columns(rows: Sequence[Sequence[str]], names: list[str]) -> list[str]:
    """``names``, or those that tell what the columns of call records hold, if ``rows`` are such records."""
    if names:
        lower = [name.lower() for name in names]
        return [_SHOWN.get(name, name) for name in lower] if _OWN.issubset(lower) else names
    if not rows or any(len(row) <= _DISPOSITION or row[_DISPOSITION] not in _DISPOSITIONS for row in rows[:_LOOKED_AT]):
        return names
    return [_SHOWN.get(name, name) for name in _ORDER]


_LOOKED_AT = 5
