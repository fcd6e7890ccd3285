"""Objects that are no text and hold some: what PASS does not let through."""

from __future__ import annotations

import lzma
import random
import struct
import zlib

import brotli
import pytest

from objectlambda.errors import UnexpectedContent
from objectlambda.pii.kinds import Kind, kind_of, without_archives

NOISE = bytes(index * index % 251 for index in range(900))
RAW = zlib.compressobj(9, zlib.DEFLATED, -15)
RECORD = "ROE MARGARET        ".encode("cp037") + bytes.fromhex("536221234C") + "ACTIVE    ".encode("cp037")
HOLDERS = {
    "MATLAB": b"MATLAB 5.0 MAT-file, Platform: PCWIN64".ljust(124) + b"\0\1IM" + NOISE,
    "DICOM": bytes(128) + b"DICM\2\0\0\0UL\4\0" + NOISE,
    "LHA": b"\x22\0-lh5-" + NOISE,
    "ISO 9660": bytes(0x8001) + b"CD001\1\0" + NOISE,
    "packets in nanoseconds": b"\x4d\x3c\xb2\xa1\2\0\4\0" + NOISE,
    "SAS": bytes(12) + b"\xc2\xea\x81\x60" + NOISE,
    "OneNote": b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d" + NOISE,
    "image of a disk": b"QFI\xfb" + NOISE,
    "DEFLATE alone": RAW.compress(b"the SSN is 536-22-1234 " * 9) + RAW.flush(),
    "EBCDIC with packed decimals": RECORD * 100,
    "RPM": b"\xed\xab\xee\xdb\3\0\0\0" + NOISE,
    "log of SQLite": b"\x37\x7f\x06\x82" + NOISE,
    "LMDB": bytes(16) + b"\xde\xc0\xef\xbe\1\0\0\0" + NOISE,
    "HDF5 behind other data": NOISE[:512] + b"\x89HDF\r\n\x1a\n" + NOISE,
    "stream of Arrow": b"\xff\xff\xff\xff\xb8\0\0\0\x10\0\0\0" + NOISE,
    "dBase": struct.pack("<4BLHH20x11ss20x", 3, 124, 11, 30, 1, 65, 10, b"SSN", b"N") + b"\r 536221234" + NOISE,
    "MATLAB 4": struct.pack("<5L", 1, 1, 11, 0, 4) + b"ssn\0" + struct.pack("<11d", *b"536-22-1234") + NOISE,
    "DICOM without a preamble": b"\x08\0\5\0CS\x0a\0ISO_IR 100\x10\0\x10\0PN\x08\0Roe^Ann " + NOISE,
    "brotli": brotli.compress(b"Ann Roe of Leeds has the SSN 536-22-1234, and a train to catch" * 9),
    "RTF behind a blank": b"\n{\\rtf1\\ansi SSN 536\\b -22-}1234}",
    "RTF behind a mark": b"\xef\xbb\xbf{\\rtf1\\ansi SSN}",
    "PostScript behind a sign": b"\x04%!PS-Adobe-3.0\n(SSN 536-2) show (2-1234) show\n",
    "PostScript behind a line": b"\n%!PS-Adobe-3.0\n(SSN 536-2) show (2-1234) show\n",
}


@pytest.mark.parametrize("data", HOLDERS.values(), ids=HOLDERS)
def test_they_are_known(data: bytes) -> None:
    assert kind_of(data, ended=True, lenient=True) is Kind.HOLDER


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + NOISE,
        b"\xff\xd8\xff\xe0" + NOISE,
        b"\x7fELF" + NOISE,
        b"P5 64 64 255\n\0" + bytes(range(9)) + bytes(range(120, 170)) * 80,
        NOISE,
    ],
    ids=["PNG", "JPEG", "ELF", "grey", "noise"],
)
def test_other_bytes_are_none(data: bytes) -> None:
    assert kind_of(data, ended=True, lenient=True) is Kind.BINARY


LINE = b"Ann Roe of Leeds has the SSN 536-22-1234\n"


def packed(data: bytes) -> bytes:
    """``data`` as codes of nine bits, as compress begins."""
    return sum(octet << 9 * number for number, octet in enumerate(data)).to_bytes(len(data) * 9 // 8 + 1, "little")


@pytest.mark.parametrize(
    "inner",
    [
        b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
        b"%PDF-1.4\n1 0 obj <</Length 5>> stream\n",
        b"SQLite format 3\0" + NOISE,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NOISE,
        lzma.compress(LINE * 9, lzma.FORMAT_ALONE),
        lzma.compress(LINE * 9, lzma.FORMAT_RAW, filters=[{"id": lzma.FILTER_LZMA2}]),
        b"LZIP\1\x0c" + NOISE,
        b"\x04\x22\x4d\x18\x64\x40\xa7" + NOISE,
        b"\xff\6\0\0sNaPpY" + NOISE,
        b"\x1f\x9d\x90" + packed(LINE),
    ],
    ids=["PDF", "short PDF", "SQLite", "OLE", "LZMA alone", "LZMA2", "lzip", "LZ4", "snappy", "compress"],
)
def test_files_in_a_picture_are_refused(inner: bytes) -> None:
    data = b"\xff\xd8\xff\xe0" + NOISE + inner + NOISE
    with pytest.raises(UnexpectedContent):
        list(without_archives(iter([data[:950], data[950:]])))


def test_a_text_that_names_the_version_of_a_pdf_is_none() -> None:
    text = b"write %PDF-1.4 first, then the objects\n"
    assert list(without_archives(iter([text]))) == [text]


@pytest.mark.parametrize("seed", range(3))
def test_marks_that_come_by_chance_begin_nothing(seed: int) -> None:
    random_bytes = random.Random(seed).randbytes(200_000)
    for data in (b"\x89PNG" + random_bytes, b"\1\x5d\0\0\0\4\0\1\0\0\0" * 900, b"\0" + b"\x1f\x9d\x90\xff\xff" * 900):
        assert list(without_archives(iter([data]))) == [data]
        assert kind_of(data[:65536], lenient=True) is Kind.BINARY
