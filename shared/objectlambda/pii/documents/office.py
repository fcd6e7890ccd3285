"""Redacts Word, Excel and PowerPoint files (Office Open XML, ECMA-376): every text in them is inspected, and what is
found is replaced in place. Everything else stays byte for byte.

An Office file is a ZIP archive of XML parts. One part at a time is held in memory, and beside it the shared strings and
styles of a workbook, at most `MAX_PART_BYTES` each. The result is collected in a temporary file.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from tempfile import TemporaryFile
from typing import IO

from objectlambda.decompress.byte_reader import Archive
from objectlambda.decompress.zip.member import Member
from objectlambda.decompress.zip.unzip import read_directory, unzip
from objectlambda.errors import CorruptObject, LimitExceeded, UnexpectedContent
from objectlambda.memory_budget import BUDGET, Reservation
from objectlambda.pii.beside import LookAt, look_at_runs, name_readings
from objectlambda.pii.detection.protocols import TextAnalyzer
from objectlambda.pii.documents import CONTENT_TYPES, MAX_PARTS, XML_PARTS
from objectlambda.pii.documents.markup import Kind as Markup
from objectlambda.pii.documents.markup import Token, parse_part, rewrite, tokens
from objectlambda.pii.documents.sheets import Styles, cells_of, rewrite_cell, styles_of, values_over_cells
from objectlambda.pii.documents.units import Piece, Unit, units
from objectlambda.pii.entity_types import sure_types
from objectlambda.pii.kinds import Kind, kind_of, unreadable, without_archives
from objectlambda.pii.named_texts import Replaced, Text, replacements
from objectlambda.pii.redaction.modes import Redaction
from objectlambda.pii.redaction.redact import Seen
from objectlambda.streams import CHUNK_BYTES

MAX_PART_BYTES = 32 * 1024 * 1024
_PIVOT_RECORDS = "pivotCacheRecords"
_NUMBER_ALONE = re.compile(r"""<(?:\w+:)?n\s[^>]*v=["'][-+]?[0-9.]{7}""")
_TIMES = 6
"""How many times its own size a part takes while it is read: its text, its tokens, what is made of it."""
MAX_DOCUMENT_BYTES = 256 * 1024 * 1024
_SHARED, _STYLES = "xl/sharedStrings.xml", "xl/styles.xml"


class Document:
    """An Office file, read part by part. It serves one thread and one request."""

    def __init__(self, archive: Archive, memory: Reservation) -> None:
        """``memory`` grows to what the largest part takes."""
        self._memory = memory
        directory = read_directory(archive, max_members=MAX_PARTS)
        self._archive = archive
        self.members = directory.members
        self._left = MAX_DOCUMENT_BYTES
        names = [member.name for member in self.members]
        if len(set(names)) < len(names):
            raise CorruptObject("the document has two parts of one name: save it again")
        by_name = {member.name: member for member in self.members}
        shared, styles = by_name.get(_SHARED), by_name.get(_STYLES)
        self.strings = _strings(parse_part(self.data(shared)).text) if shared is not None else []
        self.styles = styles_of(parse_part(self.data(styles)).text) if styles is not None else Styles()

    def data(self, member: Member) -> bytes:
        """The bytes of a part; raises what ``gather`` raises."""
        return self.gather(unzip(self._archive, member))

    def gather(self, chunks: Iterable[bytes]) -> bytes:
        """The joined ``chunks`` of a part.

        Raises:
            LimitExceeded: the part or the document has more bytes than are held in memory.
            OriginError: 503 SlowDown, other requests hold the memory that it needs.
        """
        parts, size = [], 0
        for chunk in chunks:
            size += len(chunk)
            if size > MAX_PART_BYTES or size > self._left:
                raise LimitExceeded(
                    f"a document may have {MAX_PART_BYTES} bytes in a part and {MAX_DOCUMENT_BYTES} in all"
                )
            self._memory.grow_to(_TIMES * size)
            parts.append(chunk)
        self._left -= size
        return b"".join(parts)


def texts_of(document: Document, member: Member, data: bytes) -> list[tuple[Text, bool]]:
    """The named texts of an XML part, with the cells of a sheet; True where only types with a sure form count."""
    part = parse_part(data)
    found = [((unit.name, unit.text), unit.sure) for unit in _units(part.text, member)]
    if _is_sheet(member.name):
        cells = list(cells_of(part.text, document.strings, document.styles))
        found += [(text, False) for cell in cells for text in cell.texts]
        found += [((value.label, value.text), False) for value in values_over_cells(cells)]
    return list(dict.fromkeys(found))


def redact_document(
    archive: Archive,
    redaction: Redaction,
    analyzer: TextAnalyzer,
    *,
    passes_binary: bool,
    look_at: LookAt,
    seen: Seen | None = None,
    only: str = "",
) -> Iterator[bytes]:
    """Yields the Office file in ``archive`` without personal data.

    Comments of the archive and its members, extra fields and everything between the members are left out. With
    ``passes_binary``, parts that are not text, such as pictures, stay after ``look_at`` has inspected the texts in
    them. With ``only``, the result is the part of that name instead of the file.

    Raises:
        UnexpectedContent: a part cannot be inspected, or its name holds personal data.
        CorruptObject: the archive or a part is damaged.
        LimitExceeded: the document is too large to be held in memory.
    """
    with BUDGET.reservation() as memory:
        document = Document(archive, memory)
        yield from _redact_parts(document, redaction, analyzer, passes_binary, look_at, seen, only)


