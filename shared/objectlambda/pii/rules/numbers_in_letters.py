"""Numbers and logins that letters, statements and reviews give with few words: "C.C. 37.827.097", "publicado por"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.gates import LOWER, NUMBERS
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.scan import Scan

_CEDULA = NUMBERS.pattern(
    rb"\b(?:C\. ?C\.?|CC|C\. ?E\.?|T\. ?I\.?|TI|C\. ?I\.?|D\. ?U\. ?I\.?|D\. ?P\. ?I\.?|c\.c\.|t\.i\.)[:.]?"
    rb" ?(?:(?:[Nn]o\.?|[Nn][o\x1a]{1,2}\.?|[Nn].m\.?|#) ?)?(\d{1,3}(?:[.,]\d{3}){2,3}(?:-\d)?)(?:[ ,.;)\r\n]|$)"
)
"""An identity card of Colombia and its neighbours by its initials: "C.C. 37.827.097", "TI 1.014.882.336"."""
_REACHED = NUMBERS.pattern(
    rb"(?i)\b(?:localizable|localizarme|disponible|contactarme|contactar conmigo|llamarme|llamenme|llamadme"
    rb"|ll.mame|me (?:puede|podeis|puedes|pueden) (?:llamar|localizar|encontrar)|atiendo|respondo|escribirme"
    rb"|avisarme|ubicarme|me ubica|reachable|reach me|get me|call me|ring me|text me|contact me|joignable"
    rb"|appelez-moi|erreichbar|r.ckruf|anrufen|mi trovate|bereikbaar|me ligue|pode ligar)(?: (?:siempre|tambi.n"
    rb"|tarde|ma.anas|bitte|also|or|back|at|on|in|en|el|al|a|por|mi|n.mero|whatsapp|wsp|fijo|m.vil|au|sur|le|unter"
    rb"|der|nummer|al numero|op|no|para|the|number|my|this|new|cel|fono)\.?){0,5}:? (\(?\+?\d[\d ().\-/]{6,18}\d)\b"
)
"""A number at which somebody can be reached: "quedo localizable en el 659.440.128"."""
_GERMAN = NUMBERS.pattern(
    rb"\b(?:unter|oder|und|Tel\.?|Telefon:?|Mobil:?|Handy:?|Fax:?|Fon:?"
    rb"|Rufnummer:?) (\(?0\d{2,5}\)? ?[/\-] ?\d[\d \-]{4,12}\d)\b"
)
"""A German number with blanks around its dash: "oder 0171 - 33 90 812"."""
_GROUPED = NUMBERS.pattern(
    rb"(?:^|[\n|,;(] ?|[ \t]{2})(?:[MTCmtc]|M.vil|Mvl|Tfno|Tlf|Cel"
    rb"|Fijo)[.:] {0,2}([6-9]\d\d[ .\-]\d{2,3}[ .\-]\d{2,3}(?:[ .\-]\d{2,3})?)\b"
)
"""A Spanish number in groups behind a letter: "M. 688.901.447"."""
_INTERNAL = LOWER.pattern(
    rb"[(,;|] ?(?:interno|int\.?|anexo|extension) (?:n\x1a |nro\.? |num\.? )?(\d{3,5})[),;.|\r\n]"
)
_POSTED = NUMBERS.pattern(
    rb"(?i)\b(?:publicad[oa]|escrit[oa]|enviad[oa]|subid[oa]|comentad[oa]|posted|written|submitted|reviewed"
    rb"|uploaded|asked|answered|veroffentlicht|geschrieben|publie|ecrit|scritto|pubblicato|geplaatst|escrito)"
    rb" (?:por|by|von|par|da|door):? @?([a-z][a-z0-9]{0,20}[_.\-]?[a-z0-9_.\-]{1,24}[a-z0-9])(?:[ ,;:|\r\n]|$)"
)
"""Who posted something, by a login with a digit or an underscore."""
_MARKED = re.compile(rb"[0-9_]")
_USER = NUMBERS.pattern(rb"\b[Uu]suari[oa] ([a-z][a-z0-9._\-]{3,20})(?:,|;| \(|\)|\. )")
"""A login between commas in a ticket: "Usuario gfunes, le reseteé"."""
_SOUNDEX = NUMBERS.pattern(
    rb"(?i)\b(?:dl|d/l|oln|oper(?:ator)?|driver'?s?|licen[cs]e|permit)\b[^\n]{0,24}?"
    rb" ?((?-i:[A-Z])-?\d{3}-?\d{3}-?\d{3}-?\d{3}|(?-i:[A-Z])\d{3}-\d{4}-\d{4}|(?-i:[A-Z])\d{4}-\d{5}-\d{5})\b"
)
"""A licence by the code of the name, as Maryland, Michigan, Illinois and Ontario number them."""
_REGO = NUMBERS.pattern(
    rb"\b(?i:rego|license plate|licence plate|number plate|numberplate|matr.cula|patente|placas?|chapa)(?i:(?:"
    rb" (?:is|was|no|num|number|del coche|del vehiculo|numero|n\x1a|es)\.?){0,2}):? ((?:\d[A-Z]{2}|[A-Z]{2,3}"
    rb"|\d{3,4}|\d{1,2}[A-Z]{1,3})[ \-]?(?:\d[A-Z]{2}|\d{2,4}[A-Z]?|[A-Z]{2,3}\d?|\d{2}[ \-][A-Z]{2}))\b"
)
"""A plate behind a word for one, without a vehicle beside it: "rego 1QK-8TD"."""
_STATE_TAG = NUMBERS.pattern(
    rb"\b(?:A[LKZR]|C[AOT]|D[EC]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT"
    rb"|V[TA]|W[AVIY]) (?:TAG|tag|Tag|PLATE|plate|LIC|REG|reg) #?:? ?([A-Z0-9]{2,4}[ \-]?[A-Z0-9]{2,5})\b"
)
"""A plate behind its state: "MD TAG 4CR 8815"."""
_RUN = NUMBERS.pattern(
    rb"\b(?:R\.?U\.?[NT]\.?|C\.?I\.?)[:.]? ?(?:[Nn][o\x1a]?\.? ?)?(\d{1,2}\.?\d{3}\.?\d{3}-[\dkK])\b"
)
"""An identity card of Chile by its initials, also where its check digit is wrong."""
_DUTCH = NUMBERS.pattern(
    rb"\b(?:op|bel|bellen(?: naar)?|au|sur le|unter|via) (0\d(?:[ .\-]?\d{2,4}){3,4})\b|[a-z] \((0\d{2,5} ?[/\-]"
    rb" ?\d[\d ]{4,12}\d)\)"
)
"""A number behind "op" or "au", and a German one in brackets behind a name."""
_STATE_LICENSE = NUMBERS.pattern(
    rb"(?i)\b(?:licen[cs]e|dl|d/l)(?: no\.?| number| #)?(?: is|:)? (?-i:A[LKZR]|C[AOT]|D[EC]|FL|GA|HI|I[DLNA]"
    rb"|K[SY]|LA|M[EDAINSOT]"
    rb"|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY])[ #:]{1,3}([a-z]?\d{6,9})\b"
)
"""A licence behind its state: "my license is OR 4471190"."""
_LABELLED = NUMBERS.pattern(
    rb"\b(?:Tlm|Telem.vel|T.l|Port|GSM|Recapito|Cell|Celular|Fono|Wsp|WhatsApp)[.:]{1,2} ?(\(?\+?\d[\d ()\-]{6,16}\d)\b"
)
"""A number behind a label of other languages: "Tlm: 936 112 044"."""
_PAID = NUMBERS.pattern(
    rb"(?i)\b(?:yape(?:en|ar|a|o|ame)?|plin(?:ea|ear)?|bizum|nequi|daviplata|pago m.vil|zelle|venmo|swish|mbway"
    rb"|pix)\b[^\n\d]{0,16}(?:\d{1,4} (?:soles|euros|pesos|lucas|mil|dolares) )?[^\n\d]{0,12}(\+?\d[\d \-]{7,14}\d)\b"
)
"""The telephone to which money goes: "yapeen 12 soles al 998 120 334"."""
_ACCOUNT = NUMBERS.pattern(
    rb"(?i)\b(?:cash ?app|venmo|paypal|insta(?:gram)?|snap(?:chat)?|tik ?tok|telegram|discord|github|gitlab|skype"
    rb"|my ig|xbox|psn|twitch)(?: is| es|:|-| me(?: at| on)?)? ?[@$]([a-z][a-z0-9._\-]{3,24}[a-z0-9])\b|\b(?:cash"
    rb" ?app|venmo|insta(?:gram)?|snap(?:chat)?|github|gitlab|skype|discord)(?: is|:| =)?"
    rb" ((?-i:[a-z])[a-z0-9._\-]{4,24})[ \t]*(?:\r?\n|$|[|~])"
)
"""An account at a service: "cashapp is $AnnRoe88", "github annroe"."""
_OF_COMPANY = re.compile(rb"[5-9]\d\.?\d{3}\.?\d{3}-")
"""A RUT of a company."""
_FEWEST, _MOST = 8, 15


class LetterNumberRecognizer(WindowRecognizer):
    """An identity card by its initials, a number to call, who posted something, a licence, a plate."""

    TYPES = (
        EntityType.SSN,
        EntityType.PHONE,
        EntityType.USERNAME,
        EntityType.DRIVER_ID,
        EntityType.LICENSE_PLATE,
    )
    HOW: ClassVar[Mapping[str, str]] = {
        EntityType.SSN: '"C.C. 37.827.097", "TI 1.014.882.336"',
        EntityType.PHONE: '"localizable en el 659.440.128", "oder 0171 - 33 90 812", "(interno 2230)"',
        EntityType.USERNAME: '"publicado por marisol_71", "Usuario gfunes, le"',
        EntityType.DRIVER_ID: "S-123-456-789-012 behind DL, driver or licence",
        EntityType.LICENSE_PLATE: '"rego 1QK-8TD", "MD TAG 4CR 8815"',
    }

    def find(self, scan: Scan) -> Iterator[Entity]:
        if scan.code or scan.catalogue:
            return
        shadow = scan.shadow
        for start, end in (*groups(scan, _CEDULA), *groups(scan, _RUN)):
            if shadow[end - 2 : end - 1] == b"-" and _OF_COMPANY.match(shadow, start):
                continue
            yield Entity(EntityType.SSN, start, end, 0.9)
        for pattern in (_REACHED, _GERMAN, _GROUPED, _LABELLED, _PAID, _DUTCH):
            for start, end in groups(scan, pattern):
                digits = sum(48 <= char <= 57 for char in shadow[start:end])
                if _FEWEST <= digits <= _MOST:
                    first = start + (shadow[start : start + 1] == b"(" and b")" not in shadow[start:end])
                    yield Entity(EntityType.PHONE, first, end, 0.96 if pattern is _LABELLED else 0.85)
        for start, end in groups(scan, _INTERNAL):
            if not shadow.startswith((b"19", b"20"), start):
                yield Entity(EntityType.PHONE, start, end, 0.75)
        for start, end in groups(scan, _POSTED):
            if _MARKED.search(shadow, start, end):
                yield Entity(EntityType.USERNAME, start, end, 0.85)
        for start, end in groups(scan, _ACCOUNT):
            if shadow[start - 1 : start] in (b"@", b"$") or not is_common(scan.text[start:end]):
                yield Entity(EntityType.USERNAME, start, end, 0.8)
        for start, end in groups(scan, _USER):
            if not is_common(scan.text[start:end]):
                yield Entity(EntityType.USERNAME, start, end, 0.8)
        for start, end in (*groups(scan, _SOUNDEX), *groups(scan, _STATE_LICENSE)):
            yield Entity(EntityType.DRIVER_ID, start, end, 0.9)
        for pattern in (_REGO, _STATE_TAG):
            for start, end in groups(scan, pattern):
                value = shadow[start:end]
                digits = sum(48 <= char <= 57 for char in value)
                if 0 < digits < len(value) - value.count(b" ") and len(value) >= _SHORTEST_PLATE:
                    yield Entity(EntityType.LICENSE_PLATE, start, end, 0.85)


_SHORTEST_PLATE = 5
