"""Copies into a bucket: one PUT for what fits into a part, else a multipart upload, completed only when all is there.

Memory: one part for each object under way. A part is sent with its CRC-32, which S3 checks. A write names what it
expects to replace (If-None-Match, If-Match), so that two writers cannot overwrite each other; stores that do not know
the condition are written without it.
"""

from __future__ import annotations

import base64
import io
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.header import Header
from typing import Any
from urllib.parse import urlencode

from objectlambda.copy.destination import (
    DestinationChanged,
    DestinationError,
    DestinationUnavailable,
    Existing,
    Written,
)
from objectlambda.copy.job import MIB, Writing
from objectlambda.errors import InvalidSettings
from objectlambda.head import ResponseHead
from objectlambda.stores.bucket import BucketOrigin, bucket_client

MARK = "objectlambda-copy"
"""The name of the user metadata that holds the mark. The other names of ours begin with it."""

ATTEMPTS = 5
MAX_PARTS = 10_000
_GROWN = 5_000  # where the total size is unknown, parts become larger after so many
_GROWN_BYTES = 64 * MIB

_PARAMETERS = ("CacheControl", "ContentDisposition", "ContentEncoding", "ContentLanguage", "ContentType", "Expires")
_UNAVAILABLE = re.compile(r"SlowDown|Throttl|TooManyRequests|RequestLimit|ServiceUnavailable|InternalError|Timeout")


