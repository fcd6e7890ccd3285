"""The packaged completion scripts say what the parsers say, and bash completes with its own."""

import importlib.util
import shutil
import subprocess
from pathlib import Path

import pytest

from objectlambda.cli.completion import SHELLS
from objectlambda.cli.main import COMMANDS, main

pytest.importorskip("shtab", reason="shtab, which makes the scripts, is not installed")

_spec = importlib.util.spec_from_file_location("completions", Path(__file__).with_name("completions.py"))
completions = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(completions)

COMPLETED = """
source /dev/stdin <<< "$SCRIPT"
words=(objectlambda "$@")
COMP_WORDS=("${words[@]}") COMP_CWORD=$#
_shtab_objectlambda objectlambda "${words[-1]}" "${words[-2]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


def printed(shell, capsys):
    assert main(["completion", shell]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("shell", SHELLS)
def test_the_scripts_are_up_to_date(shell, capsys):
    assert printed(shell, capsys) == completions.script(shell), "run: python tests/docs/completions.py --write"


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("",), set(COMMANDS)),
        (("se",), {"serve"}),
        (("run", "pii_"), {"pii_redaction", "pii_access_control"}),
        (("detect", "--types", "SS"), {"SSN"}),
        (("serve", "--list-sizes", ""), {"exact", "stored"}),
        (("access-points", "to"), {"to-sam"}),
        (("run", "decompress", "pyproject"), {"pyproject.toml"}),
    ],
)
def test_bash_completes(words, expected, capsys):
    script = printed("bash", capsys)
    done = subprocess.run(
        ["bash", "-c", COMPLETED, "bash", *words],
        env={"SCRIPT": script, "PATH": "/usr/bin:/bin"},
        cwd=completions.FOLDER.parents[3],
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert set(done.stdout.split()) == expected, done.stderr


@pytest.mark.parametrize("command", [[], ["run"], ["access-points", "check"], ["completion"]])
def test_every_command_tells_the_version(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([*command, "--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("objectlambda ")
