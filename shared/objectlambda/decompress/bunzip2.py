"""bzip2: every stream one after the other, as ``bzip2 -dc`` gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from objectlambda.decompress.decoding import Codec, Decoder, Trailing, another_stream, decoded, ended_early
from objectlambda.decompress.feed import Feed
from objectlambda.errors import CorruptObject

HEADER_BYTES = 4


def bunzip2(chunks: Iterable[bytes], *, trailing: Trailing = "error", threads: int | None = None) -> Iterator[bytes]:
    """The decompressed bytes of ``chunks``, in chunks of at most 256 KiB, lazily.

    All streams are decoded, those of pbzip2 and lbzip2 too, randomised blocks of bzip2 0.9 too; the CRC of
    every block and stream is verified. Zero padding is passed over. Other data behind a stream is
    `CorruptObject`, or left out with ``trailing="ignore"``, where bzip2 itself warns. Raises `TruncatedObject`
    where a stream is not complete. The source is closed at the end, on an error and when the generator is
    closed.
    """
    codec = Codec(name="bzip2", open=_decoder, failures=(OSError,), ending="its end-of-stream marker")
    with Feed(chunks) as feed:
        _check_header(feed)
        yield from decoded(feed, codec)
        while another_stream(feed, name="bzip2", starts=starts_bzip2, magic_bytes=HEADER_BYTES, trailing=trailing):
            yield from decoded(feed, codec)


def starts_bzip2(head: bytes) -> bool:
    """True when ``head``, up to four bytes, can begin a bzip2 stream: ``BZh`` and a level from 1 to 9."""
    return b"BZh".startswith(head[:3]) and (len(head) < HEADER_BYTES or head[3:4] in b"123456789")


def _check_header(feed: Feed) -> None:
    head = feed.peek(HEADER_BYTES)
    if not starts_bzip2(head):
        raise CorruptObject(f"no bzip2 stream at byte {feed.position} of the object: it must begin with BZh")
    if len(head) < HEADER_BYTES:
        raise ended_early("bzip2", feed.position + len(head), "the rest of its header")


def _decoder() -> Decoder:
    import bz2

    return bz2.BZ2Decompressor()
