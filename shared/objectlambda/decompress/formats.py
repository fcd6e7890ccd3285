"""The formats: one row for each. A new format is a module with its decoder, and a row here.

A row holds all that the rest of the package asks of a format: setting, key suffix, Content-Encoding, Content-Type, its
first bytes, its decoder, and how ranges of it are found.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from objectlambda.decompress import on_demand
from objectlambda.decompress.bgzip import starts_bgzip, walk_bgzip
from objectlambda.decompress.first_bytes import (
    IN_JAVA_MAGIC,
    STREAM_IDENTIFIER,
    XERIAL_MAGIC,
    XZ_MAGIC,
    legacy_version,
    starts_bzip2,
    starts_bzip2_block,
    starts_zip,
    starts_zstd,
)
from objectlambda.decompress.format_row import FormatRow
from objectlambda.decompress.gunzip import MAGIC as GZIP_MAGIC
from objectlambda.decompress.gunzip import gunzip
from objectlambda.decompress.inflate import (
    DISK_IMAGE_TRAILER,
    ends_far_before,
    inflate,
    inflates,
    starts_zlib,
)
from objectlambda.decompress.snappy.blocks import starts_hadoop_snappy
from objectlambda.decompress.unlz4 import proves_lz4, starts_lz4, unlz4

_SNAPPY_MAGICS = (STREAM_IDENTIFIER, XERIAL_MAGIC, IN_JAVA_MAGIC)


def _always(_first: bytes) -> bool:
    return True


class Format(StrEnum):
    """The formats; the values are those of the setting ``format``, in the order in which it lists them."""

    row: FormatRow

    def __new__(cls, value: str, row: FormatRow) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.row = row
        return member

    GZIP = (
        "gzip",
        FormatRow(
            label="gzip",
            understood="any number of members, every header field, pigz and bgzip; zero padding behind the last member",
            decode=lambda chunks, how: gunzip(chunks, trailing=how.trailing, position=how.position, beside=how.beside),
            suffixes=(".gz", ".gzip", ".tgz", ".taz", ".bgz", ".svgz"),
            renames=((".tgz", ".tar"), (".taz", ".tar"), (".svgz", ".svg")),
            codings=("gzip", "x-gzip"),
            media_types=("application/gzip", "application/x-gzip"),
            proves=lambda first: first[:3] == GZIP_MAGIC + b"\x08",
            may_start=lambda first: GZIP_MAGIC.startswith(first[:2]),
            tells_size=starts_bgzip,
            walk=walk_bgzip,
            divided=True,
            resumed=on_demand.GZIP,
        ),
    )
    BZIP2 = (
        "bzip2",
        FormatRow(
            label="bzip2",
            understood="any number of streams, pbzip2 and lbzip2; two or more cores decode one object together",
            decode=on_demand.bzip2,
            suffixes=(".bz2", ".bz", ".tbz", ".tbz2"),
            renames=((".tbz", ".tar"), (".tbz2", ".tar")),
            codings=("bzip2", "x-bzip2"),
            media_types=("application/bzip2", "application/x-bzip2", "application/x-bzip"),
            proves=starts_bzip2_block,
            may_start=lambda first: starts_bzip2(first[:4]),
            resumed=on_demand.BZIP2,
        ),
    )
    ZLIB = (
        "zlib",
        FormatRow(
            label="zlib",
            understood="RFC 1950 streams, one after the other",
            decode=lambda chunks, how: inflate(chunks, trailing=how.trailing),
            suffixes=(".zz", ".zlib"),
            codings=("deflate",),  # RFC 9110, section 8.4.1: deflate is a zlib stream
            media_types=("application/zlib",),
            proves=inflates,
            may_start=lambda first: not first or starts_zlib(first[:2]),
            has_magic=False,
            refutes=ends_far_before,
            foreign_trailers=(DISK_IMAGE_TRAILER,),
        ),
    )
    ZSTD = (
        "zstd",
        FormatRow(
            label="zstd",
            understood="any number of frames, skippable frames, dictionaries, windows up to `max_window_bytes`",
            decode=on_demand.zstd,
            suffixes=(".zst", ".zstd", ".tzst"),
            renames=((".tzst", ".tar"),),
            codings=("zstd",),
            media_types=("application/zstd", "application/x-zstd"),
            proves=lambda first: len(first) >= 4 and (starts_zstd(first) or legacy_version(first) is not None),
            may_start=lambda first: starts_zstd(first[:4]),
            tells_size=on_demand.zstd_tells_size,
            table=on_demand.zstd_seek_table,
            walk=on_demand.zstd_walk,
            worth_walking=on_demand.zstd_has_many_frames,
            divided=True,
        ),
    )
    XZ = (
        "xz",
        FormatRow(
            label="xz",
            understood="any number of streams and blocks, their checks, padding; dictionaries up to `max_window_bytes`",
            decode=on_demand.xz,
            suffixes=(".xz", ".txz"),
            renames=((".txz", ".tar"),),
            codings=("xz", "x-xz"),
            media_types=("application/x-xz",),
            proves=lambda first: first.startswith(XZ_MAGIC),
            may_start=XZ_MAGIC.startswith,
        ),
    )
    LZ4 = (
        "lz4",
        FormatRow(
            label="lz4",
            understood="any number of frames, skippable and legacy ones too; no dictionaries",
            decode=lambda chunks, how: unlz4(chunks, trailing=how.trailing, position=how.position, beside=how.beside),
            suffixes=(".lz4", ".tlz4"),
            renames=((".tlz4", ".tar"),),
            codings=("lz4", "x-lz4"),
            media_types=("application/x-lz4",),
            proves=proves_lz4,
            may_start=lambda first: starts_lz4(first[:4]),
        ),
    )
    BROTLI = (
        "brotli",
        FormatRow(
            label="brotli",
            understood="one stream, found by its suffix or `Content-Encoding: br` alone",
            decode=on_demand.brotli,
            suffixes=(".br",),
            codings=("br",),
            media_types=("application/x-brotli",),
            may_start=_always,  # it has no magic
            has_magic=False,
            tells_all=False,  # a metadata block is passed over by the library
        ),
    )
    SNAPPY = (
        "snappy",
        FormatRow(
            label="snappy",
            understood="the framing format",
            decode=on_demand.snappy,
            suffixes=(".sz", ".snappy", ".snz"),
            codings=("snappy", "x-snappy-framed"),
            media_types=("application/x-snappy-framed", "application/x-snappy"),
            proves=lambda first: first.startswith(STREAM_IDENTIFIER),
            may_start=lambda first: any(magic.startswith(first) for magic in _SNAPPY_MAGICS),
            tells_size=_always,
            walk=on_demand.snappy_walk,
            divided=True,
            block_lead=STREAM_IDENTIFIER,
        ),
    )
    SNAPPY_XERIAL = (
        "snappy_xerial",
        FormatRow(
            label="snappy (xerial)",
            understood="what snappy-java writes",
            decode=on_demand.snappy_xerial,
            proves=lambda first: first.startswith(XERIAL_MAGIC),
            may_start=XERIAL_MAGIC.startswith,
            family="snappy",
            tells_size=_always,
            walk=on_demand.snappy_xerial_walk,
        ),
    )
    SNAPPY_IN_JAVA = (
        "snappy_in_java",
        FormatRow(
            label="snappy (in Java)",
            understood="what the library snappy-in-java (org.iq80.snappy) writes",
            decode=on_demand.snappy_in_java,
            proves=lambda first: first.startswith(IN_JAVA_MAGIC),
            may_start=IN_JAVA_MAGIC.startswith,
            family="snappy",
            tells_size=_always,
            walk=on_demand.snappy_in_java_walk,
        ),
    )
    SNAPPY_HADOOP = (
        "snappy_hadoop",
        FormatRow(
            label="snappy (Hadoop)",
            understood="what Hadoop's SnappyCodec writes",
            decode=on_demand.snappy_hadoop,
            proves=starts_hadoop_snappy,
            may_start=lambda first: len(first) < 9,  # it has no magic; longer ones `proves` has looked at
            has_magic=False,
            family="snappy",
            tells_size=_always,
            walk=on_demand.snappy_hadoop_walk,
        ),
    )
    SNAPPY_RAW = (
        "snappy_raw",
        FormatRow(
            label="snappy (raw)",
            understood="one bare block, up to `max_raw_snappy_bytes`; only where it is pinned",
            decode=on_demand.snappy_raw,
            may_start=lambda first: len(first) < 9,
            family="snappy",
            trusts_pin=True,
            tells_all=False,
            tells_size=_always,
            table=on_demand.snappy_raw_index,
        ),
    )
    ZIP = (
        "zip",
        FormatRow(
            label="ZIP",
            understood="stored, deflate, deflate64, bzip2, lzma, zstd, xz; zip64, data descriptors, ZipCrypto and AES",
            decode=None,
            tells_all=False,
            suffixes=(".zip",),
            media_types=("application/zip", "application/x-zip-compressed"),
            proves=starts_zip,
            may_start=_always,  # an archive may stand behind a program
        ),
    )


_BY_VALUE = {found.value: found for found in Format}

LABELS = tuple(found.row.label for found in Format if not found.row.family)
"""The formats' names in messages; snappy's containers are one."""


def format_named(value: str) -> Format:
    """The format whose setting is ``value``."""
    return _BY_VALUE[value]
