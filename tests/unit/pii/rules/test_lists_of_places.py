"""Maps of codes, lists of places, of streets and of translations hold nobody; persons in the same layouts are found."""

from __future__ import annotations

import json

import pytest

from objectlambda.pii import detect

_COUNTRIES = {
    "AT": "Austrija", "BE": "Belgija", "CU": "Kuba", "EC": "Ekvador", "EG": "Egipat", "FR": "Francuska",
    "GE": "Gruzija", "KE": "Kenija", "LB": "Liban", "MX": "Meksiko", "PW": "Palau", "SI": "Slovenija",
}  # fmt: skip
_PEOPLE = ["Ana García", "Luis Ortega", "Marta Gil", "Pedro Ruiz", "Elena Vidal", "Jorge Prieto", "Rosa Cano"]
_TOWNS = ["Villa Olmedo", "General Paredes", "Lomas de Arce", "San Bruno", "Coronel Quiroga", "Alberti", "Puerto Sol"]
_PHRASES = ["Bold", "Italic", "Cut", "Copy", "Undo", "Find", "Help", "Align left", "Insert row", "Table header"]


def _names(text: str, key: str) -> list[str]:
    kinds = ("NAME", "ADDRESS", "PASSWORD", "PHONE")
    return [text[found.start : found.end] for found in detect(text, key=key) if found.type in kinds]


def _rows(names: list[str], head: str, tail: str) -> str:
    return head + "\n" + "".join(f"{number:05d},{name},{tail}\n" for number, name in enumerate(names, 6007))


def test_countries_under_their_codes_are_nobody() -> None:
    assert _names(json.dumps({"locale": "hr", "countries": _COUNTRIES}, indent=1), "hr.json") == []


def test_persons_under_codes_are_found() -> None:
    text = json.dumps(dict(zip(_COUNTRIES, _PEOPLE * 2, strict=False)), ensure_ascii=False, indent=1)
    assert set(_PEOPLE) <= set(_names(text, "initials.json"))


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        ("codigo_departamento,nombre,provincia_codigo,provincia_nombre", "06,Entre Lagos"),
        ("codigo,nombre,lat,lon", "-34.60,-58.38"),
    ],
)
def test_tells_places_from_persons_by_the_cells_of_a_column(head: str, tail: str) -> None:
    assert _names(_rows(_TOWNS, head, tail), "lista.csv") == []
    assert set(_PEOPLE) <= set(_names(_rows(_PEOPLE, head, tail), "lista.csv"))


def test_streets_with_codes_are_no_addresses_and_houses_are() -> None:
    head = "cod_via,tipo,nombre_via,barrio,longitud_m\n"
    streets = ["ALCALDE RUEDA", "REINA VICTORIA", "BLAS OTERO", "GOYA", "DEL MOLINO", "DOCTOR FERRÁN"]
    text = head + "".join(f"0{number},CALLE,{street},Las Huertas,214\n" for number, street in enumerate(streets, 117))
    assert _names(text, "callejero.csv") == []
    text = "nombre_cliente,nombre_via,numero,barrio\n" + "".join(
        f"{name},Calle {street.title()},{number},Centro\n"
        for number, (name, street) in enumerate(zip(_PEOPLE, streets, strict=False), 12)
    )
    found = _names(text, "clientes.csv")
    assert set(_PEOPLE[:6]) <= set(found)
    assert any("Alcalde Rueda" in value for value in found)


def test_scripts_and_currencies_with_their_codes_are_nobody() -> None:
    names = {"BRX": "Marengo", "LEO": "Leone", "SOX": "Sol", "HNK": "Hankar", "DNR": "Denar", "KWZ": "Kwanzar"}
    rows = [{"alpha_3": code, "name": name, "numeric": f"{n:03d}"} for n, (code, name) in enumerate(names.items(), 108)]
    assert _names(json.dumps({"4217": rows}, indent=2), "currencies.json") == []
    rows = [{"alpha_3": code, "name": name, "numeric": "108"} for code, name in zip(names, _PEOPLE, strict=False)]
    assert set(_PEOPLE[:6]) <= set(_names(json.dumps(rows, ensure_ascii=False, indent=2), "people.json"))


def test_zones_with_their_positions_are_nobody_and_no_telephones() -> None:
    zones = ["Casey", "Davis", "Palmer", "Rothera", "Vostok", "Troll", "Mawson", "Belem", "Bahia"]
    text = "# tz\n" + "".join(f"AQ\t-6448{n:02d}-06406{n:02d}\tArea/{z}\t{z}\n" for n, z in enumerate(zones, 11))
    assert _names(text, "zone.tab") == []
    people = [*_PEOPLE, "Laura Sanz", "Pablo Soto"]
    text = "".join(f"ES\t{name}\n" for name in people)
    assert set(people) <= set(_names(text, "people.tsv"))


def test_phrases_of_an_interface_and_their_translations_are_nobody() -> None:
    more = {f"{verb} {noun}": f"{noun} {verb}" for verb in ("Merge", "Split", "Lower") for noun in _PHRASES}
    told = {"Bold": "Grassetto", "Cut": "Taglia", "Find": "Trova", "Help": "Guida", "Address": "Indirizzo"}
    text = json.dumps({**dict.fromkeys(_PHRASES, "Viola"), **told, **more}, indent=1)
    assert _names(f'editor.addI18n("it", {text});', "it.js") == []
    assert "Ana García" in _names(text.replace("Indirizzo", "Ana García"), "it.json")


def test_capitals_of_countries_and_feasts_are_nobody() -> None:
    capitals = {
        "Bulgaria": "Sofia", "Chile": "Santiago", "China": "Pekín", "Cuba": "La Habana", "Egipto": "El Cairo",
        "Francia": "París", "Italia": "Roma", "Kenia": "Nairobi", "Territorio del Océano": "Diego Garcia",
        "Perú": "Lima", "Suecia": "Estocolmo", "Turquía": "Ankara",
    }  # fmt: skip
    assert _names(json.dumps(capitals, ensure_ascii=False, indent=1), "capitales.json") == []
    heads = json.dumps(dict(zip(capitals, _PEOPLE * 2, strict=False)), ensure_ascii=False, indent=1)
    assert set(_PEOPLE) <= set(_names(heads, "managers.json"))
    feasts = "fecha,feriado\n2025-08-15,Asunción de la Virgen\n2025-12-08,Inmaculada Concepción\n2025-12-25,Navidad\n"
    assert _names(feasts, "feriados.csv") == []
    assert "Inmaculada Concepción Ruiz" in _names(feasts + "Firmado: Inmaculada Concepción Ruiz", "feriados.txt")
