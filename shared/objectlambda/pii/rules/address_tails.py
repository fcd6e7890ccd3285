"""Addresses that their end tells: "MG Road, Pune - 411001", "São Paulo - SP, 01310-200", "Carrera 7 No. 71-21"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.concepts import ADDRESS
from objectlambda.pii.rules.context import linear, spans
from objectlambda.pii.rules.field_concepts import field_concepts
from objectlambda.pii.rules.gates import NUMBERS, PLACES
from objectlambda.pii.rules.literals import has_any
from objectlambda.pii.rules.scan import Scan

_PART = rb"[A-Z0-9#][\w.'/&\x1a-]*(?: [A-Z0-9][\w.'/&\x1a-]*){0,4}"
_NUMBERED = (
    rb"(?:(?:(?:Flat|Plot|House|Door|Shop|Villa|Unit|Apt\.?|H\.?|D\.?)? ?(?:No\.?|Nos\.?)? ?[:#]? ?)?\d{1,5}[A-Z]?"
    rb"(?:[/\-]\d{1,5}[A-Z]?){0,3},? |[A-Z]-\d{1,4}[A-Z]?, )?"
)
_INDIAN_STATES = (
    rb"(?:Andhra Pradesh|Arunachal Pradesh|Assam|Bihar|Chhattisgarh|Goa|Gujarat|Haryana|Himachal Pradesh|Jharkhand"
    rb"|Karnataka|Kerala|Madhya Pradesh|Maharashtra|Manipur|Meghalaya|Mizoram|Nagaland|Odisha|Punjab|Rajasthan|Sikkim"
    rb"|Tamil ?Nadu|Telangana|Tripura|Uttar Pradesh|Uttarakhand|West Bengal|Delhi|New Delhi|Chandigarh|Puducherry"
    rb"|Jammu (?:and|&) Kashmir|Ladakh)"
)
_INDIAN_STREETS = (
    rb"(?:Road|Rd\.?|Marg|Nagar|Colony|Layout|Cross|Main|Sector|Phase|Block|Lane|Apartments?|Society|Vihar|Puram"
    rb"|Chowk"
    rb"|Bazaar|Bazar|Enclave|Estate|Street|St\.?|Gali|Mohalla|Residency|Towers?|Heights|Garden|Park|Extension"
    rb"|Extn\.?)"
)
_GAP = rb"[ ,]{1,2}(?:[-\x1a] ?)?"
_WHOLE = linear(
    rb"%(number)s(?:%(part)s,? ?\n? ?){1,6}?%(states)s%(gap)s\d{3} ?\d{3}\b(?:[ ,.]{1,2}India\b)?"
    rb"|%(number)s(?:%(part)s, ?\n? ?){0,4}%(part)s ?%(streets)s, ?\n? ?(?:%(part)s, ?\n? ?){0,3}"
    rb"[A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,12})?%(gap)s\d{3} ?\d{3}\b(?:[ ,.]{1,2}India\b)?"
    # Brazil, Ireland, Japan
    rb"|(?:%(part)s, ?(?:\d{1,5}(?: ?- ?[A-Z][\w .\x1a]{2,24}?)?, ?)?)?[A-Z][\w.'\x1a]{2,20}"
    rb"(?: [A-Z]?[\w.'\x1a]{2,16}){0,3}"
    rb"(?: ?[-/] ?|, ?)[A-Z]{2}(?:, ?| - | )(?:CEP:? ?)?\d{5}-\d{3}\b"
    rb"|\bDublin \d{1,2}W?, ?\n? ?[ACDEFHKNPRTVWXY]\d[\dW] ?[0-9ACDEFHKNPRTVWXY]{4}\b"
    rb"|\b\d{1,3}-\d{1,3}(?:-\d{1,3})? [A-Z][a-z]{2,16}, (?:[A-Z][a-z]{2,16}-(?:ku|shi|cho|machi|gun), ?){1,2}"
    rb"[A-Z][a-z]{2,16}(?:,? \d{3}-\d{4})?\b"
    % {b"number": _NUMBERED, b"part": _PART, b"states": _INDIAN_STATES, b"streets": _INDIAN_STREETS, b"gap": _GAP}
)
_STREETS = NUMBERS.pattern(
    rb"\b\d{1,5} block of (?:[NSEW]{1,2}\.? |North |South |East "
    rb"|West )?[A-Z0-9][\w.']{1,20}(?: [A-Z][\w.']{1,16}){0,2}"
    rb" (?:St|Street|Ave|Avenue|Rd|Road|Dr|Drive|Blvd|Boulevard|Ln|Lane|Way|Ct|Court|Pl|Place|Pkwy|Hwy)\b\.?"
    rb"|\b[A-Z]{1,3}-?\d{1,4},? (?:[Kk][Mm]s?|[Pp]\.?[Kk]|[Mm]ile(?: marker| post)?|MM"
    rb"|mm)\.? ?\d{1,4}(?:[.,]\d{1,3})?\b"
    rb"|\b(?i:Carrera|Cra\.?|Cr\.?|Kra?\.?|K|Calle|Clle|Cl\.?|Cll\.?|Avenida|Av\.?|Ak|Ac|Diagonal|Diag\.?|Dg\.?"
    rb"|Transversal|Transv\.?|Tv\.?|Tr\.?|Circular|Circ\.?) \d{1,3} ?[A-Z]{0,2}"
    rb"(?: (?:(?i:Bis|Sur|Norte|Este|Oeste)|[A-Z]\b))? ?(?:#|No\.?|N\x1a|N\.\x1a|No|n.mero) ?\d{1,3} ?[A-Z]{0,2}"
    rb"(?: (?i:Bis|Sur|Norte|Este))? ?[- ] ?\d{1,3}\b(?: (?i:Sur|Norte|Este|Oeste)\b)?"
    rb"(?:,? (?i:apto?|apartamento|torre|interior|int|casa|oficina|of|bloque|piso|local)\.? ?[A-Z0-9]{1,5}\b){0,3}"
    rb"(?:,? (?i:barrio) [A-Z][a-z]+(?: (?:de |del |la |las |los )?[A-Z][a-z]+){0,2})?"
)
_NEEDLES = (
    b"block of ",
    b" #",
    b" No",
    b" N\x1a",
    b"#",
    b" NO",
    b"mero ",
    b" km",
    b" Km",
    b" KM",
    b" p.k",
    b" mile",
    b" MM",
)


_TAIL = NUMBERS.pattern(
    rb"%s[ ,]{1,2}(?:[-\x1a] ?)?\d{3} ?\d{3}\b|[a-z] ?[-\x1a,] ?\d{3} ?\d{3}\b|[A-Z]{2}(?:, ?| - "
    rb"| )(?:CEP:? ?)?\d{5}-\d{3}\b"
    rb"|\bDublin \d|-(?:ku|shi|cho|machi|gun), ?[A-Z]" % _INDIAN_STATES,
    needle=rb"[a-z][ ,\-\x1a]{1,4}\d{3} ?\d{3}\b|\d{5}-\d{3}\b|\bDublin \d|-(?:ku|shi|cho|machi|gun), ?[A-Z]",
)
"""What such an address ends in; only where it stands are whole addresses looked for."""
_REACH_BEFORE, _REACH_BEHIND = 240, 60
_CAP = rb"[A-Z\x1a][A-Za-z'\x1a\-]*"
_CODE = rb"(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{4,6})\b"
_PARK = PLACES.pattern(
    rb"\b(?:Units?|UNITS?|Suite|Block|Bldg\.?|Building|Warehouse|Shop|Office|Plot|Bay|Shed|Factory|Hangar)"
    rb" (?:No\.? ?|#)?[A-Z]?\d{1,4}[A-Z]?(?: ?[\-/&] ?[A-Z]?\d{1,4}[A-Z]?)?,?[ \n]%(cap)s(?: %(cap)s){0,3}"
    rb" (?:Business|Industrial|Office|Retail|Technology|Tech|Science|Trading|Trade|Enterprise|Commerce|Commercial"
    rb"|Logistics|Innovation|Distribution|Corporate) (?:Park|Estate|Centre|Center|Village|Campus|Zone)\b"
    rb"(?:,[ \n]%(cap)s(?:[ \-]%(cap)s){0,2})?(?:(?:,[ \n]%(cap)s(?: %(cap)s)?)?,?[ \n]%(code)s)?"
    % {b"cap": _CAP, b"code": _CODE},
    longest=True,
)
"""A unit of a business park, with the town and the postal code: "Unit 9, Kyalami Business Park, Midrand, 1684"."""
_PARK_NEEDLES = (b" Park", b" Estate", b" Centre", b" Center", b" Village", b" Campus", b" Zone")


_MILESTONE = re.compile(rb"[A-Z]{1,3}-?\d{1,4},? [A-Za-z. ]{2,14}\d[\d.,]*")


def _fills_cell(scan: Scan, start: int, end: int) -> bool:
    """Whether a place on a road, "M-40 km 5,0", is all that a field has whose name says nothing of addresses."""
    field = scan.field(start, end)
    return (
        field is not None
        and field.end - field.start <= end - start + len('""')
        and not field_concepts(field.name) & ADDRESS
    )


class AddressTailRecognizer(WindowRecognizer):
    """An address by its state and postal code (India, Brazil, Ireland, Japan), by block, crossing or business park."""

    TYPES = (EntityType.ADDRESS,)
    HOW = "state or town with the postal code of India, Brazil, Ireland and Japan; … block of …, Carrera 7 No. 71-21"

    def find(self, scan: Scan) -> Iterator[Entity]:
        reached = 0
        for tail, stop in scan.matches(_TAIL):
            if tail < reached:
                continue
            first = max(reached, tail - _REACH_BEFORE)
            around = scan.shadow[first : stop + _REACH_BEHIND]
            for start, end in spans(_WHOLE, around):
                whole = around[start:end].rpartition(b"/o ")[2]  # "D/o Ann Roe, R/o 8 Mill Lane, …"
                yield Entity(EntityType.ADDRESS, first + end - len(whole.lstrip(b" ,")), first + end, 0.9)
                reached = max(reached, first + end)
        if not scan.code and has_any(scan.shadow, _PARK_NEEDLES):
            for start, end in scan.matches(_PARK, numbered=True):
                yield Entity(EntityType.ADDRESS, start, end, 0.85)
        if has_any(scan.shadow, _NEEDLES):
            for start, end in scan.matches(_STREETS):
                if _MILESTONE.fullmatch(scan.shadow, start, end) and _fills_cell(scan, start, end):
                    continue
                yield Entity(EntityType.ADDRESS, start, end, 0.85)
