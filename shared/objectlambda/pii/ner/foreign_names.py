"""What a name looks like amid sentences of another language, where the network takes nouns and verbs for names.

It was trained on English and Spanish: of "Gruppen von Elementen", "Rumah Anda" and "izan daiteke" it is as sure as of
persons. In such sentences a name begins with a first name, or something beside it says that it is a person.
"""

from __future__ import annotations

from objectlambda.pii.ner.familiarity import GIVEN
from objectlambda.pii.ner.surroundings import Surroundings, surroundings
from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.first_names import PARTICLES, is_first_name

_FEWEST = 2
_LATIN = "\u0250"
"""From here on letters are not Latin."""


def is_foreign(text: str, start: int) -> bool:
    """Whether ``text[start]`` stands amid sentences of another language."""
    return surroundings(text, start) is Surroundings.FOREIGN


def has_form_of_name(value: str, familiarity: int) -> bool:
    """Whether ``value`` is a first name alone, or capitalised words of which the first, or the last, is a first name.

    ``familiarity`` tells what the network's lists say of its words.
    """
    parts = value.split()
    if not parts or not all(part[0].isupper() or part in PARTICLES for part in parts) or parts[-1][0].islower():
        return False
    if _is_given(parts[0]):
        return True
    return len(parts) > 1 and parts[0][0].isupper() and (familiarity == GIVEN or _is_given(parts[-1]))


def _is_given(word: str) -> bool:
    return is_first_name(fold(word.lower()).decode())


def words_behind(value: str) -> int:
    """The length of the words in lower case behind a full name in ``value``: "Linus Torvalds e molti"."""
    parts = value.split(" ")
    last = len(parts)
    while last > 0 and not parts[last - 1][:1].isupper():
        last -= 1
    if last < _FEWEST or last == len(parts):
        return 0
    return len(value) - len(" ".join(parts[:last]))


def is_sure_in_script(value: str) -> bool:
    """Whether ``value`` in letters that are not Latin has the form of a full name: two capitalised words.

    Words of scripts without capitals, and single words, are as often any other word; those need a label or a title.
    """
    if value.isascii() or max(value) < _LATIN:
        return True
    parts = value.split()
    return len(parts) > 1 and all(part[0].isupper() and part[1:].islower() for part in parts)
