"""What other programs write: cloud trails, bank formats, transcripts with time codes, genealogies, data frames."""

# ruff: noqa: E501 (a line of a document stays one line here)

from __future__ import annotations

from evaluation.documents import identifiers as ids
from evaluation.documents.catalogue import skeleton
from evaluation.documents.marks import (
    ADDRESS,
    AGE,
    AWS_ACCESS_KEY,
    AWS_SECRET_KEY,
    BANK_ACCOUNT,
    CARD,
    CVV,
    DATE,
    DRIVER,
    EMAIL,
    EXPIRY,
    IBAN,
    IP,
    NAME,
    PASSPORT,
    PASSWORD,
    PHONE,
    PIN,
    ROUTING,
    SSN,
    SWIFT,
    TIMECODE,
    URL,
    USERNAME,
    VIN,
    bare,
    pad,
    to_json,
)
from evaluation.documents.scene import Scene


def _ipv6(s: Scene) -> str:
    return "2001:db8:" + ":".join(ids.hexa(s.r, 4) for _ in range(6))


@skeleton()
def cloudtrail_records(s: Scene) -> str:
    records = []
    for at in s.timeline(s.n(2, 3), 900):
        user = s.person().user
        records.append(
            {
                "eventVersion": "1.08",
                "userIdentity": {
                    "type": "IAMUser",
                    "accessKeyId": AWS_ACCESS_KEY(ids.aws_access_key(s.r)),
                    "userName": USERNAME(user),
                },
                "eventTime": DATE(at.strftime("%Y-%m-%dT%H:%M:%SZ")),
                "eventSource": "s3.amazonaws.com",
                "eventName": s.pick("GetObject", "PutObject", "ListBuckets"),
                "sourceIPAddress": IP(ids.ipv4(s.r)),
                "requestID": ids.hexa(s.r, 16).upper(),
                "eventID": ids.uuid(s.r),
            }
        )
    return to_json({"Records": records}, separators=(",", ":"))


@skeleton()
def graphql_response(s: Scene) -> str:
    edges = [
        {
            "node": {
                "id": "gid://shop/Customer/" + ids.digits(s.r, 10),
                "displayName": NAME(p.full),
                "email": EMAIL(p.email),
                "defaultAddress": {"formatted": [ADDRESS((a := s.address()).first_line), ADDRESS(a.locality)]},
                "numberOfOrders": s.n(0, 40),
            }
        }
        for p in s.people(s.n(2, 4))
    ]
    return to_json(
        {
            "data": {"customers": {"edges": edges, "pageInfo": {"hasNextPage": False}}},
            "extensions": {"cost": {"actual": s.n(3, 40)}},
        },
        indent=2,
    )


@skeleton()
def rows_with_header_json(s: Scene) -> str:
    rows = [
        [NAME(p.full), bare(AGE(s.n(18, 90))), EMAIL(p.email), DATE(s.moment().strftime("%Y-%m-%d"))]
        for p in s.people(s.n(3, 5))
    ]
    return to_json({"columns": ["name", "age", "email", "joined"], "rows": rows, "rowCount": len(rows)})


@skeleton()
def toml_settings(s: Scene) -> str:
    p = s.person()
    return f"""title = "reporting"
[owner]
name = "{NAME(p.full)}"
email = "{EMAIL(p.email)}"

[database]
user = "{USERNAME(p.user)}"
password = "{PASSWORD(ids.password(s.r))}"
ports = [ {s.n(5000, 5999)}, {s.n(6000, 6999)} ]

[backup]
access_key_id = "{AWS_ACCESS_KEY(ids.aws_access_key(s.r))}"
secret_access_key = "{AWS_SECRET_KEY(ids.aws_secret_key(s.r))}"
retention = "{s.n(7, 90)}d"
"""


@skeleton()
def ansible_inventory(s: Scene) -> str:
    out = ["[web]"]
    for i in range(s.n(2, 4)):
        out.append(
            f"web{i + 1} ansible_host={IP(ids.ipv4(s.r))} ansible_user={USERNAME(s.person().user)} ansible_password={PASSWORD(ids.password(s.r).replace('#', '+'))}"
        )
    return "\n".join([*out, "", "[web:vars]", f"http_port={s.n(8000, 9000)}", "max_clients=200"]) + "\n"


