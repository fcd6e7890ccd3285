"""CSV, TSV, pipe-separated, fixed-width and Markdown exports."""

# ruff: noqa: E501 (a line of a document stays one line here)

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from evaluation.documents import identifiers as ids
from evaluation.documents.catalogue import skeleton
from evaluation.documents.marks import (
    AADHAAR,
    ADDRESS,
    AGE,
    BANK_ACCOUNT,
    CA_HEALTH,
    CA_SIN,
    CARD,
    DATE,
    DRIVER,
    EMAIL,
    EXPIRY,
    IBAN,
    IP,
    MAC,
    NAME,
    NHS,
    NINO,
    NREGA,
    OTHER_ID,
    PAN,
    PASSPORT,
    PASSWORD,
    PHONE,
    PIN,
    PLATE,
    ROUTING,
    SSN,
    SWIFT,
    USERNAME,
    UTR,
    VIN,
    VOTER,
    pad,
)
from evaluation.documents.scene import Scene


def rows_as(rows: Iterable[Sequence[str]], *, delimiter: str = ",", quote_all: bool = False) -> str:
    """Rows through the csv module."""
    out = io.StringIO()
    writer = csv.writer(
        out, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    )
    writer.writerows(rows)
    return out.getvalue()


@skeleton()
def crm_contacts_csv(s: Scene) -> str:
    header = s.pick(
        ["id", "full_name", "email", "phone", "company", "last_contacted"],
        ["Contact ID", "Contact Name", "E-mail", "Mobile", "Account", "Last Activity"],
        ["#", "Name", "Email Address", "Telephone", "Organisation", "Created"],
    )
    style = s.pick("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y")
    rows = [header]
    for i in range(s.n(4, 9)):
        p = s.person(country=s.pick("US", "GB", "AU"))
        rows.append([str(1040 + i), NAME(p.full), EMAIL(p.email), PHONE(p.phone), s.company(), s.date(style=style)])
    return rows_as(rows, quote_all=s.chance(0.3))


@skeleton()
def crm_semicolon_split_names(s: Scene) -> str:
    rows = [["first_name", "last_name", "street", "city", "state", "zip", "phone_home"]]
    for _ in range(s.n(4, 8)):
        p, a = s.person(), s.address()
        rows.append(
            [
                NAME(p.first),
                NAME(p.last),
                ADDRESS(a.first_line),
                ADDRESS(a.city),
                ADDRESS(a.region),
                ADDRESS(a.postcode),
                PHONE(p.phone),
            ]
        )
    return rows_as(rows, delimiter=";")


@skeleton()
def payroll_export(s: Scene) -> str:
    rows = [["EmpNo", "Employee", "SSN", "Routing No", "Account No", "Gross", "Net", "Hire Date"]]
    for _ in range(s.n(3, 7)):
        p = s.person()
        gross = s.n(2100, 9400)
        rows.append(
            [
                f"E{s.n(1000, 9999)}",
                NAME(p.inverted),
                SSN(ids.ssn(s.r)),
                ROUTING(ids.routing(s.r)),
                BANK_ACCOUNT(ids.account(s.r)),
                f"{gross}.00",
                f"{gross * 0.74:.2f}",
                s.date(style="%m/%d/%Y"),
            ]
        )
    return rows_as(rows)


@skeleton()
def patients_tsv(s: Scene) -> str:
    rows = [["MRN", "Patient Name", "DOB", "Sex", "Age", "NHS Number", "Consultant", "Ward"]]
    for _ in range(s.n(3, 6)):
        p, doctor, born = s.person(country="GB"), s.person(), s.birth()
        rows.append(
            [
                f"{s.n(100000, 999999)}",
                NAME(p.full),
                DATE(born.strftime("%d/%m/%Y")),
                s.pick("M", "F"),
                AGE(2025 - born.year),
                NHS(ids.nhs(s.r)),
                f"Dr {NAME(doctor.last)}",
                s.pick("4B", "Cardiology", "A&E"),
            ]
        )
    return rows_as(rows, delimiter="\t")


