"""A library that is not installed is told in one sentence that names the extra, on every command that needs it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

from objectlambda import extras
from objectlambda.cli.main import main
from objectlambda.extras import EXTRAS, MissingExtra, extra_of, require

ROOT = Path(__file__).resolve().parents[3]
WITHOUT = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in sys.argv[1].split(","):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Missing())
from objectlambda.cli.main import main
sys.exit(main(sys.argv[2:]))
"""
PII = "presidio_analyzer,spacy,re2,phonenumbers,threadpoolctl"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "letter.txt").write_text("Call Ann Bell.")
    (tmp_path / "empty.zst").write_bytes(bytes.fromhex("28b52ffd2400010000"))
    (tmp_path / "text.sz").write_bytes(b"\xff\x06\x00\x00sNaPpY\x01\x05\x00\x00\x00\x00\x00\x00x")
    return tmp_path


@pytest.mark.parametrize(
    ("missing", "command", "extra"),
    [
        (PII, "run pii_redaction letter.txt", "pii"),
        (PII, "run pii_access_control letter.txt", "pii"),
        (PII, "detect letter.txt", "pii"),
        (PII, "diff letter.txt", "pii"),
        (PII, "serve . --port 0 --access-point notes=pii_redaction", "pii"),
        (PII, "scan .", "pii"),
        (PII, "copy . ../copies --function pii_redaction", "pii"),
        (PII, "demo", "pii"),
        ("uvicorn,httptools", "serve . --port 0 --access-point notes=decompress", "gateway"),
        ("uvicorn,httptools", "demo", "gateway"),
        (f"uvicorn,{PII}", "demo", "gateway,pii"),
    ],
)
def test_a_command_without_its_library_says_the_extra_in_one_line_and_exits_2(folder, missing, command, extra):
    done = without(missing, command, folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"pip install 'objectlambda[{extra}]'" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("missing", "name"), [("zstandard,backports,compression", "empty.zst"), ("cramjam,snappy", "text.sz")]
)
def test_an_object_whose_codec_is_missing_is_told_to_install_it_and_not_to_compress_again(folder, missing, name):
    done = without(missing, f"run decompress {name}", folder)
    assert done.returncode == 1
    assert done.stderr.rstrip().endswith("pip install 'objectlambda[codecs]'")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("function", ["pii_redaction", "pii_access_control"])
@pytest.mark.parametrize("handling", ["FAIL", "PASS"])
def test_parquet_without_its_library_is_refused_with_the_extra_and_never_with_a_way_past(
    folder, monkeypatch, capsys, function, handling
):
    monkeypatch.setattr(extras, "find_spec", lambda name: None if name == "pyarrow" else find_spec(name))
    table = folder / "table.parquet"
    table.write_bytes(b"PAR1" + bytes(8) + b"PAR1")
    assert main(["run", function, str(table), "--set", f"unsupported_file_handling={handling}"]) == 1
    out, said = capsys.readouterr()
    assert (out, said.count("UnexpectedContent: ")) == ("", 1)
    assert "which needs pyarrow: pip install 'objectlambda[parquet]'" in said
    assert "PASS" not in said


def test_copies_need_the_libraries_of_their_function_alone(folder):
    assert without(f"pyarrow,uvicorn,{PII}", "copy text.sz copies --function raw --workers 1", folder).returncode == 0
    assert (folder / "copies" / "text.sz").is_file()


def test_a_program_is_told_the_extra_too(folder):
    program = WITHOUT.replace("from objectlambda.cli.main import main", "from objectlambda import redact")
    done = subprocess.run([sys.executable, "-c", program, PII], capture_output=True, text=True, timeout=60, check=False)
    assert "ModuleNotFoundError: objectlambda.redact needs re2" in done.stderr
    assert done.stderr.rstrip().endswith("pip install 'objectlambda[pii]'")


def without(missing, command, folder):
    return subprocess.run(
        [sys.executable, "-c", WITHOUT, missing, *command.split()],
        cwd=folder, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_every_module_of_the_table_is_installed_here_and_every_extra_is_one_of_pyprojects():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert set(EXTRAS) == set(declared) - {"all", "dev"}
    for extra in EXTRAS:
        require(extra, "this test")


def test_a_missing_module_is_led_back_to_its_extra():
    assert extra_of("presidio_analyzer") == "pii"
    assert extra_of("opentelemetry.sdk") == "otel"
    assert extra_of("backports") == "codecs"
    assert extra_of("nothing_of_ours") is None
    assert re.search(r"x needs y.*objectlambda\[z\]", str(MissingExtra("x", "z", "y")))
