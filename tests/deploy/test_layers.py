"""The built layers: the same bytes each time, within their weight, and what was cut breaks nothing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import build
import pytest
import wheels

from conftest import ARCH, CACHE, ROOT, unpack_wheels

pytestmark = pytest.mark.deploy

README = (ROOT / "layers" / "README.md").read_text()

DETECTOR_TESTS = (
    "detection/test_analyzer.py",
    "detection/test_registry.py",
    "rules/test_recognizers.py",
    "ner/test_tagger.py",
)


@pytest.mark.parametrize("name", ["core", "codecs", "pii"])
def test_layer_is_built_twice_alike(name, zips, tmp_path, python_3_13):
    first = json.loads(build.manifest_of(name, zips, ARCH).read_text())
    layer = build.pruning.read(ROOT / "layers" / name)
    second = build.build_layer(layer, tmp_path, CACHE / "wheels", None if layer.pure else ARCH, python_3_13)
    assert second["sha256"] == first["sha256"]


@pytest.mark.parametrize("arch", ["arm64", "x86_64"])
def test_functions_and_layers_weigh_no_more_than_they_may(zips, arch, capsys):
    weights = build.check_sizes(zips, arch)
    with capsys.disabled():
        print(f"\nunzipped MB on {arch}: " + json.dumps({name: round(size / 1e6, 1) for name, size in weights.items()}))
    assert weights["decompress"] <= 25_000_000
    assert max(weights.values()) <= 170_000_000


@pytest.mark.parametrize("arch", ["arm64", "x86_64"])
def test_machine_code_is_of_the_layers_architecture(zips, arch):
    machine = {"arm64": 0xB7, "x86_64": 0x3E}[arch]
    for layer in ("codecs", "pii"):
        with zipfile.ZipFile(zips / f"{layer}-{arch}.zip") as archive:
            found = {
                int.from_bytes(data[18:20], "little")
                for name in archive.namelist()
                if (data := archive.read(name)[:20])[:4] == b"\x7fELF"
            }
        assert found == {machine}


def test_manifest_says_what_is_in_and_what_was_cut(zips):
    manifest = json.loads((zips / f"pii-{ARCH}.json").read_text())
    assert {"spacy", "presidio-analyzer", "google-re2", "phonenumbers"} <= set(manifest["packages"])
    kept = manifest["bytes_before_cutting"] - sum(manifest["bytes_cut"].values())
    assert kept + manifest["bytes_of_bytecode"] == manifest["unzipped_bytes"]


@pytest.mark.parametrize("layer", ["core", "codecs", "pii", "parquet"])
def test_every_module_of_a_layer_is_bytecode_of_the_runtimes_version(layer, zips, python_3_13):
    asked = "import importlib.util as u; print(u.MAGIC_NUMBER.hex())"
    magic = subprocess.run([python_3_13, "-c", asked], capture_output=True, text=True, check=True).stdout.strip()
    with zipfile.ZipFile(build.manifest_of(layer, zips, ARCH).with_suffix(".zip")) as archive:
        names = archive.namelist()
        heads = {archive.read(name)[:8].hex() for name in names if name.endswith(".pyc")}
    assert [name for name in names if name.endswith(".py")] == []
    assert heads == {magic + "01000000"}  # a hash that Python does not compare: there is no source to compare it with


def test_bytecode_of_another_version_is_refused(tmp_path):
    files = {"module.py": b"answer = 42\n"}
    with pytest.raises(ValueError, match="bytecode is for"):
        build.bytecode.compile_all(files, sys.executable, version="2.7")
    assert files == {"module.py": b"answer = 42\n"}


def test_a_build_without_the_runtimes_python_says_what_that_costs(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(build, "PYTHON", "3.99")
    assert build.main(["decompress", "--out", str(tmp_path)]) == 0
    assert "no Python 3.99 on PATH" in capsys.readouterr().err


def test_pii_layer_passes_the_detectors_own_tests(deployed, runtime_packages, python_3_13, tmp_path):
    testing = tmp_path / "testing"
    requirements = Path(__file__).with_name("testing.txt")
    unpack_wheels(wheels.fetch(requirements, CACHE / "wheels" / ARCH / "testing", arch=ARCH, python="3.13"), testing)
    layer = deployed("pii_redaction").opt / "python"
    own = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    own["PYTHONPATH"] = os.pathsep.join(map(str, (testing, layer, runtime_packages)))
    finished = subprocess.run(
        [python_3_13, "-S", "-m", "pytest", "-q", "-c", os.devnull, "-p", "no:cacheprovider"]
        + ["--rootdir", ROOT / "tests"]
        + [ROOT / "tests" / "unit" / "pii" / name for name in DETECTOR_TESTS],
        env=own, cwd=tmp_path, capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip
    assert finished.returncode == 0, finished.stdout[-3000:]


def test_every_zip_can_be_uploaded_and_the_readme_says_its_size(zips, capsys):
    rows = re.findall(r"^\| `([a-z]+)(?:-<arch>)?\.zip` \|.*?\| ([\d–]+) MB \| ([\d–]+) MB \|", README, re.M)
    assert {name for name, _, _ in rows} == set(build.layer_names())
    for name, unzipped, zipped in rows:
        manifests = [json.loads(build.manifest_of(name, zips, arch).read_text()) for arch in ("arm64", "x86_64")]
        for figures, key in ((unzipped, "unzipped_bytes"), (zipped, "zipped_bytes")):
            weights = sorted(manifest[key] / 1e6 for manifest in manifests)
            for figure, weight in zip((figures.split("–") * 2)[:2], weights, strict=True):
                assert abs(float(figure) - weight) <= max(1, weight * 0.03), (name, key, weight)
        for manifest in manifests:
            path = zips / manifest["file"]
            assert path.stat().st_size == manifest["zipped_bytes"] <= build.ZIPPED_BYTES
    with capsys.disabled():
        print(
            "\nzipped MB: "
            + json.dumps({path.stem: round(path.stat().st_size / 1e6, 1) for path in zips.glob("*.zip")})
        )


def test_a_zip_that_cannot_be_uploaded_is_not_built(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "ZIPPED_BYTES", 10)
    with pytest.raises(SystemExit, match="10 can be uploaded"):
        build.build_function("decompress", tmp_path)
    assert not (tmp_path / "decompress.json").exists()
