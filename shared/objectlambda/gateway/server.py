"""Starts and stops a gateway on a socket, in the foreground or in a thread beside the code that uses it."""

from __future__ import annotations

import asyncio
import logging
import resource
import signal
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from objectlambda import log
from objectlambda.errors import InvalidSettings, ObjectLambdaError
from objectlambda.gateway.app import Gateway
from objectlambda.gateway.auth import Callers
from objectlambda.gateway.config.exposure import check_cache, check_exposure
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.emulator.wire import Wire
from objectlambda.gateway.memory import FreedMemory
from objectlambda.gateway.mounts import Mounts
from objectlambda.gateway.observability.endpoints import Probes
from objectlambda.gateway.observability.metrics import Metrics
from objectlambda.gateway.observability.requests import EntityCounter
from objectlambda.gateway.origin_checks import warn_of_troubles
from objectlambda.gateway.runners.inprocess import InProcess
from objectlambda.gateway.runners.runner import Runner
from objectlambda.gateway.tracing.starting import start_tracing
from objectlambda.gateway.transport.listener import BACKLOG
from objectlambda.gateway.transport.patience import Patience
from objectlambda.gateway.transport.server import Server
from objectlambda.memory_budget import BUDGET, default_budget
from objectlambda.stores.bucket import BucketOrigin, BucketStore
from objectlambda.stores.folder import FolderStore
from objectlambda.stores.parse import OriginConfig
from objectlambda.stores.store import Store

TICK_SECONDS = 1.0
OPEN_FILES = 65_536

Reload = Callable[[], GatewayConfig | None]


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


def share_log(logger: logging.Logger) -> None:
    """Send uvicorn's own warnings where ``logger`` sends its lines, in the same form."""
    for name in ("uvicorn.error", "asyncio"):
        other = logging.getLogger(name)
        other.handlers = list(logger.handlers)
        other.propagate = False
        other.setLevel(logging.WARNING)


