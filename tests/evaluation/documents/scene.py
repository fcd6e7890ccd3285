"""One document's people, places and moments, drawn from a seeded random.Random.

Names come from Faker's Australian, New Zealand, Irish, Colombian and Argentine lists and from the lists below (many
origins); addresses from layouts written here. Values are plain text: the skeletons label them.
"""

# ruff: noqa: E501 (alternatives stand side by side)

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeVar

from faker import Faker

from evaluation.documents import words
from evaluation.documents.marks import DATE

T = TypeVar("T")


@cache
def _faker(locale: str) -> Any:
    return Faker(locale)


def ascii_of(text: str) -> str:
    """Letters without accents."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who a document is about; all plain text."""

    first: str
    last: str
    middle: str = ""
    email: str
    user: str
    phone: str

    @property
    def full(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def formal(self) -> str:
        return f"{self.first} {self.middle} {self.last}" if self.middle else self.full

    @property
    def inverted(self) -> str:
        return f"{self.last}, {self.first}" + (f" {self.middle}" if self.middle else "")

    @property
    def initials(self) -> str:
        return f"{self.first[0]}. {self.last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A postal address in parts, in its country's order."""

    country: str
    street: str
    unit: str = ""
    city: str
    region: str = ""
    postcode: str = ""

    @property
    def locality(self) -> str:
        match self.country:
            case "US":
                return f"{self.city}, {self.region} {self.postcode}"
            case "CA":
                return f"{self.city}, {self.region} {self.postcode}"
            case "AU":
                return f"{self.city} {self.region} {self.postcode}"
            case "IN":
                return f"{self.city} - {self.postcode}, {self.region}"
            case "IE":
                return ", ".join(p for p in (self.city, self.region, self.postcode) if p)
            case "GB":
                return f"{self.city}, {self.postcode}"
            case "ES":
                return f"{self.postcode} {self.city}"
            case "MX":
                return f"C.P. {self.postcode}, {self.city}, {self.region}"
            case "AR":
                return f"({self.postcode}) {self.city}, {self.region}"
            case "NZ":
                return f"{self.city} {self.postcode}"
        return ", ".join(p for p in (self.city, self.region) if p)

    @property
    def first_line(self) -> str:
        return f"{self.street}, {self.unit}" if self.unit else self.street

    def line(self, sep: str = ", ") -> str:
        return f"{self.first_line}{sep}{self.locality}"


@dataclass(slots=True)
class Scene:
    """What a skeleton draws from; the same seed gives the same draws."""

    seed: str
    r: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.r = random.Random(self.seed)

    def pick(self, *options: T) -> T:
        return self.r.choice(options)

    def some(self, options: Sequence[T], n: int) -> list[T]:
        return self.r.sample(options, n)

    def chance(self, p: float) -> bool:
        return self.r.random() < p

    def n(self, low: int, high: int) -> int:
        return self.r.randint(low, high)

    def money(self, low: int = 10, high: int = 5000) -> str:
        return f"{self.n(low, high):,}.{self.n(0, 99):02d}"

    # People

    def _names(self, lang: str) -> tuple[str, str]:
        if lang == "es":
            fake = _faker(self.pick("es_CO", "es_AR"))
            fake.seed_instance(self.r.getrandbits(32))
            last = fake.last_name()
            if self.chance(0.5):
                last += " " + fake.last_name()
            return fake.first_name(), last
        if self.chance(0.5):
            fake = _faker(self.pick("en_AU", "en_NZ", "en_IE"))
            fake.seed_instance(self.r.getrandbits(32))
            return fake.first_name(), fake.last_name()
        return self.r.choice(words.GIVEN), self.r.choice(words.FAMILY)

    def person(self, lang: str = "en", country: str = "US") -> Person:
        first, last = self._names(lang)
        middle = ""
        if self.chance(0.25):
            middle = f"{self._names(lang)[0][0]}." if self.chance(0.6) else self._names(lang)[0]
        f = re.sub(r"[^a-z]", "", ascii_of(first).lower())
        s = re.sub(r"[^a-z]", "", ascii_of(last).lower().split()[0])
        local = self.pick(
            f"{f}.{s}", f"{f[0]}{s}", f"{f}{s[0]}{self.n(2, 99)}", f"{f}_{s}", f"{s}.{f[0]}", f"{f}{self.n(60, 99)}"
        )
        host = self.r.choice(words.MAIL_HOSTS_ES if lang == "es" else words.MAIL_HOSTS)
        user = self.pick(
            f"{f[0]}{s}", f"{f}{self.n(1, 999)}", f"{f}.{s}", f"{s}{f[0]}{self.n(1, 9)}", f"{s[:5]}_{f[:3]}"
        )
        return Person(
            first=first, last=last, middle=middle, email=f"{local}@{host}", user=user, phone=self.phone(country)
        )

    def people(self, n: int, lang: str = "en", country: str = "US") -> list[Person]:
        return [self.person(lang, country) for _ in range(n)]

    def company(self, lang: str = "en") -> str:
        return self.r.choice(words.COMPANIES_ES if lang == "es" else words.COMPANIES)

    def phone(self, country: str = "US") -> str:
        r = self.r

        def d(n: int) -> str:
            return "".join(r.choice("0123456789") for _ in range(n))

        match country:
            case "GB":
                return self.pick(
                    f"07{self.pick('400', '911', '786', '541')} {d(6)}",
                    f"020 7{d(3)} {d(4)}",
                    f"+44 7{self.pick('400', '911', '786')} {d(6)}",
                    f"0161 {self.n(200, 999)} {d(4)}",
                )
            case "AU":
                return self.pick(f"04{d(2)} {d(3)} {d(3)}", f"(02) 9{d(3)} {d(4)}", f"+61 4{d(2)} {d(3)} {d(3)}")
            case "NZ":
                return self.pick(
                    f"021 {self.n(200, 999)} {d(4)}",
                    f"+64 21 {self.n(200, 999)} {d(3)}",
                    f"(09) {self.n(300, 999)} {d(4)}",
                )
            case "IE":
                return self.pick(
                    f"087 {self.n(200, 999)} {d(4)}",
                    f"+353 86 {self.n(200, 999)} {d(4)}",
                    f"(01) {self.n(400, 899)} {d(4)}",
                )
            case "IN":
                return self.pick(f"+91 98{d(3)} {d(5)}", f"+91-{self.n(70, 99)}{d(8)}", f"9{d(9)}")
            case "ES":
                return self.pick(
                    f"6{d(2)} {d(3)} {d(3)}",
                    f"+34 6{d(2)} {d(2)} {d(2)} {d(2)}",
                    f"91 {self.n(200, 899)} {d(2)} {d(2)}",
                    f"6{d(8)}",
                )
            case "CO":
                return self.pick(
                    f"+57 3{self.n(10, 20)} {d(3)} {d(4)}",
                    f"3{self.n(10, 20)} {d(3)} {d(4)}",
                    f"(604) {self.n(200, 599)} {d(4)}",
                )
            case "AR":
                return self.pick(
                    f"+54 9 11 {self.n(3000, 6999)}-{d(4)}",
                    f"011 {self.n(4000, 4999)}-{d(4)}",
                    f"(0341) 15-{self.n(400, 699)}-{d(4)}",
                )
            case "MX":
                return self.pick(f"+52 55 {self.n(1000, 8999)} {d(4)}", f"(222) {self.n(200, 899)} {d(4)}")
        area = self.pick(
            "218",
            "520",
            "478",
            "541",
            "330",
            "208",
            "254",
            "518",
            "559",
            "785",
            "251",
            "775",
            "814",
            "810",
            "509",
            "813",
            "416",
            "604",
        )
        exchange = self.pick("555", f"{self.n(2, 9)}{self.n(2, 9)}{self.n(0, 9)}")
        line = f"01{d(2)}" if exchange == "555" else d(4)
        return self.pick(
            f"({area}) {exchange}-{line}",
            f"{area}-{exchange}-{line}",
            f"{area}.{exchange}.{line}",
            f"+1 {area} {exchange} {line}",
            f"+1{area}{exchange}{line}",
            f"1-{area}-{exchange}-{line}",
            f"({area}) {exchange}-{line} x{self.n(10, 999)}",
        )

    # Places

    def address(self, country: str = "US") -> Address:
        r = self.r
        match country:
            case "GB":
                city, code = r.choice(words.UK_CITIES).split(",")
                number = self.pick(f"{self.n(1, 180)}", f"{self.n(1, 60)}a", f"Flat {self.n(1, 20)}, {self.n(1, 90)}")
                return Address(
                    country=country, street=f"{number} {r.choice(words.UK_STREETS)}", city=city, postcode=code
                )
            case "CA":
                city, region, code = r.choice(words.CA_CITIES).split(",")
                unit = self.pick("", "", f"Unit {self.n(1, 40)}")
                street = f"{self.n(10, 4999)} {r.choice(words.US_STREETS[:22])} {r.choice(words.US_SUFFIX)}"
                return Address(country=country, street=street, unit=unit, city=city, region=region, postcode=code)
            case "AU":
                city, region, code = r.choice(words.AU_CITIES).split(",")
                number = self.pick(
                    f"{self.n(1, 300)}", f"{self.n(1, 20)}/{self.n(1, 200)}", f"Unit {self.n(1, 9)}, {self.n(1, 99)}"
                )
                return Address(
                    country=country,
                    street=f"{number} {r.choice(words.UK_STREETS)}",
                    city=city,
                    region=region,
                    postcode=code,
                )
            case "NZ":
                street = f"{self.n(1, 300)} {self.pick('Karaka', 'Rimu', 'Beach', 'Tainui', 'Selwyn')} {self.pick('Street', 'Road', 'Terrace')}"
                return Address(
                    country=country,
                    street=street,
                    city=self.pick("Nelson", "Hamilton", "Dunedin", "Napier"),
                    postcode=f"{self.n(1010, 9810)}",
                )
            case "IE":
                city, region, code = r.choice(words.IE_CITIES).split(",")
                return Address(
                    country=country,
                    street=f"{self.n(1, 120)} {r.choice(words.UK_STREETS)}",
                    city=city,
                    region=region,
                    postcode=code,
                )
            case "IN":
                city, region, code = r.choice(words.IN_CITIES).split(",")
                number = self.pick(
                    f"H.No. {self.n(1, 400)}",
                    f"Flat No. {self.n(1, 40)}{self.pick('A', 'B', 'C')}",
                    f"{self.n(1, 200)}/{self.n(1, 20)}",
                )
                return Address(
                    country=country,
                    street=f"{number}, {r.choice(words.IN_STREETS)}",
                    city=city,
                    region=region,
                    postcode=code,
                )
            case "ES":
                city, code = r.choice(words.ES_CITIES).split(",")
                unit = self.pick(
                    "", f"{self.n(1, 9)}º {self.pick('A', 'B', 'C', 'Izq.', 'Dcha.')}", f"piso {self.n(1, 8)}"
                )
                return Address(
                    country=country,
                    street=f"{r.choice(words.ES_STREETS)}, {self.n(1, 190)}",
                    unit=unit,
                    city=city,
                    postcode=code,
                )
            case "AR":
                city, region, code = r.choice(words.AR_CITIES).split(",")
                unit = self.pick("", f"Piso {self.n(1, 14)} Dpto. {self.pick('A', 'B', 'C')}")
                return Address(
                    country=country,
                    street=f"{r.choice(words.AR_STREETS)} {self.n(80, 6900)}",
                    unit=unit,
                    city=city,
                    region=region,
                    postcode=code,
                )
            case "CO":
                city, region = r.choice(words.CO_CITIES).split(",")
                road = self.pick("Carrera", "Calle", "Cra.", "Cl.", "Transversal", "Diagonal")
                street = f"{road} {self.n(3, 120)}{self.pick('', 'A', ' Sur')} # {self.n(2, 99)}-{self.n(1, 99):02d}"
                return Address(
                    country=country,
                    street=street,
                    unit=self.pick("", f"Apto. {self.n(101, 1204)}"),
                    city=city,
                    region=region,
                )
            case "MX":
                city, region, code = r.choice(words.MX_CITIES).split(",")
                street = f"{self.pick('Av. Juárez', 'Calle Hidalgo', 'Av. Reforma', 'Privada de los Pinos')} No. {self.n(1, 900)}"
                return Address(
                    country=country,
                    street=street,
                    unit=f"Col. {self.pick('Centro', 'Roma Norte', 'Las Flores')}",
                    city=city,
                    region=region,
                    postcode=code,
                )
        city, region, code = r.choice(words.US_CITIES).split(",")
        name = r.choice(words.US_STREETS)
        street = f"{self.n(10, 19999)} {name}" + (
            "" if name.startswith(("County", "State")) else f" {r.choice(words.US_SUFFIX)}"
        )
        unit = self.pick(
            "",
            "",
            "",
            f"Apt {self.n(1, 40)}{self.pick('', 'B', 'C')}",
            f"Suite {self.n(100, 990)}",
            f"#{self.n(2, 30)}",
        )
        if self.chance(0.06):
            street, unit = f"PO Box {self.n(100, 9999)}", ""
        if self.chance(0.12):
            code += f"-{self.n(1000, 9999)}"
        return Address(country="US", street=street, unit=unit, city=city, region=region, postcode=code)

    # Moments

    def moment(self, first: int = 2016, last: int = 2025) -> datetime:
        start = datetime(first, 1, 1)
        return start + timedelta(seconds=self.n(0, (datetime(last, 12, 31) - start).days * 86400))

    def birth(self) -> datetime:
        return self.moment(1938, 2004)

    def date(self, when: datetime | None = None, *, style: str | None = None, lang: str = "en") -> str:
        """A day, labelled; `style` is one of strftime's formats or `es-long`."""
        when = when or self.moment()
        if lang == "es":
            style = style or self.pick("%d/%m/%Y", "%d/%m/%Y", "es-long", "es-long", "%d-%m-%Y", "%Y-%m-%d")
        style = style or self.pick(
            "%Y-%m-%d", "%m/%d/%Y", "%B %-d, %Y", "%b %-d, %Y", "%d %B %Y", "%d-%b-%Y", "%-m/%-d/%y", "%B %-d"
        )
        if style == "es-long":
            return DATE(f"{when.day} de {words.MONTHS_ES[when.month - 1]} de {when.year}")
        return DATE(when.strftime(style))

    def clock(self) -> str:
        """A time of day, labelled."""
        h, m = self.n(7, 18), self.pick(0, 10, 15, 20, 30, 40, 45, 50)
        return DATE(
            self.pick(
                f"{(h - 1) % 12 + 1}:{m:02d} {'am' if h < 12 else 'pm'}",
                f"{h:02d}:{m:02d}",
                f"{(h - 1) % 12 + 1} {'a.m.' if h < 12 else 'p.m.'}",
                f"{(h - 1) % 12 + 1}{'am' if h < 12 else 'pm'}",
            )
        )

    def weekday(self, lang: str = "en") -> str:
        return DATE(self.r.choice(words.WEEKDAYS_ES if lang == "es" else words.WEEKDAYS))

    def timeline(self, n: int, step_seconds: int = 40) -> list[datetime]:
        """n growing moments, one to `step_seconds` apart."""
        at = self.moment(2021, 2025)
        times = []
        for _ in range(n):
            at += timedelta(seconds=self.n(1, step_seconds), microseconds=self.n(0, 999) * 1000)
            times.append(at)
        return times
