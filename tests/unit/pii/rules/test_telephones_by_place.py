"""Telephones of Spain in any text, and the short numbers inside a house: extensions, pagers, bleeps."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect

PHONES = [
    ("Llamada al hijo al 948 22 10 37, no coge", "948 22 10 37"),
    ("Fontanería Roa · C/ Nueva, 5 · 921 44 08 16", "921 44 08 16"),
    ("se apuntan en el 927.21.40.08 por la tarde", "927.21.40.08"),
    ("quien quiera, 689-14-22-07 y listo", "689-14-22-07"),
    ("Ponerlo en el grupo: 925/214-663.", "925/214-663"),
    ("recepción 974/36 21 80", "974/36 21 80"),
    ("T. 943 21 22 80 · F. 943 21 22 81", "943 21 22 81"),
    ("Contact the desk on x4471 today", "4471"),
    ("mi interno es el 332, gracias", "332"),
    ("Ask Carys, bleep 4410, for the notes", "4410"),
    ("queries to payroll, ext 229 or by mail", "229"),
    ("please page me on 5521 if he spikes", "5521"),
    ("Mi extensión es la 3127, o por correo", "3127"),
    ("Secretaría: anexo 4402", "4402"),
    ("guardia: avisar al busca 7714", "7714"),
    ("nombre: Eva Gil\nbusca: '6612'\nmovil: 612 334 556\n", "6612"),
    ('{"name": "Ann Roe", "email": "a@roe.example", "ext": "4471"}', "4471"),
]


@pytest.mark.parametrize(("text", "value"), PHONES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_finds_telephones_as_spain_groups_them_and_short_numbers(text: str, value: str, language: str) -> None:
    assert value in [text[e.start : e.end] for e in detect(text, language) if e.type == "PHONE"]


@pytest.mark.parametrize(
    "text",
    [
        "12 345 67 89 10\n976 48 20 13\n11 22 33 44 55\n",
        "An extension of 250 m, and another extension 120 days long",
        "The extension 2023 edition, ext4 and .ext 10",
        "repeat it x1024, at x2048 zoom",
        "busca 300 resultados en la base",
        "pager: 10 items a page; next page 1200 of 4000",
        "espacio interno 450 litros",
        "name,ext\nreport,229\nletter,300\n",
    ],
)
def test_takes_measures_and_pages_for_no_telephones(text: str) -> None:
    assert not [text[e.start : e.end] for e in detect(text) if e.type == "PHONE"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("| Guarantor | Rosario Okello Banda (633 204 118) |\n| Since | May |", "633 204 118"),
        ("| Bürge | Monika Abendroth [0171 5520418] |\n", "0171 5520418"),
        ("Escriba a obras@fincas.example o al 93 415 20 77.", "93 415 20 77"),
        ("Write to desk@office.example or call 0117 496 0204.", "0117 496 0204"),
        ("Contacto: ana@x.example y por teléfono 944 15 20 33", "944 15 20 33"),
    ],
)
def test_telephones_stand_behind_whole_names_and_mail_addresses(text: str, number: str) -> None:
    assert [text[e.start : e.end] for e in detect(text) if e.type == "PHONE"] == [number]


@pytest.mark.parametrize(
    "text", ["Grand Total Sum (602 991 430)", "a@b.example or 12", "Annual Report (2020 2021 2022)"]
)
def test_other_numbers_in_brackets_are_no_telephones(text: str) -> None:
    assert not [e for e in detect(text) if e.type == "PHONE"]
