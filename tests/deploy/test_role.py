"""The role's policy against a recorded run: it allows what the functions call, and nothing more."""

from __future__ import annotations

import gzip
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from cfnlint.decode import cfn_yaml
from lambda_host import hosted

from conftest import ROOT
from objectlambda.testing import get_object_event, head_object_event, list_objects_event

ROLE_KEY, CALLER_KEY = "ASIAROLEOFFUNCTION", "ASIACALLERSOWNKEY"
TEXT = b"a line without anything personal\n" * 50
LISTING = b'<?xml version="1.0"?><ListBucketResult><Name>bucket</Name></ListBucketResult>'
FUNCTIONS = ("decompress", "pii_redaction", "pii_access_control")
LOGGING = {"logs:CreateLogStream", "logs:PutLogEvents"}
"""What Lambda itself does with the role; no call of the function shows it."""


@contextmanager
def recorder():
    """S3 and every other service at once; yields its URL and the list of (action, whose credentials)."""
    calls: list[tuple[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            self.answer("s3:ListBucket" if "list-type" in self.path else "s3:GetObject")

        def do_HEAD(self):
            self.answer("s3:GetObject")

        def do_POST(self):
            while size := int(self.rfile.readline().split(b";")[0], 16) if self.chunked() else 0:
                self.rfile.read(size + 2)
            if self.chunked():
                self.rfile.readline()
            else:
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
            known = self.path == "/WriteGetObjectResponse"
            self.answer("s3-object-lambda:WriteGetObjectResponse" if known else f"unknown: {self.path}")

        def chunked(self):
            return self.headers.get("Transfer-Encoding", "").lower() == "chunked"

        def answer(self, action):
            signed = self.headers.get("Authorization", "") + str(parse_qs(urlsplit(self.path).query))
            calls.append((action, ROLE_KEY if ROLE_KEY in signed else CALLER_KEY if CALLER_KEY in signed else "nobody"))
            body = LISTING if "list-type" in self.path else gzip.compress(TEXT) if ".gz" in self.path else TEXT
            if "absent" in self.path:
                self.send_response(404)
                body = b"<Error><Code>NoSuchKey</Code></Error>"
            else:
                self.send_response(200)
                self.send_header("ETag", '"tag"')
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", calls
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module", params=FUNCTIONS)
def recorded(request, tmp_path_factory):
    """The actions that a function took with its role's credentials, and all calls."""
    function = request.param
    key = "a.txt.bz2.gz" if function == "decompress" else "a.txt"
    with recorder() as (url, calls):
        environment = {
            "AWS_ENDPOINT_URL": url,  # of every service: nothing that boto3 calls could go unseen
            "AWS_DISABLE_HOST_PREFIX_INJECTION": "true",
            "AWS_ACCESS_KEY_ID": ROLE_KEY,
            "AWS_SECRET_ACCESS_KEY": "of-the-role",
            "AWS_REGION": "us-east-1",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }
        credential = f"X-Amz-SignedHeaders=host&X-Amz-Credential={CALLER_KEY}/20261123/us-east-1/s3/aws4_request"
        log = tmp_path_factory.mktemp("log") / "log"
        with hosted(
            [sys.executable], task=ROOT / "functions" / function, path=(), environment=environment, log=log
        ) as host:
            read = host.invoke(get_object_event(f"{url}/bucket/{key}?{credential}"))
            host.invoke(get_object_event(f"{url}/bucket/absent?{credential}"))
            head = host.invoke(head_object_event(f"{url}/bucket/{key}?{credential}"))
            listed = host.invoke(list_objects_event(f"{url}/bucket?list-type=2&{credential}"))
    assert (read["statusCode"], head["statusCode"], listed["statusCode"]) == (200, 200, 200), (read, head, listed)
    return function, {action for action, who in calls if who == ROLE_KEY}, calls


SECRETS = {"secretsmanager:GetSecretValue"}
"""The key of sealed tags is a variable here; test_secret_references reads secrets from AWS's stores."""

UNBOUND = {"Trace", "JoinNetwork"}
"""Policies that a parameter turns on, for actions that know no narrower resource (X-Ray, network interfaces)."""


def policy_name(document):
    return document["PolicyName"]


def allowed(function):
    """(actions that the role may always take, those that only SizesReadThrough adds)."""
    template = cfn_yaml.load(str(ROOT / "sam" / f"{function.replace('_', '-')}.yaml"))
    always, optional = set(), set()
    for policy in template["Resources"]["Role"]["Properties"]["Policies"]:
        into, document = (optional, policy["Fn::If"][1]) if "Fn::If" in policy else (always, policy)
        for statement in document["PolicyDocument"]["Statement"]:
            actions = statement["Action"]
            into |= {actions} if isinstance(actions, str) else set(actions)
    return always, optional


def test_role_allows_the_calls_that_were_recorded_and_nothing_more(recorded):
    function, taken, _calls = recorded
    always, optional = allowed(function)
    assert always - LOGGING - SECRETS == taken - optional
    assert taken <= always | optional


def test_objects_are_read_with_the_callers_rights_but_where_head_must_read(recorded):
    _function, taken, calls = recorded
    assert ("s3:GetObject", CALLER_KEY) in calls
    assert ("s3:ListBucket", CALLER_KEY) in calls
    assert not {action for action in taken if action.startswith("s3:")} - {"s3:GetObject"}
    assert [action for action, who in calls if action.startswith("unknown") or who == "nobody"] == []


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_permission_is_bound_to_resources(function):
    template = cfn_yaml.load(str(ROOT / "sam" / f"{function.replace('_', '-')}.yaml"))
    for policy in template["Resources"]["Role"]["Properties"]["Policies"]:
        document = policy["Fn::If"][1] if "Fn::If" in policy else policy
        for statement in document["PolicyDocument"]["Statement"]:
            actions = statement["Action"]
            assert "*" not in str(actions)
            assert statement["Resource"] != "*" or policy_name(document) in UNBOUND
