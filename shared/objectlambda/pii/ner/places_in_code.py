"""Places at which no name of a person stands: keys, variables, forms' labels, word lists, models and source maps.

Each is told by the characters around the word, as the format's grammar has them, and never by the word itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.code import KEYWORDS, is_unit
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.first_names import FIRST_NAMES
from objectlambda.pii.rules.scan import Scan

_REACH = 60
_GIVEN = frozenset(("elif", "fi"))
"""Words of programs that are also given names, as in ELIF NOVAK."""
_VARIABLE = re.compile(r"(?:\$[({]+|\{\{ ?(?:\w{1,20}\.){1,3})\Z")
"""What opens a variable of make, shell, CMake or a template: ``$(CC``, ``${name``, ``{{ page.``."""
_OPENING_VARIABLES = ("(", "{", ".")
_KEY_BEFORE = re.compile(r"(?:^|\n)[ \t]*(?:export |set |local |setenv )?\Z")
_KEY_AFTER = re.compile(r"[ \t]*(?:::|[:+?!])?=(?!=)")
"""What stands around the key of an assignment: ``RANLIB = ``, ``CFLAGS += ``."""
_YAML_KEY = re.compile(r":(?: [\"'|>\[{]|\r?(?:\n|$))")
_INDENTED = re.compile(r"\n[ ]{2,}(?:- )?\Z")
"""What stands around a key of YAML that lies deeper than others."""
_RULED = re.compile(r"\n[ ]*\|?[ ]*:?-{3,}:?[ ]*\|")
_TABLE_LINE = 200
"""The line below the head of a table in Markdown."""
_ITS_KEY = re.compile(r"(?:^|\n)(\w{2,40})[ \t]*=[ \t]*\Z")
_BLANK = re.compile(r"[ \t]*[:.]?[ \t]*(?:_{3,}|\.{5,}|\[ ?\]|☐)")
"""What is left to fill in behind the label of a form."""
_FILLED = re.compile(r"(?::[ \t]*|_ ?)\Z")
"""What stands before what somebody filled in."""
_FLAGS = re.compile(r"/[A-Z]{1,12}\r?(?:\n|$)")
"""The affix flags of an entry in a dictionary of hunspell: ``baker/MS``."""
_OBJECT = re.compile(r"(?:^|\n)(?:o|g|usemtl|newmtl) \Z")
_VERTEX = re.compile(r"(?:^|\n)(?:v|vn|vt|f|l|Ka|Kd|Ns) -?\d")
"""The name of an object or a material in a model of Wavefront, and what other lines of such a model hold."""
_MODEL = re.compile(r"(?:^|[\s(\"'/`])[A-Z]{2,6}\d*-\Z")
_RELEASE = re.compile(r" (?:v\d|(?:version |[<>=~^]{1,2} ?)\d)")
"""A version behind the name of a program: "Vorbis v1", "Karma >= 6.4"."""
_ITEMS = re.compile(r"[\"']([^\s\"',]{1,60})[\"']")
_GLUED = tuple("?;<=>&.")
"""What stands before an at sign that opens no handle."""
_OPENING = ("(", "[")
_FILE = re.compile(
    r"\.(?:conf|cfg|ini|ya?ml|json|toml|txt|log|html?|css|js|ts|py|rb|sh|xml|csv|sql|tar|gz|zip|lock|md)\Z"
)
_QUOTES = ('"', "'")
_FEWEST_MARKED = 3
_FEWEST_ITEMS = 6
_AROUND = 90
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9.+]*(?:[-_][A-Za-z0-9.+]+)+")
_UPDATED = re.compile(r" from v?\d+(?:\.\w+)+ to v?\d")
_BULLET = re.compile(r"(?:^|\n)[ \t]*[-*+] \Z")
_UPDATE = re.compile(r" [^\n]{1,60} from v?\d+(?:\.\w+)+ to v?\d")
"""An entry of a change log: "- Bump jackson from 2.13 to 2.14"."""
_LISTED = re.compile(r"(?:[\"']|\b(?:nil|null|None|\d+)),[ \t\n]{0,4}[\"']\Z")
_LISTS = re.compile(r"[\"'],[ \t\n]{0,40}(?:[\"']|nil\b|null\b|None\b|\d)")
"""What stands around a word in a list of quoted words."""
_LONGEST_CJK = 6
_ONE_SCRIPT = re.compile(r"[\u3400-\u9fff]+|[\uac00-\ud7af]+")
_CODE_POINTS = re.compile(r"(?:U\+|0x)?[0-9A-F]{2,6}[\t ;](?:[0-9A-F]{2,6})?[\t ;]+")
_BLOCK = re.compile(r"[0-9A-F]{4,6}\.\.[0-9A-F]{4,6}[ \t]*;")
"""A row that names a range of characters: ``1740..175F; Buhid``."""
_CHARACTER = re.compile(r"[0-7]{3}\t\d{2,3}\t[0-9A-F]{2}\t[^\t\n]{1,12}\t")
"""A row of a character set: its octal, decimal and hexadecimal number, itself, and its name."""
_HEX = re.compile(r"[0-9A-F]{3,6}")
_LONGEST_ROW = 24
_CAPITALS_BEFORE = re.compile(r"(?:^|[^\w])[A-Z]{4,}[ \-]\Z")
_CAPITALS_AFTER = re.compile(r"[ \-][A-Z]{4,}(?![\w@])")
_CODES_BEFORE = re.compile(r"(?:^|[^\w])[A-Z][A-Z\d]{2,} {1,4}\Z")
_CODES_AFTER = re.compile(r" {1,4}[A-Z][A-Z\d]{2,}(?![\w@])")
_LINES = 6
"""How many lines before and after a word show whether it stands in a list of words."""
_FEWEST = 5


def is_login(scan: Scan, value: str, start: int, end: int) -> bool:
    """Whether ``value``, which has the form of a login, may be one at ``text[start:end]``."""
    before, behind = scan.text[start - 1 : start], scan.text[end : end + 1]
    if is_unit(value) or (value[0] == "@" and before in _GLUED) or _FILE.search(value):
        return False
    if behind in _OPENING or (before == "-" and value[0] != "@") or (before == "\t" and behind == ";"):
        return False  # "data[0]", "user-dirs.conf"
    return not scan.code or value[0] == "@" or before in _QUOTES


def holds_no_name(scan: Scan, value: str, start: int, end: int) -> bool:
    """Whether no name of a person can stand at ``text[start:end]``."""
    text = scan.text
    first, _, rest = value.partition(" ")
    if rest and first.lower() in KEYWORDS and (value.islower() or (value.isupper() and first.lower() not in _GIVEN)):
        return True
    before = text[max(0, start - _REACH) : start]
    if before[-1:] in _OPENING_VARIABLES and _VARIABLE.search(before) is not None:
        return True
    if scan.of_fonts:
        return True
    if _is_scripted(value) or _in_code_points(text, value, start):
        return True
    if not before or before[-1] == "\n":
        if (text[end : end + 1] in ("", "\n", "\r") or _FLAGS.match(text, end)) and _in_word_list(text, start, end):
            return True
    elif before[-1] == " " and _OBJECT.search(before) is not None and _VERTEX.search(text) is not None:
        return True
    if _UPDATED.match(text, end):
        return True
    if rest:
        return False
    if before[-1:] == "-" and (before[-2:-1].isspace() or _MODEL.search(before) is not None):
        return True  # an option, a model: "-Xlinker", "XLM-RoBERTa"
    if value.islower() and _YAML_KEY.match(text, end) and _INDENTED.search(before):
        return True
    if text.startswith(" |", end) and _RULED.search(text, end, end + _TABLE_LINE) and _is_in_head(text, start, end):
        return True
    if (value.isupper() or value.islower()) and _KEY_AFTER.match(text, end) and _KEY_BEFORE.search(before):
        return True
    if "=" in before and (key := _ITS_KEY.search(before)) is not None and key[1].lower() == value.lower():
        return True
    if _among_identifiers(text, start, end):
        return True
    if value.islower() and _LISTED.search(before) and _LISTS.match(text, end) and value not in FIRST_NAMES:
        return True  # a table of quoted words in lower case: "psrlw", nil, "psraw"
    if fold(value.lower()).decode() in FIRST_NAMES:
        return False
    if _BULLET.search(before) and _UPDATE.match(text, end):
        return True
    return (_BLANK.match(text, end) is not None and not _FILLED.search(before)) or _RELEASE.match(text, end) is not None


def _is_scripted(value: str) -> bool:
    """Whether ``value`` is a run of Chinese or Korean characters that is too long for a name, as in an encoding."""
    return (
        len(value) > _LONGEST_CJK
        and not value.isascii()
        and min(value) >= "\u3400"
        and _ONE_SCRIPT.fullmatch(value) is not None
    )


def _in_code_points(text: str, value: str, start: int) -> bool:
    """Whether the word stands in a table of characters: ``1740\\t1753\\tBuhid``, or is a character in hex itself."""
    line = text.rfind("\n", 0, start) + 1
    if _BLOCK.match(text, line) or _CHARACTER.match(text, line):
        return True
    if _CODE_POINTS.match(text, line) is None:
        return False
    return start - line < _LONGEST_ROW and (
        _HEX.fullmatch(value) is not None or _CODE_POINTS.fullmatch(text, line, start) is not None
    )


def _among_identifiers(text: str, start: int, end: int) -> bool:
    """Whether the quoted words around are sorted and mostly identifiers: ``"BSD-3", "Mup", "X-1"``."""
    if text[start - 1 : start] not in _QUOTES:
        return False
    around = text[max(0, start - _AROUND) : end + _AROUND]
    words = _ITEMS.findall(around)
    if len(words) < _FEWEST_ITEMS or (around.find("]") >= 0 and around.find("]") < around.rfind("[")):
        return False
    marked = sum(_IDENTIFIER.fullmatch(word) is not None and not word.istitle() for word in words)
    ordered = [word.lower() for word in words]
    return marked >= _FEWEST_MARKED and marked * 2 >= len(words) and ordered == sorted(ordered)


def _in_word_list(text: str, start: int, end: int) -> bool:
    """Whether the lines around hold a single word each, in the order of the alphabet, and many of them no names."""
    around = [*_lines_before(text, start), *text[start:end].split("\n"), *_lines_after(text.rstrip(), end)]
    found = [line.partition("/")[0].strip() for line in around if not line.strip().isdigit()]
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


def runs_on(text: str, start: int, end: int) -> bool:
    """Whether words in capitals stand right before or behind, as in the names of characters and in headings."""
    before = _CAPITALS_BEFORE.search(text, max(0, start - 24), start) is not None
    if before or _CAPITALS_AFTER.match(text, end) is not None:
        return True
    codes = _CODES_BEFORE.search(text, max(0, start - 24), start) is not None
    return codes and _CODES_AFTER.match(text, end) is not None


def inside_token(text: str, start: int, end: int) -> bool:
    """Whether the span is part of an identifier, a path, a host or "R&D"."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if before and before in "_~" and start > 1 and not (text[start - 2].isalnum() or text[start - 2] in "/."):
        return False  # Markdown's emphasis
    if before == "~" and text[start - 2 : start - 1] == "." and text[start - 3 : start - 2].isalpha():
        return False  # the blank of TeX: "Dr.~Roe"
    if before and before in "_&=\\~$%" and start > 1 and (before != "=" or text[start - 2].isspace()):
        return True
    if before == "." and start > 1 and text[start - 2].islower():
        return True
    if text.startswith("::", end) or text.startswith("::", start - 2):
        return True
    return bool(after) and (after in "_&\\" or (after == "." and text[end + 1 : end + 2].islower()))


def _is_in_head(text: str, start: int, end: int) -> bool:
    """Whether the cell is in the head of a table in Markdown, and names a column."""
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    return text.startswith("|", line) and stop >= 0 and _RULED.match(text, stop) is not None
