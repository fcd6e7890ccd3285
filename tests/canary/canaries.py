"""The values that must never come out, and every form in which they could."""

from __future__ import annotations

import ast
import base64
import binascii
import bz2
import html
import io
import lzma
import quopri
import re
import struct
import tarfile
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

_DEPTH = 4
_LEAST_BYTES = 8
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{12,}={0,2}")
_HEX = re.compile(rb"(?:[0-9A-Fa-f]{2}){9,}")
_WIDE = re.compile(rb"(?:[\x20-\x7e]\0{1,3}){6,}|(?:\0{1,3}[\x20-\x7e]){6,}")
_JSON = re.compile(rb"\\u([0-9a-fA-F]{4})")
_DIGIT_NAMES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_SQUEEZED = re.compile(rb"[^0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Canary:
    """The personal values of one object; ``text`` is a line that holds most of them."""

    ssn: str
    email: str
    card: str

    @property
    def text(self) -> str:
        return f"SSN {self.ssn}, email {self.email}, card {self.card}"

    @property
    def line(self) -> bytes:
        """The same as bytes, with its end of line."""
        return self.text.encode() + b"\n"

    @property
    def digits(self) -> str:
        """The SSN without hyphens."""
        return self.ssn.replace("-", "")


PERSONAL = Canary(ssn="536-22-1234", email="kj.canary@acme.com", card="4111 1111 1111 1111")
OTHER = Canary(ssn="219-09-9999", email="mw.finchy@acme.org", card="5500 0055 5555 5559")
"""Another person, with values of the same lengths."""
HARMLESS = Canary(ssn="12", email="the train", card="is late")
"""What stands in the same places of an object that both functions should hand out."""


@lru_cache(maxsize=4096)  # hosts hand out the same bytes
def found_in(data: bytes, canary: Canary = PERSONAL) -> list[str]:
    """The values of ``canary`` that can be read in ``data``, in any decoding."""
    values = (canary.ssn, canary.email, canary.card, canary.digits, canary.card.replace(" ", ""))
    wanted = [value.lower().encode() for value in values]
    numbers = [value for value in wanted if value.isdigit()]
    found = set()
    for reading in chain(_readings(data, _DEPTH), _apart(data)):
        lowered = reading.lower()
        found.update(value.decode() for value in wanted if value in lowered)
        squeezed = _SQUEEZED.sub(b"", lowered) if len(lowered) < 4096 else b""
        found.update(value.decode() for value in numbers if value in squeezed)
    return sorted(found)


def _readings(data: bytes, depth: int) -> Iterator[bytes]:
    """``data``, and what it becomes by each decoding, and by decoding that again."""
    seen = {data}
    pending = [data]
    for _ in range(depth):
        made = []
        for item in pending:
            yield item
            for decoded in _decoded(item):
                if len(decoded) >= _LEAST_BYTES and decoded not in seen:
                    seen.add(decoded)
                    made.append(decoded)
        pending = made
    yield from pending


def _decoded(data: bytes) -> Iterator[bytes]:
    if b"\0" in data:
        yield b"\n".join(run.replace(b"\0", b"") for run in _WIDE.findall(data))
        yield data.replace(b"\0", b"")
    if data.count(0x60) > 9 and data.count(0xF1):
        yield data.decode("cp037").encode()
    if b"%" in data:
        yield urllib.parse.unquote_to_bytes(data)
    if b"=" in data:
        yield quopri.decodestring(data)
    if b"&" in data:
        yield html.unescape(data.decode("latin-1")).encode("utf-8")
    if b"\\u" in data:
        yield _JSON.sub(lambda match: chr(int(match[1], 16)).encode("utf-8", "replace"), data)
    if b"<" in data:
        yield re.sub(rb"<[^>]*>", b"", data)
    if b"begin " in data:
        yield from _uu(data)
    yield from _runs(data)
    yield from _unpacked(data)


def _runs(data: bytes) -> Iterator[bytes]:
    joined = re.sub(rb"(?<=[A-Za-z0-9+/])\r?\n(?=[A-Za-z0-9+/])", b"", data)
    for text in {data, joined}:
        for match in list(_BASE64.finditer(text))[:200]:
            for start in range(4):
                run = match[0][start:].replace(b"-", b"+").replace(b"_", b"/").rstrip(b"=")
                try:
                    yield binascii.a2b_base64(run[: len(run) // 4 * 4] + _tail(run))
                except binascii.Error:
                    continue
        for match in list(_HEX.finditer(text))[:200]:
            yield binascii.unhexlify(match[0])


def _apart(data: bytes) -> Iterator[bytes]:
    """What characters that stand apart, codes of characters, numbers with an exponent and dumps make together."""
    if len(data) > 4096:
        return
    text = data.decode("latin-1")
    yield re.sub(r"<[^<>]*>|[^A-Za-z0-9@.]+|(?<![A-Za-z0-9])\.(?![A-Za-z0-9])", "", text).encode()
    for codes in re.findall(r"(?:\D{0,8}\b(?:3[2-9]|[4-9]\d|1[01]\d|12[0-6])\b){9,}", text):
        yield bytes(int(code) for code in re.findall(r"\d+", codes))
    numbers = re.findall(r"\d+\.?\d*[eE]\+?\d{1,2}\b", text)
    yield " ".join(str(int(float(number))) for number in numbers).encode()
    yield " ".join(str(int(number, 16)) for number in re.findall(r"0x[0-9a-f]{6,12}\b", text)).encode()
    yield re.sub(r"\\U?(?:0000)?([0-9a-f]{4,8})", lambda escape: chr(int(escape[1], 16) & 255), text).encode()
    yield re.sub(r"\\([0-7]{2,3})", lambda escape: chr(int(escape[1], 8)), text).encode()
    yield re.sub("[\u2474-\u247c]", lambda sign: str(ord(sign[0]) - 0x2473), data.decode(errors="replace")).encode()
    yield re.sub(r"['\"][\s+|]*['\"]|\\\n\s*|\n", "", text).encode()
    yield text[::-1].encode()
    for token in re.findall(r"[^\s\"]{12,}", text):
        for decode in (
            base64.b85decode,
            base64.a85decode,
            lambda run: base64.b32decode(run + b"=" * (-len(run) % 8), casefold=True),
        ):
            with suppress(ValueError, struct.error):
                yield decode(token.strip("xy").encode())
    pieces = re.sub(r"[^A-Za-z0-9+/]+(?:p2[^A-Za-z0-9]+)?", "", text)
    for start in range(min(16, len(pieces))):
        with suppress(binascii.Error):
            yield binascii.a2b_base64(pieces[start : start + (len(pieces) - start) // 4 * 4])
    yield bytes.fromhex("".join(re.findall(r"(?m)^:[0-9A-F]{8}((?:[0-9A-F]{2})*)[0-9A-F]{2}$", text)))
    yield re.sub(r"\+A([A-H])([A-Za-z0-9])-", lambda run: (run[0] in "+AEA-" and "@") or "-", text).encode()
    digits = {name: str(index) for index, name in enumerate(_DIGIT_NAMES)}
    yield "".join(digits.get(word, "") for word in re.findall("[a-z]+", text)).encode()
    yield re.sub(r"\\[a-z]+[0-9]? ?|[{}]", "", text).encode()
    for literal in re.findall(r"b'(?:[^'\\]|\\.)*'", text):
        yield from _readings(ast.literal_eval(literal), 1)
    for row in (re.findall(r"(?m)^[0-9a-f]{7,8}:? ((?:[0-9a-f]{4} ?)+)", text),):
        words = "".join(row).split()
        yield bytes.fromhex("".join(words))
        yield b"".join(bytes.fromhex(word)[::-1] for word in words)
    yield "".join(re.findall(r"(?m)^[0-9a-f]{8}:.{42}(.{16})$", text)).encode()
    yield "".join(line[10::4] for line in text.splitlines() if re.match(r"[0-7]{7}   .", line)).encode()


def _uu(data: bytes) -> Iterator[bytes]:
    """Lines after a ``begin`` line, each as uuencode writes them."""
    lines = []
    for line in data.partition(b"begin ")[2].splitlines()[1:]:
        with suppress(binascii.Error):
            lines.append(binascii.a2b_uu(line))
    yield b"".join(lines)


def _tail(run: bytes) -> bytes:
    rest = run[len(run) // 4 * 4 :]
    return rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""


def _unpacked(data: bytes) -> Iterator[bytes]:
    """What the usual containers hold, headers included: those stand in ``data`` itself."""
    for start in _starts(data, b"\x1f\x8b\x08"):
        yield _inflated(data[start:], 31)
    for start in _starts(data, b"\x78\x9c"):
        yield _inflated(data[start:], 15)
    if len(data) < 300:
        yield _inflated(data, -15)
    for start in _starts(data, b"BZh"):
        yield _tried(bz2.BZ2Decompressor(), data[start:])
    for start in _starts(data, b"\xfd7zXZ\0"):
        yield _tried(lzma.LZMADecompressor(), data[start:])
    for start in _starts(data, b"\x28\xb5\x2f\xfd"):
        import zstandard

        yield _tried(zstandard.ZstdDecompressor().decompressobj(), data[start:])
    for start in _starts(data, b"PK\x03\x04"):  # each local header, whatever the directory says
        names = int.from_bytes(data[start + 26 : start + 28], "little")
        extra = int.from_bytes(data[start + 28 : start + 30], "little")
        yield _inflated(data[start + 30 + names + extra :], -15)
    yield from _members(data)
    if data[257:262] == b"ustar":
        try:
            with tarfile.open(fileobj=io.BytesIO(data)) as tar:
                yield from (file.read() for member in tar if (file := tar.extractfile(member)))
        except tarfile.TarError:
            pass
    if data[:4] == b"PAR1":
        yield _parquet(data)


def _members(data: bytes) -> Iterator[bytes]:
    """What a ZIP archive's directory leads to; what cannot be read is searched as it stands."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        return
    for info in archive.infolist():
        with suppress(Exception):
            yield archive.read(info)


def _starts(data: bytes, magic: bytes) -> Iterator[int]:
    at = data.find(magic)
    while at >= 0:
        yield at
        at = data.find(magic, at + 1)


def _inflated(data: bytes, bits: int) -> bytes:
    return _tried(zlib.decompressobj(bits), data)


def _tried(decoder, data: bytes) -> bytes:
    try:
        return decoder.decompress(data)
    except Exception:
        return b""


def _parquet(data: bytes) -> bytes:
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(io.BytesIO(data))
    except Exception:
        return b""
    values = list(_values(table.to_pydict()))
    codes = "".join(chr(value) for value in values if isinstance(value, int) and 31 < value < 127)
    return (repr((table.to_pydict(), table.schema, table.schema.metadata)) + codes + "".join(map(str, values))).encode()


def _values(shown: object) -> Iterator[object]:
    """The scalars of lists and dictionaries, in order."""
    inner = shown.values() if isinstance(shown, dict) else shown if isinstance(shown, list) else None
    if inner is None:
        yield int.from_bytes(shown, "big") if isinstance(shown, bytes) and len(shown) < 9 else shown
    for part in inner or ():
        yield from _values(part)
