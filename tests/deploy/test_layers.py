"""The built layers: the same bytes each time, within their weight, and what was cut breaks nothing."""

from __future__ import annotations

import json
import os
import re
import subprocess
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
def test_layer_is_built_twice_alike(name, zips, tmp_path):
    first = json.loads(build.manifest_of(name, zips, ARCH).read_text())
    layer = build.pruning.read(ROOT / "layers" / name)
    second = build.build_layer(layer, tmp_path, CACHE / "wheels", None if layer.pure else ARCH)
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
    assert manifest["bytes_before_cutting"] - sum(manifest["bytes_cut"].values()) == manifest["unzipped_bytes"]


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
