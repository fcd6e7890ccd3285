"""Tables that begin in the middle of a text: which cells they have, how they are called, and where they end."""

from __future__ import annotations

import random
import time

import pytest
from texts import split, transcript

from objectlambda.pii import detect, detect_stream
from objectlambda.pii.detection.windows import windows
from objectlambda.pii.structure import HARD, Format, Structure

TEXT = Structure(format=Format.TEXT)


def named(text: str, structure: Structure | None = TEXT) -> list[tuple[str, str]]:
    """Name and value of each field that begins in a window's own part, in order; two readers may read it alike."""
    return [
        (name, window.text[start:end])
        for window in windows([text], structure=structure)
        for start, end, name in dict.fromkeys(field[:3] for field in window.fields)
        if window.begin <= start < window.end
    ]


PEOPLE = [("name", "Ana Lee"), ("pin", "4821"), ("name", "Bob"), ("pin", "0417")]


@pytest.mark.parametrize(
    "table",
    [
        "  name   | pin\n---------+------\n Ana Lee | 4821\n Bob     | 0417\n(2 rows)\n",
        "  name   | pin\r\n---------+------\r\n Ana Lee | 4821\r\n Bob     | 0417\r\n(2 rows)\r\n",
        "+---------+------+\n| name    | pin  |\n+---------+------+\n| Ana Lee | 4821 |\n| Bob     | 0417 |\n"
        "+---------+------+\n2 rows in set\n",
        "+---------+------+\n| name    | pin  |\n+=========+======+\n| Ana Lee | 4821 |\n+---------+------+\n"
        "| Bob     | 0417 |\n+---------+------+\n",
        "| name | pin |\n|:-----|----:|\n| Ana Lee | 4821 |\n| Bob | **0417** |\n",
        "name | pin\n--- | ---\nAna Lee | 4821\nBob | `0417`\n",
        "┌─────────┬──────┐\n│  name   │ pin  │\n├─────────┼──────┤\n│ Ana Lee │ 4821 │\n│ Bob     │ 0417 │\n"
        "└─────────┴──────┘\n",
        "┏━━━━━━━━━┳━━━━━━┓\n┃ name    ┃ pin  ┃\n┡━━━━━━━━━╇━━━━━━┩\n│ Ana Lee │ 4821 │\n│ Bob     │ 0417 │\n"
        "└─────────┴──────┘\n",
        "name        pin\n----------  ----\nAna Lee     4821\nBob         0417\n",
        "==========  ====\nname        pin\n==========  ====\nAna Lee     4821\nBob         0417\n==========  ====\n",
        "-[ RECORD 1 ]-\nname | Ana Lee\npin  | 4821\n-[ RECORD 2 ]-\nname | Bob\npin  | 0417\n",
    ],
    ids=["psql", "crlf", "mysql", "grid", "markdown", "bare-markdown", "box", "rich", "sqlite", "rst", "expanded"],
)
def test_cells_carry_the_headers_of_a_table_below_prose(table: str) -> None:
    assert named(f"Hello,\n\nthis is what I see:\n\n{table}\nWhat now?\n") == PEOPLE


@pytest.mark.parametrize("prompt", ["$ cmd", "bank=> select 1;", "ana@db:~/x$ cmd", "[root@db ~]# cmd", "(venv) $ cmd"])
@pytest.mark.parametrize(
    "table",
    [
        "name     pin\nAna Lee  4821\nBob      0417\n",
        "name\tpin\nAna Lee\t4821\nBob\t0417\n",
        "name|pin\nAna Lee|4821\nBob|0417\n(2 rows)\n",
        'name,pin\n"Ana Lee",4821\nBob,0417\n',
        "      name   pin\n0  Ana Lee  4821\n1      Bob  0417\n",
    ],
    ids=["aligned", "tabs", "unaligned", "csv", "numbered"],
)
def test_cells_carry_the_headers_of_a_table_without_a_rule_below_a_prompt(prompt: str, table: str) -> None:
    assert [cell for cell in named(f"Session 7\n{prompt}\n{table}\n$ exit\n") if cell[1] != ">"] == PEOPLE


def test_an_empty_cell_of_an_aligned_table_leaves_the_others_under_their_headers() -> None:
    text = "$ column -t x\nname     pin   city\nAna Lee        Bonn\nBob      0417\n"
    assert named(text) == [("name", "Ana Lee"), ("city", "Bonn"), ("name", "Bob"), ("pin", "0417")]


def test_a_bar_in_a_value_of_psql_leaves_the_columns_where_the_rule_says() -> None:
    text = " name  | pin\n-------+------\n A | B | 4821\n"
    assert named(text) == [("name", "A | B"), ("pin", "4821")]


