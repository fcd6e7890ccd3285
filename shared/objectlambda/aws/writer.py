"""WriteGetObjectResponse: the response to a GetObject event, streamed to the route that the event names.

boto3 posts the body chunked and unsigned as it is produced. The call is never retried: the token is good for one use,
and a second attempt would hide the cause of the first one's failure. An exception of the body closes the connection
without the final chunk, which the caller sees as a broken transfer.
"""

from __future__ import annotations

import http
import io
from collections.abc import Iterator
from functools import cache
from typing import Any

from objectlambda.errors import InvalidRange, NotModified, s3_error
from objectlambda.respond import Response
from objectlambda.streams import close

CONNECT_SECONDS = 5
READ_SECONDS = 60


class ChunkReader:
    """The body as botocore wants it: ``read`` gives the next chunk whatever its length, ``b""`` only at the end."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self.sent = 0
        self.error: BaseException | None = None

    def read(self, _size: int = -1) -> bytes:
        for chunk in self:
            return chunk
        return b""

    def seek(self, _offset: int, _whence: int = 0) -> int:
        """Refused. It is there because botocore, where awscrt is installed, signs only bodies that have it.

        Raises:
            io.UnsupportedOperation: always.
        """
        raise io.UnsupportedOperation("the body is a stream")

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            chunk = next(self._chunks)
            while not chunk:  # an empty chunk would end a chunked body early
                chunk = next(self._chunks)
        except StopIteration:
            raise
        except BaseException as error:
            self.error = error  # botocore replaces it with its own; the log wants the cause
            raise
        self.sent += len(chunk)
        return chunk


class Writer:
    """Answers one GetObject event, once: with ``send`` or with ``fail``."""

    def __init__(self, route: str, token: str) -> None:
        self._route = route
        self._token = token

    def send(self, response: Response) -> int:
        """Post the response and return the number of bytes sent.

        Raises:
            Exception: what the body raised, or botocore's error if the service could not be reached. The transfer
                is broken then, and the token is used up.
        """
        body = ChunkReader(response.body)
        parameters = response.head.parameters()
        try:
            if response.head.status != http.HTTPStatus.NOT_MODIFIED:
                parameters["Body"] = body
            self._post(parameters)
        except Exception as error:
            if body.error is not None:
                raise body.error from error
            raise
        finally:
            close(response.body)
        return body.sent

    def fail(self, error: BaseException) -> None:
        """Post the S3 error that ``error`` stands for."""
        status, code, message = s3_error(error)
        parameters: dict[str, Any] = {"StatusCode": status}
        if not isinstance(error, NotModified):
            parameters.update(ErrorCode=code, ErrorMessage=message)
        if isinstance(error, InvalidRange) and (size := error.details.get("ActualObjectSize")):
            parameters["ContentRange"] = f"bytes */{size}"  # as RFC 9110, section 15.5.17, says it
        self._post(parameters)

    def _post(self, parameters: dict[str, Any]) -> None:
        client = _client()
        known = _known_parameters()
        sendable = {name: value for name, value in parameters.items() if name in known}
        client.write_get_object_response(RequestRoute=self._route, RequestToken=self._token, **sendable)


@cache  # botocore's clients are safe to share between threads; made while the environment initialises
def _client() -> Any:
    import boto3
    from botocore.config import Config

    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"total_max_attempts": 1},
        # Without it botocore wants to read the body twice, to hash it first: a stream cannot be.
        s3={"payload_signing_enabled": False},
    )
    return boto3.client("s3", config=config)


@cache  # botocore's clients are safe to share between threads; made while the environment initialises
def _known_parameters() -> frozenset[str]:
    # Lambda's own boto3 may be older than some field; a field it does not know is left out, not an error.
    operation = _client().meta.service_model.operation_model("WriteGetObjectResponse")
    return frozenset(operation.input_shape.members)


def warm() -> None:
    """Make the client now, while a Lambda environment initialises and its CPU is not yet paid by the caller."""
    _known_parameters()


def forget_client() -> None:
    """Make the client anew when it is next needed, for an environment that names another endpoint."""
    _client.cache_clear()
    _known_parameters.cache_clear()
