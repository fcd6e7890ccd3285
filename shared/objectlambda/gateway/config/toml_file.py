"""A gateway's configuration as a TOML file: every key known, every value checked, every error with its place.

[gateway]                       # the options of GatewayConfig; all of it may be left out
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
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from objectlambda.errors import InvalidSettings, did_you_mean
from objectlambda.gateway.config.access_points import ACTIONS, FEATURES, AccessPoint, checked_name
from objectlambda.gateway.config.effective import CommandLine, environment_callers, gateway_config, gather
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.config.secret_files import check_secret_files
from objectlambda.gateway.config.tables import Table
from objectlambda.gateway.config.webhooks import read_webhooks
from objectlambda.registry import function_named
from objectlambda.s3.sigv4 import KeyPair
from objectlambda.secret_references import secret_in
from objectlambda.steps import Rule, Step, chain
from objectlambda.stores.bucket import BucketOrigin
from objectlambda.stores.parse import OriginConfig

_ADDRESSING = ("", "auto", "path", "virtual")
NOTHING = CommandLine()


def read_config(path: Path, environ: Mapping[str, str], given: CommandLine = NOTHING) -> GatewayConfig:
    """The configuration in the file at ``path``; paths in it are relative to its folder.

    Args:
        path: the file.
        environ: the environment, which wins over the file.
        given: the command line, which wins over both.

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
        return parse_config(raw, path.parent, environ, given, path)
    except InvalidSettings as error:
        raise InvalidSettings(f"{path}: {error}") from error


def parse_config(
    raw: Mapping[str, Any],
    base: Path,
    environ: Mapping[str, str],
    given: CommandLine = NOTHING,
    path: Path | None = None,
) -> GatewayConfig:
    """The configuration that the parsed TOML ``raw`` describes, or, where that is empty, the command line alone.

    ``path`` is the file that it was read from, if it was.

    Raises:
        InvalidSettings: the same, without the file.
    """
    root = Table("", raw)
    options = gather(root, base, environ, given.options)
    origins = {name: _origin(table, base) for name, table in root.tables("origins")}
    callers = {name: _caller(table, base, environ) for name, table in root.tables("callers")}
    points = {name: _access_point(name, table, origins, callers) for name, table in root.tables("access_points")}
    webhooks = read_webhooks(root.table("webhooks"), environ, given.webhooks)
    root.finish()
    points = points or dict(given.access_points)
    if not points and webhooks is None:
        raise InvalidSettings("there is no [access_points.NAME]")
    _no_key_twice(callers)
    callers = dict(environment_callers(environ, callers))
    own_files = _key_files(root, base) | ({"the configuration": path} if path is not None else {})
    config = gateway_config(options, access_points=points, callers=callers, webhooks=webhooks, own_files=own_files)
    check_secret_files(config, environ)
    return config


def _key_files(root: Table, base: Path) -> dict[str, Path]:
    """The files of callers' secret keys, by what names them."""
    named = ((table.place, table.text("secret_key_file", "")) for _, table in root.tables("callers"))
    return {f"{place} secret_key_file": base / file for place, file in named if file}


def _origin(table: Table, base: Path) -> OriginConfig:
    if table.has("folder") == table.has("bucket"):
        raise InvalidSettings(f"{table.place} needs either folder or bucket")
    if table.has("folder"):
        name = table.text("folder", "")
        folder = base / name
        table.finish()
        if not name or not folder.is_dir():
            raise table.error("folder", f"{str(folder)[:200]!r} is not a folder" if name else "is empty")
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
    given = environ.get(variable, "") if variable else ""
    secret = secret_in(given).decode() if variable else _secret(base / file, table)
    if not access_key or not secret:
        raise InvalidSettings(f"{table.place}: access_key is empty, or {variable or file} holds no secret")
    return KeyPair(access_key=access_key, secret_key=secret, reference=given if given.startswith("arn:") else "")


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
    origin = table.text("origin", next(iter(origins), ""))
    point = AccessPoint(
        name=checked_name(name),
        origin=_origin_of(origins, origin, table),
        steps=_steps(table),
        rules=tuple(_rule(rule) for rule in table.list_of_tables("rules")),
        actions=frozenset(table.choices("actions", ACTIONS)),
        features=frozenset(table.choices("allowed_features", FEATURES)),
        callers=table.texts("callers", ()),
        anonymous=table.flag("anonymous", default=False),
    )
    table.finish()
    if "GetObject" not in point.actions and any(function_named(step.function).hides for step in _every_step(point)):
        raise table.error("actions", "lacks GetObject, so that reads would pass the functions by: add it, or serve raw")
    strangers = set(point.callers) - set(callers)
    if strangers:
        name = sorted(strangers)[0]
        raise table.error("callers", f"there is no [callers.{name[:80]}]{did_you_mean(name, callers)}")
    return point


def _every_step(point: AccessPoint) -> Iterator[Step]:
    return iter([*point.steps, *(step for rule in point.rules for step in rule.steps)])


def _origin_of(origins: Mapping[str, OriginConfig], name: str, table: Table) -> OriginConfig:
    if name not in origins:
        known = f"; there are {', '.join(origins)}" if origins else ""
        raise table.error("origin", f"there is no [origins.{name or 'NAME'}]{did_you_mean(name, origins)}{known}")
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
    return _check_table(table, lambda: _one_step(table) if table.has("function") else _chain(table))


def _one_step(table: Table) -> tuple[Step, ...]:
    function = table.text("function", "")
    payload = table.mapping("payload")
    return chain((function,), {function.replace("-", "_"): json.dumps(payload)} if payload else {})


def _chain(table: Table) -> tuple[Step, ...]:
    payloads = {name.replace("-", "_"): json.dumps(value) for name, value in table.mapping("payloads").items()}
    return chain(table.texts("functions", ()), payloads)


def _check_table(table: Table, make: Callable[[], tuple[Step, ...]]) -> tuple[Step, ...]:
    try:
        return make()
    except InvalidSettings as error:
        if str(error).startswith(table.place):
            raise
        raise InvalidSettings(f"{table.place}: {error}") from error