def test_a_value_over_several_lines_of_psql_keeps_its_column() -> None:
    text = "   address    | pin\n--------------+------\n 1 Main St   +| 4821\n Springfield  |\n(1 row)\n"
    assert named(text) == [("address", "1 Main St"), ("pin", "4821"), ("address", "Springfield")]


def test_the_only_column_of_psql_is_named_and_a_title_with_a_line_below_it_is_none() -> None:
    assert named("=> select\n  routing\n-----------\n 021000021\n(1 row)\n")[-1] == ("routing", "021000021")
    assert named("Phone numbers\n-------------\n call 206-555-0100\n") == []


def test_rows_of_keys_and_values_are_named_by_their_first_cell() -> None:
    text = "x\n\n| Field | Value |\n|---|---|\n| PIN | 4821 |\n| **Plate** | 7ABC123 |\n"
    assert named(text)[1::2] == [("PIN", "4821"), ("Plate", "7ABC123")]
    beside = "x\n\n| | Ana | Bob |\n|---|---|---|\n| PIN | 4821 | 0417 |\n"
    assert named(beside) == [("", "PIN"), ("PIN", "4821"), ("PIN", "0417")]


@pytest.mark.parametrize(
    "text",
    [
        "Dear Ana,\n---\nthe pin | is not | here\n",
        "> name  pin\n> Ana said  hello\n",
        "$ echo hello, name\nhello, name\n",
        "a | b\n--- | --- | ---\n1 | 2\n",
        "# Notes\nfirst, we met; second, we left\nthird, we ate\n",
        "Yours\n--- ---\nAna Lee\n",
    ],
)
def test_lines_that_are_no_table_have_no_cells(text: str) -> None:
    assert named(text) == []


def test_prose_behind_a_table_has_no_column() -> None:
    text = " name | pin\n------+------\n Ana  | 4821\n\nThe rest | is prose\n"
    assert [name for name, _ in named(text)] == ["name", "pin"]


@pytest.mark.parametrize("form", [Format.TEXT, Format.LOG, Format.LINES, Format.SQL])
def test_columns_last_over_windows_and_over_rows_longer_than_one(form: Format) -> None:
    rows = [f" {number:09d} | {'x' * (40_000 if number == 500 else 20)} |  4821" for number in range(2_000)]
    text = "=> select\n routing   | note | pin\n-----------+------+------\n" + "\n".join(rows) + "\n(2000 rows)\n"
    cells = named(text, Structure(format=form))
    assert [value for name, value in cells if name == "routing"] == [
        f"{number:09d}" for number in range(2_000) if number != 500
    ]
    assert sum(name == "pin" for name, _ in cells) == 1_999


def test_a_rule_or_a_header_at_the_beginning_of_a_window_belongs_to_what_stands_before() -> None:
    head, rule, row = " name    | pin\n", "---------+------\n", " Ana Lee | 4821\n"
    listed = "$ cat x\nname,pin\nAna Lee,4821\n"
    for table in (head + rule + row, listed):
        for cut in range(len(table)):
            line = "x" * 79 + "\n"
            text = line * 120
            text = text[: 8 * 1024 - 1 - cut] + "\n" + table + "\n" + line * 120
            assert [value for name, value in named(text) if name == "pin"] == ["4821"], cut


def test_any_chunking_of_a_transcript_finds_the_same_entities() -> None:
    random_ = random.Random(5)
    text = transcript(random_, 60_000)
    whole = detect(text, structure=TEXT)
    assert {"BANK_ROUTING", "PIN"} <= {entity.type for entity in whole}
    assert list(detect_stream(split(random_, text), structure=TEXT)) == whole


@pytest.mark.parametrize(
    "unit",
    [
        "a", "|", "-", "-+", "| ", "a  ", "a\n", "|\n", " a | b\n", "$ ", "$ a\n", "$ a  b\n", "---\n", "a,a,", "\t",
        "-[ RECORD ", "+--", "│", "=  ", '"', '","', " +|",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "head",
    [
        " name | pin\n------+------\n",
        "  ".join(f"name{i:03}" for i in range(250)) + "\n" + "-------  " * 250 + "\n",
        "$ x\n" + "  ".join(f"name{i}" for i in range(250)) + "\n" + "1  " * 250 + "\n",
        "$ x\n" + ",".join(f"name{i}" for i in range(250)) + "\n" + "1," * 249 + "\n",
    ],
    ids=["barred", "blocks", "aligned", "listed"],
)
@pytest.mark.usefixtures("own_heap")
def test_time_is_bounded_on_hostile_tables(head: str, unit: str) -> None:
    text = head + unit * (200_000 // len(unit))
    started = time.process_time()
    assert all(window.end - window.begin <= HARD for window in windows([text], structure=TEXT))
    assert time.process_time() - started < 1.0, "slower than 200 KB/s"
