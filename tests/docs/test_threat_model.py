"""The threat model in the gateway's README names tests: all of them are there, and each row has one."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "shared/objectlambda/gateway/README.md"
_TEST = re.compile(r"(?:(tests/[\w/]+\.py): )?`(\w+)`")


def rows() -> list[list[str]]:
    """The cells of each row of the table."""
    section = README.read_text().partition("## Threat model")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[1:]]


def functions_of(file: Path) -> set[str]:
    return {node.name for node in ast.parse(file.read_text()).body if isinstance(node, ast.FunctionDef)}


def test_the_table_has_the_threats() -> None:
    assert len(rows()) >= 20
    assert all(len(cells) == 4 and all(cells) for cells in rows())


@pytest.mark.parametrize("cells", rows(), ids=lambda cells: cells[1][:50])
def test_a_threat_names_tests_that_exist(cells: list[str]) -> None:
    file, named = "", _TEST.findall(cells[3])
    assert named
    for path, test in named:
        file = path or file
        assert test.startswith("test_")
        assert test in functions_of(ROOT / file)
