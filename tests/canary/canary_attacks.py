"""Places that a hostile author chose: values in pieces, in declarations, in symbols, in parts that few readers show."""

# ruff: noqa: E501 - a place is one line

from __future__ import annotations

import base64
import binascii
import zlib

import pyarrow as pa
from canaries import Canary
from canary_bytes import BYTES
from canary_documents import cells, docx, inline, paragraph, run, xlsx
from canary_pieces import PIECES
from canary_places import CLEAN, GUARD, NEITHER, mail, place, skippable, zipped, zstandard_frame
from canary_texts import parquet, xml


def office(*parts: tuple[str, str]) -> bytes:
    """A Word file of these parts alone."""
    body = ("word/document.xml", "<w:document><w:body/></w:document>")
    named = dict([("[Content_Types].xml", "<Types/>"), body, *parts])
    return zipped(*((name, part.encode()) for name, part in named.items()))


def book(kind: str, name: str, part: str) -> bytes:
    return zipped(("mimetype", kind.encode()), (name, part.encode()), ("META-INF/manifest.xml", b"<manifest/>"))


def utf7(text: str) -> bytes:
    return b"+" + base64.b64encode(text.encode("utf-16-be")).rstrip(b"=") + b"-"


def declared(c: Canary, declarations: str, text: str) -> bytes:
    return xml(f"<!DOCTYPE p [{declarations.format(a=c.ssn[:6], b=c.ssn[6:])}]><p>SSN {text.format(b=c.ssn[6:])}</p>")


def split(before: str, between: str, after: str = "") -> object:
    """An SSN of which ``between`` splits off the first six characters."""
    return lambda c: f"{before}SSN {c.ssn[:6]}{between}{c.ssn[6:]}{after}".encode()


