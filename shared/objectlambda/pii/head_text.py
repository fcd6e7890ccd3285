"""Inspects the text in a response's head, such as user metadata and Content-Disposition, like a body.

Uploaders write these freely, so they may hold names and numbers. ``redact_head`` replaces what it finds, and
``check_head`` refuses the object. Both read the values as a reader would: UTF-8 in latin-1, RFC 2047 words, base64 and
hex are decoded first and encoded again afterwards; the detector itself reads URL escapes and JSON. Values that cannot
be decoded are left out. So are values that look like a digest, because they may be a digest of the stored bytes.
"""

from __future__ import annotations

import json
import mimetypes
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from email.message import Message
from urllib.parse import quote

from objectlambda.head import ResponseHead, http_date, is_sendable
from objectlambda.pii.access_control import Policy, inspect
from objectlambda.pii.detection.protocols import TextAnalyzer
from objectlambda.pii.head_encodings import Unreadable, decode, words
from objectlambda.pii.redaction import Redaction, redact
from objectlambda.pii.rules.concepts import OTHER
from objectlambda.pii.rules.field_concepts import field_concepts
from objectlambda.pii.rules.person_names import person_in_name
from objectlambda.pii.store_fields import formless
from objectlambda.pii.structure.spelled import is_card
from objectlambda.pii.structure.split_fields import whole_text, wholes_of

_PROTOCOL = {
    "CacheControl": "cache-control",
    "ContentEncoding": "content-encoding",
    "ContentLanguage": "content-language",
    "ContentType": "content-type",
}
"""Fields with a grammar, which a mask would break: where something is found, the whole value is left out."""

_DISPOSED = "ContentDisposition"
_PROSE = {_DISPOSED: "content-disposition"}
_META = "x-amz-meta-"
_FILE_NAME, _METADATA_NAME, _PERSON = "subject", "key", ""
"""The field names under which the detector reads file names, the names of metadata, and those that have the form of a
person's name; they imply no type."""

_CACHE = (
    r"(no-cache|no-store|no-transform|public|private|immutable|must-revalidate|((s-)?max-age|stale-[a-z-]+)=\d{1,8})"
)
_CODING = r"(gzip|x-gzip|deflate|br|zstd|compress|identity|aws-chunked)"
_LANGUAGE = r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?"
_CHARSET = r"(\s*;\s*charset=\"?(utf-?8|utf-?16|us-ascii|iso-8859-\d{1,2}|windows-125\d)\"?)?"
_HARMLESS = {
    "CacheControl": re.compile(rf"{_CACHE}(\s*,\s*{_CACHE}){{0,9}}", re.IGNORECASE),
    "ContentEncoding": re.compile(rf"{_CODING}(\s*,\s*{_CODING}){{0,9}}", re.IGNORECASE),
    "ContentLanguage": re.compile(rf"{_LANGUAGE}(\s*,\s*{_LANGUAGE}){{0,9}}", re.IGNORECASE),
    "ContentType": re.compile(rf"([a-z]+/[a-z0-9.+-]+){_CHARSET}", re.IGNORECASE),
}
_KNOWN_TYPES = frozenset(mimetypes.types_map.values()) | {
    "binary/octet-stream",
    "application/x-ndjson",
    "application/jsonl",
    "application/xml",
    "application/gzip",
    "application/zstd",
    "application/x-bzip2",
    "application/yaml",
    "text/markdown",
}
"""Media types in which no name is looked for. Made once and never changed."""

