"""SQL dumps and database tooling output."""

# ruff: noqa: E501, S608 (a line of a document stays one line here, and its SQL is never run)

from __future__ import annotations

from evaluation.documents import identifiers as ids
from evaluation.documents.catalogue import skeleton
from evaluation.documents.marks import (
    ADDRESS,
    BANK_ACCOUNT,
    CARD,
    CVV,
    DATE,
    DRIVER,
    EMAIL,
    EXPIRY,
    IBAN,
    IP,
    ITIN,
    NAME,
    PASSPORT,
    PHONE,
    PIN,
    ROUTING,
    SSN,
    USERNAME,
    pad,
)
from evaluation.documents.scene import Scene


def quoted(value: str) -> str:
    """For the inside of an SQL string."""
    return value.replace("'", "''")


@skeleton()
def sql_inserts_with_columns(s: Scene) -> str:
    out = ["-- MySQL dump 10.13  Distrib 8.0.36", "SET NAMES utf8mb4;", "LOCK TABLES `customers` WRITE;"]
    for i in range(s.n(3, 6)):
        p = s.person()
        out.append(
            f"INSERT INTO `customers` (`id`, `first_name`, `last_name`, `email`, `phone`, `ssn`, `created_at`) VALUES ({s.n(1, 9) * 1000 + i}, '{NAME(quoted(p.first))}', '{NAME(quoted(p.last))}', '{EMAIL(p.email)}', '{PHONE(p.phone)}', '{SSN(ids.ssn(s.r))}', '{DATE(s.moment().strftime('%Y-%m-%d %H:%M:%S'))}');"
        )
    return "\n".join([*out, "UNLOCK TABLES;"]) + "\n"


@skeleton()
def sql_multirow_insert(s: Scene) -> str:
    values = []
    for _ in range(s.n(3, 6)):
        p, a = s.person(), s.address()
        values.append(
            f"  ({s.n(100, 999)}, '{NAME(quoted(p.full))}', '{ADDRESS(quoted(a.line()))}', {s.n(0, 1)}, NULL)"
        )
    return "INSERT INTO recipients (id, name, address, is_gift, notes) VALUES\n" + ",\n".join(values) + ";\n"


@skeleton()
def sql_table_then_rows(s: Scene) -> str:
    out = [
        "CREATE TABLE cards (",
        "  card_id integer PRIMARY KEY,",
        "  holder varchar(80) NOT NULL,",
        "  pan varchar(19),",
        "  expires char(5),",
        "  cvv char(4)",
        ");",
    ]
    for i in range(s.n(3, 5)):
        number, brand = ids.card(s.r)
        cvv = s.n(1000, 9999) if brand == "Amex" else s.n(100, 999)
        out.append(
            f"INSERT INTO cards VALUES ({i + 1}, '{NAME(quoted(s.person().full))}', '{CARD(number)}', '{EXPIRY(f'{s.n(1, 12):02d}/{s.n(26, 31)}')}', '{CVV(cvv)}');"
        )
    return "\n".join(out) + "\n"


@skeleton()
def postgres_copy_block(s: Scene) -> str:
    out = ["COPY public.accounts (account_id, owner, email, last_ip, last_login, is_admin) FROM stdin;"]
    for i in range(s.n(3, 7)):
        p = s.person()
        out.append(
            "\t".join(
                [
                    str(700 + i),
                    NAME(p.full),
                    EMAIL(p.email),
                    IP(ids.ipv4(s.r)),
                    DATE(s.moment().strftime("%Y-%m-%d %H:%M:%S+00")),
                    s.pick("t", "f"),
                ]
            )
        )
    return "\n".join([*out, "\\."]) + "\n"


@skeleton()
def psql_result_table(s: Scene) -> str:
    out = [
        "=> select username, full_name, pin, routing, account from wire_profiles limit 5;",
        " username        | full_name                  | pin  | routing   | account",
        "-----------------+----------------------------+------+-----------+--------------",
    ]
    for p in s.people(s.n(3, 5)):
        out.append(
            f" {pad(USERNAME(p.user), 15)} | {pad(NAME(p.full), 26)} | {PIN(f'{s.n(0, 9999):04d}')} | {ROUTING(ids.routing(s.r))} | {BANK_ACCOUNT(ids.account(s.r))}"
        )
    return "\n".join([*out, f"({len(out) - 3} rows)"]) + "\n"


@skeleton()
def sql_update_statements(s: Scene) -> str:
    p, q = s.person(), s.person()
    return f"""BEGIN;
UPDATE applicants SET passport_number = '{PASSPORT(ids.passport(s.r))}', driver_license = '{DRIVER(ids.driver_id(s.r))}' WHERE applicant_id = {s.n(1000, 9999)};
UPDATE applicants SET full_name = '{NAME(quoted(p.full))}' WHERE email = '{EMAIL(q.email)}';
DELETE FROM sessions WHERE token = '{ids.hexa(s.r, 32)}';
UPDATE vendors SET tax_id = '{ITIN(ids.itin(s.r))}' /* ITIN on file */ WHERE vendor_code = '{ids.sku(s.r)}';
UPDATE payees SET iban = '{IBAN(ids.iban(s.r))}' WHERE payee_name = '{NAME(quoted(q.full))}';
COMMIT;
"""


@skeleton()
def mongo_shell_output(s: Scene) -> str:
    out = []
    for p in s.people(s.n(2, 4)):
        out.append(
            f"{{ _id: ObjectId('{ids.hexa(s.r, 24)}'), name: {{ first: '{NAME(p.first)}', last: '{NAME(p.last.replace(chr(39), ''))}' }}, emails: [ '{EMAIL(p.email)}' ], phone: '{PHONE(p.phone)}', createdAt: ISODate('{DATE(s.moment().strftime('%Y-%m-%dT%H:%M:%SZ'))}'), __v: 0 }}"
        )
    return "\n".join(out) + "\n"
