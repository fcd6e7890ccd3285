"""Buckets turned into access points of a running gateway: written into its TOML file, which it reads on SIGHUP."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from tests.waiting import eventually

REGION = "us-east-1"
RELOAD_SECONDS = 20.0
STANDING = "standing"
"""An access point that is always there, as a gateway without any does not start; the suite's callers cannot see it."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,43}[a-z0-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """A key pair; the gateway finds the secret in the environment, under ``variable``."""

    name: str
    access_key: str
    secret_key: str = field(repr=False)

    @property
    def variable(self) -> str:
        return f"SUITES_{self.name.upper()}_SECRET"


CALLERS = tuple(
    Caller(name=name, access_key=f"AKIA{name.upper()}", secret_key=f"secret-of-{name}")
    for name in ("main", "alt", "splitter")
)


@dataclass(slots=True, kw_only=True)
class AccessPoints:
    """The gateway's configuration file at ``file``, with an access point for each bucket that is there.

    Args:
        file: the configuration file.
        endpoint_url: of the store behind the gateway, or empty where ``folder`` holds its buckets as folders.
        folder: for those, and for the access point that is always there.
        function: what the access points do, as lines of TOML.
    """

    file: Path
    endpoint_url: str
    folder: Path
    function: str
    url: str = ""
    pid: int = 0
    _makers: dict[str, str] = field(default_factory=dict)
    _leaving: set[str] = field(default_factory=set)
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def made(self, bucket: str, access_key: str) -> None:
        maker = next((caller.name for caller in CALLERS if caller.access_key == access_key), "")
        if not _NAME.fullmatch(bucket) or not maker:
            return  # such a name S3 Object Lambda has for no access point
        async with self._one_at_a_time:
            self._leaving.discard(bucket)
            if bucket in self._makers:
                return
            self._makers[bucket] = maker
            await self._reload(bucket, 200)

    async def deleted(self, bucket: str) -> None:
        async with self._one_at_a_time:
            if self._makers.pop(bucket, None) is not None:
                await self._reload(bucket, 404)

    def leave(self) -> None:
        """Take out what is there now, with the next access point that comes: its test is over."""
        self._leaving |= set(self._makers)

    def write(self) -> None:
        """Write the file, so that no reader ever sees half of it."""
        for name in self._leaving:
            self._makers.pop(name, None)
        self._leaving.clear()
        lines = [f'[gateway]\nregion = "{REGION}"\n']
        for caller in CALLERS:
            lines.append(f"[callers.{caller.name}]")
            lines.append(f'access_key = "{caller.access_key}"\nsecret_key_env = "{caller.variable}"\n')
        lines += [f"[origins.{STANDING}]\nfolder = {json.dumps(str(self.folder))}\n"]
        lines += [f'[access_points.{STANDING}]\norigin = "{STANDING}"\nfunction = "raw"\ncallers = ["splitter"]\n']
        for name, maker in self._makers.items():
            lines.append(f"[origins.of-{name}]\n{self._origin(name)}\n")
            lines.append(f'[access_points.{name}]\norigin = "of-{name}"\n{self.function}')
            lines.append(f'callers = ["{maker}", "splitter"]\n')
        partial = self.file.with_suffix(".partial")
        partial.write_text("\n".join(lines), encoding="utf-8")
        partial.replace(self.file)

    def _origin(self, bucket: str) -> str:
        if not self.endpoint_url:
            return f"folder = {json.dumps(str(self.folder / bucket))}"
        return f'bucket = "{bucket}"\nendpoint_url = "{self.endpoint_url}"\naddressing_style = "path"'

    async def _reload(self, bucket: str, status: int) -> None:
        """Have the gateway read the file, and wait until it answers ``status`` for ``bucket``."""
        if not self.pid:
            return
        self.write()
        os.kill(self.pid, signal.SIGHUP)
        await asyncio.to_thread(self._wait, bucket, status)

    def _wait(self, bucket: str, status: int) -> None:
        if not eventually(lambda: _head_bucket(f"{self.url}/{bucket}") == status, RELOAD_SECONDS):
            raise TimeoutError(f"the gateway does not answer {status} for the bucket")


def _head_bucket(url: str) -> int:
    caller = CALLERS[-1]
    signed = AWSRequest(method="HEAD", url=url, headers={"X-Amz-Content-SHA256": "UNSIGNED-PAYLOAD"})
    S3SigV4Auth(Credentials(caller.access_key, caller.secret_key), "s3", REGION).add_auth(signed)
    request = urllib.request.Request(url, method="HEAD", headers=dict(signed.headers.items()))
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code
