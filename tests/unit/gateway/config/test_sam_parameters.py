"""One file for both worlds: what goes to the template's parameters comes back the same; what cannot go is refused."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from objectlambda.cli.main import main
from objectlambda.errors import InvalidSettings
from objectlambda.gateway.config.access_points import FEATURES, AccessPoint
from objectlambda.gateway.config.sam_parameters import from_parameters, to_parameters
from objectlambda.gateway.config.toml_file import read_config
from objectlambda.steps import RAW, Rule, step
from objectlambda.stores.bucket import BucketOrigin

ARN = "arn:aws:lambda:us-east-1:111122223333:function:unpack:live"
ARNS = {"decompress": ARN}
TEMPLATE = Path(__file__).parents[4] / "sam" / "access-point.yaml"


def point(**changes):
    whole = AccessPoint(
        name="logs",
        steps=(step("decompress", json.dumps({"member": 'a"b\\ü.csv', "max_members": 5, "max_ratio": 1.5})),),
        origin=BucketOrigin(bucket="company-archive"),
    )
    return replace(whole, **changes)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"features": frozenset()},
        {"features": frozenset(FEATURES[:1])},
        {"actions": frozenset({"GetObject"})},
        {"actions": frozenset({"GetObject", "HeadObject"})},
        {"steps": (step("decompress"),)},
    ],
)
def test_what_goes_out_comes_back_the_same(tmp_path, changes):
    text = from_parameters(to_parameters(point(**changes), ARNS), ARNS)
    (tmp_path / "gateway.toml").write_text(text)
    back = read_config(tmp_path / "gateway.toml", {}).access_points["logs"]
    whole = point(**changes)
    assert (back.name, back.origin, back.actions, back.features) == (
        whole.name, whole.origin, whole.actions, whole.features,
    )  # fmt: skip
    assert [one.function for one in back.steps] == ["decompress"]
    assert json.loads(back.steps[0].payload or "{}") == json.loads(whole.steps[0].payload or "{}")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"origin": Path("/")}, "folder"),
        ({"origin": BucketOrigin(bucket="b", prefix="p/")}, "prefix"),
        ({"steps": (step("decompress"), *RAW)}, "chain"),
        ({"rules": (Rule(pattern="*", steps=RAW),)}, "rules"),
        ({"actions": frozenset({"HeadObject"})}, "GetObject always"),
        ({"actions": frozenset({"GetObject", "ListObjects"})}, "both kinds"),
        ({"steps": RAW}, "--function raw=ARN"),
    ],
)
def test_what_s3_object_lambda_cannot_do_is_refused(changes, message):
    with pytest.raises(InvalidSettings, match=message):
        to_parameters(point(**changes), ARNS)


def test_the_parameters_are_those_of_the_template():
    text = TEMPLATE.read_text().partition("Parameters:\n")[2].partition("\nRules:")[0]
    declared = {block.partition(":")[0]: block for block in re.split(r"^  (?=\w)", text, flags=re.MULTILINE)}
    for name, value in to_parameters(point(), ARNS).items():
        pattern = re.search(r'AllowedPattern: "(.*)"', declared[name])
        assert pattern is None or re.match(pattern[1], value)


def test_a_function_is_known_by_its_name_in_the_arn():
    arn = "arn:aws:lambda:us-east-1:111122223333:function:stack-PiiRedactionFunction-1:live"
    text = from_parameters({"Name": "logs", "BucketName": "b", "GetFunctionArn": arn}, {})
    assert 'function = "pii_redaction"' in text
    with pytest.raises(InvalidSettings, match="--function"):
        from_parameters({"Name": "logs", "BucketName": "b", "GetFunctionArn": ARN}, {})


def test_the_command_goes_both_ways_and_checks(tmp_path, capsys):
    (tmp_path / "gateway.toml").write_text(from_parameters(to_parameters(point(), ARNS), ARNS))
    assert main(["access-points", "check", str(tmp_path / "gateway.toml")]) == 0
    assert capsys.readouterr().out.startswith("s3://logs  decompress")
    assert main(["access-points", "check", "--json", str(tmp_path / "gateway.toml")]) == 0
    [told] = json.loads(capsys.readouterr().out)
    assert (told["name"], told["steps"][0]["function"]) == ("logs", "decompress")
    given = ["--function", f"decompress={ARN}"]
    assert main(["access-points", "to-sam", str(tmp_path / "gateway.toml"), "logs", *given]) == 0
    (tmp_path / "logs.json").write_text(capsys.readouterr().out)
    assert main(["access-points", "from-sam", str(tmp_path / "logs.json"), *given]) == 0
    assert capsys.readouterr().out == (tmp_path / "gateway.toml").read_text()
    assert main(["access-points", "to-sam", str(tmp_path / "gateway.toml"), "other", *given]) == 2
    assert main(["access-points", "from-sam", str(tmp_path / "gateway.toml")]) == 2
