"""The columns of Arrow tables and batches, in the shapes that pyarrow, polars, DuckDB and Spark hand over."""

from __future__ import annotations

import datetime
import gzip
import zlib

import duckdb
import polars
import pyarrow as pa
import pytest

from objectlambda.errors import InvalidSettings, UnexpectedContent
from objectlambda.pii import redact_batches, redact_columns

NAMES = {"mask_mode": "REPLACE_WITH_PII_ENTITY_TYPE"}
TABLE = pa.table(
    {
        "ssn": ["536221234", None, "536221234"],
        "note": ["call 206-555-0100", "", "the weather is fine"],
        "n": [1, 2, 3],
        "when": [datetime.date(2026, 11, 29)] * 3,
        "person": [{"email": "ann@example.com", "age": 7}, None, {"email": "x", "age": None}],
    }
)


def test_the_columns_name_is_the_fields_name_and_the_schema_stays():
    made = redact_columns(TABLE, **NAMES)
    assert made.schema == TABLE.schema
    assert made.column("ssn").to_pylist() == ["[SSN]", None, "[SSN]"]  # nine digits alone are none
    assert made.column("note").to_pylist() == ["call [PHONE]", "", "the weather is fine"]
    assert made.column("person").to_pylist()[0] == {"email": "[EMAIL]", "age": 7}
    for name in ("n", "when"):
        assert made.column(name) == TABLE.column(name)


def test_only_the_columns_named_are_looked_at():
    made = redact_columns(TABLE, ["note"], **NAMES)
    assert made.column("ssn") == TABLE.column("ssn")
    assert made.column("note").to_pylist()[0] == "call [PHONE]"
    for wrong, said in (("nobody", "no column 'nobody'"), ("when", "holds no strings")):
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


TEXT, BYTES = "ann@example.com", b"ann@example.com"
EMAIL, EMAIL_BYTES = "[EMAIL]", b"[EMAIL]"


@pytest.mark.parametrize(
    ("column", "wanted"),
    [
        *((pa.array([TEXT, None]).cast(kind), [EMAIL, None]) for kind in (pa.large_string(), pa.string_view())),
        (pa.array([TEXT, "x"]).dictionary_encode(), [EMAIL, "x"]),
        (pa.array([BYTES, b"\xff\0", None]), [EMAIL_BYTES, b"\xff\0", None]),  # too short to hold a value
        (pa.array([BYTES], pa.large_binary()), [EMAIL_BYTES]),
        (pa.array([b"mail " + BYTES], pa.binary(20)), [b"mail [EMAIL]".ljust(20)]),
        (pa.array([[TEXT, "x"], None, []]), [[EMAIL, "x"], None, []]),
        (pa.array([["a"], [TEXT], ["b", TEXT]])[1:], [[EMAIL], ["b", EMAIL]]),
        (pa.array([{"a": "x"}, {"a": TEXT}, None])[1:], [{"a": EMAIL}, None]),
        (pa.array([[(TEXT, TEXT)]], pa.map_(pa.string(), pa.string())), [[(EMAIL, EMAIL)]]),
        (
            pa.ExtensionArray.from_storage(pa.json_(), pa.array(['{"email": "ann@example.com"}'])),
            ['{"email": "[EMAIL]"}'],
        ),
        (pa.chunked_array([[TEXT], [], ["x"]]), [EMAIL, "x"]),
        (pa.array([536221234, None, 7]), [None, None, 7]),
        (pa.array([536221234.0, 1.5]), [None, 1.5]),
        (pa.array([[536221234]], pa.list_(pa.int64())), [[None]]),
        (pa.array([], pa.string()), []),
        (pa.nulls(2), [None, None]),
    ],
    ids=str,
)
def test_values_of_every_kind_are_read_and_keep_their_type(column, wanted):
    field = pa.field("ssn", column.type, metadata={"of": "field"})
    table = pa.Table.from_arrays([column], schema=pa.schema([field], metadata={"of": "table"}))
    made = redact_columns(table, **NAMES)
    made.validate(full=True)
    assert made.schema.equals(table.schema, check_metadata=True)
    assert made.column("ssn").to_pylist() == wanted


def test_a_number_becomes_0_where_no_null_may_stand_and_a_kind_that_is_not_read_is_refused():
    schema = pa.schema([pa.field("ssn", pa.int64(), nullable=False)])
    assert redact_columns(pa.table({"ssn": [536221234]}, schema=schema)).to_pylist() == [{"ssn": 0}]
    union = pa.UnionArray.from_sparse(pa.array([0], pa.int8()), [pa.array([TEXT]), pa.array([1])])
    with pytest.raises(UnexpectedContent, match="union"):
        redact_columns(pa.table({"any": union}))


@pytest.mark.parametrize("value", [b"\xa1cssnk536-22-1234", [b"\x89PNG\r\n"]])
def test_bytes_that_are_no_text_are_refused_by_their_column(value):
    table = pa.table({"note": ["fine"], "blob": [value]})
    for one in (table, table.to_batches()[0]):
        with pytest.raises(UnexpectedContent, match="bytes that are no text: 'blob'"):
            redact_columns(one)
    assert redact_columns(table, "note") == table


@pytest.mark.parametrize(
    "value", [b"\x89PNG\r\n\x1a\n\0\0", b"\xa2cssnb12dnotekit is late!", bytes(range(256)), [b"\xff\0\1\2"]]
)
def test_bytes_without_a_personal_value_are_kept_where_that_is_asked_for(value):
    table = pa.table({"note": ["fine"], "blob": [value]})
    assert redact_columns(table, unsupported_file_handling="PASS") == table


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("blob", b"\xa1cssnk536-22-1234"),
        ("blob", b"\xa1cssn\x1a\x1f\xf6\x16\x32"),
        ("blob", b"\xa2ifirstNameeMariahlastNameeLopez\x01"),
        ("blob", b"\x82\xa3ssn\xa9536221234\xa1n\x03"),
        ("blob", b"\0\1" + zlib.compress(b"SSN 536-22-1234")),
        ("blob", [b"\0\1" + gzip.compress(b"fine")]),
        ("ssn", b"\xff\xfe12"),  # the name says that they are personal
    ],
)
def test_bytes_with_a_personal_value_are_refused_also_where_others_are_kept(name, value):
    table = pa.table({"note": ["fine"], name: [value]})
    with pytest.raises(UnexpectedContent, match=f"bytes that are no text: '{name}'"):
        redact_columns(table, unsupported_file_handling="PASS")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "cp037"])
def test_text_in_another_encoding_is_refused_also_where_bytes_that_are_no_text_are_kept(encoding):
    table = pa.table({"blob": ["Her SSN is 536-22-1234".encode(encoding)]})
    with pytest.raises(UnexpectedContent, match="bytes that are no text: 'blob'"):
        redact_columns(table, unsupported_file_handling="PASS")


def test_a_frame_of_another_library_is_no_table():
    with pytest.raises(TypeError, match=r"Table or RecordBatch, not DataFrame; pyarrow\.Table\.from_pandas"):
        redact_columns(TABLE.to_pandas())


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
