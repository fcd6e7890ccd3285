"""A gateway's configuration as a TOML file: every key known, every value checked, every error with its place.

[gateway]                       # see GatewayConfig; all of it may be left out
host = "0.0.0.0"
[gateway.cache]
folder = "/var/cache/objectlambda"
max_bytes = 10_000_000_000

[callers.reporting]             # a key pair of our own making; its secret is never in this file
access_key = "AKIAREPORTING"
secret_key_env = "REPORTING_SECRET_KEY"          # or secret_key_file = "/run/secrets/reporting"

[origins.archive]
bucket = "company-archive"      # or folder = "/srv/archive"
prefix = "2026/"
endpoint_url = "https://minio.example"

[access_points.logs]
origin = "archive"
functions = ["decompress", "pii_redaction"]
payloads.pii_redaction = { mask_mode = "REPLACE_WITH_PII_ENTITY_TYPE" }
callers = ["reporting"]
rules = [{ pattern = "*.png", functions = ["raw"] }]
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from objectlambda.errors import InvalidSettings, did_you_mean
from objectlambda.gateway.cache.cache import CACHE_BYTES, CacheConfig
from objectlambda.gateway.config.access_points import ACTIONS, FEATURES, AccessPoint, checked_name
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.config.tables import Table
from objectlambda.gateway.config.webhooks import read_webhooks
from objectlambda.gateway.transport.server import Tls
from objectlambda.s3.sigv4 import KeyPair
from objectlambda.secret_references import checked_reference
from objectlambda.steps import Rule, Step, chain
from objectlambda.stores.bucket import BucketOrigin
from objectlambda.stores.parse import OriginConfig

_ADDRESSING = ("", "auto", "path", "virtual")
_LIST_SIZES = ("exact", "stored")


def read_config(path: Path, environ: Mapping[str, str]) -> GatewayConfig:
    """The configuration in the file at ``path``; paths in it are relative to its folder.

    Raises:
        InvalidSettings: naming the file, the table and the key, and what may stand there.
    """
    try:
        text = path.read_text(encoding="utf-8")
        raw = tomllib.loads(text)
    except OSError as error:
        raise InvalidSettings(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidSettings(f"{path}: {error}") from error
    try:
        return parse_config(raw, path.parent, environ)
    except InvalidSettings as error:
        raise InvalidSettings(f"{path}: {error}") from error


def parse_config(raw: Mapping[str, Any], base: Path, environ: Mapping[str, str]) -> GatewayConfig:
    """The configuration that the parsed TOML ``raw`` describes.

    Raises:
        InvalidSettings: the same, without the file.
    """
    root = Table("", raw)
    gateway = root.table("gateway")
    origins = {name: _origin(table, base) for name, table in root.tables("origins")}
    callers = {name: _caller(table, base, environ) for name, table in root.tables("callers")}
    points = {name: _access_point(name, table, origins, callers) for name, table in root.tables("access_points")}
    webhooks = read_webhooks(root.table("webhooks"), environ) if root.has("webhooks") else None
    root.finish()
    if not points and webhooks is None:
        raise InvalidSettings("there is no [access_points.NAME]")
    _no_key_twice(callers)
    return replace(_gateway(gateway, points, callers, base), webhooks=webhooks)


def _gateway(
    table: Table, points: Mapping[str, AccessPoint], callers: Mapping[str, KeyPair], base: Path
) -> GatewayConfig:
    cache = _cache(table.table("cache"), base) if table.has("cache") else None
    tls = _tls(table.table("tls"), base) if table.has("tls") else None
    defaults = {item.name: item.default for item in fields(GatewayConfig)}
    config = GatewayConfig(
        access_points=points,
        callers=callers,
        cache=cache,
        tls=tls,
        host=table.text("host", str(defaults["host"])),
        port=table.whole("port", 9000, low=0, high=65535),
        region=table.text("region", str(defaults["region"])),
        domains=table.texts("domains", ("localhost",)),
        allow_anonymous=table.flag("allow_anonymous", default=False),
        max_concurrency=table.whole("max_concurrency", 64, low=1, high=10_000),
        max_requests=table.whole("max_requests", 1024, low=1, high=1_000_000),
        max_connections=table.whole("max_connections", 10_000, low=1, high=1_000_000),
        open_metrics=table.flag("open_metrics", default=False),
        exact_lists=table.choice("list_sizes", _LIST_SIZES, "exact") == "exact",
        workers=table.whole("workers", 1, low=1, high=256),
        tracing=table.flag("tracing", default=False),
        page=table.flag("page", default=False),
        page_hosts=tuple(name.lower() for name in table.texts("page_hosts", ())),
        drain_seconds=table.whole("drain_seconds", 30, low=0, high=3600),
        tag_key=_reference(table, "tag_key"),
    )
    table.finish()
    return config


def _reference(table: Table, key: str) -> str:
    reference = table.text(key, "")
    try:
        return checked_reference(reference) if reference else ""
    except InvalidSettings as error:
        raise table.error(key, str(error)) from error


def _cache(table: Table, base: Path) -> CacheConfig:
    folder = base / table.text("folder", "")
    size = table.whole("max_bytes", CACHE_BYTES, low=0, high=1 << 60)
    if folder == base:
        raise table.error("folder", "names where transformed objects are kept")
    table.finish()
    return CacheConfig(folder=folder, max_bytes=size)


def _tls(table: Table, base: Path) -> Tls:
    tls = Tls(certificate=base / table.text("certificate", ""), key=base / table.text("key", ""))
    table.finish()
    for key, path in (("certificate", tls.certificate), ("key", tls.key)):
        if not path.is_file():
            raise table.error(key, "names no PEM file")
    return tls


def _origin(table: Table, base: Path) -> OriginConfig:
    if table.has("folder") == table.has("bucket"):
        raise InvalidSettings(f"{table.place} needs either folder or bucket")
    if table.has("folder"):
        folder = base / table.text("folder", "")
        table.finish()
        if not folder.is_dir():
            raise table.error("folder", f"{str(folder)[:200]!r} is not a folder")
        return folder.resolve()
    prefix = table.text("prefix", "")
    origin = BucketOrigin(
        bucket=table.text("bucket", ""),
        prefix=prefix if not prefix or prefix.endswith("/") else f"{prefix}/",
        endpoint_url=table.text("endpoint_url", ""),
        region=table.text("region", ""),
        addressing_style=table.choice("addressing_style", _ADDRESSING, ""),
        profile=table.text("profile", ""),
    )
    table.finish()
    if not origin.bucket:
        raise table.error("bucket", "is empty")
    return origin


def _caller(table: Table, base: Path, environ: Mapping[str, str]) -> KeyPair:
    if table.has("secret_key"):
        raise table.error("secret_key", "must not stand here: name secret_key_env or secret_key_file")
    if table.has("secret_key_env") == table.has("secret_key_file"):
        raise InvalidSettings(f"{table.place} needs either secret_key_env or secret_key_file")
    access_key = table.text("access_key", "")
    variable, file = table.text("secret_key_env", ""), table.text("secret_key_file", "")
    table.finish()
    secret = environ.get(variable, "") if variable else _secret(base / file, table)
    if not access_key or not secret:
        raise InvalidSettings(f"{table.place}: access_key is empty, or {variable or file} holds no secret")
    return KeyPair(access_key=access_key, secret_key=secret)


def _secret(path: Path, table: Table) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise table.error("secret_key_file", "cannot be read") from error


def _no_key_twice(callers: Mapping[str, KeyPair]) -> None:
    keys = [pair.access_key for pair in callers.values()]
    if len(set(keys)) < len(keys):
        raise InvalidSettings("two callers have the same access_key")


def _access_point(
    name: str, table: Table, origins: Mapping[str, OriginConfig], callers: Mapping[str, KeyPair]
) -> AccessPoint:
    origin = table.choice("origin", tuple(origins), next(iter(origins), ""))
    point = AccessPoint(
        name=checked_name(name),
        origin=_named(origins, origin, table),
        steps=_steps(table),
        rules=tuple(_rule(rule) for rule in table.list_of_tables("rules")),
        actions=frozenset(table.choices("actions", ACTIONS)),
        features=frozenset(table.choices("allowed_features", FEATURES)),
        callers=table.texts("callers", ()),
        anonymous=table.flag("anonymous", default=False),
    )
    table.finish()
    strangers = set(point.callers) - set(callers)
    if strangers:
        name = sorted(strangers)[0]
        raise table.error("callers", f"there is no [callers.{name[:80]}]{did_you_mean(name, callers)}")
    return point


def _named(origins: Mapping[str, OriginConfig], name: str, table: Table) -> OriginConfig:
    if name not in origins:
        raise table.error("origin", "there is no [origins.NAME]")
    return origins[name]


def _rule(table: Table) -> Rule:
    pattern = table.text("pattern", "")
    if not pattern:
        raise table.error("pattern", "is missing")
    rule = Rule(pattern=pattern, steps=_steps(table))
    table.finish()
    return rule


def _steps(table: Table) -> tuple[Step, ...]:
    if table.has("function") == table.has("functions"):
        raise InvalidSettings(f"{table.place} needs either function or functions")
    return _checked(table, lambda: _one_step(table) if table.has("function") else _chain(table))


def _one_step(table: Table) -> tuple[Step, ...]:
    function = table.text("function", "")
    payload = table.mapping("payload")
    return chain((function,), {function.replace("-", "_"): json.dumps(payload)} if payload else {})


def _chain(table: Table) -> tuple[Step, ...]:
    payloads = {name.replace("-", "_"): json.dumps(value) for name, value in table.mapping("payloads").items()}
    return chain(table.texts("functions", ()), payloads)


def _checked(table: Table, make: Callable[[], tuple[Step, ...]]) -> tuple[Step, ...]:
    try:
        return make()
    except InvalidSettings as error:
        if str(error).startswith(table.place):
            raise
        raise InvalidSettings(f"{table.place}: {error}") from error
