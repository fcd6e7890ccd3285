"""MinIO's Object Lambda: its caller, as its source has it, between a real client and a real S3 origin."""

from __future__ import annotations

import json
import logging
import re
import socket
import threading
import urllib.parse
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import urllib3
from minio_caller import MinIO, minio
from real_origins import Objects, client, moto_origin, rclone_origin

from objectlambda import log
from objectlambda.cli.main import main
from objectlambda.errors import InvalidSettings
from objectlambda.gateway.config.exposure import check_exposure
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.config.toml_file import read_config
from objectlambda.gateway.config.webhooks import parse_webhooks
from objectlambda.gateway.server import running
from objectlambda.testing import get_object_event
from waiting import eventually

TOKEN = "a-token-of-the-webhooks"
ARN = "lambdaArn=arn:minio:s3-object-lambda::decompress:webhook"
HOOKS = ("decompress", "members=decompress,member=other.txt")
http = urllib3.PoolManager(retries=False)


@pytest.fixture(scope="module")
def stored(objects, broken_objects, tmp_path_factory):
    folder = tmp_path_factory.mktemp("stored")
    for path in (*objects.folder.glob("*.*"), *broken_objects.iterdir()):
        (folder / path.name).symlink_to(path)
    return Objects(folder=folder, content=objects.content, table=objects.table)


@pytest.fixture(scope="module", params=["rclone", "moto"])
def origin(request, stored, objects, tmp_path_factory):
    """The URL of an S3 endpoint, and the path of the objects in it."""
    tmp = tmp_path_factory.mktemp(request.param)
    if request.param == "rclone":
        with rclone_origin(stored, tmp) as arguments:
            yield arguments[2], "origin"
    else:
        with moto_origin(objects, tmp) as arguments:
            yield arguments[2], "origin/below"


@pytest.fixture(scope="module")
def rclone(stored, tmp_path_factory):
    with rclone_origin(stored, tmp_path_factory.mktemp("rclone")) as arguments:
        yield arguments[2]


@contextmanager
def webhooks(*origins, texts=HOOKS, token=TOKEN):
    hooks = parse_webhooks(texts, origins, {"T": token}, "T")
    with running(GatewayConfig(access_points={}, port=0, webhooks=hooks)) as url:
        yield url


@contextmanager
def minio_before(origin_url, path="/functions/decompress", *, token=TOKEN, **options):
    with webhooks(origin_url) as url:
        with minio(MinIO(s3=presigner(origin_url), endpoint=url + path, token=token, **options)) as caller:
            yield caller


def presigner(url):
    """boto3, told to presign as minio-go does: the host is signed, and no other header."""
    return client(url, signature_version="s3v4", response_checksum_validation="when_required")


def get(caller, path, **headers):
    mark = "&" if "?" in path else "?"
    return http.request("GET", f"{caller.url}/{path}{mark}{ARN}", headers=headers)


def test_minio_hands_out_the_transformed_objects(origin, objects):
    url, bucket = origin
    with minio_before(url) as caller:
        for key in ("table.csv.gz", "table.csv.zst", "small.csv.gz"):
            answer = get(caller, f"{bucket}/{key}")
            assert answer.status == 200
            assert answer.data == objects.content[key]
            assert answer.headers["Content-Type"] == "text/csv"
            assert int(answer.headers["Content-Length"]) == len(objects.content[key])
            assert answer.headers["ETag"].endswith('-ol"') or "-" in answer.headers["ETag"]


def test_a_range_is_one_of_the_transformed_object(rclone, objects):
    with minio_before(rclone) as caller:
        answer = get(caller, "origin/table.csv.gz", Range="bytes=1000000-1000099")
    assert answer.status == 206
    assert answer.data == objects.table[1_000_000:1_000_100]
    assert answer.headers["Content-Range"] == f"bytes 1000000-1000099/{len(objects.table)}"


def test_a_copy_that_is_still_good_is_answered_304(rclone):
    with minio_before(rclone) as caller:
        tag = get(caller, "origin/small.csv.gz").headers["ETag"]
        again = get(caller, "origin/small.csv.gz", **{"If-None-Match": tag})
    assert (again.status, again.data) == (304, b"")


def test_settings_come_from_the_webhook_or_from_the_endpoints_query(rclone, objects):
    with minio_before(rclone, "/functions/members") as caller:
        assert get(caller, "origin/bundle.zip").data == b"other"
    with minio_before(rclone, "/functions/decompress?member=table.csv") as caller:
        assert get(caller, "origin/bundle.zip").data == objects.table


