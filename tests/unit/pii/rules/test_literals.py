"""``has`` gives what ``in`` gives, wherever the rarest byte of a literal stands."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objectlambda import pii
from objectlambda.pii.detection.windows import windows
from objectlambda.pii.rules import literals
from objectlambda.pii.rules.literals import has, has_any, text_has
from objectlambda.pii.rules.scan import Scan

LITERALS = [
    b"[~",
    b"$ ",
    b" --",
    b",ou=",
    b"'s ",
    b"arn:aws",
    b"\\href",
    b"ode",
    b"</",
    b"-\r\n",
    b"\x1as ",
    b"aa",
    b"\xff\n",
]
FILES = sorted(Path(pii.__file__).parent.glob("r*/*.py"))


@pytest.mark.parametrize("literal", LITERALS)
def test_a_literal_is_found_at_every_place_and_no_part_of_it_counts(literal):
    for around in (b"", b"x", literal[:-1], literal[1:], literal[:1] * 3, b"\n" * 40):
        for subject in (
            around + literal + around,
            literal + around,
            around + literal,
            around * 2,
            b"z".join([around] * 3),
        ):
            assert has(subject, literal) == (literal in subject)


@given(subject=st.binary(max_size=40), literal=st.binary(min_size=1, max_size=4))
def test_it_agrees_with_in_for_all_bytes(subject, literal):
    assert has(subject, literal) == (literal in subject)
    assert has(subject + literal + subject, literal)


@given(
    subject=st.binary(min_size=2, max_size=40),
    literal=st.one_of(st.binary(min_size=1, max_size=6), st.sampled_from([b"A_b", b"a b", b"No.", b"__init"])),
)
def test_it_agrees_with_in_for_long_subjects_as_well(subject, literal):
    long = subject * (2048 // len(subject))
    for one in (long, long + literal, literal.swapcase() + long, long.lower() + literal[1:]):
        assert has(one, literal) == (literal in one)
        text, sought = one.decode("latin-1"), literal.decode("latin-1")
        if sought.isascii():
            assert text_has(text, sought) == (sought in text)


def test_a_long_window_is_searched_only_for_what_its_triples_allow(monkeypatch):
    window = b"Call Ann Bell, please. " * 100
    monkeypatch.setattr(literals, "_finds", None)  # a search would fail
    assert not has(window, b"localhost")
    assert not has(window.lower(), b"rintable")
    assert not text_has(window.decode(), "Roe")


def test_any_of_several_suffices():
    assert has_any(b"a # b", (b"$ ", b"# "))
    assert not has_any(b"a # b", (b"$ ", b"% "))
    assert not has_any(b"a", ())


def slow(node):
    """Whether ``node`` seeks a literal of two bytes or more in a whole window by ``in``."""
    return (
        isinstance(node, ast.Compare)
        and isinstance(node.ops[0], ast.In | ast.NotIn)
        and isinstance(node.left, ast.Constant)
        and isinstance(node.left.value, bytes)
        and len(node.left.value) > 1
        and ast.unparse(node.comparators[0]) in ("shadow", "lower", "scan.shadow", "scan.lower")
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_rule_seeks_a_literal_in_a_window_by_in(path):
    found = [node.lineno for node in ast.walk(ast.parse(path.read_text())) if slow(node)]
    assert not found, f"{path.name}, lines {found}: use has() of rules/literals.py, which is many times as fast"


@given(text=st.text(max_size=40), literal=st.text(st.characters(max_codepoint=127), min_size=1, max_size=4))
def test_a_literal_in_a_text_that_is_not_ascii_is_found_as_well(text, literal):
    assert text_has(text, literal) == (literal in text)
    assert text_has(text + literal + text, literal)


def test_the_triples_of_a_window_are_noted_once_for_its_lexer_its_decoder_and_its_rules(monkeypatch):
    noted = []
    made_note = literals._made_note
    monkeypatch.setattr(literals, "_made_note", lambda folded: noted.append(folded) or made_note(folded))
    lines = "".join(f"Case {number}: the clerk wrote that the roof leaks again.\n\n" for number in range(2100))
    read = list(windows([lines]))
    assert 4 < len(read) <= 8
    scans = [Scan(window.text, window.fields) for window in read]
    for scan in scans:
        assert not has_any(scan.shadow, (b"arn:aws", b"rincipal"))
    for scan in scans:
        assert not has_any(scan.lower, (b"rintable", b"rincipal"))
    assert len(noted) == len(read)
