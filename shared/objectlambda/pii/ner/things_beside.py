"""Words beside a guess of the network that show that it names a thing: "a Memorystore instance", "Maldon salt".

Only a single word that is no known first name is judged by them, since surnames stand beside such words seldom.
"""

from __future__ import annotations

import re

from objectlambda.pii.ner.leads import LEADS, ends_sentence, may_be_led
from objectlambda.pii.ner.named_places import names_place_or_money
from objectlambda.pii.ner.spanish_things import names_place_or_office, opens_sentence
from objectlambda.pii.ner.surroundings import Surroundings, surroundings
from objectlambda.pii.ner.things_in_lines import names_thing_in_line
from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.first_names import FIRST_NAMES, PARTICLES
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_REACH = 40
_LONGEST = 30
_ARTICLE = re.compile(r"(?:^|[\s(])(?:a|[Aa]n|[Ee]ach|[Ee]very|una?) \Z")
"""An article before a word. A capital "A" may be an initial."""
_USED = re.compile(
    r"\b(?:us(?:e|es|ing)|install(?:s|ed|ing)?|(?:version|release|fork|port|installation)s? of|compatible with"
    r"|powered by|(?:compiled|built|bundled|shipped) with|written in|requires?|faster than) \Z"
)
"""What is done with programs."""
_THERE = re.compile(r" (?:there|here|instead|for (?:the|our|my|all)|as (?:our|my))\b")
"""What stands behind a person whom somebody uses: "we use Suzie there"."""
_OPENS = re.compile(r"(?:^|\n|[:.] )[ \t>*#\-]*\Z")
_OBJECT = re.compile(r" (?:an?|the|this|these|all|your|its) [a-z]")
"""What stands around the verb of a sentence that tells to do something: "Browse an installed package"."""
_NOUN = re.compile(r"(?:-[A-Za-z]{2,12})? ([a-z]{2,16})\b(?![@.]\w)")
_COORDINATED = re.compile(r" (?:or|and) [A-Z][a-z]{2,16} ([a-z]{2,16})\b(?! (?:said|asked|was|is|has))")
"""The noun behind the second of two names: "a Reuben or Caesar salad"."""
_THINGS = words(
    """
    library libraries framework server servers platform instance instances cluster clusters database databases service
    services sdk module modules plugin plugins package packages protocol protocols format formats filesystem daemon
    region index algorithm compiler interpreter parser engine kernel runtime middleware dashboard delegation container
    repository repo installer accuracy cache queue topic connector connectors endpoint endpoints schema syntax dialect
    keyboard layout layouts script font fonts typeface chipset codec codecs device devices sensor sensors processor
    board boards distribution distro dataset datasets classifier optimizer encoder decoder network networks extension
    extensions command commands tool tools app apps application compatibility configuration metadata cookie cookies
    variant theme themes template templates
    sauce salad salt cheese potato potatoes wine wines vinegar mustard ham bread cake pie soup stew sausage sausages
    pepper olives oil butter cream rice noodles pastry beer whisky tea coffee apples pears grapes tomatoes
    river lake valley bay peninsula desert province district basin coast islands canal mountains
    """
)
"""Nouns for things that are called by names. None of them is a verb, as "reports" and "files" are."""
_DISCOVERIES = words("syndrome disease theorem inequality equation conjecture lemma coefficient transform polynomial")
"""Nouns for what is called by one or two persons: "Cauchy-Schwarz inequality"."""
_LAW = re.compile(
    r"['’]s (?:laws?|rule|theorem|lemma|principle|paradox|inequality|razor|algorithm|disease|syndrome|method|window"
    r"|filter|transform|formula|identity|criterion|constant|number|ratio)\b(?! firm)"
    r"|(?:['’]s|(?<=s)['’]) (?:Q|I2|kappa|alpha|tau|rho|criterion|triad|distance|statistic|constant|equation|formula)\b"
    r"|['’]s test\b(?! (?:results?|was|is|came|score))"
)
_INVENTIONS = words(
    """
    expansion distribution constant initialization initialisation loss stain test sampler filters matrix
    optimizer optimiser classifier classification dataset datasets weights checkpoint checkpoints
    screw screws bolt bolts hinge oak pine
    sandwich sandwiches key keys screwdriver knife wrench vase mattress potatoes averaging smoothing pooling noise salad
    salads sauce mattresses
    alcohol acetate chloride bromide oxide ether benzoate nitrate sulfate sulphate phosphate ketone ester
    """
)
"""Nouns for what is called by one word, which may be a given name: "Xavier initialisation", "Allen key"."""
_PLACE = re.compile(r"\b(?:Monte|Port|Lake|Mount|Fort|Cape|River|Lago|Puerto|Monte|Cabo|Villa|Isla|Porto|Mont) \Z")
_GOODS = re.compile(
    r"(?:[Vv]inagre|[Qq]uesos?|[Vv]inos?|[Jj]amón|[Tt]urrón|[Aa]ceites?|[Ss]al|[Ss]alsa|[Aa]zafrán|[Pp]imentón"
    r"|[Mm]iel"
    r"|[Aa]lubias|[Gg]arbanzos|[Ll]imones|[Nn]aranjas|[Rr]ío|[Ll]ago|[Ss]ierra|[Mm]ontes|[Vv]alle|[Gg]olfo|[Bb]ahía"
    r"|[Ii]slas?"
    r"|[Pp]rovincia|[Mm]unicipio|[Cc]omarca|[Vv]ins?|[Ff]romages?|[Mm]outarde|[Jj]ambon) (?:de |del |de la |d')?\Z"
)
"""Goods and places of Spanish and French that are called after towns: "vinagre de Jerez"."""
_INSTITUTION = re.compile(
    r"\b(?:CEIP|CEPA|IES|CRA|EEI|CP|FP|[Ee]scuela (?:[Pp]rimaria|[Ss]ecundaria|[Ii]nfantil)|colegio|escuela|instituto"
    r"|hospital|residencia|Colegio|COLEGIO|Escuela|ESCUELA|Instituto|INSTITUTO|Residencia|Urbanización"
    r"|Urb\."
    r"|Barrio|Hotel|Hostal|Bar|Restaurante|Cafetería|Farmacia|Librería|[Tt]iendas?|Club|Parroquia|Iglesia|Ermita"
    r"|Hospital"
    r"|HOSPITAL|Clínica|CLÍNICA|Centro(?: de Salud)?|Edificio|Hacienda|Rancho|Teatro|Cine|Museo|Parque|Estadio"
    r"|Aeropuerto|Estación|Universidad|UNIVERSIDAD|Fundación|Asociación|Peña|Cofradía|Hermandad|Grupo|Editorial"
    r"|Bodegas?|Autoescuela"
    r"|Peluquería|Panadería|Carnicería|Mercado|Embalse|Playa|Puerto|[Mm]arca|[Mm]odelo) "
    r"(?:(?:de|del|la|el|los|las|Nacional|Universitario|Regional|General|Público|Privado) ){0,3}\Z"
)
"""Institutions, shops and brands that are called after persons or by a name."""
_CAPITAL_BEFORE = re.compile(r"([^\W\d_a-z][\w'’\-]*) \Z")
_OPENERS = words("add all any both each few get how let most put run see set some such try use why")
"""Short words that open sentences."""
_ARTICLE_ES = r"(?:[Ll]as?|[Ee]l|[Ll]os|[Dd]el|[Uu]na?) "
_ROOMS = (
    r"(?:[Ss]alas?|[Ss]al[oó]n|[Aa]ula|[Ff]ondo|[Pp]laza|[Pp]arque|[Jj]ard[íi]n(?:es)?|[Gg]lorieta|[Mm]irador|[Pp]uente|[Tt]eatro|[Ee]dificio|[Tt]orre"
    r"|[Ee]staci[oó]n|[Pp]abell[oó]n|[Cc]entro|[Bb]iblioteca|[Mm]useo|[Hh]ospital|[Cc]olegio|[Ii]nstituto|[Ee]stadio"
    r"|[Pp]remio|[Tt]rofeo|[Cc]opa) (?:de |del )?"
)
"""Rooms, buildings and prizes of Spanish that are called after persons: "la Sala Cervantes"."""
_ROOM, _INSIDE_ROOM = re.compile(rf"\b{_ARTICLE_ES}{_ROOMS}\Z"), re.compile(f"(?:{_ARTICLE_ES})?{_ROOMS}")
_LAND = re.compile(
    r"\b(?:Coto|Sierra|Monte|Pico|Cerro|Cala|Playa|Punta|Cabo|Ría|Finca|Dehesa|Arroyo|Barranco|Lomba|Loma|Fraga|Chan)"
    r" de(?: la| los| las|l)?(?: San| Santa| Don| Doña)? \Z"
)
"""Pieces of land that are called after persons: "Coto de Don Ramiro"."""
_INSIDE_LAND = re.compile(_LAND.pattern.removesuffix(r" \Z"))
_OF_LAW = re.compile(
    r"(?:LEY|Ley|DECRETO|Decreto|ORDEN|Orden|Resolución|RESOLUCIÓN)(?: [A-Za-z]+)? [^\n]{0,60}, (?:de )?\Z"
)
"""The title of a law behind its date: "Ley 7/2019, de 12 de abril, de Montes"."""
_HEADING = re.compile(
    r"(?:^|\n)[ \t#*]*(?:Art[íi]culo|Art\.|Article|Section|Secci[óo]n|Cap[íi]tulo|Chapter|Artikel|ANEXO|Anexo)"
    r"(?: \d{1,4}|(?<=ANEXO)|(?<=Anexo)|(?<=ANEXO) [IVX]+)(?:\.\d{1,3})*[.:ºª]*[ \-–—]+\Z"
)
"""The number of an article, before its heading: "Artículo 7. Salas."."""
_VERSION = re.compile(r" (?:to|a) v?\d+\.\d")
_UPDATES = re.compile(r"\b(?:[Uu]p(?:dat|grad)|[Bb]ump|[Dd]owngrad|[Mm]igrat|[Aa]ctualiz)[^\n]{0,120}\Z")
_BEFORE_IDENTIFIER = re.compile(
    rb"(?:\blib|\b(?:python3?|node|ruby|golang|php|perl|npm|pip|xlm|use|install|import|require)[ \-])\Z"
)
_BEHIND_IDENTIFIER = re.compile(
    rb"==|-\d+\.\d|-(?:dev|devel|common|doc|docs|utils|cli|core|client|server|bin|base|api|js|py|rs)\b"
    rb"|\.(?:h|hpp|py|js|ts|rs|go|jar|readthedocs)\b"
)
_FEWEST = 4
_MOST_PLACES = 12


