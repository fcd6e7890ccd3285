"""Places in texts and in Parquet files: encoded, in markup, in another encoding, beside the values of a table."""

from __future__ import annotations

import base64
import binascii
import gzip
import io
import json
import pickle
import quopri
from collections.abc import Callable
from email.mime.text import MIMEText
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq
from canaries import Canary

Row = tuple[str, str, Callable[[Canary], bytes]]

LOG = b"start of the log, nothing of note\n" * 2200


def percent(text: str) -> str:
    return quote(text).replace("-", "%2D")


def mail(c: Canary) -> bytes:
    return MIMEText(f"Hello, SSN {c.ssn}\n" * 40, "plain", "utf-8").as_bytes()


def b64(text: str) -> bytes:
    return base64.b64encode(text.encode())


def uu_line(text: str) -> bytes:
    return binascii.b2a_uu(text.encode())[:-1]


def narrow(text: bytes) -> bytes:
    """``text`` in lines of 12."""
    return b"".join(text[at : at + 12] + b"\n" for at in range(0, len(text), 12))


def packed(c: Canary, write: Callable[[str], bytes] = str.encode) -> bytes:
    return gzip.compress(b'{"note": "%b"}\n' % write(f"SSN {c.ssn} of the one"), mtime=0)


def nested(c: Canary) -> bytes:
    return json.dumps({"a": json.dumps({"b": json.dumps({"ssn": c.digits, "note": f"x\n{c.ssn}\n"})})}).encode()


def xml(text: str) -> bytes:
    return f'<?xml version="1.0"?>\n{text}'.encode()


def parquet(values: list[object], kind: pa.DataType | None = None, name: str = "ssn") -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table({name: pa.array(values, kind)}), sink)
    return sink.getvalue()


def owned(c: Canary) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table({"n": [1]}).replace_schema_metadata({"owner": c.email}), sink)
    return sink.getvalue()


ENCODED: tuple[Row, ...] = (
    ("URL", "u.log", lambda c: f"GET /u?ssn={percent(c.ssn)}&m={percent(c.email)}&c=%20{percent(c.card)}\n".encode()),
    ("string escapes", "w.log", lambda c: f'INFO body="Hi,\\n{c.ssn}\\r\\n{c.card}"\n'.encode()),
    ("terminal codes", "x.log", lambda c: f"\x1b[1m{c.ssn}\x1b[0m {c.card[:7]}\x1b[7m{c.card[7:]}\x1b[0m\n".encode()),
    ("unseen characters", "b.txt", lambda c: "\u200b".join(f"SSN {c.ssn}").encode()),
    ("JSON three deep", "b.json", nested),
    ("dump", "a.sql", lambda c: f'INSERT INTO p (id,doc) VALUES (1,\'{{\\"ssn\\":\\"{c.digits}\\"}}\');\n'.encode()),  # noqa: S608 - no query
    ("mail in base64", "a.eml", mail),
    ("mail in quoted-printable", "b.eml", lambda c: quopri.encodestring(f"{'é ' * 40} {c.text}".encode())),
    ("encoded word", "c.eml", lambda c: f"Subject: =?utf-8?Q?SSN_{c.ssn.replace('-', '=2D')}?=\n\nfine\n".encode()),
    ("base64", "c.txt", lambda c: b64(f"ssn {c.ssn} of the one")),
    (
        "uuencode",
        "uu.txt",
        lambda c: b"begin 644 a\n" + binascii.b2a_uu(f"ssn {c.ssn} of the one".encode()) + b"`\nend\n",
    ),
    ("begin-base64", "ub.txt", lambda c: b"begin-base64 644 a\n" + b64(f"ssn {c.ssn} of the one") + b"\n====\n"),
    ("uuencode, quoted", "uq.txt", lambda c: b"> begin 644 a\n> " + uu_line(f"ssn {c.ssn} of the one") + b"\n> end\n"),
    ("escape behind", "ue.txt", lambda c: f"SSN {c.ssn}%41%41, {c.card}\\x41, {c.email}=41 and a=3Db\n".encode()),
    ("base64, narrow", "un.txt", lambda c: b"fine\n" + narrow(b64(f"ssn {c.ssn} of the one"))),
    ("LDIF", "a.ldif", lambda c: b"dn: ou=x,dc=y\ndescription:: " + b64(f"SSN {c.ssn}") + b"\n"),
    ("pickle", "e.txt", lambda c: pickle.dumps({"ssn": c.digits, "note": c.ssn}, 0)),
    ("digits with underscores", "n.py", lambda c: f"ssn = {c.digits[:3]}_{c.digits[3:6]}_{c.digits[6:]}\n".encode()),
    ("gzip in JSON", "gz.json", lambda c: b'{"awslogs":{"data":"%b"}}\n' % base64.b64encode(packed(c))),
    ("gzip in hex", "gz.csv", lambda c: b"id,v\n1,\\x%b\n" % packed(c).hex().encode()),
    ("base64 in gzip in JSON", "gb.json", lambda c: b'{"v":"%b"}\n' % base64.b64encode(packed(c, b64))),
    (
        "PDF in a data URL",
        "pdf.html",
        lambda c: b'<a href="data:application/pdf;base64,%b">' % b64(f"%PDF-1.4 {c.text}"),
    ),
    ("UTF-16 behind ASCII", "y.log", lambda c: LOG + c.line.decode().encode("utf-16-le")),
    ("NULs late", "f.txt", lambda c: LOG + b"SSN %b\0%b\n" % (c.ssn[:5].encode(), c.ssn[5:].encode())),
)
MARKUP: tuple[Row, ...] = (
    ("attributes", "a.xml", lambda c: xml(f'<p id="{c.email}" type="{c.email}" style="{c.card}" ssn="{c.ssn}"/>')),
    ("instruction", "b.xml", lambda c: xml(f'<?person ssn="{c.ssn}"?><?note {c.email}?><p/>')),
    ("entity", "c.xml", lambda c: xml(f'<!DOCTYPE p [<!ENTITY s "{c.ssn}">]><p>&s;</p>')),
    ("CDATA", "d.xml", lambda c: xml(f"<p><ssn>{c.ssn[:4]}<![CDATA[{c.ssn[4:]}]]></ssn><!-- {c.email} --></p>")),
    ("plist", "e.xml", lambda c: xml(f"<plist><dict><key>SSN</key><string>{c.digits}</string></dict></plist>")),
    ("label for", "a.html", lambda c: f'<p><label for="a">SSN</label><input id="a" value="{c.digits}"></p>'.encode()),
    ("action", "b.html", lambda c: f'<form action="/u?s={percent(c.ssn)}&amp;m={c.email}">'.encode()),
    ("tags in it", "c.html", lambda c: f"<p>SSN <b>{c.ssn[:4]}</b>{c.ssn[4:]}</p>".encode()),
)
PARQUET: tuple[Row, ...] = (
    ("Parquet JSON", "a.parquet", lambda c: parquet([json.dumps({"ssn": c.digits})], pa.json_(), "doc")),
    ("Parquet bytes", "b.parquet", lambda c: parquet([c.ssn.encode()], pa.binary())),
    ("Parquet number", "c.parquet", lambda c: parquet([int(c.digits)])),
    ("Parquet map", "d.parquet", lambda c: parquet([[("ssn", c.digits)]], pa.map_(pa.string(), pa.string()), "doc")),
    ("Parquet metadata", "e.parquet", owned),
)
REFUSED = frozenset({"UTF-16 behind ASCII", "PDF in a data URL"})
ROWS = (*ENCODED, *MARKUP, *PARQUET)
