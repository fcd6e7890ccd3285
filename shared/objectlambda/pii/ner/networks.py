"""The network that finds names and addresses: the bundled tagger, or any spaCy pipeline in its place."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from threadpoolctl import ThreadpoolController

from objectlambda.errors import InvalidSettings
from objectlambda.pii.ner.familiarity import KNOWN, familiarities

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from objectlambda.pii.ner.tagging import Span, Tagger


class Tagged(NamedTuple):
    """``text[start:end]`` is a NAME, an ADDRESS, an ORG or a LOC, with a score from 0 to 1.

    ``familiarity`` tells how well a NAME is known, see :mod:`objectlambda.pii.ner.familiarity`.
    """

    start: int
    end: int
    label: str
    score: float
    familiarity: int = KNOWN


Network = Callable[[Sequence[str]], list[list[Tagged]]]
"""Labels a batch of texts; returns one list for each of them."""

_LABELS = {
    "NAME": "NAME", "PERSON": "NAME", "PER": "NAME", "PRS": "NAME", "persName": "NAME", "I-PER": "NAME",
    "ADDRESS": "ADDRESS", "STREET": "ADDRESS",
    "ORG": "ORG", "ORGANIZATION": "ORG",
    "LOC": "LOC", "GPE": "LOC", "FAC": "LOC", "LOCATION": "LOC",
}  # fmt: skip
"""The labels of spaCy's published pipelines for our NAME, ADDRESS, ORG and LOC."""
_UNSCORED = 0.85
"""The score of an entity of a pipeline that gives no scores, as in Presidio's NlpArtifacts."""


_LEAST_NAME = 0.25
"""The least probability of a name; low, as a missed name costs more than a masked word (F2, leaked characters)."""


def _finding(span: Span, familiarity: int) -> Tagged:
    """A finding; its score is scaled so that 0.5, the usual threshold, is the least probability that counts."""
    start, end, label, probability = span
    score = 0.5 + 0.5 * (probability - _LEAST_NAME) / (1 - _LEAST_NAME) if label == "NAME" else probability
    return Tagged(start, end, label, min(max(score, 0.5), 1.0), familiarity)


_CAPITALISED = re.compile(r"(?<![\w'’.\-])[^\W\d_a-zß-öø-ÿ][\w'’.\-]{0,24} \Z")


def _with_word_before(text: str, found: Span) -> str:
    """What was found, with the capitalised word before it, which may be the first name."""
    before = _CAPITALISED.search(text, max(0, found.start - 26), found.start)
    return text[found.start if before is None else before.start() : found.end]


def bundled_network() -> Network:
    """The tagger that comes with the package, in NumPy only and with bounded memory."""
    tagger = load_tagger()
    tagger.thresholds = tagger.thresholds | {"NAME": _LEAST_NAME}
    single = _SingleBlasThread()

    def tag(texts: Sequence[str]) -> list[list[Tagged]]:
        with single:
            found = list(tagger.tag(texts))
        names = [
            _with_word_before(text, span)
            for text, spans in zip(texts, found, strict=True)
            for span in spans
            if span.label == "NAME"
        ]
        levels = iter(familiarities(tagger.lexicon, names))
        return [[_finding(span, next(levels) if span.label == "NAME" else KNOWN) for span in spans] for spans in found]

    return tag


class _SingleBlasThread:
    """While any thread is inside, BLAS uses one thread; the last thread to leave restores the program's number.

    The products are small, so a second BLAS thread costs more than it saves, on a busy machine tenfold. The limit holds
    for the whole process: the threads inside are counted under a lock, and any of them may set and restore it.
    threadpoolctl from 3.7 on lets only the first thread do so and leaves the others at the full number.
    """

    def __init__(self) -> None:
        self._pools = [pool for pool in ThreadpoolController().lib_controllers if pool.user_api == "blas"]
        self._lock = threading.Lock()
        self._inside = 0
        self._before: list[int] = []

    def __enter__(self) -> None:
        with self._lock:
            if self._inside == 0:
                self._before = [pool.num_threads for pool in self._pools]
                self._set([1] * len(self._pools))
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self._set(self._before)

    def _set(self, numbers: Sequence[int]) -> None:
        for pool, number in zip(self._pools, numbers, strict=True):
            getattr(pool, "_real_set_num_threads", pool.set_num_threads)(number)


def spacy_network(model: str | Path) -> Network:
    """The spaCy pipeline called ``model`` (an installed package or a folder).

    New words are forgotten after each batch, so memory does not grow. A memory zone belongs to the whole pipeline, so
    one thread uses the pipeline at a time. Raises InvalidSettings when there is no such pipeline or it
    cannot label persons.
    """
    nlp = load(model)
    labels = {label for pipe in nlp.pipe_names for label in nlp.pipe_labels.get(pipe, ())}
    if not any(_LABELS.get(label) == "NAME" for label in labels):
        raise InvalidSettings(
            f"the spaCy pipeline {str(model)!r} labels no persons: it needs an entity recognizer with a label of "
            + ", ".join(label for label, ours in _LABELS.items() if ours == "NAME")
        )
    lock = threading.Lock()

    def tag(texts: Sequence[str]) -> list[list[Tagged]]:
        with lock, nlp.memory_zone():
            return [_tag_doc(doc) for doc in nlp.pipe(texts)]

    return tag


def _tag_doc(doc: Doc) -> list[Tagged]:
    scores: dict[tuple[int, int], Any] = doc.user_data.get("scores", {})
    return [
        Tagged(span[0], span[1], _LABELS[ent.label_], float(scores.get(span, _UNSCORED)))
        for ent in doc.ents
        if ent.label_ in _LABELS and (span := (ent.start_char, ent.end_char))
    ]


BUNDLED = Path(__file__).parents[1] / "model"


def load(model: str | Path | None = None) -> Language:
    """A spaCy pipeline that sets `doc.ents`: the bundled one, or `model` (an installed package's name or a folder).

    The bundled one is English and Spanish, labels NAME, ADDRESS, ORG and LOC, and puts a probability for each entity
    into `doc.user_data["scores"]`, keyed by (start, end) in characters. Nothing is ever downloaded. A pipeline's
    string store grows with each new word; run it inside `nlp.memory_zone()`, or use `load_tagger`, which does not.
    Raises InvalidSettings when there is no such pipeline.
    """
    import spacy

    # Registers the factory and the tokenizer that the bundled pipeline's configuration names.
    import objectlambda.pii.ner.component  # noqa: F401

    try:
        return spacy.load(BUNDLED if model is None else model)
    except OSError as error:
        raise InvalidSettings(
            f"the spaCy pipeline {str(model or BUNDLED)!r} is neither installed nor a folder: "
            "install the package, or give the path of a pipeline"
        ) from error


def load_tagger(folder: Path | None = None) -> Tagger:
    """The bundled pipeline's tagger alone, in NumPy: the same spans as `load`, without spaCy and its Docs.

    `folder` is that of another pipeline trained by layers/pii-model.
    """
    from objectlambda.pii.ner.storage import read_tagger

    return read_tagger((folder or BUNDLED) / "tagger")
