"""From a source to its decompressed body: find the format, choose the decoder, name the result.

Streams are decoded from the response that is already open. A ZIP archive is read by ranges: its directory from the
object's end, then only the member asked for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import chain
from typing import NamedTuple

from objectlambda.block_index import BlockIndex
from objectlambda.decompress.decoders import decoder
from objectlambda.decompress.decoding import Beside
from objectlambda.decompress.detect import (
    Choice,
    Format,
    choose,
    content_type,
    from_name,
    inner_name,
)
from objectlambda.decompress.documents import is_document
from objectlambda.decompress.first_bytes import starts_zip
from objectlambda.decompress.formats import LABELS, format_named
from objectlambda.decompress.inner_head import head_inside
from objectlambda.decompress.limits import enforce_limits
from objectlambda.decompress.seeking import blocks, find_index
from objectlambda.decompress.settings import DecompressSettings
from objectlambda.errors import PasswordRequired, UnsupportedFormat
from objectlambda.function import ObjectRequest, Transformed
from objectlambda.source import Source
from objectlambda.streams import Closing, close

SNIFF_BYTES = 64 * 1024
TAIL_BYTES = 128 * 1024
"""Enough for the end record with the longest comment (65,557 bytes) and the directory of about 1,000 members."""

_TAR_HEADER_BYTES = 512
_LOOK_AHEAD_BYTES = 1024 * 1024
_END_RECORD = b"PK\x05\x06"


def tail_bytes(request: ObjectRequest, settings: DecompressSettings) -> int:
    """What of the end to ask for first: for a ZIP, by name or by setting, its directory."""
    named = settings.format == "auto" and from_name(request.key) is Format.ZIP
    return TAIL_BYTES if named or settings.format == "zip" else 0


def member_choice(request: ObjectRequest, settings: DecompressSettings) -> str:
    """The archive member asked for: the query parameter ``file_name``, as AWS's function takes it, or the setting."""
    return request.query.get("file_name", "") or settings.member


def decompressed(
    source: Source,
    request: ObjectRequest,
    settings: DecompressSettings,
    *,
    beside: Beside | None = None,
    tell_names: bool = True,
    documents_pass: bool = False,
) -> Transformed:
    """The decompressed body of ``source``.

    Args:
        source: the object.
        request: may name a member of a ZIP or tar archive.
        settings: the function's.
        beside: told of what stands in a stream beside its content; not of what stands in an archive.
        tell_names: whether errors list the names of an archive's members, where the request's may tell names.
        documents_pass: whether ZIP files that are no archives to their users (.docx, .jar) pass as they are, where
            on_uncompressed lets objects pass.

    Raises:
        UnsupportedFormat: the object is in none of the formats, or not in the pinned one.
        ObjectLambdaError: what the format's decoder says of its header or directory.
    """
    tell_names = tell_names and request.tells_names
    opened = open_stream(source, request, settings)
    if opened is None and documents_pass and settings.on_uncompressed == "pass" and is_document(source):
        return Transformed(chunks=source.stream(0, source.size), size=source.size, unchanged=True, seek=source.stream)
    if opened is None:
        return _unzip_member(source, request, settings, tell_names)
    found, first, chunks = opened.format, opened.first, opened.chunks
    wanted = member_choice(request, settings)
    if found is None and (wanted or settings.on_uncompressed == "fail") and _is_tar(first):
        return _untarred(chunks, wanted, source, settings, tell_names)
    if found is None:
        # A part of what is not transformed is a part of what is stored.
        seek = source.stream if source.known_size is not None and source.takes_ranges else None
        return Transformed(chunks=chunks, size=source.known_size, unchanged=True, seek=seek)
    decoded = _with_limits(decoder(found, source.ahead(chunks), settings, beside), source, settings)
    if wanted:
        head, decoded = _peek(decoded, _TAR_HEADER_BYTES)
        if _is_tar(head):
            return _untarred(Closing(decoded, chunks), wanted, source, settings, tell_names, found)
    return Transformed(
        chunks=Closing(decoded, chunks),
        measure=_measure(found, first, chunks, source),
        blocks=blocks(found, first, source, settings),
        changes=head_inside(inner_name(source.key, found), source, found),
    )


class OpenedStream(NamedTuple):
    """A whole object: its format, None where it is in none, its first bytes, and all of them."""

    format: Format | None
    first: bytes
    chunks: Iterator[bytes]


def open_stream(source: Source, request: ObjectRequest, settings: DecompressSettings) -> OpenedStream | None:
    """The object from its first byte, with its format; ``None`` where it is a ZIP archive, which is read by ranges.

    Raises:
        UnsupportedFormat: the object is in none of the formats, or not in the pinned one.
    """
    if tail_bytes(request, settings) and _END_RECORD in source.tail and _starts_as_archive(source, settings):
        return None
    chunks = source.chunks()
    try:
        first, chunks = _peek(chunks, SNIFF_BYTES)
        choice = _choice(first, source, settings)
        if choice.format is not None and choice.by_bytes:
            is_refuted, chunks = _refuted(choice.format, chunks, source)
            choice = Choice(format=None) if is_refuted else choice
        _check_found(first, choice, settings)
    except BaseException:
        close(chunks)
        raise
    if choice.format is Format.ZIP:
        if settings.on_uncompressed == "pass" and settings.format == "auto" and _is_zip_by_name_only(first, source):
            return OpenedStream(format=None, first=first, chunks=chunks)
        close(chunks)
        return None
    return OpenedStream(format=choice.format, first=first, chunks=chunks)


