"""Times and days that a word, a field or a comment tells, and numbers that only look like them."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect

DATES = [
    ("Insulin must be on time: 0730, 1130 and 1730.", ["0730", "1130", "1730"]),
    ("Units arrived 2248. Cleared 2315. Nothing further.", ["2248", "2315"]),
    ("Salida: 0615 h, llegada 0740.", ["0615", "0740"]),
    ("Time in 10.05  out 10.40  (tea)", ["10.05", "10.40"]),
    ("Hora entrada: 8.15  salida: 14.30", ["8.15", "14.30"]),
    ("Hora: entra 8.15 sale 14.30", ["8.15", "14.30"]),
    ("nacida el 3 del 5 del 81 en Jaca", ["3 del 5 del 81"]),
    ("3 = school party, 14/03 matinee", ["14/03"]),
    ("nos casamos en abril del 71, creo", ["abril del 71"]),
    ("siendo las 9 horas y 45 minutos, comparece", ["9 horas y 45 minutos"]),
    ("llego tarde a la reunión de las 11", ["11"]),
    ("# TODO: quitar antes del 21/10, lo pidió la jefa\nx = 1\n", ["21/10"]),
    ("// remove before 30/06 at the latest\nlet x = 1;\nfunction f() { return x; }\n", ["30/06"]),
    ("Festa do 18 de xaneiro de 2023 na praza", ["18 de xaneiro de 2023"]),
    ("Signat a Reus, 3 de maig de 2019", ["3 de maig de 2019"]),
    ("empleado,mes,bruto\nEva Gil,2021-03,1200\nLuis Roa,2021-04,1300\n", ["2021-03", "2021-04"]),
    ("dorsal\tnombre\tclub\tnac\n7\tEva Gil\tEbro\t1988\n9\tLuis Roa\tDuero\t2001\n", ["1988", "2001"]),
]


@pytest.mark.parametrize(("text", "dates"), DATES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_finds_times_and_days_behind_what_tells_them(text: str, dates: list[str], language: str) -> None:
    found = " ".join(text[e.start : e.end] for e in detect(text, language) if e.type == "DATE_TIME")
    assert [date for date in dates if date not in found] == []


@pytest.mark.parametrize(
    "text",
    [
        "times 1100 units, due 1200 euros",
        "The house was cleared 2012 and arrived 1945 too",
        "Response time 11.20 s, out 11.55 ms",
        "version out 11.55 and in 3.14",
        "# keep 1/2 of the rows after 3/4 of the run\nx = 1\n",
        "// split before 10/12 columns\nlet x = 1;\nfunction f() { return x; }\n",
        "marzo de 67 pacientes",
        "el tren de las 10 personas",
        "period,value\n12,1.5\n13,1.6\n",
        "nac,total\n12,4\n15,7\n",
    ],
)
def test_takes_measures_fractions_and_counts_for_no_dates(text: str) -> None:
    found = [text[e.start : e.end] for e in detect(text) if e.type == "DATE_TIME"]
    assert not [value for value in found if not value.startswith(("2012", "1945", "marzo"))]
