"""Where a personal value can stand. A line more in ``PLACES`` is a place more, tried on every host in every mode.

``make`` gets a `canaries.Canary` and gives the object. It is also called for `canaries.HARMLESS`: both functions must
hand that object out (``served``), so that no place holds because everything is refused there. Name in ``served`` the
functions that hand it out, where they are not both.
"""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

import canary_texts
from canaries import Canary
from canary_documents import cells, core, docx, inline, paragraph, pptx, relations, run, word_part, xlsx

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


def zipped(*members: tuple[str, bytes], comment: bytes = b"", member_comment: bytes = b"", **fields: object) -> bytes:
    """An archive of ``members``; ``fields`` are set of each ZipInfo."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.comment = member_comment
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


def zstandard_frame(data: bytes) -> bytes:
    import zstandard

    return zstandard.compress(data)


def skippable(data: bytes, kind: int = 0) -> bytes:
    """A skippable frame of zstd, of sixteen kinds."""
    return struct.pack("<LL", 0x184D2A50 + kind, len(data)) + data


def snappy_framed(data: bytes) -> bytes:
    import cramjam

    return bytes(cramjam.snappy.compress(data))


def snappy_chunk(kind: int, data: bytes) -> bytes:
    return bytes([kind]) + struct.pack("<L", len(data))[:3] + data


def zip_extra(number: int, data: bytes) -> bytes:
    return struct.pack("<HH", number, len(data)) + data


def local_only(c: Canary) -> bytes:
    """A ZIP whose first member only its local header tells of: streaming readers and repair tools find it."""
    hidden, archive = zipped(("pii.txt", c.line)), zipped(("a.txt", CLEAN))
    return hidden[: hidden.index(b"PK\x01\x02")] + archive


def local_extra(c: Canary) -> bytes:
    """A ZIP with an extra field in the local header that the directory does not tell of."""
    archive = bytearray(zipped(("a.txt", CLEAN), extra=zip_extra(0x7777, c.line)))
    at = archive.index(b"PK\x01\x02")
    name_bytes, extra_bytes = struct.unpack_from("<HH", archive, at + 28)
    del archive[at + 46 + name_bytes : at + 46 + name_bytes + extra_bytes]
    struct.pack_into("<H", archive, at + 30, 0)
    end = archive.index(b"PK\x05\x06")
    struct.pack_into("<L", archive, end + 12, end - at)
    return bytes(archive)


def gap_before_directory(c: Canary) -> bytes:
    archive = zipped(("a.txt", CLEAN))
    at = archive.index(b"PK\x01\x02")
    end = archive.index(b"PK\x05\x06")
    moved = bytearray(archive[:at] + c.line + archive[at:])
    struct.pack_into("<L", moved, end + len(c.line) + 16, at + len(c.line))
    return bytes(moved)


def behind_deflate(c: Canary) -> bytes:
    """A ZIP member with bytes behind the end of its compressed stream, inside its compressed size."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    raw = deflate.compress(CLEAN) + deflate.flush() + c.line
    crc, size = zlib.crc32(CLEAN), len(CLEAN)
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 33, crc, len(raw), size, 5, 0) + b"a.txt"
    entry = (
        struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 33, crc, len(raw), size, 5, 0, 0, 0, 0, 0, 0) + b"a.txt"
    )
    return local + raw + entry + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(entry), len(local + raw), 0)


def folder_with_content(c: Canary) -> bytes:
    return zipped(("folder/", c.line), ("a.txt", CLEAN))


def tar_slack(c: Canary) -> bytes:
    """A tar whose member's last block is filled up with text."""
    archive = bytearray(tarred(("a.txt", b"fine\n")))
    archive[512 + 5 : 512 + 5 + len(c.line)] = c.line
    return bytes(archive)


def tar_header(offset: int) -> Callable[[Canary], bytes]:
    """A tar with text in its header at ``offset``, where no reader shows it."""

    def make(c: Canary) -> bytes:
        archive = bytearray(tarred(("a.txt", CLEAN)))
        archive[offset : offset + len(c.ssn) + 4] = b"SSN " + c.ssn.encode()
        others = archive[:148] + b" " * 8 + archive[156:512]
        archive[148:156] = b"%06o\0 " % sum(others)
        return bytes(archive)

    return make


