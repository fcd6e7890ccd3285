"""Letters whose accents are characters of their own (Unicode's NFD), as macOS writes them."""

from __future__ import annotations

import unicodedata

import pytest

from objectlambda.pii import detect


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dear José Núñez,\n\nthe invoice is attached.\n", ["José Núñez"]),
        ("id,name\n1,María López\n2,Jürgen Müller\n", ["María López", "Jürgen Müller"]),
        ('{"name": "André Dupré", "n": 1}', ["André Dupré"]),
        ("Paciente: Íñigo Ibáñez\n", ["Íñigo Ibáñez"]),
    ],
)
def test_names_are_found_whole_with_their_accents_apart(text: str, names: list[str]) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert apart != text
    found = [apart[e.start : e.end] for e in detect(apart) if e.type == "NAME"]
    assert found == [unicodedata.normalize("NFD", name) for name in names]


def test_redaction_leaves_no_accent_behind() -> None:
    from objectlambda.pii.redaction import Mode, Redaction, redact

    apart = unicodedata.normalize("NFD", "Dear José Núñez,\n")
    shown = b"".join(redact([apart.encode()], Redaction(mode=Mode.REPLACE_WITH_PII_ENTITY_TYPE))).decode()
    assert shown == "Dear [NAME],\n"
