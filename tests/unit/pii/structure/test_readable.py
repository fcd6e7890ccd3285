"""Text that stands encoded in a text: what the decoder shows of it, and that redaction hides it and writes it back."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, quote

import pytest

from objectlambda.errors import AccessDenied
from objectlambda.pii.access_control import guard
from objectlambda.pii.redaction import Mode, Redaction, redact
from objectlambda.pii.structure import Format
from objectlambda.pii.structure.readable import readable

NESTED = json.dumps(
    {"a": json.dumps({"b": json.dumps({"last_name": "Tereshkova", "ssn": 219099999, "pwd": "xk9Lqq"})})}
)

Q = ["Tereshkova", "219099999", "xk9Lqq"]
PLACES: list[tuple[str, str, str, list[str]]] = [
    # (name, file, text, values that may not be left)
    ("URL escapes", "a.log", "/u?mail=eva%40acme.com&ssn=219%2D09%2D9999&n=%20206-555-0100", ["eva", "219%2D", "010"]),
    ("URL escapes twice", "a.log", "GET /u?mail=eva%2540acme.com", ["eva"]),
    ("a query with plus signs", "a.log", "GET /u?full_name=Valentina+Tereshkova&x=1", ["Tereshkova"]),
    ("string escapes", "a.log", 'body="\\nValentina Tereshkova\\n219-09-9999\\r\\n4111111111111111"', ["219", "4111"]),
    ("characters by number", "a.log", "mail eva\\u0040acme.com \\x65va@acme.org", ["acme.com", "acme.org"]),
    ("terminal codes", "a.log", "SSN\x1b[0m219099999\x1b[1m eva\x1b[32m@acme.com 219-\x1b[7m09-9999", ["eva", "219"]),
    ("terminal codes as text", "a.log", "\\x1b[31m219-09-9999\\033[0m ^[[1meva@acme.com", ["219", "eva"]),
    ("unseen characters", "a.txt", "SSN 219-\u200b09-\u200b9999, mail eva@\u00adacme.com", ["9999", "eva"]),
    ("JSON three deep", "a.json", NESTED, Q),
    ("JSON in a log", "a.log", f"INFO got {json.dumps(NESTED)}", Q),
    ("JSON in CSV", "a.csv", 'id,doc\n1,"{""last_name"": ""Tereshkova"", ""ssn"": [219099999]}"\n', Q[:2]),
    ("JSON in XML", "a.xml", "<r><d>{&quot;ssn&quot;: &quot;219099999&quot;}</d></r>", ["219099999"]),
    ("JSON in a dump", "a.sql", "INSERT INTO p (id,doc) VALUES (1,'{\\\"ssn\\\":\\\"219099999\\\"}');", ["219099999"]),
]  # fmt: skip


def redacted(text: str, file: str, mode: Mode = Mode.REPLACE_WITH_PII_ENTITY_TYPE) -> str:
    return b"".join(redact([text.encode()], Redaction(mode=mode, secret=b"0123456789abcdef"), key=file)).decode()


@pytest.mark.parametrize(("file", "text", "values"), [pytest.param(*rest, id=name) for name, *rest in PLACES])
def test_what_is_encoded_is_redacted_and_refused(file: str, text: str, values: list[str]) -> None:
    for mode in (Mode.MASK, Mode.REPLACE_WITH_PII_ENTITY_TYPE, Mode.HASH):
        out = redacted(text, file, mode)
        assert [value for value in values if value in out] == [], mode
    assert len(redacted(text, file, Mode.MASK)) == len(text)
    with pytest.raises(AccessDenied):
        list(guard([text.encode()], key=file))


@pytest.mark.parametrize("mode", [Mode.REPLACE_WITH_PII_ENTITY_TYPE, Mode.FAKE, Mode.HASH, Mode.REMOVE])
def test_every_layer_of_json_is_still_json(mode: Mode) -> None:
    document = json.loads(redacted(NESTED.replace("219099999", '\\\\\\"219099999\\\\\\"'), "a.json", mode))
    inner = json.loads(json.loads(document["a"])["b"])
    assert set(inner) == {"last_name", "ssn", "pwd"}
    assert "Tereshkova" not in inner["last_name"]


def test_a_replacement_in_a_query_is_written_encoded() -> None:
    out = redacted("https://a.example/u?page=2&full_name=" + quote("Valentina Tereshkova") + "&x=1", "a.log", Mode.FAKE)
    assert " " not in out
    assert "Tereshkova" not in out
    if "?" in out:
        assert parse_qs(out.partition("?")[2])["x"] == ["1"]


@pytest.mark.parametrize(
    "text",
    ["C:\\new\\table\\users", "ACME\\nancy signed in", "50% of 20%", "a regex: \\d{3}-\\w+", "LIKE '%abc%'"],
)
def test_what_only_looks_encoded_stays(text: str) -> None:
    view = readable(text, Format.TEXT)
    assert view is None or view.text == text


def test_every_place_of_a_view_leads_back_to_its_source() -> None:
    text = json.dumps({"a": json.dumps({"b": "x%40y \\n \u00ad z"})})
    view = readable(text, Format.JSON)
    assert view is not None
    for position, character in enumerate(view.text):
        begin, end = view.source(position), view.source_end(position + 1)
        assert begin < end
        assert view.read(begin, end) == character
