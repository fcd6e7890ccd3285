"""Forms, HTML pages, résumés, labels: key and value on one line or near it."""

# ruff: noqa: E501 (a line of a document stays one line here)

from __future__ import annotations

from html import escape

from evaluation.documents import identifiers as ids
from evaluation.documents.catalogue import skeleton
from evaluation.documents.marks import (
    ADDRESS,
    AGE,
    BANK_ACCOUNT,
    CARD,
    CVV,
    DATE,
    DRIVER,
    EMAIL,
    EXPIRY,
    ITIN,
    MAC,
    NAME,
    NHS,
    PASSPORT,
    PASSWORD,
    PHONE,
    PIN,
    PLACE,
    PLATE,
    ROUTING,
    SSN,
    URL,
    USERNAME,
    VIN,
)
from evaluation.documents.scene import Scene


@skeleton()
def loan_application_form(s: Scene) -> str:
    p, a = s.person(), s.address()
    dots = s.pick(": ", " ........ ", ":\t")
    return f"""UNIFORM LOAN APPLICATION
Borrower{dots}{NAME(p.formal)}
Social Security Number{dots}{SSN(ids.ssn(s.r))}
Date of Birth{dots}{s.date(s.birth(), style="%m/%d/%Y")}
Home Phone{dots}{PHONE(p.phone)}
Present Address{dots}{ADDRESS(a.line())}
Years at address{dots}{s.n(1, 20)}
Employer{dots}{s.company()}
Driver License #{dots}{DRIVER(ids.driver_id(s.r))}
Bank routing number{dots}{ROUTING(ids.routing(s.r))}
Bank account number{dots}{BANK_ACCOUNT(ids.account(s.r))}
Loan amount{dots}${s.n(40, 900)},000
"""


@skeleton()
def taxpayer_form(s: Scene) -> str:
    p, a = s.person(), s.address()
    return f"""Request for Taxpayer Identification
1 Name (as shown on your income tax return)
  {NAME(p.formal)}
5 Address (number, street, and apt. or suite no.)
  {ADDRESS(a.first_line)}
6 City, state, and ZIP code
  {ADDRESS(a.locality)}
Part I  Taxpayer Identification Number (ITIN or SSN)
  {s.pick(ITIN(ids.itin(s.r)), SSN(ids.ssn(s.r)))}
Part II Certification: under penalties of perjury, the number shown is correct.
Signature {NAME(p.full)}   Date {s.date(style="%m/%d/%Y")}
"""


@skeleton()
def school_registration_form(s: Scene) -> str:
    child, parent = s.people(2, country="AU")
    return f"""ENROLMENT FORM                         Office use: {ids.code(s.r, 7)}
Child's given name: {NAME(child.first)}      Family name: {NAME(parent.last)}
Date of birth: {s.date(s.moment(2012, 2019), style="%d/%m/%Y")}   Age: {AGE(s.n(5, 12))}
Parent/guardian: {NAME(parent.full)}   Relationship: {s.pick("mother", "father", "aunt")}
Home address: {ADDRESS(s.address("AU").line())}
Mobile: {PHONE(parent.phone)}   Email: {EMAIL(parent.email)}
Allergies: none   Immunisation up to date: yes
Emergency contact (not a parent): {NAME(s.person().full)}, {PHONE(s.phone("AU"))}
"""


@skeleton()
def mail_order_form(s: Scene) -> str:
    p = s.person()
    number, brand = ids.card(s.r)
    cvv = s.n(1000, 9999) if brand == "Amex" else s.n(100, 999)
    return f"""Qty  Item         Price
{s.n(1, 5)}    {ids.sku(s.r)}   {s.money(5, 80)}
{s.n(1, 5)}    {ids.sku(s.r)}   {s.money(5, 80)}

Pay by: [ ] cheque  [x] {brand}
Card no. {CARD(ids.grouped_card(number, s.pick(" ", "-")))}
Valid thru {EXPIRY(s.pick(f"{s.n(1, 12):02d}/{s.n(26, 30)}", f"{s.n(1, 12):02d}/20{s.n(26, 30)}"))}    CVV {CVV(cvv)}
Name on card {NAME(p.full.upper())}
Ship to {ADDRESS(s.address().line())}
"""