def test_a_token_of_two_words_is_the_whole_header(rclone, objects):
    words = "Token a-token-of-the-webhooks"
    with webhooks(rclone, token=words) as url:
        with minio(MinIO(s3=presigner(rclone), endpoint=f"{url}/functions/decompress", token=words)) as caller:
            assert get(caller, "origin/small.csv.gz").data == objects.content["small.csv.gz"]


@pytest.mark.parametrize(
    ("key", "status", "code"),
    [
        ("no-such.gz", 404, "NoSuchKey"),
        ("corrupt.gz", 400, "CorruptObject"),
        ("truncated.gz", 400, "TruncatedObject"),
        ("wrong-crc.gz", 400, "CorruptObject"),
        ("wrong-crc.zip", None, None),
    ],
)
def test_what_cannot_be_read_is_an_error_and_never_a_short_success(rclone, key, status, code):
    with minio_before(rclone) as caller:
        try:
            answer = get(caller, f"origin/{key}")
        except urllib3.exceptions.HTTPError:
            assert status is None  # the archive tells its length, so it went out until its checksum failed
            return
    assert status == answer.status
    assert f"<Code>{code}</Code>".encode() in answer.data


def test_a_signed_range_that_is_not_the_whole_object_is_refused(rclone, objects):
    with minio_before(rclone, signs_range=True) as caller:
        part = get(caller, "origin/small.csv.gz", Range="bytes=10-99")
        whole = get(caller, "origin/small.csv.gz", Range="bytes=0-")
    assert part.status == 400
    assert b"signed the caller's Range" in part.data
    assert whole.status == 206
    assert whole.data == objects.content["small.csv.gz"]


def test_a_part_of_the_stored_object_is_refused(rclone):
    with minio_before(rclone) as caller:
        answer = get(caller, "origin/small.csv.gz?partNumber=2")
    assert answer.status in (400, 416)


def test_a_broken_origin_breaks_the_transfer(stored):
    with dying_origin((stored.folder / "table.csv.gz").read_bytes(), good_answers=3) as origin_url:
        with minio_before(origin_url) as caller, pytest.raises(urllib3.exceptions.HTTPError):
            get(caller, "bucket/table.csv.gz")


@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Bearer wrong-token-of-the-webhooks", TOKEN])
@pytest.mark.parametrize("name", ["decompress", "no-such"])
def test_refuses_callers_without_the_token_and_says_nothing_of_the_names(authorization, name):
    headers = {} if authorization is None else {"Authorization": authorization}
    with webhooks("http://127.0.0.1:1") as url:
        answer = http.request("POST", f"{url}/functions/{name}", body=b"{}", headers=headers)
    assert answer.status == 401
    assert b"no webhook" not in answer.data


def test_answers_minios_question_whether_somebody_is_there():
    with webhooks("http://127.0.0.1:1") as url:
        asked = {"Authorization": f"Bearer {TOKEN}"}
        assert http.request("HEAD", f"{url}/functions/decompress", headers=asked).status == 200
        assert http.request("HEAD", f"{url}/functions/no-such", headers=asked).status == 404


NO_HEADERS = (("authorization", "a\r\nX: y"), ("x-a", "\u20ac"), ("x a", "b"), ("x-a\r\nx-b", "c"), ("x-a", "b\0"))
"""What a store says that it signed, and what no request of ours may hold."""


