"""What a start loads: the decompress handler no library for personal data, ``run`` of a local file nothing slow."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import zipfile

import pytest
import zstandard

SCRIPT = """
import json, sys, time
import boto3, botocore.session
before = time.perf_counter()
import objectlambda.functions.decompress.handler
print(json.dumps({"seconds": time.perf_counter() - before, "modules": sorted(sys.modules)}))
"""
BUDGET_SECONDS = 0.4
FORBIDDEN = {
    "spacy",
    "presidio_analyzer",
    "numpy",
    "pandas",
    "thinc",
    "phonenumbers",
    "re2",
    "objectlambda.pii",
    "uvicorn",
}


def test_decompress_handler_imports_within_its_budget_and_without_any_pii_library():
    runs = []
    for _ in range(3):
        finished = subprocess.run(
            [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, timeout=60
        )
        runs.append(json.loads(finished.stdout))
    assert not FORBIDDEN & set(runs[0]["modules"])
    assert min(run["seconds"] for run in runs) < BUDGET_SECONDS


NOT_FOR_A_LOCAL_FILE = {
    "boto3", "botocore", "urllib3", "http.client", "email", "ssl", "asyncio", "logging", "concurrent.futures", "shutil",
    "mimetypes", "tempfile", "lzma", "bz2", "objectlambda.pii", "objectlambda.gateway", "objectlambda.copy",
    "objectlambda.aws", "objectlambda.decompress.bzip2.bunzip2", "objectlambda.decompress.zstd.unzstd", "hashlib",
    "json", "importlib.util", "objectlambda.plan", "objectlambda.head", "zstandard",
}  # fmt: skip
FOR_ZSTD = {"objectlambda.decompress.zstd.unzstd", "importlib.util"}
MOST_DATACLASSES = 3
"""Each takes a millisecond to make when its module is loaded, ten times what a named tuple does."""


@pytest.mark.parametrize("name", ["a.csv.gz", "a.zip", "a.csv.zst"])
def test_run_of_a_local_file_loads_nothing_that_is_slow_and_not_needed(tmp_path, name):
    path = tmp_path / name
    if name.endswith(".zip"):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.csv", "a,b\n")
    elif name.endswith(".zst"):
        path.write_bytes(zstandard.compress(b"a,b\n"))
    else:
        path.write_bytes(gzip.compress(b"a,b\n"))
    script = (
        "import sys; from objectlambda.cli.main import main; sys.argv[1:] = ['run', 'decompress', sys.argv[1]]; "
        "main(); names = sorted(sys.modules); import json; "
        "ours = [module for name, module in sys.modules.items() if name.startswith('objectlambda')]; "
        "made = {id(one) for module in ours for one in vars(module).values() "
        "if isinstance(one, type) and hasattr(one, '__dataclass_fields__')}; "
        "print(json.dumps([names, len(made)]), file=sys.stderr)"
    )
    command = [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {script}", path]
    finished = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert finished.stdout == "a,b\n"
    names, dataclasses = json.loads(finished.stderr)
    assert not (NOT_FOR_A_LOCAL_FILE - (FOR_ZSTD if name.endswith(".zst") else set())) & set(names)
    assert dataclasses <= MOST_DATACLASSES
