"""What a ZIP archive is read from, what stands in it, and which of that is meant."""

from __future__ import annotations

from typing import NamedTuple

from objectlambda.decompress.zip.names import normalized, slashed, spellings
from objectlambda.errors import CorruptObject, MemberRequired, NoSuchMember

NAMES_LISTED = 20

ENCRYPTED, DATA_DESCRIPTOR, STRONG_ENCRYPTION = 0x0001, 0x0008, 0x0040


class AesEncryption(NamedTuple):
    """WinZip's AES extra field: version 1 keeps the CRC-32, 2 does not; strength 1 to 3 is 128 to 256 bits."""

    version: int
    strength: int


class Member(NamedTuple):
    """One entry of the directory; sizes and offsets in bytes, ``limit`` being where the next thing begins."""

    name: str
    raw_name: bytes
    method: int
    flags: int
    crc32: int
    compressed_size: int
    size: int
    header_offset: int
    limit: int
    dos_time: int
    aes: AesEncryption | None = None
    number: int = 0
    beside: bytes = b""  # its comment, and extra fields that may hold text

    @property
    def encrypted(self) -> bool:
        return bool(self.flags & ENCRYPTED)

    @property
    def is_directory(self) -> bool:
        return self.name.endswith("/")


def choose_member(directory: tuple[Member, ...], wanted: str | None, *, tell_names: bool = True) -> Member:
    """The file called ``wanted``, in any spelling of its name, or the only one there is when none is named.

    What file managers add (``__MACOSX/``, ``._x``, ``.DS_Store``, ``Thumbs.db``) does not count as a file unless named.
    Raises `NoSuchMember` and `MemberRequired`, whose messages list up to 20 names, and `CorruptObject` for a name that
    occurs twice. Without ``tell_names`` messages only say how many files there are.
    """
    files = [member for member in directory if not member.is_directory]
    if wanted is not None:
        named = _named(files, wanted)
        if len(named) > 1:
            raise CorruptObject(f"the archive has {len(named)} files called {printable(wanted)}: which is meant?")
        if not named:
            has = _name_list(files) if tell_names else f"{len(files)} files"
            raise NoSuchMember(f"the archive has no file {printable(wanted)}; it has {has}")
        return named[0]
    plain = [member for member in files if not _is_of_a_file_manager(member.name)]
    if len(plain) == 1:
        return plain[0]
    if not plain:
        raise NoSuchMember("the archive holds no file")
    listed = f": {_name_list(plain)}" if tell_names else ""
    raise MemberRequired(
        f"the archive holds {len(plain)} files, choose one with ?file_name= or the setting member{listed}"
    )


def _named(files: list[Member], wanted: str) -> list[Member]:
    """The files called ``wanted``: as their names are read, or else as one of the other ways to read their bytes."""
    exactly = [member for member in files if member.name == wanted]
    if exactly:
        return exactly
    usual, with_slashes = normalized(wanted), slashed(wanted)
    return [member for member in files if normalized(member.name) == usual] or [
        member for member in files if with_slashes in spellings(member.name, member.raw_name)
    ]


def _name_list(files: list[Member]) -> str:
    if not files:
        return "none"
    names = ", ".join(printable(member.name) for member in files[:NAMES_LISTED])
    return names if len(files) <= NAMES_LISTED else f"{names} and {len(files) - NAMES_LISTED} more"


def printable(name: str) -> str:
    """``name`` as it may stand in a message: without control characters, at most 200 characters."""
    shown = "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in normalized(name)
    )
    return shown if len(shown) <= 200 else shown[:200] + "..."


def _is_of_a_file_manager(name: str) -> bool:
    last = name.rpartition("/")[2]
    return name.startswith("__MACOSX/") or last.startswith("._") or last in (".DS_Store", "Thumbs.db", "desktop.ini")
