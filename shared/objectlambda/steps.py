"""Functions one after the other: each step's output is the object that the next step reads.

The gateway, the command line, ``copy`` and ``transform`` all run an object through the same steps.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from itertools import dropwhile

from objectlambda import respond
from objectlambda.errors import InvalidSettings, NotModified
from objectlambda.head import ResponseHead
from objectlambda.headers import Headers
from objectlambda.plan import tagger
from objectlambda.registry import function_named
from objectlambda.settings import load
from objectlambda.source import OriginResponse


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A function, and the JSON that S3 Object Lambda would hand to it as its payload (or nothing)."""

    function: str
    payload: str = field(default="", repr=False)


RAW = (Step(function="raw"),)
"""The object as it is stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """For keys that match ``pattern`` (``*`` any text, slashes too; ``?`` any character): other steps."""

    pattern: str
    steps: tuple[Step, ...]


def step(function: str, payload: str = "") -> Step:
    """A step, checked: there is such a function, and it takes the payload.

    Raises:
        InvalidSettings: there is not, or it does not.
    """
    load(function_named(function).settings, {}, payload)
    return Step(function=function.replace("-", "_"), payload=payload)


def chain(functions: Iterable[str], payloads: Mapping[str, str]) -> tuple[Step, ...]:
    """The steps of ``functions`` in their order, each with its payload by name.

    Raises:
        InvalidSettings: no function, one that is unknown or twice there, or a payload for one that is not there.
    """
    names = [name.replace("-", "_") for name in functions]
    if not names or len(set(names)) < len(names):
        raise InvalidSettings("a chain holds at least one function, and each once")
    strangers = set(payloads) - set(names)
    if strangers:
        raise InvalidSettings(f"there is a payload for {sorted(strangers)[0]!r}, which is not among the functions")
    return tuple(step(name, payloads.get(name, "")) for name in names)


def payload_of(pairs: Iterable[str]) -> str:
    """The payload for settings given as ``key=value``; empty where there are none.

    Raises:
        InvalidSettings: a pair has no ``=``.
    """
    values = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise InvalidSettings(f"setting {pair[:80]!r}: write key=value")
        values[key.strip()] = _value(value.strip())
    return json.dumps(values) if values else ""


class Chained:
    """What a function gives, read as an object. Conditions and ETags go through as those of any origin.

    Args:
        head, get: the responses to HeadObject and GetObject with the headers given.
    """

    def __init__(self, head: Callable[[Headers], ResponseHead], get: Callable[[Headers], respond.Response]) -> None:
        self._head, self._get = head, get

    def head(self, conditions: Mapping[str, str]) -> Headers:
        return _headers(self._head(Headers(conditions)))

    def get(self, conditions: Mapping[str, str], byte_range: str | None = None) -> OriginResponse:
        asked = {**conditions, "Range": byte_range} if byte_range is not None else conditions
        response = self._get(Headers(asked))
        return OriginResponse(status=response.head.status, headers=_headers(response.head), body=response.body)


def _headers(head: ResponseHead) -> Headers:
    headers = Headers(head.http())
    if head.status == HTTPStatus.NOT_MODIFIED:
        raise NotModified(headers=headers)
    return headers


def through(steps: Iterable[Step], first: respond.Reading) -> respond.Reading:
    """The read whose response is what all of ``steps`` make of the object that ``first`` reads.

    Args:
        steps: at least one.
        first: the request, where the object lies and the limits; its function and payload are not looked at.
    """
    *before, last = chosen = tuple(steps)
    reading = first
    for earlier in before:
        reading = _step_of(reading, earlier, tells_names=tells_names(chosen, earlier))
        made = tagger(reading.function, reading.request, reading.environ).fingerprint
        reading = replace(reading, origin=_chain_origin(reading), before=reading.before + made)
    return _step_of(reading, last)


def tells_names(steps: Iterable[Step], step: Step) -> bool:
    """Whether errors of ``step``, one of ``steps``, may name parts of the object: not where a later step hides any."""
    later = dropwhile(lambda one: one != step, steps)
    return not any(function_named(one.function).hides for one in list(later)[1:])


def _step_of(reading: respond.Reading, step: Step, *, tells_names: bool = True) -> respond.Reading:
    function, request = function_named(step.function), reading.request
    if function is reading.function and request.payload == step.payload and request.tells_names == tells_names:
        return reading
    request = replace(request, payload=step.payload, tells_names=tells_names)
    return replace(reading, function=function, request=request)


def _chain_origin(reading: respond.Reading) -> Chained:
    def asking(headers: Headers) -> respond.Reading:
        return replace(reading, request=replace(reading.request, headers=headers))

    return Chained(lambda headers: respond.head(asking(headers)), lambda headers: respond.get(asking(headers)))


def _value(text: str) -> object:
    # "true", "12" and lists become JSON's; everything else is the string it looks like.
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if not isinstance(value, (dict, type(None))) else text
