"""Makes an object for the cache: as the leader, or as a follower of the process that makes it already.

The process that locks the object's partial file is the leader and makes it. The others follow. Where the leader dies,
one of them makes the object again, and their readers go on where they are.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from objectlambda.gateway.cache.directory import CacheFolder, NoRoom
from objectlambda.gateway.cache.entry import BODY_START, Checksums, DamagedEntry
from objectlambda.gateway.cache.partial import Partial, Progress, State
from objectlambda.gateway.cache.single_flight import Flight, NobodyReads
from objectlambda.gateway.config.model import CacheConfig
from objectlambda.head import ResponseHead
from objectlambda.measures import Measure
from objectlambda.respond import Response
from objectlambda.streams import Closing, close, read_ahead

POLL_SECONDS = (0.005, 0.05)
"""How long to wait for another process's next bytes: at first, and at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How an object is made, and where its measure is remembered.

    Args:
        make: gives the response whose body is written.
        measure: what is known of the object once that body has ended well.
        learn: remembers what another process knows of it.
        head: the head that the whole object has, by its measure.
    """

    make: Callable[[], Response]
    measure: Callable[[], Measure | None]
    learn: Callable[[Measure], None]
    head: Callable[[Measure], ResponseHead]


class Maker:
    """One object on its way into ``fill``; it is kept at ``path``. ``config`` has the times."""

    def __init__(self, flight: Flight, folder: CacheFolder, path: Path, recipe: Recipe, config: CacheConfig) -> None:
        self._config = config
        self._flight, self._folder, self._path, self._recipe = flight, folder, path, recipe
        self.outcome = "failed"

    def run(self) -> BaseException | None:
        """Make the object, or follow its maker. Called once, in a thread of its own; gives the failure."""
        error: BaseException | None = None
        try:
            self.outcome = self._fill_flight()
        except OSError as failed:
            error = NoRoom()
            error.__cause__ = failed
        except BaseException as failed:  # noqa: BLE001 - it is raised where the bytes were awaited
            error = failed
        self._flight.end(error)
        return error

    def _fill_flight(self) -> str:
        alone = False
        while True:
            partial = self._folder.private() if alone else self._folder.partial(self._path)
            try:
                if partial.ours:
                    return self._find_or_make(partial)
                state = self._follow(partial)
            finally:
                self._flight.dismiss(partial)
            if state is State.WHOLE:
                return "follower"
            if state is State.NO_ROOM:
                raise NoRoom
            # What failed there will fail here, too. This process runs it at once, to have an error of its own.
            alone = state is State.FAILED
            self._flight.check_wanted(linger=0.0)
            time.sleep(POLL_SECONDS[0])

    def _find_or_make(self, partial: Partial) -> str:
        state = State.FAILED
        try:
            if self._find():
                state = State.MAKING  # those who follow find the entry, too
                return "follower"
            self._make(partial)
            state = State.WHOLE
            return "leader"
        except NobodyReads:
            state = State.MAKING
            raise
        except (NoRoom, OSError):
            state = State.NO_ROOM
            raise
        finally:
            self._folder.end(partial, state)

    def _make(self, partial: Partial) -> None:
        reserved = 0
        body: Iterator[bytes] = iter(())
        try:
            response = self._recipe.make()
            body = Closing(read_ahead(response.body), response.body)
            self._folder.reserve(BODY_START, 0)
            reserved += BODY_START
            partial.tell(response.head)
            self._flight.begin(partial, response.head)
            checksums = Checksums()
            for chunk in body:
                self._flight.check_wanted(partial.wanted_elsewhere)
                self._folder.reserve(len(chunk), reserved)
                reserved += len(chunk)
                checksums.add(chunk)
                partial.append(chunk)
                self._flight.grow(partial.written)
            measure = self._recipe.measure()
            if measure is not None:
                partial.finish(checksums, measure)
                if not measure.unchanged:
                    self._folder.publish(partial, self._path)
        finally:
            close(body)
            self._folder.release(reserved)

    def _find(self) -> bool:
        """Whether it is kept by now; then every block is verified before readers get it."""
        entry = self._folder.find(self._path)
        if entry is None:
            return False
        file = Partial(self._path, os.dup(entry.fileno()), ours=False)
        try:
            self._recipe.learn(entry.measure)
            self._flight.begin(file, self._recipe.head(entry.measure))
            written = 0
            for block in entry.read(0, entry.measure.size):
                written += len(block)
                self._flight.grow(written)
        except DamagedEntry:
            self._folder.discard(self._path)
            return False
        finally:
            entry.close()
            self._flight.dismiss(file)
        return True

    def _follow(self, partial: Partial) -> State:
        """What became of the object that another process makes, and whose bytes were there meanwhile."""
        pause, begun = POLL_SECONDS[0], False
        last: Progress | None = None
        moved, beaten = time.monotonic(), -self._config.heartbeat_seconds
        while True:
            self._flight.check_wanted()
            now = time.monotonic()
            if self._flight.is_read and now - beaten >= self._config.heartbeat_seconds:
                partial.show_wanted()
                beaten = now
            progress, held = partial.progress(), True
            if progress is None or progress == last:
                held = partial.is_held()
                progress = partial.progress()  # the last word of a maker that let go just now
            if progress is not None and progress != last:
                last, moved, pause = progress, now, POLL_SECONDS[0]
                if not begun and (head := partial.head()) is not None:
                    self._flight.begin(partial, head)
                    begun = True
                if begun:
                    self._flight.grow(progress.written)
                if progress.state is State.WHOLE:
                    return self._learn(partial) if begun else State.MAKING
                if progress.state is not State.MAKING:
                    return progress.state
            elif not held:
                return State.MAKING
            elif partial.is_alive():
                moved = now
            elif now - moved > self._config.stopped_seconds:
                return State.FAILED
            time.sleep(pause)
            pause = min(2 * pause, POLL_SECONDS[1])

    def _learn(self, partial: Partial) -> State:
        measure = partial.measure()
        if measure is not None:
            self._recipe.learn(measure)
        return State.WHOLE
