"""What the Helm chart takes from the code: the schema of its values, and the dashboard of the gateway's metrics.

``python sam/render.py`` writes both; a test fails while one differs from what this would write.
"""

from __future__ import annotations

import json
import math
from dataclasses import MISSING
from pathlib import Path
from typing import Any

from objectlambda.gateway.config.model import OPTIONS
from objectlambda.gateway.config.options import Option
from objectlambda.gateway.observability.metrics import METRICS, Metric

CHART = Path(__file__).resolve().parent / "gateway" / "chart"

_TEXT: dict[str, Any] = {"type": "string"}
_FLAG: dict[str, Any] = {"type": "boolean"}
_ANY: dict[str, Any] = {"type": "object"}
_TEXTS: dict[str, Any] = {"type": "array", "items": _TEXT}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 1}
_PORT: dict[str, Any] = {"type": "integer", "minimum": 1, "maximum": 65535}


def schema() -> str:
    """The text of values.schema.json: every value of the chart, and every option of the gateway."""
    gateway: dict[str, Any] = {}
    for known in OPTIONS:
        table = gateway.setdefault(known.table, _object({}))["properties"] if known.table else gateway
        table[known.field] = _option(known)
    for name in {known.table for known in OPTIONS if known.table}:
        needed = [known.field for known in OPTIONS if known.table == name and known.default is MISSING]
        gateway[name] = {**gateway[name], "type": ["object", "null"], "required": needed}  # null: without it
    config = {
        "gateway": _object(gateway),
        **{name: {"type": "object", "additionalProperties": _ANY} for name in ("callers", "origins", "access_points")},
        "webhooks": _ANY,
    }
    values = {
        "image": _object({"repository": _TEXT, "tag": _TEXT, "pullPolicy": _choice("Always", "IfNotPresent", "Never")}),
        "imagePullSecrets": {"type": "array", "items": _ANY},
        "config": _object(config),
        "secretNames": _TEXTS,
        "extraEnv": {"type": "array", "items": _ANY},
        "serviceAccount": _object({"create": _FLAG, "name": _TEXT, "annotations": _ANY}),
        "cpu": _TEXT,
        "memory": {"type": "string", "pattern": "^([0-9]+[MG]i)?$"},
        "cacheVolume": _ANY,
        "temporaryGibibytes": _COUNT,
        "extraVolumes": {"type": "array", "items": _ANY},
        "extraVolumeMounts": {"type": "array", "items": _ANY},
        "service": _object(
            {"type": _choice("ClusterIP", "LoadBalancer", "NodePort"), "port": _PORT, "annotations": _ANY}
        ),
        "autoscaling": _object(
            {
                "enabled": _FLAG,
                "minReplicas": _COUNT,
                "maxReplicas": _COUNT,
                "targetCpuPercent": {**_COUNT, "maximum": 100},
            }
        ),
        "replicas": _COUNT,
        "podDisruptionBudget": _object({"enabled": _FLAG, "minAvailable": _COUNT}),
        "networkPolicy": _object(
            {
                "enabled": _FLAG,
                "from": {"type": "array", "items": _ANY},
                "storePorts": {"type": "array", "items": _PORT},
            }
        ),
        "serviceMonitor": _object({"enabled": _FLAG, "interval": _TEXT, "labels": _ANY}),
        "dashboard": _object({"enabled": _FLAG, "labels": _ANY}),
        **dict.fromkeys(("podAnnotations", "nodeSelector", "affinity", "global"), _ANY),
        "tolerations": {"type": "array", "items": _ANY},
    }
    return _json({"$schema": "http://json-schema.org/draft-07/schema#", **_object(values)})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _choice(*values: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


def _option(known: Option) -> dict[str, Any]:
    said = known.declared
    kinds: dict[type, dict[str, Any]] = {
        bool: _FLAG, int: {"type": "integer"}, float: {"type": "number"}, str: _TEXT, Path: _TEXT, tuple: _TEXTS,
    }  # fmt: skip
    found = {**kinds[said.kind], "description": said.doc}
    if said.kind in (int, float):
        found["minimum"] = said.low
        found |= {} if said.high == math.inf else {"maximum": said.high}
    if said.choices:
        found["enum"] = list(said.choices)
    if known.default is not MISSING:
        found["default"] = list(known.default) if isinstance(known.default, tuple) else known.default
    return found


BROKEN_DOWN_BY = {
    "objectlambda_requests_total": "status",
    "objectlambda_errors_total": "code",
    "objectlambda_broken_transfers_total": "access_point",
    "objectlambda_abandoned_total": "operation",
    "objectlambda_response_bytes_total": "access_point",
    "objectlambda_request_seconds": "operation",
    "objectlambda_first_byte_seconds": "operation",
    "objectlambda_cache_reads_total": "outcome",
    "objectlambda_cache_fills_total": "outcome",
    "objectlambda_entities_total": "type",
}
"""The label by which a panel tells a metric's series apart; a metric that is not here has one series a panel."""

_PICKED = 'namespace=~"$namespace",pod=~"$pod"'


def dashboard() -> str:
    """The text of the dashboard: a panel for each metric that the code exports."""
    panels = [_panel(number, metric) for number, metric in enumerate(METRICS.values())]
    variables = [_variable("namespace", "namespace"), _variable("pod", 'pod, {namespace=~"$namespace"}')]
    source = {"name": "datasource", "type": "datasource", "query": "prometheus", "label": "Data source"}
    return _json(
        {
            "uid": "objectlambda-gateway",
            "title": "objectlambda gateway",
            "tags": ["objectlambda", "s3"],
            "schemaVersion": 39,
            "editable": True,
            "refresh": "30s",
            "time": {"from": "now-6h", "to": "now"},
            "templating": {"list": [source, *variables]},
            "panels": panels,
        }
    )


def _variable(name: str, label: str) -> dict[str, Any]:
    label, _, selector = label.partition(", ")
    return {
        "name": name,
        "type": "query",
        "datasource": {"type": "prometheus", "uid": "${datasource}"},
        "query": f"label_values(objectlambda_requests_total{selector}, {label})",
        "refresh": 2,
        "includeAll": True,
        "multi": True,
        "current": {"text": "All", "value": "$__all"},
        "allValue": ".*",
    }


def _panel(number: int, metric: Metric) -> dict[str, Any]:
    label = BROKEN_DOWN_BY.get(metric.name, "")
    by = f" by ({label})" if label else ""
    legend = f"{{{{{label}}}}}" if label else metric.name
    rate = f"rate({metric.name}{{{_PICKED}}}[$__rate_interval])"
    queries = {"counter": [(f"sum{by} ({rate})", legend)], "gauge": [(f"sum{by} ({metric.name}{{{_PICKED}}})", legend)]}
    if metric.kind == "histogram":
        bucket = f"rate({metric.name}_bucket{{{_PICKED}}}[$__rate_interval])"
        grouped = f"le, {label}" if label else "le"
        queries["histogram"] = [
            (f"histogram_quantile({share}, sum by ({grouped}) ({bucket}))", f"{legend} p{share * 100:.0f}")
            for share in (0.5, 0.99)
        ]
    targets = [
        {"refId": chr(ord("A") + place), "expr": query, "legendFormat": text, "datasource": _SOURCE}
        for place, (query, text) in enumerate(queries[metric.kind])
    ]
    return {
        "id": number + 1,
        "type": "timeseries",
        "title": metric.doc.rstrip("."),
        "description": metric.name,
        "datasource": _SOURCE,
        "gridPos": {"x": number % 2 * 12, "y": number // 2 * 8, "w": 12, "h": 8},
        "fieldConfig": {"defaults": {"unit": _unit(metric), "min": 0}, "overrides": []},
        "targets": targets,
    }


_SOURCE = {"type": "prometheus", "uid": "${datasource}"}


def _unit(metric: Metric) -> str:
    if metric.kind == "histogram":
        return "s"
    if "bytes" in metric.name:
        return "Bps" if metric.kind == "counter" else "bytes"
    return "cps" if metric.kind == "counter" else "short"


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


FILES = {CHART / "values.schema.json": schema, CHART / "dashboards" / "gateway.json": dashboard}
"""What is rendered, by its path."""
