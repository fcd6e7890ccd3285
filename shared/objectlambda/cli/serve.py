"""``objectlambda serve``: a folder or a bucket behind access points, for any S3 client."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from objectlambda import log
from objectlambda.cli.serve_options import add_mounted_options, mounted_settings
from objectlambda.errors import InvalidSettings, ObjectLambdaError
from objectlambda.extras import require
from objectlambda.sealed_tags import own_key

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from objectlambda.gateway.config.model import GatewayConfig
    from objectlambda.s3.sigv4 import KeyPair

ACCESS_KEY_ENV = "OBJECTLAMBDA_ACCESS_KEY_ID"
SECRET_KEY_ENV = "OBJECTLAMBDA_SECRET_ACCESS_KEY"  # noqa: S105 - the variable's name

CACHE_BYTES = 10 * 1024**3

EXAMPLES = """\
examples:
  objectlambda serve ./data --access-point logs=decompress --access-point raw=raw
      s3://logs/app.log.gz is app.log.gz decompressed, s3://raw/app.log.gz as it lies there

  aws --endpoint-url http://127.0.0.1:9000 --no-sign-request s3 ls s3://logs
  python -c "import boto3; s3 = boto3.client('s3', endpoint_url='http://127.0.0.1:9000')
             print(s3.get_object(Bucket='logs', Key='app.log.gz')['Body'].read())"
      any S3 client; an access point is a bucket

  objectlambda serve s3://archive/2026 --endpoint-url https://minio.example --access-point zips=decompress,member=a.csv
      what follows the comma is the access point's payload, as S3 Object Lambda would hand it to the function
