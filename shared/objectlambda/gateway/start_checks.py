"""What would fail at every read, told before anything is served."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from contextlib import suppress

from objectlambda.errors import InvalidSettings, SourceUnavailable
from objectlambda.gateway.cache.directory import make_folder
from objectlambda.gateway.config.model import GatewayConfig, Tls
from objectlambda.gateway.server import open_stores
from objectlambda.registry import function_named
from objectlambda.settings import load


def check_places(config: GatewayConfig) -> None:
    """Makes the cache's folder, loads the certificate, and opens every origin; no bucket and no object is read.

    Raises:
        InvalidSettings: the folder cannot be written, the certificate is none, or an origin's profile or endpoint.
        SourceUnavailable: an origin's folder is gone.
    """
    if config.cache is not None:
        make_folder(config.cache.folder)
    if config.tls is not None:
        _check_certificate(config.tls)
    open_stores(config)


def _check_certificate(tls: Tls) -> None:
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(tls.certificate, tls.key, password="")
    except (OSError, ValueError) as error:  # an SSLError is an OSError
        why = f": {error.strerror}" if isinstance(error, PermissionError) else ""
        raise InvalidSettings(
            f"{tls.certificate} and {tls.key} are not a certificate and its key in PEM{why}"
        ) from error


def check_functions(config: GatewayConfig, environ: Mapping[str, str]) -> None:
    """Do nothing if each function can work with its payload and with ``environ``.

    Raises:
        InvalidSettings: one cannot; it names the access point or the webhook.
    """
    for place, name, payload in _functions(config):
        function = function_named(name)
        with suppress(SourceUnavailable):  # of a secret: it may be there later
            try:
                function.check(load(function.settings, environ, payload))
            except InvalidSettings as error:
                raise InvalidSettings(f"{place}: {error}") from error


def _functions(config: GatewayConfig) -> Iterator[tuple[str, str, str]]:
    """Each function that is used: where, its name, and its payload."""
    for point in config.access_points.values():
        for steps in (point.steps, *(rule.steps for rule in point.rules)):
            for step in steps:
                yield f"access point {point.name}", step.function, step.payload
    for hook in (config.webhooks.by_name if config.webhooks else {}).values():
        yield f"webhook {hook.name}", hook.function, hook.payload
