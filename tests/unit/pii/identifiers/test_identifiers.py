"""Identifiers beside Comprehend's types: Brazil's CPF and CNPJ, France's NIR, and one that a program adds."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from objectlambda.errors import AccessDenied, InvalidSettings
from objectlambda.pii import detect
from objectlambda.pii.access_control import Policy, inspect
from objectlambda.pii.detection.analyzer import Analyzer
from objectlambda.pii.detection.explain import explain
from objectlambda.pii.entities import ENTITY_TYPES
from objectlambda.pii.entity_types import expand_types
from objectlambda.pii.functions import redaction_of
from objectlambda.pii.identifiers import Form, Identifier, identifiers, register, rows
from objectlambda.pii.identifiers.brazil import cnpj, cpf
from objectlambda.pii.identifiers.france import nir
from objectlambda.pii.ner.networks import Tagged
from objectlambda.pii.redaction import Mode, Redaction, redact
from objectlambda.pii.rules.identifier_values import rule_of
from objectlambda.pii.settings import RedactionSettings

ROOT = Path(__file__).resolve().parents[4]
KEY = b"a key of 16 bytes"
OURS = ("BR_CPF", "BR_CNPJ", "FR_NIR")


def no_names(texts: object) -> list[list[Tagged]]:
    return [[] for _ in texts]  # type: ignore[attr-defined]


ANALYZER = Analyzer(network=no_names)


def found(text: str, *types: str, key: str | None = None) -> list[tuple[str, str]]:
    entities = detect(text, entity_types=types or OURS, key=key, analyzer=ANALYZER)
    return [(str(e.type), text[e.start : e.end]) for e in entities]


VALUES = [
    ("BR_CPF", "529.982.247-25"),
    ("BR_CPF", "52998224725"),
    ("BR_CPF", "529982247-25"),
    ("BR_CPF", "111 444 777 35"),
    ("BR_CNPJ", "11.222.333/0001-81"),
    ("BR_CNPJ", "11222333000181"),
    ("BR_CNPJ", "12.ABC.345/01DE-35"),
    ("BR_CNPJ", "12ABC34501DE35"),
    ("FR_NIR", "2 55 08 14 168 025 38"),
    ("FR_NIR", "255081416802538"),
    ("FR_NIR", "2550814168025 38"),
    ("FR_NIR", "2 53 07 2A 073 004 43"),
    ("FR_NIR", "253072B07300470"),
]
LABELS = {"BR_CPF": "cpf", "BR_CNPJ": "cnpj", "FR_NIR": "nir"}


@pytest.mark.parametrize(("entity_type", "value"), VALUES)
def test_a_right_value_is_found_in_texts_and_labelled_columns_and_only_where_it_is_asked_for(
    entity_type: str, value: str
) -> None:
    label = LABELS[entity_type]
    expected = [(entity_type, value)]
    for text in (
        value,
        f"Segue o documento {value}, obrigado.",
        f"{label.upper()}: {value}",
        f"id,{label}\n1,{value}\n2,\n",
        f"{label}_numero;city\n{value};x\n",
        json.dumps({"id": 1, "customer": {f"{label}Cliente": value}}),
        f"<a><{label}>{value}</{label}></a>",
        f"https://a.example/?{label}={value.replace(' ', '')}",
    ):
        wanted = [(entity_type, value.replace(" ", ""))] if "https" in text else expected
        assert found(text, entity_type) == wanted, text
        assert entity_type not in {kind for kind, _ in found(text, "ALL")}
        assert (entity_type in {kind for kind, _ in found(text, "ALL", entity_type)}) is ("https" not in text), text


@pytest.mark.parametrize(("entity_type", "value"), VALUES)
def test_a_value_whose_check_fails_is_none_whatever_its_label_says(entity_type: str, value: str) -> None:
    last = int(value[-1])
    for digit in {0, 1, 2, 3, 4, 5, 6, 7, 8, 9} - {last}:
        wrong = value[:-1] + str(digit)
        assert found(f"{LABELS[entity_type]}: {wrong}", entity_type) == [], wrong


@pytest.mark.parametrize(
    "text",
    [
        "order 52998224725",
        "tel 52998224725",
        "ref: 11222333000181",
        "v1.52998224725",
        "R$ 52998224725",
        "CPF 111.111.111-11",
        "CNPJ 00.000.000/0000-00",
        "path/12abc34501de35",
        "20260102030405",
        "NIR 1 85 13 78 006 084 22",
        "52998224725123",
    ],
)
def test_what_only_looks_like_one_is_left(text: str) -> None:
    assert found(text) == []


def test_labels_make_up_for_what_spreadsheets_and_forms_leave_out() -> None:
    assert cpf(b"00000000191")
    assert found("name,cpf\nAna,1234567890\n") == found("cpf: 1234567890") == [("BR_CPF", "1234567890")]
    assert found("1234567890") == []
    assert found("Numéro de sécurité sociale : 2 55 08 14 168 025") == [("FR_NIR", "2 55 08 14 168 025")]
    assert found("inscrito no CPF/MF sob o nº 529.982.247-25") == [("BR_CPF", "529.982.247-25")]


def test_known_numbers_pass_their_checks() -> None:
    assert all(map(cpf, (b"52998224725", b"11144477735", b"12345678909")))
    assert all(map(cnpj, (b"11222333000181", b"12ABC34501DE35", b"00000000000191")))
    assert all(map(nir, (b"255081416802538", b"253072A07300443", b"253072B07300470", b"295109912611193")))


def test_nothing_of_them_runs_where_they_are_not_asked_for() -> None:
    rule_of.cache_clear()
    ANALYZER.analyze("CPF 529.982.247-25", entity_types={"ALL"})
    list(ANALYZER.stages("CPF 529.982.247-25"))
    assert rule_of.cache_info().misses == 0


@pytest.mark.parametrize(("entity_type", "value"), VALUES)
def test_every_mode_of_redaction_takes_them(entity_type: str, value: str) -> None:
    def after(mode: Mode) -> str:
        redaction = Redaction(entity_types={entity_type}, mode=mode, secret=KEY)
        text = f"{LABELS[entity_type]}: {value}.\n"
        return b"".join(redact([text.encode()], redaction, analyzer=ANALYZER)).decode().split(": ")[1][:-2]

    assert after(Mode.MASK) == "*" * len(value)
    assert after(Mode.REPLACE_WITH_PII_ENTITY_TYPE) == f"[{entity_type}]"
    assert after(Mode.HASH).startswith(f"[{entity_type}:")
    assert after(Mode.KEEP_LAST_4).endswith(value[-4:])
    made = after(Mode.FAKE)
    assert made != value
    assert form(made) == form(value)
    assert found(f"{LABELS[entity_type]}: {made}", entity_type) == [(entity_type, made)]


def form(value: str) -> str:
    return "".join("9" if c.isdigit() else "A" if c.isalpha() else c for c in value)


def test_a_placeholder_is_not_redacted_again() -> None:
    redaction = Redaction(entity_types={*OURS, "ALL"}, mode=Mode.REPLACE_WITH_PII_ENTITY_TYPE)
    once = b"".join(redact([b"cpf: 529.982.247-25"], redaction, analyzer=ANALYZER))
    assert b"".join(redact([once], redaction, analyzer=ANALYZER)) == once == b"cpf: [BR_CPF]"


def test_access_control_refuses_them_also_as_keys_and_where_they_are_only_warned_of() -> None:
    for data in (b"a 529.982.247-25 b", b'{"529.982.247-25": 1}'):
        assert inspect([data], Policy(), analyzer=ANALYZER) == {}
        with pytest.raises(AccessDenied):
            inspect([data], Policy(deny={"BR_CPF"}), analyzer=ANALYZER)
        assert inspect([data], Policy(deny={"SSN"}, warn={"BR_CPF"}), analyzer=ANALYZER) == {"BR_CPF": 1}


def test_settings_take_them_by_name_and_say_what_was_meant() -> None:
    def types(*names: str) -> object:
        return redaction_of(RedactionSettings(pii_entity_types=names)).entity_types

    assert types("ALL") is None
    assert types("BR_CPF") == {"BR_CPF"}
    assert types("ALL", "BR_CPF") == ENTITY_TYPES | {"BR_CPF"}
    for wrong, meant in (("CPF", "BR_CPF"), ("BR_CPN", "BR_CPF"), ("nir", "FR_NIR"), ("FR_NIRR", "FR_NIR")):
        for names in ((wrong,), ("ALL", wrong)):
            with pytest.raises(InvalidSettings, match=f"did you mean '{meant}'"):
                expand_types(names)


def test_explain_says_which_row_found_one() -> None:
    [one] = explain(["cpf: 52998224725"], ANALYZER, entity_types={"BR_CPF"})
    assert (one.type, one.found_by, one.outcome) == ("BR_CPF", "BR_CPF row", "reported")


PESEL = Identifier(
    type="PL_PESEL",
    what="number in the register of persons in Poland (PESEL)",
    labels="pesel|numer pesel",
    forms=(Form(pattern=rb"\b\d{11}\b", alone=0.6),),
    check=lambda value: sum(int("13791379131"[at]) * (digit - 48) for at, digit in enumerate(value)) % 10 == 0,
    how="11 digits",
    check_name="weights 1, 3, 7, 9",
    source="the test",
)


@pytest.fixture
def pesel(monkeypatch: pytest.MonkeyPatch) -> Identifier:
    monkeypatch.setattr(rows.ROWS, "by_type", identifiers())  # put back afterwards
    register(PESEL)
    return PESEL


def test_one_row_makes_a_type_that_everything_knows(pesel: Identifier, tables: Callable[[str], str]) -> None:
    value = "44051401359"
    assert expand_types(["ALL", "PL_PESEL"]) == ENTITY_TYPES | {"PL_PESEL"}
    assert found(f"id,numer_pesel\n1,{value}\n", "PL_PESEL") == [("PL_PESEL", value)]
    assert found(f"PESEL: {value}", "ALL") != [("PL_PESEL", value)]
    assert found(f"PESEL: {value[:-1]}0", "PL_PESEL") == []
    redaction = Redaction(entity_types={"PL_PESEL"}, mode=Mode.FAKE, secret=KEY)
    fake = redaction.replacement("PL_PESEL", value)
    assert fake != value
    assert PESEL.check(fake.encode())
    with pytest.raises(AccessDenied):
        inspect([f"pesel {value}".encode()], Policy(deny={"PL_PESEL"}), analyzer=ANALYZER)
    assert PESEL.what in tables("pii-identifiers")


@pytest.fixture
def tables() -> Callable[[str], str]:
    spec = importlib.util.spec_from_file_location("tables", ROOT / "tests" / "docs" / "tables.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return lambda name: str(module.TABLES[name]())


@pytest.mark.parametrize("name", ["SSN", "ALL", "br_cpf", "X"])
def test_a_row_with_a_name_that_is_taken_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be a type's name"):
        Identifier(type=name, what="", labels="", forms=(), check=cpf, how="", check_name="", source="")
