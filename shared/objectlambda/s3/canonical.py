"""The canonical form of a request, over which Signature Version 4 is made.

Source: "Authenticating Requests (AWS Signature Version 4)" in the S3 API reference. S3's path is encoded once and not
normalised.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote_to_bytes

_SPACES = re.compile(r" +")


def canonical_request(
    method: str, raw_path: str, raw_query: str, headers: Mapping[str, str], signed: tuple[str, ...], payload_hash: str
) -> str:
    """The text that is hashed and signed."""
    lines = "".join([f"{name}:{_single_spaced(headers.get(name, '').strip())}\n" for name in signed])
    path = quote(unquote_to_bytes(raw_path), safe="/-_.~")
    return "\n".join((method, path, canonical_query(raw_query), lines, ";".join(signed), payload_hash))


def _single_spaced(value: str) -> str:
    return _SPACES.sub(" ", value) if "  " in value else value


def canonical_query(raw_query: str) -> str:
    """The query, decoded, encoded again and sorted; without the signature itself."""
    pairs = (part.partition("=") for part in raw_query.split("&") if part)
    encoded = sorted((_encode(name), _encode(value)) for name, _, value in pairs if name != "X-Amz-Signature")
    return "&".join(f"{name}={value}" for name, value in encoded)


def _encode(text: str) -> str:
    return quote(unquote_to_bytes(text.replace("+", "%20")), safe="-_.~")
