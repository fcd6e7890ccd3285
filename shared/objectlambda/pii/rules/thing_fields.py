"""Names of fields that belong to goods, places and measures, and of columns that hold no persons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.concepts import NAME
from objectlambda.pii.rules.field_concepts import field_concepts, field_words
from objectlambda.pii.rules.first_names import FIRST_NAMES
from objectlambda.pii.rules.phrases import FREE_TEXT
from objectlambda.pii.rules.words import words

OF_WHOM = words(
    "by who whom with person people owner assignee author reporter requester approver reviewer creator editor actor"
    " user sender recipient from to contact agent member staff employee manager lead host guest speaker signer witness"
    " holder customer client patient student teacher driver player names attendees maintainers authors contributors"
    " reviewers owners members developers users responsable encargado usuario autor"
    " quien persona empleado cliente"
)
"""Words in the names of fields that hold persons."""
_SAY_WHO = OF_WHOM | words("p td li div span text value answer question content")
"""Words in the names of fields that may hold persons."""
_ROWS, _FEWEST_COLUMNS = 3, 3
_COLUMN = re.compile(r"[^\W\d_][\w .\-/()#%]{2,40}")
_GOODS = words(
    "sku price precio qty quantity stock unit unidad barcode ean upc category brand weight lote batch warranty version"
    " elevation geometry coordinates image namespace replicas datasource cluster plugin"
    " preis prix prezzo preco prijs artikel hersteller farbe couleur ticker isin cusip"
    " hp armor armour mana loot"
    " abv ibu eco pgn cultivar matchday imo mmsi draught gtin mpn smiles inchi"
    " pvp rrp msrp cena hinta pret pris fiyat prezioa tarifa alergenos allergens kcal rootstock"
    " alpha2 alpha3 iso2 iso3 iata icao symbol capital vintage damage rarity"
)


def is_vague(name: str) -> bool:
    """Whether a field called ``name`` may mean a telephone and as often a brand, a text or a cell: "text-font"."""
    kinds = field_words(name)
    return not _VAGUE.isdisjoint(kinds) and _OF_NUMBERS.isdisjoint(kinds)


_VAGUE = words("marca marque text cell cells call calls calling ring")
_OF_NUMBERS = words("phone phones telephone number numbers no num tel telefono numero")


def names_goods(name: str) -> bool:
    """Whether a field called ``name`` is one of goods, shares, places or manifests: "sku", "ticker", "replicas"."""
    return not _GOODS.isdisjoint(field_words(name))


def name_things(values: Sequence[str]) -> bool:
    """Whether the values of fields called "name" are single words, and hardly any of them is a first name."""
    single = [value for cell in values if (value := cell.strip("\"' ")).isalpha()]
    known = sum(fold(value.lower()).decode() in FIRST_NAMES for value in single)
    return len(single) * 2 > len(values) and known * 5 < len(single)


def thing_columns(names: Sequence[str]) -> frozenset[str]:
    """The columns of a table without a column of persons; ``names`` are those of all its cells."""
    counts = Counter(names)
    if any(not _SAY_WHO.isdisjoint(field_words(name)) for name in counts):
        return frozenset()
    found = [name for name, count in counts.items() if count >= _ROWS and _is_of_thing(name)]
    return frozenset(found if len(found) >= _FEWEST_COLUMNS else ())


def _is_of_thing(name: str) -> bool:
    """Whether a field called ``name`` holds neither a person nor free text, as far as its name tells."""
    if field_concepts(name) & NAME or not FREE_TEXT.isdisjoint(field_words(name) - {"title"}):
        return False
    return _COLUMN.fullmatch(name) is not None
