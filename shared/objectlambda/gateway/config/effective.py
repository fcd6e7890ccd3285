"""The options in force: defaults < file < environment < command line, and what does not go together is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from objectlambda.errors import InvalidSettings
from objectlambda.gateway.config.access_points import AccessPoint
from objectlambda.gateway.config.model import OPTIONS, CacheConfig, Cors, GatewayConfig, Tls
from objectlambda.gateway.config.options import TOP_TABLES, refuse_unknown_variables
from objectlambda.gateway.config.tables import Table
from objectlambda.gateway.config.webhooks import GivenWebhooks
from objectlambda.s3.operations import READ_METHODS
from objectlambda.s3.sigv4 import KeyPair
from objectlambda.secret_references import checked_reference

ACCESS_KEY_ENV = "OBJECTLAMBDA_ACCESS_KEY_ID"
_ORIGIN = re.compile(r"\*|https?://[A-Za-z0-9.:_-]*\*?[A-Za-z0-9.:_-]+")
"""What a browser names as a page's origin; one ``*`` may stand in it for any text."""
_HEADER = re.compile(r"[A-Za-z0-9*_-]+")
SECRET_KEY_ENV = "OBJECTLAMBDA_SECRET_ACCESS_KEY"  # noqa: S105 - the variable's name


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandLine:
    """What a command line gives. All of it may be left out.

    Attributes:
        options: values by the options' names: texts, booleans, or lists of texts. ``None`` is nothing.
        access_points: by their names, where no file has any.
        webhooks: what is said of webhooks.
    """

    options: Mapping[str, Any] = field(default_factory=dict)
    access_points: Mapping[str, AccessPoint] = field(default_factory=dict)
    webhooks: GivenWebhooks = field(default_factory=GivenWebhooks)


@dataclass(frozen=True, slots=True)
class Given:
    """A value that somebody gave, and where."""

    value: Any
    place: str


def gather(root: Table, base: Path, environ: Mapping[str, str], options: Mapping[str, Any]) -> dict[str, Given]:
    """What is given of each option, by its name. The command line wins over the environment, and that over the file.

    Args:
        root: the file; empty where there is none.
        base: the folder that paths in the file are relative to.
        environ: the environment.
        options: the command line's values, see ``CommandLine``.

    Raises:
        InvalidSettings: naming the place of a wrong value, or what is unknown.
    """
    gateway = root.table("gateway")
    tables = {"": gateway, **{name: gateway.table(name) for name in ("cache", "tls")}}
    tables |= {name: root.table(name) for name in TOP_TABLES}
    refuse_unknown_variables(environ, OPTIONS)
    given: dict[str, Given] = {}
    for known in OPTIONS:
        table, text, said = tables[known.table], environ.get(known.variable, ""), options.get(known.name)
        if table.has(known.field):
            given[known.name] = Given(known.from_table(table, base), known.place)
        if text:
            given[known.name] = Given(known.from_text(text, known.variable), known.variable)
        if said is not None:
            value = known.from_text(said, known.flag) if isinstance(said, str) else said
            given[known.name] = Given(tuple(value) if isinstance(value, list) else value, known.flag)
    for table in tables.values():
        table.finish()
    if gateway.has("cache") and "cache_folder" not in given:
        raise tables["cache"].error("folder", "is missing: it says where transformed objects are kept")
    if root.has("cors") and "cors_origins" not in given:
        raise tables["cors"].error("origins", "is missing: it says which web pages may read")
    return given


def gateway_config(
    given: Mapping[str, Given],
    *,
    access_points: Mapping[str, AccessPoint],
    callers: Mapping[str, KeyPair],
    webhooks: Any,
    own_files: Mapping[str, Path],
) -> GatewayConfig:
    """The configuration of what is given.

    Raises:
        InvalidSettings: two options do not go together; both are named.
    """
    cache, tls = _group(given, "cache"), _group(given, "tls")
    if cache and cache.get("folder") is None:  # '' turns the file's cache off
        _refuse_bounds_without_folder(given)
        cache = {}
    _check_together(given, cache, access_points)
    values = _group(given, "")
    if "page_hosts" in values:
        values["page_hosts"] = tuple(name.lower() for name in values["page_hosts"])
    for secret in ("tag_key", "page_token"):
        if values.get(secret):
            values[secret] = _reference(given[secret])
    return GatewayConfig(
        access_points=access_points,
        callers=callers,
        webhooks=webhooks,
        cache=CacheConfig(**cache) if cache else None,
        tls=_tls(given, tls) if tls else None,
        cors=_cors(given),
        places={name: item.place for name, item in given.items()},
        own_files=own_files,
        **values,
    )


