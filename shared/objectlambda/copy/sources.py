"""What people name on a command line as things to read: files, folders, ``s3://`` URLs of objects and of prefixes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from objectlambda.copy.job import Item
from objectlambda.copy.listing import list_items
from objectlambda.copy.places import open_store
from objectlambda.deadline import Deadline
from objectlambda.errors import InvalidSettings, OriginError, SourceUnavailable
from objectlambda.headers import Headers
from objectlambda.stores.bucket import BucketOrigin
from objectlambda.stores.files import refuse_no_name
from objectlambda.stores.parse import OriginConfig, parse_origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One name: where it lies, and the key of the one object that it names, or all below it."""

    name: str
    place: OriginConfig
    key: str | None = None

    def items(self, number: int, unread: Callable[[str], None] = lambda _: None) -> Iterator[Item]:
        """The objects that it names, told of as people would write them; ``number`` is its place's.

        ``unread`` is told of what a folder's listing cannot read.

        Raises:
            ObjectLambdaError: the listing cannot be read.
        """
        if self.key is not None:
            yield Item(key=self.key, place=number, shown=self.name)
            return
        for item in list_items(open_store(self.place), unread=lambda key: unread(self._display_name(key))):
            yield replace(item, place=number, shown=self._display_name(item.key))

    def copied_items(self) -> Iterator[Item]:
        """The one object that it names, told of by its key, as copies are."""
        yield Item(key=self.key or "")

    def _display_name(self, key: str) -> str:
        if isinstance(self.place, BucketOrigin):
            return f"s3://{self.place.bucket}/{self.place.prefix}{key}"
        return f"{self.name.rstrip('/')}/{key}"


def parse_sources(
    names: Sequence[str], *, endpoint_url: str = "", region: str = "", profile: str = ""
) -> tuple[Named, ...]:
    """What each of ``names`` stands for. An S3 URL without a slash at its end is an object where there is one.

    Raises:
        InvalidSettings: there is no such file, folder, object or prefix, or no bucket in a URL.
        OriginError, SourceUnavailable: the bucket cannot be asked.
    """
    options = {"endpoint_url": endpoint_url, "region": region, "profile": profile}
    return tuple(_in_bucket(name, options) if name.startswith("s3://") else _in_folder(name) for name in names)


def _in_folder(name: str) -> Named:
    refuse_no_name(name)
    path = Path(name)
    if path.is_dir():
        return Named(name=name, place=path.resolve())
    if not path.exists():
        raise InvalidSettings(f"{name[:200]!r}: there is no such file or folder")
    if not path.is_file():
        raise InvalidSettings(f"{name[:200]!r} is neither a file nor a folder: detect and run read pipes and devices")
    real = path.resolve()
    return Named(name=name, place=real.parent, key=real.name)


def _in_bucket(name: str, options: dict[str, str]) -> Named:
    whole = parse_origin(name, **options)
    key = name.removeprefix("s3://").partition("/")[2]
    if not key:
        return Named(name=name, place=whole)
    if key.endswith("/"):
        return _not_empty(Named(name=name, place=whole))
    return _object(name, options) or _not_empty(Named(name=name, place=whole))


def _object(name: str, options: dict[str, str]) -> Named | None:
    """The object that an S3 URL names, where there is one."""
    place, slash, last = name.rpartition("/")
    named = Named(name=name, place=parse_origin(place + slash, **options), key=last)
    try:
        open_store(named.place).object(last, Headers(), {}, Deadline()).head({})
    except OriginError as error:
        if error.origin_status != 404:
            raise
        return None
    return named


def single_object(name: str, *, endpoint_url: str = "", region: str = "", profile: str = "") -> Named | None:
    """The one file or object that ``name`` is; ``None`` where it is a folder, a prefix, or cannot be asked for."""
    if not name.startswith("s3://"):
        return _in_folder(name) if Path(name).is_file() else None
    if "/" not in name.removeprefix("s3://") or name.endswith("/"):
        return None
    try:
        return _object(name, {"endpoint_url": endpoint_url, "region": region, "profile": profile})
    except (OriginError, SourceUnavailable):
        return None  # the listing tells what is wrong


def _not_empty(named: Named) -> Named:
    """``named``, below which something lies: a mistyped name must not look like one in which nothing was found."""
    if next(named.items(0), None) is None:
        raise InvalidSettings(f"{named.name[:200]!r}: there is no such object, and nothing below it")
    return named
