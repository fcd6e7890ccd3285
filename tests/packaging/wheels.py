"""Installs the wheel into empty environments, each extra alone, on every Python at hand, and tries what it promises.

``python -m tests.packaging.wheels`` takes every supported version, or those that are named: the machine's own, and
3.13 and 3.14 out of Debian's packages where it has none (``make system-deps`` installs debootstrap). It
needs the package registry.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "deploy"))

import debian_python  # noqa: E402 - found by its path

UV = Path(sys.executable).with_name("uv")
SUPPORTED = ("3.11", "3.12", "3.13", "3.14")
COMMANDS = "run serve copy scan detect diff demo access-points completion"
LETTER = "Please call Katherine Johnson on 206-555-0100."
TRIALS = {
    "": ["run decompress order.csv.gz", "run raw letter.txt", "copy order.csv.gz copies --function decompress"],
    "codecs": ["run decompress order.csv.gz", "run decompress order.csv.zst"],
    "pii": ["run pii_redaction letter.txt", "detect letter.txt", "diff letter.txt", "scan letter.txt"],
    "gateway": ["serve --help"],
    "parquet": ["run raw letter.txt"],
    "otel": ["run raw letter.txt"],
    "dask": ["run raw letter.txt"],
    "all": ["demo --mebibytes 0"],
}
"""What must work with each extra alone. The first is the package without any."""


def main(versions: list[str]) -> int:
    failed = 0
    with tempfile.TemporaryDirectory(prefix="objectlambda-wheels-") as temporary:
        folder = Path(temporary)
        wheel = built(folder / "dist")
        samples(folder)
        for version, python in pythons(versions or list(SUPPORTED)):
            for extra, trials in TRIALS.items():
                said = tried(python, wheel, extra, trials, folder)
                print(f"Python {version}  {extra or 'no extra':10} {said or 'works'}", flush=True)
                failed += bool(said)
    return 1 if failed else 0


def pythons(versions: list[str]) -> Iterator[tuple[str, str]]:
    """The interpreters of these versions, as far as they can be had."""
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    for version in versions:
        if version == own:
            yield own, sys.executable
        else:
            try:
                yield version, debian_python.find(ROOT / "build", version)
            except FileNotFoundError as error:
                print(f"Python {version}  not tried: {error}")


def built(out: Path) -> Path:
    """The wheel, built from the sdist."""
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT)
    [wheel] = out.glob("*.whl")
    return wheel


def samples(folder: Path) -> None:
    packaged = ROOT / "shared" / "objectlambda" / "demo" / "samples"
    (folder / "letter.txt").write_text(LETTER)
    (folder / "order.csv.gz").write_bytes((packaged / "orders.csv.gz").read_bytes())
    (folder / "order.csv.zst").write_bytes((packaged / "events.jsonl.zst").read_bytes())


def tried(python: str, wheel: Path, extra: str, trials: list[str], folder: Path) -> str:
    """What failed; empty where all is well."""
    place = folder / f"environment-{extra or 'none'}"
    try:
        run(python, "-m", "venv", "--clear", "--without-pip", place)
        # uv resolves as pip does, and links what it has fetched for one environment into the next.
        run(UV, "pip", "install", "--quiet", "--python", place / "bin" / "python",
            f"{wheel}[{extra}]" if extra else wheel)  # fmt: skip
        run(place / "bin" / "python", "-c", "import objectlambda", cwd=folder)
        for command in COMMANDS.split():
            run(place / "bin" / "objectlambda", command, "--help", cwd=folder)
        for trial in trials:
            printed = run(place / "bin" / "objectlambda", *trial.split(), cwd=folder)
            if "redaction" in trial and ("Katherine" in printed or "555" in printed):
                return f"{trial}: personal data came out"
    except RuntimeError as error:
        return str(error)
    return ""


def run(*command: object, cwd: Path | None = None) -> str:
    """Standard output of a command; raises RuntimeError with the last line of what it said if it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        errors="replace",
        timeout=900,
        check=False,
        cwd=cwd,
    )
    if done.returncode:
        name = " ".join(str(part) for part in command[1:5])
        raise RuntimeError(f"{name}: {(done.stderr.strip().splitlines() or ['no word'])[-1][:200]}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
