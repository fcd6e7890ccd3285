"""Documents written by hand from imagination, in the style of strangers' files: mail, chats, notes, logs, exports.

``en.txt`` and ``es.txt`` hold one document after another: a line ``=== NAME``, then the text with ``⟦N Ada Roe⟧``
around each labelled value. ``nobody.txt`` holds files without personal data. They were written before any detector ran
over them, and serve development since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_LABELS = {
    "A": "ADDRESS",
    "B": "BANK_ACCOUNT_NUMBER",
    "C": "CREDIT_DEBIT_NUMBER",
    "D": "DATE_TIME",
    "E": "EMAIL",
    "G": "AGE",
    "H": "UK_NATIONAL_HEALTH_SERVICE_NUMBER",
    "I": "IP_ADDRESS",
    "K": "INTERNATIONAL_BANK_ACCOUNT_NUMBER",
    "L": "URL",
    "N": "NAME",
    "P": "PHONE",
    "Q": "PASSPORT_NUMBER",
    "R": "BANK_ROUTING",
    "S": "SSN",
    "T": "LICENSE_PLATE",
    "U": "USERNAME",
    "V": "DRIVER_ID",
    "W": "PASSWORD",
    "X": "OTHER:NEUTRAL",
    "Z": "OTHER:NATIONAL_ID",
}
_MARK = re.compile(r"⟦(\w) ([^⟧]*)⟧")


def documents() -> Iterator[tuple[str, str, str, list[tuple[int, int, str]]]]:
    """The language, the file's name, the text and the labelled spans of each document."""
    for language in ("en", "es"):
        whole = (Path(__file__).parent / f"{language}.txt").read_text("utf-8")
        for document in re.split(r"^=== ", whole, flags=re.MULTILINE)[1:]:
            name, _, marked = document.partition("\n")
            yield language, name, *_unmark(marked.rstrip("\n") + "\n")


def nobodys_files() -> Iterator[tuple[str, str]]:
    """The name and the text of files as they lie in buckets, in which nobody's data stand."""
    whole = (Path(__file__).parent / "nobody.txt").read_text("utf-8")
    for document in re.split(r"^=== ", whole, flags=re.MULTILINE)[1:]:
        name, _, text = document.partition("\n")
        yield name, text


def _unmark(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    text, at = "", 0
    spans = []
    for found in _MARK.finditer(marked):
        text += marked[at : found.start()]
        spans.append((len(text), len(text) + len(found[2]), _LABELS[found[1]]))
        text += found[2]
        at = found.end()
    return text + marked[at:], spans
