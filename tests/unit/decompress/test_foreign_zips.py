"""ZIP archives of other writers: names in the code pages of their machines, and headers that break the rules a little.

What Info-ZIP's unzip and 7-Zip read is read here, too.
"""

from __future__ import annotations

import io
import struct
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "contract"))

from archives import Entry, MemoryArchive, written

from objectlambda.decompress.detect import Format, sniff
from objectlambda.decompress.zip.names import guessed_code_page
from objectlambda.decompress.zip.unzip import choose_member, members, read_directory, unzip
from objectlambda.errors import (
    CorruptObject,
    LimitExceeded,
    MemberRequired,
    NoSuchMember,
    ObjectLambdaError,
    UnsupportedMethod,
)

TEXT = b"a line of text\n" * 10

NAMES = {
    "gbk": ("报告.txt", "数据/用户表.csv", "新建文本文档.txt", "年度财务报表.xlsx"),
    "cp932": ("テスト.txt", "新しいフォルダー/メモ.txt", "請求書2024.pdf", "ソース.c", "表.csv"),
    "cp437": ("grün.txt", "Übergröße.txt", "café/résumé.doc", "Año.csv"),
    "cp866": ("Документы/отчёт.txt", "файл.csv"),
    "utf-8": ("日本語.txt", "grün.txt"),
}


def archive(*names: bytes, **options) -> MemoryArchive:
    return MemoryArchive(data=written([Entry(name=name, content=TEXT + name, **options) for name in names]))


def directory(source: MemoryArchive):
    return members(source, max_members=1000)


def content(source: MemoryArchive, name: str | None = None) -> bytes:
    return b"".join(unzip(source, choose_member(directory(source), name)))


@pytest.mark.parametrize("host", [0, 3], ids=["DOS", "Unix"])
@pytest.mark.parametrize("code_page", list(NAMES))
def test_names_are_found_and_shown_by_their_usual_spelling(code_page, host):
    names = NAMES[code_page]
    raw = [name.encode(code_page) for name in names]
    source = archive(*raw, host=host)
    assert [member.name for member in directory(source)] == list(names)
    for name, stored in zip(names, raw, strict=True):
        assert content(source, name) == TEXT + stored
    with pytest.raises(MemberRequired, match=names[0]):
        choose_member(directory(source), None)


@pytest.mark.parametrize("code_page", [page for page in NAMES if page != "utf-8"])
def test_a_name_alone_is_found_however_it_was_guessed(code_page):
    for name in NAMES[code_page]:
        raw = name.encode(code_page)
        assert content(archive(b"plain.txt", raw, host=0), name) == TEXT + raw


def test_an_archive_that_was_to_be_spanned_is_one():
    plain = written([Entry(name=b"a", content=TEXT)])
    assert sniff(b"PK00" + plain) is Format.ZIP
    assert content(MemoryArchive(data=b"PK00" + plain)) == TEXT


def test_little_of_long_names_is_looked_at_to_guess_their_code_page():
    names = iter([(b"\xb0" * 65_000, 0)] * 200)
    guessed_code_page(names)
    assert len(list(names)) == 199


def test_a_directory_of_many_bytes_is_refused_before_it_is_read():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for number in range(260):
            info = zipfile.ZipInfo(f"{number}")
            info.comment = bytes(65_000)
            made.writestr(info, b"")
    source = MemoryArchive(data=file.getvalue())
    with pytest.raises(LimitExceeded, match="max_members"):
        members(source, max_members=1000)
    assert len(members(source, max_members=100_000)) == 260


def test_one_name_in_another_code_page_does_not_hide_the_others():
    raw = ["报告.txt".encode("gbk"), "数据.csv".encode("gbk"), b"\xff\xff.bin"]
    source = archive(*raw)
    assert content(source, "数据.csv") == TEXT + raw[1]
    assert content(source, directory(source)[2].name) == TEXT + raw[2]


def test_decomposed_names_are_found_by_composed_ones_and_the_other_way_round():
    composed = "Übergröße/é.txt"
    decomposed = unicodedata.normalize("NFD", composed)
    for stored, flags in ((composed, 0x0800), (decomposed, 0x0800), (decomposed, 0)):
        source = archive(stored.encode(), b"b.txt", flags=flags)
        for wanted in (composed, decomposed):
            assert content(source, wanted) == TEXT + stored.encode()
        with pytest.raises(NoSuchMember, match=composed):
            choose_member(directory(source), "missing")


