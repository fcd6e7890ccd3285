"""PINs, card verification values, licence plates and driver's licences: short values that only their context tells.

Each text names the values that must be found in it, in order; all others of these four types are mistakes.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from objectlambda.pii import detect
from objectlambda.pii.detection.analyzer import Analyzer

_TYPES = {"CVV": "CREDIT_DEBIT_CVV", "PIN": "PIN", "PLATE": "LICENSE_PLATE", "DRIVER": "DRIVER_ID"}


@pytest.fixture(scope="module")
def rules() -> Analyzer:
    return Analyzer(network=lambda texts: [[] for _ in texts])


def found(analyzer: Analyzer, text: str, language_code: str = "en") -> list[tuple[str, str]]:
    entities = detect(text, language_code, entity_types=_TYPES.values(), analyzer=analyzer)
    return [(str(e.type), text[e.start : e.end]) for e in entities]


def expected(marked: str) -> tuple[str, list[tuple[str, str]]]:
    """The text without its marks, and what they mark: ``<PIN 4821>``."""
    text, values = "", []
    for piece in marked.split("<"):
        kind, _, rest = piece.partition(" ")
        if kind in _TYPES and ">" in rest:
            value, _, behind = rest.partition(">")
            values.append((_TYPES[kind], value))
            text += value + behind
        else:
            text += ("<" if text else "") + piece
    return text, values


CARDS: Sequence[str] = [
    "Security code: <CVV 482>",
    "Sec. code <CVV 482>, exp 04/28",
    "CVV/CVC: <CVV 482>",
    "CVV2/CVC2 <CVV 482>",
    "CVV (3 digits): <CVV 482>",
    "CID <CVV 4821> (Amex)",
    "her CAV2 is <CVV 482>",
    "card verification no. <CVV 482>",
    "the three digits on the back are <CVV 482>",
    "3-digit number on the back of the card: <CVV 482>",
    "The code on the back is <CVV 482>.",
    "the last three digits on the back, <CVV 482>",
    "four digits on the front of my Amex: <CVV 4821>",
    "card 4111 1111 1111 1111, exp 04/28, code <CVV 482>",
    "Agent: And the three digits on the back?\nCaller: Sure, <CVV 482>.",
    "Agent: Can I get the security code?\nCaller: <CVV 482>",
    "4111111111111111|04|2028|<CVV 482>",
    "4111111111111111 | 04/28 | <CVV 482>",
    "4111 1111 1111 1111 04/28 <CVV 482>",
    "378282246310005 0428 <CVV 4821>",
    '{"card_code": "<CVV 482>", "verification_value": "<CVV 482>", "cardSecurityCode": "<CVV 482>"}',
    '{"cv2": "<CVV 482>", "cvn": "<CVV 4821>", "card_security_number": <CVV 482>}',
    '{"cc_cvv": <CVV 482>, "csc": "<CVV 482>", "securityCode": "<CVV 0417>", "cvvNumber": "<CVV 123>"}',
    "card_number,exp,sec_code\n4111111111111111,04/28,<CVV 482>\n5500005555555559,05/28,<CVV 123>\n",
    "Card no.: 4111 1111 1111 1111\nValid thru: 04/28\nSignature panel code: <CVV 482>\n",
]

PINS: Sequence[str] = [
    "my PIN's <PIN 4821>",
    "the pin for the debit card is <PIN 4821>",
    "P.I.N. <PIN 4821>",
    "PIN #<PIN 4821>",
    "PIN no: <PIN 4821>",
    "please reset my PIN to <PIN 4821>",
    "She changed the pin on her card to <PIN 4821>",
    "PIN (4 digits): <PIN 4821>",
    "Cash machine code: <PIN 4821>",
    "my cashpoint number is <PIN 4821>",
    "ATM passcode <PIN 4821>",
    "card pin=<PIN 4821>",
    "they use <PIN 4821> as their PIN",
    "Agent: What's the four-digit PIN on the account?\nCaller: it's <PIN 4821>",
    '{"pinCode": "<PIN 4821>", "atm_pin": <PIN 4821>, "cardPin": "<PIN 0417>", "debit_card_pin": "<PIN 1234>"}',
    "holder,card_pin\nAna,<PIN 4821>\nBob,<PIN 0417>\n",
]

PLATES: Sequence[str] = [
    "plate no. <PLATE 7ABC123>",
    "Plate # <PLATE 7ABC123>",
    "Tag # <PLATE ABC 1234>",
    "tag no: <PLATE ABC1234>",
    "Vehicle: 2019 Honda Civic, blue, tag <PLATE ABC1234>",
    "lic. plate <PLATE 7ABC123>",
    "Lic plate no: <PLATE 7ABC123>",
    "Reg. no.: <PLATE AB12 CDE>",
    "Reg No <PLATE AB12CDE>, MOT due in May",
    "registration <PLATE AB12 CDE>",
    "a grey Ford Focus, registration number <PLATE AB12 CDE>",
    "rego: <PLATE ABC12D>",
    "index mark <PLATE AB12 CDE>",
    "a white van with Texas plates <PLATE BKL 4471>",
    "with plates reading <PLATE BKL4471>",
    "license plate CA <PLATE 7ABC123>",
    "plate (CA): <PLATE 7ABC123>",
    "license plate (<PLATE 7ABC123>) was seen",
    "the plate read <PLATE BKL-4471>",
    "bearing registration <PLATE KA-01-AB-1234>",
    "registered as <PLATE AB12 CDE> in her name",
    "number plate was <PLATE M-AB 1234>",
    "plate: <PLATE AB-123-CD>",
    '{"reg_no": "<PLATE AB12 CDE>", "plateNumber": "<PLATE 7ABC123>", "licensePlate": "<PLATE BKL-4471>"}',
    '{"vehicle_tag": "<PLATE ABC1234>", "vehicleReg": "<PLATE AB12CDE>", "registrationNumber": "<PLATE AB12 CDE>"}',
    "make,model,reg\nFord,Focus,<PLATE AB12 CDE>\nFiat,500,<PLATE BD51 SMR>\n",
    "make,model,tag\nFord,Focus,<PLATE ABC1234>\nFiat,500,<PLATE XYZ 987>\n",
    "Make: Toyota\nModel: Camry\nTag: <PLATE ABC1234>\n",
]

DRIVERS: Sequence[str] = [
    "DL#: <DRIVER D1234567>",
    "DL No. <DRIVER D1234567>",
    "D/L: <DRIVER D1234567>",
    "D.L. <DRIVER D1234567>",
    "OLN: <DRIVER 12345678>",
    "Drv lic <DRIVER D1234567>",
    "Driver Lic # <DRIVER D1234567>",
    "driver's lic. no. <DRIVER D1234567>",
    "DL CA <DRIVER D1234567>",
    "CA DL <DRIVER D1234567>",
    "driver's license (CA): <DRIVER D1234567>",
    "drivers license from Ohio: <DRIVER RS123456>",
    "licence number <DRIVER MORGA657054SM9IJ>",
    "License: <DRIVER F255-9215-1094> (Illinois)",
    "license <DRIVER D1234567>, expires 04/28",
    "operator's licence <DRIVER 123456789>",
    "ID shown: driver license <DRIVER S530-4602-6801>",
    "learner's permit <DRIVER 123 456 789>",
    "driving license number <DRIVER KA01 20110012345>",
    '{"dl_no": "<DRIVER D1234567>", "dlNumber": "<DRIVER 12345678>", "driverLic": "<DRIVER D1234567>"}',
    '{"drivers_licence": "<DRIVER 657054SM>", "licenceNo": "<DRIVER D1234567>", "dl_num": "<DRIVER 07123456>"}',
    "name,dl_state,dl\nAna,CA,<DRIVER D1234567>\nBob,TX,<DRIVER 12345678>\n",
    "driver_name,dob,license\nAna,1980-02-03,<DRIVER D1234567>\nBob,1981-02-03,<DRIVER F255921510940>\n",
]

SPANISH: Sequence[str] = [
    "CVV de la tarjeta: <CVV 482>",
    "los tres dígitos del reverso son <CVV 482>",
    "los 3 números de atrás: <CVV 482>",
    "el código del reverso es <CVV 482>",
    "número de seguridad de la tarjeta <CVV 482>",
    "tarjeta 4111 1111 1111 1111, cad. 04/28, código <CVV 482>",
    "PIN de la tarjeta: <PIN 4821>",
    "NIP: <PIN 4821>",
    "la clave del cajero es <PIN 4821>",
    "mi clave de la tarjeta es <PIN 4821>",
    "número secreto de la tarjeta: <PIN 4821>",
    "cambió el PIN a <PIN 4821>",
    "Agente: ¿Cuál es su NIP?\nCliente: <PIN 4821>",
    "matrícula <PLATE 1234 BCD>",
    "un Seat Ibiza con matrícula <PLATE 1234-BCD>",
    "placas: <PLATE ABC-12-34>",
    "placa No. <PLATE ABC-123>",
    "patente <PLATE AB 123 CD>",
    "vehículo con dominio <PLATE AB123CD>",
    "matriculado <PLATE 1234 BCD>",
    "carné de conducir <DRIVER 12345678Z>",
    "permiso de conducción n.º <DRIVER 12345678Z>",
    "licencia de conducir No. <DRIVER B12345678>",
    "brevete: <DRIVER Q12345678>",
    "Licencia: <DRIVER N01234567>",
    "registro de conducir <DRIVER 28123456>",
    "licencia tipo B <DRIVER B12345678>",
]

NEITHER: Sequence[str] = [
    "the area code 206 and the promo code 482",
    "error code 482 on page 123",
    "Please enter the code 4821 that we sent you by SMS",
    "your verification code is 482193",
    "your one-time code: 4821",
    "security code review 2024 is over",
    "exit code 137, status code 404",
    "code on the back of the shirt: blue",
    "three digits after the point: 3.141",
    "order 4111 1111 1111 1112 04/28 482",
    "PIN must have 4 digits",
    "a PIN of 4 to 6 digits",
    "GPIO pin 12, connector pin 14",
    "bowling with ten pins, 1998",
    "docker tag v1.2.3 and tag 2024-05-01",
    "git tag r1234",
    "image tag: 1234abc",
    "tags: a1b2c3",
    "price tag $1234",
    "Company registration number 04366849",
    "registration opens 2024-05-01, registration fee 1200",
    "course registration code CS101",
    "product registration key ABCD-1234-EFGH",
    "voter registration 2024",
    "registered in 2019",
    "register R12 holds 0x1234",
    "plate 12 of the atlas, plate 1234",
    "home plate 2019",
    "a plate of 12 oysters",
    "tectonic plates 250 million years ago",
    "MIT license 2019",
    "license: Apache-2.0",
    "license: GPL-3.0-or-later",
    "License BSD-3-Clause",
    "license key: ABCD-1234-EFGH-5678",
    "Licensed under CC BY 4.0",
    "the business license 2024",
    "medical license of the physician",
    "flight DL 1234 to Atlanta",
    "download (DL): 1200 Mbps",
    "cid: 12345",
    "campaign cid=4821",
    '{"tag": "release-1234", "license": "MIT", "code": 482, "registration": "2024-05-01"}',
    '{"name": "left-pad", "version": "1.3.0", "license": "WTFPL", "tag": "v130"}',
    "name,version,license,tag\nleft-pad,1.3.0,WTFPL,v130\nlodash,4.17.21,MIT,v4172\n",
    "code,description\n482,Not found\n123,Timeout\n",
    "permit number for the building: 2024-1234",
]

NEITHER_IN_SPANISH: Sequence[str] = [
    "código de verificación por SMS: 482193",
    "código de error 482",
    "código postal 28035",
    "número de matrícula del alumno: pendiente",
    "abierta la matrícula 2024",
    "placa base ASUS Z790",
    "patente europea 2024",
    "dominio ejemplo.es",
    "licencia MIT 2019",
    "licencia de obras 2024",
    "clave de la encuesta 4821",
    "registro mercantil 1234",
]


@pytest.mark.parametrize("marked", [*CARDS, *PINS, *PLATES, *DRIVERS])
def test_finds_short_identifiers_by_the_words_that_people_use(rules: Analyzer, marked: str) -> None:
    text, values = expected(marked)
    assert values
    assert found(rules, text) == values


@pytest.mark.parametrize("marked", SPANISH)
def test_finds_short_identifiers_in_spanish(rules: Analyzer, marked: str) -> None:
    text, values = expected(marked)
    assert values
    assert found(rules, text, "es") == values


@pytest.mark.parametrize("text", NEITHER)
def test_leaves_codes_tags_registrations_and_licences_of_other_kinds(rules: Analyzer, text: str) -> None:
    assert found(rules, text) == []


@pytest.mark.parametrize("text", NEITHER_IN_SPANISH)
def test_leaves_codes_and_licences_of_other_kinds_in_spanish(rules: Analyzer, text: str) -> None:
    assert found(rules, text, "es") == []
