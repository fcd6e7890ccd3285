"""Parquet through both functions: everything in the file is looked at, types stay, no file ends the process."""

from __future__ import annotations

import datetime
import decimal
import io
import os
import random
import struct
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from objectlambda.errors import AccessDenied, CorruptObject, LimitExceeded, ObjectLambdaError, UnexpectedContent
from objectlambda.memory_budget import Reservation
from objectlambda.parquet import frames
from objectlambda.parquet import process as parquet_process
from objectlambda.parquet.process import ReaderProcess
from objectlambda.parquet.readers import FORKER
from objectlambda.pii.access_control import Policy
from objectlambda.pii.detection.loading import default_analyzer
from objectlambda.pii.parquet import inspect_parquet, redact_parquet
from objectlambda.pii.redaction import Mode, Redaction

SSN, DIGITS, MAIL, CARD = "219-09-9999", "219099999", "eva.tereshkova@acme.com", 4000001234567899


def stored(table: pa.Table, **more: object) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink, **more)
    return sink.getvalue()


def column(values: list[object], kind: pa.DataType | None = None, name: str = "ssn", **more: object) -> bytes:
    return stored(pa.table({name: pa.array(values, kind)}), **more)


def redacted(data: bytes, mode: Mode = Mode.MASK, **more: object) -> bytes:
    return b"".join(
        redact_parquet([data], Redaction(mode=mode, secret=b"0123456789abcdef", **more), default_analyzer())
    )


def allowed(data: bytes, **more: object) -> None:
    inspect_parquet([data], Policy(**more), default_analyzer())


def pandas_index() -> bytes:
    sink = io.BytesIO()
    pd.DataFrame({"n": [1.5]}, index=["Valentina Tereshkova"]).to_parquet(sink)
    return sink.getvalue()


def dictionary() -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array([0, 1, 0]), pa.array([SSN, "219-09-9998"]))


FIELD = pa.field("n", pa.int64(), metadata={"x": MAIL})
PLACES = {
    "string": column([SSN]),
    "large string": column([SSN], pa.large_string()),
    "categories": stored(pa.table({"ssn": dictionary()})),
    "JSON": column(['{"last_name": "Tereshkova", "ssn": 219099999}'], pa.json_(), name="doc"),
    "JSON in a string": column(['{"last_name": "Tereshkova", "id": {"ssn": "219099999"}}'], name="doc"),
    "escapes in a string": column([r"Hi,\nSSN\n219-09-9999 eva%40acme.com"], name="doc"),
    "bytes": column([SSN.encode()], pa.binary()),
    "large bytes": column([SSN.encode()], pa.large_binary()),
    "bytes of a fixed size": column([SSN.encode()], pa.binary(11)),
    "bytes of a fixed size, padded": column([SSN.encode() + b"\0\0"], pa.binary(13)),
    "UUID": column([b"SSN:219-09-9999 "], pa.uuid(), name="id"),
    "integer": column([219099999, None], pa.int64()),
    "unsigned integer": column([219099999], pa.uint32()),
    "integers and a null from pandas": column([219099999.0, None], pa.float64()),
    "decimal": column([decimal.Decimal(CARD)], pa.decimal128(20), name="card"),
    "decimal with a scale": column([decimal.Decimal(CARD)], pa.decimal128(22, 2), name="card"),
    "date": column([datetime.date(1984, 2, 11)], name="date_of_birth"),
    "timestamp": column([datetime.datetime(1984, 2, 11)], pa.timestamp("ns"), name="date_of_birth"),
    "list": column([[None, DIGITS], None, []]),
    "list of a fixed size": column([[DIGITS, "x"], None], pa.list_(pa.string(), 2)),
    "struct": column([{"ssn": DIGITS, "n": 1}, None], name="doc"),
    "list of structs": column([[{"ssn": int(DIGITS)}, {"ssn": None}]], name="doc"),
    "map": column([[("ssn", DIGITS), ("n", "1")], None], pa.map_(pa.string(), pa.string()), name="doc"),
    "map of integers": column([[("n", 2), ("ssn", int(DIGITS))]], pa.map_(pa.string(), pa.int64()), name="doc"),
    "pairs": column([[{"key": "ssn", "value": DIGITS}, {"key": None, "value": "1"}], None], name="doc"),
    "pairs of integers": column([[{"Name": "n", "Value": 2}, {"Name": "ssn", "Value": int(DIGITS)}]], name="doc"),
    "key of a map": column([[(MAIL, 1)]], pa.map_(pa.string(), pa.int64()), name="doc"),
    "name of a column": column([1], name=f"of Eva, {SSN}"),
    "metadata of the file": stored(pa.table({"n": [1]}).replace_schema_metadata({"owner": f"Eva {MAIL}"})),
    "key in the metadata": stored(pa.table({"n": [1]}).replace_schema_metadata({MAIL: "1"})),
    "metadata of a field": stored(pa.table([pa.array([1])], pa.schema([FIELD]))),
    "index without a name": pandas_index(),
    "statistics": column([SSN, "a", "z"], name="text", write_page_index=True),
}  # fmt: skip


