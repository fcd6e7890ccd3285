"""The analyzers of this process: each is loaded once, when it is first asked for."""

from __future__ import annotations

import gc
import threading
from functools import cache

from objectlambda.pii.detection.stream import TextAnalyzer

_LOADING = threading.RLock()
"""Held while an analyzer is loaded: threads that ask for the same one at once share it."""


def local_analyzer(recognizers_file: str = "", model: str = "") -> TextAnalyzer:
    """The analyzer of this process, loaded once; any number of threads may use it.

    Args:
        recognizers_file: more recognizers, in Presidio's YAML format.
        model: a spaCy pipeline's name or folder in place of the one that comes with the package.
    """
    with _LOADING:
        return _loaded(recognizers_file, model)


@cache
def _loaded(recognizers_file: str, model: str) -> TextAnalyzer:
    from objectlambda.pii.detection.analyzer import Analyzer

    analyzer = Analyzer(recognizers_file=recognizers_file or None, model=model or None)
    # What is loaded stays: the collector need not look at its half a million objects again while records are read,
    # which took a third of the time.
    gc.freeze()
    return analyzer


def default_analyzer(recognizers_file: str = "", model: str = "", processes: int = 1) -> TextAnalyzer:
    """The analyzer that is used where none is given: ``local_analyzer``, on as many cores as ``processes`` says.

    ``processes`` 0 means one for each core that this process may use.
    """
    with _LOADING:
        return _default(recognizers_file, model, processes)


@cache
def _default(recognizers_file: str, model: str, processes: int) -> TextAnalyzer:
    from objectlambda.pii.detection.workers import ParallelAnalyzer, cores

    local = local_analyzer(recognizers_file, model)
    wanted = processes or cores()
    return local if wanted == 1 else ParallelAnalyzer(local, wanted, recognizers_file=recognizers_file, model=model)
