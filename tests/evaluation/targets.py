"""What the detector has to reach, and whether it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from evaluation.scoring import Scores

CHECK_DIGIT_TYPES = frozenset(
    {
        "BANK_ROUTING",
        "CA_HEALTH_NUMBER",
        "CA_SOCIAL_INSURANCE_NUMBER",
        "CREDIT_DEBIT_NUMBER",
        "INTERNATIONAL_BANK_ACCOUNT_NUMBER",
        "IN_AADHAAR",
        "UK_NATIONAL_HEALTH_SERVICE_NUMBER",
        "UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER",
        "VEHICLE_IDENTIFICATION_NUMBER",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One figure: what it is, what it has to be, what was measured."""

    figure: str
    bound: str
    measured: str
    met: bool


def _at_least(figure: str, bound: float, value: float) -> Target:
    return Target(figure=figure, bound=f"≥ {bound:.2f}", measured=f"{value:.3f}", met=value >= bound)


def _at_most(figure: str, bound: float, value: float) -> Target:
    return Target(figure=figure, bound=f"≤ {bound:.3f}", measured=f"{value:.3f}", met=value <= bound)


def _s3(scores: Scores) -> Iterator[Target]:
    total = scores.total()
    yield _at_least("s3_documents: recall", 0.93, total.recall)
    yield _at_least("s3_documents: precision", 0.93, total.precision)
    yield _at_most("s3_documents: leaked characters", 0.04, total.leak)
    checked = scores.total(CHECK_DIGIT_TYPES)
    yield _at_least("s3_documents: recall, types with check digits", 0.98, checked.recall)
    yield _at_least("s3_documents: precision, types with check digits", 0.97, checked.precision)
    if scores.clean_documents:
        share = scores.clean_documents_hit / scores.clean_documents
        figure = f"s3_documents: PII-free documents hit ({scores.clean_documents_hit} of {scores.clean_documents})"
        yield _at_most(figure, 3 / 56, share)


def _names_in_prose(scores: Scores, name: str) -> Iterator[Target]:
    yield _at_least(f"{name}: NAME F1", 0.85, scores.by_label["NAME"].f())


def _synth(scores: Scores) -> Iterator[Target]:
    yield _at_least("presidio_synth: F2, all types", 0.88, scores.total().f(2))
    yield _at_least("presidio_synth: NAME recall", 0.93, scores.by_label["NAME"].recall)
    yield _at_least("presidio_synth: ADDRESS recall", 0.88, scores.by_label["ADDRESS"].recall)


def _meddocan(scores: Scores) -> Iterator[Target]:
    yield _at_least("meddocan_es: NAME recall", 0.88, scores.by_label["NAME"].recall)


def _strangers(scores: Scores, name: str) -> Iterator[Target]:
    total = scores.total()
    yield _at_least(f"{name}: recall", 0.95, total.recall)
    yield _at_least(f"{name}: precision", 0.95, total.precision)
    yield _at_most(f"{name}: leaked characters", 0.03, total.leak)
    if scores.clean_documents:
        hit, of = scores.clean_documents_hit, scores.clean_documents
        yield _at_most(f"{name}: documents without personal data hit ({hit} of {of})", 6 / 88, hit / of)


_BY_SET: dict[str, Callable[[Scores], Iterator[Target]]] = {
    "s3_documents": _s3,
    "s3_prose_names": lambda scores: _names_in_prose(scores, "s3_prose_names"),
    "tab_names": lambda scores: _names_in_prose(scores, "tab_names"),
    "presidio_synth": _synth,
    "meddocan_es": _meddocan,
    "strangers_a": lambda scores: _strangers(scores, "strangers_a"),
    "strangers_b": lambda scores: _strangers(scores, "strangers_b"),
}


def targets(ours: Mapping[str, Scores], stock: Mapping[str, Scores], aws_exact: bool | None) -> list[Target]:
    """Every target that the sets at hand can answer."""
    out: list[Target] = []
    for name, scores in ours.items():
        if name in _BY_SET:
            out.extend(_BY_SET[name](scores))
    if aws_exact is not None:
        out.append(
            Target(
                figure="aws-cases: spans masked",
                bound="exactly AWS's",
                measured="exact" if aws_exact else "different",
                met=aws_exact,
            )
        )
    for name in ours:
        if name not in stock:
            continue
        a, b = ours[name].total(), stock[name].total()
        out.append(
            Target(
                figure=f"{name}: recall against stock Presidio",
                bound=f"> {b.recall:.3f}",
                measured=f"{a.recall:.3f}",
                met=a.recall > b.recall,
            )
        )
        out.append(
            Target(
                figure=f"{name}: leaked characters against stock Presidio",
                bound=f"< {b.leak:.3f}",
                measured=f"{a.leak:.3f}",
                met=a.leak < b.leak,
            )
        )
    return out
