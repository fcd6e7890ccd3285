"""The start command of sam/gateway-ecs.yaml, run as ECS runs it: configuration and secret come as variables."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import boto3
import pytest
import urllib3
from botocore.config import Config
from cfnlint.decode import cfn_yaml

from conftest import ROOT
from waiting import eventually

TEXT = b"a line of the archive\n" * 100


@pytest.fixture(scope="module")
def template():
    return cfn_yaml.load(str(ROOT / "sam" / "gateway-ecs.yaml"))


def is_healthy(port):
    try:
        return urllib3.request("GET", f"http://127.0.0.1:{port}/-/health", retries=False).status == 200
    except urllib3.exceptions.HTTPError:
        return False


@pytest.fixture(scope="module")
def gateway(template, tmp_path_factory):
    """The port of a gateway that was started by the template's own command."""
    [container] = template["Resources"]["TaskDefinition"]["Properties"]["ContainerDefinitions"]
    folder = tmp_path_factory.mktemp("ecs")
    (folder / "objects").mkdir()
    (folder / "objects" / "a.txt.gz").write_bytes(gzip.compress(TEXT))
    configuration, variable, seal = (secret["Name"] for secret in container["Secrets"])
    [reference] = container["Environment"]
    assert (configuration, reference) == ("GATEWAY_TOML", {"Name": "TAG_KEY", "Value": f"env:{seal}"})
    variable = template["Parameters"][variable["Ref"]]["Default"]
    toml = (ROOT / "sam" / "gateway" / "gateway.toml").read_text()
    toml = toml.replace(
        'bucket = "company-archive"\nprefix = "2026/"\nregion = "us-east-1"', f'folder = "{folder}/objects"'
    )
    toml = toml.replace("/var/cache/objectlambda", str(folder / "cache"))
    assert str(folder / "objects") in toml
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    [command] = container["Command"]
    command = command.replace("--host 0.0.0.0 --port 9000", f"--host 127.0.0.1 --port {port}")
    own = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "TMPDIR": str(folder),
        "GATEWAY_TOML": toml,
        variable: "the-callers-secret",
        reference["Name"]: reference["Value"],
        seal: "one secret for the tags of all tasks",
    }
    shell, flag = container["EntryPoint"]
    process = subprocess.Popen([shutil.which(shell), flag, command], env=own, cwd=folder, start_new_session=True)
    try:
        eventually(lambda: is_healthy(port) or process.poll() is not None, 60)
        assert is_healthy(port)
        assert (folder / "gateway.toml").stat().st_mode & 0o077 == 0
        yield port
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(40)


def test_gateway_started_by_the_template_answers_its_caller(gateway):
    client = boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{gateway}",
        aws_access_key_id="AKIAREPORTING",
        aws_secret_access_key="the-callers-secret",
        region_name="us-east-1",
        config=Config(s3={"addressing_style": "path"}),
    )
    assert client.get_object(Bucket="archive", Key="a.txt.gz")["Body"].read() == TEXT


def test_all_tasks_seal_etags_with_the_secret_that_the_execution_role_may_read(template):
    [container] = template["Resources"]["TaskDefinition"]["Properties"]["ContainerDefinitions"]
    [arn] = [secret["ValueFrom"] for secret in container["Secrets"] if secret["Name"] == "OBJECTLAMBDA_TAG_KEY"]
    assert arn == {"Fn::If": ["MakesTagKey", {"Fn::GetAtt": ["TagKey", "Id"]}, {"Ref": "TagKeyArn"}]}
    configure, _ = template["Resources"]["ExecutionRole"]["Properties"]["Policies"]
    [_, secrets] = configure["PolicyDocument"]["Statement"]
    assert arn in secrets["Resource"]


def test_health_checks_go_where_the_gateway_answers_them(template, gateway):
    path = template["Resources"]["TargetGroup"]["Properties"]["HealthCheckPath"]
    assert urllib3.request("GET", f"http://127.0.0.1:{gateway}{path}", retries=False).status == 200


def test_gateway_may_read_one_bucket_and_nothing_else(template):
    policy, decrypt = template["Resources"]["TaskRole"]["Properties"]["Policies"]
    assert decrypt["Fn::If"][0] == "HasKmsKey"
    actions = []
    for statement in policy["PolicyDocument"]["Statement"]:
        actions += [statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"]
        assert "${BucketName}" in statement["Resource"]["Fn::Sub"]
    assert sorted(actions) == ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"]
