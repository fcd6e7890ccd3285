"""Conditional requests, evaluated for stores that have no server to do it (RFC 9110, section 13.2.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from objectlambda.errors import NotModified, OriginError
from objectlambda.head import NO_DATE
from objectlambda.headers import Headers

if TYPE_CHECKING:
    from datetime import datetime


def check_conditions(conditions: Mapping[str, str], headers: Headers) -> None:
    """Do nothing if an object with ``headers`` meets the caller's conditions.

    Raises:
        OriginError: 412 PreconditionFailed.
        NotModified: the caller's copy is still good.
    """
    if not conditions:
        return
    asked = Headers(conditions)
    etag, changed = headers["etag"], _date(headers["last-modified"])
    if "if-match" in asked:
        if not _matches(asked["if-match"], etag, weakly=False):
            raise _precondition_failed("If-Match")
    elif (limit := _date(asked.get("if-unmodified-since", ""))) and changed and changed > limit:
        raise _precondition_failed("If-Unmodified-Since")
    if "if-none-match" in asked:
        if _matches(asked["if-none-match"], etag, weakly=True):
            raise NotModified(headers=headers)
    elif (limit := _date(asked.get("if-modified-since", ""))) and changed and changed <= limit:
        raise NotModified(headers=headers)


def _matches(condition: str, etag: str, *, weakly: bool) -> bool:
    if condition.strip() == "*":
        return True
    tags = (tag.strip() for tag in condition.split(","))
    return etag.strip('"') in ((tag.removeprefix("W/") if weakly else tag).strip('"') for tag in tags)


def _date(text: str) -> datetime | None:
    from email.utils import parsedate_to_datetime  # slow to load, and seldom needed

    try:
        parsed = parsedate_to_datetime(text)
        return parsed if parsed.tzinfo else None
    except NO_DATE:
        return None


def _precondition_failed(condition: str) -> OriginError:
    message = f"At least one of the pre-conditions you specified did not hold: {condition}"
    return OriginError(412, "PreconditionFailed", message, {"Condition": condition})
