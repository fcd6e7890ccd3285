"""The canary in each format, container, encoding, position and host: a few draws on every run, more in long ones."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

import pytest
from canaries import PERSONAL, Canary, found_in
from canary_hosts import HOSTS, REPLACE, Read, read_bytes
from canary_places import Place, zipped, zstandard_frame
from hypothesis import HealthCheck, Phase, given, seed, settings
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


def document(kind: str, position: int, canary: Canary = PERSONAL) -> str:
    """A text of this kind whose canary begins near ``position``."""
    start, row, hit, end = (part.replace("{{", "{").replace("}}", "}") for part in FORMATS[kind])
    rows = row * max(0, (position - len(start)) // len(row))
    padding = " " * max(0, min(60, position - len(start) - len(rows)))
    return start + rows + hit.replace("{}", padding + canary.text) + row * 3 + end


def drawn(kind: str, container: str, codec: str, position: int, number: int) -> Place:
    """A place of its own: no host has seen its key before."""
    return Place(
        name=f"drawn {number}",
        key=f"a.{kind}{container}",
        make=lambda canary: CONTAINERS[container](document(kind, position, canary).encode(codec)),
    )


def untagged(rest: Mapping[str, bytes]) -> dict[str, bytes]:
    """What left beside the body, without the tag, which is sealed and differs for any two objects."""
    return {name: re.sub(rb"'ETag', '[^']*'", b"", value) for name, value in rest.items()}


def check(read: Read, place: Place, host: str) -> None:
    """Hold the law for a place on a host; a chain undoes one compression for each of its functions."""
    left = read(place, "pii_redaction", REPLACE, "personal")
    assert not {name: found for name, data in {"body": left.body, **left.rest}.items() if (found := found_in(data))}
    assert left.status == (400 if place.key.endswith(".gz.gz") and host != "chain" else 200), left.rest
    assert read(place, "pii_access_control", {}, "personal").status in (400, 403)
    other = read(place, "pii_redaction", REPLACE, "other")
    assert (left.status, left.body) == (other.status, other.body)
    if host == "direct":  # without headers and listings, which name the key
        assert untagged(left.rest) == untagged(other.rest)


def draw(host: str, folder: Path, *, most: int, same: bool) -> None:
    """Try ``most`` places on a host, always the same ones with ``same``."""
    numbers = count()
    with HOSTS[host](folder) as read:

        @settings(
            max_examples=most,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(
            kind=st.sampled_from(sorted(FORMATS)),
            container=st.sampled_from(sorted(CONTAINERS)),
            codec=st.sampled_from(("utf-8", "utf-16", "latin-1")),
            border=st.sampled_from(BORDERS),
            shift=st.integers(-60, 60),
        )
        def product(kind: str, container: str, codec: str, border: int, shift: int) -> None:
            check(read, drawn(kind, container, codec, border + shift, next(numbers)), host)

        (seed(list(HOSTS).index(host))(product) if same else product)()


FEW = {"direct": 6, "chain": 12}
MANY = {"direct": 400}


@pytest.mark.parametrize("host", HOSTS)
def test_no_combination_lets_a_canary_out(tmp_path: Path, host: str) -> None:
    draw(host, tmp_path, most=FEW.get(host, 3), same=True)


@pytest.mark.long
@pytest.mark.parametrize("host", HOSTS)
def test_none_of_many_combinations_lets_a_canary_out(tmp_path: Path, host: str) -> None:
    draw(host, tmp_path, most=MANY.get(host, 60), same=False)


@pytest.mark.long
@pytest.mark.parametrize("shift", [-40, -12, -4, 0, 3])
@pytest.mark.parametrize("kind", ["txt", "log", "csv", "jsonl"])
def test_no_block_border_lets_a_canary_out(kind: str, shift: int) -> None:
    data = document(kind, BLOCK + shift).encode()
    left = read_bytes(data, f"a.{kind}", "pii_redaction", {"mask_bytes": True})
    assert (left.status, len(left.body)) == (200, len(data))
    assert not found_in(left.body)
