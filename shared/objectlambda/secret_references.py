"""Secrets by reference: what a configuration names in place of the secret itself.

    env:NAME                                            an environment variable
    file:/run/secrets/name                              a file
    arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME   AWS Secrets Manager; behind NAME may stand :JSON-KEY
    arn:aws:ssm:REGION:ACCOUNT:parameter/NAME           AWS Systems Manager's Parameter Store

Secrets of AWS are read when they are first needed, by boto3 with the process's own credentials, and read again after
``LIFETIME_SECONDS``, so that a rotated secret arrives; the variable ``SECRET_LIFETIME_SECONDS`` sets another time.
Where that second read fails, the value at hand stays in use.
"""

from __future__ import annotations

import json
import logging
import os
import re
import threading
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from objectlambda import log
from objectlambda.errors import InvalidSettings, SourceUnavailable

LIFETIME_SECONDS = 300.0
LIFETIME_ENV = "SECRET_LIFETIME_SECONDS"
LONGEST_SECONDS = 86_400.0
RETRY_SECONDS = 10.0
"""After a failed read of a secret whose last value is at hand, the next attempt waits so long."""
MAX_FILE_BYTES = 64 * 1024
CONNECT_SECONDS, READ_SECONDS = 3, 5

_ARN = re.compile(
    r"arn:aws[a-z-]*:(?:(?P<secret>secretsmanager):(?P<region>[a-z0-9-]+):\d{12}:secret:[\w/+=.@-]+(?::(?P<field>[^:]*))?:{0,2}"
    r"|ssm:(?P<region2>[a-z0-9-]+):\d{12}:parameter(?P<parameter>/[\w./-]+))"
)
_REFUSED = frozenset({"AccessDeniedException", "ResourceNotFoundException", "ParameterNotFound", "DecryptionFailure"})


def checked_reference(reference: str) -> str:
    """``reference``, if it has the shape of one.

    Raises:
        InvalidSettings: it has not. The message does not quote it: it may be the secret itself.
    """
    scheme, _, rest = reference.partition(":")
    if (scheme in ("env", "file") and rest) or _ARN.fullmatch(reference):
        return reference
    raise InvalidSettings("a secret is named by env:VARIABLE, file:PATH, or the ARN of a secret or an SSM parameter")


def secret_value(reference: str) -> bytes:
    """The secret that ``reference`` names.

    Raises:
        InvalidSettings: the reference has no such shape, names nothing, or may not be read.
        SourceUnavailable: AWS does not answer.
    """
    scheme, _, name = checked_reference(reference).partition(":")
    if scheme == "env":
        value = os.environ.get(name, "").encode("utf-8", "surrogateescape")
        return _check_value(value, f"the environment variable {name}")
    if scheme == "file":
        try:
            with Path(name).open("rb") as file:
                return _check_value(file.read(MAX_FILE_BYTES).strip(), f"the file {name}")
        except OSError as error:
            raise InvalidSettings(f"the secret's file {name} cannot be read: {error.strerror}") from error
    return _cached(reference).value()


def secret_in(variable: str) -> bytes:
    """The secret that an environment variable's value is, or that it names by the ARN of AWS's stores.

    Raises:
        InvalidSettings, SourceUnavailable: as ``secret_value``.
    """
    return secret_value(variable) if variable.startswith("arn:") else variable.encode("utf-8", "surrogateescape")


def lifetime_seconds(environ: Mapping[str, str]) -> float:
    """How long a secret of AWS is used before it is read again.

    Raises:
        InvalidSettings: the variable holds no number of seconds between 1 and a day.
    """
    text = environ.get(LIFETIME_ENV, "")
    try:
        seconds = float(text) if text else LIFETIME_SECONDS
    except ValueError:
        seconds = 0.0
    if not 1 <= seconds <= LONGEST_SECONDS:  # not true of NaN either
        raise InvalidSettings(f"{LIFETIME_ENV} must be a number of seconds from 1 to {LONGEST_SECONDS:.0f}")
    return seconds


def _check_value(value: bytes, where: str) -> bytes:
    if not value:
        raise InvalidSettings(f"{where}, which is to hold a secret, is not set or empty")
    return value


class _Held:
    """A secret of AWS and when it was read. Shared by all threads; one reads it while the others wait for it.

    The clock is that of the day: Lambda's SnapStart keeps what is read while it initialises, and a monotonic clock
    stands still until the snapshot is restored, days later.
    """

    def __init__(
        self,
        read: Callable[[], bytes],
        clock: Callable[[], float] = time.time,
        lifetime: float = LIFETIME_SECONDS,
    ) -> None:
        self._read, self._clock, self._lifetime = read, clock, lifetime
        self._lock = threading.Lock()
        self._value = b""
        self._since, self._until = float("inf"), float("-inf")

    def value(self) -> bytes:
        with self._lock:
            if not self._since <= self._clock() < self._until:  # a clock that was set back tells nothing
                self._renew()
            return self._value

    def _renew(self) -> None:
        try:
            self._value = self._read()
        except (InvalidSettings, SourceUnavailable) as error:
            if not self._value:
                raise
            log.write(logging.WARNING, "secret not read again; the last value stays in use", reason=str(error))
            self._hold(RETRY_SECONDS)
            return
        self._hold(self._lifetime)

    def _hold(self, seconds: float) -> None:
        self._since = self._clock()
        self._until = self._since + seconds


@cache  # one for each reference that the configuration names, with a lock of its own: threads may share it
def _cached(reference: str) -> _Held:
    return _Held(lambda: _fetch(reference), lifetime=lifetime_seconds(os.environ))


def _fetch(reference: str) -> bytes:
    from botocore.exceptions import BotoCoreError, ClientError

    match = _ARN.fullmatch(reference)
    assert match is not None  # noqa: S101 - checked_reference has seen it
    try:
        value = _secret(reference, match) if match["secret"] else _parameter(match)
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        if code in _REFUSED:
            raise InvalidSettings(f"AWS refuses the secret that the configuration names: {code}") from error
        raise SourceUnavailable(f"a secret could not be read from AWS ({code})") from error
    except BotoCoreError as error:
        raise SourceUnavailable(f"a secret could not be read from AWS ({type(error).__name__})") from error
    return _check_value(value, "the secret that the configuration names")


def _secret(reference: str, match: re.Match[str]) -> bytes:
    field = match["field"] or ""
    arn = ":".join(reference.split(":")[:7])
    answer = _client("secretsmanager", match["region"]).get_secret_value(SecretId=arn)
    binary: bytes = answer.get("SecretBinary") or b""
    text = answer.get("SecretString") or ""
    if not field:
        return binary or text.encode()
    try:
        return str(json.loads(text)[field]).encode()
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidSettings("the secret that the configuration names has no such JSON key") from error


def _parameter(match: re.Match[str]) -> bytes:
    # A parameter's name has its slash only where it has a hierarchy; the ARN always has one.
    name = match["parameter"] if match["parameter"].count("/") > 1 else match["parameter"][1:]
    answer = _client("ssm", match["region2"]).get_parameter(Name=name, WithDecryption=True)
    return str(answer["Parameter"]["Value"]).encode()


@cache  # clients are safe to share between threads; _Held's lock keeps two from being made at once for one secret
def _client(service: str, region: str) -> Any:
    import boto3
    from botocore.config import Config

    bounds = Config(connect_timeout=CONNECT_SECONDS, read_timeout=READ_SECONDS, retries={"total_max_attempts": 2})
    return boto3.session.Session().client(service, region_name=region, config=bounds)  # type: ignore[call-overload]
