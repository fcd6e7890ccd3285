"""Whether a text is a catalogue of messages: the words of a program's pages, in one language or in many.

Its values are labels, which look like names and places in languages that the network does not know.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.context import linear, spans
from objectlambda.pii.rules.field_concepts import field_phrase
from objectlambda.pii.rules.first_names import is_first_name
from objectlambda.pii.rules.literals import has, has_any, text_has_any
from objectlambda.pii.rules.words import byte_words

_TRANSLATED = linear(rb"xml:lang=|(?m:^[A-Za-z-]{2,24}\[[a-z]{2,3}(?:[_@][A-Za-z]{2,8})?\] ?=)")
_STRINGS = linear(rb"(?m)^\"[A-Za-z0-9_. %@-]{1,80}\" = \"[^\n]*\";\r?$")
"""A line of Apple's ``.strings``."""
_REVISION = linear(rb"\"version\" ?: ?3\b")
_CATALOGUES = (b"msgstr", b"<xliff", b'"@@locale"', b"END LC_", b"LC_IDENTIFICATION")
_CHARACTERS = linear(rb"(?m)^<U[0-9A-F]{4,8}> |^% [A-Z][A-Z \-]+\r?\n<U")
"""A line of a locale that transliterates a character."""
_FEWEST_TRANSLATIONS = 6
_LANGUAGES = linear(
    rb"(?:\b(ara|ces|cze|deu|ger|est|fin|fra|hrv|hun|ita|jpn|kor|nld|per|pol|por|rus|slk|spa|swe|tur|urd|zho)\b"
    rb"|[\"'](de|fr|es|it|pt|nl|ja|ru|zh|pl|sv|ko|tr|ar|cs|hu|da|fi|uk)(?:[-_][A-Z]{2})?[\"'])[\"']?[ \t]?[:=]"
)
"""A key that is a code of a language (ISO 639), as in translations of one text."""
_KEYS_OF_LANGUAGES = (
    b'"fr": ',
    b'"fr":"',
    b'"fra"',
    b'"deu"',
    b'"spa"',
    b'"rus"',
    b"fra: ",
    b"fra=",
    b'"fr-FR"',
    b'"de": ',
    b'"de":"',
)
_FEWEST_LANGUAGES = 5
_LOCALES = byte_words(
    "ar bg ca cs da de el en es et eu fi fr gl he hi hr hu it ja ko lt lv nb nl nn no pl pt ro ru sk sl sr"
    " sv th tr uk vi zh"
)
"""Codes of languages that are the first key of a catalogue in YAML, as Rails has them."""
_ESCAPED = re.compile(r"\\u[0-9a-fA-F]{4}")
"""A letter in a file of properties."""
_HEAD = 400
_ACTIONS = byte_words(
    "save cancel delete remove search submit close edit login logout signin signup welcome settings previous loading"
    " confirm continue share retry upload apply reset greeting placeholder tooltip hint saved help yes forgot required"
    " goodbye hello dismiss undo redo"
)
"""Last words of keys of messages."""
_PARTS = byte_words("button btn label msg hint placeholder tooltip menu nav action toast dialog theme errors")
"""First words of keys of messages, before others."""
_EDITING = byte_words(
    "bold italic underline strikethrough cut copy paste undo redo find replace align heading headings paragraph font"
    " file insert format view tools table row column cell cancel ok close save help preview print source"
)
"""Keys of the interface of an editor, in a catalogue whose keys are the phrases themselves: ``"Bold": "Negrita"``."""
_PHRASES_IN, _FEWEST_PHRASES, _FEWEST_EDITING = 4, 40, 4
_OF_TABLES = (
    b'"zeroRecords"',
    b'"infoEmpty"',
    b'"lengthMenu"',
    b'"emptyTable"',
    b'"infoFiltered"',
    b'"notStartsWith"',
    b'"notContains"',
    b'"notEndsWith"',
    b'"searchBuilder"',
    b'"searchPanes"',
)
"""Keys of the messages that a table in a page shows, as DataTables has them."""
_FILLED_IN = linear(rb"\{\{ ?[\w.]+ ?\}\}|\{\d\}|%(?:\d\$)?[sd@]|\{[a-z_A-Z]{1,20}\}")
"""What a program fills in when it shows a message."""
_FEWEST_MESSAGES, _MESSAGES_IN = 4, 5
"""How many different keys of messages a catalogue has, and that one key in so many is one."""


