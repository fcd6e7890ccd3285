"""Values of which several fields hold a part each: columns, keys, elements of lists, and entries of metadata."""

from __future__ import annotations

import itertools
import json

import pytest

from objectlambda.errors import AccessDenied
from objectlambda.head import ResponseHead
from objectlambda.pii import detect
from objectlambda.pii.access_control import Policy
from objectlambda.pii.detection.analyzer import Analyzer
from objectlambda.pii.head_text import check_head, redact_head
from objectlambda.pii.redaction.modes import Mode, Redaction
from objectlambda.pii.redaction.redact import redact

ROWS = (("536", "22", "1234"), ("536", "22", "5678"), ("78", "5", "1120"), ("1", "5", "20"))
NAMES = (
    ("ssn1", "ssn2", "ssn3"),
    ("ssn_area", "ssn_group", "ssn_serial"),
    ("nss_p1", "nss_p2", "nss_p3"),
    ("first_ssn", "second_ssn", "third_ssn"),
    ("ssn_x", "ssn_y", "ssn_z"),
    ("first3", "middle2", "last4"),
    ("área", "grupo", "número de serie"),
    ("primeros3", "medio2", "ultimos4"),
)
FORMS = {
    "strings": json.dumps({"ssn": {"a": "78", "b": "5", "c": "1120"}}),
    "numbers": json.dumps({"ssn": {"first": 536, "second": 22, "third": 1120}}),
    "indented": json.dumps({"ssn": {"a": 78, "b": 5, "c": 1120}}, indent=4),
    "numbered": json.dumps({"ssn": {"0": 536, "1": 22, "2": 1120}}),
    "list": json.dumps({"ssn": [78, 5, 1120]}),
    "YAML": "nss:\n  a: 78\n  b: 5\n  c: 1120\n",
    "in a string": json.dumps({"x": json.dumps({"ssn1": 78, "ssn2": 5, "ssn3": 1120})}),
}


@pytest.fixture(scope="module")
def rules() -> Analyzer:
    return Analyzer(network=lambda texts: [[] for _ in texts])


def redacted(rules: Analyzer, text: str, key: str | None, mode: Mode = Mode.MASK) -> str:
    return b"".join(redact([text.encode()], Redaction(mode=mode), key=key, analyzer=rules)).decode()


@pytest.mark.parametrize("names", NAMES)
@pytest.mark.parametrize("mode", [Mode.MASK, Mode.KEEP_LAST_4, Mode.REMOVE])
def test_parts_in_columns_go_from_every_row(rules: Analyzer, names: tuple[str, ...], mode: Mode) -> None:
    for between, key in itertools.product((",", ", ", ";", "\t"), ("a.csv", None)):
        table = "".join(between.join(row) + "\n" for row in (names, *ROWS))
        after = redacted(rules, table, key, mode)
        left = [cell for line in after.splitlines()[1:] for cell in line.split(between)]
        assert not any(map(str.isalnum, "".join(left))), (between, key)


@pytest.mark.parametrize("names", NAMES)
def test_parts_in_keys_go(rules: Analyzer, names: tuple[str, ...]) -> None:
    for row in ROWS:
        for text, key in (
            (json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False), "a.json"),
            (json.dumps(dict(zip(names, map(int, row), strict=True)), ensure_ascii=False), "a.json"),
            ("".join(f"{name}: {part}\n" for name, part in zip(names, row, strict=True)), "a.yaml"),
        ):
            after = redacted(rules, text, key)
            assert f'"{row[2]}"' not in after
            assert f": {row[2]}" not in after


@pytest.mark.parametrize("form", FORMS)
def test_parts_below_a_name_go(rules: Analyzer, form: str) -> None:
    assert "1120" not in redacted(rules, FORMS[form], "a.yaml" if form == "YAML" else "a.json")


@pytest.mark.parametrize("names", NAMES[:6])
def test_entries_of_metadata_that_hold_a_part_each_go(rules: Analyzer, names: tuple[str, ...]) -> None:
    for row in ROWS:
        entries = list(zip((name.replace("_", "-") for name in names), row, strict=True))
        for order in itertools.permutations(entries):
            head = ResponseHead(metadata={"color": "blue", **dict(order), "size": "12"})
            after = redact_head(head, Redaction, lambda: rules)
            assert after.metadata == {"color": "blue", "size": "12"}
            with pytest.raises(AccessDenied):
                check_head(head, Policy, lambda: rules)


def test_other_entries_in_parts_stay(rules: Analyzer) -> None:
    head = ResponseHead(metadata={"part1": "536", "part2": "22", "part3": "1234", "size-x": "40", "size-y": "1234567"})
    assert redact_head(head, Redaction, lambda: rules).metadata == head.metadata


def test_numbers_in_parts_of_other_names_stay(rules: Analyzer) -> None:
    for text in (
        "point_x,point_y,point_z\n536,22,1234\n219,33,4471\n",
        '{"group": {"a": 78, "b": 5, "c": 1120}, "social": [1, 5, 20], "first": 3, "middle": 2, "last": 4}',
        "Social security benefits, 12 pages, 4 tables, 1990 copies; SSN 1, 2, 3 and 4 of the list\n",
    ):
        assert redacted(rules, text, "a.json" if text[0] == "{" else None) == text


def test_a_masked_number_and_the_numbers_of_two_rows_are_no_parts_of_one() -> None:
    table = "        name    ssn  balance\n0     [NAME]  [SSN]  795.57\n1     [NAME]  [SSN]  1949.80\n"

    assert [found for found in detect(table) if found.type == "SSN"] == []
