"""The templates have no findings of cfn-lint, and SAM takes them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from emulator import SAM

from conftest import ROOT

pytestmark = pytest.mark.deploy

NOT_DEPLOYED = ("gateway-ecs.yaml",)
"""The emulator knows no Application Auto Scaling. It takes every other template, see test_sam_defaults.py."""

TEMPLATES = sorted(path.name for path in (ROOT / "sam").glob("*.yaml"))


def test_templates_have_no_findings_of_cfn_lint():
    lint = Path(SAM).with_name("cfn-lint")
    finished = subprocess.run(
        [lint, *(ROOT / "sam" / name for name in TEMPLATES)],
        capture_output=True, text=True, timeout=120, check=False, cwd=ROOT,
    )  # fmt: skip
    assert (finished.returncode, finished.stdout) == (0, "")


@pytest.mark.parametrize("name", NOT_DEPLOYED)
def test_template_is_valid_to_sam(name):
    own = {**os.environ, "SAM_CLI_TELEMETRY": "0"}
    finished = subprocess.run(
        [SAM, "validate", "--lint", "--template", ROOT / "sam" / name],
        capture_output=True, text=True, timeout=120, check=False, env=own,
    )  # fmt: skip
    assert finished.returncode == 0, finished.stdout + finished.stderr
