"""The package installs as people install it: an editable checkout, a wheel built from the sdist, a console script."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import objectlambda

ROOT = Path(__file__).resolve().parents[2]


def run(*command, **options):
    finished = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, timeout=240, check=False, **options
    )
    assert finished.returncode == 0, finished.stderr[-2000:]
    return finished.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The sdist of this checkout, and the wheel built from the unpacked sdist."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--sdist", "--outdir", out, ROOT)
    [sdist] = out.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(out / "unpacked", filter="data")
    [unpacked] = (out / "unpacked").iterdir()
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", out, unpacked)
    [wheel] = out.glob("*.whl")
    return sdist, wheel


def test_wheel_holds_package_handlers_and_types_and_nothing_else(built):
    with zipfile.ZipFile(built[1]) as wheel:
        names = wheel.namelist()
    assert "objectlambda/py.typed" in names
    assert "objectlambda/functions/decompress/handler.py" in names
    assert len(names) == len(set(names))
    tops = {name.split("/")[0] for name in names}
    assert tops == {"objectlambda", f"objectlambda-{objectlambda.__version__}.dist-info"}


def test_sdist_holds_what_a_packager_needs_to_test_it(built):
    with tarfile.open(built[0]) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "Makefile", "tests/conftest.py"} <= names


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only a clone knows which files are tracked")
def test_sdist_holds_every_tracked_file_so_that_its_make_demo_and_make_test_work(built):
    tracked = set(run("git", "-C", ROOT, "ls-files").splitlines())
    with tarfile.open(built[0]) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert tracked - names == set()


def test_the_page_of_the_package_renders_and_its_links_lead_somewhere(built):
    run(sys.executable, "-m", "twine", "check", "--strict", *built)
    with zipfile.ZipFile(built[1]) as wheel:
        [name] = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
        metadata = wheel.read(name).decode()
    links = re.findall(r"\]\(([^)]+)\)", metadata)
    assert len(links) > 10
    assert [link for link in links if not link.startswith(("https://", "#"))] == []
    assert {"Homepage", "Source", "Issues", "Changelog"} <= set(re.findall(r"^Project-URL: (\w+),", metadata, re.M))


def test_installed_wheel_runs_the_console_script_and_the_handler(built, tmp_path):
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=False, symlinks=True)
    python = environment / "bin" / "python"
    target = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    # Dependencies come from the environment that runs the tests; the package itself only from the wheel.
    run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", target, built[1])
    dependencies = Path(sys.prefix) / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
    clean = {"PATH": os.environ["PATH"], "PYTHONPATH": str(dependencies), "AWS_DEFAULT_REGION": "us-east-1"}
    script = f"""
import sys; sys.path.insert(0, {target!r})
import objectlambda; assert objectlambda.__file__.startswith({target!r}), objectlambda.__file__
import objectlambda.functions.decompress.handler as module; assert module.__file__.startswith({target!r})
print(callable(module.handler))
"""
    assert run(python, "-c", script, env=clean, cwd=tmp_path).strip() == "True"
    version = run(
        python,
        "-c",
        f"import sys; sys.path.insert(0, {target!r})\n"
        "from objectlambda.cli.main import main; sys.exit(main(['--version']))",
        env=clean,
        cwd=tmp_path,
    )
    assert objectlambda.__version__ in version


def test_editable_install_finds_the_checkout_and_its_console_script():
    script = Path(sys.executable).parent / "objectlambda"
    assert script.is_file()
    assert objectlambda.__version__ in run(script, "--version")
    assert Path(objectlambda.__file__).is_relative_to(ROOT / "shared")
