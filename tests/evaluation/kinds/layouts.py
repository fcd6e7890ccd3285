"""Layouts of events, sheets and listings, in English and Spanish, written from their formats with drawn values.

Each function returns the key of an object, its text, the values that must go and strings that must stay.
"""

# ruff: noqa: E501, S608 (a line of a document stays one line; no statement is run)

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


_ENGLISH = (("Moira", "Halloran"), ("Theo", "Achterberg"), ("Jamal", "Whitcomb"), ("Rosalind", "Pryce"))
_HOUSES = (
    "Rose Cottage, Mill Lane, Llandeilo SA19 6BG",
    "The Old Forge, Church Street, Ludlow SY8 1AP",
    "WILLOW BARN\nPOUND LANE\nMARNHULL DT10 1QR",
    "Lough View, Ballyduff, Co. Kerry",
)
_ASIAN = (
    "東京都新宿区西新宿2-8-1",
    "大阪府大阪市北区梅田3丁目1番3号",
    "〒604-8571 京都府京都市中京区寺町通488",
    "北京市朝阳区建国路88号",
    "서울특별시 강남구 테헤란로 152",
)
_SPANISH = (
    "C/ Mosén Agudo, 14, 2º dcha., 44001 Teruel",
    "C/ Balborraz, nº 9, de Zamora",
    "Avda. del Puerto 7, bajo, 46023 Valencia",
    "Alameda de Hércules 55, 2º",
    "Pza. Mayor s/n, 05001 Ávila",
    "Bº El Carmen 4, bajo. Sama de Langreo",
    "calle Valdés nº 7, 1º izquierda, de Badajoz",
)


def fix_messages(seed: int) -> Laid:
    """Messages of FIX in a log, with the logins of traders and free text."""
    draw = random.Random(seed)
    given, surname = draw.choice(_ENGLISH)
    login, phone = f"{given[0].lower()}{surname.lower()}", f"020 7946 0{draw.randint(100, 999)}"
    mark = draw.choice(("|", "\x01", "^A"))
    stamp = f"202403{draw.randint(10, 28)}-13:42:07.331"
    pairs = [
        "8=FIX.4.4",
        "9=178",
        "35=D",
        "34=215",
        "49=BUYSIDE7",
        "56=BROKERX",
        f"52={stamp}",
        "11=ORD-99812",
        f"50={login}",
        "55=VOD.L",
        "38=5000",
        "44=68.12",
        f"58=per {given} {surname} call {phone}",
        "10=072",
    ]
    text = "".join(f"{lead}{mark.join(pairs)}{mark}\n" for lead in ("", draw.choice(("", "INFO out: "))))
    return Laid(
        "session.log",
        text,
        [login, phone, stamp, f"{given} {surname}"],
        ["BUYSIDE7", "ORD-99812", "VOD.L", "44=68.12", f"{mark}10=072{mark}"],
    )


def qif(seed: int) -> Laid:
    """A register of Quicken."""
    draw = random.Random(seed)
    given, surname = draw.choice(_ENGLISH)
    day = draw.choice(
        (f"03/{draw.randint(10, 28)}'2023", f"3/{draw.randint(10, 28)}/23", f"2023-03-{draw.randint(10, 28)}")
    )
    text = f"!Type:Bank\nD{day}\nT-64.20\nN1044\nP{given} {surname}\nA{given} {surname}\nA77 Quarry Lane\nABethel, CT 06801\nLEducation\n^\n"
    return Laid(
        "household.qif",
        text,
        [day, f"{given} {surname}", "77 Quarry Lane", "Bethel"],
        ["!Type:Bank", "T-64.20", "LEducation"],
    )


def bai2(seed: int) -> Laid:
    """A cash report of a bank."""
    draw = random.Random(seed)
    given, surname = (part.upper() for part in draw.choice(_ENGLISH))
    account = str(draw.randint(10**9, 10**10 - 1))
    text = (
        f"01,122099999,123456789,040621,0200,1,65,,2/\n02,031001234,122099999,1,040620,2359,,2/\n03,{account},GBP,010,500000,,,190,70000000,4,0/\n"
        f"16,475,35000,Z,CK1044,,PAID TO {given} {surname}/\n88,FASTER PAYMENT {given[0]} {surname} REF RENT\n49,18650000,3/\n98,11800000,1,6/\n99,1215450000,4,36/\n"
    )
    return Laid(
        "bai2.txt",
        text,
        [account, surname, "040621"],
        ["01,122099999", "16,475,35000,Z,CK1044", "REF RENT", "49,18650000,3/"],
    )


