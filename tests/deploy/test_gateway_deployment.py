"""The deployment examples of the gateway: the image's build steps and start command run, the rest is checked."""

from __future__ import annotations

import gzip
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from contextlib import contextmanager
from pathlib import Path

import boto3
import kubernetes_validate
import pytest
import urllib3
import yaml
from botocore.config import Config
from cfnlint.decode import cfn_yaml
from packaging.requirements import Requirement

from objectlambda.aws.function_url import MAX_BODY_BYTES
from objectlambda.cli.serve import add_parser
from objectlambda.gateway.config.toml_file import read_config
from objectlambda.gateway.config.webhooks import TOKEN_ENV, parse_webhooks

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "sam/gateway"
SECRET = {"OBJECTLAMBDA_REPORTING_SECRET_KEY": "a-secret-of-the-reporting"}
KUBERNETES = ("1.31", "1.34")


def instructions():
    """The Dockerfile's instructions by stage, as (name, arguments)."""
    text = re.sub(r"\\\n", " ", (HERE / "Dockerfile").read_text())
    stages: list[list[tuple[str, str]]] = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, _, arguments = line.partition(" ")
        if name == "FROM":
            stages.append([])
        if stages:
            stages[-1].append((name, arguments))
    return stages


def arguments_of(stage, name):
    return [arguments for found, arguments in stage if found == name]


def test_the_image_runs_as_nobody_from_a_slim_base_with_nothing_to_build_with():
    build, final = instructions()
    for stage in (build, final):
        assert re.fullmatch(r"python:\$\{PYTHON_VERSION\}-slim-bookworm( AS build)?", stage[0][1])
    assert arguments_of(final, "USER") == ["10001:10001"]
    assert arguments_of(final, "COPY") == ["--from=build /opt/objectlambda /opt/objectlambda"]
    assert not any("install" in run for run in arguments_of(final, "RUN"))
    assert json.loads(arguments_of(final, "ENTRYPOINT")[0])[0] == "objectlambda"


def test_every_package_of_the_image_has_a_known_hash():
    for run in arguments_of(instructions()[0], "RUN"):
        for command in run.split("&&"):
            if " install " in command:
                assert "--require-hashes --only-binary :all:" in command or "--no-deps --offline" in command
    for name in ("requirements.txt", "build-requirements.txt"):
        pins = re.split(r"\n(?=\S)", (HERE / name).read_text().strip())
        assert len(pins) > 5
        assert all("--hash=sha256:" in pin for pin in pins)


def test_the_images_packages_are_those_that_the_project_is_tested_with():
    lock, image = (pinned(path) for path in (ROOT / "requirements.lock", HERE / "requirements.txt"))
    assert {name: lock.get(name) for name in image} == image
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    wanted = [
        Requirement(text)
        for text in [*project["dependencies"], *extras["codecs"], *extras["pii"], *extras["gateway"], *extras["otel"]]
    ]
    missing = {need.name for need in wanted if need.name.replace(".", "-") not in image}
    assert missing == set()


def pinned(path):
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;\\]+)", path.read_text(), re.MULTILINE))


def test_whatever_the_image_copies_is_let_through_by_dockerignore():
    ignored, *rest = [line for line in (HERE / "Dockerfile.dockerignore").read_text().splitlines() if line[0] != "#"]
    assert ignored == "*"
    allowed = {line[1:] for line in rest if line.startswith("!")}
    for copied in arguments_of(instructions()[0], "COPY"):
        for source in copied.split()[:-1]:
            assert source in allowed
            assert (ROOT / source).exists()


@pytest.fixture(scope="module")
def image():
    """A folder in place of an image's root, in which the build stage's steps were run, and the environment."""
    root = Path(tempfile.mkdtemp(prefix="objectlambda-image-"))
    root.chmod(0o755)
    build, final = instructions()
    environ = {**os.environ}
    for name, value in (pair.split("=", 1) for pair in arguments_of(build, "ENV")):
        environ[name] = value
    environ |= {"UV_COMPILE_BYTECODE": "0", "UV_LINK_MODE": "hardlink"}  # to be quick: the same files, not compiled
    try:
        for name, arguments in build:
            if name == "COPY":
                *sources, target = arguments.split()
                for source in sources:
                    copy(ROOT / source, root / "src" / target.removeprefix("./"), into=target == "./")
            elif name == "RUN":
                command = placed(arguments, root)
                command = command.replace("python -m venv --without-pip", f"{anybodys_python()} -m venv --without-pip")
                command = re.sub(r"^python ", f"{sys.executable} ", command)
                done = subprocess.run(
                    ["sh", "-ec", command], cwd=root / "src", env=environ, capture_output=True, text=True, check=False
                )
                assert done.returncode == 0, done.stdout + done.stderr
        yield root, final
    finally:
        shutil.rmtree(root)


