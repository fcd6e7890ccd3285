"""``objectlambda access-points``: one file for the gateway and for S3 Object Lambda."""

from __future__ import annotations

import argparse
import json
import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from objectlambda.errors import InvalidSettings, did_you_mean

if TYPE_CHECKING:
    from argparse import _SubParsersAction
    from collections.abc import Iterable

    from objectlambda.gateway.config.access_points import AccessPoint
    from objectlambda.steps import Step

EXAMPLES = """\
examples:
  objectlambda access-points check gateway.toml
  objectlambda access-points to-sam gateway.toml logs --function decompress=arn:aws:lambda:…:function:decompress:live \\
      > logs.json
  aws cloudformation deploy --template-file sam/access-point.yaml --stack-name logs --parameter-overrides file://logs.json
  objectlambda access-points from-sam logs.json >> gateway.toml
"""


def add_parser(subparsers: _SubParsersAction[ArgumentParser]) -> ArgumentParser:
    """Adds the command to ``subparsers``."""
    parser = subparsers.add_parser(
        "access-points",
        help="check a gateway's file, turn it into SAM parameters and back",
        description="Check a gateway's configuration file, turn its access points into the parameters of "
        "sam/access-point.yaml, and such parameters into tables of the file.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    what = parser.add_subparsers(title="what to do", metavar="check|to-sam|from-sam", required=True)
    check = what.add_parser("check", help="say what the file serves, or what is wrong with it")
    check.set_defaults(run=run, work=_check)
    to_sam = what.add_parser("to-sam", help="print an access point as parameters, in JSON")
    to_sam.set_defaults(run=run, work=_to_sam)
    from_sam = what.add_parser("from-sam", help="print parameters as tables of the file, in TOML")
    from_sam.set_defaults(run=run, work=_from_sam)
    for command in (check, to_sam):
        command.add_argument("file", metavar="FILE.toml")
    check.add_argument("--json", action="store_true", help="print the access points as JSON, for programs")
    to_sam.add_argument("name", metavar="NAME", help="the access point")
    from_sam.add_argument("file", metavar="FILE.json", help="as to-sam prints them")
    for command in (to_sam, from_sam):
        command.add_argument(
            "--function", action="append", default=[], metavar="NAME=ARN", help="where a function is deployed"
        )
    return parser


def run(arguments: Namespace) -> int:
    """Runs the command; gives the exit code."""
    try:
        sys.stdout.write(arguments.work(arguments))
    except InvalidSettings as error:
        print(f"objectlambda access-points: {error}", file=sys.stderr)  # noqa: T201 - this is the command line
        return 2
    return 0


def _check(arguments: Namespace) -> str:
    from objectlambda.gateway.config.toml_file import read_config

    points = read_config(Path(arguments.file), os.environ).access_points.values()
    if arguments.json:
        return json.dumps([_as_json(point) for point in points], indent=2) + "\n"
    lines = []
    for point in points:
        steps = " then ".join(f"{step.function} {step.payload}".strip() for step in point.steps)
        lines.append(f"s3://{point.name}  {steps}")
        lines += [f"  {rule.pattern}  {' then '.join(step.function for step in rule.steps)}" for rule in point.rules]
    return "\n".join(lines) + "\n"


def _as_json(point: AccessPoint) -> dict[str, Any]:
    """An access point as JSON: its name, and the functions and payloads of its steps and rules."""

    def steps(taken: Iterable[Step]) -> list[dict[str, str]]:
        return [{"function": step.function, "payload": step.payload} for step in taken]

    rules = [{"pattern": rule.pattern, "steps": steps(rule.steps)} for rule in point.rules]
    return {"name": point.name, "steps": steps(point.steps), "rules": rules}


def _to_sam(arguments: Namespace) -> str:
    from objectlambda.gateway.config.sam_parameters import to_parameters
    from objectlambda.gateway.config.toml_file import read_config

    points = read_config(Path(arguments.file), os.environ).access_points
    if arguments.name not in points:
        close = did_you_mean(arguments.name, points)
        raise InvalidSettings(f"there is no access point {arguments.name[:80]!r}{close}; there are {', '.join(points)}")
    parameters = to_parameters(points[arguments.name], _arns(arguments))
    pairs = [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()]
    return json.dumps(pairs, indent=2) + "\n"


def _from_sam(arguments: Namespace) -> str:
    from objectlambda.gateway.config.sam_parameters import from_parameters

    try:
        pairs = json.loads(Path(arguments.file).read_text(encoding="utf-8"))
        parameters = {str(pair["ParameterKey"]): str(pair["ParameterValue"]) for pair in pairs}
    except OSError as error:
        raise InvalidSettings(f"{arguments.file}: {error.strerror}") from error
    except (ValueError, TypeError, KeyError) as error:
        raise InvalidSettings(f"{arguments.file} is no list of ParameterKey and ParameterValue") from error
    return from_parameters(parameters, _arns(arguments))


def _arns(arguments: Namespace) -> dict[str, str]:
    arns = {}
    for text in arguments.function:
        name, equals, arn = text.partition("=")
        if not equals:
            raise InvalidSettings(f"--function {text[:80]!r}: write NAME=ARN")
        arns[name.replace("-", "_")] = arn
    return arns
