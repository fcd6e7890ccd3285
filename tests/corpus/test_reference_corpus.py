"""557 files from the test suites of other projects, read where they lie; see their README for the manifest.

``expected`` is the answer of the format's reference program. Where ours differs, `DECISIONS` says how and why.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
from reading import Bytes, digest, opened

from objectlambda import errors
from objectlambda.decompress.formats import Format
from objectlambda.decompress.zip.directory import members
from objectlambda.decompress.zip.member import Member

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("OBJECTLAMBDA_SHARED", ROOT.parent / "shared")) / "corpus"

FORMATS = {"gzip": Format.GZIP, "bzip2": Format.BZIP2, "zlib": Format.ZLIB, "zstandard": Format.ZSTD}
SNAPPY_VARIANTS = {
    "raw": Format.SNAPPY_RAW,
    "hadoop-snappy": Format.SNAPPY_HADOOP,
    "snappy-java": Format.SNAPPY_XERIAL,
}
FOUR_GIB = 1 << 32

RAW_DEFLATE = "raw deflate has neither header nor checksum: CPython reads it only when told wbits=-15, we do not"
TRAILING = "gzip writes the content, warns and exits with 2: an error here unless trailing is set to ignore"
PRESET = "the stream names its dictionary only by a checksum; CPython reads it because the test gives it"
DRAFT = "a draft of the framing format that snzip alone still reads (-t), and only when told"
LOCAL_HEADER = "zipfile trusts the directory; a local header that says otherwise is how archives smuggle"

DECISIONS: dict[str, tuple[str, str]] = {
    "gzip/compress__go_hello.txt_+_garbage.gz": ("CorruptObject", TRAILING),
    "gzip/libarchive__test_compat_gzip_2.tgz": ("CorruptObject", TRAILING),
    "zlib/rapidgzip__32A-fixed-Huffman.deflate": ("CorruptObject", RAW_DEFLATE),
    "zlib/rapidgzip__base64-256KiB.deflate": ("CorruptObject", RAW_DEFLATE),
    "zlib/rapidgzip__dolorem-ipsum.txt.deflate": ("CorruptObject", RAW_DEFLATE),
    "zlib/rapidgzip__numbers-10,65-90.deflate": ("CorruptObject", RAW_DEFLATE),
    "zlib/rapidgzip__random-128KiB.deflate": ("CorruptObject", RAW_DEFLATE),
    "zlib/rapidgzip__zeros.deflate": ("CorruptObject", RAW_DEFLATE),
    "zlib/pako__pako_deflateRaw.bin": ("CorruptObject", RAW_DEFLATE),
    "zlib/pako__raw_KW_Rocketry_1.compressed": ("CorruptObject", RAW_DEFLATE),
    "zlib/pako__raw_shapefile.compressed": ("CorruptObject", RAW_DEFLATE),
    "zlib/pako__raw_sheet4.compressed": ("CorruptObject", RAW_DEFLATE),
    "zlib/pako__pako_deflate_dictionary=spdy.bin": ("UnsupportedMethod", PRESET),
    "zlib/pako__pako_deflate_dictionary=trivial.bin": ("UnsupportedMethod", PRESET),
    "snappy/snzip__comment-43_alice29.txt.snappy": ("UnsupportedMethod", DRAFT),
    "snappy/snzip__comment-43_house.jpg.snappy": ("UnsupportedMethod", DRAFT),
    "snappy/snzip__framing_house.jpg.sz": ("UnsupportedMethod", DRAFT),
    "snappy/commons-compress__COMPRESS-358.iwa": (
        "CorruptObject",
        "iWork's chunks have neither stream identifier nor checksum; snzip reads them only when told -t iwa",
    ),
    "zip/libzip__incons-cdoffset.zip": (
        "CorruptObject",
        "zipfile takes the shift for something that stands before the archive; unzip warns and tries to compensate",
    ),
    "zip/libzip__incons-central-file-comment-longer.zip": (
        "CorruptObject",
        "the entry's comment runs past the directory; zipfile does not look",
    ),
    "zip/libzip__incons-file-count-low.zip": (
        "CorruptObject",
        "three entries where the end record says two; zipfile ignores the count, unzip warns",
    ),
    "zip/compress__go_test-badbase.zip": (
        "CorruptObject",
        "one entry where the end record says two; zipfile ignores the count, unzip warns",
    ),
    "zip/yauzl__other_compressed_uncompressed_size_mismatch_for_stored_file_2147483647_5.zip": (
        "CorruptObject",
        "entries overlap: 2 GiB are said to lie in 300 bytes",
    ),
    "zip/yauzl__other_file_data_overflows_file_bounds_63_2147483647_308.zip": (
        "CorruptObject",
        "entries overlap: 2 GiB are said to lie in 300 bytes",
    ),
    "zip/commons-compress__split_zip_created_by_winrar.zip": (
        "UnsupportedMethod",
        "the last of several files; zipfile lists it but can read no entry",
    ),
    "zip/commons-compress__split_zip_created_by_zip.zip": (
        "UnsupportedMethod",
        "the last of several files; zipfile lists it but can read no entry",
    ),
}
"""Files that the reference reads and we refuse, with our error; the reasons say what the format's own tool does."""

