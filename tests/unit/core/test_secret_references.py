"""Secrets by reference: from the environment, files, Secrets Manager and SSM, read again when they may have changed."""

import json
import time
from inspect import signature

import boto3
import pytest
from moto import mock_aws

from objectlambda import secret_references
from objectlambda.errors import InvalidSettings, SourceUnavailable
from objectlambda.secret_references import (
    LIFETIME_ENV,
    LIFETIME_SECONDS,
    RETRY_SECONDS,
    checked_reference,
    lifetime_seconds,
    secret_value,
)


@pytest.fixture
def aws(monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with mock_aws():
        yield boto3.session.Session(region_name="eu-central-1")
    secret_references._client.cache_clear()
    secret_references._cached.cache_clear()


def test_reads_variables_and_files(monkeypatch, tmp_path):
    monkeypatch.setenv("A_SECRET", "from the environment")
    (tmp_path / "secret").write_text("from a file\n")
    assert secret_value("env:A_SECRET") == b"from the environment"
    assert secret_value(f"file:{tmp_path}/secret") == b"from a file"


def test_reads_secrets_their_json_keys_and_parameters_in_the_region_of_the_arn(aws):
    manager, ssm = aws.client("secretsmanager"), aws.client("ssm")
    plain = manager.create_secret(Name="plain", SecretString="a secret")["ARN"]
    binary = manager.create_secret(Name="binary", SecretBinary=b"\x00\xff")["ARN"]
    table = manager.create_secret(Name="team/table", SecretString=json.dumps({"tag": "of a table"}))["ARN"]
    ssm.put_parameter(Name="/team/tag", Value="deep", Type="SecureString")
    ssm.put_parameter(Name="tag", Value="flat", Type="SecureString")
    parameter = "arn:aws:ssm:eu-central-1:123456789012:parameter"
    assert secret_value(plain) == b"a secret"
    assert secret_value(binary) == b"\x00\xff"
    assert secret_value(f"{table}:tag") == secret_value(f"{table}:tag::") == b"of a table"
    assert (secret_value(f"{parameter}/team/tag"), secret_value(f"{parameter}/tag")) == (b"deep", b"flat")
    with pytest.raises(InvalidSettings, match="JSON key"):
        secret_value(f"{plain}:tag")


def test_what_repeats_is_a_wrong_setting(aws, monkeypatch, tmp_path):
    monkeypatch.setenv("EMPTY", "")
    for reference in (
        "env:NO_SUCH_VARIABLE",
        "env:EMPTY",
        f"file:{tmp_path}/none",
        "arn:aws:secretsmanager:eu-central-1:123456789012:secret:none-AbCdEf",
        "arn:aws:ssm:eu-central-1:123456789012:parameter/none",
    ):
        with pytest.raises(InvalidSettings):
            secret_value(reference)


@pytest.mark.parametrize(
    "value", ["", "the secret itself", "file:", "arn:aws:s3:::bucket", "arn:aws:ssm:x:1:parameter/a"]
)
def test_a_value_that_is_no_reference_is_refused_and_not_quoted(value):
    with pytest.raises(InvalidSettings) as caught:
        checked_reference(value)
    assert value.rstrip(":") in ("", "file") or value not in str(caught.value)


def test_a_rotated_secret_arrives_and_one_that_cannot_be_read_again_stays():
    now, answers = [0.0], [b"first", b"second", SourceUnavailable("throttled"), b"third"]

    def read():
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    held = secret_references._Held(read, clock=lambda: now[0])
    said = []
    for seconds in (0, LIFETIME_SECONDS - 1, 1, LIFETIME_SECONDS, RETRY_SECONDS - 1, 1):
        now[0] += seconds
        said.append(held.value())
    assert said == [b"first", b"first", b"second", b"second", b"second", b"third"]


def test_a_secret_in_a_snapshot_is_read_anew_days_later_and_where_the_clock_is_set_back():
    day, answers = [0.0], iter((b"of the snapshot", b"rotated", b"once more"))
    # A monotonic clock stands still in a snapshot.
    assert signature(secret_references._Held).parameters["clock"].default is time.time
    held = secret_references._Held(answers.__next__, clock=lambda: day[0])
    said = []
    for at in (0, 3 * 86_400, 3 * 86_400 + 1, 86_400):
        day[0] = at
        said.append(held.value())
    assert said == [b"of the snapshot", b"rotated", b"rotated", b"once more"]


def test_a_first_read_that_fails_is_told():
    def read():
        raise SourceUnavailable("no answer")

    with pytest.raises(SourceUnavailable):
        secret_references._Held(read).value()


def test_the_lifetime_is_a_variable_with_bounds():
    assert lifetime_seconds({}) == LIFETIME_SECONDS
    assert lifetime_seconds({LIFETIME_ENV: ""}) == LIFETIME_SECONDS
    assert lifetime_seconds({LIFETIME_ENV: "30"}) == 30
    for wrong in ("0", "-1", "86401", "nan", "five"):
        with pytest.raises(InvalidSettings, match="1 to 86400"):
            lifetime_seconds({LIFETIME_ENV: wrong})