IN_EVERY_MODE = [PLACES[name] for name in ("categories", "bytes of a fixed size, padded", "decimal", "map", "JSON")]


def everything(data: bytes) -> str:
    """All that a reader of the file gets, and the bytes."""
    table = pq.read_table(io.BytesIO(data))
    fields = [field.metadata for field in table.schema]
    return f"{table.to_pydict()} {table.schema} {table.schema.metadata} {fields} {data.decode('latin-1')}"


VALUES = ("219-09", DIGITS, "Tereshkova", "acme.com", str(CARD), "1984")


@pytest.mark.parametrize("data", PLACES.values(), ids=PLACES)
def test_what_stands_anywhere_in_the_file_is_refused_and_redacted(data: bytes) -> None:
    assert any(value in everything(data) for value in (*VALUES, "455587200"))
    with pytest.raises(AccessDenied):
        allowed(data)
    before = pq.read_table(io.BytesIO(data))
    modes = [Mode.MASK, Mode.HASH, Mode.REPLACE_WITH_PII_ENTITY_TYPE] if data in IN_EVERY_MODE else [Mode.MASK]
    for mode in modes:
        out = redacted(data, mode)
        assert [value for value in VALUES if value in everything(out)] == [], mode
        after = pq.read_table(io.BytesIO(out))
        assert after.schema.types == before.schema.types
        assert len(after) == len(before)
        after.validate(full=True)
    if len(modes) > 1:
        allowed(out)


def test_types_nulls_and_clean_values_stay() -> None:
    table = pa.table(
        {
            "i": pa.array([1, None, 3], pa.int8()),
            "f": pa.array([0.5, -1, None], pa.float32()),
            "b": [True, None, False],
            "l": pa.array([[1], None, []], pa.large_list(pa.int16())),
            "s": pa.array([{"a": "fine", "b": None}, None, {"a": None, "b": b"x"}]),
            "m": pa.array([[("k", ["v"])], None, []], pa.map_(pa.string(), pa.list_(pa.string()))),
            "d": pa.array(["dry", "wet", "dry"]).dictionary_encode(),
            "u": pa.array([bytes(range(16)), None, bytes(16)], pa.uuid()),
            "n": pa.nulls(3),
            "z": pa.array([1, 2, None], pa.duration("us")),
            "wet": pa.array([decimal.Decimal("1.50"), None, decimal.Decimal("-2.25")], pa.decimal256(40, 2)),
        },
        metadata={"source": "station 4"},
    )
    schema = table.schema.set(0, pa.field("i", pa.int8(), metadata={"PARQUET:field_id": "7"}))
    table = table.cast(schema)
    for size in (2, 3):
        data = stored(table, row_group_size=size, compression="zstd")
        out = redacted(data)
        after = pq.read_table(io.BytesIO(out))
        assert after.equals(pq.read_table(io.BytesIO(data)))
        assert after.schema.equals(pq.read_schema(io.BytesIO(data)), check_metadata=True)
        assert pq.ParquetFile(io.BytesIO(out)).num_row_groups == 4 - size
        allowed(data)


def test_pandas_reads_its_frame_with_index_categories_and_attributes() -> None:
    frame = pd.DataFrame(
        {
            "mail": pd.Categorical([MAIL, "none", "eva@acme.org"]),
            "n": [1, 2, 3],
            "at": pd.Timestamp("2024-01-02", tz="UTC"),
        },
        index=pd.Index(["x", "y", "z"], name="key"),
    )
    frame.attrs["owner"] = MAIL
    sink = io.BytesIO()
    frame.to_parquet(sink)
    after = pd.read_parquet(io.BytesIO(redacted(sink.getvalue(), entity_types={"EMAIL"})))
    assert after.drop(columns="mail").equals(frame.drop(columns="mail"))
    assert list(after.index) == ["x", "y", "z"]
    assert after["mail"].dtype == "category"
    assert list(after["mail"]) == ["*" * 23, "none", "*" * 12]
    assert after.attrs == {}


def test_a_column_that_is_named_by_a_value_gets_another_name() -> None:
    sink = io.BytesIO()
    pd.DataFrame({SSN: [1], f"{SSN} ": [2], "n": [3]}).to_parquet(sink)
    after = pd.read_parquet(io.BytesIO(redacted(sink.getvalue())))
    assert list(after.columns) == ["*" * 11, "*" * 11 + " ", "n"]


