"""Authentication and authorization: verifies signatures, names callers, checks what each may read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlsplit

from objectlambda.errors import OriginError
from objectlambda.gateway.config.access_points import AccessPoint
from objectlambda.gateway.config.exposure import is_loopback
from objectlambda.s3.operations import Operation, operation
from objectlambda.s3.requests import S3Request
from objectlambda.s3.sigv4 import KeyPair, is_signed, verify

SERVICES = ("s3", "s3-object-lambda")
"""SDKs sign for the second when they address an Object Lambda access point by its ARN."""


LOCAL_DOMAIN = "localhost"

_OF_S3 = re.compile(r"(?:[a-z0-9-]{1,63}\.){0,2}s3[a-z0-9-]{0,40}\.(?:[a-z0-9-]{1,40}\.)?amazonaws\.com(?:\.cn)?")
"""SDKs put the name of an access point before names of S3, whatever the endpoint. Only AWS says where these lead; of
other services under amazonaws.com, such as load balancers, their owners say so."""

MAX_HOST_CHARACTERS = 300
"""A host name has at most 253 characters (RFC 1035); longer ones are refused."""


def is_our_name(host_and_port: str, domains: Iterable[str]) -> bool:
    """Whether a Host header names us: this machine's names, those that SDKs make, and ``domains``."""
    return _is_ours(host_and_port[:MAX_HOST_CHARACTERS], tuple(domains))


@lru_cache(maxsize=256)  # of immutable values, by names alone: threads may share it
def _is_ours(host_and_port: str, domains: tuple[str, ...]) -> bool:
    try:
        host = urlsplit(f"//{host_and_port}").hostname or ""
    except ValueError:  # half an IPv6 address
        return False
    if is_loopback(host) or _OF_S3.fullmatch(host):
        return True
    return any(host == name or host.endswith(f".{name}") for name in (LOCAL_DOMAIN, *domains))


class Callers:
    """The callers that may read, by their names.

    Without callers, every request is anonymous, and signatures are not verified. ``read_secret`` gives the secret
    that a reference names now, for secrets that are rotated while this process lives; it may wait for AWS.
    """

    def __init__(
        self, callers: Mapping[str, KeyPair], region: str, read_secret: Callable[[str], bytes] | None = None
    ) -> None:
        self._read_secret = read_secret
        self._by_key = {pair.access_key: (name, pair) for name, pair in callers.items()}
        self._region = region

    def authenticate(self, request: S3Request) -> str:
        """The name of the caller that signed ``request``; empty for an unsigned one.

        Raises:
            OriginError: it is signed, and wrongly.
        """
        if not self._by_key or not is_signed(request):
            return ""
        # Clients that do not know the region ask for it, signed for us-east-1, as S3 itself lets them.
        region = "" if operation(request) is Operation.GET_BUCKET_LOCATION else self._region
        pair = verify(request, self._find, region=region, services=SERVICES)
        return self._by_key[pair.access_key][0]

    def may_read(self, caller: str, point: AccessPoint) -> bool:
        """Whether ``caller`` may read through ``point``."""
        if not self._by_key or point.anonymous:
            return True
        return bool(caller) and (not point.callers or caller in point.callers)

    def check(self, request: S3Request, point: AccessPoint) -> None:
        """Do nothing if the caller of ``request`` may read through ``point``.

        Raises:
            OriginError: 403 AccessDenied.
        """
        if not self.may_read(request.caller, point):
            raise OriginError(403, "AccessDenied", "Access Denied")

    def check_known(self, request: S3Request) -> None:
        """Do nothing if the caller of ``request`` may learn that an access point does not exist.

        Raises:
            OriginError: 403 AccessDenied.
        """
        if self._by_key and not request.caller:
            raise OriginError(403, "AccessDenied", "Access Denied")

    def check_host(self, request: S3Request, domains: Iterable[str]) -> None:
        """Do nothing if ``request`` was sent under a host name that only this gateway can have.

        Where nobody is asked who they are, a page in a browser of this machine could otherwise read what is anonymous:
        under a name of its own that it lets lead here (DNS rebinding). A signature covers the name.

        Raises:
            OriginError: 403 AccessDenied.
        """
        host = request.headers.get("host", "")
        if not request.caller and not is_our_name(host, domains):
            raise OriginError(403, "AccessDenied", f"This gateway does not answer under the name {host[:100]}")

    def _find(self, access_key: str) -> KeyPair | None:
        found = self._by_key.get(access_key)
        if found is None:
            return None
        pair = found[1]
        if self._read_secret is None or not pair.reference:
            return pair
        return replace(pair, secret_key=self._read_secret(pair.reference).decode())
