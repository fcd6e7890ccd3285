"""The interface of a runner: it runs a function for a request and gives the response."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from objectlambda.errors import OriginError
from objectlambda.function import UserIdentity
from objectlambda.gateway.config.access_points import AccessPoint
from objectlambda.gateway.config.model import ACCOUNT_ID, GatewayConfig
from objectlambda.s3.listing import ListQuery
from objectlambda.s3.requests import S3Request
from objectlambda.s3.responses import S3Response
from objectlambda.s3.version_listing import VersionQuery
from objectlambda.steps import RAW, Step
from objectlambda.stores.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request for an access point whose objects lie in ``store``."""

    request: S3Request
    access_point: AccessPoint
    store: Store


def steps(call: Call) -> tuple[Step, ...]:
    """What becomes of the object that ``call`` is for; an action that is not listed changes nothing."""
    point = call.access_point
    return point.steps_for(call.request.key) if _action(call) in point.actions else RAW


def check_features(call: Call) -> None:
    """Do nothing if the access point allows what ``call`` asks for.

    Raises:
        OriginError: 501 NotImplemented, a range or part is asked for and not allowed.
    """
    request, action, features = call.request, _action(call), call.access_point.features
    if action not in call.access_point.actions or not (request.query or "range" in request.headers):
        return
    asked = {name.lower() for name in request.parameters} | ({"range"} & set(request.headers))
    for feature in ("Range", "PartNumber"):
        if feature.lower() in asked and f"{action}-{feature}" not in features:
            raise OriginError(
                501, "NotImplemented", "A header you provided implies functionality that is not implemented"
            )


def _action(call: Call) -> str:
    return "GetObject" if call.request.method == "GET" else "HeadObject"


def identity(request: S3Request) -> UserIdentity:
    """The caller's identity: an IAM user with the caller's name, or anonymous."""
    if not request.caller:
        return UserIdentity(type="Anonymous")
    return UserIdentity(
        type="IAMUser",
        arn=f"arn:aws:iam::{ACCOUNT_ID}:user/{request.caller}",
        account_id=ACCOUNT_ID,
        principal_id=request.caller,
    )


class Runner(Protocol):
    """Runs functions. What cannot be answered is raised, as any ObjectLambdaError.

    A cancelled call stops its work and lets go of what it holds.
    """

    async def start(self) -> None:
        """Get ready; called once, in the event loop that all calls come from."""

    async def reconfigure(self, config: GatewayConfig, stores: Mapping[str, Store]) -> None:
        """Get ready for calls of another configuration.

        Raises:
            InvalidSettings: it cannot run them; all stays as it was.
        """

    async def get(self, call: Call) -> S3Response:
        """The response to GetObject."""

    async def head(self, call: Call) -> S3Response:
        """The response to HeadObject."""

    async def list(self, call: Call, query: ListQuery) -> bytes:
        """The document that answers ListObjects or ListObjectsV2."""

    async def versions(self, call: Call, query: VersionQuery) -> bytes:
        """The document that answers ListObjectVersions."""

    async def close(self) -> None:
        """Let go of threads and sockets."""
