"""A function's settings: one frozen dataclass, filled from defaults < environment < the access point's payload.

Each field is made with ``setting()``, which holds its documentation and bounds; README tables, SAM parameters and
the command line's ``--set`` are checked against these fields. Secrets never stand in a setting: a setting names
the environment variable that holds them, because a payload is visible configuration.
"""

from __future__ import annotations

import math
import types
from collections.abc import Mapping
from dataclasses import Field, field, fields
from functools import cache, lru_cache
from typing import Any, Generic, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from objectlambda.errors import InvalidSettings, did_you_mean

S = TypeVar("S")

_TRUE, _FALSE = ("true", "1", "yes", "on"), ("false", "0", "no", "off")


class Rule(NamedTuple):
    """What ``setting()`` says of a field beside its type and default."""

    doc: str
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    env: str | None = None
    in_payload: bool = True
    affects_output: bool = True


def setting(
    default: Any,
    doc: str,
    *,
    choices: tuple[str, ...] = (),
    minimum: float | None = None,
    maximum: float | None = None,
    env: str | None = None,
    in_payload: bool = True,
    affects_output: bool = True,
) -> Any:
    """A dataclass field for a setting.

    Args:
        default: used where neither environment nor payload say anything.
        doc: one sentence, for tables and ``--help``.
        choices: the values allowed for a string, or for each item of a tuple; compared without regard to case.
        minimum, maximum: the inclusive bounds of a number.
        env: the environment variable, where it is not the field's name in capitals.
        in_payload: whether an access point's payload may set it (not where it concerns the whole deployment).
        affects_output: whether the transformed bytes depend on it; if so it is part of the derived ETag.
    """
    rule = Rule(
        doc=doc,
        choices=choices,
        minimum=minimum,
        maximum=maximum,
        env=env,
        in_payload=in_payload,
        affects_output=affects_output,
    )
    return field(default=default, metadata={"rule": rule})


def rule_of(item: Field[Any]) -> Rule:
    """The rule that ``setting()`` put into a dataclass field."""
    rule = item.metadata.get("rule")
    if not isinstance(rule, Rule):
        raise TypeError(f"{item.name} was not made with setting()")
    return rule


def environment_name(item: Field[Any]) -> str:
    """The environment variable of a setting's field."""
    return rule_of(item).env or item.name.upper()


def load(kind: type[S], environ: Mapping[str, str], payload: str = "") -> S:
    """The effective settings of type ``kind``.

    Args:
        kind: the settings dataclass.
        environ: environment variables; those of other names are ignored.
        payload: the access point's payload, a JSON object or empty.

    Raises:
        InvalidSettings: naming the setting, where it came from and what it may be.
    """
    return effective(kind, environ, payload).settings


class Effective(Generic[S]):
    """Settings, and the text that says of them what the output depends on. It is not changed."""

    __slots__ = ("_text", "settings")

    def __init__(self, settings: S) -> None:
        self.settings = settings
        self._text = ""

    def fingerprint(self, *more: str) -> str:
        """As the function ``fingerprint`` gives it."""
        # Not every read needs the text. Threads that make it at once make the same.
        text = self._text = self._text or _output_text(self.settings)
        return _digest(text, *more)


def effective(kind: type[S], environ: Mapping[str, str], payload: str = "") -> Effective[S]:
    """What ``load`` gives, with its fingerprint's text; remembered, since every request asks for it.

    Raises:
        InvalidSettings: as ``load`` does.
    """
    given = tuple(environ.get(variable, "") for variable in _variables(kind))  # type: ignore[arg-type]
    loaded: Effective[S] = _load(kind, given, payload)  # type: ignore[arg-type]  # a class is hashable
    return loaded


@lru_cache(maxsize=256)  # settings are frozen, and nobody changes the tables in them: threads may share them
def _load(kind: type[Any], given: tuple[str, ...], payload: str) -> Effective[Any]:
    by_name = {item.name: item for item in fields(kind)}
    values: dict[str, Any] = {}
    is_default = not payload and not any(given)
    hints = {} if is_default else get_type_hints(kind)
    for item, text in zip(by_name.values(), given, strict=True):
        if text != "":
            values[item.name] = _convert(text, hints[item.name], rule_of(item), environment_name(item))
    for name, value in parse_payload(payload).items():
        if name in by_name and not rule_of(by_name[name]).in_payload:
            variable = environment_name(by_name[name])
            raise InvalidSettings(f"{name} cannot be set in a payload: set the environment variable {variable}")
        if name not in by_name:
            known = sorted(n for n, f in by_name.items() if rule_of(f).in_payload)
            close = did_you_mean(name, known)
            raise InvalidSettings(
                f"the payload holds the unknown setting {name[:80]!r}{close}; known are: {', '.join(known)}"
            )
        values[name] = _convert(value, hints[name], rule_of(by_name[name]), f"payload.{name}")
    return Effective(kind(**values))