def signed_with(name, value):
    url = f"http://127.0.0.1:1/b/k?X-Amz-SignedHeaders={urllib.parse.quote(f'host;{name}')}"
    return json.dumps(get_object_event(url, headers={name: value})).encode()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"not json", "not JSON"),
        (b"[]", "not a JSON object"),
        (b"{}", "none of getObjectContext"),
        (json.dumps({"headObjectContext": {"inputS3Url": "http://127.0.0.1:1/b/k"}}).encode(), "getObjectContext only"),
        (b'{"getObjectContext":{"inputS3Url":"http://127.0.0.1:1/b/k","outputRoute":"r"}}', "outputToken is missing"),
        (b" " * 300_000, "larger than"),
        (
            json.dumps(get_object_event("http://127.0.0.1:1/b/k", route="io\r\nx-amz-fwd-status: 200")).encode(),
            "no header may hold",
        ),
        (json.dumps(get_object_event("http://127.0.0.1:1/b/k", token="\u00fc")).encode(), "no header may hold"),
        *((signed_with(name, value), "no request may hold") for name, value in NO_HEADERS),
    ],
)
def test_refuses_what_is_no_event(body, said):
    with webhooks("http://127.0.0.1:1") as url:
        answer = post(url, body)
    assert answer.status == 400
    assert said in answer.headers["x-amz-fwd-error-message"]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{other}/bucket/key",
        "https://127.0.0.1:{allowed}/bucket/key",
        "http://localhost:{allowed}/bucket/key",
        "http://127.0.0.1:{allowed}@127.0.0.1:{other}/bucket/key",
        "http://user@127.0.0.1:{allowed}/bucket/key",
        "http://127.0.0.1:{other}\\@127.0.0.1:{allowed}/bucket/key",
        "http://127.0.0.1:{other}#@127.0.0.1:{allowed}/bucket/key",
        "http://127.0.0.1:{allowed}.evil.example/bucket/key",
        "http://0177.0.0.1:{allowed}/bucket/key",
        "http://[::ffff:127.0.0.1]:{allowed}/bucket/key",
        "http://127.0.0.1:{other}/\r\nHost: 127.0.0.1:{allowed}",
        "ftp://127.0.0.1:{allowed}/bucket/key",
    ],
)
def test_calls_no_host_but_the_webhooks_origins(url):
    with listening() as (allowed, allowed_calls), listening() as (other, other_calls):
        with webhooks(f"http://127.0.0.1:{allowed}") as gateway:
            event = get_object_event(url.format(allowed=allowed, other=other))
            answer = post(gateway, json.dumps(event).encode())
    assert answer.status in (400, 403)
    assert allowed_calls == other_calls == []


def test_does_not_follow_an_origin_elsewhere():
    with listening() as (other, other_calls), redirecting_origin(f"http://127.0.0.1:{other}/secret") as origin_url:
        with webhooks(origin_url) as gateway:
            answer = post(gateway, json.dumps(get_object_event(f"{origin_url}/bucket/key.gz")).encode())
    assert answer.status >= 400
    assert other_calls == []


def test_the_log_holds_neither_token_nor_url_nor_route(rclone):
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record):
            lines.append(log.JsonLines().format(record))

    handler, level = Kept(), log.LOGGER.level
    log.LOGGER.addHandler(handler)
    log.LOGGER.setLevel("INFO")
    try:
        with minio_before(rclone) as caller:
            get(caller, "origin/small.csv.gz")
            get(caller, "origin/no-such.gz")
    finally:
        log.LOGGER.removeHandler(handler)
        log.LOGGER.setLevel(level)
    told = [json.loads(line) for line in lines if json.loads(line).get("operation") == "Webhook"]
    assert [(line["status"], line["access_point"], line["whole"]) for line in told] == [
        (200, "decompress", True),
        (404, "decompress", True),
    ]
    secret = [TOKEN, "X-Amz-Signature", "small.csv"] + [e["getObjectContext"]["outputToken"] for e in caller.events]
    assert not [word for word in secret if word in "".join(lines)]


def test_counts_what_webhooks_do(rclone):
    with webhooks(rclone) as url:
        with minio(MinIO(s3=presigner(rclone), endpoint=f"{url}/functions/decompress", token=TOKEN)) as caller:
            get(caller, "origin/small.csv.gz")
            get(caller, "origin/no-such.gz")
        http.request("POST", f"{url}/functions/guess", body=b"{}")
        counts = http.request("GET", f"{url}/-/metrics").data.decode()
    for labels in ('"decompress",operation="Webhook",status="200"', '"",operation="Webhook",status="401"'):
        assert f"objectlambda_requests_total{{access_point={labels}}} 1" in counts
    assert 'objectlambda_errors_total{code="NoSuchKey"} 1' in counts
    assert "objectlambda_in_flight 0" in counts


