"""Documents as rows for training: word types, spacing classes, tags; documents apart by padding rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from corpora import IGNORED
from segments import Document

from objectlambda.pii.ner.convolutional import LABELS, PAD_ROWS
from objectlambda.pii.ner.features import canonical
from objectlambda.pii.ner.tokens import EDGE, SPACING_CLASSES, spacing, split_pieces

PAD = -1


@dataclass(frozen=True, slots=True)
class Encoded:
    """One document: type ids, spacing rows and tags, padding rows at its end."""

    types: np.ndarray
    gaps: np.ndarray
    tags: np.ndarray


class Encoder:
    """Encodes documents and collects the word types and how often each occurs outside names and addresses."""

    def __init__(self) -> None:
        self.types: dict[str, int] = {}
        self.outside: Counter[str] = Counter()

    def encode(self, source: Document) -> Encoded:
        """Rows of one document."""
        pieces = split_pieces(source.text)
        types, before, tags = [], [], []
        gap, position, span = EDGE, 0, 0
        opened = -1
        for piece in pieces:
            start, end = position, position + len(piece)
            position = end
            if piece.isspace():
                gap = spacing(piece) if gap != EDGE or types else EDGE
                continue
            while span < len(source.spans) and source.spans[span][1] <= start:
                span += 1
            tag = 0
            if span < len(source.spans):
                low, high, label = source.spans[span]
                inside = low <= start and end <= high if not piece[0].isalnum() else low < end and start < high
                if inside:
                    tag = -100 if label == IGNORED else 1 + 2 * LABELS.index(label) + (opened == span)
                    opened = span
            form = canonical(piece)
            types.append(self.types.setdefault(form, len(self.types)))
            if tag == 0 or tag >= 5:
                self.outside[form.lower()] += 1
            before.append(gap)
            tags.append(tag)
            gap = 0
        spaces = np.array([*before, EDGE], np.int16)
        pads = PAD_ROWS
        return Encoded(
            types=np.array(types + [PAD] * pads, np.int32),
            gaps=np.concatenate([spaces[:-1] * SPACING_CLASSES + spaces[1:], np.zeros(pads, np.int16)]).astype(
                np.int16
            ),
            tags=np.array(tags + [-100] * pads, np.int16),
        )

    def encode_all(self, sources: Iterable[Document]) -> list[Encoded]:
        """Rows of all documents that have a token."""
        return [encoded for source in sources if len((encoded := self.encode(source)).types) > PAD_ROWS]