_LONGEST_PART = 16
"""How many characters a part of a value has that stands in several entries of metadata."""
_ORDER = {
    "first": "1", "area": "1", "primer": "1", "mid": "2", "group": "2", "grupo": "2", "second": "2", "segund": "2",
    "next": "2", "third": "3", "tercer": "3", "serial": "3", "serie": "3", "last": "4", "ultim": "4",
}  # fmt: skip
"""The order of words in the names of parts."""
_ORDINAL = re.compile("|".join(_ORDER))
_STEM = re.compile(r"(?P<before>(?:.*[/\\])?)(?P<stem>[^/\\]*?)(?P<after>(?:\.[A-Za-z0-9]{1,5})?)", re.DOTALL)
"""The folder, the stem and the suffix of what may be the path of a file."""
_DISPOSITION = re.compile(r"\s*(inline|attachment|form-data)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A piece of a head: its place, the name and text that the detector reads, and how to write a new text.

    ``is_metadata_name`` says that it is the name of a piece of metadata and not its value, ``is_part`` that the value
    has more than it and the suffix of a file. ``others`` are the places of all its parts, if it stands in several.
    """

    place: str
    name: str
    text: str = field(repr=False)
    encode: Callable[[str], str] = field(repr=False)
    is_metadata_name: bool = False
    is_part: bool = False
    others: tuple[str, ...] = ()


def redact_head(
    head: ResponseHead, redaction: Callable[[], Redaction], analyzer: Callable[[], TextAnalyzer]
) -> ResponseHead:
    """``head`` without personal data in its texts. What cannot be inspected, or not be sent afterwards, is left out.

    Args:
        redaction, analyzer: called only if there is a text to inspect.
    """
    texts, left_out = _texts(head)
    made = _redact(texts, redaction, analyzer) if texts else []
    changed: dict[str, list[tuple[_Text, str]]] = {}
    for text, written in zip(texts, made, strict=True):
        if text.others and written != text.text:
            left_out.update(text.others)
        elif written is None:
            left_out.add(text.place)
        elif written != text.text:
            changed.setdefault(text.place, []).append((text, written))
    after = _rebuild(head, changed, left_out)
    if _DISPOSED in changed and _DISPOSED in after.values:
        # The file name was inspected by itself; this looks for what only the whole value shows.
        whole = _Text(place=_DISPOSED, name=_PROSE[_DISPOSED], text=after.values[_DISPOSED], encode=words)
        if _redact([whole], redaction, analyzer) != [whole.text]:
            return after.with_changes({_DISPOSED: None})
    return after


def _redact(
    texts: list[_Text], redaction: Callable[[], Redaction], analyzer: Callable[[], TextAnalyzer]
) -> list[str | None]:
    wanted = replace(redaction(), encoding="utf-8", lenient=False, mask_bytes=False)
    return _redacted_texts(b"".join(redact([_document(texts)], wanted, key="head.jsonl", analyzer=analyzer())), texts)


def check_head(head: ResponseHead, policy: Callable[[], Policy], analyzer: Callable[[], TextAnalyzer]) -> ResponseHead:
    """``head``, if its texts hold nothing that the policy refuses. What cannot be inspected is left out.

    Raises:
        AccessDenied: they hold what the policy refuses.
    """
    texts, left_out = _texts(head)
    if texts:
        wanted = replace(policy(), encoding="utf-8", lenient=False)
        inspect([_document(texts)], wanted, key="head.jsonl", analyzer=analyzer())
    return _rebuild(head, {}, left_out)


def _texts(head: ResponseHead) -> tuple[list[_Text], set[str]]:
    """The texts to inspect, and the places of values that cannot be inspected."""
    texts: list[_Text] = []
    left_out = formless(head.values)
    for place, name, value in _values(head):
        try:
            if place.startswith(_META):
                text, _ = decode(name)
                spaced = re.sub("[-_.]+", " ", text)
                seen = (text, spaced) if text != spaced else (text,)
                texts += [_named(place, each) for each in seen]
                if person := person_in_name(spaced):
                    texts.append(_named(place, person, _PERSON))
            text, encode = decode(value)
            texts.append(_Text(place=place, name=name, text=text, encode=encode))
            if place.startswith(_META):
                texts += _person(place, text, encode)
            if text != value:  # digits may look encoded and yet be plain digits
                texts.append(_Text(place=place, name=name, text=value, encode=words))
            if place == _DISPOSED:
                texts += _file_name(value)
        except Unreadable:
            left_out.add(place)
    texts += _over_entries(head.metadata)
    return [text for text in texts if text.place not in left_out], left_out


def _over_entries(metadata: Mapping[str, str]) -> Iterator[_Text]:
    """The values of which several entries hold a part each, as ``ssn1``, ``ssn2`` and ``ssn3`` do, in any order."""
    named = [(name, value) for name, value in metadata.items() if len(value) <= _LONGEST_PART]
    in_order = sorted(named, key=lambda entry: _ORDINAL.sub(lambda word: _ORDER[word[0]], entry[0]))
    for entries in (named, in_order):
        for first, last, whole in wholes_of([name for name, _ in entries]):
            parts = entries[first : last + 1]
            shown = whole_text(whole, [value for _, value in parts])
            if shown and (field_concepts(whole) & ~OTHER or is_card(shown.replace(" ", "").encode())):
                places = tuple(_META + name for name, _ in parts)
                yield _Text(place=places[0], name=whole, text=shown, encode=words, others=places)


def _named(place: str, text: str, name: str = _METADATA_NAME) -> _Text:
    """A reading of the name of the metadata at ``place``."""
    return _Text(place=place, name=name, text=text, encode=words, is_metadata_name=True)


def _person(place: str, value: str, encode: Callable[[str], str]) -> list[_Text]:
    """What of ``value``, a file's path or not, has the form of a person's name, as people write one."""
    match = _STEM.fullmatch(value)
    person = person_in_name(re.sub("[-_+.]+", " ", match["stem"])) if match else ""
    if not match or not person:
        return []
    before, after = match["before"], match["after"]
    return [
        _Text(
            place=place,
            name=_PERSON,
            text=person,
            encode=lambda written: encode(f"{before}{written}{after}"),
            is_part=bool(before),
        )
    ]


def _values(head: ResponseHead) -> Iterator[tuple[str, str, str]]:
    for place, name in (_PROTOCOL | _PROSE).items():
        value = head.values.get(place)
        if value is not None and not _is_harmless(place, value):
            yield place, name, value
    for name, value in head.metadata.items():
        yield _META + name, name, value


def _is_harmless(place: str, value: str) -> bool:
    pattern = _HARMLESS.get(place)
    match = pattern.fullmatch(value.strip()) if pattern is not None else None
    return match is not None and (place != "ContentType" or match[1].lower() in _KNOWN_TYPES)


def _file_name(value: str) -> list[_Text]:
    """The stem of the file name in a Content-Disposition, decoded."""
    message = Message()
    message["content-disposition"] = value
    try:
        name, _ = decode(message.get_filename() or "")
    except (ValueError, LookupError, TypeError, IndexError) as error:
        raise Unreadable(value[:0]) from error
    stem, dot, suffix = name.rpartition(".")
    if not name:
        return []
    shown = re.sub("[_+]", " ", stem if dot else name)
    seen = {_FILE_NAME: shown, _PERSON: person_in_name(re.sub("[-_+.]+", " ", shown))}
    match = _DISPOSITION.match(value)
    kind = match[1].lower() if match else "attachment"
    return [
        _Text(
            place=_DISPOSED,
            name=read_as,
            text=text,
            encode=lambda written: _disposition(kind, f"{written}{dot}{suffix}"),
        )
        for read_as, text in seen.items()
        if text
    ]


def _disposition(kind: str, name: str) -> str:
    plain = "".join(char if " " <= char <= "~" and char not in '"\\' else "_" for char in name)
    extended = f"; filename*=UTF-8''{quote(name, safe='')}" if plain != name else ""
    return f'{kind}; filename="{plain}"{extended}'


def _document(texts: Iterable[_Text]) -> bytes:
    """The texts as lines of JSON, each under its name, so that the detector can use the names."""
    return "".join(json.dumps({text.name: text.text}, ensure_ascii=False) + "\n" for text in texts).encode()


def _redacted_texts(document: bytes, texts: list[_Text]) -> list[str | None]:
    """Each text after redaction; None where its name was replaced, and all None where the lines cannot be parsed."""
    try:
        pairs = [next(iter(json.loads(line).items())) for line in document.decode().splitlines() if line]
    except (ValueError, StopIteration, AttributeError):
        pairs = []
    if len(pairs) != len(texts):
        return [None] * len(texts)
    return [written if name == text.name else None for text, (name, written) in zip(texts, pairs, strict=True)]


def _rebuild(head: ResponseHead, changed: dict[str, list[tuple[_Text, str]]], left_out: set[str]) -> ResponseHead:
    values: dict[str, object] = dict.fromkeys(left_out & head.values.keys())
    metadata = {name: value for name, value in head.metadata.items() if _META + name not in left_out}
    if (expires := head.values.get("Expires")) is not None:
        values["Expires"] = http_date(expires)  # either a date, or a value that cannot be inspected
    for place, texts in changed.items():
        if place.startswith(_META):
            name = place.removeprefix(_META)
            named_so = any(text.is_metadata_name for text, _ in texts)
            person = next((pair for pair in texts if pair[0].name == _PERSON), texts[0])
            # Of a path, each reading may have found another part.
            is_mixed = person[0].is_part and len({text.encode(written) for text, written in texts}) > 1
            value = None if named_so or is_mixed else person[0].encode(person[1])
            metadata.pop(name, None)
            if value is not None and is_sendable(value):
                metadata[name] = value
        else:
            # A Content-Disposition keeps its redacted file name; a mask in the other fields would break their grammar.
            renamed = [text.encode(written) for text, written in texts if text.name in (_FILE_NAME, _PERSON)]
            values[place] = renamed[-1] if renamed and is_sendable(renamed[-1]) else None
    return replace(head.with_changes(values), metadata=metadata)
