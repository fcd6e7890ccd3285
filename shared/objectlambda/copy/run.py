"""A whole run: what is listed goes through the workers, each outcome into the report; then, if so asked, deletions."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from objectlambda.copy.destination import Destination, DestinationError
from objectlambda.copy.job import Item, Job, Outcome, Status
from objectlambda.copy.listing import KeySet, Selection, listed
from objectlambda.copy.places import open_destination, open_store
from objectlambda.copy.report import Report, undone
from objectlambda.copy.summary import Summary
from objectlambda.errors import InvalidSettings
from objectlambda.stores.bucket import BucketOrigin


class Engine(Protocol):
    """What carries items to workers: processes of this machine, or a cluster."""

    def outcomes(self, items: Iterator[Item], stop: threading.Event) -> Iterator[Outcome]:
        """What became of each of ``items``, in any order. After ``stop`` no more are begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a job is run.

    Attributes:
        items: the objects of a manifest; a listing of the source where there is none.
        on_refusal: ``skip`` or ``fail``: whether a refused object ends the run.
        max_errors: so many failures and refusals end the run; 0 for no limit.
        delete: remove copies whose source is no longer there.
    """

    job: Job
    selection: Selection = field(default_factory=Selection)
    items: Iterator[Item] | None = None
    on_refusal: str = "skip"
    max_errors: int = 0
    delete: bool = False


class Run:
    """One run of a plan; ``stop`` may be set by a signal handler."""

    def __init__(self, plan: Plan, tell: Callable[[Outcome, Summary], None]) -> None:
        check(plan)
        self.plan, self.stop, self.summary = plan, threading.Event(), Summary()
        self._tell = tell
        self._at_source = KeySet()  # the keys of all copies that the source has an object for
        self._taken: set[str] = set()  # with strip_suffix: two objects may want one key
        self._is_listed = False

    def go(self, engine: Engine, report: Report | None, done: KeySet) -> Summary:
        """Copy or scan all; gives the sums.

        Raises:
            WorkersFailed: there are no workers.
            ObjectLambdaError: the source cannot be listed.
        """
        conflicts: list[Outcome] = []
        items = undone(self._selected(conflicts), done)
        for outcome in engine.outcomes(items, self.stop):
            self._record(outcome, report)
            while conflicts:
                self._record(conflicts.pop(), report)
        for outcome in conflicts:
            self._record(outcome, report)
        if self.plan.delete and self._is_listed and not self.stop.is_set():
            for outcome in self._deleted(open_destination(self.plan.job)):
                self._record(outcome, report)
        return self.summary

    def _record(self, outcome: Outcome, report: Report | None) -> None:
        if report is not None:
            report.write(outcome)
        self.summary.add(outcome)
        self._tell(outcome, self.summary)
        refused = outcome.status is Status.REFUSED and self.plan.on_refusal == "fail"
        if refused or 0 < self.plan.max_errors <= self.summary.errors:
            self.stop.set()

    def _selected(self, conflicts: list[Outcome]) -> Iterator[Item]:
        job, plan = self.plan.job, self.plan
        if plan.items is not None:
            yield from filter(plan.selection.takes, plan.items)
            return
        to_folder = isinstance(job.destination, Path)
        for item in listed(open_store(job.source), plan.selection.prefix):
            key = job.destination_key(item.key)
            if plan.delete:
                self._at_source.add(key)
            if (to_folder and item.key.endswith("/")) or not plan.selection.takes(item):
                continue  # a key that ends in a slash is a folder to those who make such; a folder needs none
            if job.strip_suffix:
                if key in self._taken:
                    conflicts.append(Outcome(key=item.key, status=Status.FAILED, destination=key, code="KeyConflict"))
                    continue
                self._taken.add(key)
            yield item
        self._is_listed = True

    def _deleted(self, destination: Destination) -> Iterator[Outcome]:
        """Removes the copies that have no source any more; only what bears a copy's mark."""
        for key in destination.every_key():
            if self.stop.is_set():
                return
            if key in self._at_source or not key.startswith(self.plan.selection.prefix):
                continue
            made = Outcome(key=key, destination=key, status=Status.DELETED)
            try:
                existing = destination.existing(key)
                if existing is None:
                    continue
                if not existing.mark:
                    yield replace(made, status=Status.KEPT)
                elif self.plan.job.dry_run:
                    yield replace(made, status=Status.WOULD_DELETE)
                else:
                    destination.delete(key, existing)
                    yield made
            except DestinationError as error:
                yield replace(made, status=Status.FAILED, code=error.destination_code)


def check(plan: Plan) -> None:
    """Do nothing if ``plan`` can be run.

    Raises:
        InvalidSettings: the copies would lie in the source or over it, or a deletion could not tell what is gone.
    """
    job = plan.job
    if job.destination is not None and _overlap(job.source, job.destination):
        raise InvalidSettings("source and destination overlap: copies would be copied again, or replace their source")
    if plan.delete and (plan.items is not None or not plan.selection.is_whole):
        raise InvalidSettings("--delete needs a whole listing of the source: it goes with no manifest or --newer-than")


def _overlap(one: object, other: object) -> bool:
    if isinstance(one, Path) and isinstance(other, Path):
        a, b = one.resolve(), other.resolve()
        return a.is_relative_to(b) or b.is_relative_to(a)
    if isinstance(one, BucketOrigin) and isinstance(other, BucketOrigin):
        same = (one.bucket, one.endpoint_url.rstrip("/")) == (other.bucket, other.endpoint_url.rstrip("/"))
        return same and (one.prefix.startswith(other.prefix) or other.prefix.startswith(one.prefix))
    return False
