"""Words for streets, by which a column of numbers and words is one of addresses."""

from __future__ import annotations

import re

STREET_WORD = re.compile(
    r"\b(?:st|str|street|ave?|avenue|rd|road|dr|drive|ln|lane|ct|court|blvd|boulevard|way|pl|place|sq|square|hwy|pkwy|ter"
    r"|terrace|cl|close|cres|row|p\.? ?o\.? ?box|apt|suite|unit|calle|av|avda|avenida|plaza|pza|paseo|camino|carrera"
    r"|rua|rue|via|viale|carrer|ronda|c/)\b|\bc/|stra(?:ß|ss)e\b|str\.|weg\b|platz\b|allee\b|gasse\b|straat\b|laan\b",
    re.IGNORECASE,
)
"""A word for a street, a building or a post box, in the languages of western Europe."""
