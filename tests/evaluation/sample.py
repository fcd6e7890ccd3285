"""The committed sample: `python -m evaluation.sample` (from tests/) writes it again from the generator.

The sample is one JSON object a line; `sample.json` beside it says which Faker made it, since other releases of Faker
hold other names.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SAMPLE = HERE / "s3_documents.jsonl"
ORIGIN = HERE / "s3_documents.origin.json"


def rendered() -> Iterator[str]:
    """The sample's lines, from the generator."""
    from evaluation.documents import generate

    for document in generate():
        yield json.dumps(document.as_record(), ensure_ascii=False) + "\n"


def origin(text: str) -> dict[str, Any]:
    """What made the sample, and its digest."""
    import faker

    from evaluation.documents import COPIES, SEED

    return {
        "seed": SEED,
        "copies": COPIES,
        "faker": faker.VERSION,
        "documents": text.count("\n"),
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }


def main() -> int:
    """Write the sample and its origin."""
    from evaluation.documents import generate
    from evaluation.documents.validate import problems

    wrong = [problem for document in generate() for problem in problems(document)]
    if wrong:
        sys.stderr.write("\n".join(wrong) + "\n")
        return 1
    text = "".join(rendered())
    SAMPLE.write_text(text, encoding="utf-8")
    ORIGIN.write_text(json.dumps(origin(text), indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
