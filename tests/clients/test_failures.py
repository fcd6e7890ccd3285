"""What goes wrong while an object is read is seen by its reader; what nobody reads any more is stopped."""

from __future__ import annotations

import http.client
import os
import socket
import time
from pathlib import Path

import pytest
from botocore.exceptions import ClientError
from real_clients import aws, boto3_client
from real_origins import Endpoint, serving_tls

from objectlambda.demo.serving import serving
from waiting import eventually

runners = pytest.mark.parametrize("runner", ["inprocess", "wire", "cached"])
every_way = pytest.mark.parametrize("runner", ["inprocess", "wire", "cached", "tls"])
# A cache makes objects at its own pace, for whoever comes next.
uncached = pytest.mark.parametrize("runner", ["inprocess", "wire"])
MID_BODY = ["corrupt.gz", "truncated.gz", "wrong-crc.gz"]


@pytest.fixture(scope="module")
def broken(broken_objects, tmp_path_factory):
    arguments = [str(broken_objects), "--access-point", "files=decompress"]
    kept = ["--cache", str(tmp_path_factory.mktemp("kept"))]
    with (
        serving(arguments) as inprocess,
        serving([*arguments, "--wire"]) as wire,
        serving([*arguments, *kept]) as cached,
        serving_tls(tmp_path_factory.mktemp("tls"), [str(broken_objects)]) as tls,
    ):
        plain = {"inprocess": inprocess, "wire": wire, "cached": cached}
        yield {"tls": tls, **{name: Endpoint(served.url, served.pid) for name, served in plain.items()}}


@every_way
@pytest.mark.parametrize("key", MID_BODY)
def test_a_failure_after_the_first_byte_breaks_the_transfer(broken, runner, key):
    body = boto3_client(broken[runner]).get_object(Bucket="files", Key=key)["Body"]
    with pytest.raises(Exception, match=r"Connection broken|IncompleteRead|Read timeout"):
        body.read()


@every_way
def test_a_checksum_that_fails_behind_the_last_byte_breaks_a_transfer_of_known_length(broken, runner):
    answer = boto3_client(broken[runner]).get_object(Bucket="files", Key="wrong-crc.zip")
    assert answer["ContentLength"] == 6_000_000
    with pytest.raises(Exception, match=r"Connection broken|IncompleteRead"):
        answer["Body"].read()


@uncached
def test_a_checksum_that_fails_behind_the_last_byte_breaks_a_range_that_reaches_it(broken, runner):
    s3 = boto3_client(broken[runner])
    assert len(s3.get_object(Bucket="files", Key="wrong-crc.zip", Range="bytes=0-999")["Body"].read()) == 1000
    with pytest.raises(Exception, match=r"Connection broken|IncompleteRead|CorruptObject"):
        s3.get_object(Bucket="files", Key="wrong-crc.zip", Range="bytes=5000000-")["Body"].read()


@every_way
def test_head_object_of_a_corrupt_object_is_refused(broken, runner):
    with pytest.raises(ClientError) as caught:
        boto3_client(broken[runner]).head_object(Bucket="files", Key="corrupt.gz")
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400


@runners
@pytest.mark.parametrize("key", MID_BODY)
def test_plain_http_clients_see_the_break(broken, runner, key):
    host, port = broken[runner].url.removeprefix("http://").split(":")
    connection = http.client.HTTPConnection(host, int(port))
    connection.request("GET", f"/files/{key}")
    answer = connection.getresponse()
    # A cache that saw it fail once refuses it from then on.
    if runner == "cached" and answer.status == 400:
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


@every_way
def test_the_aws_cli_fails_and_leaves_no_file(broken, runner, tmp_path):
    with pytest.raises(AssertionError, match="fatal error"):
        aws(broken[runner], "s3", "cp", "s3://files/truncated.gz", str(tmp_path / "out"))
    assert list(tmp_path.iterdir()) == []


@uncached
def test_a_client_that_leaves_stops_the_transform(broken, runner, broken_objects):
    served = broken[runner]
    body = boto3_client(served).get_object(Bucket="files", Key="long.gz")["Body"]
    assert len(body.read(1000)) == 1000
    assert reading(served.pid, broken_objects / "long.gz")
    body.close()
    assert eventually(lambda: not reading(served.pid, broken_objects / "long.gz"))


@uncached
def test_a_client_that_does_not_read_holds_the_transform_back(broken, runner, broken_objects):
    served = broken[runner]
    body = boto3_client(served).get_object(Bucket="files", Key="long.gz")["Body"]
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
