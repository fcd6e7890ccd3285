"""Years, milestones, customers' numbers and closed cases are neither plates nor addresses."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect

CUSTOMERS = (
    "id_cliente;nombre;direccion\n2207;Ines Robledo Paz;Avda. de la Constitución 14, 28931 Móstoles\n"
    "2208;Bohdan Melnyk;Carrer de Balmes 61, 08007 Barcelona\n2209;Ane Iturbe;Gran Vía 12, 48001 Bilbao\n"
    "2210;Yolanda Prats;C/ Alta 3, 46003 Valencia\n"
)
FINES = (
    "plate\tdriver\tplace\tamount\n7119 JTR\tJulia Senabre\tA-7 km 331,4\t100\n0340 MBD\tOscar Lara\tM-30 km 8,0\t200\n"
    "5521 LPS\tIrma Bastida\tN-II km 610\t100\n"
)


def _found(text: str, kind: str, language: str = "es") -> list[str]:
    return [text[e.start : e.end] for e in detect(text, language) if e.type == kind]


@pytest.mark.parametrize(
    "text", ["IMPRESO DE MATRÍCULA - GRADO 2025", "Matrícula: CURSO 2021/22", "Matrícula — PRIMAVERA 2019"]
)
def test_terms_of_enrolment_are_no_plates(text: str) -> None:
    assert not _found(text, "LICENSE_PLATE")


def test_plates_still_are() -> None:
    assert _found("Matrícula: 7119 JTR", "LICENSE_PLATE") == ["7119 JTR"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_numbers_of_customers_and_milestones_in_cells_are_no_addresses(language: str) -> None:
    assert not [value for value in _found(CUSTOMERS, "ADDRESS", language) if value.isdigit()]
    assert not _found(FINES, "ADDRESS", language)


def test_milestones_in_sentences_still_are_addresses() -> None:
    assert _found("Accidente en la M-30 km 8,0 sin heridos.", "ADDRESS") == ["M-30 km 8,0"]


def test_closed_cases_have_no_address() -> None:
    assert not _found('<span class="estado">Cerrada 14/03/2022 09:05</span>', "ADDRESS")
    assert _found("Vive en Cerrada 14, Col. Centro", "ADDRESS")
