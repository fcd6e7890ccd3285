"""The parts that build Lambda's zips: same input, same bytes; what is cut is said; what is stripped still loads."""

from __future__ import annotations

import ctypes
import importlib.machinery
import importlib.util
import itertools
import os
import re
import sys
import tomllib
import zipfile
from pathlib import Path

import blis.py
import isal.isal_zlib
import numpy
import pytest

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "layers"))

import archive  # noqa: E402 - layers/ is a folder of scripts, found by its path
import build  # noqa: E402
import elf  # noqa: E402
import pruning  # noqa: E402
import wheels  # noqa: E402


def test_archive_is_the_same_whatever_the_order_and_the_clock(tmp_path):
    files = {"python/b.py": b"b = 1\n" * 999, "python/a.py": b"a = 1\n"}
    first = archive.write(files, tmp_path / "first.zip")
    os.environ["TZ"] = "Asia/Tokyo"
    try:
        second = archive.write(dict(reversed(files.items())), tmp_path / "second.zip")
    finally:
        del os.environ["TZ"]
    assert first == second == archive.digest(tmp_path / "second.zip")
    with zipfile.ZipFile(tmp_path / "first.zip") as read:
        assert read.namelist() == ["python/a.py", "python/b.py"]
        assert {info.external_attr >> 16 for info in read.infolist()} == {0o100644}
        assert read.read("python/b.py") == files["python/b.py"]


def test_stripped_extension_is_smaller_and_does_what_it_did(tmp_path):
    original = Path(isal.isal_zlib.__file__).read_bytes()
    stripped = elf.strip(original)
    assert len(stripped) < len(original)
    assert elf.strip(stripped) == stripped
    path = tmp_path / Path(isal.isal_zlib.__file__).name
    path.write_bytes(stripped)
    loader = importlib.machinery.ExtensionFileLoader("isal.isal_zlib", str(path))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("isal.isal_zlib", loader))
    loader.exec_module(module)
    assert module.decompress(module.compress(b"twice " * 999)) == b"twice " * 999
    assert ctypes.CDLL(str(path))


@pytest.mark.parametrize("data", [b"", b"\x7fELF", b"import os\n", b"\x7fELF\x01\x01" + bytes(200)])
def test_strip_leaves_alone_what_is_no_64_bit_elf_file(data):
    assert elf.strip(data) == data


