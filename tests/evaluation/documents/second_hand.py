"""Documents in another hand: abbreviated headers, attributes, terse notes; written apart from the other skeletons."""

# ruff: noqa: E501, S608 (a line of a document stays one line here, and its SQL is never run)

from __future__ import annotations

from evaluation.documents import identifiers as ids
from evaluation.documents.catalogue import skeleton
from evaluation.documents.marks import (
    AADHAAR,
    ADDRESS,
    AGE,
    AWS_ACCESS_KEY,
    AWS_SECRET_KEY,
    BANK_ACCOUNT,
    CA_HEALTH,
    CA_SIN,
    CARD,
    CVV,
    DATE,
    DRIVER,
    EMAIL,
    EXPIRY,
    IBAN,
    IP,
    ITIN,
    MAC,
    MODEL_YEAR,
    NAME,
    NHS,
    NINO,
    NREGA,
    PAN,
    PASSPORT,
    PASSWORD,
    PHONE,
    PIN,
    PLACE,
    PLATE,
    ROUTING,
    SSN,
    SWIFT,
    URL,
    USERNAME,
    UTR,
    VIN,
    VOTER,
    bare,
    to_json,
)
from evaluation.documents.scene import Scene


@skeleton()
def core_banking_extract(s: Scene) -> str:
    out = ["CUST_NM,ACCT#,RTG#,SSN#,OPEN_DT,BAL_AMT,ADDR_LN_1,CTY,ST_CD,ZIP_CD"]
    for _ in range(s.n(3, 6)):
        p, a = s.person(), s.address()
        street = a.first_line.replace(",", "")
        out.append(
            f"{NAME(p.full)},{BANK_ACCOUNT(ids.account(s.r))},{ROUTING(ids.routing(s.r))},{SSN(ids.ssn(s.r))},{s.date(style='%Y%m%d')},{s.n(100, 99999)}.{s.n(0, 99):02d},{ADDRESS(street)},{ADDRESS(a.city)},{ADDRESS(a.region)},{ADDRESS(a.postcode)}"
        )
    return "\n".join(out) + "\n"


@skeleton()
def person_attributes_xml(s: Scene) -> str:
    rows = []
    for p in s.people(s.n(2, 4)):
        rows.append(
            f'  <person id="{s.n(1, 999)}" firstName="{NAME(p.first)}" lastName="{NAME(p.last)}" dob="{DATE(s.birth().strftime("%Y-%m-%d"))}" ssn="{SSN(ids.ssn(s.r))}" mobile="{PHONE(p.phone)}" active="true"/>'
        )
    return "<people>\n" + "\n".join(rows) + "\n</people>\n"


@skeleton()
def identity_block_json(s: Scene) -> str:
    p, a = s.person(), s.address()
    return to_json(
        {
            "personal_info": {
                "fullName": NAME(p.formal),
                "age": bare(AGE(s.n(18, 84))),
                "contacts": {
                    "emails": [EMAIL(p.email)],
                    "phones": [{"type": "home", "number": PHONE(p.phone)}, {"type": "fax", "number": PHONE(s.phone())}],
                },
            },
            "identifiers": {
                "socialSecurityNumber": SSN(ids.ssn(s.r)),
                "passportNo": PASSPORT(ids.passport(s.r)),
                "driversLicense": {"state": PLACE("MN"), "number": DRIVER(ids.driver_id(s.r))},
            },
            "residence": ADDRESS(a.line()),
            "correlation": ids.uuid(s.r),
        },
        indent=s.pick(None, 2),
    )


@skeleton()
def database_grants(s: Scene) -> str:
    a, b = s.people(2)
    return f"""CREATE USER '{USERNAME(a.user)}'@'%' IDENTIFIED BY '{PASSWORD(ids.password(s.r))}';
GRANT SELECT ON billing.* TO '{USERNAME(a.user)}'@'%';
ALTER USER {USERNAME(b.user.replace(".", "_"))} WITH PASSWORD '{PASSWORD(ids.password(s.r))}';
SELECT count(*) FROM invoices WHERE status = 'OPEN' AND amount > {s.n(10, 900)};
"""