@skeleton()
def contact_page_html(s: Scene) -> str:
    p = s.person(country="GB")
    return f"""<!doctype html>
<html lang="en"><head><title>Contact us - Morrow &amp; Pike LLP</title>
<link rel="stylesheet" href="/assets/site.{ids.hexa(s.r, 8)}.css"></head>
<body><main>
<h1>Talk to a person</h1>
<p>Ask for <strong>{NAME(escape(p.full))}</strong>, partner.</p>
<p>Tel: <a href="tel:{PHONE(p.phone.replace(" ", ""))}">{PHONE(p.phone)}</a><br>
Mail: <a href="mailto:{EMAIL(p.email)}">{EMAIL(p.email)}</a></p>
<address>{ADDRESS(s.address("GB").line())}</address>
<a href="{URL("https://www.morrowandpike.com/find-us")}">Map</a>
</main></body></html>
"""


@skeleton()
def staff_table_html(s: Scene) -> str:
    rows = []
    for p in s.people(s.n(3, 6)):
        rows.append(
            f"<tr><td>{NAME(escape(p.full))}</td><td>{s.pick('Nurse', 'Porter', 'Registrar')}</td><td>{PHONE(p.phone)}</td><td>{DATE(s.moment().strftime('%d %b %Y'))}</td></tr>"
        )
    return (
        "<table id='staff'>\n<thead><tr><th>Name</th><th>Role</th><th>Phone</th><th>Joined</th></tr></thead>\n<tbody>\n"
        + "\n".join(rows)
        + "\n</tbody></table>\n"
    )


@skeleton()
def receipt_html(s: Scene) -> str:
    p = s.person()
    number, _ = ids.card(s.r)
    return f"""<div class="receipt" data-order="{ids.order_id(s.r)}">
  <p>Thank you, {NAME(escape(p.first))}!</p>
  <dl><dt>Paid with</dt><dd>Visa {CARD("•••• " + number[-4:])}</dd>
  <dt>Billing address</dt><dd>{ADDRESS(s.address().line(sep="<br>"))}</dd>
  <dt>Date</dt><dd>{s.date(style="%b %-d, %Y")}</dd></dl>
  <img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUA" alt="">
</div>
"""


@skeleton()
def web_form_submission(s: Scene) -> str:
    p = s.person()
    return f"""Form: Request a quote
name: {NAME(p.full)}
email: {EMAIL(p.email)}
phone: {PHONE(p.phone)}
zip: {ADDRESS(s.address().postcode)}
vehicle_vin: {VIN(ids.vin(s.r))}
license_plate: {PLATE(ids.plate(s.r))}
message: Need a windshield by {s.weekday()}. Can you come to {ADDRESS(s.address().first_line)}?
utm_campaign: spring_{s.n(1, 99)}
"""


@skeleton()
def resume(s: Scene) -> str:
    p = s.person()
    start = s.n(2012, 2018)
    return f"""{NAME(p.full.upper() if s.chance(0.5) else p.full)}
{ADDRESS(s.address().line())} | {PHONE(p.phone)} | {EMAIL(p.email)} | {URL("https://www.linkedin.com/in/" + p.user)}

SUMMARY
Warehouse systems analyst, comfortable between SQL and the shop floor.

EXPERIENCE
{s.company()}, Senior Analyst, {DATE(f"{start + 4} - present")}
 - Cut mis-picks by 31% with a slotting model in Python and PostgreSQL
{s.company()}, Analyst, {DATE(f"{start} - {start + 4}")}
 - Rolled out handheld scanners at six sites

EDUCATION
BSc Statistics, {DATE(start - 1)}

REFERENCES
{NAME(s.person().full)}, {PHONE(s.phone())}
"""


