"""Documents in a third hand: ticket dumps, settings, ledgers, notes and letters."""

# ruff: noqa: E501 (a line of a document stays one line here, and its SQL is never run)

from __future__ import annotations

from evaluation.documents import identifiers as ids
from evaluation.documents.catalogue import skeleton
from evaluation.documents.marks import (
    ADDRESS,
    AGE,
    AWS_ACCESS_KEY,
    AWS_SECRET_KEY,
    BANK_ACCOUNT,
    CARD,
    CVV,
    DATE,
    DRIVER,
    EMAIL,
    EXPIRY,
    IBAN,
    IP,
    MAC,
    NAME,
    NHS,
    NINO,
    PASSPORT,
    PASSWORD,
    PHONE,
    PIN,
    PLATE,
    ROUTING,
    SSN,
    SWIFT,
    URL,
    USERNAME,
    VIN,
    pad,
    to_json,
)
from evaluation.documents.scene import Scene


@skeleton()
def donor_ledger_csv(s: Scene) -> str:
    out = ["Donor,Gift Date,Gift Amt,Pmt Method,Street,Town,State,Postal,Email"]
    for _ in range(s.n(3, 6)):
        p, a = s.person(), s.address()
        out.append(
            f"{NAME(p.full)},{s.date(style='%-m/%-d/%Y')},{s.n(10, 900)},{s.pick('Check', 'Visa', 'Cash')},{ADDRESS(a.street)},{ADDRESS(a.city)},{ADDRESS(a.region)},{ADDRESS(a.postcode)},{EMAIL(p.email)}"
        )
    return "\n".join(out) + "\n"


@skeleton()
def student_records_csv(s: Scene) -> str:
    out = ["StudentID;LastName;FirstName;BirthDate;Guardian1;Guardian1Cell;HomeAddress;Grade"]
    for _ in range(s.n(3, 6)):
        p, g, a = s.person(), s.person(), s.address()
        out.append(
            f"{s.n(100000, 999999)};{NAME(p.last)};{NAME(p.first)};{s.date(s.moment(2008, 2017), style='%Y-%m-%d')};{NAME(g.full)};{PHONE(g.phone)};{ADDRESS(a.line())};{s.n(1, 12)}"
        )
    return "\n".join(out) + "\n"


@skeleton()
def hotel_folio_json(s: Scene) -> str:
    p = s.person()
    number, brand = ids.card(s.r)
    return to_json(
        {
            "folio": s.n(10000, 99999),
            "guest": {
                "name": NAME(p.inverted),
                "phone": PHONE(p.phone),
                "idDocument": {"type": "PASSPORT", "number": PASSPORT(ids.passport(s.r))},
                "vehicle": {"plate": PLATE(ids.plate(s.r))},
            },
            "stay": {"from": DATE(s.moment().strftime("%Y-%m-%d")), "to": DATE(s.moment().strftime("%Y-%m-%d"))},
            "guarantee": {
                "cardNumber": CARD(number),
                "expiryDate": EXPIRY(f"{s.n(1, 12):02d}/{s.n(26, 31)}"),
                "cvv2": CVV(s.n(1000, 9999) if brand == "Amex" else s.n(100, 999)),
            },
        },
        indent=s.pick(None, 2),
    )


@skeleton()
def recruitment_ats_xml(s: Scene) -> str:
    p, a = s.person(country="IE"), s.address("IE")
    return f"""<candidate ref="{ids.code(s.r, 8)}">
  <fullName>{NAME(p.full)}</fullName>
  <emailAddress>{EMAIL(p.email)}</emailAddress>
  <mobile>{PHONE(p.phone)}</mobile>
  <homeAddress>{ADDRESS(a.line())}</homeAddress>
  <appliedOn>{s.date(style="%d/%m/%Y")}</appliedOn>
  <summary>Six years of pallet logistics; certified on reach trucks; referee {NAME(s.person().full)}.</summary>
</candidate>
"""


@skeleton()
def sql_patient_view(s: Scene) -> str:
    out = ["INSERT INTO patients(mrn, pt_name, pt_dob, pt_phone, nhs_number, ward) VALUES"]
    rows = [
        f"({s.n(10**6, 10**7)}, '{NAME(p.full.replace(chr(39), chr(39) * 2))}', '{DATE(s.birth().strftime('%Y-%m-%d'))}', '{PHONE(p.phone)}', '{NHS(ids.nhs(s.r))}', '{s.pick('3A', 'ITU')}')"
        for p in s.people(s.n(3, 5), country="GB")
    ]
    return out[0] + "\n" + ",\n".join(rows) + ";\n"


