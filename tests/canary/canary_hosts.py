"""The hosts that a place is tried on: each hands out an object and gives every byte that left it."""

from __future__ import annotations

import json
import threading
import urllib.parse
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import urllib3
from canaries import HARMLESS, OTHER, PERSONAL
from canary_places import Place

from objectlambda import respond
from objectlambda.aws.lambda_handler import lambda_handler
from objectlambda.errors import ObjectLambdaError, s3_error
from objectlambda.function import ObjectRequest
from objectlambda.gateway.cache.cache import CacheConfig
from objectlambda.gateway.config.access_points import AccessPoint, Step
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.config.webhooks import parse_webhooks
from objectlambda.gateway.server import running
from objectlambda.measures import Measures
from objectlambda.ranges import parse_range
from objectlambda.registry import function_named
from objectlambda.steps import step, through
from objectlambda.testing import MemoryOrigin, get_object_event, receiver
from waiting import eventually

KEY_ENV = "CANARY_KEY"
KEY = "a-key-of-the-canary-suite-that-is-long"
REPLACE = {"mask_mode": "REPLACE_WITH_PII_ENTITY_TYPE"}
REDACTING = (
    {},
    REPLACE,
    {"mask_mode": "HASH", "key_env": KEY_ENV},
    {"mask_mode": "FAKE", "key_env": KEY_ENV},
    {"mask_mode": "KEEP_LAST_4"},
    {"mask_mode": "REMOVE"},
    {"mask_bytes": True},
    {"unsupported_file_handling": "PASS"},
)
GUARDING: tuple[dict[str, object], ...] = ({}, {"unsupported_file_handling": "PASS"})
MODES = {"pii_redaction": REDACTING, "pii_access_control": GUARDING}
_http = urllib3.PoolManager(retries=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What left a host for one read: the status, the body, and all the rest by name."""

    status: int
    body: bytes = field(repr=False)
    rest: Mapping[str, bytes] = field(default_factory=dict, repr=False)


Read = Callable[[Place, str, Mapping[str, object], str], Left]
"""Reads the object of a place through a function with a payload; the last argument names whose values it holds."""


WHOSE = {"personal": PERSONAL, "other": OTHER, "harmless": HARMLESS}


@cache  # by all hosts, functions and modes
def made(place: Place, whose: str) -> bytes:
    """The object of ``place`` that holds the values of ``whose``."""
    return place.make(WHOSE[whose])


def read_bytes(
    data: bytes, key: str, function: str, payload: Mapping[str, object], headers: Mapping[str, str] | None = None
) -> Left:
    """What leaves ``function`` itself for an object of these bytes, over an origin in memory."""
    reading = respond.Reading(
        function=function_named(function),
        request=ObjectRequest(key=key, payload=json.dumps(payload)),
        origin=MemoryOrigin(data, {"Content-Type": "text/plain", **(headers or {})}, chunk_bytes=1000),
        environ={},
        measures=Measures(),
    )
    return _left(reading)


def _left(reading: respond.Reading) -> Left:
    try:
        response = respond.get(reading)
        head = repr(response.head.http()).encode()
        return Left(status=200, body=b"".join(response.body), rest={"head": head})
    except Exception as error:
        status, code, message = s3_error(error)
        return Left(status=status, body=b"", rest={"error": f"{code} {message}".encode()})


@contextmanager
def chain(_tmp: Path) -> Iterator[Read]:
    """`decompress` and then the function, over an origin in memory; a second read asks for a missing member."""

    def read(place: Place, function: str, payload: Mapping[str, object], whose: str = "personal") -> Left:
        steps = (step("decompress", '{"on_uncompressed": "pass"}'), step(function, json.dumps(payload)))
        origin = MemoryOrigin(made(place, whose), place.headers(WHOSE[whose]), chunk_bytes=1000)
        first = respond.Reading(
            function=function_named("decompress"),
            request=ObjectRequest(key=place.path),
            origin=origin,
            environ={},
            measures=Measures(),
        )
        missing = replace(first, request=ObjectRequest(key=place.path, query={"file_name": "missing"}))
        left, another = (_left(through(steps, reading)) for reading in (first, missing))
        return replace(left, rest={**left.rest, "missing": another.body, **another.rest})

    yield read


@contextmanager
def direct(_tmp: Path) -> Iterator[Read]:
    """The functions themselves, over an origin in memory."""

    def read(place: Place, function: str, payload: Mapping[str, object], whose: str = "personal") -> Left:
        return read_bytes(made(place, whose), place.path, function, payload, place.headers(WHOSE[whose]))

    yield read


def _over_http(url: str, path: str, method: str = "GET") -> tuple[int, bytes, bytes]:
    """Status, headers and body; of a transfer that breaks, what came."""
    response = _http.request(method, f"{url}/{urllib.parse.quote(path)}", preload_content=False)
    body = b""
    try:
        for chunk in response.stream(65536):
            body += chunk
    except urllib3.exceptions.HTTPError:
        pass
    finally:
        response.close()
    return response.status, repr(dict(response.headers)).encode(), body


@contextmanager
def gateway(tmp: Path, **more: object) -> Iterator[Read]:
    """The gateway over a folder, read by HTTP: object, HEAD, listing and metrics."""
    (tmp / "data").mkdir()
    points: dict[str, AccessPoint] = {}
    names: dict[tuple[str, str], str] = {}
    for function, modes in MODES.items():
        for mode in modes:
            name = f"point-{len(points)}"
            steps = (Step(function=function, payload=json.dumps(mode)),)
            points[name] = AccessPoint(name=name, steps=steps, origin=tmp / "data")
            names[function, json.dumps(mode)] = name

    with running(GatewayConfig(access_points=points, port=0, **more)) as url:

        def read(place: Place, function: str, payload: Mapping[str, object], whose: str = "personal") -> Left:
            name = names[function, json.dumps(payload)]
            path = f"{name}/{whose}/{place.path}"
            file = tmp / "data" / whose / place.path
            if not file.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(made(place, whose))
            status, headers, body = _over_http(url, path)
            rest = {"headers": headers}
            if status >= 400:
                rest["error"] = body
            _, rest["HEAD"], _ = _over_http(url, path, "HEAD")
            folder = urllib.parse.quote(f"{whose}/{place.path}".rpartition("/")[0])
            listing = _http.request("GET", f"{url}/{name}?list-type=2&prefix={folder}/")
            rest["listing"] = listing.data
            told, _, rest["metrics"] = _over_http(url, "-/metrics")
            assert told == 200
            again, rest["headers again"], rest["again"] = _over_http(url, path)
            assert again == status
            return Left(status=status, body=b"" if status >= 400 else body, rest=rest)

        yield read


@contextmanager
def wire(tmp: Path) -> Iterator[Read]:
    """The gateway with the unmodified Lambda handlers behind it."""
    with gateway(tmp, wire=True) as read:
        yield read


@contextmanager
def cached(tmp: Path) -> Iterator[Read]:
    """The gateway with a cache: every object is read twice, the second time by another caller from the cache."""
    with gateway(tmp, cache=CacheConfig(folder=tmp / "cache")) as read:
        yield read


@contextmanager
def _store() -> Iterator[tuple[str, Callable[[Place, str], str]]]:
    """An object store on loopback that answers GET and HEAD, with ranges and each object's own headers.

    Its URL, and what stores the object of a place with somebody's values there and gives the object's URL.
    """
    stored: dict[str, tuple[bytes, Mapping[str, str]]] = {}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            data, headers = stored[urllib.parse.unquote(self.path.partition("?")[0])]
            asked = parse_range(self.headers.get("Range", ""))
            span = asked.resolve(len(data)) if asked is not None else None
            self.send_response(200 if span is None else 206)
            if span is not None:
                self.send_header("Content-Range", span.content_range)
                data = data[span.start : span.stop]
            for name, value in {"Content-Type": "text/plain", "ETag": '"tag"', **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(data)

        do_HEAD = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}"

    def url_of(place: Place, whose: str) -> str:
        path = f"/store/{whose}/{place.path}"
        if path not in stored:
            stored[path] = made(place, whose), place.headers(WHOSE[whose])
        return url + urllib.parse.quote(path)

    try:
        yield url, url_of
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def handler(_tmp: Path) -> Iterator[Read]:
    """The Lambda handlers: a presigned URL in front, WriteGetObjectResponse behind, both over HTTP."""

    class Context:
        def get_remaining_time_in_millis(self) -> int:
            return 60_000

    handlers = {name: lambda_handler(function_named(name)) for name in MODES}
    with _store() as (_, url_of), receiver() as arrived:

        def read(place: Place, function: str, payload: Mapping[str, object], whose: str = "personal") -> Left:
            error = b""
            try:
                handlers[function](get_object_event(url_of(place, whose), payload=json.dumps(payload)), Context())
            except ObjectLambdaError as broken:  # after the head was sent; the first chunk went with it
                error = str(broken).encode()
                eventually(lambda: arrived[-1].body)
            answered = arrived.pop()
            rest = {"headers": repr(dict(answered.headers)).encode(), "error": error}
            return Left(status=answered.status, body=answered.body, rest=rest)

        yield read


@contextmanager
def webhook(_tmp: Path) -> Iterator[Read]:
    """MinIO's webhook: an event by POST, the object by its URL."""
    token = "a-token-of-the-canary-suite"
    with _store() as (url, url_of):
        names: dict[tuple[str, str], str] = {}
        texts = []
        for function, modes in MODES.items():
            for mode in modes:
                name = f"hook-{len(names)}"
                texts.append(",".join((f"{name}={function}", *(f"{key}={json.dumps(v)}" for key, v in mode.items()))))
                names[function, json.dumps(mode)] = name
        hooks = parse_webhooks(texts, (url,), {"T": token}, "T")
        with running(GatewayConfig(access_points={}, port=0, webhooks=hooks)) as gateway_url:

            def read(place: Place, function: str, payload: Mapping[str, object], whose: str = "personal") -> Left:
                event = get_object_event(url_of(place, whose))
                target = f"{gateway_url}/functions/{names[function, json.dumps(payload)]}"
                headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
                answered = _http.request("POST", target, headers=headers, body=json.dumps(event).encode())
                told = answered.headers.get("x-amz-fwd-status", str(answered.status))
                rest = {"headers": repr(dict(answered.headers)).encode()}
                return Left(status=int(told), body=answered.data, rest=rest)

            yield read


HOSTS = {
    "direct": direct,
    "chain": chain,
    "gateway": gateway,
    "wire": wire,
    "cache": cached,
    "handler": handler,
    "webhook": webhook,
}


class Hosts:
    """Hosts that are started when they are first asked for, and stopped together. One lock: tests may use threads."""

    def __init__(self, tmp: Path) -> None:
        self._tmp = tmp
        self._stack = ExitStack()
        self._running: dict[str, Read] = {}
        self._left: dict[tuple[str, str, str, str], Left] = {}
        self._lock = threading.Lock()

    def __getitem__(self, name: str) -> Read:
        with self._lock:
            if name not in self._running:
                folder = self._tmp / name
                folder.mkdir()
                self._running[name] = self._stack.enter_context(HOSTS[name](folder))
            return self._running[name]

    def read(self, host: str, place: Place, function: str, payload: Mapping[str, object], whose: str) -> Left:
        """What leaves ``host``; what left the function itself is remembered for ``once``."""
        left = self[host](place, function, payload, whose)
        if host == "direct":
            with self._lock:
                self._left[place.name, function, json.dumps(payload), whose] = left
        return left

    def once(self, place: Place, function: str, payload: Mapping[str, object], whose: str) -> Left:
        """What left the function itself for these arguments, read where no test has read it yet."""
        known = self._left.get((place.name, function, json.dumps(payload), whose))
        return known or self.read("direct", place, function, payload, whose)

    def close(self) -> None:
        self._stack.close()
