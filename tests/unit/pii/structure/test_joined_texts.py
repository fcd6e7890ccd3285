"""A text that goes on in another format is read in that format from there on."""

from __future__ import annotations

import json

import pytest

from objectlambda.pii import detect, detect_stream
from objectlambda.pii.detection.windows import windows
from objectlambda.pii.structure import Format

_TABLE = "id,full_name,ssn,login\n1,Oriane Vexley,536221234,ovexley7\n2,Marisol Quintanar,536221235,mquinta2\n"
_JSON = json.dumps({"full_name": "Oriane Vexley", "ssn": 536221234}) + "\n"
_SQL = "INSERT INTO staff (id, full_name, ssn) VALUES (1,'Oriane Vexley','536221234');\n"
_X12 = (
    "ISA*00*          *00*          *ZZ*AAA            *ZZ*BBB            *200101*1253*^*00501*000000905*0*T*:~"
    "ST*270*1234~NM1*IL*1*VEXLEY*ORIANE****MI*11122233301~REF*SY*536221234~DMG*D8*19870314*F~\n"
)
_HL7 = (
    "MSH|^~\\&|LAB|ELAB|OE|B4|20200215||ORU^R01|C1|P|2.4\nPID|1||99412||VEXLEY^ORIANE||19870314|F||||||||||536221234\n"
)
_XML = "<staff><p><name>Oriane Vexley</name><ssn>536221234</ssn></p></staff>\n"
_CARD = "BEGIN:VCARD\nVERSION:3.0\nN:Vexley;Oriane;;;\nFN:Oriane Vexley\nBDAY:19870314\nEND:VCARD\n"
_LETTER = "Dear Ms Quintanar,\n\nYour SSN: 536221236\nYour login: mquinta2\n\nRegards,\nBryn Askew\n"
_LOG = '203.0.113.9 - ovexley7 [10/Oct/2031:13:55:36 -0700] "GET /x HTTP/1.0" 200 23\n' * 2
_PARTS = {
    "table": _TABLE,
    "json": _JSON,
    "sql": _SQL,
    "x12": _X12,
    "hl7": _HL7,
    "xml": _XML,
    "card": _CARD,
    "log": _LOG,
}


@pytest.mark.parametrize("first", ["table", "json", "sql", "x12", "hl7", "card"])
@pytest.mark.parametrize("second", ["table", "json", "sql", "hl7", "xml", "card", "log"])
def test_values_of_both_parts_are_found(first: str, second: str) -> None:
    before, after = _PARTS[first], _PARTS[second]
    text = before + after
    found = {text[e.start : e.end] for e in detect(text)}
    alone = {part[e.start : e.end] for part in (before, after) for e in detect(part)}
    assert alone <= found


@pytest.mark.parametrize("first", ["json", "x12", "hl7", "card"])
def test_a_letter_behind_a_document_is_read_as_one(first: str) -> None:
    text = _PARTS[first] + _LETTER
    found = {text[e.start : e.end] for e in detect(text)}
    assert {"536221236", "mquinta2", "Bryn Askew"} <= found


def test_a_border_is_found_behind_many_windows_and_however_the_text_arrives() -> None:
    text = _JSON * 900 + _TABLE + _JSON * 3
    whole = detect(text)
    assert list(detect_stream([text[at : at + 4000] for at in range(0, len(text), 4000)])) == whole
    assert {"ovexley7", "mquinta2"} <= {text[e.start : e.end] for e in whole}
    assert "".join(window.own for window in windows([text])) == text


@pytest.mark.parametrize(
    "text",
    [
        'id,note\n1,"one\nINSERT INTO t (a) VALUES (1);\n"\n2,"{""a"": 1}\n{""b"": 2}"\n3,x\n',
        "CREATE TABLE t (a text);\nINSERT INTO t VALUES ('one;\nid,full_name,ssn\n1,Ann Roe,5\n');\nSELECT 1;\n",
        "COPY t (a, b) FROM stdin;\none\ttwo\n\\.\nCOPY u (a) FROM stdin;\nx\n\\.\n",
        "time,who\n2024-01-01 10:00:00,a\n2024-01-01 10:00:01,b\n",
        '{\n"a": [\n{"b": 1}\n],\n"c": {}\n}\n',
        "<p>one</p>\n<pre>\nid,full_name,ssn\n1,Ann,5\n</pre>\n",
    ],
)
def test_a_line_in_a_value_is_no_border(text: str) -> None:
    assert len({window.structure.format for window in windows([text])}) == 1


def test_a_line_behind_a_document_is_a_remark() -> None:
    assert [window.structure.format for window in windows([_JSON + "done\n"])] == [Format.JSON]


def test_a_text_of_many_borders_has_few_windows() -> None:
    text = 'NM1*IL*1*VEXLEY*ORIANE****MI*11122233301~\n{"a": 1}\n' * 1000
    assert len(list(windows([text]))) <= 2 * (16 + len(text) // 2048)
