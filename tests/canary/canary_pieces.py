"""Places whose values do not stand in a row: digits apart, cells side by side, codes of characters, dumps of bytes."""

# ruff: noqa: E501 - a place is one line

from __future__ import annotations

import base64
import gzip
import io
import json
import zlib
from collections.abc import Callable

import pyarrow as pa
import pyarrow.parquet as pq
from canaries import Canary
from canary_bytes import protobuf
from canary_documents import alternatives, between, cells, docx, inline, paragraph, run, xlsx
from canary_places import BOTH, CLEAN, NEITHER, REDACTION, place
from canary_texts import parquet


def apart(between: str) -> Callable[[Canary], bytes]:
    """Values with ``between`` after each character."""
    return lambda c: (
        CLEAN
        + f"SSN {between.join(c.digits)}\n\ncard: {between.join(c.card.replace(' ', ''))}\n\nmail to {between.join(c.email)} now\n".encode()
        + CLEAN
    )


def groups(c: Canary) -> list[str]:
    """The SSN in its three groups."""
    return [c.digits[:3], c.digits[3:5], c.digits[5:]]


def fours(c: Canary) -> list[str]:
    """The card number in its four groups."""
    digits = c.card.replace(" ", "")
    return [digits[at : at + 4] for at in range(0, 16, 4)]


def codes(text: str) -> list[int]:
    return list(text.encode())


def three_columns(c: Canary) -> bytes:
    """A table of two rows with the SSN in three columns of numbers."""
    numbers = map(int, groups(c)) if c.ssn != "12" else (0, 0, 0)
    columns = {f"ssn{place}": pa.array([number, number]) for place, number in enumerate(numbers, 1)}
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink)
    return sink.getvalue()


def dump(text: str, *, width: int = 16, gutter: bool = True) -> bytes:
    """A dump as xxd writes it; without ``gutter``, one as ``od -x`` does."""
    data = text.encode()
    lines = []
    for at in range(0, len(data), width):
        row = data[at : at + width].ljust(width)
        pairs = [row[i : i + 2] for i in range(0, width, 2)]
        shown = " ".join(pair.hex() if gutter else pair[::-1].hex() for pair in pairs)
        lines.append(f"{at:08x}: {shown}  {row.decode()}" if gutter else f"{at:07o} {shown}")
    return "\n".join(lines).encode() + b"\n"


def od_c(text: str) -> bytes:
    """A dump as ``od -c`` writes it."""
    return (
        "\n".join(
            f"{at:07o}" + "".join(f"{x:>4}" for x in text[at : at + 16]) for at in range(0, len(text), 16)
        ).encode()
        + b"\n"
    )


