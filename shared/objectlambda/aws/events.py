"""The four events with which S3 Object Lambda invokes a function, parsed at the edge and trusted inside.

Source: S3 User Guide, "Event context format and usage" (olap-event-context). Unknown keys are ignored, a minor
``protocolVersion`` may rise, ``configuration`` and its ``payload`` may be missing (MinIO sends neither).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar
from urllib.parse import parse_qsl, unquote, urlsplit

from objectlambda.errors import InvalidEvent
from objectlambda.function import UserIdentity
from objectlambda.headers import Headers

SUPPORTED_MAJOR_VERSION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRequest:
    """What the caller sent to the access point: the decoded URL without credentials, and the headers."""

    url: str
    headers: Headers

    @property
    def query(self) -> Mapping[str, str]:
        """The caller's query parameters; the last one wins where a name is repeated."""
        return dict(parse_qsl(urlsplit(self.url).query, keep_blank_values=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectLambdaEvent:
    """What all four events share."""

    context_key: ClassVar[str] = ""

    request_id: str
    input_url: str = field(repr=False)
    user_request: UserRequest
    user_identity: UserIdentity
    access_point_arn: str
    supporting_access_point_arn: str
    payload: str = field(repr=False)

    @property
    def key(self) -> str:
        """The object's key, from the percent-encoded path of the presigned URL.

        ``userRequest.url`` is decoded and so ambiguous for keys that hold ``?``, ``#`` or ``%``.
        Path-style URLs carry the bucket first; it is left out where the host is no bucket's.
        """
        parts = urlsplit(self.input_url)
        path = unquote(parts.path).lstrip("/")
        if _host_names_the_bucket(parts.hostname or ""):
            return path
        return path.partition("/")[2]

    @property
    def place(self) -> str:
        """Where the object lies: the presigned URL without its query, which tells apart objects of the same key."""
        return self.input_url.partition("?")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class GetObjectEvent(ObjectLambdaEvent):
    """A GetObject to be answered with WriteGetObjectResponse at ``output_route``."""

    context_key: ClassVar[str] = "getObjectContext"

    output_route: str
    output_token: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadObjectEvent(ObjectLambdaEvent):
    """A HeadObject to be answered with the handler's return value. The URL is signed for HEAD only."""

    context_key: ClassVar[str] = "headObjectContext"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListObjectsEvent(ObjectLambdaEvent):
    """A ListObjects (version 1) to be answered with the handler's return value."""

    context_key: ClassVar[str] = "listObjectsContext"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListObjectsV2Event(ObjectLambdaEvent):
    """A ListObjectsV2 to be answered with the handler's return value."""

    context_key: ClassVar[str] = "listObjectsV2Context"


EVENTS: tuple[type[ObjectLambdaEvent], ...] = (
    GetObjectEvent,
    HeadObjectEvent,
    ListObjectsEvent,
    ListObjectsV2Event,
)


def parse_event(raw: object) -> ObjectLambdaEvent:
    """The typed event of ``raw``, the JSON object a handler receives.

    Raises:
        InvalidEvent: naming the field that is missing or of the wrong type, or the protocol version.
    """
    if not isinstance(raw, Mapping):
        raise InvalidEvent(f"the event is a {type(raw).__name__}, not a JSON object")
    _check_version(raw.get("protocolVersion"))
    for kind in EVENTS:
        if kind.context_key in raw:
            return _build(kind, raw)
    expected = ", ".join(kind.context_key for kind in EVENTS)
    raise InvalidEvent(f"the event has none of {expected}: it is not from S3 Object Lambda")


def route_and_token(raw: object) -> tuple[str, str] | None:
    """Where an event can be answered, taken from it even when the rest of it is malformed."""
    context = raw.get("getObjectContext") if isinstance(raw, Mapping) else None
    if not isinstance(context, Mapping):
        return None
    route, token = context.get("outputRoute"), context.get("outputToken")
    if isinstance(route, str) and isinstance(token, str) and route and token:
        return route, token
    return None


def _build(kind: type[ObjectLambdaEvent], raw: Mapping[str, Any]) -> ObjectLambdaEvent:
    context = _mapping(raw, kind.context_key)
    configuration = _mapping(raw, "configuration", optional=True)
    request = _mapping(raw, "userRequest", optional=True)
    identity = _mapping(raw, "userIdentity", optional=True)
    extra: dict[str, str] = {}
    if kind is GetObjectEvent:
        extra = {
            "output_route": _text(context, f"{kind.context_key}.outputRoute"),
            "output_token": _text(context, f"{kind.context_key}.outputToken"),
        }
    url = _url(_text(context, f"{kind.context_key}.inputS3Url"), f"{kind.context_key}.inputS3Url")
    if urlsplit(url).scheme not in ("http", "https"):
        raise InvalidEvent(f"{kind.context_key}.inputS3Url is not an http or https URL")
    return kind(
        request_id=_optional_text(raw, "xAmzRequestId"),
        input_url=url,
        user_request=UserRequest(
            url=_url(_optional_text(request, "userRequest.url"), "userRequest.url"),
            headers=Headers(_mapping(request, "userRequest.headers", optional=True)),
        ),
        user_identity=UserIdentity(
            type=_optional_text(identity, "userIdentity.type"),
            arn=_optional_text(identity, "userIdentity.arn"),
            account_id=_optional_text(identity, "userIdentity.accountId"),
            principal_id=_optional_text(identity, "userIdentity.principalId"),
        ),
        access_point_arn=_optional_text(configuration, "configuration.accessPointArn"),
        supporting_access_point_arn=_optional_text(configuration, "configuration.supportingAccessPointArn"),
        payload=_optional_text(configuration, "configuration.payload"),
        **extra,
    )


def _check_version(version: object) -> None:
    # MinIO sends an empty version. A minor bump may only add fields (olap-event-context).
    if version in (None, ""):
        return
    if not isinstance(version, str) or version.partition(".")[0] != SUPPORTED_MAJOR_VERSION:
        raise InvalidEvent(f"protocolVersion {version!r} is not {SUPPORTED_MAJOR_VERSION}.x")


def _mapping(raw: Mapping[str, Any], path: str, *, optional: bool = False) -> Mapping[str, Any]:
    value = raw.get(path.rpartition(".")[2])
    if value is None and optional:
        return {}
    if not isinstance(value, Mapping):
        raise InvalidEvent(f"{path} is {'missing' if value is None else 'not an object'}")
    return value


def _text(raw: Mapping[str, Any], path: str) -> str:
    value = raw.get(path.rpartition(".")[2])
    if not isinstance(value, str) or not value:
        raise InvalidEvent(f"{path} is {'missing' if not value else 'not a string'}")
    return value


def _url(text: str, path: str) -> str:
    try:
        _ = urlsplit(text).port
    except ValueError as error:  # half an IPv6 address, a port that is none
        raise InvalidEvent(f"{path} is no URL") from error
    return text


def _optional_text(raw: Mapping[str, Any], path: str) -> str:
    value = raw.get(path.rpartition(".")[2])
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InvalidEvent(f"{path} is not a string")
    return value


def _host_names_the_bucket(host: str) -> bool:
    # Virtual-hosted and access-point hosts; path-style endpoints are s3.<region>.amazonaws.com or no AWS host.
    if not host.endswith((".amazonaws.com", ".amazonaws.com.cn")):
        return False
    return not host.startswith(("s3.", "s3-fips."))
