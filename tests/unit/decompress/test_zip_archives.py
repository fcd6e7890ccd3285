"""ZIP archives: directories, names, choices, and everything that is refused."""

from __future__ import annotations

import sys
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "contract"))

from archives import Entry, MemoryArchive, written

from objectlambda.decompress.zip.unzip import choose_member, member_offset, members, unzip
from objectlambda.errors import (
    CorruptObject,
    LimitExceeded,
    MemberRequired,
    NoSuchMember,
    PasswordRequired,
    TruncatedObject,
    UnsupportedMethod,
)

TEXT = b"a line of text\n" * 1000


def archive(*entries: Entry, **options) -> MemoryArchive:
    return MemoryArchive(data=written(entries, **options))


def directory(source: MemoryArchive, max_members: int = 1000):
    return members(source, max_members=max_members)


def content(source: MemoryArchive, name: str | None = None, **options) -> bytes:
    return b"".join(unzip(source, choose_member(directory(source), name), **options))


def plain(name: bytes, text: bytes = TEXT, **options) -> Entry:
    return Entry(name=name, content=text, **options)


def test_reads_the_end_and_the_member_only():
    entries = [plain(b"%d.bin" % number, bytes(100_000)) for number in range(50)]
    source = archive(*entries)
    assert content(source, "20.bin") == bytes(100_000)
    assert sum(length for _, length in source.reads) < 66 * 1024 + 100_000 + 200
    assert len(source.reads) <= 4


def test_reads_a_directory_that_begins_before_the_tail():
    entries = [plain(b"a-name-of-some-length/%06d.txt" % number, b"%d" % number) for number in range(2000)]
    source = archive(*entries)
    assert len(directory(source, 2000)) == 2000
    again = MemoryArchive(data=source.data, split=100)
    member = choose_member(directory(again, 2000), "a-name-of-some-length/001234.txt")
    assert b"".join(unzip(again, member)) == b"1234"


def test_finds_a_directory_behind_a_comment_and_something_before():
    source = archive(plain(b"a"), comment=b"PK\x05\x06 is in here, too" * 2000, prefix=b"#!/bin/sh\n" * 99)
    assert content(source) == TEXT


def test_counts_and_bounds_members():
    source = archive(*(plain(b"%d" % number) for number in range(12)))
    assert len(directory(source, 12)) == 12
    with pytest.raises(LimitExceeded, match="max_members = 11"):
        directory(source, 11)
    with pytest.raises(CorruptObject, match="3 entries where the end record says 4"):
        directory(archive(*(plain(b"%d" % number) for number in range(3)), count=4))


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        (plain("grün.txt".encode(), flags=0x0800), "grün.txt"),
        (plain("grün.txt".encode("cp437"), host=0), "grün.txt"),
        (plain("grün.txt".encode(), host=3), "grün.txt"),
        (plain("grün.txt".encode("cp437"), host=3), "grün.txt"),
        (plain(b"folder\\file.txt", host=0), "folder/file.txt"),
        (plain(b"back\\slash.txt", host=3), "back\\slash.txt"),
        (
            plain(
                b"gr?n.txt",
                extra=b"\x75\x70\x0e\x00\x01" + zlib.crc32(b"gr?n.txt").to_bytes(4, "little") + "grün.txt".encode(),
            ),
            "grün.txt",
        ),
        (plain(b"old.txt", extra=b"\x75\x70\x0c\x00\x01\0\0\0\0new.txt"), "old.txt"),
    ],
    ids=["flag", "cp437", "utf-8 of unix", "cp437 of unix", "backslash", "backslash of unix", "extra", "stale extra"],
)
def test_decodes_names(entry, name):
    assert [member.name for member in directory(archive(entry))] == [name]
    assert content(archive(entry), name) == TEXT


def test_takes_the_only_file():
    source = archive(plain(b"folder/", b""), plain(b"folder/data.csv"), plain(b"__MACOSX/folder/._data.csv", b"mac"))
    assert choose_member(directory(source), None).name == "folder/data.csv"
    assert choose_member(directory(source), "__MACOSX/folder/._data.csv").size == 3


def test_lists_names_when_the_choice_is_missing_or_wrong():
    found = directory(archive(*(plain(b"%02d.txt" % number) for number in range(30))))
    with pytest.raises(MemberRequired, match=r"holds 30 files.*00\.txt, 01\.txt.*19\.txt and 10 more$") as raised:
        choose_member(found, None)
    assert "20.txt" not in str(raised.value)
    with pytest.raises(NoSuchMember, match=r"no file nothing\.txt; it has 00\.txt"):
        choose_member(found, "nothing.txt")
    with pytest.raises(NoSuchMember):
        choose_member(found, "0")


def test_names_in_messages_are_printable_and_short():
    found = directory(archive(plain(b"a\x1b[31m\n" + b"n" * 3000), plain(b"b")))
    with pytest.raises(MemberRequired) as raised:
        choose_member(found, None)
    assert str(raised.value).isprintable()
    assert len(str(raised.value)) < 500


