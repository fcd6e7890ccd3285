"""Conditional requests and the ETag of a transformed object.

The derived ETag is ``"<origin's>-ol<8 hex digits>"``: the digits stand for the function, its version, the effective
settings and the member chosen, so HeadObject, a full and a ranged GetObject agree on it without reading the body,
and the ``-`` stops clients from taking it for an MD5. Functions that hide something of the object have sealed tags
(``sealed_tags``), which do not tell the origin's. The origin evaluates the conditions: tags that carry our suffix are
translated back before they are forwarded. Source: RFC 9110, section 13.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from objectlambda.head import http_date
from objectlambda.headers import Headers
from objectlambda.sealed_tags import Seal

_SHOWN_DIGITS = 8
_TAG = re.compile(r'(W/)?(?:"([^"]*)"|([^\s,"]+))')
_IMPOSSIBLE = '"objectlambda-no-such-tag"'
# A date is only looked at where no tag was sent (RFC 9110, section 13.2.2).
_DATES = {"If-Modified-Since": "If-None-Match", "If-Unmodified-Since": "If-Match"}


@dataclass(frozen=True, slots=True)
class Tagger:
    """Turns the origin's ETags into those of one effective configuration, and back.

    Without a fingerprint the object is handed out as it is stored: its tags are the origin's own. Immutable.

    Attributes:
        fingerprint: of the configuration, in full; an unsealed tag shows its first digits.
        seal: covers the origin's tag, where that tells of bytes that the function hides.
    """

    fingerprint: str
    seal: Seal | None = None

    def derive(self, etag: str | None) -> str | None:
        """The transformed object's ETag, quoted, from the origin's (quoted or not); ``None`` stays ``None``."""
        if not etag:
            return None
        if not self.fingerprint:
            return etag
        opaque = _opaque(etag)
        return f'"{self.seal.sealed(opaque) if self.seal is not None else opaque + self._suffix}"'

    def restore(self, tag: str) -> str | None:
        """The origin's ETag (unquoted) that ``tag`` was derived from, or ``None`` if it is not one of ours."""
        if self.seal is not None:
            return self.seal.open(tag)
        return tag[: -len(self._suffix)] if tag.endswith(self._suffix) else None

    @property
    def _suffix(self) -> str:
        return f"-ol{self.fingerprint[:_SHOWN_DIGITS]}"

    def to_origin(self, headers: Headers) -> dict[str, str]:
        """The conditional headers to send to the origin for those that the caller sent.

        Without a seal If-Match also takes the origin's own tag, as ListObjects may show it: clients that take their
        tags from a listing use it to pin the version, which it does. With a seal it does not: a guess could be tried.
        If-None-Match never does: a caller that holds the origin's bytes does not hold the transformed ones. A list in
        which no tag can match is forwarded as one that matches nothing, so that the origin still decides between 404,
        403 and 412.
        """
        if not self.fingerprint:
            return {name: headers[name] for name in (*_DATES.values(), *_DATES) if name in headers}
        sent: dict[str, str] = {}
        for name in ("If-Match", "If-None-Match"):
            value = headers.get(name)
            if value is None:
                continue
            if value.strip() == "*":
                sent[name] = "*"
                continue
            # A weak tag says nothing of the bytes, which is what If-Match asks for (RFC 9110, section 13.1.1).
            found = [tag for tag in _TAG.findall(value) if not (tag[0] and name == "If-Match")]
            tags = [quoted or bare for _, quoted, bare in found]
            ours = [self.restore(tag) for tag in tags]
            known = [tag for tag in ours if tag is not None]
            if name == "If-Match" and self.seal is None:
                known += [tag for tag in tags if not _is_derived(tag)]
            if known or name == "If-Match":
                sent[name] = ", ".join(f'"{tag}"' for tag in known) or _IMPOSSIBLE
        for name, overruled_by in _DATES.items():
            if name in headers and overruled_by not in headers:
                sent[name] = headers[name]
        return sent

    def range_applies(self, headers: Headers, origin: Mapping[str, str]) -> bool:
        """Whether a Range is to be applied: true without If-Range, or where it names this very object.

        A weak or unknown tag, or another date, means the whole object (RFC 9110, section 13.1.5).
        """
        condition = headers.get("If-Range", "").strip()
        if not condition:
            return True
        if condition.startswith('"'):
            return condition == self.derive(origin.get("etag"))
        date = http_date(condition)
        return date is not None and date == http_date(origin.get("last-modified", ""))


def _opaque(etag: str) -> str:
    return etag.removeprefix("W/").strip('"')


def _is_derived(tag: str) -> bool:
    return re.search(r"-ol[0-9a-f]{8}$", tag) is not None
