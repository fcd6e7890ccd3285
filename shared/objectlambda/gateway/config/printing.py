"""The configuration in force, as a file would say it. Secrets are hidden."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from objectlambda.gateway.config.access_points import AccessPoint
from objectlambda.gateway.config.model import OPTIONS, GatewayConfig
from objectlambda.gateway.config.options import table_place
from objectlambda.gateway.config.tables import toml_value
from objectlambda.gateway.config.webhooks import Webhooks
from objectlambda.settings import parse_payload
from objectlambda.steps import Step
from objectlambda.stores.parse import OriginConfig


def as_toml(config: GatewayConfig) -> str:
    """The text of a TOML file. A comment tells where each option was set; secret keys and tokens are left out."""
    lines: list[str] = []
    for table, holder in (("", config), ("cache", config.cache), ("tls", config.tls), ("cors", config.cors)):
        if holder is not None:
            lines += [table_place(table), *_options(table, holder, config.places), ""]
    for name, pair in config.callers.items():
        lines += [f"[callers.{name}]", f"access_key = {json.dumps(pair.access_key)}", "# the secret key is hidden", ""]
    origins = {origin: f"origin{number}" for number, origin in enumerate(_origins(config), 1)}
    for origin, name in origins.items():
        lines += [f"[origins.{name}]", *_origin(origin), ""]
    for point in config.access_points.values():
        lines += [f"[access_points.{point.name}]", *_access_point(point, origins[point.origin]), ""]
    if config.webhooks is not None:
        lines += _webhooks(config.webhooks)
    return "\n".join(lines)


def _options(table: str, holder: object, places: Mapping[str, str]) -> Iterator[str]:
    for known in OPTIONS:
        if known.table == table:
            value = getattr(holder, known.field)
            yield f"{known.field} = {toml_value(value)}  # {places.get(known.name, 'default')}"


def _origins(config: GatewayConfig) -> Iterable[OriginConfig]:
    return dict.fromkeys(point.origin for point in config.access_points.values())


def _origin(origin: OriginConfig) -> Iterator[str]:
    if isinstance(origin, Path):
        yield f"folder = {json.dumps(str(origin))}"
        return
    for key in ("bucket", "prefix", "endpoint_url", "region", "addressing_style", "profile"):
        value = getattr(origin, key)
        if value:
            yield f"{key} = {json.dumps(_without_user(value) if key == 'endpoint_url' else value)}"


def _without_user(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _access_point(point: AccessPoint, origin: str) -> Iterator[str]:
    yield f"origin = {json.dumps(origin)}"
    yield from _steps(point.steps)
    for key, values in (("actions", point.actions), ("allowed_features", point.features)):
        yield f"{key} = {toml_value(sorted(values))}"
    yield f"callers = {toml_value(point.callers)}"
    yield f"anonymous = {toml_value(point.anonymous)}"
    if point.rules:
        rules = [{"pattern": rule.pattern, **_step_values(rule.steps)} for rule in point.rules]
        yield f"rules = {toml_value(rules)}"


def _steps(steps: tuple[Step, ...]) -> Iterator[str]:
    yield from (f"{key} = {toml_value(value)}" for key, value in _step_values(steps).items())


def _step_values(steps: tuple[Step, ...]) -> dict[str, Any]:
    payloads = {step.function: parse_payload(step.payload) for step in steps if step.payload}
    return {"functions": [step.function for step in steps], **({"payloads": payloads} if payloads else {})}


def _webhooks(webhooks: Webhooks) -> list[str]:
    origins = [f"{origin.scheme}://{origin.host}:{origin.port}" for origin in webhooks.origins]
    lines = ["[webhooks]", f"origins = {toml_value(origins)}", "# the token is hidden", ""]
    for name, hook in webhooks.by_name.items():
        lines += [f"[webhooks.functions.{json.dumps(name)}]", f"function = {json.dumps(hook.function)}"]
        lines += [f"payload = {toml_value(parse_payload(hook.payload))}", ""]
    return lines
