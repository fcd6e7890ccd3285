"""Addresses on networks: web, IP and MAC; mail addresses are in :mod:`objectlambda.pii.rules.mail`."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable, Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.concepts import IP, MAC, OTHER, VERSION, WEB
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.gates import CODES, NUMBERS
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.typed_fields import untyped

_URL = linear(
    rb"(?i)\b(?:https?|ftps?|sftp)://[^\s<>\"`\\^{}|\x1a]+|\bwww\d?\.[a-z0-9\-]+(?:\.[a-z0-9\-]+)+(?:[/?#][^\s<>\"`\\^{}|\x1a]*)?"
)
_BARE = linear(
    rb"(?i)\b(?:[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?\.)+(?:com|org|net|edu|gov|info|biz|co\.uk|org\.uk|ac\.uk|ca|in|es|de|fr|it"
    rb"|nl|eu|mx|com\.mx|com\.ar|com\.au|io|dev|app|me|us|tv|cl|ar|pt|ch|se|no|dk|fi|pl|cz|at|be|ie)\b(?:[/?][^\s<>\"`\\^{}|,;)\x1a]*)?"
)
_SCHEME = re.compile(rb"(?i)\b(?:https?|ftps?|sftp)://")
_MODULE_BEHIND = re.compile(rb" v\d+\.|:v?\d+[.\w\-]*(?:\s|$)|@(?:v?\d|sha256)")
_MODULE_BEFORE = re.compile(
    rb"(?:\bimage: ?[\"']?|\bFROM |\brequire |\bmodule |\bimport [\"']?|\breplace |\bgo get (?:-u )?)$"
)
"""What shows that a host and a path are a Go module or a container image."""
_USERINFO = re.compile(rb"[a-z+]+://[^\s/@:]+:[^\s/@]+@", re.IGNORECASE)


class WebAddressRecognizer(WindowRecognizer):
    """A web address."""

    TYPES = (EntityType.URL,)
    HOW = "scheme or www.; bare domains with a path or with context"

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        if has(shadow, b"://") or has(scan.lower, b"www"):
            for first, end in _addresses(shadow, scan.matches(_URL)):
                userinfo = _USERINFO.match(shadow, first, end)
                start = first if userinfo is None else userinfo.end()
                if end - start > 8 or (userinfo is not None and end > start):
                    yield Entity(EntityType.URL, start, end, 0.95)
        for start, last in scan.matches(_BARE):
            end = last
            before = shadow[start - 1 : start] if start else b" "
            if before in (b"@", b"/", b".", b"-", b"_", b"=", b":") or shadow[end : end + 1] in (
                b"@",
                b"(",
                b"-",
                b"_",
            ):
                continue
            if _MODULE_BEHIND.match(shadow, end) or _MODULE_BEFORE.search(shadow, max(0, start - 24), start):
                continue
            end = _trim(shadow, start, end)
            labelled, near = scan.context(start, end)
            if labelled & WEB:
                yield Entity(EntityType.URL, start, end, 0.9)
            elif near & WEB or (b"/" in shadow[start:end] and b".com/" in shadow[start:end]):
                yield Entity(EntityType.URL, start, end, 0.6)


def _addresses(shadow: bytes, matches: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The addresses of ``matches``: several where quotes and commas stand between them, ``'https://a','https://b'``."""
    for start, last in matches:
        at = start
        while True:
            cut = shadow.find(b"',", at + 1, last)
            yield at, _trim(shadow, at, last if cut < 0 else cut)
            scheme = _SCHEME.search(shadow, cut, last) if cut >= 0 else None
            if scheme is None:
                break
            at = scheme.start()


def _trim(shadow: bytes, start: int, end: int) -> int:
    while end > start:
        last = shadow[end - 1 : end]
        if last in (b")", b"]"):
            opening = b"(" if last == b")" else b"["
            if shadow.count(opening, start, end) >= shadow.count(last, start, end):
                break
        elif last not in (b".", b",", b";", b":", b"!", b"?", b"'", b"*", b"_", b"~", b"&"):
            break
        end -= 1
    cut = shadow.find(b"',", start, end)
    return cut if cut > start else end


_IPV4 = NUMBERS.pattern(rb"\b(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}\b")
_COLONS = CODES.pattern(
    rb"(?i)(?:[0-9a-f]{1,4}:){2,7}(?:[0-9a-f]{1,4})?(?:(?::[0-9a-f]{1,4}){1,6}|:)?(?:%[a-z0-9]{1,8})?|::(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4}"
    rb"|[0-9a-f]{4}::(?:[0-9a-f]{1,4}:){0,5}[0-9a-f]{1,4}(?:%[a-z0-9]{1,8})?"
)
_WITH_PORT = re.compile(rb"((?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}):\d{1,5}(?![\w:])")
"""All groups of an address of version 6 and a port, as HAProxy writes them."""
_PRODUCT = re.compile(rb"[A-Za-z]/$")
"""Before a version: "Chrome/118.0.0.0"."""
_RESOLVERS = (b"1.1.1.1", b"8.8.8.8", b"8.8.4.4", b"9.9.9.9", b"1.0.0.1", b"4.4.4.4", b"2.2.2.2")
_HOST_BEFORE = re.compile(
    rb"(?:^|[\n\r\"'(\[<>,;|/]|(?:\b(?:from|to|by|for|at|host|client|server|peer|via|src|dst|source|destination|and|remote"
    rb"|through|against|desde|hacia|cliente|servidor|de|en|ping|ssh|curl)|[=:@]) ?)$"
)
_HOST_BEHIND = re.compile(rb"$|[\"')\]<>,;|/\n\r]|:\d| -|[ \t](?:[a-z0-9\-\[\"(>]|[A-Z]{3,}\b)|\.(?:\s|$)")
_NOT_HOSTS = (b"0.0.0.0", b"127.0.0.1", b"255.255.255.255")


