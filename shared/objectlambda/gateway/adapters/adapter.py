"""What the server asks of an adapter: an answer to each of the operations that a function has a say in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from objectlambda.gateway.answer import Answer
from objectlambda.gateway.config import AccessPoint
from objectlambda.gateway.dialect.listing import ListQuery
from objectlambda.gateway.dialect.request import S3Request
from objectlambda.gateway.origins.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request for an access point whose objects lie in ``store``."""

    request: S3Request
    access_point: AccessPoint
    store: Store


class Adapter(Protocol):
    """Runs functions. What cannot be answered is raised, as any ObjectLambdaError.

    A cancelled call stops its work and lets go of what it holds.
    """

    async def start(self) -> None:
        """Get ready; called once, in the event loop that all calls come from."""

    async def get(self, call: Call) -> Answer:
        """The answer to GetObject."""

    async def head(self, call: Call) -> Answer:
        """The answer to HeadObject."""

    async def list(self, call: Call, query: ListQuery) -> bytes:
        """The document that answers ListObjects or ListObjectsV2."""

    async def close(self) -> None:
        """Let go of threads and sockets."""
