"""What ``sam deploy --guided`` asks: few things first, nothing that cannot be answered with Enter but names."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from cfnlint.decode import cfn_yaml
from cloudformation import evaluate, with_defaults

from objectlambda.aws.gateway_function import AUTH_TYPE, TEXT, read
from objectlambda.errors import InvalidSettings

SAM = Path(__file__).resolve().parents[3] / "sam"
TEMPLATES = sorted(path.stem for path in SAM.glob("*.yaml"))
NAMES = {
    "object-lambda": ["BucketName", "Name"],
    "access-point": ["Name", "GetFunctionArn"],
    "copy": ["SourceBucket", "DestinationBucket"],
    "gateway-lambda": ["BucketName"],
    "gateway-http-api": ["BucketName"],
    "gateway-ecs": [
        "ImageUri", "BucketName", "CallerSecretArn", "VpcId", "LoadBalancerSubnets", "TaskSubnets", "CertificateArn",
    ],
}  # fmt: skip
"""What has no default: the names of what is yours."""


@pytest.fixture(scope="module", params=TEMPLATES)
def template(request):
    return request.param, cfn_yaml.load(str(SAM / f"{request.param}.yaml"))


def test_only_names_must_be_given(template):
    name, text = template
    assert [key for key, said in text["Parameters"].items() if "Default" not in said] == NAMES.get(name, [])


def test_every_question_can_be_answered_with_enter(template):
    _, text = template
    for name, said in text["Parameters"].items():
        assert "NoEcho" not in said, f"{name}: the SAM CLI insists on an answer to a hidden question"
        assert len(said["Description"]) > 10
        default = str(said.get("Default", ""))
        if "Default" in said and "AllowedPattern" in said:
            assert re.fullmatch(said["AllowedPattern"], default), name


def test_parameters_are_asked_for_in_the_order_of_their_groups_and_the_console_shows_all(template):
    _, text = template
    groups = text["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
    assert [name for group in groups for name in group["Parameters"]] == list(text["Parameters"])
    assert len(groups[0]["Parameters"]) <= 6
    if len(text["Parameters"]) > 14:
        assert groups[-1]["Label"]["default"] == "Advanced"


def test_the_first_template_asks_seven_questions():
    assert len(cfn_yaml.load(str(SAM / "object-lambda.yaml"))["Parameters"]) == 7


def test_the_role_of_the_first_template_may_do_what_its_answers_need_and_nothing_else():
    text = cfn_yaml.load(str(SAM / "object-lambda.yaml"))

    def rights(**given):
        values = with_defaults(text, BucketName="archive", Name="logs", **given)
        policies = evaluate(text["Resources"]["Role"]["Properties"]["Policies"], values, text["Conditions"])
        found = {}
        for policy in filter(None, policies):
            for statement in policy["PolicyDocument"]["Statement"]:
                actions = statement["Action"]
                for action in [actions] if isinstance(actions, str) else actions:
                    found.setdefault(action, []).append(statement["Resource"])
        return found

    answers = {
        "s3-object-lambda:WriteGetObjectResponse": ["arn:aws:s3-object-lambda:eu-west-1:111122223333:accesspoint/logs"],
        "logs:CreateLogStream": ["LogGroup"],
        "logs:PutLogEvents": ["LogGroup"],
    }
    source = ["arn:aws:s3:eu-west-1:111122223333:accesspoint/logs-source/object/*"]
    sizes = {"s3:GetObject": source, "s3:GetObjectVersion": source}
    assert rights(AnswersSizes="false") == answers
    assert rights() == answers | sizes
    assert rights(FunctionName="pii_redaction") == answers | sizes | {"secretsmanager:GetSecretValue": ["TagKey"]}
    assert rights(FunctionName="pii_redaction", MaskMode="HASH")["secretsmanager:GetSecretValue"] == [
        "TagKey",
        "RedactionKey",
    ]


def test_each_template_has_an_environment_of_samconfig():
    config = tomllib.loads((SAM / "samconfig.toml").read_text())
    assert sorted(name for name in config if name != "version") == TEMPLATES
    for name in TEMPLATES:
        said = config[name]["deploy"]["parameters"]
        assert said["template_file"] == f"{name}.yaml"
        assert said["resolve_s3"] is True
        assert said["confirm_changeset"] is True


@pytest.mark.parametrize(
    ("template", "parameter", "suffix", "most"),
    [
        ("access-point", "Name", "-source", 50),
        ("object-lambda", "Name", "-source", 50),
        ("gateway-lambda", "AccessPointName", "", 63),
        ("gateway-http-api", "AccessPointName", "", 63),
    ],
)
def test_names_that_are_allowed_stay_within_the_limits_of_s3(template, parameter, suffix, most):
    pattern = cfn_yaml.load(str(SAM / f"{template}.yaml"))["Parameters"][parameter]["AllowedPattern"]
    longest = max(length for length in range(1, 80) if re.fullmatch(pattern, "a" * length))
    assert longest + len(suffix) <= most
    for wrong in ("A" * 5, "-ab", "ab-", "a_b", "a.b", "ab", ""):
        assert re.fullmatch(pattern, wrong) is None, wrong


def test_names_made_of_a_stacks_name_fit_where_it_is_as_long_as_can_be(template):
    """AppConfig and CloudFront allow 64 characters, a stack's name has up to 128."""
    _, text = template
    for resource in text["Resources"].values():
        if resource["Type"] in ("AWS::AppConfig::Application", "AWS::CloudFront::OriginAccessControl"):
            properties = resource["Properties"]
            name = properties["Name"] if "Name" in properties else properties["OriginAccessControlConfig"]["Name"]
            assert "AWS::StackName" not in str(name)


