"""Objects that are no text and hold some: what PASS does not let through."""

from __future__ import annotations

import zlib

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


@pytest.mark.parametrize(
    "inner",
    [
        b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
        b"%PDF-1.4\n1 0 obj <</Length 5>> stream\n",
        b"SQLite format 3\0" + NOISE,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NOISE,
    ],
    ids=["PDF", "short PDF", "SQLite", "OLE"],
)
def test_files_in_a_picture_are_refused(inner: bytes) -> None:
    data = b"\xff\xd8\xff\xe0" + NOISE + inner + NOISE
    with pytest.raises(UnexpectedContent):
        list(without_archives(iter([data[:950], data[950:]])))


def test_a_text_that_names_the_version_of_a_pdf_is_none() -> None:
    text = b"write %PDF-1.4 first, then the objects\n"
    assert list(without_archives(iter([text]))) == [text]