READ_ALL_THE_SAME = {
    "zlib/pako__bad_wbits.deflate": "distances reach farther than the header's window; pako and isal read on, and the "
    "Adler-32 proves the content",
    "zip/libzip__filename_duplicate_empty.zip": "empty names; zipfile trips over them with an IndexError",
    "zip/libzip__incons-gap-before-eocd.zip": "a gap before the end record; the directory lies where it says",
    "zip/libzip__incons-ef-central-size-wrong.zip": "an extra field longer than its room; unzip and 7-Zip read on",
    "zip/yauzl__other_extra_field_length_exceeds_extra_field_buffer_size.zip": "likewise",
    "zip/zip2__zip64_magic_in_filename_5.zip": "an empty name; zipfile trips over it with an IndexError",
    "zip/stream-unzip__7za_17_4_aes_data_descriptor.zip": "an empty name; zipfile trips over it with an IndexError",
}
"""Files that the reference refuses and we read."""

MEMBER_DECISIONS: dict[tuple[str, str], tuple[str, str]] = {
    ("zip/libzip__incons-central-compsize-larger.zip", "a"): ("CorruptObject", LOCAL_HEADER),
    ("zip/libzip__incons-local-compression-method.zip", "a"): ("CorruptObject", LOCAL_HEADER),
    ("zip/libzip__incons-local-crc.zip", "a"): ("CorruptObject", LOCAL_HEADER),
    ("zip/libzip__incons-local-size-larger.zip", "a"): ("CorruptObject", LOCAL_HEADER),
    (
        "zip/yauzl__other_not_enough_bytes_in_the_stream_expected_2048576_got_only_1000000.zip",
        "zeros.bin",
    ): ("CorruptObject", "half of the content that the directory promises; zipfile gives it without a word"),
    ("zip/libarchive__test_read_format_zip_uncompressed_size_off_by_4gib.zip", "hello.txt"): (
        "CorruptObject",
        "5 bytes where the directory promises 4 GiB and 5; zipfile gives them without a word",
    ),
}
"""Members that zipfile reads and we refuse."""

READ_BY_UNZIP = {
    ("zip/libzip__incons-local-filename-missing.zip", "a"): hashlib.sha256(b"a").hexdigest(),  # without a local name
}
"""What unzip and 7-Zip give of members that zipfile refuses and we read."""

UNSUPPORTED_METHODS = {
    1: "shrink: out of use since 1993; unzip and 7z read it",
    6: "implode: out of use since 1993; unzip and 7z read it",
    98: "PPMd: 7z reads it; no maintained decoder with bounded output",
}

RENAMED = {
    "zip/commons-compress__COMPRESS-479.zip": "the Unicode path extra field holds the true names",
    "zip/commons-compress__test-winzip.zip": "the Unicode path extra field holds the true names",
    "zip/zip2__windows-7zip.zip": "the Unicode path extra field holds the true names",
}
"""Archives whose names we read differently."""


def _rows() -> list[dict[str, Any]]:
    manifest = CORPUS / "manifest.jsonl"
    return [json.loads(line) for line in manifest.read_text().splitlines()] if manifest.is_file() else []


ROWS = _rows()
STREAMS = [row for row in ROWS if row["format"] != "zip"]
ARCHIVES = [row for row in ROWS if row["format"] == "zip"]


def name(row: dict[str, Any]) -> str:
    return row["file"]


@pytest.mark.parametrize("row", STREAMS, ids=name)
def test_reads_the_stream_or_says_what_is_wrong(row):
    data = (CORPUS / row["file"]).read_bytes()
    found = FORMATS.get(row["format"]) or SNAPPY_VARIANTS.get(row["variant"], Format.SNAPPY)
    dictionaries = [(CORPUS / row["dictionary"]).read_bytes()] if row.get("dictionary") else []
    chunks = opened(found, data, dictionaries=dictionaries, max_window_bytes=1 << 31)
    if row["file"] in DECISIONS:
        assert _error_of(chunks) == DECISIONS[row["file"]][0]
    elif row["file"] in READ_ALL_THE_SAME:
        assert digest(chunks)["size"] > 0
    elif row["expected"] == "error":
        assert _error_of(chunks) in ("CorruptObject", "TruncatedObject", "UnsupportedMethod")
    else:
        assert digest(chunks) == row["expected"]


