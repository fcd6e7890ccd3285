"""Values that programs and their tests compare with the field that holds them.

``user.surname == "Roe"``, ``got.Phone != "…"``, ``assertEquals("Roe", p.getSurname())``, ``assert_eq!(p.town, "…")``,
``expect(p.surname).toBe('Roe')``, ``assertThat(p.getSurname()).isEqualTo("Roe")``, ``p.Surname.Should().Be("Roe")``;
and those that they give to a key: ``row["surname"] = "Roe"``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Field
from objectlambda.pii.rules.field_concepts import field_concepts
from objectlambda.pii.rules.literals import text_has_any
from objectlambda.pii.rules.words import words

_SIGNS = ('= "', "= '", '="', '", ', "', ", ', "', ", '", '("', "('", '" =', "' =")
_VALUE = r"(?:[bru@]?\"([^\"\\\n]{2,200}+)\"|[bru]?'([^'\\\n]{2,200}+)')"
_STEP = r"(?:\??(?:\.|->|::)(?:\w{1,40}+)(?:\(\))?+|\[[\"':]?\w{1,40}+[\"']?\]|\.unwrap\(\)|!)"
_FIELD = rf"(?<![\w.])(?:[$@&*]{{0,2}}\w{{1,40}}+)(?:\(\))?+{_STEP}{{1,6}}+"
_FEW_STEPS = rf"(?<![\w.])(?:[$@&*]{{0,2}}\w{{1,40}}+)(?:\(\))?+{_STEP}{{1,4}}?"
_SIGN = r"[ ]?(?:[!=]==?|=~|<>|\beq\b|-c?eq)[ ]?"
_COMPARED = re.compile(rf"({_FIELD}){_SIGN}{_VALUE}")
_TURNED = re.compile(rf"{_VALUE}[ ]?[!=]==?[ ]?({_FIELD})")
_EQUAL = r"(?:[aA]ssert|[eE]xpect|[eE]qual|[rR]equire|[cC]heck|[vV]erify|[sS]ame|\b(?:eq|is|test)\b)\w{0,24}!?[ ]?\("
_FIRST = rf"{_EQUAL}\s*+(?:&?\w{{1,4}}, )?"
_CALLED = re.compile(rf"{_FIRST}({_FIELD}),\s*+&?{_VALUE}[ \t]*[,)]")
_CALLED_TURNED = re.compile(rf"{_FIRST}{_VALUE},\s*+&?({_FIELD})[,)\s]")
_CHAINED = re.compile(
    rf"\((?:await )?({_FIELD})\)\s*+(?:\.(?:not|to|be|deep|have|should|is|and|a|an|that|toContain)\b(?:\(\))?)*+"
    rf"(?:\.\w{{2,24}}+\(|[ ](?:eql?|equal|be)[ (])[ ]?{_VALUE}"
)
_SHOULD = re.compile(
    rf"({_FEW_STEPS})\.(?:should|Should|must|Must|equals|equalsIgnoreCase|Equals|eql?|equal|contentEquals|strip)\b"
    rf"(?:\(\))?(?:\.(?:be|Be|equal|Equal|to|eql?|equals|Equals))*+[ ]?(?:==|\()?[ ]?{_VALUE}"
)
_PLACED = re.compile(rf"\[[\"':]?([A-Za-z_]\w{{1,40}}+)[\"']?\][ \t]*+(?:\|\||[.+])?=[ \t]*+{_VALUE}")
"""A value given to a key: ``$row['surname'] = "Roe"``."""
_PATTERNS = (_COMPARED, _CALLED, _CHAINED, _SHOULD)
_LAST = re.compile(r"(\w+)(?:\(\)|[\"']?\]|!|\.unwrap\(\))*\Z")
_GETTER = re.compile(r"(?:get|Get|get_|is|has)(?=[A-Z_])_?")
_NOT_FIELDS = words(
    "length size type count len kind class status state address addr location region zone area code number place"
)
"""Names of fields that mostly hold something else in programs: the state of a machine, the address of a host."""


def compared(text: str, left: int, right: int, shown: str) -> Iterator[Field]:
    """The strings in ``text[left:right]``, or ``shown``, that are compared with a field whose name says what it is.

    So are those that are given to such a key.
    """
    if text_has_any(shown, ("] =", "]=", "] ||=")):
        for match in _PLACED.finditer(text, left, right):
            if name := _name(match[1]):
                yield Field(*match.span(match.lastindex or 2), name)
    if not text_has_any(shown, _SIGNS):
        return
    for pattern in _PATTERNS:
        for match in pattern.finditer(text, left, right):
            if name := _name(match[1]):
                yield Field(*match.span(match.lastindex or 3), name)
    for pattern in (_TURNED, _CALLED_TURNED):
        for match in pattern.finditer(text, left, right):
            if name := _name(match[3]):
                yield Field(*match.span(1 if match[1] is not None else 2), name)


def _name(path: str) -> str:
    """The name of the field at the end of ``path``, if it says what its value is; of ``p.getSurname()``, Surname."""
    last = _LAST.search(path)
    name = _GETTER.sub("", last[1], count=1) if last else ""
    return name if field_concepts(name) and name.lower() not in _NOT_FIELDS else ""