HIDDEN = tuple(
    f"<w:r><w:rPr>{style}</w:rPr><w:t>7</w:t></w:r>"
    for style in ("<w:vanish/>", '<w:sz w:val="1"/><w:color w:val="FFFFFF"/>')
)
IN_DOCUMENTS = (
    place("docx hidden between", "a.docx", lambda c: docx(*(paragraph(run("SSN "), between(h, c.ssn), run(" mail "), between(h, c.email)) for h in HIDDEN))),
    place("docx two forms", "b.docx", lambda c: docx(paragraph(run(f"SSN {c.ssn[:6]}"), alternatives(*[run(c.ssn[6:8])] * 2), run(c.ssn[8:])))),
    place("docx cells of characters", "c.docx", lambda c: docx("<w:tbl><w:tr>{}</w:tr></w:tbl>".format("".join(f"<w:tc>{paragraph(run(x))}</w:tc>" for x in ("SSN", *c.digits, "fine", *c.email))))),
    place("xlsx row of characters", "d.xlsx", lambda c: xlsx(cells(*(f't="s"|<v>{i}</v>' for i in range(len(c.ssn)))) + cells(inline("Card"), *(inline(x) for x in fours(c)), number=2), strings=tuple(c.ssn))),
    place("xlsx column of characters", "e.xlsx", lambda c: xlsx("".join(cells(inline(x), number=i) for i, x in enumerate(("SSN", *c.digits, "mail", *c.email.partition("@")), 1)))),
)  # fmt: skip
APART = (
    *(place(f"apart by {between!r}", "a.txt", apart(between)) for between in (" ", ".", ", ", "\t", "\n", " | ", "\u00b7", "\u3000", "\ue000", "\x01", "<wbr/>")),
    place("groups apart", "b.txt", lambda c: f"SSN {c.ssn[:6]}\n   {c.ssn[6:]}, {'  -  '.join(groups(c))}\n".encode()),
    place("odd groups", "c.txt", lambda c: f"SSN {c.digits[:4]} {c.digits[4:8]} {c.digits[8:]}, card {' '.join(fours(c)[0])} {','.join(fours(c)[1:])}\n".encode()),
    place("list items", "d.html", lambda c: f"<html><p>SSN</p><ul>{''.join(f'<li>{x}</li>' for x in c.digits)}</ul></html>".encode()),
    place("elements of digits", "e.xml", lambda c: f"<?xml version='1.0'?><ssn>{''.join(f'<d>{x}</d>' for x in c.digits)}</ssn>".encode()),
    place("digits in a cell", "f.csv", lambda c: f"id,ssn\n1,{' '.join(c.digits)}\n2,{' '.join(c.digits)}\n".encode()),
    place("digits in words", "g.txt", lambda c: "SSN {}\n".format(" ".join(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"][int(x)] for x in c.digits)).encode()),
)  # fmt: skip
FIELDS = (
    place("three columns", "a.csv", lambda c: f"id,ssn1,ssn2,ssn3\n1,{','.join(groups(c))}\n2,{','.join(groups(c))}\n".encode()),
    place("parts of an SSN", "b.csv", lambda c: f"id,area,group,serial\n1,{','.join(groups(c))}\n2,{','.join(groups(c))}\n".encode()),
    place("four columns", "c.csv", lambda c: f"id,a,b,c,d\n1,{','.join(fours(c))}\n2,{','.join(fours(c))}\n".encode()),
    place("parts of an object", "d.json", lambda c: json.dumps({"ssn": dict(zip(("area", "group", "serial"), map(int, groups(c) if c.ssn != "12" else (0, 0, 0)), strict=True))}).encode()),
    place("columns in SQL", "e.sql", lambda c: "INSERT INTO p (id,ssn1,ssn2,ssn3) VALUES (1,'{}','{}','{}');\n".format(*groups(c)).encode()),  # noqa: S608 - no query
    place("elements side by side", "f.xml", lambda c: "<?xml version='1.0'?><ssn><area>{}</area><group>{}</group><serial>{}</serial></ssn>".format(*groups(c)).encode()),
    place("attributes side by side", "g.xml", lambda c: "<?xml version='1.0'?><ssn area='{}' group='{}' serial='{}'/>".format(*groups(c)).encode()),
)  # fmt: skip
NUMBERS = (
    place("array of digits", "a.json", lambda c: json.dumps({"ssn": [int(x) for x in c.digits], "x": [int(x) for x in "".join(fours(c)) if x.isdigit()]}).encode()),
    place("array of characters", "b.json", lambda c: json.dumps({"ssn": list(c.ssn), "x": list(c.email)}, indent=2).encode()),
    place("array of codes", "c.json", lambda c: json.dumps({"ssn": codes(c.ssn), "body": {"type": "Buffer", "data": codes(f"SSN {c.ssn}")}}).encode()),
    place("exponent", "d.json", lambda c: '{{"ssn": {}.{}e{}, "x": {}.{}E{}}}'.format(c.digits[0], c.digits[1:], len(c.digits) - 1, *_scientific(c)).encode()),
    place("fraction of zeros", "e.csv", lambda c: f"id,ssn\n1,{c.digits}.000\n2,{c.digits}.000\n".encode()),
    place("number in hex", "f.json", lambda c: json.dumps({"ssn": hex(int(c.digits))}).encode()),
    place("codes in a program", "g.py", lambda c: f"ssn = {'+'.join(f'chr({x})' for x in codes(c.ssn))}\n".encode()),
)  # fmt: skip
DUMPS = (
    *(place(f"dump from {at}", "a.txt", lambda c, at=at: dump("x" * at + f" SSN {c.ssn}, {c.email}, {c.card} of the one"), REDACTION if at == 4 else BOTH) for at in (0, 4, 8)),
    place("dump of words", "b.txt", lambda c: dump(f"my SSN is {c.ssn}, {c.email}, of the one", gutter=False), REDACTION),
    place("dump of characters", "c.txt", lambda c: od_c(f"my SSN is {c.ssn}, {c.email}, {c.card} of the one")),
)  # fmt: skip
SIGNS = (
    place("fillers", "a.txt", lambda c: "".join(f"SSN {sign.join(c.ssn)}, card {sign.join(c.card)}\n" for sign in "\u061c\u115f\u180b\u2066\u202d\u3164\uffa0").encode()),
    place("digits in brackets", "b.txt", lambda c: "SSN {}\n".format("".join(chr(0x2473 + int(x)) if x in "123456789" else x for x in c.ssn)).encode()),
    place("references with zeros", "c.html", lambda c: "<html><p>SSN {}</p></html>".format("".join(f"&#{ord(x):012d};" for x in c.ssn)).encode()),
    place("escapes of CSS", "d.css", lambda c: ".a::before{{content:'SSN {}'}}\n".format("".join(f"\\{ord(x):06x}" for x in c.ssn)).encode()),
    place("octal escapes", "e.js", lambda c: "var ssn = '{}', b = '{}';\n".format("".join(f"\\{ord(x):o}" for x in c.ssn), "".join(f"\\U{ord(x):08x}" for x in c.email)).encode()),
    place("short hex", "f.sql", lambda c: f"INSERT INTO p (id, ssn) VALUES (1, X'{c.digits.encode().hex()}'), (2, '\\x{c.digits.encode().hex()}');\n".encode()),  # noqa: S608 - no query
    place("short base64", "g.yaml", lambda c: b"ssn: !!binary " + base64.b64encode(c.digits.encode()) + b"\n"),
    place("escapes on both sides", "h.log", lambda c: f'x="\\tSSN\\n{c.ssn}\\u00e9"\n'.encode()),
    place("quoted groups", "i.xml", lambda c: "<?xml version='1.0'?><p a='{}' b='{}' c='{}' d='{}'/>".format(*fours(c)).encode()),
)  # fmt: skip
MARKED_UP = (
    place("TeX", "a.tex", lambda c: r"\documentclass{{a}}SSN \textbf{{{0}}}-\textbf{{{1}}}-{2}, or {0}\hspace{{0pt}}-{1}\mbox{{-}}{2}, {0}\textendash {1}\textendash {2}".format(*groups(c)).encode()),
    place("AsciiDoc and Markdown", "b.md", lambda c: "# Note\n\nSSN {0}{{hyphen}}{1}{{empty}}-{2}, {0}{{nbsp}}{1}{{nbsp}}{2}, [{0}](#a)-{1}-{2}, {0}[^1]-{1}-{2}\n".format(*groups(c)).encode()),
    place("hidden elements", "c.html", lambda c: "<html><p>SSN {0}<span style='display:none'>x9</span>-{1}<i hidden>0</i>-{2}, {0}<span title='a>b'>-{1}-</span>{2}, <ruby>{0}<rt>a</rt></ruby>-{1}-{2}</p></html>".format(*groups(c)).encode()),
    place("chunks of a body", "d.txt", lambda c: f"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\nSSN {c.ssn[:6]}\r\n{len(c.ssn[6:]) + 1}\r\n{c.ssn[6:]}\n\r\n9\r\n{c.email[:9]:9}\r\n{len(c.email[9:]) or 1}\r\n{c.email[9:] or 1}\r\n8\r\n card {c.card[:2]}\r\n12\r\n{c.card[2:]:18}\r\n0\r\n\r\n".encode()),
    place("numerals", "e.txt", lambda c: "".join(f"SSN {''.join(row[int(x)] if x.isdigit() else x for x in c.ssn)}\n" for row in ("〇一二三四五六七八九", "零壹貳參肆伍陸柒捌玖", "0ⅠⅡⅢⅣⅤⅥⅦⅧⅨ", "0㊀㊁㊂㊃㊄㊅㊆㊇㊈", "0⓵⓶⓷⓸⓹⓺⓻⓼⓽")).encode()),
)  # fmt: skip
STRINGS = (
    place("appended strings", "f.java", lambda c: f'b.append("SSN ").append("{c.ssn[:6]}")\n  .append("{c.ssn[6:]}");\n'.encode()),
    place("strings in a call", "g.sql", lambda c: f"INSERT INTO p (id, ssn, m) VALUES (1, CONCAT_WS('-', '{c.ssn[:6]}', '{c.ssn[6:].strip('-')}'), CONCAT_WS('@', '{c.email.partition('@')[0]}', '{c.email.partition('@')[2]}'));\n".encode()),  # noqa: S608 - no query
    place("recorded terminal", "h.cast", lambda c: "".join(json.dumps(event) + "\n" for event in ({"version": 2}, [1, "o", f"SSN {c.ssn[:5]}"], [2, "o", f"{c.ssn[5:]} {c.email[:6]}"], [3, "o", f"{c.email[6:]} fine"])).encode()),
    place("serialized by PHP", "i.json", lambda c: json.dumps({"v": f'a:1:{{s:3:"ssn";s:{len(c.digits)}:"{c.digits}";}}'}).encode()),
    place("joined strings", "a.java", lambda c: f'String ssn = "{c.ssn[:6]}" +\n    "{c.ssn[6:]}", m = "{c.email[:5]}" + "{c.email[5:9]}" + "{c.email[9:]}";\n'.encode()),
    place("joined in SQL", "b.sql", lambda c: f"INSERT INTO p (id, ssn) VALUES (1, '{c.ssn[:6]}' || '{c.ssn[6:]}');\n".encode()),  # noqa: S608 - no query
    place("lines that go on", "c.properties", lambda c: f"ssn={c.ssn[:6]}\\\n   {c.ssn[6:]}\nmail={c.email[:9]}\\\n   {c.email[9:]}\n".encode()),
    place("mail over lines", "d.txt", lambda c: f"write to {c.email.replace('@', '@' + chr(10))} x\n".encode()),
    place("text from its end", "e.html", lambda c: f"<html><p>SSN <bdo dir='rtl'>{c.ssn[::-1]}</bdo> <span style='unicode-bidi:bidi-override;direction:rtl'>{c.email[::-1]}</span></p></html>".encode()),
)  # fmt: skip


def raw_deflate(data: bytes) -> bytes:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    return deflate.compress(data) + deflate.flush()


def intel_hex(data: bytes) -> bytes:
    rows = [data[at : at + 16].hex().upper() for at in range(0, len(data), 16)]
    return "".join(f":{len(row) // 2:02X}{16 * index:04X}00{row}00\n" for index, row in enumerate(rows)).encode()


BASES = (
    place("SAML", "k.log", lambda c: b"GET /sso?SAMLRequest=" + base64.b64encode(raw_deflate(c.line)) + b"\n"),
    place("Intel HEX", "l.hex", lambda c: intel_hex(c.line)),
    place("base85", "a.json", lambda c: json.dumps({"v": base64.b85encode(c.line).decode()}).encode()),
    place("Ascii85", "b.json", lambda c: json.dumps({"v": base64.a85encode(c.line).decode()}).encode()),
    place("Ascii85 in a text", "m.txt", lambda c: b"see " + base64.a85encode(c.line) + b" now\n"),
    place("messages in base64", "n.json", lambda c: json.dumps({"data": base64.b64encode(protobuf({"s": c.ssn, "m": c.email}) * 2 + bytes(range(128, 200))).decode()}).encode()),
    place("SQL's code points", "o.sql", lambda c: b"INSERT INTO p (id, note) VALUES (1, U&'SSN %b');\n" % "".join(f"\\{ord(x):04x}" for x in c.ssn).encode()),
    place("values as keys", "u.json", lambda c: json.dumps({c.email: 1, c.ssn: {"a": 2}}).encode()),
    place("label around it", "v.json", lambda c: json.dumps({"label": "SSN", "data": {"raw": c.digits}}).encode()),
    place("escaped key", "p.json", lambda c: b'{"\\u0073\\u0073\\u006e": "%b"}' % c.digits.encode()),
    place("rules of CSS", "q.css", lambda c: f".a::before{{content:'SSN {c.ssn[:5]}'}}\n.a::after{{content:'{c.ssn[5:]}'}}\n".encode()),
    place("RTF in JSON", "r.json", lambda c: json.dumps({"note": "{{\\rtf1\\ansi SSN {}\\b -{}-\\b0 {}}}".format(*groups(c))}).encode()),
    place("UTF-32 in base64", "s.txt", lambda c: b"x " + base64.b64encode(c.text.encode("utf-32-le")) + b"\n"),
    place("gzip as Python shows it", "t.log", lambda c: f"body={gzip.compress(c.line, mtime=0)!r} sent\n".encode()),
    place("base32 beside letters", "c.txt", lambda c: b"x" + base64.b32encode(c.line).rstrip(b"=") + b"y\n"),
    place("base32 of digits", "d.json", lambda c: json.dumps({"ssn": base64.b32encode(c.digits.encode()).decode()}).encode()),
    place("base32 in small letters", "e.txt", lambda c: b"id: " + base64.b32encode(c.line).lower() + b"\n"),
    place("base64 in groups", "f.txt", lambda c: b"see " + b" ".join(base64.b64encode(c.line)[at : at + 8] for at in range(0, 120, 8)) + b"\n"),
    place("base64 in a list", "g.json", lambda c: json.dumps({"x": [base64.b64encode(c.line).decode()[at : at + 13] for at in range(0, 120, 13)]}).encode()),
    place("base64 in two fields", "h.json", lambda c: json.dumps({"p1": base64.b64encode(c.line).decode()[:21], "p2": base64.b64encode(c.line).decode()[21:]}).encode()),
    place("UTF-7 of a sign", "i.txt", lambda c: c.text.replace("@", "+AEA-").replace("-", "+AC0-").replace("AEA+AC0-", "AEA-").encode()),
    place("overlong UTF-8", "j.log", lambda c: f"GET /?m={c.email}&ssn={c.ssn}\n".replace("@", "%C1%80").replace("-", "%C0%AD").encode()),
)  # fmt: skip
TABLES = (
    place("list of characters", "a.parquet", lambda c: parquet([list(c.ssn)], pa.list_(pa.string()))),
    place("list of digits", "b.parquet", lambda c: parquet([[int(x) for x in c.digits]], pa.list_(pa.int64()))),
    place("list of codes", "c.parquet", lambda c: parquet([codes(c.email)], pa.list_(pa.uint8()), "mail")),
    place("lists in a list", "d.parquet", lambda c: parquet([[[x] for x in c.ssn]], pa.list_(pa.list_(pa.string())))),
    place("list of structs of digits", "e.parquet", lambda c: parquet([[{"d": x} for x in c.digits]])),
    place("bytes that are no text", "f.parquet", lambda c: parquet([int(c.digits).to_bytes(8, "big")], pa.binary()), NEITHER),
    place("rows of three columns", "g.parquet", three_columns),
)  # fmt: skip


def _scientific(c: Canary) -> tuple[str, str, int]:
    digits = "".join(x for x in c.card if x.isdigit()) or "12"
    return digits[0], digits[1:], len(digits) - 1


PIECES = (*APART, *IN_DOCUMENTS, *FIELDS, *NUMBERS, *DUMPS, *SIGNS, *MARKED_UP, *STRINGS, *BASES, *TABLES)
