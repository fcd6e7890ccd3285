"""A name that says another format than the text has changes nothing: the text decides."""

from __future__ import annotations

import json

import pytest

from objectlambda.errors import AccessDenied
from objectlambda.pii import detect
from objectlambda.pii.access_control import guard
from objectlambda.pii.structure import Format, sniff

# ruff: noqa: E501, S608 (texts stand as they are written; no statement is run)
_NAMES = (
    "a.txt",
    "a.csv",
    "A.TSV.gz",
    "a.json",
    "a.yaml",
    "a.xml",
    "a.html",
    "a.sql",
    "a.log",
    "a.eml",
    "a.py",
    ".env",
)
_ROW = "1,'Oriane Vexley','536221234','ovexley7'"
_SQL = "CREATE TABLE staff (id int, full_name text, ssn text, login text);\n"
_X12 = "ISA*00*          *00*          *ZZ*AAA            *ZZ*BBB            *200101*1253*^*00501*000000905*0*T*:~"
_HL7 = (
    "MSH|^~\\&|LAB|ELAB|OE|B4|20200215||ORU^R01|C1|P|2.4\rPID|1||99412||VEXLEY^ORIANE||19870314|F||||||||||536221234\r"
)
_FLAT = {"zip": 2139, "city": "Ely", "address": "12 Alder Row", "ssn": "536221234"}
_RULED = "| name | ssn |\n|---|---|\n| Oriane Vexley | 536221234 |\n"
_STAMP = "2024-01-01 10:00:00,123 INFO login user=ovexley7 ssn=536221234\n"

_TEXTS = {
    "table": "id,full_name,ssn,login\n1,Oriane Vexley,536221234,ovexley7\n2,Marisol Quintanar,536221235,mquinta2\n",
    "table of Spain": "id;nombre;dni;clave\n1;Marisol Quintanar;12345678Z;Xk9vvLq2\n2;Bruno Peinado;87654321X;Qq8zzTt1\n",
    "tabs": "full_name\tssn\tlogin\nOriane Vexley\t536221234\tovexley7\nBryn Askew\t536221235\tbaskew1\n",
    "table with statements in a cell": 'id,name,note,ssn\n1,Ann,"one\nINSERT INTO x\nSELECT 1",536221234\n2,Bo,"a\nb",536221235\n',
    "list": "password\nTr0ub4dor3\nXk9vvLq2\n",
    "insert": _SQL + f"INSERT INTO staff VALUES ({_ROW}),(2,'Bryn Askew','536221235','baskew1');\n",
    "insert with columns": f"INSERT INTO staff (id, full_name, ssn, login) VALUES ({_ROW});\n",
    "insert or ignore": "INSERT IGNORE INTO `staff` (`ssn`, `password`) VALUES ('536221234', 'Tr0ub4dor3');\n",
    "insert below remarks": f"-- dump 10.3\n/*!40101 SET x=1 */;\nSET NAMES utf8;\nINSERT INTO staff VALUES ({_ROW});\n",
    "copy": "COPY public.staff (id, ssn, login) FROM stdin;\n1\t536221234\tovexley7\n\\.\n",
    "json": json.dumps(_FLAT),
    "json of lines": '{"full_name": "Oriane Vexley", "ssn": 536221234}\n{"full_name": "Bryn Askew", "ssn": 536221235}\n',
    "json with base64": '{"name": "T3JpYW5lIFZleGxleQ==", "ssn": "NTM2LTIyLTEyMzQ="}',
    "json below a remark": "// made by hand\n" + json.dumps(_FLAT, indent=1),
    "recording": '{"version": 2, "width": 80}\n[0.1, "o", "SSN 536-"]\n[0.2, "o", "22-1"]\n[0.3, "o", "234\\r\\n"]\n',
    "xml": '<?xml version="1.0"?><staff><p><name>Oriane Vexley</name><ssn>&#53;36221234</ssn></p></staff>',
    "html": "<!DOCTYPE html><table><tr><th>Name</th><th>SSN</th></tr><tr><td>Oriane Vexley</td><td>536221234</td></tr></table>",
    "html of a template": "{% extends 'x' %}\n<table><tr><th>SSN</th></tr><tr><td>536221234</td></tr></table>\n",
    "yaml": "employee:\n  full_name: Oriane Vexley\n  ssn: 536221234\n  login: ovexley7\n",
    "toml": '[employee]\nname = "Oriane Vexley"\nssn = "536221234"\nlogin = "ovexley7"\n',
    "env": "DB_USER=ovexley7\nDB_PASSWORD=Tr0ub4dor3\nSSN=536221234\n",
    "log": _STAMP * 3,
    "table of times": "".join(f"2024-01-0{n} 10:00:00,Ann Roe,53622123{n},ovexley{n}\n" for n in range(1, 6)),
    "log of the web": '203.0.113.9 - ovexley7 [10/Oct/2000:13:55:36 -0700] "GET /x HTTP/1.0" 200 23\n' * 3,
    "audit": "20240101 10:00:00,srv,ovexley7,203.0.113.9,1,2,QUERY,db,'select 1',0\n" * 3,
    "x12": _X12 + "ST*270*1234~NM1*IL*1*VEXLEY*ORIANE****MI*11122233301~REF*SY*536221234~DMG*D8*19870314*F~",
    "hl7": _HL7,
    "edifact": "UNA:+.? 'UNB+UNOC:3+A:1+B:1+200101:1000+1'NAD+BY+++Oriane Vexley+12 Alder Row+Leeds++LS1'",
    "card": "BEGIN:VCARD\nVERSION:3.0\nN:Vexley;Oriane;;;\nFN:Oriane Vexley\nBDAY:19870314\nEND:VCARD\n",
    "tree": "0 HEAD\n1 SOUR X\n0 @I1@ INDI\n1 NAME Oriane /Vexley/\n1 BIRT\n2 DATE 14 MAR 1987\n0 TRLR\n",
    "entry": "dn: uid=ovexley7,ou=people,dc=example,dc=com\ncn: Oriane Vexley\nuserPassword: Tr0ub4dor3\n",
    "statement": ":20:STARTUMSE\n:25:12345678/0001234567\n:28C:00001/001\n:86:177?00SB?20RENT?32Oriane Vexley?33x\n",
    "mail": "From: Oriane Vexley <ov@example.com>\nSubject: data\n\nHi, my SSN: 536221234\nBest,\nOriane\n",
    "drawn": _RULED,
    "letter": "Dear Ms Vexley,\n\nThank you, it came in time.\nYour SSN: 536221234\nYour login: ovexley7\n\nRegards,\nBryn Askew\n",
    "form": "Walk-in 2031\nPt Terri Costello, M, age 42\nHealth card number: 4343 761 633\nc/o cough, no travel. Lives w/ Lamar.\n",
    "form of Spain": "FACTURA 12        Fecha: 30-10-2024\nCliente: Marisol Quintanar\nDNI: 12345678Z\nUsuario: ovexley7\n",
    "code": 'import os\n\nSSN = "536221234"\nconn = connect(user="ovexley7", password="Tr0ub4dor3")\n',
    "code that begins with words": 'package vcard\n\nimport (\n\t"strings"\n)\n\nvar card = `BEGIN:VCARD\nFN:J. Doe\nEND:VCARD`\n',
    "object of a shell": "{ _id: ObjectId('b86655a3b0ff5ddb90f1ce8f'), name: { first: 'Oriane' }, ssn: '536221234', n: 0 }\n",
}  # fmt: skip


