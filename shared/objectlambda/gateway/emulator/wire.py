"""S3 Object Lambda itself, on loopback: events in, WriteGetObjectResponse back, around the unmodified handlers.

    client ─► gateway ─► event ─► handler ─► presigned GET ─► the bucket, or the folder behind our own endpoint
       ▲                             │
       └──── receiver ◄── WriteGetObjectResponse (boto3, chunked, while the function still writes)

The process's environment is changed for it, as Lambda's would be: the handlers' boto3 finds our endpoint there.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import Any, NoReturn

from objectlambda import log
from objectlambda.aws.writer import forget_client
from objectlambda.errors import InvalidRequest, InvalidSettings, ObjectLambdaError, OriginError
from objectlambda.gateway.config.model import ACCOUNT_ID, GatewayConfig
from objectlambda.gateway.emulator.event import Invocation, event
from objectlambda.gateway.emulator.handlers import Handler, lambda_environment, load_handler
from objectlambda.gateway.emulator.heads import Heads
from objectlambda.gateway.emulator.loopback import Loopback
from objectlambda.gateway.emulator.measured_listing import MeasuredListings
from objectlambda.gateway.emulator.receiver import Written, parse_return_value
from objectlambda.gateway.runners.lengths import length_seconds, small_body
from objectlambda.gateway.runners.measurements import MOST_ABANDONED
from objectlambda.gateway.runners.readings import stored_as
from objectlambda.gateway.runners.runner import Call, steps
from objectlambda.gateway.runners.threads import Cancellable
from objectlambda.headers import Headers
from objectlambda.presigned import forget_credentials
from objectlambda.s3.listing import ListQuery, relocate, without_encoding
from objectlambda.s3.response_overrides import apply_overrides
from objectlambda.s3.responses import S3Response, error_response, size_details
from objectlambda.s3.version_listing import VersionQuery, versions_document
from objectlambda.steps import RAW, Step
from objectlambda.stores.bucket import BucketStore
from objectlambda.stores.origin_faults import OriginMisconfigured, own_fault
from objectlambda.stores.store import Store


class Wire:
    """Runs the handlers as S3 Object Lambda runs them; ``load`` gives the handler of a function by its name."""

    def __init__(
        self, config: GatewayConfig, stores: Mapping[str, Store], load: Callable[[str], Handler] = load_handler
    ) -> None:
        self._config = config
        self._load_handler = load
        self._seconds = config.wire_seconds
        self._loopback = Loopback(config, stores)
        threads = config.max_concurrency + MOST_ABANDONED  # heads that nobody waits for keep none from the others
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="function")
        self._handlers: dict[str, Handler] = {}
        self._invocations: set[asyncio.Future[Any]] = set()
        self._before: dict[str, str | None] = {}
        self._heads = Heads(config.object_seconds)
        self._listings = MeasuredListings(config, partial(self._find, partial(self._head, seconds=None)))

    async def start(self) -> None:
        await self._loopback.start()
        added = lambda_environment(self._loopback.url, self._config.region)
        added |= self._config.environment({})
        self._before = {name: os.environ.get(name) for name in added}
        os.environ.update(added)
        forget_client()  # one that was made before leads elsewhere
        forget_credentials()
        await self._load(self._config)

    async def reconfigure(self, config: GatewayConfig, stores: Mapping[str, Store]) -> None:
        await self._load(config)
        self._loopback.reconfigure(config, stores)
        self._listings.reconfigure(config)

    async def _load(self, config: GatewayConfig) -> None:
        loop = asyncio.get_running_loop()
        for function in _functions(config):
            if function not in self._handlers:
                self._handlers[function] = await loop.run_in_executor(self._pool, self._load_handler, function)

    async def get(self, call: Call) -> S3Response:
        apply_overrides((), call.request.parameters)  # refuses headers that cannot be sent, before any work begins
        return _with_overrides(await self._find(self._get_with_length, call), call)

    async def _find(self, read: Callable[[Call], Awaitable[S3Response]], call: Call) -> S3Response:
        """What ``read`` gives; where no object has the key, of the one that a listing shows under it."""
        response = await read(call)
        for key in stored_as(call, os.environ) if response.status == HTTPStatus.NOT_FOUND else ():
            found = await read(replace(call, request=replace(call.request, key=key)))
            if found.status != HTTPStatus.NOT_FOUND:
                return found
        return response

    async def _get_with_length(self, call: Call) -> S3Response:
        response = await self._get(call)
        seconds = length_seconds(call.request.headers, self._config.measuring_seconds)
        if not seconds or isinstance(response.body, bytes) or "content-length" in Headers(response.headers):
            return response
        try:
            whole = await small_body(response.body, seconds)
        finally:
            await response.body.close()
        if whole is not None:
            return replace(response, headers=(*response.headers, ("content-length", str(len(whole)))), body=whole)
        with suppress(TimeoutError, ObjectLambdaError):  # the handler remembers what it measures
            await asyncio.wait_for(self.head(replace(call, request=replace(call.request, method="HEAD"))), seconds)
        return await self._get(call)

    async def _get(self, call: Call) -> S3Response:
        route, token, written = self._loopback.receiver.expect()
        context = {"inputS3Url": self._presign("GET", call), "outputRoute": route, "outputToken": token}
        invocation = self._invoke(call, _step(call), "getObjectContext", context)
        try:
            done, _ = await asyncio.wait(
                (written, invocation), timeout=self._seconds, return_when=asyncio.FIRST_COMPLETED
            )
            if written not in done:
                self._never_written(invocation)
        finally:
            self._loopback.receiver.forget(route)
        try:
            response = _to_response(written.result(), call)
        except InvalidRequest as error:
            raise OriginError(400, "LambdaInvalidResponse", str(error)) from error
        if response.status == HTTPStatus.NOT_FOUND:
            await self._check_store(call)
        return response

    async def head(self, call: Call) -> S3Response:
        return await self._find(partial(self._head, seconds=self._seconds), call)

    async def _head(self, call: Call, seconds: float | None) -> S3Response:
        def invoke(deadline: Cancellable) -> asyncio.Future[dict[str, Any]]:
            context = {"inputS3Url": self._presign("HEAD", call)}
            return self._invoke(call, _step(call), "headObjectContext", context, deadline)

        response = parse_return_value(self._returned(await self._heads.result(call, invoke, seconds)))
        if response.status >= 400:
            await self._check_store(call)
        return _with_overrides(response, call)

    async def _check_store(self, call: Call) -> None:
        """Do nothing unless what was refused is a matter of the gateway's configuration."""
        if isinstance(call.store, BucketStore):
            fault = await asyncio.get_running_loop().run_in_executor(self._pool, call.store.fault)
            if fault is not None:
                raise OriginMisconfigured(fault.reason)

    async def list(self, call: Call, query: ListQuery) -> bytes:
        key = "listObjectsV2Context" if query.version == 2 else "listObjectsContext"
        store = call.store
        prefix = store.origin.prefix if isinstance(store, BucketStore) else ""
        url = store.presign_list(query) if isinstance(store, BucketStore) else self._loopback.presign_list(call)
        listed = f"ListObjects{'V2' if query.version == 2 else ''}" in call.access_point.actions
        step = (call.access_point.steps if listed else RAW)[0]
        result = await self._result(self._invoke(call, step, key, {"inputS3Url": url}))
        status = result.get("statusCode")
        if status != 200:
            code, message = str(result.get("errorCode", "")), str(result.get("errorMessage", ""))
            _check_fault(call, code)
            await self._check_store(call)
            raise OriginError(status if isinstance(status, int) else 500, code, message)
        xml = result.get("listResultXml")
        if not isinstance(xml, str):
            raise OriginError(400, "LambdaInvalidResponse", "The function returned no listResultXml")
        exact = await self._listings.exact(call, query, relocate(xml.encode(), call.access_point.name, prefix))
        return exact if query.url_encoded else without_encoding(exact)

    async def versions(self, call: Call, query: VersionQuery) -> bytes:
        """As the store lists them: S3 Object Lambda has no event for it."""
        page = await asyncio.get_running_loop().run_in_executor(self._pool, call.store.versions, query)
        xml = versions_document(call.access_point.name, query, page, ACCOUNT_ID)
        return await self._listings.exact(call, query, xml)

    async def close(self) -> None:
        await self._listings.close()
        self._heads.close()
        if self._invocations:
            await asyncio.wait(self._invocations, timeout=5)
        self._pool.shutdown(wait=False, cancel_futures=True)
        await self._loopback.close()
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        forget_client()
        forget_credentials()

    def _presign(self, method: str, call: Call) -> str:
        request, store = call.request, call.store
        if isinstance(store, BucketStore):
            return store.presign(method, request.key, request.headers, request.parameters)
        return self._loopback.presign(method, call)

    def _invoke(
        self,
        call: Call,
        step: Step,
        context_key: str,
        context: Mapping[str, str],
        deadline: Cancellable | None = None,
    ) -> asyncio.Future[dict[str, Any]]:
        request_id = call.request.request_id
        raw = event(call, step, context_key, context, self._config.region)
        told = Invocation(step.function, request_id, self._seconds, deadline)
        invocation = asyncio.get_running_loop().run_in_executor(self._pool, self._handlers[step.function], raw, told)
        self._invocations.add(invocation)
        invocation.add_done_callback(lambda done: self._finish(done, request_id))
        return invocation

    def _finish(self, invocation: asyncio.Future[dict[str, Any]], request_id: str) -> None:
        self._invocations.discard(invocation)
        if not invocation.cancelled() and (error := invocation.exception()) is not None:
            log.write(logging.ERROR, "function failed", error=error, request=request_id)

    async def _result(self, invocation: asyncio.Future[dict[str, Any]]) -> dict[str, Any]:
        await asyncio.wait((invocation,), timeout=self._seconds)
        return self._returned(invocation)

    def _returned(self, invocation: asyncio.Future[dict[str, Any]]) -> dict[str, Any]:
        if not invocation.done():
            self._never_written(invocation)
        if invocation.exception() is not None:
            raise OriginError(500, "LambdaRuntimeError", "The function failed while it ran")
        return invocation.result()

    def _never_written(self, invocation: asyncio.Future[dict[str, Any]]) -> NoReturn:
        if not invocation.done():
            raise OriginError(
                500,
                "LambdaTimeout",
                "The Lambda function did not complete its call to WriteGetObjectResponse in time: "
                f"{self._seconds:.0f} seconds",
            )
        if invocation.exception() is not None:
            raise OriginError(500, "LambdaRuntimeError", "The Lambda function failed during execution")
        raise OriginError(
            500, "LambdaResponseNotReceived", "The Lambda exited without successfully calling WriteGetObjectResponse."
        )


