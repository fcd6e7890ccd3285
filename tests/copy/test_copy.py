"""``objectlambda copy``: what is selected, refused, done again, left out and removed, into folders and buckets."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import resource
import signal
import subprocess
import sys
from urllib.parse import urlencode

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from copying import called, command, copied, hostile_functions, lines, moto, s3, tree

from objectlambda import __version__
from objectlambda.copy.bucket_destination import BucketDestination
from objectlambda.copy.destination import DestinationChanged, Existing, Written
from objectlambda.copy.job import MIB, Item, Job, Status, Writing
from objectlambda.copy.manifest import manifest_items
from objectlambda.copy.run import Plan, check
from objectlambda.copy.worker import Worker
from objectlambda.errors import InvalidSettings, SourceUnavailable
from objectlambda.head import ResponseHead
from objectlambda.headers import Headers
from objectlambda.source import OriginResponse
from objectlambda.steps import RAW, Rule, Step
from objectlambda.stores.bucket import BucketOrigin
from waiting import eventually

UNPACKED = (Step(function="decompress", payload='{"on_uncompressed": "pass"}'),)
STRICT = (Step(function="decompress"),)
REDACTED = (Step(function="pii_redaction"),)


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt.gz").write_bytes(gzip.compress(b"alpha"))
    (folder / "b.txt").write_bytes(b"beta")
    (folder / "deep/c.csv.gz").write_bytes(gzip.compress(b"gamma"))
    return folder


@pytest.fixture(scope="module")
def store():
    with moto() as url:
        yield url


@pytest.fixture
def buckets(store, request):
    """A client, and two buckets of the test's own."""
    client = s3(store)
    name = f"b{abs(hash(request.node.nodeid))}"
    for bucket in (f"{name}-raw", f"{name}-clean"):
        client.create_bucket(Bucket=bucket)
    return (
        client,
        BucketOrigin(bucket=f"{name}-raw", endpoint_url=store),
        BucketOrigin(bucket=f"{name}-clean", prefix="out/", endpoint_url=store),
    )


def test_a_folder_is_copied_by_processes_and_told_of_line_by_line(source, tmp_path):
    to, report = tmp_path / "to", tmp_path / "report.jsonl"
    done = command("copy", source, to, "--function", "decompress", "--strip-suffix", "--report", report)
    assert done.returncode == 1
    assert tree(to) == {"a.txt": b"alpha", "deep/c.csv": b"gamma"}
    told = {line["key"]: line for line in lines(report)}
    assert told["b.txt"]["status"] == "refused"
    assert told["b.txt"]["code"] == "UnsupportedFormat"
    assert told["a.txt.gz"]["destination"] == "a.txt"
    assert told["a.txt.gz"]["size_out"] == 5
    assert "1  refused (1 UnsupportedFormat)" in done.stdout.decode()
    again = command("copy", source, to, "--function", "decompress", "--strip-suffix", "--report", report)
    assert {line["status"] for line in lines(report)} == {"unchanged", "refused"}
    assert again.returncode == 1


def test_what_is_unchanged_is_not_read_and_what_changed_is_made_anew(source, tmp_path):
    job = Job(source=source, destination=tmp_path / "to", steps=UNPACKED)
    assert {made.status for made in copied(job).values()} == {Status.COPIED}
    again = copied(job)
    assert {made.status for made in again.values()} == {Status.UNCHANGED}
    assert sum(made.size_in for made in again.values()) == 0
    (source / "b.txt").write_bytes(b"better")
    assert [key for key, made in copied(job).items() if made.status is Status.COPIED] == ["b.txt"]
    (tmp_path / "to/b.txt").write_bytes(b"tampered")  # a copy that is not as it was made
    assert [key for key, made in copied(job).items() if made.status is Status.COPIED] == ["b.txt"]
    other = Job(source=source, destination=tmp_path / "to", steps=RAW)  # other functions, other settings
    assert {made.status for made in copied(other).values()} == {Status.COPIED}


