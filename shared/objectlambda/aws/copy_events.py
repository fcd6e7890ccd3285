"""What invokes the copy function: S3 Batch Operations, S3 event notifications, EventBridge, and SQS with either in it.

Sources: S3 User Guide, "Invoke AWS Lambda function" (batch-ops-invoke-lambda, schemas 1.0 and 2.0), "Event message
structure" (notification-content-structure) and "EventBridge event message structure" (ev-events); Lambda Developer
Guide, "Reporting batch item failures".
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_plus

from objectlambda.errors import InvalidEvent

_CREATED = ("ObjectCreated:", "Object Created", "ObjectRestore:Completed", "Object Restore Completed")
_DELETED = ("ObjectRemoved:", "Object Deleted", "LifecycleExpiration:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An object that a batch job names."""

    id: str
    bucket: str
    key: str
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """An invocation by S3 Batch Operations."""

    schema: str
    invocation_id: str
    tasks: tuple[Task, ...]
    arguments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An object that was written or removed."""

    bucket: str
    key: str
    version: str = ""
    sequencer: str = ""
    deleted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message of a queue and the changes in it; ``None`` where it cannot be read."""

    id: str
    changes: tuple[Change, ...] | None


def is_batch(raw: Any) -> bool:
    """Whether S3 Batch Operations sent ``raw``."""
    return isinstance(raw, Mapping) and "invocationSchemaVersion" in raw


def is_queue(raw: Any) -> bool:
    """Whether SQS sent ``raw``."""
    records = raw.get("Records") if isinstance(raw, Mapping) else None
    return isinstance(records, list) and any(_text(record, "eventSource") == "aws:sqs" for record in records)


def parse_batch(raw: Mapping[str, Any]) -> Batch:
    """The invocation of a batch job.

    Raises:
        InvalidEvent: naming what is missing or of another kind.
    """
    schema, tasks = _text(raw, "invocationSchemaVersion"), raw.get("tasks")
    if schema not in ("1.0", "2.0"):
        raise InvalidEvent(f"invocationSchemaVersion {schema[:20]!r} is not known; known are 1.0 and 2.0")
    if not isinstance(tasks, list):
        raise InvalidEvent("tasks is missing or no list")
    arguments = _mapping(_mapping(raw, "job"), "userArguments")
    return Batch(
        schema=schema,
        invocation_id=_text(raw, "invocationId"),
        tasks=tuple(_task(task) for task in tasks),
        arguments={str(name): str(value) for name, value in arguments.items()},
    )


def _task(raw: Any) -> Task:
    # 1.0 has the bucket's ARN, with or without region and account, and 2.0 its name.
    bucket = _bucket_of(_text(raw, "s3Bucket") or _text(raw, "s3BucketArn"))
    task, key = _text(raw, "taskId"), _text(raw, "s3Key")
    if not (task and key and bucket):
        raise InvalidEvent("a task lacks its taskId, s3Key or bucket")
    return Task(id=task, bucket=bucket, key=unquote_plus(key), version=_text(raw, "s3VersionId"))


def _bucket_of(text: str) -> str:
    """The name of the bucket that ``text`` names or is the ARN of; an access point's ARN is taken whole."""
    parts = text.split(":", 5)
    is_bucket = len(parts) == 6 and parts[2] == "s3" and not parts[5].startswith(("accesspoint/", "accesspoint:"))
    return parts[5] if is_bucket else text


def parse_queue(raw: Mapping[str, Any]) -> Iterator[Message]:
    """The messages of a queue's batch."""
    for record in raw["Records"]:
        try:
            changes: tuple[Change, ...] | None = tuple(parse_changes(json.loads(_text(record, "body"))))
        except (ValueError, InvalidEvent):
            changes = None
        yield Message(id=_text(record, "messageId"), changes=changes)


def parse_changes(raw: Any) -> Iterator[Change]:
    """The changes of an event notification, direct, from EventBridge, or in an SNS message.

    Raises:
        InvalidEvent: it is none.
    """
    if not isinstance(raw, Mapping):
        raise InvalidEvent("the event is no JSON object")
    if _text(raw, "Event") == "s3:TestEvent":
        return
    if _text(raw, "Type") == "Notification" and "Message" in raw:  # SNS between the bucket and the queue
        try:
            yield from parse_changes(json.loads(_text(raw, "Message")))
        except ValueError as error:
            raise InvalidEvent("the SNS message holds no event") from error
    elif "detail-type" in raw:
        yield from _of_eventbridge(raw)
    elif isinstance(raw.get("Records"), list):
        for record in raw["Records"]:
            if told := _mapping(record, "Sns"):  # SNS invoked the function itself
                yield from parse_changes({"Type": "Notification", **told})
            else:
                yield from _of_notification(record)
    else:
        raise InvalidEvent("the event is neither of S3, EventBridge, SQS nor S3 Batch Operations")


def _of_notification(record: Any) -> Iterator[Change]:
    said = _mapping(record, "s3")
    thing, name = _mapping(said, "object"), _text(record, "eventName").removeprefix("s3:")
    if not name.startswith((*_CREATED, *_DELETED)):
        return
    yield _change(
        _text(_mapping(said, "bucket"), "name"),
        unquote_plus(_text(thing, "key")),
        _text(thing, "versionId"),
        thing,
        name,
    )


def _of_eventbridge(raw: Mapping[str, Any]) -> Iterator[Change]:
    said, name = _mapping(raw, "detail"), _text(raw, "detail-type")
    if not name.startswith((*_CREATED, *_DELETED)):
        return
    thing = _mapping(said, "object")  # keys are not encoded here
    yield _change(_text(_mapping(said, "bucket"), "name"), _text(thing, "key"), _text(thing, "version-id"), thing, name)


def _change(bucket: str, key: str, version: str, thing: Mapping[str, Any], name: str) -> Change:
    if not (bucket and key):
        raise InvalidEvent("the event lacks its bucket or key")
    return Change(
        bucket=bucket,
        key=key,
        version="" if version == "null" else version,
        sequencer=_text(thing, "sequencer"),
        deleted=name.startswith(_DELETED),
    )


def _text(raw: Any, name: str) -> str:
    value = raw.get(name) if isinstance(raw, Mapping) else None
    return value if isinstance(value, str) else ""


def _mapping(raw: Any, name: str) -> Mapping[str, Any]:
    value = raw.get(name) if isinstance(raw, Mapping) else None
    return value if isinstance(value, Mapping) else {}
