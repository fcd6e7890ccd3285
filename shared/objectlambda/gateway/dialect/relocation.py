"""A listing that another bucket answered, made to read as the access point's own."""

from __future__ import annotations

import re
from urllib.parse import quote
from xml.sax.saxutils import escape

_KEYS = re.compile(rb"<(Key|Prefix|Marker|NextMarker|StartAfter)>([^<]*)</\1>")
_NAME = re.compile(rb"<Name>[^<]*</Name>")


def relocated(xml: bytes, name: str, prefix: str) -> bytes:
    """The XML of a listing with the bucket's name replaced by ``name``, and ``prefix`` taken off every key."""
    named = _NAME.sub(b"<Name>%b</Name>" % name.encode(), xml, count=1)
    if not prefix:
        return named
    encoded = b"<EncodingType>url</EncodingType>" in xml
    stands = (quote(prefix, safe="/") if encoded else escape(prefix)).encode()
    return _KEYS.sub(lambda match: b"<%b>%b</%b>" % (match[1], match[2].removeprefix(stands), match[1]), named)
