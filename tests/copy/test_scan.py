"""``objectlambda scan``: what it finds in files, folders and buckets, and that no value is ever told."""

from __future__ import annotations

import gzip
import hashlib
import os
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from copying import called, command, lines, moto, s3

from objectlambda.copy.job import Item
from objectlambda.copy.listing import Selection

MAIL = "ann.lee@example.com"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lake")
    (folder / "logs").mkdir()
    (folder / "people.csv").write_text(f"name,ssn\nAnn Lee,536-22-1234\n{MAIL},\n")
    (folder / "logs/app.log.gz").write_bytes(gzip.compress(f"login of {MAIL}\n".encode() * 3))
    pq.write_table(pa.table({"email": [MAIL, "bob@example.com", None]}), folder / "t.parquet", row_group_size=2)
    with zipfile.ZipFile(folder / "both.zip", "w") as archive:
        archive.writestr("a.txt", f"mail {MAIL}")
        archive.writestr("b.txt", "call 206-555-0100")
    (folder / "fine.txt").write_text("the weather is fine")
    (folder / "cut.gz").write_bytes(gzip.compress(b"x" * 99)[:-9])
    (folder / "long.txt").write_text(f"mail {MAIL}\n" + "the weather is fine\n" * 60_000 + "call 206-555-0100\n")
    return folder


def scanned(tmp_path, *arguments, **options):
    """Exit code, and by key what the report says."""
    report = tmp_path / "report.jsonl"
    done = command("scan", *arguments, "--report", report, "--workers", "1", **options)
    assert MAIL not in report.read_text() + done.stdout.decode() + done.stderr.decode()
    return done, {line["key"]: line for line in lines(report)}


def test_every_kind_of_object_is_read_and_counted_by_type(folder, tmp_path):
    page = tmp_path / "page.html"
    done, told = scanned(tmp_path, folder, "--html", page)
    types = {key.removeprefix(f"{folder}/"): line.get("entities", {}) for key, line in told.items()}
    assert types["logs/app.log.gz"] == {"EMAIL": 3}
    assert types["t.parquet"] == {"EMAIL": 2}  # statistics and dictionaries repeat them
    assert types["both.zip"] == {"EMAIL": 1, "PHONE": 1}
    assert types["people.csv"] == {"EMAIL": 1, "NAME": 1, "SSN": 1}
    assert types["fine.txt"] == {}
    assert told[f"{folder}/people.csv"]["scores"]["SSN"] > 0.5
    cut = told[f"{folder}/cut.gz"]
    assert (cut["status"], cut["code"], done.returncode) == ("refused", "TruncatedObject", 1)
    assert "EMAIL" in done.stdout.decode()
    text = page.read_text()
    assert "people.csv" in text
    assert not {"<script", "http:", "https:", "src="} & set(text.split())
    assert MAIL not in text


def test_keys_give_no_commands_to_a_browser_or_a_terminal_and_what_cannot_be_listed_is_told_of(tmp_path):
    below = tmp_path / "lake/<script src=x>\x1b[2J"
    below.mkdir(parents=True)
    (below / "a.txt").write_text("call 206-555-0100")
    (tmp_path / "lake" / os.fsdecode(b"\xff.txt")).write_text("call 206-555-0100")
    page = tmp_path / "page.html"
    done, told = scanned(tmp_path, "lake", "--html", page, cwd=tmp_path)
    assert (done.returncode, told["lake/\udcff.txt"]["code"]) == (1, "Unreadable")
    assert b"\x1b" not in done.stdout + done.stderr
    text = page.read_text()
    assert "&lt;script src=x&gt;" in text
    assert "<script" not in text
    assert "Unreadable" in text


def test_files_and_folders_are_named_as_people_name_them_and_found_types_fail_a_build(folder, tmp_path):
    names = ["people.csv", "fine.txt", "logs"]
    done, told = scanned(tmp_path, *names, "--fail-on", "SSN", "--quiet", cwd=folder)
    assert set(told) == {"people.csv", "fine.txt", "logs/app.log.gz"}
    assert (done.returncode, done.stderr) == (1, b"objectlambda scan: found SSN\n")
    done, _ = scanned(tmp_path, "fine.txt", "logs", "--fail-on", "SSN", "--quiet", cwd=folder)
    assert done.returncode == 0


def test_allowed_values_and_keys_are_passed_over(folder, tmp_path):
    allowed = tmp_path / "allowed"
    allowed.write_text(hashlib.sha256(MAIL.encode()).hexdigest() + "  # support's\n")
    done, told = scanned(
        tmp_path, "logs", "both.zip", "cut.gz", "--allow-values", allowed, "--allow-key", "cut*", cwd=folder
    )
    assert {key: line.get("entities", {}) for key, line in told.items()} == {
        "logs/app.log.gz": {},
        "both.zip": {"PHONE": 1},
    }
    assert done.returncode == 0