def names_thing(scan: Scan, value: str, start: int, end: int) -> bool:
    """Whether the words beside ``text[start:end]``, or its use elsewhere in the text, show that it is a thing."""
    text = scan.text
    first, _, rest = value.partition(" ")
    opens = first.lower() in LEADS
    if names_thing_in_line(scan, value, start, end):
        return True
    if ".-" in value or (rest and opens and _INSTITUTION.match(first + " ")):
        return True
    before = text[max(0, start - _REACH) : start]
    begun = may_be_led(before)
    led = begun and not ends_sentence(before)
    if led and _INSTITUTION.search(text, max(0, start - _REACH), start) is not None:
        return True
    if first.lower() in PARTICLES and (capital := _CAPITAL_BEFORE.search(text, max(0, start - _REACH), start)):
        return fold(capital[1].lower()).decode() not in FIRST_NAMES  # "SAN MARTÍN DE SOCABAYA"
    if not rest and _LAW.match(text, end) and fold(value.lower()).decode() not in FIRST_NAMES:
        return True
    if names_place_or_money(value, before, text[end : end + _REACH]) or names_place_or_office(
        text, value, end, before, led=led
    ):
        return True
    if opens and (_INSIDE_LAND.match(value) or _INSIDE_ROOM.match(value + " ")):
        return True
    if led and (_LAND.search(before) or _OF_LAW.search(before) or _ROOM.search(before)):
        return True
    if led and not rest and _HEADING.search(before):
        return True
    noun = _COORDINATED.match(text, end) or _NOUN.match(text, end)
    if noun is not None and (noun[1] in _DISCOVERIES or (not rest and noun[1] in _INVENTIONS)):
        return True
    word = rest if first in _ARTICLES else value
    if (
        " " not in word
        and fold(word.lower()).decode() not in FIRST_NAMES
        and _in_proper_name(text, start, end, led=led)
    ):
        return True
    if b"_" in scan.shadow and all(_is_in_macros(scan.shadow, word) for word in value.split()):
        return True
    if rest:
        return rest.startswith("de ") and is_common(first) and fold(first.lower()).decode() not in FIRST_NAMES
    if led and _GOODS.search(before) is not None:
        return True
    if opens_sentence(text, value, end, before):
        return True
    if begun and value.lower() in _OPENERS and _OPENS.search(before):
        return True
    if not value[:1].isupper() or fold(value.lower()).decode() in FIRST_NAMES:
        return False
    if begun and _is_used_or_placed(text, before, start, end):
        return True
    if noun is not None and noun[1] in _THINGS:
        return True
    if _VERSION.match(text, end) and _UPDATES.search(text[max(0, start - 160) : start]):
        return True
    if _is_defined(text, value):
        return True
    return value.isalpha() and value.isascii() and _FEWEST <= len(value) <= _LONGEST and _is_identifier(scan, value)


