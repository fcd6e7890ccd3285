"""Text made to be slow: no pattern may take more than linear time, and no cache may grow with the text."""

from __future__ import annotations

import itertools
import multiprocessing
import random
import string
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from objectlambda.pii.detection.analyzer import Analyzer
from objectlambda.pii.entities import Field
from objectlambda.pii.redaction import redact
from objectlambda.pii.rules.ascii_shadow import fold

UNITS = [
    "a",
    "1",
    " ",
    "\n",
    ".",
    "-",
    "@",
    ":",
    "/",
    "(",
    "1-",
    "1 ",
    "1.",
    "a@",
    "a.",
    "a@a.",
    "A1",
    "0:",
    "1:",
    "::",
    "x*",
    "*",
    "X",
    "#",
    "http://",
    "://a:",
    "www.",
    "+1 ",
    "(1",
    "ssn ",
    "ssn:",
    "password ",
    "password=",
    "is ",
    "no. ",
    "12/",
    "jan ",
    "jan 1 ",
    "1 de ",
    "lunes ",
    "1 Main ",
    "1 Main Street, ",
    "Calle ",
    "A B ",
    "GB82 ",
    "GB82WEST",
    "4111 ",
    "1111",
    "AKIA",
    "A/b+",
    "edad 1 ",
    "user ",
    "user=a ",
    "é",
    "–",
    "中",
    "🚀",
    "́",
    '"',
    "'",
    '"a":',
    "<a>",
    "ending in 1",
    "Q: pin?\nA: ",
    "of ",
    "in 19",
    "1,",
    "$1",
    "a\tb\t",
    "the corner of A and ",
    "aged ",
    "Tel",
    "x1",
    "ext 1",
]
SIZE = 16_384


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer()


def seconds(analyzer: Analyzer, text: str, fields: list[Field] | None = None) -> float:
    """Of this thread alone, since other tests of the process may have left theirs at work."""
    start = time.thread_time()
    analyzer.analyze(text, fields=fields or ())
    return time.thread_time() - start


@pytest.mark.parametrize("unit", UNITS)
def test_repetition_costs_linear_time(analyzer: Analyzer, unit: str) -> None:
    """At most 25 ms a KB, and a text of four times the size at most ten times the time."""
    small, large = unit * (SIZE // 4 // len(unit)), unit * (SIZE // len(unit))
    seconds(analyzer, small)
    shorter = min(seconds(analyzer, small) for _ in range(2))
    longer = min(seconds(analyzer, large) for _ in range(2))
    assert longer < 0.025 * SIZE / 1024
    assert longer < 10 * max(shorter, 0.004)


def test_mixtures_cost_linear_time(analyzer: Analyzer) -> None:
    rng = random.Random(7)
    for _ in range(60):
        units = rng.sample(UNITS, 3)
        text = "".join(rng.choice(units) for _ in range(SIZE // 2))[:SIZE]
        # The better of two: Python's collector, which reads all objects of the process, falls into one of them at most.
        assert min(seconds(analyzer, text) for _ in range(2)) < 0.025 * SIZE / 1024, units


def test_many_fields_cost_linear_time(analyzer: Analyzer) -> None:
    text = "4111111111111111," * 1000
    fields = [Field(at, at + 16, "card_number") for at in range(0, len(text), 17)]
    assert seconds(analyzer, text, fields) < 1.0
    nested = [Field(0, len(text), "all") for _ in range(2000)]
    assert seconds(analyzer, text, nested) < 1.0


def test_escapes_cost_no_more_than_prose() -> None:
    def least(text: str, key: str) -> float:
        times = []
        for _ in range(2):
            start = time.process_time()
            list(redact([text.encode()], key=key))
            times.append(time.process_time() - start)
        return min(times)

    prose = least("the report was late and Maria paid 40 in Boston on 4 May\n" * 1120, "a.txt")
    assert least('{"a": "%s"}\n' % ("\\u0041" * 10_600), "a.json") < 1.2 * prose
    assert least("<a>%s</a>\n" % ("&#65;" * 12_700), "a.xml") < 1.4 * prose


def test_a_shadow_is_as_long_as_its_text_and_ascii() -> None:
    rng = random.Random(3)
    for _ in range(300):
        text = "".join(
            chr(rng.choice((rng.randrange(0x80), rng.randrange(0xD800), rng.randrange(0xE000, 0x110000))))
            for _ in range(50)
        )
        shadow = fold(text)
        assert len(shadow) == len(text)
        assert shadow.isascii()


def varied(seed: int) -> tuple[str, list[Field]]:
    """A window that no cache has seen: words, names of fields and shapes of numbers made up anew."""
    rng = random.Random(seed)

    def word() -> str:
        return "".join(rng.choices(string.ascii_letters + "éñ東", k=rng.randint(2, 12)))

    def value() -> str:
        return "".join(
            rng.choice((word() + " ", str(rng.randrange(10 ** rng.randint(1, 16))), rng.choice(" -./:@")))
            for _ in range(8)
        )

    text, fields = "", []
    for _ in range(60):
        text += word() + ": "
        fields.append(Field(len(text), 0, word()))
        text += value() + "\n"
        fields[-1] = Field(fields[-1].start, len(text) - 1, fields[-1].name)
    return text, fields


def _resident_kib() -> int:
    # What is resident now, not at the peak: earlier tests of this process may have had more.
    return int(Path("/proc/self/status").read_text().split("VmRSS:")[1].split()[0])


def _growth_kib(told: Connection) -> None:
    """Tell by how much the most that is resident over another 250 windows exceeds the most over the first 150.

    The most, since a cache that is full starts again: between two windows, 40 MB may come or go.
    """
    analyzer = Analyzer()

    def most(seeds: range) -> int:
        resident = 0
        for seed in seeds:
            text, fields = varied(seed)
            analyzer.analyze(text, fields=fields)
            analyzer.analyze(text)
            resident = max(resident, _resident_kib())
        return resident

    before = most(range(150))  # fills the caches
    told.send(most(range(150, 400)) - before)


def test_memory_stays_flat_over_text_that_never_repeats() -> None:
    # In a process of its own: what other tests have left free or cached in this one says nothing.
    context = multiprocessing.get_context("spawn")
    told, telling = context.Pipe(duplex=False)
    process = context.Process(target=_growth_kib, args=(telling,))
    process.start()
    assert told.poll(120), "the process did not finish"
    grown = told.recv()
    process.join(10)
    assert grown < 40 * 1024, f"{grown} KB more over another 250 windows"


def test_the_same_text_gives_the_same_entities_whatever_was_read_before(analyzer: Analyzer) -> None:
    text, fields = varied(1)
    text += " Ann Lee, ssn 123-45-6789"
    first = analyzer.analyze(text, fields=fields)
    for seed in itertools.chain(range(2000, 2040)):
        other, named = varied(seed)
        analyzer.analyze(other, fields=named)
    assert analyzer.analyze(text, fields=fields) == first
