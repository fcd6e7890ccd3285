"""A scan of one object: which types of personal data it holds, how many, how sure. Nothing of it is written.

What is read is what access control reads: text, tables, archives and documents, member by member.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import fields, replace

from objectlambda.copy.failures import Interrupted, as_failure, with_retries
from objectlambda.copy.job import Item, Outcome, Scanning, Status, since
from objectlambda.copy.places import Observed, open_store
from objectlambda.copy.worker import Worker
from objectlambda.errors import ObjectLambdaError, UnexpectedContent
from objectlambda.function import ObjectRequest
from objectlambda.headers import Headers
from objectlambda.pii.access_control import Policy
from objectlambda.pii.audit import Record
from objectlambda.pii.detection.protocols import TextAnalyzer
from objectlambda.pii.detection.stream import known_types
from objectlambda.pii.entities import ENTITY_TYPES, Entity, Field
from objectlambda.pii.entity_types import expand_types
from objectlambda.pii.functions import analyzer_of
from objectlambda.pii.guarded_objects import guard_object
from objectlambda.pii.redacted_objects import redact_object
from objectlambda.pii.redaction import Redaction
from objectlambda.pii.settings import AccessControlSettings, PiiSettings, RedactionSettings
from objectlambda.settings import load
from objectlambda.source import Source
from objectlambda.streams import close


class Scanner:
    """Scans with the stores of ``worker``; safe to use from several threads, as that is.

    Raises:
        InvalidSettings: a setting or a store is wrong.
    """

    def __init__(self, worker: Worker) -> None:
        self._worker, job = worker, worker.job
        self._stores = [worker.source, *map(open_store, job.others)]
        self._scanning = job.scanning or Scanning()
        self._settings = load(AccessControlSettings, worker.environ, job.steps[0].payload)
        allowed = self._scanning.allowed_values
        analyzer = analyzer_of(self._settings)
        self._analyzer: TextAnalyzer = _Allowing(analyzer, allowed) if allowed else analyzer
        every = ENTITY_TYPES | known_types(analyzer)
        self._types = expand_types(self._settings.pii_entity_types, extra=every) or every

    def scan(self, item: Item) -> Outcome:
        """What the object holds; whatever happens is told by the outcome."""
        begun = time.monotonic()
        job, stop = self._worker.job, self._worker.stop

        def failure(error: Exception) -> Outcome:
            return as_failure(Outcome(key=item.name, status=Status.FAILED, etag=item.etag), error)

        made, attempts = with_retries(lambda: self._scan(item), failure, job.retries, stop)
        name = self._worker.name
        return replace(made, key=item.name, asked=item.version, seconds=since(begun), worker=name, attempts=attempts)

    def _scan(self, item: Item) -> Outcome:
        self._worker.stop.check()
        parameters = {"versionId": item.version} if item.version else {}
        store = self._stores[item.place]
        origin = Observed(store.object(item.key, Headers(), parameters, self._worker.stop))
        found = _Found()
        made = Outcome(key=item.name, status=Status.SCANNED)
        try:
            if not self._scanning.bytes or not self._sample(item, origin, found):
                found.clear()
                self._whole(item, origin, found, self._settings)
        except ObjectLambdaError as error:
            made = as_failure(made, error)
            if made.status is not Status.REFUSED:
                raise
            if isinstance(error, UnexpectedContent):
                self._readable(item, origin, found)
        return replace(
            made,
            etag=origin.headers.get("etag", "") or item.etag,
            version=origin.headers.get("x-amz-version-id", ""),
            size_in=origin.size_read,
            entities=dict(sorted(found.counts.items())),
            scores={name: round(score, 2) for name, score in sorted(found.scores.items())},
        )

    def _readable(self, item: Item, origin: Observed, found: _Found) -> None:
        """Counts what a refused object holds in those of its parts that are text, such as a letter beside pictures."""
        found.clear()
        try:
            self._whole(item, origin, found, replace(self._settings, unsupported_file_handling="PASS"))
        except Interrupted:
            raise
        except ObjectLambdaError:
            return  # it is refused already; what was found until here counts

    def _whole(self, item: Item, origin: Observed, found: _Found, settings: AccessControlSettings) -> None:
        source = Source.open(origin, item.key, {}, self._worker.stop)
        request = ObjectRequest(key=item.key, found=found.add)
        record = Record("scan", request, settings, "DetectPiiEntities")
        policy = Policy(
            language_code=settings.language_code,
            deny=frozenset(),
            warn=self._types,  # types to warn of are counted to the end of the object
            threshold=settings.confidence_threshold,
            encoding=settings.encoding,
            lenient=settings.unsupported_file_handling != "FAIL",
        )
        try:
            close(guard_object(source, request, settings, policy, self._analyzer, record).chunks)
        finally:
            source.close()

    def _sample(self, item: Item, origin: Observed, found: _Found) -> bool:
        """Reads about as many bytes as the sample has; ``False`` if the format cannot be read from its start alone."""
        source = Source.open(origin, item.key, {}, self._worker.stop)
        request = ObjectRequest(key=item.key, found=found.add)
        common = {field.name: getattr(self._settings, field.name) for field in fields(PiiSettings)}
        settings = RedactionSettings(**common)
        redaction = Redaction(
            language_code=settings.language_code,
            entity_types=self._types,
            threshold=settings.confidence_threshold,
            encoding=settings.encoding,
            lenient=settings.unsupported_file_handling != "FAIL",
        )
        record = Record("scan", request, settings, "DetectPiiEntities")
        total = 0
        try:
            made = redact_object(source, request, settings, redaction, self._analyzer, record)
            try:
                for chunk in made.chunks:
                    total += len(chunk)
                    if total >= self._scanning.bytes:
                        break
            finally:
                close(made.chunks)
        except Interrupted:
            raise
        except ObjectLambdaError:
            return False
        finally:
            source.close()
        return True


class _Found:
    """Counts by type, and the highest scores. The detector may tell of entities from another thread, so it locks."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.scores: dict[str, float] = {}
        self._lock = threading.Lock()

    def add(self, kind: str, score: float) -> None:
        with self._lock:
            self.counts[kind] += 1
            self.scores[kind] = max(score, self.scores.get(kind, 0.0))

    def clear(self) -> None:
        with self._lock:
            self.counts.clear()
            self.scores.clear()


class _Allowing:
    """An analyzer that does not tell of values whose digest is allowed. Immutable, as the one it asks."""

    def __init__(self, analyzer: TextAnalyzer, allowed: frozenset[str]) -> None:
        self._analyzer, self._allowed = analyzer, allowed

    def analyze_many(
        self,
        texts: Sequence[str],
        *,
        language_code: str = "en",
        fields: Sequence[Sequence[Field]] = (),
        entity_types: Collection[str] | None = None,
        threshold: float = 0.5,
    ) -> list[list[Entity]]:
        found = self._analyzer.analyze_many(
            texts, language_code=language_code, fields=fields, entity_types=entity_types, threshold=threshold
        )
        return [
            [entity for entity in entities if not self._is_allowed(text[entity.start : entity.end])]
            for text, entities in zip(texts, found, strict=True)
        ]

    def _is_allowed(self, value: str) -> bool:
        return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest() in self._allowed
