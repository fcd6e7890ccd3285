"""The query parameters with which a caller overrides headers of a GetObject response (``response-content-type`` …)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from objectlambda.errors import OriginError

OVERRIDES = {
    "response-cache-control": "cache-control",
    "response-content-disposition": "content-disposition",
    "response-content-encoding": "content-encoding",
    "response-content-language": "content-language",
    "response-content-type": "content-type",
    "response-expires": "expires",
}


def check_signed(parameters: Mapping[str, str], caller: str) -> None:
    """Do nothing if the query may override headers: the ``caller`` who signed it chose them, not another site's link.

    Raises:
        OriginError: 400 InvalidRequest, it overrides some and its signature is missing or not verified. As S3 does.
    """
    if not caller and not OVERRIDES.keys().isdisjoint(parameters):
        raise OriginError(
            400, "InvalidRequest", "Request specific response headers cannot be used for anonymous GET requests."
        )


def apply_overrides(headers: Iterable[tuple[str, str]], parameters: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """``headers`` with those that the query parameters replace.

    Raises:
        OriginError: 400 InvalidArgument, a value that cannot stand in a header.
    """
    if not parameters:
        return tuple(headers)
    replaced = {header: parameters[name] for name, header in OVERRIDES.items() if name in parameters}
    for header, value in replaced.items():
        if not all(" " <= char <= "~" or "\xa0" <= char <= "\xff" for char in value):
            raise OriginError(
                400, "InvalidArgument", f"Header value cannot be represented using ISO-8859-1: response-{header}"
            )
    kept = [(name, value) for name, value in headers if name.lower() not in replaced]
    return (*kept, *replaced.items())
