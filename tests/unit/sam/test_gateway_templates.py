"""The gateway's templates on Lambda: rules that keep the caller's signature, rights no wider than what is read."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from cfnlint.decode import cfn_yaml
from cloudformation import evaluate, with_defaults

SAM = Path(__file__).resolve().parents[3] / "sam"


@pytest.fixture(scope="module")
def template():
    return cfn_yaml.load(str(SAM / "gateway-lambda.yaml"))


def refused(template, **given):
    """What the rules say of a deployment with these parameters."""
    parameters = with_defaults(template, **given)
    return [
        assertion["AssertDescription"]
        for rule in template["Rules"].values()
        if evaluate(rule.get("RuleCondition", True), parameters)
        for assertion in rule["Assertions"]
        if not evaluate(assertion["Assert"], parameters)
    ]


SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:reader"
FRONT = {"PublicHost": "objects.example.com", "CertificateArn": "arn:aws:acm:us-east-1:111122223333:certificate/1"}
WORKING = {
    ("HEADERS", "NONE", "no"),
    ("QUERY", "NONE", "no"),
    ("QUERY", "AWS_IAM", "no"),
    ("QUERY", "AWS_IAM", "yes"),
    ("NOWHERE", "AWS_IAM", "no"),
}


@pytest.mark.parametrize(
    ("signed", "auth", "front"),
    list(itertools.product(("HEADERS", "QUERY", "NOWHERE"), ("NONE", "AWS_IAM"), ("yes", "no"))),
)
def test_only_combinations_that_keep_the_callers_signature_can_be_deployed(template, signed, auth, front):
    said = refused(template, SignedIn=signed, AuthType=auth, CloudFront=front, CallerSecretArn=SECRET, **FRONT)
    assert (not said) == ((signed, auth, front) in WORKING), said


def test_behind_cloudfront_somebody_else_than_cloudfront_signs(template):
    """Origin access control signs every request: AWS_IAM then admits whoever reaches CloudFront."""
    said = refused(template, SignedIn="NOWHERE", AuthType="AWS_IAM", CloudFront="yes", **FRONT)
    assert any("CloudFront's own name" in text for text in said)


def test_a_signature_in_the_query_is_not_left_to_lambda_which_takes_it_for_its_own(template):
    assert refused(template, SignedIn="QUERY", AuthType="AWS_IAM", CloudFront="no")
    assert not refused(
        template, SignedIn="QUERY", AuthType="AWS_IAM", CloudFront="no", PublicHost="objects.example.com"
    )


def test_cloudfront_needs_a_name(template):
    assert refused(template) == []
    assert any(
        "PublicHost" in text
        for text in refused(template, SignedIn="QUERY", AuthType="AWS_IAM", CloudFront="yes", CallerSecretArn=SECRET)
    )


@pytest.mark.parametrize("name", ["gateway-lambda", "gateway-http-api"])
def test_the_role_reads_the_prefix_and_nothing_else(name):
    policies = cfn_yaml.load(str(SAM / f"{name}.yaml"))["Resources"]["Role"]["Properties"]["Policies"]
    (read,) = [policy for policy in policies if policy.get("PolicyName") == "Read"]
    for statement in read["PolicyDocument"]["Statement"]:
        assert "*" not in str(statement["Action"])
        assert "${BucketName}" in statement["Resource"]["Fn::Sub"]
        assert "${Prefix}*" in str(statement)


def test_the_function_is_started_by_the_script_that_streams(template):
    function = template["Resources"]["Function"]["Properties"]
    assert function["Environment"]["Variables"]["AWS_LAMBDA_EXEC_WRAPPER"] == "/var/task/streaming"
    assert (SAM.parent / "functions" / "gateway" / "streaming").is_file()
    assert template["Resources"]["Url"]["Properties"]["InvokeMode"] == "RESPONSE_STREAM"