@pytest.mark.parametrize("file", [file for file, (_, why) in DECISIONS.items() if why == TRAILING])
def test_reads_on_as_gzip_does_when_trailing_is_ignored(file, reference_files):
    row = next(row for row in ROWS if row["file"] == file)
    assert digest(opened(Format.GZIP, (CORPUS / file).read_bytes(), trailing="ignore")) == row["expected"]


@pytest.mark.parametrize("row", ARCHIVES, ids=name)
def test_reads_every_member_or_says_what_is_wrong(row):
    archive = Bytes(data=(CORPUS / row["file"]).read_bytes())
    expected = row["expected"]
    if row["file"] in DECISIONS or (expected == "error" and row["file"] not in READ_ALL_THE_SAME):
        with pytest.raises(errors.ObjectLambdaError) as raised:
            members(archive, max_members=100_000)
        if row["file"] in DECISIONS:
            assert type(raised.value).__name__ == DECISIONS[row["file"]][0]
        return
    directory = members(archive, max_members=100_000)
    if expected == "error":
        return
    assert len(directory) == expected["entries_total"]
    files = [member for member in directory if not member.is_directory]
    for entry in expected["entries"]:
        if entry["name"].endswith("/") or row["file"] in RENAMED:
            continue
        member = next(member for member in files if entry["name"] in _names(member))
        files.remove(member)
        if entry["declared"] < FOUR_GIB // 16:
            _check_member(row["file"], archive, member, entry)


def _names(member: Member) -> set[str]:
    """The name, and what zipfile makes of it: cp437 where no flag says UTF-8, cut at a NUL."""
    names = {member.name, member.raw_name.decode("cp437")}
    return names | {name.partition("\0")[0] for name in names}


def _check_member(file: str, archive: Bytes, member: Member, entry: dict[str, Any]) -> None:
    from objectlambda.decompress.zip.unzip import unzip

    known = entry.get("sha256") or entry.get("sha256_7z") or READ_BY_UNZIP.get((file, member.name))
    if member.method in UNSUPPORTED_METHODS:
        with pytest.raises(errors.UnsupportedMethod):
            unzip(archive, member)
        return
    decision = MEMBER_DECISIONS.get((file, member.name))
    if known and decision is None:
        assert member.size == entry["declared"]
        assert digest(unzip(archive, member))["sha256"] == known
        return
    with pytest.raises(errors.ObjectLambdaError) as raised:
        digest(unzip(archive, member))
    if decision is not None:
        assert type(raised.value).__name__ == decision[0]


PASSWORDS = {
    "zip/libzip__encrypt-1234.zip": "1234",
    "zip/libzip__encrypt-aes128.zip": "foofoofoo",
    "zip/libzip__encrypt-aes256.zip": "foofoofoo",
    "zip/libarchive__test_read_format_zip_traditional_encryption_data.zip": "12345678",
    "zip/libarchive__test_read_format_zip_winzip_aes256_large_lzma.zip": "password",
    "zip/stream-unzip__7z_17_4_password_data_descriptor.zip": "password",
    "zip/stream-unzip__7za_17_4_aes.zip": "password",
    "zip/stream-unzip__7za_17_4_aes_data_descriptor.zip": "password",
    "zip/stream-unzip__infozip_3_0_password.zip": "password",
    "zip/stream-unzip__infozip_3_0_password_data_descriptor.zip": "password",
    "zip/zip2__aes_archive.zip": "helloworld",
}
"""From the origins' own tests."""


@pytest.mark.parametrize("file", PASSWORDS)
def test_opens_encrypted_members_with_their_password_only(file, reference_files):
    from objectlambda.decompress.zip.unzip import unzip

    archive = Bytes(data=(reference_files / "corpus" / file).read_bytes())
    encrypted = [member for member in members(archive, max_members=100) if member.encrypted]
    assert encrypted
    for member in encrypted:
        assert digest(unzip(archive, member, password=PASSWORDS[file].encode()))["size"] == member.size
        with pytest.raises(errors.PasswordRequired):
            unzip(archive, member)
        with pytest.raises((errors.PasswordRequired, errors.CorruptObject)):
            digest(unzip(archive, member, password=b"not it"))


def test_every_file_of_the_corpus_was_read(reference_files):
    assert len(ROWS) == 557
    listed = {row["file"] for row in ROWS}
    assert set(DECISIONS) | set(READ_ALL_THE_SAME) | set(RENAMED) | set(PASSWORDS) <= listed


def _error_of(chunks: Any) -> str:
    with pytest.raises(errors.ObjectLambdaError) as raised:
        digest(chunks)
    return type(raised.value).__name__
