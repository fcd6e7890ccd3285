"""A command's standard streams: closed, full, of an encoding that lacks letters, pipes with a name, terminals."""

from __future__ import annotations

import gzip
import multiprocessing
import os
import pty
import shlex
import signal
import subprocess
import sys
import time

import pytest

from objectlambda.cli.terminal import is_terminal, wants_colours
from objectlambda.spawning import start_uninterrupted

COMMAND = f"{shlex.quote(sys.executable)} -m objectlambda"
FULL = "No space left on device"
TEXT = "a,b\n1,2\n"


@pytest.fixture
def shell(tmp_path):
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(TEXT.encode()))

    def run(line, **environ):
        return subprocess.run(
            ["bash", "-c", line.replace("objectlambda", COMMAND)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            cwd=tmp_path,
            env={**os.environ, **environ},
        )

    return run


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("objectlambda run decompress a.csv.gz >&-", "objectlambda run: standard output: Bad file descriptor"),
        (
            "objectlambda run decompress a.csv.gz > /dev/full",
            "objectlambda run: standard output: No space left on device",
        ),
        (
            "objectlambda completion zsh > /dev/full",
            "objectlambda completion: standard output: No space left on device",
        ),
        ("objectlambda run decompress - <&-", "objectlambda run: Bad file descriptor"),
    ],
)
def test_a_stream_that_cannot_be_used_is_told_in_one_line(shell, line, says):
    done = shell(line)
    assert (done.returncode, done.stderr.strip()) == (1, says)


def test_a_closed_standard_output_is_no_fault_where_a_file_is_written(shell, tmp_path):
    done = shell("objectlambda run decompress a.csv.gz -o a.csv >&- <&- 2>&-")
    assert done.returncode == 0
    assert (tmp_path / "a.csv").read_text() == TEXT


def test_a_pipe_with_a_name_is_read_as_standard_input_is(shell):
    done = shell("objectlambda run decompress <(cat a.csv.gz)")
    assert (done.returncode, done.stdout, done.stderr) == (0, TEXT, "")


def test_letters_that_the_terminal_lacks_are_written_with_backslashes(shell):
    done = shell("objectlambda completion fish", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\\u2026" in done.stdout


def test_whoever_stops_to_read_hears_no_complaint(shell):
    done = shell("objectlambda completion bash | head -1; exit ${PIPESTATUS[0]}")
    assert (done.returncode, done.stderr) in ((0, ""), (1, ""))


def test_a_wrong_option_is_told_in_one_line(shell):
    done = shell("objectlambda serve a --log-level LOUD")
    assert done.returncode == 2
    assert done.stderr.startswith("objectlambda serve: argument --log-level: invalid choice: 'LOUD'")
    assert done.stderr.endswith("; see objectlambda serve --help\n")
    assert done.stderr.count("\n") == 1


def test_colours_are_for_terminals_of_those_who_want_them(monkeypatch):
    ours, theirs = pty.openpty()
    with os.fdopen(ours), os.fdopen(theirs, "w") as terminal, open(os.devnull, "w") as no_terminal:
        monkeypatch.delenv("NO_COLOR", raising=False)
        monkeypatch.setenv("TERM", "xterm")
        assert wants_colours(terminal)
        assert not wants_colours(no_terminal)
        monkeypatch.setenv("NO_COLOR", "1")
        assert not wants_colours(terminal)
        assert is_terminal(terminal)
        monkeypatch.setenv("NO_COLOR", "")
        monkeypatch.setenv("TERM", "dumb")
        assert not wants_colours(terminal)


def test_an_interrupt_is_left_to_the_process_that_started_the_others():
    process = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(0.1,))
    start_uninterrupted(process)
    os.kill(process.pid, signal.SIGINT)
    process.join(60)
    assert process.exitcode == 0