_DUMPED = NUMBERS.pattern(rb"\bIP \d{1,3}(?:\.\d{1,3}){3}\.[a-z\d\-]{1,12} > \d{1,3}(?:\.\d{1,3}){3}\.[a-z\d\-]{1,12}:")
_HOST = re.compile(rb" (\d{1,3}(?:\.\d{1,3}){3})(?=\.)")
"""Both hosts of a packet, as tcpdump prints them, with the port behind a full stop."""


def _of_packets(scan: Scan) -> Iterator[Entity]:
    for start, end in scan.matches(_DUMPED, numbered=True) if has(scan.shadow, b" > ") else ():
        for host in _HOST.finditer(scan.shadow, start, end):
            yield Entity(EntityType.IP_ADDRESS, *host.span(1), 0.9)


class IpAddressRecognizer(WindowRecognizer):
    """An IP address, version 4 or 6, but not a version number, a netmask or a loopback address."""

    TYPES = (EntityType.IP_ADDRESS,)
    HOW = "IPv4 and IPv6 format; version numbers, loopback and netmasks are left"

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        yield from _of_packets(scan)
        for start, end in untyped(scan, scan.matches(_IPV4, numbered=True)):
            before = shadow[start - 1 : start] if start else b" "
            after = shadow[end : end + 2]
            joined = before in (b".", b"-", b"_") or (after[:1] in (b".", b"-", b"_") and after[1:2].isalnum())
            if joined and not (before in (b"-", b"_") and shadow[start - 3 : start - 1] == b"ip"):
                continue
            value = shadow[start:end]
            if scan.lower[max(0, start - 4) : start - 1].endswith(b"oid"):
                continue  # an identifier of ASN.1
            of_product = value.endswith(b".0.0") and _PRODUCT.search(shadow, max(0, start - 2), start)
            if of_product or value in _NOT_HOSTS or value.startswith((b"255.", b"0.", b"127.")):
                continue
            labelled, near = scan.context(start, end)
            if labelled & IP:
                yield Entity(EntityType.IP_ADDRESS, start, end, 0.97)
                continue
            parts = value.split(b".")
            if any(len(part) > 1 and part[:1] == b"0" for part in parts):
                continue
            if sum(len(part) > 1 for part in parts) < 2:
                if labelled & OTHER and before != b"\n":
                    continue
                if all(len(part) == 1 for part in parts) and not (near & IP or _stands_alone(shadow, start, end)):
                    continue
            elif labelled & VERSION or (labelled & OTHER and len(parts[0]) < 2):
                continue
            if value.endswith(b".0") and not near & IP and after[:1] != b"/" and len(parts[0]) < 2:
                continue
            yield Entity(EntityType.IP_ADDRESS, start, end, 0.9)
        if shadow.count(b":") < 2:
            return
        for start, last in scan.matches(_COLONS):
            value = shadow[start:last]
            if not value.endswith(b"::"):
                value = value.rstrip(b":")
            if (whole := _WITH_PORT.match(shadow, start)) is not None:
                value = whole[1]
            end = start + len(value)
            before = shadow[start - 1 : start] if start else b" "
            if (
                before.isalnum()
                or before in (b":", b"_", b".", b"-")
                or shadow[end : end + 1].isalnum()
                or shadow[end : end + 1] == b"_"
            ):
                continue
            if len(value) < 6 or value.count(b":") < 2 or not any(48 <= char <= 57 for char in value):
                continue
            address = value.split(b"%")[0]
            try:
                socket.inet_pton(socket.AF_INET6, address.decode())
            except OSError:
                continue
            if address in (b"::1", b"::"):
                continue
            yield Entity(EntityType.IP_ADDRESS, start, end, 0.92)


def _stands_alone(shadow: bytes, start: int, end: int) -> bool:
    """Whether four single digits stand at the place of a host, and not of a version or a section of a text."""
    value = shadow[start:end]
    if value in _RESOLVERS:
        return True
    before = shadow[max(0, start - 24) : start]
    if value[-2:] == b".0" or before.endswith((b"==", b"~=", b">=", b"<=")) or _PRODUCT.search(before):
        return False
    return _HOST_BEFORE.search(before) is not None and _HOST_BEHIND.match(shadow, end) is not None


_MAC = CODES.pattern(
    rb"\b(?:[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4})\b"
)
_BARE_MAC = linear(rb"\b[0-9A-Fa-f]{12}\b")


class MacRecognizer(WindowRecognizer):
    """The hardware address of a network interface."""

    TYPES = (EntityType.MAC_ADDRESS,)
    HOW = "six hexadecimal pairs, or three groups of four"

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        for start, end in scan.matches(_MAC):
            before = shadow[start - 1 : start] if start else b" "
            after = shadow[end : end + 2]
            joiner = shadow[start + 2 : start + 3]
            if before in (b":", b"-", b".") and before == joiner and shadow[start - 2 : start - 1].isalnum():
                continue
            if after[:1] == joiner and after[1:].isalnum():
                continue
            value = shadow[start:end].translate(None, b":.-").lower()
            if len(set(value)) == 1 or (
                value.isdigit() and joiner not in b":-" and not scan.context(start, end).labelled & MAC
            ):
                continue
            if b"." in shadow[start:end] and (value.isdigit() or before == b"."):
                continue
            yield Entity(EntityType.MAC_ADDRESS, start, end, 0.95)
        if scan.speaks_of(MAC):
            for start, end in scan.matches(_BARE_MAC):
                if scan.context(start, end).labelled & MAC:
                    yield Entity(EntityType.MAC_ADDRESS, start, end, 0.9)
