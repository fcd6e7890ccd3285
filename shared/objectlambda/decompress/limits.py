"""Limits that stop decompression bombs: a few kilobytes that become gigabytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from objectlambda.errors import LimitExceeded
from objectlambda.streams import close

RATIO_GRACE_BYTES = 64 * 1024 * 1024
"""Output that is never a bomb, whatever the ratio: logs of one line repeated reach 1,000 and more."""


def enforce_limits(
    chunks: Iterable[bytes],
    *,
    max_output_bytes: int | None,
    max_ratio: float | None,
    consumed: Callable[[], int],
    before: int = 0,
) -> Iterator[bytes]:
    """``chunks`` unchanged until they are more than ``max_output_bytes``, or ``max_ratio`` times the input.

    ``consumed`` tells the input bytes read so far. The ratio counts once more than 64 MiB are out. Raises
    `LimitExceeded`, which names the setting, before the chunk that is over a limit is handed out. None is no limit.
    Of a body that is begun in its middle, ``before`` bytes and their input count as read.
    """
    total = before
    iterator = iter(chunks)
    try:
        for chunk in iterator:
            total += len(chunk)
            _check(total, consumed, max_output_bytes, max_ratio)
            yield chunk
    finally:
        close(iterator)


def check_whole(size: int, stored: int, *, max_output_bytes: int | None, max_ratio: float | None) -> None:
    """Do nothing if a body of ``size`` bytes, made of ``stored`` ones, keeps the limits.

    Raises:
        LimitExceeded: it would be over one at its end.
    """
    _check(size, lambda: stored, max_output_bytes, max_ratio)


def _check(total: int, consumed: Callable[[], int], max_output_bytes: int | None, max_ratio: float | None) -> None:
    if max_output_bytes is not None and total > max_output_bytes:
        raise LimitExceeded(f"the output is over max_output_bytes = {max_output_bytes}")
    if max_ratio is not None and total > RATIO_GRACE_BYTES and total > max_ratio * max(consumed(), 1):
        raise LimitExceeded(f"{total} bytes came out of {consumed()}, more than max_ratio = {max_ratio:g} allows")