def test_more_events_than_may_wait_are_told_to_slow_down():
    hooks = parse_webhooks(HOOKS, ["http://127.0.0.1:1"], {"T": TOKEN}, "T")
    with running(GatewayConfig(access_points={}, port=0, webhooks=hooks, max_requests=1)) as url:
        port = int(url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as waiting:
            head = f"POST /functions/decompress HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\n"
            waiting.sendall(f"{head}Content-Length: 100\r\n\r\n".encode())
            assert eventually(lambda: post(url, b"{}").status == 503)
            answer = post(url, b"{}")
        assert "SlowDown" in answer.headers["x-amz-fwd-error-code"]


def test_webhooks_alone_may_be_reached_from_other_machines():
    hooks = parse_webhooks(HOOKS, ["http://minio:9000"], {"T": TOKEN}, "T")
    check_exposure(GatewayConfig(access_points={}, host="0.0.0.0", webhooks=hooks))
    assert TOKEN not in repr(hooks)


def post(url, body, name="decompress"):
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    return http.request("POST", f"{url}/functions/{name}", body=body, headers=headers)


@contextmanager
def listening():
    """A port, and the connections that were made to it."""
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept():
            try:
                while True:
                    connection, peer = server.accept()
                    calls.append(peer)
                    connection.close()
            except OSError:
                return

        threading.Thread(target=accept, daemon=True).start()
        yield server.getsockname()[1], calls
        server.shutdown(socket.SHUT_RDWR)


@contextmanager
def dying_origin(content, good_answers):
    """An S3 endpoint whose answers break off in the middle after the first ``good_answers``."""
    served = []

    def answer(handler):
        served.append(handler.path)
        handler.send_response(200)
        handler.send_header("ETag", '"an-etag"')
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content if len(served) <= good_answers else content[: len(content) // 2])
        handler.close_connection = True

    with http_server(answer) as url:
        yield url


@contextmanager
def redirecting_origin(target):
    def answer(handler):
        handler.send_response(302)
        handler.send_header("Location", target)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    with http_server(answer) as url:
        yield url


@contextmanager
def http_server(answer):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            try:
                answer(self)
            except OSError:
                self.close_connection = True

        def log_message(self, *_arguments):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


TOML = """\
[webhooks]
origins = ["http://minio:9000"]
token_env = "THE_TOKEN"
[webhooks.functions.decompress]
[webhooks.functions.members]
function = "decompress"
payload = { member = "a.csv" }
"""


def configured(folder, text):
    (folder / "gateway.toml").write_text(text)
    return read_config(folder / "gateway.toml", {"THE_TOKEN": TOKEN})


def test_a_configuration_file_names_webhooks_too(tmp_path):
    hooks = configured(tmp_path, TOML).webhooks
    assert {name: (hook.function, hook.payload) for name, hook in hooks.by_name.items()} == {
        "decompress": ("decompress", ""),
        "members": ("decompress", '{"member": "a.csv"}'),
    }
    assert hooks.token == TOKEN


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"THE_TOKEN"', '"NO_TOKEN"', "NO_TOKEN"),
        ('["http://minio:9000"]', "[]", "origins"),
        ('"http://minio:9000"', '"minio:9000"', "https://HOST"),
        ('"http://minio:9000"', '"http://minio:9000/path"', "https://HOST"),
        ("member =", "membre =", "membre"),
        ('function = "decompress"', 'function = "compress"', "compress"),
        ("payload =", "payloads =", "payloads"),
        ("functions.members", 'functions."a/b"', "a/b"),
    ],
)
def test_says_what_is_wrong_with_a_configured_webhook(tmp_path, before, after, said):
    with pytest.raises(InvalidSettings, match=re.escape(said)):
        configured(tmp_path, TOML.replace(before, after))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--webhook", "decompress"], "--webhook-origin"),
        (["--webhook-origin", "http://minio:9000"], "is for --webhook"),
        (["--webhook", "a=decompress", "--webhook", "a=raw", "--webhook-origin", "http://minio:9000"], "two webhooks"),
        (["--webhook", "a=nothing", "--webhook-origin", "http://minio:9000"], "no function 'nothing'"),
        (["--webhook", "decompress", "--webhook-origin", "http://minio:9000"], "OBJECTLAMBDA_WEBHOOK_TOKEN"),
        ([], "where the objects lie"),
    ],
)
def test_the_command_says_what_is_missing(words, said, capsys, monkeypatch):
    monkeypatch.delenv("OBJECTLAMBDA_WEBHOOK_TOKEN", raising=False)
    if "two" in said or "nothing" in said:
        monkeypatch.setenv("OBJECTLAMBDA_WEBHOOK_TOKEN", TOKEN)
    assert main(["serve", "--port", "0", *words]) == 2
    assert said in capsys.readouterr().err
