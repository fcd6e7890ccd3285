"""What a worker process tells its parent when something goes wrong that nobody thought of."""

from __future__ import annotations

import threading

import pytest

from objectlambda.copy import pool
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
