"""Redaction for programs: texts, and the columns of Arrow tables and batches.

The settings are those of the function ``pii_redaction``; settings that are not given come from the environment.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from objectlambda.errors import InvalidSettings
from objectlambda.pii.api import detected_windows
from objectlambda.pii.detection.protocols import TextAnalyzer
from objectlambda.pii.functions import analyzer_of, redaction_of
from objectlambda.pii.parquet import ROWS, can_be_redacted, redact_batch
from objectlambda.pii.redaction import Redaction, redact_windows
from objectlambda.pii.settings import RedactionSettings
from objectlambda.pii.text_encoding import check_text
from objectlambda.settings import environment_for, load

if TYPE_CHECKING:
    import pyarrow

    Columnar = TypeVar("Columnar", pyarrow.Table, pyarrow.RecordBatch)
else:
    Columnar = TypeVar("Columnar")


def redact(text: str, key: str | None = None, **settings: Any) -> str:
    """``text`` without its personal data.

    Args:
        text: a text of any length; its format (JSON, CSV, prose …) is told from its beginning.
        key: a file name, a hint at the format.
        settings: of the function ``pii_redaction``, such as ``mask_mode="REPLACE_WITH_PII_ENTITY_TYPE"``.

    Raises:
        InvalidSettings: a setting is unknown or has an invalid value.
        TypeError: ``text`` is none.
        UnexpectedContent: ``text`` holds a code in which nothing can be looked for, such as Ascii85.
    """
    if not isinstance(text, str):
        raise TypeError(f"the text is a str, not {type(text).__name__}; transform() takes bytes")
    check_text(text)
    redaction, analyzer = _prepare(settings)
    found = detected_windows(
        [text],
        redaction.language_code,
        entity_types=redaction.entity_types,
        threshold=redaction.threshold,
        key=key,
        analyzer=analyzer,
    )
    return "".join(redact_windows(found, redaction))


def redact_columns(table: Columnar, columns: Collection[str] | None = None, **settings: Any) -> Columnar:
    """``table`` with the same schema and without the personal data in its values.

    Each value is inspected under its column's name, a nested value under the nearest name above it. Strings, and bytes
    that are text, hold a mask afterwards. A whole number of seven digits or more in which an identifier is found (an
    SSN, a card, a telephone number …) becomes null, or 0 where its column allows no null. Shorter numbers, fractions,
    dates and times stay as they are, and so do names of columns and metadata.

    Args:
        table: a pyarrow Table or RecordBatch.
        columns: the columns to redact; by default all. A text names one column.
        settings: of the function ``pii_redaction``.

    Raises:
        InvalidSettings: a setting is wrong, or a column does not exist, or holds no strings, bytes or numbers.
        TypeError: ``table`` is neither.
        UnexpectedContent: a column, which the error names, holds bytes that are no text, such as UTF-16, pictures or
            keys; or it has a type that is not looked into, such as a union. Leave it out of ``columns`` to keep it
            as it is. ``unsupported_file_handling="PASS"`` keeps such bytes. It keeps no text in another encoding, no
            file that may hold text, and no column whose name says that it is personal.
    """
    import pyarrow as pa

    if not isinstance(table, pa.Table | pa.RecordBatch):
        raise TypeError(
            "the table is a pyarrow Table or RecordBatch, "
            f"not {type(table).__name__}; pyarrow.Table.from_pandas(frame) makes one of a pandas frame"
        )
    make = _redactor(settings, columns)
    if isinstance(table, pa.RecordBatch):
        return make(table)
    batches = [make(batch) for batch in table.to_batches(max_chunksize=ROWS)]
    _check_columns(table.schema, _listed(columns))
    return pa.Table.from_batches(batches, schema=table.schema)


def redact_batches(
    batches: Iterable[pyarrow.RecordBatch], columns: Collection[str] | None = None, **settings: Any
) -> Iterator[pyarrow.RecordBatch]:
    """Yields each batch as ``redact_columns`` returns it; for Spark's ``mapInArrow``."""
    make = _redactor(settings, columns)
    for batch in batches:
        yield make(batch)


def _redactor(settings: dict[str, Any], given: Collection[str] | None) -> Callable[[Any], Any]:
    columns = _listed(given)
    redaction, analyzer = _prepare(settings)

    def make(batch: Any) -> Any:
        _check_columns(batch.schema, columns)
        return redact_batch(batch, redaction, analyzer, columns=columns)

    return make


def _prepare(settings: dict[str, Any]) -> tuple[Redaction, TextAnalyzer]:
    environ, payload = environment_for(RedactionSettings, settings, os.environ)
    loaded = load(RedactionSettings, environ, payload)
    return redaction_of(loaded), analyzer_of(loaded)


def _listed(columns: Collection[str] | None) -> Collection[str] | None:
    return [columns] if isinstance(columns, str) else columns


def _check_columns(schema: Any, columns: Collection[str] | None) -> None:
    for name in columns or ():
        if name not in schema.names:
            raise InvalidSettings(f"there is no column {name[:80]!r}; there are {', '.join(schema.names)}")
        if not all(can_be_redacted(schema.field(index).type) for index in schema.get_all_field_indices(name)):
            raise InvalidSettings(f"the column {name[:80]!r} holds no strings, bytes or numbers")
