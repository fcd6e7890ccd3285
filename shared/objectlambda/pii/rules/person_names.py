"""Tells names of columns that are names of persons: ``Maria Lopez``, ``maria_lopez``.

Such a name stands without a sentence around it, and most names of columns are words. So a usual first name has to begin
it, or end it behind a comma, and no other word of it may be a common one: ``Bill Amount``, ``grace_period``. In small
letters the first name must not be a word itself: ``max_age``, ``carter_county``.
"""

from __future__ import annotations

import re

from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.common_words import is_common, is_common_surname
from objectlambda.pii.rules.first_names import ALSO_WORDS, FIRST_NAMES
from objectlambda.pii.rules.words import words

_WORD = r"[^\W\d_]+(?:['’\-][^\W\d_]{2,})?"
_FORM = re.compile(rf"{_WORD}(?:,? (?:[^\W\d_]\.|{_WORD})){{1,3}}")
_BLANKS = re.compile(r"[_ ]+")
_LONGEST = 60
_BEFORE_DIGITS = re.compile(r"[^\d]+(?=\d)")
_ABBREVIATIONS = words("jan gene ray pat don rob art bill kit lou ty val")
"""First names that begin names of columns in small letters as something else: ``jan_sales``, ``gene_symbol``."""


def person_before_digits(name: str) -> tuple[str, int]:
    """The person's name at the beginning of ``name``, before the first digit, and how much of ``name`` it takes.

    Of ``Maria  Lopez 219-09-9999`` it is ``Maria Lopez`` and 12; nothing and 0 where there is none.
    """
    match = _BEFORE_DIGITS.match(name[: _LONGEST + 1])
    begin = match[0].rstrip("_ ,:#(-") if match else ""
    return person_in_name(begin), len(begin)


def person_in_name(name: str) -> str:
    """``name`` as people write it, with blanks and capitals, if it has the form of a person's name; else nothing."""
    if len(name) > _LONGEST or not _BLANKS.search(name):
        return ""
    shown = _BLANKS.sub(" ", name).strip()
    if not _FORM.fullmatch(shown):
        return ""
    words = [word.strip(",.") for word in fold(shown.lower()).decode().split()]
    first = words.pop(-1 if "," in shown else 0).partition("-")[0]
    if first not in FIRST_NAMES or any(map(is_common, words)):
        return ""
    if first in ALSO_WORDS and any(map(is_common_surname, words)):
        return ""
    if not shown.islower():
        return shown
    return "" if first in ALSO_WORDS or first in _ABBREVIATIONS else shown.title()
