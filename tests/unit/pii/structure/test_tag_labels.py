"""Labels that tags give to values in any vocabulary, and forms that a value beside a label must have."""

from __future__ import annotations

import pytest

from objectlambda.pii import contains
from objectlambda.pii.documents.units import units
from objectlambda.pii.redaction import redact

VALUES = {"ssn": "536221234", "telefono": "912345678", "password": "hunter2xK9", "passport": "X1234567"}
NAMES = {"full_name": "Nnamdi Okafor"}
PAIRS = {
    "short attributes": '<p n="LABEL" v="VALUE"/>',
    "the value first": '<f t="VALUE" k="LABEL"/>',
    "Spanish attributes": '<dato campo="LABEL" valor="VALUE"/>',
    "attributes of no meaning": '<i a="LABEL" b="VALUE"/>',
    "a scheme": '<identifier scheme="LABEL">VALUE</identifier>',
    "two elements deep": '<Item ref="LABEL"><x><y>VALUE</y></x></Item>',
    "elements of no meaning": "<e><a>LABEL</a><b>VALUE</b></e>",
    "an id in an attribute": '<q id="q17" text="LABEL"/><q id="q18" text="Colour"/><a qid="q17" value="VALUE"/>',
    "an id as the name of an attribute": "<t name='c1' caption='LABEL'/><t name='c2' caption='Qty'/><row c1='VALUE'/>",
}
ROWS = {
    "FileMaker": ('<M><F NAME="id" T="X"/><F NAME="LABEL" T="X"/></M>', "<COL><DATA>{}</DATA></COL>"),
    "DBUnit": ("<column>id</column><column>LABEL</column>", "<value>{}</value>"),
    "attributes above": ('<c><col n="id"/><col n="LABEL"/></c>', "<d>{}</d>"),
    "texts above": ("<headers><h>id</h><h>LABEL</h></headers>", "<v>{}</v>"),
    "VOTable": ('<FIELD name="id" d="c"/><FIELD name="LABEL" d="c"/>', "<TD>{}</TD>"),
}
WORD_ROW = (
    "<w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
)
HTML = {
    "cells": "<table><tr><td>LABEL</td><td>VALUE</td></tr></table>",
    "spans": "<div><span>LABEL</span><span>VALUE</span></div>",
    "a class": '<p><span class="LABEL">VALUE</span></p>',
    "an element of a library": "<div><mat-label>LABEL</mat-label><input value='VALUE'></div>",
    "a label behind": "<figure><p>VALUE</p><figcaption>LABEL</figcaption></figure>",
    "a grid": (
        "<div role='grid'><div role='row'><i role='columnheader'>id</i><i role='columnheader'>LABEL</i></div>"
        "<div role='row'><i role='gridcell'>1</i><i role='gridcell'>VALUE</i></div></div>"
    ),
}
IN_TEXT = {
    "JSX": 'const a = <Row label="LABEL" value={"VALUE"} />;\n',
    "a list of terms": "return (<dl><dt>LABEL</dt><dd>VALUE</dd></dl>);\n",
}
CASES = [*((label, value) for label, value in VALUES.items()), *NAMES.items()]


def redacted(document: str, key: str | None = None) -> str:
    return b"".join(redact([document.encode()], key=key)).decode()


def fill(document: str, label: str, value: str) -> str:
    return document.replace("LABEL", label).replace("VALUE", value)


@pytest.mark.parametrize("place", PAIRS)
def test_finds_a_value_that_a_tag_labels_in_any_vocabulary(place: str) -> None:
    left = []
    for label, value in CASES:
        document = '<?xml version="1.0"?>\n' + fill(f"<r>{PAIRS[place]}</r>", label, value)
        if value in redacted(document) or not contains(document):
            left.append(label)
    assert left == []


@pytest.mark.parametrize("place", ROWS)
def test_names_cells_by_the_columns_declared_above_them(place: str) -> None:
    head, cell = ROWS[place]
    left = []
    for label, value in CASES:
        rows = "".join(f"<row>{cell.format(number)}{cell.format(value)}</row>" for number in (1, 2))
        if value in redacted(f'<?xml version="1.0"?>\n<r>{head.replace("LABEL", label)}<rows>{rows}</rows></r>'):
            left.append(label)
    assert left == []


def test_names_cells_of_a_table_of_word_in_plain_xml() -> None:
    rows = WORD_ROW.format("id", "ssn") + WORD_ROW.format("1", "536221234")
    assert "536221234" not in redacted(f'<?xml version="1.0"?>\n<w:body><w:tbl>{rows}</w:tbl></w:body>')


@pytest.mark.parametrize("place", HTML)
def test_finds_a_value_beside_its_label_in_html(place: str) -> None:
    left = []
    for label, value in CASES:
        if value in redacted(fill(f"<html><body>{HTML[place]}</body></html>", label, value), "a.html"):
            left.append(label)
    assert left == []


@pytest.mark.parametrize("place", IN_TEXT)
def test_finds_a_value_that_tags_label_in_code(place: str) -> None:
    assert [label for label, value in CASES if value in redacted(fill(IN_TEXT[place], label, value))] == []


@pytest.mark.parametrize(
    "identifier", ["ssn_536221234", "phone-2065550143", "passport_X1234567", "user_zed1961", "customer-maria-lopez"]
)
def test_finds_what_an_identifier_holds_behind_its_label(identifier: str) -> None:
    for document in (f'<html><a name="{identifier}">x</a></html>', f'<r><w:b w:name="{identifier}"/></r>'):
        after = redacted(document)
        assert identifier not in after
        assert len(after) == len(document)


def test_reads_the_name_of_a_bookmark_in_word_as_a_label_and_its_value() -> None:
    part = '<w:p xmlns:w="w"><w:bookmarkStart w:id="3" w:name="passport_X1234567"/></w:p>'
    assert ("passport", "X1234567") in [unit.named for unit in units(part)]


def test_finds_the_label_of_an_input_behind_the_end_of_the_window() -> None:
    row = "<p>Lorem ipsum dolor sit amet consectetur.</p>\n"
    for label in ('<label for="x1">SSN</label>', '<label for="x1"><b>SSN</b></label>'):
        for count in range(350, 352):
            before = f"<html><body>{row * 340}<input id='x1' value='536221234'>{row * (count - 340)}"
            assert "536221234" not in redacted(f"{before}{label}{row * 90}</body></html>", "a.html")


@pytest.mark.parametrize(
    "document",
    [
        '<r><field name="phone" width="20655" index="20655"/></r>',
        '<r><item kind="password" title="Settings" note="Forgotten"/></r>',
        '<r><item kind="first_name" title="Enter Your Name"/></r>',
        "<html><ul><li>Password</li><li>Settings</li><li>Username</li><li>Account</li></ul></html>",
        "<html><table><tr><th>Name</th><th>Type</th></tr><tr><td>password</td><td>String</td></tr></table></html>",
        '<html><h2 id="user-guide">x</h2><h2 id="customer-service-desk">y</h2><a name="phone-numbers">z</a></html>',
    ],
)
def test_leaves_what_has_not_the_form_that_its_label_says(document: str) -> None:
    assert redacted(document) == document
