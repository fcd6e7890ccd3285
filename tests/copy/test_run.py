"""What a whole run does with what it is told to copy: named twice, refused before, unreadable, gone, half written."""

from __future__ import annotations

import fcntl
import gzip
import io
import os
import subprocess
import sys
import time

import pytest
from copying import called, command, lines, moto, s3, tree
from tests.waiting import eventually

from objectlambda.cli.copy_progress import CopyProgress
from objectlambda.copy.counting import Count
from objectlambda.copy.job import Item, Job, Outcome, Status
from objectlambda.copy.listing import KeySet, Selection
from objectlambda.copy.manifest import manifest_items
from objectlambda.copy.report import Earlier, Report, job_digest
from objectlambda.copy.run import Plan, Run, check
from objectlambda.copy.summary import Summary
from objectlambda.copy.worker import Worker
from objectlambda.errors import InvalidSettings
from objectlambda.steps import RAW, Rule, Step
from objectlambda.stores.bucket import BucketOrigin

UNPACKED = (Step(function="decompress", payload='{"on_uncompressed": "pass"}'),)
STRICT = (Step(function="decompress"),)


class Here:
    """An engine in this process."""

    def __init__(self, job):
        self.worker = Worker(job, "here")

    def outcomes(self, items, stop):
        for item in items:
            yield self.worker.copy(item)


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "a.gz").write_bytes(gzip.compress(b"alpha"))
    (folder / "b").write_bytes(b"beta")
    return folder


def ran(plan, name=None, *, resume=False):
    """The run's sums, and the lines that it adds to its report."""
    name = name or plan.job.destination.with_suffix(".jsonl")
    before = len(name.read_text().splitlines()) if resume else 1
    report, earlier = Report.resumed(str(name), plan.job) if resume else (Report.create(str(name), plan.job), Earlier())
    try:
        summary = Run(plan, lambda *_: None).go(Here(plan.job), report, earlier)
    finally:
        report.close()
    return summary, lines(name)[before - 1 :]


def by_key(told):
    return {line["key"]: line.get("code") or line["status"] for line in told}


def test_what_was_refused_is_read_again_only_where_it_changed_or_is_asked_for(source, tmp_path):
    job = Job(source=source, destination=tmp_path / "to", steps=STRICT)
    summary, told = ran(Plan(job=job))
    assert by_key(told) == {"a.gz": "copied", "b": "UnsupportedFormat"}
    summary, told = ran(Plan(job=job), resume=True)
    assert (told, summary.refused_before, summary.objects) == ([], 1, 0)
    keys = Plan(job=job, items=lambda _: iter([Item(key="b"), Item(key="a.gz")]))  # a list of keys knows no ETags
    assert ran(keys, resume=True)[1] == []
    for plan in (Plan(job=job, retry_refused=True), Plan(job=job, on_refusal="fail")):
        assert by_key(ran(plan, resume=True)[1]) == {"b": "UnsupportedFormat"}
    (source / "b").write_bytes(gzip.compress(b"beta"))
    assert by_key(ran(Plan(job=job), resume=True)[1]) == {"b": "copied"}


def test_a_resumed_run_that_leaves_out_what_was_refused_still_ends_with_1(source, tmp_path):
    run = ("copy", source, tmp_path / "to", "--function", "decompress", "--workers", "1", "--report", tmp_path / "r")
    assert command(*run).returncode == 1
    done = command(*run, "--resume")
    assert (done.returncode, b"1  refused before" in done.stdout) == (1, True)


