"""Persons told by a phrase, a role, an exported chat or an annotation, made from templates and rare names."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect

RARE = ("Baldomera", "Ngaire", "Tjark", "Oriane")
SURNAMES = ("Yutzy-Harms", "Canché", "Przybyl")
TEMPLATES = (
    ("quien dice llamarse {} Poot, de 36 años, casado", RARE),
    ("que el ciudadano {} se llevó la moto", SURNAMES),
    ("Acude con su marido ({}). Sin hallazgos.", RARE),
    ("un hombre llamado {} avisó a la policía", RARE),
    ('El que se llevó el reloj, alias "{}", huyó.', SURNAMES),
    ("a man who identified himself as {} left early", SURNAMES),
    ("Your host {} will wait for you.", RARE),
    ("12/05 cust {} called, no power", SURNAMES),
    ("spoke w {} about the refill", RARE),
    ("svc mgr {} @ the dealer said no", RARE),
    ("CASHIER : {}\nTOTAL 12.00\n", tuple(map(str.upper, SURNAMES[::2]))),
    ("atendido por: {}\n", RARE),
    ("> On 3 May, {} Roe wrote:\n> hello\n", RARE),
    ("Le 12 mars 2007, {} Le Goff a écrit :\n> bonjour\n", RARE),
    ("cc: {} Vogt/Corp/WPWR@WPWR\n", RARE),
    ("The land of Wm. {} and wife.", SURNAMES),
    ("Llevamos a {} y a la peque con la doctora.", RARE),
    ("    - my name is [{}](name)\n", RARE),
    ("    - soy [{}](nombre), hola\n", tuple(map(str.lower, RARE))),
    ("\\name{{{}}}{{Roe}}\n\\born{{4 July 1986}}\n", RARE),
    ("This lease is between __{} Halloway__ (Landlord) and the tenant.", RARE),
    ("Signature:   {} Achterberg_________   Date: 9/9/12", ("B.", "Tjark")),
    ("I,  {}   Achterberg  , hereby grant", RARE[:2]),
    ("Grandson {} drives her.", RARE),
    ("Dr.~{} Zichy is the advisor.", RARE),
)


def names(text: str, language: str = "en") -> list[str]:
    return [text[e.start : e.end] for e in detect(text, language_code=language) if e.type == "NAME"]


@pytest.mark.parametrize(
    ("template", "name"), [(t, n) for t, values in TEMPLATES for n, _ in zip(values, range(2), strict=False)]
)
def test_persons_are_found_by_what_stands_beside_them(template: str, name: str) -> None:
    text = template.format(name)
    assert any(name in found for found in [*names(text), *names(text, "es")])


@pytest.mark.parametrize(
    "lines",
    [
        "12/01/2022, 18:04 - {0}: is papa {1} home?\n12/01/2022, 18:05 - {2}: ask him\n",
        "[3/5/21 22:10:33] {0}: quien lleva a {1}??\n[3/5/21 22:11:02] {2}: yo\n",
        "{0} Hrabik  10:03 AM\nok so {1} said no\n\n{2} Roe  10:04 AM\nfine\n",
        "18:04:11 From {0} Hrabik to Everyone: hi {1}\n18:05:02 From  {2} Roe  to Everyone: hello\n",
    ],
)
def test_speakers_of_chats_and_who_they_speak_of_are_found(lines: str) -> None:
    text = lines.format("Nkechi", "tunde", "Ludmila")
    found = names(text)
    assert all(any(name in one for one in found) for name in ("Nkechi", "tunde", "Ludmila"))


def test_what_stands_at_the_same_places_is_no_name() -> None:
    text = (
        "12/01/2022 18:04:10 - INFO: done\n2022-01-12 18:04:10 - nginx: reload\n[12:01:33] Server thread: saved\n"
        "Cashier: SELF CHECKOUT\nYour host will call. The driver Version is old. Our friends at Acme wrote:\n"
        "(a) Royalties and any other sums, (b) Costs. El alumno Matriculado. La directora General firma.\n"
        "Sr. Account Manager, Sr. Developer, Mr. Chairman. Served by: nginx\n"
        "See [the docs](name) and [a list](time-line). a.__init__(self) __FILE__ __Important note__\n"
    )
    assert names(text) == []
