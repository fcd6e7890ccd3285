"""A CPython of another version: the machine's own, or one out of Debian's packages.

Debian 13 has 3.13, which is what the layers are built for; Debian's unstable suite has 3.14. The packages are unpacked
into a folder and started through their own dynamic loader, which needs neither root nor a container; signatures are
checked by debootstrap.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

CHECK = "import sys, ssl, zlib, bz2, lzma, ctypes, sqlite3; sys.exit('%d.%d' % sys.version_info[:2] != sys.argv[1])"
SUITES = {"3.13": "trixie", "3.14": "sid"}
LAMBDA = "3.13"


def find(cache: Path, version: str = LAMBDA) -> str:
    """The path of an interpreter; made in ``cache`` where the machine has none.

    Raises:
        FileNotFoundError: there is none, and no debootstrap to fetch one with (``make system-deps`` installs it).
    """
    candidates = [shutil.which(f"python{version}")]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates += sorted(map(str, pyenv.glob(f"{version}.*/bin/python{version}")), reverse=True)
    candidates.append(str(cache / f"debian-{version}" / f"python{version}"))
    for candidate in candidates:
        if candidate and Path(candidate).is_file() and _works(candidate, version):
            return candidate
    return from_debian(cache / f"debian-{version}", version)


def from_debian(folder: Path, version: str) -> str:
    """An interpreter out of Debian's packages, unpacked into ``folder``."""
    if version not in SUITES:
        raise FileNotFoundError(f"no Python {version} on this machine, and no suite of Debian has it")
    if shutil.which("debootstrap") is None:
        raise FileNotFoundError(
            f"no Python {version} on this machine and no debootstrap: run `make system-deps` as root"
        )
    root = folder / "root"
    if folder.exists():
        shutil.rmtree(folder)
    root.parent.mkdir(parents=True, exist_ok=True)
    # --foreign only downloads and unpacks: nothing of the root runs, so that no container and no chroot is needed.
    # Without DEBIAN_MIRROR it is debootstrap's own default.
    mirror = [os.environ["DEBIAN_MIRROR"]] if os.environ.get("DEBIAN_MIRROR") else []
    packages = f"python{version},python{version}-venv,ca-certificates"
    command = [
        "debootstrap",
        "--foreign",
        "--variant=minbase",
        f"--include={packages}",
        SUITES[version],
        str(root),
        *mirror,
    ]
    subprocess.run(command, check=True, timeout=500, capture_output=True)
    for package in sorted((root / "var/cache/apt/archives").glob("*.deb")):
        subprocess.run(["dpkg-deb", "--extract", str(package), str(root)], check=True, timeout=60)
    [loader] = (root / "usr/lib").glob("*/ld-linux-*.so.*")
    (folder / "lib").symlink_to("root/usr/lib")  # where it looks in isolated mode, which ignores PYTHONHOME
    launcher = folder / f"python{version}"
    launcher.write_text(
        "#!/bin/sh\n"
        f'PYTHONHOME="{root}/usr" exec "{loader}" --argv0 "$0" --library-path "{loader.parent}" '
        f'"{root}/usr/bin/python{version}" "$@"\n'
    )
    launcher.chmod(0o755)
    if not _works(str(launcher), version):
        raise FileNotFoundError(f"the Python {version} unpacked into {root} does not run")
    return str(launcher)


def _works(python: str, version: str) -> bool:
    return (
        subprocess.run([python, "-I", "-c", CHECK, version], capture_output=True, timeout=60, check=False).returncode
        == 0
    )


if __name__ == "__main__":
    print(find(Path(__file__).resolve().parents[2] / "build"))
