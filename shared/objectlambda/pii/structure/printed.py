"""Values as programs print them beside their names: dumps of PHP and Go, errors and bound values of databases.

``[login] => jdoe`` of print_r, ``["login"]=> string(4) "jdoe"`` of var_dump, ``s:5:"login";s:4:"jdoe"`` of serialize,
``{Login:jdoe Mail:…}`` of Go's %+v, ``/T (login) /V (jdoe)`` of FDF, ``Key (login)=(jdoe) already exists``,
``Duplicate entry 'jdoe' for key 'login'``, and the values of statements, which are logged apart:
``parameters: $1 = 'jdoe'``, ``Parameters: jdoe(String)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from objectlambda.pii.entities import EntityType, Field
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.literals import text_has, text_has_any

_PRINT_R = re.compile(r"^[ \t]*+\[([A-Za-z_][\w.\-:]{0,48}+)\] => ([^\s\[(][^\r\n]{0,400}+)", re.MULTILINE)
_VAR_DUMP = re.compile(
    r"\[\"([A-Za-z_]\w{0,48}+)\"[^\]\n]{0,80}\][ \t]?=>\s{1,40}string\(\d{1,6}\) \"([^\"\n]{1,400}+)\""
)
_SERIALIZED = re.compile(
    r"s:\d{1,3}:\\?\"(?:\*|\0[^\0\"]{1,64}\0|\\0[\w*\\]{1,64}?\\0)?([A-Za-z_][\w.\- \\]{0,80}+)\";"
    r"(?:s:\d{1,6}:\\?\"([^\"\\\n]{1,400}+)\\?\";|[id]:(-?\d[\d.]{0,20}+);)"
)
_CLASS = re.compile(r"O:\d{1,3}:\\?\"([A-Za-z_][\w\\]{0,80}?)\\?\":\d")
"""The class of an object, whose name stands before those of its private values, between characters that nobody sees."""
_EVENT_LABEL = re.compile(r"\b([a-z][A-Za-z]{1,24}\d{1,2})Label=([^=|\n]{1,60}?)(?=[ \t]+\w{1,40}=|[ \t\r]*(?:\n|\Z))")
_EVENT_VALUE = re.compile(r"[^=|\r\n]{1,200}?(?=[ \t]+\w{1,40}=|[ \t\r]*(?:\n|\Z))")
_STRUCT = re.compile(r"[{ ]([A-Z]\w{1,40}+):([^\s:{}\[\]()&<>*][^{}:\n]{0,120}?)(?=\}| [A-Z]\w{1,40}:)")
"""Only words without a colon: a time has one."""
_OPENS_STRUCT = re.compile(r"\{[A-Z]\w{1,40}+:[^\s\"']")
_DICOM = re.compile(
    r"\([0-9A-Fa-f]{4}, ?[0-9A-Fa-f]{4}\)[^\n\[\]:]{0,60} (PN|DA|DT|AS)(?: \[|: ')([^\]'\n]{1,64})[\]']"
)
"""An element of DICOM as dcmdump and pydicom print it: ``(0010,0010) PN [ROE^ANN]``."""
_DN = re.compile(
    r"\b(?:CN|cn) ?= ?([^\W\d_][\w'’.\-]{1,30}+(?: [^\W\d_][\w'’.\-]{0,30}+){0,3}\\{1,2}, ?"
    r"[^\W\d_][\w'’.\-]{1,30}+(?: [^\W\d_][\w'’.\-]{0,30}+){0,3}),[ ]?(?:OU|DC|CN|O|ou|dc|cn|o)[ ]?="
)
"""A person in a distinguished name, surname first: ``CN=Roe\\, Ann,OU=Staff``."""
_NAME_PARTS = 3
"""Surname, given and middle names; a title and what follows a name stand behind them."""
_AUTHORS = re.compile(
    r"\b(?:author|editor|AUTHOR|Author)[ \t]{0,16}=[ \t]{0,4}[{\"]{1,2}([^{}\"\n=:;$<>]{4,400}"
    r"(?:\n[ \t][^{}\"\n=:;$<>]{4,200}){0,6})[}\"]"
    r"|^(?:AU|A1|A2|FAU) {1,2}- ([^\n\r]{4,80})",
    re.MULTILINE,
)
"""The authors of BibTeX and of RIS."""
_FDF_STRING = r"\(((?:[^()\\\n]|\\.){1,400}+)\)"
_FDF = re.compile(
    rf"/T\s?{_FDF_STRING}[^<>()]{{0,60}}/V\s?{_FDF_STRING}|/V\s?{_FDF_STRING}[^<>()]{{0,60}}/T\s?{_FDF_STRING}"
)
"""A field of a PDF form in FDF."""
_KEY = re.compile(r"\bKey \(([^()\n]{1,200}+(?:\([^()\n]{1,80}+\))?[^()\n]{0,80}+)\)=\(([^()\n]{1,400}+)\)")
_DUPLICATE = re.compile(r"\bDuplicate entry '([^'\n]{1,200}+)' for key '([^'\n]{1,120}+)'")
_INDEX = re.compile(
    r"(?:uk|uq|ux|idx|ix|unique|index)[_\-]|[_\-](?:uk|uq|ux|idx|ix|unique|index|un|key)\Z", re.IGNORECASE
)
_STATEMENT = re.compile(
    r"\binsert into [\w.\"`\[\]]{1,120}+ ?\(([^()\n]{1,1200}+)\)\s{0,9}values ?\("
    r"|\b(?:update|select|delete)\b([^\n]{1,1600}+)",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"([\w.\"`\[\]]{1,80}+)\s{0,2}(?:=|<>|!=|like|ilike|>=?|<=?)\s{0,2}(?:lower\()?(?:\?|\$\d{1,3}|%s|:\w{1,40}|@p?\d{1,3})",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:parameters?|params|args|binds|bound values)\b[ \t]{0,3}(?:[:=]|are|(?=[\[({]))[ \t]{0,3}([^\n]{2,1200}+)"
    r"|\bbinding parameter \[(\d{1,3})(?::[A-Z]{1,20})?\] as \[\w{1,20}\] - \[([^\]\n]{1,400}+)\]"
    r"|\bbinding parameter \((\d{1,3}):\w{1,20}\) <- \[([^\]\n]{1,400}+)\]",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"[ ]*+(?:\$\d{1,3} = (?:'((?:[^'\n]|'')*+)'|NULL|[\w.\-]++)"
    r"|[\"']((?:[^\"'\\\n]|\\.)*+)[\"']|([^,\[\](){}\"'\n]++)(?:\([A-Z]\w*\))?)"
)
_SIGNS = ("aram", "ARAM", "args", "Args", "ARGS", "binds", "Binds", "bound values")
"""What every list of bound values has before it."""
_REACH = 1600
"""How far behind a statement its values are looked for."""


def printed(text: str, left: int, right: int, shown: str) -> Iterator[Field]:
    """The values in ``text[left:right]``, or ``shown``, that a program printed with a name, offsets in ``text``."""
    if text_has(shown, "=>"):
        for pattern in (_PRINT_R, _VAR_DUMP):
            for pair in pattern.finditer(text, left, right):
                yield Field(*pair.span(2), pair[1].partition(":")[0])
    if text_has(shown, ";s:"):
        yield from serialized(text, left, right)
    if _OPENS_STRUCT.search(text, left, right) is not None:
        for pair in _STRUCT.finditer(text, left, right):
            yield Field(*pair.span(2), pair[1])
    if text_has(shown, " PN"):
        yield from _of_dicom(text, left, right)
    if text_has_any(shown, ("uthor", "AU  -")):
        yield from _of_bibliography(text, left, right)
    if text_has_any(shown, ("CN=", "cn=")):
        for person in _DN.finditer(text, left, right):
            if not is_company(person[1].replace("\\", "")):
                yield Field(*person.span(1), "full name", EntityType.NAME)
    if text_has(shown, "/V (") or text_has(shown, "/V("):
        for pair in _FDF.finditer(text, left, right):
            value, name = (2, 1) if pair[2] else (3, 4)
            yield Field(*pair.span(value), pair[name])
    if text_has(shown, ")=("):
        for keys in _KEY.finditer(text, left, right):
            yield from _keys(keys)
    if text_has(shown, "Label="):
        yield from _of_events(text, left, right)
    if text_has(shown, "Duplicate entry"):
        for pair in _DUPLICATE.finditer(text, left, right):
            yield Field(*pair.span(1), _INDEX.sub("", pair[2].rpartition(".")[2]))
    if text_has_any(shown, _SIGNS):
        yield from _of_statements(text, left, right)


def _of_events(text: str, left: int, right: int) -> Iterator[Field]:
    """The values that ArcSight's events call by labels beside them: ``cs1=… cs1Label=SSN``."""
    for label in _EVENT_LABEL.finditer(text, left, right):
        start = max(left, text.rfind("\n", left, label.start()))
        at = text.find(f" {label[1]}=", start, right)
        at = at if at >= 0 else text.find(f"|{label[1]}=", start, right)
        line_end = text.find("\n", label.end(), right)
        if at >= 0 and (line_end < 0 or at < line_end):
            value = _EVENT_VALUE.match(text, at + len(label[1]) + 2, right)
            if value is not None:
                yield Field(*value.span(), label[2])


