"""Texts of one object, each under its name: the same redaction as each by itself, in windows that many share."""

from __future__ import annotations

import json
import random

import pytest
from texts import PatternAnalyzer

from objectlambda.pii.named_texts import replacements, with_replacements
from objectlambda.pii.redaction import Redaction, redact
from objectlambda.pii.structure import Format, Structure

REDACTION = Redaction()


def redacted(texts: list[tuple[str, str]]) -> list[str]:
    made = replacements(texts, REDACTION, PatternAnalyzer(), json=True)
    return [with_replacements(text, replaced) for (_, text), replaced in zip(texts, made, strict=True)]


@pytest.mark.parametrize("seed", range(4))
def test_long_json_is_redacted_as_by_itself_and_texts_beside_it_as_lines(seed: int) -> None:
    random_ = random.Random(seed)
    values = ["bob@example.com", "⟦12 High Street, Anytown⟧", "x" * 50, "no more", "al.x@b.org"]
    document = json.dumps([{"note": " ".join(random_.choices(values, k=random_.randint(1, 400)))} for _ in range(90)])
    texts = [("a", "mail bob@example.com"), ("b", document), ("c", "x " * 20_000 + "al.x@b.org"), ("d", document[:900])]
    whole = redact([document.encode()], REDACTION, structure=Structure(format=Format.JSON), analyzer=PatternAnalyzer())
    made = redacted(texts)
    assert made[0] == "mail ***************"
    assert made[1] == b"".join(whole).decode()
    assert made[2] == "x " * 20_000 + "*" * 10
    assert [len(new) for new in made] == [len(old) for _, old in texts]
