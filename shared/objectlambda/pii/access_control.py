"""The access-control transform: it yields the bytes of a text unchanged, or raises AccessDenied before the first byte.

The bytes are held until the decision: in memory up to a limit, then in a temporary file without a name, which vanishes
when it is closed. Detection stops at the entity that decides.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO

from objectlambda.errors import AccessDenied
from objectlambda.memory_budget import BUDGET, Reservation
from objectlambda.pii.detection.loading import default_analyzer
from objectlambda.pii.detection.protocols import TextAnalyzer
from objectlambda.pii.detection.stream import detect_windows, first_entity
from objectlambda.pii.detection.windows import windows
from objectlambda.pii.entities import Entity, check_language
from objectlambda.pii.text_encoding import decode_text
from objectlambda.streams import CHUNK_BYTES, close

DENIED = "Document Contains PII"
"""The message with which AWS's function refuses."""

Seen = Callable[[Entity], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Which personal data an object may not hold.

    Attributes:
        language_code: the text's language.
        deny: the types that refuse the object; ``None`` for all that ``warn`` does not name.
        warn: types that are looked for and reported, but refuse nothing.
        minimum: how many distinct values of a type refuse the object; one where a type is not named.
        threshold: the lowest score that counts.
        encoding: one of ``objectlambda.pii.text_encoding.ENCODINGS``.
        lenient: look at text around bytes that cannot be decoded, instead of raising an error.
    """

    language_code: str = "en"
    deny: Collection[str] | None = None
    warn: Collection[str] = ()
    minimum: Mapping[str, int] = field(default_factory=dict)
    threshold: float = 0.5
    encoding: str = "auto"
    lenient: bool = False

    @property
    def entity_types(self) -> Collection[str] | None:
        """The types to look for."""
        return None if self.deny is None else {*self.deny, *self.warn}

    def denies(self, entity_type: str, distinct: int) -> bool:
        """Whether so many distinct values of a type refuse the object."""
        if entity_type in self.warn or (self.deny is not None and entity_type not in self.deny):
            return False
        return distinct >= self.minimum.get(entity_type, 1)


def guard(
    chunks: Iterable[bytes],
    policy: Policy | None = None,
    *,
    key: str | None = None,
    analyzer: TextAnalyzer | None = None,
    memory_bytes: int = 8 * 1024 * 1024,
    seen: Seen | None = None,
) -> Iterator[bytes]:
    """Yields ``chunks`` unchanged, once all of them were read and ``policy`` allows them.

    Args:
        chunks: text in an encoding that ``policy`` names.
        policy: what to refuse; by default any personal data.
        key: the object's name, a hint at its format.
        analyzer: finds the data; by default the one of the package.
        memory_bytes: how many bytes are held in memory, out of the budget of all requests; more goes to a temporary
            file.
        seen: called with each entity that is found before the decision.

    Raises:
        AccessDenied: the text holds what the policy refuses; nothing has been yielded.
        UnexpectedContent: a byte cannot be decoded; nothing has been yielded.
        OriginError: 503 SlowDown, other requests hold the memory that it needs; nothing has been yielded.
    """
    source = iter(chunks)
    # max_size=0 would keep everything in memory
    with BUDGET.reservation() as memory, SpooledTemporaryFile(max_size=max(1, memory_bytes)) as spool:
        try:
            inspect(_copy_to_spool(source, spool, memory, memory_bytes), policy, key=key, analyzer=analyzer, seen=seen)
        finally:
            close(source)
        spool.seek(0)
        while chunk := spool.read(CHUNK_BYTES):
            yield chunk


def inspect(
    chunks: Iterable[bytes],
    policy: Policy | None = None,
    *,
    key: str | None = None,
    analyzer: TextAnalyzer | None = None,
    seen: Seen | None = None,
    tally: Tally | None = None,
) -> Mapping[str, int]:
    """Reads ``chunks`` to the end, or to the entity that decides; returns how often each type was found.

    A ``tally`` of the same policy counts several texts of one object together.

    Raises:
        AccessDenied: the text holds what the policy refuses.
        UnexpectedContent: a byte cannot be decoded.
    """
    rules = policy or Policy()
    check_language(rules.language_code)
    cut = windows(decode_text(chunks, rules.encoding, lenient=rules.lenient), key=key)
    detector = analyzer or default_analyzer()
    if not rules.minimum and not rules.warn:  # any entity decides
        entity = first_entity(
            cut,
            detector,
            language_code=rules.language_code,
            entity_types=rules.entity_types,
            threshold=rules.threshold,
        )
        if entity is None:
            return {}
        if seen is not None:
            seen(entity)
        raise AccessDenied(DENIED)
    found = detect_windows(
        cut,
        detector,
        language_code=rules.language_code,
        entity_types=rules.entity_types,
        threshold=rules.threshold,
    )
    tally = tally or Tally(rules)
    for window, entities in found:
        for entity in entities:
            if seen is not None:
                seen(entity)
            start = entity.start - window.start
            if tally.decides(entity, window.text[start : entity.end - window.start]):
                raise AccessDenied(DENIED)
    return tally.counts


class Tally:
    """Counts the entities of an object until a policy refuses it."""

    def __init__(self, policy: Policy) -> None:
        self.counts: Counter[str] = Counter()
        self._policy = policy
        self._distinct: defaultdict[str, set[bytes]] = defaultdict(set)

    def decides(self, entity: Entity, value: str) -> bool:
        """Counts ``entity`` with its ``value``; returns whether the object is refused now."""
        name, policy = entity.type, self._policy
        self.counts[name] += 1
        number = 1
        if name not in policy.warn and policy.minimum.get(name, 1) > 1:
            # A digest is kept, so that no value outlives its window and the set stays small.
            self._distinct[name].add(hashlib.sha256(value.casefold().encode("utf-8", "replace")).digest()[:16])
            number = len(self._distinct[name])
        return policy.denies(name, number)


def _copy_to_spool(chunks: Iterable[bytes], spool: IO[bytes], memory: Reservation, most: int) -> Iterator[bytes]:
    """Yields ``chunks`` and writes each to ``spool``; waits for memory, of which it takes at most ``most`` bytes."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        memory.grow_to(min(size, most))
        spool.write(chunk)
        yield chunk
