"""The report: a JSON line with the outcome of each object. It never holds a value or content.

The first line names the job. A line is written whole by one system call, so whatever kills the run leaves at most the
last line incomplete. A run that goes on with the report cuts that line off, and leaves out what the others say is done
or was refused as it is now.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self

from objectlambda import __version__
from objectlambda.copy.job import GOOD, Item, Job, Outcome, Status
from objectlambda.copy.listing import KeySet
from objectlambda.errors import InvalidSettings


@dataclass(slots=True)
class Earlier:
    """What a report says of earlier runs, 12 to 24 bytes for each object.

    Attributes:
        done: the objects that need nothing more.
        refused: the objects that a function refused, each with the ETag that it had.
        version: the version of this package that began the report; empty where there is none.
    """

    done: KeySet = field(default_factory=KeySet)
    refused: KeySet = field(default_factory=KeySet)
    version: str = ""

    def add(self, line: Mapping[str, Any]) -> None:
        """Take a line of the report in."""
        key, version = str(line["key"]), str(line.get("asked", ""))
        if line["status"] in GOOD:
            self.done.add(_name(key, version))
        elif line["status"] == Status.REFUSED:
            self.refused.add(_name(key, version, ""))  # for a list of keys, which tells no ETags
            self.refused.add(_name(key, version, str(line.get("etag", "")).strip('"')))

    def is_done(self, item: Item) -> bool:
        """Whether ``item`` needs nothing more."""
        return len(self.done) > 0 and _name(item.name, item.version) in self.done

    def is_refused(self, item: Item) -> bool:
        """Whether ``item``, with the ETag that it has now, was refused."""
        return len(self.refused) > 0 and _name(item.name, item.version, item.etag.strip('"')) in self.refused


class Report:
    """Appends lines to a file; ``-`` stands for standard output."""

    def __init__(self, descriptor: int, *, owned: bool) -> None:
        self._descriptor, self._owned = descriptor, owned

    @classmethod
    def create(cls, name: str, job: Job) -> Self:
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
    def resumed(cls, name: str, job: Job) -> tuple[Self, Earlier]:
        """The report in the file ``name`` to go on with, and what it says of earlier runs.

        Raises:
            InvalidSettings: it is the report of another job, or no report.
            OSError: it cannot be read or written.
        """
        path = Path(name)
        if not path.exists():
            return cls.create(name, job), Earlier()
        earlier, whole = _read(path, job)
        if whole == 0:  # the kill came before the first line
            return cls.create(name, job), Earlier()
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
        os.ftruncate(descriptor, whole)
        return cls(descriptor, owned=True), earlier

    def write(self, outcome: Outcome) -> None:
        """Append the line of ``outcome``."""
        self._line(line_of(outcome))

    def close(self) -> None:
        """Close the file."""
        if self._owned:
            os.close(self._descriptor)

    def _line(self, values: dict[str, Any]) -> None:
        data = (json.dumps(values) + "\n").encode()
        try:
            while data:
                data = data[os.write(self._descriptor, data) :]
        except OSError as error:
            raise OSError(error.errno, error.strerror, "the report") from error


def line_of(outcome: Outcome) -> dict[str, Any]:
    """The fields of the line for ``outcome``, without the empty ones."""
    values = {item.name: getattr(outcome, item.name) for item in fields(outcome)}
    return {name: value for name, value in values.items() if value not in ("", {}) and value is not False}


def job_digest(job: Job) -> str:
    """A digest of places, functions and settings. A report can be resumed by a job with the same digest."""
    said = [repr(job.source), repr(job.destination), repr(job.steps), repr(job.rules), job.strip_suffix]
    chains = [job.steps, *(rule.steps for rule in job.rules)]
    said += [[step.payload for step in steps] for steps in chains]
    scanning = job.scanning and [job.scanning.bytes, sorted(job.scanning.allowed_values)]
    said += [repr(scanning), repr(job.others)]
    return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()[:32]


def _name(*texts: str) -> str:
    """The name of an object in a ``KeySet``."""
    return "\n".join(texts)


def _read(path: Path, job: Job) -> tuple[Earlier, int]:
    """What the report says, and where its last whole line ends."""
    earlier, whole = Earlier(), 0
    with path.open("rb") as lines:
        for number, line in enumerate(lines):
            if not line.endswith(b"\n"):
                break
            try:
                said = json.loads(line)
                if number == 0:
                    _check(said, job, path)
                    earlier.version = str(said.get("objectlambda", ""))
                else:
                    earlier.add(said)
            except (ValueError, KeyError, TypeError) as error:
                raise InvalidSettings(f"{path}: line {number + 1} is not a line of a report") from error
            whole += len(line)
    return earlier, whole


def _check(said: Any, job: Job, path: Path) -> None:
    if not isinstance(said, dict) or said.get("job") != job_digest(job):
        raise InvalidSettings(f"{path} is the report of another copy: name a new file, or run the same command")
