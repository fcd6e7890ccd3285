"""Where a webhook may fetch from."""

from __future__ import annotations

from collections.abc import Iterable

from objectlambda.errors import AccessDenied
from objectlambda.gateway.config.webhooks import AllowedOrigin, _origin_of


def check_origin(url: str, allowed: Iterable[AllowedOrigin]) -> None:
    """Do nothing if ``url`` leads to one of the allowed object stores.

    Raises:
        AccessDenied: it leads elsewhere, or different readers could take it to lead to different hosts.
    """
    if _origin_of(url) not in tuple(allowed):
        raise AccessDenied("inputS3Url leads to a host that is not among the webhook's origins")
