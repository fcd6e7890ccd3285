"""Resolves overlapping findings into entities that do not overlap. This is the only place that does so.

The first difference in this order decides:

1. A finding loses inside a longer finding whose type comprises it: names, dates, numbers and mail addresses inside a
URL; names, numbers and dates inside an ADDRESS; names and user names inside an EMAIL; anything inside a PASSWORD or AWS
key; a name inside anything that a rule is sure of.
2. The higher score.
3. The longer span.
4. The more specific type: those with a check digit before those without, NAME and ADDRESS last.
5. The earlier start.

Before that, overlapping findings of one type are joined, and a NAME or an ADDRESS is cut where another finding overlaps
one of its ends.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from operator import itemgetter

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.entity_types import is_sure_in_keys
from objectlambda.pii.identifiers import identifiers

_COMPRISES: dict[str, frozenset[str] | None] = {
    EntityType.URL: None,
    EntityType.PASSWORD: None,
    EntityType.AWS_SECRET_KEY: None,
    EntityType.USERNAME: frozenset({EntityType.NAME}),
    EntityType.EMAIL: frozenset({EntityType.NAME, EntityType.USERNAME, EntityType.URL}),
    EntityType.ADDRESS: frozenset(
        {EntityType.NAME, EntityType.DATE_TIME, EntityType.AGE, EntityType.PHONE, EntityType.LICENSE_PLATE}
    ),
}
_SCRAP = 3
"""A rest of an address with so few characters is none: "Le" of "Le 12 mars"."""
_SPECIFIC = (
    EntityType.CREDIT_DEBIT_NUMBER,
    EntityType.INTERNATIONAL_BANK_ACCOUNT_NUMBER,
    EntityType.IN_AADHAAR,
    EntityType.UK_NATIONAL_HEALTH_SERVICE_NUMBER,
    EntityType.CA_SOCIAL_INSURANCE_NUMBER,
    EntityType.VEHICLE_IDENTIFICATION_NUMBER,
    EntityType.BANK_ROUTING,
    EntityType.UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER,
    EntityType.CA_HEALTH_NUMBER,
    EntityType.SSN,
    EntityType.US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER,
)
_RANK = {entity_type: rank for rank, entity_type in enumerate(_SPECIFIC)}
_PLAIN = 0.8
"""From this score on, a finding of another type has no name inside."""
_SURE = 0.6
"""From this score on, a finding cuts a NAME or an ADDRESS."""
_UNRANKED = 50
_LAST = {EntityType.ADDRESS: 98, EntityType.NAME: 99}


_START, _END, _SCORE = itemgetter(1), itemgetter(2), itemgetter(3)


def _comprises(outer: Entity, inner: Entity) -> bool:
    if inner.type == EntityType.NAME and outer.type not in _LAST and outer.score >= _PLAIN:
        return True
    if outer.type not in _COMPRISES:
        return False
    if outer.end - outer.start <= inner.end - inner.start and not (
        inner.type == EntityType.NAME and inner.type != outer.type
    ):
        return False
    types = _COMPRISES[outer.type]
    return types is None or inner.type in types


def _preference(entity: Entity) -> tuple[float, int, int, int]:
    rank = _RANK.get(entity.type, _LAST.get(entity.type, _UNRANKED))  # type: ignore[call-overload]
    if rank == _UNRANKED and entity.type in identifiers():
        rank = len(_RANK)
    return (-entity.score, entity.start - entity.end, rank, entity.start)


def in_order(entities: Iterable[Entity]) -> list[Entity]:
    """``entities`` by their starts, the longest first where several start."""
    ordered = sorted(entities, key=_END, reverse=True)
    ordered.sort(key=_START)  # two stable sorts by one number each take half the time of one by both
    return ordered


def resolve(findings: Iterable[Entity], wanted: Collection[str] | None = None) -> list[Entity]:
    """The entities among ``findings``: sorted by position, none overlapping another.

    Those of types that are not ``wanted`` (``None`` for all) are among them, because they say what something else is.
    But they do not hide what is wanted and sure by its form, such as a card's number in an URL.
    """
    ordered = in_order(findings)
    if wanted is not None and not _COMPRISES.keys() <= set(wanted):
        ordered = _uncover(ordered, wanted)
    chosen: list[Entity] = []
    cluster: list[Entity] = []
    reach = -1
    for entity in ordered:
        kind, start, end, score, _, _ = entity
        if start >= reach:
            chosen += cluster if len(cluster) < 2 else _choose(cluster)
            cluster = [entity]
            reach = end
            continue
        known, first, last, sure, _, _ = cluster[-1]
        if kind == known and end == last and start == first:  # two rules found it, as in most cells of tables
            if sure < score:
                cluster[-1] = entity
            continue
        cluster.append(entity)
        reach = max(reach, end)
    chosen += cluster if len(cluster) < 2 else _choose(cluster)
    return chosen


def _uncover(ordered: list[Entity], wanted: Collection[str]) -> list[Entity]:
    """``ordered`` without the findings that are not wanted and comprise a wanted one that is sure by its form."""
    sure = [entity for entity in ordered if entity.type in wanted and is_sure_in_keys(entity.type)]
    if not sure:
        return ordered
    starts = [entity.start for entity in sure]
    return [
        entity
        for entity in ordered
        if entity.type in wanted
        or entity.type not in _COMPRISES
        or all(
            entity.end < inner.end
            for inner in sure[bisect_left(starts, entity.start) : bisect_left(starts, entity.end)]
        )
    ]


def _choose(cluster: list[Entity]) -> list[Entity]:
    """The entities of a cluster of overlapping findings, chosen in the order of the module's docstring."""
    first = cluster[0]
    kind, start, end, score, _, _ = first
    for other, begin, last, sure, _, _ in cluster:
        if other != kind:
            if len(cluster) == 2 and begin == start and last == end and other not in _LAST and kind not in _LAST:
                return [min(cluster, key=_preference)]  # none is cut, and none lies inside the other
            break
        end, score = max(end, last), max(score, sure)
    else:  # each overlaps one before it, so all become one
        alike = first.end == end and first.score == score
        return [first if alike else Entity(kind, start, end, score)]
    joined = _join(list(_trim(cluster)))
    kept: list[Entity] = []
    candidates = [
        inner
        for inner in joined
        if not any(
            outer.start <= inner.start and inner.end <= outer.end and _comprises(outer, inner) for outer in joined
        )
    ]
    for entity in sorted(candidates, key=_preference):
        if all(entity.end <= other.start or other.end <= entity.start for other in kept):
            kept.append(entity)
    return sorted(kept, key=lambda entity: entity.start)


def _trim(cluster: list[Entity]) -> Iterator[Entity]:
    """The cluster, with each NAME and ADDRESS cut where a finding of another type overlaps its start or end."""
    others = [other for other in cluster if other.type not in _LAST and other.score >= _SURE]
    for entity in cluster:
        start, end = entity.start, entity.end
        if entity.type in _LAST:
            for other in others:
                if start < other.start < end < other.end:
                    end = other.start
                elif other.start < start < other.end < end:
                    start = other.end
        if end - start == entity.end - entity.start:
            yield entity
        elif end - start > (_SCRAP if entity.type == EntityType.ADDRESS else 1):
            yield Entity(entity.type, start, end, entity.score)


def _join(cluster: list[Entity]) -> list[Entity]:
    """The cluster with overlapping findings of one type joined, under the higher score."""
    joined: dict[str, list[Entity]] = {}
    for entity in cluster:
        same = joined.setdefault(entity.type, [])
        if same and entity.start < same[-1].end:
            last = same[-1]
            same[-1] = Entity(entity.type, last.start, max(last.end, entity.end), max(last.score, entity.score))
        else:
            same.append(entity)
    return [entity for same in joined.values() for entity in same]
