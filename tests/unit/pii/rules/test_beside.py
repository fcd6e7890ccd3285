"""Persons, logins, telephone numbers and addresses that are told by what stands beside them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))  # tests/, the root of `evaluation`

from evaluation.documents.marks import ADDRESS, NAME, PHONE, USERNAME, unmark
from objectlambda.pii import detect

KINDS = {"ADDRESS", "NAME", "PHONE", "USERNAME"}
PERSONS = (
    f"Sgt. {NAME('A. Lindqvist')} met Councillor {NAME('McAvoy-Reid')} at noon.",
    f"Caller: my surname is {NAME('Ferreira')}, spelled {NAME('F-E-R-R-E-I-R-A')}, thanks.",
    f"Statement of {NAME('Deirdre OXConnell')}. {NAME('OXConnell')} signed it.".replace("OX", "O'"),
    f"Tenant: {NAME('MARGUERITE DELACROIX')}\nThe rent of {NAME('Delacroix')} is due.\n",
    f"Spouse: {NAME('HENRIETTA VANDERBERG')} SSN\n",
    f"Emergency contact: {NAME('Roy Abernathy')} (spouse) - cell {PHONE('406/555-0188')}\n",
    f"Taxpayer: {NAME('JOHNATHAN Q PUBLICOVER')}  SSN\n",
    f"Reported by {NAME('Ann Roe')}. She can be reached at {PHONE('082 555 0137')}.",
)
LOGINS = (
    f"[9:41] {USERNAME('k.moreau')}: the build is red\n[9:42] {USERNAME('tomas_w')}: again\n[9:43] bot: noted\n",
    f"Merge pull request #4711 from {USERNAME('wkeller')}/fix-oom\n",
    f"key,assignee,state\nA-1,{USERNAME('mkovacs')},open\nA-2,{USERNAME('tbrandt')},closed\n",
)
ADDRESSES = (
    f'note,place\nx,"{ADDRESS("Flat 2B, 8 Cromwell Road, Bristol BS6 5HA")}"\n',
    f"She lives at {ADDRESS('1450 E. Lafayette #12, Detroit')}.",
)
NOBODY = (
    "The Officer Training Course and the Inspector General's office. Chief Engineer Handbook.",
    "[09:41:07] server.main: listening\n[09:41:08] app.db: connected\n[09:41:09] app.http: ready\n",
    "key,assignee,state\nA-1,nobody,open\nA-2,unassigned,closed\n",
    "A-B-C-D testing is done by name. Use Ctrl-X-C-V.",
)


@pytest.mark.parametrize("marked", [*PERSONS, *LOGINS, *ADDRESSES, *NOBODY])
def test_finds_what_is_told_by_what_stands_beside_it(marked: str) -> None:
    text, spans = unmark(marked)
    found = [(text[e.start : e.end], str(e.type)) for e in detect(text) if e.type in KINDS]
    assert found == [(text[s.start : s.end], s.label) for s in spans]