def allow_many_files() -> None:
    """Raise this process's limit of open files, and so of connections, up to OPEN_FILES."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if most == resource.RLIM_INFINITY else min(OPEN_FILES, most)
    if now < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def bind(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Clients may connect at once, and wait until they are served.

    Raises:
        InvalidSettings: the address is taken, or not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol must be named: without it asyncio leaves Nagle's algorithm on, and responses wait for 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise InvalidSettings(f"cannot listen on {host}:{port}: {error.strerror}") from error
    return listener


def url_of(listener: socket.socket, *, tls: bool = False) -> str:
    """The endpoint URL of a bound socket."""
    host, port = listener.getsockname()[:2]
    return f"http{'s' if tls else ''}://{f'[{host}]' if ':' in host else host}:{port}"


async def serve(
    config: GatewayConfig,
    listener: socket.socket,
    stopping: asyncio.Event,
    reload: Reload | None = None,
    shared: Path | None = None,
    hung_up: asyncio.Event | None = None,
    wire: Callable[[GatewayConfig, Mapping[str, Store]], Runner] = Wire,
) -> None:
    """Serve until ``stopping`` is set; requests under way are finished first.

    Args:
        config: the gateway.
        listener: a listening socket, see ``bind``.
        stopping: set by whoever wants it to end.
        reload: tells of another configuration to go on with, once in a while.
        shared: the folder in which several processes put their counts together, and sizes that they have measured.
        hung_up: set when ``reload`` has something to tell, so that it need not wait.
        wire: makes the runner of ``--wire``.
    """
    check_cache(config)
    host = listener.getsockname()[0]
    BUDGET.resize(_memory_budget(config))
    metrics, memory = Metrics(), FreedMemory()
    entities = EntityCounter(metrics)
    log.LOGGER.addHandler(entities)
    stores = open_stores(config)
    runner = wire(config, stores) if config.wire else InProcess(config, metrics, shared)
    await runner.start()
    tracing = None
    try:
        tracing = start_tracing() if config.tracing else None
        traced = runner if tracing is None else tracing.runner(runner, origins=not config.wire)
        gateway = Gateway(config, stores, traced, Callers(config.callers, config.region), metrics)
        mounts = Mounts(gateway, config, stores, runner, metrics)
        app = mounts if tracing is None else tracing.app(mounts)
        probes = Probes(
            app, gateway.stores, metrics, shared=shared, open_metrics=config.open_metrics, domains=config.domains
        )
        server = Server(probes, _patience(config), config.tls)
        await server.start(listener)
        warn_of_troubles(stores)
        while not stopping.is_set():
            await server.tick()
            probes.leave_counts()
            if memory.is_due:
                await asyncio.to_thread(memory.give_back)
            if reload is not None and (changed := reload()) is not None:
                # Judged by where it listens, which a reload does not change.
                bound = replace(changed, host=host)
                await _reconfigure(gateway, mounts, runner, bound)
            await _tick(stopping, hung_up or stopping)
        await server.stop()
        await mounts.close()
    finally:
        log.LOGGER.removeHandler(entities)
        await runner.close()
        if tracing is not None:
            tracing.close()


def _memory_budget(config: GatewayConfig) -> int:
    return config.memory_budget_bytes or default_budget() // config.workers


def _patience(config: GatewayConfig) -> Patience:
    return Patience(
        max_connections=config.max_connections,
        head_seconds=config.head_seconds,
        stall_seconds=config.stall_seconds,
        keep_alive_seconds=config.keep_alive_seconds,
        grace_seconds=config.drain_seconds,
    )


async def _tick(*events: asyncio.Event) -> None:
    """Wait for the next tick, or until one of ``events`` is set."""
    waiting = [asyncio.ensure_future(event.wait()) for event in events]
    await asyncio.wait(waiting, timeout=TICK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    for event in waiting:
        event.cancel()


async def _reconfigure(gateway: Gateway, mounts: Mounts, runner: Runner, config: GatewayConfig) -> None:
    try:
        check_exposure(config)
        stores = open_stores(config)
        await runner.reconfigure(config, stores)
    except ObjectLambdaError as error:
        log.write(logging.ERROR, "configuration kept", reason=str(error))
        return
    BUDGET.resize(_memory_budget(config))
    warn_of_troubles(stores)
    gateway.reconfigure(config, stores, Callers(config.callers, config.region))
    mounts.reconfigure(config, stores)
    log.write(logging.INFO, "configuration reloaded", access_points=len(config.access_points))


async def serve_until_told(
    config: GatewayConfig,
    listener: socket.socket,
    read: Callable[[], GatewayConfig] | None = None,
    shared: Path | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM; on SIGHUP go on with the configuration that ``read`` gives."""
    stopping, hung_up = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    loop.add_signal_handler(signal.SIGHUP, hung_up.set)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGHUP})  # the parent may have blocked it

    def reload() -> GatewayConfig | None:
        if not hung_up.is_set():
            return None
        hung_up.clear()
        try:
            return read() if read is not None else None
        except InvalidSettings as error:
            log.write(logging.ERROR, "configuration kept", reason=str(error))
            return None

    await serve(config, listener, stopping, reload, shared, hung_up)


@contextmanager
def running(
    config: GatewayConfig,
    wire: Callable[[GatewayConfig, Mapping[str, Store]], Runner] = Wire,
    shared: Path | None = None,
) -> Iterator[str]:
    """A gateway in a thread of its own for as long as the ``with`` lasts; gives its endpoint URL. See ``serve``.

    Raises:
        InvalidSettings: the address cannot be listened on.
    """
    listener = bind(config.host, config.port)
    loop = asyncio.new_event_loop()
    stopping = asyncio.Event()
    failed: list[BaseException] = []

    def run() -> None:
        try:
            loop.run_until_complete(serve(config, listener, stopping, shared=shared, wire=wire))
        except BaseException as error:  # noqa: BLE001 - it is raised where the gateway is wanted
            failed.append(error)
            listener.close()
        finally:
            loop.close()

    thread = threading.Thread(target=run, name="gateway", daemon=True)
    url = url_of(listener, tls=config.tls is not None)
    thread.start()
    try:
        yield url
    finally:
        with suppress(RuntimeError):  # the loop is closed where the gateway failed
            loop.call_soon_threadsafe(stopping.set)
        thread.join(config.drain_seconds)
        if failed:
            raise failed[0]
