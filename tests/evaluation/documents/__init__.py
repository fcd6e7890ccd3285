"""Labelled documents in the shapes that S3 holds, from fixed seeds."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

from evaluation.documents.catalogue import CATALOGUE, Document, render

SEED = "objectlambda-s3-documents-1"
COPIES = 3

for _module in (
    "tables",
    "structured",
    "dumps",
    "logs",
    "mail",
    "chat",
    "clinical",
    "letters",
    "forms",
    "prose",
    "spanish",
    "exports",
    "second_hand",
    "third_hand",
    "clean",
):
    importlib.import_module(f"evaluation.documents.{_module}")


def generate(*, copies: int = COPIES, seed: str = SEED) -> Iterator[Document]:
    """`copies` documents of every skeleton, the copies of one skeleton apart from each other."""
    for copy in range(copies):
        for entry in CATALOGUE.values():
            yield render(entry, copy, seed)


__all__ = ["CATALOGUE", "COPIES", "SEED", "Document", "generate"]
