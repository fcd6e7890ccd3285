"""Parquet: every text, number, date and name in a table is looked at, each value under its column's name.

A Parquet file is read from its end, so the object is kept in a temporary file first: output starts when input has
ended, and needs as much of /tmp as the object has bytes. The file is read and written by a process of its own
(:mod:`objectlambda.parquet`), whose memory and time are bounded; texts come from there and are looked at here, at most
a few MiB at once. Needs pyarrow (``objectlambda[parquet]``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from tempfile import TemporaryFile
from typing import Any

from objectlambda.errors import AccessDenied
from objectlambda.parquet import frames
from objectlambda.parquet.process import ReaderProcess
from objectlambda.pii.access_control import DENIED, Policy, Tally
from objectlambda.pii.detection.stream import TextAnalyzer
from objectlambda.pii.entity_types import is_sure_in_keys, sure_types
from objectlambda.pii.named_texts import Text, entities_in, replacements, with_replacements
from objectlambda.pii.redaction.modes import Redaction
from objectlambda.pii.redaction.redact import Seen
from objectlambda.streams import close

MAGIC = b"PAR1"
ROWS = 4096
"""Rows of a table that are looked at together."""
_NO_NAME = re.compile(r"__index_level_\d+__\Z")
"""The name of a column that pandas writes for an index without one."""


def is_available() -> bool:
    """Whether Parquet can be read here."""
    return find_spec("pyarrow") is not None


def has_strings(kind: Any) -> bool:
    """Whether a column of that Arrow type holds strings, nested or not."""
    from objectlambda.parquet.arrays import holds_strings

    return holds_strings(kind)


def redact_parquet(
    chunks: Iterable[bytes], redaction: Redaction, analyzer: TextAnalyzer, *, seen: Seen | None = None
) -> Iterator[bytes]:
    """The Parquet file that ``chunks`` are, with the same types, redacted, row group by row group.

    Texts get what ``redaction`` says, in columns of bytes, too; numbers, dates and times become null, or 0 where the
    column allows no null. Entries of the metadata that hold personal data are dropped; statistics, page index and bloom
    filters are made anew or dropped.

    Raises:
        CorruptObject: it is no Parquet file, or a damaged one.
        LimitExceeded: it takes too much memory or time to read.
        UnexpectedContent: a column holds bytes that are no text, and ``redaction`` is not lenient.
    """
    with _reader(chunks, "redact", opaque=redaction.lenient) as process:
        while True:
            kind, body = process.receive()
            if kind == frames.OUTPUT:
                yield body
            elif kind == frames.TEXTS:
                texts = _texts(body)
                made = _redact(texts, redaction, analyzer, seen)
                process.answer([new if new != old else None for (_, old), new in zip(texts, made, strict=True)])
            elif kind == frames.NAMES:
                sure = replace(redaction, entity_types=sure_types(redaction.entity_types))
                names = [("", name) for name in body]
                made = _redact(names, sure, analyzer, seen) if sure.entity_types else body
                process.answer([new if new != old else None for old, new in zip(body, made, strict=True)])
            elif kind == frames.METADATA:
                texts = _texts(body)
                process.answer(
                    [new == old for (_, old), new in zip(texts, _entries(texts, redaction, analyzer), strict=True)]
                )
            else:
                return


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

    from objectlambda.parquet.columns import replaced

    def look_up(texts: Collection[Text]) -> dict[Text, str | None]:
        made = _redact(list(texts), redaction, analyzer, seen)
        return {text: new if new != text[1] else None for text, new in zip(texts, made, strict=True)}

    made = replaced(batch, look_up, opaque=True, columns=columns, strings_only=True)
    return pa.record_batch(made, schema=batch.schema)


def inspect_parquet(
    chunks: Iterable[bytes], policy: Policy, analyzer: TextAnalyzer, *, seen: Seen | None = None
) -> None:
    """Reads the Parquet file that ``chunks`` are: its values, names and metadata, and what stands beside them.

    Raises:
        AccessDenied: it holds what ``policy`` refuses.
        CorruptObject: it is no Parquet file, a damaged one, or one with bytes that belong to no column.
        LimitExceeded: it takes too much memory or time to read.
        UnexpectedContent: a column holds bytes that are no text, and ``policy`` is not lenient.
    """
    tally = Tally(policy)
    with _reader(chunks, "inspect", opaque=policy.lenient) as process:
        while True:
            kind, body = process.receive()
            if kind == frames.END:
                return
            sure = kind == frames.NAMES
            texts = [("", str(name)) for name in body] if sure else _texts(body)
            if kind == frames.METADATA:
                texts = [text for entry in texts for text in (entry, ("", entry[0]))]
            for _, entity, value in entities_in(texts, policy, analyzer, json=True):
                if sure and not is_sure_in_keys(entity.type):
                    continue
                if seen is not None:
                    seen(entity)
                if tally.decides(entity, value):
                    raise AccessDenied(DENIED)
            process.answer([None] * len(body))


def _texts(body: Sequence[Sequence[str]]) -> list[Text]:
    return [("" if _NO_NAME.match(name) else str(name), str(text)) for name, text in body]


def _entries(entries: Sequence[Text], redaction: Redaction, analyzer: TextAnalyzer) -> Iterator[str]:
    """The value of each entry of the metadata, changed where it or its key holds personal data."""
    values = _redact(entries, redaction, analyzer, None)
    keys = _redact([("", key) for key, _ in entries], redaction, analyzer, None)
    for (key, _), new_key, value in zip(entries, keys, values, strict=True):
        yield value if new_key == key else value + new_key


def _redact(texts: Sequence[Text], redaction: Redaction, analyzer: TextAnalyzer, seen: Seen | None) -> list[str]:
    """Each of the named texts after redaction."""
    made = replacements(texts, redaction, analyzer, json=True, seen=seen)
    return [with_replacements(text, replaced) for (_, text), replaced in zip(texts, made, strict=True)]


@contextmanager
def _reader(chunks: Iterable[bytes], mode: str, *, opaque: bool) -> Iterator[ReaderProcess]:
    with TemporaryFile() as file:
        try:
            for chunk in chunks:
                file.write(chunk)
        finally:
            close(chunks)
        file.flush()
        file.seek(0)
        with ReaderProcess(file, mode, opaque=opaque) as process:
            yield process
