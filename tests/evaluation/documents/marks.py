"""Text with labelled stretches in it, written inline so that an f-string, a CSV writer or json.dumps can carry them.

``NAME("Ada Byrne")`` wraps the value in three private-use characters; :func:`unmark` takes them out again and gives
the plain text with its spans. Escaping applied to a marked value (JSON, XML, SQL quotes) stays inside the span, as it
stays inside the stored object.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_OPEN, _SEP, _CLOSE, _BARE = "\ue000", "\ue001", "\ue002", "\ue003"
_TOKEN = re.compile(f"{_OPEN}([^{_OPEN}{_SEP}{_CLOSE}]+){_SEP}|{_CLOSE}|{_BARE}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One labelled stretch of a text: characters, end exclusive."""

    start: int
    end: int
    label: str


def mark(label: str, value: object) -> str:
    """The value as text, labelled."""
    return f"{_OPEN}{label}{_SEP}{value}{_CLOSE}"


def _marker(label: str) -> Callable[[object], str]:
    return lambda value: mark(label, value)


def unmark(marked: str) -> tuple[str, list[Span]]:
    """The plain text and its spans; raises ValueError when marks nest or do not close."""
    parts: list[str] = []
    spans: list[Span] = []
    length = at = 0
    opened: tuple[str, int] | None = None
    for found in _TOKEN.finditer(marked):
        piece = marked[at : found.start()]
        parts.append(piece)
        length += len(piece)
        at = found.end()
        if found[0] == _BARE:
            continue
        if found[0] != _CLOSE:
            if opened:
                raise ValueError(f"{found[1]} opens inside {opened[0]}")
            opened = (found[1], length)
            continue
        if not opened:
            raise ValueError(f"a mark closes at {length} that never opened")
        if length > opened[1]:
            spans.append(Span(start=opened[1], end=length, label=opened[0]))
        opened = None
    if opened:
        raise ValueError(f"{opened[0]} never closes")
    parts.append(marked[at:])
    return "".join(parts), spans


def bare(marked: str) -> str:
    """A marked value that :func:`to_json` writes without quotes (a number)."""
    return _BARE + marked


def to_json(value: Any, *, indent: int | None = None, separators: tuple[str, str] | None = None) -> str:
    """JSON of a structure whose strings may be marked."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    return re.sub(f'"{_BARE}([^"]*)"', r"\1", text)


def visible(marked: str) -> str:
    """The text without its marks."""
    return unmark(marked)[0]


def pad(marked: str, width: int) -> str:
    """Left-justified to `width` visible characters, at least one blank after it."""
    return marked + " " * max(width - len(visible(marked)), 1)


ADDRESS = _marker("ADDRESS")
AGE = _marker("AGE")
AWS_ACCESS_KEY = _marker("AWS_ACCESS_KEY")
AWS_SECRET_KEY = _marker("AWS_SECRET_KEY")
BANK_ACCOUNT = _marker("BANK_ACCOUNT_NUMBER")
ROUTING = _marker("BANK_ROUTING")
CA_HEALTH = _marker("CA_HEALTH_NUMBER")
CA_SIN = _marker("CA_SOCIAL_INSURANCE_NUMBER")
CVV = _marker("CREDIT_DEBIT_CVV")
EXPIRY = _marker("CREDIT_DEBIT_EXPIRY")
CARD = _marker("CREDIT_DEBIT_NUMBER")
DATE = _marker("DATE_TIME")
DRIVER = _marker("DRIVER_ID")
EMAIL = _marker("EMAIL")
AADHAAR = _marker("IN_AADHAAR")
NREGA = _marker("IN_NREGA")
PAN = _marker("IN_PERMANENT_ACCOUNT_NUMBER")
VOTER = _marker("IN_VOTER_NUMBER")
IBAN = _marker("INTERNATIONAL_BANK_ACCOUNT_NUMBER")
IP = _marker("IP_ADDRESS")
PLATE = _marker("LICENSE_PLATE")
MAC = _marker("MAC_ADDRESS")
NAME = _marker("NAME")
PASSPORT = _marker("PASSPORT_NUMBER")
PASSWORD = _marker("PASSWORD")
PHONE = _marker("PHONE")
PIN = _marker("PIN")
SSN = _marker("SSN")
SWIFT = _marker("SWIFT_CODE")
NHS = _marker("UK_NATIONAL_HEALTH_SERVICE_NUMBER")
NINO = _marker("UK_NATIONAL_INSURANCE_NUMBER")
UTR = _marker("UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER")
ITIN = _marker("US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER")
URL = _marker("URL")
USERNAME = _marker("USERNAME")
VIN = _marker("VEHICLE_IDENTIFICATION_NUMBER")

# Neither right nor wrong when found: Comprehend's guide does not settle them.
PLACE = _marker("OTHER:PLACE")
RELATIVE = _marker("OTHER:RELATIVE_DATE")
HOST = _marker("OTHER:HOSTNAME")
NATIONAL_ID = _marker("OTHER:NATIONAL_ID")
OTHER_ID = _marker("OTHER:ID")
TIMECODE = _marker("OTHER:TIMECODE")
MODEL_YEAR = _marker("OTHER:MODEL_YEAR")
