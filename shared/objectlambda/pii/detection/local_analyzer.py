"""The analyzer of this process, which is loaded once, when it is first used."""

from __future__ import annotations

import gc
import threading
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from objectlambda.pii.detection.analyzer import Analyzer

LOADING = threading.RLock()
"""Held while an analyzer is loaded, so that threads which need the same one at the same time share it."""


def local_analyzer(recognizers_file: str = "", model: str = "") -> Analyzer:
    """The analyzer of this process, loaded once; any number of threads may use it.

    Args:
        recognizers_file: more recognizers, in Presidio's YAML format.
        model: a spaCy pipeline's name or folder in place of the one that comes with the package.
    """
    with LOADING:
        return _load(recognizers_file, model)


@cache  # called under LOADING; analyzers are safe to share between threads
def _load(recognizers_file: str, model: str) -> Analyzer:
    from objectlambda.pii.detection.analyzer import Analyzer

    analyzer = Analyzer(recognizers_file=recognizers_file or None, model=model or None)
    # What is loaded stays. Without freezing it, the garbage collector visits it again and again while records are read.
    gc.freeze()
    return analyzer
