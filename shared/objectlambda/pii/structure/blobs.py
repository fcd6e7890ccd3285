"""Texts in base64, base32 or hex inside other texts: mail bodies and headers, LDIF, tokens, payloads in logs.

A run of such characters counts if it decodes to text; one in 100,000 random runs does. The replacement of a value in it
has as many bytes as the value, so that everything around it stays as it is. A run that decodes to text may still be
meant as it stands, so `readable` reads both.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Iterator, Sequence
from typing import Any

from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.context import spans as linear_spans
from objectlambda.pii.rules.literals import text_has_any
from objectlambda.pii.structure.blob import Blob
from objectlambda.pii.structure.byte_strings import sure_strings, wide_codec
from objectlambda.pii.structure.searches import RUNS, Runs, spans_of

LEAST = 16
"""The least length of a run of unknown meaning that is decoded."""
_CANDIDATE = linear(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
_NARROW_LINE = RUNS.pattern(rb"(?m)^[> \t]{0,8}([A-Za-z0-9+/]{4,15})\r?$")
_LINE = re.compile(r"\r?\n[> \t]{0,8}([A-Za-z0-9+/]{1,998}+={0,2})(?![^\s\"'<])")
_SAID = re.compile(
    r"(?:::[ ]|\b[Bb]asic[ ]|;base64,|=\?[\w\-]{1,40}\?[bB]\?)([A-Za-z0-9+/_\-]{2,2000}+={0,2})(?![^\s\"'<?,;)])"
)
_PARTS = re.compile(rf"[A-Za-z0-9+]{{{LEAST},}}+={{0,2}}")
_SPACED_HEX = RUNS.pattern(rb"(?:0x)?[0-9A-Fa-f]{2}(?:(?:[ :,-]|, |  |,\n)?(?:0x)?[0-9A-Fa-f]{2}){15,}")
_HEX_PAIR = re.compile("(?:0x)?([0-9A-Fa-f]{2})")
_HEX = re.compile("(?:[0-9A-Fa-f]{2})+")
_BASE32 = re.compile(rf"[A-Z2-7]{{{LEAST},}}")
_SIGNS = re.compile("[/_+-]")
_NO_HEX = re.compile("[^0-9A-Fa-fx :,\n-]")
_SEPARATED = re.compile("[ :,]")
"""What stands between pairs of hex digits, and in no other run."""
_SPACES = str.maketrans("", "", "\t\r\n\f")
_URL_SAFE = str.maketrans("-_", "+/")
_JOINING = b" :,-"
_LONGEST_NUMBER = 19
_LENGTH_OF_UUID = 36
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_TRIED = 32
_NARROW = re.compile(r"iso-8859|windows-125", re.IGNORECASE)
_CONTROLS = bytes(code for code in (*range(32), 127) if chr(code) not in "\t\r\n\f")
_NOT_ASCII = bytes(range(128, 256))
_EBCDIC = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;@-_/()'\n".encode("cp037")
_STRAY_SHARE = 10
"""At most one in this many characters of a text may be a control character."""
_PLAIN = re.compile(b"[A-Za-z0-9 ]")
_SAMPLE = 256
_SHORT = 12
_MAY_BE_TEXT = re.compile(
    rb"[\t\n\r\x20-\x7e]{6}|(?:[\xc2-\xdf][\x80-\xbf]){4}|(?:[\xe1-\xef][\x80-\xbf]{2}){3}|(?:[\x20-\x7e]\0{1,3}){3}"
    rb"|[\x40\x81-\x89\x91-\x99\xa2-\xa9\xc1-\xc9\xd1-\xd9\xe2-\xe9\xf0-\xf9]{8}"
)
"""What every longer text holds; a cheap test, which most other runs fail."""
_FILES = (b"PK\3\4", b"\x1f\x8b\x08", b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_LEAST_READABLE = 24
"""How many consecutive bytes of text count in a run that otherwise is not text."""
_READABLE = re.compile(
    rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}){%d,}"
    % _LEAST_READABLE
)


def blobs_of(runs: Runs) -> list[Blob]:
    """The runs in a text that decode to text, in order."""
    text = runs.text
    found: list[Blob] = []
    reached = joined = 0
    failed: set[str] = set()
    for start, end, is_said in _spans(runs):
        if start < reached or (run := text[start:end]) in failed:
            continue
        lines = _lines(text, start, end) if start >= joined else []  # joined with others only once
        joined = lines[-1] + 1 if lines else joined
        if _is_file(run):
            reached = joined
            continue
        if end - start < LEAST and len(lines) < LEAST and not is_said:
            continue
        blobs = list(_hex(text, start, end, lines))
        if not blobs and not _SEPARATED.search(run):
            blobs = list(_base64(text, lines)) or list(_alone(text, start, end, is_tried=len(lines) == end - start))
        found += blobs
        if blobs:
            reached = blobs[-1].places[-1] + 1
        elif end >= joined:
            failed.add(run)
    return found


def _is_file(run: str) -> bool:
    """Whether a run of base64 begins a file of its own, such as an attachment: all of its lines are that."""
    try:
        return binascii.a2b_base64(run[:16]).startswith(_FILES)
    except binascii.Error:
        return False


def _spans(runs: Runs) -> list[tuple[int, int, bool]]:
    """The beginnings and ends of runs, and whether the text declares them as base64."""
    text, shadow, held = runs.text, runs.shadow, runs.held
    found = linear_spans(_CANDIDATE, shadow)
    spans = {(start, end, False) for start, end in found if not _is_identifier(text, start, end)}
    if held.has(_NARROW_LINE):
        spans |= {(*match.span(1), False) for match in _NARROW_LINE.compiled.finditer(shadow)}
    hexadecimal = spans_of(held, _SPACED_HEX)
    spans |= {(start, end, False) for start, end in hexadecimal if not _is_identifier(text, start, end)}
    if text_has_any(text, ("::", "asic ", "base64", "=?")):
        spans |= {(*said.span(1), True) for said in _SAID.finditer(text)}
    return sorted(spans, key=lambda span: (span[0], -span[1]))


def _is_identifier(text: str, start: int, end: int) -> bool:
    """Whether a run is a number or a UUID; some of these decode to letters by chance."""
    if end - start <= _LONGEST_NUMBER:
        return text[start:end].isdigit()
    return end - start == _LENGTH_OF_UUID and _UUID.fullmatch(text, start, end) is not None


def _hex(text: str, start: int, end: int, lines: Sequence[int]) -> Iterator[Blob]:
    """Hex digits, in pairs with signs between them or in lines; decimal digits alone are taken for a number."""
    run = text[start:end]
    if run.isalnum():
        run = run[2:] if run[:2] in ("0x", "0X") else run
        if len(run) % 2 or not _HEX.fullmatch(run) or (run.isdigit() and len(run) <= _LONGEST_NUMBER):
            return
        places: Sequence[int] = lines[end - start - len(run) :]
        if not places or not _HEX.fullmatch(_characters(text, places)):
            places = range(end - len(run), end)
    else:
        data = _hex_bytes(run) if _NO_HEX.search(run) is None else b""
        if _MAY_BE_TEXT.search(data) is None or (len(data) <= _LEAST_READABLE and _is_noise(data)):
            return
        if not _SPACED_HEX.compiled.fullmatch(run.encode()):
            return
        if len(data) <= _LEAST_READABLE and blob_of((), data, 4) is None and not sure_strings(data):
            return
        pairs = list(_HEX_PAIR.finditer(text, start, end))
        places = [place for pair in pairs for place in range(*pair.span(1))]
    places = places[: len(places) & ~1]
    yield from blobs_in(places, bytes.fromhex(_characters(text, places)), 4)


def _is_noise(data: bytes) -> bool:
    """Whether a few bytes are no text for their control characters; a cheap test, which most numbers in rows fail."""
    strays = len(data) - len(data.translate(None, _CONTROLS))
    return strays * _STRAY_SHARE > len(data) and not wide_codec(data)[0] and not sure_strings(data)


def _hex_bytes(run: str) -> bytes:
    """The bytes of ``run``, if it is pairs of hex digits with signs between them."""
    pairs = "".join(_HEX_PAIR.findall(run)) if "x" in run else run.encode().translate(None, _JOINING).decode()
    try:
        return bytes.fromhex(pairs)
    except ValueError:
        return b""


def _alone(text: str, start: int, end: int, *, is_tried: bool) -> Iterator[Blob]:
    """The run by itself, unless it was decoded already, or its parts between the separators of paths and tokens."""
    found = [] if is_tried else list(_base64(text, range(start, end)))
    yield from found
    if not found and _SIGNS.search(text, start, end):
        for part in _PARTS.finditer(text, start, end):
            if _is_identifier(text, *part.span()):
                continue
            first = part.start() + (part[0][0] == "+")  # UTF-7 marks its base64 so
            yield from _base64(text, range(first, part.end()))


def _lines(text: str, start: int, end: int) -> Sequence[int]:
    """The places of the characters of a run and of the lines below that continue it."""
    width = end - start
    if _LINE.match(text, end) is None:
        return range(start, end)
    places = list(range(start, end))
    while text[end - 1] != "=" and (line := _LINE.match(text, end)):
        begin, end = line.span(1)
        if end - begin > width:
            break
        places += range(begin, end)
        if end - begin < width:
            break
    return places


def _characters(text: str, places: Sequence[int]) -> str:
    if isinstance(places, range):
        return text[places.start : places.stop]
    return "".join([text[place] for place in places])


def _base64(text: str, places: Sequence[int]) -> Iterator[Blob]:
    if not places:
        return
    run = _characters(text, places).rstrip("=")
    first = places[0]
    narrow = text[first - 1 : first] in ("?", "\n") and _NARROW.search(text, max(0, first - 24), first) is not None
    if _BASE32.fullmatch(run):
        for skipped in _beginnings(run) if first == 0 else (0,):
            data, whole = _base32(run[skipped:])
            if blobs := list(blobs_in(places[skipped : skipped + whole], data, 5)):
                yield from blobs
                return
    if "-" in run or "_" in run:
        run = run.translate(_URL_SAFE)
    for skipped in range(4 if first == 0 else 1):  # a window may begin within four characters
        part = run[skipped:]
        part = part[: len(part) - (len(part) % 4 == 1)]
        try:
            data = binascii.a2b_base64(part + "=" * (-len(part) % 4))
        except binascii.Error:
            return
        if blobs := list(blobs_in(places[skipped : skipped + len(part)], data, 6, narrow=narrow)):
            yield from blobs
            return


def _base32(run: str) -> tuple[bytes, int]:
    """What the run decodes to, and how many of its characters that takes."""
    whole = len(run) - {1: 1, 3: 1, 6: 1}.get(len(run) % 8, 0)
    return base64.b32decode(run[:whole] + "=" * (-whole % 8)), whole


def _beginnings(run: str) -> list[int]:
    """Where the first whole group of eight may begin in base32 that a window cuts, the most likely place first.

    Shifted by some bits, text also decodes, but to fewer letters, digits and blanks. A sample of it tells.
    """
    return sorted(range(8), key=lambda skipped: -len(_PLAIN.findall(_base32(run[skipped : skipped + _SAMPLE])[0])))


def blobs_in(places: Sequence[int], data: bytes, bits: int, *, narrow: bool = False) -> Iterator[Blob]:
    """The blob of ``data``, if it is text; else those of the texts in it, if these are the most of it."""
    if len(data) >= _SHORT and not narrow and not _MAY_BE_TEXT.search(data):
        return
    if blob := blob_of(places, data, bits, narrow=narrow):
        yield blob
        return
    runs = list(_READABLE.finditer(data)) if len(data) > _LEAST_READABLE else []
    if data.startswith(_FILES):
        return  # a file of its own
    if 2 * sum(len(run[0]) for run in runs) < len(data):  # a text or two among other bytes
        if strings := sure_strings(data):
            yield from filter(None, [_blob(places, data, strings, 0, "latin-1", bits)])
        return
    for run in runs:
        begin = run.start() // 15 * 15  # in each encoding, characters and bytes begin together there
        part = places[begin * 8 // bits : -(-run.end() * 8 // bits)]
        text = run[0].decode("utf-8", "ignore")
        if blob := _blob(part, data[begin : run.end()], text, run.start() - begin, "utf-8", bits):
            yield blob


def blob_of(places: Sequence[int], data: bytes, bits: int, *, narrow: bool = False, **more: Any) -> Blob | None:
    """The blob of ``data``, if it is text in UTF-8, UTF-16, UTF-32, EBCDIC or Latin letters, without cut characters at
    its ends.
    """
    wide, mark = wide_codec(data)
    if not data or (
        not wide.startswith("utf-32") and len(data.translate(None, _CONTROLS)) * 2 < len(data.rstrip(b"\0"))
    ):
        return None
    narrow = narrow or (len(data) >= _TRIED and len(data.translate(None, _NOT_ASCII)) >= 0.8 * len(data))
    host = ("cp037",) if len(data) >= LEAST and not data.translate(None, _EBCDIC) else ()
    for codec in (*((wide,) if wide else ()), "utf-8", *(("cp1252", "latin-1") if narrow else ()), *host):
        cut = codec == "utf-8" and next((index for index in range(min(3, len(data))) if data[index] & 0xC0 != 0x80), 0)
        cut = mark if codec == wide else int(cut)
        try:
            text = codecs.getincrementaldecoder(codec)("strict").decode(data[cut:])
        except UnicodeDecodeError:
            continue
        text = text.rstrip("\0") if codec == wide else text  # the end of a string of Windows
        if _is_text(text) and (codec != wide or sum(map(str.isascii, text)) * 10 >= 7 * len(text)):
            return _blob(places, data, text, cut, codec, bits, **more)
    return None


def _is_text(text: str) -> bool:
    """Whether a text is readable; a long one may hold a few control characters."""
    plain = text.translate(_SPACES)
    if plain.isprintable():
        return bool(text)
    strays = sum(not character.isprintable() for character in plain)
    return len(text) >= LEAST and strays * _STRAY_SHARE <= len(text)


def _blob(places: Sequence[int], data: bytes, text: str, at: int, codec: str, bits: int, **more: Any) -> Blob | None:
    starts = []
    for character in text:
        starts.append(at)
        at += 1 if character < "\x80" and codec == "utf-8" else len(character.encode(codec))
    return Blob(places, data, text, starts, codec, bits, **more) if text else None