@skeleton()
def apache_combined_ipv6(s: Scene) -> str:
    out = []
    for at in s.timeline(s.n(4, 7)):
        query = s.pick(f"?page={s.n(1, 50)}", f"?sort=price&dir=asc&v={ids.hexa(s.r, 6)}", "")
        out.append(
            f'{IP(_ipv6(s) if s.chance(0.5) else ids.ipv4(s.r))} - - [{DATE(at.strftime("%d/%b/%Y:%H:%M:%S -0700"))}] "GET /catalogue/{s.n(1, 999)}{query} HTTP/2.0" {s.pick(200, 301, 404)} {s.n(100, 99999)} "-" "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"'
        )
    return "\n".join(out) + "\n"


@skeleton()
def webvtt_interview(s: Scene) -> str:
    host, guest = s.people(2)
    lines = [
        f"<v {NAME(host.first)}>Welcome back. With me today is {NAME(guest.full)}.",
        f"<v {NAME(guest.first)}>Thanks, {NAME(host.first)}. Good to be here.",
        f"<v {NAME(host.first)}>You were {AGE('twenty-six')} when you opened the first bakery?",
        f"<v {NAME(guest.first)}>On {ADDRESS(s.address().first_line)}, yes. In {DATE(s.n(1988, 2012))}.",
    ]
    out, t = ["WEBVTT", ""], 1.0
    for i, line in enumerate(lines):
        end = t + s.n(2, 5)
        out += [str(i + 1), f"{TIMECODE(f'00:00:{t:06.3f}')} --> {TIMECODE(f'00:00:{end:06.3f}')}", line, ""]
        t = end
    return "\n".join(out)


@skeleton()
def ofx_statement(s: Scene) -> str:
    out = [
        "OFXHEADER:100",
        "DATA:OFXSGML",
        "",
        "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD",
        f"<BANKACCTFROM><BANKID>{ROUTING(ids.routing(s.r))}<ACCTID>{BANK_ACCOUNT(ids.account(s.r))}<ACCTTYPE>CHECKING</BANKACCTFROM>",
    ]
    for _ in range(s.n(2, 4)):
        out.append(
            f"<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>{DATE(s.moment().strftime('%Y%m%d'))}<TRNAMT>-{s.money(3, 300)}<FITID>{ids.digits(s.r, 14)}<NAME>{s.pick('CORNER MARKET', 'CITY WATER DEPT', 'FUEL STOP 14')}</STMTTRN>"
        )
    return "\n".join([*out, "</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"]) + "\n"


@skeleton()
def sepa_credit_transfer_xml(s: Scene) -> str:
    p, q = s.people(2)
    return f"""<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"><CstmrCdtTrfInitn>
<GrpHdr><MsgId>MSG-{ids.code(s.r, 10)}</MsgId><CreDtTm>{DATE(s.moment().strftime("%Y-%m-%dT%H:%M:%S"))}</CreDtTm><NbOfTxs>1</NbOfTxs></GrpHdr>
<PmtInf><Dbtr><Nm>{NAME(p.full)}</Nm></Dbtr><DbtrAcct><Id><IBAN>{IBAN(ids.iban(s.r))}</IBAN></Id></DbtrAcct>
<DbtrAgt><FinInstnId><BIC>{SWIFT(ids.swift(s.r))}</BIC></FinInstnId></DbtrAgt>
<CdtTrfTxInf><Amt><InstdAmt Ccy="EUR">{s.money().replace(",", "")}</InstdAmt></Amt><Cdtr><Nm>{NAME(q.full)}</Nm></Cdtr><CdtrAcct><Id><IBAN>{IBAN(ids.iban(s.r))}</IBAN></Id></CdtrAcct><RmtInf><Ustrd>Invoice {s.n(100, 9999)}</Ustrd></RmtInf></CdtTrfTxInf>
</PmtInf></CstmrCdtTrfInitn></Document>
"""


@skeleton()
def gedcom_family(s: Scene) -> str:
    out = ["0 HEAD", "1 CHAR UTF-8"]
    for i in range(s.n(2, 3)):
        p = s.person()
        out += [
            f"0 @I{i + 1}@ INDI",
            f"1 NAME {NAME(f'{p.first} /{p.last}/')}",
            f"1 SEX {s.pick('M', 'F')}",
            "1 BIRT",
            f"2 DATE {DATE(s.moment(1940, 1980).strftime('%-d %b %Y').upper())}",
        ]
    return "\n".join([*out, "0 TRLR"]) + "\n"


