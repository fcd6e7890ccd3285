"""The analyzer: finds personal data in bounded windows of text, by rules first, then by the network.

Its results depend on its arguments only; no state is carried from one window to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from objectlambda.pii.detection.overlaps import resolve
from objectlambda.pii.detection.registry import Recognizer, own_recognizers
from objectlambda.pii.entities import NETWORK_TYPES, Entity, EntityType, Field, check_language
from objectlambda.pii.entity_types import expand_types
from objectlambda.pii.identifiers import identifiers
from objectlambda.pii.ner.networks import Network, Tagged, bundled_network, spacy_network
from objectlambda.pii.ner.selective import Reader
from objectlambda.pii.ner.verification import verify
from objectlambda.pii.rules.address_starts import longer_addresses
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.cards import expiries_behind
from objectlambda.pii.rules.identifier_values import IdentifierRule, rule_of
from objectlambda.pii.rules.lists_of_places import outside_places
from objectlambda.pii.rules.longer_names import longer_names
from objectlambda.pii.rules.messages import outside_messages
from objectlambda.pii.rules.named_goods import outside_goods
from objectlambda.pii.rules.named_houses import houses_behind, longer_ends
from objectlambda.pii.rules.repeated import repeated_names
from objectlambda.pii.rules.rows_of_numbers import outside_rows
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.typed_fields import outside_typed, typed_values

if TYPE_CHECKING:
    from presidio_analyzer import RecognizerRegistry


_ADDRESS, _TELLING = EntityType.ADDRESS, frozenset({EntityType.NAME, EntityType.CREDIT_DEBIT_NUMBER})


class Analyzer:
    """Finds personal data with recognizers, and with a network for names and addresses.

    ``recognizers_file`` adds recognizers to ours, and a Presidio ``registry`` replaces them. ``model`` names a spaCy
    pipeline to use instead of the bundled network; ``network`` is a network that is already loaded. Raises
    InvalidSettings for a file or pipeline that cannot be used.
    """

    def __init__(
        self,
        registry: RecognizerRegistry | None = None,
        *,
        recognizers_file: str | Path | None = None,
        model: str | Path | None = None,
        network: Network | None = None,
    ) -> None:
        self.recognizers = _recognizers(registry, recognizers_file)
        self._reader = Reader(network or (bundled_network() if model is None else spacy_network(model)))
        self._added = frozenset(entity for recognizer in self.recognizers for entity in recognizer.supported_entities)

    @property
    def types(self) -> frozenset[str]:
        """Every type that ``ALL`` stands for: Comprehend's, and those of added recognizers."""
        return expand_types({"ALL"}, extra=self._added)

    def analyze(
        self,
        text: str,
        *,
        language_code: str = "en",
        fields: Sequence[Field] = (),
        entity_types: Collection[str] | None = None,
        threshold: float = 0.5,
    ) -> list[Entity]:
        """The entities of one window, in order, none overlapping another; offsets are characters of ``text``.

        ``text`` should be bounded (64 KB at most): longer texts go through ``objectlambda.pii.detect``. Raises
        InvalidSettings for an unknown language or type.
        """
        return self.analyze_many(
            [text], language_code=language_code, fields=[fields], entity_types=entity_types, threshold=threshold
        )[0]

    def analyze_many(
        self,
        texts: Sequence[str],
        *,
        language_code: str = "en",
        fields: Sequence[Sequence[Field]] = (),
        entity_types: Collection[str] | None = None,
        threshold: float = 0.5,
    ) -> list[list[Entity]]:
        """The entities of each window; the network reads all of them at once."""
        check_language(language_code)
        wanted = self.types if entity_types is None else expand_types(entity_types, extra=self._added)
        scans = [Scan(text, fields[index] if fields else ()) for index, text in enumerate(texts)]
        found = self._rules(scans, language_code, wanted)
        if wanted & NETWORK_TYPES:
            placed = list(map(len, found))
            for scan, entities, tagged in zip(scans, found, self._reader.read(scans, found), strict=True):
                entities.extend(_network(scan, tagged))
            for scan, entities, count in zip(scans, found, placed, strict=True):
                entities.extend(list(_beside_found(scan, entities, count)))
        return [
            [entity for entity in resolve(entities, wanted) if entity.type in wanted and entity.score >= threshold]
            for entities in found
        ]

    def stages(
        self,
        text: str,
        *,
        language_code: str = "en",
        fields: Sequence[Field] = (),
        entity_types: Collection[str] | None = None,
    ) -> Iterator[list[Entity]]:
        """Yields the window's findings in order of cost: first those of the rules, then those of rules and network.

        They are of every type but the identifiers that ``entity_types`` does not name.
        """
        check_language(language_code)
        scan = Scan(text, fields)
        found = self._rules([scan], language_code, entity_types or ())[0]
        yield resolve(found, entity_types)
        placed = len(found)
        found.extend(_network(scan, self._reader.read([scan], [found])[0]))
        yield resolve([*found, *_beside_found(scan, found, placed)], entity_types)

    def findings(
        self,
        text: str,
        *,
        language_code: str = "en",
        fields: Sequence[Field] = (),
        entity_types: Collection[str] | None = None,
    ) -> Iterator[tuple[str, Entity, bool]]:
        """Yields every finding before overlaps are resolved: who found it, the finding, and whether it counts.

        They are of every type but the identifiers that ``entity_types`` does not name. The finder is a recognizer's
        name, "format" or "network". A guess of the network does not count if its place or its form rules it out; a
        finding does not count in a value whose type the format gives.
        """
        scan = Scan(text, fields)
        found: list[Entity] = []
        for entity in typed_values(scan):
            yield "format", entity, True
        for recognizer in self.recognizers:
            if recognizer.supported_language == language_code:
                of_it = list(self._finder(recognizer, language_code)(scan))
                counting = set(_counting(scan, of_it))
                found.extend(counting)
                for entity in of_it:
                    yield str(getattr(recognizer, "name", "")), entity, entity in counting
        for rule in _identifier_rules(entity_types or ()):
            of_it = list(rule.find(scan))
            counting = set(_counting(scan, of_it))
            found.extend(counting)
            yield from ((rule.name, entity, entity in counting) for entity in of_it)
        tagged = self._reader.read([scan], [found])[0]
        kept = list(_network(scan, tagged))
        yield from (("network", entity, True) for entity in kept)
        yield from (("repeated", entity, True) for entity in _beside_found(scan, [*found, *kept], len(found)))
        for guess in tagged:
            if guess.label in NETWORK_TYPES and all(e.end <= guess.start or guess.end <= e.start for e in kept):
                yield "network", Entity(guess.label, guess.start, guess.end, guess.score), False

    def _rules(self, scans: Sequence[Scan], language_code: str, wanted: Collection[str]) -> list[list[Entity]]:
        """The findings of the rules in each window; a rule reads all windows in turn, while its tables are at hand."""
        found: list[list[Entity]] = [[] for _ in scans]
        for recognizer in self.recognizers:
            if recognizer.supported_language == language_code:
                find = self._finder(recognizer, language_code)
                for scan, entities in zip(scans, found, strict=True):
                    entities.extend(find(scan))
        for rule in _identifier_rules(wanted):
            for scan, entities in zip(scans, found, strict=True):
                entities.extend(rule.find(scan))
        return [
            [*(typed_values(scan) if scan.typed else ()), *_counting(scan, entities)]
            for scan, entities in zip(scans, found, strict=True)
        ]

    @staticmethod
    def _finder(recognizer: Recognizer, language_code: str) -> Callable[[Scan], Iterator[Entity]]:
        """Gives the findings of one recognizer in a window, whether it is ours or not."""
        if isinstance(recognizer, WindowRecognizer):
            return recognizer.find
        from objectlambda.pii.detection.presidio import findings

        return lambda scan: findings(recognizer, scan, language_code)


