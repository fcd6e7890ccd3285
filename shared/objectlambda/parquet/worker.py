"""What the process does that reads one Parquet file: ``main(MODE, FILE, RESERVED, MOST, MEMORY, SECONDS, BYTES)``.

``MODE`` is ``inspect`` or ``redact``, ``FILE`` the number of an open file; ``BYTES`` is ``opaque`` where bytes that are
no text may pass. It sends what stands in the file as frames to its standard output and gets what
is to stand there instead on its standard input. RESERVED bytes are reserved for it; it asks before it takes many more,
up to MOST. Memory beyond MEMORY bytes or processor time beyond SECONDS ends it; so does a file that breaks libparquet.
Whoever started it goes on.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from objectlambda.parquet import frames
from objectlambda.parquet.arrays import Refusal
from objectlambda.parquet.columns import Reading, Text, replace_texts
from objectlambda.parquet.footer import TAIL_BYTES, beside_values
from objectlambda.parquet.output import Output
from objectlambda.parquet.rewriting import Metadata, compression, rename_columns

_ROWS = 1024
_LEAST_ROWS = 64
_CELLS = 65536
_AT_ONCE = 4 * 1024 * 1024
"""Bytes of values that are sent at once, where a row has no more."""
_TOGETHER = 256
"""Stretches of readable bytes that are sent at once; each has less than a page's header or the footer."""
_LONGEST = 32 * 1024 * 1024
"""Bytes of one value that are looked at."""
_GROUP = 64 * 1024 * 1024
"""Decoded bytes of a row group that is written."""
_SLACK = 64 * 1024 * 1024
"""Addresses that are taken and not used."""
_COPIES = 4
"""How often what a row group or a batch holds is in memory at a time."""
_PER_COLUMN = 12 * 1024
"""What libparquet takes for each column, however short: its schema, its reader and its writer; measured 11.5 KiB."""
_PER_FOOTER_BYTE = 40
"""What it takes for each byte of the footer of a file with many row groups; measured 37."""
_ALL = 1 << 62
_REMEMBERED = 16 * 1024 * 1024
"""Characters of texts that need not be sent again."""


class Memory:
    """The memory that this process may take: at first about twice what is reserved for it, in the end ``memory`` bytes.

    What is loaded already is not counted. Linux holds the process to it; elsewhere nothing does.
    """

    def __init__(self, reserved: int, most: int, memory: int) -> None:
        self.reserved, self._most, self.memory = reserved, most, memory
        try:
            self._loaded = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        except OSError:  # not on Linux
            self._loaded = -1
        self.reserve(reserved)

    def reserve(self, count: int) -> None:
        """Go on with ``count`` bytes reserved."""
        self.reserved = min(self._most, count)
        if self._loaded >= 0:
            most = self._loaded + self.memory
            now = most if self.reserved == self._most else min(most, self._loaded + 2 * self.reserved + _SLACK)
            resource.setrlimit(resource.RLIMIT_AS, (now, most))

    def wanted(self, count: int) -> int:
        """How many bytes must be reserved before ``count`` are taken; 0 where they are reserved already."""
        return min(self._most, count) if count > self.reserved < self._most else 0


class Conversation:
    """Asks the parent process what is to stand in place of texts; a text that repeats is asked for once."""

    def __init__(self, answers: IO[bytes], questions: IO[bytes], memory: Memory, *, opaque: bool) -> None:
        self._answers = answers
        self._questions = questions
        self._memory = memory
        self._reading = Reading(opaque=opaque)
        self._known: dict[Text, str | None] = {}
        self._size = 0
        self._held = 0

    def ask(self, kind: bytes, body: Any) -> Any:
        """The parent's answer to a frame."""
        frames.send(self._questions, kind, body)
        return frames.receive(self._answers)[1]

    def tell(self, kind: bytes, body: Any) -> None:
        """Sends a frame that has no answer."""
        frames.send(self._questions, kind, body)

    def has_reserved(self, count: int = _ALL) -> bool:
        """Have ``count`` bytes reserved beside what is held, by default all; false where these are reserved already."""
        wanted = self._memory.wanted(self._held + count)
        if wanted:
            self.ask(frames.MEMORY, wanted)
            self._memory.reserve(wanted)
        return bool(wanted)

    def hold(self, count: int) -> None:
        """Have ``count`` bytes reserved for as long as the file is read."""
        self._held = max(self._held, count)
        self.has_reserved(0)

    @property
    def most_bytes(self) -> int:
        """What may be taken in the end."""
        return self._memory.memory

    def read_columns(self, columns: Sequence[str], names: Sequence[str]) -> None:
        """Asks which of ``names`` say that a value is personal, and which of ``columns`` make one value together."""
        telling, wholes = self.ask(frames.COLUMNS, [list(columns), list(names)])
        self._reading = replace(
            self._reading, telling=frozenset(telling), wholes=[(first, last, name) for first, last, name in wholes]
        )

    def batch(self, batch: Any) -> list[Any]:
        """The columns of ``batch`` with the parent's answers in place of their texts."""
        made = replace_texts(batch, self._look_up, self._reading)
        if self._size > _REMEMBERED:
            self._known.clear()
            self._size = 0
        return made

    def _look_up(self, texts: Collection[Text]) -> Mapping[Text, str | None]:
        for part in _parts(text for text in texts if text not in self._known):
            for text, answer in zip(part, self.ask(frames.TEXTS, part), strict=True):
                self._known[text] = answer
                self._size += len(text[1])
        return self._known


