"""Lists the source's objects page by page, and selects among them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from hashlib import blake2b

from objectlambda.copy.job import Item, seconds_of
from objectlambda.s3.listing import Entry, ListQuery
from objectlambda.stores.files import file_etag
from objectlambda.stores.folder import FolderStore
from objectlambda.stores.folder_listing import walk
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
        """Whether ``item`` is one of those that a share is taken of."""
        key = item.key
        if not key.startswith(self.prefix) or any(fnmatchcase(key, pattern) for pattern in self.exclude):
            return False
        if self.include and not any(fnmatchcase(key, pattern) for pattern in self.include):
            return False
        return self.newer_than is None or item.modified is None or item.modified > self.newer_than

    def choose(self, items: Iterable[Item]) -> Iterator[Item]:
        """Those of ``items`` that are taken, or the share of them: at least one of them, where there are any."""
        first: tuple[int, Item] | None = None
        is_any = False
        for item in filter(self.takes, items):
            if self.share >= 1:
                yield item
            elif (digest := _digest(item.name)) < self.share * 2**64:
                is_any = True
                yield item
            elif not is_any and (first is None or digest < first[0]):
                first = digest, item
        if not is_any and first is not None:
            yield first[1]


def list_items(store: Store, prefix: str = "", unread: Callable[[str], None] = lambda _: None) -> Iterator[Item]:
    """The objects of ``store`` under ``prefix``, in the order of their keys.

    Memory: one page of a bucket; one directory's names of a folder. ``unread`` is told of each folder that cannot be
    read and each name that cannot be a key: the listing is not complete then.

    Raises:
        OriginError, SourceUnavailable: the listing cannot be continued.
    """
    if isinstance(store, FolderStore):
        yield from _files(store, prefix, unread)
        return
    token = ""
    while True:
        page = store.list(ListQuery(version=2, prefix=prefix, max_keys=PAGE_KEYS, token=token))
        yield from map(_item, page.entries)
        if not page.truncated:
            return
        token = page.next


def _files(store: FolderStore, prefix: str, unread: Callable[[str], None]) -> Iterator[Item]:
    store.check()
    for found in walk(store.root, ListQuery(version=2, prefix=prefix), unread):
        if not isinstance(found, str):
            key, status = found
            modified = status.st_mtime_ns // 1_000_000_000
            yield Item(key=key, size=status.st_size, modified=modified, etag=file_etag(status))


def _item(entry: Entry) -> Item:
    return Item(key=entry.key, size=entry.size, modified=seconds_of(entry.last_modified), etag=entry.etag)


class KeySet:
    """A set of keys that takes 12 to 24 bytes for each, however long the keys are.

    It holds 64-bit digests: of a million keys, one that was not added seems to be there with a probability of 5e-14.
    """

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self._slots = array("Q", bytes(8 * 1024))  # open addressing: a digest, or 0 where the slot is free
        self._count = 0
        for key in keys:
            self.add(key)

    def __len__(self) -> int:
        return self._count

    def add(self, key: str) -> bool:
        """Add ``key``; gives whether it is new."""
        digest = _digest(key) or 1
        at = self._slot(digest)
        if self._slots[at]:
            return False
        self._slots[at] = digest
        self._count += 1
        if 3 * self._count > 2 * len(self._slots):
            self._grow()
        return True

    def __contains__(self, key: str) -> bool:
        return self._slots[self._slot(_digest(key) or 1)] != 0

    def _slot(self, digest: int) -> int:
        """Where ``digest`` stands, or would stand."""
        slots, mask = self._slots, len(self._slots) - 1
        at = digest & mask
        while slots[at] not in (0, digest):
            at = (at + 1) & mask
        return at

    def _grow(self) -> None:
        before, self._slots = self._slots, array("Q", bytes(16 * len(self._slots)))
        for digest in before:
            if digest:
                self._slots[self._slot(digest)] = digest


def _digest(key: str) -> int:
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest())
