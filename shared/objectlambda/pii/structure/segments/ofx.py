"""OFX: bank statements, in SGML without end tags (1.x) and in XML (2.x)."""

from __future__ import annotations

import re

from objectlambda.pii.entities import NOTHING, EntityType, Field
from objectlambda.pii.rules.words import words
from objectlambda.pii.structure.segments.records import Escape

_TYPES: dict[str, str] = (
    dict.fromkeys(words("FIRSTNAME LASTNAME MIDDLENAME"), str(EntityType.NAME))
    | dict.fromkeys(words("ADDR1 ADDR2 ADDR3 CITY STATE POSTALCODE"), str(EntityType.ADDRESS))
    | dict.fromkeys(words("PHONE DAYPHONE EVEPHONE CSPHONE TSPHONE FAXPHONE"), str(EntityType.PHONE))
    | {"EMAIL": EntityType.EMAIL, "URL": EntityType.URL, "USERID": EntityType.USERNAME, "SSN": EntityType.SSN,
       "USERPASS": EntityType.PASSWORD, "NEWUSERPASS": EntityType.PASSWORD, "PINCH": EntityType.PIN}
    | dict.fromkeys(
        words("""
        CODE SEVERITY STATUS TRNTYPE TRNAMT BALAMT CURDEF LANGUAGE ACCTTYPE FID ORG TRNUID UNIQUEIDTYPE UNIQUEID UNITS
        UNITPRICE TOTAL FITID CHECKNUM REFNUM SRVRTID SIC CURRATE CURSYM COUNTRY INTU.BID SECNAME TICKER SUBACCTSEC
        SUBACCTFUND BUYTYPE SELLTYPE INCOMETYPE MKTVAL POSTYPE HELDINACCT COMMISSION FEES APPID APPVER CLTCOOKIE
        """), NOTHING)
)  # fmt: skip
_ACCOUNTS = words("ACCTID BANKACCTTO")
_HEADER = re.compile(r"(?:OFXHEADER|DATA|VERSION|SECURITY|ENCODING|CHARSET|COMPRESSION|OLDFILEUID|NEWFILEUID):[^\n]*")
_ELEMENT = re.compile(r"<(/?)([\w.\-]++)[^<>]*+>([^<]*+)")
_DIGITS = re.compile(r"\d{6,17}")
_ENTITY = re.compile(r"&(?:amp|lt|gt|nbsp);")
_ESCAPE = Escape("&", _ENTITY, lambda match: {"&amp;": "&", "&lt;": "<", "&gt;": ">"}.get(match[0], " "))
MARKS: tuple[str, ...] = ()


class OfxReader:
    """Reads elements: a tag and the text after it."""

    separators = "<>&"
    escape: Escape | None = _ESCAPE

    def record_end(self, text: str, start: int, stop: int) -> int:
        """See :class:`Reader`."""
        found = text.find("<", start + 1, stop)
        return found if found >= 0 else -1

    def values(self, text: str, start: int, end: int) -> list[Field]:
        """See :class:`Reader`."""
        element = _ELEMENT.match(text, start, end)
        begin = element.start(3) if element else start
        value = text[begin:end]
        stop = begin + len(value.rstrip())
        begin += len(value) - len(value.lstrip())
        if begin >= stop:
            return []
        if element is None:
            if text.startswith("<?", begin):
                return []
            return [*_header(text, begin, stop)]
        tag = element[2].upper()
        return [Field(begin, stop, tag.lower(), _type(tag, text[begin:stop]))]


def _type(tag: str, value: str) -> str:
    if tag.startswith("DT"):
        return EntityType.DATE_TIME if sum(map(str.isdigit, value)) >= 8 else NOTHING
    if tag in _ACCOUNTS:
        return EntityType.BANK_ACCOUNT_NUMBER if _DIGITS.fullmatch(value) and len(value) < 15 else ""
    if tag == "BANKID":
        return EntityType.BANK_ROUTING if len(value) == 9 and value.isdigit() else ""
    return _TYPES.get(tag, "")


def _header(text: str, begin: int, end: int) -> list[Field]:
    """The lines of the header, which are settings; any other text before the first tag is read."""
    fields, at = [], begin
    for line in text[begin:end].splitlines(keepends=True):
        if line.strip():
            kind = NOTHING if _HEADER.match(line) else ""
            fields.append(Field(at, at + len(line.rstrip()), "", kind))
        at += len(line)
    return fields


def begins(head: str) -> bool:
    """Whether a text that begins with ``head`` is a statement."""
    start = head[:1024]
    return "OFXHEADER" in start or re.match(r"\s*(?:<\?[^>]*\?>\s*)*<OFX>|\s*<STMTTRN>", start) is not None
