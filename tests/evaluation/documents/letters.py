"""Contracts, court papers, official and business letters, statements."""

# ruff: noqa: E501 (a line of a document stays one line here)

from __future__ import annotations

from evaluation.documents import identifiers as ids
from evaluation.documents.catalogue import skeleton
from evaluation.documents.marks import (
    AADHAAR,
    ADDRESS,
    AGE,
    BANK_ACCOUNT,
    CA_SIN,
    CARD,
    DATE,
    DRIVER,
    EMAIL,
    IBAN,
    ITIN,
    NAME,
    NINO,
    NREGA,
    PAN,
    PASSPORT,
    PHONE,
    PLACE,
    PLATE,
    ROUTING,
    SSN,
    SWIFT,
    URL,
    UTR,
    VIN,
    VOTER,
)
from evaluation.documents.scene import Scene


@skeleton()
def residential_lease(s: Scene) -> str:
    landlord, tenant = s.people(2)
    return f"""RESIDENTIAL LEASE AGREEMENT

This Lease is made on {s.date(style="%B %-d, %Y")} between {NAME(landlord.formal)} ("Landlord") and {NAME(tenant.formal)} ("Tenant").

1. Premises. Landlord leases to Tenant the dwelling at {ADDRESS(s.address().line())} (the "Premises").
2. Term. Twelve months from {s.date(style="%B %-d, %Y")}.
3. Rent. ${s.n(900, 3900)}.00 a month, payable to account {BANK_ACCOUNT(ids.account(s.r))}, routing {ROUTING(ids.routing(s.r))}, on or before the fifth day.
4. Notices go to Landlord at {EMAIL(landlord.email)} or {PHONE(landlord.phone)}.
5. Governing law. The statutes of the State apply; the invalidity of one clause does not affect the others.

Signed: {NAME(landlord.full)}        {NAME(tenant.full)}
"""


@skeleton()
def affidavit(s: Scene) -> str:
    p, notary = s.people(2)
    return f"""AFFIDAVIT

I, {NAME(p.formal)}, being duly sworn, state:

1. I am {AGE(f"{s.n(21, 80)} years")} of age and live at {ADDRESS(s.address().line())}.
2. I hold driver's license no. {DRIVER(ids.driver_id(s.r))} and U.S. passport no. {PASSPORT(ids.passport(s.r))}.
3. On {s.date(style="%B %-d, %Y")}, at about {s.clock()}, I saw a gray pickup, license plate {PLATE(ids.plate(s.r))}, leave the lot of Oakfield Motors.
4. I later learned from {NAME(s.person().full)} that the pickup's VIN is {VIN(ids.vin(s.r))}.

Further affiant sayeth naught.
Sworn before me, {NAME(notary.full)}, Notary Public.
"""


@skeleton()
def court_order(s: Scene) -> str:
    a, b, judge = s.people(3)
    return f"""IN THE SUPERIOR COURT
{NAME(a.full.upper())}, Plaintiff,
  v.                                   Case No. {s.n(18, 25)}-CV-{s.n(10000, 99999)}
{NAME(b.full.upper())}, Defendant.

ORDER

The motion of plaintiff {NAME(a.last)} to compel came on for hearing on {s.date(style="%B %-d, %Y")}. Defendant {NAME(b.last)} appeared through counsel, {NAME(s.person().full)}. Having read the briefs, the Court finds that interrogatories 3, 7 and 11 were not answered, and that the objection of burden is not supported by any declaration. The motion is GRANTED IN PART.

{NAME(b.last)} shall serve verified answers by {s.date(style="%B %-d, %Y")}.

Hon. {NAME(judge.full)}
Judge of the Superior Court
"""


@skeleton()
def hmrc_letter(s: Scene) -> str:
    p = s.person(country="GB")
    return f"""{NAME(p.full)}
{ADDRESS(s.address("GB").line(sep=chr(10)))}

{s.date(style="%d %B %Y")}

Unique Taxpayer Reference: {UTR(ids.utr(s.r))}
National Insurance number: {NINO(ids.nino(s.r))}

Dear {s.pick("Mr", "Mrs", "Ms")} {NAME(p.last)}

We have looked at your Self Assessment return. You owe £{s.money(100, 4000)}. Please pay by {s.date(style="%d %B %Y")}. If you think the figure is wrong, ring {PHONE(s.phone("GB"))}, open from {DATE("8am")} to {DATE("6pm")}.

Yours sincerely
{NAME(s.person().full)}
Compliance Officer
"""


