"""Zip files whose bytes depend on what is in them, and on nothing else."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that the format can say; Lambda ignores it, and Python takes a layer's files as they are."""


def write(files: Mapping[str, bytes], target: Path, *, executable: Collection[str] = ()) -> str:
    """Write ``files`` (path → bytes) as the zip ``target`` and return its SHA-256.

    Sorted names, one timestamp, one compression level, and one mode: 0644, or 0755 for those in ``executable``. Lambda
    needs files readable by all.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_suffix(".part")
    with zipfile.ZipFile(temporary, "w") as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, EPOCH)
            info.external_attr = (0o100755 if name in executable else 0o100644) << 16
            info.create_system = 3
            archive.writestr(info, files[name], zipfile.ZIP_DEFLATED, 6)
    temporary.replace(target)
    return digest(target)


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
