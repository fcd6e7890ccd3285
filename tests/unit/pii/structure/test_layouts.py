"""Events, sheets, listings and messages as strangers store them: their values go, their structure stays."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))  # tests/, the root of `evaluation`

from evaluation.kinds import layouts
from objectlambda.pii.redaction.modes import Mode, Redaction
from objectlambda.pii.redaction.redact import redact


@pytest.mark.parametrize("kind", layouts.KINDS, ids=lambda kind: kind.__name__)
def test_values_of_a_layout_go_and_its_structure_stays(kind: Callable[[int], layouts.Laid]) -> None:
    wrong = []
    for seed in range(6):
        key, text, values, stays = kind(seed)
        redaction = Redaction(mode=Mode.REPLACE_WITH_PII_ENTITY_TYPE)
        after = b"".join(redact([text.encode()], redaction, key=key)).decode()
        left, gone = [one for one in values if one in after], [one for one in stays if one not in after]
        if left or gone:
            wrong.append((left, gone, after))
    assert wrong == []


def test_records_of_fixed_width_keep_their_width() -> None:
    for seed in range(4):
        key, text, _, _ = layouts.mainframe(seed)
        after = b"".join(redact([text.encode()], Redaction(mode=Mode.REPLACE_WITH_PII_ENTITY_TYPE), key=key)).decode()
        assert list(map(len, after.splitlines())) == list(map(len, text.splitlines()))
