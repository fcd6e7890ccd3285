"""Listings in which compressed keys stand without their suffix."""

from __future__ import annotations

from objectlambda.decompress.format_names import SUFFIXES, from_name, inner_name
from objectlambda.decompress.settings import DecompressSettings


def rewrite(xml: bytes, settings: DecompressSettings) -> bytes:
    """The XML of ListObjects or ListObjectsV2, its keys stripped of their compression suffix where that is set."""
    if not settings.strip_suffix_in_lists:
        return xml
    from objectlambda.s3.xml import Leaf, leaves, splice  # loads a parser that reading objects does not need

    encoded = any(leaf.name == "EncodingType" and leaf.text == "url" for leaf in leaves(xml))

    def change(leaf: Leaf) -> str | None:
        return _strip_suffix(leaf.text, encoded) if leaf.path[1:] == ("Contents", "Key") else None

    return splice(xml, change)


def stored_as(key: str, settings: DecompressSettings) -> tuple[str, ...]:
    """The keys that ``rewrite`` lists as ``key``: a.csv stands for a.csv.gz, a.csv.zst and so on."""
    if not settings.strip_suffix_in_lists:
        return ()
    candidates = [key + suffix for suffix in SUFFIXES]
    stem, dot, last = key.rpartition(".")
    candidates += [stem + suffix for suffix in SUFFIXES if dot and last in ("tar", "svg")]
    return tuple(name for name in candidates if _inner(name) == key)


def _inner(key: str) -> str:
    found = from_name(key)
    return key if found is None else inner_name(key, found)


def _strip_suffix(text: str, encoded: bool) -> str:
    from urllib.parse import quote, unquote_plus  # listings only

    key = unquote_plus(text) if encoded else text
    found = from_name(key)
    if found is None:
        return text
    stripped = inner_name(key, found)
    return quote(stripped, safe="/") if encoded else stripped
