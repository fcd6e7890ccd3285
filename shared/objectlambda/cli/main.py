"""``objectlambda``: the command line. Each command lives with what it runs and is imported only when it is used."""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import re
import sys
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from importlib import import_module
from typing import Any, NoReturn

from objectlambda import __version__
from objectlambda.cli.terminal import OutputFailed, ReaderGone, prepare_streams
from objectlambda.errors import did_you_mean

COMMANDS: Mapping[str, tuple[str, str]] = {
    "demo": ("objectlambda.cli.demo", "watch real compressed objects come back decompressed"),
    "run": ("objectlambda.cli.run", "put files, objects or standard input through a function"),
    "serve": ("objectlambda.cli.serve", "serve a folder or a bucket through functions, as S3"),
    "copy": ("objectlambda.cli.copy", "copy a bucket or folder through functions"),
    "scan": ("objectlambda.cli.scan", "say which objects hold which personal data"),
    "access-points": (
        "objectlambda.cli.access_points",
        "check a gateway's file, turn it into SAM parameters and back",
    ),
    "detect": ("objectlambda.cli.detect", "find personal data in files"),
    "diff": ("objectlambda.cli.diff", "show what redaction would take out of files"),
    "completion": ("objectlambda.cli.completion", "print the completion script of a shell"),
}
"""Each command's name, its module (with ``add_parser`` and ``run``) and what it does."""

DESCRIPTION = "Transform S3 objects while they are read: decompress them, take the personal data out, refuse them."

EXAMPLES = """\
examples:
  objectlambda demo
      see it work, with boto3 and the AWS CLI, in half a minute

  objectlambda run decompress access.log.zst | grep ' 500 '
      read one compressed file as if it were not

  objectlambda serve ./data --access-point logs=decompress
  aws --endpoint-url http://127.0.0.1:9000 --no-sign-request s3 cp s3://logs/access.log.zst -
      the same through any S3 client: the access point is the bucket

  objectlambda serve s3://my-bucket --access-point csv=decompress,member=report.csv
      in front of a bucket; what follows the comma is the access point's payload

exit codes: 0 done, 1 it failed, 2 it was asked for wrongly
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that ``argv`` names and give its exit code."""
    is_program = argv is None
    if is_program:
        # What is loaded is no garbage. To look through it takes a tenth of a short command's time, now and at its end.
        gc.disable()
        atexit.register(gc.freeze)
        prepare_streams()
    arguments = list(sys.argv[1:] if argv is None else argv)
    is_plain = bool(arguments) and arguments[0] in COMMANDS
    named = [word for word in arguments if not word.startswith("-")][:1]
    parser = parser_of(named, named if is_plain else COMMANDS)
    parsed, unknown = parser.parse_known_args(arguments)
    command = f"objectlambda {named[0]}" if is_plain else "objectlambda"
    if unknown:
        _parser_of_command(parser, named if is_plain else ()).error(f"unrecognized arguments: {' '.join(unknown)}")
    if not hasattr(parsed, "run"):
        parser.print_help(sys.stderr)
        return 2
    if is_program and not getattr(parsed, "enables_gc", False):
        gc.enable()
    try:
        code: int = parsed.run(parsed)
        if is_program:
            sys.stdout.flush()
    except ModuleNotFoundError as error:
        from objectlambda.extras import MissingExtra, extra_of

        extra = extra_of(error.name or "")
        if extra is None:
            raise
        sys.stderr.write(f"{command}: {MissingExtra('this command', extra, str(error.name))}\n")
        return 2
    except KeyboardInterrupt:
        return 130
    except (OutputFailed, BrokenPipeError) as error:
        sys.stdout = None  # a flush at exit must not complain again
        if not isinstance(error, ReaderGone | BrokenPipeError):
            sys.stderr.write(f"{command}: standard output: {error}\n")
        return 1
    return code


class _Parser(argparse.ArgumentParser):
    """A parser that says in one line what is wrong, and which name a mistyped one looks like."""

    def __init__(self, *, formatter_class: Any = argparse.HelpFormatter, **options: Any) -> None:
        # A formatter that is told no width loads shutil, for each argument that is added.
        super().__init__(formatter_class=partial(formatter_class, width=_help_width()), **options)

    def error(self, message: str) -> NoReturn:
        if mistyped := re.match(r"argument COMMAND: invalid choice: '([^']*)'", message):
            message += did_you_mean(mistyped[1], COMMANDS)
        elif unknown := re.match(r"unrecognized arguments: (--[^\s=]+)", message):
            message += did_you_mean(unknown[1], _options_of(self))
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def _parser_of_command(parser: argparse.ArgumentParser, named: Collection[str]) -> argparse.ArgumentParser:
    """The parser of the command that is ``named``; ``parser`` where none is."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return next((action.choices[name] for name in named if name in action.choices), parser)
    return parser


def _options_of(parser: argparse.ArgumentParser) -> set[str]:
    """The options of ``parser`` and of its commands."""
    found: set[str] = set()
    for action in parser._actions:
        found.update(action.option_strings)
        if isinstance(action, argparse._SubParsersAction):
            found.update(*map(_options_of, action.choices.values()))
    return found


def _help_width() -> int:
    """As ``shutil.get_terminal_size``, which is slow to load, less argparse's own margin."""
    try:
        columns = int(os.environ.get("COLUMNS", "0")) or os.get_terminal_size(1).columns
    except (ValueError, OSError):  # no number, or no terminal
        columns = 0
    return (columns or 80) - 2


def parser_of(commands: Collection[str], named: Collection[str] = COMMANDS) -> argparse.ArgumentParser:
    """The parser, with the arguments of ``commands``; of others that are ``named`` it knows the names only."""
    parser = _Parser(
        prog="objectlambda",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    subparsers = parser.add_subparsers(
        title="commands", metavar="COMMAND", prog=parser.prog
    )  # told: to find it is slow
    for name, (module, summary) in COMMANDS.items():
        if name in commands:
            import_module(module).add_parser(subparsers)
        elif name in named:
            subparsers.add_parser(name, help=summary)
    _add_version(parser)
    return parser


def _add_version(parser: argparse.ArgumentParser) -> None:
    """Adds ``--version`` to ``parser`` and to the parsers of its commands."""
    parser.add_argument(
        "--version",
        action="version",
        version=f"objectlambda {__version__}",
        help="show the version of objectlambda and exit",
    )
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                _add_version(command)


if __name__ == "__main__":
    sys.exit(main())
