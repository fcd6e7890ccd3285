"""Names of companies and institutions, by the words and legal forms in them: "Acme Tools GmbH", "Banco del Sur"."""

from __future__ import annotations

import re
from functools import lru_cache

from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.first_names import FIRST_NAMES, rarer_first_names
from objectlambda.pii.rules.words import words

_FORM = re.compile(
    r"(?:.*[ ,])?(?:S\.? ?L\.?(?:U\.?)?|S\.? ?A\.?(?:U\.?)?|S\.? ?R\.? ?L\.?|S\. ?de ?R\. ?L\.?|S\.?A\.? de C\.?V\.?"
    r"|AG|AB|AS|A/S|ApS|ASA|Oyj?|B\.?V\.?|N\.?V\.?|KG|KGaA|e\.? ?[VK]\.?|S\.?p\.?A\.?|S\.?A\.?S\.?|E\.?U\.?R\.?L\.?"
    r"|Ltda\.?|S/A|Pty|Co|LP|LLP|LLC|PLC"
    r"|(?i:gmbh|inc|ltd|limited|corp|plc|sarl|incorporated|corporation|gbr|ohg|llp|llc))\.?"
)
"""A legal form at the end."""
_INSIDE = re.compile(
    r".* (?:AG|KG|GmbH|S\.L\.|S\.A\.|Inc\.?|LLC|Ltd\.?|Corp\.?|& Co\.?)[ ,].*"
    r"|.* (?:&|and|y|und|et) (?:Co|Sons|Söhne|Fils|Hijos)\.?"
)
"""A legal form inside, or partners at the end."""
_WORDS = words(
    """
    aeroport aeropuerto aerospace airfield airport flughafen marine maritime offshore stadium
    trail viaduct reservoir monument cathedral basilica lighthouse observatory parkway causeway expressway highway
    autodromo circuito circuit velodrome hippodrome raceway racecourse estadio stadio stadion stade speedway planetarium
    railway couloir glacier
    trailhead campground campsite playground cemetery greenway bikeway boardwalk footpath towpath arboretum
    amphitheatre amphitheater auditorium gymnasium aqueduct footbridge bandstand
    biotech sports fitness legal solicitors accountants architects surveyors estates nurseries florists opticians
    brewing lettings plumbing heating vets veterinary dental builders roofing joinery catering haulage audio robotics
    textiles
    brouwerij brauerei brasserie distillery winery
    academia academy agencia agency airlines airways aseguradora asociacion associates association associazione auto
    autos ayuntamiento bakery banca banco bancorp bank bankia banking banque bar bibliothek boutique brewery bros
    brothers bureau cafe cafeteria capital casino center centre centro chamber church clinic clinica club colegio
    college comercial commission committee communications compagnie compania company computing construcciones
    constructora consulting consultores cooperativa corporation council credit data delicatessen department designs
    digital distribuciones distribuidora editorial electronics empresa energy engineering enterprise enterprises
    entertainment escuela europe exchange export exports express factory farmacia federation ferreteria finance
    financial firma fondazione fondo foods foundation freight fund fundacion gallery garage gesellschaft global
    graphics group groupe grupo handels health healthcare hermanos holding holdings hospital hotel immobilien import
    imports industria industrial industrias industries inmobiliaria institut institute instituto insurance
    international inversiones investments italia japan joyeria kaufhaus laboratories laboratorio laboratorios labs
    library line lines lodge logistica logistics magazine maison market marketing markets media medical metals mills
    mining ministerio ministry mobile motors moulin mundial municipal museo museum mutual network networks newspaper
    office oil opera orchestra organization packaging panaderia partners partnership pharma pharmaceuticals pharmacy
    plastics post press print printing productions products produkte properties publishers publishing racing radio
    railways realty records recruitment rental rentals research resort restaurant restaurante retail savings school
    schule sciences security seguros service services servicios shipping shop sistemas sociedad societe society
    software solar solutions sparkasse stiftung store stores studio studios supermarket supermercado supplies supply
    surgery systems taller tech technologies technology telecom theater theatre tienda tools tours toys trade
    textil calzados confecciones suministros muebles pinturas saneamientos materiales talleres gestoria hosteleria
    alimentacion cementos aridos excavaciones fontaneria electricidad reformas carpinteria ferreterias panificadora
    lacteos conservas bodegas autocares construccion ingenieria asesoria refrigeracion climatizacion
    traders trading transport transportes travel trust union universidad universidade universita universitat
    universite university utilities ventures verein verlag verwaltung viajes werke works workshop
    """
)
"""Words that occur in the names of companies and institutions, and not in those of persons."""
_OF_COMPANY = re.compile(
    r"\"(?:company|organi[sz]ation|employer|vendor|supplier|manufacturer|brand|merchant|bank|empresa|organizacion"
    r"|proveedor"
    r"|fabricante|marca|banco|kernelspec|product|category|team|project|repository|license|country|city|region|product[oa]"
    r"|categoria|equipo|proyecto)\" ?: ?\{[^{}]*\"(?:(?:display_?)?name|displayName|nombre)\" ?: ?\"\Z"
)
_REACH = 160
_WORD = re.compile(r"[a-z]{3,}")
_LONGEST = 120
_LONGEST_WORD = 30


