"""Dates and times of speech, statements and notes, in English, Spanish and five neighbours; and numbers alike."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("nació el veinte de julio del treinta y seis, en Cali", "veinte de julio del treinta y seis"),
        ("llegamos en el setenta y cuatro, con mi abuela", "setenta y cuatro"),
        ("La casa se hizo en mil novecientos ochenta.", "mil novecientos ochenta"),
        ("We bought it in nineteen seventy-two, in spring.", "nineteen seventy-two"),
        ("I started in twenty fifteen and left", "twenty fifteen"),
        ("vino el jueves 12 por la tarde", "jueves 12 por la tarde"),
        ("tutoría mié 9 a las 6", "mié 9 a las 6"),
        ("obras hasta mediados de octubre", "mediados de octubre"),
        ("desde el 1o. de febrero de 2031 y hasta", "1o. de febrero de 2031"),
        ("ordenada el 17 de sep/22.", "17 de sep/22"),
        ("Que a las 19,45 salió", "19,45"),
        ("la visita es entre las 10 y las 13 h", "10 y las 13 h"),
        ("está de baja hasta el 27.", "27"),
        ("her birthday is the 23rd btw", "the 23rd"),
        ("be here at 7 sharp, please", "7 sharp"),
        ("At 0410 I returned to the station.", "0410"),
        ("ex-smoker (stopped 1987).", "1987"),
        ("on the fifteenth of last month", "the fifteenth of last month"),
        ("The lease begins at noon on March 2, 2031.", "noon on March 2, 2031"),
        ("Replaced valve (27/3, Colm)", "27/3"),
        ("Albarán 31/044        06.11.31\nDest.", "06.11.31"),
        ("bis zum 30. November d. J. kündige ich", "30. November d. J."),
        ("am Montag, den 4. ds. kam", "Montag, den 4. ds."),
        ("absent jeudi 9 au matin", "jeudi 9 au matin"),
        ("gehouden op woensdag 3 juni jl., om", "woensdag 3 juni jl."),
        ("lekkage sinds half februari", "half februari"),
        ("entro il 5 settembre p.v. la somma", "5 settembre p.v."),
        ("verso le quattro del pomeriggio", "quattro del pomeriggio"),
        ("nato il 1°/09/1961 a Bari", "1°/09/1961"),
        ("ich bin ab 19 Uhr da", "19 Uhr"),
        ("chega amanhã 6h30", "6h30"),
        ("às oito da noite", "oito da noite"),
        ("vers neuf heures du soir", "neuf heures du soir"),
    ],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_finds_dates_as_people_say_them(text: str, date: str, language: str) -> None:
    assert any(text[e.start : e.end] == date for e in detect(text, language) if e.type == "DATE_TIME")


@pytest.mark.parametrize(
    "text",
    [
        "en el sesenta por ciento de los casos",
        "about twenty thirty dollars",
        "the ratio (1/2) and the half (3/4)",
        "version 24.04.02 of the tool",
        "es válido el 12 por ciento",
        "il faut trois heures de route",
        "ha tre figli e due cani",
        "At 2350 metres it snows",
        "we sell two mars bars",
    ],
)
def test_takes_shares_versions_and_lengths_for_no_dates(text: str) -> None:
    assert not [text[e.start : e.end] for e in detect(text) if e.type == "DATE_TIME"]


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("mio figlio, di anni 14, era a casa", "anni 14"),
        ("sie ist 16 Jahre alt", "16 Jahre alt"),
        ("âgée de 71 ans", "71 ans"),
        ("com 45 anos de idade", "45 anos"),
        ("een 19-jarige man", "19-jarige"),
        ("Frau Roe, 81 Jahre, wohnt dort", "81 Jahre"),
    ],
)
def test_finds_ages_in_other_languages(text: str, age: str) -> None:
    assert any(age in text[e.start : e.end] for e in detect(text) if e.type == "AGE")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("call me after seven on my mobile", "seven"),
        ("dice que el sábado 21 almuerzo en casa", "sábado 21"),
        ("DONE AND ORDERED this __9th__ day of March 2031.", "day of March 2031"),
        ("Verified on this 4th day of Sep, 2031 that", "4th day of Sep, 2031"),
        ("Exchanges occur at 5:30 o'clock p.m. at the gate", "5:30 o'clock p.m"),
        ("ya come tues after 6.", "tues after 6"),
        ("second, to adjourn 9:12. All ayes.", "9:12"),
        ("Rental ext to 4/2 per Kathy", "4/2"),
        ("Sous chef, The Shed, '14-'19\n", "'14-'19"),
        ("Catania, lì 17/05/'31\n", "17/05/'31"),
        ("lo visita el martes entre ocho y once.", "martes entre ocho y once"),
        ("nicht zwischen 11 und 13 Uhr.", "zwischen 11 und 13 Uhr"),
        ("Dá para quinta, 18, às 10h30?", "quinta, 18, às 10h30"),
        ("nos fuimos en mayo del setenta y dos a El Alto", "mayo del setenta y dos"),
        ("nací el 9 del 4 del 88", "9 del 4 del 88"),
        ("lo firma el jueves a mediodía con ella", "jueves a mediodía"),
        ("leave from 11.03.31 (FN) to 14.03.31 as", "14.03.31"),
        ("geb.datum 7-10-'52. Hij", "7-10-'52"),
        ("hij moet om kwart over 9 bij", "kwart over 9"),
        ("anniv de Lola le 9, elle", "9"),
    ],
)
def test_finds_dates_of_notes_and_orders(text: str, date: str) -> None:
    assert any(date in text[e.start : e.end] for e in detect(text, "es") if e.type == "DATE_TIME")


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("tengo 31 (treinta y uno) años", "31 (treinta y uno) años"),
        ("un sujeto de aproximadamente 30 a 35 años", "30 a 35 años"),
        (" - Hamid, esposo, 52, en paro", "52"),
        ("y Aisha (7 meses)", "7 meses"),
        ("Pau ya tiene ocho, ¿te lo crees?", "ocho"),
        ("mi hijo, tenía diecisiete.", "diecisiete"),
        ("Px: Sra. Roa   Edad: 71a   Fecha:", "71a"),
        ("DNI 40.118.227, argentino, 26, domiciliado", "26"),
        ("OV driver = Latoya Prewitt, 31, insd w/ us", "31"),
    ],
)
def test_finds_ages_of_reports(text: str, age: str) -> None:
    assert any(text[e.start : e.end] == age for e in detect(text, "es") if e.type == "AGE")