class BucketDestination:
    """The bucket of ``origin``, below its prefix."""

    def __init__(self, origin: BucketOrigin, writing: Writing, connections: int = 10) -> None:
        from botocore.exceptions import BotoCoreError

        self._bucket, self._prefix, self._writing = origin.bucket, origin.prefix, writing
        self._is_conditional = True  # until the store refuses conditional writes; threads only ever set it to False
        try:
            self._client = bucket_client(
                origin,
                retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
                max_pool_connections=max(10, connections),
                # Checksums are sent as plain headers, which stores that do not know them ignore.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            )
        except (BotoCoreError, ValueError) as error:
            raise InvalidSettings(f"the bucket {origin.bucket} cannot be opened: {error}") from error

    def prepare(self) -> None:
        # Unfinished uploads stay: nobody can tell those of a killed run from those of one that goes on.
        with _failures():
            try:
                self._client.head_bucket(Bucket=self._bucket)
            except self._client.exceptions.ClientError as error:
                if error.response["ResponseMetadata"]["HTTPStatusCode"] != 404:
                    return  # those who may write objects need not be allowed to look at the bucket
                raise DestinationError(f"there is no bucket {self._bucket}", "NoSuchBucket") from error

    def mixes_names(self) -> bool:
        return False

    def existing(self, key: str) -> Existing | None:
        with _failures():
            try:
                answer = self._client.head_object(**self._key_parameters(key))
            except self._client.exceptions.ClientError as error:
                # S3 answers 403 for a missing object where the caller may not list the bucket. If the object is there
                # and may not be read, the conditional write fails.
                if error.response["ResponseMetadata"]["HTTPStatusCode"] in (403, 404):
                    return None
                raise
        # S3 sends names of metadata in lower case; some stores capitalize them.
        metadata = {name.lower(): text for name, text in answer.get("Metadata", {}).items()}
        details = {name.removeprefix(f"{MARK}-"): text for name, text in metadata.items() if name.startswith(MARK)}
        return Existing(etag=answer.get("ETag", ""), mark=metadata.get(MARK, ""), details=details)

    def write(self, key: str, body: Iterator[bytes], written: Written, over: Existing | None) -> int:
        parts = _Parts(body, self._part_bytes(written.head))
        pending = [parts.take()]
        if not parts.is_at_end():
            return self._upload(key, pending, parts, written, over)
        self._put_object(key, pending[0], written, over)
        return pending[0].nbytes

    def delete(self, key: str, existing: Existing) -> None:
        del existing  # few stores have a conditional delete
        with _failures():
            self._client.delete_object(**self._key_parameters(key))

    def every_key(self) -> Iterator[str]:
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=self._prefix)
        with _failures():
            for page in pages:
                for item in page.get("Contents", ()):
                    yield item["Key"].removeprefix(self._prefix)

    def _put_object(self, key: str, part: _Part, written: Written, over: Existing | None) -> None:
        asked = {
            **self._key_parameters(key),
            **self._object_parameters(written),
            "Body": part.file(),
            "ChecksumCRC32": part.crc32(),
        }
        self._conditionally(self._client.put_object, asked, over)

    def _upload(self, key: str, pending: list[_Part], parts: _Parts, written: Written, over: Existing | None) -> int:
        named = self._key_parameters(key)
        with _failures():
            answer = self._client.create_multipart_upload(
                **named, **self._object_parameters(written), ChecksumAlgorithm="CRC32"
            )
        named["UploadId"] = answer["UploadId"]
        try:
            done: list[dict[str, Any]] = []
            total = 0
            while pending:
                part = pending.pop()
                done.append(self._upload_part(named, len(done) + 1, part))
                total += part.nbytes
                del part  # before the next is made
                if not parts.is_at_end():
                    pending.append(parts.take())
            now = self.existing(key)  # some stores ignore the condition of a completed upload
            if (now and now.etag) != (over and over.etag):
                raise DestinationChanged("the destination object was written by somebody else")
            self._conditionally(
                self._client.complete_multipart_upload, {**named, "MultipartUpload": {"Parts": done}}, over
            )
        except BaseException:
            self._abort(named)
            raise
        return total

    def _upload_part(self, named: Mapping[str, Any], number: int, part: _Part) -> dict[str, Any]:
        if number > MAX_PARTS:
            raise DestinationError(f"the copy has more than {MAX_PARTS} parts: raise --part-size", "EntityTooLarge")
        checksum = part.crc32()
        with _failures():
            answer = self._client.upload_part(**named, PartNumber=number, Body=part.file(), ChecksumCRC32=checksum)
        return {"PartNumber": number, "ETag": answer["ETag"], "ChecksumCRC32": checksum}

    def _abort(self, named: Mapping[str, Any]) -> None:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            self._client.abort_multipart_upload(**named)
        except (BotoCoreError, ClientError):
            pass  # the first failure is raised by the caller; a lifecycle rule removes the upload

    def _conditionally(self, call: Any, asked: dict[str, Any], over: Existing | None) -> None:
        if self._is_conditional:
            condition = {"IfMatch": over.etag} if over is not None else {"IfNoneMatch": "*"}
            try:
                with _failures():
                    call(**asked, **condition)
            except DestinationError as error:
                if error.destination_code != "NotImplemented":
                    raise
                self._is_conditional = False
            else:
                return
        with _failures():
            call(**asked)

    def _object_parameters(self, written: Written) -> dict[str, Any]:
        values = written.head.values
        asked: dict[str, Any] = {name: values[name] for name in _PARAMETERS if name in values}
        own = {MARK: written.mark, **{f"{MARK}-{name}": text for name, text in written.details.items()}}
        carried = {name: text for name, text in written.head.metadata.items() if not name.startswith(MARK)}
        asked["Metadata"] = {name: _ascii(text) for name, text in {**carried, **own}.items() if text}
        if written.tags or self._writing.tags:
            asked["Tagging"] = urlencode({**written.tags, **dict(self._writing.tags)})
        if self._writing.storage_class:
            asked["StorageClass"] = self._writing.storage_class
        if self._writing.kms_key:
            asked["ServerSideEncryption"], asked["SSEKMSKeyId"] = "aws:kms", self._writing.kms_key
        return asked

    def _key_parameters(self, key: str) -> dict[str, Any]:
        return {"Bucket": self._bucket, "Key": self._prefix + key}

    def _part_bytes(self, head: ResponseHead) -> Iterator[int]:
        """The size of each part: all equal where the size is known, else larger ones after the first thousands."""
        size, least = head.content_length, self._writing.part_bytes
        if size is not None:
            fitting = max(least, -(-size // (MAX_PARTS - 1)))
            while True:
                yield fitting
        for _ in range(_GROWN):
            yield least
        while True:
            yield max(least, _GROWN_BYTES)


class _Part:
    """A part of a body, kept in a file in memory: botocore makes a copy of bytes before it signs them."""

    def __init__(self) -> None:
        self._file = io.BytesIO()
        self.nbytes = 0

    def add(self, data: memoryview) -> None:
        """Append ``data``."""
        self.nbytes += self._file.write(data)

    def crc32(self) -> str:
        """The checksum as S3 takes it."""
        with self._file.getbuffer() as data:
            return base64.b64encode(zlib.crc32(data).to_bytes(4)).decode()

    def file(self) -> io.BytesIO:
        """The part, to be read from its start."""
        self._file.seek(0)
        return self._file


class _Parts:
    """``body`` in parts of the ``sizes``. One chunk is read ahead, to know whether another part follows."""

    def __init__(self, body: Iterator[bytes], sizes: Iterator[int]) -> None:
        self._body, self._sizes = body, sizes
        self._ahead = memoryview(b"")

    def is_at_end(self) -> bool:
        """Whether there is no other part."""
        while not self._ahead:
            chunk = next(self._body, None)
            if chunk is None:
                return True
            self._ahead = memoryview(chunk)
        return False

    def take(self) -> _Part:
        """The next part; empty where the body is."""
        part, size = _Part(), next(self._sizes)
        while part.nbytes < size and not self.is_at_end():
            taken = self._ahead[: size - part.nbytes]
            part.add(taken)
            self._ahead = self._ahead[len(taken) :]
        return part


def _ascii(text: str) -> str:
    """``text`` as user metadata may be sent: what is not ASCII in the form of RFC 2047, which S3 itself uses."""
    return text if text.isascii() else Header(text, "utf-8", maxlinelen=10_000).encode()


@contextmanager
def _failures() -> Iterator[None]:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 500)
        if status in (409, 412) or code in ("PreconditionFailed", "ConditionalRequestConflict"):
            raise DestinationChanged("the destination object was written by somebody else", code) from error
        if status == 501 or code == "NotImplemented":
            raise DestinationError("the destination does not know a header", "NotImplemented") from error
        if status in (429, 500, 502, 503, 504) or _UNAVAILABLE.search(code):
            raise DestinationUnavailable(f"the destination answered {code or status}", code) from error
        raise DestinationError(f"the destination refuses: {code or status}", code) from error
    except BotoCoreError as error:
        name = type(error).__name__
        if name in ("NoCredentialsError", "PartialCredentialsError"):
            said = "there are no credentials for it; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
            raise DestinationError(f"the destination cannot be written: {said}", name) from error
        if name == "ParamValidationError":
            raise DestinationError(f"the destination cannot be written: {name}", name) from error
        raise DestinationUnavailable(f"no answer from the destination ({name})") from error
