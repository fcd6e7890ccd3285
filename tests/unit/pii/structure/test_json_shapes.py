"""Shapes in which databases and streams write JSON: the key right above a value is not always its name."""

from __future__ import annotations

import json

import pytest

from objectlambda.pii.redaction.modes import Mode, Redaction
from objectlambda.pii.redaction.redact import redact

SHAPES = [
    ('{"Item":{"ssn":{"S":"212345678"},"pin":{"N":"4821"}}}', ["212345678", "4821"]),
    ('{"ssn":{"$numberLong":"212345678"},"dob":{"$date":"1984-02-11"}}', ["212345678", "1984-02-11"]),
    ('{"after":{"ssn":{"string":"212345678"},"pin":{"int":4821}}}', ["212345678", "4821"]),
    ('{"columns":["name","ssn","phone"],"data":[["Keith Lund","212345678","2065550100"],["Ida Pye","212345679",""]]}',
     ["Keith", "212345678", "2065550100", "Ida", "212345679"]),
    ('[["id","ssn","last_name"],[1,"212345678","Tapia"],[2,"212345679","Quispe"]]',
     ["212345678", "Tapia", "212345679", "Quispe"]),
    ('[{"name":"ssn","value":"212345678"},{"key":"pin","value":"4821"}]', ["212345678", "4821"]),
    ('[{"type":"passport","number":"512345678"},{"documentType":"DRIVERS_LICENSE","documentNumber":"D1234567"}]',
     ["512345678", "D1234567"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "values"), SHAPES)
def test_values_are_named_in_every_shape(text: str, values: list[str]) -> None:
    redaction = Redaction(mode=Mode.REPLACE_WITH_PII_ENTITY_TYPE)
    after = b"".join(redact([text.encode()], redaction, key="x.json")).decode()
    assert [value for value in values if value in after] == []


@pytest.mark.parametrize(
    "text",
    [
        '{"type":"order","number":"212345678"}',
        '{"tags":["name","ssn"],"counts":[[212345678,3],[212345679,4]]}',
        '[{"name":"width","value":212345678},{"name":"Height","value":7}]',
        '{"product":{"value":"212345678","unit":"ms"}}',
    ],
)
def test_shapes_of_things_stay(text: str) -> None:
    assert b"".join(redact([text.encode()], Redaction(), key="x.json")).decode() == text


def _apart(label: str, key: str, value: str) -> list[object]:
    """Documents that give ``value`` and what it is in different objects, as forms, databases and streams do."""
    columns = [{"name": "row", "type": "long"}, {"name": key, "type": "string"}]
    cell = {"stringValue": value}
    defined = {"id": "f2", "title": label, "type": "short_text"}
    return [
        {"question": {"title": label}, "answer": {"text": value}},
        {"answer": {"type": "text", "text": value}, "question": {"id": 4, "title": label}},
        {"field": {"id": "x", "label": label}, "value": {"string": value}},
        {"item": [{"linkId": "1", "text": label, "answer": [{"valueString": value}]}]},
        {"label": {"type": "plain_text", "text": label}, "element": {"initial_value": value}},
        {"questions": [{"heading": label, "answers": [{"id": "9", "text": value}]}]},
        {"fields": [defined], "answers": [{"type": "text", "text": value, "field": {"id": "f2"}}]},
        {"customItems": [{"idCustomField": "f2", "value": {"text": value}}], "customFields": [defined]},
        {"i": [{"title": label, "questionItem": {"question": {"questionId": "q"}}}], "a": {"q": {"value": value}}},
        {"names": {"custom_10": label}, "issues": [{"fields": {"custom_10": value}}]},
        {"name": key, "type": "string", "value": value},
        {"value": value, "name": key},
        {"tags": {key: {"type": "literal", "value": value}}},
        {key: {"$in": [value]}},
        {key: {"old": None, "new": value}},
        {key: {"versions": [{"value": value}]}},
        {key: {"0": value}},
        {"field": label, "fromString": "", "toString": value},
        {"op": "replace", "path": f"/person/{key}", "value": value},
        {f"http://example.org/terms#{key}": [{"@value": value}]},
        {"aggregations": {key: {"buckets": [{"key": value, "doc_count": 3}]}}},
        {"schema": {"fields": columns}, "rows": [{"f": [{"v": "1"}, {"v": value}]}]},
        {"columns": columns, "rows": [[1, value]]},
        {"records": [[{"longValue": 1}, cell]], "columnMetadata": columns},
        {"rows": [{"f": [{"v": "1"}, {"v": value}]}], "schema": {"fields": columns}},
        {"Rows": [{"Data": [{"VarCharValue": name} for name in row]} for row in (["id", key], ["1", value])]},
        {"cols": [{"id": "A", "label": "Id"}, {"id": "B", "label": label}], "rows": [{"c": [{"v": 1}, {"v": value}]}]},
        {"frames": [{"schema": {"fields": columns}, "data": {"values": [[1], [value]]}}]},
        {"columns": ["n.row", f"n.{key}"], "data": [{"row": [1, value], "meta": [None, None]}]},
        {"columnnames": ["row", key], "columnvalues": [1, value]},
        {"manifest": {"schema": {"columns": columns}}, "result": {"data_array": [["1", value]]}},
        {"columnDefs": [{"headerName": label, "field": "b"}], "rowData": [{"a": 1, "b": value}]},
        {"head": [["Id", label]], "body": [["1", value]]},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "key", "value"),
    [("SSN", "ssn", "212345678"), ("Passport number", "passport_no", "512398764"), ("PIN", "pin", "4827")],
)
def test_labels_in_other_objects_name_values(label: str, key: str, value: str) -> None:
    documents = [json.dumps(document) for document in _apart(label, key, value)]
    assert [document for document in documents if value in _redacted(document)] == []


def test_labels_hold_for_their_own_values_only() -> None:
    things = [
        '{"fields":[{"id":"a","title":"Colour"},{"id":"b","title":"SSN"}],"answers":[{"text":"212345678","field":{"id":"a"}}]}',
        '{"schema":{"fields":[{"name":"ssn"},{"name":"rows"}]},"rows":[{"f":[{"v":null},{"v":"212345678"}]}]}',
        '{"question":{"title":"SSN"},"next":{"count":212345678}}',
        '{"user":{"name":"theme","value":"dark"}}',
        '{"password":{"text":"Choose a long one"},"title":"Password","text":"Enter it twice"}',
    ]
    assert [thing for thing in things if _redacted(thing) != thing] == []


def _redacted(document: str) -> str:
    redaction = Redaction(mode=Mode.REPLACE_WITH_PII_ENTITY_TYPE)
    return b"".join(redact([document.encode()], redaction, key="x.json")).decode()
