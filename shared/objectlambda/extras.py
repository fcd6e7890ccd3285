"""The optional libraries, by the extra that installs them; what is missing is told in one sentence."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib.util import find_spec

from objectlambda.errors import InvalidSettings

_ZSTD = () if sys.version_info >= (3, 14) else ("backports.zstd",)  # in the standard library since 3.14

EXTRAS: Mapping[str, tuple[str, ...]] = {
    "pii": ("presidio_analyzer", "spacy", "re2", "phonenumbers", "threadpoolctl"),
    "codecs": ("isal", *_ZSTD, "zstandard", "snappy", "cramjam", "inflate64", "Cryptodome", "lz4", "brotli"),
    "gateway": ("uvicorn", "httptools", "defusedxml"),
    "parquet": ("pyarrow",),
    "dask": ("distributed", "dask"),
    "otel": ("opentelemetry",),
}
"""Each extra of pyproject.toml, and the modules by which it is known to be there."""


class MissingExtra(InvalidSettings):
    """A library is needed that is not installed."""

    advice = "install the extra that the message names"

    def __init__(self, what: str, extra: str, module: str) -> None:
        super().__init__(f"{what} needs {module}, which is not installed: pip install 'objectlambda[{extra}]'")


def require(extra: str, what: str, *others: str) -> None:
    """Do nothing if the libraries of ``extra`` and of ``others`` are installed; none of them is loaded.

    Raises:
        MissingExtra: naming ``what`` needs them, the first that is missing, and how to install all that are.
    """
    missing = {
        name: module for name in (extra, *others) for module in reversed(EXTRAS[name]) if not is_installed(module)
    }
    if missing:
        raise MissingExtra(what, ",".join(missing), next(iter(missing.values())))


def extra_of(module: str) -> str | None:
    """The extra that installs ``module`` (the name of an ImportError), if one does."""
    for extra, modules in EXTRAS.items():
        if any(module == name or module.startswith(f"{name}.") or name.startswith(f"{module}.") for name in modules):
            return extra
    return None


def is_installed(module: str) -> bool:
    """Whether ``module`` can be loaded; it is not."""
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # of the package that would hold it
        return False
