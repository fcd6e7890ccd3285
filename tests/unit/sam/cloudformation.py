"""CloudFormation's functions, as far as the templates' rules, conditions and variables use them."""

from __future__ import annotations

import re
from typing import Any

PSEUDO = {
    "AWS::Region": "eu-west-1",
    "AWS::Partition": "aws",
    "AWS::AccountId": "111122223333",
    "AWS::StackName": "stack",
    "AWS::NoValue": None,
}


def with_defaults(template: dict[str, Any], **given: Any) -> dict[str, Any]:
    """Every parameter's value in a deployment that gives these."""
    defaults = {name: str(said.get("Default", "")) for name, said in template["Parameters"].items()}
    return PSEUDO | defaults | given


def evaluate(node: Any, values: dict[str, Any], conditions: dict[str, Any] | None = None) -> Any:
    """What CloudFormation makes of ``node``; references to resources stay as the name of the resource."""
    if isinstance(node, list):
        return [evaluate(item, values, conditions) for item in node]
    if not isinstance(node, dict):
        return node
    if len(node) != 1:
        return {key: evaluate(value, values, conditions) for key, value in node.items()}
    ((function, arguments),) = node.items()
    if function == "Ref":
        return values.get(arguments, arguments)
    if function == "Condition":
        return evaluate((conditions or {})[arguments], values, conditions)
    if function == "Fn::If":
        chosen = evaluate({"Condition": arguments[0]}, values, conditions)
        return evaluate(arguments[1 if chosen else 2], values, conditions)
    if function == "Fn::GetAtt":
        return arguments[0] if isinstance(arguments, list) else arguments
    if function == "Fn::Sub":
        text, more = (arguments, {}) if isinstance(arguments, str) else arguments
        known = values | {name: evaluate(value, values, conditions) for name, value in more.items()}
        return re.sub(r"\$\{([^}]+)\}", lambda match: str(known.get(match[1], match[1])), text)
    computed = evaluate(arguments, values, conditions)
    operations = {
        "Fn::Equals": lambda: str(computed[0]) == str(computed[1]),
        "Fn::Not": lambda: not computed[0],
        "Fn::And": lambda: all(computed),
        "Fn::Or": lambda: any(computed),
    }
    return operations[function]() if function in operations else {function: computed}
