"""Quoted values in sentences, as templates have them: 'in the city of "Lyon"', 'the landlord is "Ann Roe"'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.scan import Scan

_PLACE = linear(
    rb"(?i)\b(?:(?:city|town|county|state|village|province|commonwealth|borough|ciudad|municipio|provincia|condado|partido)"
    rb" (?:of|de)|zip(?: ?code)?|postal code|postcode|codigo postal|"
    rb"located at|situated at|situado en|offices? at|residing at|resident (?:at|of)|domiciled (?:at|in)"
    rb"|domicilio (?:en|social en)|ubicad[oa] en|sit[oa] en|street address|(?:mailing|postal|registered|home) address"
    rb"|adresi|adresse|anschrift|direccion|endereco|indirizzo|domicilio)"
    rb"(?: is| es|:|,)? \"([^\"\n@|*=]{2,100})\""
)
_STREET = linear(
    rb"(?i)\"(\d{1,6} (?:[a-z.\x27\-]+ ){1,4}(?:street|st|avenue|ave|road|rd|boulevard|blvd|drive|dr|lane|ln|court|ct"
    rb"|place|pl|square|way|broadway|parkway|highway|terrace)\b[a-z0-9 ,.#\x27\-]{0,60})\""
    rb"|\bat \"(\d{1,6} [A-Z][a-z]{2,20}(?: [A-Z][a-z]+)*)\""
)
_ROLES = (
    rb"landlord|landlady|tenant|lessor|lessee|licensor|licensee|employer|employee|buyer|seller|borrower|lender|agent|owner"
    rb"|grantor|grantee|trustee|executor|witness|guarantor|contractor|director|secretary|president|signatory|customer|client"
    rb"|patient|insured|beneficiary|arrendador|arrendatario|comprador|vendedor|empleado|testigo|titular|representante"
    rb"|propietario|beneficiario|apoderado|(?:first |last |full )?name|nombre|adi soyadi|ad soyad|nom|nome"
)
_PERSON = linear(
    rb"(?i)\b(?:%s)\b[^\"\n.;]{0,40}?(?: is| es| named| called| as| llamad[oa]|:)? \"([^\"\n]{2,60})\"" % _ROLES
)
_FAMILY = linear(
    rb"\b(?:[Ff]amilie|[Ff]amilia|[Ff]amille|[Ff]amiglia) ([A-Z][A-Za-z\x27\-]{2,24})"
    rb"(?: (?:und|y|et|e|and|en) ([A-Z][A-Za-z\x27\-]{2,24}))?"
)
"""Surnames: "der Familie Harrow und Kemp"."""
_NAME = re.compile(r"[^\W\d_a-z][\w'’.\-]*(?: [^\W\d_a-z][\w'’.\-]*){0,3}")


class ClauseRecognizer(WindowRecognizer):
    """A person or a part of an address in quotes, in a sentence of a contract."""

    TYPES = (EntityType.ADDRESS, EntityType.NAME)
    HOW = 'city of "…", offices at "…", the tenant is "…"'

    def find(self, scan: Scan) -> Iterator[Entity]:
        if has(scan.shadow, b"amil") or has(scan.shadow, b"amigl"):
            yield from _families(scan)
        if not has(scan.shadow, b' "'):
            return
        for pattern in (_PLACE, _STREET):
            for match in pattern.finditer(scan.shadow):
                start, end = match.span(match.lastindex)
                if any(map(str.isalnum, scan.text[start:end])):
                    yield Entity(EntityType.ADDRESS, start, end, 0.75)
        for match in _PERSON.finditer(scan.shadow):
            start, end = match.span(1)
            value = scan.text[start:end]
            if not scan.code and _NAME.fullmatch(value) and not is_common(value) and not is_company(value):
                yield Entity(EntityType.NAME, start, end, 0.7)


def _families(scan: Scan) -> Iterator[Entity]:
    for match in _FAMILY.finditer(scan.shadow):
        for start, end in filter(lambda span: span[0] >= 0, (match.span(1), match.span(2))):
            if not is_common(scan.text[start:end]) and not scan.text.startswith("(", end):  # "familia VARCHAR(40)"
                yield Entity(EntityType.NAME, start, end, 0.7)
