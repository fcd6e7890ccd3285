"""The project's own samples, written by the tools that they are named after (make.py)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from reading import digest, opened

from objectlambda import errors
from objectlambda.decompress.detect import choose, sniff
from objectlambda.decompress.format_names import from_name
from objectlambda.decompress.formats import Format

HERE = Path(__file__).resolve().parent
SAMPLES = HERE / "samples"
ROWS = [json.loads(line) for line in (HERE / "manifest.jsonl").read_text().splitlines()]


def name(row: dict[str, Any]) -> str:
    return row["file"]


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_reads_the_sample_or_says_what_is_wrong(row):
    data = SAMPLES.joinpath(row["file"]).read_bytes()
    settings = {key: row[key] for key in ("trailing", "member", "password") if key in row}
    if "dictionary" in row:
        settings["dictionaries"] = [SAMPLES.joinpath(row["dictionary"]).read_bytes()]
    expected = row["expected"]
    if "error" not in expected:
        assert digest(opened(Format(row["format"]), data, **settings)) == expected
        return
    with pytest.raises(errors.ObjectLambdaError) as raised:
        digest(opened(Format(row["format"]), data, **settings))
    assert isinstance(raised.value, getattr(errors, expected["error"]))
    assert 400 <= raised.value.status < 500


@pytest.mark.parametrize("row", [row for row in ROWS if not row.get("pinned")], ids=name)
def test_finds_the_format_from_the_first_bytes(row):
    head = SAMPLES.joinpath(row["file"]).read_bytes()[: 64 * 1024]
    by_choice = choose(head, row["file"], None, None, None).format
    if sniff(head) is None:
        # What no bytes prove, the name decides: damaged magics, preset dictionaries, unknown methods.
        assert row["expected"].get("error") in ("UnsupportedMethod", "CorruptObject")
        assert by_choice in (from_name(row["file"]), None)
    else:
        assert by_choice == row["format"]


SEVERAL = ("two-", "twice", "padd", "skippable", "frames", "streams", "again", "trailing", "member-chosen")
CUT = [
    row
    for row in ROWS
    if "error" not in row["expected"]
    and (SAMPLES / row["file"]).stat().st_size < 4000
    and not any(word in row["file"] for word in SEVERAL)
]


@pytest.mark.parametrize("row", CUT, ids=name)
def test_is_never_taken_for_whole_when_it_is_cut(row):
    data = SAMPLES.joinpath(row["file"]).read_bytes()
    dictionaries = [SAMPLES.joinpath(row["dictionary"]).read_bytes()] if "dictionary" in row else []
    step = max(1, len(data) // 400)  # every byte of the first and last hundred, and so many between them
    lengths = {*range(min(100, len(data))), *range(max(0, len(data) - 100), len(data)), *range(0, len(data), step)}
    for length in sorted(lengths):
        with pytest.raises(errors.CorruptObject):
            digest(
                opened(Format(row["format"]), data[:length], password=row.get("password"), dictionaries=dictionaries)
            )
            pytest.fail(f"{length} of {len(data)} bytes were taken for a whole object")


def test_samples_of_every_format_with_an_end_marker_are_cut():
    assert {row["format"] for row in CUT} >= {"gzip", "bzip2", "zlib", "zstd", "zip"}


def test_every_sample_stands_in_the_manifest_and_every_format_has_some():
    files = {path.name for path in SAMPLES.iterdir()}
    listed = {row["file"] for row in ROWS} | {row["dictionary"] for row in ROWS if "dictionary" in row}
    assert files == listed
    assert {row["format"] for row in ROWS} == {str(member) for member in Format}
