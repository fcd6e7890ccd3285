"""Tag probabilities to labelled runs of tokens, and the exact characters of a span."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from objectlambda.pii.ner.convolutional import LABELS, Floats
from objectlambda.pii.rules.words import LABELS_BEHIND_NAMES, words

_TITLE = re.compile(
    r"(?:(?:mr|mrs|ms|mx|dr|drs|prof|professor|doctor|sir|madam|dame|lord|lady|miss|mister|rev|fr|hon|capt|sgt|lt|col|"
    r"gen|sr|sra|srta|dra|don|doña|d|dña|señora?|señorita|lic|ing|judge|justice)\.?\s+)+(?=\w)",
    re.IGNORECASE,
)
#: Titles that are given names or initials when nothing else tells: they are cut only with their full stop or in full.
_AMBIGUOUS = re.compile(r"(?:d|fr|don|col|gen|lt|hon|sr|ing|lic|lord|lady|dame|justice|judge|sir)\s", re.IGNORECASE)
_ABBREVIATION = re.compile(
    r"(?:\b\w|\b(?:jr|sr|st|ave|blvd|rd|dr|ln|apt|inc|co|corp|ltd|esq|ph\.d|m\.d|u\.s|u\.s\.a))$", re.I
)
_REMARK = re.compile(
    rf"\s+(?:\([^()]*\Z|\([a-zà-ÿ][^()]*\)|[–—-]\s+[a-zà-ÿ]|(?:{LABELS_BEHIND_NAMES}|Tel|Phone|Cell|Fax|Email)\Z)"
)
"""What is written behind a name: "(spouse)", "- cell", the label of the next value."""
_SPECIAL = words(
    """
    mr mrs ms mx dr drs prof professor doctor sir madam dame lord lady miss mister rev fr hon capt sgt lt col gen sr sra
    srta dra don d lic ing judge justice senor senora senorita ssn dob id mrn nif dni tel phone cell fax email
    """
)
"""The words of ASCII letters in both patterns."""
_OPENING, _CLOSING = "([{", ")]}"


def decode(
    indices: NDArray[np.int64], contiguous: NDArray[np.bool_], probabilities: Floats, thresholds: Mapping[str, float]
) -> Iterator[tuple[int, int, str, float]]:
    """(first, last, label, score) of each entity, `first` and `last` out of `indices`.

    `contiguous[k]` says that candidate k directly follows candidate k - 1. A token belongs to the label with the
    highest probability (begin and inside together) if that reaches the label's threshold.
    """
    if not len(indices):
        return
    begin, inside = probabilities[:, 1::2], probabilities[:, 2::2]
    labels = begin + inside
    best = labels.argmax(axis=1)
    rows = np.arange(len(best))
    score = labels[rows, best]
    limits = np.array([thresholds[label] for label in LABELS], np.float32)
    member = score >= limits[best]
    starts = begin[rows, best] > inside[rows, best]
    opens = member.copy()
    opens[1:] &= starts[1:] | ~contiguous[1:] | ~member[:-1] | (best[1:] != best[:-1])
    firsts = np.flatnonzero(opens)
    if not len(firsts):
        return
    members = np.flatnonzero(member)
    owner = np.searchsorted(firsts, members, side="right") - 1
    totals = np.bincount(owner, weights=score[members], minlength=len(firsts))
    counts = np.bincount(owner, minlength=len(firsts))
    lasts = firsts + counts - 1
    for first, last, label, mean in zip(
        indices[firsts].tolist(),
        indices[lasts].tolist(),
        best[firsts].tolist(),
        (totals / counts).tolist(),
        strict=True,
    ):
        yield first, last, LABELS[label], round(mean, 4)


def trim(text: str, start: int, end: int, label: str) -> tuple[int, int]:
    """[start, end) without titles, stray punctuation and unmatched brackets; with an abbreviation's full stop."""
    if _is_plain(text[start:end]) and text[end : end + 1] != ".":
        return start, end
    while start < end and not text[start].isalnum() and text[start] not in "#":
        start += 1
    if label == "NAME":
        title = _TITLE.match(text, start, end)
        if title and not (_AMBIGUOUS.fullmatch(title.group())):
            start = title.end()
        remark = _REMARK.search(text, start, end)
        if remark is not None:
            end = remark.start()
    while end > start and not text[end - 1].isalnum():
        end -= 1
    inner = text[start:end]
    for opening, closing in zip(_OPENING, _CLOSING, strict=True):
        if inner.count(opening) > inner.count(closing) and text[end : end + 1] == closing:
            end += 1
    if text[end : end + 1] == "." and label != "LOC" and _ABBREVIATION.search(text, max(start, end - 8), end):
        end += 1
    return start, end


def _is_plain(value: str) -> bool:
    """Whether ``value`` is words of ASCII letters, none of them a title or a label, so that nothing is to be cut."""
    if not value.isascii():
        return False
    parts = value.lower().split(" ")
    return all(map(str.isalpha, parts)) and _SPECIAL.isdisjoint(parts)


def plausible(text: str, label: str) -> bool:
    """Whether `text` alone can be a `label`: a name has two letters, an address a digit or more than one word."""
    if label == "NAME":
        return sum(map(str.isalpha, text)) > 1
    return label != "ADDRESS" or any(map(str.isspace, text)) or any(map(str.isdigit, text))
