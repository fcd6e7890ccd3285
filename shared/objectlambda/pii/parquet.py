"""Redacts and inspects Parquet files: every text, number, date and name, each value under its column's name.

A Parquet file is read from its end, so the object is first copied to a temporary file. Output therefore starts when the
input has ended, and /tmp needs room for the whole object. A separate process with bounded memory and time
(:mod:`objectlambda.parquet`) reads and writes the file. It sends its texts to this process, which inspects a few MiB of
them at a time. Needs pyarrow (``objectlambda[parquet]``).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from tempfile import TemporaryFile
from typing import Any

from objectlambda.errors import AccessDenied
from objectlambda.extras import is_installed
from objectlambda.parquet import frames
from objectlambda.parquet.process import ReaderProcess, as_error
from objectlambda.pii.access_control import DENIED, Policy, Tally
from objectlambda.pii.detection.named_keys import is_whole_number
from objectlambda.pii.detection.protocols import TextAnalyzer
from objectlambda.pii.detection.stream import known_types
from objectlambda.pii.entities import ENTITY_TYPES, Entity, EntityType
from objectlambda.pii.entity_types import is_sure_in_keys, sure_types
from objectlambda.pii.named_texts import Text, entities_in, replacements, with_replacements
from objectlambda.pii.redaction.modes import Redaction
from objectlambda.pii.redaction.redact import Seen
from objectlambda.pii.rules.concepts import OTHER
from objectlambda.pii.rules.field_concepts import field_concepts
from objectlambda.pii.rules.person_names import person_before_digits, person_in_name
from objectlambda.pii.structure.split_fields import wholes_of
from objectlambda.streams import close

MAGIC = b"PAR1"
ROWS = 4096
"""How many rows of a table are inspected together."""
_OF_MOST_NUMBERS = {"AGE", "DATE_TIME"}
"""Types that many columns of numbers seem to hold, by which nobody is known. Programs keep them in tables."""
_BESIDE = 10_000
"""Of so many values that statistics, names and metadata hold a digest is kept, to count none twice."""
_NO_NAME = re.compile(r"__index_level_\d+__\Z")
"""The name of a column that pandas writes for an index without one."""


def is_available() -> bool:
    """Whether Parquet can be read here."""
    return is_installed("pyarrow")


def can_be_redacted(kind: Any) -> bool:
    """Whether a column of that Arrow type holds strings, bytes or numbers, nested or not."""
    from objectlambda.parquet.arrays import holds_numbers, holds_texts

    return holds_texts(kind) or holds_numbers(kind)


def redact_parquet(
    chunks: Iterable[bytes], redaction: Redaction, analyzer: TextAnalyzer, *, seen: Seen | None = None
) -> Iterator[bytes]:
    """Yields the Parquet file in ``chunks`` redacted, with the same types, row group by row group.

    Texts, also in columns of bytes, are replaced as ``redaction`` says. Numbers, dates and times become null, or 0
    where the column allows no null. Metadata entries with personal data are dropped. Statistics, page index and bloom
    filters are computed again or dropped.

    Raises:
        CorruptObject: it is not a Parquet file, or it is damaged.
        LimitExceeded: it takes too much memory or time to read.
        UnexpectedContent: a column holds bytes that are not text, and ``redaction`` is not lenient.
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
                made = _redact_names(body, redaction, analyzer, seen)
                process.answer([new if new != old else None for old, new in zip(body, made, strict=True)])
            elif kind == frames.COLUMNS:
                process.answer(_columns(*body))
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
    """An Arrow RecordBatch with ``columns`` (by default all) redacted under their columns' names.

    Texts in strings and bytes are replaced. Whole numbers of seven digits or more in which something is found other
    than an age or a date become null, or 0 where the column allows no null.

    Raises:
        UnexpectedContent: a column holds bytes that are no text, and ``redaction`` is not lenient; or it has a type
            that is not looked into, such as a union.
        LimitExceeded: a column is nested too deep.
    """
    import pyarrow as pa

    from objectlambda.parquet.arrays import Refusal
    from objectlambda.parquet.columns import Reading, names_in, replace_texts

    every = ENTITY_TYPES | known_types(analyzer) if redaction.entity_types is None else set(redaction.entity_types)
    of_numbers = replace(redaction, entity_types=every - _OF_MOST_NUMBERS)

    def look_up(texts: Collection[Text]) -> dict[Text, str | None]:
        return _changed(texts, redaction, analyzer, seen)

    def look_up_numbers(numbers: Collection[Text]) -> dict[Text, str | None]:
        return _changed(numbers, of_numbers, analyzer, seen) if of_numbers.entity_types else dict.fromkeys(numbers)

    telling, _ = _columns((), sorted(names_in(batch.schema)))
    reading = Reading(opaque=redaction.lenient, telling=frozenset(telling), columns=columns)
    try:
        made = replace_texts(batch, look_up, reading, look_up_numbers=look_up_numbers)
    except Refusal as error:
        raise as_error(error.code, f"{error}: {error.column[:80]!r}" if error.column else str(error)) from error
    return pa.record_batch(made, schema=batch.schema)


