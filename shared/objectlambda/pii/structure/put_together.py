"""Reads values that stand in pieces, or in signs that stand for them, beside the text itself.

Each finder knows one way in which a text shows a value without writing it in a row; see the modules that it imports. A
number needs a proof: a label, the name of its field, or the check digit of a card number.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from objectlambda.pii.entities import Field
from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.concepts import OTHER
from objectlambda.pii.rules.field_concepts import field_concepts
from objectlambda.pii.structure.bencoded import bencoded_values
from objectlambda.pii.structure.called_strings import called_values
from objectlambda.pii.structure.codes import coded_values
from objectlambda.pii.structure.described_parts import described_parts
from objectlambda.pii.structure.digits_in_words import digits_in_words
from objectlambda.pii.structure.dumps import dumped_values
from objectlambda.pii.structure.hex_records import hex_records
from objectlambda.pii.structure.joined_strings import joined_values
from objectlambda.pii.structure.marked_names import marked_names
from objectlambda.pii.structure.marked_up import marked_up_values
from objectlambda.pii.structure.other_bases import other_bases
from objectlambda.pii.structure.pieces import Pieces, pieced_views
from objectlambda.pii.structure.searches import IN_PIECES
from objectlambda.pii.structure.sniffing import Format
from objectlambda.pii.structure.spelled import is_card, says, spelled_values
from objectlambda.pii.structure.split_fields import split_values
from objectlambda.pii.structure.styles import styled_values
from objectlambda.pii.structure.views import View
from objectlambda.pii.structure.written_numbers import written_numbers


def put_together(text: str, kind: Format, fields: Sequence[Field], below: View | None = None) -> list[View]:
    """Readings of the values in ``text`` that stand in pieces; ``fields`` are its named values, in order."""
    shadow = fold(text)
    values: list[Pieces] = []
    held = IN_PIECES.search(shadow)
    if held.numbers or not held.limit:
        values += spelled_values(text, held)
        values += digits_in_words(held)
        values += described_parts(held)
        values += written_numbers(held)
        values += coded_values(held)
        values += dumped_values(text, held)
        values += joined_values(held)
        values += called_values(held)
        values += bencoded_values(text, held)
    values += marked_up_values(shadow)
    values += other_bases(shadow)
    values += hex_records(shadow)
    values += styled_values(shadow)
    found = [*_named(shadow, values, fields), *split_values(text, shadow, fields, rows=kind is Format.DELIMITED)]
    proved = [value for value in found if _is_proved(shadow, value)]
    names = marked_names(text, shadow, fields, below)
    return [*pieced_views(text, proved, below), *names] if proved else names


def _named(shadow: bytes, values: Sequence[Pieces], fields: Sequence[Field]) -> Iterator[Pieces]:
    """``values`` with the names of the fields in which they lie, but for those whose types the format gives."""
    starts = [field.start for field in fields] if values else []
    for value in values:
        index = bisect_right(starts, value.parts[0].start) - 1
        if index < 0 or value.parts[-1].end > fields[index].end:
            yield value
            continue
        field = fields[index]
        label = (max(value.label[0], field.start), value.label[1])
        if field.type:
            continue
        if says(shadow, label) and not field_concepts(field.name) & ~OTHER:
            yield value._replace(label=label)
        else:
            yield value._replace(name=field.name, label=label)


def _is_proved(shadow: bytes, value: Pieces) -> bool:
    number = value.value
    return bool(value.name) or not number.isdigit() or is_card(number.encode()) or says(shadow, value.label)
