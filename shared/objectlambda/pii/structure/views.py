"""A text as a reader sees it, with the place of each of its characters in the source.

A view is a list of stretches. A stretch is either copied character by character, or decoded: some characters of the
source stand for others, or for none. Views can be stacked: the text of JSON in JSON is a view of a view.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from objectlambda.pii.entities import Field

Encode = Callable[[str, str], str]
"""``encode(replacement, source)`` returns the replacement as it is written in place of ``source`` in the text below."""


class Encoded(Protocol):
    """A run of characters that was decoded as a whole; see :mod:`objectlambda.pii.structure.blobs`."""

    @property
    def places(self) -> Sequence[int]:
        """The places of its characters."""
        ...

    def encode(self, source: str, offset: int, first: int, last: int, replacement: str) -> str:
        """``source``, which begins at ``offset``, with the decoded characters ``first`` to ``last`` replaced."""
        ...


class Substitution(NamedTuple):
    """``source[start:end]`` stands for ``text``, which may be empty."""

    start: int
    end: int
    text: str


class View:
    """A decoded ``text``, its ``fields``, and the places of its characters in the source.

    ``others`` are pieces of the source that are read as they stand as well, where they may be meant so.

    A view is immutable; any number of threads may read it.
    """

    __slots__ = (
        "_below",
        "_blobs",
        "_copied",
        "_encode",
        "_lengths",
        "_original",
        "_sources",
        "_views",
        "fields",
        "others",
        "text",
    )

    def __init__(
        self,
        original: str,
        substitutions: Iterable[Substitution],
        *,
        below: View | None = None,
        encode: Encode | None = None,
        blobs: Sequence[Encoded] = (),
    ) -> None:
        """The view of ``original`` after ``substitutions``, which are in order and do not overlap.

        ``below`` is the view whose text ``original`` is; ``blobs`` are the runs in it that were decoded as a whole, in
        order.
        """
        self._blobs = blobs
        self._original = original
        self._below = below
        self._encode = encode
        self._views: list[int] = []
        self._sources: list[int] = []
        self._lengths: list[int] = []
        self._copied: list[bool] = []
        self.fields: list[Field] = []
        self.others: tuple[View, ...] = ()
        parts: list[str] = []
        length = position = 0
        for start, end, text in substitutions:
            if start > position or not parts:
                self._add(length, position, start - position, copied=True)
                parts.append(original[position:start])
                length += start - position
            self._add(length, start, end - start, copied=False)
            parts.append(text)
            length += len(text)
            position = end
        self._add(length, position, len(original) - position, copied=True)
        parts.append(original[position:])
        self.text = "".join(parts)

    def _add(self, view: int, source: int, length: int, *, copied: bool) -> None:
        self._views.append(view)
        self._sources.append(source)
        self._lengths.append(length)
        self._copied.append(copied)

    def source(self, position: int) -> int:
        """The start, in the source, of the view's character at ``position``."""
        index = bisect_right(self._views, position) - 1
        at = self._sources[index] + (position - self._views[index] if self._copied[index] else 0)
        return at if self._below is None else self._below.source(at)

    def source_end(self, position: int) -> int:
        """The end, in the source, of the view's character before ``position``."""
        index = max(0, bisect_left(self._views, position) - 1)
        at = self._sources[index]
        at += position - self._views[index] if self._copied[index] else self._lengths[index]
        return at if self._below is None else self._below.source_end(at)

    def places(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The places in the source of ``text[start:end]``: one, unless what stands there is a value in pieces."""
        yield self.source(start), self.source_end(end)

    def is_encoded(self, _start: int, _end: int) -> bool:
        """Whether this part of the text stands in the source in a code, of which a mode must not keep a part."""
        return False

    def stretches(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The stretches of the text right below that ``text[start:end]`` was made of."""
        for index in range(bisect_right(self._views, start) - 1, len(self._views)):
            first = self._views[index]
            if first >= end:
                return
            last = self._views[index + 1] if index + 1 < len(self._views) else len(self.text)
            if last <= start or first == last:
                continue
            at = self._sources[index]
            if self._copied[index]:
                yield at + max(start - first, 0), at + min(end, last) - first
            else:
                yield at, at + self._lengths[index]

    def view(self, offset: int) -> int:
        """The position in the view of the character at ``offset`` in the source."""
        if self._below is not None:
            offset = self._below.view(offset)
        index = bisect_right(self._sources, offset) - 1
        return self._views[index] + (offset - self._sources[index] if self._copied[index] else 0)

    def view_end(self, offset: int) -> int:
        """The position in the view after the last character that ends at or before ``offset`` in the source."""
        if self._below is not None:
            offset = self._below.view_end(offset)
        return self._end(offset)

    def _end(self, offset: int) -> int:
        index = max(0, bisect_left(self._sources, offset) - 1)
        while index and not self._copied[index] and self._sources[index] + self._lengths[index] > offset:
            index -= 1
        if self._copied[index]:
            return self._views[index] + min(offset - self._sources[index], self._lengths[index])
        return self._views[index + 1]

    def read(self, begin: int, end: int) -> str:
        """The text of ``source[begin:end]`` as a reader sees it."""
        return self.text[self.view(begin) : self.view_end(end)]

    def keeps_length(self, begin: int) -> bool:
        """Whether a replacement at ``source[begin]`` must keep the length, as in base64 and hex."""
        at = begin if self._below is None else self._below.view(begin)
        return self._blob(at) is not None or (self._below is not None and self._below.keeps_length(begin))

    def _blob(self, offset: int) -> Encoded | None:
        index = bisect_right(self._blobs, offset, key=lambda blob: blob.places[0]) - 1
        if index < 0 or offset > self._blobs[index].places[-1]:
            return None
        return self._blobs[index]

    def encode(self, begin: int, end: int, replacement: str) -> str:
        """``replacement`` as it is written in place of ``source[begin:end]``, without the format's own escapes."""
        first, last = (begin, end) if self._below is None else (self._below.view(begin), self._below.view_end(end))
        source = self._original[first:last]
        if blob := self._blob(first):
            start = self._here(blob.places[0])
            replacement = blob.encode(source, first, self._here(first) - start, self._end(last) - start, replacement)
        elif self._encode is not None:
            replacement = self._encode(replacement, source)
        return replacement if self._below is None else self._below.encode(begin, end, replacement)

    def map_fields(self, fields: Sequence[Field]) -> list[Field]:
        """``fields`` of the text right below, moved to their places in this view.

        Fields that touch in the view are joined, so that a value that was split by markup is whole again.
        """
        found: list[Field] = []
        for field in fields:
            start, end = self._here(field.start), self._here(field.end)
            if found and 0 < start == found[-1].end and found[-1][2:] == field[2:]:
                start = found.pop().start
            found.append(Field(start, end, field.name, field.type))
        return found

    def _here(self, offset: int) -> int:
        index = bisect_right(self._sources, offset) - 1
        return self._views[index] + (offset - self._sources[index] if self._copied[index] else 0)
