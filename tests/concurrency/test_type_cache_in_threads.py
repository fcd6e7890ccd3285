"""The cache of word types starts again while other threads read; a failed encoding leaves nothing half known."""

from __future__ import annotations

import random
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from threadpoolctl import ThreadpoolController

from objectlambda.pii.ner import tagging, type_cache
from objectlambda.pii.ner.networks import _SingleBlasThread, load_tagger
from objectlambda.pii.ner.tagging import Tagger
from objectlambda.pii.ner.type_cache import TypeCache

sys.path.insert(0, str(Path(__file__).resolve().parent))

from documents import documents, word


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


@pytest.fixture
def often_switching() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("often_switching")
def test_spans_are_the_same_while_a_full_cache_starts_again(tagger: Tagger) -> None:
    texts = documents(80)
    alone = [next(tagger.tag([text])) for text in texts]
    small = Tagger(tagger.lexicon, tagger.weights)
    small.cache = TypeCache(tagger.lexicon, tagger.weights, max_types=400)
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: next(small.tag([text])), texts * 2))
    assert [[span[:3] for span in spans] for spans in together] == [[span[:3] for span in spans] for spans in alone * 2]


def test_words_of_a_failed_call_are_known_in_full_or_not_at_all(
    tagger: Tagger, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = TypeCache(tagger.lexicon, tagger.weights)
    rng = random.Random(5)
    words = " ".join(word(rng) for _ in range(50))
    with monkeypatch.context() as patched:
        patched.setattr(type_cache, "encode_types", _fails)
        with pytest.raises(MemoryError):
            cache.tokens(words)
    found = cache.tokens(words)
    expected = TypeCache(tagger.lexicon, tagger.weights).tokens(words)
    np.testing.assert_allclose(found.products[found.rows], expected.products[expected.rows], rtol=1e-5)


def _fails(*_: object) -> None:
    raise MemoryError


def test_every_thread_detects_with_one_blas_thread_and_the_programs_own_number_comes_back() -> None:
    pools = [pool for pool in ThreadpoolController().lib_controllers if pool.user_api == "blas"]
    before = [pool.num_threads for pool in pools]
    single = _SingleBlasThread()
    seen: list[list[int]] = []

    def inside() -> None:
        with single:
            seen.append([pool.num_threads for pool in pools])

    inside()  # the first thread to set the number, which lives on
    for _ in range(3):
        thread = threading.Thread(target=inside)
        thread.start()
        thread.join()
        assert [pool.num_threads for pool in pools] == before
    assert seen == [[1] * len(pools)] * 4


@pytest.mark.usefixtures("often_switching")
def test_threads_take_turns_at_the_network(tagger: Tagger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several threads inside would change places at each of NumPy's calls, which costs a fifth of the processor."""
    inside: set[int] = set()
    together: list[int] = []
    multiply = tagging.tag_probabilities

    def watched(*arguments: Any) -> Any:
        inside.add(threading.get_ident())
        together.append(len(inside))
        try:
            return multiply(*arguments)
        finally:
            inside.discard(threading.get_ident())

    monkeypatch.setattr(tagging, "tag_probabilities", watched)
    own = Tagger(tagger.lexicon, tagger.weights)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda text: list(own.tag([text])), documents(40)))
    assert len(together) >= 40
    assert set(together) == {1}
