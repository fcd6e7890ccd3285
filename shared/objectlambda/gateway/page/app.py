"""The ASGI application of the page: three files, and the JSON that they ask for.

It shows all objects to whoever has its token, which stands in the address that ``objectlambda serve`` prints. It
answers only under the names of this machine, or those that were allowed, so that a page of another site that had its
own name resolved to 127.0.0.1 is not answered. The API also wants the browser's word (Sec-Fetch-Site) that the page
itself asks: a script in an object that the gateway hands out has neither the token nor that word.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import secrets
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from objectlambda import log
from objectlambda.errors import InvalidSettings, ObjectLambdaError, OriginError, s3_error
from objectlambda.gateway.config.access_points import AccessPoint
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.page.viewing import SHOWN_BYTES, finds_personal_data, view, view_text
from objectlambda.gateway.runners.runner import Call, Runner
from objectlambda.gateway.runners.threads import Cancellable, Threads
from objectlambda.gateway.transport.asgi import Receive, Scope, Send
from objectlambda.gateway.transport.sending import await_disconnect, read_body, send_response
from objectlambda.headers import Headers
from objectlambda.s3.listing import ListQuery
from objectlambda.s3.requests import S3Request, new_request_id, parse_query
from objectlambda.s3.responses import S3Response
from objectlambda.secret_references import secret_value
from objectlambda.stores.store import Store

PATH = "/_/"
TOKEN_HEADER = b"x-objectlambda-token"
MIN_TOKEN_CHARACTERS = 16
LISTED = 200
CONCURRENCY = 4
POSTING_SECONDS = 20.0

_FILES = {
    "": ("page.html", "text/html; charset=utf-8"),
    "page.css": ("page.css", "text/css; charset=utf-8"),
    "page.js": ("page.js", "text/javascript; charset=utf-8"),
    "icon.svg": ("icon.svg", "image/svg+xml"),
}
_HEADERS = (
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cache-control", "no-store"),
)
_OWN_NAMES = ("localhost", "127.0.0.1", "[::1]")


class PageApp:
    """The page over the access points of a gateway.

    Args:
        config: the access points.
        stores, runner: where their objects lie, and how their functions are run.
    """

    def __init__(self, config: GatewayConfig, stores: Mapping[str, Store], runner: Runner) -> None:
        self._config = config
        self._stores = stores
        self._runner = runner
        self._names = frozenset((*_OWN_NAMES, *(name.lower() for name in config.page_hosts)))
        self._threads = Threads(CONCURRENCY)
        self._token = page_token(config).encode()

    def reconfigure(self, config: GatewayConfig, stores: Mapping[str, Store]) -> None:
        """Show other access points, under the same names."""
        self._config, self._stores = config, stores

    def answers(self, scope: Scope) -> bool:
        """Whether a request is for the page, by its path and by the host that it names."""
        path, name = scope["path"][: len(PATH)], scope["path"][len(PATH) :]
        return path == PATH and (name in _FILES or name.startswith("api/")) and _host(scope) in self._names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request_id = new_request_id()
        # Nobody without the token makes the page wait for a body.
        knows = hmac.compare_digest(_header(scope, TOKEN_HEADER).encode(), self._token)
        text: bytes | None = b""
        if scope["method"] == "POST" and knows:
            try:
                text = await read_body(receive, SHOWN_BYTES, POSTING_SECONDS)
            except (TimeoutError, ConnectionAbortedError):
                text = None
        working = asyncio.create_task(self._answer(scope, request_id, text))
        leaving = asyncio.create_task(await_disconnect(receive))
        try:
            await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
            if working.done():
                await send_response(working.result(), request_id, scope, send, leaving)
        finally:
            leaving.cancel()
            if not working.done():
                working.cancel()
                await asyncio.wait((working,))

    async def close(self) -> None:
        """Let go of the threads."""
        await self._threads.close()

    async def _answer(self, scope: Scope, request_id: str, text: bytes | None) -> S3Response:
        try:
            return await self._route(scope, request_id, text)
        except ObjectLambdaError as error:
            return _error_response(error)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the page gets a response
            log.write(logging.ERROR, "internal error", error=error, request=request_id)
            return _error_response(error)

    async def _route(self, scope: Scope, request_id: str, text: bytes | None) -> S3Response:
        name = scope["path"].removeprefix(PATH)
        if scope["method"] not in (("POST",) if name == "api/text" else ("GET", "HEAD")):
            raise OriginError(405, "MethodNotAllowed", "The page is only read, and takes no more than a pasted text")
        asked = dict(parse_query(scope["query_string"].decode("latin-1")))
        _check_site(scope, api=name not in _FILES)
        if name in _FILES:
            if not name:
                self._check_token(asked.get("token", ""))
            file, kind = _FILES[name]
            return _content((files("objectlambda.gateway.page") / file).read_bytes(), kind, scope)
        self._check_token(_header(scope, TOKEN_HEADER))
        if name == "api/access-points":
            return _json(self._access_points(), scope)
        if name == "api/objects":
            return _json(await self._objects(self._call(asked, request_id), asked), scope)
        if name == "api/object":
            return _json(await view(self._call(asked, request_id), self._runner, self._threads), scope)
        if name == "api/text":
            if text is None:
                raise OriginError(400, "RequestTimeout", "The text did not come in time")
            if len(text) > SHOWN_BYTES:
                raise OriginError(413, "EntityTooLarge", f"A pasted text may have {SHOWN_BYTES // 1024} KiB")
            point = self._point(asked)
            return _json(await self._threads.run(lambda: view_text(point, text), Cancellable().cancel), scope)
        raise OriginError(404, "NoSuchKey", "There is nothing at this path of the page")

    def _check_token(self, token: str) -> None:
        if not hmac.compare_digest(token.encode(), self._token):
            raise OriginError(
                403,
                "AccessDenied",
                "Open the page by the address that objectlambda serve printed: its token is missing",
            )

    def _access_points(self) -> dict[str, Any]:
        points = [
            {
                "name": point.name,
                "functions": list(point.functions),
                "detects": any(map(finds_personal_data, point.functions)),
            }
            for point in self._config.access_points.values()
        ]
        return {"accessPoints": points, "region": self._config.region, "signed": bool(self._config.callers)}

    async def _objects(self, call: Call, asked: Mapping[str, str]) -> dict[str, Any]:
        query = ListQuery(
            version=2,
            prefix=asked.get("prefix", ""),
            delimiter="/",
            max_keys=LISTED,
            token=asked.get("token", ""),
        )
        page = await self._threads.run(lambda: call.store.list(query), Cancellable().cancel)
        return {
            "prefix": query.prefix,
            "folders": list(page.common_prefixes),
            "objects": [
                {"key": entry.key, "size": entry.size, "modified": entry.last_modified} for entry in page.entries
            ],
            "next": page.next if page.truncated else "",
        }

    def _point(self, asked: Mapping[str, str]) -> AccessPoint:
        point = self._config.access_points.get(asked.get("access_point", ""))
        if point is None:
            raise OriginError(404, "NoSuchBucket", "No access point has this name")
        return point

    def _call(self, asked: Mapping[str, str], request_id: str) -> Call:
        point = self._point(asked)
        member = asked.get("member", "")
        key = asked.get("key", "")
        request = S3Request(
            request_id=request_id,
            method="GET",
            access_point=point.name,
            key=key,
            query=(("file_name", member),) if member else (),
            headers=Headers(),
            raw_path="/",
            raw_query="",
        )
        return Call(request=request, access_point=point, store=self._stores[point.name])


def page_token(config: GatewayConfig) -> str:
    """The token that opens the page: of the secret that the configuration names, or of this start.

    Raises:
        InvalidSettings: that secret is missing, or too short.
        SourceUnavailable: it cannot be read now.
    """
    if not config.page_token:
        return own_token()
    token = secret_value(config.page_token).decode("utf-8", "replace")
    if len(token) < MIN_TOKEN_CHARACTERS:
        raise InvalidSettings(f"the secret that page_token names has fewer than {MIN_TOKEN_CHARACTERS} characters")
    return token


@cache  # a string: threads may share it; made before workers are forked
def own_token() -> str:
    """The token of this process and of those that it forks after the first call. Made once, and never changed."""
    return secrets.token_urlsafe(24)


def _check_site(scope: Scope, *, api: bool) -> None:
    """Do nothing if the browser says that the page itself asks; over plain HTTP to other machines it cannot say so.

    Raises:
        OriginError: 403, another site asks, or the API is asked without saying who asks where every browser says so.
    """
    site = _header(scope, b"sec-fetch-site")
    told = scope.get("scheme") == "https" or _host(scope) in _OWN_NAMES
    if site in (("same-origin",) if api else ("same-origin", "none")) or (not site and not (api and told)):
        return
    raise OriginError(403, "AccessDenied", "Only the page itself may ask this, and the browser must say so")


def _content(body: bytes, kind: str, scope: Scope, status: int = 200) -> S3Response:
    headers = (("content-type", kind), ("content-length", str(len(body))), *_HEADERS)
    return S3Response(status=status, headers=headers, body=b"" if scope["method"] == "HEAD" else body)


def _json(value: Any, scope: Scope) -> S3Response:
    return _content(json.dumps(value).encode(), "application/json", scope)


def _error_response(error: BaseException) -> S3Response:
    status, code, message = s3_error(error)
    body = json.dumps({"error": {"status": status, "code": code, "message": message}}).encode()
    headers = (("content-type", "application/json"), ("content-length", str(len(body))), *_HEADERS)
    return S3Response(status=status, headers=headers, body=body, code=code)


def _host(scope: Scope) -> str:
    host = _header(scope, b"host").lower()
    name, _, port = host.rpartition(":")
    return name if port.isdigit() and name else host


def _header(scope: Scope, name: bytes) -> str:
    found: Iterable[bytes] = (value for header, value in scope["headers"] if header == name)
    return next(iter(found), b"").decode("latin-1")
