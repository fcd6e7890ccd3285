"""What can be set of the decompress function, with defaults generous enough that few need to."""

from __future__ import annotations

from dataclasses import dataclass

from objectlambda.decompress.formats import Format
from objectlambda.settings import setting

MIB = 1024 * 1024

FORMATS = ("auto", *(found.value for found in Format))


@dataclass(frozen=True, slots=True, kw_only=True)
class DecompressSettings:
    """The effective settings of one request: defaults < environment < the access point's payload."""

    format: str = setting(
        "auto",
        "the format to expect; auto finds it from the bytes, then the key's suffix, Content-Encoding, Content-Type",
        choices=FORMATS,
    )
    on_uncompressed: str = setting(
        "fail",
        "what becomes of an object in none of the formats: fail with 400, or pass unchanged",
        choices=("fail", "pass"),
    )
    on_empty: str = setting(
        "pass",
        "what becomes of an object of no bytes (_SUCCESS, folder markers, an empty .gz): pass, or fail as gzip does",
        choices=("pass", "fail"),
    )
    trailing: str = setting(
        "error", "bytes behind the end of the compressed data: error, or ignore", choices=("error", "ignore")
    )
    member: str = setting("", "the file to take from a ZIP or tar archive; the query parameter file_name wins")
    password_env: str = setting(
        "", "the environment variable that holds the password of encrypted ZIP members; never the password itself"
    )
    zstd_dictionaries: tuple[str, ...] = setting(
        (), "paths, in the deployed function, of zstd dictionary files; commas between them", in_payload=False
    )
    max_output_bytes: int = setting(
        100 * 1024 * MIB, "stop after so many decompressed bytes; 0 for no limit", minimum=0
    )
    max_ratio: float = setting(
        2000.0, "stop when output exceeds input so many times, once 64 MiB are out; 0 for no limit", minimum=0
    )
    max_members: int = setting(100_000, "refuse archives with more members than this", minimum=1, maximum=10_000_000)
    max_window_bytes: int = setting(
        128 * MIB, "refuse zstd frames that need a larger window (zstd --long)", minimum=1024, maximum=2048 * MIB
    )
    max_raw_snappy_bytes: int = setting(
        64 * MIB,
        "refuse raw snappy blocks that say they are larger: they are decoded in memory",
        minimum=1,
        maximum=4096 * MIB,
    )
    strip_suffix_in_lists: bool = setting(
        False, "list a.csv.gz as a.csv; only the gateway can then find the object under that key", affects_output=False
    )
    threads: int = setting(
        0, "threads for bzip2, zstd frames and snappy; 0 for as many as there are CPUs", minimum=0, maximum=64,
        in_payload=False, affects_output=False,
    )  # fmt: skip
    log_level: str = setting(
        "INFO",
        "how much is logged",
        choices=("DEBUG", "INFO", "WARNING", "ERROR"),
        in_payload=False,
        affects_output=False,
    )
