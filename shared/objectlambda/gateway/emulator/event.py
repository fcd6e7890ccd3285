"""The events with which the wire runner invokes a handler, as S3 Object Lambda builds them (olap-event-context)."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from objectlambda.deadline import Deadline
from objectlambda.gateway.config.model import ACCOUNT_ID
from objectlambda.gateway.runners.runner import Call, identity
from objectlambda.headers import Headers
from objectlambda.steps import Step

_AUTHENTICATION = frozenset({"authorization", "x-amz-date", "x-amz-security-token"})
SIGNATURE_PARAMETERS = frozenset(
    {
        "x-amz-algorithm",
        "x-amz-credential",
        "x-amz-date",
        "x-amz-expires",
        "x-amz-security-token",
        "x-amz-signature",
        "x-amz-signedheaders",
    }
)


def event(call: Call, step: Step, context_key: str, context: Mapping[str, str], region: str) -> dict[str, Any]:
    """The event for ``call`` and its function; ``context`` holds the presigned URL and perhaps route and token."""
    name, request, who = call.access_point.name, call.request, identity(call.request)
    host = f"{name}-{ACCOUNT_ID}.s3-object-lambda.{region}.amazonaws.com"
    query = "&".join(
        f"{key}={value}" if value else key for key, value in request.query if key.lower() not in SIGNATURE_PARAMETERS
    )
    url = f"https://{host}/{request.key}" + (f"?{query}" if query else "")
    configuration = {
        "accessPointArn": access_point_arn(name, region),
        "supportingAccessPointArn": f"arn:aws:s3:{region}:{ACCOUNT_ID}:accesspoint/{name}-origin",
        "payload": step.payload,
    }
    return {
        "xAmzRequestId": request.request_id,
        context_key: dict(context),
        "configuration": configuration,
        "userRequest": {"url": url, "headers": {**_title_case(request.headers), "Host": host}},
        "userIdentity": {
            "type": who.type,
            "principalId": who.principal_id or "anonymous",
            "arn": who.arn or f"arn:aws:iam::{ACCOUNT_ID}:user/anonymous",
            "accountId": ACCOUNT_ID,
        },
        "protocolVersion": "1.00",
    }


def access_point_arn(name: str, region: str) -> str:
    """The ARN by which functions know the access point ``name``."""
    return f"arn:aws:s3-object-lambda:{region}:{ACCOUNT_ID}:accesspoint/{name}"


class Invocation:
    """What a handler is told of its invocation: Lambda's ``context``, as far as functions look at it.

    Args:
        function, request_id: as Lambda tells them.
        seconds: how long it may run.
        deadline: ends it, where that is decided while it runs.
    """

    def __init__(self, function: str, request_id: str, seconds: float, deadline: Deadline | None = None) -> None:
        self.deadline = deadline
        self.function_name = function
        self.aws_request_id = request_id
        self.memory_limit_in_mb = 1024
        self._until = time.monotonic() + seconds

    def get_remaining_time_in_millis(self) -> int:
        return max(0, int((self._until - time.monotonic()) * 1000))


def _title_case(headers: Headers) -> dict[str, str]:
    return {
        "-".join(part.capitalize() for part in name.split("-")): value
        for name, value in headers.items()
        if name not in _AUTHENTICATION
    }
