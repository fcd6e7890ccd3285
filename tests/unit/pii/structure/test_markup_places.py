"""Places in XML and HTML where a value can stand: redaction replaces what access control denies."""

from __future__ import annotations

import pytest
from defusedxml import ElementTree

from objectlambda.errors import AccessDenied
from objectlambda.pii.access_control import guard
from objectlambda.pii.redaction import Mode, Redaction, redact

XML = '<?xml version="1.0"?>\n'
PLACES = {
    "record with a name": ("a.xml", '<r><row id="7" name="Valentina Tereshkova" city="x"/></r>'),
    "name alone": ("a.xml", '<r><field name="Valentina Tereshkova"/></r>'),
    "id": ("a.xml", '<r><item id="eva@acme.com">fine</item></r>'),
    "key": ("a.xml", '<r><property key="eva@acme.com">fine</property></r>'),
    "type, target, style, width": (
        "a.xml",
        '<p type="Valentina Tereshkova" target="eva@acme.com" style="219-09-9999" width="4000001234567899"/>',
    ),
    "value under a key": ("a.xml", '<c><add key="Password" value="xk9Lqq77"/><add key="ssn" value="219099999"/></c>'),
    "instruction": ("a.xml", '<?person ssn="219099999" mail="eva@acme.com"?><r/>'),
    "instruction in words": ("a.xml", "<?note to eva@acme.com?><r/>"),
    "comment": ("a.xml", "<r><!-- call Eva, SSN 219-09-9999 --></r>"),
    "declared entity": ("a.xml", '<!DOCTYPE r [<!ENTITY ssn "219099999"><!-- eva@acme.com -->]><r>&ssn;</r>'),
    "CDATA in a number": ("a.xml", "<r><ssn>219<![CDATA[-09-]]>9999</ssn></r>"),
    "comment in a number": ("a.xml", "<r><ssn>219-<!-- -->09-9999</ssn></r>"),
    "plist": ("a.xml", "<plist><dict><key>SSN</key><string>219099999</string></dict></plist>"),
    "XML-RPC": ("a.xml", "<m><member><name>ssn</name><value><string>219099999</string></value></member></m>"),
    "tags": ("a.xml", "<T><Tag><Key>password</Key><Value>xk9Lqq77</Value></Tag></T>"),
    "servlet": ("a.xml", "<w><param-name>password</param-name><param-value>xk9Lqq77</param-value></w>"),
    "value in a named element": (
        "a.xml",
        '<f><field name="ssn"><v>219099999</v></field><ssn><value>219099999</value></ssn></f>',
    ),
    "SAML": (
        "a.xml",
        '<Attribute Name="urn:x" FriendlyName="ssn"><AttributeValue>219099999</AttributeValue></Attribute>',
    ),
    "label before an input": (
        "a.html",
        '<label>SSN</label><input value="219099999"><label>Password <input value="xk9Lqq77"></label>',
    ),
    "label before a text": ("a.html", "<label>SSN</label><textarea>219099999</textarea>"),
    "label for an input": ("a.html", '<p><label for="a1">SSN:</label> <input id="a1" value="219099999"></p>'),
    "a name in an input": ("a.html", '<form><input name="ssn" type="text" value="219099999"></form>'),
    "action": ("a.html", '<form action="https://a.example/?ssn=219-09-9999&amp;m=eva%40acme.com"></form>'),
    "data attribute": ("a.html", '<p data-email="eva@acme.com" data-ssn="219099999">x</p>'),
    "class": ("a.html", '<p class="eva@acme.com" id="219-09-9999">x</p>'),
    "unseen characters": ("a.html", "<p>SSN 219-&#8203;09&shy;-99&zwnj;99</p>"),
    "tags in a number": ("a.html", "<p>SSN 219-<b>09</b>-<span class='x'>99</span>99, <i>eva</i>@acme.com</p>"),
    "empty comments in a number": ("a.html", "<p>SSN 219-<!-- -->09-<!-- -->9999</p>"),
    "rowspan": (
        "a.html",
        "<table><tr><th>Dept</th><th>SSN</th></tr><tr><td rowspan='2'>A</td><td>219099999</td></tr>"
        "<tr><td>219099999</td></tr></table>",
    ),
    "colspan": (
        "a.html",
        "<table><tr><th colspan=2>Dept</th><th>SSN</th></tr><tr><td>A</td><td>B</td><td>219099999</td></tr></table>",
    ),
}
S, P = "219099999", "xk9Lqq77"
SHEET = '<?mso-application progid="Excel.Sheet"?><Workbook><Worksheet><Table>{}</Table></Worksheet></Workbook>'
SHEET_ROW = "<Row><Cell><Data ss:Type='String'>{}</Data></Cell><Cell{}><Data>{}</Data></Cell></Row>"
LABELS = {
    "legend": f'<fieldset><legend><b>Password</b></legend><div><input name="q1" value="{P}"></div></fieldset>',
    "labelled by": f'<i id="a">Applicant</i><i id="b">SSN</i><input aria-labelledby="a b" value="{S}">',
    "labelled by what follows": f'<div aria-labelledby="q">{P}</div><div id="q">Password</div>',
    "described by": f'<i id="a">Password</i> <input aria-describedby="a" value="{P}">',
    "header of another table": f'<p><b id="h2">Password</b></p><table><tr><td headers="h2">{P}</td></tr></table>',
    "label behind": f'<div><input id="x" value="{P}"><label for="x"><span>Password</span></label></div>',
    "label behind a text": f'<textarea id="t">{P}</textarea><label id="u" for="t">Password</label>',
    "label right behind": f'<p><input value="{S}"> <label>SSN</label></p>',
    "label around": f'<label><input value="x1"> Code</label><label><input value="{P}"> Password</label>',
    "option": f'<select><option value="1">Colour</option><option value="{S}">SSN</option></select>',
    "caption": f"<figure><pre>{S}</pre><figcaption>SSN</figcaption></figure>",
    "header behind": f"<table><tr><td>{S}</td><th>SSN</th></tr></table>",
    "group of options": f'<select><optgroup label="SSN"><option>{S}</option></optgroup></select>',
    "text before": f'<p>Password: <input name="f3" value="{P}"></p>',
    "header above an input": f"<table><tr><th>Id</th><th>Password</th></tr><tr><td>1<td><input value='{P}'></table>",
    "paragraphs in cells": f"<table><tr><th>Id</th><th>Password</th></tr><tr><td>1</td><td><p><b>{P}</b></p></table>",
    "header of cells": f"<table><tr><td>Id</td><td>Password</td></tr><tr><td>1</td><td>{P}</td></tr></table>",
    "type": f'<input type="password" value="{P}"><input autocomplete="current-password" value="{P}">',
}
ELEMENTS = {
    "answer": f'<item><text value="Password"/><answer><valueString value="{P}"/></answer></item>',
    "code": f'<code><coding><display value="SSN"/></coding></code><valueString value="{S}"/>',
    "text of a type": f'<identifier><type><text value="SSN"/></type><value value="{S}"/></identifier>',
    "code of a type": f'<id><type><coding><code value="SS"/></coding></type><value value="{S}"/></id>',
    "parameter": f'<p><name value="ssn"/><valueIdentifier><value value="{S}"/></valueIdentifier></p>',
    "extension": f'<extension url="http://a.example/ssn"><valueString value="{S}"/></extension>',
    "short names": f"<kv><k>Password</k><v>{P}</v></kv>",
    "title beside": f"<field><title>Password</title><value>{P}</value></field>",
    "caption and prompt": f'<f><a caption="SSN">{S}</a><a prompt="Password">{P}</a></f>',
    "HL7": f'<id extension="{S}" root="2.16.840.1.113883.4.1"/>',
    "sheet": SHEET.format(SHEET_ROW.format("Id", "", "Password") + SHEET_ROW.format("1", "", P)),
    "sheet with gaps": SHEET.format(
        "<Row/><Row><Cell ss:MergeAcross='1'><Data>Id</Data></Cell><Cell><Data>Password</Data></Cell></Row>"
        + SHEET_ROW.format("1", " ss:Index='3'", P)
    ),
    "sheet of pairs": SHEET.format(SHEET_ROW.format("User", "", "kmorel") + SHEET_ROW.format("Password", "", P)),
    "DocBook": f"<row><entry>Id</entry><entry>Password</entry></row><row><entry>1</entry><entry>{P}</entry></row>",
}
PLACES |= {name: ("a.html", text) for name, text in LABELS.items()}
PLACES |= {name: ("a.xml", f"<r xmlns:ss='urn:x'>{text}</r>") for name, text in ELEMENTS.items()}
VALUES = ("Tereshkova", "9999", "acme", "xk9Lqq", "4000001234567899")