def _changed(
    texts: Collection[Text], redaction: Redaction, analyzer: TextAnalyzer, seen: Seen | None
) -> dict[Text, str | None]:
    """What is to stand in place of each of ``texts``; ``None`` where it stays."""
    made = _redact(list(texts), redaction, analyzer, seen)
    return {text: new if new != text[1] else None for text, new in zip(texts, made, strict=True)}


def inspect_parquet(
    chunks: Iterable[bytes], policy: Policy, analyzer: TextAnalyzer, *, seen: Seen | None = None
) -> None:
    """Inspects the Parquet file in ``chunks``: values, names, metadata, and bytes outside of them.

    Raises:
        AccessDenied: it holds what ``policy`` refuses.
        CorruptObject: it is not a Parquet file, it is damaged, or it has bytes that belong to no column.
        LimitExceeded: it takes too much memory or time to read.
        UnexpectedContent: a column holds bytes that are not text, and ``policy`` is not lenient.
    """
    tally = Tally(policy)
    # Statistics repeat values, so what is found in them is counted only where no value holds it.
    beside: dict[bytes, Entity] = {}
    with _reader(chunks, "inspect", opaque=policy.lenient) as process:
        while True:
            kind, body = process.receive()
            if kind == frames.END:
                if seen is not None:
                    for entity in beside.values():
                        seen(entity)
                return
            if kind == frames.COLUMNS:
                process.answer(_columns(*body))
                continue
            sure = kind == frames.NAMES
            texts = _names(body) if sure else _texts(body)
            if kind == frames.METADATA:
                texts = [text for entry in texts for text in (entry, ("", entry[0]))]
            for number, entity, value in entities_in(texts, policy, analyzer, json=True):
                if sure and not (is_sure_in_keys(entity.type) or _is_somebody(texts[number][1], entity, value)):
                    continue
                decides = tally.decides(entity, value)
                digest = hashlib.sha256(value.encode("utf-8", "replace")).digest()[:16]
                if kind != frames.TEXTS and not decides and len(beside) < _BESIDE:
                    beside.setdefault(digest, entity)
                else:
                    beside.pop(digest, None)
                    if seen is not None:
                        seen(entity)
                if decides:
                    raise AccessDenied(DENIED)
            process.answer([None] * len(body))


def _names(names: Sequence[str]) -> list[Text]:
    """Names of columns as texts, those of persons also as people write them."""
    shown = dict.fromkeys(
        reading
        for name in map(str, names)
        for reading in (name, person_in_name(name), person_before_digits(name)[0])
        if reading
    )
    return [("", reading) for reading in shown]


def _is_somebody(name: str, entity: Entity, value: str) -> bool:
    if value != name:
        return False
    if entity.type == EntityType.PHONE:
        return is_whole_number(name)
    return entity.type == EntityType.NAME and name == person_in_name(name)


def _redact_names(names: Sequence[str], redaction: Redaction, analyzer: TextAnalyzer, seen: Seen | None) -> list[str]:
    """The names of columns without values of types with a sure form, names of persons and telephones."""
    sure = replace(redaction, entity_types=sure_types(redaction.entity_types))
    made = _redact([("", name) for name in names], sure, analyzer, seen) if sure.entity_types else list(names)
    persons = {number: shown for number, name in enumerate(names) if (shown := person_in_name(name))}
    for number, after in _whole(persons, EntityType.NAME, redaction, analyzer, seen):
        made[number] = after
    begins = {number: shown for number, name in enumerate(names) if (shown := person_before_digits(name)[0])}
    for number, after in _whole(begins, EntityType.NAME, redaction, analyzer, seen):
        made[number] = after + made[number][person_before_digits(names[number])[1] :]
    numbers = {number: name for number, name in enumerate(names) if name == made[number] and is_whole_number(name)}
    for number, after in _whole(numbers, EntityType.PHONE, redaction, analyzer, seen):
        made[number] = after
    return made


def _whole(
    names: dict[int, str], kind: EntityType, redaction: Redaction, analyzer: TextAnalyzer, seen: Seen | None
) -> Iterator[tuple[int, str]]:
    """The replacements of those names that are as a whole of that kind, each with its number."""
    if not names or not (redaction.entity_types is None or kind in redaction.entity_types):
        return
    found = replacements([("", name) for name in names.values()], replace(redaction, entity_types={kind}), analyzer,
                         seen=seen)  # fmt: skip
    for (number, name), changed in zip(names.items(), found, strict=True):
        if len(changed) == 1 and (changed[0].begin, changed[0].end) == (0, len(name)):
            yield number, changed[0].after


def _columns(columns: Sequence[str], names: Sequence[str]) -> list[Any]:
    """The names that say that a value is personal, and the columns that make one value together."""
    telling = [name for name in names if field_concepts(str(name)) & ~OTHER]
    return [telling, [whole for whole in wholes_of(columns) if field_concepts(whole[2]) & ~OTHER]]


def _texts(body: Sequence[Sequence[str]]) -> list[Text]:
    return [("" if _NO_NAME.match(name) else str(name), str(text)) for name, text in body]


def _entries(entries: Sequence[Text], redaction: Redaction, analyzer: TextAnalyzer) -> Iterator[str]:
    """The value of each metadata entry, changed if the value or its key holds personal data."""
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