def placed(text, root):
    """``text`` with the absolute paths of the image under ``root``."""
    return re.sub(r"(?<![\w.])/(build|opt|wheels|src|etc)\b", rf"{root}/\1", text)


def anybodys_python():
    """A Python that the image's user can start too, if there is one: root's own may lie in root's home."""
    for candidate in ("/usr/bin/python3", "/usr/local/bin/python3"):
        if Path(candidate).exists():
            code = "import sys; sys.exit(sys.version_info < (3, 11))"
            if subprocess.run([candidate, "-c", code], check=False).returncode == 0:
                return candidate
    return sys.executable


def may_run(program, user):
    try:
        return subprocess.run([program, "--version"], capture_output=True, check=False, **user).returncode == 0
    except PermissionError:
        return False


def copy(source, target, *, into):
    target.mkdir(parents=True, exist_ok=True) if into else target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True, ignore=shutil.ignore_patterns("__pycache__", ".mypy_cache"))
    else:
        shutil.copy(source, target)


@pytest.mark.deploy
def test_the_images_build_steps_make_a_gateway_that_starts_as_nobody_and_reads_objects(image):
    root, final = image
    (page,) = (root / "opt/objectlambda/lib").glob("python3*/site-packages/objectlambda/gateway/page")
    assert {"page.html", "page.css", "page.js", "icon.svg"} <= {path.name for path in page.iterdir()}
    objects = root / "objects"
    objects.mkdir()
    (objects / "letter.txt.gz").write_bytes(gzip.compress(b"Write to John Whitfield, jw@example.com\n"))
    for folder in (root / "etc/objectlambda", root / "var/cache/objectlambda"):
        folder.mkdir(parents=True)
    text = (HERE / "gateway.toml").read_text()
    text = text.replace('"/var/cache/objectlambda/kept"', f'"{root}/var/cache/objectlambda/kept"')
    text = re.sub(r"bucket = .*\nprefix = .*\nregion = .*\n", f'folder = "{objects}"\n', text)
    (root / "etc/objectlambda/gateway.toml").write_text(text)
    with container(root, final) as url:
        s3 = boto3.client(
            "s3",
            endpoint_url=url,
            aws_access_key_id="AKIAREPORTING",
            aws_secret_access_key=SECRET["OBJECTLAMBDA_REPORTING_SECRET_KEY"],
            config=Config(retries={"total_max_attempts": 1}),
        )
        assert s3.get_object(Bucket="archive", Key="letter.txt.gz")["Body"].read().startswith(b"Write to John")
        redacted = s3.get_object(Bucket="archive-redacted", Key="letter.txt.gz")["Body"].read()
        assert b"Whitfield" not in redacted
        assert urllib3.request("GET", f"{url}/archive/letter.txt.gz").status == 403
        for probe in probes():
            assert urllib3.request("GET", url + probe).status == 200


def probes():
    """The paths that Kubernetes asks."""
    text = (HERE / "kubernetes.yaml").read_text()
    return sorted(set(re.findall(r"path: (/-/\S+)", text)))


