"""Starting and stopping: a gateway on a socket, in the foreground or beside the code that uses it."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from objectlambda.errors import InvalidSettings
from objectlambda.gateway.adapters.adapter import Adapter
from objectlambda.gateway.adapters.inprocess import InProcess
from objectlambda.gateway.app import Gateway
from objectlambda.gateway.config import GatewayConfig, OriginConfig
from objectlambda.gateway.origins.bucket import BucketOrigin, BucketStore
from objectlambda.gateway.origins.folder import FolderStore
from objectlambda.gateway.origins.store import Store
from objectlambda.gateway.protocol import BoundedProtocol

BACKLOG = 2048
GRACE_SECONDS = 30
START_SECONDS = 30.0


def open_stores(config: GatewayConfig) -> dict[str, Store]:
    """The store of each access point by its name; access points with the same origin share one."""
    opened: dict[OriginConfig, Store] = {}
    stores = {}
    for point in config.access_points.values():
        if point.origin not in opened:
            origin = point.origin
            opened[origin] = BucketStore(origin) if isinstance(origin, BucketOrigin) else FolderStore(origin)
        stores[point.name] = opened[point.origin]
    return stores


def check_exposure(config: GatewayConfig) -> None:
    """Do nothing if the gateway may listen where it is told to.

    Raises:
        InvalidSettings: others than this machine could reach it, and nothing would ask them who they are.
    """
    if not is_loopback(config.host) and not config.allow_anonymous:
        raise InvalidSettings(
            f"{config.host} can be reached from other machines, and no credentials are configured: anybody could read "
            "all objects; listen on 127.0.0.1, or say --allow-anonymous if that is what you want"
        )


def is_loopback(host: str) -> bool:
    """Whether only this machine can connect to ``host``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def bind(host: str, port: int) -> socket.socket:
    """A bound socket; port 0 takes a free one.

    Raises:
        InvalidSettings: the address is taken, or not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise InvalidSettings(f"cannot listen on {host}:{port}: {error.strerror}") from error
    return listener


def url_of(listener: socket.socket) -> str:
    """The endpoint URL of a bound socket."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


async def serve(
    config: GatewayConfig, listener: socket.socket, on_start: Callable[[uvicorn.Server], None] | None = None
) -> None:
    """Serve until told to stop by SIGINT, SIGTERM or the server's ``should_exit``; requests under way are finished.

    Args:
        config: the gateway.
        listener: a bound socket, see ``bind``.
        on_start: called with the server once it accepts connections.
    """
    adapter = make_adapter(config)
    server = uvicorn_server(Gateway(config, open_stores(config), adapter))
    telling = asyncio.create_task(_tell(server, on_start)) if on_start else None
    try:
        await server.serve(sockets=[listener])
    finally:
        if telling is not None:
            telling.cancel()
        await adapter.close()


def make_adapter(config: GatewayConfig) -> Adapter:
    """The adapter that the configuration asks for."""
    return InProcess(config.max_concurrency, exact_lists=config.exact_lists)


def uvicorn_server(app: object) -> uvicorn.Server:
    """A uvicorn server of ``app`` with this package's protocol and none of uvicorn's own logging."""
    config = uvicorn.Config(
        app,  # type: ignore[arg-type]  # an ASGI application, by its shape
        http=BoundedProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        backlog=BACKLOG,
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_keep_alive=30,
    )
    return uvicorn.Server(config)


@contextmanager
def running(config: GatewayConfig) -> Iterator[str]:
    """A gateway in a thread of its own for as long as the ``with`` lasts; gives its endpoint URL.

    Raises:
        InvalidSettings: the address cannot be listened on.
        RuntimeError: the server did not start.
    """
    listener = bind(config.host, config.port)
    started = threading.Event()
    servers: list[uvicorn.Server] = []

    def on_start(server: uvicorn.Server) -> None:
        servers.append(server)
        started.set()

    thread = threading.Thread(
        target=lambda: asyncio.run(serve(config, listener, on_start)), name="gateway", daemon=True
    )
    thread.start()
    if not started.wait(START_SECONDS):
        raise RuntimeError("the gateway did not start")
    try:
        yield url_of(listener)
    finally:
        servers[0].should_exit = True
        thread.join(GRACE_SECONDS)


async def _tell(server: uvicorn.Server, on_start: Callable[[uvicorn.Server], None]) -> None:
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    on_start(server)
