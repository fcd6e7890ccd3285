"""What letters, chats and calls say in passing: streets, families, pet names, days and numbers; and sentences alike."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect

PASSING = [
    ("he lives on birchwood avenue near the pool", "birchwood avenue", "ADDRESS", "en"),
    ("we moved to orchard lane in the spring", "orchard lane", "ADDRESS", "en"),
    ("I, EDITH MARSDEN of Heron Brow, Mill Lane, Bewdley, revoke", "Heron Brow, Mill Lane, Bewdley", "ADDRESS", "en"),
    (
        "Die Wohnung Ahornweg 4, 2. OG rechts, 04109 Leipzig.",
        "Ahornweg 4, 2. OG rechts, 04109 Leipzig",
        "ADDRESS",
        "en",
    ),
    ("quedamos en General Concha 31, 4.º izquierda. Trae", "General Concha 31, 4.º izquierda", "ADDRESS", "es"),
    ("estamos en camino de las huertas s/n, al fondo", "camino de las huertas s/n", "ADDRESS", "es"),
    ("Casa mortuoria: Serranos, 21.", "Serranos, 21", "ADDRESS", "es"),
    ("con C.I. 5839127 LP, soltera", "5839127", "SSN", "es"),
    ("con credencial para votar número 2093817465501, vigente", "2093817465501", "SSN", "es"),
    ("clave de elector RSPRJN72031409H300, vigente", "RSPRJN72031409H300", "SSN", "es"),
    ("el dni es cuatro cinco seis uno dos nueve cero tres letra ge", "uno dos nueve cero tres letra ge", "SSN", "es"),
    ("la chica se llamaba luz y era de Lugo", "luz", "NAME", "es"),
    ("todos le dicen Chema, es muy majo", "Chema", "NAME", "es"),
    ("the little ones call him Boppa.", "Boppa", "NAME", "en"),
    ("we had supper with the Adeyemis on Sunday", "Adeyemis", "NAME", "en"),
    ("a plot which the Pembertons gave up", "Pembertons", "NAME", "en"),
    ("hand the form to Mrs D in the hall", "D", "NAME", "en"),
    ("hable con la Srta. C. en secretaría", "C", "NAME", "es"),
    ("I thank you for having Autumn to stay", "Autumn", "NAME", "en"),
    ("can you loop in Grant on this", "Grant", "NAME", "en"),
    ("Mother d. 68 of stroke. Father alive 81.", "68", "AGE", "en"),
    ("lo tenían para el doce de este mes, dijo", "doce de este mes", "DATE_TIME", "es"),
    ("vence el 9 del mes que viene", "9 del mes que viene", "DATE_TIME", "es"),
    ("llame al 976 550 218, ext. 207, por la tarde", "207", "PHONE", "es"),
    ("ask at the desk, extension 193", "193", "PHONE", "en"),
    ("my line is 01632 555 0184.", "01632 555 0184", "PHONE", "en"),
    ("Name: OKONJO, Folasade   NHS No: 943 476 5919", "OKONJO, Folasade", "NAME", "en"),
    ("   Q.   How old are you?\n   A.   Forty-two.\n", "Forty-two", "AGE", "en"),
    ("el velorio es en jr. huallaga 512 desde las ocho", "jr. huallaga 512", "ADDRESS", "es"),
    ("la mamá de marta no vino", "marta", "NAME", "es"),
    ("Ciao Fede, ci vediamo domani", "Fede", "NAME", "en"),
]


@pytest.mark.parametrize(("text", "value", "kind", "language"), PASSING)
def test_finds_what_is_said_in_passing(text: str, value: str, kind: str, language: str) -> None:
    assert any(value in text[e.start : e.end] for e in detect(text, language) if e.type == kind)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("he lives on the other side of the road", "en"),
        ("we moved to a new street and it is quiet", "en"),
        ("según el Artículo 10, 2.º, y la Ley 7, 3.º.", "es"),
        ("la obra se llama rayuela y dura una hora", "es"),
        ("they call him Captain, or call me Later.", "en"),
        ("the Rangers moved in on goal, the Bears gave up", "en"),
        ("we met April showers and asked Grace Cathedral for May dates", "en"),
        ("Hola chicos, Hola, que tal, dice", "es"),
        ("Name: ALL, Some other text\n", "en"),
        ("contaron del uno al ocho, uno dos tres cuatro cinco seis siete ocho", "es"),
        ("a candle by Charlotte Tilbury, a scarf by Orla Kiely, a coat by Purificación García", "en"),
    ],
)
def test_takes_what_looks_alike_for_nobodys(text: str, language: str) -> None:
    assert not [text[e.start : e.end] for e in detect(text, language) if e.type in {"NAME", "ADDRESS", "SSN"}]


def test_takes_no_number_before_a_spanish_and_for_an_age() -> None:
    assert not [e for e in detect("los analistas de Zeta 4 y Bankia suben", "es") if e.type == "AGE"]
