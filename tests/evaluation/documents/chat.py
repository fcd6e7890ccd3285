"""Chats, call transcripts, call notes, tickets and text messages."""

# ruff: noqa: E501 (a line of a document stays one line here)

from __future__ import annotations

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
    IP,
    MAC,
    MODEL_YEAR,
    NAME,
    NINO,
    PASSWORD,
    PHONE,
    PIN,
    PLATE,
    RELATIVE,
    SSN,
    URL,
    USERNAME,
    VIN,
    to_json,
)
from evaluation.documents.scene import Scene


@skeleton()
def support_chat(s: Scene) -> str:
    p, agent = s.people(2)
    number, _ = ids.card(s.r)
    return f"""[{s.clock()}] Agent: Thanks for contacting Larkspur Energy, this is {NAME(agent.first)}. Who am I chatting with?
[{s.clock()}] Customer: hi, {NAME(p.full)}
[{s.clock()}] Agent: Thank you, {NAME(p.first)}. Can you confirm the service address?
[{s.clock()}] Customer: {ADDRESS(s.address().line())}
[{s.clock()}] Agent: And the last four of your social?
[{s.clock()}] Customer: {SSN(f"{s.n(1, 9999):04d}")}
[{s.clock()}] Agent: Perfect. I see a balance of ${s.money(40, 300)}. Would you like to pay with the Visa ending in {CARD(number[-4:])}?
[{s.clock()}] Customer: yes please, and send the receipt to {EMAIL(p.email)}
[{s.clock()}] Agent: Done. Your confirmation is {ids.code(s.r, 8)}.
"""


@skeleton()
def phone_order_transcript(s: Scene) -> str:
    p = s.person()
    number, brand = ids.card(s.r)
    cvv = s.n(1000, 9999) if brand == "Amex" else s.n(100, 999)
    return f"""AGENT: Blue Gum Cooperative, good {s.pick("morning", "afternoon")}, how can I help?
CALLER: Yeah, I want to order two of the camp chairs. The name is {NAME(p.full)}.
AGENT: Lovely. What number can we reach you on?
CALLER: {PHONE(p.phone)}.
AGENT: And the card number?
CALLER: It is {CARD(ids.grouped_card(number, " "))}.
AGENT: Expiry?
CALLER: {EXPIRY(f"{s.n(1, 12):02d}/{s.n(26, 31)}")}, and the security code is {CVV(cvv)}.
AGENT: Thank you. That is {s.n(40, 200)} dollars and 50 cents, order {ids.order_id(s.r)}.
CALLER: When does it get here?
AGENT: {s.weekday()} or {s.weekday()}, somewhere around {s.clock()}.
"""


@skeleton()
def slack_export(s: Scene) -> str:
    people = s.people(3)
    out = []
    for text in s.some(
        [
            f"can someone rotate the staging creds? old one was {PASSWORD(ids.password(s.r))}... sorry about the password in the channel",
            f"{USERNAME('@' + people[1].user)} the demo box is {IP(ids.ipv4(s.r))}",
            f"call with {NAME(s.person().full)} moved to {s.weekday()} {s.clock()}",
            "build 4471 is green again, it was the flaky cache test",
            f"docs are at {URL('https://wiki.kestrel-labs.io/runbooks/pager')}",
            f"{NAME(people[2].first)} is out sick, I take the pager",
            "lgtm, ship it",
        ],
        5,
    ):
        p = s.pick(*people)
        out.append(f"{NAME(p.full)}  {s.clock()}\n{text}")
    return "\n\n".join(out) + "\n"


@skeleton()
def whatsapp_export(s: Scene) -> str:
    a, b = s.people(2)
    out = []
    for i, text in enumerate(
        [
            "did you get the keys",
            f"yes, {NAME(s.person().first)} left them at the bakery",
            f"ok. its {ADDRESS(s.address('GB').line())} right?",
            "👍",
            f"ring me on {PHONE(s.phone('GB'))} when you are outside, bell is broken",
            "<Media omitted>",
        ]
    ):
        out.append(f"{DATE(s.moment().strftime('%d/%m/%Y, %H:%M'))} - {NAME((a if i % 2 == 0 else b).full)}: {text}")
    return "\n".join(out) + "\n"


@skeleton()
def chat_messages_jsonl(s: Scene) -> str:
    people = s.people(2)
    texts = [
        f"hey {NAME(people[1].first)}, what's your new email?",
        f"it's {EMAIL(people[1].email)}",
        f"and the wifi? still {PASSWORD(ids.password(s.r))} as the password?",
        "yep",
        f"see you {RELATIVE('tomorrow')} then",
    ]
    out = []
    for i, (at, text) in enumerate(zip(s.timeline(len(texts)), texts, strict=True)):
        out.append(
            to_json({"ts": DATE(at.strftime("%Y-%m-%dT%H:%M:%SZ")), "from": NAME(people[i % 2].full), "text": text})
        )
    return "\n".join(out) + "\n"