def test_two_names_that_differ_in_form_only_are_told_apart_by_their_exact_spelling():
    both = [unicodedata.normalize(form, "é.txt").encode() for form in ("NFC", "NFD")]
    for raw in both:
        assert content(archive(*both, flags=0x0800), raw.decode()) == TEXT + raw


def test_a_flag_that_is_wrong_is_not_believed():
    raw = "Übergröße.txt".encode("cp437")
    assert content(archive(raw, flags=0x0800), "Übergröße.txt") == TEXT + raw


@pytest.mark.parametrize("host", [0, 3])
@pytest.mark.parametrize("local", [b"dir/a.t", b"dir\\a.t"], ids=["slash", "backslash"])
def test_the_local_name_may_have_other_slashes(host, local):
    source = archive(b"dir\\a.t", b"b", host=host)
    source.data = written(
        [Entry(name=b"dir\\a.t", content=TEXT, host=host, local_name=local), Entry(name=b"b", content=b"")]
    )
    assert content(source, "dir/a.t") == content(source, "dir\\a.t" if host else "dir/a.t") == TEXT


def test_a_member_without_a_local_name_has_that_of_the_directory():
    entries = [Entry(name=b"a", content=TEXT, local_name=b""), Entry(name=b"b", content=TEXT)]
    source = MemoryArchive(data=written(entries))
    assert content(source, "a") == content(source, "b") == TEXT


MALFORMED = {
    "longer than its room": b"\x55\x54\xff\x00\x03",
    "cut": b"\x55\x54",
    "good, then malformed": b"\x55\x54\x05\x00\x03abcd" + b"\x0a\x00\x40\x00xx",
}


@pytest.mark.parametrize("extra", list(MALFORMED.values()), ids=list(MALFORMED))
def test_a_malformed_extra_field_refuses_nothing(extra):
    for fields in ({"extra": extra}, {"extra": b"", "local_extra": extra}):
        entries = [Entry(name=b"a", content=TEXT, **fields), Entry(name=b"b", content=b"other")]
        source = MemoryArchive(data=written(entries))
        assert [content(source, "a"), content(source, "b")] == [TEXT, b"other"]
        told = []
        list(unzip(source, directory(source)[0], beside=told.append))
        in_directory = read_directory(source, max_members=9).members[0].beside
        assert extra[-2:].strip(b"\0") in b"".join((*told, in_directory))


def test_a_member_that_lacks_its_aes_field_does_not_keep_the_others_from_being_read():
    entries = [Entry(name=b"a", content=TEXT, method=99, flags=1), Entry(name=b"b", content=TEXT)]
    source = MemoryArchive(data=written(entries))
    assert content(source, "b") == TEXT
    with pytest.raises(CorruptObject, match="AES"):
        content(source, "a")


def in_another_form(method: int, cipher: int, directory: bytes) -> bytes:
    """An archive whose end record, of version 2, says that its directory is compressed or encrypted."""
    start = 8
    form = struct.pack("<HQQHHHHH", method, len(directory), 99, cipher, 0, 0, 0, 0)
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44 + len(form), 62, 62, 0, 0, 1, 1, len(directory), start)
    end64_start = start + len(directory)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end64_start, 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return b"PK\x03\x04\x14\0\0\x20" + directory + end64 + form + locator + end


@pytest.mark.parametrize(("method", "cipher"), [(8, 0), (0, 0x660E), (8, 0x660E)])
def test_a_compressed_or_encrypted_directory_is_unsupported_not_corrupt(method, cipher):
    with pytest.raises(UnsupportedMethod, match="compressed or encrypted"):
        directory(MemoryArchive(data=in_another_form(method, cipher, b"\x4b\x4c\x04\x00" * 20)))


def test_damaged_names_and_extra_fields_are_never_an_error_of_ours():
    whole = written([Entry(name="报告.txt".encode("gbk"), content=TEXT, extra=MALFORMED["good, then malformed"])])
    for at in range(len(whole)):
        for value in (0, 0x5C, 0x80, 0xFF):
            source = MemoryArchive(data=whole[:at] + bytes([value]) + whole[at + 1 :])
            try:
                content(source)
            except ObjectLambdaError:
                pass
