"""Small files whose bytes the system holds in memory: they are read at once, so no thread has to wait for a disk."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from objectlambda.errors import OriginError
from objectlambda.headers import Headers
from objectlambda.s3.preconditions import check_conditions
from objectlambda.stores.files import file_headers, open_below
from objectlambda.stores.single_file import BytesObject

MOST_BYTES = 64 * 1024
"""The largest file that is read like this."""

_LOCAL = frozenset({"bcachefs", "btrfs", "ext2", "ext3", "ext4", "f2fs", "overlay", "squashfs", "tmpfs", "xfs"})
"""Filesystems on which a path is found without a server that may be gone."""

_MOUNTS = Path("/proc/self/mountinfo")


class HeldFile(BytesObject):
    """A file that was read whole, with the headers that it had then."""

    def __init__(self, data: bytes, headers: Headers) -> None:
        self.data = self._data = data
        self.headers = headers

    def head(self, conditions: Mapping[str, str]) -> Headers:
        check_conditions(conditions, self.headers)
        return self.headers


def held_file(root: Path, key: str) -> HeldFile | None:
    """The file that ``key`` names below ``root``, where it is small, in memory, and can be read; otherwise ``None``."""
    try:
        descriptor, found = open_below(root, key)
    except OriginError:
        return None
    try:
        if found.st_size > MOST_BYTES:
            return None
        data = bytearray(found.st_size + 1)
        # The system refuses to wait for a disk. A byte more than there should be shows that the file has grown.
        length = os.preadv(descriptor, [data], 0, os.RWF_NOWAIT)
        now = os.fstat(descriptor)
    except OSError:  # not in memory, or a filesystem that cannot tell
        return None
    finally:
        os.close(descriptor)
    if length != found.st_size or (now.st_size, now.st_mtime_ns) != (found.st_size, found.st_mtime_ns):
        return None
    return HeldFile(bytes(memoryview(data)[:length]), file_headers(key, found))


def tells_what_it_holds(root: Path) -> bool:
    """Whether files below ``root`` can be read like this: on Linux, where no filesystem there needs a network."""
    if not hasattr(os, "RWF_NOWAIT"):
        return False
    try:
        mounts = [line.split() for line in _MOUNTS.read_text().splitlines()]
    except (OSError, ValueError):
        return False
    kinds = {Path(_unescaped(fields[4])): fields[fields.index("-") + 1] for fields in mounts}
    above = max(
        (place for place in kinds if root.is_relative_to(place)), key=lambda place: len(place.parts), default=root
    )
    return above in kinds and all(
        kind in _LOCAL for place, kind in kinds.items() if place == above or place.is_relative_to(root)
    )


def _unescaped(place: str) -> str:
    """A path as ``mountinfo`` writes it, in which blanks and their like stand as octal numbers."""
    first, *others = place.split("\\")
    return first + "".join(chr(int(each[:3], 8)) + each[3:] for each in others)
