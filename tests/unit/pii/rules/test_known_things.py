"""Brands, programs, towns and firms in prose, which are no persons, and persons who are called like them."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect
from objectlambda.pii.rules.known_things import are_things


def names(text: str) -> list[str]:
    return [text[e.start : e.end] for e in detect(text) if e.type == "NAME"]


@pytest.mark.parametrize(
    "text",
    [
        "We hired a Takeuchi and a Kobelco, and bought the spare parts from Liebherr last spring.",
        "The bakery uses Zanussi ovens. Smeg would not come out, so Miele got the contract.",
        "Deploys went through Spinnaker until Traefik replaced it; Keycloak and Grafana stayed where they were.",
        "The night train leaves Ljubljana before nine and reaches Salzburg at dawn.",
        "Crikey, that was quick. Voila, the cake is done.",
        "Take the boots from Lowa or Meindl, and the tent from Fjallraven.",
    ],
)
def test_brands_programs_and_towns_are_no_names(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr Ludlow paid in cash and left at once.", "Ludlow"),
        ("We spoke with Petra Ludlow on the phone. Then Ludlow called back and paid.", "Ludlow"),
        ("My daughter Juno has a cold.", "Juno"),
    ],
)
def test_a_title_or_a_full_name_shows_a_person(text: str, expected: str) -> None:
    assert expected in names(text)


def test_a_full_name_shows_what_the_single_surname_is() -> None:
    text = "The claim of Petra Ludlow was paid. Later that week the adjuster saw that Ludlow had moved."
    assert names(text) == ["Petra Ludlow", "Ludlow"]


@pytest.mark.parametrize(
    "text",
    [
        "Marsh Halden Ltd was late. The driver of Marsh Halden did not have the keys.",
        "The order went to Brandt, Foyle & Sons, and Kestrel Marine Supplies GmbH got the rest.",
        'In these Terms "Owner" means Tarvin Crane & Tool Hire Ltd and nobody else.',
    ],
)
def test_what_has_a_legal_form_somewhere_is_a_company(text: str) -> None:
    assert names(text) == []


def test_a_person_who_trades_under_his_name_is_found() -> None:
    text = "Invoices go to Petra Quill Ltd. On Monday Petra Quill rang about the roof."
    assert names(text)[-1] == "Petra Quill"


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("Our host {} met us at the gate.", "Quenby"),
        ("Cllr {} spoke first.", "Tarrant"),
        ("my niece {} sings", "Isaura"),
    ],
)
def test_a_single_name_that_its_place_told_is_found_again(before: str, name: str) -> None:
    text = f"{before.format(name)} The rest of the day was wet. {name} sent for tea, and by four it was dry."
    assert names(text) == [name, name]


@pytest.mark.parametrize(("value", "expected"), [("Kubota", True), ("Le Creuset", True), ("Ann", False), ("", False)])
def test_known_things(value: str, expected: bool) -> None:
    assert are_things(value) is expected
