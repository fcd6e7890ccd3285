"""One member of a tar archive, found while the archive streams by: the archive has no directory to look it up in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from objectlambda.decompress.tar import TarMember, untar
from objectlambda.decompress.zip.member import NAMES_LISTED, printable
from objectlambda.decompress.zip.names import normalized, spellings
from objectlambda.errors import CorruptObject, MemberRequired, NoSuchMember, UnsupportedMethod
from objectlambda.streams import Closing, close

_EXACTLY, _BY_ANOTHER_SPELLING, _NOT = 2, 1, 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMember:
    """A member's name, its size in bytes, and its content, which ends once all of the archive was read."""

    name: str
    size: int
    chunks: Iterator[bytes] = field(repr=False)


def tar_member(chunks: Iterator[bytes], wanted: str, *, max_members: int, tell_names: bool = True) -> FoundMember:
    """The file called ``wanted`` in the archive that ``chunks`` are, read up to its header. Closes ``chunks``.

    The chunk that completes a member's content comes once the rest of the archive was read: only there checksums and
    truncation show, and whether a second file has that name.

    Raises:
        NoSuchMember: there is none, or it is a folder or a link; with ``tell_names`` the message lists up to 20 names.
        UnsupportedMethod: it is a sparse file, or a part of one that goes on in another archive.
        LimitExceeded: the archive has more than ``max_members``.
        CorruptObject: the archive is damaged or cut; or, while the content is read, it has two files of that name.
    """
    names: list[str] = []
    files = 0
    members = untar(chunks, max_members=max_members)
    try:
        for member in members:
            rank = _rank(member, wanted)
            if rank and member.is_file:
                if member.unreadable:
                    raise UnsupportedMethod(f"{printable(wanted)} is {member.unreadable}: make the archive without")
                content = _verified(member, members, wanted, rank)
                return FoundMember(name=_plain(member.name), size=member.size, chunks=Closing(content, members, chunks))
            if rank == _EXACTLY:
                raise NoSuchMember(f"{printable(wanted)} is {_what(member, tell_names)}")
            if member.is_file:
                files += 1
                names += [_plain(member.name)] if files <= NAMES_LISTED else []
    except BaseException:
        close(members)
        raise
    has = _listed(names, files) if tell_names else f"{files} files"
    raise NoSuchMember(f"the archive has no file {printable(wanted)}; it has {has}")


def member_required(chunks: Iterator[bytes], *, max_members: int, tell_names: bool = True) -> MemberRequired:
    """The error for a tar archive of which no member was chosen: it lists the first 20 names. Closes ``chunks``."""
    names: list[str] = []
    members = untar(chunks, max_members=max_members)
    try:
        for member in members if tell_names else ():
            names += [_plain(member.name)] if member.is_file else []
            if len(names) > NAMES_LISTED:
                break
    finally:
        close(members)
        close(chunks)
    listed = f": {_listed(names[:NAMES_LISTED], len(names), 'more')}" if tell_names else ""
    return MemberRequired(
        "the object is a tar archive, choose a file with ?file_name= or the setting member, or set on_uncompressed to "
        f"pass to hand it out as it is{listed}"
    )


def _verified(member: TarMember, members: Iterator[TarMember], wanted: str, rank: int) -> Iterator[bytes]:
    yield from member.chunks
    for other in members:
        if other.is_file and _rank(other, wanted) >= rank:
            raise CorruptObject(f"the archive has 2 files called {printable(wanted)}: which is meant?")


def _rank(member: TarMember, wanted: str) -> int:
    name, asked = _plain(member.name), _plain(wanted)
    if name == asked:
        return _EXACTLY
    if name.isascii() and asked.isascii():
        return _NOT
    raw = name.encode("utf-8", "surrogateescape")
    return _BY_ANOTHER_SPELLING if normalized(asked) in spellings(name, raw) else _NOT


def _plain(name: str) -> str:
    """``name`` without the ``./`` that ``tar -c .`` puts before all of them."""
    return name.removeprefix("./").rstrip("/")


def _what(member: TarMember, tell_names: bool) -> str:
    if not member.link:
        return "a folder or another thing without content"
    return f"a link to {printable(member.link)}: ask for that" if tell_names else "a link"


def _listed(names: list[str], count: int, more: str = "") -> str:
    if not names:
        return "none"
    rest = count - len(names)
    shown = ", ".join(printable(name) for name in names)
    return f"{shown} and {more or f'{rest} more'}" if rest else shown