@skeleton()
def rails_log(s: Scene) -> str:
    out = []
    for _ in range(s.n(2, 4)):
        p = s.person()
        out.append(
            f'Started POST "/signup" for {IP(ids.ipv4(s.r))} at {DATE(s.moment().strftime("%Y-%m-%d %H:%M:%S +0000"))}\nProcessing by UsersController#create as HTML\n  Parameters: {{"utf8"=>"✓", "user"=>{{"name"=>"{NAME(p.full)}", "email"=>"{EMAIL(p.email)}", "phone"=>"{PHONE(p.phone)}", "password"=>"[FILTERED]"}}}}\nCompleted 302 Found in {s.n(20, 900)}ms (ActiveRecord: {s.n(1, 90)}.{s.n(0, 9)}ms)'
        )
    return "\n\n".join(out) + "\n"


@skeleton()
def vpn_audit_tsv(s: Scene) -> str:
    out = ["when\taccount\tsrc_addr\tclient_mac\tbytes_in\tresult"]
    for at in s.timeline(s.n(4, 7), 3000):
        out.append(
            "\t".join(
                [
                    DATE(at.strftime("%Y-%m-%d %H:%M")),
                    USERNAME(s.person().user),
                    IP(ids.ipv4(s.r)),
                    MAC(ids.mac(s.r)),
                    str(s.n(1000, 10**8)),
                    s.pick("OK", "DENIED"),
                ]
            )
        )
    return "\n".join(out) + "\n"


@skeleton()
def dev_chat_secrets(s: Scene) -> str:
    a, b = s.people(2)
    return f"""<{USERNAME(a.user)}> prod is read-only again, who has the key
<{USERNAME(b.user)}> use {AWS_ACCESS_KEY(ids.aws_access_key(s.r))} / {AWS_SECRET_KEY(ids.aws_secret_key(s.r))}
<{USERNAME(a.user)}> that works ty. db pass still {PASSWORD(ids.password(s.r))}?
<{USERNAME(b.user)}> no, ask {NAME(s.person().full)}, she rotated it {DATE(s.pick("Tuesday", "Friday"))}
<{USERNAME(a.user)}> build 20417 failed on sha {ids.hexa(s.r, 10)} btw
"""


@skeleton()
def bank_teller_script(s: Scene) -> str:
    p = s.person()
    return f"""Teller: May I have the account number, please?
Customer: {BANK_ACCOUNT(ids.account(s.r))}.
Teller: And the name on the account?
Customer: {NAME(p.full)}.
Teller: Date of birth?
Customer: {s.date(s.birth(), style="%B %-d, %Y")}.
Teller: Last four of your social?
Customer: {SSN(f"{s.n(1, 9999):04d}")}.
Teller: What is the routing number of the other bank?
Customer: It's {ROUTING(ids.routing(s.r))}.
Teller: Thank you, {s.pick("Mr.", "Ms.")} {NAME(p.last)}. Please type your PIN on the pad.
"""


@skeleton()
def witness_statement_uk(s: Scene) -> str:
    p, q = s.people(2, country="GB")
    return f"""WITNESS STATEMENT
Statement of: {NAME(p.full)}
Age if under 18: Over 18     Occupation: Baker
I live with my partner, {NAME(q.full)}. On {s.weekday()} {s.date(style="%-d %B %Y")} at about {s.clock()} I was outside {ADDRESS(s.address("GB").line())} when a red van, registration {PLATE(ids.plate(s.r))}, mounted the kerb. The driver told me his name was {NAME(s.person().full)}. I wrote my number, {PHONE(p.phone)}, on a bag and gave it to him.
Signed: {NAME(p.initials)}     Date: {s.date(style="%d/%m/%Y")}
"""


@skeleton()
def hospital_handoff(s: Scene) -> str:
    out = []
    for i in range(s.n(2, 4)):
        p = s.person()
        out.append(
            f"Bed {i + 1}: {NAME(p.last)}, {NAME(p.first)}, {AGE(s.n(30, 95))}{s.pick('M', 'F')}. POD {s.n(1, 6)} s/p hip. Pain 4/10. Foley out {s.clock()}. Wife {NAME(s.person().first)} calls {PHONE(s.phone())}."
        )
    return "\n".join(out) + f"\nOn call: Dr {NAME(s.person().last)}\n"


