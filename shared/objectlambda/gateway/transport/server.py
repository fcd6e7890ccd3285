"""A uvicorn server that is started and stopped inside a running event loop."""

from __future__ import annotations

import asyncio
import socket
from dataclasses import replace
from functools import partial
from typing import Any

from objectlambda.gateway.config.model import Tls
from objectlambda.gateway.transport.asgi import App
from objectlambda.gateway.transport.listener import ACCEPTED_AT_ONCE, BACKLOG, OVER, Listener, most_connections
from objectlambda.gateway.transport.patience import Patience


class Server:
    """One application on one socket.

    Args:
        app: the application.
        patience: the bounds on clients.
        tls: the certificate, for https.
    """

    def __init__(self, app: App, patience: Patience | None = None, tls: Tls | None = None) -> None:
        # Loaded here: a configuration is also read where nothing listens, as in a Lambda function without uvicorn.
        import uvicorn

        from objectlambda.gateway.transport.protocol import BoundedProtocol

        patience = patience or Patience()
        patience = replace(patience, max_connections=most_connections(patience.max_connections))
        options: dict[str, Any] = {
            "http": partial(BoundedProtocol, patience=patience),
            "ws": "none",
            "lifespan": "off",
            "log_config": None,
            "access_log": False,
            "server_header": False,
            "proxy_headers": False,
            "backlog": BACKLOG,
            "timeout_graceful_shutdown": patience.grace_seconds,
            "timeout_keep_alive": patience.keep_alive_seconds,
        }
        if tls is not None:
            options |= {"ssl_certfile": str(tls.certificate), "ssl_keyfile": str(tls.key)}
        config = uvicorn.Config(app, **options)
        config.load()
        self._config, self._patience = config, patience
        self._server = uvicorn.Server(config)
        self._server.lifespan = config.lifespan_class(config)
        self._sockets: list[socket.socket] = []

    async def start(self, listener: socket.socket) -> None:
        """Accept connections on a bound socket."""
        config, server = self._config, self._server
        # Who is refused in HTTP needs a connection for it; over TLS, a handshake is more than a refusal is worth.
        most = self._patience.max_connections + (0 if config.ssl is not None else OVER)
        self._sockets = [Listener(listener, most)]
        # As uvicorn's own startup, which leaves asyncio's 60 seconds to a TLS handshake.
        made: Any = config.http_protocol_class
        protocol = partial(made, config=config, server_state=server.server_state, app_state=server.lifespan.state)
        accepting = await asyncio.get_running_loop().create_server(
            protocol,
            sock=self._sockets[0],
            ssl=config.ssl,
            backlog=ACCEPTED_AT_ONCE,
            ssl_handshake_timeout=self._patience.head_seconds if config.ssl is not None else None,
        )
        server.servers = [accepting]
        server.started = True

    async def tick(self) -> None:
        """Do the periodic work; it keeps the Date header current."""
        await self._server.on_tick(0)

    async def stop(self) -> None:
        """Accept no more connections, and finish the requests under way within the grace period."""
        await self._server.shutdown(sockets=self._sockets)
