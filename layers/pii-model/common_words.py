"""Write the list of words that are no names: `python layers/pii-model/common_words.py`.

The words are those that the training corpora, Faker's texts in eight languages and the templates write in lower case
outside of names, and those of `templates/common_words.txt`. First names are left out. Words that are common surnames
stand in the second line: they count as no name only beside other words. All words are in lower case without accents.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
sys.path[:0] = [str(HERE), str(REPOSITORY / "shared")]

from gazetteers import GAZETTEERS

from objectlambda.pii.ner.features import hashes, without_accents
from objectlambda.pii.ner.networks import load_tagger
from objectlambda.pii.ner.surroundings import SMALL_WORDS
from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.first_names import FIRST_NAMES

SHARED = Path(os.environ.get("OBJECTLAMBDA_SHARED", REPOSITORY.parent / "shared"))
CORPORA = ("wnut17", "btc", "wikigold", "sec_filings", "tab", "meddocan_es_train")
LOCALES = ("de_DE", "fr_FR", "it_IT", "es_ES", "es_MX", "nl_NL", "nl_BE", "en_US", "da_DK")
OUT = REPOSITORY / "shared" / "objectlambda" / "pii" / "rules" / "common_words.txt"
_WORD = re.compile(r"[^\W\d_]{3,}")
_SEEN = 3
"""How often a word must stand in lower case in the corpora."""
_IN_NAMES = 4
"""How many times as often as in entities it must stand outside of them."""


def in_corpora() -> Iterator[str]:
    """The words that the corpora write in lower case, and hardly ever in names."""
    outside: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for name in CORPORA:
        for line in (SHARED / "pii" / "train" / f"{name}.jsonl").read_text("utf-8").splitlines():
            document = json.loads(line)
            named = {place for span in document["spans"] for place in range(span["start"], span["end"])}
            for word in _WORD.finditer(document["text"]):
                if word.start() in named:
                    inside[word[0].lower()] += 1
                elif word[0].islower():
                    outside[word[0]] += 1
    return (word for word, count in outside.items() if count >= _SEEN and inside[word] * _IN_NAMES < count)


def in_texts() -> Iterator[str]:
    """The words of Faker's texts, of the templates, and those of the list by topic."""
    for locale in LOCALES:
        yield from import_module(f"faker.providers.lorem.{locale}").Provider.word_list
    for path in sorted((HERE / "templates").glob("none_*.txt")):
        yield from (word for word in _WORD.findall(re.sub(r"\{[^}]*\}", "", path.read_text("utf-8"))) if word.islower())
    for line in (HERE / "templates" / "common_words.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield from line.split()


def gazetteer(name: str, words: list[str]) -> set[str]:
    """Which of ``words`` the network's word list called ``name`` has."""
    lexicon = load_tagger().lexicon
    bits = dict(zip(lexicon.gazetteer.tolist(), lexicon.gazetteer_bits.tolist(), strict=True))
    mask = 1 << GAZETTEERS.index(name)
    return {word for word, key in zip(words, hashes(words).tolist(), strict=True) if bits.get(key, 0) & mask}


def main() -> None:
    found = {fold(without_accents(word.lower())).decode() for word in (*in_corpora(), *in_texts(), *SMALL_WORDS)}
    words = sorted(word for word in found if len(word) > 2 and word.isalpha() and word not in FIRST_NAMES)
    words = sorted(set(words) - gazetteer("first_common", words))
    surnames = gazetteer("last_common", words)
    lines = (" ".join(word for word in words if word not in surnames), " ".join(sorted(surnames)))
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