@skeleton()
def indian_loan_letter(s: Scene) -> str:
    p = s.person(country="IN")
    return f"""To,
{s.pick("Shri", "Smt.")} {NAME(p.full)}
{ADDRESS(s.address("IN").line())}

Sub: Sanction of personal loan, application {ids.code(s.r, 12)}

Dear Customer,
With reference to your request dated {s.date(style="%d-%m-%Y")}, we are pleased to sanction Rs. {s.n(1, 9)},50,000. KYC received: Aadhaar {AADHAAR(ids.aadhaar(s.r))}, PAN {PAN(ids.pan(s.r))}, Voter ID {VOTER(ids.voter(s.r))}.
Kindly call {PHONE(s.phone("IN"))} for any clarification.

For Saffron House Finance
{NAME(s.person().full)}, Branch Manager
"""


@skeleton()
def rural_works_memo(s: Scene) -> str:
    p, q = s.people(2, country="IN")
    return f"""Office of the Programme Officer

The job card {NREGA(ids.nrega(s.r))} of {NAME(p.full)} was found with a duplicate entry against NREGA no. {NREGA(ids.nrega(s.r))} ({NAME(q.full)}). Wages for 14 days are to be held until the Gram Rozgar Sahayak submits a report by {s.date(style="%d.%m.%Y")}.
"""


@skeleton()
def canada_revenue_notice(s: Scene) -> str:
    p = s.person()
    return f"""NOTICE OF REASSESSMENT

{NAME(p.full.upper())}
{ADDRESS(s.address("CA").line().upper())}

Social insurance number: {CA_SIN(ids.sin(s.r))}
Tax year: {DATE(s.n(2016, 2024))}
Date issued: {s.date(style="%B %-d, %Y")}

We reviewed line 21400 and allowed ${s.money(200, 4000)}. Interest was calculated to the date above. Write us or use {URL("https://www.canada-returns.example/objections")} within 90 days to object.
"""


@skeleton()
def bank_statement(s: Scene) -> str:
    p = s.person()
    out = [
        f"{s.pick('FIRST HARBOR BANK', 'MERIDIAN CREDIT UNION')}\nStatement period {s.date(style='%m/%d/%Y')} - {s.date(style='%m/%d/%Y')}\n",
        NAME(p.full),
        ADDRESS(s.address().line(sep="\n")),
        "",
        f"Checking account {BANK_ACCOUNT(ids.account(s.r))}",
        "",
        "Date        Description                               Amount      Balance",
    ]
    for _ in range(s.n(4, 8)):
        what = s.pick(
            f"POS PURCHASE CARD {CARD(f'{s.n(0, 9999):04d}')}",
            "ACH CREDIT PAYROLL",
            "MONTHLY SERVICE FEE",
            f"ZELLE TO {NAME(s.person().full.upper())}",
            "ATM WITHDRAWAL 004417",
        )
        out.append(f"{s.date(style='%m/%d')}       {what}          {s.money(5, 900)}   {s.money(1000, 9000)}")
    return "\n".join(out) + "\n"


@skeleton()
def incident_report_hr(s: Scene) -> str:
    a, b, c = s.people(3)
    return f"""CONFIDENTIAL - HUMAN RESOURCES

Incident of {s.date()}, warehouse 2, about {s.clock()}.

{NAME(a.full)} (forklift operator) reported that {NAME(b.full)} blocked the loading bay with a private car, plate {PLATE(ids.plate(s.r))}. Words were exchanged. {NAME(c.full)}, shift lead, separated them. {NAME(b.last)} was sent home; {NAME(a.last)} finished the shift. Both were interviewed on {s.weekday()}.

Outcome: written reminder on parking policy 4.2. File closed.
"""


