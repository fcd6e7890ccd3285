"""Access points: buckets as clients see them, each with what becomes of its objects on the way out.

The vocabulary is that of S3 Object Lambda: an action that is not listed passes the stored object through, a feature
that is not allowed is answered 501, a payload is the function's JSON. Beyond it, an access point may chain functions
and choose them by the key.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from objectlambda.errors import InvalidSettings
from objectlambda.registry import function_named
from objectlambda.settings import load
from objectlambda.stores.parse import OriginConfig

ACTIONS = ("GetObject", "HeadObject", "ListObjects", "ListObjectsV2")
FEATURES = ("GetObject-Range", "GetObject-PartNumber", "HeadObject-Range", "HeadObject-PartNumber")

_NAME = re.compile(r"[a-z0-9]([a-z0-9-]{1,43}[a-z0-9])")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessPoint:
    """What is read through it comes from ``origin`` by way of ``steps``, one after the other.

    Attributes:
        name: the bucket's name.
        steps: the functions, unless a rule says otherwise.
        origin: where the objects lie.
        rules: the first that matches the key decides.
        actions: the operations that go through the functions.
        features: whether ranges and part numbers are answered.
        callers: the names of those who may read; empty for all that the gateway knows.
        anonymous: whether those may, too, who do not say who they are.
    """

    name: str
    steps: tuple[Step, ...]
    origin: OriginConfig
    rules: tuple[Rule, ...] = ()
    actions: frozenset[str] = frozenset(ACTIONS)
    features: frozenset[str] = frozenset(FEATURES)
    callers: tuple[str, ...] = ()
    anonymous: bool = False

    def steps_for(self, key: str) -> tuple[Step, ...]:
        """What becomes of the object under ``key``."""
        return next((rule.steps for rule in self.rules if fnmatchcase(key, rule.pattern)), self.steps)

    @property
    def functions(self) -> tuple[str, ...]:
        """Every function that it may call, once."""
        every = (self.steps, *(rule.steps for rule in self.rules))
        return tuple(dict.fromkeys(step.function for steps in every for step in steps))


def checked_name(name: str) -> str:
    """``name``, if S3 Object Lambda would take it for an access point.

    Raises:
        InvalidSettings: it would not.
    """
    if not _NAME.fullmatch(name):
        raise InvalidSettings(
            f"access point {name[:80]!r}: 3 to 45 lower-case letters, digits and inner hyphens make a name"
        )
    return name


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


def parse_access_point(text: str, origin: OriginConfig) -> AccessPoint:
    """The access point that ``NAME=FUNCTION[+FUNCTION…][,key=value…]`` describes.

    A value that reads as JSON is taken as such. With several functions a setting is written ``function.key=value``.

    Raises:
        InvalidSettings: the text has another shape, or what is refused of its parts.
    """
    head, *pairs = text.split(",")
    name, equals, functions = head.partition("=")
    if not (equals and name and functions):
        raise InvalidSettings(f"access point {text[:80]!r}: write NAME=FUNCTION or NAME=FUNCTION,key=value")
    names = functions.split("+")
    try:
        steps = chain(names, _payloads(names, pairs))
    except InvalidSettings as error:
        raise InvalidSettings(f"access point {name[:80]}: {error}") from error
    return AccessPoint(name=checked_name(name), steps=steps, origin=origin)


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


def _payloads(functions: list[str], pairs: list[str]) -> dict[str, str]:
    if len(functions) == 1:
        payload = payload_of(pairs)
        return {functions[0].replace("-", "_"): payload} if payload else {}
    by_function: dict[str, list[str]] = {}
    for pair in pairs:
        function, dot, setting = pair.partition(".")
        if not dot or "=" in function:
            raise InvalidSettings(f"setting {pair[:80]!r}: with several functions write function.key=value")
        by_function.setdefault(function.replace("-", "_"), []).append(setting)
    return {function: payload_of(settings) for function, settings in by_function.items()}


def _value(text: str) -> object:
    # "true", "12" and lists become JSON's; everything else is the string it looks like.
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if not isinstance(value, (dict, type(None))) else text
