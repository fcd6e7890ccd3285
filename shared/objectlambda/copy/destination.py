"""Where copies go: what every destination can do, and how it fails."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from objectlambda.errors import ObjectLambdaError
from objectlambda.head import ResponseHead


class DestinationError(ObjectLambdaError):
    """The destination does not take the object, and will not the next time."""

    status, code = 400, "DestinationRefused"
    advice = "read the code: it is the destination's"

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message)
        self.destination_code = code or self.code


class DestinationUnavailable(DestinationError):
    """The destination is overloaded or cannot be reached; worth another try."""

    status, code = 503, "DestinationUnavailable"
    advice = "try again; check the network between worker and destination"


class DestinationChanged(DestinationError):
    """Another writer wrote the object during the copy. Its object stays."""

    status, code = 409, "DestinationChanged"
    advice = "run one copy at a time into one destination"


@dataclass(frozen=True, slots=True, kw_only=True)
class Existing:
    """A destination object as it is: its ETag, and the mark that a copy left on it (empty where none did)."""

    etag: str
    mark: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What is written beside the body: the head, the mark, and details for later runs."""

    head: ResponseHead
    mark: str
    details: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)


class Destination(Protocol):
    """A bucket or a folder. All methods may be called by several threads at once.

    An object appears under its key whole or not at all, and the failures are DestinationErrors.
    """

    def prepare(self) -> None:
        """Make the place ready for a run, which calls it once, and remove what a killed run left unfinished.

        Raises:
            DestinationError: no copy can be written there.
        """

    def mixes_names(self) -> bool:
        """Whether keys that differ in case or in composed letters alone are one place; ``prepare`` comes before."""

    def existing(self, key: str) -> Existing | None:
        """The object under ``key``, if there is one."""

    def write(self, key: str, body: Iterator[bytes], written: Written, over: Existing | None) -> int:
        """Write ``body`` under ``key`` if what is there is still ``over``; gives the number of bytes.

        What ``body`` raises is raised, and nothing is left of what was written.
        """

    def delete(self, key: str, existing: Existing) -> None:
        """Remove the object under ``key`` if it is still ``existing``."""

    def every_key(self) -> Iterator[str]:
        """The keys of all objects, in order, in bounded memory."""
