"""Persons in notes, chats and minutes, made from templates and names of several countries."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect

GIVEN = ("Kieran", "Saoirse", "Tyler", "Bridget", "Gun-Britt")
KNOWN = ("gemma", "pauline", "tess", "ravi", "jeanne")
SURNAMES = ("Thornbury", "Akinola", "Stallwood", "Weyrauch")
TEMPLATES = (
    ("NOK: son {}, lives near.", GIVEN),
    ("1 hr labour ({}) @ $40", GIVEN),
    ("The passenger, {}, was asleep.", GIVEN),
    ("ring the neighbour if it burns down ({}, 07700 900461)", KNOWN),
    ("Agent: Who am I speaking to?\nVisitor: its {} hutchins\n", KNOWN),
    ("see you soon\n\nlove {} xx\n", KNOWN),
    ("hey {}, back at six", KNOWN),
    ("# rewritten by {} after the outage\nimport os\n", KNOWN),
    ("Payee is Ann Roe. Please pay: B {}, sort code 20-44-91", SURNAMES),
    ("TTOs w/ {}\n", GIVEN),
    ("DNACPR. Dtr {} visiting, pls ring", GIVEN),
    ("{} rang at nine.", GIVEN[:2]),
    ("CCTV requested from {} in security.", ("Ravi", "Pauline")),
    ("Thanks a lot\n\n{}\n07983 114 206\n", GIVEN[:2]),
    ("tkt 7731 / office / dr. {}\npt portal down", ("ramos", "okafor")),
    ("If it backs up wake {} (+1 408 555 0117) first", GIVEN),
    ("tech {} D. on site", GIVEN[:2]),
    ("{} Strain, Notary Public", ("Peggy", "Ravi")),
    ("Rats on plot 17. {} to ring the council.", GIVEN[:2]),
    ("{}'s mum has kindly offered lifts.", GIVEN[:3]),
    ('[{{"from":"bot","msg":"What is your full name?"}},{{"from":"visitor","msg":"{} mcallister"}}]', KNOWN[:2]),
    ("There: Maureen (chair), {}, Ravi\n", GIVEN[:2]),
    ("MRN 7719920  PCP {}\nCC: SOB", SURNAMES[:2]),
    ("I rang PC 3391 {} the next day.", tuple(map(str.upper, SURNAMES))),
    ("REPORTING OFFICER: DEP. R. {} #4417", tuple(map(str.upper, SURNAMES))),
    ("f/u call, mme {} satisfied", SURNAMES),
    ("i spoke to my friend {} and she said the same", KNOWN),
    ("Who owns it? ask {}\n", KNOWN),
    ("Wound check with practice nurse {} in 7 days.", ("Sioned", "Bridget")),
    ("The truck was driven by {} Tomlinson.", ("Gaz", "Bridget")),
    ("# 1:1 {} / Mo -- Thursday\n", GIVEN[:2]),
    ("ok. the {}s called again, still no parcel", SURNAMES[1:3]),
    ("Parking: {} needs a permit", ("Gemma", "Ravi")),
    ("conflict w/ {}: have a word", GIVEN[:2]),
    ("CLMT ADMITTED FAULT. WITNESS {} ACKERMAN (732 555 0119) CONFIRMS.", ("PRUDENCE", "DELPHINA")),
    ("Bed 2 - A. {} 67M, for angio", SURNAMES[:2]),
    ("PMHx: AF. Triage RN {}. Seen at noon", ("Ngaio", "Colette")),
    ("I spoke to the insurer ({} at Admiral)", ("Faisal", "Bridget")),
    ("R v {}   Appeal against conviction", SURNAMES[:2]),
    ("The florist is {} at Petal and Thorn.", ("Bryony", "Gemma")),
    ("love u, {} xx", ("Gabs", "Wazza")),
    ("Music .............. {} O'Shaughnessy\n", ("Paddy", "Bridget")),
    ("zed_1 — Today at 7:14 PM\ngg\nnyx.7 — Today at 7:15 PM\nlol {}. next week?\n", KNOWN[:2]),
    ("Ticket 12\n08:40 {} (L1): rang the customer, left a message\n", ("tunde", "gemma")),
    ("{} okpara, Feb 12, 2031, 3:44 PM\nhi, still nothing\n", KNOWN[:2]),
    ("[3/11/2031 9:03 AM] Rick Amundsen\nnope\n[3/11/2031 9:05 AM] Ann Roe\nask {} in stores\n", KNOWN[:2]),
)


def names(text: str) -> list[str]:
    return [text[e.start : e.end] for e in detect(text) if e.type == "NAME"]


@pytest.mark.parametrize(
    ("template", "name"), [(t, n) for t, values in TEMPLATES for n, _ in zip(values, range(2), strict=False)]
)
def test_persons_in_notes_are_found(template: str, name: str) -> None:
    assert any(name in found for found in names(template.format(name)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dear Mr Hartej Singh Bains, please sign.", ["Hartej Singh Bains"]),
        ("SUSPECT: JENKINS, DARNELL AKA \"PEANUT\" B/M\nJenkins left.", ["JENKINS, DARNELL", "PEANUT", "Jenkins"]),
        ("Seen by Mr. Akinola. Op note (Akinola/Fenn).", ["Akinola", "Akinola", "Fenn"]),
        ("between **Thijs ten Brinke** and T. ten Brinke", ["Thijs ten Brinke", "T. ten Brinke"]),
        ("1.SODERLUND/NILS MSTR 2.ROE/ANN MRS", ["SODERLUND/NILS", "ROE/ANN"]),
        ("attendees: alex, Priyanka, JT, mo, Sanne (remote)\n\n- mo: on call\n- JT: leave\n",
         ["alex", "Priyanka", "JT", "mo", "Sanne", "mo", "JT"]),
        ("ACTION: PD to write to Highways. RF to circulate.", ["PD", "RF"]),
        ("Owner: Stu & Marcy Abernathy\n14 May: owner (Stu) called", ["Stu", "Marcy Abernathy", "Stu"]),
        ("with Prof. Dr. Hinrich Boysen and Marguerite \"Peg\" Dunleavy",
         ["Hinrich Boysen", "Marguerite \"Peg\" Dunleavy"]),
    ],
)  # fmt: skip
def test_names_are_whole_and_found_again(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_words_at_the_same_places_are_no_names() -> None:
    text = (
        "Send a GET to that page. HR will call. QA to test, CEO to sign. Ask on Monday.\n"
        "husband and wife, Grantors, sold it. "
        "Try to find it. Need to call back? First Pacific Title (916-555-0139) and Sales (916-555-0140).\n"
        "thanks again, hi all, its mark is red. cc the team. AND to be sure, NOT to be.\n"
        "The driver, Linux, loads. Plan A Premium. Vitamin D deficiency. Made by hand, reviewed by committee.\n"
        "present: yes, no, maybe\nSingle / Double. Fixed by default. signed by both.\n"
        "They came for sherry. She is away. The Services called. We went to St. Rita's Church and The Limes.\n"
    )
    assert names(text) == []


@pytest.mark.parametrize("blank", ["\u00a0", "\u2009", "\u3000", "\u200b", "\ufeff"])
@pytest.mark.parametrize("text", ["Ann and Tom Packard came.", "Ann B. Packard said so.", "It is 1822 SE Taylor St."])
def test_words_between_blanks_of_other_kinds_are_read(text: str, blank: str) -> None:
    for count in range(1, 5):
        written = text.replace(" ", blank, count)
        assert all(e.end <= len(written) for e in detect(written))
