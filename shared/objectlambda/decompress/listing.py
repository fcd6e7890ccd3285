"""Listings in which compressed keys stand without their suffix."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote_plus
from xml.sax.saxutils import escape, unescape

from objectlambda.decompress.detect import from_name, inner_name
from objectlambda.decompress.settings import DecompressSettings

_KEY = re.compile(rb"(<Contents>\s*(?:<[^>]*>[^<]*</[^>]*>\s*)*?<Key>)([^<]*)(</Key>)")


def rewrite(xml: bytes, settings: DecompressSettings) -> bytes:
    """The XML of ListObjects or ListObjectsV2, its keys stripped of their compression suffix where that is set."""
    if not settings.strip_suffix_in_lists:
        return xml
    encoded = b"<EncodingType>url</EncodingType>" in xml
    return _KEY.sub(lambda match: match[1] + _stripped(match[2], encoded) + match[3], xml)


def _stripped(text: bytes, encoded: bool) -> bytes:
    key = unescape(text.decode(), {"&quot;": '"', "&apos;": "'"})
    key = unquote_plus(key) if encoded else key
    found = from_name(key)
    if found is None:
        return text
    stripped = inner_name(key, found)
    return (quote(stripped, safe="/") if encoded else escape(stripped)).encode()
