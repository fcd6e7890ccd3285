"""``objectlambda serve``: a folder or a bucket behind access points, for any S3 client."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from objectlambda import log
from objectlambda.cli.serve_options import add_options, read_arguments
from objectlambda.errors import InvalidSettings, ObjectLambdaError
from objectlambda.extras import require
from objectlambda.gateway.config.exposure import check_exposure
from objectlambda.sealed_tags import own_key

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from objectlambda.gateway.config.model import GatewayConfig

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
    add_options(parser)
    parser.set_defaults(run=run)
    return parser


def run(arguments: Namespace) -> int:
    """Serves until interrupted; gives the exit code."""
    if arguments.print_config:
        return _print_config(arguments)
    from objectlambda.gateway import server
    from objectlambda.gateway.origin_checks import refuse_troubles
    from objectlambda.gateway.start_checks import check_functions, check_places

    try:
        require("gateway", "the gateway")
    except InvalidSettings as error:
        _say(str(error))
        return 2

    def read() -> GatewayConfig:
        config = read_arguments(arguments, os.environ)
        check_functions(config, os.environ)
        return config

    try:
        config = read()
        log.configure(config.log_level)
        check_exposure(config)
        if config.tracing:
            from objectlambda.gateway.tracing.starting import check_tracing

            check_tracing()
        if config.strict:
            refuse_troubles(server.open_stores(config))
        check_places(config)
        listener = server.bind(config.host, config.port)
    except InvalidSettings as error:
        _say(str(error))
        return 2
    except ObjectLambdaError as error:
        _say(str(error))
        return 1
    server.share_log(log.LOGGER)
    # SIGHUP is blocked until a handler is set: a script that reads the address may send one at once.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})
    _announce(config, server.url_of(listener, tls=config.tls is not None))
    server.allow_many_files()

    def reload() -> None:
        nonlocal config
        try:
            changed = read()
            check_exposure(replace(changed, host=listener.getsockname()[0]))  # a reload does not change it
        except InvalidSettings:
            return  # the workers say what is wrong with it
        config = changed

    def work(shared: Path | None = None) -> int:
        try:
            asyncio.run(server.serve_until_told(config, listener, read, shared))
        except ObjectLambdaError as error:
            _say(str(error))
            return 1
        return 0

    own_key()  # made before the workers are, so that they share it
    if config.workers == 1:
        return work()
    from objectlambda.gateway.prefork import supervise

    with tempfile.TemporaryDirectory(prefix="objectlambda-workers-") as shared:
        return supervise(config.workers, lambda: work(Path(shared)), reload)


def _print_config(arguments: Namespace) -> int:
    from objectlambda.gateway.config.printing import as_toml

    try:
        config = read_arguments(arguments, os.environ)
        check_exposure(config)
    except InvalidSettings as error:
        _say(str(error))
        return 2
    print(as_toml(config))  # noqa: T201 - this is the command line
    return 0


def _announce(config: GatewayConfig, url: str) -> None:
    _say(f"serving at {url}; access points:")
    for name, hook in (config.webhooks.by_name if config.webhooks else {}).items():
        _say(f"  POST {url}/functions/{name}  {hook.function}{' ' + hook.payload if hook.payload else ''}")
    for point in config.access_points.values():
        _say(f"  s3://{point.name}  {' then '.join(f'{step.function} {step.payload}'.strip() for step in point.steps)}")
    if config.page:
        from objectlambda.gateway.page.app import own_token

        _say(f"  the page: {url}/_/?token={'…' if config.page_token else own_token()}")
    _say("stop with Ctrl-C")


def _say(text: str) -> None:
    print(f"objectlambda serve: {text}", file=sys.stderr, flush=True)  # noqa: T201 - this is the command line
