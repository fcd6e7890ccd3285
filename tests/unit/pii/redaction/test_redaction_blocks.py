"""Redaction that begins in the middle gives the bytes that redaction from the start gives there."""

from __future__ import annotations

import json
import random
from collections.abc import Callable

import pytest
from texts import PatternAnalyzer, documents, prose, split, statements, table

from objectlambda import respond
from objectlambda.errors import InvalidSettings
from objectlambda.function import ObjectRequest
from objectlambda.headers import Headers
from objectlambda.measures import Measures
from objectlambda.pii.functions import PII_REDACTION
from objectlambda.pii.redaction import Mode, Redaction
from objectlambda.pii.redaction.blocks import BlockRedaction, seekable_structure
from objectlambda.pii.structure import Format, Structure
from objectlambda.testing import MemoryOrigin

ANALYZER = PatternAnalyzer()
IN_PLACE = Redaction(mask_bytes=True)
Kind = Callable[[random.Random, int], str]


def lines_of_json(random_: random.Random, size: int) -> str:
    parts = documents(random_, size).split("\n{")
    return "".join(
        json.dumps(json.loads(part if index == 0 else "{" + part)) + "\n" for index, part in enumerate(parts)
    )


@pytest.mark.parametrize("block_bytes", [500, 7_000, 1024 * 1024])
@pytest.mark.parametrize("kind", [prose, table, lines_of_json])
def test_any_chunking_and_any_beginning_give_the_same_bytes(kind: Kind, block_bytes: int) -> None:
    random_ = random.Random(f"{kind.__name__} {block_bytes}")
    text = kind(random_, 60_000)
    data = text.encode()
    structure = seekable_structure(data[:65536], IN_PLACE, None)
    assert structure is not None
    blocks = BlockRedaction(redaction=IN_PLACE, structure=structure, analyzer=ANALYZER, block_bytes=block_bytes)
    whole = b"".join(blocks.redact([data]))
    assert len(whole) == len(data)
    assert b"bob@example.com" not in whole
    chunks = (chunk.encode() for chunk in split(random_, text))
    assert b"".join(blocks.redact(chunks)) == whole
    for start in (0, 1, block_bytes, len(data) - 1, *(random_.randrange(len(data)) for _ in range(10))):
        begin = blocks.block_before(start, lambda at, length: data[at : at + length])
        assert begin <= start
        rest = b"".join(blocks.redact([data[begin:]], begin))
        assert rest == whole[begin:]


def test_json_over_many_lines_has_no_blocks() -> None:
    numbers = ",\n".join(f'  "{number}"' for number in range(212_345_678, 212_345_900))
    assert seekable_structure(f'{{\n "ssn": [\n{numbers}\n ]\n}}\n'.encode(), IN_PLACE, "a.json") is None
    assert seekable_structure(b'{"ssn": "212345678"}\n{"ssn": "212345679"}\n', IN_PLACE, "a.json") is not None


def test_one_endless_line_is_one_block() -> None:
    blocks = BlockRedaction(redaction=IN_PLACE, structure=Structure(format=Format.TEXT), block_bytes=1_000)
    data = b"word " * 2_000 + b"\n" + b"other " * 1_000
    assert blocks.block_before(9_999, lambda at, length: data[at : at + length]) == 0
    assert blocks.block_before(12_000, lambda at, length: data[at : at + length]) == 10_001


@pytest.mark.parametrize(
    ("text", "redaction"),
    [
        ("plain", Redaction()),
        ("plain", Redaction(mask_bytes=True, modes={"SSN": Mode.REMOVE})),
        ("<html><p>x</p></html>", IN_PLACE),
        (statements(random.Random(1), 500), IN_PLACE),
    ],
)
def test_what_does_not_keep_its_offsets_has_no_blocks(text: str, redaction: Redaction) -> None:
    assert seekable_structure(text.encode(), redaction, None) is None
    assert seekable_structure(b"\xff\xfe" + text.encode("utf-16-le"), redaction, None) is None


def test_a_mask_of_bytes_needs_an_ascii_character() -> None:
    with pytest.raises(InvalidSettings, match="ASCII"):
        Redaction(mask_bytes=True, mask_character="█")


def test_a_range_costs_its_blocks_and_head_costs_the_beginning() -> None:
    data = "Señora María López, maria@example.com, line after line\n".encode() * 100_000
    origin = MemoryOrigin(data)

    def reading(**headers: str) -> respond.Reading:
        request = ObjectRequest(key="mail.txt", headers=Headers(headers), payload='{"mask_bytes": true}')
        return respond.Reading(function=PII_REDACTION, request=request, origin=origin, environ={}, measures=Measures())

    assert respond.head(reading()).content_length == len(data)
    assert origin.handed_out < 500_000
    origin.handed_out = 0
    part = respond.get(reading(Range="bytes=3000000-3000999"))
    body = b"".join(part.body)
    assert part.head.values["ContentRange"] == f"bytes 3000000-3000999/{len(data)}"
    assert len(body) == 1_000
    assert b"example.com" not in body
    assert b"line after line" in body
    assert origin.handed_out < 4_000_000
