"""Who may be served at a time: a bounded number of requests, of which those that nobody signed have only a part."""

from __future__ import annotations

from objectlambda.errors import OriginError


class Places:
    """Places for requests that wait for work or for a slow client; used in the event loop only.

    A request takes one once it is known who sent it and that it may read, never before. Where callers are known by
    their signatures, at most half of the places go to requests without one (one, where there is only one).

    Args:
        most: how many there are.
        shared: whether callers are configured, so that signed requests must find room beside unsigned ones.
    """

    def __init__(self, most: int, *, shared: bool = False) -> None:
        self.resize(most, shared=shared)
        self._taken = self._unsigned = 0

    def resize(self, most: int, *, shared: bool = False) -> None:
        """Go on with another bound; who has a place keeps it."""
        self._most = most
        self._most_unsigned = max(min(most, 1), most // 2) if shared else most

    def place(self) -> Place:
        """A place to take later on."""
        return Place(self)

    def _take(self, *, signed: bool) -> None:
        if self._taken >= self._most or (not signed and self._unsigned >= self._most_unsigned):
            raise OriginError(503, "SlowDown", "Please reduce your request rate.")
        self._taken += 1
        self._unsigned += not signed

    def _leave(self, *, signed: bool) -> None:
        self._taken -= 1
        self._unsigned -= not signed


class Place:
    """One request's place, if it took one."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._signed: bool | None = None

    def take(self, *, signed: bool) -> None:
        """Take the place.

        Raises:
            OriginError: 503 SlowDown, there is none left.
        """
        self._places._take(signed=signed)
        self._signed = signed

    def leave(self) -> None:
        """Give it back; does nothing where none was taken."""
        if self._signed is not None:
            self._places._leave(signed=self._signed)
        self._signed = None
