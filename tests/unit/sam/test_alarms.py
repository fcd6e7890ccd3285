"""Every alarm of the templates watches a metric that AWS publishes, with the dimensions under which it does."""

from __future__ import annotations

from pathlib import Path

import pytest
from cfnlint.decode import cfn_yaml

SAM = Path(__file__).resolve().parents[3] / "sam"

PUBLISHED = {
    # Amazon S3 User Guide, "Metrics and dimensions", "S3 Object Lambda request metrics" and "S3 Object Lambda
    # dimensions": DataSourceARN is the function's ARN where a request invokes a function.
    ("AWS/S3ObjectLambda", "5xxErrors"): {"AccessPointName", "DataSourceARN"},
    # Lambda Developer Guide, "Types of metrics for Lambda functions".
    ("AWS/Lambda", "Errors"): {"FunctionName"},
    ("AWS/Lambda", "Duration"): {"FunctionName"},
    # Lambda Developer Guide, "Monitoring Lambda function URLs".
    ("AWS/Lambda", "Url5xxCount"): {"FunctionName"},
    # Elastic Load Balancing, "CloudWatch metrics for your Application Load Balancer".
    ("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count"): {"LoadBalancer"},
    # SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS".
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible"): {"QueueName"},
    ("AWS/SQS", "ApproximateAgeOfOldestMessage"): {"QueueName"},
}
"""Namespace and metric → the dimensions that name one resource."""

ALARMS = [
    pytest.param(resource["Properties"], id=f"{path.stem}-{name}")
    for path in sorted(SAM.glob("*.yaml"))
    for name, resource in cfn_yaml.load(str(path))["Resources"].items()
    if resource["Type"] == "AWS::CloudWatch::Alarm"
]


@pytest.mark.parametrize("alarm", ALARMS)
def test_an_alarm_can_fire(alarm):
    dimensions = {dimension["Name"] for dimension in alarm["Dimensions"]}
    assert dimensions == PUBLISHED[alarm["Namespace"], alarm["MetricName"]]


def test_there_are_alarms_to_check():
    assert len(ALARMS) >= 8
