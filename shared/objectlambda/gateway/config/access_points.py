"""Access points: buckets as clients see them, each with what becomes of its objects on the way out.

The vocabulary is that of S3 Object Lambda: an action that is not listed passes the stored object through, a feature
that is not allowed is answered 501, a payload is the function's JSON. Beyond it, an access point may chain functions
and choose them by the key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase

from objectlambda.errors import InvalidSettings
from objectlambda.steps import Rule, Step, chain, payload_of
from objectlambda.stores.parse import OriginConfig

ACTIONS = ("GetObject", "HeadObject", "ListObjects", "ListObjectsV2")
FEATURES = ("GetObject-Range", "GetObject-PartNumber", "HeadObject-Range", "HeadObject-PartNumber")

_NAME = re.compile(r"[a-z0-9]([a-z0-9-]{1,43}[a-z0-9])")


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
        if not self.rules:
            return self.steps
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
        steps = chain(names, step_payloads(names, pairs))
    except InvalidSettings as error:
        raise InvalidSettings(f"access point {name[:80]}: {error}") from error
    return AccessPoint(name=checked_name(name), steps=steps, origin=origin)


def step_payloads(functions: list[str], pairs: list[str]) -> dict[str, str]:
    """The payload of each of ``functions`` that ``pairs`` (``key=value``) have a setting for.

    Raises:
        InvalidSettings: a pair has another shape.
    """
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
