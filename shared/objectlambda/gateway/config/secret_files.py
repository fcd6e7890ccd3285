"""No file that a gateway keeps to itself may lie in a folder that it serves: its readers would read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from objectlambda.errors import InvalidSettings
from objectlambda.gateway.config.access_points import AccessPoint
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.plan import TAG_KEY

RECOGNIZERS_FILE = "RECOGNIZERS_FILE"
"""The environment variable of the recognizers that are added; their lists of words may hold names of persons."""


def check_secret_files(config: GatewayConfig, environ: Mapping[str, str]) -> None:
    """Do nothing if no secret's file and no configuration lies in the folder of an access point.

    Raises:
        InvalidSettings: one does; the message names the setting, the file, the access point and its folder.
    """
    for setting, path in _own_files(config, environ):
        check_not_served(config.access_points, setting, path)


def check_not_served(points: Mapping[str, AccessPoint], setting: str, path: Path) -> None:
    """Do nothing if no access point serves ``path``, the file or folder that ``setting`` names.

    Links are followed, of the folder and of the file: what counts is where it lies.

    Raises:
        InvalidSettings: an access point serves it.
    """
    real = path.resolve()
    for point in points.values():
        if isinstance(point.origin, Path) and real.is_relative_to(point.origin.resolve()):
            raise InvalidSettings(
                f"{setting}: {str(real)[:200]} lies inside the origin of access point {point.name}, the folder "
                f"{str(point.origin.resolve())[:200]}, whose readers would see it: move it out of that folder, or "
                "serve another one"
            )


def _own_files(config: GatewayConfig, environ: Mapping[str, str]) -> Iterator[tuple[str, Path]]:
    """The files that readers must not see, each with the setting that names it."""
    yield from config.own_files.items()
    if config.cache is not None:
        yield config.places.get("cache_folder", "the cache folder"), config.cache.folder
    if config.tls is not None:
        yield config.places.get("tls_key", "the key of TLS"), config.tls.key
    for name, reference in (
        ("tag_key", config.tag_key),
        ("page_token", config.page_token),
        (TAG_KEY, environ.get(TAG_KEY, "")),
    ):
        scheme, _, rest = reference.partition(":")
        if scheme == "file" and rest:
            yield config.places.get(name, name), Path(rest)
    if lists := environ.get(RECOGNIZERS_FILE):
        yield RECOGNIZERS_FILE, Path(lists)