def test_objects_that_want_one_key_are_copied_once_and_the_others_are_told_of(source, tmp_path):
    (source / "a").write_bytes(b"other")
    (source / "A.GZ").write_bytes(gzip.compress(b"upper"))
    named = [Item(key=key) for key in ("a.gz", "a.gz", "a", "b", "A.GZ", "b")]
    plan = Plan(
        job=Job(source=source, destination=tmp_path / "to", steps=UNPACKED, strip_suffix=True),
        items=lambda _: iter(named),
    )
    _, told = ran(plan)
    assert by_key(told) == {"a.gz": "copied", "a": "KeyConflict", "b": "copied", "A.GZ": "copied"}
    assert len(told) == 4
    assert tree(tmp_path / "to") == {"a": b"alpha", "b": b"beta", "A": b"upper"}
    versions = [Item(key="a", version="1"), Item(key="a", version="2")]
    job = Job(source=BucketOrigin(bucket="x"), destination=tmp_path / "other", steps=RAW)
    run = Run(Plan(job=job, items=lambda _: iter(versions)), lambda *_: None)
    assert len(list(run._undone(Earlier()))) == 1
    assert run.summary.codes == {(Status.FAILED, "KeyConflict"): 1}


def test_markers_of_refused_objects_outlive_a_deletion_and_stand_in_the_way_of_no_copy(source, tmp_path):
    (source / "refused").mkdir()
    (source / "refused/x").write_bytes(gzip.compress(b"a source object under the markers' prefix"))
    job = Job(source=source, destination=tmp_path / "to", steps=STRICT, quarantine="refused/")
    plan = Plan(job=job, delete=True)
    assert by_key(ran(plan)[1]) == {"a.gz": "copied", "b": "UnsupportedFormat", "refused/x": "KeyConflict"}
    assert set(tree(tmp_path / "to")) == {"a.gz", "refused/b"}
    ran(plan, resume=True)
    ran(Plan(job=job, delete=True, selection=Selection(exclude=("b",))))
    assert "refused/b" in tree(tmp_path / "to")
    (source / "b").write_bytes(gzip.compress(b"mended"))
    ran(plan)
    assert set(tree(tmp_path / "to")) == {"a.gz", "b"}


def test_nothing_is_deleted_where_the_source_cannot_be_listed_whole_or_has_nothing(source, tmp_path):
    job = Job(source=source, destination=tmp_path / "to", steps=RAW)
    ran(Plan(job=job))
    (source / "b").rename(tmp_path / "away")
    with open(os.fsencode(source) + b"/\xff", "wb"):
        pass
    _, told = ran(Plan(job=job, delete=True))
    assert by_key(told) == {"a.gz": "unchanged", "\udcff": "Unreadable"}
    os.unlink(os.fsencode(source) + b"/\xff")
    (source / "a.gz").rename(tmp_path / "away.gz")
    with pytest.raises(InvalidSettings, match="no objects"):
        ran(Plan(job=job, delete=True))
    assert set(tree(tmp_path / "to")) == {"a.gz", "b"}
    (source / "c").write_bytes(b"gamma")
    ran(Plan(job=job, delete=True))
    assert set(tree(tmp_path / "to")) == {"c"}


def test_unfinished_files_of_a_killed_worker_are_removed_and_those_of_others_stay(source, tmp_path):
    partial = tmp_path / "to/.objectlambda/partial"
    partial.mkdir(parents=True)
    (partial / "dead").write_bytes(b"half")
    with (partial / "alive").open("wb") as alive:
        fcntl.flock(alive, fcntl.LOCK_EX)
        ran(Plan(job=Job(source=source, destination=tmp_path / "to", steps=RAW)))
        assert [path.name for path in partial.iterdir()] == ["alive"]


def test_a_file_overwritten_by_a_longer_one_while_it_is_read_is_never_a_mixture(source, tmp_path):
    (source / "a").write_bytes(b"1" * 3_000_000)
    worker = Worker(Job(source=source, destination=tmp_path / "to", steps=RAW, retries=1))
    store, times = worker.source, iter(range(1))

    class Overwritten:
        def object(self, *arguments):
            self.origin = store.object(*arguments)
            self.head = self.origin.head
            return self

        def get(self, *arguments):
            answer = self.origin.get(*arguments)
            body, number = answer.body, next(times, None)

            def chunks():
                yield next(body)
                if number is not None:
                    (source / "a").write_bytes(b"2" * 4_000_000)
                yield from body

            return type(answer)(status=answer.status, headers=answer.headers, body=chunks())

    worker.source = Overwritten()
    made = worker.copy(Item(key="a"))
    assert (made.status, made.attempts, tree(tmp_path / "to")) == (Status.COPIED, 2, {"a": b"2" * 4_000_000})


