"""The spaCy pipeline behind NAME and ADDRESS: our own, bundled and trained, or any other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from objectlambda.errors import InvalidSettings

if TYPE_CHECKING:
    from spacy.language import Language

    from objectlambda.pii.tagger.tagging import Tagger

BUNDLED = Path(__file__).with_name("model")


def load(model: str | Path | None = None) -> Language:
    """A spaCy pipeline that sets `doc.ents`: the bundled one, or `model` (an installed package's name or a folder).

    The bundled one is English and Spanish, labels NAME, ADDRESS, ORG and LOC, and puts a probability for each entity
    into `doc.user_data["scores"]`, keyed by (start, end) in characters. Nothing is ever downloaded. A pipeline's
    string store grows with each new word; run it inside `nlp.memory_zone()`, or use `load_tagger`, which does not.
    Raises InvalidSettings when there is no such pipeline.
    """
    import spacy

    # Registers the factory and the tokenizer that the bundled pipeline's configuration names.
    import objectlambda.pii.tagger.component  # noqa: F401

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
    from objectlambda.pii.tagger.storage import read_tagger

    return read_tagger((folder or BUNDLED) / "tagger")
