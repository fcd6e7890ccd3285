"""Our detector and the spaCy pipeline that it stands on, as the harness needs them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.language import Language

from evaluation.scoring import Labelled


def ours() -> Callable[[str, str], Sequence[Labelled]]:
    """`objectlambda.pii.detect` with its defaults."""
    from objectlambda.pii import detect

    return lambda text, language_code: [Labelled(e.start, e.end, e.type) for e in detect(text, language_code)]


def shipped_pipeline() -> Language:
    """The spaCy pipeline that comes with the package."""
    from objectlambda.pii.ner.networks import load

    return load()
