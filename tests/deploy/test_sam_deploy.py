"""The templates in use: built and deployed by the SAM CLI into an emulator, read through, updated, deleted."""

from __future__ import annotations

import gzip
import json
import os
import signal
import socket
import subprocess
from pathlib import Path

import boto3
import pytest
import wheels
from botocore.config import Config
from botocore.exceptions import ClientError

from conftest import ARCH, CACHE, ROOT, unpack_wheels
from waiting import eventually, listens

pytestmark = pytest.mark.deploy

SAM = os.environ.get("OBJECTLAMBDA_SAM", str(ROOT / ".venv-deploy" / "bin" / "sam"))
BUCKET = "letters"
ARTIFACTS = "artifacts"
LETTER = b"Dear Anna Miller, your number 206-555-0100 and anna.miller@example.com are on file.\n"
COMPRESSED = gzip.compress(LETTER, mtime=0)
MASKED = b"Dear ***********, your number ************ and *********************** are on file.\n"
TYPED = b"Dear [NAME], your number [PHONE] and [EMAIL] are on file.\n"


@pytest.fixture(scope="module")
def aws(python_3_13, tmp_path_factory):
    """The environment for tools that use the emulator; nothing of it leaves the machine."""
    packages = tmp_path_factory.mktemp("ministack")
    requirements = Path(__file__).with_name("ministack.txt")
    unpack_wheels(wheels.fetch(requirements, CACHE / "wheels" / ARCH / "ministack", arch=ARCH, python="3.13"), packages)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    home = tmp_path_factory.mktemp("home")
    own = {"PATH": "/usr/bin:/bin", "HOME": str(home), "TMPDIR": str(home), "PYTHONPATH": str(packages)}
    own |= {"BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(port), "OPENBLAS_NUM_THREADS": "1"}
    own |= {"IOT_MTLS_ENABLED": "0"}  # it would listen on every address, whatever BIND_HOST says
    log = home / "ministack.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [python_3_13, "-m", "ministack"], env=own, stdout=output, stderr=output, cwd=home, start_new_session=True
        )
    try:
        wait_for(port, process, log)
        yield {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
            "SAM_CLI_TELEMETRY": "0",
            "SAM_CLI_POLL_DELAY": "1",
        }
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


@pytest.fixture(scope="module")
def client(aws):
    """Makes boto3 clients of the emulator."""

    def make(service):
        return boto3.client(
            service,
            endpoint_url=aws["AWS_ENDPOINT_URL"],
            aws_access_key_id="test",
            aws_secret_access_key="test",
            region_name="us-east-1",
            config=Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}, read_timeout=120),
        )

    return make


@pytest.fixture(scope="module")
def s3(client):
    made = client("s3")
    made.create_bucket(Bucket=BUCKET)
    made.put_object(Bucket=BUCKET, Key="letter.txt", Body=LETTER)
    made.put_object(Bucket=BUCKET, Key="letter.txt.gz", Body=COMPRESSED)
    return made


@pytest.fixture(scope="module")
def deploy(aws, client, zips, tmp_path_factory):
    """Builds a template and deploys it as a stack; gives the stack's outputs."""
    built: dict[str, Path] = {}

    def run(template, stack, **parameters):
        if template not in built:
            folder = tmp_path_factory.mktemp(template)
            sam("build", "--template", ROOT / "sam" / f"{template}.yaml", "--build-dir", folder, env=aws)
            built[template] = folder / "template.yaml"
        overrides = [f"ParameterKey={name},ParameterValue={value}" for name, value in parameters.items()]
        sam(
            "deploy", "--template", built[template], "--stack-name", stack, "--s3-bucket", ARTIFACTS,
            "--no-progressbar", "--capabilities", "CAPABILITY_IAM",
            "--no-confirm-changeset", "--no-fail-on-empty-changeset",
            *(["--parameter-overrides", *overrides] if overrides else []), env=aws,
        )  # fmt: skip
        [found] = client("cloudformation").describe_stacks(StackName=stack)["Stacks"]
        return {output["OutputKey"]: output["OutputValue"] for output in found["Outputs"]}

    assert (zips / "core.zip").is_file()
    client("s3").create_bucket(Bucket=ARTIFACTS)
    return run


@pytest.fixture(scope="module")
def decompress(deploy):
    return deploy("decompress", "decompress", Architecture=ARCH, SizesReadThrough=supporting("plain"))


@pytest.fixture(scope="module")
def redaction(deploy):
    return deploy("pii-redaction", "redaction", Architecture=ARCH, SizesReadThrough=supporting("safe"))


@pytest.fixture(scope="module")
def guard(deploy):
    return deploy("pii-access-control", "guard", Architecture=ARCH)


@pytest.fixture(scope="module")
def access_points(deploy, s3, decompress, redaction):
    """The aliases of two access points over one bucket, each with a function of its own."""
    plain = deploy("access-point", "plain", Name="plain", BucketName=BUCKET, GetFunctionArn=decompress["FunctionArn"])
    safe = deploy("access-point", "safe", Name="safe", BucketName=BUCKET, GetFunctionArn=redaction["FunctionArn"])
    return {"plain": plain["AccessPointAlias"], "safe": safe["AccessPointAlias"]}


def test_outputs_name_alias_and_version(decompress):
    assert decompress["FunctionArn"].endswith(":live")
    assert decompress["FunctionVersionArn"] == decompress["FunctionArn"].removesuffix("live") + "1"


