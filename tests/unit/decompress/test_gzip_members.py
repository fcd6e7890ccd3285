"""gzip's headers and members (RFC 1952)."""

from __future__ import annotations

import gzip
import struct
import zlib

import pytest

from objectlambda.decompress import deflate
from objectlambda.decompress.gunzip import gunzip
from objectlambda.decompress.inflate import inflate
from objectlambda.errors import CorruptObject, TruncatedObject, UnsupportedMethod

TEXT = b"a line of text\n" * 500


def member(*, flags: int = 0, fields: bytes = b"", content: bytes = TEXT) -> bytes:
    deflater = zlib.compressobj(6, zlib.DEFLATED, -15)
    body = deflater.compress(content) + deflater.flush()
    header = b"\x1f\x8b\x08" + bytes([flags]) + b"\0\0\0\0\0\x03" + fields
    return header + body + struct.pack("<LL", zlib.crc32(content), len(content))


def bytewise(data: bytes):
    return (data[at : at + 1] for at in range(len(data)))


ALL_FIELDS = struct.pack("<H", 70_00) + b"e" * 70_00 + b"name.csv\0" + b"a comment\0"


@pytest.mark.parametrize("split", [1, 5, 100_000])
def test_passes_over_every_header_field_in_any_split(split):
    fixed = b"\x1f\x8b\x08\x1e\0\0\0\0\0\x03"
    data = member(flags=0x1E, fields=ALL_FIELDS + struct.pack("<H", zlib.crc32(fixed + ALL_FIELDS) & 0xFFFF))
    assert b"".join(gunzip(data[at : at + split] for at in range(0, len(data), split))) == TEXT


def test_verifies_the_header_crc():
    with pytest.raises(CorruptObject, match="CRC-16"):
        list(gunzip([member(flags=0x02, fields=b"\x01\x02")]))


def test_names_may_have_any_length():
    data = member(flags=0x08, fields=b"n" * 3_000_000 + b"\0")
    assert b"".join(gunzip(data[at : at + 65536] for at in range(0, len(data), 65536))) == TEXT


@pytest.mark.parametrize("flags", [0x20, 0x40, 0x80])
def test_refuses_reserved_flags(flags):
    with pytest.raises(UnsupportedMethod, match="flags"):
        list(gunzip([member(flags=flags)]))


def test_many_small_members_are_decoded_in_linear_time():
    # Every decoder copies what it leaves of its input: pieces must be small at a member's start.
    data = gzip.compress(b"x") * 20_000
    assert b"".join(gunzip([data])) == b"x" * 20_000


def test_says_where_the_stream_ended():
    data = gzip.compress(TEXT)
    with pytest.raises(TruncatedObject, match=f"gzip stream ended after {len(data) - 3} bytes without its trailer"):
        list(gunzip([data[:-3]]))


def test_an_empty_object_is_no_gzip_file():
    with pytest.raises(TruncatedObject, match="empty"):
        list(gunzip([]))


def test_half_a_magic_behind_a_member_is_never_ignored():
    with pytest.raises(TruncatedObject):
        list(gunzip([gzip.compress(TEXT) + b"\x1f"], trailing="ignore"))


def test_ignored_data_may_be_long():
    assert b"".join(gunzip([gzip.compress(TEXT), b"n" * 500_000], trailing="ignore")) == TEXT


@pytest.fixture
def without_isal(monkeypatch):
    def no_isal(name, *args, **kwargs):
        if name.partition(".")[0] == "isal":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    import builtins

    real = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", no_isal)
    deflate.deflate_codec.cache_clear()
    deflate.fast_crc32.cache_clear()
    yield
    deflate.deflate_codec.cache_clear()
    deflate.fast_crc32.cache_clear()


def test_works_without_isal(without_isal):
    assert isinstance(deflate.deflate_codec("gzip").open(), deflate.ZlibDecoder)
    data = gzip.compress(TEXT) + gzip.compress(b"more")
    assert b"".join(gunzip(bytewise(data))) == TEXT + b"more"
    assert b"".join(inflate(bytewise(zlib.compress(TEXT)))) == TEXT
    with pytest.raises(TruncatedObject):
        list(gunzip([data[:-1]]))
    with pytest.raises(CorruptObject):
        list(gunzip([data[:-1] + b"\x01"]))
    with pytest.raises(CorruptObject):
        list(inflate([zlib.compress(TEXT)[:-1] + b"\0"]))


def test_bounds_its_output_without_isal(without_isal):
    sizes = [len(chunk) for chunk in gunzip([gzip.compress(bytes(20_000_000))])]
    assert sum(sizes) == 20_000_000
    assert max(sizes) <= 256 * 1024


@pytest.mark.parametrize("header", [b"\x88\x1c", b"x\x02", b"\x79\x9c"])
def test_refuses_invalid_zlib_headers(header):
    with pytest.raises(CorruptObject, match="header check"):
        list(inflate([header + zlib.compress(TEXT)[2:]]))
