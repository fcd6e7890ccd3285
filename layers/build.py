"""Builds the zips that Lambda takes: ``python layers/build.py`` makes every layer for both architectures.

For each layer ``build/lambda/<layer>-<arch>.zip`` (a layer without machine code: ``<layer>.zip``), for each function
``build/lambda/<function>.zip``, and beside each zip a manifest, ``.json``, of what is in it and what was cut.
The same checkout and the same Python 3.13 give the same bytes. Machine code comes from wheels with pinned hashes;
modules are compiled to bytecode, so that a cold start does not do it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import archive
import bytecode
import elf
import pruning
import wheels

LAYERS = Path(__file__).resolve().parent
ROOT = LAYERS.parent
OUT = ROOT / "build" / "lambda"
PYTHON = "3.13"
FUNCTION_LAYERS = {
    "decompress": ("core", "codecs"),
    "pii_redaction": ("pii", "codecs"),
    "pii_access_control": ("pii", "codecs"),
    "copy": ("pii", "codecs"),
    "gateway": ("pii", "codecs"),
}
"""The layers that a function runs on. ``core`` and ``pii`` both hold our package: a function takes one of them."""

OPTIONAL_LAYERS = dict.fromkeys(("pii_redaction", "pii_access_control", "copy", "gateway"), ("parquet",))
"""What a function can have besides, where its template is told so."""

LAMBDA_BYTES = 262_144_000
"""What Lambda takes of a function and its layers, unzipped, all together (Lambda quotas: 250 MB)."""

ZIPPED_BYTES = 50_000_000
"""What may be uploaded directly as one zip (Lambda quotas)."""

FUNCTION_BYTES = {
    "decompress": 25_000_000,
    "pii_redaction": 170_000_000,
    "pii_access_control": 170_000_000,
    "copy": 170_000_000,
    "gateway": 170_000_000,
}
"""What a function and its layers may weigh unzipped, all together; Lambda's own limit is 262,144,000."""

MOST_LAYERS = 5


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="layers and functions to build; all if none is named")
    parser.add_argument("--arch", action="append", choices=sorted(wheels.MACHINES), help="default: both")
    parser.add_argument("--out", type=Path, default=OUT, help="folder for the zips (default: build/lambda)")
    parser.add_argument("--wheels", type=Path, default=ROOT / "build" / "wheels", help="folder for fetched wheels")
    parser.add_argument("--python", help=f"the Python {PYTHON} that compiles bytecode (default: this one, or on PATH)")
    chosen = parser.parse_args(arguments)
    python = chosen.python or bytecode.interpreter(PYTHON)
    if python is None:
        print(
            f"build.py: no Python {PYTHON} on PATH, so the layers hold no bytecode and a cold start takes two to four "
            f"times as long. Install Python {PYTHON}, or name one with --python.",
            file=sys.stderr,
        )
    built = []
    for name in chosen.names or (*layer_names(), *function_names()):
        if name in function_names():
            built.append(build_function(name, chosen.out))
            continue
        if name not in layer_names():
            parser.error(f"{name} is neither a layer ({', '.join(layer_names())}) nor a function")
        layer = pruning.read(LAYERS / name)
        for arch in (None,) if layer.pure else chosen.arch or sorted(wheels.MACHINES):
            built.append(build_layer(layer, chosen.out, chosen.wheels, arch, python))
    for manifest in built:
        print(f"{manifest['file']:28} {manifest['unzipped_bytes'] / 1e6:8.1f} MB unzipped "
              f"{manifest['zipped_bytes'] / 1e6:7.1f} MB zipped  {manifest['sha256'][:16]}")  # fmt: skip
    return 0


def layer_names() -> tuple[str, ...]:
    """Every folder with a ``layer.toml``."""
    return tuple(sorted(path.parent.name for path in LAYERS.glob("*/layer.toml")))


def function_names() -> tuple[str, ...]:
    """Every folder of ``functions/`` with a handler."""
    return tuple(sorted(path.parent.name for path in (ROOT / "functions").glob("*/handler.py")))


def build_function(name: str, out: Path) -> dict[str, Any]:
    """The zip of a function: its handler, and the scripts that Lambda runs before it."""
    folder = ROOT / "functions" / name
    scripts = [path.name for path in folder.iterdir() if path.is_file() and not path.suffix]
    files = {path: (folder / path).read_bytes() for path in ("handler.py", *scripts)}
    return _write(name, files, out, {"layers": FUNCTION_LAYERS[name]}, executable=scripts)


