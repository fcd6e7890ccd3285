"""An object's file while it is made: it tells other processes how far it is, and that its maker lives.

    MARK │ bytes so far, state, CRC-32 of both │ beat │ length and CRC-32 of the head │ head (JSON) │ …the bytes

The process that makes the object holds the file's lock, which the kernel drops when that process dies. Others read the
bytes that it declares, never what it appends behind them. They change the beat while they have readers, so that the
maker does not stop; it is a random number, as clocks of two machines need not agree.
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

from objectlambda.gateway.cache.entries import BODY_START, MARK, Checksums, described, description
from objectlambda.gateway.cache.locks import is_at, is_locked, unlock
from objectlambda.head import FIELDS, ResponseHead
from objectlambda.measured import Measure

_PROGRESS = struct.Struct("<QB")
_CRC = struct.Struct("<I")
_PROGRESS_AT = len(MARK)
_BEAT_AT = _PROGRESS_AT + _PROGRESS.size + _CRC.size
_BEAT_BYTES = 8
_HEAD = struct.Struct("<II")
_HEAD_AT = _BEAT_AT + _BEAT_BYTES


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
        self._descriptor = descriptor
        self._beat = bytes(_BEAT_BYTES)

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
        self._write(_HEAD.pack(len(encoded), zlib.crc32(encoded)) + encoded, _HEAD_AT)
        self._write(MARK + _progress(0, State.MAKING), 0)

    def append(self, chunk: bytes) -> None:
        """Write the object's next bytes, then declare them."""
        self._write(chunk, BODY_START + self.written)
        self.written += len(chunk)
        self._write(_progress(self.written, State.MAKING), _PROGRESS_AT)

    def finish(self, checksums: Checksums, measure: Measure) -> None:
        """Make a whole entry of it."""
        self._write(description(checksums, measure), BODY_START + self.written)

    @property
    def is_there(self) -> bool:
        """Whether the file is still at its path: who holds it may rename and remove it there, and nothing else."""
        return is_at(self.path, self._descriptor)

    def release(self, state: State) -> None:
        """Declare what became of it, and let go of the lock."""
        try:
            self._write(MARK + _progress(self.written, state), 0)
        except OSError:
            pass  # that it is not held any more says enough
        finally:
            unlock(self._descriptor)

    def wanted_elsewhere(self) -> bool:
        """Whether another process has had readers since this was last asked."""
        beat = os.pread(self._descriptor, _BEAT_BYTES, _BEAT_AT).ljust(_BEAT_BYTES, b"\0")
        before, self._beat = self._beat, beat
        return beat != before

    def beat(self) -> None:
        """Tell the maker that its object is read."""
        self._write(os.urandom(_BEAT_BYTES), _BEAT_AT)

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
            return None if zlib.crc32(encoded) != checksum else _parsed(json.loads(encoded))
        except (struct.error, ValueError, KeyError, TypeError, AttributeError):
            return None

    def measure(self) -> Measure | None:
        """What is known of the whole object; ``None`` where its maker did not know."""
        try:
            return described(self._descriptor)[0]
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def is_held(self) -> bool:
        """Whether another process still makes it."""
        return is_locked(self._descriptor)

    def _write(self, content: bytes, place: int) -> None:
        view = memoryview(content)
        while view:
            count = os.pwrite(self._descriptor, view, place)
            view, place = view[count:], place + count


def _progress(written: int, state: int) -> bytes:
    packed = _PROGRESS.pack(written, state)
    return packed + _CRC.pack(zlib.crc32(packed))


def _parsed(said: dict[str, Any]) -> ResponseHead:
    status, values, metadata = said["status"], said["values"], said["metadata"]
    texts = [*values.values(), *metadata, *metadata.values()]
    if not isinstance(status, int) or not all(isinstance(text, str) for text in texts):
        raise TypeError("no texts")
    if not values.keys() <= FIELDS.keys():
        raise ValueError("no head")
    return ResponseHead(status=status, values=values, metadata=metadata)