@pytest.mark.parametrize("kind", _TEXTS)
def test_values_are_found_under_any_name(kind: str) -> None:
    text = _TEXTS[kind]
    found = detect(text)
    assert found
    told = sniff(text)
    odd = [name for name in _NAMES if sniff(text, name) != told]
    assert {name: detect(text, key=name) for name in odd} == dict.fromkeys(odd, found)


@pytest.mark.parametrize("kind", ["insert", "x12", "recording", "json with base64", "letter"])
@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.html", "a.yaml"])
def test_access_control_refuses_under_any_name(kind: str, name: str) -> None:
    with pytest.raises(AccessDenied):
        b"".join(guard([_TEXTS[kind].encode()], key=name))


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("email\na@b.org\nc@d.org\n", "a.csv", Format.DELIMITED),
        ("nombre\nAna Ruiz\nLuis Gil\n", "a.csv", Format.DELIMITED),
        ("17,Ann,Roe\n18,Bob,Poe\n", "a.csv", Format.DELIMITED),
        ("a;b\n1;2\n", "a.csv", Format.DELIMITED),
        ('["' + "x" * 9000, "a.json", Format.JSON),
        ('{"a": , "b": 1', "a.json", Format.JSON),
        ("Hello <b>Ann</b>,<br>your card is here<br>", "a.html", Format.HTML),
        ("<center>Hi</center>\n", "a.html", Format.HTML),
        ("<form><item>x</item></form>", "a.xml", Format.XML),
        ("SELECT * FROM staff WHERE ssn = '536221234';\n", "a.sql", Format.SQL),
        ("219-09-9999: a\n219-09-9998: b\n", "a.yaml", Format.LINES),
        ("<VirtualHost *:80>\nServerName = x\nUser = y\nGroup = z\n</VirtualHost>\n", "a.conf", Format.LINES),
        ("a: |\n  INSERT INTO t (x)\nb: 2\nc: 3\n", "a.yaml", Format.LINES),
        ("starting\n2024-01-01 10:00:00 x, y\nINSERT INTO t (a) VALUES (1)\n", "a.log", Format.LOG),
    ],
)  # fmt: skip
def test_a_right_name_is_still_a_hint(text: str, name: str, expected: Format) -> None:
    assert sniff(text, name).format is expected
