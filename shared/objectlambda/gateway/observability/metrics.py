"""Counters in Prometheus's text format, of one process or of several together.

Source: Prometheus, "Exposition formats", text format 0.0.4.
"""

from __future__ import annotations

import json
import threading
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)
"""The upper bounds of the buckets in which durations are counted."""

_BOUNDS = (*(f"{limit:g}" for limit in SECONDS), "+Inf")

Labels = tuple[tuple[str, str], ...]
Series = tuple[str, Labels]
"""A metric's name with labels: what is counted by itself."""


@dataclass(frozen=True, slots=True)
class Metric:
    """What is counted, and how: a counter, a gauge or a histogram of seconds."""

    name: str
    kind: str
    doc: str


METRICS = {
    metric.name: metric
    for metric in (
        Metric("objectlambda_requests_total", "counter", "Requests answered, by access point, operation and status."),
        Metric("objectlambda_errors_total", "counter", "Errors answered, by their S3 code."),
        Metric("objectlambda_broken_transfers_total", "counter", "Transfers broken after their first byte."),
        Metric("objectlambda_abandoned_total", "counter", "Requests whose clients left before the end."),
        Metric("objectlambda_response_bytes_total", "counter", "Bytes of bodies sent."),
        Metric("objectlambda_request_seconds", "histogram", "From a request's head to its response's last byte."),
        Metric("objectlambda_first_byte_seconds", "histogram", "From a request's head to its response's head."),
        Metric("objectlambda_in_flight", "gauge", "Requests being answered."),
        Metric("objectlambda_cache_bytes", "gauge", "Bytes of transformed objects that are kept."),
        Metric(
            "objectlambda_cache_reads_total", "counter", "Reads by what became of them: kept, made, sought, or past."
        ),
        Metric("objectlambda_cache_fills_total", "counter", "Objects fetched to be kept: made, followed, or failed."),
        Metric("objectlambda_entities_total", "counter", "Entities of personal data found, by type."),
    )
}


class Metrics:
    """The counts of one process. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._values: dict[Series, float] = {}
        self._durations: dict[Series, list[float]] = {}  # a count for each bucket, then their sum

    def add(self, name: str, amount: float = 1, **labels: str) -> float:
        """Add ``amount`` to a counter or gauge; gives the new value."""
        key = (name, _sort_labels(labels))
        with self._lock:
            value = self._values[key] = self._values.get(key, 0) + amount
        return value

    def count_all(self, *amounts: tuple[Series, float], seconds: tuple[Series, float] | None = None) -> None:
        """Add to several counters or gauges, and count a duration into its bucket, at once."""
        with self._lock:
            for key, amount in amounts:
                self._values[key] = self._values.get(key, 0) + amount
            if seconds is not None:
                self._observe(*seconds)

    def set(self, name: str, value: float, **labels: str) -> None:
        """Set a gauge."""
        with self._lock:
            self._values[(name, _sort_labels(labels))] = value

    def observe(self, name: str, seconds: float, **labels: str) -> None:
        """Count a duration into its bucket."""
        with self._lock:
            self._observe((name, _sort_labels(labels)), seconds)

    def _observe(self, key: Series, seconds: float) -> None:
        counts = self._durations.get(key)
        if counts is None:
            counts = self._durations[key] = [0.0] * (len(SECONDS) + 2)
        counts[bisect_left(SECONDS, seconds)] += 1
        counts[-1] += seconds

    def snapshot(self) -> str:
        """The counts as JSON, for ``merged``."""
        with self._lock:
            rows = [[name, list(labels), value] for (name, labels), value in self._values.items()]
            for (name, labels), counts in self._durations.items():
                for bound, count in zip(_BOUNDS, counts[:-1], strict=True):
                    if count:
                        rows.append([f"{name}_bucket", [*labels, ("le", bound)], count])
                rows += [[f"{name}_sum", list(labels), counts[-1]], [f"{name}_count", list(labels), sum(counts[:-1])]]
        return json.dumps(rows)


def series(name: str, **labels: str) -> Series:
    """What ``Metrics.add`` counts under ``name`` and ``labels``, for those who count it often."""
    return name, _sort_labels(labels)


def _sort_labels(labels: dict[str, str]) -> Labels:
    return tuple(sorted(labels.items())) if len(labels) > 1 else tuple(labels.items())


def merge(snapshots: Iterable[str]) -> dict[tuple[str, Labels], float]:
    """The sums of the counts of several processes."""
    sums: dict[tuple[str, Labels], float] = {}
    for snapshot in snapshots:
        try:
            rows = [
                (str(n), tuple((str(k), str(v)) for k, v in pairs), float(x)) for n, pairs, x in json.loads(snapshot)
            ]
        except (ValueError, TypeError):
            continue  # being written at this moment by a process that is going down
        for name, labels, value in rows:
            sums[(name, labels)] = sums.get((name, labels), 0) + value
    return sums


def render(values: Mapping[tuple[str, Labels], float]) -> bytes:
    """The counts in Prometheus's text format."""
    lines: list[str] = []
    for metric in METRICS.values():
        own = {key: value for key, value in values.items() if _family(key[0]) == metric.name}
        if not own:
            continue
        lines += [f"# HELP {metric.name} {metric.doc}", f"# TYPE {metric.name} {metric.kind}"]
        lines += _histogram(metric.name, own) if metric.kind == "histogram" else _plain(own)
    return "".join(f"{line}\n" for line in lines).encode()


def _plain(values: Mapping[tuple[str, Labels], float]) -> list[str]:
    return [f"{name}{_labels(labels)} {value:g}" for (name, labels), value in sorted(values.items())]


def _histogram(name: str, values: Mapping[tuple[str, Labels], float]) -> list[str]:
    lines = []
    for key, labels in sorted(key for key in values if key[0] == f"{name}_count"):
        total = 0.0
        for bound in _BOUNDS:
            total += values.get((f"{name}_bucket", (*labels, ("le", bound))), 0)
            lines.append(f"{name}_bucket{_labels((*labels, ('le', bound)))} {total:g}")
        lines.append(f"{name}_sum{_labels(labels)} {values[(f'{name}_sum', labels)]:.6f}")
        lines.append(f"{key}{_labels(labels)} {values[(key, labels)]:g}")
    return lines


def _family(name: str) -> str:
    for suffix in ("_bucket", "_sum", "_count"):
        if name.endswith(suffix) and name.removesuffix(suffix) in METRICS:
            return name.removesuffix(suffix)
    return name


def _labels(labels: Labels) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{name}="{_escape_label(value)}"' for name, value in labels) + "}"


def _escape_label(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
