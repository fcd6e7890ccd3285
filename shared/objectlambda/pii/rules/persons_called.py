"""Persons behind what they are called and who they are: "dice llamarse …", "el ciudadano …", "identified as …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.gates import CALLED, Gated
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.persons_in_notes import is_given, is_name
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import TITLES, byte_words

_WORD = rb"[A-Z][A-Za-z\x1a]*(?:['\-][A-Z]?[A-Za-z\x1a]+)?[A-Za-z\x1a]"
_FULL = rb"%(word)s(?: (?:(?:de la|de los|del|de|y|i|e|van|von|bin) )?%(word)s){0,4}" % {b"word": _WORD}
_TITLE = rb"(?:(?:D\.a?|Do.a|Don|Dn\.|Sra?\.|Dra?\.|Lic\.|Ing\.|Mr\.?|Mrs\.?|Ms\.?|Dr\.?) )?"


def _led(before: bytes, name: bytes) -> Gated:
    """Finds ``name`` behind ``before``; the gate looks for the name's capital alone."""
    return CALLED.pattern(before + name, needle=before + rb"[A-Z]")


_NAMED = _led(
    rb"\b(?:(?:dice|dijo|manifiesta|manifesto|quien dijo|responde a) llamarse|(?:persona|sujeto|hombre|mujer|menor"
    rb"|joven"
    rb"|individuo|vecin[oa]|hij[oa]|padre|madre|amig[oa]|empleado|empleada|varon) (?:de nombre|llamad[oa])|de nombre"
    rb"|identificad[oa] como|que se identifico como|se identifica como|hace llamar|atiende por"
    rb"|(?:man|woman|person|male|female|boy|girl|subject|individual|guy|lady|child) (?:named|called|by the name of)"
    rb"|identif(?:ied|ies) (?:(?:him|her|them)sel(?:f|ves) |him |her )?(?:only )?as|introduced (?:him|her|my)self as"
    rb"|by the name of|name(?:'s| is) spelled)[,:]? " + _TITLE,
    rb"(%s)" % _FULL,
)
"""What somebody is called, in statements to the police and in minutes."""
_DECLARING = _led(
    rb"(?m)(?:^|[\s\"'(])(?:I|Yo|Nosotros|We), {1,3}" + _TITLE,
    rb"(%(word)s(?: {1,3}(?:(?:de la|de los|del|de|y|i|e|van|von|bin) {1,3})?%(word)s){0,4})(?: ?\([^()\n]{1,40}\))?"
    rb" {0,3},? {1,3}(?:the undersigned|hereby|being|residing|resident|born|having|declare|swear|certify|appoint|give"
    rb"|grant|authori[sz]e|of (?:legal|full|sound|lawful|\d)|con (?:DNI|NIE|NIF|domicilio)|mayor|de nacionalidad"
    rb"|vecin[oa]|identificad[oa]|declar[oa]|certifico|manifiesto|autorizo|por la presente|nacid[oa]|titular)\b"
    % {b"word": _WORD},
)
"""Who declares something: "I, Ann Roe, hereby grant", "Yo, Ana Ruiz, mayor de edad"."""
_OFFICE = _led(
    rb"\b(?:[Ee]l|[Ll]a|[Aa]l|[Dd]el|[Uu]na?|[Ss]u|[Mm]i|[Ll][oa]s)"
    rb" (?:ciudadan[oa]|se.ora?|imputad[oa]|acusad[oa]|procesad[oa]"
    rb"|menor|finad[oa]|occis[oa]|detenid[oa]|denunciad[oa]|perjudicad[oa]|lesionad[oa]|querellad[oa]|querellante"
    rb"|conductora?|vecin[oa]|letrad[oa]|procuradora?|notari[oa]|magistrad[oa]|juez|jueza|fiscal|perit[oa]"
    rb"|abogad[oa]|compa.er[oa]|alcaldes?a?|concejala?|diputad[oa]|senadora?|ministr[oa]|president[ea]|secretari[oa]"
    rb"|tesorer[oa]|vocal|coordinadora?|directora?|profesora?|maestr[oa]|tutora?|alumn[oa]|pacient[ea]|enfermer[oa]"
    rb"|doctora?|trabajadora?|emplead[oa]|encargad[oa]|jef[ea]|porter[oa]|caser[oa]|inquilin[oa]|cuidadora?|padre"
    rb"|hermano"
    rb"|hermana|sor|capitan|sargento|cabo|teniente|comandante|inspectora?|subinspectora?|oficial|comisari[oa]|edil"
    rb"|poeta|pintora?|escritora?|arquitect[oa]|ingenier[oa]|licenciad[oa]|seleccionadora?|entrenadora?"
    rb"|delegad[oa]),?"
    rb" " + _TITLE,
    rb"(%s)" % _FULL,
)
"""A person behind an office, a role or a trade in Spanish: "el ciudadano Rubén Dzul"."""
_KIN_BRACKETS = _led(
    rb"\b(?i:marido|mujer|espos[oa]|hij[oa]s?|herman[oa]s?|madre|padre|suegr[oa]|cu.ad[oa]|t.[oa]|prim[oa]"
    rb"|sobrin[oa]s?"
    rb"|niet[oa]s?|abuel[oa]s?|nuera|yerno|pareja|novi[oa]|vecin[oa]|amig[oa]|jef[ea]|encargad[oa]|enfermer[oa]"
    rb"|auxiliar|medic[oa]|caser[oa]|inquilin[oa]|cuidadora?|tutora?|profe|profesora?|compa.er[oa]|conserje"
    rb"|porter[oa]"
    rb"|contacto|responsable|secretari[oa]|tecnic[oa]|fontanero|electricista|comercial)(?: \((?:mi |su |la |el )?"
    rb"|,? se llama(?:ba)? |,? llamad[oa] )",
    rb"(%s)(?:\)|,|;|\.|:| )" % _FULL,
)
"""The Spanish kin of "son (Tyler)"."""
_ALIAS = CALLED.pattern(
    rb"(?:\(a\) [\"'\x1a]|\b(?i:alias|apodad[oa]|conocid[oa] como|mote|a\.? ?k\.? ?a\.?),? [\"'\x1a]?)"
    rb"[\"'\x1a]?((?:(?:[Ee]l|[Ll]a|[Ll]os) )?%s)" % _FULL,
    needle=rb"\(a\) [\"'\x1a]|\b(?i:alias|apodad[oa]|conocid[oa] como|mote|a\.? ?k\.? ?a\.?)[, \"'\x1a]",
)
_NOTES_MAIL = CALLED.pattern(
    rb"\b([A-Z][A-Za-z'.\-]+(?: [A-Z][A-Za-z'.\-]*){1,3})/(?:[A-Z][A-Za-z]{1,14}(?:/[A-Z][A-Za-z]{1,14}){0,3}@[A-Z]"
    rb"|[A-Z][A-Za-z]{1,14}/[A-Z]{2,14}(?:[ ,;\"\t\r\n]|$))",
    needle=rb"[A-Za-z]/[A-Z][A-Za-z]+/[A-Z]{2,14}|/[A-Z][A-Za-z]+@[A-Z]",
)
"""A correspondent of Lotus Notes: "Ann Roe/HOU/ACME@ACME"."""
_STAFF = _led(
    rb"(?i)\b(?:cashier|sales ?person|sales rep|served by|your server|server name|waiter|waitress|clerk|barista"
    rb"|stylist"
    rb"|cajer[oa]|le atendio|atendio|atendid[oa] por|vendedora?|meser[oa]|mozo|camarer[oa]|kassierer|caissiere?"
    rb"|bediend"
    rb"|prepared by|checked by|approved by|delivered by|received by|collected by|recibio|entrego|autorizo|elaboro"
    rb"|reviso"
    rb"|notified by|drawn by|sampled by|typed by|verified by|counted by|inspected by|issued by"
    rb")(?: name| by)?[ \t]{0,3}[:#.][ \t]{0,6}",
    rb"((?-i:[A-Z])[A-Za-z\x1a'\-]{2,16}(?:"
    rb" (?-i:[A-Z])[A-Za-z\x1a'.\-]{0,16}){0,2})"
    rb"(?:[ \t]{2}|[,;|(/]|[ \t]*\r?\n|[ \t]*$|\t)",
)
"""Who works there, on receipts and forms, in any case: "CASHIER : FARIDAH"."""
_ATTRIBUTED = CALLED.pattern(
    rb"(?m)(?:^[> |]{0,8}|, |> |[AP]M |\d ?[ap]m |\d, |\d "
    rb"|\) )((?:[A-Z][A-Za-z\x1a.'\-]*,? ){0,3}[A-Z][A-Za-z\x1a'\-]+)"
    rb"(?: [<(\[]{1,2}[^<>()\n]{3,60}[>)\]]{1,2})? (?:wrote|writes|schrieb|a .crit|escribi.|ha scritto|skrev"
    rb"|schreef|escreveu"
    rb"|napisal)"
    rb"(?: (?:on|in|am|le|el) [^\n:]{3,60}| \([^\n)]{3,60}\))?[ \x1a]?:",
    needle=rb"[A-Za-z\x1a>)\]] (?:wrote|writes|schrieb|a .crit|escribi.|ha scritto|skrev|schreef|escreveu|napisal)"
    rb"(?: [^\n:]*)?[ \x1a]?:",
)
"""Who wrote what is quoted, in the languages of mail."""
_ROLE = _led(
    rb"\b(?:[Yy]our|[Oo]ur|[Mm]y|[Hh]is|[Hh]er|[Tt]heir|[Tt]he|[Aa] ) ?(?:new |old |usual |own |next-door |local "
    rb"|former |late "
    rb"|good |best |dear )?(?:neighbou?r|plumber|electrician|nurse|teacher|landlord|landlady|flatmate|roommate"
    rb"|housemate"
    rb"|babysitter|nanny|cleaner|receptionist|gardener|dentist|midwife|hairdresser|host|hostess|guide|driver|tutor"
    rb"|coach"
    rb"|therapist|lawyer|solicitor|accountant|godmother|godfather|goddaughter|godson|vicar|pastor|rabbi|postman"
    rb"|milkman"
    rb"|sister-in-law|brother-in-law|mother-in-law|father-in-law|son-in-law|daughter-in-law|friend|friends|pal|mate"
    rb"|buddy"
    rb"|boss|colleague|co-worker|coworker|stepmum|stepmom|stepdad|classmate|supervisor|caretaker|janitor|foreman"
    rb"|grandma|grandpa|granny|nephews?|nieces?|cousins?|aunts?|uncles?|sons?|daughters?|brothers?|sisters?|twins?"
    rb"|companion|fiance|fiancee|ex|advisor|adviser|mentor|handyman|contractor|builder|roofer|vet|doctor|surgeon|gp)"
    rb",? \(?(?:Mr\.? |Mrs\.? |Ms\.? |Dr\.? )?",
    rb"([A-Z][a-z\x1a]+(?:['\-][A-Z]?[a-z\x1a]+)?(?: [A-Z][a-z\x1a]+(?:['\-][A-Z]?[a-z\x1a]+)?)?)(?:[ ,.;:)!?\r\n]|$)",
)
"""Whose relative, neighbour or plumber somebody is: "your host Agon"."""
_CUSTOMER = _led(
    rb"\b(?i:cust|customer|clmt|claimant|insd|insured|pt|client|tenant|caller|resident|applicant|ee|emp|member|mbr"
    rb"|owner)\.?"
    rb" ",
    rb"((?:[A-Z]\. )?[A-Z][a-z'\-]{3,20}) (?:here|presents|presented|arrived|comes|came|seen|w/|in for|doing|called"
    rb"|cld|cb|rang|states?|stated|says|said|adv|advised|wants|requests?"
    rb"|requested"
    rb"|reports?|reported|denies|denied|complains|c/o|emailed|phoned|confirms|confirmed|asked|asks|was|is|has|will)\b",
)
"""A customer in notes: "cust Yarbrough called"."""
_SPOKE = _led(
    rb"\b(?:spoke|spk|met|talked|discussed|d/w|conf|left msg|lm|vm) (?:w|to|wth) ",
    rb"([A-Z][a-z'\-]{2,18})(?:[ ,.;:)(\n]"
    rb"|$)",
)
_STAFF_SHORT = _led(
    rb"\b(?:mgr|supv|supvr|spvsr|asst|adj|adjuster|atty|dispatcher|sgt|svc adv|foreman|insp|paralegal)\.? ",
    rb"((?:[A-Z]\. ?)?[A-Z][a-z'\-]{2,18})(?:[ ,.@;:)(\n]|$)",
)
"""Who works there, in notes: "svc mgr Chip @ Landers"."""
_ABBREVIATED = CALLED.pattern(
    rb"(?:^|[\s(,;:\"'*])((?:Wm|Chas|Geo|Thos|Jas|Jos|Jno|Benj|Saml|Robt|Edw|Danl|Nathl|Eliz|Margt|Alexr|Fredk|Richd"
    rb"|Archd"
    rb"|Fco|Fca|M\.?a\.?|Gpe|J\. ?Ant|Dgo|Fdo|Ant.|Sta|Chr|Joh|Frdr|Wilh|Hch)(?:\.|\b)(?: (?:de(?: la| los| el)?"
    rb"|del) )? ?"
    rb"[A-Z][A-Za-z\x1a'\-]{2,20}(?: (?:(?:de|del|de la|y) )?[A-Z][A-Za-z\x1a'\-]{2,20}){0,2})(?:[\s,;:.)\"'*]|$)",
    needle=rb"\b(?:Wm|Chas|Geo|Thos|Jas|Jos|Jno|Benj|Saml|Robt|Edw|Danl|Nathl|Eliz|Margt|Alexr|Fredk|Richd|Archd|Fco|Fca"
    rb"|M\.?a|Gpe|J\. ?Ant|Dgo|Fdo|Ant.|Sta|Chr|Joh|Frdr|Wilh|Hch)[. ]",
)
"""A given name that is written short: "Wm. Tibbets", "Mª Dolores Gámez"."""
_CALLED_BY = _led(
    rb"\b(?:(?:calls?|called|calling|nicknamed) (?:her|him|me|you)|(?:todos|todas|amigos|amigas|gente|compa.eros"
    rb"|compa.eras|familia|casa|siempre|quienes|que) (?:le|lo|la|me|te) (?:dicen|decimos|decian|llaman|llamamos"
    rb"|llamaban|llamabamos)) ",
    rb"([A-Z][a-z\x1a]{1,14})(?:[,.;:!?)\r\n]|$)",
)
"""What people call somebody: "the children call her Fifi", "todos le dicen Chema"."""
_SHARED = (
    rb"\b(?:(?:dinner|lunch|tea|supper|drinks|Christmas|barbecue|stayed|staying) (?:with|at)|next door to"
    rb"|(?:children|neighbou?rs) of|[Hh]ello from|[Ll]ove from) the [A-Z]"
)
_MOVING = (
    rb"(?:next door|gave (?:it |them )?up|invited|down the|over the|across the|at number|at the end|had us"
    rb"|(?:have |are |had )?mov(?:ed|ing) (?:in|out|away))\b"
)
_FAMILY = CALLED.pattern(
    rb"%s[a-z\x1a]{2,15}s(?:[ ,.;:!?)\r\n]|$)|\b[Tt]he [A-Z][a-z\x1a]{2,15}s %s" % (_SHARED, _MOVING),
    needle=rb"%s|s %s" % (_SHARED, _MOVING),
)
"""A family by its surname: "the Oyelarans next door"."""
_SURNAMES = re.compile(rb"[Tt]he ([A-Z][a-z\x1a]{2,15}s)")
_FILED = CALLED.pattern(
    rb"\b(?:[Nn]ame|NAME|[Nn]ombre|NOMBRE|[Pp]acientes?|PACIENTE|[Aa]pellidos y nombre)[ \t]?:[ \t]{0,8}"
    rb"([A-Z\x1a]{2,}(?:[ '\-][A-Z\x1a]{2,}){0,2}, [A-Z][a-z\x1a]{2,16}(?: (?:[A-Z]\.|[A-Z][a-z\x1a]{2,16}))?)"
    rb"(?:[ \t]{2}|[,;|(/]|[ \t]*\r?\n|[ \t]*$|\t)",
    needle=rb"[A-Z\x1a]{2}, [A-Z][a-z\x1a]{2}",
)
"""A surname in capitals and a given name behind their label: "Name: ADEBAYO, Simi"."""
_LETTERS, _LONGEST_ACRONYM = 3, 4


