"""Documents about things, as they lie in buckets: catalogues, configuration, code, lists; with no person or with few.

Layouts lie in templates/things_layouts.txt (below @en or @es if of one language), in a small language: ‹slot› draws a
value (of a topic of templates/things.txt, or by a function where it starts with @; ‹slot#1› repeats the value), «a|b»
is one of the alternatives, ⟪line⟫ comes two to six times.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import values as v
from addresses import Addresses
from names import Names
from segments import Segments, mapped, plain
from shapes import RENDERERS, Record, key_style
from values import Values

#: Topics with a label of their own; all others are none.
LABELS = {
    "team": "ORG",
    "school": "ORG",
    "hospital": "ORG",
    "firm": "ORG",
    "town": "LOC",
    "nature": "LOC",
    "country": "LOC",
}

#: One kind of table a line: key|key/clave|clave=template ; … || keys of persons/claves.
TABLES = """
product|name|item|title/producto|nombre|artículo=«‹furniture›|‹furniture›|‹@thing›» ; sku|ref|code/referencia|codigo=‹@code› ; color|finish/color|acabado=‹colour› ; price|list_price/precio|pvp=‹@money› ; stock|qty/existencias=‹@n› ; warehouse|bin/almacen|ubicacion=‹warehouse› ; brand|label/marca=«‹brand›|‹@thing›» ; category/categoria|seccion=«‹@thing›|Furniture|Home» || designer|designed_by/diseñador|diseñadora
name|style|product/prenda|modelo|nombre=‹garments› ; size/talla=«S|M|L|XL|38|42» ; colour|color/color=‹colour› ; brand/marca=‹brand› ; price/precio=‹@money› ; season|collection/temporada|coleccion=«SS24|FW23|Resort|Verano|‹@thing›» || designer|buyer|model/diseñadora|modelo_persona
toy|name|title/juguete|nombre=‹toys› ; age/edad=«3+|6+|8-12» ; maker|brand/marca=«‹brand›|‹@thing›» ; price/precio=‹@money› ; ean|upc=‹@digits› || inventor|tester/inventor
tool|name|description/herramienta|descripcion=‹tools› ; qty/cantidad=‹@n› ; location|bin/ubicacion=‹warehouse› ; serial|asset_tag/numero_serie=‹@code› ; owner|department/departamento=‹department› || borrowed_by|checked_out_to|custodian/prestado_a|custodio
model|device|name/modelo|dispositivo=‹phones› ; os|platform=«Android 14|iOS 17|‹codename›» ; imei|serial=‹@digits› ; hostname|host=‹server› ; price/precio=‹@money› || user|assigned_to|owner/usuario|asignado_a
model|vehicle|car|name/modelo|vehiculo|coche=‹cars› ; plate/matricula=‹@plate› ; color|paint/color=‹colour› ; year/año=‹@year› ; km|mileage=‹@num› ; garage|workshop/taller=‹firm› || driver|owner|registered_keeper/conductor|titular
dish|name|item|title/plato|nombre|titulo=‹dish› ; price/precio=‹@money› ; section|course|category/seccion|categoria=«Starters|Mains|Desserts|Entrantes|Postres|‹@thing›» ; allergens/alergenos=«gluten|milk|nuts|huevo|-» ; restaurant|venue/restaurante=‹firm› || chef|cook/cocinero|chef
wine|name|label|product/vino|nombre|etiqueta=‹drink› ; vintage/añada=‹@year› ; region|origin/region|origen=‹town› ; abv/grado=‹@num› ; price/precio=‹@money› ; producer|winery/bodega=‹firm› || winemaker|sommelier/enologo|sumiller
cheese|name/queso|nombre=‹cheese› ; milk/leche=«cow|goat|sheep|vaca|oveja» ; origin/origen=‹town› ; price/precio=‹@money› || affineur|maker/maestro_quesero
variety|name|plant|cultivar/variedad|planta|nombre=«‹plant› "‹cultivar›"|‹plant› '‹cultivar›'|‹plant› ‹cultivar›|‹common_plant›» ; latin|species/especie=‹species› ; height/altura=‹@n› ; colour/color=‹colour› ; supplier|nursery/vivero=‹firm› || breeder|raised_by|introduced_by/obtentor|mejorador
breed|name/raza|nombre=‹breed› ; group|category/grupo=«Hound|Toy|Working|Terrier|Herding» ; origin|country/origen=‹country› ; weight/peso=‹@num› ; coat|color/capa=‹colour› || owner|handler|judge/propietario|juez
species|common_name|name/especie|nombre_comun|nombre=«‹animal›|‹common_plant›|‹animal›» ; scientific_name|latin/nombre_cientifico=‹species› ; count/numero=‹@n› ; site|location/lugar=‹nature› ; date/fecha=‹@date› || observer|recorded_by|collector/observador|recolector
mineral|name|specimen/mineral|nombre|muestra=‹mineral› ; hardness/dureza=‹@num› ; locality/localidad=‹nature› ; drawer|cabinet/cajon=‹@code› ; colour/color=‹colour› || donor|found_by/donante
drug|name|medication|product/farmaco|medicamento|nombre=‹drug› ; dose|strength/dosis=«500 mg|20 mg|10 ml|1 g» ; form|route/via=«oral|IV|tablet|jarabe» ; indication|diagnosis/indicacion|diagnostico=‹disease› ; manufacturer/laboratorio=«‹firm›|‹@org›» || prescriber|pharmacist|patient/prescriptor|paciente
diagnosis|name|description/diagnostico|nombre=‹disease› ; icd10|code/cie10|codigo=‹@icd› ; count/casos=‹@n› ; department|ward/servicio=‹department› || patient|physician/paciente|medico
reagent|name|item|description/reactivo|nombre=‹reagent› ; cas=‹@cas› ; lot/lote=‹@code› ; expiry/caducidad=‹@date› ; location|fridge/ubicacion=‹room› ; supplier/proveedor=‹firm› || ordered_by|prepared_by/preparado_por
title|track|song|name/titulo|cancion|pista=‹song› ; length|duration/duracion=‹@dur› ; album|playlist=«‹song›|‹@thing›» ; genre/genero=«Rock|Folk|Jazz|Flamenco|Pop» ; plays=‹@n› || artist|composer|singer/artista|compositor|cantante
title|film|name|work/titulo|pelicula|obra=‹film› ; year/año=‹@year› ; genre/genero=«Drama|Comedy|Comedia|Novel» ; rating|score=‹@num› ; format|shelf/estante=«DVD|Hardback|4K|‹@code›» ; publisher|studio/editorial=‹firm› || author|director|writer/autor|director|guionista
game|title|name/juego|titulo=‹game› ; platform/plataforma=«PS5|Switch|PC|Board» ; players/jugadores=‹@n› ; stock=‹@n› || designer|high_score_by|winner/campeon|ganador
home|local=‹team› ; away/visitante=‹team› ; score|result/resultado=‹@n›-‹@n› ; venue|stadium/estadio=‹building› ; date/fecha=‹@date› || referee|coach|scorer/arbitro|entrenador|goleador
team|club|name/equipo|club|nombre=‹team› ; played/pj=‹@n› ; points/pts=‹@n› ; city/ciudad=‹town› ; colours/colores=‹colour› || coach|captain|manager/entrenador|capitan
school|name|institution/centro|colegio|nombre=‹school› ; pupils|students/alumnos=‹@n› ; city|town/localidad=‹town› ; phone/telefono=‹@phone› || principal|head_teacher/director|directora
hospital|name|provider/hospital|nombre|centro=‹hospital› ; beds/camas=‹@n› ; ward|department/servicio=‹department› ; city/ciudad=‹town› || chief_physician|contact_person/jefe_de_servicio|gerente
company|name|vendor|client|account|customer/empresa|nombre|proveedor|cliente|razon_social=«‹firm›|‹@org›» ; sector|industry/sector=«Retail|Energy|Hostelería|‹@thing›» ; city/ciudad=‹town› ; revenue|total/importe=‹@money› ; vat|tax_id/cif=‹@code› ; address/domicilio=‹@address› || ceo|contact|account_manager/contacto|gerente|apoderado
city|town|name|place/ciudad|municipio|nombre=‹town› ; population/habitantes=‹@num› ; country/pais=‹country› ; lat=‹@lat› ; lon=‹@lat› ; timezone/zona_horaria=‹timezone› || mayor/alcalde|alcaldesa
name|feature|location/nombre|lugar|accidente=‹nature› ; type/tipo=«river|peak|lake|park|río|pico» ; elevation/altitud=‹@n› ; near/cerca_de=‹town› || first_ascent|ranger|surveyor/primera_ascension|guarda
street|name|road/calle|via|nombre=‹street› ; district|ward/distrito=«Centro|Chamberí|Retiro|North|Old Town» ; length/longitud=‹@n› ; works|status/obras=‹@thing› || inspector/inspector
station|stop|name/estacion|parada|nombre=‹station› ; line/linea=«L‹@n›|Red|Blue|C-‹@n›» ; arrival|departs/llegada|salida=‹@time› ; platform|zone/anden=‹@n› || driver|station_manager/maquinista|jefe_de_estacion
airport|name/aeropuerto|nombre=‹airport› ; iata|code=‹@iata› ; city/ciudad=‹town› ; gate|terminal/puerta=«A‹@n›|T4» ; time/hora=‹@time› || pilot|passenger/piloto|pasajero
ship|vessel|name/buque|barco|nombre=‹ship› ; imo=‹@digits› ; port|berth/puerto=‹town› ; flag/bandera=‹country› ; eta=‹@ts› ; cargo/carga=‹@thing› || captain|master|pilot/capitan|patron
aircraft|type|name/aeronave|tipo|nombre=‹aircraft› ; registration|tail/matricula=‹@plate› ; hours/horas=‹@n› ; base/base=‹airport› || pilot|owner/piloto
storm|name|event/tormenta|nombre=‹storm› ; date/fecha=‹@date› ; category/categoria=‹@n› ; wind/viento=‹@n› ; landfall/zona=‹town› || forecaster|reporter/meteorologo
satellite|mission|name|telescope/satelite|mision|nombre|telescopio=‹satellite› ; launch|date/lanzamiento=‹@date› ; target|orbit/objetivo=‹heaven› ; mass/masa=‹@n› || principal_investigator|pi/investigador_principal
body|object|name|crater/cuerpo|objeto|nombre|crater=‹heaven› ; diameter|radius/diametro=‹@num› ; magnitude/magnitud=‹@num› ; ra=‹@dur› ; constellation=‹heaven› || discoverer|observer/descubridor
painting|title|work/cuadro|titulo|obra=‹painting› ; year/año=‹@year› ; medium/tecnica=«Oil on canvas|Óleo|Tempera|Acuarela» ; room|gallery/sala=‹room› ; inventory/inventario=‹@code› || artist|painter|restorer/pintor|autor|restaurador
building|name|site|bridge/edificio|nombre|puente=‹building› ; height|floors/altura|plantas=‹@n› ; city/ciudad=‹town› ; opened/inaugurado=‹@year› ; contractor/constructora=‹firm› || architect|engineer/arquitecto|ingeniero
room|name|space|resource/sala|aula|nombre|espacio=‹room› ; capacity/aforo=‹@n› ; floor/planta=‹@n› ; from|start/desde=‹@time› ; title|meeting/reunion=«‹section›|‹@thing›» || booked_by|organizer|host/reservado_por|organizador
host|server|name|hostname/servidor|equipo|nombre=«‹server›|‹server›|‹server›-‹@n›|‹server›.example.com» ; ip|address=‹@ip› ; role|service/rol|servicio=«db|web|cache|‹package›» ; rack|location/ubicacion=‹warehouse› ; os|release=‹codename› ; cpu=‹@n› || owner|admin|sysadmin/administrador|responsable
package|name|dependency|module|component/paquete|nombre|componente=‹package› ; version=‹@ver› ; license/licencia=«MIT|Apache-2.0|GPL-3.0|BSD» ; sha|digest|checksum=‹@hex› ; url|homepage=‹@url› || maintainer|author|contributor/autor|mantenedor
release|codename|name/version|nombre_en_clave|nombre=‹codename› ; version=‹@ver› ; date/fecha=‹@date› ; eol=‹@date› || release_manager|announced_by/responsable
font|family|name/fuente|tipografia|nombre=‹font› ; weight/peso=«Bold|400|Light» ; file=‹@snake›.ttf ; license=«OFL|Apache» || designer|foundry_contact/diseñador
colour|name|paint/color|nombre|pintura=‹colour› ; hex=#‹@hex6› ; code/codigo=‹@code› ; finish/acabado=«Matt|Satin|Mate» || mixed_by/preparado_por
size|format|paper|name/tamaño|papel|nombre=‹paper› ; width/ancho=‹@n› ; tray|label/bandeja=‹@thing› ; stock/existencias=‹@n› || printed_by/impreso_por
currency|name/moneda|nombre=‹currency› ; code|iso=‹@iata› ; rate/cambio=‹@num› ; country/pais=‹country› || governor/gobernador
language|name/idioma|nombre=‹language› ; code|iso=«en|es|fr|de|gl|eu» ; speakers/hablantes=‹@n› ; timezone/zona=‹timezone› || translator/traductor|traductora
holiday|name|event/festivo|fiesta|nombre=‹holiday› ; date/fecha=‹@date› ; weekday|day/dia=‹@day› ; scope|where/ambito=‹town› || contact/contacto
party|name/partido|candidatura|nombre=‹party› ; seats/escaños=‹@n› ; votes/votos=‹@num› ; colour/color=‹colour› ; province|state/provincia=‹town› || candidate|leader/candidato|candidata
law|act|title|name/ley|norma|titulo=‹law› ; year/año=‹@year› ; section|article/articulo=‹@n› ; topic/materia=‹@thing› || sponsor|introduced_by/ponente
job_title|position|role|title/puesto|cargo|categoria=‹job› ; department|unit/departamento=‹department› ; grade/grupo=«A1|B2|‹@n›» ; vacancies/plazas=‹@n› ; salary/salario=‹@money› || incumbent|hiring_manager|employee/ocupante|empleado
course|title|subject|name/curso|asignatura|nombre=‹course› ; credits/creditos=‹@n› ; room/aula=‹room› ; day/dia=‹@day› ; time/hora=‹@time› ; exam|topic/tema=«‹concept›|‹@thing›» || teacher|instructor|lecturer/profesor|profesora|docente
chapter|section|title|heading/capitulo|seccion|titulo=«‹section›|‹@thing›» ; page/pagina=‹@n› ; level/nivel=«1|2|3» ; file=‹@snake›.md || author|reviewer/autor|revisor
term|entry|name|label/termino|entrada|nombre=«‹concept›|‹@thing›» ; definition|see|description/definicion|vease=«‹@thing›|see ‹concept›|véase ‹concept›» ; page/pagina=‹@n› || editor/editor
question|text|label/pregunta|texto=‹question› ; answer|options/respuesta|opciones=«|‹@thing›|A|B» ; points/puntos=‹@n› ; category/categoria=‹@thing› || respondent|student/alumno|encuestado
clue|name/definicion|pista=«‹concept›|‹@thing›» ; answer/respuesta=‹@thing› ; number|row/numero=‹@n› || setter/autor
station|sensor|name|device/estacion|sensor|nombre=‹sensor› ; metric|label/magnitud=‹metric› ; value/valor=‹@num› ; time|ts/hora=‹@ts› ; battery/bateria=‹@n› || technician|installed_by/tecnico
metric|dashboard|name|title/metrica|panel|nombre|titulo=«‹metric›|‹@thing›» ; value/valor=‹@num› ; unit/unidad=«ms|%|count|MB» ; region|host=‹server› || owner/responsable
flag|name|key/nombre|clave=‹flag› ; enabled|active=«true|false|on|off» ; description|title/descripcion=‹@thing› ; env|cohort=«prod|staging|beta» || owner|created_by/responsable|creado_por
table|name|object|schema/tabla|nombre=«‹@snake›|‹@const›» ; rows=‹@num› ; engine=«InnoDB|heap|Parquet» ; comment|description/descripcion=‹@thing› || data_owner|steward/propietario
title|name|item|label|description|product|owner/nombre|titulo|descripcion|articulo=‹@thing› ; model|variety|brand|host/modelo|variedad|marca=‹@thing› ; section|chapter|category/seccion|categoria|familia=‹@thing› ; id|code/codigo=‹@code› ; value|qty/valor=‹@num› ; date/fecha=‹@date› || contact|assignee|person/contacto|persona
ticket|issue|key/incidencia=‹@code› ; title|summary|subject/titulo|asunto=«‹@thing›|‹section›» ; status/estado=‹@status› ; component|label|service/componente=«‹package›|‹flag›|‹server›» ; created/creado=‹@ts› || assignee|reporter|owner/asignado_a|informador
file|object|key|name/fichero|archivo|nombre=‹@file› ; size|bytes/tamaño=‹@num› ; modified|last_modified/modificado=‹@ts› ; etag|md5=‹@hex› ; bucket=‹@kebab› || uploaded_by|owner/subido_por
"""

#: Shapes: head, start of a row, a field ({k}, {v}), between fields, end of a row, tail.
SHAPES = (
    ("", "{{ ", "{k}: '{v}'", ", ", " },\n", ""), ("const items = [\n", "  {{ ", '{k}: "{v}"', ", ", " },\n", "];\n"), ("items = [\n", "    dict(", '{k}="{v}"', ", ", "),\n", "]\n"),
    ("$items = [\n", "    [", "'{k}' => '{v}'", ", ", "],\n", "];\n"), ("var items = []Item{{\n", "\t{{", '{K}: "{v}"', ", ", "}},\n", "}}\n"), ("(def items [\n", " {{", ':{k} "{v}"', " ", "}}\n", "])\n"), ("", "- ", "{v}", " — ", "\n", ""), ("", "* ", "{v}", ", ", "\n", ""), ("", "", "{v}", "\t", "\n", ""), ("", "", "{v}", "   ", "\n", ""), ("", "", "{v}", "\n", "\n\n", ""), ("", "", "{k}: {v}", "\n", "\n\n", ""), ("", "", "{K}: {v}", "\n", "\n---\n", ""), ("", "", "{k}={v}", " ", "\n", ""), ("", "", "{k}={v}", ";", "\n", ""), ("", "", "{v}", " | ", "\n", ""), ("", "", "{v}", " / ", "\n", ""),
    ("\\begin{{tabular}}{{lll}}\n", "", "{v}", " & ", " \\\\\n", "\\end{{tabular}}\n"), ("|===\n", "|", "{v}", " |", "\n", "|===\n"), ('{{| class="wikitable"\n', "|-\n| ", "{v}", " || ", "\n", "|}}\n"), ("", "[[item]]\n", '{k} = "{v}"', "\n", "\n\n", ""), ("", "<item ", '{k}="{v}"', " ", " />\n", ""), ("<ul>\n", "<li>", "{v}", " <em>", "</em></li>\n", "</ul>\n"), ("", "", "{K} ...... {v}", "\n", "\n\n", ""), ("", 'resource "item" "x" {{\n', '  {k} = "{v}"', "\n", "\n}}\n", ""), ("", "INFO item ", "[{k}: {v}]", " ", "\n", ""), ("", "(", "'{v}'", ", ", "),\n", ""), ("@prefix : <http://example.org/> .\n", ":x ", ':{k} "{v}"', " ; ", " .\n", ""), ("", "> ", "**{K}**: {v}", " · ", "\n", ""), ("", "", "{v}", ",", "\n", ""), ("", "  o ", "{v}", " (", ")\n", ""),
    ("<select>\n", '<option value="1">', "{v}", " ", "</option>\n", "</select>\n"), ("", "=== ", "{K} {v}", "\n    ", "\n", ""), ("", "%% ", "{k}:: {v}", "\n%% ", "\n", ""), ("", "msgid ", '"{v}"', "\nmsgstr ", "\n\n", ""), ("", "TITLE  ", "{v}", "\nNOTE   ", "\n", ""), ("", "BEGIN:VEVENT\nSUMMARY:", "{v}", "\nDESCRIPTION:", "\nEND:VEVENT\n", ""),
)  # fmt: skip

CODE_WORDS = "user order name parse load index cache store item node tree hash query page view model event queue worker client server token session config buffer stream reader writer handler factory builder manager service state status count total price list map key value group role path file image color width height point line shape frame layer filter sort merge split join copy move start stop retry batch chunk block lock thread task job mark grant max bill ray chase drew rich art dean lane guy april may june penny faith hope joy iris rose ruby pearl julia ada basil ginger sage olive frank will rob pat jack carol mike victor charlie romeo oscar juliet sierra delta echo hunter carter mason cooper fisher ward reed grace heather amber crystal jade holly ivy dawn summer autumn destiny harmony melody angel christian paris london dallas austin jordan china india chad marina sol luz mercedes rosario consuelo pilar dolores concepcion trinidad cruz paz angeles bruno leon marco".split()
MASKS = ("[NAME]", "[NAME]", "****", "********", "XXXX", "XXXXX XXXXX", "REDACTED", "[REDACTED]", "<REDACTED>", "[ADDRESS]", "[PERSON]", "<NAME>", "[NOMBRE]", "***", "--", "#####", "{{name}}", "anonymous", "Anónimo", "N. N.", "[EMAIL]", "xxxx", "█████", "______", "j***", "Redacted", "[PII]", "(withheld)", "CONFIDENCIAL")  # fmt: skip
UGLY = frozenset("pussy porn cunt fuck shit nigger whore bitch penis vagina anal rape nazi".split())
PERSON_KEYS = ("name", "patient", "customer", "full_name", "first_name", "last_name", "owner", "contact"), ("nombre", "paciente", "cliente", "apellidos", "titular", "contacto", "nombre_completo")  # fmt: skip
_TOKEN = re.compile(r"‹([^›]+)›|([«»⟪⟫|])")
_BLANK = re.compile(r"(?<=\S) (?=\S)")


def fold(text: str) -> str:
    """Lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