def _of_dicom(text: str, left: int, right: int) -> Iterator[Field]:
    for element in _DICOM.finditer(text, left, right):
        begin, end = element.span(2)
        if element[1] == "PN":
            for part in re.finditer(r"[^\^=]{2,64}", element[2]):
                if element[2].count("^", 0, part.start()) < _NAME_PARTS:
                    yield Field(begin + part.start(), begin + part.end(), "name", EntityType.NAME)
        else:
            yield Field(begin, end, "", EntityType.AGE if element[1] == "AS" else EntityType.DATE_TIME)


def _of_bibliography(text: str, left: int, right: int) -> Iterator[Field]:
    for authors in _AUTHORS.finditer(text, left, right):
        begin = authors.start(authors.lastindex or 1)
        at = 0
        for name in re.split(r"\s+and\s+", authors[authors.lastindex or 1]):
            at = authors[authors.lastindex or 1].index(name, at)
            if "," in name and name[:1].isalpha():
                yield Field(begin + at, begin + at + len(name), "full name")
            at += len(name)


def serialized(text: str, left: int, right: int) -> Iterator[Field]:
    """The values in ``text[left:right]`` as PHP's ``serialize`` writes them, each under its key."""
    classes = set(_CLASS.findall(text, left, right))
    for pair in _SERIALIZED.finditer(text, left, right):
        name = pair[1].rstrip("\\")
        name = next((name[len(one) :] for one in classes if name.startswith(one) and name != one), name)
        yield Field(*pair.span(pair.lastindex or 0), name)


