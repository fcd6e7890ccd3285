"""``detect``, ``diff`` and ``run`` over several files, folders, buckets, compressed and Parquet, told of by name."""

from __future__ import annotations

import gzip
import json
import os
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from copying import command, moto, s3, tree


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    (folder / "deep").mkdir()
    (folder / "a.txt").write_text("mail ann@example.com\n")
    (folder / "deep/b.txt.gz").write_bytes(gzip.compress(b"fine\ncall 206-555-0100\n"))
    pq.write_table(pa.table({"email": ["ann@example.com"]}), folder / "t.parquet")
    with zipfile.ZipFile(folder / "letter.docx", "w") as document:
        document.writestr("[Content_Types].xml", "<Types/>")
        text = "<w:p><w:r><w:t>mail ann@exam</w:t></w:r><w:r><w:t>ple.com</w:t></w:r></w:p>"
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        document.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{text}</w:body></w:document>')
    (folder / "cut.gz").write_bytes(gzip.compress(b"x" * 99)[:-9])
    return folder


def found(done):
    said = [json.loads(line) for line in done.stdout.decode().splitlines()]
    return {(line.get("file"), line["type"], line.get("start")) for line in said}


def test_detect_names_the_file_of_each_finding_and_those_it_cannot_read(folder):
    done = command("detect", "a.txt", "deep", "t.parquet", "letter.docx", "cut.gz", "nowhere.txt", cwd=folder)
    assert found(done) == {
        ("a.txt", "EMAIL", 5),
        ("deep/b.txt.gz", "PHONE", 10),
        ("t.parquet", "EMAIL", None),
        ("letter.docx", "EMAIL", None),  # its runs split the value
    }
    assert done.returncode == 1
    said = done.stderr.decode()
    assert "cut.gz: TruncatedObject" in said
    assert "nowhere.txt: No such file or directory" in said
    one = command("detect", "deep/b.txt.gz", cwd=folder)
    assert (one.returncode, found(one)) == (0, {(None, "PHONE", 10)})


@pytest.mark.parametrize("words", [("detect",), ("diff",), ("run", "decompress", "--set", "on_uncompressed=pass")])
def test_what_a_folder_cannot_list_is_told_of(tmp_path, words):
    (tmp_path / "some").mkdir()
    (tmp_path / "some/a.txt").write_bytes(b"fine\n")
    Path(os.fsdecode(bytes(tmp_path / "some") + b"/\xff.txt")).write_bytes(b"mail ann@example.com\n")
    done = command(*words, "some", cwd=tmp_path)
    assert (done.returncode, b"cannot be listed" in done.stderr) == (1, True)


def test_diff_shows_the_lines_of_each_file_and_says_what_it_cannot_read(folder):
    done = command("diff", "a.txt", "deep", "t.parquet", cwd=folder)
    assert done.stdout.decode().splitlines() == [
        "--- a.txt",
        "1- mail ann@example.com",
        "1+ mail ***************",
        "--- deep/b.txt.gz",
        "2- call 206-555-0100",
        "2+ call ************",
    ]
    assert (done.returncode, b"t.parquet: UnexpectedContent" in done.stderr) == (1, True)


def test_run_writes_a_file_for_each_of_several_and_reads_buckets(folder, tmp_path):
    given = ("--set", "on_uncompressed=pass")
    done = command("run", "decompress", "a.txt", "deep", "cut.gz", "-o", tmp_path / "out", *given, cwd=folder)
    assert (done.returncode, b"cut.gz: TruncatedObject" in done.stderr) == (1, True)
    assert tree(tmp_path / "out") == {
        "a.txt": b"mail ann@example.com\n",
        "b.txt.gz": b"fine\ncall 206-555-0100\n",
    }
    with moto() as store:
        client = s3(store)
        client.create_bucket(Bucket="raw")
        client.put_object(Bucket="raw", Key="2026/b.gz", Body=gzip.compress(b"beta"))
        assert command("run", "decompress", "s3://raw/2026/b.gz", "--endpoint-url", store).stdout == b"beta"
        assert command("run", "decompress", "s3://raw/2026/", "--endpoint-url", store).stdout == b"beta"