def png(c: Canary) -> bytes:
    """A picture with a comment."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    row = b"\0" + bytes(range(256)) * 12
    header = struct.pack(">LLBBBBB", 1024, 8, 8, 2, 0, 0, 0)
    note = chunk(b"tEXt", b"Comment\0" + c.text.encode())
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + note
        + chunk(b"IDAT", zlib.compress(row * 8))
        + chunk(b"IEND", b"")
    )


def halves(text: str) -> tuple[str, str]:
    return text[: len(text) // 2], text[len(text) // 2 :]


def references(text: str) -> str:
    """``text`` as character references."""
    return "".join(f"&#{ord(character)};" for character in text)


TEXTS = (
    place("plain text", "a.txt", lambda c: CLEAN + c.line + CLEAN),
    place("CSV", "a.csv", lambda c: b"id,ssn,email,card\n1,%b\n" % ",".join((c.ssn, c.email, c.card)).encode()),
    place("JSON", "a.json", lambda c: b'{"note": "%b", "ssn": "%b"}\n' % (c.text.encode(), c.ssn.encode())),
    *(place(*row, NEITHER if row[0] in canary_texts.REFUSED else BOTH) for row in canary_texts.ROWS),
)
STREAMS = (
    place("gzip", "a.txt.gz", lambda c: gzip.compress(CLEAN + c.line, mtime=0)),
    place("bzip2", "a.txt.bz2", lambda c: bz2.compress(CLEAN + c.line)),
    place("zlib", "a.txt.zz", lambda c: zlib.compress(CLEAN + c.line)),
    place("zstd", "a.txt.zst", lambda c: zstandard_frame(CLEAN + c.line)),
    place("snappy", "a.txt.sz", lambda c: snappy_framed(CLEAN + c.line)),
    place("gzip comment", "b.txt.gz", lambda c: gzipped(CLEAN, 16, c.text.encode() + b"\0")),
    place("gzip name", "c.txt.gz", lambda c: gzipped(CLEAN, 8, b"%b.txt\0" % c.email.encode())),
    place("gzip extra", "d.txt.gz", lambda c: gzipped(CLEAN, 4, struct.pack("<H", len(c.line)) + c.line)),
    place("gzip second member", "e.txt.gz", lambda c: gzipped(CLEAN) + gzipped(CLEAN, 16, c.text.encode() + b"\0")),
    place("zstd skippable", "b.txt.zst", lambda c: skippable(c.line) + zstandard_frame(CLEAN)),
    place("zstd skippable, last", "c.txt.zst", lambda c: zstandard_frame(CLEAN) * 3 + skippable(c.line, 14)),
    place(
        "zstd skippable, in pieces",
        "d.txt.zst",
        lambda c: b"".join(skippable(c.line[i : i + 4]) + zstandard_frame(CLEAN) for i in range(0, len(c.line), 4)),
    ),
    place("snappy skippable", "b.txt.sz", lambda c: snappy_framed(CLEAN) + snappy_chunk(0x80, c.line)),
    place("snappy padding", "c.txt.sz", lambda c: snappy_framed(CLEAN) + snappy_chunk(0xFE, c.line)),
    place("gzip in gzip", "f.txt.gz", lambda c: gzip.compress(gzip.compress(CLEAN + c.line, mtime=0), mtime=0), GUARD),
    place("bzip2 in zstd", "g.txt.zst", lambda c: zstandard_frame(bz2.compress(CLEAN + c.line)), GUARD),
)
ARCHIVES = (
    place("ZIP member", "a.zip", lambda c: zipped(("a.txt", CLEAN + c.line))),
    place("ZIP of two", "b.zip", lambda c: zipped(("a.txt", CLEAN), ("b.txt", c.line)), GUARD),
    place("ZIP text before", "c.zip", lambda c: c.line + zipped(("a.txt", CLEAN))),
    place("ZIP text before, other key", "c.txt", lambda c: c.line + zipped(("a.txt", CLEAN)), NEITHER),
    place("ZIP macOS", "d.zip", lambda c: b"#!/bin/sh\n" + zipped(("a.txt", CLEAN), ("__MACOSX/b.txt", c.line))),
    place("ZIP comment", "e.zip", lambda c: zipped(("a.txt", CLEAN), comment=c.line)),
    place("ZIP member name", "f.zip", lambda c: zipped((f"Report {c.email} {c.ssn}.txt", CLEAN))),
    place("ZIP member names", "g.zip", lambda c: zipped((f"a {c.email}.txt", CLEAN), ("b.txt", CLEAN)), GUARD),
    place("ZIP member comment", "h.zip", lambda c: zipped(("a.txt", CLEAN), member_comment=c.line)),
    place("ZIP extra", "i.zip", lambda c: zipped(("a.txt", CLEAN), extra=zip_extra(0x7777, c.line))),
    place("ZIP extra of times", "j.zip", lambda c: zipped(("a.txt", CLEAN), extra=zip_extra(0x5455, c.line))),
    place(
        "ZIP Unicode comment", "k.zip", lambda c: zipped(("a.txt", CLEAN), extra=zip_extra(0x6375, b"\1....." + c.line))
    ),
    place("ZIP local extra", "l.zip", local_extra),
    place("ZIP local header alone", "m.zip", local_only, REDACTION),
    place("ZIP gap", "n.zip", gap_before_directory),
    place("ZIP behind deflate", "o.zip", behind_deflate),
    place("ZIP behind the end", "p.zip", lambda c: zipped(("a.txt", CLEAN)) + c.line),
    place("ZIP folder with content", "q.zip", folder_with_content),
    place("ZIP in ZIP", "r.zip", lambda c: zipped(("a.zip", zipped(("a.txt", c.line)))), GUARD),
    place("gzip in ZIP", "s.zip", lambda c: zipped(("a.gz", gzip.compress(c.line, mtime=0)), ("b.txt", CLEAN)), GUARD),
    place("tar", "a.tar", lambda c: tarred(("a.txt", CLEAN), ("b.txt", c.line)), GUARD),
    place("tar.gz", "a.tar.gz", lambda c: gzip.compress(tarred(("a.txt", CLEAN), ("b.txt", c.line)), mtime=0), GUARD),
    place("tar member name", "b.tar", lambda c: tarred((f"Report {c.email}.txt", CLEAN)), GUARD),
    place("tar link", "c.tar", lambda c: tarred(("a", b""), type=tarfile.SYMTYPE, linkname=f"{c.email}/x"), GUARD),
    place("tar owner", "d.tar", lambda c: tarred(("a.txt", CLEAN), uname=c.email), GUARD),
    place("tar pax comment", "e.tar", lambda c: tarred(("a.txt", CLEAN), pax_headers={"comment": c.text}), GUARD),
    place("tar slack", "f.tar", tar_slack, GUARD),
    place("tar behind the end", "g.tar", lambda c: tarred(("a.txt", CLEAN)) + c.line, GUARD),
    place("tar behind a name", "h.tar", tar_header(50), GUARD),
    place("tar header's rest", "i.tar", tar_header(480), GUARD),
    place("tar in ZIP", "t.zip", lambda c: zipped(("a.tar", tarred(("a.txt", c.line))), ("b.txt", CLEAN)), GUARD),
    place("picture", "a.png", png, NEITHER),
)


def head(name: str, write: Callable[[Canary], tuple[str, str]]) -> Place:
    """A place in the origin's headers. Hosts over a folder, which keeps none, hand out a clean object."""
    return place(f"head, {name}", "a.txt", lambda _: CLEAN, headers=lambda c: dict([write(c)]))


