"""The detector's quality on every third generated document: floors that a change must not break.

The full figures come from `python tests/evaluation/run.py`; these bounds stand a little below what it measured.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))  # tests/, the root of `evaluation`

from evaluation.run import aws_exact, predictions, quick_sets, scored
from evaluation.scoring import Scores
from evaluation.targets import CHECK_DIGIT_TYPES


@pytest.fixture(scope="module")
def scores() -> dict[str, Scores]:
    from evaluation.detector import ours

    detect = ours()
    return {
        chosen.name: scored(chosen, predictions(detect, chosen, "ours"))
        for chosen in quick_sets({"s3_documents", "s3_prose_names"})
    }


def test_finds_what_s3_documents_hold(scores: dict[str, Scores]) -> None:
    total = scores["s3_documents"].total()
    assert total.recall >= 0.93
    assert total.precision >= 0.93
    assert total.leak <= 0.04


def test_finds_types_with_check_digits_and_little_else_as_such(scores: dict[str, Scores]) -> None:
    checked = scores["s3_documents"].total(CHECK_DIGIT_TYPES)
    assert checked.recall >= 0.97
    assert checked.precision >= 0.97


def test_leaves_documents_without_personal_data_alone(scores: dict[str, Scores]) -> None:
    chosen = scores["s3_documents"]
    assert chosen.clean_documents >= 30
    assert chosen.clean_documents_hit / chosen.clean_documents <= 3 / 56


def test_finds_names_in_prose(scores: dict[str, Scores]) -> None:
    assert scores["s3_prose_names"].by_label["NAME"].f() >= 0.85


def test_finds_every_type_that_is_made_of_digits_or_of_a_format(scores: dict[str, Scores]) -> None:
    tallies = scores["s3_documents"].by_label
    weak = {label: t.recall for label, t in tallies.items() if t.gold >= 3 and t.recall < 0.5}
    assert weak == {}


def test_masks_what_aws_masks_in_its_own_case(reference_files: Path) -> None:
    from evaluation.detector import ours

    assert (reference_files / "pii/aws-cases").is_dir()
    assert aws_exact(ours())
