"""Every failure that a caller can see, each with the S3 answer it stands for.

An error is an S3 error response: an HTTP status that WriteGetObjectResponse allows, a code that matches
``^[A-Z][a-zA-Z]+$`` and a sentence. A failure that will repeat is never 5xx: SDKs retry those five times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import ClassVar

ALLOWED_STATUSES = frozenset({200, 206, 304, 400, 401, 403, 404, 405, 409, 411, 412, 416, 500, 503})
"""The statuses that WriteGetObjectResponse takes (its API reference, StatusCode)."""

STATUS_CODES = {
    304: "NotModified",
    400: "InvalidRequest",
    401: "AccessDenied",
    403: "AccessDenied",
    404: "NoSuchKey",
    405: "MethodNotAllowed",
    409: "OperationAborted",
    411: "MissingContentLength",
    412: "PreconditionFailed",
    416: "InvalidRange",
    500: "InternalError",
    503: "SlowDown",
}
"""The code of an origin's response that names none, as a response to HEAD."""

STATUS_MESSAGES = {
    403: "Access Denied",
    404: "The specified key does not exist.",
    405: "The specified method is not allowed against this resource.",
}
"""What S3 says with these codes."""

_CODE = re.compile(r"[A-Z][a-zA-Z]+")


class ObjectLambdaError(Exception):
    """A failure with its response: ``status``, ``code`` and the message given. Never raised as such."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "InternalError"
    advice: ClassVar[str] = "look at the function's log under the request id"
    details: Mapping[str, str] = MappingProxyType({})
    """What S3's error document says beside code and message, by its names."""


class InvalidEvent(ObjectLambdaError):
    """The event that invoked the function is not one of S3 Object Lambda's."""

    status, code = 400, "InvalidRequest"
    advice = "invoke the function through an Object Lambda access point or the gateway"


class InvalidRequest(ObjectLambdaError):
    """The caller asked for something that cannot be answered, such as a range and a part number at once."""

    status, code = 400, "InvalidRequest"
    advice = "change the request as the message says"


class InvalidSettings(ObjectLambdaError):
    """A setting is unknown or has a value that it cannot have."""

    status, code = 400, "InvalidRequest"
    advice = "correct the function's environment or the access point's payload"


class InvalidRange(ObjectLambdaError):
    """The range starts behind the end of the transformed object."""

    status, code = 416, "InvalidRange"
    advice = "ask HeadObject for the transformed size"

    def __init__(self, message: str, total: int | None = None) -> None:
        super().__init__(message)
        self.details = {} if total is None else {"ActualObjectSize": str(total)}


class InvalidPartNumber(ObjectLambdaError):
    """There are fewer parts than the part number asked for."""

    status, code = 416, "InvalidPartNumber"
    advice = "ask for part 1: its response tells how many there are"

    def __init__(self, number: int, count: int) -> None:
        super().__init__(f"part {number} was asked for, the object has {count}")
        self.details = {"PartNumberRequested": str(number), "ActualPartCount": str(count)}


class RequestTimeout(ObjectLambdaError):
    """The time that S3 Object Lambda allows was over before the first byte could be sent."""

    status, code = 400, "RequestTimeout"
    advice = "give the function more memory (and so CPU), or read a smaller object"


class CorruptObject(ObjectLambdaError):
    """The object's bytes break the rules of its format."""

    status, code = 400, "CorruptObject"
    advice = "check the object with the format's own tool; upload it again"


class TruncatedObject(CorruptObject):
    """The object ends before its format says it may."""

    code = "TruncatedObject"
    advice = "upload the object again: its end is missing"


class UnsupportedFormat(ObjectLambdaError):
    """The object is not in a format that the function knows, or not in the one that was pinned."""

    status, code = 400, "UnsupportedFormat"
    advice = "pin the format, or set on_uncompressed to pass"


class UnsupportedMethod(ObjectLambdaError):
    """The format is known, but not this variant of it (a compression method, a dictionary, a window)."""

    status, code = 400, "UnsupportedMethod"
    advice = "compress the object again with a method from the function's README, or raise the limit named"


class MissingCodec(UnsupportedMethod):
    """The library that decodes the object is not installed."""

    advice = "install the extra that the message names"


