"""A runner without functions: it hands out what the stores respond. The origin of the wire runner uses it."""

from __future__ import annotations

from collections.abc import Mapping

from objectlambda.gateway.config.model import ACCOUNT_ID, GatewayConfig
from objectlambda.gateway.runners.bodies import ThreadedBody
from objectlambda.gateway.runners.runner import Call
from objectlambda.gateway.runners.threads import Cancellable, Threads
from objectlambda.s3.documents import listing_document
from objectlambda.s3.listing import ListQuery
from objectlambda.s3.responses import S3Response
from objectlambda.s3.version_listing import VersionQuery, versions_document
from objectlambda.source import OriginResponse
from objectlambda.stores.store import Store
from objectlambda.streams import close

CONDITIONS = ("If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since")


class Plain:
    """Hands out what the stores answer."""

    def __init__(self, concurrency: int) -> None:
        self._threads = Threads(concurrency)

    async def start(self) -> None:
        """There is nothing to start."""

    async def reconfigure(self, config: GatewayConfig, stores: Mapping[str, Store]) -> None:
        """There is nothing to configure."""

    async def get(self, call: Call) -> S3Response:
        stop = Cancellable()
        request = call.request
        origin = call.store.object(request.key, request.headers, request.parameters, stop)
        wanted = request.headers.get("range")
        found = await self._threads.run(lambda: origin.get(_conditions(call), wanted), stop.cancel, _discard)
        body = ThreadedBody(b"", found.body, self._threads, stop.cancel)
        return S3Response(status=found.status, headers=tuple(found.headers.items()), body=body)

    async def head(self, call: Call) -> S3Response:
        stop = Cancellable()
        request = call.request
        origin = call.store.object(request.key, request.headers, request.parameters, stop)
        found = await self._threads.run(lambda: origin.head(_conditions(call)), stop.cancel)
        return S3Response(headers=tuple(found.items()))

    async def list(self, call: Call, query: ListQuery) -> bytes:
        page = await self._threads.run(lambda: call.store.list(query), Cancellable().cancel)
        return listing_document(call.access_point.name, query, page, ACCOUNT_ID)

    async def versions(self, call: Call, query: VersionQuery) -> bytes:
        page = await self._threads.run(lambda: call.store.versions(query), Cancellable().cancel)
        return versions_document(call.access_point.name, query, page, ACCOUNT_ID)

    async def close(self) -> None:
        await self._threads.close()


def _conditions(call: Call) -> dict[str, str]:
    return {name: call.request.headers[name] for name in CONDITIONS if name in call.request.headers}


def _discard(response: OriginResponse) -> None:
    close(response.body)
