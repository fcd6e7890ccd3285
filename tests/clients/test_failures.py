"""What goes wrong while an object is read is seen by its reader; what nobody reads any more is stopped."""

from __future__ import annotations

import http.client
import os
import socket
import time
from pathlib import Path

import pytest
from botocore.exceptions import ClientError
from real_origins import client
from test_other_clients import program

from objectlambda.demo.serving import serving

adapters = pytest.mark.parametrize("adapter", ["inprocess", "wire", "cached"])
# A cache makes objects at its own pace, for whoever comes next.
uncached = pytest.mark.parametrize("adapter", ["inprocess", "wire"])
MID_BODY = ["corrupt.gz", "truncated.gz", "wrong-crc.gz"]


@pytest.fixture(scope="module")
def broken(broken_objects, tmp_path_factory):
    arguments = [str(broken_objects), "--access-point", "files=decompress"]
    kept = ["--cache", str(tmp_path_factory.mktemp("kept"))]
    with (
        serving(arguments) as inprocess,
        serving([*arguments, "--wire"]) as wire,
        serving([*arguments, *kept]) as cached,
    ):
        yield {"inprocess": inprocess, "wire": wire, "cached": cached}


@adapters
@pytest.mark.parametrize("key", MID_BODY)
def test_a_failure_after_the_first_byte_breaks_the_transfer(broken, adapter, key):
    body = client(broken[adapter].url).get_object(Bucket="files", Key=key)["Body"]
    with pytest.raises(Exception, match=r"Connection broken|IncompleteRead|Read timeout"):
        body.read()


@adapters
def test_a_checksum_that_fails_behind_the_last_byte_breaks_a_transfer_of_known_length(broken, adapter):
    answer = client(broken[adapter].url).get_object(Bucket="files", Key="wrong-crc.zip")
    assert answer["ContentLength"] == 6_000_000
    with pytest.raises(Exception, match=r"Connection broken|IncompleteRead"):
        answer["Body"].read()


@uncached
def test_a_checksum_that_fails_behind_the_last_byte_breaks_a_range_that_reaches_it(broken, adapter):
    s3 = client(broken[adapter].url)
    assert len(s3.get_object(Bucket="files", Key="wrong-crc.zip", Range="bytes=0-999")["Body"].read()) == 1000
    with pytest.raises(Exception, match=r"Connection broken|IncompleteRead|CorruptObject"):
        s3.get_object(Bucket="files", Key="wrong-crc.zip", Range="bytes=5000000-")["Body"].read()


@adapters
def test_head_object_of_a_corrupt_object_is_refused(broken, adapter):
    with pytest.raises(ClientError) as caught:
        client(broken[adapter].url).head_object(Bucket="files", Key="corrupt.gz")
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400


@adapters
@pytest.mark.parametrize("key", MID_BODY)
def test_plain_http_clients_see_the_break(broken, adapter, key):
    host, port = broken[adapter].url.removeprefix("http://").split(":")
    connection = http.client.HTTPConnection(host, int(port))
    connection.request("GET", f"/files/{key}")
    answer = connection.getresponse()
    # A cache that saw it fail once refuses it from then on.
    if adapter == "cached" and answer.status == 400:
        return
    with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
        answer.read()
    with socket.create_connection((host, int(port))) as plain:
        plain.sendall(f"GET /files/{key} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
        received = b""
        with pytest.raises(ConnectionResetError):
            while chunk := plain.recv(65536):
                received += chunk
            assert received.startswith(b"HTTP/1.1 400")
            raise ConnectionResetError


@adapters
def test_the_aws_cli_fails_and_leaves_no_file(broken, adapter, tmp_path):
    with pytest.raises(AssertionError, match="fatal error"):
        program(
            "aws", "--endpoint-url", broken[adapter].url, "s3", "cp", "s3://files/truncated.gz", str(tmp_path / "out"),
            AWS_MAX_ATTEMPTS="1",
        )  # fmt: skip
    assert list(tmp_path.iterdir()) == []


@uncached
def test_a_client_that_leaves_stops_the_transform(broken, adapter, broken_objects):
    served = broken[adapter]
    body = client(served.url).get_object(Bucket="files", Key="long.gz")["Body"]
    assert len(body.read(1000)) == 1000
    assert reading(served.pid, broken_objects / "long.gz")
    body.close()
    assert eventually(lambda: not reading(served.pid, broken_objects / "long.gz"))


@uncached
def test_a_client_that_does_not_read_holds_the_transform_back(broken, adapter, broken_objects):
    served = broken[adapter]
    body = client(served.url).get_object(Bucket="files", Key="long.gz")["Body"]
    body.read(1000)
    time.sleep(0.5)
    before = processor_seconds(served.pid)
    time.sleep(0.5)
    assert processor_seconds(served.pid) - before < 0.2
    assert reading(served.pid, broken_objects / "long.gz")
    body.close()


def reading(pid: int, path: Path) -> bool:
    """Whether the process has the file open."""
    return any(_target(link) == str(path) for link in Path(f"/proc/{pid}/fd").iterdir())


def _target(link: Path) -> str:
    try:
        return os.readlink(link)
    except OSError:
        return ""


def processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def eventually(condition, seconds: float = 10.0) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.05)
    return False