@skeleton()
def data_frame_print(s: Scene) -> str:
    out = ["                 name        dob          ssn  balance"]
    for i in range(s.n(3, 5)):
        p = s.person()
        full = p.full[:20]
        out.append(
            f"{i}  {' ' * max(20 - len(full), 0)}{NAME(full.strip())} {DATE(s.birth().strftime('%Y-%m-%d'))}  {SSN(ids.ssn(s.r))}  {s.n(10, 9999)}.{s.n(0, 99):02d}"
        )
    return "\n".join(out) + f"\n\n[{len(out) - 1} rows x 4 columns]\n"


@skeleton()
def python_literals(s: Scene) -> str:
    p, q = s.people(2)
    number, brand = ids.card(s.r)
    return f"""TEST_USERS = [
    {{"name": "{NAME(p.full)}", "phone": "{PHONE(p.phone)}", "card": "{CARD(number)}", "cvv": "{CVV(s.n(1000, 9999) if brand == "Amex" else s.n(100, 999))}", "exp": "{EXPIRY(f"{s.n(1, 12):02d}/{s.n(26, 31)}")}"}},
    {{"name": "{NAME(q.full)}", "phone": "{PHONE(q.phone)}", "card": None}},
]
TIMEOUT_SECONDS = {s.n(3, 90)}
FIXTURE_HASH = "{ids.hexa(s.r, 40)}"
"""


@skeleton()
def html_prefilled_form(s: Scene) -> str:
    p, a = s.person(), s.address()
    return f"""<form action="/account" method="post">
<input type="hidden" name="csrf" value="{ids.hexa(s.r, 32)}">
<input name="fname" value="{NAME(p.first)}"><input name="lname" value="{NAME(p.last.replace('"', ""))}">
<input type="email" name="email" value="{EMAIL(p.email)}">
<input type="tel" name="mobile" value="{PHONE(p.phone)}">
<input name="addr1" value="{ADDRESS(a.first_line)}"><input name="zip" value="{ADDRESS(a.postcode)}">
<input type="password" name="pwd" value="{PASSWORD(ids.password(s.r).replace("&", "x"))}">
</form>
"""


@skeleton()
def outlook_style_thread(s: Scene) -> str:
    a, b = s.people(2)
    return f"""Works for me. {NAME(a.first)}

________________________________
From: {NAME(b.inverted)} <{EMAIL(b.email)}>
Sent: {DATE(s.moment().strftime("%A, %B %-d, %Y %-I:%M %p"))}
To: {NAME(a.inverted)} <{EMAIL(a.email)}>
Cc: {NAME(s.person().inverted)}
Subject: RE: Scaffolding at {ADDRESS(s.address().first_line)}

{NAME(a.first)}, the crew can start {s.weekday()} at {s.clock()}. I need the certificate number and a phone for the foreman. Mine is {PHONE(b.phone)}.

{NAME(b.full)}
Site Manager
"""


@skeleton()
def bounce_message(s: Scene) -> str:
    p = s.person()
    return f"""This is the mail system at host mx2.

I'm sorry to have to inform you that your message could not be delivered to one or more recipients.

<{EMAIL(p.email)}>: mailbox full (in reply to RCPT TO command)

Reporting-MTA: dns; mx2
X-Queue-ID: {ids.hexa(s.r, 10).upper()}
Arrival-Date: {DATE(s.moment().strftime("%a, %d %b %Y %H:%M:%S +0000"))}
Final-Recipient: rfc822; {EMAIL(p.email)}
Status: 5.2.2
"""


@skeleton()
def deposition_transcript(s: Scene) -> str:
    lawyer, witness = s.people(2)
    return f"""   1   BY MR. {NAME(lawyer.last.upper())}:
   2   Q.  Please state your full name for the record.
   3   A.  {NAME(witness.formal)}.
   4   Q.  And where do you live?
   5   A.  {ADDRESS(s.address().line())}.
   6   Q.  How old are you, sir?
   7   A.  {AGE(s.pick("Fifty-one", "44", "I just turned 62").removeprefix("I just turned "))}.
   8   Q.  On the night of {s.date(style="%B %-d, %Y")}, were you with {NAME(s.person().full)}?
   9   A.  Until about {s.clock()}.
  10   MS. {NAME(s.person().last.upper())}:  Objection. Foundation.
"""


