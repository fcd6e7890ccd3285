"""What a worker process tells its parent when something goes wrong that nobody thought of."""

from __future__ import annotations

import os
import threading
from collections import Counter
from pathlib import Path

import pytest
from tests.waiting import eventually

from objectlambda.copy import pool
from objectlambda.copy.batches import Batches, Limits
from objectlambda.copy.job import Item, Job, Outcome, Status
from objectlambda.copy.worker import Worker
from objectlambda.steps import RAW
from objectlambda.stores.parse import parse_origin

SERVE = pool.serve


def raising(self: Worker, item: Item) -> Outcome:
    raise SystemExit if item.key == "b" else RuntimeError


def serve_raising(job, connection, name):
    Worker.copy = raising
    SERVE(job, connection, name)


@pytest.mark.timeout(120)
def test_whatever_a_worker_raises_becomes_an_outcome_and_no_wait_without_end(tmp_path, monkeypatch):
    for name in ("source", "to"):
        (tmp_path / name).mkdir()
    job = Job(source=parse_origin(str(tmp_path / "source")), destination=parse_origin(str(tmp_path / "to")), steps=RAW)
    monkeypatch.setattr(pool, "serve", serve_raising)
    made = list(pool.Pool(job, 1).outcomes(iter([Item(key="a"), Item(key="b")]), threading.Event()))
    assert {one.key: (one.status, one.code) for one in made} == {
        "a": (Status.FAILED, "InternalError"),
        "b": (Status.FAILED, pool.DIED),
    }


def wait_for(name):
    assert eventually((Path(os.environ["BEGUN"]) / name).exists, seconds=30)


def copying_side_by_side(self: Worker, item: Item) -> Outcome:
    (Path(os.environ["BEGUN"]) / self.name).touch()
    wait_for("1")
    return Outcome(key=item.name, status=Status.COPIED, worker=self.name)


def serve_second_late(job, connection, name):
    Worker.copy = copying_side_by_side
    if name == "1":
        wait_for("0")
    SERVE(job, connection, name)


@pytest.mark.timeout(120)
def test_the_worker_that_is_ready_first_leaves_their_part_of_few_objects_to_the_others(tmp_path, monkeypatch):
    for name in ("source", "to", "begun"):
        (tmp_path / name).mkdir()
    job = Job(source=parse_origin(str(tmp_path / "source")), destination=parse_origin(str(tmp_path / "to")), steps=RAW)
    monkeypatch.setenv("BEGUN", str(tmp_path / "begun"))
    monkeypatch.setattr(pool, "serve", serve_second_late)
    items = [Item(key=str(number), size=1_000_000) for number in range(2 * job.transfers)]
    made = list(pool.Pool(job, 2).outcomes(iter(items), threading.Event()))
    assert Counter((one.worker, one.status) for one in made) == {
        ("0", Status.COPIED): job.transfers,
        ("1", Status.COPIED): job.transfers,
    }


def taken(sizes, *, slots=2, took=0.01, limits=None):
    """The sizes in each batch; an item takes ``took`` seconds."""
    items = (Item(key=str(number), size=size) for number, size in enumerate(sizes))
    batches = Batches(items, slots, limits or Limits(seconds=0.1, least_seconds=0.02, items=64, bytes=1000))
    made = []
    while batch := batches.next():
        made.append([item.size for item in batch.items])
        batches.learn([Outcome(key="", status=Status.COPIED, seconds=took)] * len(batch.items))
    return made


def test_batches_take_about_as_long_as_they_should_and_the_largest_of_the_last_objects_go_first():
    many = taken([1] * 3000)
    assert [len(batch) for batch in many[:3]] == [1, 10, 10]
    assert [len(batch) for batch in many[-5:]] == [9, 5, 2, 2, 1]  # all workers end together
    assert sum(map(len, many)) == 3000
    assert taken([1] * 9, took=5.0) == [[1]] * 9
    assert taken([100, 900, 600, 2000, None]) == [[None], [2000], [900], [600, 100]]