def test_keys_that_end_in_a_slash_are_folders_only_where_they_are_empty(tmp_path):
    with moto() as store:
        client = s3(store)
        client.create_bucket(Bucket="slashes")
        client.put_object(Bucket="slashes", Key="empty/", Body=b"")
        client.put_object(Bucket="slashes", Key="full/", Body=b"x")
        job = Job(source=BucketOrigin(bucket="slashes", endpoint_url=store), destination=tmp_path / "to", steps=RAW)
        assert by_key(ran(Plan(job=job))[1]) == {"full/": "InvalidKey"}
        elsewhere = Job(source=tmp_path, destination=BucketOrigin(bucket="nowhere", endpoint_url=store), steps=RAW)
        with pytest.raises(InvalidSettings.__base__, match="no bucket nowhere"):
            ran(Plan(job=elsewhere), tmp_path / "report")


def test_the_end_of_a_copy_names_what_was_refused_and_names_that_mislead(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number}\x1b.bin").write_bytes(bytes(range(256)))
    (folder / "a.csv.gz").write_bytes(gzip.compress(b"n,ssn\n1,536-22-1234\n"))
    code, said = called(capsys, "copy", "in", "out", "--function", "pii_redaction", "--workers", "1")
    told = said.splitlines()
    assert code == 1
    assert len([line for line in told if ".bin: UnexpectedContent: Unsupported" in line]) == 10
    assert "objectlambda copy: and 2 more; --report FILE names each of them" in told
    assert "1 copy is not compressed, though the name says so, such as a.csv.gz; --strip-suffix" in said
    assert "536" not in said
    assert "\x1b" not in said
    run = ["copy", "in/a.csv.gz", "out", "--function", "pii_redaction", "--workers", "1"]
    assert called(capsys, *run, "--always", "--strip-suffix") == (0, "")
    assert (tmp_path / "out/a.csv").read_bytes() == b"n,ssn\n1,***********\n"
    code, said = called(capsys, *run[:1], "in", *run[2:], "--include", "*.nomatch")
    assert code == 0
    assert "the source has no object to copy: look at --prefix, --include" in said
    assert called(capsys, *run[:2], "in", *run[3:])[0] == 2  # it would replace its source
    assert called(capsys, *run[:2], "in/below", *run[3:])[0] == 0


def test_a_dry_run_makes_no_folder(source, tmp_path):
    job = Job(source=source, destination=tmp_path / "deep/to", steps=RAW, dry_run=True)
    assert by_key(ran(Plan(job=job), tmp_path / "report")[1]) == {"a.gz": "would copy", "b": "would copy"}
    assert not (tmp_path / "deep").exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("keys.csv", b"a.txt\nb.txt\n", "row 1 names no bucket"),
        ("m.csv", b"other,a.txt\n", "names the bucket 'other'"),
        ("m.csv", b"raw,\xff\xfe\n", "not UTF-8"),
        ("m.csv.gz", gzip.compress(b"raw,a.txt\n", mtime=0)[:-6], "damaged"),
        ("m.csv", b'raw,"a' + b"x" * 200_000, "damaged"),
        ("m.parquet", b"PAR1 and no more", "damaged"),
        ("m.parquet", b"ORC...", "is ORC"),
        ("manifest.json", b"[1]", "no manifest.json"),
        ("nowhere.csv", None, "there is no manifest"),
    ],
)
def test_a_manifest_that_cannot_be_read_is_told_of(tmp_path, name, content, said):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InvalidSettings, match=said):
        list(manifest_items(str(tmp_path / name), io.BytesIO(), BucketOrigin(bucket="raw")))


