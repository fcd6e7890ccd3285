"""Which objects: a listing of the source, read page by page, and what selects among them."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from hashlib import blake2b

from objectlambda.copy.job import Item, seconds_of
from objectlambda.s3.listing import Entry, ListQuery
from objectlambda.stores.store import Store

PAGE_KEYS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which keys are taken: patterns with ``*`` (any text, slashes too), ``?`` and ``[…]``, and a time.

    Attributes:
        prefix: keys begin so.
        include: one of them matches, where there are any.
        exclude: none of them matches.
        newer_than: the object was changed after it, in seconds since 1970.
        share: of the objects so many are taken, chosen by their keys: always the same ones.
    """

    prefix: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    newer_than: float | None = None
    share: float = 1.0

    @property
    def is_whole(self) -> bool:
        """Whether a listing under it names all that the source has under the prefix."""
        return self.newer_than is None and self.share >= 1

    def takes(self, item: Item) -> bool:
        """Whether ``item`` is to be copied."""
        key = item.key
        if not key.startswith(self.prefix) or any(fnmatchcase(key, pattern) for pattern in self.exclude):
            return False
        if self.include and not any(fnmatchcase(key, pattern) for pattern in self.include):
            return False
        if self.share < 1 and _digest(item.name) >= self.share * 2**64:
            return False
        return self.newer_than is None or item.modified is None or item.modified > self.newer_than


def listed(store: Store, prefix: str = "") -> Iterator[Item]:
    """The objects of ``store`` under ``prefix``, in the order of their keys; one page in memory.

    Raises:
        OriginError, SourceUnavailable: the listing cannot be gone on with.
    """
    token = ""
    while True:
        page = store.list(ListQuery(version=2, prefix=prefix, max_keys=PAGE_KEYS, token=token))
        yield from map(_item, page.entries)
        if not page.truncated:
            return
        token = page.next


def _item(entry: Entry) -> Item:
    return Item(key=entry.key, size=entry.size, modified=seconds_of(entry.last_modified), etag=entry.etag)


class KeySet:
    """Keys by 64-bit digests, 8 bytes each. Of a million keys, one that was not added seems to be in it with a
    probability of 5e-14.
    """

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self._digests = array("Q", map(_digest, keys))
        self._is_sorted = False

    def __len__(self) -> int:
        return len(self._digests)

    def add(self, key: str) -> None:
        self._digests.append(_digest(key))
        self._is_sorted = False

    def __contains__(self, key: str) -> bool:
        if not self._is_sorted:
            self._digests = array("Q", sorted(self._digests))
            self._is_sorted = True
        digest = _digest(key)
        at = bisect_left(self._digests, digest)
        return at < len(self._digests) and self._digests[at] == digest


def _digest(key: str) -> int:
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest())
