"""The forms of single values: of a street, an address of mail, a telephone number."""

from __future__ import annotations

import re

_PHONE = re.compile(r"\+?\(?\d{1,15}+(?:[ .\-/()]{1,3}+\d{1,8}+){0,6}+(?: ?(?:x|ext\.?) ?\d{1,5})?", re.IGNORECASE)
_DATE = re.compile(r"\d{4}[-/.]\d\d?[-/.]\d\d?.*|\d\d?[-/.]\d\d?[-/.]\d{2,4}.*|(?:19|20)\d{6}|\d{1,3}(?:,\d{3})+")
_DECIMAL = re.compile(r"-?\d*[.,]\d+|-?\d{1,6}")
_STREET = re.compile(
    r"\d{1,6}[A-Za-z]?(?: ?[-/] ?\d{1,5}(?:st|nd|rd|th)?)?,? [^\d\W].*"
    r"|[^\d\W][^\d]{2,40}[ ,]+(?:n[.ºo°]* ?)?\d{1,5} ?[A-Za-z]?\b.*"
    r"|(?:p\.? ?o\.? ?box|apartado|postfach|bp|apdo\.?) ?\d+.*",
    re.IGNORECASE,
)
_STREET_WORD = re.compile(
    r"(?:calle|c/|av(?:da|enida)?\b|plaza|paseo|camino|carrera|rua|rue|via|p\.? ?o\.? ?box|apartado|apdo)"
)


def is_street(value: str) -> bool:
    """Whether the value has the form of a street and its number, and not that of "note 5" or "item 12"."""
    return (
        5 < len(value) < 120
        and (not value.islower() or value[0].isdigit() or _STREET_WORD.match(value) is not None)
        and not _DATE.fullmatch(value)
        and _STREET.fullmatch(value.replace("\n", " ")) is not None
    )


def is_mail(value: str) -> bool:
    """Whether the value holds an address of mail."""
    return "@" in value


def is_phone(value: str) -> bool:
    """Whether the value has the form of a telephone number, and not that of a date or an amount."""
    if _DATE.fullmatch(value) or _DECIMAL.fullmatch(value) or not 7 <= sum(map(str.isdigit, value)) <= 15:
        return False
    return _PHONE.fullmatch(value) is not None and (not value.isdigit() or 9 <= len(value) <= 11)


_DOCUMENT = re.compile(r"[A-Z]{0,3}\d{6,9}[A-Z]?")


def is_document_number(value: str) -> bool:
    """Whether ``value`` has the form of the number of a passport or an identity card."""
    return _DOCUMENT.fullmatch(value) is not None
