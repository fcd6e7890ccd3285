"""Wheels for a Lambda runtime: fetched by pip against pinned hashes, unpacked as an installer would."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

MACHINES = {"x86_64": "x86_64", "arm64": "aarch64"}
GLIBCS = ("2_34", "2_28", "2_27", "2_26", "2_24", "2_17")
"""Amazon Linux 2023, on which python3.12 and later run, has glibc 2.34; wheels for an older one run there too."""

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def fetch(requirements: Path, into: Path, *, arch: str, python: str) -> list[Path]:
    """The wheels that ``requirements`` pins, for CPython ``python`` on Lambda's ``arch``, sorted by name.

    Nothing is resolved: the file names everything, with hashes, and there is no building from source.
    """
    into.mkdir(parents=True, exist_ok=True)
    machine = MACHINES[arch]
    tag = "cp" + python.replace(".", "")
    platforms = [f"manylinux_{glibc}_{machine}" for glibc in GLIBCS] + [f"manylinux2014_{machine}"]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--require-hashes", "--only-binary=:all:", "--dest", str(into)]
    command += ["--implementation", "cp", "--python-version", python, "--abi", tag, "--abi", "abi3", "--abi", "none"]
    command += [argument for platform in platforms for argument in ("--platform", platform)]
    result = subprocess.run(
        [*command, "--requirement", str(requirements)], capture_output=True, text=True, timeout=900, check=False
    )
    if result.returncode:
        raise SystemExit(f"pip could not fetch {requirements} for {tag} on {arch}:\n{result.stderr[-3000:]}")
    wanted = pinned(requirements)
    found = {distribution(wheel): wheel for wheel in sorted(into.glob("*.whl"))}
    return [found[name, version] for name, version in sorted(wanted)]


def pinned(requirements: Path) -> set[tuple[str, str]]:
    """(name, version) of every distribution that a requirements file pins."""
    return {(_normal(name), version) for name, version in _PIN.findall(requirements.read_text())}


def contents(wheel: Path) -> Iterator[tuple[str, bytes]]:
    """(path under site-packages, bytes) of each file of a wheel; scripts, headers and data are no part of a layer."""
    with zipfile.ZipFile(wheel) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            parts = PurePosixPath(info.filename).parts
            if parts[0].endswith(".data"):
                if parts[1] not in ("purelib", "platlib"):
                    continue
                parts = parts[2:]
            yield "/".join(parts), archive.read(info)


def distribution(wheel: Path) -> tuple[str, str]:
    """(name, version) of a wheel, from its file name (PEP 427)."""
    name, version = wheel.name.split("-")[:2]
    return _normal(name), version


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
