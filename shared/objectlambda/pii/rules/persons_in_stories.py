"""Persons whose names are words as well, nicknames, who is addressed, and names in other scripts behind labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.first_names import is_first_name
from objectlambda.pii.rules.gates import CALLED
from objectlambda.pii.rules.known_things import are_things
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.persons_in_notes import is_name
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_WORD_NAMES = (
    rb"(?:Will|Mark|Grant|Hope|Joy|Grace|Faith|Rose|Dawn|June|April|May|Summer|Autumn|Bill|Rob|Pat|Sue|Drew|Jack|Frank"
    rb"|Dale|Guy|Art|Gene|Ray|Rich|Chase|Chance|Reed|Miles|Max|Dean|Carter|Victor|Angel|Christian|Jordan|Sunny|Sandy"
    rb"|Rusty|Penny|Holly|Heather|Ivy|Olive|Robin|Jay|Cliff|Glen|Nick|Rod|Don|Ruby|Pearl|Amber|Daisy|Violet|Iris|Josh"
    rb"|Gaz|Baz|Kev|Trev|Shaz|Bex|Becks|Jools|Fi|Mo|Bea|Flo|Kit|Pip|Dot|Van|Lee|Kay|Bo|Ty|Bay|River|Sky|Storm|Star)"
)
_SHORT = frozenset(_WORD_NAMES[3:-1].split(b"|"))
_TO_DO = (
    rb"(?:write|call|ring|phone|email|e-mail|text|send|bring|book|check|chase|ask|cover|collect|drop|pick|drive|join"
    rb"|attend"
    rb"|come|speak|talk|contact|organi[sz]e|arrange|draft|circulate|prepare|look into|find out|let (?:me|us|you)|meet"
    rb"|help|be (?:here|there|late|away|home|off|back))"
)
_SAID = (
    rb"(?:said|says|asked|asks|rang|phoned|texted|emailed|messaged|offered|agreed|thanked|promised|volunteered|wants"
    rb"|wanted"
    rb"|thinks|thought|told|reckons|lives|lived|works|worked|popped|suggested|replied|laughed|cried|smiled|forgot|paid"
    rb"|already paid|owes|booked|ordered|bought|brought|knows|knew|came (?:in|over|back|home|round|along)"
    rb"|went (?:to|home"
    rb"|back)|got (?:home|back|married|sick)|has (?:agreed|offered|asked|paid|left|moved|gone|got|been)|had (?:asked"
    rb"|gone|left"
    rb"|said)|is (?:away|ill|sick|late|off|coming|moving|pregnant|happy|sad|here|my|her|his|our|a (?:nurse|teacher"
    rb"|doctor))"
    rb"|was (?:born|there|away|ill|late|upset|happy|driving|walking)|moved (?:in|out|to)|proposed|seconded"
    rb"|apologi[sz]ed)"
)
_ACTING = CALLED.pattern(
    rb"(?m)(?:^[ \t>]*(?:[-*] |\d{1,2}[.)] )?|[.;:!?,)] |\b(?:and|but|that|because|when|if|so|as|says|said|told) )"
    rb"(%(word)s) (?:will %(do)s|to %(do)s|%(said)s|from (?:[A-Z]\w{0,12}|down the|next door|across|work) )"
    % {b"word": _WORD_NAMES, b"do": _TO_DO, b"said": _SAID}
)
"""A name that is a word as well, before what only persons do: "May will write", "Will from Y4 offered"."""
_MET = (
    rb"\b(?:[Tt]hank(?:s| you) for (?:having|bringing|taking|looking after|minding)|proud of|[Ll]ove (?:to|from)"
    rb"|[Rr]egards to|hugs? (?:to|for|from)|met|marr(?:y|ied)|ask(?:ed)?|tell|told|remind(?:ed)?|texted|rang|phoned"
    rb"|emailed|loop(?:ed|ing)? in|cc(?:'d|ed|ing)?|invited?|thank(?:ed)?|mind(?:ed|ing)?|babysat|hugged|kissed"
    rb"|miss(?:ed)?|visit(?:ed|ing)?|speak to|spoke to|spoken to|chat(?:ted)? (?:to|with)|birthday for|worried about) "
)
_TOLD = CALLED.pattern(
    _MET + rb"(%s)(?:'s\b|[,.;:!?)\r\n]|$| (?:to|for|and|that|about|if|on|at|in|when|who|is|was|how|over|back|again"
    rb"|later|tomorrow|today|yesterday|this|last|next)\b)" % _WORD_NAMES,
    needle=_MET + rb"[A-Z]",
)
"""A name that is a word as well, behind what one does with persons alone: "thank you for having Rose"."""
_PAID = CALLED.pattern(
    rb"\b([A-Z][a-z]{2,14} [A-Z][a-z'\-]{2,20}) (?:has |have |had )?(?:already |just |never |still )?(?:paid|owes|owed"
    rb"|texted"
    rb"|rang|phoned|emailed|messaged|booked|ordered|bought|brought|signed|cancelled|witnessed|advised|stated|denied"
    rb"|testified|admitted|deposed|appeared|pleaded|confessed|inherited|gave birth|grew up|passed away"
    rb"|got (?:married|engaged|sick|home))\b"
)
"""A given name and any surname before what only persons do: "Charlie Cloud already paid"."""
_CALLING = (
    rb"|a\.?k\.?a\.?|alias|nickname[d:]?|apodad[oa]|conocid[oa] como|conoce como|l[eo]s? dicen|l[aeo] llaman"
    rb"|l[aeo] llamaban|le decian|mote|genannt|dit|dite|detto|detta|bijgenaamd|chamado de|conhecido como) "
    rb"[\"']((?:el |la |o |a |der |die )?(?-i:[A-Z])[a-z]+(?: [a-z]+)?)[\"']"
)
_NAMED = rb"(?:called?|calls|nicknamed|known(?: to (?:him|her|us|me))?(?: only)? as|goes by|dubbed)"
_NICKED = CALLED.pattern(
    rb"(?i)\b(?:(?:he|she|her|him|his|they|male|female|man|woman|boy|girl|guy|who|whom|friend|everyone|people)"
    rb"[^.\n\"']{0,24} %s%s" % (_NAMED, _CALLING),
    needle=rb"(?i)\b(?:%s%s" % (_NAMED, _CALLING),
)
"""What somebody is called in quotes: 'a female he called "Tash"', 'al que conoce como "el Chino"'."""
_CALLED_UPON = CALLED.pattern(
    rb"(?m)(?:^[ \t>]*|[.!?,] )([A-Z][a-z]{2,14}), (?:any (?:ideas|thoughts|news|luck|update|chance)|can you|could you"
    rb"|would you|will you|please|what do you|are you|did you|have you|do you|thoughts\?|you (?:were|are|said|know|can)"
    rb"|puedes|podrias|podes|te (?:paso|mando|llamo|parece|aviso)|por favor|que (?:tal|te|opinas)|me (?:avisas|llamas"
    rb"|mandas|confirmas)|tu (?:que|puedes)|vienes|venis|estas)\b"
)
"""Who is asked something: "Hugh, Nick, any ideas?"."""
_GREETED = CALLED.pattern(
    rb"(?m)^[ \t>]*(?:(?:Darling|Dearest|My dear(?:est)?|Dear|Sweet|Beloved|Hey|Hi|Hello|Querid[oa]|Querid[iao]simo"
    rb"|Mi querid[oa]|Estimad[oa]|Apreciad[oa]|Carissim[oa]|Car[oa]|Cher|Chere|Liebe[rs]?|Lieve|Beste|Hallo|Bonjour"
    rb"|Salut|Ciao|Ola|Prezad[oa]|Hoi|Egun on|Benvolgu(?:t|da)|Kaixo|Bon dia) )"
    rb"([A-Z][a-z]{1,14}(?:-[A-Z][a-z]+)?)(?:,|:|!)?[ \t]*\r?$"
    rb"|(?m)^[ \t>]*(?:Salut|Coucou|Ciao|Hola|Buenas|Ol.|Oi|Hallo|Hoi|Kaixo|Hey|Hiya) ([A-Z][a-z]{1,14}), [a-z]"
)
"""Who is greeted at the start of a letter: "Darling Pip,"."""
_NOBODY = words(
    """
    sir madam team all everyone colleagues friends folks customer client user sirs guys people family parents neighbors
    neighbours members students teacher diary santa god lord editor reader readers hiring manager world there kunde
    kunden kollegen eltern freunde mitglieder nachbarn alle herren damen leute klienten collega collegas klant klanten
    buren ouders leden vrienden iedereen amigo amiga amigos amigas todos todas cliente clientes vecino vecinos vecinas
    familia compañeros companeros compañeras companeras equipo socios padres alumnos colegas senhor senhora senhores
    mum mom mummy mommy dad daddy papa mama mamma mami papi nana grandma grandpa gran granny
    auntie uncle oma opa mamie papy
    nonna nonno abuela abuelo abuelita yaya vovo kids girls boys ladies gents love darling sweetheart honey diary
    sis bro
    colega cidadao amici tutti colleghi clienti soci amis tous collegues monsieur madame messieurs client parents
    voisins again back both yesterday you señor señora señores senor senora senores usuario usuaria lector lectores
    """
)
"""Whom a letter greets without a name."""
_KIN_BEHIND = CALLED.pattern(
    rb"\b([A-Z][a-z]{1,14}), (?:that's|thats|who's|he's|she's|that is|who is|que es|es) (?:my|his|her|our|mi|su)"
    rb" (?:late |ex-?)?"
    rb"(?:husband|wife|son|daughter|brother|sister|mother|father|mum|mom|dad|partner|boss|neighbou?r|friend|aunt"
    rb"|uncle|cousin"
    rb"|niece|nephew|roommate|marido|mujer|hij[oa]|herman[oa]|madre|padre|espos[oa]|vecin[oa]|novi[oa]|jef[ea]"
    rb"|prim[oa])\b"
)
"""Who somebody is: "Sal, that's my husband"."""
_KNOWN_FROM = CALLED.pattern(
    rb"\(([A-Z][a-z]{2,14}) (?:from|at|in|the|del|de la|la del|el del|de) [^()\n,]{2,28},? (?:on |en el |tel\.? )?"
    rb"\(?\+?\d[\d \-]{7,16}\d\)"
)
"""Who answers a number, and whence one knows them: "(Kev from last yr, 07700 900461)"."""
_CAPITALS = CALLED.pattern(rb"\b([A-Z][A-Z'\-]{2,20}(?:--| ?\x1a ?)[A-Z][a-z]{2,14}(?: [A-Z]\.)?)(?:[ ,.(]|$)")
"""A surname in capitals joined to a given name, as notices of deaths have it: "HIRSCH--Trude"."""
_CONSTABLE = CALLED.pattern(
    rb"\b(?:DC|DS|DI|PC|WPC|PS|PCSO|Pc|Ps|Dc|Ds) \d{2,6}[A-Z]{0,2} ((?:[A-Z]\. ?)?[A-Z][A-Za-z'\-]{2,20})\b"
)
"""A constable behind the number on the shoulder: "PC 1187EK WREN"."""
_SCRIPTS = r"\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u0590-\u05ff\u0600-\u06ff\u0900-\u0dff\u0e00-\u0e7f\u10a0-\u10ff"


@cache  # of one pattern that never changes: threads may share it; compiled when such a text comes, for a quick start
def _native() -> re.Pattern[str]:
    """A name in another script behind a label in a form: "Full name in native alphabet: Оксана Ковальчук"."""
    return re.compile(
        r"(?:(?i:name|names|nombres?|nom|apellidos?|mother|father|spouse|husband|wife|contact|passenger|patient"
        r"|applicant|guardian|madre|padre|c[óo]nyuge|titular|contacto|paciente|firmado|signed|sister|brother|son"
        r"|daughter|herman[oa]|hij[oa])(?:'s|’s)?[^:\n]{0,32}[:：][ \t]*|[(\"“]|, )"
        rf"((?:[{_SCRIPTS}]{{2,20}}[ \-]){{1,3}}[{_SCRIPTS}]{{2,20}})(?=[ \t]*(?:[,;()\"”]|\r?\n|\Z))"
    )


_OTHER_SCRIPT = re.compile(f"[{_SCRIPTS}]")
_LABEL = re.compile(r"[:：][ \t]*\Z")


class PersonInStoryRecognizer(WindowRecognizer):
    """A person whose name is a word, too, a nickname in quotes, who is addressed, a name in another script."""

    TYPES = (EntityType.NAME,)
    HOW = (
        '"May will write", "Charlie Cloud already paid", called "Tash", "Darling Pip,", "Nick, any ideas?", '
        "full name: Оксана Ковальчук"
    )

    def find(self, scan: Scan) -> Iterator[Entity]:
        if scan.code or scan.catalogue:
            return
        for pattern in (_ACTING, _TOLD, _KNOWN_FROM, _CONSTABLE, _KIN_BEHIND):
            for start, end in groups(scan, pattern):
                if pattern in (_ACTING, _TOLD) or scan.shadow[start:end] in _SHORT or is_name(scan, start, end):
                    yield Entity(EntityType.NAME, start, end, 0.8)
        for pattern in (_PAID, _CALLED_UPON, _CAPITALS):
            for start, end in groups(scan, pattern):
                parts = [part.decode() for part in re.split(rb"[ \-\x1a]+", scan.lower[start:end])]
                if any(map(is_first_name, parts[1:] if pattern is _CAPITALS else parts[:1])):
                    yield Entity(EntityType.NAME, start, end, 0.8)
        for start, end in groups(scan, _NICKED):
            if not are_things(scan.text[start:end]):
                yield Entity(EntityType.NAME, start, end, 0.8)
        for start, end in groups(scan, _GREETED):
            value = scan.text[start:end]
            if value.lower() not in _NOBODY and (not is_common(value) or is_first_name(value.lower())):
                yield Entity(EntityType.NAME, start, end, 0.8)
        if not scan.text.isascii() and _OTHER_SCRIPT.search(scan.text) is not None:
            for found in _native().finditer(scan.text):
                if _LABEL.search(scan.text, found.start(), found.start(1)):
                    yield Entity(EntityType.NAME, *found.span(1), 0.85)
