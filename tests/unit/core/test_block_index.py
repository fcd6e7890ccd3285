"""Marks lead to the blocks around a range, in bounded memory; indexes are found once and the oldest forgotten."""

from __future__ import annotations

import threading
from array import array
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objectlambda.block_index import MAX_MARKS, STEP_BYTES, UNDIVIDED, BlockIndex, Marks
from objectlambda.errors import CorruptObject, RequestTimeout, SourceUnavailable
from objectlambda.measures import Indexes, MeasureKey


def index_of(marks: int) -> BlockIndex:
    offsets = array("Q", range(0, marks * 1000, 1000))
    return BlockIndex(offsets, offsets, stored_stop=marks * 1000, size=marks * 1000)


def key(name: str, scope: str = "") -> MeasureKey:
    return MeasureKey(name, '"etag"', "", "0123abcd", scope)


@given(
    blocks=st.lists(st.tuples(st.integers(1, 100), st.integers(0, 100)), min_size=1, max_size=60),
    step=st.integers(1, 300),
    data=st.data(),
)
def test_a_run_is_the_blocks_around_a_range(blocks, step, data):
    stored = within = 0
    marks, begins = Marks(step), {}
    for stored_bytes, bytes_ in blocks:
        marks.add(stored, within)
        begins.setdefault(within, set()).add(stored)
        stored, within = stored + stored_bytes, within + bytes_
    begins.setdefault(within, set()).add(stored)
    index = marks.index(stored_stop=stored, size=within)
    start = data.draw(st.integers(0, max(0, within - 1)))
    stop = data.draw(st.integers(start, within))
    run = index.run(start, stop)
    assert run.start <= start <= stop <= run.stop
    assert run.stored_start in begins[run.start]
    assert run.stored_stop in begins[run.stop]
    largest = max(bytes_ for _, bytes_ in blocks)
    assert run.stop - run.start <= 2 * (step + largest) + (stop - start)


def test_marks_are_at_least_a_step_apart_unless_blocks_are_larger():
    marks = Marks()
    for block in range(1000):
        marks.add(block * 20_000, block * 65_280)
    index = marks.index(stored_stop=20_000_000, size=65_280_000)
    assert 65_280_000 // STEP_BYTES * 0.8 < len(index) <= 65_280_000 // STEP_BYTES + 1
    assert index.held_bytes == 16 * len(index)
    run = index.run(30_000_000, 30_256_000)
    assert run.stop - run.start <= 256_000 + 2 * (STEP_BYTES + 65_280)


def test_a_body_of_more_marks_than_there_is_room_for_is_marked_half_as_often():
    marks = Marks(step=10)
    for block in range(MAX_MARKS + 1000):
        marks.add(block * 3, block * 10)
    index = marks.index(stored_stop=(MAX_MARKS + 1000) * 3, size=(MAX_MARKS + 1000) * 10)
    assert MAX_MARKS // 2 <= len(index) <= MAX_MARKS // 2 + 600
    run = index.run(1_000_005, 1_000_006)
    assert run.stop - run.start == 20
    assert run.stored_start * 10 == run.start * 3


def test_a_body_larger_than_anything_can_be_is_corrupt():
    with pytest.raises(CorruptObject, match="promise"):
        Marks().add(10, 1 << 64)
    with pytest.raises(CorruptObject, match="promise"):
        Marks().index(stored_stop=10, size=1 << 63)


def test_the_least_recently_used_indexes_leave_when_there_are_too_many_bytes():
    indexes = Indexes(max_bytes=16 * 100)
    for name in ("a", "b"):
        indexes.put(key(name), index_of(40))
    assert indexes.get(key("a")) is not None
    indexes.put(key("c"), index_of(40))
    assert indexes.get(key("b")) is None
    assert indexes.get(key("a")) is not None
    indexes.put(key("a"), index_of(60))
    assert indexes.held_bytes == 16 * 100
    indexes.put(key("too large"), index_of(101))
    assert indexes.get(key("too large")) is None
    assert len(indexes) == 2


def test_indexes_are_told_apart_by_the_store():
    indexes = Indexes()
    mine, other = index_of(2), index_of(3)
    indexes.put(key("a", "one"), mine)
    indexes.put(key("a", "another"), other)
    assert indexes.get(key("a", "one")) is mine
    assert indexes.get(key("a", "another")) is other
    assert indexes.get(key("a")) is indexes.get(None) is None


def test_an_index_is_found_by_one_for_all_who_ask_at_the_same_time():
    indexes, asked, go_on = Indexes(), [], threading.Event()

    def find():
        asked.append(threading.get_ident())
        go_on.wait(10)
        return index_of(5)

    with ThreadPoolExecutor(8) as pool:
        results = [pool.submit(indexes.found, key("a"), find, lambda: None) for _ in range(8)]
        while not asked:
            pass
        go_on.set()
        assert {id(result.result()) for result in results} == {id(indexes.get(key("a")))}
    assert len(asked) == 1


def test_that_there_is_no_index_is_remembered_too():
    indexes = Indexes()
    assert indexes.found(key("a"), lambda: None, lambda: None) is UNDIVIDED
    assert indexes.found(key("a"), lambda: index_of(5), lambda: None) is UNDIVIDED
    assert indexes.found(None, lambda: None, lambda: None) is UNDIVIDED


def test_who_waits_for_an_index_can_leave_and_a_failure_lets_the_next_try():
    indexes, begun, go_on = Indexes(), threading.Event(), threading.Event()

    def fail():
        begun.set()
        go_on.wait(10)
        raise SourceUnavailable("the origin is away")

    def leave():
        raise RequestTimeout("no time left")

    with ThreadPoolExecutor(1) as pool:
        failing = pool.submit(indexes.found, key("a"), fail, lambda: None)
        begun.wait(10)
        with pytest.raises(RequestTimeout):
            indexes.found(key("a"), lambda: index_of(5), leave)
        go_on.set()
        with pytest.raises(SourceUnavailable):
            failing.result()
    assert len(indexes.found(key("a"), lambda: index_of(5), leave)) == 5