@skeleton()
def kubernetes_secret(s: Scene) -> str:
    p = s.person()
    return f"""apiVersion: v1
kind: Secret
metadata:
  name: registry-login
  annotations:
    owner: {EMAIL(p.email)}
type: Opaque
stringData:
  username: {USERNAME(p.user)}
  password: {PASSWORD(ids.password(s.r))}
  AWS_ACCESS_KEY_ID: {AWS_ACCESS_KEY(ids.aws_access_key(s.r))}
  AWS_SECRET_ACCESS_KEY: {AWS_SECRET_KEY(ids.aws_secret_key(s.r))}
"""


@skeleton()
def checkout_service_log(s: Scene) -> str:
    out = []
    for at in s.timeline(s.n(3, 6)):
        number, _ = ids.card(s.r)
        body = s.pick(
            f"Processing payment for card {CARD(number)}, order {ids.order_id(s.r)}",
            f"Refund issued to {NAME(s.person().full)} <{EMAIL(s.person().email)}>",
            f"Session {ids.uuid(s.r)} expired after {s.n(10, 90)} min",
            f"Blocked login for user '{USERNAME(s.person().user)}' from {IP(ids.ipv4(s.r))}",
        )
        out.append(
            f"{DATE(at.strftime('%d-%m-%Y %H:%M:%S.') + f'{at.microsecond // 1000:03d}')} [{s.pick('main', 'pool-2-thread-7')}] {s.pick('INFO', 'ERROR')} CheckoutService:{s.n(10, 400)} {body}"
        )
    return "\n".join(out) + f"\n{DATE(s.moment().strftime('%d-%m-%Y %H:%M:%S.000'))} [main] INFO Shutdown complete\n"


@skeleton()
def terse_medical_note(s: Scene) -> str:
    p = s.person()
    n = s.n(22, 90)
    return f"""HPI: {NAME(p.full)} is a {s.pick(AGE(f"{n} y.o."), AGE(f"{n}-yo"), AGE(f"{n} year old"))} {s.pick("male", "female")} w/ h/o COPD p/w SOB x 2 wks. Last seen {s.date(style="%m/%d/%y")} by Dr. {NAME(s.person().last)}.
PMH: GERD, s/p CABG {DATE(s.n(2004, 2019))}.
SH: lives w/ wife {NAME(s.person().first)}, retired machinist, 20 pk-yr.
PE: T 98.4 BP 131/77 P 82 R 18. Wheezes at both bases.
A/P: COPD exacerbation. Pred 40 x5d, azithro. CXR. Call {PHONE(p.phone)} w/ results {s.weekday()}.
"""


@skeleton()
def offer_letter(s: Scene) -> str:
    p, boss = s.people(2)
    return f"""{s.date(style="%B %-d, %Y")}

{NAME(p.full)}
{ADDRESS(s.address().line(sep=chr(10)))}

Dear {NAME(p.first)},

We are happy to offer you the post of Shift Supervisor at {s.company()}, starting {s.date(style="%B %-d, %Y")}, at ${s.n(21, 48)}.50 an hour. {NAME(boss.full)} will be your manager. Please bring two forms of identification and a voided cheque.

To accept, sign below and return this letter to {EMAIL(boss.email)} by {s.weekday()}.

____________________
{NAME(p.full)}
"""


