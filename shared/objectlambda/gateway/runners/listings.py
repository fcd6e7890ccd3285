"""A listing with the sizes and ETags of what is read through the access point, measured where they are not known."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from objectlambda import respond
from objectlambda.errors import ObjectLambdaError, OriginError, s3_error
from objectlambda.gateway.config.model import ACCOUNT_ID
from objectlambda.gateway.runners.measurements import ADVICE, Check
from objectlambda.gateway.runners.readings import Readings, refused_tag
from objectlambda.gateway.runners.runner import Call, steps
from objectlambda.gateway.runners.threads import Cancellable
from objectlambda.headers import Headers
from objectlambda.measures import Measure
from objectlambda.plan import Plan
from objectlambda.registry import function_named
from objectlambda.s3.documents import listing_document
from objectlambda.s3.listing import Entry, ListQuery
from objectlambda.s3.version_listing import Version, VersionQuery, versions_document
from objectlambda.settings import load
from objectlambda.source import Origin, OriginResponse
from objectlambda.steps import RAW

_Objects = tuple[tuple[Entry, str], ...]
"""Listed objects, each with its version, where one is named."""


class StillMeasuring(OriginError):
    """The listing takes longer to measure than a client waits; worth another try."""

    def __init__(self, name: str) -> None:
        super().__init__(
            503, "SlowDown", f"The transformed objects of {name} are being measured, which goes on: try again. {ADVICE}"
        )


class SizesUnknown(OriginError):
    """Sizes are not measured for listings, and an object's is not known."""

    def __init__(self, name: str) -> None:
        super().__init__(
            400,
            "InvalidRequest",
            f"The size of a transformed object in {name} is not known, and list_sizes is stored: the stored size would "
            "have clients read a part of it only. Set list_sizes to exact, or list an access point with raw",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listings:
    """Makes listings, in whatever thread it is called from. It is replaced by a reload, never changed.

    Args:
        readings: reads the objects.
        measures: whether sizes that are not known are measured; else a listing that has one is refused.
        seconds: after so long a listing is refused with 503, while what it needs is measured on.
    """

    readings: Readings
    measures: bool
    seconds: float

    def document(self, call: Call, query: ListQuery, stop: Cancellable) -> bytes:
        """The document that answers ListObjects or ListObjectsV2.

        Raises:
            StillMeasuring, SizesUnknown: see there.
            ObjectLambdaError: the origin's own refusal.
        """
        page, point = call.store.list(query), call.access_point
        shown = self._exact_page(call, query, tuple((entry, "") for entry in page.entries), stop)
        document = listing_document(point.name, query, replace(page, entries=shown), ACCOUNT_ID)
        if f"ListObjects{'V2' if query.version == 2 else ''}" not in point.actions:
            return document
        for step in point.steps:
            function = function_named(step.function)
            document = function.listing(document, load(function.settings, self.readings.environ, step.payload))
        return document

    def versions_document(self, call: Call, query: VersionQuery, stop: Cancellable) -> bytes:
        """The document that answers ListObjectVersions: what the store has, under its own keys.

        Raises:
            StillMeasuring, SizesUnknown, ObjectLambdaError: as `document`.
        """
        page = call.store.versions(query)
        objects = tuple((each.entry, _named(each)) for each in page.versions if each.entry is not None)
        shown = iter(self._exact_page(call, query, objects, stop))
        versions = tuple(each if each.entry is None else replace(each, entry=next(shown)) for each in page.versions)
        return versions_document(call.access_point.name, query, replace(page, versions=versions), ACCOUNT_ID)

    def _exact_page(
        self, call: Call, query: ListQuery | VersionQuery, objects: _Objects, stop: Cancellable
    ) -> tuple[Entry, ...]:
        until = time.monotonic() + self.seconds

        def check() -> None:
            stop.check()
            if time.monotonic() > until:
                raise StillMeasuring(call.access_point.name)

        try:
            return tuple(self._exact(call, entry, version, check) for entry, version in objects)
        except ObjectLambdaError as error:
            if stop.is_cancelled or isinstance(error, StillMeasuring):
                self._measure_on(call, query, objects)
            raise

    def _measure_on(self, call: Call, query: ListQuery | VersionQuery, objects: _Objects) -> None:
        """Measure the rest of a page with nobody waiting: the next try finds it."""

        def work(deadline: Cancellable) -> None:
            for entry, version in objects:
                try:
                    self._exact(call, entry, version, deadline.check)
                except ObjectLambdaError:
                    deadline.check()

        self.readings.measurements.go_on((call.access_point.name, query), work)

    def _exact(self, call: Call, entry: Entry, version: str, check: Check) -> Entry:
        """``entry`` as a GET of it would show it; what a GET refuses keeps its stored size."""
        check()
        named = (("versionId", version),) if version else ()
        plain = replace(call.request, method="GET", key=entry.key, query=named, headers=Headers())
        asked = replace(call, request=plain)
        try:
            etag: str | None = entry.etag
            for step in steps(asked)[:-1]:
                etag = self.readings.tagger(asked, step).derive(etag)
            return self._measured(asked, entry, etag or "", check)
        except ObjectLambdaError as error:
            check()
            # Worth another try, or a matter of time and settings: then a GET may well give another size.
            if isinstance(error, SizesUnknown) or s3_error(error)[0] >= 500 or error.code == "RequestTimeout":
                raise
            return replace(entry, etag=refused_tag(asked, entry.etag, self.readings.environ))

    def _measured(self, asked: Call, entry: Entry, etag: str, check: Check) -> Entry:
        def measure(plan: Plan, headers: Headers) -> Measure:
            if not self.measures:
                raise SizesUnknown(asked.access_point.name)
            return self.readings.measure(asked, plan, headers, None, check, keep=False)  # listings fill no cache

        reading = self.readings.reading(asked, Cancellable())
        version = asked.request.parameters.get("versionId", "null")
        told = {"etag": etag, **({"x-amz-version-id": version} if version != "null" else {})}
        if len(steps(asked)) == 1:
            told["content-length"] = str(entry.size)
        listed = _Listed(Headers(told), reading.origin)
        measurer = None if steps(asked) == RAW else measure
        head = respond.head(replace(reading, origin=listed, measurer=measurer))
        assert head.content_length is not None  # noqa: S101 - the head of a whole object tells it
        return replace(entry, size=head.content_length, etag=head.values.get("ETag", ""))


def _named(version: Version) -> str:
    """The id by which ``version`` is read; none for the only version where there are none, which some stores refuse."""
    return "" if version.version_id == "null" and version.is_latest else version.version_id


class _Listed:
    """Answers HEAD from what a listing told."""

    def __init__(self, headers: Headers, origin: Origin) -> None:
        self._headers = headers
        self._origin = origin

    def head(self, conditions: Mapping[str, str]) -> Headers:
        del conditions  # a listing has none
        return self._headers

    def get(self, conditions: Mapping[str, str], byte_range: str | None = None) -> OriginResponse:
        return self._origin.get(conditions, byte_range)
