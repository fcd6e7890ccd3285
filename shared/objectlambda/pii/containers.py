"""Access control for objects that hold others: archives, documents and compressed streams, down to a bounded depth.

Each member is read as if it were an object. What stands around the members is inspected as well (`beside`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from objectlambda.decompress import DecompressSettings
from objectlambda.decompress.byte_reader import Archive
from objectlambda.decompress.decoders import ALL_TOLD, decoder
from objectlambda.decompress.detect import sniff
from objectlambda.decompress.format_names import inner_name
from objectlambda.decompress.formats import Format
from objectlambda.decompress.limits import enforce_limits
from objectlambda.decompress.tar import untar
from objectlambda.decompress.zip.names import spellings
from objectlambda.decompress.zip.unzip import Member, read_directory, unzip
from objectlambda.errors import (
    AccessDenied,
    EntityTooLarge,
    LimitExceeded,
    ObjectLambdaError,
    PasswordRequired,
    UnexpectedContent,
    UnsupportedMethod,
)
from objectlambda.memory_budget import BUDGET
from objectlambda.pii.access_control import DENIED, Policy, Tally, inspect
from objectlambda.pii.beside import NAMES_CHARACTERS, Beside, lines_of_names, look_at_runs
from objectlambda.pii.detection.protocols import TextAnalyzer
from objectlambda.pii.documents import XML_PARTS, is_document
from objectlambda.pii.entity_types import sure_types
from objectlambda.pii.foreign_texts import with_foreign_texts
from objectlambda.pii.kinds import Kind, kind_of, peek, unreadable, without_archives
from objectlambda.pii.mail import look_at_attachments
from objectlambda.pii.named_texts import Text, entities_in
from objectlambda.pii.parquet import inspect_parquet, is_available
from objectlambda.pii.text_objects import TOO_LARGE
from objectlambda.streams import CHUNK_BYTES, Closing, close, count_bytes, read_ahead

if TYPE_CHECKING:
    from objectlambda.pii.documents.office import Document

MAX_DEPTH = 5
"""How deep containers may be nested."""
MAX_MEMBERS = 100_000
"""How many members the containers of an object may have in all."""
MAX_INNER_BYTES = 16 * 1024**3
"""How many bytes all members may have; a member counts once for each container around it."""
MAX_SPOOLED_BYTES = 256 * 1024 * 1024
"""How many bytes an archive inside another container may have; it is read from a temporary file."""

_SHORT_LINE = re.compile(rb"[A-Za-z0-9 .,@_+()/'\-]{0,256}\r?\n?")
"""A member that has no format and is a line of words and numbers alone; many are read at once."""
_AS_ASCII = frozenset(("auto", "utf-8", "latin-1", "cp1252"))
_NO_VALUE = 2
"""Characters that hold no value."""
_LINES_CHARACTERS = 16 * 1024

_DECOMPRESS = DecompressSettings()


@dataclass(slots=True, kw_only=True)
class Inspector:
    """Inspects one object and counts the entities of all its members. It serves one thread and one request.

    Attributes:
        policy: what refuses the object.
        analyzer: finds the entities.
        handling: the setting unsupported_file_handling.
        seen: called with each entity.
        most: the setting document_max_size.
    """

    policy: Policy
    analyzer: TextAnalyzer
    handling: str
    seen: Callable[..., None]
    tally: Tally = field(init=False)
    most: int = 0
    members: int = 0
    inner_bytes: int = 0
    lines: list[Text] = field(default_factory=list)
    lines_size: int = 0

    def __post_init__(self) -> None:
        self.tally = Tally(self.policy)

    def look_at(self, texts: Sequence[Text]) -> None:
        """Inspects texts with their names; raises AccessDenied."""
        self._look_at_texts(texts, self.policy)

    def text(self, chunks: Iterator[bytes], name: str) -> None:
        """Inspects an encoded text; raises AccessDenied."""
        inspect(chunks, self.policy, key=name, analyzer=self.analyzer, seen=self.seen, tally=self.tally)

    def content(self, chunks: Iterator[bytes], name: str, depth: int = 0) -> None:
        """Inspects the member ``name`` of a container, whatever its format.

        Raises:
            AccessDenied: it holds what the policy refuses.
            UnexpectedContent: it cannot be inspected.
            LimitExceeded: it is larger, or nested deeper, than the limits.
        """
        head, chunks, ended = peek(count_bytes(chunks, self._count))
        if ended and depth and self.policy.encoding in _AS_ASCII and _SHORT_LINE.fullmatch(head):
            self._gather(head.decode("ascii").strip())
            return
        try:
            kind = kind_of(head, self.policy.encoding, ended=ended, lenient=self.policy.lenient)
            if depth > MAX_DEPTH and kind not in (Kind.TEXT, Kind.BINARY):
                raise LimitExceeded(f"more than {MAX_DEPTH} archives or compressed files stand in one another")
            if kind is Kind.TEXT:
                if self.handling != "PASS_UNINSPECTED":
                    is_lenient, setting = self.handling == "PASS", self.policy.encoding
                    chunks = with_foreign_texts(chunks, head, setting, self.look_at, is_lenient=is_lenient)
                self.text(look_at_attachments(chunks, head, lambda part: self.attachment(part, depth)), name)
            elif kind is Kind.PARQUET and is_available():
                inspect_parquet(chunks, self.policy, self.analyzer, seen=self.seen)
            elif kind is Kind.ZIP:
                with _spool(chunks) as archive:
                    self.archive(archive, depth)
            elif kind is Kind.TAR:
                self.tar(chunks, depth)
            elif kind is Kind.COMPRESSED:
                self.stream(_format_of(head), chunks, name, depth)
            elif kind is Kind.BINARY and self.handling == "PASS":
                for _ in look_at_runs(without_archives(chunks), self.look_at):
                    pass
            else:
                raise unreadable(kind, f"member {self.members} of the archive" if depth else "")
        finally:
            close(chunks)

    def finish(self) -> None:
        """Inspects the short members that are not inspected yet; raises AccessDenied. To be called after the last."""
        lines, self.lines, self.lines_size = self.lines, [], 0
        self._look_at_texts(lines, self.policy)

    def _gather(self, line: str) -> None:
        if len(line) > _NO_VALUE:
            self.lines.append(("", line))
            self.lines_size += len(line)
            if self.lines_size > _LINES_CHARACTERS:
                self.finish()

    def attachment(self, chunks: Iterator[bytes], depth: int = 0) -> None:
        """Inspects an attachment of a mail; raises what ``content`` raises."""
        self._count_member()
        self.content(chunks, "", depth + 1)
        self.finish()

    def archive(self, archive: Archive, depth: int = 0) -> None:
        """Inspects every member of a ZIP archive and all bytes around them; raises what ``content`` raises."""
        directory = read_directory(archive, max_members=MAX_MEMBERS)
        beside = Beside()
        for chunk in archive.stream(0, directory.prefix):
            beside.add(chunk)
        beside.add(directory.beside)
        self._names(name for member in directory.members for name in sorted(spellings(member.name, member.raw_name)))
        with BUDGET.reservation() as memory:
            document = None
            if is_document(directory.members):
                from objectlambda.pii.documents.office import Document

                document = Document(archive, memory)
            for member in directory.members:
                self._count_member()
                beside.add(member.beside)
                chunks = unzip(archive, member, beside=beside.add)
                if document is not None and member.name.endswith(XML_PARTS):
                    self._part(document, member, document.gather(chunks))
                else:
                    self.content(chunks, member.name, depth + 1)
        beside.check(self.look_at, passes_binary=self.handling == "PASS")

    def _part(self, document: Document, member: Member, data: bytes) -> None:
        from objectlambda.pii.documents.office import texts_of

        texts = texts_of(document, member, data)
        for sure in (False, True):
            named = [text for text, is_sure in texts if is_sure is sure]
            types = self.policy.entity_types
            policy = replace(self.policy, deny=sure_types(types), warn=()) if sure else self.policy
            self._look_at_texts(named, policy)

    def _look_at_texts(self, texts: Sequence[Text], policy: Policy) -> None:
        for _, entity, value in entities_in(texts, policy, self.analyzer):
            self.seen(entity)
            if self.tally.decides(entity, value):
                raise AccessDenied(DENIED)

    def tar(self, chunks: Iterator[bytes], depth: int = 0) -> None:
        """Inspects every member of a tar archive; raises what ``content`` raises."""
        beside = Beside()
        names: list[str] = []
        length = 0
        for member in untar(chunks, max_members=MAX_MEMBERS, beside=beside.add):
            self._count_member()
            if member.unreadable:
                raise UnsupportedMethod(f"the tar archive holds {member.unreadable}: make it again without")
            names += (member.name, member.link)
            length += len(member.name) + len(member.link)
            if length > NAMES_CHARACTERS:
                self._names(names)
                names, length = [], 0
            for text in member.texts:
                beside.add(text.encode("utf-8", "surrogateescape") + b"\n")
            if member.size:
                self.content(member.chunks, member.name, depth + 1)
        self._names(names)
        beside.check(self.look_at, passes_binary=self.handling == "PASS")

    def stream(self, found: Format, chunks: Iterator[bytes], name: str, depth: int = 0) -> None:
        """Inspects a compressed stream and what stands beside it; raises what ``content`` raises."""
        if found not in ALL_TOLD:
            raise unreadable(Kind.HOLDER)
        beside, read = Beside(), 0

        def count(length: int) -> None:
            nonlocal read
            read += length

        own_name = inner_name(name, found).rpartition("/")[2].encode() + b"\0"

        def tell(data: bytes) -> None:
            if data != own_name:  # gzip stores the file's name, which is the object's own
                beside.add(data)

        ahead = read_ahead(count_bytes(chunks, count))
        decoded = enforce_limits(
            decoder(found, ahead, _DECOMPRESS, tell),
            max_output_bytes=_DECOMPRESS.max_output_bytes,
            max_ratio=_DECOMPRESS.max_ratio,
            consumed=lambda: read,
        )
        self.content(Closing(decoded, ahead), inner_name(name, found), depth + 1)
        beside.check(self.look_at, passes_binary=self.handling == "PASS")

    def is_unreadable(self, error: ObjectLambdaError) -> bool:
        """Whether the object cannot be inspected; ``error`` may also say that it is refused, damaged or too large."""
        return isinstance(error, UnexpectedContent | UnsupportedMethod | PasswordRequired)

    def _names(self, names: Iterable[str]) -> None:
        for lines in lines_of_names(names):
            self.look_at(lines)

    def _count(self, length: int) -> None:
        self.inner_bytes += length
        if self.most and self.inner_bytes > self.most:
            raise EntityTooLarge(TOO_LARGE)
        if self.members and self.inner_bytes > MAX_INNER_BYTES:
            raise LimitExceeded(f"the members of the archive have more than {MAX_INNER_BYTES} bytes together")

    def _count_member(self) -> None:
        self.members += 1
        if self.members > MAX_MEMBERS:
            raise LimitExceeded(f"the archives have more than {MAX_MEMBERS} members together")


def _format_of(head: bytes) -> Format:
    found = sniff(head)
    assert found is not None  # noqa: S101 - its kind says so
    return found


class SpooledArchive:
    """An archive in a temporary file without a name, which vanishes when it is closed."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file = file
        self.size = size

    def read_at(self, start: int, length: int) -> bytes:
        self._file.seek(start)
        return self._file.read(length)

    def stream(self, start: int, stop: int) -> Iterator[bytes]:
        while start < stop and (chunk := self.read_at(start, min(CHUNK_BYTES, stop - start))):
            start += len(chunk)
            yield chunk


@contextmanager
def _spool(chunks: Iterator[bytes]) -> Iterator[SpooledArchive]:
    size = 0
    with TemporaryFile() as file:
        for chunk in chunks:
            size += len(chunk)
            if size > MAX_SPOOLED_BYTES:
                raise LimitExceeded(f"an archive inside the object has more than {MAX_SPOOLED_BYTES} bytes")
            file.write(chunk)
        yield SpooledArchive(file, size)
