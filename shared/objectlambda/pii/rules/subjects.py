"""What the records of a window are about, told by the names of their fields: places on a map, articles in a shop."""

from __future__ import annotations

from collections.abc import Iterable

from objectlambda.pii.rules.field_concepts import field_words
from objectlambda.pii.rules.literals import has_any
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_OF_PLACES = words("iata icao elevation geometry alpha2 alpha3 iso2 iso3 abv ibu pgn cultivar genus imo mmsi")
_ON_MAPS = (b"<Placemark>", b"<Placemark ", b"<wpt ")
"""Elements of KML and GPX."""
_OF_ARTICLES = words("sku ean gtin upc barcode mpn kcal calories fdc nutrients allergens")
_OF_GOODS = words(
    "sku price precio preis prix prezzo preco prijs pvp rrp msrp cena hinta fiyat prezioa tarifa ean gtin upc barcode"
    " qty stock vintage cultivar rootstock kcal allergens alergenos abv ibu"
)
_TEAMS = frozenset(("home", "away"))
"""The columns of a match, which hold the two teams."""


def about_places(scan: Scan) -> bool:
    """Whether the records have fields that only airports, countries, beers and plants have, or are places on a map."""
    if scan.about_people:
        return False
    return _has(scan.names, _OF_PLACES) or has_any(scan.shadow, _ON_MAPS)


def about_articles(scan: Scan) -> bool:
    """Whether the records have fields that only articles in a shop and foods have."""
    return not scan.about_people and _has(scan.names, _OF_ARTICLES)


def about_goods(scan: Scan) -> bool:
    """Whether the records have fields that only goods with a price or in a stock have."""
    return scan.about_things and scan.once(_name_goods, scan)


def _name_goods(scan: Scan) -> bool:
    return _has(scan.names, _OF_GOODS)


def names_team(scan: Scan, name: str) -> bool:
    """Whether a field called ``name`` holds a team of a match, because its opponent has one too: "home" and "away"."""
    return not _TEAMS.isdisjoint(field_words(name)) and all(_has(scan.names, {team}) for team in _TEAMS)


def _has(names: Iterable[str], wanted: frozenset[str] | set[str]) -> bool:
    return any(not wanted.isdisjoint(field_words(name)) for name in names)
