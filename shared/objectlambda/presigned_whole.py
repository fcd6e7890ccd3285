"""The whole object behind a URL that only GET was signed for."""

from __future__ import annotations

from collections.abc import Mapping

from objectlambda.deadline import Deadline
from objectlambda.headers import Headers
from objectlambda.presigned import PresignedOrigin
from objectlambda.source import OriginResponse
from objectlambda.streams import close
from objectlambda.whole_objects import is_narrowed, is_whole, refuse_part


class WholeObject:
    """The object of a presigned GET, whole.

    A store may have signed the caller's Range or part number into the URL; a part of the stored bytes is nothing that
    a function can work on, so that is refused unless the part is all of it, which then answers every range from the
    first byte on, as by a store that ignores ranges. ``head`` is a GET whose body is left, as
    the URL is good for no HEAD.
    """

    def __init__(self, url: str, caller: Headers, deadline: Deadline) -> None:
        self._narrowed = is_narrowed(url)
        self._origin = PresignedOrigin(url, caller, deadline)

    def head(self, conditions: Mapping[str, str]) -> Headers:
        response = self.get(conditions)
        close(response.body)
        return response.headers

    def get(self, conditions: Mapping[str, str], byte_range: str | None = None) -> OriginResponse:
        if not self._narrowed:
            return self._origin.get(conditions, byte_range)
        if byte_range is not None and not byte_range.startswith("bytes=0-"):
            raise refuse_part(signed=True)
        response = self._origin.get(conditions)
        if not is_whole(response.status, response.headers):
            close(response.body)
            raise refuse_part(signed=True)
        headers = Headers((name, value) for name, value in response.headers.items() if name != "content-range")
        return OriginResponse(status=200, headers=headers, body=response.body)