@pytest.mark.parametrize(
    ("name", "is_person"),
    [
        *((name, True) for name in ("Maria Lopez", "maria_lopez", "Lopez, Maria", "Jean-Luc O'Brien", "María García")),
        *((name, False) for name in ("First Name", "bill_amount", "Grace Period", "mark_price", "April Sales")),
    ],
)
def test_a_column_named_like_a_person_is_renamed_and_refused(name: str, is_person: bool) -> None:
    data = column([1, 2], name=name)
    assert pq.read_schema(io.BytesIO(redacted(data, Mode.REPLACE_WITH_PII_ENTITY_TYPE))).names == [
        "[NAME]" if is_person else name
    ]
    assert redacted(data, entity_types={"SSN"}).count(name.encode())
    if is_person:
        with pytest.raises(AccessDenied):
            allowed(data)
        with pytest.raises(UnexpectedContent, match="inside of a column"):
            redacted(column([{name: 1}]))
    else:
        allowed(data)


@pytest.mark.parametrize(
    ("name", "after"),
    [
        ("Olga Ivanova 219-09-9999", "[NAME] [SSN]"),
        ("olga_ivanova_2026", "[NAME]_2026"),
        ("olga__ivanova__2026", "[NAME]__2026"),
        ("206-555-0143", "[PHONE]"),
        ("+34 915 550 143", "[PHONE]"),
        ("April Sales 2026", "April Sales 2026"),
        ("2026-11-28 10", "2026-11-28 10"),
    ],
)
def test_persons_with_digits_and_telephones_are_no_names_of_columns(name: str, after: str) -> None:
    data = column([1, 2], name=name)
    assert pq.read_schema(io.BytesIO(redacted(data, Mode.REPLACE_WITH_PII_ENTITY_TYPE))).names == [after]
    if name == after:
        allowed(data)
    else:
        with pytest.raises(AccessDenied):
            allowed(data)


GZIP = b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xcb\xcd"


@pytest.mark.parametrize("value", [GZIP, SSN.encode("utf-16"), "Eva é".encode("latin-1"), b"\0\1\2\3"])
@pytest.mark.parametrize("kind", [pa.binary(), pa.large_binary(), None])
def test_bytes_that_are_no_text_are_refused_if_they_are_not_let_pass(value: bytes, kind: pa.DataType | None) -> None:
    data = column([b"text", value] if kind else [value], kind or pa.binary(len(value)), name="blob")
    for look in (allowed, lambda data: next(redact_parquet([data], Redaction(), default_analyzer()))):
        with pytest.raises(UnexpectedContent, match="no text"):  # before the first byte
            look(data)
    if value.startswith((b"\x1f\x8b", b"\xff\xfe")):  # these hold text
        for look in (allowed, redacted):
            with pytest.raises(UnexpectedContent, match="no text"):
                look(data, lenient=True)
        return
    allowed(data, lenient=True)
    assert value in pq.read_table(io.BytesIO(redacted(data, lenient=True)))["blob"].to_pylist()


def test_bytes_that_belong_to_no_column_are_refused() -> None:
    data = column(["fine", "dry"], name="weather")
    footer = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    hidden = data[:footer] + MAIL.encode() + data[footer:]
    with pytest.raises(CorruptObject, match="belong to no column"):
        allowed(hidden)
    assert MAIL.encode() not in redacted(hidden)
    allowed(data)


def test_a_string_that_is_not_utf_8_is_an_error() -> None:
    data = column(["cafe", "tea"], name="drink", use_dictionary=False, compression="none").replace(b"cafe", b"caf\xe9")
    for look in (allowed, redacted):
        with pytest.raises((UnexpectedContent, CorruptObject)):
            look(data)


def test_a_damaged_file_ends_its_reader_and_nothing_else() -> None:
    """Files of which libparquet aborts are among those with bytes changed; every one is an error or is read."""
    whole = stored(pa.table({"a": [[{"b": SSN}]], "c": pa.array([[("k", 1)]], pa.map_(pa.string(), pa.int64()))}))
    rng = random.Random(7)
    start = len(whole) - 8 - int.from_bytes(whole[-8:-4], "little")
    outcomes = set()
    for _ in range(6):
        data = bytearray(whole)
        for _ in range(3):
            data[rng.randrange(start, len(data) - 8)] = rng.randrange(256)
        try:
            assert SSN not in everything(redacted(bytes(data)))
            outcomes.add("read")
        except ObjectLambdaError as error:
            assert 400 <= error.status < 500
            outcomes.add(type(error).__name__)
    assert "CorruptObject" in outcomes


