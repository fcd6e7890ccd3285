"""Whether this process can trace, and its beginning. Nothing of OpenTelemetry is loaded before it is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from objectlambda.errors import InvalidSettings

if TYPE_CHECKING:
    from objectlambda.gateway.tracing.provider import Tracing


def check_tracing() -> None:
    """Do nothing if spans can be sent as the environment says. It leaves no thread: it may come before a fork.

    Raises:
        InvalidSettings: a library is not installed, or the environment asks for what there is not.
    """
    with _install():
        from objectlambda.gateway.tracing import provider

        provider.share_trouble()
        provider.check_environment()


def start_tracing() -> Tracing:
    """Tracing in this process: its thread would not live through a fork, so each worker starts its own.

    Raises:
        InvalidSettings: as ``check_tracing`` does.
    """
    with _install():
        from objectlambda.gateway.tracing.provider import Tracing

        return Tracing()


@contextmanager
def _install() -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise InvalidSettings(
            f"tracing needs a library that is not installed ({error.name}): pip install 'objectlambda[otel]'"
        ) from error
