"""Names of ZIP members: how the bytes that an archive holds are read as text.

An archive says that a name is UTF-8 by a flag, or gives it again in an extra field (APPNOTE.TXT, appendix D). All
others are in a code page of the writer's machine, which is guessed from the bytes of all such names together.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Callable, Iterable

_UTF8_FLAG = 0x0800
_FAT_HOST = 0
_SAMPLED, _SAMPLED_BYTES = 200, 32 * 1024
_RUN_WEIGHT, _KANA_WEIGHT, _LONE_WEIGHT, _ODD_WEIGHT = 2.0, 3.0, 0.3, -1.0

CODE_PAGES = ("utf-8", "cp437", "gbk", "cp932", "cp866", "big5", "cp949", "cp850", "cp1252", "cp1251")
"""In which of them a caller may have read a name."""


def told_name(raw: bytes, flags: int, unicode_path: bytes) -> str | None:
    """The name ``raw`` where the archive says how to read it, or all ways agree; None where that must be guessed."""
    if unicode_path[:1] == b"\x01" and int.from_bytes(unicode_path[1:5], "little") == zlib.crc32(raw):
        return unicode_path[5:].decode("utf-8", "replace")
    if flags & _UTF8_FLAG or raw.isascii():
        return _strictly(raw, "utf-8")
    return None


def guessed_name(raw: bytes, code_page: str) -> str:
    """The name ``raw`` in ``code_page``, or in CP437, where every byte is a character."""
    name = _strictly(raw, code_page)
    return raw.decode("cp437") if name is None else name


def guessed_code_page(names: Iterable[tuple[bytes, int]]) -> str:
    """The code page that names are in; each comes with the host system of its member (APPNOTE.TXT, section 4.4.2).

    UTF-8 where all of them are valid UTF-8: other text hardly ever is. Else the code page in which they look most like
    words. At most 200 names are looked at, and no more once they have 32 KiB.
    """
    sample: list[tuple[bytes, int]] = []
    left = _SAMPLED_BYTES
    for name in names:
        sample.append(name)
        left -= len(name[0])
        if left <= 0 or len(sample) == _SAMPLED:
            break
    if all(_strictly(raw, "utf-8") is not None for raw, _ in sample):
        return "utf-8"
    scores = {page: sum(_score(raw, page, weigh) for raw, _ in sample) for page, weigh in _WEIGHTS.items()}
    if not any(host == _FAT_HOST for _, host in sample):  # DOS code pages are likelier where a DOS program says so
        scores["cp437"] -= 0.01
    return max(scores, key=lambda page: scores[page])


def spellings(name: str, raw: bytes) -> frozenset[str]:
    """``name``, and how else ``raw`` may be read by those who guess otherwise: all normalized, with slashes."""
    others = () if raw.isascii() else (_strictly(raw, page) for page in CODE_PAGES)
    found = {name, *(other for other in others if other is not None)}
    return frozenset(normalized(other) for other in found) | frozenset(slashed(other) for other in found)


def normalized(name: str) -> str:
    """``name`` with composed characters (NFC), as most people type them; macOS writes decomposed ones."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def slashed(name: str) -> str:
    """``name`` normalized, with slashes between folders: writers on Windows may separate them with a backslash."""
    return normalized(name).replace("\\", "/")


def _strictly(raw: bytes, code_page: str) -> str | None:
    try:
        return raw.decode(code_page)
    except UnicodeDecodeError:
        return None


def _score(raw: bytes, code_page: str, weigh: Callable[[str], list[float]]) -> float:
    name = _strictly(raw, code_page)
    return -10.0 * len(raw) if name is None else sum(weigh(name))


def _letters(accepted: Callable[[str], bool], weight: float) -> Callable[[str], list[float]]:
    """Weighs names in a code page of one byte a character: letters count for it, other signs against it."""

    def weigh(name: str) -> list[float]:
        return [weight if accepted(character) else _ODD_WEIGHT for character in name if not character.isascii()]

    return weigh


def _wide(code_page: str, first: int, last: int) -> Callable[[str], list[float]]:
    """Weighs names in a code page of two bytes a character: frequent characters, those with lead bytes ``first`` to
    ``last``, count for it, and more so in runs, since words are made of several.
    """

    def weight_of(character: str) -> float:
        if "\u3040" <= character <= "\u30ff":
            return _KANA_WEIGHT
        raw = character.encode(code_page)
        return _RUN_WEIGHT if len(raw) == 2 and first <= raw[0] <= last else _ODD_WEIGHT

    def weigh(name: str) -> list[float]:
        weights = []
        for at, character in enumerate(name):
            if character.isascii():
                continue
            alone = name[at - 1 : at].isascii() and name[at + 1 : at + 2].isascii()
            weight = weight_of(character)
            weights.append(_LONE_WEIGHT if alone and weight > 0 else weight)
        return weights

    return weigh


def _cyrillic(name: str) -> list[float]:
    """Weighs names in CP866: letters count for it, unless they stand among Latin ones."""
    weights = []
    for at, character in enumerate(name):
        if character.isascii():
            continue
        beside = name[max(0, at - 1) : at] + name[at + 1 : at + 2]
        mixed = any(other.isascii() and other.isalpha() for other in beside)
        weights.append(0.95 if "\u0400" <= character <= "\u0451" and not mixed else _ODD_WEIGHT)
    return weights


def _is_latin(character: str) -> bool:
    return character.isalpha() and character < "\u0250" and character not in "\u00aa\u00ba"


_WEIGHTS: dict[str, Callable[[str], list[float]]] = {
    "cp437": _letters(_is_latin, 1.0),
    "gbk": _wide("gbk", 0xB0, 0xD7),  # the 3,755 characters of GB 2312's first level
    "cp932": _wide("cp932", 0x88, 0x97),  # the 2,965 kanji of JIS X 0208's first level
    "cp866": _cyrillic,
    "cp1252": _letters(_is_latin, 0.9),
}
"""The code pages that are guessed, and how a name is weighed as one of them."""