def rfc2047(text: str) -> str:
    return f"=?UTF-8?B?{base64.b64encode(text.encode()).decode()}?="


DAY = "Fri, 21 Dec 2029 00:00:00 GMT"
HEADS = (
    head("metadata", lambda c: ("x-amz-meta-note", c.text)),
    head("metadata of a telling name", lambda c: ("x-amz-meta-ssn", c.digits)),
    head("metadata name", lambda c: (f"x-amz-meta-ssn-{c.ssn}", "yes")),
    head("metadata, URL escapes", lambda c: ("x-amz-meta-note", quote(c.text, safe="").replace("-", "%2D"))),
    head("metadata, RFC 2047", lambda c: ("x-amz-meta-note", rfc2047(c.text))),
    head("metadata, base64", lambda c: ("x-amz-meta-note", base64.b64encode(c.line).decode())),
    head("metadata, hex", lambda c: ("x-amz-meta-note", c.line.hex())),
    head("metadata, JSON", lambda c: ("x-amz-meta-note", json.dumps({"a": json.dumps({"b": c.text})}))),
    head("file name", lambda c: ("Content-Disposition", f'attachment; filename="{c.text}.txt"')),
    head("extended file name", lambda c: ("Content-Disposition", f"inline; filename*=UTF-8''{quote(c.text)}.txt")),
    head("Content-Language", lambda c: ("Content-Language", c.text)),
    head("Content-Type", lambda c: ("Content-Type", f"text/plain; author={c.email}")),
    head("Content-Encoding", lambda c: ("Content-Encoding", c.text)),
    head("Cache-Control", lambda c: ("Cache-Control", f'no-store, x="{c.text}"')),
    head("Expires", lambda c: ("Expires", c.text)),
    head("expiration", lambda c: ("x-amz-expiration", f'expiry-date="{DAY}", rule-id="{quote(c.text)}"')),
    head("restore", lambda c: ("x-amz-restore", f'ongoing-request="false", expiry-date="{c.text}"')),
    head("storage class", lambda c: ("x-amz-storage-class", c.text)),
    head("KMS key", lambda c: ("x-amz-server-side-encryption-aws-kms-key-id", c.email)),
    head("version", lambda c: ("x-amz-version-id", c.text)),
)