def is_message(value: str) -> bool:
    """Whether ``value``, among messages, is neither a name nor an address, whatever its key says: ``city=Cidade``."""
    first, _, rest = value.strip("\"'").partition(" ")
    given = fold(first.lower()).decode()
    named = rest[:1].isupper() and is_first_name(given)
    return not named and not any(map(str.isdigit, _ESCAPED.sub("", value) if "\\u" in value else value))


def holds_messages(shadow: bytes, names: Collection[str]) -> bool:
    """Whether the window is likely a catalogue of messages, by its keys; persons may stand in it as well.

    The keys are those of messages (``button.save``, ``logout``) or the codes of many languages.
    """
    if has(shadow, b'<string name="') and has(shadow, b"<resources"):
        return True
    if has_any(shadow, _KEYS_OF_LANGUAGES) and len(set(_LANGUAGES.findall(shadow))) >= _FEWEST_LANGUAGES:
        return True
    if sum(has(shadow, key) for key in _OF_TABLES) > 1 or _names_phrases(names):
        return True
    return _opens_with_language(shadow) or _names_messages(shadow, names)


def _names_phrases(names: Collection[str]) -> bool:
    """Whether the names of the fields are the phrases of an interface themselves: ``"Align left": "Alinea"``."""
    if len(names) < _FEWEST_PHRASES:
        return False
    phrases = sum(" " in name and name[:1].isupper() for name in names)
    if phrases * _PHRASES_IN < len(names):
        return False
    return sum(name.encode(errors="replace").lower() in _EDITING for name in names) >= _FEWEST_EDITING


def _names_messages(shadow: bytes, names: Collection[str]) -> bool:
    """Whether many of the fields are called like messages of a program: ``button.save``, ``logout``."""
    found = sum(map(_is_of_message, names)) if len(names) >= _FEWEST_MESSAGES else 0
    if found < _FEWEST_MESSAGES:
        return False
    most = _MESSAGES_IN if _FILLED_IN.search(shadow) is None else 3 * _MESSAGES_IN
    return found * most >= len(names)


@lru_cache(maxsize=4096)  # of immutable values, by their arguments alone: threads may share it
def _is_of_message(name: str) -> bool:
    words = field_phrase(name).split()
    if not words:
        return False
    told = words[-1] in _ACTIONS or b"".join(words[-2:]) in _ACTIONS  # "signIn"
    return told or ("." in name and words[0] in _PARTS)


def _opens_with_language(shadow: bytes) -> bool:
    """Whether the first key of what may be YAML is the code of a language, and others are below it."""
    for line in shadow[:_HEAD].split(b"\n"):
        key = line.strip()
        if key and not key.startswith((b"#", b"---")):
            return key.endswith(b":") and key[:-1].strip(b"\"'").lower().split(b"-")[0] in _LOCALES
    return False


def is_catalogue(shadow: bytes) -> bool:
    """Whether ``shadow`` is a catalogue of messages, a locale or a source map, by the marks of its format.

    Catalogues are gettext, XLIFF, ARB, Apple's ``.strings``, ``xml:lang`` and ``Name[de]=``.
    """
    if has_any(shadow, _CATALOGUES):
        return True
    if has(shadow, b'"mappings"') and has(shadow, b'"sources"') and _REVISION.search(shadow):
        return True  # a source map, which lists the names of variables
    if has(shadow, b"<U0") and len(spans(_CHARACTERS, shadow)) >= _FEWEST_TRANSLATIONS:
        return True
    if has(shadow, b'" = "') and len(spans(_STRINGS, shadow)) >= _FEWEST_TRANSLATIONS:
        return True
    if not has(shadow, b"xml:lang=") and not has(shadow, b"]="):
        return False
    return len(spans(_TRANSLATED, shadow)) >= _FEWEST_TRANSLATIONS


def sets_fonts(text: str) -> bool:
    """Whether ``text`` is a configuration of fontconfig, a catalogue of families of fonts."""
    return text_has_any(text, _FONTS)


_FONTS = ("<alias binding", "<prefer>", "<accept>", "fontconfig")