@skeleton()
def pension_letter(s: Scene) -> str:
    p = s.person(country="GB")
    return f"""Our ref: {ids.code(s.r, 9)}
Your NI number: {NINO(ids.nino(s.r))}

{s.date(style="%-d %B %Y")}

Dear {s.pick("Mrs", "Mr", "Miss")} {NAME(p.last)}

Your pension will be paid to the account you gave us (IBAN {IBAN(ids.in_fours(ids.iban(s.r, "GB")))}, BIC {SWIFT(ids.swift(s.r))}) from {s.date(style="%-d %B %Y")}. If you have moved from {ADDRESS(s.address("GB").line())}, tell us within 14 days.

{NAME(s.person().full)}
Member Services
"""


@skeleton()
def repair_shop_invoice(s: Scene) -> str:
    p = s.person()
    return f"""OAKFIELD MOTORS                     INVOICE {s.n(10000, 99999)}
Cust: {NAME(p.full)}      Ph: {PHONE(p.phone)}
Addr: {ADDRESS(s.address().line())}
Veh: Toyota RAV4     Lic: {PLATE(ids.plate(s.r))}     VIN: {VIN(ids.vin(s.r))}     Odo: {s.n(10000, 190000)}
1  Brake pads, front    {s.money(40, 120)}
2  Labor 1.5 h          {s.money(90, 240)}
TOTAL  {s.money(150, 400)}   Paid {s.pick("MC", "VISA")} x{CARD(f"{s.n(0, 9999):04d}")}   {s.date(style="%m/%d/%Y")}
"""


@skeleton()
def event_guest_list(s: Scene) -> str:
    out = [f"Guest list, {s.weekday()} {s.date(style='%-d %B')}", ""]
    for i in range(s.n(4, 8)):
        p = s.person()
        out.append(f"{i + 1}. {NAME(p.full)}{s.pick(' +1', '', ' (vegetarian)', ' - table 4')}")
    return "\n".join([*out, "", f"Door contact: {NAME(s.person().first)}, {PHONE(s.phone('GB'))}"]) + "\n"


@skeleton()
def newsletter_interview(s: Scene) -> str:
    p, q = s.people(2)
    return f"""Five questions for {NAME(p.full)}

{NAME(p.first)} joined us in {DATE(s.pick("January 2019", "the autumn of 2021", "2015"))} and runs the returns desk.

What surprised you? How many people send back the wrong shoe. {NAME(q.full)} and I keep a shelf of single shoes.
Best advice? My aunt {NAME(s.person().first)} used to say: count it twice.
Where to find you? {EMAIL(p.email)}, or at the desk until {s.clock()}.
"""


@skeleton()
def appellate_opinion(s: Scene) -> str:
    a, b, c = s.people(3)
    return f"""{NAME(a.last.upper())}, J., delivered the opinion of the court.

Appellant {NAME(b.full)} was convicted of burglary after a bench trial. He argues that the stop was unlawful. Officer {NAME(c.full)} testified that at {s.clock()} on {s.date(style="%B %-d, %Y")} he saw {NAME(b.last)} leave a garage behind {ADDRESS(s.address().first_line)} with a leaf blower. {NAME(c.last)} did not write down the tag of the car. The trial court credited {NAME(c.last)}'s account. We affirm.
"""


@skeleton()
def settings_export_properties(s: Scene) -> str:
    p = s.person()
    return f"""mail.smtp.user={USERNAME(p.user)}
mail.smtp.password={PASSWORD(ids.password(s.r))}
admin.contact.name={NAME(p.full)}
admin.contact.phone={PHONE(p.phone)}
allowed.cidr.first={IP(ids.ipv4(s.r))}
portal.home={URL("https://portal.lindenpark.ca/home")}
retry.max={s.n(2, 9)}
signature.digest={ids.hexa(s.r, 64)}
"""


