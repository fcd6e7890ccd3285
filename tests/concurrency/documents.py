"""Small documents with many distinct words: each holds values of its own that no other document holds."""

from __future__ import annotations

import random

FIRST = [
    "Ann",
    "Bela",
    "Carl",
    "Dora",
    "Emil",
    "Fay",
    "Gus",
    "Hana",
    "Ivo",
    "June",
    "Kurt",
    "Lena",
    "Milo",
    "Nora",
    "Otto",
    "Pia",
    "Quentin",
    "Rosa",
    "Sven",
    "Tilda",
]
_VOWELS, _CONSONANTS = "aeiou", "bcdfghklmnprstvz"


def documents(count: int = 300, *, seed: int = 11) -> list[str]:
    """``count`` letters and records of about 2 KB, the same for the same seed."""
    rng = random.Random(seed)
    return [_record(rng) if index % 3 == 2 else _letter(rng) for index in range(count)]


def word(rng: random.Random) -> str:
    """An invented word of two to four syllables."""
    return "".join(rng.choice(_CONSONANTS) + rng.choice(_VOWELS) for _ in range(rng.randint(2, 4)))


def person(rng: random.Random) -> str:
    """An invented full name."""
    return f"{rng.choice(FIRST)} {word(rng).capitalize()}son"


def _letter(rng: random.Random) -> str:
    return "\n".join(
        f"Dear {person(rng)}, the {word(rng)} {word(rng)} was {word(rng)} by {person(rng)} of {word(rng).capitalize()} "
        f"and {' '.join(word(rng) for _ in range(12))}. Call {person(rng)} on 206-555-{rng.randrange(10_000):04d}."
        for _ in range(8)
    )


def _record(rng: random.Random) -> str:
    rows = [
        f"{person(rng)},{word(rng)} {word(rng)}"
        f",{rng.randrange(100, 700)}-{rng.randrange(10, 99)}-{rng.randrange(1000, 9999)}"
        f",{' '.join(word(rng) for _ in range(6))}"
        for _ in range(20)
    ]
    return "\n".join(["name,product,ssn,notes", *rows])