def _functions(config: GatewayConfig) -> set[str]:
    every = {"raw"}
    for point in config.access_points.values():
        if any(len(steps) > 1 for steps in (point.steps, *(rule.steps for rule in point.rules))):
            raise InvalidSettings(f"access point {point.name}: S3 Object Lambda, and so --wire, runs one function only")
        every.update(point.functions)
    return every


def _step(call: Call) -> Step:
    return steps(call)[0]


def _to_response(written: Written, call: Call) -> S3Response:
    if written.error_code:
        written.body.finish()
        _check_fault(call, written.error_code)
        size = Headers(written.headers).get("content-range", "").partition("bytes */")[2]
        details = size_details(size, call.request) if written.status == 416 and size else {}
        return error_response(written.status, written.error_code, written.error_message, call.request, details=details)
    return S3Response(status=written.status, headers=written.headers, body=written.body)


def _with_overrides(response: S3Response, call: Call) -> S3Response:
    if response.status >= 400:
        return response
    return replace(response, headers=apply_overrides(response.headers, call.request.parameters))


def _check_fault(call: Call, code: str) -> None:
    """Do nothing unless the function hands on what the origin says of the gateway's own keys or bucket."""
    fault = own_fault(code) if isinstance(call.store, BucketStore) else None
    if fault is not None:
        raise fault
