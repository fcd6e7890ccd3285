"""Our detector and the spaCy pipeline that it stands on, as the harness needs them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.language import Language

from evaluation.scoring import Labelled


def ours() -> Callable[[str, str, str], Sequence[Labelled]]:
    """`objectlambda.pii.detect` with its defaults, of a text, its language and its file's name ("" for none)."""
    from objectlambda.pii import detect

    def found(text: str, language_code: str, name: str = "") -> list[Labelled]:
        return [Labelled(e.start, e.end, e.type) for e in detect(text, language_code, key=name or None)]

    return found


def shipped_pipeline() -> Language:
    """The spaCy pipeline that comes with the package."""
    from objectlambda.pii.ner.networks import load

    return load()