MARKUP = (
    place("entities", "a.xml", lambda c: declared(c, '<!ENTITY a "{a}"><!ENTITY b "{b}">', "&a;&b;"), NEITHER),
    place("entity and text", "b.xml", lambda c: declared(c, '<!ENTITY a "x {a}">', "&a;{b}")),
    place("parameter entity", "c.xml", lambda c: declared(c, '<!ENTITY % a "x {a}"><!ENTITY b "{b}">', "&b;"), NEITHER),
    place("default attribute", "d.xml", lambda c: xml(f'<!DOCTYPE p [<!ATTLIST p ssn CDATA "{c.digits}">]><p/>')),
    place("comment in it", "e.xml", split('<?xml version="1.0"?>\n<p>', "<!-- x1 Q -->", "</p>")),
    place("instruction in it", "f.xml", split('<?xml version="1.0"?>\n<p>', "<?x y?>", "</p>")),
    place("element in it", "g.xml", lambda c: xml(f"<p>SSN <b>{c.ssn[:3]}</b>{c.ssn[3:]}</p>")),
    place("SVG spans", "h.svg", split("<svg><text>", '</tspan><tspan x="9">', "</tspan></text></svg>")),
    place("attributes in it", "i.html", split("<p>", "<b id='Z9' data-x=\"{}\">", "</b></p>")),
    place("attribute in tag", "j.html", lambda c: f'<p>12-<i data-x="{c.ssn}">34</i>-56</p>'.encode()),
    place("comment", "k.html", lambda c: f"<p>12-<!-- {c.ssn} -->34-56</p>".encode()),
)
SHEETS = (
    place("pivot records", "l.xlsx", lambda c: xlsx("", xl__pivotCacheRecords1_xml=f'<x><r><s v="{c.ssn}"/></r></x>')),
    place(
        "pivot numbers", "m.xlsx", lambda c: xlsx("", xl__pivotCacheRecords1_xml=f'<x><r><n v="{c.digits}"/></r></x>')
    ),
    place(
        "external link",
        "n.xlsx",
        lambda c: xlsx("", xl__link_xml=f"<x><sheetData><cell><v>SSN {c.ssn}</v></cell></sheetData></x>"),
    ),
    place("joined constants", "o.xlsx", lambda c: xlsx(cells(f't="str"|<f>"SSN {c.ssn[:6]}"&amp;"{c.ssn[6:]}"</f>'))),
    place(
        "format", "p.xlsx", lambda c: xlsx("", styles=f'<numFmts><numFmt formatCode="&quot;{c.text}&quot;"/></numFmts>')
    ),
    place("name", "q.xlsx", lambda c: xlsx("", xl__x_xml=f'<x><definedName name="x">"SSN {c.ssn}"</definedName></x>')),
    place(
        "phonetic text",
        "s.xlsx",
        lambda c: xlsx(
            cells(
                f't="inlineStr"|<is><r><t>SSN {c.ssn[:4]}</t></r><rPh sb="0" eb="1"><t>x1</t></rPh><r><t>{c.ssn[4:]}</t></r></is>',
                f't="inlineStr"|<is><t>fine</t><rPh sb="0" eb="1"><t>SSN {c.ssn}</t></rPh></is>',
            )
        ),
    ),
    place("custom XML", "r.xlsx", lambda c: xlsx("", customXml__item1_xml=f"<x><ssn>{c.ssn}</ssn></x>")),
)
DOCUMENTS = (
    place("OLE", "t.docx", lambda c: docx(**{"embeddings/ole_bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + c.line}), NEITHER),
    place("sheet in it", "u.docx", lambda c: docx(**{"embeddings/a_xlsx": xlsx(cells(inline(c.text)))}), GUARD),
    place("chunk", "v.docx", lambda c: docx(**{"chunk_html": b"<p>" + c.line + b"</p>"}), GUARD),
    place("symbols", "w.docx", lambda c: docx(paragraph(*(f'<w:sym w:char="F0{ord(x):02X}"/>' for x in c.ssn))), NEITHER),
    place("hyphens", "x.docx", lambda c: docx(paragraph(run("SSN "), "<w:r><w:noBreakHyphen/></w:r>".join(
        run(part) for part in c.ssn.split("-"))))),
    place("property", "y.docx", lambda c: office(("docProps/custom.xml", f'<P><property name="ssn"><v>{c.ssn}</v></property></P>'))),
    place("UTF-7 part", "z.docx", lambda c: office(
        ("word/document.xml", '<?xml version="1.0" encoding="UTF-7"?><w>' + utf7(c.ssn).decode() + "</w>")), NEITHER),
    place("ODF span", "a.odt", lambda c: book("application/vnd.oasis.opendocument.text", "content.xml",
        f"<p>SSN <text:span>{c.ssn[:6]}</text:span><text:span text:style-name='T1'>{c.ssn[6:]}</text:span></p>"), GUARD),
    place("EPUB span", "a.epub", lambda c: book("application/epub+zip", "a.xhtml",
        f"<html><p>SSN <span class='A1'>{c.ssn[:6]}</span><span id='x'>{c.ssn[6:]}</span></p></html>"), GUARD),
)  # fmt: skip
MAILS = (
    place("parts in parts", "f.eml", lambda c: (
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n--a\n" + mail(CLEAN + b"SSN " + c.ssn.encode(), "text/plain"))),
    place("words in a row", "g.eml", lambda c: (
        f"Subject: =?utf-8?B?{base64.b64encode(b'SSN ' + c.ssn[:6].encode()).decode()}?=\n"
        f" =?utf-8?B?{base64.b64encode(c.ssn[6:].encode() or b'x').decode()}?=\n\nx\n").encode()),
    place("parameters", "h.eml", lambda c: (
        f"Content-Disposition: attachment; filename*0*=utf-8''SSN%20{c.ssn[:6]};"
        f" filename*1*={c.ssn[6:].replace('-', '%2D')}.txt\nMIME-Version: 1.0\n\nx\n").encode()),
    place("winmail", "i.eml", lambda c: mail(b"\x78\x9f\x3e\x22\1\2" + c.line, "application/ms-tnef"), NEITHER),
    place("uuencode in MIME", "j.eml", lambda c: (
        b"MIME-Version: 1.0\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n" + binascii.b2a_uu(b"SSN is %b, card %b" % (c.ssn.encode(), c.card.encode()))
        + b"`\nend\n")),
)  # fmt: skip
TEXTS = (
    place("UTF-7", "a.txt", lambda c: b"SSN " + utf7(c.ssn) + b" x\n"),
    place("ISO-2022", "b.txt", lambda c: b"SSN \x1b$B" + bytes(x for d in c.digits for x in (35, ord(d))) + b"\x1b(B", NEITHER),
    place("EBCDIC", "c.txt", lambda c: c.text.encode("cp037"), NEITHER),
    place("EBCDIC, late", "d.txt", lambda c: CLEAN * 90 + c.text.encode("cp500"), NEITHER),
    place("UTF-32", "e.txt", lambda c: c.text.encode("utf-32"), NEITHER),
    place("Latin letters", "f.txt", lambda c: ("é" * 30 + c.text).encode("cp1252"), NEITHER),
    place("struck over", "g.txt", lambda c: b"SSN " + b"".join(b"%c\x08%c" % (x, x) for x in c.ssn.encode())),
    place("struck through", "h.txt", lambda c: "SSN {}\n".format("\u0336".join(c.ssn)).encode()),
    place("variation selectors", "i.txt", lambda c: "SSN {}\n".format("\ufe0f".join(c.ssn)).encode()),
    place("tag characters", "j.txt", lambda c: "SSN {}\n".format("".join(chr(0xE0000 + ord(x)) for x in c.ssn)).encode()),
    place("backwards", "k.txt", lambda c: f"SSN \u202e{c.ssn[::-1]}\u202c\n".encode()),
    place("RTF", "a.rtf", lambda c: b"{\\rtf1 SSN " + c.line + b"}", NEITHER),
    place("PDF", "b.pdf", lambda c: b"junk\n%PDF-1.4\n1 0 obj\nstream\n" + zlib.compress(c.line) + b"\nendstream", NEITHER),
    place("PostScript", "c.ps", lambda c: b"%!PS\n(SSN " + c.ssn[:6].encode() + b") show (" + c.ssn[6:].encode() + b") show", NEITHER),
    place("dump in hex", "d.sql", lambda c: b"INSERT INTO `p` VALUES (1,0x%b);\n" % f"SSN {c.ssn}, card {c.card}".encode().hex().encode()),
    place("skippable frame 15", "e.txt.zst", lambda c: skippable(c.line, 15) + zstandard_frame(CLEAN)),
)  # fmt: skip
TABLES = (
    place("unused value", "f.parquet", lambda c: parquet(
        pa.DictionaryArray.from_arrays(pa.array([0]), pa.array(["fine", c.text])), None, "doc")),
    place("struct", "g.parquet", lambda c: parquet([{"ssn": c.digits, "n": {"email": c.email}}], None, "doc")),
    place("list of structs", "h.parquet", lambda c: parquet([[{"ssn": int(c.digits)}]], None, "doc")),
    place("bytes of one length", "i.parquet", lambda c: parquet([c.ssn.encode()], pa.binary(len(c.ssn)), "doc")),
    place("UTF-16 bytes", "k.parquet", lambda c: parquet([c.text.encode("utf-16-le")], pa.binary(), "doc"), NEITHER),
    place("numbers as keys", "l.parquet", lambda c: parquet([[(int(c.digits), 1)]], pa.map_(pa.int64(), pa.int64()), "ssn")),
    place("key of a map", "j.parquet", lambda c: parquet([[(c.ssn, 1)]], pa.map_(pa.string(), pa.int64()), "doc")),
)  # fmt: skip
ATTACKS = (*MARKUP, *SHEETS, *DOCUMENTS, *MAILS, *TEXTS, *TABLES, *PIECES, *BYTES)
