"""Persons in mail, threads, notices and minutes, authors of posts, and initials of persons named in full."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect


def found(text: str, kind: str = "NAME") -> list[str]:
    return [text[e.start : e.end] for e in detect(text) if e.type == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('To: "Vossberg, Tjark" <tjark@example.org>; "Kitchen" <kitchen@example.org>\nhello\n', ["Vossberg, Tjark"]),
        ("Cc: Wendeline Achter <wa@example.org>, Bo Quist <bo@example.org>\n", ["Wendeline Achter", "Bo Quist"]),
        ("Statement taken by WPC 4410 Thorsby in the kitchen.", ["Thorsby"]),
        ("Ring the shop or Geoff 07700 900113 after work.", ["Geoff"]),
        ("Grandad (Bertil) will fetch the boys.", ["Bertil"]),
        ("The rota is with Pat. Any news - M. Trevanion, Treasurer", ["M. Trevanion"]),
    ],
)
def test_persons_are_found_where_mail_and_notices_name_them(text: str, expected: list[str]) -> None:
    assert set(expected) <= set(found(text))
    assert "Kitchen" not in found(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Does what it says.\nBy Heron2277 on 4 May 2023\nFine.", ["Heron2277"]),
        ("Re: which stove?\nby sootfall_9 » Mon Jan 8, 2024 7:42 pm\n", ["sootfall_9"]),
        ('[quote="mossback"]It smokes[/quote]\nMine too.', ["mossback"]),
    ],
)
def test_authors_of_posts_are_found(text: str, expected: list[str]) -> None:
    assert found(text, "USERNAME") == expected


def test_the_speakers_of_a_dialogue_are_found_even_if_one_has_no_given_name() -> None:
    text = "Maarit: who brings the tent?\nBramwyn: me\nMaarit: and the stove?\nBramwyn: Jorrit has it\nJorrit: yes\n"
    assert found(text).count("Bramwyn") == 2
    assert found(text).count("Jorrit") == 2


def test_the_keys_of_a_form_are_no_speakers() -> None:
    text = "Colour: red\nSize: large\nColour: blue\nSize: small\nFinish: matt\n"
    assert found(text) == []


def test_initials_of_a_person_named_in_full_are_found() -> None:
    text = (
        "Present: Mr Viggo Fenwick, Mrs Zillah Penrose\n1. VF says the hedge is his. ZP would cut it if VF agrees.\n"
        "2. The VF form is due.\n"
    )
    assert [name for name in found(text) if name.isupper()] == ["VF", "ZP", "VF"]


def test_initials_of_nobody_are_not_found() -> None:
    assert "BK" not in found("Present: Mrs Zillah Penrose\nZP says the hedge is old. The BK would pay if ZP agrees.")


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Date of birth:  O3/l7/1961   SSN:  3l8-O4-7712", "SSN", ["3l8-O4-7712"]),
        ("Date of birth:  O3/l7/1961   SSN:  3l8-O4-7712", "DATE_TIME", ["O3/l7/1961"]),
        ("Home phone:  (5O3) 555-Ol84", "PHONE", ["(5O3) 555-Ol84"]),
        ("The lid Ol8 and model O3-l7 are sold out.", "PHONE", []),
    ],
)
def test_digits_that_were_scanned_as_letters_are_read(text: str, kind: str, expected: list[str]) -> None:
    assert found(text, kind) == expected


@pytest.mark.parametrize(
    "text", ["Bank: Monzo | R Penhale | 60-83-71 | 31882047", "pay me at starling 60-83-71 31882047"]
)
def test_a_sort_code_before_an_account_needs_no_label(text: str) -> None:
    assert found(text, "BANK_ROUTING") == ["60-83-71"]
    assert found(text, "BANK_ACCOUNT_NUMBER") == ["31882047"]


def test_days_that_begin_the_lines_of_accounts_and_notes_are_found() -> None:
    text = "14/12  Water board  hall £94\n19/12  Printer  cards £12\n"
    assert found(text, "DATE_TIME") == ["14/12", "19/12"]
    assert found("12.03.25 Letter came. Rang back.\n", "DATE_TIME") == ["12.03.25"]


def test_a_british_mobile_number_in_a_sentence_needs_no_word_for_it() -> None:
    assert found("Oh and mine is 07700900164 as ever.", "PHONE") == ["07700900164"]
    assert found('{"order": "07700900164"}', "PHONE") == []


@pytest.mark.parametrize(
    "text",
    [
        "Thanks to Brackley Sports and to all who ran.",
        "They ran toward Thorley Street and were gone.",
        "Halsey Biotech has a new plant.",
        "It grows E. coli and C. elegans in the lab, and S. Korea buys it.",
    ],
)
def test_firms_streets_and_species_are_no_persons(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Passport nos. held: 611203947, 611203955. Thanks", "PASSPORT_NUMBER", ["611203947", "611203955"]),
        ("Ida Wren, SW, team 7, 0161 496 0133", "PHONE", ["0161 496 0133"]),
        ("Rang Mrs Wren 14/11 1735hrs, no answer", "DATE_TIME", ["14/11 1735hrs"]),
        ("Patient: Rex, dob 4/2017, lame", "DATE_TIME", ["4/2017"]),
        ("Casa: Rua das Flores 112, 4050-262 Porto. Ring twice.", "ADDRESS", ["Rua das Flores 112, 4050-262 Porto"]),
        (
            "Mrs Ida Wren\nThe Old Dairy\nNether Compton\nDT9 4QE\n\nDear Mrs Wren\n",
            "ADDRESS",
            ["The Old Dairy\nNether Compton\nDT9 4QE"],
        ),
        ("It costs nothing. Ring Dawn Tolliver 01452 555 019 today", "NAME", ["Dawn Tolliver"]),
        ("As user5520187 says, it breaks.", "USERNAME", ["user5520187"]),
        ("answered Jun 9 '21 at 8:05\nmossyfrog\n2,311 reputation\n", "USERNAME", ["mossyfrog"]),
        ("COMPARISON: 7/2022.", "DATE_TIME", ["7/2022"]),
        ("She lives at 31 Mount Royal, Bootle L20 4AB now.", "ADDRESS", ["31 Mount Royal, Bootle L20 4AB"]),
        ("please ring Miss Carpet in the office", "NAME", ["Carpet"]),
        ("They sang to Miss World and Mr President.", "NAME", []),
        ("The two tanks move on turn 3 and again on turn 12.", "AGE", []),
        ("She will turn 40 in May.", "AGE", ["40"]),
        ("Last seen near 31 Bramble Lane. Ring Ida Wren 01452 555 019", "NAME", ["Ida Wren"]),
        ("Signed I. Wren 3/2/25     C. Maddox 4/2/25", "ADDRESS", []),
        ("Seen today.\n0915 Maddox rang, wants a bed\n1020 Wren went home\n", "ADDRESS", []),
        ("Thanks @ida-wren for the patch.\nida-wren is away until June.", "USERNAME", ["@ida-wren", "ida-wren"]),
    ],
)
def test_details_of_letters_and_notes_are_found(text: str, kind: str, expected: list[str]) -> None:
    assert found(text, kind) == expected


def test_persons_at_the_heads_of_notes_are_found() -> None:
    text = "**Jorrit A.** - reads well\n**Tilly-Rose** - no show\n**Bramwyn** - fine\n**Yusuf** - moved\n"
    assert found(text) == ["Jorrit A.", "Tilly-Rose", "Bramwyn", "Yusuf"]
    assert found("**Backups** - nightly\n**Alerts** - by mail\n**Storage** - two disks\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "We compared Morphy Richards, Russell Hobbs and the kettle from John Lewis.",
        "Turn right below Stickle Tarn and climb to Harter Fell.",
        "It was measured by Cochran's Q and judged by Youden's statistic.",
    ],
)
def test_brands_hills_and_statistics_are_no_persons(text: str) -> None:
    assert found(text) == []
