"""What each lexer calls a value, and which name it gives it."""

from __future__ import annotations

import pytest

from objectlambda.pii.detection.windows import windows
from objectlambda.pii.structure import Format, Structure, lexer_for, sniff


def named(text: str, key: str | None = None) -> list[tuple[str, str]]:
    """Name and value of each field of a text of one window."""
    lexed = lexer_for(sniff(text, key)).lex(text, 0)
    assert lexed.end == len(text)
    return [(field.name, text[field.start : field.end]) for field in lexed.fields]


def test_csv_header_names_its_columns_and_is_no_value_itself() -> None:
    text = "name,ssn\nJohn Smith,123-45-6789\n\nJane Doe,987-65-4321"
    assert named(text) == [
        ("name", "John Smith"),
        ("ssn", "123-45-6789"),
        ("name", "Jane Doe"),
        ("ssn", "987-65-4321"),
    ]


def test_csv_cells_in_quotes_hold_delimiters_quotes_and_line_ends() -> None:
    text = 'name;note;city\r\n"Smith; John";"said ""hi""\nand left";Paris\r\nx;;y\r\n'
    assert named(text) == [
        ("name", "Smith; John"),
        ("note", 'said ""hi""\nand left'),
        ("city", "Paris"),
        ("name", "x"),
        ("city", "y"),
    ]


def test_csv_without_header_has_nameless_values() -> None:
    text = "17,Cargo,4.5\n18,Bulk,3.5\n19,Reefer,2.5\n20,Tanker,1.5\n"
    assert named(text)[:3] == [("", "17"), ("", "Cargo"), ("", "4.5")]


def test_csv_row_with_text_behind_a_quote_and_with_too_many_cells_is_read() -> None:
    assert named('id,name,city\n1,"a"b,c,d,e\n', "x.csv") == [
        ("id", "1"),
        ("name", '"a"b'),
        ("city", "c"),
        ("", "d"),
        ("", "e"),
    ]


def test_csv_of_one_column_is_a_table_if_the_key_says_so() -> None:
    assert named("email\na@b.org\nc@d.org\n", "mails.csv.gz") == [("email", "a@b.org"), ("email", "c@d.org")]


def test_csv_values_are_named_by_the_label_of_their_row_where_the_header_says_nothing() -> None:
    text = 'id,field,value,note\n1,PIN,4821,x\n2,"Plate","7ABC123",y\n3,17,5,\n4,"City, town",Bonn,\n'
    assert [pair for pair in named(text) if pair[0] not in ("id", "field", "note")] == [
        ("PIN", "4821"),
        ("Plate", "7ABC123"),
        ("value", "5"),
        ("City, town", "Bonn"),
    ]
    assert named("question;answer\nYour NIP?;4821\n", "x.csv")[1] == ("Your NIP?", "4821")
    assert named("value,name\n7,Ana\n") == [("value", "7"), ("name", "Ana")]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_table_is_recognized_by_its_delimiter(delimiter: str) -> None:
    rows = [["id", "full_name", "phone"], ["1", "Jo Bloggs", "555-0100"], ["2", "Al Bloggs", "555-0101"]]
    structure = sniff("\n".join(map(delimiter.join, rows)))
    assert structure == Structure(
        format=Format.DELIMITED, delimiter=delimiter, names=("id", "full_name", "phone"), header=True
    )


def test_json_values_carry_the_nearest_key_and_arrays_their_own() -> None:
    text = '{"a": [1, "x", {"b": "c\\"d"}, "y"], "e": true, "f": -12.5e3, "": null}\n{"g": {"h": ""}, "i": "é"}'
    assert named(text) == [("a", "1"), ("a", "x"), ("b", 'c\\"d'), ("a", "y"), ("f", "-12.5e3"), ("i", "é")]


def test_broken_json_is_values_without_loss() -> None:
    assert named('{"a": , "b": "unfinished bob@example.com', "x.json")[-1] == ("b", "unfinished bob@example.com")


def test_xml_text_and_attributes_are_named_and_markup_is_not_a_value() -> None:
    text = (
        '<?xml version="1.0"?><r xmlns="urn:x"><ns:name title="Dr">Jo &amp; Al</ns:name>'
        '<field name="ssn">123</field><!-- to do --><e><![CDATA[<raw>]]></e></r>'
    )
    assert named(text) == [
        ("title", "Dr"),
        ("name", "Jo &amp; Al"),
        ("ssn", "123"),
        ("", " to do "),
        ("e", "<raw>"),
    ]


