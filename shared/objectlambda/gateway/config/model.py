"""What a gateway serves: its access points, each with a function, a payload and an origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from objectlambda.gateway.cache.cache import CacheConfig
from objectlambda.gateway.config.access_points import AccessPoint
from objectlambda.gateway.transport.server import Tls
from objectlambda.plan import TAG_KEY
from objectlambda.s3.sigv4 import KeyPair

if TYPE_CHECKING:
    from objectlambda.gateway.config.webhooks import Webhooks

ACCOUNT_ID = "000000000000"
REGION = "us-east-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayConfig:
    """A gateway: access points by name, where it listens, who may read, and its limits.

    Attributes:
        access_points: what is served.
        host, port: where it listens.
        region: the region for which requests must be signed.
        domains: access points are also found as ``name.domain``.
        allow_anonymous: whether requests that nobody signed are let in from other machines.
        wire: whether the handlers are run through a local S3 Object Lambda.
        max_concurrency: requests transformed at a time.
        exact_lists: whether listings show the sizes of the transformed objects.
        webhooks: functions for MinIO's Object Lambda.
        page: whether people find a page at ``/_/``; it asks nobody who they are.
        page_hosts: the names under which it answers beside those of this machine.
        callers: the key pairs of those who may read, by their names; without any, nobody is asked.
        cache: where transformed objects are kept, if they are.
        tls: with which certificate, for https.
        max_requests: requests at a time, with those that wait and those whose clients are slow; more are answered
            503 SlowDown.
        max_connections: connections at a time; more are answered the same.
        open_metrics: whether other machines may read ``/-/metrics``.
        workers: processes.
        tracing: whether requests are told as OpenTelemetry spans; from start to stop, whatever is reloaded.
        drain_seconds: how long requests under way may take to finish when the gateway is stopped.
        tag_key: names the secret by which the ETags of functions that hide something are sealed; empty for a key of
            this start's own, which all workers share.
    """

    access_points: Mapping[str, AccessPoint]
    host: str = "127.0.0.1"
    port: int = 9000
    region: str = REGION
    domains: tuple[str, ...] = ("localhost",)
    allow_anonymous: bool = False
    wire: bool = False
    max_concurrency: int = 64
    exact_lists: bool = True
    webhooks: Webhooks | None = None
    page: bool = False
    page_hosts: tuple[str, ...] = ()
    callers: Mapping[str, KeyPair] = field(default_factory=dict)
    cache: CacheConfig | None = None
    tls: Tls | None = None
    max_requests: int = 1024
    max_connections: int = 10_000
    open_metrics: bool = False
    workers: int = 1
    tracing: bool = False
    drain_seconds: int = 30
    tag_key: str = ""

    def environment(self, environ: Mapping[str, str]) -> dict[str, str]:
        """The environment that functions see: a copy, which no request changes and no lookup decodes anew."""
        return {**environ, **({TAG_KEY: self.tag_key} if self.tag_key else {})}
