"""Companies that a legal form names somewhere in a window, and that stand without it elsewhere: "Hollister Ridge"."""

from __future__ import annotations

from collections.abc import Collection

from objectlambda.pii.rules.first_names import ALL_NAMES, rarer_first_names
from objectlambda.pii.rules.gates import WORDS
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.scan import Scan

_FORM = rb" (?:Ltd|Limited|LTD|Inc|INC|LLC|LLP|PLC|plc|Corp|Corporation|GmbH|Pty|S\.A\.|S\.L\.|N\.?V|B\.?V)\b"
_NAMED = WORDS.pattern(rb"\b([A-Z][A-Za-z\x1a'\-]+(?: (?:& )?[A-Z][A-Za-z\x1a'\-]+){1,4}),?" + _FORM, needle=_FORM)


def companies_of(scan: Scan) -> Collection[str]:
    """The beginnings, of two words and more, of names that have a legal form and begin with no given name."""
    found: set[str] = set()
    for start, end in groups(scan, _NAMED):
        words = scan.text[start:end].split()
        first = words[0].lower()
        if first not in ALL_NAMES and first not in rarer_first_names():
            found.update(" ".join(words[:count]) for count in range(2, len(words) + 1))
    return found
