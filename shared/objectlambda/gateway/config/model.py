"""What a gateway serves, where it listens, who may read, and its limits: all that can be configured, with defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from objectlambda.gateway.config.access_points import AccessPoint
from objectlambda.gateway.config.options import Option, option, options_of
from objectlambda.gateway.config.webhooks import Webhooks
from objectlambda.plan import TAG_KEY
from objectlambda.s3.sigv4 import KeyPair

ACCOUNT_ID = "000000000000"
REGION = "us-east-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheConfig:
    """Where transformed objects are kept, and the bounds of it."""

    folder: Path = option(
        ..., "keep transformed objects in this folder, and make each only once; '' for no cache", kind=Path,
        flag="--cache",
    )  # fmt: skip
    max_bytes: int = option(10 * 1024**3, "bytes kept at most, by all processes together", high=1 << 60,
                            flag="--cache-bytes")  # fmt: skip
    linger_seconds: float = option(10.0, "how long an object is made on after its last reader has left", high=3600)
    heartbeat_seconds: float = option(1.0, "how often processes show each other that they make or wait", low=0.01,
                                      high=60)  # fmt: skip
    stopped_seconds: float = option(
        10.0, "a maker in another process without a sign of life for so long is not waited for", low=0.1, high=3600
    )
    max_makers: int = option(256, "objects made for the cache at a time, in each process", low=1, high=10_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tls:
    """PEM files: the certificate with its chain, and its key."""

    certificate: Path = option(..., "serve https with the certificate, and its chain, in this PEM file", kind=Path)
    key: Path = option(..., "the certificate's key, a PEM file", kind=Path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cors:
    """Web pages of which other origins may read, and how."""

    origins: tuple[str, ...] = option(
        ..., "web pages of this origin may read, such as https://app.example.org or https://*.example.org; * for all",
        kind=tuple, flag="--cors-origin", reloads=True,
    )  # fmt: skip
    methods: tuple[str, ...] = option(("GET", "HEAD"), "a method that they may use", flag="--cors-method", reloads=True)
    headers: tuple[str, ...] = option(
        ("*",), "a request header that they may send; * in a name stands for any text", flag="--cors-header",
        reloads=True,
    )  # fmt: skip
    expose: tuple[str, ...] = option(
        ("Accept-Ranges", "Content-Disposition", "Content-Encoding", "Content-Range", "ETag", "x-amz-bucket-region",
         "x-amz-request-id", "x-amz-storage-class", "x-amz-version-id"),
        "a response header that their scripts see", flag="--cors-expose", reloads=True,
    )  # fmt: skip
    max_age: int = option(3600, "seconds for which browsers remember what they may ask", high=86_400, reloads=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayConfig:
    """A gateway: access points by name, where it listens, who may read, and its limits.

    Attributes:
        access_points: what is served.
        callers: the key pairs of those who may read, by their names. Without any, every request is anonymous.
        cache: where transformed objects are kept, if they are.
        tls: the certificate, for https.
        cors: which web pages may read, if any.
        webhooks: functions for MinIO's Object Lambda.
        places: where each option was set, by the option's name; those at their defaults are left out.
        own_files: what readers must not see: the file of the configuration, and those of callers' keys, by what names
            them.

    Every other field documents itself.
    """

    access_points: Mapping[str, AccessPoint]
    callers: Mapping[str, KeyPair] = field(default_factory=dict)
    cache: CacheConfig | None = None
    tls: Tls | None = None
    cors: Cors | None = None
    webhooks: Webhooks | None = None
    places: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    own_files: Mapping[str, Path] = field(default_factory=dict, compare=False, repr=False)

    host: str = option("127.0.0.1", "the address to listen on")
    port: int = option(9000, "the port to listen on; 0 for a free one", high=65535)
    region: str = option(REGION, "the region for which requests must be signed", flag="--signing-region", reloads=True)
    domains: tuple[str, ...] = option(
        ("localhost",), "access points are also found as NAME.DOMAIN", flag="--domain", reloads=True
    )
    allow_anonymous: bool = option(False, "let anybody who can reach the address read, without credentials",
                                   reloads=True)  # fmt: skip
    workers: int = option(1, "processes that share the work", low=1, high=256)
    max_concurrency: int = option(64, "requests transformed at a time, in each worker", low=1, high=10_000)
    max_requests: int = option(
        1024, "requests at a time, waiting and slow ones too; more get 503 SlowDown", high=1_000_000, reloads=True
    )
    memory_budget_bytes: int = option(
        0, "memory that windows, blocks and ranges of all requests may hold, in each worker; more get 503 SlowDown; 0 "
        "for a quarter of the machine's, at most 512 MiB, divided between the workers", high=1 << 50, reloads=True,
    )  # fmt: skip
    max_connections: int = option(10_000, "connections at a time; more get 503 SlowDown", low=1, high=1_000_000)
    list_sizes: str = option(
        "exact", "exact: listings have the transformed sizes, measured where needed; stored: nothing is measured for "
        "them, and a listing of objects whose transformed size is not known is refused",
        choices=("exact", "stored"), reloads=True,
    )  # fmt: skip
    measuring_seconds: float = option(
        20.0, "a listing that takes longer to measure gets 503 SlowDown, and is measured on", high=3600
    )
    object_seconds: float = option(
        600.0, "how long an object, or a listing, is measured at most, also when its client has given up", high=86_400
    )
    wire: bool = option(False, "run the deployable handlers through a local S3 Object Lambda")
    wire_seconds: float = option(60.0, "how long a handler is waited for with --wire", high=3600)
    head_seconds: float = option(20.0, "how long a client may take to send a request's head", low=0.1, high=3600)
    stall_seconds: float = option(
        120.0, "a client that reads nothing for so long is disconnected", low=0.1, high=86_400
    )
    keep_alive_seconds: int = option(30, "how long a connection may be idle", low=1, high=3600)
    drain_seconds: int = option(30, "how long requests under way may take after SIGTERM", high=3600)
    page: bool = option(False, "serve the page for people at /_/, which shows all objects to who has its token")
    page_hosts: tuple[str, ...] = option((), "a name under which other machines may open the page", flag="--page-host")
    page_token: str = option("", "names the secret that opens the page; empty for one of this start, in the address "
                             "that is printed")  # fmt: skip
    open_metrics: bool = option(False, "let other machines read /-/metrics")
    tracing: bool = option(False, "send requests as OpenTelemetry spans to OTEL_EXPORTER_OTLP_ENDPOINT")
    tag_key: str = option("", "names the secret that seals the ETags of functions that hide something; empty for a key "
                          "of this start, which all workers share")  # fmt: skip
    strict: bool = option(
        False, "do not start where the origin of an access point cannot be read; else it is a warning"
    )
    log_level: str = option("INFO", "how much is logged", choices=("DEBUG", "INFO", "WARNING", "ERROR"))

    def environment(self, environ: Mapping[str, str]) -> dict[str, str]:
        """The environment that functions see: a copy, which no request changes and no lookup decodes anew."""
        return {**environ, **({TAG_KEY: self.tag_key} if self.tag_key else {})}


OPTIONS: tuple[Option, ...] = (
    *options_of(GatewayConfig),
    *options_of(CacheConfig, "cache"),
    *options_of(Tls, "tls"),
    *options_of(Cors, "cors"),
)
"""Every option, for the three sources."""