def test_role_may_answer_and_log_and_read_only_where_it_was_allowed(client, decompress, guard):
    def allowed(outputs):
        iam, role = client("iam"), outputs["RoleArn"].rpartition("/")[2]
        found = {}
        for name in iam.list_role_policies(RoleName=role)["PolicyNames"]:
            for statement in iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]["Statement"]:
                actions = statement["Action"]
                found |= dict.fromkeys([actions] if isinstance(actions, str) else actions, statement["Resource"])
        return found

    answering = {"s3-object-lambda:WriteGetObjectResponse", "logs:CreateLogStream", "logs:PutLogEvents"}
    assert set(allowed(guard)) == answering | {"secretsmanager:GetSecretValue"}
    assert ":secret:guard-TagKey" in allowed(guard)["secretsmanager:GetSecretValue"]  # and of no other
    assert set(allowed(decompress)) == answering | {"s3:GetObject", "s3:GetObjectVersion"}
    assert allowed(decompress)["s3:GetObject"] == [supporting("plain") + "/object/*"]
    [resource] = {allowed(guard)["s3-object-lambda:WriteGetObjectResponse"]}
    assert resource == "arn:aws:s3-object-lambda:us-east-1:000000000000:accesspoint/*"


@pytest.mark.parametrize(("access_point", "body"), [("plain", LETTER), ("safe", MASKED)])
def test_one_bucket_reads_differently_through_each_access_point(s3, access_points, access_point, body):
    answer = s3.get_object(Bucket=access_points[access_point], Key="letter.txt.gz")
    assert answer["Body"].read() == body
    assert s3.get_object(Bucket=BUCKET, Key="letter.txt.gz")["Body"].read() == COMPRESSED


@pytest.mark.parametrize(("access_point", "body"), [("plain", LETTER), ("safe", MASKED)])
def test_head_object_tells_the_size_of_what_is_read(s3, access_points, access_point, body):
    assert s3.head_object(Bucket=access_points[access_point], Key="letter.txt.gz")["ContentLength"] == len(body)


@pytest.mark.parametrize(("access_point", "body"), [("plain", LETTER), ("safe", MASKED)])
def test_range_is_taken_from_what_is_read(s3, access_points, access_point, body):
    answer = s3.get_object(Bucket=access_points[access_point], Key="letter.txt.gz", Range="bytes=5-20")
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 206
    assert answer["ContentRange"] == f"bytes 5-20/{len(body)}"
    assert answer["Body"].read() == body[5:21]


def test_another_function_and_payload_are_an_update_of_the_access_point(deploy, s3, access_points, redaction):
    payload = json.dumps({"mask_mode": "REPLACE_WITH_PII_ENTITY_TYPE"})
    deploy(
        "access-point", "plain", Name="plain", BucketName=BUCKET, GetFunctionArn=redaction["FunctionArn"],
        Payload="'" + payload.replace(" ", "") + "'",
    )  # fmt: skip
    assert s3.get_object(Bucket=access_points["plain"], Key="letter.txt")["Body"].read() == TYPED
    assert s3.get_object(Bucket=access_points["safe"], Key="letter.txt")["Body"].read() == MASKED


def test_another_setting_is_another_version_behind_the_same_alias(deploy, s3, access_points, redaction):
    updated = deploy(
        "pii-redaction", "redaction", Architecture=ARCH, SizesReadThrough=supporting("safe"), MaskCharacter="x"
    )
    assert updated["FunctionArn"] == redaction["FunctionArn"]
    assert updated["FunctionVersionArn"] != redaction["FunctionVersionArn"]
    read = s3.get_object(Bucket=access_points["safe"], Key="letter.txt")["Body"].read()
    assert read == MASKED.replace(b"*", b"x")


def test_access_control_refuses_through_an_existing_supporting_access_point(deploy, s3, access_points, guard):
    made = deploy(
        "access-point", "guarded", Name="guarded", SupportingAccessPointArn=supporting("safe"),
        GetFunctionArn=guard["FunctionArn"], HeadFunctionArn="NONE",
    )  # fmt: skip
    assert made["SupportingAccessPointArn"] == supporting("safe")
    with pytest.raises(ClientError) as refused:
        s3.get_object(Bucket=made["AccessPointAlias"], Key="letter.txt")
    assert refused.value.response["Error"]["Code"] == "AccessDenied"
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403


def test_deleted_stacks_leave_nothing_but_the_bucket(aws, s3, client, access_points, decompress, redaction, guard):
    for stack in ("guarded", "safe", "plain", "decompress", "redaction", "guard"):
        sam("delete", "--stack-name", stack, "--no-prompts", "--region", "us-east-1", env=aws)
    with pytest.raises(ClientError):
        s3.get_object(Bucket=access_points["safe"], Key="letter.txt")
    assert client("lambda").list_functions()["Functions"] == []
    assert client("lambda").list_layers()["Layers"] == []
    assert s3.get_object(Bucket=BUCKET, Key="letter.txt")["Body"].read() == LETTER


def supporting(name: str) -> str:
    return f"arn:aws:s3:us-east-1:000000000000:accesspoint/{name}-source"


def sam(*arguments, env):
    finished = subprocess.run(
        [SAM, *map(str, arguments)], env=env, cwd=env["HOME"], capture_output=True, text=True, timeout=240, check=False
    )
    assert finished.returncode == 0, finished.stdout[-1500:] + finished.stderr[-3000:]
    return finished.stdout


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    eventually(lambda: listens(port) or process.poll() is not None, 60)
    if not listens(port):
        raise RuntimeError(f"ministack does not listen:\n{log.read_text()[-2000:]}")