@contextmanager
def container(root, final):
    """What the image starts, under its user where the test may choose, on a free port."""
    command = [word for name in ("ENTRYPOINT", "CMD") for word in json.loads(arguments_of(final, name)[0])]
    command = [placed(word, root) for word in command]
    uid, gid = (int(text) for text in arguments_of(final, "USER")[0].split(":"))
    user = {"user": uid, "group": gid, "extra_groups": []} if os.geteuid() == 0 else {}
    program = root / "opt/objectlambda/bin/objectlambda"
    if user and not may_run(program, user):
        user = {}
    if user:
        os.chown(root / "var/cache/objectlambda", uid, gid)
    environ = {**SECRET, "HOME": "/nonexistent", "AWS_EC2_METADATA_DISABLED": "true"}
    environ |= dict(pair.split("=", 1) for pair in arguments_of(final, "ENV"))
    environ["PATH"] = placed(environ["PATH"].split(":")[0], root) + ":" + environ["PATH"].split(":", 1)[1]
    command[0] = shutil.which(command[0], path=environ["PATH"])
    with subprocess.Popen(
        [*command, "--port", "0"], env=environ, cwd="/", stderr=subprocess.PIPE, text=True, **user
    ) as process:
        try:
            said = []
            for line in process.stderr:
                said.append(line)
                if found := re.search(r"serving at http://\S+:(\d+);", line):
                    break
            else:
                pytest.fail("".join(said))
            assert not user or Path(f"/proc/{process.pid}").stat().st_uid == uid
            yield f"http://127.0.0.1:{found[1]}"
        finally:
            process.terminate()
            process.communicate(timeout=20)


def test_the_configuration_of_the_examples_is_one():
    config = read_config(HERE / "gateway.toml", SECRET)
    assert set(config.access_points) == {"archive", "archive-redacted"}
    assert not config.allow_anonymous
    assert all(point.callers for point in config.access_points.values())


def serve_arguments(words):
    import argparse

    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    return parser.parse_args(words)


@pytest.mark.system
def test_the_systemd_unit_is_valid_and_hardened(tmp_path):
    unit = HERE / "objectlambda-gateway.service"
    command = re.search(r"^ExecStart=(.*)$", unit.read_text(), re.MULTILINE)[1]
    program, *words = shlex.split(command)
    assert program == "/opt/objectlambda/bin/objectlambda"
    assert serve_arguments(words).config == "/etc/objectlambda/gateway.toml"
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze: make system-deps")
    installed = tmp_path / unit.name
    installed.write_text(unit.read_text().replace(program, "/bin/true"))
    verified = subprocess.run(["systemd-analyze", "verify", installed], capture_output=True, text=True, check=False)
    assert (verified.returncode, verified.stderr) == (0, "")
    analysed = ["systemd-analyze", "security", "--offline=yes", "--threshold=15", installed]
    exposed = subprocess.run(analysed, capture_output=True, text=True, check=False)
    assert exposed.returncode == 0, exposed.stdout[-400:]


def test_the_unit_leaves_the_gateway_the_time_to_drain():
    unit = (HERE / "objectlambda-gateway.service").read_text()
    drain = read_config(HERE / "gateway.toml", SECRET).drain_seconds
    assert int(re.search(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)[1]) > drain


@pytest.fixture(scope="module")
def manifests():
    documents = list(yaml.safe_load_all((HERE / "kubernetes.yaml").read_text()))
    return {document["kind"]: document for document in documents}


@pytest.mark.parametrize("version", KUBERNETES)
def test_the_manifests_keep_to_kubernetes_own_schema(manifests, version):
    assert len(manifests) == 5
    for manifest in manifests.values():
        kubernetes_validate.validate(manifest, version, strict=True)


def test_the_schema_check_can_fail(manifests):
    broken = {**manifests["Service"], "spec": {"ports": [{"prt": 80}]}}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(broken, KUBERNETES[0], strict=True)


