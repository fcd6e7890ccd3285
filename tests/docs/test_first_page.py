"""The first page, pasted in order into a new shell: every command works, and nothing helps it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_BLOCK = re.compile(r"```(sh|console)\n(.*?)```", re.DOTALL)
MADE_ELSEWHERE = ("make demo", "make test")
"""These set everything up, and are what runs this test."""


def pasted() -> str:
    """The commands of the README in their order, each block as one paste."""
    blocks = []
    for kind, text in _BLOCK.findall((ROOT / "README.md").read_text()):
        lines = text.splitlines()
        if kind == "console":
            lines = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
        blocks.append("\n".join(line for line in lines if not line.startswith(MADE_ELSEWHERE)))
    return "\n".join(blocks)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.mark.skipif(not (ROOT / ".venv" / "bin" / "activate").exists(), reason="`make setup` has not run here")
def test_every_command_works_in_order_in_a_new_shell(tmp_path):
    port = str(free_port())
    shutil.rmtree(ROOT / "build" / "plain", ignore_errors=True)
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e"],
        input=pasted().replace("127.0.0.1:9000", f"127.0.0.1:{port}"),
        cwd=ROOT,
        env={
            "HOME": str(tmp_path),
            "PATH": os.defpath,
            "LANG": "C.UTF-8",
            "OBJECTLAMBDA_SERVE_PORT": port,
            **{name: value for name, value in os.environ.items() if name.startswith("AWS_") and "KEY" not in name},
        },
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    first = "order,day,product,quantity,price"
    assert done.stdout.count(first) == 2  # from the file, by the AWS CLI
    assert re.search(r" 129491 orders\.csv\.gz$", done.stdout, re.MULTILINE)  # the listing tells decompressed sizes
    assert "\n4000\n" in done.stdout  # pandas
    assert done.stdout.count("Ask for [NAME] at [PHONE]") == 2  # from the command line, and from a program
    assert (ROOT / "build" / "findings.jsonl").exists()


def test_three_figures_stay_on_the_first_page_and_the_others_have_a_page_of_their_own():
    first, figures = (ROOT / "README.md").read_text(), (ROOT / "tests" / "benchmarks" / "README.md").read_text()
    assert "| x |" not in first
    assert figures.count("\n| ") > 20