@pytest.mark.parametrize(("file", "text"), PLACES.values(), ids=PLACES)
def test_a_value_is_hidden_wherever_it_stands(file: str, text: str) -> None:
    data = (XML if file == "a.xml" else "<!DOCTYPE html>\n").encode() + text.encode()
    with pytest.raises(AccessDenied):
        list(guard([data], key=file))
    for mode in (Mode.MASK, Mode.REPLACE_WITH_PII_ENTITY_TYPE):
        out = b"".join(redact([data], Redaction(mode=mode), key=file))
        assert [value for value in VALUES if value.encode() in out] == []
        assert list(guard([out], key=file)) == [out]
        if file == "a.xml" and "<!ENTITY" not in text:
            ElementTree.fromstring(out)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("a.xml", '<r><field name="ssn" type="String" key="Last Name"/><item id="a7" class="Person"/></r>'),
        (
            "a.html",
            '<p class="MuiButton-root Card" style="margin: 0" lang="en"><input name="email" type="text"></p>',
        ),
        ("a.html", "<dl><dt>Name</dt><dd></dd></dl><p>a<b>b</b><i> c</i></p>"),
        (
            "a.html",
            "<fieldset><legend>Password</legend><input type=radio value=yes>yes<input type=hidden value=q7></fieldset>"
            '<label for="c">Colour</label><input id="c" value="219099999"><p>Login</p><input type=submit value=x>',
        ),
        ("a.xml", "<r><row><cell>Total</cell><cell>Password</cell></row><row><cell>a b</cell></row></r>"),
    ],
)
def test_markup_that_only_names_and_styles_stays(file: str, text: str) -> None:
    data = text.encode()
    assert b"".join(redact([data], Redaction(), key=file)) == data
