"""What ``detect``, ``diff`` and ``run`` read: files, folders, ``s3://`` URLs and standard input.

Names are those that ``scan`` takes, by the same parser.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from objectlambda.errors import InvalidSettings, ObjectLambdaError, OriginError, SourceUnavailable, s3_error
from objectlambda.streams import Closing

if TYPE_CHECKING:
    from objectlambda.headers import Headers
    from objectlambda.source import Origin, OriginResponse

_PARQUET = b"PAR1"


class Input(NamedTuple):
    """An object to read: how it is told of, its key (``None`` for standard input), and where it lies.

    ``is_near`` says that it is a file, which is soon read.
    """

    name: str
    key: str | None
    origin: Origin
    size: int | None = None
    is_near: bool = False


def add_input_options(parser: ArgumentParser, what: str) -> None:
    """Adds the names, and the options that say how buckets are spoken to."""
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help=f"{what}: files, folders, s3://bucket/key or s3://bucket/prefix/; - for standard input",
    )
    for option, text in (("endpoint-url", "of an S3-compatible store"), ("profile", "of AWS's configuration")):
        parser.add_argument(f"--{option}", default="", help=f"{text}, for s3:// names")
    parser.add_argument("--region", default="", help="of the buckets")


def are_many(arguments: Namespace) -> bool:
    """Whether the names may stand for more than one object."""
    names = arguments.files
    return len(names) > 1 or any(Path(name).is_dir() or name.startswith("s3://") for name in names)


def inputs(arguments: Namespace, *, ranged: bool = False) -> Iterator[Input]:
    """The objects that the names stand for; ``ranged`` where standard input will be read by ranges.

    Raises:
        ObjectLambdaError: a name or a listing cannot be read.
    """
    from objectlambda.stores.files import refuse_no_name
    from objectlambda.stores.single_file import file_origin, stream_origin

    for name in arguments.files:
        refuse_no_name(name)
        path = Path(name)  # one that is not there is told of when it is read
        if name == "-" or _is_stream(path):
            stream = sys.stdin.buffer if name == "-" else path.open("rb")
            origin, size = stream_origin(stream, "", ranged=ranged)
            yield Input(name=name, key=None, origin=origin, size=size, is_near=size is not None)
        elif not name.startswith("s3://") and not path.is_dir():
            _refuse_other_url(name)
            size = path.stat().st_size if path.exists() else None
            yield Input(name=name, key=path.name, origin=file_origin(path), size=size, is_near=True)
        else:
            yield from _inputs_of_place(arguments, name)


def _is_stream(path: Path) -> bool:
    """Whether ``path`` is a pipe (as of a shell's ``<(…)``) or a device, which is read once and has no name."""
    return path.is_fifo() or path.is_char_device()


def _refuse_other_url(name: str) -> None:
    if "://" in name and not Path(name).exists():
        raise InvalidSettings(f"{name[:200]!r} is no file; an object in a bucket is written s3://bucket/key")


def names_of(option: str, text: str) -> list[str]:
    """The names between the commas of ``text``.

    Raises:
        InvalidSettings: there is none; who looks for nothing finds nothing, and takes the object for clean.
    """
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise InvalidSettings(f"{option} is empty: name the types to look for, or ALL")
    return names


def _inputs_of_place(arguments: Namespace, name: str) -> Iterator[Input]:
    """The objects of a folder or bucket: a single file starts without what speaks to buckets."""
    from objectlambda.copy.places import open_store
    from objectlambda.copy.sources import parse_sources
    from objectlambda.deadline import Deadline
    from objectlambda.headers import Headers

    options = {"endpoint_url": arguments.endpoint_url, "region": arguments.region, "profile": arguments.profile}
    [named] = parse_sources([name], **options)
    store = open_store(named.place)
    unread: list[str] = []
    for item in named.items(0, unread.append):
        origin = store.object(item.key, Headers(), {}, Deadline())
        is_near = isinstance(named.place, Path)
        yield Input(name=item.name, key=item.key, origin=origin, size=item.size, is_near=is_near)
    for other in unread:
        yield Input(name=other, key=Path(other).name, origin=_Unreadable())


class _Unreadable:
    """What stands in a folder and cannot be listed: every read says so."""

    _WHY = "it cannot be listed: look at its permissions and its name"

    def head(self, conditions: Mapping[str, str]) -> Headers:
        del conditions
        raise SourceUnavailable(self._WHY)

    def get(self, conditions: Mapping[str, str], byte_range: str | None = None) -> OriginResponse:
        del conditions, byte_range
        raise SourceUnavailable(self._WHY)


def plain_chunks(one: Input) -> Iterator[bytes]:
    """The object's bytes, decompressed where they have to be.

    Raises:
        ObjectLambdaError: it cannot be read.
    """
    from objectlambda import respond
    from objectlambda.function import ObjectRequest
    from objectlambda.measures import Measures
    from objectlambda.registry import function_named

    request = ObjectRequest(key=one.key or "", payload='{"on_uncompressed": "pass"}')
    reading = respond.Reading(
        function=function_named("decompress"),
        request=request,
        origin=one.origin,
        environ=os.environ,
        measures=Measures(),
    )
    response = respond.get(reading)
    return Closing(response.body, response.body)


def is_parquet(first: bytes) -> bool:
    """Whether an object that begins so is a Parquet file."""
    return first.startswith(_PARQUET)


def os_reason(error: OSError) -> str:
    """What an OSError says, with the file where it names one."""
    return f"{error.filename or ''}: {error.strerror or error}".removeprefix(": ")


def reason(error: Exception) -> str:
    """Why an object cannot be read, for people."""
    from objectlambda.stores.origin_faults import NO_CREDENTIALS, OriginMisconfigured

    if isinstance(error, OriginMisconfigured):
        hint = "; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile"
        return f"the bucket cannot be read: {error.reason}{hint * (error.reason == NO_CREDENTIALS)}"
    if isinstance(error, SourceUnavailable):
        return f"{error}; is the endpoint right, and can it be reached?" if "no answer" in str(error) else str(error)
    if isinstance(error, OriginError) and error.origin_status == 404:
        return "No such file or directory"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return f"{s3_error(error)[1]}: {error}" if isinstance(error, ObjectLambdaError) else str(error)
