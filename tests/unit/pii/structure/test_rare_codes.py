"""Values in codes that formats declare: RTF, style sheets, SQL's code points, binary messages, compressed data."""

from __future__ import annotations

import base64
import gzip
import json
import textwrap
import time
import zlib
from binascii import b2a_uu

import pytest

from objectlambda.errors import UnexpectedContent
from objectlambda.pii import detect
from objectlambda.pii.redaction import Redaction, redact
from objectlambda.pii.structure.marked_up import marked_up_values

TEXT = b"SSN 536-22-1234 of the one who called on Monday\n"
PACKED = gzip.compress(TEXT, mtime=0)
FIELDS = b"\x0a\x0b536-22-1234\x12\x12kj.canary@acme.com\x20\x96\x01\x80\x81\x82"
RTF = r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0 SSN \b 536\b0 -22-\'31\'32\u51?\'34\par fine}"


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def uu(data: bytes) -> str:
    lines = (b2a_uu(data[at : at + 45]).decode() for at in range(0, len(data), 45))
    return f"begin 644 a.gz\n{''.join(lines)}`\nend\n"


def escaped(form: str) -> str:
    return "".join(form.format(sign) for sign in b"SSN 536-22-1234")


CODES = {
    "emphasis": ("a.md", "The phone is 415-**55**5-0132 now\n", "PHONE"),
    "marks of code": ("a.md", "The SSN is 53`6`-2`2`-1234 now\n", "SSN"),
    "tags in Markdown": ("a.md", "The phone is 415-<b>55</b>5-0132 now\n", "PHONE"),
    "bold of a wiki": ("a.txt", "The phone is 415-'''55'''5-0132 now\n", "PHONE"),
    "link of a wiki": ("a.txt", "The SSN is 5[[Page|36]]-22-1234 now\n", "SSN"),
    "colour of Jira": ("a.txt", "The SSN is 5{color:red}36{color}-22-1234 now\n", "SSN"),
    "roles of AsciiDoc": ("a.adoc", "The phone is 415-[.red]##55##5-0132 now\n", "PHONE"),
    "fonts of troff": ("a.1", ".TH A 1\nThe SSN is 5\\fB36\\fR-22-1234 now\n", "SSN"),
    "bold of Texinfo": ("a.texi", "The SSN is 5@b{36}-22-1234 now\n", "SSN"),
    "colours of IRC": ("a.log", "SSN 536-\x030422\x03-1234 it is\n", "SSN"),
    "small base32hex": ("a.txt", f"id {base64.b32hexencode(TEXT).decode().lower().rstrip('=')} here\n", "SSN"),
    "small base32hex of a number": (
        "a.json",
        json.dumps({"v": base64.b32hexencode(b"536-22-1234").decode().lower()}),
        "SSN",
    ),
    "gzip in base85": ("a.json", json.dumps({"v": base64.b85encode(PACKED).decode()}), "SSN"),
    "zlib in base85": ("a.csv", f"id,v\n1,{base64.b85encode(zlib.compress(TEXT)).decode()}\n", "SSN"),
    "gzip in Ascii85": ("a.txt", f"see {base64.a85encode(PACKED).decode()} here\n", "SSN"),
    "zlib in base32": ("a.txt", f"see {base64.b32encode(zlib.compress(TEXT, 9)).decode()} here\n", "SSN"),
    "references twice": ("a.json", json.dumps({"note": escaped("&amp;#{};")}), "SSN"),
    "octal escapes of Perl": ("a.pl", f'$note = "{escaped(chr(92) + "o{{{:o}}}")}";\n', "SSN"),
    "code points": ("a.txt", "it says " + " ".join(f"U+{sign:04X}" for sign in b"SSN 536-22-1234") + " there\n", "SSN"),
    "bytes of Rust": ("a.rs", "let note = [" + ", ".join(f"{sign}u8" for sign in b"SSN 536-22-1234") + "];\n", "SSN"),
    "the registry": (
        "a.reg",
        '"Note"=hex(2):' + ",".join(f"{sign:02x},00" for sign in b"536-22-1234") + ",00,00\n",
        "SSN",
    ),
    "padded with zeros": ("a.json", json.dumps({"note": "0x" + b"SSN 536-22-1234".ljust(32, b"\0").hex()}), "SSN"),
    "Ascii85 in a text": ("a.txt", f"see {base64.a85encode(TEXT).decode()} here\n", "SSN"),
    "base32hex": ("a.txt", f"see {base64.b32hexencode(TEXT).decode()} here\n", "SSN"),
    "base32hex of digits": ("a.json", json.dumps({"ssn": base64.b32hexencode(b"536-22-1234").decode()}), "SSN"),
    "SQL by code points": ("a.sql", r"INSERT INTO p (id, n) VALUES (1, U&'SSN 536-22-123\0034');", "SSN"),
    "SQL with a sign of its own": ("a.sql", "INSERT INTO p (n) VALUES (U&'SSN 536-22-123!0034' UESCAPE '!');", "SSN"),
    "escaped key of JSON": ("a.json", r'{"\u0073\u0073\u006e": 536221234}', "SSN"),
    "style sheet": ("a.css", '.a:before{content:"\\35\\33\\36-22-1234"}', "SSN"),
    "two rules": ("a.css", ".a::before{content:'SSN 536-2'}\n.a::after{content:'2-1234'}\n", "SSN"),
    "RTF in JSON": ("a.json", json.dumps({"note": RTF}), "SSN"),
    "RTF in CSV": ("a.csv", f'id,note\n1,"{RTF}"\n2,fine\n', "SSN"),
    "comment in a header": ("a.eml", "From: Ann\n <kj.canary(a note)@acme.com>\nSubject: x\n\nfine\n", "EMAIL"),
    "comment in a domain": ("a.eml", "To: kj.canary@acme(x).com\nSubject: x\n\nfine\n", "EMAIL"),
    "Cloudflare": ("a.html", '<a class="__cf_email__" data-cfemail="422c2c0223212f276c212d2f">x</a>', "EMAIL"),
    "ideographic full stop": ("a.txt", "mail kj.canary@acme。com now\n", "EMAIL"),
    "troff": ("a.1", ".TH X 1\nmail kj.canary\\(atacme.com\n", "EMAIL"),
    "TeX": ("a.tex", r"\documentclass{a} kj.canary\char64 acme.com", "EMAIL"),
    "bulletin board": ("a.txt", "SSN [b]536[/b]-[i]22[/i]-1234\n", "SSN"),
    "UTF-16 with its mark": ("a.txt", f"x {b64(TEXT.decode().encode('utf-16'))} y\n", "SSN"),
    "UTF-32": ("a.txt", f"x {b64(TEXT.decode().encode('utf-32-le'))} y\n", "SSN"),
    "EBCDIC": ("a.json", json.dumps({"v": b64(TEXT.decode().encode("cp037"))}), "SSN"),
    "Protocol Buffers": ("a.json", json.dumps({"data": b64(FIELDS * 3)}), "EMAIL"),
    "Protocol Buffers in hex": ("a.log", f"payload={FIELDS.hex()}\n", "SSN"),
    "gzip as Python shows it": ("a.log", f"body={PACKED!r} sent\n", "SSN"),
    "zlib as Python shows it": ("a.json", json.dumps({"m": repr(zlib.compress(TEXT))}), "SSN"),
    "gzip in a URL": ("a.log", "GET /?d=" + "".join(f"%{x:02x}" for x in PACKED) + "\n", "SSN"),
    "gzip in numbers": ("a.json", json.dumps({"data": list(PACKED)}, indent=1), "SSN"),
    "gzip in numbers with signs": ("a.json", json.dumps([x - 256 if x > 127 else x for x in PACKED]), "SSN"),
    "gzip in characters": ("a.json", json.dumps({"m": PACKED.decode("latin-1")}), "SSN"),
    "gzip in base32": ("a.json", json.dumps({"m": base64.b32encode(PACKED).decode()}), "SSN"),
    "gzip in uuencode": ("a.txt", uu(PACKED), "SSN"),
    "chosen option": ("a.html", "<html><select name=ssn><option value=536221234 selected>x</select></html>", "SSN"),
    "field of a form": ("a.html", "<html><textarea name='ssn'>536221234</textarea></html>", "SSN"),
    "initials": ("a.txt", "S.S. #: 536221234, S. S. N. 536221234\n", "SSN"),
    "column of initials": ("a.csv", "id,S.S.N.\n1,536221234\n2,536221235\n", "SSN"),
}
PHP = 's:9:"last_name";s:7:"Zzyqqwq";'
PRIVATE = 'O:1:"U":1:{s:12:"\0U\0last_name";s:7:"Zzyqqwq";}'
TYPED = '{"version": 2}\n[1, "o", "Password: "]\n[2, "i", "xk9L"]\n[3, "i", "qq77\\r"]\n'
CODES |= {
    "appended strings": ("A.java", 'b.append("SSN 536-").append("22-").append("1234");\n', "SSN"),
    "appended by statements": ("A.cs", 'sb.Append("SSN 536");\nsb.Append("-22-");\nsb.Append("1234");\n', "SSN"),
    "strings after each other": ("a.js", "s = 'kj.can'; s += 'ary@ac'; s += 'me.com';\n", "EMAIL"),
    "signs by their codes": (
        "a.sql",
        "INSERT INTO p (ssn) VALUES ('536' || CHR(45) || '22' || CHR(45) || '1234');",
        "SSN",
    ),
    "streamed strings": ("a.cpp", 'cout << "SSN 536-22" << "-1234";\n', "SSN"),
    "CONCAT_WS": ("a.sql", "INSERT INTO p (m) VALUES (CONCAT_WS('@', 'kj.canary', 'acme.com'));\n", "EMAIL"),
    "joined array": ("a.js", 'm = ["kj.canary", "acme.com"].join("@")\n', "EMAIL"),
    "joined by a string": ("a.py", 'm = "@".join(["kj.canary", "acme.com"])\n', "EMAIL"),
    "array_to_string": ("a.sql", "SELECT array_to_string(ARRAY['536','22','1234'], '-') AS ssn;\n", "SSN"),
    "template": ("a.go", 'm := fmt.Sprintf("%s@%s", "kj.canary", "acme.com")\n', "EMAIL"),
    "parts of a password": ("a.sql", "UPDATE u SET password = CONCAT('x1', 'k9Lqq77') WHERE id = 1;\n", "PASSWORD"),
    "typed password": ("a.cast", TYPED, "PASSWORD"),
    "first version of recordings": ("a.json", '{"stdout": [[1, "SSN 536-"], [2, "22-1"], [3, "234\\n"]]}', "SSN"),
    "deltas": ("a.jsonl", '{"delta": {"content": "SSN 536-"}}\n{"delta": {"content": "22-1234"}}\n', "SSN"),
    "default of CloudFormation": ("a.yaml", "Parameters:\n  DbPassword:\n    Default: xk9Lqq77\n", "PASSWORD"),
    "default of Terraform": (
        "a.tf",
        'variable "db_password" {\n  type = string\n  default = "xk9Lqq77"\n}\n',
        "PASSWORD",
    ),
    "constant of PHP": ("a.php", "<?php define('DB_PASSWORD', 'xk9Lqq77');\n", "PASSWORD"),
    "token of a login": ("A.java", 'new UsernamePasswordToken("kmorel", "xk9Lqq77");\n', "PASSWORD"),
    "labelled event": ("a.log", "CEF:0|v|p|1|1|n|5|cs1=219099999 cs1Label=SSN\n", "SSN"),
    "table of Confluence": ("a.txt", "||Id||Password||\n|1|xk9Lqq77|\n", "PASSWORD"),
    "table of DokuWiki": ("a.txt", "x\n^ Id ^ Password ^\n| 1 | xk9Lqq77 |\n", "PASSWORD"),
    "table of MediaWiki": ("a.txt", "{| class=x\n! Id !! Password\n|-\n| 1 || xk9Lqq77\n|}\n", "PASSWORD"),
    "table of AsciiDoc": ("a.adoc", "|===\n|Id\n|Password\n\n|1\n|xk9Lqq77\n|===\n", "PASSWORD"),
    "table of LaTeX": (
        "a.tex",
        "\\begin{tabular}{ll}\nId & Password \\\\ \\hline\n1 & xk9Lqq77 \\\\\n\\end{tabular}\n",
        "PASSWORD",
    ),
    "list-table": (
        "a.rst",
        ".. list-table::\n\n   * - Id\n     - Password\n   * - 1\n     - xk9Lqq77\n",
        "PASSWORD",
    ),
    "PHP in JSON": ("a.json", json.dumps({"m": f"a:1:{{{PHP}}}"}), "NAME"),
    "PHP in JSON, private": ("a.json", json.dumps({"m": PRIVATE}), "NAME"),
    "PHP in CSV": ("a.csv", 'id,m\n1,"a:1:{' + PHP.replace('"', '""') + '}"\n2,x\n', "NAME"),
    "PHP in XML": ("a.xml", f"<?xml version='1.0'?><m><![CDATA[a:1:{{{PHP}}}]]></m>", "NAME"),
    "PHP in base64": ("a.json", json.dumps({"m": b64(f"a:2:{{{PHP}s:1:x;s:1:y;}}".encode())}), "NAME"),
}
HARMLESS = {
    "alternatives": ("a.txt", "x || y || z\n|| a || b ||\n| c | d |\n\\begin{tabular}{l}x & y\\\\ \\end{tabular}\n"),
    "labels of events": ("a.log", "CEF:0|v|p|1|1|n|5|cs1=red cs1Label=Colour cn1=219099999 cn1Label=Bytes sent\n"),
    "types of PHP": ("a.txt", 'a:1:{s:8:"password";N;s:8:"password";a:0:{}}\n'),
    "rows of icons": ("a.css", "".join(f'.i{x}:before{{content:"\\f{x:03x}"}}\n' for x in range(300))),
    "products of matrices": ("a.py", "y = f(x)@w.T\nz = (a)@b.c(d).e\n"),
    "magic numbers": ("a.py", 'MAGIC = {"gz": b"\\x1f\\x8b\\x08", "zip": b"PK\\x03\\x04", "z": b"x\\x9c"}\n'),
    "links of Sphinx": ("a.py", '"""See :attr:`the logger <~flask.Flask.logger>` and <~werkzeug.serving>."""\n'),
    "certificate": (
        "a.pem",
        "-----BEGIN CERTIFICATE-----\n"
        + "\n".join(textwrap.wrap(b64(b"0\x82" + b"\x13\x0cDigiCert Inc1\x190\x17\x06\x03U" * 9), 64))
        + "\n-----END CERTIFICATE-----\n",
    ),
    "countries to choose from": (
        "a.html",
        "<html><select name=country><option>France<option>Spain</select></html>",
    ),
}


