"""The memory that decoders of all requests hold: reserved before it is taken, waited for a moment, given back."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
import threading
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "contract"))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from archives import MemoryArchive

from objectlambda import memory_budget, respond
from objectlambda.decompress.bzip2.bunzip2 import bunzip2
from objectlambda.decompress.unxz import unxz
from objectlambda.decompress.zip.directory import members
from objectlambda.decompress.zstd.codec import zstd_module
from objectlambda.decompress.zstd.unzstd import unzstd
from objectlambda.errors import OriginError
from objectlambda.function import ObjectRequest
from objectlambda.headers import Headers
from objectlambda.measures import Measures
from objectlambda.memory_budget import BUDGET, MIB, MemoryBudget, default_budget
from objectlambda.registry import function_named
from objectlambda.streams import close
from objectlambda.testing import MemoryOrigin
from waiting import eventually

ZSTD = zstd_module()


def wide_frame() -> bytes:
    """A frame of 40 MB with a window of 32 MiB, in a few KB."""
    made = ZSTD.ZstdCompressor(options={ZSTD.CompressionParameter.window_log: 25})
    return b"".join([*(made.compress(bytes(MIB)) for _ in range(40)), made.flush()])


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(BUDGET, "_wait_seconds", 0.05)
    total = BUDGET._total
    BUDGET.resize(80 * MIB)
    yield BUDGET
    BUDGET.resize(total)
    assert BUDGET.reserved == 0


def test_readers_that_hold_windows_leave_none_for_more_until_they_close(small):
    frame = wide_frame()
    readers = [unzstd([frame]) for _ in range(3)]
    assert all(next(reader) for reader in readers[:2])
    assert small.reserved == 64 * MIB
    with pytest.raises(OriginError) as refused:
        next(readers[2])
    assert (refused.value.origin_status, refused.value.origin_code) == (503, "SlowDown")
    readers[0].close()
    assert sum(map(len, unzstd([frame]))) == 40 * MIB
    readers[1].close()


@pytest.mark.parametrize(
    ("decompress", "stored"),
    [
        (lambda chunks: bunzip2(chunks, threads=2), bz2.compress(bytes(MIB))),
        (unxz, lzma.compress(bytes(MIB))),
        (lambda chunks: unzstd(chunks, threads=2), ZSTD.compress(bytes(MIB)) * 3),
    ],
    ids=["bzip2", "xz", "zstd frames"],
)
def test_what_other_formats_hold_is_reserved_and_given_back_after_errors_too(small, decompress, stored):
    reader = decompress([stored])
    next(reader)
    assert small.reserved >= MIB
    reader.close()
    assert small.reserved == 0
    with pytest.raises(Exception, match=r"truncated|ended|corrupt"):
        list(decompress([stored[:-6]]))
    assert small.reserved == 0


@pytest.mark.parametrize("asked", ["bytes=100-10000099", "bytes=-10000000"])
def test_a_range_that_waits_for_its_reader_is_reserved_until_it_is_sent_or_closed(small, asked):
    origin = MemoryOrigin(gzip.compress(bytes(12 * MIB)), {})
    reading = respond.Reading(
        function=function_named("decompress"),
        request=ObjectRequest(key="a.gz", headers=Headers([("range", asked)])),
        origin=origin,
        environ={},
        measures=Measures(),
    )
    response = respond.get(reading)
    assert small.reserved >= 10_000_000
    assert sum(map(len, response.body)) == 10_000_000
    assert small.reserved == 0
    never_read = respond.get(replace(reading, measures=Measures()))
    assert small.reserved >= 10_000_000
    close(never_read.body)
    with BUDGET.reservation(75 * MIB):  # nothing is kept: the object is read twice
        again = respond.get(replace(reading, measures=Measures()))
        assert small.reserved < 80 * MIB
        assert sum(map(len, again.body)) == 10_000_000


def test_the_parts_of_an_office_file_are_reserved_while_they_are_read(small):
    rows = b"<row><c t='str'><v>%s</v></c></row>" % (b"fine " * 40)
    sheet = b"<worksheet><sheetData>" + rows * 6000 + b"</sheetData></worksheet>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    reading = respond.Reading(
        function=function_named("pii_access_control"),
        request=ObjectRequest(key="a.xlsx"),
        origin=MemoryOrigin(file.getvalue(), {}),
        environ={},
        measures=Measures(),
    )
    with BUDGET.reservation(79 * MIB), pytest.raises(OriginError, match="try again"):
        respond.get(reading)


def test_a_large_zip_directory_is_reserved_while_it_is_read(small):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(4000):
            archive.writestr(f"{number:0200d}", b"")
    source = MemoryArchive(data=file.getvalue())
    held = []
    read = source.stream
    source.stream = lambda start, stop: (held.append(small.reserved), read(start, stop))[1]
    assert len(members(source, max_members=4000)) == 4000
    assert held[0] > 3 * MIB
    with BUDGET.reservation(79 * MIB), pytest.raises(OriginError, match="try again"):
        members(source, max_members=4000)


def test_waits_for_what_another_gives_back():
    budget, given = MemoryBudget(10 * MIB, wait_seconds=10), []
    with budget.reservation(8 * MIB):

        def work() -> None:
            with budget.reservation(8 * MIB):
                given.append(budget.reserved)

        waiting = threading.Thread(target=work)
        waiting.start()
        assert not given
    waiting.join(10)
    assert given == [8 * MIB]


def test_one_that_wants_more_than_there_is_is_admitted_alone():
    budget = MemoryBudget(MIB, wait_seconds=0.01)
    with budget.reservation(100 * MIB), pytest.raises(OriginError), budget.reservation(2 * MIB):
        pass
    assert budget.reserved == 0


def test_who_waits_is_served_in_turn_and_waits_on_while_others_get_on():
    budget, given = MemoryBudget(8 * MIB, wait_seconds=0.5), []

    def work(mebibytes: int) -> None:
        with budget.reservation(mebibytes * MIB):
            given.append(mebibytes)

    waiting = []
    with budget.reservation(2 * MIB), budget.reservation(2 * MIB) as held:
        for mebibytes in (8, 3):  # there is room for the second at once, and the first would wait for ever
            waiting.append(threading.Thread(target=work, args=(mebibytes,)))
            waiting[-1].start()
            eventually(lambda: len(budget._waiting) == len(waiting))
        held.grow_to(5 * MIB)  # who holds some goes first: others wait for it
        eventually(budget.note_progress, 1)
        assert given == []
    for thread in waiting:
        thread.join(10)
    assert (given, budget.reserved) == ([8, 3], 0)


def test_the_lock_holds_among_many_threads():
    budget, most = MemoryBudget(8 * MIB, wait_seconds=20), []

    def work() -> None:
        for _ in range(50):
            with budget.reservation(3 * MIB) as memory:
                memory.grow_to(3 * MIB)
                most.append(budget.reserved)
                time.sleep(0)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (max(most), len(most), budget.reserved) == (6 * MIB, 400, 0)


@pytest.mark.parametrize(
    ("lambda_mib", "limit", "expected"),
    [("512", "max", 256 * MIB), ("", str(600 * MIB), 150 * MIB), ("10240", "max", 5120 * MIB)],
)
def test_the_default_is_derived_from_lambda_s_or_the_container_s_memory(
    tmp_path, monkeypatch, lambda_mib, limit, expected
):
    (tmp_path / "memory.max").write_text(f"{limit}\n")
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", lambda_mib)
    monkeypatch.setattr(memory_budget, "_CGROUP_LIMITS", (str(tmp_path / "none"), str(tmp_path / "memory.max")))
    assert default_budget() == expected
