"""Where a personal value can stand. A line more in ``PLACES`` is a place more, tried on every host in every mode.

``make`` gets a `canaries.Canary` and gives the object. It is also called for `canaries.HARMLESS`: both functions must
hand that object out (``served``), so that no place holds because everything is refused there. Name in ``served`` the
functions that hand it out, where they are not both.
"""

from __future__ import annotations

import bz2
import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from canaries import Canary

CLEAN = b"the weather is fine today and the train is late\n" * 20
BOTH = frozenset({"pii_redaction", "pii_access_control"})
GUARD = frozenset({"pii_access_control"})
REDACTION = frozenset({"pii_redaction"})
NEITHER: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in an object: its name, the object's key, how to make the object, who hands out a harmless one."""

    name: str
    key: str
    make: Callable[[Canary], bytes] = field(repr=False)
    served: frozenset[str] = BOTH
    headers: Callable[[Canary], Mapping[str, str]] = field(default=lambda _: {}, repr=False)

    @property
    def path(self) -> str:
        """A key that no other place has, with the same suffix."""
        return "".join(c if c.isalnum() else "-" for c in self.name) + "/" + self.key

    @property
    def plain_key(self) -> str:
        """The key of what `pii_redaction` hands out: decompressed."""
        stem, _, suffix = self.key.rpartition(".")
        return stem if suffix in ("gz", "bz2", "zst", "sz", "zip", "zz") else self.key


def place(name: str, key: str, make: Callable[[Canary], bytes], served: frozenset[str] = BOTH, **more) -> Place:
    return Place(name=name, key=key, make=make, served=served, **more)


def zipped(*members: tuple[str, bytes], comment: bytes = b"", **fields: object) -> bytes:
    """An archive of ``members``; ``fields`` are set of each ZipInfo."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            for key, value in fields.items():
                setattr(info, key, value)
            archive.writestr(info, data)
        archive.comment = comment
    return file.getvalue()


def tarred(*members: tuple[str, bytes], mode: str = "w", **fields: object) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode, format=tarfile.PAX_FORMAT) as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            for key, value in fields.items():
                setattr(info, key, value)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


def gzipped(data: bytes, flags: int = 0, header: bytes = b"") -> bytes:
    """A gzip member with optional header fields."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    raw = deflate.compress(data) + deflate.flush()
    start = b"\x1f\x8b\x08" + bytes([flags]) + b"\0\0\0\0\0\x03" + header
    return start + raw + struct.pack("<LL", zlib.crc32(data), len(data))


PLACES = (
    place("plain text", "a.txt", lambda c: CLEAN + c.line + CLEAN),
    place("CSV", "a.csv", lambda c: b"id,ssn,email,card\n1,%b\n" % ",".join((c.ssn, c.email, c.card)).encode()),
    place("JSON", "a.json", lambda c: b'{"note": "%b", "ssn": "%b"}\n' % (c.text.encode(), c.ssn.encode())),
    place("gzip", "a.txt.gz", lambda c: gzip.compress(CLEAN + c.line, mtime=0)),
    place("bzip2", "a.txt.bz2", lambda c: bz2.compress(CLEAN + c.line)),
    place("ZIP member", "a.zip", lambda c: zipped(("a.txt", CLEAN + c.line))),
)