def _parts(texts: Iterable[Text]) -> Iterator[list[Text]]:
    part: list[Text] = []
    size = 0
    for text in texts:
        length = len(text[1])
        if length > _LONGEST:
            raise Refusal("LimitExceeded", f"a value of the Parquet file has more than {_LONGEST} characters")
        if part and size + length > _AT_ONCE:
            yield part
            part, size = [], 0
        part.append(text)
        size += length + len(text[0])
    if part:
        yield part


def _slices(batch: Any) -> Iterator[Any]:
    count = max(1, min(len(batch), -(-batch.nbytes // _AT_ONCE)))
    step = -(-len(batch) // count)
    for start in range(0, len(batch), step or 1):
        yield batch.slice(start, step)


def _batches(table: Any, group: int, talk: Conversation) -> Iterator[Any]:
    """The rows of a row group; where memory runs out, it is read again from there with all memory that may be had."""
    talk.has_reserved(_COPIES * table.metadata.row_group(group).total_byte_size)
    rows = max(_LEAST_ROWS, min(_ROWS, _CELLS // max(1, len(table.schema_arrow))))
    done = 0
    while True:
        read = 0
        try:
            for batch in table.iter_batches(batch_size=rows, row_groups=[group], use_threads=False):
                read += len(batch)
                if read > done:
                    talk.has_reserved(_COPIES * batch.nbytes)
                    done, slices = read, list(_slices(batch))
                    yield from slices
        except (MemoryError, pa.ArrowMemoryError):
            if not talk.has_reserved():
                raise
        else:
            return


def _open(file: IO[bytes], talk: Conversation) -> Any:
    """The file, with memory reserved for its columns before anything is made of them."""
    table = pq.ParquetFile(file, pre_buffer=False)
    columns = table.metadata.num_columns
    most = talk.most_bytes // _PER_COLUMN
    if columns > most:
        raise Refusal("LimitExceeded", f"the Parquet file has {columns} columns, more than the {most} that can be read")
    talk.hold(_PER_COLUMN * columns)
    return table


def _hold_footer(file: IO[bytes], talk: Conversation) -> None:
    size = file.seek(-TAIL_BYTES, os.SEEK_END) + TAIL_BYTES
    talk.hold(_PER_FOOTER_BYTE * min(size, int.from_bytes(file.read(4), "little")))
    file.seek(0)


def inspect(file: IO[bytes], talk: Conversation) -> None:
    """Sends every text of the file: values, names, metadata, and what can be read in other bytes."""
    beside = beside_values(file)
    while texts := list(islice(beside, _TOGETHER)):
        talk.ask(frames.NAMES, texts)
    table = _open(file, talk)
    metadata = Metadata.of(table.schema_arrow, table.metadata.metadata)
    talk.ask(frames.NAMES, metadata.names)
    talk.ask(frames.METADATA, metadata.entries)
    talk.read_columns(table.schema_arrow.names, metadata.names)
    for group in range(table.num_row_groups):
        for batch in _batches(table, group, talk):
            talk.batch(batch)


def redact(file: IO[bytes], talk: Conversation) -> None:
    """Writes the file again with the parent's answers in place of its texts."""
    table = _open(file, talk)
    before = table.schema_arrow
    metadata = Metadata.of(before, table.metadata.metadata)
    names = talk.ask(frames.NAMES, metadata.names)
    kept = talk.ask(frames.METADATA, metadata.entries)
    talk.read_columns(before.names, metadata.names)
    schema = rename_columns(before, dict(zip(metadata.names, names, strict=True)), metadata, kept)
    plain = pa.schema([field.with_name(old.name) for field, old in zip(schema, before, strict=True)])
    output = Output(talk.tell)
    with pq.ParquetWriter(output, schema, compression=compression(table)) as writer:
        try:
            for group in range(table.num_row_groups):
                read = (pa.record_batch(talk.batch(one), schema=plain) for one in _batches(table, group, talk))
                _write_group(writer, schema, read, talk)
        except BaseException:
            output.is_broken = True  # the writer would end the file
            raise


def _write_group(writer: Any, schema: Any, batches: Iterable[Any], talk: Conversation) -> None:
    """Writes a row group, or several if it is large; the batches get the names of ``schema``."""
    held: list[Any] = []
    size = 0
    for made in batches:
        held.append(pa.record_batch(made.columns, schema=schema))
        size += made.nbytes
        talk.has_reserved(_COPIES * size)
        if size > _GROUP:
            writer.write_table(pa.Table.from_batches(held, schema=schema))
            held, size = [], 0
    if held:
        writer.write_table(pa.Table.from_batches(held, schema=schema))


def main(mode: str, descriptor: str, reserved: str, most: str, memory: str, seconds: str, opaque: str) -> None:
    """Reads the file and sends END, or FAILURE with an error's code and message."""
    questions = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no frame
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    talk = Conversation(
        sys.stdin.buffer, questions, Memory(int(reserved), int(most), int(memory)), opaque=opaque == "opaque"
    )
    try:
        with os.fdopen(int(descriptor), "rb") as file:
            _hold_footer(file, talk)
            (redact if mode == "redact" else inspect)(file, talk)
    except Refusal as error:
        talk.tell(frames.FAILURE, [error.code, str(error)])
    except (MemoryError, pa.ArrowMemoryError):
        talk.tell(frames.FAILURE, ["LimitExceeded", ""])
    except (pa.ArrowException, OSError, ValueError, KeyError, OverflowError, RecursionError, TypeError):
        talk.tell(frames.FAILURE, ["CorruptObject", "the Parquet file is damaged, or of a kind that cannot be read"])
    else:
        talk.tell(frames.END, None)
