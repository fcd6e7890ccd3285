"""Make the spaCy pipeline around a trained tagger: `python layers/pii-model/package.py` (train.py calls it)."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
sys.path[:0] = [str(REPOSITORY / "shared")]

import spacy

from objectlambda.pii.ner.component import FACTORY, TOKENIZER, TaggerComponent
from objectlambda.pii.ner.convolutional import LABELS


def package(folder: Path, version: str) -> None:
    """Write config.cfg, meta.json, tokenizer and vocabulary into `folder`, which holds tagger/ already."""
    nlp = spacy.blank("xx", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    component = nlp.add_pipe(FACTORY, name="tagger")
    assert isinstance(component, TaggerComponent)
    component.from_disk(folder / "tagger")
    nlp.meta |= {
        "name": "objectlambda_pii",
        "version": version,
        "description": "Names and postal addresses in English and Spanish, in prose and in the formats of an object store",
        "author": "The objectlambda developers",
        "license": "MIT",
    }
    # The vocabulary of a trained spaCy pipeline holds the strings it has seen: ours needs none of them.
    nlp.to_disk(folder, exclude=["vocab"])
    path = folder / "meta.json"
    meta = json.loads(path.read_text("utf-8"))
    meta["labels"] = {"tagger": list(LABELS)}
    path.write_text(json.dumps(meta, indent=2) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=REPOSITORY / "shared" / "objectlambda" / "pii" / "model")
    parser.add_argument("--version", default="1.0.0")
    arguments = parser.parse_args()
    package(arguments.folder, arguments.version)


if __name__ == "__main__":
    main()