def test_html_cells_are_named_by_header_label_and_term() -> None:
    text = (
        "<!DOCTYPE html><table><tr><th>Name</th><th>SSN</th></tr><tr><td>Jo</td><td>123</td></tr></table>"
        "<dl><dt>Phone</dt><dd>555</dd></dl><table><tr><td>City:</td><td>Paris</td></tr></table>"
        '<input name="email" value="a@b.org"><br><script>var a = "<b>";</script>'
    )
    assert [pair for pair in named(text) if pair[0]] == [
        ("Name", "Jo"),
        ("SSN", "123"),
        ("Phone", "555"),
        ("City", "Paris"),
        ("email", "a@b.org"),
    ]


def test_sql_values_carry_their_columns() -> None:
    text = (
        "INSERT INTO `t` (`a`, b) VALUES (1, 'it''s'), (NULL, 'y');\nUPDATE t SET c = 'z';\n"
        "COPY public.p (x, y) FROM stdin;\nu\tv\n\\N\tw\n\\.\nSELECT 1;"
    )
    assert named(text) == [
        ("a", "1"),
        ("b", "it''s"),
        ("a", "NULL"),
        ("b", "y"),
        ("c", "z"),
        ("x", "u"),
        ("y", "v"),
        ("y", "w"),
    ]


def test_sql_values_without_a_list_of_columns_carry_those_that_the_table_was_created_with() -> None:
    text = (
        "CREATE TABLE `cards` (\n  `id` int(11) NOT NULL,\n  holder varchar(80) DEFAULT 'a, b', -- who, says it\n"
        "  `cvv` char(4),\n  `key` decimal(10,2),\n  PRIMARY KEY (`id`),\n  KEY i (holder, `cvv`)\n);\n"
        "INSERT INTO `cards` VALUES (1,'Ana Lee','482',2.5),(2,'Bob',NULL,3);\nINSERT INTO others VALUES ('x');\n"
        'CREATE TEMPORARY TABLE IF NOT EXISTS s.pins (pin text, "plate" text);\n'
        "INSERT INTO \"pins\" VALUES('4821','7AB');\n"
    )
    assert named(text) == [
        ("id", "1"),
        ("holder", "Ana Lee"),
        ("cvv", "482"),
        ("key", "2.5"),
        ("id", "2"),
        ("holder", "Bob"),
        ("cvv", "NULL"),
        ("key", "3"),
        ("pin", "4821"),
        ("plate", "7AB"),
    ]


def test_sql_columns_of_a_table_last_over_windows() -> None:
    text = "CREATE TABLE t (a int, b int);\n" + "INSERT INTO t VALUES (1, 2);\n" * 2_000
    fields = [
        (field.name, window.text[field.start : field.end]) for window in windows([text]) for field in window.fields
    ]
    assert fields == [("a", "1"), ("b", "2")] * 2_000


def test_env_yaml_and_logs_name_their_values() -> None:
    assert named("A=1\nexport B='x y'\n# c\n", ".env") == [("A", "1"), ("B", "x y")]
    assert named("user:\n  name: Jo Bloggs\n  tags:\n  - id: 7\n", "a.yaml") == [("name", "Jo Bloggs"), ("id", "7")]
    line = '2024-01-01 10:00:00 INFO login user=bob ip=10.0.0.1 {"ssn": "123", "n": 5}\n'
    assert named(line * 3)[:4] == [("user", "bob"), ("ip", "10.0.0.1"), ("ssn", "123"), ("n", "5")]


def test_form_lines_in_free_text_are_named() -> None:
    assert named("Dear all,\n\nFull name: Jo Bloggs\nregards\n") == [("Full name", "Jo Bloggs")]


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("Dear John, how are you?\nWell, thank you.\n", None, Format.TEXT),
        ("Hello, Mr. Smith, and welcome, all.\nWe met, once, in Paris, France.\n", "mail.txt", Format.TEXT),
        ("[2024-01-01 10:00:00] INFO started\n[2024-01-01 10:00:01] INFO done\n", None, Format.LOG),
        ('10.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.0" 200 23\n', None, Format.LOG),
        ("Oct 10 13:55:36 host app[1]: started\n", None, Format.LOG),
        ('{"a": 1}\n{"a": 2}\n', None, Format.JSON),
        ("[1, 2, 3]", None, Format.JSON),
        ("<html><body>x</body></html>", None, Format.HTML),
        ("<note><to>Bob</to></note>", None, Format.XML),
        ("-- dump\nCREATE TABLE t (a int);\n", None, Format.SQL),
        ("a,b\n1,2\n", "x.csv.gz", Format.DELIMITED),
        ("HOST=a\nPORT=5\n", None, Format.LINES),
        ("", None, Format.TEXT),
    ],
)
def test_format_is_recognized(text: str, key: str | None, expected: Format) -> None:
    assert sniff(text, key).format is expected
