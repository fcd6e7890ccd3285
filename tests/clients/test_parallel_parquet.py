"""A folder of small Parquet files, read by many threads at once as pandas, Spark and DuckDB do."""

from __future__ import annotations

import io
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from objectlambda.demo.serving import Served, serving

READERS = 16


def read(served: Served, number: int) -> tuple[int, list[object]]:
    try:
        with urllib.request.urlopen(f"{served.url}/safe/{number}.parquet", timeout=60) as answer:
            return answer.status, pq.read_table(io.BytesIO(answer.read())).to_pylist()
    except urllib.error.HTTPError as refused:
        return refused.code, []


def test_parallel_readers_of_small_files_all_get_their_own(tmp_path: Path) -> None:
    for number in range(READERS):
        table = pa.table({"ssn": [f"219-09-{9900 + number}"], "place": [f"shelf {number}"]})
        pq.write_table(table, tmp_path / f"{number}.parquet")
    points = ["--access-point", "safe=pii_redaction", "--memory-budget-bytes", str(64 << 20)]
    with serving([str(tmp_path), *points]) as served, ThreadPoolExecutor(READERS) as pool:
        got = list(pool.map(lambda number: read(served, number), range(READERS)))
    assert got == [(200, [{"ssn": "***********", "place": f"shelf {number}"}]) for number in range(READERS)]