@skeleton()
def cover_letter(s: Scene) -> str:
    p, boss = s.people(2)
    return f"""Dear {s.pick("Ms.", "Mr.", "Dr.")} {NAME(boss.last)},

I saw the notice for a lab manager at {s.company()} and thought of the freezer inventory we built under {NAME(s.person().full)}: 11,000 vials, none lost in {DATE(s.pick("2021", "2023"))}. I would enjoy doing it again, better.

I can start on {s.date(style="%B %-d")}. My number is {PHONE(p.phone)}.

Sincerely,
{NAME(p.full)}
"""


@skeleton()
def shipping_labels(s: Scene) -> str:
    out = []
    for _ in range(s.n(2, 4)):
        country = s.pick("US", "CA", "GB", "AU")
        p, a = s.person(), s.address(country)
        out.append(
            f"TO:\n{NAME(p.full)}\n{ADDRESS(a.line(sep=chr(10)))}\nWT {s.n(1, 30)}.{s.n(0, 9)} LB   PKG 1 OF {s.n(1, 3)}\n*{ids.code(s.r, 14)}*"
        )
    return "\n\n".join(out) + "\n"


@skeleton()
def visitor_log(s: Scene) -> str:
    out = ["VISITOR SIGN-IN - Kestrel Labs", "Name / Company / Vehicle reg / In / Out"]
    for _ in range(s.n(3, 6)):
        out.append(
            f"{NAME(s.person().full)} / {s.company()} / {PLATE(ids.plate(s.r))} / {DATE(f'{s.n(8, 11):02d}:{s.n(0, 59):02d}')} / {DATE(f'{s.n(12, 18):02d}:{s.n(0, 59):02d}')}"
        )
    return "\n".join(out) + "\n"


@skeleton()
def network_handover_note(s: Scene) -> str:
    p = s.person()
    return f"""Router handover
Model: RT-{s.n(100, 999)}X   Firmware {ids.version(s.r)}
MAC: {MAC(ids.mac(s.r))}
Admin user: {USERNAME(s.pick("netadmin", p.user))}
Admin password: {PASSWORD(ids.password(s.r))}
SIM PIN: {PIN(f"{s.n(0, 9999):04d}")}
Installed by {NAME(p.full)} on {s.date()}
"""


@skeleton()
def debit_card_activation(s: Scene) -> str:
    number, _ = ids.card(s.r)
    p = s.person()
    return f"""Card activation record
Customer: {NAME(p.full)}
Debit card number: {CARD(ids.grouped_card(number, " "))}
Expires: {EXPIRY(s.pick(f"{s.pick('Jan', 'Mar', 'Oct')} 20{s.n(26, 30)}", f"{s.n(1, 12):02d}/{s.n(26, 30)}"))}
CVV2: {CVV(s.n(100, 999) if len(number) != 15 else s.n(1000, 9999))}
ATM PIN: {PIN(f"{s.n(0, 9999):04d}")}
Linked account: {BANK_ACCOUNT(ids.account(s.r))}
Branch: {PLACE(s.pick("Duluth", "Macon"))}
"""


@skeleton()
def passport_renewal_form(s: Scene) -> str:
    p = s.person()
    return f"""Last name: {NAME(p.last)}
First & middle name: {NAME(p.first + (" " + p.middle if p.middle else ""))}
Date of birth (mm/dd/yyyy): {s.date(s.birth(), style="%m/%d/%Y")}
Most recent U.S. passport book number: {PASSPORT(ids.passport(s.r))}
Issue date: {s.date(style="%m/%d/%Y")}
Mailing address: {ADDRESS(s.address().line())}
Email: {EMAIL(p.email)}
Emergency contact: {NAME(s.person().full)}  Phone: {PHONE(s.phone())}
"""


@skeleton()
def blood_donor_card(s: Scene) -> str:
    p = s.person(country="GB")
    return f"""DONOR {s.n(100000, 999999)}  GROUP {s.pick("O+", "A-", "B+")}
Name {NAME(p.full)}
Born {s.date(s.birth(), style="%d.%m.%Y")}
NHS number {NHS(ids.nhs(s.r))}
GP Dr {NAME(s.person().last)}, {ADDRESS(s.address("GB").line())}
Next appointment {s.date(style="%d %B %Y")}, {s.clock()}
"""
