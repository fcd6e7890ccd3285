"""Origins that the gateway cannot read: said at start, by /-/ready and in the log, never as the caller's fault."""

from __future__ import annotations

import http.client
import logging
import socket
import socketserver
import threading
from contextlib import closing, contextmanager

import pytest
from botocore.exceptions import ClientError
from bucket_gateways import gateway_over, s3_client

from objectlambda import log
from objectlambda.cli.main import main
from objectlambda.stores.bucket import BucketOrigin
from waiting import eventually

BROKEN = {
    "a missing bucket": (404, "NoSuchBucket", "the bucket does not exist"),
    "a wrong secret": (403, "SignatureDoesNotMatch", "secret key is wrong"),
    "an unknown key": (403, "InvalidAccessKeyId", "access key is not known"),
    "an old token": (400, "ExpiredToken", "token is expired"),
    "another region": (400, "AuthorizationHeaderMalformed", "another region"),
    "a web server": (404, "", "its endpoint is none of S3"),
}


@contextmanager
def refusing(status, code):
    """An S3 that refuses everything so; as S3 does, without a body where it is asked by HEAD."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            method = self.rfile.readline().split()[0]
            while self.rfile.readline().strip():
                pass
            body = (
                f"<Error><Code>{code}</Code><Message>no</Message></Error>".encode()
                if code
                else b"<h1>Nothing here</h1>"
            )
            head = f"HTTP/1.1 {status} No\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            self.wfile.write(head + (b"" if method == b"HEAD" else body))

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()


def gateway(endpoint, **more):
    where = BucketOrigin(bucket="b", endpoint_url=endpoint, addressing_style="path", region="us-east-1")
    return gateway_over(where, ("files=decompress", "plain=raw"), **more)


def refused(call, **asked):
    with pytest.raises(ClientError) as caught:
        call(**asked)
    said = caught.value.response
    return said["ResponseMetadata"]["HTTPStatusCode"], said["Error"]["Code"], said["Error"].get("Message", "")


def ready(url):
    with closing(http.client.HTTPConnection(url.removeprefix("http://"), timeout=20)) as connection:
        connection.request("GET", "/-/ready")
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


@pytest.fixture
def warnings(monkeypatch):
    written = []

    def write(level, event, **fields):
        if (level, event) == (logging.WARNING, "origin cannot be read"):
            written.append(fields)

    monkeypatch.setattr(log, "write", write)
    return lambda: written


@pytest.mark.parametrize("wire", [False, True], ids=["in process", "wire"])
@pytest.mark.parametrize("broken", BROKEN)
def test_a_fault_of_the_gateways_own_is_told_as_such(broken, wire, warnings):
    status, code, said = BROKEN[broken]
    expected = {400, 424} if wire else {424}
    with refusing(status, code) as endpoint, gateway(endpoint, wire=wire) as url:
        s3 = s3_client(url)
        for point in ("files", "plain"):
            for call, asked in ((s3.get_object, {"Key": "a"}), (s3.list_objects_v2, {}), (s3.list_objects, {})):
                told = refused(call, Bucket=point, **asked)
                assert told[0] in expected
                assert told[1] == "OriginMisconfigured"
                assert said in told[2]
            assert refused(s3.head_object, Bucket=point, Key="a")[0] in expected
        assert ready(url)[0] == 503
        assert "access point files" in ready(url)[1] and said in ready(url)[1]
        assert eventually(warnings)[0]["bucket"] == "b"


def test_the_callers_own_mistakes_and_missing_keys_stay_theirs():
    with refusing(404, "NoSuchKey") as endpoint, gateway(endpoint) as url:
        assert refused(s3_client(url).get_object, Bucket="files", Key="a")[:2] == (404, "NoSuchKey")
        assert refused(s3_client(url).head_object, Bucket="files", Key="a")[0] == 404
    with refusing(403, "AccessDenied") as endpoint, gateway(endpoint) as url:
        assert refused(s3_client(url).get_object, Bucket="files", Key="a")[:2] == (403, "AccessDenied")
        assert refused(s3_client(url).head_object, Bucket="files", Key="a")[0] == 403
        assert "not be listed" in ready(url)[1]


def test_a_client_is_told_the_class_and_tier_from_which_an_object_must_be_restored():
    told = "InvalidObjectState</Code><StorageClass>INTELLIGENT_TIERING</StorageClass><AccessTier>ARCHIVE_ACCESS"
    body = f"{told}</AccessTier><StorageClass>A secret</StorageClass><Code>x"
    with refusing(403, body) as endpoint, gateway(endpoint) as url:
        for point in ("files", "plain"):
            with pytest.raises(ClientError, match="InvalidObjectState") as caught:
                s3_client(url).get_object(Bucket=point, Key="a")
            said = caught.value.response["Error"]
            assert (said["StorageClass"], said["AccessTier"]) == ("INTELLIGENT_TIERING", "ARCHIVE_ACCESS")


def test_a_gateway_without_credentials_says_so(monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    with refusing(403, "AccessDenied") as endpoint, gateway(endpoint) as url:
        assert refused(s3_client(url).get_object, Bucket="files", Key="a")[1] == "OriginMisconfigured"
        assert "no credentials" in ready(url)[1]


def test_a_dead_endpoint_is_503_and_named(warnings):
    with closing(socket.socket()) as unused:
        unused.bind(("127.0.0.1", 0))
        with gateway(f"http://127.0.0.1:{unused.getsockname()[1]}") as url:
            assert refused(s3_client(url).get_object, Bucket="files", Key="a")[:2] == (503, "ServiceUnavailable")
            assert "does not answer" in ready(url)[1]
            assert eventually(warnings)


def test_strict_refuses_to_start(capsys):
    with refusing(404, "NoSuchBucket") as endpoint:
        words = ["serve", "s3://b", "--endpoint-url", endpoint, "--access-point", "files=decompress", "--strict"]
        assert main([*words, "--port", "0"]) == 2
    assert "the origin of access point files cannot be read: the bucket does not exist" in capsys.readouterr().err
