"""The law: what leaves was read by the detector in the form in which a reader would see it, or it does not leave."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator, Mapping, Sequence

import pytest
from canaries import OTHER, PERSONAL, found_in
from canary_attacks import ATTACKS
from canary_hosts import HOSTS, KEY, KEY_ENV, MODES, REPLACE, Hosts, made, read_bytes
from canary_places import BOTH, PLACES, Place

from objectlambda import log

FUNCTIONS = sorted(BOTH)
ALL = (*PLACES, *ATTACKS)
everywhere = pytest.mark.parametrize("place", ALL, ids=lambda place: place.name)
HEAVY = [place for place in PLACES if place.key.endswith(".parquet")][1:]
"""Parquet files but for the first: each read starts a process, which is the same on every host."""
ALIKE = [place for place in ALL if place.name in ("plain text", "CSV", "JSON", "attributes", "Parquet bytes", "tar")]
"""Some places whose stored objects have the same size for all people."""
FEW = ({}, REPLACE, {"unsupported_file_handling": "PASS"})
"""Modes that take different ways; the others differ in what is written in place of a value."""
by_function = pytest.mark.parametrize("function", FUNCTIONS)


@pytest.fixture(scope="module")  # the Lambda host points boto3 elsewhere by the environment, for as long as it lives
def hosts(tmp_path_factory) -> Iterator[Hosts]:
    os.environ[KEY_ENV] = KEY
    started = Hosts(tmp_path_factory.mktemp("canary"))
    yield started
    started.close()
    del os.environ[KEY_ENV]


@pytest.fixture
def logged():
    """What the package logs, formatted as a host would write it."""
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    handler = Kept(logging.DEBUG)
    handler.setFormatter(log.JsonLines())
    log.LOGGER.addHandler(handler)
    level = log.LOGGER.level
    log.LOGGER.setLevel(logging.DEBUG)
    yield lines
    log.LOGGER.setLevel(level)
    log.LOGGER.removeHandler(handler)


def _on_hosts() -> Iterator[object]:
    """Each place on each host; attacks, and Parquet but for one file, elsewhere than direct only in long runs.

    So is what no `decompress` changes, in a chain with it.
    """
    for host in HOSTS:  # one host after the other: the wire and the Lambda host point boto3 to different places
        for place in ALL:
            late = host != "direct" and (place in ATTACKS or place in HEAVY)
            late = late or (host == "chain" and not place.key.endswith((".gz", ".zip", ".tar")))
            marks = [pytest.mark.long] if late else []
            yield pytest.param(host, place, marks=marks, id=f"{host}-{place.name}")


def _modes(host: str, function: str, place: Place) -> Sequence[Mapping[str, object]]:
    """The modes of a run: all on the function itself, but for attacks and for Parquet, whose reader is a process."""
    if host != "direct":
        return MODES[function][:1]
    few = place in ATTACKS or place.key.endswith(".parquet")
    return [mode for mode in MODES[function] if mode in FEW] if few else MODES[function]


@by_function
@pytest.mark.parametrize(("host", "place"), list(_on_hosts()))
def test_no_byte_that_leaves_holds_a_canary(hosts, logged, host, function, place):
    _try(hosts, logged, host, function, place, _modes(host, function, place))


@pytest.mark.long
@by_function
@pytest.mark.parametrize(
    "place",
    [place for place in ALL if len(_modes("direct", "pii_redaction", place)) == len(FEW)],
    ids=lambda place: place.name,
)
def test_no_byte_holds_a_canary_in_the_other_modes(hosts, logged, function, place):
    _try(hosts, logged, "direct", function, place, MODES[function])


def _try(hosts, logged, host, function, place, modes):
    for mode in modes:
        left = hosts.read(host, place, function, mode, "personal")
        told = {"body": left.body, **left.rest, "log": "\n".join(logged).encode()}
        leaks = {name: found for name, data in told.items() if (found := found_in(data))}
        assert not leaks, f"{place.name} by {function} {mode} on {host}: {leaks} (status {left.status})"
        assert left.status in (200, 400, 403), left.rest


@everywhere
@by_function
def test_hands_out_the_same_object_without_personal_values(hosts, function, place):
    left = hosts.once(place, function, {}, "harmless")
    if function in place.served:
        assert left.status == 200, left.rest
        if function == "pii_access_control":
            assert left.body == made(place, "harmless")
    else:
        assert left.status in (400, 403), "name the function in the place's served"


@everywhere
@by_function
def test_answers_do_not_tell_two_people_apart(hosts, function, place):
    """The types of two persons' values are the same, so what leaves must be; tags are keyed and left aside."""
    payload = REPLACE if function == "pii_redaction" else {}
    one = hosts.once(place, function, payload, "personal")
    other = hosts.once(place, function, payload, "other")
    assert (one.status, one.body, one.rest.get("error")) == (other.status, other.body, other.rest.get("error"))


