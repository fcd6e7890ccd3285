"""A bucket, or what lies under a prefix of one, at any S3 endpoint; read through presigned URLs."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import Any

from objectlambda.deadline import Deadline
from objectlambda.errors import InvalidSettings, ObjectLambdaError, OriginError
from objectlambda.headers import Headers
from objectlambda.origin_sockets import USUAL_LIMITS, OriginLimits
from objectlambda.presigned import CONNECT_SECONDS, PresignedOrigin, fetch_listing
from objectlambda.s3.listing import ListPage, ListQuery
from objectlambda.s3.origin_listing import read_page
from objectlambda.s3.version_listing import VersionPage, VersionQuery, read_versions
from objectlambda.source import OriginResponse
from objectlambda.stores.origin_faults import OriginMisconfigured, failure_of, own_fault

PRESIGNED_SECONDS = 3600

LIST_SECONDS = 60.0
"""What an origin may take to list a page."""

DIAGNOSIS_SECONDS = 30.0
"""How long it is taken for granted that an origin can be read, or cannot, where a HEAD is refused."""
_WITHOUT_REASON = (301, 307, 400, 403, 404)
"""What a response to HEAD says where the bucket is missing, or the gateway's signature is wrong: it has no body."""

_LIST_OPERATIONS = {1: "list_objects", 2: "list_objects_v2"}

_GET_PARAMETERS = {"versionId": "VersionId"}
_GET_HEADERS = {
    "x-amz-checksum-mode": "ChecksumMode",
    "x-amz-expected-bucket-owner": "ExpectedBucketOwner",
    "x-amz-request-payer": "RequestPayer",
}
"""What of a caller's request becomes part of the presigned URL; the headers are then signed (olap-writing-lambda)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketOrigin:
    """Where a bucket is and how it is spoken to; empty fields are left to boto3's own configuration."""

    bucket: str
    prefix: str = ""
    endpoint_url: str = ""
    region: str = ""
    addressing_style: str = ""
    profile: str = ""
    limits: OriginLimits = USUAL_LIMITS


class BucketStore:
    """The objects of a bucket whose keys start with its prefix; keys are seen without it.

    Raises:
        InvalidSettings: there is no such profile, or the endpoint's URL is none.
    """

    def __init__(self, origin: BucketOrigin) -> None:
        self.origin = origin
        self._diagnosing = threading.Lock()  # guards the next two
        self._diagnosed = float("-inf")
        self._fault: OriginMisconfigured | None = None
        from botocore.exceptions import BotoCoreError

        try:
            self._client = bucket_client(origin)
        except (BotoCoreError, ValueError) as error:
            raise InvalidSettings(f"the bucket {origin.bucket} cannot be opened: {error}") from error

    def object(self, key: str, headers: Headers, parameters: Mapping[str, str], deadline: Deadline) -> BucketObject:
        return BucketObject(self, key, headers, parameters, deadline)

    def presign(self, method: str, key: str, headers: Headers, parameters: Mapping[str, str]) -> str:
        """A URL with which the object under ``key`` can be read once with ``method`` (GET or HEAD).

        Raises:
            OriginError: a key that URL libraries would turn into another one.
        """
        if any(part in (".", "..") for part in key.split("/")):
            raise OriginError(400, "InvalidRequest", "keys with a path segment . or .. cannot be read")
        asked: dict[str, str] = {"Bucket": self.origin.bucket, "Key": self.origin.prefix + key}
        asked |= {ours: parameters[name] for name, ours in _GET_PARAMETERS.items() if name in parameters}
        asked |= {ours: headers[name] for name, ours in _GET_HEADERS.items() if name in headers}
        operation = "get_object" if method == "GET" else "head_object"
        return self._presigned(operation, asked)

    def presign_list(self, query: ListQuery) -> str:
        """A URL with which the page that ``query`` asks for can be listed."""
        return self._presigned(_LIST_OPERATIONS[query.version], self._list_parameters(query))

    def list(self, query: ListQuery) -> ListPage:
        xml = self._listing(_LIST_OPERATIONS[query.version], self._list_parameters(query))
        return read_page(xml, self.origin.prefix, query.max_keys, query.version)

    def versions(self, query: VersionQuery) -> VersionPage:
        prefix = self.origin.prefix
        markers = {
            "KeyMarker": query.key_marker and prefix + query.key_marker,
            "VersionIdMarker": query.version_id_marker,
        }
        xml = self._listing("list_object_versions", self._page_parameters(query, markers))
        return read_versions(xml, prefix, query.max_keys)

    def check(self) -> None:
        self.list(ListQuery(version=1, max_keys=1))

    def fault(self) -> OriginMisconfigured | None:
        """What keeps the gateway from reading, for responses to HEAD, which do not say it; asked for now and then."""
        with self._diagnosing:
            if time.monotonic() - self._diagnosed > DIAGNOSIS_SECONDS:
                self._fault = None
                try:
                    self.check()
                except OriginMisconfigured as error:
                    self._fault = error
                except ObjectLambdaError:
                    pass  # it is no matter of configuration
                self._diagnosed = time.monotonic()
            return self._fault

    def _listing(self, operation: str, asked: Mapping[str, Any]) -> bytes:
        url = self._presigned(operation, {**asked, "EncodingType": "url"})  # XML has no place for all keys
        with _own_faults():
            return fetch_listing(url, Headers(), Deadline.after(LIST_SECONDS))

    def _presigned(self, operation: str, asked: Mapping[str, Any]) -> str:
        with _origin_errors():
            url: str = self._client.generate_presigned_url(operation, Params=asked, ExpiresIn=PRESIGNED_SECONDS)
        return url

    def _list_parameters(self, query: ListQuery) -> dict[str, Any]:
        prefix = self.origin.prefix
        markers = {
            "Marker": query.marker and prefix + query.marker,
            "StartAfter": query.start_after and prefix + query.start_after,
            "ContinuationToken": query.token,
        }
        return self._page_parameters(query, markers)

    def _page_parameters(self, query: ListQuery | VersionQuery, markers: Mapping[str, str]) -> dict[str, Any]:
        """The parameters of every listing, and those of ``markers`` that say where the page begins."""
        every = {
            "Bucket": self.origin.bucket,
            "Prefix": self.origin.prefix + query.prefix,
            "Delimiter": query.delimiter,
            "MaxKeys": query.max_keys,
            **markers,
        }
        return {name: value for name, value in every.items() if value != ""}


