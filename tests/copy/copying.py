"""What the tests of copies share: a run of the command, a worker in this process, a bucket of moto's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from objectlambda.cli.main import main
from objectlambda.copy.job import Item, Job, Outcome
from objectlambda.copy.listing import list_items
from objectlambda.copy.places import open_store
from objectlambda.copy.worker import Worker

OWN = ".objectlambda"


def command(*arguments: object, environ: Mapping[str, str] | None = None, timeout: float = 120, **options: Any):
    """``objectlambda copy`` (or another command) with ``arguments``."""
    return subprocess.run(
        [sys.executable, "-m", "objectlambda.cli.main", *map(str, arguments)],
        capture_output=True,
        check=False,
        timeout=timeout,
        env={**os.environ, **(environ or {})},
        **options,
    )


def called(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[object, str]:
    """The exit code and standard error of ``objectlambda`` with ``arguments``, run in this process."""
    try:
        code: object = main([str(word) for word in arguments])
    except SystemExit as left:
        code = left.code
    return code, capsys.readouterr().err


def copied(job: Job) -> dict[str, Outcome]:
    """Every object of the job's source, copied in this process."""
    worker = Worker(job, "test")
    return {item.key: worker.copy(item) for item in list_items(open_store(job.source))}


def one(job: Job, key: str) -> Outcome:
    return Worker(job, "test").copy(Item(key=key))


def tree(folder: Path) -> dict[str, bytes]:
    """The files of ``folder`` but for what a copy keeps of its own."""
    paths = [path for path in folder.rglob("*") if path.is_file() and OWN not in path.relative_to(folder).parts]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def lines(report: Path) -> list[dict[str, Any]]:
    """The report's lines but for the first."""
    return [json.loads(line) for line in report.read_text().splitlines()[1:]]


@contextmanager
def moto() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        yield f"http://{host}:{port}"
    finally:
        server.stop()


def s3(url: str) -> Any:
    return boto3.client("s3", endpoint_url=url)


FUNCTIONS = """
import os
from dataclasses import dataclass
from objectlambda.errors import AccessDenied
from objectlambda.function import Function, Transformed

@dataclass(frozen=True, slots=True, kw_only=True)
class NoSettings:
    pass

def deadly(source, request, settings):
    content = b"".join(source.chunks())
    if b"always" in content:
        os._exit(9)
    if b"once" in content:
        try:
            os.close(os.open(os.environ["DIED_ONCE"], os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            pass
        else:
            os._exit(9)
    return Transformed(chunks=iter([content]))

def waiting(source, request, settings):
    def chunks():
        yield from source.chunks()
        os.close(os.open(os.environ["BEGUN"], os.O_CREAT))
        while True:
            yield b"x" * 1000
    return Transformed(chunks=chunks())

DEADLY = Function(name="deadly", version="1", settings=NoSettings, open=deadly)
WAITING = Function(name="waiting", version="1", settings=NoSettings, open=waiting)
"""


def hostile_functions(folder: Path) -> dict[str, str]:
    """An environment with functions that end their process, and that do not end by themselves."""
    (folder / "hostile.py").write_text(FUNCTIONS)
    about = folder / "hostile-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: hostile\nVersion: 1\n")
    (about / "entry_points.txt").write_text(
        "[objectlambda.functions]\ndeadly = hostile:DEADLY\nwaiting = hostile:WAITING\n"
    )
    return {"PYTHONPATH": str(folder)}
