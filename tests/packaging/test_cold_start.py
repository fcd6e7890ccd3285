"""What a cold start loads: the decompress handler stays lean and never loads a library for personal data."""

from __future__ import annotations

import json
import subprocess
import sys

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
