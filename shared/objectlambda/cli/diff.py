"""``objectlambda diff FILE|-``: what redaction takes out of a file, before and after, line by line.

Only lines that change are shown. Exit codes: 0 the file was compared, 1 it cannot be read, or lines change and
``--exit-code`` is given, as with ``git diff``; 2 wrong usage.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from objectlambda.cli.detect import opened, printable
from objectlambda.errors import InvalidSettings, ObjectLambdaError
from objectlambda.streams import CHUNK_BYTES

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from objectlambda.pii.redaction.modes import Redaction

_RED, _GREEN, _OFF = "\x1b[31m", "\x1b[32m", "\x1b[0m"
_SHOWN = 2_000


class Piece(NamedTuple):
    """A stretch of text, and what stands for it afterwards: itself, if nothing was found."""

    before: str
    after: str


def add_parser(subparsers: _SubParsersAction[ArgumentParser]) -> ArgumentParser:
    """Adds the command to ``subparsers``; nothing that detects is imported before :func:`run`."""
    parser = subparsers.add_parser(
        "diff",
        help="show what redaction would take out of a file",
        description="Show the lines of a file that redaction changes, before and after; nothing is written.",
    )
    parser.add_argument("file", metavar="FILE", help="the file to read; - for standard input")
    parser.add_argument(
        "--mode", default="MASK", help="MASK (default), REPLACE_WITH_PII_ENTITY_TYPE, KEEP_LAST_4, REMOVE"
    )
    parser.add_argument("--language", default="en", help="the text's language: en (default) or es")
    parser.add_argument("--types", default="ALL", help="entity types to redact, commas between (default: ALL)")
    parser.add_argument("--threshold", type=float, default=0.5, help="the lowest score that counts (default: 0.5)")
    parser.add_argument("--encoding", default="auto", help="auto (default), utf-8, utf-16 or latin-1")
    parser.add_argument("--exit-code", action="store_true", help="exit with 1 if lines change, for scripts and CI")
    parser.set_defaults(run=run)
    return parser


def run(args: Namespace) -> int:
    """Runs the command with its parsed arguments; gives the exit code."""
    out = sys.stdout
    try:
        redaction = _redaction(args)
        changed = 0
        for number, line in enumerate(_lines(_pieces(args, redaction)), start=1):
            if any(piece.before != piece.after for piece in line):
                changed += 1
                _show(number, line, out)
    except InvalidSettings as error:
        sys.stderr.write(f"objectlambda diff: {error}\n")
        return 2
    except (OSError, ObjectLambdaError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        sys.stderr.write(f"objectlambda diff: {args.file}: {reason}\n")
        return 1
    sys.stderr.write(f"{changed} line{'' if changed == 1 else 's'} would change\n")
    return 1 if changed and args.exit_code else 0


def _redaction(args: Namespace) -> Redaction:
    from objectlambda.pii.entities import checked_language, checked_types
    from objectlambda.pii.redaction.modes import Mode, Redaction

    if args.mode not in set(Mode):
        raise InvalidSettings(f"--mode is {args.mode!r}; known are {', '.join(Mode)}")
    return Redaction(
        language_code=checked_language(args.language),
        entity_types=checked_types([name.strip() for name in args.types.split(",") if name.strip()]),
        threshold=args.threshold,
        mode=Mode(args.mode),
        encoding=args.encoding,
    )


def _pieces(args: Namespace, redaction: Redaction) -> Iterator[Piece]:
    from objectlambda.pii.api import detected_windows
    from objectlambda.pii.redaction.redact import pieces
    from objectlambda.pii.text_encoding import decoded

    key = None if args.file == "-" else Path(args.file).name
    with opened(args.file) as source:
        chunks = iter(lambda: source.read(CHUNK_BYTES), b"")
        found = detected_windows(
            decoded(chunks, redaction.encoding),
            redaction.language_code,
            entity_types=redaction.entity_types,
            threshold=redaction.threshold,
            key=key,
        )
        for before, after, _ in pieces(found, redaction):
            yield Piece(before, after)


def _lines(stretches: Iterator[Piece]) -> Iterator[list[Piece]]:
    """The stretches line by line; an entity that spans lines stays in the line where it begins."""
    line: list[Piece] = []
    for piece in stretches:
        if piece.before != piece.after:
            line.append(piece)
            continue
        *ended, rest = piece.before.split("\n")
        for text in ended:
            line.append(Piece(text, text))
            yield line
            line = []
        line.append(Piece(rest, rest))
    if line:
        yield line


def _show(number: int, line: list[Piece], out: TextIO) -> None:
    colours = (_RED, _GREEN, _OFF) if out.isatty() else ("", "", "")
    for sign, colour, texts in (
        ("-", colours[0], [piece.before for piece in line]),
        ("+", colours[1], [piece.after for piece in line]),
    ):
        marked = [
            f"{colour}{printable(text)}{colours[2]}" if piece.before != piece.after else printable(text)
            for text, piece in zip(texts, line, strict=True)
        ]
        text = "".join(marked)
        if len(text) > _SHOWN and not colour:
            text = text[:_SHOWN] + " …"
        out.write(f"{number}{sign} {text}\n")