def build_layer(layer: pruning.Layer, out: Path, cache: Path, arch: str | None, python: str | None) -> dict[str, Any]:
    """The zip of a layer for ``arch`` (None: for both), under ``python/`` as Lambda looks for it.

    Args:
        cache: folder for fetched wheels.
        python: the interpreter that compiles the modules (None: they stay source alone).

    Raises:
        ValueError: ``python`` is not of the runtime's version.
        SystemExit: it is heavier than its ``layer.toml`` allows, or a rule for cutting matches nothing.
    """
    files = dict(ours(layer))
    packages: dict[str, str] = {}
    folder = cache / (arch or "any") / layer.name
    fetched = wheels.fetch(LAYERS / layer.name / "requirements.txt", folder, arch=arch or "x86_64", python=PYTHON)
    for wheel in fetched:
        packages.update([wheels.distribution(wheel)])
        for path, data in wheels.contents(wheel):
            if files.setdefault(path, data) != data:
                raise SystemExit(f"two packages of {layer.name} have different files {path}")
    if layer.pure and any(data[:4] == b"\x7fELF" for data in files.values()):
        raise SystemExit(f"{layer.name} is said to be pure and holds machine code")
    before = sum(map(len, files.values()))
    cut = pruning.prune(files, layer.cuts)
    for replacement in layer.replacements:
        cut[replacement.why] += pruning.replace(files, replacement)
    stripped = 0
    for path, data in files.items():
        files[path] = elf.strip(data) if ".libs/" not in path else data
        stripped += len(data) - len(files[path])
    source = sum(map(len, files.values()))
    if python is not None:
        bytecode.compile_all(files, python, version=PYTHON)
    size = sum(map(len, files.values()))
    if size > layer.max_bytes:
        raise SystemExit(f"layer {layer.name} weighs {size} bytes unzipped; its layer.toml allows {layer.max_bytes}")
    more = {
        "description": layer.description,
        "python": PYTHON,
        "architectures": [arch] if arch else sorted(wheels.MACHINES),
        "packages": packages,
        "bytes_before_cutting": before,
        "bytes_cut": dict(cut) | {"symbol tables and debug information of machine code": stripped},
        "bytes_of_bytecode": size - source,
    }
    name = layer.name if arch is None else f"{layer.name}-{arch}"
    return _write(name, {f"python/{path}": data for path, data in files.items()}, out, more)


def ours(layer: pruning.Layer) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of the files of our package that belong to a layer."""
    sources = [(ROOT / "shared", path) for path in (ROOT / "shared" / "objectlambda").rglob("*")]
    functions = [(ROOT / "functions", path) for path in (ROOT / "functions").glob("*/handler.py")]
    for root, path in sorted(sources + functions):
        relative = path.relative_to(root)
        name = str(relative if root.name == "shared" else Path("objectlambda") / "functions" / relative)
        if not path.is_file() or "__pycache__" in relative.parts or path.name.startswith("."):
            continue
        if _matches(name, layer.package) and not _matches(name, layer.without):
            yield name, path.read_bytes()


def check_sizes(out: Path, arch: str) -> dict[str, int]:
    """The unzipped bytes of each function together with its layers, from the manifests in ``out``.

    Raises:
        SystemExit: one is heavier than FUNCTION_BYTES allows, or has more layers than Lambda takes.
    """
    weights = {}
    for function in function_names():
        layers = FUNCTION_LAYERS[function]
        if len(layers) > MOST_LAYERS:
            raise SystemExit(f"{function} has {len(layers)} layers; Lambda takes {MOST_LAYERS}")
        parts = [out / f"{function}.json", *(manifest_of(layer, out, arch) for layer in layers)]
        weights[function] = sum(json.loads(part.read_text())["unzipped_bytes"] for part in parts)
        if weights[function] > FUNCTION_BYTES[function]:
            raise SystemExit(f"{function} and its layers weigh {weights[function]} of {FUNCTION_BYTES[function]} bytes")
        more = (manifest_of(layer, out, arch) for layer in OPTIONAL_LAYERS.get(function, ()))
        most = weights[function] + sum(json.loads(part.read_text())["unzipped_bytes"] for part in more)
        if most > LAMBDA_BYTES:
            raise SystemExit(f"{function} with every layer that it can have weighs {most} of {LAMBDA_BYTES} bytes")
    return weights


def manifest_of(layer: str, out: Path, arch: str) -> Path:
    """The manifest of a layer for an architecture."""
    pure = pruning.read(LAYERS / layer).pure
    return out / (f"{layer}.json" if pure else f"{layer}-{arch}.json")


def _write(
    name: str, files: dict[str, bytes], out: Path, more: dict[str, Any], *, executable: Collection[str] = ()
) -> dict[str, Any]:
    target = out / f"{name}.zip"
    digest = archive.write(files, target, executable=executable)
    manifest = {
        "file": target.name,
        "sha256": digest,
        "unzipped_bytes": sum(map(len, files.values())),
        "zipped_bytes": target.stat().st_size,
        "files": len(files),
        **more,
    }
    if manifest["zipped_bytes"] > ZIPPED_BYTES:
        raise SystemExit(f"{target.name} has {manifest['zipped_bytes']} bytes; a zip of {ZIPPED_BYTES} can be uploaded")
    target.with_suffix(".json").write_text(json.dumps(manifest, indent=2) + "\n")
    return manifest


def _matches(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


if __name__ == "__main__":
    sys.exit(main())
