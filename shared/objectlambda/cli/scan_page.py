"""The HTML report of a scan: one file, without scripts, that loads nothing from anywhere."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from objectlambda import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from objectlambda.copy.job import Outcome
    from objectlambda.copy.summary import Summary

MOST_OBJECTS = 10_000
"""Objects that the page names; the report in JSON lines names all."""

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #222 }
table { border-collapse: collapse; width: 100%; margin: 0 0 2rem }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #ddd; vertical-align: top }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
td.key { overflow-wrap: anywhere }
@media (prefers-color-scheme: dark) { body { background: #161616; color: #ddd } th, td { border-color: #444 } }
"""


class Page:
    """Remembers the objects that hold something or could not be read, ``MOST_OBJECTS`` at most."""

    def __init__(self) -> None:
        self._objects: list[Outcome] = []
        self._left_out = 0

    def add(self, outcome: Outcome) -> None:
        """An object was scanned."""
        if not outcome.entities and not outcome.code:
            return
        if len(self._objects) < MOST_OBJECTS:
            self._objects.append(outcome)
        else:
            self._left_out += 1

    def html(self, summary: Summary) -> str:
        """The page."""
        types = [
            (name, f"{count:,}", f"{summary.objects_with[name]:,}", f"{summary.scores.get(name, 0):.2f}")
            for name, count in summary.entities.most_common()
        ]
        prefixes = [
            (prefix, f"{counts.total():,}", _types(counts.most_common()))
            for prefix, counts in sorted(summary.by_prefix.items(), key=lambda pair: -pair[1].total())
            if counts
        ]
        objects = [
            (
                made.key,
                f"{sum(made.entities.values()):,}",
                _types(made.entities.items()) or f"{made.status}: {made.code}",
            )
            for made in sorted(self._objects, key=lambda made: -sum(made.entities.values()))
        ]
        left = f"<p>{self._left_out:,} more objects are in the JSON report only.</p>" if self._left_out else ""
        statuses = ", ".join(f"{count:,} {escape(status)}" for status, count in summary.statuses.most_common())
        return (
            "<!doctype html><html lang=en><meta charset=utf-8><title>Scan for personal data</title>"
            f"<style>{_STYLE}</style><h1>Scan for personal data</h1>"
            f"<p>{summary.objects:,} objects ({statuses}), {summary.size_in / 1e6:,.1f} MB read in "
            f"{summary.seconds:,.0f} s by objectlambda {escape(__version__)}. No values are shown.</p>"
            f"<h2>Types</h2>{_table(('type', 'entities', 'objects', 'highest score'), types)}"
            f"<h2>Prefixes</h2>{_table(('prefix', 'entities', 'types'), prefixes)}"
            f"<h2>Objects</h2>{_table(('object', 'entities', 'types'), objects)}{left}</html>\n"
        )


def _types(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts)


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    numbers = {"entities", "objects", "highest score"}
    classes = [' class="n"' if name in numbers else ' class="key"' for name in header]
    head = "".join(f"<th{kind}>{escape(name)}</th>" for name, kind in zip(header, classes, strict=True))
    body = "".join(
        "<tr>" + "".join(f"<td{kind}>{escape(cell)}</td>" for cell, kind in zip(row, classes, strict=True)) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