def environment_callers(environ: Mapping[str, str], configured: Mapping[str, KeyPair]) -> Mapping[str, KeyPair]:
    """The callers that the file has, or the one whose key pair the environment holds.

    Raises:
        InvalidSettings: half a pair, or callers in both places: who may read must be said in one.
    """
    access_key, secret_key = environ.get(ACCESS_KEY_ENV, ""), environ.get(SECRET_KEY_ENV, "")
    if bool(access_key) != bool(secret_key):
        raise InvalidSettings(f"{ACCESS_KEY_ENV} and {SECRET_KEY_ENV} belong together")
    if access_key and configured:
        raise InvalidSettings(
            f"{ACCESS_KEY_ENV} and [callers.{next(iter(configured))}] do not go together: name all callers in one place"
        )
    return {"caller": KeyPair(access_key=access_key, secret_key=secret_key)} if access_key else configured


def _group(given: Mapping[str, Given], table: str) -> dict[str, Any]:
    return {known.field: given[known.name].value for known in OPTIONS if known.table == table and known.name in given}


def _refuse_bounds_without_folder(given: Mapping[str, Given]) -> None:
    if "cache_folder" in given:
        return
    first = next(item for name, item in given.items() if name.startswith("cache_"))
    raise InvalidSettings(f"{first.place} needs a cache: name its folder with --cache, or [gateway.cache] folder")


def _check_together(given: Mapping[str, Given], cache: Mapping[str, Any], points: Mapping[str, AccessPoint]) -> None:
    wire, pages = given.get("wire"), given.get("page_hosts")
    if cache:
        place = given["cache_folder"].place
        if wire is not None and wire.value:
            raise InvalidSettings(
                f"{wire.place} and {place} do not go together: the emulated S3 Object Lambda keeps nothing"
            )
        if not points:
            raise InvalidSettings(f"{place} is for access points, and there are none")
    if "wire_seconds" in given and not (wire is not None and wire.value):
        raise InvalidSettings(f"{given['wire_seconds'].place} is for --wire, which is not on")
    if pages is not None and pages.value and not ("page" in given and given["page"].value):
        raise InvalidSettings(f"{pages.place} is for --page, which is not on")


def _reference(item: Given) -> str:
    try:
        return checked_reference(item.value)
    except InvalidSettings as error:
        raise InvalidSettings(f"{item.place}: {error}") from error


def _cors(given: Mapping[str, Given]) -> Cors | None:
    values = _group(given, "cors")
    if not values:
        return None
    if "origins" not in values:
        first = next(item for name, item in given.items() if name.startswith("cors_"))
        raise InvalidSettings(f"{first.place} is for web pages: say which with --cors-origin, or [cors] origins")
    if not values["origins"]:  # an empty list turns the file's off
        return None
    for origin in values["origins"]:
        if not _ORIGIN.fullmatch(origin):
            place = given["cors_origins"].place
            raise InvalidSettings(f"{place}: {origin[:80]!r} is no origin: write https://HOST[:PORT], or * for all")
    for method in values.get("methods", ()):
        if method not in READ_METHODS:
            raise InvalidSettings(f"{given['cors_methods'].place}: {method[:20]!r} is not one of GET, HEAD")
    for name in ("headers", "expose"):
        for header in values.get(name, ()):
            if not _HEADER.fullmatch(header):
                raise InvalidSettings(f"{given[f'cors_{name}'].place}: {header[:80]!r} is no name of a header")
    return Cors(**values)


def _tls(given: Mapping[str, Given], files: Mapping[str, Any]) -> Tls:
    for key in ("certificate", "key"):
        item = given.get(f"tls_{key}")
        if item is None or item.value is None:
            other = next(given[f"tls_{name}"].place for name in files)
            raise InvalidSettings(f"{other} needs the {key}, too: --tls-{key}, or [gateway.tls] {key}")
        if not item.value.is_file():
            raise InvalidSettings(f"{item.place}: there is no file {str(item.value)[:200]!r}")
    return Tls(**files)
