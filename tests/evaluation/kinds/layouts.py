"""Layouts of events, sheets and listings, in English and Spanish, written from their formats with drawn values.

Each function returns the key of an object, its text, the values that must go and strings that must stay.
"""

# ruff: noqa: E501 (a line of a document stays one line)

from __future__ import annotations

import base64
import json
import random
from typing import NamedTuple


class Laid(NamedTuple):
    """A document, the values that must go, and strings of it that must stay."""

    key: str
    text: str
    values: list[str]
    stays: list[str]


_GIVEN = ("Tilda", "Íñigo", "Saskia", "María José", "Rory", "Adaeze", "Leocadia", "Xabier")
_SURNAMES = ("Quayle", "Ibáñez Roca", "O'Rourke", "Zubiaurre", "Vandermeer", "Pumarejo Díaz", "Nwachukwu")
_STREETS = ("C/ Olmo", "AVDA. DEL PUERTO", "Pza. Nueva", "Ronda Norte", "Cuesta del Rosario")
_TOWNS = ("Cuenca", "Orense", "LORCA", "Écija")
_LOGINS = ("hquayle", "zubi22", "t.okoro", "MVANDER", "prueda")
_CHANGES = (
    "opened_by",
    "closedBy",
    "assigned_to",
    "created_by",
    "last_modified_by",
    "alta_por",
    "modificado_por",
    "asignado_a",
    "usuario_alta",
    "tramitador",
)


class _Draw:
    """One person, drawn from ``seed``."""

    def __init__(self, seed: int) -> None:
        draw = self.draw = random.Random(seed)
        self.given, self.surname = draw.choice(_GIVEN), draw.choice(_SURNAMES)
        self.name = f"{self.given} {self.surname}"
        self.street, self.town = draw.choice(_STREETS), draw.choice(_TOWNS)
        self.number, self.zip = str(draw.randint(1, 98)), f"{draw.randint(1, 52):02}{draw.randint(100, 999)}"
        self.phone = f"6{draw.randint(10, 99)} 55{draw.randint(0, 9)} {draw.randint(100, 999)}"
        self.ssn = f"{draw.randint(101, 665)}-{draw.randint(10, 99)}-{draw.randint(1000, 9999)}"
        self.born = f"{draw.randint(1, 28):02}/{draw.randint(1, 12):02}/{draw.randint(1940, 2005)}"
        self.mail = f"u{draw.randint(100, 999)}x@mail.example"
        self.login = draw.choice(_LOGINS)


def dynamodb_stream(seed: int) -> Laid:
    """A record of a stream of DynamoDB, with images and attribute types."""
    one, old = _Draw(seed), _Draw(seed + 50)
    image = {
        "fullName": {"S": one.name},
        "contact": {"M": {"mobile": {"S": one.phone}, "mail": {"S": one.mail}}},
        "ssn": {"S": one.ssn},
        "points": {"N": "1240"},
    }
    record = {
        "eventID": "7de3041dd709b024af6f29e4fa13d34c", "eventName": "MODIFY", "eventVersion": "1.1",
        "eventSource": "aws:dynamodb", "awsRegion": "eu-west-1",
        "dynamodb": {"Keys": {"pk": {"S": "CUST#8812"}}, "NewImage": image, "OldImage": {"fullName": {"S": old.name}}, "SequenceNumber": "4421584500000000017450439091"},
        "eventSourceARN": "arn:aws:dynamodb:eu-west-1:123456789012:table/Customers/stream/x",
    }  # fmt: skip
    text = json.dumps({"Records": [record]}, indent=one.draw.choice((None, 2)), ensure_ascii=False)
    return Laid(
        "events/x.json",
        text,
        [one.name, one.phone, one.mail, one.ssn, old.name],
        ["4421584500000000017450439091", "7de3041dd709b024af6f29e4fa13d34c", "CUST#8812", "1240"],
    )


def kinesis(seed: int) -> Laid:
    """A record of Kinesis, whose data is JSON in base64."""
    one = _Draw(seed)
    data = base64.b64encode(json.dumps({"full_name": one.name, "ssn": one.ssn}).encode()).decode()
    record = {
        "kinesis": {"partitionKey": "1", "data": data},
        "eventSource": "aws:kinesis",
        "eventVersion": "1.0",
        "eventName": "aws:kinesis:record",
        "awsRegion": "us-east-2",
    }
    return Laid("x.json", json.dumps({"Records": [record]}), [data], ["us-east-2"])


