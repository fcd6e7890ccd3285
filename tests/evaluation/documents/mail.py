"""E-mails: single, threaded, automatic."""

# ruff: noqa: E501 (a line of a document stays one line here)

from __future__ import annotations

from evaluation.documents import identifiers as ids
from evaluation.documents.catalogue import skeleton
from evaluation.documents.marks import (
    ADDRESS,
    BANK_ACCOUNT,
    CARD,
    DATE,
    EMAIL,
    IBAN,
    NAME,
    PASSWORD,
    PHONE,
    PLACE,
    RELATIVE,
    ROUTING,
    SWIFT,
    URL,
    USERNAME,
)
from evaluation.documents.scene import Person, Scene


def _headers(s: Scene, sender: Person, to: Person, subject: str) -> str:
    at = s.moment()
    return (
        f"From: {NAME(sender.full)} <{EMAIL(sender.email)}>\nTo: {NAME(to.full)} <{EMAIL(to.email)}>\n"
        f"Date: {DATE(at.strftime('%a, %d %b %Y %H:%M:%S +0000'))}\nSubject: {subject}\n"
        f"Message-ID: <{ids.hexa(s.r, 24)}.JavaMail>\n\n"
    )


def _signature(s: Scene, p: Person) -> str:
    return s.pick(
        f"Regards,\n{NAME(p.full)}\n{s.pick('Account Manager', 'Office Administrator')} | {s.company()}\n{PHONE(p.phone)}\n",
        f"Best,\n{NAME(p.first)}\n",
        f"Thanks\n\n--\n{NAME(p.full)}\nT: {PHONE(p.phone)}\nE: {EMAIL(p.email)}\nW: {URL('www.' + p.email.split('@')[1])}\n",
        f"Cheers, {NAME(p.first)}\n",
    )


@skeleton()
def colleague_email(s: Scene) -> str:
    a, b, c = s.people(3)
    body = s.pick(
        f"Hi {NAME(b.first)},\n\nQuick one before {s.weekday()}: could you send {NAME(c.full)} the revised estimate? She called at {s.clock()} and sounded keen to sign. Her mobile is {PHONE(c.phone)}, and if that goes to voicemail try {EMAIL(c.email)}.\n\nI have copied the numbers from the March workbook; the margin is now 18%.\n\n",
        f"{NAME(b.first)} -\n\nThe movers can take the filing cabinets on {s.date()}. Please tell {NAME(c.first)} to leave the keys at {ADDRESS(s.address().line())}. Nothing else changes on our side.\n\n",
        f"Hello {NAME(b.first)}, hello {NAME(c.first)},\n\nFollowing our call on {s.date()}, here are the three open points:\n 1. insurance certificate\n 2. floor plan, version 4\n 3. who picks up the visitors ({NAME(s.person().full)} offered)\n\n",
    )
    return (
        _headers(s, a, b, s.pick("Revised estimate", "Moving day", "Open points after our call"))
        + body.replace("March", DATE("March"))
        + _signature(s, a)
    )


@skeleton()
def quoted_thread(s: Scene) -> str:
    a, b = s.people(2)
    c = s.person()
    return f"""Sounds good. I will ask {NAME(c.first)} to bring the samples.

{NAME(a.first)}

On {DATE(s.moment().strftime("%a, %b %-d, %Y"))} at {s.clock()}, {NAME(b.full)} <{EMAIL(b.email)}> wrote:
> Hi {NAME(a.first)},
>
> The lab can see us on {s.weekday()}. Parking is behind {ADDRESS(s.address().line())}.
> Ring {NAME(c.full)} on {PHONE(c.phone)} if the gate is shut.
>
> {NAME(b.first)}
>
>> On {s.date()} {NAME(a.full)} wrote:
>> Any news on the tensile tests? The client keeps asking.
"""


@skeleton()
def bank_alert_email(s: Scene) -> str:
    p = s.person()
    number, _ = ids.card(s.r)
    return f"""Dear {s.pick("Mr.", "Ms.", "Mrs.")} {NAME(p.last)},

A purchase of ${s.money()} was made with your card ending in {CARD(number[-4:])} at {s.company()} on {s.date()} at {s.clock()}. If you do not recognise it, call {PHONE(p.phone)} or sign in at {URL("https://secure.meridiancu.org/alerts")}.

Your checking account ending in {BANK_ACCOUNT(f"{s.n(0, 9999):04d}")} has an available balance of ${s.money(500, 20000)}.

Meridian Credit Union
This message was sent to {EMAIL(p.email)}.
"""


