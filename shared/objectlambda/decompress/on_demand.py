"""The decoders and walks of the formats, each loaded with its libraries when the first object in its format is read.

gzip and zlib are not among them: they are soon loaded, and most objects need them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from objectlambda.block_index import BlockIndex, Marks
from objectlambda.decompress.byte_reader import Archive, ByteReader
from objectlambda.decompress.format_row import DecodeOptions, Resumed


def bzip2(chunks: Iterable[bytes], how: DecodeOptions) -> Iterator[bytes]:
    from objectlambda.decompress.bzip2.bunzip2 import bunzip2

    return bunzip2(chunks, trailing=how.trailing, threads=how.threads)


def _gzip_index(chunks: Iterator[bytes], how: DecodeOptions) -> Iterator[bytes | BlockIndex]:
    from objectlambda.decompress.gzip_states import index_states

    return index_states(chunks, how.trailing)


def _gzip_continued(
    chunks: Iterator[bytes], position: int, index: BlockIndex, within: int, how: DecodeOptions
) -> Iterator[bytes]:
    from objectlambda.decompress.gzip_states import StateIndex, continued

    assert isinstance(index, StateIndex)  # noqa: S101 - made by the function above
    return continued(chunks, position, index.decoder_at(within), how.trailing)


GZIP = Resumed(find=_gzip_index, decode=_gzip_continued, worth_bytes=8 * 1024 * 1024)


def _bzip2_index(chunks: Iterator[bytes], how: DecodeOptions) -> Iterator[bytes | BlockIndex]:
    from objectlambda.decompress.bzip2.index import index_blocks

    return index_blocks(chunks, how.trailing, how.threads)


def _bzip2_continued(
    chunks: Iterator[bytes], position: int, index: BlockIndex, within: int, how: DecodeOptions
) -> Iterator[bytes]:
    from objectlambda.decompress.bzip2.index import BzipIndex, continued

    assert isinstance(index, BzipIndex)  # noqa: S101 - made by the function above
    return continued(chunks, position, index.place(within), how.trailing)


BZIP2 = Resumed(find=_bzip2_index, decode=_bzip2_continued, worth_bytes=2 * 1024 * 1024, with_size=True)


def zstd(chunks: Iterable[bytes], how: DecodeOptions) -> Iterator[bytes]:
    from objectlambda.decompress.zstd.unzstd import unzstd

    return unzstd(
        chunks,
        max_window_bytes=how.max_window_bytes,
        dictionaries=how.dictionaries,
        trailing=how.trailing,
        threads=how.threads,
        position=how.position,
        beside=how.beside,
    )


def zstd_tells_size(first: bytes) -> bool:
    from objectlambda.decompress.zstd.walk import tells_content_size

    return tells_content_size(first)


def zstd_seek_table(archive: Archive) -> BlockIndex | None:
    from objectlambda.decompress.zstd.seek_table import seek_table

    return seek_table(archive)


def zstd_walk(reader: ByteReader, marks: Marks) -> int:
    from objectlambda.decompress.zstd.walk import walk_frames

    return walk_frames(reader, marks)


def zstd_has_many_frames(first: bytes, size: int) -> bool:
    from objectlambda.decompress.zstd.walk import has_many_frames

    return has_many_frames(first, size)


def xz(chunks: Iterable[bytes], how: DecodeOptions) -> Iterator[bytes]:
    from objectlambda.decompress.unxz import unxz

    return unxz(chunks, trailing=how.trailing, max_window_bytes=how.max_window_bytes)


def brotli(chunks: Iterable[bytes], how: DecodeOptions) -> Iterator[bytes]:
    from objectlambda.decompress.unbrotli import unbrotli

    return unbrotli(chunks, trailing=how.trailing)


def snappy(chunks: Iterable[bytes], how: DecodeOptions) -> Iterator[bytes]:
    from objectlambda.decompress.snappy.unsnappy import unsnappy_framed

    return unsnappy_framed(chunks, threads=how.threads, position=how.position, beside=how.beside)


def snappy_xerial(chunks: Iterable[bytes], _how: DecodeOptions) -> Iterator[bytes]:
    from objectlambda.decompress.snappy.unsnappy import unsnappy_xerial

    return unsnappy_xerial(chunks)


def snappy_in_java(chunks: Iterable[bytes], _how: DecodeOptions) -> Iterator[bytes]:
    from objectlambda.decompress.snappy.in_java import unsnappy_in_java

    return unsnappy_in_java(chunks)


def snappy_hadoop(chunks: Iterable[bytes], _how: DecodeOptions) -> Iterator[bytes]:
    from objectlambda.decompress.snappy.unsnappy import unsnappy_hadoop

    return unsnappy_hadoop(chunks)


def snappy_raw(chunks: Iterable[bytes], how: DecodeOptions) -> Iterator[bytes]:
    from objectlambda.decompress.snappy.unsnappy import unsnappy_raw

    return unsnappy_raw(chunks, max_bytes=how.max_block_bytes)


def snappy_walk(reader: ByteReader, marks: Marks) -> int:
    from objectlambda.decompress.snappy.walk import walk_framed

    return walk_framed(reader, marks)


def snappy_xerial_walk(reader: ByteReader, marks: Marks) -> int:
    from objectlambda.decompress.snappy.walk import walk_xerial

    return walk_xerial(reader, marks)


def snappy_in_java_walk(reader: ByteReader, marks: Marks) -> int:
    from objectlambda.decompress.snappy.in_java import walk_in_java

    return walk_in_java(reader, marks)


def snappy_hadoop_walk(reader: ByteReader, marks: Marks) -> int:
    from objectlambda.decompress.snappy.walk import walk_hadoop

    return walk_hadoop(reader, marks)


def snappy_raw_index(archive: Archive) -> BlockIndex | None:
    from objectlambda.decompress.snappy.walk import raw_index

    return raw_index(archive)
