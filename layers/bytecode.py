"""Bytecode for the modules of a layer, so that a cold start compiles nothing.

Lambda mounts layers read-only: without bytecode each new environment compiles every module that it imports, which is
three quarters of the detector's start. Modules lie in a layer as bytecode alone: a traceback tells the
line by its number.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_COMPILE = """
import ast, importlib.util, marshal, sys
from pathlib import Path

def without_docstrings(tree):
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            if ast.get_docstring(node, clean=False) is not None:
                node.body = node.body[1:] or [ast.copy_location(ast.Pass(), node.body[0])]
    return tree

for line in sys.stdin.read().splitlines():
    place, shown = line.split("\\t")
    source = Path(place + ".py").read_bytes()
    try:
        tree = ast.parse(source, shown)
    except SyntaxError:
        continue  # a template for other programs: it stays as source
    code = compile(without_docstrings(tree), shown, "exec", dont_inherit=True, optimize=0)
    unchecked = (0b01).to_bytes(4, "little")
    head = importlib.util.MAGIC_NUMBER + unchecked + importlib.util.source_hash(source)
    Path(place + ".pyc").write_bytes(head + marshal.dumps(code))
"""
"""Run by the other interpreter. The head of a file of bytecode is PEP 552's, with a hash that is not compared."""


def interpreter(version: str) -> str | None:
    """The path of a CPython of ``version`` (such as ``3.13``): this one, or one on PATH that runs; None without one."""
    for candidate in (sys.executable, shutil.which(f"python{version}")):
        if candidate is not None and _version(candidate) == version:
            return candidate
    return None


def compile_all(files: dict[str, bytes], python: str, *, version: str) -> None:
    """Put bytecode in the place of each module in ``files`` (path below ``/opt/python`` → content).

    The bytecode holds no time: the same sources and the same interpreter give the same bytes.

    Args:
        python: the interpreter that compiles.
        version: that of the Lambda runtime, such as ``3.13``.

    Raises:
        ValueError: the interpreter is of another version.
        subprocess.CalledProcessError: the interpreter failed.
    """
    if (found := _version(python)) != version:
        raise ValueError(f"{python} is Python {found}; the layers' bytecode is for {version}")
    modules = sorted(path for path in files if path.endswith(".py"))
    with tempfile.TemporaryDirectory() as folder:
        places = {path: Path(folder, str(number)) for number, path in enumerate(modules)}
        for path, place in places.items():
            place.with_suffix(".py").write_bytes(files[path])
        lines = "\n".join(f"{place}\t/opt/python/{path}" for path, place in places.items())
        environment = {**os.environ, "PYTHONHASHSEED": "0"}
        command = [python, "-S", "-s", "-W", "ignore", "-c", _COMPILE]
        subprocess.run(command, input=lines, text=True, check=True, env=environment, timeout=300)
        for path, place in places.items():
            compiled = place.with_suffix(".pyc")
            if compiled.exists():
                files[f"{path}c"] = compiled.read_bytes()
                del files[path]


def _version(python: str) -> str | None:
    """Its minor version, such as ``3.13``; None if it does not run, as a launcher without an interpreter behind it."""
    asked = "import sys; print('%d.%d' % sys.version_info[:2])"
    finished = subprocess.run([python, "-c", asked], check=False, capture_output=True, text=True, timeout=60)
    return finished.stdout.strip() or None if finished.returncode == 0 else None
