"""One worker: loads the functions once, then makes copy after copy. It may have several under way, in threads."""

from __future__ import annotations

import json
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from objectlambda import respond
from objectlambda.copy.destination import (
    DestinationError,
    Existing,
    Written,
)
from objectlambda.copy.failures import Stop, as_failure, with_retries
from objectlambda.copy.job import Item, Job, Outcome, Status, since
from objectlambda.copy.mark import Marker, as_read
from objectlambda.copy.places import Observed, open_destination, open_store
from objectlambda.copy.tags import inspected, tags_of
from objectlambda.decompress.detect import choose, from_name
from objectlambda.errors import (
    InvalidSettings,
    ObjectLambdaError,
    OriginError,
)
from objectlambda.function import ObjectRequest
from objectlambda.head import ResponseHead
from objectlambda.headers import Headers
from objectlambda.measures import Measures
from objectlambda.opening import open_source, transform
from objectlambda.registry import function_named
from objectlambda.source import Origin, check_same
from objectlambda.steps import through
from objectlambda.stores.bucket import BucketOrigin, bucket_client
from objectlambda.stores.single_file import BytesObject
from objectlambda.streams import close

_START_BYTES = 4096
"""Bytes of a copy that tell whether it is compressed."""


class Worker:
    """Makes the copies of ``job``. Safe to use from several threads: what they share is immutable or locked.

    Raises:
        InvalidSettings: a function, a setting or a store of the job is wrong.
    """

    def __init__(self, job: Job, name: str = "", stop: Stop | None = None) -> None:
        self.job, self.name, self.stop = job, name, stop or Stop()
        self.environ = {**os.environ, **job.environ}
        self._measures, self._scope = Measures(), repr(job.source)
        self.source = open_store(job.source)
        self.destination = open_destination(job) if job.destination is not None else None
        self._marker = Marker(job, self.environ)

    def check(self) -> None:
        """Do nothing if every function can be run with its settings.

        Raises:
            InvalidSettings: one cannot.
        """
        for step in {step for steps in (self.job.steps, *(r.steps for r in self.job.rules)) for step in steps}:
            function = function_named(step.function)
            reading = self._reading(Item(key=""), BytesObject(b"", ""), Counter())
            request = replace(reading.request, payload=step.payload)
            plan = respond.make_plan(replace(reading, function=function, request=request))
            source = open_source(plan, plan.reading.origin, {})
            try:
                close(transform(plan, source).chunks)
            except InvalidSettings:
                raise
            except ObjectLambdaError:
                pass  # an empty object may be refused; only errors of settings matter here
            finally:
                source.close()

    def copy(self, item: Item) -> Outcome:
        """Make the copy of one object, with retries; whatever happens is told by the outcome."""
        begun = time.monotonic()
        known = item

        def work() -> Outcome:
            nonlocal known
            known = self._known(item)
            return self._copy(known)

        made, attempts = with_retries(work, lambda error: self._as_failure(known, error), self.job.retries, self.stop)
        if made.status is Status.REFUSED and self.job.quarantine is not None and not self.job.dry_run:
            made = self._quarantine(item, made)
        return replace(
            made, key=item.key, asked=item.version, seconds=since(begun), worker=self.name, attempts=attempts
        )

    def _known(self, item: Item) -> Item:
        """``item`` with its ETag and time. A HEAD asks for them if neither listing nor manifest has them."""
        self.stop.check()
        return item if item.etag and item.modified is not None else self._head(item)

    def _copy(self, item: Item) -> Outcome:
        self.stop.check()
        assert self.destination is not None  # noqa: S101 - a job without one is a scan
        key = self.job.destination_key(item.key)
        existing = self.destination.existing(key)
        if existing is not None and not self.job.always and existing.mark == self._marker.mark(item):
            return self._left(item, key, Status.UNCHANGED)
        if existing is not None and _is_newer(existing, item):
            return self._left(item, key, Status.UNCHANGED, "CopyIsNewer")
        if self.job.dry_run:
            return self._left(item, key, Status.WOULD_COPY)
        return self._write(item, key, existing)

    def _left(self, item: Item, key: str, status: Status, code: str = "") -> Outcome:
        """The outcome of an object that is not read."""
        return Outcome(key=item.key, status=status, destination=key, etag=item.etag, version=item.version, code=code)

    def remove(self, item: Item) -> Outcome:
        """Remove the copy of an object that was removed, unless the copy is of a newer one."""
        assert self.destination is not None  # noqa: S101 - the same
        key = self.job.destination_key(item.key)
        made = Outcome(key=item.key, status=Status.UNCHANGED, destination=key)
        try:
            existing = self.destination.existing(key)
            if existing is None or not existing.mark or _is_newer(existing, item) or self.is_there(item):
                return made
            self.destination.delete(key, existing)
        except ObjectLambdaError as error:
            return as_failure(made, error)
        return replace(made, status=Status.DELETED)

    def is_there(self, item: Item) -> bool:
        """Whether the source has the object now. An event may be late, or the object may be back."""
        try:
            self._head(item)
        except OriginError as error:
            if error.origin_status not in (
                403,
                404,
            ):  # S3 answers 403 for a missing object where the caller may not list the bucket
                raise
            return False
        return True

    def _write(self, item: Item, key: str, existing: Existing | None) -> Outcome:
        assert self.destination is not None  # noqa: S101 - the same
        entities: Counter[str] = Counter()
        origin = Observed(self.source.object(item.key, Headers(), _version(item), self.stop))
        response = respond.get(through(self.job.steps_for(item.key), self._reading(item, origin, entities)))
        try:
            read = as_read(item, origin.headers)
            version = item.version or origin.headers.get("x-amz-version-id", "")
            written = Written(
                head=response.head,
                mark=self._marker.mark(read),
                details={"version": version, "sequencer": item.sequencer, "modified": str(read.modified or "")},
                tags=self._tags(item, self._reading(item, origin, entities)),
            )
            start = bytearray()
            body = _check_stop(response.body, self.stop, start, lambda: self._check_same(item, origin))
            size = self.destination.write(key, body, written, existing)
        finally:
            close(response.body)
        return Outcome(
            key=item.key,
            status=Status.COPIED,
            destination=key,
            etag=read.etag,
            version=version,
            size_in=origin.size_read,
            size_out=size,
            plain=size > 0
            and from_name(key) is not None
            and choose(bytes(start), key, None, None, None).format is None,
            entities=dict(sorted(entities.items())),
        )

    def _check_same(self, item: Item, origin: Observed) -> None:
        """Do nothing if the file that was read is as it was: a file, unlike an object, can be overwritten in place.

        Raises:
            OriginError: 412 PreconditionFailed, it was changed.
        """
        if isinstance(self.job.source, Path):
            check_same(origin.headers, self.source.object(item.key, Headers(), {}, self.stop).head({}))

    def _reading(self, item: Item, origin: Origin, entities: Counter[str]) -> respond.Reading:
        first = self.job.steps_for(item.key)[0]
        lock = threading.Lock()  # a chain of functions detects in more than one thread

        def found(kind: str, _score: float) -> None:
            with lock:
                entities[kind] += 1

        return respond.Reading(
            function=function_named(first.function),
            request=ObjectRequest(key=item.key, payload=first.payload, access_point=self.job.access_point, found=found),
            origin=origin,
            environ=self.environ,
            measures=self._measures,
            scope=self._scope,
            deadline=self.stop,
        )

    def _head(self, item: Item) -> Item:
        headers = self.source.object(item.key, Headers(), _version(item), self.stop).head({})
        return as_read(item, headers)

    def _as_failure(self, item: Item, error: Exception) -> Outcome:
        key = self.job.destination_key(item.key)
        made = Outcome(key=item.key, status=Status.FAILED, destination=key, etag=item.etag, version=item.version)
        return as_failure(made, error)

    def _quarantine(self, item: Item, made: Outcome) -> Outcome:
        assert self.destination is not None  # noqa: S101 - the same
        marker = json.dumps({"key": item.key, "status": str(made.status), "code": made.code}).encode()
        key = f"{self.job.quarantine}{made.destination}"
        head = ResponseHead(values={"ContentType": "application/json", "ContentLength": str(len(marker))})
        try:
            over = self.destination.existing(key)
            written = Written(head=head, mark="quarantine", details={"code": made.code})
            self.destination.write(key, iter([marker]), written, over)
        except DestinationError as error:
            return replace(made, status=Status.FAILED, code=error.destination_code)
        return made

    def _tags(self, item: Item, reading: respond.Reading) -> Mapping[str, str]:
        if not self.job.writing.copy_tags or not isinstance(self.job.source, BucketOrigin):
            return {}
        named = {"Bucket": self.job.source.bucket, "Key": self.job.source.prefix + item.key}
        tags = tags_of(self._tagging, named | ({"VersionId": item.version} if item.version else {}))
        return inspected(tags, (respond.make_plan(through([step], reading)) for step in self.job.steps_for(item.key)))

    @cached_property  # botocore's clients are safe to share between threads
    def _tagging(self) -> Any:
        assert isinstance(self.job.source, BucketOrigin)  # noqa: S101 - folders have no tags
        return bucket_client(self.job.source)


def _check_stop(body: Iterator[bytes], stop: Stop, start: bytearray, check_end: Callable[[], None]) -> Iterator[bytes]:
    """``body``, of which ``start`` gets the first bytes."""
    try:
        for chunk in body:
            stop.check()
            if len(start) < _START_BYTES:
                start += chunk[:_START_BYTES]
            yield chunk
        check_end()
    finally:
        close(body)


def _is_newer(existing: Existing, item: Item) -> bool:
    """Whether the copy is of a newer object than ``item``, which then came late.

    Sequencers of one key have the order of texts, the shorter one being filled up with zeros at its end (S3 User Guide,
    notification-content-structure).
    Without them the time decides, for an object of which a version was asked for: any other is the newest there is.
    """
    theirs = existing.details.get("sequencer", "")
    if theirs and item.sequencer:
        width = max(len(theirs), len(item.sequencer))
        return theirs.upper().ljust(width, "0") > item.sequencer.upper().ljust(width, "0")
    modified = existing.details.get("modified", "")
    return bool(item.version and item.modified and modified.isdigit()) and int(modified) > (item.modified or 0)


def _version(item: Item) -> dict[str, str]:
    return {"versionId": item.version} if item.version else {}
