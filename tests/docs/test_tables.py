"""What the READMEs say of settings and errors is what the code says."""

import importlib.util
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location("tables", Path(__file__).with_name("tables.py"))
tables = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(tables)


@pytest.mark.parametrize("name", tables.DOCUMENTS)
def test_tables_are_up_to_date(name):
    text = (tables.ROOT / name).read_text()
    assert text == tables.rendered(text), f"run: python tests/docs/tables.py --write ({name})"


def test_every_table_stands_in_some_document():
    texts = "".join((tables.ROOT / name).read_text() for name in tables.DOCUMENTS)
    assert [name for name in tables.TABLES if f"<!-- table: {name} -->" not in texts] == []


@pytest.mark.parametrize("kind", tables.error_classes())
def test_every_error_has_a_status_that_the_protocol_takes_a_code_and_advice(kind):
    assert kind.status in tables.errors.ALLOWED_STATUSES
    assert kind.code.isalpha()
    assert kind.advice
    assert kind.__doc__
