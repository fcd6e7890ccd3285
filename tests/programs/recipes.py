"""The recipes of README.md for Ray Data and Spark, run on clusters of this machine: ``make recipes``.

Needs the environment that the target makes, and Java for Spark (Debian: default-jre-headless). Prints a line for each
recipe; the exit code is 1 where one gives what it should not.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import pyarrow as pa

from objectlambda.pii import redact_batches, redact_columns

ROWS = 4_000
TABLE = pa.table(
    {
        "email": [f"user{number}@example.com" for number in range(ROWS)],
        "note": ["call 206-555-0100" if number % 2 else "the weather is fine" for number in range(ROWS)],
        "n": list(range(ROWS)),
    }
)


def expected() -> list[dict[str, object]]:
    """The rows without their values, in the order of ``n``."""
    return redact_columns(TABLE).to_pylist()


def ray_data() -> list[dict[str, object]]:
    """``dataset.map_batches(redact_columns, batch_format="pyarrow")``."""
    import ray

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    try:
        dataset = ray.data.from_arrow(TABLE).repartition(4)
        rows = dataset.map_batches(redact_columns, batch_format="pyarrow").take_all()
    finally:
        ray.shutdown()
    return sorted(rows, key=lambda row: row["n"])


def spark() -> list[dict[str, object]]:
    """``frame.mapInArrow(redact_batches, frame.schema)``."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.host", "127.0.0.1").getOrCreate()
    try:
        session.sparkContext.setLogLevel("ERROR")
        frame = session.createDataFrame(TABLE.to_pandas())
        rows = [row.asDict() for row in frame.mapInArrow(redact_batches, frame.schema).collect()]
    finally:
        session.stop()
    return sorted(rows, key=lambda row: row["n"])


def main() -> int:
    recipes: tuple[Callable[[], list[dict[str, object]]], ...] = (ray_data, spark)
    wanted, wrong = expected(), 0
    for recipe in recipes:
        rows = recipe()
        is_right = rows == wanted
        wrong += not is_right
        print(f"{recipe.__name__}: {len(rows):,} rows, the first {rows[0]}: {'right' if is_right else 'WRONG'}")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