@skeleton()
def social_posts(s: Scene) -> str:
    out = []
    for text in s.some(
        [
            f"finally met {NAME(s.person().full)} at the book fair!! so kind",
            f"shoutout to {USERNAME('@' + s.person().user)} for fixing my bike",
            "that sunset tho",
            f"selling 2 tickets for {s.weekday()}, text {PHONE(s.phone())}",
            f"new post up {URL('https://blog.slowroads.example/' + ids.hexa(s.r, 5))}",
            "why is the 41 bus always late",
        ],
        4,
    ):
        out.append(f"{USERNAME('@' + s.person().user)} · {s.date(style='%b %-d')}\n{text}\n{s.n(0, 90)} likes")
    return "\n\n".join(out) + "\n"


@skeleton()
def scanned_form_uneven(s: Scene) -> str:
    p, a = s.person(), s.address()
    return f"""  PERSONAL   INFORMATION
  NAME (LAST, FIRST, MI) :  {NAME(p.inverted.upper())}
  D.O.B.   {DATE(s.birth().strftime("%m / %d / %Y"))}        S.S.N.  {SSN(ids.ssn(s.r))}
  STREET  {ADDRESS(a.first_line.upper())}
  CITY  {ADDRESS(a.city.upper())}     STATE  {ADDRESS(a.region)}    ZIP  {ADDRESS(a.postcode)}
  TEL (HOME)  {PHONE(p.phone)}      DRIVERS LIC. NO.  {DRIVER(ids.driver_id(s.r))}
  IN CASE OF EMERGENCY NOTIFY  {NAME(s.person().full.upper())}
"""


@skeleton()
def user_profile_paths(s: Scene) -> str:
    p = s.person()
    return f"""copied  C:\\Users\\{USERNAME(p.user)}\\Documents\\budget v{s.n(2, 9)}.xlsx
copied  /home/{USERNAME(p.user)}/.ssh/config
skipped /var/lib/app/{ids.hexa(s.r, 12)}.tmp
owner of share: {NAME(p.full)} <{EMAIL(p.email)}>
"""


@skeleton()
def rental_listing(s: Scene) -> str:
    p = s.person()
    return f"""2BR garden flat, ${s.n(900, 3000)}/mo

Quiet street, washer in unit, cats ok. {ADDRESS(s.address().line())}. Open house {s.weekday()} {DATE("11-1")}. Call or text {NAME(p.first)} at {PHONE(p.phone)}, or {EMAIL(p.email)}. No brokers. 840 sq ft, built {DATE(s.n(1920, 1999))}.
"""


@skeleton()
def pnr_remarks(s: Scene) -> str:
    p = s.person()
    number, _ = ids.card(s.r)
    return f"""RP/{ids.code(s.r, 6)}/
1.{NAME(f"{p.last}/{p.first} MR".upper())}
2 AP {PHONE(p.phone)}
3 SSR DOCS P/USA/{PASSPORT(ids.passport(s.r))}/USA/{DATE(s.birth().strftime("%d%b%y").upper())}/M
4 FP CC VI {CARD(number)} EXP {EXPIRY(f"{s.n(1, 12):02d}/{s.n(26, 30)}")}
5 RM NOTIFY {EMAIL(p.email.upper())}
"""


@skeleton()
def kiosk_setup_notes(s: Scene) -> str:
    return f"""kiosk {s.n(1, 40)}: unlock pin {PIN(f"{s.n(0, 9999):04d}")}, admin / {PASSWORD(ids.password(s.r))}
kiosk {s.n(41, 80)}: unlock pin {PIN(f"{s.n(0, 9999):04d}")}, static ip {IP(ids.ipv4(s.r))}
van with spare parts: plates on the board, VIN {VIN(ids.vin(s.r))}
ask {NAME(s.person().full)} for keys, cell {PHONE(s.phone())}
"""


