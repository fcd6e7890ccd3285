"""Shapes in which databases and streams write JSON: the key right above a value is not always its name."""

from __future__ import annotations

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