def mail(attachment: bytes, kind: str = "application/octet-stream") -> bytes:
    """A mail with a text and an attachment."""
    head = b"From: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
    part = f"\n--b\nContent-Type: {kind}\nContent-Transfer-Encoding: base64\n\n".encode()
    return head + b"The train is late.\n" + part + base64.encodebytes(attachment) + b"\n--b--\n"


MAILS = (
    place("mail with docx", "a.eml", lambda c: mail(docx(paragraph(run(c.text)))), GUARD),
    place("mail with ZIP", "b.eml", lambda c: mail(zipped(("a.txt", CLEAN), ("b.txt", c.line))), GUARD),
    place("mail with gzip", "c.eml", lambda c: mail(gzip.compress(CLEAN + c.line, mtime=0)), GUARD),
    place("mail with text", "d.eml", lambda c: mail(CLEAN + b"SSN %b\n" % c.ssn.encode(), "text/plain")),
    place(
        "mail in ZIP", "e.zip", lambda c: zipped(("a.eml", mail(zipped(("a.txt", c.line)))), ("b.txt", CLEAN)), GUARD
    ),
)


def table(*rows: tuple[str, ...]) -> str:
    """A table of Word."""
    cells = ("".join(f"<w:tc>{paragraph(run(cell))}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>{}</w:tbl>".format("".join(f"<w:tr>{row}</w:tr>" for row in cells))


SSN_STYLE = (
    '<numFmts><numFmt numFmtId="164" formatCode="000\\-00\\-0000"/></numFmts><cellXfs><xf numFmtId="0"/>'
    '<xf numFmtId="164"/></cellXfs>'
)
DOCUMENTS = (
    place("docx text", "a.docx", lambda c: docx(paragraph(run(c.text)))),
    place("docx split runs", "b.docx", lambda c: docx(paragraph(run("SSN "), *(run(part) for part in halves(c.ssn))))),
    place("docx split email", "c.docx", lambda c: docx(paragraph(*(run(part) for part in halves(c.email))))),
    place(
        "docx deleted", "d.docx", lambda c: docx(paragraph(f"<w:del>{run(c.text, 'delText')}</w:del>", run(" fine")))
    ),
    place(
        "docx tracked",
        "e.docx",
        lambda c: docx(paragraph(run("SSN "), f"<w:del>{run('99', 'delText')}</w:del><w:ins>{run(c.ssn)}</w:ins>")),
    ),
    place("docx table", "f.docx", lambda c: docx(f"<w:tbl><w:tr><w:tc>{paragraph(run(c.text))}</w:tc></w:tr></w:tbl>")),
    place("docx column", "t.docx", lambda c: docx(table(("Id", "SSN"), ("7", c.digits), ("8", c.digits)))),
    place("docx header", "g.docx", lambda c: docx(header1_xml=word_part("hdr", paragraph(run(c.text))))),
    place("docx footer", "h.docx", lambda c: docx(footer1_xml=word_part("ftr", paragraph(run(c.text))))),
    place("docx comment", "i.docx", lambda c: docx(comments_xml=word_part("comments", paragraph(run(c.text))))),
    place("docx author", "j.docx", lambda c: docx(paragraph(f'<w:ins w:author="{c.email}">{run("fine")}</w:ins>'))),
    place("docx properties", "k.docx", lambda c: docx(core=core(c.text))),
    place("docx link", "l.docx", lambda c: docx(**{"_rels/document_xml_rels": relations(f"mailto:{c.email}")})),
    place("docx field", "m.docx", lambda c: docx(paragraph(run(f'HYPERLINK "mailto:{c.email}"', "instrText")))),
    place("docx XML comment", "n.docx", lambda c: docx(f"<!-- {c.text} -->" + paragraph(run("fine")))),
    place("docx CDATA", "o.docx", lambda c: docx(f"<w:p><w:r><w:t>SSN <![CDATA[{c.ssn}]]></w:t></w:r></w:p>")),
    place("docx references", "p.docx", lambda c: docx(f"<w:p><w:r><w:t>{references(c.text)}</w:t></w:r></w:p>")),
    place("docx font", "q.docx", lambda c: docx(fontTable_xml=word_part("fonts", f'<w:font w:name="{c.email}"/>'))),
    place("docx embedded text", "r.docx", lambda c: docx(note_txt=c.line), GUARD),
    place("docx in ZIP", "s.zip", lambda c: zipped(("a.docx", docx(paragraph(run(c.text)))), ("b.txt", CLEAN)), GUARD),
    place("xlsx shared", "a.xlsx", lambda c: xlsx(cells('t="s"|<v>0</v>'), strings=(c.text,))),
    place("xlsx inline", "b.xlsx", lambda c: xlsx(cells(inline("note")) + cells(inline(c.text), number=2))),
    place("xlsx unused string", "c.xlsx", lambda c: xlsx("", strings=("fine", c.text))),
    place(
        "xlsx number",
        "d.xlsx",
        lambda c: xlsx(cells(inline("id"), inline("SSN")) + cells("|<v>1</v>", f"|<v>{c.digits}</v>", number=2)),
    ),
    place("xlsx number beside", "e.xlsx", lambda c: xlsx(cells(inline("SSN"), f"|<v>{c.digits}</v>"))),
    place("xlsx format", "f.xlsx", lambda c: xlsx(cells(f's="1"|<v>{c.digits}</v>'), styles=SSN_STYLE)),
    place("xlsx formula", "g.xlsx", lambda c: xlsx(cells(f't="str"|<f>"SSN {c.ssn}"</f><v>SSN {c.ssn}</v>'))),
    place("xlsx result", "h.xlsx", lambda c: xlsx(cells(f't="str"|<f>A2&amp;B2</f><v>SSN {c.ssn}</v>'))),
    place(
        "xlsx footer",
        "i.xlsx",
        lambda c: xlsx("", after=f"<headerFooter><oddFooter>{c.text}</oddFooter></headerFooter>"),
    ),
    place(
        "xlsx comment",
        "j.xlsx",
        lambda c: xlsx("", xl__comments1_xml=f"<comments><text><r><t>{c.text}</t></r></text></comments>"),
    ),
    place(
        "xlsx pivot",
        "k.xlsx",
        lambda c: xlsx("", xl__pivot_xml=f'<x><cacheField name="SSN"><s v="{c.ssn}"/></cacheField></x>'),
    ),
    place("pptx split runs", "a.pptx", lambda c: pptx("SSN ", *halves(c.ssn))),
)
PLACES = TEXTS + STREAMS + ARCHIVES + MAILS + DOCUMENTS + HEADS
