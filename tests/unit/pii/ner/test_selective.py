"""What the network reads of a window: all of it, or only the values that rules and field names leave open."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.ner.networks import Tagged
from objectlambda.pii.ner.selective import Reader
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.structure.sql import SqlLexer

OWNERS = "('Ann','Bell','4 Elm St','Reno','ann@x.org',7,NULL,{})"
NAMED = "INSERT INTO owners (first_name, last_name, street, city, mail, visits, closed, notes) VALUES "
COMMENTED = "-- Ask Ann\nINSERT INTO owners VALUES "
EXPLAINED = (NAMED.replace("owners", "owners /* Ask Ann */"), NAMED.replace("(", "( -- Ask Ann\n"))
TELEPHONES = "INSERT INTO owners (first_name, last_name, street, city, mail, visits, closed, phone) VALUES "
NOTES = ("'Ask for Tom'", "'Tom Roe called'", "NULL")


def owners(head: str, rows: str = OWNERS) -> str:
    return head + ",".join(rows.replace("{}", note) for note in NOTES) + ";\n"


def read(text: str) -> list[str]:
    """The texts that the network reads of a dump; the addresses of mail are settled."""
    asked: list[str] = []

    def network(texts: Sequence[str]) -> list[list[Tagged]]:
        asked.extend(texts)
        return [[] for _ in texts]

    mail = "ann@x.org"
    places = [at for at in range(len(text)) if text.startswith(mail, at)]
    settled = [Entity(EntityType.EMAIL, at, at + len(mail), 0.9) for at in places]
    Reader(network).read([Scan(text, SqlLexer().lex(text, 0).fields)], [settled])
    return asked


@pytest.mark.parametrize(
    ("text", "open_values", "beside"),
    [
        (owners("INSERT INTO owners VALUES "), ["Ask for Tom", "Tom Roe called"], []),
        (owners(NAMED), ["notes: Ask for Tom", "notes: Tom Roe called"], []),
        (owners(TELEPHONES), ["phone: Ask for Tom", "phone: Tom Roe called"], []),
        (
            owners(COMMENTED) + "-- done by Tom\n",
            ["Ask for Tom", "Tom Roe called"],
            ["-- Ask Ann\n", "\n-- done by Tom\n"],
        ),
    ],
)
def test_statements_are_read_value_by_value(text: str, open_values: list[str], beside: list[str]) -> None:
    asked = read(text)
    assert max(map(len, asked)) < 30
    assert [one for one in asked if "Tom" in one and "--" not in one] == open_values
    assert [one for one in asked if "--" in one] == beside


@pytest.mark.parametrize(
    "text",
    [
        owners("INSERT INTO t VALUES ", "(1,'Ann Bell asked','Tom Roe','ann@x.org',7,NULL,{})"),
        owners("INSERT INTO owners VALUES ", OWNERS.replace("7", "'Roe'")).replace("Roe", "Poe", 1),
        owners(NAMED.replace("closed", "q"), ",".join([OWNERS, OWNERS, OWNERS.replace("NULL", "'Noor'")])),
        "Ann told Tom how to fill the table of owners. " * 20 + owners("INSERT INTO owners VALUES "),
    ],
)
def test_tables_without_telling_columns_and_texts_about_tables_are_read_as_a_whole(text: str) -> None:
    assert read(text) == [text]


@pytest.mark.parametrize("head", EXPLAINED)
def test_comments_in_the_heads_of_statements_are_read(head: str) -> None:
    asked = read(owners(head, ",".join([OWNERS] * 4)))
    assert head + "('" in asked
