"""The handlers that S3 Object Lambda would call, and the environment in which Lambda would run them."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Callable
from importlib import import_module
from typing import Any

from objectlambda import log
from objectlambda.aws.lambda_handler import lambda_handler
from objectlambda.errors import InvalidSettings
from objectlambda.registry import function_named

Handler = Callable[[Any, object], dict[str, Any]]

HANDLERS = {
    "decompress": "objectlambda.functions.decompress.handler",
    "pii_redaction": "objectlambda.functions.pii_redaction.handler",
    "pii_access_control": "objectlambda.functions.pii_access_control.handler",
}
"""The deployable module of each function; its ``handler`` is what Lambda calls."""


def load_handler(function: str) -> Handler:
    """The unmodified handler of ``function``, as Lambda would import it.

    Raises:
        InvalidSettings: it has none, or lacks a library.
    """
    if function == "raw":
        return lambda_handler(function_named(function))
    place = HANDLERS.get(function)
    if place is None:
        raise InvalidSettings(f"--wire cannot serve {function}: it has no handler")
    try:
        handler: Handler = import_module(place).handler
    except ImportError as error:
        raise InvalidSettings(f"--wire cannot load {place} ({error.name})") from error
    return handler


def lambda_environment(endpoint_url: str, region: str) -> dict[str, str]:
    """What Lambda's environment, and the way to our endpoint, add to that of this process."""
    import boto3

    level = logging.getLevelName(log.LOGGER.getEffectiveLevel())
    added = {
        "AWS_ENDPOINT_URL_S3": endpoint_url,
        "AWS_DISABLE_HOST_PREFIX_INJECTION": "true",
        "AWS_REGION": os.environ.get("AWS_REGION", region),
        "AWS_DEFAULT_REGION": os.environ.get("AWS_DEFAULT_REGION", os.environ.get("AWS_REGION", region)),
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", level),  # the handlers set it when they are loaded
    }
    if boto3.Session().get_credentials() is None:
        added["AWS_ACCESS_KEY_ID"] = f"AKIA{secrets.token_hex(8).upper()}"
        added["AWS_SECRET_ACCESS_KEY"] = secrets.token_hex(20)
    return added