def _is_used_or_placed(text: str, before: str, start: int, end: int) -> bool:
    """Whether the words before a capitalised one have an article, or say that it is used, called or a place."""
    article = _ARTICLE.search(before) is not None
    if article and before.endswith("a ") and not before.endswith("na "):
        article = surroundings(text, start) is not Surroundings.SPANISH  # whose "a" is "to": "llevamos a Yago"
    used = _USED.search(before) is not None and text[end : end + 1] not in ("'", "’") and not _THERE.match(text, end)
    if article or used:
        return True
    return (_OBJECT.match(text, end) is not None and _OPENS.search(before) is not None) or (
        _PLACE.search(before) is not None
    )


def _in_proper_name(text: str, start: int, end: int, *, led: bool) -> bool:
    """Whether a capitalised word in Spanish belongs to a longer name of a thing: "Cerro Verde", "Banco del Sureste"."""
    if led and _is_in_heading(text, start, end):
        return True
    follows = text[end : end + 1] == " " and text[end + 1 : end + 2].isupper() and text[end + 2 : end + 3].islower()
    return follows and surroundings(text, start) is Surroundings.SPANISH


def _is_in_heading(text: str, start: int, end: int) -> bool:
    """Whether a word is a point of an agenda or stands behind an office's or a thing's name and "de"."""
    if _HEADED.search(text, max(0, start - 8), start) and text[end : end + 1] in (".", ":"):
        return True  # a point of an agenda: "3.- Rifa."
    if _OF_OFFICE.search(text, max(0, start - _REACH), start):
        return True
    led = _OF_THING.search(text, max(0, start - _REACH), start)
    return led is not None and is_common(led[1]) and surroundings(text, start) is Surroundings.SPANISH


