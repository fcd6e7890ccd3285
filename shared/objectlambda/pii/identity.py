"""The identity of the detector: a digest that changes whenever the same text may give other spans."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from objectlambda import __version__

_BUNDLED = Path(__file__).with_name("model")
_CHUNK_BYTES = 1024 * 1024


@lru_cache(maxsize=8)  # locks its table; two threads that miss at once compute the same
def detector_identity(recognizers_file: str, model: str) -> str:
    """The SHA-256, in hex, of the package's version and of what recognizers and model hold.

    Each file is read once, as the analyzer does. A file that cannot be read counts as empty; the analyzer reports what
    is wrong with it.
    """
    digest = hashlib.sha256(__version__.encode())
    for path in (*([Path(recognizers_file)] if recognizers_file else []), *_files(model)):
        content = hashlib.sha256()
        for chunk in _chunks(path):
            content.update(chunk)
        digest.update(content.digest())
    return digest.hexdigest()


def _files(model: str) -> list[Path]:
    folder = _BUNDLED if not model else Path(model)
    if model and not folder.is_dir():
        folder = _installed_folder(model)
    return sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def _installed_folder(model: str) -> Path:
    try:
        spec = find_spec(model)
    except (ImportError, ValueError):
        spec = None
    places = list(spec.submodule_search_locations or ()) if spec is not None else []
    return Path(places[0]) if places else Path("/nonexistent")


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                yield chunk
    except OSError:
        return