@pytest.mark.parametrize(("key", "text", "kind"), CODES.values(), ids=CODES)
def test_values_in_rare_codes_are_found(key: str, text: str, kind: str) -> None:
    assert kind in {entity.type for entity in detect(text, key=key)}


@pytest.mark.parametrize(("key", "text"), HARMLESS.values(), ids=HARMLESS)
def test_what_only_looks_like_such_a_code_is_left_alone(key: str, text: str) -> None:
    assert detect(text, key=key) == []


def test_a_file_in_the_escapes_of_a_program_is_refused() -> None:
    with pytest.raises(UnexpectedContent):
        detect(f"body={b'PK' + bytes((3, 4)) + bytes(range(128, 200))!r} sent\n")


def test_a_message_in_base64_keeps_what_is_no_value() -> None:
    made = json.loads(b"".join(redact([json.dumps({"data": b64(FIELDS)}).encode()], Redaction(), key="a.json")))
    assert base64.b64decode(made["data"]) == FIELDS.replace(b"kj.canary@acme.com", b"*" * 18).replace(
        b"536-22-1234", b"*" * 11
    )


@pytest.mark.parametrize("unit", ["4AAAAAAA4AA ", 'x="42424242424242" ', "To: (b)@\n ", "\\x1f\\x8b\\x08"])
def test_many_of_them_cost_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        begun = time.process_time()
        detect(unit * (size // len(unit)))
        return time.process_time() - begun

    seconds(1000)
    assert seconds(16_000) < 3 * max(seconds(8_000), 0.05)


@pytest.mark.parametrize("mail", ["jan\\_roe@example.com", "jan\\_roe\\_2@example.com", "jan.roe@ex\\-ample\\.com"])
def test_an_address_with_escaped_signs_leaves_as_a_whole(mail: str) -> None:
    text = f"Write to {mail} now.\n"
    assert b"".join(redact([text.encode()], Redaction(), key="a.md")) == f"Write to {'*' * len(mail)} now.\n".encode()


@pytest.mark.parametrize(
    "line",
    [
        b"GS*HS*000000005*54321*20131031*1147*1*X*005010X279A1~",
        b"L11*3297832*PO*5472.0**5472*123456789**12345~",
        b"1#531096482#2031#77\n12==531096482\n",
        b"001 a\x1f531096482\x1e004\x1f55501320000\x1d",
    ],
)
def test_separators_of_fields_are_no_emphasis(line: bytes) -> None:
    assert [*marked_up_values(line * 3)] == []
