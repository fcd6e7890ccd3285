"""Words before guesses of the network that may show that they name things or persons: most need no pattern for it.

The patterns for things are those of :mod:`objectlambda.pii.ner.things_beside` and
:mod:`objectlambda.pii.ner.spanish_things`. What they match ends with one of these words, or with something else than a
word of letters and a blank.
"""

from __future__ import annotations

import re

from objectlambda.pii.rules.words import words

LEADS = words(
    """
    ceip cepa ies cra eei cp fp primaria secundaria infantil colegio escuela instituto hospital residencia urbanización
    barrio hotel hostal bar restaurante cafetería farmacia librería tienda tiendas club parroquia iglesia ermita clínica
    centro salud edificio hacienda rancho teatro cine museo parque estadio aeropuerto estación universidad fundación
    asociación peña cofradía hermandad grupo editorial bodega bodegas autoescuela peluquería panadería carnicería
    mercado embalse playa puerto marca modelo nacional universitario regional general público privado
    coto sierra monte pico cerro cala punta cabo ría finca dehesa arroyo barranco lomba loma fraga chan san santa don
    doña sala salas salon salón aula fondo plaza puente torre estacion pabellon pabellón biblioteca premio trofeo copa
    jardín jardin jardines glorieta mirador
    vinagre queso quesos vino vinos jamón turrón aceite aceites sal salsa azafrán pimentón miel alubias garbanzos
    limones naranjas río lago montes valle golfo bahía isla islas provincia municipio comarca vin vins fromage fromages
    moutarde jambon port lake mount fort cape river villa porto mont anexo i ii iii iv v vi vii viii ix x xi xii
    a an each every un una de del la las el los use uses using install installs installed installing of with by in
    requires require than urb. santo sant y castilla ruta camino verde senda sendero travesía cañón cascada laguna
    pantano mirador desembocadura término términos
    natural batalla tratado estrecho fiesta fiestas feria virgen ley plan operación caso proyecto premio premios
    vestido blusa camisa camiseta pantalón falda chaqueta sandalia zapato bolso mochila sofá silla lámpara colchón
    sinfonía obertura camping mesón taberna pérgola extensible plegable apilable tumbona sillón
    vajilla mantel mantelería cubertería jarra cristalería sábana sábanas toalla toallas edredón cortina cortinas
    alfombra cojín butaca armario estantería cómoda taburete florero
    """
)
"""The last words of all patterns for what stands before a thing; values that name a room or a land begin so too."""
_NUMERALS = frozenset("ivx")
_INTRODUCED = re.compile(
    rb"\b(?:name is|name's|named|call me|calls me|i am"
    rb"|i'm|dear|hi|hey|hello|me llamo|soy|llamado"
    rb"|llamada|mrs?\.?|ms\.?|dr\.?|sra?\.?) $"
)
_INTRODUCING = frozenset(b"is named me am dear hi hey hello llamo soy llamado llamada mr mrs ms dr sr sra".split())
"""The words of letters alone that it ends with."""


def may_be_led(before: str) -> bool:
    """Whether a pattern of what stands before a thing may match at the end of ``before``."""
    last = before.split()[-1:]
    return not (last and before[-1] == " " and last[0].isalpha() and last[0].lower() not in LEADS)


def ends_sentence(before: str) -> bool:
    """Whether ``before`` ends with a sentence or a label: behind one, only patterns for the first word may match."""
    last = before.split()[-1:]
    if not last or before[-1] != " " or last[0][-1] not in ".:?!;":
        return False
    word = last[0][:-1].lower()
    return word.isalpha() and word not in LEADS and word + "." not in LEADS and not _NUMERALS.issuperset(word)


def is_introduced(lower: bytes, start: int) -> bool:
    """Whether words that introduce a person stand right before ``start``."""
    if lower[start - 1 : start] != b" ":
        return False
    last = lower[max(0, start - 24) : start].split()[-1:]
    if last and last[0].isalpha() and last[0] not in _INTRODUCING:
        return False
    return _INTRODUCED.search(lower, max(0, start - 24), start) is not None
