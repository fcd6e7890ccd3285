"""Ages, extensions, plates, accounts, cards and addresses as notes and reports give them, made from templates."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect

HOUSES = ("Rose Cottage", "The Old Forge", "Thorn Farm", "Bay Lodge")
TEMPLATES: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "AGE": (
        ("DOB on file ({}F), seen today", ("82", "47")),
        ("Age/Sex: {}/M | Adm", ("57", "8")),
        ("Witness Alma Sykes (W/F, {}), agreed.", ("67", "19")),
        ("The baby ({}) has a cough.", ("7 months", "3 wks")),
        ("Ask gemma, shes {}\n", ("34", "9")),
        ("FIGUEROA, Anselmo {}M  MRN 77", ("63", "8")),
        ('MISSING: Tobias "Toby" Ravenscroft, {}\nLast seen', ("15", "71")),
        ("Children: Zora ({}), Mika (19 mo)\n", ("4", "2 yrs")),
        ("Witness: Damien Kerin ({}) saw it.", ("17", "52")),
        ("reported by: Concepta Tuohy, {}, a widow", ("68yrs", "71 yo")),
        ("TP: Ms L. Pennington ({}), Fiat.", ("29", "61")),
        ("she travels with her mother Gun-Britt ({}, wheelchair)", ("81", "90")),
        ("Bed 1 - MRS OKAFOR, {}, day 2 post op", ("81", "9")),
        ("a male, approx {}, in a dark hoodie", ("25-30 yrs", "40 to 45 years")),
        ("a man, white, {}, stocky build", ("early 40s", "late fifties")),
        ("My dad's {} and can't drive", ("79", "81")),
        ("My mother, who is {} and a widow, fell.", ("84", "77")),
        ("Belongs to old Mr Roe who's {} and heartbroken", ("86", "79")),
        ("MULLANEY, Patrick J   M  {}y   MRN 44", ("46", "9")),
        ("Female passenger, approx {}, fell", ("70", "35")),
        ("Mother had RA, dx at {}. Wife present.", ("50", "8")),
        ("Mother: Leanne Rudge ({})   Father: unknown", ("24", "31")),
    ),
    "PHONE": (
        ("SW (T. Bascombe, pager {}) aware", ("4-2291", "30122")),
        ("t 01 286 4410  m {}\n", ("087 244 1903", "0861 554 220")),
        ("Cleveland, OH  *  c: {}  *  x", ("216/555-0171", "330.555.0144")),
        ("Tel. {}, Fax", ("08041 / 79 33 12", "0351 / 22 41 80")),
    ),
    "LICENSE_PLATE": (
        ("PH vehicle: Skoda Octavia {}\n", ("YK18 ZRO", "MT70 YWC")),
        ("Fiat 500 reg {}, ins. elsewhere", ("wr67 hjd", "gn64 ufk")),
        ("silver Passat, part reg {}?", ("08-CE-44", "191-D-20451")),
        ("Peugeot 308, {}, VIN", ("FZ-771-QM", "GH-482-TR")),
        ("2006 Chevy Impala FL TAG {}  silver", ("QXT M41", "KD4 91R")),
    ),
    "PIN": (
        ("She has new padlocks, code is {} from 1 March", ("8841", "20417")),
        ("apt 56, code on the door {}\n", ("56K2209", "4471")),
        ("Lockbox is {}. The gate is open.", ("2290",)),
    ),
    "DRIVER_ID": (
        ("Permis / licence: {}  issued", ("14AK58213",)),
        ("Tenant 1's driver licence: {} (NSW).", ("18473625", "40917713")),
        ("CLMT LIC: {} NJ.", ("B71234567805942", "HULTG-601144-B")),
    ),
    "SSN": (
        ("Agent: and the last four of your social?\nCaller: it's {}.\n", ("four four one seven", "oh nine one two")),
    ),
    "DATE_TIME": (
        ("Notes of {}\n13/3 pump blocked w/ hairgrip. done\n", ("11 March 2031",)),
        ("Notes of 11 March 2031\npaid cash {} in the shop", ("13/3", "27/1")),
        ("{} called, on hols", ("04-Feb", "21-Nov")),
        ("Arr {} Dep late", ("1:20p", "2:45a")),
        ("Requiem Mass at {}. House private.", ("12 noon",)),
        ("My hours were short ({}). Please pay.", ("11th, 12th and 18th",)),
        ("He was on the ward from {}.", ("the 3rd to the 9th of January",)),
        ("It rang on the night of {} she says", ("the 6th",)),
        ("rent for {} is due", ("January and February 2031",)),
        ("booked for {} on site", ("08:00 and 13:00",)),
        ("0715 - pt seen\n{} - PT eval by Ann\n1145 - daughter here\n", ("0930",)),
    ),
    "BANK_ROUTING": (("RENT: $420 per week to BSB {} Acc 1009 2214 ref x", ("062-516", "484-799")),),
    "BANK_ACCOUNT_NUMBER": (
        ("BACS: {} / 40-28-11   Thanks", ("51022817",)),
        ("RENT: $420 per week to BSB 062-516 Acc {} ref x", ("1009 2214", "4091 7723")),
        ("Agent: And the member number?\nCaller: uh, {}.\n", ("one one eight, four four two, nine",)),
        ("pay: 20-44-91 {}. Put the name", ("73310982", "00417762")),
        ("A/c no: {}\nIFSC: HDFC0000521\n", ("50100234417781", "914020017")),
    ),
    "CREDIT_DEBIT_NUMBER": (("declined. Paid MC **{}.", ("8813",)), ("Visa: ****{} ok", ("4417",))),
    "CREDIT_DEBIT_EXPIRY": (("Payment: AX 3782 822463 10005  {}\n", ("11/27", "03/2031")),),
    "ADDRESS": (
        *((f"sent to {house}, {{}} instead", ("Back Lane, Skeeby, DL10 6DX", "12 Mill Rd, Elora")) for house in HOUSES),
        ("Mum: {}, the one with the red door", ("41 priory rd", "22 church lane")),
        ("He fled towards {}. Nobody saw.", ("Gordon Street", "Old Mill Lane")),
        ("2. {} (Mr. Chander) has dues", ("Flat no. B-1204", "House No. 22")),
        ("sent it from {}. the lady said", ("M14 5RT", "SE28 8NG")),
        ("{} · 512.555.0163", ("Austin, TX 78704", "New Ulm, MN 56073")),
        ("Caller: Still at {}?", ("four oh six Poplar Street, Corbin",)),
        ("ADDR: {}   TEL: 575-555-0166\n", ("1512 CAMINO DEL REX, LAS CRUCES NM 88001",)),
        ("Pick it up at the office, {}, today", ("Fishergate, Preston PR1 8AP",)),
        ("Invoice to our place: {}\n", ("Basement Flat, 31 Cotham Brow, Bristol",)),
        ("Resident: Ann Roe  {}  Lease", ("Unit C-212",)),
        ("x\n\n{}, 1684\n", ("Unit 9, Kyalami Business Park, Midrand",)),
        ("lives alone in a bungalow ({}), walks", ("2 Orchard View, Nether Stowey", "41 Glebe Rise, Bampton")),
        ("Please ship it to {}\n", ("1822 SE Taylor", "1410 S. Palmetto")),
        ("PLUMBING\n  {} · 519.846.2207", ("R.R. #3, Elora, ON  N0B 1S0",)),
        ("walking along {} when I saw", ("Marine Parade, Dover",)),
        ("Agent: And your postcode?\nVisitor: {}\n", ("bn3 5rg",)),
        ("at {}, t 01 286", ("14 Castle Street, Bray, Co. Wicklow, A98 X2N7",)),
        ("Location: {}\nAssignment", ("Via Roma 14, 50123 Firenze", "Via dei Mille 22 – 20129 Milano (MI)")),
        ("home address {}\n", ("PLOT 14 GWARINPA ESTATE, ABUJA", "12 HARBOUR ROAD, LAGOS")),
        ("IP lives at {}\n", ('"Ard na Gréine", Ballyvaughan, Co. Clare',)),
        ("Ann of 2231 Ridgeline Ct, Reno, NV; Bev of {} asked", ("2218 Ridgeline",)),
        ("Street_{}_____ City_Pueblo__ Name_Ann Roe__\n", ("608 W. 9th", "14 Mill Lane")),
        ("I, Ann Roe, of {}, agree", ("402 Elm St, Rolla, MO",)),
        ("hit at the {} by a van", ("junction of Leeds Rd and Thornbury Rd",)),
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [(kind, t.format(v), v) for kind, rows in TEMPLATES.items() for t, values in rows for v in values],
)
def test_details_in_notes_are_found_whole(kind: str, text: str, value: str) -> None:
    assert any(value in text[e.start : e.end] for e in detect(text) if e.type == kind)


def test_the_same_forms_elsewhere_are_nobodys() -> None:
    text = (
        "Table 3 (12) and chapter (4). Ratio 45/M. The ext4 file system, file extension 2. Rates 12/F.\n"
        "Tag v1 2 is on main. The reg ex and the lic are old. Code AB12 CD. Section House, Part Two, is long.\n"
        "See 300 W Power supplies. Between Street and Road there is none.\n"
    )
    assert [(e.type, text[e.start : e.end]) for e in detect(text)] == []


def test_the_expiry_of_one_card_does_not_decide_on_the_next_ones() -> None:
    text = "Card 4111 1111 1111 1111, expires 01/27.\n card_expiry=2027-12-31\n"
    kinds = [(str(entity.type), text[entity.start : entity.end]) for entity in detect(text)]
    assert kinds[1:] == [("CREDIT_DEBIT_EXPIRY", "01/27"), ("CREDIT_DEBIT_EXPIRY", "2027-12-31")]