@by_function
@pytest.mark.parametrize("place", ALIKE, ids=lambda place: place.name)
def test_heads_and_listings_do_not_tell_two_people_apart(hosts, function, place):
    """All that leaves a gateway for two objects that differ in their values alone, tags and times aside."""
    payload = MODES[function][0]
    told = []
    for whose in ("personal", "other"):
        left = hosts["gateway"](place, function, payload, whose)
        rest = {name: value for name, value in left.rest.items() if name != "metrics"}
        assert rest["HEAD"]
        assert rest["listing"]
        told.append((left.status, left.body, {name: _without_tags(value, whose) for name, value in rest.items()}))
    assert told[0] == told[1]


_OF_ONE_RESPONSE = re.compile(
    rb"'(?:etag|last-modified|date|x-amz-request-id|x-amz-id-2|content-length)': '[^']*'", re.IGNORECASE
)
"""Errors name the key, so their lengths differ by it; the lengths of bodies are compared with these."""


def _without_tags(value: bytes, whose: str) -> bytes:
    value = _OF_ONE_RESPONSE.sub(b"", value)
    value = re.sub(rb"<(ETag|LastModified|RequestId|HostId|Resource)>[^<]*</\1>", b"", value)
    return value.replace(whose.encode(), b"whose")


@everywhere
def test_access_control_allows_what_redaction_gave(hosts, place):
    left = hosts.once(place, "pii_redaction", REPLACE, "personal")
    if left.status == 200:
        again = read_bytes(left.body, place.plain_key, "pii_access_control", {})
        assert again.status == 200, again.rest


def test_the_search_finds_every_decoding():
    """The suite's own eyes: a search that misses a decoding would pass everything."""
    import base64
    import binascii
    import gzip
    import quopri
    import urllib.parse

    from canary_places import tarred, zipped

    text = PERSONAL.line
    for hidden in (
        text,
        base64.b64encode(text),
        base64.urlsafe_b64encode(b"x" + text),
        base64.encodebytes(text * 4),
        text.hex().encode(),
        b"begin 644 a\n" + binascii.b2a_uu(text[:45]) + binascii.b2a_uu(text[45:]),
        quopri.encodestring(text.replace(b"-", b"=2D")),
        urllib.parse.quote(text).replace("-", "%2D").encode(),
        text.decode().encode("utf-16-le"),
        b"x" + text.decode().encode("utf-16-be"),
        gzip.compress(text),
        base64.b64encode(gzip.compress(text)),
        zipped(("a.txt", text)),
        gzip.compress(tarred(("a.txt", text))),
        "".join(f"\\u{ord(c):04x}" for c in text.decode()).encode(),
        "".join(f"&#{ord(c)};" for c in text.decode()).encode(),
        PERSONAL.ssn.replace("-", " ").encode(),
        b"<b>536</b>-<i>22</i>-1234",
    ):
        assert "536221234" in found_in(hidden) or PERSONAL.ssn in found_in(hidden), hidden
    assert not found_in(OTHER.line)
