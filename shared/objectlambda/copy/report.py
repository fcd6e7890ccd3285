"""The report: one JSON object a line, for each object what became of it. Never a value, never content.

The first line names the job. A line is written whole by one system call, so whatever kills the run leaves at most the
last line incomplete; a run that goes on with the report cuts that off and leaves out what the others say is done.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, Self

from objectlambda import __version__
from objectlambda.copy.job import GOOD, Item, Job, Outcome
from objectlambda.copy.listing import KeySet
from objectlambda.errors import InvalidSettings


class Report:
    """Appends lines to a file; ``-`` stands for standard output."""

    def __init__(self, descriptor: int, *, owned: bool) -> None:
        self._descriptor, self._owned = descriptor, owned

    @classmethod
    def begun(cls, name: str, job: Job) -> Self:
        """A new report in the file ``name``, which is replaced where it is there.

        Raises:
            OSError: it cannot be written.
        """
        if name == "-":
            report = cls(sys.stdout.fileno(), owned=False)
        else:
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND | os.O_CLOEXEC
            report = cls(os.open(name, flags, 0o666), owned=True)
        report._line({"job": job_digest(job), "objectlambda": __version__})
        return report

    @classmethod
    def resumed(cls, name: str, job: Job) -> tuple[Self, KeySet]:
        """The report in the file ``name`` to go on with, and what it says is done (see ``done_key``).

        Raises:
            InvalidSettings: it is the report of another job, or none.
            OSError: it cannot be read or written.
        """
        path = Path(name)
        if not path.exists():
            return cls.begun(name, job), KeySet()
        done, whole = _read(path, job)
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
        os.ftruncate(descriptor, whole)
        return cls(descriptor, owned=True), done

    def write(self, outcome: Outcome) -> None:
        """Append the line of ``outcome``."""
        self._line(line_of(outcome))

    def close(self) -> None:
        """Close the file."""
        if self._owned:
            os.close(self._descriptor)

    def _line(self, values: dict[str, Any]) -> None:
        data = (json.dumps(values) + "\n").encode()
        while data:
            data = data[os.write(self._descriptor, data) :]


def line_of(outcome: Outcome) -> dict[str, Any]:
    """``outcome`` as its line says it; what is empty is left out."""
    values = {item.name: getattr(outcome, item.name) for item in fields(outcome)}
    return {name: value for name, value in values.items() if value not in ("", {}) and value is not False}


def job_digest(job: Job) -> str:
    """What tells one job from another: places, functions and settings, but not how fast it is run."""
    said = [repr(job.source), repr(job.destination), repr(job.steps), repr(job.rules), job.strip_suffix]
    said += [[step.payload for step in job.steps], repr(job.scanning), repr(job.others)]
    return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()[:32]


def done_key(key: str, version: str) -> str:
    """The name under which an object is remembered as done."""
    return f"{key}\n{version}"


def undone(items: Iterator[Item], done: KeySet) -> Iterator[Item]:
    """Those of ``items`` that are not done."""
    for item in items:
        if not len(done) or done_key(item.name, item.version) not in done:
            yield item


def _read(path: Path, job: Job) -> tuple[KeySet, int]:
    """What the report says is done, and where its last whole line ends."""
    done, whole = KeySet(), 0
    with path.open("rb") as lines:
        for number, line in enumerate(lines):
            if not line.endswith(b"\n"):
                break
            try:
                said = json.loads(line)
                if number == 0:
                    _check(said, job, path)
                elif said["status"] in GOOD:
                    done.add(done_key(said["key"], said.get("asked", "")))
            except (ValueError, KeyError, TypeError) as error:
                raise InvalidSettings(f"{path}: line {number + 1} is none of a report") from error
            whole += len(line)
    return done, whole


def _check(said: Any, job: Job, path: Path) -> None:
    if not isinstance(said, dict) or said.get("job") != job_digest(job):
        raise InvalidSettings(f"{path} is the report of another copy: name a new file, or run the same command")