def test_a_sample_reads_the_start_of_objects_or_a_share_of_them(folder, tmp_path):
    _, told = scanned(tmp_path, "long.txt", "both.zip", "--sample", "64KiB", cwd=folder)
    assert told["long.txt"]["entities"] == {"EMAIL": 1}
    assert told["long.txt"]["size_in"] < 800_000
    assert told["both.zip"]["entities"] == {"EMAIL": 1, "PHONE": 1}  # its directory stands at its end: all is read
    items = [Item(key=f"{number}") for number in range(1000)]
    chosen = set(Selection(share=0.1).choose(items))
    assert 50 < len(chosen) < 150
    assert chosen < set(Selection(share=0.2).choose(items))
    assert len(list(Selection(share=1e-9).choose(items))) == 1
    assert not list(Selection(share=0.5, prefix="x").choose(items))


def test_what_cannot_be_looked_into_is_refused_and_told_of(folder, tmp_path):
    lake = tmp_path / "lake"
    lake.mkdir()
    (lake / "random.bin").write_bytes(bytes(range(256)) + b"\x80" * 44)
    (lake / "old.txt").write_bytes("café, call 206-555-0100".encode("cp1252"))
    pq.write_table(pa.table({"blob": ["SSN 536-22-1234".encode("utf-16-le")], "note": [MAIL]}), lake / "t.parquet")
    with zipfile.ZipFile(lake / "mixed.zip", "w") as archive:
        archive.writestr("a.bin", bytes(range(256)))
        archive.writestr("b.txt", f"mail {MAIL}")
    (lake / "fine.txt").write_text("the weather is fine")
    done, told = scanned(tmp_path, "lake", cwd=tmp_path)
    lines_of = {key.removeprefix("lake/"): line for key, line in told.items()}
    refused = {"random.bin", "old.txt", "t.parquet", "mixed.zip"}
    assert {key for key, line in lines_of.items() if line["status"] == "refused"} == refused
    assert {(lines_of[key]["code"], bool(lines_of[key]["message"])) for key in refused} == {("UnexpectedContent", True)}
    assert lines_of["mixed.zip"]["entities"] == {"EMAIL": 1}  # what can be read of it is counted
    assert all(line["size_in"] <= (lake / key).stat().st_size for key, line in lines_of.items())
    assert done.returncode == 1
    said = done.stderr.decode()
    assert f"lake/random.bin: UnexpectedContent: {lines_of['random.bin']['message']}\n" in said
    assert "--allow-key leaves keys out" in said
    done, told = scanned(tmp_path, "lake", "--set", "unsupported_file_handling=PASS", "--sample", "0.1%", cwd=tmp_path)
    assert [(line["status"], line["size_in"] > 0) for line in told.values()] == [("scanned", True)]  # one at least
    assert done.returncode == 0


def test_buckets_are_scanned_by_prefix_and_by_object(tmp_path):
    with moto() as store:
        client = s3(store)
        client.create_bucket(Bucket="lake")
        for key in ("2026/a.txt", "2026/b.txt", "2027/c.txt", "top"):
            client.put_object(Bucket="lake", Key=key, Body=f"mail {MAIL}".encode())
        names = ("s3://lake/2026", "s3://lake/top")
        done, told = scanned(tmp_path, *names, "--source-endpoint-url", store)
        wrong = [
            command(name, f"s3://{place}", option, store)
            for name, option in (("scan", "--source-endpoint-url"), ("detect", "--endpoint-url"))
            for place in ("lake/tpo", "lake/2025/", "lakes/x")
        ]
    assert set(told) == {"s3://lake/2026/a.txt", "s3://lake/2026/b.txt", "s3://lake/top"}
    assert done.returncode == 0
    for one, said in zip(wrong, (["nothing below it", "nothing below it", "bucket does not exist"] * 2), strict=True):
        assert one.returncode in (1, 2), one.stdout
        assert said in one.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "no such file"),
        ([".", "--fail-on", "NONSENSE"], "NONSENSE"),
        ([".", "--types", "NONSENSE"], "NONSENSE"),
        ([".", "--sample", "some"], "--sample"),
        ([".", "--sample", "200%"], "--sample"),
    ],
)
def test_what_cannot_run_ends_with_2_and_says_why(tmp_path, arguments, said, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    code, told = called(capsys, "scan", *arguments)
    assert (code, said in told) == (2, True), told