@pytest.mark.parametrize("function", ["decompress", "pii_redaction", "pii_access_control"])
@pytest.mark.parametrize(("signed", "auth"), [("HEADERS", "NONE"), ("QUERY", "AWS_IAM"), ("NOWHERE", "AWS_IAM")])
def test_the_gateway_configures_itself_from_the_parameters(function, signed, auth):
    text = cfn_yaml.load(str(SAM / "gateway-lambda.yaml"))
    values = with_defaults(
        text, BucketName="archive", FunctionName=function, SignedIn=signed, AuthType=auth, Prefix="2026/"
    )
    variables = text["Resources"]["Function"]["Properties"]["Environment"]["Variables"]
    config = evaluate(variables["OBJECTLAMBDA_GATEWAY"], values, text["Conditions"])
    environ = {TEXT: config, AUTH_TYPE: auth, "OBJECTLAMBDA_READER_SECRET_KEY": "k" * 40}
    found = read(environ)
    [point] = found.access_points.values()
    assert (point.name, point.origin.bucket, point.origin.prefix) == ("objects", "archive", "2026/")
    assert [step.function for step in point.steps] == [function]
    assert found.region == "eu-west-1"
    assert [pair.access_key for pair in found.callers.values()] == ([] if signed == "NOWHERE" else ["AKIAREADER"])
    if signed == "NOWHERE":
        with pytest.raises(InvalidSettings):
            read(environ | {AUTH_TYPE: "NONE"})  # nobody would ask who reads


def test_redaction_makes_a_key_where_one_is_needed_and_none_is_named():
    text = cfn_yaml.load(str(SAM / "pii-redaction.yaml"))

    def key(**given):
        conditions, values = text["Conditions"], with_defaults(text, **given)
        made = evaluate(conditions["MakesRedactionKey"], values, conditions)
        variables = text["Resources"]["Function"]["Properties"]["Environment"]["Variables"]
        return made, *(evaluate(variables[name], values, conditions) for name in ("KEY_ENV", "REDACTION_KEY"))

    mine = "arn:aws:ssm:eu-west-1:111122223333:parameter/key"
    assert key() == (False, "", "")
    assert key(MaskMode="HASH") == (True, "REDACTION_KEY", "RedactionKeySecret")
    assert key(MaskModes="NAME=FAKE") == (True, "REDACTION_KEY", "RedactionKeySecret")
    assert key(RedactionKeyArn="NEW") == (True, "REDACTION_KEY", "RedactionKeySecret")
    assert key(MaskMode="FAKE", RedactionKeyArn=mine) == (False, "REDACTION_KEY", mine)
    pattern = text["Parameters"]["RedactionKeyArn"]["AllowedPattern"]
    assert re.fullmatch(pattern, mine) and not re.fullmatch(pattern, "the key itself, which a parameter would show")