class PersonCalledRecognizer(WindowRecognizer):
    """A person behind a phrase that names one, an office or a role, an alias, a cashier's label."""

    TYPES = (EntityType.NAME,)
    HOW = '"dice llamarse …", "el ciudadano …", identified as …, alias …, Ann Roe/HOU/ACME@ACME, Cashier: ANN'

    def find(self, scan: Scan) -> Iterator[Entity]:
        if scan.code or scan.catalogue:
            return
        for pattern in (_NAMED, _DECLARING, _OFFICE, _KIN_BRACKETS, _ALIAS):
            for start, stop in groups(scan, pattern):
                end = _before_institution(scan, start, stop)
                if not _is_person(scan, start, end) or (pattern is _OFFICE and _is_told(scan, start, end)):
                    continue
                if pattern is _ALIAS and not (scan.text[start:end].islower() or end - start > _LETTERS):
                    continue
                if pattern is _ALIAS and _is_acronym(scan, start, end):
                    continue
                yield Entity(EntityType.NAME, start, end, 0.8)
        for pattern in (_ATTRIBUTED, _ROLE, _CUSTOMER, _SPOKE, _STAFF_SHORT, _CALLED_BY):
            for start, end in groups(scan, pattern):
                if _is_person(scan, start, end) and is_name(scan, start, end):
                    yield Entity(EntityType.NAME, start, end, 0.85 if pattern is _ATTRIBUTED else 0.75)
        for begin, stop in scan.matches(_FAMILY):
            family = _SURNAMES.search(scan.shadow, begin, stop)
            if family is not None and is_name(scan, *family.span(1)):
                yield Entity(EntityType.NAME, *family.span(1), 0.75)
        for start, end in groups(scan, _ABBREVIATED):
            surname = scan.text[start:end].rpartition(" ")[2].rpartition(".")[2]
            if not is_common(surname) or scan.text.startswith(("M", "F"), start):
                yield Entity(EntityType.NAME, start, end, 0.8)
        for start, end in (*groups(scan, _NOTES_MAIL), *groups(scan, _FILED)):
            if _is_person(scan, start, end):
                yield Entity(EntityType.NAME, start, end, 0.9)
        for start, end in groups(scan, _STAFF):
            single = b" " not in scan.shadow[start:end]
            if scan.lower[start:end].split(b" ", 1)[0] in _NO_STAFF:
                continue
            if is_name(scan, start, end) and (not single or end - start > _LETTERS or is_given(scan, start, end)):
                yield Entity(EntityType.NAME, start, end, 0.85)


