"""What webhooks there are, who may call them, and from where they may fetch."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from objectlambda.errors import InvalidSettings
from objectlambda.gateway.config.tables import Table
from objectlambda.registry import function_named
from objectlambda.settings import load, parse_payload
from objectlambda.steps import payload_of

MIN_TOKEN_CHARACTERS = 16

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,62}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """A function under ``/functions/NAME``, with the payload that an access point would give it."""

    name: str
    function: str
    payload: str = field(default="", repr=False)

    def payload_with(self, parameters: Iterable[tuple[str, str]]) -> str:
        """The payload, with the settings of an endpoint URL's query over it.

        Raises:
            InvalidSettings: a setting is unknown or has a value that it cannot have.
        """
        merged = {**parse_payload(self.payload), **parse_payload(payload_of(f"{k}={v}" for k, v in parameters))}
        payload = json.dumps(merged) if merged else ""
        load(function_named(self.function).settings, {}, payload)
        return payload


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhooks:
    """All webhooks of a gateway.

    Attributes:
        by_name: each under its name in the path.
        token: what callers must send as ``Authorization: Bearer TOKEN``; two words are a whole header's value.
        origins: the hosts that presigned URLs may lead to; there is no call to any other.
    """

    by_name: Mapping[str, Webhook]
    token: str = field(repr=False)
    origins: tuple[AllowedOrigin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenWebhooks:
    """What a command line says of webhooks: texts ``NAME=FUNCTION[,key=value…]``, origins, and the token's variable."""

    texts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    token_env: str = ""


def parse_webhooks(
    texts: Iterable[str], origins: Iterable[str], environ: Mapping[str, str], token_env: str
) -> Webhooks:
    """The webhooks that ``NAME=FUNCTION[,key=value…]`` describe.

    Args:
        texts: one for each webhook.
        origins: the endpoints that events may name, such as ``https://minio.example:9000``.
        environ: where the token is.
        token_env: the variable that holds it.

    Raises:
        InvalidSettings: naming the webhook or the option and what it may be.
    """
    return _webhooks((_parse_webhook(text) for text in texts), origins, environ, token_env)


def read_webhooks(table: Table, environ: Mapping[str, str], given: GivenWebhooks | None = None) -> Webhooks | None:
    """The webhooks of a configuration file's table; ``None`` where there are none at all::

        [webhooks]
        origins = ["https://minio.example:9000"]
        token_env = "OBJECTLAMBDA_WEBHOOK_TOKEN"
        [webhooks.functions.redact]
        function = "pii_redaction"
        payload = { mask_mode = "REPLACE_WITH_PII_ENTITY_TYPE" }

    Functions, origins and token that the command line gives are taken in place of the file's.

    Raises:
        InvalidSettings: naming the table and the key, or the option.
    """
    said = given or GivenWebhooks()
    hooks = []
    for name, item in table.tables("functions"):
        payload = item.mapping("payload")
        hooks.append(_webhook(name, item.text("function", name), json.dumps(payload) if payload else ""))
        item.finish()
    origins, token_env = table.texts("origins", ()), table.text("token_env", TOKEN_ENV)
    table.finish()
    hooks = [_parse_webhook(text) for text in said.texts] or hooks
    if not hooks:
        if table:
            raise table.error("functions", "there is no [webhooks.functions.NAME]")
        refuse_without_webhook(said)
        return None
    return _webhooks(hooks, said.origins or origins, environ, said.token_env or token_env)


def refuse_without_webhook(given: GivenWebhooks) -> None:
    """Do nothing if ``given`` says nothing of webhooks that are not there.

    Raises:
        InvalidSettings: it does.
    """
    for flag, value in (("--webhook-origin", given.origins), ("--webhook-token-env", given.token_env)):
        if value:
            raise InvalidSettings(f"{flag} is for --webhook, and there is none")


def _webhooks(
    listed: Iterable[Webhook], origins: Iterable[str], environ: Mapping[str, str], token_env: str
) -> Webhooks:
    hooks: dict[str, Webhook] = {}
    for hook in listed:
        if hook.name in hooks:
            raise InvalidSettings(f"two webhooks are called {hook.name}")
        hooks[hook.name] = hook
    allowed = tuple(parse_origin_host(text) for text in origins)
    if not allowed:
        raise InvalidSettings(
            "webhooks fetch objects by URLs out of events: say with --webhook-origin https://HOST[:PORT], or origins "
            "in [webhooks], which object stores these may lead to"
        )
    token = " ".join(environ.get(token_env, "").split())
    if len(token) < MIN_TOKEN_CHARACTERS:
        raise InvalidSettings(
            f"webhooks need a token of {MIN_TOKEN_CHARACTERS} characters or more in the environment variable "
            f"{token_env}; the object store sends it (MINIO_LAMBDA_WEBHOOK_AUTH_TOKEN)"
        )
    return Webhooks(by_name=hooks, token=token, origins=allowed)


def _parse_webhook(text: str) -> Webhook:
    head, *pairs = text.split(",")
    name, equals, function = head.partition("=")
    if not equals:
        function = name
    if not function:
        raise InvalidSettings(f"webhook {text[:80]!r}: write FUNCTION, NAME=FUNCTION or NAME=FUNCTION,key=value")
    return _webhook(name, function, payload_of(pairs))


def _webhook(name: str, function: str, payload: str) -> Webhook:
    if not _NAME.fullmatch(name):
        raise InvalidSettings(f"webhook {name[:80]!r}: up to 63 letters, digits, - . and _ make a name")
    hook = Webhook(name=name, function=function.replace("-", "_"), payload=payload)
    try:
        hook.payload_with(())
    except InvalidSettings as error:
        raise InvalidSettings(f"webhook {name}: {error}") from error
    return hook


TOKEN_ENV = "OBJECTLAMBDA_WEBHOOK_TOKEN"  # noqa: S105 - the variable's name


_PORTS = {"http": 80, "https": 443}


_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(?:[/?][!-\[\]-~]*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedOrigin:
    """Scheme, host and port of an object store."""

    scheme: str
    host: str
    port: int


def parse_origin_host(text: str) -> AllowedOrigin:
    """The origin that ``http[s]://HOST[:PORT]`` names.

    Raises:
        InvalidSettings: the text has another shape.
    """
    origin = _origin_of(text.rstrip("/"))
    if origin is None or urlsplit(text.rstrip("/")).path or "?" in text:
        raise InvalidSettings(f"webhook origin {text[:200]!r}: write http://HOST[:PORT] or https://HOST[:PORT]")
    return origin


def _origin_of(url: str) -> AllowedOrigin | None:
    # Parsers disagree on backslashes, control characters and user names before @; a URL with any is nobody's.
    if not _PLAIN_URL.fullmatch(url):
        return None
    try:
        parts, fetched = urlsplit(url), parse_url(url)
        port = parts.port or _PORTS[parts.scheme]
    except (ValueError, LocationParseError):
        return None
    host = parts.hostname or ""
    if not host or (fetched.host or "").strip("[]").lower() != host or fetched.port not in (None, port):
        return None
    return AllowedOrigin(scheme=parts.scheme, host=host, port=port)
