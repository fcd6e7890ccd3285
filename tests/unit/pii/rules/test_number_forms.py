"""Numbers in the forms in which people and programs write them, and behind labels that say too little."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from objectlambda.pii import detect
from objectlambda.pii.rules.checkdigits import luhn

SSN, CARD, PHONE, IBAN = "SSN", "CREDIT_DEBIT_NUMBER", "PHONE", "INTERNATIONAL_BANK_ACCOUNT_NUMBER"
ITIN = "US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER"


def social(draw: random.Random) -> str:
    return f"{draw.randint(101, 665)}-{draw.randint(10, 99)}-{draw.randint(1000, 9999)}"


def card(draw: random.Random, length: int = 16) -> str:
    first = {16: "4", 15: "37", 14: "3056"}[length]
    body = first + "".join(str(draw.randint(0, 9)) for _ in range(length - len(first) - 1))
    return next(body + str(last) for last in range(10) if luhn(f"{body}{last}".encode()))


def phone(draw: random.Random) -> str:
    return f"{draw.choice((206, 312, 617))}-{draw.randint(200, 999)}-{draw.randint(1000, 9999)}"


def iban(draw: random.Random) -> str:
    bank = f"{draw.randint(0, 10**18 - 1):018}"
    return f"DE{98 - int(f'{bank}131400') % 97:02}{bank}"


def grouped(digits: str, *lengths: int, by: str = " ") -> str:
    places = [sum(lengths[:index]) for index in range(len(lengths) + 1)]
    return by.join(digits[a:b] for a, b in pairwise(places))


LABELS = (
    "Claim number", "Reference", "Ref", "Order", "Case no", "Member ID", "Tracking", "Ticket", "Referencia", "Pedido",
    "Confirmation", "Line", "Item", "Customer ID", "Invoice",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_a_number_that_proves_itself_beats_a_vague_label(seed: int) -> None:
    draw = random.Random(seed)
    for label in LABELS:
        for value, kind in (
            (social(draw), SSN),
            (grouped(card(draw), 4, 4, 4, 4), CARD),
            (card(draw), CARD),
            (phone(draw), PHONE),
        ):
            for text, key in (
                (f"{label}: {value}\n", "x.txt"),
                (f'{{"{label.lower()}":"{value}"}}', "x.json"),
                (f"{label},plan\n{value},gold\n", "x.csv"),
            ):
                assert (kind, value) in spans(text, key), text


@pytest.mark.parametrize(
    "text", ["Order: 17-2024-0017", "Reference: 900-12-3456-7", "Ref: 4111 1111 1111 1112", "Ticket 12345678"]
)
def test_a_number_that_does_not_is_left_to_its_label(text: str) -> None:
    assert spans(text, "x.txt") == []


def spans(text: str, key: str | None = None) -> list[tuple[str, str]]:
    return [(str(found.type), text[found.start : found.end]) for found in detect(text, key=key)]


@pytest.mark.parametrize("seed", range(6))
def test_numbers_are_found_in_every_form(seed: int) -> None:
    draw = random.Random(seed)
    number, plain, call, account = social(draw), card(draw), phone(draw), iban(draw)
    fours = grouped(plain, 4, 4, 4, 4)
    diners, bare = card(draw, 14), number.replace("-", "")
    run = " ".join(str(draw.randint(10, 99)) for _ in range(draw.randint(9, 24)))
    forms = [
        (f"SSN_{bare} and CC{plain} were seen", SSN, bare), (f"SSN_{bare} and CC{plain} were seen", CARD, plain),
        (f"SSNs: {social(draw)}, {bare}, and 212345678", SSN, bare), (f"SSN:\n\n{bare}\n", SSN, bare),
        (f"{run} {number} end", SSN, number), (f"{run} {fours} end", CARD, fours),
        (f"paid by {grouped(plain, 6, 10)}", CARD, grouped(plain, 6, 10)),
        (f"paid by {grouped(plain, 8, 8)}", CARD, grouped(plain, 8, 8)),
        (f"paid by {grouped(diners, 8, 6)}", CARD, grouped(diners, 8, 6)),
        (f"paid by {grouped(card(draw, 15), 8, 7)}", CARD, ""),
        (f"paid by {grouped(plain, 4, 4, 4, 4, by='  ')}", CARD, grouped(plain, 4, 4, 4, 4, by="  ")),
        (f"paid by {grouped(plain, 4, 4, 4, 4, by='|')}", CARD, grouped(plain, 4, 4, 4, 4, by="|")),
        (f"%B{plain}^LUND/KEITH^27121010000000000000?", CARD, plain),
        (f"tel.{call}, x", PHONE, call), (f"tel-{call}", PHONE, call), (f"{call}/home", PHONE, call),
        (f"ph.{call.replace('-', '')} now", PHONE, call.replace("-", "")),
        ("Ruf 0170/4432118 an", PHONE, "0170/4432118"),
        (f"Witness: Keith Lund, ({call[:3]}) {call[4:]}\n", PHONE, f"({call[:3]}) {call[4:]}"),
        (f"> My SSN is {number[:7]}\n> {number[7:]}\n", SSN, f"{number[:7]}\n> {number[7:]}"),
        (f"_{number}_", SSN, number),
        (f"Dial 640x4111 1111 now. Hers is {number} as I said, room 5 from the stairs", SSN, number),
        (f"IBAN: {grouped(account, 4, 8, 10)}", IBAN, grouped(account, 4, 8, 10)),
        (f"to IBAN{account} now", IBAN, account), (f"iban_{account}", IBAN, account),
        (f"to {account[:14]}\n{account[14:]}", IBAN, f"{account[:14]}\n{account[14:]}"),
    ]  # fmt: skip
    for text, kind, value in forms:
        found = spans(text, "x.txt")
        assert any(one == kind and (not value or seen == value) for one, seen in found), text


@pytest.mark.parametrize("seed", range(2))
def test_numbers_are_found_without_a_blank_around_them(seed: int) -> None:
    draw = random.Random(seed)
    number, plain, call, account = social(draw), card(draw), phone(draw), iban(draw)
    bare, fours = number.replace("-", ""), grouped(plain, 4, 4, 4, 4, by="-")
    alone = (
        "see {}.xml", "2 uploaded {}.pdf (12 KB)", '{{"file":"{}.pdf"}}', '"GET /docs/{}.pdf HTTP/1.1" 200',
        "It is {}.Please", "x{}y", "id_{}_x", "{}/2024", "a=KJ{}&x=1", '{{"id":"CUST-{}"}}', "ref#{}xyz", "\xa1cssnk{}",
        "ssn-k{}", "k{}%20",
    )  # fmt: skip
    forms = [(form.format(v), k, v) for form in alone for v, k in ((number, SSN), (plain, CARD), (fours, CARD))]
    forms += [(form.format(call), PHONE, call) for form in (*alone[1:8], "tel{}x", "Llame al {}.Gracias")]
    forms += [(f"{plain}{suffix};", CARD, plain) for suffix in ("L", "n", "ULL", "u64", "_i64")]
    forms += [(form.format(account), IBAN, account) for form in (*alone[:6], "k{}", "id_{}_x", "{}/2024")]
    forms += [
        (form.format(bare), SSN, bare)
        for form in (
            "SSN{}", "customerssn{}", "nss{}.txt", "long ssn = {}L;", "ssn = NumberLong({})",
            '{{"ssn": NumberLong({})}}',
            "ssn = BigInteger.valueOf({}L)", "ssn: {}abc",
        )
    ]  # fmt: skip
    forms += [
        (f"${number}", SSN, number), (f"SSN {number}A", SSN, number), (f'{{"id":"CUST-{number}-01"}}', SSN, number),
        ("id_912-75-1234_x", ITIN, "912-75-1234"), (f"TIN:US{bare}", ITIN, bare),
        ("tel612345678x", PHONE, "612345678"), ("a+442079460958b", PHONE, "+442079460958"),
        ("Llame al 612 345 678.Gracias", PHONE, "612 345 678"),
        ("to keith.lund@example.com.txt", "EMAIL", "keith.lund@example.com"),
    ]  # fmt: skip
    assert [text for text, kind, value in forms if (kind, value) not in spans(text, "x.txt")] == []


@pytest.mark.parametrize(
    "text",
    [
        "a3f94111111111111111c0ffee1234567890abcdef", "0.4111111111111111", "1.4111111111111111e5",
        "4111111111111111e-5",
        "12-536-22-1234", "536-22-1234-5678", "536-22-1234.5", "v1.206.555.0100-rc1",
        "icon@2x.retina.png", "4111111111111112.pdf", "id_000-22-1234_x", "4111111111111111ab4f",
    ],
)  # fmt: skip
def test_parts_of_longer_numbers_and_hashes_are_left(text: str) -> None:
    assert spans(text, "x.txt") == []


def test_numbers_as_spreadsheets_write_them_are_found_in_their_columns() -> None:
    text = "name,ssn,card\nAnn Lee,536221234.0,4111111111111111.0\n"
    assert spans(text, "x.csv")[1:] == [(SSN, "536221234"), (CARD, "4111111111111111")]


def test_a_card_over_the_end_of_a_window_is_whole() -> None:
    text = "a" * 8174 + ",card 4111 1111 1111 1111," + "a" * 9000
    assert "".join(seen for kind, seen in spans(text, "x.txt") if kind == CARD).replace(" ", "") == "4111111111111111"


def test_the_lines_of_a_passport_are_found() -> None:
    text = "P<GBRLUND<<KEITH<JOHN<<<<<<<<<<<<<<<<<<<<<<<\n1111111113GBR3706015M1902019<<<<<<<<<<<<<<08\n"
    assert [kind for kind, _ in spans(text, "x.txt")] == ["NAME", "PASSPORT_NUMBER"]


def test_ages_in_columns_and_their_fractions() -> None:
    assert spans("\ufeffAge,Dept\n41,5\n49,7\n", "x.csv") == [("AGE", "41"), ("AGE", "49")]
    assert spans("who,age\nx,85.9\ny,7\n", "x.csv") == [("AGE", "85.9"), ("AGE", "7")]


@pytest.mark.parametrize("name", ["P-Asserted-Identity", "X-Twilio-From", "Remote-Party-ID", "Calling-Station-Id"])
def test_headers_of_telephony_say_that_a_number_is_a_telephone(name: str) -> None:
    for text in (f"HTTP/1.1 200 OK\n{name}: 2065550147\n\n", f'{{"headers": {{"{name}": "2065550147"}}}}'):
        assert [text[e.start : e.end] for e in detect(text) if e.type == "PHONE"] == ["2065550147"]
