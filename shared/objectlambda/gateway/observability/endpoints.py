"""``/-/health``, ``/-/ready`` and ``/-/metrics``: for those who run the gateway, not for its clients."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import os
import secrets
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from objectlambda import log
from objectlambda.gateway.auth import is_our_name
from objectlambda.gateway.observability.metrics import Metrics, merge, render
from objectlambda.gateway.origin_checks import troubles
from objectlambda.gateway.transport.asgi import App, Receive, Scope, Send
from objectlambda.s3.browser_headers import PLAIN
from objectlambda.stores.store import Store

PREFIX = "/-/"
READY_SECONDS = 5.0
"""How long it is remembered whether the origins can be read."""

TEXT = "text/plain; charset=utf-8"
METRICS_TEXT = "text/plain; version=0.0.4; charset=utf-8"


class Probes:
    """Answers below ``/-/``, and hands everything else to ``app``.

    No access point can have the name ``-``. The metrics are shown to this machine only, unless ``open_metrics``.

    Args:
        app: all the rest.
        stores: gives the origins that must answer for the gateway to be ready, by the names of access points.
        metrics: the counts of this process.
        shared: the folder in which each process leaves its counts, where there are several.
        open_metrics: whether other machines may read the counts, under whatever name they find this one.
        domains: names of this gateway beside those of this machine.
    """

    def __init__(
        self,
        app: App,
        stores: Callable[[], Mapping[str, Store]],
        metrics: Metrics,
        *,
        shared: Path | None = None,
        open_metrics: bool = False,
        domains: tuple[str, ...] = (),
    ) -> None:
        self._app, self._stores, self._metrics = app, stores, metrics
        self._shared, self._open_metrics, self._domains = shared, open_metrics, domains
        self._told = False  # that the counts cannot be left
        # Two gateways may have the same process number: those of one process, and those of two containers.
        self._name = f"{os.getpid()}-{secrets.token_hex(8)}"
        self._checked = (0.0, "")
        self._checking = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self._app(scope, receive, send)
            return
        if scope["method"] not in ("GET", "HEAD"):
            await _answer(send, 405, TEXT, b"only read\n")
        elif scope["path"] == "/-/health":
            await _answer(send, 200, TEXT, b"alive\n")
        elif scope["path"] == "/-/ready":
            trouble = await self._trouble()
            await _answer(send, 503 if trouble else 200, TEXT, f"{trouble or 'ready'}\n".encode())
        elif scope["path"] == "/-/metrics" and (self._open_metrics or self._is_ours(scope)):
            await _answer(send, 200, METRICS_TEXT, render(merge(self._snapshots())))
        else:
            await _answer(send, 404, TEXT, b"there is nothing here\n")

    def _is_ours(self, scope: Scope) -> bool:
        """Whether the request comes from this machine and names it.

        A web page whose name was made to lead here (DNS rebinding) sends that name.
        """
        host = next((value for name, value in scope["headers"] if name == b"host"), b"")
        return _is_local(scope) and is_our_name(host.decode("latin-1"), self._domains)

    def leave_counts(self) -> None:
        """Put this gateway's counts where the others find them. Where that cannot be, those left before stand."""
        if self._shared is None:
            return
        path = self._shared / f"{self._name}.json"
        partial = path.with_suffix(".partial")
        try:
            partial.write_text(self._metrics.snapshot())
            partial.replace(path)
            self._told = False
        except OSError as error:  # a full disk, say: no reason to stop answering
            if self._told:
                return
            self._told = True
            log.write(logging.WARNING, "counts not left", reason=error.strerror or type(error).__name__)

    def _snapshots(self) -> list[str]:
        if self._shared is None:
            return [self._metrics.snapshot()]
        return [path.read_text() for path in self._shared.glob("*.json")]

    async def _trouble(self) -> str:
        async with self._checking:
            at, trouble = self._checked
            if time.monotonic() - at > READY_SECONDS:
                trouble = await asyncio.to_thread(self._check)
                self._checked = (time.monotonic(), trouble)
        return trouble

    def _check(self) -> str:
        found = troubles(self._stores())
        return "\n".join(
            f"the origin of access point {name} cannot be read: {reason}" for name, reason in found.items()
        )


def _is_local(scope: Scope) -> bool:
    client = scope.get("client")
    try:
        return client is not None and ipaddress.ip_address(client[0]).is_loopback
    except ValueError:
        return False


async def _answer(send: Send, status: int, kind: str, body: bytes) -> None:
    headers = [
        (b"content-type", kind.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        *((name.encode(), value.encode()) for name, value in PLAIN),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