def booking(seed: int) -> Laid:
    """The display of a booking of an airline."""
    draw = random.Random(seed)
    given, surname = (part.upper() for part in draw.choice(_ENGLISH))
    passport, phone = str(draw.randint(10**8, 10**9 - 1)), f"4477009{draw.randint(10000, 99999)}"
    text = (
        f"RP/LONBA08AA/LONBA08AA            AA/SU  02MAY24/0814Z   7FJ3KQ\n  1.{surname}/{given} MRS   2.{surname}/KIT MSTR(CHD/14JUN15)\n"
        f"  3  BA 075 J 18MAY 6 LHRLOS HK2  1115 1815  *1A/E*\n  4 AP LON {phone[2:]} - H\n  5 SSR DOCS BA HK1 P/GBR/{passport}/GBR/22AUG83/F/11FEB31/{surname}/{given}/P1\n"
        f"  6 SSR CTCM BA HK1 {phone}/P1\n  7 FP CC VI4929420573595709/0827\n"
    )
    return Laid(
        "pnr.txt",
        text,
        [surname, f"/{given}", passport, phone, phone[2:], "22AUG83", "14JUN15", "4929420573595709"],
        ["BA 075 J", "LHRLOS HK2", "7FJ3KQ"],
    )


def payments(seed: int) -> Laid:
    """Lines of a statement that name a person behind the kind of a payment, and companies that stay."""
    draw = random.Random(seed)
    given, surname = (part.upper() for part in draw.choice(_ENGLISH))
    kind = draw.choice(
        (
            "FASTER PAYMENT {0} REF RENT",
            "STANDING ORDER TO {0}",
            "ZELLE TO {0}",
            "TRANSFERENCIA DE {0}",
            "BIZUM A FAVOR DE {0} CONCEPTO: CENA",
            "TRASPASO A {0} ALQUILER",
            "PAID TO {0}",
            "INDN:{1}",
        )
    )
    name, comma = f"{given} {surname}", f"{surname}, {given}"
    text = f"02/02/2024;{kind.format(name, comma)};-500,00\n05/02/2024;TRANSFER TO SAVINGS ACCOUNT;-20,00\n07/02/2024;PAYMENT TO BRITISH GAS;-41,10\n08/02/2024;RECIBO DE AGUAS;-3,00\n"
    return Laid(
        "s.txt",
        text,
        [surname],
        [
            "SAVINGS ACCOUNT",
            "BRITISH GAS",
            "DE AGUAS",
        ],
    )


def addresses(seed: int) -> Laid:
    """Addresses that begin with the name of a house, of the far east, and of Spain with floor, code and town."""
    found = (*_HOUSES, *_ASIAN, *_SPANISH)[seed::6]
    text = (
        "\n\n".join(f"The parcel goes to the address below.\n{one}\nThe office is closed on holidays." for one in found)
        + "\n"
    )
    values = [piece for one in found for piece in one.split("\n")]
    return Laid("a.txt", text, values, ["The parcel goes", "The office is closed"])


def copy_with_zones(seed: int) -> Laid:
    """A dump of PostgreSQL, whose times end in a zone of hours."""
    draw = random.Random(seed)
    stamp = f"2024-03-{draw.randint(10, 28)} 08:15:0{draw.randint(0, 9)}{draw.choice(('', '.123456'))}{draw.choice(('-06', '+00', '+05:30', '-03'))}"
    text = f"COPY public.visits (id, reason, at) FROM stdin;\n77\tfall at home\t{stamp}\n\\.\n"
    return Laid("d.sql", text, [stamp, stamp[-3:]], ["77\tfall at home\t", "\\."])


