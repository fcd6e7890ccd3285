"""What happens where an optional library is not installed: a slower decoder, or an error that says what to install."""

from __future__ import annotations

import builtins
import gzip
import struct
import sys
import zlib
from pathlib import Path

import cramjam
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "contract"))

from archives import Entry, MemoryArchive, written

from objectlambda.decompress import deflate
from objectlambda.decompress.detect import Format, sniff
from objectlambda.decompress.gunzip import gunzip
from objectlambda.decompress.snappy.unsnappy import unsnappy_framed, unsnappy_hadoop
from objectlambda.decompress.zip.unzip import members, unzip
from objectlambda.decompress.zstd import codec as zstd_codec
from objectlambda.decompress.zstd.unzstd import unzstd
from objectlambda.errors import UnsupportedMethod

TEXT = b"a line of text\n" * 500
BLOCK = bytes(cramjam.snappy.compress_raw(TEXT))
FRAMED = bytes(cramjam.snappy.compress(TEXT))
HADOOP = struct.pack(">II", len(TEXT), len(BLOCK)) + BLOCK
OPTIONAL = {"isal", "backports", "zstandard", "cramjam", "snappy", "inflate64", "Cryptodome"}


@pytest.fixture
def bare(monkeypatch):
    """A Python without any of the optional libraries."""
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name.partition(".")[0] in OPTIONAL:
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.setattr(zstd_codec, "zstd_module", lambda: None)
    deflate.deflate_codec.cache_clear()
    deflate.fast_crc32.cache_clear()
    yield
    deflate.deflate_codec.cache_clear()
    deflate.fast_crc32.cache_clear()


def opened(**entry):
    archive = MemoryArchive(data=written([Entry(name=b"a", content=TEXT, **entry)]))
    return unzip(archive, members(archive, max_members=1)[0], password=b"secret")


def test_gzip_and_zip_need_no_library(bare):
    deflater = zlib.compressobj(wbits=-15)
    data = deflater.compress(TEXT) + deflater.flush()
    assert b"".join(gunzip([gzip.compress(TEXT)])) == TEXT
    assert b"".join(opened(method=8, data=data)) == TEXT


def test_finds_formats_without_any_library(bare):
    assert sniff(FRAMED) is Format.SNAPPY
    assert sniff(HADOOP) is Format.SNAPPY_HADOOP


@pytest.mark.parametrize(
    ("run", "names"),
    [
        (lambda: unsnappy_framed([FRAMED]), "cramjam"),
        (lambda: unsnappy_hadoop([HADOOP]), "cramjam"),
        (lambda: unzstd([b"\x28\xb5\x2f\xfd\0\0\0\0"]), r"backports\.zstd"),
        (lambda: opened(method=9), "inflate64"),
        (
            lambda: opened(method=99, flags=1, extra=struct.pack("<HHH2sBH", 0x9901, 7, 2, b"AE", 3, 8)),
            "pycryptodomex",
        ),
    ],
    ids=["snappy", "hadoop", "zstd", "deflate64", "aes"],
)
def test_says_what_to_install(bare, run, names):
    with pytest.raises(UnsupportedMethod, match=names) as raised:
        list(run())
    assert "objectlambda[codecs]" in str(raised.value)
