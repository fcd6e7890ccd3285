"""A function's output as the origin of the next function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus

from objectlambda import respond
from objectlambda.errors import NotModified
from objectlambda.head import ResponseHead
from objectlambda.headers import Headers
from objectlambda.source import OriginAnswer


class Chained:
    """What a function gives, read as an object. Conditions and ETags go through as those of any origin.

    Args:
        head, get: the responses to HeadObject and GetObject with the headers given.
    """

    def __init__(self, head: Callable[[Headers], ResponseHead], get: Callable[[Headers], respond.Response]) -> None:
        self._head, self._get = head, get

    def head(self, conditions: Mapping[str, str]) -> Headers:
        return _headers(self._head(Headers(conditions)))

    def get(self, conditions: Mapping[str, str], byte_range: str | None = None) -> OriginAnswer:
        asked = {**conditions, "Range": byte_range} if byte_range is not None else conditions
        response = self._get(Headers(asked))
        return OriginAnswer(status=response.head.status, headers=_headers(response.head), body=response.body)


def _headers(head: ResponseHead) -> Headers:
    headers = Headers(head.http())
    if head.status == HTTPStatus.NOT_MODIFIED:
        raise NotModified(headers=headers)
    return headers
