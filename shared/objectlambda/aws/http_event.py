"""The event of payload format 2.0, with which function URLs and HTTP APIs invoke a function, as a request to S3.

Source: Lambda Developer Guide, "Invoking function URLs"; API Gateway, "Lambda proxy integrations for HTTP APIs".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

from objectlambda.errors import InvalidEvent, OriginError
from objectlambda.function import UserIdentity
from objectlambda.headers import Headers
from objectlambda.s3.requests import MAX_KEY_BYTES, S3Request, parse_query


def parse_http_event(raw: Any) -> tuple[S3Request, UserIdentity | None]:
    """The request of an event in payload format 2.0, and who made it where an authorizer says so.

    Function URLs hand the path over as it was sent, HTTP APIs decoded and behind the name of the stage.

    Raises:
        InvalidEvent: the event is not in payload format 2.0.
    """
    if not isinstance(raw, Mapping) or raw.get("version") != "2.0" or "requestContext" not in raw:
        raise InvalidEvent("the event is not in payload format 2.0 of function URLs and HTTP APIs")
    context = _mapping(raw, "requestContext")
    http = _mapping(context, "http")
    path, query = str(raw.get("rawPath") or "/"), str(raw.get("rawQueryString") or "")
    name, _, key = _decode_path(path, context).lstrip("/").partition("/")
    if len(key.encode()) > MAX_KEY_BYTES:
        raise OriginError(400, "KeyTooLongError", f"Your key is longer than {MAX_KEY_BYTES} bytes")
    request = S3Request(
        request_id=str(context.get("requestId") or ""),
        method=str(http.get("method") or "").upper(),
        access_point=name,
        key=key,
        query=parse_query(query),
        headers=Headers(_mapping(raw, "headers")),
        raw_path=path,
        raw_query=query,
        client=str(http.get("sourceIp") or ""),
    )
    return request, _identity(context)


def unparsed_request(raw: Any) -> S3Request:
    """The request to answer where the event cannot be read."""
    context = raw.get("requestContext") if isinstance(raw, Mapping) else None
    request_id = str(context.get("requestId") or "") if isinstance(context, Mapping) else ""
    return S3Request(
        request_id=request_id,
        method="GET",
        access_point="",
        key="",
        query=(),
        headers=Headers(),
        raw_path="/",
        raw_query="",
    )


def _decode_path(path: str, context: Mapping[str, Any]) -> str:
    if ".lambda-url." in str(context.get("domainName") or ""):
        try:
            return unquote_to_bytes(path).decode("utf-8")
        except UnicodeDecodeError as error:
            raise OriginError(400, "InvalidURI", "Couldn't parse the specified URI: it is not UTF-8") from error
    stage = str(context.get("stage") or "$default")
    return path.removeprefix(f"/{stage}") if stage != "$default" and path.startswith(f"/{stage}/") else path


def _identity(context: Mapping[str, Any]) -> UserIdentity | None:
    authorizer = context.get("authorizer")
    if not isinstance(authorizer, Mapping) or not authorizer:
        return None
    iam = authorizer.get("iam")
    if not isinstance(iam, Mapping):
        return UserIdentity()
    return UserIdentity(
        type="IAM",
        arn=str(iam.get("userArn") or ""),
        account_id=str(iam.get("accountId") or ""),
        principal_id=str(iam.get("callerId") or ""),
    )


def _mapping(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = raw.get(name)
    if not isinstance(value, Mapping):
        raise InvalidEvent(f"{name} is {'missing' if value is None else 'not an object'}")
    return value
