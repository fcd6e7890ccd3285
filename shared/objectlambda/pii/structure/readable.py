"""The decoder: a window of text as a reader sees it, at any depth of encoding, with its named values.

``readable(text, kind, fields)`` returns a :class:`~objectlambda.pii.structure.views.View`, or None if nothing is
encoded:

* ``view.text`` is the text that the detector reads; ``view.fields`` are its named values, including those of JSON
inside strings, under the innermost key.
* ``view.others`` are pieces of the text as they stand, where they may be meant so; see `plain_readings`.
* ``view.source(position)`` and ``view.source_end(position)`` give the place in the window's own text.
* ``view.read(begin, end)`` is the decoded text at a place of the window's text.
* ``view.encode(begin, end, replacement)`` is the replacement with the escapes of every layer, except those of the
outermost format.

The layers are the format's own escapes, and then, up to ``DEPTH`` times, what programs write into texts (URL escapes,
string escapes, terminal codes, invisible characters, quoted-printable), JSON inside values, and base64, hex and
uuencoded lines that hold text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from objectlambda.pii.entities import Field
from objectlambda.pii.rules.literals import text_has
from objectlambda.pii.structure.blob import Blob
from objectlambda.pii.structure.blobs import blobs_of
from objectlambda.pii.structure.escapes import as_programs_write, of_format, of_programs
from objectlambda.pii.structure.packed import Room, packed_views
from objectlambda.pii.structure.plain_readings import (
    doubtful_blobs,
    doubtful_escapes,
    plain_reading,
    separated_reading,
)
from objectlambda.pii.structure.printed import serialized
from objectlambda.pii.structure.put_together import put_together
from objectlambda.pii.structure.recordings import recordings
from objectlambda.pii.structure.searches import Runs
from objectlambda.pii.structure.short_blobs import basic_credentials, padding, prefix, short_blobs
from objectlambda.pii.structure.sniffing import Format
from objectlambda.pii.structure.spaced import spaced_reading
from objectlambda.pii.structure.uuencoded import uuencoded_blobs
from objectlambda.pii.structure.views import Substitution, View

DEPTH = 10
"""How many layers of encoding are decoded above the format's own; JSON three deep in a URL in a log has four."""

_STRICT = frozenset({Format.JSON, Format.XML, Format.HTML, Format.DELIMITED})
_PAIR = re.compile(
    r"""["']([A-Za-z_$@][^"'\\\n]{0,63})["']\s*+:\s*+"""
    r"""(?:"((?:[^"\\]++|\\.)*+)|'((?:[^'\\]++|\\.)*+)|(\[)|([^\s,\[\]{}"']++))""",
    re.DOTALL,
)
_ELEMENT = re.compile(r"""[\s,]*+(?:"((?:[^"\\]++|\\.)*+)"|([^\s,\[\]{}"']++))""", re.DOTALL)
_LITERALS = ("true", "false", "null")


