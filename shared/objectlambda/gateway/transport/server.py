"""uvicorn as a part: a server of an ASGI application that is started and stopped inside a running event loop."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from objectlambda.gateway.transport.asgi import App

BACKLOG = 2048
GRACE_SECONDS = 30
KEEP_ALIVE_SECONDS = 30
MAX_CONNECTIONS = 10_000


class Server:
    """One application on one socket; connections beyond ``max_connections`` are told to come again."""

    def __init__(
        self,
        app: App,
        *,
        grace_seconds: int = GRACE_SECONDS,
        max_connections: int = MAX_CONNECTIONS,
        tls: Tls | None = None,
    ) -> None:
        # Loaded here: a configuration is also read where nothing listens, as in a Lambda function without uvicorn.
        import uvicorn

        from objectlambda.gateway.transport.protocol import BoundedProtocol

        options: dict[str, Any] = {
            "http": partial(BoundedProtocol, max_connections=max_connections),
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
        if tls is not None:
            options |= {"ssl_certfile": str(tls.certificate), "ssl_keyfile": str(tls.key)}
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Tls:
    """PEM files: the certificate with its chain, and its key."""

    certificate: Path
    key: Path
