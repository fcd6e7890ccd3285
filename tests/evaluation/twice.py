"""Counts the documents of the evaluation sets that lose a further word when they are redacted a second time.

    python tests/evaluation/twice.py [--sets A,B]

Each mode in turn; a document counts where the second redaction differs from the first in any byte.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # tests/, the root of `evaluation`

from evaluation.sets import evaluation_sets
from objectlambda.pii.redaction import Mode, Redaction, redact

MODES = (Mode.REPLACE_WITH_PII_ENTITY_TYPE, Mode.MASK)


def redacted(text: str, redaction: Redaction) -> str:
    """`text` after one redaction."""
    return b"".join(redact([text.encode()], redaction)).decode()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", default="strangers_a,strangers_b,s3_documents", help="names of sets, with commas")
    sets = evaluation_sets(parser.parse_args().sets.split(","))
    for mode in MODES:
        redaction = Redaction(mode=mode)
        for each in sets:
            first = [redacted(record.text, redaction) for record in each.records]
            changed = sum(redacted(text, redaction) != text for text in first)
            print(f"{mode} {each.name}: {changed} of {len(first)} change", flush=True)


if __name__ == "__main__":
    main()