@skeleton()
def report_with_columns(s: Scene) -> str:
    out = [pad("Guest", 26) + pad("Room", 6) + pad("Arrive", 13) + pad("Phone", 22) + "Card"]
    for p in s.people(s.n(3, 6)):
        out.append(
            pad(NAME(p.full), 26)
            + pad(str(s.n(100, 499)), 6)
            + pad(s.date(style="%d-%b-%y"), 13)
            + pad(PHONE(p.phone), 22)
            + CARD(f"**** {s.n(0, 9999):04d}")
        )
    return "\n".join(out) + "\n"


@skeleton(clean=True)
def stylesheet(s: Scene) -> str:
    return f""":root {{ --accent: #{ids.hexa(s.r, 6)}; --pad: {s.n(4, 24)}px; }}
.card {{ border-radius: {s.n(2, 12)}px; box-shadow: 0 1px 3px rgba(0, 0, 0, .{s.n(10, 40)}); }}
@media (max-width: {s.n(480, 1024)}px) {{ .card {{ padding: calc(var(--pad) / 2); }} }}
"""


@skeleton(clean=True)
def protocol_definition(s: Scene) -> str:
    return f"""syntax = "proto3";
package billing.v{s.n(1, 4)};

message Customer {{
  string first_name = 1;
  string email = 2;
  string phone = 3;
  Address address = 4;
  reserved {s.n(5, 9)}, {s.n(10, 19)};
}}
"""


@skeleton(clean=True)
def hex_dump(s: Scene) -> str:
    return (
        "\n".join(
            f"{i * 16:08x}  {' '.join(ids.hexa(s.r, 2) for _ in range(8))}  {' '.join(ids.hexa(s.r, 2) for _ in range(8))}"
            for i in range(s.n(4, 9))
        )
        + "\n"
    )


@skeleton(clean=True)
def openapi_fragment(s: Scene) -> str:
    return to_json(
        {
            "paths": {
                "/customers/{id}": {
                    "get": {
                        "operationId": "getCustomer",
                        "parameters": [
                            {"name": "id", "in": "path", "schema": {"type": "integer", "maximum": s.n(10**6, 10**9)}}
                        ],
                        "responses": {
                            "200": {"description": "The customer's name, phone and e-mail"},
                            "404": {"description": "No such customer"},
                        },
                    }
                }
            }
        },
        indent=2,
    )


@skeleton(clean=True)
def gene_sequence(s: Scene) -> str:
    return (
        f">contig_{s.n(1, 900)} length={s.n(200, 900)} depth={s.n(1, 90)}.{s.n(0, 9)}x\n"
        + "\n".join("".join(s.pick(*"ACGT") for _ in range(60)) for _ in range(4))
        + "\n"
    )


@skeleton(clean=True)
def unit_test_output(s: Scene) -> str:
    return (
        "\n".join(
            f"tests/test_{s.pick('parser', 'money', 'tax')}.py::test_{s.pick('rounds_half_even', 'rejects_empty', 'keeps_order')}[{s.n(0, 9)}] {s.pick('PASSED', 'PASSED', 'FAILED')} [{s.n(1, 100):3d}%]"
            for _ in range(s.n(5, 9))
        )
        + f"\n{s.n(90, 400)} passed, {s.n(1, 5)} failed in {s.n(1, 90)}.{s.n(0, 99):02d}s\n"
    )


@skeleton(clean=True)
def shipping_rates_table(s: Scene) -> str:
    return (
        "zone | up to 1 kg | up to 5 kg | up to 20 kg\n"
        + "\n".join(
            f"{z}    | {s.n(3, 9)}.{s.n(10, 99)} | {s.n(9, 19)}.{s.n(10, 99)} | {s.n(20, 60)}.{s.n(10, 99)}"
            for z in "ABCD"
        )
        + "\nParcels over 120 cm pay the next rate. Insurance up to 500 is included.\n"
    )


@skeleton(clean=True)
def board_game_rules(s: Scene) -> str:
    return f"""Each player takes {s.n(3, 9)} tiles and a marker. On a turn, move the marker up to {s.n(2, 6)} spaces, then either draw or trade. A trade needs two tiles of one colour. The round ends when the bag is empty; the tallest tower wins, and ties go to the player with the fewest tiles.
"""
