"""Settings: defaults < environment < payload, and a clear sentence for everything else."""

from dataclasses import dataclass

import pytest

from objectlambda.errors import InvalidSettings
from objectlambda.settings import fingerprint, load, setting


@dataclass(frozen=True, kw_only=True)
class Example:
    mode: str = setting("fast", "how", choices=("fast", "slow"))
    limit: int = setting(10, "how many", minimum=1, maximum=100)
    ratio: float | None = setting(None, "how much", minimum=0)
    strict: bool = setting(False, "whether")
    types: tuple[str, ...] = setting(("A",), "which", choices=("A", "B", "C"))
    language: str = setting("en", "the language", env="DEFAULT_LANGUAGE")
    log_level: str = setting("INFO", "the log", in_payload=False, affects_output=False)


def test_uses_defaults_then_environment_then_payload():
    assert load(Example, {}) == Example()
    environ = {"LIMIT": "20", "MODE": "SLOW", "DEFAULT_LANGUAGE": "es", "UNRELATED": "x", "STRICT": ""}
    assert load(Example, environ) == Example(limit=20, mode="slow", language="es")
    assert load(Example, environ, '{"limit": 30}').limit == 30


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ('{"limit": "7"}', Example(limit=7)),
        ('{"strict": "true"}', Example(strict=True)),
        ('{"strict": true, "ratio": 1.5}', Example(strict=True, ratio=1.5)),
        ('{"types": ["a", "B"]}', Example(types=("A", "B"))),
        ('{"types": "b, c"}', Example(types=("B", "C"))),
        ('{"ratio": null}', Example()),
        ("  ", Example()),
    ],
)
def test_converts_values_as_people_write_them(payload, expected):
    assert load(Example, {}, payload) == expected


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        ("{", "payload is not JSON"),
        ("[" * 100_000, "payload is not JSON"),
        ("[]", "is a JSON list, not an object"),
        ('{"limits": 1}', r"unknown setting 'limits' \(did you mean 'limit'\?\); known are: language, limit, mode"),
        ('{"log_level": "DEBUG"}', "log_level cannot be set in a payload: set the environment variable LOG_LEVEL"),
        ('{"limit": 0}', "payload.limit must be from 1 to 100"),
        ('{"limit": 1.5}', "payload.limit must be a whole number"),
        ('{"limit": true}', "payload.limit must be a whole number"),
        ('{"ratio": "many"}', "payload.ratio must be a number"),
        ('{"ratio": NaN}', "payload.ratio must be a"),
        ('{"ratio": -1}', "payload.ratio must be at least 0"),
        ('{"mode": "medium"}', "payload.mode must be one of fast, slow"),
        ('{"mode": 1}', "payload.mode must be a string"),
        ('{"strict": "maybe"}', "payload.strict must be true or false"),
        ('{"types": ["D"]}', "payload.types must be one of A, B, C"),
        ('{"types": [1]}', "payload.types must be a list of strings"),
    ],
)
def test_refuses_what_a_setting_cannot_be(payload, message):
    with pytest.raises(InvalidSettings, match=message):
        load(Example, {}, payload)


def test_names_the_environment_variable_that_is_wrong():
    with pytest.raises(InvalidSettings, match="LIMIT must be from 1 to 100"):
        load(Example, {"LIMIT": "1000"})


def test_fingerprint_changes_with_what_the_output_depends_on_only():
    assert fingerprint(Example()) == fingerprint(Example(log_level="DEBUG"))
    distinct = {fingerprint(Example()), fingerprint(Example(limit=11)), fingerprint(Example(), "member")}
    assert len(distinct) == 3
