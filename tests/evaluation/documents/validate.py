"""What a gold label of each type has to look like: form, and check digits where the type has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from evaluation.documents import identifiers as ids
from evaluation.documents.catalogue import Document

_ACCOUNT_TAIL = r"[X*•]{2,}[-X*• ]*\d{4}|\d{4}"


def _form(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.DOTALL)
    return lambda text: compiled.fullmatch(text) is not None


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _checked(pattern: str, check: Callable[[str], bool]) -> Callable[[str], bool]:
    form = _form(pattern)
    return lambda text: form(text) and check(text)


_LETTERS = r"[^\W\d_]"
_NAME = rf"{_LETTERS}[\w'’.,/^ -]*"

RULES: dict[str, Callable[[str], bool]] = {
    "ADDRESS": _form(r".*(\d|\b[A-Z]{2}\b|[A-Z][a-z]|[A-Z]{3}).*"),
    "AGE": _form(
        r"\d{1,3}([ -](years?([- ]old)?|y/o|y\.o\.|yo|años|meses))?|\d{1,3}-year-old|\d{1,3}yo|"
        r"nine|twenty-six|[Ff]ifty-one"
    ),
    "AWS_ACCESS_KEY": _form(r"(AKIA|ASIA)[A-Z2-7]{16}"),
    "AWS_SECRET_KEY": _form(r"[A-Za-z0-9/+]{40}"),
    "BANK_ACCOUNT_NUMBER": _form(rf"\d{{10,12}}|{_ACCOUNT_TAIL}"),
    "BANK_ROUTING": lambda t: _form(_ACCOUNT_TAIL)(t) or (_form(r"\d{9}")(t) and ids.routing_ok(t)),
    "CA_HEALTH_NUMBER": _checked(r"\d{4}[- ]?\d{3}[- ]?\d{3}", lambda t: ids.luhn_ok(_digits(t))),
    "CA_SOCIAL_INSURANCE_NUMBER": _checked(r"\d{3}[- ]?\d{3}[- ]?\d{3}", lambda t: ids.luhn_ok(_digits(t))),
    "CREDIT_DEBIT_CVV": _form(r"\d{3,4}"),
    "CREDIT_DEBIT_EXPIRY": _form(r"(0[1-9]|1[0-2])/(20)?\d\d|[A-Z][a-z]{2} 20\d\d"),
    "CREDIT_DEBIT_NUMBER": lambda t: (
        _form(_ACCOUNT_TAIL)(t) or (_form(r"[\d -]{13,19}")(t) and ids.luhn_ok(_digits(t)))
    ),
    "DATE_TIME": _form(
        r".*(\d|day|May|March|June|July|April|autumn|spring|August|January|September|lunes|martes|mi[eé]rcoles|"
        r"jueves|viernes|s[áa]bado|domingo|friday|sat|first of).*"
    ),
    "DRIVER_ID": _form(r"[A-Z]{0,5}[A-Z0-9 -]{7,17}"),
    "EMAIL": _form(r"(?i:[^@\s]+@[a-z0-9-]+(\.[a-z0-9-]+)+)"),
    "INTERNATIONAL_BANK_ACCOUNT_NUMBER": ids.iban_ok,
    "IN_AADHAAR": _checked(r"\d{4}[- ]\d{4}[- ]\d{4}", lambda t: ids.verhoeff_ok(_digits(t))),
    "IN_NREGA": _form(r"[A-Z]{2}\d{14}"),
    "IN_PERMANENT_ACCOUNT_NUMBER": _form(r"[A-Z]{3}P[A-Z]\d{4}[A-Z]"),
    "IN_VOTER_NUMBER": _form(r"[A-Z]{3}\d{7}"),
    "IP_ADDRESS": _form(r"(\d{1,3}\.){3}\d{1,3}|[0-9a-f]{1,4}(:[0-9a-f]{1,4}){7}"),
    "LICENSE_PLATE": _form(r"[A-Z0-9 -]{5,8}"),
    "MAC_ADDRESS": _form(r"[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}"),
    "NAME": _form(_NAME),
    "PASSPORT_NUMBER": _form(r"[A-Z]?\d{8}|\d{9}"),
    "PASSWORD": _form(r"\S{6,}"),
    "PHONE": lambda t: _form(r"[+(]?\d[\d\s().+-]*( x\d+)?")(t) and 9 <= len(_digits(t)) <= 15,
    "PIN": _form(r"\d{4}"),
    "SSN": lambda t: (
        _form(r"\d{4}|xxx-xx-\d{4}")(t)
        or (_form(r"(?!000|666|9)\d{3}-\d\d-\d{4}")(t) and t[4:6] != "00" and t[-4:] != "0000")
    ),
    "SWIFT_CODE": _form(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?"),
    "UK_NATIONAL_HEALTH_SERVICE_NUMBER": _checked(r"\d{3} ?\d{3} ?\d{4}", ids.nhs_ok),
    "UK_NATIONAL_INSURANCE_NUMBER": _form(r"[A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D]"),
    "UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER": _checked(r"\d{5} ?\d{5}", ids.utr_ok),
    "US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER": _form(r"9\d\d[- ][78]\d[- ]\d{4}"),
    "URL": _form(r"(https?://|www\.)\S+"),
    "USERNAME": _form(r"@?[\w.-]+"),
    "VEHICLE_IDENTIFICATION_NUMBER": _checked(r"[A-HJ-NPR-Z0-9]{17}", ids.vin_ok),
}


def problems(document: Document) -> Iterator[str]:
    """What is wrong with a document's labels, without the values."""
    at = 0
    for span in document.spans:
        where = f"{document.id} {span.label} [{span.start}:{span.end}]"
        if not at <= span.start < span.end <= len(document.text):
            yield f"{where} is out of order, empty or out of bounds"
            continue
        at = span.end
        text = document.text[span.start : span.end]
        if text != text.strip():
            yield f"{where} has white space at an end"
        if span.label.startswith("OTHER:"):
            continue
        rule = RULES.get(span.label)
        if rule is None:
            yield f"{where} is not one of Comprehend's types"
        elif not rule(text):
            yield f"{where} does not have its type's form"
