"""``objectlambda run``: files, objects or standard input through a function."""

from __future__ import annotations

import argparse
import fcntl
import gc
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from objectlambda.cli.inputs import Input, add_input_options, are_many, inputs, reason
from objectlambda.cli.terminal import is_terminal, one_line
from objectlambda.errors import InvalidRequest, InvalidSettings, ObjectLambdaError, OriginError, printable

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from objectlambda.cli.progress import Progress
    from objectlambda.function import Function
    from objectlambda.source import Origin

_PIPE_BYTES = 1024 * 1024
"""What an unprivileged user may have a pipe hold on Linux."""

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
        help="put files, objects or standard input through a function",
        description="Put files, objects or standard input through a function. It streams: a file of any size will do.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("function", metavar="FUNCTION", help="decompress, pii_redaction or pii_access_control")
    add_input_options(parser, "what to read")
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        help="the file to write, or the folder where there is more than one to read (default: standard output, "
        "one after the other)",
    )
    parser.add_argument(
        "--set", action="append", default=[], metavar="key=value", dest="settings", help="a setting of the function"
    )
    parser.add_argument("--quiet", action="store_true", help="show no progress")
    parser.set_defaults(run=run, enables_gc=True)
    return parser


def run(arguments: Namespace) -> int:
    """Runs the function; gives the exit code."""
    code = 0
    try:
        function = function_of(arguments)
        _refuse_output_among_inputs(arguments)
        for one in inputs(arguments, ranged=function.is_ranged):
            code = max(code, _run_reported(arguments, function, one))
    except InvalidSettings as error:
        _say(str(error))
        return 2
    except BrokenPipeError:
        raise
    except (OSError, ObjectLambdaError) as error:
        _say(reason(error))
        return 1
    return code


def _run_reported(arguments: Namespace, chosen: Chosen, one: Input) -> int:
    try:
        _run(arguments, chosen, one)
    except (InvalidSettings, BrokenPipeError):
        raise
    except OriginError as error:
        _say(f"{one_line(one.name)}: {reason(error)}")
        return 1
    except ObjectLambdaError as error:
        _say(f"{one_line(one.name)}: {error.code}: {printable(str(error), 4000)}")
        if "pip install" not in str(error):  # what is missing is told there
            _say(f"what to do: {error.advice}")
        return 1
    except OSError as error:
        _say(f"{one_line(str(error.filename or one.name))}: {error.strerror or error}")
        return 1
    return 0


class Chosen(NamedTuple):
    """The function that was named, its payload and settings, and whether it is known to read by ranges."""

    function: Function[Any]
    payload: str
    settings: Any
    is_ranged: bool


def function_of(arguments: Namespace) -> Chosen:
    """The function that the arguments name.

    Raises:
        InvalidSettings: there is none of that name, or a setting is wrong.
    """
    from objectlambda.function import ObjectRequest
    from objectlambda.registry import function_named
    from objectlambda.settings import load

    function = function_named(arguments.function)
    request = ObjectRequest(key="", payload=_payload(arguments.settings))
    settings = load(function.settings, os.environ, request.payload)
    ranged = function.tail_bytes(request, settings) > 0
    return Chosen(function=function, payload=request.payload, settings=settings, is_ranged=ranged)


def _payload(pairs: Sequence[str]) -> str:
    if not pairs:
        return ""
    from objectlambda.steps import payload_of

    return payload_of(pairs)


def _run(arguments: Namespace, chosen: Chosen, one: Input) -> None:
    from objectlambda.cli.progress import Progress
    from objectlambda.stores.single_file import Watched
    from objectlambda.streams import close

    progress = Progress(one.size, enabled=not arguments.quiet and is_terminal(sys.stderr))
    with _destination(_output_path(arguments, one)) as out:
        body = _body(chosen, one, Watched(one.origin, progress.read))
        try:
            _copy(body, out, progress)
        finally:
            close(body)
            progress.end()


def _body(chosen: Chosen, one: Input, origin: Origin) -> Iterator[bytes]:
    """What the function makes of all of the object. `respond` would load what heads, tags and ranges need, too."""
    from objectlambda.deadline import Deadline
    from objectlambda.function import ObjectRequest
    from objectlambda.source import Source
    from objectlambda.streams import Closing, exactly, read_ahead

    function, request = chosen.function, ObjectRequest(key=one.key or "", payload=chosen.payload)
    tail_bytes = function.tail_bytes(request, chosen.settings)
    source = Source.open(origin, request.key, {}, Deadline(), f"bytes=-{tail_bytes}" if tail_bytes else None)
    try:
        made = function.open(source, request, chosen.settings)
    except BaseException:
        source.close()
        raise
    body = made.chunks if made.size is None else exactly(made.chunks, made.size)
    return Closing(body if one.is_near else read_ahead(body), source)


def _refuse_output_among_inputs(arguments: Namespace) -> None:
    """Raises InvalidSettings where outputs would be read again, or replace what is read."""
    if arguments.output is None or not are_many(arguments):
        return
    out = Path(arguments.output).resolve()
    for name in arguments.files:
        path = Path(name)
        if name == "-" or name.startswith("s3://") or not path.exists():
            continue
        if path.is_dir() and out.is_relative_to(path.resolve()):
            raise InvalidSettings(f"--output {str(out)[:200]} lies in {name[:200]}, which is read: name another folder")
        if path.is_file() and (out / path.name).resolve() == path.resolve():
            raise InvalidSettings(f"--output {str(out)[:200]} would replace {name[:200]}: name another folder")


def _output_path(arguments: Namespace, one: Input) -> str | None:
    """The file that is written for ``one``: in the folder, below which keys stand as they do at their source."""
    if arguments.output is None or not are_many(arguments):
        output: str | None = arguments.output
        return output
    key = one.key or "stdin"
    if any(part in ("", ".", "..") for part in key.split("/")):
        raise InvalidRequest(f"{key[:200]!r} cannot be a file's path")
    path = Path(arguments.output) / key
    path.parent.mkdir(parents=True, exist_ok=True)
    return str(path)


def _copy(body: Iterator[bytes], out: BinaryIO, progress: Progress) -> None:
    from objectlambda.streams import settle_heap

    gc.enable()  # all that is needed is loaded; see `main`
    settle_heap()
    for chunk in body:
        out.write(chunk)
        progress.written(len(chunk))
    out.flush()


@contextmanager
def _destination(name: str | None) -> Iterator[BinaryIO]:
    """Where the output goes. A file appears under its name only when it is whole."""
    if name is None or name == "-":
        _widen_pipe(sys.stdout.buffer)
        yield sys.stdout.buffer
        return
    path = Path(name)
    if path.exists() and not path.is_file():  # a device or a pipe: it cannot be replaced, and is not a file to keep
        with path.open("wb") as out:
            yield out
        return
    import tempfile  # slow to load, and not needed for standard output

    try:
        opened = tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False)  # noqa: SIM115
    except OSError as error:
        raise OSError(error.errno, error.strerror, name) from error
    with opened as partial:
        try:
            yield partial  # type: ignore[misc]  # a binary file in all but its type
        except BaseException:
            Path(partial.name).unlink()
            raise
    Path(partial.name).chmod(0o666 & ~_umask())
    Path(partial.name).replace(path)


def _widen_pipe(out: BinaryIO) -> None:
    """Let a pipe hold several chunks, so that its reader has something to do while the next one is made."""
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with suppress(OSError):  # no pipe, no file, or the user has as much in pipes as is allowed
            fcntl.fcntl(out.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _say(text: str) -> None:
    print(f"objectlambda run: {text}", file=sys.stderr)  # noqa: T201 - this is the command line