def s3_event(seed: int) -> Laid:
    """A notification of S3: the key of the object is read, ids and digests stay."""
    one = _Draw(seed)
    record = {
        "eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "us-west-2", "eventName": "ObjectCreated:Put",
        "s3": {"object": {"key": f"claims/{one.mail}/{one.ssn}.pdf", "size": 1024, "eTag": "d41d8cd98f00b204e9800998ecf8427e", "sequencer": "0055AED6DCD90281E5"}},
    }  # fmt: skip
    return Laid(
        "x.json",
        json.dumps({"Records": [record]}),
        [one.mail, one.ssn],
        ["0055AED6DCD90281E5", "d41d8cd98f00b204e9800998ecf8427e", "us-west-2"],
    )


def sheet(seed: int) -> Laid:
    """A sheet saved as CSV: title rows of the sheet's width, labels with a value, then the header."""
    one, two = _Draw(seed), _Draw(seed + 50)
    mark = one.draw.choice(",;\t")
    header = ["NUM", "APELLIDOS", "NOMBRE", "F. NAC.", "VÍA", "NÚM", "PISO", "C.P.", "MUNICIPIO", "Tfno."]
    owner = _Draw(seed + 99)
    rows = [["Datos de la villa"], [], ["Titular", owner.name], header]
    rows += [
        [str(i), p.surname.upper(), p.given.upper(), p.born, p.street, p.number, "3º B", p.zip, p.town, p.phone]
        for i, p in enumerate((one, two, two), 1)
    ]
    rows += [["TOTAL", "3"]]
    text = "\n".join(mark.join(row + [""] * (len(header) - len(row))) for row in rows) + "\n"
    values = [owner.name] + [
        value
        for p in (one, two)
        for value in (
            p.surname.upper(),
            p.given.upper(),
            p.born,
            p.street,
            p.zip,
            p.town,
            p.phone,
            f"{mark}{p.number}{mark}3º B{mark}",
        )
    ]
    return Laid(
        "datos/padron.csv" if mark != "\t" else "padron.tsv",
        text,
        values,
        ["Datos de la villa", "APELLIDOS", "TOTAL", f"\n1{mark}", f"\n2{mark}", f"\n3{mark}"],
    )


def stays(seed: int) -> Laid:
    """A list of guests with days without a year, below a title."""
    one = _Draw(seed)
    day = f"{one.draw.randint(1, 28):02}/{one.draw.randint(1, 12):02}"
    rows = [
        "Hotel Rural,,,,",
        ",,,,",
        "Habitación,Huésped,Tfno.,Entrada,Observaciones",
        f"101,{one.name},{one.phone},{day},cuna",
        f"102,{one.name},{one.phone},{day},",
    ]
    return Laid(
        "hojas/x.csv", "\n".join(rows) + "\n", [one.name, one.phone, day], ["Hotel Rural", "101", "102", "cuna"]
    )


def listing(seed: int) -> Laid:
    """A listing of SQL*Plus whose columns are aligned by bytes, as in a database of UTF-8."""
    people = [_Draw(seed), _Draw(seed + 50), _Draw(seed + 99)]

    def cell(value: str, width: int) -> str:
        return value + " " * (width - len(value.encode()))

    lines = [
        "SQL> SELECT * FROM PERSONAL;", "",
        f"{'NUM_EMP':>10} {'NOMBRE':15} {'APELLIDOS':25} {'FEC_NAC':10} {'TELEFONO':12} {'POBLACION':20}",
        " ".join("-" * width for width in (10, 15, 25, 10, 12, 20)),
        *(f"{1001 + i:>10} {cell(p.given.upper(), 15)} {cell(p.surname.upper(), 25)} {p.born} {cell(p.phone, 12)} {p.town}" for i, p in enumerate(people)),
        "", "3 filas seleccionadas.",
    ]  # fmt: skip
    values = [value for p in people for value in (p.given.upper(), p.surname.upper(), p.born, p.phone, p.town)]
    return Laid("x.lst", "\n".join(lines) + "\n", values, ["SELECT * FROM PERSONAL", "3 filas"])


def actors(seed: int) -> Laid:
    """Logins behind labels and in columns that say who did something."""
    one = _Draw(seed)
    change = one.draw.choice(_CHANGES)
    machine = "system" if change == "usuario_alta" else one.draw.choice(("terraform", "deploy-bot", "cron"))
    shape = seed % 4
    if shape == 0:
        text, key = (
            f"2024-05-03 10:11:16 INFO ticket 88 {change}: {one.login} created_by: {machine} ip=10.0.0.4\n",
            "app.log",
        )
    elif shape == 1:
        text, key = f"id,{change},estado\n1,{one.login},abierto\n2,{machine},cerrado\n", "t.csv"
    elif shape == 2:
        text, key = json.dumps([{"id": 4, change: one.login}, {"id": 5, change: machine}]), "t.json"
    else:
        text, key = f"ticket:\n  id: 4\n  {change}: {one.login}\n  grouped_by: {machine}\n", "t.yml"
    return Laid(key, text, [one.login], [machine, change])


KINDS = (dynamodb_stream, kinesis, s3_event, sheet, stays, listing, actors)
