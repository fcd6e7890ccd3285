"""Writes a request's metrics, as AWS's functions do, and its audit line to the log. Values are never logged.

Metrics are lines in CloudWatch's embedded metric format, so no API call is needed. Names, namespace and dimensions are
those of AWS's functions (their README, "Metrics").
"""

from __future__ import annotations

import logging
import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from objectlambda import log
from objectlambda.errors import AccessDenied
from objectlambda.function import ObjectRequest
from objectlambda.pii.entities import Entity
from objectlambda.pii.settings import WITHOUT_EFFECT, PiiSettings

NAMESPACE = "ComprehendS3ObjectLambda"
EXEMPT, UNINSPECTED = "exempt", "passed uninspected"
"""The decisions that hand out stored bytes unread: the caller is exempt, or the object cannot be inspected."""

_COUNTED = {EXEMPT: "ExemptDocuments", UNINSPECTED: "UninspectedDocuments"}
_POINT, _LANGUAGE, _TYPE = "S3ObjectLambdaAccessPoint", "Language", "PiiEntityType"


@dataclass(slots=True)
class Record:
    """Counts the entities of one request, and logs them once, when the request is decided."""

    function: str
    request: ObjectRequest
    settings: PiiSettings
    api: str
    counts: Counter[str] = field(default_factory=Counter)
    started: float = field(default_factory=time.monotonic)
    written: bool = False

    def count(self, entity: Entity) -> None:
        """Count an entity."""
        self.counts[str(entity.type)] += 1
        if self.request.found is not None:
            self.request.found(str(entity.type), entity.score)

    @contextmanager
    def failing(self) -> Iterator[None]:
        """Writes the record if the block raises."""
        try:
            yield
        except AccessDenied:
            self.write("denied")
            raise
        except BaseException:
            self.write("failed", failed=True)
            raise

    def write(self, decision: str, *, failed: bool = False) -> None:
        """Write the audit line and the metrics; a second call does nothing."""
        if self.written:
            return
        self.written = True
        if decision in _COUNTED:
            log.write(logging.INFO, decision, function=self.function, request=self.request.request_id)
        if self.settings.audit:
            log.write(
                logging.INFO,
                "audit",
                function=self.function,
                request=self.request.request_id,
                access_point=self.request.access_point,
                object=self.request.key,
                caller=self.request.identity.arn,
                decision=decision,
                types=dict(sorted(self.counts.items())),
            )
        # CloudWatch reads metrics only from Lambda's log.
        if self.settings.publish_cloud_watch_metrics and "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
            self._publish(decision, failed)

    def _publish(self, decision: str, failed: bool) -> None:
        place = {_POINT: self.request.access_point, _LANGUAGE: self.settings.language_code}
        if failed:
            _metric({"Service": "Comprehend", "API": self.api}, {"ErrorCount": 1})
            return
        documents = {"DocumentsProcessed": 1}
        if self.counts:
            documents["PiiDocumentsProcessed"] = 1
        if decision in _COUNTED:
            documents[_COUNTED[decision]] = 1
        _metric(place, documents)
        for name in sorted(self.counts):
            _metric({**place, _TYPE: name}, {"PiiDocumentTypesProcessed": 1})
        milliseconds = round((time.monotonic() - self.started) * 1000, 1)
        _metric({"Service": "Comprehend", "API": self.api}, {"Latency": milliseconds}, unit="Milliseconds")


def report_settings_without_effect(environ: Mapping[str, str]) -> Sequence[str]:
    """Logs which of AWS's variables are set but have no effect here; returns their names."""
    names = [name for name in WITHOUT_EFFECT if environ.get(name)]
    if names:
        log.write(logging.WARNING, "settings without effect", names=names)
    return names


def _metric(dimensions: Mapping[str, str], values: Mapping[str, float], unit: str = "Count") -> None:
    directive = {
        "Namespace": NAMESPACE,
        "Dimensions": [list(dimensions)],
        "Metrics": [{"Name": name, "Unit": unit} for name in values],
    }
    about = {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [directive]}
    # Metrics do not depend on LOG_LEVEL: they are written at the level that the logger lets through.
    level = max(logging.INFO, log.LOGGER.getEffectiveLevel())
    fields: dict[str, Any] = {"_aws": about, **dimensions, **values}
    log.write(level, "metrics", **fields)
