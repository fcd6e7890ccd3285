"""The columns of Arrow tables and batches, in the shapes that pyarrow, polars, DuckDB and Spark hand over."""

from __future__ import annotations

import duckdb
import polars
import pyarrow as pa
import pytest

from objectlambda.errors import InvalidSettings
from objectlambda.pii import redact_batches, redact_columns

NAMES = {"mask_mode": "REPLACE_WITH_PII_ENTITY_TYPE"}
TABLE = pa.table(
    {
        "ssn": ["536221234", None, "536221234"],
        "note": ["call 206-555-0100", "", "the weather is fine"],
        "n": [1, 2, 3],
        "person": [{"email": "ann@example.com", "age": 7}, None, {"email": "x", "age": None}],
    }
)


def test_the_columns_name_is_the_fields_name_and_the_schema_stays():
    made = redact_columns(TABLE, **NAMES)
    assert made.schema == TABLE.schema
    assert made.column("ssn").to_pylist() == ["[SSN]", None, "[SSN]"]  # nine digits alone are none
    assert made.column("note").to_pylist() == ["call [PHONE]", "", "the weather is fine"]
    assert made.column("person").to_pylist()[0] == {"email": "[EMAIL]", "age": 7}
    assert made.column("n") == TABLE.column("n")


def test_only_the_columns_named_are_looked_at():
    made = redact_columns(TABLE, ["note"], **NAMES)
    assert made.column("ssn") == TABLE.column("ssn")
    assert made.column("note").to_pylist()[0] == "call [PHONE]"
    for wrong, said in (("nobody", "no column 'nobody'"), ("n", "holds no strings")):
        with pytest.raises(InvalidSettings, match=said):
            redact_columns(TABLE, [wrong])
        with pytest.raises(InvalidSettings, match=said):
            redact_columns(TABLE.slice(0, 0), [wrong])


def test_a_batch_gives_a_batch_and_an_iterator_is_taken_as_it_comes():
    taken = []

    def batches():
        for batch in TABLE.to_batches(max_chunksize=1):
            taken.append(batch)
            yield batch

    made = redact_batches(batches(), **NAMES)
    assert isinstance(next(made), pa.RecordBatch)
    assert len(taken) == 1
    assert pa.Table.from_batches([redact_columns(b, **NAMES) for b in TABLE.to_batches()]) == redact_columns(
        TABLE, **NAMES
    )


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())]
)
def test_strings_of_every_kind_are_read(kind):
    column = pa.array(["ann@example.com", None]).cast(kind)
    made = redact_columns(pa.table({"mail": column}), **NAMES)
    assert made.column("mail").to_pylist() == ["[EMAIL]", None]
    assert made.schema.field("mail").type == kind


def test_polars_frames_go_in_and_come_out():
    frame = polars.DataFrame({"email": ["ann@example.com"], "n": [1]})
    assert polars.from_arrow(redact_columns(frame.to_arrow(), **NAMES)).to_dicts() == [{"email": "[EMAIL]", "n": 1}]


def test_duckdb_streams_through_it():
    database = duckdb.connect()
    # A connection answers one query at a time, so the one that is redacted has a cursor of its own.
    reader = (
        database.cursor().sql("select 'ann@example.com' as email, range as n from range(5000)").to_arrow_reader(999)
    )
    database.register("redacted", pa.RecordBatchReader.from_batches(reader.schema, redact_batches(reader, **NAMES)))
    assert database.sql("select email, count(*), sum(n) from redacted group by email").fetchall() == [
        ("[EMAIL]", 5000, 12497500)
    ]
