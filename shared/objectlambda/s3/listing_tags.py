"""Other ETags in the XML of a listing that an origin made."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote_plus
from xml.parsers import expat

from objectlambda.errors import SourceUnavailable
from objectlambda.s3.xml import escape_xml

MAX_DEPTH = 20
"""Elements in elements; S3's listings have three."""


def retag(xml: bytes, tag_of: Callable[[str, str], str]) -> bytes:
    """``xml`` with the ETag of each object replaced by what ``tag_of`` gives for its key and its tag.

    All else stays as it is, byte for byte. The parser expands no entity and reads nothing from elsewhere; what it
    holds is bounded by the document.

    Raises:
        SourceUnavailable: it is no XML, has a document type, or another encoding than UTF-8.
    """
    reading = _Reading(xml)
    try:
        xml.decode()  # expat would take UTF-16 with a mark
        reading.parser.Parse(xml, True)
    except (expat.ExpatError, UnicodeError) as error:
        raise SourceUnavailable("the origin's listing cannot be read as XML") from error
    parts, position = [], 0
    for start, end, key, tag in reading.tags:
        name = unquote_plus(key) if reading.encoded else key
        parts += [xml[position:start], escape_xml(tag_of(name, tag)).encode()]
        position = end
    return b"".join([*parts, xml[position:]])


class _Reading:
    """Where the tags stand in one document: from, to, the object's key, and the tag. Of one call alone."""

    def __init__(self, xml: bytes) -> None:
        self.tags: list[tuple[int, int, str, str]] = []
        self.encoded = False
        self._xml = xml
        self._path: list[str] = []
        self._text: list[str] = []
        self._start = 0
        self._key = ""
        self._found: list[tuple[int, int, str]] = []
        self.parser = parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.StartDoctypeDeclHandler = self._refuse

    def _refuse(self, *_: object) -> None:
        raise SourceUnavailable("the origin's listing has a document type, which no S3 listing has")

    def _begin(self, name: str, _attributes: dict[str, str]) -> None:
        if len(self._path) >= MAX_DEPTH:
            raise SourceUnavailable("the origin's listing has elements in too many others")
        self._path.append(name.rpartition(":")[2])
        self._text.clear()
        if self._path[-1] == "ETag":
            self._start = self._xml.index(b">", self.parser.CurrentByteIndex) + 1
        elif self._path[-1] == "Contents":
            self._key, self._found = "", []

    def _end(self, _name: str) -> None:
        name, text, at = self._path.pop(), "".join(self._text), self.parser.CurrentByteIndex
        self._text.clear()
        if name == "ETag" and at >= self._start:  # an empty <ETag/> has no tag
            self._found.append((self._start, at, text))
        elif name == "Key" and self._path[-1:] == ["Contents"]:
            self._key = text
        elif name == "EncodingType":
            self.encoded = text == "url"
        if name == "Contents" or not self._path:
            self.tags += [(start, end, self._key, tag) for start, end, tag in self._found]
            self._found = []
