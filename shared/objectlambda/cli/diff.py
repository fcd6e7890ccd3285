"""``objectlambda diff FILE…``: what redaction takes out of files, before and after, line by line.

Only lines that change are shown. Exit codes: 0 the file was compared, 1 it cannot be read, or lines change and
``--exit-code`` is given, as with ``git diff``; 2 wrong usage.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TextIO

from objectlambda.cli.detector import add_detector_options, check_threshold, types_of
from objectlambda.cli.inputs import (
    Input,
    add_input_options,
    are_many,
    inputs,
    is_parquet,
    plain_chunks,
    reason,
)
from objectlambda.cli.terminal import one_line, printable, wants_colours
from objectlambda.errors import InvalidSettings, ObjectLambdaError, UnexpectedContent

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
    add_input_options(parser, "what to look at")
    parser.add_argument(
        "--mode", default="MASK", help="MASK (default), REPLACE_WITH_PII_ENTITY_TYPE, KEEP_LAST_4, REMOVE"
    )
    add_detector_options(parser)
    parser.add_argument("--json", action="store_true", help="JSON lines: file, line, before and after, for programs")
    parser.add_argument("--exit-code", action="store_true", help="exit with 1 if lines change, for scripts and CI")
    parser.set_defaults(run=run)
    return parser


def run(args: Namespace) -> int:
    """Runs the command with its parsed arguments; gives the exit code."""
    code, changed, many = 0, 0, are_many(args)
    try:
        redaction = _redaction(args)
        for one in inputs(args):
            try:
                changed += _changes(one, redaction, args.recognizers, sys.stdout, many=many, as_json=args.json)
            except (OSError, ObjectLambdaError) as error:
                sys.stderr.write(f"objectlambda diff: {one_line(one.name)}: {reason(error)}\n")
                code = 1
    except InvalidSettings as error:
        sys.stderr.write(f"objectlambda diff: {error}\n")
        return 2
    except (OSError, ObjectLambdaError) as error:
        sys.stderr.write(f"objectlambda diff: {reason(error)}\n")
        return 1
    if not code or changed:
        sys.stderr.write(f"{changed} line{'' if changed == 1 else 's'} would change\n")
    return 1 if changed and args.exit_code else code


def _changes(one: Input, redaction: Redaction, recognizers: str, out: TextIO, *, many: bool, as_json: bool) -> int:
    """Shows the lines that change; gives their number."""
    changed = 0
    for number, line in enumerate(_lines(_pieces(one, redaction, recognizers)), start=1):
        if all(piece.before == piece.after for piece in line):
            continue
        changed += 1
        if as_json:
            before, after = ("".join(side) for side in zip(*line, strict=True))
            json.dump({"file": one.name, "line": number, "before": before, "after": after}, out)
            out.write("\n")
            continue
        if many and changed == 1:
            out.write(f"--- {printable(one.name)}\n")
        _show(number, line, out)
    return changed


def _redaction(args: Namespace) -> Redaction:
    from objectlambda.pii.entities import check_language
    from objectlambda.pii.redaction.modes import Mode, Redaction

    check_threshold(args)
    if args.mode not in set(Mode):
        raise InvalidSettings(f"--mode is {args.mode!r}; known are {', '.join(Mode)}")
    return Redaction(
        language_code=check_language(args.language),
        entity_types=types_of(args),
        threshold=args.threshold,
        mode=Mode(args.mode),
        encoding=args.encoding,
    )


def _pieces(one: Input, redaction: Redaction, recognizers: str) -> Iterator[Piece]:
    from objectlambda.pii.api import detected_windows
    from objectlambda.pii.detection.loading import default_analyzer
    from objectlambda.pii.redaction.redact import pieces
    from objectlambda.pii.text_encoding import decode_text

    plain = plain_chunks(one)
    first = next(plain, b"")
    if is_parquet(first):
        raise UnexpectedContent("a Parquet file has no lines to show: redact it with run, and compare the tables")
    found = detected_windows(
        decode_text(chain((first,), plain), redaction.encoding),
        redaction.language_code,
        entity_types=redaction.entity_types,
        threshold=redaction.threshold,
        key=one.key,
        analyzer=default_analyzer(recognizers),
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
    colours = (_RED, _GREEN, _OFF) if wants_colours(out) else ("", "", "")
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
