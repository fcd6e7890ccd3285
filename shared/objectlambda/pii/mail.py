"""Inspects the attachments of a mail (base64 parts, RFC 2045) while the mail streams through.

Attachments that are text are also read in place; here each one is inspected as an object.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO

from objectlambda.errors import LimitExceeded
from objectlambda.memory_budget import BUDGET, Reservation
from objectlambda.streams import CHUNK_BYTES, close

MAX_ATTACHMENT_BYTES = 256 * 1024 * 1024
"""How many bytes an attachment may have; up to 8 MiB are held in memory, more in a temporary file."""

_MEMORY_BYTES = 8 * 1024 * 1024
_MAX_LINE_BYTES = 64 * 1024
_IS_MAIL = re.compile(rb"^content-transfer-encoding[ \t]*:[ \t]*base64", re.IGNORECASE | re.MULTILINE)
_MIME = re.compile(rb"^(?:mime-version|content-type)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_BASE64 = re.compile(rb"[A-Za-z0-9+/]+={0,2}[ \t]*")

Look = Callable[[Iterator[bytes]], None]
"""Inspects the content of an attachment; raises the error that refuses the mail."""


def look_at_attachments(chunks: Iterator[bytes], head: bytes, look: Look) -> Iterator[bytes]:
    """Yields ``chunks`` of a text that begins with ``head``; if it is a mail, inspects each attachment once it is
    complete.

    Raises:
        LimitExceeded: an attachment is larger than `MAX_ATTACHMENT_BYTES`.
    """
    return _read_mail(chunks, look) if is_mail(head) else chunks


def is_mail(head: bytes) -> bool:
    """Whether the text that begins with ``head`` may carry attachments."""
    return bool(_MIME.search(head))


def _read_mail(chunks: Iterator[bytes], look: Look) -> Iterator[bytes]:
    memory = BUDGET.reservation()
    parts = _Parts(look, memory)
    rest = b""
    try:
        for chunk in chunks:
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                parts.line(line.rstrip(b"\r"))
            if len(rest) > _MAX_LINE_BYTES:  # this is neither a header nor a line of base64
                parts.end()
                rest = b""
            yield chunk
        parts.line(rest.rstrip(b"\r"))
        parts.end()
    finally:
        parts.close()
        memory.close()
        close(chunks)


class _Parts:
    """Reads a mail line by line: header blocks, then base64 up to the first line that is not."""

    def __init__(self, look: Look, memory: Reservation) -> None:
        self._look, self._memory = look, memory
        self._is_header = True
        self._is_base64 = False
        self._file: IO[bytes] | None = None
        self._left = b""

    def line(self, line: bytes) -> None:
        if self._file is not None:
            if _BASE64.fullmatch(line):
                self._add(line.strip())
                return
            if not line.strip():
                return
            self.end()
        if line.startswith(b"--"):
            self._is_header, self._is_base64 = True, False
        elif self._is_header and not line:
            self._is_header = False
            if self._is_base64:
                self._file = SpooledTemporaryFile(max_size=_MEMORY_BYTES)  # noqa: SIM115 - closed by end and close
        elif _IS_MAIL.match(line):
            self._is_header = self._is_base64 = True

    def end(self) -> None:
        """Inspects the part, which is complete."""
        file, self._file = self._file, None
        self._is_base64, left, self._left = False, self._left, b""
        if file is None:
            return
        with file:
            file.write(_decode(left))
            file.seek(0)
            self._look(iter(lambda: file.read(CHUNK_BYTES), b""))

    def close(self) -> None:
        """Releases the file of an unfinished part."""
        if self._file is not None:
            self._file.close()

    def _add(self, line: bytes) -> None:
        assert self._file is not None  # noqa: S101 - its caller looked
        data = self._left + line
        whole = len(data) // 4 * 4
        self._left = data[whole:]
        self._memory.grow_to(min(self._file.tell() + whole, _MEMORY_BYTES))
        self._file.write(_decode(data[:whole]))
        if self._file.tell() > MAX_ATTACHMENT_BYTES:
            raise LimitExceeded(f"an attachment of the mail has more than {MAX_ATTACHMENT_BYTES} bytes")


def _decode(data: bytes) -> bytes:
    try:
        return binascii.a2b_base64(data + b"=" * (-len(data) % 4))
    except binascii.Error:
        return b""