def names_company(text: str, start: int) -> bool:
    """Whether a name begins at ``start`` that a JSON object gives to a company: ``"company": {"name": "…``."""
    return text[start - 1 : start] == '"' and _OF_COMPANY.search(text, max(0, start - _REACH), start) is not None


@lru_cache(maxsize=4096)  # threads share it: the result depends on the value alone, and the table locks itself
def is_company(value: str) -> bool:
    """Whether ``value`` reads like the name of a company or institution."""
    if len(value) > _LONGEST:
        return False
    if _FORM.fullmatch(value) or ((value.count(" ") > 1 or "," in value) and _INSIDE.fullmatch(value)):
        return True
    found = _WORD.findall(value.lower() if value.isascii() else fold(value.lower()).decode())
    return len(found) > 1 and not _WORDS.isdisjoint(found)


def ends_company(text: str, value: str, start: int) -> bool:
    """Whether a word of trades follows a capitalised one: "Brewing" of "Meridian Brewing"."""
    if " " in value or text[start - 1 : start] != " ":
        return False
    before = text[max(0, start - _LONGEST_WORD) : start - 1].rpartition(" ")[2]
    return before[:1].isupper() and is_company(f"{before} {value}")


_NEXT_WORD = re.compile(r" ([A-Z][a-z]{2,20})(?![\w'’])")


def begins_company(text: str, value: str, end: int) -> bool:
    """Whether a word of trades follows a single capitalised one, or a street's: "Halden Biotech", "Hill Road"."""
    first, _, last = value.rpartition(" ")
    if last in _LANDSCAPES and " " not in first and first[:1].isupper():
        return fold(first.lower()).decode() not in FIRST_NAMES and first.lower() not in rarer_first_names()
    if first or value.isupper():
        return False
    behind = _NEXT_WORD.match(text, end)
    return behind is not None and (behind[1] in _STREETS or is_company(f"{value} {behind[1]}"))


_LANDSCAPES = words(
    "Scar Fell Crag Pike Tarn Hawse Beck Ghyll Gill Force Knott Moss Falls Canyon Ridge Glacier Loch Strand"
    " Bridge County Island Islands Bay Harbour Harbor Junction Interchange Pier Wharf Cemetery Reef Quarry Colliery"
    " Variation Defense Defence Gambit Opening Attack"
    " Peninsula Plateau Estuary Clay Shale Limestone Sandstone Marl Gneiss Schist Granite Formation"
)
_STREETS = words("Street Road Lane Avenue Terrace Crescent Square Gardens Mews Boulevard Parkway Highway")
