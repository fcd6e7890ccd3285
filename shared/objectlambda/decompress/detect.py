"""Which format an object is in: by its first bytes, then its key, Content-Encoding and Content-Type."""

from __future__ import annotations

from typing import NamedTuple

from objectlambda.decompress.format_names import content_type, family, from_headers, from_name, inner_name
from objectlambda.decompress.formats import Format
from objectlambda.errors import UnsupportedFormat

__all__ = ["Choice", "Format", "choose", "content_type", "from_headers", "from_name", "inner_name", "sniff"]

_IN_ORDER = tuple(sorted(Format, key=lambda found: not found.row.has_magic))


class Choice(NamedTuple):
    """The format chosen, None when the object is in none; ``reason`` is worth a log line when not empty.

    ``by_bytes`` says that the first bytes alone speak for it: neither key nor headers announce it, nor is it pinned.
    """

    format: Format | None
    reason: str = ""
    by_bytes: bool = False


def sniff(first: bytes) -> Format | None:
    """The format that the bytes ``first``, from the object's start, prove; None when they prove none.

    Give at least the first 4 KiB of longer objects: a zlib header is two bytes and one text in 1,000 has them, so
    zlib is believed only once its data inflates, and Hadoop's snappy, which has no magic, once its lengths agree
    with each other and its first block decodes.
    """
    return next((found for found in _IN_ORDER if found.row.proves(first)), None)


def choose(
    first: bytes,
    key: str,
    content_encoding: str | None,
    content_type: str | None,
    pinned: Format | None,
) -> Choice:
    """The format to decode as, from the first bytes and what key and headers announce.

    The bytes decide. What is announced (suffix, then Content-Encoding, then Content-Type) decides only where the
    bytes cannot speak: a ZIP archive behind a program, a zlib stream with a preset dictionary, or an object cut
    inside the format's magic, so that the decoder's error names the damage. Where bytes and announcement differ
    the bytes win and ``reason`` says so. A pinned format must fit the bytes, or `UnsupportedFormat` says what was
    found instead; pinned ``snappy`` takes whichever of its containers the bytes show.
    """
    found = sniff(first)
    if pinned is not None:
        return _check_pinned(first, found, pinned)
    announced = from_name(key)
    origin = "the key's suffix"
    if announced is None:
        announced = from_headers(content_encoding, content_type)
        origin = "the object's headers"
    if found is not None:
        if announced is None:
            return Choice(format=found, by_bytes=True)
        if family(found) is family(announced):
            return Choice(format=found)
        reason = f"{origin} announces {announced}, the bytes are {found}: the bytes win"
        return Choice(format=found, reason=reason, by_bytes=True)
    if announced is None:
        return Choice(format=None)
    if announced.row.may_start(first):
        return Choice(format=announced, reason=f"{origin} announces {announced}, the bytes do not tell")
    return Choice(format=None, reason=f"{origin} announces {announced}, the bytes are not")


def _check_pinned(first: bytes, found: Format | None, pinned: Format) -> Choice:
    if pinned.row.trusts_pin:
        return Choice(format=pinned)
    if found is not None and (found is pinned or family(found) is pinned):
        return Choice(format=found)
    if pinned.row.may_start(first) and (found is None or pinned.row.decode is None):
        return Choice(format=pinned, reason=f"the format is pinned to {pinned}, the bytes do not tell")
    what = f"the object is {found}" if found is not None else "the object's first bytes are not"
    raise UnsupportedFormat(f"the format is pinned to {pinned}, but {what}")