def test_a_bucket_remembers_by_a_keyed_mark_that_tells_nothing_of_the_object(buckets, monkeypatch):
    client, raw, clean = buckets
    client.put_object(Bucket=raw.bucket, Key="a.txt", Body=b"call 206-555-0100")
    job = Job(source=raw, destination=clean, steps=REDACTED)
    assert copied(job)["a.txt"].status is Status.COPIED
    assert copied(job)["a.txt"].status is Status.UNCHANGED
    metadata = client.head_object(Bucket=clean.bucket, Key="out/a.txt")["Metadata"]
    etag = client.head_object(Bucket=raw.bucket, Key="a.txt")["ETag"].strip('"')
    assert etag not in json.dumps(metadata)
    monkeypatch.setenv("KEY_OF_TAGS", "a secret of more than sixteen bytes")
    keyed = Job(source=raw, destination=clean, steps=REDACTED, environ={"TAG_KEY": "env:KEY_OF_TAGS"})
    assert copied(keyed)["a.txt"].status is Status.COPIED  # another key, another mark
    assert copied(keyed)["a.txt"].status is Status.UNCHANGED
    client.put_object(Bucket=raw.bucket, Key="a.txt", Body=b"call 206-555-0199")  # as long, perhaps the same second
    assert copied(keyed)["a.txt"].status is Status.COPIED


def test_large_copies_are_uploaded_in_parts_and_none_is_left_behind_by_a_failure(buckets):
    client, raw, clean = buckets
    content = os.urandom(1_000_000) * 12
    client.put_object(Bucket=raw.bucket, Key="large.gz", Body=gzip.compress(content, 1))
    client.put_object(Bucket=raw.bucket, Key="cut.gz", Body=gzip.compress(content, 1)[:-9])
    client.put_object(Bucket=clean.bucket, Key="out/cut.gz", Body=b"an earlier copy")
    made = copied(Job(source=raw, destination=clean, steps=STRICT, writing=Writing(part_bytes=5 * MIB)))
    copy = client.get_object(Bucket=clean.bucket, Key="out/large.gz")
    assert copy["Body"].read() == content
    assert copy["ETag"].endswith('-3"')
    assert (made["cut.gz"].status, made["cut.gz"].code) == (Status.REFUSED, "TruncatedObject")
    assert client.get_object(Bucket=clean.bucket, Key="out/cut.gz")["Body"].read() == b"an earlier copy"
    assert "Uploads" not in client.list_multipart_uploads(Bucket=clean.bucket)


@pytest.mark.parametrize("size", [10, 11 * MIB])
def test_two_writers_do_not_overwrite_each_other(buckets, size):
    client, _, clean = buckets
    destination = BucketDestination(clean, Writing())
    client.put_object(Bucket=clean.bucket, Key="out/a", Body=b"theirs")
    written = Written(head=ResponseHead(), mark="m")
    for over in (None, Existing(etag='"0123456789abcdef0123456789abcdef"')):
        with pytest.raises(DestinationChanged):
            destination.write("a", iter([b"x" * size]), written, over)
    assert client.get_object(Bucket=clean.bucket, Key="out/a")["Body"].read() == b"theirs"
    assert "Uploads" not in client.list_multipart_uploads(Bucket=clean.bucket)
    existing = destination.existing("a")
    assert destination.write("a", iter([b"x" * size]), written, existing) == size


def test_tags_and_storage_class_are_given_by_option(buckets):
    client, raw, clean = buckets
    client.put_object(Bucket=raw.bucket, Key="a.txt", Body=b"alpha", Tagging="team=a%20b&level=1")
    writing = Writing(copy_tags=True, tags=(("made-by", "copy"),), storage_class="STANDARD_IA")
    assert copied(Job(source=raw, destination=clean, steps=RAW, writing=writing))["a.txt"].status is Status.COPIED
    tags = client.get_object_tagging(Bucket=clean.bucket, Key="out/a.txt")["TagSet"]
    assert {tag["Key"]: tag["Value"] for tag in tags} == {"team": "a b", "level": "1", "made-by": "copy"}
    assert client.head_object(Bucket=clean.bucket, Key="out/a.txt")["StorageClass"] == "STANDARD_IA"


