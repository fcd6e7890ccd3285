"""Places at which no name of a person stands: keys, variables, forms' labels, word lists, models and source maps.

Each is told by the characters around the word, as the format's grammar has them, and never by the word itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.code import KEYWORDS
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.first_names import FIRST_NAMES
from objectlambda.pii.rules.scan import Scan

_REACH = 60
_VARIABLE = re.compile(r"(?:[$%][({]+|\{\{[^{}\n]{0,40}|\$\{\{[^{}\n]{0,40})\Z")
"""What opens a variable of make, shell, CMake or a template: ``$(CC``, ``${name``, ``{{ page.``."""
_KEY_BEFORE = re.compile(r"(?:^|\n)[ \t]*(?:export |set |local |setenv )?\Z")
_KEY_AFTER = re.compile(r"[ \t]*(?:::|[:+?!])?=(?!=)")
"""What stands around the key of an assignment: ``RANLIB = ``, ``CFLAGS += ``."""
_ITS_KEY = re.compile(r"(?:^|\n)(\w{2,40})[ \t]*=[ \t]*\Z")
_BLANK = re.compile(r"[ \t]*[:.]?[ \t]*(?:_{3,}|\.{5,}|\[ ?\]|☐)")
"""What is left to fill in behind the label of a form."""
_FLAGS = re.compile(r"/[A-Za-z]{1,12}\r?(?:\n|$)")
"""The affix flags of an entry in a dictionary of hunspell: ``baker/MS``."""
_OBJECT = re.compile(r"(?:^|\n)(?:o|g|usemtl|newmtl) \Z")
_VERTEX = re.compile(r"(?:^|\n)(?:v|vn|vt|f|l|Ka|Kd|Ns) -?\d")
"""The name of an object or a material in a model of Wavefront, and what other lines of such a model hold."""
_RELEASE = re.compile(r" (?:from |to |version |[<>=~^]{1,2} ?)?(?:v\d+(?:\.\d+)*|\d{1,3}\.\d{1,3}\.\d{1,3})(?![.\d])")
"""A version behind the name of a program: "Vorbis v1", "Karma 6.4.1"."""
_ITEM_BEFORE = re.compile(r"[\"']([^\"'\n]{1,60})[\"'],\s{0,12}[\"']\Z")
_ITEM_AFTER = re.compile(r"[\"'],\s{0,12}[\"']([^\"'\n]{1,60})[\"']")
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9.+]*(?:[-_][A-Za-z0-9.+]+)+")
_CODE_POINT = re.compile(r"(?:^|\n)[0-9A-F]{2,6}(?:\.\.[0-9A-F]{2,6})?[ \t;]+(?:[0-9A-F]{2,6})?[ \t;]*\Z")
_LETTERED = re.compile(r"\n[0-9A-F]{0,5}[A-F][0-9A-F]{0,5}[\t;.]")
"""The columns of a table of characters before the name of a script or a block, and a line of such a table."""
_FONTS = ("<alias", "<prefer>", "<accept>", "fontconfig")
_LINES = 6
"""How many lines before and after a word show whether it stands in a list of words."""
_FEWEST = 5


def holds_no_name(scan: Scan, value: str, start: int, end: int) -> bool:
    """Whether no name of a person can stand at ``text[start:end]``."""
    text = scan.text
    first, _, rest = value.partition(" ")
    if rest and (first.lower() in KEYWORDS or rest.rpartition(" ")[2].lower() in KEYWORDS):
        return True
    before = text[max(0, start - _REACH) : start]
    if _VARIABLE.search(before) is not None:
        return True
    if before.endswith("<family>") and any(mark in text for mark in _FONTS):
        return True  # the families of fonts in a configuration of fontconfig
    if not before or before[-1] == "\n":
        if _FLAGS.match(text, end) or (text[end : end + 1] in ("", "\n", "\r") and _in_word_list(text, start, end)):
            return True
    elif before[-1] in "\t ;" and _CODE_POINT.search(before) is not None:
        return _LETTERED.search(text, max(0, start - 400), end + 400) is not None
    elif before[-1] == " " and _OBJECT.search(before) is not None and _VERTEX.search(text) is not None:
        return True
    if rest:
        return False
    if _KEY_AFTER.match(text, end) and _KEY_BEFORE.search(before):
        return True
    if (key := _ITS_KEY.search(before)) is not None and key[1].lower() == value.lower():
        return True
    if fold(value.lower()).decode() in FIRST_NAMES:
        return False
    return bool(_BLANK.match(text, end) or _RELEASE.match(text, end)) or _among_identifiers(
        text, start, end, code=scan.code
    )


def _among_identifiers(text: str, start: int, end: int, *, code: bool) -> bool:
    """Whether the words before and behind in a list of quoted words are identifiers: ``"BSD-3", "Vim", "MIT-0"``."""
    if text[end : end + 1] not in ('"', "'"):
        return False
    around = (_ITEM_BEFORE.search(text, max(0, start - 80), start), _ITEM_AFTER.match(text, end))
    words = [item[1] for item in around if item is not None]
    if len(words) < len(around):
        return False
    if text[start:end].islower() and code:
        return all(word.isalpha() and word.islower() and word not in FIRST_NAMES for word in words)
    return all(_IDENTIFIER.fullmatch(word) and not word.istitle() for word in words)


def _in_word_list(text: str, start: int, end: int) -> bool:
    """Whether the lines around hold a single word each, in the order of the alphabet, and many of them no names."""
    around = [*_lines_before(text, start), *text[start:end].split("\n"), *_lines_after(text.rstrip(), end)]
    found = [line.strip() for line in around]
    if len(found) < _FEWEST or any(not word.isalpha() for word in found):
        return False
    ordered = [word.lower() for word in found]
    common = sum(is_common(word) for word in found)
    return ordered == sorted(ordered) and common * 4 >= len(found)


def _lines_before(text: str, start: int) -> Sequence[str]:
    lines = text[max(0, start - _LINES * 30) : start].split("\n")
    return lines[:-1][-_LINES:] if start <= _LINES * 30 else lines[1:-1][-_LINES:]


def _lines_after(text: str, end: int) -> Sequence[str]:
    lines = text[end : end + _LINES * 30].split("\n")
    return lines[1:][:_LINES] if end + _LINES * 30 >= len(text) else lines[1:-1][:_LINES]