def camt(seed: int) -> Laid:
    """A party of a statement in ISO 20022."""
    one = _Draw(seed)
    text = f"<Document><Cdtr><Nm>{one.name}</Nm><PstlAdr><StrtNm>Deichweg</StrtNm><BldgNb>12a</BldgNb><PstCd>{one.zip}</PstCd><TwnNm>Husum</TwnNm><Ctry>DE</Ctry></PstlAdr></Cdtr><Amt Ccy='EUR'>842.00</Amt></Document>"
    return Laid("c.xml", text, [one.name, "Deichweg", "12a", one.zip, "Husum"], ["<Ctry>DE</Ctry>", "842.00"])


def inserts(seed: int) -> Laid:
    """Inserts without columns: whole names behind the address, logins before the time of a change, tables of logins."""
    draw = random.Random(seed)
    people = [
        (
            draw.choice(("Lamont", "Sung-ho", "Wiebke", "Oyelaran")),
            draw.choice(("Devereaux", "Pak", "Thomsen", "Kealoha")),
        )
        for _ in range(2)
    ]
    values: list[str] = []
    rows = []
    for at, (given, surname) in enumerate(people):
        login = draw.choice((f"{given[0]}{surname}".lower(), f"{surname}{at}{at}".lower()))
        license_, phone = (
            f"D{draw.randint(100, 999)}-{draw.randint(1000, 9999)}-{draw.randint(1000, 9999)}",
            f"313-555-0{draw.randint(100, 199)}",
        )
        kin = f"Keisha {surname}"
        rows.append(
            (
                f"({at},'{given} {surname}','{license_}','{phone}','8841 Joy Rd','Detroit','MI','48204','{kin}','313-555-0{draw.randint(200, 299)}','active','{login}','2022-11-03 09:22:11')",
                f"({at},'{login}','198.51.100.{draw.randint(10, 99)}','OK')",
            )
        )
        values += [f"{given} {surname}", license_, phone, kin, f"'{login}'"]
    text = f"INSERT INTO `drivers` VALUES {rows[0][0]},{rows[1][0]};\nINSERT INTO login_audit VALUES {rows[0][1]},{rows[1][1]};\nINSERT INTO plugins VALUES (1,'akismet','2022-11-03 09:22:11');\n"
    return Laid("d.sql", text, values, ["'active'", "'OK'", "'akismet'"])


def fhir(seed: int) -> Laid:
    """Persons that references of FHIR display; displays of codes and organisations stay."""
    one, two = _Draw(seed), _Draw(seed + 50)
    resource = {
        "subject": {"reference": "Patient/1", "display": one.name},
        "performer": [{"reference": "Organization/3", "display": "Acme Labs"}, {"reference": "https://ehr.example/Practitioner/9", "display": two.name}],
        "code": {"coding": [{"system": "urn:loinc", "code": "2345-7", "display": "Glucose Serum"}]},
        "birthDate": "1971-02-03",
    }  # fmt: skip
    return Laid(
        "o.json",
        json.dumps(resource, ensure_ascii=False),
        [one.name, two.name],
        ["Acme Labs", "Glucose Serum", "Patient/1"],
    )


def form_data(seed: int) -> Laid:
    """The body of a form, with a part for each field."""
    one = _Draw(seed)
    fields = [
        ("nombre_apellidos", one.name),
        ("telefono", one.phone.replace(" ", "")),
        ("clave", f"Zubieta_{seed}8"),
        ("comentario", "vuelvan a llamar"),
    ]
    line = one.draw.choice(("\n", "\r\n"))
    parts = "".join(
        f'------WebKitFormBoundary7MA4YWxk{line}Content-Disposition: form-data; name="{name}"{line}{line}{value}{line}'
        for name, value in fields
    )
    return Laid(
        "form.txt",
        f"{parts}------WebKitFormBoundary7MA4YWxk--{line}",
        [value for _, value in fields[:3]],
        ["vuelvan a llamar", "nombre_apellidos", "7MA4YWxk--"],
    )


