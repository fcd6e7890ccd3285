"""The server on loopback that the handlers of the wire runner speak to, for both sides of S3 Object Lambda.

As S3 Object Lambda it takes WriteGetObjectResponse; as S3 it serves folders to presigned URLs, and to the credentials
of this process, with every rule of Signature Version 4.
"""

from __future__ import annotations

import secrets
import socket
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from urllib.parse import quote, urlencode

from objectlambda.errors import OriginError
from objectlambda.gateway.auth import Callers
from objectlambda.gateway.config.access_points import AccessPoint
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.emulator.passthrough import Plain
from objectlambda.gateway.emulator.receiver import PATH, Receiver
from objectlambda.gateway.observability.metrics import Metrics
from objectlambda.gateway.runners.runner import Call
from objectlambda.gateway.transport.asgi import Receive, Scope, Send
from objectlambda.gateway.transport.server import Server
from objectlambda.s3.requests import S3Request
from objectlambda.s3.sigv4 import KeyPair, verify
from objectlambda.stores.store import Store

PRESIGNED_SECONDS = 300
SIGNED_IF_SENT = ("x-amz-checksum-mode", "x-amz-expected-bucket-owner", "x-amz-request-payer")


class Loopback:
    """The server, and the URLs that it accepts."""

    def __init__(self, config: GatewayConfig, stores: Mapping[str, Store]) -> None:
        from objectlambda.gateway.app import Gateway

        self.receiver = Receiver()
        self._region = config.region
        # Stands for the caller's identity: only URLs that were presigned here carry it.
        self._caller = KeyPair(access_key=f"AKIA{secrets.token_hex(8).upper()}", secret_key=secrets.token_hex(20))
        self._plain = Plain(config.max_concurrency)
        self._callers = _Both(self._caller, config.region)
        self._origin = Gateway(_without_bounds(config), stores, self._plain, self._callers, Metrics(), access_log=False)
        self._server: Server | None = None
        self.url = ""

    async def start(self) -> None:
        """Listen on a free port of 127.0.0.1."""
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.bind(("127.0.0.1", 0))
        self.url = "http://{}:{}".format(*listener.getsockname())
        self._server = Server(self)
        await self._server.start(listener)

    def reconfigure(self, config: GatewayConfig, stores: Mapping[str, Store]) -> None:
        """Serve other folders."""
        self._origin.reconfigure(_without_bounds(config), stores, self._callers)

    async def close(self) -> None:
        """Stop listening, and let go of the threads."""
        if self._server is not None:
            await self._server.stop()
        await self._plain.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "POST" and scope["path"] == PATH:
            await self.receiver(scope, receive, send)
        else:
            await self._origin(scope, receive, send)

    def presign(self, method: str, call: Call) -> str:
        """A URL of the object that ``call`` is for, good for ``method`` alone.

        Raises:
            OriginError: 404, no folder has such a key, and URL libraries would turn it into another one.
        """
        request = call.request
        if any(part in (".", "..") for part in request.key.split("/")):
            raise OriginError(404, "NoSuchKey", "The specified key does not exist.")
        signed = {name: request.headers[name] for name in SIGNED_IF_SENT if name in request.headers}
        version = request.parameters.get("versionId")
        query = urlencode({"versionId": version}) if version else ""
        return self._presign(method, call, quote(request.key, safe="/-_.~"), query, signed)

    def presign_list(self, call: Call) -> str:
        """A URL of the listing that ``call`` asks for, with its parameters as they were sent, keys URL-encoded."""
        asked = [(name, value) for name, value in call.request.query if not name.lower().startswith("x-amz-")]
        query = [pair for pair in asked if pair[0] != "encoding-type"] + [("encoding-type", "url")]
        return self._presign("GET", call, "", urlencode(query), {})

    def _presign(self, method: str, call: Call, path: str, query: str, headers: Mapping[str, str]) -> str:
        from botocore.auth import S3SigV4QueryAuth
        from botocore.awsrequest import AWSRequest
        from botocore.credentials import Credentials

        url = f"{self.url}/{call.access_point.name}/{path}" + (f"?{query}" if query else "")
        request = AWSRequest(method=method, url=url, headers=dict(headers))
        credentials = Credentials(self._caller.access_key, self._caller.secret_key)
        S3SigV4QueryAuth(credentials, "s3", self._region, expires=PRESIGNED_SECONDS).add_auth(request)
        return str(request.url)


def _without_bounds(config: GatewayConfig) -> GatewayConfig:
    # The bound on clients' requests is kept before they come here; each makes several of its own.
    return replace(config, max_requests=sys.maxsize)


class _Both(Callers):
    """Accepts URLs that were presigned here, and this process's own credentials, which re-sign URLs of HEAD events."""

    def __init__(self, caller: KeyPair, region: str) -> None:
        super().__init__({"caller": caller}, region)
        self._caller = caller

    def authenticate(self, request: S3Request) -> str:
        return verify(request, self._known).access_key

    def may_read(self, caller: str, point: AccessPoint) -> bool:
        del point
        return bool(caller)

    def _known(self, access_key: str) -> KeyPair | None:
        return next((pair for pair in (self._caller, self._own) if pair and pair.access_key == access_key), None)

    @cached_property  # threads that come at once read the same credentials
    def _own(self) -> KeyPair | None:
        import boto3

        credentials = boto3.Session().get_credentials()
        if credentials is None:
            return None
        frozen = credentials.get_frozen_credentials()
        return KeyPair(
            access_key=frozen.access_key or "", secret_key=frozen.secret_key or "", session_token=frozen.token or ""
        )
