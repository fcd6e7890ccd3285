"""The canary in each format, container, encoding and position, drawn by hypothesis: a few of each on every run."""

from __future__ import annotations

import bz2
import gzip
import lzma

from canaries import PERSONAL, found_in
from canary_hosts import REPLACE, read_bytes
from canary_places import zipped, zstandard_frame
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FORMATS = {
    "txt": ("", "nothing of note on this line\n", "{}\n", ""),
    "csv": ("id,note\n", "1,nothing of note\n", '2,"{}"\n', ""),
    "json": ("[", '{{"note": "nothing"}},\n', '{{"note": "{}"}},\n', '{{"note": "end"}}]'),
    "xml": ("<notes>\n", "<note>nothing of note</note>\n", "<note>{}</note>\n", "</notes>"),
}
CONTAINERS = {
    "": bytes,
    ".gz": gzip.compress,
    ".zst": zstandard_frame,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zip": lambda data: zipped(("a", data)),
    ".gz.gz": lambda data: gzip.compress(gzip.compress(data)),
}
BORDERS = (0, 2048, 16384, 65536)


def document(kind: str, position: int) -> str:
    """A text of this kind whose canary begins near ``position``."""
    start, row, hit, end = (part.replace("{{", "{").replace("}}", "}") for part in FORMATS[kind])
    rows = row * max(0, (position - len(start)) // len(row))
    return start + rows + hit.replace("{}", PERSONAL.text) + row * 3 + end


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    kind=st.sampled_from(sorted(FORMATS)),
    container=st.sampled_from(sorted(CONTAINERS)),
    codec=st.sampled_from(("utf-8", "utf-16", "latin-1")),
    border=st.sampled_from(BORDERS),
    shift=st.integers(-60, 60),
)
def test_no_combination_lets_a_canary_out(kind: str, container: str, codec: str, border: int, shift: int) -> None:
    data = CONTAINERS[container](document(kind, border + shift).encode(codec))
    key = f"a.{kind}{container}"
    left = read_bytes(data, key, "pii_redaction", REPLACE)
    assert not found_in(left.body)
    assert left.status == (400 if container == ".gz.gz" else 200), left.rest
    assert read_bytes(data, key, "pii_access_control", {}).status in (400, 403)
