"""The standard streams of a command: closed ones, ones that cannot be written, and whether colours are wanted."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Buffer  # type: ignore[attr-defined]  # since Python 3.12
    from typing import TextIO


class OutputFailed(Exception):
    """Standard output cannot be written. It is no OSError: those tell of the files that a command reads."""


class ReaderGone(OutputFailed):
    """Whoever read standard output has stopped, as ``head`` does."""


class _Output(io.FileIO):
    def write(self, data: Buffer) -> int:
        try:
            return super().write(data)
        except BrokenPipeError as error:
            raise ReaderGone from error
        except OSError as error:
            raise OutputFailed(error.strerror or str(error)) from error


def prepare_streams() -> None:
    """Opens the standard streams that are closed, and has standard output fail by OutputFailed.

    Reads and writes of a closed one fail. Files that the command opens never get its number. What the terminal's
    encoding lacks is written with backslashes.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDONLY if number else os.O_WRONLY), True)
    sys.stdin = sys.stdin or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - it stays open, and has no path
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    out = sys.stdout
    encoding, errors = (out.encoding, out.errors) if out else ("utf-8", "strict")
    sys.stdout = io.TextIOWrapper(
        io.BufferedWriter(_Output(1, "wb", closefd=False)),
        encoding=encoding,
        errors="backslashreplace" if errors == "strict" else errors,
        line_buffering=bool(out) and out.isatty(),
    )


def wants_colours(out: TextIO) -> bool:
    """Whether ``out`` is a terminal that shows colours, of somebody who has not set NO_COLOR."""
    return is_terminal(out) and not os.environ.get("NO_COLOR")


def is_terminal(out: TextIO) -> bool:
    """Whether ``out`` is a terminal that understands more than lines of text."""
    return out.isatty() and os.environ.get("TERM") != "dumb"


def printable(text: str) -> str:
    """``text`` with its control characters visible: a file must not steer the terminal."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text)


def one_line(name: str) -> str:
    """A file's name for a message: on one line, without commands to the terminal."""
    return "".join(c if c.isprintable() or "\udc80" <= c <= "\udcff" else "\ufffd" for c in name)