@skeleton()
def customer_says_everything(s: Scene) -> str:
    p = s.person()
    number, _ = ids.card(s.r)
    return f"""hi so my name is {NAME(p.full)}, my ssn is {SSN(ids.ssn(s.r))} and my dl number is {DRIVER(ids.driver_id(s.r))}. i paid with card {CARD(number)} exp {EXPIRY(f"{s.n(1, 12):02d}/{s.n(26, 30)}")} cvv {CVV(s.n(1000, 9999) if len(number) == 15 else s.n(100, 999))} on {s.date(style="%m/%d/%Y")} and nobody called. im at {ADDRESS(s.address().line())}. my plate is {PLATE(ids.plate(s.r))} if that helps. you can reach me {PHONE(p.phone)} or {EMAIL(p.email)}
"""


@skeleton()
def account_closure_letter(s: Scene) -> str:
    p = s.person()
    return f"""Re: Account ending in {BANK_ACCOUNT(f"{s.n(0, 9999):04d}")}, routing number ending in {ROUTING(f"{s.n(0, 9999):04d}")}

Dear {s.pick("Mr.", "Ms.", "Dr.")} {NAME(p.full)}:

As you asked on {s.date(style="%B %-d, %Y")}, we closed the account above. The balance of ${s.money(10, 900)} was sent to your Visa card ending in {CARD(f"{s.n(0, 9999):04d}")}. For our files, the last four digits of your Social Security number are {SSN(f"{s.n(1, 9999):04d}")}.

Questions? {PHONE(s.phone())}, weekdays {DATE("9 a.m.")} to {DATE("5 p.m.")}
"""


@skeleton()
def title_deed(s: Scene) -> str:
    a, b, c = s.people(3)
    return f"""WARRANTY DEED

THIS INDENTURE, made the {DATE(f"{s.n(2, 28)}th day of {s.pick('March', 'August')}, {s.n(2001, 2023)}")}, between {NAME(a.formal)} and {NAME(b.formal)}, husband and wife, Grantors, and {NAME(c.formal)}, a single person, Grantee, whose mailing address is {ADDRESS(s.address().line())}.

WITNESSETH, that the Grantors, for Ten Dollars and other good consideration, convey Lot {s.n(1, 40)}, Block {s.n(1, 20)}, according to the plat recorded in Book {s.n(10, 90)}, Page {s.n(100, 900)}.
"""


@skeleton()
def ehr_export_tsv(s: Scene) -> str:
    out = ["pat_id\tpat_last\tpat_first\tsex\tage_yrs\tnhs_no\tgp_name\tphone_no\tnext_appt"]
    for _ in range(s.n(3, 6)):
        p, d = s.people(2, country="GB")
        out.append(
            "\t".join(
                [
                    str(s.n(10000, 99999)),
                    NAME(p.last),
                    NAME(p.first),
                    s.pick("M", "F"),
                    AGE(s.n(1, 99)),
                    NHS(ids.nhs(s.r)),
                    "Dr " + NAME(d.initials),
                    PHONE(p.phone),
                    DATE(s.moment().strftime("%d/%m/%Y %H:%M")),
                ]
            )
        )
    return "\n".join(out) + "\n"


@skeleton()
def uk_payslip(s: Scene) -> str:
    p = s.person(country="GB")
    return f"""PAY ADVICE              {s.company()}
Employee: {NAME(p.full)}        Works No: {s.n(100, 9999)}
NI No: {NINO(ids.nino(s.r))}        Tax code: {s.n(1000, 1300)}L        Period: {s.n(1, 12)}
Pay date: {s.date(style="%d/%m/%Y")}
Basic {s.money(1200, 4000)}   PAYE {s.money(100, 800)}   NI {s.money(80, 300)}   Net {s.money(1000, 3000)}
UTR (self assessment): {UTR(ids.utr(s.r))}
Home: {ADDRESS(s.address("GB").line())}
"""


@skeleton()
def kyc_message_india(s: Scene) -> str:
    p = s.person(country="IN")
    return f"""Dear Sir, pls update my KYC. Name {NAME(p.full)}, Aadhaar number {AADHAAR(ids.aadhaar(s.r))}, PAN card {PAN(ids.pan(s.r))}, EPIC no {VOTER(ids.voter(s.r))}, NREGA job card {NREGA(ids.nrega(s.r))}. Mobile {PHONE(p.phone)}. Address: {ADDRESS(s.address("IN").line())}. Kindly do the needful.
"""