class PasswordRequired(ObjectLambdaError):
    """The member is encrypted and no password, or a wrong one, is set."""

    status, code = 403, "PasswordRequired"
    advice = "name the environment variable that holds the password in password_env"


class MemberRequired(ObjectLambdaError):
    """The archive holds several files and none was chosen."""

    status, code = 400, "MemberRequired"
    advice = "choose a member with ?file_name= or the setting member"


class NoSuchMember(ObjectLambdaError):
    """The archive has no file of that name."""

    status, code = 404, "NoSuchMember"
    advice = "take a name from the list in the message"


class LimitExceeded(ObjectLambdaError):
    """The output grew over a limit that guards against decompression bombs."""

    status, code = 400, "LimitExceeded"
    advice = "raise the setting named in the message, if you trust the object"


class UnexpectedContent(ObjectLambdaError):
    """The object cannot be looked at: it is no text, or holds text in a form that is not read."""

    status, code = 400, "UnexpectedContent"
    advice = "set encoding; unsupported_file_handling PASS hands out what is no text, PASS_UNINSPECTED everything"


class MissingReader(UnexpectedContent):
    """The object is Parquet, and the library that reads it is not installed."""

    advice = "install the extra that the message names, on Lambda with ReadsParquet=true"


class EntityTooLarge(ObjectLambdaError):
    """The object is larger than document_max_size allows."""

    status, code = 400, "EntityTooLarge"
    advice = "raise document_max_size: 0 is no limit, and memory does not grow with the object"


class AccessDenied(ObjectLambdaError):
    """The object holds personal data of a type that the settings keep from this caller."""

    status, code = 403, "AccessDenied"
    advice = "read the object through an access point that redacts it, or have the caller exempted"


class SourceUnavailable(ObjectLambdaError):
    """The origin could not be reached, or its body ended early; worth another try."""

    status, code = 503, "ServiceUnavailable"
    advice = "try again; check the network between function and store"


class SizeUnknown(ObjectLambdaError):
    """HeadObject needs the transformed size, which only reading the object tells, and the function may not."""

    status, code = 405, "MethodNotAllowed"
    advice = "grant the function's role s3:GetObject on the supporting access point, or route HeadObject past it"


class NotModified(ObjectLambdaError):
    """The caller's copy is still good; the response has a head and no body."""

    status, code = 304, "NotModified"
    advice = "use the copy at hand"

    def __init__(self, message: str = "Not Modified", *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.headers = headers or {}


class OriginError(ObjectLambdaError):
    """The origin's own response, forwarded with its status, code and message."""

    advice = "read the message: it is the origin's"
    is_bare = False
    """Whether the origin told no code of S3's, as in responses to HEAD; in others S3 always does."""

    def __init__(self, status: int, code: str, message: str, details: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.origin_status = status
        self.origin_code = code
        self.details = details or {}


def s3_error(error: BaseException) -> tuple[int, str, str]:
    """The status, code and message with which a failure is answered.

    Statuses that WriteGetObjectResponse does not take become the nearest one that it does. What is no
    ObjectLambdaError is a defect of ours and says nothing of its cause: its message could quote content.
    """
    if isinstance(error, OriginError):
        status = error.origin_status
        if status not in ALLOWED_STATUSES:  # 501 will be so again; what is no error, as 302, is no answer of S3's
            status = 503 if status in (429, 502, 504) else 500 if 501 < status < 600 else 400
        code = error.origin_code if _CODE.fullmatch(error.origin_code) else STATUS_CODES.get(status, "InternalError")
        return status, code, printable(str(error))
    if isinstance(error, ObjectLambdaError):
        return error.status, error.code, printable(str(error))
    return 500, "InternalError", "An internal error occurred while processing the file"


def printable(message: str, limit: int = 1000) -> str:
    """``message`` as it may stand in a header: ASCII, one line, at most ``limit`` characters."""
    line = " ".join(message.split())
    text = "".join(c if " " <= c <= "~" else "?" for c in line)
    return text if len(text) <= limit else text[: limit - 3] + "..."


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown ``word``: the name that it looks like, or nothing."""
    from difflib import get_close_matches

    names = {str(name).lower().replace("-", "_"): str(name) for name in known}
    close = get_close_matches(word[:80].lower().replace("-", "_"), names, n=1, cutoff=0.7)
    return f" (did you mean {names[close[0]]!r}?)" if close else ""
