"""Parts for running what is deployed: built zips, an interpreter as Lambda has it, a store with signed URLs."""

from __future__ import annotations

import os
import platform
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import boto3
import debian_python
import pytest
from botocore.config import Config
from emulator import client_of, deployed_stack, emulator
from moto.server import ThreadedMotoServer

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "layers"))

import build  # noqa: E402 - layers/ is a folder of scripts, found by its path
import wheels  # noqa: E402

CACHE = ROOT / "build"
ARCH = {"x86_64": "x86_64", "aarch64": "arm64", "arm64": "arm64"}[platform.machine()]
BUCKET = "bucket"


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """An S3 store on loopback that checks what it is asked as S3 does; no object leaves the machine."""

    client: object

    def put(self, key: str, body: bytes) -> None:
        self.client.put_object(Bucket=BUCKET, Key=key, Body=body)

    def presigned(self, key: str, method: str = "get_object") -> str:
        return self.client.generate_presigned_url(method, Params={"Bucket": BUCKET, "Key": key}, ExpiresIn=900)


@pytest.fixture(scope="session")
def store() -> Iterator[Store]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    client = boto3.client(
        "s3",
        endpoint_url=f"http://{host}:{port}",
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
    )
    client.create_bucket(Bucket=BUCKET)
    yield Store(client=client)
    server.stop()


@pytest.fixture(scope="session")
def python_3_13() -> str:
    """The interpreter that the layers are built for."""
    return debian_python.find(CACHE)


@pytest.fixture(scope="session")
def zips(python_3_13) -> Path:
    """The folder of the built zips, for this machine's architecture."""
    out = Path(os.environ.get("OBJECTLAMBDA_ZIPS", build.OUT))
    if "OBJECTLAMBDA_ZIPS" not in os.environ:
        build.main(["--arch", ARCH, "--python", python_3_13])
    return out


@pytest.fixture(scope="session")
def runtime_packages(tmp_path_factory) -> Path:
    """A folder with what Lambda's runtime brings: boto3, and AWS's runtime client."""
    folder = tmp_path_factory.mktemp("runtime")
    requirements = Path(__file__).with_name("runtime.txt")
    unpack_wheels(wheels.fetch(requirements, CACHE / "wheels" / ARCH / "runtime", arch=ARCH, python="3.13"), folder)
    return folder


def unpack_wheels(found: list[Path], folder: Path) -> None:
    for wheel in found:
        for name, data in wheels.contents(wheel):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployed:
    """A function as it lies in Lambda: its zip in /var/task, its layers in /opt."""

    task: Path
    opt: Path


@pytest.fixture(scope="session")
def deployed(zips, tmp_path_factory):
    """Gives the folders of a function by its name, unpacked once."""
    unpacked: dict[str, Deployed] = {}

    def unpack(function: str) -> Deployed:
        if function not in unpacked:
            folder = tmp_path_factory.mktemp(function)
            places = Deployed(task=folder / "task", opt=folder / "opt")
            with zipfile.ZipFile(zips / f"{function}.zip") as archive:
                archive.extractall(places.task)
            for layer in build.FUNCTION_LAYERS[function]:
                with zipfile.ZipFile(build.manifest_of(layer, zips, ARCH).with_suffix(".zip")) as archive:
                    archive.extractall(places.opt)
            unpacked[function] = places
        return unpacked[function]

    return unpack


@pytest.fixture(scope="module")
def aws(python_3_13, tmp_path_factory) -> Iterator[dict[str, str]]:
    """The environment for tools that use an emulator of AWS, one for each module of tests."""
    packages = tmp_path_factory.mktemp("ministack")
    requirements = Path(__file__).with_name("ministack.txt")
    unpack_wheels(wheels.fetch(requirements, CACHE / "wheels" / ARCH / "ministack", arch=ARCH, python="3.13"), packages)
    with emulator(python_3_13, packages, tmp_path_factory.mktemp("home")) as env:
        yield env


@pytest.fixture(scope="module")
def client(aws):
    """Makes boto3 clients of the emulator."""
    return lambda service: client_of(service, aws)


@pytest.fixture(scope="module")
def deploy(aws, zips):
    """Deploys a template as a stack; gives the stack's outputs."""
    assert (zips / "core.zip").is_file()
    return lambda template, stack, **parameters: deployed_stack(template, stack, parameters, aws)