def test_a_schema_that_is_too_deep_for_libparquet_is_an_error() -> None:
    """The element count of every level is 1: libparquet recurses until its stack ends."""

    def element(name: bytes, children: int) -> bytes:
        return b"\x48" + bytes([len(name)]) + name + b"\x15" + bytes([children * 2]) + b"\x00"

    depth = 100_000
    footer = b"\x15\x02\x19\xfc" + _varint(depth) + element(b"a", 1) * depth + b"\x16\x00\x19\x0c\x00"
    data = b"PAR1" + footer + struct.pack("<L", len(footer)) + b"PAR1"
    for look in (allowed, redacted):
        with pytest.raises(CorruptObject):
            look(data)


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


@pytest.mark.parametrize("rows", [4096, 40_000])
def test_a_small_file_with_gigabytes_of_values_takes_little_memory(rows: int) -> None:
    values = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array(["x y " * 65536]))
    data = stored(pa.table({"note": values}), compression="zstd", row_group_size=rows)
    assert len(data) < 1000
    allowed(data)
    assert len(redacted(data)) < 10_000


def test_a_value_that_takes_too_much_memory_is_an_error() -> None:
    data = column(["the train is late " * 8_000_000], name="note", compression="zstd", use_dictionary=False)
    for look in (allowed, redacted):
        with pytest.raises(LimitExceeded, match=r"512 MiB|characters"):
            look(data)


def read_unchanged(data: bytes, mode: str) -> bytes:
    """What a reader writes that is told to change nothing."""
    answers = {frames.TEXTS: None, frames.NAMES: None, frames.METADATA: True}
    made = b""
    with TemporaryFile() as file:
        file.write(data)
        file.flush()
        file.seek(0)
        with ReaderProcess(file, mode, opaque=False) as process:
            while (frame := process.receive())[0] != frames.END:
                kind, body = frame
                if kind == frames.OUTPUT:
                    made += body
                else:
                    process.answer([[], []] if kind == frames.COLUMNS else [answers[kind]] * len(body))
    return made


def test_memory_is_reserved_for_columns_before_they_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    reserved: list[int] = []
    monkeypatch.setattr(parquet_process, "_LEAST_BYTES", 1024 * 1024)
    monkeypatch.setattr(Reservation, "grow_to", lambda _, count: reserved.append(count))
    data = stored(pa.table({f"c{number}": pa.array([1], pa.int8()) for number in range(1500)}))
    assert len(pq.read_schema(io.BytesIO(read_unchanged(data, "redact"))).names) == 1500
    assert reserved[0] < 1500 * 11_500 <= max(reserved)


@pytest.mark.parametrize("mode", ["redact", "inspect"])
def test_more_columns_than_memory_is_there_for_are_named_as_the_reason(
    monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    monkeypatch.setattr(parquet_process, "MEMORY_BYTES", 16 * 1024 * 1024)
    data = stored(pa.table({f"c{number}": pa.array([1], pa.int8()) for number in range(1400)}))
    with pytest.raises(LimitExceeded, match="has 1400 columns, more than the 1365 that can be read"):
        read_unchanged(data, mode)


def test_without_parquet_pyarrow_is_not_loaded_and_the_reader_gets_no_secrets(tmp_path: Path) -> None:
    program = "import sys, objectlambda.pii.functions, objectlambda.pii.parquet; print('pyarrow' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert shown.stdout == "False\n"
    chunks = redact_parquet([column(["a"] * 9)], Redaction(), default_analyzer())
    next(chunks)
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    told = [Path(f"/proc/{child}/environ").read_bytes() for child in children]
    chunks.close()
    readers = [text for text in told if b"ARROW_DEFAULT_MEMORY_POOL" in text]
    assert readers
    assert all(b"AWS_" not in text for text in readers)


def test_each_file_has_a_reader_of_its_own_and_the_next_file_is_read_when_the_forker_is_gone() -> None:
    files = [column([f"shelf {number}"] * 9, name="place") for number in range(2)]
    readings = [redact_parquet([data], Redaction(), default_analyzer()) for data in files]
    begun = [next(chunks) for chunks in readings]
    assert FORKER._process is not None
    pid = FORKER._process.pid
    readers = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    assert len(readers) == 2
    for chunks, first, number in zip(readings, begun, range(2), strict=True):
        table = pq.read_table(io.BytesIO(first + b"".join(chunks)))
        assert set(table["place"].to_pylist()) == {f"shelf {number}"}
    assert Path(f"/proc/{pid}/task/{pid}/children").read_text() == ""
    FORKER._process.kill()
    assert redacted(files[0])
    assert FORKER._process.pid != pid
