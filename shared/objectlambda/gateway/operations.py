"""What an access point responds to each of S3's operations, one function for each.

A function is registered for its row in ``s3.operations`` by ``@responds_to``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from objectlambda.errors import OriginError
from objectlambda.gateway.config.model import ACCOUNT_ID
from objectlambda.gateway.runners.runner import Call, Runner, check_features
from objectlambda.headers import Headers
from objectlambda.s3 import documents
from objectlambda.s3.listing import parse_list_query
from objectlambda.s3.operations import Operation
from objectlambda.s3.requests import S3Request
from objectlambda.s3.responses import S3Response, document
from objectlambda.s3.version_listing import parse_version_query
from objectlambda.steps import RAW

ATTRIBUTES = ("ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize")
"""What GetObjectAttributes may be asked for. Checksums and parts are those of the stored object, so they are absent."""

_KEPT_HEADERS = ("last-modified", "x-amz-version-id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request that its caller may make.

    Attributes:
        call: the request, its access point and store.
        runner: runs the access point's functions.
        region: the gateway's.
    """

    call: Call
    runner: Runner
    region: str


Respond = Callable[[Asked], Awaitable[S3Response]]
RESPONDERS: dict[Operation, Respond] = {}
"""The function for each operation on an access point; complete once this module is loaded."""


def responds_to(*operations: Operation) -> Callable[[Respond], Respond]:
    """Registers the function below it for ``operations``."""

    def register(respond: Respond) -> Respond:
        RESPONDERS.update(dict.fromkeys(operations, respond))
        return respond

    return register


@responds_to(Operation.HEAD_BUCKET)
async def head_bucket(asked: Asked) -> S3Response:
    """The access point is there, in the gateway's region."""
    return S3Response(headers=(_region(asked),))


@responds_to(Operation.GET_BUCKET_LOCATION)
async def get_bucket_location(asked: Asked) -> S3Response:
    """The gateway's region."""
    return document(documents.location_document(asked.region))


@responds_to(Operation.GET_BUCKET_VERSIONING)
async def get_bucket_versioning(_asked: Asked) -> S3Response:
    """Nothing is versioned: nothing can be written."""
    return document(documents.versioning_document())


@responds_to(Operation.GET_BUCKET_ACL)
async def get_bucket_acl(_asked: Asked) -> S3Response:
    """The owner's full control."""
    return document(documents.acl_document(ACCOUNT_ID))


@responds_to(Operation.GET_OBJECT_ACL)
async def get_object_acl(asked: Asked) -> S3Response:
    """The same, of an object that is there and that its caller may read."""
    await _head(asked, asked.call)
    return document(documents.acl_document(ACCOUNT_ID))


@responds_to(Operation.LIST_OBJECTS)
async def list_objects(asked: Asked) -> S3Response:
    """A page of keys, in the form of version 1."""
    return await _listing(asked, 1)


@responds_to(Operation.LIST_OBJECTS_V2)
async def list_objects_v2(asked: Asked) -> S3Response:
    """A page of keys, in the form of version 2."""
    return await _listing(asked, 2)


@responds_to(Operation.LIST_OBJECT_VERSIONS)
async def list_object_versions(asked: Asked) -> S3Response:
    """A page of versions, as the store has them, with the sizes and tags of what is read."""
    query = parse_version_query(asked.call.request.parameters)
    return document(await asked.runner.versions(asked.call, query), _region(asked))


@responds_to(Operation.GET_OBJECT)
async def get_object(asked: Asked) -> S3Response:
    """The transformed object."""
    check_features(asked.call)
    return await asked.runner.get(asked.call)


@responds_to(Operation.HEAD_OBJECT)
async def head_object(asked: Asked) -> S3Response:
    """The transformed object's head."""
    check_features(asked.call)
    return await asked.runner.head(asked.call)


@responds_to(Operation.GET_OBJECT_ATTRIBUTES)
async def get_object_attributes(asked: Asked) -> S3Response:
    """ETag, size and storage class of the transformed object, as far as ``x-amz-object-attributes`` asks for them.

    Raises:
        OriginError: 400, the header is missing or names an attribute that S3 does not have.
    """
    listed = asked.call.request.headers.get("x-amz-object-attributes", "")
    names = {name.strip() for name in listed.split(",") if name.strip()}
    if not names or names - set(ATTRIBUTES):
        raise OriginError(400, "InvalidArgument", f"x-amz-object-attributes names some of {', '.join(ATTRIBUTES)}")
    headers = await _head(asked, asked.call)
    values = {
        "ETag": headers.get("etag", "").strip('"'),
        "StorageClass": headers.get("x-amz-storage-class", "STANDARD"),
        "ObjectSize": headers.get("content-length", ""),
    }
    chosen = {name: value for name, value in values.items() if name in names and value}
    kept = tuple((name, headers[name]) for name in _KEPT_HEADERS if name in headers)
    return document(documents.attributes_document(chosen), *kept)


@responds_to(Operation.GET_OBJECT_TAGGING)
async def get_object_tagging(asked: Asked) -> S3Response:
    """No tags, of an object that is there: those of the stored object may hold what a function takes out of it."""
    stored = replace(asked.call.access_point, steps=RAW, rules=())
    await _head(asked, replace(asked.call, access_point=stored))
    return document(documents.tagging_document())


async def _head(asked: Asked, call: Call) -> Headers:
    """The headers of the same object and version, without conditions and ranges.

    Raises:
        OriginError: there is none that its caller may read.
    """
    version = tuple(pair for pair in call.request.query if pair[0] == "versionId")
    head = replace(call.request, method="HEAD", query=version, headers=Headers())
    response = await asked.runner.head(replace(call, request=head))
    if response.status >= 400:
        raise OriginError(response.status, response.code, "The object cannot be read")
    return Headers(dict(response.headers))


async def _listing(asked: Asked, version: int) -> S3Response:
    query = parse_list_query(asked.call.request.parameters, version)
    return document(await asked.runner.list(asked.call, query), _region(asked))


MOST_BUCKETS = 10_000


def list_buckets(names: list[str], request: S3Request, created: str) -> S3Response:
    """The access points called ``names`` as buckets: ``prefix``, ``max-buckets`` and ``continuation-token`` choose.

    Raises:
        OriginError: 400, max-buckets is no number from 1 to 10,000.
    """
    asked = request.parameters
    prefix, after, text = asked.get("prefix", ""), asked.get("continuation-token", ""), asked.get("max-buckets", "")
    if text and not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= MOST_BUCKETS):
        raise OriginError(400, "InvalidArgument", f"max-buckets must be from 1 to {MOST_BUCKETS}")
    chosen = sorted(name for name in names if name.startswith(prefix) and name > after)
    page = chosen[: int(text or MOST_BUCKETS)]
    token = page[-1] if len(page) < len(chosen) else ""
    return document(documents.buckets_document(page, created, ACCOUNT_ID, prefix=prefix, token=token))


def _region(asked: Asked) -> tuple[str, str]:
    return "x-amz-bucket-region", asked.region
