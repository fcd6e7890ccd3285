"""Splits XML parts of documents into tokens with their places, so that everything but replacements stays as it is.

Each part is parsed once by expat, to check that it is well-formed. Documents have no DTD, so a part with a DTD is
refused; no entities but XML's own five are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from html import escape
from typing import NamedTuple
from xml.parsers import expat

from objectlambda.errors import CorruptObject, UnexpectedContent
from objectlambda.pii.named_texts import Replaced, with_replacements

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_ATTRIBUTE = re.compile(r"""([^\s=/<>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_NAME = re.compile(r"[^\s/>]*+")
_TAG = re.compile(r"""<[^>"']*+(?:(?:"[^"]*+"|'[^']*+')[^>"']*+)*+>""")
_REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Kind(Enum):
    """The kind of a token. CDATA is TEXT, and an element without content gives a START and an END."""

    TEXT = auto()
    START = auto()
    END = auto()
    REST = auto()


class Token(NamedTuple):
    """The token at ``part[start:end]``; ``name`` is an element's local name, ``text`` a text without escapes."""

    kind: Kind
    start: int
    end: int
    name: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlPart:
    """A well-formed part: its text, and the encoding in which it is written back."""

    text: str
    codec: str


def parse_part(data: bytes) -> XmlPart:
    """Decodes and checks the bytes of a part.

    Raises:
        CorruptObject: it is not well-formed.
        UnexpectedContent: it has a DTD, or its encoding is neither UTF-8 nor UTF-16.
    """
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise UnexpectedContent("an XML part of the document has a DTD, which documents have not: save it again")

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (
        expat.ExpatError,
        LookupError,
        ValueError,
    ) as error:  # the last two: an unknown encoding
        raise CorruptObject("an XML part of the document is not well-formed") from error
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    codec = declared[1].decode().lower() if declared else "utf-8"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        codec = "utf-16"
    elif codec not in ("utf-8", "us-ascii", "ascii"):
        raise UnexpectedContent("an XML part of the document is neither UTF-8 nor UTF-16: save it again")
    try:
        return XmlPart(text=data.decode(codec), codec=codec)
    except UnicodeDecodeError as error:
        raise CorruptObject("an XML part of the document is not in the encoding that it names") from error


def tokens(part: str) -> Iterator[Token]:
    """The tokens of a well-formed part, in order; comments, processing instructions and the declaration are REST."""
    at = 0
    while at < len(part):
        begin = part.find("<", at)
        begin = len(part) if begin < 0 else begin
        if begin > at:
            yield Token(Kind.TEXT, at, begin, text=unescape_xml(part[at:begin]))
        if begin == len(part):
            return
        at = begin
        if part.startswith("<!--", at):
            end = part.find("-->", at + 4) + 3
            yield Token(Kind.REST, at, end, text=part[at + 4 : end - 3])
        elif part.startswith("<![CDATA[", at):
            end = part.find("]]>", at + 9) + 3
            yield Token(Kind.TEXT, at, end, text=part[at + 9 : end - 3])
        elif part.startswith("<?", at):
            end = part.find("?>", at + 2) + 2
            yield Token(Kind.REST, at, end, text="" if part.startswith("<?xml ", at) else part[at + 2 : end - 2])
        else:
            tag = _TAG.match(part, at)
            assert tag is not None  # noqa: S101 - the part is well-formed
            end = tag.end()
            is_end = part[at + 1] == "/"
            name = part[at + 1 + is_end : _name_end(part, at + 1 + is_end)].rpartition(":")[2]
            yield Token(Kind.END if is_end else Kind.START, at, end, name=name)
            if part[end - 2] == "/" and not is_end:
                yield Token(Kind.END, end, end, name=name)
        at = end


def attributes(part: str, token: Token) -> Iterator[tuple[str, Token]]:
    """The attributes of a START token: the local name, and the value as a TEXT token; declarations are left out."""
    for match in _ATTRIBUTE.finditer(part, _name_end(part, token.start + 1), token.end):
        group = 2 if match[2] is not None else 3
        if match[1] != "xmlns" and not match[1].startswith("xmlns:"):
            start, end = match.span(group)
            yield match[1].rpartition(":")[2], Token(Kind.TEXT, start, end, text=unescape_xml(match[group]))


def _name_end(part: str, at: int) -> int:
    match = _NAME.match(part, at)
    return at if match is None else match.end()


def rewrite(
    part: str, changes: Mapping[Token, Sequence[Replaced]], written: Sequence[tuple[int, int, str]] = ()
) -> str:
    """``part`` with the text of each token in ``changes`` changed; a comment that would change is left out.

    ``written`` are stretches that are replaced as a whole: start, end, new markup.
    """
    edits = [
        (token.start, token.end, "" if token.kind is Kind.REST else escape_xml(with_replacements(token.text, made)))
        for token, made in changes.items()
        if made
    ]
    parts, at = [], 0
    for start, end, text in sorted((*edits, *written)):
        if start >= at:
            parts += [part[at:start], text]
            at = end
    return "".join((*parts, part[at:]))


def escape_xml(text: str) -> str:
    """``text`` with the escapes that it needs in an element or an attribute."""
    return escape(_NO_XML.sub("\N{REPLACEMENT CHARACTER}", text))


def unescape_xml(text: str) -> str:
    """``text`` without its escapes."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED[match[3]]
    return chr(min(int(match[1], 16) if match[1] else int(match[2]), 0x10FFFF))