def readable(
    text: str,
    kind: Format,
    fields: Sequence[Field] = (),
    own: Sequence[Substitution] = (),
    *,
    quoted: bool = False,
    room: Room | None = None,
) -> View | None:
    """``text`` as a reader sees it, with its named values; None if nothing in it is encoded.

    ``own`` are escapes that only the reader of the format's records knows; ``quoted`` says that the text declares
    quoted-printable. ``room`` is what is left to decompress, where ``text`` itself was compressed.
    """
    room = room or Room()
    inner = partial(_readings, room)
    view: View | None = None
    runs = Runs(text)
    others: list[View | None] = [*put_together(text, kind, fields), *packed_views(runs, room, inner)]
    others += spaced_reading(text, kind, fields)
    if substitutions := list(own or of_format(text, kind)):
        doubtful = doubtful_escapes(text, substitutions)
        others.append(plain_reading(text, fields, doubtful))
        others.append(separated_reading(text, fields, substitutions, doubtful))
        view = View(text, substitutions)
        view.fields = view.map_fields(fields)
        runs = Runs(view.text)
        others += (*put_together(view.text, kind, view.fields, view), *packed_views(runs, room, inner, view))
    for _ in range(DEPTH):
        shown, known = (text, fields) if view is None else (view.text, view.fields)
        blobs = uuencoded_blobs(shown)  # these come first, since their characters would be read as escapes
        substitutions = [] if blobs else of_programs(shown, quoted=quoted)
        nested = _nested_fields(shown, known, kind, decoded=view is not None)
        blobs = blobs if blobs or substitutions else short_blobs(runs, known, blobs_of(runs))
        doubtful = doubtful_blobs(shown, blobs) if blobs else doubtful_escapes(shown, substitutions)
        others.append(plain_reading(shown, known, doubtful, below=view))
        if not blobs:
            others.append(separated_reading(shown, known, substitutions, doubtful, below=view))
        if blobs:
            substitutions = [one for blob in blobs for one in _substitutions(shown, blob)]
        elif not substitutions and nested is None:
            break
        above = View(shown, substitutions, below=view, encode=None if blobs else as_programs_write, blobs=blobs)
        above.fields = above.map_fields(known if nested is None else nested)
        if blobs and (credentials := list(basic_credentials(above.text))):
            above.fields = sorted([*_apart(above.fields, credentials), *credentials])
        view = above
        if not substitutions:
            others += put_together(view.text, kind, view.fields, view)  # the text was read, but not by these names
            break
        runs = Runs(view.text)
        others += (*put_together(view.text, kind, view.fields, view), *packed_views(runs, room, inner, view))
    others += recordings(*((text, fields) if view is None else (view.text, view.fields)), view)
    if view is None and any(others):
        view = View(text, ())
        view.fields = list(fields)
    if view is not None:
        view.others = tuple(other for other in others if other is not None)
    return view


def _substitutions(text: str, blob: Blob) -> Iterator[Substitution]:
    yield from prefix(text, blob)
    yield from blob.substitutions()
    yield from padding(text, blob)


def _readings(room: Room, text: str) -> Iterator[str]:
    """``text``, which was compressed, as it stands and as a reader sees it."""
    yield text
    fields = list(_pairs(text, 0, len(text))) if text_has(text, '":') else []
    if view := readable(text, Format.TEXT, fields, room=room):
        yield from dict.fromkeys(shown.text for shown in (view, *view.others) if shown.text != text)


def _apart(fields: Sequence[Field], others: Sequence[Field]) -> list[Field]:
    """The ``fields`` that hold none of ``others``."""
    return [one for one in fields if not any(one.start < other.end and other.start < one.end for other in others)]


def _nested_fields(text: str, fields: Sequence[Field], kind: Format, *, decoded: bool) -> list[Field] | None:
    """``fields``, in which fields that hold JSON are replaced by its values; None if no field holds JSON."""
    if not text_has(text, '":') and not text_has(text, '" :') and not text_has(text, ";s:"):
        return None
    if kind not in _STRICT:
        if not decoded and kind is not Format.SQL:
            return None  # the lexer has named these pairs
        inner = list(_pairs(text, 0, len(text)))
        known = {(field.start, field.end) for field in fields}
        inner = [field for field in inner if (field.start, field.end) not in known]
        return sorted([*fields, *inner], key=lambda field: (field.start, -field.end)) if inner else None
    if kind is Format.JSON and not decoded:
        return None
    found: list[Field] = []
    changed = False
    for field in fields:
        inner = []
        if text.find('"', field.start, field.end) >= 0 and text.find(":", field.start, field.end) >= 0:
            inner = sorted(_pairs(text, field.start, field.end))
        changed = changed or bool(inner)
        found += inner or [field]
    return found if changed else None


def _pairs(text: str, begin: int, end: int) -> Iterator[Field]:
    """The values of JSON, or of PHP, in ``text[begin:end]``, which may be part of a document, each under its key."""
    for pair in _PAIR.finditer(text, begin, end):
        name = pair[1]
        if pair[4]:
            position = pair.end()
            while element := _ELEMENT.match(text, position, end):
                yield Field(*element.span(element.lastindex or 0), name)
                position = element.end()
        elif pair.lastindex and pair[pair.lastindex] and pair[pair.lastindex] not in _LITERALS:
            yield Field(*pair.span(pair.lastindex), name)
    if text.find(";s:", begin, end) >= 0:
        yield from serialized(text, begin, end)
