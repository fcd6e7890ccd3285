"""The completion scripts, made from the commands' parsers: ``python tests/docs/completions.py --write``.

``tests/docs/test_completions.py`` fails where a packaged script differs from what the parsers say.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import shtab

from objectlambda.cli.completion import SHELLS
from objectlambda.cli.main import COMMANDS, parser_of
from objectlambda.pii.entities import EntityType
from objectlambda.pii.redaction.modes import Mode

FOLDER = Path(__file__).resolve().parents[2] / "shared/objectlambda/cli/completions"
FUNCTIONS = ("decompress", "pii_redaction", "pii_access_control")
PLACES = ("FILE", "PATH", "FOLDER", "PLACE", "SOURCE")
"""What the names of arguments begin with whose values are files or folders."""
VALUES: Mapping[str, tuple[str, ...]] = {
    "FUNCTION": FUNCTIONS,
    "--function": (*FUNCTIONS, "raw"),
    "--mode": tuple(Mode),
    "--types": ("ALL", *EntityType),
    "--language": ("en", "es"),
    "--encoding": ("auto", "utf-8", "utf-16", "latin-1"),
}


def script(shell: str) -> str:
    """The completion script of ``shell``."""
    os.environ["COLUMNS"] = "120"  # argparse wraps usage lines by it
    parser = parser_of(COMMANDS)
    for action in _actions(parser):
        _describe(action)
    return str(shtab.complete(parser, shell)).rstrip("\n") + "\n"


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _actions(command)
        else:
            yield action


def _describe(action: argparse.Action) -> None:
    """Says to ``action`` which values it takes, where its own choices do not."""
    name = action.option_strings[-1] if action.option_strings else str(action.metavar)
    if name in VALUES:
        action.choices = VALUES[name]
    elif str(action.metavar).startswith(PLACES):
        action.complete = shtab.FILE  # type: ignore[attr-defined]


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python tests/docs/completions.py --write")
    FOLDER.mkdir(exist_ok=True)
    for shell in SHELLS:
        (FOLDER / f"objectlambda.{shell}").write_text(script(shell), encoding="utf-8")