@skeleton()
def sms_batch(s: Scene) -> str:
    p, q = s.people(2)
    return f"""to={PHONE(p.phone)} body="Hi {NAME(p.first)}, your table for 4 at Quayside is set for {s.clock()} {s.weekday()}. Reply C to cancel."
to={PHONE(q.phone)} body="{NAME(q.first)}: your card ending {CARD(f"{s.n(0, 9999):04d}")} was declined. Pay at {URL("https://pay.larkspur.energy/x/" + ids.hexa(s.r, 6))}"
to={PHONE(s.phone())} body="Your code is {s.n(100000, 999999)}. Never share it."
"""


@skeleton()
def helpdesk_ticket(s: Scene) -> str:
    p, tech = s.people(2)
    return f"""Ticket #{s.n(10000, 99999)}   Priority: P{s.n(1, 4)}   Status: Waiting on customer
Requester: {NAME(p.full)} ({EMAIL(p.email)})
Assigned to: {NAME(tech.full)}
Opened: {DATE(s.moment().strftime("%Y-%m-%d %H:%M"))}

Description
Laptop {ids.code(s.r, 9)} loses Wi-Fi after sleep. MAC {MAC(ids.mac(s.r))}, got address {IP(ids.ipv4(s.r))} before it dropped. Driver {ids.version(s.r)}.

Work notes
{NAME(tech.first)}: reset the AD account {USERNAME(p.user)}, new password {PASSWORD(ids.password(s.r))}, user must change at next logon. Rolled driver back one release. Call {NAME(p.first)} on {PHONE(p.phone)} after {s.clock()}.
"""


@skeleton()
def sales_call_notes(s: Scene) -> str:
    p, q = s.people(2)
    return f"""call notes {s.date()}

- spoke w/ {NAME(p.full)}, ops lead at {s.company()}. warm.
- budget approx 40k, decision by {DATE(s.pick("Q3 2024", "end of June", "mid-September"))}
- {NAME(q.initials)} owns legal, reach via {EMAIL(q.email)} or {PHONE(q.phone)}
- wants SSO + audit export, does not care about mobile
- next step: send 3-page proposal, follow up {s.weekday()} {s.clock()}
"""


@skeleton()
def insurance_claim_call(s: Scene) -> str:
    p, other = s.people(2)
    return f"""FNOL summary, claim CL-{s.n(100000, 999999)}
Caller {NAME(p.full)}, insured, {AGE(f"{s.n(20, 80)} years")} old. Date of loss {s.date()}, about {s.clock()}.
Insured vehicle: 2019 Honda Civic, VIN {VIN(ids.vin(s.r))}, plate {PLATE(ids.plate(s.r))}.
Other party: {NAME(other.full)}, driver's license {DRIVER(ids.driver_id(s.r))}, plate {PLATE(ids.plate(s.r))}, tel {PHONE(other.phone)}.
Location: in front of {ADDRESS(s.address().line())}. Other driver reversed out of a bay; low speed, bumper and left lamp. No injuries. Police report 24-{s.n(1000, 9999)} filed.
""".replace("2019 Honda", f"{MODEL_YEAR('2019')} Honda")


@skeleton()
def bank_verification_call(s: Scene) -> str:
    p = s.person()
    return f"""Rep: For security, may I have your full name and date of birth?
Caller: {NAME(p.full)}, {s.date(s.birth(), style="%B %-d, %Y")}.
Rep: Thank you {s.pick("Mr.", "Ms.")} {NAME(p.last)}. And the PIN for phone banking?
Caller: {PIN(f"{s.n(0, 9999):04d}")}.
Rep: Which account is this about?
Caller: The savings account, number {BANK_ACCOUNT(ids.account(s.r))}.
Rep: I can see three pending items on it, the largest is ${s.money()}.
Caller: Can you text me the details? {PHONE(p.phone)}.
"""


@skeleton()
def uk_benefits_webchat(s: Scene) -> str:
    p = s.person(country="GB")
    return f"""Visitor {s.n(1000, 9999)}: Hi I moved house and need to tell you
Adviser {NAME(s.person().first)}: I can help. What is your National Insurance number?
Visitor: {NINO(ids.nino(s.r))}
Adviser: Thanks. New address please, with postcode?
Visitor: {ADDRESS(s.address("GB").line())}
Adviser: And the best contact number?
Visitor: {PHONE(p.phone)}, ask for {NAME(p.first)}
Adviser: All updated. Reference {ids.code(s.r, 10)}. It takes 5 working days.
"""


@skeleton()
def forum_thread_handles(s: Scene) -> str:
    a, b = s.people(2)
    return f"""{USERNAME("@" + a.user)}: anyone else's boiler short cycling since the update?
{USERNAME("@" + b.user)}: same, firmware {ids.version(s.r)}. rolled back
{USERNAME("@" + a.user)}: how? dm me or {EMAIL(a.email)}
{USERNAME("@" + b.user)}: {NAME(s.person().full)} wrote it up here {URL("http://forum.kauricraft.co.nz/t/" + str(s.n(100, 9999)))}
"""
