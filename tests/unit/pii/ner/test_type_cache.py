"""The tokens of a text, looked up by chunks, are its pieces but for white space, which they have as spacing classes."""

from __future__ import annotations

import random

import pytest

from objectlambda.pii.ner.networks import load_tagger
from objectlambda.pii.ner.tagging import Tagger
from objectlambda.pii.ner.tokens import EDGE, NO_SPACE, SEPARATOR, spacing, split_pieces
from objectlambda.pii.ner.type_cache import TypeCache

PARTS = ["a", "Zé", "9", "word", "the", ".", ",", "--", "_", "(((((", "漢", "\u0301", SEPARATOR]
BLANKS = [" ", " ", " ", "  ", "\n", "\n\n", "\r\n", "\t", "\x1c", "\x85", "\xa0", "\u2028"]


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


def texts(count: int) -> list[str]:
    rng = random.Random(11)
    return ["".join(rng.choice(rng.choice((PARTS, BLANKS))) for _ in range(rng.randrange(14))) for _ in range(count)]


def tokens_of(pieces: list[str]) -> tuple[list[tuple[int, int]], list[int], list[str]]:
    """The places of the pieces that are tokens, the spacing class before each and behind the last, and the pieces."""
    places, gaps, words, at, gap = [], [], [], 0, EDGE
    for piece in pieces:
        if piece.isspace():
            gap = spacing(piece)
        else:
            places.append((at, at + len(piece)))
            gaps.append(EDGE if piece == SEPARATOR and gap == NO_SPACE else gap)
            words.append(piece)
            gap = EDGE if piece == SEPARATOR else NO_SPACE
        at += len(piece)
    return places, [*gaps, gap if gap != NO_SPACE else EDGE], words


@pytest.mark.parametrize("max_types", [2, 16, 32768])
def test_tokens_are_the_pieces_of_the_text_however_small_the_tables_are(tagger: Tagger, max_types: int) -> None:
    cache = TypeCache(tagger.lexicon, tagger.weights, max_types=max_types)
    for text in texts(1200):
        places, gaps, words = tokens_of(split_pieces(text))
        found = cache.tokens(text)
        numbers = list(range(len(words)))
        assert found.places(numbers, numbers) == places
        assert found.gaps.tolist() == gaps
        assert [row == -EDGE for row in found.rows] == [word == SEPARATOR for word in words]


def test_tokens_of_one_type_have_one_row_and_others_have_others(tagger: Tagger) -> None:
    found = TypeCache(tagger.lexicon, tagger.weights).tokens('Ann, ann "Ann" 12 34 (Ann)\nAnn')
    assert found.rows.tolist().count(found.rows[0]) == 4
    assert len(set(found.rows.tolist())) == len({"Ann", ",", "ann", '"', "00", "(", ")"})


def test_long_chunks_do_not_fill_the_memory(tagger: Tagger) -> None:
    cache = TypeCache(tagger.lexicon, tagger.weights, max_types=64)
    held = []
    for number in range(40):
        cache.tokens(f"{number:x}-" * 60 + " and more")
        held.append(sum(map(len, cache._chunks.codes)))
    assert max(held) < 64 * 32
    assert len(cache) < 64
