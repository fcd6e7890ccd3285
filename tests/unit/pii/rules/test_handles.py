"""User names among people: links to pages, who wrote, lists; and names that come back alone."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect

_AUTHORS = "Ines Weber\nKarl Ohm\nPaula Nagy\nTomas Rey\nIda Kemp\nJonas Falk\nMira Olsen\nHugo Brandt\nLea Vogt\n"


def found(text: str, language_code: str = "en", key: str | None = None) -> set[tuple[str, str]]:
    """The types and values that are found, but dates and links."""
    entities = detect(text, language_code, key=key)
    return {(str(e.type), text[e.start : e.end]) for e in entities if e.type not in ("URL", "DATE_TIME", "EMAIL")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See [mkrause](https://github.com/mkrause) for it.", {("USERNAME", "mkrause")}),
        ("\\href{https://twitter.com/m_krause}{\\bf @m\\_krause}", {("USERNAME", "@m\\_krause")}),
        ("sunnyside <https://forum.example.org/users/sunnyside>", {("USERNAME", "sunnyside")}),
        ("Install [parquet-tools](https://pypi.org/project/parquet-tools) first.", set()),
        ("Docs: [guide](https://docs.example.org/en/guide)", set()),
        ("On Tue, 5 May 2020, tux_fan wrote:\n> hello\n", {("USERNAME", "tux_fan")}),
        ("El lunes, 4 de mayo de 2020, pingurico escribió:\n> hola\n", {("USERNAME", "pingurico")}),
        ("reviewers: [lena-b, okonjo77]\n", {("USERNAME", "lena-b"), ("USERNAME", "okonjo77")}),
        ("Asistentes: Nuria Campos, Iker Sanz\n", {("NAME", "Nuria Campos"), ("NAME", "Iker Sanz")}),
        ("speakers:\n  - Ute Lang\n  - quietfox9\n", {("NAME", "Ute Lang"), ("USERNAME", "quietfox9")}),
        ("attendees: [Mia S., Theo B.]\n", {("NAME", "Mia S."), ("NAME", "Theo B.")}),
        ("Cc @layla-novak, please.", {("USERNAME", "@layla-novak")}),
        ("My login tbergstra stopped working.", {("USERNAME", "tbergstra")}),
        ("his username is qvist; mi usuario es rgaldos", {("USERNAME", "qvist"), ("USERNAME", "rgaldos")}),
        ("My login expired. Your username is incorrect. My login page loads. Your user name must be longer.", set()),
        ("Su usuario es incorrecto. Tu nombre de usuario ha cambiado. my login fails, their userid was deleted", set()),
        ("[9:14] fen_walker: back soon\n[9:15] k.ruiz: ok\n", {("USERNAME", "fen_walker"), ("USERNAME", "k.ruiz")}),
        ("[09:14:02] app.module: started\n[09:14:03] app.worker: ready\n", set()),
        ("MRS J T QUILLEY  Account summary\nMS C COMPILER\n", {("NAME", "MRS J T QUILLEY")}),
        (
            "IN THE COUNTY COURT AT TRURO          Claim No. H02TR815\nBETWEEN\n"
            "     HONOR WREN                 Claimant\n"
            "     and\n(2) Cove Roofing Ltd           Defendants\n",
            {("NAME", "HONOR WREN")},
        ),
        ("ORSOLYA VANTERPOOL,\n       Plaintiff,\n", {("NAME", "ORSOLYA VANTERPOOL")}),
        ("@font-face {\n  src: x;\n}\n@media-feature\n", set()),
        (
            "GreyhoundMum - 5 Mar 2031, 22:14\nwe go there\npaul.h.1966 · Mar 6, 2031 at 06:02\nsame\n",
            {("USERNAME", "GreyhoundMum"), ("USERNAME", "paul.h.1966")},
        ),
        (
            "salty_pretzel wrote on Jan 9th:\n> no\nbluejay416: +1, change the number as well\n",
            {("USERNAME", "salty_pretzel"), ("USERNAME", "bluejay416")},
        ),
        ("grillmaster_pete says:\nMarch 2, 2031 at 11:50 am\nno\n", {("USERNAME", "grillmaster_pete")}),
        (
            "Posted by mad_max_71 3 weeks ago\nOpened by: svc_portal\n",
            {("USERNAME", "mad_max_71"), ("USERNAME", "svc_portal")},
        ),
        ("job 88 submitted by the scheduler\nReport - 5 Mar 2031, 22:14\n", set()),
    ],
)
def test_user_names_by_their_place(text: str, expected: set[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_lists_of_authors_hold_user_names() -> None:
    users = {value for kind, value in found(f"{_AUTHORS}krautrocker9\nSven Dahl (svenni)\n") if kind == "USERNAME"}
    assert users == {"krautrocker9", "svenni"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Me llamo Nerea Solana. Trabajo aquí.\n\nGracias. Nerea, ¿qué opinas?", {"Nerea Solana", "Nerea"}),
        ("Present: Tilda Marsh from the CNCF.\n * Tilda would like to start.\n", {"Tilda Marsh", "Tilda"}),
    ],
)
def test_parts_of_a_name_are_found_again(text: str, expected: set[str]) -> None:
    assert expected <= {value for kind, value in found(text, "es") if kind == "NAME"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("agent: what is your username?\ncustomer: it's tiller88\nagent: thanks\n", {"tiller88"}),
        ("ruth.sol: hi\nmax: hey @ruth.sol\n", {"ruth.sol", "@ruth.sol"}),
        ("agent: is that your user name?\ncustomer: perhaps\n", set()),
    ],
)
def test_user_names_of_dialogues(text: str, expected: set[str]) -> None:
    assert {value for kind, value in found(text) if kind == "USERNAME"} == expected
