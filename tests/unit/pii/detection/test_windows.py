"""Laws of windows: they are the text, they are bounded, and no chunking changes them."""

from __future__ import annotations

import random
import time
import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import KINDS, PatternAnalyzer, noise, prose, split

from objectlambda.pii import detect, detect_stream
from objectlambda.pii.detection.stream import detect_windows, runs
from objectlambda.pii.detection.windows import windows
from objectlambda.pii.structure import CONTEXT, HARD, Format, Structure
from objectlambda.pii.structure.segments import FORMATS

ANALYZER = PatternAnalyzer()
RECORDS = (Format.RECORDS, Format.FIXED_WIDTH)
STRUCTURES = [
    None,
    *(Structure(format=kind, names=("a", "b")) for kind in Format if kind not in RECORDS),
    *(Structure(format=Format.RECORDS, reader=one.name) for one in FORMATS),
]
Kind = Callable[[random.Random, int], str]


def check_laws(text: str, chunks: list[str], structure: Structure | None) -> None:
    whole = list(windows([text], structure=structure))
    assert list(windows(chunks, structure=structure)) == whole
    assert "".join(window.own for window in whole) == text
    for window in whole:
        assert 0 <= window.begin <= CONTEXT
        assert 0 < window.end - window.begin <= HARD
        assert len(window.text) - window.end <= CONTEXT
        last = 0
        for field in window.fields:
            assert last <= field.start < field.end <= len(window.text)
            last = field.end if window.strict else 0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [10, 9_000, 40_000])
def test_windows_are_the_text_and_the_same_for_any_chunking(kind: Kind, size: int) -> None:
    random_ = random.Random(f"{kind.__name__} {size}")
    text = kind(random_, size)
    for structure in STRUCTURES if size < 40_000 else random_.sample(STRUCTURES, len(STRUCTURES) // 3):
        check_laws(text, list(split(random_, text)), structure)


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(alphabet=st.sampled_from("\"'{}[]<>,;:\\\n\t &=a1-!/?#u0"), max_size=400),
    structure=st.sampled_from(STRUCTURES),
    repeat=st.sampled_from([1, 1, 50, 200]),
)
def test_windows_of_any_text_are_that_text(text: str, structure: Structure | None, repeat: int) -> None:
    text *= repeat
    check_laws(text, [text[:5], *text[5:500], text[500:]], structure)


@pytest.mark.parametrize("kind", [k for k in KINDS if k is not noise])
def test_any_chunking_finds_the_same_entities_as_the_whole_text(kind: Kind) -> None:
    random_ = random.Random(kind.__name__)
    text = kind(random_, 80_000)
    whole = detect(text, analyzer=ANALYZER)
    assert len(whole) > 100
    assert list(detect_stream(split(random_, text), analyzer=ANALYZER)) == whole


def test_entities_at_seams_are_found_exactly_once() -> None:
    random_ = random.Random(7)
    text = prose(random_, 300_000)
    expected = [(found.start, found.end) for found in ANALYZER.analyze_many([text])[0]]
    structure = Structure(format=Format.TEXT)
    assert [(e.start, e.end) for e in detect(text, structure=structure, analyzer=ANALYZER)] == expected


def test_entities_in_one_endless_line_are_found_exactly_once() -> None:
    text = "".join(f"x{i:06d}@example.com;" for i in range(5_000))
    found = detect(text, structure=Structure(format=Format.TEXT), analyzer=ANALYZER)
    assert [text[e.start : e.end] for e in found] == text.rstrip(";").split(";")


def test_entities_in_a_json_string_longer_than_a_window_are_found_where_they_stand() -> None:
    value = "".join(f"caf\\u00e9 x{i:06d}@example.com \\n" for i in range(3_000))
    text = '{"comment": "' + value + '", "next": "last@example.com"}'
    found = [text[e.start : e.end] for e in detect(text, analyzer=ANALYZER)]
    assert found == [f"x{i:06d}@example.com" for i in range(3_000)] + ["last@example.com"]


def test_runs_are_the_whole_text_with_each_entity_once() -> None:
    text = prose(random.Random(3), 100_000)
    stretches = list(runs(detect_windows(windows([text]), ANALYZER)))
    assert "".join(stretch.text for stretch in stretches) == text
    assert [stretch.entity for stretch in stretches if stretch.entity] == detect(text, analyzer=ANALYZER)


@pytest.mark.parametrize("structure", STRUCTURES)
@pytest.mark.parametrize(
    "piece",
    [
        "<a",
        '"',
        "[",
        "{",
        "\\",
        "&",
        "<!--",
        "<![",
        "a ",
        "a" * 9,
        "'",
        '""',
        "<a b='",
        "\r",
        ":",
        "(",
        "<!DOCTYPE[",
        '"a": ',
        "a=",
        "CREATE TABLE a(",
        "CREATE TABLE a(b int);",
        "INSERT INTO a VALUES ",
        "CREATE a a a a ",
    ],
)
@pytest.mark.usefixtures("own_heap")
def test_time_is_bounded_on_hostile_text(structure: Structure | None, piece: str) -> None:
    text = piece * (100_000 // len(piece))  # six windows
    started = time.process_time()
    for window in windows([text], structure=structure):
        assert window.view is None or window.view.text
    assert time.process_time() - started < 1.0, "slower than 100 KB/s"


def test_memory_does_not_grow_with_the_text() -> None:
    def peak(chunks: int) -> int:
        chunk = "no line end here, only words " * 2_000
        tracemalloc.start()
        for _ in detect_stream((chunk for _ in range(chunks)), analyzer=ANALYZER):
            pass
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    peak(20)  # fills what a process makes once, which takes more than a text
    assert peak(200) < 1.2 * peak(20)