"""


def add_parser(subparsers: _SubParsersAction[ArgumentParser]) -> ArgumentParser:
    """Adds the command to ``subparsers``."""
    parser = subparsers.add_parser(
        "serve",
        help="serve a folder or a bucket through functions, as S3",
        description="Serve a folder or a bucket as S3; what is read through an access point is transformed.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("origin", nargs="?", metavar="FOLDER|s3://BUCKET[/PREFIX]", help="where the objects lie")
    parser.add_argument(
        "--access-point",
        action="append",
        default=[],
        metavar="NAME=FUNCTION[,key=value…]",
        help="a bucket to serve, its function (decompress, pii_redaction, pii_access_control, or raw for none) and "
        "its payload; may be repeated (default: files=decompress,on_uncompressed=pass)",
    )
    parser.add_argument(
        "--config", metavar="FILE.toml", help="origins, access points and callers; read again on SIGHUP"
    )
    parser.add_argument("--host", help="the address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, help="the port; 0 for a free one (default: 9000)")
    parser.add_argument("--endpoint-url", default="", help="the S3 endpoint of the bucket, where it is not AWS")
    parser.add_argument("--region", default="", help="the bucket's region, where boto3 does not know it")
    parser.add_argument(
        "--wire",
        action="store_true",
        help="run the deployable handlers through a local S3 Object Lambda instead of calling the functions directly",
    )
    parser.add_argument("--max-concurrency", type=int, default=64, help="requests transformed at a time (default: 64)")
    parser.add_argument("--workers", type=int, default=1, help="processes that share the work (default: 1)")
    parser.add_argument("--cache", metavar="FOLDER", help="keep transformed objects there, and make each only once")
    parser.add_argument(
        "--cache-bytes", type=int, default=CACHE_BYTES, help="at most so much of them (default: 10 GiB)"
    )
    parser.add_argument(
        "--stored-sizes", action="store_true", help="list the stored sizes; do not measure what is listed"
    )
    parser.add_argument("--allow-anonymous", action="store_true", help="let anybody who can reach the address read")
    parser.add_argument(
        "--tracing",
        action="store_true",
        help="tell requests as OpenTelemetry spans to the collector that OTEL_EXPORTER_OTLP_ENDPOINT names",
    )
    parser.add_argument("--log-level", default="INFO", choices=["DEBUG", "INFO", "WARNING", "ERROR"])
    add_mounted_options(parser)
    parser.set_defaults(run=run)
    return parser


def run(arguments: Namespace) -> int:
    """Serves until interrupted; gives the exit code."""
    from objectlambda.gateway import server

    try:
        require("gateway", "objectlambda serve")
    except InvalidSettings as error:
        _say(str(error))
        return 2
    log.configure(arguments.log_level)
    try:
        config = configured(arguments)
        server.check_exposure(config)
        if config.tracing:
            from objectlambda.gateway.tracing.starting import check_tracing

            check_tracing()
        listener = server.bind(config.host, config.port)
    except InvalidSettings as error:
        _say(str(error))
        return 2
    server.share_log(log.LOGGER)
    # Held back until there is somebody to take it: who reads our address may send one at once.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})
    _announce(config, server.url_of(listener, tls=config.tls is not None))
    server.allow_many_files()

    def reread() -> None:
        nonlocal config
        try:
            changed = configured(arguments)
            server.check_exposure(changed)
        except InvalidSettings:
            return  # the workers say what is wrong with it
        config = changed

    def work(counts: Path | None = None) -> int:
        try:
            asyncio.run(server.serve_until_told(config, listener, lambda: configured(arguments), counts))
        except ObjectLambdaError as error:
            _say(str(error))
            return 1
        return 0

    own_key()  # made before the workers are, so that they share it
    if config.workers == 1:
        return work()
    from objectlambda.gateway.prefork import supervise

    with tempfile.TemporaryDirectory(prefix="objectlambda-counts-") as counts:
        return supervise(config.workers, lambda: work(Path(counts)), reread)


def configured(arguments: Namespace) -> GatewayConfig:
    """The configuration that the command line, or the file that it names, describes.

    Raises:
        InvalidSettings: naming the argument and what it may be.
    """
    from objectlambda.gateway.cache.cache import CacheConfig
    from objectlambda.gateway.config.access_points import AccessPoint, parse_access_point
    from objectlambda.gateway.config.model import GatewayConfig
    from objectlambda.stores.parse import parse_origin

    if arguments.port is not None and not 0 <= arguments.port <= 65535:
        raise InvalidSettings("--port must be from 0 to 65535")
    mounted = mounted_settings(arguments)
    if arguments.config is not None:
        if arguments.origin is not None or arguments.access_point:
            raise InvalidSettings("--config names origins and access points: do not give others beside it")
        from objectlambda.gateway.config.toml_file import read_config

        config = read_config(Path(arguments.config), os.environ)
        given = {name: value for name in ("host", "port") if (value := getattr(arguments, name)) is not None}
        tracing = config.tracing or arguments.tracing
        return replace(config, wire=arguments.wire, tracing=tracing, **given, **mounted)
    points: list[AccessPoint] = []
    if arguments.origin is not None:
        origin = parse_origin(arguments.origin, endpoint_url=arguments.endpoint_url, region=arguments.region)
        texts = arguments.access_point or ["files=decompress,on_uncompressed=pass"]
        points = [parse_access_point(text, origin) for text in texts]
    elif "webhooks" not in mounted or arguments.access_point:
        raise InvalidSettings("say where the objects lie: a folder, or s3://BUCKET[/PREFIX]")
    by_name = {point.name: point for point in points}
    if len(by_name) < len(points):
        raise InvalidSettings("two access points have the same name")
    if arguments.max_concurrency < 1 or arguments.workers < 1:
        raise InvalidSettings("--max-concurrency and --workers must be at least 1")
    return GatewayConfig(
        access_points=by_name,
        host=arguments.host or "127.0.0.1",
        port=9000 if arguments.port is None else arguments.port,
        callers=_callers(os.environ),
        allow_anonymous=arguments.allow_anonymous,
        wire=arguments.wire,
        max_concurrency=arguments.max_concurrency,
        workers=arguments.workers,
        cache=CacheConfig(folder=Path(arguments.cache), max_bytes=arguments.cache_bytes) if arguments.cache else None,
        exact_lists=not arguments.stored_sizes,
        tracing=arguments.tracing,
        **mounted,
    )


def _callers(environ: Mapping[str, str]) -> dict[str, KeyPair]:
    from objectlambda.s3.sigv4 import KeyPair

    access_key, secret_key = environ.get(ACCESS_KEY_ENV, ""), environ.get(SECRET_KEY_ENV, "")
    if bool(access_key) != bool(secret_key):
        raise InvalidSettings(f"{ACCESS_KEY_ENV} and {SECRET_KEY_ENV} belong together")
    return {"caller": KeyPair(access_key=access_key, secret_key=secret_key)} if access_key else {}


def _announce(config: GatewayConfig, url: str) -> None:
    _say(f"serving at {url}; access points:")
    for name, hook in (config.webhooks.by_name if config.webhooks else {}).items():
        _say(f"  POST {url}/functions/{name}  {hook.function}{' ' + hook.payload if hook.payload else ''}")
    for point in config.access_points.values():
        _say(f"  s3://{point.name}  {' then '.join(f'{step.function} {step.payload}'.strip() for step in point.steps)}")
    _say("stop with Ctrl-C")


def _say(text: str) -> None:
    print(f"objectlambda serve: {text}", file=sys.stderr, flush=True)  # noqa: T201 - this is the command line
