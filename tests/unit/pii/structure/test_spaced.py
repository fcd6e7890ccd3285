"""Text of character recognition, whose words stand two or three blanks apart, and tables that look like it."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect
from objectlambda.pii.structure.sniffing import Format
from objectlambda.pii.structure.spaced import spaced_reading

STATEMENT = (
    "FIRST   PRAIRIE   STATE   BANK\nMRS  ILSE  V  KARLGAARD\nPO  BOX  77\nELBOW  LAKE   MN   56531\n"
    "Thank  you  for  banking  with  us .  Please  call  the  branch  with  questions .\n"
)


@pytest.mark.parametrize("value", ["ILSE  V  KARLGAARD", "PO  BOX  77\nELBOW  LAKE   MN   56531"])
def test_values_whose_words_stand_apart_are_found_whole(value: str) -> None:
    assert any(value in STATEMENT[e.start : e.end] for e in detect(STATEMENT))


def test_prose_and_tables_are_read_as_they_stand() -> None:
    prose = "Thank you for banking with us.  Please call.  We are open.  Bring a card. " * 9
    table = "".join(f"item {n} of stock    {n * 37}    {n}.50\n" for n in range(40))
    assert not any(spaced_reading(text, Format.TEXT, []) for text in (prose, table, "", "a  b"))
