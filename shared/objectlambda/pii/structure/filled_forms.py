"""Values that tests of user interfaces type into fields: ``fill_in "Last name", with: "Roe"``.

Capybara, Selenium, Cypress, Playwright, Testing Library, Codeception, Robot Framework and RSpec's ``let``. The label or
the selector of the field names the value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Field
from objectlambda.pii.rules.field_concepts import field_concepts
from objectlambda.pii.rules.literals import text_has_any
from objectlambda.pii.rules.words import words

_SIGNS = (
    *("fill", "type(", "keys(", "Keys(", "Value(", ".set(", "value:", "let(:", "let!(:"),
    *("Input Text", "Input Password", "enterText("),
)
_VALUE = r"(?:\"([^\"\\\n]{2,120}+)\"|'([^'\\\n]{2,120}+)')"
_SELECTOR = r"(?:\"([^\"\n]{2,100}+)\"|'([^'\n]{2,100}+)'|`([^`\n]{2,100}+)`|/\^?([\w \-\\]{2,60}+)\$?/i?)"
_TYPING = (
    r"(?:fill|type|send_keys|sendKeys|set_?[vV]alue|fillField|fill_field|enterText|typeText|clear_and_type|input_text"
    r"|setInputValue|user_?type|press_sequentially|pressSequentially|changeText)"
)
_FILL_IN = re.compile(rf"\bfill_in\(?[ ]?(?:{_SELECTOR}|:(\w{{2,40}}+)),\s{{0,40}}with:?[ ]?(?:=>[ ]?)?{_VALUE}")
_CALL = re.compile(rf"\b{_TYPING}\([ ]?{_SELECTOR},\s{{0,40}}{_VALUE}")
_CHAIN = re.compile(
    rf"\([^()\n]{{0,40}}?{_SELECTOR}(?:,[ ]?\{{[^{{}}\n]{{0,60}}\}})?\)\)?"
    r"(?:\.(?:first|last|clear|click|focus|nth)\(\d?\))?"
    rf"\s{{0,20}}\.(?:{_TYPING}|set|sendText|clear\(\)\.type)\([ ]?{_VALUE}"
)
_EVENT = re.compile(
    rf"\b(?:type|change|input|paste|changeText)\([^()\n]{{0,40}}\([^()\n]{{0,20}}?{_SELECTOR}\)!?,\s{{0,40}}"
    rf"(?:\{{\s{{0,20}}target:\s{{0,4}}\{{\s{{0,20}}value:\s{{0,4}})?{_VALUE}"
)
_KEYWORD = re.compile(r"\bInput (?:Text|Password)[ \t]{2,}(\S{2,80}+)[ \t]{2,}([^\s$][^\n\r]{1,80}?)[ \t]*(?:\r?\n|\Z)")
_LET = re.compile(rf"\blet!?\(:(\w{{2,40}}+)\)[ ]?(?:\{{|do)\s{{0,20}}{_VALUE}\s{{0,20}}(?:\}}|end)")
_ATTRIBUTE = re.compile(
    r"\b(?:name|id|placeholder|label|data-test(?:id)?|data-cy|formcontrolname)[*^$~]?=\\?[\"']?([\w .\-]+)",
    re.IGNORECASE,
)
_ID = re.compile(r"[#.:]([A-Za-z][\w\-]*)(?![\w\-]|.*[#.:][A-Za-z])")
_WORDS = re.compile(r"([^\W\d_][\w .\-]*)")
_INDEXED = re.compile(r"^\w+\[(\w+)\]\Z")
_PLAIN = words("input form label field user div span text")


def filled_forms(text: str, left: int, right: int, shown: str) -> Iterator[Field]:
    """The values that are typed into fields in ``text[left:right]``, or ``shown``, with what the fields are called."""
    if not text_has_any(shown, _SIGNS):
        return
    for pattern in (_FILL_IN, _CALL, _CHAIN, _EVENT):
        for match in pattern.finditer(text, left, right):
            groups = match.groups()
            selector = next((group for group in groups[:-2] if group is not None), "")
            if name := _name(selector):
                yield Field(*match.span(match.lastindex or 1), name)
    for match in _KEYWORD.finditer(text, left, right):
        if name := _name(match[1].rpartition("=")[2].rpartition(":")[2]):
            yield Field(*match.span(2), name)
    for match in _LET.finditer(text, left, right):
        if field_concepts(match[1]):
            yield Field(*match.span(match.lastindex or 2), match[1])


def _name(selector: str) -> str:
    """What a label or a selector calls its field: of ``input[name=surname]``, surname; of ``user[email]``, email."""
    found = _ATTRIBUTE.search(selector) or _INDEXED.search(selector) or _ID.search(selector) or _WORDS.search(selector)
    name = found[1].replace("-", " ").replace("_", " ").strip() if found else ""
    plain = " ".join(word for word in name.split() if word.lower() not in _PLAIN)
    return next((one for one in (name, plain, name.rpartition(" ")[2]) if one and field_concepts(one)), "")