def test_the_manifests_fit_together(manifests):
    template = manifests["Deployment"]["spec"]["template"]
    labels, pod = template["metadata"]["labels"], template["spec"]
    container = pod["containers"][0]
    assert manifests["Service"]["spec"]["selector"] == labels
    assert manifests["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == labels
    assert manifests["HorizontalPodAutoscaler"]["spec"]["scaleTargetRef"] == {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "name": manifests["Deployment"]["metadata"]["name"],
    }
    assert "replicas" not in manifests["Deployment"]["spec"]  # it would undo the autoscaler's work at every apply
    assert container["resources"]["requests"]["cpu"]  # what the autoscaler's per cent are of
    config = read_config(HERE / "gateway.toml", SECRET)
    assert container["ports"][0]["containerPort"] == config.port
    mounts = [mount["mountPath"] for mount in container["volumeMounts"]]
    assert str(config.cache.folder.parent) in mounts  # others may write there, but not to what the gateway makes in it
    assert str(Path(serve_arguments(["serve", *container["args"]]).config).parent) in mounts
    assert pod["terminationGracePeriodSeconds"] > config.drain_seconds + 5


def test_the_pods_run_as_the_images_user_without_rights(manifests):
    pod = manifests["Deployment"]["spec"]["template"]["spec"]
    uid, gid = arguments_of(instructions()[1], "USER")[0].split(":")
    wanted = {"runAsNonRoot": True, "runAsUser": int(uid), "runAsGroup": int(gid)}
    assert wanted.items() <= pod["securityContext"].items()
    container = pod["containers"][0]["securityContext"]
    assert container["readOnlyRootFilesystem"] is True
    assert container["allowPrivilegeEscalation"] is False
    assert container["capabilities"] == {"drop": ["ALL"]}


def test_the_readmes_figures_are_those_of_the_templates_and_manifests(manifests):
    readme = (HERE / "README.md").read_text()
    ecs = cfn_yaml.load(str(ROOT / "sam" / "gateway-ecs.yaml"))
    target = ecs["Resources"]["BusyProcessors"]["Properties"]["TargetTrackingScalingPolicyConfiguration"]["TargetValue"]
    [metric] = manifests["HorizontalPodAutoscaler"]["spec"]["metrics"]
    chart = yaml.safe_load((HERE / "chart" / "values.yaml").read_text())["autoscaling"]
    assert target == metric["resource"]["target"]["averageUtilization"] == chart["targetCpuPercent"]
    assert f"A target of {target} % CPU, as on Kubernetes" in readme
    limits = manifests["HorizontalPodAutoscaler"]["spec"]
    assert f"{limits['minReplicas']} to {limits['maxReplicas']} pods, at {target} %" in readme
    cpu, memory = (int(ecs["Parameters"][name]["Default"]) / 1024 for name in ("Cpu", "Memory"))
    assert f"one task with {cpu:.0f} vCPU and {memory:.0f} GB" in readme
    [container] = ecs["Resources"]["TaskDefinition"]["Properties"]["ContainerDefinitions"]
    assert container["StopTimeout"] > read_config(HERE / "gateway.toml", SECRET).drain_seconds


def readme_blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", (HERE / "README.md").read_text(), re.DOTALL)


def test_the_commands_of_the_readme_are_understood():
    commands = [
        shlex.split(line)[1:]
        for block in readme_blocks("sh")
        for line in block.replace("\\\n", " ").splitlines()
        if line.startswith("objectlambda ")
    ]
    assert len(commands) == 2
    for arguments in map(serve_arguments, commands):
        if arguments.option_page:
            continue
        environ = {**os.environ, "OBJECTLAMBDA_WEBHOOK_TOKEN": "0" * 32}
        hooks = parse_webhooks(
            arguments.webhook, arguments.webhook_origin, environ, arguments.webhook_token_env or TOKEN_ENV
        )
        assert list(hooks.by_name) == ["decompress", "redact"]


def test_the_webhooks_of_the_readme_can_be_configured(tmp_path):
    (text,) = readme_blocks("toml")
    (tmp_path / "gateway.toml").write_text(text)
    hooks = read_config(tmp_path / "gateway.toml", {"OBJECTLAMBDA_WEBHOOK_TOKEN": "0" * 32}).webhooks
    assert {name: hook.function for name, hook in hooks.by_name.items()} == {
        "decompress": "decompress",
        "redact": "pii_redaction",
    }


def test_the_code_of_the_readme_runs_and_its_limits_are_those_of_the_code():
    names: dict[str, object] = {}
    (code,) = readme_blocks("python")
    exec(code, names)  # noqa: S102 - the README's own words
    assert names["handler"]({}, None)["statusCode"] == 400
    assert f"{MAX_BODY_BYTES:,} bytes of object" in (HERE / "README.md").read_text()


def test_the_readme_names_only_files_that_there_are():
    for target in re.findall(r"\]\(([^)#]+)\)", (HERE / "README.md").read_text()):
        assert (HERE / target).exists(), target
