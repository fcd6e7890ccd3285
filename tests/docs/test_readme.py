"""What the README shows at a prompt is run, and prints what the README says it prints."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    "README.md",
    "shared/objectlambda/pii/README.md",
    *(str(p.relative_to(ROOT)) for p in sorted(ROOT.glob("functions/*/README.md"))),
]
LINKED = [
    *DOCUMENTS,
    "CONTRIBUTING.md",
    "layers/README.md",
    "sam/README.md",
    "sam/gateway/README.md",
    "shared/objectlambda/copy/README.md",
    "shared/objectlambda/gateway/README.md",
    "tests/benchmarks/README.md",
    "tests/programs/README.md",
]
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def prompts(name):
    """(command, output) of every prompt in the console blocks of a document."""
    for block in _BLOCK.findall((ROOT / name).read_text()):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


CASES = [(name, command, output) for name in DOCUMENTS for command, output in prompts(name)]


@pytest.mark.parametrize(("name", "command", "output"), CASES, ids=[command[:60] for _, command, _ in CASES])
def test_a_command_prints_what_the_document_says(name, command, output):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    finished = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert finished.stdout == output, finished.stderr


def test_the_readme_shows_commands():
    assert len([case for case in CASES if case[0] == "README.md"]) >= 2


def test_links_lead_to_files_that_exist():
    for name in LINKED:
        for target in re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text()):
            assert ((ROOT / name).parent / target).exists(), f"{name}: {target}"
