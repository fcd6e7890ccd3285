"""The host for copies on AWS: a handler for S3 Batch Operations and for events of a bucket.

    raw event ─► tasks or changes ─► Worker.copy of each ─► result strings, partial batch responses, or an exception

It may be invoked twice, late, and out of order: the mark and the sequencer on a copy say of which object it was made,
writes name what they expect to replace, so the newer object wins whichever event comes last.
"""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from objectlambda import log
from objectlambda.aws.copy_events import (
    Batch,
    Change,
    Task,
    is_batch,
    is_queue,
    parse_batch,
    parse_changes,
    parse_queue,
)
from objectlambda.copy.failures import Stop
from objectlambda.copy.job import Item, Job, Outcome, Status, Writing
from objectlambda.copy.worker import Worker
from objectlambda.errors import InvalidSettings, ObjectLambdaError, SourceUnavailable
from objectlambda.settings import load, parse_payload, setting
from objectlambda.steps import chain
from objectlambda.stores.bucket import BucketOrigin
from objectlambda.stores.parse import parse_origin

MARGIN_SECONDS = 5.0
"""Kept back of Lambda's limit to abort an upload and to say what failed."""

Handler = Callable[[Any, object], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopySettings:
    """What the copy function does, beside the settings of the functions that it runs."""

    destination: str = setting("", "where the copies go: s3://bucket or s3://bucket/prefix")
    source_prefix: str = setting("", "only keys that begin so are copied, and their copies' keys are without it")
    functions: tuple[str, ...] = setting(("pii_redaction",), "the functions that each object goes through, in order")
    function_settings: str = setting(
        "", 'their settings as JSON, as an access point\'s payload; with several functions {"NAME": {…}}'
    )
    strip_suffix: bool = setting(False, "the copy's key is without .gz, .bz2, .zst and their like")
    delete_removed: bool = setting(False, "remove the copy of an object that was removed")
    copy_tags: bool = setting(
        False, "give the copies the tags of their sources; without those that hold what a function hides"
    )
    storage_class: str = setting("", "of the copies, such as STANDARD_IA; S3's default where it is empty")
    kms_key_id: str = setting("", "encrypt the copies with this key of AWS KMS")
    part_mebibytes: int = setting(8, "of a part of a multipart upload", minimum=5, maximum=512)
    endpoint_url: str = setting("", "of the buckets, where they are not on AWS", env="S3_ENDPOINT_URL")


class TemporarilyFailed(Exception):
    """An event could not be handled; raised so that its sender sends it again, and keeps it if that does not help."""


def copy_handler(environ: Mapping[str, str]) -> Handler:
    """The handler that copies what it is told of, as ``environ`` says (``CopySettings``).

    Settings that are wrong are told with every invocation.
    """
    log.configure(environ.get("LOG_LEVEL", "INFO"))
    workers = _Workers(environ)

    def handler(raw: Any, context: object) -> dict[str, Any]:
        stop = _stop(context)
        if is_batch(raw):
            return _batch(workers, parse_batch(raw), stop)
        if is_queue(raw):
            return _queue(workers, raw, stop)
        made = [_apply_change(workers, change, stop) for change in parse_changes(raw)]
        failed = sorted({outcome.code for outcome in made if _is_open(outcome)})
        if failed:
            raise TemporarilyFailed(", ".join(failed))
        return {"outcomes": [{"key": outcome.key, "status": outcome.status, "code": outcome.code} for outcome in made]}

    return handler


class _Workers:
    """A worker for each bucket and set of arguments, made when it is first needed. One thread uses it."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._made = lru_cache(maxsize=16)(self._make)

    @property
    def settings(self) -> CopySettings:
        return load(CopySettings, self._environ)

    def of(self, bucket: str, arguments: Mapping[str, str], stop: Stop) -> Worker:
        """The worker that copies from ``bucket``.

        Raises:
            InvalidSettings: a setting or argument is wrong.
        """
        worker = self._made(bucket, tuple(sorted(arguments.items())))
        worker.stop = stop
        return worker

    def _make(self, bucket: str, arguments: tuple[tuple[str, str], ...]) -> Worker:
        settings, more = self.settings, dict(arguments)
        below = more.pop("prefix", "")
        if not settings.destination.startswith("s3://"):
            raise InvalidSettings("DESTINATION must be s3://bucket or s3://bucket/prefix")
        place = parse_origin(settings.destination, endpoint_url=settings.endpoint_url)
        assert isinstance(place, BucketOrigin)  # noqa: S101 - it begins with s3://
        prefix = below if not below or below.endswith("/") else f"{below}/"
        job = Job(
            source=BucketOrigin(bucket=bucket, prefix=settings.source_prefix, endpoint_url=settings.endpoint_url),
            destination=replace(place, prefix=place.prefix + prefix),
            steps=chain(settings.functions, _payloads(settings, more)),
            strip_suffix=settings.strip_suffix,
            transfers=1,
            writing=Writing(
                part_bytes=settings.part_mebibytes * 1024 * 1024,
                storage_class=settings.storage_class,
                copy_tags=settings.copy_tags,
                kms_key=settings.kms_key_id,
            ),
        )
        worker = Worker(job, "lambda")
        worker.check()
        return worker


def _payloads(settings: CopySettings, more: Mapping[str, str]) -> dict[str, str]:
    """The payload of each function; a batch job's user arguments are settings of the only one."""
    given = parse_payload(settings.function_settings)
    names = [name.replace("-", "_") for name in settings.functions]
    if len(names) == 1:
        whole = {**given, **more}
        return {names[0]: json.dumps(whole)} if whole else {}
    if more:
        raise InvalidSettings(f"the user argument {sorted(more)[0][:80]!r} is for one function, and there are several")
    return {name.replace("-", "_"): json.dumps(value) for name, value in given.items()}


def _batch(workers: _Workers, batch: Batch, stop: Stop) -> dict[str, Any]:
    results = []
    for number, task in enumerate(batch.tasks):
        code, said = _result(workers, batch, task, stop, first=number == 0)
        results.append({"taskId": task.id, "resultCode": code, "resultString": said[:1024]})
    return {
        "invocationSchemaVersion": batch.schema,
        "treatMissingKeysAs": "PermanentFailure",
        "invocationId": batch.invocation_id,
        "results": results,
    }


def _result(workers: _Workers, batch: Batch, task: Task, stop: Stop, *, first: bool) -> tuple[str, str]:
    try:
        worker = workers.of(task.bucket, batch.arguments, stop)
        prefix = workers.settings.source_prefix
        if not task.key.startswith(prefix):
            return "PermanentFailure", "the key does not begin with SOURCE_PREFIX"
        if _is_copy(workers.settings, task.bucket, task.key):
            return "PermanentFailure", "the object lies in the destination: copies are not copied again"
        made = worker.copy(Item(key=task.key.removeprefix(prefix), version=task.version))
    except SourceUnavailable as error:
        return "TemporaryFailure", str(error)
    except ObjectLambdaError as error:
        return "PermanentFailure", f"{error.code}: {error}"
    _log(made)
    said = json.dumps({"status": made.status, "code": made.code, "entities": dict(made.entities)})
    if made.status in (Status.COPIED, Status.UNCHANGED):
        return "Succeeded", said
    # An object that had the whole time for itself and did not finish will not the next time either.
    passes = made.may_pass and not (first and made.code == "RequestTimeout")
    return "TemporaryFailure" if passes else "PermanentFailure", said


def _queue(workers: _Workers, raw: Mapping[str, Any], stop: Stop) -> dict[str, Any]:
    failures = []
    for message in parse_queue(raw):
        try:
            done = message.changes is not None and not any(
                _is_open(_apply_change(workers, change, stop)) for change in message.changes
            )
        except ObjectLambdaError as error:
            log.write(logging.ERROR, "message not handled", error=error, message=message.id)
            done = False
        if not done:
            failures.append({"itemIdentifier": message.id})
    return {"batchItemFailures": failures}


def _apply_change(workers: _Workers, change: Change, stop: Stop) -> Outcome:
    """What became of an object that was written or removed.

    Raises:
        ObjectLambdaError: the settings are wrong.
    """
    worker, settings = workers.of(change.bucket, {}, stop), workers.settings
    made = Outcome(key=change.key, status=Status.UNCHANGED)
    if not change.key.startswith(settings.source_prefix) or _is_copy(settings, change.bucket, change.key):
        return replace(made, code="NotSelected")
    item = Item(key=change.key.removeprefix(settings.source_prefix), version=change.version, sequencer=change.sequencer)
    if change.deleted:
        made = worker.remove(replace(item, version="")) if settings.delete_removed else made
    elif settings.delete_removed and item.version and not worker.is_there(replace(item, version="")):
        return replace(made, code="Removed")  # the event came late; the copy must not come back
    else:
        made = worker.copy(item)
        if made.code in ("NoSuchKey", "NoSuchVersion"):  # it was removed since; that has an event of its own
            made = replace(made, status=Status.UNCHANGED, may_pass=False)
    _log(made)
    return made


def _is_open(made: Outcome) -> bool:
    """Whether the event must come again, or to the dead-letter queue. What a function refuses is done with."""
    return made.may_pass or made.status is Status.FAILED


def _is_copy(settings: CopySettings, bucket: str, key: str) -> bool:
    """Whether the object lies in the destination, also where a job's own prefix is another one there."""
    place = parse_origin(settings.destination)
    return isinstance(place, BucketOrigin) and bucket == place.bucket and key.startswith(place.prefix)


def _stop(context: object) -> Stop:
    remaining = getattr(context, "get_remaining_time_in_millis", None)
    if remaining is None:
        return Stop()
    seconds = remaining() / 1000
    return Stop(time.monotonic() + seconds - min(MARGIN_SECONDS, seconds / 4))


def _log(made: Outcome) -> None:
    log.write(
        logging.INFO if made.status is not Status.FAILED else logging.ERROR,
        "copy",
        key=made.key,
        status=str(made.status),
        code=made.code,
        size_in=made.size_in,
        size_out=made.size_out,
        entities=dict(made.entities),
        seconds=made.seconds,
    )


def warm_up(environ: Mapping[str, str]) -> None:
    """Load the detector while Lambda initializes, where a function of the copy needs it."""
    try:
        names = load(CopySettings, environ).functions
    except InvalidSettings:
        return  # each invocation is told
    if any(name.replace("-", "_").startswith("pii_") for name in names):
        from objectlambda.pii.functions import warm_up as warm
        from objectlambda.pii.settings import PiiSettings

        warm(PiiSettings, os.environ)