def test_an_archive_of_folders_only_holds_no_file():
    for source in (archive(), archive(plain(b"folder/", b""))):
        with pytest.raises(NoSuchMember, match="holds no file"):
            choose_member(directory(source), None)


def test_refuses_a_name_that_occurs_twice_when_it_is_asked_for():
    found = directory(archive(plain(b"a", b"1"), plain(b"a", b"2"), plain(b"b", b"3")))
    assert choose_member(found, "b").size == 1
    with pytest.raises(CorruptObject, match="2 files called a"):
        choose_member(found, "a")


def test_refuses_overlapping_entries():
    with pytest.raises(CorruptObject, match="overlaps"):
        directory(archive(plain(b"a"), plain(b"b", offset_shift=-100)))
    with pytest.raises(CorruptObject, match="overlaps"):
        directory(archive(plain(b"a", offset_shift=100)))


@pytest.mark.parametrize(
    "changes",
    [{"local_name": b"b"}, {"local_method": 8}, {"local_crc": 1}],
    ids=lambda value: next(iter(value)),
)
def test_refuses_a_local_header_that_disagrees(changes):
    with pytest.raises(CorruptObject, match="local header"):
        content(archive(plain(b"a", **changes)))


def test_refuses_content_that_is_not_what_the_directory_says():
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = deflater.compress(TEXT) + deflater.flush()
    deflated = {"data": data, "method": 8}
    assert content(archive(plain(b"a", **deflated))) == TEXT
    with pytest.raises(CorruptObject, match="CRC-32"):
        content(archive(plain(b"a", crc=7, **deflated)))
    with pytest.raises(CorruptObject, match=f"{len(TEXT)} bytes where the directory says {len(TEXT) + 1}"):
        content(archive(plain(b"a", size=len(TEXT) + 1, **deflated)))
    with pytest.raises(CorruptObject, match="larger than the 100 bytes"):
        content(archive(plain(b"a", size=100, **deflated)))
    with pytest.raises(TruncatedObject):
        content(archive(plain(b"a", method=8, data=data[:-20])))


def test_never_gives_more_than_the_directory_says():
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = deflater.compress(bytes(30_000_000)) + deflater.flush()
    source = archive(Entry(name=b"bomb", content=b"", data=data, method=8, size=1_000_000, crc=0))
    given = 0
    with pytest.raises(CorruptObject):
        for chunk in unzip(source, directory(source)[0]):
            given += len(chunk)
    assert given <= 1_000_000


@pytest.mark.parametrize(("method", "name"), [(1, "shrink"), (6, "implode"), (98, "PPMd"), (200, "unknown")])
def test_names_methods_that_are_not_supported_before_reading(method, name):
    source = archive(plain(b"a", method=method))
    member = directory(source)[0]
    reads = len(source.reads)
    with pytest.raises(UnsupportedMethod, match=name):
        unzip(source, member)
    assert len(source.reads) == reads


def test_asks_for_a_password_before_reading():
    source = archive(plain(b"a", flags=1))
    with pytest.raises(PasswordRequired):
        unzip(source, directory(source)[0])
    with pytest.raises(UnsupportedMethod, match="strong"):
        unzip(archive(plain(b"a", flags=0x41)), directory(archive(plain(b"a", flags=0x41)))[0])


@pytest.mark.parametrize("properties", [b"\x5d\0\0\0\x7f", b"\xff\0\0\x01\0", b"\x5d\0\0"])
def test_lzma_dictionaries_are_bounded(properties):
    data = b"\x09\x14" + len(properties).to_bytes(2, "little") + properties + bytes(200)
    with pytest.raises((UnsupportedMethod, CorruptObject)):
        content(archive(plain(b"a", method=14, data=data)))


@pytest.mark.parametrize("length", [0, 3, 21, 22, 100])
def test_what_is_no_archive_is_called_cut(length):
    with pytest.raises(TruncatedObject, match="end-of-central-directory"):
        directory(MemoryArchive(data=b"x" * length))


def test_refuses_a_directory_that_is_not_there():
    data = bytearray(written([plain(b"a")]))
    data[-6:-2] = (10).to_bytes(4, "little")
    with pytest.raises(CorruptObject, match="directory"):
        directory(MemoryArchive(data=bytes(data)))


def test_tells_where_a_stored_member_lies():
    source = archive(plain(b"a", b"first"), plain(b"b", b"second"))
    member = choose_member(directory(source), "b")
    start = member_offset(source, member)
    assert source.data[start : start + member.size] == b"second"


def test_reads_what_zipfile_writes_without_seeking():
    class Unseekable(BytesIO):
        def seekable(self) -> bool:
            return False

    target = Unseekable()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made, made.open("a", "w", force_zip64=True) as entry:
        entry.write(TEXT)
    assert content(MemoryArchive(data=target.getvalue())) == TEXT
