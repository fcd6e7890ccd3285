"""A function's output as the origin of the next function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus

from objectlambda import respond
from objectlambda.errors import NotModified
from objectlambda.head import ResponseHead
from objectlambda.headers import Headers
from objectlambda.source import OriginAnswer


class Chained:
    """What ``reading`` gives, read as an object. Conditions and ETags go through as those of any origin."""

    def __init__(self, reading: respond.Reading) -> None:
        self._reading = reading

    def head(self, conditions: Mapping[str, str]) -> Headers:
        return _headers(respond.head(self._asking(conditions)))

    def get(self, conditions: Mapping[str, str], byte_range: str | None = None) -> OriginAnswer:
        asked = {**conditions, "Range": byte_range} if byte_range is not None else conditions
        response = respond.get(self._asking(asked))
        return OriginAnswer(status=response.head.status, headers=_headers(response.head), body=response.body)

    def _asking(self, headers: Mapping[str, str]) -> respond.Reading:
        return replace(self._reading, request=replace(self._reading.request, headers=Headers(headers)))


def _headers(head: ResponseHead) -> Headers:
    headers = Headers(head.http())
    if head.status == HTTPStatus.NOT_MODIFIED:
        raise NotModified(headers=headers)
    return headers