_ARTICLES = ("El", "La", "Los", "Las")
_HEADED = re.compile(r"(?:^|\n)[ \t]*\d{1,2}(?:\.-?|-|\.?[º)]|\.-) ?\Z")
_OF_OFFICE = re.compile(
    r"\b(?:[Nn]otari[oa]|NOTARI[OA]|[Aa]lcalde(?:sa)?|[Vv]ecin[oa]s?|[Nn]atural(?:es)?|[Jj]uzgado|[Rr]egistro"
    r"|[Pp]rovincia"
    r"|POLIC[IÍ]A NACIONAL|POLIC[IÍ]A LOCAL|[Pp]olicía (?:Nacional|Local)|Guardia Civil|[Cc]omisaría|COMISARÍA"
    r"|Ayuntamiento|AYUNTAMIENTO|Audiencia Provincial|Instancia"
    r"|INSTANCIA|N\.?º \d+|n\.?º \d+|Catedral|catedral|Obispado"
    r"|[Mm]unicipio|[Vv]illa|[Cc]iudad|[Ll]ocalidad|[Pp]ueblo|[Tt]érmino(?: municipal)?|[Oo]bispo|[Cc]omarca)"
    r" (?:de|DE) \Z"
)
"""Whose place follows: "notario de Lugo"."""
_OF_THING = re.compile(r"\b([A-ZÀ-Þ][a-zß-ÿ]{3,20}) (?:de la|de los|de|del) \Z")


