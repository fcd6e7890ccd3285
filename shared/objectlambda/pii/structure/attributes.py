"""The content of a tag: which attributes hold values or names, and the values in declarations and instructions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from objectlambda.pii.entities import Field
from objectlambda.pii.structure.fitting import held_value
from objectlambda.pii.structure.headers import has_known_word
from objectlambda.pii.structure.json_names import label_of_system, tells

_ATTRIBUTE = re.compile(r"([A-Za-z_:@][\w.\-:]*+)\s*+=\s*+(?:\{(?=[\"']))?+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")
_NAMING = frozenset(
    {"name", "key", "id", "field", "property", "column", "for", "label", "itemprop", "code", "attr"}
    | {"caption", "prompt", "displayname", "fieldname", "displaylabel"}
)
VALUES = frozenset({"value", "content", "val", "default", "text", "v"})
_MARKUP_WORDS = """
    class style type rel lang charset http-equiv width height version encoding media method
    schemalocation nonamespaceschemalocation space
"""
_MARKUP = frozenset(_MARKUP_WORDS.split())
_UNNAMED = "words"
"""The name of a value whose attribute says nothing about it."""
_SHOWN_LABELS = frozenset({"placeholder", "aria-label", "data-label", "title"})
"""What a browser shows or reads aloud beside the text of an element, or in place of it."""
_IDS = frozenset({"id", "for", "name"})
_REFERENCES = frozenset({"aria-labelledby", "aria-describedby", "headers"})
"""Attributes that hold the ids of the elements with the labels."""
_TYPES = {"password": "password", "tel": "phone", "email": "email"}
"""Types of inputs that say what is written into them."""
_PLAIN = re.compile(r"[a-z0-9_\-.:;,/# %()=+*']*+\Z")
_WORD = re.compile(r"[a-z0-9_\-./+]*+(?:[A-Z][A-Za-z0-9_\-./+]*+)?\Z")
_MANY_DIGITS = re.compile(r"(?:\d[^\d]{0,2}){7}")
_FULL_NAME = re.compile(r"[^\W\d_a-z]\w*+(?:['.\-]\w*+)*+,? (?:\w\.? )?[^\W\d_a-z]")
_ENTITY = re.compile(
    r"<!ENTITY\s++(?:%\s++)?([^\s\"'<>]{1,200}+)\s++(?:\"([^\"]*+)\"|'([^']*+)')|<!--((?:[^-]++|-(?!->))*+)-->"
    r"|\"([^\"]*+)\"|'([^']*+)'"
)
_INSTRUCTION = re.compile(r"<\?([^\s?>]{1,200}+)((?:[^?]++|\?(?!>))*+)")
_CLASS = re.compile(r"\bclass\s*+=\s*+[\"']?+([^\"'<>]{1,80})", re.IGNORECASE)
_WHO = re.compile(
    r"(?:\A|[ _\-])(?:user-?_?name|nick-?_?name|nick|screen-?_?name|author|autora?|usuario|poster|byline|login)"
    r"(?:[_\-]?(?:name|link|nombre))?(?=\s|\Z)",
    re.IGNORECASE,
)
"""A class of HTML that says that the text is who wrote something."""


class Attributes(NamedTuple):
    """The values in a tag, and the name that an attribute gives to the element, or an empty one.

    ``value`` is the index of the field that is what an input holds, or -1. ``own`` is the element's id, ``target`` the
    id that a label is for; ``ids`` are those under which a label may follow, as `InputLabels` has them.
    """

    fields: list[Field]
    naming: str
    value: int = -1
    own: str = ""
    target: str = ""
    ids: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    """All attributes: the local name in lower case, and the value."""


def attributes_of(
    text: str, begin: int, end: int, *, html: bool, meaningless: bool, labels: dict[str, str], beside: str = "",
    group: str = "",
) -> Attributes:  # fmt: skip
    """The attributes in ``text[begin:end]``, offsets in ``text``.

    ``meaningless`` says that the element's own name says nothing; ``labels`` are the labels of HTML's inputs, by id;
    ``beside`` is the label before an input without an id, ``group`` that of the inputs around it.
    """
    found: list[tuple[int, int, str, bool]] = []
    naming = root = ""
    said = _Said(labels, beside, group)
    pairs: list[tuple[str, str]] = []
    for attribute in _ATTRIBUTE.finditer(text, begin, end):
        name = attribute[1].rpartition(":")[2]
        folded = name.lower()
        if attribute[1].startswith("xmlns"):
            continue
        number = next(number for number in (2, 3, 4) if attribute[number] is not None)
        value = attribute[number]
        said.read(folded, value, html=html)
        pairs.append((folded, value))
        if folded == "root":
            root = label_of_system(value)  # of HL7's <id root="…" extension="…"/>
        if folded == "friendlyname":
            naming = value  # SAML's other name is a number
        naming = naming or (value if folded in _NAMING else "")
        found.append((*attribute.span(number), name, folded in _NAMING))
    has_value = any(name.lower() in VALUES for _, _, name, _ in found)
    others = [name for _, _, name, is_name in found if not is_name and name.lower() not in _MARKUP | VALUES]
    is_record = bool(others) and not html and not has_value  # <row id="1" name="…" email="…"/>
    is_named = len(found) == 1 and not html and tells(naming)  # <str name="ssn">, <SimpleData name="ssn">
    names = naming if meaningless or has_value or is_named else ""
    shown_name = said.described or (names if not said.group or tells(names) else said.group)
    fields: list[Field] = []
    value_index = -1
    for start, stop, name, is_name in found:
        value = text[start:stop]
        folded = name.lower()
        if (held := held_value(value)) is not None and (is_name or not tells(name)):
            fields.append(Field(start + held[0], stop, held[1]))
            continue
        if is_name and (meaningless or has_value) and not is_record and not _is_personal(value):
            continue
        if html and ((is_name and folded in ("id", "for")) or folded in _REFERENCES) and not _is_personal(value):
            continue
        if folded in _MARKUP and not _is_personal(value) and _is_markup(value, html=html):
            continue
        if start < stop:
            shown = _UNNAMED if folded in _MARKUP else name
            if folded in VALUES and not said.described:
                value_index = len(fields)
            shown = root if root and folded == "extension" else shown
            fields.append(Field(start, stop, (shown_name or name) if folded in VALUES else shown))
    ids = () if said.described else said.ids
    return Attributes(fields, said.described or names, value_index, said.own, said.target, ids, tuple(pairs))


class _Said:
    """What the attributes of a tag say of its label, one after the other."""

    def __init__(self, labels: dict[str, str], beside: str, group: str) -> None:
        self.described = beside
        self.group = group
        self.own = self.target = ""
        self.ids: tuple[str, ...] = ()
        self._labels = labels

    def read(self, folded: str, value: str, *, html: bool) -> None:
        if folded in _IDS and value in self._labels:
            self.described = self._labels[value]
        if not html:
            return
        if folded in _SHOWN_LABELS and not self.described and tells(value):
            self.described = value
        elif folded in _REFERENCES:
            wanted = tuple(f"#{ident}" for ident in value.split()[:4])
            self.ids += wanted
            self.described = " ".join(self._labels[one] for one in wanted if one in self._labels) or self.described
        elif folded == "autocomplete" and tells(value):
            self.group = value
        elif folded == "type" and value in _TYPES:
            self.group = _TYPES[value]
        elif folded == "id":
            self.own = value
        elif folded == "for":
            self.target = value


def declaration_fields(text: str, begin: int, end: int) -> Iterator[Field]:
    """The values in the declaration or processing instruction ``text[begin:end]``, offsets in ``text``."""
    if text.startswith("<!", begin):
        for entity in _ENTITY.finditer(text, begin, end):
            group = entity.lastindex or 0
            if entity.start(group) < entity.end(group):
                yield Field(*entity.span(group), entity[1] or "")
        return
    instruction = _INSTRUCTION.match(text, begin, end)
    if instruction is None:
        return
    target = instruction[1]
    if not instruction[2].strip():
        if _is_personal(target):
            yield Field(*instruction.span(1), "")
        return
    attributes = list(_ATTRIBUTE.finditer(text, *instruction.span(2)))
    known = ("version", "encoding", "standalone") if target.lower() == "xml" else ()
    for attribute in attributes:
        group = attribute.lastindex or 0
        if attribute.start(group) < attribute.end(group) and attribute[1] not in known:
            yield Field(*attribute.span(group), attribute[1])
    if not attributes:
        yield Field(*instruction.span(2), target)


def says_who(attributes: str) -> bool:
    """Whether the class of a tag says that its text is the name by which somebody wrote."""
    classes = _CLASS.search(attributes)
    return classes is not None and _WHO.search(classes[1]) is not None


def _is_personal(value: str) -> bool:
    """Whether an attribute's value reads like personal data and not like the name of a field."""
    if "@" in value[1:] or _MANY_DIGITS.search(value):
        return True
    return _FULL_NAME.search(value) is not None and not has_known_word(value)


def _is_markup(value: str, *, html: bool) -> bool:
    return html or _PLAIN.match(value) is not None or (" " not in value and _WORD.match(value) is not None)