@skeleton()
def police_report(s: Scene) -> str:
    p, officer = s.people(2)
    return f"""NARRATIVE  Case {s.n(20, 25)}-{s.n(100000, 999999)}
On {s.date(style="%m/%d/%Y")} at {DATE(f"{s.n(0, 23):02d}{s.n(0, 59):02d} hours")} I, Officer {NAME(officer.last)} #{s.n(100, 999)}, was sent to {ADDRESS(s.address().line())} for a hit and run. I met {NAME(p.full)} (DOB {s.date(s.birth(), style="%m/%d/%Y")}, DL {DRIVER(ids.driver_id(s.r))}). {NAME(p.last)} said a white sedan, tag number {PLATE(ids.plate(s.r))}, struck the mailbox and left north. I measured 14 feet of tire marks. Photos uploaded. No suspects. Contact: {PHONE(p.phone)}.
"""


@skeleton()
def immigration_cover_letter(s: Scene) -> str:
    p, lawyer = s.people(2)
    return f"""{s.date(style="%B %-d, %Y")}

Re: {NAME(p.formal)}, Form W-7 and supporting evidence

Dear Officer:

Enclosed please find a certified copy of passport {PASSPORT(ids.passport(s.r))} and the prior ITIN notice, number {ITIN(ids.itin(s.r))}. The applicant entered in {DATE(s.pick("May 2019", "2016", "August 2021"))}, lives with a spouse ({NAME(s.person().full)}, SSN {SSN(ids.ssn(s.r))}) at {ADDRESS(s.address().line())}, and may be reached at {PHONE(p.phone)}.

Respectfully,
{NAME(lawyer.full)}, Esq.
{EMAIL(lawyer.email)}
"""


@skeleton()
def international_wire_confirmation(s: Scene) -> str:
    p, q = s.people(2)
    return f""":20:{ids.code(s.r, 12)}
:32A:{DATE(s.moment().strftime("%y%m%d"))}EUR{s.n(100, 90000)},{s.n(0, 99):02d}
:50K:/{IBAN(ids.iban(s.r))}
{NAME(p.full.upper())}
{ADDRESS(s.address("GB").line().upper())}
:57A:{SWIFT(ids.swift(s.r))}
:59:/{IBAN(ids.iban(s.r))}
{NAME(q.full.upper())}
:70:INVOICE {s.n(1000, 9999)}
:71A:SHA
"""


@skeleton()
def travel_itinerary(s: Scene) -> str:
    p = s.person()
    return f"""Booking {ids.code(s.r, 6)}, issued {s.date(style="%d %b %Y")}

Passenger: {NAME(p.full)}   Passport: {PASSPORT(ids.passport(s.r))}   Contact: {EMAIL(p.email)}

{s.date(style="%a %d %b")}  QF {s.n(1, 900)}  {PLACE("Sydney")} {DATE("06:10")} - {PLACE("Auckland")} {DATE("11:15")}   Seat {s.n(1, 50)}A
{s.date(style="%a %d %b")}  NZ {s.n(1, 900)}  {PLACE("Auckland")} {DATE("13:05")} - {PLACE("Queenstown")} {DATE("14:55")}  Seat {s.n(1, 30)}C

Hotel: Kauri Lodge, {ADDRESS(s.address("NZ").line())}. Tel {PHONE(s.phone("NZ"))}
Paid with card {CARD(f"************{s.n(0, 9999):04d}")}.
"""


@skeleton()
def last_will(s: Scene) -> str:
    p, a, b = s.people(3)
    return f"""LAST WILL AND TESTAMENT OF {NAME(p.formal.upper())}

I, {NAME(p.formal)}, of {ADDRESS(s.address().line())}, revoke all former wills.

FIRST: I name my niece {NAME(a.full)} executor; if she cannot serve, {NAME(b.full)}.
SECOND: I leave my piano and all sheet music to {NAME(s.person().full)}.
THIRD: The remainder goes in equal shares to {NAME(a.first)} and {NAME(b.first)}.

Signed on {s.date(style="%d %B %Y")} in the presence of {NAME(s.person().full)} and {NAME(s.person().full)}.
"""
