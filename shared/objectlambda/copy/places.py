"""The places of a job, opened: where objects are read and where copies go."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from objectlambda.copy.bucket_destination import BucketDestination
from objectlambda.copy.destination import Destination
from objectlambda.copy.folder_destination import FolderDestination
from objectlambda.copy.job import Job
from objectlambda.headers import Headers
from objectlambda.source import Origin, OriginResponse
from objectlambda.stores.bucket import BucketStore
from objectlambda.stores.folder import FolderStore
from objectlambda.stores.parse import OriginConfig
from objectlambda.stores.store import Store
from objectlambda.streams import count_bytes


def open_store(origin: OriginConfig) -> Store:
    """The folder or bucket that ``origin`` names.

    Raises:
        InvalidSettings: it cannot be opened.
    """
    return FolderStore(origin) if isinstance(origin, Path) else BucketStore(origin)


def open_destination(job: Job) -> Destination:
    """Where the copies of ``job`` go.

    Raises:
        InvalidSettings, DestinationError: it cannot be opened.
    """
    place = job.destination
    assert place is not None  # noqa: S101 - a scan has none
    return FolderDestination(place) if isinstance(place, Path) else BucketDestination(place, job.writing, job.transfers)


class Observed:
    """An origin that remembers the headers of its first response and counts the bytes read."""

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        self.headers = Headers()
        self.count = 0

    def head(self, conditions: Mapping[str, str]) -> Headers:
        return self._origin.head(conditions)

    def get(self, conditions: Mapping[str, str], byte_range: str | None = None) -> OriginResponse:
        answer = self._origin.get(conditions, byte_range)
        self.headers = self.headers or answer.headers
        return OriginResponse(status=answer.status, headers=answer.headers, body=count_bytes(answer.body, self._add))

    @property
    def size_read(self) -> int:
        """How many of the object's bytes were read; none counts twice where an archive or a refusal is read again."""
        whole = self.headers.get("content-range", "").rpartition("/")[2] or self.headers.get("content-length", "")
        return min(self.count, int(whole)) if whole.isdigit() else self.count

    def _add(self, count: int) -> None:
        self.count += count
