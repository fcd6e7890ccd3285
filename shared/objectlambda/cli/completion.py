"""``objectlambda completion SHELL``: the script that lets a shell complete commands, options and their values.

The scripts are packaged; ``tests/docs/completions.py --write`` makes them from the commands' parsers.
"""

from __future__ import annotations

import argparse
import sys
from argparse import ArgumentParser, Namespace
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import _SubParsersAction

SHELLS = ("bash", "zsh", "fish")

EXAMPLES = """\
examples:
  source <(objectlambda completion bash)                    # in ~/.bashrc
  objectlambda completion zsh > ~/.zfunc/_objectlambda      # with fpath+=~/.zfunc before compinit in ~/.zshrc
  objectlambda completion fish > ~/.config/fish/completions/objectlambda.fish
"""


def add_parser(subparsers: _SubParsersAction[ArgumentParser]) -> ArgumentParser:
    """Adds the command to ``subparsers``."""
    parser = subparsers.add_parser(
        "completion",
        help="print the completion script of a shell",
        description="Print the script that completes the commands, options and values of objectlambda in a shell.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("shell", choices=SHELLS, help="the shell")
    parser.set_defaults(run=run)
    return parser


def run(arguments: Namespace) -> int:
    """Runs the command; gives the exit code."""
    script = files("objectlambda.cli") / "completions" / f"objectlambda.{arguments.shell}"
    sys.stdout.write(script.read_text(encoding="utf-8"))
    return 0
