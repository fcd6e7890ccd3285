"""The options of ``objectlambda serve`` for what is answered beside S3."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, TypedDict

from objectlambda.errors import InvalidSettings
from objectlambda.gateway.config.webhooks import TOKEN_ENV

if TYPE_CHECKING:
    from objectlambda.gateway.config.webhooks import Webhooks


class MountedSettings(TypedDict, total=False):
    """Those fields of GatewayConfig that the options say something of."""

    webhooks: Webhooks
    page: bool
    page_hosts: tuple[str, ...]


def add_mounted_options(parser: ArgumentParser) -> None:
    """Adds the options to ``parser``."""
    group = parser.add_argument_group("webhooks of MinIO and AIStor Object Lambda (POST /functions/NAME)")
    group.add_argument(
        "--webhook",
        action="append",
        default=[],
        metavar="NAME=FUNCTION[,key=value…]",
        help="a function to run for events that are posted to /functions/NAME; may be repeated. Without a folder or a "
        "bucket, nothing but webhooks is served",
    )
    group.add_argument(
        "--webhook-origin",
        action="append",
        default=[],
        metavar="http[s]://HOST[:PORT]",
        help="an object store that events may have read from; there are calls to no other. May be repeated",
    )
    group.add_argument(
        "--webhook-token-env",
        default=TOKEN_ENV,
        metavar="VARIABLE",
        help=f"the environment variable with the token that the object store sends (default: {TOKEN_ENV})",
    )
    page = parser.add_argument_group("the page for people (http://HOST:PORT/_/)")
    page.add_argument(
        "--page",
        action="store_true",
        help="show objects before and after, in a browser on this machine. The page asks nobody who they are",
    )
    page.add_argument(
        "--page-host",
        action="append",
        default=[],
        metavar="NAME",
        help="let browsers on other machines have the page under this name too; whoever reaches it can see all objects",
    )


def mounted_settings(arguments: Namespace) -> MountedSettings:
    """What the options say, as fields of GatewayConfig.

    Raises:
        InvalidSettings: naming the option and what it may be.
    """
    if arguments.page_host and not arguments.page:
        raise InvalidSettings("--page-host is for --page, which is not there")
    if arguments.webhook_origin and not arguments.webhook:
        raise InvalidSettings("--webhook-origin is for --webhook, and there is none")
    settings: MountedSettings = {}
    if arguments.page:
        settings["page"] = True
        settings["page_hosts"] = tuple(name.lower() for name in arguments.page_host)
    if arguments.webhook:
        from objectlambda.gateway.config.webhooks import parse_webhooks

        settings["webhooks"] = parse_webhooks(
            arguments.webhook, arguments.webhook_origin, os.environ, arguments.webhook_token_env
        )
    return settings
