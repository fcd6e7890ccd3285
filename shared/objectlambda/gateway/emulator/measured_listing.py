"""Listings of ``--wire`` with the sizes and ETags of HeadObject, as the in-process runner shows them.

S3 Object Lambda itself leaves them as they are stored, and clients that plan their reads by them read a part only.
"""

from __future__ import annotations

import asyncio
import os
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from itertools import groupby

from objectlambda.errors import OriginError, RequestTimeout
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.emulator.event import access_point_arn
from objectlambda.gateway.runners.listings import SizesUnknown, StillMeasuring
from objectlambda.gateway.runners.measurements import MOST_ABANDONED
from objectlambda.gateway.runners.readings import refused_tag
from objectlambda.gateway.runners.runner import Call
from objectlambda.headers import Headers
from objectlambda.measures import CAPACITY
from objectlambda.s3.listing import ListQuery, listed_key
from objectlambda.s3.responses import S3Response
from objectlambda.s3.version_listing import VersionQuery
from objectlambda.s3.xml import Leaf, leaves, splice
from objectlambda.steps import RAW

_ADVICE = "give pii_redaction mask_bytes (it keeps sizes), raise object_seconds, or leave sizes to list_sizes"

_Key = tuple[str, str, str, str, str, str]
Query = ListQuery | VersionQuery


@dataclass(frozen=True, slots=True)
class Told:
    """What HeadObject tells of an object; nothing of one that the function refuses, or is too ``slow`` for."""

    size: str = ""
    etag: str = ""
    slow: bool = False


class MeasuredListings:
    """Rewrites listings. Used in the event loop only.

    A page is measured by one task, which goes on when its listing is given up or refused with 503; at most
    `MOST_ABANDONED` pages are at a time, and one object of each.

    Args:
        config: the gateway.
        head: the response to HeadObject by the deployed handler, of the object that a listing shows under a key.
    """

    def __init__(self, config: GatewayConfig, head: Callable[[Call], Awaitable[S3Response]]) -> None:
        self._head, self._region = head, config.region
        self._seconds, self._object_seconds = config.measuring_seconds, config.object_seconds
        self._known: OrderedDict[_Key, Told] = OrderedDict()
        self._pages: dict[tuple[str, Query], asyncio.Task[None]] = {}
        self.reconfigure(config)

    def reconfigure(self, config: GatewayConfig) -> None:
        """Go on with another configuration."""
        self._measures = config.list_sizes == "exact"

    async def exact(self, call: Call, query: Query, xml: bytes) -> bytes:
        """``xml``, the handler's listing for ``query`` or the store's of versions, with the sizes and tags of reads.

        Raises:
            StillMeasuring, SizesUnknown: see there.
            RequestTimeout: an object takes longer to measure than ``object_seconds``.
        """
        objects, point = _objects(leaves(xml)), call.access_point
        if "GetObject" not in point.actions:
            return xml
        asked = {
            parent: self._key(call, fields)
            for parent, fields in objects.items()
            if point.steps_for(fields["Key"]) != RAW
        }
        if not all(map(self._is_known, asked.values())):
            await self._measure(call, query, tuple(asked.values()))

        told = {parent: self._known[key] for parent, key in asked.items() if key in self._known}
        if len(told) < len(asked):  # the objects changed meanwhile
            raise StillMeasuring(call.access_point.name)
        if any(known.slow for known in told.values()):
            within = f"{self._object_seconds:.0f} seconds"
            raise RequestTimeout(f"An object of the listing cannot be measured within {within}: {_ADVICE}")

        def change(leaf: Leaf) -> str | None:
            if leaf.parent not in told or leaf.name not in ("Size", "ETag"):
                return None
            known = told[leaf.parent]
            if leaf.name == "Size":
                return known.size or None
            if known.etag or not isinstance(query, VersionQuery):
                return known.etag or leaf.text.replace("-", ".")  # the handler has sealed it; dots as in process
            place = access_point_arn(point.name, self._region)
            return refused_tag(_read_of(call, asked[leaf.parent]), leaf.text, os.environ, place)

        return splice(xml, change)

    async def close(self) -> None:
        """End what is being measured."""
        tasks = list(self._pages.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _measure(self, call: Call, query: Query, keys: tuple[_Key, ...]) -> None:
        name = call.access_point.name
        if not self._measures:
            raise SizesUnknown(name)
        page = (name, query)
        task = self._pages.get(page)
        if task is None:
            if len(self._pages) >= MOST_ABANDONED:
                raise StillMeasuring(name)
            work = asyncio.wait_for(self._measure_all(call, keys), self._object_seconds)
            task = self._pages[page] = asyncio.create_task(work)
            task.add_done_callback(lambda _task: self._pages.pop(page, None))
        done, _ = await asyncio.wait((task,), timeout=self._seconds)
        if not done:
            raise StillMeasuring(name)
        try:
            task.result()
        except TimeoutError:  # of the page: what it has measured is known to the next try
            raise StillMeasuring(name) from None

    def _is_known(self, key: _Key) -> bool:
        """Whether ``key`` needs no HEAD; one that was too slow is asked for again, which may be refused at once."""
        return key in self._known and not self._known[key].slow

    async def _measure_all(self, call: Call, keys: tuple[_Key, ...]) -> None:
        for key in keys:
            if not self._is_known(key):
                self._known[key] = await self._told(call, key)
                while len(self._known) > CAPACITY:
                    self._known.popitem(last=False)

    async def _told(self, call: Call, key: _Key) -> Told:
        """What a HEAD tells; where the function refuses the object, nothing: then the stored size stays."""
        every = replace(call.access_point, actions=call.access_point.actions | {"HeadObject"})
        asked = replace(_read_of(call, key, "HEAD"), access_point=every)
        try:
            response = await self._head(asked)
        except OriginError as error:
            if error.origin_status != HTTPStatus.BAD_REQUEST:
                raise
            return Told()  # a key that cannot be asked for
        if response.code == "RequestTimeout":
            return Told(slow=True)
        if response.status >= 500:
            raise StillMeasuring(call.access_point.name)
        headers = Headers(response.headers)
        return Told(headers.get("content-length", ""), headers.get("etag", "")) if response.status < 300 else Told()

    def _key(self, call: Call, fields: Mapping[str, str]) -> _Key:
        point = call.access_point
        served = repr((point.origin, point.steps, point.rules))
        etag, version = fields.get("ETag", ""), fields.get("VersionId", "")
        if version == "null" and fields.get("IsLatest") == "true":  # without versions some stores refuse the name
            version = ""
        return point.name, fields["Key"], etag, version, served, call.request.caller


def _read_of(call: Call, key: _Key, method: str = "GET") -> Call:
    """The whole read of the object and version that ``key`` tells apart, by the caller of ``call``."""
    version = (("versionId", key[3]),) if key[3] else ()
    return replace(call, request=replace(call.request, method=method, key=key[1], query=version, headers=Headers()))


def _objects(found: list[Leaf]) -> dict[int, dict[str, str]]:
    """The fields of each listed object, by the number of its element; keys decoded."""
    encoded = any(leaf.name == "EncodingType" and leaf.text == "url" for leaf in found)
    inside = (leaf for leaf in found if len(leaf.path) == 3 and leaf.path[1] in ("Contents", "Version"))
    objects = {}
    for parent, group in groupby(inside, lambda leaf: leaf.parent):
        fields = {leaf.name: leaf.text for leaf in group}
        if "Key" in fields:
            objects[parent] = {**fields, "Key": listed_key(fields["Key"], encoded=encoded)}
    return objects