@skeleton()
def canadian_intake_yaml(s: Scene) -> str:
    p = s.person()
    return f"""client:
  given_name: {NAME(p.first)}
  surname: {NAME(p.last)}
  sin: {CA_SIN(ids.sin(s.r))}
  ohip: {CA_HEALTH(ids.ca_health(s.r))}
  birth_date: {DATE(s.birth().strftime("%Y-%m-%d"))}
  address: "{ADDRESS(s.address("CA").line())}"
case_worker: {NAME(s.person().full)}
file_ref: {ids.code(s.r, 9)}
"""


@skeleton()
def remittance_advice(s: Scene) -> str:
    p = s.person()
    return f"""Remittance advice {ids.code(s.r, 8)}
Payee      {NAME(p.full)}
IBAN       {IBAN(ids.in_fours(ids.iban(s.r)))}
SWIFT/BIC  {SWIFT(ids.swift(s.r))}
Amount     EUR {s.money(50, 9000)}
Value date {s.date(style="%d.%m.%Y")}
Invoices   {s.n(10000, 99999)}, {s.n(10000, 99999)}
"""


@skeleton()
def tax_preparer_note(s: Scene) -> str:
    p, q = s.people(2)
    return f"""{NAME(p.full)} files jointly with {NAME(q.full)}. {NAME(p.first)} has an ITIN ({ITIN(ids.itin(s.r))}), {NAME(q.first)} an SSN ({SSN(ids.ssn(s.r))}). Refund by direct deposit: routing {ROUTING(ids.routing(s.r))}, account {BANK_ACCOUNT(ids.account(s.r))}. Moved from {PLACE("Reno")} in {DATE(s.pick("June", "2021"))}; new address {ADDRESS(s.address().line())}. W-2 box 1: {s.n(20, 90)},{s.n(100, 999)}.
"""


@skeleton()
def auto_auction_listing(s: Scene) -> str:
    out = []
    for _ in range(s.n(2, 4)):
        out.append(
            f"Lot {s.n(1, 400)}: {MODEL_YEAR(s.n(2008, 2023))} {s.pick('Subaru Outback', 'Ford F-150', 'Mazda 3')}, VIN {VIN(ids.vin(s.r))}, tag {PLATE(ids.plate(s.r))}, {s.n(20, 190)},{s.n(100, 999)} miles, consigned by {NAME(s.person().full)}"
        )
    return "\n".join(out) + "\n"


@skeleton()
def switch_port_report(s: Scene) -> str:
    out = ["Interface   MAC Address         IP Address       User"]
    for i in range(s.n(3, 6)):
        out.append(f"Gi1/0/{i + 1}     {MAC(ids.mac(s.r))}   {IP(ids.ipv4(s.r))}   {USERNAME(s.person().user)}")
    return "\n".join(out) + "\n"


@skeleton()
def access_badge_mail(s: Scene) -> str:
    a, b = s.people(2)
    return f"""{NAME(b.first)},

Your badge is at the desk. Door PIN is {PIN(f"{s.n(0, 9999):04d}")}, do not write it on the badge like {NAME(s.person().first)} did. Wifi: network Kestrel-Guest, password {PASSWORD(ids.password(s.r))}. Parking for {PLATE(ids.plate(s.r))} starts {s.weekday()}.

{NAME(a.full)}
Facilities, ext. {s.n(100, 999)}
"""


@skeleton()
def oauth_profile_lines(s: Scene) -> str:
    out = []
    for p in s.people(s.n(2, 4)):
        out.append(
            to_json(
                {
                    "sub": ids.digits(s.r, 21),
                    "given_name": NAME(p.first),
                    "family_name": NAME(p.last),
                    "preferred_username": USERNAME(p.user),
                    "email": EMAIL(p.email),
                    "email_verified": True,
                    "picture": URL(f"https://cdn.quayside.ie/a/{ids.hexa(s.r, 10)}.png"),
                    "iat": s.n(1600000000, 1750000000),
                }
            )
        )
    return "\n".join(out) + "\n"