@skeleton()
def orders_with_shipping_csv(s: Scene) -> str:
    rows = [["order_id", "placed_at", "customer", "ship_to", "sku", "qty", "total", "card_last4"]]
    for _ in range(s.n(3, 7)):
        p, a = s.person(), s.address()
        rows.append(
            [
                ids.order_id(s.r),
                DATE(s.moment().strftime("%Y-%m-%d %H:%M:%S")),
                NAME(p.full),
                ADDRESS(a.line()),
                ids.sku(s.r),
                str(s.n(1, 6)),
                s.money(9, 400).replace(",", ""),
                CARD(f"{s.n(0, 9999):04d}"),
            ]
        )
    return rows_as(rows)


@skeleton()
def users_without_header(s: Scene) -> str:
    rows = []
    for i in range(s.n(5, 9)):
        p = s.person()
        rows.append(
            [
                str(88201 + i),
                NAME(p.full),
                EMAIL(p.email),
                IP(ids.ipv4(s.r)),
                DATE(s.moment().strftime("%Y-%m-%dT%H:%M:%SZ")),
                s.pick("active", "suspended", "pending"),
            ]
        )
    return rows_as(rows)


@skeleton()
def accounts_with_passwords_csv(s: Scene) -> str:
    rows = [s.pick(["username", "password", "email", "role"], ["login", "initial_password", "mail", "group"])]
    for _ in range(s.n(4, 8)):
        p = s.person()
        rows.append(
            [USERNAME(p.user), PASSWORD(ids.password(s.r)), EMAIL(p.email), s.pick("admin", "editor", "viewer")]
        )
    return rows_as(rows)


@skeleton()
def fleet_register_csv(s: Scene) -> str:
    rows = [["unit", "make_model", "vin", "license_plate", "assigned_driver", "driver_license_no", "odometer"]]
    for _ in range(s.n(3, 7)):
        rows.append(
            [
                f"T-{s.n(1, 90):02d}",
                s.pick("Ford Transit 250", "RAM 1500", "Toyota Corolla", "Isuzu NPR"),
                VIN(ids.vin(s.r)),
                PLATE(ids.plate(s.r)),
                NAME(s.person().full),
                DRIVER(ids.driver_id(s.r)),
                str(s.n(900, 180000)),
            ]
        )
    return rows_as(rows)


@skeleton()
def insurance_pipe_feed(s: Scene) -> str:
    lines = ["POLICY_NO|POLICYHOLDER|DATE_OF_BIRTH|SSN_LAST4|ADDRESS|PHONE|PREMIUM"]
    for _ in range(s.n(3, 6)):
        p, a = s.person(), s.address()
        lines.append(
            f"{s.pick('HO', 'AU')}{s.n(10**6, 10**7 - 1)}|{NAME(p.inverted.upper())}|{DATE(s.birth().strftime('%Y%m%d'))}|{SSN(f'{s.n(1, 9999):04d}')}|{ADDRESS(a.line().upper())}|{PHONE(p.phone)}|{s.money(300, 3000)}"
        )
    return "\n".join(lines) + "\n"


@skeleton()
def india_kyc_csv(s: Scene) -> str:
    rows = [["Customer", "Aadhaar No", "PAN", "Voter ID", "Mobile", "Address"]]
    for _ in range(s.n(3, 6)):
        p, a = s.person(country="IN"), s.address("IN")
        rows.append(
            [
                NAME(p.full),
                AADHAAR(ids.aadhaar(s.r)),
                PAN(ids.pan(s.r)),
                VOTER(ids.voter(s.r)),
                PHONE(p.phone),
                ADDRESS(a.line()),
            ]
        )
    return rows_as(rows, quote_all=True)


@skeleton()
def nrega_beneficiaries_tsv(s: Scene) -> str:
    rows = [["Sl", "Job Card (NREGA)", "Name of Worker", "Days Worked", "Wage"]]
    for i in range(s.n(4, 8)):
        rows.append(
            [
                str(i + 1),
                NREGA(ids.nrega(s.r)),
                NAME(s.person(country="IN").full),
                str(s.n(4, 100)),
                str(s.n(900, 24000)),
            ]
        )
    return rows_as(rows, delimiter="\t")


@skeleton()
def uk_staff_csv(s: Scene) -> str:
    rows = [["Staff No", "Surname", "Forename", "NI Number", "UTR", "Address", "Postcode", "Start Date"]]
    for _ in range(s.n(3, 6)):
        p, a = s.person(country="GB"), s.address("GB")
        rows.append(
            [
                f"S{s.n(100, 999)}",
                NAME(p.last),
                NAME(p.first),
                NINO(ids.nino(s.r)),
                UTR(ids.utr(s.r)),
                ADDRESS(f"{a.street}, {a.city}"),
                ADDRESS(a.postcode),
                s.date(style="%d/%m/%Y"),
            ]
        )
    return rows_as(rows)