def _redact_parts(
    document: Document,
    redaction: Redaction,
    analyzer: TextAnalyzer,
    passes_binary: bool,
    look_at: LookAt,
    seen: Seen | None,
    only: str,
) -> Iterator[bytes]:
    look_at([("", reading) for member in document.members for reading in name_readings(member.name)])
    with TemporaryFile() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as output:
            made = _Made(document, redaction, analyzer, seen)
            for member in _strings_last(document.members):
                data = document.data(member)
                if member.name.endswith(XML_PARTS):
                    data = made.part(member, data)
                else:
                    _check_binary(data, passes_binary, look_at)
                if member.name == only:
                    yield data
                    return
                output.writestr(_info(member), data)
        yield from _read_back(file)


class _Made:
    """Redacts the parts of one document. Strings that cells share are redacted last, as the cells' names demand."""

    def __init__(self, document: Document, redaction: Redaction, analyzer: TextAnalyzer, seen: Seen | None) -> None:
        self._document = document
        self._redaction = redaction
        self._analyzer = analyzer
        self._seen = seen
        self._shared: dict[int, list[Replaced]] = {}
        self._pieces: dict[int, list[Replaced]] = {}
        self._still_used: set[int] = set()

    def part(self, member: Member, data: bytes) -> bytes:
        part = parse_part(data)
        found = _units(part.text, member)
        changes: dict[Token, list[Replaced]] = {}
        for sure in (False, True):
            made = self._replacements([unit.named for unit in found if unit.sure is sure], sure=sure)
            for unit in found:
                if unit.sure is sure:
                    unit.spread(made.get(unit.named, ()), changes)
        if member.name == _SHARED:
            for index, unit in enumerate(_string_units(part.text)):
                unit.spread(self._shared.get(index, ()), changes)
                if index not in self._still_used:  # its order would tell the value that no cell shows any more
                    unit.spread(self._pieces.get(index, ()), changes)
        written = self._cells(part.text) if _is_sheet(member.name) else []
        if not changes and not written:
            return data
        return rewrite(part.text, changes, written).encode(part.codec)

    def _cells(self, part: str) -> list[tuple[int, int, str]]:
        cells = list(cells_of(part, self._document.strings, self._document.styles))
        values = list(values_over_cells(cells))
        texts = [text for cell in cells for text in cell.texts]
        made = self._replacements([*texts, *((value.label, value.text) for value in values)])
        for value in values:
            for change in made.get((value.label, value.text), ()):
                for cell, begin, end, after in value.spread(*change):
                    cell.pieces.append(Replaced(begin, end, after))
        written = []
        for cell in cells:
            if cell.shared is not None:
                if cell.pieces:
                    self._pieces[cell.shared] = cell.pieces
                else:
                    self._still_used.add(cell.shared)
                for name in cell.names:
                    self._shared.setdefault(cell.shared, []).extend(made.get((name, cell.shown), ()))
            new = rewrite_cell(cell, made)
            if new is not None:
                written.append((cell.start, cell.end, new))
        return written

    def _replacements(self, texts: Iterable[Text], *, sure: bool = False) -> dict[Text, list[Replaced]]:
        """The replacements in each distinct text; with ``sure``, only of types with a sure form."""
        distinct = list(dict.fromkeys(texts))
        wanted = self._redaction
        if sure:
            wanted = replace(wanted, entity_types=sure_types(wanted.entity_types))
        if not distinct or wanted.entity_types == frozenset():
            return {}
        made = replacements(distinct, wanted, self._analyzer, seen=self._seen)
        return dict(zip(distinct, made, strict=True))


def _strings(part: str) -> list[str]:
    return [unit.text for unit in _string_units(part)]


def _string_units(part: str) -> list[Unit]:
    """The shared strings in order; each ``si`` element is one, even if it is empty."""
    found: list[Unit] = []
    path: list[str] = []
    for token in tokens(part):
        if token.kind is Markup.START:
            path.append(token.name)
            if token.name == "si":
                found.append(Unit(""))
        elif token.kind is Markup.END:
            path.pop()
        elif token.kind is Markup.TEXT and found and path[-1:] == ["t"] and "rPh" not in path:
            found[-1].pieces.append(Piece(token, token.text))
    return found


def _strings_last(members: Sequence[Member]) -> list[Member]:
    """The order of writing: content types first, as readers expect; shared strings after the sheets that use them."""
    return sorted(members, key=lambda member: (member.name != CONTENT_TYPES, member.name == _SHARED))


def _is_sheet(name: str) -> bool:
    return name.startswith("xl/worksheets/") and name.endswith(".xml")


def _units(part: str, member: Member) -> list[Unit]:
    """The units of a part; of relations between parts, only links to outside the document."""
    if _PIVOT_RECORDS in member.name and _NUMBER_ALONE.search(part):
        raise UnexpectedContent(
            "numbers stand in the spreadsheet's pivot cache without the names of their columns: save it without the "
            "source data of pivot tables"
        )
    found = units(part, relations=member.name.endswith(".rels"), sheet=_is_sheet(member.name))
    if member.name == CONTENT_TYPES:
        for unit in found:
            unit.sure = True
    return found


def _check_binary(data: bytes, passes_binary: bool, look_at: LookAt) -> None:
    kind = kind_of(data, ended=True)
    if not data:
        return
    if kind is not Kind.BINARY or not passes_binary:
        what = "a part of the document"
        raise unreadable(kind, what)
    for _ in look_at_runs(without_archives(iter((data,))), look_at):
        pass


def _info(member: Member) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(member.name)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _read_back(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(CHUNK_BYTES):
        yield chunk