@skeleton()
def crash_report(s: Scene) -> str:
    p = s.person()
    return f"""java.lang.IllegalStateException: duplicate key for customer {NAME(p.full)} ({EMAIL(p.email)})
	at com.kestrel.billing.CustomerIndex.put(CustomerIndex.java:{s.n(20, 400)})
	at com.kestrel.billing.Importer.run(Importer.java:{s.n(20, 400)})
Caused by: org.postgresql.util.PSQLException: ERROR: duplicate key value violates unique constraint "customers_phone_key"
  Detail: Key (phone)=({PHONE(p.phone)}) already exists.
build {ids.hexa(s.r, 40)}
"""


@skeleton()
def magazine_profile(s: Scene) -> str:
    p, q, r = s.people(3)
    return f"""The first thing {NAME(p.full)} does in the morning is count the bees. "Not all of them," {NAME(p.last)} says. "The ones on the step." At {AGE(s.n(58, 79))}, after a career in shipping insurance, the hives behind {ADDRESS(s.address("AU").line())} have become a second office. {NAME(q.full)}, who taught the course at {PLACE("Ballarat")}, remembers a student who "asked the bees for their papers". {NAME(r.first)}, the youngest of three daughters, keeps the books. Since {DATE(s.n(2011, 2020))} the honey has a name, Ledger.
"""


@skeleton()
def church_bulletin(s: Scene) -> str:
    return f"""Please remember in prayer: {NAME(s.person().full)}, {NAME(s.person().full)}, the family of {NAME(s.person().full)}. Flowers {s.weekday()} were given by {NAME(s.person().first)} and {NAME(s.person().full)}. Choir meets {s.weekday()} at {s.clock()} in the hall, {ADDRESS(s.address().first_line)}. To bring soup, call {NAME(s.person().first)} at {PHONE(s.phone())}.
"""


@skeleton("es")
def parte_de_accidente(s: Scene) -> str:
    p, q = s.person("es", "ES"), s.person("es", "ES")
    return f"""PARTE DE ACCIDENTE
Fecha y hora: {DATE(s.moment().strftime("%d/%m/%Y %H:%M"))}   Lugar: {ADDRESS(s.address("ES").line())}
Conductor A: {NAME(p.full)}, tel. {PHONE(p.phone)}, {AGE(f"{s.n(18, 80)} años")}
Conductor B: {NAME(q.full)}, tel. {PHONE(q.phone)}
Observaciones: {NAME(q.first)} circulaba marcha atrás. Daños leves en el parachoques. Aseguradora: {s.company("es")}.
"""


@skeleton("es")
def nomina_tsv(s: Scene) -> str:
    out = ["empleado\tcorreo\tcuenta_iban\tfecha_ingreso\tedad\tneto"]
    for _ in range(s.n(3, 5)):
        p = s.person("es", "ES")
        out.append(
            "\t".join(
                [
                    NAME(p.full),
                    EMAIL(p.email),
                    IBAN(ids.iban(s.r, "ES")),
                    s.date(style="%d/%m/%Y"),
                    AGE(s.n(19, 65)),
                    f"{s.n(900, 3000)},{s.n(0, 99):02d}",
                ]
            )
        )
    return "\n".join(out) + "\n"


@skeleton("es")
def consulta_pediatrica(s: Scene) -> str:
    p, m = s.person("es", "CO"), s.person("es", "CO")
    return f"""Lactante de {AGE(f"{s.n(3, 20)} meses")}, {NAME(p.full)}, traído por su madre, {NAME(m.full)}, por fiebre desde el {s.weekday("es")}. Viven en {ADDRESS(s.address("CO").line())}. Peso 8,4 kg. Otoscopia normal. Se indica acetaminofén y control el {s.date(lang="es")}. Celular de contacto {PHONE(m.phone)}. Atiende: Dra. {NAME(s.person("es", "CO").full)}.
"""


