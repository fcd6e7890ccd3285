"""The engine of copies on a Dask cluster: a real one, in processes of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest
from copying import command, hostile_functions, lines, tree

from objectlambda.copy import dask_engine
from objectlambda.copy.dask_engine import DaskEngine
from objectlambda.copy.job import Job, Status
from objectlambda.copy.pool import WorkersFailed
from objectlambda.copy.report import Earlier
from objectlambda.copy.run import Plan, Run
from objectlambda.steps import Step
from waiting import eventually

DEADLY = (Step(function="deadly"),)


@contextmanager
def cluster(folder, workers=2, environ=None):
    """``dask scheduler`` and ``dask worker``; yields the address and the scheduler's process."""
    file = folder / "scheduler.json"
    own = {**os.environ, **(environ or {}), "DASK_DISTRIBUTED__DASHBOARD__LINK": ""}
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": own, "cwd": folder}
    local = ["--host", "127.0.0.1"]
    scheduler = subprocess.Popen(
        [*dask, *local, "--port", "0", "--no-dashboard", "--no-show", "--scheduler-file", file], **quiet
    )
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", file, *local]
    nannies = subprocess.Popen(
        [*worker, "--nworkers", str(workers), "--nthreads", "2", "--no-dashboard", "--memory-limit", "0"], **quiet
    )
    try:
        from distributed import Client

        assert eventually(file.exists, 60)
        with Client(scheduler_file=str(file), set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=90)
            yield client.scheduler.address, scheduler
    finally:
        for process in (nannies, scheduler):
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    return {**hostile_functions(folder), "DIED_ONCE": str(folder / "died"), "BEGUN": str(folder / "begun")}


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory, hostile):
    with cluster(tmp_path_factory.mktemp("cluster"), environ=hostile) as (address, _):
        yield address


@pytest.fixture(autouse=True)
def found_here(hostile, monkeypatch):
    monkeypatch.syspath_prepend(hostile["PYTHONPATH"])


def filled(folder, count, special=()):
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:05}").write_bytes(dict(special).get(number, b"fine"))
    return folder


def test_many_objects_are_copied_and_the_scheduler_holds_few_of_them(scheduler, tmp_path, monkeypatch):
    source, to = filled(tmp_path / "source", 300), tmp_path / "to"
    most = []
    submit = DaskEngine._submit

    def watched(engine, client, item):
        submit(engine, client, item)
        most.append(len(engine._under_way))

    monkeypatch.setattr(DaskEngine, "_submit", watched)
    job = Job(source=source, destination=to, steps=(Step(function="raw"),))
    summary = Run(Plan(job=job), lambda *_: None).go(DaskEngine(job, scheduler), None, Earlier())
    assert summary.statuses == {Status.COPIED: 300}
    assert len(tree(to)) == 300
    assert max(most) <= 16  # four for each of two threads of two workers


@pytest.mark.long
def test_ten_thousand_tiny_objects_are_copied_by_a_local_cluster(tmp_path):
    from distributed import LocalCluster

    source, to, report = filled(tmp_path / "source", 10_000), tmp_path / "to", tmp_path / "report"
    options = {"n_workers": 2, "threads_per_worker": 2, "dashboard_address": None, "memory_limit": 0}
    with LocalCluster(local_directory=str(tmp_path / "dask"), **options) as local:
        run = ("copy", source, to, "--function", "raw", "--scheduler", local.scheduler_address, "--report", report)
        done = command(*run, timeout=600)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(tree(to)) == 10_000
    told = [line["key"] for line in lines(report)]
    assert len(told) == len(set(told)) == 10_000
    print(done.stdout.decode())


@pytest.mark.long
def test_an_object_that_kills_its_workers_is_recorded_and_the_others_are_copied(scheduler, tmp_path):
    source = filled(tmp_path / "source", 30, {7: b"always", 11: b"once"}.items())
    to, report = tmp_path / "to", tmp_path / "report"
    run = ("copy", source, to, "--function", "deadly", "--scheduler", scheduler, "--report", report)
    assert command(*run, environ={"PYTHONPATH": sys.path[0]}).returncode == 1
    told = {line["key"]: line for line in lines(report)}
    assert len(told) == 30
    assert [key for key, line in told.items() if "code" in line] == ["00007"]
    assert told["00007"]["code"] == "WorkerDied"
    assert len(tree(to)) == 29


@pytest.mark.long
def test_a_scheduler_that_goes_away_ends_the_run_and_the_report_goes_on(tmp_path, hostile):
    source, to, report = filled(tmp_path / "source", 20), tmp_path / "to", tmp_path / "report"
    (source / "99999").write_bytes(b"x")
    run = [sys.executable, "-m", "objectlambda.cli.main", "copy", source, to, "--report", report, "--function"]
    environ = {**os.environ, **hostile, "BEGUN": str(tmp_path / "begun")}
    with cluster(tmp_path, 1, environ) as (address, scheduler):
        going = subprocess.Popen([*run, "waiting", "--scheduler", address], stderr=subprocess.PIPE, env=environ)
        assert eventually((tmp_path / "begun").exists, 60)
        assert going.poll() is None
        scheduler.send_signal(signal.SIGKILL)
        _, said = going.communicate(timeout=90)
    assert going.returncode == 2
    assert b"scheduler went away" in said
    assert subprocess.run([*run, "raw"], env=environ, check=False, stdout=subprocess.DEVNULL).returncode == 0
    assert len(tree(to)) == 21


def test_what_cannot_run_is_said_before_anything_is_copied(scheduler, tmp_path, monkeypatch):
    source = filled(tmp_path / "source", 1)

    def run(job, address, **more):
        return list(DaskEngine(job, address, **more).outcomes(iter(()), threading.Event()))

    job = Job(source=source, destination=tmp_path / "to", steps=(Step(function="raw"),))
    with pytest.raises(WorkersFailed, match="no answer from the scheduler"):
        run(job, "tcp://127.0.0.1:9", connect_seconds=1)
    keyless = Step(function="pii_redaction", payload='{"mask_mode": "HASH"}')
    with pytest.raises(WorkersFailed, match="need a key"):
        run(Job(source=source, destination=tmp_path / "to", steps=(keyless,)), scheduler)
    monkeypatch.setattr(dask_engine, "__version__", "9.9.9")
    with pytest.raises(WorkersFailed, match=r"has objectlambda .*, and this is 9\.9\.9"):
        run(job, scheduler)
