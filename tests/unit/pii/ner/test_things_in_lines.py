"""Things that their line shows are no persons and no addresses; persons in such lines are found."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect


def _found(text: str, key: str = "") -> list[str]:
    return [text[found.start : found.end] for found in detect(text, key=key) if found.type in ("NAME", "ADDRESS")]


_DEPARTURES = (
    "Zeit   Zug     Richtung                              Gleis\n06:02  RE 4    {} - {} - {} - Remagen      3\n"
)
_DISHES = "STARTERS\n Soup of the day     £4.25\n Potted shrimps      £6.50\n{}     £9.25\n Cheese   £7.75\n"
_BASIC = "90 GOTO 120\n100 GCOL 0,3:PLOT 69,X%,Y%\n110 UNTIL FALSE\n120 PRINT A$\n"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (
            "circuitId,name,country\n11,Autódromo Hermanos Ruiz Galván,Mexico\n12,Circuito Julio Arregui,Spain\n",
            "c.csv",
        ),
        ('1229,"Adolfo Suarez Madrid-Barajas Airport","Madrid"\n1230,"Ferran Puig-Alta Airport","Alta"\n', "a.dat"),
        (_DEPARTURES.format("Olpe", "Hagen", "St. Goar"), "abfahrt.txt"),
        (_DISHES.format(" Stilton & Wensleydale, Bath Olivers"), "menu.txt"),
        ("trainer:\n  init_args: {monitor: val/bleu, mode: max, patience: 5}\n", "train.yaml"),
        ("2\tes\tA quien madruga, Dios le ayuda.\n", "quotes.tsv"),
        ('{"errors":{"zip":"Postleitzahl ungültig","stock":"Leider nicht vorrätig"}}', "de.json"),
        ("Lake Constance is deep. Ferries connect Meersburg with Constance every 15 minutes.", "lake.txt"),
        ("It was fine-tuned from XLM-RoBERTa on 1.2 million tickets.", "card.md"),
        ("id,group\n3237,Lottery A\n3238,Lottery B\n3239,Lottery A\n", "answers.csv"),
        ("They made a proposal, and they agreed that the Fox should choose the cave.", "fable.txt"),
        ("CPU: AMD EPYC 7763 (Milan)\nTraining completed.\n", "run.log"),
        ("Forecasts come from the ICON, GFS and Harmonie models.", "terms.md"),
        (_BASIC, "game.bas"),
        ("METAR BIAR 121200Z A2974 RMK AO2 PK WND 03031/1233 TWR VIS 3/4 P0003\n", "metar.txt"),
        (
            "volcano,country,kind\nNyiragongo,DR Congo,Cone\nPavlof,Iceland,Caldera\nSakurajima,Japan,Cone\n",
            "volcano.csv",
        ),
    ],
)
def test_things_are_nobody(text: str, key: str) -> None:
    assert _found(text, key) == []


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("I met the Fox family, and Laura Vidal was there.", "Laura Vidal"),
        ("Ferries connect Meersburg with Constance.\nKind regards,\nConstance Miller", "Constance Miller"),
        ("06:02  RE 4    Laura Vidal - on call - Remagen      3\n", "Laura Vidal"),
        (_DISHES.format(" Haircut, Laura Vidal"), "Laura Vidal"),
        ("We flew to Leeds, and Adolfo Suarez drove us to the airport.", "Adolfo Suarez"),
        ("El circuito lo ganó Julio Arregui en Jerez.", "Julio Arregui"),
    ],
)
def test_persons_in_such_lines_are_found(text: str, person: str) -> None:
    assert person in _found(text)