def _is_defined(text: str, value: str) -> bool:
    """Whether a sentence says what the word is: "Nettle is a cryptographic library"."""
    at = text.find(value + " is a")
    return at >= 0 and _DEFINITION.match(text, at + len(value)) is not None


_DEFINITION = re.compile(
    r" is an? [^\n.]{0,60}?\b(?:library|tool|framework|package|program|implementation|module|server|client|language"
    r"|utility|toolkit|suite|plugin|extension|compiler|parser|editor|daemon|database|protocol|wrapper|toolset"
    r"|generator|engine"
    r"|command[ \-]line|software|application)\b"
)


def _is_identifier(scan: Scan, value: str) -> bool:
    """Whether the word stands in lower case elsewhere as the name of a program: ```nettle```, "nettle-dev"."""
    shadow, word = scan.shadow, value.lower().encode()
    at = shadow.find(word)
    for _ in range(_MOST_PLACES):
        if at < 0:
            return False
        end = at + len(word)
        before = _BEFORE_IDENTIFIER.search(shadow, max(0, at - 10), at)
        behind = _BEHIND_IDENTIFIER.match(shadow, end)
        quoted = shadow[at - 1 : at] == shadow[end : end + 1] == b"`"
        alone = not shadow[at - 1 : at].isalnum() and not shadow[end : end + 1].isalnum()
        if (quoted or (before and alone) or (behind and alone)) and _of_program(shadow, at, end):
            return True
        at = shadow.find(word, end)
    return False


def _is_in_macros(shadow: bytes, value: str) -> bool:
    """Whether the word in capitals is a part of names of macros or variables: ``VORBIS_LIBRARY``."""
    if not (value.isascii() and value.isalpha()) or value.lower() in FIRST_NAMES:
        return False
    word = value.upper().encode()
    at = shadow.find(word + b"_")
    return at >= 0 and _MACRO.match(shadow, at + len(word)) is not None and not shadow[at - 1 : at].isalnum()


_MACRO = re.compile(rb"_[A-Z][A-Z\d_]{2,}")
_TOKEN = re.compile(rb"[^\s\"'<>()\[\],;`]*")


def _of_program(shadow: bytes, at: int, end: int) -> bool:
    """Whether the token around the word is no mail address, profile or home directory, and names no person."""
    first = max(shadow.rfind(mark, max(0, at - 80), at) for mark in (b" ", b"\n", b'"', b"(", b"`", b"<")) + 1
    token = shadow[max(first, at - 80) : end] + _TOKEN.match(shadow, end, end + 60)[0]  # type: ignore[index]  # it may be empty
    if b"@" in token or b"~" in token or b"/in/" in token or b"users/" in token or b"/home/" in token:
        return False
    return FIRST_NAMES.isdisjoint(re.split(r"[\W_\d]+", token.decode("ascii", "replace").lower()))
