"""The command line as people use it: exit codes, pipes, files that are whole or not there, and the demo."""

from __future__ import annotations

import gzip
import io
import os
import re
import subprocess
import sys
import zipfile

import pytest

from objectlambda import __version__
from objectlambda.cli.main import main

CONTENT = b"".join(b"line %d\n" % n for n in range(200_000))


def objectlambda(*arguments, **options):
    command = [sys.executable, "-m", "objectlambda.cli.main", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=120, **options)


@pytest.fixture
def compressed(tmp_path):
    path = tmp_path / "lines.txt.gz"
    path.write_bytes(gzip.compress(CONTENT, 1))
    return path


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "lines.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("lines.txt", CONTENT)
        opened.writestr("other.txt", b"other")
    return path


def test_help_teaches_by_examples_and_version_tells_the_version():
    help_text = objectlambda("--help").stdout.decode()
    assert all(word in help_text for word in ("demo", "run", "serve", "detect", "examples:", "exit codes:"))
    assert objectlambda("--version").stdout.decode().strip() == f"objectlambda {__version__}"
    for command in ("run", "serve", "demo", "detect"):
        assert objectlambda(command, "--help").returncode == 0


def test_help_loads_neither_boto3_nor_a_server_nor_a_model():
    code = (
        "import sys, objectlambda.cli.main as c\n"
        "try: c.main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({n.partition('.')[0] for n in sys.modules} & {'boto3','botocore','uvicorn','spacy','numpy'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert done.stdout.decode().splitlines()[-1] == "[]"


def test_run_on_a_local_file_loads_only_what_it_needs(tmp_path):
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"small\n"))
    slow = {
        "boto3",
        "botocore",
        "urllib3",
        "ssl",
        "uvicorn",
        "email",
        "http",
        "xml",
        "random",
        "tempfile",
        "logging",
        "concurrent",
    }
    code = (
        "import sys, objectlambda.cli.main as c\n"
        f"c.main(['run', 'decompress', {str(tmp_path / 'a.gz')!r}])\n"
        f"print(sorted({{n.partition('.')[0] for n in sys.modules}} & {slow}))\n"
        "print([n for n in sys.modules if 'listing' in n and n.startswith('objectlambda.s3')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert done.stdout.decode().splitlines() == ["small", "[]", "[]"]


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("unknown",), ("run",), ("run", "nothing", "-"), ("run", "decompress", "-", "--set", "nonsense=1"),
        ("run", "decompress", "-", "--set", "format"), ("serve", "/no/such/folder"),
        ("serve", "/tmp", "--access-point", "BAD=decompress"), ("serve", "/tmp", "--host", "0.0.0.0"),
        ("serve", "/tmp", "--port", "70000"),
    ],
)  # fmt: skip
def test_wrong_usage_is_exit_code_2_and_says_why(arguments):
    done = objectlambda(*arguments, input=b"")
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr
    assert b"Traceback" not in done.stderr


def test_run_writes_a_file_or_standard_output(compressed, tmp_path):
    assert objectlambda("run", "decompress", compressed).stdout == CONTENT
    done = objectlambda("run", "decompress", compressed, "-o", tmp_path / "out")
    assert (done.returncode, done.stdout) == (0, b"")
    assert (tmp_path / "out").read_bytes() == CONTENT
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o666 & ~_umask()


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_run_reads_pipes_and_redirected_files(compressed, archive):
    assert objectlambda("run", "decompress", "-", input=compressed.read_bytes()).stdout == CONTENT
    with compressed.open("rb") as stream:
        assert objectlambda("run", "decompress", "-", stdin=stream).stdout == CONTENT
    chosen = ("run", "decompress", "-", "--set", "member=lines.txt")
    assert objectlambda(*chosen, input=archive.read_bytes()).stdout == CONTENT
    with archive.open("rb") as stream:
        assert objectlambda(*chosen, stdin=stream).stdout == CONTENT


def test_run_offers_the_members_of_an_archive(archive):
    done = objectlambda("run", "decompress", archive)
    assert done.returncode == 1
    assert b"lines.txt" in done.stderr
    assert b"other.txt" in done.stderr


def test_run_leaves_no_file_behind_where_it_fails(compressed, tmp_path):
    (tmp_path / "cut.gz").write_bytes(compressed.read_bytes()[:-100])
    (tmp_path / "out").write_bytes(b"what was there before")
    done = objectlambda("run", "decompress", tmp_path / "cut.gz", "-o", tmp_path / "out")
    assert done.returncode == 1
    assert b"TruncatedObject" in done.stderr
    assert (tmp_path / "out").read_bytes() == b"what was there before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cut.gz", "lines.txt.gz", "out"]


def test_run_ends_quietly_when_its_reader_has_enough(compressed):
    with subprocess.Popen(
        [sys.executable, "-m", "objectlambda.cli.main", "run", "decompress", str(compressed)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout.readline() == b"line 0\n"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_run_says_what_is_missing(tmp_path):
    done = objectlambda("run", "decompress", tmp_path / "nothing.gz")
    assert (done.returncode, done.stderr) == (
        1,
        f"objectlambda run: {tmp_path}/nothing.gz: No such file or directory\n".encode(),
    )


@pytest.mark.parametrize(
    ("names", "out"), [(["in"], "in"), (["in"], "in/deep/out"), (["in"], "link"), (["in/a.gz", "in/b.gz"], "in")]
)
def test_run_writes_nothing_over_or_among_what_it_reads(tmp_path, monkeypatch, capsys, names, out):
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "in")
    for name in ("a.gz", "b.gz"):
        (tmp_path / "in" / name).write_bytes(gzip.compress(b"small"))
    monkeypatch.chdir(tmp_path)
    assert main(["run", "decompress", *names, "-o", out]) == 2
    assert "name another folder" in capsys.readouterr().err
    assert gzip.decompress((tmp_path / "in/a.gz").read_bytes()) == b"small"
    assert main(["run", "decompress", *names, "-o", "out"]) == 0
    assert (tmp_path / "out/a.gz").read_bytes() == b"small"


def test_run_streams_what_comes_in_bit_by_bit():
    with subprocess.Popen(
        [sys.executable, "-m", "objectlambda.cli.main", "run", "decompress", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        packed = io.BytesIO()
        with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=0) as stream:
            stream.write(os.urandom(1_000_000))
        process.stdin.write(packed.getvalue()[:900_000])
        process.stdin.flush()
        assert len(process.stdout.read(100_000)) == 100_000  # while the input has not ended
        process.stdin.write(packed.getvalue()[900_000:])
        process.stdin.close()
        assert len(process.stdout.read()) == 900_000


@pytest.mark.parametrize(
    ("options", "objects"),
    [
        (("--mebibytes", 0), 7),
        pytest.param(("--mebibytes", 4), 13, marks=pytest.mark.long),
        pytest.param(("--mebibytes", 0, "--wire"), 7, marks=pytest.mark.long),
    ],
)
def test_demo_reads_every_sample_intact(options, objects):
    done = objectlambda("demo", *options)
    assert done.returncode == 0, done.stderr.decode()
    rows = [line for line in done.stdout.decode().splitlines() if re.match(r"(files|january|notes) ", line)]
    assert len(rows) == objects
    assert {row.split()[2] for row in rows} == {"gzip", "bzip2", "zlib", "zstd", "snappy", "zip"}
    assert b"WRONG" not in done.stdout
    assert b"Try next:" in done.stdout
    assert all(line.startswith(b"objectlambda demo: ") for line in done.stderr.splitlines())  # nothing is warned of