class BucketObject:
    """One object of a bucket: a URL is presigned for each method when it is needed."""

    def __init__(
        self, store: BucketStore, key: str, headers: Headers, parameters: Mapping[str, str], deadline: Deadline
    ) -> None:
        self._store = store
        self._key = key
        self._headers, self._parameters = headers, parameters
        self._deadline = deadline

    def head(self, conditions: Mapping[str, str]) -> Headers:
        try:
            return self._presign("HEAD").head(conditions)
        except OriginError as error:
            if error.origin_status in _WITHOUT_REASON and (fault := self._store.fault()) is not None:
                raise OriginMisconfigured(fault.reason) from error
            if error.origin_status == HTTPStatus.NOT_FOUND and "versionId" in self._parameters:
                raise OriginError(404, "NoSuchVersion", "The specified version does not exist.") from error
            raise

    def get(self, conditions: Mapping[str, str], byte_range: str | None = None) -> OriginResponse:
        with _own_faults():
            return self._presign("GET").get(conditions, byte_range)

    def _presign(self, method: str) -> PresignedOrigin:
        url = self._store.presign(method, self._key, self._headers, self._parameters)
        return PresignedOrigin(url, self._headers, self._deadline, self._store.origin.limits)


def bucket_client(origin: BucketOrigin, **more: Any) -> Any:
    """A client of S3 for ``origin``, its requests bounded in time; ``more`` goes into botocore's Config.

    Raises:
        BotoCoreError, ValueError: there is no such profile, or the endpoint's URL is none.
    """
    from botocore.config import Config
    from botocore.session import Session

    options: dict[str, Any] = {
        "signature_version": "s3v4",
        # The wire runner redirects the function's own client by AWS_ENDPOINT_URL_S3; this one must not follow.
        "ignore_configured_endpoint_urls": True,
        "s3": {"addressing_style": origin.addressing_style or "auto"},
        "connect_timeout": CONNECT_SECONDS,
        "read_timeout": origin.limits.read_seconds,
        "retries": {"mode": "standard", "total_max_attempts": 3},
        **more,
    }
    # A session of its own finds the credentials as they are now; only the SDK's description of S3 is shared.
    session = Session(profile=origin.profile or None)
    session.register_component("data_loader", _loader(session.get_config_variable("data_path")))
    return session.create_client(
        "s3",
        endpoint_url=origin.endpoint_url or None,
        region_name=origin.region or session.get_config_variable("region") or "us-east-1",
        config=Config(**options),
    )


@cache  # botocore's loader keeps what it read; threads that read the same at once keep the same
def _loader(data_path: str | None) -> Any:
    """Loads botocore's model of S3 once. Loading it for each bucket would take most of a start or a reload."""
    from botocore.loaders import create_loader

    return create_loader(data_path)


@contextmanager
def _own_faults() -> Iterator[None]:
    try:
        yield
    except OriginError as error:
        fault = own_fault(error.origin_code, error.origin_status, is_bare=error.is_bare)
        if fault is not None:
            raise fault from error
        raise


@contextmanager
def _origin_errors() -> Iterator[None]:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 500)
        said = error.response.get("Error", {})
        raise OriginError(status, said.get("Code", ""), said.get("Message", "the origin refused")) from error
    except BotoCoreError as error:
        raise failure_of(error) from error