@pytest.mark.parametrize("mode", ["MASK", "REMOVE", "REPLACE_WITH_PII_ENTITY_TYPE"])
def test_tags_pass_the_detector_as_metadata_do(buckets, mode):
    client, raw, clean = buckets
    tags = {"team": "blue", "patient": "John Smith", "note": "SSN 536-22-1234", "md5sum": "0123", "etag": "7"}
    for name in ("redacted.txt", "guarded.txt"):
        client.put_object(Bucket=raw.bucket, Key=name, Body=b"the weather is fine\n", Tagging=urlencode(tags))
    steps = (Step(function="pii_redaction", payload=json.dumps({"mask_mode": mode})),)
    guarded = (Rule(pattern="guarded*", steps=(Step(function="pii_access_control"),)),)
    job = Job(source=raw, destination=clean, steps=steps, rules=guarded, writing=Writing(copy_tags=True))
    made = copied(job)
    assert (made["guarded.txt"].status, made["guarded.txt"].code) == (Status.REFUSED, "AccessDenied")
    kept = client.get_object_tagging(Bucket=clean.bucket, Key="out/redacted.txt")["TagSet"]
    assert kept == [{"Key": "team", "Value": "blue"}]


class Broken:
    """A store whose object's body breaks off in the middle, ``times`` times; or is replaced between two reads."""

    def __init__(self, store, times):
        self.store, self.times = store, times

    def object(self, *arguments):
        self.origin = self.store.object(*arguments)
        return self

    def head(self, conditions):
        return self.origin.head(conditions)

    def get(self, conditions, byte_range=None):
        answer = self.origin.get(conditions, byte_range)
        self.times -= 1
        if self.times < 0:
            return answer
        return OriginResponse(status=answer.status, headers=Headers(answer.headers), body=self.broken(answer.body))

    def broken(self, body):
        yield next(body)[:3]
        raise SourceUnavailable("the origin's body broke off")


@pytest.mark.parametrize(("times", "status"), [(1, Status.COPIED), (9, Status.FAILED)])
def test_a_source_that_dies_in_the_middle_is_read_again_and_leaves_no_half_object(source, tmp_path, times, status):
    to = tmp_path / "to"
    worker = Worker(Job(source=source, destination=to, steps=RAW, retries=1))
    worker.source = Broken(worker.source, times)
    made = worker.copy(Item(key="b.txt"))
    assert (made.status, made.attempts) == (status, 2)
    assert tree(to) == ({"b.txt": b"beta"} if status is Status.COPIED else {})
    assert not list((to / ".objectlambda/partial").iterdir())


def test_an_object_replaced_while_it_is_read_is_never_a_mixture(tmp_path):
    source, to = tmp_path / "source", tmp_path / "to"
    source.mkdir()
    (source / "a").write_bytes(b"1" * 3_000_000)

    class Replacing(Broken):
        def broken(self, body):
            yield next(body)
            (source / "a").write_bytes(b"2" * 3_000_000)  # in place, under the reader
            yield from body

    worker = Worker(Job(source=source, destination=to, steps=RAW, retries=1))
    worker.source = Replacing(worker.source, 1)
    made = worker.copy(Item(key="a"))
    assert (made.status, tree(to)) == (Status.COPIED, {"a": b"2" * 3_000_000})


def test_a_destination_that_is_full_keeps_no_half_object(source, tmp_path):
    (source / "large").write_bytes(b"x" * 300_000)

    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    to = tmp_path / "to"
    done = command("copy", source, to, "--function", "raw", "--workers", "1", preexec_fn=limited)
    assert done.returncode == 1
    assert "large" not in tree(to)
    assert len(tree(to)) == 3
    assert not list((to / ".objectlambda/partial").iterdir())


