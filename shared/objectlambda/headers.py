"""HTTP headers by name, whatever their case; as every host hands them over."""

from __future__ import annotations

import time
from collections.abc import ItemsView, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, TypeVar, overload

if TYPE_CHECKING:
    from mimetypes import MimeTypes

T = TypeVar("T")

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def date_header(seconds: int) -> str:
    """The time in ``seconds`` since 1970 as HTTP writes it, whatever the locale."""
    # email.utils writes the same, and takes longer to load than to read a small file.
    year, month, day, hour, minute, second, weekday, *_ = time.gmtime(seconds)
    return f"{_DAYS[weekday]}, {day:02} {_MONTHS[month - 1]} {year:04} {hour:02}:{minute:02}:{second:02} GMT"


@cache  # nobody changes it: threads may share it
def media_types() -> MimeTypes:
    """Python's table of media types by suffixes, without the machine's own: the same name has the same type everywhere.

    It is slower to load than a small file is to read, so ask only where nothing else tells the type.
    """
    from mimetypes import MimeTypes

    return MimeTypes(filenames=())


def content_codings(text: str | None) -> list[str]:
    """The codings of a Content-Encoding, the one applied last at the end.

    Without ``aws-chunked``, which some clients leave there: it was a coding of their upload, not of the object.
    """
    codings = (coding.strip() for coding in (text or "").split(","))
    return [coding for coding in codings if coding and coding.lower() != "aws-chunked"]


class Headers(Mapping[str, str]):
    """An immutable mapping of header names to values, looked up without regard to case.

    Values may come as strings (S3 Object Lambda) or as arrays of strings (MinIO, Go's ``http.Header``); an
    array, and a name that occurs twice, is joined with ``", "`` (RFC 9110, section 5.3).
    """

    __slots__ = ("_values",)

    def __init__(self, items: Mapping[str, object] | Iterable[tuple[str, object]] = ()) -> None:
        pairs = items.items() if isinstance(items, Mapping) else items
        self._values: dict[str, str] = {}
        for name, value in pairs:
            if type(value) is str:
                text = value
            else:
                text = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
            key = name.lower()
            self._values[key] = f"{self._values[key]}, {text}" if key in self._values else text

    def __getitem__(self, name: str) -> str:
        return self._values[name.lower()]

    # Mapping's own get and items come back to __getitem__ for every header of every request.
    @overload
    def get(self, name: str, /) -> str | None: ...
    @overload
    def get(self, name: str, /, default: str) -> str: ...
    @overload
    def get(self, name: str, /, default: T) -> str | T: ...
    def get(self, name: str, /, default: object = None) -> object:
        return self._values.get(name.lower(), default)

    def items(self) -> ItemsView[str, str]:
        return self._values.items()

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        # Values may be tokens or user metadata: names only.
        return f"Headers({sorted(self._values)})"
