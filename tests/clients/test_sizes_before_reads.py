"""Clients that plan their reads by sizes, of objects that nobody has measured: each reads every byte, or fails."""

from __future__ import annotations

import gzip

import dask.dataframe
import opendal
import pandas
import pyarrow
import pyarrow.dataset
import pytest
from botocore.exceptions import ClientError
from real_clients import REGION, arrow, boto3_client, duckdb_connection, object_store, s3_filesystem, storage_options
from real_origins import CALLER_ID, CALLER_SECRET, Endpoint

from objectlambda.demo.serving import serving

ROWS = 60_000
TEXT = b"n,square\n" + b"".join(b"%d,%d\n" % (n, n * n) for n in range(ROWS))
HOSTS = {"in process": [], "wire": ["--wire"]}
PLACES = ("lengths", "listed", "tables", "stored")
"""One for each test: what a test has read, the gateway knows the size of."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("tables")
    for place in PLACES:
        (made / place).mkdir()
        for name in ("a", "b"):
            (made / place / f"{name}.csv.bz").write_bytes(gzip.compress(TEXT, 1, mtime=0))
    return made


@pytest.fixture(scope="module", params=HOSTS)
def endpoint(request, folder):
    with serving([str(folder), "--access-point", "files=decompress", *HOSTS[request.param]]) as served:
        yield Endpoint(served.url, served.pid)


def test_opendal_and_object_store_read_objects_whose_length_nobody_knows(endpoint):
    where = {"endpoint": endpoint.url, "access_key_id": CALLER_ID, "secret_access_key": CALLER_SECRET}
    operator = opendal.Operator("s3", bucket="files", region=REGION, **where)
    assert operator.read("lengths/a.csv.bz") == TEXT
    assert bytes(object_store(endpoint, "files").get("lengths/b.csv.bz").bytes()) == TEXT


def test_s3fs_pandas_and_dask_read_every_row_of_what_they_have_listed(endpoint):
    remote = s3_filesystem(endpoint)
    remote.ls("files/listed")
    with remote.open("files/listed/a.csv.bz") as stream:
        assert stream.read() == TEXT
    rows = [len(pandas.read_csv(remote.open(path), compression=None)) for path in remote.glob("files/listed/*.bz")]
    assert rows == [ROWS, ROWS]
    options = storage_options(endpoint)
    table = dask.dataframe.read_csv(
        "s3://files/listed/*.bz", storage_options=options, blocksize="200KiB", compression=None
    )
    assert len(table) == 2 * ROWS


def test_pyarrow_and_duckdb_read_every_row_of_what_they_have_listed(endpoint):
    table = pyarrow.dataset.dataset("files/tables", filesystem=arrow(endpoint), format="csv").to_table()
    assert table.num_rows == 2 * ROWS
    with duckdb_connection(endpoint) as connection:
        query = "SELECT count(*), sum(square) FROM read_csv('s3://files/tables/*.bz', compression = 'none')"
        assert connection.execute(query).fetchone() == (2 * ROWS, 2 * sum(n * n for n in range(ROWS)))


def test_with_stored_sizes_no_client_reads_a_part_and_takes_it_for_all(folder):
    schema = pyarrow.schema([("n", pyarrow.int64()), ("square", pyarrow.int64())])
    with serving([str(folder / "stored"), "--access-point", "files=decompress", "--stored-sizes"]) as served:
        endpoint = Endpoint(served.url, served.pid)
        with pytest.raises(ClientError, match="list_sizes"):
            boto3_client(endpoint).list_objects_v2(Bucket="files")
        with pytest.raises(OSError, match="list_sizes"):
            s3_filesystem(endpoint).ls("files")
        with pytest.raises(OSError, match="list_sizes"):
            pyarrow.dataset.dataset("files", filesystem=arrow(endpoint), format="csv", schema=schema).to_table()
        with duckdb_connection(endpoint) as connection, pytest.raises(Exception, match="400"):
            connection.execute("SELECT count(*) FROM read_csv('s3://files/*.bz', compression = 'none')")
        assert pandas.read_csv("s3://files/a.csv.bz", storage_options=storage_options(endpoint)).shape[0] == ROWS