def test_manifests_are_lists_of_keys_or_rows_of_buckets_and_keys(tmp_path):
    def keys(name, content):
        (tmp_path / name).write_bytes(content)
        return [item.key for item in manifest_items(str(tmp_path / name), io.BytesIO(), BucketOrigin(bucket="raw"))]

    assert keys("keys.txt", "\ufeffa,b+c.txt\r\ns3://raw/d%20e\n".encode()) == ["a,b+c.txt", "d%20e"]
    assert keys("keys.gz", gzip.compress(b"one\ntwo\n")) == ["one", "two"]
    assert keys("m.csv", b'Bucket,Key\nraw,a%2Cb+c\n"raw","d",v1\n') == ["a,b c", "d"]
    untimed = Plan(
        job=Job(source=tmp_path / "in", destination=tmp_path / "to", steps=RAW),
        items=lambda _: iter([Item(key="a")]),
        selection=Selection(newer_than=1.0),
    )
    with pytest.raises(InvalidSettings, match="times of objects"):
        list(Run(untimed, lambda *_: None)._undone(Earlier()))


def test_a_report_is_of_one_job_whatever_the_process(tmp_path):
    rules = [(Rule(pattern="*", steps=(Step(function="decompress", payload=text),)),) for text in ("", '{"x": 1}')]
    digests = {job_digest(Job(source=tmp_path, steps=RAW, rules=rule)) for rule in rules}
    assert len(digests) == 2
    code = (
        "from pathlib import Path; from objectlambda.copy.job import Job, Scanning; "
        "from objectlambda.copy.report import job_digest; "
        "print(job_digest(Job(source=Path('/x'), scanning=Scanning(allowed_values=frozenset('abcdefgh')))))"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, stdout=subprocess.PIPE, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", "https://s3.eu-west-1.amazonaws.com"),
        ("http://localhost:9000", "http://127.0.0.1:9000/"),
        ("https://store.example", "https://STORE.example.:443"),
    ],
)
def test_a_store_by_any_of_its_names_is_one_place(one, other):
    places = [BucketOrigin(bucket="a", endpoint_url=one), BucketOrigin(bucket="a", prefix="x/", endpoint_url=other)]
    with pytest.raises(InvalidSettings, match="overlap"):
        check(Plan(job=Job(source=places[0], destination=places[1], steps=RAW)))


def test_keys_that_are_one_name_on_the_destinations_disk_are_not_mixed(source, tmp_path):
    for name in ("B", "é", "e\N{COMBINING ACUTE ACCENT}"):
        (source / name).write_bytes(b"other")
    to = tmp_path / "to"
    (to / ".objectlambda").mkdir(parents=True)
    (to / ".OBJECTLAMBDA").symlink_to(to / ".objectlambda")  # as a disk that overlooks case answers
    summary, _ = ran(Plan(job=Job(source=source, destination=to, steps=RAW)))
    assert summary.codes == {(Status.FAILED, "KeyConflict"): 2}
    assert summary.statuses[Status.COPIED] == 3


def test_a_set_of_keys_holds_what_was_added_and_little_memory():
    keys = KeySet()
    assert all(keys.add(f"key {number}") for number in range(20_000))
    assert not keys.add("key 7")
    assert len(keys) == 20_000
    assert "key 19999" in keys
    assert "key 20000" not in keys
    assert len(keys._slots) * 8 <= 24 * 20_000 * 1.1


def test_the_line_on_a_terminal_tells_the_time_that_is_left_once_all_is_counted(source, tmp_path):
    job = Job(source=source, destination=tmp_path / "to", steps=RAW)
    run = Run(Plan(job=job, selection=Selection(include=("b",))), lambda *_: None)
    earlier = Earlier()
    count = Count(lambda: run.counted(earlier))
    progress = CopyProgress(enabled=False, count=count)
    summary = Summary(begun=time.monotonic() - 3600)
    assert " 0 of 0+ objects" in f" {progress.line(summary)}"
    count.start()
    assert eventually(lambda: count.is_whole)
    assert (count.objects, count.bytes) == (1, 4)
    summary.add(Outcome(key="b", status=Status.COPIED, size_in=1))
    assert progress.line(summary).endswith("/s, 0.0 MB/s, 3:00:00 left")
    earlier.add({"key": "b", "status": "copied"})
    assert list(run.counted(earlier)) == []
