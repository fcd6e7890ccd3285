"""The data of a copy or a scan: the job, its items and their outcomes. All of it is sent between processes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import lru_cache
from operator import attrgetter
from typing import Any

from objectlambda.decompress.format_names import from_name, inner_name
from objectlambda.head import NO_DATE
from objectlambda.steps import Rule, Step
from objectlambda.stores.parse import OriginConfig

MIB = 1024 * 1024
PART_BYTES = 8 * MIB
TRANSFERS = 4
RETRIES = 3


class Status(StrEnum):
    """What became of an object."""

    COPIED = "copied"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    FAILED = "failed"
    DELETED = "deleted"
    KEPT = "kept"  # --delete found it, and it bears no mark of a copy
    SCANNED = "scanned"
    WOULD_COPY = "would copy"
    WOULD_DELETE = "would delete"
    INTERRUPTED = "interrupted"


GOOD = frozenset({Status.COPIED, Status.UNCHANGED, Status.SCANNED, Status.DELETED, Status.KEPT})
"""A resumed run leaves these objects out."""


class _Sent:
    """Goes between processes as a tuple of its values: the state that ``dataclass`` makes takes five times as long."""

    __slots__ = ()

    def __getstate__(self) -> tuple[object, ...]:
        return _values_of(type(self))(self)  # type: ignore[arg-type]  # a class is hashable

    def __setstate__(self, state: tuple[object, ...]) -> None:
        for name, value in zip(_names_of(type(self)), state, strict=True):
            object.__setattr__(self, name, value)


def _names_of(kind: type[Any]) -> tuple[str, ...]:
    return kind.__slots__  # type: ignore[no-any-return]


@lru_cache  # classes do not change: threads may share it
def _values_of(kind: type[Any]) -> Callable[[object], tuple[object, ...]]:
    return attrgetter(*_names_of(kind))


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(_Sent):
    """An object to copy, with what the listing or manifest says of it; ``modified`` in seconds since 1970."""

    key: str
    size: int | None = None
    modified: int | None = None
    etag: str = ""
    version: str = ""
    place: int = 0  # which of the job's sources it is in
    shown: str = ""  # its name in reports, if that is not its key
    sequencer: str = ""  # of its event: orders the events of one key

    @property
    def name(self) -> str:
        """Its name in reports."""
        return self.shown or self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(_Sent):
    """What became of one object. Never holds content or a value."""

    key: str
    status: Status
    destination: str = ""
    etag: str = ""
    version: str = ""
    asked: str = ""  # the version that was asked for; ``version`` is the one that was read
    size_in: int = 0
    size_out: int = 0
    code: str = ""
    message: str = ""  # why it was refused or failed, as a client of the gateway reads it
    plain: bool = False  # the copy's key ends as a compressed object's, and its bytes are none
    entities: Mapping[str, int] = field(default_factory=dict)
    scores: Mapping[str, float] = field(default_factory=dict)  # of a scan: the highest score by type
    seconds: float = 0.0
    worker: str = ""
    attempts: int = 1
    may_pass: bool = False  # whether another try may succeed


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """How destination objects are written, where they go to a bucket."""

    part_bytes: int = PART_BYTES
    storage_class: str = ""
    copy_tags: bool = False
    tags: tuple[tuple[str, str], ...] = ()
    kms_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanning:
    """What a scan reads and leaves out.

    Attributes:
        bytes: read no more than about so much of each object; 0 for all.
        allowed_values: SHA-256, in hex, of values that are no finding.
    """

    bytes: int = 0
    allowed_values: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A copy, or a scan where there is no destination.

    Attributes:
        source, destination: a folder or a bucket with a prefix.
        steps, rules: the functions that each object goes through; the first rule that matches its key decides.
        environ: environment variables that the functions are given beside those of the process that runs them.
        strip_suffix: the copy's key is without the suffix of a compression.
        quarantine: the prefix below which a marker is written for what is refused.
        always: copies what is unchanged, too.
        transfers: objects that one process has under way at a time.
        retries: so often is an object tried again after a failure that may pass.
        scanning: what a scan reads.
        others: more sources of a scan; an item's place is its number, the first source being 0.
    """

    source: OriginConfig
    destination: OriginConfig | None = None
    steps: tuple[Step, ...] = ()
    rules: tuple[Rule, ...] = ()
    environ: Mapping[str, str] = field(default_factory=dict, repr=False)
    access_point: str = ""
    strip_suffix: bool = False
    quarantine: str | None = None
    always: bool = False
    dry_run: bool = False
    transfers: int = TRANSFERS
    retries: int = RETRIES
    writing: Writing = field(default_factory=Writing)
    scanning: Scanning | None = None
    others: tuple[OriginConfig, ...] = ()

    def steps_for(self, key: str) -> tuple[Step, ...]:
        """What the object under ``key`` goes through."""
        return next((rule.steps for rule in self.rules if fnmatchcase(key, rule.pattern)), self.steps)

    def destination_key(self, key: str) -> str:
        """The key of the copy."""
        found = from_name(key) if self.strip_suffix else None
        return key if found is None else inner_name(key, found)


def seconds_of(date: str) -> int | None:
    """Seconds since 1970 of an ISO 8601 time (without a zone: UTC) or an HTTP date; ``None`` for another text."""
    try:
        found = datetime.fromisoformat(date)
    except ValueError:
        try:
            found = parsedate_to_datetime(date)
        except NO_DATE:
            return None
    return int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp())


def since(begun: float) -> float:
    """The seconds since ``begun``, a reading of the monotonic clock."""
    return round(time.monotonic() - begun, 4)
