"""A whole run: lists the source, hands objects to workers, writes the report, and deletes copies if asked to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol
from unicodedata import normalize
from urllib.parse import urlsplit

from objectlambda.copy.destination import Destination, DestinationError
from objectlambda.copy.job import Item, Job, Outcome, Status
from objectlambda.copy.listing import KeySet, Selection, list_items
from objectlambda.copy.places import open_destination, open_store
from objectlambda.copy.report import Earlier, Report
from objectlambda.copy.summary import Summary
from objectlambda.errors import InvalidSettings
from objectlambda.stores.bucket import BucketOrigin
from objectlambda.stores.parse import OriginConfig

Unread = Callable[[str], None]
"""Is told of each folder that a listing cannot read, and of each name that cannot be a key."""


_UNREADABLE = "it cannot be listed: look at its permissions and its name"
_CONFLICT = "the copy of another object has this key already"


class Engine(Protocol):
    """Runs items on workers: processes of this machine, or a cluster."""

    def outcomes(self, items: Iterator[Item], stop: threading.Event) -> Iterator[Outcome]:
        """What became of each of ``items``, in any order. After ``stop`` no more are begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a job is run.

    Attributes:
        items: gives the objects of a manifest or of several sources; without it the source is listed.
        can_count: whether ``items`` gives them a second time, as standard input does not.
        on_refusal: ``skip`` or ``fail``: whether a refused object ends the run.
        max_errors: so many failures and refusals end the run; 0 for no limit.
        is_single: whether ``items`` gives one object, that somebody named.
        delete: remove copies whose source is no longer there.
        retry_refused: read again what was refused by the run that this one resumes, though it is unchanged.
    """

    job: Job
    selection: Selection = field(default_factory=Selection)
    items: Callable[[Unread], Iterator[Item]] | None = None
    can_count: bool = True
    is_single: bool = False
    on_refusal: str = "skip"
    max_errors: int = 0
    delete: bool = False
    retry_refused: bool = False


class Run:
    """One run of a plan; ``stop`` may be set by a signal handler."""

    def __init__(self, plan: Plan, tell: Callable[[Outcome, Summary], None]) -> None:
        check(plan)
        self.plan, self.stop, self.summary = plan, threading.Event(), Summary()
        self._tell = tell
        self._at_source = KeySet()  # the keys of all copies that the source has an object for
        self._taken = KeySet()  # the destination keys so far, where two objects may want the same
        self._is_listed, self._is_complete = False, True
        self._mixes_names = False  # whether a.txt and A.txt are one file of the destination
        self._report: Report | None = None

    def go(self, engine: Engine, report: Report | None, earlier: Earlier) -> Summary:
        """Copy or scan all that ``earlier`` does not say is done; gives the sums.

        Raises:
            WorkersFailed: there are no workers.
            ObjectLambdaError: the source cannot be listed, or the destination cannot be written.
        """
        self._report = report
        if self.plan.job.destination is not None and not self.plan.job.dry_run:
            destination = open_destination(self.plan.job)
            destination.prepare()
            self._mixes_names = destination.mixes_names()
        for outcome in engine.outcomes(self._undone(earlier), self.stop):
            self._record(outcome)
        if self.plan.delete and not self.stop.is_set():
            for outcome in self._deletions():
                self._record(outcome)
        return self.summary

    def counted(self, earlier: Earlier) -> Iterator[Item]:
        """The objects that ``go`` will be given, read once more and not recorded, for another thread to count."""
        job, selection = self.plan.job, self.plan.selection
        given = self.plan.items
        items = given(lambda _: None) if given is not None else list_items(open_store(job.source), selection.prefix)
        for item in selection.choose(items):
            if not earlier.is_done(item):
                yield item

    def _undone(self, earlier: Earlier) -> Iterator[Item]:
        skips_refused = not self.plan.retry_refused and self.plan.on_refusal != "fail"
        items = self._listed() if self.plan.items is None else self.plan.items(self._unread)
        for item in self.plan.selection.choose(filter(self._is_object, items)):
            if self.stop.is_set():
                return
            if self._is_conflict(item) or earlier.is_done(item):
                continue
            if skips_refused and earlier.is_refused(item):
                self.summary.refused_before += 1
                self._keep_marker(item.key)
                continue
            yield item

    def _record(self, outcome: Outcome) -> None:
        if self._report is not None:
            self._report.write(outcome)
        self.summary.add(outcome)
        self._tell(outcome, self.summary)
        is_refused = outcome.status is Status.REFUSED
        if is_refused:
            self._keep_marker(outcome.key)
        if (is_refused and self.plan.on_refusal == "fail") or 0 < self.plan.max_errors <= self.summary.errors:
            self.stop.set()

    def _listed(self) -> Iterator[Item]:
        """All objects of the source; what its listing cannot read is recorded, and no copy is deleted then."""
        job, selection = self.plan.job, self.plan.selection
        for item in list_items(open_store(job.source), selection.prefix, self._unread):
            if self.plan.delete:
                self._at_source.add(job.destination_key(item.key))
                if not selection.takes(item):
                    self._keep_marker(item.key)
            yield item
        self._is_listed = self._is_complete

    def _unread(self, key: str) -> None:
        """Record what a listing cannot read."""
        self._is_complete = False
        self._record(Outcome(key=key, status=Status.FAILED, code="Unreadable", message=_UNREADABLE))

    def _is_object(self, item: Item) -> bool:
        if self.plan.selection.newer_than is not None and item.modified is None:
            raise InvalidSettings("--newer-than needs the times of objects, which the manifest does not tell")
        # Consoles make a folder as an empty object whose key ends in a slash. A folder needs no such object.
        is_folder = isinstance(self.plan.job.destination, Path) and item.key.endswith("/") and not item.size
        return not is_folder

    def _is_conflict(self, item: Item) -> bool:
        """Whether ``item`` was named before, or its destination key is taken; the latter is recorded as a failure."""
        job, is_named = self.plan.job, self.plan.items is not None
        if is_named and not self._taken.add(f"{item.name}\n{item.version}\n"):  # no key of a copy: a line break ends it
            return True
        if job.destination is None or not (job.strip_suffix or is_named or job.quarantine or self._mixes_names):
            return False
        key = job.destination_key(item.key)
        is_markers = job.quarantine is not None and key.startswith(job.quarantine)
        if not is_markers and self._taken.add(normalize("NFC", key.casefold()) if self._mixes_names else key):
            return False
        made = Outcome(key=item.key, asked=item.version, status=Status.FAILED, destination=key)
        self._record(replace(made, code="KeyConflict", message=_CONFLICT))
        return True

    def _keep_marker(self, key: str) -> None:
        """Do not delete the marker of the refused object under ``key``."""
        if self.plan.delete and self.plan.job.quarantine:
            self._at_source.add(self.plan.job.quarantine + self.plan.job.destination_key(key))

    def _deletions(self) -> Iterator[Outcome]:
        """Removes the copies that have no source any more; only what bears a copy's mark.

        Raises:
            InvalidSettings: the source has no object at all, as where a disk is not mounted or a name is mistyped.
        """
        if not self._is_listed:
            return
        if not len(self._at_source):
            raise InvalidSettings("the source has no objects: --delete removes nothing, in case it is the wrong place")
        destination = open_destination(self.plan.job)
        for key in destination.every_key():
            if self.stop.is_set():
                return
            if key not in self._at_source and key.startswith(self.plan.selection.prefix):
                yield from self._delete_orphans(destination, key)

    def _delete_orphans(self, destination: Destination, key: str) -> Iterator[Outcome]:
        made = Outcome(key=key, destination=key, status=Status.DELETED)
        try:
            existing = destination.existing(key)
            if existing is None:
                return
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
    overlaps = _is_same if plan.is_single else _overlap
    if job.destination is not None and overlaps(job.source, job.destination):
        raise InvalidSettings("source and destination overlap: copies would be copied again, or replace their source")
    if plan.delete and (plan.items is not None or not plan.selection.is_whole):
        raise InvalidSettings("--delete needs a whole listing of the source: it goes with no manifest or --newer-than")


def _overlap(one: OriginConfig, other: OriginConfig) -> bool:
    if isinstance(one, Path) and isinstance(other, Path):
        a, b = one.resolve(), other.resolve()
        return a.is_relative_to(b) or b.is_relative_to(a)
    if isinstance(one, BucketOrigin) and isinstance(other, BucketOrigin):
        same = (one.bucket, _endpoint(one)) == (other.bucket, _endpoint(other))
        return same and (one.prefix.startswith(other.prefix) or other.prefix.startswith(one.prefix))
    return False


def _is_same(one: OriginConfig, other: OriginConfig) -> bool:
    if isinstance(one, Path) and isinstance(other, Path):
        return one.resolve() == other.resolve()
    if isinstance(one, BucketOrigin) and isinstance(other, BucketOrigin):
        return (one.bucket, one.prefix, _endpoint(one)) == (other.bucket, other.prefix, _endpoint(other))
    return False


def _endpoint(origin: BucketOrigin) -> str:
    """The host of ``origin``; that of AWS and this machine have many names."""
    url = urlsplit(origin.endpoint_url)
    host = (url.hostname or "").rstrip(".")
    if host.endswith((".amazonaws.com", ".amazonaws.com.cn")):
        return ""
    port = url.port or {"https": 443}.get(url.scheme, 80)
    return f"{'localhost' if host.startswith('127.') or host == '::1' else host}:{port}" if host else ""
