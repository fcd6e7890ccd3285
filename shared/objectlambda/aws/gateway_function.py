"""The gateway as a Lambda function behind a function URL that streams: ``python -m objectlambda.aws.gateway_function``.

It takes the place of Python's own runtime, which streams nothing: set ``AWS_LAMBDA_EXEC_WRAPPER`` to the script
``streaming`` of ``functions/gateway``. The configuration is gateway.toml, from the file that
``OBJECTLAMBDA_GATEWAY_FILE`` names or as the text of ``OBJECTLAMBDA_GATEWAY``. Settings of a listening server (host,
port, workers, TLS) have no effect.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from objectlambda import log
from objectlambda.aws.runtime_api import RuntimeApi
from objectlambda.aws.streaming import serve
from objectlambda.errors import InvalidSettings, ObjectLambdaError
from objectlambda.gateway.app import Gateway
from objectlambda.gateway.auth import Callers
from objectlambda.gateway.config.exposure import check_exposure
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.config.toml_file import parse_config, read_config
from objectlambda.gateway.observability.metrics import Metrics
from objectlambda.gateway.runners.inprocess import InProcess
from objectlambda.gateway.server import open_stores
from objectlambda.gateway.start_checks import check_functions
from objectlambda.gateway.transport.asgi import App, Receive, Scope, Send
from objectlambda.secret_references import secret_value

FILE, TEXT = "OBJECTLAMBDA_GATEWAY_FILE", "OBJECTLAMBDA_GATEWAY"
PUBLIC_HOST = "OBJECTLAMBDA_PUBLIC_HOST"
"""The name under which clients reach CloudFront, for which they sign; CloudFront calls the function by another."""
AUTH_TYPE = "OBJECTLAMBDA_URL_AUTH_TYPE"
"""The function URL's AuthType: with AWS_IAM, Lambda has asked who the caller is before we are invoked."""


def read(environ: Mapping[str, str]) -> GatewayConfig:
    """The configuration that the environment names.

    Raises:
        InvalidSettings: there is none, it is wrong, or it would let everybody read.
    """
    if path := environ.get(FILE):
        config = read_config(Path(path), environ)
    elif text := environ.get(TEXT):
        try:
            config = parse_config(tomllib.loads(text), Path.cwd(), environ)
        except tomllib.TOMLDecodeError as error:
            raise InvalidSettings(f"{TEXT}: {error}") from error
    else:
        raise InvalidSettings(f"{FILE} and {TEXT} are empty: one of them must give the gateway's configuration")
    if environ.get(AUTH_TYPE) != "AWS_IAM" or environ.get(PUBLIC_HOST):  # CloudFront signs whatever it is asked for
        check_exposure(replace(config, host="0.0.0.0"))  # noqa: S104 - a function URL can be reached by everybody
    check_functions(config, environ)
    return config


def as_signed(app: App, environ: Mapping[str, str]) -> App:
    """``app``, which sees requests as their clients signed them.

    CloudFront puts the function's host in the place of its own. Before an AWS_IAM URL it also signs the request anew in
    the headers; a client's own signature is then in the query of a presigned URL.
    """
    host = environ.get(PUBLIC_HOST, "").encode()
    dropped = _OF_CLOUDFRONT if environ.get(AUTH_TYPE) == "AWS_IAM" else frozenset()
    if not host and not dropped:
        return app

    async def observe(scope: Scope, receive: Receive, send: Send) -> None:
        kept = [(name, value) for name, value in scope["headers"] if name not in dropped]
        if host:
            kept = [(name, host if name == b"host" else value) for name, value in kept]
        await app({**scope, "headers": kept}, receive, send)

    return observe


_OF_CLOUDFRONT = frozenset({b"authorization", b"x-amz-date", b"x-amz-security-token", b"x-amz-content-sha256"})
"""The headers of the signature with which an origin access control calls the function."""


async def run(config: GatewayConfig, api: RuntimeApi) -> None:
    """Respond to invocations until SIGTERM.

    Raises:
        InvalidSettings: the configuration asks for what cannot be had here, such as a cache in another's folder.
    """
    stopping = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    stores, metrics = open_stores(config), Metrics()
    runner = InProcess(config, metrics)
    await runner.start()
    try:
        # One invocation at a time: nobody else waits while a rotated secret is read again.
        callers = Callers(config.callers, config.region, secret_value)
        gateway = Gateway(config, stores, runner, callers, metrics)
        await serve(api, as_signed(gateway, os.environ), stopping)
    finally:
        await runner.close()


def main() -> int:
    """Read the configuration and serve; what is wrong with it is reported to Lambda."""
    log.configure(os.environ.get("LOG_LEVEL", "INFO"))
    api = RuntimeApi(os.environ["AWS_LAMBDA_RUNTIME_API"])
    try:
        asyncio.run(run(read(os.environ), api))
    except ObjectLambdaError as error:  # none comes from a response
        log.write(logging.ERROR, "cannot start", reason=str(error))
        asyncio.run(api.fail_to_start(type(error).__name__, str(error)))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
