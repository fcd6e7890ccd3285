"""The first bytes of formats that hold text which is not read here: archives, documents, databases, dumps, images of
disks. Objects of these formats are refused, also with PASS.
"""

from __future__ import annotations

import re
import zlib

from objectlambda.writing import is_writing

_HOLDERS = (
    b"%PDF-",
    b"{\\rtf",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",  # OLE2: .doc, .xls, .ppt, .msg
    b"PAR1",
    b"PARE",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\xfd7zXZ\x00",
    b"\x5d\x00\x00",  # .lzma
    b"LZIP",
    b"\x04\x22\x4d\x18",  # lz4
    b"\x02\x21\x4c\x18",  # lz4, legacy
    b"\x1f\x9d",  # compress
    b"\x1f\xa0",
    b"\x1f\x1e",  # pack
    b"MSCF",
    b"ISc(",
    b"!<arch>\n",
    b"070701",
    b"070702",
    b"070707",
    b"\xc7\x71",
    b"\x71\xc7",
    b"SQLite format 3\x00",
    b"ORC",
    b"Obj\x01",  # Avro
    b"ARROW1",
    b"FEA1",
    b"SEQ\x06",
    b"\x89HDF\r\n\x1a\n",
    b"CDF\x01",
    b"CDF\x02",
    b"\x93NUMPY",
    b"\x00\x01\x00\x00Standard ",  # Access
    b"!BDN",  # Outlook
    b"ElfFile",
    b"bplist00",
    b"\xac\xed\x00\x05",  # Java's serialization
    b"\x80\x02",  # pickle
    b"\x80\x03",
    b"\x80\x04",
    b"\x80\x05",
    b"$FL2",  # SPSS
    b"$FL3",
    b"<stata_dta>",
    b"RDX2",
    b"RDX3",
    b"PGDMP",
    b"-----BEGIN PGP MESSAGE",
    b"\x85\x01",  # OpenPGP
    b"\x85\x02",
    b"Salted__",
    b"MDMP",
    b"PAGEDU",
    b"\xd4\xc3\xb2\xa1",  # packets
    b"\xa1\xb2\xc3\xd4",
    b"\x0a\x0d\x0d\x0a",
    b"xar!",
    b"zPQ",
    b"MATLAB 5.0 MAT",
    b"7kSt",  # ZPAQ
    b"ZOO ",
    b"MSWIM\0\0\0",
    b"\x89LZO\0",
    b"LRZI",
    b"RZIP",
    b"SZDD\x88\xf0",
    b"StuffIt ",
    b"SIT!",
    b"EGGA",
    b"ALZ\x01",
    b"\x60\xea",  # ARJ
    b"hsqs",  # SquashFS
    b"sqsh",
    b"bvx1",  # LZFSE
    b"bvx2",
    b"age-encryption.org/",
    b"LUKS\xba\xbe",
    b"KDMV",  # images of disks
    b"QFI\xfb",
    b"vhdxfile",
    b"conectix",
    b"regf",  # Windows' registry
    b"\xcf\xad\x12\xfe",  # Outlook Express
    b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d",  # OneNote
    b"\x06\x06\xed\xf5\xd8\x1d\x46\xe5",  # InDesign
    b"\xffWPC",
    b"AC10",  # AutoCAD
    b"AT&TFORM",  # DjVu
    b"ITSF",  # CHM
    b"CWS",  # Flash
    b"ZWS",
    b"PFA1",  # Puffin
    b"PACK\0\0\0",  # Git
    b"root\0",  # CERN's ROOT
    b"HEADER RECORD*******",  # SAS transport
    b"\x4d\x3c\xb2\xa1",  # packets, in nanoseconds
    b"\xa1\xb2\x3c\x4d",
    b"snoop\0\0\0",
    b"\xed\xab\xee\xdb",  # RPM
    b"\x37\x7f\x06\x82",  # SQLite's logs and journals
    b"\x37\x7f\x06\x83",
    b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7",
    b"ElfChnk\0",  # a part of a log of Windows
    b"\0\1\0\0\0\xff\xff\xff\xff\1\0\0\0",  # .NET's serialization
    b"X\n\0\0\0\2\0",  # R's serialization
    b"X\n\0\0\0\3\0",
    b"\xcd\x9a\x57\x13",  # GDBM
    b"\xce\x9a\x57\x13",
    b"\xcf\x9a\x57\x13",
)
_INSIDE = (
    (2, b"-lh"),  # LHA
    (7, b"**ACE**"),
    (12, b"\xc2\xea\x81\x60"),  # SAS
    (12, b"\x61\x15\x06\x00"),  # Berkeley DB: a table of hashes, a tree
    (12, b"\x62\x31\x05\x00"),
    (16, b"\xde\xc0\xef\xbe\1\0\0\0"),  # LMDB
    (60, b"BOOKMOBI"),
    (60, b"TEXtREAd"),
    (128, b"DICM"),  # DICOM, with the patient's name
    (512, b"\x89HDF\r\n\x1a\n"),  # HDF5 behind other data
    (1024, b"\x89HDF\r\n\x1a\n"),
    (2048, b"\x89HDF\r\n\x1a\n"),
    (0x8001, b"CD001"),  # ISO 9660
)
"""Marks that do not stand at the beginning."""
_FORMS = re.compile(
    rb"(?P<arrow>\xff{4}[\x00-\xff]{2}[\x00-\x0f]\x00[\x04-\x40]\x00{3})"
    rb"|(?P<dbase>[\x02-\x05\x30-\x32\x43\x63\x83\x8b\x8e\xcb\xf5\xfb][\x00-\xff][\x01-\x0c][\x01-\x1f][\x00-\xff]{28}"
    rb"[A-Za-z_][A-Za-z0-9_]{0,10}\x00{0,10}(?<=[\x00-\xff]{43})[+0@BCDFGILMNOPQTVWXY])"
    rb"|(?P<matlab>[\x00-\xff]{2}\x00{2}[\x00-\xff]{8}[\x00\x01]\x00{3}[\x02-\x40]\x00{3}[A-Za-z][A-Za-z0-9_]{0,62}\x00)"
    rb"|(?P<dicom>\x08\x00[\x00-\xff]\x00(?:[A-Z]{2}[\x00-\xff]{2}|[\x00-\xff]{2}\x00\x00))"
)
"""A stream of Arrow; dBase, whose first field has a name and a type behind it; MATLAB 4; DICOM without its preamble."""
_PATIENT = b"\x10\x00\x10\x00"
"""The tag of a patient's name in DICOM."""
_SAMPLE = 4096
_LEAST_INFLATED = 64
_PIECE = 16
_PLAIN = re.compile(rb"[\t\n\r\x20-\x7e\x80-\xff]*")


def holds_text(head: bytes) -> bool:
    """Whether an object that begins with ``head`` has such a format, or is text in DEFLATE or brotli with no header."""
    if head.startswith(_HOLDERS) or any(head.startswith(mark, at) for at, mark in _INSIDE):
        return True
    if (form := _FORMS.match(head)) and (not form["dicom"] or _PATIENT in head[:_SAMPLE]):
        return True
    if _is_brotli(head):
        return True
    inflater = zlib.decompressobj(-15)
    try:
        made = inflater.decompress(head, _SAMPLE)
    except zlib.error:
        return False
    return (len(made) >= _LEAST_INFLATED or (inflater.eof and bool(made))) and _PLAIN.fullmatch(made) is not None


def _is_brotli(head: bytes) -> bool:
    """Whether ``head`` begins a text in brotli, which has no mark; nothing tells where brotli is not installed."""
    try:
        import brotli
    except ImportError:
        return False
    decompressor = brotli.Decompressor()
    made = b""
    try:
        for at in range(0, len(head), _PIECE):
            made += decompressor.process(head[at : at + _PIECE])
            if len(made) >= _SAMPLE or decompressor.is_finished():
                break
    except brotli.error:
        pass
    return is_writing(made[:_SAMPLE])
