"""The canary in each format, container, encoding and position: a few draws on every run, more in long ones."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
from collections.abc import Callable, Mapping

import pytest
from canaries import OTHER, PERSONAL, Canary, found_in
from canary_hosts import REPLACE, read_bytes
from canary_places import zipped, zstandard_frame
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

FORMATS = {
    "txt": ("", "nothing of note on this line\n", "{}\n", ""),
    "log": ("", "2026-01-31 10:00:00 INFO nothing of note\n", "2026-01-31 10:00:00 INFO {}\n", ""),
    "csv": ("id,note\n", "1,nothing of note\n", '2,"{}"\n', ""),
    "json": ("[", '{{"note": "nothing"}},\n', '{{"note": "{}"}},\n', '{{"note": "end"}}]'),
    "jsonl": ("", '{{"note": "nothing"}}\n', '{{"note": "{}"}}\n', ""),
    "xml": ("<notes>\n", "<note>nothing of note</note>\n", "<note>{}</note>\n", "</notes>"),
    "html": ("<html>\n", "<p>nothing of note</p>\n", "<p>{}</p>\n", "</html>"),
    "sql": ("", "INSERT INTO n VALUES (1, 'nothing');\n", "INSERT INTO n VALUES (2, '{}');\n", ""),
}
CONTAINERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".zst": zstandard_frame,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zip": lambda data: zipped(("a", data)),
    ".gz.gz": lambda data: gzip.compress(gzip.compress(data)),
}
BORDERS = (0, 1000, 2048, 16384, 65536)
"""Where chunks, windows and what is peeked at end; the origin of these tests gives 1,000 bytes at a time."""
BLOCK = 1024 * 1024
"""Where blocks of redaction in place end."""

draws = given(
    kind=st.sampled_from(sorted(FORMATS)),
    container=st.sampled_from(sorted(CONTAINERS)),
    codec=st.sampled_from(("utf-8", "utf-16", "latin-1")),
    border=st.sampled_from(BORDERS),
    shift=st.integers(-60, 60),
)


def document(kind: str, position: int, canary: Canary = PERSONAL) -> str:
    """A text of this kind whose canary begins near ``position``."""
    start, row, hit, end = (part.replace("{{", "{").replace("}}", "}") for part in FORMATS[kind])
    rows = row * max(0, (position - len(start)) // len(row))
    padding = " " * max(0, min(60, position - len(start) - len(rows)))
    return start + rows + hit.replace("{}", padding + canary.text) + row * 3 + end


def untagged(rest: Mapping[str, bytes]) -> dict[str, bytes]:
    """What left beside the body, without the tag, which is sealed and differs for any two objects."""
    return {name: re.sub(rb"'ETag', '[^']*'", b"", value) for name, value in rest.items()}


def check(kind: str, container: str, codec: str, border: int, shift: int) -> None:
    key = f"a.{kind}{container}"
    data = CONTAINERS[container](document(kind, border + shift).encode(codec))
    left = read_bytes(data, key, "pii_redaction", REPLACE)
    assert not found_in(left.body)
    assert left.status == (400 if container == ".gz.gz" else 200), left.rest
    assert read_bytes(data, key, "pii_access_control", {}).status in (400, 403)
    twin = CONTAINERS[container](document(kind, border + shift, OTHER).encode(codec))
    other = read_bytes(twin, key, "pii_redaction", REPLACE)
    assert (left.status, left.body, untagged(left.rest)) == (other.status, other.body, untagged(other.rest))


@settings(
    max_examples=12, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
@draws
def test_no_combination_lets_a_canary_out(kind: str, container: str, codec: str, border: int, shift: int) -> None:
    check(kind, container, codec, border, shift)


@pytest.mark.long
@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@draws
def test_none_of_many_combinations_lets_a_canary_out(
    kind: str, container: str, codec: str, border: int, shift: int
) -> None:
    check(kind, container, codec, border, shift)


@pytest.mark.long
@pytest.mark.parametrize("shift", [-40, -12, -4, 0, 3])
@pytest.mark.parametrize("kind", ["txt", "log", "csv", "jsonl"])
def test_no_block_border_lets_a_canary_out(kind: str, shift: int) -> None:
    data = document(kind, BLOCK + shift).encode()
    left = read_bytes(data, f"a.{kind}", "pii_redaction", {"mask_bytes": True})
    assert (left.status, len(left.body)) == (200, len(data))
    assert not found_in(left.body)
