"""One scan tells which patterns match, for a window in which most of them find nothing."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
import re2

from objectlambda.pii.detection import registry
from objectlambda.pii.rules import gates
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.gates import Gate
from objectlambda.pii.rules.login_phrases import group_spans
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.structure import readable, searches

TEXTS = (
    "Dr. Lara Roe said: my sister Ann, a mother of Bea, my name is Eva, R-O-E-S-S.\nHe was 41.\n"
    "She wrote:\nMr. Worsnop, aged 41, lives at P.O. Box 12, San Jose, CA 95112.\nKind regards,\nA. Roe",
    "Mar  3 04:05:06 db sshd[12]: Failed password for invalid user jdoe from 10.0.0.1\nGRANT ALL TO 'jdoe'@'%'",
    "PAN ABCPE1234F, NINO AB 12 34 56 C, VIN 1HGCM82633A004352, GB29 NWBK 6016 1331 9268 19, 00:1b:44:11:3a:b7",
    json.dumps({"assignee": {"name": "jdoe"}, "ip": "2001:db8::1", "since": "in March 1980", "by": "user jdoe"}),
    "born in 1980; 41 años; mi hermana Eva; en mayo de 1975; calle Mayor 5, Madrid, SP 28013; jdoe (arroba) x.es",
    "son Kieran has LPA; apprentice (Tyler), 07700 900461; JT to chase; fixed by jeanne; love tess xx; T. ten Brinke",
    "kids 4 and 7; the son (5); she's 34 and he's 36; RR 2 Box 40; lives at Rose Cottage; 1200 N. 300 W.; CP 28013",
    "spoke w/ Tyler, Ann from Payroll, Kieran rang, tech: Marc, kids: Ann and Bo; Roe A. here, Tyler 07700 900461",
    "ssn: 5 3 6 2 2 1 2 3 4, 0x1ff61c92, [53, 51, 54, 50, 50, 49, 50], '536-22-' + '1234'\nMTIzLTQ1\njbswy3dpehpk3pxp",
    "the quick brown fox\n" * 20,
    "",
)
GATES = {name: gate for name, gate in (vars(gates) | vars(searches)).items() if isinstance(gate, Gate)}


@pytest.mark.parametrize("name", GATES)
def test_gate_finds_the_patterns_that_match_alone(name: str) -> None:
    assert registry.RULES
    assert readable.DEPTH  # it imports all readers with patterns
    gate = GATES[name]
    found: set[int] = set()
    for scan in map(Scan, TEXTS):
        subject = scan.lower if gate.lower else scan.shadow
        alone = {one.number for one in gate.patterns if one.compiled.search(subject)}
        held = {one.number for one in gate.patterns if scan.holds(one)}
        assert alone <= held
        assert all(gate.patterns[number].needle != gate.patterns[number].pattern for number in held - alone)
        found |= alone
    assert found  # the texts say something


def test_pattern_that_joins_a_gate_later_is_found_in_windows_before_and_after() -> None:
    gate = Gate()
    first = gate.pattern(rb"\d{3}")
    held = gate.search(b"jdoe 123")
    later = gate.pattern(rb"(?i)JDOE")
    assert held.has(first)
    assert held.has(later)
    assert gate.search(b"jdoe").has(later)
    assert not gate.search(b"jdoe").has(first)


def test_patterns_are_searched_alone_when_re2_has_no_memory_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate()
    patterns = [gate.pattern(rb"\b[a-z]{%d}\d{2,9}\b" % length) for length in range(1, 5)]
    monkeypatch.setattr(re2.Set, "Match", lambda self, text: None)  # what RE2 returns then
    held = gate.search(b"12 abc123 34")
    assert [one.number for one in patterns if held.has(one)] == [2]


def test_threads_share_a_gate() -> None:
    gate = Gate()
    with ThreadPoolExecutor(8) as pool:
        patterns = list(pool.map(lambda number: gate.pattern(b"x%d" % number), range(40)))
        found = list(pool.map(lambda one: [p for p in patterns if gate.search(one.pattern + b" ").has(p)], patterns))
    assert all(one in of_it for one, of_it in zip(patterns, found, strict=True))
    assert len({one.number for one in patterns}) == 40


@pytest.mark.parametrize("pattern", [rb"a(b)|(c)", rb"(\w+)=|;(\d*)", rb"\b(an+)\b", rb"(z)?y"])
def test_groups_are_those_that_took_part_in_each_match(pattern: bytes) -> None:
    subject = b"ab c key=1;2;;3\n\nx\nann an banana y zy"
    matches = linear(pattern).finditer(subject)
    taken = [[match.span(group) for group in range(1, len(match.groups()) + 1)] for match in matches]
    assert list(group_spans(linear(pattern), subject)) == [
        next(span for span in spans if span[0] >= 0) for spans in taken if max(spans)[0] >= 0
    ]
    assert taken
