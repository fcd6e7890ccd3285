"""An emulator of AWS on loopback, and the SAM CLI that deploys the templates into it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from waiting import eventually, listens

ROOT = Path(__file__).resolve().parents[2]
SAM = os.environ.get("OBJECTLAMBDA_SAM", str(ROOT / ".venv-deploy" / "bin" / "sam"))
REGION = "us-east-1"


@contextmanager
def emulator(python: str, packages: Path, home: Path) -> Iterator[dict[str, str]]:
    """Yields the environment for tools that use it; nothing of it leaves the machine."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    own = {"PATH": "/usr/bin:/bin", "HOME": str(home), "TMPDIR": str(home), "PYTHONPATH": str(packages)}
    own |= {"BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(port), "OPENBLAS_NUM_THREADS": "1"}
    own |= {"IOT_MTLS_ENABLED": "0"}  # it would listen on every address, whatever BIND_HOST says
    log = home / "ministack.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [python, "-m", "ministack"], env=own, stdout=output, stderr=output, cwd=home, start_new_session=True
        )
    try:
        _wait_for(port, process, log)
        yield {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": REGION,
            "AWS_EC2_METADATA_DISABLED": "true",
            "SAM_CLI_TELEMETRY": "0",
            "SAM_CLI_POLL_DELAY": "1",
        }
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    eventually(lambda: listens(port) or process.poll() is not None, 60)
    if not listens(port):
        raise RuntimeError(f"ministack does not listen:\n{log.read_text()[-2000:]}")


def client_of(service: str, env: Mapping[str, str]) -> Any:
    """A boto3 client of the emulator."""
    return boto3.client(
        service,
        endpoint_url=env["AWS_ENDPOINT_URL"],
        aws_access_key_id="test",
        aws_secret_access_key="test",
        region_name=REGION,
        config=Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}, read_timeout=120),
    )


def sam(*arguments: object, env: Mapping[str, str], answers: str | None = None) -> str:
    """What the SAM CLI prints, run in the templates' folder, where it finds samconfig.toml."""
    finished = subprocess.run(
        [SAM, *map(str, arguments)], env=env, cwd=ROOT / "sam", input=answers,
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert finished.returncode == 0, finished.stdout[-1500:] + finished.stderr[-3000:]
    return finished.stdout


def deployed_stack(
    template: str, stack: str, parameters: Mapping[str, object], env: Mapping[str, str]
) -> dict[str, str]:
    """Deploys a template by its environment of samconfig.toml, and gives the stack's outputs."""
    overrides = [f"ParameterKey={name},ParameterValue={value}" for name, value in parameters.items()]
    sam(
        "deploy", "--config-env", template, "--stack-name", stack, "--no-progressbar",
        "--no-confirm-changeset", "--no-fail-on-empty-changeset",
        *(["--parameter-overrides", *overrides] if overrides else []), env=env,
    )  # fmt: skip
    return outputs_of(stack, env)


def outputs_of(stack: str, env: Mapping[str, str]) -> dict[str, str]:
    """The outputs of a deployed stack."""
    [found] = client_of("cloudformation", env).describe_stacks(StackName=stack)["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in found["Outputs"]}


def allowed(client: Any, outputs: Mapping[str, str]) -> dict[str, Any]:
    """What the deployed role of a stack may do: each action and its resources."""
    iam, role = client("iam"), outputs["RoleArn"].rpartition("/")[2]
    found: dict[str, Any] = {}
    for name in iam.list_role_policies(RoleName=role)["PolicyNames"]:
        for statement in iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]["Statement"]:
            actions = statement["Action"]
            for action in [actions] if isinstance(actions, str) else actions:
                resources = statement["Resource"]
                before = found.get(action, [])
                found[action] = [*before, *([resources] if isinstance(resources, str) else resources)]
    return found