def frequent(pools: list[tuple[float, list[str]]]) -> Counter[str]:
    """How many of the pools hold a name."""
    return Counter(fold(name) for _, pool in pools for name in dict.fromkeys(pool))


def topics(path: Path, separator: str | None) -> dict[str, list[str]]:
    """The values below each `# heading`."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# "):
            heading = line[2:].strip()
        elif line.strip():
            found.setdefault(heading, []).extend(part.strip() for part in line.split(separator) if part.strip())
    return found


def parsed(template: str) -> list[Any]:
    """A template as nested lists: text, (slot, mark), ("one", alternatives), ("many", nodes)."""
    stack: list[list[list[Any]]] = [[[]]]
    depth_of: list[str] = []
    position = 0
    for match in _TOKEN.finditer(template):
        top = stack[-1]
        if position < match.start():
            top[-1].append(template[position : match.start()])
        position = match.end()
        if match[1]:
            top[-1].append(tuple(match[1].partition("#")[::2]))
        elif match[2] in "«⟪":
            stack.append([[]])
            depth_of.append(match[2])
        elif match[2] == "|":
            if depth_of and depth_of[-1] == "«":
                top.append([])
            else:
                top[-1].append("|")
        else:
            inner = stack.pop()
            stack[-1][-1].append(("one", inner) if depth_of.pop() == "«" else ("many", inner[0]))
    if len(stack) != 1:
        raise ValueError(f"unbalanced: {template}")
    stack[0][0].append(template[position:])
    return stack[0][0]


def templates(text: str, language: str) -> list[list[Any]]:
    """The parsed templates of a language: those of none, and those that begin with its mark."""
    parts = (part.strip("\n") for part in text.removeprefix("%%%%% without people\n").split("\n=====\n"))
    kept = (part for part in parts if not part.startswith("@") or part.startswith(f"@{language}\n"))
    return [parsed(part.removeprefix(f"@{language}\n") + "\n") for part in kept]


class Column:
    """A column of a kind of table: its keys in two languages and what to draw."""

    def __init__(self, text: str) -> None:
        keys, _, template = text.partition("=")
        english, _, spanish = keys.strip().partition("/")
        self.keys = {"en": english.split("|"), "es": (spanish or english).split("|")}
        self.nodes = parsed(template.strip()) if template else []


class Things:
    """Draws documents about things (`document`) and such with some persons (`mixed`)."""

    def __init__(self, folder: Path, names: Names, addresses: Addresses, values: Values, rng: random.Random) -> None:
        self.names, self.addresses, self.values, self.rng = names, addresses, values, rng
        self.topics = topics(folder / "things.txt", "; ")
        self.first, self.last = frequent(names.pools_first), frequent(names.pools_last)
        usable = lambda words: [w for w in words if len(w) > 2 and w.isalpha() and self.first[fold(w)] < 3]
        rules = folder.parents[2] / "shared" / "objectlambda" / "pii" / "rules"
        self.groups = [
            words
            for path in (rules / "known_things.txt", folder / "common_words.txt")
            if path.exists()
            for words in map(usable, topics(path, None).values())
            if len(words) > 5
        ]
        common = rules / "common_words.txt"
        self.words = usable(" ".join(topics(common, None).get("", [])).split()) if common.exists() else []
        self.words = self.words or [word for group in self.groups for word in group]
        tables = [line.partition(" || ") for line in TABLES.strip().splitlines()]
        self.tables = [([Column(c) for c in left.split(" ; ")], Column(right)) for left, _, right in tables]
        layouts = (folder / "things_layouts.txt").read_text("utf-8").partition("%%%%% with people\n")[::2]
        self.files, self.mixed_files = ({side: templates(text, side) for side in ("en", "es")} for text in layouts)
        self.shapes = [render for _, render in RENDERERS]
        self.weights = [weight for weight, _ in RENDERERS]
        self.styled: Callable[[str], str] = names.full
        self.lone = False  # whether the document's persons are single words, which need a key or a header beside them
        self.draws = self._draws()

    def _draws(self) -> dict[str, Callable[[str], tuple[str, str | None]]]:
        """The functions behind ‹@…›."""
        rng, names, value = self.rng, self.names, self.values
        word = lambda: rng.choice(CODE_WORDS) if rng.random() < 0.7 else rng.choice(self.words)
        several = lambda joint, change: joint.join(change(word()) for _ in range(rng.choice((1, 2, 2, 3))))
        lower_first = lambda text: text[:1].lower() + text[1:]
        none = lambda draw: lambda _: (draw(), None)
        person = lambda draw, change=str: lambda language: (change(draw(language)), "NAME")
        digits, letters = value.digits, lambda count: "".join(rng.choices("ABCDEFGHJKLMNPRSTVXYZ", k=count))
        return {
            "@thing": lambda language: (self.thing(language), None), "@THING": lambda language: (self.thing(language).upper(), None), "@lowthing": lambda language: (self.thing(language).lower(), None),
            "@word": none(word), "@snake": none(lambda: several("_", str)), "@kebab": none(lambda: several("-", str)), "@pascal": none(lambda: several("", str.title)), "@camel": none(lambda: lower_first(several("", str.title))), "@const": none(lambda: several("_", str.upper)),
            "@n": none(lambda: str(rng.randint(1, rng.choice((9, 40, 900))))), "@num": none(value.number), "@money": none(value.money), "@digits": none(lambda: digits(rng.randint(7, 13))), "@code": none(lambda: rng.choice((value.identifier(), f"{letters(2)}-{digits(4)}", letters(3) + digits(3)))), "@year": none(lambda: str(rng.randint(1890, 2026))), "@plate": none(lambda: rng.choice((f"{digits(4)} {letters(3)}", f"N{digits(3)}{letters(2)}", f"EC-{letters(3)}"))), "@iata": none(lambda: letters(3)), "@icd": none(lambda: f"{letters(1)}{digits(2)}.{digits(1)}"), "@cas": none(lambda: f"{digits(4)}-{digits(2)}-{digits(1)}"), "@dur": none(lambda: f"{rng.randint(1, 9)}:{rng.randint(0, 59):02d}"), "@lat": none(lambda: f"{rng.uniform(-90, 90):.4f}"), "@hex": none(lambda: f"{rng.getrandbits(128):032x}"), "@hex6": none(lambda: f"{rng.getrandbits(24):06x}"), "@ver": none(lambda: f"{rng.randint(0, 12)}.{rng.randint(0, 30)}.{rng.randint(0, 9)}"),
            "@date": lambda language: (value.date(language), None), "@ts": none(value.timestamp), "@time": none(value.time), "@day": lambda language: (rng.choice(v.DIAS if language == "es" else v.WEEKDAYS), None), "@ip": none(value.ip), "@host": none(value.host), "@url": none(value.url), "@phone": none(value.phone), "@status": none(lambda: rng.choice(v.STATUS)), "@file": none(lambda: rng.choice((value.path(), f"{self.thing('en')}.{rng.choice(('pdf', 'docx', 'jpg', 'csv'))}"))),
            "@org": lambda _: ((value.org if rng.random() < 0.6 else value.person_org)(), "ORG"), "@address": lambda language: (self.addresses.line(language), "ADDRESS"),
            "@person": lambda language: (self.styled(language), "NAME"), "@personshort": person(names.first), "@lower": person(names.full, str.lower), "@upper": person(names.full, str.upper), "@listed": person(names.listed), "@listed2": person(lambda language: names.full(language).replace(",", "")), "@two": lambda language: (f"{names.first(language)}\n{names.last(language)}", "NAME"),
        }  # fmt: skip

    def thing(self, language: str) -> str:
        """One to three common words, in one of the cases of titles; at most one of them a frequent family name."""
        rng = self.rng
        group = rng.choice(self.groups) if self.groups and rng.random() < 0.6 else self.words
        count, words, surnames = rng.choice((1, 1, 2, 2, 2, 3)), [], 0
        while len(words) < count:
            word = rng.choice(group if rng.random() < 0.8 else self.words)
            plainly = fold(word)
            if plainly in UGLY or (surnames and self.first[plainly]):
                continue
            if self.last[plainly] >= 3:
                if count == 1 or surnames or any(self.first[fold(other)] for other in words):
                    group = self.words
                    continue
                surnames = 1
            words.append(word)
        chance = rng.random()
        if chance < 0.3 and len(words) > 1:
            joints = (
                ("de", "de la", "y", "con", "del", "para", "en")
                if language == "es"
                else ("and", "of", "&", "for", "with", "in", "to")
            )
            words.insert(rng.randrange(1, len(words)), rng.choice(joints))
        elif chance < 0.42:
            words.insert(
                0,
                rng.choice(("El", "La", "Los", "Las", "Un") if language == "es" else ("The", "A", "The", "New", "Old")),
            )
        elif chance < 0.52:
            words.append(
                rng.choice((str(rng.randint(1, 2000)), "XL", "II", "Pro", "2.0", "(A)", "no. 5", "Plus", "Set"))
            )
        chance = rng.random()
        if chance < 0.66:
            return " ".join(
                word if len(word) < 4 and index and word.islower() else word[:1].upper() + word[1:]
                for index, word in enumerate(words)
            )
        text = " ".join(words)
        return text.upper() if chance < 0.82 else text[:1].upper() + text[1:] if chance < 0.95 else text.lower()

    def value(self, slot: str, language: str) -> tuple[str, str | None]:
        """A slot's value and its label."""
        if slot[0] == "@":
            return self.draws[slot](language)
        topic, rng = slot, self.rng
        if f"{topic}_es" in self.topics and rng.random() < (0.85 if language == "es" else 0.08):
            topic += "_es"
        return rng.choice(self.topics[topic]), LABELS.get(slot)

    def drawn(self, nodes: list[Any], language: str, kept: dict[tuple[str, str], Any] | None = None) -> Segments:
        """A parsed template with everything drawn."""
        out: Segments = []
        kept = {} if kept is None else kept
        for node in nodes:
            if isinstance(node, str):
                out.append((node, None))
            elif node[0] == "one":
                out += self.drawn(self.rng.choice(node[1]), language, kept)
            elif node[0] == "many":
                for _ in range(self.rng.choice((2, 3, 3, 4, 5, 6))):
                    out += self.drawn(node[1], language, kept)
            else:
                found = kept.get(node)
                if found is None:
                    found = self.value(node[0], language)
                    if node[1]:
                        kept[node] = found
                out.append(found)
        return [segment for segment in out if segment[0]]

    def _mask(self) -> Segments:
        rng = self.rng
        return [(f"{rng.getrandbits(64):016x}" if rng.random() < 0.15 else rng.choice(MASKS), None)]

    def _person(self, language: str) -> Segments:
        """A person in a cell; now and then nobody."""
        if self.rng.random() < 0.08:
            return [
                (
                    self.rng.choice(("-", "n/a", "unknown", "TBD", "vacant", "various", "Anónimo", "[NAME]", "staff")),
                    None,
                )
            ]
        return [(self.styled(language), "NAME")]

    def _style_of_names(self) -> None:
        """How the persons of this document are written."""
        names, rng = self.names, self.rng
        draw = rng.choice((names.full, names.full, names.full, names.listed, names.listed, names.last, names.first))
        self.lone = draw in (names.last, names.first)
        case = rng.choice((str,) * 7 + (str.upper, str.lower))
        self.styled = lambda language: case(draw(language))

    def rows(self, language: str, *, people: bool) -> list[Record]:
        """Records of one kind of table."""
        rng = self.rng
        columns, who = rng.choice(self.tables)
        count = rng.randint(2, len(columns)) if len(columns) > 2 else len(columns)
        kept = columns if rng.random() < 0.3 else columns[:1] + rng.sample(columns[1:], count - 1)
        if rng.random() < 0.15:
            kept = rng.sample(kept, len(kept))
        side = language if rng.random() < 0.95 else "en"
        case = lambda: rng.choice((str,) * 9 + (str.upper, str.lower))
        fields: list[tuple[str, Callable[[], Segments]]] = []
        for column in kept:
            change = case()
            fields.append((
                rng.choice(column.keys[side]),
                lambda nodes=column.nodes, change=change: mapped(self.drawn(nodes, language), change),
            ))  # fmt: skip
        for key in rng.sample(who.keys[side], min(len(who.keys[side]), rng.choice((1, 1, 2)))) if people else ():
            fields.insert(rng.randint(0, len(fields)), (key, lambda: self._person(language)))
        if not people and rng.random() < 0.05:
            fields.insert(rng.randint(0, len(fields)), (rng.choice(PERSON_KEYS[side == "es"]), self._mask))
        fields = list({key: (key, draw) for key, draw in fields}.values())
        masking = rng.random() < 0.3
        number = rng.choice((1, 2, 3, 4, 5, 6, 8, 10, 16))
        return [
            [(key, self._mask() if masking and rng.random() < 0.2 else draw()) for key, draw in fields]
            for _ in range(number)
        ]

    def _shaped(self, rows: list[Record]) -> Segments:
        """Rows in one of SHAPES."""
        rng, style = self.rng, key_style(self.rng)
        head, start, field, between, end, tail = rng.choice(SHAPES)
        keyed, _, close = field.partition("{v}")
        quote = keyed[-1:] if keyed[-1:] in ("'", '"') else ""
        out: Segments = [(head.format(), None)]
        for row in rows:
            out.append((start.format(), None))
            for index, (key, value) in enumerate(row):
                lead = keyed.format(
                    k=style(key).replace(" ", "_") if quote else style(key), K=key.replace("_", " ").title()
                )
                out.append(((between if index else "") + lead, None))
                out += mapped(value, lambda text: text.replace(quote, "\\" + quote)) if quote else value
                out.append((close.format(), None))
            out.append((end.replace("}}", "}"), None))
        return [*out, (tail.format(), None)]

    def _listed(self, rows: list[Record], language: str) -> Segments:
        """One column of the rows as a list below a heading, or in one line."""
        rng = self.rng
        mark, end = rng.choice((("- ", "\n"), ("* ", "\n"), ("• ", "\n"), ("", "\n"), ("", ", "), ("", "; "), ("", " | "), ("#", "\n"), ("[ ] ", "\n"), ("\t", "\n"), ("+ ", "\n"), ("<li>", "</li>\n"), ("", " > "), ("// ", "\n")))  # fmt: skip
        numbered = rng.random() < 0.15
        heading = rng.choice(
            (
                "",
                f"{self.thing(language)}\n",
                f"{rows[0][0][0].replace('_', ' ').title()}:\n",
                f"## {self.thing(language)}\n",
            )
        )
        out: Segments = [(heading, None)]
        for index, row in enumerate(rows):
            out += [(f"{index + 1}. " if numbered else mark, None), *row[0][1], (end, None)]
        return out

    def _aligned(self, rows: list[Record]) -> Segments:
        """Columns padded with blanks or dots, without a header."""
        rng = self.rng
        filler = rng.choice((" ", " ", "."))
        widths = [max(len(plain(row[i][1])) for row in rows) + 2 for i in range(len(rows[0]))]
        out: Segments = []
        for row in rows:
            for index, ((_, value), width) in enumerate(zip(row, widths, strict=True)):
                pad = " " + filler * (width - len(plain(value)) - 1)
                out += [*value, (pad if index < len(row) - 1 else "\n", None)]
        return out

    def _table(self, language: str, *, people: bool) -> Segments:
        rng = self.rng
        rows = self.rows(language, people=people)
        chance = rng.random()
        if chance < 0.5 or (people and self.lone):
            return rng.choices(self.shapes, self.weights)[0](rows, rng, key_style(rng))
        if chance < 0.8:
            return self._shaped(rows)
        if chance < 0.9 and not people:
            return self._listed(rows, language)
        return self._aligned(rows)

    def _finished(self, segments: Segments) -> Segments:
        """Without empty segments; now and then with the wide blanks of OCR."""
        if self.rng.random() < 0.04:
            segments = mapped(segments, lambda text: _BLANK.sub("  ", text))
        return [segment for segment in segments if segment[0]]

    def document(self, language: str) -> Segments:
        """A document without persons."""
        rng = self.rng
        segments = (
            self._table(language, people=False)
            if rng.random() < 0.55
            else self.drawn(rng.choice(self.files[language]), language)
        )
        if rng.random() < 0.12:
            other = self.drawn(rng.choice(self.files[language]), language)
            segments = [*segments, ("\n", None), *other]
        return self._finished(segments)

    def mixed(self, language: str) -> Segments:
        """The same with real persons in some columns or lines."""
        rng = self.rng
        self._style_of_names()
        segments = (
            self._table(language, people=True)
            if rng.random() < 0.65
            else self.drawn(rng.choice(self.mixed_files[language]), language)
        )
        if rng.random() < 0.15:
            other = self.drawn(rng.choice(self.files[language]), language)
            segments = [*segments, ("\n", None), *other] if rng.random() < 0.5 else [*other, ("\n", None), *segments]
        return self._finished(segments)
