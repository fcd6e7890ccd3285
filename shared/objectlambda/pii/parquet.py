"""Parquet: the strings of a table are looked at column by column, each under its column's name.

A Parquet file is read from its end, so the object is kept in a temporary file first: output starts when input has
ended, and needs as much of /tmp as the object has bytes. Memory is bounded by a row group. Needs pyarrow
(``objectlambda[parquet]``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import Any

from objectlambda.errors import AccessDenied, CorruptObject
from objectlambda.pii.access_control import DENIED, Policy, Tally
from objectlambda.pii.detection.stream import Detected, TextAnalyzer, detect_windows
from objectlambda.pii.detection.windows import Window, windows
from objectlambda.pii.entities import Field
from objectlambda.pii.redaction.modes import Redaction
from objectlambda.pii.redaction.redact import Seen, redacted
from objectlambda.pii.structure import HARD, TARGET, Format, Structure
from objectlambda.streams import CHUNK_BYTES, close

MAGIC = b"PAR1"
ROWS = 4096
"""Rows that are looked at together."""
_CELLS = Structure(format=Format.TEXT)


def is_available() -> bool:
    """Whether Parquet can be read here."""
    try:
        import pyarrow.parquet  # noqa: F401 - only whether it is there
    except ImportError:
        return False
    return True


def redact_parquet(
    chunks: Iterable[bytes], redaction: Redaction, analyzer: TextAnalyzer, *, seen: Seen | None = None
) -> Iterator[bytes]:
    """The Parquet file that ``chunks`` are, with the same schema, its strings redacted, row group by row group.

    Numbers, dates and bytes stay: a mask has no place in such a column.

    Raises:
        CorruptObject: it is no Parquet file, or a damaged one.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    with _table(chunks) as table:
        sink = _Sink()
        schema = table.schema_arrow
        with pq.ParquetWriter(sink, schema, compression=_compression(table)) as writer:
            for group in range(table.num_row_groups):
                batches = []
                for batch in _batches(table, group):
                    batches.append(redact_batch(batch, redaction, analyzer, seen=seen))
                writer.write_table(pa.Table.from_batches(batches, schema=schema))
                yield from sink.taken()
        yield from sink.taken()


def redact_batch(
    batch: Any,
    redaction: Redaction,
    analyzer: TextAnalyzer,
    *,
    seen: Seen | None = None,
    columns: Collection[str] | None = None,
) -> Any:
    """An Arrow RecordBatch with its strings redacted, each column's name as the field's; ``columns`` or all."""
    import pyarrow as pa

    made = [
        pa.array(_redacted_column(column, field.name, redaction, analyzer, seen), type=field.type)
        if has_strings(field.type) and (columns is None or field.name in columns)
        else column
        for column, field in zip(batch.columns, batch.schema, strict=True)
    ]
    return pa.record_batch(made, schema=batch.schema)


def inspect_parquet(
    chunks: Iterable[bytes], policy: Policy, analyzer: TextAnalyzer, *, seen: Seen | None = None
) -> None:
    """Reads the Parquet file that ``chunks`` are, numbers and dates as text too.

    Raises:
        AccessDenied: it holds what ``policy`` refuses.
        CorruptObject: it is no Parquet file, or a damaged one.
    """
    tally = Tally(policy)
    with _table(chunks) as table:
        for group in range(table.num_row_groups):
            for batch in _batches(table, group):
                for column, field in zip(batch.columns, table.schema_arrow, strict=True):
                    leaves = _leaves(column.to_pylist(), field.name)
                    texts = list(dict.fromkeys((name, str(value)) for name, value in leaves))
                    for _, (window, entities) in _detected(texts, policy, analyzer):
                        for entity in entities:
                            if seen is not None:
                                seen(entity)
                            start = entity.start - window.start
                            if tally.decides(entity, window.text[start : entity.end - window.start]):
                                raise AccessDenied(DENIED)


def _redacted_column(
    column: Any, name: str, redaction: Redaction, analyzer: TextAnalyzer, seen: Seen | None
) -> list[Any]:
    values = column.to_pylist()
    # A value that repeats is looked at once: nothing but the column's name stands around it.
    texts = list(dict.fromkeys(leaf for leaf in _leaves(values, name) if isinstance(leaf[1], str)))
    made = dict(zip(texts, _redacted(texts, redaction, analyzer, seen), strict=True))
    return [_replaced(value, name, made) for value in values]


def _redacted(
    texts: list[tuple[str, str]], redaction: Redaction, analyzer: TextAnalyzer, seen: Seen | None
) -> list[str]:
    """Each of the named texts after redaction."""
    made = [""] * len(texts)
    places = {index: text for index, (_, text) in enumerate(texts)}
    for indices, (window, entities) in _detected(texts, redaction, analyzer):
        remaining = iter(entities)
        entity = next(remaining, None)
        for index, field in zip(indices, window.fields, strict=True):
            inside = []
            while entity is not None and entity.start - window.start < field.end:
                inside.append(entity)
                entity = next(remaining, None)
            cell = Window(window.text, window.start, field.start, field.end, [], _CELLS, strict=False)
            made[index] += "".join(redacted([Detected(cell, inside)], redaction, seen=seen))
    return [text if places[index] else "" for index, text in enumerate(made)]


