"""Pins what each layer holds: ``python layers/lock.py`` resolves the extras of pyproject.toml for Lambda's Python.

The versions are those of requirements.lock, with which the project is tested. What Lambda's runtime brings stays out.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = "3.13"
EXTRAS = {"core": (), "codecs": ("codecs",), "pii": ("pii",), "parquet": ("parquet",)}
RUNTIME = ("boto3", "botocore", "jmespath", "python-dateutil", "s3transfer", "six")
"""In every Python runtime of Lambda. So is urllib3, but perhaps one too old to notice a body that ends early."""

HEADER = f"# What the layer holds beside our package, for CPython {PYTHON} on Lambda. Made by layers/lock.py.\n"


def compiled(layer: str, constraints: Path) -> str:
    """The requirements of a layer, pinned with hashes."""
    without = (*RUNTIME, *(("urllib3",) if layer in ("codecs", "parquet") else ()))
    command = [str(Path(sys.executable).with_name("uv")), "pip", "compile", "--quiet", "pyproject.toml"]
    command += ["--python-version", PYTHON, "--python-platform", "x86_64-manylinux_2_34", "--generate-hashes"]
    command += ["--no-emit-index-url", "--no-header", "--no-annotate", "--constraint", str(constraints)]
    command += [argument for extra in EXTRAS[layer] for argument in ("--extra", extra)]
    command += [argument for name in without for argument in ("--no-emit-package", name)]
    finished = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=300)
    lines = [line for line in finished.stdout.splitlines() if not line.startswith("#")]
    return HEADER + "\n".join(lines).strip() + "\n"


def main() -> None:
    lock = (ROOT / "requirements.lock").read_text().splitlines()
    pins = [line.rstrip(" \\") for line in lock if "==" in line and not line.startswith((" ", "#"))]
    with tempfile.TemporaryDirectory() as folder:
        constraints = Path(folder) / "constraints.txt"
        constraints.write_text("\n".join(pins) + "\n")
        for layer in EXTRAS:
            (ROOT / "layers" / layer / "requirements.txt").write_text(compiled(layer, constraints))


if __name__ == "__main__":
    main()
