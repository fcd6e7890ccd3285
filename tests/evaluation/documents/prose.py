"""Running text: news, biographies, reviews, minutes, stories."""

# ruff: noqa: E501 (a line of a document stays one line here)

from __future__ import annotations

from evaluation.documents import identifiers as ids
from evaluation.documents.catalogue import skeleton
from evaluation.documents.marks import (
    ADDRESS,
    AGE,
    DATE,
    DRIVER,
    EMAIL,
    IP,
    NAME,
    PHONE,
    PLACE,
    RELATIVE,
    URL,
    USERNAME,
)
from evaluation.documents.scene import Scene


@skeleton()
def local_news(s: Scene) -> str:
    a, b, c = s.people(3)
    return f"""Ferry crew rescues kayaker off the breakwater

A {AGE(f"{s.n(19, 70)}-year-old")} kayaker was pulled from the water on {s.weekday()} evening after a squall overturned the boat. {NAME(a.full)}, who had paddled out from {PLACE("Fremantle")} at {s.clock()}, spent forty minutes in the swell.

"We saw the paddle first," said deckhand {NAME(b.full)}. "Then a hand." Harbour master {NAME(c.full)} praised the crew of the Larkspur. {NAME(a.last)} was treated for cold and sent home. {NAME(c.last)} said that small craft warnings had been posted since {DATE("Sunday")}.
"""


@skeleton()
def short_biography(s: Scene) -> str:
    p, mentor = s.people(2)
    year = s.n(1921, 1975)
    return f"""{NAME(p.formal)} (born {DATE(f"{s.n(1, 28)} {s.pick('March', 'June', 'October')} {year}")}) is a botanist and illustrator. Raised in {PLACE(s.pick("Dunedin", "Limerick", "Ballarat"))}, {NAME(p.last)} studied under {NAME(mentor.full)} and published a first monograph on mosses in {DATE(year + 31)}. In the {DATE(f"{(year + 40) // 10 * 10}s")} {NAME(p.last)} led three expeditions to the sub-Antarctic islands. The drawings are kept by the national herbarium. {NAME(mentor.last)} later wrote that no student had drawn a capsule with greater patience.
"""


@skeleton()
def product_review(s: Scene) -> str:
    p = s.person()
    return f"""★★★★☆ Good kettle, odd lid
by {NAME(p.full)} on {s.date(style="%B %-d, %Y")}

My sister {NAME(s.person().first)} gave me this for my birthday. It boils fast and the handle stays cool. The lid, though, needs two hands. I wrote to the maker and a very patient man called {NAME(s.person().first)} sent a new hinge within a week. Model KX-{s.n(100, 999)}, 1.7 litre, 2200 W.
"""


@skeleton()
def meeting_minutes(s: Scene) -> str:
    a, b, c, d = s.people(4)
    return f"""Minutes of the allotment committee, {s.date(style="%d %B %Y")}, {s.clock()}
Present: {NAME(a.full)} (chair), {NAME(b.full)}, {NAME(c.full)}. Apologies: {NAME(d.full)}.

1. Water. {NAME(b.first)} reported a leak at the north tap. {NAME(c.initials)} to get two quotes by {s.weekday()}.
2. Plot 14 has been empty since {DATE(s.pick("May", "autumn 2022", "last July"))}. {NAME(a.first)} will write to the tenant at {ADDRESS(s.address("GB").line())}.
3. Any other business: none. Closed at {s.clock()}.
"""


@skeleton()
def movie_review(s: Scene) -> str:
    a, b, c = s.people(3)
    return f"""{NAME(a.full)}'s second feature is a quiet film about a loud family. {NAME(b.full)} plays the eldest with a tight jaw and not one wasted look, and newcomer {NAME(c.full)} steals every kitchen scene. The score is too much; the last shot is not. {NAME(a.last)} has grown since the debut of {DATE(s.n(2009, 2021))}. I would see it twice, once for {NAME(b.last)} and once for the lamb chops.
"""


