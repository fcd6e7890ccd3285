"""The tagger on disk: one .npz of plain arrays (float16, no pickle) and a small JSON file."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from objectlambda.pii.ner.convolutional import LABELS, PAD_ROWS, Weights
from objectlambda.pii.ner.features import Lexicon
from objectlambda.pii.ner.tagging import Tagger

_FORMAT = 1
_ARRAYS = "weights.npz"
_DESCRIPTION = "tagger.json"
_STORED = tuple(field for field in fields(Weights) if field.init and field.name != "dilations")
"""The arrays; what follows from them is not stored."""


def write_tagger(tagger: Tagger, folder: Path) -> None:
    """Writes `tagger` into `folder`, which is created if it does not exist."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, NDArray[Any]] = {}
    for field in _STORED:
        value = getattr(tagger.weights, field.name)
        if isinstance(value, tuple):
            arrays |= {f"{field.name}.{number}": part.astype(np.float16) for number, part in enumerate(value)}
        else:
            arrays[field.name] = value.astype(np.float16)
    for name in ("vocabulary", "gazetteer", "gazetteer_bits"):
        arrays[f"lexicon.{name}"] = getattr(tagger.lexicon, name)
    np.savez(folder / _ARRAYS, allow_pickle=False, **arrays)
    description = {
        "format": _FORMAT,
        "labels": LABELS,
        "dilations": tagger.weights.dilations,
        "gazetteers": tagger.lexicon.gazetteers,
        "ngram_rows": tagger.lexicon.ngram_rows,
        "thresholds": tagger.thresholds,
    }
    (folder / _DESCRIPTION).write_text(json.dumps(description, indent=2) + "\n", "utf-8")


def read_tagger(folder: Path) -> Tagger:
    """Reads the tagger that `write_tagger` wrote into `folder`.

    Raises FileNotFoundError if files are missing, ValueError if they have another format.
    """
    description = json.loads((folder / _DESCRIPTION).read_text("utf-8"))
    expected = {"format": _FORMAT, "labels": list(LABELS)}
    for name, value in expected.items():
        if description.get(name) != value:
            raise ValueError(f"{folder / _DESCRIPTION}: {name} is {description.get(name)}, this version reads {value}")
    with np.load(folder / _ARRAYS, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    lexicon = Lexicon(
        **{name: arrays.pop(f"lexicon.{name}") for name in ("vocabulary", "gazetteer", "gazetteer_bits")},
        gazetteers=description["gazetteers"],
        ngram_rows=description["ngram_rows"],
    )
    if "gate" not in arrays:
        arrays |= {"gate": np.zeros(arrays["spacing"].shape[1]), "gate_bias": np.array(-1.0)}
    floats = {name: array.astype(np.float32) for name, array in arrays.items()}
    weights: dict[str, Any] = {
        field.name: tuple(floats[name] for name in sorted(floats) if name.startswith(f"{field.name}."))
        if field.name.startswith("convolution")
        else floats[field.name]
        for field in _STORED
    }
    dilations = tuple(description["dilations"])
    if max(dilations) > PAD_ROWS:
        raise ValueError(f"{folder / _DESCRIPTION}: dilation {max(dilations)} is more than {PAD_ROWS}")
    return Tagger(lexicon, Weights(**weights, dilations=dilations), thresholds=description["thresholds"])
