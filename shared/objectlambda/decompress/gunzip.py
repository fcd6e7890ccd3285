"""gzip (RFC 1952): every member one after the other, as ``gzip -dc`` gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from objectlambda.decompress.decoding import Trailing, another_stream, decoded
from objectlambda.decompress.deflate import deflate_codec
from objectlambda.decompress.feed import Feed
from objectlambda.decompress.gzip_header import MAGIC, pass_header


def gunzip(chunks: Iterable[bytes], *, trailing: Trailing = "error", position: int = 0) -> Iterator[bytes]:
    """The decompressed bytes of ``chunks``, in chunks of at most 256 KiB, lazily.

    All members are decoded (RFC 1952 section 2.2), those of pigz and bgzip too; header fields are passed over,
    CRC-32 and length of each member are verified. Zero padding behind a member is passed over. Other data
    there is `CorruptObject`, or left out with ``trailing="ignore"``, where gzip itself warns and exits with 2.
    Raises `TruncatedObject` where a member is not complete: also for an empty source. Exceptions of the source
    pass unchanged; the source is closed at the end, on an error and when the generator is closed. ``chunks`` may be
    whole members from the middle of an object, of which the first begins at its byte ``position``.
    """
    codec = deflate_codec("gzip")
    with Feed(chunks, position) as feed:
        pass_header(feed)
        yield from decoded(feed, codec)
        while another_stream(feed, name="gzip", starts=MAGIC.startswith, magic_bytes=2, trailing=trailing):
            pass_header(feed)
            yield from decoded(feed, codec)
