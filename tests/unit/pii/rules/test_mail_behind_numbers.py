"""A mail address behind a telephone on its line is one; letters in a hex dump of binary data are none."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect
from objectlambda.pii.rules.mail import EmailAddressRecognizer
from objectlambda.pii.rules.scan import Scan


@pytest.mark.parametrize(
    "line",
    [
        "0131 496 0755   tad@brock.example",
        "0207 946 0958 ann@roe.example",
        "0131 4960 7551   ann.roe@mill.example",
        "0044 20 79 46 09 58  eva@gil.example",
        "976 48 20 13  iker@taller.example",
    ],
)
def test_finds_a_mail_address_behind_a_telephone(line: str) -> None:
    found = [line[e.start : e.end] for e in detect(line) if e.type == "EMAIL"]
    assert found == [line.rsplit(maxsplit=1)[-1]]


def test_takes_letters_in_a_dump_of_binary_data_for_no_mail_address() -> None:
    scan = Scan("0003f2a0: 8a3e 7840 712e 6b6f 0d0a 1a0a 0000 000d  .>x@q.ko........\n")
    assert not [e for e in EmailAddressRecognizer().find(scan) if e.type == "EMAIL"]
