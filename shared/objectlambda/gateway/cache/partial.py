"""An object's file while it is made: it tells other processes how far it is, and that its maker lives.

    MARK │ bytes so far, state, CRC-32 of both │ beat │ pulse │ length and CRC-32 of the head │ head (JSON) │ …the bytes

The process that makes the object holds the file's lock, which the kernel drops when that process dies. Others read the
bytes that it declares, never what it appends behind them. They change the beat while they have readers, so that the
maker does not stop; it changes the pulse while it runs, so that they do not wait for one that was stopped.
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from objectlambda.gateway.cache.entry import BODY_START, MARK, Checksums, description, read_description
from objectlambda.gateway.cache.file_locks import is_at, is_locked, unlock
from objectlambda.head import FIELDS, ResponseHead
from objectlambda.measures import Measure

_PROGRESS = struct.Struct("<QB")
_CRC = struct.Struct("<I")
_PROGRESS_AT = len(MARK)
_BEAT_AT = _PROGRESS_AT + _PROGRESS.size + _CRC.size
_BEAT_BYTES = 8
_PULSE_AT = _BEAT_AT + _BEAT_BYTES
_HEAD = struct.Struct("<II")
_HEAD_AT = _PULSE_AT + _BEAT_BYTES


class State(IntEnum):
    """What became of the object."""

    MAKING = 0
    """It is being made, as long as the file is held; else its maker died, or gave it up as nobody read it."""
    WHOLE = 1
    FAILED = 2
    NO_ROOM = 3


@dataclass(frozen=True, slots=True)
class Progress:
    """How many bytes of the object are there, and what became of it."""

    written: int
    state: State


class Partial:
    """An open file of an object that is being made, by this process (``ours``) or by another one."""

    def __init__(self, path: Path, descriptor: int, *, ours: bool) -> None:
        self.path, self.ours = path, ours
        self.written = 0
        self._published = False
        self._descriptor = descriptor
        self._last_beat = self._last_pulse = bytes(_BEAT_BYTES)

    def read(self, length: int, position: int) -> bytes:
        """At most ``length`` bytes of the object."""
        return os.pread(self._descriptor, length, BODY_START + position)

    def close(self) -> None:
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def tell(self, head: ResponseHead) -> None:
        """Tell others the head. One that is too large is not told: they wait for the whole entry then."""
        said = json.dumps({"status": head.status, "values": dict(head.values), "metadata": dict(head.metadata)})
        encoded = said.encode()
        if _HEAD_AT + _HEAD.size + len(encoded) > BODY_START:
            encoded = b""
        begun = MARK + _progress(0, State.MAKING)
        self._write(begun.ljust(_HEAD_AT, b"\0") + _HEAD.pack(len(encoded), zlib.crc32(encoded)) + encoded, 0)

    def append(self, chunk: bytes) -> None:
        """Write the object's next bytes, then declare them."""
        self._write(chunk, BODY_START + self.written)
        self.written += len(chunk)
        self._write(_progress(self.written, State.MAKING), _PROGRESS_AT)

    def finish(self, checksums: Checksums, measure: Measure) -> None:
        """Make a whole entry of it."""
        self._write(description(checksums, measure), BODY_START + self.written)

    def publish(self, path: Path) -> int:
        """Rename the file to ``path``; gives its size.

        Raises:
            FileNotFoundError: somebody removed or replaced it.
        """
        status = os.fstat(self._descriptor)
        if not is_at(self.path, status):
            raise FileNotFoundError(self.path)
        self.path.replace(path)
        self._published = True
        return status.st_size

    def remove(self) -> None:
        """Remove the file unless it was published; who reads it can go on."""
        # Only who holds it may: after a rename, or where locks are none, another may lie at its path.
        if not self._published and is_at(self.path, os.fstat(self._descriptor)):
            self.path.unlink(missing_ok=True)

    def release(self, state: State) -> None:
        """Declare what became of it, and let go of the lock."""
        try:
            self._write(MARK + _progress(self.written, state), 0)
        except OSError:
            pass  # that it is not held any more says enough
        finally:
            unlock(self._descriptor)

    def show_wanted(self) -> None:
        """Tell the maker that its object is read."""
        self._write(os.urandom(_BEAT_BYTES), _BEAT_AT)

    def wanted_elsewhere(self) -> bool:
        """Whether another process has had readers since this was last asked."""
        before, self._last_beat = self._last_beat, self._number(_BEAT_AT)
        return self._last_beat != before

    def show_alive(self) -> None:
        """Tell those who follow that the maker runs."""
        try:
            self._write(os.urandom(_BEAT_BYTES), _PULSE_AT)
        except OSError:
            pass  # they may think that it does not, and make the object themselves

    def is_alive(self) -> bool:
        """Whether the maker has run since this was last asked."""
        before, self._last_pulse = self._last_pulse, self._number(_PULSE_AT)
        return self._last_pulse != before

    def progress(self) -> Progress | None:
        """What its maker declared last; ``None`` where it has not begun, or is just writing it."""
        said = os.pread(self._descriptor, _BEAT_AT, 0)
        try:
            written, state = _PROGRESS.unpack_from(said, _PROGRESS_AT)
            progress = Progress(written, State(state))
        except (struct.error, ValueError):
            return None
        return progress if said == MARK + _progress(written, state) else None

    def head(self) -> ResponseHead | None:
        """The head that its maker told; ``None`` where there is none, or none that may be believed."""
        said = os.pread(self._descriptor, BODY_START - _HEAD_AT, _HEAD_AT)
        try:
            length, checksum = _HEAD.unpack_from(said)
            encoded = said[_HEAD.size : _HEAD.size + length]
            return None if zlib.crc32(encoded) != checksum else _parse_head(json.loads(encoded))
        except (struct.error, ValueError, KeyError, TypeError, AttributeError):
            return None

    def measure(self) -> Measure | None:
        """What is known of the whole object; ``None`` where its maker did not know."""
        try:
            return read_description(self._descriptor)[0]
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def is_held(self) -> bool:
        """Whether another process still makes it."""
        return is_locked(self._descriptor)

    def _number(self, place: int) -> bytes:
        return os.pread(self._descriptor, _BEAT_BYTES, place).ljust(_BEAT_BYTES, b"\0")

    def _write(self, content: bytes, place: int) -> None:
        view = memoryview(content)
        while view:
            count = os.pwrite(self._descriptor, view, place)
            view, place = view[count:], place + count


def _progress(written: int, state: int) -> bytes:
    packed = _PROGRESS.pack(written, state)
    return packed + _CRC.pack(zlib.crc32(packed))


def _parse_head(said: dict[str, Any]) -> ResponseHead:
    status, values, metadata = said["status"], said["values"], said["metadata"]
    texts = [*values.values(), *metadata, *metadata.values()]
    if not isinstance(status, int) or not all(isinstance(text, str) for text in texts):
        raise TypeError("no texts")
    if not values.keys() <= FIELDS.keys():
        raise ValueError("no head")
    return ResponseHead(status=status, values=values, metadata=metadata)
