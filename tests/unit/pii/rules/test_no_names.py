"""Words, firms and places that stand where names stand, and names that must be found all the same."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from objectlambda.pii import detect
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.companies import is_company

COMMON = (
    "Sales Manager", "Regional Coordinator", "Tomato Soup", "Beschreibung", "Einheit", "Código", "Moneda", "Rechnung",
    "Fournisseur", "Urine", "Windstorm", "Peril", "Turquoise", "Cooking time",
)  # fmt: skip
PERSONS = (
    "Rosa Lima", "Will Baker", "Ines Weber", "María Rivera", "Schmidt", "O'Brien", "Jack Lemon", "Zak", "Baker",
    "Nuria Campos", "Okafor",
)  # fmt: skip
FIRMS = (
    "Talleres Ortega S.L.", "Hanseatic Freight GmbH", "Marlow & Sons", "Caixa Banco", "Norte Sur S.A. de C.V.",
    "Vega Consulting", "Instituto Cervera", "Lund AB", "Kessler AG Nord", "Harbor Logistics LP", "Rossi S.p.A.",
)  # fmt: skip


def names(text: str, language_code: str = "en", key: str | None = None) -> list[str]:
    """What is found as a NAME."""
    return [text[e.start : e.end] for e in detect(text, language_code, key=key) if e.type == "NAME"]


@pytest.mark.parametrize(("values", "expected"), [(COMMON, True), (PERSONS, False), (("", "12", "de la"), False)])
def test_words_of_the_language_are_common_and_names_are_not(values: Sequence[str], expected: bool) -> None:
    assert [value for value in values if is_common(value) is not expected] == []


@pytest.mark.parametrize(("values", "expected"), [(FIRMS, True), (PERSONS, False), (("",), False)])
def test_firms_are_told_from_persons(values: Sequence[str], expected: bool) -> None:
    assert [value for value in values if is_company(value) is not expected] == []


@pytest.mark.parametrize("firm", [*FIRMS, "DataQueue", "Consulting Services"])
def test_a_party_of_an_invoice_is_a_person_or_a_firm(firm: str) -> None:
    person = {"name": "Hilde Baumann", "email": "hilde@baumann.example", "phone": "+49 30 901820"}
    text = json.dumps({"customer": person, "supplier": {"name": firm, "tax_id": "B98602642"}}, ensure_ascii=False)
    assert names(text, key="invoice.json") == ["Hilde Baumann"]


@pytest.mark.parametrize(
    "text",
    [
        "- Garlic Bread\n- Chicken Wings\n- Orange Juice\n- Olives\n",
        "Cause of loss\nWindstorm\nBodily injury\nPeril  insured   Suffix\n",
        "Betrag: 12,00\nEinheit: Stück\nVerwendungszweck: Miete\nRechnung: 4711\n",
        "Ajustes\nComandos\nEmpezar\nMoneda: EUR\nFolio: 3\n",
        '{"colors": [{"name": "Turquoise"}, {"name": "Maroon"}, {"name": "Beige"}]}',
    ],
)
def test_words_of_forms_and_lists_are_no_names(text: str) -> None:
    assert names(text) == []


def test_a_common_word_that_is_introduced_as_a_name_is_one() -> None:
    assert names("Hi, my name is Coral and I live next door.") == ["Coral"]


@pytest.mark.parametrize(
    ("text", "language_code", "expected"),
    [
        ("firstName=First Name\nlastName=Last Name\ncity=City\n", "en", []),
        ('{"displayName": "Row Number To Keep"}', "en", []),
        ('{"displayName": "Henrike Olsen"}', "en", ["Henrike Olsen"]),
        ('{"Perú": "Lima", "Nepal": "Katmandú", "Ghana": "Accra", "Tayikistán": "Dusambé"}', "es", []),
        ("Patient: I saw Doctor Brandt last week, and Professor Ilse Krug, too.", "en", ["Brandt", "Ilse Krug"]),
        ("- Karin Holt (`@karinholt`, maintainer)\n- Oskar Lind (`@olind`)\n", "en", ["Karin Holt", "Oskar Lind"]),
        ("¿Y tú? Estoy leyendo. Soy viejo.", "es", []),
        ("Deploy it with Ansible, Jenkins or Kubernetes; fonts: Cambria, Verdana.", "en", []),
        ("Vuelva a poner la proyección en 3D. Obiekty se exporta después.", "es", []),
        ("Comparece D. Obdulio Paz ante mí, y D.ª Remedios Gil.", "es", ["Obdulio Paz", "Remedios Gil"]),
        ("Set the switch to Off. The lamp goes out.", "en", []),
        ("Off. Tarrant took the statement.", "en", ["Tarrant"]),
        ("Das Dialogfeld zeigt Gruppen von Elementen.", "en", []),
        ("Frau Brigitte zur Mühlen rief an; T. von Stetten auch.", "en", ["Brigitte zur Mühlen", "T. von Stetten"]),
        ("La técnica es conocida como XTLS por los usuarios.", "es", []),
        ("El sospechoso es conocido como CHATO en el barrio.", "es", ["CHATO"]),
        ("The disk has 120 MB.\nMB to bytes is a factor of a million.\n", "en", []),
        ("MB to chase the invoice.\n", "en", ["MB"]),
        ("ARAÇ SÖZLEŞMESİ\n\n1. TARAFLAR\n\n   1.1 Kiracı adresi\n", "en", []),
    ],
)
def test_what_stands_where_names_stand(text: str, language_code: str, expected: list[str]) -> None:
    assert names(text, language_code) == expected


def test_a_masked_value_of_a_format_is_no_name() -> None:
    message = "MSH|^~\\&|A|B|C|D|20240102||ADT^A01|1|P|2.3\rPID|1||77^^^H||{}^{}||19700102|F\r"
    assert names(message.format("XXXXXXX", "XXXX")) == []
    assert names(message.format("Brandt", "Ilse")) == ["Brandt", "Ilse"]


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (
            "de.po",
            'msgid "Cut"\nmsgstr "Ausschneiden"\n\nmsgid "Next"\nmsgstr "Weiter"\n\nmsgid "Page"\nmsgstr "Blatt"\n',
        ),
        (
            "a.js.map",
            '{"version":3,"names":["render"],"mappings":"AAAA,SAASA,MAAMC,GAAG,OAAOA,CAAC,CCAzB,QACAD,GAAIC"}',
        ),
        ("d.yaml", "spec:\n  serviceAccountName: checkout\n  containers:\n    - name: haproxy\n"),
        ("manual.txt", "The screen locks while the user is idle.\n"),
        ("cron.txt", "Files are in the spool (/var/spool/cron/crontabs) of the host.\ncron[12]: x\n"),
        ("Heap.pm", "package Heap::Simple;\nour @ISA;\nuse Heap::Elem;\nmy @rows = @_;\npush @rows, 1;\n"),
    ],
)
def test_words_of_programs_and_their_files_are_nobody(key: str, text: str) -> None:
    assert [text[e.start : e.end] for e in detect(text, key=key) if e.type in ("NAME", "USERNAME")] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Baker\nCarter\nDawson\nEllis\nHarper\nKnox\n", "NAME"),
        ("[Service]\nUser=jdoe77\nWantedBy=timers.target\n", "USERNAME"),
        ("# set by Karla Brandt <kb@acme.example>\nRANLIB = ranlib\nAR = ar\n", "NAME"),
        ("Name: Oskar Lind\nSuf ____\n", "NAME"),
        ("Part: SSN536-22-1234\n", "SSN"),
        ("invoice-ssn536-22-1234.pdf and id_536-22-1234_x\n", "SSN"),
        ("pan CC4111111111111111 and card 5959-0802-2460-0538\n", "CREDIT_DEBIT_NUMBER"),
        ('{"patient": {"name": [{"family": "Brandt", "given": ["Ilse"]}]}}', "NAME"),
        ("<patient><family>Brandt</family><given>Ilse</given></patient>", "NAME"),
        ("GRANT SELECT ON cache TO jdoe77;\n", "USERNAME"),
        ("The user is kmiller7, who works nights.\n", "USERNAME"),
        ("Copy the jobs of (/var/spool/cron/jdoe) by hand.\ncron[12]: x\n", "USERNAME"),
        ("code;first;last\nC2300;Emilce;Suarez\nC2301;Beatriz;Roa\n", "NAME"),
        ("Signed by ELIF NOVAK and Elif Iyer.\n", "NAME"),
        ("{{Infobox|name=Karla Brandt|born=1970}}\n", "NAME"),
        ("<person><alias>Kari</alias><family>Brandt</family></person>", "NAME"),
        ("Failed password for invalid user backup from 10.1.2.3 port 22\n", "USERNAME"),
        ("the alias: kbrandt\n", "USERNAME"),
        ("name,cell phone\nOkafor Ltd,0412 555 019\nKarla Brandt,0412 555 018\n", "NAME"),
        ("grower,crop,tons\nJordan Smith,rye,3\nKarla Brandt,oats,4\n", "NAME"),
        ('{"uid": "jdoe77", "type": "admin", "email": "jd@acme.example"}', "USERNAME"),
        ("item,shelf,held by\nlamp,3,Okafor\nvase,4,Lindqvist\nclock,5,Moreau\n", "NAME"),
        ("shelf,colour,size,maintainers\n3,red,4,Karla Brandt\n4,blue,5,Oskar Lind\n5,red,6,Ilse Krug\n", "NAME"),
        ("Karla Brandt, aged 41, and her colleagues left.\n", "AGE"),
        ('{"name": "ink", "price": 3, "maintainers": ["Felix Brandt <fb@acme.example>"], "version": "1.0"}', "NAME"),
        ("See okafor-cv.pdf for Okafor, who applied on Monday.\n", "NAME"),
        ("Mr A Lindqvist, the secretary, wrote the minutes.\n", "NAME"),
        ('const who = "HOWARD LINDQVIST";\nsend(who);\nclose();\nreturn who;\n', "NAME"),
        ("name,email,latitude,longitude\nKarla Brandt,kb@acme.example,1.5,2.5\n", "NAME"),
    ],
)
def test_data_of_persons_beside_code_are_found(text: str, expected: str) -> None:
    assert expected in {e.type for e in detect(text)}


def test_trades_behind_a_capitalised_word_make_it_a_firm() -> None:
    text = (
        "Meridian Brewing today announced four beers. Ring Keyline Property Services or Ashdown Vets.\n"
        "Kestrel Motors and Tallgrass Robotics sold it; ask Ines Weber."
    )
    assert names(text) == ["Ines Weber"]


def test_a_longer_key_that_begins_with_password_is_no_password() -> None:
    assert [e.type for e in detect("Xauth password-flags=2\nIPSec ID=main\n") if e.type == "PASSWORD"] == []
    assert "PASSWORD" in {e.type for e in detect("the password-hunter2! works\n")}
