"""Where a webhook may fetch from, and the whole object behind a URL that only GET was signed for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qs, urlsplit

from objectlambda.deadline import Deadline
from objectlambda.errors import AccessDenied, InvalidRequest
from objectlambda.gateway.config.webhooks import AllowedOrigin, _origin_of
from objectlambda.headers import Headers
from objectlambda.presigned import PresignedOrigin
from objectlambda.source import OriginResponse
from objectlambda.streams import close

_CONTENT_RANGE = re.compile(r"bytes (\d{1,19})-(\d{1,19})/(\d{1,19})")


def check_origin(url: str, allowed: Iterable[AllowedOrigin]) -> None:
    """Do nothing if ``url`` leads to one of the allowed object stores.

    Raises:
        AccessDenied: it leads elsewhere, or different readers could take it to lead to different hosts.
    """
    if _origin_of(url) not in tuple(allowed):
        raise AccessDenied("inputS3Url leads to a host that is not among the webhook's origins")


class WholeObject:
    """The object of a presigned GET, whole.

    A store may have signed the caller's Range or part number into the URL; a part of the stored bytes is nothing that
    a function can work on, so that is refused unless the part is all of it, which then answers every range from the
    first byte on, as by a store that ignores ranges. ``head`` is a GET whose body is left, as
    the URL is good for no HEAD.
    """

    def __init__(self, url: str, caller: Headers, deadline: Deadline) -> None:
        query = parse_qs(urlsplit(url).query)
        signed = query.get("X-Amz-SignedHeaders", [""])[0].lower().split(";")
        self._narrowed = "partNumber" in query or "range" in signed
        self._origin = PresignedOrigin(url, caller, deadline)

    def head(self, conditions: Mapping[str, str]) -> Headers:
        response = self.get(conditions)
        close(response.body)
        return response.headers

    def get(self, conditions: Mapping[str, str], byte_range: str | None = None) -> OriginResponse:
        if not self._narrowed:
            return self._origin.get(conditions, byte_range)
        if byte_range is not None and not byte_range.startswith("bytes=0-"):
            raise InvalidRequest(_NARROWED)
        response = self._origin.get(conditions)
        try:
            return _as_whole(response)
        except InvalidRequest:
            close(response.body)
            raise


_NARROWED = (
    "the object store signed the caller's Range or partNumber into the URL, so that only a part of the stored object "
    "can be read: ask for the whole object"
)


def _as_whole(response: OriginResponse) -> OriginResponse:
    told = response.headers.get("content-range")
    if told is None and response.status == 200:
        return response
    match = _CONTENT_RANGE.fullmatch(told or "")  # rclone tells it with status 200
    if match is None or int(match[1]) != 0 or int(match[2]) + 1 != int(match[3]):
        raise InvalidRequest(_NARROWED)
    headers = Headers((name, value) for name, value in response.headers.items() if name != "content-range")
    return OriginResponse(status=200, headers=headers, body=response.body)
