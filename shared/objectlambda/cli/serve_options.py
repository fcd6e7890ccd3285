"""The options of ``objectlambda serve``, and the configuration that they, the file and the environment make."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from objectlambda.errors import InvalidSettings
from objectlambda.gateway.config.model import OPTIONS

if TYPE_CHECKING:
    from objectlambda.gateway.config.access_points import AccessPoint
    from objectlambda.gateway.config.effective import CommandLine
    from objectlambda.gateway.config.model import GatewayConfig
    from objectlambda.gateway.config.webhooks import GivenWebhooks

DEFAULT_ACCESS_POINT = "files=decompress,on_uncompressed=pass"

_GROUPS = {
    "": "the gateway; also keys of [gateway] in the file, and OBJECTLAMBDA_SERVE_NAME in the environment",
    "cache": "the cache; keys of [gateway.cache]",
    "tls": "https; keys of [gateway.tls]",
    "cors": "web pages of other origins; keys of [cors]",
}


def add_options(parser: ArgumentParser) -> None:
    """Adds the options to ``parser``."""
    parser.add_argument("origin", nargs="?", metavar="FOLDER|s3://BUCKET[/PREFIX]", help="where the objects lie")
    parser.add_argument(
        "--access-point",
        action="append",
        default=[],
        metavar="NAME=FUNCTION[,key=value…]",
        help="a bucket to serve, its function (decompress, pii_redaction, pii_access_control, or raw for none) and "
        f"its payload; may be repeated (default: {DEFAULT_ACCESS_POINT})",
    )
    parser.add_argument("--endpoint-url", default="", help="the S3 endpoint of the bucket, where it is not AWS")
    parser.add_argument("--region", default="", help="the bucket's region, where boto3 does not know it")
    parser.add_argument(
        "--config",
        metavar="FILE.toml",
        help="origins, access points, callers and options; read again on SIGHUP. Options given here win over the file",
    )
    parser.add_argument(
        "--print-config", action="store_true", help="print the configuration in force, without secrets, and exit"
    )
    groups = {table: parser.add_argument_group(title) for table, title in _GROUPS.items()}
    for option in OPTIONS:
        option.add_to(groups[option.table])
    groups[""].add_argument(
        "--stored-sizes",
        dest="option_list_sizes",
        action="store_const",
        const="stored",
        help="the same as --list-sizes stored",
    )
    _add_webhook_options(parser)


def _add_webhook_options(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("webhooks of MinIO and AIStor Object Lambda (POST /functions/NAME)")
    group.add_argument(
        "--webhook",
        action="append",
        default=[],
        metavar="NAME=FUNCTION[,key=value…]",
        help="a function to run for events that are posted to /functions/NAME; may be repeated. Without a folder or a "
        "bucket, only webhooks are served",
    )
    group.add_argument(
        "--webhook-origin",
        action="append",
        default=[],
        metavar="http[s]://HOST[:PORT]",
        help="an object store that events may have objects read from; no other is called. May be repeated",
    )
    group.add_argument(
        "--webhook-token-env",
        metavar="VARIABLE",
        help="the environment variable with the token that the object store sends "
        "(default: OBJECTLAMBDA_WEBHOOK_TOKEN)",
    )


def read_arguments(arguments: Namespace, environ: Mapping[str, str]) -> GatewayConfig:
    """The configuration that the command line, the environment and the file make. The command line wins.

    Raises:
        InvalidSettings: naming the option and what it may be, or two that do not go together.
    """
    from objectlambda.gateway.config.toml_file import parse_config, read_config
    from objectlambda.gateway.config.webhooks import refuse_without_webhook

    webhooks = _webhooks(arguments)
    if arguments.config is not None:
        _refuse_beside_file(arguments)
        return read_config(Path(arguments.config), environ, _command_line(arguments, {}, webhooks))
    if not webhooks.texts:
        refuse_without_webhook(webhooks)
    points = _access_points(arguments, needed=not webhooks.texts)
    return parse_config({}, Path(), environ, _command_line(arguments, points, webhooks))


def _command_line(arguments: Namespace, points: Mapping[str, AccessPoint], webhooks: GivenWebhooks) -> CommandLine:
    from objectlambda.gateway.config.effective import CommandLine

    options = {option.name: getattr(arguments, option.dest) for option in OPTIONS}
    return CommandLine(options=options, access_points=points, webhooks=webhooks)


def _webhooks(arguments: Namespace) -> GivenWebhooks:
    from objectlambda.gateway.config.webhooks import GivenWebhooks

    return GivenWebhooks(
        texts=tuple(arguments.webhook),
        origins=tuple(arguments.webhook_origin),
        token_env=arguments.webhook_token_env or "",
    )


def _refuse_beside_file(arguments: Namespace) -> None:
    for flag, value, place in (
        ("FOLDER|s3://BUCKET", arguments.origin, "[origins.NAME]"),
        ("--access-point", arguments.access_point, "[access_points.NAME]"),
        ("--endpoint-url", arguments.endpoint_url, "endpoint_url in [origins.NAME]"),
        ("--region", arguments.region, "region in [origins.NAME]"),
    ):
        if value:
            raise InvalidSettings(f"{flag} and --config do not go together: write {place} in the file")


def _access_points(arguments: Namespace, *, needed: bool) -> Mapping[str, AccessPoint]:
    from objectlambda.gateway.config.access_points import parse_access_point
    from objectlambda.stores.parse import parse_origin

    beside = {"--access-point": arguments.access_point, **_of_buckets(arguments)}
    if arguments.origin is None:
        for flag, value in beside.items():
            if value and not needed:
                raise InvalidSettings(f"{flag} is for FOLDER or s3://BUCKET[/PREFIX], and there is none")
        if needed:
            raise InvalidSettings("say where the objects lie: a folder, or s3://BUCKET[/PREFIX]")
        return {}
    for flag, value in _of_buckets(arguments).items():
        if value and not arguments.origin.startswith("s3://"):
            raise InvalidSettings(f"{flag} and the folder {arguments.origin[:200]!r} do not go together")
    origin = parse_origin(arguments.origin, endpoint_url=arguments.endpoint_url, region=arguments.region)
    points = [parse_access_point(text, origin) for text in arguments.access_point or [DEFAULT_ACCESS_POINT]]
    by_name = {point.name: point for point in points}
    if len(by_name) < len(points):
        raise InvalidSettings("two access points have the same name")
    return by_name


def _of_buckets(arguments: Namespace) -> Mapping[str, str]:
    return {"--endpoint-url": arguments.endpoint_url, "--region": arguments.region}
