"""What a function is: a name, settings, and how it turns a source into another body. Nothing of S3 or HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from objectlambda.headers import Headers

if TYPE_CHECKING:
    from objectlambda.block_index import BlockIndex
    from objectlambda.head import ResponseHead
    from objectlambda.source import Source

S = TypeVar("S")


@dataclass(frozen=True, slots=True, kw_only=True)
class UserIdentity:
    """Who called, as CloudTrail's ``userIdentity`` says it; every field may be missing."""

    type: str = ""
    arn: str = ""
    account_id: str = ""
    principal_id: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectRequest:
    """A read of one object as the caller asked for it, whichever host received it."""

    key: str
    headers: Headers = field(default_factory=Headers)
    query: Mapping[str, str] = field(default_factory=dict)
    payload: str = field(default="", repr=False)
    request_id: str = ""
    identity: UserIdentity = field(default_factory=UserIdentity)
    access_point: str = ""  # the ARN or name of the access point, for metrics and audit
    # Whether errors may name parts of the object, such as an archive's members: not where a later step hides something.
    tells_names: bool = True
    # Told of each entity that a function finds: its type and score. It may be called by another thread than asked.
    found: Callable[[str, float], None] | None = field(default=None, repr=False, compare=False)


class Blocks(NamedTuple):
    """A body of blocks that can be made by themselves.

    Attributes:
        find: where they begin; ``None`` where that cannot be told, or would cost more than it saves. It may read the
            whole source once, and leaves the body's chunks as they are.
        read: the bytes from ``start`` to ``stop`` (exclusive) by such an index.
        keeps_states: the index takes megabytes, and a pass over the whole object that is slower than to decode it: it
            is for hosts that live long and for objects of which several parts are read.
        with_size: such a pass takes no longer than to decode the object: whoever counts the body may make it.
    """

    find: Callable[[], BlockIndex | None]
    read: Callable[[BlockIndex, int, int], Iterator[bytes]]
    keeps_states: bool = False
    with_size: bool = False


class Transformed(NamedTuple):
    """The body a function makes of a source.

    Attributes:
        chunks: the transformed bytes, lazy: nothing is decoded before the first ``next``. Read once.
        size: their exact number where it is known without producing them, else ``None``.
        changes: fields of the head (by their WriteGetObjectResponse names) that the transform knows better;
            ``None`` takes one away.
        unchanged: the bytes are the origin's own.
        is_member: they are one member of an archive: the stored object holds others beside it.
        measure: finds the size, and where the body is divided into blocks, more cheaply than producing the chunks,
            or gives ``None`` where it cannot after all. It reads the same source: either the chunks or the measure
            is used.
        seek: the bytes from ``start`` to ``stop`` (exclusive), where the format can start in the middle.
        blocks: likewise, where the format can once it is known where its blocks begin.
    """

    chunks: Iterator[bytes]
    size: int | None = None
    changes: Mapping[str, str | None] = MappingProxyType({})
    unchanged: bool = False
    is_member: bool = False
    measure: Callable[[], BlockIndex | None] | None = None
    seek: Callable[[int, int], Iterator[bytes]] | None = None
    blocks: Blocks | None = None


def _no_choice(_request: ObjectRequest, _settings: object) -> str:
    return ""


def _no_tail(_request: ObjectRequest, _settings: object) -> int:
    return 0


def _nowhere_else(_key: str, _settings: object) -> tuple[str, ...]:
    return ()


def _not_checked(_settings: object) -> None:
    pass


def _same_listing(xml: bytes, _settings: object) -> bytes:
    return xml


def _same_head(head: ResponseHead, _request: ObjectRequest, _settings: object) -> ResponseHead:
    return head


class Function(NamedTuple, Generic[S]):
    """A transformation that any host can run.

    Attributes:
        name: as in ``functions/<name>`` and on the command line.
        version: rises whenever the same object and settings may give other bytes; part of the derived ETag.
        settings: the settings dataclass, its fields made with ``objectlambda.settings.setting``.
        open: makes the body. It may read the source's first bytes or directory, and raises ObjectLambdaErrors.
        choice: what of the request, beside the settings, decides which bytes come out (a member's name).
        tail_bytes: how many bytes of the object's end to ask for first; 0 asks for the whole object.
        first_bytes: how many of its first bytes a read of a part asks for first, where ``tail_bytes`` asks for none:
            for functions that know by them whether they can seek. 0 asks for the whole object.
        as_stored: the body is the stored object, byte for byte: it keeps the origin's ETag, and a read of a part asks
            the origin for that part at once.
        hides: it keeps something of the object from its reader. So its ETags are sealed, and nothing that is computed
            from the stored bytes, such as a checksum, is handed out.
        head: makes of the head that is to be sent the one that may be. It is called for each response, also for one
            from a cache, and raises ObjectLambdaErrors.
        listing: rewrites the XML of a listing.
        stored_as: the keys under which an object that a rewritten listing shows as ``key`` may be stored.
        check: raises InvalidSettings for settings with which every read fails, so that a host need not start. It loads
            nothing that takes long.
    """

    name: str
    version: str
    settings: type[S]
    open: Callable[[Source, ObjectRequest, S], Transformed]
    choice: Callable[[ObjectRequest, S], str] = _no_choice
    tail_bytes: Callable[[ObjectRequest, S], int] = _no_tail
    first_bytes: int = 0
    as_stored: bool = False
    hides: bool = False
    head: Callable[[ResponseHead, ObjectRequest, S], ResponseHead] = _same_head
    listing: Callable[[bytes, S], bytes] = _same_listing
    stored_as: Callable[[str, S], tuple[str, ...]] = _nowhere_else
    check: Callable[[S], None] = _not_checked
