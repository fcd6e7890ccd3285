"""The evaluation harness itself: scorer, generator, sample, targets."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import faker
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # tests/, the root of `evaluation`

from evaluation import run, sample, scoring, sets
from evaluation.documents import CATALOGUE, generate, identifiers, marks
from evaluation.documents.catalogue import Document
from evaluation.documents.validate import RULES, problems
from evaluation.errors import analysis
from evaluation.scoring import Labelled
from evaluation.targets import targets

NAME, EMAIL, OTHER = "NAME", "EMAIL", "OTHER:PLACE"


def _one(gold: list[Labelled], predicted: list[Labelled], labels: frozenset[str] | None = None) -> scoring.Scores:
    return scoring.score([(gold, predicted)], labels)


def test_finds_a_span_when_half_of_it_is_covered_by_its_own_label() -> None:
    scores = _one([Labelled(0, 10, NAME)], [Labelled(0, 5, NAME)])
    assert scores.by_label[NAME].recall == 1.0
    assert scores.by_label[NAME].precision == 1.0
    assert scores.by_label[NAME].leak == 0.5


def test_misses_a_span_when_less_than_half_of_it_is_covered() -> None:
    scores = _one([Labelled(0, 10, NAME)], [Labelled(0, 4, NAME)])
    assert scores.by_label[NAME].recall == 0.0
    assert scores.by_label[NAME].precision == 1.0
    assert scores.by_label[NAME].leaked == 6


def test_adds_up_pieces_of_the_same_label_without_counting_overlap_twice() -> None:
    pieces = [Labelled(0, 3, NAME), Labelled(1, 3, NAME), Labelled(4, 6, NAME)]
    assert scoring.covered(0, 10, pieces) == 5
    assert _one([Labelled(0, 10, NAME)], pieces).by_label[NAME].recall == 1.0


def test_counts_another_label_for_any_recall_and_leakage_but_not_for_typed_recall() -> None:
    scores = _one([Labelled(0, 10, NAME)], [Labelled(0, 10, EMAIL)])
    assert (scores.by_label[NAME].found_typed, scores.by_label[NAME].found_any) == (0, 1)
    assert scores.by_label[NAME].leaked == 0
    assert scores.by_label[EMAIL].precision == 0.0


def test_calls_a_prediction_wrong_when_most_of_it_lies_outside_gold() -> None:
    scores = _one([Labelled(0, 4, NAME)], [Labelled(0, 10, NAME)])
    assert scores.by_label[NAME].recall == 1.0
    assert scores.by_label[NAME].right == 0


def test_does_not_judge_what_lies_in_neutral_gold_nor_neutral_predictions() -> None:
    scores = _one([Labelled(0, 10, OTHER)], [Labelled(0, 10, NAME), Labelled(20, 30, "OTHER:CRYPTO")])
    assert scores.total().predicted == 0
    assert scores.total().gold == 0


def test_counts_a_neutral_prediction_as_cover() -> None:
    scores = _one([Labelled(0, 10, NAME)], [Labelled(0, 10, "OTHER:CRYPTO")])
    assert scores.by_label[NAME].found_any == 1
    assert scores.total().leaked == 0


def test_counts_a_document_without_personal_data_as_hit_when_a_judged_prediction_stands_in_it() -> None:
    nothing_judged = [([Labelled(0, 10, OTHER)], [Labelled(0, 10, NAME)]), ([], [])]
    scores = scoring.score([*nothing_judged, ([], [Labelled(3, 5, NAME)]), ([Labelled(0, 2, NAME)], [])])
    assert (scores.documents, scores.clean_documents, scores.clean_documents_hit) == (4, 3, 1)


def test_reads_strangers_where_they_lie_and_tells_the_detector_the_files_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def written(path: str, **record: object) -> None:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(json.dumps({"lang": "en", **record}) + "\n")

    written("pii/dev/strangers_a.jsonl", id="x", kind="log", name="a.log", text="by ann", spans=[_gold(3, 6, NAME)])
    written("cases/detector.jsonl", kind="form", name="b.csv", text="by bob", expected=[_gold(3, 6, NAME)])
    monkeypatch.setattr(sets, "SHARED", tmp_path)
    monkeypatch.setattr(run, "aws_case", lambda: None)
    named: list[str] = []
    monkeypatch.setattr(run, "ours", lambda: lambda text, language_code, name: named.append(name) or [])
    run.main(["--sets", "strangers_a,detector_cases", "--no-stock", "--report-only"])
    assert named == ["a.log", "b.csv"]
    assert "| log | 1 | 1 | 1 | 0 | 0.000 | - | 1.000 | - | - |" in capsys.readouterr().out


def _gold(start: int, end: int, label: str) -> dict[str, object]:
    return {"start": start, "end": end, "label": label}


def test_judges_only_the_labels_asked_for_and_keeps_the_others_neutral() -> None:
    gold = [Labelled(0, 10, NAME), Labelled(20, 30, EMAIL)]
    scores = _one(gold, [Labelled(20, 30, NAME), Labelled(40, 50, EMAIL)], frozenset({NAME}))
    assert scores.total().gold == 1
    assert scores.total().predicted == 0


def test_counts_clean_documents_that_are_hit() -> None:
    scores = scoring.score([([], []), ([], [Labelled(0, 3, NAME)]), ([Labelled(0, 3, NAME)], [])])
    assert (scores.documents, scores.clean_documents, scores.clean_documents_hit) == (3, 2, 1)


def test_computes_f_scores_from_counts() -> None:
    tally = scoring.Tally(gold=10, found_typed=6, predicted=8, right=6)
    assert tally.f() == pytest.approx(2 * 0.6 * 0.75 / 1.35)
    assert tally.f(2) == pytest.approx(5 * 0.6 * 0.75 / (4 * 0.75 + 0.6))
    assert scoring.Tally().f() == 0.0


def test_unmarks_text_into_spans_that_slice_to_the_values() -> None:
    text, spans = marks.unmark(f"Hello {marks.NAME('Ada')}, write to {marks.EMAIL('a@b.com')}.")
    assert text == "Hello Ada, write to a@b.com."
    assert [(text[s.start : s.end], s.label) for s in spans] == [("Ada", "NAME"), ("a@b.com", "EMAIL")]


def test_refuses_marks_that_nest_or_stay_open() -> None:
    with pytest.raises(ValueError, match="opens inside"):
        marks.unmark(marks.NAME("x" + marks.EMAIL("y")))
    with pytest.raises(ValueError, match="never closes"):
        marks.unmark(marks.NAME("x")[:-1])


def test_writes_marked_numbers_into_json_without_quotes() -> None:
    text, spans = marks.unmark(marks.to_json({"age": marks.bare(marks.AGE(41))}))
    assert text == '{"age": 41}'
    assert text[spans[0].start : spans[0].end] == "41"


def test_generates_the_same_documents_from_the_same_seed_and_others_from_another() -> None:
    first = [d.as_record() for d in generate(copies=1)]
    assert first == [d.as_record() for d in generate(copies=1)]
    other = [d.as_record() for d in generate(copies=1, seed="another")]
    assert sum(a["text"] == b["text"] for a, b in zip(first, other, strict=True)) < len(first) / 10


def test_generated_labels_have_the_form_and_check_digits_of_their_types() -> None:
    for seed in ("form-1", "form-2"):
        assert [p for d in generate(copies=1, seed=seed) for p in problems(d)] == []


def test_reports_a_label_whose_check_digit_is_wrong() -> None:
    good = Document(
        id="x", kind="x", family="x", lang="en", text="4111111111111111", spans=(_span(0, 16, "CREDIT_DEBIT_NUMBER"),)
    )
    bad = Document(
        id="x", kind="x", family="x", lang="en", text="4111111111111112", spans=(_span(0, 16, "CREDIT_DEBIT_NUMBER"),)
    )
    assert list(problems(good)) == []
    assert list(problems(bad)) == ["x CREDIT_DEBIT_NUMBER [0:16] does not have its type's form"]


def _span(start: int, end: int, label: str) -> marks.Span:
    return marks.Span(start=start, end=end, label=label)


@pytest.mark.parametrize(
    ("check", "valid", "invalid"),
    [  # published examples
        (identifiers.luhn_ok, "4111111111111111", "4111111111111112"),
        (identifiers.luhn_ok, "046454286", "046454287"),  # Canada's own SIN example
        (identifiers.routing_ok, "021000021", "021000022"),  # JPMorgan Chase, New York
        (identifiers.nhs_ok, "943 476 5919", "943 476 5918"),
        (identifiers.iban_ok, "GB82 WEST 1234 5698 7654 32", "GB82 WEST 1234 5698 7654 33"),
        (identifiers.verhoeff_ok, "2363", "2364"),  # Verhoeff's own example
        (identifiers.vin_ok, "1M8GDM9AXKP042788", "1M8GDM9A1KP042788"),
        (identifiers.utr_ok, "1123456789", "2123456789"),
    ],
)
def test_checks_agree_with_published_examples(check: object, valid: str, invalid: str) -> None:
    assert callable(check)
    assert check(valid)
    assert not check(invalid)


def test_sample_is_large_covers_every_type_and_has_enough_clean_documents() -> None:
    records = sets.s3_documents().records
    assert len(records) >= 320
    assert sum(not r.gold for r in records) >= 64
    assert len({r.kind for r in records}) >= 60
    labels = Counter(g.label for r in records for g in r.gold if not g.neutral)
    assert set(labels) == set(RULES)
    assert len(RULES) == 36
    assert min(labels.values()) >= 8
    assert {r.lang for r in records} == {"en", "es"}


def test_sample_is_what_the_generator_writes() -> None:
    origin = json.loads(sample.ORIGIN.read_text(encoding="utf-8"))
    committed = sample.SAMPLE.read_text(encoding="utf-8")
    if origin["faker"] == faker.VERSION:
        assert "".join(sample.rendered()) == committed
        assert sample.origin(committed) == origin
        return
    # Another Faker holds other names: the documents are then the same in kind, not in words.
    kinds = [json.loads(line)["kind"] for line in committed.splitlines()]
    assert kinds == [d.kind for d in generate()]


def test_clean_skeletons_have_no_labels_at_all() -> None:
    for document in generate(copies=2, seed="clean"):
        assert bool(document.spans) != CATALOGUE[document.kind].clean


def test_targets_fail_when_figures_are_below_their_bounds() -> None:
    poor = _one([Labelled(0, 10, NAME)], [])
    reached = targets({"s3_documents": poor}, {"s3_documents": poor}, aws_exact=False)
    failed = {t.figure for t in reached if not t.met}
    assert "s3_documents: recall" in failed
    assert "s3_documents: leaked characters" in failed
    assert "s3_documents: recall against stock Presidio" in failed
    assert "aws-cases: spans masked" in failed


def test_error_analysis_names_missed_false_and_mistyped_spans() -> None:
    record = sets.Record(
        id="r", lang="en", text="Ada Byrne a@b.com x9", gold=(Labelled(0, 9, NAME), Labelled(10, 17, EMAIL))
    )
    chosen = sets.EvaluationSet(name="tiny", records=(record,))
    lines = "\n".join(analysis(chosen, [[Labelled(10, 17, "URL"), Labelled(18, 20, "USERNAME")]]))
    assert "**NAME missed**: 1" in lines
    assert "**EMAIL found as URL**: 1" in lines
    assert "**USERNAME false**: 1" in lines


def test_exit_status_tells_whether_targets_are_met(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = {r.text: r.gold for r in sets.s3_documents().records}
    monkeypatch.setattr(run, "aws_case", lambda: None)
    monkeypatch.setattr(run, "ours", lambda: lambda text, language_code, name: gold[text])
    assert run.main(["--sets", "s3_documents", "--no-stock"]) == 0
    monkeypatch.setattr(run, "ours", lambda: lambda text, language_code, name: [])
    assert run.main(["--sets", "s3_documents", "--no-stock"]) == 1
    assert run.main(["--sets", "s3_documents", "--no-stock", "--report-only"]) == 0
    assert "**NO**" in capsys.readouterr().out