def calls(seed: int) -> Laid:
    """Records of calls, messages of a telephone and a chat's members."""
    draw = random.Random(seed)
    one, two = (f"44770090{draw.randint(1000, 9999)}" for _ in range(2))
    table = f"call_id,start_ts,a_number,b_number,duration_s,cell\nc1,2024-04-19T07:02:11Z,{one},{two},88,LON-12\n"
    chat = json.dumps([{"user": "U024BE7LH", "type": "message", "text": f"sms from {one[2:]}"}])
    backup = f'<smses count="1"><sms protocol="0" address="{two[2:]}" date="1714752000000" body="yep" /></smses>'
    key, text, values, stays = draw.choice(
        (
            ("c.csv", table, [one, two], ["LON-12", ",88,"]),
            ("s.json", chat, [one[2:]], ["U024BE7LH"]),
            ("b.xml", backup, [two[2:]], ["1714752000000"]),
        )
    )
    return Laid(key, text, values, stays)


def narrow_rule(seed: int) -> Laid:
    """A table of Markdown whose rule has two dashes in a column."""
    one = _Draw(seed)
    day = f"{one.draw.randint(1, 28)}/{one.draw.randint(1, 12)}"
    text = (
        f"| Fecha | Nombre | Teléfono | Nota |\n|:--|:--|:--|--:|\n| {day} | {one.name} | {one.phone} | presupuesto |\n"
    )
    return Laid("n.md", text, [one.name, one.phone, f" {day} "], ["presupuesto", "|:--|"])


def mainframe(seed: int) -> Laid:
    """Records of fixed width without a header, whose postal code, telephone and birth stand together."""
    draw = random.Random(seed)
    surnames = draw.sample(("VANDERHOEVEN", "ABDULKARIM", "PRYCE", "O'DOWD", "DE LEON", "OYAMA"), draw.randint(2, 6))
    people = list(
        zip(surnames, draw.sample(("MARGARET", "YASIR", "ROSA", "THERESE", "HIDEO", "GWEN"), 6), strict=False)
    )
    values, lines = [], []
    for at, (surname, given) in enumerate(people):
        street, phone, born = (
            f"{draw.randint(10, 99)} OAK KNOLL DR APT {at}",
            f"626555{draw.randint(1000, 9999)}",
            f"19{draw.randint(40, 99)}0{draw.randint(1, 9)}1{draw.randint(0, 9)}",
        )
        zip_ = str(draw.randint(90001, 96000))
        lines.append(f"{104 + at:06}{surname:20}{given:15}{street:30}{'PASADENA':15}CA{zip_}{phone}{born}")
        values += [surname, given, street, phone, born, zip_]
    return Laid("custmast.dat", "\n".join(lines) + "\n", [*values, "PASADENA"], ["000104", f"{103 + len(people):06}"])


def sabre(seed: int) -> Laid:
    """A booking as Sabre displays it, with sections of telephones and of the address."""
    draw = random.Random(seed)
    given, surname = (part.upper() for part in draw.choice(_ENGLISH))
    phone, street = f"33-1-5555-0{draw.randint(100, 199)}", f"{draw.randint(2, 90)} RUE MONGE"
    text = (
        f"ABCXYZ\n 1.1{surname}/{given} MS\n 1 AF 083V 14JUL 7 CDGSFO HK2  1030  1300  /DCAF*QWERTY\nPHONES\n  1.PAR{phone}-H\n"
        f"ADDRESS\n    {given} {surname}\n    {street}\n    75005 PARIS\nREMARKS\n  1.H-TRAVELS WITH VIOLIN\n"
    )
    return Laid("pnr.txt", text, [surname, phone, street, "75005 PARIS", "14JUL"], ["ABCXYZ", "CDGSFO HK2", "VIOLIN"])


def abbreviated(seed: int) -> Laid:
    """Documents of MongoDB whose keys are abbreviated: fn, sn, ln1, pc."""
    people = [_Draw(seed), _Draw(seed + 50)]
    rows = [
        {
            "_id": {"$oid": f"64b8f0c2e{at}"},
            "fn": p.given,
            "sn": p.surname,
            "addr": {"ln1": "Croft House", "ln2": p.street, "town": "Glendale", "pc": "IV55 8WS"},
            "nok": f"{p.given} {p.surname}",
        }
        for at, p in enumerate(people)
    ]
    values = [value for p in people for value in (p.given, p.surname, p.street)]
    return Laid(
        "p.json",
        json.dumps(rows, ensure_ascii=False),
        [*values, "Croft House", "Glendale", "IV55 8WS"],
        ["64b8f0c2e0", "64b8f0c2e1"],
    )


