"""polars and DuckDB read tables with S3 clients of their own: sizes first, then ranges."""

from __future__ import annotations

import polars
import pytest
from real_clients import duckdb_connection, polars_options

every_way = pytest.mark.parametrize("gateway", ["inprocess-folder", "wire-rclone", "cached-ministack", "tls-moto"])
# What a pattern matches is found in listings.
exact_listings = pytest.mark.parametrize("gateway", ["inprocess-ministack", "cached-moto", "tls-folder"])


@pytest.fixture
def endpoint(gateways, gateway):
    return gateways[gateway]


@pytest.fixture
def options(endpoint, monkeypatch):
    if endpoint.authority:
        monkeypatch.setenv("SSL_CERT_FILE", endpoint.authority)
    return polars_options(endpoint)


@pytest.fixture
def database(endpoint):
    with duckdb_connection(endpoint) as connection:
        yield connection


def squares(objects) -> tuple[int, int]:
    rows = objects.table.count(b"\n") - 1
    return rows, sum(n * n for n in range(rows))


# polars goes by the first bytes, and decompresses nothing twice; DuckDB goes by the suffix, and has to be told.
@every_way
@pytest.mark.parametrize("key", ["table.csv.gz", "table.csv.zst"])
def test_polars_scans_every_row(options, objects, key):
    frame = polars.scan_csv(f"s3://files/{key}", storage_options=options)
    assert frame.select(polars.len(), polars.col("square").sum()).collect().row(0) == squares(objects)


@every_way
def test_polars_reads_a_table_at_once(options, objects):
    frame = polars.read_csv("s3://files/small.csv.gz", storage_options=options, truncate_ragged_lines=True)
    assert frame.height == len(objects.content["small.csv.gz"].splitlines()) - 1


@exact_listings
def test_polars_scans_what_a_pattern_matches(options, objects):
    frame = polars.scan_csv("s3://bare/*.csv", storage_options=options).select("n", "square")
    matched = [content for key, content in objects.content.items() if "/" not in key]
    assert frame.collect().height == sum(len(content.splitlines()) - 1 for content in matched)


@every_way
@pytest.mark.parametrize("key", ["table.csv.gz", "table.csv.zst"])
def test_duckdb_reads_every_row(database, objects, key):
    query = "SELECT count(*), sum(square) FROM read_csv(?, compression = 'none')"
    assert database.execute(query, [f"s3://files/{key}"]).fetchone() == squares(objects)


@exact_listings
def test_duckdb_reads_what_a_pattern_matches(database, objects):
    found = database.execute("SELECT file FROM glob('s3://bare/**/*.csv')").fetchall()
    assert len(found) == len(objects.content)
    (rows,) = database.execute("SELECT count(*) FROM read_csv('s3://bare/deep/er/*.csv')").fetchone()
    assert rows == len(objects.content["small.csv.gz"].splitlines()) - 1