def _keys(keys: re.Match[str]) -> Iterator[Field]:
    names, values = keys[1].split(", "), keys[2].split(", ")
    if len(names) != len(values):
        return
    begin = keys.start(2)
    for name, value in zip(names, values, strict=True):
        inner = name.rpartition("(")[2].partition(")")[0].partition("::")[0]
        yield Field(begin, begin + len(value), inner)
        begin += len(value) + 2


def _of_statements(text: str, left: int, right: int) -> Iterator[Field]:
    """The values of each statement that are logged behind it, named by the columns that they stand for."""
    statements = list(_STATEMENT.finditer(text, left, right))
    for place, statement in enumerate(statements):
        columns = _columns(statement)
        if not columns:
            continue
        after = statements[place + 1].start() if place + 1 < len(statements) else right
        stop = min(after, statement.end() + _REACH)
        for values in _BOUND.finditer(text, statement.end(), stop):
            if values[1]:
                yield from _listed(text, *values.span(1), columns)
            else:
                number, group = (values[2], 3) if values[2] else (values[4], 5)
                if 0 < int(number) <= len(columns):
                    yield Field(*values.span(group), columns[int(number) - 1])


def _columns(statement: re.Match[str]) -> list[str]:
    if statement[1]:
        return [name.strip(' "`[]') for name in statement[1].split(",")]
    return [name.rpartition(".")[2].strip('"`[]') for name in _COMPARED.findall(statement[2])]


def _listed(text: str, start: int, end: int, columns: Sequence[str]) -> Iterator[Field]:
    place = 0
    for value in _VALUE.finditer(text, start, end):
        group = value.lastindex
        if group == 3 and not value[3].strip():
            continue
        if place >= len(columns):
            return
        if group is not None and value.start(group) < value.end(group):
            begin = value.start(group)
            begin += len(value[group]) - len(value[group].lstrip())
            yield Field(begin, begin + len(value[group].strip()), columns[place])
        place += 1