def pupils(seed: int) -> Laid:
    """Inserts without columns whose rare given names and surnames stand before the whole name of a parent."""
    draw = random.Random(seed)
    given, surnames = (
        draw.sample(("Nahia", "Brais", "Oihane", "Uxue"), 2),
        draw.sample(("Outeiral", "Agirretxe", "Lasa", "Vila"), 4),
    )
    rows = [
        f"({101 + at},'{given[at]}','{surnames[at]}','{surnames[at + 2]}','2010-05-06','{('Jon', 'Teresa')[at]} {surnames[at]}','943 550 1{at}1','San Pedro kalea 1{at}','20110','Pasaia')"
        for at in range(2)
    ]
    text = f"INSERT INTO alumnos VALUES {','.join(rows)};\n"
    return Laid(
        "d.sql",
        text,
        [f"'{value}'" for value in (*given, *surnames, "San Pedro kalea 10", "20110")],
        ["INSERT INTO alumnos", "(101,"],
    )


def movements(seed: int) -> Laid:
    """A statement whose lines begin with the days of a movement and of its value."""
    draw = random.Random(seed)
    mark = draw.choice("-/.")
    days = [f"{draw.randint(1, 28):02}{mark}{draw.randint(1, 12):02}" for _ in range(4)]
    text = f"EXTRACTO DE CUENTA\nF.OPER.   F.VALOR   CONCEPTO                IMPORTE\n{days[0]}     {days[1]}     RECIBO COMUNIDAD PROP.    -75,00\n{days[2]}     {days[3]}     PAGO CON TARJETA          -58,22\n"
    return Laid("e.txt", text, [f"{day}  " for day in days], ["RECIBO COMUNIDAD", "-58,22"])


def capitals(seed: int) -> Laid:
    """Labels, dockets and statements in capitals: German streets, the parties of a court in one line, kinds of credits."""
    draw = random.Random(seed)
    (given, surname), (other, second) = draw.sample(_ENGLISH, 2)
    name, rival = f"{given} {surname}".upper(), f"{other} R. {second}".upper()
    street = draw.choice(("BAHNHOFSTR. 12", "AN DER HAUPTSTRASSE 5", "LINDENWEG 4A", "GOETHEALLEE 9"))
    label = f"SHIP FROM:\n{name}\n{street}\n04109 LEIPZIG\n\nSENDER: {name}, SCHILLERSTRASSE 99, 80336 MUENCHEN\nWT: 12.4 KG\n"
    docket = f"{given.upper()} A. {surname.upper()} and {rival}, husband and wife, Plaintiffs, vs. ACME GRAIN CO and {other.upper()} {surname.upper()}, Defendants.\n"
    credit = f"{draw.choice(('BGC FROM', 'FPI', 'DIRECT CREDIT'))} {given[0].upper()} {surname.upper()}\nDIRECT CREDIT HMRC TAX\nSPRING OFFER, STRING 12\n"
    return draw.choice(
        (
            Laid("l.txt", label, [name, street, "SCHILLERSTRASSE 99", "LEIPZIG"], ["SHIP FROM:", "12.4 KG"]),
            Laid("d.txt", docket, [surname.upper(), rival], ["husband and wife, Plaintiffs, vs. ACME GRAIN CO"]),
            Laid("s.txt", credit, [surname.upper()], ["DIRECT CREDIT HMRC TAX", "STRING 12"]),
        )
    )


KINDS = (
    dynamodb_stream,
    kinesis,
    s3_event,
    sheet,
    stays,
    listing,
    actors,
    fix_messages,
    qif,
    bai2,
    booking,
    payments,
    addresses,
    copy_with_zones,
    inserts,
    fhir,
    form_data,
    calls,
    narrow_rule,
    mainframe,
    sabre,
    abbreviated,
    pupils,
    movements,
    capitals,
    camt,
)
