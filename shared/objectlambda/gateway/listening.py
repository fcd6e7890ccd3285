"""uvicorn as a part: a server of an ASGI application that is started and stopped inside a running event loop."""

from __future__ import annotations

import socket
from typing import Any

import uvicorn

from objectlambda.gateway.asgi import App
from objectlambda.gateway.protocol import BoundedProtocol

BACKLOG = 2048
GRACE_SECONDS = 30
KEEP_ALIVE_SECONDS = 30


class Server:
    """One application on one socket."""

    def __init__(self, app: App, *, grace_seconds: int = GRACE_SECONDS) -> None:
        options: dict[str, Any] = {
            "http": BoundedProtocol,
            "ws": "none",
            "lifespan": "off",
            "log_config": None,
            "access_log": False,
            "server_header": False,
            "proxy_headers": False,
            "backlog": BACKLOG,
            "timeout_graceful_shutdown": grace_seconds,
            "timeout_keep_alive": KEEP_ALIVE_SECONDS,
        }
        config = uvicorn.Config(app, **options)
        config.load()
        self._server = uvicorn.Server(config)
        self._server.lifespan = config.lifespan_class(config)
        self._sockets: list[socket.socket] = []

    async def start(self, listener: socket.socket) -> None:
        """Accept connections on a bound socket."""
        self._sockets = [listener]
        await self._server.startup(sockets=self._sockets)

    async def tick(self) -> None:
        """Do what is to be done once in a while: the Date header is kept true by it."""
        await self._server.on_tick(0)

    async def stop(self) -> None:
        """Accept no more, finish the requests under way, for as long as the grace lasts."""
        await self._server.shutdown(sockets=self._sockets)