def _recognizers(registry: RecognizerRegistry | None, recognizers_file: str | Path | None) -> Sequence[Recognizer]:
    """The recognizers of ``registry``; without one, ours and those of the file, which alone needs Presidio."""
    if registry is not None:
        return cast("list[Recognizer]", registry.recognizers)  # the list itself: recognizers may be added later
    if recognizers_file is None:
        return own_recognizers()
    from objectlambda.pii.detection.presidio import load_recognizers

    return [*own_recognizers(), *load_recognizers(recognizers_file)]


def _identifier_rules(wanted: Collection[str]) -> list[IdentifierRule]:
    """The rules of those identifiers beside Comprehend's types that are ``wanted``."""
    rows = identifiers()
    return [rule_of(rows[name]) for name in rows if name in wanted]


def _counting(scan: Scan, entities: Iterable[Entity]) -> Iterable[Entity]:
    """The findings of rules that count: outside of values whose types are known, of lists of places and of messages."""
    return outside_typed(scan, entities) if scan.typed else _of_somebody(scan, entities)


def _of_somebody(scan: Scan, entities: Iterable[Entity]) -> Iterable[Entity]:
    """The findings that are neither places in lists, nor labels of pages, nor goods, nor parts of rows of numbers."""
    return outside_rows(scan, outside_goods(scan, outside_messages(scan, outside_places(scan, entities))))


def _network(scan: Scan, tagged: Iterable[Tagged]) -> Iterable[Entity]:
    """The network's findings outside of values whose types are known."""
    found = _of_somebody(scan, verify(scan, tagged))
    return outside_typed(scan, found) if scan.typed else found


def _beside_found(scan: Scan, found: Sequence[Entity], placed: int) -> Iterator[Entity]:
    """What is told by what was ``found``: the rest of names, names that stand there again, numbers before streets.

    Rules found the first ``placed`` of them.
    """
    longer = list(longer_names(scan, found))
    again = list(repeated_names(scan, [*found, *longer], found[:placed]))
    yield from _of_somebody(scan, longer)
    yield from _of_somebody(scan, again)
    yield from _of_somebody(scan, longer_names(scan, again))
    surest: dict[tuple[int, int], Entity] = {}  # several rules find an address, and the surest tells as much as all
    others: list[Entity] = []
    for entity in found:
        kind, start, end, score, _, _ = entity
        if kind == _ADDRESS:
            if surest.setdefault((start, end), entity)[3] < score:
                surest[start, end] = entity
        elif kind in _TELLING:
            others.append(entity)
    addresses = list(surest.values())
    yield from longer_addresses(scan, addresses)
    yield from houses_behind(scan, others)
    yield from longer_ends(scan, addresses)
    yield from expiries_behind(scan, others)
