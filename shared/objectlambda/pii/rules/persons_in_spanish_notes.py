"""Persons in Spanish notes, chats and minutes: "Carlos mencionó", "el plomero Beto", "la tía Ceci", "fam. Yapura"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.gates import SHORTHAND, Gated
from objectlambda.pii.rules.known_things import are_things
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.persons_in_notes import is_given, is_name
from objectlambda.pii.rules.scan import Scan

_WORD = rb"[A-Z][a-z]+(?:-[A-Z][a-z]+)?"
_NAME = rb"%(word)s(?: (?:(?:de la|de los|del|de) )?%(word)s){0,2}" % {b"word": _WORD}
_END = rb"(?:[ ,.;:)!?'\"\r\n]|$)"
_PRONOUN = rb"(?:no |ya |tambien |hoy |ayer |solo |nos |se |me |te |le |les |lo |la |nunca ){0,3}"
_SAID = SHORTHAND.pattern(
    rb"(?m)(?:^[ \t]*(?:[-*] ?|\d{1,2}[.)\-]{1,2} ?)?|[.;:!?)] |, |\b(?:que|y|pero|cuando|porque|pues|donde|si|como) )"
    rb"(%(word)s(?: %(word)s)?) %(pronoun)s(?:[a-z]{2,12}o|[a-z]{3,9}(?:aba|ara|era|ira)|dice|dijo|dira|tiene|tuvo"
    rb"|vive|quiere|viene"
    rb"|vino|llega|trae|trajo|pide|pidio|avisa|llama|trabaja|esta|es|fue|era|ha|habia|va|puede|pudo|sabe|cree|piensa"
    rb"|sale|vuelve|pasa|paga|lleva|manda|pregunta|propone|propuso|informa|comenta|explica|sugiere|insiste|pone"
    rb"|hace|hizo|necesita|falta|sigue|entra|queda|da|dio|sera|alergic[oa])\b" % {b"word": _WORD, b"pronoun": _PRONOUN}
)
"""A known given name before a verb: "3. Carlos mencionó", "que Satur no viene"."""
_KIN = (
    rb"plomer[oa]|fontaner[oa]|electricista|albanil|pintora?|carpinter[oa]|cerrajer[oa]|gasista|jardiner[oa]"
    rb"|enfermer[oa]|dentista|pediatra|matrona|cuidadora?|ninera|canguro|vecin[oa]|cunad[oa]|seno|profe|maestr[oa]"
    rb"|monitora?|conserje|porter[oa]|companer[oa]|amig[oa]|sobrin[oa]|prim[oa]|ti[oa]|abuel[oa]|abuelit[oa]|yay[oa]"
    rb"|niet[oa]|suegr[oa]|herman[oa]|hij[oa]|madrina|padrino|ahijad[oa]|novi[oa]|espos[oa]|finad[oa]|difunt[oa]"
    rb"|chofer"
    rb"|taxista|camarer[oa]|meser[oa]|cociner[oa]|panader[oa]|peluquer[oa]|mecanic[oa]|repartidora?|obrer[oa]|capataz"
    rb"|aparejadora?|ajustadora?|ascensorista|carter[oa]|celadora?|practicante|cabo|sargento|cura|sor|chic[oa]"
    rb"|nin[oa]|nen[ea]|bebe|don|dona|da|sra|sr"
)
_ROLES = (
    rb"tecnic[oa]|medic[oa]|doctora?|psicolog[oa]|emplead[oa]|encargad[oa]|profesora?|tutora?|alumn[oa]|jef[ea]|marido"
    rb"|mujer|pareja|perit[oa]|gestora?|administradora?|operadora?|comercial|vendedora?|recepcionista|secretari[oa]"
    rb"|mensajer[oa]|mozo|peon|arquitect[oa]|contadora?|abogad[oa]|notari[oa]|padre|madre|mama|papa|entrenadora?"
    rb"|conductora?|agente|instructora?"
)
_WHOSE = (
    rb"\b(?:[Ee]l|[Ll]a|[Aa]l|[Dd]el|[Uu]n|[Uu]na|[Mm]i|[Ss]u|[Tt]u|[Nn]uestr[oa]|[Oo]tr[oa]|[Tt]al)"
    rb" (?:nuev[oa] |otr[oa] |viej[oa] |ex )?"
)
_BEHIND = rb"(?:,? (?:llamad[oa] |se llama )?| \(|, )"


def _led(words: bytes) -> Gated:
    return SHORTHAND.pattern(
        rb"%s(?:%s)%s((?:[A-Z]\. ?)?%s)%s" % (_WHOSE, words, _BEHIND, _NAME, _END),
        needle=rb"\b(?:%s)%s[A-Z]" % (words, _BEHIND),
    )


_RELATED = _led(_KIN)
"""Somebody behind kin or a trade: "el plomero Beto", "la tía Ceci"."""
_ACTING = _led(_ROLES)
"""The same behind words that also stand before firms and things, where a known given name follows."""
_FAMILY = SHORTHAND.pattern(
    rb"\b(?:[Ff]lia|[Ff]ami?|[Ff]amilia|[Ll]os senores|[Ll]os Sres|[Mm]atrimonio|[Hh]nos|[Vv]da|[Vv]iuda"
    rb"|[Hh]erederos|FAMILIA|FLIA)\.? (?:de (?:los )?)?(%s(?:[\- ](?:y )?%s)?|[A-Z]{3,16}(?: [A-Z]{3,16})?)%s"
    % (_WORD, _WORD, _END)
)
_AT_HOME = SHORTHAND.pattern(
    rb"\b(?:(?:en|a|de|por|para) (?:casa|lo|la casa) de|con|segun|llamo|avisar a|preguntar (?:por|a)|hablar con"
    rb"|hable con|hablo con|hable a|atendio|dile a|decile a|pasale a|mandale a|avisale a|cumple de|cumpleanos de"
    rb"|movil de|tel(?:efono)? de|numero de|celu? de|gracias,?|hola,?|oye,?|oiga,?|vale,?|besos,?|abrazos?,?|atte\.?,?"
    rb"|de parte de|recoge|recogera|lleva a|viene|vino|dice|dijo|soy|aqui|firma:?) (%s)%s" % (_WORD, _END)
)
"""A known given name behind a verb or a preposition: "en casa de Manolo"."""
_TITLED = SHORTHAND.pattern(
    rb"\b(?:Sra?|Srta|Dra?|Lic|Lcd[oa]|Ing|Arq|Abog|Proc|D)\.a? (%(word)s (?:de la|de los|de|del|y) %(word)s"
    rb"(?: %(word)s)?)%(end)s" % {b"word": _WORD, b"end": _END}
)
"""A surname with a particle behind a title: "Procurador Sr. Ladrón de Guevara"."""
_ASKED = SHORTHAND.pattern(
    rb"(?i)\b(?:nombre|apellidos?|llamas?|con qui.n|qui.n (?:habla|eres|es"
    rb" usted))[^\n?]{0,40}\?[^\n:]{0,12}\n+[^\n:]{0,30}: ?"
    rb"(?:(?:me llamo|soy|mi nombre es|si|claro|hola|buenas|es|a nombre de),? ?){0,2}([a-z]{3,14}(?: (?:de la |del"
    rb" |de )?[a-z]{3,16}){1,3})"
    rb"[ \t.,]*(?:\r?\n|$)"
)
"""An answer to the question for a name, in any case."""
_NO_FAMILIES = re.compile(
    rb"(?:Real|Numerosa|Cristiana|Nuclear|Sagrada|Olimpic[oa]|Unid[oa]s|Politic[oa]|Maristas?|Musulmanes|Marx)\b"
)


class PersonInSpanishNotesRecognizer(WindowRecognizer):
    """A known given name before a verb, who has a trade or a relative, a family."""

    TYPES = (EntityType.NAME,)
    HOW = '"Carlos mencionó", "el plomero Beto", "la tía Ceci", "flia. Yapura", "en casa de Manolo"'

    def find(self, scan: Scan) -> Iterator[Entity]:
        if scan.code or scan.catalogue:
            return
        for pattern in (_SAID, _AT_HOME):
            for start, end in groups(scan, pattern):
                first = _first(scan, start, end)
                if is_given(scan, start, first):
                    surname = scan.text[first + 1 : end]
                    yield Entity(EntityType.NAME, start, end if surname and not is_common(surname) else first, 0.8)
        for start, end in groups(scan, _ASKED):
            if is_given(scan, start, _first(scan, start, end)) and not is_common(scan.text[start:end]):
                yield Entity(EntityType.NAME, start, end, 0.9)
        for pattern in (_RELATED, _ACTING):
            for start, end in groups(scan, pattern):
                if pattern is _ACTING and not is_given(scan, start, _first(scan, start, end)):
                    continue
                if is_name(scan, start, end) and not are_things(scan.text[start:end]):
                    yield Entity(EntityType.NAME, start, end, 0.75)
        for start, end in groups(scan, _TITLED):
            last = scan.text.rfind(" ", start, end) + 1
            if is_name(scan, start, end) and is_name(scan, last, end):
                yield Entity(EntityType.NAME, start, end, 0.8)
        for start, end in groups(scan, _FAMILY):
            if is_name(scan, start, end) and not _NO_FAMILIES.match(scan.shadow, start):
                yield Entity(EntityType.NAME, start, end, 0.75)


def _first(scan: Scan, start: int, end: int) -> int:
    """The end of the first word."""
    return start + len(scan.shadow[start:end].split(b" ", 1)[0])