def _detected(
    texts: list[tuple[str, str]], wanted: Redaction | Policy, analyzer: TextAnalyzer
) -> Iterator[tuple[list[int], Detected]]:
    """Windows of many short texts, or of a part of a long one, each with the texts' numbers."""
    numbers: list[list[int]] = []

    def cut() -> Iterator[Window]:
        for held, window in _windows(texts):
            numbers.append(held)
            yield window

    found = detect_windows(
        cut(),
        analyzer,
        language_code=wanted.language_code,
        entity_types=wanted.entity_types,
        threshold=wanted.threshold,
    )
    for index, detected in enumerate(found):
        yield numbers[index], detected


def _windows(texts: list[tuple[str, str]]) -> Iterator[tuple[list[int], Window]]:
    held: list[int] = []
    fields: list[Field] = []
    parts: list[str] = []
    start = length = 0

    def window() -> tuple[list[int], Window]:
        text = "\n".join(parts)
        made = Window(text, start, 0, len(text), list(fields), _CELLS, strict=True)
        return list(held), made

    for index, (name, text) in enumerate(texts):
        if not text:
            continue
        for piece in _pieces(text):
            if parts and length + len(piece) > TARGET:
                yield window()
                start += length
                held.clear()
                fields.clear()
                parts.clear()
                length = 0
            held.append(index)
            fields.append(Field(length, length + len(piece), name))
            parts.append(piece)
            length += len(piece) + 1
    if parts:
        yield window()


def _pieces(text: str) -> Iterator[str]:
    """``text``, or parts of it that fit into a window each, cut at words."""
    if len(text) <= HARD:
        yield text
        return
    for window in windows([text], structure=_CELLS):
        yield window.own


def _leaves(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    """The scalars of a nested value, each with the nearest name above it."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, key)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _leaves(item, name)
    elif value is not None and not isinstance(value, bool | bytes):
        yield name, value


def _replaced(value: Any, name: str, made: Mapping[tuple[str, str], str]) -> Any:
    if isinstance(value, dict):
        return {key: _replaced(item, key, made) for key, item in value.items()}
    if isinstance(value, list | tuple):  # a map's entries are pairs
        return type(value)(_replaced(item, name, made) for item in value)
    return made[name, value] if isinstance(value, str) else value


def has_strings(kind: Any) -> bool:
    """Whether a column of that Arrow type holds strings, nested or not."""
    from pyarrow import types

    if types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind):
        return True
    if types.is_dictionary(kind):
        return has_strings(kind.value_type)
    return any(has_strings(kind.field(index).type) for index in range(kind.num_fields))


def _batches(table: Any, group: int) -> Iterator[Any]:
    import pyarrow as pa

    try:
        yield from table.iter_batches(batch_size=ROWS, row_groups=[group], use_threads=False)
    except (pa.ArrowException, OSError) as error:
        raise CorruptObject(f"the Parquet file is damaged in row group {group}") from error


def _compression(table: Any) -> str:
    """The codec of the first column; the others get the same."""
    if not table.num_row_groups or not table.schema_arrow:
        return "snappy"
    codec = table.metadata.row_group(0).column(0).compression.lower()
    return "none" if codec == "uncompressed" else str(codec)


@contextmanager
def _table(chunks: Iterable[bytes]) -> Iterator[Any]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with TemporaryFile() as file:
        try:
            for chunk in chunks:
                file.write(chunk)
        finally:
            close(chunks)
        file.seek(0)
        try:
            table = pq.ParquetFile(file, pre_buffer=False)
        except (pa.ArrowException, OSError) as error:
            raise CorruptObject("the object begins as a Parquet file but has no readable footer") from error
        yield table


class _Sink:
    """What the writer has written and nobody has taken yet; a file as far as pyarrow asks for one."""

    closed = False

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._written = 0

    def write(self, data: Any) -> int:
        part = bytes(data)
        self._parts.append(part)
        self._written += len(part)
        return len(part)

    def tell(self) -> int:
        return self._written

    def flush(self) -> None:
        """Nothing waits here."""

    def close(self) -> None:
        """The writer closes its file; the parts stay."""

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return False

    def seekable(self) -> bool:
        return False

    def taken(self) -> Iterator[bytes]:
        """The parts written since the last call, in chunks."""
        parts, self._parts = self._parts, []
        whole = b"".join(parts)  # a row group at most
        for start in range(0, len(whole), CHUNK_BYTES):
            yield whole[start : start + CHUNK_BYTES]
