"""The tree: what each wing may import, and how long a module may be."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "shared" / "objectlambda"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
MAX_LINES = 300
WORD_TABLES = {"pii/rules/phrases.py", "pii/rules/concepts.py"}
WHOLE = "hosts sit on functions, functions on the core; nothing imports upward"
CIRCLES = "no circles, in any wing"

PLANTED = {
    "errors.py": ("objectlambda.gateway.app", WHOLE),
    "gateway/transport/asgi.py": ("objectlambda.gateway.app", "the gateway imports downwards"),
    "gateway/config/tables.py": ("objectlambda.gateway.config.model", "the gateway's configuration imports downwards"),
    "gateway/cache/entry.py": ("objectlambda.gateway.cache.cache", "the cache imports downwards"),
    "pii/entities.py": ("objectlambda.pii.functions", "personal data: imports downwards"),
    "decompress/byte_reader.py": ("objectlambda.decompress.formats", "decompression imports downwards"),
    "s3/requests.py": ("objectlambda.s3.operations", "S3's dialect imports downwards"),
    "stores/store.py": ("objectlambda.stores.folder", "stores import downwards"),
    "aws/events.py": ("objectlambda.aws.function_url", "the hosts on AWS import downwards"),
    "copy/job.py": ("objectlambda.copy.run", "copies of whole buckets import downwards"),
    "parquet/arrays.py": ("objectlambda.parquet.worker", "the reader of Parquet imports downwards"),
    "cli/progress.py": ("objectlambda.cli.run", "commands import downwards"),
    "demo/samples.py": ("objectlambda.demo.reading", CIRCLES),
    "gateway/webhook/origin.py": ("objectlambda.gateway.webhook.app", CIRCLES),
    "pii/structure/lexing.py": ("objectlambda.pii.structure.sniffing", CIRCLES),
}
"""For each wing a module, an import of what stands above it, and the contract that it breaks."""


def lint(root: Path) -> dict[str, str]:
    """What the import linter says of each contract, run in ``root``."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=120,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(root / "shared"), "COLUMNS": "500"},
        check=False,
    )
    said = re.findall(r"^(.+?) (KEPT|BROKEN)(?: \(.*\))?$", done.stdout, re.MULTILINE)
    assert len(said) == len(CONTRACTS), done.stdout + done.stderr
    return dict(said)


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """What is said of a copy in which every wing has an upward import, each inside a function."""
    root = tmp_path_factory.mktemp("planted")
    shutil.copy(ROOT / "pyproject.toml", root)
    shutil.copytree(PACKAGE, root / "shared" / "objectlambda", ignore=shutil.ignore_patterns("__pycache__", "model"))
    for place, (module, _) in PLANTED.items():
        with (root / "shared" / "objectlambda" / place).open("a") as file:
            file.write(f"\n\ndef planted() -> None:\n    import {module}\n")
    return lint(root)


@pytest.mark.parametrize("place", PLANTED)
def test_an_upward_import_breaks_its_wings_contract_even_inside_a_function(planted, place):
    assert planted[PLANTED[place][1]] == "BROKEN"


def test_every_wing_has_a_contract_and_an_import_that_breaks_it():
    wings = {folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").exists()} - {"functions"}
    circles = next(contract for contract in CONTRACTS if contract["name"] == CIRCLES)
    assert {f"objectlambda.{wing}" for wing in wings} == set(circles["ancestors"])
    assert wings == {place.partition("/")[0] for place in PLANTED if "/" in place}


def test_no_module_is_too_long_to_be_read_in_one_sitting():
    lengths = {str(path.relative_to(PACKAGE)): path.read_text().count("\n") for path in PACKAGE.rglob("*.py")}
    assert {name: lines for name, lines in lengths.items() if lines > MAX_LINES and name not in WORD_TABLES} == {}


def test_no_module_only_renames():
    exempt = {"gateway/function_url.py", "__main__.py"}  # names that deployed handlers import, and Python
    renaming = []
    for path in PACKAGE.rglob("*.py"):
        lines = [
            line for line in path.read_text().splitlines() if line and not line.startswith(("from ", "import ", "#"))
        ]
        defines = any(line.startswith(("def ", "class ", "@", "async ")) or " = " in line for line in lines)
        if path.name != "__init__.py" and not defines:
            renaming.append(str(path.relative_to(PACKAGE)))
    assert set(renaming) <= exempt
