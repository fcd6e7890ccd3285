"""One request as S3 sees it: access point, key, query and headers, parsed strictly at the edge."""

from __future__ import annotations

import random
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import unquote, unquote_plus, unquote_to_bytes

from objectlambda.errors import InvalidRequest, OriginError
from objectlambda.headers import Headers

MAX_KEY_BYTES = 1024
"""The longest key that S3 stores (S3 User Guide, "Naming Amazon S3 objects")."""

_NO_PARAMETERS: Mapping[str, str] = MappingProxyType({})
_ACCOUNT_SUFFIX = re.compile(r"-\d{12}$")
CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
"""What no header may hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class S3Request:
    """A request after parsing.

    Attributes:
        request_id: stands in every response and log line.
        method: in capitals.
        access_point: the bucket named by host or path; empty for the service itself.
        key: the object's key, decoded; empty for the access point itself.
        query: the parameters in their order, decoded.
        headers: as sent.
        raw_path, raw_query: as they stood on the wire; signatures are made over these.
        client: the peer's address.
        caller: who signed the request, once that is verified; empty for nobody.
    """

    request_id: str
    method: str
    access_point: str
    key: str
    query: tuple[tuple[str, str], ...] = field(repr=False)
    headers: Headers
    raw_path: str = field(repr=False)
    raw_query: str = field(repr=False)
    client: str = ""
    caller: str = ""

    @property
    def parameters(self) -> Mapping[str, str]:
        """The query by name; the last one wins where a name is repeated."""
        return dict(self.query) if self.query else _NO_PARAMETERS


def new_request_id() -> str:
    """An id to find a request's log lines by: 16 hex digits, as S3 has them.

    It is no secret. The system's randomness would cost a system call, and with it this thread's turn.
    """
    return f"{random.getrandbits(64):016X}"


def parse_headers(pairs: Iterable[tuple[bytes, bytes]]) -> Headers:
    """The headers of a request.

    Raises:
        InvalidRequest: a value holds a control character: it could become a header of its own further on.
    """
    headers = list(pairs)
    if CONTROL.search(b" ".join([value for _, value in headers])):  # one search, since hardly any request has one
        name = next(name for name, value in headers if CONTROL.search(value))
        raise InvalidRequest(f"the header {name.decode('latin-1')[:80]} holds a control character")
    return Headers([(name.decode("latin-1"), value.decode("latin-1").strip()) for name, value in headers])


def parse_query(raw: str) -> tuple[tuple[str, str], ...]:
    """The parameters of a raw query string in their order; one without ``=`` has an empty value."""
    if not raw:
        return ()
    pairs = (part.partition("=") for part in raw.split("&") if part)
    return tuple((unquote_plus(name), unquote_plus(value)) for name, _, value in pairs)


def locate(host: str, raw_path: str, access_points: Container[str], domains: Container[str]) -> tuple[str, str]:
    """The access point and key that a request is for.

    An access point is named by the first part of the path, by a host below one of ``domains``
    (``name.localhost``), or by a host that starts with ``name-<account of 12 digits>.``, as access-point ARNs make it.

    Raises:
        OriginError: the path is no UTF-8, or the key longer than S3 stores.
    """
    by_host = _named_by_host(host, access_points, domains)
    rest = raw_path[1:] if raw_path.startswith("/") else raw_path
    if by_host:
        return by_host, _key(rest)
    bucket, _, key = rest.partition("/")
    return unquote(bucket) if "%" in bucket else bucket, _key(key)


def _named_by_host(host: str, known: Container[str], domains: Container[str]) -> str:
    name, dot, domain = host.rpartition(":")[0].partition(".") if _has_port(host) else host.partition(".")
    if not dot:
        return ""
    name, domain = name.lower(), domain.lower()
    if domain in domains and name in known:
        return name
    bare = _ACCOUNT_SUFFIX.sub("", name)
    return bare if bare != name and bare in known else ""


def _has_port(host: str) -> bool:
    return host.rpartition(":")[2].isdigit() and ":" in host


def _key(raw: str) -> str:
    try:
        key = raw if raw.isascii() and "%" not in raw else unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError as error:
        raise OriginError(400, "InvalidURI", "Couldn't parse the specified URI: it is not UTF-8") from error
    if len(key.encode()) > MAX_KEY_BYTES:
        raise OriginError(400, "KeyTooLongError", f"Your key is longer than {MAX_KEY_BYTES} bytes")
    return key
