"""Runs of copies that are killed at random points, fifty times for each kind of destination, and resumed."""

from __future__ import annotations

import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from copying import OWN, lines, moto, s3, tree

KILLS = 50
REFUSED = ["013.gz", "049.gz"]
SEED = int(os.environ.get("KILLS_SEED", "13"))

pytestmark = pytest.mark.long


@contextmanager
def folder(tmp_path):
    """A folder as destination: how a command names it, its objects, its marks, and how it is emptied."""
    to = tmp_path / "to"

    def marks():
        said = [json.loads(path.read_bytes()) for path in (to / OWN / "copies").rglob("*.json")]
        assert not list((to / OWN / "partial").iterdir())
        return {one["key"]: one["mark"] for one in said}

    yield [str(to)], lambda: tree(to), marks, lambda: shutil.rmtree(to, ignore_errors=True)


@contextmanager
def bucket(_tmp_path):
    """The same for a bucket."""
    with moto() as url:
        client = s3(url)
        client.create_bucket(Bucket="clean")

        def keys():
            pages = client.get_paginator("list_objects_v2").paginate(Bucket="clean")
            return [entry["Key"] for page in pages for entry in page.get("Contents", ())]

        def objects():
            return {key: client.get_object(Bucket="clean", Key=key)["Body"].read() for key in keys()}

        def marks():
            heads = {key: client.head_object(Bucket="clean", Key=key)["Metadata"] for key in keys()}
            return {key: metadata["objectlambda-copy"] for key, metadata in heads.items()}

        def empty():
            for key in keys():
                client.delete_object(Bucket="clean", Key=key)

        yield ["s3://clean", "--destination-endpoint-url", url, "--part-size", "5"], objects, marks, empty


def filled(source, chosen, count):
    """Objects of few bytes and of some megabytes, and two that are refused; what their copies are."""
    source.mkdir()
    wanted = {}
    for number in range(count):
        content = chosen.randbytes(6_000_000 if number % 20 == 7 else chosen.randrange(60_000))
        (source / f"{number:03}.gz").write_bytes(gzip.compress(content, 1))
        wanted[f"{number:03}.gz"] = content
    for name in REFUSED:
        (source / name).write_bytes((source / name).read_bytes()[:-9])
        del wanted[name]
    return wanted


def killed(process, report, chosen):
    """Whether the run was killed, all of it, its first process, or one worker; else it ended by itself.

    The kill comes a few milliseconds after a random number of objects, none to fifteen, was done.
    """
    size = report.stat().st_size if report.exists() else 0
    more = chosen.randrange(16) * 200  # bytes of the report, about those of so many lines
    while not report.exists() or report.stat().st_size < size + more:
        if process.poll() is not None:
            return False
        time.sleep(0.002)
    time.sleep(chosen.uniform(0, 0.03) if more else chosen.uniform(0, 1.5))
    if process.poll() is not None:
        return False
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    whom = chosen.choice(("all", "all", "first", "worker"))
    if whom == "worker" and children:
        os.kill(int(chosen.choice(children)), signal.SIGKILL)
        time.sleep(chosen.uniform(0, 1))  # the run goes on: only that worker's objects are tried again
    if whom == "first":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return True


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kind", [folder, bucket])
def test_a_run_killed_fifty_times_ends_as_a_clean_one(tmp_path, kind):
    chosen = random.Random(SEED)
    wanted = filled(tmp_path / "source", chosen, 120 if kind is folder else 60)
    report = tmp_path / "report.jsonl"
    with kind(tmp_path) as (place, objects, marks, empty):
        run = [sys.executable, "-m", "objectlambda.cli.main", "copy", tmp_path / "source", *place, "--workers", "2"]
        run += ["--function", "decompress", "--quiet", "--report", report, "--resume"]
        assert subprocess.run(run, check=False).returncode == 1  # two objects are refused
        clean = marks()
        assert objects() == wanted

        kills = rounds = 0
        while kills < KILLS:
            rounds += 1
            empty()
            report.unlink()
            ended = False
            while not ended and kills < KILLS:
                with subprocess.Popen(run, start_new_session=True) as process:
                    ended = not killed(process, report, chosen)
                if not ended:
                    kills += 1
                    print(kills, end=" ", flush=True)
                    for key, content in objects().items():
                        assert content == wanted[key]
            subprocess.run(run, check=False)
            assert objects() == wanted
            assert marks() == clean
            told = {line["key"]: line["status"] for line in lines(report)}
            assert set(told) == {path.name for path in (tmp_path / "source").iterdir()}
            assert sorted(key for key, status in told.items() if status == "refused") == REFUSED  # the largest go first
        print(f"{kills} kills over {rounds} runs, seed {SEED}")