def parse_payload(payload: str) -> Mapping[str, Any]:
    """The JSON object of an access point's payload; empty where there is none.

    Raises:
        InvalidSettings: it is not JSON, or not an object.
    """
    if not payload.strip():
        return {}
    import json  # most reads have no payload

    try:
        parsed = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise InvalidSettings("the access point's payload is not JSON") from error
    if not isinstance(parsed, dict):
        raise InvalidSettings(f"the access point's payload is a JSON {type(parsed).__name__}, not an object")
    return parsed


def fingerprint(settings: object, *more: str) -> str:
    """The SHA-256, in hex, that changes whenever settings on which the output depends, or ``more``, change."""
    return _digest(_output_text(settings), *more)


def _output_text(settings: object) -> str:
    import json

    values = {
        item.name: getattr(settings, item.name)
        for item in fields(settings)  # type: ignore[arg-type]  # every settings class is a dataclass
        if rule_of(item).affects_output
    }
    return json.dumps(values, sort_keys=True, default=str)


def _digest(*texts: str) -> str:
    import hashlib
    import json

    first, *more = texts
    return hashlib.sha256(f"[{', '.join((first, *map(json.dumps, more)))}]".encode()).hexdigest()


@cache  # settings are frozen, and nobody changes the tables in them: threads may share them
def _variables(kind: type[Any]) -> tuple[str, ...]:
    return tuple(environment_name(item) for item in fields(kind))


def _convert(value: Any, hint: Any, rule: Rule, where: str) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        options = [option for option in get_args(hint) if option is not type(None)]
        if value is None or value == "":
            return None
        return _convert(value, options[0], rule, where)
    if get_origin(hint) is tuple:
        items = value.split(",") if isinstance(value, str) else value
        if not isinstance(items, (list, tuple)) or not all(isinstance(item, str) for item in items):
            raise InvalidSettings(f"{where} must be a list of strings, or one string with commas")
        return tuple(_choice(item.strip(), rule, where) for item in items if item.strip())
    if hint is bool:
        return _boolean(value, where)
    if hint in (int, float):
        return _number(value, hint, rule, where)
    if hint is dict or get_origin(hint) in (dict, Mapping):
        return _table(value, where)
    if not isinstance(value, str):
        raise InvalidSettings(f"{where} must be a string")
    return _choice(value, rule, where)


def _table(value: Any, where: str) -> Mapping[str, Any]:
    if isinstance(value, str):
        import json

        try:
            value = json.loads(value)
        except (ValueError, RecursionError) as error:
            raise InvalidSettings(f"{where} must be a JSON object") from error
    if not isinstance(value, dict):
        raise InvalidSettings(f"{where} must be a JSON object")
    return value


def _choice(value: str, rule: Rule, where: str) -> str:
    if not rule.choices:
        return value
    for choice in rule.choices:
        if choice.lower() == value.lower():
            return choice
    raise InvalidSettings(f"{where} must be one of {', '.join(rule.choices)}")


def _boolean(value: Any, where: str) -> bool:
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower()
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    raise InvalidSettings(f"{where} must be true or false")


def _number(value: Any, hint: type[int] | type[float], rule: Rule, where: str) -> int | float:
    try:
        if isinstance(value, bool) or not isinstance(value, (int, float, str)):
            raise ValueError(where)
        number = hint(value)
        if number != float(value):
            raise ValueError(where)
    except (ValueError, OverflowError) as error:
        raise InvalidSettings(f"{where} must be a {'whole ' if hint is int else ''}number") from error
    if not math.isfinite(number):
        raise InvalidSettings(f"{where} must be a finite number")
    low, high = rule.minimum, rule.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        bounds = (
            f"from {low:g} to {high:g}"
            if low is not None and high is not None
            else (f"at least {low:g}" if low is not None else f"at most {high:g}")
        )
        raise InvalidSettings(f"{where} must be {bounds}")
    return number


def environment_for(
    kind: type[Any], values: Mapping[str, Any], environ: Mapping[str, str]
) -> tuple[Mapping[str, str], str]:
    """Environment and payload that make ``load`` take ``values``, as a program gives them.

    A program speaks for the deployment as well, so it may set what a payload may not.

    Raises:
        InvalidSettings: a name is unknown.
    """
    by_name = {item.name: item for item in fields(kind)}
    unknown = [name for name in values if name not in by_name]
    if unknown:
        raise InvalidSettings(f"there is no setting {unknown[0][:80]!r}; there are {', '.join(by_name)}")
    import json

    payload = {name: value for name, value in values.items() if rule_of(by_name[name]).in_payload}
    deployed = {
        environment_name(by_name[name]): _as_text(value) for name, value in values.items() if name not in payload
    }
    return {**environ, **deployed}, json.dumps(payload) if payload else ""


def _as_text(value: Any) -> str:
    return ",".join(value) if isinstance(value, (list, tuple)) else str(value)
