"""The word lists behind the gazetteer bits of a word type, compiled from the name pools and the address tables."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import values as v
from addresses import (
    COUNTRIES,
    ES_CITIES,
    ES_REGIONS,
    ES_STREET,
    LOCALES,
    PROVINCES,
    STATE_NAMES,
    STATES,
    UK_CITIES,
    UK_COUNTIES,
    US_SUFFIX,
    WORLD_CITIES,
    Addresses,
    faker_cities,
)
from names import ENGLISH, LATIN, SPANISH, Names, faker_first, faker_last
from prose import TITLES, TITLES_ES

from objectlambda.pii.ner.features import hashes, without_accents

GAZETTEERS = ("first_common", "first", "last_common", "last", "place", "street", "organisation", "title", "calendar")
STREET_WORDS = (*US_SUFFIX, *ES_STREET, *["rue", "avenue", "allée", "chemin", "impasse", "strasse", "straße", "str", "weg", "platz", "gasse", "allee", "ring", "via", "viale", "piazza", "corso", "rua", "travessa", "largo", "ulica", "ul", "aleja", "os", "plac", "straat", "laan", "plein", "gracht", "gatan", "vägen", "väg", "gata", "gate", "veien", "vei", "vej", "gade", "katu", "tie", "polku", "kuja", "utca", "út", "tér", "strada", "calea", "bulevardul", "cadde", "sokak", "mahallesi", "ulice", "náměstí", "ulica", "trg", "cesta", "calle", "barrio", "colonia", "piso", "depto", "apto", "puerta", "portal", "escalera", "bloque", "planta", "bajo", "izq", "dcha", "apt", "apartment", "suite", "ste", "unit", "floor", "fl", "bldg", "building", "room", "rm", "box", "po", "pmb", "lot", "flat", "house", "crescent", "close", "gardens", "grove", "mews", "row", "alley", "plaza", "crossing", "expressway", "freeway", "turnpike", "route", "county", "interstate"])  # fmt: skip


def _words(texts: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for text in texts:
        for word in re.findall(r"[^\W\d_]+", text):
            lowered = word.lower()
            if len(lowered) > 1:
                found.update((lowered, without_accents(lowered)))
    return found


def compile_gazetteers(names: Names, addresses: Addresses) -> tuple[np.ndarray, np.ndarray]:
    """Sorted hashes and the bits of each entry."""
    particles = {
        "de",
        "la",
        "del",
        "los",
        "las",
        "el",
        "van",
        "von",
        "der",
        "den",
        "da",
        "dos",
        "di",
        "le",
        "al",
        "st",
        "the",
        "and",
    }
    lists = {
        "first_common": {w for locale in (*ENGLISH, *SPANISH) for w in faker_first(locale)} | set(names.pools_first[0][1]),
        "first": {w for locale in LATIN for w in faker_first(locale)} | set(names.pools_first[1][1]) | set(names.pools_first[2][1]),
        "last_common": {w for locale in (*ENGLISH, *SPANISH) for w in faker_last(locale)},
        "last": {w for locale in LATIN for w in faker_last(locale)} | {w for _, pool in names.pools_last[:3] for w in pool},
        "place": {*addresses.us_cities, *WORLD_CITIES, *UK_CITIES, *UK_COUNTIES, *ES_CITIES, *ES_REGIONS, *COUNTRIES, *STATES, *STATE_NAMES, *PROVINCES} | {c for locale in LOCALES for c in faker_cities(locale)},
        "street": set(STREET_WORDS),
        "organisation": {*v.ORG_TAILS, *["bank", "hospital", "university", "college", "school", "company", "association", "institute", "department", "ministry", "council", "court", "committee", "agency", "authority", "union", "clinic", "church", "club", "team", "society", "trust", "fund", "group", "holdings"]},
        "title": {*TITLES, *TITLES_ES},
        "calendar": {*v.MONTHS, *v.MESES, *v.WEEKDAYS, *v.DIAS},
    }  # fmt: skip
    bits: dict[str, int] = {}
    for number, name in enumerate(GAZETTEERS):
        for word in _words(lists[name]):
            if word not in particles or name in ("street", "title"):
                bits[word] = bits.get(word, 0) | 1 << number
    words = sorted(bits)
    keys = hashes(words)
    order = np.argsort(keys, kind="stable")
    keys, flags = keys[order], np.array([bits[word] for word in words], np.uint16)[order]
    unique, first = np.unique(keys, return_index=True)
    return unique, flags[first]
