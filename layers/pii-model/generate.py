"""The training corpus: real text with names swapped, synthetic documents in all shapes, and text without people."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import corpora
from addresses import Addresses
from names import Names
from packages import Packages
from prose import Prose
from records import Records
from segments import Document, document, mapped
from things import Things
from values import Values

HERE = Path(__file__).parent
COMMON_WORDS = HERE.parents[1] / "shared" / "objectlambda" / "pii" / "rules" / "common_words.txt"


class Generator:
    """Everything that draws, around one seeded source of chance.

    `part` is "train", "dev" (held-out names, templates and blocks of the corpora) or "all": every name and template,
    but no held-out block.
    """

    def __init__(self, shared: Path, packages: Path, *, seed: int, part: str = "train") -> None:
        self.rng = random.Random(seed)
        fillers = shared / "pii" / "fillers"
        self.shared, self.packages, self.part = shared, packages, part
        self.names = Names(fillers, self.rng, part=part)
        self.addresses = Addresses(fillers, self.rng, part=part)
        self.values = Values(self.rng, self.names)
        self.prose = Prose(HERE / "templates", self.names, self.addresses, self.values, self.rng, part=part)
        self.records = Records(self.names, self.addresses, self.values, self.prose, self.rng)
        self.things = Things(HERE / "templates", self.names, self.addresses, self.values, self.rng)

    def language(self) -> str:
        return "es" if self.rng.random() < 0.28 else "en"

    def synthetic(self, count: int) -> Iterator[Document]:
        """`count` synthetic documents: records, prose, logs, cells; a third of them without people."""
        rng, records, prose = self.rng, self.records, self.prose
        for _ in range(count):
            language = self.language()
            chance = rng.random()
            if chance < 0.36:
                segments = records.document(language)
            elif chance < 0.46:
                segments = records.document(language, people=False)
            elif chance < 0.70:
                segments = prose.people(language)
            elif chance < 0.82:
                segments = prose.nobody(language)
            elif chance < 0.90:
                segments = records.log_lines(language)
            else:
                segments = records.cell(language)
            chance = rng.random()
            if chance < 0.06:
                segments = mapped(segments, str.lower)
            elif chance < 0.10:
                segments = mapped(segments, str.upper)
            made = document(segments)
            chance = rng.random()
            yield corpora.masked(made, rng) if chance < 0.05 else corpora.respaced(made, rng) if chance < 0.07 else made

    def buckets(self, count: int) -> Iterator[Document]:
        """`count` documents of things, as they lie in buckets: six of ten without people, in the others both."""
        for _ in range(count):
            language = self.language()
            draw = self.things.document if self.rng.random() < 0.6 else self.things.mixed
            yield document(draw(language))

    def installed(self, count: int) -> Iterator[Document]:
        """`count` pieces of the files that the locked packages install."""
        common = frozenset(COMMON_WORDS.read_text("utf-8").split())
        yield from Packages(self.packages, self.names, common, self.rng).pieces(count)

    def real(self) -> Iterator[Document]:
        """The corpora's training part, each document once as it is and one to three times with other names."""
        rng = self.rng
        for path in sorted((self.shared / "pii" / "train").glob("*.jsonl")):
            name = path.stem
            if name == "meddocan_es_dev":
                continue
            documents = [
                d for index, d in enumerate(corpora.read(path)) if is_held_out(name, index) == (self.part == "dev")
            ]
            copies = {"btc": 1, "wnut17": 2, "wikigold": 4, "tab": 4, "sec_filings": 2, "meddocan_es_train": 2}[name]
            language = "es" if name.startswith("meddocan") else "en"
            if name in corpora.RUNNING and self.part != "dev":
                documents = corpora.joined(documents, rng)
            for source in documents:
                yield source
                if self.part == "dev":
                    continue
                for _ in range(copies):
                    copy = corpora.swapped(source, self.names, self.addresses, self.values, language, rng)
                    chance = rng.random()
                    if chance < 0.12:
                        yield corpora.strange(copy, self.names, rng)
                    else:
                        yield corpora.recased(copy, rng) if chance < 0.24 else copy

    def carried(self, count: int) -> Iterator[Document]:
        """`count` real sentences without names that are given one."""
        rng = self.rng
        carriers: dict[str, list[Document]] = {
            "es": [],
            "en": [
                d
                for d in corpora.api_descriptions(self.packages / "botocore" / "data", rng, 3000)
                if "<" not in d.text and len(d.text) < 500
            ],
        }
        for path in sorted((self.shared / "pii" / "train").glob("*.jsonl")):
            name = path.stem
            if name == "meddocan_es_dev":
                continue
            documents = [
                d for index, d in enumerate(corpora.read(path)) if is_held_out(name, index) == (self.part == "dev")
            ]
            if name.startswith("meddocan"):
                carriers["es"] += [sentence for d in documents for sentence in corpora.sentences_without_spans(d)]
            else:
                carriers["en"] += [d for d in documents if not d.spans and "@" not in d.text and len(d.text) > 15]
        for _ in range(count):
            language = self.language()
            source = rng.choice(carriers[language])
            made = corpora.carried(source, self.names, language, rng)
            if made is not None:
                yield corpora.recased(made, rng) if rng.random() < 0.08 else made

    def nobody(self, count: int) -> Iterator[Document]:
        """About 2 * `count` pieces of formal prose and code without people."""
        yield from corpora.api_descriptions(self.packages / "botocore" / "data", self.rng, count)
        yield from corpora.source_code(self.packages, self.rng, count)


def is_held_out(name: str, index: int) -> bool:
    """Every tenth block of 40 sentences (of each corpus) is for development."""
    return (index // (40 if name != "meddocan_es_train" else 5)) % 10 == 7
