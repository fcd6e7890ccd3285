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
    ],
)
def test_markup_that_only_names_and_styles_stays(file: str, text: str) -> None:
    data = text.encode()
    assert b"".join(redact([data], Redaction(), key=file)) == data