@skeleton()
def welcome_email_with_login(s: Scene) -> str:
    p = s.person()
    return f"""Hello {NAME(p.first)},

Your account on the supplier portal is ready.

  Portal:    {URL("https://suppliers.halcyonfreight.co.uk/start")}
  Username:  {USERNAME(p.user)}
  Temporary password: {PASSWORD(ids.password(s.r))}

The password works for 24 hours. Questions? Write to {EMAIL("helpdesk@halcyonfreight.co.uk")} or ring {PHONE(s.phone("GB"))}.

The Portal Team
"""


@skeleton()
def recruiter_email(s: Scene) -> str:
    a, b = s.people(2)
    return (
        _headers(s, a, b, "Interview for Data Engineer")
        + f"""Hi {NAME(b.first)},

Thank you for your time {RELATIVE("yesterday")}. {NAME(s.person().full)} and {NAME(s.person().full)} would like to meet you on {s.weekday()}, {s.date()}, at {s.clock()} in our {PLACE(s.pick("Denver", "Leeds", "Galway"))} office ({ADDRESS(s.address().line())}).

Please bring photo ID. You will write a small parser in Python or Go; no whiteboard puzzles.

{_signature(s, a)}"""
    )


@skeleton()
def wire_instructions_email(s: Scene) -> str:
    a, b = s.people(2)
    return f"""Subject: Wire instructions - closing of {s.date()}

{NAME(b.full)},

Please wire ${s.money(90000, 900000)} as follows:

Bank: First Harbor Bank
ABA/Routing: {ROUTING(ids.routing(s.r))}
Account number: {BANK_ACCOUNT(ids.account(s.r))}
Account name: Pinnacle Title & Escrow, Trust Account
SWIFT (foreign senders): {SWIFT(ids.swift(s.r))}
Reference: file {s.n(2020, 2025)}-{s.n(1000, 9999)}

Call me at {PHONE(a.phone)} before you send anything. We never change instructions by e-mail.

{NAME(a.full)}
Escrow Officer
"""


@skeleton()
def delivery_notification(s: Scene) -> str:
    p = s.person()
    return f"""Hi {NAME(p.full)}, your parcel is on its way.

Order {ids.order_id(s.r)}
Tracking {ids.digits(s.r, 12)}
Deliver to:
{ADDRESS(s.address().line(sep=chr(10)))}

Estimated arrival: {s.weekday()} between {DATE("10:00")} and {DATE("14:00")}.
Items: 2 x {ids.sku(s.r)}, 1 x {ids.sku(s.r)}
"""


@skeleton()
def sepa_refund_email(s: Scene) -> str:
    a, b = s.people(2, country="IE")
    return f"""Hello {NAME(b.first)},

We owe you €{s.money(20, 900)} for the cancelled course. We have this account on file:

IBAN {IBAN(ids.in_fours(ids.iban(s.r, "IE")))} (BIC {SWIFT(ids.swift(s.r))})

Reply by {s.date(style="%-d %B")} if it changed. Otherwise the money leaves us on {s.weekday()}.

Kind regards
{NAME(a.full)}, Accounts, {s.company()}
Tel. {PHONE(a.phone)}
"""


@skeleton()
def lower_case_forward(s: Scene) -> str:
    a, b = s.people(2)
    return f"""fyi, from {NAME(a.first.lower())}

---------- forwarded message ----------
hey {NAME(b.first.lower())}, {NAME(s.person().full.lower())} is dropping off the van {DATE(s.pick("monday", "friday", "sat"))} around {s.clock()}, keys go to {NAME(s.person().first.lower())}. my cell is {PHONE(a.phone)} if it does not start. dont forget to charge the tablet
"""


@skeleton()
def newsletter_footer(s: Scene) -> str:
    p = s.person(country="NZ")
    return f"""This month in the workshop: glazes that do not crawl, a kiln log you can trust, and a visit from {NAME(p.full)}, who has thrown pots for three decades.

Classes run every {s.weekday()} at {s.clock()}. Bring an apron.

You get this letter because you signed up at {URL("https://www.kauricraft.co.nz")}. Write to {EMAIL("letters@kauricraft.co.nz")} to leave the list.
Kauri Craft Ltd, {ADDRESS(s.address("NZ").line())}
"""