def test_strip_refuses_a_truncated_file():
    original = Path(isal.isal_zlib.__file__).read_bytes()
    with pytest.raises(ValueError, match="truncated"):
        elf.strip(original[: len(original) // 4])


def test_prune_says_what_it_saved_and_why():
    files = {"a/tests/x.py": b"1234", "a/core.py": b"12", "a/lang/en/x.py": b"1", "a/lang/de/x.py": b"123"}
    cuts = (
        pruning.Cut(why="tests", paths=("*/tests/*",)),
        pruning.Cut(why="languages", paths=("a/lang/*/*",), but=("a/lang/en/*",)),
    )
    assert pruning.prune(files, cuts) == {"tests": 4, "languages": 3}
    assert sorted(files) == ["a/core.py", "a/lang/en/x.py"]


def test_prune_refuses_a_pattern_that_matches_nothing():
    with pytest.raises(SystemExit, match=r"\*/gone/\* any more \(old\)"):
        pruning.prune({"a.py": b""}, (pruning.Cut(why="old", paths=("*/gone/*",)),))


@pytest.mark.parametrize("name", build.layer_names())
def test_layer_pins_every_package_with_hashes_at_the_version_that_the_project_is_tested_with(name):
    pinned = wheels.pinned(ROOT / "layers" / name / "requirements.txt")
    tested = wheels.pinned(ROOT / "requirements.lock")
    assert pinned
    assert pinned <= tested
    text = (ROOT / "layers" / name / "requirements.txt").read_text()
    assert text.count("--hash=sha256:") >= len(pinned)


@pytest.mark.parametrize(("layer", "extra"), [("codecs", "codecs"), ("pii", "pii")])
def test_layer_pins_everything_that_its_extra_names(layer, extra):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    named = {re.match(r"[A-Za-z0-9._-]+", line)[0] for line in project["optional-dependencies"][extra]}
    pinned = {name for name, _ in wheels.pinned(ROOT / "layers" / layer / "requirements.txt")}
    assert {re.sub(r"[-_.]+", "-", name).lower() for name in named} <= pinned, "run: make layers-lock"


def test_core_holds_the_decompress_handler_and_no_part_of_the_detector():
    names = dict(build.ours(pruning.read(ROOT / "layers" / "core")))
    assert "objectlambda/functions/decompress/handler.py" in names
    assert "objectlambda/decompress/gunzip.py" in names
    assert [name for name in names if name.startswith("objectlambda/pii")] == []


def test_pii_holds_the_detector_with_its_model_and_both_handlers():
    names = dict(build.ours(pruning.read(ROOT / "layers" / "pii")))
    assert {"objectlambda/functions/pii_redaction/handler.py", "objectlambda/pii/model/config.cfg"} <= set(names)
    assert "objectlambda/functions/pii_access_control/handler.py" in names


def test_every_function_has_its_layers_and_one_package_of_ours():
    assert set(build.FUNCTION_LAYERS) == set(build.function_names()) == set(build.FUNCTION_BYTES)
    for layers in build.FUNCTION_LAYERS.values():
        assert len(layers) <= build.MOST_LAYERS
        assert len({"core", "pii"} & set(layers)) == 1
        assert set(layers) <= set(build.layer_names())


def test_function_zip_holds_the_handler_and_is_built_twice_alike(tmp_path):
    first, second = (build.build_function("decompress", tmp_path / part) for part in ("one", "two"))
    assert first["sha256"] == second["sha256"]
    with zipfile.ZipFile(tmp_path / "one" / "decompress.zip") as read:
        assert read.namelist() == ["handler.py"]


def test_the_gateways_zip_holds_the_script_that_lambda_must_be_able_to_run(tmp_path):
    build.build_function("gateway", tmp_path)
    with zipfile.ZipFile(tmp_path / "gateway.zip") as read:
        assert read.namelist() == ["handler.py", "streaming"]
        assert [info.external_attr >> 16 for info in read.infolist()] == [0o100644, 0o100755]


def test_sizes_over_the_limit_are_refused(tmp_path, monkeypatch):
    for name in build.function_names():
        build.build_function(name, tmp_path)
    for layer in ("core", "codecs-x86_64", "pii-x86_64", "parquet-x86_64"):
        (tmp_path / f"{layer}.json").write_text('{"unzipped_bytes": 1000000}')
    assert build.check_sizes(tmp_path, "x86_64")["decompress"] < 2_100_000
    monkeypatch.setitem(build.FUNCTION_BYTES, "decompress", 1_500_000)
    with pytest.raises(SystemExit, match="decompress and its layers weigh"):
        build.check_sizes(tmp_path, "x86_64")
    monkeypatch.undo()
    (tmp_path / "parquet-x86_64.json").write_text('{"unzipped_bytes": 262000000}')
    with pytest.raises(SystemExit, match="with every layer that it can have weighs"):
        build.check_sizes(tmp_path, "x86_64")


@pytest.mark.parametrize("function", build.function_names())
def test_requirements_of_a_function_are_those_of_its_layers(function):
    folder = ROOT / "functions" / function
    named = [line[3:] for line in (folder / "requirements.txt").read_text().splitlines() if line.startswith("-r ")]
    layers = {(folder / name).resolve().parent.name for name in named}
    assert layers == set(build.FUNCTION_LAYERS[function])
    assert all((folder / name).resolve().is_file() for name in named)


def test_matrices_are_multiplied_in_the_layer_as_by_what_is_cut(tmp_path):
    layer = pruning.read(ROOT / "layers" / "pii")
    (shorter,) = (replacement for replacement in layer.replacements if replacement.path == "blis/py.py")
    (tmp_path / "shorter_blis.py").write_text(shorter.text)
    module = loaded(tmp_path / "shorter_blis.py")
    random = numpy.random.default_rng(1)
    left, right, sum_so_far = (random.normal(size=shape).astype("f") for shape in ((5, 3), (3, 4), (5, 4)))
    for trans1, trans2, alpha, beta, out in itertools.product(
        (False, True), (False, True), (1.0, 0.5), (0.0, 1.0), "ny"
    ):
        first = numpy.ascontiguousarray(left.T) if trans1 else left
        second = numpy.ascontiguousarray(right.T) if trans2 else right
        asked = {"trans1": trans1, "trans2": trans2, "alpha": alpha, "beta": beta}
        here, there = ({"out": sum_so_far.copy()} if out == "y" else {} for _ in range(2))
        expected, got = blis.py.gemm(first, second, **asked, **there), module.gemm(first, second, **asked, **here)
        assert numpy.allclose(got, expected, atol=1e-5)
        assert out == "n" or got is here["out"]


def test_replacement_takes_the_place_of_a_compiled_module():
    files = {"blis/py.cpython-313-x86_64-linux-gnu.so": b"x" * 100, "blis/cy.cpython-313-x86_64-linux-gnu.so": b"y"}
    shorter = pruning.Replacement(why="weight", path="blis/py.py", text="a = 1\n", instead_of="blis/py.cpython-*.so")
    assert pruning.replace(files, shorter) == 94
    assert files == {"blis/py.py": b"a = 1\n", "blis/cy.cpython-313-x86_64-linux-gnu.so": b"y"}
    with pytest.raises(SystemExit, match=r"there is no blis/py\.cpython"):
        pruning.replace(files, shorter)


def loaded(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
