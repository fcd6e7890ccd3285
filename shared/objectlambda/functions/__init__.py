"""The deployable handlers, as ``objectlambda.functions.<name>.handler``.

In a wheel they lie in this folder. In a checkout they lie in the top-level ``functions/``, which is a source
root and no package, so this package's path is extended to it.
"""

from pathlib import Path

_checkout = Path(__file__).resolve().parents[3]
if (_checkout / "pyproject.toml").is_file() and (_checkout / "functions").is_dir():
    __path__.append(str(_checkout / "functions"))
