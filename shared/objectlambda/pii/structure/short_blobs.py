"""Short base64 whose meaning something tells: the name of its field, the format, or that it is an address of mail.

Runs under 16 characters may decode to letters by chance, so they count only then. Digits alone are in
:mod:`objectlambda.pii.structure.codes`.
"""

from __future__ import annotations

import binascii
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from objectlambda.pii.entities import Field
from objectlambda.pii.rules.concepts import OTHER
from objectlambda.pii.rules.field_concepts import field_concepts
from objectlambda.pii.rules.literals import text_has
from objectlambda.pii.structure.blob import Blob
from objectlambda.pii.structure.blobs import blob_of
from objectlambda.pii.structure.searches import RUNS, Runs, spans_of
from objectlambda.pii.structure.views import Substitution

_GROUP = rb"[I-Za-f][C-HS-Xi-ny-z0-3][ABEFIJMNQRUVYZcdghklopstwx014589][A-Za-z0-9+/_\-]"
_TWO = rb"[I-Za-f][C-HS-Xi-ny-z0-3][AEIMQUYcgkosw048]"
_ONE = rb"[I-Za-f][AQgw]"
_RUN = RUNS.pattern(rb"\b(?:" + _GROUP + rb"){1,5}(?:" + _TWO + rb"=|" + _ONE + rb"==)|\b(?:" + _GROUP + rb"){2,5}\b")
"""Printable ASCII characters in base64: each group of four has three."""
_LONGEST = 20
_TOLD = re.compile(
    r"!!binary|encoding[\"']?\s*[=:]\s*[\"']?(?:b|base64)\b|transfer-encoding:\s*base64|<data>|\bkind[\"']?:\s*[\"']?secret\b"
    r"|\bbasic ",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[A-Za-z0-9._+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63})+")
_LEAST_LETTERS = 3
_BASIC = re.compile(r"\b[Bb]asic ([^\s:\"'<>]{1,64}):([^\s\"'<>]{0,127}[^\s\"'<>=])")


def short_blobs(runs: Runs, fields: Sequence[Field], others: Sequence[Blob]) -> list[Blob]:
    """The short runs in a text that count and lie in none of ``others``, together with these, in order."""
    text, shadow = runs.text, runs.shadow
    found = [blob for start, end in spans_of(runs.held, _RUN) for blob in _blob(text, shadow, start, end, fields)]
    if not found:
        return list(others)
    ends = [blob.places[-1] for blob in others]
    begins = [blob.places[0] for blob in others]
    apart = [
        blob
        for blob in found
        if (index := bisect_right(ends, blob.places[0] - 1)) == len(others) or begins[index] > blob.places[-1]
    ]
    return sorted([*others, *apart], key=lambda blob: blob.places[0])


def prefix(text: str, blob: Blob) -> Iterator[Substitution]:
    """The ``0x`` before a run of hex, which is no part of the text that it holds."""
    first = blob.places[0]
    if blob.bits == 4 and text[max(0, first - 2) : first] in ("0x", "0X") and not text[first - 3 : first - 2].isalnum():
        yield Substitution(first - 2, first, "")


def padding(text: str, blob: Blob) -> Iterator[Substitution]:
    """The signs behind a short run that fill it up; a longer one is known without them."""
    end = last = blob.places[-1] + 1
    if len(blob.places) < _LONGEST and blob.bits == 6 and not blob.uu:
        while text[end : end + 1] == "=" and end - last < 2:
            end += 1
    if end > last:
        yield Substitution(last, end, "")


def basic_credentials(text: str) -> Iterator[Field]:
    """The names and passwords of HTTP's basic authentication, whose base64 was decoded."""
    for found in _BASIC.finditer(text) if text_has(text, "asic ") else ():
        yield Field(*found.span(1), "username")
        yield Field(*found.span(2), "password")


def _blob(text: str, shadow: bytes, start: int, end: int, fields: Sequence[Field]) -> Iterator[Blob]:
    if end - start > _LONGEST or _touches(shadow[start - 1 : start]) or _touches(shadow[end : end + 1]):
        return
    run = text[start:end]
    data = binascii.a2b_base64(run.replace("-", "+").replace("_", "/"))
    if sum(map(str.isalnum, data.decode("ascii", "replace"))) < _LEAST_LETTERS and data.strip(b"*"):
        return  # a mask of an earlier redaction has no letters
    index = bisect_right(fields, start, key=lambda field: field.start) - 1
    field = fields[index] if index >= 0 and fields[index].end >= end else None
    is_told = field is not None and field_concepts(field.name) & ~OTHER and _is_alone(text, field, start, end)
    if not (is_told or _MAIL.fullmatch(data.decode("ascii")) or _TOLD.search(text)):
        return
    if blob := blob_of(range(start, start + len(run.rstrip("="))), data, 6):
        yield blob


def _is_alone(text: str, field: Field, start: int, end: int) -> bool:
    """Whether the run is all of the field, but for blanks and quotes."""
    return not text[field.start : start].strip(" \t\r\n\"'") and not text[end : field.end].strip(" \t\r\n\"'")


def _touches(character: bytes) -> bool:
    return character.isalnum() or (character in (b"+", b"/", b"=", b"_", b"-", b".", b"@") and bool(character))
