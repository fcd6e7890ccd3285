"""Clients that are not Python's: the JavaScript SDK, minio-js, and nginx as a caching proxy in front.

They need Node.js, `npm ci` in tests/clients/node, and nginx: ``make clients`` sees to it and runs these.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import urllib3
from ports import free_port, wait_for
from real_clients import program
from real_origins import ODD_KEY

pytestmark = pytest.mark.clients

NODE = Path(__file__).with_name("node")
MIB = 1024 * 1024
every_way = pytest.mark.parametrize("gateway", ["inprocess-folder", "wire-folder", "cached-folder"])


@pytest.fixture
def endpoint(gateways, gateway):
    return gateways[gateway]


def digest(data):
    return {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def node_reads(kind, endpoint, objects):
    keys = ["table.csv.gz", "table.csv.zst", "small.csv.gz", ODD_KEY]
    script = str(NODE / "read.mjs")
    read = json.loads(program("node", script, kind, endpoint.url, endpoint.key_id, endpoint.secret, *keys))
    for key in keys:
        plain = objects.content[key]
        assert read["objects"][key] == {
            "whole": digest(plain),
            "part": digest(plain[1000:70_001]),
            "size": len(plain),
        }
    assert set(read["keys"]) >= set(keys)
    assert read["missing"] == "NoSuchKey"


@every_way
def test_javascript_sdk_reads_whole_objects_and_their_parts(endpoint, objects):
    node_reads("sdk", endpoint, objects)


@every_way
def test_minio_js_reads_whole_objects_and_their_parts(endpoint, objects):
    node_reads("minio", endpoint, objects)


@every_way
def test_nginx_caches_slices_of_the_true_bytes(endpoint, objects, tmp_path):
    with nginx_in_front(endpoint.url, tmp_path) as url, urllib3.PoolManager(retries=False) as http:
        for hit in (False, True):
            for key in ("table.csv.gz", "small.csv.gz"):
                answer = http.request("GET", f"{url}/files/{key}")
                assert (answer.status, answer.data) == (200, objects.content[key])
                part = http.request("GET", f"{url}/files/{key}", headers={"Range": "bytes=150000-150999"})
                assert (part.status, part.data) == (206, objects.content[key][150_000:151_000])
                assert (part.headers["x-cache"] == "HIT") >= hit
        assert http.request("GET", f"{url}/files/no-such-key").status == 404


@contextmanager
def nginx_in_front(origin: str, folder: Path) -> Iterator[str]:
    """nginx, which asks the gateway for slices of 1 MiB and keeps them."""
    port = free_port()
    config = folder / "nginx.conf"
    config.write_text(
        f"""
        daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
        events {{}}
        http {{
          access_log off;
          client_body_temp_path {folder}/body; proxy_temp_path {folder}/temp; fastcgi_temp_path {folder}/fastcgi;
          uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
          proxy_cache_path {folder}/cache keys_zone=kept:1m;
          server {{
            listen 127.0.0.1:{port};
            location / {{
              slice 1m;
              proxy_pass {origin};
              proxy_http_version 1.1;
              proxy_set_header Range $slice_range;
              proxy_cache kept;
              proxy_cache_key $uri$slice_range;
              proxy_cache_valid 200 206 1h;
              add_header X-Cache $upstream_cache_status;
            }}
          }}
        }}
        """
    )
    command = ["nginx", "-c", str(config), "-e", str(folder / "error.log")]
    environ = {**os.environ, "PATH": f"{os.environ['PATH']}:/usr/sbin"}
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, env=environ) as process:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
