"""Endless varied text for benchmarks: prose, CSV with personal data, JSON logs; the same seed gives the same text.

Nothing is one block repeated: names, numbers and addresses are drawn anew for every line, and one word in twelve of
the prose comes from a vocabulary of 40,000 made-up words, so that no cache sees only what it has seen.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

_TESTS = str(Path(__file__).resolve().parents[1])
if _TESTS not in sys.path:
    sys.path.append(_TESTS)  # the root of `evaluation`, whose word lists and check digits serve here as well

from evaluation.documents import identifiers as ids  # noqa: E402  # found only with the path above
from evaluation.documents import words  # noqa: E402

_CHUNK = 64 * 1024


def _words(text: str) -> list[str]:
    return text.split()


_NOUNS = _words(
    """
account agreement answer archive balance bearing board boiler branch bridge budget cabinet carrier catalogue
chapter claim clerk committee contract cooler copper corner council counter courier decision delay delivery
deposit depot draft drawer engine estimate evening exhibit factory ferry figure filing filter folder freight
garden gauge harbour hearing hinge indicator inspection invoice journey kettle kitchen ladder ledger letter
library machine margin market meeting method morning motor notice office opinion orchard package parcel
partner pattern payment permit platform policy printer project proposal quarter question receipt record
refund repair report result review roof sample schedule season section shelf shipment signal station storm
street supplier survey tenant ticket timber tower tractor trailer transfer valley valve vendor village
voucher warehouse warranty weather window workshop
"""
)
_VERBS = _words(
    """
accepted added agreed answered arrived asked borrowed bought called carried changed checked cleaned closed
confirmed considered copied counted covered delayed delivered described discussed dropped examined expected
explained finished followed found handled improved kept learned left lifted listed lost marked measured
mentioned missed moved needed noted offered opened ordered packed paid passed planned prepared printed
promised raised reached read received refused remembered repaired replaced reported requested returned
reviewed seemed sent signed sold started stopped stored studied suggested tested thanked tried turned
understood used visited waited wanted watched weighed worked wrote
"""
)
_ADJECTIVES = _words(
    """
annual bare brief broad calm careful cheap clear cold common damp dark dry early empty exact fair familiar
final firm former fresh full general gentle green heavy honest large late light local long loose main minor
modest narrow neat new old open ordinary outer plain polite private proper quick quiet rare recent regional
rough round rural safe second separate sharp short simple small smooth solid spare steady strange strict
strong sudden sweet tall thin tidy usual vague warm weak wet whole wide wooden young
"""
)
_JOINTS = _words(
    """
and but because while although when before after since unless
"""
)
_PLACES = words.listed(
    """
on the shelf|in the office|at the depot|by the window|near the station|under the bridge|with the others
after lunch|without a word|for the third time|as usual|in the report|on the second floor|at the hearing
"""
)
_SYLLABLES = _words(
    """