@skeleton()
def canada_benefits_csv(s: Scene) -> str:
    rows = [["member", "sin", "health_card", "dob", "province"]]
    for _ in range(s.n(3, 6)):
        rows.append(
            [
                NAME(s.person().full),
                CA_SIN(ids.sin(s.r)),
                CA_HEALTH(ids.ca_health(s.r)),
                DATE(s.birth().strftime("%Y-%m-%d")),
                ADDRESS(s.pick("ON", "Ontario")),
            ]
        )
    return rows_as(rows)


@skeleton()
def payroll_register_fixed_width(s: Scene) -> str:
    out = [s.company().upper() + "   PAYROLL REGISTER   PERIOD ENDING " + s.date(style="%m/%d/%Y"), ""]
    out.append(pad("NAME", 28) + pad("SSN", 14) + pad("GROSS", 12) + "DIRECT DEPOSIT ACCT")
    for _ in range(s.n(4, 8)):
        p = s.person()
        out.append(
            pad(NAME(p.inverted.upper()), 28)
            + pad(SSN(ids.ssn(s.r)), 14)
            + pad(s.money(900, 6000), 12)
            + BANK_ACCOUNT("XXXXXX" + f"{s.n(0, 9999):04d}")
        )
    return "\n".join(out) + "\n"


@skeleton()
def oncall_markdown_table(s: Scene) -> str:
    out = ["## On-call rota", "", "| Engineer | Phone | Slack | Week of |", "|---|---|---|---|"]
    for _ in range(s.n(3, 6)):
        p = s.person(country=s.pick("US", "IE"))
        out.append(f"| {NAME(p.full)} | {PHONE(p.phone)} | {USERNAME('@' + p.user)} | {s.date(style='%Y-%m-%d')} |")
    return "\n".join(out) + f"\n\nEscalate after {s.n(10, 30)} minutes without an acknowledgement.\n"


@skeleton()
def travel_manifest_csv(s: Scene) -> str:
    rows = [["seat", "passenger", "passport_no", "nationality", "date_of_birth", "pnr"]]
    for _ in range(s.n(4, 8)):
        p = s.person()
        rows.append(
            [
                f"{s.n(1, 40)}{s.pick(*'ABCDEF')}",
                NAME(f"{p.last}/{p.first}".upper() if s.chance(0.3) else p.full),
                PASSPORT(ids.passport(s.r)),
                "USA",
                DATE(s.birth().strftime("%d %b %Y")),
                ids.code(s.r, 6),
            ]
        )
    return rows_as(rows)


@skeleton()
def bank_transfers_csv(s: Scene) -> str:
    rows = [["value_date", "beneficiary", "iban", "bic", "amount", "currency", "reference"]]
    for _ in range(s.n(3, 7)):
        number = ids.iban(s.r)
        rows.append(
            [
                s.date(style="%Y-%m-%d"),
                NAME(s.person().full),
                IBAN(ids.in_fours(number) if s.chance(0.4) else number),
                SWIFT(ids.swift(s.r)),
                s.money().replace(",", ""),
                s.pick("EUR", "GBP"),
                f"INV {s.n(1000, 9999)}",
            ]
        )
    return rows_as(rows)


@skeleton()
def network_inventory_csv(s: Scene) -> str:
    rows = [["asset_tag", "hostname", "mac_address", "ip_address", "owner", "os_version"]]
    for _ in range(s.n(4, 8)):
        rows.append(
            [
                f"IT{s.n(10000, 99999)}",
                f"{s.pick('lt', 'ws')}-{ids.hexa(s.r, 5)}",
                MAC(ids.mac(s.r)),
                IP(ids.ipv4(s.r)),
                USERNAME(s.person().user),
                ids.version(s.r),
            ]
        )
    return rows_as(rows)


@skeleton()
def mailing_list_capitals_tsv(s: Scene) -> str:
    rows = [["SALUTATION", "NAME", "ADDRESS1", "CITY", "ST", "ZIP"]]
    for _ in range(s.n(4, 8)):
        p, a = s.person(), s.address()
        rows.append(
            [
                s.pick("MR", "MS", "MRS", "DR"),
                NAME(p.full.upper()),
                ADDRESS(a.first_line.upper()),
                ADDRESS(a.city.upper()),
                ADDRESS(a.region),
                ADDRESS(a.postcode),
            ]
        )
    return rows_as(rows, delimiter="\t")


