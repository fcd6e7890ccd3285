"""compose.yaml: its parts fit together, and what it starts fills a store and serves the samples."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from urllib.parse import urlsplit

import boto3
import pytest
import yaml
from botocore.config import Config
from botocore.exceptions import ClientError
from emulator import ROOT
from test_gateway_deployment import arguments_of, instructions

from objectlambda.gateway.config.toml_file import read_config
from objectlambda.gateway.server import running

HERE = ROOT / "sam" / "gateway"
KEYS = {
    "image", "build", "command", "entrypoint", "environment", "volumes", "healthcheck", "security_opt", "depends_on",
    "read_only", "tmpfs", "cap_drop", "ports", "stop_grace_period", "mem_limit", "restart",
}  # fmt: skip
"""Of the Compose Specification's services, those that are used here; a misspelt one is refused by docker compose."""


@pytest.fixture(scope="module")
def services():
    text = (HERE / "compose.yaml").read_text()
    parsed = yaml.safe_load(re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text))  # as docker compose fills in its defaults
    assert set(parsed) == {"name", "services", "volumes"}
    return parsed["services"]


def test_services_fit_together(services):
    assert set(services) == {"store", "samples", "gateway"}
    for service in services.values():
        assert set(service) <= KEYS
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert re.fullmatch(r"[a-z/-]+:[\w.-]+", service["image"]), "a tag that stays what it is"
    assert services["gateway"]["depends_on"] == {"samples": {"condition": "service_completed_successfully"}}
    assert services["samples"]["depends_on"] == {"store": {"condition": "service_healthy"}}
    for name in ("samples", "gateway"):
        service = services[name]
        assert (ROOT / "sam" / "gateway" / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        assert service["volumes"] == ["./compose:/etc/objectlambda:ro"]
        assert urlsplit(service["environment"]["AWS_ENDPOINT_URL"]).hostname == "store"
    assert services["gateway"]["ports"] == ["127.0.0.1:9000:9000"]  # nobody else's machine
    config = read_config(HERE / "compose" / "gateway.toml", services["gateway"]["environment"])
    assert int(services["gateway"]["stop_grace_period"].removesuffix("s")) > config.drain_seconds
    uid = arguments_of(instructions()[1], "USER")[0].partition(":")[0]
    assert f"{config.cache.folder.parent}:uid={uid}" in services["gateway"]["tmpfs"][1]
    assert config.cache.max_bytes < 1 << 30  # the size of that file system


@pytest.mark.deploy
def test_the_samples_are_put_into_the_store_and_read_through_each_access_point(services, store, tmp_path):
    place = store.client.meta.endpoint_url
    fill = {**os.environ, **services["samples"]["environment"], "AWS_ENDPOINT_URL": place}
    program = HERE / "compose" / "fill.py"
    assert services["samples"]["entrypoint"] == ["python", "/etc/objectlambda/fill.py"]
    for _ in range(2):  # docker compose up runs it at each start
        subprocess.run([sys.executable, program], env=fill, check=True, timeout=60, capture_output=True)
    text = (HERE / "compose" / "gateway.toml").read_text()
    text = text.replace("http://store:9000", place).replace("/var/cache/objectlambda", str(tmp_path / "cache"))
    text = text.replace('host = "0.0.0.0"\nport = 9000', 'host = "127.0.0.1"\nport = 0')
    (tmp_path / "gateway.toml").write_text(text)
    (tmp_path / "cache").mkdir(mode=0o700)
    with running(read_config(tmp_path / "gateway.toml", services["gateway"]["environment"])) as url:
        s3 = boto3.client(
            "s3", endpoint_url=url, aws_access_key_id="AKIAREADER", region_name="us-east-1",
            aws_secret_access_key=services["gateway"]["environment"]["OBJECTLAMBDA_READER_SECRET_KEY"],
            config=Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}),
        )  # fmt: skip

        def read(bucket, key):
            return s3.get_object(Bucket=bucket, Key=key)["Body"].read()

        assert read("files", "orders.csv.gz").count(b"\n") > 10
        assert b"Anna Miller" in read("files", "letter.txt")
        letter = read("redacted", "letter.txt")
        assert not any(value in letter for value in (b"Anna", b"206-555-0100", b"example.com"))
        with pytest.raises(ClientError, match="AccessDenied"):
            read("guarded", "letter.txt")
        assert read("guarded", "readings.csv.zz").count(b"\n") > 10