def test_keys_that_cannot_be_paths_are_told_and_lead_nowhere(buckets, tmp_path):
    client, raw, _ = buckets
    for key in ("../out", "a//b", "a", "a/b", ".objectlambda/x", "folder/"):
        client.put_object(Bucket=raw.bucket, Key=key, Body=b"x")
    made = copied(Job(source=raw, destination=tmp_path / "to", steps=RAW, retries=0))
    codes = {key: outcome.code for key, outcome in made.items()}
    assert codes == {
        "../out": "InvalidKey",
        "a//b": "InvalidKey",
        "a": "",
        "a/b": "KeyConflict",
        ".objectlambda/x": "InvalidKey",
        "folder/": "InvalidKey",
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["to"]


def test_refusals_are_skipped_or_end_the_run_or_leave_a_marker(source, tmp_path):
    run = ("copy", source, tmp_path / "to", "--function", "decompress", "--quiet", "--workers", "1")
    assert command(*run, "--on-refusal", "quarantine=refused/").returncode == 1
    marker = json.loads((tmp_path / "to/refused/b.txt").read_text())
    assert marker == {"key": "b.txt", "status": "refused", "code": "UnsupportedFormat"}
    for number in range(200):
        (source / f"x{number}").write_bytes(b"no format")
    report = tmp_path / "report"
    assert command(*run, "--report", report, "--on-refusal", "fail").returncode == 1
    assert len(lines(report)) < 100
    assert command(*run, "--report", report, "--max-errors", "3").returncode == 1
    assert len(lines(report)) < 100
    assert command(*run, "--on-refusal", "shred").returncode == 2


def test_what_the_source_no_longer_has_is_removed_only_where_it_is_a_copy(source, tmp_path):
    to, report = tmp_path / "to", tmp_path / "report"
    run = ("copy", source, to, "--function", "raw", "--workers", "1", "--report", report)
    assert command(*run).returncode == 0
    (source / "deep/c.csv.gz").unlink()
    (to / "mine.txt").write_text("not a copy")
    assert command(*run, "--delete", "--dry-run").returncode == 0
    assert "deep/c.csv.gz" in tree(to)
    assert command(*run, "--delete", "--exclude", "b*").returncode == 0
    assert set(tree(to)) == {"a.txt.gz", "b.txt", "mine.txt"}
    statuses = {line["key"]: line["status"] for line in lines(report)}
    assert (statuses["deep/c.csv.gz"], statuses["mine.txt"]) == ("deleted", "kept")
    refused = command(*run, "--delete", "--newer-than", "1d")
    assert (refused.returncode, b"whole listing" in refused.stderr) == (2, True)


def test_a_dry_run_says_what_would_be_done_and_does_nothing(source, tmp_path):
    report = tmp_path / "report"
    done = command("copy", source, tmp_path / "to", "--function", "raw", "--dry-run", "--report", report)
    assert done.returncode == 0
    assert {line["status"] for line in lines(report)} == {"would copy"}
    assert tree(tmp_path / "to") == {}


@pytest.mark.parametrize(
    ("options", "keys"),
    [
        (["--include", "*.gz"], {"a.txt.gz", "deep/c.csv.gz"}),
        (["--exclude", "deep/*"], {"a.txt.gz", "b.txt"}),
        (["--prefix", "deep/"], {"deep/c.csv.gz"}),
        (["--newer-than", "2030-01-01"], set()),
        (["--newer-than", "1h"], {"a.txt.gz", "b.txt", "deep/c.csv.gz"}),
    ],
)
def test_objects_are_selected_by_key_and_time(source, tmp_path, options, keys, capsys):
    report = tmp_path / "report"
    run = ("copy", source, tmp_path / "to", "--function", "raw", "--dry-run", "--workers", "1")
    assert called(capsys, *run, "--report", report, *options)[0] == 0
    assert {line["key"] for line in lines(report)} == keys


def inventory(folder, kind):
    """An S3 Inventory of a bucket, downloaded: its manifest.json with one file of ``kind``."""
    rows = [
        ("raw", "2026/a.txt.gz", 9, "x", True),
        ("raw", "2026/b.txt", 4, "y", True),
        ("raw", "other/z", 1, "z", True),
    ]
    rows += [("raw", "2026/deep/c.csv.gz", 9, "w", False)]
    if kind == "csv":
        text = io.StringIO()
        csv.writer(text, quoting=csv.QUOTE_ALL).writerows([(*row[:4], str(row[4]).lower()) for row in rows])
        data, schema = gzip.compress(text.getvalue().encode()), "Bucket, Key, Size, ETag, IsLatest"
    else:
        columns = dict(zip(("bucket", "key", "size", "e_tag", "is_latest"), zip(*rows, strict=True), strict=True))
        sink = io.BytesIO()
        pq.write_table(pa.table(columns), sink)
        data, schema = sink.getvalue(), "message s3.inventory {…}"
    (folder / "data").mkdir()
    (folder / "data/file").write_bytes(data)
    manifest = {"destinationBucket": "arn:aws:s3:::inv", "fileSchema": schema, "files": [{"key": "inv/data/file"}]}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder / "manifest.json"


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_an_inventory_names_the_objects(tmp_path, kind):
    (tmp_path / "inv").mkdir()
    manifest = inventory(tmp_path / "inv", kind)
    place = BucketOrigin(bucket="raw", prefix="2026/")
    items = list(manifest_items(str(manifest), io.BytesIO(), place))
    assert [(item.key, item.size, item.etag) for item in items] == [("a.txt.gz", 9, '"x"'), ("b.txt", 4, '"y"')]


def test_keys_come_from_standard_input(source, tmp_path):
    report = tmp_path / "report"
    run = ("copy", source, tmp_path / "to", "--function", "raw", "--manifest", "-", "--report", report)
    done = command(*run, input=b"b.txt\nnot there.txt\r\n")
    assert done.returncode == 1
    assert {line["key"]: line.get("code", "") for line in lines(report)} == {"b.txt": "", "not there.txt": "NoSuchKey"}
    assert tree(tmp_path / "to") == {"b.txt": b"beta"}


def test_an_access_point_of_a_configuration_decides_by_key(source, tmp_path):
    (tmp_path / "gateway.toml").write_text(
        f'[origins.here]\nfolder = "{source}"\n[access_points.mixed]\nfunction = "decompress"\n'
        'payload = { on_uncompressed = "pass" }\nrules = [{ pattern = "deep/*", function = "raw" }]\n'
    )
    given = ("--config", tmp_path / "gateway.toml", "--access-point", "mixed")
    assert command("copy", tmp_path / "to", *given).returncode == 0
    assert tree(tmp_path / "to") == {
        "a.txt.gz": b"alpha",
        "b.txt": b"beta",
        "deep/c.csv.gz": (source / "deep/c.csv.gz").read_bytes(),
    }
    assert command("copy", tmp_path / "to", "--config", tmp_path / "gateway.toml").returncode == 2
    assert command("copy", tmp_path / "to", *given, "--function", "raw").returncode == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["source", "to"], "name a --function"),
        (["source", "to", "--function", "shred"], "there is no function"),
        (["source", "to", "--function", "pii_redaction", "--set", "mask_mode=HASH"], "need a key"),
        (["nowhere", "to", "--function", "raw"], "is not a folder"),
        (["source", "source/deep", "--function", "raw"], "overlap"),
        (["source", "to", "--function", "raw", "--resume"], "--report"),
        (["source", "to", "--function", "raw", "--report", "source/r.jsonl"], "--report source/r.jsonl would be read"),
        (["source/b.txt", "to", "--function", "raw", "--report", "source/b.txt"], "would be read itself"),
        (["source", "to", "--function", "raw", "--newer-than", "yesterday"], "--newer-than"),
    ],
)
def test_what_cannot_run_ends_with_2_and_says_why(source, tmp_path, arguments, said, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    code, told = called(capsys, "copy", *arguments)
    assert (code, said in told) == (2, True), told


def test_a_report_may_stand_where_it_is_not_read_itself(source, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for place, *given in (["source", "--exclude", "r*"], ["source", "--include", "*.txt"], ["source/b.txt"]):
        words = ("copy", place, "to", *given, "--function", "raw", "--report", "source/r.jsonl", "--dry-run")
        assert called(capsys, *words)[0] == 0


@pytest.mark.parametrize("option", ["--report", "--html"])
def test_a_scan_does_not_read_its_own_report(source, tmp_path, monkeypatch, capsys, option):
    monkeypatch.chdir(tmp_path)
    for given, written in ((["source"], "source/deep/new"), (["source/a.txt.gz", "source/b.txt"], "source/b.txt")):
        code, told = called(capsys, "scan", *given, option, written)
        assert (code, f"{option} {written} would be read itself" in told) == (2, True), told
    assert not (source / "deep/new").exists()
    assert (source / "b.txt").read_bytes() == b"beta"


def test_places_that_overlap_are_refused():
    def job(source, destination):
        return Plan(job=Job(source=source, destination=destination, steps=RAW))

    a, b = BucketOrigin(bucket="a", prefix="x/"), BucketOrigin(bucket="a", prefix="x/y/")
    for pair in ((a, b), (b, a), (a, a), (BucketOrigin(bucket="a"), b)):
        with pytest.raises(InvalidSettings, match="overlap"):
            check(job(*pair))
    check(job(a, BucketOrigin(bucket="a", prefix="z/")))
    check(job(a, BucketOrigin(bucket="a", prefix="x/", endpoint_url="http://other")))


def test_two_objects_that_want_one_key_are_told_of(source, tmp_path):
    (source / "b.txt.gz").write_bytes(gzip.compress(b"other"))
    report = tmp_path / "report"
    run = ("copy", source, tmp_path / "to", "--function", "decompress", "--set", "on_uncompressed=pass")
    assert command(*run, "--strip-suffix", "--report", report).returncode == 1
    assert [line["key"] for line in lines(report) if line.get("code") == "KeyConflict"] == ["b.txt.gz"]
    assert tree(tmp_path / "to")["b.txt"] == b"beta"


def test_an_object_that_kills_its_worker_is_recorded_and_the_others_are_copied(tmp_path):
    source, to, report = tmp_path / "source", tmp_path / "to", tmp_path / "report"
    (tmp_path / "hostile").mkdir()
    environ = {**hostile_functions(tmp_path / "hostile"), "DIED_ONCE": str(tmp_path / "died")}
    source.mkdir()
    for number in range(20):
        (source / f"{number:02}").write_bytes({7: b"always", 11: b"once"}.get(number, b"fine"))
    run = ("copy", source, to, "--function", "deadly", "--workers", "2", "--transfers", "2", "--report", report)
    assert command(*run, environ=environ).returncode == 1
    told = lines(report)
    assert sorted(line["key"] for line in told) == [f"{number:02}" for number in range(20)]
    assert [(line["key"], line["code"]) for line in told if "code" in line] == [("07", "WorkerDied")]
    assert len(tree(to)) == 19


@pytest.mark.long  # what is under way has ten seconds to end
def test_the_first_interrupt_ends_the_run_in_order(tmp_path):
    source, to, report, begun = (tmp_path / name for name in ("source", "to", "report", "begun"))
    (tmp_path / "hostile").mkdir()
    environ = {**os.environ, **hostile_functions(tmp_path / "hostile"), "BEGUN": str(begun)}
    source.mkdir()
    (source / "endless").write_bytes(b"x")
    run = [sys.executable, "-m", "objectlambda.cli.main", "copy", source, to, "--function", "waiting"]
    run += ["--workers", "1", "--report", report]
    with subprocess.Popen(run, env=environ, stderr=subprocess.PIPE, start_new_session=True) as process:
        assert eventually(begun.exists, 60)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does it: to all of them
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(60) == 130
    assert lines(report) == []
    assert tree(to) == {}
    assert not list((to / ".objectlambda/partial").iterdir())


def test_a_run_killed_at_any_point_goes_on_and_ends_as_a_clean_one(tmp_path):
    source, to, report = tmp_path / "source", tmp_path / "to", tmp_path / "report"
    source.mkdir()
    for number in range(60):
        (source / f"{number:03}.gz").write_bytes(gzip.compress(os.urandom(200_000) + b"%d" % number, 1))
    run = [sys.executable, "-m", "objectlambda.cli.main", "copy", source, to, "--function", "decompress"]
    run += ["--workers", "2", "--quiet", "--report", report]
    wanted = {path.name: gzip.decompress(path.read_bytes()) for path in source.iterdir()}
    for many in (1, 25):
        with subprocess.Popen([*run, "--resume"], start_new_session=True) as process:
            assert eventually(
                lambda many=many: report.exists() and report.read_bytes().count(b"\n") >= many, 60, every=0.005
            )
            assert process.poll() is None
            os.killpg(process.pid, signal.SIGKILL)
        assert all(wanted[key] == content for key, content in tree(to).items())
    report.write_bytes(report.read_bytes()[:-20])  # and the last line is torn
    before = (
        len(lines(report)[:-1]) if report.read_bytes().endswith(b"\n") else len(report.read_text().splitlines()) - 2
    )
    report.write_bytes(report.read_bytes().replace(__version__.encode(), b"0.0.7", 1))
    last = subprocess.run([*run, "--resume"], check=False, stderr=subprocess.PIPE)
    assert (last.returncode, b"version 0.0.7" in last.stderr) == (0, True)
    assert tree(to) == wanted
    done = [line["key"] for line in lines(report) if line["status"] in ("copied", "unchanged")]
    assert sorted(set(done)) == sorted(wanted)
    assert len(done) - before < 60
    other = subprocess.run([*run, "--resume", "--strip-suffix"], check=False, capture_output=True)
    assert (other.returncode, b"another copy" in other.stderr) == (2, True)
