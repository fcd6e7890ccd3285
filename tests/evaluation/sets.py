"""The sets that the harness scores, as records of text and gold spans.

`s3_documents` is committed; the others are read where they lie under OBJECTLAMBDA_SHARED (default: ../shared next to
the checkout) and left out when they are not there.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from evaluation import written
from evaluation.sample import SAMPLE
from evaluation.scoring import Labelled

SHARED = Path(os.environ.get("OBJECTLAMBDA_SHARED", Path(__file__).resolve().parents[3] / "shared"))
_PERSONS = {"PERSON": "NAME", "ORG": "OTHER:ORG", "LOC": "OTHER:LOC"}
PROSE_FAMILIES = frozenset({"mail", "prose", "letters"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One document to score."""

    id: str
    lang: str
    text: str
    gold: tuple[Labelled, ...]
    kind: str = ""
    family: str = ""
    name: str = ""
    """The file's name, which the detector may look at; "" when there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationSet:
    """Documents that are scored together; `labels` restricts what is judged, `note` says what to know.

    `by_kind` asks for a row of the report for each kind of document.
    """

    name: str
    records: tuple[Record, ...]
    labels: frozenset[str] | None = None
    note: str = ""
    by_kind: bool = False


def _records(path: Path, rename: dict[str, str] | None = None) -> Iterator[Record]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            gold = tuple(
                Labelled(s["start"], s["end"], (rename or {}).get(s["label"], s["label"]))
                for s in raw.get("spans", raw.get("expected"))
            )
            yield Record(
                id=raw.get("id", raw.get("kind", "")),
                lang=raw["lang"],
                text=raw["text"],
                gold=gold,
                kind=raw.get("kind", ""),
                family=raw.get("family", ""),
                name=raw.get("name", ""),
            )


def s3_documents() -> EvaluationSet:
    """Our own generated documents."""
    return EvaluationSet(name="s3_documents", records=tuple(_records(SAMPLE)), note="our generator, fixed seeds")


def s3_prose() -> EvaluationSet:
    """The names in our generated mails, letters and prose, English."""
    records = tuple(r for r in s3_documents().records if r.family in PROSE_FAMILIES and r.lang == "en")
    return EvaluationSet(
        name="s3_prose_names",
        records=records,
        labels=frozenset({"NAME"}),
        note="mail, letters and prose of s3_documents",
    )


def _shared_sets() -> Iterator[EvaluationSet]:
    synth = SHARED / "pii/dev/presidio_synth.jsonl"
    if synth.exists():
        yield EvaluationSet(name="presidio_synth", records=tuple(_records(synth)), note="Presidio's own synthetic set")
    meddocan = SHARED / "pii/train/meddocan_es_dev.jsonl"
    if meddocan.exists():
        yield EvaluationSet(
            name="meddocan_es",
            records=tuple(_records(meddocan))[-80:],
            note="last 80 documents of the development part, kept out of training",
        )
    for name, keep in (("tab", 900), ("wnut17", 400)):
        path = SHARED / f"pii/train/{name}.jsonl"
        if path.exists():
            yield EvaluationSet(
                name=f"{name}_names",
                records=tuple(_records(path, _PERSONS))[-keep:],
                labels=frozenset({"NAME"}),
                note=f"last {keep} passages of a training file: for development only, the network may have seen them",
            )


def written_documents() -> EvaluationSet:
    """Documents that somebody wrote by hand, from imagination."""
    records = tuple(
        Record(
            id=name,
            lang=lang,
            text=text,
            gold=tuple(Labelled(*span) for span in spans),
            kind=name.rpartition(".")[2],
            name=name,
        )
        for lang, name, text, spans in written.documents()
    )
    return EvaluationSet(name="written", records=records, note="written by hand, for development", by_kind=True)


def _strangers() -> Iterator[EvaluationSet]:
    """Other people's files, read where they lie: no training, no committed copy; errors on them may be looked at."""
    for name, path, note in (
        ("strangers_a", "pii/dev/strangers_a.jsonl", "logs, JSON, SQL, tables, markup, segments and code of others"),
        ("strangers_b", "pii/dev/strangers_b.jsonl", "mail, contracts, chats, invoices and prose of others"),
        ("detector_cases", "cases/detector.jsonl", "cases that failed once"),
    ):
        if (SHARED / path).exists():
            yield EvaluationSet(name=name, records=tuple(_records(SHARED / path)), note=note, by_kind=True)


def evaluation_sets(wanted: Collection[str] | None = None) -> list[EvaluationSet]:
    """All sets that are there, in the order of the report."""
    found = [s3_documents(), s3_prose(), written_documents(), *_shared_sets(), *_strangers()]
    return [s for s in found if wanted is None or s.name in wanted]


def aws_case() -> tuple[str, tuple[tuple[int, int], ...]] | None:
    """AWS's own redaction case: the text, and the spans that the expected output masks."""
    folder = SHARED / "pii/aws-cases"
    if not folder.exists():
        return None
    text = (folder / "pii_input.txt").read_text(encoding="utf-8")
    masked = (folder / "pii_output.txt").read_text(encoding="utf-8")
    if len(text) != len(masked):
        raise ValueError("pii_output.txt is not as long as pii_input.txt")
    spans: list[tuple[int, int]] = []
    at = 0
    while (start := masked.find("*", at)) >= 0:
        at = start
        while at < len(masked) and masked[at] == "*":
            at += 1
        spans.append((start, at))
    return text, tuple(spans)
