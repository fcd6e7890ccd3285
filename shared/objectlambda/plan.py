"""A read of one object: what it needs, and what is decided of it before anything is fetched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from objectlambda.block_index import UNDIVIDED, BlockIndex
from objectlambda.conditions import Tagger
from objectlambda.deadline import Deadline
from objectlambda.errors import InvalidSettings, NotModified
from objectlambda.function import Blocks, Function, ObjectRequest, Transformed
from objectlambda.head import ResponseHead, from_origin, not_modified
from objectlambda.headers import Headers
from objectlambda.measures import Measure, MeasureKey, Measures
from objectlambda.ranges import Selection, selection
from objectlambda.sealed_tags import MIN_KEY_BYTES, Seal, own_key
from objectlambda.secret_references import secret_value
from objectlambda.settings import Effective, effective
from objectlambda.source import Origin, Source

NEAR_BYTES = 4 * 1024 * 1024
"""A part that ends so near the start is decoded from there, where a walk over the whole object would come first."""


TAG_KEY = "TAG_KEY"
"""The environment variable that names the secret by which ETags are sealed, as ``secret_references`` reads it."""

_LAMBDA = "AWS_LAMBDA_FUNCTION_NAME"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that a read of one object needs: the function, the request, where the object lies, and the limits."""

    function: Function[Any]
    request: ObjectRequest
    origin: Origin
    environ: Mapping[str, str] = field(repr=False)
    measures: Measures
    deadline: Deadline = field(default_factory=Deadline)
    scope: str = ""  # tells apart the stores whose objects may have the same key and ETag
    before: str = ""  # the fingerprints of the functions that made ``origin``, where some did
    ahead: bool = True  # whether the body is made ahead of its reader, for hosts that do not do so themselves
    reader: Origin | None = None  # reads the body for HeadObject, where ``origin`` is good for HEAD only
    # Counts a body in place of ``head``, and may keep it.
    counter: Callable[[Reading, Headers], Measure | None] | None = None


class Plan:
    """What is decided of a read before anything is fetched. For hosts that keep bodies: others want get and head."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.function, self.request = reading.function, reading.request
        loaded = effective(self.function.settings, reading.environ, self.request.payload)
        self.settings = loaded.settings
        self._selection = selection(self.request.headers, self.request.query)
        self.tagger = tagger(self.function, self.request, reading.environ, loaded)
        self.conditions = self.tagger.forwarded(self.request.headers)

    def open(self, origin: Origin, conditions: Mapping[str, str], *, part: bool = True) -> Source:
        """The source, its first bytes chosen for a part where one is asked for and ``part`` does not say otherwise."""
        wanted = self._selection if part else None
        function, deadline = self.function, self.reading.deadline
        tail_bytes = function.tail_bytes(self.request, self.settings)
        first = f"bytes=-{tail_bytes}" if tail_bytes else None
        if first is None and wanted is not None and function.as_stored:
            return Source.open(origin, self.request.key, conditions, deadline, wanted.header, hold=False)
        if first is None and wanted is not None and function.first_bytes:
            first = f"bytes=0-{function.first_bytes - 1}"
        return Source.open(origin, self.request.key, conditions, deadline, first)

    @property
    def may_seek(self) -> bool:
        """Whether a part is asked for of a function that can read some by themselves."""
        return self._selection is not None and self.function.first_bytes > 0

    def transformed(self, source: Source) -> Transformed:
        return self.function.open(source, self.request, self.settings)

    def wanted(self, headers: Headers) -> Selection | None:
        if self._selection is None or not self.tagger.range_applies(self.request.headers, headers):
            return None
        return self._selection

    def measure_key(self, headers: Headers) -> MeasureKey | None:
        etag = headers.get("etag")
        if not etag:
            return None
        version = headers.get("x-amz-version-id", "")
        fingerprint = self.reading.before + self.tagger.fingerprint
        return MeasureKey(self.request.key, etag, version, fingerprint, self.reading.scope)

    def measure(self, headers: Headers) -> Measure | None:
        return self.reading.measures.get(self.measure_key(headers))

    def remember(self, headers: Headers, measure: Measure) -> None:
        self.reading.measures.put(self.measure_key(headers), measure)

    def index(self, headers: Headers, blocks: Blocks, wanted: Selection) -> BlockIndex:
        """Where the body's blocks begin, as it is remembered or is now found for the part that is wanted."""
        indexes, key = self.reading.measures.indexes, self.measure_key(headers)
        index, known = indexes.get(key), self.measure(headers)
        if index is None and known is not None and wanted.resolve(known.size).stop <= NEAR_BYTES:
            return UNDIVIDED
        return indexes.found(key, blocks.find, self.reading.deadline.check) if index is None else index

    def measured(self, headers: Headers, transformed: Transformed) -> int | None:
        """The body's size, where it is told more cheaply than by producing it."""
        indexes, key = self.reading.measures.indexes, self.measure_key(headers)
        index = indexes.get(key)
        if index is None or index is UNDIVIDED:
            index = transformed.measure() if transformed.measure is not None else None
            if index is not None:
                indexes.put(key, index)
        return index.size if index is not None else None

    def head(self, headers: Headers, changes: Mapping[str, str | None], unchanged: bool) -> ResponseHead:
        function = self.function
        kept = from_origin(headers, unchanged=unchanged and not function.hides, stored=function.as_stored)
        whole = kept.changed({"ETag": self.tagger.derive(headers.get("etag")), "AcceptRanges": "bytes", **changes})
        return function.head(whole, self.request, self.settings)

    def not_modified(self, answer: NotModified) -> ResponseHead:
        headers = Headers(answer.headers)
        head = not_modified(headers, self.tagger.derive(headers.get("etag")))
        return self.function.head(head, self.request, self.settings)


def tagger(
    function: Function[Any],
    request: ObjectRequest,
    environ: Mapping[str, str],
    loaded: Effective[Any] | None = None,
) -> Tagger:
    """What makes the ETags of ``request``'s object, for reads and listings alike.

    Raises:
        InvalidSettings: a setting is wrong, or the secret that TAG_KEY names.
        SourceUnavailable: that secret cannot be read now.
    """
    if function.as_stored:
        return Tagger("")
    found = effective(function.settings, environ, request.payload) if loaded is None else loaded
    choice = function.choice(request, found.settings)
    fingerprint = found.fingerprint(function.name, function.version, choice)
    if not function.hides:
        return Tagger(fingerprint)
    return Tagger(fingerprint, Seal(key=tag_key(environ), place=(request.access_point, request.key, fingerprint)))


def tag_key(environ: Mapping[str, str]) -> bytes:
    """The key of sealed ETags: of the secret that TAG_KEY names, or this host's own until it ends.

    Raises:
        InvalidSettings: the secret is missing or too short; or there is none on Lambda, where each environment would
            have a key of its own and refuse the tags of the others.
        SourceUnavailable: it cannot be read now.
    """
    reference = environ.get(TAG_KEY, "")
    if not reference:
        if environ.get(_LAMBDA):
            raise InvalidSettings(f"{TAG_KEY} is not set: name the secret that seals ETags, as the template does")
        return own_key()
    key = secret_value(reference)
    if len(key) < MIN_KEY_BYTES:
        raise InvalidSettings(f"the secret that {TAG_KEY} names has fewer than {MIN_KEY_BYTES} bytes")
    return key