@skeleton(clean=True)
def nutrition_table(s: Scene) -> str:
    return "food\tserving_g\tkcal\tprotein_g\n" + "".join(
        f"{f}\t{s.n(20, 300)}\t{s.n(20, 600)}\t{s.n(0, 40)}.{s.n(0, 9)}\n"
        for f in ("Rolled oats", "Chickpeas, canned", "Cottage cheese", "Rye crispbread", "Almond butter")
    )


@skeleton(clean=True)
def release_manifest_json(s: Scene) -> str:
    return to_json(
        {
            "product": "Larkspur Console",
            "version": ids.version(s.r),
            "channel": "stable",
            "files": [
                {"path": f"bin/{n}", "size": s.n(1000, 10**8), "sha1": ids.hexa(s.r, 40)}
                for n in ("console", "updater", "helper")
            ],
            "min_os": "10.15",
        },
        indent=2,
    )


@skeleton(clean=True)
def javascript_module(s: Scene) -> str:
    return f"""export function debounce(fn, wait = {s.n(50, 500)}) {{
  let timer = null;
  return (...args) => {{
    clearTimeout(timer);
    timer = setTimeout(() => fn(...args), wait);
  }};
}}
const KEY = "{ids.uuid(s.r)}"; // namespace for the cache, not a secret
"""


@skeleton(clean=True)
def corporate_policy(s: Scene) -> str:
    return f"""{s.n(1, 9)}.{s.n(1, 9)} Expenses. Employees may claim reasonable costs of travel. Receipts over {s.n(10, 50)} dollars are required. The Finance Department reviews claims within {s.n(5, 20)} working days. Claims that lack a cost centre (six digits, for example {s.n(100000, 999999)}) are returned. Personal data must not be written into the comments field.
"""


@skeleton(clean=True)
def sports_table(s: Scene) -> str:
    return "Team            P   W   D   L   GF  GA  Pts\n" + "".join(
        f"{t:15s} {s.n(10, 38):2d}  {s.n(1, 20):2d}  {s.n(1, 9):2d}  {s.n(1, 20):2d}  {s.n(10, 80):2d}  {s.n(10, 80):2d}  {s.n(10, 80):2d}\n"
        for t in ("Rovers", "United", "Athletic", "Wanderers")
    )


@skeleton(clean=True)
def firmware_console(s: Scene) -> str:
    return f"""U-Boot SPL {ids.version(s.r)}
DRAM:  {s.pick(256, 512, 1024)} MiB
Loading from SPI at 0x{ids.hexa(s.r, 8)} ... {s.n(100000, 900000)} bytes read in {s.n(10, 900)} ms
Verifying checksum ... crc32 {ids.hexa(s.r, 8)} OK
serial: {ids.code(s.r, 12)}
Starting kernel ...
"""


@skeleton("es", clean=True)
def aviso_de_obras(s: Scene) -> str:
    return f"""AVISO: por trabajos en la red, el suministro de agua se interrumpirá durante {s.n(2, 9)} horas en los portales pares. Rogamos llenen un cubo. Expediente {ids.code(s.r, 8)}. Disculpen las molestias.
"""


@skeleton(clean=True)
def matrix_market(s: Scene) -> str:
    return (
        "%%MatrixMarket matrix coordinate real general\n"
        + f"{s.n(100, 900)} {s.n(100, 900)} 6\n"
        + "".join(
            f"{s.n(1, 99)} {s.n(1, 99)} {s.n(-9, 9)}.{s.n(10**6, 10**7)}e{s.pick('-', '+')}0{s.n(0, 9)}\n"
            for _ in range(6)
        )
    )
