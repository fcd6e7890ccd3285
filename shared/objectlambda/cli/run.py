"""``objectlambda run``: one file, or standard input, through a function."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from objectlambda.errors import InvalidSettings, ObjectLambdaError, OriginError, printable

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from objectlambda.cli.progress import Progress

EXAMPLES = """\
examples:
  objectlambda run decompress orders.csv.gz -o orders.csv
  cat app.log.zst | objectlambda run decompress - | tail
  objectlambda run decompress reports.zip --set member=2026/q3.csv
  objectlambda run pii_redaction tickets.csv --set mask_mode=REPLACE_WITH_PII_ENTITY_TYPE
"""


def add_parser(subparsers: _SubParsersAction[ArgumentParser]) -> ArgumentParser:
    """Adds the command to ``subparsers``."""
    parser = subparsers.add_parser(
        "run",
        help="put one file, or standard input, through a function",
        description="Put one file, or standard input, through a function. It streams: a file of any size will do.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("function", metavar="FUNCTION", help="decompress, pii_redaction or pii_access_control")
    parser.add_argument("file", metavar="FILE", help="the file to read; - for standard input")
    parser.add_argument("-o", "--output", metavar="OUT", help="the file to write (default: standard output)")
    parser.add_argument(
        "--set", action="append", default=[], metavar="key=value", dest="settings", help="a setting of the function"
    )
    parser.add_argument("--quiet", action="store_true", help="show no progress")
    parser.set_defaults(run=run)
    return parser


def run(arguments: Namespace) -> int:
    """Runs the function; gives the exit code."""
    try:
        _run(arguments)
    except InvalidSettings as error:
        _say(str(error))
        return 2
    except OriginError as error:
        _say(f"{arguments.file}: {'there is no such file' if error.origin_status == 404 else error}")
        return 1
    except ObjectLambdaError as error:
        _say(f"{arguments.file}: {error.code}: {printable(str(error), 4000)}")
        _say(f"what to do: {error.advice}")
        return 1
    except BrokenPipeError:
        raise
    except OSError as error:
        _say(f"{error.filename or arguments.file}: {error.strerror or error}")
        return 1
    return 0


def _run(arguments: Namespace) -> None:
    from objectlambda import respond
    from objectlambda.cli.progress import Progress
    from objectlambda.function import ObjectRequest
    from objectlambda.measures import Measures
    from objectlambda.registry import function_named
    from objectlambda.settings import load
    from objectlambda.source import Origin
    from objectlambda.steps import payload_of
    from objectlambda.stores.single_file import Watched, file_origin, stream_origin
    from objectlambda.streams import close

    function = function_named(arguments.function)
    piped = arguments.file == "-"
    request = ObjectRequest(key="" if piped else Path(arguments.file).name, payload=payload_of(arguments.settings))
    settings = load(function.settings, os.environ, request.payload)
    origin: Origin
    if piped:
        ranged = function.tail_bytes(request, settings) > 0
        origin, size = stream_origin(sys.stdin.buffer, request.key, ranged=ranged)
    else:
        path = Path(arguments.file)
        origin, size = file_origin(path), path.stat().st_size
    progress = Progress(size, enabled=not arguments.quiet and sys.stderr.isatty())
    reading = respond.Reading(
        function=function,
        request=request,
        origin=Watched(origin, progress.read),
        environ=os.environ,
        measures=Measures(),
    )
    with _destination(arguments.output) as out:
        response = respond.get(reading)
        try:
            _copy(response.body, out, progress)
        finally:
            close(response.body)
            progress.end()


def _copy(body: Iterator[bytes], out: BinaryIO, progress: Progress) -> None:
    for chunk in body:
        out.write(chunk)
        progress.written(len(chunk))
    out.flush()


@contextmanager
def _destination(name: str | None) -> Iterator[BinaryIO]:
    """Where the output goes. A file appears under its name only when it is whole."""
    if name is None or name == "-":
        yield sys.stdout.buffer
        return
    path = Path(name)
    if path.exists() and not path.is_file():  # a device or a pipe: it cannot be replaced, and is not a file to keep
        with path.open("wb") as out:
            yield out
        return
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as partial:
        try:
            yield partial  # type: ignore[misc]  # a binary file in all but its type
        except BaseException:
            Path(partial.name).unlink()
            raise
    Path(partial.name).chmod(0o666 & ~_umask())
    Path(partial.name).replace(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _say(text: str) -> None:
    print(f"objectlambda run: {text}", file=sys.stderr)  # noqa: T201 - this is the command line
