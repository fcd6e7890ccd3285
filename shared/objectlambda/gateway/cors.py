"""Cross-origin requests of web pages: which origins may read, told in preflights and with each response.

Source: the Fetch standard, "CORS protocol"; S3 User Guide, "Using cross-origin resource sharing (CORS)".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fnmatch import fnmatchcase

from objectlambda.errors import OriginError
from objectlambda.gateway.config.model import Cors
from objectlambda.s3.requests import S3Request
from objectlambda.s3.responses import S3Response

VARY = ("vary", "Origin")
CROSS_ORIGIN = ("cross-origin-resource-policy", "cross-origin")


def is_preflight(request: S3Request) -> bool:
    """Whether a browser asks what a page may ask."""
    headers = request.headers
    return request.method == "OPTIONS" and "origin" in headers and "access-control-request-method" in headers


def preflight(request: S3Request, cors: Cors) -> S3Response:
    """The response to a preflight. It says nothing of callers, objects or access points.

    Raises:
        OriginError: 403 AccessForbidden, origin, method or a header is not allowed.
    """
    headers = request.headers
    wanted = [name.strip().lower() for name in headers.get("access-control-request-headers", "").split(",")]
    wanted = [name for name in wanted if name]
    allowed = allows(cors, headers.get("origin", "")) and headers["access-control-request-method"] in cors.methods
    if not allowed or not all(_matches(name, cors.headers) for name in wanted):
        raise OriginError(403, "AccessForbidden", "CORSResponse: This CORS request is not allowed.")
    more = [("access-control-allow-methods", ", ".join(cors.methods)), ("access-control-max-age", str(cors.max_age))]
    if wanted:
        more.append(("access-control-allow-headers", ", ".join(wanted)))
    if headers.get("access-control-request-private-network") == "true":
        more.append(("access-control-allow-private-network", "true"))
    return S3Response(headers=(("content-length", "0"), *more))


def shared_with(response: S3Response, request: S3Request, cors: Cors) -> S3Response:
    """``response`` with what lets a page of an allowed origin read it; caches are told that it depends on that."""
    origin = request.headers.get("origin", "")
    if not allows(cors, origin):
        return replace(response, headers=(*response.headers, VARY))
    told = [VARY, CROSS_ORIGIN, ("access-control-allow-origin", origin)]
    if cors.expose and request.method != "OPTIONS":
        told.append(("access-control-expose-headers", ", ".join(cors.expose)))
    return replace(response, headers=(*response.headers, *told))


def allows(cors: Cors, origin: str) -> bool:
    """Whether pages of ``origin`` may read."""
    return bool(origin) and _matches(origin, cors.origins)


def _matches(text: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(text.lower(), pattern.lower()) for pattern in patterns)
