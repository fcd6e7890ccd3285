"""Persons in closings, address lines, dialogues, slang and papers of courts: "Cordialmente, Ann Roe,"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.first_names import LOWER_WORDS, is_first_name, is_only_first_name
from objectlambda.pii.rules.gates import CALLED
from objectlambda.pii.rules.labelled import NO_VALUES
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.persons_in_notes import is_given, is_name
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_WORD = rb"[A-Z][A-Za-z]+(?:['\-][A-Z]?[a-z]+)?"
_FULL = rb"(?:[A-Z]\.? ){0,2}%(w)s(?: (?:(?:de la|de los|del|de|van der|van de|van|von|da|dos|y) )?%(w)s){0,3}" % {
    b"w": _WORD
}
_CLOSED = CALLED.pattern(
    rb"(?:Atentamente|Cordialmente|Saludos(?: cordiales| a todos)?|Un (?:cordial )?saludo|Un abrazo|Atte\.?|Muchas"
    rb" gracias"
    rb"|Respetuosamente|Sincerely|Yours (?:truly|sincerely|faithfully)|(?:Best|Kind|Warm) (?:regards|wishes)"
    rb"|Regards|Cheers"
    rb"|Many thanks|Cordialement|Bien cordialement|Mit freundlichen Gr..en|Cordiali saluti|Distinti saluti"
    rb"|Atenciosamente"
    rb"|Cumprimentos|Met vriendelijke groet|Kus(?:je|jes)?|Baci|Bisous|Besos|Besitos|Un beso|Beijos|Groetjes"
    rb"|Liefs)[,.:]? {1,2}(%s)(?:,|\.|[ \t]*\r?\n|[ \t]*$|[ \t]*[\"'<\\])" % _FULL
)
"""Who signs on the line of the closing: "Cordialmente, Ann Roe, Directora"."""
_BELOW = CALLED.pattern(
    rb"(?m)^[ \t>]{0,4}(?:MfG|LG|VG|GLG|HG|Hochachtungsvoll|Gr..e|Viele Gr..e|Liebe Gr..e|Beste Gr..e|Herzliche Gr..e"
    rb"|Herzlichst|Gru. |Alles Liebe|Bises|Bisous|Amicalement|Cordialement|Bien a (?:toi|vous)|Salutations(?:"
    rb" distinguees)?"
    rb"|A bient.t|Baci|Un bacio|Un abbraccio|Saluti|Cordiali saluti|Distinti saluti|A presto|Ciao|Beijos?"
    rb"|Beijinhos|Abracos?"
    rb"|Um abraco|Cumprimentos|Atenciosamente|Atentamente|Com os melhores cumprimentos|Groetjes|Groeten|Groet|Liefs|Mvg"
    rb"|Met vriendelijke groet(?:en)?|Hartelijke groet|Un pet.|Petons|Una abra.ada|Molts petons|Ondo izan"
    rb"|Besarkada(?: bat)?|Muxu"
    rb"|Unha aperta|Bicos|Heaps of love|Lots of love|All my love|Much love|Yours in [a-z]+|Ever yours"
    rb"|Affectionately|Fondly"
    rb"|Hugs|Besos|Besitos|Un beso(?: enorme| grande)?|Un fuerte abrazo|Con cari.o|Te quiere|Tu (?:amig[oa]"
    rb"|hij[oa]|herman[oa]))"
    rb"[,.!]{0,3}[ \t]*\r?\n(?:[ \t>]*\r?\n)?[ \t>]{0,4}((?:[A-Z]\. ?){0,2}%s)[ \t]*(?:x{1,4}[ \t]*)?\r?$" % _FULL
)
"""Who signs below a closing in other words and languages: "Un petó,\\nMercè"."""
_ATTENTION = CALLED.pattern(
    rb"\b(?:t\.a\.v\.|z\. ?Hd\.?|zu H.nden|. l'att(?:ention|\.) de|[Cc]\.a\.|[Aa]lla c\.a\.|[Aa]lla cortese"
    rb" attenzione d(?:el|ella|i)"
    rb"|[Aa]tt\.ne|[Aa]o cuidado de|A/[Aa]|[Aa]\. la [Aa]t(?:t|encion)\.? de|[Aa]ttn?[.:]{1,2}|FAO|[Ff]\.a\.o\."
    rb"|p\.p\."
    rb"|[Ii]ntestat[oa] a|t\.n\.v\.|op naam van|au nom de|em nome de|lautend auf|rep(?:r|resentad[oa])?\.? por"
    rb"|representee? par"
    rb"|vertreten durch|assistito da|in favore di|zugunsten(?: von)?)"
    rb" (?:(?:de |der |den )?(?:mevr\.|mw\.|dhr\.|Hrn?\.|Herrn?|Frau|Sig\.(?:ra)?|Sra?\.|D\.a?|Don|Do.a|M\.|Mme"
    rb"|Mr\.?|Mrs\.?|Ms\.?"
    rb"|Dr\.?|Dott\.|Avv\.) )?((?:[A-Z]\.){0,3} ?(?:\([A-Z][a-z]+\) )?(?:(?:de|van|von|van de[rn]?|di|da) )?%s(?:"
    rb" [A-Z]\.)?)(?:[ ,.;)(\r\n]|$)" % _FULL
)
"""To whose attention or in whose name: "t.a.v. mevr. J. (Jantje) de Vries", "intestato a Roe A."."""
_TURN = re.compile(
    rb"^(?:\[[^\]\n]{3,22}\] ?)?([A-Z][a-z]{1,15}(?:-[A-Z][a-z]+)?(?: [A-Z][a-z]{1,15}){0,2}) ?: (?=\S)", re.MULTILINE
)
_FEWEST_TURNS, _FEWEST_SPEAKERS, _MOST_SPEAKERS = 3, 2, 8
_PAIR = CALLED.pattern(
    rb"(?m)^([A-Z][a-z]{1,14})(?: ?[/&] ?|, ?| (?:and|y|e|et|und) )([A-Z][a-z]{2,14})[,:!]?[ \t]*\r?\n[ \t]*\r?\n"
)
"""Two who are greeted at the start of a mail: "Ed / Bronagh"."""
_MINOR = CALLED.pattern(
    rb"(?:^|[\s(,:])((?:[A-Z]\.){2,4}),? ?(?:\((?:[Dd][Oo][Bb]|born|age|nacid[oa])|(?:born|a minor|a (?:male"
    rb"|female)|minor child|d\.o\.b|DOB"
    rb"|aged?|nacid[oa]|menor)\b)"
)
"""A child by its initials in papers of a court: "K.L.F., born 2010"."""
_SLANG = CALLED.pattern(
    rb"\b(?:[Ww]|wit|wid|wiff|[Nn]|nd|2|4|goin(?: to| 2)?|gonna|see|seeing|[Ss]aw|met|[Mm]iss|miss(?:in|ing)"
    rb"|[Ll]ove|luv|follow|ask|tell"
    rb"|[Bb]day|[Bb]irthday|lil|big|my (?:boy|girl|bro|sis|cuz|man|bestie|bff)|s/o|[Ss]hout ?out(?: to)?|[Tt]hx"
    rb"|ily|buzz|hmu|frm|from|yo"
    rb"|mr|mrs|ms|uncle|auntie|teacher|coach) ((?:lil |big |mr |ms |mrs )?[a-z]{3,14}(?: [a-z]{3,16})?)\b"
)
"""A given name in lower case in slang: "goin 2 tasha crib", "w mandy n cory"."""
_UNDERSIGNED = CALLED.pattern(
    rb"\b(?:[Jj]e soussigne(?:e)?,?|[Ii]l sottoscritto|[Ll]a sottoscritta|[Ii]o sottoscritt[oa]|[Ii]ch,|[Ii]ch,"
    rb" die Unterzeichnete,"
    rb"|Eu,|[Oo] abaixo assinado,|[Oo]ndergetekende,?|[Ii]k,|[Nn]ous soussignes,?|[Ee]l que suscribe,?|[Ll]a que"
    rb" suscribe,?|[Ee]l suscrito,?"
    rb"|[Ll]a suscrita,?) (?:(?:M\.|Mme|Monsieur|Madame|Sig\.(?:ra)?|Herr|Frau|[Dd]hr\.|[Mm]w\.|Sra?\.|D\.a?|C\."
    rb"|Dr\.|Avv\.) )?(%s)(?:,| n[ae]|\s|$)" % _FULL
)
"""Who declares something in other languages: "Je soussigné Yann Roe, né"."""
_MOURNED = CALLED.pattern(rb"\b(?:RIP|R\.I\.P\.?|QEPD|Q\.E\.P\.D\.?) ([A-Z][a-z]{2,14}(?: [A-Z][a-z]{2,16})?)\b")
_AGED = CALLED.pattern(
    rb"\b([A-Z][a-z]{2,14}) \(\d{1,2} (?:meses|semanas|d.as|a.os|months|weeks|mois|ans|mesi|anni|Monate|Wochen"
    rb"|Jahre|maanden|jaar)\)"
)
"""A child with its age in brackets: "Nour (10 meses)"."""
_TITLES = words("lil big mr ms mrs")
_FAMOUS = CALLED.pattern(
    rb"\b(?:[Pp]resident|[Ss]enator|[Cc]oach|[Cc]ongress(?:man|woman)|[Mm]ayor|[Gg]overnor|[Pp]rime [Mm]inister"
    rb"|[Cc]hancellor|[Kk]ing"
    rb"|[Qq]ueen|[Pp]rince|[Pp]rincess|[Pp]ope|[Ss]ir|[Ll]ady|[Dd][Jj]|MC|[Rr]apper|[Ss]inger|[Aa]ctor|[Aa]ctress"
    rb"|[Dd]irector"
    rb"|(?:can't|cant|don't|didn't) (?:believe|trust|stand)|(?:did|does|is|was|has|can|will) )"
    rb"([A-Z][a-z]{2,14}) (?:just|said|say|says|really|even|be|is|was|been|ever|going|gonna|get|got)\b"
)
"""Who is spoken of in messages: "can't believe Obama just said"."""


class PersonInClosingRecognizer(WindowRecognizer):
    """Who signs, for whose attention it is, who speaks in turns, and persons in slang and papers of courts."""

    TYPES = (EntityType.NAME,)
    HOW = (
        '"Cordialmente, Ann Roe,", "t.a.v. mevr. Roe", "Manon : oui" in turns, "K.L.F., born 2010", "goin 2 tasha crib"'
    )

    def find(self, scan: Scan) -> Iterator[Entity]:
        if scan.code or scan.catalogue:
            return
        for pattern in (_CLOSED, _BELOW, _ATTENTION, _UNDERSIGNED):
            for start, end in groups(scan, pattern):
                first = start + len(scan.shadow[start:end]) - len(scan.shadow[start:end].lstrip())
                if _is_person(scan, first, end):
                    yield Entity(EntityType.NAME, first, end, 0.8)
        if has(scan.shadow, b": "):
            yield from _turns(scan)
        for pair in _PAIR.compiled.finditer(scan.shadow) if scan.holds(_PAIR) else ():
            names = [scan.text[slice(*pair.span(group))] for group in (1, 2)]
            if any(is_only_first_name(name.lower()) for name in names) and not any(map(is_common, names)):
                for start, end in (pair.span(1), pair.span(2)):
                    yield Entity(EntityType.NAME, start, end, 0.75)
        for start, end in groups(scan, _MINOR):
            yield Entity(EntityType.NAME, start, end, 0.8)
        for start, end in groups(scan, _SLANG):
            if not _goes_on(scan.shadow, start):
                yield from _in_slang(scan, start, end)
        for start, end in (*groups(scan, _FAMOUS), *groups(scan, _AGED), *groups(scan, _MOURNED)):
            if is_name(scan, start, end):
                yield Entity(EntityType.NAME, start, end, 0.7)


_MET = re.compile(rb" (?:de|het|een|van|niet|wordt|zijn|dat|die|voor|of) ")
"""Small words of Dutch, in which "met" is "with"."""
_NUMBERED = re.compile(rb"[\d.,][24] \Z")


def _goes_on(shadow: bytes, start: int) -> bool:
    """Whether the word before is Dutch, or the end of a number: "met elke reeks", "4.2 della"."""
    if shadow.endswith(b"met ", 0, start):
        return _MET.search(shadow, max(0, start - 80), start + 80) is not None
    return _NUMBERED.search(shadow, max(0, start - 3), start) is not None


_OFFICES = words(
    """
    departamento dpto direccion dirección administracion administración gerencia secretaria secretaría equipo servicio
    atencion atención comite comité junta presidencia oficina area área recursos soporte department team office board
    committee customer support sales human service management administration abteilung vorstand verwaltung direction
    service equipe équipe direzione ufficio segreteria direcao direção equipa afdeling bestuur redactie redaccion
    redacción editorial colegio comunidad ayuntamiento hospital universidad banco
    """
)
"""What signs a letter and is no person."""
_SMALL = 3
"""The letters of a particle at most."""


def _is_person(scan: Scan, start: int, end: int) -> bool:
    """Whether a name stands there: no firm, no office and no common words."""
    value = scan.text[start:end]
    parts = value.replace("(", "").replace(")", "").split(" ")
    if is_company(value) or is_common(value) or parts[0].lower() in _OFFICES or scan.lower[start:end] in NO_VALUES:
        return False
    return is_name(scan, start, end) and not all(is_common(part) for part in parts if len(part) > _SMALL)


def _turns(scan: Scan) -> Iterator[Entity]:
    """Those who speak in turns, of whom one has a known given name and none is called by a common word."""
    turns = [*_TURN.finditer(scan.shadow)]
    speakers = {turn[1] for turn in turns}
    if (
        len(turns) < _FEWEST_TURNS
        or not _FEWEST_SPEAKERS <= len(speakers) <= _MOST_SPEAKERS
        or len(turns) == len(speakers)
    ):
        return
    names = {speaker: scan.text[slice(*turn.span(1))] for turn in turns if (speaker := turn[1])}
    if any(is_common(name) and not is_first_name(name.lower()) for name in names.values()):
        return
    if not any(is_given(scan, turn.start(1), turn.start(1) + len(turn[1].split(b" ")[0])) for turn in turns):
        return
    for turn in turns:
        yield Entity(EntityType.NAME, *turn.span(1), 0.8)


def _in_slang(scan: Scan, start: int, end: int) -> Iterator[Entity]:
    """The given name, with the surname behind it that is no word."""
    if not scan.shadow[start:end].islower():
        return
    parts = scan.lower[start:end].decode(errors="replace").split(" ")
    first = start
    while parts and parts[0] in _TITLES:
        first += len(parts.pop(0)) + 1
    if not parts or not is_only_first_name(parts[0]) or parts[0] in LOWER_WORDS or is_common(parts[0]):
        return
    whole = len(parts) > 1 and not is_common(parts[1]) and len(parts[1]) > len("abc")
    yield Entity(EntityType.NAME, first, first + len(" ".join(parts)) if whole else first + len(parts[0]), 0.75)
