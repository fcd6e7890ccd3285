"""Members of tar archives by ``?file_name=``, plain and in every codec, while they stream: answers and refusals."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import unicodedata

import lz4.frame
import pytest
import zstandard

from objectlambda import respond
from objectlambda.cli.main import main
from objectlambda.decompress import DECOMPRESS
from objectlambda.errors import (
    CorruptObject,
    LimitExceeded,
    MemberRequired,
    NoSuchMember,
    TruncatedObject,
    UnexpectedContent,
    UnsupportedMethod,
)
from objectlambda.function import ObjectRequest
from objectlambda.headers import Headers
from objectlambda.measures import Measures
from objectlambda.pii.functions import PII_ACCESS_CONTROL, PII_REDACTION
from objectlambda.testing import MemoryOrigin

LONG = "folder/" * 40 + "long.txt"
BIG = bytes(range(256)) * 4000
FILES = {
    "./first.csv": b"a,b\n1,2\n",
    "empty": b"",
    LONG: b"long\n",
    "Übergröße/é.txt": b"umlauts\n",
    "big.bin": BIG,
    "last.json": b"{}",
}
CODECS = {
    "a.tar": lambda data: data,
    "a.tar.gz": gzip.compress,
    "a.tgz": gzip.compress,
    "a.tar.bz2": bz2.compress,
    "a.tar.xz": lzma.compress,
    "a.tar.zst": zstandard.compress,
    "a.tar.lz4": lz4.frame.compress,
    "no suffix at all": gzip.compress,
}


def tarred(files=FILES, form=tarfile.PAX_FORMAT, **fields):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=form) as archive:
        for name, data in files.items() if isinstance(files, dict) else files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            for key, value in fields.get(name, {}).items():
                setattr(info, key, value)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


def reading(data, key="a.tar", wanted="", *, function=DECOMPRESS, headers=None, **settings):
    return respond.Reading(
        function=function,
        request=ObjectRequest(
            key=key,
            headers=Headers(headers or {}),
            query={"file_name": wanted} if wanted else {},
            payload=json.dumps(settings),
        ),
        origin=MemoryOrigin(data),
        environ={},
        measures=Measures(),
    )


def content(data, key="a.tar", wanted="", **more):
    return b"".join(respond.get(reading(data, key, wanted, **more)).body)


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT], ids=["pax", "GNU"])
@pytest.mark.parametrize("key", list(CODECS))
def test_each_member_comes_by_its_name_from_any_codec(key, form):
    data = CODECS[key](tarred(form=form))
    for name, plain in FILES.items():
        response = respond.get(reading(data, key, name))
        assert b"".join(response.body) == plain
        assert response.head.content_length == len(plain)
        assert respond.head(reading(data, key, name)).content_length == len(plain)
    assert content(data, key, headers={"range": "bytes=100000-100009"}, wanted="big.bin") == BIG[100_000:100_010]
    assert content(data, key, member="last.json") == b"{}"
    assert dict(respond.head(reading(data, key, "last.json")).http())["Content-Type"] == "application/json"


def test_without_a_choice_a_compressed_archive_comes_whole_and_a_plain_one_lists_its_files():
    data = tarred({f"{number:02d}.txt": b"x" for number in range(30)})
    assert content(gzip.compress(data), "a.tgz") == data
    assert content(data, on_uncompressed="pass") == data
    with pytest.raises(MemberRequired, match=r"00\.txt, 01\.txt.*19\.txt and more") as raised:
        content(data)
    assert "20.txt" not in str(raised.value)


def test_names_are_found_by_their_usual_spelling():
    names = [
        "./a.txt",
        unicodedata.normalize("NFD", "é.txt"),
        "grün.txt".encode("cp437").decode("utf-8", "surrogateescape"),
    ]
    data = tarred({name: name.encode("utf-8", "surrogateescape") for name in names}, form=tarfile.GNU_FORMAT)
    for wanted, name in zip(("a.txt", "é.txt", "grün.txt"), names, strict=True):
        assert content(data, wanted=wanted) == name.encode("utf-8", "surrogateescape")


def test_a_wrong_choice_is_answered_with_the_names_that_there_are():
    files = {f"{number:02d}.txt": b"x" for number in range(30)}
    with pytest.raises(NoSuchMember, match=r"no file nothing\.txt; it has 00\.txt.*19\.txt and 10 more$"):
        content(gzip.compress(tarred(files)), "a.tgz", "nothing.txt")
    with pytest.raises(NoSuchMember, match=r"it has none$"):
        content(tarred({"folder": b""}, folder={"type": tarfile.DIRTYPE}), wanted="a")


def test_links_folders_and_sparse_files_are_named_and_do_not_keep_others_from_being_read():
    links = {"soft": {"type": tarfile.SYMTYPE, "linkname": "../a"}, "hard": {"type": tarfile.LNKTYPE, "linkname": "a"}}
    others = {"folder": {"type": tarfile.DIRTYPE}, "holes": {"pax_headers": {"GNU.sparse.major": "1"}}}
    names = ["soft", "hard", "folder", "holes", "a"]
    data = tarred([(name, b"x" if name in ("a", "holes") else b"") for name in names], **links, **others)
    assert content(data, wanted="a") == b"x"
    for name, error, words in (
        ("soft", NoSuchMember, r"a link to \.\./a"),
        ("hard", NoSuchMember, "a link to a"),
        ("folder", NoSuchMember, "a folder"),
        ("holes", UnsupportedMethod, "sparse"),
    ):
        with pytest.raises(error, match=words):
            content(data, wanted=name)


def test_sparse_files_of_gnu_tar_are_passed_over(tmp_path):
    sparse = bytearray(tarred({"holes": b"data"}, form=tarfile.GNU_FORMAT))
    sparse[156:157] = b"S"
    sparse[482] = 1
    sparse[148:156] = b" " * 8
    sparse[148:156] = b"%06o\0 " % sum(sparse[:512])
    data = bytes(sparse[:512]) + bytes(512) + bytes(sparse[512:1024]) + tarred({"a": b"plain"})
    assert content(data, wanted="a") == b"plain"
    with pytest.raises(UnsupportedMethod, match="sparse"):
        content(data, wanted="holes")
    with pytest.raises(UnsupportedMethod, match="sparse"):
        content(data, function=PII_ACCESS_CONTROL)


def test_a_name_that_occurs_twice_breaks_the_transfer():
    data = tarred([("a", b"old"), ("b", b"x"), ("a", b"new")])
    with pytest.raises(CorruptObject, match="2 files called a"):
        content(data, wanted="a")
    assert content(data, wanted="b") == b"x"


@pytest.mark.parametrize("wanted", ["./first.csv", "big.bin"])
def test_damage_behind_the_member_is_seen_before_its_last_byte(wanted):
    data = gzip.compress(tarred())
    for broken in (data[:-9], data[:-8] + b"wron" + data[-4:]):
        with pytest.raises((TruncatedObject, CorruptObject)):
            content(broken, "a.tgz", wanted)
    with pytest.raises(LimitExceeded, match="max_members"):
        content(data, "a.tgz", wanted, max_members=2)
    with pytest.raises(LimitExceeded, match="max_output_bytes"):
        content(data, "a.tgz", "last.json", max_output_bytes=100_000)


def test_a_choice_is_ignored_where_there_is_no_archive():
    assert content(gzip.compress(b"text"), "a.gz", "b") == b"text"


def test_redaction_takes_one_text_and_never_hands_out_the_rest_of_the_archive():
    secret = b"Dear bob@example.com, your number is 536-22-1234.\n"
    files = {"secret.txt": secret, "picture.bin": b"\x89PNG\x00\x01\x02\x03" * 5000}
    for key in ("a.tar", "a.tgz"):
        data = CODECS[key](tarred(files))
        redacted = content(data, key, "secret.txt", function=PII_REDACTION)
        assert b"bob@example.com" not in redacted
        assert redacted.startswith(b"Dear ")
        with pytest.raises(UnexpectedContent):
            content(data, key, "picture.bin", function=PII_REDACTION, unsupported_file_handling="PASS")
        with pytest.raises(NoSuchMember) as raised:
            content(data, key, "other", function=PII_REDACTION)
        assert "secret" not in str(raised.value)


def test_the_command_line_reads_members_from_a_file(tmp_path, capsysbinary):
    (tmp_path / "a.tgz").write_bytes(gzip.compress(tarred()))
    assert main(["run", "decompress", str(tmp_path / "a.tgz"), "--set", "member=first.csv", "--quiet"]) == 0
    assert capsysbinary.readouterr().out == FILES["./first.csv"]