ba ber cal cor dan del den dor fal fen gar gel hal hem jor kel lan lem lor mar men mor nal nor pel per ral ren sal ser
tal ten tor val ven ver wal wen
"""
)


class _Draw:
    """Values for one text."""

    def __init__(self, seed: str) -> None:
        self.r = random.Random(seed)
        vocabulary = random.Random("vocabulary")
        self.rare = ["".join(vocabulary.choices(_SYLLABLES, k=vocabulary.randint(2, 4))) for _ in range(40_000)]
        self.surnames = words.FAMILY + [
            "".join(vocabulary.choices(_SYLLABLES, k=vocabulary.randint(2, 3))).title() for _ in range(5000)
        ]

    def name(self) -> str:
        return f"{self.r.choice(words.GIVEN)} {self.r.choice(self.surnames)}"

    def phone(self) -> str:
        r = self.r
        return f"({r.choice((212, 305, 415, 617, 702))}) {r.randint(200, 999)}-{r.randint(0, 9999):04d}"

    def email(self, name: str) -> str:
        first, _, last = name.lower().replace("'", "").replace(" ", ".").partition(".")
        return f"{first}.{last.rpartition('.')[2]}{self.r.randint(1, 99)}@{self.r.choice(words.MAIL_HOSTS)}"

    def street(self) -> str:
        r = self.r
        return f"{r.randint(1, 9999)} {r.choice(words.US_STREETS)} {r.choice(words.US_SUFFIX)}"

    def city(self) -> list[str]:
        city, state, code = self.r.choice(words.US_CITIES).split(",")
        return [city, state, code]

    def moment(self) -> datetime:
        return datetime(2020, 1, 1) + timedelta(seconds=self.r.randint(0, 150_000_000))

    def noun(self) -> str:
        return self.r.choice(self.rare if self.r.random() < 0.15 else _NOUNS)


def _clause(d: _Draw) -> str:
    r = d.r
    subject = (
        d.name()
        if r.random() < 0.06
        else f"{r.choice(('the', 'a', 'every', 'our', 'this'))} {r.choice(_ADJECTIVES)} {d.noun()}"
    )
    verb = r.choice(_VERBS)
    target = f"{r.choice(('the', 'one', 'that', 'her', 'his', 'their'))} {d.noun()}"
    return f"{subject} {verb} {target} {r.choice(_PLACES)}"


def _sentence(d: _Draw) -> str:
    r = d.r
    text = _clause(d)
    for _ in range(r.choice((0, 0, 1, 1, 2))):
        text += f"{r.choice((', ', ' '))}{r.choice(_JOINTS)} {_clause(d)}"
    chance = r.random()
    if chance < 0.03:
        text += f", as agreed on {d.moment():%B %-d, %Y}"
    elif chance < 0.05:
        text += f"; call {d.phone()}"
    elif chance < 0.06:
        text += f"; write to {d.email(d.name())}"
    elif chance < 0.07:
        city = d.city()
        text += f", at {d.street()}, {city[0]}, {city[1]} {city[2]}"
    elif chance < 0.15:
        text += f", {r.randint(2, 900)} in all"
    return text[0].upper() + text[1:] + r.choice((".", ".", ".", "?", "!"))


def _prose_lines(seed: str) -> Iterator[str]:
    d = _Draw(seed)
    while True:
        yield " ".join(_sentence(d) for _ in range(d.r.randint(3, 7))) + "\n\n"


def _csv_lines(seed: str) -> Iterator[str]:
    d = _Draw(seed)
    yield "id,full_name,email,phone,street,city,state,zip,ssn,card_number,signed_up,plan,notes\n"
    number = 100_000
    while True:
        r = d.r
        number += 1
        name, city = d.name(), d.city()
        note = " ".join(_clause(d).split()[:6]) if r.random() < 0.4 else ""
        yield (
            ",".join(
                (
                    str(number),
                    name,
                    d.email(name),
                    d.phone(),
                    d.street(),
                    *city,
                    ids.ssn(r),
                    ids.card(r)[0],
                    f"{d.moment():%Y-%m-%d}",
                    r.choice(("basic", "plus", "team")),
                    note,
                )
            )
            + "\n"
        )


def _log_lines(seed: str) -> Iterator[str]:
    d = _Draw(seed)
    at = datetime(2024, 3, 1)
    while True:
        r = d.r
        at += timedelta(milliseconds=r.randint(1, 900))
        entry: dict[str, object] = {
            "ts": at.isoformat(timespec="milliseconds") + "Z",
            "level": r.choice(("info", "info", "info", "debug", "warn", "error")),
            "logger": f"{r.choice(('billing', 'cart', 'auth', 'search'))}.{d.noun()}",
            "msg": f"{r.choice(_VERBS)} {d.noun()} {r.randint(1, 99999)}",
            "request_id": ids.uuid(r),
            "path": f"/api/v{r.randint(1, 3)}/{d.noun()}/{r.randint(1, 999_999)}",
            "status": r.choice((200, 200, 200, 201, 304, 404, 500)),
            "duration_ms": r.randint(1, 4000),
        }
        if r.random() < 0.5:
            entry["remote_addr"] = ids.ipv4(r)
        if r.random() < 0.25:
            entry["user_email"] = d.email(d.name())
        if r.random() < 0.05:
            entry["customer_name"] = d.name()
        yield json.dumps(entry, separators=(",", ":")) + "\n"


def _application_lines(seed: str) -> Iterator[str]:
    d = _Draw(seed)
    at = datetime(2024, 3, 1)
    while True:
        r = d.r
        at += timedelta(milliseconds=r.randint(1, 900))
        message = f"{r.choice(_VERBS)} {d.noun()} {r.randint(1, 99999)} in {r.randint(1, 4000)} ms"
        if r.random() < 0.3:
            message += f" for {r.choice(('user', 'account', 'tenant'))} {d.email(d.name())}"
        if r.random() < 0.3:
            message += f" from {ids.ipv4(r)}:{r.randint(1024, 65535)}"
        level = r.choice(("INFO ", "INFO ", "DEBUG", "WARN ", "ERROR"))
        stamp = f"{at:%Y-%m-%d %H:%M:%S},{r.randint(0, 999):03d}"
        yield f"{stamp} {level} [worker-{r.randint(1, 16)}] app.{d.noun()} - {message}\n"


def _access_lines(seed: str) -> Iterator[str]:
    d = _Draw(seed)
    at = datetime(2024, 3, 1)
    agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36"
    while True:
        r = d.r
        at += timedelta(milliseconds=r.randint(1, 900))
        user = d.email(d.name()) if r.random() < 0.1 else "-"
        query = f"?id={r.randint(1, 999_999)}" if r.random() < 0.4 else ""
        yield (
            f'{ids.ipv4(r)} - {user} [{at:%d/%b/%Y:%H:%M:%S} +0000] "{r.choice(("GET", "GET", "POST"))} '
            f'/{d.noun()}/{d.noun()}{query} HTTP/1.1" {r.choice((200, 200, 301, 404))} {r.randint(100, 99999)} '
            f'"https://www.example.com/{d.noun()}" "{agent}"\n'
        )


def _insert_lines(seed: str) -> Iterator[str]:
    d = _Draw(seed)
    number = 100_000
    while True:
        rows = []
        for _ in range(20):
            r = d.r
            number += 1
            name, city = d.name().replace("'", "''"), d.city()
            values = (name, d.email(name), d.phone(), d.street(), *city, ids.ssn(r), f"{d.moment():%Y-%m-%d %H:%M:%S}")
            rows.append(f"({number}," + ",".join(f"'{value}'" for value in values) + f",{r.randint(0, 9)},NULL)")
        yield f"INSERT INTO `customers` VALUES {','.join(rows)};\n"  # noqa: S608  # text to be read, not run


LINES: dict[str, Callable[[str], Iterator[str]]] = {
    "prose": _prose_lines,
    "CSV": _csv_lines,
    "JSON logs": _log_lines,
}
"""The texts of the published figures."""
ALL_LINES = LINES | {
    "application logs": _application_lines,
    "access logs": _access_lines,
    "INSERT dump": _insert_lines,
}
"""These and other kinds of text that one revision is compared with another on."""


def chunks(kind: str, size: int, seed: str = "1") -> Iterator[str]:
    """`size` characters of text (ASCII: as many bytes, but for a few accents), in chunks of about 64 KiB."""
    waiting: list[str] = []
    held = given = 0
    for line in ALL_LINES[kind](f"{kind}/{seed}"):
        waiting.append(line)
        held += len(line)
        if held >= _CHUNK or given + held >= size:
            chunk = "".join(waiting)[: size - given]
            given += len(chunk)
            yield chunk
            waiting.clear()
            held = 0
            if given >= size:
                return


def text(kind: str, size: int, seed: str = "1") -> str:
    """`size` characters of text."""
    return "".join(chunks(kind, size, seed))
