"""The default analyzer, in this process or on several cores."""

from __future__ import annotations

from functools import cache

from objectlambda.pii.detection.local_analyzer import LOADING, local_analyzer
from objectlambda.pii.detection.protocols import TextAnalyzer


def default_analyzer(recognizers_file: str = "", model: str = "", processes: int = 1) -> TextAnalyzer:
    """The default analyzer: ``local_analyzer``, on as many cores as ``processes`` says.

    If ``processes`` is 0, one process is used for each core that this process may use.
    """
    with LOADING:
        return _default(recognizers_file, model, processes)


@cache  # called under LOADING; analyzers are safe to share between threads
def _default(recognizers_file: str, model: str, processes: int) -> TextAnalyzer:
    from objectlambda.pii.detection.workers import ParallelAnalyzer, cores

    local = local_analyzer(recognizers_file, model)
    wanted = processes or cores()
    return local if wanted == 1 else ParallelAnalyzer(local, wanted, recognizers_file=recognizers_file, model=model)
