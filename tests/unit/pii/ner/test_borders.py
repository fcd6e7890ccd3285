"""Names without the words beside them that are no part of them, and with those that are."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect
from objectlambda.pii.ner.borders import bordered
from objectlambda.pii.ner.networks import Tagged
from objectlambda.pii.rules.scan import Scan

_CUT = {
    "Statement of <Maeve Doyle. Doyle> signed it.": ["Maeve Doyle", "Doyle"],
    "Seen by <Rohan Mistry. Priya Nair> agreed.": ["Rohan Mistry", "Priya Nair"],
    "Firmado: <María Fdez. Roa> ayer": ["María Fdez. Roa"],
    "Note for <J. Whitlock> here": ["J. Whitlock"],
    "compareció la <C. Rosa Tepole> hoy": ["Rosa Tepole"],
    "los <CC. Rosa Tepole> y otro": ["Rosa Tepole"],
    "paper by <C. Rosa Tepole> today": ["C. Rosa Tepole"],
    "badlogin: plaintext <oksana GSSAPI>(-13)": ["oksana"],
    "badlogin: plaintext <oksana CRAM>-MD5": ["oksana"],
    "then <rosa TEPOLE> wrote": ["rosa TEPOLE"],
    "We met <Naomi> Money at the pier.": ["Naomi Money"],
    "We met <Naomi> Monday at the pier.": ["Naomi"],
    "Look at <Naomi> Settings now.": ["Naomi"],
    "Otoño <Okafor> vino.": ["Otoño Okafor"],
    "En otoño <Okafor> vino.": ["Okafor"],
    "Then came Summer <Okafor>.": ["Summer Okafor"],
}


@pytest.mark.parametrize("marked", _CUT)
def test_names_end_where_the_person_s_name_ends(marked: str) -> None:
    start, stop = marked.index("<"), marked.index(">") - 1
    text = marked.replace("<", "").replace(">", "")
    found = bordered(Scan(text), [Tagged(start, stop, "NAME", 0.9, 2)])
    assert [text[name.start : name.end] for name in found] == _CUT[marked]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("2/41 Rathdowne St, Carlton\n", "ADDRESS", "2/41 Rathdowne St"),
        ("Meet at 12B/7 Kembla Rd on Friday.\n", "ADDRESS", "12B/7 Kembla Rd"),
        (
            "Send it to Unit 14B, Tregarn Trading Estate, Bodmin PL31 2QB.\n",
            "ADDRESS",
            "Unit 14B, Tregarn Trading Estate",
        ),
        ("id;tutor;x\n1;Ibarra León, Carmen;3\n2;Haddad, Samir;4\n", "NAME", "Ibarra León, Carmen"),
    ],
)
def test_details_beside_what_the_network_found_belong_to_it(text: str, kind: str, value: str) -> None:
    assert any(value in text[e.start : e.end] for e in detect(text) if e.type == kind)


def test_two_persons_of_a_cell_stay_two() -> None:
    text = "attendees: [Mia S., Theo B.]\n"
    assert [text[e.start : e.end] for e in detect(text) if e.type == "NAME"] == ["Mia S.", "Theo B."]


@pytest.mark.parametrize(
    "text",
    [
        '{"features":[{"properties":{"name":"Martha Quill Trailhead"},"geometry":{"type":"Point"}}]}',
        '{"features":[{"properties":{"name":"Martha Quillon Campground"},"geometry":{"type":"Point"}}]}',
        "They sat by the Edward Payson Reservoir until noon.\n",
        "husband and wife, Grantees, bought it.\n",
        "AJUAR\nMantelería Beatriz, 12 piezas, loza\nToalla Elvira, rizo\n",
    ],
)
def test_things_and_parties_beside_names_are_nobody(text: str) -> None:
    assert [text[e.start : e.end] for e in detect(text, "es" if "AJUAR" in text else "en") if e.type == "NAME"] == []
