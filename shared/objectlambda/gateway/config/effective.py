"""The options in force: defaults < file < environment < command line, and what does not go together is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from objectlambda.errors import InvalidSettings
from objectlambda.gateway.config.access_points import AccessPoint
from objectlambda.gateway.config.model import OPTIONS, CacheConfig, GatewayConfig, Tls
from objectlambda.gateway.config.options import refuse_unknown_variables
from objectlambda.gateway.config.tables import Table
from objectlambda.gateway.config.webhooks import GivenWebhooks
from objectlambda.s3.sigv4 import KeyPair
from objectlambda.secret_references import checked_reference

ACCESS_KEY_ENV = "OBJECTLAMBDA_ACCESS_KEY_ID"
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


def gather(gateway: Table, base: Path, environ: Mapping[str, str], options: Mapping[str, Any]) -> dict[str, Given]:
    """What is given of each option, by its name. The command line wins over the environment, and that over the file.

    Args:
        gateway: the file's ``[gateway]``; empty where there is no file.
        base: the folder that paths in the file are relative to.
        environ: the environment.
        options: the command line's values, see ``CommandLine``.

    Raises:
        InvalidSettings: naming the place of a wrong value, or what is unknown.
    """
    tables = {"": gateway, **{name: gateway.table(name) for name in ("cache", "tls")}}
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
    return given


def gateway_config(
    given: Mapping[str, Given],
    *,
    access_points: Mapping[str, AccessPoint],
    callers: Mapping[str, KeyPair],
    webhooks: Any,
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
        places={name: item.place for name, item in given.items()},
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


def _tls(given: Mapping[str, Given], files: Mapping[str, Any]) -> Tls:
    for key in ("certificate", "key"):
        item = given.get(f"tls_{key}")
        if item is None or item.value is None:
            other = next(given[f"tls_{name}"].place for name in files)
            raise InvalidSettings(f"{other} needs the {key}, too: --tls-{key}, or [gateway.tls] {key}")
        if not item.value.is_file():
            raise InvalidSettings(f"{item.place}: names no PEM file")
    return Tls(**files)
