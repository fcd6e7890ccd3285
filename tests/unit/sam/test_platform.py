"""What platform teams must be able to set: networks, keys, boundaries, concurrency, traces, and the rights it takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from cfnlint.decode import cfn_yaml
from cloudformation import evaluate, with_defaults

SAM = Path(__file__).resolve().parents[3] / "sam"
FUNCTIONS = ("decompress", "pii-redaction", "pii-access-control")
NAMES = (*FUNCTIONS, "copy", "gateway-lambda", "gateway-http-api")
"""The templates with a function, but object-lambda, which asks seven questions and names these for more."""
KEY = "arn:aws:kms:eu-west-1:111122223333:key/1"
BOUNDARY = "arn:aws:iam::111122223333:policy/boundary"
GIVEN = {
    "SubnetIds": "subnet-1a,subnet-2b", "SecurityGroupIds": "sg-3c", "KmsKeyArn": KEY,
    "PermissionsBoundaryArn": BOUNDARY, "ReservedConcurrency": 7,
    "TemporaryMegabytes": 4096, "Tracing": "Active", "LogRetentionDays": 90,
}  # fmt: skip
NETWORK = {"SubnetIds": {"Fn::Split": [",", "subnet-1a,subnet-2b"]}, "SecurityGroupIds": {"Fn::Split": [",", "sg-3c"]}}


def deployed(name, kind, **given):
    """The properties of the resources of one kind, by their names, in a deployment that gives these parameters."""
    text = cfn_yaml.load(str(SAM / f"{name}.yaml"))
    values = with_defaults(text, **given)
    return {
        resource: evaluate(said["Properties"], values, text["Conditions"])
        for resource, said in text["Resources"].items()
        if said["Type"] == kind
    }


def rights(name, **given):
    """The actions that the function's role may do."""
    policies = deployed(name, "AWS::IAM::Role", **given)["Role"]["Policies"]
    statements = [statement for policy in policies if policy for statement in policy["PolicyDocument"]["Statement"]]
    found = [statement["Action"] for statement in statements]
    return {action for actions in found for action in ([actions] if isinstance(actions, str) else actions)}


@pytest.mark.parametrize("name", NAMES)
def test_a_function_runs_as_its_platform_team_says(name):
    [function] = deployed(name, "AWS::Serverless::Function", **GIVEN).values()
    assert function["VpcConfig"] == NETWORK
    assert (function["KmsKeyArn"], function["Tracing"]) == (KEY, "Active")
    assert (function["ReservedConcurrentExecutions"], function["EphemeralStorage"]) == (7, {"Size": 4096})
    [plain] = deployed(name, "AWS::Serverless::Function").values()
    assert [plain[each] for each in ("VpcConfig", "KmsKeyArn", "ReservedConcurrentExecutions")] == [None] * 3
    assert plain["Tracing"] == "PassThrough"


@pytest.mark.parametrize("name", NAMES)
def test_logs_and_secrets_are_encrypted_and_roles_bounded_as_it_says(name):
    [log] = deployed(name, "AWS::Logs::LogGroup", **GIVEN).values()
    assert (log["KmsKeyId"], log["RetentionInDays"]) == (KEY, 90)
    for kind, property_name, wanted in (
        ("AWS::SecretsManager::Secret", "KmsKeyId", KEY),
        ("AWS::SQS::Queue", "KmsMasterKeyId", KEY),
        ("AWS::IAM::Role", "PermissionsBoundary", BOUNDARY),
    ):
        for resource, said in deployed(name, kind, **GIVEN).items():
            assert said[property_name] == wanted, resource
        for resource, said in deployed(name, kind).items():
            assert said[property_name] is None, resource


@pytest.mark.parametrize("name", NAMES)
def test_the_role_gets_what_that_needs_and_no_more(name):
    added = rights(name, **GIVEN) - rights(name)
    assert {action.split(":")[0] for action in added} == {"kms", "xray", "ec2"}
    assert {action for action in added if action.startswith("ec2:")} == {
        "ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets",
        "ec2:DeleteNetworkInterface", "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses",
    }  # fmt: skip


@pytest.mark.parametrize("name", NAMES[1:])
@pytest.mark.parametrize("architecture", ["arm64", "x86_64"])
def test_parquet_is_a_layer_that_one_may_add(name, architecture):
    given = {"Architecture": architecture, "ReadsParquet": "true"}
    [function] = deployed(name, "AWS::Serverless::Function", **given).values()
    [plain] = deployed(name, "AWS::Serverless::Function", Architecture=architecture).values()
    assert plain["Layers"] == [*function["Layers"][:-1], None]
    layer = deployed(name, "AWS::Serverless::LayerVersion", **given)[function["Layers"][-1]]
    assert layer["ContentUri"] == f"../build/lambda/parquet-{architecture}.zip"
    assert layer["CompatibleArchitectures"] == [architecture]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_environments_can_be_kept_ready(name):
    [function] = deployed(name, "AWS::Serverless::Function", ProvisionedConcurrency=3).values()
    assert function["ProvisionedConcurrencyConfig"] == {"ProvisionedConcurrentExecutions": 3}


@pytest.mark.parametrize("name", NAMES)
def test_a_network_without_security_groups_is_refused(name):
    text = cfn_yaml.load(str(SAM / f"{name}.yaml"))
    [rule] = text["Rules"]["NetworksHaveBoth"]["Assertions"]
    assert evaluate(rule["Assert"], with_defaults(text))
    assert evaluate(rule["Assert"], with_defaults(text, **GIVEN))
    assert not evaluate(rule["Assert"], with_defaults(text, SubnetIds="subnet-1a"))


def test_the_bucket_may_be_another_accounts():
    [point] = deployed("access-point", "AWS::S3::AccessPoint", BucketAccountId="444455556666").values()
    assert point["BucketAccountId"] == "444455556666"
    [own] = deployed("access-point", "AWS::S3::AccessPoint").values()
    assert own["BucketAccountId"] is None
