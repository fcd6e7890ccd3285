"""Addresses as letters, deeds and calls write them, in six languages; and sentences alike."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (
            "con domicilio en la calle Maipú 733 de la localidad de Bernal, provincia de Buenos Aires; quien",
            "calle Maipú 733 de la localidad de Bernal, provincia de Buenos Aires",
        ),
        ("vive en Pje. del Molino, bloque 7, portal 1, de esta villa", "Pje. del Molino, bloque 7, portal 1"),
        ("Pol. Ind. Landaben, nave 14 – 31012 Pamplona", "Pol. Ind. Landaben, nave 14 – 31012 Pamplona"),
        ("domicilio: c. Sucre N° 118 e/ Colombia y Lanza", "c. Sucre N° 118 e/ Colombia y Lanza"),
        (
            "es la calle san fermín treinta y uno, tercero izquierda",
            "calle san fermín treinta y uno, tercero izquierda",
        ),
        ("vivíamos por la décima con quince, al lado", "la décima con quince"),
        ("Notificar en Cra 12 # 9 - 33 sur, barrio Olaya", "Cra 12 # 9 - 33 sur, barrio Olaya"),
        ("residente in fraz. Colfiorito, 12, tel.", "fraz. Colfiorito, 12"),
        ("Via dei Salici, n. 9\n20121 Milano (MI)\n", "Via dei Salici, n. 9\n20121 Milano (MI)"),
        ("wohnhaft An der Linde 3b, 87435 Kempten, meinen", "An der Linde 3b, 87435 Kempten"),
        ("in Tan-y-Graig 4; 5 Tan-yr-Allt, Bethesda, Gwynedd LL57 3AB.", "5 Tan-yr-Allt, Bethesda, Gwynedd LL57 3AB"),
        ("driving along Brixton Hill Road, SW2 towards", "Brixton Hill Road, SW2"),
        ("Guarantor: Ann Roe, 9 Alder Close, Hexham\n", "9 Alder Close, Hexham"),
        ("LOCATION: 2200 BLK OF W OAK ST\n", "2200 BLK OF W OAK ST"),
        ("it is twelve oh five Juniper Street, apartment nine", "twelve oh five Juniper Street, apartment nine"),
        ("é na rua das palmeiras 41 apto 12, jd. europa\n", "rua das palmeiras 41 apto 12, jd. europa"),
    ],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_finds_addresses_of_letters_and_calls(text: str, address: str, language: str) -> None:
    assert any(text[e.start : e.end] == address for e in detect(text, language) if e.type == "ADDRESS")


@pytest.mark.parametrize(
    "text",
    [
        "la calle estaba cortada a las tres.",
        "la calle tiene unos cinco, dijo",
        "Windows 10, 2019 Update is out",
        "el camino es largo y son las cuatro.",
        "He ran 14 miles, Monday was rest.",
        "en la segunda con mucha prisa",
    ],
)
def test_takes_sentences_for_no_addresses(text: str) -> None:
    for language in ("en", "es"):
        assert not [text[e.start : e.end] for e in detect(text, language) if e.type == "ADDRESS"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ship to 41 Elm Street in Dover pls", "41 Elm Street in Dover"),
        (
            "domicilio en Cerrada de Tezozómoc, manzana 2, lote 8, colonia Santa Ana Norte, alcaldía Tláhuac, tel",
            "Cerrada de Tezozómoc, manzana 2, lote 8, colonia Santa Ana Norte, alcaldía Tláhuac",
        ),
        ("en calle Mayor, número doscientos diez, piso sexto, letra B; con", "letra B"),
        ("lo detuvieron en Eje 4 Norte esquina con Misterios, y", "Eje 4 Norte esquina con Misterios"),
        ("Dir: Camino Viejo a Lota km 9, parcela 3A, Coronel\n", "Camino Viejo a Lota km 9, parcela 3A, Coronel"),
        ("la canchita de jr. ancash cdra 12", "jr. ancash cdra 12"),
        ("ran the light at 7th & Oak. OV", "7th & Oak"),
        ("zuletzt wohnhaft Untere Au 9, Passau, schlage", "Untere Au 9, Passau"),
        ("aged 40, r/o H. No. 77, Gali Anar, Chandni Mahal, Delhi-6, do hereby", "Delhi-6"),
        ("chez mamie, 7 imp. des Lilas à Vire", "7 imp. des Lilas à Vire"),
        ("residente in via Maqueda n. 40, scala C, int. 2, C.F.", "via Maqueda n. 40, scala C, int. 2"),
        ("demeurant 5 venelle du Port, 29100 Douarnenez, porte", "5 venelle du Port, 29100 Douarnenez"),
        ("Achter de Kerk 12-A, 8911 AB Leeuwarden\n", "Achter de Kerk 12-A, 8911 AB Leeuwarden"),
        (
            "calle cincuenta y uno por sesenta y sesenta y dos, número cuatrocientos, colonia centro",
            "calle cincuenta y uno por sesenta y sesenta y dos, número cuatrocientos, colonia centro",
        ),
    ],
)
def test_finds_addresses_of_statements(text: str, address: str) -> None:
    assert any(address in text[e.start : e.end] for e in detect(text, "es") if e.type == "ADDRESS")


def test_takes_a_year_before_a_clause_for_no_street() -> None:
    text = "on the 8th day of November, 2031, and the Court finds"
    assert not [e for e in detect(text) if e.type == "ADDRESS"]
