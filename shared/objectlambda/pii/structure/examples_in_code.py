"""Values that programs give as examples of a field: ``@ApiProperty({ example: 'Roe' }) surname: string``.

Also those of Java's ``@Schema(example = "…")``, of ``@OA\\Property(property="…", example="…")`` in PHP, and of
``surname: str = Field(example="…")`` in Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Field
from objectlambda.pii.rules.field_concepts import field_concepts
from objectlambda.pii.rules.literals import text_has_any

_SIGNS = ("xample =", "xample=", "xample:", "xamples=")
_VALUE = r"\[?(?:\"([^\"\\\n]{2,200}+)\"|'([^'\\\n]{2,200}+)')"
_BELOW = re.compile(
    rf"@\w{{3,40}}+\([^()]{{0,300}}?(?:\b[eE]xample|\bdefaultValue)[ ]?[=:][ ]?{_VALUE}[^\n]{{0,200}}+\n"
    r"(?:[ \t]*+[@\[}\)][^\n]{0,200}+\n){0,4}+[ \t]*+"
    r"(?:(?:public|private|protected|readonly|static|final|val|var|required|lateinit)[ ])*+"
    r"(?:(\w{2,40}+)[?!]?:|[A-Z][\w<>\[\].]{0,40}+\??[ ](\w{2,40}+)[ ]?[;=,{])"
)
_OF_PROPERTY = re.compile(rf"\bproperty=\"(\w{{2,40}}+)\"[^()]{{0,240}}?\bexample={_VALUE}")
_OF_FIELD = re.compile(
    rf"\b(\w{{2,40}}+): [\w\[\]., |]{{2,60}}? = [\w.]{{2,40}}+\([^()\n]{{0,160}}?\bexamples?={_VALUE}"
)


def examples_in_code(text: str, left: int, right: int, shown: str) -> Iterator[Field]:
    """The examples in ``text[left:right]``, or ``shown``, of fields whose names say what they hold."""
    if not text_has_any(shown, _SIGNS):
        return
    for match in _BELOW.finditer(text, left, right):
        name = match[3] or match[4]
        if field_concepts(name):
            yield Field(*match.span(1 if match[1] is not None else 2), name)
    for pattern in (_OF_PROPERTY, _OF_FIELD):
        for match in pattern.finditer(text, left, right):
            if field_concepts(match[1]):
                yield Field(*match.span(2 if match[2] is not None else 3), match[1])
