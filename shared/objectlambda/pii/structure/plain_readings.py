"""Reads text that may be encoded also as it stands.

Most encoded places are not declared as such. ``536-22-1234%41`` may be meant as it stands, and so may a line that also
decodes as uuencode. Where decoding could hide a value, both readings are inspected: the decoded text, and pieces of the
text as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from objectlambda.pii.entities import NOTHING, Field
from objectlambda.pii.placeholders import is_redacted
from objectlambda.pii.structure.blob import Blob
from objectlambda.pii.structure.views import Substitution, View

_AROUND = 64
"""How many characters around a doubtful place are read with it."""
_SHORT = 32
"""Below this number of bytes, words of a text may also decode to text by chance."""
_NO_WORD = re.compile("[0-9+/=_]")
_VALUE = re.compile(
    r"(?:[0-9][-+/_ ()]?){7,}|AKIA|ASIA|[A-Z0-9._+-]{2}@[A-Z0-9-]{2,64}\.[A-Z]{2}"
    r"|[A-Z]{3,32}[ ,/]{1,2}[A-Z]{3,32}(?![a-z])"
)
"""What a run must hold to be a value as it stands; in uuencode, capitals may also be words."""

_SPACES = ("\n", "\r", "\t")
_SAYS_NOTHING = re.compile(
    r"(?:</?[\w:]{1,16}(?:\s(?:class|style|color|face|size|lang|dir)\s?=\s?\"[a-z0-9 \-_:;.,#%]{0,100}\")*\s*/?>"
    r"|<!(?:--[a-z \-]{0,64}--|\[CDATA\[)>?|\]\]>)++",
    re.IGNORECASE,
)
Place = tuple[int, int]


def plain_reading(
    text: str, known: Sequence[Field], places: Sequence[Place], *, below: View | None = None
) -> View | None:
    """The lines of ``text`` around ``places`` as they stand, with the ``known`` values in them; None without places."""
    spans = list(lines_around(text, places))
    if not spans:
        return None
    ends = [0, *(end for _, end in spans)]
    begins = [*(begin for begin, _ in spans), len(text)]
    gaps = [
        Substitution(end, begin, "\n" if end else "") for end, begin in zip(ends, begins, strict=True) if begin > end
    ]
    view = View(text, gaps, below=below)
    # What a format says of a value holds for what it decodes to, not for the text that stands for it.
    inside = (field if field.type == NOTHING else field._replace(type="") for field in fields_inside(known, spans))
    view.fields = view.map_fields(list(inside))
    return view


def separated_reading(
    text: str,
    known: Sequence[Field],
    substitutions: Sequence[Substitution],
    places: Sequence[Place],
    *,
    below: View | None = None,
) -> View | None:
    """The same lines decoded, with blanks for the escapes at ``places``, since letters may stand on both sides."""
    spans = list(lines_around(text, places))
    if not spans:
        return None
    doubtful = frozenset(places)
    parts: list[Substitution] = []
    at = 0
    for begin, end in spans:
        parts.append(Substitution(at, begin, "\n" if at else ""))
        parts += [
            one._replace(text=" ") if (one.start, one.end) in doubtful else one
            for one in substitutions
            if begin <= one.start and one.end <= end
        ]
        at = end
    view = View(text, [*parts, Substitution(at, len(text), "")], below=below)
    view.fields = view.map_fields(list(fields_inside(known, spans)))
    return view


def doubtful_escapes(text: str, substitutions: Sequence[Substitution]) -> list[Place]:
    """Places where decoded text joins the end or start of a number or code, which would no longer be recognised."""
    places: list[Place] = []
    last = len(substitutions) - 1
    for index, (start, end, shown) in enumerate(substitutions):
        before = "" if index and substitutions[index - 1].end == start else text[start - 1 : start]
        after = "" if index < last and substitutions[index + 1].start == end else text[end : end + 1]
        if _joins(before, shown[:1] or after) or _joins(after, shown[-1:] or before):
            places.append((start, end))
        elif shown in _SPACES and text[start] == "\\" and before.isalnum() and after.islower():
            places.append((start, end))  # an account, ACME\\nancy
        elif not shown and text[start] == "<" and not _SAYS_NOTHING.fullmatch(text, start, end):
            places.append((start, end))  # an attribute or a comment
        elif not shown and after.isalnum() and before in ("", "\n") and text[end - 1] in "VSILF":
            places.append((start, end))  # an opcode of a pickle may also be the first letter of a word
    return places


def doubtful_blobs(text: str, blobs: Sequence[Blob]) -> list[Place]:
    """Places in runs that could be values as they stand, and runs that are too short to be certain."""
    places: list[Place] = []
    for blob in blobs:
        first, end = max(0, blob.places[0] - blob.uu), blob.places[-1] + 1
        if _is_mask(blob.data):
            continue
        if (
            len(blob.data) < _SHORT
            and not _NO_WORD.search(text, first, end)
            and text[max(0, first - 3) : first] != ":: "
        ):
            places.append((first, end))
        else:
            places += [match.span() for match in _VALUE.finditer(text, first, end)]
    return places


def _is_mask(data: bytes) -> bool:
    """Whether nothing stands there but what an earlier redaction wrote."""
    shown = data.strip().decode("latin-1")
    return shown[:1] in ("*", "[") and is_redacted(shown, 0, len(shown))


def _joins(copied: str, decoded: str) -> bool:
    return (copied.isdigit() or copied.isupper()) and (decoded.isalnum() or decoded in ("-", "_"))


def lines_around(text: str, places: Sequence[Place]) -> Iterator[Place]:
    """The places with their surroundings in their lines, in order; places that touch are joined."""
    begin = end = -1
    for start, stop in places:
        first = _from(text, max(0, start - _AROUND), start)
        last = _until(text, stop, min(len(text), stop + _AROUND))
        if first > end:
            if end >= 0:
                yield begin, end
            begin = first
        end = max(end, last)
    if end >= 0:
        yield begin, end


def _from(text: str, first: int, start: int) -> int:
    """The first whole word in ``text[first:start]`` of the line at ``start``."""
    line = text.rfind("\n", first, start)
    if line >= 0:
        return line + 1
    blank = text.find(" ", first, start) if first else -1
    return blank + 1 if blank >= 0 else first


def _until(text: str, stop: int, last: int) -> int:
    line = text.find("\n", stop, last)
    if line >= 0:
        return line
    blank = text.rfind(" ", stop, last) if last < len(text) else -1
    return blank if blank >= 0 else last


def fields_inside(known: Sequence[Field], spans: Sequence[Place]) -> Iterator[Field]:
    """The parts of ``known`` fields that lie in ``spans``; both are in order."""
    index = 0
    for field in known:
        while index < len(spans) and spans[index][1] <= field.start:
            index += 1
        for begin, end in spans[index:]:
            if begin >= field.end:
                break
            yield Field(max(begin, field.start), min(end, field.end), field.name, field.type)
