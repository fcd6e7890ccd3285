"""Access points as the parameters of ``sam/access-point.yaml``, and those parameters as access points.

What S3 Object Lambda cannot do (folders, prefixes, chains, rules by key) is refused, not left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from objectlambda.errors import InvalidSettings
from objectlambda.gateway.config.access_points import ACTIONS, FEATURES, AccessPoint, checked_name
from objectlambda.gateway.config.tables import toml_value
from objectlambda.registry import FUNCTIONS
from objectlambda.settings import parse_payload
from objectlambda.steps import step
from objectlambda.stores.bucket import BucketOrigin

LISTS = frozenset({"ListObjects", "ListObjectsV2"})


def to_parameters(point: AccessPoint, arns: Mapping[str, str]) -> dict[str, str]:
    """The template's parameters for ``point``; ``arns`` are the deployed functions by their names.

    Raises:
        InvalidSettings: naming what S3 Object Lambda cannot do.
    """
    origin = point.origin
    if not isinstance(origin, BucketOrigin):
        raise _impossible(point, "its origin is a folder")
    if origin.prefix:
        raise _impossible(point, "its origin has a prefix")
    if len(point.steps) > 1 or point.rules:
        raise _impossible(point, "it has a chain of functions, or rules by key")
    if "GetObject" not in point.actions or point.actions & LISTS not in (LISTS, frozenset()):
        raise _impossible(point, "the template transforms GetObject always, and both kinds of listing or none")
    only = point.steps[0]
    if only.function not in arns:
        raise InvalidSettings(
            f"access point {point.name}: where is {only.function} deployed? Say --function {only.function}=ARN"
        )
    return {
        "Name": point.name,
        "BucketName": origin.bucket,
        "GetFunctionArn": arns[only.function],
        "HeadFunctionArn": "SAME" if "HeadObject" in point.actions else "NONE",
        "ListFunctionArn": "SAME" if point.actions >= LISTS else "NONE",
        "Payload": only.payload,
        "AllowedFeatures": ",".join(name for name in FEATURES if name in point.features) or "NONE",
    }


def from_parameters(parameters: Mapping[str, str], arns: Mapping[str, str]) -> str:
    """The TOML tables of the access point that the template's parameters describe.

    Args:
        parameters: by their names; what the template has a default for may be missing.
        arns: the deployed functions by their names; one whose ARN holds its name need not be there.

    Raises:
        InvalidSettings: a parameter that the file has no word for.
    """
    name, bucket = checked_name(parameters.get("Name", "")), parameters.get("BucketName", "")
    if not bucket:
        raise InvalidSettings(f"access point {name}: only BucketName tells the gateway where the objects lie")
    arn = parameters.get("GetFunctionArn", "")
    actions = ["GetObject"]
    for key, default, more in (("HeadFunctionArn", "SAME", ["HeadObject"]), ("ListFunctionArn", "SAME", sorted(LISTS))):
        value = parameters.get(key, default)
        if value not in ("SAME", "NONE", arn):
            raise InvalidSettings(f"access point {name}: {key} is another function than that of GetObject")
        actions += more if value != "NONE" else []
    listed = parameters.get("AllowedFeatures", ",".join(FEATURES))
    features = [] if listed == "NONE" else listed.split(",")
    chosen = step(_function(arn, arns), parameters.get("Payload", ""))
    lines = [
        f"[origins.{name}]",
        f"bucket = {json.dumps(bucket)}",
        "",
        f"[access_points.{name}]",
        f"origin = {json.dumps(name)}",
        f"function = {json.dumps(chosen.function)}",
        f"payload = {toml_value(parse_payload(chosen.payload))}",
        f"actions = {toml_value([action for action in ACTIONS if action in actions])}",
        f"allowed_features = {toml_value(features)}",
    ]
    return "\n".join(lines) + "\n"


def _function(arn: str, arns: Mapping[str, str]) -> str:
    for function, known in arns.items():
        if known == arn:
            return function
    deployed = arn.partition(":function:")[2].lower().replace("-", "").replace("_", "")
    for function in FUNCTIONS:
        if function != "raw" and function.replace("_", "") in deployed:
            return function
    raise InvalidSettings(f"which function is {arn[:200]!r}? Say --function NAME={arn[:200]}")


def _impossible(point: AccessPoint, why: str) -> InvalidSettings:
    return InvalidSettings(f"access point {point.name} is beyond S3 Object Lambda: {why}")
