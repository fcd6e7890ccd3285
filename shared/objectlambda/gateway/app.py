"""The ASGI application: it turns requests into responses. All blocking work is done by the runner."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import replace

from objectlambda import log
from objectlambda.errors import ObjectLambdaError, OriginError
from objectlambda.gateway.auth import Callers
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.cors import is_preflight, preflight, shared_with
from objectlambda.gateway.observability.metrics import Metrics
from objectlambda.gateway.observability.requests import Observed
from objectlambda.gateway.operations import RESPONDERS, Asked, list_buckets
from objectlambda.gateway.places import Place, Places
from objectlambda.gateway.runners.runner import Call, Runner
from objectlambda.gateway.transport.asgi import SPAN, Receive, Scope, Send
from objectlambda.gateway.transport.sending import (
    ClientDisconnected,
    Transfer,
    send_response,
    stop_watching,
    unless_disconnected,
    watch_client,
)
from objectlambda.gateway.transport.unread import UnreadBodies
from objectlambda.headers import Headers
from objectlambda.s3.operations import READ_METHODS, Operation, operation
from objectlambda.s3.requests import S3Request, locate, new_request_id, parse_headers, parse_query
from objectlambda.s3.response_overrides import check_signed
from objectlambda.s3.responses import S3Response, refusal
from objectlambda.stores.store import Store


class Gateway:
    """S3's read side over access points.

    Args:
        config: the access points and limits.
        stores: where each access point's objects lie, by its name.
        runner: how its function is run.
        callers: who may read what.
        metrics: where requests are counted.
        access_log: whether they are logged, too.
    """

    def __init__(
        self,
        config: GatewayConfig,
        stores: Mapping[str, Store],
        runner: Runner,
        callers: Callers,
        metrics: Metrics,
        *,
        access_log: bool = True,
    ) -> None:
        self._places = Places(config.max_requests)
        self._unread = UnreadBodies()
        self.reconfigure(config, stores, callers)
        self._runner = runner
        self._metrics = metrics
        self._access_log = access_log
        self._created = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())

    def reconfigure(self, config: GatewayConfig, stores: Mapping[str, Store], callers: Callers) -> None:
        """Go on with another configuration; requests under way keep what they began with."""
        self._config, self._stores, self._callers = config, stores, callers
        self._places.resize(config.max_requests, shared=bool(config.callers))

    def stores(self) -> Mapping[str, Store]:
        """Where the objects of each access point lie, at present."""
        return self._stores

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        observed = Observed(self._metrics, log_it=self._access_log, span=scope.get(SPAN))
        request, failure = _parse_request(scope, self._config)
        if request.method not in READ_METHODS:
            await self._unread.drain(request.headers, receive)
        gone = watch_client(scope, receive, request.headers)
        response, transfer, place = None, Transfer(0, whole=False), self._places.place()
        try:
            cors = self._config.cors
            response = await unless_disconnected(self._respond(request, failure, observed, place), gone)
            response = response if cors is None else shared_with(response, request, cors)
            observed.start_response(response)
            transfer = await send_response(response, request.request_id, scope, send, gone)
        except ClientDisconnected:
            pass  # the client has left, so there is no response to send
        finally:
            stop_watching(gone)
            place.leave()
            observed.end(request, response, transfer)

    async def _respond(
        self, request: S3Request, failure: ObjectLambdaError | None, observed: Observed, place: Place
    ) -> S3Response:
        try:
            if failure is not None:
                raise failure
            if self._config.cors is not None and is_preflight(request):
                observed.operation = "Preflight"
                return preflight(request, self._config.cors)
            return await self._route(request, observed, place)
        except ObjectLambdaError as error:
            return refusal(error, request, close=request.method not in READ_METHODS)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the caller gets a response
            log.write(logging.ERROR, "internal error", error=error, request=request.request_id)
            return refusal(error, request)

    async def _route(self, request: S3Request, observed: Observed, place: Place) -> S3Response:
        asked = operation(request)
        observed.operation = asked.value
        observed.caller = self._callers.authenticate(request)
        if observed.caller:
            request = replace(request, caller=observed.caller)
        if not self._config.allow_anonymous:
            self._callers.check_host(request, self._config.domains)
        if asked is Operation.LIST_BUCKETS:
            return list_buckets(self._readable(request), request, self._created)
        point = self._config.access_points.get(request.access_point)
        if point is None:
            self._callers.check_known(request)
            raise OriginError(404, "NoSuchBucket", "The specified bucket does not exist: no access point has this name")
        observed.access_point = point.name
        self._callers.check(request, point)
        check_signed(request.parameters, request.caller)
        place.take(signed=bool(request.caller))  # what is refused before is answered at once, and waits for nothing
        call = Call(request=request, access_point=point, store=self._stores[point.name])
        return await RESPONDERS[asked](Asked(call=call, runner=self._runner, region=self._config.region))

    def _readable(self, request: S3Request) -> list[str]:
        points = self._config.access_points.values()
        names = [point.name for point in points if self._callers.may_read(request.caller, point)]
        if not names and not request.caller:
            raise OriginError(403, "AccessDenied", "Access Denied")
        return names


def _parse_request(scope: Scope, config: GatewayConfig) -> tuple[S3Request, ObjectLambdaError | None]:
    """Parses a request; gives it with the error that keeps it from being routed, if there is one."""
    raw_path = scope["raw_path"].decode("latin-1")
    raw_query = scope["query_string"].decode("latin-1")
    failure: ObjectLambdaError | None = None
    headers, access_point, key = Headers(), "", ""
    try:
        headers = parse_headers(scope["headers"])
        access_point, key = locate(headers.get("host", ""), raw_path, config.access_points, config.domains)
    except ObjectLambdaError as error:
        failure = error
    client = scope.get("client") or ("", 0)
    request = S3Request(
        request_id=new_request_id(),
        method=scope["method"],
        access_point=access_point,
        key=key,
        query=parse_query(raw_query),
        headers=headers,
        raw_path=raw_path,
        raw_query=raw_query,
        client=str(client[0]),
    )
    return request, failure