@skeleton()
def cards_on_file_csv(s: Scene) -> str:
    rows = [["cardholder", "card_number", "exp", "brand", "billing_zip", "token"]]
    for _ in range(s.n(3, 6)):
        number, brand = ids.card(s.r)
        rows.append(
            [
                NAME(s.person().full),
                CARD(ids.grouped_card(number, s.pick("", " ", "-"))),
                EXPIRY(f"{s.n(1, 12):02d}/{s.n(25, 31)}"),
                brand,
                ADDRESS(s.address().postcode),
                "tok_" + ids.hexa(s.r, 16),
            ]
        )
    return rows_as(rows)


@skeleton()
def hr_roster_numeric_ages(s: Scene) -> str:
    rows = [["badge", "first", "last", "age", "dept", "ext", "emergency_contact", "emergency_phone"]]
    for _ in range(s.n(4, 8)):
        p, q = s.person(), s.person()
        rows.append(
            [
                str(s.n(1000, 9999)),
                NAME(p.first),
                NAME(p.last),
                AGE(s.n(19, 66)),
                s.pick("Finance", "Facilities", "R&D"),
                str(s.n(100, 999)),
                NAME(q.full),
                PHONE(q.phone),
            ]
        )
    return rows_as(rows)


@skeleton()
def locker_access_csv(s: Scene) -> str:
    rows = [["member_no", "member", "pin", "vehicle_reg", "renewal"]]
    for _ in range(s.n(4, 8)):
        rows.append(
            [
                str(s.n(20000, 99999)),
                NAME(s.person(country="GB").full),
                PIN(f"{s.n(0, 9999):04d}"),
                PLATE(ids.plate(s.r)),
                s.date(style="%d/%m/%Y"),
            ]
        )
    return rows_as(rows)


@skeleton()
def survey_answers_csv(s: Scene) -> str:
    rows = [["respondent", "q1_score", "q2_score", "comment", "contact_ok"]]
    for i in range(s.n(4, 7)):
        p = s.person()
        comment = (
            s.pick(
                f"Great service, ask for {NAME(p.first)} at the front desk",
                f"call me on {PHONE(p.phone)} if you need details",
                "The queue was long but the staff were helpful",
                f"{NAME(p.full)} fixed it in ten minutes",
                "nothing to add",
            )
            if i
            else f"Please write to {EMAIL(p.email)} with the results"
        )
        rows.append([f"R{i + 1:03d}", str(s.n(1, 10)), str(s.n(1, 10)), comment, s.pick("Y", "N")])
    return rows_as(rows)


@skeleton()
def laboratory_results_csv(s: Scene) -> str:
    rows = [["accession", "patient", "dob", "collected", "analyte", "value", "units", "ref_range", "ordering_provider"]]
    for _ in range(s.n(3, 6)):
        p, d = s.person(), s.person()
        rows.append(
            [
                f"L{s.n(10**7, 10**8 - 1)}",
                NAME(p.inverted),
                s.date(s.birth(), style="%m/%d/%Y"),
                DATE(s.moment().strftime("%m/%d/%Y %H:%M")),
                s.pick("Glucose", "Hemoglobin A1c", "TSH", "Creatinine"),
                f"{s.n(1, 180)}.{s.n(0, 9)}",
                s.pick("mg/dL", "%", "mIU/L"),
                f"{s.n(1, 60)}-{s.n(61, 140)}",
                f"{NAME(d.full)}, MD",
            ]
        )
    return rows_as(rows)


@skeleton()
def unusual_identifiers_csv(s: Scene) -> str:
    rows = [["customer_no", "customer_name", "loyalty_no", "invoice_no", "tracking_no", "home_phone"]]
    for _ in range(s.n(3, 6)):
        p = s.person()
        rows.append(
            [
                ids.digits(s.r, 9),
                NAME(p.full),
                ids.not_a_card(s.r),
                f"INV-{ids.digits(s.r, 6)}",
                OTHER_ID("1Z" + ids.code(s.r, 16)),
                PHONE(p.phone),
            ]
        )
    return rows_as(rows)
