"""Limits against decompression bombs."""

from __future__ import annotations

import pytest

from objectlambda.decompress.limits import RATIO_GRACE_BYTES, enforce_limits
from objectlambda.errors import LimitExceeded

MIB = 1024 * 1024


def test_passes_everything_on_without_limits():
    chunks = [b"a", b"bc"]
    assert list(enforce_limits(chunks, max_output_bytes=None, max_ratio=None, consumed=lambda: 1)) == chunks


def test_allows_exactly_the_limit():
    assert b"".join(enforce_limits([b"abc", b"de"], max_output_bytes=5, max_ratio=None, consumed=lambda: 1)) == b"abcde"
    with pytest.raises(LimitExceeded, match="max_output_bytes = 4"):
        list(enforce_limits([b"abc", b"de"], max_output_bytes=4, max_ratio=None, consumed=lambda: 1))


def test_the_ratio_counts_once_the_output_is_large():
    chunks = [bytes(MIB)] * (RATIO_GRACE_BYTES // MIB)
    assert len(list(enforce_limits(chunks, max_output_bytes=None, max_ratio=2, consumed=lambda: 10))) == len(chunks)
    with pytest.raises(LimitExceeded, match="max_ratio = 2"):
        list(enforce_limits([*chunks, b"x"], max_output_bytes=None, max_ratio=2, consumed=lambda: 10))


def test_the_ratio_follows_the_input():
    chunks = [bytes(MIB)] * (RATIO_GRACE_BYTES // MIB + 9)
    assert len(list(enforce_limits(chunks, max_output_bytes=None, max_ratio=2, consumed=lambda: 40 * MIB))) == len(
        chunks
    )


def test_closes_what_it_reads_from():
    closed = []

    def chunks():
        try:
            while True:
                yield b"x"
        finally:
            closed.append(True)

    output = enforce_limits(chunks(), max_output_bytes=3, max_ratio=None, consumed=lambda: 1)
    with pytest.raises(LimitExceeded):
        list(output)
    assert closed
