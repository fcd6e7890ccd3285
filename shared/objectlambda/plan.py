"""A read of one object: what it needs, and what is decided of it before anything is fetched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from objectlambda.conditions import Tagger
from objectlambda.deadline import Deadline
from objectlambda.errors import InvalidSettings, NotModified
from objectlambda.function import Function, ObjectRequest
from objectlambda.head import ResponseHead, archived, from_origin, not_modified
from objectlambda.headers import Headers
from objectlambda.measures import Measure, Measures
from objectlambda.ranges import Selection, selection
from objectlambda.sealed_tags import MIN_KEY_BYTES, Seal, own_key
from objectlambda.settings import Effective, effective
from objectlambda.source import Origin

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
    # Measures for HeadObject in place of ``measuring.measured``, which it may call elsewhere or later.
    measurer: Callable[[Plan, Headers], Measure] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is decided of a read before anything is fetched. It is only looked at from then on.

    Attributes:
        reading: the read.
        settings: the function's, in effect for this request.
        selection: the range or part that is asked for, if the object is still the one that is meant.
        tagger: makes the object's ETags.
        conditions: what the origin is asked, its tags translated back.
    """

    reading: Reading
    settings: Any
    selection: Selection | None
    tagger: Tagger
    conditions: Mapping[str, str]

    @property
    def function(self) -> Function[Any]:
        """The function of the read."""
        return self.reading.function

    @property
    def request(self) -> ObjectRequest:
        """The request of the read."""
        return self.reading.request

    @property
    def may_seek(self) -> bool:
        """Whether a part is asked for of a function that can read some by themselves."""
        return self.selection is not None and self.function.first_bytes > 0

    def selection_for(self, headers: Headers) -> Selection | None:
        """The part to respond with, now that the object's headers are known; ``None`` for the whole."""
        if self.selection is None or not self.tagger.range_applies(self.request.headers, headers):
            return None
        return self.selection

    def head(self, headers: Headers, changes: Mapping[str, str | None], unchanged: bool) -> ResponseHead:
        """The head of the whole transformed object, from its origin's headers and what the function changes."""
        function = self.function
        kept = from_origin(headers, unchanged=unchanged and not function.hides, stored=function.as_stored)
        whole = kept.with_changes({"ETag": self.tagger.derive(headers.get("etag")), "AcceptRanges": "bytes", **changes})
        return function.head(whole, self.request, self.settings)

    def archived(self, headers: Headers) -> ResponseHead:
        """The head of an object that must be restored first: neither its size nor what is stored with it."""
        head = archived(headers).with_changes({"ETag": self.tagger.derive(headers.get("etag"))})
        return self.function.head(head, self.request, self.settings)

    def not_modified(self, response: NotModified) -> ResponseHead:
        """The head of a 304, which the origin has given."""
        headers = Headers(response.headers)
        head = not_modified(headers, self.tagger.derive(headers.get("etag")))
        return self.function.head(head, self.request, self.settings)


def make_plan(reading: Reading) -> Plan:
    """What is decided of ``reading`` from its request and settings alone.

    Raises:
        InvalidSettings: a setting, or the secret that seals ETags, is wrong.
        InvalidRequest: a range and a part are asked for at once, or one that is none.
        SourceUnavailable: that secret cannot be read now.
    """
    function, request = reading.function, reading.request
    loaded = effective(function.settings, reading.environ, request.payload)
    asked = selection(request.headers, request.query)
    made = tagger(function, request, reading.environ, loaded)
    return Plan(
        reading=reading,
        settings=loaded.settings,
        selection=asked,
        tagger=made,
        conditions=made.to_origin(request.headers),
    )


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
    from objectlambda.secret_references import secret_value  # not needed by most reads

    key = secret_value(reference)
    if len(key) < MIN_KEY_BYTES:
        raise InvalidSettings(f"the secret that {TAG_KEY} names has fewer than {MIN_KEY_BYTES} bytes")
    return key