_NO_STAFF = byte_words("self auto pos till lane web online kiosk mobile app system")
_PARTICIPLE = re.compile(rb"(?:ad|id)[oa]s?\Z")


def _is_told(scan: Scan, start: int, end: int) -> bool:
    """Whether the single word behind an office is a participle: "El alumno Matriculado"."""
    return _PARTICIPLE.search(scan.lower, start, end) is not None and not is_given(scan, start, end)


_KNOWN_AS = re.compile(rb"[a-z] como \Z")


def _is_acronym(scan: Scan, start: int, end: int) -> bool:
    """Whether a word in capitals amid small letters is what a thing is known as: "conocida como ABCD"."""
    value = scan.shadow[start:end]
    known = value.isupper() and _KNOWN_AS.search(scan.shadow, max(0, start - 8), start) is not None
    return known and len(value) <= _LONGEST_ACRONYM and b" " not in value and not is_given(scan, start, end)


_INSTITUTION = re.compile(
    rb" (?:del|de la|de) (?=Hospital|Cl.nica|Colegio|Instituto|Centro|Juzgado|Ayuntamiento|Banco|Universidad"
    rb"|Servicio|CEIP)"
)


def _before_institution(scan: Scan, start: int, end: int) -> int:
    """The end of the name before where somebody works: "la doctora Roa del Hospital Italiano"."""
    institution = _INSTITUTION.search(scan.shadow, start, end)
    return end if institution is None else institution.start()


_INSIDE = re.compile(rb"[ \-']")


def _is_person(scan: Scan, start: int, end: int) -> bool:
    """Whether the words are a name: none is a company, and some are no common words."""
    value = scan.text[start:end]
    if is_company(value) or is_common(value) or value.rpartition(" ")[2].rstrip(".").lower() in TITLES:
        return False
    first = _INSIDE.split(scan.shadow[start:end])[0]
    return is_given(scan, start, start + len(first)) or not is_common(first.decode(errors="replace"))
