"""Formats of records and segments: what their specifications call personal goes, their structure stays."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

import pytest

from objectlambda.pii import detect
from objectlambda.pii.redaction.modes import Mode, Redaction
from objectlambda.pii.redaction.redact import redact
from objectlambda.pii.structure import Format, sniff

Document = tuple[str, list[str], str]
"""A text, the values that must go, and the characters that must stay where they are."""

SURNAMES = ("Quayle", "Ibáñez", "O'Rourke", "VANDERMEER", "de la Cruz", "Nakagawa")
GIVEN = ("Tilda", "Íñigo", "Rory", "SASKIA", "María José", "Kenji")
STREETS = ("17 Larkspur Way", "Calle Mayor 8", "Lindenallee 4b", "3 RUE DU BAC")
TOWNS = ("Ashford", "Cuenca", "Kassel", "LYON")
PHONES = ("4155550172", "915550143", "+49 30 5550142", "(212)555-0119")


def person(draw: random.Random) -> tuple[str, str, str, str, str, str, str]:
    born = f"{draw.randint(1935, 2005)}{draw.randint(1, 12):02}{draw.randint(1, 28):02}"
    ssn = f"{draw.randint(101, 665)}{draw.randint(10, 99)}{draw.randint(1000, 9999)}"
    choices = (draw.choice(one) for one in (SURNAMES, GIVEN, STREETS, TOWNS, PHONES))
    last, first, street, town, phone = choices
    return last, first, street, town, phone, born, ssn


def hl7(draw: random.Random) -> Document:
    last, first, street, town, phone, born, ssn = person(draw)
    element, component = draw.choice(("|^", "|^", "#^"))
    segments = [
        f"MSH|^~\\&|APP|FAC|OTHER|FAC|{born}0815||ADT^A04|8812|P|2.5",
        f"PID|1||991^^^HOSP^MR~{ssn}^^^USA^SS||{last}^{first}^Q||{born}|F|||{street}^^{town}^^50112^USA||^PRN^PH^^^^{phone}",
        f"NK1|1|{last}^{first}|SPO|{street}^^{town}|{phone}",
        f"OBX|1|TX|8302-2^HEIGHT^LN||Seen with {first.title()} {last.title()}.||||||F",
    ]
    text = draw.choice(("\r", "\r\n", "\n")).join(segments) + "\r"
    return text.replace("|", element).replace("^", component), [last, street, town, born, ssn], element + component


def x12(draw: random.Random) -> Document:
    last, first, street, town, phone, born, ssn = person(draw)
    phone = re.sub(r"\D", "", phone)
    element, end = draw.choice(("*~", "|~", "*\n", "^~"))
    isa = f"ISA*00*{' ' * 10}*00*{' ' * 10}*ZZ*{'SENDER':15}*ZZ*{'RECEIVER':15}*240109*1200*U*00501*000000001*0*T*:~"
    segments = [
        "GS*BE*SENDER*RECEIVER*20240109*1200*1*X*005010X220A1~",
        f"NM1*IL*1*{last}*{first}****34*{ssn}~PER*IP**HP*{phone}~N3*{street}~N4*{town}*PA*17111~",
        f"DMG*D8*{born}*M~REF*SY*{ssn}~NM1*PR*2*SOUND INSURANCE*****PI*842610001~",
    ]
    newline = "" if end == "\n" else draw.choice(("", "\n"))
    text = (isa + newline + newline.join(segments)).replace("*", element).replace("~", end + newline)
    return text, [last, street, town, born, ssn, phone], element


def edifact(draw: random.Random) -> Document:
    last, first, street, town, phone, born, _ = person(draw)
    last, first, phone = last.replace("'", "?'"), first.replace("'", "?'"), phone.replace("+", "?+")
    segments = [
        "UNB+UNOC:3+SENDER:14+RECEIVER:14+240109:1200+1'",
        f"NAD+BY+++SOUND GMBH+{street}+{town}++34117+DE'CTA+IC+:{first} {last}'COM+{phone}:TE'",
        f"NAD+FL+++{last}:{first}'DTM+329:{born}:102'DOC+P:110:111+C01X00T47'FTX+AAI+++Ask for {first} {last}'",
    ]
    una = draw.choice(("", "UNA:+.? '"))
    return una + draw.choice(("", "\n")).join(segments), [last, street, town, phone, born, "C01X00T47"], "+:"


def swift(draw: random.Random) -> Document:
    last, first, street, town, _, _, _ = person(draw)
    name = f"{first} {last}".upper()
    text = (
        ":20:STARTUMS\n:25:10010010/4471234567\n:28C:00001/001\n:60F:C240101EUR10,00\n:61:2401020102D5,00NTRFNONREF\n"
        f":86:166?00GUTSCHRIFT?20RENT MAY?30DEUTDEFFXXX?31DE89370400440532013\n000?32{name}\n"
        f":50K:/4471234567\n{name}\n{street}\n{town}\n:62F:C240102EUR5,00\n"
    )
    return text, ["4471234567", "DE89370400440532013", street, town], "?"


def gedcom(draw: random.Random) -> Document:
    last, first, street, town, phone, _, _ = person(draw)
    text = (
        "0 HEAD\n1 SOUR TREES\n2 NAME Treemaker\n1 CHAR UTF-8\n0 @I1@ INDI\n"
        f"1 NAME {first} /{last}/\n2 GIVN {first}\n2 SURN {last}\n1 SEX F\n1 BIRT\n2 DATE 7 OCT 1931\n2 PLAC {town}\n"
        f"1 RESI\n2 ADDR {street}\n3 CITY {town}\n2 PHON {phone}\n1 FAMS @F1@\n0 TRLR\n"
    )
    return text, [last, first, "7 OCT 1931", street, phone], "@"


def vcard(draw: random.Random) -> Document:
    last, first, street, town, phone, born, _ = person(draw)
    kind = draw.choice(("TYPE=WORK", "CELL;PREF", 'TYPE="home,voice"'))
    text = (
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:{last};{first};;Dr.;\r\nFN:Dr. {first} {last}\r\n"
        f"TEL;{kind}:{phone}\r\n"
        f"item1.EMAIL;TYPE=INTERNET:someone.\r\n lon{draw.randint(10, 99)}@mail.example\r\n"
        f"ADR;TYPE=HOME:;;{street};{town};;17111;\r\nBDAY:{born}\r\nEND:VCARD\r\n"
    )
    return text, [last, first, phone, street, town, born, "someone."], ";"


def calendar(draw: random.Random) -> Document:
    last, first, _, _, _, born, _ = person(draw)
    name = f"{first.title()} {last.title()}"
    text = (
        f"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:77@host\nDTSTART;TZID=Europe/Madrid:{born}T091500\n"
        f'ORGANIZER;CN="{name}":mailto:x{draw.randint(10, 99)}@mail.example\nRRULE:FREQ=DAILY;UNTIL={born}\n'
        "SUMMARY:Review\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    return text, [born, "@mail.example", name], ";="


def ldif(draw: random.Random) -> Document:
    last, first, street, town, phone, _, _ = person(draw)
    name = f"{first.title()} {last.title()}"
    text = (
        f"version: 1\n\ndn: cn={name},ou=People,dc=corp\nobjectClass: inetOrgPerson\ncn: {name}\nsn: {last}\n"
        f"givenName: {first}\nuid: u{draw.randint(100, 999)}x\ntelephoneNumber: {phone}\nstreet: {street}\nl: {town}\n"
        "userPassword: password\n"
    )
    return text, [name, last, phone, street, town, ": password"], "="


def ofx(draw: random.Random) -> Document:
    last, first, street, town, phone, born, ssn = person(draw)
    text = (
        f"OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><SIGNONMSGSRSV1><DTSERVER>{born}120000.000[-5:EST]\n"
        f"<FIRSTNAME>{first}<LASTNAME>{last}<ADDR1>{street}<CITY>{town}<DAYPHONE>{phone}<BANKID>021000021"
        f"<ACCTID>{ssn}7<MEMO>Rent<TRNAMT>-12.50</OFX>\n"
    )
    return text, [born, first, last, street, town, phone, f"{ssn}7"], "<>"


def nacha(draw: random.Random) -> Document:
    last, first, _, _, _, _, ssn = person(draw)
    name = f"{first} {last}".upper()
    text = (
        f"{'101 231380104 1210428822401091200A094101FEDERAL RESERVE BANK':86}{'REF':8}\n"
        f"{'5200SOUND PAYROLL':40}1234567890PPDPAYROLL   240109240109   1231380100000001\n"
        f"627231380104{ssn + '81':17}0000012500{'EMP-17':15}{name[:22]:22}  0231380100000001\n"
    )
    return text, ["231380104", f"{ssn}81", name], "\n"


def norma_43(draw: random.Random) -> Document:
    last, first, _, _, _, _, _ = person(draw)
    name = f"{first} {last}".upper()
    text = (
        f"110081479769952168572503172503172000000086145719783{name:26}   \n"
        f"{'2201827013250317250314040072000000000097266871166755TRANSFERENCIA':80}\n"
        f"{'2301' + name:80}\n"
    )
    return text, ["0081479769952168"], "\n"


GENERATORS: tuple[Callable[[random.Random], Document], ...] = (
    hl7, x12, edifact, swift, gedcom, vcard, calendar, ldif, ofx, nacha, norma_43,
)  # fmt: skip


def unescaped(text: str) -> str:
    return re.sub(r"\?[+:?']", "", text)


def redacted(text: str, mode: Mode, key: str | None = None) -> str:
    redaction = Redaction(mode=mode, secret=b"k" * 32)
    return b"".join(redact([text.encode()], redaction, key=key)).decode()


def documents(generator: Callable[[random.Random], Document], count: int) -> Iterator[Document]:
    for seed in range(count):
        yield generator(random.Random(seed))


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda one: one.__name__)
def test_values_that_the_specification_calls_personal_go_and_the_structure_stays(
    generator: Callable[[random.Random], Document],
) -> None:
    for text, values, marks in documents(generator, 12):
        structure = sniff(text)
        assert structure.format in (Format.RECORDS, Format.FIXED_WIDTH)
        for mode in (Mode.REPLACE_WITH_PII_ENTITY_TYPE, Mode.HASH, Mode.FAKE, Mode.MASK):
            after = redacted(text, mode)
            assert [value for value in values if value in after] == [], mode
            for mark in marks:
                assert unescaped(after).count(mark) == unescaped(text).count(mark), mode
            if structure.format is Format.FIXED_WIDTH:
                assert list(map(len, after.splitlines())) == list(map(len, text.splitlines()))


@pytest.mark.parametrize("generator", (hl7, x12, edifact, vcard, ldif), ids=lambda one: one.__name__)
def test_segments_in_a_program_are_read_as_well(generator: Callable[[random.Random], Document]) -> None:
    for text, values, _ in documents(generator, 8):
        if not text.startswith(("MSH|", "ISA*", "UNB+", "BEGIN", "version")) or "\r\n " in text:
            continue
        quote = "`" if generator in (vcard, ldif) else '"'
        lines = text.splitlines() if quote == '"' else [text]
        program = (
            "def test():\n    text = (\n" + "".join(f"        {quote}{line}{quote},\n" for line in lines) + "    )\n"
        )
        after = redacted(program, Mode.REPLACE_WITH_PII_ENTITY_TYPE, "cases.py")
        assert [value for value in values if value in after] == []
        assert after.startswith("def test():\n    text = (\n") and after.endswith("    )\n")


def test_windows_do_not_change_what_is_found() -> None:
    messages = [text for text, _, _ in documents(hl7, 60) if text.startswith("MSH|")]
    whole = detect("".join(messages))
    assert [(e.type, e.end - e.start) for e in whole] == [
        (e.type, e.end - e.start) for message in messages for e in detect(message)
    ]


def test_a_segment_longer_than_a_window_is_read_to_its_end() -> None:
    text = "MSH|^~\\&|A|B|C|D|20240109||ORU^R01|1|P|2.5\rOBX|1|TX|1||" + "Nothing here. " * 3000
    text += "Her SSN is 536-22-1234.\rPID|1||||Quayle^Tilda\r"
    after = redacted(text, Mode.REPLACE_WITH_PII_ENTITY_TYPE)
    assert "536-22-1234" not in after
    assert "PID|1||||[NAME]^[NAME]" in after
