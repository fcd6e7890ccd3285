"""What the gateway asks of a place where objects lie."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from objectlambda.deadline import Deadline
from objectlambda.headers import Headers
from objectlambda.s3.listing import ListPage, ListQuery
from objectlambda.s3.version_listing import VersionPage, VersionQuery
from objectlambda.source import Origin


class Store(Protocol):
    """A folder or a bucket. All methods may block and are called from worker threads."""

    def object(self, key: str, headers: Headers, parameters: Mapping[str, str], deadline: Deadline) -> Origin:
        """The object under ``key``, to be read with the version and the owner that the request names.

        Raises:
            OriginError: the key or a parameter is one that the store cannot have.
        """

    def list(self, query: ListQuery) -> ListPage:
        """A page of the store's keys.

        Raises:
            OriginError: the store's own refusal.
        """

    def versions(self, query: VersionQuery) -> VersionPage:
        """A page of the versions that the store has.

        Raises:
            OriginError: the store's own refusal.
        """

    def check(self) -> None:
        """Do nothing if the store can be read.

        Raises:
            OriginError, SourceUnavailable: it cannot.
        """
