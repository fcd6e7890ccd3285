"""The values that tags label in running text and in code: HTML in Markdown, JSX, templates, elements in a log.

``<Row label="SSN" value={"…"} />``, ``<dt>SSN</dt><dd>…</dd>``. A value must have the form of what its label says.
"""

from __future__ import annotations

from collections.abc import Iterator

from objectlambda.pii.entities import Field
from objectlambda.pii.rules.literals import text_has
from objectlambda.pii.structure.fitting import fits
from objectlambda.pii.structure.markup import MarkupLexer


def tagged_values(left: int, shown: str) -> Iterator[Field]:
    """The values with their labels in ``shown``, which begins at ``left``; offsets count from before that."""
    if not (text_has(shown, "</") or text_has(shown, "/>")):
        return
    lexer = MarkupLexer(html=True)
    at = 0
    while at < len(shown):
        window = lexer.lex(shown, at)
        for start, end, name, _ in window.fields:
            if fits(name, shown[window.left + start : window.left + end].strip()):
                yield Field(left + window.left + start, left + window.left + end, name)
        at = window.end