@skeleton()
def roster_fixed_columns(s: Scene) -> str:
    out = [pad("EMPLOYEE", 24) + pad("DOB", 12) + pad("LICENSE NO", 18) + "PIN"]
    for p in s.people(s.n(3, 6)):
        out.append(
            pad(NAME(p.full), 24)
            + pad(DATE(s.birth().strftime("%m/%d/%Y")), 12)
            + pad(DRIVER("D" + ids.digits(s.r, 7)), 18)
            + PIN(f"{s.n(0, 9999):04d}")
        )
    return "\n".join(out) + "\n"


@skeleton("es")
def ficha_de_cliente(s: Scene) -> str:
    p = s.person("es", "AR")
    return f"""FICHA DE CLIENTE N° {s.n(100, 9999)}
Apellido y nombre: {NAME(p.last + ", " + p.first)}
Nacimiento: {s.date(s.birth(), lang="es")}
Domicilio: {ADDRESS(s.address("AR").line())}
Tel./Cel.: {PHONE(p.phone)}
Mail: {EMAIL(p.email)}
Vendedora: {NAME(s.person("es", "AR").full)}
"""


@skeleton("es")
def carta_de_queja(s: Scene) -> str:
    p = s.person("es", "ES")
    return f"""Estimados señores:

Me llamo {NAME(p.full)} y vivo en {ADDRESS(s.address("ES").line())}. El {s.date(lang="es", style="es-long")} compré una lavadora y el técnico, {s.pick("el señor", "don")} {NAME(s.person("es", "ES").full)}, vino tres veces sin arreglarla. Pagué con la tarjeta terminada en {CARD(f"{s.n(0, 9999):04d}")}. Ruego me llamen al {PHONE(p.phone)} o escriban a {EMAIL(p.email)}.

Un saludo,
{NAME(p.full)}
"""


@skeleton(clean=True)
def crossword_clues(s: Scene) -> str:
    return f"""ACROSS
{s.n(1, 9)}. Kitchen counter (5)
{s.n(10, 19)}. It holds water, or does it? (6)
DOWN
{s.n(2, 9)}. Short break (5)
{s.n(20, 29)}. River of the north, reversed (4)
"""


@skeleton(clean=True)
def parts_bill_tsv(s: Scene) -> str:
    return "pos\tpart\tqty\tdrawing\n" + "".join(
        f"{i * 10}\t{s.pick('Hex bolt M8x40', 'Bearing 6204-2RS', 'Cover plate, left', 'Shaft seal 25x40x7')}\t{s.n(1, 24)}\tDWG-{s.n(1000, 9999)}-{s.pick('A', 'B')}\n"
        for i in range(1, s.n(5, 8))
    )


@skeleton(clean=True)
def monitoring_rules_yaml(s: Scene) -> str:
    return f"""groups:
  - name: disk
    rules:
      - alert: DiskAlmostFull
        expr: node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.{s.n(5, 20)}
        for: {s.n(5, 30)}m
        labels: {{severity: page, team: storage}}
        annotations: {{summary: "Less than {s.n(5, 20)} % free on {{{{ $labels.instance }}}}"}}
"""


@skeleton(clean=True)
def garden_advice(s: Scene) -> str:
    return f"""Plant garlic cloves {s.n(3, 8)} cm deep and {s.n(10, 20)} cm apart, point up. Mulch with straw. Rust on the leaves is ugly but seldom fatal; rot at the base is the reverse. Lift when a third of the leaves are brown, and dry the bulbs in the shade.
"""


@skeleton(clean=True)
def xml_layout(s: Scene) -> str:
    return f"""<LinearLayout orientation="vertical" padding="{s.n(4, 24)}dp">
  <EditText id="@+id/first_name" hint="@string/first_name" inputType="textPersonName"/>
  <EditText id="@+id/phone" hint="@string/phone" inputType="phone" maxLength="{s.n(10, 20)}"/>
  <Button id="@+id/save" text="@string/save" background="#{ids.hexa(s.r, 6)}"/>
</LinearLayout>
"""


@skeleton(clean=True)
def load_test_summary(s: Scene) -> str:
    return f"""checks.........: {s.n(90, 99)}.{s.n(10, 99)}% ✓ {s.n(1000, 9999)} ✗ {s.n(1, 99)}
http_req_duration: avg={s.n(10, 90)}.{s.n(0, 9)}ms p(95)={s.n(100, 900)}.{s.n(0, 9)}ms
iterations.....: {s.n(1000, 99999)} {s.n(10, 900)}.{s.n(100, 999)}/s
vus............: {s.n(1, 90)}
"""