def _is_zip_by_name_only(first: bytes, source: Source) -> bool:
    """Whether an object that is announced as ZIP neither begins nor ends as one.

    So is what a chain made of an archive before: its key still ends in ``.zip``.
    """
    size = source.known_size
    if size is None or starts_zip(first):
        return False
    start = max(0, size - TAIL_BYTES)
    return _END_RECORD not in (source.tail or source.read_at(start, size - start))


def _starts_as_archive(source: Source, settings: DecompressSettings) -> bool:
    """Whether the object that ends as a ZIP archive begins as one: the bytes win over the key, not over a pin."""
    return settings.format != "auto" or starts_zip(source.read_at(0, 8))


def _choice(first: bytes, source: Source, settings: DecompressSettings) -> Choice:
    if not first and settings.on_empty == "pass":
        return Choice(format=None)
    pinned = None if settings.format == "auto" else format_named(settings.format)
    encoding, kind = source.headers.get("content-encoding"), source.headers.get("content-type")
    chosen = choose(first, source.key, encoding, kind, pinned)
    if chosen.reason:
        from objectlambda import log  # most objects are what their names announce

        log.write(log.INFO, "format", found=chosen.format, reason=chosen.reason)
    return chosen


def _refuted(found: Format, chunks: Iterator[bytes], source: Source) -> tuple[bool, Iterator[bytes]]:
    """Whether an object that begins as ``found`` is another file after all, and all of its chunks.

    That is seen by more of its bytes, at most 1 MiB, and by its end.
    """
    row, size = found.row, source.known_size
    if row.refutes is None or size is None:
        return False, chunks
    ahead, chunks = _peek(chunks, _LOOK_AHEAD_BYTES)
    if row.refutes(ahead, size):
        return True, chunks
    ends = row.foreign_trailers if source.takes_ranges else ()
    return any(back <= size and source.read_at(size - back, len(mark)) == mark for back, mark in ends), chunks


def _check_found(first: bytes, choice: Choice, settings: DecompressSettings) -> None:
    if choice.format is not None or settings.on_uncompressed == "pass" or (not first and settings.on_empty == "pass"):
        return
    if _is_tar(first):  # of which members can be read
        return
    raise UnsupportedFormat(
        f"the object is in none of the formats {', '.join(LABELS[:-1])} and {LABELS[-1]}; "
        "set on_uncompressed to pass to hand such objects out unchanged"
    )


def _measure(
    found: Format, first: bytes, chunks: Iterator[bytes], source: Source
) -> Callable[[], BlockIndex | None] | None:
    """How to count the decompressed size without decoding, where the first bytes give hope for it."""
    return (lambda: find_index(found, source, chunks)) if found.row.tells_size(first) else None


def _unzip_member(
    source: Source, request: ObjectRequest, settings: DecompressSettings, tell_names: bool
) -> Transformed:
    from objectlambda.decompress.zip.unzip import STORED, choose_member, member_offset, members, unzip

    directory = members(source, max_members=settings.max_members)
    member = choose_member(directory, member_choice(request, settings) or None, tell_names=tell_names)
    chunks = unzip(source, member, password=_password(settings), max_window_bytes=settings.max_window_bytes)

    is_plain = member.method == STORED and not member.encrypted and member.size == member.compressed_size

    def seek(start: int, stop: int) -> Iterator[bytes]:
        first = member_offset(source, member)
        yield from source.stream(first + start, first + stop)

    return Transformed(
        seek=seek if is_plain else None,
        chunks=_with_limits(chunks, source, settings),
        size=member.size,
        is_member=True,
        changes=head_inside(member.name, source, Format.ZIP),
    )


def _is_tar(first: bytes) -> bool:
    from objectlambda.decompress.tar import starts_tar

    return starts_tar(first)


def _untarred(
    chunks: Iterator[bytes],
    wanted: str,
    source: Source,
    settings: DecompressSettings,
    tell_names: bool,
    found: Format | None = None,
) -> Transformed:
    """A member of the tar archive that ``chunks`` are, which ``found`` has decoded."""
    from objectlambda.decompress.tar_member import member_required, tar_member

    try:
        if not wanted:
            raise member_required(chunks, max_members=settings.max_members, tell_names=tell_names)
        member = tar_member(chunks, wanted, max_members=settings.max_members, tell_names=tell_names)
    except BaseException:
        close(chunks)
        raise
    changes: dict[str, str | None] = {"ContentType": content_type(member.name)}
    if found is not None:
        changes = {**head_inside(member.name, source, found), **changes}
    return Transformed(chunks=member.chunks, size=member.size, is_member=True, changes=changes)


def _with_limits(chunks: Iterator[bytes], source: Source, settings: DecompressSettings) -> Iterator[bytes]:
    return enforce_limits(
        chunks,
        max_output_bytes=settings.max_output_bytes or None,
        max_ratio=settings.max_ratio or None,
        consumed=lambda: source.fetched,
    )


def _password(settings: DecompressSettings) -> bytes | None:
    if not settings.password_env:
        return None
    password = os.environ.get(settings.password_env)
    if password is None:
        raise PasswordRequired(
            f"password_env names the environment variable {settings.password_env}, which the function does not have"
        )
    from objectlambda.secret_references import secret_in

    return secret_in(password)


def _peek(chunks: Iterator[bytes], count: int) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes, ``count`` of them unless the object is shorter, and all chunks from the start."""
    first: list[bytes] = []
    length = 0
    for chunk in chunks:
        first.append(chunk)
        length += len(chunk)
        if length >= count:
            break
    return b"".join(first)[:count], Closing(chain(first, chunks), chunks)
