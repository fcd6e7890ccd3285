"""The forms of single values: of a street, an address of mail, a telephone number, a person's name."""

from __future__ import annotations

import re
import unicodedata

from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.first_names import ALSO_WORDS, FIRST_NAMES

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


def fold_letters(value: str) -> str:
    """``value`` in lower case and without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", value) if not unicodedata.combining(c)).lower()


def is_given(value: str) -> bool:
    """Whether the first word of ``value`` is a given name, or the last one behind surnames in capitals."""
    if is_company(value):
        return False
    last, comma, rest = fold_letters(value).partition(",")
    first = re.split(r"[ .]+", (rest if comma else last).strip())[0]
    if value.isupper() and not comma and len(parts := last.split()) > 2 and parts[-1] in FIRST_NAMES:
        return parts[-1] not in ALSO_WORDS  # "ARAMBURU OTEGI ANA": both surnames, and the given name behind them
    return bool(first) and FIRST_NAMES.issuperset(first.split("-"))


def is_surely_given(value: str) -> bool:
    """Whether the first word is a given name and no word or country as well: "Jordan"."""
    return is_given(value) and re.split(r"[ .,\-]+", fold_letters(value))[0] not in ALSO_WORDS