@skeleton()
def judgment_prose(s: Scene) -> str:
    a, b = s.people(2)
    return f"""5. The applicant, {s.pick("Mr", "Ms")} {NAME(a.full)}, was born in {DATE(s.n(1944, 1985))} and lives in {PLACE(s.pick("Gdansk", "Izmir", "Cork"))}. The applicant was represented by {s.pick("Mr", "Mrs")} {NAME(b.initials)}, a lawyer practising in that city.
6. On {s.date(style="%-d %B %Y")} the District Court ordered the applicant's detention for three months. On {s.date(style="%-d %B %Y")} the Regional Court dismissed the appeal, holding that there was a reasonable suspicion and that the evidence had not yet been secured.
7. The parties' submissions under Article 5 § 3 of the Convention may be summarised as follows. The Government maintained that the length of the proceedings had been justified. {NAME(a.last)} disagreed.
"""


@skeleton()
def family_letter(s: Scene) -> str:
    a, b = s.people(2)
    return f"""Dear {s.pick("Aunt", "Uncle", "Grandma")} {NAME(b.first)},

The new place is small but has a tree. Write to us at {ADDRESS(s.address().line())} from {DATE("the first of May")} on. {NAME(s.person().first)} started school and counts everything: 41 stairs, 6 ducks, 12 buses. {NAME(s.person().first)} turned {AGE("nine")} and wants a drum.

We saw {NAME(s.person().full)} at the market; she asked after your knee.

Love from all of us,
{NAME(a.first)}
"""


@skeleton()
def security_advisory_memo(s: Scene) -> str:
    p = s.person()
    return f"""Summary for the board. On {s.date(style="%B %-d")} an attacker used the account {USERNAME(p.user)} (owner {NAME(p.full)}) to reach the reporting server from {IP(ids.ipv4(s.r))}. The phishing page was {URL("http://login-brightfern.example-mail.biz/owa")}. About 1,900 rows were read, none changed. We reset 214 sessions, blocked the range, and told {NAME(s.person().full)} of the insurer within 24 hours. The loader is known by its hash, {ids.hexa(s.r, 64)}.
"""


@skeleton()
def travel_blog(s: Scene) -> str:
    return f"""We left {PLACE("Oaxaca")} at {s.clock()} with {NAME(s.person().first)} driving and {NAME(s.person().full)} asleep on the chillies. The pass is at 2,400 metres; bring a coat. In the village {RELATIVE("last night")} we met {NAME(s.person("es").full)}, who makes the black pottery, and who would not let us pay for coffee. If you go, stay at {ADDRESS(s.address("MX").line())} and say that {NAME(s.person().first)} from the bus sent you. Photos at {URL("https://www.slowroads.example/oaxaca")}.
"""


@skeleton()
def obituary(s: Scene) -> str:
    p, q = s.people(2)
    return f"""{NAME(p.formal)}, {AGE(s.n(70, 99))}, of {PLACE(s.pick("Erie", "Yakima"))}, died peacefully on {s.date(style="%B %-d, %Y")}. {s.pick("She", "He")} taught band at North High from {DATE("1968 to 1999")}. Survivors include {s.pick("his", "her")} children {NAME(q.first)}, {NAME(s.person().first)} and {NAME(s.person().full)}. Services {s.weekday()} at {s.clock()}, {ADDRESS(s.address().line())}. Call {PHONE(s.phone())} about flowers.
"""


@skeleton()
def rental_car_complaint(s: Scene) -> str:
    p = s.person()
    return f"""I rented a compact at the airport on {s.date()} and was charged ${s.money(200, 600)} for a scratch that was there before. The agent, {NAME(s.person().first)}, marked it on the sheet. My driver's licence number is {DRIVER(ids.driver_id(s.r))} and the agreement is RA{s.n(10**6, 10**7 - 1)}. Please refund me by {s.weekday()} or I will write to {NAME(s.person().full)}, your regional manager. {NAME(p.full)}, {EMAIL(p.email)}
"""
