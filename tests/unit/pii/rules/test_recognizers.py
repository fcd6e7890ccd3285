"""What the rules find, type by type, in English and Spanish, and what they leave alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from objectlambda.pii.detection.analyzer import Analyzer
from objectlambda.pii.entities import ENTITY_TYPES, NETWORK_TYPES


@pytest.fixture(scope="module")
def rules() -> Analyzer:
    return Analyzer(network=lambda texts: [[] for _ in texts])


def found(analyzer: Analyzer, text: str, language_code: str = "en") -> list[tuple[str, str]]:
    return [(str(e.type), text[e.start : e.end]) for e in analyzer.analyze(text, language_code=language_code)]


ENGLISH: Sequence[tuple[str, list[tuple[str, str]]]] = [
    ("I am 40 years old.", [("AGE", "40 years")]),
    ("a 79-year-old woman, and a man aged 53", [("AGE", "79-year-old"), ("AGE", "53")]),
    ("Maria Lopez, 87, of Dayton, died", [("NAME", "Maria Lopez"), ("AGE", "87")]),
    ("key AKIAIOSFODNN7EXAMPLE is on", [("AWS_ACCESS_KEY", "AKIAIOSFODNN7EXAMPLE")]),
    (
        "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        [("AWS_SECRET_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")],
    ),
    ("Visa 4111 1111 1111 1111 exp 01/27 cvv 123", [
        ("CREDIT_DEBIT_NUMBER", "4111 1111 1111 1111"), ("CREDIT_DEBIT_EXPIRY", "01/27"), ("CREDIT_DEBIT_CVV", "123"),
    ]),
    ("amex 3782-822463-10005", [("CREDIT_DEBIT_NUMBER", "3782-822463-10005")]),
    ("your card ending in 4242 was declined", [("CREDIT_DEBIT_NUMBER", "4242")]),
    ("the last four of my SSN are 6789", [("SSN", "6789")]),
    ("checking account ending in 9876", [("BANK_ACCOUNT_NUMBER", "9876")]),
    ("bank account XXXXXX1111 with the routing number XXXXX0000", [
        ("BANK_ACCOUNT_NUMBER", "XXXXXX1111"), ("BANK_ROUTING", "XXXXX0000"),
    ]),
    ("card expires Jan 2028", [("CREDIT_DEBIT_EXPIRY", "Jan 2028")]),
    ("account number 000123456789, routing 021000021", [
        ("BANK_ACCOUNT_NUMBER", "000123456789"), ("BANK_ROUTING", "021000021"),
    ]),
    ("sort code 20-44-91, account 73318820", [("BANK_ROUTING", "20-44-91"), ("BANK_ACCOUNT_NUMBER", "73318820")]),
    ("BSB: 062-000 or BLZ 370 400 44", [("BANK_ROUTING", "062-000"), ("BANK_ROUTING", "370 400 44")]),
    ("Successful su for deploybot by hmorales", [("USERNAME", "deploybot"), ("USERNAME", "hmorales")]),
    ("saved to C:\\Users\\Odalys Quint Rey\\cv.pdf", [("USERNAME", "Odalys Quint Rey")]),
    ("open C:\\Users\\odalysq Then run it", [("USERNAME", "odalysq")]),
    ("in C:\\Users\\Public Documents\\cv.pdf", []),
    ("see you then\nCheers,\nSoph x\n", [("NAME", "Soph")]),
    ("see you then\nCheers,\nMax\n", [("NAME", "Max")]),
    ("a routing table of 123456 rows, routing 204491", []),
    ("[10:02 AM] tommyg: why\n[10:03 AM] lena.k: which\n[10:03 AM] tommyg: hers\n[10:04 AM] note: hers\n", [
        ("DATE_TIME", "10:02 AM"), ("USERNAME", "tommyg"), ("DATE_TIME", "10:03 AM"), ("USERNAME", "lena.k"),
        ("DATE_TIME", "10:03 AM"), ("USERNAME", "tommyg"), ("DATE_TIME", "10:04 AM"),
    ]),
    ("on January 19, 2020 at 11 am", [("DATE_TIME", "January 19, 2020 at 11 am")]),
    ("back in the 1990s and on Tuesday", [("DATE_TIME", "1990s"), ("DATE_TIME", "Tuesday")]),
    ("2021-03-04T05:06:07.089Z INFO started", [("DATE_TIME", "2021-03-04T05:06:07.089Z")]),
    ("due by July 31st, costs $24.53", [("DATE_TIME", "July 31st")]),
    ("driver's license no. D123-4567-8901", [("DRIVER_ID", "D123-4567-8901")]),
    ("mail <marymajor@email.com>.", [("EMAIL", "marymajor@email.com")]),
    ("pay GB 29 NWBK 6016 1331 9268 19 now", [("INTERNATIONAL_BANK_ACCOUNT_NUMBER", "GB 29 NWBK 6016 1331 9268 19")]),
    ("AT61.1904.3002.3457.3201 is ours", [("INTERNATIONAL_BANK_ACCOUNT_NUMBER", "AT61.1904.3002.3457.3201")]),
    ("IBAN GB29 NWBK 6016 1331 9268 19 please", [("INTERNATIONAL_BANK_ACCOUNT_NUMBER", "GB29 NWBK 6016 1331 9268 19")]),
    ("client 198.51.100.7 asked", [("IP_ADDRESS", "198.51.100.7")]),
    ("from 2001:db8::ff00:42:8329 port 22", [("IP_ADDRESS", "2001:db8::ff00:42:8329")]),
    ("license plate: 7ABC123", [("LICENSE_PLATE", "7ABC123")]),
    ("nic 00:1B:44:11:3A:B7 up", [("MAC_ADDRESS", "00:1B:44:11:3A:B7")]),
    ("Passport No: C03005988", [("PASSPORT_NUMBER", "C03005988")]),
    ("password: *very20special#pass*", [("PASSWORD", "*very20special#pass*")]),
    ("DB_PASSWORD=s3cr3t!x", [("PASSWORD", "s3cr3t!x")]),
    ("call (206) 555-0100 x12 or +44 20 7946 0958", [("PHONE", "(206) 555-0100 x12"), ("PHONE", "+44 20 7946 0958")]),
    ("fax 555-0199", [("PHONE", "555-0199")]),
    ("my PIN is 4821", [("PIN", "4821")]),
    ("Agent: And the PIN?\nCaller: 4821", [("PIN", "4821")]),
    ("ssn 123-45-6789", [("SSN", "123-45-6789")]),
    ("SWIFT code DEUTDEFF500", [("SWIFT_CODE", "DEUTDEFF500")]),
    ("see https://example.com/a?b=c.", [("URL", "https://example.com/a?b=c")]),
    ("www.example.com!", [("URL", "www.example.com")]),
    (
        "go('https://a.example/x?y=1','https://b.example/z','c')",
        [("URL", "https://a.example/x?y=1"), ("URL", "https://b.example/z")],
    ),
    ('GET /login?password= HTTP/1.1" 200', []),
    ("user=jdoe42 logged in, ping @ann_lee", [("USERNAME", "jdoe42"), ("USERNAME", "@ann_lee")]),
    ("postgres://app_rw:Tr0ub4dor@db.internal:5432/x", [("USERNAME", "app_rw"), ("PASSWORD", "Tr0ub4dor")]),
    ("VIN 1M8GDM9AXKP042788", [("VEHICLE_IDENTIFICATION_NUMBER", "1M8GDM9AXKP042788")]),
    ("OHIP 9876543217", [("CA_HEALTH_NUMBER", "9876543217")]),
    ("SIN 046 454 286", [("CA_SOCIAL_INSURANCE_NUMBER", "046 454 286")]),
    ("Aadhaar 2341 2341 2346", [("IN_AADHAAR", "2341 2341 2346")]),
    ("NREGA job card RJ12345678901234", [("IN_NREGA", "RJ12345678901234")]),
    ("PAN ABCPE1234F", [("IN_PERMANENT_ACCOUNT_NUMBER", "ABCPE1234F")]),
    ("voter id ABC1234567", [("IN_VOTER_NUMBER", "ABC1234567")]),
    ("NHS number 943 476 5919", [("UK_NATIONAL_HEALTH_SERVICE_NUMBER", "943 476 5919")]),
    ("NI number AB 12 34 56 C", [("UK_NATIONAL_INSURANCE_NUMBER", "AB 12 34 56 C")]),
    ("UTR 2234567890", [("UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER", "2234567890")]),
    ("ITIN 912-78-1234", [("US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER", "912-78-1234")]),
    ("Mail to 100 Main Street, Anytown, WA 98121.", [("ADDRESS", "100 Main Street, Anytown, WA 98121")]),
]  # fmt: skip

SPANISH: Sequence[tuple[str, list[tuple[str, str]]]] = [
    ("número de la Seguridad Social 48/10234567/81", [("SSN", "48/10234567/81")]),
    ("varón de 53 años de edad", [("AGE", "53 años")]),
    ("nacida el 10 de octubre de 1963", [("DATE_TIME", "10 de octubre de 1963")]),
    ("la reunión es el miércoles a las 10:30", [("DATE_TIME", "miércoles a las 10:30")]),
    ("teléfono móvil: 612 345 678", [("PHONE", "612 345 678")]),
    ("su contraseña es Perro#2020", [("PASSWORD", "Perro#2020")]),
    ("tarjeta terminada en 4242", [("CREDIT_DEBIT_NUMBER", "4242")]),
    ("número de tarjeta 4111111111111111, caducidad 05/28, código de seguridad 123", [
        ("CREDIT_DEBIT_NUMBER", "4111111111111111"), ("CREDIT_DEBIT_EXPIRY", "05/28"), ("CREDIT_DEBIT_CVV", "123"),
    ]),
    ("número de cuenta 1234567890", [("BANK_ACCOUNT_NUMBER", "1234567890")]),
    ("pasaporte XDB123456", [("PASSPORT_NUMBER", "XDB123456")]),
    ("matrícula: 1234 BCD", [("LICENSE_PLATE", "1234 BCD")]),
    ("usuario: mlopez_7", [("USERNAME", "mlopez_7")]),
    ("correo: ana@ejemplo.es", [("EMAIL", "ana@ejemplo.es")]),
    ("vive en Calle Carmen Romero, 23, 28035 Madrid", [("ADDRESS", "Calle Carmen Romero, 23, 28035 Madrid")]),
    ("IBAN ES91 2100 0418 4502 0005 1332", [("INTERNATIONAL_BANK_ACCOUNT_NUMBER", "ES91 2100 0418 4502 0005 1332")]),
]  # fmt: skip

LOOKALIKES = [
    "id 550e8400-e29b-41d4-a716-446655440000",
    "commit d41bea07a9c1c8e4e3f0f3c9b1a7f1f0c9d8e7a6",
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "version 10.4.12.3 of the driver",
    "upgraded from 1.2.3 to v2.0.1-rc1",
    "order number 4111-1111-1111-1112, invoice 206-555-0100",
    "ISBN 978-3-16-148410-0",
    "tracking number 1Z999AA10123456784",
    "listening on 0.0.0.0:8080 and 127.0.0.1",
    "netmask 255.255.255.0",
    "total $1,234.56 for 12 items",
    "took 1234567 ns, 12345678 bytes",
    "password: ********",
    "PASSWORD=${DB_PASSWORD}",
    "password policy: at least 12 characters",
    "user: null, username: undefined",
    "@Override\npublic void run()",
    "import @types/node",
    "git@github.com:org/repo.git",
    "logo@2x.png",
    "SKU AB-12345-XL",
    "patient was seen for 5 years of follow-up",
    "The treaty may march on, said the sun.",
    "page 123 of 456",
    "score 10:5, ratio 3:1",
    "std::vector<int> a::b::c",
    "serial number 123456789012",
    "room 1204, gate 22",
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=lambda value: value if isinstance(value, str) else "")
def test_finds_what_comprehend_calls_personal_in_english(
    rules: Analyzer, text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(rules, text) == expected


@pytest.mark.parametrize(("text", "expected"), SPANISH, ids=lambda value: value if isinstance(value, str) else "")
def test_finds_the_same_types_in_spanish(rules: Analyzer, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(rules, text, "es") == expected


@pytest.mark.parametrize("text", LOOKALIKES)
def test_leaves_what_only_looks_personal(rules: Analyzer, text: str) -> None:
    assert found(rules, text) == []


def test_every_type_made_of_digits_and_forms_has_an_example_above() -> None:
    shown = {entity_type for _, entities in ENGLISH for entity_type, _ in entities}
    assert shown >= ENTITY_TYPES - NETWORK_TYPES


@pytest.mark.parametrize(
    ("entity_type", "right", "wrong"),
    [
        ("CREDIT_DEBIT_NUMBER", "4111 1111 1111 1111", "4111 1111 1111 1112"),
        ("INTERNATIONAL_BANK_ACCOUNT_NUMBER", "GB29NWBK60161331926819", "GB29NWBK60161331926818"),
        ("VEHICLE_IDENTIFICATION_NUMBER", "1M8GDM9AXKP042788", "1M8GDM9A1KP042788"),
        ("IN_AADHAAR", "2341 2341 2346", "2341 2341 2347"),
        ("UK_NATIONAL_HEALTH_SERVICE_NUMBER", "401 023 2137", "401 023 2138"),
        ("SSN", "123-45-6789", "666-45-6789"),
    ],
)
def test_a_number_without_a_label_must_pass_its_check(
    rules: Analyzer, entity_type: str, right: str, wrong: str
) -> None:
    assert found(rules, f"it reads {right} there") == [(entity_type, right)]
    assert entity_type not in {each for each, _ in found(rules, f"it reads {wrong} there")}


def test_a_label_outweighs_a_failing_check(rules: Analyzer) -> None:
    text = "credit card account 1111-0000-1111-0000"
    assert found(rules, text) == [("CREDIT_DEBIT_NUMBER", "1111-0000-1111-0000")]


def test_positions_count_characters_behind_letters_of_several_bytes(rules: Analyzer) -> None:
    text = "Señor Müller – 東京 🚀: teléfono +34 612 34 56 78, x@ñandú.example ana@ejemplo.es"
    assert ("PHONE", "+34 612 34 56 78") in found(rules, text, "es")
    assert ("EMAIL", "ana@ejemplo.es") in found(rules, text, "es")


def test_typographic_dashes_and_spaces_join_a_number(rules: Analyzer) -> None:
    assert found(rules, "ssn 123–45–6789, card 4111\u00a01111\u00a01111\u00a01111") == [
        ("SSN", "123–45–6789"),
        ("CREDIT_DEBIT_NUMBER", "4111\u00a01111\u00a01111\u00a01111"),
    ]
